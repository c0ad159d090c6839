//! `sillage admin audit`, `incidents` and `incident`: what those who run the site answer for, read, taken out and written.

use domain::IncidentId;
use domain::audit::AuditKind;
use i18n::{Messages, TimeZone};
use serde_json::json;
use services::Ctx;
use services::audit::{self, Filter, Named};
use services::incidents::{self, IncidentRow, Typed, Words};

use crate::administration::written;
use crate::arguments::{Incident, Narrowed, OfIncident};
use crate::failures::{Failure, Result};
use crate::settings::Settings;
use crate::terminal;

/// What was done on accounts, roles, rights and settings: all of it, or what is asked for.
pub(crate) async fn acts(
    ctx: &Ctx,
    settings: &Settings,
    asked: &Narrowed,
    as_json: bool,
    messages: &Messages,
) -> Result<()> {
    let lines = audit::all(ctx, &filter(asked, &settings.time_zone)?).await?;
    if as_json {
        terminal::document(&interop::registers::acts_json(&lines));
        return Ok(());
    }
    if asked.csv {
        terminal::text(&interop::registers::acts_csv(&lines));
        return Ok(());
    }
    if lines.is_empty() {
        terminal::nothing(messages);
    }
    for line in lines {
        let name = |who: Option<Named>| who.map_or_else(|| "-".to_owned(), |who| who.name);
        let (at, act, community) = (written(line.at), line.act.as_str(), line.community.unwrap_or_default());
        let said = format!("{at} {act} {} {} {community} {}", name(line.who), name(line.person), line.word);
        terminal::result(said.trim_end());
    }
    Ok(())
}

/// What is asked for, its days read where the site is.
fn filter(asked: &Narrowed, zone: &TimeZone) -> Result<Filter> {
    let kind = asked
        .kind
        .as_deref()
        .map(|word| AuditKind::parse(word).ok_or_else(|| Failure::Flag { flag: "kind", value: word.to_owned() }));
    let day = |flag, word: Option<&str>| {
        let begins = word
            .map(|word| i18n::beginning_of(word, zone).ok_or_else(|| Failure::Flag { flag, value: word.to_owned() }));
        begins.transpose()
    };
    let (from, until) = (day("from", asked.from.as_deref())?, day("until", asked.until.as_deref())?);
    let until = until.and_then(|day| i18n::beginning_of_next(day, zone));
    let by = asked.by.as_deref().unwrap_or_default().trim().to_owned();
    Ok(Filter { by, kind: kind.transpose()?, from, until })
}

/// The incidents, each by its last wording; all their wordings for programs and spreadsheets.
pub(crate) async fn list_incidents(ctx: &Ctx, as_csv: bool, as_json: bool, messages: &Messages) -> Result<()> {
    let incidents = incidents::list(ctx).await?;
    if as_json {
        terminal::document(&interop::registers::incidents_json(&incidents));
        return Ok(());
    }
    if as_csv {
        terminal::text(&interop::registers::incidents_csv(&incidents));
        return Ok(());
    }
    if incidents.is_empty() {
        terminal::nothing(messages);
    }
    for row in incidents.iter().filter_map(|wordings| wordings.first()) {
        let (id, happened, what) = (row.id, row.words.happened, row.words.what.replace('\n', " "));
        terminal::result(&format!("{id} {happened} {what}"));
    }
    Ok(())
}

/// Writes an incident, shows one, or says one otherwise.
pub(crate) async fn incident(
    ctx: &Ctx,
    settings: &Settings,
    command: Incident,
    as_json: bool,
    messages: &Messages,
) -> Result<()> {
    match command {
        Incident::Add(words) => {
            let id = incidents::add(ctx, &said(Typed::default(), words), &settings.time_zone).await?;
            if as_json {
                terminal::document(&json!({ "id": id.to_string() }));
            } else {
                terminal::message(&messages.text("cli-incident-added"));
                terminal::result(&id.to_string());
            }
        }
        Incident::Read { id } => {
            let wordings = incidents::read(ctx, incident_id(id)?).await?;
            if as_json {
                terminal::document(&interop::registers::incidents_json(&[wordings]));
                return Ok(());
            }
            for row in &wordings {
                show(row);
            }
        }
        Incident::Amend { id, words } => {
            let id = incident_id(id)?;
            let wordings = incidents::read(ctx, id).await?;
            let last = wordings.first().ok_or(services::Error::NotFound)?;
            let typed = said(as_typed(&last.words), words);
            let amended = incidents::amend(ctx, id, last.edition, &typed, &settings.time_zone).await;
            amended.map_err(Failure::of_saving)?;
            terminal::message(&messages.text("cli-incident-amended"));
        }
    }
    Ok(())
}

fn incident_id(id: String) -> Result<IncidentId> {
    id.parse().map_err(|_| Failure::Flag { flag: "id", value: id })
}

/// A wording, as it is typed.
fn as_typed(words: &Words) -> Typed {
    Typed {
        what: words.what.clone(),
        happened: words.happened.to_string(),
        learned: words.learned.map(|day| day.to_string()).unwrap_or_default(),
        whose: words.whose.clone(),
        risk: words.risk.clone(),
        told: words.told.clone(),
        told_on: words.told_on.map(|day| day.to_string()).unwrap_or_default(),
        key: String::new(),
    }
}

/// The same, with what is said anew.
fn said(before: Typed, words: OfIncident) -> Typed {
    Typed {
        what: words.what.unwrap_or(before.what),
        happened: words.happened.unwrap_or(before.happened),
        learned: words.learned.unwrap_or(before.learned),
        whose: words.whose.unwrap_or(before.whose),
        risk: words.risk.unwrap_or(before.risk),
        told: words.told.unwrap_or(before.told),
        told_on: words.told_on.unwrap_or(before.told_on),
        key: before.key,
    }
}

/// One wording of an incident.
fn show(row: &IncidentRow) {
    let who = row.who.as_deref().unwrap_or("-");
    terminal::result(&format!("{} {} {} {who}", row.id, row.edition, written(row.written)));
    let typed = as_typed(&row.words);
    for (name, words) in [
        ("happened", typed.happened),
        ("learned", typed.learned),
        ("what", typed.what),
        ("whose", typed.whose),
        ("risk", typed.risk),
        ("told", typed.told),
        ("told_on", typed.told_on),
    ] {
        if !words.is_empty() {
            terminal::result(&format!("{name} {words}"));
        }
    }
}
