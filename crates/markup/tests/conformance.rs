//! The specifications, through the function that renders pages, with its plain profile. Skipped where the texts of the
//! specifications are not at hand (`SILLAGE_CORPORA`).

use std::path::PathBuf;

use domain::LanguageTag;
use markup::{Extension, Filled, Options, Profile, Words, compile, fill};

struct Example {
    number: usize,
    extensions: Vec<Extension>,
    markdown: String,
    html: String,
}

fn corpora() -> PathBuf {
    std::env::var_os("SILLAGE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"), PathBuf::from)
}

fn read(path: &str) -> Option<String> {
    let found = std::fs::read_to_string(corpora().join(path)).ok();
    if found.is_none() {
        println!("skipped: {path} is not there");
    }
    found
}

/// Examples between fences of 32 back-ticks, as `cmark`'s own runner reads them.
fn examples(text: &str, all: &[Extension]) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut lines = text.lines();
    let mut number = 0;
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix(&fence).map(str::trim).filter(|info| info.starts_with("example")) else {
            continue;
        };
        let mut extensions = all.to_vec();
        for word in info.split_whitespace().skip(1) {
            extensions.extend(match word {
                "table" => Some(Extension::Tables),
                "strikethrough" => Some(Extension::Strikethrough),
                "autolink" => Some(Extension::Autolinks),
                _ => None,
            });
        }
        let (mut markdown, mut html) = (String::new(), String::new());
        let mut into = &mut markdown;
        for line in lines.by_ref() {
            if line.starts_with(&fence) {
                break;
            }
            if line == "." {
                into = &mut html;
                continue;
            }
            into.push_str(&line.replace('→', "\t"));
            into.push('\n');
        }
        number += 1;
        // GitHub's own runner counts these and does not run them (their `input` is written otherwise than the text says).
        if info.contains("disabled") {
            continue;
        }
        examples.push(Example { number, extensions, markdown, html });
    }
    examples
}

fn rendered(example: &Example) -> String {
    let words = Words::new(str::to_owned);
    let language = LanguageTag::english();
    let options = Options { language: &language, profile: Profile::Plain(&example.extensions), words: &words };
    fill(&compile(&example.markdown, &options), &mut |_| Filled::Text)
}

fn differences(examples: &[Example]) -> Vec<usize> {
    examples
        .iter()
        .filter(|example| {
            let ours = rendered(example);
            let same = ours == example.html;
            if !same && std::env::var_os("SILLAGE_SHOW").is_some() {
                println!("--- {}\n{}\n.\n{}\n=\n{}", example.number, example.markdown, example.html, ours);
            }
            !same
        })
        .map(|example| example.number)
        .collect()
}

#[test]
fn commonmark_is_followed_whole() {
    let Some(text) = read("commonmark/spec.txt") else { return };
    let examples = examples(&text, &[]);
    assert_eq!(examples.len(), 655);
    assert_eq!(differences(&examples), [] as [usize; 0]);
}

/// 645 and 646 contradict CommonMark 0.31; 653 is the tag filter, which cleaning replaces.
#[test]
fn github_s_markdown_is_followed_but_for_three_examples() {
    let Some(text) = read("gfm/test/spec.txt") else { return };
    let examples = examples(&text, &[]);
    assert_eq!(examples.len(), 671);
    assert_eq!(differences(&examples), [645, 646, 653]);
}
