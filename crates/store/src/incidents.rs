//! The register of incidents: every wording of each is kept, and the last one stands.

use domain::{Day, IncidentId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

/// What is said of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub what: String,
    /// On which day.
    pub happened: Day,
    /// On which day that was learned, where it is written.
    pub learned: Option<Day>,
    /// Whose data, and which.
    pub whose: String,
    /// What harm may come of it.
    pub risk: String,
    /// Who was told; empty where nobody was yet.
    pub told: String,
    /// On which day.
    pub told_on: Option<Day>,
}

/// One wording of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentRow {
    /// Which incident.
    pub id: IncidentId,
    /// Which wording of it, from 1.
    pub edition: i64,
    /// When it was written.
    pub written: Timestamp,
    /// Who wrote it, with their name, empty where the account is closed; nobody for the command line, or once they have left.
    pub who: Option<String>,
    /// What it says.
    pub words: Words,
}

impl FromRow for IncidentRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let (who, name): (Option<PersonId>, String) = (row.get(3)?, row.get(4)?);
        Ok(Self {
            id: row.get(0)?,
            edition: row.get(1)?,
            written: row.get(2)?,
            who: who.map(|_| name),
            words: Words {
                what: row.get(5)?,
                happened: row.get(6)?,
                learned: row.get(7)?,
                told_on: row.get(8)?,
                whose: row.get(9)?,
                risk: row.get(10)?,
                told: row.get(11)?,
            },
        })
    }
}

const COLUMNS: &[Kind] = &[
    Kind::Id,
    Kind::Int,
    Kind::Int,
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
];

macro_rules! wordings {
    () => {
        "SELECT i.id, i.edition, i.written, i.who, CASE WHEN p.account THEN p.name ELSE '' END,
       i.what, i.happened, i.learned, i.told_on, i.whose, i.risk, i.told
     FROM incident i LEFT JOIN person p ON p.id = i.who "
    };
}

static INSERT: Statement = Statement::new(
    "incidents.insert",
    "INSERT INTO incident (id, edition, written, who, what, happened, learned, told_on, whose, risk, told)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    &[
        Kind::Id,
        Kind::Int,
        Kind::Int,
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
    ],
    &[],
);
static ALL: Statement =
    Statement::new("incidents.all", concat!(wordings!(), "ORDER BY i.id DESC, i.edition DESC"), &[], COLUMNS);
static OF: Statement = Statement::new(
    "incidents.of",
    concat!(wordings!(), "WHERE i.id = $1 ORDER BY i.edition DESC"),
    &[Kind::Id],
    COLUMNS,
);
static FORGET: Statement = Statement::new(
    "incidents.forget",
    "DELETE FROM incident WHERE id IN (SELECT x.id FROM incident x GROUP BY x.id HAVING MAX(x.written) < $1)",
    &[Kind::Int],
    &[],
);

/// Writes one wording of an incident.
///
/// # Errors
/// [`crate::Error::Conflict`] where that wording is there already.
pub async fn insert(
    tx: &mut Tx,
    (id, edition): (IncidentId, i64),
    who: Option<PersonId>,
    words: &Words,
    now: Timestamp,
) -> Result<()> {
    let values = [
        id.into(),
        edition.into(),
        now.into(),
        optional(who),
        words.what.as_str().into(),
        words.happened.into(),
        words.learned.into(),
        words.told_on.into(),
        words.whose.as_str().into(),
        words.risk.as_str().into(),
        words.told.as_str().into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

/// Every wording of every incident: the newest incident first, of each the last wording first.
pub async fn all(tx: &mut Tx) -> Result<Vec<IncidentRow>> {
    tx.asking_all([]).all(&ALL, &[]).await
}

/// Every wording of one incident, the last one first.
pub async fn of(tx: &mut Tx, id: IncidentId) -> Result<Vec<IncidentRow>> {
    tx.asking_all([]).all(&OF, &[id.into()]).await
}

/// Forgets the incidents of which nothing was written since that moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &ALL, &OF, &FORGET];
