//! Terms in a text: where they are underlined, and where never.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use domain::LanguageTag;
use markup::{Compiled, Filled, Lexicon, Options, Profile, Underlined, Words, compile, fill, fill_with_terms};
use proptest::prelude::*;
use scraper::{Html, Selector};

fn compiled(text: &str, language: &str) -> Compiled {
    let words = Words::new(str::to_owned);
    let language = LanguageTag::parse(language).unwrap();
    compile(text, &Options { language: &language, profile: Profile::Page, words: &words })
}

/// The words found, each with the number of its label.
fn found(labels: &[&str], language: &str, text: &str) -> Vec<(String, usize)> {
    let page = compiled(text, language);
    let lexicon = Lexicon::new(labels.iter().map(|label| (language, *label)));
    let words = |found: &markup::Found| match &page.pieces[found.piece] {
        markup::Piece::Html(html) => html[found.bytes.clone()].to_owned(),
        markup::Piece::Hole(_) => panic!("a term in a hole"),
    };
    lexicon.found_in(&page, language).iter().map(|found| (words(found), found.label)).collect()
}

fn only_words(labels: &[&str], language: &str, text: &str) -> Vec<String> {
    found(labels, language, text).into_iter().map(|(words, _)| words).collect()
}

#[test]
fn a_term_is_found_in_its_plural_in_capitals_and_after_an_elision() {
    let labels = ["récolte", "communauté de pratique", "organisation d’attache", "réseau", "journal"];
    let text = "Récoltes et communautés\nde pratique; l'organisation d'attache, RESEAUX, des journaux.";
    let all = ["Récoltes", "communautés\nde pratique", "organisation d'attache", "RESEAUX", "journaux"];
    assert_eq!(only_words(&labels, "fr", text), all);
    assert_eq!(only_words(&["community", "process"], "en", "Communities, processes."), ["Communities", "processes"]);
}

#[test]
fn another_form_of_the_word_is_not_the_term() {
    let text = "Récolter, récoltait, la prérécolte, un relevé, récolté. RECOLTE : re\u{301}colte, la RELÈVE.";
    assert_eq!(only_words(&["récolte", "relève"], "fr", text), ["RECOLTE", "re\u{301}colte", "RELÈVE"]);
}

#[test]
fn a_term_is_never_found_in_a_title_a_link_code_or_a_quotation() {
    let text = "# Charte\n\n> Une charte citée.\n\n`charte` [la charte](https://example.org) [[Charte]] <https://charte.example>\n\n\
        ```\ncharte\n```\n\n> [!note] Charte\n> Rien.\n\n![charte](/files/01hzzzzzzzzzzzzzzzzzzzzzzz/charte.png \"Charte\")\n\n\
        <q>charte</q> <kbd>charte</kbd>\n";
    assert_eq!(only_words(&["charte", "files"], "fr", text), Vec::<String>::new());
    let text = "Une charte.\n\n> [!note] Titre\n> La charte du groupe.\n\n- charte[^1]\n\n| charte |\n|---|\n| charte |\n\n[^1]: charte";
    assert_eq!(only_words(&["charte"], "fr", text).len(), 6);
}

#[test]
fn of_two_terms_one_inside_the_other_both_are_found_the_longest_first() {
    let labels = ["pratique", "communauté de pratique", "communauté"];
    let all = found(&labels, "fr", "La communauté de pratique.");
    let all: Vec<_> = all.iter().map(|(words, label)| (words.as_str(), *label)).collect();
    assert_eq!(all, [("communauté de pratique", 1), ("communauté", 2), ("pratique", 0)]);
}

#[test]
fn a_text_is_searched_for_the_words_of_its_own_language() {
    let page = compiled("The charter and the charte.", "en");
    let lexicon = Lexicon::new([("fr", "charte"), ("en", "charter")]);
    let labels: Vec<_> = lexicon.found_in(&page, "en").iter().map(|found| found.label).collect();
    assert_eq!(labels, [1]);
    assert!(lexicon.found_in(&page, "iu").is_empty());
}

#[test]
fn a_term_that_is_every_second_word_is_looked_for_a_few_times() {
    let text = "le mot ".repeat(50_000);
    assert_eq!(only_words(&["mot"], "fr", &text).len(), 16);
}

#[test]
fn the_first_paragraph_of_a_definition_is_not_its_heading() {
    assert_eq!(
        compiled("# Charte\n\nUn *texte* court,\nadopté.\n\nLa suite.", "fr").first_paragraph(),
        "Un texte court, adopté."
    );
    assert_eq!(compiled("Texte.\n\n## Texte.", "fr").first_paragraph(), "Texte.");
    assert_eq!(compiled("", "fr").first_paragraph(), "");
}

/// The page with each first use underlined, as a service does.
fn underlined(page: &Compiled, lexicon: &Lexicon) -> (String, usize) {
    let mut end = (0, 0);
    let mut terms = Vec::new();
    for found in lexicon.found_in(page, "fr") {
        if (found.piece, found.bytes.start) >= end {
            end = (found.piece, found.bytes.end);
            let href = format!("/lexicon/{}", found.label);
            terms.push(Underlined { piece: found.piece, bytes: found.bytes, href, term: found.label.to_string() });
        }
    }
    (fill_with_terms(page, &terms, &mut |_| Filled::Wanted { title: "x".to_owned() }), terms.len())
}

fn text_of(html: &str) -> String {
    Html::parse_fragment(html).root_element().text().collect()
}

proptest! {
    #[test]
    fn underlining_changes_no_word_of_the_page(words in proptest::collection::vec(prop_oneof![
        Just("charte"), Just("**charte**"), Just("[charte](https://example.org)"), Just("[[charte]]"), Just("\n\n# "), Just("\n\n> "),
        Just("`charte`"), Just("&amp;"), Just("<b>charte"), Just("</b>"), Just("<a href=\"x>charte\">"), Just("</a>"), Just("\n\n- "),
        Just("l’accord"), Just("*"), Just("de travail"), Just("\n\n"), Just("<!-- charte -->"), Just("ﬁche"), Just("\u{ad}charte"),
    ], 0..40)) {
        let page = compiled(&words.join(" "), "fr");
        let lexicon = Lexicon::new(["charte", "accord", "charte de travail", "fiche", "x"].map(|label| ("fr", label)));
        let plain = fill(&page, &mut |_| Filled::Wanted { title: "x".to_owned() });
        let (with, count) = underlined(&page, &lexicon);
        prop_assert_eq!(text_of(&plain), text_of(&with));
        let with = Html::parse_fragment(&with);
        let nested = Selector::parse("a a, h1 .term, h2 .term, code .term, blockquote .term, [data-wanted] .term").unwrap();
        prop_assert!(with.select(&nested).next().is_none());
        prop_assert_eq!(with.select(&Selector::parse("a.term[data-term][href]").unwrap()).count(), count);
    }
}
