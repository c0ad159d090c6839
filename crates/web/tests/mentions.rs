//! Who is told of what is said in a conversation, as a browser and a mailbox find it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{CommunityId, NoteId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session};

const PAGE: &str = "/me/notifications";
const CHOICES: &str = "/me/notifications/-/choices";

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// A member with an account that letters reach, and their session.
async fn member(site: &TestApp, community: CommunityId, name: &str, role: Role) -> (PersonId, Session) {
    let mail = format!("{}@exemple.org", name.split(' ').next().unwrap().to_lowercase());
    let person = site.person_at(name, &mail).await;
    site.edit(&Edit::Role(community, person, role)).await;
    (person, site.session(person).await)
}

async fn talk(site: &TestApp, who: &Session, note: NoteId, form: &[(&str, &str)]) {
    let answer = site.send(Some(who), &format!("/n/{note}/-/talk/tissage"), form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

async fn say(site: &TestApp, who: &Session, note: NoteId, words: &str, after: &str) {
    talk(site, who, note, &[("act", "say"), ("words", words), ("after", after)]).await;
}

/// The id of the newest message that a page shows.
fn newest(answer: &Answer) -> String {
    let page = Html::parse_document(&answer.text());
    let messages = Selector::parse("[data-part=messages] > li").unwrap();
    let ids = page.select(&messages).map(|element| element.value().attr("data-message").unwrap().to_owned());
    ids.collect::<Vec<_>>().pop().unwrap()
}

/// What somebody is told, without when, in alphabetical order.
async fn told(site: &TestApp, who: &Session) -> Vec<String> {
    let says = texts(&site.get_as(Some(who), PAGE).await, "[data-part=notifications] .excerpt");
    let mut says: Vec<String> = says.iter().map(|says| says.split(", le ").next().unwrap().to_owned()).collect();
    says.sort();
    says
}

async fn letters_to(site: &TestApp, to: &str) -> Vec<String> {
    let letters = site.letters().await.into_iter().filter(|letter| letter.to == to);
    letters.map(|letter| format!("{} {}", letter.subject, letter.text)).collect()
}

#[tokio::test]
async fn a_member_who_is_named_is_told_here_and_by_a_letter_that_names_no_community() {
    for site in TestApp::all(9401).await {
        let community = site.community("tissage", "Zqtissage", false).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Member).await;
        let (_, bruno) = member(&site, community, "Bruno Zqroy", Role::Member).await;
        let (_, chloe) = member(&site, community, "Chloe", Role::Member).await;
        let stranger = site.session(site.person_at("Zoé", "zoe@exemple.org").await).await;
        let note = site.note("Écluse").body("Un texte.").write().await;
        site.send(
            Some(&bruno),
            "/communities/tissage/-/me",
            &[("act", "choose"), ("name", "Bruno des quais"), ("involvement", "")],
        )
        .await;

        say(&site, &who, note, "Bonjour @bruno Zqroy, @Zoé.", "0").await;
        assert!(told(&site, &bruno).await.is_empty(), "a name that they did not give there names nobody");
        say(&site, &who, note, "Bonjour @bruno des Quais.", "1").await;
        assert_eq!(told(&site, &bruno).await, ["Ana Roy vous nomme dans la conversation de Zqtissage"]);
        let letters = letters_to(&site, "bruno@exemple.org").await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains("Écluse") && !letters[0].contains("Zqtissage"), "{}", letters[0]);
        for other in [&stranger, &chloe, &who] {
            assert!(told(&site, other).await.is_empty());
        }

        // Written again, it tells those whom it did not name.
        let id = newest(&site.get_as(Some(&who), &format!("/n/{note}/-/talk/tissage")).await);
        let words = "Bonjour @Bruno des quais et @Chloe.";
        talk(&site, &who, note, &[("act", "edit"), ("message", &id), ("version", "1"), ("words", words)]).await;
        assert_eq!(told(&site, &chloe).await.len(), 1);
        assert_eq!(letters_to(&site, "bruno@exemple.org").await.len(), 1);

        // Withdrawn, it tells nobody any more.
        talk(&site, &who, note, &[("act", "withdraw"), ("message", &id)]).await;
        for other in [&bruno, &chloe] {
            assert!(told(&site, other).await.is_empty());
            assert_eq!(texts(&site.get_as(Some(other), "/communities").await, "[data-part=told]"), ["Avis"]);
        }
    }
}

