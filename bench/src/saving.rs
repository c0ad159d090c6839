//! The store alone: writers who save at once share their disk syncs.

use std::sync::Arc;
use std::time::Instant;

use domain::NoteId;
use store::{Location, Store};
use testkit::{Chance, saves};

use crate::budgets::Line;
use crate::figures::{percentile, ratio};
use crate::run::{Figures, Plan};
use crate::trouble::{Result, Trouble};

const WRITERS: usize = 8;
const SAVES_EACH: i64 = 250;
/// Bytes of a text.
const BYTES: usize = 6_000;

pub(crate) fn measure(plan: &Plan, figures: &mut Figures) -> Result<()> {
    let folder = plan.folder.join("saves");
    std::fs::create_dir_all(&folder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (per_commit, latencies) = runtime.block_on(async {
        let store = Store::open(&Location::Sqlite(folder.join("sillage.db"))).await?;
        let chance = Arc::new(Chance::new(1));
        let mut notes = Vec::with_capacity(WRITERS);
        for _ in 0..WRITERS {
            notes.push(saves::new_note(&store, &chance).await?);
        }
        let before = store.commits_and_saves();
        let writers: Vec<_> =
            notes.into_iter().map(|note| tokio::spawn(write(store.clone(), chance.clone(), note))).collect();
        let mut latencies = Vec::new();
        for writer in writers {
            latencies.extend(writer.await.map_err(|error| Trouble::Said(error.to_string()))??);
        }
        latencies.sort_by(f64::total_cmp);
        let after = store.commits_and_saves();
        let commits = usize::try_from(after.0 - before.0).unwrap_or(usize::MAX);
        let saved = f64::from(u32::try_from(after.1 - before.1).unwrap_or(u32::MAX));
        Ok::<_, Trouble>((ratio(saved, commits), latencies))
    })?;
    drop(runtime);
    std::fs::remove_dir_all(&folder)?;
    figures.add(
        Line::of("store_group", "sqlite", WRITERS, per_commit)
            .with("p50_ms", percentile(&latencies, 0.5) * 1000.0)
            .with("p99_ms", percentile(&latencies, 0.99) * 1000.0),
    )
}

/// Saves a note again and again; how long each save took, in seconds.
async fn write(store: Store, chance: Arc<Chance>, note: NoteId) -> Result<Vec<f64>> {
    let mut latencies = Vec::new();
    for base in 0..SAVES_EACH {
        let body = saves::body(note, base + 1, BYTES);
        let began = Instant::now();
        saves::save(&store, &chance, note, base, &body).await?;
        latencies.push(began.elapsed().as_secs_f64());
    }
    Ok(latencies)
}
