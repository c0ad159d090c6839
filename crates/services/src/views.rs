//! What pages show: plain data, already decided for one viewer.

use domain::address::Address;
use domain::lexicon::{EntryKey, TermState};
use domain::notebooks::{Color, Sort};
use domain::notes::{NoteKind, Visibility};
use domain::organisations::OrganisationState;
use domain::{CategoryId, CommunityId, ImportId, LanguageTag, NoteId, NotebookId, PersonId, Timestamp};
pub use markup::{Compared, Span};

/// A title that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub address: Address,
}

/// One heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// 1 to 6.
    pub level: u8,
    /// The fragment that leads to it.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// Someone or something credited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Which person; unsaid of who signs under another name than their own.
    pub person: Option<PersonId>,
    /// The name, as the person chose.
    pub name: String,
    /// The person's page, where the name leads to one.
    pub address: Option<Address>,
    /// A role, in the author's words; empty when unsaid.
    pub role: String,
}

/// A note that cites the one being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// The sentence before the words of the link, those words, and what follows; plain text.
    pub sentence: (String, String, String),
}

/// A note that goes with the one being read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// Why it is shown.
    pub why: WhyRelated,
}

/// Why a note goes with another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyRelated {
    /// An author chose it.
    Pinned,
    /// Each of the two cites the other.
    CiteEachOther,
    /// The note being read leads to it.
    Cited,
}

impl WhyRelated {
    /// The word that pages bear for scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::CiteEachOther => "cite_each_other",
            Self::Cited => "cited",
        }
    }
}

/// Who stands by a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermOwner {
    /// A community that this viewer may know of.
    Community(Link),
    /// Those who sign it, and whom they write for, in their words; empty when unsaid.
    People(Vec<String>, String),
}

/// One definition of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The note that defines it.
    pub note: NoteId,
    /// That note's title and address.
    pub link: Link,
    /// Who stands by it.
    pub owner: TermOwner,
    /// The definition; plain text.
    pub text: String,
    /// The language of those words.
    pub language: LanguageTag,
    /// How far it is agreed upon.
    pub state: TermState,
}

/// A word that a term is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// The word.
    pub word: String,
    /// What tells them apart, in the words of the definition.
    pub difference: String,
    /// The entry of that word, where there is one that this viewer may read.
    pub address: Option<Address>,
}

/// A term that a note uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermUsed {
    /// Its label in the language of the note, and where its entry is.
    pub link: Link,
    /// Its label in the language of the definition, where that is another one.
    pub beside: Option<(LanguageTag, String)>,
    /// What it means here: one definition, or several that nothing decides between.
    pub definitions: Vec<Definition>,
    /// How many others there are, in its entry.
    pub others: usize,
    /// What it is taken for.
    pub confusions: Vec<Confusion>,
}

/// A place, as far as its organisation shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceShown {
    /// The town, where it may be named.
    pub town: Option<String>,
    /// The region.
    pub region: String,
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
    /// Where it is.
    pub places: Vec<PlaceShown>,
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

/// A line of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// Its label, and where it is.
    pub link: Link,
    /// How many definitions this viewer may read.
    pub definitions: i64,
    /// The definition, where there is but one.
    pub definition: Option<String>,
}

/// The lexicon in one language, a page at a time.
#[derive(Clone, Debug)]
pub struct LexiconPage {
    /// The languages that it has labels in, and how many entries in each.
    pub languages: Vec<(LanguageTag, i64)>,
    /// The one that is shown.
    pub language: LanguageTag,
    /// The letters that entries begin with.
    pub letters: Vec<String>,
    /// The one that alone is shown.
    pub letter: Option<String>,
    /// The entries, in their order.
    pub lines: Page<EntryLine>,
}

/// What a term is called in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLabels {
    /// The language.
    pub language: LanguageTag,
    /// The label that lists show.
    pub preferred: String,
    /// Other forms.
    pub variants: Vec<String>,
}

/// One definition of an entry, with what its note says beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryDefinition {
    /// The definition.
    pub definition: Definition,
    /// What it is called, its own language first.
    pub labels: Vec<TermLabels>,
    /// What it means in other languages.
    pub translations: Vec<(LanguageTag, String)>,
    /// What it is taken for.
    pub confusions: Vec<Confusion>,
}

