//! Notes: what they are and who is credited.

use std::fmt;

/// Who may read a note or a notebook; always shown in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Its authors, and the readers they named.
    Authors,
    /// The members of its linked communities.
    Community,
    /// Whoever has a confirmed account.
    SignedIn,
    /// Everyone, without account.
    Public,
}

impl Visibility {
    /// All four, from the narrowest.
    pub const ALL: [Self; 4] = [Self::Authors, Self::Community, Self::SignedIn, Self::Public];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authors => "authors",
            Self::Community => "community",
            Self::SignedIn => "signed_in",
            Self::Public => "public",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.as_str() == word)
    }
}

impl fmt::Display for Visibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why the words of a version were withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// They named a person.
    Person,
    /// They told a secret.
    Secret,
    /// Anything else.
    Other,
}

impl Withdrawal {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Person, Self::Secret, Self::Other];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Secret => "secret",
            Self::Other => "other",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.as_str() == word)
    }
}

/// What a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// An ordinary note.
    Article,
    /// One definition of a word.
    Term,
    /// A collective.
    Organisation,
}

impl NoteKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Article, Self::Term, Self::Organisation];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Term => "term",
            Self::Organisation => "organisation",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
