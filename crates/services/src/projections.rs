//! What is derived from the change log, and the runner that keeps it up to date.

mod cited_by;
mod uses;

use std::time::Duration;

use domain::Timestamp;
use domain::changes::{Change, ChangeKind, Thing};
use domain::tags::Tag;
use store::Tx;
use store::changes as log;
use store::projections as stored;

use crate::{Behind, Ctx, Result, Services};

pub(crate) use cited_by::CITED_BY;
pub use cited_by::empty as empty_cited_by;
use uses::TERM_USES;
pub use uses::empty as empty_term_uses;
pub(crate) use uses::{of_text as uses_of_text, settled as settled_uses};

/// How soon the log is looked at again.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long a node keeps a projection to itself, in seconds.
const LEASE: i64 = 30;
/// Lines of the log derived in one transaction: a turn of the writer stays short.
const BATCH: usize = 100;

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
        for name in [CITED_BY, TERM_USES] {
            stored::release(&mut tx, name, &node).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// One turn of each projection; whether any had something to do.
async fn step(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    // One that cannot go on keeps none of the others.
    let (cited, used) = (cited_by::turn(ctx, node).await, uses::turn(ctx, node).await);
    Ok(cited? | used?)
}

/// Says which questions have new answers.
async fn record(tx: &mut Tx, now: Timestamp, tags: Vec<Tag>) -> Result<()> {
    if tags.is_empty() {
        return Ok(());
    }
    let change = Change { who: None, kind: ChangeKind::Derived, thing: Thing::Site, tags };
    log::record(tx, now, &change).await?;
    Ok(())
}

/// Before every line: a projection that stands there is made from the tables.
const BEFORE: log::Position = log::Position { xid: -1, seq: 0 };

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
