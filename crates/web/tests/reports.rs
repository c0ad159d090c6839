//! Reporting a problem, with and without an account, and what stewards do about it, as browsers would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::reports::{ReportAct, ReportKind};
use domain::{NoteId, PersonId, ReportId};
use scraper::{Html, Selector};
use store::reports::{ActRow, ReportRow};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Delivered, Session, leads_to};

const DAY: i64 = 24 * 3600;
const HOUR: i64 = 3600;

/// Somebody with an account.
async fn somebody(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

/// A steward, and a session of theirs.
async fn steward(site: &TestApp) -> Session {
    let steward = site.steward("Zqadministration").await;
    site.session(steward).await
}

/// Reports a page.
async fn report(site: &TestApp, who: Option<&Session>, page: &str, words: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("page", page), ("kind", "personal"), ("words", words)];
    form.extend(more);
    site.send(who, "/report", &form).await
}

/// The letters to this address so far, oldest first.
async fn letters_to(site: &TestApp, mail: &str) -> Vec<Delivered> {
    site.letters().await.into_iter().filter(|letter| letter.to == mail).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pages of the reports that wait, in the order of the list.
async fn waiting(site: &TestApp, who: &Session) -> Vec<String> {
    let list = site.get_as(Some(who), "/admin/reports").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.text());
    let text = list.text();
    let links = text.split("href=\"/admin/reports/").skip(1);
    links.map(|rest| format!("/admin/reports/{}", rest.split('"').next().unwrap())).collect()
}

/// Does something about a report.
async fn act(site: &TestApp, who: &Session, page: &str, act: &str, reason: &str) -> Answer {
    site.send(Some(who), page, &[("act", act), ("reason", reason)]).await
}

fn page_of(note: NoteId) -> String {
    format!("/n/{note}/ecluse")
}

#[tokio::test]
async fn each_page_leads_to_the_form_by_the_same_link() {
    for site in TestApp::all(8201).await {
        for page in ["/", "/recent", "/n/absent"] {
            assert!(site.get(page).await.holds("<a href=\"/report\""), "{page}");
        }
        let form = site.get("/report?page=%2Frecent").await;
        assert_eq!(form.header("cache-control"), "no-store");
        assert!(form.holds("value=\"/recent\"") && form.holds("name=\"mail\""), "{}", form.text());
    }
}

#[tokio::test]
async fn with_an_account_it_arrives_at_once_and_stewards_alone_see_it() {
    for site in TestApp::all(8202).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "zqbruno@exemple.org").await;
        let runs = steward(&site).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let form = site.get_as(Some(&who), &format!("/report?page={}", page_of(note))).await;
        assert!(form.holds("Écluse") && !form.holds("name=\"mail\""), "{}", form.text());
        let empty = report(&site, Some(&who), &page_of(note), " ", &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = report(&site, Some(&who), &page_of(note), "Zqnomme ma mère.", &[]).await;
        assert_eq!(leads_to(&sent), "/report?done=sent", "{}", sent.text());
        let pages = waiting(&site, &runs).await;
        assert_eq!(pages.len(), 1);
        let page = site.get_as(Some(&runs), &pages[0]).await;
        for words in ["Zqnomme ma mère.", "Écluse", "zqbruno@exemple.org", "Des renseignements personnels"] {
            assert!(page.holds(words), "{words}: {}", page.text());
        }
        for other in [Some(&her), Some(&who), None] {
            for address in ["/admin/reports", pages[0].as_str()] {
                assert_eq!(site.get_as(other, address).await.status, StatusCode::NOT_FOUND, "{address}");
            }
            let refused = site.send(other, &pages[0], &[("act", "hide"), ("reason", "x")]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
        }
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty(), "nothing was done yet");
    }
}

