//! Passkeys, and the first halves of ceremonies that make or ask for one.

use domain::{PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::optional;

static INSERT: Statement = Statement::new(
    "passkeys.insert",
    "INSERT INTO passkey (id, person, kept, created) VALUES ($1, $2, $3, $4)",
    &[Kind::Bytes, Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static FIND: Statement = Statement::new(
    "passkeys.find",
    "SELECT k.person, k.kept FROM passkey k JOIN person p ON p.id = k.person WHERE k.id = $1 AND p.account",
    &[Kind::Bytes],
    &[Kind::Id, Kind::Text],
);
static OF: Statement = Statement::new(
    "passkeys.of",
    "SELECT id FROM passkey WHERE person = $1 ORDER BY created, id",
    &[Kind::Id],
    &[Kind::Bytes],
);
static LIST: Statement = Statement::new(
    "passkeys.list",
    "SELECT id, created, used FROM passkey WHERE person = $1 ORDER BY created, id",
    &[Kind::Id],
    &[Kind::Bytes, Kind::Int, Kind::Int],
);
static REMOVE: Statement = Statement::new(
    "passkeys.remove",
    "DELETE FROM passkey WHERE person = $1 AND id = $2",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static USE: Statement = Statement::new(
    "passkeys.use",
    "UPDATE passkey SET kept = $2, used = $3 WHERE id = $1",
    &[Kind::Bytes, Kind::Text, Kind::Int],
    &[],
);

/// Keeps a new passkey of a person.
///
/// # Errors
/// [`crate::Error::Conflict`] where it is kept already, whoever has it.
pub async fn insert(tx: &mut Tx, id: &[u8], person: PersonId, kept: &str, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&INSERT, &[id.into(), person.into(), kept.into(), now.into()]).await?;
    Ok(())
}

/// Whose a passkey is, and what is kept of it; nobody's where the account is closed.
pub async fn find(tx: &mut Tx, id: &[u8]) -> Result<Option<(PersonId, String)>> {
    tx.asking_all([]).opt(&FIND, &[id.into()]).await
}

/// The ids of a person's passkeys, oldest first.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<Vec<u8>>> {
    let rows: Vec<(Vec<u8>,)> = tx.asking_all([]).all(&OF, &[person.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The passkeys of a person, oldest first: the id, when it was made, when it was last used.
pub async fn list(tx: &mut Tx, person: PersonId) -> Result<Vec<(Vec<u8>, Timestamp, Option<Timestamp>)>> {
    tx.asking_all([]).all(&LIST, &[person.into()]).await
}

/// Removes a passkey of this person; whether there was one.
pub async fn remove(tx: &mut Tx, person: PersonId, id: &[u8]) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REMOVE, &[person.into(), id.into()]).await? > 0)
}

/// Says that a passkey was used, and what is to be kept of it from now on.
pub async fn note_use(tx: &mut Tx, id: &[u8], kept: &str, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&USE, &[id.into(), kept.into(), now.into()]).await?;
    Ok(())
}

static BEGIN: Statement = Statement::new(
    "passkeys.begin",
    "INSERT INTO ceremony (token, person, state, expires) VALUES ($1, $2, $3, $4)",
    &[Kind::Bytes, Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static BEGUN: Statement = Statement::new(
    "passkeys.begun",
    "SELECT person, state FROM ceremony WHERE token = $1 AND expires > $2",
    &[Kind::Bytes, Kind::Int],
    &[Kind::Id, Kind::Text],
);
static END: Statement = Statement::new("passkeys.end", "DELETE FROM ceremony WHERE token = $1", &[Kind::Bytes], &[]);
static FORGET: Statement =
    Statement::new("passkeys.forget", "DELETE FROM ceremony WHERE expires <= $1", &[Kind::Int], &[]);

/// Keeps the first half of a ceremony, by the hash of its secret; those whose time is over are forgotten.
pub async fn begin(
    tx: &mut Tx,
    hash: [u8; 32],
    person: Option<PersonId>,
    state: &str,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    forget(tx, now).await?;
    tx.asking_all([]).exec(&BEGIN, &[hash.into(), optional(person), state.into(), expires.into()]).await?;
    Ok(())
}

/// Forgets the ceremonies that nobody ended in time.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[now.into()]).await?;
    Ok(())
}

/// The first half of a ceremony, as long as it serves: for whom a passkey is made, and the state.
pub async fn begun(tx: &mut Tx, hash: [u8; 32], now: Timestamp) -> Result<Option<(Option<PersonId>, String)>> {
    tx.asking_all([]).opt(&BEGUN, &[hash.into(), now.into()]).await
}

/// Ends a ceremony; false where it had ended, so that each serves once.
pub async fn end(tx: &mut Tx, hash: [u8; 32]) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END, &[hash.into()]).await? > 0)
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &FIND, &OF, &LIST, &REMOVE, &USE, &BEGIN, &BEGUN, &END, &FORGET];
