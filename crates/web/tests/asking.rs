//! Asking to edit a note, and being answered, as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
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

fn asking(note: NoteId) -> String {
    format!("/n/{note}/-/ask")
}

async fn ask(site: &TestApp, who: &Session, note: NoteId, reason: &str) -> Answer {
    site.send(Some(who), &asking(note), &[("act", "ask"), ("reason", reason)]).await
}

async fn answer(site: &TestApp, who: &Session, note: NoteId, act: &str, person: PersonId, words: &str) -> Answer {
    let person = person.to_string();
    let form = [("act", act), ("person", person.as_str()), ("words", words)];
    site.send(Some(who), &format!("/n/{note}/-/rights"), &form).await
}

/// The words of the last letter to this address.
async fn last_letter(site: &TestApp, to: &str) -> String {
    let letters = site.letters().await;
    let last = letters.iter().rev().find(|letter| letter.to == to);
    let text = last.map(|letter| format!("{} {}", letter.subject, letter.text)).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn anyone_signed_in_who_can_see_a_note_may_ask_to_edit_and_the_answer_names_no_decider() {
    for site in TestApp::all(7901).await {
        let (ana, author) = somebody(&site, "Zqana Roy", "ana@exemple.org").await;
        let (bruno, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::SignedIn);
        let note = note.write().await;
        let address = format!("/n/{note}/ecluse");
        let shown = site.get_as(Some(&who), &address).await;
        assert!(shown.holds("Demander à modifier cette note"), "{}", shown.text());
        assert!(!site.get_as(Some(&author), &address).await.holds("Demander à modifier"), "which they may");
        assert_eq!(site.get_as(Some(&author), &asking(note)).await.status, StatusCode::FORBIDDEN);

        let missing = ask(&site, &who, note, "  ").await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!texts(&missing, "[role=alert]").is_empty());
        let long = ask(&site, &who, note, &"a".repeat(2001)).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.holds(&"a".repeat(2001)), "what was typed is there still");
        for _ in 0..2 {
            let sent = ask(&site, &who, note, "Je connais cette écluse.").await;
            assert_eq!((sent.status, leads_to(&sent)), (StatusCode::SEE_OTHER, asking(note).as_str()));
        }
        let told = last_letter(&site, "ana@exemple.org").await;
        assert!(told.contains("Bruno demande à modifier « Écluse »"), "{told}");
        assert!(told.contains("Je connais cette écluse.") && told.contains("/-/rights"), "{told}");
        let letters = site.letters().await.len();
        assert_eq!(letters, 1, "asked twice, told once");
        assert!(site.get_as(Some(&who), &asking(note)).await.holds("Demande envoyée"));
        // From another window: what is refused is kept, and what is said better replaces what waits.
        let long = ask(&site, &who, note, &"b".repeat(2001)).await;
        assert!(long.holds(&"b".repeat(2001)) && long.holds("Demande envoyée"), "{}", long.text());
        ask(&site, &who, note, "J’ai tenu cette écluse.").await;
        assert_eq!(site.letters().await.len(), 1, "told once");
        assert!(site.get_as(Some(&author), &address).await.holds("1 demande pour la modifier"));
        let rights = site.get_as(Some(&author), &format!("/n/{note}/-/rights")).await;
        assert!(rights.holds("J’ai tenu cette écluse."), "{}", rights.text());

        // A no says why, and is told by letter and here.
        let silent = answer(&site, &author, note, "no", bruno, "").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer(&site, &author, note, "no", bruno, "Pas encore.").await.status, StatusCode::SEE_OTHER);
        assert_eq!(answer(&site, &author, note, "yes", bruno, "").await.status, StatusCode::NOT_FOUND, "answered");
        let told = last_letter(&site, "bruno@exemple.org").await;
        assert!(told.contains("n’est pas acceptée") && told.contains("Pas encore."), "{told}");
        let page = site.get_as(Some(&who), &asking(note)).await;
        assert!(page.holds("Pas encore."), "{}", page.text());
        for (where_, names) in [("the letter", told.contains("Zqana")), ("the page", page.holds("Zqana"))] {
            assert!(!names, "{where_} names who decided");
        }

        // Asked again, a yes makes them an author, and changes not who signs.
        ask(&site, &who, note, "Et maintenant?").await;
        assert_eq!(answer(&site, &author, note, "yes", bruno, "").await.status, StatusCode::SEE_OTHER);
        let told = last_letter(&site, "bruno@exemple.org").await;
        assert!(told.contains("Votre demande est acceptée") && !told.contains("Zqana"), "{told}");
        let page = site.get_as(Some(&who), &asking(note)).await;
        assert!(page.holds("C’est oui") && !page.holds("Zqana"), "{}", page.text());
        let rights = site.get_as(Some(&who), &format!("/n/{note}/-/rights")).await;
        assert_eq!(texts(&rights, "[data-part=authors] .title"), ["Bruno", "Zqana Roy"]);
        let shown = site.get_as(Some(&who), &address).await;
        assert_eq!(texts(&shown, "[data-part=byline] a"), ["Zqana Roy"]);
    }
}

