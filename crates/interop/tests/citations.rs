//! Citations: as people write them, and as reference managers read them back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::fs;
use std::process::Command;

use domain::LanguageTag;
use i18n::Language;
use interop::citations::{Cited, Extent, Name, Style, bibtex, csl_json, ris, written};
use serde_json::{Value, json};

fn of_a_work() -> Cited {
    Cited {
        key: "01hznote".to_owned(),
        title: "Une charte qui vit".to_owned(),
        authors: ["Solène Quimper-Bélisle", "Jean-François de la Durantaye"].map(Name::of).to_vec(),
        extent: Extent::PartOf("Animer une communauté de pratique".to_owned()),
        site: "Réseau Marnage".to_owned(),
        url: "https://marnage.example/n/01hznote/une-charte-qui-vit".to_owned(),
        issued: Some((2024, 11, 5)),
        accessed: (2026, 11, 27),
        language: LanguageTag::french(),
    }
}

fn alone() -> Cited {
    Cited { extent: Extent::Page, ..of_a_work() }
}

fn whole() -> Cited {
    Cited {
        key: "01hzwork".to_owned(),
        title: "Animer une communauté de pratique".to_owned(),
        url: "https://marnage.example/c/01hzwork/animer-une-communaute-de-pratique".to_owned(),
        extent: Extent::Work,
        ..of_a_work()
    }
}

fn of_an_organisation() -> Cited {
    Cited { authors: vec![Name::of("Coopérative Marnage")], ..of_a_work() }
}

fn undated() -> Cited {
    Cited { issued: None, ..of_a_work() }
}

fn unsigned() -> Cited {
    Cited { authors: Vec::new(), extent: Extent::Page, ..of_a_work() }
}

fn hostile() -> Cited {
    let words = "100 % {faux} \\input{x} & $1 #2 _ ~ ^ <b>\"»\r\nTY  - BOOK\u{0}".to_owned();
    Cited {
        title: words.clone(),
        extent: Extent::PartOf(words.clone()),
        authors: vec![Name::Whole(words)],
        ..of_a_work()
    }
}

fn text(cited: &Cited, style: Style, language: Language) -> String {
    let mark = |words: interop::citations::Words| if words.italic { format!("*{}*", words.text) } else { words.text };
    written(cited, style, language).into_iter().map(mark).collect::<String>().replace('\u{a0}', " ")
}

#[test]
fn a_name_of_quebec_is_read_as_its_owner_says_it() {
    let person = |given: &str, family: &str| Name::Person { given: given.to_owned(), family: family.to_owned() };
    for (name, read) in [
        ("Solène Quimper-Bélisle", person("Solène", "Quimper-Bélisle")),
        ("Marie-Ève St-Pierre", person("Marie-Ève", "St-Pierre")),
        ("Jean-François de la Durantaye", person("Jean-François", "de la Durantaye")),
        ("Ndèye Coumba Diop", person("Ndèye Coumba", "Diop")),
        ("Violette", Name::Whole("Violette".to_owned())),
        ("Coopérative Marnage", Name::Whole("Coopérative Marnage".to_owned())),
        ("Contributions from the Rust Community", Name::Whole("Contributions from the Rust Community".to_owned())),
        ("", Name::Whole(String::new())),
    ] {
        assert_eq!(Name::of(name), read, "{name}");
    }
}

#[test]
fn apa_is_written_in_the_language_of_the_interface() {
    assert_eq!(
        text(&of_a_work(), Style::Apa, Language::French),
        "Quimper-Bélisle, S., & de la Durantaye, J.-F. (2024). Une charte qui vit. Dans *Animer une communauté de pratique*. \
         Réseau Marnage. https://marnage.example/n/01hznote/une-charte-qui-vit"
    );
    let english = text(&of_a_work(), Style::Apa, Language::English);
    assert!(english.contains("In *Animer une communauté de pratique*"), "{english}");
    assert!(text(&undated(), Style::Apa, Language::French).contains("(s. d.)"));
    assert!(text(&undated(), Style::Apa, Language::English).contains("(n.d.)"));
    assert!(text(&of_an_organisation(), Style::Apa, Language::French).starts_with("Coopérative Marnage. (2024)"));
    let unsigned = text(&unsigned(), Style::Apa, Language::French);
    assert!(
        unsigned.starts_with("Réseau Marnage. (2024). *Une charte qui vit*."),
        "the site signs what nobody does: {unsigned}"
    );
    let alone = text(&alone(), Style::Apa, Language::French);
    assert!(alone.contains("*Une charte qui vit*") && alone.contains("2024"), "{alone}");
}

#[test]
fn iso_690_says_when_it_was_read_and_where() {
    assert_eq!(
        text(&of_a_work(), Style::Iso690, Language::French),
        "QUIMPER-BÉLISLE, Solène et DE LA DURANTAYE, Jean-François, 2024. Une charte qui vit. In *Animer une communauté de \
         pratique* [en ligne]. Réseau Marnage. [consulté le 27 novembre 2026]. Disponible à l’adresse \
         https://marnage.example/n/01hznote/une-charte-qui-vit."
    );
    let english = text(&alone(), Style::Iso690, Language::English);
    assert!(
        english.contains("*Une charte qui vit* [online]") && english.contains("[accessed November 27, 2026]"),
        "{english}"
    );
    assert!(text(&of_an_organisation(), Style::Iso690, Language::French).starts_with("COOPÉRATIVE MARNAGE, 2024"));
    let unsigned = text(&unsigned(), Style::Iso690, Language::French);
    assert_eq!(unsigned.matches("Une charte qui vit").count(), 1, "{unsigned}");
}

