//! The habits of Logseq: properties, blocks named by an id, `#tags` that are pages, macros.

use std::borrow::Cow;

use super::anchors;
use super::draft::{Draft, rewrite_lines, rewrite_prose, within};
use super::graphs::{Graph, is_block_id};
use super::html::bracketed;
use super::outlines::unescape;

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
        let end = if index + 1 == shown.len() { "\n\n" } else { "\\\n" };
        weaver.push(&format!("**{key}**: {value}{end}"), *line);
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
    let (mut index, mut under_bullet, mut fenced) = (0, false, false);
    while let Some(line) = lines.get(index) {
        let blank = line.trim().is_empty();
        if fenced || blank || !line.starts_with('\t') || under_bullet {
            if !line.starts_with(['\t', ' ']) && !blank {
                fenced ^= line.starts_with("```");
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

/// Names the blocks that others refer to at the end of their first paragraph.
fn name_blocks(draft: &mut Draft, graph: &Graph) {
    let lines: Vec<&str> = draft.text.split('\n').collect();
    let mut names: Vec<(usize, String)> = Vec::new();
    let code = draft.code();
    let (mut bullet, mut offset) = (0, 0);
    for (index, line) in lines.iter().enumerate() {
        let words = line.trim();
        let rest = words.strip_prefix("- ").unwrap_or(words);
        if words.starts_with("- ") || words == "-" {
            bullet = index;
        }
        if let Some(("id", id)) = property(rest)
            && is_block_id(id)
            && graph.is_asked_for(id)
            && !within(&code, offset)
        {
            // Properties stand between the first line and the rest: they are no part of the paragraph.
            let kept =
                |at: usize| lines.get(at).is_some_and(|line| property(line.trim().trim_start_matches("- ")).is_none());
            let block: Vec<usize> = (bullet..lines.len())
                .take_while(|at| *at == bullet || lines.get(*at).is_some_and(|line| !is_bullet(line)))
                .filter(|at| kept(*at))
                .collect();
            let within_block: Vec<&str> =
                block.iter().filter_map(|at| lines.get(*at)).map(|line| line.trim().trim_start_matches("- ")).collect();
            if let Some(at) = anchors::end_of_block(&within_block, 0, &|_| false).and_then(|at| block.get(at)).copied()
            {
                names.push((at, id.to_ascii_lowercase()));
            }
        }
        offset += line.len() + 1;
    }
    anchors::mark(draft, &names);
}

fn is_bullet(line: &str) -> bool {
    let words = line.trim();
    words.starts_with("- ") || words == "-"
}

/// Rewrites what only Logseq shows.
pub(super) fn convert(draft: &mut Draft, graph: &Graph) {
    outdent(draft);
    name_blocks(draft, graph);
    let mut drawer = false;
    let mut quoted: Option<String> = None;
    rewrite_lines(draft, |line, number, notes| {
        let words = line.trim();
        if drawer || words.eq_ignore_ascii_case(":LOGBOOK:") {
            drawer = !words.eq_ignore_ascii_case(":END:");
            notes.changed("drawers");
            return None;
        }
        let (lead, rest) = words.strip_prefix("- ").map_or((false, words), |rest| (true, rest));
        if let Some((key, value)) = property(rest) {
            let indent = line.len() - line.trim_start().len();
            let start = line.get(..indent).unwrap_or_default();
            if is_own(key) || value.is_empty() {
                notes.changed("properties");
                // An id becomes the name of its place, where another block refers to it.
                if !key.eq_ignore_ascii_case("id") {
                    notes.warn_once(number, "properties_removed", [key.to_owned()]);
                }
                return lead.then(|| Cow::Owned(format!("{start}-")));
            }
            let bullet = if lead { "- " } else { "" };
            // Of one block, each property keeps its own line.
            return Some(Cow::Owned(format!("{start}{bullet}**{key}**: {value}\\")));
        }
        if words.starts_with("SCHEDULED: <") || words.starts_with("DEADLINE: <") {
            return Some(Cow::Owned(line.replace(['<', '>'], "")));
        }
        let indent = line.len() - line.trim_start().len();
        let start = line.get(..indent).unwrap_or_default();
        if let Some(mark) = rest.strip_prefix("#+") {
            let bullet = if lead { "- " } else { "" };
            let upper = mark.to_ascii_uppercase();
            if let Some(kind) = upper.strip_prefix("END_") {
                // A block that was taken for a call-out ends with its quotation.
                if kind.split_whitespace().next().is_some_and(|kind| call_out(kind).is_some()) {
                    quoted = None;
                    return Some(Cow::Borrowed(""));
                }
                return Some(Cow::Owned(format!("{start}```")));
            }
            if let Some(kind) = upper.strip_prefix("BEGIN_") {
                notes.changed("org_blocks");
                let kind = kind.split_whitespace().next().unwrap_or_default();
                if kind == "QUERY" {
                    notes.warn(number, "query", [mark.to_owned()]);
                }
                if let Some(call_out) = call_out(kind) {
                    let inner = if lead { format!("{start}  ") } else { start.to_owned() };
                    quoted = Some(inner);
                    return Some(Cow::Owned(format!("{start}{bullet}> {call_out}").trim_end().to_owned()));
                }
                let language = if kind == "SRC" { mark.split_whitespace().nth(1).unwrap_or_default() } else { "" };
                return Some(Cow::Owned(format!("{start}{bullet}```{language}")));
            }
        }
        if let Some(target) = framed(rest) {
            // Left as HTML, it would take the blocks below it for its own, down to the next empty line.
            notes.warn(number, "frame_linked", [target.to_owned()]);
            let bullet = if lead { "- " } else { "" };
            return Some(Cow::Owned(format!("{start}{bullet}[{}]({target})", bracketed(target))));
        }
        if let Some(inner) = &quoted {
            return Some(Cow::Owned(format!("{inner}> {words}").trim_end().to_owned()));
        }
        Some(Cow::Borrowed(line))
    });
    last_breaks(draft);
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

/// The address of the page that a line shows in a frame, and shows nothing else.
fn framed(words: &str) -> Option<&str> {
    let is_alone = words.starts_with("<iframe") || (words.starts_with("<div") && words.ends_with("</div>"));
    let (_, frame) = words.split_once("<iframe").filter(|_| is_alone)?;
    let target = frame.split_once("src=\"")?.1.split('"').next()?;
    let is_plain = target.starts_with("https://") && !target.contains([' ', '(', ')', '<', '>', '\\']);
    is_plain.then_some(target)
}

/// The call-out that a block of Org mode is; nothing for one that holds code.
fn call_out(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "NOTE" | "PINNED" => "[!NOTE]",
        "TIP" => "[!TIP]",
        "IMPORTANT" => "[!IMPORTANT]",
        "CAUTION" => "[!CAUTION]",
        "WARNING" => "[!WARNING]",
        "QUOTE" | "CENTER" | "VERSE" => "",
        _ => return None,
    })
}

/// The break after the last property of a block would show as a stroke.
fn last_breaks(draft: &mut Draft) {
    let next: Vec<bool> = draft
        .text
        .split('\n')
        .skip(1)
        .map(|line| {
            let words = line.trim();
            words.is_empty()
                || words.starts_with("- ")
                || words == "-"
                || words.starts_with("```")
                || words.starts_with('#')
        })
        .chain([true])
        .collect();
    let lines: Vec<usize> = draft
        .text
        .split('\n')
        .enumerate()
        .filter(|(_, line)| line.ends_with('\\') && line.trim_start().trim_start_matches("- ").starts_with("**"))
        .map(|(index, _)| index)
        .collect();
    let drop: std::collections::HashSet<u32> = lines
        .into_iter()
        .filter(|index| next.get(*index).copied().unwrap_or(true))
        .map(|index| draft.line(index))
        .collect();
    if drop.is_empty() {
        return;
    }
    rewrite_lines(draft, |line, number, _| {
        Some(Cow::Borrowed(if drop.contains(&number) { line.strip_suffix('\\').unwrap_or(line) } else { line }))
    });
}

/// What takes the place of the mark at the start of `rest`: its length, and the words.
fn replacement(
    rest: &str,
    before: Option<char>,
    so_far: &str,
    number: u32,
    graph: &Graph,
    weaver: &mut super::draft::Weaver,
) -> Option<(usize, String)> {
    if rest.starts_with("{{") {
        let near = super::draft::head(rest, 2_000);
        let end = near.find("}}").filter(|end| !near.get(..*end).is_some_and(|inner| inner.contains("\n\n")))? + 2;
        let end = end + usize::from(rest.starts_with("{{{") && rest.get(end..)?.starts_with('}'));
        let inner = rest.get(..end)?.trim_matches(['{', '}']).trim();
        let (name, argument) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        return Some((end, macro_words(name, argument.trim(), number, graph, weaver)));
    }
    // [words]([[page]]): a link of the graph, with words of its own.
    if rest.starts_with("([[") && so_far.ends_with(']') {
        let near = super::draft::head(rest, 300);
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

fn macro_words(name: &str, argument: &str, number: u32, graph: &Graph, weaver: &mut super::draft::Weaver) -> String {
    let address = |weaver: &mut super::draft::Weaver, target: &str| {
        weaver.out.notes.changed("macros");
        format!("[{}]({})", bracketed(target), super::html::destination(target))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_logseq_reads_as_markdown() {
        let source = "title:: Un titre\nalias:: [[a]], b\n\n- un #tag et #[[deux mots]] #123\n  id:: 5feb30e3-fedc-4c2a-aa03-b44020c21c68\n  collapsed:: true\n\t- {{embed [[Page]]}} {{video https://a.b/c}} {{cloze oui \\\\ indice}}\n\t  prix:: 10\n\t- ((60acdeb9-aa65-492b-8398-d4d65c1631c1)) {{query (and [[x]])}}\n\t  :LOGBOOK:\n\t  CLOCK: [2021]\n\t  :END:\n- `#code` [mot](((60acdeb9-aa65-492b-8398-d4d65c1631c1)))\n";
        let mut draft = Draft::new(source.to_owned(), 1);
        let pairs = page_properties(&mut draft);
        let pair = |key: &str, value: &str, line| (key.to_owned(), value.to_owned(), line);
        assert_eq!(pairs, [pair("title", "Un titre", 1), pair("alias", "[[a]], b", 2)]);
        assert_eq!(values("[[a]], b, #c"), ["a", "b", "c"]);
        convert(&mut draft, &Graph::default());
        assert_eq!(
            draft.text.trim_start(),
            "- un [[tag]] et [[deux mots]] #123\n\t- ![[Page]] [https://a.b/c](https://a.b/c) oui\n\t  **prix**: 10\n\t- `… block` `… query (and [[x]])`\n- `#code` mot\n"
        );
        let told: Vec<_> = draft.notes.warnings.iter().map(|warning| (warning.line, warning.code)).collect();
        assert_eq!(told, [(6, "properties_removed"), (9, "block_reference"), (9, "query"), (13, "block_reference")]);
    }

    #[test]
    fn blocks_under_a_heading_are_no_code() {
        let mut draft = Draft::new("## Usage\n\t- a {{cloze b}}\n\t  c\n\t\t- d\n## e\n- f\n\t- g\n".to_owned(), 1);
        convert(&mut draft, &Graph::default());
        assert_eq!(draft.text, "## Usage\n- a b\n  c\n\t- d\n## e\n- f\n\t- g\n");
    }

    #[test]
    fn a_frame_takes_no_block_below_it_for_its_own() {
        let frame = "<div style=\"x\"><iframe src=\"https://a.b/c\" frameborder=\"0\"></iframe></div>";
        let mut draft = Draft::new(format!("- a\n  {frame}\n  [:hr]\n\t- [[d]]\n- [[e]]\n"), 1);
        convert(&mut draft, &Graph::default());
        assert_eq!(draft.text, "- a\n  [https://a.b/c](https://a.b/c)\n  [:hr]\n\t- [[d]]\n- [[e]]\n");
        assert_eq!(draft.notes.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), ["frame_linked"]);
        assert_eq!(framed("<iframe src=\"javascript:x\"></iframe>"), None);
    }

    #[test]
    fn blocks_of_org_mode_are_call_outs_or_code() {
        let source = "- #+BEGIN_NOTE\n  un\n  deux\n  #+END_NOTE\n- x\n  #+BEGIN_SRC rust\n  let a;\n  #+END_SRC\n";
        let mut draft = Draft::new(source.to_owned(), 1);
        convert(&mut draft, &Graph::default());
        assert_eq!(draft.text, "- > [!NOTE]\n  > un\n  > deux\n\n- x\n  ```rust\n  let a;\n  ```\n");
    }

    #[test]
    fn a_file_name_says_the_title() {
        assert_eq!(title_of("Whiteboard___Action Bar"), "Whiteboard/Action Bar");
        assert_eq!(title_of("New to Logseq%3F"), "New to Logseq?");
    }
}
