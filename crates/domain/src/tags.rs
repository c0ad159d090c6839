//! Tags: the questions that a kept page asked, and that a write answers anew.

use std::fmt;

use crate::notes::Visibility;
use crate::{AttachmentId, CommunityId, NoteId, NotebookId, PersonId};

/// One question. A page that asked it is stale once the answer may have changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// A note's own page: its words, rights, byline, where it is placed.
    Note(NoteId),
    /// What others show of a note: its title, and whether it may be read.
    Name(NoteId),
    /// Which note bears this title or alias (a folded key).
    Title(String),
    /// A notebook's own page: title, description, parts, rights.
    Notebook(NotebookId),
    /// What is placed in a notebook, in what order, and who may read it: places and counts.
    Placements(NotebookId),
    /// The words of what is placed in a notebook: lists sorted by title or by change.
    Within(NotebookId),
    /// Which notes cite this one.
    Backlinks(NoteId),
    /// Which notes this one cites, in what order.
    Cites(NoteId),
    /// A person's name and profile.
    Person(PersonId),
    /// Which notes a person signed.
    NotesOf(PersonId),
    /// What communities say to each other about a note.
    Talk(NoteId),
    /// What a person is told, on their pages alone.
    Told(PersonId),
    /// A community's name and rights.
    Community(CommunityId),
    /// What is linked to a community.
    LinkedTo(CommunityId),
    /// Which notes show this file.
    File(AttachmentId),
    /// Who holds which role, anywhere: what one person alone may read hangs on it.
    Roles,
    /// More people may read the note of this line of the log, which these could before: no page asks it, a reader of the log does.
    Opened(Visibility),
    /// The list of notebooks.
    Notebooks,
    /// The list of communities.
    Communities,
    /// The lexicon.
    Lexicon,
    /// Which notes use this term, by title, and who may read them.
    Uses(NoteId),
    /// Which notes speak of the same things as this one.
    Alike(NoteId),
    /// Which notes speak of the same things: too many changed to name each note.
    AllAlike,
    /// Which notes use which terms: too many changed to name each term.
    AllUses,
    /// What changed last.
    Recent,
    /// The site's own words and settings.
    Site,
    /// Every change: the answer to a question that named no tag. Any other tag answers it too.
    Public,
    /// Any question at all: what was made again whole.
    Everything,
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(id) => write!(f, "note:{id}"),
            Self::Name(id) => write!(f, "name:{id}"),
            Self::Title(key) => write!(f, "title:{}", key.replace('%', "%25").replace(' ', "%20")),
            Self::Notebook(id) => write!(f, "notebook:{id}"),
            Self::Placements(id) => write!(f, "placements:{id}"),
            Self::Within(id) => write!(f, "within:{id}"),
            Self::Backlinks(id) => write!(f, "backlinks:{id}"),
            Self::Cites(id) => write!(f, "cites:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::NotesOf(id) => write!(f, "notes-of:{id}"),
            Self::Talk(id) => write!(f, "talk:{id}"),
            Self::Told(id) => write!(f, "told:{id}"),
            Self::Community(id) => write!(f, "community:{id}"),
            Self::LinkedTo(id) => write!(f, "linked-to:{id}"),
            Self::File(id) => write!(f, "file:{id}"),
            Self::Roles => f.write_str("roles"),
            Self::Opened(before) => write!(f, "opened:{}", before.as_str()),
            Self::Notebooks => f.write_str("notebooks"),
            Self::Communities => f.write_str("communities"),
            Self::Lexicon => f.write_str("lexicon"),
            Self::Uses(id) => write!(f, "uses:{id}"),
            Self::AllUses => f.write_str("all-uses"),
            Self::Alike(id) => write!(f, "alike:{id}"),
            Self::AllAlike => f.write_str("all-alike"),
            Self::Recent => f.write_str("recent"),
            Self::Site => f.write_str("site"),
            Self::Public => f.write_str("public"),
            Self::Everything => f.write_str("everything"),
        }
    }
}

