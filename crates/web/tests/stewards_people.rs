//! Accounts, as those who run the site find them and act on them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::PersonId;
use domain::notes::Visibility;
use domain::tokens::Scope;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, PASSWORD, STEWARD, Session, leads_to};

const PEOPLE: &str = "/admin/people";

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The acts that the page of an account offers.
fn offered(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let choice = Selector::parse("[name=act]").unwrap();
    page.select(&choice).map(|it| it.value().attr("value").unwrap().to_owned()).collect()
}

fn page_of(person: PersonId) -> String {
    format!("{PEOPLE}/{person}")
}

async fn act(site: &TestApp, who: &Session, on: PersonId, act: &str, reason: &str) -> Answer {
    site.send(Some(who), &page_of(on), &[("act", act), ("reason", reason)]).await
}

async fn sign_in(site: &TestApp) -> Answer {
    site.send(None, "/sign-in", &[("mail", STEWARD), ("password", PASSWORD), ("to", "/recent")]).await
}

#[tokio::test]
async fn an_account_is_found_by_the_beginning_of_a_name_or_a_whole_address_and_nobody_else_finds_one() {
    for site in TestApp::all(8821).await {
        let steward = site.session(site.steward("Claire Bélanger").await).await;
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let andre = site.person("André Côté").await;
        for (typed, found) in [
            ("", vec!["Ana Roy", "André Côté", "Claire Bélanger"]),
            ("an", vec!["Ana Roy", "André Côté"]),
            ("ANDRE+C", vec!["André Côté"]),
            ("Ana%40Exemple.org", vec!["Ana Roy"]),
            ("na", vec![]),
            ("ana%40exemple", vec![]),
        ] {
            let page = site.get_as(Some(&steward), &format!("{PEOPLE}?who={typed}")).await;
            assert_eq!(texts(&page, "[data-part=people] a"), found, "{typed}");
        }
        let other = site.session(andre).await;
        for who in [None, Some(&other)] {
            for address in [PEOPLE.to_owned(), page_of(ana)] {
                assert_eq!(site.get_as(who, &address).await.status, StatusCode::NOT_FOUND, "{address}");
            }
            let sent = site.send(who, &page_of(ana), &[("act", "suspend"), ("reason", "Aucune")]).await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn rule_2_the_page_of_an_account_says_nothing_of_what_its_person_wrote_or_joined() {
    for site in TestApp::all(8822).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        site.community("tissage", "Zqtissage", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), domain::communities::Role::Lead)
            .await
            .unwrap();
        let note = site.note("Zqnote").by(ana).body("Un texte.").write().await;
        let hidden = site.signature("Zqcachée").await;
        site.note("Gardée").by(ana).signed(hidden).body("Texte.").visible_to(Visibility::Authors).write().await;
        let page = site.get_as(Some(&steward), &page_of(ana)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.holds("ana@exemple.org"));
        assert_eq!(texts(&page, "[data-form=person] button"), ["Appliquer ce choix"]);
        for words in ["Zqnote", "Zqtissage", &note.to_string()] {
            assert!(!page.holds(words), "{words}: {}", page.text());
        }
        // A signature that only signs what a steward may not read is not theirs to know.
        let list = site.get_as(Some(&steward), PEOPLE).await;
        assert!(!list.text().contains("Zqcach"), "{}", list.text());
        assert_eq!(site.get_as(Some(&steward), &page_of(hidden)).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_suspended_account_has_no_session_and_no_token_and_is_told_whom_to_write_to_until_it_is_opened_again() {
    for site in TestApp::all(8823).await {
        let before = site.set_up().await;
        let system = site.services().system("a test");
        let claire = services::admin::people::named(&system, "Claire Bélanger").await.unwrap();
        let denise = site.session(site.steward("Denise").await).await;
        services::registration::set(&system, None, Some("Denise, denise@exemple.org")).await.unwrap();
        let note = site.note("Reste").by(claire).body("Un texte.").write().await;
        let token = site.token(claire, &[Scope::ReadMe]).await;

        let missing = act(&site, &denise, claire, "suspend", " ").await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(&missing, "[role=alert] li").len(), 1, "{}", missing.text());
        let done = act(&site, &denise, claire, "suspend", "Un envoi massif").await;
        assert_eq!(leads_to(&done), page_of(claire), "{}", done.text());

        assert!(leads_to(&site.get_as(Some(&before), "/me/sessions").await).starts_with("/sign-in"));
        let answer = site.program(Some(&token), ("GET", "/api/v1/me"), &[], None).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let refused = sign_in(&site).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.holds("denise@exemple.org") && Session::opened_by(&refused).is_none(), "{}", refused.text());
        assert!(services::admin::open_session(&system, &claire.to_string()).await.is_err());
        assert!(site.get(&format!("/n/{note}/reste")).await.holds("Claire Bélanger"));
        let letters = site.letters().await;
        let told = letters.iter().find(|letter| letter.subject == "Votre compte").unwrap();
        assert_eq!(told.to, STEWARD);
        assert!(told.text.contains("Un envoi massif") && told.text.contains("denise@exemple.org"), "{}", told.text);
        let page = site.get_as(Some(&denise), &page_of(claire)).await;
        assert!(page.holds("Suspendu depuis le") && page.holds("Un envoi massif"), "{}", page.text());
        assert!(offered(&page).contains(&"reopen".to_owned()));
        // Done twice is done once.
        let again = act(&site, &denise, claire, "suspend", "Encore").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

        assert_eq!(act(&site, &denise, claire, "reopen", "Réglé").await.status, StatusCode::SEE_OTHER);
        assert!(Session::opened_by(&sign_in(&site).await).is_some());
        let log = site.get_as(Some(&denise), "/admin/audit?kind=accounts").await;
        let said = texts(&log, "[data-part=audit] .title");
        assert!(said.contains(&"Compte suspendu · Claire Bélanger · Un envoi massif".to_owned()), "{said:?}");
        assert!(said.contains(&"Compte rouvert · Claire Bélanger · Réglé".to_owned()), "{said:?}");
    }
}

#[tokio::test]
async fn the_last_one_who_runs_the_site_is_neither_suspended_nor_unmade_and_nobody_suspends_themselves() {
    for site in TestApp::all(8824).await {
        let claire = site.steward("Claire").await;
        let steward = site.session(claire).await;
        let ana = site.person("Ana Roy").await;
        assert_eq!(offered(&site.get_as(Some(&steward), &page_of(claire)).await), ["sessions"]);
        for doing in ["member", "suspend"] {
            assert_eq!(act(&site, &steward, claire, doing, "Fin").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(act(&site, &steward, ana, "steward", "Elle aide").await.status, StatusCode::SEE_OTHER);
        assert_eq!(offered(&site.get_as(Some(&steward), &page_of(claire)).await), ["sessions", "member"]);
        let other = site.session(ana).await;
        assert_eq!(act(&site, &other, claire, "member", "Merci").await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get_as(Some(&steward), PEOPLE).await.status, StatusCode::NOT_FOUND);
        assert_eq!(act(&site, &other, ana, "member", "Fin").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn acting_on_an_account_asks_for_a_fresh_proof() {
    for site in TestApp::all(8825).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.person("Ana Roy").await;
        site.chance.pass(31 * 60);
        let answer = act(&site, &steward, ana, "suspend", "Une raison").await;
        assert!(leads_to(&answer).starts_with("/me/proof?to="), "{}", leads_to(&answer));
        let mut tx = site.services().store().read().await.unwrap();
        assert_eq!(store::stewardship::suspended(&mut tx, ana).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_letter_that_nobody_takes_is_sent_again_or_forgotten_and_an_address_that_refused_is_said_to_be_good() {
    for site in TestApp::all(8826).await {
        let steward = site.session(site.steward("Claire").await).await;
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let mail = domain::people::MailAddress::parse("ana@exemple.org").unwrap();
        let [one, two] = [1, 2].map(|number| domain::LetterId::from_bytes([number; 16]));
        let mut tx = site.services().store().write().await.unwrap();
        for id in [one, two] {
            let (kind, language) = ("reset".to_owned(), domain::LanguageTag::french());
            let row =
                store::letters::LetterRow { kind, mail: mail.clone(), language, about: None, created: site.now() };
            store::letters::add(&mut tx, id, &row).await.unwrap();
            store::letters::refuse(&mut tx, id, site.now(), "550").await.unwrap();
        }
        store::letters::mark(&mut tx, &mail, Some(site.now())).await.unwrap();
        tx.commit().await.unwrap();
        let page = site.get_as(Some(&steward), "/admin/letters").await;
        assert_eq!(texts(&page, "[data-part=letters] strong"), ["ana@exemple.org", "ana@exemple.org"]);
        assert!(page.holds("Le serveur répond") && page.holds("550"), "{}", page.text());
        assert_eq!(texts(&page, "[data-part=letters] time[data-to=minute]").len(), 2);
        assert_eq!(texts(&page, "[data-part=people] a"), ["Ana Roy"]);
        let other = site.session(ana).await;
        assert_eq!(site.get_as(Some(&other), "/admin/letters").await.status, StatusCode::NOT_FOUND);

        assert!(offered(&site.get_as(Some(&steward), &page_of(ana)).await).contains(&"mail".to_owned()));
        assert_eq!(act(&site, &steward, ana, "mail", "Boîte réparée").await.status, StatusCode::SEE_OTHER);
        for (id, doing) in [(one, "forget"), (two, "again"), (one, "again")] {
            let form = [("letter", id.to_string()), ("act", doing.to_owned())];
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let refused = site.send(Some(&other), "/admin/letters", &form).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
            assert_eq!(leads_to(&site.send(Some(&steward), "/admin/letters", &form).await), "/admin/letters");
        }
        let page = site.get_as(Some(&steward), "/admin/letters").await;
        assert!(texts(&page, "[data-part=letters] strong").is_empty());
        assert!(texts(&page, "[data-part=people] a").is_empty());
        assert!(site.letters().await.iter().any(|letter| letter.to == "ana@exemple.org"));
    }
}

#[tokio::test]
async fn private_content_is_read_with_a_reason_for_ten_minutes_and_who_answers_for_it_is_told_at_once() {
    for site in TestApp::all(8827).await {
        let claire = site.steward("Claire").await;
        let steward = site.session(claire).await;
        let other = site.session(site.steward("Denise").await).await;
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let note = site.note("Zqtitre").by(ana).body("Zqtexte.").visible_to(Visibility::Authors).write().await;
        let binned = site.note("Jetée").by(ana).body("Texte.").write().await;
        site.edit(&testkit::scene::Edit::Delete(binned)).await;
        let (author, named) = (site.session(ana).await, note.to_string());
        for who in [None, Some(&author)] {
            assert_eq!(site.get_as(who, "/admin/read").await.status, StatusCode::NOT_FOUND);
            let sent = site.send(who, "/admin/read", &[("note", named.as_str()), ("reason", "Une raison")]).await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND);
        }
        let ask = async |address: String, reason: &str| {
            site.send(Some(&steward), "/admin/read", &[("note", address.as_str()), ("reason", reason)]).await
        };
        assert_eq!(ask(format!("/n/{note}/zqtitre"), " ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // What was deleted is as what never was.
        let absent = domain::NoteId::from_bytes([9; 16]);
        let (gone, never) = (ask(format!("/n/{binned}"), "Raison").await, ask(format!("/n/{absent}"), "Raison").await);
        assert_eq!((gone.status, never.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(gone.text().replace(&binned.to_string(), ""), never.text().replace(&absent.to_string(), ""));

        let opened = ask(format!("http://localhost:8080/n/{note}/zqtitre"), "Une plainte").await;
        let address = leads_to(&opened).to_owned();
        let page = site.get_as(Some(&steward), &address).await;
        assert!(page.holds("Zqtitre") && page.holds("Zqtexte."), "{}", page.text());
        assert_eq!(texts(&page, ".notice time[data-to=minute]").len(), 1);
        assert_eq!(site.get_as(Some(&steward), &format!("/n/{note}/zqtitre")).await.status, StatusCode::NOT_FOUND);
        for who in [None, Some(&author), Some(&other)] {
            assert_eq!(site.get_as(who, &address).await.status, StatusCode::NOT_FOUND);
        }
        let letters = site.letters().await;
        let told = letters.iter().find(|letter| letter.subject == "Un contenu privé a été lu").unwrap();
        assert_eq!(told.to, "ana@exemple.org");
        assert!(told.text.contains("Zqtitre") && told.text.contains("Une plainte"), "{}", told.text);
        let log = site.get_as(Some(&other), "/admin/audit?kind=rights").await;
        let said = texts(&log, "[data-part=audit] .title");
        assert_eq!(said, ["Contenu privé lu · Ana Roy · Une plainte"]);
        assert!(!log.holds("Zqtitre"));

        site.chance.pass(10 * 60);
        assert_eq!(site.get_as(Some(&steward), &address).await.status, StatusCode::NOT_FOUND);
    }
}
