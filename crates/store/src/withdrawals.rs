//! Words that are withdrawn from all versions of a note, and from all that the store holds beside them.

use domain::notes::Withdrawal;
use domain::tags::Tag;
use domain::withdrawing::Passage;
use domain::{NoteId, PersonId, Timestamp, Title, WithdrawalId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

static STANDING: Statement = Statement::new(
    "withdrawals.standing",
    "SELECT number FROM revision
     WHERE note = $1 AND (REPLACE(title, $2, '') <> title OR REPLACE(body, $2, '') <> body OR REPLACE(reason, $2, '') <> reason)
     ORDER BY number",
    &[Kind::Id, Kind::Text],
    &[Kind::Int],
);
static BESIDE: Statement = Statement::new(
    "withdrawals.beside",
    "SELECT EXISTS (SELECT 1 FROM alias WHERE note = $1 AND REPLACE(title, $2, '') <> title)
       OR EXISTS (SELECT 1 FROM front_matter WHERE note = $1 AND REPLACE(value, $2, '') <> value)
       OR EXISTS (SELECT 1 FROM named_term WHERE note = $1 AND REPLACE(label, $2, '') <> label)
       OR EXISTS (SELECT 1 FROM term WHERE note = $1
            AND (REPLACE(definition, $2, '') <> definition OR REPLACE(written_for, $2, '') <> written_for))
       OR EXISTS (SELECT 1 FROM term_label WHERE term = $1 AND REPLACE(label, $2, '') <> label)
       OR EXISTS (SELECT 1 FROM term_translation WHERE term = $1 AND REPLACE(definition, $2, '') <> definition)
       OR EXISTS (SELECT 1 FROM term_confusion WHERE term = $1
            AND (REPLACE(word, $2, '') <> word OR REPLACE(difference, $2, '') <> difference))
       OR EXISTS (SELECT 1 FROM organisation WHERE note = $1
            AND (REPLACE(form, $2, '') <> form OR REPLACE(summary, $2, '') <> summary OR REPLACE(web, $2, '') <> web))
       OR EXISTS (SELECT 1 FROM organisation_place WHERE organisation = $1
            AND (REPLACE(town, $2, '') <> town OR REPLACE(region, $2, '') <> region))
       OR EXISTS (SELECT 1 FROM organisation_identifier WHERE organisation = $1 AND REPLACE(value, $2, '') <> value)",
    &[Kind::Id, Kind::Text],
    &[Kind::Bool],
);
static VERSIONS: Statement = Statement::new(
    "withdrawals.versions",
    "UPDATE revision SET title = REPLACE(title, $2, $3), body = REPLACE(body, $2, $3), reason = REPLACE(reason, $2, $3),
       edition = edition + 1
     WHERE note = $1 AND (REPLACE(title, $2, '') <> title OR REPLACE(body, $2, '') <> body OR REPLACE(reason, $2, '') <> reason)",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);
static NOTE: Statement = Statement::new(
    "withdrawals.note",
    "UPDATE note SET title = $2, title_key = $3, sort_key = $4, excerpt = $5 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text],
    &[],
);

/// What is written otherwise: the mark takes the place of the words.
macro_rules! written_otherwise {
    ($($name:ident $label:literal $text:literal;)*) => {
        $(static $name: Statement = Statement::new($label, $text, &[Kind::Id, Kind::Text, Kind::Text], &[]);)*
        static WRITTEN_OTHERWISE: &[&Statement] = &[$(&$name),*];
    };
}
written_otherwise! {
    FRONT_MATTER "withdrawals.front_matter"
        "UPDATE front_matter SET value = REPLACE(value, $2, $3) WHERE note = $1 AND REPLACE(value, $2, '') <> value";
    TERM "withdrawals.term"
        "UPDATE term SET definition = REPLACE(definition, $2, $3), written_for = REPLACE(written_for, $2, $3) WHERE note = $1";
    TERM_TRANSLATION "withdrawals.term_translation"
        "UPDATE term_translation SET definition = REPLACE(definition, $2, $3) WHERE term = $1";
    TERM_CONFUSION "withdrawals.term_confusion"
        "UPDATE term_confusion SET word = REPLACE(word, $2, $3), difference = REPLACE(difference, $2, $3) WHERE term = $1";
    ORGANISATION "withdrawals.organisation"
        "UPDATE organisation SET summary = REPLACE(summary, $2, $3) WHERE note = $1";
    ORGANISATION_PLACE "withdrawals.organisation_place"
        "UPDATE organisation_place SET town = REPLACE(town, $2, $3) WHERE organisation = $1";
}

/// What serves to find or to lead somewhere, and would do neither with a mark in it: it goes.
macro_rules! taken_away {
    ($($name:ident $label:literal $text:literal;)*) => {
        $(static $name: Statement = Statement::new($label, $text, &[Kind::Id, Kind::Text], &[]);)*
        static TAKEN_AWAY: &[&Statement] = &[$(&$name),*];
    };
}
taken_away! {
    NO_ALIAS "withdrawals.no_alias" "DELETE FROM alias WHERE note = $1 AND REPLACE(title, $2, '') <> title";
    NO_NAMED_TERM "withdrawals.no_named_term" "DELETE FROM named_term WHERE note = $1 AND REPLACE(label, $2, '') <> label";
    NO_LABEL "withdrawals.no_label" "DELETE FROM term_label WHERE term = $1 AND REPLACE(label, $2, '') <> label";
    NO_FORM "withdrawals.no_form"
        "UPDATE organisation SET form = '', form_key = '' WHERE note = $1 AND REPLACE(form, $2, '') <> form";
    NO_WEB "withdrawals.no_web" "UPDATE organisation SET web = '' WHERE note = $1 AND REPLACE(web, $2, '') <> web";
    NO_REGION "withdrawals.no_region"
        "UPDATE organisation_place SET region = '', region_key = '' WHERE organisation = $1 AND REPLACE(region, $2, '') <> region";
    NO_IDENTIFIER "withdrawals.no_identifier"
        "DELETE FROM organisation_identifier WHERE organisation = $1 AND REPLACE(value, $2, '') <> value";
}

static LOGGED: Statement = Statement::new(
    "withdrawals.logged",
    "SELECT seq, tags FROM change
     WHERE thing_kind = 'note' AND thing = $1 AND REPLACE(tags, 'title:', '') <> tags ORDER BY seq",
    &[Kind::Id],
    &[Kind::Int, Kind::Text],
);
static LOG_OTHERWISE: Statement = Statement::new(
    "withdrawals.log_otherwise",
    "UPDATE change SET tags = $2 WHERE seq = $1",
    &[Kind::Int, Kind::Text],
    &[],
);
static ADD: Statement = Statement::new(
    "withdrawals.add",
    "INSERT INTO withdrawal (id, note, person, why, versions, at) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Int, Kind::Int],
    &[],
);
static OF_NOTE: Statement = Statement::new(
    "withdrawals.of_note",
    "SELECT id, why, versions, at FROM withdrawal WHERE note = $1 ORDER BY at DESC, id DESC LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Int],
);

static BY_ID: Statement = Statement::new(
    "withdrawals.by_id",
    "SELECT id, why, versions, at FROM withdrawal WHERE id = $1",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Int],
);

/// That words were withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalRow {
    /// Which time.
    pub id: WithdrawalId,
    /// For what kind of reason.
    pub why: Withdrawal,
    /// In how many versions they stood.
    pub versions: i64,
    /// When.
    pub at: Timestamp,
}

