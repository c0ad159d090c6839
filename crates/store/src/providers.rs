//! Servers of others that prove who is there, and whom each of them knows.

use domain::{PersonId, ProviderId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

/// A provider, as the store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderRow {
    /// Which one.
    pub id: ProviderId,
    /// Who runs it.
    pub name: String,
    /// Its name for itself.
    pub issuer: String,
    /// What it calls this site.
    pub client: String,
    /// What this site shows it.
    pub secret: String,
    /// Whether an organisation runs it for those who work or act there.
    pub employs: bool,
}

/// Never its secret: a log must not hold it.
impl std::fmt::Debug for ProviderRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProviderRow").field("id", &self.id).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

type Columns = (ProviderId, String, String, String, String, bool);

impl From<Columns> for ProviderRow {
    fn from((id, name, issuer, client, secret, employs): Columns) -> Self {
        Self { id, name, issuer, client, secret, employs }
    }
}

const COLUMNS: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Bool];

static INSERT: Statement = Statement::new(
    "providers.insert",
    "INSERT INTO provider (id, name, issuer, client, secret, employs, created) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Bool, Kind::Int],
    &[],
);
static LIST: Statement = Statement::new(
    "providers.list",
    "SELECT id, name, issuer, client, secret, employs FROM provider ORDER BY created, id",
    &[],
    COLUMNS,
);
static BY_ID: Statement = Statement::new(
    "providers.by_id",
    "SELECT id, name, issuer, client, secret, employs FROM provider WHERE id = $1",
    &[Kind::Id],
    COLUMNS,
);
static REMOVE: Statement = Statement::new("providers.remove", "DELETE FROM provider WHERE id = $1", &[Kind::Id], &[]);
static LINK: Statement = Statement::new(
    "providers.link",
    "INSERT INTO identity (provider, subject, person, created) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Int],
    &[],
);
static FIND: Statement = Statement::new(
    "providers.find",
    "SELECT i.person FROM identity i JOIN person p ON p.id = i.person
     WHERE i.provider = $1 AND i.subject = $2 AND p.account",
    &[Kind::Id, Kind::Text],
    &[Kind::Id],
);
static OF: Statement = Statement::new(
    "providers.of",
    "SELECT provider, created FROM identity WHERE person = $1 ORDER BY created, provider",
    &[Kind::Id],
    &[Kind::Id, Kind::Int],
);
static UNLINK: Statement = Statement::new(
    "providers.unlink",
    "DELETE FROM identity WHERE person = $1 AND provider = $2",
    &[Kind::Id, Kind::Id],
    &[],
);

/// Keeps a new provider.
///
/// # Errors
/// [`crate::Error::Conflict`] where it is kept already.
pub async fn insert(tx: &mut Tx, row: &ProviderRow, now: Timestamp) -> Result<()> {
    let values = [
        row.id.into(),
        row.name.as_str().into(),
        row.issuer.as_str().into(),
        row.client.as_str().into(),
        row.secret.as_str().into(),
        row.employs.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

/// All of them, oldest first: a site has a few.
pub async fn list(tx: &mut Tx) -> Result<Vec<ProviderRow>> {
    let rows: Vec<Columns> = tx.asking_all([]).all(&LIST, &[]).await?;
    Ok(rows.into_iter().map(ProviderRow::from).collect())
}

/// One of them.
pub async fn by_id(tx: &mut Tx, id: ProviderId) -> Result<Option<ProviderRow>> {
    let row: Option<Columns> = tx.asking_all([]).opt(&BY_ID, &[id.into()]).await?;
    Ok(row.map(ProviderRow::from))
}

/// Removes a provider, and whom it knew; whether there was one.
pub async fn remove(tx: &mut Tx, id: ProviderId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REMOVE, &[id.into()]).await? > 0)
}

/// Says that a provider knows this person by this subject.
///
/// # Errors
/// [`crate::Error::Conflict`] where it knows this person already, or another one by it.
pub async fn link(tx: &mut Tx, id: ProviderId, subject: &str, person: PersonId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&LINK, &[id.into(), subject.into(), person.into(), now.into()]).await?;
    Ok(())
}

/// Whom a provider knows by this subject; nobody where the account is closed.
pub async fn find(tx: &mut Tx, id: ProviderId, subject: &str) -> Result<Option<PersonId>> {
    let row: Option<(PersonId,)> = tx.asking_all([]).opt(&FIND, &[id.into(), subject.into()]).await?;
    Ok(row.map(|(person,)| person))
}

/// The providers that know this person, and since when.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<(ProviderId, Timestamp)>> {
    tx.asking_all([]).all(&OF, &[person.into()]).await
}

/// Says that a provider does not know this person any more; whether it did.
pub async fn unlink(tx: &mut Tx, person: PersonId, id: ProviderId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&UNLINK, &[person.into(), id.into()]).await? > 0)
}

/// All statements of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &LIST, &BY_ID, &REMOVE, &LINK, &FIND, &OF, &UNLINK];
