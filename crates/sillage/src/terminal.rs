//! Where words go: the result to standard output, the rest to standard error.

use std::borrow::Cow;
use std::io::{self, Write as _};

/// Writes a line of the result. A reader that left (`| head`) is not an error.
pub(crate) fn result(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{}", plain(line)).and_then(|()| out.flush());
}

/// Writes the one document of `--json`.
pub(crate) fn document(document: &serde_json::Value) {
    result(&format!("{document:#}"));
}

/// Writes a line for the person.
pub(crate) fn message(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", plain(line));
}

/// A line without control characters: names of files and titles come from others, and could move the cursor, change what
/// stands above, or type into a terminal.
fn plain(line: &str) -> Cow<'_, str> {
    let acts = |letter: char| letter.is_control() && letter != '\n';
    if line.contains(acts) { Cow::Owned(line.replace(acts, "\u{fffd}")) } else { Cow::Borrowed(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_shown_acts_on_the_terminal() {
        assert_eq!(plain("notes/\u{1b}[2Ja\u{9b}31m\r.md\nb"), "notes/\u{fffd}[2Ja\u{fffd}31m\u{fffd}.md\nb");
        assert!(matches!(plain("Compost « mûr »"), Cow::Borrowed(_)));
    }
}
