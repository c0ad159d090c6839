//! A text on its way: its lines remember where in the source they came from, through every pass.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::incoming::Warning;

/// A text whose lines know their line in the source file.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    /// For each line of `text`, its line in the source, from 1.
    lines: Vec<u32>,
    pub(super) notes: Notes,
}

/// What is told of a text: how it changed, and what a person should look at.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pub(super) changes: Vec<&'static str>,
    pub(super) warnings: Vec<Warning>,
}

impl Notes {
    /// Tells of a change, once a file.
    pub(super) fn changed(&mut self, code: &'static str) {
        if !self.changes.contains(&code) {
            self.changes.push(code);
        }
    }

    /// Tells of something to look at.
    pub(super) fn warn(&mut self, line: u32, code: &'static str, args: impl IntoIterator<Item = String>) {
        // A file of a million bad tags is told once it is clear, not a million times.
        const MOST: usize = 2_000;
        if self.warnings.len() < MOST {
            self.warnings.push(Warning { line, code, args: args.into_iter().collect() });
        }
    }

    /// Tells of something to look at, once a file.
    pub(super) fn warn_once(&mut self, line: u32, code: &'static str, args: impl IntoIterator<Item = String>) {
        if !self.warnings.iter().any(|warning| warning.code == code) {
            self.warn(line, code, args);
        }
    }
}

impl Draft {
    /// A source whose first line is line `first`.
    pub(super) fn new(text: String, first: u32) -> Self {
        let count = u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX);
        Self { text, lines: (first..first.saturating_add(count)).collect(), notes: Notes::default() }
    }

    /// The source line of the line `index` of this text (from 0).
    pub(super) fn line(&self, index: usize) -> u32 {
        self.lines.get(index).or(self.lines.last()).copied().unwrap_or(1)
    }

    /// Text and map, as an item carries them.
    pub(super) fn into_parts(self) -> (String, Vec<u32>, Notes) {
        (self.text, self.lines, self.notes)
    }

    /// Begins the next state of this text; what was told goes along.
    pub(super) fn weave(&mut self) -> Weaver {
        Weaver {
            out: Self {
                text: String::with_capacity(self.text.len()),
                lines: Vec::new(),
                notes: std::mem::take(&mut self.notes),
            },
            fresh: true,
            start: 0,
        }
    }

    /// A piece of the text.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where code, formulas and verbatim HTML stand: sorted, disjoint ranges of bytes that no pass may touch.
    pub(super) fn code(&self) -> Vec<Range<usize>> {
        code_ranges(&self.text).into_iter().map(|code| code.range).collect()
    }
}

/// Writes the next state of a text.
pub(super) struct Weaver {
    pub(super) out: Draft,
    fresh: bool,
    /// Where the line being written begins.
    start: usize,
}

impl Weaver {
    /// Writes `text`, all of whose lines come from the source line `line`.
    pub(super) fn push(&mut self, text: &str, line: u32) {
        for piece in text.split_inclusive('\n') {
            if self.fresh {
                self.out.lines.push(line);
            }
            self.out.text.push_str(piece);
            self.fresh = piece.ends_with('\n');
            if self.fresh {
                self.start = self.out.text.len();
            }
        }
    }

    /// Copies a piece of `from` as it is; `at` is the index of the line where it begins, moved on.
    pub(super) fn copy(&mut self, from: &Draft, range: Range<usize>, at: &mut usize) {
        for piece in from.slice(range).split_inclusive('\n') {
            if self.fresh {
                self.out.lines.push(from.line(*at));
            }
            self.out.text.push_str(piece);
            self.fresh = piece.ends_with('\n');
            if self.fresh {
                *at += 1;
                self.start = self.out.text.len();
            }
        }
    }

    /// What was written of the line being written.
    pub(super) fn line_so_far(&self) -> &str {
        self.out.text.get(self.start..).unwrap_or_default()
    }

    /// Puts `words` (one line) where byte `at` is.
    pub(super) fn insert(&mut self, at: usize, words: &str) {
        if self.out.text.is_char_boundary(at) {
            self.out.text.insert_str(at, words);
            if at < self.start {
                self.start += words.len();
            }
        }
    }

    /// Takes the brackets off the words just written: `[words]` is `words`.
    pub(super) fn unbracket(&mut self) {
        if let Some(at) = self.opening_bracket() {
            self.out.text.pop();
            self.out.text.remove(at);
        }
    }

    /// Takes back the `[words]` just written, and gives the words.
    pub(super) fn take_bracketed(&mut self) -> Option<String> {
        let at = self.opening_bracket()?;
        let taken = self.out.text.split_off(at);
        Some(taken.strip_prefix('[')?.strip_suffix(']')?.to_owned())
    }

    /// Where the bracket that the last `]` of the line closes stands.
    fn opening_bracket(&self) -> Option<usize> {
        let inner = self.line_so_far().strip_suffix(']')?;
        let mut depth = 0_i32;
        let opening = inner.char_indices().rev().find(|(_, character)| {
            depth += i32::from(*character == ']');
            depth -= i32::from(*character == '[');
            depth < 0
        });
        opening.map(|(at, _)| self.start + at)
    }

    /// How much was written.
    pub(super) fn len(&self) -> usize {
        self.out.text.len()
    }

