//! What a link of the folder means: by path, by title, by the nearest of several.

use std::collections::{HashMap, HashSet};

use domain::NoteId;
use domain::folding::title_key;

use super::{FileEntry, FileKind, Seen, is_folder_page, stem_of};

/// What stands where in the folder.
pub(crate) struct Index {
    notes_by_path: HashMap<String, usize>,
    /// Notes by the address that they had where they come from.
    by_address: HashMap<String, usize>,
    /// Notes and files by their path as a person would say it: no numbers before names, no case, no accents.
    by_loose_path: HashMap<String, Vec<Reached>>,
    files: HashSet<String>,
    files_by_name: HashMap<String, Vec<String>>,
    /// The file that says the order of the work: the notebook is its page.
    outline: Option<String>,
    base: String,
    by_key: HashMap<String, Vec<usize>>,
    paths: Vec<String>,
    titles: Vec<String>,
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
    /// The contents of the work, which are the notebook's.
    Contents,
    /// Nothing that the folder has.
    Nothing,
}

impl Index {
    pub(crate) fn new(seen: &[Seen], entries: &[FileEntry], base: &str) -> Self {
        let mut index = Self {
            notes_by_path: seen.iter().enumerate().map(|(at, note)| (note.path.clone(), at)).collect(),
            by_address: HashMap::new(),
            by_loose_path: HashMap::new(),
            files: HashSet::new(),
            files_by_name: HashMap::new(),
            outline: entries
                .iter()
                .find(|entry| entry.kind == FileKind::Ignored("outline"))
                .map(|entry| entry.path.clone()),
            base: base.to_owned(),
            by_key: HashMap::new(),
            paths: seen.iter().map(|note| note.path.clone()).collect(),
            titles: seen.iter().map(|note| note.title.as_str().to_owned()).collect(),
            notes: seen.iter().map(|note| note.note).collect(),
            keys: Vec::with_capacity(seen.len()),
        };
        for (at, note) in seen.iter().enumerate() {
            index.add_note(at, note);
        }
        for entry in entries.iter().filter(|entry| is_linkable(entry.kind)) {
            index.add_file(&entry.path);
        }
        index
    }

    fn add_note(&mut self, at: usize, note: &Seen) {
        let stem = stem_of(&note.path);
        let mut names: HashSet<String> = note.aliases.iter().map(|alias| title_key(alias)).collect();
        names.insert(note.title.key());
        let mut found_by = names.clone();
        let path = without_extension(&note.path);
        found_by.insert(title_key(path));
        if is_folder_page(stem) {
            if let Some((folder, _)) = note.path.rsplit_once('/') {
                found_by.insert(title_key(folder.rsplit('/').next().unwrap_or(folder)));
                self.by_loose_path.entry(loose(folder)).or_default().push(Reached::Note(at));
            }
        } else {
            found_by.insert(title_key(stem));
            self.by_loose_path.entry(loose(path)).or_default().push(Reached::Note(at));
        }
        for key in found_by.into_iter().filter(|key| !key.is_empty()) {
            self.by_key.entry(key).or_default().push(at);
        }
        if let Some(permalink) = &note.permalink {
            self.by_address.entry(address(permalink).to_owned()).or_insert(at);
        }
        self.keys.push(names);
    }

    fn add_file(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.files_by_name.entry(title_key(name)).or_default().push(path.to_owned());
        self.by_loose_path.entry(loose(path)).or_default().push(Reached::File(path.to_owned()));
        self.files.insert(path.to_owned());
    }

    /// What a relative address written in the file at `from` reaches: the path itself, else the address of a page where
    /// it comes from, else the only path that differs by numbers, case or accents alone.
    pub(crate) fn by_path(&self, from: &str, destination: &str) -> Reached {
        let destination = markup::percent_decoded(destination.split(['#', '?']).next().unwrap_or_default());
        let under_base = destination
            .strip_prefix('/')
            .and_then(|rest| rest.strip_prefix(self.base.as_str()))
            .filter(|rest| !self.base.is_empty() && (rest.is_empty() || rest.starts_with('/')));
        // Pages that are folders on their site (`guide/page/`) climb once more.
        let as_folder = format!("{}/page", without_extension(from));
        let ways = [
            joined(from, &destination),
            under_base.and_then(|rest| joined(from, &format!("/{rest}"))),
            joined(&as_folder, &destination).filter(|_| destination.starts_with("..")),
        ];
        let mut reached = ways.iter().flatten().map(|path| self.exactly(path));
        if let Some(found) = reached.find(|reached| *reached != Reached::Nothing) {
            return found;
        }
        let mut reached = ways.iter().flatten().map(|path| self.loosely(path));
        reached.find(|reached| *reached != Reached::Nothing).unwrap_or(Reached::Nothing)
    }