#[tokio::test]
async fn without_account_the_address_is_confirmed_first_and_what_was_typed_is_kept_on_the_form() {
    for site in TestApp::all(8203).await {
        let runs = steward(&site).await;
        let wrong = report(&site, None, "/recent", "zqmots", &[("mail", "zoe")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.holds("value=\"zoe\"") && wrong.holds("zqmots") && wrong.holds("value=\"/recent\""));
        let sent = report(&site, None, "/recent", "zqmots", &[("mail", "zoe@exemple.org")]).await;
        assert_eq!(leads_to(&sent), "/report?done=confirm", "{}", sent.text());
        assert!(waiting(&site, &runs).await.is_empty(), "it waits");
        let letter = letters_to(&site, "zoe@exemple.org").await.pop().unwrap();
        assert!(!letter.text.contains("zqmots"), "anybody may have typed this address: {}", letter.text);
        let link = letter.leads_to().to_owned();
        // Looking sends nothing: programs follow links too.
        assert!(site.get(&link).await.holds("zqmots"));
        assert!(waiting(&site, &runs).await.is_empty());
        for _ in 0..2 {
            assert_eq!(leads_to(&site.send(None, &link, &[]).await), link);
        }
        assert_eq!(waiting(&site, &runs).await.len(), 1, "confirmed twice, arrived once");

        report(&site, None, "/recent", "zqtard", &[("mail", "lea@exemple.org")]).await;
        let late = letters_to(&site, "lea@exemple.org").await.pop().unwrap().leads_to().to_owned();
        site.chance.pass(25 * HOUR);
        assert_eq!(site.get(&late).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.send(None, &late, &[]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn once_a_problem_is_sent_the_page_says_what_comes_next_instead_of_an_empty_form() {
    for site in TestApp::all(8213).await {
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        for (reader, mail) in [(Some(&who), ""), (None, "zoe@exemple.org")] {
            let sent = report(&site, reader, "/recent", "zqmots", &[("mail", mail)]).await;
            let page = site.get_as(reader, leads_to(&sent)).await;
            assert!(page.holds("role=\"status\"") && !page.holds("data-form=\"report\""), "{}", page.text());
            assert_eq!(page.holds("Ouvrez cette lettre"), reader.is_none(), "{}", page.text());
            assert!(page.holds("<a href=\"/report?page=\">Signaler autre chose</a>"), "{}", page.text());
            let again =
                site.ask_as(reader, "GET", "/report?page=", &[("referer", "http://localhost:8080/report")]).await;
            assert!(again.holds("data-form=\"report\"") && !again.holds("value=\"/report\""), "{}", again.text());
        }
    }
}

#[tokio::test]
async fn a_note_that_one_may_not_read_is_reported_as_one_that_never_was() {
    for site in TestApp::all(8204).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let runs = steward(&site).await;
        let hidden = site.note("Zqsecret").by(ana).body("zq").visible_to(Visibility::Authors).write().await;
        let absent = NoteId::from_bytes([9; 16]);
        for note in [hidden, absent] {
            let form = site.get_as(Some(&who), &format!("/report?page=/n/{note}")).await;
            assert!(form.holds(&format!("value=\"/n/{note}\"")) && !form.holds("Zqsecret"), "{}", form.text());
            let sent = report(&site, Some(&who), &format!("/n/{note}/mots"), "zqmots", &[]).await;
            assert_eq!(leads_to(&sent), "/report?done=sent");
        }
        for page in waiting(&site, &runs).await {
            let text = site.get_as(Some(&runs), &page).await;
            assert!(!text.holds("Zqsecret") && !text.holds("/mots"), "{}", text.text());
            assert!(!text.holds("value=\"hide\""), "there is no note to hide: {}", text.text());
            let refused = act(&site, &runs, &page, "hide", "Parce que").await;
            assert_eq!(leads_to(&refused), page);
        }
    }
}

#[tokio::test]
async fn a_hidden_note_is_absent_for_everybody_but_its_authors_and_stewards_until_the_report_is_settled() {
    for site in TestApp::all(8205).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "zqbruno@exemple.org").await;
        let runs = steward(&site).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        // Kept for everybody, before.
        assert_eq!(site.get(&page_of(note)).await.status, StatusCode::OK);
        report(&site, Some(&who), &page_of(note), "Zqnomme ma mère.", &[]).await;
        let page = waiting(&site, &runs).await.pop().unwrap();
        let without = act(&site, &runs, &page, "hide", "").await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            assert_eq!(leads_to(&act(&site, &runs, &page, "hide", "Zqraison.").await), page);
        }
        let absent = site.get(&format!("/n/{}/ecluse", NoteId::from_bytes([9; 16]))).await;
        assert_eq!(site.get(&page_of(note)).await, absent);
        assert_eq!(site.get_as(Some(&who), &page_of(note)).await.status, StatusCode::NOT_FOUND);
        for reads in [&her, &runs] {
            assert_eq!(site.get_as(Some(reads), &page_of(note)).await.status, StatusCode::OK);
        }
        for list in ["/recent", "/sitemap.xml", "/feed.atom"] {
            assert!(!site.get(list).await.holds(&note.to_string()), "{list}");
        }
        let told = letters_to(&site, "ana@exemple.org").await;
        assert_eq!(told.len(), 1, "hidden twice, told once");
        let text = one_line(&told[0].text);
        assert!(text.contains("Zqraison.") && text.contains("Écluse"), "{text}");
        assert!(!text.contains("runo") && !text.contains("Zqnomme"), "nothing of who reported: {text}");

        // A second report that hides it too keeps it hidden when the first one is settled.
        report(&site, Some(&her), &page_of(note), "Encore.", &[]).await;
        let other = waiting(&site, &runs).await.into_iter().find(|it| *it != page).unwrap();
        act(&site, &runs, &other, "hide", "Aussi.").await;
        act(&site, &runs, &page, "nothing", "Rien à faire.").await;
        assert_eq!(site.get(&page_of(note)).await.status, StatusCode::NOT_FOUND);
        act(&site, &runs, &other, "show", "On peut la lire.").await;
        assert_eq!(site.get(&page_of(note)).await.status, StatusCode::OK);
        let told = letters_to(&site, "ana@exemple.org").await;
        assert!(told.iter().any(|letter| letter.text.contains("On peut la lire.")));
        let settled = site.get_as(Some(&runs), &page).await;
        assert!(settled.holds("Zqraison.") && settled.holds("Rien à faire."), "{}", settled.text());
        assert!(!settled.holds("data-form=\"act\""), "{}", settled.text());
        act(&site, &runs, &page, "hide", "Trop tard.").await;
        assert_eq!(site.get(&page_of(note)).await.status, StatusCode::OK, "settled, it hides nothing");
    }
}

#[tokio::test]
async fn an_answer_reaches_who_reported_by_letter_and_nobody_else() {
    for site in TestApp::all(8206).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let runs = steward(&site).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        report(&site, Some(&who), &page_of(note), "Zqnomme.", &[]).await;
        report(&site, None, &page_of(note), "Zqnomme.", &[("mail", "zoe@exemple.org")]).await;
        let link = letters_to(&site, "zoe@exemple.org").await.pop().unwrap().leads_to().to_owned();
        site.send(None, &link, &[]).await;
        for page in waiting(&site, &runs).await {
            assert_eq!(leads_to(&act(&site, &runs, &page, "answer", "Zqmerci.").await), page);
        }
        for mail in ["bruno@exemple.org", "zoe@exemple.org"] {
            let letter = letters_to(&site, mail).await.pop().unwrap();
            assert!(letter.text.contains("Zqmerci."), "{}", letter.text);
            assert!(!letter.text.contains("Zqadministration"), "nobody is named: {}", letter.text);
        }
        assert!(letters_to(&site, "ana@exemple.org").await.is_empty());
    }
}

