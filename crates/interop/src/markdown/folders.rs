//! Walking a folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::graphs::Graph;
use super::incoming::{Dialect, Entry, EntryKind, Folder, LARGEST_FILE, LARGEST_NOTE, Refusal, Warning};
use super::outlines;

/// How many files a folder may hold, and how deep.
const MOST_FILES: usize = 500_000;
const DEEPEST: usize = 64;

/// What may be asked of a walk.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScanOptions {
    /// The habits to follow; `None` to recognise them.
    pub dialect: Option<Dialect>,
}

/// Why a folder cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// It is absent or is not a folder: name another.
    #[error("not a folder")]
    NotAFolder,
    /// The system would not let it be listed.
    #[error("unreadable folder")]
    Unreadable(#[source] std::io::Error),
    /// More files than an import takes: import its parts.
    #[error("too many files")]
    TooMany,
}

/// Walks a folder: each file, sorted by path, with what it is, and the order in which they read as a work.
///
/// # Errors
/// [`ScanError`] for the folder itself; a file that cannot be taken is an entry with its reason.
pub fn scan(root: &Path, options: ScanOptions) -> Result<Folder, ScanError> {
    let real = root.canonicalize().map_err(|_| ScanError::NotAFolder)?;
    if !real.is_dir() {
        return Err(ScanError::NotAFolder);
    }
    let mut entries = Vec::new();
    walk(&real, &real, "", 0, &mut entries)?;
    entries.sort_by(|left, right| left.path.as_bytes().cmp(right.path.as_bytes()));
    let dialect = options.dialect.unwrap_or_else(|| dialect(&real, &entries));
    if dialect == Dialect::Logseq {
        for entry in &mut entries {
            if entry.path.starts_with("logseq/") {
                entry.kind = EntryKind::Ignored("configuration");
            }
        }
    }
    let mut warnings = alike(&entries);
    let work = outlines::outline(&real, &mut entries, &mut warnings);
    let graph = if dialect == Dialect::Logseq { Graph::of(&real, &entries) } else { Graph::default() };
    Ok(Folder { entries, work, warnings, dialect, graph })
}

/// Whose habits the files follow, by what the program leaves beside them.
fn dialect(real: &Path, entries: &[Entry]) -> Dialect {
    let has = |folder: &str| entries.iter().any(|entry| entry.path.starts_with(folder));
    let (pages, journals, settings) = (has("pages/"), has("journals/"), has("logseq/"));
    if (pages && (settings || journals)) || (journals && settings) {
        return Dialect::Logseq;
    }
    let is_drawn = entries.iter().any(|entry| matches!(entry.kind, EntryKind::Ignored("canvas" | "base")));
    if is_drawn || real.join(".obsidian").is_dir() { Dialect::Obsidian } else { Dialect::Plain }
}

fn walk(real: &Path, folder: &Path, prefix: &str, depth: usize, entries: &mut Vec<Entry>) -> Result<(), ScanError> {
    let listing = match std::fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if depth == 0 => return Err(ScanError::Unreadable(error)),
        Err(_) => {
            entries.push(refused(prefix.trim_end_matches('/').to_owned(), Refusal::Unreadable));
            return Ok(());
        }
    };
    for item in listing.flatten() {
        if entries.len() >= MOST_FILES {
            return Err(ScanError::TooMany);
        }
        let Some(name) = item.file_name().to_str().map(str::to_owned) else {
            entries.push(refused(format!("{prefix}{}", item.file_name().to_string_lossy()), Refusal::BadName));
            continue;
        };
        let path = format!("{prefix}{name}");
        let Ok(kind) = item.file_type() else {
            entries.push(refused(path, Refusal::Unreadable));
            continue;
        };
        if kind.is_dir() {
            // What a program keeps for itself is not a part of the folder's words.
            let hidden = name.starts_with('.') && name != ".gitbook";
            let skipped = hidden || matches!(name.as_str(), "node_modules" | "target" | "__pycache__");
            if depth < DEEPEST && !skipped {
                walk(real, &item.path(), &format!("{path}/"), depth + 1, entries)?;
            }
            continue;
        }
        let (location, kind) = if kind.is_symlink() {
            match inside(real, &item.path()) {
                Some(target) if target.is_file() => (target, EntryKind::File),
                // A link to a folder could go round for ever: its files are reached by their own path.
                Some(target) if target.is_dir() => {
                    entries.push(Entry { path, size: 0, kind: EntryKind::Ignored("link_to_folder") });
                    continue;
                }
                _ => {
                    entries.push(refused(path, Refusal::LinkOutside));
                    continue;
                }
            }
        } else if kind.is_file() {
            (item.path(), EntryKind::File)
        } else {
            entries.push(refused(path, Refusal::SpecialFile));
            continue;
        };
        let Ok(size) = std::fs::metadata(&location).map(|facts| facts.len()) else {
            entries.push(refused(path, Refusal::Unreadable));
            continue;
        };
        let kind = match kind_of(&path, &name) {
            EntryKind::Note if size > LARGEST_NOTE => EntryKind::Refused(Refusal::TooLarge),
            EntryKind::File if size > LARGEST_FILE => EntryKind::Refused(Refusal::TooLarge),
            EntryKind::File => kind,
            other => other,
        };
        entries.push(Entry { path, size, kind });
    }
    Ok(())
}

/// Where a path leads, if that is under the folder. Links are followed to the end.
pub(super) fn inside(real: &Path, path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().filter(|target| target.starts_with(real))
}

fn refused(path: String, why: Refusal) -> Entry {
    Entry { path, size: 0, kind: EntryKind::Refused(why) }
}

fn kind_of(path: &str, name: &str) -> EntryKind {
    let lower = name.to_lowercase();
    let (stem, extension) = lower.rsplit_once('.').unwrap_or((lower.as_str(), ""));
    let at_top = !path.contains('/');
    if at_top && lower == ".gitbook.yaml" {
        return EntryKind::Ignored("configuration");
    }
    if name.starts_with('.') {
        return EntryKind::Ignored("hidden");
    }
    let legal = stem.starts_with("license") || stem.starts_with("licence");
    if at_top && (legal || matches!(stem, "copying" | "copyright" | "notice")) {
        return EntryKind::Ignored("licence");
    }
    if matches!(
        lower.as_str(),
        "book.toml" | "mkdocs.yml" | "_config.yml" | "package.json" | "package-lock.json" | "thumbs.db" | "desktop.ini"
    ) {
        return EntryKind::Ignored("configuration");
    }
    match extension {
        "md" | "markdown" | "mdown" | "mkd" => EntryKind::Note,
        "org" => EntryKind::Ignored("org_mode"),
        "canvas" => EntryKind::Ignored("canvas"),
        "base" => EntryKind::Ignored("base"),
        _ => EntryKind::File,
    }
}

/// Names that a person, or another system, would take for the same.
fn alike(entries: &[Entry]) -> Vec<(String, Warning)> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut warnings = Vec::new();
    for entry in entries {
        let key: String =
            entry.path.nfkd().filter(|mark| !is_combining_mark(*mark)).flat_map(char::to_lowercase).collect();
        if let Some(first) = seen.get(key.as_str()) {
            let warning = Warning { line: 0, code: "names_alike", args: vec![(*first).to_owned()] };
            warnings.push((entry.path.clone(), warning));
        } else {
            seen.insert(key, &entry.path);
        }
    }
    warnings
}
