//! Notebooks, and what of them stands around a note.

use domain::address::Address;
use domain::notebooks::{Color, Sort, View};
use domain::notes::Visibility;
use domain::{CategoryId, LanguageTag, NoteId, NotebookId, Timestamp};

use crate::views::{CommunityLink, Credit, Link, NoteLine};

/// The cover of a notebook, made where none was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The picture that its leads gave it.
    pub picture: Option<Address>,
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
    /// Where the chapter that the note stands in is read in one go, where it holds several.
    pub chapter: Option<Address>,
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
    /// The number, as `2.1`: of a note, or of a part at the top.
    pub number: Option<String>,
    /// Whether it is a part.
    pub is_part: bool,
    /// How deep it stands, from 0.
    pub depth: u8,
    /// Whether it is the note that is read.
    pub is_here: bool,
    /// Whether that note stands in it.
    pub holds_it: bool,
}

/// One line of the contents of a work.
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
        /// Where it is read in one go, where it holds several notes.
        read: Option<Address>,
    },
    /// A note.
    Note {
        /// The note, read through the notebook.
        line: NoteLine,
        /// Its number, as `2.1`.
        number: Option<String>,
        /// 0 at the top.
        depth: u8,
    },
}

/// A notebook as a work: its cover page and its contents.
#[derive(Clone, Debug)]
pub struct Work {
    /// The lines of its contents, a page at a time.
    pub lines: Vec<WorkLine>,
    /// Its first note.
    pub first: Option<Link>,
    /// The whole of it, to be printed.
    pub whole: Address,
    /// How it is cited.
    pub cite: Address,
}

/// What the picture of a note or a notebook shows, beside links from other sites.
#[derive(Clone, Debug)]
pub struct Pictured {
    /// Its title.
    pub title: String,
    /// The title of a note's home notebook.
    pub within: Option<String>,
    /// The cover of the notebook; none of a note that is in none, or in several.
    pub cover: Option<Cover>,
}

/// A note in the list or the grid of a notebook.
#[derive(Clone, Debug)]
pub struct PlacedLine {
    /// The note, read through the notebook.
    pub line: NoteLine,
    /// Whether its leads pinned it.
    pub pinned: bool,
    /// Why it is there; empty where that is unsaid.
    pub reason: String,
    /// The categories of the placement.
    pub categories: Vec<CategoryLink>,
}

/// What is shown of a notebook's notes.
#[derive(Clone, Debug)]
pub enum Shown {
    /// One under the other.
    List(Vec<PlacedLine>),
    /// Side by side.
    Grid(Vec<PlacedLine>),
    /// As a work.
    Work(Work),
}

/// A category of a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Which category.
    pub id: CategoryId,
    /// Its words.
    pub name: String,
    /// How many notes this viewer may see that bear it and those that are chosen.
    pub count: i64,
    /// Whether it is one of those that are chosen.
    pub is_chosen: bool,
}

/// A list of categories of a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryList {
    /// What the notebook calls it; empty where it has no name.
    pub name: String,
    /// Those that still narrow the list, and those that are chosen.
    pub categories: Vec<Category>,
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
    /// The first words of that, for metadata.
    pub excerpt: String,
    /// Its language.
    pub language: LanguageTag,
    /// Its cover.
    pub cover: Cover,
    /// Who may read it.
    pub visibility: Visibility,
    /// Linked communities.
    pub communities: Vec<CommunityLink>,
    /// Whether this viewer may change it.
    pub may_manage: bool,
    /// Whether this viewer may place notes in it.
    pub may_contribute: bool,
    /// Whether they follow it; nothing for a visitor.
    pub follows: Option<bool>,
    /// What who places notes in it is asked to follow, for this viewer where they may; safe HTML.
    pub guide: Option<String>,
    /// Up to five entry points.
    pub entry_points: Vec<Link>,
    /// How many notes this viewer may see in it.
    pub count: i64,
    /// How many of them bear the categories that are chosen.
    pub found: i64,
    /// How it is shown now.
    pub view: View,
    /// How it is sorted now.
    pub sort: Sort,
    /// How it is shown and sorted where the reader chooses nothing.
    pub usual: (View, Sort),
    /// The categories that notes this viewer may see bear, by list.
    pub categories: Vec<CategoryList>,
    /// The page of notes.
    pub shown: Shown,
    /// The key to ask the next page with (`?after=`).
    pub next: Option<String>,
}

impl NotebookPage {
    /// The categories that are chosen.
    pub fn chosen(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().flat_map(|list| &list.categories).filter(|category| category.is_chosen)
    }
}

/// A note in a text that is read in one go.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Which note.
    pub note: NoteId,
    /// Its title, and its page in the notebook.
    pub link: Link,
    /// Its number, as `2.1`.
    pub number: Option<String>,
    /// How deep it stands, from 0.
    pub depth: u8,
    /// What leads to it within the page.
    pub anchor: String,
    /// The parts that begin with it, the widest first: number and words.
    pub parts: Vec<(Option<usize>, String)>,
    /// Whether a chapter begins with it.
    pub begins: bool,
    /// The language of its text.
    pub language: LanguageTag,
    /// Safe HTML, links resolved for this viewer, headings under that of the note.
    pub body: String,
    /// Who is credited, in order.
    pub byline: Vec<Credit>,
    /// The last version.
    pub changed: Timestamp,
    /// SPDX identifier or the author's words, where the note has one.
    pub licence: Option<String>,
    /// The note's own address.
    pub own: Address,
}

/// A chapter read in one go.
#[derive(Clone, Debug)]
pub struct ChapterPage {
    /// The notebook: its title and address.
    pub notebook: Link,
    /// Which notebook.
    pub id: NotebookId,
    /// Its own address.
    pub address: Address,
    /// The language of the notebook.
    pub language: LanguageTag,
    /// The part that it is, with its number; none where it is a note with those that stand in it.
    pub part: Option<(usize, String)>,
    /// Its notes, in order.
    pub passages: Vec<Passage>,
    /// The chapter before.
    pub previous: Option<Link>,
    /// The chapter after.
    pub next: Option<Link>,
    /// The place of its first note, of its last one, and how many the notebook has.
    pub places: (i64, i64, i64),
}

/// A notebook, whole.
#[derive(Clone, Debug)]
pub struct WholePage {
    /// The notebook: its title and address.
    pub notebook: Link,
    /// Which notebook.
    pub id: NotebookId,
    /// What it is about; safe HTML.
    pub description: String,
    /// Its language.
    pub language: LanguageTag,
    /// Its cover.
    pub cover: Cover,
    /// Who may read it.
    pub visibility: Visibility,
    /// Linked communities.
    pub communities: Vec<CommunityLink>,
    /// Everyone who is credited in it, each once, by the order of its text.
    pub credited: Vec<String>,
    /// Its notes, in order.
    pub passages: Vec<Passage>,
    /// Where the rest begins, where it is too long for one page.
    pub next: Option<Address>,
    /// The place of its first note here, of its last one, and how many the notebook has.
    pub places: (i64, i64, i64),
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
