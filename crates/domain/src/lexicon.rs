//! The lexicon: the state of a definition, and what makes several of them one entry.

use std::fmt;

use crate::folding::title_key;

/// How far a definition is agreed upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermState {
    /// Somebody wrote it.
    Proposed,
    /// It is being talked about.
    Discussed,
    /// Its owner stands by it.
    Adopted,
    /// Its owner stands by it and others do not.
    Contested,
}

impl TermState {
    /// All of them, in the order in which a definition goes through them.
    pub const ALL: [Self; 4] = [Self::Proposed, Self::Discussed, Self::Adopted, Self::Contested];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Discussed => "discussed",
            Self::Adopted => "adopted",
            Self::Contested => "contested",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// How one term is with another (SKOS, section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermRelation {
    /// It means more.
    Broader,
    /// It means less.
    Narrower,
    /// It goes with it.
    Related,
}

impl TermRelation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Broader, Self::Narrower, Self::Related];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Broader => "broader",
            Self::Narrower => "narrower",
            Self::Related => "related",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.as_str() == word)
    }

    /// What the other term is to this one's.
    #[must_use]
    pub const fn seen_from_the_other(self) -> Self {
        match self {
            Self::Broader => Self::Narrower,
            Self::Narrower => Self::Broader,
            Self::Related => Self::Related,
        }
    }
}

/// What a label is to its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelRole {
    /// The label that lists show, one a language.
    Preferred,
    /// Another form of it.
    Variant,
    /// A form that is found, and never underlined by itself.
    Quiet,
}

impl LabelRole {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Preferred, Self::Variant, Self::Quiet];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Variant => "variant",
            Self::Quiet => "quiet",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// What makes definitions one entry, and stands in its address: the folded label, its spaces, hyphens and apostrophes being
/// the same. Of letters of any script; signs are kept (`c++`), as they tell words apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey(String);

impl EntryKey {
    /// The key of a label, or of what stands in an address.
    pub fn of(label: &str) -> Self {
        let folded = title_key(label);
        let parts: Vec<&str> = folded.split([' ', '-', '\'', '"', '/', '\\']).filter(|part| !part.is_empty()).collect();
        let key = parts.join("-");
        // Points alone in a path mean other places.
        if key.bytes().all(|byte| byte == b'.') { Self(format!("-{key}")) } else { Self(key) }
    }

    /// From the store, which holds only keys that were made.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Under which letter it stands in a list from A to Z; `#` where it begins with none of those.
    pub fn initial(&self) -> char {
        self.0.chars().next().filter(char::is_ascii_lowercase).map_or('#', |letter| letter.to_ascii_uppercase())
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn definitions_of_one_word_make_one_entry_however_it_is_written() {
        for (left, right) in [
            ("Communauté de pratique", "communaute de pratique"),
            ("organisation d’attache", "Organisation d'attache"),
            ("co-développement", "co développement"),
        ] {
            assert_eq!(EntryKey::of(left), EntryKey::of(right));
        }
        assert_eq!(EntryKey::of("Savoir d’expérience").as_str(), "savoir-d-experience");
        assert_ne!(EntryKey::of("C++"), EntryKey::of("C#"));
        assert_eq!((EntryKey::of("été").initial(), EntryKey::of("漢字").initial()), ('E', '#'));
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself_and_leads_nowhere_else(label in "\\PC{0,40}") {
            let key = EntryKey::of(&label);
            prop_assert_eq!(EntryKey::of(key.as_str()), key.clone());
            prop_assert!(!key.as_str().contains(['/', '\\']) && !matches!(key.as_str(), "" | "." | ".."));
        }
    }
}
