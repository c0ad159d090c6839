//! Writing terms.

use domain::lexicon::{EntryKey, LabelRole, TermRelation, TermState};
use domain::{CommunityId, NoteId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{Value, optional};

/// A definition to write, of a note of kind term.
#[derive(Clone, Debug)]
pub struct NewTerm<'a> {
    /// The note.
    pub note: NoteId,
    /// Which entry it is of.
    pub entry: &'a EntryKey,
    /// The language of its text, without region.
    pub language: &'a str,
    /// How far it is agreed upon.
    pub state: TermState,
    /// Whether it is a common word, never underlined by itself.
    pub common: bool,
    /// The definition, in plain text.
    pub definition: &'a str,
    /// The community that owns it; its authors do where none is named.
    pub owner: Option<CommunityId>,
    /// Whom its authors write for, in their words.
    pub written_for: &'a str,
}

/// What a term is called in one language.
#[derive(Clone, Debug)]
pub struct NewLabel<'a> {
    /// The language, without region.
    pub language: &'a str,
    /// What it is to the term.
    pub role: LabelRole,
    /// Its words.
    pub label: &'a str,
    /// How it sorts.
    pub sort_key: Vec<u8>,
}

static INSERT: Statement = Statement::new(
    "terms.insert",
    "INSERT INTO term (note, entry, language, state, common, definition, owner, written_for)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (note) DO UPDATE
     SET entry = excluded.entry, language = excluded.language, definition = excluded.definition",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Bool, Kind::Text, Kind::Id, Kind::Text],
    &[],
);
static DROP_LABELS: Statement = Statement::new(
    "terms.drop_labels",
    "DELETE FROM term_label WHERE term = $1 AND language {in $2} AND role <> 'quiet'",
    &[Kind::Id, Kind::Texts],
    &[],
);
static LAST_PLACE: Statement = Statement::new(
    "terms.last_place",
    "SELECT COALESCE(MAX(place), 0) FROM term_label WHERE term = $1",
    &[Kind::Id],
    &[Kind::Int],
);
static INSERT_LABEL: Statement = Statement::new(
    "terms.insert_label",
    "INSERT INTO term_label (term, place, language, role, label, label_key, initial, sort_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Bytes],
    &[],
);

/// Makes a note that is there a term, called so. Of one that is a term already it changes what it is called in those
/// languages and what it means, and nothing else.
pub async fn set(tx: &mut Tx, term: &NewTerm<'_>, labels: &[NewLabel<'_>]) -> Result<()> {
    let values = [
        term.note.into(),
        term.entry.as_str().into(),
        term.language.into(),
        term.state.as_str().into(),
        term.common.into(),
        term.definition.into(),
        optional(term.owner),
        term.written_for.into(),
    ];
    tx.asking_all([]).exec_later(&INSERT, &values).await?;
    let languages = Value::Texts(labels.iter().map(|label| label.language.to_owned()).collect());
    tx.asking_all([]).exec_later(&DROP_LABELS, &[term.note.into(), languages]).await?;
    let last: Option<(i64,)> = tx.asking_all([]).opt(&LAST_PLACE, &[term.note.into()]).await?;
    let first = last.map_or(0, |(last,)| last) + 1;
    let row = |(place, label): (i64, &NewLabel<'_>)| {
        let key = EntryKey::of(label.label);
        vec![
            term.note.into(),
            place.into(),
            label.language.into(),
            label.role.as_str().into(),
            label.label.into(),
            key.as_str().into(),
            key.initial().to_string().into(),
            label.sort_key.clone().into(),
        ]
    };
    tx.exec_rows_later(&INSERT_LABEL, &(first..).zip(labels).map(row).collect::<Vec<_>>()).await
}

/// A word that a term is taken for.
#[derive(Clone, Debug)]
pub struct NewConfusion<'a> {
    /// The word.
    pub word: &'a str,
    /// What tells them apart.
    pub difference: &'a str,
    /// The term that the word is, where there is one.
    pub other: Option<NoteId>,
}

