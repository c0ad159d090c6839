//! What was done on accounts, roles, rights and settings: to read, to narrow, to take out.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::address::{encode_segment, route};
use domain::audit::{Act, AuditKind};
use domain::communities::Role;
use domain::site::{Registration, SitePage, SitePart, WhoCreates};
use i18n::TimeZone;
use services::accounts::Wrong;
use services::audit::{self, Filter, Line};

use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::faults::Fault;
use crate::forms::Field;
use crate::frame::{Frame, name_of};
use crate::html::accounts::{refused, unshared};
use crate::html::{parameter, position, role_in_words, unkept};

/// One act, in words.
pub(in crate::html) struct Row {
    pub what: String,
    /// On whom, in which community, what of it.
    pub on: Vec<String>,
    pub by: Dated,
}

#[derive(Template)]
#[template(path = "admin-audit.html")]
pub(in crate::html) struct AuditTemplate<'a> {
    pub f: Frame<'a>,
    pub by: Field,
    pub kind: Field,
    pub from: Field,
    pub until: Field,
    pub rows: Vec<Row>,
    pub next: Option<String>,
    pub csv: String,
    pub json: String,
}

impl AuditTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.by, &self.kind, &self.from, &self.until])
    }
}

/// What is typed to narrow the list, as an address says it.
#[derive(Default)]
struct Typed {
    by: String,
    kind: String,
    from: String,
    until: String,
}

impl Typed {
    fn of(uri: &Uri) -> Self {
        let text = |name| parameter(uri, name).unwrap_or_default().trim().to_owned();
        Self { by: text("by"), kind: text("kind"), from: text("from"), until: text("until") }
    }

    /// The same, read where the site is; and what is amiss with it.
    fn read(&self, zone: &TimeZone) -> (Filter, Vec<(&'static str, Wrong)>) {
        let mut wrong = Vec::new();
        let mut day = |name, typed: &str| {
            let moment = i18n::beginning_of(typed, zone);
            if moment.is_none() && !typed.is_empty() {
                wrong.push((name, Wrong::NotADay));
            }
            moment
        };
        let (from, until) = (day("from", &self.from), day("until", &self.until));
        let until = until.and_then(|day| i18n::beginning_of_next(day, zone));
        let kind = AuditKind::parse(&self.kind);
        (Filter { by: self.by.clone(), kind, from, until }, wrong)
    }

    /// The parameters that say it.
    fn query(&self) -> String {
        let all = [("by", &self.by), ("kind", &self.kind), ("from", &self.from), ("until", &self.until)];
        let said = all.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| format!("{name}={}", encode_segment(value))).collect::<Vec<_>>().join("&")
    }
}

/// `/admin/audit`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let typed = Typed::of(&uri);
    let (filter, wrong) = typed.read(&asked.standing.settings.time_zone);
    let lines = audit::list(&app.enter(&asked).await?, &filter, after.as_deref()).await?;
    let mut page = page(&asked, &typed, &lines.items, lines.next, &wrong);
    page.f.position = position;
    let shown = unshared(unkept(&page)?);
    Ok(if wrong.is_empty() { shown } else { refused(shown) })
}

/// `/admin/audit.csv`.
pub(in crate::html) async fn csv(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (filter, _) = Typed::of(&uri).read(&asked.standing.settings.time_zone);
    let lines = audit::all(&app.enter(&asked).await?, &filter).await?;
    Ok(taken_out(interop::registers::acts_csv(&lines), "text/csv; charset=utf-8", "audit.csv"))
}

/// `/admin/audit.json`.
pub(in crate::html) async fn json(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (filter, _) = Typed::of(&uri).read(&asked.standing.settings.time_zone);
    let lines = audit::all(&app.enter(&asked).await?, &filter).await?;
    Ok(taken_out(interop::registers::acts_json(&lines).to_string(), "application/json", "audit.json"))
}

/// A file to keep, which no browser and no proxy keeps for others.
pub(super) fn taken_out(text: String, media: &'static str, name: &str) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if let Ok(disposition) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    unshared(response)
}

fn page<'a>(
    asked: &'a Asked,
    typed: &Typed,
    lines: &[Line],
    next: Option<String>,
    wrong: &[(&'static str, Wrong)],
) -> AuditTemplate<'a> {
    let mut f = asked.private_frame("admin", "admin-audit");
    let query = typed.query();
    let with = |path: &str| if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    let (csv, json) = (with(route::ADMIN_AUDIT_CSV), with(route::ADMIN_AUDIT_JSON));
    let field = |name, kind, label, value: &str| {
        Field::new(&f, name, kind, label, value).optional_where(true).judged(&f, wrong)
    };
    let by = field("by", "text", "admin-audit-who", &typed.by);
    let (from, until) = (
        field("from", "date", "admin-audit-from", &typed.from),
        field("until", "date", "admin-audit-until", &typed.until),
    );
    let kinds = AuditKind::ALL.map(|kind| (kind.as_str().to_owned(), kind_in_words(&f, kind)));
    let all = (String::new(), f.t("admin-audit-all").into_owned());
    let kind = Field {
        choices: std::iter::once(all).chain(kinds).collect(),
        ..field("kind", "select", "admin-audit-kind", &typed.kind)
    };
    let rows = lines.iter().map(|line| row(&f, line)).collect();
    f.query = query;
    AuditTemplate { f, by, kind, from, until, rows, next, csv, json }
}

fn kind_in_words(f: &Frame<'_>, kind: AuditKind) -> String {
    let words = match kind {
        AuditKind::Accounts => f.t("admin-audit-accounts"),
        AuditKind::Roles => f.t("admin-audit-roles"),
        AuditKind::Rights => f.t("admin-audit-rights"),
        AuditKind::Settings => f.t("admin-audit-settings"),
    };
    words.into_owned()
}

