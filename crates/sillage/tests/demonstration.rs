//! The demonstration, as its people see it: each rule where someone would meet it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use domain::folding::title_key;
use domain::{Clock as _, PersonId, Title};
use services::network::Network;
use services::{Error, network};
use testkit::TestApp;
use testkit::site::Session;

/// The demonstration's files, by path.
fn files() -> Vec<(String, String)> {
    fn below(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { below(&path, files) } else { files.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut paths = Vec::new();
    below(&root, &mut paths);
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

fn demonstration(site: &TestApp) -> Network {
    let files = files();
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    interop::network::read(files, site.chance.now()).unwrap()
}

/// A site with the demonstration on each engine.
async fn sites() -> Vec<TestApp> {
    let sites = TestApp::all(41).await;
    for site in &sites {
        network::load(&site.services().system("a test"), &demonstration(site)).await.unwrap();
        site.catch_up().await;
    }
    sites
}

async fn person(site: &TestApp, name: &str) -> PersonId {
    let mut tx = site.store.store.read().await.unwrap();
    store::people::named(&mut tx, &title_key(name)).await.unwrap()[0]
}

async fn signed_in(site: &TestApp, name: &str) -> Session {
    site.session(person(site, name).await).await
}

/// The address of a note of this title that this person may see.
async fn address(site: &TestApp, who: Option<&Session>, notebook: &str, title: &str) -> String {
    let page = site.get_as(who, &notebook_of(site, notebook).await).await.text();
    let end =
        page.find(&format!(">{}</a>", title.replace('\'', "&#39;"))).unwrap_or_else(|| panic!("{title} in {page}"));
    page[..end].rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

async fn notebook_of(site: &TestApp, title: &str) -> String {
    let title = Title::parse(title).unwrap();
    let mut tx = site.store.store.read().await.unwrap();
    let id = store::notebooks::by_title(&mut tx, &title).await.unwrap().unwrap();
    format!("/c/{id}/{}", title.slug())
}

/// The texts that are read today: of a history, the newest version alone. Files of data are one text each.
fn texts() -> Vec<(String, String)> {
    let mut newest: HashMap<String, (String, String)> = HashMap::new();
    for (path, text) in files() {
        let parts: Vec<&str> = path.split('/').collect();
        let text = match path.rsplit('.').next() {
            Some("md") if path != "README.md" => text.splitn(3, "---\n").nth(2).unwrap().to_owned(),
            Some("toml") => text,
            _ => continue,
        };
        let name = if let ["notes", note, _] = parts[..] { note.to_owned() } else { path.clone() };
        let known = newest.entry(name).or_default();
        if path > known.0 {
            *known = (path, text);
        }
    }
    newest.into_values().collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The sentences of a text, each as its words in lower case.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let pieces = text.split(['\n', '|', '"', '.', '?', '!', '…']);
    pieces.map(|piece| words(piece).map(str::to_lowercase).collect()).collect()
}

/// A reason that a note gives as an example, naming where it stands.
const QUOTED: &str = "la seule qui dise minute par minute ce qui lâche quand le courant manque";

#[test]
fn no_sentence_stands_twice() {
    let mut known: HashMap<Vec<String>, String> = HashMap::new();
    let mut twice = Vec::new();
    for (path, text) in texts() {
        for sentence in sentences(&text).into_iter().filter(|sentence| sentence.len() >= 8) {
            if let Some(other) = known.insert(sentence.clone(), path.clone()) {
                twice.push(format!("{other} and {path}: {}", sentence.join(" ")));
            }
        }
    }
    assert!(known.len() > 1000, "{}", known.len());
    twice.retain(|told| !told.ends_with(QUOTED));
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn a_note_of_the_guide_says_enough_to_be_used() {
    let (texts, files) = (texts(), files());
    let guide = &files.iter().find(|(path, _)| path == "notebooks/animer.toml").unwrap().1;
    let notes: Vec<&str> =
        guide.split("[[contents]]\nnote = \"").skip(1).map(|placed| placed.split('"').next().unwrap()).collect();
    assert!(notes.len() >= 11, "{notes:?}");
    for note in notes {
        let of_note = |path: &str| path == format!("notes/{note}.md") || path.starts_with(&format!("notes/{note}/"));
        let (_, text) = texts.iter().find(|(path, _)| of_note(path)).unwrap();
        let count = words(text).filter(|word| word.chars().any(char::is_alphabetic)).count();
        assert!((400..=800).contains(&count), "{note}: {count} words");
    }
}

#[tokio::test]
async fn a_notebook_never_widens_a_note() {
    for site in sites().await {
        let notebook = notebook_of(&site, "Récits et récoltes").await;
        for (name, count) in [
            ("", 3),
            ("Élise Fontanel-Ricard", 4),
            ("Réal Castonguay-Munger", 4),
            ("Ginette Trépanier-Dulac", 5),
            ("Ndèye Coumba Sarr-Diatta", 7),
            ("Solène Quimper-Bélisle", 8),
        ] {
            let who = if name.is_empty() { None } else { Some(signed_in(&site, name).await) };
            let page = site.get_as(who.as_ref(), &notebook).await;
            let listed = page.text().matches("<li data-note=").count();
            assert!(
                page.holds(&format!("data-count=\"{count}\"")) && listed == count,
                "{name}: {listed} {}",
                page.text()
            );
        }
    }
}

#[tokio::test]
async fn hidden_looks_like_absent() {
    for site in sites().await {
        let charter = address(&site, None, "Animer une communauté de pratique", "Une charte qui vit").await;
        let page = site.get(&charter).await;
        assert!(page.holds("Liste d’attente") && !page.holds("data-wanted"), "{}", page.text());
        let author = signed_in(&site, "Idrissa Camara-Thivierge").await;
        assert!(site.get_as(Some(&author), &charter).await.holds("data-wanted=\"Liste d’attente\""));

        assert_eq!(site.get("/communities/appuis").await, site.get("/communities/nulle-part").await);
        let steward = signed_in(&site, "Mathurin Ouellet-Sanschagrin").await;
        assert_eq!(site.get_as(Some(&steward), "/communities/appuis").await.status, StatusCode::NOT_FOUND);
        let member = signed_in(&site, "Ginette Trépanier-Dulac").await;
        let page = site.get_as(Some(&member), "/communities/appuis").await;
        assert!(page.holds("Dire au travail"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_discreet_name_is_joined_to_nobody() {
    for site in sites().await {
        let member = signed_in(&site, "Ginette Trépanier-Dulac").await;
        let page = site.get_as(Some(&member), "/communities/appuis").await.text();
        let end = page.find(">Dire au travail").unwrap();
        let note = page[..end].rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();
        let page = site.get_as(Some(&member), &note).await;
        let kim = person(&site, "Kim-Anh Lê-Bissonnette").await;
        assert!(
            page.holds("Violette") && !page.holds("Bissonnette") && !page.holds(&kim.to_string()),
            "{}",
            page.text()
        );
        let versions = site.get_as(Some(&member), &format!("{}/-/versions", &note[..note.rfind('/').unwrap()])).await;
        assert_eq!(versions.status, StatusCode::OK);
        assert!(!versions.holds("Bissonnette"), "{}", versions.text());
    }
}

#[tokio::test]
async fn withdrawn_words_are_shown_to_nobody() {
    for site in sites().await {
        let charter = address(&site, None, "Animer une communauté de pratique", "Une charte qui vit").await;
        let note = charter.rsplit('/').next().unwrap();
        let author = signed_in(&site, "Solène Quimper-Bélisle").await;
        let list = site.get_as(Some(&author), &format!("/n/{note}/-/versions")).await.text();
        let numbers: Vec<i64> = (1..=12).filter(|number| list.contains(&format!("/-/versions/{number}\""))).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>(), "{list}");
        let told = "Mots retirés par Solène Quimper-Bélisle, le <time data-to=\"minute\" datetime=\"2025-09-17T";
        assert_eq!((list.matches("data-withdrawn").count(), list.matches(told).count()), (1, 1), "{list}");
        assert_eq!(list.matches("name=\"from\"").count(), 11, "what has no words is not compared");
        let page = site.get(&format!("/n/{note}/-/versions/7")).await;
        assert!(page.holds(told) && page.holds("un exemple pour la confidentialité"), "{}", page.text());
        assert!(!page.holds("data-part=\"body\"") && !page.holds("Huit rubriques"), "{}", page.text());
        for compared in ["6/7", "7/8"] {
            let page = site.get(&format!("/n/{note}/-/compare/{compared}")).await;
            assert!(page.holds("Il n’y a rien à comparer") && !page.holds("rubrique"), "{}", page.text());
        }
        // An invented first name, that version 7 gave.
        assert!(files().iter().any(|(path, text)| path.ends_with("charte-qui-vit/07.md") && text.contains("Gaétane")));
        for number in numbers {
            let page = site.get_as(Some(&author), &format!("/n/{note}/-/versions/{number}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.holds("Gaétane"), "{number}");
        }
    }
}

#[tokio::test]
async fn what_an_author_pinned_is_shown_to_who_may_read_it() {
    for site in sites().await {
        let charter = address(&site, None, "Animer une communauté de pratique", "Une charte qui vit").await;
        let page = site.get(&charter).await;
        assert!(page.holds("data-why=\"pinned\"") && page.holds("Gabarit de charte"), "{}", page.text());
        assert!(
            page.holds("data-why=\"cite_each_other\"") && !page.holds("Trois chartes côte à côte"),
            "{}",
            page.text()
        );
        let member = signed_in(&site, "Ginette Trépanier-Dulac").await;
        assert!(site.get_as(Some(&member), &charter).await.holds("Trois chartes côte à côte"));
    }
}

#[tokio::test]
async fn a_category_belongs_to_the_placement() {
    for site in sites().await {
        let title = "La récolte : quinze minutes avant de se quitter";
        let page = site.get(&address(&site, None, "Trousse de rencontres", title).await).await.text();
        let cards = &page[page.find("data-part=\"notebooks\"").unwrap()..];
        let cards: Vec<&str> = cards.split("<li class=\"card\"").skip(1).collect();
        assert_eq!(cards.len(), 2);
        let (work, kit) = if cards[0].contains("Animer une") { (cards[0], cards[1]) } else { (cards[1], cards[0]) };
        assert!(work.contains(">Animation<") && !work.contains(">Clore<"), "{work}");
        assert!(kit.contains(">Clore<") && !kit.contains(">Animation<"), "{kit}");
        assert!(kit.contains("Pourquoi elle est ici") || kit.contains("seule fin de rencontre"), "{kit}");
    }
}

#[tokio::test]
async fn a_network_comes_in_whole_or_not_at_all() {
    for site in TestApp::all(43).await {
        let ctx = site.services().system("a test");
        let mut broken = demonstration(&site);
        broken.notes.last_mut().unwrap().authors.push("personne".to_owned());
        assert!(network::is_empty(&ctx).await.unwrap());
        assert!(matches!(network::load(&ctx, &broken).await, Err(Error::Internal(_))));
        assert!(network::is_empty(&ctx).await.unwrap());
        assert_eq!(site.get("/communities/fanal").await.status, StatusCode::NOT_FOUND);

        network::load(&ctx, &demonstration(&site)).await.unwrap();
        assert!(!network::is_empty(&ctx).await.unwrap());
        assert!(matches!(network::load(&ctx, &demonstration(&site)).await, Err(Error::Conflict)), "nothing twice");
    }
}

#[test]
fn a_line_that_means_nothing_is_told_with_its_file() {
    let files = files();
    let now = domain::Timestamp::from_micros(1_760_000_000_000_000);
    let told = |path: &str, from: &str, to: &str| {
        let read = files.iter().map(|(name, text)| {
            let text = if name == path { text.replacen(from, to, 1) } else { text.clone() };
            assert!(name != path || text.contains(to), "{path} holds {from}");
            (name.clone(), text)
        });
        let read: Vec<_> = read.collect();
        let read = read.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let refused = interop::network::read(read, now).unwrap_err();
        assert_eq!(refused.path, path, "{refused}");
        refused.reason
    };
    assert!(told("terms/recolte.md", "related: [", "related: [moisson, ").contains("moisson"));
    assert!(told("terms/recolte.md", "state: adopted", "state: adored").contains("adored"));
    assert!(told("organisations/nordet.md", "state: active", "couleur: bleu\nstate: active").contains("couleur"));
    assert!(told("notebooks/animer.toml", "by = \"solene\"", "by = \"soleil\"").contains("soleil"));
    assert!(told("people.toml", "name = \"Solène Quimper-Bélisle\"", "name = \"\"").contains("name"));
}

#[tokio::test]
async fn the_definition_of_the_notes_community_is_told_and_that_others_exist_to_who_may_know() {
    for site in sites().await {
        let charter = address(&site, None, "Animer une communauté de pratique", "Une charte qui vit").await;
        let fanal = "Règle par laquelle un groupe dit ce qui peut se raconter dehors";
        let page = site.get(&charter).await;
        assert!(page.holds("href=\"/lexicon/confidentialite\"") && page.holds(fanal), "{}", page.text());
        assert!(!page.holds("1 autre définition"), "that of Appuis is for its members: {}", page.text());
        let member = signed_in(&site, "Ginette Trépanier-Dulac").await;
        let page = site.get_as(Some(&member), &charter).await;
        assert!(page.holds(fanal) && page.holds("1 autre définition"), "{}", page.text());
        let entry = site.get_as(Some(&member), "/lexicon/confidentialite").await;
        assert!(entry.holds("2 définitions") && entry.holds("pas même sans son nom"), "{}", entry.text());
        assert!(!site.get("/lexicon/confidentialite").await.holds("pas même sans son nom"));
        assert!(site.get("/lexicon/accompagnement").await.holds("2 définitions"));
    }
}

#[tokio::test]
async fn a_shelter_says_its_region_and_no_more() {
    for site in sites().await {
        let list = site.get("/organisations?region=monteregie").await;
        assert_eq!(list.text().matches("<li data-note=").count(), 1, "{}", list.text());
        let note = list.text().split("<li data-note=").nth(1).unwrap().split("href=\"").nth(1).unwrap().to_owned();
        let page = site.get(note.split('"').next().unwrap()).await.text();
        let fields = page.split("data-part=\"organisation\"").nth(1).unwrap().split("</dl>").next().unwrap();
        assert!(fields.contains("<dd>Montérégie</dd>"), "{fields}");
        assert_eq!(site.get("/organisations").await.text().matches("<li data-note=").count(), 16);
    }
}

#[tokio::test]
async fn a_common_word_is_never_underlined_and_an_english_note_is_told_in_english() {
    for site in sites().await {
        for title in ["Animer une communauté de pratique", "Récits et récoltes", "Trousse de rencontres"] {
            let notebook = site.get(&notebook_of(&site, title).await).await.text();
            for note in notebook.split("<li data-note=").skip(1) {
                let note = note.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
                let page = site.get(note).await.text();
                for common in ["responsable", "reconnaissance"] {
                    assert!(!page.contains(&format!("class=\"term\" data-term=\"{common}")), "{note}");
                    let underlined =
                        page.split("class=\"term\"").skip(1).map(|rest| rest.split("</a>").next().unwrap());
                    assert!(
                        underlined.clone().all(|term| !term.contains(&format!("/lexicon/{common}\""))),
                        "{note}: {common}"
                    );
                }
            }
        }
        let companion = "Running a community of practice: a short companion";
        let note = address(&site, None, companion, "A charter that stays alive").await;
        let page = site.get(&note).await.text();
        assert!(page.contains("A short text adopted by the members"), "{page}");
        assert!(page.contains("<span class=\"provenance\" lang=\"fr\">charte</span>"), "{page}");
    }
}

#[tokio::test]
async fn authors_name_a_word_that_their_text_does_not_say_or_leave_its_words_bare() {
    for site in sites().await {
        let solene = signed_in(&site, "Solène Quimper-Bélisle").await;
        let told = address(&site, Some(&solene), "Récits et récoltes", "Deux ans à relier sans budget").await;
        let told = site.get_as(Some(&solene), &told).await.text();
        let words = told.split_once("data-part=\"terms\"").unwrap().1;
        assert!(words.contains(">reconnaissance</a>"), "a common word, which is told where it is named: {told}");
        let template = site.get(&address(&site, None, "Trousse de rencontres", "Gabarit de charte").await).await;
        assert!(template.holds("data-part=\"terms\"") && !template.holds("class=\"term\""), "{}", template.text());
    }
}

#[tokio::test]
async fn a_translation_says_whether_it_is_older_than_its_original_and_both_lead_to_the_other() {
    for site in sites().await {
        let (guide, companion) =
            ("Animer une communauté de pratique", "Running a community of practice: a short companion");
        for (original, translation, is_behind) in [
            ("Avez-vous besoin d’une communauté de pratique?", "Do you need a community of practice?", false),
            ("Une charte qui vit", "A charter that stays alive", true),
            ("La récolte : quinze minutes avant de se quitter", "The harvest: fifteen minutes before you part", false),
        ] {
            let original = address(&site, None, guide, original).await;
            let translation = address(&site, None, companion, translation).await;
            let [original_id, translation_id] = [&original, &translation].map(|at| at.rsplit('/').next().unwrap());
            let state = if is_behind { "plus ancienne que l’original" } else { "à jour" };
            let page = site.get(&original).await.text();
            let also = page.split("data-part=\"also-in\"").nth(1).unwrap_or_else(|| panic!("{page}"));
            let also = also.split("</p>").next().unwrap();
            assert!(
                also.contains("Aussi en anglais") && also.contains(translation_id) && also.contains(state),
                "{also}"
            );
            let page = site.get(&translation).await.text();
            let of = page.split("data-part=\"translation-of\"").nth(1).unwrap().split("</p>").next().unwrap();
            assert!(of.contains(original_id) && of.contains(state), "{of}");
            for language in ["fr", "en"] {
                assert_eq!(page.matches(&format!("<link rel=\"alternate\" hreflang=\"{language}\"")).count(), 1);
            }
            assert!(page.contains("\"translationOfWork\":{\"@type\":\"Article\""), "{page}");
            assert!(site.get(&original).await.holds("\"workTranslation\":[{\"@type\":\"Article\""));
        }
    }
}

#[tokio::test]
async fn the_network_says_its_name() {
    for site in sites().await {
        let ctx = site.services().system("a test");
        assert_eq!(services::home::site(&ctx).await.unwrap().name.as_deref(), Some("Réseau Marnage"));
    }
}

#[tokio::test]
async fn communities_say_what_they_are() {
    for site in sites().await {
        let list = site.get("/communities").await.text();
        assert_eq!(list.matches("<li data-community=").count(), 4, "Appuis is for its members");
        let page = site.get("/communities/petits-milieux").await.text();
        for words in
            ["en pause jusqu’au 15 janvier 2027", "Lantern Cove Youth Commons", "Espace jeunesse Pont-de-Glace"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let page = site.ask_as(None, "GET", "/communities/petits-milieux", &[("accept-language", "en")]).await.text();
        assert!(page.contains("<h1>Small Places</h1>") && page.contains("We do youth work"), "{page}");
        let page = site.get("/communities/fanal").await.text();
        let charter = page.split("data-part=\"charter\"").nth(1).unwrap_or_else(|| panic!("{page}"));
        assert!(charter.split("</div>").next().unwrap().contains(">Charte de Fanal</a>"), "{page}");
        let page = site.get("/communities/longues-tablees").await.text();
        assert!(!page.contains("data-part=\"hosts\"") && !page.contains("data-part=\"confidentiality\""), "{page}");
    }
}

#[tokio::test]
async fn notes_that_a_third_one_cites_or_that_speak_of_the_same_things_go_together() {
    for site in sites().await {
        let template = site.get(&address(&site, None, "Trousse de rencontres", "Gabarit de charte").await).await;
        assert!(
            template.holds("data-why=\"cited_together\"")
                && template.holds("Citées ensemble dans «\u{a0}Une charte qui vit\u{a0}»"),
            "{}",
            template.text()
        );
        let title = "Avez-vous besoin d’une communauté de pratique?";
        let first = site.get(&address(&site, None, "Animer une communauté de pratique", title).await).await;
        assert!(
            first.holds("data-why=\"alike\"") && first.holds("Parlent toutes deux de\u{a0}: salle, "),
            "{}",
            first.text()
        );
    }
}

#[tokio::test]
async fn a_work_is_cited_by_the_names_that_sign_its_notes_in_the_order_of_reading() {
    for site in sites().await {
        let notebooks = site.get("/notebooks").await.text();
        let work = notebooks.split("/animer-une-communaute-de-pratique\"").next().unwrap().rsplit('"').next().unwrap();
        let written = site.get(&format!("{work}/-/cite.bib")).await.text();
        assert!(written.starts_with("@book{"), "{written}");
        assert!(written.contains("author = {Quimper-Bélisle, Solène and Camara-Thivierge, Idrissa and "), "{written}");
    }
}
