//! Reads a folder and prints what it gives: for looking at a corpus beside its source.
//!
//! `cargo run -p interop --example read_folder -- DIR [PATH]` prints the counts, or the one note at PATH.

use std::collections::BTreeMap;
use std::path::Path;

use interop::markdown::{EntryKind, ScanOptions, read, scan};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let root = arguments.next().ok_or("which folder?")?;
    let wanted = arguments.next();
    let root = Path::new(&root);
    let folder = scan(root, ScanOptions::default())?;
    let (mut warnings, mut changes, mut kinds) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for entry in &folder.entries {
        *kinds.entry(format!("{:?}", entry.kind)).or_insert(0) += 1;
        if entry.kind != EntryKind::Note {
            continue;
        }
        let note = match read(root, &folder, entry) {
            Ok(note) => note,
            Err(why) => {
                println!("{}: {why}", entry.path);
                continue;
            }
        };
        if wanted.as_deref() == Some(entry.path.as_str()) {
            println!("{note:#?}\n----\n{}", note.body);
            return Ok(());
        }
        note.changes.iter().for_each(|change| *changes.entry(*change).or_insert(0) += 1);
        note.warnings.iter().for_each(|warning| *warnings.entry(warning.code).or_insert(0) += 1);
        let mut fenced = false;
        for (index, line) in note.body.lines().enumerate() {
            let words = line.trim_start_matches([' ', '\t', '>', '-', '*']);
            if words.starts_with("```") || words.starts_with("~~~") {
                fenced = !fenced;
            }
            let prose: String = line.split('`').step_by(2).collect();
            let bare = prose.match_indices('<').any(|(at, _)| {
                let rest = &prose[at + 1..];
                let kept = ["kbd", "/kbd", "su", "/su", "br>", "mark", "/mark", "http", "mailto"]
                    .iter()
                    .any(|kept| rest.starts_with(kept));
                !kept
                    && !prose[..at].ends_with('\\')
                    && rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/')
            });
            if !fenced
                && !line.starts_with("    ")
                && (bare || prose.contains("{{") || prose.contains("{%") || prose.trim_start().starts_with(":::"))
            {
                println!(
                    "{}:{}: {}",
                    entry.path,
                    note.source_line(index + 1),
                    line.chars().take(200).collect::<String>()
                );
            }
        }
    }
    println!("{kinds:?}\nchanges {changes:?}\nwarnings {warnings:?}\nfolder warnings {}", folder.warnings.len());
    println!("outline: {} items", folder.work.items.len());
    Ok(())
}