impl FromRow for WithdrawalRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { id: row.get(0)?, why: row.get(1)?, versions: row.get(2)?, at: row.get(3)? })
    }
}

/// The numbers of the versions where words stand, oldest first. The caller has checked that they may be withdrawn.
pub async fn standing(tx: &mut Tx, note: NoteId, passage: &Passage) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = tx.asking(Tag::Note(note)).all(&STANDING, &[note.into(), passage.as_str().into()]).await?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

/// Whether they stand in what the note says beside its versions: other names, what a file said before its text, terms, fields.
pub async fn beside(tx: &mut Tx, note: NoteId, passage: &Passage) -> Result<bool> {
    let row: Option<(bool,)> = tx.asking(Tag::Note(note)).opt(&BESIDE, &[note.into(), passage.as_str().into()]).await?;
    Ok(row.is_some_and(|(stands,)| stands))
}

/// Takes words out of the versions of a note; in how many they stood.
pub async fn from_versions(tx: &mut Tx, note: NoteId, passage: &Passage) -> Result<i64> {
    let values = [note.into(), passage.as_str().into(), passage.mark().into()];
    Ok(i64::try_from(tx.asking_all([]).exec(&VERSIONS, &values).await?).unwrap_or(i64::MAX))
}

/// Takes them out of what the note says beside its versions.
pub async fn from_beside(tx: &mut Tx, note: NoteId, passage: &Passage) -> Result<()> {
    for statement in WRITTEN_OTHERWISE {
        let values = [note.into(), passage.as_str().into(), passage.mark().into()];
        tx.asking_all([]).exec(statement, &values).await?;
    }
    for statement in TAKEN_AWAY {
        tx.asking_all([]).exec(statement, &[note.into(), passage.as_str().into()]).await?;
    }
    Ok(())
}