#[tokio::test]
async fn a_mention_says_who_by_the_name_that_members_know_and_no_name_once_they_do_not() {
    for site in TestApp::all(9405).await {
        let community = site.community("tissage", "Zqtissage", true).await;
        let (ana, who) = member(&site, community, "Ana Roy", Role::Member).await;
        let (_, bruno) = member(&site, community, "Bruno", Role::Member).await;
        let (chloe, other) = member(&site, community, "Chloe", Role::Member).await;
        let note = site.note("Écluse").body("Un texte.").write().await;
        let chosen = [("act", "choose"), ("name", "Ana des quais"), ("involvement", "")];
        site.send(Some(&who), "/communities/tissage/-/me", &chosen).await;
        say(&site, &who, note, "Bonjour @Bruno.", "0").await;
        say(&site, &other, note, "Oui, @Bruno.", "1").await;
        say(&site, &who, note, "Encore, @Bruno.", "2").await;
        let says = |name: &str| format!("{name} vous nomme dans la conversation de Zqtissage");
        assert_eq!(told(&site, &bruno).await, [says("Ana des quais"), says("Chloe")], "each once");
        let letters = site.letters().await;
        let letter = letters.iter().find(|letter| letter.to == "bruno@exemple.org").unwrap();
        assert_eq!(letter.subject, "Du nouveau pour vous", "a header names nobody");
        let text = letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Ana des quais vous nomme dans une conversation"), "{text}");
        assert!(!text.contains("Zqtissage") && !text.contains("Ana Roy"), "{text}");

        // Who is a member no more is named there no more; who closed their account neither.
        let mut tx = site.services().store().write().await.unwrap();
        store::memberships::end(&mut tx, community, ana).await.unwrap();
        store::conversations::no_name(&mut tx, chloe).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(told(&site, &bruno).await, [says("Membre (compte fermé)"), says("Quelqu’un")]);
    }
}

