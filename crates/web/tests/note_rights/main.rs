//! Who may read and edit a note, and in which communities: said and changed on its page of rights, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod authors;
mod met;
mod readers;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::communities::{Role, Stage};
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The values of what a page has under this selector.
fn values(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let value = |element: scraper::ElementRef<'_>| element.value().attr("value").unwrap_or_default().to_owned();
    page.select(&Selector::parse(selector).unwrap()).map(value).collect()
}

fn rights(note: NoteId) -> String {
    format!("/n/{note}/-/rights")
}

/// Sends an act, with what goes with it.
async fn act(site: &TestApp, who: &Session, note: NoteId, act: &str, with: &[(&str, &str)]) -> Answer {
    let form: Vec<_> = [("act", act)].into_iter().chain(with.iter().copied()).collect();
    site.send(Some(who), &rights(note), &form).await
}

/// The same, which is done at once.
async fn done(site: &TestApp, who: &Session, note: NoteId, name: &str, with: &[(&str, &str)]) {
    let answer = act(site, who, note, name, with).await;
    assert_eq!(leads_to(&answer), format!("{}?done=yes", rights(note)), "{name}: {}", answer.text());
}

/// Sends the form of the page where an act is said before it is done.
async fn confirm(site: &TestApp, who: &Session, note: NoteId, step: &str) -> Answer {
    let page = site.get_as(Some(who), step).await;
    assert_eq!(page.status, StatusCode::OK, "{step}");
    let form = "form[data-form=confirm]";
    let html = Html::parse_document(&page.text());
    let fields = Selector::parse(&format!("{form} :is(input, button)")).unwrap();
    let value = |element: scraper::ElementRef<'_>| {
        let attribute = |name| element.value().attr(name).unwrap_or_default().to_owned();
        (attribute("name"), attribute("value"))
    };
    let sent: Vec<(String, String)> = html.select(&fields).map(value).collect();
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    site.send(Some(who), &rights(note), &sent).await
}

/// Somebody whom everyone may see, for they sign something public.
async fn known(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    site.note(&format!("De {name}")).by(person).body("Un texte.").write().await;
    (person, site.session(person).await)
}

async fn member(site: &TestApp, alias: &str, person: PersonId, role: Role) {
    let system = site.services().system("a test");
    services::admin::add_member(&system, alias, &person.to_string(), role).await.unwrap();
}

/// Whether each of these gets the note.
async fn read_by(site: &TestApp, note: NoteId, who: &[Option<&Session>]) -> Vec<bool> {
    let mut all = Vec::new();
    for session in who {
        all.push(site.get_as(*session, &format!("/n/{note}")).await.status.is_redirection());
    }
    all
}

/// The letters about notes so far, by who gets them.
async fn letters(site: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for letter in site.letters().await {
        assert_eq!(letter.subject, "À propos d’une note", "no title stands in a subject");
        let text = letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
        all.entry(letter.to).or_default().push(text);
    }
    all
}

