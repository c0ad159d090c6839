//! The lexicon, as readers meet it: terms in notes, entries, and who sees which definition.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::NoteId;
use domain::lexicon::TermRelation;
use domain::notes::Visibility;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::Session;

/// The texts of what a selector finds in a page, in order.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let words = |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    Html::parse_document(page).select(&Selector::parse(selector).unwrap()).map(words).collect()
}

async fn page(site: &TestApp, who: Option<&Session>, address: &str) -> String {
    let answer = site.get_as(who, address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    answer.text()
}

async fn note_page(site: &TestApp, who: Option<&Session>, note: NoteId, slug: &str) -> String {
    page(site, who, &format!("/n/{note}/{slug}")).await
}

const UNDERLINED: &str = "[data-part=body] a.term[data-term]";
const DEFINITIONS: &str = "[data-part=terms] .definition";
const OWNERS: &str = "[data-part=terms] .definition + .provenance";

#[tokio::test]
async fn a_term_is_underlined_at_its_first_use_and_told_once() {
    for site in TestApp::all(61).await {
        let ana = site.person("Ana Lys").await;
        let term = site.note("récolte").body("Ce qui reste d’une rencontre.\n\nPlus.").by(ana).as_term().write().await;
        let body = "# La récolte\n\n`récolte` et [[récolte]]. Des récoltes, une récolte.";
        let note = site.note("Après").body(body).write().await;
        let page = note_page(&site, None, note, "apres").await;
        assert_eq!(texts(&page, UNDERLINED), ["récoltes"]);
        assert_eq!(texts(&page, DEFINITIONS), ["Ce qui reste d’une rencontre."]);
        assert_eq!(texts(&page, OWNERS), ["Définition selon Ana Lys"]);
        assert!(page.contains(&format!("data-term=\"{term}\" href=\"/lexicon/recolte\"")), "{page}");
        // A term that is linked is told among the terms, and not among the notes.
        assert_eq!(texts(&page, "[data-part=related] a"), Vec::<String>::new());
        // The page of the term does not define itself.
        let page = note_page(&site, None, term, "recolte").await;
        assert_eq!(texts(&page, UNDERLINED), Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_definition_of_the_notes_community_comes_first_then_that_of_its_notebook_then_all_with_owners() {
    for site in TestApp::all(62).await {
        let (bea, carl) = (site.person("Béa").await, site.person("Carl").await);
        let (fanal, toits) =
            (site.community("fanal", "Fanal", true).await, site.community("toits", "Toits", true).await);
        let charte = |body: &'static str| site.note("charte").body(body);
        charte("De Toits.").by(carl).as_term_of(toits).write().await;
        charte("De Fanal.").by(bea).as_term_of(fanal).write().await;
        charte("De Béa et Carl.").by(carl).by(bea).as_term().write().await;
        let notebook = site.notebook("Carnet", Visibility::Public, Some(toits)).await;
        let of_community = site.note("Une").body("La charte.").linked_to(fanal).placed_in(notebook).write().await;
        let of_notebook = site.note("Deux").body("La charte.").placed_in(notebook).write().await;
        let of_none = site.note("Trois").body("La charte.").write().await;

        let page = note_page(&site, None, of_community, "une").await;
        assert_eq!(texts(&page, DEFINITIONS), ["De Fanal."]);
        assert!(page.contains("2 autres définitions"), "{page}");
        assert_eq!(texts(&note_page(&site, None, of_notebook, "deux").await, DEFINITIONS), ["De Toits."]);
        let page = note_page(&site, None, of_none, "trois").await;
        // By name of owner, none above the others.
        assert_eq!(texts(&page, DEFINITIONS), ["De Béa et Carl.", "De Fanal.", "De Toits."]);
        assert_eq!(
            texts(&page, OWNERS),
            ["Définition selon Carl et Béa", "Définition selon Fanal", "Définition selon Toits"]
        );
        assert!(page.contains("3 définitions"), "{page}");
    }
}

#[tokio::test]
async fn words_that_differ_by_their_accents_are_not_one_word() {
    for site in TestApp::all(66).await {
        site.note("relève").body("Qui reprend.").as_term().write().await;
        site.note("relevé").body("Une liste.").as_term().write().await;
        let note = site.note("Heures").body("Le relevé de temps.").write().await;
        let seen = note_page(&site, None, note, "heures").await;
        assert_eq!(
            (texts(&seen, UNDERLINED), texts(&seen, DEFINITIONS)),
            (vec!["relevé".into()], vec!["Une liste.".into()])
        );
        // They share an address, that holds no accent.
        assert_eq!(texts(&page(&site, None, "/lexicon/releve").await, "h1"), ["relève, relevé"]);
    }
}

#[tokio::test]
async fn a_definition_that_nobody_signed_says_so() {
    for site in TestApp::all(68).await {
        site.note("veille").body("Lire ce qui paraît.").as_term().write().await;
        let said = texts(&page(&site, None, "/lexicon/veille").await, "[data-part=definitions] .provenance");
        assert!(said.first().is_some_and(|said| said.starts_with("Définition non signée")), "{said:?}");
    }
}

#[tokio::test]
async fn a_term_that_one_may_not_see_is_not_there_and_covers_no_other() {
    for site in TestApp::all(63).await {
        let ana = site.person("Ana").await;
        let session = site.session(ana).await;
        site.note("communauté").body("Ouverte.").as_term().write().await;
        let hidden = site.note("communauté de pratique").body("Fermée.").by(ana).visible_to(Visibility::Authors);
        let hidden = hidden.as_term().also_called("cdp").write().await;
        let note = site.note("Lecture").body("Une communauté de pratique, ou CdP.").write().await;
        let (seen, all) =
            (note_page(&site, None, note, "lecture").await, note_page(&site, Some(&session), note, "lecture").await);
        assert_eq!(texts(&seen, UNDERLINED), ["communauté"]);
        assert_eq!(texts(&all, UNDERLINED), ["communauté de pratique"]);
        for address in ["/lexicon/communaute-de-pratique", "/lexicon/cdp"] {
            assert_eq!(site.get_as(None, address).await, site.get_as(None, "/lexicon/rien").await);
        }
        assert_eq!(texts(&page(&site, None, "/lexicon").await, "[data-part=entries] a"), ["communauté"]);
        // Shown to all, it is there at once, on pages that were kept.
        site.edit(&Edit::Visibility(hidden, Visibility::Public)).await;
        assert_eq!(texts(&note_page(&site, None, note, "lecture").await, UNDERLINED), ["communauté de pratique"]);
    }
}

#[tokio::test]
async fn a_variant_leads_to_its_entry_and_an_entry_shows_what_goes_with_it() {
    for site in TestApp::all(64).await {
        let pratique =
            site.note("communauté de pratique").body("Un groupe.").also_called("CdP").as_term().write().await;
        let groupe = site.note("groupe").body("Des gens.").as_term().write().await;
        site.edit(&Edit::Relation(pratique, TermRelation::Broader, groupe)).await;
        let user = site.note("Lecture").body("Voir [[CdP]].").write().await;
        site.catch_up().await;
        let answer = site.get_as(None, "/lexicon/CDP").await;
        assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY);
        assert!(answer.header("location").ends_with("/lexicon/communaute-de-pratique"));
        let entry = page(&site, None, "/lexicon/communaute-de-pratique").await;
        assert_eq!(texts(&entry, "h1"), ["communauté de pratique"]);
        assert_eq!(texts(&entry, "[data-part=relations] dd a"), ["groupe"]);
        assert!(entry.contains("Plus large") && entry.contains("À ne pas confondre avec"), "{entry}");
        assert_eq!(texts(&entry, "[data-part=used-in] .title a"), ["Lecture"]);
        assert!(entry.contains(&user.to_string()));
        let other = page(&site, None, "/lexicon/groupe").await;
        assert!(other.contains("Plus précis"), "said on one side, heard on the other: {other}");
    }
}

#[tokio::test]
async fn the_lexicon_is_sorted_as_french_sorts_and_paged() {
    for site in TestApp::all(65).await {
        let words = ["zèbre", "été", "ete", "Étape", "échelle", "cote", "côte", "coté", "côté"];
        let numbered: Vec<String> = (0..120).map(|number| format!("mot {number:03}")).collect();
        let all = words.iter().map(|word| (*word).to_owned()).chain(numbered.iter().cloned());
        let terms = all.map(|word| site.note(&word).body("Un mot.").as_term()).collect();
        site.write_all(terms).await;
        let first = page(&site, None, "/lexicon").await;
        let seen = texts(&first, "[data-part=entries] .title");
        let begins = ["cote", "côte", "coté", "côté", "échelle", "Étape", "ete", "été", "mot 000"];
        assert_eq!(seen[..9], begins.map(str::to_owned));
        assert_eq!(seen.len(), 100);
        let next = Html::parse_document(&first);
        let next =
            next.select(&Selector::parse("a[rel=next]").unwrap()).next().unwrap().attr("href").unwrap().to_owned();
        let rest = texts(&page(&site, None, &format!("/lexicon{next}")).await, "[data-part=entries] .title");
        assert_eq!((rest.len(), rest.last().unwrap().as_str()), (29, "zèbre"));
        let letter = texts(&page(&site, None, "/lexicon?language=fr&letter=E").await, "[data-part=entries] .title");
        assert_eq!(letter, ["échelle", "Étape", "ete", "été"]);
    }
}

const USED_IN: &str = "[data-part=used-in] .title a";

/// The titles of the notes that an entry says to use it, and how many it says there are.
async fn used_in(site: &TestApp, who: Option<&Session>, entry: &str) -> (Vec<String>, usize) {
    let page = page(site, who, &format!("/lexicon/{entry}")).await;
    let count = Html::parse_document(&page);
    let count = count.select(&Selector::parse("[data-part=used-in] [data-count]").unwrap()).next();
    let count = count.map_or(0, |count| count.attr("data-count").unwrap().parse().unwrap());
    (texts(&page, USED_IN), count)
}

fn all_of(titles: &[&str]) -> (Vec<String>, usize) {
    (titles.iter().map(|title| (*title).to_owned()).collect(), titles.len())
}

#[tokio::test]
async fn an_entry_shows_every_note_that_holds_one_of_its_labels_or_leads_to_it() {
    for site in TestApp::all(67).await {
        let write = async |title: &str, body: &str| site.note(title).body(body).write().await;
        site.note("récolte").body("Ce qui reste.").also_called("moisson").as_term().write().await;
        // A longer label covers the word, and the word is used all the same.
        site.note("récolte de savoirs").body("Une récolte.").as_term().write().await;
        site.note("bonne").body("Un mot courant.").as_common_term().write().await;
        write("Ample", "Des récoltes de savoirs, et de RECOLTE.").await;
        write("Brève", "Bonne moisson!").await;
        write("Citée", "Voir [[récolte]].").await;
        write("Du code", "`récolte`\n\n# Récolte\n\n> La récolte.").await;
        write("Écarts", "On récolte, on récoltera.").await;
        write("Fausse", "On récoltera un recolté.").await;
        site.catch_up().await;
        let engine = site.store.store.engine();
        let users = ["Ample", "Brève", "Citée", "Écarts", "récolte de savoirs"];
        assert_eq!(used_in(&site, None, "recolte").await, all_of(&users), "{engine}");
        assert_eq!(used_in(&site, None, "recolte-de-savoirs").await, all_of(&["Ample"]), "{engine}");
        assert_eq!(used_in(&site, None, "bonne").await, all_of(&["Brève"]), "{engine}: never underlined, and used");
    }
}

#[tokio::test]
async fn uses_are_those_of_notes_and_definitions_that_one_may_see() {
    for site in TestApp::all(68).await {
        let (ana, engine) = (site.person("Ana").await, site.store.store.engine());
        let session = site.session(ana).await;
        site.note("relève").body("Qui reprend.").as_term().write().await;
        // Another definition of the same word has a variant of its own, and is hidden.
        let hidden = site.note("relève").body("Qui prend la suite.").by(ana).visible_to(Visibility::Authors);
        let hidden = hidden.also_called("passation").as_term().write().await;
        site.note("Une").body("La relève.").write().await;
        let other =
            site.note("Deux").body("La relève, en secret.").by(ana).visible_to(Visibility::Authors).write().await;
        site.note("Trois").body("La passation.").write().await;
        site.note("Quatre").body(&format!("Voir [[{hidden}]].")).write().await;
        site.catch_up().await;
        assert_eq!(used_in(&site, None, "releve").await, all_of(&["Une"]), "{engine}");
        let all = ["Deux", "Quatre", "Trois", "Une"];
        assert_eq!(used_in(&site, Some(&session), "releve").await, all_of(&all), "{engine}");
        // Rights are asked when it is read: nothing is derived again.
        site.edit(&Edit::Visibility(hidden, Visibility::Public)).await;
        assert_eq!(used_in(&site, None, "releve").await, all_of(&["Quatre", "Trois", "Une"]), "{engine}");
        site.edit(&Edit::Visibility(other, Visibility::Public)).await;
        assert_eq!(used_in(&site, None, "releve").await, all_of(&all), "{engine}");
        site.edit(&Edit::Delete(other)).await;
        site.edit(&Edit::Delete(hidden)).await;
        assert_eq!(used_in(&site, None, "releve").await, all_of(&["Une"]), "{engine}");
        site.edit(&Edit::Restore(other)).await;
        assert_eq!(used_in(&site, None, "releve").await, all_of(&["Deux", "Une"]), "{engine}");
    }
}

#[tokio::test]
async fn uses_follow_what_is_written_and_what_terms_are_called() {
    for site in TestApp::all(69).await {
        let engine = site.store.store.engine();
        let note = site.note("Une").body("Le mentorat.").write().await;
        site.note("Deux").body("Le jumelage.").write().await;
        site.catch_up().await;
        let call = async |term, labels: &[&str]| {
            let labels = labels.iter().map(|label| (*label).to_owned()).collect();
            site.edit(&Edit::Called(term, labels)).await;
            site.catch_up().await;
        };
        let term = site.note("mentorat").body("À deux.").as_term().write().await;
        site.catch_up().await;
        assert_eq!(used_in(&site, None, "mentorat").await, all_of(&["Une"]), "{engine}: made after the note");
        call(term, &["mentorat", "jumelage"]).await;
        assert_eq!(used_in(&site, None, "mentorat").await, all_of(&["Deux", "Une"]), "{engine}: called otherwise too");
        site.edit(&Edit::Body(note, "Rien.".to_owned())).await;
        site.catch_up().await;
        assert_eq!(used_in(&site, None, "mentorat").await, all_of(&["Deux"]), "{engine}: the newest text");
        site.edit(&Edit::Body(note, "Voir [[mentorat]].".to_owned())).await;
        site.catch_up().await;
        call(term, &["mentorat"]).await;
        assert_eq!(
            used_in(&site, None, "mentorat").await,
            all_of(&["Une"]),
            "{engine}: a link, and a label taken away"
        );
        // Another note is the term now.
        call(term, &[]).await;
        let other = site.note("Pair").body("À deux.").write().await;
        call(other, &["jumelage"]).await;
        assert_eq!(used_in(&site, None, "jumelage").await, all_of(&["Deux"]), "{engine}");
        assert_eq!(site.get("/lexicon/mentorat").await.status, StatusCode::NOT_FOUND, "{engine}");
        // Emptied, it comes back.
        let ctx = site.services().system("a test");
        services::projections::empty_term_uses(&ctx).await.unwrap();
        assert_eq!(used_in(&site, None, "jumelage").await, all_of(&[]), "{engine}");
        site.catch_up().await;
        assert_eq!(used_in(&site, None, "jumelage").await, all_of(&["Deux"]), "{engine}");
    }
}

#[tokio::test]
async fn uses_are_in_the_order_of_titles_and_paged() {
    for site in TestApp::all(70).await {
        let engine = site.store.store.engine();
        site.note("atelier").body("Où l’on fait.").as_term().write().await;
        let titles: Vec<String> = (0..230).map(|number| format!("Établi {number:03}")).collect();
        let notes = titles.iter().rev().map(|title| site.note(title).body("Un atelier.")).collect();
        site.write_all(notes).await;
        site.catch_up().await;
        let (mut seen, mut address) = (Vec::new(), "/lexicon/atelier".to_owned());
        loop {
            let page = page(&site, None, &address).await;
            assert!(page.contains("data-count=\"230\""), "{engine} {address}: {page}");
            seen.extend(texts(&page, USED_IN));
            let next = Html::parse_document(&page);
            let next = next.select(&Selector::parse("[data-part=used-in] a[rel=next]").unwrap()).next();
            let Some(next) = next else { break };
            address = format!("/lexicon/atelier{}", next.attr("href").unwrap());
        }
        assert_eq!(seen, titles, "{engine}");
        assert_eq!(site.get("/lexicon/atelier?after=nowhere").await.status, StatusCode::NOT_FOUND, "{engine}");
    }
}

#[tokio::test]
async fn a_kept_entry_is_made_again_when_a_use_comes_or_goes_and_no_other_is() {
    for site in TestApp::all(71).await {
        let engine = site.store.store.engine();
        for word in ["atelier", "cercle", "table"] {
            site.note(word).body("Un mot.").as_term().write().await;
        }
        let note = site.note("Une").body("Un atelier.").write().await;
        site.catch_up().await;
        for word in ["atelier", "cercle", "table"] {
            page(&site, None, &format!("/lexicon/{word}")).await;
        }
        assert_eq!(site.keeps(), 3, "{engine}");
        site.edit(&Edit::Body(note, "Un cercle.".to_owned())).await;
        site.catch_up().await;
        assert_eq!(site.keeps(), 1, "{engine}: that of a word that no text holds");
        assert_eq!(used_in(&site, None, "atelier").await, all_of(&[]), "{engine}");
        assert_eq!(used_in(&site, None, "cercle").await, all_of(&["Une"]), "{engine}");
        site.edit(&Edit::Title(note, "Autre".to_owned())).await;
        assert_eq!(site.keeps(), 2, "{engine}: the title stands on one");
        assert_eq!(used_in(&site, None, "cercle").await, all_of(&["Autre"]), "{engine}");
    }
}

const TERMS: &str = "[data-part=terms] .title a";

#[tokio::test]
async fn a_term_that_authors_name_is_told_after_the_others_and_counts_as_a_use() {
    for site in TestApp::all(71).await {
        let (ana, engine) = (site.person("Ana").await, site.store.store.engine());
        let session = site.session(ana).await;
        site.note("relève").body("Qui reprend.").also_called("passation").as_term().write().await;
        site.note("mandat").body("Jusqu’à quand.").as_term().write().await;
        let hidden = site.note("secret").body("Ce qui se tait.").by(ana).visible_to(Visibility::Authors);
        hidden.as_term().write().await;
        let note = site.note("Après").body("Un mandat.").write().await;
        let named = ["Passation", "secret", "mandat", "à écrire"].map(str::to_owned).to_vec();
        site.edit(&Edit::Terms(note, named, true)).await;
        site.catch_up().await;
        let seen = note_page(&site, None, note, "apres").await;
        assert_eq!(texts(&seen, TERMS), ["mandat", "relève"], "{engine}");
        assert_eq!(texts(&seen, UNDERLINED), ["mandat"], "{engine}: the text does not say the other");
        assert!(!seen.contains("secret") && !seen.contains("à écrire"), "{engine}");
        assert_eq!(texts(&note_page(&site, Some(&session), note, "apres").await, TERMS).len(), 3, "{engine}");
        assert_eq!(used_in(&site, None, "releve").await, all_of(&["Après"]), "{engine}");
        site.edit(&Edit::Terms(note, Vec::new(), true)).await;
        site.catch_up().await;
        assert_eq!(texts(&note_page(&site, None, note, "apres").await, TERMS), ["mandat"], "{engine}");
        assert_eq!(used_in(&site, None, "releve").await, all_of(&[]), "{engine}");
    }
}

#[tokio::test]
async fn a_note_may_leave_its_terms_bare_and_tells_them_all_the_same() {
    for site in TestApp::all(72).await {
        site.note("mandat").body("Jusqu’à quand.").as_term().write().await;
        let note = site.note("Après").body("Un mandat.").write().await;
        site.edit(&Edit::Terms(note, Vec::new(), false)).await;
        let seen = note_page(&site, None, note, "apres").await;
        assert_eq!((texts(&seen, UNDERLINED).len(), texts(&seen, TERMS)), (0, vec!["mandat".to_owned()]));
        site.edit(&Edit::Terms(note, Vec::new(), true)).await;
        assert_eq!(texts(&note_page(&site, None, note, "apres").await, UNDERLINED), ["mandat"]);
    }
}

#[tokio::test]
async fn a_reader_may_leave_the_words_of_the_lexicon_bare() {
    for site in TestApp::all(73).await {
        site.note("mandat").body("Jusqu’à quand.").as_term().write().await;
        let note = site.note("Après").body("Un mandat.").write().await;
        let address = format!("/n/{note}/apres");
        let cookie = |words| [("cookie", words)];
        let usual = site.ask("GET", &address, &cookie("a=b")).await.text();
        let former = site.ask("GET", &address, &cookie("__Host-theme=dark.large.plain")).await.text();
        assert!(usual.contains("data-terms=\"underlined\"") && former.contains("data-terms=\"underlined\""));
        let bare = site.ask("GET", &address, &cookie("__Host-theme=auto.usual.reading.bare")).await.text();
        assert!(
            bare.contains("data-terms=\"bare\"") && bare.contains("value=\"bare\" aria-pressed=\"true\""),
            "{bare}"
        );
        // Words and definitions are the same: the style sheet alone takes the line away.
        assert_eq!((texts(&bare, UNDERLINED), texts(&bare, TERMS)), (texts(&usual, UNDERLINED), texts(&usual, TERMS)));
    }
}
