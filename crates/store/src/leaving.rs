//! Who closes their account, and what becomes of what they leave.

use domain::leaving::{Choices, NameAfter, TextsAfter};
use domain::{NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::personal::{After, SOURCES, Whose, newest};
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// Somebody who closes their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeavingRow {
    /// What they chose.
    pub choices: Choices,
    /// When they asked for it.
    pub asked: Timestamp,
    /// When what is held of them goes.
    pub ends: Timestamp,
}

impl FromRow for LeavingRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let name = |index| -> Result<NameAfter> {
            Ok(NameAfter::parse(&row.get::<String>(index)?).unwrap_or(NameAfter::Replace))
        };
        let texts = TextsAfter::parse(&row.get::<String>(2)?).unwrap_or(TextsAfter::Keep);
        let choices = Choices { credit: name(0)?, acts: name(1)?, texts };
        Ok(Self { choices, asked: row.get(3)?, ends: row.get(4)? })
    }
}

static BEGIN: Statement = Statement::new(
    "leaving.begin",
    "INSERT INTO leaving (person, credit, acts, texts, asked, ends) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "leaving.of",
    "SELECT credit, acts, texts, asked, ends FROM leaving WHERE person = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
);
static END: Statement = Statement::new("leaving.end", "DELETE FROM leaving WHERE person = $1", &[Kind::Id], &[]);
static HIDE: Statement =
    Statement::new("leaving.hide", "UPDATE profile_field SET audience = 'oneself' WHERE person = $1", &[Kind::Id], &[]);
static ALONE: Statement = Statement::new(
    "leaving.alone",
    "SELECT n.id FROM note n JOIN author a ON a.note = n.id
     WHERE a.person = $1 AND n.deleted IS NULL AND n.delegated IS NULL
       AND NOT EXISTS (SELECT 1 FROM author o WHERE o.note = n.id AND o.person <> $1)
       AND NOT EXISTS (SELECT 1 FROM byline b WHERE b.note = n.id AND b.person <> $1)
       AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.note = n.id AND r.author <> $1)
     ORDER BY n.id",
    &[Kind::Id],
    &[Kind::Id],
);
static BINNED: Statement = Statement::new(
    "leaving.binned",
    "SELECT n.id FROM note n JOIN author a ON a.note = n.id WHERE a.person = $1 AND n.deleted = $2 ORDER BY n.id",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);
static BIN: Statement =
    Statement::new("leaving.bin", "UPDATE note SET deleted = $2 WHERE id {in $1}", &[Kind::Ids, Kind::Int], &[]);
static TAKE_OUT: Statement =
    Statement::new("leaving.take_out", "UPDATE note SET deleted = NULL WHERE id {in $1}", &[Kind::Ids], &[]);
static UNNAME_LOG: Statement = Statement::new(
    "leaving.unname_log",
    "UPDATE change SET who = NULL WHERE who = $1 AND seq > $2 AND seq <= $3",
    &[Kind::Id, Kind::Int, Kind::Int],
    &[],
);
static GIVE_CREDIT: Statement = Statement::new(
    "leaving.give_credit",
    "UPDATE byline SET person = $2, name = '' WHERE person = $1",
    &[Kind::Id, Kind::Id],
    &[],
);
static GIVE_VERSIONS: Statement = Statement::new(
    "leaving.give_versions",
    "UPDATE revision SET author = $2 WHERE author = $1",
    &[Kind::Id, Kind::Id],
    &[],
);
static GIVE_WITHDRAWALS: Statement = Statement::new(
    "leaving.give_withdrawals",
    "UPDATE revision SET withdrawn_by = $2 WHERE withdrawn_by = $1",
    &[Kind::Id, Kind::Id],
    &[],
);
static GIVE_PLACEMENTS: Statement = Statement::new(
    "leaving.give_placements",
    "UPDATE placement SET placed_by = $2 WHERE placed_by = $1",
    &[Kind::Id, Kind::Id],
    &[],
);
static NO_TITLE: Statement = Statement::new(
    "leaving.no_title",
    "UPDATE note SET title = '', title_key = '', sort_key = $2, excerpt = '' WHERE id {in $1}",
    &[Kind::Ids, Kind::Bytes],
    &[],
);
static CLOSE: Statement = Statement::new(
    "leaving.close",
    "UPDATE person SET account = FALSE, steward = FALSE WHERE id = $1",
    &[Kind::Id],
    &[],
);

