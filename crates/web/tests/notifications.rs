//! What people are told of what changed, as a browser and a mailbox find it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::notifications::{Followed, NotificationKind, Way};
use domain::policy::{Memberships, Viewer};
use domain::{NoteId, NotebookId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

const PAGE: &str = "/me/notifications";
const CHOICES: &str = "/me/notifications/-/choices";
const FOLLOWS: &str = "/me/notifications/-/follows";
const TITLES: &str = "[data-part=notifications] .title";
const SAYS: &str = "[data-part=notifications] .excerpt";

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

async fn somebody(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

async fn follow(site: &TestApp, who: &Session, kind: &str, thing: &str, act: &str) -> Answer {
    site.send(Some(who), FOLLOWS, &[("kind", kind), ("thing", thing), ("act", act)]).await
}

async fn choose(site: &TestApp, who: &Session, name: &str, way: &str) {
    let answer = site.send(Some(who), CHOICES, &[(name, way)]).await;
    assert_eq!(leads_to(&answer), format!("{CHOICES}?done=yes"), "{}", answer.text());
}

async fn places(site: &TestApp, who: &Session, note: NoteId, notebook: NotebookId) {
    let notebook = notebook.to_string();
    let form = [("act", "place"), ("notebook", notebook.as_str()), ("reason", "")];
    let answer = site.send(Some(who), &format!("/n/{note}/-/place"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// What the header says, on any page.
async fn header(site: &TestApp, who: &Session) -> String {
    texts(&site.get_as(Some(who), "/communities").await, "[data-part=told]").remove(0)
}

async fn titles(site: &TestApp, who: &Session) -> Vec<String> {
    texts(&site.get_as(Some(who), PAGE).await, TITLES)
}

#[tokio::test]
async fn who_follows_a_notebook_is_told_of_what_is_placed_there_once_and_only_of_what_they_may_see() {
    for site in TestApp::all(9201).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, reader) = somebody(&site, "Zoé", "zoe@exemple.org").await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        let hidden = site.notebook("Carnet caché", Visibility::Authors, None).await;
        site.lead(notebook, ana).await;
        site.lead(hidden, ana).await;
        let open = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let closed = site.note("Brouillon").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        site.catch_up().await;
        assert_eq!(header(&site, &reader).await, "Avis");

        let id = notebook.to_string();
        let followed = follow(&site, &reader, "notebook", &id, "follow").await;
        assert_eq!(leads_to(&followed), format!("/c/{notebook}/carnet-des-eaux"));
        assert_eq!(
            follow(&site, &reader, "notebook", &hidden.to_string(), "follow").await.status,
            StatusCode::NOT_FOUND,
            "what one may not see is as what does not exist"
        );
        let page = site.get_as(Some(&reader), &format!("/c/{notebook}/carnet-des-eaux")).await;
        assert_eq!(texts(&page, "[data-form=follow] button"), ["Ne plus suivre"]);
        assert!(!site.get(&format!("/c/{notebook}/carnet-des-eaux")).await.holds("data-form=\"follow\""));

        for note in [open, closed] {
            places(&site, &author, note, notebook).await;
        }
        site.catch_up().await;
        site.catch_up().await;
        assert_eq!(header(&site, &reader).await, "Avis (1)");
        let page = site.get_as(Some(&reader), PAGE).await;
        assert_eq!(texts(&page, TITLES), ["Écluse"]);
        assert!(texts(&page, SAYS)[0].starts_with("Nouvelle dans Carnet des eaux, le "), "{}", page.text());
        assert_eq!(titles(&site, &author).await, [""; 0], "nobody is told of what they do");

        // Reading the page changes nothing; a button opens the thing.
        let opened = site.send(Some(&reader), PAGE, &[("act", "open"), ("thing", &open.to_string())]).await;
        assert_eq!(leads_to(&opened), format!("/n/{open}/ecluse"));
        assert_eq!(header(&site, &reader).await, "Avis");
        let nothing = site.send(Some(&reader), PAGE, &[("act", "open"), ("thing", &closed.to_string())]).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);

        let ended = follow(&site, &reader, "notebook", &id, "end").await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER);
        let later = site.note("Passe").by(ana).body("Un texte.").write().await;
        places(&site, &author, later, notebook).await;
        site.catch_up().await;
        assert_eq!(titles(&site, &reader).await, ["Écluse"]);
    }
}

#[tokio::test]
async fn an_author_is_told_that_somebody_else_changed_their_note_as_they_chose() {
    for site in TestApp::all(9202).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").by(ana).by(bruno).body("Un texte.").write().await;
        site.catch_up().await;
        let save = async |who: &Session, base: &str, body: &str| {
            let form = [("title", "Écluse"), ("language", "fr"), ("body", body), ("base", base), ("act", "save")];
            let answer = site.send(Some(who), &format!("/n/{note}/-/edit"), &form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
            site.catch_up().await;
        };
        save(&author, "1", "Un autre texte.").await;
        assert!(titles(&site, &author).await.is_empty());
        assert_eq!(titles(&site, &other).await, ["Écluse"]);

        choose(&site, &author, "changed.", "letter").await;
        save(&other, "2", "Un troisième texte.").await;
        save(&other, "3", "Un quatrième texte.").await;
        let page = site.get_as(Some(&author), PAGE).await;
        assert!(texts(&page, SAYS)[0].starts_with("Modifiée 2 fois par d’autres personnes, le "), "{}", page.text());
        let letters = site.letters().await;
        let mine: Vec<_> = letters.iter().filter(|letter| letter.to == "ana@exemple.org").collect();
        assert_eq!(mine.len(), 2);
        assert!(mine.iter().all(|letter| letter.subject == "Du nouveau pour vous"), "a subject names nothing");
        assert!(mine[0].text.contains("Écluse"));

        // One click stops them, without a session; reading the page stops none.
        let stop = mine[0].text.split_whitespace().find(|word| word.contains("/-/stop/")).unwrap();
        let stop = stop.trim_start_matches("http://localhost:8080");
        assert!(site.get(stop).await.holds("Une autre personne modifie ma note"));
        for _ in 0..2 {
            let stopped = site.send(None, stop, &[("List-Unsubscribe", "One-Click")]).await;
            assert_eq!(stopped.status, StatusCode::OK);
        }
        save(&other, "4", "Un cinquième texte.").await;
        let after = site.letters().await.into_iter().filter(|letter| letter.to == "ana@exemple.org").count();
        assert_eq!(after, 2);
        assert_eq!(site.get(&stop.replace(|it: char| it.is_ascii_digit(), "0")).await.status, StatusCode::NOT_FOUND);

        choose(&site, &author, "changed.", "none").await;
        let all = site.send(Some(&author), PAGE, &[("act", "all")]).await;
        assert_eq!(leads_to(&all), format!("{PAGE}?done=read"));
        save(&other, "5", "Un sixième texte.").await;
        assert_eq!(header(&site, &author).await, "Avis");
    }
}

#[tokio::test]
async fn what_one_may_not_see_any_more_is_in_no_page_count_or_letter() {
    for site in TestApp::all(9203).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, reader) = somebody(&site, "Zoé", "zoe@exemple.org").await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        site.catch_up().await;
        follow(&site, &reader, "notebook", &notebook.to_string(), "follow").await;
        choose(&site, &reader, "new.", "letter").await;
        places(&site, &author, note, notebook).await;
        site.catch_up().await;
        assert_eq!(header(&site, &reader).await, "Avis (1)");

        let ctx = site.services().seen_by(Viewer::person(ana, Memberships::new(), false));
        services::note_rights::set_visibility(&ctx, note, "authors", "public", "").await.unwrap();
        assert_eq!(header(&site, &reader).await, "Avis");
        assert!(titles(&site, &reader).await.is_empty());
        assert!(site.letters().await.iter().all(|letter| letter.to != "zoe@exemple.org"));
    }
}

