//! Call-outs of other programs: `:::` blocks, `!!!` of MkDocs, `?>` of Docsify. They become `> [!NOTE]`.

use super::draft::{Draft, code_ranges, within};

/// A call-out being written.
struct Block {
    /// Columns of indent that its lines lose.
    indent: usize,
    /// How many `:`; none for MkDocs, whose block ends with its indent.
    colons: usize,
    /// Whether it is shown as a call-out: a layout block (`::: {.columns}`) only loses its marks.
    shown: bool,
    /// Lines written since its title.
    lines: usize,
    /// Blank lines held back: they belong to the block only if more of it comes.
    held: usize,
    /// The line where it opened.
    line: u32,
}

/// Turns the blocks of other programs into call-outs.
pub(super) fn convert(draft: &mut Draft) {
    if !draft.text.contains(":::")
        && !draft.text.contains("!!! ")
        && !draft.text.contains("??? ")
        && !draft.text.contains("???+")
        && !draft.text.contains("?>")
        && !draft.text.contains("!>")
    {
        return;
    }
    let code: Vec<_> = code_ranges(&draft.text).into_iter().map(|code| code.range).collect();
    let mut weaver = draft.weave();
    let mut open: Vec<Block> = Vec::new();
    let mut offset = 0;
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        let number = draft.line(index);
        let words = line.trim_end();
        let indent = words.len() - words.trim_start().len();
        // MkDocs indents what its blocks hold, which is no code there.
        let in_code = within(&code, offset + indent) && open.last().is_none_or(|block| block.colons > 0);
        offset += line.len();
        let trimmed = words.trim();
        while let Some(block) = open.last()
            && block.colons == 0
            && !trimmed.is_empty()
            && indent < block.indent
        {
            let held = block.held;
            open.pop();
            weaver.push(&"\n".repeat(held.max(1)), number);
        }
        if !in_code {
            let colons = trimmed.bytes().take_while(|byte| *byte == b':').count();
            if colons >= 3 {
                let title = trimmed.trim_start_matches(':');
                // A colon or two at the end are the title's own.
                let title = if title.ends_with(":::") { title.trim_end_matches(':') } else { title }.trim();
                if title.is_empty() && !open.is_empty() {
                    close(&mut weaver, &mut open, number);
                    continue;
                }
                if !title.is_empty() && open.len() < 8 {
                    let (kind, title) = title_of(title);
                    start(&mut weaver, &mut open, indent, colons, kind, &title, number);
                    continue;
                }
            }
            let mkdocs = trimmed
                .strip_prefix("!!! ")
                .map(|rest| ("", rest))
                .or_else(|| trimmed.strip_prefix("???+ ").map(|rest| ("+", rest)))
                .or_else(|| trimmed.strip_prefix("??? ").map(|rest| ("-", rest)));
            if let Some((fold, rest)) =
                mkdocs.filter(|(_, rest)| rest.starts_with(|first: char| first.is_ascii_alphabetic()) && open.len() < 8)
            {
                let (kind, title) = rest.split_once(' ').unwrap_or((rest, ""));
                let title = title.trim().trim_matches('"');
                let kind = kind_of(kind).map(|kind| format!("{kind}]{fold}"));
                let heading = format!("[!{} {title}", kind.unwrap_or_else(|| format!("NOTE]{fold}")));
                start(&mut weaver, &mut open, indent + 4, 0, Some(heading), "", number);
                continue;
            }
            let docsify = trimmed
                .strip_prefix("?> ")
                .map(|rest| ("TIP", rest))
                .or_else(|| trimmed.strip_prefix("!> ").map(|rest| ("WARNING", rest)));
            if let Some((kind, rest)) = docsify {
                weaver.out.notes.changed("callouts");
                weaver.push(&format!("{}> [!{kind}]\n{}> {rest}\n", quotes(&open), quotes(&open)), number);
                continue;
            }
        }
        if open.is_empty() {
            weaver.push(line, number);
            continue;
        }
        if trimmed.is_empty() {
            if let Some(block) = open.last_mut() {
                block.held += usize::from(block.lines > 0);
            }
            continue;
        }
        let quotes = quotes(&open);
        let strip = open.last().map_or(0, |block| block.indent).min(indent);
        if let Some(block) = open.last_mut() {
            for _ in 0..std::mem::take(&mut block.held) {
                weaver.push(quotes.trim_end(), number);
                weaver.push("\n", number);
            }
            block.lines += 1;
        }
        weaver.push(&quotes, number);
        weaver.push(line.get(strip..).unwrap_or(line), number);
    }
    for block in &open {
        if block.colons > 0 {
            weaver.out.notes.warn(block.line, "callout_unclosed", []);
        }
    }
    *draft = weaver.finish();
}

fn quotes(open: &[Block]) -> String {
    "> ".repeat(open.iter().filter(|block| block.shown).count())
}

