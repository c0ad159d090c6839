//! Notes that are written with a form: which note a form made, who wrote before, which links waited for a title.

use domain::lexicon::EntryKey;
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId, NotebookId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::Value;

static MADE: Statement = Statement::new(
    "writing.made",
    "SELECT note FROM written WHERE person = $1 AND form = $2",
    &[Kind::Id, Kind::Text],
    &[Kind::Id],
);
static REMEMBER: Statement = Statement::new(
    "writing.remember",
    "INSERT INTO written (person, form, note, made) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Int],
    &[],
);
static FORGET: Statement = Statement::new("writing.forget", "DELETE FROM written WHERE made <= $1", &[Kind::Int], &[]);
static HAS_WRITTEN: Statement = Statement::new(
    "writing.has_written",
    "SELECT EXISTS (SELECT 1 FROM revision r WHERE r.note = $1 AND r.author = $2)",
    &[Kind::Id, Kind::Id],
    &[Kind::Bool],
);
static LAST_POSITION: Statement = Statement::new(
    "writing.last_position",
    "SELECT COALESCE(MAX(m.position), 0) FROM (
         SELECT position FROM placement WHERE notebook = $1 UNION ALL SELECT position FROM part WHERE notebook = $1) m",
    &[Kind::Id],
    &[Kind::Int],
);
static OPEN_NOTEBOOKS: Statement = Statement::for_viewer(
    "writing.open_notebooks",
    "SELECT b.id, b.title FROM notebook b WHERE {notebook_readable b} AND (b.open_to_signed_in OR :steward
       OR EXISTS (SELECT 1 FROM notebook_member m WHERE m.notebook = b.id AND m.person = :me)
       OR EXISTS (SELECT 1 FROM notebook_community c WHERE c.notebook = b.id AND c.community {in :communities}))
     ORDER BY b.sort_key, b.id LIMIT $1",
    &[Kind::Int],
    &[Kind::Id, Kind::Text],
);
// Who reads the note that waits reads the new one too: nobody's private note takes a link that others wait for.
static WAITING: Statement = Statement::new(
    "writing.waiting",
    "SELECT s.id FROM note s JOIN note n ON n.id = $2
     WHERE s.id <> n.id AND EXISTS (SELECT 1 FROM link l WHERE l.note = s.id AND l.title_key = $1 AND l.target IS NULL)
       AND (EXISTS (SELECT 1 FROM placement p JOIN placement q ON q.notebook = p.notebook WHERE p.note = s.id AND q.note = n.id)
         OR EXISTS (SELECT 1 FROM community_link p JOIN community_link q ON q.community = p.community
                    WHERE p.note = s.id AND q.note = n.id))
       AND (n.visibility = 'public' OR (n.visibility = 'signed_in' AND s.visibility <> 'public')
         OR (n.visibility = 'community' AND s.visibility = 'community' AND NOT EXISTS (
               SELECT 1 FROM community_link x WHERE x.note = s.id AND NOT EXISTS (
                   SELECT 1 FROM community_link y WHERE y.note = n.id AND y.community = x.community)))
         OR (s.visibility = 'authors' AND s.delegated IS NULL
             AND EXISTS (SELECT 1 FROM author x WHERE x.note = s.id)
             AND NOT EXISTS (SELECT 1 FROM reader x WHERE x.note = s.id)
             AND NOT EXISTS (SELECT 1 FROM author x WHERE x.note = s.id AND NOT EXISTS (
                   SELECT 1 FROM author y WHERE y.note = n.id AND y.person = x.person))))
     ORDER BY s.id LIMIT 1000",
    &[Kind::Text, Kind::Id],
    &[Kind::Id],
);
static RESOLVE: Statement = Statement::new(
    "writing.resolve",
    "UPDATE link SET target = $2 WHERE title_key = $1 AND target IS NULL AND note {in $3}",
    &[Kind::Text, Kind::Id, Kind::Ids],
    &[],
);
static REWORD: Statement = Statement::new(
    "writing.reword_term",
    "UPDATE term SET entry = $2, definition = $3 WHERE note = $1",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);
