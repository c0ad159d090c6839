//! Lines of lists, and the pages that hold them.

use domain::address::Address;
use domain::notes::{NoteKind, Visibility};
use domain::{CommunityId, ImportId, LanguageTag, NoteId, PersonId, Timestamp};

use crate::views::NotebookLine;

/// A title that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub address: Address,
}

/// One line of a list of notes.
#[derive(Clone, Debug)]
pub struct NoteLine {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// What it is.
    pub kind: NoteKind,
    /// Its language.
    pub language: LanguageTag,
    /// The first words.
    pub excerpt: String,
    /// When it last changed.
    pub changed: Timestamp,
    /// Who may read it.
    pub visibility: Visibility,
}

/// A community that a note or a notebook is linked to, and that this viewer may know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityLink {
    /// Which community.
    pub community: CommunityId,
    /// Its name and address.
    pub link: Link,
    /// Whether anyone may join it.
    pub open: bool,
}

/// A list, a page at a time.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// At most a hundred.
    pub items: Vec<T>,
    /// The key to ask the next page with (`?after=`).
    pub next: Option<String>,
}

/// One line of the list of communities.
#[derive(Clone, Debug)]
pub struct CommunityLine {
    /// Which community.
    pub community: CommunityId,
    /// Its name and address.
    pub link: Link,
    /// What it is about; plain text.
    pub about: String,
    /// Whether only its members may know of it.
    pub unlisted: bool,
}

/// A community, for one viewer.
#[derive(Clone, Debug)]
pub struct CommunityPage {
    /// The line that lists show.
    pub line: CommunityLine,
    /// The notes linked to it that this viewer may see, newest first.
    pub notes: Page<NoteLine>,
    /// The notebooks linked to it that this viewer may see.
    pub notebooks: Vec<NotebookLine>,
}

/// A person, for one viewer.
#[derive(Clone, Debug)]
pub struct PersonPage {
    /// Which person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The address.
    pub address: Address,
    /// A signature without account: not to be indexed.
    pub signature: bool,
    /// The notes this person signed and this viewer may see, newest first.
    pub notes: Page<NoteLine>,
}

/// One day of recent changes.
#[derive(Clone, Debug)]
pub struct RecentLine {
    /// The note that changed.
    pub line: NoteLine,
    /// Whether that change made it.
    pub created: bool,
}

/// The home page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// What the site is, in the words of those who run it, and their language.
    pub lead: Option<(LanguageTag, String)>,
    /// Notebooks worth reading.
    pub notebooks: Vec<NotebookLine>,
    /// What changed last.
    pub recent: Vec<RecentLine>,
    /// Communities that one may know of.
    pub communities: Vec<CommunityLine>,
    /// Whether the database holds no note that this viewer may see.
    pub empty: bool,
}

/// A note that links wait for.
#[derive(Clone, Debug)]
pub struct WantedLine {
    /// The title, as the first link wrote it.
    pub title: String,
    /// How many links that this viewer may see wait for it.
    pub count: i64,
    /// Some of the notes where they stand.
    pub sources: Vec<Link>,
}

/// The report of an import, for stewards.
#[derive(Clone, Debug)]
pub struct ImportPage {
    /// Which run.
    pub id: ImportId,
    /// When it ended.
    pub ended: Timestamp,
    /// The report, as `import --json` gives it.
    pub report: serde_json::Value,
}
