//! What goes with a note: the notes that its authors pinned to it.

use domain::NoteId;
use domain::tags::Tag;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static PINS: Statement = Statement::new(
    "related.pins",
    "SELECT other FROM pinned_note WHERE note = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Id],
);

/// The notes that authors pinned to this one, in order, whoever may read them: the caller asks that next.
pub async fn pins(tx: &mut Tx, note: NoteId) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking(Tag::Note(note)).all(&PINS, &[note.into()]).await?;
    Ok(rows.into_iter().map(|(other,)| other).collect())
}

static PINS_CLEAR: Statement =
    Statement::new("related.pins_clear", "DELETE FROM pinned_note WHERE note = $1", &[Kind::Id], &[]);
static PIN: Statement = Statement::new(
    "related.pin",
    "INSERT INTO pinned_note (note, place, other) VALUES ($1, $2, $3)",
    &[Kind::Id, Kind::Int, Kind::Id],
    &[],
);

/// Pins these notes to that one, in order, and no other.
pub async fn set_pins(tx: &mut Tx, note: NoteId, others: &[NoteId]) -> Result<()> {
    tx.asking_all([]).exec_later(&PINS_CLEAR, &[note.into()]).await?;
    let row = |(place, other): (i64, &NoteId)| vec![note.into(), place.into(), (*other).into()];
    tx.exec_rows_later(&PIN, &(1..).zip(others).map(row).collect::<Vec<_>>()).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&PINS, &PINS_CLEAR, &PIN];
