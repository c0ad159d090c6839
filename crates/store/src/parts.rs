//! Parts: the headings of a notebook's contents that are not notes.

use domain::tags::Tag;
use domain::{NotebookId, PartId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static OF: Statement = Statement::new(
    "parts.of",
    "SELECT title, position, depth FROM part WHERE notebook = $1 ORDER BY position, id",
    &[Kind::Id],
    &[Kind::Text, Kind::Int, Kind::Int],
);
static CLEAR: Statement = Statement::new("parts.clear", "DELETE FROM part WHERE notebook = $1", &[Kind::Id], &[]);
static ADD: Statement = Statement::new(
    "parts.add",
    "INSERT INTO part (id, notebook, title, position, depth) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int, Kind::Int],
    &[],
);

/// The headings of a notebook's contents that are not notes: title, position, depth.
pub async fn of(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(String, i64, i64)>> {
    tx.asking(Tag::Placements(notebook)).all(&OF, &[notebook.into()]).await
}

/// Replaces those headings.
pub async fn set(tx: &mut Tx, notebook: NotebookId, parts: &[(PartId, String, i64, i64)]) -> Result<()> {
    tx.asking_all([]).exec(&CLEAR, &[notebook.into()]).await?;
    for (id, title, position, depth) in parts {
        let values = [(*id).into(), notebook.into(), title.as_str().into(), (*position).into(), (*depth).into()];
        tx.asking_all([]).exec(&ADD, &values).await?;
    }
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&OF, &CLEAR, &ADD];
