//! The rules of group commit, and of transactions on both engines.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use domain::{Clock, ImportId, PersonId};
use store::{Error, Kind, Result, Statement, Store, Tx, people};
use testkit::{Chance, sqlite_store, stores};

async fn add(tx: &mut Tx, chance: &Chance) -> Result<PersonId> {
    let id = chance.id();
    people::insert(tx, id, "Ana", "ana", b"ana".to_vec(), true, false, chance.now()).await?;
    Ok(id)
}

async fn save(store: &Store, chance: &Chance) -> Result<PersonId> {
    let mut tx = store.write().await?;
    let id = add(&mut tx, chance).await?;
    tx.commit().await?;
    Ok(id)
}

async fn is_there(store: &Store, id: PersonId) -> bool {
    people::steward(&mut store.read().await.unwrap(), id).await.unwrap().is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_leaves_no_trace() {
    for it in stores().await {
        let chance = Chance::new(1);
        let mut tx = it.store.write().await.unwrap();
        let dropped = add(&mut tx, &chance).await.unwrap();
        drop(tx);
        let kept = save(&it.store, &chance).await.unwrap();
        assert!(!is_there(&it.store, dropped).await && is_there(&it.store, kept).await, "{}", it.store.engine());
    }
}

type Place = Pin<Box<dyn Future<Output = Result<Tx>> + Send>>;

/// A place in the writer's queue, behind whoever writes now.
async fn queue(store: &Store) -> Place {
    let store = store.clone();
    let mut place: Place = Box::pin(async move { store.write().await });
    let pending = poll_fn(|context| Poll::Ready(place.as_mut().poll(context).is_pending())).await;
    assert!(pending, "someone writes");
    place
}

/// Two queue behind the first, and one of them gives up in the middle of their group.
#[tokio::test(flavor = "multi_thread")]
async fn dropping_one_of_a_group_takes_back_its_savepoint_alone() {
    let it = sqlite_store().await;
    let chance = Chance::new(2);
    let mut first = it.store.write().await.unwrap();
    let before = add(&mut first, &chance).await.unwrap();
    let (quits, stays) = (queue(&it.store).await, queue(&it.store).await);
    let (committed, dropped, after) =
        tokio::join!(first.commit(), async { add(&mut quits.await.unwrap(), &chance).await.unwrap() }, async {
            let mut tx = stays.await.unwrap();
            let id = add(&mut tx, &chance).await.unwrap();
            tx.commit().await.unwrap();
            id
        });
    committed.unwrap();
    assert!(is_there(&it.store, before).await && is_there(&it.store, after).await);
    assert!(!is_there(&it.store, dropped).await);
    assert_eq!(it.store.commits_and_saves(), (1, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_error_poisons_a_transaction() {
    for it in stores().await {
        let chance = Chance::new(3);
        let known = save(&it.store, &chance).await.unwrap();
        let mut tx = it.store.write().await.unwrap();
        let first = add(&mut tx, &chance).await.unwrap();
        let twice = people::insert(&mut tx, known, "Ana", "ana", Vec::new(), true, false, chance.now()).await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{}: {twice:?}", it.store.engine());
        assert!(matches!(add(&mut tx, &chance).await, Err(Error::Poisoned)));
        assert!(matches!(people::steward(&mut tx, known).await, Err(Error::Poisoned)));
        assert!(matches!(tx.commit().await, Err(Error::Poisoned)));
        assert!(!is_there(&it.store, first).await);
        save(&it.store, &chance).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_write_inside_one_is_refused() {
    let it = sqlite_store().await;
    let store = it.store.clone();
    let inside = tokio::spawn(async move {
        let outer = store.write().await.unwrap();
        let inner = store.write().await.map(|_| ());
        drop(outer);
        // Free again once the first is over.
        store.write().await.unwrap().commit().await.unwrap();
        inner
    });
    let inner = tokio::time::timeout(Duration::from_secs(10), inside).await.expect("refused, not waiting").unwrap();
    assert!(matches!(inner, Err(Error::NestedWrite)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_does_not_see_what_is_written_after_it() {
    for it in stores().await {
        let chance = Chance::new(4);
        let mut before = it.store.read().await.unwrap();
        assert_eq!(people::steward(&mut before, chance.id()).await.unwrap(), None);
        let id = save(&it.store, &chance).await.unwrap();
        assert_eq!(people::steward(&mut before, id).await.unwrap(), None, "{}", it.store.engine());
        assert!(is_there(&it.store, id).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_writers_share_commits_and_none_is_lost() {
    let it = sqlite_store().await;
    let writers: Vec<_> = (0..8)
        .map(|seed| {
            let store = it.store.clone();
            tokio::spawn(async move {
                let chance = Chance::new(100 + seed);
                let mut saved = Vec::new();
                for _ in 0..50 {
                    saved.push(save(&store, &chance).await.unwrap());
                }
                saved
            })
        })
        .collect();
    let mut saved = Vec::new();
    for writer in writers {
        saved.extend(writer.await.unwrap());
    }
    let (commits, saves) = it.store.commits_and_saves();
    assert_eq!(saves, 400);
    assert!(commits <= 200, "{commits} commits for {saves} saves");
    let again = it.again().await;
    for id in saved {
        assert!(is_there(&again, id).await, "{id} was acknowledged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_writers_on_both_engines_lose_nothing() {
    for it in stores().await {
        let mut writers = Vec::new();
        for seed in 0..8 {
            let store = it.store.clone();
            writers.push(tokio::spawn(async move { save(&store, &Chance::new(200 + seed)).await.unwrap() }));
        }
        for writer in writers {
            assert!(is_there(&it.store, writer.await.unwrap()).await);
        }
    }
}

static NO_MORE_PAGES: Statement = Statement::new("tests.no_more_pages", "PRAGMA max_page_count = 1", &[], &[Kind::Int]);
static PAGES: Statement = Statement::new("tests.pages", "PRAGMA max_page_count = 1000000", &[], &[Kind::Int]);
static FILL: Statement = Statement::new(
    "tests.fill",
    "INSERT INTO attachment (id, hash, name, media, size, created) VALUES ($1, $2, '', '', 0, 0)",
    &[Kind::Id, Kind::Bytes],
    &[],
);

/// The file may not grow: SQLite rolls the whole transaction back, so whoever had released a savepoint is told too.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_rolls_back_the_whole_group_and_acknowledges_nobody() {
    let it = sqlite_store().await;
    let chance = Chance::new(5);
    let earlier = save(&it.store, &chance).await.unwrap();

    let mut first = it.store.write().await.unwrap();
    let lost = add(&mut first, &chance).await.unwrap();
    let fills = queue(&it.store).await;
    let (acknowledged, (full, committed)) = tokio::join!(first.commit(), async {
        let mut tx = fills.await.unwrap();
        let _: Vec<(i64,)> = tx.all(&NO_MORE_PAGES, &[]).await.unwrap();
        let id: ImportId = chance.id();
        let full = tx.exec(&FILL, &[id.into(), vec![7_u8; 100_000].into()]).await;
        (full, tx.commit().await)
    });
    assert!(matches!(full, Err(Error::Full)), "{full:?}");
    assert!(matches!(committed, Err(Error::Poisoned)));
    assert!(matches!(acknowledged, Err(Error::Full)), "{acknowledged:?}");
    assert!(!is_there(&it.store, lost).await && is_there(&it.store, earlier).await);

    let mut tx = it.store.write().await.unwrap();
    let _: Vec<(i64,)> = tx.all(&PAGES, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let later = save(&it.store, &chance).await.unwrap();
    let again = it.again().await;
    assert!(!is_there(&again, lost).await && is_there(&again, earlier).await && is_there(&again, later).await);
}

/// Who goes away while waiting for its turn, while writing, or after `commit()`, stops nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_writer_stops_nobody() {
    for it in stores().await {
        let chance = Chance::new(6);
        for steps in 0..60 {
            let holder = it.store.write().await.unwrap();
            let mut cancelled = Box::pin(save(&it.store, &chance));
            let mut over = poll_fn(|context| Poll::Ready(cancelled.as_mut().poll(context).is_ready())).await;
            let (holding, waiting) = tokio::join!(holder.commit(), async {
                for _ in 0..steps {
                    if over {
                        break;
                    }
                    over = poll_fn(|context| Poll::Ready(cancelled.as_mut().poll(context).is_ready())).await;
                    tokio::task::yield_now().await;
                }
                drop(cancelled);
                tokio::time::timeout(Duration::from_secs(10), save(&it.store, &chance)).await
            });
            holding.unwrap();
            let id = waiting.expect("a turn comes").unwrap();
            assert!(is_there(&it.store, id).await, "{}", it.store.engine());
        }
    }
}

static SYNCED: Statement = Statement::new("tests.synced", "PRAGMA synchronous", &[], &[Kind::Int]);
static LOGGED: Statement = Statement::new("tests.logged", "PRAGMA journal_mode", &[], &[Kind::Text]);

/// FULL (2), which waits for the log to be on the disk at each commit; `scripts/faults syncs` watches that it is.
#[tokio::test(flavor = "multi_thread")]
async fn the_writer_waits_for_the_disk_before_it_acknowledges() {
    let it = sqlite_store().await;
    let mut tx = it.store.write().await.unwrap();
    assert_eq!(tx.all::<(i64,)>(&SYNCED, &[]).await.unwrap(), [(2,)]);
    assert_eq!(tx.all::<(String,)>(&LOGGED, &[]).await.unwrap(), [("wal".to_owned(),)]);
}