#[test]
fn a_family_name_keeps_what_goes_before_it_in_both_styles() {
    for (name, apa, iso) in [
        ("Bastien Van Hoorebeke-Collin", "Van Hoorebeke-Collin, B. (", "VAN HOOREBEKE-COLLIN, Bastien,"),
        ("Jean-François de la Durantaye", "de la Durantaye, J.-F. (", "DE LA DURANTAYE, Jean-François,"),
    ] {
        let cited = Cited { authors: vec![Name::of(name)], ..of_a_work() };
        let in_apa = text(&cited, Style::Apa, Language::French);
        assert!(in_apa.starts_with(apa), "{in_apa}");
        let in_iso = text(&cited, Style::Iso690, Language::French);
        assert!(in_iso.starts_with(iso), "{in_iso}");
    }
}

#[test]
fn a_work_is_cited_as_a_book_in_italics() {
    assert_eq!(
        text(&whole(), Style::Apa, Language::French),
        "Quimper-Bélisle, S., & de la Durantaye, J.-F. (2024). *Animer une communauté de pratique*. Réseau Marnage. \
         https://marnage.example/c/01hzwork/animer-une-communaute-de-pratique"
    );
    assert_eq!(
        text(&whole(), Style::Iso690, Language::French),
        "QUIMPER-BÉLISLE, Solène et DE LA DURANTAYE, Jean-François, 2024. *Animer une communauté de pratique* [en ligne]. \
         Réseau Marnage. [consulté le 27 novembre 2026]. Disponible à l’adresse \
         https://marnage.example/c/01hzwork/animer-une-communaute-de-pratique."
    );
}

#[test]
fn words_that_try_to_act_stay_words() {
    let (bibtex, ris) = (bibtex(&hostile()), ris(&hostile()));
    assert!(bibtex.contains("100 \\% \\{faux\\} \\textbackslash{}input\\{x\\} \\& \\$1 \\#2 \\_"), "{bibtex}");
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
    assert_eq!(ris.matches("TY  - ").count() - 4, 0, "only at the beginning of a line: {ris}");
    assert_eq!(ris.lines().filter(|line| line.starts_with("TY  - ")).count(), 1, "{ris}");
    assert!(
        text(&hostile(), Style::Apa, Language::French).contains("<b>"),
        "what is written is text, escaped by the page"
    );
}

/// What an independent reader found: `bibtexparser`, `rispy` and `citeproc-py`, where they are installed.
fn read_back(cited: &Cited) -> Option<Value> {
    let Ok(python) = std::env::var("SILLAGE_TEST_PYTHON") else {
        assert!(std::env::var("CI").is_err(), "SILLAGE_TEST_PYTHON is not set");
        println!("skipped: readers of citations, for want of SILLAGE_TEST_PYTHON");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("a.bib", bibtex(cited)), ("a.ris", ris(cited)), ("a.json", csl_json(cited).to_string())] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/read_citations.py");
    let answer = Command::new(python).arg(script).current_dir(&folder).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    Some(serde_json::from_slice(&answer.stdout).unwrap())
}

#[test]
fn reference_managers_read_back_what_was_written() {
    let Some(read) = read_back(&of_a_work()) else { return };
    let (bibtex, ris, csl) = (&read["bibtex"], &read["ris"], &read["csl"]);
    assert_eq!(bibtex["ENTRYTYPE"], "incollection");
    assert_eq!(bibtex["author"], "Quimper-Bélisle, Solène and de la Durantaye, Jean-François");
    assert_eq!((&bibtex["year"], &bibtex["ID"]), (&json!("2024"), &json!("01hznote")));
    assert_eq!(bibtex["url"], of_a_work().url);
    assert_eq!(ris["type_of_reference"], "CHAP");
    assert_eq!(ris["authors"], json!(["Quimper-Bélisle, Solène", "de la Durantaye, Jean-François"]));
    assert_eq!((&ris["title"], &ris["year"]), (&json!("Une charte qui vit"), &json!("2024")));
    assert_eq!(ris["secondary_title"], "Animer une communauté de pratique");
    assert!(
        csl.as_str().unwrap().starts_with("QUIMPER-BÉLISLE, Solène et DE LA DURANTAYE, Jean-François, 2024. Une"),
        "{csl}"
    );

    let read = read_back(&of_an_organisation()).unwrap();
    assert_eq!(read["bibtex"]["author"], "{Coopérative Marnage}");
    assert_eq!(read["ris"]["authors"], json!(["Coopérative Marnage"]));
    let read = read_back(&undated()).unwrap();
    assert!(read["bibtex"]["year"].is_null() && read["ris"]["year"].is_null());
    let read = read_back(&alone()).unwrap();
    assert_eq!((&read["bibtex"]["ENTRYTYPE"], &read["ris"]["type_of_reference"]), (&json!("misc"), &json!("ELEC")));
    let read = read_back(&whole()).unwrap();
    assert_eq!((&read["bibtex"]["ENTRYTYPE"], &read["ris"]["type_of_reference"]), (&json!("book"), &json!("BOOK")));
    assert!(read["csl"].as_str().unwrap().contains("2024. Animer une communauté de pratique"), "{}", read["csl"]);
    let read = read_back(&hostile()).unwrap();
    assert!(read["ris"]["title"].as_str().unwrap().contains("TY  - BOOK"));
    assert!(read["bibtex"]["title"].as_str().unwrap().contains("input"));
}