fn start(
    weaver: &mut super::draft::Weaver,
    open: &mut Vec<Block>,
    indent: usize,
    colons: usize,
    heading: Option<String>,
    title: &str,
    line: u32,
) {
    weaver.out.notes.changed("callouts");
    let outer = quotes(open);
    if let Some(block) = open.last_mut() {
        let held = std::mem::take(&mut block.held);
        block.lines += 1;
        for _ in 0..held {
            weaver.push(outer.trim_end(), line);
            weaver.push("\n", line);
        }
    }
    let before = weaver.out.text.trim_end_matches('\n');
    // A call-out begins its own block: after a paragraph, a blank line is wanted.
    if !before.is_empty() && !weaver.out.text.ends_with("\n\n") {
        weaver.push(outer.trim_end(), line);
        weaver.push("\n", line);
    }
    if let Some(heading) = &heading {
        weaver.push(format!("{outer}> {heading} {title}").trim_end(), line);
        weaver.push("\n", line);
    } else if !title.is_empty() {
        weaver.push(&format!("{outer}**{title}**\n{}\n", outer.trim_end()), line);
    }
    open.push(Block { indent, colons, shown: heading.is_some(), lines: usize::from(heading.is_some()), held: 0, line });
}

fn close(weaver: &mut super::draft::Weaver, open: &mut Vec<Block>, line: u32) {
    open.pop();
    weaver.push(quotes(open).trim_end(), line);
    weaver.push("\n", line);
}

/// The kind and the title of `tip Un titre`, `{.callout-note title="x"}`, `note[Un titre]`.
fn title_of(words: &str) -> (Option<String>, String) {
    if let Some(inner) = words.strip_prefix('{') {
        let inner = inner.split('}').next().unwrap_or_default();
        let title = inner
            .split_once("title=")
            .map(|(_, title)| title.trim_matches('"').split('"').next().unwrap_or_default().to_owned());
        let kind = inner.split_whitespace().filter_map(|class| class.strip_prefix('.')).find_map(|class| {
            kind_of(class.strip_prefix("callout-").unwrap_or(class)).or_else(|| (class == "callout").then_some("NOTE"))
        });
        return (kind.map(|kind| format!("[!{kind}]")), title.unwrap_or_default());
    }
    let (word, rest) = words
        .split_once(|character: char| character.is_whitespace() || character == '[' || character == '{')
        .unwrap_or((words, ""));
    let rest = rest.trim().trim_end_matches(']').trim_end_matches('}').trim();
    match kind_of(word) {
        Some(kind) => {
            (Some(format!("[!{kind}]{}", if word.eq_ignore_ascii_case("details") { "-" } else { "" })), rest.to_owned())
        }
        // A kind of the site's own (`lexique`, `exemple`): its word leads the title, so that nothing is lost.
        None if word.chars().all(char::is_alphabetic) && !layout(word) => {
            let mut characters = word.chars();
            let capital: String =
                characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect();
            let title = if rest.is_empty() { capital } else { format!("{capital} – {rest}") };
            (Some("[!NOTE]".to_owned()), title)
        }
        None => (None, String::new()),
    }
}

fn layout(word: &str) -> bool {
    matches!(
        word,
        "columns" | "column" | "row" | "col" | "grid" | "div" | "center" | "tabs" | "tab" | "raw" | "slot" | "contents"
    )
}

fn kind_of(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "note" | "seealso" | "details" => "NOTE",
        "info" | "information" | "todo" => "INFO",
        "tip" | "hint" | "astuce" | "conseil" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "attention" | "avertissement" => "WARNING",
        "caution" => "CAUTION",
        "danger" | "error" => "DANGER",
        "success" | "check" | "done" => "SUCCESS",
        "question" | "help" | "faq" => "QUESTION",
        "failure" | "fail" | "missing" => "FAILURE",
        "bug" => "BUG",
        "example" | "exemple" => "EXAMPLE",
        "quote" | "cite" | "citation" => "QUOTE",
        "abstract" | "summary" | "tldr" => "ABSTRACT",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(source: &str) -> String {
        let mut draft = Draft::new(source.to_owned(), 1);
        convert(&mut draft);
        draft.text
    }

    #[test]
    fn blocks_of_other_programs_become_call_outs() {
        for (source, markdown) in [
            ("avant\n::: tip Un titre\na\n\n- b\n:::\naprès\n", "avant\n\n> [!TIP] Un titre\n> a\n>\n> - b\n\naprès\n"),
            (":::warning\na\n:::\n", "> [!WARNING]\n> a\n\n"),
            ("::: lexique Donnée\na\n:::\n", "> [!NOTE] Lexique – Donnée\n> a\n\n"),
            (":::{.callout-note title=\"T\"}\na\n:::\n", "> [!NOTE] T\n> a\n\n"),
            ("::: columns\na\n:::\n", "a\n\n"),
            (":::: note\n::: tip T\na\n:::\nb\n::::\n", "> [!NOTE]\n>\n> > [!TIP] T\n> > a\n>\n> b\n\n"),
            ("!!! warning \"Attention\"\n    a\n\n    b\n\nc\n", "> [!WARNING] Attention\n> a\n>\n> b\n\nc\n"),
            ("::: tip À lire :\na\n:::\n", "> [!TIP] À lire :\n> a\n\n"),
            ("::: tip Fermé :::\na\n:::\n", "> [!TIP] Fermé\n> a\n\n"),
            ("??? note\n    a\nb\n", "> [!NOTE]-\n> a\n\nb\n"),
            ("?> un conseil\n", "> [!TIP]\n> un conseil\n"),
            ("```\n::: tip\n```\n", "```\n::: tip\n```\n"),
        ] {
            assert_eq!(converted(source), markdown, "{source}");
        }
    }
}
