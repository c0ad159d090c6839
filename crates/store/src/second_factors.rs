//! The second factor of accounts: the secret of codes of thirty seconds, and codes on paper.

use domain::{PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static BEGIN: Statement = Statement::new(
    "second_factors.begin",
    "INSERT INTO totp (person, secret, created, confirmed, last_step) VALUES ($1, $2, $3, NULL, 0)
     ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, created = excluded.created, last_step = 0
     WHERE totp.confirmed IS NULL",
    &[Kind::Id, Kind::Bytes, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "second_factors.of",
    "SELECT secret, confirmed, last_step FROM totp WHERE person = $1",
    &[Kind::Id],
    &[Kind::Bytes, Kind::Int, Kind::Int],
);
static CONFIRM: Statement = Statement::new(
    "second_factors.confirm",
    "UPDATE totp SET confirmed = $2 WHERE person = $1 AND confirmed IS NULL",
    &[Kind::Id, Kind::Int],
    &[],
);
static STEP: Statement = Statement::new(
    "second_factors.step",
    "UPDATE totp SET last_step = $2 WHERE person = $1 AND last_step < $2",
    &[Kind::Id, Kind::Int],
    &[],
);
static END: Statement = Statement::new("second_factors.end", "DELETE FROM totp WHERE person = $1", &[Kind::Id], &[]);
static ADD_CODE: Statement = Statement::new(
    "second_factors.add_code",
    "INSERT INTO recovery_code (person, hash) VALUES ($1, $2)",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static USE_CODE: Statement = Statement::new(
    "second_factors.use_code",
    "DELETE FROM recovery_code WHERE person = $1 AND hash = $2",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static END_CODES: Statement =
    Statement::new("second_factors.end_codes", "DELETE FROM recovery_code WHERE person = $1", &[Kind::Id], &[]);
static CODES_LEFT: Statement = Statement::new(
    "second_factors.codes_left",
    "SELECT COUNT(*) FROM recovery_code WHERE person = $1",
    &[Kind::Id],
    &[Kind::Int],
);

/// The codes of thirty seconds of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpRow {
    /// What they are computed from.
    pub secret: Vec<u8>,
    /// Since when they are asked for; nothing where its person has not shown one yet.
    pub confirmed: Option<Timestamp>,
    /// The step of the last one that was used: none serves twice (RFC 6238, section 5.2).
    pub last_step: i64,
}

/// Keeps the secret of codes that are not asked for yet; false where codes are asked for already.
pub async fn begin(tx: &mut Tx, person: PersonId, secret: &[u8], now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&BEGIN, &[person.into(), secret.into(), now.into()]).await? > 0)
}

/// The codes of a person, confirmed or not.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<TotpRow>> {
    let row: Option<(Vec<u8>, Option<Timestamp>, i64)> = tx.asking_all([]).opt(&OF, &[person.into()]).await?;
    Ok(row.map(|(secret, confirmed, last_step)| TotpRow { secret, confirmed, last_step }))
}

/// Says that codes are asked for from now on; false where they were already, or there are none.
pub async fn confirm(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&CONFIRM, &[person.into(), now.into()]).await? > 0)
}

/// Uses the code of a step; false where it, or a later one, was used.
pub async fn use_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&STEP, &[person.into(), step.into()]).await? > 0)
}

/// Ends the second factor of a person, and its codes on paper.
pub async fn end(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&END, &[person.into()]).await?;
    tx.asking_all([]).exec(&END_CODES, &[person.into()]).await?;
    Ok(())
}

/// Keeps new codes on paper, by their hashes, in place of those of before.
pub async fn set_codes(tx: &mut Tx, person: PersonId, hashes: &[[u8; 32]]) -> Result<()> {
    tx.asking_all([]).exec(&END_CODES, &[person.into()]).await?;
    for hash in hashes {
        tx.asking_all([]).exec(&ADD_CODE, &[person.into(), (*hash).into()]).await?;
    }
    Ok(())
}

/// Uses a code on paper; false where there is none of this hash.
pub async fn use_code(tx: &mut Tx, person: PersonId, hash: [u8; 32]) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&USE_CODE, &[person.into(), hash.into()]).await? > 0)
}

/// How many codes on paper are left.
pub async fn codes_left(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&CODES_LEFT, &[person.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&BEGIN, &OF, &CONFIRM, &STEP, &END, &ADD_CODE, &USE_CODE, &END_CODES, &CODES_LEFT];
