//! Code highlighted with classes only: no inline style, no third-party script.

use std::sync::OnceLock;

use comrak::html::escape;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Longer blocks are shown without colours: nobody waits for them.
const LONGEST_BLOCK: usize = 48 * 1024;
const LONGEST_LINE: usize = 1_000;

/// Characters of code that the narrowest screen (320 pixels) shows in a line, in the largest text.
const NARROWEST: usize = 18;

fn syntaxes() -> &'static SyntaxSet {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// Whether a block may have to be scrolled sideways: then the keyboard must be able to reach it.
pub(crate) fn may_be_wide(code: &str) -> bool {
    code.lines().any(|line| line.chars().nth(NARROWEST).is_some())
}

/// The code as safe HTML, in spans of class `hl-…` when its language is known. What it cost is taken from `budget`
/// (bytes), so that a note of nothing but code stays quick.
pub(crate) fn highlighted(code: &str, language: &str, budget: &mut usize) -> String {
    let affordable = code.len() <= LONGEST_BLOCK.min(*budget) && code.lines().all(|line| line.len() <= LONGEST_LINE);
    if affordable
        && !language.is_empty()
        && let Some(html) = coloured(code, language)
    {
        *budget = budget.saturating_sub(code.len());
        return html;
    }
    let mut plain = String::with_capacity(code.len() + 16);
    let _ = escape(&mut plain, code);
    plain
}

fn coloured(code: &str, language: &str) -> Option<String> {
    let set = syntaxes();
    let syntax = set.find_syntax_by_token(alias(language))?;
    if syntax.name == "Plain Text" {
        return None;
    }
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, set, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

/// Languages that the set knows under another name, or whose nearest relative it knows.
fn alias(language: &str) -> &str {
    match language {
        "shell" | "console" | "shell-session" | "zsh" => "bash",
        "ts" | "typescript" | "jsx" | "tsx" | "mjs" => "js",
        "jsonc" | "json5" => "json",
        "rust,ignore" | "rust,no_run" => "rust",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::highlighted;

    #[test]
    fn a_known_language_gets_classes_and_never_a_style() {
        let html = highlighted("fn main() { println!(\"<é>\"); }\n", "rust", &mut 10_000);
        assert!(html.contains("<span class=\"hl-") && html.contains("&lt;é&gt;"), "{html}");
        assert!(!html.contains("style"));
    }

    #[test]
    fn an_unknown_language_and_a_spent_budget_are_plain() {
        assert_eq!(highlighted("a < b\n", "volapuk", &mut 10_000), "a &lt; b\n");
        assert_eq!(highlighted("a < b\n", "rust", &mut 3), "a &lt; b\n");
    }
}
