//! The register of incidents: to write, to amend, to take out.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use domain::IncidentId;
use domain::address::route;
use services::accounts::Wrong;
use services::incidents::{self, IncidentRow, Typed};

use super::audit::taken_out;
use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::unkept;

/// One wording of an incident, in words.
pub(in crate::html) struct Wording {
    pub address: String,
    pub happened: String,
    pub written: Dated,
    /// Each thing that it says: what of, and the words.
    pub says: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin-incidents.html")]
pub(in crate::html) struct IncidentsTemplate<'a> {
    pub f: Frame<'a>,
    /// The incidents by their last wordings; or the wordings of one.
    pub wordings: Vec<Wording>,
    /// Where the form goes.
    pub action: String,
    /// The wording over which it is written; nothing for a new incident.
    pub seen: Option<i64>,
    /// That somebody amended it in between.
    pub stale: bool,
    /// What tells the form of one more from all others.
    pub key: String,
    pub inputs: Vec<Field>,
}

impl IncidentsTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.inputs)
    }
}

/// `/admin/incidents`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let all = incidents::list(&ctx).await?;
    let typed = Typed { key: incidents::draw(&ctx).to_string(), ..Typed::default() };
    Ok(unshared(unkept(&register_page(&asked, &all, &typed, &[]))?))
}

