//! What is derived from the change log, and the runner that keeps it up to date.

mod cited_by;
mod likeness;
mod notifying;
mod uses;

use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::changes::{Change, ChangeKind, Thing};
use domain::tags::Tag;
use store::Tx;
use store::changes as log;
use store::projections as stored;

use crate::{Behind, Ctx, Result, Services};

pub(crate) use cited_by::CITED_BY;
pub use cited_by::empty as empty_cited_by;
use likeness::LIKENESS;
pub use likeness::empty as empty_likeness;
pub(crate) use likeness::{
    begin_again as begin_likeness_again, of_text as likeness_of_text, settled as settled_likeness,
};
use notifying::NOTIFYING;
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
    tokio::join!(run_at_once(&services), run_likeness(&services));
}

/// What readers find at once.
async fn run_at_once(services: &Services) {
    let node = node(services);
    let ctx = services.system("projections");
    loop {
        // Before the turn, which may wait, so that a graph shows one that stands still.
        if let Err(error) = behind(services).await {
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

/// What compares texts takes half of one processor at most, and keeps nothing else waiting.
async fn run_likeness(services: &Services) {
    let node = node(services);
    let ctx = services.system("projections");
    loop {
        let began = Instant::now();
        match likeness::turn(&ctx, &node).await {
            Ok(true) => tokio::time::sleep(began.elapsed()).await,
            Ok(false) => tokio::time::sleep(LOOK_EVERY).await,
            Err(error) => {
                tracing::warn!(%error, "a projection waits");
                tokio::time::sleep(LOOK_EVERY * 5).await;
            }
        }
    }
}

fn node(services: &Services) -> [u8; 16] {
    let mut node = [0; 16];
    services.randomness.fill(&mut node);
    node
}

/// Derives until nothing is left to derive.
pub async fn catch_up(services: &Services) -> Result<()> {
    catch_up_at_once(services).await?;
    let node = node(services);
    let ctx = services.system("projections");
    let mut derived = false;
    while likeness::turn(&ctx, &node).await? {
        derived = true;
    }
    if derived {
        release(services, &[LIKENESS], &node).await?;
    }
    Ok(())
}

/// Derives what readers find at once, and leaves to `serve` what takes as long as an import; for commands that end.
pub async fn catch_up_at_once(services: &Services) -> Result<()> {
    let node = node(services);
    let ctx = services.system("projections");
    let mut derived = false;
    while step(&ctx, &node).await? {
        derived = true;
    }
    if derived {
        release(services, &[CITED_BY, TERM_USES, NOTIFYING], &node).await?;
    }
    Ok(())
}

async fn release(services: &Services, names: &[&str], node: &[u8]) -> Result<()> {
    let mut tx = services.store.write().await?;
    for name in names {
        stored::release(&mut tx, name, node).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// One turn of each projection; whether any had something to do.
async fn step(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    // One that cannot go on keeps none of the others.
    let (cited, used) = (cited_by::turn(ctx, node).await, uses::turn(ctx, node).await);
    let told = notifying::turn(ctx, node).await;
    Ok(cited? | used? | told?)
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
