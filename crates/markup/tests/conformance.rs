//! The specifications, through the function that renders pages, with its plain profile. Skipped where the texts of the
//! specifications are not at hand (`SILLAGE_CORPORA`).

use std::fmt::Write as _;
use std::path::PathBuf;

use domain::LanguageTag;
use ego_tree::iter::Edge;
use markup::{Extension, Filled, Options, Profile, Words, compile, fill};
use scraper::{Html, Node};

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

/// Cases of another program's dialect; `docs/decisions/0003-markdown-extras.md` says why each of these differs.
#[test]
fn what_differs_from_the_dialect_of_markdown_extras_is_named() {
    use Extension::{DefinitionLists, Footnotes, Math, Strikethrough, Tables, TaskLists, WikiLinks};
    let files: [(&str, &[Extension], &[usize]); 5] = [
        ("definition_lists", &[DefinitionLists, Tables, TaskLists, Strikethrough], &[18, 19]),
        (
            "footnotes",
            &[Footnotes, Tables, TaskLists, Strikethrough],
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24, 25, 26],
        ),
        (
            "math",
            &[Math, Footnotes, Tables, TaskLists, Strikethrough],
            &[3, 4, 10, 11, 21, 22, 23, 24, 25, 27, 31, 44, 45, 46, 48],
        ),
        ("table", &[Tables, TaskLists, Strikethrough], &[13, 14, 17, 18, 22, 23, 24, 25, 26]),
        ("wikilinks", &[WikiLinks, Tables, Strikethrough], &[5, 9, 10, 11, 13, 14, 15, 17, 22, 23]),
    ];
    for (name, extensions, expected) in files {
        let Some(text) = read(&format!("markdown-extras/{name}.txt")) else { return };
        let examples = examples(&text, extensions);
        let different: Vec<_> = examples
            .iter()
            .filter(|example| {
                let ours = rendered(example);
                let differs = shape(&ours) != shape(&example.html);
                if differs && std::env::var_os("SILLAGE_SHOW").is_some() {
                    println!("--- {name} {}\n{}\n.\n{}\n=\n{ours}", example.number, example.markdown, example.html);
                }
                differs
            })
            .map(|example| example.number)
            .collect();
        assert_eq!(different, expected, "{name}");
    }
}

/// A page without what the writing of tags decides: white space between words and tags, the order of attributes.
fn shape(html: &str) -> String {
    let mut out = String::new();
    for edge in Html::parse_fragment(html).root_element().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                // One of the two writes the body of a table that has no rows.
                Node::Element(element) if element.name() == "tbody" => {}
                Node::Element(element) => {
                    let mut attributes: Vec<_> = element.attrs().filter_map(same_attribute).collect();
                    attributes.sort_unstable();
                    let _ = write!(out, "<{} {attributes:?}>", element.name());
                }
                Node::Text(text) => {
                    let mut words = text.split_ascii_whitespace();
                    out.extend(words.next().into_iter().flat_map(str::chars));
                    for word in words {
                        out.push(' ');
                        out.push_str(word);
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value()
                    && element.name() != "tbody"
                {
                    let _ = write!(out, "</{}>", element.name());
                }
            }
        }
    }
    out
}

/// Attributes by which the two programs say the same thing.
fn same_attribute<'a>((name, value): (&'a str, &'a str)) -> Option<(&'a str, &'a str)> {
    Some(match (name, value) {
        ("data-wikilink", _) => return None,
        ("class", "math math-inline") => ("data-math-style", "inline"),
        ("class", "math math-display") => ("data-math-style", "display"),
        ("style", _) if value.starts_with("text-align:") => {
            ("align", value.trim_start_matches("text-align:").trim().trim_end_matches(';'))
        }
        other => other,
    })
}
