//! What an import brought in, so that the next run changes only what changed; and its report.

use domain::tags::Tag;
use domain::{AttachmentId, ImportId, NoteId, NotebookId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// A file known from an earlier run.
#[derive(Clone, Debug)]
pub struct ImportedRow {
    /// Where it stood, relative to the folder.
    pub path: String,
    /// SHA-256 of its bytes then.
    pub hash: [u8; 32],
    /// The note it became.
    pub note: Option<NoteId>,
    /// The stored file it became.
    pub attachment: Option<AttachmentId>,
    /// The version of the note that the import wrote last.
    pub revision: i64,
    /// Where the import put the note: position and depth.
    pub placed: Option<(i64, i64)>,
}

impl FromRow for ImportedRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            path: row.get(0)?,
            hash: row.get(1)?,
            note: row.get(2)?,
            attachment: row.get(3)?,
            revision: row.get(4)?,
            placed: row.get::<Option<i64>>(5)?.zip(row.get(6)?),
        })
    }
}

static KNOWN: Statement = Statement::new(
    "imports.known",
    "SELECT path, hash, note, attachment, revision, position, depth FROM imported WHERE notebook = $1 ORDER BY path",
    &[Kind::Id],
    &[Kind::Text, Kind::Bytes, Kind::Id, Kind::Id, Kind::Int, Kind::Int, Kind::Int],
);

