//! How much a site holds: the size of its database, of its files, and how many things. Nothing here is about one person.

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

static DATABASE: Statement = Statement::apart(
    "storage.database",
    "SELECT c.page_count * s.page_size FROM pragma_page_count() c, pragma_page_size() s",
    "SELECT pg_database_size(current_database())",
    &[],
    &[Kind::Int],
);
static FILES: Statement = Statement::new(
    "storage.files",
    "SELECT CAST(COALESCE(SUM(f.size), 0) AS BIGINT) FROM (SELECT a.hash, MAX(a.size) AS size FROM attachment a GROUP BY a.hash) f",
    &[],
    &[Kind::Int],
);
static THINGS: Statement = Statement::new(
    "storage.things",
    "SELECT (SELECT COUNT(*) FROM note n WHERE n.deleted IS NULL), (SELECT COUNT(*) FROM note d WHERE d.deleted IS NOT NULL),
       (SELECT COUNT(*) FROM revision), (SELECT COUNT(*) FROM notebook), (SELECT COUNT(*) FROM community),
       (SELECT COUNT(*) FROM attachment)",
    &[],
    &[Kind::Int, Kind::Int, Kind::Int, Kind::Int, Kind::Int, Kind::Int],
);

/// How many things there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Things {
    /// Notes, those in the bin left out.
    pub notes: i64,
    /// Notes that were deleted: in the bin, or a line that says on which day.
    pub deleted: i64,
    /// Versions of notes.
    pub versions: i64,
    /// Notebooks.
    pub notebooks: i64,
    /// Communities.
    pub communities: i64,
    /// Stored files.
    pub files: i64,
}

impl FromRow for Things {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            notes: row.get(0)?,
            deleted: row.get(1)?,
            versions: row.get(2)?,
            notebooks: row.get(3)?,
            communities: row.get(4)?,
            files: row.get(5)?,
        })
    }
}

/// How many bytes the database has, what was freed and is not used again yet included.
pub async fn database(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&DATABASE, &[]).await?;
    Ok(row.map_or(0, |(bytes,)| bytes))
}

/// How many bytes the contents of stored files have, each counted once.
pub async fn files(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&FILES, &[]).await?;
    Ok(row.map_or(0, |(bytes,)| bytes))
}

/// How many things there are.
pub async fn things(tx: &mut Tx) -> Result<Things> {
    let row: Option<Things> = tx.asking_all([]).opt(&THINGS, &[]).await?;
    Ok(row.unwrap_or_default())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&DATABASE, &FILES, &THINGS];
