//! Blocks of Org mode (`#+BEGIN_X` … `#+END_X`): those that hold code become fences, and nothing in them is read.

use std::collections::{HashMap, HashSet};

use super::super::draft::{Draft, Notes, Weaver};
use super::super::html::longest_run;

/// The first line of a block of Org mode.
pub(super) struct Begin<'a> {
    /// What stands before `#+` on its line: the indent, and the bullet.
    lead: &'a str,
    /// Its kind, in capitals.
    pub(super) kind: String,
    /// What follows `#+` on its line.
    words: &'a str,
}

/// Finds the ends of blocks; what was searched once is not searched again.
#[derive(Default)]
pub(super) struct Ends {
    searched: HashMap<String, usize>,
}

impl Ends {
    /// The last line of the code or of the call-out that begins at line `at`; nothing where none begins or ends.
    pub(super) fn of_group(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        self.of_fence(lines, at).or_else(|| {
            let begin = begin(lines.get(at)?)?;
            call_out(&begin.kind)?;
            self.of_org(lines, at, &begin)
        })
    }

    /// The line that closes the fence that line `at` opens.
    pub(super) fn of_fence(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        let line = lines.get(at)?;
        let words = unbulleted(line);
        let mark = words.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = words.trim_start_matches(mark);
        let fence = words.get(..words.len() - info.len()).filter(|fence| fence.len() >= 3)?;
        if mark == '`' && info.contains('`') {
            return None;
        }
        let closes = |words: &str| words.len() >= fence.len() && words.trim_start_matches(mark).is_empty();
        self.find(lines, at, columns(&inner_of(line)), fence, closes)
    }

    fn of_org(&mut self, lines: &[&str], at: usize, begin: &Begin) -> Option<usize> {
        let key = format!("#+END_{}", begin.kind);
        self.find(lines, at, columns(&inner(begin.lead)), &key, |words| words.eq_ignore_ascii_case(&key))
    }

    /// The first line after `from` that ends what began there, before a bullet outside of it.
    fn find(
        &mut self,
        lines: &[&str],
        from: usize,
        indent: usize,
        key: &str,
        is_end: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let mut at = self.searched.get(key).copied().unwrap_or(0).max(from + 1);
        while let Some(line) = lines.get(at) {
            if is_end(line.trim()) {
                return Some(at);
            }
            if is_bullet(line) && columns(line) < indent {
                break;
            }
            at += 1;
        }
        self.searched.insert(key.to_owned(), at);
        None
    }
}

/// Which lines are fences and what stands in them.
pub(super) fn code_lines(lines: &[&str]) -> HashSet<usize> {
    let (mut code, mut ends, mut at) = (HashSet::new(), Ends::default(), 0);
    while at < lines.len() {
        let end = ends.of_fence(lines, at);
        code.extend(end.map(|end| at..=end).into_iter().flatten());
        at = end.unwrap_or(at) + 1;
    }
    code
}

/// Turns each block that holds code into a fence, longer than any in it.
pub(super) fn fence(draft: &mut Draft) {
    let mut weaver = draft.weave();
    let lines: Vec<&str> = draft.text.split_inclusive('\n').collect();
    let (mut ends, mut index) = (Ends::default(), 0);
    while let Some(line) = lines.get(index) {
        let mut last = ends.of_fence(&lines, index);
        if last.is_none()
            && let Some(begin) = begin(line).filter(|begin| call_out(&begin.kind).is_none())
            && let Some(end) = ends.of_org(&lines, index, &begin)
        {
            tell(&begin, draft.line(index), &mut weaver.out.notes);
            write(&begin, lines.get(index..=end).unwrap_or_default(), |step| draft.line(index + step), &mut weaver);
            index = end + 1;
            continue;
        }
        let end = *last.get_or_insert(index);
        for at in index..=end {
            weaver.push(lines.get(at).unwrap_or(&""), draft.line(at));
        }
        index = end + 1;
    }
    *draft = weaver.finish();
}

fn tell(begin: &Begin, number: u32, notes: &mut Notes) {
    notes.changed("org_blocks");
    if begin.kind == "QUERY" {
        notes.warn(number, "query", [begin.words.trim().to_owned()]);
    }
}

/// Writes `lines`, from `#+BEGIN_` to `#+END_`, as a fence.
fn write(begin: &Begin, lines: &[&str], number: impl Fn(usize) -> u32, weaver: &mut Weaver) {
    let inner = inner(begin.lead);
    let last = lines.len().saturating_sub(1);
    let code = lines.get(1..last).unwrap_or_default();
    let longest = code.iter().map(|line| longest_run(line)).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    let argument = begin.words.split_whitespace().nth(1).filter(|word| begin.kind == "SRC" && !word.starts_with(':'));
    let language = argument.unwrap_or_default().replace('`', "");
    weaver.push(&format!("{}{fence}{language}\n", begin.lead), number(0));
    for (step, line) in code.iter().enumerate() {
        let words = outdented(line, columns(&inner));
        let start = if words.trim().is_empty() { "" } else { inner.as_str() };
        weaver.push(start, number(step + 1));
        weaver.push(words, number(step + 1));
    }
    let end = if lines.last().is_some_and(|line| line.ends_with('\n')) { "\n" } else { "" };
    weaver.push(&format!("{inner}{fence}{end}"), number(last));
}

/// The beginning that a line is.
pub(super) fn begin(line: &str) -> Option<Begin<'_>> {
    let words = unbulleted(line).strip_prefix("#+")?;
    let name = words.split_whitespace().next().unwrap_or_default();
    let kind = name.get(6..).filter(|kind| !kind.is_empty())?;
    if !name.get(..6)?.eq_ignore_ascii_case("BEGIN_") {
        return None;
    }
    let lead = line.get(..line.find("#+")?)?;
    Some(Begin { lead, kind: kind.to_ascii_uppercase(), words })
}

/// The call-out that a block of Org mode is; nothing for one that holds code.
pub(super) fn call_out(kind: &str) -> Option<&'static str> {
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

pub(super) fn is_bullet(line: &str) -> bool {
    let words = line.trim();
    words.starts_with("- ") || words == "-"
}

/// The words of a line, without its indent and its bullet.
pub(super) fn unbulleted(line: &str) -> &str {
    let words = line.trim();
    if words == "-" { "" } else { words.strip_prefix("- ").map_or(words, str::trim_start) }
}

/// The white space that a line begins with.
pub(super) fn indent(line: &str) -> &str {
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
}

/// How far a line is indented, a tab going to the next multiple of four.
pub(super) fn columns(line: &str) -> usize {
    indent(line).bytes().fold(0, column_after)
}

fn column_after(column: usize, byte: u8) -> usize {
    if byte == b'\t' { (column / 4 + 1) * 4 } else { column + 1 }
}

/// The indent of what stands under a line, in the same block.
pub(super) fn inner_of(line: &str) -> String {
    let start = indent(line);
    if is_bullet(line) { format!("{start}  ") } else { start.to_owned() }
}

fn inner(lead: &str) -> String {
    lead.replace('-', " ")
}

/// A line without as many columns of its indent.
pub(super) fn outdented(line: &str, most: usize) -> &str {
    let mut column = 0;
    let taken = indent(line).bytes().take_while(|byte| {
        column = column_after(column, *byte);
        column <= most
    });
    line.get(taken.count()..).unwrap_or_default()
}
