//! The habits of Logseq: properties, blocks named by an id, `#tags` that are pages, macros.

mod blocks;
mod breaks;
mod items;
mod marks;
mod org;
mod tasks;

use super::draft::Draft;
use super::graphs::Graph;
use super::outlines::unescape;
use breaks::break_after;
pub(super) use marks::highlight;

/// Properties that the program keeps for itself: they say nothing to a reader.
const OWN: &[&str] = &[
    "id",
    "collapsed",
    "created-at",
    "updated-at",
    "created_at",
    "updated_at",
    "heading",
    "background-color",
    "background-image",
    "template-including-parent",
    "query-table",
    "query-properties",
    "query-sort-by",
    "query-sort-desc",
    "icon",
    "public",
    "exclude-from-graph-view",
    "card-last-interval",
    "card-repeats",
    "card-ease-factor",
    "card-next-schedule",
    "card-last-reviewed",
    "card-last-score",
    "file",
    "file-path",
    "ls-type",
    "hl-page",
    "hl-color",
    "hl-stamp",
    "filters",
    "now",
    "later",
    "done",
    "todo",
    "doing",
];

/// A property of a page: its key as written, its value, its line in the source.
pub(super) type Property = (String, String, u32);

/// Takes the properties of the page off its top.
pub(super) fn page_properties(draft: &mut Draft) -> Vec<Property> {
    let mut pairs: Vec<Property> = Vec::new();
    let mut taken = 0;
    let mut index = 0;
    for line in draft.text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() && pairs.is_empty() {
            taken += line.len();
            index += 1;
            continue;
        }
        let Some((key, value)) =
            property(words.strip_prefix("- ").filter(|_| pairs.is_empty() && taken == 0).unwrap_or(words))
        else {
            break;
        };
        pairs.push((key.to_owned(), value.to_owned(), draft.line(index)));
        taken += line.len();
        index += 1;
    }
    if pairs.is_empty() {
        return pairs;
    }
    let mut weaver = draft.weave();
    let mut line = draft.slice(0..taken).matches('\n').count();
    weaver.copy(draft, taken..draft.text.len(), &mut line);
    *draft = weaver.finish();
    draft.notes.changed("properties");
    pairs
}

/// Shows properties at the top of the page, as the graph does: their values hold links.
pub(super) fn show(draft: &mut Draft, shown: &[Property]) {
    if shown.is_empty() {
        return;
    }
    let mut weaver = draft.weave();
    for (index, (key, value, line)) in shown.iter().enumerate() {
        let end = if index + 1 == shown.len() { "\n" } else { break_after(value) };
        weaver.push(&format!("**{key}**: {value}{end}\n"), *line);
    }
    let mut line = 0;
    weaver.copy(draft, 0..draft.text.len(), &mut line);
    *draft = weaver.finish();
}

/// Whether a property is one that the program keeps for itself.
pub(super) fn is_own(key: &str) -> bool {
    let lower = key.to_lowercase();
    OWN.contains(&lower.as_str()) || lower.starts_with("logseq.")
}

/// `key:: value`, where the key is one word.
pub(super) fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once("::")?;
    let plain = !key.is_empty()
        && key.len() < 60
        && key.chars().all(|character| character.is_alphanumeric() || "-_.*+/?".contains(character));
    (plain && (value.is_empty() || value.starts_with(' '))).then(|| (key, value.trim()))
}

/// The values of a property: `[[a]], b, #c`.
pub(super) fn values(value: &str) -> Vec<String> {
    value
        .split(',')
        .map(|word| {
            word.trim()
                .trim_start_matches('#')
                .trim_start_matches("[[")
                .trim_end_matches("]]")
                .trim_matches('"')
                .trim()
                .to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// The title that a file name says: `a___b.md` and `a%2Fb.md` are `a/b`.
pub(super) fn title_of(name: &str) -> String {
    unescape(&name.replace("___", "/"))
}

/// Blocks under a line that is no bullet are one level deeper than Markdown allows: it would take them for code.
fn outdent(draft: &mut Draft) {
    let mut weaver = draft.weave();
    let lines: Vec<&str> = draft.text.split_inclusive('\n').collect();
    let code = org::code_lines(&lines);
    let (mut index, mut under_bullet) = (0, false);
    while let Some(line) = lines.get(index) {
        let blank = line.trim().is_empty();
        if code.contains(&index) || blank || !line.starts_with('\t') || under_bullet {
            if !line.starts_with(['\t', ' ']) && !blank {
                under_bullet = line.starts_with('-');
            }
            weaver.push(line, draft.line(index));
            index += 1;
            continue;
        }
        let group: Vec<&&str> = lines
            .iter()
            .skip(index)
            .take_while(|line| line.starts_with(['\t', ' ']) || line.trim().is_empty())
            .collect();
        let tabs = |line: &str| line.bytes().take_while(|byte| *byte == b'\t').count();
        let least =
            group.iter().filter(|line| !line.trim().is_empty()).map(|line| tabs(line)).min().unwrap_or_default();
        for (step, line) in group.iter().enumerate() {
            weaver.push(line.get(least.min(tabs(line))..).unwrap_or(line), draft.line(index + step));
        }
        index += group.len();
    }
    *draft = weaver.finish();
}

/// Rewrites what only Logseq shows.
pub(super) fn convert(draft: &mut Draft, graph: &Graph) {
    org::fence(draft);
    outdent(draft);
    blocks::settle(draft, graph);
    marks::convert(draft, graph);
    marks::highlight(draft, &["^^", "=="]);
    breaks::harden(draft);
}

#[cfg(test)]
mod tests;
