//! A folder of Markdown as `services::import` takes it in.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use services::import::{self as incoming, FileEntry, FileKind, Item, OutlineLine};

use super::{Dialect, Entry, EntryKind, Folder, OutlineItem, ScanError, ScanOptions, Warning, open_file, read, scan};

/// A folder of Markdown, ready to come in.
#[derive(Debug)]
pub struct Reader {
    root: PathBuf,
    folder: Folder,
    by_path: HashMap<String, usize>,
}

impl Reader {
    /// Walks the folder.
    ///
    /// # Errors
    /// [`ScanError`] when it is no folder, or cannot be read.
    pub fn open(root: &Path) -> Result<Self, ScanError> {
        let folder = scan(root, ScanOptions::default())?;
        let by_path = folder.entries.iter().enumerate().map(|(at, entry)| (entry.path.clone(), at)).collect();
        Ok(Self { root: root.to_owned(), folder, by_path })
    }

    fn entry(&self, path: &str) -> Option<&Entry> {
        self.folder.entries.get(*self.by_path.get(path)?)
    }
}

fn told(path: &str, warning: Warning) -> incoming::Warning {
    incoming::Warning { path: path.to_owned(), line: warning.line, code: warning.code, args: warning.args }
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
        self.folder.warnings.iter().map(|(path, warning)| told(path, warning.clone())).collect()
    }

    fn read(&self, path: &str) -> Result<Item, &'static str> {
        let entry = self.entry(path).ok_or("unreadable")?;
        let note = read(&self.root, &self.folder, entry).map_err(super::Refusal::code)?;
        Ok(Item {
            warnings: note.warnings.into_iter().map(|warning| told(path, warning)).collect(),
            path: note.path,
            raw_hash: note.raw_hash,
            title: note.title,
            body: note.body,
            body_lines: note.body_lines,
            language: note.language,
            aliases: note.aliases,
            permalink: note.permalink,
            tags: note.tags,
            said: note.extra,
            authors: note.authors,
            published: note.published,
            changed: note.changed,
            draft: note.draft,
            licence: note.licence,
            kind: note.kind,
            changes: note.changes,
        })
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn io::Read + Send>> {
        let entry = self.entry(path).ok_or(io::ErrorKind::NotFound)?;
        let file = open_file(&self.root, entry).map_err(|refusal| io::Error::other(refusal.code()))?;
        Ok(Box::new(file))
    }
}
