//! Placements seen from the note: where it stands, who placed it, which ones its authors declined.

use domain::policy::Viewer;
use domain::{NoteId, NotebookId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

static PLACED_IN: Statement = Statement::for_viewer(
    "declines.placed_in",
    "SELECT b.id, b.title, p.placed_by, p.placed FROM placement p JOIN notebook b ON b.id = p.notebook
     WHERE p.note = $1 AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT 500",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Int],
);
static PLACED: Statement = Statement::new(
    "declines.placed",
    "SELECT placed_by, placed FROM placement WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id],
    &[Kind::Id, Kind::Int],
);
static HOLD: Statement =
    Statement::new("declines.hold", "UPDATE notebook SET changed = $2 WHERE id = $1", &[Kind::Id, Kind::Int], &[]);
static DECLINE: Statement = Statement::new(
    "declines.decline",
    "INSERT INTO placement_decline (notebook, note, person, words, declined, ends) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (notebook, note) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Int, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "declines.of",
    "SELECT declined FROM placement_decline WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id],
    &[Kind::Int],
);
static OF_NOTE: Statement = Statement::for_viewer(
    "declines.of_note",
    "SELECT b.id, b.title, d.ends FROM placement_decline d JOIN notebook b ON b.id = d.notebook
     WHERE d.note = $1 AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT 500",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Int],
);
static OF_NOTEBOOK: Statement = Statement::for_viewer(
    "declines.of_notebook",
    "SELECT n.id, n.title, d.words, d.declined, d.ends FROM placement_decline d JOIN note n ON n.id = d.note
     WHERE d.notebook = $1 AND {note_readable n} ORDER BY d.declined DESC, n.id LIMIT 200",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
);
static TAKE_BACK: Statement = Statement::new(
    "declines.take_back",
    "DELETE FROM placement_decline WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id],
    &[],
);

/// A notebook where a note stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedInRow {
    /// Which notebook.
    pub notebook: NotebookId,
    /// Its title.
    pub title: String,
    /// Who placed the note there; nobody where an import did.
    pub placed_by: Option<PersonId>,
    /// When.
    pub placed: Timestamp,
}

impl FromRow for PlacedInRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { notebook: row.get(0)?, title: row.get(1)?, placed_by: row.get(2)?, placed: row.get(3)? })
    }
}

/// A placement that was declined, as the leads of the notebook read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclinedRow {
    /// Which note.
    pub note: NoteId,
    /// Its title.
    pub title: String,
    /// What is said to them; empty where who said it has left.
    pub words: String,
    /// When.
    pub declined: Timestamp,
    /// When the placement goes, or went.
    pub ends: Timestamp,
}

impl FromRow for DeclinedRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { note: row.get(0)?, title: row.get(1)?, words: row.get(2)?, declined: row.get(3)?, ends: row.get(4)? })
    }
}

/// Where a note stands, among the notebooks that this viewer may read, by title. The caller has checked that the note may be.
pub async fn placed_in(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<PlacedInRow>> {
    tx.asking_all([]).all_for(viewer, &PLACED_IN, &[note.into()]).await
}

/// Who placed a note in a notebook, and when; nothing where it is not there.
pub async fn placed(tx: &mut Tx, notebook: NotebookId, note: NoteId) -> Result<Option<(Option<PersonId>, Timestamp)>> {
    tx.asking_all([]).opt(&PLACED, &[notebook.into(), note.into()]).await
}

/// Keeps others from what is placed in a notebook until the end of this transaction.
pub async fn hold(tx: &mut Tx, notebook: NotebookId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&HOLD, &[notebook.into(), now.into()]).await?;
    Ok(())
}

/// Remembers that an author declined a placement, which goes at a moment; whether nobody had.
pub async fn decline(
    tx: &mut Tx,
    (notebook, note): (NotebookId, NoteId),
    person: PersonId,
    words: &str,
    now: Timestamp,
    ends: Timestamp,
) -> Result<bool> {
    let values = [notebook.into(), note.into(), person.into(), words.into(), now.into(), ends.into()];
    Ok(tx.asking_all([]).exec(&DECLINE, &values).await? > 0)
}

/// When a placement was declined, where it was.
pub async fn of(tx: &mut Tx, notebook: NotebookId, note: NoteId) -> Result<Option<Timestamp>> {
    let row: Option<(Timestamp,)> = tx.asking_all([]).opt(&OF, &[notebook.into(), note.into()]).await?;
    Ok(row.map(|(declined,)| declined))
}

/// The notebooks where authors of a note declined it, among those that this viewer may read: id, title, when the placement goes.
pub async fn of_note(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<(NotebookId, String, Timestamp)>> {
    tx.asking_all([]).all_for(viewer, &OF_NOTE, &[note.into()]).await
}

/// What was declined of a notebook, for its leads: newest first, 200 at most, of the notes that this viewer may read.
pub async fn of_notebook(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId) -> Result<Vec<DeclinedRow>> {
    tx.asking_all([]).all_for(viewer, &OF_NOTEBOOK, &[notebook.into()]).await
}

/// Forgets that a placement was declined; whether it was.
pub async fn take_back(tx: &mut Tx, notebook: NotebookId, note: NoteId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&TAKE_BACK, &[notebook.into(), note.into()]).await? > 0)
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&PLACED_IN, &PLACED, &HOLD, &DECLINE, &OF, &OF_NOTE, &OF_NOTEBOOK, &TAKE_BACK];
