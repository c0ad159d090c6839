//! The change log: each write's line, and how other processes' lines are noticed.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::changes::{Change, Thing};
use domain::tags::Tag;
use domain::{NoteId, Timestamp};
use parking_lot::Mutex;

use crate::Store;
use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{Value, optional};

/// How soon a write of another process is noticed.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Lines read at once.
const BATCH: usize = 500;

/// Changes that this process wrote, and that the log has not shown it yet.
#[derive(Debug, Default)]
pub struct OwnChanges {
    watched: std::sync::atomic::AtomicBool,
    marks: Mutex<BTreeSet<i64>>,
}

impl OwnChanges {
    /// Whether someone asks which changes are ours.
    pub(crate) fn is_watched(&self) -> bool {
        self.watched.load(std::sync::atomic::Ordering::Relaxed)
    }

    pub(crate) fn add(&self, marks: impl IntoIterator<Item = i64>) {
        if self.is_watched() {
            self.marks.lock().extend(marks);
        }
    }

    fn has(&self, position: Position) -> bool {
        self.marks.lock().contains(&position.mark())
    }

    /// Forgets what stands before a place that the log was read to.
    fn forget_before(&self, position: Position) {
        let mut marks = self.marks.lock();
        *marks = marks.split_off(&position.mark());
    }
}

/// A place in the log. Sequence numbers commit out of order on PostgreSQL, so the transaction comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The transaction (PostgreSQL); 0 on SQLite.
    pub xid: i64,
    /// The number within it.
    pub seq: i64,
}

impl Position {
    /// What a process remembers of its own lines: the transaction (PostgreSQL), whose lines are of one process all; the
    /// line on SQLite.
    fn mark(self) -> i64 {
        if self.xid == 0 { self.seq } else { self.xid }
    }
}

static INSERT: Statement = Statement::apart(
    "changes.insert",
    "INSERT INTO change (xid, at, who, kind, thing_kind, thing, tags)
     VALUES (0, $1, $2, $3, $4, $5, $6)",
    "INSERT INTO change (xid, at, who, kind, thing_kind, thing, tags)
     VALUES (CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT), $1, $2, $3, $4, $5, $6)",
    &[Kind::Int, Kind::Id, Kind::Text, Kind::Text, Kind::Id, Kind::Text],
    &[],
);

/// Appends a change, in the transaction that makes it.
pub async fn record(tx: &mut Tx, now: Timestamp, change: &Change) -> Result<()> {
    record_all(tx, now, std::slice::from_ref(change)).await
}

/// Appends changes, in this order.
pub async fn record_all(tx: &mut Tx, now: Timestamp, changes: &[Change]) -> Result<()> {
    if tx.is_sqlite() {
        for change in changes {
            tx.asking_all([]).exec_later(&INSERT, &values_of(now, change)).await?;
            let seq = tx.on_sqlite(|connection| Ok(connection.last_insert_rowid()))?;
            tx.answered(seq, &change.tags);
        }
        return Ok(());
    }
    let rows: Vec<_> = changes.iter().map(|change| values_of(now, change)).collect();
    tx.exec_rows_later(&INSERT, &rows).await?;
    for change in changes {
        // The commit tells which transaction it was.
        tx.answered(None, &change.tags);
    }
    Ok(())
}

fn values_of(now: Timestamp, change: &Change) -> Vec<Value> {
    let (thing_kind, thing) = match change.thing {
        Thing::Note(id) => ("note", Value::from(id)),
        Thing::Notebook(id) => ("notebook", id.into()),
        Thing::Person(id) => ("person", id.into()),
        Thing::Community(id) => ("community", id.into()),
        Thing::Site => ("site", Value::Null),
    };
    let tags: Vec<String> = change.tags.iter().map(ToString::to_string).collect();
    vec![now.into(), optional(change.who), change.kind.as_str().into(), thing_kind.into(), thing, tags.join(" ").into()]
}

/// Below what PostgreSQL's log may be read: no transaction that still runs can add a line there.
///
/// A snapshot names every transaction of the server that runs; one of them is passed over where it is known to run in
/// another database. It is known from now on: a transaction never changes its database, and one that is no longer
/// listed as running holds the log back until the next look. Its own lines are left to the next look too.
macro_rules! horizon {
    () => {
        "(SELECT MIN(CAST(CAST(running.xid AS TEXT) AS BIGINT)) FROM (
            SELECT listed.xid FROM pg_snapshot_xip(pg_current_snapshot()) AS listed (xid)
            WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity AS elsewhere
                WHERE elsewhere.datname <> current_database() AND elsewhere.backend_xid = CAST(listed.xid AS xid))
            UNION ALL SELECT pg_snapshot_xmax(pg_current_snapshot())
            UNION ALL SELECT pg_current_xact_id_if_assigned()) AS running)"
    };
}

