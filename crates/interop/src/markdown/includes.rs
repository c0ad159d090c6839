//! `{{#include …}}` of mdBook: put in where the file is under the folder, else a quiet placeholder.

use std::path::Path;

use super::draft::Draft;
use super::encodings::decode;
use super::folders::inside;
use super::outlines::resolve;

/// Bytes that the inclusions of one note may add, and bytes of files that are read for them.
const MOST: usize = 2 * 1024 * 1024;
const MOST_READ: u64 = 8 * 1024 * 1024;

/// Fills or replaces the inclusions of a note that stands at `path` under `real`.
pub(super) fn fill(draft: &mut Draft, real: &Path, path: &str) {
    if !draft.text.contains("{{#") {
        return;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let code: Vec<_> = super::draft::code_ranges(&draft.text);
    let spans: Vec<_> =
        code.iter().filter(|code| code.kind == super::draft::CodeKind::Span).map(|code| code.range.clone()).collect();
    let blocks: Vec<_> =
        code.into_iter().filter(|code| code.kind == super::draft::CodeKind::Block).map(|code| code.range).collect();
    let mut weaver = draft.weave();
    let (mut at, mut line, mut added, mut left) = (0, 0, 0, MOST_READ);
    while let Some(start) = draft.slice(at..draft.text.len()).find("{{#").map(|start| at + start) {
        let tag = super::draft::head(draft.slice(start..draft.text.len()), 1_000)
            .split_inclusive("}}")
            .next()
            .filter(|tag| tag.ends_with("}}") && !tag.contains('\n'));
        let escaped = draft.slice(0..start).ends_with('\\');
        let Some(tag) = tag.filter(|_| !escaped && !super::draft::within(&spans, start)) else {
            weaver.copy(draft, at..start + 3, &mut line);
            at = start + 3;
            continue;
        };
        weaver.copy(draft, at..start, &mut line);
        let number = draft.line(line);
        let words = tag.trim_start_matches("{{#").trim_end_matches("}}").trim();
        let (command, target) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let target = target.trim();
        let in_block = super::draft::within(&blocks, start);
        match command {
            "include" | "rustdoc_include" | "playground" | "playpen" => {
                let (file, part) =
                    target.split_once(':').unwrap_or((target.split_whitespace().next().unwrap_or_default(), ""));
                let text = read(real, &folder, file, &mut left).map(|text| piece(&text, part));
                let text =
                    text.and_then(|text| if added + text.len() <= MOST { Ok(text) } else { Err("include_long") });
                match text {
                    Ok(text) => {
                        added += text.len();
                        weaver.out.notes.changed("include");
                        weaver.push(text.trim_end_matches('\n'), number);
                    }
                    Err(code) => {
                        weaver.out.notes.warn(number, code, [target.to_owned()]);
                        let quiet = if in_block {
                            format!("… {target}")
                        } else {
                            format!("`… {}`", target.replace('`', ""))
                        };
                        weaver.push(&quiet, number);
                    }
                }
            }
            // The title that a book's page bears in the browser: nothing to show here.
            "title" => weaver.out.notes.changed("template_tags"),
            _ => {
                weaver.out.notes.warn(number, "template_tag", [tag.to_owned()]);
                let words = words.replace('`', "");
                weaver.push(&if in_block { format!("… {words}") } else { format!("`… {words}`") }, number);
            }
        }
        at = start + tag.len();
    }
    weaver.copy(draft, at..draft.text.len(), &mut line);
    *draft = weaver.finish();
}

/// The text of a file, read while `left` bytes may be; else the code of what is told.
fn read(real: &Path, folder: &str, file: &str, left: &mut u64) -> Result<String, &'static str> {
    const MISSING: &str = "include_missing";
    let path = resolve(folder, file).ok_or(MISSING)?;
    let location = inside(real, &real.join(path)).ok_or(MISSING)?;
    let facts = std::fs::metadata(&location).ok().filter(std::fs::Metadata::is_file).ok_or(MISSING)?;
    *left = left.checked_sub(facts.len()).ok_or("include_long")?;
    let bytes = std::fs::read(location).map_err(|_| MISSING)?;
    decode(&bytes).map(|decoded| decoded.text).map_err(|_| MISSING)
}

/// The lines asked for (`2:10`, `:5`, `anchor`), without the marks of anchors.
fn piece(text: &str, part: &str) -> String {
    let is_mark = |line: &str| line.contains("ANCHOR: ") || line.contains("ANCHOR_END: ");
    let lines: Vec<&str> = text.lines().collect();
    let (from, to) = match part.split_once(':') {
        Some((from, to)) => (from.parse().ok(), to.parse().ok()),
        None => (part.parse().ok(), part.parse().ok()),
    };
    let chosen: Vec<&str> = if part.is_empty() {
        lines
    } else if from.is_some() || to.is_some() || part.starts_with(':') {
        let from: usize = from.unwrap_or(1);
        lines.into_iter().take(to.unwrap_or(usize::MAX)).skip(from.saturating_sub(1)).collect()
    } else {
        let ends = |line: &str, mark: &str| line.split_once(mark).is_some_and(|(_, name)| name.trim() == part);
        lines
            .into_iter()
            .skip_while(|line| !ends(line, "ANCHOR: "))
            .skip(1)
            .take_while(|line| !ends(line, "ANCHOR_END: "))
            .collect()
    };
    chosen.into_iter().filter(|line| !is_mark(line)).collect::<Vec<_>>().join("\n")
}
