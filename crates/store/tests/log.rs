//! The change log: its order, and how another process notices it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use std::time::{Duration, Instant};

use domain::changes::{Change, ChangeKind, Thing};
use domain::tags::Tag;
use domain::{Clock, NoteId};
use store::changes::{self, Position};
use store::{Store, Tx};
use testkit::{Chance, postgres_store, stores};

fn edited(note: NoteId) -> Change {
    Change { who: None, kind: ChangeKind::Edited, thing: Thing::Note(note), tags: vec![Tag::Note(note), Tag::Recent] }
}

/// The whole log, once it holds so many lines. On PostgreSQL a transaction of another test, in its own database, that
/// ends while the log is read is no longer known to be elsewhere: the next look passes it.
async fn read_until(store: &Store, count: usize, most: usize) -> Vec<changes::Line> {
    let began = Instant::now();
    loop {
        let lines = read_all(&mut store.read().await.unwrap(), most).await;
        if lines.len() >= count {
            return lines;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{} of {count} lines", lines.len());
        tokio::task::yield_now().await;
    }
}

/// A snapshot in which this is the last place of the log, for the same reason.
async fn last_until(store: &Store, last: Position) -> Tx {
    let began = Instant::now();
    loop {
        let mut tx = store.read().await.unwrap();
        if changes::last(&mut tx).await.unwrap() == last {
            return tx;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "the log does not end at {last:?}");
        tokio::task::yield_now().await;
    }
}

async fn record(store: &Store, chance: &Chance) -> NoteId {
    let note = chance.id();
    let mut tx = store.write().await.unwrap();
    changes::record(&mut tx, chance.now(), &edited(note)).await.unwrap();
    tx.commit().await.unwrap();
    note
}

async fn read_all(tx: &mut Tx, most: usize) -> Vec<changes::Line> {
    let (mut at, mut lines) = (Position::default(), Vec::new());
    loop {
        let some = changes::since(tx, at, most).await.unwrap();
        let Some(last) = some.last() else { return lines };
        at = last.position;
        lines.extend(some);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_read_in_order_and_once() {
    for it in stores().await {
        let chance = Chance::new(1);
        let mut written = Vec::new();
        for _ in 0..20 {
            written.push(record(&it.store, &chance).await);
        }
        let lines = read_until(&it.store, 20, 3).await;
        let mut tx = last_until(&it.store, lines[19].position).await;
        assert_eq!(lines.iter().filter_map(|line| line.note).collect::<Vec<_>>(), written, "{}", it.store.engine());
        assert!(lines.is_sorted_by(|one, next| one.position < next.position));
        assert_eq!(lines[4].tags, [Tag::Note(written[4]), Tag::Recent]);
        assert_eq!(lines[4].kind, "edited");
        let oldest = changes::oldest_after(&mut tx, lines[4].position).await.unwrap();
        assert_eq!(oldest, Some(lines[5].at));
        assert_eq!(changes::oldest_after(&mut tx, lines[19].position).await.unwrap(), None);
    }
}

/// Sequence numbers commit out of order on PostgreSQL: a reader of the log must not pass over the one that comes late.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_commits_late_is_not_passed_over() {
    for it in stores().await {
        if it.store.engine() == "sqlite" {
            continue; // One writer: the numbers commit in order.
        }
        let chance = Chance::new(2);
        let mut late = it.store.write().await.unwrap();
        let first = chance.id();
        changes::record(&mut late, chance.now(), &edited(first)).await.unwrap();
        // What is written is sent with the next question.
        read_all(&mut late, 10).await;
        let second = record(&it.store, &chance).await;
        let before = read_all(&mut it.store.read().await.unwrap(), 10).await;
        assert!(before.is_empty(), "the second waits for the first: {before:?}");
        late.commit().await.unwrap();
        let after = read_until(&it.store, 2, 10).await;
        assert_eq!(after.iter().filter_map(|line| line.note).collect::<Vec<_>>(), [first, second]);
    }
}

/// One server holds the databases of many programs: a long transaction of another one delays nothing here.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_of_another_database_does_not_hold_the_log_back() {
    let (Some(it), Some(other)) = (postgres_store().await, postgres_store().await) else { return };
    let chance = Chance::new(6);
    let mut long = other.store.write().await.unwrap();
    changes::record(&mut long, chance.now(), &edited(chance.id())).await.unwrap();
    read_all(&mut long, 10).await;
    let written = [record(&it.store, &chance).await, record(&it.store, &chance).await];
    let lines = read_until(&it.store, 2, 10).await;
    assert_eq!(lines.iter().filter_map(|line| line.note).collect::<Vec<_>>(), written);
    last_until(&it.store, lines[1].position).await;
    long.commit().await.unwrap();
    // Its own lines are a transaction's own until it ends. What another database begins meanwhile can hide the others
    // from one look, so a few are taken.
    let began = Instant::now();
    loop {
        let mut tx = it.store.write().await.unwrap();
        changes::record(&mut tx, chance.now(), &edited(chance.id())).await.unwrap();
        let seen = read_all(&mut tx, 10).await.len();
        assert!(seen <= 2, "{seen} lines");
        if seen == 2 {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{seen} of 2 lines");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_makes_its_pages_stale_before_it_is_acknowledged() {
    for it in stores().await {
        let chance = Chance::new(3);
        let stamp = it.store.read().await.unwrap().stamp();
        let note = record(&it.store, &chance).await;
        assert!(!it.store.tags().is_fresh(stamp, [&Tag::Note(note)]));
        assert!(it.store.tags().is_fresh(stamp, [&Tag::Note(chance.id())]));
        let mut dropped = it.store.write().await.unwrap();
        let stamp = it.store.read().await.unwrap().stamp();
        changes::record(&mut dropped, chance.now(), &edited(note)).await.unwrap();
        drop(dropped);
        assert!(it.store.tags().is_fresh(stamp, [&Tag::Note(note)]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_writes_is_noticed_within_a_second() {
    for it in stores().await {
        let chance = Chance::new(4);
        let other = it.again().await;
        let started = it.store.tags().now();
        it.store.follow();
        // It has found its place in the log once every page of before is taken for stale.
        wait(Duration::from_secs(10), || !it.store.tags().is_fresh(started, [&Tag::Lexicon])).await;
        for _ in 0..3 {
            let (unrelated, stamp) = (chance.id::<NoteId>(), it.store.read().await.unwrap().stamp());
            let note = record(&other, &chance).await;
            wait(Duration::from_secs(1), || !it.store.tags().is_fresh(stamp, [&Tag::Note(note)])).await;
            assert!(it.store.tags().is_fresh(stamp, [&Tag::Note(unrelated)]), "{}", it.store.engine());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_nobody_holds_goes_away_though_it_followed() {
    for it in stores().await {
        let store = it.again().await;
        store.follow();
        let kept = std::sync::Arc::downgrade(store.tags());
        record(&store, &Chance::new(5)).await;
        drop(store);
        wait(Duration::from_secs(10), || kept.strong_count() == 0).await;
    }
}

async fn wait(most: Duration, until: impl Fn() -> bool) {
    let began = Instant::now();
    while !until() {
        assert!(began.elapsed() < most, "not within {most:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