fn row(f: &Frame<'_>, line: &Line) -> Row {
    let community = line
        .community
        .as_ref()
        .map(|name| if name.is_empty() { f.t("admin-audit-unknown-community").into_owned() } else { name.clone() });
    let person = line.person.as_ref().map(|person| person.name.clone());
    let word = Some(word(f, line.act, &line.word)).filter(|word| !word.is_empty());
    let when = f.moment(line.at);
    let by = match &line.who {
        Some(who) => f.messages().with("admin-audit-by", &[("who", who.name.as_str().into()), ("when", when.into())]),
        None => f.messages().with("admin-audit-by-program", &[("when", when.into())]),
    };
    let by = f.dated(by, line.at);
    Row { what: act_in_words(f, line.act), on: [person, community, word].into_iter().flatten().collect(), by }
}

fn act_in_words(f: &Frame<'_>, act: Act) -> String {
    let words = match act {
        Act::AccountMade => f.t("admin-audit-account-made"),
        Act::StewardMade => f.t("admin-audit-steward-made"),
        Act::AccountAccepted => f.t("admin-audit-account-accepted"),
        Act::AccountDeclined => f.t("admin-audit-account-declined"),
        Act::SessionOpened => f.t("admin-audit-session-opened"),
        Act::TokenMade => f.t("admin-audit-token-made"),
        Act::CodesEnded => f.t("admin-audit-codes-ended"),
        Act::Invited => f.t("admin-audit-invited"),
        Act::LinkMade => f.t("admin-audit-link-made"),
        Act::InvitationEnded => f.t("admin-audit-invitation-ended"),
        Act::MemberAdded => f.t("admin-audit-member-added"),
        Act::MemberRemoved => f.t("admin-audit-member-removed"),
        Act::RolesSet => f.t("admin-audit-roles-set"),
        Act::CommunityMade => f.t("admin-audit-community-made"),
        Act::CommunityClosed => f.t("admin-audit-community-closed"),
        Act::SignatureGiven => f.t("admin-audit-signature-given"),
        Act::SignatureRefused => f.t("admin-audit-signature-refused"),
        Act::AuthorRemoved => f.t("admin-audit-author-removed"),
        Act::AuthorKept => f.t("admin-audit-author-kept"),
        Act::RegistrationSet => f.t("admin-audit-registration-set"),
        Act::WhoCreatesSet => f.t("admin-audit-who-creates-set"),
        Act::PageSaved => f.t("admin-audit-page-saved"),
        Act::SiteSet => f.t("admin-audit-site-set"),
        Act::ProviderAdded => f.t("admin-audit-provider-added"),
        Act::ProviderRemoved => f.t("admin-audit-provider-removed"),
        Act::JobDropped => f.t("admin-audit-job-dropped"),
        Act::AccountSuspended => f.t("admin-audit-account-suspended"),
        Act::AccountReopened => f.t("admin-audit-account-reopened"),
        Act::SessionsEnded => f.t("admin-audit-sessions-ended"),
        Act::StewardNamed => f.t("admin-audit-steward-named"),
        Act::StewardEnded => f.t("admin-audit-steward-ended"),
        Act::MailGood => f.t("admin-audit-mail-good"),
        Act::ContentRead => f.t("admin-audit-content-read"),
    };
    words.into_owned()
}

/// What of an act, in words: what the store says by a code, and what somebody called something.
fn word(f: &Frame<'_>, act: Act, word: &str) -> String {
    let said = match act {
        Act::MemberAdded | Act::RolesSet => {
            let roles: Vec<String> =
                word.split(' ').filter_map(Role::parse).map(|role| role_in_words(f, role)).collect();
            Some(roles.join(", "))
        }
        Act::RegistrationSet => Registration::parse(word).map(|mode| super::mode_words(f, mode).0),
        Act::WhoCreatesSet => WhoCreates::parse(word).map(|who| super::communities::in_words(f, who).0),
        Act::PageSaved => SitePage::parse(word).map(|page| f.t(name_of(page)).into_owned()),
        Act::SiteSet => {
            let parts = word.split(' ').filter_map(SitePart::parse);
            Some(parts.map(|part| super::site::in_words(f, part)).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    };
    said.unwrap_or_else(|| word.to_owned())
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{AuditId, PersonId, Timestamp};
    use services::audit::Named;

    let named = || Some(Named { id: PersonId::from_bytes([7; 16]), name: words.to_owned() });
    let line = |act: Act, word: &str| Line {
        id: AuditId::from_bytes([7; 16]),
        at: Timestamp::from_micros(0),
        who: named(),
        act,
        person: named(),
        community: Some(words.to_owned()),
        word: word.to_owned(),
    };
    let mut lines: Vec<Line> = Act::ALL.into_iter().map(|act| line(act, words)).collect();
    for (act, word) in [
        (Act::MemberAdded, "member"),
        (Act::RolesSet, "lead curator"),
        (Act::RegistrationSet, "open"),
        (Act::WhoCreatesSet, "stewards"),
        (Act::PageSaved, "terms"),
        (Act::SiteSet, "name lead language licence"),
    ] {
        lines.push(Line { who: None, person: None, community: Some(String::new()), ..line(act, word) });
    }
    let typed = |kind: &str| Typed {
        by: words.to_owned(),
        kind: kind.to_owned(),
        from: words.to_owned(),
        until: words.to_owned(),
    };
    let wrong = [("from", Wrong::NotADay), ("until", Wrong::NotADay)];
    let pages = [
        page(asked, &Typed::default(), &[], None, &[]).render(),
        page(asked, &typed("roles"), &lines, Some(words.to_owned()), &wrong).render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
