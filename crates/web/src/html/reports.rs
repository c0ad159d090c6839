//! Where one reports a problem, and where a letter brings who does so without an account.
//!
//! Each page leads here by the same link, so that none holds its own address: which page it was comes with the request, from a
//! browser that says where it was.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::address::{Address, route};
use domain::reports::ReportKind;
use services::accounts::Wrong;
use services::exchanges::Written;
use services::reports::{self, Confirming, Reported, TypedReport};

use super::accounts::{refused, too_often, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::{back_to, came_from};

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct ReportTemplate<'a> {
    pub f: Frame<'a>,
    pub p: Reported,
    /// What was just done, in words: it stands instead of the form.
    pub done: Option<String>,
    /// What comes after that.
    pub next: Vec<String>,
    /// Why it could not be done now.
    pub refused: Option<String>,
    /// What tells this form from all others.
    pub key: String,
    pub fields: Vec<Field>,
    /// Whether it is about who reports.
    pub concerned: bool,
}

impl ReportTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.fields)
    }

    fn within(&self) -> String {
        self.f.messages().with("web-report-concerned-hint", &[("count", reports::DAYS.into())])
    }
}

#[derive(Template)]
#[template(path = "report-confirm.html")]
pub(super) struct ConfirmTemplate<'a> {
    pub f: Frame<'a>,
    pub p: Confirming,
    pub action: String,
}

/// What a kind of report is called.
pub(super) const fn kind_key(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Personal => "web-report-personal",
        ReportKind::Copyright => "web-report-copyright",
        ReportKind::Hurtful => "web-report-hurtful",
        ReportKind::Error => "web-report-error",
        ReportKind::Other => "web-report-other",
    }
}

/// The page that somebody names, or comes from: its path, where it is of this site.
fn named(asked: &Asked, uri: &Uri, headers: &HeaderMap) -> String {
    match parameter(uri, "page") {
        Some(page) => of_this_site(asked, &page),
        None => came_from(&asked.standing.settings, headers).unwrap_or_default().to_owned(),
    }
}

/// An address of this site, without scheme and host.
fn of_this_site(asked: &Asked, page: &str) -> String {
    let page = page.trim();
    page.strip_prefix(asked.standing.settings.address.as_str()).unwrap_or(page).to_owned()
}

/// `/report`.
pub(super) async fn form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let done = parameter(&uri, "done");
    let page = if done.is_some() { String::new() } else { named(&asked, &uri, &headers) };
    let found = reports::read(&ctx, &page).await?;
    let key = reports::new_id(&ctx).to_string();
    let typed = TypedReport { page: found.path.clone(), key, ..TypedReport::default() };
    let mut page = report_page(&asked, found, &typed, None, &[]);
    let t = |key: &'static str| page.f.t(key).into_owned();
    (page.done, page.next) = match done.as_deref() {
        Some("sent") => (Some(t("web-report-sent")), Vec::new()),
        Some("confirm") => (Some(t("web-report-to-confirm")), vec![t("web-open-letter"), t("accounts-letter-none")]),
        _ => (None, Vec::new()),
    };
    Ok(unshared(unkept(&page)?))
}

