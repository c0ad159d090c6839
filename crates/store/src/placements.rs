//! Placements: in which notebooks a note is, and in what order a notebook reads.

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{NoteId, NotebookId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// A notebook where a note is placed.
#[derive(Clone, Debug)]
pub struct HoldingRow {
    /// Which notebook.
    pub id: NotebookId,
    /// Its title.
    pub title: String,
    /// Who placed the note there.
    pub placed_by: Option<String>,
    /// When.
    pub placed: Timestamp,
    /// Why.
    pub reason: String,
    /// At which place in the manual order.
    pub position: i64,
    /// The colour of the notebook's cover; empty for one that the program chooses.
    pub color: String,
    placer: Option<PersonId>,
}

impl FromRow for HoldingRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            placed_by: row.get(2)?,
            placed: row.get(3)?,
            reason: row.get(4)?,
            position: row.get(5)?,
            placer: row.get(6)?,
            color: row.get(7)?,
        })
    }
}

static HOLDING: Statement = Statement::for_viewer(
    "placements.holding",
    "SELECT b.id, b.title, w.name, p.placed, p.reason, p.position, p.placed_by, b.color
     FROM placement p JOIN notebook b ON b.id = p.notebook LEFT JOIN person w ON w.id = p.placed_by
     WHERE p.note = $1 AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT 100",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Int, Kind::Id, Kind::Text],
);

/// The notebooks where a note is placed, among those that this viewer may read.
pub async fn holding(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<HoldingRow>> {
    // One that is hidden may be shown later: that is a new answer to which notebooks there are.
    let rows: Vec<HoldingRow> =
        tx.asking_all([Tag::Note(note), Tag::Notebooks]).all_for(viewer, &HOLDING, &[note.into()]).await?;
    tx.asks(rows.iter().map(|row| Tag::Notebook(row.id)));
    tx.asks(rows.iter().filter_map(|row| row.placer.map(Tag::Person)));
    Ok(rows)
}

static OUTLINE: Statement = Statement::for_viewer(
    "placements.outline",
    "SELECT p.position, p.note, p.depth FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY p.position, p.note",
    &[Kind::Id],
    &[Kind::Int, Kind::Id, Kind::Int],
);

/// Every note of a notebook that this viewer may read, in the manual order: position, note, depth.
///
/// It reads the whole notebook: for [`crate::Store::heavy`].
pub async fn outline(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId) -> Result<Vec<(i64, NoteId, i64)>> {
    tx.asking(Tag::Placements(notebook)).all_for(viewer, &OUTLINE, &[notebook.into()]).await
}

static PLACED_AT: Statement = Statement::for_viewer(
    "placements.placed_at",
    "SELECT p.position, p.note, p.depth FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND p.note {in $2} AND {note_readable n} ORDER BY p.position, p.note",
    &[Kind::Id, Kind::Ids],
    &[Kind::Int, Kind::Id, Kind::Int],
);

/// The same, of these notes only: what brings an older outline up to date.
pub async fn outline_of(
    tx: &mut Tx,
    viewer: &Viewer,
    notebook: NotebookId,
    notes: &[NoteId],
) -> Result<Vec<(i64, NoteId, i64)>> {
    let values = [notebook.into(), Value::ids(notes.iter().copied())];
    tx.asking(Tag::Placements(notebook)).all_for(viewer, &PLACED_AT, &values).await
}

static UNCATEGORISE: Statement = Statement::new(
    "placements.uncategorise",
    "DELETE FROM placement_category WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static REMOVE: Statement = Statement::new(
    "placements.remove",
    "DELETE FROM placement WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id],
    &[],
);

/// Takes a note out of a notebook; whether it was there.
pub async fn remove(tx: &mut Tx, notebook: NotebookId, note: NoteId) -> Result<bool> {
    tx.asking_all([]).exec(&UNCATEGORISE, &[notebook.into(), note.into()]).await?;
    Ok(tx.asking_all([]).exec(&REMOVE, &[notebook.into(), note.into()]).await? > 0)
}

static LAID: Statement = Statement::new(
    "placements.laid",
    "SELECT note, position, depth FROM placement WHERE notebook = $1 ORDER BY note",
    &[Kind::Id],
    &[Kind::Id, Kind::Int, Kind::Int],
);

/// Where each note of a notebook stands in its manual order, for who writes there: note, position, depth.
pub async fn laid(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(NoteId, i64, i64)>> {
    tx.asking(Tag::Placements(notebook)).all(&LAID, &[notebook.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&HOLDING, &OUTLINE, &PLACED_AT, &UNCATEGORISE, &REMOVE, &LAID];
