//! Places that a text names (`^name`) for links to come to.

use domain::LanguageTag;
use markup::{Compiled, Filled, Options, Profile, Words};

fn compiled(text: &str) -> Compiled {
    let words = Words::new(ToOwned::to_owned);
    markup::compile(text, &Options { language: &LanguageTag::english(), profile: Profile::Page, words: &words })
}

fn page(text: &str) -> String {
    markup::fill(&compiled(text), &mut |_| Filled::Text)
}

#[test]
fn a_marked_place_is_an_anchor_that_nobody_sees() {
    let text = "# Un titre ^t1\n\nDu texte\nsuite ^Bloc-1\n\n- puce ^p1\n  - autre ^p1\n\n`^code` 10 ^5\n";
    let html = page(text);
    assert!(html.contains("<h2 id=\"un-titre\">Un titre<span id=\"^t1\"></span></h2>"), "{html}");
    assert!(html.contains("suite<span id=\"^bloc-1\"></span></p>"), "{html}");
    assert_eq!(html.matches("id=\"^p1\"").count(), 1, "{html}");
    assert!(html.contains("10 ^5"), "{html}");
    let compiled = compiled(text);
    assert!(!compiled.plain.contains("^t1") && !compiled.excerpt.contains("^Bloc"), "{}", compiled.plain);
    assert_eq!(compiled.contents.first().map(|heading| heading.text.as_str()), Some("Un titre"));
}

#[test]
fn the_anchors_of_a_text_are_those_of_its_page() {
    let text = "# Un titre ^t1\n\n## Un titre\n\nfin ^Bloc-1\n";
    let anchors = markup::anchors(text);
    let html = page(text);
    for (asked, id) in [("un-titre-1", "un-titre-1"), ("Un titre", "un-titre"), ("t1", "^t1"), ("^Bloc-1", "^bloc-1")] {
        assert_eq!(anchors.find(asked), Some(id), "{asked}");
        assert_eq!(compiled(text).anchor(asked), Some(id), "{asked}");
        assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        assert_eq!(markup::fragment_id(id), id);
    }
    assert_eq!(anchors.find("ailleurs"), None);
    let html = page("[a](#bloc-1) [[#^bloc-1]]\n\nfin ^bloc-1");
    assert_eq!(html.matches("<a href=\"#%5Ebloc-1\">").count(), 2, "{html}");
}
