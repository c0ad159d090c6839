//! Notes in the bin: whose they are to take out, whom their deletion concerns, where they stood.

use domain::policy::Viewer;
use domain::{NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

// Who decides of a note: its authors, named or of the community that it was given to. What was purged has no title.
static BINNED: Statement = Statement::for_viewer(
    "deleting.binned",
    "SELECT n.id, n.title, n.deleted FROM note n WHERE n.deleted IS NOT NULL AND n.title <> '' AND (
         EXISTS (SELECT 1 FROM author a WHERE a.note = n.id AND a.person = :me)
         OR (n.delegated IS NOT NULL AND n.delegated {in :editing} AND {delegates n}))
     ORDER BY n.deleted DESC, n.id LIMIT $1",
    &[Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Int],
);
static IN_BIN: Statement = Statement::new(
    "deleting.in_bin",
    "SELECT title, deleted FROM note WHERE id = $1 AND deleted IS NOT NULL AND title <> ''",
    &[Kind::Id],
    &[Kind::Text, Kind::Int],
);
static CONCERNED: Statement = Statement::new(
    "deleting.concerned",
    "SELECT m.person FROM placement p JOIN notebook_member m ON m.notebook = p.notebook WHERE p.note = $1 AND m.role = 'lead'
     UNION SELECT a.person FROM link l JOIN author a ON a.note = l.note WHERE l.target = $1 AND l.note <> $1",
    &[Kind::Id],
    &[Kind::Id],
);
static STOOD_IN: Statement = Statement::new(
    "deleting.stood_in",
    "SELECT b.title FROM placement p JOIN notebook b ON b.id = p.notebook
     WHERE p.note = $1 AND EXISTS (
         SELECT 1 FROM notebook_member m WHERE m.notebook = b.id AND m.role = 'lead' AND m.person = $2)
     ORDER BY b.sort_key, b.id LIMIT 20",
    &[Kind::Id, Kind::Id],
    &[Kind::Text],
);
static CITED_IN: Statement = Statement::new(
    "deleting.cited_in",
    "SELECT n.title FROM note n WHERE n.deleted IS NULL AND n.id <> $1
       AND EXISTS (SELECT 1 FROM link l WHERE l.note = n.id AND l.target = $1)
       AND EXISTS (SELECT 1 FROM author a WHERE a.note = n.id AND a.person = $2)
     ORDER BY n.sort_key, n.id LIMIT 20",
    &[Kind::Id, Kind::Id],
    &[Kind::Text],
);

/// The notes that this viewer may take out of the bin, the last deleted first: which one, its title, since when.
pub async fn binned(tx: &mut Tx, viewer: &Viewer, most: i64) -> Result<Vec<(NoteId, String, Timestamp)>> {
    tx.asking_all([]).all_for(viewer, &BINNED, &[most.into()]).await
}

/// The title of a note in the bin, and since when it is there; nothing of one whose words are gone.
pub async fn in_bin(tx: &mut Tx, note: NoteId) -> Result<Option<(String, Timestamp)>> {
    tx.asking_all([]).opt(&IN_BIN, &[note.into()]).await
}

/// Whom it concerns that a note is deleted: the leads of notebooks where it stands, the authors of notes that cite it.
pub async fn concerned(tx: &mut Tx, note: NoteId) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&CONCERNED, &[note.into()]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Where a note stood for this person: the notebooks that they lead, the notes of theirs that cite it; by title.
pub async fn stood(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<(Vec<String>, Vec<String>)> {
    let notebooks: Vec<(String,)> = tx.asking_all([]).all(&STOOD_IN, &[note.into(), person.into()]).await?;
    let notes: Vec<(String,)> = tx.asking_all([]).all(&CITED_IN, &[note.into(), person.into()]).await?;
    let titles = |rows: Vec<(String,)>| rows.into_iter().map(|(title,)| title).collect();
    Ok((titles(notebooks), titles(notes)))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&BINNED, &IN_BIN, &CONCERNED, &STOOD_IN, &CITED_IN];
