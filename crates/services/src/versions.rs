//! A note's versions: all of them, and each one's permanent page.

use domain::address::Address;
use domain::policy::{Note, Policy, Withdraw};
use domain::{NoteId, Timestamp};
use store::notes as stored;
use store::notes::VersionRow;

use crate::bodies::{self, Version};
use crate::lines::{note_link, one_more};
use crate::views::{ComparePage, VersionLine, VersionPage, VersionsPage, Withdrawn};
use crate::{Ctx, Error, PAGE, Result, notes, people};

/// The versions of a note, newest first, below `before`.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, [`Error::Gone`] where it was deleted in public.
pub async fn list(ctx: &Ctx, id: NoteId, before: Option<i64>) -> Result<VersionsPage> {
    let mut tx = ctx.services.store.read().await?;
    let row = notes::readable(ctx, &mut tx, id).await?;
    let mut rows = stored::versions(&mut tx, id, before.unwrap_or(i64::MAX), one_more()).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| row.number);
    let withdrawals = store::withdrawals::of_note(&mut tx, id, one_more()).await?;
    let mut withdraw = None;
    if ctx.viewer.is_signed_in() {
        let facts = store::notes::facts(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let may = Policy::decide::<Note, Withdraw>(&ctx.viewer, facts).is_ok();
        withdraw = may.then_some(Address::NoteWithdraw(id));
    }
    ctx.remember(&tx);
    Ok(VersionsPage {
        id,
        note: note_link(id, row.title),
        lines: rows.into_iter().map(|row| line(ctx, id, row)).collect(),
        next,
        compare: domain::address::route::COMPARE_CHOSEN.replace("{note}", &id.to_string()),
        visibility: row.visibility,
        withdrawals,
        withdraw,
    })
}

/// One version of a note.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, and for a number that it never had; [`Error::Gone`] where it was
/// deleted in public.
pub async fn read(ctx: &Ctx, id: NoteId, number: i64) -> Result<VersionPage> {
    let mut tx = ctx.services.store.read().await?;
    let row = notes::readable(ctx, &mut tx, id).await?;
    let (version, language, body) = stored::version(&mut tx, id, number).await?.ok_or(Error::NotFound)?;
    let newest = number == row.revision;
    let shown = Version { note: id, number, edition: version.edition, newest, body: &body, language: &language };
    let rendered = bodies::render(ctx, &mut tx, shown).await?;
    ctx.remember(&tx);
    Ok(VersionPage {
        id,
        note: note_link(id, row.title),
        line: line(ctx, id, version),
        newest,
        language,
        body: rendered.html,
        versions: Address::Versions(id),
        visibility: row.visibility,
    })
}

/// Two versions of a note, compared.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, and for a number that it never had; [`Error::Gone`] where it was
/// deleted in public.
pub async fn compare(ctx: &Ctx, id: NoteId, from: i64, to: i64) -> Result<ComparePage> {
    let mut tx = ctx.services.store.read().await?;
    let row = notes::readable(ctx, &mut tx, id).await?;
    let (first, _, before) = stored::version(&mut tx, id, from).await?.ok_or(Error::NotFound)?;
    let (second, language, after) = stored::version(&mut tx, id, to).await?.ok_or(Error::NotFound)?;
    ctx.remember(&tx);
    drop(tx);
    let lines = if first.withdrawn.is_some() || second.withdrawn.is_some() {
        None
    } else {
        // Words of long texts take milliseconds that others would wait for.
        let lines = tokio::task::spawn_blocking(move || markup::compare(&before, &after));
        lines.await.map_err(|error| Error::Internal(error.to_string()))?
    };
    Ok(ComparePage {
        id,
        note: note_link(id, row.title),
        from: line(ctx, id, first),
        to: line(ctx, id, second),
        newest: row.revision,
        lines,
        language,
        versions: Address::Versions(id),
    })
}

/// The version that stood at a moment, and the newest one: what changed since. The first one where there was none yet.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, [`Error::Gone`] where it was deleted in public.
pub async fn since(ctx: &Ctx, id: NoteId, moment: Timestamp) -> Result<(i64, i64)> {
    let mut tx = ctx.services.store.read().await?;
    let row = notes::readable(ctx, &mut tx, id).await?;
    let stood = stored::version_at(&mut tx, id, moment).await?.unwrap_or(1);
    Ok((stood, row.revision))
}

fn line(ctx: &Ctx, id: NoteId, row: VersionRow) -> VersionLine {
    let shown = |name: Option<String>| name.map(|name| people::shown(ctx, name));
    VersionLine {
        number: row.number,
        address: Address::Version(id, row.number),
        saved: row.saved,
        by: shown(row.by),
        reason: row.reason,
        title: row.title,
        withdrawn: row.withdrawn.map(|(at, by, why)| Withdrawn { at, by: shown(by), why }),
    }
}
