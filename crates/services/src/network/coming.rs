//! What a network is made of, as its files say it.

use domain::communities::{Access, CommunityAlias, Formality, Role, Stage};
use domain::lexicon::{LabelRole, TermRelation, TermState};
use domain::notebooks::{Color, Sort, View};
use domain::notes::{NoteKind, Visibility, Withdrawal};
use domain::organisations::{Identifier, OrganisationState, Precision};
use domain::people::PersonName;
use domain::{Day, LanguageTag, Timestamp, Title};

/// What a network is made of. A thing names another by its key, which is shown nowhere.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// What the network is called; empty where it does not say.
    pub name: String,
    /// What the site is, in a language: for its home page.
    pub leads: Vec<(LanguageTag, String)>,
    /// Accounts, and signatures without one.
    pub people: Vec<NewPerson>,
    /// Communities, with their members.
    pub communities: Vec<NewCommunity>,
    /// Notes of all kinds, before the notebooks that place them.
    pub notes: Vec<NewNetworkNote>,
    /// Notebooks, with what is placed in them.
    pub notebooks: Vec<NewNotebook>,
}

/// A person to make.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// By which others name it.
    pub key: String,
    /// The name.
    pub name: PersonName,
    /// Whether it is an account, or a signature without one.
    pub account: bool,
    /// Whether the person runs the site.
    pub steward: bool,
    /// Whether nobody is behind this person.
    pub demonstration: bool,
}

/// A community to make.
#[derive(Clone, Debug)]
pub struct NewCommunity {
    /// Its name in addresses, by which others name it too.
    pub alias: CommunityAlias,
    /// Its name.
    pub name: PersonName,
    /// What it says of itself, in each language; the first one is its own.
    pub words: Vec<NewCommunityWords>,
    /// How one becomes a member.
    pub access: Access,
    /// Whether others than its members may know of it.
    pub listed: bool,
    /// How far it is in its life.
    pub stage: Stage,
    /// Until when it rests.
    pub paused_until: Option<Day>,
    /// How much it says of how it works.
    pub formality: Option<Formality>,
    /// The organisations that carry it, by key.
    pub hosts: Vec<String>,
    /// Those that lend it a hand.
    pub supporting: Vec<String>,
    /// The note that is its charter, by key.
    pub charter: Option<String>,
    /// Since when that charter holds.
    pub charter_adopted: Option<Day>,
    /// Until when that charter is to be looked at again.
    pub charter_review: Option<Day>,
    /// Its members, by key; a person stands once for each role.
    pub members: Vec<(String, Role)>,
}

/// What a community says of itself in one language; empty where it says nothing in it.
#[derive(Clone, Debug)]
pub struct NewCommunityWords {
    /// Which language.
    pub language: LanguageTag,
    /// Its name.
    pub name: String,
    /// What it is about; plain text.
    pub about: String,
    /// When it meets.
    pub rhythm: String,
    /// What may be told outside of what is said there.
    pub confidentiality: String,
}

/// A note to make, with its whole history.
#[derive(Clone, Debug)]
pub struct NewNetworkNote {
    /// By which others name it.
    pub key: String,
    /// What it is.
    pub kind: NoteKind,
    /// Its title today.
    pub title: Title,
    /// Other names by which links find it.
    pub aliases: Vec<String>,
    /// The language of its text.
    pub language: LanguageTag,
    /// Who is credited, in order: the person, the role in words, the name shown instead of the person's own.
    pub byline: Vec<(String, String, String)>,
    /// Who may edit it.
    pub authors: Vec<String>,
    /// The community whose leads and curators may edit it.
    pub authors_of: Option<String>,
    /// Who may read it.
    pub visibility: Visibility,
    /// Linked communities.
    pub communities: Vec<String>,
    /// Named readers.
    pub readers: Vec<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// The note that it translates, by key.
    pub translation_of: Option<String>,
    /// The notes pinned to it, by key, in order.
    pub related: Vec<String>,
    /// The terms named with it, by key, in order.
    pub terms: Vec<String>,
    /// Whether terms are underlined in its text.
    pub underlined: bool,
    /// The first day that someone beyond its authors could read it.
    pub published: Option<Timestamp>,
    /// Its versions, the oldest first; at least one.
    pub versions: Vec<NewVersion>,
    /// What a note of kind term says beside its text.
    pub term: Option<NewTerm>,
    /// What a note of kind organisation says beside its text.
    pub organisation: Option<NewOrganisation>,
}

