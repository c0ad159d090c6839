//! Marks within a line that only Logseq reads: macros, blocks, tags, highlights.

use super::super::draft::{Draft, rewrite_prose};
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
    weaver: &mut super::super::draft::Weaver,
) -> Option<(usize, String)> {
    if rest.starts_with("{{") {
        let near = super::super::draft::head(rest, 2_000);
        let end = near.find("}}").filter(|end| !near.get(..*end).is_some_and(|inner| inner.contains("\n\n")))? + 2;
        let end = end + usize::from(rest.starts_with("{{{") && rest.get(end..)?.starts_with('}'));
        let inner = rest.get(..end)?.trim_matches(['{', '}']).trim();
        let (name, argument) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        return Some((end, macro_words(name, argument.trim(), number, graph, weaver)));
    }
    // [words]([[page]]): a link of the graph, with words of its own.
    if rest.starts_with("([[") && so_far.ends_with(']') {
        let near = super::super::draft::head(rest, 300);
        let end = near.find("]])").filter(|end| !near.get(..*end).is_some_and(|page| page.contains('\n')))?;
        let page = rest.get(3..end)?;
        let words = weaver.take_bracketed().filter(|words| !words.is_empty())?;
        let words = words.replace(['[', ']', '|'], "");
        return Some((end + 3, if words.is_empty() { format!("[[{page}]]") } else { format!("[[{page}|{words}]]") }));
    }
    // [words](((id))): a block, with words of its own; the words stay where no page has it.
    if rest.starts_with("(((") && so_far.ends_with(']') {
        let id = rest.get(3..39)?;
        if !is_block_id(id) || !rest.get(39..)?.starts_with(")))") {
            return None;
        }
        if let Some((address, _)) = graph.block(id) {
            return Some((42, format!("({address})")));
        }
        weaver.out.notes.warn(number, "block_reference", [id.to_owned()]);
        weaver.unbracket();
        return Some((42, String::new()));
    }
    if rest.starts_with("((") && !so_far.ends_with('(') {
        let id = rest.get(2..38)?;
        if !is_block_id(id) || !rest.get(38..)?.starts_with("))") {
            return None;
        }
        if let Some(link) = block_link(graph, id) {
            return Some((40, link));
        }
        weaver.out.notes.warn(number, "block_reference", [id.to_owned()]);
        return Some((40, "`… block`".to_owned()));
    }
    if rest.starts_with('#') && before.is_none_or(|before| before.is_whitespace() || "(,;".contains(before)) {
        if let Some(tag) = rest.strip_prefix("#[[") {
            let end =
                tag.find("]]").filter(|end| *end < 300 && !tag.get(..*end).is_some_and(|tag| tag.contains('\n')))?;
            return Some((end + 5, format!("[[{}]]", tag.get(..end)?)));
        }
        let tag: String = rest
            .get(1..)?
            .chars()
            .take_while(|character| character.is_alphanumeric() || "-_/.".contains(*character))
            .collect();
        let tag = tag.trim_end_matches(['.', '/']);
        if tag.is_empty() || tag.chars().all(|character| character.is_ascii_digit()) {
            return None;
        }
        weaver.out.notes.changed("tags");
        return Some((1 + tag.len(), format!("[[{tag}]]")));
    }
    None
}

/// A link to a block, in the words of that block, or in those of its page where it has none.
fn block_link(graph: &Graph, id: &str) -> Option<String> {
    let (address, words) = graph.block(id)?;
    Some(format!("[{}]({address})", if words.is_empty() { "…" } else { words }))
}

fn macro_words(
    name: &str,
    argument: &str,
    number: u32,
    graph: &Graph,
    weaver: &mut super::super::draft::Weaver,
) -> String {
    let address = |weaver: &mut super::super::draft::Weaver, target: &str| {
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
