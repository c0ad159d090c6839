//! What somebody wrote, signs or may edit: the notes, their versions, the files that they show.

use domain::{NoteId, PersonId};

use super::FIRST_VERSION;
use crate::attachments::AttachmentRow;
use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::Value;

static NOTES_OF: Statement = Statement::new(
    "personal.notes_of",
    "SELECT x.note FROM (
         SELECT b.note FROM byline b WHERE b.person = $1 AND b.note > $2
         UNION SELECT a.note FROM author a WHERE a.person = $1 AND a.note > $2
         UNION SELECT r.note FROM revision r WHERE r.author = $1 AND r.note > $2) x
     ORDER BY x.note LIMIT $3",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[Kind::Id],
);
static VERSIONS_OF: Statement = Statement::new(
    "personal.versions_of",
    "SELECT r.number, r.title, r.body FROM revision r
     WHERE r.note = $1 AND r.author = $2 AND r.number > $3 AND r.withdrawn IS NULL ORDER BY r.number LIMIT $4",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Int],
    &[Kind::Int, Kind::Text, Kind::Text],
);
static FILES_OF: Statement = Statement::new(
    "personal.files_of",
    "SELECT a.id, a.hash, a.name, a.media, a.size, a.width, a.height FROM attachment a
     JOIN note_file f ON f.attachment = a.id WHERE f.note {in $1} ORDER BY a.id",
    &[Kind::Ids],
    crate::attachments::ATTACHMENT,
);

/// The notes that somebody signs, may edit by name or wrote a version of, in the order of their ids. The caller asks which
/// of them they may read.
pub async fn notes_of(tx: &mut Tx, person: PersonId, after: Option<NoteId>, most: i64) -> Result<Vec<NoteId>> {
    let after = after.unwrap_or(FIRST_VERSION.0);
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&NOTES_OF, &[person.into(), after.into(), most.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The versions of a note that somebody wrote and whose words are there: number, title, text. The caller has checked that the
/// note may be read.
pub async fn versions_of(
    tx: &mut Tx,
    note: NoteId,
    person: PersonId,
    after: i64,
    most: i64,
) -> Result<Vec<(i64, String, String)>> {
    tx.asking_all([]).all(&VERSIONS_OF, &[note.into(), person.into(), after.into(), most.into()]).await
}

/// The files that these notes show. The caller has checked that the notes may be read.
pub async fn files_of(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<AttachmentRow>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    tx.asking_all([]).all(&FILES_OF, &[Value::ids(notes.iter().copied())]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&NOTES_OF, &VERSIONS_OF, &FILES_OF];
