//! What stands beside the text: call-outs and footnotes.

use std::fmt::{self, Write as _};

use comrak::html::{ChildRendering, Context};
use comrak::nodes::{CalloutFold, Node, NodeCallout, NodeFootnoteDefinition, NodeValue};

use crate::CalloutKind;
use crate::addresses::escaped;
use crate::render::{Page, Rendered, unmarked};

pub(crate) fn callout(
    context: &mut Context<Page<'_>>,
    node: Node<'_>,
    callout: &NodeCallout,
    entering: bool,
) -> Rendered {
    let folds = callout.fold != CalloutFold::None;
    if !entering {
        context.cr()?;
        context.write_str(if folds { "</details>\n</aside>\n" } else { "</aside>\n" })?;
        return Ok(ChildRendering::HTML);
    }
    let kind = CalloutKind::parse(&callout.callout_type);
    context.cr()?;
    writeln!(context, "<aside data-callout=\"{}\">", kind.unwrap_or(CalloutKind::Note).as_str())?;
    if folds {
        context.write_str(if callout.fold == CalloutFold::Expanded {
            "<details open=\"\">\n"
        } else {
            "<details>\n"
        })?;
    }
    let has_title = node.first_child().is_some_and(|child| matches!(child.data().value, NodeValue::CalloutTitle));
    if !has_title {
        // A kind that nobody knows is a title.
        let title = match kind {
            Some(kind) => context.user.words.callout(kind).to_owned(),
            None => unmarked(&callout.default_title()),
        };
        let (open, close) = callout_title_tags(folds);
        context.write_str(open)?;
        context.escape(&title)?;
        context.write_str(close)?;
    }
    Ok(ChildRendering::HTML)
}

const fn callout_title_tags(folds: bool) -> (&'static str, &'static str) {
    if folds { ("<summary>", "</summary>\n") } else { ("<p data-callout-title=\"\">", "</p>\n") }
}

pub(crate) fn callout_title(context: &mut Context<Page<'_>>, node: Node<'_>, entering: bool) -> Rendered {
    let folds = node.parent().is_some_and(
        |parent| matches!(&parent.data().value, NodeValue::Callout(callout) if callout.fold != CalloutFold::None),
    );
    let (open, close) = callout_title_tags(folds);
    context.write_str(if entering { open } else { close })?;
    Ok(ChildRendering::HTML)
}

pub(crate) fn footnote_reference(context: &mut Context<Page<'_>>, name: &str, number: u32, index: u32) -> fmt::Result {
    if !context.user.links.is_empty() {
        return write!(context, "<sup>{index}</sup>");
    }
    let name = escaped(&unmarked(name));
    let again = if number > 1 { format!("-{number}") } else { String::new() };
    write!(context, "<sup><a href=\"#fn-{name}\" id=\"fnref-{name}{again}\" data-footnote-ref=\"\">{index}</a></sup>")
}

pub(crate) fn footnote(
    context: &mut Context<Page<'_>>,
    node: Node<'_>,
    definition: &NodeFootnoteDefinition,
    entering: bool,
) -> Rendered {
    if entering {
        if context.user.footnotes == 0 {
            context.cr()?;
            context.write_str("<section data-footnotes=\"\" aria-label=\"")?;
            let label = context.user.words.footnotes.clone();
            context.escape(&label)?;
            context.write_str("\">\n<ol>\n")?;
        }
        context.user.footnotes += 1;
        let name = escaped(&unmarked(&definition.name));
        write!(context, "<li id=\"fn-{name}\">")?;
    } else {
        let has_last = node.last_child().is_some_and(|last| matches!(last.data().value, NodeValue::Paragraph));
        if !has_last {
            footnote_backs(context, definition)?;
        }
        context.write_str("</li>\n")?;
    }
    Ok(ChildRendering::HTML)
}

pub(crate) fn footnote_backs(context: &mut Context<Page<'_>>, definition: &NodeFootnoteDefinition) -> fmt::Result {
    let name = escaped(&unmarked(&definition.name));
    let label = context.user.words.back.clone();
    for number in 1..=definition.total_references {
        let again = if number > 1 { format!("-{number}") } else { String::new() };
        write!(context, " <a href=\"#fnref-{name}{again}\" data-footnote-backref=\"\" aria-label=\"")?;
        context.escape(&label)?;
        context.write_str("\">↩</a>")?;
    }
    Ok(())
}
