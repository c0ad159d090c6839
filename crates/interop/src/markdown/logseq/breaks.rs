//! The ends of lines: a graph shows each, Markdown only those that are marked.

use std::collections::HashSet;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::super::draft::{Draft, options};

/// What marks the end of these words as a break: an address would take a stroke at its end for its own.
pub(super) fn break_after(words: &str) -> &'static str {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    let is_glued = last.contains("://") || last.starts_with("www.") || last.contains('@') || last.ends_with('\\');
    if is_glued { " \\" } else { "\\" }
}

/// Marks the ends of lines in the text of blocks, and beside the properties of a page.
pub(super) fn harden(draft: &mut Draft) {
    let ends = soft_ends(&draft.text);
    if ends.is_empty() {
        return;
    }
    let mut weaver = draft.weave();
    let mut offset = 0;
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        offset += line.len();
        let number = draft.line(index);
        if ends.contains(&(offset - 1)) {
            let words = line.trim_end();
            weaver.push(words, number);
            weaver.push(break_after(words), number);
            weaver.push("\n", number);
        } else {
            weaver.push(line, number);
        }
    }
    *draft = weaver.finish();
}

/// Where the ends of lines stand that a graph shows.
fn soft_ends(text: &str) -> HashSet<usize> {
    let mut ends = HashSet::new();
    // For each element around: whether lines end in it as they do in a block.
    let mut around: Vec<bool> = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => {
                around.push(text.get(range.start..).is_some_and(|item| item.trim_start().starts_with('-')));
            }
            Event::Start(tag) if is_other(tag.to_end()) => around.push(false),
            Event::End(tag) if tag == TagEnd::Item || is_other(tag) => {
                around.pop();
            }
            Event::SoftBreak => {
                let Some(end) = text.get(range.start..).and_then(|rest| rest.find('\n')).map(|at| range.start + at)
                else {
                    continue;
                };
                if around.last().copied().unwrap_or_else(|| is_beside_property(text, end))
                    && !stands_by_itself(text, end)
                {
                    ends.insert(end);
                }
            }
            _ => {}
        }
    }
    ends
}

/// Elements whose lines are not those of a block.
fn is_other(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_) | TagEnd::Heading(_) | TagEnd::Table | TagEnd::Image | TagEnd::FootnoteDefinition
    )
}

/// The lines before and after the end of a line.
fn around(text: &str, end: usize) -> (&str, &str) {
    let before = text.get(..end).unwrap_or_default();
    let after = text.get(end + 1..).unwrap_or_default();
    (before.rsplit('\n').next().unwrap_or_default().trim(), after.split('\n').next().unwrap_or_default().trim())
}

fn is_beside_property(text: &str, end: usize) -> bool {
    let is_property = |line: &str| line.strip_prefix("**").is_some_and(|rest| rest.contains("**: "));
    let (before, after) = around(text, end);
    is_property(before) || is_property(after)
}

/// Whether what the end of a line parts stands by itself: notes included one below the other, a formula on lines of its
/// own.
fn stands_by_itself(text: &str, end: usize) -> bool {
    let is_inclusion = |line: &str| line.trim_start_matches("- ").starts_with("![[") && line.ends_with("]]");
    let (before, after) = around(text, end);
    (is_inclusion(before) && is_inclusion(after)) || before.ends_with("$$") || after.starts_with("$$")
}
