//! Where somebody asks to edit a note, and reads what was answered.

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
use services::asking::{self, AskPage, EditRequest, EditRequestRow};

use super::accounts::{refused, too_often, unshared};
use super::{elsewhere, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "ask.html")]
pub(super) struct AskTemplate<'a> {
    pub f: Frame<'a>,
    pub p: AskPage,
    pub action: String,
    /// Why it could not be done now.
    pub refused: Option<String>,
    pub reason: Field,
}

impl AskTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.reason])
    }

    fn waits(&self) -> Option<&EditRequestRow> {
        self.p.request.as_ref().filter(|row| row.state == EditRequest::Asked)
    }

    fn answered(&self) -> Option<&EditRequestRow> {
        self.p.request.as_ref().filter(|row| row.state != EditRequest::Asked)
    }

    fn may_edit(&self) -> bool {
        self.p.request.as_ref().is_some_and(|row| row.state == EditRequest::Accepted)
    }

    /// Whether the form stands there: what was typed and refused is kept, where one was sent before it too.
    fn may_ask(&self) -> bool {
        !self.may_edit() && (self.waits().is_none() || self.reason.wrong.is_some())
    }

    fn since(&self, row: &EditRequestRow) -> String {
        self.f.messages().with("web-ask-waits", &[("day", self.f.day_of(row.asked).into())])
    }
}

/// `/n/{note}/-/ask`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NoteAsk(note);
    let found = asking::read(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    Ok(unshared(unkept(&page(&asked, found, "", None, &[]))?))
}

/// `POST /n/{note}/-/ask`: asks, or takes it back.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let address = Address::NoteAsk(note).to_string();
    // The right before what was sent.
    let found = asking::read(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    let reason = sent.text("reason");
    let outcome = match sent.text("act") {
        "withdraw" => asking::withdraw(&ctx, note).await,
        _ => asking::ask(&ctx, note, reason).await,
    };
    match outcome {
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, &address))),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&asked, found, reason, None, &wrong))?)))
        }
        Err(services::Error::TooOften(seconds)) => {
            Ok(too_often(unkept(&page(&asked, found, reason, Some(seconds), &[]))?, seconds))
        }
        Err(error) => Err(error.into()),
    }
}

fn page<'a>(
    asked: &'a Asked,
    p: AskPage,
    reason: &str,
    wait: Option<i64>,
    wrong: &[(&'static str, Wrong)],
) -> AskTemplate<'a> {
    let f = asked.private_frame("ask", "web-note-ask");
    let reason = Field::new(&f, "reason", "textarea", "web-ask-reason", reason)
        .hinted(f.t("web-ask-reason-hint").into_owned())
        .judged(&f, wrong);
    let refused = wait.map(|seconds| f.wait(seconds));
    AskTemplate { action: Address::NoteAsk(p.note).to_string(), f, p, refused, reason }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{PersonId, Slug, Timestamp};
    use services::views::Link;
    let note = NoteId::from_bytes([7; 16]);
    let text = || words.to_owned();
    let row = |state| EditRequestRow {
        person: PersonId::from_bytes([8; 16]),
        name: text(),
        reason: text(),
        asked: Timestamp::from_micros(0),
        state,
        words: text(),
    };
    let found =
        |request| AskPage { note, link: Link { title: text(), address: Address::Note(note, Slug::of("n")) }, request };
    let pages = [
        page(asked, found(None), words, Some(90), &[]),
        page(asked, found(None), words, None, &[("reason", Wrong::TooManyWait(20))]),
        page(asked, found(Some(row(EditRequest::Asked))), "", None, &[]),
        page(asked, found(Some(row(EditRequest::Accepted))), "", None, &[]),
        page(asked, found(Some(row(EditRequest::Refused))), "", None, &[]),
    ];
    pages.iter().map(|page| ("ask", page.render().unwrap_or_default())).collect()
}
