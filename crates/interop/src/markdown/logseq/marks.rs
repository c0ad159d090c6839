//! Marks within a line that only Logseq reads: macros, blocks, tags, highlights.

use std::ops::Range;

use super::super::draft::{Draft, Weaver, head, rewrite_prose, within};
use super::super::graphs::{Graph, is_block_id};
use super::super::html::bracketed;

/// Rewrites the marks as Markdown has them.
pub(super) fn convert(draft: &mut Draft, graph: &Graph) {
    rewrite_prose(draft, |from, range, line, weaver| {
        let mut at = range.start;
        while at < range.end {
            let rest = from.slice(at..range.end);
            let Some(start) = rest.find(['{', '(', '#']) else { break };
            weaver.copy(from, at..at + start, line);
            at += start;
            let rest = from.slice(at..range.end);
            let number = from.line(*line);
            let before = from.slice(0..at).chars().next_back();
            let so_far = from.slice(range.start..at);
            if let Some((length, words)) = replacement(rest, before, so_far, number, graph, weaver) {
                weaver.push(&words, number);
                *line += from.slice(at..at + length).matches('\n').count();
                at += length;
            } else {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                weaver.copy(from, at..at + length, line);
                at += length;
            }
        }
        weaver.copy(from, at..range.end, line);
    });
}

/// What takes the place of the mark at the start of `rest`: its length, and the words.
fn replacement(
    rest: &str,
    before: Option<char>,
    so_far: &str,
    number: u32,
    graph: &Graph,
    weaver: &mut Weaver,
) -> Option<(usize, String)> {
    if rest.starts_with("{{") {
        return program(rest, number, graph, weaver);
    }
    if rest.starts_with("{:") && before == Some(')') {
        return size(rest, number, weaver);
    }
    if rest.starts_with("([[") && so_far.ends_with(']') {
        return page_with_words(rest, weaver);
    }
    if rest.starts_with("(((") && so_far.ends_with(']') {
        return block_with_words(rest, number, graph, weaver);
    }
    if rest.starts_with("((") && !so_far.ends_with('(') {
        return block(rest, number, graph, weaver);
    }
    let is_apart = before.is_none_or(|before| before.is_whitespace() || "(,;".contains(before));
    if rest.starts_with('#') && is_apart { tag(rest, weaver) } else { None }
}

/// `{{name argument}}`.
fn program(rest: &str, number: u32, graph: &Graph, weaver: &mut Weaver) -> Option<(usize, String)> {
    let near = head(rest, 2_000);
    let end = near.find("}}").filter(|end| !near.get(..*end).is_some_and(|inner| inner.contains("\n\n")))? + 2;
    let end = end + usize::from(rest.starts_with("{{{") && rest.get(end..)?.starts_with('}'));
    let inner = rest.get(..end)?.trim_matches(['{', '}']).trim();
    let (name, argument) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    Some((end, macro_words(name, argument.trim(), number, graph, weaver)))
}

/// `{:height 53, :width 42}` after a picture: a page gives it the place that it has.
fn size(rest: &str, number: u32, weaver: &mut Weaver) -> Option<(usize, String)> {
    let list = head(rest, 200).split('}').next()?.strip_prefix("{:")?;
    let is_size = list.starts_with("height ") || list.starts_with("width ");
    if !is_size || list.contains('\n') || !rest.get(list.len() + 2..)?.starts_with('}') {
        return None;
    }
    weaver.out.notes.warn_once(number, "attributes_removed", [list.trim().to_owned()]);
    Some((list.len() + 3, String::new()))
}

/// `[words]([[page]])`: a link of the graph, with words of its own.
fn page_with_words(rest: &str, weaver: &mut Weaver) -> Option<(usize, String)> {
    let near = head(rest, 300);
    let end = near.find("]])").filter(|end| !near.get(..*end).is_some_and(|page| page.contains('\n')))?;
    let page = rest.get(3..end)?;
    let words = weaver.take_bracketed().filter(|words| !words.is_empty())?;
    let words = words.replace(['[', ']', '|'], "");
    Some((end + 3, if words.is_empty() { format!("[[{page}]]") } else { format!("[[{page}|{words}]]") }))
}

/// `[words](((id)))`: a block, with words of its own; the words stay where no page has it.
fn block_with_words(rest: &str, number: u32, graph: &Graph, weaver: &mut Weaver) -> Option<(usize, String)> {
    let id = rest.get(3..39)?;
    if !is_block_id(id) || !rest.get(39..)?.starts_with(")))") {
        return None;
    }
    if let Some((address, _)) = graph.block(id) {
        return Some((42, format!("({address})")));
    }
    weaver.out.notes.warn(number, "block_reference", [id.to_owned()]);
    weaver.unbracket();
    Some((42, String::new()))
}

