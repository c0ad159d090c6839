//! What stewards answer for: the acts on accounts, roles, rights and settings, and the register of incidents.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::audit::Act;
use domain::communities::Role;
use domain::site::Registration;
use scraper::{Html, Selector};
use services::jobs::{self, Handlers};
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

const AUDIT: &str = "/admin/audit";
const INCIDENTS: &str = "/admin/incidents";
const DAY: i64 = 24 * 3600;

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The acts that a list of them names, newest first.
fn acts(answer: &Answer) -> Vec<String> {
    texts(answer, "[data-part=audit] strong")
}

/// What an incident says, with these words.
fn incident<'a>(what: &'a str, seen: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("what", what),
        ("happened", "2026-05-01"),
        ("whose", "Trois personnes, leur numéro"),
        ("risk", "Faible"),
        ("told", ""),
        ("told_on", ""),
        ("seen", seen),
    ]
}

/// The address of the first incident that the register lists.
async fn first_incident(site: &TestApp, steward: &Session) -> String {
    let register = site.get_as(Some(steward), INCIDENTS).await;
    let page = Html::parse_document(&register.text());
    let link = Selector::parse("[data-part=incidents] a").unwrap();
    page.select(&link).next().unwrap().value().attr("href").unwrap().to_owned()
}

#[tokio::test]
async fn each_act_on_accounts_roles_and_settings_is_in_the_log_with_who_did_it_and_nothing_else_is() {
    for site in TestApp::all(8801).await {
        let claire = site.steward("Claire Bélanger").await;
        let steward = site.session(claire).await;
        let ana = site.person("Ana Roy").await;
        site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), Role::Lead).await.unwrap();
        let sent = site.send(Some(&steward), "/admin/registration", &[("mode", "closed"), ("responsible", "")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        // Reading and writing are on no list.
        let note = site.note("Un tissage").by(ana).body("Un texte.").write().await;
        site.get_as(Some(&site.session(ana).await), &format!("/n/{note}/un-tissage")).await;

        let page = site.get_as(Some(&steward), AUDIT).await;
        assert_eq!(page.status, StatusCode::OK);
        let said = texts(&page, "[data-part=audit] .title");
        assert!(said.contains(&"Inscription réglée · Fermée".to_owned()), "{said:?}");
        assert!(said.contains(&"Membre d’une communauté · Ana Roy · Tissage · responsable".to_owned()), "{said:?}");
        let by = texts(&page, "[data-part=audit] .excerpt");
        assert!(by.iter().any(|line| line.starts_with("Par Claire Bélanger, le ")), "{by:?}");
        assert!(by.iter().any(|line| line.starts_with("Par le programme ou sa ligne de commande")), "{by:?}");
        assert!(!page.holds("Un tissage"), "{}", page.text());

        // Narrowed: of one kind, by one person, since a day that is yet to come.
        let settings = site.get_as(Some(&steward), &format!("{AUDIT}?kind=settings")).await;
        assert_eq!(acts(&settings), ["Inscription réglée"]);
        let hers = site.get_as(Some(&steward), &format!("{AUDIT}?by=claire+belanger")).await;
        assert_eq!(acts(&hers), ["Inscription réglée"]);
        let later = site.get_as(Some(&steward), &format!("{AUDIT}?from=2999-01-01")).await;
        assert!(acts(&later).is_empty() && later.holds("Rien n’a été fait."));
        let amiss = site.get_as(Some(&steward), &format!("{AUDIT}?from=hier")).await;
        assert_eq!((amiss.status, texts(&amiss, "[role=alert] li").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    }
}

#[tokio::test]
async fn the_log_is_read_a_page_at_a_time_and_comes_out_whole() {
    for site in TestApp::all(8802).await {
        let steward = site.session(site.steward("Claire").await).await;
        let system = site.services().system("a test");
        for number in 0..110 {
            let mode = if number % 2 == 0 { Registration::Open } else { Registration::Closed };
            services::registration::set(&system, Some(mode), None).await.unwrap();
        }
        let first = site.get_as(Some(&steward), &format!("{AUDIT}?kind=settings")).await;
        assert_eq!(acts(&first).len(), 100);
        let page = Html::parse_document(&first.text());
        let next = page.select(&Selector::parse("a[rel=next]").unwrap()).next().unwrap();
        let next = format!("{AUDIT}{}", next.value().attr("href").unwrap());
        assert!(next.contains("kind=settings"), "{next}");
        assert_eq!(acts(&site.get_as(Some(&steward), &next).await).len(), 10);

        let csv = site.get_as(Some(&steward), &format!("{AUDIT}.csv?kind=settings")).await;
        assert_eq!((csv.status, csv.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
        assert_eq!((csv.text().lines().count(), csv.header("cache-control")), (111, "no-store"));
        assert!(csv.text().starts_with("id,at,who,who_name,kind,act,person,person_name,community,word\n"));
        let json = site.get_as(Some(&steward), &format!("{AUDIT}.json?kind=settings")).await;
        let json: serde_json::Value = serde_json::from_str(&json.text()).unwrap();
        assert_eq!(json["items"].as_array().unwrap().len(), 110);
        assert_eq!(json["items"][0]["act"], Act::RegistrationSet.as_str());
    }
}

#[tokio::test]
async fn an_act_is_forgotten_after_two_years_and_a_closed_account_is_not_named() {
    for site in TestApp::all(8803).await {
        let claire = site.steward("Claire").await;
        let ana = site.person("Zqana Roy").await;
        let steward = site.session(claire).await;
        let named = site.get_as(Some(&steward), AUDIT).await;
        assert!(named.holds("Zqana Roy"), "{}", named.text());
        let mut tx = site.services().store().write().await.unwrap();
        store::people::rename(&mut tx, ana, "", "", i18n::sort_key("")).await.unwrap();
        tx.commit().await.unwrap();
        let closed = site.get_as(Some(&steward), AUDIT).await;
        assert!(!closed.holds("Zqana Roy") && closed.holds("Membre (compte fermé)"), "{}", closed.text());

        let (ctx, handlers) = (site.services().system("a test"), Handlers::ours());
        for (days, is_left) in [(729, true), (2, false)] {
            site.chance.pass(days * DAY);
            let mut tx = site.services().store().write().await.unwrap();
            let id = domain::JobId::new(&*site.chance, &*site.chance);
            store::jobs::add(&mut tx, id, "sweep", "", site.now(), site.now()).await.unwrap();
            tx.commit().await.unwrap();
            while jobs::next(&ctx, &handlers).await.unwrap() {}
            // Opening the session is an act of today.
            let steward = site.session(claire).await;
            let page = site.get_as(Some(&steward), AUDIT).await;
            let made = acts(&page).iter().any(|act| act == "Compte créé");
            assert_eq!(made, is_left, "after {days} more days");
        }
    }
}

#[tokio::test]
async fn a_community_that_a_steward_may_not_know_of_is_not_named_in_the_log() {
    for site in TestApp::all(8804).await {
        let steward = site.session(site.steward("Claire").await).await;
        site.community("cachee", "Zqcachée", false).await;
        for address in [AUDIT.to_owned(), format!("{AUDIT}.csv"), format!("{AUDIT}.json")] {
            let answer = site.get_as(Some(&steward), &address).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(!answer.text().to_lowercase().contains("zqcach"), "{address}: {}", answer.text());
        }
        let page = site.get_as(Some(&steward), AUDIT).await;
        assert!(page.holds("Une communauté que vous ne connaissez pas"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_steward_is_told_which_communities_nobody_leads() {
    for site in TestApp::all(8808).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.person("Ana Roy").await;
        site.community("tissage", "Tissage", true).await;
        site.community("vannerie", "Vannerie", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), Role::Lead).await.unwrap();
        let page = site.get_as(Some(&steward), "/admin/communities").await;
        let told = texts(&page, "[data-community] .notice");
        assert_eq!(told, ["Personne n’en est responsable."]);
        let all = texts(&page, "[data-community]");
        assert!(all.iter().any(|line| line.starts_with("Vannerie") && line.ends_with(&told[0])), "{all:?}");
    }
}

/// Plants a job that failed for the last time.
async fn dead_job(site: &TestApp, kind: &str) -> domain::JobId {
    let id = domain::JobId::new(&*site.chance, &*site.chance);
    let (now, until) = (site.now(), site.now().plus_seconds(60));
    let mut tx = site.services().store().write().await.unwrap();
    store::jobs::add(&mut tx, id, kind, "", now, now).await.unwrap();
    let job = store::jobs::claim(&mut tx, &[kind], now, until).await.unwrap().unwrap();
    assert!(store::jobs::end(&mut tx, &job, &store::jobs::End::Dead, "unavailable", now).await.unwrap());
    tx.commit().await.unwrap();
    job.id
}

#[tokio::test]
async fn a_dead_job_is_begun_again_or_dropped_with_a_reason_and_a_promised_erasure_is_never_dropped() {
    for site in TestApp::all(8807).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.session(site.person("Ana").await).await;
        let [letter, sweep, leaving] =
            [dead_job(&site, "letter").await, dead_job(&site, "sweep").await, dead_job(&site, "leaving").await]
                .map(|id| id.to_string());
        assert_eq!(site.get_as(Some(&ana), "/admin/jobs").await.status, StatusCode::NOT_FOUND);
        let page = site.get_as(Some(&steward), "/admin/jobs").await;
        assert_eq!(texts(&page, "[data-part=dead] li").len(), 3, "{}", page.text());
        assert_eq!(texts(&page, "[data-part=dead] [value=drop]").len(), 2);
        assert_eq!(texts(&page, "[data-part=dead] time[data-to=minute]").len(), 6, "asked for, and given up");
        assert!(page.holds("La base de données ou les fichiers ne répondaient pas"));

        let form = |act: &'static str, job: &str, reason: &'static str| {
            [("act", act.to_owned()), ("job", job.to_owned()), ("reason", reason.to_owned())]
        };
        for (who, form, status) in [
            (&ana, form("drop", &sweep, "Inutile"), StatusCode::NOT_FOUND),
            (&steward, form("drop", &sweep, " "), StatusCode::UNPROCESSABLE_ENTITY),
            (&steward, form("drop", &leaving, "Inutile"), StatusCode::FORBIDDEN),
            (&steward, form("drop", &sweep, "Inutile"), StatusCode::SEE_OTHER),
            (&steward, form("again", &letter, ""), StatusCode::SEE_OTHER),
        ] {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = site.send(Some(who), "/admin/jobs", &form).await;
            assert_eq!(answer.status, status, "{form:?}: {}", answer.text());
        }
        let page = site.get_as(Some(&steward), "/admin/jobs").await;
        assert_eq!(texts(&page, "[data-part=dead] strong"), ["Effacer une personne qui est partie"]);
        let log = site.get_as(Some(&steward), AUDIT).await;
        let said = texts(&log, "[data-part=audit] .title");
        assert_eq!(said[0], "Travail abandonné pour de bon · sweep: Inutile");
    }
}

#[tokio::test]
async fn only_those_who_run_the_site_read_the_log_and_the_register() {
    for site in TestApp::all(8805).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.session(site.person("Ana").await).await;
        site.send(Some(&steward), INCIDENTS, &incident("Un envoi à la mauvaise personne", "")).await;
        let one = first_incident(&site, &steward).await;
        for address in [AUDIT, "/admin/audit.csv", "/admin/audit.json", INCIDENTS, "/admin/incidents.csv", one.as_str()]
        {
            for who in [None, Some(&ana)] {
                let answer = site.get_as(who, address).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            }
        }
        for address in [INCIDENTS, one.as_str()] {
            let answer = site.send(Some(&ana), address, &incident("Autre chose", "1")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert_eq!(texts(&site.get_as(Some(&steward), INCIDENTS).await, "[data-part=incidents] li").len(), 1);
    }
}

#[tokio::test]
async fn an_amended_incident_keeps_what_was_written_before_and_nobody_overwrites_what_they_did_not_read() {
    for site in TestApp::all(8806).await {
        let steward = site.session(site.steward("Claire").await).await;
        assert!(site.get_as(Some(&steward), INCIDENTS).await.holds("Aucun incident"));
        let empty = site.send(Some(&steward), INCIDENTS, &[("whose", "zq-typed")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(&empty, "[role=alert] li").len(), 3, "{}", empty.text());
        assert!(empty.holds("zq-typed"));
        let added = site.send(Some(&steward), INCIDENTS, &incident("zq-first", "")).await;
        assert_eq!(leads_to(&added), INCIDENTS, "{}", added.text());
        let one = first_incident(&site, &steward).await;

        let amended = site.send(Some(&steward), &one, &incident("zq-second", "1")).await;
        assert_eq!(leads_to(&amended), one);
        let stale = site.send(Some(&steward), &one, &incident("zq-third", "1")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.holds("zq-third") && stale.holds("zq-second"), "{}", stale.text());
        let page = site.get_as(Some(&steward), &one).await;
        let said = texts(&page, "[data-part=incidents] li");
        assert!(said.len() == 2 && said[0].contains("zq-second") && said[1].contains("zq-first"), "{said:?}");
        assert!(!page.holds("zq-third"));
        assert_eq!(texts(&site.get_as(Some(&steward), INCIDENTS).await, "[data-part=incidents] li").len(), 1);

        let json = site.get_as(Some(&steward), "/admin/incidents.json").await;
        let json: serde_json::Value = serde_json::from_str(&json.text()).unwrap();
        let whats: Vec<_> = json["items"].as_array().unwrap().iter().map(|item| item["what"].clone()).collect();
        assert_eq!(whats, ["zq-second", "zq-first"]);
        let csv = site.get_as(Some(&steward), "/admin/incidents.csv").await.text();
        assert!(csv.contains("zq-first") && csv.contains("zq-second"), "{csv}");
    }
}

#[tokio::test]
async fn the_day_on_which_an_incident_was_learned_is_written_between_its_own_and_today() {
    for site in TestApp::all(8810).await {
        let steward = site.session(site.steward("Claire").await).await;
        let learned = |day, seen| [incident("zq-learned", seen), vec![("learned", day)]].concat();
        for day in ["2026-04-30", "2026-12-31", "hier"] {
            let refused = site.send(Some(&steward), INCIDENTS, &learned(day, "")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
            let amiss = texts(&refused, "[role=alert] li");
            assert!(amiss.len() == 1 && amiss[0].contains("Jour où vous l’avez appris"), "{amiss:?}");
            let page = Html::parse_document(&refused.text());
            let field = page.select(&Selector::parse("#learned").unwrap()).next().unwrap();
            assert_eq!(field.value().attr("value"), Some(day), "what was typed stays");
        }
        site.send(Some(&steward), INCIDENTS, &incident("zq-learned", "")).await;
        let one = first_incident(&site, &steward).await;
        assert!(!texts(&site.get_as(Some(&steward), &one).await, "dl").concat().contains("appris"));
        let refused = site.send(Some(&steward), &one, &learned("2026-04-30", "1")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let amended = site.send(Some(&steward), &one, &learned("2026-05-03", "1")).await;
        assert_eq!(leads_to(&amended), one, "{}", amended.text());
        for address in [INCIDENTS, one.as_str()] {
            let said = texts(&site.get_as(Some(&steward), address).await, "[data-part=incidents] li");
            assert!(said[0].contains("3 mai 2026"), "{address}: {said:?}");
        }

        let json = site.get_as(Some(&steward), "/admin/incidents.json").await;
        let json: serde_json::Value = serde_json::from_str(&json.text()).unwrap();
        let days: Vec<_> = json["items"].as_array().unwrap().iter().map(|item| item["learned"].clone()).collect();
        assert_eq!(days, [serde_json::json!("2026-05-03"), serde_json::Value::Null]);
        let csv = site.get_as(Some(&steward), "/admin/incidents.csv").await.text();
        assert!(csv.contains("happened,learned,what") && csv.contains("2026-05-01,2026-05-03,zq-learned"), "{csv}");
    }
}
