//! The contents of a notebook, as those who place notes there order it.

use domain::policy::{Authorised, Contribute, Manage, Notebook, Viewer};
use domain::tags::Tag;
use domain::{NoteId, NotebookId, PartId, PersonId, Timestamp, Title};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

/// A note of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsRow {
    /// Which note.
    pub note: NoteId,
    /// Its title.
    pub title: String,
    /// Its place in the manual order.
    pub position: i64,
    /// 0 at the top.
    pub depth: i64,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Why it is here; empty where that is unsaid.
    pub reason: String,
    /// Who placed it; nobody where an import did.
    pub placed_by: Option<PersonId>,
}

impl FromRow for ContentsRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            note: row.get(0)?,
            title: row.get(1)?,
            position: row.get(2)?,
            depth: row.get(3)?,
            pinned: row.get(4)?,
            reason: row.get(5)?,
            placed_by: row.get(6)?,
        })
    }
}

static LINES: Statement = Statement::for_viewer(
    "contents.lines",
    "SELECT n.id, n.title, p.position, p.depth, p.pinned, p.reason, p.placed_by
     FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY p.position, p.note",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Int, Kind::Bool, Kind::Text, Kind::Id],
);
static PARTS: Statement = Statement::new(
    "contents.parts",
    "SELECT id, title, position, depth FROM part WHERE notebook = $1 ORDER BY position, id",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Int],
);
static HOLD: Statement =
    Statement::new("contents.hold", "UPDATE notebook SET changed = $2 WHERE id = $1", &[Kind::Id, Kind::Int], &[]);

/// The notes of a notebook that this viewer may read, in the manual order.
///
/// It reads the whole notebook: for [`crate::Store::heavy`].
pub async fn lines(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId) -> Result<Vec<ContentsRow>> {
    tx.asking(Tag::Placements(notebook)).all_for(viewer, &LINES, &[notebook.into()]).await
}

/// The headings of a notebook's contents that are not notes: id, title, position, depth.
pub async fn parts(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(PartId, String, i64, i64)>> {
    tx.asking(Tag::Placements(notebook)).all(&PARTS, &[notebook.into()]).await
}

/// Keeps others from the contents of a notebook until the end of this transaction.
pub async fn hold(tx: &mut Tx, notebook: &Authorised<Notebook, Contribute>, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&HOLD, &[notebook.facts().id().into(), now.into()]).await?;
    Ok(())
}

static PIN: Statement = Statement::new(
    "contents.pin",
    "UPDATE placement SET pinned = $3 WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id, Kind::Bool],
    &[],
);
static SAY_WHY: Statement = Statement::new(
    "contents.say_why",
    "UPDATE placement SET reason = $3 WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id, Kind::Text],
    &[],
);
static ADD_PART: Statement = Statement::new(
    "contents.add_part",
    "INSERT INTO part (id, notebook, title, position, depth) VALUES ($1, $2, $3, $4, 0)",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static RENAME_PART: Statement = Statement::new(
    "contents.rename_part",
    "UPDATE part SET title = $3 WHERE notebook = $1 AND id = $2",
    &[Kind::Id, Kind::Id, Kind::Text],
    &[],
);
static MOVE_PART: Statement = Statement::new(
    "contents.move_part",
    "UPDATE part SET position = $3, depth = $4 WHERE notebook = $1 AND id = $2",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Int],
    &[],
);
static NO_PART: Statement =
    Statement::new("contents.no_part", "DELETE FROM part WHERE notebook = $1 AND id = $2", &[Kind::Id, Kind::Id], &[]);

/// Pins a note, or pins it no more; whether it is placed there.
pub async fn pin(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, note: NoteId, pinned: bool) -> Result<bool> {
    let values = [notebook.facts().id().into(), note.into(), pinned.into()];
    Ok(tx.asking_all([]).exec(&PIN, &values).await? > 0)
}

/// Says why a note is here; whether it is placed there.
pub async fn say_why(
    tx: &mut Tx,
    notebook: &Authorised<Notebook, Contribute>,
    note: NoteId,
    reason: &str,
) -> Result<bool> {
    let values = [notebook.facts().id().into(), note.into(), reason.into()];
    Ok(tx.asking_all([]).exec(&SAY_WHY, &values).await? > 0)
}

/// Adds a heading at a place of the manual order, at the top level.
pub async fn add_part(
    tx: &mut Tx,
    notebook: &Authorised<Notebook, Manage>,
    part: PartId,
    title: &Title,
    position: i64,
) -> Result<()> {
    let values = [part.into(), notebook.facts().id().into(), title.as_str().into(), position.into()];
    tx.asking_all([]).exec(&ADD_PART, &values).await?;
    Ok(())
}

/// Gives a heading other words; whether it is there.
pub async fn rename_part(
    tx: &mut Tx,
    notebook: &Authorised<Notebook, Manage>,
    part: PartId,
    title: &Title,
) -> Result<bool> {
    let values = [notebook.facts().id().into(), part.into(), title.as_str().into()];
    Ok(tx.asking_all([]).exec(&RENAME_PART, &values).await? > 0)
}

/// Puts a heading elsewhere in the manual order.
pub async fn move_part(
    tx: &mut Tx,
    notebook: &Authorised<Notebook, Contribute>,
    part: PartId,
    position: i64,
    depth: i64,
) -> Result<()> {
    let values = [notebook.facts().id().into(), part.into(), position.into(), depth.into()];
    tx.asking_all([]).exec(&MOVE_PART, &values).await?;
    Ok(())
}

/// Takes a heading away, and no note with it; whether it was there.
pub async fn remove_part(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, part: PartId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_PART, &[notebook.facts().id().into(), part.into()]).await? > 0)
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&LINES, &PARTS, &HOLD, &PIN, &SAY_WHY, &ADD_PART, &RENAME_PART, &MOVE_PART, &NO_PART];
