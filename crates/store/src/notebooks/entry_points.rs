//! Ways into a notebook: up to five notes or notebooks that its leads name.

use domain::tags::Tag;
use domain::{NoteId, NotebookId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::optional;

/// A way into a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPoint {
    /// What its leads call it; empty for the title of what it leads to.
    pub label: String,
    /// Where it leads.
    pub to: EntryTarget,
}

/// Where a way into a notebook leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryTarget {
    /// To a note.
    Note(NoteId),
    /// To another notebook.
    Notebook(NotebookId),
}

static ENTRY_POINTS: Statement = Statement::new(
    "notebooks.entry_points",
    "SELECT label, note, leads_to FROM entry_point WHERE notebook = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Text, Kind::Id, Kind::Id],
);

/// The entry points, whoever may read them: the caller asks that next.
pub async fn entry_points(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<EntryPoint>> {
    let rows: Vec<(String, Option<NoteId>, Option<NotebookId>)> = tx
        .asking_all([Tag::Notebook(notebook), Tag::Placements(notebook)])
        .all(&ENTRY_POINTS, &[notebook.into()])
        .await?;
    let points = rows.into_iter().filter_map(|(label, note, notebook)| {
        let to = note.map(EntryTarget::Note).or(notebook.map(EntryTarget::Notebook))?;
        Some(EntryPoint { label, to })
    });
    Ok(points.collect())
}

static CLEAR_ENTRY: Statement =
    Statement::new("notebooks.clear_entry_points", "DELETE FROM entry_point WHERE notebook = $1", &[Kind::Id], &[]);
static ADD_ENTRY: Statement = Statement::new(
    "notebooks.add_entry_point",
    "INSERT INTO entry_point (notebook, place, label, note, leads_to) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Id, Kind::Id],
    &[],
);

/// Says where to begin: up to five notes or notebooks, in order.
pub async fn set_entry_points(tx: &mut Tx, id: NotebookId, points: &[EntryPoint]) -> Result<()> {
    tx.asking_all([]).exec(&CLEAR_ENTRY, &[id.into()]).await?;
    for (place, point) in (1_i64..=5).zip(points) {
        let (note, notebook) = match point.to {
            EntryTarget::Note(note) => (Some(note), None),
            EntryTarget::Notebook(notebook) => (None, Some(notebook)),
        };
        let values = [id.into(), place.into(), point.label.as_str().into(), optional(note), optional(notebook)];
        tx.asking_all([]).exec(&ADD_ENTRY, &values).await?;
    }
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&ENTRY_POINTS, &CLEAR_ENTRY, &ADD_ENTRY];