/// An entry of the lexicon.
#[derive(Clone, Debug)]
pub struct EntryPage {
    /// Which entry.
    pub entry: EntryKey,
    /// Its label; several where words differ by their accents alone.
    pub title: String,
    /// Where it is.
    pub address: Address,
    /// Its definitions that this viewer may read, by name of owner.
    pub definitions: Vec<EntryDefinition>,
    /// Entries that mean more.
    pub broader: Vec<Link>,
    /// Entries that mean less.
    pub narrower: Vec<Link>,
    /// Entries that go with it.
    pub related: Vec<Link>,
    /// Notes that lead to one of its definitions, the last changed first; at most a hundred.
    pub used_in: Vec<NoteLine>,
}

/// The cover of a notebook, made where none was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The colour that its leads chose.
    pub color: Option<Color>,
    /// One of eight shades, where they chose none: always the same one.
    pub shade: u8,
}

/// A notebook that holds the note being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotebookCard {
    /// Which notebook.
    pub notebook: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// Its cover.
    pub cover: Cover,
    /// How many notes this viewer may see in it.
    pub count: i64,
    /// Who placed the note there, when this viewer may know.
    pub placed_by: Option<String>,
    /// When it was placed.
    pub placed: Timestamp,
    /// Why it is here, in the words of who placed it; empty when unsaid.
    pub reason: String,
    /// The categories of the placement.
    pub categories: Vec<CategoryLink>,
}

/// A category that a placement bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryLink {
    /// Which category.
    pub id: CategoryId,
    /// Its words.
    pub name: String,
}

/// The notebook that a note is read through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// Which notebook.
    pub notebook: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// The place of the note among those that this viewer sees, from 1.
    pub place: i64,
    /// How many of them.
    pub count: i64,
    /// The one before.
    pub previous: Option<Link>,
    /// The one after.
    pub next: Option<Link>,
    /// Up to five entry points (summary, references…).
    pub entry_points: Vec<Link>,
    /// The part at the top that the note stands in.
    pub part: Option<(usize, String)>,
    /// The contents of the notebook around the note.
    pub contents: WorkContents,
}

/// The contents of a notebook around a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkContents {
    /// In order.
    pub entries: Vec<WorkEntry>,
    /// Whether there is more before them.
    pub more_before: bool,
    /// Whether there is more after them.
    pub more_after: bool,
}

/// A line of those contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkEntry {
    /// The title of the note, or the words of the part, which leads to its first note.
    pub link: Link,
    /// The number of a part at the top.
    pub number: Option<usize>,
    /// Whether it is a part.
    pub is_part: bool,
    /// How deep it stands, from 0.
    pub depth: u8,
    /// Whether it is the note that is read.
    pub is_here: bool,
    /// Whether that note stands in it.
    pub holds_it: bool,
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

/// Who keeps a note that no account may edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The leads of this community, which this viewer may know of.
    Community(Link),
    /// The leads of the notebook it came in with, which this viewer may know of.
    Notebook(Link),
    /// Those who run the site.
    Stewards,
}

/// A note, whole, for one viewer.
#[derive(Clone, Debug)]
pub struct NotePage {
    /// Which note.
    pub id: NoteId,
    /// Its own address.
    pub address: Address,
    /// Where its Markdown is.
    pub source: Address,
    /// Where it is told how to cite it.
    pub cite: Address,
    /// Its title.
    pub title: String,
    /// The language of its text.
    pub language: LanguageTag,
    /// What it is.
    pub kind: NoteKind,
    /// Safe HTML, links resolved for this viewer.
    pub body: String,
    /// The first words, for lists and metadata.
    pub excerpt: String,
    /// Its headings.
    pub contents: Vec<ContentsEntry>,
    /// The notebook it is read through, or its home notebook.
    pub banner: Option<Banner>,
    /// What goes with it, each note once, for its best reason; at most eight.
    pub related: Vec<Related>,
    /// What it says of itself, where it is an organisation.
    pub organisation: Option<Organisation>,
    /// The terms of the lexicon that it uses, in the order of its text.
    pub terms: Vec<TermUsed>,
    /// Who cites it; at most a hundred, the last made first.
    pub cited_by: Vec<Citation>,
    /// Where it is placed.
    pub notebooks: Vec<NotebookCard>,
    /// Who is credited, in order.
    pub byline: Vec<Credit>,
    /// Who keeps it, when no account may edit it.
    pub keeper: Option<Keeper>,
    /// Linked communities.
    pub communities: Vec<CommunityLink>,
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether the viewer alone may read it (changes the words).
    pub only_viewer: bool,
    /// SPDX identifier or the author's words; none when it has none, as a note that is not public.
    pub licence: Option<String>,
    /// The first day that someone beyond its authors could read it.
    pub published: Option<Timestamp>,
    /// The last version.
    pub changed: Timestamp,
    /// How many versions; the newest bears this number.
    pub versions: i64,
    /// The address of the list of versions.
    pub versions_address: Address,
}

