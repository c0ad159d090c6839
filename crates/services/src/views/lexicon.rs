//! Terms, definitions and entries of the lexicon.

use domain::address::Address;
use domain::lexicon::{EntryKey, TermState};
use domain::{LanguageTag, NoteId};

use crate::views::{Link, NoteLine, Page};

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
    /// How many notes use it that this viewer may read.
    pub uses: i64,
    /// Those notes, by title: their text holds one of its labels, or leads to one of its definitions.
    pub used_in: Page<NoteLine>,
}
