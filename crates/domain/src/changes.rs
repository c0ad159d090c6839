//! The change log: what each write says of itself.

use crate::tags::Tag;
use crate::{CommunityId, NoteId, NotebookId, PersonId};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// A thing was made.
    Created,
    /// Its words, title or fields changed.
    Edited,
    /// Who may see or do what changed.
    Rights,
    /// A note was placed in a notebook, or moved in it.
    Placed,
    /// A note left a notebook.
    Removed,
    /// Put into the bin.
    Deleted,
    /// Taken out of the bin.
    Restored,
    /// Something derived from other changes is now up to date; readers of the log pass over it.
    Derived,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Created,
        Self::Edited,
        Self::Rights,
        Self::Placed,
        Self::Removed,
        Self::Deleted,
        Self::Restored,
        Self::Derived,
    ];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Edited => "edited",
            Self::Rights => "rights",
            Self::Placed => "placed",
            Self::Removed => "removed",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Derived => "derived",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// On which thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A note.
    Note(NoteId),
    /// A notebook.
    Notebook(NotebookId),
    /// A person.
    Person(PersonId),
    /// A community.
    Community(CommunityId),
    /// The site itself.
    Site,
}

/// One line of the log, before the store gives it its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who did it; nobody for the program itself.
    pub who: Option<PersonId>,
    /// What happened.
    pub kind: ChangeKind,
    /// On which thing.
    pub thing: Thing,
    /// The questions whose answer may differ from now on, from the facts before and after.
    pub tags: Vec<Tag>,
}
