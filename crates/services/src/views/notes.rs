//! A note, whole, and what is said of one.

use domain::address::Address;
use domain::notes::{NoteKind, Visibility};
use domain::{CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Timestamp};

use crate::conversations::Talks;
use crate::views::{Banner, CommunityLink, Link, NotebookCard, Organisation, TermUsed};

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

/// A note that says the same in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// Its language.
    pub language: LanguageTag,
    /// Whether the translation is older than its original.
    pub is_behind: bool,
    /// Whether everyone may read it.
    pub is_public: bool,
}

/// What says the same as a note, of what this viewer may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translations {
    /// What the note translates; whether the note itself is older than it.
    pub of: Option<Translated>,
    /// What translates the note, or the same original.
    pub also: Vec<Translated>,
}

/// Why a note goes with another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyRelated {
    /// An author chose it.
    Pinned,
    /// Each of the two cites the other.
    CiteEachOther,
    /// The note being read leads to it.
    Cited,
    /// A third note of this title, which the viewer may read, cites the two.
    CitedTogether(String),
    /// Both texts say these words, which few others do.
    Alike(Vec<String>),
}

impl WhyRelated {
    /// The word that pages bear for scripts.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::CiteEachOther => "cite_each_other",
            Self::Cited => "cited",
            Self::CitedTogether(_) => "cited_together",
            Self::Alike(_) => "alike",
        }
    }
}

/// To whom one writes about a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Its one author, who alone signs it: by the name that stands there.
    Person(String),
    /// Its authors.
    Authors,
    /// Those who keep it, since no account may edit it.
    Keepers,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a page shows or not")]
#[derive(Clone, Debug)]
pub struct NotePage {
    /// Which note.
    pub id: NoteId,
    /// Whether it is hidden until a report is settled.
    pub is_hidden: bool,
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
    /// What says the same in other languages.
    pub translations: Translations,
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
    /// The address of the page of its rights.
    pub rights: Address,
    /// Where the viewer writes its next version, where they may.
    pub edit: Option<Address>,
    /// Whether the viewer decides of its rights.
    pub may_manage: bool,
    /// Whether the viewer signs it, by their own name.
    pub signs_it: bool,
    /// Where the viewer places it in a notebook, where they may.
    pub place: Option<Address>,
    /// Where the viewer announces it to the members of a community, where they may.
    pub announce: Option<Address>,
    /// What is said of it in communities of the viewer.
    pub talks: Talks,
    /// Whether the viewer may ask to edit it.
    pub may_ask: bool,
    /// To whom the viewer may write about it; nobody where they alone answer for it.
    pub whom: Option<Whom>,
    /// How many requests to edit it wait for an answer of the viewer.
    pub requests: usize,
    /// The linked communities that the viewer, who decides nothing else of the note, may take it out of.
    pub unlinks: Vec<CommunityId>,
}

/// What may be cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citable {
    /// A note.
    Note(NoteId),
    /// A notebook, as a work.
    Work(NotebookId),
}

/// What is said of a note or of a work where it is cited.
#[derive(Clone, Debug)]
pub struct ToCite {
    /// Which one.
    pub what: Citable,
    /// Its title and address.
    pub link: Link,
    /// The names of who is credited, in order.
    pub byline: Vec<String>,
    /// The title of a note's home notebook, where the viewer may read it.
    pub work: Option<String>,
    /// The first day that someone beyond its authors could read it; of a work, that of the note that came last.
    pub published: Option<Timestamp>,
    /// The language of its text.
    pub language: LanguageTag,
}
