//! `sillage admin person …`, `community list`, `invitations`, `health` and `storage`: what those who run the site see of accounts, of
//! communities and of the site, and do on accounts.

use std::process::ExitCode;

use domain::address::Address;
use domain::people::MailAddress;
use i18n::Messages;
use serde_json::json;
use services::admin::health::{self, Copied};
use services::admin::people::{self, Doing, Holder};
use services::admin::storage;
use services::registration::{self, InvitationRow};
use services::views::CommunityLine;
use services::{Ctx, communities};

use crate::administration::written;
use crate::arguments::OnPerson;
use crate::failures::Result;
use crate::{LOOK_AT_THE_REPORT, terminal};

/// The accounts that are looked for, a page after the other.
pub(crate) async fn list_people(ctx: &Ctx, who: &str, as_json: bool, messages: &Messages) -> Result<()> {
    let mut page = people::list(ctx, who, None).await?;
    let mut all = page.items;
    while let Some(after) = page.next {
        page = people::list(ctx, who, Some(&after)).await?;
        all.append(&mut page.items);
    }
    let line = |it: &Holder| {
        let (state, mail) = (it.state.as_str(), it.mail.as_deref().unwrap_or("-"));
        format!("{} {state} {} {mail} {}", it.id, written(it.made), it.name)
    };
    terminal::list(&all, as_json, messages, document, line);
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

/// The communities, those too that only their members know of, and which of them nobody leads. How many people are in one is told
/// no more than on the pages.
pub(crate) async fn list_communities(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let ctx = ctx.clone().in_language(messages.language().tag());
    let (all, vacant) = (communities::list(&ctx, None).await?.items, communities::without_lead(&ctx).await?);
    let is_vacant = |it: &CommunityLine| vacant.contains(&it.community);
    let item = |it: &CommunityLine| {
        json!({
            "id": it.community.to_string(), "alias": alias(it), "name": it.link.title,
            "address": it.link.address.to_string(), "access": it.access.as_str(), "listed": !it.unlisted,
            "stage": it.stage.as_str(), "paused_until": it.paused_until.map(|day| day.to_string()),
            "vacant": is_vacant(it),
        })
    };
    let line = |it: &CommunityLine| {
        let listed = if it.unlisted { "unlisted" } else { "listed" };
        let led = if is_vacant(it) { "vacant" } else { "-" };
        let (access, stage, name) = (it.access.as_str(), it.stage.as_str(), it.link.title.as_str());
        format!("{} {access} {listed} {stage} {led} {name}", alias(it))
    };
    terminal::list(&all, as_json, messages, item, line);
    Ok(())
}

/// The name of a community in addresses.
fn alias(it: &CommunityLine) -> &str {
    match &it.link.address {
        Address::Community(_, alias) => alias,
        _ => "",
    }
}

/// The invitations that may still serve: to one person, or by a link.
pub(crate) async fn list_invitations(ctx: &Ctx, as_json: bool, messages: &Messages) -> Result<()> {
    let item = |it: &InvitationRow| {
        json!({
            "id": it.id.to_string(), "mail": it.mail.as_ref().map(MailAddress::as_str), "name": it.name,
            "by": it.by, "uses": it.uses, "used": it.used, "made": written(it.created), "ends": written(it.expires),
        })
    };
    let line = |it: &InvitationRow| {
        let (ends, mail) = (written(it.expires), it.mail.as_ref().map_or("-", MailAddress::as_str));
        format!("{} {ends} {}/{} {mail} {}", it.id, it.used, it.uses, it.name)
    };
    terminal::list(&registration::invitations(ctx).await?, as_json, messages, item, line);
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
