//! Placing a note from its own page, and declining a placement, as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::notes::Visibility;
use domain::{NoteId, NotebookId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

const DAY: i64 = 24 * 3600;

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

async fn somebody(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

fn placing(note: NoteId) -> String {
    format!("/n/{note}/-/place")
}

async fn act(site: &TestApp, who: &Session, note: NoteId, act: &str, notebook: NotebookId, words: &str) -> Answer {
    let notebook = notebook.to_string();
    let form = [("act", act), ("notebook", notebook.as_str()), ("words", words)];
    site.send(Some(who), &placing(note), &form).await
}

/// Where the note stands, as this person sees it.
async fn stands(site: &TestApp, who: &Session, note: NoteId) -> Vec<String> {
    texts(&site.get_as(Some(who), &placing(note)).await, "[data-part=placed] .title")
}

async fn contributes(site: &TestApp, notebook: NotebookId, person: PersonId) {
    let mut tx = site.services().store().write().await.unwrap();
    store::notebooks::add_member(&mut tx, notebook, person, false).await.unwrap();
    tx.commit().await.unwrap();
}

/// The words of all letters to this address.
async fn letters_to(site: &TestApp, to: &str) -> String {
    let letters = site.letters().await;
    let texts = letters.iter().filter(|letter| letter.to == to).map(|letter| letter.text.as_str());
    texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_note_is_placed_from_its_own_page_with_categories_and_why_it_is_there() {
    for site in TestApp::all(8001).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, stranger) = somebody(&site, "Zoé", "zoe@exemple.org").await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let category = site.category(notebook, "Rivières").await.to_string();
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let address = format!("/n/{note}/ecluse");
        assert!(site.get_as(Some(&author), &address).await.holds("Intégrer à un carnet"));
        assert!(!site.get_as(Some(&stranger), &address).await.holds("Intégrer à un carnet"), "they may nowhere");
        assert_eq!(site.get_as(Some(&stranger), &placing(note)).await.status, StatusCode::FORBIDDEN);
        let refused = act(&site, &stranger, note, "place", notebook, "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);

        let first = site.get_as(Some(&author), &placing(note)).await;
        assert_eq!(texts(&first, "[data-form=choose] option"), ["Carnet des eaux"]);
        assert!(first.holds("/c/-/new"));
        let second = site.get_as(Some(&author), &format!("{}?notebook={notebook}", placing(note))).await;
        assert_eq!(texts(&second, "[data-form=place] .choice label"), ["Rivières"]);
        let (long, id) = ("a".repeat(1001), notebook.to_string());
        let send = async |reason: &str| {
            let form = [("act", "place"), ("notebook", &*id), ("category", &*category), ("reason", reason)];
            site.send(Some(&author), &placing(note), &form).await
        };
        let refused = send(&long).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.holds(&long), "what was typed is there still");
        assert_eq!(texts(&refused, "[data-form=place] input[checked] + label"), ["Rivières"]);
        for _ in 0..2 {
            assert_eq!(send("Pour commencer.").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(stands(&site, &author, note).await, ["Carnet des eaux"]);
        let contents = site.get_as(Some(&author), &format!("/c/{notebook}/-/contents?note={note}")).await;
        assert!(contents.holds("Pour commencer."), "{}", contents.text());
        assert_eq!(texts(&contents, "[data-form=placement] input[checked] + label"), ["Rivières"]);
        assert_eq!(letters_to(&site, "ana@exemple.org").await, "", "an author placed it");

        let withdrawn = act(&site, &author, note, "withdraw", notebook, "").await;
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER);
        assert!(stands(&site, &author, note).await.is_empty());
    }
}

#[tokio::test]
async fn a_notebook_never_widens_a_note_and_the_page_says_so() {
    for site in TestApp::all(8002).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, stranger) = somebody(&site, "Zoé", "zoe@exemple.org").await;
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let hidden = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let open = site.note("Marée").by(ana).body("Un texte.").write().await;
        let chosen = |note| format!("{}?notebook={notebook}", placing(note));
        assert!(site.get_as(Some(&author), &chosen(hidden)).await.holds("Elle ne s’ouvre pas à elles"));
        assert!(!site.get_as(Some(&author), &chosen(open)).await.holds("Elle ne s’ouvre pas à elles"));
        assert_eq!(act(&site, &author, hidden, "place", notebook, "").await.status, StatusCode::SEE_OTHER);
        let shown = site.get_as(Some(&stranger), &format!("/c/{notebook}/carnet")).await;
        assert!(!shown.holds("Écluse"), "{}", shown.text());
        let absent = NoteId::from_bytes([9; 16]);
        let there = site.get_as(Some(&stranger), &placing(hidden)).await;
        assert_eq!(there, site.get_as(Some(&stranger), &placing(absent)).await);
        let sent = act(&site, &stranger, hidden, "place", notebook, "").await;
        assert_eq!(sent, act(&site, &stranger, absent, "place", notebook, "").await);
        assert!(leads_to(&site.get(&placing(open)).await).starts_with("/sign-in?to="));
    }
}

