//! `sillage admin claims`, `report` and `removals`: what waits for those who run the site, and what they decide of it.

use domain::address::Address;
use domain::people::MailAddress;
use domain::reports::ReportAct;
use domain::{NoteId, ReportId, Slug};
use i18n::Messages;
use serde_json::json;
use services::Ctx;
use services::admin::people;
use services::claims::Waiting;
use services::note_rights::{self, Refusal};
use services::reports::{self, ActRow, Settler};

use crate::administration::written;
use crate::arguments::{Claim, OnRemoval, OnReport, Removal, Report};
use crate::failures::{Failure, Result};
use crate::terminal;

/// Who says that a signature is theirs.
pub(crate) async fn list_claims(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let mut page = services::claims::list(ctx, None).await?;
    let mut all = page.items;
    while let Some(after) = page.next {
        page = services::claims::list(ctx, Some(&after)).await?;
        all.append(&mut page.items);
    }
    let item = |it: &Waiting| {
        let signature = it.signature.as_ref();
        json!({
            "id": it.id.to_string(), "name": it.name, "mail": it.mail,
            "signature": signature.map(|link| link.title.as_str()),
            "address": signature.map(|link| link.address.to_string()),
            "notes": it.notes, "words": it.words, "asked": written(it.asked),
        })
    };
    let line = |it: &Waiting| {
        let signature = it.signature.as_ref().map_or("", |link| link.title.as_str());
        let notes = messages.with("web-notes-count", &[("count", it.notes.into())]);
        let (asked, words) = (written(it.asked), it.words.replace('\n', " "));
        format!("{} {asked} {} {}: {signature} ({notes}) {words}", it.id, it.mail, it.name)
    };
    terminal::list(&all, as_json, messages, item, line);
    Ok(())
}

/// Answers who says that a signature is theirs.
pub(crate) async fn claim(ctx: &Ctx, command: Claim, messages: &Messages) -> Result<()> {
    match command {
        Claim::Accept { id } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "id", value: id })?;
            services::claims::accept(ctx, id).await?;
            terminal::message(&messages.text("cli-claim-accepted"));
        }
        Claim::Refuse { id, reason } => {
            let id = id.parse().map_err(|_| Failure::Flag { flag: "id", value: id })?;
            services::claims::refuse(ctx, id, &reason).await?;
            terminal::message(&messages.text("cli-claim-refused"));
        }
    }
    Ok(())
}

/// Shows a report, or does something about it.
pub(crate) async fn report(ctx: &Ctx, command: Report, as_json: bool, messages: &Messages) -> Result<()> {
    let (act, on) = match command {
        Report::Read { id } => return show_report(ctx, report_id(id)?, as_json).await,
        Report::Hide(on) => (ReportAct::Hide, on),
        Report::Show(on) => (ReportAct::Show, on),
        Report::Answer(on) => (ReportAct::Answer, on),
        Report::Acted(on) => (ReportAct::Acted, on),
        Report::Nothing(on) => (ReportAct::Nothing, on),
    };
    let OnReport { id, reason } = on;
    let id = report_id(id)?;
    let found = reports::one(ctx, Settler::Steward, id).await?.report;
    if found.settled.is_some() {
        return Err(Failure::Settled);
    }
    if matches!(act, ReportAct::Hide | ReportAct::Show) {
        if !found.is_of_a_note {
            return Err(Failure::NoNote);
        }
        if found.hides == (act == ReportAct::Hide) {
            terminal::message(&messages.text("cli-report-so-already"));
            return Ok(());
        }
    }
    reports::act(ctx, Settler::Steward, id, act, &reason).await?;
    terminal::message(&match act {
        ReportAct::Hide => messages.text("cli-report-hidden"),
        ReportAct::Show => messages.text("cli-report-shown"),
        ReportAct::Answer => messages.text("cli-report-answered"),
        ReportAct::Acted | ReportAct::Nothing if found.is_of_a_note => messages.text("cli-report-settled-told"),
        ReportAct::Acted | ReportAct::Nothing => messages.text("cli-report-settled"),
    });
    Ok(())
}

