//! A note, at its own address or read through a notebook, and its Markdown source.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::address::Address;
use domain::{NoteId, NotebookId};
use services::notes::{self, SourceText};
use services::views::{Keeper, NotePage, TermUsed, WhyRelated};

use super::{elsewhere, render};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "note.html")]
pub(super) struct NoteTemplate<'a> {
    pub f: Frame<'a>,
    pub n: &'a NotePage,
    pub visibility: String,
}

impl<'a> NoteTemplate<'a> {
    /// The page of this note; its own address is the canonical one, whatever notebook it is read through.
    pub fn new(mut f: Frame<'a>, n: &'a NotePage) -> Self {
        f.canonical = Some(n.address.to_string());
        f.description = (!n.excerpt.is_empty()).then(|| n.excerpt.clone());
        let visibility = f.visibility(n.visibility, &n.communities, n.only_viewer);
        Self { f, n, visibility }
    }

    fn definitions(&self, term: &TermUsed) -> String {
        self.f.definitions(i64::try_from(term.definitions.len()).unwrap_or(i64::MAX))
    }
}

/// `/n/{note}`: to the whole address, for who may see the note.
pub(super) async fn bare(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = notes::address(&ctx, note).await?;
    elsewhere(&uri, &address).ok_or(Fault::NotFound)
}

/// `/n/{note}/{slug}`, or with `.md` its source.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, slug)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    if slug.as_bytes().ends_with(b".md") {
        let source = notes::source(&ctx, note).await?;
        return Ok(elsewhere(&uri, &source.address).unwrap_or_else(|| markdown(source)));
    }
    let page = notes::read(&ctx, note).await?;
    if let Some(redirect) = elsewhere(&uri, &page.address) {
        return Ok(redirect);
    }
    let f = Frame::new(&app.settings, asked.look, "note", page.title.clone());
    render(&ctx, &NoteTemplate::new(f, &page))
}

/// `/c/{notebook}/{slug}/n/{note}`: the note, read through that notebook.
pub(super) async fn in_notebook(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((notebook, _, note)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (notebook, note): (NotebookId, NoteId) = (doors::id(&notebook)?, doors::id(&note)?);
    let ctx = app.enter(&asked).await?;
    let page = notes::read_in(&ctx, notebook, note).await?;
    let through = page.banner.as_ref().map(|banner| &banner.link.address);
    if let Some(Address::Notebook(notebook, slug)) = through
        && let Some(redirect) = elsewhere(&uri, &Address::NoteInNotebook(*notebook, slug.clone(), note))
    {
        return Ok(redirect);
    }
    let f = Frame::new(&app.settings, asked.look, "note", page.title.clone());
    render(&ctx, &NoteTemplate::new(f, &page))
}

fn markdown(source: SourceText) -> Response {
    let mut response = source.text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/markdown; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
