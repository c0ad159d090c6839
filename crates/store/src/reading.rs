//! What those who run the site read, for a reason and for a while, of what others keep for a few.

use domain::{AuditId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static INSERT: Statement = Statement::new(
    "reading.insert",
    "INSERT INTO motivated_reading (line, note, who, until) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "reading.of",
    "SELECT note, until FROM motivated_reading WHERE line = $1 AND who = $2 AND until > $3",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Int],
);
static FORGET: Statement =
    Statement::new("reading.forget", "DELETE FROM motivated_reading WHERE until < $1", &[Kind::Int], &[]);

/// Lets somebody read a note until then; `line` of the log says why.
pub async fn insert(tx: &mut Tx, line: AuditId, note: NoteId, who: PersonId, until: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&INSERT, &[line.into(), note.into(), who.into(), until.into()]).await?;
    Ok(())
}

/// Which note this person may read because of that line, and until when; nothing where the time is over.
pub async fn of(tx: &mut Tx, line: AuditId, who: PersonId, now: Timestamp) -> Result<Option<(NoteId, Timestamp)>> {
    tx.asking_all([]).opt(&OF, &[line.into(), who.into(), now.into()]).await
}

/// Forgets the readings that were over before that moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&INSERT, &OF, &FORGET];
