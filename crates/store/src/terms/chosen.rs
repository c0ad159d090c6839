//! What the authors of a note choose of its terms.

use domain::NoteId;
use domain::lexicon::EntryKey;
use domain::tags::Tag;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::Value;

static CHOSEN: Statement = Statement::new(
    "terms.chosen",
    "SELECT n.underlined, m.label_key FROM note n LEFT JOIN named_term m ON m.note = n.id
     WHERE n.id = $1 ORDER BY m.place",
    &[Kind::Id],
    &[Kind::Bool, Kind::Text],
);
static ENTRIES_NAMED: Statement = Statement::new(
    "terms.entries_named",
    "SELECT DISTINCT l.label_key, t.entry FROM term_label l JOIN term t ON t.note = l.term
     WHERE l.label_key {in $1} AND l.role <> 'quiet'
       AND (l.language = t.language OR EXISTS (SELECT 1 FROM term_translation d WHERE d.term = l.term AND d.language = l.language))
     ORDER BY l.label_key, t.entry",
    &[Kind::Texts],
    &[Kind::Text, Kind::Text],
);

/// What the authors of a note chose of its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Whether terms are underlined in its text.
    pub underlined: bool,
    /// The entries that they name, in their order, whoever may read them: the caller asks that next.
    pub entries: Vec<String>,
}

/// What the authors of a note chose of its terms.
pub async fn chosen(tx: &mut Tx, note: NoteId) -> Result<Chosen> {
    let rows: Vec<(bool, Option<String>)> = tx.asking(Tag::Note(note)).all(&CHOSEN, &[note.into()]).await?;
    let underlined = rows.iter().all(|(underlined, _)| *underlined);
    let keys: Vec<String> = rows.into_iter().filter_map(|(_, key)| key).collect();
    let mut entries: Vec<String> = Vec::new();
    if !keys.is_empty() {
        let found: Vec<(String, String)> =
            tx.asking(Tag::Lexicon).all(&ENTRIES_NAMED, &[Value::Texts(keys.clone())]).await?;
        for key in keys {
            let named = found.iter().filter(|(of, _)| *of == key).map(|(_, entry)| entry);
            entries.extend(named.cloned());
        }
    }
    Ok(Chosen { underlined, entries })
}

static NAME_NONE: Statement =
    Statement::new("terms.name_none", "DELETE FROM named_term WHERE note = $1", &[Kind::Id], &[]);
static NAME: Statement = Statement::new(
    "terms.name",
    "INSERT INTO named_term (note, place, label, label_key) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text],
    &[],
);

/// Names these terms with a note, by any of their labels, in order, and no others.
pub async fn set_named(tx: &mut Tx, note: NoteId, labels: &[String]) -> Result<()> {
    tx.asking_all([]).exec_later(&NAME_NONE, &[note.into()]).await?;
    let row = |(place, label): (i64, &String)| {
        vec![note.into(), place.into(), label.as_str().into(), EntryKey::of(label).as_str().into()]
    };
    tx.exec_rows_later(&NAME, &(1..).zip(labels).map(row).collect::<Vec<_>>()).await
}

static UNDERLINE: Statement = Statement::new(
    "terms.underline",
    "UPDATE note SET underlined = $2 WHERE id = $1 AND underlined <> $2",
    &[Kind::Id, Kind::Bool],
    &[],
);

/// Has terms underlined in the text of a note, or not.
pub async fn set_underlined(tx: &mut Tx, note: NoteId, underlined: bool) -> Result<()> {
    tx.asking_all([]).exec_later(&UNDERLINE, &[note.into(), underlined.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&CHOSEN, &ENTRIES_NAMED, &NAME_NONE, &NAME, &UNDERLINE];
