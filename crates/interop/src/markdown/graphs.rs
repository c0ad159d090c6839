//! A Logseq graph as a whole: its blocks that others refer to, and how it writes days.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use pulldown_cmark::{Event, Parser};

use super::destinations::{self, Which};
use super::draft::{Draft, rewrite_prose};
use super::incoming::{Entry, EntryKind};
use super::logseq::property;

/// Characters of a block that a reference to it shows.
const LONGEST: usize = 160;

/// What stands before the words of a block while they are read: they begin no list.
const START: char = '§';

/// The marks of Markdown, and those that only a graph or code has.
const MARKS: &str = "\\`*<[]$|";
const MARKS_OF_CODE: &str = "\\`*<[]$|_{}#^=~";

/// What must be known of all pages to read one.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// For each block that another refers to: the path of its page, and its words.
    blocks: HashMap<String, (String, String)>,
    /// How the graph writes a day in a title (`MMM do, yyyy`).
    day: String,
}

impl Graph {
    /// Goes through the pages once.
    pub(super) fn of(real: &Path, entries: &[Entry]) -> Self {
        let mut graph = Self { day: day_format(real), ..Self::default() };
        let mut asked = HashSet::new();
        for entry in entries.iter().filter(|entry| entry.kind == EntryKind::Note) {
            let Some(text) = super::outlines::read_text(real, &entry.path) else { continue };
            references(&text, &mut asked);
            declared(&text, |id, words| {
                graph.blocks.entry(id.to_owned()).or_insert_with(|| (entry.path.clone(), words));
            });
        }
        graph.blocks.retain(|id, _| asked.contains(id));
        graph
    }

    /// The address under the folder and the words of a block; nothing when no page has it.
    pub(super) fn block(&self, id: &str) -> Option<(String, &str)> {
        let (path, words) = self.blocks.get(&id.to_ascii_lowercase())?;
        Some((format!("/{}#%5E{id}", encoded(path)), words))
    }

    /// Whether a block is one that another refers to.
    pub(super) fn is_asked_for(&self, id: &str) -> bool {
        self.blocks.contains_key(&id.to_ascii_lowercase())
    }

