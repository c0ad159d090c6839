//! Talking about a note in a community, and announcing it to its members, as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{CommunityId, NoteId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

const DAY: i64 = 24 * 3600;
/// The lines of a conversation.
const MESSAGES: &str = "[data-part=messages] > li";

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The ids of the messages that a page shows.
fn ids(answer: &Answer) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let id = |element: scraper::ElementRef<'_>| element.value().attr("data-message").unwrap_or_default().to_owned();
    page.select(&Selector::parse(MESSAGES).unwrap()).map(id).collect()
}

/// A member with an account that letters reach, and their session.
async fn member(site: &TestApp, community: CommunityId, name: &str, role: Role) -> (PersonId, Session) {
    let mail = format!("{}@exemple.org", name.split(' ').next().unwrap().to_lowercase());
    let person = site.person_at(name, &mail).await;
    site.edit(&Edit::Role(community, person, role)).await;
    (person, site.session(person).await)
}

fn talk(note: NoteId) -> String {
    format!("/n/{note}/-/talk/tissage")
}

fn announcing(note: NoteId) -> String {
    format!("/n/{note}/-/announce")
}

async fn say(site: &TestApp, who: &Session, note: NoteId, words: &str, after: &str) -> Answer {
    site.send(Some(who), &talk(note), &[("act", "say"), ("words", words), ("after", after)]).await
}

/// Does something to one message.
async fn act(site: &TestApp, who: &Session, note: NoteId, act: &str, message: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("act", act), ("message", message)];
    form.extend_from_slice(more);
    site.send(Some(who), &talk(note), &form).await
}