static RELABEL: Statement = Statement::new(
    "writing.relabel_term",
    "UPDATE term_label SET label = $3, label_key = $4, initial = $5, sort_key = $6
     WHERE term = $1 AND language = $2 AND role = 'preferred'",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Bytes],
    &[],
);

/// The note that this form of somebody made.
pub async fn made(tx: &mut Tx, person: PersonId, form: &str) -> Result<Option<NoteId>> {
    let row: Option<(NoteId,)> = tx.asking_all([]).opt(&MADE, &[person.into(), form.into()]).await?;
    Ok(row.map(|(note,)| note))
}

/// Remembers which note a form made.
///
/// # Errors
/// [`crate::Error::Conflict`] where it made one already.
pub async fn remember(tx: &mut Tx, person: PersonId, form: &str, note: NoteId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&REMEMBER, &[person.into(), form.into(), note.into(), now.into()]).await?;
    Ok(())
}

/// Forgets what forms made by this moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await?;
    Ok(())
}

/// Whether a person saved a version of a note.
pub async fn has_written(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    let row: Option<(bool,)> = tx.asking_all([]).opt(&HAS_WRITTEN, &[note.into(), person.into()]).await?;
    Ok(row.is_some_and(|(has,)| has))
}

/// The last position of the manual order of a notebook; 0 where nothing is placed there.
pub async fn last_position(tx: &mut Tx, notebook: NotebookId) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&LAST_POSITION, &[notebook.into()]).await?;
    Ok(row.map_or(0, |(position,)| position))
}

/// The notebooks where this viewer may well contribute, by title: the caller asks the rule of each.
pub async fn open_notebooks(tx: &mut Tx, viewer: &Viewer, most: i64) -> Result<Vec<(NotebookId, String)>> {
    tx.asking_all([]).all_for(viewer, &OPEN_NOTEBOOKS, &[most.into()]).await
}

/// Leads to a note the links that waited for this folded title in its notebooks and its communities, where all who read them
/// read the note too. Gives the notes where they stand.
pub async fn resolve(tx: &mut Tx, note: NoteId, key: &str) -> Result<Vec<NoteId>> {
    let waiting: Vec<(NoteId,)> = tx.asking_all([]).all(&WAITING, &[key.into(), note.into()]).await?;
    let waiting: Vec<NoteId> = waiting.into_iter().map(|(waiting,)| waiting).collect();
    if !waiting.is_empty() {
        let values = [key.into(), note.into(), Value::ids(waiting.iter().copied())];
        tx.asking_all([]).exec(&RESOLVE, &values).await?;
    }
    Ok(waiting)
}

/// Says what a term means from now on, and what it is called first in the language of its text.
pub async fn reword_term(
    tx: &mut Tx,
    note: NoteId,
    language: &LanguageTag,
    title: &str,
    sort_key: Vec<u8>,
    definition: &str,
) -> Result<()> {
    let entry = EntryKey::of(title);
    tx.asking_all([]).exec(&REWORD, &[note.into(), entry.as_str().into(), definition.into()]).await?;
    let values = [
        note.into(),
        language.primary().into(),
        title.into(),
        entry.as_str().into(),
        entry.initial().to_string().into(),
        sort_key.into(),
    ];
    tx.asking_all([]).exec(&RELABEL, &values).await?;
    Ok(())
}

/// The questions that a link answers anew where it leads to a note from now on.
pub fn resolved(from: NoteId, to: NoteId) -> Vec<Tag> {
    vec![Tag::Note(from), Tag::Cites(from), Tag::Backlinks(to)]
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&MADE, &REMEMBER, &FORGET, &HAS_WRITTEN, &LAST_POSITION, &OPEN_NOTEBOOKS, &WAITING, &RESOLVE, &REWORD, &RELABEL];
