//! What a page says of itself to machines.

/// What a page says of itself to machines.
#[derive(Default)]
pub(crate) struct Metadata {
    /// `meta` elements named by `property` (Open Graph): name and content.
    pub properties: Vec<(&'static str, String)>,
    /// `meta` elements named by `name` (Highwire): name and content.
    pub names: Vec<(&'static str, String)>,
    /// A thing of schema.org, as JSON-LD that may stand in a page.
    pub thing: Option<String>,
    /// Feeds: the title and the path.
    pub feeds: Vec<(String, String)>,
    /// The same in other languages, itself included: the tag and the whole address.
    pub alternates: Vec<(String, String)>,
}

impl Metadata {
    /// Says a thing of schema.org.
    pub fn say(&mut self, thing: &serde_json::Value) {
        // Nothing in it ends the element that it stands in.
        self.thing = Some(thing.to_string().replace('<', "\\u003c"));
    }
}
