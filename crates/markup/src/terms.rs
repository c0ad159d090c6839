//! The words of a lexicon in a text: where each may be underlined.
//!
//! Words are compared in lower case and without their regular plural, with their accents unless they stand in capitals that
//! have none: *relevé* is not *relève*. A stemmer would take more for the same word than its author did: *récolter* is not
//! *récolte*, and a lexicon names such forms itself.

use std::collections::HashMap;
use std::ops::Range;

use domain::folding::{composed, title_key};

use crate::{Compiled, Hole, Piece};

/// Where text stands in a compiled page that a term may be underlined in: neither heading, link, code nor quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    piece: u32,
    from: u32,
    to: u32,
}

/// One place of a compiled page where a label of the lexicon stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which piece of the page.
    pub piece: usize,
    /// Which bytes of it.
    pub bytes: Range<usize>,
    /// Which label, as [`Lexicon::new`] numbered them.
    pub label: usize,
}

/// Labels to look for, by language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// By language, by the key of the first word.
    languages: HashMap<Box<str>, HashMap<Box<str>, Start>>,
}

/// The labels that begin with one word.
#[derive(Debug, Default)]
struct Start {
    /// Those that are that word.
    alone: Vec<Phrase>,
    /// The others, by the key of their second word.
    longer: HashMap<Box<str>, Vec<Phrase>>,
}

/// The words of a label.
#[derive(Debug)]
struct Phrase {
    words: Box<[Word]>,
    label: usize,
}

/// A word as it is compared.
#[derive(Debug)]
struct Word {
    /// Without accents.
    key: String,
    /// With them.
    written: String,
}

impl Word {
    fn of(word: &str, language: &str) -> Self {
        let mut key = String::new();
        push_key(&mut key, word, language);
        let mut written = written(word);
        cut_plural(&mut written, 0, language);
        Self { key, written }
    }

    /// Whether it stands in a text as `word`, whose key is known.
    fn is(&self, word: &str, key: &str, language: &str) -> bool {
        let is_as_written = || {
            let mut written = written(word);
            cut_plural(&mut written, 0, language);
            self.written == written
        };
        let is_in_capitals = || word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        self.key == key && (self.written == key && word.is_ascii() || is_as_written() || is_in_capitals())
    }
}

/// How often one label is looked for in one page: the first use alone is underlined, unless a longer label covers it.
const MOST_FOUND: u8 = 16;

impl Lexicon {
    /// A lexicon of these labels, each with the language (without region) of the texts that it is looked for in; they are
    /// numbered from 0 in this order. One without letters or digits is never found.
    pub fn new<'l>(labels: impl IntoIterator<Item = (&'l str, &'l str)>) -> Self {
        let mut lexicon = Self::default();
        for (label, (language, words)) in labels.into_iter().enumerate() {
            let words: Box<[Word]> = Words::of(words).map(|(_, word)| Word::of(word, language)).collect();
            let Some(first) = words.first() else { continue };
            let starts = lexicon.languages.entry(language.into()).or_default();
            let start = starts.entry(first.key.clone().into_boxed_str()).or_default();
            let second = words.get(1).map(|second| second.key.clone().into_boxed_str());
            let phrases = match second {
                None => &mut start.alone,
                Some(second) => start.longer.entry(second).or_default(),
            };
            phrases.push(Phrase { words, label });
        }
        lexicon
    }

    /// Where labels stand in a page in this language, in the order of the text, the longest first at one place.
    pub fn found_in(&self, page: &Compiled, language: &str) -> Vec<Found> {
        let Some(starts) = self.languages.get(language) else { return Vec::new() };
        let mut found = Vec::new();
        let mut times: HashMap<usize, u8> = HashMap::new();
        let mut text = Text::default();
        for run in &page.runs {
            let (piece, at) = (run.piece as usize, run.from as usize);
            let Some(Piece::Html(html)) = page.pieces.get(piece) else { continue };
            let Some(html) = html.get(at..run.to as usize) else { continue };
            text.read(html, language);
            for index in 0..text.words.len() {
                let Some(start) = starts.get(text.key(index)) else { continue };
                let longer = start.longer.get(text.key(index + 1)).map(Vec::as_slice).unwrap_or_default();
                let before = found.len();
                for phrase in start.alone.iter().chain(longer) {
                    let Some(bytes) = text.holds(html, index, &phrase.words, language) else { continue };
                    let times = times.entry(phrase.label).or_default();
                    if *times < MOST_FOUND {
                        *times += 1;
                        found.push(Found { piece, bytes: at + bytes.start..at + bytes.end, label: phrase.label });
                    }
                }
                if let Some(here) = found.get_mut(before..) {
                    here.sort_by_key(|found| std::cmp::Reverse(found.bytes.end));
                }
            }
        }
        found
    }
}

/// The words of a run of text, with their keys one after the other.
#[derive(Default)]
struct Text {
    /// Where each word stands, and where its key does.
    words: Vec<(Range<usize>, Range<usize>)>,
    keys: String,
}

impl Text {
    fn read(&mut self, html: &str, language: &str) {
        self.words.clear();
        self.keys.clear();
        for (bytes, word) in Words::of(html) {
            let start = self.keys.len();
            push_key(&mut self.keys, word, language);
            self.words.push((bytes, start..self.keys.len()));
        }
    }

