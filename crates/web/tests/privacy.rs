//! What no feature may undo: rules 1, 2 and 9 of privacy, asked of pages as they are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use domain::PersonId;
use domain::communities::Role;
use domain::notes::Visibility;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, Session};

async fn joins(site: &TestApp, community: &str, person: PersonId, role: Role) {
    let ctx = site.services().system("a test");
    services::admin::add_member(&ctx, community, &person.to_string(), role).await.unwrap();
}

/// What the page itself says, without what surrounds it.
fn main_of(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.text());
    page.select(&Selector::parse("main").unwrap()).next().unwrap().html()
}

/// Ana, who signs a public note and says something of herself; those beside and above her.
struct Circle {
    ana: PersonId,
    /// Each a way to look: as a visitor, as who is signed in, as a member, a lead and a steward.
    viewers: Vec<(&'static str, Option<Session>)>,
    addresses: Vec<String>,
}

async fn circle(site: &TestApp) -> Circle {
    let ana = site.person_at("Ana Roy", "zqana@exemple.org").await;
    let [signed_in, member, lead] = [
        site.person_at("Bruno", "zqbruno@exemple.org").await,
        site.person_at("Chloé", "zqchloe@exemple.org").await,
        site.person_at("David", "zqdavid@exemple.org").await,
    ];
    let steward = site.steward("Élise").await;
    site.community("tissage", "Tissage", true).await;
    for (person, role) in [(ana, Role::Member), (member, Role::Member), (lead, Role::Lead)] {
        joins(site, "tissage", person, role).await;
    }
    let notebook = site.notebook("Carnet", Visibility::Public, None).await;
    let note = site.note("Un tissage").by(ana).body("Texte.").placed_in(notebook).write().await;
    let mut viewers = vec![("a visitor", None)];
    for (who, person) in [("signed in", signed_in), ("a member", member), ("a lead", lead), ("a steward", steward)] {
        viewers.push((who, Some(site.session(person).await)));
    }
    let addresses = [
        "/".to_owned(),
        "/recent".to_owned(),
        "/communities".to_owned(),
        "/communities/tissage".to_owned(),
        "/notebooks".to_owned(),
        "/feed.atom".to_owned(),
        "/sitemap.xml".to_owned(),
        "/lexicon".to_owned(),
        "/organisations".to_owned(),
        "/admin".to_owned(),
        "/admin/site".to_owned(),
        "/admin/registration".to_owned(),
        "/admin/invitations".to_owned(),
        format!("/people/{ana}/ana-roy"),
        format!("/people/{ana}/-/feed.atom"),
        format!("/n/{note}/un-tissage"),
        format!("/n/{note}/-/versions"),
        format!("/n/{note}/-/cite"),
        format!("/c/{notebook}/carnet"),
        format!("/c/{notebook}/-/feed.atom"),
    ];
    Circle { ana, viewers, addresses: addresses.to_vec() }
}

#[tokio::test]
async fn rule_9_a_mail_address_is_shown_to_nobody_but_its_person_and_who_runs_the_site() {
    for site in TestApp::all(7801).await {
        let circle = circle(&site).await;
        for (who, session) in &circle.viewers {
            for address in &circle.addresses {
                let answer = site.get_as(session.as_ref(), address).await;
                assert!(!answer.holds("zqana@"), "{address} as {who} shows an address: {}", answer.text());
            }
            let Some(session) = session else { continue };
            let theirs = site.send(Some(session), "/me/data", &[]).await;
            assert!(!theirs.holds("zqana@"), "what {who} takes out");
        }
        let hers = site.send(Some(&site.session(circle.ana).await), "/me/data", &[]).await;
        assert!(hers.holds("zqana@exemple.org"));
    }
}

#[tokio::test]
async fn rule_2_no_page_tells_who_is_above_a_person_more_of_them_than_it_tells_anybody() {
    for site in TestApp::all(7802).await {
        let circle = circle(&site).await;
        let page = format!("/people/{}/ana-roy", circle.ana);
        let anybody = main_of(&site.get_as(circle.viewers[1].1.as_ref(), &page).await);
        for (who, session) in &circle.viewers[2..] {
            assert_eq!(main_of(&site.get_as(session.as_ref(), &page).await), anybody, "{who}");
        }
        // Her sessions, her history and her silence are on no page of theirs.
        let hers = site.session(circle.ana).await;
        let agent = [("user-agent", "zq-browser/1.0"), ("origin", "http://localhost:8080")];
        site.ask_as(Some(&hers), "GET", "/me/sessions", &agent).await;
        for (who, session) in &circle.viewers {
            for address in &circle.addresses {
                let answer = site.get_as(session.as_ref(), address).await;
                assert!(!answer.holds("zq-browser"), "{address} as {who}");
            }
        }
        for address in ["/me/sessions", "/me/data", "/me/profile"] {
            let steward = site.get_as(circle.viewers[4].1.as_ref(), address).await;
            assert!(!steward.holds(&circle.ana.to_string()) && !steward.holds("Ana Roy"), "{address}");
        }
    }
}

#[tokio::test]
async fn rule_1_what_a_person_did_comes_out_line_by_line_for_that_person_alone() {
    for site in TestApp::all(7803).await {
        let circle = circle(&site).await;
        let hers = site.session(circle.ana).await;
        for name in ["Ana Roy", "Ana R."] {
            let page = site.get_as(Some(&hers), "/me/profile").await;
            let document = Html::parse_document(&page.text());
            let base = document.select(&Selector::parse("[name=base]").unwrap()).next().unwrap();
            let form = [("base", base.value().attr("value").unwrap()), ("name", name)];
            assert_eq!(site.send(Some(&hers), "/me/profile", &form).await.status, StatusCode::SEE_OTHER);
        }
        let lines = |answer: &Answer| -> Vec<serde_json::Value> {
            serde_json::from_str(&answer.entries()["held/history.json"]).unwrap()
        };
        let own = lines(&site.send(Some(&hers), "/me/data", &[]).await);
        let me = serde_json::json!(circle.ana.to_string());
        assert!(own.len() >= 2 && own.iter().all(|line| line["who"] == me), "{own:?}");
        for (who, session) in circle.viewers.iter().filter_map(|(who, session)| Some((who, session.as_ref()?))) {
            let theirs = lines(&site.send(Some(session), "/me/data", &[]).await);
            assert!(theirs.iter().all(|line| line["who"] != me), "{who}: {theirs:?}");
        }
    }
}

#[test]
fn the_assessment_to_complete_names_each_personal_column_and_no_other() {
    let text = include_str!("../../../docs/fr/efvp.md");
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        // A table with its first column, then others of that table.
        let mut table = "";
        for words in line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2) {
            let column = words.split_once('.').map_or(words, |(of, column)| {
                table = of;
                column
            });
            named.entry(table.to_owned()).or_default().insert(column.to_owned());
        }
    }
    assert_eq!(named, store::personal::declared());
}
