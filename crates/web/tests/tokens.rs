//! The tokens of a person, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use testkit::TestApp;
use testkit::site::{Answer, PASSWORD, Session, leads_to};

async fn make(site: &TestApp, who: &Session, form: &[(&str, &str)]) -> Answer {
    let form: Vec<(&str, &str)> = [("act", "make")].into_iter().chain(form.iter().copied()).collect();
    site.send(Some(who), "/me/tokens", &form).await
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(it, _)| it).unwrap_or_default()
}

const SECRET: &str = "data-part=\"token\">";
const WHOLE: [(&str, &str); 3] = [("name", "Mon script"), ("scope", "read_notes"), ("days", "30")];

#[tokio::test]
async fn a_token_is_shown_once_told_of_by_letter_and_revoked() {
    for site in TestApp::all(4301).await {
        let who = site.set_up().await;
        let made = make(&site, &who, &WHOLE).await;
        let page = made.text();
        let secret = between(&page, SECRET, "<").to_owned();
        assert_eq!(
            (made.status, secret.len(), made.header("cache-control")),
            (StatusCode::OK, 64, "no-store"),
            "{page}"
        );
        let letter = site.letters().await.pop().unwrap();
        assert!(letter.leads_to() == "/me/tokens" && !letter.text.contains(&secret), "{letter:?}");
        let page = site.get_as(Some(&who), "/me/tokens").await.text();
        assert!(page.contains("Mon script") && page.contains("Jamais utilisé") && !page.contains(&secret), "{page}");

        // Nobody else revokes it.
        let id = between(&page, "name=\"id\" value=\"", "\"").to_owned();
        let other = site.session(site.person("Ana Roy").await).await;
        let revoke = [("act", "revoke"), ("id", id.as_str())];
        site.send(Some(&other), "/me/tokens", &revoke).await;
        assert!(site.get_as(Some(&who), "/me/tokens").await.text().contains("Mon script"));
        let revoked = site.send(Some(&who), "/me/tokens", &revoke).await;
        assert_eq!(leads_to(&revoked), "/me/tokens?done=revoked");
        assert!(!site.get_as(Some(&who), "/me/tokens").await.text().contains("Mon script"));
    }
}

#[tokio::test]
async fn making_a_token_asks_for_a_fresh_proof_and_what_was_typed_stays_where_something_is_amiss() {
    for site in TestApp::all(4302).await {
        let who = site.set_up().await;
        for (name, value, field) in [("name", " ", "name"), ("scope", "all", "scope"), ("days", "31", "days")] {
            let form = WHOLE.map(|(key, usual)| if key == name { (key, value) } else { (key, usual) });
            let answer = make(&site, &who, &form).await;
            let page = answer.text();
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(page.contains(&format!("{field}-wrong")) && !page.contains(SECRET), "{page}");
        }
        let page = make(&site, &who, &[("name", ""), ("scope", "read_me"), ("days", "90")]).await.text();
        assert!(page.contains("value=\"read_me\" checked") && page.contains("value=\"90\" selected"), "{page}");
        site.chance.pass(30 * 60 + 1);
        assert_eq!(leads_to(&make(&site, &who, &WHOLE).await), "/me/proof?to=%2Fme%2Ftokens");
        assert_eq!(leads_to(&site.get_as(Some(&who), "/me/tokens").await), "/me/proof?to=%2Fme%2Ftokens");
        let revokes = [("act", "revoke"), ("id", "")];
        for visitor in [site.get("/me/tokens").await, site.send(None, "/me/tokens", &revokes).await] {
            assert_eq!(leads_to(&visitor), "/sign-in?to=%2Fme%2Ftokens");
        }
    }
}

#[tokio::test]
async fn a_person_has_twenty_tokens_at_most_and_a_new_password_revokes_them_all() {
    for site in TestApp::all(4303).await {
        let who = site.set_up().await;
        for number in 0..services::tokens::MOST {
            assert_eq!(make(&site, &who, &WHOLE).await.status, StatusCode::OK, "{number}");
        }
        assert_eq!(make(&site, &who, &WHOLE).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let changed = [("act", "password"), ("password", "ruelle-guimauve-septembre")];
        let renewed = Session::opened_by(&site.send(Some(&who), "/me/access", &changed).await).unwrap();
        assert!(!site.get_as(Some(&renewed), "/me/tokens").await.text().contains("Mon script"), "{PASSWORD} is gone");
    }
}
