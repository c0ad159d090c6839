//! What people are told of what changed, and how.

use crate::{CommunityId, NotebookId};

/// Of what somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotificationKind {
    /// Somebody named them in a conversation.
    Mention,
    /// What they asked for was answered.
    Answer,
    /// They are invited.
    Invitation,
    /// Somebody else placed their note in a notebook.
    Placed,
    /// Somebody else changed their note.
    Changed,
    /// Something was said in a conversation where they wrote, or about their note.
    Message,
    /// A note was announced to the members of their community.
    Announced,
    /// A note is new in what they follow.
    New,
}

impl NotificationKind {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 8] = [
        Self::Mention,
        Self::Answer,
        Self::Invitation,
        Self::Placed,
        Self::Changed,
        Self::Message,
        Self::Announced,
        Self::New,
    ];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Answer => "answer",
            Self::Invitation => "invitation",
            Self::Placed => "placed",
            Self::Changed => "changed",
            Self::Message => "message",
            Self::Announced => "announced",
            Self::New => "new",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether a letter of its own tells of it, whatever is chosen: no second one is sent at once.
    pub const fn has_its_own_letter(self) -> bool {
        match self {
            Self::Answer | Self::Invitation | Self::Placed => true,
            Self::Mention | Self::Changed | Self::Message | Self::Announced | Self::New => false,
        }
    }

    /// Whether something else can be chosen for one community.
    pub const fn is_of_communities(self) -> bool {
        matches!(self, Self::Message | Self::Announced | Self::New)
    }

    /// How people are told of it who did not choose.
    pub const fn usual(self) -> Way {
        if matches!(self, Self::Mention | Self::Announced) { Way::Letter } else { Way::Here }
    }

    /// The ways in which one may be told of it, as a form lists them.
    pub fn ways(self) -> impl Iterator<Item = Way> {
        Way::ALL.into_iter().filter(move |way| *way != Way::Letter || !self.has_its_own_letter())
    }
}

/// How somebody is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// On the site alone.
    #[default]
    Here,
    /// By a letter at once too.
    Letter,
    /// In a summary of the day too.
    Daily,
    /// In a summary of the week too.
    Weekly,
    /// Not at all.
    None,
}

impl Way {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 5] = [Self::Here, Self::Letter, Self::Daily, Self::Weekly, Self::None];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Letter => "letter",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::None => "none",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == word)
    }
}

/// What somebody follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Followed {
    /// A community: the notes that are linked to it.
    Community(CommunityId),
    /// A notebook: the notes that are placed in it.
    Notebook(NotebookId),
}

impl Followed {
    /// The word of the store and of forms for what it is.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Community(_) => "community",
            Self::Notebook(_) => "notebook",
        }
    }

    /// The bytes of its id.
    pub const fn bytes(self) -> [u8; 16] {
        match self {
            Self::Community(id) => id.bytes(),
            Self::Notebook(id) => id.bytes(),
        }
    }

    /// Reads that word and that id.
    pub fn read(kind: &str, id: [u8; 16]) -> Option<Self> {
        match kind {
            "community" => Some(Self::Community(CommunityId::from_bytes(id))),
            "notebook" => Some(Self::Notebook(NotebookId::from_bytes(id))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written_and_nothing_else_is_one() {
        assert_eq!(
            NotificationKind::ALL.map(|kind| NotificationKind::parse(kind.as_str())),
            NotificationKind::ALL.map(Some)
        );
        assert_eq!(Way::ALL.map(|way| Way::parse(way.as_str())), Way::ALL.map(Some));
        for none in ["", "New", "mail"] {
            assert_eq!((NotificationKind::parse(none), Way::parse(none)), (None, None), "{none}");
            assert_eq!(Followed::read(none, [1; 16]), None, "{none}");
        }
        for kind in ["community", "notebook"] {
            let followed = Followed::read(kind, [1; 16]).unwrap();
            assert_eq!((followed.kind(), followed.bytes()), (kind, [1; 16]));
        }
    }

    #[test]
    fn no_second_letter_is_sent_at_once_of_what_has_its_own() {
        for kind in NotificationKind::ALL {
            let ways: Vec<Way> = kind.ways().collect();
            assert_eq!(ways.first(), Some(&Way::Here));
            assert_eq!(ways.contains(&Way::Letter), !kind.has_its_own_letter());
            assert!(ways.contains(&Way::None) && ways.contains(&Way::Daily));
            assert!(ways.contains(&kind.usual()));
        }
    }
}
