//! Translations: which note says in another language what another one says, and which version of it.

use domain::notes::Visibility;
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

static SET: Statement = Statement::new(
    "translations.set",
    "INSERT INTO translation (note, original, made_from) VALUES ($1, $2, $3)
     ON CONFLICT (note) DO UPDATE SET original = excluded.original, made_from = excluded.made_from",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static FORGET: Statement =
    Statement::new("translations.forget", "DELETE FROM translation WHERE note = $1", &[Kind::Id], &[]);

/// Says which note a note translates, and which version of it; another note than itself.
pub async fn set(tx: &mut Tx, note: NoteId, original: NoteId, made_from: i64) -> Result<()> {
    tx.asking_all([]).exec(&SET, &[note.into(), original.into(), made_from.into()]).await?;
    Ok(())
}

/// Says that a note translates none; whether it did.
pub async fn forget(tx: &mut Tx, note: NoteId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&FORGET, &[note.into()]).await? > 0)
}

static OF: Statement = Statement::new(
    "translations.of",
    "SELECT original, made_from FROM translation WHERE note = $1",
    &[Kind::Id],
    &[Kind::Id, Kind::Int],
);

/// The note that a note translates, and the version of it that it says the same as, whoever may read either.
pub async fn of(tx: &mut Tx, note: NoteId) -> Result<Option<(NoteId, i64)>> {
    tx.asking_all([]).opt(&OF, &[note.into()]).await
}

/// A note, and what it translates.
#[derive(Clone, Debug)]
pub struct TranslatedRow {
    /// Which note.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// The number of its newest version.
    pub revision: i64,
    /// What it translates, and which version; nothing for the original.
    pub translates: Option<(NoteId, i64)>,
    is_known: bool,
}

impl FromRow for TranslatedRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let (original, made_from): (Option<NoteId>, Option<i64>) = (row.get(5)?, row.get(6)?);
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            language: row.get(2)?,
            visibility: row.get(3)?,
            revision: row.get(4)?,
            translates: original.zip(made_from),
            is_known: row.get(7)?,
        })
    }
}

static AROUND: Statement = Statement::for_viewer(
    "translations.around",
    "SELECT n.id, n.title, n.language, n.visibility, n.revision, t.original, t.made_from, {note_readable n}
     FROM note n LEFT JOIN translation t ON t.note = n.id
     WHERE n.id IN (
        SELECT COALESCE((SELECT o.original FROM translation o WHERE o.note = $1), $1)
        UNION ALL SELECT s.note FROM translation s
        WHERE s.original = COALESCE((SELECT o.original FROM translation o WHERE o.note = $1), $1))
     ORDER BY n.language, n.id LIMIT 100",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Id, Kind::Int, Kind::Bool],
);

/// A note, what it translates, and whatever translates the same: those that this viewer may read.
pub async fn around(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<TranslatedRow>> {
    let rows: Vec<TranslatedRow> = tx.asking(Tag::Note(note)).all_for(viewer, &AROUND, &[note.into()]).await?;
    // Of those that this viewer may not read too: one may be shown later.
    tx.asks(rows.iter().map(|row| Tag::Note(row.id)));
    Ok(rows.into_iter().filter(|row| row.is_known).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&SET, &FORGET, &OF, &AROUND];
