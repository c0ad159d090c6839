//! By what a person signs in, asked as a browser would: a password changed, a second factor, the fresh proof that both ask for.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use identity::codes::Codes;
use testkit::TestApp;
use testkit::site::{Answer, PASSWORD, Session, base32, leads_to};

const OTHER: &str = "ruelle-guimauve-septembre";

async fn sign_in(site: &TestApp, password: &str) -> Answer {
    site.send(None, "/sign-in", &[("mail", "claire@exemple.org"), ("password", password), ("to", "/recent")]).await
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(it, _)| it).unwrap_or_default()
}

/// Switches the second factor on: its codes, and the codes on paper.
async fn second_factor(site: &TestApp, who: &Session) -> (Codes, Vec<String>) {
    let begun = site.send(Some(who), "/me/access", &[("act", "begin")]).await.text();
    let typed = between(&begun, "<code class=\"secret\">", "</code>").replace(' ', "");
    let secret = between(&begun, "secret=", "&").to_owned();
    assert!(!typed.is_empty() && typed == secret && begun.contains("<svg viewBox"), "{begun}");
    let codes = Codes::from_store(base32(&typed));
    let wrong = site.send(Some(who), "/me/access", &[("act", "confirm"), ("code", "000000")]).await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains(between(&begun, "\"secret\">", "<")),
        "the same key"
    );
    let code = codes.at(site.now()).unwrap();
    let on = site.send(Some(who), "/me/access", &[("act", "confirm"), ("code", &code)]).await;
    let page = on.text();
    let paper: Vec<String> =
        between(&page, "<ul class=\"paper\">", "</ul>").split("<code>").skip(1).map(|it| it[..19].to_owned()).collect();
    assert_eq!((on.status, paper.len()), (StatusCode::OK, 10), "{page}");
    assert!(!site.get_as(Some(who), "/me/access").await.text().contains(&paper[0]), "shown once");
    (codes, paper)
}

#[tokio::test]
async fn what_is_each_ones_own_asks_a_visitor_to_sign_in_and_leads_back() {
    for site in TestApp::all(812).await {
        let own = ["profile", "affiliations", "communities", "sessions", "access", "bin", "data", "leaving", "nothing"];
        for page in own.map(|page| format!("/me/{page}")) {
            let to = format!("/sign-in?to={}", page.replace('/', "%2F"));
            for answer in [site.get(&page).await, site.send(None, &page, &[]).await] {
                assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, to.as_str()), "{page}");
                assert_eq!(answer.header("cache-control"), "no-store", "{page}");
            }
        }
        assert_eq!(leads_to(&site.get("/me/bin?done=yes").await), "/sign-in?to=%2Fme%2Fbin%3Fdone%3Dyes");
        let script = site.send(None, "/me/access/passkey", &[]).await;
        assert_eq!(leads_to(&script), "/sign-in?to=%2Fme%2Faccess", "where a script asks, its page");
        assert_eq!(leads_to(&site.get("/me/proof?to=%2Fme%2Fdata").await), "/sign-in?to=%2Fme%2Fdata");
    }
}