#[tokio::test]
async fn widening_is_said_in_words_before_it_is_done_and_narrowing_is_done_at_once() {
    for site in TestApp::all(7801).await {
        let (_, other) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, who) = known(&site, "Bruno", "bruno@exemple.org").await;
        let note = site.note("Écluse").body("Un texte.").by(bruno).visible_to(Visibility::Authors).write().await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert_eq!(texts(&page, "[data-form=visibility] label").len(), 4, "{}", page.text());
        assert!(page.holds("Visible de vous seulement"));

        let asks = act(&site, &who, note, "visibility", &[("visibility", "signed_in")]).await;
        let step = format!("{}?step=visibility&level=signed_in", rights(note));
        assert_eq!(leads_to(&asks), step);
        assert_eq!(read_by(&site, note, &[Some(&other)]).await, [false], "nothing changed yet");
        let said = site.get_as(Some(&who), &step).await;
        assert_eq!(texts(&said, "main h2"), ["Qui pourra la lire"]);
        assert!(said.holds("Visible des personnes connectées à"), "{}", said.text());
        let answer = confirm(&site, &who, note, &step).await;
        assert_eq!(leads_to(&answer), format!("{}?done=yes", rights(note)));
        assert_eq!(read_by(&site, note, &[Some(&other), None]).await, [true, false]);

        let published = |answer: &Answer| texts(answer, "[data-part=dates] dd").first().cloned();
        let address = format!("/n/{note}/ecluse");
        let first = published(&site.get_as(Some(&other), &address).await);
        site.chance.pass(40 * 24 * 3600);
        let step = format!("{}?step=visibility&level=public", rights(note));
        let later = site.session(bruno).await;
        confirm(&site, &later, note, &step).await;
        let page = site.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert_eq!(published(&page), first, "published does not move");
        // Narrower is done at once, and the kept page of visitors is forgotten.
        done(&site, &later, note, "visibility", &[("visibility", "authors")]).await;
        assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
        // A form of before does not widen what was narrowed since.
        let stale = [("visibility", "public"), ("seen", "signed_in")];
        assert!(leads_to(&act(&site, &later, note, "visibility", &stale).await).contains("step=visibility"));
        assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_level_for_communities_without_one_is_refused_with_a_message() {
    for site in TestApp::all(7802).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let note = site.note("Écluse").body("Un texte.").by(ana).visible_to(Visibility::Authors).write().await;
        let refused = act(&site, &who, note, "visibility", &[("visibility", "community")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(texts(&refused, "[role=alert] li")[0].contains("Liez d’abord la note"), "{}", refused.text());
        let refused = act(&site, &who, note, "visibility", &[("visibility", "everyone")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn an_author_links_a_community_that_they_belong_to_and_the_others_are_told_who_reads() {
    for site in TestApp::all(7803).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = known(&site, "Bruno", "bruno@exemple.org").await;
        let (chloe, reads) = known(&site, "Chloé", "chloe@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        let potters = site.community("poterie", "Poterie", true).await;
        let closed = site.community("fermee", "Fermée", true).await;
        let elsewhere = site.community("ailleurs", "Ailleurs", true).await;
        site.edit(&Edit::Stage(closed, Stage::Closed, None, None)).await;
        for alias in ["tissage", "poterie", "fermee"] {
            member(&site, alias, ana, Role::Member).await;
        }
        member(&site, "tissage", bruno, Role::Member).await;
        member(&site, "poterie", bruno, Role::Member).await;
        member(&site, "poterie", chloe, Role::Member).await;
        let note =
            site.note("Écluse").by(ana).by(bruno).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        let mut offered = values(&page, "[data-form=link] option");
        offered.sort();
        let mut expected = [weavers.to_string(), potters.to_string()];
        expected.sort();
        assert_eq!(offered, expected, "neither a closed one nor one of others");
        for id in [closed, elsewhere] {
            let refused = act(&site, &who, note, "link", &[("community", &id.to_string())]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        }

        // Of a note for its authors, a link opens nothing.
        done(&site, &who, note, "link", &[("community", &weavers.to_string())]).await;
        assert_eq!(read_by(&site, note, &[Some(&reads)]).await, [false]);
        let step = format!("{}?step=visibility&level=community", rights(note));
        confirm(&site, &who, note, &step).await;
        assert!(letters(&site).await.is_empty());

        // One more opens it: said before to who does it, after to the others.
        let asks = act(&site, &who, note, "link", &[("community", &potters.to_string())]).await;
        let step = format!("{}?step=link&community={potters}", rights(note));
        assert_eq!((leads_to(&asks), read_by(&site, note, &[Some(&reads)]).await), (step.as_str(), vec![false]));
        let said = site.get_as(Some(&who), &step).await;
        assert!(said.holds("Les membres de Poterie la liront aussi."), "{}", said.text());
        confirm(&site, &who, note, &step).await;
        assert_eq!(read_by(&site, note, &[Some(&reads)]).await, [true]);
        let told = letters(&site).await;
        assert_eq!(told.keys().collect::<Vec<_>>(), ["bruno@exemple.org"]);
        assert!(told["bruno@exemple.org"][0].contains("est maintenant liée à Poterie"), "{told:?}");
    }
}

#[tokio::test]
async fn those_who_tend_a_community_may_unlink_the_authors_are_told_and_the_last_link_leaves_the_note_to_its_authors() {
    for site in TestApp::all(7804).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = known(&site, "Bruno", "bruno@exemple.org").await;
        let (chloe, _) = known(&site, "Chloé", "chloe@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        member(&site, "tissage", bruno, Role::Curator).await;
        member(&site, "tissage", chloe, Role::Member).await;
        let (curator, plain) = (site.session(bruno).await, site.session(chloe).await);
        let note = site.note("Écluse").by(ana).body("Un texte.").linked_to(weavers);
        let note = note.visible_to(Visibility::Community).write().await;
        let address = format!("/n/{note}/ecluse");
        let shown = site.get_as(Some(&curator), &address).await;
        assert_eq!(texts(&shown, "[data-part=communities] button"), ["Détacher de Tissage"]);
        assert!(!shown.holds("Droits et visibilité"), "which only authors get");
        assert!(texts(&site.get_as(Some(&plain), &address).await, "[data-part=communities] button").is_empty());
        let page = site.get_as(Some(&curator), &rights(note)).await;
        assert_eq!(texts(&page, "form[data-form=unlink] button"), ["Détacher de Tissage"]);
        assert!(texts(&page, "[data-part=readers], [data-part=authors], [data-form=visibility]").is_empty());

        let community = weavers.to_string();
        let form = [("community", community.as_str())];
        assert_eq!(act(&site, &plain, note, "unlink", &form).await.status, StatusCode::FORBIDDEN);
        for other in ["visibility", "reader", "invite", "leave"] {
            let status =
                act(&site, &curator, note, other, &[("visibility", "public"), ("reader", "Ana Roy")]).await.status;
            assert_eq!(status, StatusCode::FORBIDDEN, "{other}");
        }
        // They may not read it any more, and are led home.
        assert_eq!(leads_to(&act(&site, &curator, note, "unlink", &form).await), "/");
        assert_eq!(read_by(&site, note, &[Some(&curator), Some(&plain), Some(&who)]).await, [false, false, true]);
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert!(page.holds("Visible de vous seulement") && texts(&page, "[data-form=unlink]").is_empty());
        let told = letters(&site).await;
        assert_eq!(told.keys().collect::<Vec<_>>(), ["ana@exemple.org"]);
        assert!(told["ana@exemple.org"][0].contains("n’est plus liée à Tissage"), "{told:?}");
    }
}

#[tokio::test]
async fn an_author_who_does_not_know_of_a_linked_community_neither_sees_nor_removes_it() {
    for site in TestApp::all(7805).await {
        let (ana, who) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let hidden = site.community("zqcachee", "Zqcachée", false).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").linked_to(hidden);
        let note = note.visible_to(Visibility::Authors).write().await;
        let page = site.get_as(Some(&who), &rights(note)).await;
        assert!(!page.holds("zqcaché") && !page.holds(&hidden.to_string()), "{}", page.text());
        let absent = NoteId::from_bytes([9; 16]).to_string();
        let tries = async |id: &str| {
            let unlink = act(&site, &who, note, "unlink", &[("community", id)]).await;
            let link = act(&site, &who, note, "link", &[("community", id)]).await;
            let delegate = act(&site, &who, note, "delegate", &[("delegated", id)]).await;
            [unlink, link, delegate].map(|answer| (answer.status, answer.text()))
        };
        assert_eq!(tries(&hidden.to_string()).await, tries(&absent).await);
        // Nor does it count as one for whose members the note could be.
        let refused = act(&site, &who, note, "visibility", &[("visibility", "community")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut tx = site.services().store().read().await.unwrap();
        let facts = store::notes::facts(&mut tx, note).await.unwrap().unwrap();
        assert_eq!(facts.communities(), [hidden]);
    }
}

#[tokio::test]
async fn who_may_not_decide_gets_what_the_contract_says_and_changes_nothing() {
    for site in TestApp::all(7806).await {
        let (ana, _) = known(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, reader) = known(&site, "Bruno", "bruno@exemple.org").await;
        let (_, stranger) = known(&site, "Chloé", "chloe@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un texte.").read_by(bruno);
        let note = note.visible_to(Visibility::Authors).write().await;
        let lost = site.get_as(Some(&stranger), "/no-such-page").await;
        assert_eq!(site.get_as(Some(&stranger), &rights(note)).await, lost);
        assert_eq!(site.get_as(Some(&reader), &rights(note)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get(&rights(note)).await.status, StatusCode::NOT_FOUND);
        assert!(!site.get_as(Some(&reader), &format!("/n/{note}/ecluse")).await.holds("/-/rights"));
        let (me, absent) = (bruno.to_string(), NoteId::from_bytes([9; 16]));
        for name in [
            "visibility",
            "link",
            "unlink",
            "reader",
            "unread",
            "invite",
            "uninvite",
            "accept",
            "decline",
            "leave",
            "remove",
            "agree",
            "refuse",
            "delegate",
            "unsign",
            "",
            "other",
        ] {
            let form = [("visibility", "public"), ("reader", "Chloé"), ("author", "Chloé"), ("person", me.as_str())];
            let answer = act(&site, &stranger, note, name, &form).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
            assert_eq!(answer, act(&site, &stranger, absent, name, &form).await, "{name}");
            assert_eq!(act(&site, &reader, note, name, &form).await.status, StatusCode::FORBIDDEN, "{name}");
            assert_eq!(site.send(None, &rights(note), &[("act", name)]).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(read_by(&site, note, &[Some(&reader), Some(&stranger), None]).await, [true, false, false]);
        // A visitor who reads a note is asked to sign in.
        let open = site.note("Ouverte").by(ana).body("Un texte.").write().await;
        assert!(leads_to(&site.get(&rights(open)).await).starts_with("/sign-in?to="));
    }
}
