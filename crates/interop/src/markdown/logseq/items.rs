//! The lines of one block, each as what it is.

use std::collections::HashSet;

use super::super::draft::{Draft, Notes};
use super::super::graphs::Graph;
use super::super::html::bracketed;
use super::blocks::{Asked, Block};
use super::org::{begin, call_out, columns, indent, inner_of, outdented, unbulleted};
use super::tasks::task;
use super::{is_own, property};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    Property,
    Code,
    Quote,
    Blank,
}

/// A line of a block, as it is going to be written.
pub(super) struct Item {
    /// What stands before its words: the indent.
    pub(super) start: String,
    pub(super) words: String,
    /// Its line in the source.
    pub(super) number: u32,
    /// Its line in the draft.
    pub(super) index: usize,
    pub(super) kind: Kind,
}

impl Item {
    /// Whether it is a part of a paragraph.
    pub(super) fn is_inline(&self) -> bool {
        matches!(self.kind, Kind::Words | Kind::Property)
    }
}

/// Reads the lines of a block; what its properties ask goes to `asked`.
pub(super) fn items(
    block: &Block,
    lines: &[&str],
    code: &HashSet<usize>,
    draft: &Draft,
    graph: &Graph,
    asked: &mut Asked,
    notes: &mut Notes,
) -> Vec<Item> {
    let mut reading =
        Reading { graph, asked, notes, items: Vec::new(), is_drawer: false, quotation: None, fence: None };
    for at in block.lines.clone() {
        let Some(line) = lines.get(at) else { continue };
        let is_first = block.is_bulleted && at == block.lines.start;
        let place = Place { number: draft.line(at), index: at, is_first, is_bulleted: block.is_bulleted };
        if code.contains(&at) {
            reading.code(line, &place);
        } else {
            reading.fence = None;
            reading.line(line, &place);
        }
    }
    reading.items
}

/// Where a line stands.
struct Place {
    number: u32,
    index: usize,
    /// Whether it is the line of the bullet.
    is_first: bool,
    is_bulleted: bool,
}

struct Reading<'a> {
    graph: &'a Graph,
    asked: &'a mut Asked,
    notes: &'a mut Notes,
    items: Vec<Item>,
    is_drawer: bool,
    /// The indent of the call-out being read.
    quotation: Option<String>,
    /// The indent of the fence being read.
    fence: Option<String>,
}

impl Reading<'_> {
    fn push(&mut self, start: &str, words: String, kind: Kind, place: &Place) {
        let start = if place.is_first { String::new() } else { start.to_owned() };
        self.items.push(Item { start, words, number: place.number, index: place.index, kind });
    }

    fn code(&mut self, line: &str, place: &Place) {
        let fence = self.fence.get_or_insert_with(|| inner_of(line)).clone();
        let words = if place.is_first { unbulleted(line) } else { outdented(line, columns(&fence)) };
        let start = if words.is_empty() { "" } else { fence.as_str() };
        self.push(start, words.to_owned(), Kind::Code, place);
    }

    fn line(&mut self, line: &str, place: &Place) {
        let words = if place.is_first { unbulleted(line) } else { line.trim() };
        if self.is_in_drawer(words) || self.is_in_quotation(line, words, place) {
            return;
        }
        if words.is_empty() {
            // An empty bullet has no words of its own.
            if !place.is_first {
                self.push("", String::new(), Kind::Blank, place);
            }
            return;
        }
        if let Some((key, value)) = property(words) {
            return self.property(key, value, line, place);
        }
        if let Some(call_out) = begin(line).and_then(|begin| call_out(&begin.kind)) {
            self.notes.changed("org_blocks");
            self.quotation = Some(inner_of(line));
            return self.push(indent(line), format!("> {call_out}").trim_end().to_owned(), Kind::Quote, place);
        }
        if let Some(task) = task(words).filter(|_| place.is_first) {
            self.notes.changed("tasks");
            return self.push(indent(line), task, Kind::Words, place);
        }
        let words = self.words(line, words, place);
        self.push(indent(line), words, Kind::Words, place);
    }

    fn words(&mut self, line: &str, words: &str, place: &Place) -> String {
        if words.starts_with("SCHEDULED: <") || words.starts_with("DEADLINE: <") {
            return words.replace(['<', '>'], "");
        }
        if let Some(target) = framed(words) {
            // Left as HTML, it would take the blocks below it for its own, down to the next empty line.
            self.notes.warn(place.number, "frame_linked", [target.to_owned()]);
            return format!("[{}]({target})", bracketed(target));
        }
        let is_below = self.items.last().is_some_and(Item::is_inline);
        if let Some(words) = underline(words).filter(|_| place.is_bulleted && is_below) {
            return words;
        }
        // Two spaces at the end of a line are a break.
        let tail = line.len() - line.trim_end().len();
        format!("{words}{}", line.get(line.len() - tail..).unwrap_or_default())
    }

    fn property(&mut self, key: &str, value: &str, line: &str, place: &Place) {
        if !is_own(key) && !value.is_empty() {
            return self.push(indent(line), format!("**{key}**: {value}"), Kind::Property, place);
        }
        self.notes.changed("properties");
        if !self.asked.take(key, value, self.graph) {
            self.notes.warn_once(place.number, "properties_removed", [key.to_owned()]);
        }
    }

    /// Leaves out the lines of a drawer.
    fn is_in_drawer(&mut self, words: &str) -> bool {
        if !self.is_drawer && !words.eq_ignore_ascii_case(":LOGBOOK:") {
            return false;
        }
        self.is_drawer = !words.eq_ignore_ascii_case(":END:");
        self.notes.changed("drawers");
        true
    }

    /// Quotes the lines of a call-out; the line that ends it ends the quotation.
    fn is_in_quotation(&mut self, line: &str, words: &str, place: &Place) -> bool {
        let Some(inner) = self.quotation.clone() else { return false };
        let end = words.get(..6).filter(|mark| mark.eq_ignore_ascii_case("#+END_")).and_then(|_| words.get(6..));
        if end.is_some_and(|kind| call_out(&kind.to_ascii_uppercase()).is_some()) {
            self.quotation = None;
            self.push("", String::new(), Kind::Blank, place);
            return true;
        }
        let quoted = underline(words).unwrap_or_else(|| outdented(line, columns(&inner)).trim_end().to_owned());
        self.push(&inner, format!("> {quoted}").trim_end().to_owned(), Kind::Quote, place);
        true
    }
}

/// A line of strokes under words would make a heading of them: three strokes are a rule, the others stay as typed.
fn underline(words: &str) -> Option<String> {
    let is_of = |stroke: char| !words.is_empty() && words.chars().all(|character| character == stroke);
    if is_of('-') && words.len() >= 3 {
        return Some("***".to_owned());
    }
    (is_of('-') || is_of('=')).then(|| format!("\\{words}"))
}

/// The address of the page that a line shows in a frame, and shows nothing else.
pub(super) fn framed(words: &str) -> Option<&str> {
    let is_alone = words.starts_with("<iframe") || (words.starts_with("<div") && words.ends_with("</div>"));
    let (_, frame) = words.split_once("<iframe").filter(|_| is_alone)?;
    let target = frame.split_once("src=\"")?.1.split('"').next()?;
    let is_plain = target.starts_with("https://") && !target.contains([' ', '(', ')', '<', '>', '\\']);
    is_plain.then_some(target)
}