/// `POST /admin/incidents`: one more.
pub(in crate::html) async fn add(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, typed) = (app.enter(&asked).await?, typed(&Sent::read(&body)));
    match incidents::add(&ctx, &typed, &asked.standing.settings.time_zone).await {
        Ok(_) => Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_INCIDENTS))),
        Err(services::Error::Refused(wrong)) => {
            let all = incidents::list(&ctx).await?;
            Ok(unshared(refused(unkept(&register_page(&asked, &all, &typed, &wrong))?)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `/admin/incidents.csv`.
pub(in crate::html) async fn csv(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let all = incidents::list(&app.enter(&asked).await?).await?;
    Ok(taken_out(interop::registers::incidents_csv(&all), "text/csv; charset=utf-8", "incidents.csv"))
}

/// `/admin/incidents.json`.
pub(in crate::html) async fn json(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let all = incidents::list(&app.enter(&asked).await?).await?;
    Ok(taken_out(interop::registers::incidents_json(&all).to_string(), "application/json", "incidents.json"))
}

/// `/admin/incidents/{incident}`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(incident): Path<String>,
) -> Result<Response, Fault> {
    let id: IncidentId = doors::id(&incident)?;
    let rows = incidents::read(&app.enter(&asked).await?, id).await?;
    Ok(unshared(unkept(&incident_page(&asked, id, &rows, None, &[]))?))
}

/// `POST /admin/incidents/{incident}`: another wording.
pub(in crate::html) async fn amend(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(incident): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let id: IncidentId = doors::id(&incident)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let (typed, seen) = (typed(&sent), sent.text("seen").parse().unwrap_or(0));
    let zone = &asked.standing.settings.time_zone;
    let (wrong, is_stale) = match incidents::amend(&ctx, id, seen, &typed, zone).await {
        Ok(()) => return Ok(unshared(back_to(&asked.standing.settings, &address(id)))),
        Err(services::Error::Refused(wrong)) => (wrong, false),
        Err(services::Error::Conflict) => (Vec::new(), true),
        Err(error) => return Err(error.into()),
    };
    let rows = incidents::read(&ctx, id).await?;
    let mut page = incident_page(&asked, id, &rows, Some(&typed), &wrong);
    page.stale = is_stale;
    if !is_stale {
        // What was read stays what is written over.
        page.seen = Some(seen);
    }
    let mut response = unshared(refused(unkept(&page)?));
    if is_stale {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

fn address(id: IncidentId) -> String {
    route::ADMIN_INCIDENT.replace("{incident}", &id.to_string())
}

fn typed(sent: &Sent) -> Typed {
    let text = |name| sent.text(name).to_owned();
    Typed {
        what: text("what"),
        happened: text("happened"),
        learned: text("learned"),
        whose: text("whose"),
        risk: text("risk"),
        told: text("told"),
        told_on: text("told_on"),
        key: text("key"),
    }
}

fn register_page<'a>(
    asked: &'a Asked,
    all: &[Vec<IncidentRow>],
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> IncidentsTemplate<'a> {
    let f = asked.private_frame("admin", "admin-incidents");
    let wordings = all.iter().filter_map(|rows| rows.first()).map(|row| wording(&f, row)).collect();
    let (key, inputs) = (typed.key.clone(), form_fields(&f, typed, wrong));
    IncidentsTemplate { f, wordings, action: route::ADMIN_INCIDENTS.to_owned(), seen: None, stale: false, key, inputs }
}

/// The page of one incident, whose wordings these are, the last one first.
fn incident_page<'a>(
    asked: &'a Asked,
    id: IncidentId,
    rows: &[IncidentRow],
    typed: Option<&Typed>,
    wrong: &[(&'static str, Wrong)],
) -> IncidentsTemplate<'a> {
    let f = asked.private_frame("admin", "admin-incident");
    let last = rows.first().map(|row| Typed {
        what: row.words.what.clone(),
        happened: row.words.happened.to_string(),
        learned: row.words.learned.map(|day| day.to_string()).unwrap_or_default(),
        whose: row.words.whose.clone(),
        risk: row.words.risk.clone(),
        told: row.words.told.clone(),
        told_on: row.words.told_on.map(|day| day.to_string()).unwrap_or_default(),
        key: String::new(),
    });
    let last = last.unwrap_or_default();
    let inputs = form_fields(&f, typed.unwrap_or(&last), wrong);
    let wordings = rows.iter().map(|row| wording(&f, row)).collect();
    let seen = rows.first().map(|row| row.edition);
    IncidentsTemplate { f, wordings, action: address(id), seen, stale: false, key: String::new(), inputs }
}

fn form_fields(f: &Frame<'_>, typed: &Typed, wrong: &[(&'static str, Wrong)]) -> Vec<Field> {
    let field = |name, kind, label, value: &str| Field::new(f, name, kind, label, value).judged(f, wrong);
    vec![
        field("what", "textarea", "admin-incident-what", &typed.what).hinted(f.t("admin-incident-what-hint")),
        field("happened", "date", "admin-incident-happened", &typed.happened),
        field("learned", "date", "admin-incident-learned", &typed.learned)
            .hinted(f.t("admin-incident-learned-hint"))
            .optional_where(true),
        field("whose", "textarea", "admin-incident-whose", &typed.whose).hinted(f.t("admin-incident-whose-hint")),
        field("risk", "textarea", "admin-incident-risk", &typed.risk).hinted(f.t("admin-incident-risk-hint")),
        field("told", "textarea", "admin-incident-told", &typed.told)
            .hinted(f.t("admin-incident-told-hint"))
            .optional_where(true),
        field("told_on", "date", "admin-incident-told-on", &typed.told_on)
            .hinted(f.t("admin-incident-told-on-hint"))
            .optional_where(true),
    ]
}

fn wording(f: &Frame<'_>, row: &IncidentRow) -> Wording {
    let when = f.moment(row.written);
    let written = match &row.who {
        Some(who) => {
            f.messages().with("admin-incident-written-by", &[("who", who.as_str().into()), ("when", when.into())])
        }
        None => f.messages().with("admin-incident-written", &[("when", when.into())]),
    };
    let day = |day| i18n::calendar_day(day, f.language());
    let (learned, told_on) =
        (row.words.learned.map(day).unwrap_or_default(), row.words.told_on.map(day).unwrap_or_default());
    let said = [
        ("admin-incident-learned", learned),
        ("admin-incident-whose", row.words.whose.clone()),
        ("admin-incident-risk", row.words.risk.clone()),
        ("admin-incident-told", row.words.told.clone()),
        ("admin-incident-told-on", told_on),
    ];
    let mut says = vec![(f.t("admin-incident-what").into_owned(), row.words.what.clone())];
    says.extend(
        said.into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(key, words)| (f.messages().text(key).into_owned(), words)),
    );
    let written = f.dated(written, row.written);
    Wording { address: address(row.id), happened: day(row.words.happened), written, says }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{Day, Timestamp};

    let Some(happened) = Day::parse("2026-05-01") else { return Vec::new() };
    let id = IncidentId::from_bytes([7; 16]);
    let text = || words.to_owned();
    let row = |who: Option<String>, edition, told_on| IncidentRow {
        id,
        edition,
        written: Timestamp::from_micros(0),
        who,
        words: incidents::Words {
            what: text(),
            happened,
            learned: told_on,
            whose: text(),
            risk: text(),
            told: text(),
            told_on,
        },
    };
    let rows = || vec![row(Some(text()), 2, Day::parse("2026-05-02")), row(None, 1, None)];
    let typed = Typed {
        what: text(),
        happened: text(),
        learned: text(),
        whose: text(),
        risk: text(),
        told: text(),
        told_on: text(),
        key: text(),
    };
    let wrong = [
        ("what", Wrong::Long),
        ("happened", Wrong::NotADay),
        ("learned", Wrong::Untimely),
        ("told_on", Wrong::Missing),
    ];
    let mut stale = incident_page(asked, id, &rows(), Some(&typed), &[]);
    stale.stale = true;
    let pages = [
        register_page(asked, &[], &Typed::default(), &[]).render(),
        register_page(asked, &[rows(), rows()], &typed, &wrong).render(),
        incident_page(asked, id, &rows(), None, &[]).render(),
        stale.render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
