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

/// A format of reference managers.
struct Format {
    name: &'static str,
    /// How its address ends.
    form: &'static str,
    media: &'static str,
    write: fn(&Cited) -> String,
}

const BIBTEX: Format =
    Format { name: "BibTeX", form: "bib", media: "application/x-bibtex; charset=utf-8", write: citations::bibtex };
const RIS: Format = Format {
    name: "RIS",
    form: "ris",
    media: "application/x-research-info-systems; charset=utf-8",
    write: citations::ris,
};
const CSL_JSON: Format = Format {
    name: "CSL-JSON",
    form: "json",
    media: "application/vnd.citationstyles.csl+json",
    write: |cited| format!("{:#}\n", serde_json::Value::Array(vec![citations::csl_json(cited)])),
};

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
        [BIBTEX, RIS, CSL_JSON].map(|format| (format.name, Address::CiteAs(self.n.id, format.form)))
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
    file(&app, &asked, &note, &uri, &BIBTEX).await
}

/// `/n/{note}/-/cite.ris`.
pub(super) async fn ris(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    file(&app, &asked, &note, &uri, &RIS).await
}

/// `/n/{note}/-/cite.json`.
pub(super) async fn json(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    file(&app, &asked, &note, &uri, &CSL_JSON).await
}

/// A file to keep, named after the note.
async fn file(app: &App, asked: &Asked, note: &str, uri: &Uri, format: &Format) -> Result<Response, Fault> {
    let (note, cited) = asked_for(app, asked, note).await?;
    let form = format.form;
    if let Some(redirect) = elsewhere(uri, &Address::CiteAs(note.id, form)) {
        return Ok(redirect);
    }
    let mut response = (format.write)(&cited).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(name) = HeaderValue::try_from(format!("attachment; filename=\"{}.{form}\"", note.id)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
