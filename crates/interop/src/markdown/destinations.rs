//! Addresses with spaces, which some programs read as they are: Markdown wants them between `<` and `>`.

use super::draft::{Draft, rewrite_prose};
use super::html::destination;

/// Which addresses with spaces are mended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those of pictures: nobody means `![a](b c.png)` as words.
    Pictures,
    /// Those of links to files too.
    Links,
}

/// Puts addresses that hold spaces between `<` and `>`.
pub(super) fn mend(draft: &mut Draft, which: Which) {
    if !draft.text.contains("](") {
        return;
    }
    rewrite_prose(draft, |from, range, line, weaver| {
        let mut at = range.start;
        while let Some(start) = from.slice(at..range.end).find("](").map(|start| at + start + 2) {
            weaver.copy(from, at..start, line);
            at = start;
            let Some((inner, mended)) = mended(from.slice(start..range.end)) else { continue };
            if (which == Which::Links && is_file(inner)) || is_picture(weaver.line_so_far()) {
                weaver.push(&mended, from.line(*line));
                at += inner.len();
            }
        }
        weaver.copy(from, at..range.end, line);
    });
}

/// The address at the start of `rest`, up to its `)`, where it holds spaces, and how it is written.
fn mended(rest: &str) -> Option<(&str, String)> {
    let inner = closed(rest.split('\n').next()?)?;
    let (address, title) = titled(inner);
    let is_plain =
        !address.contains([' ', '\t']) || address.starts_with(['<', '[', '(', ' ']) || address.contains('\\');
    (!is_plain).then(|| (inner, format!("{}{title}", destination(address))))
}

/// What stands before the parenthesis that closes.
fn closed(line: &str) -> Option<&str> {
    let mut depth = 0_i32;
    let end = line.char_indices().take(1_000).find(|(_, character)| {
        depth += i32::from(*character == '(') - i32::from(*character == ')');
        depth < 0
    });
    line.get(..end?.0)
}

/// An address, and the title after it with the space between them.
fn titled(inner: &str) -> (&str, &str) {
    let start = inner.trim_end().strip_suffix('"').and_then(|inner| inner.rfind(" \""));
    start
        .map_or((inner.trim_end(), ""), |start| (inner.get(..start).unwrap_or(inner), inner.get(start..).unwrap_or("")))
}

/// Whether the `](` that ends a line so far is that of a picture.
fn is_picture(so_far: &str) -> bool {
    let mut depth = 0_i32;
    let opening = so_far.strip_suffix("](").and_then(|words| {
        words.char_indices().rev().take(1_000).find(|(_, character)| {
            depth += i32::from(*character == ']') - i32::from(*character == '[');
            depth < 0
        })
    });
    opening.and_then(|(at, _)| so_far.get(..at)).is_some_and(|before| before.ends_with('!'))
}

/// Whether an address is that of a file: a path, with an extension.
fn is_file(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    (1..=8).contains(&extension.len()) && extension.chars().all(|character| character.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_spaces_is_one_address() {
        for (source, text) in [
            ("![a](../b/c d.png) e", "![a](<../b/c d.png>) e"),
            ("![a](b (1) c.png \"un titre\")", "![a](<b (1) c.png> \"un titre\")"),
            ("![a](b.png \"un titre\") ![a](<b c.png>)", "![a](b.png \"un titre\") ![a](<b c.png>)"),
            ("[a]( https://b.c) [a]([[b c]]) `![a](b c.png)`", "[a]( https://b.c) [a]([[b c]]) `![a](b c.png)`"),
            ("[![a](b c.png)](d e.pdf) [a](b c)", "[![a](<b c.png>)](<d e.pdf>) [a](b c)"),
        ] {
            let mut draft = Draft::new(source.to_owned(), 1);
            mend(&mut draft, Which::Links);
            assert_eq!(draft.text, text);
        }
        let mut draft = Draft::new("[a](b c.md) ![a](b c.png)".to_owned(), 1);
        mend(&mut draft, Which::Pictures);
        assert_eq!(draft.text, "[a](b c.md) ![a](<b c.png>)");
    }
}