    /// The titles of the page of a day, by the name of its file: as the graph writes it, then as `2021-03-04`.
    pub(super) fn day_titles(&self, stem: &str) -> Option<(String, String)> {
        let mut parts = stem.split(['_', '-']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        Some((day_title(date, &self.day), date.to_string()))
    }
}

/// Every byte that an address of Markdown could take for something else, written `%20`.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The id of a block: a UUID.
pub(super) fn is_block_id(id: &str) -> bool {
    id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

fn references(text: &str, asked: &mut HashSet<String>) {
    for (at, _) in text.match_indices("))") {
        let start = at.checked_sub(36).and_then(|start| Some((start, text.get(start..at)?)));
        let Some((start, id)) = start.filter(|(_, id)| is_block_id(id)) else { continue };
        if text.get(..start).is_some_and(|before| before.ends_with("((")) {
            asked.insert(id.to_ascii_lowercase());
        }
    }
}

/// Tells each block that has an id: the id, and the words of its first line.
fn declared(text: &str, mut tell: impl FnMut(&str, String)) {
    let mut words = String::new();
    for line in text.lines().map(str::trim) {
        let (bullet, rest) = line.strip_prefix("- ").map_or((false, line), |rest| (true, rest));
        match property(rest) {
            Some((key, value)) => {
                if bullet {
                    words.clear();
                }
                if key.eq_ignore_ascii_case("id") && is_block_id(value) {
                    tell(&value.to_ascii_lowercase(), shown(&words));
                }
            }
            // The mark of a block of Org mode says nothing: its words stand below.
            None if bullet && rest.starts_with("#+") => words.clear(),
            None if bullet => rest.clone_into(&mut words),
            // A block whose first line is a property has its words below.
            None if words.is_empty() && !rest.starts_with("#+") => rest.clone_into(&mut words),
            None => {}
        }
    }
}

/// The words of a block as those of a link: no mark of links, pictures, emphasis or headings.
fn shown(words: &str) -> String {
    let mut draft = Draft::new(format!("{START} {}", words.trim_start_matches(['#', '>', ' '])), 1);
    // Read as one paragraph, whatever it begins with; an address may hold spaces, or be a page of the graph.
    rewrite_prose(&mut draft, |from, range, _, weaver| {
        weaver.push(&from.slice(range).replace("]([[", "](<").replace("]])", ">)"), 1);
    });
    destinations::mend(&mut draft, Which::Links);
    let mut shown = Words::default();
    let mut prose = String::new();
    for event in Parser::new(&draft.text) {
        match event {
            Event::Text(text) => prose.push_str(&text),
            Event::SoftBreak | Event::HardBreak => prose.push(' '),
            // What stands in code is shown as it is.
            Event::Code(text) => {
                shown.push(&without_marks(std::mem::take(&mut prose)), MARKS);
                shown.push(&text, MARKS_OF_CODE);
            }
            _ => {}
        }
    }
    shown.push(&without_marks(prose), MARKS);
    shown.text.trim().to_owned()
}

/// Words on their way, cut where they are many.
#[derive(Default)]
struct Words {
    text: String,
    count: usize,
}

impl Words {
    /// Adds words; the `marks` in them mean nothing.
    fn push(&mut self, words: &str, marks: &str) {
        for character in words.chars() {
            let is_between = character.is_whitespace() && (self.text.is_empty() || self.text.ends_with(' '));
            if is_between || (character == START && self.text.is_empty()) {
                continue;
            }
            self.count += 1;
            if self.count > LONGEST {
                if self.count == LONGEST + 1 {
                    self.text.push('…');
                }
                return;
            }
            if marks.contains(character) {
                self.text.push('\\');
            }
            self.text.push(if character.is_whitespace() { ' ' } else { character });
        }
    }
}

/// Words without the marks of a graph: blocks, pages, macros, tags, highlights, sizes.
fn without_marks(mut words: String) -> String {
    for (start, end, instead) in [("((", "))", "…"), ("{:height ", "}", ""), ("{:width ", "}", "")] {
        while let Some(at) = words.find(start) {
            let length = words.get(at..).and_then(|rest| rest.find(end)).map_or(words.len() - at, |to| to + end.len());
            words.replace_range(at..at + length, instead);
        }
    }
    for mark in ["[[", "]]", "{{", "}}", "#", "^^", "=="] {
        words = words.replace(mark, "");
    }
    words
}

/// `:journal/page-title-format` of the graph's configuration, else Logseq's own.
fn day_format(real: &Path) -> String {
    let text = super::outlines::read_text(real, "logseq/config.edn").unwrap_or_default();
    let line = text.lines().map(str::trim).find(|line| line.starts_with(":journal/page-title-format"));
    let format = line.and_then(|line| line.split('"').nth(1)).filter(|format| !format.is_empty());
    format.unwrap_or("MMM do, yyyy").to_owned()
}

/// A day as a format of Logseq writes it: `yyyy`, `MM`, `MMM`, `MMMM`, `dd`, `do`, `EEE`, `EEEE`.
fn day_title(date: Date, format: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let month = MONTHS.get(usize::try_from(date.month() - 1).unwrap_or(0)).copied().unwrap_or_default();
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    let weekday = DAYS.get(weekday).copied().unwrap_or_default();
    let short = |word: &str| word.chars().take(3).collect::<String>();
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("do") {
            let _ = write!(out, "{}{}", date.day(), ordinal(date.day()));
            rest = after;
            continue;
        }
        let run = rest.chars().take_while(|character| *character == first).count();
        let word = match (first, run) {
            ('y', 4) => date.year().to_string(),
            ('y', 2) => format!("{:02}", date.year() % 100),
            ('M', 4) => month.to_owned(),
            ('M', 3) => short(month),
            ('M', 2) => format!("{:02}", date.month()),
            ('M', 1) => date.month().to_string(),
            ('d', 2) => format!("{:02}", date.day()),
            ('d', 1) => date.day().to_string(),
            ('E', 4) => weekday.to_owned(),
            ('E', 1..=3) => short(weekday),
            ('\'', _) => String::new(),
            _ => std::iter::repeat_n(first, run).collect(),
        };
        out.push_str(&word);
        rest = rest.get(run * first.len_utf8()..).unwrap_or_default();
    }
    out
}

fn ordinal(day: i8) -> &'static str {
    match (day, day % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_the_graph_writes_it() {
        let date = Date::new(2020, 12, 5).unwrap();
        assert_eq!(day_title(date, "MMM do, yyyy"), "Dec 5th, 2020");
        assert_eq!(day_title(date, "EEEE, MM/dd/yy"), "Saturday, 12/05/20");
        assert_eq!(day_title(date, "yyyy年MM月dd日"), "2020年12月05日");
        let days: Vec<_> = [1, 2, 3, 4, 11, 22, 23, 31].map(ordinal).into();
        assert_eq!(days, ["st", "nd", "rd", "th", "th", "nd", "rd", "st"]);
        let graph = Graph { day: "MMM do, yyyy".to_owned(), ..Graph::default() };
        assert_eq!(graph.day_titles("2021_03_04"), Some(("Mar 4th, 2021".to_owned(), "2021-03-04".to_owned())));
        assert_eq!(graph.day_titles("2021_13_04"), None);
    }

    #[test]
    fn a_block_shows_its_first_words() {
        let id = "5feb30e3-fedc-4c2a-aa03-b44020c21c68";
        let mut found = Vec::new();
        declared(&format!("- # Un [[titre]]\n  id:: {id}\n- x\n  - id:: {id}\n    sous ((rien))\n"), |id, words| {
            found.push((id.to_owned(), words));
        });
        assert_eq!(found.first(), Some(&(id.to_owned(), "Un titre".to_owned())));
        let mut asked = HashSet::new();
        references(&format!("a (({id})) b ((x)) [c]((({})))", id.replace('5', "6")), &mut asked);
        assert_eq!(asked.len(), 2);
    }

    #[test]
    fn a_link_in_the_words_of_a_block_shows_no_mark() {
        for (words, plain) in [
            ("## Voir [la page](https://a.b/c_(d)) *ici*", "Voir la page ici"),
            ("![un chat](../assets/un chat.png){:height 5} et ![](b.png)", "un chat et"),
            ("[mots]([[une page]]) [autres](((x))) #mot ^^clair^^", "mots autres mot clair"),
            ("taper `((`, puis `[x]([[y]])` **fort**", "taper ((, puis \\[x\\](\\[\\[y\\]\\]) fort"),
            ("`{{a}}` et `<b>`, un \\* et a_b", "\\{\\{a\\}\\} et \\<b>, un \\* et a_b"),
            ("1. un ((5feb30e3)) [sic]", "1. un … \\[sic\\]"),
        ] {
            assert_eq!(shown(words), plain, "{words}");
        }
    }
}
