//! Reading a text once: what it says, what it points at, and the page that it will be.

use std::borrow::Cow;
use std::collections::HashSet;

use comrak::nodes::{Node, NodeHtmlBlock, NodeValue};
use comrak::options::Plugins;
use comrak::{Arena, html::format_document_with_formatter, parse_document};
use domain::LanguageTag;

use crate::headings::{AnchorIndex, Anchors, block_marks, heading_id};
use crate::raw::{self, SENTINEL};
use crate::render::{Mark, Page};
use crate::targets::Target;
use crate::{Words, nesting, render, terms};

/// The version of what [`compile`] gives: compiled forms of another one are not kept.
pub const VERSION: u32 = 4;

/// Characters of an excerpt, about.
const EXCERPT: usize = 200;

/// How a text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The language of the note: French gets French spacing.
    pub language: &'a LanguageTag,
    /// For whom.
    pub profile: Profile<'a>,
    /// The words that a page needs, in the language of the note.
    pub words: &'a Words,
}

/// For whom a text is rendered.
#[derive(Clone, Copy, Debug)]
pub enum Profile<'a> {
    /// For a page of the site.
    Page,
    /// As the specifications say, raw HTML and any address included: never to be shown.
    Plain(&'a [Extension]),
}

/// What a specification adds to CommonMark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Tables (GFM).
    Tables,
    /// Text struck through (GFM).
    Strikethrough,
    /// Addresses that are links by themselves (GFM).
    Autolinks,
    /// Lists of things to do (GFM).
    TaskLists,
    /// Footnotes (GFM).
    Footnotes,
    /// Lists of definitions.
    DefinitionLists,
    /// Formulas between dollars.
    Math,
    /// Links between double brackets.
    WikiLinks,
}

/// A heading of a page, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 2 to 6, the title of the page being the first.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words, in plain text.
    pub text: String,
}

/// A place in a page that depends on who reads. The number is the target's ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// The beginning of a link; its words follow as pieces.
    Open(usize),
    /// The end of that link.
    Close(usize),
    /// An inclusion, an image or a file: nothing inside.
    Leaf(usize),
    /// The same, alone in its paragraph, which it replaces.
    Block(usize),
}

/// A part of a compiled page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Safe HTML, the same for all.
    Html(Box<str>),
    /// Asked of whoever knows the viewer.
    Hole(Hole),
}

/// A text, read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// The page, in order.
    pub pieces: Vec<Piece>,
    /// What it points at, in order.
    pub targets: Vec<Target>,
    /// Its headings, in order.
    pub contents: Vec<Heading>,
    /// Its first words, in plain text.
    pub excerpt: String,
    /// All its words, in plain text, a line per block.
    pub plain: String,
    /// Where terms may be underlined.
    pub(crate) runs: Vec<terms::Run>,
    anchors: AnchorIndex,
}

impl Compiled {
    /// What it takes in memory, about.
    pub fn bytes(&self) -> usize {
        let pieces: usize = self
            .pieces
            .iter()
            .map(|piece| size_of::<Piece>() + if let Piece::Html(html) = piece { html.len() } else { 0 })
            .sum();
        let targets: usize = self
            .targets
            .iter()
            .map(|target| size_of::<Target>() + 3 * target.text.len() + target.title.len() + target.sentence.text.len())
            .sum();
        let contents: usize = self.contents.iter().map(|heading| 192 + 4 * heading.id.len() + heading.text.len()).sum();
        let runs = self.runs.len() * size_of::<terms::Run>();
        pieces + targets + contents + runs + self.excerpt.len() + self.plain.len() + size_of::<Self>()
    }

    /// Its first paragraph, in plain text: of a term, the definition.
    pub fn first_paragraph(&self) -> &str {
        let mut headings = self.contents.iter().map(|heading| heading.text.trim()).peekable();
        let mut lines = self.plain.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.find(|line| headings.next_if(|heading| heading == line).is_none()).unwrap_or_default()
    }

    /// The anchor that a fragment (an anchor or the words of a heading, however written) means in this page.
    pub fn anchor(&self, fragment: &str) -> Option<&str> {
        self.anchors.find(fragment)
    }
}

/// Reads a text.
///
/// Any text gives a page; the same text gives the same one.
pub fn compile(text: &str, options: &Options<'_>) -> Compiled {
    let text = nesting::bounded(text);
    let text = without_sentinel(&text);
    let arena = Arena::new();
    let syntax = syntax(options.profile);
    let root = parse_document(&arena, &text, &syntax);
    let outline = outline(root);
    let page = Page::new(options, outline);
    let plugins = Plugins::default();
    let mut html = String::with_capacity(text.len() * 2);
    // Writing to a string does not fail; were it to, the page would be empty, never unsafe.
    let Ok(page) = format_document_with_formatter(root, &syntax, &mut html, &plugins, render::node, page) else {
        return Compiled::default();
    };
    if page.holds_raw_html {
        html = raw::clean(&html);
    }
    let pieces = match options.profile {
        Profile::Plain(_) => vec![Piece::Html(html.into_boxed_str())],
        Profile::Page => split(&html, &page.marks),
    };
    let runs = if let Profile::Page = options.profile { terms::runs(&pieces) } else { Vec::new() };
    Compiled {
        pieces,
        runs,
        targets: page.targets,
        contents: page.contents,
        excerpt: excerpt(&page.opening),
        plain: page.plain,
        anchors: page.anchors,
    }
}