    fn exactly(&self, path: &str) -> Reached {
        let base = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(path);
        let folder = base.trim_end_matches('/');
        let candidates = [
            path.to_owned(),
            format!("{base}.md"),
            format!("{base}.markdown"),
            in_folder(folder, "README.md"),
            in_folder(folder, "index.md"),
            in_folder(folder, "readme.md"),
            in_folder(folder, "accueil.md"),
        ];
        if let Some(at) = candidates.iter().find_map(|candidate| self.notes_by_path.get(candidate)) {
            return Reached::Note(*at);
        }
        if self.files.contains(path) {
            return Reached::File(path.to_owned());
        }
        if self.outline.as_deref() == Some(path) {
            return Reached::Contents;
        }
        // A site serves `index.html` for its README.
        if stem_of(base) == "index" {
            let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(at) = self.notes_by_path.get(&in_folder(folder, "README.md")) {
                return Reached::Note(*at);
            }
        }
        self.by_address.get(address(path)).map_or(Reached::Nothing, |at| Reached::Note(*at))
    }

    fn loosely(&self, path: &str) -> Reached {
        let path = ["html", "htm", "md", "markdown"]
            .iter()
            .find_map(|extension| path.strip_suffix(extension)?.strip_suffix('.'))
            .unwrap_or(path);
        match self.by_loose_path.get(&loose(path)).map(Vec::as_slice) {
            Some([only]) => only.clone(),
            _ => Reached::Nothing,
        }
    }

    /// The file that a wiki-link written in the file at `from` may mean: by its path, else by its name, the nearest.
    pub(crate) fn file_named(&self, from: &str, written: &str) -> Option<String> {
        let name = written.split('#').next().unwrap_or_default().trim();
        if !name.contains('.') {
            return None;
        }
        if let Reached::File(path) = self.by_path(from, name) {
            return Some(path);
        }
        if let Reached::File(path) = self.by_path("", name) {
            return Some(path);
        }
        let found = self.files_by_name.get(&title_key(name))?;
        found.iter().min_by_key(|path| (distance(from, path), (*path).clone())).cloned()
    }

    /// The note or the file that bears the name of an address, wherever it is; the nearest to the file at `from`.
    pub(crate) fn named(&self, from: &str, destination: &str) -> Reached {
        let path = markup::percent_decoded(destination.split(['#', '?']).next().unwrap_or_default());
        let name = path.rsplit('/').next().unwrap_or_default();
        if let Some(title) = name.strip_suffix(".md") {
            return self.by_title(from, title).first().map_or(Reached::Nothing, |at| Reached::Note(*at));
        }
        self.file_named(from, name).map_or(Reached::Nothing, Reached::File)
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

    pub(crate) fn title(&self, at: usize) -> &str {
        self.titles.get(at).map_or("", String::as_str)
    }

    pub(crate) fn path(&self, at: usize) -> String {
        self.paths.get(at).cloned().unwrap_or_default()
    }
}

/// Whether links may show or give the file; what a program keeps hidden stays so.
pub(crate) fn is_linkable(kind: FileKind) -> bool {
    matches!(kind, FileKind::File | FileKind::Ignored("licence" | "configuration" | "org_mode" | "canvas" | "base"))
}

fn without_extension(path: &str) -> &str {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => path.get(..path.len() - (name.len() - stem.len())).unwrap_or(folder),
        _ => path,
    }
}

/// An address of the site that the folder comes from, without what addresses differ by.
fn address(path: &str) -> &str {
    let path = path.trim().trim_matches('/');
    let path = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(path);
    path.strip_suffix("/index").unwrap_or(path)
}

/// A path as a person would say it: `2-guide/03_Été.md` is `guide/ete`.
fn loose(path: &str) -> String {
    let parts = path.trim_matches('/').split('/').map(|part| {
        let name = part.trim_start_matches(|character: char| character.is_ascii_digit());
        let named = name.trim_start_matches(['-', '_', '.', ' ']);
        let has_number = name.len() < part.len() && named.len() < name.len() && !named.is_empty();
        title_key(if has_number { named } else { part })
    });
    parts.collect::<Vec<_>>().join("/")
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
    fn a_path_is_known_without_its_numbers_case_or_accents() {
        assert_eq!(loose("/2-guide/03_Été/"), loose("guide/ete"));
        assert_ne!(loose("2021"), loose("2022"));
        assert_ne!(loose("2021/01"), loose("2021/02"));
        assert_eq!(without_extension("a.b/c.d.md"), "a.b/c.d");
        assert_eq!(address("/qualite/x/index.html"), "qualite/x");
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
