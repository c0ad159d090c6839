//! What other programs' templates leave in a text: Liquid tags, attribute lists, mustaches; words after the language
//! of a block of code.

use std::borrow::Cow;

use super::draft::{CodeKind, Draft, code_ranges, head, rewrite_lines, rewrite_prose};

/// Takes away or quietens what no reader should see.
///
/// An id that a list of attributes gives goes to `anchors`, with its line.
pub(super) fn tidy(draft: &mut Draft, anchors: &mut Vec<(String, u32)>) {
    if draft.text.contains("{%") || draft.text.contains("{{") {
        templates(draft);
    }
    if ["[toc]", "[TOC]", "[[toc]]", "[[_TOC_]]"].iter().any(|mark| draft.text.contains(mark)) {
        // Every page shows its own contents.
        rewrite_lines(draft, |line, _, notes| {
            if !matches!(line.trim(), "[toc]" | "[TOC]" | "[[toc]]" | "[[_TOC_]]") {
                return Some(Cow::Borrowed(line));
            }
            notes.changed("template_tags");
            None
        });
    }
    if draft.text.contains("{:") || draft.text.contains("{#") {
        rewrite_lines(draft, |line, number, notes| {
            let Some((before, list)) = attributes(line) else { return Some(Cow::Borrowed(line)) };
            let mut words = list.split_whitespace();
            if let Some(id) = words.find_map(|word| word.strip_prefix('#')).filter(|id| !id.is_empty()) {
                anchors.push((id.to_owned(), number));
            }
            if list.split_whitespace().any(|word| !word.starts_with('#')) {
                notes.warn_once(number, "attributes_removed", [list.trim().to_owned()]);
            }
            if before.trim().is_empty() { None } else { Some(Cow::Owned(before.trim_end().to_owned())) }
        });
    }
    fences(draft);
}

/// The list of attributes that ends a line, `{: .a #b}` anywhere, and `{#b}` after a heading: what stands before it,
/// and the list.
fn attributes(line: &str) -> Option<(&str, &str)> {
    if let Some((before, list)) = line.rsplit_once("{:") {
        let list = list.trim_end().strip_suffix('}')?;
        let is_list = list.trim_start().starts_with(['.', '#', ' ']) || list.contains('=');
        return is_list.then_some((before, list));
    }
    let (before, id) = line.rsplit_once("{#").filter(|_| line.trim_start().starts_with('#'))?;
    let list = line.get(before.len() + 1..)?.trim_end().strip_suffix('}')?;
    (!id.contains('{') && before.ends_with(' ')).then_some((before, list))
}

fn templates(draft: &mut Draft) {
    rewrite_prose(draft, |from, range, line, weaver| {
        let mut at = range.start;
        while at < range.end {
            let rest = from.slice(at..range.end);
            let next = rest
                .match_indices('{')
                .find(|(start, _)| rest.get(start + 1..).is_some_and(|tail| tail.starts_with(['%', '{'])));
            let Some((start, _)) = next else { break };
            let tail = head(rest.get(start..).unwrap_or_default(), 500);
            let end = if tail.starts_with("{%") { "%}" } else { "}}" };
            let tag = tail.split_inclusive(end).next().filter(|tag| tag.ends_with(end) && !tag.contains("\n\n"));
            let Some(tag) = tag else {
                weaver.copy(from, at..at + start + 2, line);
                at += start + 2;
                continue;
            };
            weaver.copy(from, at..at + start, line);
            let number = from.line(*line);
            let words = tag.trim_matches(['{', '}', '%', '-', ' ', '\n']);
            match words {
                "raw" | "endraw" => weaver.out.notes.changed("template_tags"),
                _ => {
                    weaver.out.notes.warn(number, "template_tag", [words.to_owned()]);
                    let quiet = words.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ");
                    if !quiet.is_empty() {
                        weaver.push(&format!("`… {quiet}`"), number);
                    }
                }
            }
            *line += tag.matches('\n').count();
            at += start + tag.len();
        }
        weaver.copy(from, at..range.end, line);
    });
}

/// ```` ```rust,ignore ```` keeps `rust`.
fn fences(draft: &mut Draft) {
    let starts: Vec<usize> = code_ranges(&draft.text)
        .into_iter()
        .filter(|code| code.kind == CodeKind::Block)
        .map(|code| code.range.start)
        .collect();
    let mut weaver = draft.weave();
    let (mut at, mut line) = (0, 0);
    for start in starts {
        let rest = draft.slice(start..draft.text.len());
        let first = rest.split('\n').next().unwrap_or_default();
        let info = first.trim_start_matches(['`', '~']);
        let marks = first.len() - info.len();
        let (word, more) = info.trim().split_once([',', ' ', '{']).unwrap_or((info.trim(), ""));
        if marks < 3 || more.is_empty() || word.is_empty() {
            continue;
        }
        weaver.copy(draft, at..start + marks, &mut line);
        weaver.push(word, draft.line(line));
        weaver.out.notes.changed("code_words");
        at = start + first.len();
    }
    weaver.copy(draft, at..draft.text.len(), &mut line);
    *draft = weaver.finish();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_where_contents_were_to_stand_goes() {
        let mut draft = Draft::new("a\n\n[[toc]]\n\n`[toc]` [[toc]]\n".to_owned(), 1);
        tidy(&mut draft, &mut Vec::new());
        assert_eq!(draft.text, "a\n\n\n`[toc]` [[toc]]\n");
        assert_eq!(draft.line(3), 5);
    }

    #[test]
    fn what_a_template_left_is_quiet_and_told() {
        let source = "a {% raw %}`{{ x }}`{% endraw %} {{ page.title }}\n{: .lead}\n# T {: #id}\n\n```rust,ignore\n{{ y }}\n```\n## U {#b}\n";
        let mut draft = Draft::new(source.to_owned(), 3);
        let mut anchors = Vec::new();
        tidy(&mut draft, &mut anchors);
        assert_eq!(anchors, [("id".to_owned(), 5), ("b".to_owned(), 10)]);
        assert_eq!(draft.text, "a `{{ x }}` `… page.title`\n# T\n\n```rust\n{{ y }}\n```\n## U\n");
        let told: Vec<_> = draft.notes.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
        assert_eq!(told, [(3, "template_tag"), (4, "attributes_removed")]);
        assert_eq!(draft.line(1), 5);
    }
}
