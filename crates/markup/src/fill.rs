//! Writing a page for one viewer: what stands in each hole is asked of whoever knows them.

use std::fmt::Write as _;
use std::ops::Range;

use comrak::html::escape;

use crate::addresses::{Place, safe};
use crate::targets::{Kind, Media, Reference};
use crate::{Compiled, Hole, Piece, Target};

/// What one viewer finds at a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A page to go to.
    Link {
        /// Its address.
        href: String,
        /// What a link says to which the writer gave no words (`[[id]]`); where there is nothing, it says what the text does.
        words: Option<String>,
    },
    /// A note to be written: only for who may write here.
    Wanted {
        /// The title it would have.
        title: String,
    },
    /// Nothing to go to: missing, or hidden from this viewer, which is the same.
    Text,
    /// The included note, safe already.
    Html(String),
    /// A stored file.
    File {
        /// Its address.
        href: String,
        /// Its type.
        mime: String,
        /// Its width in pixels, when it has one.
        width: Option<u32>,
        /// Its height in pixels, when it has one.
        height: Option<u32>,
    },
}

/// Words of a page that are a term of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Underlined {
    /// Which piece of the page.
    pub piece: usize,
    /// Which bytes of it.
    pub bytes: Range<usize>,
    /// Where the term is defined.
    pub href: String,
    /// The note that defines it.
    pub term: String,
}

/// Writes the page, asking `resolve` once for each target, in their order.
pub fn fill(compiled: &Compiled, resolve: &mut dyn FnMut(&Target) -> Filled) -> String {
    write(compiled, None, &[], resolve)
}

/// The same, with terms underlined; they come in the order of the text, none over another.
pub fn fill_with_terms(
    compiled: &Compiled,
    terms: &[Underlined],
    resolve: &mut dyn FnMut(&Target) -> Filled,
) -> String {
    write(compiled, None, terms, resolve)
}

/// How a page stands in another one.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    /// What its anchors begin with, so that none is there twice.
    pub prefix: &'a str,
    /// How many levels its headings go down; none goes below the sixth.
    pub deeper: u8,
}

/// The same for a page that stands in another one.
pub fn fill_within(compiled: &Compiled, within: Within<'_>, resolve: &mut dyn FnMut(&Target) -> Filled) -> String {
    write(compiled, Some(within), &[], resolve)
}

fn write(
    compiled: &Compiled,
    within: Option<Within<'_>>,
    mut terms: &[Underlined],
    resolve: &mut dyn FnMut(&Target) -> Filled,
) -> String {
    let mut out = String::with_capacity(compiled.bytes());
    let mut closing = "";
    let mut skipped = None;
    for (place, piece) in compiled.pieces.iter().enumerate() {
        match piece {
            Piece::Html(_) if skipped.is_some() => {}
            Piece::Html(html) => match within {
                Some(within) => out.push_str(&standing_within(html, within)),
                None => terms = underline(&mut out, html, place, terms),
            },
            Piece::Hole(Hole::Open(ordinal)) => {
                let Some(target) = compiled.targets.get(*ordinal) else { continue };
                let (end, replaces_words) = open(&mut out, target, &resolve(target));
                closing = end;
                skipped = replaces_words.then_some(*ordinal);
            }
            Piece::Hole(Hole::Close(_)) => {
                out.push_str(std::mem::take(&mut closing));
                skipped = None;
            }
            Piece::Hole(Hole::Leaf(ordinal) | Hole::Block(ordinal)) => {
                let Some(target) = compiled.targets.get(*ordinal) else { continue };
                let filled = resolve(target);
                if skipped.is_some() {
                    continue;
                }
                if matches!(piece, Piece::Hole(Hole::Leaf(_))) {
                    leaf(&mut out, target, &filled);
                } else if let Filled::Html(html) = &filled {
                    out.push_str(html);
                } else {
                    out.push_str("<p>");
                    leaf(&mut out, target, &filled);
                    out.push_str("</p>");
                }
            }
        }
    }
    out
}

/// Writes a piece with its terms; gives those that stand in others.
fn underline<'t>(out: &mut String, html: &str, place: usize, terms: &'t [Underlined]) -> &'t [Underlined] {
    let here = terms.iter().take_while(|term| term.piece == place).count();
    let (here, others) = terms.split_at(here);
    let mut written = 0;
    for term in here {
        let (Some(before), Some(words)) = (html.get(written..term.bytes.start), html.get(term.bytes.clone())) else {
            continue;
        };
        let Some(address) = safe(&term.href, Place::Link) else { continue };
        let _ = write!(out, "{before}<a class=\"term\" data-term=\"{}\" href=\"{address}\">{words}</a>", term.term);
        written = term.bytes.end;
    }
    out.push_str(html.get(written..).unwrap_or_default());
    others
}

