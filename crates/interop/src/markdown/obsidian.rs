//! The habits of Obsidian: comments, tags in the text, names of blocks, sizes of pictures, queries.

mod tags;

use super::anchors::end_of_block;
use super::draft::{CodeKind, Draft, block_ranges, code_ranges, head, rewrite_prose, within};
use super::logseq;

/// The languages of blocks that ask something of the vault.
const QUERIES: [&str; 5] = ["dataview", "dataviewjs", "tasks", "query", "base"];

/// Rewrites what only Obsidian shows; the tags of the text are added to `tags`.
pub(super) fn convert(draft: &mut Draft, tags: &mut Vec<String>) {
    uncomment(draft);
    queries(draft);
    join_names(draft);
    name_blocks(draft);
    sizes(draft);
    tags::collect(draft, tags);
    logseq::highlight(draft, &["=="]);
}

/// Takes away what stands between two `%%`, outside of code; one that nothing closes stays.
fn uncomment(draft: &mut Draft) {
    let code = draft.code();
    let marks: Vec<usize> = draft.text.match_indices("%%").map(|(at, _)| at).filter(|at| !within(&code, *at)).collect();
    if marks.len() < 2 {
        return;
    }
    let mut weaver = draft.weave();
    let (mut at, mut line) = (0, 0);
    for pair in marks.chunks_exact(2) {
        let [start, end] = pair else { continue };
        weaver.copy(draft, at..*start, &mut line);
        line += draft.slice(*start..end + 2).matches('\n').count();
        at = end + 2;
    }
    weaver.copy(draft, at..draft.text.len(), &mut line);
    weaver.out.notes.changed("comments");
    *draft = weaver.finish();
}

/// Tells the queries: nothing here answers them, so that they stay shown as code.
fn queries(draft: &mut Draft) {
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 0);
    for code in code_ranges(&draft.text) {
        line += draft.slice(at..code.range.start).matches('\n').count();
        at = code.range.start;
        let text = draft.slice(code.range);
        let words = text.trim_start_matches(['`', '~']);
        let asks = match code.kind {
            CodeKind::Block => {
                let language = words.split_whitespace().next().unwrap_or_default();
                words.len() < text.len() && QUERIES.contains(&language.to_lowercase().as_str())
            }
            CodeKind::Span => words.starts_with("= ") || words.starts_with("$= "),
            CodeKind::Formula => false,
        };
        if asks {
            let first = words.lines().next().unwrap_or_default().trim_end_matches('`').trim();
            found.push((draft.line(line), head(first, 200).to_owned()));
        }
    }
    for (line, words) in found {
        draft.notes.warn(line, "query_shown", [words]);
    }
}

/// A name alone on its line is that of the block above it.
fn join_names(draft: &mut Draft) {
    if !draft.text.contains("\n^") {
        return;
    }
    let code = block_ranges(&draft.text);
    let lines: Vec<&str> = draft.text.split('\n').collect();
    let starts: Vec<usize> =
        lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len() + 1))).collect();
    let in_code = |index: usize| starts.get(index).is_some_and(|start| within(&code, *start));
    let (mut names, mut taken) = (Vec::new(), Vec::new());
    for (index, line) in lines.iter().enumerate() {
        let Some(name) = line.trim_end().strip_prefix('^').filter(|name| is_name(name) && !in_code(index)) else {
            continue;
        };
        let above = lines.iter().take(index).rposition(|line| !line.trim().is_empty());
        // A table, code or a quotation has no line that could bear it: the name stays below, where a link finds it.
        let Some(above) = above.filter(|above| end_of_block(&lines, *above, &in_code) == Some(*above)) else {
            continue;
        };
        if lines.get(above).is_some_and(|line| line.starts_with('>')) {
            continue;
        }
        names.push((above, name.to_owned()));
        taken.push(index);
    }
    drop(lines);
    super::anchors::mark(draft, &names);
    leave_out(draft, &taken);
}

/// Takes lines (by their index, rising) out.
fn leave_out(draft: &mut Draft, taken: &[usize]) {
    if taken.is_empty() {
        return;
    }
    let mut weaver = draft.weave();
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        if taken.binary_search(&index).is_err() {
            weaver.push(line, draft.line(index));
        }
    }
    *draft = weaver.finish();
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
}

/// A name of digits alone is none here: a letter goes before it, where it is given and where it is asked for.
fn name_blocks(draft: &mut Draft) {
    if !draft.text.contains('^') {
        return;
    }
    rewrite_prose(draft, |from, range, line, weaver| {
        let mut at = range.start;
        while let Some(start) = from.slice(at..range.end).find('^').map(|start| at + start + 1) {
            weaver.copy(from, at..start, line);
            at = start;
            let rest = from.slice(start..range.end);
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (before, after) = (from.slice(0..start - 1), rest.get(digits..).unwrap_or_default());
            let is_given = before.ends_with([' ', '\t', '\n']) && (after.is_empty() || after.starts_with(['\n', '\r']));
            let is_asked = before.ends_with('#') && after.starts_with([']', '|', ')', '\\']);
            if digits > 0 && (is_given || is_asked) {
                weaver.push("b", from.line(*line));
                weaver.out.notes.changed("block_names");
            }
        }
        weaver.copy(from, at..range.end, line);
    });
}

