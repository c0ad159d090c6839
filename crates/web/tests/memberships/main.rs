//! How one becomes a member of a community, and what one is there: asked as a browser would, by each of those who are concerned.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod hidden;
mod inside;
mod invited;
mod joining;
mod roles;

use axum::http::StatusCode;
use domain::communities::Role;
use domain::{CommunityId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

const PAGE: &str = "/communities/tissage";
const EDIT: &str = "/communities/tissage/-/edit";
const CLOSING: &str = "/communities/tissage/-/closing";
const JOIN: &str = "/communities/tissage/-/join";
const ME: &str = "/communities/tissage/-/me";
const MEMBERS: &str = "/communities/tissage/-/members";
const REQUESTS: &str = "/communities/tissage/-/requests";
const MINE: &str = "/me/communities";
/// What is amiss, as a page lists it.
const AMISS: &str = "[role=alert] li";
/// The names of the members.
const NAMES: &str = "[data-part=members] .title";
const DAY: i64 = 24 * 3600;

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

/// Somebody with an account that letters reach, and their session.
async fn known(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

/// A community on request called Tissage, with its lead, Chloé Roy.
async fn led(site: &TestApp, listed: bool) -> (CommunityId, PersonId, Session) {
    let community = site.community("tissage", "Tissage", listed).await;
    let (lead, session) = known(site, "Chloé Roy", "chloe@exemple.org").await;
    site.edit(&Edit::Role(community, lead, Role::Lead)).await;
    (community, lead, session)
}

/// Somebody more in it, with a role.
async fn member(site: &TestApp, community: CommunityId, name: &str, mail: &str, role: Role) -> (PersonId, Session) {
    let (person, session) = known(site, name, mail).await;
    site.edit(&Edit::Role(community, person, role)).await;
    (person, session)
}

/// Its lead says who comes in, and who knows of it.
async fn access(site: &TestApp, lead: &Session, access: &str, listed: &str) {
    let base = values(&site.get_as(Some(lead), EDIT).await, "[name=base]").remove(0);
    let form = [("act", "access"), ("base", base.as_str()), ("access", access), ("listed", listed), ("formality", "")];
    let done = site.send(Some(lead), EDIT, &form).await;
    assert_eq!(leads_to(&done), "/communities/tissage/-/edit?done=yes", "{}", done.text());
}

/// Its lead closes it, and keeps its notes with those who may.
async fn close(site: &TestApp, lead: &Session) {
    let page = site.get_as(Some(lead), CLOSING).await;
    let (base, heirs) = (values(&page, "[name=base]").remove(0), values(&page, "[name=heir]"));
    let mut form = vec![("base", base.as_str())];
    form.extend(heirs.iter().map(|heir| ("heir", heir.as_str())));
    let done = site.send(Some(lead), CLOSING, &form).await;
    assert_eq!(leads_to(&done), PAGE, "{}", done.text());
}

/// Comes into one that is open, called so there.
async fn comes_in(site: &TestApp, who: &Session, name: &str) {
    let done = site.send(Some(who), JOIN, &[("name", name)]).await;
    assert_eq!(leads_to(&done), PAGE, "{}", done.text());
}

/// Asks to come in, called so there.
async fn asks(site: &TestApp, who: &Session, name: &str, reason: &str) {
    let done = site.send(Some(who), JOIN, &[("name", name), ("reason", reason)]).await;
    assert_eq!(leads_to(&done), JOIN, "{}", done.text());
}

/// Says an answer of those who welcome, on what has this id.
async fn says(site: &TestApp, who: &Session, act: &str, id: &str, answer: &str) -> Answer {
    site.send(Some(who), REQUESTS, &[("act", act), ("id", id), ("answer", answer)]).await
}

/// Types an address to invite, or to propose.
async fn invites(site: &TestApp, who: &Session, mail: &str, words: &str) -> Answer {
    site.send(Some(who), REQUESTS, &[("act", "invite"), ("mail", mail), ("words", words)]).await
}

/// How the forms of a lead name the member who is called so.
async fn handle(site: &TestApp, lead: &Session, name: &str) -> String {
    let (page, label) = (site.get_as(Some(lead), MEMBERS).await, format!("Rôles de {name}"));
    let html = Html::parse_document(&page.text());
    let links = Selector::parse("[data-part=members] a[aria-label]").unwrap();
    let mut found = html.select(&links).filter(|link| link.value().attr("aria-label") == Some(label.as_str()));
    let address = found.next().and_then(|link| link.value().attr("href")).unwrap_or_default();
    address.split_once("member=").map(|(_, handle)| handle.to_owned()).unwrap_or_default()
}

/// Gives a member roles, and no others: each as the form sends it.
async fn gives(site: &TestApp, lead: &Session, name: &str, roles: &[(&str, &str)]) -> Answer {
    let member = handle(site, lead, name).await;
    let mut form = vec![("act", "roles"), ("member", member.as_str())];
    form.extend_from_slice(roles);
    site.send(Some(lead), MEMBERS, &form).await
}

/// The same, which is done.
async fn given(site: &TestApp, lead: &Session, name: &str, roles: &[(&str, &str)]) {
    let answer = gives(site, lead, name, roles).await;
    assert_eq!(leads_to(&answer), "/communities/tissage/-/members?done=roles", "{}", answer.text());
}

/// Chooses what one is there.
async fn chooses(site: &TestApp, who: &Session, choices: &[(&str, &str)]) {
    let mut form = vec![("act", "choose")];
    form.extend_from_slice(choices);
    let answer = site.send(Some(who), ME, &form).await;
    assert_eq!(leads_to(&answer), "/communities/tissage/-/me?done=saved", "{}", answer.text());
}

/// The letters to this address so far, each with its subject. What is in a community is in no subject.
async fn letters_to(site: &TestApp, mail: &str) -> Vec<String> {
    let all = site.letters().await;
    assert!(all.iter().all(|letter| !letter.subject.contains("Tissage")), "a subject is read on a locked screen");
    let to_them = all.iter().filter(|letter| letter.to == mail);
    to_them.map(|letter| letter.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Whether a page is there for somebody.
async fn is_there(site: &TestApp, who: &Session, address: &str) -> bool {
    site.get_as(Some(who), address).await.status == StatusCode::OK
}
