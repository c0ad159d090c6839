//! The blocks of a page: what stands on each bullet, which go, and what each is named.

use std::collections::HashSet;
use std::ops::Range;

use super::super::anchors;
use super::super::draft::{Draft, Weaver};
use super::super::graphs::{Graph, is_block_id};
use super::items::{Item, Kind, items};
use super::org::{Ends, columns, indent, is_bullet};

/// What an empty bullet shows, so that the blocks below it keep their place.
const NOTHING: &str = "&nbsp;";

/// A bullet with the lines below it that are its own, or lines that no bullet leads.
pub(super) struct Block {
    pub(super) is_bulleted: bool,
    columns: usize,
    pub(super) lines: Range<usize>,
}

/// What the properties of a block ask of it.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) is_numbered: bool,
    pub(super) heading: Option<String>,
    pub(super) names: Vec<String>,
}

impl Asked {
    /// Keeps what the property of a block asks, if it asks something.
    pub(super) fn take(&mut self, key: &str, value: &str, graph: &Graph) -> bool {
        match key.to_ascii_lowercase().as_str() {
            "id" => {
                if is_block_id(value) && graph.is_asked_for(value) {
                    self.names.push(value.to_ascii_lowercase());
                }
                true
            }
            "logseq.order-list-type" if value == "number" => {
                self.is_numbered = true;
                true
            }
            "heading" if value != "false" => {
                self.heading = Some(value.to_owned());
                true
            }
            _ => false,
        }
    }
}

/// Writes each block as Markdown has it.
pub(super) fn settle(draft: &mut Draft, graph: &Graph) {
    let mut weaver = draft.weave();
    let lines: Vec<&str> = draft.text.split('\n').collect();
    let (blocks, code) = split(&lines);
    let mut settled = Vec::with_capacity(blocks.len());
    for block in blocks {
        let mut asked = Asked::default();
        let items = items(&block, &lines, &code, draft, graph, &mut asked, &mut weaver.out.notes);
        settled.push((block, items, asked));
    }
    let kept = kept(&settled);
    let (mut out, mut open) = (Lines { weaver, is_first: true }, Vec::new());
    for ((block, mut items, asked), kept) in settled.into_iter().zip(kept) {
        if !kept {
            items.retain(|item| item.kind == Kind::Blank);
        } else if block.is_bulleted {
            let marker = marker(&block, &asked, &mut open);
            let first = (block.lines.start, draft.line(block.lines.start));
            hang(&mut items, indent(lines.get(first.0).unwrap_or(&"")), &marker, first, &asked, open.len());
        } else {
            open.clear();
            name(&mut items, &asked.names);
        }
        for item in &items {
            out.push(item);
        }
    }
    *draft = out.weaver.finish();
}

/// Cuts the lines into blocks; tells which lines are code.
fn split(lines: &[&str]) -> (Vec<Block>, HashSet<usize>) {
    let (mut blocks, mut code, mut ends): (Vec<Block>, _, _) = (Vec::new(), HashSet::new(), Ends::default());
    let (mut at, mut after_blank) = (0, false);
    while let Some(line) = lines.get(at) {
        let fence = ends.of_fence(lines, at);
        code.extend(fence.map(|end| at..=end).into_iter().flatten());
        let end = fence.or_else(|| ends.of_group(lines, at)).unwrap_or(at) + 1;
        let leaves = |block: &Block| {
            let is_heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
            let is_beside = columns(line) <= block.columns && !line.trim().is_empty();
            block.is_bulleted && is_beside && (is_heading || after_blank)
        };
        match blocks.last_mut() {
            Some(block) if !is_bullet(line) && !leaves(block) => block.lines.end = end,
            _ => blocks.push(Block { is_bulleted: is_bullet(line), columns: columns(line), lines: at..end }),
        }
        after_blank = line.trim().is_empty();
        at = end;
    }
    (blocks, code)
}

