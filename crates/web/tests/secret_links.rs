//! The links that letters bring: used twice, late, and in the browser of somebody else.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::LanguageTag;
use domain::PersonId;
use domain::site::Registration;
use services::registration::{self, Invitee};
use testkit::TestApp;
use testkit::site::{Delivered, PASSWORD, STEWARD, Session, leads_to};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const OTHER: &str = "ruelle-guimauve-septembre";

async fn somebody(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

/// The letters to this address so far, oldest first.
async fn letters_to(site: &TestApp, mail: &str) -> Vec<Delivered> {
    site.letters().await.into_iter().filter(|letter| letter.to == mail).collect()
}

/// Where the last one leads.
async fn last_link(site: &TestApp, mail: &str) -> String {
    letters_to(site, mail).await.last().unwrap().leads_to().to_owned()
}

/// That a link serves nobody any more, and says no more of itself than one that never was.
async fn is_over(site: &TestApp, link: &str, form: &[(&str, &str)], who: Option<&Session>) {
    let never = format!("{}/{}", link.rsplit_once('/').unwrap().0, "0a".repeat(32));
    for who in [who, None] {
        let (page, lost) = (site.get_as(who, link).await, site.get_as(who, &never).await);
        assert_eq!((page.status, &page.body), (StatusCode::NOT_FOUND, &lost.body), "{link}");
        let sent = site.send(who, link, form).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{link}: {}", sent.text());
        assert!(Session::opened_by(&sent).is_none(), "{link}");
    }
}

fn sign_up(name: &str) -> Vec<(&str, &str)> {
    let accepts = ("accepts", "privacy:1 terms:1");
    vec![("name", name), ("language", "fr"), ("password", PASSWORD), ("age", "yes"), accepts]
}

#[tokio::test]
async fn a_link_that_chooses_a_password_serves_once_and_is_of_its_account_in_any_browser() {
    for site in TestApp::all(9401).await {
        site.set_up().await;
        let (bruno, his) = somebody(&site, "Bruno Côté", "bruno@exemple.org").await;
        site.send(None, "/reset", &[("mail", STEWARD)]).await;
        let link = last_link(&site, STEWARD).await;
        for who in [Some(&his), None, Some(&his)] {
            let page = site.get_as(who, &link).await;
            assert!(page.status == StatusCode::OK && page.holds(STEWARD), "looking uses nothing up: {}", page.text());
        }
        let weak = site.send(Some(&his), &link, &[("password", "court")]).await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY, "and what is refused neither");
        let chosen = site.send(Some(&his), &link, &[("password", OTHER)]).await;
        let session = Session::opened_by(&chosen).unwrap();
        let home = site.get_as(Some(&session), "/").await;
        assert!(home.holds("Claire Bélanger") && !home.holds("Bruno Côté"), "{}", home.text());
        let his = site.session(bruno).await;
        is_over(&site, &link, &[("password", PASSWORD)], Some(&his)).await;
        let opened = site.send(None, "/sign-in", &[("mail", STEWARD), ("password", OTHER)]).await;
        assert!(Session::opened_by(&opened).is_some(), "the second one changed nothing");

        site.chance.pass(HOUR);
        site.send(None, "/reset", &[("mail", STEWARD)]).await;
        let late = last_link(&site, STEWARD).await;
        site.chance.pass(HOUR);
        is_over(&site, &late, &[("password", PASSWORD)], Some(&site.session(bruno).await)).await;
    }
}

#[tokio::test]
async fn a_link_that_signs_in_opens_its_own_account_in_the_browser_of_somebody_else() {
    for site in TestApp::all(9402).await {
        site.set_up().await;
        let (bruno, his) = somebody(&site, "Bruno Côté", "bruno@exemple.org").await;
        site.send(None, "/sign-in", &[("mail", STEWARD), ("by", "letter")]).await;
        let link = last_link(&site, STEWARD).await;
        let session = Session::opened_by(&site.send(Some(&his), &link, &[]).await).unwrap();
        let home = site.get_as(Some(&session), "/").await;
        assert!(home.holds("Claire Bélanger") && !home.holds("Bruno Côté"), "{}", home.text());
        is_over(&site, &link, &[], Some(&site.session(bruno).await)).await;
    }
}

