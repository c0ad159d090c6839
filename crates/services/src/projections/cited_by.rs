//! *Cited by*: which notes lead to which, shared, in the database.

use domain::changes::ChangeKind;
use domain::tags::Tag;
use store::changes as log;
use store::projections as stored;

use super::{BATCH, BEFORE, LEASE, record};
use crate::{Ctx, Result};

/// Its name in the database.
pub(crate) const CITED_BY: &str = "cited_by";
const VERSION: i64 = 2;

/// Derives one batch; whether there was any.
pub(super) async fn turn(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    let store = &ctx.services.store;
    if !is_behind(ctx).await? {
        return Ok(false);
    }
    let now = ctx.now();
    let mut tx = store.write().await?;
    let Some((version, place)) = stored::lease(&mut tx, CITED_BY, VERSION, node, now, now.plus_seconds(LEASE)).await?
    else {
        return Ok(false);
    };
    if version != VERSION || place.xid < 0 {
        // Never built, or by another version: made from the tables at one snapshot, whose place it takes.
        let last = log::last(&mut tx).await?;
        stored::rebuild_cited_by(&mut tx).await?;
        stored::advance(&mut tx, CITED_BY, VERSION, last, now).await?;
        record(&mut tx, now, vec![Tag::Everything]).await?;
        tx.commit().await?;
        return Ok(true);
    }
    let lines = log::since(&mut tx, place, BATCH).await?;
    let Some(last) = lines.last().map(|line| line.position) else { return Ok(false) };
    let derived = ChangeKind::Derived.as_str();
    let mut notes: Vec<_> = lines.iter().filter(|line| line.kind != derived).filter_map(|line| line.note).collect();
    notes.sort_unstable();
    notes.dedup();
    if !notes.is_empty() {
        let tags = stored::derive_cited_by(&mut tx, &notes).await?;
        record(&mut tx, now, tags).await?;
    }
    stored::advance(&mut tx, CITED_BY, VERSION, last, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether the log holds lines to derive from; asked of a snapshot, so that idling writes nothing.
async fn is_behind(ctx: &Ctx) -> Result<bool> {
    let mut tx = ctx.services.store.read().await?;
    match stored::standing(&mut tx, CITED_BY).await? {
        Some(standing) if standing.place.xid >= 0 => {
            // Lines that projections wrote themselves are left for when there are others.
            let is_told = log::oldest_after(&mut tx, standing.place).await?.is_some();
            Ok(is_told && !log::since(&mut tx, standing.place, 1).await?.is_empty())
        }
        _ => Ok(true),
    }
}

/// Empties it, so that it is built again while the site is read and written.
pub async fn empty(ctx: &Ctx) -> Result<()> {
    ctx.authorise_site::<domain::policy::Steward>()?;
    let mut tx = ctx.services.store.write().await?;
    let now = ctx.now();
    stored::empty_cited_by(&mut tx).await?;
    stored::advance(&mut tx, CITED_BY, VERSION, BEFORE, now).await?;
    record(&mut tx, now, vec![Tag::Everything]).await?;
    tx.commit().await?;
    Ok(())
}
