//! What was done on accounts, roles, rights and settings. Lines are written and forgotten by their age: nothing changes one.

use domain::audit::Act;
use domain::policy::Viewer;
use domain::{AuditId, CommunityId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// A line to write.
#[derive(Clone, Copy, Debug)]
pub struct NewLine<'a> {
    /// Which one.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody where the program or its command line did.
    pub who: Option<PersonId>,
    /// What.
    pub act: Act,
    /// On whose account, roles or rights.
    pub person: Option<PersonId>,
    /// In which community.
    pub community: Option<CommunityId>,
    /// What of it, as the act says.
    pub word: &'a str,
}

/// A line, with names as they are today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Which one.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who did it, with their name; the name is empty where the account is closed.
    pub who: Option<(PersonId, String)>,
    /// What.
    pub act: Act,
    /// On whose account, roles or rights, in the same way.
    pub person: Option<(PersonId, String)>,
    /// In which community: its name, empty where the viewer may not know of it.
    pub community: Option<String>,
    /// What of it, as the act says.
    pub word: String,
}

impl FromRow for LineRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let (who, person): (Option<PersonId>, Option<PersonId>) = (row.get(2)?, row.get(5)?);
        let (who_name, person_name): (String, String) = (row.get(3)?, row.get(6)?);
        let (is_in_one, community): (bool, String) = (row.get(7)?, row.get(8)?);
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            who: who.map(|id| (id, who_name)),
            act: row.get(4)?,
            person: person.map(|id| (id, person_name)),
            community: is_in_one.then_some(community),
            word: row.get(9)?,
        })
    }
}

/// Which lines are asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Of which acts.
    pub acts: &'a [Act],
    /// Not before.
    pub from: Timestamp,
    /// Before.
    pub until: Timestamp,
    /// By who bears this folded name; by anybody where it is empty.
    pub by: &'a str,
}

static INSERT: Statement = Statement::new(
    "audit.insert",
    "INSERT INTO audit (id, at, who, act, person, community, word) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Text, Kind::Id, Kind::Id, Kind::Text],
    &[],
);
static LIST: Statement = Statement::for_viewer(
    "audit.list",
    "SELECT a.id, a.at, a.who, CASE WHEN w.account THEN w.name ELSE '' END, a.act, a.person,
       CASE WHEN p.account THEN p.name ELSE '' END, a.community IS NOT NULL,
       CASE WHEN {community_readable c} THEN COALESCE(c.name, '') ELSE '' END, a.word
     FROM audit a LEFT JOIN person w ON w.id = a.who LEFT JOIN person p ON p.id = a.person
     LEFT JOIN community c ON c.id = a.community
     WHERE a.act {in $1} AND a.at >= $2 AND a.at < $3 AND (CAST($4 AS TEXT) = '' OR w.name_key = CAST($4 AS TEXT))
       AND (a.at, a.id) < ($5, $6)
     ORDER BY a.at DESC, a.id DESC LIMIT $7",
    &[Kind::Texts, Kind::Int, Kind::Int, Kind::Text, Kind::Int, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Text, Kind::Text, Kind::Id, Kind::Text, Kind::Bool, Kind::Text, Kind::Text],
);
static ACT: Statement =
    Statement::new("audit.act", "SELECT act, word FROM audit WHERE id = $1", &[Kind::Id], &[Kind::Text, Kind::Text]);
static FORGET: Statement = Statement::new("audit.forget", "DELETE FROM audit WHERE at < $1", &[Kind::Int], &[]);

/// Writes a line, in the transaction of the act.
pub async fn insert(tx: &mut Tx, line: &NewLine<'_>) -> Result<()> {
    let values = [
        line.id.into(),
        line.at.into(),
        optional(line.who),
        line.act.into(),
        optional(line.person),
        optional(line.community),
        line.word.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

/// The lines before a place, newest first. The caller has checked that the viewer may read them.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    asked: &Asked<'_>,
    before: (Timestamp, AuditId),
    most: i64,
) -> Result<Vec<LineRow>> {
    let acts: Vec<String> = asked.acts.iter().map(|act| act.as_str().to_owned()).collect();
    let values = [
        Value::Texts(acts),
        asked.from.into(),
        asked.until.into(),
        asked.by.into(),
        before.0.into(),
        before.1.into(),
        most.into(),
    ];
    tx.asking_all([]).all_for(viewer, &LIST, &values).await
}

/// What a line says was done, and what of it; for the letter that tells whom it was done to.
pub async fn act(tx: &mut Tx, id: AuditId) -> Result<Option<(Act, String)>> {
    tx.asking_all([]).opt(&ACT, &[id.into()]).await
}

/// Forgets what was done before that moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &LIST, &ACT, &FORGET];
