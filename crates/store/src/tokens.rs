//! Tokens, by which programs of people read and write in their name.

use domain::tokens::Scopes;
use domain::{Day, PersonId, Timestamp, TokenId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

/// A token, without what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// Which one.
    pub id: TokenId,
    /// What its person calls it.
    pub name: String,
    /// What it lets its program do.
    pub scopes: Scopes,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// On which day it was last used.
    pub used: Option<Day>,
}

impl FromRow for TokenRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            scopes: row.get(2)?,
            created: row.get(3)?,
            expires: row.get(4)?,
            used: row.get(5)?,
        })
    }
}

/// Whose token it is, and what it lets its program do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenToken {
    /// Which one.
    pub id: TokenId,
    /// Whose.
    pub person: PersonId,
    /// What it lets its program do.
    pub scopes: Scopes,
    /// On which day it was last used.
    pub used: Option<Day>,
    /// Whether its person has yet to accept what is accepted with an account.
    pub must_accept: bool,
}

impl FromRow for OpenToken {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            person: row.get(1)?,
            scopes: row.get(2)?,
            used: row.get(3)?,
            must_accept: row.get(4)?,
        })
    }
}

static INSERT: Statement = Statement::new(
    "tokens.insert",
    "INSERT INTO api_token (id, hash, person, name, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    &[Kind::Id, Kind::Bytes, Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "tokens.of",
    "SELECT id, name, scopes, created, expires, used FROM api_token WHERE person = $1 AND expires > $2
     ORDER BY created DESC, id",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Int, Kind::Text],
);
static OPEN: Statement = Statement::new(
    "tokens.open",
    "SELECT t.id, t.person, t.scopes, t.used, EXISTS (
       SELECT 1 FROM account a, accepted_text x WHERE a.person = p.id AND NOT EXISTS (
         SELECT 1 FROM acceptance c WHERE c.person = p.id AND c.page = x.page AND c.version = x.version))
     FROM api_token t JOIN person p ON p.id = t.person WHERE t.hash = $1 AND t.expires > $2 AND p.account
       AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.person = p.id)",
    &[Kind::Bytes, Kind::Int],
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Bool],
);
static USE: Statement = Statement::new(
    "tokens.use",
    "UPDATE api_token SET used = $2 WHERE id = $1 AND (used IS NULL OR used < $2)",
    &[Kind::Id, Kind::Text],
    &[],
);
static REVOKE: Statement =
    Statement::new("tokens.revoke", "DELETE FROM api_token WHERE person = $1 AND id = $2", &[Kind::Id, Kind::Id], &[]);
static REVOKE_ALL: Statement =
    Statement::new("tokens.revoke_all", "DELETE FROM api_token WHERE person = $1", &[Kind::Id], &[]);
static FORGET: Statement =
    Statement::new("tokens.forget", "DELETE FROM api_token WHERE expires <= $1", &[Kind::Int], &[]);

/// Keeps a token of a person by the hash of its secret.
pub async fn insert(tx: &mut Tx, person: PersonId, hash: [u8; 32], row: &TokenRow) -> Result<()> {
    let values = [
        row.id.into(),
        hash.into(),
        person.into(),
        row.name.as_str().into(),
        row.scopes.written().into(),
        row.created.into(),
        row.expires.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

/// The tokens of a person that serve, the newest first.
pub async fn of(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<Vec<TokenRow>> {
    tx.asking_all([]).all(&OF, &[person.into(), now.into()]).await
}

/// The token that bears this hash; nothing where it ended, or where its person closes their account.
pub async fn open(tx: &mut Tx, hash: [u8; 32], now: Timestamp) -> Result<Option<OpenToken>> {
    tx.asking_all([]).opt(&OPEN, &[hash.into(), now.into()]).await
}

/// Says on which day a token was used.
pub async fn note_use(tx: &mut Tx, id: TokenId, day: Day) -> Result<()> {
    tx.asking_all([]).exec(&USE, &[id.into(), day.into()]).await?;
    Ok(())
}

/// Ends a token of this person; nobody else's. Whether there was one.
pub async fn revoke(tx: &mut Tx, person: PersonId, id: TokenId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REVOKE, &[person.into(), id.into()]).await? > 0)
}

/// Ends every token of a person.
pub async fn revoke_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&REVOKE_ALL, &[person.into()]).await?;
    Ok(())
}

/// Forgets the tokens that ended.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[now.into()]).await?;
    Ok(())
}

/// All statements of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &OF, &OPEN, &USE, &REVOKE, &REVOKE_ALL, &FORGET];