#[tokio::test]
async fn who_follows_where_a_note_stands_is_told_once_when_they_may_read_it() {
    for site in TestApp::all(9207).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, reader) = somebody(&site, "Zoé", "zoe@exemple.org").await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        site.catch_up().await;
        follow(&site, &reader, "notebook", &notebook.to_string(), "follow").await;
        choose(&site, &reader, "new.", "letter").await;
        let hidden = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        places(&site, &author, hidden, notebook).await;
        site.catch_up().await;
        let to_zoe = async || site.letters().await.iter().filter(|letter| letter.to == "zoe@exemple.org").count();
        assert_eq!((titles(&site, &reader).await.len(), to_zoe().await), (0, 0));

        let ctx = site.services().seen_by(Viewer::person(ana, Memberships::new(), false));
        let open = async |level: &str, sees: &str| {
            services::note_rights::set_visibility(&ctx, hidden, level, sees, "").await.unwrap();
            site.catch_up().await;
        };
        open("signed_in", "authors").await;
        assert_eq!((titles(&site, &reader).await, to_zoe().await), (vec!["Écluse".to_owned()], 1));
        // Those who could read it are not told again, nor is anybody of one that was closed meanwhile.
        open("public", "signed_in").await;
        open("authors", "").await;
        assert!(titles(&site, &reader).await.is_empty());
        open("public", "authors").await;
        assert_eq!((titles(&site, &reader).await, to_zoe().await), (vec!["Écluse".to_owned()], 1));
    }
}

