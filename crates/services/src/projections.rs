//! What is derived from the change log, and the runner that keeps it up to date.

use std::time::Duration;

use domain::Timestamp;
use domain::changes::{Change, ChangeKind, Thing};
use domain::tags::Tag;
use store::Tx;
use store::changes as log;
use store::projections as stored;

use crate::{Behind, Ctx, Result, Services};

/// How soon the log is looked at again.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long a node keeps a projection to itself, in seconds.
const LEASE: i64 = 30;
/// Lines of the log derived in one transaction: a turn of the writer stays short.
const BATCH: usize = 100;

/// *Cited by*: shared, in the database.
pub(crate) const CITED_BY: &str = "cited_by";
const CITED_BY_VERSION: i64 = 2;

/// Follows the log for as long as the program runs. `serve` calls it once.
pub async fn run(services: Services) {
    let mut node = [0; 16];
    services.randomness.fill(&mut node);
    let ctx = services.system("projections");
    loop {
        // Before the turn, which may wait, so that a graph shows one that stands still.
        if let Err(error) = behind(&services).await {
            tracing::debug!(%error, "how far behind the projections are is not known");
        }
        match step(&ctx, &node).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(LOOK_EVERY).await,
            Err(error) => {
                tracing::warn!(%error, "a projection waits");
                tokio::time::sleep(LOOK_EVERY * 5).await;
            }
        }
    }
}

/// Derives until nothing is left to derive; for commands that end.
pub async fn catch_up(services: &Services) -> Result<()> {
    let mut node = [0; 16];
    services.randomness.fill(&mut node);
    let ctx = services.system("projections");
    let mut derived = false;
    while step(&ctx, &node).await? {
        derived = true;
    }
    if derived {
        let mut tx = services.store.write().await?;
        stored::release(&mut tx, CITED_BY, &node).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Derives one batch; whether there was any.
async fn step(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    let store = &ctx.services.store;
    if !is_behind(ctx).await? {
        return Ok(false);
    }
    let now = ctx.now();
    let mut tx = store.write().await?;
    let Some((version, place)) =
        stored::lease(&mut tx, CITED_BY, CITED_BY_VERSION, node, now, now.plus_seconds(LEASE)).await?
    else {
        return Ok(false);
    };
    if version != CITED_BY_VERSION || place.xid < 0 {
        // Never built, or by another version: made from the tables at one snapshot, whose place it takes.
        let last = log::last(&mut tx).await?;
        stored::rebuild_cited_by(&mut tx).await?;
        stored::advance(&mut tx, CITED_BY, CITED_BY_VERSION, last, now).await?;
        record_rebuilt(&mut tx, now).await?;
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
        if !tags.is_empty() {
            let change = Change { who: None, kind: ChangeKind::Derived, thing: Thing::Site, tags };
            log::record(&mut tx, now, &change).await?;
        }
    }
    stored::advance(&mut tx, CITED_BY, CITED_BY_VERSION, last, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Says that any page may show something else.
async fn record_rebuilt(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let change = Change { who: None, kind: ChangeKind::Derived, thing: Thing::Site, tags: vec![Tag::Everything] };
    log::record(tx, now, &change).await?;
    Ok(())
}

/// Whether the log holds lines that *cited by* has not read; asked of a snapshot, so that idling writes nothing.
async fn is_behind(ctx: &Ctx) -> Result<bool> {
    let mut tx = ctx.services.store.read().await?;
    let places = stored::places(&mut tx).await?;
    match places.into_iter().find(|(name, _)| name == CITED_BY) {
        None => Ok(true),
        Some((_, place)) if place.xid < 0 => Ok(true),
        Some((_, place)) => Ok(!log::since(&mut tx, place, 1).await?.is_empty()),
    }
}

/// Empties *cited by*, so that it is built again while the site is read and written.
pub async fn empty_cited_by(ctx: &Ctx) -> Result<()> {
    ctx.authorise_site::<domain::policy::Steward>()?;
    let mut tx = ctx.services.store.write().await?;
    let (before, now) = (log::Position { xid: -1, seq: 0 }, ctx.now());
    stored::empty_cited_by(&mut tx).await?;
    stored::advance(&mut tx, CITED_BY, CITED_BY_VERSION, before, now).await?;
    record_rebuilt(&mut tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// How far behind each reader of the log is, for who asks and for the figures.
pub(crate) async fn behind(services: &Services) -> std::result::Result<Vec<Behind>, store::Error> {
    let mut tx = services.store.read().await?;
    let mut all = Vec::new();
    for (name, place) in stored::places(&mut tx).await? {
        let oldest = log::oldest_after(&mut tx, place).await?;
        let micros =
            oldest.map_or(0, |oldest| services.clock.now().as_micros().saturating_sub(oldest.as_micros()).max(0));
        let behind_seconds = Duration::from_micros(micros.unsigned_abs()).as_secs_f64();
        metrics::gauge!("projection_behind_seconds", "name" => name.clone()).set(behind_seconds);
        all.push(Behind { name, behind_seconds });
    }
    Ok(all)
}
