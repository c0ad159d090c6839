//! The versions of a note, each with its permanent page.

use std::borrow::Borrow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::NoteId;
use domain::address::Address;
use services::views::{ComparePage, Compared, VersionPage, VersionsPage};

use super::{elsewhere, parameter, position, render};
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

impl VersionsTemplate<'_> {
    /// Whether there are two to compare; one whose words were withdrawn cannot be.
    fn several(&self) -> bool {
        self.v.lines.iter().filter(|line| line.withdrawn.is_none()).nth(1).is_some()
    }

    /// Whether the comparison that is proposed begins with this one: with what stood before the newest.
    fn begins(&self, number: impl Borrow<i64>) -> bool {
        let mut lines = self.v.lines.iter().filter(|line| line.withdrawn.is_none());
        lines.nth(1).is_some_and(|line| line.number == *number.borrow())
    }
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
    let mut f = asked.frame("versions", String::new());
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
    let title = if page.line.withdrawn.is_some() { &page.note.title } else { &page.line.title };
    let mut f = asked.frame("version", title.clone());
    f.canonical = Some(page.note.address.to_string());
    f.noindex = true;
    render(&ctx, &VersionTemplate { f, v: &page })
}

/// The number as written: one with zeros or a sign before it is no address of ours.
fn uri_number(uri: &Uri) -> &str {
    uri.path().rsplit('/').next().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "compare.html")]
pub(super) struct CompareTemplate<'a> {
    pub f: Frame<'a>,
    pub c: &'a ComparePage,
    /// Whether the two texts stand beside each other.
    pub side_by_side: bool,
}

/// A row of two texts side by side.
pub(crate) struct Row<'a> {
    before: Option<&'a Compared>,
    after: Option<&'a Compared>,
}

/// The lines in pairs: what was removed beside what took its place.
pub(crate) fn rows(lines: &[Compared]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    // The first row of the change that is being read, whose right side waits.
    let mut waiting = 0;
    for line in lines {
        match line {
            Compared::Removed(_) => rows.push(Row { before: Some(line), after: None }),
            Compared::Added(_) => {
                match rows.get_mut(waiting..).and_then(|rows| rows.iter_mut().find(|row| row.after.is_none())) {
                    Some(row) => row.after = Some(line),
                    None => rows.push(Row { before: None, after: Some(line) }),
                }
            }
            Compared::Same(_) | Compared::Skipped(_) => {
                rows.push(Row { before: Some(line), after: Some(line) });
                waiting = rows.len();
            }
        }
    }
    rows
}

impl CompareTemplate<'_> {
    fn skipped(&self, count: impl Borrow<usize>) -> String {
        self.f.messages().with("compare-skipped", &[("count", (*count.borrow()).into())])
    }

    fn is_withdrawn(&self) -> bool {
        self.c.from.withdrawn.is_some() || self.c.to.withdrawn.is_some()
    }

    fn is_unchanged(&self) -> bool {
        let is_far = |lines: &Vec<Compared>| lines.iter().all(|line| matches!(line, Compared::Skipped(_)));
        self.c.from.title == self.c.to.title && self.c.lines.as_ref().is_some_and(is_far)
    }

    /// The same comparison, of a version more or less.
    fn other(&self, from: i64, to: i64) -> Option<String> {
        let there = (1..=self.c.newest).contains(&from) && from < to && to <= self.c.newest;
        there.then(|| Address::Compare(self.c.id, from, to).to_string())
    }
}

/// `/n/{note}/-/compare?from=…&to=…` or `?since=…`: to the comparison.
pub(super) async fn choose(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let number = |name| parameter(&uri, name).and_then(|number| number.parse::<i64>().ok());
    let since = parameter(&uri, "since").and_then(|day| i18n::beginning_of(&day, &app.standing().settings.time_zone));
    let (from, to) = match (number("from"), number("to"), since) {
        (Some(from), Some(to), _) => {
            services::notes::address(&ctx, note).await?;
            (from.min(to), from.max(to))
        }
        (_, _, Some(moment)) => services::versions::since(&ctx, note, moment).await?,
        _ => return Err(Fault::NotFound),
    };
    Ok(Redirect::to(&Address::Compare(note, from, to).to_string()).into_response())
}

/// `/n/{note}/-/compare/{from}/{to}`.
pub(super) async fn compare(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, from, to)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let number = |text: &str| text.parse::<i64>().map_err(|_| Fault::NotFound);
    let (from, to) = (number(&from)?, number(&to)?);
    let ctx = app.enter(&asked).await?;
    let page = services::versions::compare(&ctx, note, from, to).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Compare(note, from, to)) {
        return Ok(redirect);
    }
    let side_by_side = parameter(&uri, "view").as_deref() == Some("side");
    let mut f = asked.frame("compare", String::new());
    f.title = f.messages().with("compare-title", &[("title", page.note.title.as_str().into())]);
    f.noindex = true;
    f.query = if side_by_side { "view=side".to_owned() } else { String::new() };
    render(&ctx, &CompareTemplate { f, c: &page, side_by_side })
}