/// The words of all letters to this address.
async fn letters_to(site: &TestApp, to: &str) -> String {
    let letters = site.letters().await;
    let texts = letters.iter().filter(|letter| letter.to == to).map(|letter| letter.text.as_str());
    texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn members_who_read_the_note_talk_about_it_under_it() {
    for site in TestApp::all(8101).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (ana, author) = member(&site, community, "Ana Roy", Role::Member).await;
        let (_, other) = member(&site, community, "Bruno Côté", Role::Member).await;
        let stranger = site.session(site.person_at("Zoé", "zoe@exemple.org").await).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").linked_to(community).write().await;
        let address = format!("/n/{note}/ecluse");
        let before = site.get(&address).await.text();
        let asked = site.get_as(Some(&author), &address).await;
        assert_eq!(texts(&asked, "[data-part=conversations] h3"), ["Tissage"], "{}", asked.text());
        assert_eq!(texts(&asked, "[data-form=say] button"), ["Publier le message"]);

        let said = say(&site, &author, note, "Voir **ceci**, et [[Écluse]].", "0").await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
        let shown = site.get_as(Some(&other), &address).await;
        assert_eq!(texts(&shown, "[data-part=messages] .title"), ["Ana Roy"]);
        assert_eq!(texts(&shown, "[data-part=said] strong"), ["ceci"]);
        assert_eq!(texts(&shown, "[data-part=said] a"), ["Écluse"]);
        assert!(texts(&shown, "[data-part=messages] .acts").is_empty(), "it is not theirs");
        let whole = site.get_as(Some(&other), &talk(note)).await;
        assert_eq!(ids(&whole), ids(&shown));

        // Who is no member reads nothing of it, and the page of a visitor stays the same.
        assert!(!site.get_as(Some(&stranger), &address).await.holds("ceci"));
        assert_eq!(site.get_as(Some(&stranger), &talk(note)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(say(&site, &stranger, note, "Moi aussi", "0").await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get(&address).await.text(), before);
        assert!(leads_to(&site.get(&talk(note)).await).starts_with("/sign-in?to="));
    }
}

#[tokio::test]
async fn a_form_that_is_sent_twice_says_it_once_and_what_was_typed_is_kept_where_it_is_refused() {
    for site in TestApp::all(8102).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Member).await;
        // A note that is linked to no community: a member who reads it begins.
        let note = site.note("Écluse").body("Un texte.").write().await;
        let page = site.get_as(Some(&who), &format!("/n/{note}/ecluse")).await;
        assert_eq!(texts(&page, "[data-part=elsewhere] a"), ["Tissage"]);
        for _ in 0..2 {
            assert_eq!(say(&site, &who, note, "Oui.", "0").await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(ids(&site.get_as(Some(&who), &talk(note)).await).len(), 1);
        assert_eq!(say(&site, &who, note, "Oui.", "1").await.status, StatusCode::SEE_OTHER);
        assert_eq!(ids(&site.get_as(Some(&who), &talk(note)).await).len(), 2, "from a newer page, it is said again");
        let long = "a".repeat(5001);
        let refused = say(&site, &who, note, &long, "2").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.holds(&long));
        assert_eq!(say(&site, &who, note, " \n", "2").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_member_is_called_there_as_they_chose_and_by_no_name_once_they_left() {
    for site in TestApp::all(8103).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (ana, who) = member(&site, community, "Ana Zqroy", Role::Member).await;
        let (_, other) = member(&site, community, "Bruno", Role::Member).await;
        let note = site.note("Écluse").body("Un texte.").write().await;
        let form = [("act", "choose"), ("name", "Ana des métiers"), ("involvement", "")];
        site.send(Some(&who), "/communities/tissage/-/me", &form).await;
        say(&site, &who, note, "Bonjour.", "0").await;
        let shown = site.get_as(Some(&other), &talk(note)).await;
        assert!(!shown.holds("Zqroy"), "{}", shown.text());
        let mut tx = site.services().store().write().await.unwrap();
        store::memberships::end(&mut tx, community, ana).await.unwrap();
        tx.commit().await.unwrap();
        let shown = site.get_as(Some(&other), &talk(note)).await;
        assert_eq!(texts(&shown, "[data-part=messages] .title"), ["Une personne qui n’est plus membre"]);
    }
}

#[tokio::test]
async fn one_edits_and_withdraws_ones_own_messages_and_nobody_elses() {
    for site in TestApp::all(8104).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Member).await;
        let (_, other) = member(&site, community, "Bruno", Role::Lead).await;
        let note = site.note("Écluse").body("Un texte.").write().await;
        say(&site, &who, note, "zq-premier", "0").await;
        let id = ids(&site.get_as(Some(&who), &talk(note)).await).remove(0);
        let form = site.get_as(Some(&who), &format!("{}?edit={id}", talk(note))).await;
        assert_eq!(texts(&form, "[data-form=edit] textarea"), ["zq-premier"]);
        let theirs = act(&site, &other, note, "edit", &id, &[("version", "1"), ("words", "Autre")]).await;
        assert_eq!(theirs.status, StatusCode::FORBIDDEN);
        assert_eq!(act(&site, &other, note, "withdraw", &id, &[]).await.status, StatusCode::FORBIDDEN);

        let edited = act(&site, &who, note, "edit", &id, &[("version", "1"), ("words", "zq-second")]).await;
        assert_eq!(edited.status, StatusCode::SEE_OTHER);
        let shown = site.get_as(Some(&other), &talk(note)).await;
        assert!(shown.holds("zq-second") && shown.holds("modifié le"), "{}", shown.text());
        // Over a version that is not the newest: both are shown, and nothing is lost.
        let stale = act(&site, &who, note, "edit", &id, &[("version", "1"), ("words", "zq-tiers")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(texts(&stale, "[data-part=kept]"), ["zq-second"]);
        assert_eq!(texts(&stale, "[data-form=edit] textarea"), ["zq-tiers"]);
        let again = act(&site, &who, note, "edit", &id, &[("version", "2"), ("words", "zq-tiers")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);

        for _ in 0..2 {
            assert_eq!(act(&site, &who, note, "withdraw", &id, &[]).await.status, StatusCode::SEE_OTHER);
        }
        for viewer in [&who, &other] {
            let shown = site.get_as(Some(viewer), &talk(note)).await;
            assert!(shown.holds("Message retiré") && !shown.holds("zq-tiers"), "{}", shown.text());
        }
        let gone = act(&site, &who, note, "edit", &id, &[("version", "3"), ("words", "Encore")]).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn those_who_facilitate_hide_a_message_with_a_reason_that_its_author_is_told() {
    for site in TestApp::all(8105).await {
        let community = site.community("tissage", "Tissage", false).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Member).await;
        let (_, facilitator) = member(&site, community, "Bruno", Role::Facilitator).await;
        let (_, curator) = member(&site, community, "Chloe", Role::Curator).await;
        let note = site.note("Écluse").body("Un texte.").write().await;
        say(&site, &who, note, "zq-vif", "0").await;
        let id = ids(&site.get_as(Some(&who), &talk(note)).await).remove(0);
        let why = [("why", "Trop vif.")];
        assert_eq!(act(&site, &curator, note, "hide", &id, &why).await.status, StatusCode::FORBIDDEN);
        let without = act(&site, &facilitator, note, "hide", &id, &[("why", " ")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            assert_eq!(act(&site, &facilitator, note, "hide", &id, &why).await.status, StatusCode::SEE_OTHER);
        }
        let told = letters_to(&site, "ana@exemple.org").await;
        assert_eq!(told.matches("Trop vif.").count(), 1, "{told}");
        assert!(told.contains(&talk(note)) && !told.contains("Bruno") && !told.contains("Tissage"), "{told}");
        let others = site.get_as(Some(&curator), &format!("/n/{note}/ecluse")).await;
        assert!(
            others.holds("Message masqué par l’animation") && !others.holds("zq-vif") && !others.holds("Trop vif.")
        );
        for viewer in [&who, &facilitator] {
            let shown = site.get_as(Some(viewer), &talk(note)).await;
            assert!(shown.holds("zq-vif") && shown.holds("Trop vif."), "{}", shown.text());
        }
        let edited = act(&site, &who, note, "edit", &id, &[("version", "1"), ("words", "Doux")]).await;
        assert_eq!(edited.status, StatusCode::FORBIDDEN, "not while it is hidden");
        assert_eq!(act(&site, &facilitator, note, "show", &id, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(site.get_as(Some(&curator), &talk(note)).await.holds("zq-vif"));
    }
}

#[tokio::test]
async fn under_a_note_the_newest_stand_and_the_rest_on_pages_of_their_own() {
    for site in TestApp::all(8106).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Member).await;
        let note = site.note("Écluse").body("Un texte.").linked_to(community).write().await;
        for number in 0..25 {
            let said = say(&site, &who, note, &format!("Message {number}."), &number.to_string()).await;
            assert_eq!(said.status, StatusCode::SEE_OTHER);
        }
        let under = site.get_as(Some(&who), &format!("/n/{note}/ecluse")).await;
        let shown = texts(&under, "[data-part=said]");
        assert_eq!((shown.len(), shown[0].as_str(), shown[19].as_str()), (20, "Message 5.", "Message 24."));
        assert!(under.holds("25 messages"));
        let earlier = site.get_as(Some(&who), &format!("{}?before=6", talk(note))).await;
        assert_eq!(texts(&earlier, "[data-part=said]").len(), 5);
        assert_eq!(ids(&site.get_as(Some(&who), &talk(note)).await).len(), 25);
    }
}

#[tokio::test]
async fn in_a_community_that_is_closed_members_read_and_write_nothing_more() {
    for site in TestApp::all(8107).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Lead).await;
        let note = site.note("Écluse").body("Un texte.").linked_to(community).write().await;
        say(&site, &who, note, "zq-avant", "0").await;
        site.edit(&Edit::Stage(community, domain::communities::Stage::Closed, None, None)).await;
        let shown = site.get_as(Some(&who), &talk(note)).await;
        assert!(shown.holds("zq-avant") && texts(&shown, "[data-form=say]").is_empty(), "{}", shown.text());
        assert_eq!(say(&site, &who, note, "Après.", "1").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_note_is_announced_once_to_members_who_may_read_it_and_no_letter_names_a_discreet_community() {
    for site in TestApp::all(8108).await {
        let community = site.community("tissage", "Zqtissage", false).await;
        let (_, facilitator) = member(&site, community, "Ana Roy", Role::Facilitator).await;
        let (bruno, plain) = member(&site, community, "Bruno", Role::Member).await;
        member(&site, community, "Chloe", Role::Member).await;
        let note = site.note("Écluse").by(bruno).body("Un texte.").linked_to(community).write().await;
        let address = format!("/n/{note}/ecluse");
        assert!(site.get_as(Some(&facilitator), &address).await.holds("Annoncer aux membres"));
        assert!(!site.get_as(Some(&plain), &address).await.holds("Annoncer aux membres"));
        assert_eq!(site.get_as(Some(&plain), &announcing(note)).await.status, StatusCode::FORBIDDEN);
        let page = site.get_as(Some(&facilitator), &announcing(note)).await;
        assert!(page.holds("2 personnes auront un avis"), "{}", page.text());

        let id = community.to_string();
        let form = [("community", id.as_str()), ("words", "À lire avant jeudi.")];
        let sent = site.send(Some(&facilitator), &announcing(note), &form).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let letters = site.letters().await;
        let told: Vec<_> = letters.iter().filter(|letter| letter.text.contains("À lire avant jeudi.")).collect();
        assert_eq!(told.len(), 2);
        for letter in told {
            assert!(letter.text.contains("Écluse") && !letter.text.contains("Zqtissage"), "{}", letter.text);
            assert!(!letter.subject.contains("Écluse"), "{}", letter.subject);
        }
        site.chance.pass(3600);
        let again = site.send(Some(&facilitator), &announcing(note), &form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.holds("La note y a déjà été annoncée, le "), "{}", again.text());
        assert_eq!(site.letters().await.len(), letters.len(), "nobody gets a second one");

        // Of a note that they may not read, members are told nothing.
        let hidden = site.note("Marée").by(bruno).body("Un texte.").linked_to(community);
        let ana = site.person_at("Élise", "elise@exemple.org").await;
        site.edit(&Edit::Role(community, ana, Role::Lead)).await;
        let hidden = hidden.by(ana).visible_to(Visibility::Authors).write().await;
        let lead = site.session(ana).await;
        let page = site.get_as(Some(&lead), &announcing(hidden)).await;
        assert!(page.holds("Une personne aura un avis"), "{}", page.text());
    }
}

#[tokio::test]
async fn what_was_said_goes_with_the_note_and_with_who_takes_their_words_along() {
    for site in TestApp::all(8109).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, who) = member(&site, community, "Ana Roy", Role::Member).await;
        let (bruno, other) = member(&site, community, "Bruno", Role::Member).await;
        let [kept, gone] = ["Écluse", "Marée"].map(|title| site.note(title).by(bruno).body("Un texte."));
        let (kept, gone) = (kept.write().await, gone.write().await);
        for note in [kept, gone] {
            say(&site, &who, note, "zq-mots", "0").await;
        }
        let deleted = site.send(Some(&other), &format!("/n/{gone}/-/delete"), &[("act", "delete")]).await;
        assert_eq!(deleted.status, StatusCode::SEE_OTHER, "{}", deleted.text());
        assert_ne!(site.get_as(Some(&who), &talk(gone)).await.status, StatusCode::OK);
        let form = [("act", "leave"), ("credit", "keep"), ("acts", "keep"), ("texts", "remove")];
        assert_eq!(site.send(Some(&who), "/me/leaving", &form).await.status, StatusCode::SEE_OTHER);
        site.chance.pass(31 * DAY);
        site.letters().await;
        let mut tx = site.services().store().read().await.unwrap();
        assert!(store::conversations::of(&mut tx, gone, community).await.unwrap().is_none(), "purged with its note");
        drop(tx);
        let shown = site.get_as(Some(&site.session(bruno).await), &talk(kept)).await;
        assert!(shown.holds("Message retiré") && !shown.holds("zq-mots"), "{}", shown.text());
        assert_eq!(texts(&shown, "[data-part=messages] .title"), ["Ana Roy"], "they keep their name");
    }
}