/// Every file of earlier runs into this notebook.
pub async fn known(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<ImportedRow>> {
    tx.asking_all([]).all(&KNOWN, &[notebook.into()]).await
}

static REMEMBER: Statement = Statement::new(
    "imports.remember",
    "INSERT INTO imported (notebook, path, hash, note, attachment, revision, position, depth)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (notebook, path) DO UPDATE SET hash = excluded.hash, note = excluded.note,
         attachment = excluded.attachment, revision = excluded.revision, position = excluded.position,
         depth = excluded.depth",
    &[Kind::Id, Kind::Text, Kind::Bytes, Kind::Id, Kind::Id, Kind::Int, Kind::Int, Kind::Int],
    &[],
);

/// Remembers a file.
pub async fn remember(tx: &mut Tx, notebook: NotebookId, row: &ImportedRow) -> Result<()> {
    remember_all(tx, notebook, std::slice::from_ref(row)).await
}

/// Remembers files, each named once.
pub async fn remember_all(tx: &mut Tx, notebook: NotebookId, rows: &[ImportedRow]) -> Result<()> {
    let rows: Vec<_> = rows.iter().map(|row| values_of(notebook, row)).collect();
    tx.exec_rows_later(&REMEMBER, &rows).await
}

fn values_of(notebook: NotebookId, row: &ImportedRow) -> Vec<Value> {
    vec![
        notebook.into(),
        row.path.as_str().into(),
        row.hash.into(),
        optional(row.note),
        optional(row.attachment),
        row.revision.into(),
        row.placed.map_or(Value::Null, |(position, _)| position.into()),
        row.placed.map_or(Value::Null, |(_, depth)| depth.into()),
    ]
}

static FORGET: Statement = Statement::new(
    "imports.forget",
    "DELETE FROM imported WHERE notebook = $1 AND path = $2",
    &[Kind::Id, Kind::Text],
    &[],
);

/// Forgets a path, once its file is known under another.
pub async fn forget(tx: &mut Tx, notebook: NotebookId, path: &str) -> Result<()> {
    tx.asking_all([]).exec_later(&FORGET, &[notebook.into(), path.into()]).await?;
    Ok(())
}

static PLANNED: Statement = Statement::new(
    "imports.planned",
    "SELECT path, note FROM import_plan WHERE notebook = $1 ORDER BY path",
    &[Kind::Id],
    &[Kind::Text, Kind::Id],
);

/// The notes that an earlier run was about to write, by the path of their file.
pub async fn planned(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(String, NoteId)>> {
    tx.asking_all([]).all(&PLANNED, &[notebook.into()]).await
}

static PLAN: Statement = Statement::new(
    "imports.plan",
    "INSERT INTO import_plan (notebook, path, note) VALUES ($1, $2, $3) ON CONFLICT (notebook, path) DO NOTHING",
    &[Kind::Id, Kind::Text, Kind::Id],
    &[],
);

/// Keeps the ids of notes that are about to be written, by the path of their file.
pub async fn plan(tx: &mut Tx, notebook: NotebookId, some: &[(&str, NoteId)]) -> Result<()> {
    let row = |(path, note): &(&str, NoteId)| vec![notebook.into(), (*path).into(), (*note).into()];
    tx.exec_rows_later(&PLAN, &some.iter().map(row).collect::<Vec<_>>()).await
}

static PLAN_OVER: Statement = Statement::new(
    "imports.plan_over",
    "DELETE FROM import_plan WHERE notebook = $1 AND (EXISTS (SELECT 1 FROM note n WHERE n.id = import_plan.note)
         OR NOT EXISTS (SELECT 1 FROM link l WHERE l.target = import_plan.note))",
    &[Kind::Id],
    &[],
);

/// Forgets what was planned, but for the notes that were not written and that a link leads to.
pub async fn plan_over(tx: &mut Tx, notebook: NotebookId) -> Result<()> {
    tx.asking_all([]).exec(&PLAN_OVER, &[notebook.into()]).await?;
    Ok(())
}

static SAID_CLEAR: Statement =
    Statement::new("imports.said_clear", "DELETE FROM front_matter WHERE note = $1", &[Kind::Id], &[]);
static SAID_ADD: Statement = Statement::new(
    "imports.said_add",
    "INSERT INTO front_matter (note, place, name, value) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text],
    &[],
);
static SAID: Statement = Statement::new(
    "imports.said",
    "SELECT name, value FROM front_matter WHERE note = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Text, Kind::Text],
);

/// Keeps what a file said and that no other column holds: names and values, in their order.
pub async fn set_said(tx: &mut Tx, note: NoteId, pairs: &[(String, String)]) -> Result<()> {
    tx.asking_all([]).exec_later(&SAID_CLEAR, &[note.into()]).await?;
    for (place, (name, value)) in (1_i64..).zip(pairs) {
        let values = [note.into(), place.into(), name.as_str().into(), value.as_str().into()];
        tx.asking_all([]).exec_later(&SAID_ADD, &values).await?;
    }
    Ok(())
}

/// What the file of a note said. The caller has checked that the note may be read.
pub async fn said(tx: &mut Tx, note: NoteId) -> Result<Vec<(String, String)>> {
    tx.asking(Tag::Note(note)).all(&SAID, &[note.into()]).await
}

static SAVE: Statement = Statement::new(
    "imports.save",
    "INSERT INTO import (id, notebook, ended, report) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Text],
    &[],
);
static REPORT: Statement = Statement::new(
    "imports.report",
    "SELECT ended, report FROM import WHERE id = $1",
    &[Kind::Id],
    &[Kind::Int, Kind::Text],
);

/// Keeps a report.
pub async fn save_report(
    tx: &mut Tx,
    id: ImportId,
    notebook: NotebookId,
    ended: Timestamp,
    report: &str,
) -> Result<()> {
    tx.asking_all([]).exec(&SAVE, &[id.into(), notebook.into(), ended.into(), report.into()]).await?;
    Ok(())
}

/// A report: when it ended, and its JSON.
pub async fn report(tx: &mut Tx, id: ImportId) -> Result<Option<(Timestamp, String)>> {
    tx.asking_all([]).opt(&REPORT, &[id.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&KNOWN, &REMEMBER, &FORGET, &PLANNED, &PLAN, &PLAN_OVER, &SAID_CLEAR, &SAID_ADD, &SAID, &SAVE, &REPORT];
