//! Where those who run the site read what others keep for a few: with a reason, for ten minutes, and told.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use domain::AuditId;
use domain::address::route;
use services::accounts::Wrong;
use services::admin::reading::{self, REASON, Text};

use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::access::unless_fresh;
use crate::html::accounts::{refused, unshared};
use crate::html::unkept;

#[derive(Template)]
#[template(path = "admin-read.html")]
struct ReadTemplate<'a> {
    f: Frame<'a>,
    note: Field,
    reason: Field,
}

impl ReadTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.note, &self.reason])
    }
}

#[derive(Template)]
#[template(path = "admin-reading.html")]
struct ReadingTemplate<'a> {
    f: Frame<'a>,
    title: String,
    language: String,
    body: String,
    until: Dated,
}

/// `/admin/read`.
pub(in crate::html) async fn ask(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    reading::may(&app.enter(&asked).await?)?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_READ, true) {
        return Ok(elsewhere);
    }
    Ok(unshared(unkept(&read_page(&asked, ("", ""), &[]))?))
}

/// `POST /admin/read`.
pub(in crate::html) async fn begin(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before the proof: nobody else is told that there is such a page.
    reading::may(&ctx)?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_READ, false) {
        return Ok(elsewhere);
    }
    let typed = (sent.text("note"), sent.text("reason"));
    match reading::begin(&ctx, typed.0, typed.1).await {
        Ok(line) => {
            let address = route::ADMIN_READING.replace("{reading}", &line.to_string());
            Ok(unshared(back_to(&asked.standing.settings, &address)))
        }
        Err(services::Error::Refused(wrong)) => Ok(unshared(refused(unkept(&read_page(&asked, typed, &wrong))?))),
        Err(error) => Err(error.into()),
    }
}

/// `/admin/read/{reading}`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(line): Path<String>,
) -> Result<Response, Fault> {
    let line: AuditId = doors::id(&line)?;
    let text = reading::text(&app.enter(&asked).await?, line).await?;
    Ok(unshared(unkept(&reading_page(&asked, text))?))
}

fn read_page<'a>(asked: &'a Asked, (note, reason): (&str, &str), wrong: &[(&'static str, Wrong)]) -> ReadTemplate<'a> {
    let f = asked.private_frame("admin", "admin-read");
    let note = Field::new(&f, "note", "text", "admin-read-note", note)
        .hinted(f.t("admin-read-note-hint").into_owned())
        .judged(&f, wrong);
    let hint = f.messages().with("admin-read-reason-hint", &[("most", REASON.into())]);
    let reason = Field::new(&f, "reason", "textarea", "admin-read-reason", reason).hinted(hint).judged(&f, wrong);
    ReadTemplate { f, note, reason }
}

fn reading_page(asked: &Asked, text: Text) -> ReadingTemplate<'_> {
    let f = asked.private_frame("admin", "admin-read");
    let until = f.messages().with("admin-reading-until", &[("when", f.moment(text.until).into())]);
    let until = f.dated(until, text.until);
    let language = text.language.as_str().to_owned();
    ReadingTemplate { f, title: text.title, language, body: text.body, until }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{LanguageTag, Timestamp};

    let text = Text {
        title: words.to_owned(),
        language: LanguageTag::french(),
        body: words.to_owned(),
        until: Timestamp::from_micros(0),
    };
    let wrong = [("note", Wrong::NoNote), ("reason", Wrong::Missing)];
    let pages = [
        read_page(asked, ("", ""), &[]).render(),
        read_page(asked, (words, words), &wrong).render(),
        reading_page(asked, text).render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