/// Says what a note is called without them, and its first words.
pub async fn rename(tx: &mut Tx, note: NoteId, title: &Title, sort_key: Vec<u8>, excerpt: &str) -> Result<()> {
    let values = [note.into(), title.as_str().into(), title.key().into(), sort_key.into(), excerpt.into()];
    tx.asking_all([]).exec(&NOTE, &values).await?;
    Ok(())
}

/// Takes what the note was called out of the lines of the log about it: they answer any question from now on.
pub async fn from_log(tx: &mut Tx, note: NoteId) -> Result<()> {
    let lines: Vec<(i64, String)> = tx.asking_all([]).all(&LOGGED, &[note.into()]).await?;
    for (seq, tags) in lines {
        let kept = tags.split(' ').filter(|tag| !tag.starts_with("title:")).map(str::to_owned);
        let tags: Vec<String> = kept.chain([Tag::Everything.to_string()]).collect();
        tx.asking_all([]).exec(&LOG_OTHERWISE, &[seq.into(), tags.join(" ").into()]).await?;
    }
    Ok(())
}

/// Keeps that words were withdrawn, and by whom.
pub async fn add(tx: &mut Tx, note: NoteId, row: &WithdrawalRow, person: Option<PersonId>) -> Result<()> {
    let values = [row.id.into(), note.into(), optional(person), row.why.into(), row.versions.into(), row.at.into()];
    tx.asking_all([]).exec(&ADD, &values).await?;
    Ok(())
}

/// When words were withdrawn from a note, the last time first. The caller has checked that it may be read.
pub async fn of_note(tx: &mut Tx, note: NoteId, most: i64) -> Result<Vec<WithdrawalRow>> {
    tx.asking(Tag::Note(note)).all(&OF_NOTE, &[note.into(), most.into()]).await
}

/// One time that words were withdrawn.
pub async fn by_id(tx: &mut Tx, id: WithdrawalId) -> Result<Option<WithdrawalRow>> {
    tx.asking_all([]).opt(&BY_ID, &[id.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &STANDING,
    &BESIDE,
    &VERSIONS,
    &NOTE,
    &FRONT_MATTER,
    &TERM,
    &TERM_TRANSLATION,
    &TERM_CONFUSION,
    &ORGANISATION,
    &ORGANISATION_PLACE,
    &NO_ALIAS,
    &NO_NAMED_TERM,
    &NO_LABEL,
    &NO_FORM,
    &NO_WEB,
    &NO_REGION,
    &NO_IDENTIFIER,
    &LOGGED,
    &LOG_OTHERWISE,
    &ADD,
    &OF_NOTE,
    &BY_ID,
];