fn report_id(id: String) -> Result<ReportId> {
    id.parse().map_err(|_| Failure::Flag { flag: "id", value: id })
}

/// A report, and what was done about it. The program reads every note: no title is told here, as none is to a steward who may not
/// read it.
async fn show_report(ctx: &Ctx, id: ReportId, as_json: bool) -> Result<()> {
    let page = reports::one(ctx, Settler::Steward, id).await?;
    let (it, acts) = (page.report, page.acts);
    let mail = it.mail.as_ref().map(MailAddress::as_str);
    if as_json {
        let item = |did: &ActRow| json!({ "act": did.act.as_str(), "by": by(did), "reason": did.reason, "done": written(did.done) });
        let acts: Vec<_> = acts.iter().map(item).collect();
        terminal::document(&json!({
            "id": it.id.to_string(), "kind": it.kind.as_str(), "page": it.path, "words": it.words,
            "arrived": written(it.arrived), "due": it.due.map(written), "late": it.is_late, "hides": it.hides,
            "settled": it.settled.map(written), "mail": mail, "acts": acts,
        }));
        return Ok(());
    }
    terminal::result(format!("{} {} {}", it.id, it.kind.as_str(), it.path).trim_end());
    terminal::result(&format!("arrived {}", written(it.arrived)));
    if let Some(due) = it.due {
        terminal::result(&format!("due {}", written(due)));
    }
    if it.hides {
        terminal::result("hides");
    }
    if let Some(settled) = it.settled {
        terminal::result(&format!("settled {}", written(settled)));
    }
    if let Some(mail) = mail {
        terminal::result(&format!("mail {mail}"));
    }
    if !it.words.is_empty() {
        terminal::result(&format!("words {}", it.words));
    }
    for did in acts {
        let (by, reason) = (by(&did).unwrap_or("-"), did.reason.replace('\n', " "));
        terminal::result(&format!("{} {} {by} {reason}", written(did.done), did.act.as_str()));
    }
    Ok(())
}

/// Who did it, by name; nobody for the command line, or once they have left.
fn by(did: &ActRow) -> Option<&str> {
    did.by.as_deref().filter(|by| !by.is_empty())
}

/// The authors who refused to leave a note. No title is told, as for a report.
pub(crate) async fn list_removals(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let item = |it: &Refusal| {
        json!({
            "note": it.note.to_string(), "address": Address::Note(it.note, Slug::of("")).to_string(),
            "person": it.person.to_string(), "name": it.name, "asker": it.asker, "asked": written(it.asked),
        })
    };
    let line = |it: &Refusal| {
        let (name, by, day) = (it.name.as_str(), it.asker.as_str(), written(it.asked));
        let says =
            messages.with("admin-removal-says", &[("name", name.into()), ("by", by.into()), ("day", day.into())]);
        format!("{} {} {says}", it.note, it.person)
    };
    terminal::list(&note_rights::refusals(ctx).await?, as_json, messages, item, line);
    Ok(())
}

/// Settles whether an author who refused to leave a note stays.
pub(crate) async fn removal(ctx: &Ctx, command: Removal, messages: &Messages) -> Result<()> {
    let (state, on) = match command {
        Removal::Keep(on) => (note_rights::Removal::Kept, on),
        Removal::Remove(on) => (note_rights::Removal::Removed, on),
    };
    let OnRemoval { note, person, reason } = on;
    let note: NoteId = note.parse().map_err(|_| Failure::Flag { flag: "note", value: note })?;
    let person = people::named(ctx, &person).await?;
    note_rights::settle(ctx, note, person, state, &reason).await?;
    let is_kept = state == note_rights::Removal::Kept;
    terminal::message(&messages.text(if is_kept { "cli-removal-kept" } else { "cli-removal-removed" }));
    Ok(())
}
