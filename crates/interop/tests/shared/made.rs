//! Folders made for one test, read through the public door.

use std::fs;
use std::path::Path;

use interop::markdown::{EntryKind, Folder, Incoming, ScanOptions, read, scan};
use tempfile::TempDir;

pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

pub fn walk(root: &Path) -> Folder {
    scan(root, ScanOptions::default()).unwrap()
}

pub fn note(root: &Path, path: &str) -> Incoming {
    let folder = walk(root);
    let entry = folder.entries.iter().find(|entry| entry.path == path).unwrap();
    read(root, &folder, entry).unwrap()
}

pub fn kind(folder: &Folder, path: &str) -> EntryKind {
    folder.entries.iter().find(|entry| entry.path == path).unwrap().kind
}