/// Opens a link. Gives what closes it, and whether its words are written already.
fn open(out: &mut String, target: &Target, filled: &Filled) -> (&'static str, bool) {
    match filled {
        Filled::Link { href, words } => {
            if !anchor(out, href, &target.title) {
                return ("", false);
            }
            match words.as_deref().filter(|_| !target.has_words) {
                Some(words) => {
                    push_escaped(out, words);
                    ("</a>", true)
                }
                None => ("</a>", false),
            }
        }
        Filled::File { href, .. } => (if anchor(out, href, &target.title) { "</a>" } else { "" }, false),
        Filled::Wanted { title } => {
            wanted(out, title);
            ("</span>", false)
        }
        Filled::Text | Filled::Html(_) => ("", false),
    }
}

/// Writes what has no words inside: an image, a player, an inclusion, or the words that stand for it.
fn leaf(out: &mut String, target: &Target, filled: &Filled) {
    match filled {
        Filled::Html(html) => out.push_str(html),
        Filled::File { href, mime, width, height } => file(out, target, href, Media::of_mime(mime), (*width, *height)),
        Filled::Link { href, words } => {
            let is_anchor = anchor(out, href, &target.title);
            let words = if target.text.is_empty() { words.as_deref().unwrap_or_default() } else { &target.text };
            push_escaped(out, words);
            if is_anchor {
                out.push_str("</a>");
            }
        }
        Filled::Wanted { title } => {
            wanted(out, title);
            push_escaped(out, &target.text);
            out.push_str("</span>");
        }
        Filled::Text => push_escaped(out, &target.text),
    }
}

fn file(out: &mut String, target: &Target, href: &str, media: Media, size: (Option<u32>, Option<u32>)) {
    let Some(address) = safe(href, Place::Source) else { return push_escaped(out, &target.text) };
    match media {
        Media::Image => {
            let _ = write!(out, "<img src=\"{address}\" alt=\"");
            push_escaped(out, &target.text);
            out.push('"');
            if let (Some(width), Some(height)) = size {
                let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
            }
            out.push_str(" loading=\"lazy\" />");
        }
        Media::Audio | Media::Video => {
            let element = if media == Media::Audio { "audio" } else { "video" };
            let _ = write!(out, "<{element} controls preload=\"none\" src=\"{address}\"");
            if let (Some(width), Some(height)) = size {
                let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
            }
            let _ = write!(out, "><a href=\"{address}\">");
            push_escaped(out, words_of_file(target));
            let _ = write!(out, "</a></{element}>");
        }
        Media::Other => {
            let _ = write!(out, "<a href=\"{address}\">");
            push_escaped(out, words_of_file(target));
            out.push_str("</a>");
        }
    }
}

fn words_of_file(target: &Target) -> &str {
    match &target.reference {
        Reference::File { name, .. } if target.text.is_empty() => name,
        _ => &target.text,
    }
}

/// Opens an `a`, unless its address may not stand in a page.
fn anchor(out: &mut String, href: &str, title: &str) -> bool {
    let Some(address) = safe(href, Place::Link) else { return false };
    let _ = write!(out, "<a href=\"{address}\"");
    if !title.is_empty() {
        out.push_str(" title=\"");
        push_escaped(out, title);
        out.push('"');
    }
    out.push('>');
    true
}

fn wanted(out: &mut String, title: &str) {
    out.push_str("<span data-wanted=\"");
    push_escaped(out, title);
    out.push_str("\">");
}

pub(crate) fn push_escaped(out: &mut String, text: &str) {
    let _ = escape(out, text);
}

/// Pieces hold quotes and brackets as entities in words, so that ` id="` only ever begins an attribute, `<h2` a heading.
fn standing_within(html: &str, within: Within<'_>) -> String {
    let mut prefix = String::new();
    push_escaped(&mut prefix, within.prefix);
    let html = html.replace(" id=\"", &format!(" id=\"{prefix}-")).replace(" href=\"#", &format!(" href=\"#{prefix}-"));
    if within.deeper == 0 || !html.contains("<h") && !html.contains("</h") {
        return html;
    }
    // The deepest first, so that none is moved twice.
    (1..=5_u8).rev().fold(html, |html, level| {
        let lower = level.saturating_add(within.deeper).min(6);
        let begun = html.replace(&format!("<h{level}"), &format!("<h{lower}"));
        begun.replace(&format!("</h{level}>"), &format!("</h{lower}>"))
    })
}

impl Target {
    /// Whether it asks for a file to be seen or heard, by its name: a wiki-link may name one.
    pub fn names_media(&self) -> bool {
        let name = match &self.reference {
            Reference::Title { title, .. } => title,
            Reference::File { name, .. } => name,
            Reference::Note { .. } => return false,
        };
        self.kind == Kind::Image || Media::of_name(name) != Media::Other
    }
}
