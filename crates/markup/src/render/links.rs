//! Links, wiki-links, inclusions and images: holes that each viewer's page fills, or addresses that are safe.

use std::fmt::{self, Write as _};

use comrak::html::{ChildRendering, Context};
use comrak::nodes::{Node, NodeLink, NodeWikiLink};

use super::{Mark, OpenLink, Page, Rendered, is_note, is_only_inclusions, text, text_of, unmarked};
use crate::addresses::{Place, escaped, safe};
use crate::compile::Hole;
use crate::targets::{Kind, Reference, WikiTarget, link_words};

/// The words of a wiki-link, and whether the writer chose them.
pub(super) fn wiki_words(node: Node<'_>, url: &str) -> (String, bool) {
    let written: String = node.children().map(text_of).collect();
    let is_same = written.trim().is_empty() || written.trim() == url.trim();
    if !is_same {
        return (written, true);
    }
    let words = match WikiTarget::parse(url) {
        Some(WikiTarget::SamePage(heading)) => heading,
        Some(WikiTarget::Other(Reference::Title { title, heading, .. })) => link_words(&title, heading.as_deref()),
        // An id is no word: who may see the note reads its title there.
        Some(WikiTarget::Other(Reference::Note { .. })) => "…".to_owned(),
        Some(WikiTarget::Other(Reference::File { .. })) | None => written,
    };
    (words, false)
}

pub(super) fn link(context: &mut Context<Page<'_>>, node: Node<'_>, link: &NodeLink, entering: bool) -> Rendered {
    if !entering {
        close_link(context)?;
        return Ok(ChildRendering::HTML);
    }
    if !context.user.links.is_empty() {
        context.user.links.push(OpenLink::Words);
        return Ok(ChildRendering::HTML);
    }
    let url = unmarked(&link.url);
    if let Some(reference) = Reference::from_address(&url) {
        let kind = if matches!(reference, Reference::File { .. }) { Kind::File } else { Kind::Link };
        let target = context.user.target(kind, reference, node);
        target.title = unmarked(&link.title);
        let ordinal = target.ordinal;
        open_hole(context, ordinal)?;
        return Ok(ChildRendering::HTML);
    }
    let address = match url.strip_prefix('#') {
        Some(fragment) => context.user.place(fragment).map(|id| escaped(&format!("#{id}"))),
        None => safe(&url, Place::Link),
    };
    let Some(address) = address else {
        context.user.links.push(OpenLink::Words);
        return Ok(ChildRendering::HTML);
    };
    context.user.links.push(OpenLink::Anchor { keeps_spaces: url.ends_with(text_of(node).as_str()) });
    write!(context, "<a href=\"{address}\"")?;
    if !link.title.is_empty() {
        context.write_str(" title=\"")?;
        context.escape(&unmarked(&link.title))?;
        context.write_str("\"")?;
    }
    context.write_str(">")?;
    Ok(ChildRendering::HTML)
}

fn open_hole(context: &mut Context<Page<'_>>, ordinal: usize) -> fmt::Result {
    let start = context.user.plain.len();
    context.user.links.push(OpenLink::Hole { ordinal, start });
    let mark = context.user.mark(Mark::Hole(Hole::Open(ordinal)));
    context.write_str(&mark)
}

fn close_link(context: &mut Context<Page<'_>>) -> fmt::Result {
    match context.user.links.pop() {
        Some(OpenLink::Hole { ordinal, start }) => {
            let end = context.user.plain.len();
            context.user.words_written(ordinal, start..end);
            let mark = context.user.mark(Mark::Hole(Hole::Close(ordinal)));
            context.write_str(&mark)
        }
        Some(OpenLink::Anchor { .. }) => context.write_str("</a>"),
        Some(OpenLink::Words) | None => Ok(()),
    }
}

