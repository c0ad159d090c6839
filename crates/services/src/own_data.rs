//! All that is held about whoever asks, for that person alone.

use std::collections::BTreeSet;

use domain::{AttachmentId, CommunityId, NoteId, NotebookId, PersonId, Timestamp, hex};
use serde_json::{Map, Value, json};
use store::Tx;
pub use store::personal::{After, SOURCES, Source};
use store::personal::{Cell, Whose};

use crate::limits::Try;
use crate::{Ctx, Error, Result};

/// Notes read at once.
const NOTES: i64 = 50;
/// Versions read at once.
const VERSIONS: i64 = 20;

/// A note that somebody signs, may edit or wrote a version of, and may read.
#[derive(Clone, Debug)]
pub struct OwnNote {
    /// Which one.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// The number of its version.
    pub revision: i64,
    /// What is said of it beside its text: a name in `snake_case`, and the words.
    pub facts: Vec<(&'static str, String)>,
}

/// An earlier version that somebody wrote.
#[derive(Clone, Debug)]
pub struct OwnVersion {
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// A file that a note of theirs shows.
#[derive(Clone, Debug)]
pub struct OwnFile {
    /// Which one.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    hash: blobs::Hash,
}

/// What is held about one person: it is asked for piece by piece, and no snapshot lasts longer than a piece.
#[derive(Debug)]
pub struct OwnData {
    whose: Whose,
    at: Timestamp,
}

/// The lines of the register: what is held about people, each once, in its order.
pub fn register() -> Vec<&'static str> {
    let mut lines: Vec<&'static str> = Vec::new();
    for source in SOURCES {
        if !lines.contains(&source.what) {
            lines.push(source.what);
        }
    }
    lines
}

impl OwnData {
    /// What is held about whoever asks.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a visitor.
    pub async fn of(ctx: &Ctx) -> Result<Self> {
        Self::of_person(ctx, ctx.me()?).await
    }

    /// What is held about this person, for the program itself.
    pub(crate) async fn of_person(ctx: &Ctx, person: PersonId) -> Result<Self> {
        let account = store::accounts::of(&mut ctx.services.store.read().await?, person).await?;
        let mail = account.map(|account| account.mail);
        let mut mails: Vec<String> = mail.iter().flat_map(|mail| [mail.as_str().to_owned(), mail.key()]).collect();
        mails.dedup();
        Ok(Self { whose: Whose { person, mails, tries: Try::kept_of(person, mail.as_ref()) }, at: ctx.now() })
    }

    /// By what it is found.
    pub(crate) fn whose(&self) -> &Whose {
        &self.whose
    }

    /// When it was asked for.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Some of what a source holds, and where to go on.
    pub async fn rows(
        &self,
        ctx: &Ctx,
        source: &Source,
        after: Option<After>,
    ) -> Result<(Vec<Map<String, Value>>, Option<After>)> {
        let mut tx = ctx.services.store.heavy().await?;
        let (mut rows, next) = source.rows(&mut tx, &ctx.viewer, &self.whose, after).await?;
        for (place, (name, _)) in source.columns.iter().enumerate() {
            if matches!(*name, "note" | "notebook" | "organisation" | "thing") {
                self.leave_out(&mut tx, ctx, &mut rows, place, name).await?;
            }
        }
        let names = source.columns.iter().map(|(name, _)| (*name).to_owned());
        let row = |cells: Vec<Cell>| names.clone().zip(cells.into_iter().map(value)).collect();
        Ok((rows.into_iter().map(row).collect(), next))
    }

    /// Leaves out of a column of ids those of things that the person may not see: that something is held about them stays
    /// said, and not which thing it was about.
    async fn leave_out(&self, tx: &mut Tx, ctx: &Ctx, rows: &mut [Vec<Cell>], place: usize, of: &str) -> Result<()> {
        let ids: BTreeSet<[u8; 16]> = rows.iter().filter_map(|row| id_at(row, place)).collect();
        let mut seen = BTreeSet::new();
        if of != "notebook" {
            let ids: Vec<NoteId> = ids.iter().copied().map(NoteId::from_bytes).collect();
            let titles = store::notes::titles(tx, &ctx.viewer, &ids).await?;
            seen.extend(titles.into_iter().map(|(id, _)| id.bytes()));
        }
        if matches!(of, "notebook" | "thing") {
            let ids: Vec<NotebookId> = ids.iter().copied().map(NotebookId::from_bytes).collect();
            let titles = store::notebooks::titles(tx, &ctx.viewer, &ids).await?;
            seen.extend(titles.into_iter().map(|(id, _)| id.bytes()));
        }
        if of == "thing" {
            seen.extend(store::communities::readable(tx, &ctx.viewer).await?.into_iter().map(CommunityId::bytes));
        }
        seen.insert(self.whose.person.bytes());
        for row in rows {
            let is_hidden = id_at(row, place).is_some_and(|id| !seen.contains(&id));
            if let Some(cell) = row.get_mut(place).filter(|_| is_hidden) {
                *cell = Cell::Nothing;
            }
        }
        Ok(())
    }