#[tokio::test]
async fn placed_in_someone_elses_notebook_the_authors_are_told_when_they_may_see_that_notebook() {
    for site in TestApp::all(8003).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, lead) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let open = site.notebook("Carnet ouvert", Visibility::Public, None).await;
        let closed = site.notebook("Carnet fermé", Visibility::Authors, None).await;
        for notebook in [open, closed] {
            site.lead(notebook, bruno).await;
        }
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        assert_eq!(act(&site, &lead, note, "place", closed, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(letters_to(&site, "ana@exemple.org").await, "", "they may not see that notebook");
        assert_eq!(act(&site, &lead, note, "place", open, "").await.status, StatusCode::SEE_OTHER);
        let told = letters_to(&site, "ana@exemple.org").await;
        assert!(told.contains("Carnet ouvert") && told.contains(&placing(note)), "{told}");
        assert!(!told.contains("Carnet fermé"), "{told}");
    }
}

#[tokio::test]
async fn one_of_them_may_decline_with_a_line_that_only_its_leads_read_and_the_pair_is_remembered() {
    for site in TestApp::all(8004).await {
        let (ana, author) = somebody(&site, "Zqana Roy", "ana@exemple.org").await;
        let (bruno, lead) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let (chloe, helper) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, bruno).await;
        contributes(&site, notebook, chloe).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        act(&site, &helper, note, "place", notebook, "").await;

        let step = site.get_as(Some(&author), &format!("{}?decline={notebook}", placing(note))).await;
        assert_eq!(texts(&step, "[data-form=decline] textarea").len(), 1, "{}", step.text());
        assert!(step.holds("tout de suite"));
        let other = act(&site, &lead, note, "decline", notebook, "Non.").await;
        assert_eq!(other.status, StatusCode::FORBIDDEN, "who is no author");
        let silent = act(&site, &author, note, "decline", notebook, " ").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Younger than 30 days, it goes at once.
        site.chance.pass(29 * DAY);
        let author = site.session(ana).await;
        let done = act(&site, &author, note, "decline", notebook, "Ce n’est pas sa place.").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        assert!(stands(&site, &author, note).await.is_empty());

        let (lead, helper) = (site.session(bruno).await, site.session(chloe).await);
        let contents = format!("/c/{notebook}/-/contents");
        let read = site.get_as(Some(&lead), &contents).await;
        assert!(read.holds("Ce n’est pas sa place."), "{}", read.text());
        assert!(!read.holds("Zqana"), "it is not said who");
        assert!(!site.get_as(Some(&helper), &contents).await.holds("pas sa place"), "for leads alone");

        // Only an author can have it placed there again; the words name nobody.
        for who in [&lead, &helper] {
            let again = act(&site, who, note, "place", notebook, "").await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            let says = texts(&again, "[role=alert]").join(" ");
            assert!(says.contains("elles seules peuvent l’y remettre") && !says.contains("Zqana"), "{says}");
        }
        contributes(&site, notebook, ana).await;
        let author = site.session(ana).await;
        assert_eq!(act(&site, &author, note, "place", notebook, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(stands(&site, &author, note).await, ["Carnet"]);
        assert!(!site.get_as(Some(&lead), &contents).await.holds("pas sa place"));
    }
}

#[tokio::test]
async fn a_placement_older_than_30_days_goes_after_seven_days_unless_an_author_takes_that_back() {
    for site in TestApp::all(8005).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, lead) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, bruno).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        act(&site, &lead, note, "place", notebook, "").await;
        site.chance.pass(31 * DAY);
        let author = site.session(ana).await;
        let step = site.get_as(Some(&author), &format!("{}?decline={notebook}", placing(note))).await;
        assert!(step.holds("dans sept jours"), "{}", step.text());
        for kept in [true, false] {
            let author = site.session(ana).await;
            let done = act(&site, &author, note, "decline", notebook, "Non merci.").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER);
            let twice = act(&site, &author, note, "decline", notebook, "Non merci.").await;
            assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(stands(&site, &author, note).await, ["Carnet"], "until then");
            if kept {
                let back = async || act(&site, &author, note, "take-back", notebook, "").await.status;
                assert_eq!((back().await, back().await), (StatusCode::SEE_OTHER, StatusCode::NOT_FOUND));
            }
            site.chance.pass(7 * DAY + 60);
            site.letters().await;
            let author = site.session(ana).await;
            assert_eq!(stands(&site, &author, note).await.len(), usize::from(kept));
        }
    }
}
