//! Placements: in which notebooks a note is, and in what order a notebook reads.

use domain::notebooks::Sort;
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{NoteId, NotebookId, PersonId, Timestamp};

use crate::error::Result;
use crate::notes::LineRow;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

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
    /// SHA-256 of the picture of that cover, where it was given one.
    pub cover: Option<[u8; 32]>,
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
            cover: row.get(8)?,
        })
    }
}

static HOLDING: Statement = Statement::for_viewer(
    "placements.holding",
    "SELECT b.id, b.title, w.name, p.placed, p.reason, p.position, p.placed_by, b.color, b.cover
     FROM placement p JOIN notebook b ON b.id = p.notebook LEFT JOIN person w ON w.id = p.placed_by
     WHERE p.note = $1 AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT 100",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Int, Kind::Id, Kind::Text, Kind::Bytes],
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

static HELD_IN: Statement = Statement::for_viewer(
    "placements.held_in",
    "SELECT p.note, b.id, b.title FROM placement p JOIN notebook b ON b.id = p.notebook
     WHERE p.note {in $1} AND {notebook_readable b} ORDER BY p.note, b.sort_key, b.id LIMIT 1000",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id, Kind::Text],
);

/// The notebooks where these notes are placed, among those that this viewer may read. The caller has checked that the notes
/// may be.
pub async fn held_in(tx: &mut Tx, viewer: &Viewer, notes: &[NoteId]) -> Result<Vec<(NoteId, NotebookId, String)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = notes.iter().copied().map(Tag::Note).chain([Tag::Notebooks]).collect();
    let rows: Vec<(NoteId, NotebookId, String)> =
        tx.asking_all(tags).all_for(viewer, &HELD_IN, &[Value::ids(notes.iter().copied())]).await?;
    tx.asks(rows.iter().map(|(_, notebook, _)| Tag::Notebook(*notebook)));
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

static ON_SHELF: Statement = Statement::for_viewer(
    "placements.on_shelf",
    "SELECT p.note, p.pinned FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY p.position, p.note",
    &[Kind::Id],
    &[Kind::Id, Kind::Bool],
);

/// Every note of a notebook that this viewer may read, in the manual order, and whether it is pinned.
///
/// It reads the whole notebook: for [`crate::Store::heavy`].
pub async fn on_shelf(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId) -> Result<Vec<(NoteId, bool)>> {
    tx.asking(Tag::Placements(notebook)).all_for(viewer, &ON_SHELF, &[notebook.into()]).await
}

static NEWEST: Statement = Statement::for_viewer(
    "placements.newest",
    "SELECT p.note FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY p.placed DESC, p.note DESC",
    &[Kind::Id],
    &[Kind::Id],
);
static CHANGED: Statement = Statement::for_viewer(
    "placements.changed",
    "SELECT p.note FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY n.changed DESC, n.id DESC",
    &[Kind::Id],
    &[Kind::Id],
);
static TITLED: Statement = Statement::for_viewer(
    "placements.titled",
    "SELECT p.note FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY n.sort_key, n.id",
    &[Kind::Id],
    &[Kind::Id],
);

/// Every note of a notebook that this viewer may read, in an order; what is asked is also when that order changes.
///
/// It reads the whole notebook: for [`crate::Store::heavy`].
pub async fn in_order(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId, sort: Sort) -> Result<Vec<NoteId>> {
    let statement = match sort {
        Sort::Manual => {
            return Ok(on_shelf(tx, viewer, notebook).await?.into_iter().map(|(note, _)| note).collect());
        }
        Sort::Newest => &NEWEST,
        Sort::Changed => &CHANGED,
        Sort::Title => &TITLED,
    };
    let rows: Vec<(NoteId,)> =
        tx.asking_all(orders(notebook, sort)).all_for(viewer, statement, &[notebook.into()]).await?;
    Ok(rows.into_iter().map(|(note,)| note).collect())
}

/// The questions whose answers an order is made of.
pub fn orders(notebook: NotebookId, sort: Sort) -> Vec<Tag> {
    let mut tags = vec![Tag::Placements(notebook)];
    if matches!(sort, Sort::Changed | Sort::Title) {
        tags.push(Tag::Within(notebook));
    }
    tags
}

/// A line of the list of a notebook's notes.
#[derive(Clone, Debug)]
pub struct PlacedRow {
    /// The note.
    pub line: LineRow,
    /// Whether it is pinned there.
    pub pinned: bool,
    /// Why it is there; empty where that is unsaid.
    pub reason: String,
}

impl FromRow for PlacedRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { line: LineRow::from_row(row)?, pinned: row.get(8)?, reason: row.get(9)? })
    }
}