/// What is taken from a note whose text goes: its line stays, for the day on which it was deleted.
macro_rules! purges {
    ($($name:ident $label:literal $text:literal;)*) => {
        $(static $name: Statement = Statement::new($label, $text, &[Kind::Ids], &[]);)*
        static PURGES: &[&Statement] = &[$(&$name),*];
    };
}
purges! {
    NO_VERSION "leaving.no_version"
        "UPDATE revision SET title = '', body = '', reason = '', author = NULL, withdrawn_by = NULL,
           withdrawn_why = 'person', withdrawn = (SELECT n.deleted FROM note n WHERE n.id = revision.note)
         WHERE note {in $1}";
    NO_ALIAS "leaving.no_alias" "DELETE FROM alias WHERE note {in $1}";
    NO_FRONT_MATTER "leaving.no_front_matter" "DELETE FROM front_matter WHERE note {in $1}";
    NO_BYLINE "leaving.no_byline" "DELETE FROM byline WHERE note {in $1}";
    NO_READER "leaving.no_reader" "DELETE FROM reader WHERE note {in $1}";
    NO_INVITATION "leaving.no_invitation" "DELETE FROM author_invitation WHERE note {in $1}";
    NO_REMOVAL "leaving.no_removal" "DELETE FROM author_removal WHERE note {in $1}";
    NO_NOTIFICATION "leaving.no_notification" "DELETE FROM notification WHERE note {in $1}";
    NO_DECLINE "leaving.no_decline" "DELETE FROM placement_decline WHERE note {in $1}";
    NO_WITHDRAWAL "leaving.no_withdrawal" "DELETE FROM withdrawal WHERE note {in $1}";
    NO_REQUEST "leaving.no_request" "DELETE FROM edit_request WHERE note {in $1}";
    NO_THREAD "leaving.no_thread" "DELETE FROM thread WHERE note {in $1}";
    NO_ANNOUNCEMENT "leaving.no_announcement" "DELETE FROM announcement WHERE note {in $1}";
    NO_LINK "leaving.no_link" "DELETE FROM link WHERE note {in $1}";
    NO_FILE "leaving.no_file" "DELETE FROM note_file WHERE note {in $1}";
    NO_DEFINITION "leaving.no_definition" "UPDATE term SET entry = '', definition = '', written_for = '' WHERE note {in $1}";
    NO_LABEL "leaving.no_label" "DELETE FROM term_label WHERE term {in $1}";
    NO_TRANSLATION "leaving.no_translation" "DELETE FROM term_translation WHERE term {in $1}";
    NO_CONFUSION "leaving.no_confusion" "DELETE FROM term_confusion WHERE term {in $1}";
    NO_RELATION "leaving.no_relation" "DELETE FROM term_relation WHERE term {in $1}";
    NO_IDENTIFIER "leaving.no_identifier" "DELETE FROM organisation_identifier WHERE organisation {in $1}";
    NO_PLACE "leaving.no_place" "DELETE FROM organisation_place WHERE organisation {in $1}";
    NO_CONTACT "leaving.no_contact" "DELETE FROM organisation_contact WHERE organisation {in $1}";
    NO_ORGANISATION "leaving.no_organisation"
        "UPDATE organisation SET form = '', form_key = '', summary = '', web = '' WHERE note {in $1}";
}

/// Lines of the log that are unnamed at once.
const STRETCH: i64 = 5_000;

/// Says that somebody closes their account: from now on, what they say of themselves is for them alone.
///
/// # Errors
/// [`crate::Error::Conflict`] where it was said already.
pub async fn begin(tx: &mut Tx, person: PersonId, row: &LeavingRow) -> Result<()> {
    let Choices { credit, acts, texts } = row.choices;
    let values = [
        person.into(),
        credit.as_str().into(),
        acts.as_str().into(),
        texts.as_str().into(),
        row.asked.into(),
        row.ends.into(),
    ];
    tx.asking_all([]).exec(&BEGIN, &values).await?;
    tx.asking_all([]).exec(&HIDE, &[person.into()]).await?;
    Ok(())
}

