//! Where words go: the result to standard output, the rest to standard error.

use std::io::{self, Write as _};

/// Writes a line of the result. A reader that left (`| head`) is not an error.
pub(crate) fn result(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Writes the one document of `--json`.
pub(crate) fn document(document: &serde_json::Value) {
    result(&format!("{document:#}"));
}

/// Writes a line for the person.
pub(crate) fn message(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
