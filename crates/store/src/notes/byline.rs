//! Who is credited for a note, in order.

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{NoteId, NotebookId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static BYLINE_CLEAR: Statement =
    Statement::new("notes.byline_clear", "DELETE FROM byline WHERE note = $1", &[Kind::Id], &[]);
static BYLINE_ADD: Statement = Statement::new(
    "notes.byline_add",
    "INSERT INTO byline (note, place, person, role, name) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Text, Kind::Text],
    &[],
);

/// Someone to credit.
#[derive(Clone, Copy, Debug)]
pub struct NewCredit<'a> {
    /// Who.
    pub person: PersonId,
    /// For what, in the author's words; empty when unsaid.
    pub role: &'a str,
    /// The name to show instead of the person's own; empty for that one.
    pub name: &'a str,
}

/// Says who is credited, in order, each by their own name.
pub async fn set_byline(tx: &mut Tx, note: NoteId, people: &[PersonId]) -> Result<()> {
    let credits: Vec<_> = people.iter().map(|person| NewCredit { person: *person, role: "", name: "" }).collect();
    set_credits(tx, note, &credits).await
}

/// Says who is credited, in order.
pub async fn set_credits(tx: &mut Tx, note: NoteId, credits: &[NewCredit<'_>]) -> Result<()> {
    tx.asking_all([]).exec_later(&BYLINE_CLEAR, &[note.into()]).await?;
    for (place, credit) in (1_i64..).zip(credits) {
        let values = [note.into(), place.into(), credit.person.into(), credit.role.into(), credit.name.into()];
        tx.asking_all([]).exec_later(&BYLINE_ADD, &values).await?;
    }
    Ok(())
}

static BYLINE_ALSO: Statement = Statement::new(
    "notes.byline_also",
    "INSERT INTO byline (note, place, person, role, name)
     SELECT n.id, (SELECT COALESCE(MAX(b.place), 0) + 1 FROM byline b WHERE b.note = n.id), p.id, '', ''
     FROM note n, person p WHERE n.id = $1 AND p.id = $2
     AND NOT EXISTS (SELECT 1 FROM byline o WHERE o.note = n.id AND o.person = p.id)",
    &[Kind::Id, Kind::Id],
    &[],
);

/// Credits one person more, after the others; nothing of who is credited already, under whatever name.
pub async fn credit_also(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec_later(&BYLINE_ALSO, &[note.into(), person.into()]).await
}

static BYLINE: Statement = Statement::new(
    "notes.byline",
    "SELECT p.id, p.name, b.role, b.name FROM byline b JOIN person p ON p.id = b.person WHERE b.note = $1 ORDER BY b.place",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);

/// Who is credited, in order: name (empty for who has left and is not named) and role, and who it is, unless they sign under
/// another name than their own. A byline
/// shows its people to whoever reads the note.
pub async fn byline(tx: &mut Tx, note: NoteId) -> Result<Vec<(Option<PersonId>, String, String)>> {
    let rows: Vec<(PersonId, String, String, String)> = tx.asking(Tag::Note(note)).all(&BYLINE, &[note.into()]).await?;
    if !rows.is_empty() {
        tx.asks(rows.iter().map(|(person, ..)| Tag::Person(*person)));
    }
    let shown = rows.into_iter().map(|(person, own, role, other)| {
        // Who has left and is not named is nobody in particular.
        if other.is_empty() && !own.is_empty() { (Some(person), own, role) } else { (None, other, role) }
    });
    Ok(shown.collect())
}

static SIGNERS: Statement = Statement::for_viewer(
    "notes.signers",
    "SELECT CASE WHEN b.name = '' THEN p.name ELSE b.name END, MIN(l.position * 1000 + b.place)
     FROM placement l JOIN note n ON n.id = l.note JOIN byline b ON b.note = n.id JOIN person p ON p.id = b.person
     WHERE l.notebook = $1 AND {note_readable n}
     GROUP BY CASE WHEN b.name = '' THEN p.name ELSE b.name END
     ORDER BY 2, 1",
    &[Kind::Id],
    &[Kind::Text, Kind::Int],
);
static LAST_PUBLISHED: Statement = Statement::for_viewer(
    "notes.last_published",
    "SELECT MAX(n.published) FROM placement l JOIN note n ON n.id = l.note WHERE l.notebook = $1 AND {note_readable n}",
    &[Kind::Id],
    &[Kind::Int],
);

/// Who is credited in the notes of a notebook that this viewer may read, each name once, in the order of reading; and
/// when the one that was published last was.
pub async fn signers(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId) -> Result<(Vec<String>, Option<Timestamp>)> {
    let rows: Vec<(String, i64)> = tx.all_for(viewer, &SIGNERS, &[notebook.into()]).await?;
    let last: Option<(Option<Timestamp>,)> = tx.opt_for(viewer, &LAST_PUBLISHED, &[notebook.into()]).await?;
    Ok((rows.into_iter().map(|(name, _)| name).collect(), last.and_then(|(moment,)| moment)))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&BYLINE_CLEAR, &BYLINE_ADD, &BYLINE_ALSO, &BYLINE, &SIGNERS, &LAST_PUBLISHED];