/// `![[plan.png|words|300x200]]` and `![words|300](plan.png)`: a page gives a picture the place that it has.
fn sizes(draft: &mut Draft) {
    if !draft.text.contains("![") {
        return;
    }
    rewrite_prose(draft, |from, range, line, weaver| {
        let mut at = range.start;
        while let Some(start) = from.slice(at..range.end).find("![").map(|start| at + start + 2) {
            weaver.copy(from, at..start, line);
            at = start;
            let words = words_of_picture(from.slice(start..range.end));
            let Some((kept, size)) = words.and_then(sized) else { continue };
            weaver.out.notes.warn_once(from.line(*line), "attributes_removed", [size.to_owned()]);
            weaver.copy(from, start..start + kept.len(), line);
            at = start + words.map_or(0, str::len);
        }
        weaver.copy(from, at..range.end, line);
    });
}

/// What stands between the brackets of a picture, on one line.
fn words_of_picture(rest: &str) -> Option<&str> {
    let near = head(rest, 1_000).split('\n').next()?;
    let end = if near.starts_with('[') { "]]" } else { "](" };
    let words = near.get(..near.find(end)?)?;
    // A note that is shown has words after the bar, which may be a number.
    let is_picture = !words.starts_with('[') || words.split('|').next().is_some_and(names_media);
    is_picture.then_some(words)
}

fn names_media(target: &str) -> bool {
    let name = target.split('#').next().unwrap_or_default().trim_end_matches('\\').trim();
    name.rsplit_once('.').is_some_and(|(_, extension)| !extension.eq_ignore_ascii_case("md") && extension.len() < 6)
}

/// Words without the size that ends them, and the size.
fn sized(words: &str) -> Option<(&str, &str)> {
    let (kept, size) = match words.rsplit_once('|') {
        Some((kept, size)) => (kept.trim_end_matches('\\'), size),
        None if words.starts_with('[') => return None,
        None => ("", words),
    };
    let (width, height) = size.trim().split_once('x').unwrap_or((size.trim(), "1"));
    let is_number = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(width) && is_number(height)).then_some((kept, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(source: &str) -> (String, Vec<String>, Vec<(u32, &'static str)>) {
        let mut draft = Draft::new(source.to_owned(), 1);
        let mut tags = Vec::new();
        convert(&mut draft, &mut tags);
        let told = draft.notes.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
        (draft.text, tags, told)
    }

    fn text(source: &str) -> String {
        converted(source).0
    }

    #[test]
    fn a_comment_goes_and_code_keeps_its_signs() {
        assert_eq!(text("a %%b `c` d%% e\n"), "a  e\n");
        assert_eq!(text("a\n%%\nb\n\nc\n%%\nd\n"), "a\n\nd\n");
        assert_eq!(text("`%%a%%` 10 %% b\n"), "`%%a%%` 10 %% b\n");
        let mut draft = Draft::new("a\n%%\nb\n%%\nd".to_owned(), 1);
        convert(&mut draft, &mut Vec::new());
        assert_eq!((draft.line(2), draft.notes.changes.as_slice()), (5, &["comments"][..]));
    }

    #[test]
    fn the_name_of_a_block_ends_its_block() {
        assert_eq!(text("un texte ^abc\n\nautre\n"), "un texte ^abc\n\nautre\n");
        assert_eq!(text("- a\n- b\n\n^liste\n\nfin\n"), "- a\n- b ^liste\n\n\nfin\n");
        assert_eq!(text("| a |\n|---|\n| b |\n\n^table\n"), "| a |\n|---|\n| b |\n\n^table\n");
        assert_eq!(text("a ^123456\n\n[[b#^123456|c]] 2^10\n"), "a ^b123456\n\n[[b#^b123456|c]] 2^10\n");
        assert_eq!(text("```\na\n\n^b\n```\n"), "```\na\n\n^b\n```\n");
    }

    #[test]
    fn the_size_of_a_picture_goes_and_is_told_once() {
        let (text, _, told) = converted(
            "![[a.png|300]] ![[a.png|un plan|300x200]]\n![un plan|640](a.png) ![200](a.png)\n\n| ![[a.png\\|30]] |\n|---|\n",
        );
        assert_eq!(text, "![[a.png]] ![[a.png|un plan]]\n![un plan](a.png) ![](a.png)\n\n| ![[a.png]] |\n|---|\n");
        assert_eq!(told, [(1, "attributes_removed")]);
        let kept = "![[a.png|plan 3]] ![[2024 note|300]] [[a.png|300]] `![[a.png|3]]` ![[a.png]]\n";
        assert_eq!(converted(kept).0, kept);
    }

    #[test]
    fn a_query_is_told_and_stays_code() {
        let source = "a\n\n```dataview\nTABLE x\n```\n\n`= this.file.name` et `a = b`\n\n```rust\n```\n";
        let (text, _, told) = converted(source);
        assert_eq!((text.as_str(), told), (source, vec![(3, "query_shown"), (7, "query_shown")]));
    }

    #[test]
    fn a_highlight_is_marked() {
        assert_eq!(text("a ==b c== `==d==` 1 == 2\n"), "a <mark>b c</mark> `==d==` 1 == 2\n");
    }
}
