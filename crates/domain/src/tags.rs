//! Tags: the questions that a kept page asked, and that a write answers anew.

use std::fmt;

use crate::{CommunityId, NoteId, NotebookId, PersonId};

/// One question. A page that asked it is stale once the answer may have changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tag {
    /// A note: its words, title, rights, byline.
    Note(NoteId),
    /// Which note bears this title or alias (a folded key).
    Title(String),
    /// A notebook's own page: title, description, parts, rights.
    Notebook(NotebookId),
    /// What is placed in a notebook, and in what order.
    Placements(NotebookId),
    /// Which notes cite this one.
    Backlinks(NoteId),
    /// A person's name and profile.
    Person(PersonId),
    /// Which notes a person signed.
    NotesOf(PersonId),
    /// A community's page.
    Community(CommunityId),
    /// The list of notebooks.
    Notebooks,
    /// The list of communities.
    Communities,
    /// The lexicon.
    Lexicon,
    /// What changed last.
    Recent,
    /// The site's own words and settings.
    Site,
    /// Every change that is or was public: the answer to a question that named no tag.
    Public,
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(id) => write!(f, "note:{id}"),
            Self::Title(key) => write!(f, "title:{}", key.replace('%', "%25").replace(' ', "%20")),
            Self::Notebook(id) => write!(f, "notebook:{id}"),
            Self::Placements(id) => write!(f, "placements:{id}"),
            Self::Backlinks(id) => write!(f, "backlinks:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::NotesOf(id) => write!(f, "notes-of:{id}"),
            Self::Community(id) => write!(f, "community:{id}"),
            Self::Notebooks => f.write_str("notebooks"),
            Self::Communities => f.write_str("communities"),
            Self::Lexicon => f.write_str("lexicon"),
            Self::Recent => f.write_str("recent"),
            Self::Site => f.write_str("site"),
            Self::Public => f.write_str("public"),
        }
    }
}

impl Tag {
    /// Reads what [`fmt::Display`] wrote; a word that a newer program wrote gives [`Tag::Public`].
    pub fn parse(word: &str) -> Self {
        let read = match word.split_once(':') {
            Some(("note", id)) => id.parse().ok().map(Self::Note),
            Some(("title", key)) => Some(Self::Title(key.replace("%20", " ").replace("%25", "%"))),
            Some(("notebook", id)) => id.parse().ok().map(Self::Notebook),
            Some(("placements", id)) => id.parse().ok().map(Self::Placements),
            Some(("backlinks", id)) => id.parse().ok().map(Self::Backlinks),
            Some(("person", id)) => id.parse().ok().map(Self::Person),
            Some(("notes-of", id)) => id.parse().ok().map(Self::NotesOf),
            Some(("community", id)) => id.parse().ok().map(Self::Community),
            _ => match word {
                "notebooks" => Some(Self::Notebooks),
                "communities" => Some(Self::Communities),
                "lexicon" => Some(Self::Lexicon),
                "recent" => Some(Self::Recent),
                "site" => Some(Self::Site),
                _ => None,
            },
        };
        read.unwrap_or(Self::Public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_tag_is_read_back_as_written(key in "\\PC{0,30}", id: [u8; 16]) {
            for tag in [Tag::Title(key.clone()), Tag::Note(NoteId::from_bytes(id)), Tag::Recent, Tag::Placements(NotebookId::from_bytes(id))] {
                prop_assert_eq!(Tag::parse(&tag.to_string()), tag);
            }
        }
    }
}
