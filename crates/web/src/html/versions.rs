//! The versions of a note, each with its permanent page.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::NoteId;
use domain::address::Address;
use services::views::{VersionPage, VersionsPage};

use super::{elsewhere, position, render};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "versions.html")]
pub(super) struct VersionsTemplate<'a> {
    pub f: Frame<'a>,
    pub v: &'a VersionsPage,
}

#[derive(Template)]
#[template(path = "version.html")]
pub(super) struct VersionTemplate<'a> {
    pub f: Frame<'a>,
    pub v: &'a VersionPage,
}

/// `/n/{note}/-/versions`.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (before, position) = position(&uri, "before");
    let ctx = app.enter(&asked).await?;
    let page = services::versions::list(&ctx, note, before.and_then(|before| before.parse().ok())).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Versions(note)) {
        return Ok(redirect);
    }
    let mut f = Frame::new(&app.settings, asked.look, "versions", String::new());
    f.title = f.messages().with("web-versions-of", &[("title", page.note.title.as_str().into())]);
    f.noindex = true;
    f.position = position;
    render(&ctx, &VersionsTemplate { f, v: &page })
}

/// `/n/{note}/-/versions/{number}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, number)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let number =
        number.parse().ok().filter(|number: &i64| *number > 0 && number.to_string().len() == uri_number(&uri).len());
    let number = number.ok_or(Fault::NotFound)?;
    let ctx = app.enter(&asked).await?;
    let page = services::versions::read(&ctx, note, number).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Version(note, number)) {
        return Ok(redirect);
    }
    let mut f = Frame::new(&app.settings, asked.look, "version", page.line.title.clone());
    f.canonical = Some(page.note.address.to_string());
    f.noindex = true;
    render(&ctx, &VersionTemplate { f, v: &page })
}

/// The number as written: one with zeros or a sign before it is no address of ours.
fn uri_number(uri: &Uri) -> &str {
    uri.path().rsplit('/').next().unwrap_or_default()
}
