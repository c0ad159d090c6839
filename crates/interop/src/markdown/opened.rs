//! A folder, as `services::import` asks for it.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use services::import;

use super::folders::inside;
use super::incoming::{Entry, EntryKind, Folder, Incoming, OutlineItem, Refusal, Warning};
use super::{ScanError, ScanOptions, from_bytes};

/// A folder walked once, whose notes are read one at a time.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its own path, links followed.
    root: PathBuf,
    folder: Folder,
    /// What the outline calls each note.
    titles: HashMap<String, String>,
    kinds: HashMap<String, EntryKind>,
}

impl Opened {
    /// Walks the folder at `root`.
    ///
    /// # Errors
    /// [`ScanError`] when the folder itself cannot be walked.
    pub fn open(root: &Path, options: ScanOptions) -> Result<Self, ScanError> {
        let folder = super::scan(root, options)?;
        let root = root.canonicalize().map_err(|_| ScanError::NotAFolder)?;
        let mut titles = HashMap::new();
        for item in &folder.work.items {
            if let OutlineItem::Chapter { path, title, .. } = item
                && !title.is_empty()
            {
                titles.entry(path.clone()).or_insert_with(|| title.clone());
            }
        }
        let kinds = folder.entries.iter().map(|entry| (entry.path.clone(), entry.kind)).collect();
        Ok(Self { root, folder, titles, kinds })
    }

    /// What the walk found.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Reads a note.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be taken.
    pub fn note(&self, path: &str) -> Result<Incoming, Refusal> {
        match self.kinds.get(path) {
            Some(EntryKind::Note) => {}
            Some(EntryKind::Refused(why)) => return Err(*why),
            _ => return Err(Refusal::Unreadable),
        }
        let bytes = super::bytes(&self.root, path, super::LARGEST_NOTE)?;
        let outlined = self.titles.get(path).map(String::as_str);
        from_bytes(&self.root, self.folder.dialect, outlined, path, &bytes)
    }
}

impl import::Folder for Opened {
    fn entries(&self) -> Vec<import::FileEntry> {
        let kind = |entry: &Entry| match entry.kind {
            EntryKind::Note => import::FileKind::Note,
            EntryKind::File => import::FileKind::File,
            EntryKind::Ignored(why) => import::FileKind::Ignored(why),
            EntryKind::Refused(why) => import::FileKind::Refused(why.code()),
        };
        self.folder
            .entries
            .iter()
            .map(|entry| import::FileEntry { path: entry.path.clone(), kind: kind(entry) })
            .collect()
    }

    fn outline(&self) -> Vec<import::OutlineLine> {
        self.folder
            .work
            .items
            .iter()
            .filter_map(|item| match item {
                // A chapter announced and not written is a heading until it is.
                OutlineItem::Part { title, level } | OutlineItem::Draft { title, level } => {
                    Some(import::OutlineLine::Part { title: title.clone(), level: *level })
                }
                OutlineItem::Chapter { path, level, .. } => {
                    Some(import::OutlineLine::Chapter { path: path.clone(), level: *level })
                }
                OutlineItem::Separator => None,
            })
            .collect()
    }

    fn warnings(&self) -> Vec<import::Warning> {
        self.folder.warnings.iter().map(|(path, warning)| told(path, warning.clone())).collect()
    }

    fn read(&self, path: &str) -> Result<import::Item, &'static str> {
        let mut note = self.note(path).map_err(Refusal::code)?;
        let work = &self.folder.work;
        // The address that a note had is a name that links may still use.
        note.aliases.extend(note.permalink.take());
        let kept = note.extra.into_iter().map(|(key, value)| Warning { line: 1, code: "unknown_key", args: vec![key, value] });
        let warnings = kept.chain(note.warnings).map(|warning| told(path, warning)).collect();
        Ok(import::Item {
            path: note.path,
            raw_hash: note.raw_hash,
            title: note.title,
            body: note.body,
            body_lines: note.body_lines,
            language: note.language.or_else(|| work.language.clone()),
            aliases: note.aliases,
            authors: if note.authors.is_empty() { work.authors.clone() } else { note.authors },
            published: note.published,
            changed: note.changed,
            draft: note.draft,
            licence: note.licence,
            kind: note.kind,
            changes: note.changes,
            warnings,
        })
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>> {
        // Asked again here: a link may have been put in since the walk.
        let location = inside(&self.root, &self.root.join(path)).ok_or(io::ErrorKind::PermissionDenied)?;
        let file = std::fs::File::open(location)?;
        if !file.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Box::new(file.take(super::LARGEST_FILE)))
    }
}

fn told(path: &str, warning: Warning) -> import::Warning {
    import::Warning { path: path.to_owned(), line: warning.line, code: warning.code, args: warning.args }
}