#[tokio::test]
async fn what_one_signs_in_by_is_seen_and_changed_after_a_fresh_proof_alone() {
    for site in TestApp::all(801).await {
        let who = site.set_up().await;
        assert_eq!(site.get_as(Some(&who), "/me/access").await.status, StatusCode::OK, "just signed in");
        assert_eq!(leads_to(&site.get("/me/access").await), "/sign-in?to=%2Fme%2Faccess");
        site.chance.pass(10 * 60 + 1);
        let asked = site.get_as(Some(&who), "/me/access").await;
        assert_eq!((asked.status, leads_to(&asked)), (StatusCode::SEE_OTHER, "/me/proof?to=%2Fme%2Faccess"));
        site.chance.pass(20 * 60);
        for form in [[("act", "password"), ("password", OTHER)], [("act", "end"), ("password", "")]] {
            assert_eq!(leads_to(&site.send(Some(&who), "/me/access", &form).await), "/me/proof?to=%2Fme%2Faccess");
        }
        let page = site.get_as(Some(&who), "/me/proof?to=/me/access").await.text();
        assert!(page.contains("name=\"password\"") && !page.contains("name=\"code\""), "{page}");
        let form = |password| vec![("password", password), ("to", "/me/access")];
        let wrong = site.send(Some(&who), "/me/proof", &form(OTHER)).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && Session::opened_by(&wrong).is_none());
        let right = site.send(Some(&who), "/me/proof", &form(PASSWORD)).await;
        let renewed = Session::opened_by(&right).unwrap();
        assert_eq!(leads_to(&right), "/me/access");
        assert_eq!(site.get_as(Some(&renewed), "/me/access").await.status, StatusCode::OK);
        assert_eq!(site.get_as(Some(&who), "/wanted").await.status, StatusCode::NOT_FOUND, "the token of before ended");
        // So is who may make an account, for who may change that.
        site.chance.pass(3600);
        assert_eq!(
            leads_to(&site.get_as(Some(&renewed), "/admin/registration").await),
            "/me/proof?to=%2Fadmin%2Fregistration"
        );
        assert_eq!(site.get("/admin/registration").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_its_person_is_told_by_letter() {
    for site in TestApp::all(802).await {
        let who = site.set_up().await;
        let elsewhere = Session::opened_by(&sign_in(&site, PASSWORD).await).unwrap();
        let weak =
            site.send(Some(&who), "/me/access", &[("act", "password"), ("password", "claire@exemple.org")]).await;
        assert!(
            weak.status == StatusCode::UNPROCESSABLE_ENTITY && weak.text().contains("password-wrong"),
            "{}",
            weak.text()
        );
        let done = site.send(Some(&who), "/me/access", &[("act", "password"), ("password", OTHER)]).await;
        let renewed = Session::opened_by(&done).unwrap();
        assert_eq!(done.status, StatusCode::OK);
        for ended in [&who, &elsewhere] {
            assert_eq!(site.get_as(Some(ended), "/wanted").await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.get_as(Some(&renewed), "/wanted").await.status, StatusCode::OK);
        assert!(Session::opened_by(&sign_in(&site, PASSWORD).await).is_none());
        assert!(Session::opened_by(&sign_in(&site, OTHER).await).is_some());
        let letter = site.letters().await.pop().unwrap();
        assert!(letter.text.contains("vient de changer") && letter.leads_to() == "/reset", "{letter:?}");
    }
}

#[tokio::test]
async fn with_a_second_factor_neither_a_password_nor_a_letter_is_enough_and_each_code_serves_once() {
    for site in TestApp::all(803).await {
        let who = site.set_up().await;
        let (codes, paper) = second_factor(&site, &who).await;
        site.chance.pass(60);
        let half = sign_in(&site, PASSWORD).await;
        let page = half.text();
        assert!(half.status == StatusCode::OK && Session::opened_by(&half).is_none(), "not yet");
        let half = between(&page, "name=\"half\" value=\"", "\"").to_owned();
        let with =
            async |code: &str| site.send(None, "/sign-in", &[("half", &half), ("code", code), ("to", "/recent")]).await;
        let wrong = with("000000").await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains(&half),
            "what was proved stays"
        );
        let code = codes.at(site.now()).unwrap();
        let right = with(&code).await;
        assert_eq!((Session::opened_by(&right).is_some(), leads_to(&right)), (true, "/recent"));
        assert!(with(&code).await.text().contains("Trop de temps"), "the first half serves once");

        // The letter that signs in asks for it too; the code of before serves no more, one on paper does, once.
        site.send(None, "/sign-in", &[("mail", "claire@exemple.org"), ("by", "letter")]).await;
        let link = site.letters().await.pop().unwrap().leads_to().to_owned();
        let page = site.send(None, &link, &[]).await.text();
        let half = between(&page, "name=\"half\" value=\"", "\"").to_owned();
        let with = async |code: &str| site.send(None, "/sign-in", &[("half", &half), ("code", code)]).await;
        assert!(Session::opened_by(&with(&code).await).is_none(), "used");
        assert!(Session::opened_by(&with(&paper[3].to_uppercase()).await).is_some());

        // So does choosing another password by a letter.
        site.send(None, "/reset", &[("mail", "claire@exemple.org")]).await;
        let link = site.letters().await.pop().unwrap().leads_to().to_owned();
        assert!(site.get(&link).await.text().contains("name=\"code\""));
        let choose = async |code: &str| site.send(None, &link, &[("password", OTHER), ("code", code)]).await;
        for refused in ["", &paper[3], "000000"] {
            assert_eq!(choose(refused).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        }
        let session = Session::opened_by(&choose(&paper[4]).await).unwrap();
        assert!(site.get_as(Some(&session), "/me/access").await.text().contains("8 codes de secours"));
        let fresh = site.send(Some(&session), "/me/access", &[("act", "paper")]).await.text();
        assert!(fresh.contains("10 codes de secours") && !fresh.contains(&paper[5]), "in place of those of before");
        let off = site.send(Some(&session), "/me/access", &[("act", "end")]).await;
        assert_eq!(off.status, StatusCode::OK);
        assert!(Session::opened_by(&sign_in(&site, OTHER).await).is_some(), "no code is asked for any more");
    }
}

#[tokio::test]
async fn who_guesses_codes_waits() {
    for site in TestApp::all(804).await {
        let who = site.set_up().await;
        second_factor(&site, &who).await;
        let page = sign_in(&site, PASSWORD).await.text();
        let half = between(&page, "name=\"half\" value=\"", "\"").to_owned();
        let mut last = StatusCode::OK;
        for number in 0..7 {
            let code = format!("{number:06}");
            last = site.send(None, "/sign-in", &[("half", &half), ("code", &code)]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        // Beginning again gives no more tries.
        let page = sign_in(&site, PASSWORD).await.text();
        let half = between(&page, "name=\"half\" value=\"", "\"").to_owned();
        let again = site.send(None, "/sign-in", &[("half", &half), ("code", "000001")]).await;
        assert_eq!((again.status, again.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "120"));
    }
}
