//! Lines of lists, and the pages that hold them.

use domain::address::Address;
use domain::communities::{Access, Formality, Role, Stage};
use domain::notes::{NoteKind, Visibility};
use domain::profile::ProfileField;
use domain::{CommunityId, Day, ImportId, LanguageTag, NoteId, PersonId, Timestamp};

use crate::memberships::Standing;
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
    /// What it is about, in a sentence.
    pub about: Option<Said>,
    /// Whether only its members may know of it.
    pub unlisted: bool,
    /// How one becomes a member.
    pub access: Access,
    /// How far it is in its life.
    pub stage: Stage,
    /// Until when it rests.
    pub paused_until: Option<Day>,
}

/// Plain text, and its language where that is known: the reader's own, else one in which it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its language.
    pub language: Option<LanguageTag>,
    /// Its words.
    pub words: String,
}

/// A community, for one viewer.
#[derive(Clone, Debug)]
pub struct CommunityPage {
    /// The line that lists show.
    pub line: CommunityLine,
    /// What it is about, whole.
    pub about: Option<Said>,
    /// How much it says of how it works.
    pub formality: Option<Formality>,
    /// When it meets.
    pub rhythm: Option<Said>,
    /// What may be told outside of what is said there.
    pub confidentiality: Option<Said>,
    /// The organisations that carry it, whose notes this viewer may read.
    pub hosts: Vec<Link>,
    /// Those that lend it a hand, the same.
    pub supporting: Vec<Link>,
    /// Its charter, where this viewer may read that note.
    pub charter: Option<Link>,
    /// Since when that charter holds, where it is said to who may read it.
    pub charter_adopted: Option<Day>,
    /// Until when that charter is to be looked at again, the same.
    pub charter_review: Option<Day>,
    /// Whether this viewer is a member of it.
    pub is_member: bool,
    /// Whether this viewer may change its page.
    pub may_manage: bool,
    /// The notes linked to it that this viewer may see, newest first.
    pub notes: Page<NoteLine>,
    /// The notebooks linked to it that this viewer may see.
    pub notebooks: Vec<NotebookLine>,
    /// What the viewer is to it, and may do about it.
    pub standing: Standing,
    /// Whether they follow it; nothing for a visitor.
    pub follows: Option<bool>,
    /// Who holds a role and agrees that others than members know: which one, and what they are called there.
    pub holders: Vec<(Role, String)>,
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
    /// What this person says of themselves to this viewer.
    pub profile: Vec<(ProfileField, String)>,
    /// The notes this person signed and this viewer may see, newest first.
    pub notes: Page<SignedLine>,
}

/// A note that a person signed.
#[derive(Clone, Debug)]
pub struct SignedLine {
    /// The note.
    pub line: NoteLine,
    /// What the person did for it, in words; empty when unsaid.
    pub role: String,
    /// The notebooks where it is placed and that this viewer may read.
    pub notebooks: Vec<Link>,
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
    /// Whether, besides, nobody runs the site yet.
    pub unopened: bool,
    /// What is theirs alone; nothing for a visitor.
    pub mine: Option<HomeOfMine>,
}

/// What waits for an answer of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// How many communities invite them.
    pub invitations: usize,
    /// The notes that they are invited to edit.
    pub invites: Vec<Link>,
    /// The notes that others ask them to let edit, and how many ask.
    pub asked: Vec<(Link, i64)>,
    /// The communities that others ask them to come into, by their aliases, and how many ask.
    pub joining: Vec<(String, Link, i64)>,
    /// The communities that they lead in whose notes problems are reported, by their aliases, and how many; not for who runs the site.
    pub reported: Vec<(String, Link, i64)>,
    /// How many problems are reported, for who runs the site.
    pub reports: i64,
    /// How many ask for an account, for who runs the site.
    pub accounts: i64,
    /// How many say that a signature is theirs, for who runs the site.
    pub claims: i64,
    /// How many authors refuse to leave a note, for who runs the site.
    pub removals: i64,
}

/// What the home page says to who is signed in.
#[derive(Clone, Debug, Default)]
pub struct HomeOfMine {
    /// Of how many things they have something to read.
    pub unread: i64,
    /// What waits for their answer.
    pub waits: Waits,
    /// The notes that nobody reads but who may edit them, the last changed first.
    pub drafts: Vec<NoteLine>,
    /// What is new where they belong and in what they follow, newest first: when, and which note.
    pub new: Vec<(Timestamp, Link)>,
}

impl HomeOfMine {
    /// Whether nothing waits for them.
    pub fn is_free(&self) -> bool {
        self.unread == 0 && self.waits == Waits::default()
    }
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

/// A person of the demonstration, who may be tried.
#[derive(Clone, Debug)]
pub struct DemonstrationPerson {
    /// Which person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Their communities, of those that whoever asks may know of: the name, and the roles held there.
    pub belongs: Vec<(String, Vec<Role>)>,
}