/// `POST /report`.
pub(super) async fn send(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let text = |name| sent.text(name).to_owned();
    let typed = TypedReport {
        page: of_this_site(&asked, sent.text("page")),
        kind: text("kind"),
        words: text("words"),
        mail: text("mail"),
        concerned: sent.text("concerned") == "yes",
        key: text("key"),
    };
    let done = match reports::report(&ctx, &typed, &asked.look.language.tag(), asked.network).await {
        Ok(Written::Sent) => "sent",
        Ok(Written::ToConfirm) => "confirm",
        Err(services::Error::Refused(wrong)) => {
            let found = reports::read(&ctx, &typed.page).await?;
            return Ok(unshared(refused(unkept(&report_page(&asked, found, &typed, None, &wrong))?)));
        }
        Err(services::Error::TooOften(seconds)) => {
            let found = reports::read(&ctx, &typed.page).await?;
            return Ok(too_often(unkept(&report_page(&asked, found, &typed, Some(seconds), &[]))?, seconds));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(unshared(back_to(&asked.standing.settings, &format!("{}?done={done}", route::REPORT))))
}

fn report_page<'a>(
    asked: &'a Asked,
    p: Reported,
    typed: &TypedReport,
    wait: Option<i64>,
    wrong: &[(&'static str, Wrong)],
) -> ReportTemplate<'a> {
    let f = asked.private_frame("report", "web-report");
    let page = Field::new(&f, "page", "text", "web-report-page", &typed.page);
    let page = page.hinted(f.t("web-report-page-hint").into_owned()).optional_where(true);
    let mut kinds = vec![(String::new(), f.t("web-report-kind-none").into_owned())];
    kinds.extend(ReportKind::ALL.map(|kind| (kind.as_str().to_owned(), f.t(kind_key(kind)).into_owned())));
    let kind = Field { choices: kinds, ..Field::new(&f, "kind", "text", "web-report-kind", &typed.kind) };
    let words = Field::new(&f, "words", "textarea", "web-report-words", &typed.words);
    let words = words.hinted(f.t("web-report-words-hint").into_owned());
    let mut fields = vec![page, kind, words];
    if p.says_mail {
        let mail = Field::new(&f, "mail", "email", "accounts-mail", &typed.mail).filled_by("email");
        fields.push(mail.hinted(f.t("web-report-mail-hint").into_owned()));
    }
    let fields = fields.into_iter().map(|field| field.judged(&f, wrong)).collect();
    let refused = wait.map(|seconds| f.wait(seconds));
    ReportTemplate {
        f,
        p,
        done: None,
        next: Vec::new(),
        refused,
        key: typed.key.clone(),
        fields,
        concerned: typed.concerned,
    }
}

/// `/report/{token}`: asks once more before the report arrives, for programs follow the links of letters before their readers do.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let found = reports::follow(&app.enter(&asked).await?, &token).await?;
    Ok(unshared(unkept(&confirm_page(&asked, found, token))?))
}

/// `POST /report/{token}`.
pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    reports::confirm(&app.enter(&asked).await?, &token).await?;
    Ok(unshared(back_to(&asked.standing.settings, &Address::ReportHere(token).to_string())))
}

fn confirm_page(asked: &Asked, p: Confirming, token: String) -> ConfirmTemplate<'_> {
    let f = asked.private_frame("report", "web-report");
    ConfirmTemplate { f, p, action: Address::ReportHere(token).to_string() }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{NoteId, Slug};
    use services::views::Link;
    let text = || words.to_owned();
    let link = || Link { title: text(), address: Address::Note(NoteId::from_bytes([7; 16]), Slug::of("n")) };
    let found = |link, says_mail| Reported { link, path: text(), says_mail };
    let typed = TypedReport { page: text(), kind: text(), words: text(), mail: text(), concerned: true, key: text() };
    let wrong = [("kind", Wrong::NotAChoice), ("mail", Wrong::NotAnAddress), ("words", Wrong::Missing)];
    let mut sent = report_page(asked, found(None, false), &TypedReport::default(), None, &[]);
    (sent.done, sent.next) = (Some(text()), vec![text(), text()]);
    let written = [
        report_page(asked, found(Some(link()), true), &typed, None, &wrong),
        report_page(asked, found(None, true), &typed, Some(90), &[]),
        sent,
    ];
    let mut pages: Vec<_> = written.iter().map(|page| ("report", page.render().unwrap_or_default())).collect();
    for waits in [true, false] {
        let page = confirm_page(asked, Confirming { words: text(), waits }, "0a".repeat(32));
        pages.push(("report", page.render().unwrap_or_default()));
    }
    pages
}
