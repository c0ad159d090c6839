//! A bound on how deep quotations go, before anything parses them: a text of 10,000 `>` costs what any text costs.

use std::borrow::Cow;

/// Markers of quotation kept at the beginning of a line; nobody reads further in.
const DEEPEST: usize = 64;

/// The text with the markers beyond the bound written as text (`&gt;`). Almost always the text itself.
pub(crate) fn bounded(text: &str) -> Cow<'_, str> {
    if !text.lines().any(|line| markers(line).nth(DEEPEST).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        match markers(line).nth(DEEPEST) {
            None => out.push_str(line),
            Some(at) => {
                let (kept, rest) = line.split_at(at);
                out.push_str(kept);
                let end = rest.find(|character: char| !is_marker(character)).unwrap_or(rest.len());
                let (run, rest) = rest.split_at(end);
                out.push_str(&run.replace('>', "\\>"));
                out.push_str(rest);
            }
        }
    }
    Cow::Owned(out)
}

fn is_marker(character: char) -> bool {
    matches!(character, '>' | ' ' | '\t' | '-' | '*' | '+')
        || character.is_ascii_digit()
        || matches!(character, '.' | ')')
}

/// Where the `>` of a line's beginning stand, list markers between them included.
fn markers(line: &str) -> impl Iterator<Item = usize> + '_ {
    line.char_indices().take_while(|(_, character)| is_marker(*character)).filter(|(_, c)| *c == '>').map(|(at, _)| at)
}
