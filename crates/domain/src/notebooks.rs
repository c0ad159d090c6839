//! Notebooks: how they are sorted and seen.

/// The order in which a notebook's notes are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// As its leads ordered them.
    #[default]
    Manual,
    /// The newest placement first.
    Newest,
    /// The last changed first.
    Changed,
    /// By title, in French collation.
    Title,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Manual, Self::Newest, Self::Changed, Self::Title];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Newest => "newest",
            Self::Changed => "changed",
            Self::Title => "title",
        }
    }

    /// Reads that word; the default for any other.
    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word).unwrap_or_default()
    }
}
