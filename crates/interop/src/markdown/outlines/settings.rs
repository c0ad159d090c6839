//! `.gitbook.yaml`: where the book stands, its first page and its summary.

use std::path::Path;

use super::super::front_matter::{self, Value};
use super::super::incoming::Warning;
use super::{read_text, resolve};

const FILE: &str = ".gitbook.yaml";

/// What a folder says of itself as a book of GitBook; empty where it says nothing.
#[derive(Default)]
pub(super) struct GitBook {
    /// The path of its summary.
    pub(super) summary: String,
    /// The path of its first page, which its summary may leave out.
    pub(super) first: String,
}

/// Reads the settings; those that have no place here are told.
pub(super) fn gitbook(root: &Path, warnings: &mut Vec<(String, Warning)>) -> GitBook {
    let Some(text) = read_text(root, FILE) else { return GitBook::default() };
    let Some(pairs) = front_matter::pairs_of(&text) else {
        warnings.push((FILE.to_owned(), Warning { line: 0, code: "settings_unreadable", args: Vec::new() }));
        return GitBook::default();
    };
    let (mut folder, mut first, mut summary) = (String::new(), "README.md".to_owned(), "SUMMARY.md".to_owned());
    for (key, value) in pairs {
        match (key.as_str(), value) {
            ("root", value) => folder = value.words(),
            ("structure", Value::Map(structure)) => {
                for (name, path) in structure {
                    match name.as_str() {
                        "readme" => first = path.words(),
                        "summary" => summary = path.words(),
                        _ => warnings.push(left(&name)),
                    }
                }
            }
            (key, _) => warnings.push(left(key)),
        }
    }
    let path = |file: &str| resolve("", &format!("{folder}/{file}")).unwrap_or_default();
    GitBook { summary: path(&summary), first: path(&first) }
}

fn left(name: &str) -> (String, Warning) {
    (FILE.to_owned(), Warning { line: 0, code: "setting_left", args: vec![name.to_owned()] })
}