/// What is said of a note where it is cited.
#[derive(Clone, Debug)]
pub struct NoteCited {
    /// Which note.
    pub id: NoteId,
    /// Its title and address.
    pub link: Link,
    /// Who is credited, in order.
    pub byline: Vec<Credit>,
    /// The title of its home notebook, where the viewer may read it.
    pub work: Option<String>,
    /// The first day that someone beyond its authors could read it.
    pub published: Option<Timestamp>,
    /// The language of its text.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
}

/// One line of the list of versions.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// From 1.
    pub number: i64,
    /// Its permanent page.
    pub address: Address,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it, as this viewer may know.
    pub by: Option<String>,
    /// Why, in their words; empty when unsaid.
    pub reason: String,
    /// The title it had.
    pub title: String,
}

/// All versions of a note.
#[derive(Clone, Debug)]
pub struct VersionsPage {
    /// Which note.
    pub id: NoteId,
    /// Its title and address.
    pub note: Link,
    /// Newest first; at most a hundred.
    pub lines: Vec<VersionLine>,
    /// The number to ask the next page with (`?before=`).
    pub next: Option<i64>,
    /// Where two of them are compared, once chosen.
    pub compare: String,
    /// Who may read the note.
    pub visibility: Visibility,
}

/// One version of a note.
#[derive(Clone, Debug)]
pub struct VersionPage {
    /// Which note.
    pub id: NoteId,
    /// The note today.
    pub note: Link,
    /// About this version.
    pub line: VersionLine,
    /// Whether it is the newest.
    pub newest: bool,
    /// The language of its text.
    pub language: LanguageTag,
    /// Safe HTML, links resolved for this viewer.
    pub body: String,
    /// The list of versions.
    pub versions: Address,
    /// Who may read the note.
    pub visibility: Visibility,
}

/// Two versions of a note, compared.
#[derive(Clone, Debug)]
pub struct ComparePage {
    /// Which note.
    pub id: NoteId,
    /// The note today.
    pub note: Link,
    /// The first version.
    pub from: VersionLine,
    /// The second one.
    pub to: VersionLine,
    /// The number of the newest version.
    pub newest: i64,
    /// Line by line; none where the texts are too long to be compared.
    pub lines: Option<Vec<Compared>>,
    /// The language of the second version.
    pub language: LanguageTag,
    /// The list of versions.
    pub versions: Address,
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

/// One line of a notebook's contents.
#[derive(Clone, Debug)]
pub enum WorkLine {
    /// A heading that is not a note.
    Part {
        /// Its words.
        title: String,
        /// Its number among those at the top, from 1.
        number: Option<usize>,
        /// 0 at the top.
        depth: u8,
    },
    /// A note.
    Note {
        /// The note.
        line: NoteLine,
        /// 0 at the top.
        depth: u8,
        /// Whether its leads pinned it.
        pinned: bool,
        /// The categories of the placement.
        categories: Vec<CategoryLink>,
    },
}

/// A category of a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Which category.
    pub id: CategoryId,
    /// Its words.
    pub name: String,
    /// How many notes this viewer may see in it.
    pub count: i64,
}

/// A notebook for one viewer.
#[derive(Clone, Debug)]
pub struct NotebookPage {
    /// Which notebook.
    pub id: NotebookId,
    /// Its address.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// What it is about; safe HTML.
    pub description: String,
    /// Its language.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// Linked communities.
    pub communities: Vec<CommunityLink>,
    /// Up to five entry points.
    pub entry_points: Vec<Link>,
    /// How many notes this viewer may see in it.
    pub count: i64,
    /// How it is sorted now.
    pub sort: Sort,
    /// The categories that notes this viewer may see bear, in the order of their lists.
    pub categories: Vec<Category>,
    /// The one whose notes alone are listed.
    pub category: Option<CategoryId>,
    /// The page of lines; parts only in manual order.
    pub lines: Vec<WorkLine>,
    /// The key to ask the next page with (`?after=`).
    pub next: Option<String>,
}

/// One line of the list of notebooks.
#[derive(Clone, Debug)]
pub struct NotebookLine {
    /// Which notebook.
    pub notebook: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// Its cover.
    pub cover: Cover,
    /// The first words of its description.
    pub excerpt: String,
    /// How many notes this viewer may see in it.
    pub count: i64,
    /// Who may read it.
    pub visibility: Visibility,
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