#[tokio::test]
async fn the_link_that_sets_a_site_up_ends_after_a_week_and_once_somebody_did() {
    for site in TestApp::all(9403).await {
        let begin = async || {
            let ctx = site.services().system("a test");
            let token = services::accounts::begin_set_up(&ctx).await.unwrap().unwrap();
            format!("/set-up/{}", token.as_str())
        };
        let late = begin().await;
        site.chance.pass(7 * DAY - MINUTE);
        assert_eq!(site.get(&late).await.status, StatusCode::OK);
        site.chance.pass(MINUTE);
        let form = [
            ("name", "Zoé"),
            ("mail", "zoe@exemple.org"),
            ("password", PASSWORD),
            ("site", "Réseau"),
            ("language", "fr"),
            ("licence", "CC BY 4.0"),
        ];
        is_over(&site, &late, &form, None).await;
        let other = begin().await;
        let claire = site.set_up().await;
        is_over(&site, &other, &form, Some(&claire)).await;
    }
}

#[tokio::test]
async fn a_link_that_makes_an_account_makes_one_in_any_browser_and_none_late() {
    for site in TestApp::all(9404).await {
        site.set_up().await;
        let system = site.services().system("a test");
        registration::set(&system, Some(Registration::Open), None).await.unwrap();
        let bruno = site.person_at("Bruno Côté", "bruno@exemple.org").await;
        site.send(None, "/sign-up", &[("mail", "lea@exemple.org")]).await;
        let late = last_link(&site, "lea@exemple.org").await;
        site.chance.pass(DAY - MINUTE);
        assert_eq!(site.get(&late).await.status, StatusCode::OK);
        site.chance.pass(MINUTE);
        is_over(&site, &late, &sign_up("Léa Roy"), Some(&site.session(bruno).await)).await;

        site.send(None, "/sign-up", &[("mail", "lea@exemple.org")]).await;
        let link = last_link(&site, "lea@exemple.org").await;
        let his = site.session(bruno).await;
        let made = site.send(Some(&his), &link, &sign_up("Léa Roy")).await;
        let hers = Session::opened_by(&made).unwrap();
        let home = site.get_as(Some(&hers), "/").await;
        assert!(home.holds("Léa Roy") && !home.holds("Bruno Côté"), "{}", home.text());
        is_over(&site, &link, &sign_up("Léa Roy"), Some(&site.session(bruno).await)).await;

        // The same of the letter of an invitation, for longer.
        let invitee =
            |mail: &str| Invitee { line: 1, mail: mail.to_owned(), name: String::new(), language: String::new() };
        let list = [invitee("ana@exemple.org"), invitee("mia@exemple.org")];
        registration::invite(&system, &list, &LanguageTag::french(), false).await.unwrap();
        let (first, late) = (last_link(&site, "ana@exemple.org").await, last_link(&site, "mia@exemple.org").await);
        let made = site.send(None, &first, &sign_up("Ana Roy")).await;
        assert!(Session::opened_by(&made).is_some(), "{}", made.text());
        is_over(&site, &first, &sign_up("Ana Roy"), None).await;
        site.chance.pass(30 * DAY - HOUR);
        assert_eq!(site.get(&late).await.status, StatusCode::OK);
        site.chance.pass(HOUR);
        is_over(&site, &late, &sign_up("Mia Roy"), None).await;
    }
}