/// `((id))`: a block, in its own words.
fn block(rest: &str, number: u32, graph: &Graph, weaver: &mut Weaver) -> Option<(usize, String)> {
    let id = rest.get(2..38)?;
    if !is_block_id(id) || !rest.get(38..)?.starts_with("))") {
        return None;
    }
    if let Some(link) = block_link(graph, id) {
        return Some((40, link));
    }
    weaver.out.notes.warn(number, "block_reference", [id.to_owned()]);
    Some((40, "`… block`".to_owned()))
}

/// `#tag` and `#[[two words]]`: pages.
fn tag(rest: &str, weaver: &mut Weaver) -> Option<(usize, String)> {
    if let Some(tag) = rest.strip_prefix("#[[") {
        let end = tag.find("]]").filter(|end| *end < 300 && !tag.get(..*end).is_some_and(|tag| tag.contains('\n')))?;
        return Some((end + 5, format!("[[{}]]", tag.get(..end)?)));
    }
    let is_part = |character: &char| character.is_alphanumeric() || "-_/.".contains(*character);
    let tag: String = rest.get(1..)?.chars().take_while(is_part).collect();
    let tag = tag.trim_end_matches(['.', '/']);
    if tag.is_empty() || tag.chars().all(|character| character.is_ascii_digit()) {
        return None;
    }
    weaver.out.notes.changed("tags");
    Some((1 + tag.len(), format!("[[{tag}]]")))
}

/// A link to a block, in the words of that block, or in those of its page where it has none.
fn block_link(graph: &Graph, id: &str) -> Option<String> {
    let (address, words) = graph.block(id)?;
    Some(format!("[{}]({address})", if words.is_empty() { "…" } else { words }))
}

fn macro_words(name: &str, argument: &str, number: u32, graph: &Graph, weaver: &mut Weaver) -> String {
    let address = |weaver: &mut Weaver, target: &str| {
        weaver.out.notes.changed("macros");
        format!("[{}]({})", bracketed(target), super::super::html::destination(target))
    };
    match name {
        "embed" if argument.starts_with("[[") => {
            weaver.out.notes.changed("macros");
            format!("!{argument}")
        }
        "embed"
            if let Some(link) = argument
                .strip_prefix("((")
                .and_then(|rest| rest.strip_suffix("))"))
                .and_then(|id| block_link(graph, id)) =>
        {
            weaver.out.notes.changed("macros");
            link
        }
        "video" | "tweet" | "twitter" | "vimeo" | "bilibili" | "youtube" if argument.starts_with("http") => {
            address(weaver, argument)
        }
        "youtube" if !argument.is_empty() => address(weaver, &format!("https://www.youtube.com/watch?v={argument}")),
        "cloze" => {
            weaver.out.notes.changed("macros");
            argument.split("\\\\").next().unwrap_or_default().trim().to_owned()
        }
        _ => {
            let code = match name {
                "embed" => "block_reference",
                "query" | "cards" | "function" => "query",
                _ => "macro",
            };
            weaver.out.notes.warn(number, code, [format!("{name} {argument}").trim().to_owned()]);
            let words = format!("{name} {argument}").replace('`', "");
            format!("`… {}`", words.split_whitespace().collect::<Vec<_>>().join(" "))
        }
    }
}

/// Words between two of one of `marks` (`^^words^^`, `==words==`), on one line, as HTML marks them.
pub(in super::super) fn highlight(draft: &mut Draft, marks: &[&str]) {
    if !marks.iter().any(|mark| draft.text.contains(mark)) {
        return;
    }
    let code = draft.code();
    let mut weaver = draft.weave();
    let mut offset = 0;
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        let mut ends: Vec<_> = marks.iter().flat_map(|mark| highlights(line, mark, &code, offset)).collect();
        ends.sort_unstable();
        let mut at = 0;
        for (end, element) in ends {
            weaver.push(line.get(at..end).unwrap_or_default(), draft.line(index));
            weaver.push(element, draft.line(index));
            at = end + 2;
        }
        weaver.push(line.get(at..).unwrap_or_default(), draft.line(index));
        offset += line.len();
    }
    *draft = weaver.finish();
}

/// Where the highlights of one kind begin and end in a line that begins at `offset`, and what stands there in HTML.
fn highlights(line: &str, mark: &str, code: &[Range<usize>], offset: usize) -> Vec<(usize, &'static str)> {
    let (mut found, mut open) = (Vec::new(), None);
    for (at, _) in line.match_indices(mark).filter(|(at, _)| !within(code, offset + at)) {
        let before = line.get(..at).and_then(|before| before.chars().next_back()).unwrap_or(' ');
        let after = line.get(at + 2..).and_then(|after| after.chars().next()).unwrap_or(' ');
        if mark.contains(before) || mark.contains(after) {
            continue;
        }
        match open {
            Some(start) if !before.is_whitespace() && !after.is_alphanumeric() => {
                found.extend([(start, "<mark>"), (at, "</mark>")]);
                open = None;
            }
            None if !after.is_whitespace() && !before.is_alphanumeric() => open = Some(at),
            _ => {}
        }
    }
    found
}
