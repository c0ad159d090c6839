//! Where each reader of the change log stands, and the shared projection *cited by*.

use std::collections::BTreeSet;

use domain::tags::Tag;
use domain::{NoteId, Timestamp};

use crate::changes::Position;
use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

static SCHEMA_NUMBER: Statement =
    Statement::new("projections.schema_number", "SELECT number FROM schema_version", &[], &[Kind::Int]);

/// The schema's number.
pub async fn schema_number(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&SCHEMA_NUMBER, &[]).await?;
    Ok(row.map_or(0, |(number,)| number))
}

static BEGIN: Statement = Statement::new(
    "projections.begin",
    "INSERT INTO projection (name, version, after_xid, after_seq, at, leased_by, leased_until)
     VALUES ($1, $2, -1, 0, 0, $3, 0) ON CONFLICT (name) DO NOTHING",
    &[Kind::Text, Kind::Int, Kind::Bytes],
    &[],
);

static LEASE: Statement = Statement::new(
    "projections.lease",
    "UPDATE projection SET leased_by = $2, leased_until = $4
     WHERE name = $1 AND (leased_by = $2 OR leased_until < $3)
     RETURNING version, after_xid, after_seq",
    &[Kind::Text, Kind::Bytes, Kind::Int, Kind::Int],
    &[Kind::Int, Kind::Int, Kind::Int],
);

/// Claims a projection for this node until `until`; gives its version and place, or nothing while another node has it.
///
/// A projection that was never built stands at a place before every change (`xid` -1).
pub async fn lease(
    tx: &mut Tx,
    name: &str,
    version: i64,
    node: &[u8],
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<(i64, Position)>> {
    tx.asking_all([]).exec(&BEGIN, &[name.into(), version.into(), node.into()]).await?;
    let row: Option<(i64, i64, i64)> =
        tx.asking_all([]).opt(&LEASE, &[name.into(), node.into(), now.into(), until.into()]).await?;
    Ok(row.map(|(version, xid, seq)| (version, Position { xid, seq })))
}

static RELEASE: Statement = Statement::new(
    "projections.release",
    "UPDATE projection SET leased_until = 0 WHERE name = $1 AND leased_by = $2",
    &[Kind::Text, Kind::Bytes],
    &[],
);

/// Lets go of a projection, so that another node need not wait for the lease to end.
pub async fn release(tx: &mut Tx, name: &str, node: &[u8]) -> Result<()> {
    tx.asking_all([]).exec(&RELEASE, &[name.into(), node.into()]).await?;
    Ok(())
}

static ADVANCE: Statement = Statement::new(
    "projections.advance",
    "UPDATE projection SET version = $2, after_xid = $3, after_seq = $4, at = $5 WHERE name = $1",
    &[Kind::Text, Kind::Int, Kind::Int, Kind::Int, Kind::Int],
    &[],
);

/// Moves a projection's place, in the transaction that holds what it derived.
pub async fn advance(tx: &mut Tx, name: &str, version: i64, to: Position, now: Timestamp) -> Result<()> {
    tx.asking_all([])
        .exec_later(&ADVANCE, &[name.into(), version.into(), to.xid.into(), to.seq.into(), now.into()])
        .await?;
    Ok(())
}

/// Where a projection stands, and who keeps it to themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Of which version it is.
    pub version: i64,
    /// Where in the log it stands.
    pub place: Position,
    /// Which node has it.
    pub leased_by: Vec<u8>,
    /// Until when.
    pub leased_until: Timestamp,
}

impl FromRow for Standing {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let place = Position { xid: row.get(1)?, seq: row.get(2)? };
        Ok(Self { version: row.get(0)?, place, leased_by: row.get(3)?, leased_until: row.get(4)? })
    }
}

static STANDING: Statement = Statement::new(
    "projections.standing",
    "SELECT version, after_xid, after_seq, leased_by, leased_until FROM projection WHERE name = $1",
    &[Kind::Text],
    &[Kind::Int, Kind::Int, Kind::Int, Kind::Bytes, Kind::Int],
);

/// Where a projection stands; nothing before it was ever claimed.
pub async fn standing(tx: &mut Tx, name: &str) -> Result<Option<Standing>> {
    tx.asking_all([]).opt(&STANDING, &[name.into()]).await
}

static PLACES: Statement = Statement::new(
    "projections.places",
    "SELECT name, after_xid, after_seq FROM projection ORDER BY name",
    &[],
    &[Kind::Text, Kind::Int, Kind::Int],
);

