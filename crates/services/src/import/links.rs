//! What a link of the folder means: by path, by title, by the nearest of several.

use std::collections::{HashMap, HashSet};

use domain::NoteId;
use domain::folding::title_key;

use super::{FileEntry, FileKind, Seen, is_folder_page, stem_of};

/// What stands where in the folder.
pub(crate) struct Index {
    notes_by_path: HashMap<String, usize>,
    files: HashSet<String>,
    by_key: HashMap<String, Vec<usize>>,
    paths: Vec<String>,
    notes: Vec<NoteId>,
    keys: Vec<HashSet<String>>,
}

/// What a relative address or a title reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// A note, by its place among those seen.
    Note(usize),
    /// A file, by its path.
    File(String),
    /// Nothing that the folder has.
    Nothing,
}

impl Index {
    pub(crate) fn new(seen: &[Seen], entries: &[FileEntry]) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        let mut keys = Vec::with_capacity(seen.len());
        for (at, note) in seen.iter().enumerate() {
            let stem = stem_of(&note.path);
            let mut names: HashSet<String> = note.aliases.iter().map(|alias| title_key(alias)).collect();
            names.insert(note.title.key());
            let without_extension = note.path.rsplit_once('.').map_or(note.path.as_str(), |(path, _)| path);
            let mut found_by = names.clone();
            found_by.insert(title_key(without_extension));
            if is_folder_page(stem) {
                if let Some((folder, _)) = note.path.rsplit_once('/') {
                    found_by.insert(title_key(folder.rsplit('/').next().unwrap_or(folder)));
                }
            } else {
                found_by.insert(title_key(stem));
            }
            for key in found_by.into_iter().filter(|key| !key.is_empty()) {
                by_key.entry(key).or_default().push(at);
            }
            keys.push(names);
        }
        Self {
            notes_by_path: seen.iter().enumerate().map(|(at, note)| (note.path.clone(), at)).collect(),
            files: entries
                .iter()
                .filter(|entry| entry.kind == FileKind::File)
                .map(|entry| entry.path.clone())
                .collect(),
            by_key,
            notes: seen.iter().map(|note| note.note).collect(),
            paths: seen.iter().map(|note| note.path.clone()).collect(),
            keys,
        }
    }

    /// What a relative address written in the file at `from` reaches.
    pub(crate) fn by_path(&self, from: &str, destination: &str) -> Reached {
        let destination = markup::percent_decoded(destination.split(['#', '?']).next().unwrap_or_default());
        let Some(path) = joined(from, &destination) else { return Reached::Nothing };
        let base = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(&path);
        let folder = base.trim_end_matches('/');
        let candidates = [
            path.clone(),
            format!("{base}.md"),
            format!("{base}.markdown"),
            in_folder(folder, "README.md"),
            in_folder(folder, "index.md"),
            in_folder(folder, "readme.md"),
            in_folder(folder, "accueil.md"),
        ];
        for candidate in &candidates {
            if let Some(at) = self.notes_by_path.get(candidate) {
                return Reached::Note(*at);
            }
        }
        if self.files.contains(&path) {
            return Reached::File(path);
        }
        // A site serves `index.html` for its README.
        if stem_of(base) == "index" {
            let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(at) = self.notes_by_path.get(&in_folder(folder, "README.md")) {
                return Reached::Note(*at);
            }
        }
        Reached::Nothing
    }

    /// The notes that a wiki-link written in the file at `from` may mean, the nearest first.
    pub(crate) fn by_title(&self, from: &str, title: &str) -> Vec<usize> {
        let title = title.strip_suffix(".md").unwrap_or(title);
        let mut found = self.by_key.get(&title_key(title)).cloned().unwrap_or_default();
        if found.is_empty()
            && let Some((_, last)) = title.rsplit_once('/')
        {
            if let Reached::Note(at) = self.by_path(from, &format!("{title}.md")) {
                return vec![at];
            }
            found = self.by_key.get(&title_key(last)).cloned().unwrap_or_default();
        }
        let path = |at: &usize| self.paths.get(*at).map_or("", String::as_str);
        found.sort_by_key(|at| (distance(from, path(at)), path(at).to_owned()));
        found
    }

    /// Whether a note bears this folded title or alias, so that the site itself resolves a link to it.
    pub(crate) fn bears(&self, at: usize, key: &str) -> bool {
        self.keys.get(at).is_some_and(|keys| keys.contains(key))
    }

    /// How many notes bear this folded title or alias.
    pub(crate) fn bearers(&self, key: &str) -> usize {
        self.by_key.get(key).map_or(0, |found| found.iter().filter(|at| self.bears(**at, key)).count())
    }

    pub(crate) fn note(&self, at: usize) -> Option<NoteId> {
        self.notes.get(at).copied()
    }

    pub(crate) fn path(&self, at: usize) -> String {
        self.paths.get(at).cloned().unwrap_or_default()
    }
}

fn in_folder(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// How many folders one goes up and down from one file to another.
fn distance(from: &str, to: &str) -> usize {
    let folders = |path: &str| -> Vec<String> {
        path.rsplit_once('/').map(|(folder, _)| folder.split('/').map(str::to_owned).collect()).unwrap_or_default()
    };
    let (from, to) = (folders(from), folders(to));
    let shared = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    from.len() + to.len() - 2 * shared
}

/// A path under the folder; `None` when it climbs out.
fn joined(from: &str, destination: &str) -> Option<String> {
    let (mut parts, rest): (Vec<&str>, &str) = match destination.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (from.rsplit_once('/').map(|(folder, _)| folder.split('/').collect()).unwrap_or_default(), destination),
    };
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether an address leads elsewhere: it has a scheme, or a host.
pub(crate) fn is_external(destination: &str) -> bool {
    if destination.starts_with("//") {
        return true;
    }
    let scheme = destination.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.len() > 1
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_climbs_out_of_the_folder_reaches_nothing() {
        assert_eq!(joined("a/b.md", "../c.md").as_deref(), Some("c.md"));
        assert_eq!(joined("a/b.md", "../../etc/passwd"), None);
        assert_eq!(joined("a/b.md", "/c/./d.md").as_deref(), Some("c/d.md"));
    }

    #[test]
    fn ties_go_to_the_same_folder_then_to_the_fewest_folders_away() {
        assert_eq!(distance("a/b.md", "a/c.md"), 0);
        assert_eq!(distance("a/b.md", "c.md"), 1);
        assert_eq!(distance("a/x/b.md", "a/y/c.md"), 2);
    }

    #[test]
    fn an_address_with_a_scheme_leads_elsewhere() {
        assert!(is_external("https://example.org") && is_external("mailto:a@b") && is_external("//cdn.example"));
        assert!(!is_external("a.md") && !is_external("#x") && !is_external("a/b:c.md"));
    }
}