static INSERT_TRANSLATION: Statement = Statement::new(
    "terms.insert_translation",
    "INSERT INTO term_translation (term, language, definition) VALUES ($1, $2, $3)",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);

/// Says what a term means in a language that its text is not in.
pub async fn translate(tx: &mut Tx, term: NoteId, language: &str, definition: &str) -> Result<()> {
    tx.asking_all([]).exec_later(&INSERT_TRANSLATION, &[term.into(), language.into(), definition.into()]).await
}

static INSERT_CONFUSION: Statement = Statement::new(
    "terms.insert_confusion",
    "INSERT INTO term_confusion (term, place, word, difference, other) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Id],
    &[],
);
static INSERT_RELATION: Statement = Statement::new(
    "terms.insert_relation",
    "INSERT INTO term_relation (term, relation, other) VALUES ($1, $2, $3) ON CONFLICT (term, relation, other) DO NOTHING",
    &[Kind::Id, Kind::Text, Kind::Id],
    &[],
);

/// Says what a term is taken for and how it is with others, once those are there.
pub async fn relate(
    tx: &mut Tx,
    term: NoteId,
    confusions: &[NewConfusion<'_>],
    relations: &[(TermRelation, NoteId)],
) -> Result<()> {
    let row = |(place, confusion): (i64, &NewConfusion<'_>)| {
        let (word, difference) = (confusion.word.into(), confusion.difference.into());
        vec![term.into(), place.into(), word, difference, optional(confusion.other)]
    };
    tx.exec_rows_later(&INSERT_CONFUSION, &(0..).zip(confusions).map(row).collect::<Vec<_>>()).await?;
    let row = |(relation, other): &(TermRelation, NoteId)| vec![term.into(), relation.as_str().into(), (*other).into()];
    tx.exec_rows_later(&INSERT_RELATION, &relations.iter().map(row).collect::<Vec<_>>()).await
}

static FORGET: [Statement; 6] = [
    Statement::new("terms.forget_labels", "DELETE FROM term_label WHERE term = $1", &[Kind::Id], &[]),
    Statement::new("terms.forget_translations", "DELETE FROM term_translation WHERE term = $1", &[Kind::Id], &[]),
    Statement::new("terms.forget_confusions", "DELETE FROM term_confusion WHERE term = $1", &[Kind::Id], &[]),
    Statement::new(
        "terms.unlink_confusions",
        "UPDATE term_confusion SET other = NULL WHERE other = $1",
        &[Kind::Id],
        &[],
    ),
    Statement::new(
        "terms.forget_relations",
        "DELETE FROM term_relation WHERE term = $1 OR other = $1",
        &[Kind::Id],
        &[],
    ),
    Statement::new("terms.forget", "DELETE FROM term WHERE note = $1", &[Kind::Id], &[]),
];

static FORGET_NAMES: Statement = Statement::new(
    "terms.forget_names",
    "DELETE FROM term_label WHERE term = $1 AND role <> 'quiet'",
    &[Kind::Id],
    &[],
);

/// Forgets what a term is called (but for what is found and never underlined), what it means in other languages, and what it
/// is taken for.
pub(super) async fn forget_said(tx: &mut Tx, term: NoteId) -> Result<()> {
    let [_, translations, confusions, ..] = &FORGET;
    for statement in [&FORGET_NAMES, translations, confusions] {
        tx.asking_all([]).exec_later(statement, &[term.into()]).await?;
    }
    Ok(())
}

/// Makes a note no longer a term.
pub async fn forget(tx: &mut Tx, term: NoteId) -> Result<()> {
    for statement in &FORGET {
        tx.asking_all([]).exec_later(statement, &[term.into()]).await?;
    }
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &INSERT,
    &DROP_LABELS,
    &LAST_PLACE,
    &INSERT_LABEL,
    &INSERT_TRANSLATION,
    &INSERT_CONFUSION,
    &INSERT_RELATION,
    &FORGET_NAMES,
    &FORGET[0],
    &FORGET[1],
    &FORGET[2],
    &FORGET[3],
    &FORGET[4],
    &FORGET[5],
];
