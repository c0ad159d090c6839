//! Places that links may name and that are no headings: each ends its block with its name (`words ^name`).

use std::collections::HashMap;

use super::draft::{self, Draft, within};

/// Names the places of `anchors` (name, line of the source) in the text; a place that is its heading's own needs no name.
pub(super) fn place(draft: &mut Draft, anchors: Vec<(String, u32)>) {
    if anchors.is_empty() {
        return;
    }
    let lines: Vec<&str> = draft.text.split('\n').collect();
    let mut offsets = Vec::with_capacity(lines.len());
    let mut offset = 0;
    for line in &lines {
        offsets.push(offset);
        offset += line.len() + 1;
    }
    let code = draft::block_ranges(&draft.text);
    let in_code = |index: usize| offsets.get(index).is_some_and(|offset| within(&code, *offset));
    let mut names: Vec<(usize, String)> = Vec::new();
    for (name, source) in anchors {
        let slug = markup::heading_id(&name);
        if !slug.contains(char::is_alphabetic) || names.iter().any(|(_, known)| *known == slug) {
            continue;
        }
        let from = (0..lines.len()).find(|index| draft.line(*index) >= source).unwrap_or(lines.len());
        if let Some(at) = end_of_block(&lines, from, &in_code)
            && lines.get(at).is_none_or(|line| heading(line).is_none_or(|words| markup::heading_id(words) != slug))
        {
            names.push((at, slug));
        }
    }
    mark(draft, &names);
}

/// Writes each name at the end of its line (by its index).
pub(super) fn mark(draft: &mut Draft, names: &[(usize, String)]) {
    if names.is_empty() {
        return;
    }
    let mut by_line: HashMap<usize, Vec<&str>> = HashMap::new();
    for (at, name) in names {
        by_line.entry(*at).or_default().push(name);
    }
    let mut weaver = draft.weave();
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        let number = draft.line(index);
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        let here = by_line.remove(&index).unwrap_or_default();
        // A break at the end of the line would part it from its name.
        weaver.push(if here.is_empty() { words } else { words.trim_end_matches(['\\', ' ']) }, number);
        for name in here {
            weaver.push(&format!(" ^{name}"), number);
        }
        weaver.push(end, number);
    }
    *draft = weaver.finish();
}

/// The words of a heading that one line is.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']);
    let rest = words.trim_start_matches('#');
    (rest.len() < words.len() && rest.starts_with(' ')).then(|| rest.trim())
}

/// The last line of the paragraph or heading that stands at `from` or begins after it; nothing where a block of another
/// kind (code, table) comes first.
pub(super) fn end_of_block(lines: &[&str], from: usize, in_code: &dyn Fn(usize) -> bool) -> Option<usize> {
    let first = (from..lines.len()).find(|index| lines.get(*index).is_some_and(|line| !line.trim().is_empty()))?;
    let line = lines.get(first)?.trim();
    if in_code(first) || is_other_block(line) {
        return None;
    }
    if heading(line).is_some() {
        return Some(first);
    }
    let mut last = first;
    while let Some(next) = lines.get(last + 1).map(|line| line.trim()) {
        if next.is_empty() || in_code(last + 1) || begins_block(next) {
            break;
        }
        last += 1;
    }
    Some(last)
}

fn is_other_block(line: &str) -> bool {
    ["```", "~~~", "|", ":::", "$$"].iter().any(|mark| line.starts_with(mark))
}

fn begins_block(line: &str) -> bool {
    let digits = line.trim_start_matches(|character: char| character.is_ascii_digit());
    is_other_block(line)
        || ["- ", "* ", "+ ", ">", "#", "===", "---"].iter().any(|mark| line.starts_with(mark))
        || line == "-"
        || (digits.len() < line.len() && digits.starts_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(text: &str, anchors: &[(&str, u32)]) -> String {
        let mut draft = Draft::new(text.to_owned(), 1);
        place(&mut draft, anchors.iter().map(|(name, line)| ((*name).to_owned(), *line)).collect());
        draft.text
    }

    #[test]
    fn a_place_is_named_at_the_end_of_its_block() {
        assert_eq!(
            placed("## Titre\n\ntexte\nsuite\n\nfin\n", &[("a b", 1), ("c", 2)]),
            "## Titre ^a-b\n\ntexte\nsuite ^c\n\nfin\n"
        );
        assert_eq!(placed("- un\n  deux\n- trois\n", &[("x", 1), ("y", 3)]), "- un\n  deux ^x\n- trois ^y\n");
    }

    #[test]
    fn code_within_a_line_ends_no_paragraph() {
        assert_eq!(placed("écrire avec la\n`macro` du jour\n", &[("x", 1)]), "écrire avec la\n`macro` du jour ^x\n");
        assert_eq!(placed("`macro` du jour\n", &[("x", 1)]), "`macro` du jour ^x\n");
        assert_eq!(placed("un mot\n```\ncode\n```\n", &[("x", 1)]), "un mot ^x\n```\ncode\n```\n");
    }

    #[test]
    fn a_name_that_the_heading_has_by_itself_is_not_written() {
        assert_eq!(placed("## Un titre\n", &[("un-titre", 1), ("12", 1)]), "## Un titre\n");
        assert_eq!(placed("```\ncode\n```\n", &[("x", 1)]), "```\ncode\n```\n");
    }
}