#[tokio::test]
async fn a_request_of_the_person_concerned_comes_first_and_says_when_its_thirty_days_are_over() {
    for site in TestApp::all(8207).await {
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let runs = steward(&site).await;
        report(&site, Some(&who), "/recent", "Zqpremier", &[]).await;
        site.chance.pass(HOUR);
        report(&site, Some(&who), "/recent", "Zqmoi", &[("concerned", "yes")]).await;
        let list = site.get_as(Some(&runs), "/admin/reports").await;
        let at = |words: &str| list.text().find(words).unwrap();
        assert!(at("Zqmoi") < at("Zqpremier"), "{}", list.text());
        assert!(list.holds("attend une réponse avant le") && !list.holds("En retard"), "{}", list.text());
        site.chance.pass(31 * DAY);
        let runs = steward_again(&site).await;
        let list = site.get_as(Some(&runs), "/admin/reports").await;
        assert!(list.holds("En retard"), "{}", list.text());
    }
}

/// Another steward, whose session is new.
async fn steward_again(site: &TestApp) -> Session {
    let other = site.steward("Autre administration").await;
    site.session(other).await
}

#[tokio::test]
async fn leads_settle_what_is_reported_of_notes_of_their_community_that_they_may_read_and_see_no_address() {
    const QUEUE: &str = "/communities/tissage/-/reports";
    for site in TestApp::all(8208).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "zqbruno@exemple.org").await;
        let (leads, _) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let (belongs, _) = somebody(&site, "Denis", "denis@exemple.org").await;
        let community = site.community("tissage", "Tissage", true).await;
        site.edit(&Edit::Role(community, leads, Role::Lead)).await;
        site.edit(&Edit::Role(community, belongs, Role::Curator)).await;
        let (lead, member) = (site.session(leads).await, site.session(belongs).await);
        let note = site.note("Écluse").by(ana).body("Un texte.").linked_to(community).write().await;
        let other = site.note("Zqailleurs").by(ana).body("Un texte.").write().await;
        for page in [note, other] {
            report(&site, Some(&who), &page_of(page), "Zqnomme ma mère.", &[]).await;
        }
        let told = letters_to(&site, "chloe@exemple.org").await;
        assert_eq!(told.len(), 1, "of the note of the community alone");
        assert!(!told[0].text.contains("Zqnomme") && !told[0].text.contains("runo"), "{}", told[0].text);
        let page = told[0].leads_to().to_owned();
        assert!(page.starts_with(QUEUE), "{page}");
        let list = site.get_as(Some(&lead), QUEUE).await;
        assert!(list.holds("Écluse") && !list.holds("Zqailleurs"), "{}", list.text());
        let shown = site.get_as(Some(&lead), &page).await;
        assert!(shown.holds("Zqnomme ma mère.") && !shown.holds("zqbruno@exemple.org"), "{}", shown.text());
        for other in [Some(&member), Some(&who), None] {
            for address in [QUEUE, page.as_str()] {
                assert_eq!(site.get_as(other, address).await.status, StatusCode::FORBIDDEN, "{address}");
            }
            let refused = site.send(other, &page, &[("act", "hide"), ("reason", "x")]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(leads_to(&act(&site, &lead, &page, "hide", "Zqraison.").await), page);
        assert_eq!(site.get(&page_of(note)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&member), &page_of(note)).await.status, StatusCode::NOT_FOUND);
        let read = site.get_as(Some(&lead), &page_of(note)).await;
        assert!(read.holds("data-part=\"hidden\""), "{}", read.text());
        assert_eq!(leads_to(&act(&site, &lead, &page, "answer", "Zqmerci.").await), page);
        assert!(letters_to(&site, "zqbruno@exemple.org").await.pop().unwrap().text.contains("Zqmerci."));
        assert_eq!(leads_to(&act(&site, &lead, &page, "acted", "C’est réglé.").await), page);
        assert_eq!(site.get(&page_of(note)).await.status, StatusCode::OK);
    }
}

