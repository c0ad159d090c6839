//! To which organisations people are attached.

use domain::affiliations::AffiliationKind;
use domain::tags::Tag;
use domain::{AffiliationId, Day, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

/// One affiliation of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AffiliationRow {
    /// Which one.
    pub id: AffiliationId,
    /// To which organisation, whoever may read of it.
    pub organisation: NoteId,
    /// How.
    pub kind: AffiliationKind,
    /// Its first day, where it is said.
    pub since: Option<Day>,
    /// Its last day, where it is said.
    pub until: Option<Day>,
}

impl FromRow for AffiliationRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            organisation: row.get(1)?,
            kind: row.get(2)?,
            since: row.get(3)?,
            until: row.get(4)?,
        })
    }
}

static INSERT: Statement = Statement::new(
    "affiliations.insert",
    "INSERT INTO affiliation (id, person, organisation, kind, since, until, created) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static UPDATE: Statement = Statement::new(
    "affiliations.update",
    "UPDATE affiliation SET kind = $3, since = $4, until = $5 WHERE person = $1 AND id = $2",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Text],
    &[],
);
static REMOVE: Statement = Statement::new(
    "affiliations.remove",
    "DELETE FROM affiliation WHERE person = $1 AND id = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static NO_POSTURE: Statement = Statement::new(
    "affiliations.no_posture",
    "DELETE FROM posture WHERE person = $1 AND affiliation = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static OF: Statement = Statement::new(
    "affiliations.of",
    "SELECT id, organisation, kind, since, until FROM affiliation WHERE person = $1 ORDER BY created, id",
    &[Kind::Id],
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);

/// Says that a person is attached to an organisation.
pub async fn insert(tx: &mut Tx, person: PersonId, row: &AffiliationRow, now: Timestamp) -> Result<()> {
    let values = [
        row.id.into(),
        person.into(),
        row.organisation.into(),
        row.kind.into(),
        row.since.into(),
        row.until.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

/// Says otherwise how, from when and until when; the organisation stays. Whether this person has this affiliation.
pub async fn update(tx: &mut Tx, person: PersonId, row: &AffiliationRow) -> Result<bool> {
    let values = [person.into(), row.id.into(), row.kind.into(), row.since.into(), row.until.into()];
    Ok(tx.asking_all([]).exec(&UPDATE, &values).await? > 0)
}

/// Takes an affiliation away, and what memberships showed of it; whether this person had it.
pub async fn remove(tx: &mut Tx, person: PersonId, id: AffiliationId) -> Result<bool> {
    tx.asking_all([]).exec(&NO_POSTURE, &[person.into(), id.into()]).await?;
    Ok(tx.asking_all([]).exec(&REMOVE, &[person.into(), id.into()]).await? > 0)
}

/// All affiliations of a person, in the order in which they were said, for that person alone.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<AffiliationRow>> {
    tx.asking(Tag::Person(person)).all(&OF, &[person.into()]).await
}

/// All statements of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &UPDATE, &REMOVE, &NO_POSTURE, &OF];