/// Which blocks stay: an empty bullet does where a block below it does.
fn kept(settled: &[(Block, Vec<Item>, Asked)]) -> Vec<bool> {
    let mut next: Option<&Block> = None;
    let mut kept: Vec<bool> = settled
        .iter()
        .rev()
        .map(|(block, items, _)| {
            let has_children = next.is_some_and(|next| next.is_bulleted && next.columns > block.columns);
            let is_kept = !block.is_bulleted || has_children || items.iter().any(|item| item.kind != Kind::Blank);
            if is_kept {
                next = Some(block);
            }
            is_kept
        })
        .collect();
    kept.reverse();
    kept
}

/// The mark before a block: a bullet, or its number among the blocks beside it. `open` holds the blocks above it.
fn marker(block: &Block, asked: &Asked, open: &mut Vec<(usize, u32)>) -> String {
    open.retain(|(columns, _)| *columns <= block.columns);
    let before = open.pop_if(|(columns, _)| *columns == block.columns).map_or(0, |(_, number)| number);
    // Two digits at most: the blocks below are indented by four.
    let number = if asked.is_numbered { (before + 1).min(99) } else { 0 };
    open.push((block.columns, number));
    if number == 0 { "- ".to_owned() } else { format!("{number}. ") }
}

/// Hangs the lines of a block on its bullet: the first that was kept stands on it.
fn hang(items: &mut Vec<Item>, start: &str, marker: &str, first: (usize, u32), asked: &Asked, depth: usize) {
    let leading = items.iter().take_while(|item| item.kind == Kind::Blank).count();
    if leading == items.len() {
        let words = NOTHING.to_owned();
        items.insert(0, Item { start: String::new(), words, number: first.1, index: first.0, kind: Kind::Words });
    } else {
        items.drain(..leading);
    }
    name(items, &asked.names);
    let more = " ".repeat(marker.len().saturating_sub(2));
    let Some((head, rest)) = items.split_first_mut() else { return };
    if let Some(level) = asked.heading.as_deref().filter(|_| head.kind == Kind::Words && !head.words.starts_with('#')) {
        let level = level.parse().ok().filter(|level| (1..=6).contains(level)).unwrap_or((depth + 1).min(6));
        head.words = format!("{} {}", "#".repeat(level), head.words);
    }
    // A line that comes up to the bullet takes those below it along.
    let moved = (head.index != first.0).then(|| columns(&head.start));
    for item in rest.iter_mut().filter(|item| !item.words.is_empty()) {
        if let Some(moved) = moved {
            item.start = format!("{start}  {}", " ".repeat(columns(&item.start).saturating_sub(moved)));
        }
        item.start.push_str(&more);
    }
    head.start = format!("{start}{marker}");
}

/// Writes the names of a block at the end of its first paragraph.
fn name(items: &mut [Item], names: &[String]) {
    if names.is_empty() {
        return;
    }
    let is_quoted = items.first().is_some_and(|item| item.kind == Kind::Quote);
    let skipped = usize::from(is_quoted && items.first().is_some_and(|item| item.words.contains("[!")));
    let words: Vec<&str> = items
        .iter()
        .map(|item| if is_quoted { item.words.trim_start_matches(['>', ' ']) } else { &item.words })
        .collect();
    let is_other = |at: usize| {
        items.get(at).is_some_and(|item| if is_quoted { item.kind != Kind::Quote } else { !item.is_inline() })
    };
    let Some(at) = anchors::end_of_block(&words, skipped, &is_other) else { return };
    let Some(item) = items.get_mut(at) else { return };
    // A break at the end of the line would part it from its name.
    item.words.truncate(item.words.trim_end_matches(['\\', ' ']).len());
    for name in names {
        item.words.push_str(" ^");
        item.words.push_str(name);
    }
}

/// Writes lines, the end of each before the next one.
struct Lines {
    weaver: Weaver,
    is_first: bool,
}

impl Lines {
    fn push(&mut self, item: &Item) {
        if !std::mem::take(&mut self.is_first) {
            self.weaver.push("\n", item.number);
        }
        self.weaver.push(&item.start, item.number);
        self.weaver.push(&item.words, item.number);
    }
}
