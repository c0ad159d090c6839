//! Blocks to which a page adds what the keyboard and a voice need: tables and tasks.

use std::fmt::Write as _;

use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::Node;

use crate::render::{Page, Rendered};

/// A table scrolls inside itself where the screen is narrow, so the keyboard must be able to stop on it.
pub(crate) fn table(context: &mut Context<Page<'_>>, node: Node<'_>, entering: bool) -> Rendered {
    if !entering {
        return format_node_default(context, node, false);
    }
    context.cr()?;
    context.write_str("<table tabindex=\"0\">\n")?;
    Ok(ChildRendering::HTML)
}

/// A task says by a word what its box shows.
pub(crate) fn task(context: &mut Context<Page<'_>>, is_done: bool, entering: bool) -> Rendered {
    if !entering {
        context.write_str("</li>\n")?;
        return Ok(ChildRendering::HTML);
    }
    let words = context.user.words;
    let (checked, word) = if is_done { (" checked=\"\"", &words.done) } else { ("", &words.to_do) };
    context.cr()?;
    write!(context, "<li><input type=\"checkbox\"{checked} disabled=\"\" aria-label=\"")?;
    context.escape(word)?;
    context.write_str("\" /> ")?;
    Ok(ChildRendering::HTML)
}
