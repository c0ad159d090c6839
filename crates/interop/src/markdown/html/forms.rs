//! The forms of Markdown that elements take, and where elements end.

use super::super::draft::Weaver;
use super::super::tags::words_of;

pub(super) fn closes_at_once(after: &str, name: &str) -> bool {
    let next = after.trim_start().strip_prefix("</").and_then(|rest| rest.get(..name.len()));
    next.is_some_and(|found| found.eq_ignore_ascii_case(name))
}

/// Where `</name>` stands in `text`: its start and its end.
pub(super) fn find_close(text: &str, name: &str) -> Option<(usize, usize)> {
    text.match_indices("</").find_map(|(at, _)| {
        let rest = text.get(at + 2..)?;
        let tail = rest
            .get(..name.len())
            .filter(|found| found.eq_ignore_ascii_case(name))
            .and_then(|_| rest.get(name.len()..))?;
        let end = tail.find('>').filter(|end| tail.get(..*end).is_some_and(|gap| gap.trim().is_empty()))?;
        Some((at, at + 2 + name.len() + end + 1))
    })
}

/// `<code>words</code>` as a span of code.
pub(super) fn verbatim(name: &str, after: &str, in_table: bool, line: u32, weaver: &mut Weaver) -> usize {
    let Some((inner, end)) = find_close(after, name) else { return 0 };
    let words = words_of(after.get(..inner).unwrap_or_default()).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return end;
    }
    let words = if in_table { words.replace('|', "\\|") } else { words };
    let fence = "`".repeat(1 + longest_run(&words));
    let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    weaver.push(&format!("{fence}{space}{words}{space}{fence}"), line);
    end
}

/// `<pre>` as a block of code.
pub(super) fn preformatted(after: &str, line: u32, weaver: &mut Weaver) -> usize {
    let Some((inner, end)) = find_close(after, "pre") else { return 0 };
    let words = words_of(after.get(..inner).unwrap_or_default());
    let fence = "`".repeat(3.max(1 + longest_run(&words)));
    blank_line(weaver, line);
    weaver.push(&format!("{fence}\n"), line);
    for words in words.trim_matches('\n').split('\n') {
        weaver.push(words, line);
        weaver.push("\n", line);
    }
    weaver.push(&format!("{fence}\n\n"), line);
    end
}

pub(in super::super) fn longest_run(words: &str) -> usize {
    words.split(|character| character != '`').map(str::len).max().unwrap_or_default()
}

/// Puts marks around what was written since `at`, its outer spaces left outside, as Markdown wants.
pub(super) fn wrap(weaver: &mut Weaver, at: usize, before: &str, after: &str) {
    let Some(inner) = weaver.out.text.get(at..) else { return };
    let words = inner.trim();
    if words.is_empty() || (words.contains("\n\n") && before != "[") {
        return;
    }
    let (lead, tail) = (inner.len() - inner.trim_start().len(), inner.len() - inner.trim_end().len());
    let end = weaver.len() - tail;
    weaver.insert(end, after);
    weaver.insert(at + lead, before);
}

/// A picture of another site is not shown, only its words: it goes where the words after it, in the same link since
/// `at`, say the same.
pub(super) fn say_once(weaver: &mut Weaver, at: usize, line: u32) {
    let Some(words) = weaver.out.text.get(at..).and_then(words_below_picture).map(str::to_owned) else { return };
    weaver.take_back(at);
    weaver.push(&words, line);
}

/// What follows the picture of another site, where it says what the picture does.
fn words_below_picture(text: &str) -> Option<&str> {
    let (alt, rest) = text.trim_start().strip_prefix("![")?.split_once("](")?;
    let (address, rest) = rest.split_once(')').filter(|_| rest.starts_with("http"))?;
    let mut words = rest.trim_start();
    while let Some(rest) = words.strip_prefix("<br>").or_else(|| words.strip_prefix('\\')) {
        words = rest.trim_start();
    }
    let plain = |words: &str| words_of(words).replace(['*', '_', '`', '\\'], "").trim().to_lowercase();
    let is_same = !address.contains('(') && !alt.trim().is_empty() && plain(alt) == plain(words);
    is_same.then_some(words)
}

pub(super) fn joined(lines: &[(String, u32)]) -> String {
    lines.iter().flat_map(|(words, _)| words.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// Ends the paragraph being written: what comes next begins a block.
pub(super) fn blank_line(weaver: &mut Weaver, line: u32) {
    if !weaver.line_so_far().trim().is_empty() {
        weaver.push("\n\n", line);
    } else if !weaver.out.text.trim_end_matches([' ', '\t']).ends_with("\n\n") && !weaver.out.text.trim().is_empty() {
        weaver.push("\n", line);
    }
}

/// Words between `[` and `]`.
pub(in super::super) fn bracketed(words: &str) -> String {
    words.replace('[', "\\[").replace(']', "\\]")
}

/// An address between `(` and `)`.
pub(in super::super) fn destination(target: &str) -> String {
    if target.contains([' ', '(', ')', '<', '>']) {
        return format!("<{}>", target.replace('<', "%3C").replace('>', "%3E"));
    }
    target.to_owned()
}
