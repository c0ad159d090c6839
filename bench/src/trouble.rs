//! What keeps a measure from being made.

/// What the measures answer.
pub(crate) type Result<T> = std::result::Result<T, Trouble>;

/// What keeps a measure from being made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The system refused something.
    #[error(transparent)]
    System(#[from] std::io::Error),
    /// The database refused something.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Something else, in words.
    #[error("{0}")]
    Said(String),
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Said(error.to_string())
    }
}