/// A definition of the lexicon to make; its text is that of its note.
#[derive(Clone, Debug)]
pub struct NewTerm {
    /// How far it is agreed upon.
    pub state: TermState,
    /// Whether it is a common word, never underlined by itself.
    pub common: bool,
    /// The community that owns it, by alias; its authors do where none is named.
    pub owner: Option<String>,
    /// Whom its authors write for, in their words.
    pub written_for: String,
    /// What it is called, the preferred label in the language of the note first.
    pub labels: Vec<NewLabel>,
    /// What it means in other languages.
    pub translations: Vec<(LanguageTag, String)>,
    /// The words that it is taken for.
    pub confusions: Vec<NewConfusion>,
    /// How it is with other terms, by key.
    pub relations: Vec<(TermRelation, String)>,
}

/// What an organisation says of itself.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// What kind of body it is, in its words.
    pub form: String,
    /// What it does, in a line.
    pub summary: String,
    /// Its web address; empty when unsaid.
    pub web: String,
    /// How it is.
    pub state: OrganisationState,
    /// The day on which it ended.
    pub ended: Option<Day>,
    /// The one that it became a part of, by key.
    pub merged_into: Option<String>,
    /// What registers know it by.
    pub identifiers: Vec<Identifier>,
    /// Where it is: town (empty when unsaid), region, how exactly it is shown.
    pub places: Vec<(String, String, Precision)>,
}

/// What a term is called.
#[derive(Clone, Debug)]
pub struct NewLabel {
    /// In which language.
    pub language: LanguageTag,
    /// What it is to the term.
    pub role: LabelRole,
    /// Its words.
    pub label: Title,
}

/// A word that a term is taken for.
#[derive(Clone, Debug)]
pub struct NewConfusion {
    /// The word.
    pub word: String,
    /// What tells them apart.
    pub difference: String,
    /// The term that the word is, by key.
    pub term: Option<String>,
}

/// One version of a note.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Who saved it.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Why, in their words; empty when unsaid.
    pub reason: String,
    /// The Markdown; empty where its words were withdrawn.
    pub body: String,
    /// That its words were withdrawn: when, by whom, for what kind of reason.
    pub withdrawn: Option<(Timestamp, String, Withdrawal)>,
}

/// A notebook to make.
#[derive(Clone, Debug)]
pub struct NewNotebook {
    /// By which others name it.
    pub key: String,
    /// Its title.
    pub title: Title,
    /// What it is about; Markdown.
    pub description: String,
    /// Its language.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// The colour of its cover.
    pub color: Option<Color>,
    /// How it is shown, and in which order.
    pub view: (View, Sort),
    /// Linked communities.
    pub communities: Vec<String>,
    /// Who answers for it.
    pub leads: Vec<String>,
    /// Its lists of categories, in order; three at most: the name of each, and what it holds.
    pub categories: Vec<(String, Vec<String>)>,
    /// Ways into it: to a note or a notebook, by key.
    pub entry_points: Vec<NewEntryPoint>,
    /// What it holds, in order.
    pub contents: Vec<NewContent>,
}

/// A way into a notebook.
#[derive(Clone, Debug)]
pub enum NewEntryPoint {
    /// To a note.
    Note {
        /// What it is called; empty for the title of the note.
        label: String,
        /// The key of the note.
        key: String,
    },
    /// To another notebook.
    Notebook {
        /// What it is called; empty for the title of the notebook.
        label: String,
        /// The key of the notebook.
        key: String,
    },
}

/// One line of a notebook's contents.
#[derive(Clone, Debug)]
pub enum NewContent {
    /// A heading that is not a note.
    Part(String),
    /// A note.
    Note {
        /// Which note.
        key: String,
        /// Who placed it.
        by: Option<String>,
        /// When.
        at: Timestamp,
        /// Its categories here, by name.
        categories: Vec<String>,
        /// Why it is here; empty when unsaid.
        why: String,
        /// Whether its leads pinned it.
        pinned: bool,
    },
}
