//! HTML in a source becomes Markdown where a form exists; never inside code.

mod forms;
mod tables;

use std::ops::Range;

use super::draft::{Draft, Weaver, html_ranges, rewrite_prose, table_ranges, within};
use super::tags::{Token, token};
use forms::{blank_line, closes_at_once, find_close, joined, preformatted, say_once, verbatim, wrap};
pub(super) use forms::{bracketed, destination, longest_run};

/// Elements inside one another beyond this are taken for their words.
const DEEPEST: usize = 40;

/// Turns HTML into Markdown.
pub(super) fn convert(draft: &mut Draft, anchors: &mut Vec<(String, u32)>) {
    convert_in(draft, anchors, false);
}

fn convert_in(draft: &mut Draft, anchors: &mut Vec<(String, u32)>, cell: bool) {
    if !draft.text.contains('<') {
        return;
    }
    let mut converter = Converter {
        tables: table_ranges(&draft.text),
        blocks: html_ranges(&draft.text),
        cell,
        last_close: draft.text.rfind('>').unwrap_or(0),
        last_comment: draft.text.rfind("-->").unwrap_or(0),
        open: Vec::new(),
        lists: Vec::new(),
        anchors,
        closers: draft.text.match_indices("</").filter_map(|(at, _)| closer(draft.text.get(at..)?)).collect(),
        changed: false,
    };
    rewrite_prose(draft, |from, range, line, weaver| converter.piece(from, range, line, weaver));
    if converter.changed {
        draft.notes.changed("html");
    }
}

fn closer(text: &str) -> Option<String> {
    let name = text.get(2..)?.split(['>', ' ', '\n']).next()?;
    (name.len() < 40).then(|| name.to_ascii_lowercase())
}

struct Open {
    name: String,
    /// Where what it holds begins in the text being written.
    at: usize,
    token: Token,
    /// The words of its `summary` or `figcaption`.
    caption: Option<String>,
    /// The picture that a figure shows.
    picture: Option<(String, String)>,
}

struct Converter<'a> {
    tables: Vec<Range<usize>>,
    blocks: Vec<Range<usize>>,
    /// Whether all of it goes in a cell of a table.
    cell: bool,
    /// Where the last `>` and the last `-->` stand: past them, nothing is a tag, or a comment.
    last_close: usize,
    last_comment: usize,
    open: Vec<Open>,
    /// For each list: the next number, or nothing for bullets.
    lists: Vec<Option<u32>>,
    anchors: &'a mut Vec<(String, u32)>,
    closers: std::collections::HashSet<String>,
    changed: bool,
}

