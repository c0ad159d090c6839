//! Where words go: the result to standard output, the rest to standard error.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

use i18n::Messages;
use serde_json::{Value, json};

/// Writes a line of the result. A reader that left (`| head`) is not an error.
pub(crate) fn result(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{}", plain(line)).and_then(|()| out.flush());
}

/// Writes a text of several lines, with its tabs, ended once.
pub(crate) fn text(text: &str) {
    let mut out = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let text = without(text, |letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
    let _ = write!(out, "{text}{end}").and_then(|()| out.flush());
}

/// Writes the one document of `--json`.
pub(crate) fn document(document: &Value) {
    result(&format!("{document:#}"));
}

/// Writes a line for the person.
pub(crate) fn message(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", plain(line));
}

/// Tells a person that a list is empty; a script reads that in the result.
pub(crate) fn nothing(messages: &Messages) {
    if io::stderr().is_terminal() {
        message(&messages.text("cli-nothing"));
    }
}

/// Writes a list: the one document of `--json`, or a line for each, without the spaces at its end; a person is told that it is empty.
pub(crate) fn list<T>(
    all: &[T],
    as_json: bool,
    messages: &Messages,
    item_of: impl Fn(&T) -> Value,
    line_of: impl Fn(&T) -> String,
) {
    if as_json {
        let items: Vec<_> = all.iter().map(item_of).collect();
        return document(&json!({ "items": items, "next": null }));
    }
    if all.is_empty() {
        nothing(messages);
    }
    for it in all {
        result(line_of(it).trim_end());
    }
}

/// A line without control characters: names of files and titles come from others, and could move the cursor, change what
/// stands above, or type into a terminal.
fn plain(line: &str) -> Cow<'_, str> {
    without(line, |letter| letter.is_control() && letter != '\n')
}

fn without(text: &str, acts: fn(char) -> bool) -> Cow<'_, str> {
    if text.contains(acts) { Cow::Owned(text.replace(acts, "\u{fffd}")) } else { Cow::Borrowed(text) }
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