    /// Takes back what was written since byte `at`: its lines, each with its source line.
    pub(super) fn take_back(&mut self, at: usize) -> Vec<(String, u32)> {
        if !self.out.text.is_char_boundary(at) {
            return Vec::new();
        }
        let before = self.out.text.get(..at).unwrap_or_default().matches('\n').count();
        let tail = self.out.text.split_off(at);
        let taken = tail
            .split_inclusive('\n')
            .enumerate()
            .map(|(index, line)| (line.to_owned(), self.out.line(before + index)))
            .collect();
        self.fresh = self.out.text.is_empty() || self.out.text.ends_with('\n');
        self.start = self.out.text.rfind('\n').map_or(0, |end| end + 1);
        self.out.lines.truncate(before + usize::from(!self.fresh));
        taken
    }

    /// The text as written.
    pub(super) fn finish(mut self) -> Draft {
        if self.fresh {
            let last = self.out.lines.last().copied().unwrap_or(1);
            self.out.lines.push(last);
        }
        self.out
    }
}

/// What a range of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeKind {
    Span,
    Block,
    Formula,
}

/// A range of the text that is code.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) range: Range<usize>,
    pub(super) kind: CodeKind,
}

/// The Markdown that is read.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH | Options::ENABLE_TASKLISTS
}

/// Where code stands, by a reader of CommonMark that keeps positions.
pub(super) fn code_ranges(text: &str) -> Vec<Code> {
    let mut ranges: Vec<Code> = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let kind = match event {
            Event::Code(_) => CodeKind::Span,
            Event::Start(Tag::CodeBlock(_)) => CodeKind::Block,
            // A sum of money on each side of a tag is no formula: `$5 <b>or</b> 6$`.
            Event::InlineMath(words) if !words.contains('\n') => CodeKind::Formula,
            Event::DisplayMath(_) => CodeKind::Formula,
            _ => continue,
        };
        if ranges.last().is_none_or(|last| last.range.end <= range.start) {
            ranges.push(Code { range, kind });
        }
    }
    ranges
}

/// Where blocks of code stand.
pub(super) fn block_ranges(text: &str) -> Vec<Range<usize>> {
    code_ranges(text).into_iter().filter(|code| code.kind == CodeKind::Block).map(|code| code.range).collect()
}

/// Where a dollar opens what reads as a formula and is none: it runs over the end of a line, and holds words or code
/// instead of signs.
pub(super) fn false_formula(text: &str) -> Option<usize> {
    Parser::new_ext(text, options()).into_offset_iter().find_map(|(event, range)| match event {
        Event::InlineMath(words)
            if words.contains('\n') && (words.contains('`') || !words.contains(['\\', '^', '_', '='])) =>
        {
            Some(range.start)
        }
        _ => None,
    })
}

/// Where tables stand.
pub(super) fn table_ranges(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, options())
        .into_offset_iter()
        .filter_map(|(event, range)| matches!(event, Event::Start(Tag::Table(_))).then_some(range))
        .collect()
}

/// Where blocks of HTML stand.
pub(super) fn html_ranges(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, options())
        .into_offset_iter()
        .filter_map(|(event, range)| matches!(event, Event::Start(Tag::HtmlBlock)).then_some(range))
        .collect()
}

/// The first heading that stands in no quotation or list: its level, its words, its range.
pub(super) fn first_heading(text: &str) -> Option<(u8, String, Range<usize>)> {
    let (mut depth, mut found, mut words) = (0_u32, None, String::new());
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => found = Some((level as u8, range)),
            Event::End(TagEnd::Heading(_)) if found.is_some() => break,
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text)
                if found.is_some() =>
            {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak if found.is_some() => words.push(' '),
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    found.map(|(level, range)| (level, words.split_whitespace().collect::<Vec<_>>().join(" "), range))
}

/// The head of a text: a mark that is not closed soon is none, and looking for its end is not endless.
pub(super) fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether `offset` falls in one of the sorted `ranges`.
pub(super) fn within(ranges: &[Range<usize>], offset: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= offset);
    ranges.get(index).is_some_and(|range| range.contains(&offset))
}

/// Goes through the text line by line: rewrites lines that are not in a block of code.
///
/// `change` gets the line (without its end), its line in the source and what is told so far; it gives the line that
/// takes its place, `None` to leave it out, or the line itself to keep it.
pub(super) fn rewrite_lines<F>(draft: &mut Draft, mut change: F)
where
    F: for<'a> FnMut(&'a str, u32, &mut Notes) -> Option<std::borrow::Cow<'a, str>>,
{
    let blocks = block_ranges(&draft.text);
    let mut weaver = draft.weave();
    let mut offset = 0;
    for (index, line) in draft.text.split_inclusive('\n').enumerate() {
        let number = draft.line(index);
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        let begins = offset + words.len() - words.trim_start().len();
        if within(&blocks, begins) && !words.trim().is_empty() {
            weaver.push(line, number);
        } else if let Some(words) = change(words, number, &mut weaver.out.notes) {
            weaver.push(&words, number);
            weaver.push(end, number);
        }
        offset += line.len();
    }
    *draft = weaver.finish();
}

/// Rewrites the pieces of text between ranges of code: `change` writes what it wants of each piece.
pub(super) fn rewrite_prose<F>(draft: &mut Draft, mut change: F)
where
    F: FnMut(&Draft, Range<usize>, &mut usize, &mut Weaver),
{
    let code = draft.code();
    let mut weaver = draft.weave();
    let (mut offset, mut line) = (0, 0);
    for range in code {
        change(draft, offset..range.start, &mut line, &mut weaver);
        weaver.copy(draft, range.clone(), &mut line);
        offset = range.end;
    }
    change(draft, offset..draft.text.len(), &mut line, &mut weaver);
    *draft = weaver.finish();
}