    /// The key of a word; of none where there is none.
    fn key(&self, index: usize) -> &str {
        self.words.get(index).and_then(|(_, key)| self.keys.get(key.clone())).unwrap_or_default()
    }

    /// Where these words stand, from the one at `index`.
    fn holds(&self, html: &str, index: usize, words: &[Word], language: &str) -> Option<Range<usize>> {
        let here = self.words.get(index..index + words.len())?;
        let is_here = |((bytes, key), wanted): (&(Range<usize>, Range<usize>), &Word)| {
            let word = html.get(bytes.clone()).zip(self.keys.get(key.clone()));
            word.is_some_and(|(word, key)| wanted.is(word, key, language))
        };
        let ((first, _), (last, _)) = (here.first()?, here.last()?);
        here.iter().zip(words).all(is_here).then_some(first.start..last.end)
    }
}

/// Adds the key of a word, without its regular plural.
fn push_key(keys: &mut String, word: &str, language: &str) {
    let start = keys.len();
    if word.is_ascii() {
        keys.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        keys.push_str(&title_key(word));
    }
    cut_plural(keys, start, language);
}

/// A word in lower case, its letters composed, without what is not seen.
fn written(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    composed(&word.to_lowercase().replace(['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}'], ""))
}

/// Cuts the regular plural of the word that begins at `start`, which is the last one.
fn cut_plural(words: &mut String, start: usize, language: &str) {
    let Some(word) = words.get(start..).filter(|word| word.len() > 3) else { return };
    let ends = |end: &str| word.ends_with(end);
    let (cut, added) = match (language, word.as_bytes().last()) {
        ("fr", Some(b'x')) if ends("eaux") || ends("eux") || ends("oux") => (1, ""),
        ("fr", Some(b'x')) if ends("aux") => (3, "al"),
        ("en", Some(b's')) if ends("ies") && word.len() > 4 => (3, "y"),
        ("en", Some(b's')) if ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| ends(end)) => (2, ""),
        ("fr" | "en", Some(b's')) if !ends("ss") => (1, ""),
        _ => return,
    };
    words.truncate(words.len() - cut);
    words.push_str(added);
}

/// The words of a text or of a run of HTML: runs of letters, digits, and the marks that are written with them.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}')
}

impl<'t> Iterator for Words<'t> {
    type Item = (Range<usize>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let start = self.at + rest.find(|character| character == '&' || is_of_word(character))?;
            let rest = self.text.get(start..)?;
            if let Some(name) = rest.strip_prefix('&') {
                // A character written by its name (`&amp;`): a sign, never a letter.
                let end = name.find(';').filter(|end| *end < 8);
                self.at = start + 1 + end.map_or(0, |end| end + 1);
                continue;
            }
            let end = rest.find(|character| !is_of_word(character)).map_or(self.text.len(), |end| start + end);
            self.at = end;
            return self.text.get(start..end).map(|word| (start..end, word));
        }
    }
}

/// Elements in which nothing is underlined.
const CLOSED: [&str; 18] = [
    "a",
    "audio",
    "blockquote",
    "button",
    "code",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "kbd",
    "math",
    "pre",
    "q",
    "samp",
    "summary",
];

/// The runs of text of a page in which a term may be underlined.
pub(crate) fn runs(pieces: &[Piece]) -> Vec<Run> {
    let mut reading = Reading::default();
    for (piece, of) in pieces.iter().enumerate() {
        match of {
            Piece::Html(html) => reading.html(piece, html),
            Piece::Hole(Hole::Open(_)) => reading.closed += 1,
            Piece::Hole(Hole::Close(_)) => reading.closed = reading.closed.saturating_sub(1),
            Piece::Hole(Hole::Leaf(_) | Hole::Block(_)) => {}
        }
    }
    reading.runs
}

#[derive(Default)]
struct Reading {
    runs: Vec<Run>,
    /// How many elements that close their text are open.
    closed: usize,
    /// Whether the title of a call-out is open: a paragraph.
    in_title: bool,
}

impl Reading {
    fn html(&mut self, piece: usize, html: &str) {
        let mut at = 0;
        while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
            let text = rest.find('<').unwrap_or(rest.len());
            self.text(piece, at..at + text, rest.get(..text).unwrap_or_default());
            let Some(tag) = rest.get(text..).filter(|tag| !tag.is_empty()) else { break };
            let length = tag_length(tag);
            self.tag(tag.get(..length).unwrap_or_default());
            at += text + length;
        }
    }

    fn text(&mut self, piece: usize, bytes: Range<usize>, text: &str) {
        let place = |at: usize| u32::try_from(at).ok();
        if self.closed == 0
            && !self.in_title
            && text.contains(char::is_alphanumeric)
            && let (Some(piece), Some(from), Some(to)) = (place(piece), place(bytes.start), place(bytes.end))
        {
            self.runs.push(Run { piece, from, to });
        }
    }

    fn tag(&mut self, tag: &str) {
        let (ends, inside) = match tag.get(1..) {
            Some(inside) if inside.starts_with('/') => (true, inside.get(1..).unwrap_or_default()),
            Some(inside) => (false, inside),
            None => return,
        };
        let name = inside.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name == "p" {
            self.in_title = !ends && tag.contains("data-callout-title");
        }
        if CLOSED.binary_search(&name).is_ok() {
            self.closed = if ends { self.closed.saturating_sub(1) } else { self.closed + 1 };
        }
    }
}

/// The length of the tag that a text begins with; a `>` between quotes ends none.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}
