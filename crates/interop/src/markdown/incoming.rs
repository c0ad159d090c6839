//! What a folder gives: plain data, for `services::import` to resolve, write and report.

use std::collections::HashMap;

use domain::people::Signer;
use domain::{LanguageTag, Timestamp};

use super::graphs::Graph;

/// A note is refused above this many bytes.
pub const LARGEST_NOTE: u64 = 10 * 1024 * 1024;
/// An attached file is refused above this many bytes.
pub const LARGEST_FILE: u64 = 200 * 1024 * 1024;

/// A folder walked: its files, and the order in which it reads as a work.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Every file, sorted by path (bytes), each with what it is.
    pub entries: Vec<Entry>,
    /// The order, nesting and parts: of `SUMMARY.md`, else of the paths.
    pub work: Outline,
    /// What is told of the folder as a whole (path, warning).
    pub warnings: Vec<(String, Warning)>,
    /// Whose habits the files follow.
    pub dialect: Dialect,
    /// What must be known of a graph as a whole.
    pub(super) graph: Graph,
}

/// Whose habits the files of a folder follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Plain Markdown, mdBook, VuePress, MkDocs, GitBook, Foam.
    #[default]
    Plain,
    /// A vault of Obsidian: comments, tags in the text, names of blocks.
    Obsidian,
    /// A Logseq graph: properties, blocks, `#tags` that are pages.
    Logseq,
}

/// One file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path under the folder, parts joined by `/`, as the file system writes it.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// What it is.
    pub kind: EntryKind,
}

/// What a file of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Markdown, to be read.
    Note,
    /// A file that notes may show or link.
    File,
    /// Left aside; the code says why (`licence`, `configuration`, `hidden`, `org_mode`, `canvas`, `base`, `outline`).
    Ignored(&'static str),
    /// Refused; the code says why.
    Refused(Refusal),
}

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// More bytes than [`LARGEST_NOTE`] or [`LARGEST_FILE`].
    #[error("too_large")]
    TooLarge,
    /// Not text: NUL bytes or controls.
    #[error("not_text")]
    NotText,
    /// A symbolic link that leaves the folder, or leads nowhere.
    #[error("link_outside")]
    LinkOutside,
    /// A pipe, socket or device.
    #[error("special_file")]
    SpecialFile,
    /// A name that is not Unicode.
    #[error("bad_name")]
    BadName,
    /// The system would not let it be read.
    #[error("unreadable")]
    Unreadable,
}

impl Refusal {
    /// The code of the report.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotText => "not_text",
            Self::LinkOutside => "link_outside",
            Self::SpecialFile => "special_file",
            Self::BadName => "bad_name",
            Self::Unreadable => "unreadable",
        }
    }
}

/// How a folder reads as a work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title of the work, where the folder says it.
    pub title: Option<String>,
    /// Who wrote it, where the folder says it.
    pub authors: Vec<Signer>,
    /// Its language, where the folder says it.
    pub language: Option<LanguageTag>,
    /// The language of what says none, where the program that the folder was written for has a rule.
    pub assumed: Option<LanguageTag>,
    /// The path under which its site is published, without slashes around it; empty where it is unknown.
    pub base: String,
    /// Parts and chapters, in order.
    pub items: Vec<OutlineItem>,
    /// The title that a `SUMMARY.md` gives to each chapter, by its path.
    pub(super) titles: HashMap<String, String>,
}

impl Outline {
    /// The title that the outline gives to the chapter at `path`.
    pub fn title_of(&self, path: &str) -> Option<&str> {
        self.titles.get(path).map(String::as_str)
    }
}

/// A line of an outline. `level` counts from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlineItem {
    /// A heading that is not a note: a part title, a folder without a first page.
    Part {
        /// Its words.
        title: String,
        /// How deep.
        level: u8,
    },
    /// A note.
    Chapter {
        /// The note's path under the folder.
        path: String,
        /// Its title in the outline; empty where only the path is known.
        title: String,
        /// How deep.
        level: u8,
    },
    /// A chapter announced and not written (mdBook's draft chapters).
    Draft {
        /// Its words.
        title: String,
        /// How deep.
        level: u8,
    },
    /// A line between chapters.
    Separator,
}

/// Where a title came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleFrom {
    /// `title` of the front matter, or `title::`.
    FrontMatter,
    /// The first heading.
    Heading,
    /// The outline (`SUMMARY.md`).
    Outline,
    /// The name of the file.
    FileName,
}

/// Something that a person should look at, in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Line of the source file, from 1; 0 for the file as a whole.
    pub line: u32,
    /// What, in `snake_case`; the words are in `locales/`.
    pub code: &'static str,
    /// What the words need (a path, a tag, a count).
    pub args: Vec<String>,
}

/// A note read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Path under the folder.
    pub path: String,
    /// SHA-256 of the bytes of the file.
    pub raw_hash: [u8; 32],
    /// The title, as found: `services` parses it.
    pub title: String,
    /// Where the title came from.
    pub title_from: TitleFrom,
    /// The Markdown, without front matter and without the heading that is the title.
    pub body: String,
    /// For each line of `body` (from 0), the line of the source file (from 1) that it came from.
    pub body_lines: Vec<u32>,
    /// The language that the file says.
    pub language: Option<LanguageTag>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Its authors.
    pub authors: Vec<Signer>,
    /// The day it says it was published.
    pub published: Option<Timestamp>,
    /// The day it says it was changed.
    pub changed: Option<Timestamp>,
    /// Whether it says it is a draft.
    pub draft: bool,
    /// The licence that it says.
    pub licence: Option<String>,
    /// The kind that it says.
    pub kind: Option<String>,
    /// The address that it had (`permalink` or `slug`).
    pub permalink: Option<String>,
    /// The terms that it names.
    pub terms: Vec<String>,
    /// Whether terms are underlined in its text.
    pub underlined: bool,
    /// What is kept without being understood: key, value.
    pub extra: Vec<(String, String)>,
    /// How the text was changed, each code once, sorted.
    pub changes: Vec<&'static str>,
    /// What a person should look at, by line.
    pub warnings: Vec<Warning>,
}

impl Incoming {
    /// The line of the source file that line `line` of the body (from 1) came from.
    pub fn source_line(&self, line: usize) -> u32 {
        line.checked_sub(1)
            .and_then(|index| self.body_lines.get(index))
            .or(self.body_lines.last())
            .copied()
            .unwrap_or(1)
    }
}
