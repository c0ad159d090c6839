//! How a note or a work is cited: for people, and for reference managers.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::address::Address;
use domain::{NoteId, NotebookId};
use interop::citations::{self, Cited, Extent, Name, Style};
use services::views::{Citable, ToCite};

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
    pub n: &'a ToCite,
    pub cited: Cited,
}

/// A style, and the citation written in it.
struct Written {
    name: &'static str,
    words: Vec<citations::Words>,
    /// What the button says that copies it.
    copy: String,
}

impl CiteTemplate<'_> {
    fn styles(&self) -> [Written; 2] {
        [("APA", Style::Apa), ("ISO 690", Style::Iso690)].map(|(name, style)| Written {
            name,
            words: citations::written(&self.cited, style, self.f.language()),
            copy: self.f.messages().with("cite-copy", &[("style", name.into())]),
        })
    }

    /// Each format of reference managers: its name and where it is.
    fn formats(&self) -> [(&'static str, Address); 3] {
        [BIBTEX, RIS, CSL_JSON].map(|format| (format.name, for_managers(self.n.what, &format)))
    }
}

/// Where it is said how something is cited.
fn for_people(what: Citable) -> Address {
    match what {
        Citable::Note(id) => Address::Cite(id),
        Citable::Work(id) => Address::CiteWork(id),
    }
}

/// Where something is in a format of reference managers.
fn for_managers(what: Citable, format: &Format) -> Address {
    match what {
        Citable::Note(id) => Address::CiteAs(id, format.form),
        Citable::Work(id) => Address::CiteWorkAs(id, format.form),
    }
}

/// What is cited, read today.
pub(super) fn cited(settings: &Settings, it: &ToCite, today: domain::Timestamp) -> Cited {
    let day = |moment| i18n::day(moment, &settings.time_zone);
    let (key, extent) = match (it.what, &it.work) {
        (Citable::Note(id), Some(work)) => (id.to_string(), Extent::PartOf(work.clone())),
        (Citable::Note(id), None) => (id.to_string(), Extent::Page),
        (Citable::Work(id), _) => (id.to_string(), Extent::Work),
    };
    Cited {
        key,
        title: it.link.title.clone(),
        authors: it.byline.iter().map(|name| Name::of(name)).collect(),
        extent,
        site: settings.name.clone(),
        url: format!("{}{}", settings.address, it.link.address),
        issued: it.published.map(day),
        accessed: day(today),
        language: it.language.clone(),
    }
}

type Answered = Result<Response, Fault>;

/// `/n/{note}/-/cite`.
pub(super) async fn show(app: State<Arc<App>>, asked: Extension<Asked>, note: Path<String>, uri: Uri) -> Answered {
    page(&app, &asked, &note_to_cite(&app, &asked, &note).await?, &uri)
}

/// `/c/{notebook}/-/cite`.
pub(super) async fn work(app: State<Arc<App>>, asked: Extension<Asked>, book: Path<String>, uri: Uri) -> Answered {
    page(&app, &asked, &work_to_cite(&app, &asked, &book).await?, &uri)
}

/// `/n/{note}/-/cite.bib`.
pub(super) async fn bibtex(app: State<Arc<App>>, asked: Extension<Asked>, note: Path<String>, uri: Uri) -> Answered {
    Ok(file(&app, &note_to_cite(&app, &asked, &note).await?, &uri, &BIBTEX))
}

/// `/n/{note}/-/cite.ris`.
pub(super) async fn ris(app: State<Arc<App>>, asked: Extension<Asked>, note: Path<String>, uri: Uri) -> Answered {
    Ok(file(&app, &note_to_cite(&app, &asked, &note).await?, &uri, &RIS))
}

/// `/n/{note}/-/cite.json`.
pub(super) async fn json(app: State<Arc<App>>, asked: Extension<Asked>, note: Path<String>, uri: Uri) -> Answered {
    Ok(file(&app, &note_to_cite(&app, &asked, &note).await?, &uri, &CSL_JSON))
}

/// `/c/{notebook}/-/cite.bib`.
pub(super) async fn work_bibtex(
    app: State<Arc<App>>,
    asked: Extension<Asked>,
    book: Path<String>,
    uri: Uri,
) -> Answered {
    Ok(file(&app, &work_to_cite(&app, &asked, &book).await?, &uri, &BIBTEX))
}

/// `/c/{notebook}/-/cite.ris`.
pub(super) async fn work_ris(app: State<Arc<App>>, asked: Extension<Asked>, book: Path<String>, uri: Uri) -> Answered {
    Ok(file(&app, &work_to_cite(&app, &asked, &book).await?, &uri, &RIS))
}

/// `/c/{notebook}/-/cite.json`.
pub(super) async fn work_json(app: State<Arc<App>>, asked: Extension<Asked>, book: Path<String>, uri: Uri) -> Answered {
    Ok(file(&app, &work_to_cite(&app, &asked, &book).await?, &uri, &CSL_JSON))
}

async fn note_to_cite(app: &App, asked: &Asked, note: &str) -> Result<ToCite, Fault> {
    let note: NoteId = doors::id(note)?;
    Ok(services::notes::cited(&app.enter(asked).await?, note).await?)
}

async fn work_to_cite(app: &App, asked: &Asked, notebook: &str) -> Result<ToCite, Fault> {
    let notebook: NotebookId = doors::id(notebook)?;
    Ok(services::notebooks::cited(&app.enter(asked).await?, notebook).await?)
}

/// How it is cited, for people. The page says when it is read: it is not kept.
fn page(app: &App, asked: &Asked, it: &ToCite, uri: &Uri) -> Answered {
    if let Some(redirect) = elsewhere(uri, &for_people(it.what)) {
        return Ok(redirect);
    }
    let mut f = asked.frame("cite", String::new());
    f.title = f.messages().with("cite-title", &[("title", it.link.title.as_str().into())]);
    f.noindex = true;
    unkept(&CiteTemplate { f, n: it, cited: cited(&asked.standing.settings, it, app.services.now()) })
}

/// A file to keep, named after what it cites.
fn file(app: &App, it: &ToCite, uri: &Uri, format: &Format) -> Response {
    if let Some(redirect) = elsewhere(uri, &for_managers(it.what, format)) {
        return redirect;
    }
    let cited = cited(&app.standing().settings, it, app.services.now());
    let mut response = (format.write)(&cited).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(name) = HeaderValue::try_from(format!("attachment; filename=\"{}.{}\"", cited.key, format.form)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