impl Tag {
    /// Reads what [`fmt::Display`] wrote; a word that a newer program wrote gives [`Tag::Everything`].
    pub fn parse(word: &str) -> Self {
        let read = match word.split_once(':') {
            Some(("note", id)) => id.parse().ok().map(Self::Note),
            Some(("title", key)) => Some(Self::Title(key.replace("%20", " ").replace("%25", "%"))),
            Some(("name", id)) => id.parse().ok().map(Self::Name),
            Some(("within", id)) => id.parse().ok().map(Self::Within),
            Some(("linked-to", id)) => id.parse().ok().map(Self::LinkedTo),
            Some(("file", id)) => id.parse().ok().map(Self::File),
            Some(("notebook", id)) => id.parse().ok().map(Self::Notebook),
            Some(("placements", id)) => id.parse().ok().map(Self::Placements),
            Some(("backlinks", id)) => id.parse().ok().map(Self::Backlinks),
            Some(("cites", id)) => id.parse().ok().map(Self::Cites),
            Some(("person", id)) => id.parse().ok().map(Self::Person),
            Some(("alike", id)) => id.parse().ok().map(Self::Alike),
            Some(("uses", id)) => id.parse().ok().map(Self::Uses),
            Some(("notes-of", id)) => id.parse().ok().map(Self::NotesOf),
            Some(("talk", id)) => id.parse().ok().map(Self::Talk),
            Some(("told", id)) => id.parse().ok().map(Self::Told),
            Some(("community", id)) => id.parse().ok().map(Self::Community),
            Some(("opened", before)) => Visibility::parse(before).map(Self::Opened),
            _ => match word {
                "notebooks" => Some(Self::Notebooks),
                "communities" => Some(Self::Communities),
                "lexicon" => Some(Self::Lexicon),
                "all-uses" => Some(Self::AllUses),
                "all-alike" => Some(Self::AllAlike),
                "recent" => Some(Self::Recent),
                "site" => Some(Self::Site),
                "roles" => Some(Self::Roles),
                "public" => Some(Self::Public),
                _ => None,
            },
        };
        read.unwrap_or(Self::Everything)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_tag_is_read_back_as_written(key in "\\PC{0,30}", id: [u8; 16]) {
            let (note, notebook, person) = (NoteId::from_bytes(id), NotebookId::from_bytes(id), PersonId::from_bytes(id));
            let (community, file) = (CommunityId::from_bytes(id), AttachmentId::from_bytes(id));
            for tag in [
                Tag::Note(note), Tag::Name(note), Tag::Title(key.clone()), Tag::Backlinks(note), Tag::Cites(note),
                Tag::Notebook(notebook), Tag::Placements(notebook), Tag::Within(notebook),
                Tag::Person(person), Tag::NotesOf(person), Tag::Community(community), Tag::LinkedTo(community),
                Tag::Talk(note), Tag::File(file), Tag::Roles, Tag::Notebooks, Tag::Communities, Tag::Lexicon, Tag::Recent, Tag::Site,
                Tag::Person(person), Tag::NotesOf(person), Tag::Told(person), Tag::Community(community),
                Tag::LinkedTo(community),
                Tag::File(file), Tag::Roles, Tag::Notebooks, Tag::Communities, Tag::Lexicon, Tag::Recent, Tag::Site,
                Tag::Uses(note), Tag::AllUses, Tag::Alike(note), Tag::AllAlike, Tag::Public, Tag::Everything,
                Tag::Opened(Visibility::Authors), Tag::Opened(Visibility::Community),
            ] {
                prop_assert_eq!(Tag::parse(&tag.to_string()), tag);
            }
        }
    }

    #[test]
    fn the_word_of_a_newer_program_may_mean_any_question() {
        assert_eq!(Tag::parse("weather:today"), Tag::Everything);
        assert_eq!(Tag::parse("note:not-an-id"), Tag::Everything);
    }
}