#[tokio::test]
async fn a_visitor_is_asked_to_sign_in_and_what_is_hidden_is_as_what_is_not_there() {
    for site in TestApp::all(7902).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let open = site.note("Ouverte").by(ana).body("Un texte.").write().await;
        let hidden = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        assert!(leads_to(&site.get(&asking(open)).await).starts_with("/sign-in?to="));
        assert!(leads_to(&site.send(None, &asking(open), &[("reason", "")]).await).starts_with("/sign-in?to="));
        let absent = NoteId::from_bytes([9; 16]);
        let there = site.get_as(Some(&who), &asking(hidden)).await;
        assert_eq!(there, site.get_as(Some(&who), &asking(absent)).await);
        assert_eq!(ask(&site, &who, hidden, "x").await, ask(&site, &who, absent, "x").await);
    }
}

#[tokio::test]
async fn who_loses_the_right_to_read_a_note_is_told_nothing_more_of_it() {
    for site in TestApp::all(7903).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).read_by(bruno).body("Un texte.").visible_to(Visibility::Authors);
        let note = note.write().await;
        ask(&site, &who, note, "S’il vous plaît.").await;
        site.letters().await;
        let person = bruno.to_string();
        let form = [("act", "unread"), ("person", person.as_str())];
        site.send(Some(&author), &format!("/n/{note}/-/rights"), &form).await;
        assert_eq!(answer(&site, &author, note, "no", bruno, "Non.").await.status, StatusCode::SEE_OTHER);
        assert_eq!(last_letter(&site, "bruno@exemple.org").await, "");
        assert_eq!(site.get_as(Some(&who), &asking(note)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_asked_may_be_withdrawn_is_bounded_and_goes_with_who_leaves() {
    for site in TestApp::all(7904).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        ask(&site, &who, note, "S’il vous plaît.").await;
        let withdraw = async || site.send(Some(&who), &asking(note), &[("act", "withdraw")]).await.status;
        assert_eq!((withdraw().await, withdraw().await), (StatusCode::SEE_OTHER, StatusCode::NOT_FOUND));
        assert!(!site.get_as(Some(&author), &format!("/n/{note}/-/rights")).await.holds("S’il vous plaît."));

        let mut last = ask(&site, &who, note, "Encore.").await;
        for number in 0..20 {
            site.chance.pass(3600);
            let who = site.session(bruno).await;
            let other = site.note(&format!("Note {number}")).by(ana).body("Un texte.").write().await;
            last = ask(&site, &who, other, "Encore.").await;
        }
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY, "twenty wait");

        let who = site.session(bruno).await;
        let leave = [("act", "leave"), ("credit", "keep"), ("acts", "keep"), ("texts", "keep")];
        assert_eq!(site.send(Some(&who), "/me/leaving", &leave).await.status, StatusCode::SEE_OTHER);
        site.chance.pass(30 * DAY + 60);
        site.letters().await;
        let author = site.session(ana).await;
        let rights = site.get_as(Some(&author), &format!("/n/{note}/-/rights")).await;
        assert!(texts(&rights, "[data-part=requests]").is_empty(), "{}", rights.text());
    }
}

#[tokio::test]
async fn of_a_kept_note_its_keeper_answers_and_never_signs() {
    for site in TestApp::all(7905).await {
        let (bruno, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let (chloe, _) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &chloe.to_string(), Role::Lead).await.unwrap();
        let lead = site.session(chloe).await;
        let signature = site.signature("Zoé").await;
        let note = site.note("Écluse").signed(signature).body("Un texte.").linked_to(weavers).write().await;
        let rights = format!("/n/{note}/-/rights");
        assert_eq!(site.get_as(Some(&lead), &rights).await.status, StatusCode::OK, "they may unlink it");
        ask(&site, &who, note, "Je la tiendrais à jour.").await;
        assert!(last_letter(&site, "chloe@exemple.org").await.contains("Bruno demande à modifier"));
        let page = site.get_as(Some(&lead), &rights).await;
        assert!(page.holds("Je la tiendrais à jour."), "{}", page.text());
        assert!(texts(&page, "[data-part=authors], [data-form=visibility]").is_empty(), "nothing else is theirs");
        answer(&site, &lead, note, "yes", bruno, "Merci.").await;
        let page = site.get_as(Some(&who), &rights).await;
        assert_eq!(texts(&page, "[data-part=authors] .title"), ["Bruno"]);
        let shown = site.get(&format!("/n/{note}/ecluse")).await;
        assert!(texts(&shown, "[data-part=byline]")[0].contains("Zoé"), "{}", shown.text());
        assert!(!texts(&shown, "[data-part=byline]")[0].contains("Chloé"));
        assert!(texts(&shown, "[data-part=kept-by]").is_empty(), "an account may edit it now");
    }
}
