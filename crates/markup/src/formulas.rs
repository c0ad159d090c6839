//! Formulas as MathML, written on the server. One that cannot be read is shown as it was typed.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

/// Beyond these a formula is code: they bound time and stack.
const LONGEST: usize = 4_000;
const DEEPEST: usize = 40;

/// Commands that define others: a few lines of them could write gigabytes.
const DEFINING: [&str; 8] =
    ["\\def", "\\edef", "\\gdef", "\\xdef", "\\let", "\\newcommand", "\\renewcommand", "\\providecommand"];

const ELEMENTS: [&str; 29] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "none",
    "mtable",
    "mtr",
    "mtd",
    "mlabeledtr",
    "mpadded",
    "mphantom",
    "menclose",
    "mstyle",
    "semantics",
];

const ATTRIBUTES: [&str; 26] = [
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "stretchy",
    "symmetric",
    "largeop",
    "movablelimits",
    "fence",
    "separator",
    "form",
    "minsize",
    "maxsize",
    "accent",
    "accentunder",
    "lspace",
    "rspace",
    "width",
    "height",
    "depth",
    "linethickness",
    "columnalign",
    "rowspacing",
    "columnspacing",
    "notation",
    "columnlines",
];

/// The formula as MathML, or nothing when it cannot be read.
pub(crate) fn mathml(formula: &str, is_block: bool) -> Option<String> {
    if formula.len() > LONGEST || depth(formula) > DEEPEST || DEFINING.iter().any(|command| formula.contains(command)) {
        return None;
    }
    let storage = Storage::new();
    let events = Parser::new(formula, &storage).collect::<Result<Vec<_>, _>>().ok()?;
    let display_mode = if is_block { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, xml: true, ..RenderConfig::default() };
    let mut written = String::new();
    let events = events.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut written, events, config).ok()?;
    clean(&written)
}

/// How deep braces, environments and fences go, counted without looking at escapes: too much is never too little.
fn depth(formula: &str) -> usize {
    let braces = formula.bytes().filter(|byte| *byte == b'{').count();
    let runs = ["\\begin", "\\left", "\\sqrt", "^", "_"];
    let mut deepest: usize = 0;
    let mut now: usize = 0;
    for byte in formula.bytes() {
        match byte {
            b'{' => now += 1,
            b'}' => now = now.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(now);
    }
    let others: usize = runs.iter().map(|run| formula.matches(run).count()).sum();
    if braces + others > 400 { usize::MAX } else { deepest }
}

/// Lets through the elements and attributes of MathML that say how a formula looks, and nothing else.
fn clean(html: &str) -> Option<String> {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(rest.get(..start)?);
        rest = rest.get(start + 1..)?;
        let end = rest.find('>')?;
        let tag = rest.get(..end)?;
        rest = rest.get(end + 1..)?;
        let (tag, closing) = tag.strip_prefix('/').map_or((tag, false), |tag| (tag, true));
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !ELEMENTS.contains(&name.trim()) {
            return None;
        }
        out.push_str(if closing { "</" } else { "<" });
        out.push_str(name.trim());
        attributes = attributes.trim();
        while !attributes.is_empty() && !closing {
            let (attribute, after) = attributes.split_once("=\"")?;
            let (value, after) = after.split_once('"')?;
            attributes = after.trim();
            if ATTRIBUTES.contains(&attribute) {
                out.push(' ');
                out.push_str(attribute);
                out.push_str("=\"");
                out.push_str(value);
                out.push('"');
            }
        }
        out.push_str(if empty { "/>" } else { ">" });
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{clean, mathml};
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_mathml_without_style() {
        let html = mathml(r"\color{red} \frac{a}{b} \le \sqrt{x^2}", false).unwrap();
        assert!(html.starts_with("<math") && html.contains("<mfrac>") && !html.contains("style="), "{html}");
    }

    #[test]
    fn a_formula_that_cannot_be_read_is_none() {
        for formula in [r"\frac{a", r"\def\x{\x\x}\x", &"{".repeat(5_000), r"\undefinedthing"] {
            assert_eq!(mathml(formula, true), None);
        }
        assert_eq!(clean("<script>x</script>"), None);
    }

    #[test]
    fn words_in_a_formula_stay_words() {
        let html = mathml(r"\text{<script>alert(1)</script>}", false);
        assert!(html.is_none_or(|html| !html.contains("<script")));
    }

    proptest! {
        #[test]
        fn no_formula_panics(formula in "([a-z0-9{}^_&<>\"'$ ]|\\\\(frac|sqrt|left|right|begin|end|text|color|over|sum|mathbb|\\\\|[a-z]{1,6})){0,24}") {
            if let Some(html) = mathml(&formula, false) {
                prop_assert!(!html.contains("style=") && !html.contains("href"));
            }
        }
    }
}
