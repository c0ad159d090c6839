//! People: accounts and signatures.

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;

/// The name of a person: one line, not empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name as typed; `None` when nothing would be seen or it is too long.
    pub fn parse(text: &str) -> Option<Self> {
        let name = crate::Title::parse(text).ok()?;
        (name.as_str().chars().count() <= LONGEST_NAME).then(|| Self(name.as_str().to_owned()))
    }

    /// From the store, which holds only names that were parsed.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
