//! What becomes of a person's name and texts when they close their account.

/// Days between the wish to close an account and the day when what is held of its person goes: they are gone within thirty.
pub const DAYS: i64 = 29;

/// What becomes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameAfter {
    /// It stays.
    Keep,
    /// *Membre (compte fermé)* stands in its place.
    Replace,
}

impl NameAfter {
    /// Both, as a form lists them.
    pub const ALL: [Self; 2] = [Self::Keep, Self::Replace];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Replace => "replace",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What becomes of the notes of which they are the only author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextsAfter {
    /// They stay.
    Keep,
    /// They go.
    Remove,
}

impl TextsAfter {
    /// Both, as a form lists them.
    pub const ALL: [Self; 2] = [Self::Keep, Self::Remove];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Remove => "remove",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What a person chooses, of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Of their name where they sign.
    pub credit: NameAfter,
    /// Of their name where they wrote a version, withdrew words or placed a note.
    pub acts: NameAfter,
    /// Of what they alone wrote.
    pub texts: TextsAfter,
}
