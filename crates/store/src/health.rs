//! What tells whether a site is well: when it was last copied, whether letters go, what its database says of the time.

use domain::Timestamp;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static BACKED_UP: Statement = Statement::new(
    "health.backed_up",
    "INSERT INTO backup_made (one, at) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET at = excluded.at",
    &[Kind::Int],
    &[],
);
static BACKUP: Statement = Statement::new("health.backup", "SELECT at FROM backup_made", &[], &[Kind::Int]);
static DONE: Statement = Statement::new(
    "health.done",
    "SELECT MAX(run_after) FROM job WHERE kind = $1 AND state = 'done'",
    &[Kind::Text],
    &[Kind::Int],
);
static FAILING: Statement = Statement::new(
    "health.failing",
    "SELECT COUNT(*) FROM job WHERE kind = $1 AND state = 'ready' AND error <> ''",
    &[Kind::Text],
    &[Kind::Int],
);
static LAST_FAILURE: Statement = Statement::new(
    "health.last_failure",
    "SELECT error FROM job WHERE kind = $1 AND state = 'ready' AND error <> '' ORDER BY created DESC, id DESC LIMIT 1",
    &[Kind::Text],
    &[Kind::Text],
);
static CLOCK: Statement = Statement::apart(
    "health.clock",
    "SELECT CAST(NULL AS INTEGER)",
    "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)",
    &[],
    &[Kind::Int],
);

/// Remembers that a backup was written whole.
pub async fn backed_up(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&BACKED_UP, &[now.into()]).await?;
    Ok(())
}

/// When a backup was last written whole.
pub async fn backup(tx: &mut Tx) -> Result<Option<Timestamp>> {
    let row: Option<(Timestamp,)> = tx.asking_all([]).opt(&BACKUP, &[]).await?;
    Ok(row.map(|(at,)| at))
}

/// When a job of this kind was last done, of those that are remembered.
pub async fn done(tx: &mut Tx, kind: &str) -> Result<Option<Timestamp>> {
    let row: Option<(Option<Timestamp>,)> = tx.asking_all([]).opt(&DONE, &[kind.into()]).await?;
    Ok(row.and_then(|(at,)| at))
}

/// How many jobs of this kind failed and wait to be begun again.
pub async fn failing(tx: &mut Tx, kind: &str) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&FAILING, &[kind.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Why the newest of these failed; nothing where none did.
pub async fn last_failure(tx: &mut Tx, kind: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = tx.asking_all([]).opt(&LAST_FAILURE, &[kind.into()]).await?;
    Ok(row.map(|(error,)| error))
}

/// What time it is on the machine of the database; nothing where that is this one.
pub async fn clock(tx: &mut Tx) -> Result<Option<Timestamp>> {
    let row: Option<(Option<Timestamp>,)> = tx.asking_all([]).opt(&CLOCK, &[]).await?;
    Ok(row.and_then(|(at,)| at))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&BACKED_UP, &BACKUP, &DONE, &FAILING, &LAST_FAILURE, &CLOCK];
