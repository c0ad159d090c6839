//! Pages of graphs as a reader sees them: read here, then rendered.
#![expect(clippy::unwrap_used, reason = "a helper of a test stops it")]

use std::fs;
use std::path::Path;

use domain::LanguageTag;
use interop::markdown::{ScanOptions, read, scan};
use markup::{Compiled, Filled, Options, Profile, Words, compile, fill};

fn page(root: &Path, path: &str) -> Compiled {
    let folder = scan(root, ScanOptions::default()).unwrap();
    let entry = folder.entries.iter().find(|entry| entry.path == path).unwrap();
    let words = Words::new(str::to_owned);
    let options = Options { language: &LanguageTag::english(), profile: Profile::Page, words: &words };
    compile(&read(root, &folder, entry).unwrap().body, &options)
}

/// The page that a graph of this one page gives.
fn rendered(source: &str) -> (String, Vec<String>) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("pages")).unwrap();
    fs::create_dir_all(root.path().join("logseq")).unwrap();
    fs::write(root.path().join("pages/a.md"), source).unwrap();
    fs::write(root.path().join("logseq/config.edn"), "{}").unwrap();
    let page = page(root.path(), "pages/a.md");
    let contents = page.contents.iter().map(|heading| heading.text.clone()).collect();
    (fill(&page, &mut |_| Filled::Text), contents)
}

#[test]
fn only_what_the_author_made_a_heading_is_one() {
    let source =
        "Un titre\n===\n\n- a\n\t-\n- b\n  ===\n- c\n  ---\n- d\n\t-\n\t\t- e\n- f\n  heading:: true\n- ## g\n";
    let (html, contents) = rendered(source);
    assert_eq!(contents, ["Un titre", "f", "g"], "{html}");
    assert_eq!(html.matches("<li></li>").count(), 0, "{html}");
}

#[test]
fn each_line_of_a_block_is_a_line_and_an_address_is_a_link() {
    let (html, _) = rendered("- https://example.org/DataType\n  suite\n  site:: https://example.org/a\n  lieu:: ici\n");
    assert!(html.contains("<a href=\"https://example.org/DataType\""), "{html}");
    assert!(html.contains("<a href=\"https://example.org/a\""), "{html}");
    assert_eq!((html.matches("<br />").count(), html.matches('\\').count()), (3, 0), "{html}");
}

#[test]
fn an_example_in_code_is_all_shown() {
    let source = "- Voici\n  #+BEGIN_SRC clojure\n  #+BEGIN_QUERY\n  fond:: a\n\n  ```\n  {{query x}} [[y]]\n  #+END_QUERY\n  #+END_SRC\n  fin\n";
    let (html, _) = rendered(source);
    let code = "#+BEGIN_QUERY\nfond:: a\n\n```\n{{query x}} [[y]]\n#+END_QUERY\n";
    assert!(html.contains(code) && html.contains("data-language=\"clojure\""), "{html}");
    assert_eq!(html.matches("<pre").count(), 1, "{html}");
}

#[test]
fn numbered_blocks_stand_in_one_numbered_list() {
    let number = "logseq.order-list-type:: number\n";
    let (html, _) =
        rendered(&format!("- a\n\t- un\n\t  {number}\t\t- x\n\t- deux\n\t  {number}\t- trois\n\t  {number}"));
    assert_eq!((html.matches("<ol>").count(), html.matches("<ul>").count()), (1, 2), "{html}");
}