#[tokio::test]
async fn those_who_wrote_and_the_authors_who_are_members_are_told_of_a_message() {
    for site in TestApp::all(9402).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (ana, author) = member(&site, community, "Ana Roy", Role::Member).await;
        let (_, bruno) = member(&site, community, "Bruno", Role::Member).await;
        let (chloe, silent) = member(&site, community, "Chloe", Role::Member).await;
        let outside = site.person_at("Zoé", "zoe@exemple.org").await;
        let note = site.note("Écluse").by(ana).by(outside).body("Un texte.").write().await;
        say(&site, &bruno, note, "Un.", "0").await;
        say(&site, &author, note, "Deux.", "1").await;
        say(&site, &bruno, note, "Trois, @Ana Roy.", "2").await;
        say(&site, &bruno, note, "Quatre.", "3").await;
        let messages = "2 messages dans la conversation de Tissage";
        assert_eq!(told(&site, &author).await, [messages, "Bruno vous nomme dans la conversation de Tissage"]);
        assert_eq!(told(&site, &bruno).await, ["Un message dans la conversation de Tissage"]);
        assert!(told(&site, &silent).await.is_empty());
        assert!(told(&site, &site.session(outside).await).await.is_empty(), "an author who is no member");
        assert!(letters_to(&site, "bruno@exemple.org").await.is_empty(), "on the site alone");

        // Chosen for the community, and for no other.
        let choice = format!("message.{community}");
        assert_eq!(site.send(Some(&bruno), CHOICES, &[(&choice, "none")]).await.status, StatusCode::SEE_OTHER);
        say(&site, &author, note, "Cinq.", "4").await;
        assert_eq!(told(&site, &bruno).await, ["Un message dans la conversation de Tissage"]);

        // Who left hears of nothing that was said there.
        let mut tx = site.services().store().write().await.unwrap();
        store::memberships::end(&mut tx, community, ana).await.unwrap();
        tx.commit().await.unwrap();
        assert!(told(&site, &site.session(ana).await).await.is_empty());

        // Nobody is named in what they may not read.
        let hidden = site.note("Marée").by(ana).body("Un texte.").visible_to(Visibility::Authors);
        let elise = site.person_at("Élise", "elise@exemple.org").await;
        site.edit(&Edit::Role(community, elise, Role::Member)).await;
        let hidden = hidden.by(elise).write().await;
        let who = site.session(elise).await;
        say(&site, &who, hidden, "Oui, @Chloe.", "0").await;
        let mut tx = site.services().store().read().await.unwrap();
        let viewer = domain::policy::Viewer::system("a test");
        assert_eq!(store::notifications::unread(&mut tx, &viewer, chloe).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn an_announcement_is_told_here_too_and_its_letter_goes_once() {
    for site in TestApp::all(9403).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, facilitator) = member(&site, community, "Ana Roy", Role::Facilitator).await;
        let (_, bruno) = member(&site, community, "Bruno", Role::Member).await;
        let note = site.note("Écluse").body("Un texte.").linked_to(community).write().await;
        let id = community.to_string();
        let form = [("community", id.as_str()), ("words", "")];
        let sent = site.send(Some(&facilitator), &format!("/n/{note}/-/announce"), &form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        assert_eq!(told(&site, &bruno).await, ["Annoncée aux membres de Tissage"]);
        assert!(told(&site, &facilitator).await.is_empty());
        assert_eq!(letters_to(&site, "bruno@exemple.org").await.len(), 1);
    }
}

#[tokio::test]
async fn the_announcements_of_one_community_stop_at_one_request_and_are_told_here_still() {
    for site in TestApp::all(9404).await {
        let [tissage, tricot] =
            [site.community("tissage", "Tissage", true).await, site.community("tricot", "Tricot", true).await];
        let [ana, bruno] =
            [site.person_at("Ana Roy", "ana@exemple.org").await, site.person_at("Bruno", "bruno@exemple.org").await];
        for community in [tissage, tricot] {
            site.edit(&Edit::Role(community, ana, Role::Facilitator)).await;
            site.edit(&Edit::Role(community, bruno, Role::Member)).await;
        }
        let (facilitator, his) = (site.session(ana).await, site.session(bruno).await);
        let announce = async |title: &str, community: CommunityId| {
            site.chance.pass(3600);
            let note = site.note(title).body("Un texte.").linked_to(community).write().await;
            let id = community.to_string();
            let form = [("community", id.as_str()), ("words", "")];
            let sent = site.send(Some(&facilitator), &format!("/n/{note}/-/announce"), &form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        };
        let count = async || letters_to(&site, "bruno@exemple.org").await.len();

        announce("Écluse", tissage).await;
        let letters = site.letters().await;
        let letter = letters.iter().find(|letter| letter.to == "bruno@exemple.org").unwrap();
        let stop = letter.text.split_whitespace().find(|word| word.contains("/-/stop/")).unwrap();
        let listed: String = letter.all("list-unsubscribe").concat().split_whitespace().collect();
        assert_eq!(listed, format!("<{stop}>"));
        assert_eq!(letter.all("list-unsubscribe-post"), ["List-Unsubscribe=One-Click"]);
        assert!(letter.all("references").concat().ends_with(".thing@localhost>"), "with the others about this note");
        let stop = stop.trim_start_matches("http://localhost:8080");
        assert!(site.get(stop).await.holds("Une note est annoncée à ma communauté"));

        // One that is on its way does not go either.
        announce("Marée", tissage).await;
        assert_eq!(site.send(None, stop, &[("List-Unsubscribe", "One-Click")]).await.status, StatusCode::OK);
        announce("Passe", tissage).await;
        assert_eq!(count().await, 1);
        let page = site.get_as(Some(&his), PAGE).await;
        let titles = texts(&page, "[data-part=notifications] .title");
        assert_eq!(titles, ["Passe", "Marée", "Écluse"], "each is told on the site");
        announce("Vague", tricot).await;
        assert_eq!(count().await, 2, "what another community announces still comes");

        let choice = format!("announced.{tissage}");
        for (way, sent) in [("letter", 3), ("daily", 3), ("none", 3)] {
            assert_eq!(site.send(Some(&his), CHOICES, &[(&choice, way)]).await.status, StatusCode::SEE_OTHER);
            announce(way, tissage).await;
            assert_eq!(count().await, sent, "{way}");
        }
        let page = site.get_as(Some(&his), PAGE).await;
        let titles = texts(&page, "[data-part=notifications] .title");
        assert_eq!(titles, ["daily", "letter", "Vague", "Passe", "Marée", "Écluse"]);
    }
}