#[tokio::test]
async fn what_is_confirmed_in_the_browser_of_somebody_else_is_still_of_who_typed_the_address() {
    for site in TestApp::all(9405).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, his) = somebody(&site, "Bruno Côté", "bruno@exemple.org").await;
        let runs = site.session(site.steward("Zqadministration").await).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let write = format!("/n/{note}/-/write");
        let typed = [("name", "Léa Roy"), ("mail", "lea@exemple.org"), ("words", "La vanne fuit.")];
        site.send(None, &write, &typed).await;
        let report =
            [("page", "/recent"), ("kind", "personal"), ("words", "Un problème."), ("mail", "mia@exemple.org")];
        site.send(None, "/report", &report).await;

        let exchange = last_link(&site, "lea@exemple.org").await;
        for _ in 0..2 {
            let confirmed = site.send(Some(&his), &exchange, &[("act", "confirm")]).await;
            assert_eq!(leads_to(&confirmed), format!("{exchange}?done=yes"), "{}", confirmed.text());
        }
        let told = letters_to(&site, "ana@exemple.org").await;
        assert_eq!(told.len(), 1, "confirmed twice, told once");
        let text = told[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Léa Roy") && !text.contains("Bruno"), "{text}");

        let link = last_link(&site, "mia@exemple.org").await;
        for _ in 0..2 {
            assert_eq!(leads_to(&site.send(Some(&his), &link, &[]).await), link);
        }
        let list = site.get_as(Some(&runs), "/admin/reports").await.text();
        let pages: Vec<&str> = list.split("href=\"/admin/reports/").skip(1).collect();
        assert_eq!(pages.len(), 1, "confirmed twice, arrived once");
        let page = site.get_as(Some(&runs), &format!("/admin/reports/{}", pages[0].split('"').next().unwrap())).await;
        assert!(page.holds("mia@exemple.org") && !page.holds("bruno@exemple.org"), "{}", page.text());

        // Late, neither serves; an exchange that went on does for long.
        site.chance.pass(HOUR);
        site.send(None, &write, &typed).await;
        let late = last_link(&site, "lea@exemple.org").await;
        assert_ne!(late, exchange);
        site.chance.pass(25 * HOUR);
        is_over(&site, &late, &[("act", "confirm")], Some(&site.session(bruno).await)).await;
        assert_eq!(site.get(&exchange).await.status, StatusCode::OK);
        site.chance.pass(91 * DAY);
        is_over(&site, &exchange, &[("act", "answer"), ("words", "Encore")], None).await;
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 1);
    }
}

#[tokio::test]
async fn a_link_that_stops_letters_stops_those_of_who_got_it_in_any_browser() {
    for site in TestApp::all(9406).await {
        let (ana, hers) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, his) = somebody(&site, "Bruno Côté", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).by(bruno).body("Un texte.").write().await;
        site.catch_up().await;
        for who in [&hers, &his] {
            site.send(Some(who), "/me/notifications/-/choices", &[("changed.", "letter")]).await;
        }
        let save = async |who: &Session, base: &str, body: &str| {
            let form = [("title", "Écluse"), ("language", "fr"), ("body", body), ("base", base), ("act", "save")];
            let saved = site.send(Some(who), &format!("/n/{note}/-/edit"), &form).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
            site.catch_up().await;
        };
        save(&his, "1", "Un autre texte.").await;
        let letter = letters_to(&site, "ana@exemple.org").await.pop().unwrap();
        let one = |name: &str| {
            let all = letter.all(name);
            assert_eq!(all.len(), 1, "{name}: {letter:?}");
            all[0].split_whitespace().collect::<String>()
        };
        assert_eq!(one("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
        assert_eq!(one("references"), format!("<{note}.thing@localhost>"));
        let whole = one("list-unsubscribe");
        let link = whole.strip_prefix("<http://localhost:8080").and_then(|rest| rest.strip_suffix('>')).unwrap();
        assert!(letter.text.contains(link), "it stands in the letter too");

        // Looking stops nothing, in any browser.
        for who in [None, Some(&his), Some(&hers)] {
            assert_eq!(site.get_as(who, link).await.status, StatusCode::OK);
        }
        save(&his, "2", "Un troisième texte.").await;
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 2);
        for who in [Some(&his), None, Some(&his)] {
            let stopped = site.send(who, link, &[("List-Unsubscribe", "One-Click")]).await;
            assert_eq!(stopped.status, StatusCode::OK, "{}", stopped.text());
        }
        save(&his, "3", "Un quatrième texte.").await;
        assert_eq!(letters_to(&site, "ana@exemple.org").await.len(), 2, "hers are stopped");
        save(&hers, "4", "Un cinquième texte.").await;
        assert_eq!(letters_to(&site, "bruno@exemple.org").await.len(), 1, "his are not");
    }
}