static SINCE: Statement = Statement::apart(
    "changes.since",
    "SELECT xid, seq, at, kind, thing_kind, thing, tags FROM change
     WHERE (xid, seq) > ($1, $2) ORDER BY xid, seq LIMIT $3",
    concat!(
        "SELECT xid, seq, at, kind, thing_kind, thing, tags FROM change
         WHERE (xid, seq) > ($1, $2) AND xid < ",
        horizon!(),
        " ORDER BY xid, seq LIMIT $3"
    ),
    &[Kind::Int, Kind::Int, Kind::Int],
    &[Kind::Int, Kind::Int, Kind::Int, Kind::Text, Kind::Text, Kind::Id, Kind::Text],
);

/// A line of the log, as its readers need it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands.
    pub position: Position,
    /// When it was written.
    pub at: Timestamp,
    /// What happened (a word of `domain::changes::ChangeKind`).
    pub kind: String,
    /// The note it is about, when it is about one.
    pub note: Option<NoteId>,
    /// The questions that it answers anew.
    pub tags: Vec<Tag>,
}

/// The lines after a place, in order; only those below the oldest running transaction.
pub async fn since(tx: &mut Tx, after: Position, most: usize) -> Result<Vec<Line>> {
    type Columns = (i64, i64, Timestamp, String, String, Option<NoteId>, String);
    let values = [after.xid.into(), after.seq.into(), i64::try_from(most).unwrap_or(i64::MAX).into()];
    let rows: Vec<Columns> = tx.asking_all([]).all(&SINCE, &values).await?;
    Ok(rows
        .into_iter()
        .map(|(xid, seq, at, kind, thing_kind, thing, tags)| Line {
            position: Position { xid, seq },
            at,
            kind,
            note: thing.filter(|_| thing_kind == "note"),
            tags: tags.split(' ').filter(|word| !word.is_empty()).map(Tag::parse).collect(),
        })
        .collect())
}

static LAST: Statement = Statement::apart(
    "changes.last",
    "SELECT xid, seq FROM change ORDER BY xid DESC, seq DESC LIMIT 1",
    concat!("SELECT xid, seq FROM change WHERE xid < ", horizon!(), " ORDER BY xid DESC, seq DESC LIMIT 1"),
    &[],
    &[Kind::Int, Kind::Int],
);

/// The place of the last line.
pub async fn last(tx: &mut Tx) -> Result<Position> {
    let row: Option<(i64, i64)> = tx.asking_all([]).opt(&LAST, &[]).await?;
    Ok(row.map_or_else(Position::default, |(xid, seq)| Position { xid, seq }))
}

static COUNT_AFTER: Statement = Statement::new(
    "changes.oldest_after",
    "SELECT at FROM change WHERE (xid, seq) > ($1, $2) AND kind <> 'derived' ORDER BY xid, seq LIMIT 1",
    &[Kind::Int, Kind::Int],
    &[Kind::Int],
);

/// When the first line after a place was written: how far behind a reader of the log is.
pub async fn oldest_after(tx: &mut Tx, after: Position) -> Result<Option<Timestamp>> {
    let row: Option<(Timestamp,)> = tx.asking_all([]).opt(&COUNT_AFTER, &[after.xid.into(), after.seq.into()]).await?;
    Ok(row.map(|(at,)| at))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &SINCE, &LAST, &COUNT_AFTER];

/// Bumps the tags of what other processes wrote, for as long as `open` gives a store that someone still holds.
pub(crate) async fn follow(open: impl Fn() -> Option<Store>) {
    let mut seen = loop {
        let Some(store) = open() else { return };
        store.tags().own_changes().watched.store(true, std::sync::atomic::Ordering::Relaxed);
        match start(&store).await {
            Ok(seen) => {
                // Whatever was written while the place was being found.
                store.tags().bump_all();
                break seen;
            }
            Err(error) => tracing::warn!(%error, "the change log cannot be read yet"),
        }
        drop(store);
        tokio::time::sleep(LOOK_EVERY * 4).await;
    };
    let (mut version, mut is_away) = (None, false);
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let Some(store) = open() else { return };
        let now = store.data_version().ok().flatten();
        if now.is_some() && now == version {
            continue;
        }
        match look(&store, &store.tags().own_changes(), &mut seen).await {
            Ok(()) => {
                if std::mem::take(&mut is_away) {
                    tracing::info!("the change log is read again");
                }
                version = now;
            }
            Err(error) => {
                // Nothing is known any more: every kept page is built again.
                if !std::mem::replace(&mut is_away, true) {
                    tracing::warn!(%error, "the change log cannot be read");
                }
                store.tags().bump_all();
            }
        }
    }
}

async fn start(store: &Store) -> Result<Position> {
    last(&mut store.read().await?).await
}

async fn look(store: &Store, own: &OwnChanges, seen: &mut Position) -> Result<()> {
    loop {
        let lines = since(&mut store.read().await?, *seen, BATCH).await?;
        let whole = lines.len() < BATCH;
        let mut tags = Vec::new();
        for line in lines {
            *seen = line.position;
            if !own.has(line.position) {
                tags.extend(line.tags);
            }
        }
        own.forget_before(*seen);
        if !tags.is_empty() {
            store.tags().bump(tags);
        }
        if whole {
            return Ok(());
        }
    }
}
