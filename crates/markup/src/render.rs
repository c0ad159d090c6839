//! What each form of Markdown becomes in a page.

mod links;

use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::ops::Range;

use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::{Node, NodeCodeBlock, NodeValue};

use crate::compile::{Heading, Hole, Options, Outline, Profile};
use crate::fill::push_escaped;
use crate::headings::{AnchorIndex, block_marks, heading_id};
use crate::sentences::sentence;
use crate::targets::{Kind, Media, Reference, Sentence, Target, WikiTarget};
use crate::{Words, asides, blocks, code, formulas, french, raw};

/// Bytes of code that are coloured in one note.
const COLOURED: usize = 192 * 1024;

/// Bytes of plain text kept for the excerpt.
const OPENING: usize = 1_000;

/// What stands in the rendered text as a number between two sentinels.
#[derive(Debug)]
pub(crate) enum Mark {
    /// A hole.
    Hole(Hole),
    /// HTML of our own that needs no cleaning.
    Html(String),
}

/// What became of a link that is being written.
#[derive(Debug)]
pub(crate) enum OpenLink {
    Hole { ordinal: usize, start: usize },
    Anchor { keeps_spaces: bool },
    Words,
}

/// A page being written.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) words: &'a Words,
    is_shown: bool,
    is_french: bool,
    shift: u8,
    pub(crate) contents: Vec<Heading>,
    pub(crate) anchors: AnchorIndex,
    places: HashSet<String>,
    heading: usize,
    /// The marked places that are written already.
    marked: HashSet<String>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) targets: Vec<Target>,
    pub(crate) plain: String,
    pub(crate) opening: String,
    pub(crate) holds_raw_html: bool,
    block: usize,
    pending: Vec<(usize, Range<usize>)>,
    pub(crate) links: Vec<OpenLink>,
    pub(crate) footnotes: usize,
    raw_depth: raw::Depth,
    colours: usize,
}

impl<'a> Page<'a> {
    pub(crate) fn new(options: &Options<'a>, outline: Outline) -> Self {
        let anchors = outline.anchors();
        let Outline { contents, shift, places, .. } = outline;
        Self {
            words: options.words,
            is_shown: matches!(options.profile, Profile::Page),
            is_french: options.language.primary() == "fr",
            shift,
            anchors,
            places,
            contents,
            marked: HashSet::new(),
            heading: 0,
            marks: Vec::new(),
            targets: Vec::new(),
            plain: String::new(),
            opening: String::new(),
            holds_raw_html: false,
            block: 0,
            pending: Vec::new(),
            links: Vec::new(),
            footnotes: 0,
            raw_depth: raw::Depth::default(),
            colours: COLOURED,
        }
    }

    fn mark(&mut self, mark: Mark) -> String {
        self.marks.push(mark);
        format!("{0}{1}{0}", raw::SENTINEL, self.marks.len() - 1)
    }

    fn target(&mut self, kind: Kind, reference: Reference, node: Node<'_>) -> &mut Target {
        let ordinal = self.targets.len();
        let line = node.data().sourcepos.start.line;
        self.targets.push(Target {
            ordinal,
            kind,
            reference,
            text: String::new(),
            has_words: true,
            title: String::new(),
            sentence: Sentence::default(),
            line,
        });
        #[expect(clippy::indexing_slicing, reason = "pushed just above")]
        &mut self.targets[ordinal]
    }

    /// The words of a target, now that they are written.
    fn words_written(&mut self, ordinal: usize, words: Range<usize>) {
        let text = self.plain.get(words.clone()).unwrap_or_default().to_owned();
        if let Some(target) = self.targets.get_mut(ordinal) {
            target.text = text;
        }
        self.pending.push((ordinal, words));
    }

    /// Ends a paragraph, a heading, a cell: its targets get their sentences.
    fn end_block(&mut self, is_opening: bool) {
        let block = self.plain.get(self.block..).unwrap_or_default();
        for (ordinal, words) in self.pending.drain(..) {
            let words = words.start.saturating_sub(self.block)..words.end.saturating_sub(self.block);
            if let Some(target) = self.targets.get_mut(ordinal) {
                target.sentence = sentence(block, words);
            }
        }
        if is_opening && self.opening.len() < OPENING && !block.trim().is_empty() {
            let end = block.floor_char_boundary(OPENING);
            self.opening.push_str(block.get(..end).unwrap_or_default());
            self.opening.push(' ');
        }
        if self.plain.len() > self.block {
            self.plain.push('\n');
        }
        self.block = self.plain.len();
    }

