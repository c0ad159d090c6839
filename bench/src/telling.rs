//! A thousand people told of one change, beside as many plain inserts in one transaction.

use std::time::{Duration, Instant};

use domain::folding::title_key;
use domain::notifications::Followed;
use domain::{Clock as _, CommunityId, NoteId, NotificationId, PersonId};
use store::{Kind, Statement, Store, follows, people};
use testkit::Chance;

use crate::budgets::Line;
use crate::client::Connection;
use crate::figures::median;
use crate::notes::Folder;
use crate::reading::at_rest;
use crate::run::{Figures, Filled, Plan, SEED};
use crate::trouble::{Result, Trouble};
use crate::writers::publish;

/// Who follows the community.
const FOLLOWERS: usize = 1000;
/// The community where something is new.
const COMMUNITY: &str = "nouvelles";
/// How long the last of them is waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is asked whether the last one is told.
const PAUSE: Duration = Duration::from_millis(2);

static TOLD: Statement = Statement::new(
    "bench.told",
    "SELECT COUNT(*) FROM notification WHERE note = $1 AND kind = 'new'",
    &[Kind::Id],
    &[Kind::Int],
);
static INSERT: Statement = Statement::new(
    "bench.insert",
    "INSERT INTO notification (id, cause, recipient, kind, note, community, notebook, at, way, read_at, lettered)
     VALUES ($1, $2, $3, 'new', NULL, $4, NULL, $5, 'here', NULL, NULL)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static FORGET: Statement =
    Statement::new("bench.forget", "DELETE FROM notification WHERE cause = $1", &[Kind::Id], &[]);

/// One new note a round, linked to a community that a thousand people follow: from its acknowledgement to the last row that can be
/// read.
pub(crate) fn measure(plan: &Plan, figures: &mut Figures, filled: &Filled) -> Result<()> {
    let person = filled.site.person(false)?;
    let written = filled.site.community(COMMUNITY)?;
    filled.site.member(COMMUNITY, &person, "lead")?;
    let cookie = filled.site.session(&person)?;
    let community: CommunityId = written.parse().map_err(|_| Trouble::Said("a community without id".to_owned()))?;

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let chance = Chance::new(SEED);
    let (store, followers) = runtime.block_on(async {
        let store = Store::open(&filled.site.location()).await?;
        let followers = followers(&store, &chance, community).await?;
        Ok::<_, Trouble>((store, followers))
    })?;
    // What it tells begins with the program: nothing of before.
    let server = filled.site.serve(None)?;
    at_rest(&server);
    let folder = Folder { count: filled.count, seed: SEED };
    let (mut told, mut plain, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..plan.rounds {
        let inserted = runtime.block_on(inserts(&store, &chance, community, &followers))?;
        let (title, text) = (format!("À lire {round}"), folder.typed(round));
        let seconds = runtime.block_on(async {
            let mut connection = Connection::open(server.port).await?;
            let note = publish(&mut connection, &cookie, &title, &text, Some(&written)).await?;
            let note: NoteId = note.parse().map_err(|_| Trouble::Said("a note without id".to_owned()))?;
            until_told(&store, note).await
        })?;
        told.push(seconds);
        plain.push(inserted);
        ratios.push(seconds / inserted.max(1e-9));
    }
    figures.add(
        Line::of("notifications_fanned_out", filled.database, filled.count, median(&told))
            .under(median(&plain), median(&ratios))
            .with("per_second", f64::from(u16::try_from(FOLLOWERS).unwrap_or(u16::MAX)) / median(&told).max(1e-9)),
    )
}

/// Accounts that follow a community.
async fn followers(store: &Store, chance: &Chance, community: CommunityId) -> Result<Vec<PersonId>> {
    let mut followers = Vec::with_capacity(FOLLOWERS);
    let mut tx = store.write().await?;
    for number in 0..FOLLOWERS {
        let (id, name, now) = (chance.id::<PersonId>(), format!("Abonné {number}"), chance.now());
        let key = title_key(&name);
        people::insert(&mut tx, id, &name, &key, key.clone().into_bytes(), true, false, now).await?;
        follows::follow(&mut tx, id, Followed::Community(community), now).await?;
        followers.push(id);
    }
    tx.commit().await?;
    Ok(followers)
}

/// The ceiling: a row each, one statement after the other, in one transaction; how long it took, in seconds. They go again.
async fn inserts(store: &Store, chance: &Chance, community: CommunityId, followers: &[PersonId]) -> Result<f64> {
    let cause = chance.id::<NotificationId>();
    let began = Instant::now();
    let mut tx = store.write().await?;
    for person in followers {
        let (id, now) = (chance.id::<NotificationId>(), chance.now());
        let values = [id.into(), cause.into(), (*person).into(), community.into(), now.into()];
        tx.exec(&INSERT, &values).await?;
    }
    tx.commit().await?;
    let took = began.elapsed().as_secs_f64();
    let mut tx = store.write().await?;
    tx.exec(&FORGET, &[cause.into()]).await?;
    tx.commit().await?;
    Ok(took)
}

/// How long it takes until all of them can read that there is this note, in seconds.
async fn until_told(store: &Store, note: NoteId) -> Result<f64> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let mut tx = store.read().await?;
        let row: Option<(i64,)> = tx.opt(&TOLD, &[note.into()]).await?;
        drop(tx);
        let count = row.and_then(|(count,)| usize::try_from(count).ok()).unwrap_or_default();
        if count >= FOLLOWERS {
            return Ok(began.elapsed().as_secs_f64());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(Trouble::Said("not all who follow were told".to_owned()))
}