#[tokio::test]
async fn a_summary_comes_in_the_morning_where_something_is_unread_and_once() {
    for site in TestApp::all(9204).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, reader) = somebody(&site, "Zoé", "zoe@exemple.org").await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        site.catch_up().await;
        follow(&site, &reader, "notebook", &notebook.to_string(), "follow").await;
        choose(&site, &reader, "new.", "daily").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        places(&site, &author, note, notebook).await;
        site.catch_up().await;
        let to_zoe = async || {
            services::notifications::send_summaries(site.services().system("a test")).await.unwrap();
            let letters = site.letters().await.into_iter().filter(|letter| letter.to == "zoe@exemple.org");
            letters.map(|letter| (letter.subject, letter.text)).collect::<Vec<_>>()
        };
        site.chance.pass(25 * 3600);
        let letters = to_zoe().await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].0, "Votre résumé du matin");
        assert!(letters[0].1.contains("Écluse"));
        site.chance.pass(25 * 3600);
        assert_eq!(to_zoe().await.len(), 1, "nothing new, no letter");
    }
}

#[tokio::test]
async fn a_choice_says_what_the_letter_brings_that_goes_in_any_case() {
    for site in TestApp::all(9210).await {
        let (_, who) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let page = site.get_as(Some(&who), CHOICES).await;
        let hints = texts(&page, "[data-form=choices] .hint");
        assert_eq!(
            hints,
            [
                "Une lettre part de toute façon : elle apporte la réponse.",
                "Une lettre part de toute façon : elle dit où répondre.",
                "Une lettre part de toute façon : elle dit dans quel carnet, et où décliner.",
            ]
        );
        let with_one = NotificationKind::ALL.into_iter().filter(|kind| kind.has_its_own_letter());
        assert_eq!(with_one.count(), hints.len(), "each has words of its own");
    }
}

