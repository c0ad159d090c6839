//! Organisations and the list of them.

use domain::organisations::{Identifier, OrganisationState};
use domain::{Day, NoteId};

use crate::views::{Link, Page};

/// A place, as far as its organisation shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceShown {
    /// The town, where it may be named.
    pub town: Option<String>,
    /// The region.
    pub region: String,
}

/// How an organisation is reached, as it publishes it itself; each may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its postal address.
    pub address: String,
    /// Its telephone.
    pub telephone: String,
    /// Its mail address.
    pub mail: String,
}

/// What an organisation says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// What kind of body it is, in its words.
    pub form: String,
    /// What it does, in a line.
    pub summary: String,
    /// Its web address (`http` or `https`).
    pub web: Option<String>,
    /// How it is.
    pub state: OrganisationState,
    /// The day on which it ended.
    pub ended: Option<Day>,
    /// The one that it became a part of, where this viewer may read of it.
    pub merged_into: Option<Link>,
    /// What registers know it by.
    pub identifiers: Vec<Identifier>,
    /// Where it is.
    pub places: Vec<PlaceShown>,
    /// How it is reached, where it publishes that itself.
    pub contact: Option<Contact>,
}

/// A line of the list of organisations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationLine {
    /// Which note.
    pub note: NoteId,
    /// Its name and address.
    pub link: Link,
    /// What kind of body it is.
    pub form: String,
    /// What it does, in a line.
    pub summary: String,
    /// How it is.
    pub state: OrganisationState,
    /// The day on which it ended.
    pub ended: Option<Day>,
    /// Where it is.
    pub places: Vec<PlaceShown>,
}

/// What a list may be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// By which it is asked.
    pub key: String,
    /// Its words.
    pub name: String,
    /// How many things this viewer may see there.
    pub count: i64,
}

/// The organisations, a page at a time.
#[derive(Clone, Debug)]
pub struct OrganisationsPage {
    /// The regions of those of the form that is chosen.
    pub regions: Vec<Facet>,
    /// The forms of those of the region that is chosen.
    pub forms: Vec<Facet>,
    /// The key of the region that alone is listed; empty for all.
    pub region: String,
    /// The key of the form that alone is listed; empty for all.
    pub form: String,
    /// The organisations, by name.
    pub lines: Page<OrganisationLine>,
}
