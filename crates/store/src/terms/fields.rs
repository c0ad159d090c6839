//! What a form says of a term: what one may see of it, each time; the rest stays.

use domain::lexicon::{TermRelation, TermState};
use domain::policy::Viewer;
use domain::{CommunityId, NoteId};

use super::writing::{NewConfusion, NewLabel, NewTerm, forget_said, relate, set, translate};
use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// What is decided of a term.
#[derive(Clone, Debug)]
pub struct FieldsRow {
    /// How far it is agreed upon.
    pub state: TermState,
    /// Whether it is a common word, never underlined by itself.
    pub common: bool,
    /// The community that owns it, whoever may know of it.
    pub owner: Option<CommunityId>,
    /// What that one is called, where the viewer may know of it.
    pub owner_name: Option<String>,
    /// Whom its authors write for, in their words.
    pub written_for: String,
}

impl FromRow for FieldsRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            state: row.get(0)?,
            common: row.get(1)?,
            owner: row.get(2)?,
            owner_name: row.get(3)?,
            written_for: row.get(4)?,
        })
    }
}

static FIELDS: Statement = Statement::for_viewer(
    "terms.fields",
    "SELECT t.state, t.common, t.owner, COALESCE(NULLIF(cw.name, ''), c.name), t.written_for
     FROM term t LEFT JOIN community c ON c.id = t.owner AND {community_readable c}
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $2
     WHERE t.note = $1",
    &[Kind::Id, Kind::Text],
    &[Kind::Text, Kind::Bool, Kind::Id, Kind::Text, Kind::Text],
);

/// What is decided of a term, if the note is one; its owner is named in this language. The caller has checked that it may be read.
pub async fn fields(tx: &mut Tx, viewer: &Viewer, term: NoteId, language: &str) -> Result<Option<FieldsRow>> {
    tx.asking_all([]).opt_for(viewer, &FIELDS, &[term.into(), language.into()]).await
}

static LED_TO: Statement = Statement::for_viewer(
    "terms.led_to",
    "SELECT r.relation, n.id, n.title FROM term_relation r JOIN note n ON n.id = r.other
     WHERE r.term = $1 AND {note_readable n} ORDER BY n.id, r.relation",
    &[Kind::Id],
    &[Kind::Text, Kind::Id, Kind::Text],
);

/// How a term is with others that the viewer may read, as it says itself. The caller has checked that it may be read.
pub async fn led_to(tx: &mut Tx, viewer: &Viewer, term: NoteId) -> Result<Vec<(TermRelation, NoteId, String)>> {
    tx.asking_all([]).all_for(viewer, &LED_TO, &[term.into()]).await
}

static TAKEN_FOR: Statement = Statement::new(
    "terms.taken_for",
    "SELECT word, difference, other FROM term_confusion WHERE term = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Id],
);

/// The words that a term is taken for, in order, each with what tells them apart and the term that it is, whoever may read
/// that one. The caller has checked that this one may be read, and names the other to nobody.
pub async fn taken_for(tx: &mut Tx, term: NoteId) -> Result<Vec<(String, String, Option<NoteId>)>> {
    tx.asking_all([]).all(&TAKEN_FOR, &[term.into()]).await
}

static DECIDE: Statement = Statement::new(
    "terms.decide",
    "UPDATE term SET state = $2, common = $3, owner = $4, written_for = $5 WHERE note = $1",
    &[Kind::Id, Kind::Text, Kind::Bool, Kind::Id, Kind::Text],
    &[],
);
static PART: Statement = Statement::new(
    "terms.part",
    "DELETE FROM term_relation WHERE term = $1 AND other {in $2}",
    &[Kind::Id, Kind::Ids],
    &[],
);

/// Says all of a term: what it is called (but for what is found and never underlined), what it means in other languages, what it
/// is taken for, and how it is with others, of which only `known` are those that whoever writes may read: the rest stays.
pub async fn save(
    tx: &mut Tx,
    term: &NewTerm<'_>,
    labels: &[NewLabel<'_>],
    translations: &[(&str, &str)],
    confusions: &[NewConfusion<'_>],
    known: &[NoteId],
    relations: &[(TermRelation, NoteId)],
) -> Result<()> {
    forget_said(tx, term.note).await?;
    set(tx, term, labels).await?;
    let values = [
        term.note.into(),
        term.state.as_str().into(),
        term.common.into(),
        optional(term.owner),
        term.written_for.into(),
    ];
    tx.asking_all([]).exec_later(&DECIDE, &values).await?;
    for (language, definition) in translations {
        translate(tx, term.note, language, definition).await?;
    }
    if !known.is_empty() {
        let values = [term.note.into(), Value::ids(known.iter().copied())];
        tx.asking_all([]).exec_later(&PART, &values).await?;
    }
    relate(tx, term.note, confusions, relations).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&FIELDS, &LED_TO, &TAKEN_FOR, &DECIDE, &PART];
