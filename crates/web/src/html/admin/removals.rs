//! Where stewards settle whether an author who refuses to leave a note stays.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use services::accounts::Wrong;
use services::note_rights::{self, Refusal, Removal};

use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::unkept;

#[derive(Template)]
#[template(path = "admin-removals.html")]
pub(super) struct RemovalsTemplate<'a> {
    pub f: Frame<'a>,
    pub refusals: Vec<Refusal>,
    /// What is amiss with what was sent.
    pub alert: Option<String>,
    /// The reason that was typed, and for which of them.
    pub typed: String,
    pub of: Option<(domain::NoteId, domain::PersonId)>,
}

impl RemovalsTemplate<'_> {
    fn says(&self, it: &Refusal) -> String {
        let (name, asker, day) = (it.name.as_str(), it.asker.as_str(), self.f.day_of(it.asked));
        self.f
            .messages()
            .with("admin-removal-says", &[("name", name.into()), ("by", asker.into()), ("day", day.into())])
    }

    fn keep(&self, it: &Refusal) -> String {
        self.f.messages().with("admin-removal-keep", &[("name", it.name.as_str().into())])
    }

    fn remove(&self, it: &Refusal) -> String {
        self.f.messages().with("admin-removal-remove", &[("name", it.name.as_str().into())])
    }

    fn reason(&self, it: &Refusal) -> &str {
        if self.of == Some((it.note, it.person)) { &self.typed } else { "" }
    }
}

/// `/admin/removals`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let refusals = note_rights::refusals(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&removals_page(&asked, refusals))?))
}

/// `POST /admin/removals`.
pub(in crate::html) async fn settle(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent: a form that is not one tells nobody else anything.
    let refusals = note_rights::refusals(&ctx).await?;
    let (note, person) = (doors::id(sent.text("note"))?, doors::id(sent.text("person"))?);
    let state = match sent.text("act") {
        "keep" => Removal::Kept,
        "remove" => Removal::Removed,
        _ => return Err(Fault::NotFound),
    };
    match note_rights::settle(&ctx, note, person, state, sent.text("reason")).await {
        // Another steward settled it, or the author left: the list says so.
        Ok(()) | Err(services::Error::NotFound) => {}
        Err(services::Error::Refused(wrong)) => {
            let mut page = removals_page(&asked, refusals);
            let words = match wrong.first().map(|(_, why)| *why) {
                Some(Wrong::LastAuthor) => page.f.t("form-last-author"),
                Some(Wrong::Long) => page.f.t("form-long"),
                _ => page.f.t("admin-removal-reason-missing"),
            };
            page.alert = Some(words.into_owned());
            sent.text("reason").clone_into(&mut page.typed);
            page.of = Some((note, person));
            return Ok(unshared(refused(unkept(&page)?)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_REMOVALS)))
}

pub(super) fn removals_page(asked: &Asked, refusals: Vec<Refusal>) -> RemovalsTemplate<'_> {
    let f = asked.private_frame("admin", "admin-removals");
    RemovalsTemplate { f, refusals, alert: None, typed: String::new(), of: None }
}
