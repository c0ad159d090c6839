//! The report of an import, for stewards.

use std::borrow::Cow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::address::Address;
use domain::{ImportId, Timestamp};
use serde_json::Value;
use services::import::words;

use super::{elsewhere, render};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

/// Lines of each list that the page shows; the whole is in the JSON report.
const MOST_LINES: usize = 2_000;

#[derive(Template)]
#[template(path = "import-report.html")]
pub(super) struct ImportTemplate<'a> {
    pub f: Frame<'a>,
    pub ended: Timestamp,
    pub r: Report,
}

/// The report in words.
#[derive(Default)]
pub(super) struct Report {
    dry_run: bool,
    notebook: Option<(String, String)>,
    notes: Vec<(&'static str, Cow<'static, str>, i64)>,
    links: Vec<(&'static str, Cow<'static, str>, i64)>,
    files: Vec<FileLine>,
    link_list: Vec<LinkLine>,
    warnings: Vec<WarningLine>,
    cut: bool,
}

struct FileLine {
    path: String,
    result: String,
    words: String,
    address: Option<String>,
    details: String,
}

struct LinkLine {
    place: String,
    text: String,
    result: String,
    words: String,
    details: String,
}

struct WarningLine {
    place: String,
    code: String,
    message: String,
}

impl Report {
    /// Reads the report that `import --json` gives.
    pub fn new(f: &Frame<'_>, report: &Value) -> Self {
        let notes = [
            ("notes", f.messages().text("web-import-figure-notes")),
            ("created", f.messages().text("web-import-figure-created")),
            ("updated", f.messages().text("web-import-figure-updated")),
            ("unchanged", f.messages().text("web-import-figure-unchanged")),
            ("missing", f.messages().text("web-import-figure-missing")),
            ("versions", f.messages().text("web-import-figure-versions")),
            ("attachments", f.messages().text("web-import-figure-attachments")),
            ("refused", f.messages().text("web-import-figure-refused")),
        ];
        let links = [
            ("resolved", f.messages().text("web-import-figure-resolved")),
            ("ambiguous", f.messages().text("web-import-figure-ambiguous")),
            ("wanted", f.messages().text("web-import-figure-wanted")),
            ("broken", f.messages().text("web-import-figure-broken")),
            ("broken_by_us", f.messages().text("web-import-figure-broken-by-us")),
            ("external", f.messages().text("web-import-figure-external")),
        ];
        let figures = |named: Vec<(&'static str, Cow<'static, str>)>, from: Option<&Value>| {
            let figure = |code| from.and_then(|from| from.get(code)).and_then(Value::as_i64).unwrap_or(0);
            named.into_iter().map(|(code, words)| (code, words, figure(code))).collect()
        };
        let list = |name: &str| report.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let address =
            report.get("notebook").map(|notebook| text(notebook, "address")).filter(|address| is_ours(address));
        Self {
            dry_run: report.get("dry_run").and_then(Value::as_bool).unwrap_or(false),
            notebook: address.map(|address| (address, f.t("web-import-notebook").into_owned())),
            notes: figures(notes.to_vec(), Some(report)),
            links: figures(links.to_vec(), report.get("links")),
            files: list("files").iter().take(MOST_LINES).map(|file| FileLine::new(f, file)).collect(),
            link_list: list("link_list").iter().take(MOST_LINES).map(|link| LinkLine::new(f, link)).collect(),
            warnings: list("warnings").iter().take(MOST_LINES).map(|warning| WarningLine::new(f, warning)).collect(),
            cut: ["files", "link_list", "warnings"].iter().any(|name| list(name).len() > MOST_LINES),
        }
    }
}

impl FileLine {
    fn new(f: &Frame<'_>, file: &Value) -> Self {
        let result = text(file, "result");
        let mut details: Vec<String> =
            texts(file, "changes").iter().map(|code| words::change(f.messages(), code)).collect();
        let reason = text(file, "reason");
        if !reason.is_empty() {
            details.push(words::reason(f.messages(), &reason));
        }
        Self {
            path: text(file, "path"),
            words: result_words(f, &result),
            result,
            address: Some(text(file, "address")).filter(|address| is_ours(address)),
            details: joined(details),
        }
    }
}

impl LinkLine {
    fn new(f: &Frame<'_>, link: &Value) -> Self {
        let result = text(link, "result");
        let mut details = vec![text(link, "target")];
        details.extend(texts(link, "candidates"));
        Self {
            place: place(link),
            text: text(link, "text"),
            words: result_words(f, &result),
            result,
            details: joined(details),
        }
    }
}

impl WarningLine {
    fn new(f: &Frame<'_>, warning: &Value) -> Self {
        let code = text(warning, "code");
        // In the language of the page, whoever ran the import.
        let message = words::warning(f.messages(), &code, &texts(warning, "args"));
        Self { place: place(warning), message, code }
    }
}

/// What became of a file or a link, in words; a code that a newer program wrote stays a code.
fn result_words(f: &Frame<'_>, code: &str) -> String {
    let words = match code {
        "kept" => f.t("web-import-result-kept"),
        "changed" => f.t("web-import-result-changed"),
        "unchanged" => f.t("web-import-result-unchanged"),
        "missing" => f.t("web-import-result-missing"),
        "refused" => f.t("web-import-result-refused"),
        "ignored" => f.t("web-import-result-ignored"),
        "resolved" => f.t("web-import-result-resolved"),
        "ambiguous" => f.t("web-import-result-ambiguous"),
        "wanted" => f.t("web-import-result-wanted"),
        "broken" => f.t("web-import-result-broken"),
        "broken_by_us" => f.t("web-import-result-broken-by-us"),
        other => Cow::Borrowed(other),
    };
    words.into_owned()
}

fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    let list = value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}

fn joined(parts: Vec<String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn place(value: &Value) -> String {
    match value.get("line").and_then(Value::as_i64) {
        Some(line) if line > 0 => format!("{}:{line}", text(value, "path")),
        _ => text(value, "path"),
    }
}

/// Whether it is the path of a page of ours: nothing else becomes a link.
fn is_ours(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// `/admin/imports/{import}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(import): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let import: ImportId = doors::id(&import)?;
    let ctx = app.enter(&asked).await?;
    let page = services::imports::report(&ctx, import).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Import(page.id)) {
        return Ok(redirect);
    }
    let f = asked.private_frame("import-report", "web-import-title");
    let r = Report::new(&f, &page.report);
    render(&ctx, &ImportTemplate { f, ended: page.ended, r })
}