    /// Some of the person's notes, in the order of their ids: those that they may read, and where to go on.
    pub async fn notes(&self, ctx: &Ctx, after: Option<NoteId>) -> Result<(Vec<OwnNote>, Option<NoteId>)> {
        let mut tx = ctx.services.store.heavy().await?;
        let ids = store::personal::notes_of(&mut tx, self.whose.person, after, NOTES).await?;
        let mut rows = store::notes::by_ids(&mut tx, &ctx.viewer, &ids).await?;
        rows.sort_by_key(|row| row.id);
        let note = |row: store::notes::NoteRow| OwnNote {
            id: row.id,
            facts: vec![
                ("kind", row.kind.as_str().to_owned()),
                ("language", row.language.as_str().to_owned()),
                ("visibility", row.visibility.as_str().to_owned()),
                ("licence", row.licence.unwrap_or_default()),
                ("published", row.published.map(i18n::rfc3339).unwrap_or_default()),
                ("changed", i18n::rfc3339(row.changed)),
            ],
            title: row.title,
            text: row.body,
            revision: row.revision,
        };
        Ok((rows.into_iter().map(note).collect(), ids.last().copied()))
    }

    /// Some of the versions of a note that the person wrote, but for the newest one: `note` may be read by them.
    pub async fn versions(&self, ctx: &Ctx, note: &OwnNote, after: i64) -> Result<(Vec<OwnVersion>, Option<i64>)> {
        let mut tx = ctx.services.store.heavy().await?;
        // It may have been hidden since.
        if store::notes::by_id(&mut tx, &ctx.viewer, note.id).await?.is_none() {
            return Ok((Vec::new(), None));
        }
        let rows = store::personal::versions_of(&mut tx, note.id, self.whose.person, after, VERSIONS).await?;
        let next = rows.last().map(|(number, ..)| *number);
        let earlier = rows.into_iter().filter(|(number, ..)| *number != note.revision);
        Ok((earlier.map(|(number, title, text)| OwnVersion { number, title, text }).collect(), next))
    }

    /// The files that these notes show: the person may read them.
    pub async fn files(&self, ctx: &Ctx, notes: &[OwnNote]) -> Result<Vec<OwnFile>> {
        let ids: Vec<NoteId> = notes.iter().map(|note| note.id).collect();
        let rows = {
            let mut tx = ctx.services.store.heavy().await?;
            let readable = store::notes::by_ids(&mut tx, &ctx.viewer, &ids).await?;
            let ids: Vec<NoteId> = readable.into_iter().map(|row| row.id).collect();
            store::personal::files_of(&mut tx, &ids).await?
        };
        Ok(rows.into_iter().map(|row| OwnFile { id: row.id, name: row.name, hash: row.hash }).collect())
    }

    /// The content of one of them; nothing where it was lost.
    pub async fn open(&self, ctx: &Ctx, file: &OwnFile) -> Result<Option<blobs::Content>> {
        match ctx.services.blobs.read(file.hash).await.map_err(Error::from) {
            Ok(content) => Ok(Some(content)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn id_at(row: &[Cell], place: usize) -> Option<[u8; 16]> {
    match row.get(place) {
        Some(Cell::Id(id)) => Some(*id),
        _ => None,
    }
}

/// A value as JSON says it: a secret is said to be held.
fn value(cell: Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Id(id) => NoteId::from_bytes(id).to_string().into(),
        Cell::Time(micros) => i18n::rfc3339(Timestamp::from_micros(micros)).into(),
        Cell::Int(number) => number.into(),
        Cell::Bool(yes) => yes.into(),
        Cell::Text(words) => words.into(),
        Cell::Bytes(bytes) => hex::write(&bytes).into(),
        Cell::Secret => json!({ "held": true }),
    }
}