impl Converter<'_> {
    fn piece(&mut self, from: &Draft, range: Range<usize>, line: &mut usize, weaver: &mut Weaver) {
        let mut at = range.start;
        while at < range.end {
            let rest = from.slice(at..range.end);
            let Some(start) = rest.find('<') else { break };
            let escaped = rest
                .as_bytes()
                .get(..start)
                .unwrap_or_default()
                .iter()
                .rev()
                .take_while(|byte| **byte == b'\\')
                .count()
                % 2
                == 1;
            if at + start > self.last_close {
                break;
            }
            let unclosed =
                at + start >= self.last_comment && rest.get(start..).is_some_and(|tag| tag.starts_with("<!--"));
            let found = if escaped || unclosed { None } else { rest.get(start..).and_then(token) };
            let Some((token, length)) = found else {
                self.words(from, at..at + start + 1, line, weaver);
                at += start + 1;
                continue;
            };
            self.words(from, at..at + start, line, weaver);
            at += start;
            let after = from.slice(at + length..range.end);
            let in_table = self.cell || within(&self.tables, at);
            let number = from.line(*line);
            let used = length + self.element(&token, from.slice(at..at + length), after, in_table, number, weaver);
            *line += from.slice(at..at + used).matches('\n').count();
            at += used;
        }
        self.words(from, at..range.end, line, weaver);
    }

    /// Words between tags: lines of a block of HTML lose the indent that would make them code.
    fn words(&mut self, from: &Draft, range: Range<usize>, line: &mut usize, weaver: &mut Weaver) {
        let mut at = range.start;
        for piece in from.slice(range).split_inclusive('\n') {
            let fresh = weaver.line_so_far().is_empty();
            let blank = piece.len() - piece.trim_start_matches([' ', '\t']).len();
            if fresh && blank == piece.len() && within(&self.blocks, at) {
                // The indent of a tag of the block.
            } else if fresh && blank > 0 && (within(&self.blocks, at) || !self.lists.is_empty()) {
                let keep = if self.lists.is_empty() { blank.min(3) } else { self.lists.len() * 3 };
                let indent = if self.lists.is_empty() {
                    piece.get(..keep).unwrap_or_default().replace('\t', "")
                } else {
                    " ".repeat(keep)
                };
                weaver.push(&indent, from.line(*line));
                weaver.copy(from, at + blank..at + piece.len(), line);
            } else {
                weaver.copy(from, at..at + piece.len(), line);
            }
            at += piece.len();
        }
    }

    /// Writes what takes the place of a tag; gives how many bytes of what follows it took along.
    fn element(
        &mut self,
        token: &Token,
        source: &str,
        after: &str,
        in_table: bool,
        line: u32,
        weaver: &mut Weaver,
    ) -> usize {
        match token {
            Token::Comment => {
                weaver.out.notes.changed("comments");
                // A line that held nothing else goes with it.
                usize::from(
                    weaver.line_so_far().trim().is_empty()
                        && after.starts_with('\n')
                        && weaver.out.text.ends_with("\n\n"),
                )
            }
            Token::Declaration => {
                self.changed = true;
                0
            }
            Token::Close { name } => self.close(&name.to_ascii_lowercase(), in_table, line, weaver),
            Token::Open { name, alone, .. } => {
                let lower = name.to_ascii_lowercase();
                self.start(&lower, name, token, source, after, *alone, in_table, line, weaver)
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a tag and where it stands")]
    fn start(
        &mut self,
        lower: &str,
        name: &str,
        token: &Token,
        source: &str,
        after: &str,
        alone: bool,
        in_table: bool,
        line: u32,
        weaver: &mut Weaver,
    ) -> usize {
        if let Some(id) = token.attribute("id").or_else(|| token.attribute("name").filter(|_| lower == "a"))
            && !id.is_empty()
            && matches!(lower, "a" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "span" | "div" | "section" | "p")
        {
            self.anchors.push((id, line));
        }
        if !matches!(lower, "kbd" | "sup" | "sub" | "mark") {
            self.changed = true;
        }
        match lower {
            "br" => self.line_break(after, in_table, line, weaver),
            "hr" if !in_table => {
                blank_line(weaver, line);
                weaver.push("---\n\n", line);
                0
            }
            "img" => {
                self.picture(token, line, weaver);
                0
            }
            "kbd" | "sup" | "sub" | "mark" if !alone && self.closers.contains(lower) => {
                weaver.push(&format!("<{lower}>"), line);
                0
            }
            "code" | "tt" | "samp" if !alone && self.closers.contains(lower) => {
                verbatim(lower, after, in_table, line, weaver)
            }
            "pre" if !alone && !in_table && self.closers.contains(lower) => preformatted(after, line, weaver),
            "script" | "style" | "svg" | "noscript" | "template" | "head" if !alone => {
                weaver.out.notes.warn(line, "active_removed", [name.to_owned()]);
                find_close(after, lower).map_or(after.len(), |(_, end)| end)
            }
            "table" if !alone && !in_table && self.closers.contains(lower) => self.table(after, line, weaver),
            "iframe" | "embed" | "object" => {
                if let Some(target) =
                    token.attribute("src").or_else(|| token.attribute("data")).filter(|target| !target.is_empty())
                {
                    weaver.out.notes.warn(line, "frame_linked", [target.clone()]);
                    weaver.push(&format!("[{}]({})", bracketed(&target), destination(&target)), line);
                }
                if alone { 0 } else { find_close(after, lower).map_or(0, |(_, end)| end) }
            }
            "audio" | "video" | "source" => {
                if let Some(target) = token.attribute("src").filter(|target| !target.is_empty()) {
                    let name = target.rsplit('/').next().unwrap_or_default();
                    weaver.push(&format!("![{}]({})", bracketed(name), destination(&target)), line);
                }
                0
            }
            "ul" | "ol" if !in_table => {
                if self.lists.is_empty() {
                    blank_line(weaver, line);
                }
                if self.lists.len() < DEEPEST {
                    let first = token.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                    self.lists.push((lower == "ol").then_some(first));
                }
                0
            }
            "li" if !in_table => {
                if !weaver.line_so_far().trim().is_empty() {
                    weaver.push("\n", line);
                }
                let depth = self.lists.len().saturating_sub(1);
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", number.saturating_sub(1))
                    }
                    _ => "- ".to_owned(),
                };
                let so_far = weaver.line_so_far().len();
                let indent = (depth * 3).saturating_sub(so_far);
                weaver.push(&format!("{}{marker}", " ".repeat(indent)), line);
                after.len() - after.trim_start_matches([' ', '\t']).len()
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if !in_table => {
                blank_line(weaver, line);
                let level = lower.get(1..).and_then(|level| level.parse().ok()).unwrap_or(2);
                weaver.push(&format!("{} ", "#".repeat(level)), line);
                self.remember(lower, token, weaver);
                after.len() - after.trim_start().len()
            }
            "p" | "div" | "center" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "dl"
            | "dt" | "dd" => {
                if !in_table && !weaver.line_so_far().trim_start_matches([' ', '\t', '-', '*', '>']).is_empty() {
                    blank_line(weaver, line);
                }
                0
            }
            "details" | "blockquote" | "figure" if !alone && !in_table => {
                blank_line(weaver, line);
                self.remember(lower, token, weaver);
                0
            }
            "summary" | "figcaption" | "a" | "b" | "strong" | "i" | "em" | "cite" | "var" | "dfn" | "del" | "s"
            | "strike" | "q" | "span"
                if !alone =>
            {
                self.remember(lower, token, weaver);
                0
            }
            "button" if token.attribute("link").is_none() && token.attribute("text").is_none() => 0,
            "a" | "u" | "ins" | "small" | "big" | "abbr" | "font" | "wbr" | "bdo" | "bdi" | "time" | "data"
            | "label" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "col" | "colgroup" | "caption"
            | "picture" | "meta" | "link" | "html" | "body" | "input" | "form" | "track" | "param" | "ruby" | "rt"
            | "rp" | "b" | "i" | "em" | "strong" | "span" | "hr" | "ul" | "ol" | "li" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "title" | "code" | "tt" | "samp" | "pre" | "table" | "kbd" | "sup" | "sub" | "mark"
            | "s" | "del" => 0,
            _ => self.custom(lower, name, token, source, after, alone, line, weaver),
        }
    }

    /// A tag of some other program: its words or its address, and told; a placeholder of an author (`<your name>`)
    /// stays what a reader was meant to see.
    #[expect(clippy::too_many_arguments, reason = "a tag and where it stands")]
    fn custom(
        &mut self,
        lower: &str,
        name: &str,
        token: &Token,
        source: &str,
        after: &str,
        alone: bool,
        line: u32,
        weaver: &mut Weaver,
    ) -> usize {
        let paired = self.closers.contains(lower);
        let bare = matches!(token, Token::Open { attributes, .. } if attributes.is_empty() || attributes.iter().all(|(_, value)| value.is_empty()));
        if !paired && bare && !alone {
            weaver.push("\\", line);
            weaver.push(source, line);
            return 0;
        }
        weaver.out.notes.warn(line, "custom_tag", [name.to_owned()]);
        let text = token.attribute("text").or_else(|| token.attribute("caption")).or_else(|| token.attribute("title"));
        if lower == "listing" {
            let mut words = String::new();
            if let Some(number) = token.attribute("number") {
                words = format!("**{name} {number}**");
            }
            if let Some(file) = token.attribute("file-name") {
                words = format!("{words} `{file}`");
            }
            if let Some(text) = text {
                words = format!("{words}{}{text}", if words.is_empty() { "" } else { ": " });
            }
            if !words.trim().is_empty() {
                blank_line(weaver, line);
                weaver.push(words.trim(), line);
                weaver.push("\n", line);
            }
            return 0;
        }
        let target = ["link", "href", "to", "url", "src"]
            .iter()
            .find_map(|key| token.attribute(key))
            .filter(|target| !target.is_empty());
        if let Some(target) = target {
            let words = text.unwrap_or_else(|| target.clone());
            weaver.push(&format!("[{}]({})", bracketed(&words), destination(&target)), line);
        } else if let Some(words) = text {
            weaver.push(&words, line);
        } else if alone || closes_at_once(after, lower) {
            weaver.push(&format!("`… {name}`"), line);
        }
        0
    }

    fn remember(&mut self, name: &str, token: &Token, weaver: &Weaver) {
        if self.open.len() < DEEPEST {
            self.open.push(Open {
                name: name.to_owned(),
                at: weaver.len(),
                token: token.clone(),
                caption: None,
                picture: None,
            });
        }
    }

    fn close(&mut self, name: &str, in_table: bool, line: u32, weaver: &mut Weaver) -> usize {
        match name {
            "kbd" | "sup" | "sub" | "mark" => weaver.push(&format!("</{name}>"), line),
            "ul" | "ol" if !in_table => {
                self.lists.pop();
                if !weaver.line_so_far().trim().is_empty() {
                    weaver.push("\n", line);
                }
                if self.lists.is_empty() {
                    weaver.push("\n", line);
                }
            }
            "p" | "div" | "center" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "dt"
            | "dd" | "listing"
                if !in_table && self.lists.is_empty() && !weaver.line_so_far().trim().is_empty() =>
            {
                weaver.push("\n\n", line);
            }
            _ => {}
        }
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return 0 };
        // What was left open inside is closed with it.
        let mut closed = self.open.split_off(index);
        let open = closed.swap_remove(0);
        let kind = open.name.as_str();
        match kind {
            "b" | "strong" => wrap(weaver, open.at, "**", "**"),
            "i" | "em" | "cite" | "var" | "dfn" => wrap(weaver, open.at, "*", "*"),
            "del" | "s" | "strike" => wrap(weaver, open.at, "~~", "~~"),
            "q" => wrap(weaver, open.at, "“", "”"),
            "span"
                if open
                    .token
                    .attribute("class")
                    .is_some_and(|class| matches!(class.as_str(), "caption" | "filename")) =>
            {
                wrap(weaver, open.at, "*", "*");
            }
            "a" => {
                if let Some(target) = open.token.attribute("href").filter(|target| !target.is_empty()) {
                    say_once(weaver, open.at, line);
                    wrap(weaver, open.at, "[", &format!("]({})", destination(&target)));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let lines = weaver.take_back(open.at);
                weaver.push(&joined(&lines), line);
                weaver.push("\n\n", line);
            }
            "summary" | "figcaption" => {
                let lines = weaver.take_back(open.at);
                let words = joined(&lines);
                if let Some(outer) =
                    self.open.last_mut().filter(|outer| matches!(outer.name.as_str(), "details" | "figure"))
                {
                    outer.caption = Some(words);
                } else {
                    weaver.push(&words, line);
                }
            }
            "figure" => {
                let mut lines = weaver.take_back(open.at);
                if let Some((alt, target)) = open.picture {
                    let title = open
                        .caption
                        .map(|words| format!(" \"{}\"", words.replace(['`', '*'], "").replace('"', "\\\"")))
                        .unwrap_or_default();
                    weaver.push(&format!("![{}]({}{title})\n\n", bracketed(&alt), destination(&target)), line);
                } else {
                    lines.extend(open.caption.map(|words| (format!("\n{words}\n\n"), line)));
                    for (words, line) in &lines {
                        weaver.push(words, *line);
                    }
                }
            }
            "details" | "blockquote" => {
                let lines = weaver.take_back(open.at);
                if kind == "details" {
                    weaver.push(format!("> [!NOTE]- {}", open.caption.unwrap_or_default()).trim_end(), line);
                    weaver.push("\n", line);
                }
                let filled = |(words, _): &&(String, u32)| words.trim().is_empty();
                let first = lines.iter().take_while(filled).count();
                let last = lines.len() - lines.iter().rev().take_while(filled).count();
                for (words, line) in lines.get(first..last).unwrap_or_default() {
                    weaver.push(if words.trim().is_empty() { ">" } else { "> " }, *line);
                    weaver.push(words, *line);
                }
                if !weaver.line_so_far().is_empty() {
                    weaver.push("\n", line);
                }
                weaver.push("\n", line);
            }
            _ => {}
        }
        0
    }

    fn picture(&mut self, token: &Token, line: u32, weaver: &mut Weaver) {
        let target = token.attribute("src").filter(|target| !target.is_empty());
        let Some(target) = target else { return };
        let alt = token.attribute("alt").unwrap_or_default();
        if let Some(figure) = self.open.iter_mut().rev().find(|open| open.name == "figure" && open.picture.is_none()) {
            figure.picture = Some((alt, target));
            return;
        }
        let title =
            token.attribute("title").map(|title| format!(" \"{}\"", title.replace('"', "\\\""))).unwrap_or_default();
        weaver.push(&format!("![{}]({}{title})", bracketed(&alt), destination(&target)), line);
    }

    fn line_break(&self, after: &str, in_table: bool, line: u32, weaver: &mut Weaver) -> usize {
        let so_far = weaver.line_so_far();
        if in_table {
            if !so_far.trim().is_empty() {
                weaver.push("<br>", line);
            }
            return 0;
        }
        if so_far.trim().is_empty() || so_far.ends_with('\\') {
            return 0;
        }
        let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
        let next = after.get(spaces..).unwrap_or_default();
        let ends = next.is_empty()
            || next.starts_with("</")
            || next.strip_prefix('\n').is_some_and(|rest| {
                rest.trim_start_matches([' ', '\t']).is_empty()
                    || rest.trim_start_matches([' ', '\t']).starts_with(['\n', ':', '<'])
            });
        if ends {
            return 0;
        }
        if so_far.trim_start().starts_with('#')
            || self.open.iter().any(|open| open.name == "a" || open.name.starts_with('h'))
        {
            weaver.push(" ", line);
            return spaces;
        }
        if next.starts_with('\n') {
            weaver.push("\\", line);
            return spaces;
        }
        let quote: String = so_far.chars().take_while(|character| matches!(character, ' ' | '\t' | '>')).collect();
        let marker = so_far.trim_start().strip_prefix(['-', '*', '+']).is_some_and(|rest| rest.starts_with(' '));
        weaver.push(&format!("\\\n{quote}{}", if marker { "  " } else { "" }), line);
        spaces
    }
}

#[cfg(test)]
mod tests;
