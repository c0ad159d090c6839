//! Laws of any page, and its limits.

use domain::LanguageTag;
use markup::addresses::{Place, safe};
use markup::{Filled, Options, Profile, Target, Words, compile, fill};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use scraper::Html;

fn page_in(language: &LanguageTag, text: &str, filled: &dyn Fn(&Target) -> Filled) -> String {
    let words = Words::new(str::to_owned);
    let options = Options { language, profile: Profile::Page, words: &words };
    fill(&compile(text, &options), &mut |target| filled(target))
}

fn page(text: &str) -> String {
    page_in(&LanguageTag::french(), text, &|target| match target.ordinal % 4 {
        0 => Filled::Link { href: "/n/x/y".to_owned(), words: Some(target.text.clone()) },
        1 => Filled::Wanted { title: target.text.clone() },
        2 => Filled::File { href: "/files/x/y".to_owned(), mime: "image/png".to_owned(), width: None, height: None },
        _ => Filled::Text,
    })
}

/// What is wrong with a page, if anything: an element or an attribute that acts, an address outside the list.
fn harm(html: &str) -> Option<String> {
    let tree = Html::parse_fragment(html);
    for node in tree.tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        let name = element.name();
        let refused = [
            "script", "style", "iframe", "object", "embed", "form", "base", "meta", "link", "svg", "template", "button",
        ];
        if refused.contains(&name) {
            return Some(format!("element {name}"));
        }
        for (attribute, value) in element.attrs() {
            let bad = match attribute {
                "href" => safe(value, Place::Link).is_none(),
                "src" => safe(value, Place::Source).is_none(),
                "style" | "srcset" | "srcdoc" | "action" | "formaction" | "background" | "poster" | "ping" => true,
                other => other.starts_with("on") || other.contains(':'),
            };
            if bad {
                return Some(format!("{name} {attribute}={value}"));
            }
        }
    }
    html.contains('\u{fdd0}').then(|| "a mark".to_owned())
}

const PARTS: &str = "([a-zé .,:?!0-9]{1,6}|\n|\n\n|> |- |1\\. |# |\\[\\[|\\]\\]|\\||!|\\[|\\]|\\(|\\)|`|```\n|\\$|\\*\\*|_|~~|\
    \\[\\^a\\]|\\[\\^a\\]: |: |<|>|<b>|</b>|<div>|</div>|<div title=\"|<table>|<td>|<script>|</script>|<style>|<!--|-->|\
    <a href=\"|<img src=\"|\" onerror=\"x\"|<svg>|<math>|<textarea>|<title>|<xmp>|javascript:x|https://e\\.org/|/files/x/y|\
    /n/00000000000000000000000000|&#xFDD0;|\u{fdd0}|0|&lt;|\\\\|> \\[!note\\]-|\t|\0){0,40}";

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]
    #[test]
    fn any_text_gives_a_page_that_harms_no_one_and_the_same_twice(text in PARTS) {
        let html = page(&text);
        prop_assert_eq!(harm(&html), None, "{}", html);
        prop_assert_eq!(page(&text), html);
    }

    #[test]
    fn a_hidden_target_and_a_missing_one_are_the_same_bytes(text in PARTS) {
        let french = LanguageTag::french();
        let html = page_in(&french, &text, &|_| Filled::Text);
        prop_assert!(!html.contains("data-wanted"));
        prop_assert_eq!(harm(&html), None, "{}", html);
    }
}

#[test]
#[expect(clippy::format_collect, reason = "texts of a test")]
fn deep_and_long_texts_are_read_to_their_end() {
    // What grows with the square of these is cut by the runner, after minutes.
    let n = 10_000;
    for (name, text) in [
        ("quotes", ">".repeat(n)),
        ("spaced quotes", "> ".repeat(n)),
        ("quotes on lines", (0..300).map(|depth| format!("{}a\n", ">".repeat(depth))).collect()),
        ("lists", (0..n).map(|depth| format!("{}- a\n", " ".repeat(depth.min(2_000)))).collect()),
        ("lists on a line", "- ".repeat(n)),
        ("brackets", "[".repeat(n)),
        ("images", "![".repeat(n)),
        ("wiki", "[[".repeat(n)),
        ("emphasis", "*a _b ".repeat(n)),
        ("raw", "<div>".repeat(n)),
        ("raw spans", "a <b>".repeat(n)),
        ("links", "[[Titre|mots]] et ".repeat(n)),
        ("links on lines", "[a](https://e.org)\n\n".repeat(n)),
        ("formulas", "$x^2$ ".repeat(n)),
        ("callouts", "> [!note]\n".repeat(n)),
        ("footnotes", (0..n).map(|i| format!("a[^{i}]\n\n[^{i}]: b\n\n")).collect()),
        ("headings", "# a\n".repeat(n)),
        ("lost anchors", (0..n).map(|i| format!("# a{i}\n[x](#b{i})\n")).collect()),
        ("anchors", (0..n).map(|i| format!("# a{i}\n[x](#a{i})\n")).collect()),
        ("table", format!("{}\n{}\n", "|a".repeat(1_000), "|-".repeat(1_000)) + &"|b\n".repeat(1_000)),
        ("code", format!("```rust\n{}```\n", "fn a(x: u8) -> u8 { x }\n".repeat(n))),
        ("words", "mot ".repeat(500_000)),
    ] {
        let html = page(&text);
        assert!(!html.is_empty(), "{name}");
        let links = markup::links::all(&text).len();
        println!("{name}: {} bytes, {links} links", html.len());
    }
}

#[test]
fn hostile_payloads_fire_nothing() {
    let corpora = std::env::var_os("SILLAGE_CORPORA").map_or_else(
        || std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        std::path::PathBuf::from,
    );
    let (Ok(payloads), Ok(strings)) = (
        std::fs::read_to_string(corpora.join("hostile/dompurify-expect.mjs")),
        std::fs::read_to_string(corpora.join("hostile/naughty-strings.json")),
    ) else {
        println!("skipped: the hostile corpus is not there");
        return;
    };
    let mut texts: Vec<String> = serde_json::from_str(&strings).unwrap();
    for line in payloads.lines() {
        let line = line.trim().trim_end_matches(',');
        if let Some(value) = line.strip_prefix("\"payload\":")
            && let Ok(text) = serde_json::from_str(value.trim())
        {
            texts.push(text);
        }
    }
    assert!(texts.len() > 700, "{}", texts.len());
    for text in texts {
        for form in [
            text.clone(),
            format!("mot {text}"),
            format!("[a]({text})"),
            format!("[a](<{text}>)"),
            format!("![{text}](/files/x/y)"),
            format!("[[{text}]]"),
            format!("```{text}\n{text}\n```"),
            format!("${text}$"),
            format!("> [!note] {text}\n> {text}"),
            format!("[^{text}]\n\n[^{text}]: {text}"),
        ] {
            let html = page(&form);
            assert_eq!(harm(&html), None, "{form}\n{html}");
        }
    }
}
