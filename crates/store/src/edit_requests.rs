//! Who asks to edit a note, and what was answered.

use domain::{NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

static ASK: Statement = Statement::new(
    "edit_requests.ask",
    "INSERT INTO edit_request (note, person, reason, asked, state, words, decided)
     VALUES ($1, $2, $3, $4, 'asked', '', NULL)
     ON CONFLICT (note, person) DO UPDATE
     SET reason = EXCLUDED.reason, state = 'asked', words = '', decided = NULL,
         asked = CASE WHEN edit_request.state = 'asked' THEN edit_request.asked ELSE EXCLUDED.asked END",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "edit_requests.of",
    "SELECT r.person, p.name, r.reason, r.asked, r.state, r.words FROM edit_request r JOIN person p ON p.id = r.person
     WHERE r.note = $1 AND r.person = $2",
    &[Kind::Id, Kind::Id],
    ROW,
);
static WAITING: Statement = Statement::new(
    "edit_requests.waiting",
    "SELECT r.person, p.name, r.reason, r.asked, r.state, r.words FROM edit_request r JOIN person p ON p.id = r.person
     WHERE r.note = $1 AND r.state = 'asked'
       AND NOT EXISTS (SELECT 1 FROM author a WHERE a.note = r.note AND a.person = r.person)
     ORDER BY r.asked, r.person",
    &[Kind::Id],
    ROW,
);
static COUNT_OF: Statement = Statement::new(
    "edit_requests.count_of",
    "SELECT COUNT(*) FROM edit_request WHERE person = $1 AND state = 'asked'",
    &[Kind::Id],
    &[Kind::Int],
);
static ANSWER: Statement = Statement::new(
    "edit_requests.answer",
    "UPDATE edit_request SET state = $3, words = $4, decided = $5 WHERE note = $1 AND person = $2 AND state = 'asked'",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static WITHDRAW: Statement = Statement::new(
    "edit_requests.withdraw",
    "DELETE FROM edit_request WHERE note = $1 AND person = $2 AND state = 'asked'",
    &[Kind::Id, Kind::Id],
    &[],
);
static FORGET: Statement =
    Statement::new("edit_requests.forget", "DELETE FROM edit_request WHERE decided <= $1", &[Kind::Int], &[]);

/// The columns of an [`EditRequestRow`].
const ROW: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Text];

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditRequest {
    /// Nobody answered.
    Asked,
    /// Yes: they are an author.
    Accepted,
    /// No.
    Refused,
}

impl EditRequest {
    const ALL: [Self; 3] = [Self::Asked, Self::Accepted, Self::Refused];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// That somebody asks to edit a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRequestRow {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub asked: Timestamp,
    /// How it stands.
    pub state: EditRequest,
    /// What was answered; empty where nothing was said.
    pub words: String,
}

impl FromRow for EditRequestRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            person: row.get(0)?,
            name: row.get(1)?,
            reason: row.get(2)?,
            asked: row.get(3)?,
            state: EditRequest::parse(&row.get::<String>(4)?).unwrap_or(EditRequest::Refused),
            words: row.get(5)?,
        })
    }
}

/// Asks to edit a note. What was answered before is forgotten; a request that waits has a new reason, and its place.
pub async fn ask(tx: &mut Tx, note: NoteId, person: PersonId, reason: &str, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&ASK, &[note.into(), person.into(), reason.into(), now.into()]).await?;
    Ok(())
}

/// What somebody asks of a note, answered or not.
pub async fn of(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<Option<EditRequestRow>> {
    tx.asking_all([]).opt(&OF, &[note.into(), person.into()]).await
}

/// Who asks to edit a note and may not yet, oldest first.
pub async fn waiting(tx: &mut Tx, note: NoteId) -> Result<Vec<EditRequestRow>> {
    tx.asking_all([]).all(&WAITING, &[note.into()]).await
}

/// How many requests of a person wait.
pub async fn count_of(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&COUNT_OF, &[person.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Answers a request; whether it waited.
pub async fn answer(
    tx: &mut Tx,
    note: NoteId,
    person: PersonId,
    state: EditRequest,
    words: &str,
    now: Timestamp,
) -> Result<bool> {
    let values = [note.into(), person.into(), state.as_str().into(), words.into(), now.into()];
    Ok(tx.asking_all([]).exec(&ANSWER, &values).await? > 0)
}

/// Takes a request back; whether it waited.
pub async fn withdraw(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&WITHDRAW, &[note.into(), person.into()]).await? > 0)
}

/// Forgets the requests that were answered by this moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&ASK, &OF, &WAITING, &COUNT_OF, &ANSWER, &WITHDRAW, &FORGET];