/// What a page says waits for who opens it: where it leads, and its words.
async fn waits(site: &TestApp, who: &Session, page: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(&site.get_as(Some(who), page).await.text());
    let links = Selector::parse("[data-part=waits] a").unwrap();
    let line = |link: scraper::ElementRef<'_>| {
        (link.value().attr("href").unwrap().to_owned(), one_line(&link.text().collect::<String>()))
    };
    page.select(&links).map(line).collect()
}

/// What the header says of what one is told.
async fn header(site: &TestApp, who: &Session) -> String {
    let page = Html::parse_document(&site.get_as(Some(who), "/communities").await.text());
    let told = Selector::parse("[data-part=told]").unwrap();
    page.select(&told).map(|it| one_line(&it.text().collect::<String>())).collect()
}

#[tokio::test]
async fn leads_are_told_at_home_how_many_reports_wait_that_they_could_settle() {
    const QUEUE: &str = "/communities/tissage/-/reports";
    for site in TestApp::all(8210).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let (leads, _) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let (belongs, _) = somebody(&site, "Denis", "denis@exemple.org").await;
        let (runs, elsewhere) = (site.steward("Zqadministration").await, site.person("Élise").await);
        let community = site.community("tissage", "Tissage", true).await;
        let other = site.community("fanal", "Fanal", true).await;
        for (community, person, role) in [
            (community, leads, Role::Lead),
            (community, runs, Role::Lead),
            (community, belongs, Role::Facilitator),
            (other, elsewhere, Role::Lead),
        ] {
            site.edit(&Edit::Role(community, person, role)).await;
        }
        let lead = site.session(leads).await;
        let queue = async || {
            let list = site.get_as(Some(&lead), QUEUE).await;
            assert_eq!(list.status, StatusCode::OK, "{}", list.text());
            let (text, link) = (list.text(), format!("href=\"{QUEUE}/"));
            let links = text.split(link.as_str()).skip(1);
            links.map(|rest| format!("{QUEUE}/{}", rest.split('"').next().unwrap())).collect::<Vec<_>>()
        };
        assert!(waits(&site, &lead, "/").await.is_empty());
        assert!(site.get_as(Some(&lead), "/").await.holds("Rien ne vous attend."));

        let read = site.note("Écluse").by(ana).body("Un texte.").linked_to(community).write().await;
        let closed = site.note("Zqsecret").by(ana).body("zq").linked_to(community).visible_to(Visibility::Authors);
        let closed = closed.write().await;
        let unlinked = site.note("Ailleurs").by(ana).body("Un texte.").write().await;
        for note in [read, closed, unlinked] {
            report(&site, Some(&her), &page_of(note), "Zqmots.", &[]).await;
        }
        report(&site, Some(&who), &page_of(read), "Zqmots.", &[]).await;
        // Nobody has confirmed the address yet: it has not arrived.
        report(&site, None, &page_of(read), "Zqmots.", &[("mail", "zoe@exemple.org")]).await;

        let told = [(QUEUE.to_owned(), "2 problèmes signalés : Tissage".to_owned())];
        for page in ["/", "/me/notifications"] {
            assert_eq!(waits(&site, &lead, page).await, told, "{page}");
        }
        assert_eq!(queue().await.len(), 2, "as many as the list has");
        assert_eq!(header(&site, &lead).await, "Avis (1)", "a community is one thing to look at");
        for person in [belongs, elsewhere] {
            let session = site.session(person).await;
            assert!(waits(&site, &session, "/").await.is_empty());
            assert_eq!(header(&site, &session).await, "Avis");
        }
        // Who runs the site has them all in one list.
        let all = [("/admin/reports".to_owned(), "4 problèmes signalés attendent".to_owned())];
        assert_eq!(waits(&site, &site.session(runs).await, "/").await, all);

        // Hidden, a note is read by those who lead, and its report waits still.
        let page = queue().await.remove(0);
        assert_eq!(leads_to(&act(&site, &lead, &page, "hide", "Zqraison.").await), page);
        assert_eq!(waits(&site, &lead, "/").await, told);
        assert_eq!(leads_to(&act(&site, &lead, &page, "acted", "C’est réglé.").await), page);
        assert_eq!(waits(&site, &lead, "/").await, [(QUEUE.to_owned(), "Un problème signalé : Tissage".to_owned())]);
        let page = queue().await.remove(0);
        assert_eq!(leads_to(&act(&site, &lead, &page, "nothing", "Rien à faire.").await), page);
        assert!(waits(&site, &lead, "/").await.is_empty());
        assert_eq!(header(&site, &lead).await, "Avis");
    }
}

