//! `sillage admin person …`, `sillage admin health` and `sillage admin storage`: what those who run the site see of accounts and of the site, and do on them.

use std::process::ExitCode;

use i18n::Messages;
use serde_json::json;
use services::Ctx;
use services::admin::health::{self, Copied};
use services::admin::people::{self, Doing, Holder};
use services::admin::storage;

use crate::administration::written;
use crate::arguments::OnPerson;
use crate::failures::Result;
use crate::{LOOK_AT_THE_REPORT, terminal};

/// The accounts that are looked for, a page after the other.
pub(crate) async fn list_people(ctx: &Ctx, who: &str, as_json: bool) -> Result<()> {
    let mut page = people::list(ctx, who, None).await?;
    let mut all = page.items;
    while let Some(after) = page.next {
        page = people::list(ctx, who, Some(&after)).await?;
        all.append(&mut page.items);
    }
    if as_json {
        let items: Vec<_> = all.iter().map(document).collect();
        terminal::document(&json!({ "items": items, "next": null }));
        return Ok(());
    }
    for it in all {
        let (state, mail) = (it.state.as_str(), it.mail.as_deref().unwrap_or("-"));
        terminal::result(&format!("{} {state} {} {mail} {}", it.id, written(it.made), it.name));
    }
    Ok(())
}

fn document(it: &Holder) -> serde_json::Value {
    json!({
        "id": it.id.to_string(), "name": it.name, "state": it.state.as_str(), "steward": it.is_steward,
        "made": written(it.made), "mail": it.mail, "refused": it.refused.map(written), "reason": it.reason,
        "password": it.has_password, "passkeys": it.passkeys, "codes": it.has_codes, "elsewhere": it.has_elsewhere,
    })
}

/// Does something on an account, with a reason.
pub(crate) async fn act(ctx: &Ctx, on: &OnPerson, doing: Doing, messages: &Messages) -> Result<()> {
    let id = people::named(ctx, &on.person).await?;
    people::act(ctx, id, doing, &on.reason).await?;
    terminal::message(&messages.text("cli-person-done"));
    Ok(())
}

/// Whether the site is well; another code where something is to be done.
pub(crate) async fn health(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<ExitCode> {
    let health = health::look(ctx).await?;
    let said = health.said(messages, written);
    if as_json {
        let parts: Vec<_> = said
            .iter()
            .map(|it| {
                json!({ "part": it.part.as_str(), "ok": it.to_do.is_none(), "state": it.state, "to_do": it.to_do })
            })
            .collect();
        let copied = match health.copied {
            Copied::At(at) => Some(written(at)),
            Copied::Elsewhere | Copied::Never => None,
        };
        terminal::document(&json!({
            "ok": health.amiss() == 0, "parts": parts, "disk_free": health.disk.map(|(free, _)| free),
            "disk_whole": health.disk.map(|(_, whole)| whole), "backup": copied, "letters_failing": health.failing,
            "jobs_dead": health.dead, "readers": health.readers, "clock_microseconds": health.clock,
        }));
    } else {
        for it in &said {
            let to_do = it.to_do.as_deref().unwrap_or_default();
            terminal::result(format!("{}: {} {to_do}", it.title, it.state).trim_end());
        }
    }
    Ok(ExitCode::from(if health.amiss() == 0 { 0 } else { LOOK_AT_THE_REPORT }))
}

/// How much the site holds.
pub(crate) async fn storage(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let storage = storage::look(ctx).await?;
    if as_json {
        let things = storage.things;
        terminal::document(&json!({
            "database": storage.database, "files": storage.files, "letters": storage.letters,
            "things": {
                "notes": things.notes, "deleted": things.deleted, "versions": things.versions,
                "notebooks": things.notebooks, "communities": things.communities, "files": things.files,
            },
        }));
        return Ok(());
    }
    for (label, words) in storage.said(messages) {
        terminal::result(&format!("{label}: {words}"));
    }
    Ok(())
}