    /// The character before what is written next, in the same block.
    fn before(&self) -> Option<char> {
        self.plain.get(self.block..).and_then(|block| block.chars().next_back())
    }

    fn keeps_spaces(&self) -> bool {
        matches!(self.links.last(), Some(OpenLink::Anchor { keeps_spaces: true }))
    }

    fn anchor_of(&self, fragment: &str) -> Option<&str> {
        self.anchors.find(fragment)
    }

    /// The place on this page that a fragment leads to: a heading, a place that raw HTML names, or the text itself. A
    /// link to a place that the page has not is words.
    fn place<'f>(&'f self, fragment: &'f str) -> Option<&'f str> {
        let named = || self.places.get(fragment).map(String::as_str);
        self.anchor_of(fragment).or_else(named).or_else(|| (fragment == "main").then_some(fragment))
    }
}

/// The words of a node, in plain text; images by their alternative text, wiki-links by their words.
pub(crate) fn text_of(node: Node<'_>) -> String {
    let mut text = String::new();
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match &node.data().value {
            NodeValue::Text(literal) => text.push_str(literal),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Math(math) => text.push_str(&math.literal),
            NodeValue::LineBreak | NodeValue::SoftBreak => text.push(' '),
            NodeValue::WikiLink(link) => text.push_str(&links::wiki_words(node, &link.url).0),
            _ => stack.extend(node.reverse_children()),
        }
    }
    text.replace(raw::SENTINEL, "\u{fffd}")
}

pub(crate) type Rendered = Result<ChildRendering, fmt::Error>;

