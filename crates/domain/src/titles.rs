//! Titles and the slugs that follow them.

use std::fmt;

use crate::folding::{is_unseen, title_key};

/// Characters that a title may have.
pub const LONGEST_TITLE: usize = 300;

/// A title: one line, not empty, no character that is not seen, at most [`LONGEST_TITLE`] characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Title(String);

/// Why a text cannot be a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotATitle {
    /// Nothing would be seen.
    #[error("empty")]
    Empty,
    /// Longer than [`LONGEST_TITLE`] characters; holds how many there are.
    #[error("{0} characters")]
    TooLong(usize),
}

impl Title {
    /// Reads a title as typed: white space is collapsed, unseen characters are left out.
    ///
    /// # Errors
    /// [`NotATitle`] when nothing is left, or too much.
    pub fn parse(text: &str) -> Result<Self, NotATitle> {
        let title = tidy(text);
        if title_key(&title).is_empty() {
            return Err(NotATitle::Empty);
        }
        match title.chars().count() {
            length if length > LONGEST_TITLE => Err(NotATitle::TooLong(length)),
            _ => Ok(Self(title)),
        }
    }

    /// As [`Title::parse`], cut at a word where it is too long; `None` when nothing would be seen.
    pub fn cut(text: &str) -> Option<Self> {
        let title = tidy(text);
        if title.chars().count() <= LONGEST_TITLE {
            return Self::parse(&title).ok();
        }
        let head: String = title.chars().take(LONGEST_TITLE - 1).collect();
        let words = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
        Self::parse(&format!("{words}…")).or_else(|_| Self::parse(&head)).ok()
    }

    /// From the store, which holds only titles that were parsed.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which it is compared with other titles and aliases.
    pub fn key(&self) -> String {
        title_key(&self.0)
    }

    /// What follows the id in an address.
    pub fn slug(&self) -> Slug {
        Slug::of(&self.0)
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn tidy(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| *character == ' ' || !is_unseen(*character) || *character == '\u{200d}')
        .collect();
    seen.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of a title in an address: `[a-z0-9-]+`, never `-` alone, `note` where a title leaves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// Characters that a slug may have; it is cut at a word.
    pub const LONGEST: usize = 80;

    /// The slug of a title.
    pub fn of(title: &str) -> Self {
        let mut slug = String::new();
        let mut gap = false;
        for character in title_key(title).chars() {
            if character.is_ascii_lowercase() || character.is_ascii_digit() {
                if gap && !slug.is_empty() {
                    slug.push('-');
                }
                gap = false;
                slug.push(character);
            } else {
                gap = true;
            }
        }
        if slug.len() > Self::LONGEST {
            slug.truncate(Self::LONGEST);
            if let Some(end) = slug.rfind('-') {
                slug.truncate(end);
            }
        }
        if slug.is_empty() {
            slug.push_str("note");
        }
        Self(slug)
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slug_follows_the_title_and_is_note_where_it_leaves_nothing() {
        assert_eq!(Slug::of("L’organisation, où?").as_str(), "l-organisation-ou");
        assert_eq!(Slug::of("4.4. Conditions").as_str(), "4-4-conditions");
        assert_eq!(Slug::of("漢字").as_str(), "note");
        assert_eq!(Slug::of("-").as_str(), "note");
    }

    #[test]
    fn a_title_is_never_empty_nor_endless() {
        assert_eq!(Title::parse(" \u{200b}\n"), Err(NotATitle::Empty));
        assert_eq!(Title::parse(&"a".repeat(10_000)), Err(NotATitle::TooLong(10_000)));
        let cut = Title::cut(&"mot ".repeat(5_000)).unwrap();
        assert!(cut.as_str().chars().count() <= LONGEST_TITLE && cut.as_str().ends_with('…'));
        assert!(Title::cut(&"a".repeat(10_000)).is_some());
    }

    proptest! {
        #[test]
        fn a_slug_is_letters_digits_and_hyphens_and_never_a_hyphen(title in "\\PC{0,400}") {
            let slug = Slug::of(&title);
            prop_assert!(!slug.as_str().is_empty() && slug.as_str().len() <= Slug::LONGEST);
            prop_assert!(slug.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            prop_assert!(!slug.as_str().starts_with('-') && !slug.as_str().ends_with('-'));
        }
    }
}
