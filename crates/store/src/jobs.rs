//! Work to be done later: a row, written in the transaction that asks for it, claimed by one node at a time.

use domain::{JobId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// A job that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Which one.
    pub id: JobId,
    /// Who knows how to do it.
    pub kind: String,
    /// What it needs, as its kind writes it: ids, never words of anyone.
    pub payload: String,
    /// How often it was begun, this time included. Whoever ends it must say the same number.
    pub attempts: i64,
}

static ADD: Statement = Statement::new(
    "jobs.add",
    "INSERT INTO job (id, kind, payload, state, run_after, claimed_until, attempts, error, created)
     VALUES ($1, $2, $3, 'ready', $4, 0, 0, '', $5)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
    &[],
);

/// Asks for a job, to be begun no sooner than `run_after`.
pub async fn add(
    tx: &mut Tx,
    id: JobId,
    kind: &str,
    payload: &str,
    run_after: Timestamp,
    now: Timestamp,
) -> Result<()> {
    tx.asking_all([]).exec(&ADD, &[id.into(), kind.into(), payload.into(), run_after.into(), now.into()]).await?;
    Ok(())
}

static WAITING: Statement = Statement::new(
    "jobs.waiting",
    "SELECT COUNT(*) FROM job WHERE kind = $1 AND state IN ('ready', 'running')",
    &[Kind::Text],
    &[Kind::Int],
);

/// How many jobs of this kind are not ended.
pub async fn waiting(tx: &mut Tx, kind: &str) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&WAITING, &[kind.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

static DUE: Statement = Statement::new(
    "jobs.due",
    "SELECT COUNT(*) FROM job WHERE kind {in $1}
     AND ((state = 'ready' AND run_after <= $2) OR (state = 'running' AND claimed_until <= $2))",
    &[Kind::Texts, Kind::Int],
    &[Kind::Int],
);

/// How many jobs of these kinds can be begun now; asked of a snapshot, so that idling writes nothing.
pub async fn due(tx: &mut Tx, kinds: &[&str], now: Timestamp) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&DUE, &[texts(kinds), now.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

static CLAIM: Statement = Statement::apart(
    "jobs.claim",
    "UPDATE job SET state = 'running', claimed_until = $3, attempts = attempts + 1 WHERE id = (
       SELECT id FROM job WHERE kind {in $1}
       AND ((state = 'ready' AND run_after <= $2) OR (state = 'running' AND claimed_until <= $2))
       ORDER BY run_after, id LIMIT 1)
     RETURNING id, kind, payload, attempts",
    "UPDATE job SET state = 'running', claimed_until = $3, attempts = attempts + 1 WHERE id = (
       SELECT id FROM job WHERE kind {in $1}
       AND ((state = 'ready' AND run_after <= $2) OR (state = 'running' AND claimed_until <= $2))
       ORDER BY run_after, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id, kind, payload, attempts",
    &[Kind::Texts, Kind::Int, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int],
);

/// Claims the job that has waited longest, of the kinds that this program knows: one never begun, or one whose node has
/// not been heard of since its claim ended.
pub async fn claim(tx: &mut Tx, kinds: &[&str], now: Timestamp, until: Timestamp) -> Result<Option<JobRow>> {
    let row: Option<(JobId, String, String, i64)> =
        tx.asking_all([]).opt(&CLAIM, &[texts(kinds), now.into(), until.into()]).await?;
    Ok(row.map(|(id, kind, payload, attempts)| JobRow { id, kind, payload, attempts }))
}

static HOLD: Statement = Statement::new(
    "jobs.hold",
    "UPDATE job SET claimed_until = $3 WHERE id = $1 AND attempts = $2 AND state = 'running'",
    &[Kind::Id, Kind::Int, Kind::Int],
    &[],
);

/// Keeps a claim until then; whether it was still this node's.
pub async fn hold(tx: &mut Tx, job: &JobRow, until: Timestamp) -> Result<bool> {
    let values = [job.id.into(), job.attempts.into(), until.into()];
    Ok(tx.asking_all([]).exec(&HOLD, &values).await? > 0)
}

static END: Statement = Statement::new(
    "jobs.end",
    "UPDATE job SET state = $3, error = $4, run_after = $5, claimed_until = 0
     WHERE id = $1 AND attempts = $2 AND state = 'running'",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Int],
    &[],
);

/// What became of a job that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It is done.
    Done,
    /// It failed, and is begun again then.
    Again(Timestamp),
    /// It failed for the last time.
    Dead,
}

