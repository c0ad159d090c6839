//! The versions of notes, and those whose words were withdrawn.

use domain::notes::Withdrawal;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

/// A line of the list of versions.
#[derive(Clone, Debug)]
pub struct VersionRow {
    /// From 1.
    pub number: i64,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it.
    pub by: Option<String>,
    /// Why, in their words.
    pub reason: String,
    /// The title it had; empty where its words were withdrawn.
    pub title: String,
    /// When its words were withdrawn, by whom, for what kind of reason.
    pub withdrawn: Option<(Timestamp, Option<String>, Withdrawal)>,
    /// How often words were withdrawn from it.
    pub edition: i64,
    people: [Option<PersonId>; 2],
}

impl FromRow for VersionRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let (at, why): (Option<Timestamp>, Option<Withdrawal>) = (row.get(6)?, row.get(8)?);
        let by: Option<String> = row.get(7)?;
        Ok(Self {
            number: row.get(0)?,
            saved: row.get(1)?,
            by: row.get(2)?,
            reason: row.get(3)?,
            title: row.get(4)?,
            withdrawn: at.map(|at| (at, by, why.unwrap_or(Withdrawal::Other))),
            edition: row.get(10)?,
            people: [row.get(5)?, row.get(9)?],
        })
    }
}

/// The columns of a [`VersionRow`].
macro_rules! version_columns {
    () => {
        "r.number, r.saved, p.name, r.reason, r.title, r.author, r.withdrawn, w.name, r.withdrawn_why, r.withdrawn_by, r.edition"
    };
}

static VERSIONS: Statement = Statement::new(
    "notes.versions",
    concat!(
        "SELECT ",
        version_columns!(),
        " FROM revision r LEFT JOIN person p ON p.id = r.author LEFT JOIN person w ON w.id = r.withdrawn_by
     WHERE r.note = $1 AND r.number < $2 ORDER BY r.number DESC LIMIT $3"
    ),
    &[Kind::Id, Kind::Int, Kind::Int],
    &[
        Kind::Int,
        Kind::Int,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Int,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Int,
    ],
);

/// The versions below a number, newest first. The caller has checked that the note may be read.
pub async fn versions(tx: &mut Tx, note: NoteId, below: i64, most: i64) -> Result<Vec<VersionRow>> {
    let rows: Vec<VersionRow> =
        tx.asking(Tag::Note(note)).all(&VERSIONS, &[note.into(), below.into(), most.into()]).await?;
    tx.asks(rows.iter().flat_map(|row| row.people).flatten().map(Tag::Person));
    Ok(rows)
}

static WITHDRAW: Statement = Statement::new(
    "notes.withdraw",
    "UPDATE revision SET title = '', body = '', withdrawn = $3, withdrawn_by = $4, withdrawn_why = $5, edition = edition + 1
     WHERE note = $1 AND number = $2 AND withdrawn IS NULL
       AND number < (SELECT n.revision FROM note n WHERE n.id = $1)",
    &[Kind::Id, Kind::Int, Kind::Int, Kind::Id, Kind::Text],
    &[],
);

/// Withdraws the words of a version, which are then nowhere; its line stays. Whether they were there: those of the newest
/// version are first saved without what they should not say.
pub async fn withdraw(
    tx: &mut Tx,
    note: NoteId,
    number: i64,
    at: Timestamp,
    by: Option<PersonId>,
    why: Withdrawal,
) -> Result<bool> {
    let values = [note.into(), number.into(), at.into(), optional(by), why.into()];
    Ok(tx.asking_all([]).exec(&WITHDRAW, &values).await? > 0)
}

static VERSION_AT: Statement = Statement::new(
    "notes.version_at",
    "SELECT r.number FROM revision r WHERE r.note = $1 AND r.saved <= $2 AND r.withdrawn IS NULL
     ORDER BY r.number DESC LIMIT 1",
    &[Kind::Id, Kind::Int],
    &[Kind::Int],
);

/// The version that stood at a moment, those without words left out; none where there was none yet. The caller has checked that the note may be read.
pub async fn version_at(tx: &mut Tx, note: NoteId, moment: Timestamp) -> Result<Option<i64>> {
    let row: Option<(i64,)> = tx.asking(Tag::Note(note)).opt(&VERSION_AT, &[note.into(), moment.into()]).await?;
    Ok(row.map(|(number,)| number))
}

/// A version, its language and its Markdown.
struct WholeVersion(VersionRow, LanguageTag, String);

impl FromRow for WholeVersion {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self(VersionRow::from_row(row)?, row.get(11)?, row.get(12)?))
    }
}

static VERSION: Statement = Statement::new(
    "notes.version",
    concat!(
        "SELECT ",
        version_columns!(),
        ", r.language, r.body
     FROM revision r LEFT JOIN person p ON p.id = r.author LEFT JOIN person w ON w.id = r.withdrawn_by
     WHERE r.note = $1 AND r.number = $2"
    ),
    &[Kind::Id, Kind::Int],
    &[
        Kind::Int,
        Kind::Int,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Int,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Int,
        Kind::Text,
        Kind::Text,
    ],
);

/// One version: its line, language and Markdown. The caller has checked that the note may be read.
pub async fn version(tx: &mut Tx, note: NoteId, number: i64) -> Result<Option<(VersionRow, LanguageTag, String)>> {
    let row: Option<WholeVersion> = tx.asking(Tag::Note(note)).opt(&VERSION, &[note.into(), number.into()]).await?;
    Ok(row.map(|WholeVersion(line, language, body)| {
        tx.asks(line.people.into_iter().flatten().map(Tag::Person));
        (line, language, body)
    }))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&VERSIONS, &WITHDRAW, &VERSION_AT, &VERSION];
