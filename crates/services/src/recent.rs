//! What changed last.

use store::notes::LineRow;

use crate::lines::{note_line, one_more, paged};
use crate::views::{Page, RecentLine};
use crate::{Ctx, Result, read_key};

/// The notes that changed last, newest first.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<RecentLine>> {
    let mut tx = ctx.services.store.read().await?;
    let rows = store::notes::recent(&mut tx, &ctx.viewer, read_key(after), one_more()).await?;
    ctx.remember(&tx);
    Ok(paged(rows.into_iter().map(line).collect(), |line: &RecentLine| {
        format!("{}.{}", line.line.changed.as_micros(), line.line.note)
    }))
}

pub(crate) fn line(row: LineRow) -> RecentLine {
    RecentLine { created: row.revision == 1, line: note_line(row) }
}
