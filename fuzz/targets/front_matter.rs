//! Any bytes of a file become a note or a refusal: nothing lost where it cannot be read, the same twice, a harmless page.
#![no_main]

use std::cell::RefCell;

use domain::{LanguageTag, Title};
use fuzz::{judge, page};
use interop::markdown::{Entry, EntryKind, Folder, Incoming, Refusal, ScanOptions, read, scan};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

thread_local! {
    static KEPT: RefCell<Option<(TempDir, Folder, Entry)>> = const { RefCell::new(None) };
}

fuzz_target!(|bytes: &[u8]| {
    let first = note(bytes);
    assert_eq!(note(bytes), first, "another note the second time");
    let Ok(note) = first else { return };
    assert!(note.body_lines.len() >= note.body.lines().count(), "each line came from a line of the file");
    assert!(note.body_lines.iter().all(|line| *line >= 1), "{:?}", note.body_lines);
    // A block that cannot be read is text: no word of it is lost.
    let is_unread = note.warnings.iter().any(|warning| warning.code == "front_matter_unreadable");
    if is_unread {
        assert!(note.aliases.is_empty() && note.tags.is_empty() && note.extra.is_empty(), "{note:?}");
    }
    let authors = note.authors.iter().map(|author| author.name());
    let names = note.tags.iter().chain(&note.aliases).map(String::as_str).chain(authors);
    assert!(names.into_iter().all(|name| !name.trim().is_empty()), "{note:?}");
    if let Some(title) = Title::cut(&note.title) {
        assert_eq!(Title::parse(title.as_str()).as_ref(), Ok(&title));
    }
    judge(&page(&note.body, note.language.as_ref().unwrap_or(&LanguageTag::french())));
});

/// The file through the door that an import uses, in a folder of its own.
fn note(bytes: &[u8]) -> Result<Incoming, Refusal> {
    KEPT.with_borrow_mut(|kept| {
        let (folder, scanned, entry) = kept.get_or_insert_with(|| {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::write(folder.path().join("note.md"), "# Note\n").expect("a file");
            let scanned = scan(folder.path(), ScanOptions::default()).expect("a folder of one file");
            let entry = scanned.entries.iter().find(|entry| entry.kind == EntryKind::Note).expect("one note").clone();
            (folder, scanned, entry)
        });
        std::fs::write(folder.path().join("note.md"), bytes).expect("a file");
        read(folder.path(), scanned, entry)
    })
}
