//! A folder of Markdown as `services::import` takes it in.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use domain::LanguageTag;
use services::import::{self as incoming, FileEntry, FileKind, Item, OutlineLine, Past};

use super::{
    Dialect, Entry, EntryKind, Folder, Incoming, OutlineItem, ScanError, ScanOptions, Warning, open_file, read,
    read_text, scan,
};
use crate::history::{Commit, History, HistoryError, Touch};

/// A folder of Markdown, ready to come in.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    folder: Folder,
    by_path: HashMap<String, usize>,
    history: Option<History>,
}

impl Reader {
    /// Walks the folder.
    ///
    /// # Errors
    /// [`ScanError`] when it is no folder, or cannot be read.
    pub fn open(root: &Path) -> Result<Self, ScanError> {
        let folder = scan(root, ScanOptions::default())?;
        let by_path = folder.entries.iter().enumerate().map(|(at, entry)| (entry.path.clone(), at)).collect();
        Ok(Self { root: root.to_owned(), folder, by_path, history: None })
    }

    /// The same, with the commits of the repository that it stands in.
    ///
    /// # Errors
    /// [`HistoryError`] when it stands in none, or there is no program to read it.
    pub fn with_history(mut self) -> Result<Self, HistoryError> {
        let notes = self.folder.entries.iter().filter(|entry| entry.kind == EntryKind::Note);
        let history = History::read(&self.root, notes.map(|entry| entry.path.as_str()))?;
        self.history = Some(history);
        Ok(self)
    }

    /// The language of texts that say none: that of the work, else the one that its program assumes.
    pub fn language(&self) -> Option<&LanguageTag> {
        self.folder.work.language.as_ref().or(self.folder.work.assumed.as_ref())
    }

    fn entry(&self, path: &str) -> Option<&Entry> {
        self.folder.entries.get(*self.by_path.get(path)?)
    }
}

fn told(path: &str, warning: Warning) -> incoming::Warning {
    incoming::Warning { path: path.to_owned(), line: warning.line, code: warning.code, args: warning.args }
}

/// A note as the import takes it; what is told of it is told of the file at `told_of`.
fn item(told_of: &str, note: Incoming) -> Item {
    Item {
        warnings: note.warnings.into_iter().map(|warning| told(told_of, warning)).collect(),
        path: note.path,
        raw_hash: note.raw_hash,
        title: note.title,
        body: note.body,
        body_lines: note.body_lines,
        language: note.language,
        aliases: note.aliases,
        permalink: note.permalink,
        tags: note.tags,
        terms: note.terms,
        underlined: note.underlined,
        said: note.extra,
        authors: note.authors,
        published: note.published,
        changed: note.changed,
        draft: note.draft,
        licence: note.licence,
        kind: note.kind,
        changes: note.changes,
    }
}

impl incoming::Folder for Reader {
    fn entries(&self) -> Vec<FileEntry> {
        let kind = |kind: EntryKind| match kind {
            EntryKind::Note => FileKind::Note,
            EntryKind::File => FileKind::File,
            EntryKind::Ignored(code) => FileKind::Ignored(code),
            EntryKind::Refused(refusal) => FileKind::Refused(refusal.code()),
        };
        let entry = |entry: &Entry| FileEntry { path: entry.path.clone(), kind: kind(entry.kind) };
        self.folder.entries.iter().map(entry).collect()
    }

    fn outline(&self) -> Vec<OutlineLine> {
        let line = |item: &OutlineItem| match item {
            OutlineItem::Part { title, level } | OutlineItem::Draft { title, level } => {
                Some(OutlineLine::Part { title: title.clone(), level: *level })
            }
            OutlineItem::Chapter { path, level, .. } => {
                Some(OutlineLine::Chapter { path: path.clone(), level: *level })
            }
            OutlineItem::Separator => None,
        };
        self.folder.work.items.iter().filter_map(line).collect()
    }

    fn base(&self) -> String {
        self.folder.work.base.clone()
    }

    fn finds_by_name(&self) -> bool {
        self.folder.dialect == Dialect::Obsidian
    }

    fn warnings(&self) -> Vec<incoming::Warning> {
        let history = self.history.iter().flat_map(History::warnings);
        self.folder.warnings.iter().chain(history).map(|(path, warning)| told(path, warning.clone())).collect()
    }

    fn read(&self, path: &str) -> Result<Item, &'static str> {
        let entry = self.entry(path).ok_or("unreadable")?;
        let note = read(&self.root, &self.folder, entry).map_err(super::Refusal::code)?;
        Ok(item(path, note))
    }

    fn past(&self, path: &str) -> Vec<Past> {
        let touches = self.history.iter().flat_map(|history| history.of(path));
        let past = |(place, (touch, commit)): (usize, (&Touch, &Commit))| Past {
            place,
            text: touch.blob.to_string(),
            path: touch.path.to_string(),
            at: commit.at,
            by: commit.by.as_deref().cloned(),
            reason: commit.reason.to_string(),
        };
        touches.enumerate().map(past).collect()
    }

    fn read_past(&self, path: &str, place: usize) -> Result<Item, &'static str> {
        let history = self.history.as_ref().ok_or("unreadable")?;
        let (touch, _) = history.of(path).nth(place).ok_or("unreadable")?;
        let bytes = history.bytes(touch).map_err(super::Refusal::code)?;
        let real = self.root.canonicalize().map_err(|_| "unreadable")?;
        let note = read_text(&real, &self.folder, &touch.path, &bytes).map_err(super::Refusal::code)?;
        Ok(item(path, note))
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn io::Read + Send>> {
        let entry = self.entry(path).ok_or(io::ErrorKind::NotFound)?;
        let file = open_file(&self.root, entry).map_err(|refusal| io::Error::other(refusal.code()))?;
        Ok(Box::new(file))
    }
}