#[tokio::test]
async fn a_settled_report_is_found_again_with_how_it_was_settled_by_those_who_could_settle_it() {
    const QUEUE: &str = "/communities/tissage/-/reports";
    for site in TestApp::all(8211).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, who) = somebody(&site, "Bruno", "zqbruno@exemple.org").await;
        let (leads, _) = somebody(&site, "Chloé", "chloe@exemple.org").await;
        let (belongs, _) = somebody(&site, "Denis", "denis@exemple.org").await;
        let runs = steward(&site).await;
        let community = site.community("tissage", "Tissage", true).await;
        site.edit(&Edit::Role(community, leads, Role::Lead)).await;
        site.edit(&Edit::Role(community, belongs, Role::Curator)).await;
        let (lead, member) = (site.session(leads).await, site.session(belongs).await);
        let open = site.note("Écluse").by(ana).body("Un texte.").linked_to(community).write().await;
        let closed = site.note("Digue").by(ana).body("Un texte.").linked_to(community).write().await;
        let pages = [(page_of(open), "Zqun"), (page_of(closed), "Zqdeux"), ("/recent".to_owned(), "Zqtrois")];
        for (page, words) in &pages {
            report(&site, Some(&who), page, words, &[("concerned", "yes")]).await;
        }
        for (list, reader) in [("/admin/reports", &runs), (QUEUE, &lead)] {
            let waits = site.get_as(Some(reader), list).await;
            assert!(waits.holds(&format!("href=\"{list}?settled=yes\"")), "{}", waits.text());
            let none = site.get_as(Some(reader), &format!("{list}?settled=yes")).await;
            assert!(none.holds("Aucun problème réglé") && !none.holds("Zqun"), "{}", none.text());
        }
        let addresses = waiting(&site, &runs).await;
        for (page, how) in addresses.iter().zip(["acted", "nothing"]) {
            assert_eq!(leads_to(&act(&site, &runs, page, how, "Zqraison.").await), page);
            site.chance.pass(HOUR);
        }
        assert_eq!(waiting(&site, &runs).await, addresses[2..]);
        let list = site.get_as(Some(&runs), "/admin/reports?settled=yes").await;
        let at = |words: &str| list.text().find(words).unwrap();
        assert!(at("Zqdeux") < at("Zqun") && !list.holds("Zqtrois"), "the last one first: {}", list.text());
        assert!(at("il n’y avait rien à faire") < at("quelque chose a été fait"), "{}", list.text());
        for words in ["180 jours", "365 jours", addresses[0].as_str(), "href=\"/admin/reports\""] {
            assert!(list.holds(words), "{words}: {}", list.text());
        }
        assert!(!list.holds("attend une réponse"), "it waits no more: {}", list.text());

        let queue = format!("{QUEUE}?settled=yes");
        let there = site.get_as(Some(&lead), &queue).await;
        assert!(there.holds("Zqun") && there.holds("Zqdeux"), "{}", there.text());
        site.edit(&Edit::Visibility(closed, Visibility::Authors)).await;
        let there = site.get_as(Some(&lead), &queue).await;
        assert!(there.holds("Zqun") && !there.holds("Zqdeux"), "only of what they may read: {}", there.text());
        let page = addresses[0].replace("/admin/reports", QUEUE);
        assert!(there.holds(&format!("href=\"{page}\"")), "{}", there.text());
        let shown = site.get_as(Some(&lead), &page).await;
        assert!(shown.holds("Zqraison.") && !shown.holds("zqbruno@exemple.org"), "{}", shown.text());
        for other in [Some(&member), Some(&who), None] {
            assert_eq!(site.get_as(other, &queue).await.status, StatusCode::FORBIDDEN);
            let of_the_site = site.get_as(other, "/admin/reports?settled=yes").await;
            assert_eq!(of_the_site.status, StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn settled_reports_are_read_a_page_at_a_time() {
    for site in TestApp::all(8212).await {
        let runs = steward(&site).await;
        let (start, mut tx) = (site.now(), site.services().store().write().await.unwrap());
        for number in 0..110 {
            let id: ReportId = site.chance.id();
            let row = ReportRow {
                id,
                kind: ReportKind::Error,
                words: format!("Zqmots {number}."),
                path: "/recent".to_owned(),
                note: None,
                reporter: None,
                mail: None,
                language: None,
                concerned: false,
                begun: start,
                confirmed: Some(start),
                due: None,
                hidden: None,
                settled: None,
            };
            store::reports::add(&mut tx, &row).await.unwrap();
            // Several at the same moment.
            let settled = start.plus_seconds(number % 20);
            store::reports::settle(&mut tx, id, settled).await.unwrap();
            let (report, act, reason) = (id, ReportAct::Acted, "C’est réglé.".to_owned());
            let done = ActRow { id: site.chance.id(), report, by: None, act, reason, done: settled };
            store::reports::add_act(&mut tx, &done, None).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (lines, link) =
            (Selector::parse("[data-part=reports] > li").unwrap(), Selector::parse("a[rel=next]").unwrap());
        let (mut address, mut read) = ("/admin/reports?settled=yes".to_owned(), Vec::new());
        for count in [100, 10] {
            let page = Html::parse_document(&site.get_as(Some(&runs), &address).await.text());
            let words: Vec<String> =
                page.select(&lines).map(|line| one_line(&line.text().collect::<String>())).collect();
            assert_eq!(words.len(), count);
            read.extend(words);
            let next = page.select(&link).next().and_then(|link| link.value().attr("href"));
            assert_eq!(next.is_some(), count == 100);
            address = format!("/admin/reports{}", next.unwrap_or_default());
        }
        read.sort_unstable();
        read.dedup();
        assert_eq!(read.len(), 110, "each of them once");
    }
}

#[tokio::test]
async fn what_is_reported_is_named_to_who_may_see_it() {
    for site in TestApp::all(8209).await {
        let (_, who) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let runs = steward(&site).await;
        site.community("tissage", "Zqtissage", true).await;
        let open = site.notebook("Zqcarnet", Visibility::Public, None).await;
        let closed = site.notebook("Zqreserve", Visibility::Community, None).await;
        for path in ["/communities/tissage/-/members".to_owned(), format!("/c/{open}/mots")] {
            report(&site, Some(&who), &path, "Zqmots.", &[]).await;
        }
        let list = site.get_as(Some(&runs), "/admin/reports").await;
        assert!(list.holds("Zqtissage") && list.holds("Zqcarnet"), "{}", list.text());
        let form = site.get_as(Some(&who), &format!("/report?page=/c/{closed}/mots")).await;
        assert!(!form.holds("Zqreserve"), "{}", form.text());
    }
}