/// Where each projection stands.
pub async fn places(tx: &mut Tx) -> Result<Vec<(String, Position)>> {
    let rows: Vec<(String, i64, i64)> = tx.asking_all([]).all(&PLACES, &[]).await?;
    Ok(rows.into_iter().map(|(name, xid, seq)| (name, Position { xid, seq })).collect())
}

static CITED_CLEAR: Statement = Statement::new("projections.cited_clear", "DELETE FROM cited_by", &[], &[]);
static CITED_BUILD: Statement = Statement::new(
    "projections.cited_build",
    "INSERT INTO cited_by (target, source, made)
     SELECT DISTINCT l.target, l.note, n.created FROM link l JOIN note n ON n.id = l.note
     WHERE l.target IS NOT NULL AND l.target <> l.note",
    &[],
    &[],
);

/// Empties *cited by*.
pub async fn empty_cited_by(tx: &mut Tx) -> Result<()> {
    tx.asking_all([]).exec(&CITED_CLEAR, &[]).await?;
    Ok(())
}

/// Empties *cited by* and builds it again from the links of one snapshot.
pub async fn rebuild_cited_by(tx: &mut Tx) -> Result<()> {
    empty_cited_by(tx).await?;
    tx.asking_all([]).exec(&CITED_BUILD, &[]).await?;
    Ok(())
}

static CITED_OLD: Statement = Statement::new(
    "projections.cited_old",
    "SELECT source, target FROM cited_by WHERE source {in $1}",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id],
);
static CITED_NOW: Statement = Statement::new(
    "projections.cited_now",
    "SELECT DISTINCT note, target FROM link WHERE note {in $1} AND target IS NOT NULL AND target <> note",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id],
);
static CITED_DROP: Statement =
    Statement::new("projections.cited_drop", "DELETE FROM cited_by WHERE source {in $1}", &[Kind::Ids], &[]);
static CITED_FROM: Statement = Statement::new(
    "projections.cited_from",
    "INSERT INTO cited_by (target, source, made)
     SELECT DISTINCT l.target, l.note, n.created FROM link l JOIN note n ON n.id = l.note
     WHERE l.note {in $1} AND l.target IS NOT NULL AND l.target <> l.note",
    &[Kind::Ids],
    &[],
);

/// Forgets what these notes cite; it is derived again from nothing.
pub async fn forget_cited_by(tx: &mut Tx, sources: &[NoteId]) -> Result<()> {
    tx.asking_all([]).exec_later(&CITED_DROP, &[Value::ids(sources.iter().copied())]).await?;
    Ok(())
}

/// Derives what these notes cite anew; gives the questions answered anew. What did not change is not written.
pub async fn derive_cited_by(tx: &mut Tx, sources: &[NoteId]) -> Result<Vec<Tag>> {
    let ids = [Value::ids(sources.iter().copied())];
    let before: Vec<(NoteId, NoteId)> = tx.asking_all([]).all(&CITED_OLD, &ids).await?;
    let now: Vec<(NoteId, NoteId)> = tx.asking_all([]).all(&CITED_NOW, &ids).await?;
    let (before, now): (BTreeSet<_>, BTreeSet<_>) = (before.into_iter().collect(), now.into_iter().collect());
    let changed: Vec<_> = before.symmetric_difference(&now).copied().collect();
    if !changed.is_empty() {
        let sources: BTreeSet<NoteId> = changed.iter().map(|(source, _)| *source).collect();
        let ids = [Value::ids(sources)];
        tx.asking_all([]).exec_later(&CITED_DROP, &ids).await?;
        tx.asking_all([]).exec_later(&CITED_FROM, &ids).await?;
    }
    let targets: BTreeSet<NoteId> = changed.into_iter().map(|(_, target)| target).collect();
    Ok(targets.into_iter().map(Tag::Backlinks).collect())
}

static CITED_ALL: Statement = Statement::new(
    "projections.cited_all",
    "SELECT target, source, made FROM cited_by ORDER BY target, source",
    &[],
    &[Kind::Id, Kind::Id, Kind::Int],
);

/// Everything that *cited by* holds, for the tests that compare two ways of making it.
pub async fn all_cited_by(tx: &mut Tx) -> Result<Vec<(NoteId, NoteId, Timestamp)>> {
    tx.asking_all([]).all(&CITED_ALL, &[]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &SCHEMA_NUMBER,
    &BEGIN,
    &LEASE,
    &RELEASE,
    &ADVANCE,
    &STANDING,
    &PLACES,
    &CITED_CLEAR,
    &CITED_BUILD,
    &CITED_OLD,
    &CITED_NOW,
    &CITED_DROP,
    &CITED_FROM,
    &CITED_ALL,
];