/// Ends a job; whether it was still this node's to end.
pub async fn end(tx: &mut Tx, job: &JobRow, end: &End, error: &str, now: Timestamp) -> Result<bool> {
    let (state, at) = match end {
        End::Done => ("done", now),
        End::Again(then) => ("ready", *then),
        End::Dead => ("dead", now),
    };
    let values = [job.id.into(), job.attempts.into(), state.into(), error.into(), at.into()];
    Ok(tx.asking_all([]).exec(&END, &values).await? > 0)
}

static REVIVE: Statement = Statement::new(
    "jobs.revive",
    "UPDATE job SET state = 'ready', run_after = $2, attempts = 0 WHERE id = $1 AND state = 'dead'",
    &[Kind::Id, Kind::Int],
    &[],
);

/// Has a dead job begun again; whether there was one.
pub async fn revive(tx: &mut Tx, id: JobId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REVIVE, &[id.into(), now.into()]).await? > 0)
}

static FORGET: Statement =
    Statement::new("jobs.forget", "DELETE FROM job WHERE state = 'done' AND run_after < $1", &[Kind::Int], &[]);

/// Forgets the jobs that were done before that day.
pub async fn forget_done(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await
}

static COUNTS: Statement = Statement::new(
    "jobs.counts",
    "SELECT state, COUNT(*) FROM job GROUP BY state ORDER BY state",
    &[],
    &[Kind::Text, Kind::Int],
);

/// How many jobs are in each state; states without a job are absent.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.asking_all([]).all(&COUNTS, &[]).await
}

static DEAD: Statement = Statement::new(
    "jobs.dead",
    "SELECT id, kind, run_after, error FROM job WHERE state = 'dead' ORDER BY run_after, id",
    &[],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Text],
);

/// The jobs that failed for the last time: which, of what kind, when, why.
pub async fn dead(tx: &mut Tx) -> Result<Vec<(JobId, String, Timestamp, String)>> {
    tx.asking_all([]).all(&DEAD, &[]).await
}

/// A job that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRow {
    /// Which one.
    pub id: JobId,
    /// Who knows how to do it.
    pub kind: String,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it is due; of one that failed for the last time, when it did.
    pub due: Timestamp,
    /// How often it was begun.
    pub attempts: i64,
    /// Why it failed last; empty where it did not.
    pub error: String,
}

impl FromRow for OpenRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            created: row.get(2)?,
            due: row.get(3)?,
            attempts: row.get(4)?,
            error: row.get(5)?,
        })
    }
}

static IN_STATE: Statement = Statement::new(
    "jobs.in_state",
    "SELECT id, kind, created, run_after, attempts, error FROM job WHERE state = $1 ORDER BY run_after, id LIMIT $2",
    &[Kind::Text, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Int, Kind::Int, Kind::Text],
);

/// The first jobs in this state, oldest first.
pub async fn in_state(tx: &mut Tx, state: &str, most: i64) -> Result<Vec<OpenRow>> {
    tx.asking_all([]).all(&IN_STATE, &[state.into(), most.into()]).await
}

static KIND_OF_DEAD: Statement = Statement::new(
    "jobs.kind_of_dead",
    "SELECT kind FROM job WHERE id = $1 AND state = 'dead'",
    &[Kind::Id],
    &[Kind::Text],
);

/// Of which kind a job is that failed for the last time; nothing where it is none.
pub async fn kind_of_dead(tx: &mut Tx, id: JobId) -> Result<Option<String>> {
    let row: Option<(String,)> = tx.asking_all([]).opt(&KIND_OF_DEAD, &[id.into()]).await?;
    Ok(row.map(|(kind,)| kind))
}

static DROP: Statement =
    Statement::new("jobs.drop", "DELETE FROM job WHERE id = $1 AND state = 'dead'", &[Kind::Id], &[]);

/// Gives up a job that failed for the last time; whether there was one.
pub async fn give_up(tx: &mut Tx, id: JobId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&DROP, &[id.into()]).await? > 0)
}

fn texts(words: &[&str]) -> Value {
    Value::Texts(words.iter().map(|word| (*word).to_owned()).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&ADD, &WAITING, &DUE, &CLAIM, &HOLD, &END, &REVIVE, &FORGET, &COUNTS, &DEAD, &IN_STATE, &KIND_OF_DEAD, &DROP];