/// What somebody who closes their account chose, and when.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<LeavingRow>> {
    tx.asking_all([]).opt(&OF, &[person.into()]).await
}

/// Says that they do not, or that they have left; whether they were to.
pub async fn end(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END, &[person.into()]).await? > 0)
}

/// The notes of which somebody is the only author: nobody else may edit them, signs them or wrote a version.
pub async fn alone(tx: &mut Tx, person: PersonId) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&ALONE, &[person.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The notes of somebody that were put into the bin at this moment.
pub async fn binned(tx: &mut Tx, person: PersonId, at: Timestamp) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&BINNED, &[person.into(), at.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Puts notes into the bin.
pub async fn bin(tx: &mut Tx, notes: &[NoteId], at: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&BIN, &[Value::ids(notes.iter().copied()), at.into()]).await?;
    Ok(())
}

/// Takes notes out of the bin.
pub async fn take_out(tx: &mut Tx, notes: &[NoteId]) -> Result<()> {
    tx.asking_all([]).exec(&TAKE_OUT, &[Value::ids(notes.iter().copied())]).await?;
    Ok(())
}

/// Takes the words of notes out of everything: each keeps its line, and the day when it was deleted; `sort_key` is that of no
/// title.
pub async fn purge(tx: &mut Tx, notes: &[NoteId], sort_key: &[u8]) -> Result<()> {
    let values = [Value::ids(notes.iter().copied()), sort_key.to_vec().into()];
    tx.asking_all([]).exec(&NO_TITLE, &values).await?;
    for statement in PURGES {
        tx.asking_all([]).exec(statement, &[Value::ids(notes.iter().copied())]).await?;
    }
    Ok(())
}

/// Takes somebody's id from some lines of the log; where to go on.
pub async fn unname_log(tx: &mut Tx, person: PersonId, after: Option<After>) -> Result<Option<After>> {
    let from = if let Some(After::Line(seq)) = after { seq } else { 0 };
    let to = from.saturating_add(STRETCH);
    tx.asking_all([]).exec(&UNNAME_LOG, &[person.into(), from.into(), to.into()]).await?;
    Ok((to < newest(tx).await?).then_some(After::Line(to)))
}

/// Gives what somebody signed to another, who has no other name there.
pub async fn give_credit(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&GIVE_CREDIT, &[from.into(), to.into()]).await?;
    Ok(())
}

/// Gives the versions, the withdrawals and the placements of somebody to another.
pub async fn give_acts(tx: &mut Tx, from: PersonId, to: PersonId) -> Result<()> {
    for statement in [&GIVE_VERSIONS, &GIVE_WITHDRAWALS, &GIVE_PLACEMENTS] {
        tx.asking_all([]).exec(statement, &[from.into(), to.into()]).await?;
    }
    Ok(())
}

/// Takes away all that is held of somebody but their name, their credit and the log: what [`SOURCES`] say of leaving. They
/// have no account any more.
pub async fn erase(tx: &mut Tx, whose: &Whose) -> Result<()> {
    for source in SOURCES {
        source.erase(tx, whose).await?;
    }
    tx.asking_all([]).exec(&CLOSE, &[whose.person.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &BEGIN,
    &OF,
    &END,
    &HIDE,
    &ALONE,
    &BINNED,
    &BIN,
    &TAKE_OUT,
    &UNNAME_LOG,
    &GIVE_CREDIT,
    &GIVE_VERSIONS,
    &GIVE_WITHDRAWALS,
    &GIVE_PLACEMENTS,
    &CLOSE,
    &NO_VERSION,
    &NO_TITLE,
    &NO_ALIAS,
    &NO_FRONT_MATTER,
    &NO_BYLINE,
    &NO_READER,
    &NO_INVITATION,
    &NO_REMOVAL,
    &NO_WITHDRAWAL,
    &NO_REQUEST,
    &NO_THREAD,
    &NO_ANNOUNCEMENT,
    &NO_LINK,
    &NO_FILE,
    &NO_DEFINITION,
    &NO_LABEL,
    &NO_TRANSLATION,
    &NO_CONFUSION,
    &NO_RELATION,
    &NO_IDENTIFIER,
    &NO_PLACE,
    &NO_CONTACT,
    &NO_ORGANISATION,
];
