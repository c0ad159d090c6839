//! How a note is cited: for people, and for reference managers.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::NoteId;
use domain::address::Address;
use interop::citations::{self, Cited, Name, Style};
use services::views::NoteCited;

use super::{elsewhere, unkept};
use crate::app::{App, Settings};
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "cite.html")]
pub(super) struct CiteTemplate<'a> {
    pub f: Frame<'a>,
    pub n: &'a NoteCited,
    pub cited: Cited,
}

/// A style, and the citation written in it.
struct Written {
    name: &'static str,
    words: Vec<citations::Words>,
}

impl CiteTemplate<'_> {
    fn styles(&self) -> [Written; 2] {
        [("APA", Style::Apa), ("ISO 690", Style::Iso690)]
            .map(|(name, style)| Written { name, words: citations::written(&self.cited, style, self.f.language()) })
    }

    /// Each format of reference managers: its name and where it is.
    fn formats(&self) -> [(&'static str, Address); 3] {
        [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")]
            .map(|(name, form)| (name, Address::CiteAs(self.n.id, form)))
    }
}

/// What is cited of a note, read today.
pub(super) fn cited(settings: &Settings, note: &NoteCited, today: domain::Timestamp) -> Cited {
    let day = |moment| i18n::day(moment, &settings.time_zone);
    Cited {
        key: note.id.to_string(),
        title: note.link.title.clone(),
        authors: note.byline.iter().map(|credit| Name::of(&credit.name)).collect(),
        work: note.work.clone(),
        site: settings.name.clone(),
        url: format!("{}{}", settings.address, note.link.address),
        issued: note.published.map(day),
        accessed: day(today),
        language: note.language.clone(),
    }
}

async fn asked_for(app: &App, asked: &Asked, note: &str) -> Result<(NoteCited, Cited), Fault> {
    let note: NoteId = doors::id(note)?;
    let ctx = app.enter(asked).await?;
    let note = services::notes::cited(&ctx, note).await?;
    let cited = cited(&app.settings, &note, app.services.now());
    Ok((note, cited))
}

/// `/n/{note}/-/cite`. It says when it is read: it is not kept.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (note, cited) = asked_for(&app, &asked, &note).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Cite(note.id)) {
        return Ok(redirect);
    }
    let mut f = Frame::new(&app.settings, asked.look, "cite", String::new());
    f.title = f.messages().with("cite-title", &[("title", note.link.title.as_str().into())]);
    f.noindex = true;
    unkept(&CiteTemplate { f, n: &note, cited })
}

/// `/n/{note}/-/cite.bib`.
pub(super) async fn bibtex(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (note, cited) = asked_for(&app, &asked, &note).await?;
    Ok(file(&uri, note.id, "bib", "application/x-bibtex; charset=utf-8", citations::bibtex(&cited)))
}

/// `/n/{note}/-/cite.ris`.
pub(super) async fn ris(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (note, cited) = asked_for(&app, &asked, &note).await?;
    Ok(file(&uri, note.id, "ris", "application/x-research-info-systems; charset=utf-8", citations::ris(&cited)))
}

/// `/n/{note}/-/cite.json`.
pub(super) async fn json(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (note, cited) = asked_for(&app, &asked, &note).await?;
    let items = serde_json::Value::Array(vec![citations::csl_json(&cited)]);
    Ok(file(&uri, note.id, "json", "application/vnd.citationstyles.csl+json", format!("{items:#}\n")))
}

/// A file to keep, named after the note.
fn file(uri: &Uri, note: NoteId, form: &'static str, media: &'static str, text: String) -> Response {
    if let Some(redirect) = elsewhere(uri, &Address::CiteAs(note, form)) {
        return redirect;
    }
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(name) = HeaderValue::try_from(format!("attachment; filename=\"{note}.{form}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
