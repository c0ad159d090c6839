//! What was typed before a session ended, or by who never signed in: a page keeps it, and it is sent again once they are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};
use tower::ServiceExt as _;

const TYPED: &str = "Pour aider,\r\n<b>beaucoup</b> & \"bien\".";

/// The fields of the form that sends again, as its page gives them.
fn sent_again(page: &Answer) -> Vec<(String, String)> {
    let html = Html::parse_document(&page.text());
    let fields = Selector::parse("form[data-form=send-again][method=post]:not([action]) input[type=hidden]").unwrap();
    let of = |field: scraper::ElementRef<'_>, name: &str| field.value().attr(name).unwrap_or_default().to_owned();
    html.select(&fields).map(|field| (of(field, "name"), of(field, "value"))).collect()
}

/// What can be copied from the page.
fn to_copy(page: &Answer) -> Vec<String> {
    let html = Html::parse_document(&page.text());
    let texts = Selector::parse("details[data-part=typed] textarea[readonly]").unwrap();
    html.select(&texts).map(|text| text.text().collect()).collect()
}

/// A session that its person ended in another tab: the browser still sends its cookie.
async fn ended(site: &TestApp, person: PersonId) -> Session {
    let session = site.session(person).await;
    site.send(Some(&session), "/sign-out", &[]).await;
    session
}

fn asking(note: NoteId) -> String {
    format!("/n/{note}/-/ask")
}

#[tokio::test]
async fn what_was_typed_before_a_session_ended_is_kept_and_sent_again_with_another() {
    for site in TestApp::all(9861).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let gone = ended(&site, bruno).await;
        let kept = TYPED.replace("\r\n", "\n");
        let mut form = Vec::new();
        for who in [None, Some(&gone)] {
            let page = site.send(who, &asking(note), &[("act", "ask"), ("reason", TYPED)]).await;
            assert_eq!((page.status, page.header("cache-control")), (StatusCode::FORBIDDEN, "no-store"));
            assert!(page.text().contains("href=\"/sign-in\" target=\"_blank\""), "{}", page.text());
            form = sent_again(&page);
            assert_eq!(form, [("act".to_owned(), "ask".to_owned()), ("reason".to_owned(), kept.clone())]);
            assert_eq!(to_copy(&page), std::slice::from_ref(&kept));
        }
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let again = site.session(bruno).await;
        let asked = site.send(Some(&again), &asking(note), &fields).await;
        assert_eq!((asked.status, leads_to(&asked)), (StatusCode::SEE_OTHER, asking(note).as_str()));
        let author = site.session(ana).await;
        let rights = site.get_as(Some(&author), &format!("/n/{note}/-/rights")).await;
        assert!(rights.holds("beaucoup"), "{}", rights.text());
    }
}

#[tokio::test]
async fn a_new_note_typed_before_a_session_ended_is_kept_and_made_with_another() {
    for site in TestApp::all(9862).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let gone = ended(&site, ana).await;
        let note = [
            ("title", "Berge"),
            ("language", "fr"),
            ("body", "Ce que j’ai tapé."),
            ("visibility", "authors"),
            ("act", "save"),
        ];
        let page = site.send(Some(&gone), "/new", &note).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.holds("Ce que j’ai tapé.") && page.holds("Berge"), "{}", page.text());
        let again = site.session(ana).await;
        let made = site.send(Some(&again), "/new", &note).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let source = site.get_as(Some(&again), &format!("{}.md", leads_to(&made))).await;
        assert_eq!(String::from_utf8(source.body.to_vec()).unwrap(), "Ce que j’ai tapé.");
    }
}

#[tokio::test]
async fn whose_session_ended_learns_nothing_of_what_is_hidden_and_loses_nothing_there() {
    for site in TestApp::all(9863).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let hidden = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let absent = NoteId::from_bytes([9; 16]);
        let gone = ended(&site, bruno).await;
        let form = [("act", "ask"), ("reason", "Pour aider.")];
        let there = site.send(Some(&gone), &asking(hidden), &form).await;
        assert_eq!(there.status, StatusCode::FORBIDDEN);
        assert_eq!(to_copy(&there), ["Pour aider."]);
        assert_eq!(there, site.send(Some(&gone), &asking(absent), &form).await);
        let page = site.send(Some(&gone), "/admin/pages/terms", &[("base", "0"), ("body", "Nos conditions.")]).await;
        assert_eq!(to_copy(&page), ["Nos conditions."], "{}", page.text());
        for note in [hidden, absent] {
            assert_eq!(site.send(None, &asking(note), &form).await.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn what_is_each_ones_own_is_kept_too_but_nothing_secret() {
    for site in TestApp::all(9864).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let gone = ended(&site, ana).await;
        for who in [None, Some(&gone)] {
            let page = site.send(who, "/me/profile", &[("base", "1"), ("about", "Zqmots.")]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.text());
            assert_eq!((to_copy(&page), sent_again(&page).len()), (vec!["Zqmots.".to_owned()], 2));

            // A form that is sent without its secret would ask for something else: what is left is there to be copied.
            let page = site.send(who, "/me/profile", &[("about", "Zqmots."), ("New-Password", "zq-secret")]).await;
            assert_eq!((to_copy(&page), sent_again(&page)), (vec!["Zqmots.".to_owned()], Vec::new()));
            assert!(!page.holds("zq-secret"), "{}", page.text());

            for (address, name) in [("/me/access", "password"), ("/me/profile", "code"), ("/me/sessions", "session")] {
                let answer = site.send(who, address, &[("act", "x"), (name, "zq-secret")]).await;
                assert!(leads_to(&answer).starts_with("/sign-in?to=%2Fme%2F"), "{address}: {}", answer.text());
                assert!(!answer.holds("zq-secret"), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_that_another_site_sends_is_shown_and_what_is_too_large_is_said_to_be() {
    for site in TestApp::all(9865).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            for address in [asking(note), "/me/profile".to_owned()] {
                let request = Request::builder().method("POST").uri(&address).header("host", "localhost:8080");
                let request = request.header("content-type", "application/x-www-form-urlencoded").header(name, value);
                let request = request.body(Body::from("reason=Zqmots&about=Zqmots")).unwrap();
                let answer = web::router(site.app.clone()).oneshot(request).await.unwrap();
                assert_eq!(answer.status(), StatusCode::FORBIDDEN);
                let page = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
                assert!(!String::from_utf8_lossy(&page).contains("Zqmots"), "{address}");
            }
        }
        let large = "a".repeat(300 * 1024);
        let answer = site.send(None, &asking(note), &[("reason", &large)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}