/// Writes one node, on the way in and on the way out.
pub(crate) fn node(context: &mut Context<Page<'_>>, node: Node<'_>, entering: bool) -> Rendered {
    if !context.user.is_shown {
        return format_node_default(context, node, entering);
    }
    match &node.data().value {
        NodeValue::Document if !entering => end(context),
        NodeValue::Paragraph => paragraph(context, node, entering),
        NodeValue::Heading(_) => heading(context, node, entering),
        NodeValue::TaskItem(task) => blocks::task(context, task.symbol.is_some(), entering),
        NodeValue::Table(_) => blocks::table(context, node, entering),
        NodeValue::TableCell => {
            if !entering {
                context.user.end_block(false);
            }
            blocks::cell(context, node, entering)
        }
        NodeValue::Text(literal) if entering && ends_its_block(node) => marked_text(context, literal),
        NodeValue::Text(literal) => text(context, literal, entering),
        NodeValue::SoftBreak | NodeValue::LineBreak => {
            if entering {
                context.user.plain.push(' ');
            }
            format_node_default(context, node, entering)
        }
        NodeValue::Code(code) => {
            if entering {
                let literal = unmarked(&code.literal);
                context.user.plain.push_str(&literal);
                context.write_str("<code>")?;
                context.escape(&literal)?;
                context.write_str("</code>")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::CodeBlock(block) => code_block(context, block, entering),
        NodeValue::Math(math) => formula(context, &math.literal, math.display_math, entering),
        NodeValue::Link(link) => links::link(context, node, link, entering),
        NodeValue::WikiLink(link) => links::wiki_link(context, node, link, entering),
        NodeValue::Image(image) => links::image(context, node, image, entering),
        NodeValue::Callout(callout) => asides::callout(context, node, callout, entering),
        NodeValue::CalloutTitle => asides::callout_title(context, node, entering),
        NodeValue::FootnoteReference(reference) => {
            if entering {
                asides::footnote_reference(context, &reference.name, reference.ref_num, reference.ix)?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::FootnoteDefinition(definition) => asides::footnote(context, node, definition, entering),
        NodeValue::HtmlBlock(block) => raw_html(context, node, &block.literal, true, entering),
        NodeValue::HtmlInline(literal) => raw_html(context, node, literal, false, entering),
        _ => format_node_default(context, node, entering),
    }
}

pub(crate) fn unmarked(text: &str) -> String {
    text.replace(raw::SENTINEL, "\u{fffd}")
}

fn end(context: &mut Context<Page<'_>>) -> Rendered {
    if context.user.footnotes > 0 {
        context.write_str("</ol>\n</section>\n")?;
    }
    Ok(ChildRendering::HTML)
}

fn text(context: &mut Context<Page<'_>>, literal: &str, entering: bool) -> Rendered {
    if entering {
        let literal = unmarked(literal);
        let before = context.user.before();
        context.user.plain.push_str(&literal);
        if context.user.is_french && !context.user.keeps_spaces() {
            context.escape(&french::spaced(&literal, before))?;
        } else {
            context.escape(&literal)?;
        }
    }
    Ok(ChildRendering::HTML)
}

/// Whether a node is the last of its paragraph or heading.
pub(crate) fn ends_its_block(node: Node<'_>) -> bool {
    node.next_sibling().is_none()
        && node.parent().is_some_and(|above| matches!(above.data().value, NodeValue::Paragraph | NodeValue::Heading(_)))
}

/// The last words of a block: the names of the place (`^name`) become anchors that nobody sees.
fn marked_text(context: &mut Context<Page<'_>>, literal: &str) -> Rendered {
    let (words, names) = block_marks(literal);
    text(context, words, true)?;
    for name in names {
        let id = format!("^{}", heading_id(name));
        if context.user.marked.insert(id.clone()) {
            context.write_str("<span id=\"")?;
            context.escape(&id)?;
            context.write_str("\"></span>")?;
        }
    }
    Ok(ChildRendering::HTML)
}

fn paragraph(context: &mut Context<Page<'_>>, node: Node<'_>, entering: bool) -> Rendered {
    if entering {
        if is_only_inclusions(node) {
            return Ok(ChildRendering::HTML);
        }
        if let Some(caption) = caption(node) {
            context.cr()?;
            context.write_str("<figure>")?;
            // The title is the caption: it need not be said twice.
            context.user.plain.push_str(&unmarked(&caption));
            context.user.plain.push(' ');
            return Ok(ChildRendering::HTML);
        }
        return format_node_default(context, node, true);
    }
    let parent = node.parent();
    let in_footnote = node.ancestors().any(|above| matches!(above.data().value, NodeValue::FootnoteDefinition(_)));
    context.user.end_block(!in_footnote);
    if is_only_inclusions(node) {
        return Ok(ChildRendering::HTML);
    }
    if let Some(caption) = caption(node) {
        context.write_str("<figcaption>")?;
        let caption = unmarked(&caption);
        let caption = if context.user.is_french { french::spaced(&caption, None) } else { caption };
        context.escape(&caption)?;
        context.write_str("</figcaption></figure>\n")?;
        return Ok(ChildRendering::HTML);
    }
    if let Some(parent) = parent
        && let NodeValue::FootnoteDefinition(definition) = &parent.data().value
        && node.next_sibling().is_none()
    {
        asides::footnote_backs(context, definition)?;
        context.write_str("</p>\n")?;
        return Ok(ChildRendering::HTML);
    }
    format_node_default(context, node, false)
}

/// Whether a paragraph is nothing but inclusions of notes, which then take its place.
fn is_only_inclusions(node: Node<'_>) -> bool {
    let mut some = false;
    node.children().all(|child| match &child.data().value {
        NodeValue::WikiLink(link) if link.embed && is_note(&link.url) => {
            some = true;
            true
        }
        NodeValue::SoftBreak => true,
        _ => false,
    }) && some
}

/// Whether a wiki target names a note rather than a file, by its extension.
fn is_note(url: &str) -> bool {
    match WikiTarget::parse(url) {
        Some(WikiTarget::Other(Reference::Title { title, .. })) => Media::of_name(&title) == Media::Other,
        Some(WikiTarget::Other(Reference::Note { .. })) => true,
        _ => false,
    }
}

/// The caption of a paragraph that is one image of ours with a title.
fn caption(node: Node<'_>) -> Option<String> {
    let only = node.first_child().filter(|child| child.next_sibling().is_none())?;
    match &only.data().value {
        NodeValue::Image(image) if !image.title.is_empty() && Reference::from_address(&image.url).is_some() => {
            Some(image.title.clone())
        }
        _ => None,
    }
}

fn heading(context: &mut Context<Page<'_>>, node: Node<'_>, entering: bool) -> Rendered {
    let NodeValue::Heading(heading) = &node.data().value else { return Ok(ChildRendering::HTML) };
    let level = (heading.level + context.user.shift).min(6);
    if entering {
        let id = context.user.contents.get(context.user.heading).map(|heading| heading.id.clone()).unwrap_or_default();
        context.user.heading += 1;
        context.cr()?;
        write!(context, "<h{level} id=\"")?;
        context.escape(&id)?;
        context.write_str("\">")?;
    } else {
        context.user.end_block(false);
        writeln!(context, "</h{level}>")?;
    }
    Ok(ChildRendering::HTML)
}

fn code_block(context: &mut Context<Page<'_>>, block: &NodeCodeBlock, entering: bool) -> Rendered {
    if !entering {
        return Ok(ChildRendering::HTML);
    }
    let literal = unmarked(&block.literal);
    let info = unmarked(&block.info);
    let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default().to_lowercase();
    context.user.plain.push_str(&literal);
    context.user.end_block(false);
    context.cr()?;
    if language == "math"
        && let Some(mathml) = formulas::mathml(literal.trim(), true)
    {
        let mark = context.user.mark(Mark::Html(mathml));
        return writeln!(context, "<p>{mark}</p>").map(|()| ChildRendering::HTML);
    }
    let mut html = String::from(if code::may_be_wide(&literal) { "<pre tabindex=\"0\"><code" } else { "<pre><code" });
    if !language.is_empty() {
        html.push_str(" data-language=\"");
        push_escaped(&mut html, &language);
        html.push('"');
    }
    html.push('>');
    html.push_str(&code::highlighted(&literal, &language, &mut context.user.colours));
    html.push_str("</code></pre>");
    let mark = context.user.mark(Mark::Html(html));
    writeln!(context, "{mark}")?;
    Ok(ChildRendering::HTML)
}

fn formula(context: &mut Context<Page<'_>>, literal: &str, is_block: bool, entering: bool) -> Rendered {
    if !entering {
        return Ok(ChildRendering::HTML);
    }
    let literal = unmarked(literal);
    context.user.plain.push_str(&literal);
    if let Some(mathml) = formulas::mathml(literal.trim(), is_block) {
        let mark = context.user.mark(Mark::Html(mathml));
        context.write_str(&mark)?;
    } else {
        context.write_str("<code data-language=\"math\">")?;
        context.escape(&literal)?;
        context.write_str("</code>")?;
    }
    Ok(ChildRendering::HTML)
}

/// Siblings in which the end of a raw tag is looked for.
const SIBLINGS: usize = 1000;

/// Whether raw HTML opens what neither it nor a tag after it in its paragraph ends.
fn takes_the_rest(node: Node<'_>, literal: &str, is_block: bool) -> bool {
    let Some(name) = raw::unended(literal) else { return false };
    let ends = |next: Node<'_>| matches!(&next.data().value, NodeValue::HtmlInline(tag) if raw::ends(tag, name));
    is_block || !node.following_siblings().skip(1).take(SIBLINGS).any(ends)
}

fn raw_html(
    context: &mut Context<Page<'_>>,
    node: Node<'_>,
    literal: &str,
    is_block: bool,
    entering: bool,
) -> Rendered {
    if !entering || raw::is_comment(literal) {
        return Ok(ChildRendering::HTML);
    }
    if is_block {
        context.cr()?;
    }
    if raw::is_break(literal) {
        context.user.plain.push(' ');
        context.write_str("<br />")?;
    } else {
        let depth = context.user.raw_depth.deepest(literal);
        if depth > raw::DEEPEST || context.user.is_shown && takes_the_rest(node, literal, is_block) {
            // Nobody wrote that many by hand, and cleaning them would take minutes; one that nothing ends would take what
            // follows with it. Shown as it is, its author sees it.
            context.escape(&unmarked(literal))?;
        } else {
            context.user.holds_raw_html = true;
            context.write_str(&raw::prepared(literal))?;
        }
    }
    if is_block {
        context.cr()?;
    }
    Ok(ChildRendering::HTML)
}