fn without_sentinel(text: &str) -> Cow<'_, str> {
    if text.contains(SENTINEL) { Cow::Owned(text.replace(SENTINEL, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// What each profile reads, in comrak's words.
pub(crate) fn syntax(profile: Profile<'_>) -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    let on = |extension| match profile {
        Profile::Page => true,
        Profile::Plain(extensions) => extensions.contains(&extension),
    };
    options.extension.table = on(Extension::Tables);
    options.extension.strikethrough = on(Extension::Strikethrough);
    options.extension.autolink = on(Extension::Autolinks);
    options.extension.tasklist = on(Extension::TaskLists);
    options.extension.footnotes = on(Extension::Footnotes);
    options.extension.description_lists = on(Extension::DefinitionLists);
    options.extension.math_dollars = on(Extension::Math);
    options.extension.wikilinks_title_after_pipe = on(Extension::WikiLinks);
    if let Profile::Page = profile {
        options.extension.math_code = true;
        options.extension.ofm_callouts = true;
    }
    options
}

/// The anchors that the page of a text will have, without writing it.
pub fn anchors(text: &str) -> AnchorIndex {
    let text = nesting::bounded(text);
    let arena = Arena::new();
    outline(parse_document(&arena, &text, &syntax(Profile::Page))).anchors()
}

/// What must be known of the whole before the first line is written.
pub(crate) struct Outline {
    pub(crate) contents: Vec<Heading>,
    pub(crate) shift: u8,
    /// Places that raw HTML names.
    pub(crate) places: HashSet<String>,
    /// The names of marked places.
    marks: Vec<String>,
}

impl Outline {
    pub(crate) fn anchors(&self) -> AnchorIndex {
        let headings = self.contents.iter().map(|heading| heading.id.as_str());
        AnchorIndex::new(headings.chain(self.marks.iter().map(String::as_str)))
    }
}

fn outline(root: Node<'_>) -> Outline {
    let mut anchors = Anchors::new();
    let mut contents = Vec::new();
    let mut shift = 0;
    let mut places = HashSet::new();
    let mut marks = Vec::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Heading(heading) => {
                if heading.level == 1 {
                    shift = 1;
                }
                let text = render::text_of(node);
                let text = block_marks(&text).0.to_owned();
                contents.push(Heading { level: heading.level, id: anchors.take(&text), text });
            }
            NodeValue::HtmlBlock(NodeHtmlBlock { literal, .. }) | NodeValue::HtmlInline(literal) => {
                places.extend(raw::places(literal));
            }
            NodeValue::Text(literal) if render::ends_its_block(node) => {
                marks.extend(block_marks(literal).1.into_iter().map(|name| format!("^{}", heading_id(name))));
            }
            _ => {}
        }
    }
    for heading in &mut contents {
        heading.level = (heading.level + shift).min(6);
    }
    Outline { contents, shift, places, marks }
}

/// Cuts a rendered page at its marks. A mark that cleaning left without its other half is left out.
fn split(html: &str, marks: &[Mark]) -> Vec<Piece> {
    let parts: Vec<&str> = html.split(SENTINEL).collect();
    let numbers: Vec<Option<usize>> =
        parts.iter().enumerate().map(|(index, part)| if index % 2 == 1 { part.parse().ok() } else { None }).collect();
    let kept = balanced(&numbers, marks);
    let mut pieces = Vec::new();
    let mut fixed = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index % 2 == 0 {
            fixed.push_str(part);
            continue;
        }
        let number = numbers.get(index).copied().flatten();
        let is_kept = kept.get(index).copied().unwrap_or_default();
        let hole = match number.and_then(|number| marks.get(number)).filter(|_| is_kept) {
            Some(Mark::Html(own)) => {
                fixed.push_str(own);
                continue;
            }
            Some(Mark::Hole(hole)) => *hole,
            None => continue,
        };
        if !fixed.is_empty() {
            pieces.push(Piece::Html(std::mem::take(&mut fixed).into_boxed_str()));
        }
        pieces.push(Piece::Hole(hole));
    }
    if !fixed.is_empty() {
        pieces.push(Piece::Html(fixed.into_boxed_str()));
    }
    pieces
}

/// Which marks stand once, the two halves of a link in their order.
fn balanced(numbers: &[Option<usize>], marks: &[Mark]) -> Vec<bool> {
    let mut kept = vec![false; numbers.len()];
    let mut seen = vec![false; marks.len()];
    let mut open: Option<(usize, usize)> = None;
    for (index, number) in numbers.iter().enumerate() {
        let Some(number) = *number else { continue };
        match seen.get_mut(number) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        match marks.get(number) {
            // Links do not nest: one that is open when another begins was torn apart.
            Some(Mark::Hole(Hole::Open(ordinal))) => open = Some((index, *ordinal)),
            Some(Mark::Hole(Hole::Close(ordinal))) => {
                if let Some((start, opened)) = open.take()
                    && opened == *ordinal
                {
                    for place in [start, index] {
                        if let Some(place) = kept.get_mut(place) {
                            *place = true;
                        }
                    }
                }
            }
            Some(_) => {
                if let Some(place) = kept.get_mut(index) {
                    *place = true;
                }
            }
            None => {}
        }
    }
    kept
}

/// The first words, cut between two of them.
fn excerpt(opening: &str) -> String {
    let opening = opening.trim();
    let Some((end, _)) = opening.char_indices().nth(EXCERPT) else { return opening.to_owned() };
    let cut = opening.get(..end).unwrap_or_default();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', ';', ':', ' ']))
}
