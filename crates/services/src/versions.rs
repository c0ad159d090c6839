//! A note's versions: all of them, and each one's permanent page.

use domain::NoteId;
use domain::address::Address;
use store::notes as stored;
use store::notes::VersionRow;

use crate::bodies::{self, Version};
use crate::lines::{note_link, one_more};
use crate::views::{VersionLine, VersionPage, VersionsPage};
use crate::{Ctx, Error, PAGE, Result, notes};

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
    let next = rows.last().filter(|_| more).map(|row| row.0);
    ctx.remember(&tx);
    Ok(VersionsPage {
        id,
        note: note_link(id, row.title),
        lines: rows.into_iter().map(|row| line(id, row)).collect(),
        next,
        visibility: row.visibility,
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
    let rendered =
        bodies::render(ctx, &mut tx, Version { note: id, number, newest, body: &body, language: &language }).await?;
    ctx.remember(&tx);
    Ok(VersionPage {
        id,
        note: note_link(id, row.title),
        line: line(id, version),
        newest,
        language,
        body: rendered.html,
        versions: Address::Versions(id),
        visibility: row.visibility,
    })
}

fn line(id: NoteId, (number, saved, by, reason, title): VersionRow) -> VersionLine {
    VersionLine { number, address: Address::Version(id, number), saved, by, reason, title }
}
