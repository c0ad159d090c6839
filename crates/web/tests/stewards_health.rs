//! Whether a site is well, as those who run it see it.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use scraper::{Html, Selector};
use store::jobs::End;
use testkit::TestApp;
use testkit::site::Answer;

const HEALTH: &str = "/admin/health";
const DAY: i64 = 24 * 3600;

/// The parts that the page says something is to be done about.
fn amiss(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let (part, notice) = (Selector::parse("[data-health]").unwrap(), Selector::parse(".notice").unwrap());
    let amiss = page.select(&part).filter(|it| it.select(&notice).next().is_some());
    amiss.map(|it| it.value().attr("data-health").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_site_says_what_is_amiss_and_what_to_do_about_it_and_only_to_those_who_run_it() {
    for site in TestApp::all(8831).await {
        let claire = site.steward("Claire").await;
        let steward = site.session(claire).await;
        let ana = site.session(site.person("Ana").await).await;
        for who in [None, Some(&ana)] {
            assert_eq!(site.get_as(who, HEALTH).await.status, StatusCode::NOT_FOUND);
        }
        let is_copied_here = site.services().store().engine() == "sqlite";
        let page = site.get_as(Some(&steward), HEALTH).await;
        assert_eq!(page.status, StatusCode::OK);
        let first = amiss(&page);
        // No server takes the letters of a test.
        assert!(first.contains(&"letters".to_owned()), "{first:?}");
        assert_eq!(first.contains(&"backup".to_owned()), is_copied_here);
        assert!(!first.contains(&"jobs".to_owned()) && !first.contains(&"program".to_owned()), "{first:?}");
        assert!(page.holds(&format!("schéma {}", store::SCHEMA)), "{}", page.text());

        let system = site.services().system("a test");
        services::backup::remember(&system).await.unwrap();
        assert!(!amiss(&site.get_as(Some(&steward), HEALTH).await).contains(&"backup".to_owned()));
        site.chance.pass(9 * DAY);
        let steward = site.session(claire).await;
        let old = amiss(&site.get_as(Some(&steward), HEALTH).await);
        assert_eq!(old.contains(&"backup".to_owned()), is_copied_here);

        let (now, until) = (site.now(), site.now().plus_seconds(60));
        let mut tx = site.services().store().write().await.unwrap();
        let id = domain::JobId::new(&*site.chance, &*site.chance);
        store::jobs::add(&mut tx, id, "given-up", "", now, now).await.unwrap();
        let job = store::jobs::claim(&mut tx, &["given-up"], now, until).await.unwrap().unwrap();
        store::jobs::end(&mut tx, &job, &End::Dead, "unavailable", now).await.unwrap();
        tx.commit().await.unwrap();
        let page = site.get_as(Some(&steward), HEALTH).await;
        assert!(amiss(&page).contains(&"jobs".to_owned()) && page.holds("1 travail abandonné"), "{}", page.text());
        assert!(site.get_as(Some(&steward), "/admin").await.holds("État du site"));
    }
}

#[tokio::test]
async fn what_a_site_holds_is_told_in_bytes_and_in_things_to_those_who_run_it() {
    for site in TestApp::all(8832).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.person("Ana Roy").await;
        let other = site.session(ana).await;
        for who in [None, Some(&other)] {
            assert_eq!(site.get_as(who, "/admin/storage").await.status, StatusCode::NOT_FOUND);
        }
        for title in ["Une", "Deux"] {
            site.note(title).by(ana).body("Texte.").write().await;
        }
        let page = site.get_as(Some(&steward), "/admin/storage").await;
        assert_eq!(page.status, StatusCode::OK);
        let figures = Html::parse_document(&page.text());
        let figure = Selector::parse("[data-part=storage] dd").unwrap();
        let figures: Vec<String> = figures.select(&figure).map(|it| it.text().collect()).collect();
        assert_eq!(figures.len(), 9, "{figures:?}");
        assert_eq!(figures.get(3).map(String::as_str), Some("2"), "{figures:?}");
        assert!(!page.holds("Ana Roy"));
    }
}
