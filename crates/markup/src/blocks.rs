//! Blocks to which a page adds what the keyboard and a voice need: tables and tasks.

use std::fmt::Write as _;

use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::{Node, NodeValue, TableAlignment};

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

/// A cell says in an attribute of ours how its column is aligned: HTML has none since its fifth version.
pub(crate) fn cell(context: &mut Context<Page<'_>>, node: Node<'_>, entering: bool) -> Rendered {
    let Some(row) = node.parent() else { return format_node_default(context, node, entering) };
    let name = if matches!(row.data().value, NodeValue::TableRow(true)) { "th" } else { "td" };
    if !entering {
        write!(context, "</{name}>")?;
        return Ok(ChildRendering::HTML);
    }
    let column = node.preceding_siblings().count().saturating_sub(1);
    let alignment = row.parent().and_then(|table| match &table.data().value {
        NodeValue::Table(table) => table.alignments.get(column).copied(),
        _ => None,
    });
    context.cr()?;
    write!(context, "<{name}")?;
    match alignment {
        Some(TableAlignment::Left) => context.write_str(" data-align=\"left\"")?,
        Some(TableAlignment::Center) => context.write_str(" data-align=\"center\"")?,
        Some(TableAlignment::Right) => context.write_str(" data-align=\"right\"")?,
        Some(TableAlignment::None) | None => {}
    }
    context.write_str(">")?;
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