static LINES: Statement = Statement::for_viewer(
    "placements.lines",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, n.revision, p.pinned, p.reason
     FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND p.note {in $2} AND {note_readable n} ORDER BY n.id",
    &[Kind::Id, Kind::Ids],
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Int,
        Kind::Text,
        Kind::Int,
        Kind::Bool,
        Kind::Text,
    ],
);

/// Of these notes, those that are placed there and that this viewer may read, by id.
pub async fn lines(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId, notes: &[NoteId]) -> Result<Vec<PlacedRow>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let values = [notebook.into(), Value::ids(notes.iter().copied())];
    let rows: Vec<PlacedRow> = tx.asking(Tag::Placements(notebook)).all_for(viewer, &LINES, &values).await?;
    tx.asks(rows.iter().map(|row| Tag::Note(row.line.id)));
    Ok(rows)
}

static PLACE: Statement = Statement::new(
    "placements.place",
    "INSERT INTO placement (notebook, note, position, depth, pinned, placed_by, placed, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (notebook, note) DO UPDATE SET position = excluded.position, depth = excluded.depth
         WHERE placement.position <> excluded.position OR placement.depth <> excluded.depth",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Int, Kind::Bool, Kind::Id, Kind::Int, Kind::Text],
    &[],
);

/// A note to place in a notebook.
#[derive(Clone, Copy, Debug)]
pub struct NewPlacement<'a> {
    /// Which note.
    pub note: NoteId,
    /// Its place in the manual order.
    pub position: i64,
    /// 0 at the top.
    pub depth: i64,
    /// Who places it.
    pub by: Option<PersonId>,
    /// When.
    pub placed: Timestamp,
    /// Why, in their words; empty when unsaid.
    pub reason: &'a str,
    /// Whether it is pinned.
    pub pinned: bool,
}

impl NewPlacement<'_> {
    fn row(&self, notebook: NotebookId) -> Vec<Value> {
        vec![
            notebook.into(),
            self.note.into(),
            self.position.into(),
            self.depth.into(),
            self.pinned.into(),
            optional(self.by),
            self.placed.into(),
            self.reason.into(),
        ]
    }
}

/// Places a note at a position of the manual order, or moves it there; whether it was not there yet.
pub async fn place(
    tx: &mut Tx,
    notebook: NotebookId,
    note: NoteId,
    position: i64,
    depth: i64,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<bool> {
    let placement = NewPlacement { note, position, depth, by, placed: now, reason: "", pinned: false };
    Ok(tx.asking_all([]).exec(&PLACE, &placement.row(notebook)).await? > 0)
}

/// Places notes that this transaction made: they were nowhere yet, so nothing is asked.
pub async fn place_new(tx: &mut Tx, notebook: NotebookId, placements: &[NewPlacement<'_>]) -> Result<()> {
    let rows: Vec<_> = placements.iter().map(|placement| placement.row(notebook)).collect();
    tx.exec_rows_later(&PLACE, &rows).await
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
pub static STATEMENTS: &[&Statement] = &[
    &HOLDING,
    &HELD_IN,
    &OUTLINE,
    &PLACED_AT,
    &UNCATEGORISE,
    &REMOVE,
    &ON_SHELF,
    &NEWEST,
    &CHANGED,
    &TITLED,
    &LINES,
    &PLACE,
    &LAID,
];
