//! How often something may be tried: one moment a subject, until when its allowance is spent (the generic cell rate algorithm:
//! ITU-T I.371, annex A).

use domain::Timestamp;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static TAKE: Statement = Statement::new(
    "limits.take",
    "INSERT INTO allowance (subject, spent) VALUES ($1, $2)
     ON CONFLICT (subject) DO UPDATE
     SET spent = CASE WHEN allowance.spent > $3 THEN allowance.spent + $4 ELSE $2 END WHERE allowance.spent <= $5",
    &[Kind::Bytes, Kind::Int, Kind::Int, Kind::Int, Kind::Int],
    &[],
);
static SPENT: Statement =
    Statement::new("limits.spent", "SELECT spent FROM allowance WHERE subject = $1", &[Kind::Bytes], &[Kind::Int]);
static GIVE_BACK: Statement = Statement::new(
    "limits.give_back",
    "UPDATE allowance SET spent = spent - $2 WHERE subject = $1",
    &[Kind::Bytes, Kind::Int],
    &[],
);
static FORGIVE: Statement =
    Statement::new("limits.forgive", "DELETE FROM allowance WHERE subject = $1", &[Kind::Bytes], &[]);
static FORGET: Statement =
    Statement::new("limits.forget", "DELETE FROM allowance WHERE spent <= $1", &[Kind::Int], &[]);

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// How often something may be tried.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// How many times at once.
    pub burst: i64,
    /// Seconds after which there is one more.
    pub every: i64,
}

/// Takes one try of this subject; otherwise how many seconds to wait for the next. Of many at once, no more pass than may.
pub async fn take(tx: &mut Tx, subject: [u8; 32], rate: Rate, now: Timestamp) -> Result<std::result::Result<(), i64>> {
    let (one, room) = (rate.every * SECOND, (rate.burst - 1) * rate.every * SECOND);
    let latest = now.as_micros() + room;
    let first = now.as_micros() + one;
    let values = [subject.into(), first.into(), now.into(), one.into(), latest.into()];
    if tx.asking_all([]).exec(&TAKE, &values).await? > 0 {
        return Ok(Ok(()));
    }
    let row: Option<(i64,)> = tx.asking_all([]).opt(&SPENT, &[subject.into()]).await?;
    let wait = row.map_or(one, |(spent,)| spent - latest);
    Ok(Err(wait.max(1).div_euclid(SECOND) + i64::from(wait % SECOND != 0)))
}

/// How many tries this subject has left, and after how many seconds it has all of them again.
pub async fn left(tx: &mut Tx, subject: [u8; 32], rate: Rate, now: Timestamp) -> Result<(i64, i64)> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&SPENT, &[subject.into()]).await?;
    let behind = row.map_or(0, |(spent,)| spent - now.as_micros()).max(0);
    let so_many = |of: i64| behind.div_euclid(of) + i64::from(behind % of != 0);
    Ok(((rate.burst - so_many(rate.every * SECOND)).max(0), so_many(SECOND)))
}

/// Gives one try back: it was no guess.
pub async fn give_back(tx: &mut Tx, subject: [u8; 32], rate: Rate) -> Result<()> {
    tx.asking_all([]).exec(&GIVE_BACK, &[subject.into(), (rate.every * SECOND).into()]).await?;
    Ok(())
}

/// Gives every try back.
pub async fn forgive(tx: &mut Tx, subject: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&FORGIVE, &[subject.into()]).await?;
    Ok(())
}

/// Forgets the subjects that may try as much as anybody.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[now.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&TAKE, &SPENT, &GIVE_BACK, &FORGIVE, &FORGET];
