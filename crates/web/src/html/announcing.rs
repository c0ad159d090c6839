//! Announcing a note to the members of a community.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::NoteId;
use domain::address::Address;
use services::accounts::Wrong;
use services::announcing::{self, AnnouncePage, Audience};

use super::accounts::{refused, to_sign_in, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "announce.html")]
struct AnnounceTemplate<'a> {
    f: Frame<'a>,
    p: AnnouncePage,
    action: String,
    /// Whether something was just done.
    done: bool,
    community: Field,
    words: Field,
}

impl AnnounceTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.community, &self.words])
    }

    /// How many would be told, or when they were.
    fn tells(&self, it: &Audience) -> String {
        let m = self.f.messages();
        match it.announced {
            Some(at) => m.with("web-announce-done", &[("day", self.f.day_of(at).into())]),
            None => m.with("web-announce-reach", &[("count", it.reach.into())]),
        }
    }
}

/// `/n/{note}/-/announce`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NoteAnnounce(note);
    let found = match announcing::read(&ctx, note).await {
        Err(services::Error::Forbidden) if asked.who.is_none() => return Ok(to_sign_in(&asked, &address.to_string())),
        found => found?,
    };
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    let mut page = page(&asked, found, "", "", &[]);
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /n/{note}/-/announce`.
pub(super) async fn announce(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let address = Address::NoteAnnounce(note).to_string();
    // The right before what was sent.
    let found = match announcing::read(&ctx, note).await {
        Err(services::Error::Forbidden) if asked.who.is_none() => return Ok(to_sign_in(&asked, &address)),
        found => found?,
    };
    let (community, words) = (sent.text("community"), sent.text("words"));
    match announcing::announce(&ctx, note, community, words).await {
        Ok(_) => Ok(unshared(back_to(&asked.standing.settings, &format!("{address}?done=yes")))),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&asked, found, community, words, &wrong))?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page<'a>(
    asked: &'a Asked,
    p: AnnouncePage,
    community: &str,
    words: &str,
    wrong: &[(&'static str, Wrong)],
) -> AnnounceTemplate<'a> {
    let f = asked.private_frame("announce", "web-announce");
    let mut choice = Field::new(&f, "community", "select", "web-announce-community", community).judged(&f, wrong);
    // One that was announced to meanwhile stays chosen, so that the page says of which one it speaks.
    let offered = p.audiences.iter().filter(|it| it.announced.is_none() || it.community.to_string() == community);
    choice.choices = offered.map(|it| (it.community.to_string(), it.link.title.clone())).collect();
    let words = Field::new(&f, "words", "textarea", "web-announce-words", words)
        .hinted(f.t("web-announce-words-hint"))
        .optional_where(true)
        .judged(&f, wrong);
    let action = Address::NoteAnnounce(p.note).to_string();
    AnnounceTemplate { f, p, action, done: false, community: choice, words }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{CommunityId, Slug, Timestamp};
    use services::views::Link;
    let note = NoteId::from_bytes([7; 16]);
    let link = || Link { title: words.to_owned(), address: Address::Note(note, Slug::of("n")) };
    let audience = |number, announced| Audience {
        community: CommunityId::from_bytes([number; 16]),
        link: link(),
        reach: 12,
        announced,
    };
    let at = Timestamp::from_micros(0);
    let found = |audiences| AnnouncePage { note, link: link(), audiences };
    let both = || vec![audience(1, None), audience(2, Some(at))];
    let (first, second) = (CommunityId::from_bytes([1; 16]).to_string(), CommunityId::from_bytes([2; 16]).to_string());
    let mut done = page(asked, found(vec![audience(2, Some(at))]), "", "", &[]);
    done.done = true;
    let pages = [
        done.render(),
        page(asked, found(both()), &first, words, &[("words", Wrong::Long)]).render(),
        page(asked, found(both()), &second, words, &[("community", Wrong::Announced(at))]).render(),
    ];
    pages.into_iter().map(|page| ("announce", page.unwrap_or_default())).collect()
}
