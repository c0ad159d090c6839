//! Categories: defined by a notebook, borne by placements.

use domain::tags::Tag;
use domain::{CategoryId, NoteId, NotebookId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::Value;

static INSERT: Statement = Statement::new(
    "categories.insert",
    "INSERT INTO category (id, notebook, list, name, name_key, sort_key, place)
     VALUES ($1, $2, $3, $4, $5, $6,
         (SELECT COALESCE(MAX(c.place), 0) FROM category c WHERE c.notebook = $2 AND c.list = $3))",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Bytes],
    &[],
);

/// Defines a category in one of a notebook's lists (1 to 3): among the last ones, where the leads ordered that list.
pub async fn insert(
    tx: &mut Tx,
    id: CategoryId,
    notebook: NotebookId,
    list: i64,
    name: &str,
    name_key: &str,
    sort_key: Vec<u8>,
) -> Result<()> {
    let values = [id.into(), notebook.into(), list.into(), name.into(), name_key.into(), sort_key.into()];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static NAMED: Statement = Statement::new(
    "categories.named",
    "SELECT id FROM category WHERE notebook = $1 AND list = $2 AND name_key = $3",
    &[Kind::Id, Kind::Int, Kind::Text],
    &[Kind::Id],
);

/// The category that bears this folded name in a list of a notebook.
pub async fn named(tx: &mut Tx, notebook: NotebookId, list: i64, name_key: &str) -> Result<Option<CategoryId>> {
    let row: Option<(CategoryId,)> =
        tx.asking_all([]).opt(&NAMED, &[notebook.into(), list.into(), name_key.into()]).await?;
    Ok(row.map(|(id,)| id))
}

static CLEAR: Statement = Statement::new(
    "categories.clear",
    "DELETE FROM placement_category WHERE notebook = $1 AND note = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static BEAR: Statement = Statement::new(
    "categories.bear",
    "INSERT INTO placement_category (notebook, note, category) VALUES ($1, $2, $3)
     ON CONFLICT (notebook, note, category) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Id],
    &[],
);

/// Says which categories a placement bears.
pub async fn set(tx: &mut Tx, notebook: NotebookId, note: NoteId, categories: &[CategoryId]) -> Result<()> {
    tx.asking_all([]).exec_later(&CLEAR, &[notebook.into(), note.into()]).await?;
    for category in categories {
        tx.asking_all([]).exec_later(&BEAR, &[notebook.into(), note.into(), (*category).into()]).await?;
    }
    Ok(())
}

/// Gives a placement one more category.
pub async fn give(tx: &mut Tx, notebook: NotebookId, note: NoteId, category: CategoryId) -> Result<()> {
    tx.asking_all([]).exec_later(&BEAR, &[notebook.into(), note.into(), category.into()]).await?;
    Ok(())
}

static NAME_LIST: Statement = Statement::new(
    "categories.name_list",
    "INSERT INTO category_list (notebook, list, name) VALUES ($1, $2, $3)
     ON CONFLICT (notebook, list) DO UPDATE SET name = excluded.name",
    &[Kind::Id, Kind::Int, Kind::Text],
    &[],
);

/// Says what a notebook calls one of its lists of categories (1 to 3).
pub async fn name_list(tx: &mut Tx, notebook: NotebookId, list: i64, name: &str) -> Result<()> {
    tx.asking_all([]).exec(&NAME_LIST, &[notebook.into(), list.into(), name.into()]).await?;
    Ok(())
}

static LISTS: Statement = Statement::new(
    "categories.lists",
    "SELECT list, name FROM category_list WHERE notebook = $1 ORDER BY list",
    &[Kind::Id],
    &[Kind::Int, Kind::Text],
);

/// The names of a notebook's lists of categories, where they have one: number, name.
pub async fn lists(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(i64, String)>> {
    tx.asking(Tag::Placements(notebook)).all(&LISTS, &[notebook.into()]).await
}

static OF_NOTEBOOK: Statement = Statement::new(
    "categories.of_notebook",
    "SELECT id, list, name FROM category WHERE notebook = $1 ORDER BY list, place, sort_key, id",
    &[Kind::Id],
    &[Kind::Id, Kind::Int, Kind::Text],
);

/// The categories that a notebook defined, in the order of its lists: category, list, name.
///
/// The caller names those alone that a note which its viewer may read bears.
pub async fn of_notebook(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(CategoryId, i64, String)>> {
    tx.asking(Tag::Placements(notebook)).all(&OF_NOTEBOOK, &[notebook.into()]).await
}

static BORNE: Statement = Statement::new(
    "categories.borne",
    "SELECT note, category FROM placement_category WHERE notebook = $1 ORDER BY note, category",
    &[Kind::Id],
    &[Kind::Id, Kind::Id],
);

/// Which note of a notebook bears which category, whoever may read it: the caller asks that.
///
/// It reads the whole notebook: for [`crate::Store::heavy`].
pub async fn borne(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(NoteId, CategoryId)>> {
    tx.asking(Tag::Placements(notebook)).all(&BORNE, &[notebook.into()]).await
}

static OF_PLACED: Statement = Statement::new(
    "categories.of_placed",
    "SELECT pc.note, c.id, c.name FROM placement_category pc JOIN category c ON c.id = pc.category
     WHERE pc.notebook = $1 AND pc.note {in $2} ORDER BY pc.note, c.list, c.place, c.sort_key, c.id",
    &[Kind::Id, Kind::Ids],
    &[Kind::Id, Kind::Id, Kind::Text],
);

/// The categories that the placements of these notes bear in a notebook. The caller has checked that they may be read.
pub async fn of_placed(
    tx: &mut Tx,
    notebook: NotebookId,
    notes: &[NoteId],
) -> Result<Vec<(NoteId, CategoryId, String)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let values = [notebook.into(), Value::ids(notes.iter().copied())];
    tx.asking(Tag::Placements(notebook)).all(&OF_PLACED, &values).await
}

static OF_NOTE: Statement = Statement::new(
    "categories.of_note",
    "SELECT pc.notebook, c.id, c.name FROM placement_category pc JOIN category c ON c.id = pc.category
     WHERE pc.note = $1 ORDER BY pc.notebook, c.list, c.place, c.sort_key, c.id",
    &[Kind::Id],
    &[Kind::Id, Kind::Id, Kind::Text],
);

/// The categories that a note bears, in whichever notebook: the caller shows those of notebooks that may be read.
pub async fn of_note(tx: &mut Tx, note: NoteId) -> Result<Vec<(NotebookId, CategoryId, String)>> {
    tx.asking(Tag::Note(note)).all(&OF_NOTE, &[note.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&INSERT, &NAMED, &CLEAR, &BEAR, &NAME_LIST, &LISTS, &OF_NOTEBOOK, &BORNE, &OF_PLACED, &OF_NOTE];
