//! Whether a site is well, as those who run it see it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use scraper::{Html, Selector};
use store::jobs::End;
use testkit::TestApp;
use testkit::site::{Answer, Delivered, STEWARD, leads_to};

const HEALTH: &str = "/admin/health";
const LETTERS: &str = "/admin/letters";
const TRIAL: [(&str, &str); 1] = [("act", "trial")];
const DAY: i64 = 24 * 3600;

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The letters of trial that were sent so far.
async fn trials(site: &TestApp) -> Vec<Delivered> {
    let subjects = ["Lettre d’essai", "Test email"];
    site.letters().await.into_iter().filter(|letter| subjects.contains(&letter.subject.as_str())).collect()
}

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
        assert_eq!(texts(&page, "[data-health=letters] a[href='/admin/letters']").len(), 1);

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

#[tokio::test]
async fn a_letter_of_trial_goes_to_who_runs_the_site_and_asked_for_it_and_to_nobody_else() {
    for site in TestApp::all(8833).await {
        let claire = site.set_up().await;
        let ana = site.session(site.person_at("Ana Roy", "ana@exemple.org").await).await;
        for who in [None, Some(&ana)] {
            let (absent, refused) = (site.get_as(who, "/absent").await, site.send(who, LETTERS, &TRIAL).await);
            assert_eq!((refused.status, refused.body), (StatusCode::NOT_FOUND, absent.body));
        }
        let page = site.get_as(Some(&claire), LETTERS).await;
        assert!(page.holds(STEWARD) && texts(&page, "[role=status]").is_empty(), "{}", page.text());
        assert!(trials(&site).await.is_empty());

        let asked = site.send(Some(&claire), LETTERS, &TRIAL).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
        let says = texts(&site.get_as(Some(&claire), leads_to(&asked)).await, "[role=status]").concat();
        // No server takes the letters of a test.
        assert!(says.contains(STEWARD) && says.contains(".eml") && says.contains("/letters"), "{says}");
        let letters = trials(&site).await;
        assert_eq!((letters.len(), letters[0].to.as_str()), (1, STEWARD), "{letters:?}");
        let words = letters[0].text.split_whitespace().collect::<Vec<_>>().join(" ");
        for told in
            ["Bonjour Claire Bélanger.", "Réseau des Rives", "demandée le", "http://localhost:8080", "rien à faire"]
        {
            assert!(words.contains(told), "{told} is not in {words}");
        }
        assert!(letters[0].all("list-unsubscribe").is_empty(), "no choice stops it");
    }
}

#[tokio::test]
async fn who_asks_for_a_second_letter_of_trial_within_a_minute_is_told_to_wait_and_nobody_else_is() {
    for site in TestApp::all(8834).await {
        let claire = site.set_up().await;
        let system = site.services().system("a test");
        let english = domain::LanguageTag::english();
        let made = services::accounts::create_steward(&system, "Denise", "denise@exemple.org", &english).await;
        let (denise, _) = made.unwrap();
        let mut tx = site.services().store().write().await.unwrap();
        store::site_pages::accept(&mut tx, denise, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let denise = site.session(denise).await;

        assert_eq!(site.send(Some(&claire), LETTERS, &TRIAL).await.status, StatusCode::SEE_OTHER);
        let again = site.send(Some(&claire), LETTERS, &TRIAL).await;
        assert_eq!((again.status, again.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "60"));
        assert!(texts(&again, "[role=alert]").concat().contains("minute"), "{}", again.text());
        assert!(texts(&again, "[role=status]").is_empty());
        assert_eq!(site.send(Some(&denise), LETTERS, &TRIAL).await.status, StatusCode::SEE_OTHER);
        let letters = trials(&site).await;
        assert_eq!(letters.len(), 2, "{letters:?}");
        let hers = letters.iter().find(|letter| letter.to == "denise@exemple.org").unwrap();
        assert!(hers.subject == "Test email" && hers.text.contains("Hello Denise."), "{hers:?}");

        site.chance.pass(60);
        assert_eq!(site.send(Some(&claire), LETTERS, &TRIAL).await.status, StatusCode::SEE_OTHER);
        assert_eq!(trials(&site).await.len(), 3);
    }
}

#[tokio::test]
async fn who_runs_the_site_without_an_address_is_told_so_and_no_letter_of_trial_is_sent() {
    for site in TestApp::all(8835).await {
        let zoe = site.session(site.steward("Zoé").await).await;
        let page = site.get_as(Some(&zoe), LETTERS).await;
        assert!(page.holds("sillage admin letters --try"), "{}", page.text());
        assert!(texts(&page, "[name=act]").is_empty());
        assert_eq!(leads_to(&site.send(Some(&zoe), LETTERS, &TRIAL).await), LETTERS);
        let page = site.get_as(Some(&zoe), "/admin/letters?done=trial").await;
        assert!(texts(&page, "[role=status]").is_empty(), "{}", page.text());
        assert!(trials(&site).await.is_empty());
    }
}

#[tokio::test]
async fn a_letter_that_is_tried_again_is_counted_with_what_the_server_answered() {
    for site in TestApp::all(8836).await {
        let steward = site.session(site.steward("Claire").await).await;
        assert!(texts(&site.get_as(Some(&steward), LETTERS).await, "[data-part=failing]").is_empty());
        let (now, until) = (site.now(), site.now().plus_seconds(60));
        let mut tx = site.services().store().write().await.unwrap();
        let id = domain::JobId::new(&*site.chance, &*site.chance);
        store::jobs::add(&mut tx, id, "letter", "", now, now).await.unwrap();
        let job = store::jobs::claim(&mut tx, &["letter"], now, until).await.unwrap().unwrap();
        store::jobs::end(&mut tx, &job, &End::Again(until), "535", now).await.unwrap();
        tx.commit().await.unwrap();
        let says = texts(&site.get_as(Some(&steward), LETTERS).await, "[data-part=failing]");
        assert_eq!(says, ["1 lettre n’est pas partie et sera essayée de nouveau. La dernière réponse : 535"]);
    }
}