pub(super) fn wiki_link(
    context: &mut Context<Page<'_>>,
    node: Node<'_>,
    link: &NodeWikiLink,
    entering: bool,
) -> Rendered {
    if !entering {
        close_link(context)?;
        return Ok(ChildRendering::HTML);
    }
    let url = unmarked(&link.url);
    let (words, has_words) = wiki_words(node, &url);
    // `[[]]` asks for nothing: it is text.
    let words = if words.is_empty() { "[[]]".to_owned() } else { unmarked(&words) };
    let is_nested = !context.user.links.is_empty();
    let parsed = WikiTarget::parse(&url);
    if link.embed
        && let Some(WikiTarget::Other(reference)) = &parsed
    {
        let is_inclusion = is_note(&url);
        let alone = is_inclusion && node.parent().is_some_and(is_only_inclusions);
        if alone || !is_inclusion {
            let kind = if is_inclusion { Kind::Include } else { Kind::Image };
            // `![[plan.png|300]]`: a size, not words.
            let is_size = has_words && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
            let words = if is_size { wiki_title(reference) } else { words };
            leaf(context, node, kind, reference.clone(), words, "", alone)?;
            context.user.links.push(OpenLink::Words);
            return Ok(ChildRendering::Skip);
        }
    }
    match parsed {
        Some(WikiTarget::Other(reference)) if !is_nested => {
            let target = context.user.target(Kind::Link, reference, node);
            target.has_words = has_words;
            let ordinal = target.ordinal;
            open_hole(context, ordinal)?;
        }
        Some(WikiTarget::SamePage(heading)) if !is_nested => match context.user.anchor_of(&heading) {
            Some(id) => {
                let address = escaped(&format!("#{id}"));
                write!(context, "<a href=\"{address}\">")?;
                context.user.links.push(OpenLink::Anchor { keeps_spaces: false });
            }
            None => context.user.links.push(OpenLink::Words),
        },
        _ => context.user.links.push(OpenLink::Words),
    }
    if has_words {
        return Ok(ChildRendering::HTML);
    }
    text(context, &words, true)?;
    Ok(ChildRendering::Skip)
}

fn wiki_title(reference: &Reference) -> String {
    if let Reference::Title { title, .. } = reference { title.clone() } else { String::new() }
}

fn leaf(
    context: &mut Context<Page<'_>>,
    node: Node<'_>,
    kind: Kind,
    reference: Reference,
    words: String,
    title: &str,
    alone: bool,
) -> fmt::Result {
    let start = context.user.plain.len();
    context.user.plain.push_str(&words);
    let target = context.user.target(kind, reference, node);
    title.clone_into(&mut target.title);
    let ordinal = target.ordinal;
    let end = context.user.plain.len();
    context.user.words_written(ordinal, start..end);
    let hole = if alone { Hole::Block(ordinal) } else { Hole::Leaf(ordinal) };
    let mark = context.user.mark(Mark::Hole(hole));
    context.write_str(&mark)
}

pub(super) fn image(context: &mut Context<Page<'_>>, node: Node<'_>, image: &NodeLink, entering: bool) -> Rendered {
    if !entering {
        return Ok(ChildRendering::HTML);
    }
    let url = unmarked(&image.url);
    let alt: String = node.children().map(text_of).collect();
    if let Some(reference @ Reference::File { .. }) = Reference::from_address(&url) {
        leaf(context, node, Kind::Image, reference, alt, &unmarked(&image.title), false)?;
        return Ok(ChildRendering::Skip);
    }
    // A page asks nothing of anyone else: an image from elsewhere is a link to it.
    let is_named = !alt.trim().is_empty();
    let address = safe(&url, Place::Link).filter(|_| context.user.links.is_empty());
    let words = if is_named { alt } else { short(&url).to_owned() };
    if let Some(address) = &address {
        write!(context, "<a href=\"{address}\">")?;
    }
    if is_named {
        context.user.plain.push_str(&words);
    }
    context.escape(&words)?;
    if address.is_some() {
        context.write_str("</a>")?;
    }
    Ok(ChildRendering::Skip)
}

/// What stands for an image without words: the site that it is on, or the name of its file.
fn short(url: &str) -> &str {
    let elsewhere = url.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
    elsewhere.or_else(|| url.rsplit('/').next()).filter(|name| !name.is_empty()).unwrap_or(url)
}