#[tokio::test]
async fn a_suspended_account_gets_no_letter_of_what_changes_and_still_those_about_the_account() {
    for site in TestApp::all(9208).await {
        let steward = site.session(site.steward("Denise").await).await;
        let community = site.community("tissage", "Tissage", true).await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        let mut people = Vec::new();
        for (name, mail, role) in [
            ("Ana Roy", "ana@exemple.org", Role::Facilitator),
            ("Bruno", "bruno@exemple.org", Role::Member),
            ("Zoé", "zoe@exemple.org", Role::Member),
        ] {
            let person = site.person_at(name, mail).await;
            site.edit(&Edit::Role(community, person, role)).await;
            people.push(person);
        }
        let (ana, bruno, zoe) = (people[0], people[1], people[2]);
        site.lead(notebook, ana).await;
        let shared = site.note("Écluse").by(ana).by(bruno).by(zoe).body("Un texte.").linked_to(community).write().await;
        let new = site.note("Passe").by(ana).body("Un texte.").write().await;
        site.catch_up().await;
        for person in [bruno, zoe] {
            let who = site.session(person).await;
            follow(&site, &who, "notebook", &notebook.to_string(), "follow").await;
            choose(&site, &who, "new.", "letter").await;
            choose(&site, &who, "changed.", "daily").await;
        }

        // A letter at once, one of an announcement, a summary.
        let author = site.session(ana).await;
        places(&site, &author, new, notebook).await;
        let id = community.to_string();
        let announced = [("community", id.as_str()), ("words", "")];
        let edited =
            [("title", "Écluse"), ("language", "fr"), ("body", "Un autre texte."), ("base", "1"), ("act", "save")];
        for (form, act) in [(&announced[..], "announce"), (&edited[..], "edit")] {
            let sent = site.send(Some(&author), &format!("/n/{shared}/-/{act}"), form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        }
        site.catch_up().await;
        let suspends = [("act", "suspend"), ("reason", "Un envoi massif")];
        let suspended = site.send(Some(&steward), &format!("/admin/people/{zoe}"), &suspends).await;
        assert_eq!(suspended.status, StatusCode::SEE_OTHER, "{}", suspended.text());
        site.send(None, "/reset", &[("mail", "zoe@exemple.org")]).await;
        site.chance.pass(25 * 3600);
        services::notifications::send_summaries(site.services().system("a test")).await.unwrap();
        let letters = site.letters().await;
        let to = |mail: &str| {
            let to = letters.iter().filter(|letter| letter.to == mail);
            let mut subjects: Vec<&str> = to.map(|letter| letter.subject.as_str()).collect();
            subjects.sort_unstable();
            subjects
        };
        assert_eq!(to("bruno@exemple.org"), ["Du nouveau pour vous", "Votre résumé du matin", "À propos d’une note"]);
        assert_eq!(to("zoe@exemple.org"), ["Choisir un nouveau mot de passe", "Votre compte"]);

        // Opened again, the account finds on the site what it was told; no letter comes after all.
        let mut tx = site.services().store().write().await.unwrap();
        store::stewardship::reopen(&mut tx, zoe).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(header(&site, &site.session(zoe).await).await, "Avis (2)");
        services::notifications::send_summaries(site.services().system("a test")).await.unwrap();
        assert_eq!(site.letters().await.len(), letters.len());
    }
}

#[tokio::test]
async fn leaving_a_community_ends_its_follow_and_an_answer_to_a_request_is_told() {
    for site in TestApp::all(9205).await {
        let (ana, _) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (lead, leads) = somebody(&site, "Léa", "lea@exemple.org").await;
        let community = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        for (person, role) in [(ana, Role::Member), (lead, Role::Lead)] {
            services::admin::add_member(&system, "tissage", &person.to_string(), role).await.unwrap();
        }
        // What they may do changed meanwhile.
        let member = site.session(ana).await;
        follow(&site, &member, "community", &community.to_string(), "follow").await;
        let follows = async |person| {
            let mut tx = site.services().store().read().await.unwrap();
            store::follows::follows(&mut tx, person, Followed::Community(community)).await.unwrap()
        };
        assert!(follows(ana).await);
        let mut tx = site.services().store().write().await.unwrap();
        store::memberships::end(&mut tx, community, ana).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!follows(ana).await);

        let note = site.note("Écluse").by(lead).body("Un texte.").write().await;
        let ask =
            site.send(Some(&member), &format!("/n/{note}/-/ask"), &[("act", "ask"), ("reason", "Pour aider")]).await;
        assert_eq!(ask.status, StatusCode::SEE_OTHER, "{}", ask.text());
        assert!(site.get_as(Some(&leads), "/").await.holds("Une demande pour modifier\u{a0}: Écluse"));
        let waits = texts(&site.get_as(Some(&leads), PAGE).await, "[data-part=waits] a");
        assert_eq!(waits, ["Une demande pour modifier : Écluse"], "what waits stands first among what one is told");
        assert_eq!(header(&site, &leads).await, "Avis (1)");
        let ctx = site.services().seen_by(Viewer::person(lead, Memberships::new(), false));
        let yes = store::edit_requests::EditRequest::Accepted;
        services::asking::answer(&ctx, note, ana, yes, "Oui").await.unwrap();
        assert!(texts(&site.get_as(Some(&leads), PAGE).await, "[data-part=waits]").is_empty());
        assert_eq!(header(&site, &leads).await, "Avis");
        let page = site.get_as(Some(&member), PAGE).await;
        assert_eq!(texts(&page, TITLES), ["Écluse"]);
        assert!(texts(&page, SAYS)[0].starts_with("Réponse à votre demande de la modifier, le "), "{}", page.text());
        assert!(
            texts(&site.get_as(Some(&member), "/").await, "[data-part=waits] a").contains(&"Un avis à lire".to_owned())
        );
        assert!(texts(&site.get("/").await, "[data-part=waits]").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fan_out_that_is_cut_short_again_and_again_tells_each_once() {
    const FOLLOWERS: usize = 450;
    for site in TestApp::all(9206).await {
        let (ana, author) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let mut people = Vec::new();
        for number in 0..FOLLOWERS {
            people.push(site.person_at(&format!("Personne {number}"), &format!("p{number}@exemple.org")).await);
        }
        let mut tx = site.services().store().write().await.unwrap();
        for person in &people {
            let what = Followed::Notebook(notebook);
            store::follows::follow(&mut tx, *person, what, site.now()).await.unwrap();
            let (new, letter) = (NotificationKind::New, Way::Letter);
            store::follows::choose(&mut tx, *person, new, store::notifications::EVERYWHERE, letter).await.unwrap();
        }
        tx.commit().await.unwrap();
        site.catch_up().await;
        places(&site, &author, note, notebook).await;
        for killed in 0..50_u64 {
            let services = site.services().clone();
            let running = tokio::spawn(async move { services::projections::catch_up(&services).await });
            tokio::time::sleep(std::time::Duration::from_millis(killed % 7)).await;
            running.abort();
            drop(running.await);
            // Nobody waits for who was cut short.
            site.chance.pass(31);
        }
        site.chance.pass(60);
        site.catch_up().await;
        let letters = site.letters().await;
        let to: std::collections::BTreeSet<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
        assert_eq!((letters.len(), to.len()), (FOLLOWERS, FOLLOWERS), "each is told, and once");
    }
}
