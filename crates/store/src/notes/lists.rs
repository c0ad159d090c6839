//! Lines of lists: the notes that changed last, those of a person, of a community, of everyone.

use domain::notes::{NoteKind, Visibility};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

/// A line of a list of notes.
#[derive(Clone, Debug)]
pub struct LineRow {
    /// Which note.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: NoteKind,
    /// Its language.
    pub language: LanguageTag,
    /// Its first words.
    pub excerpt: String,
    /// When it last changed.
    pub changed: Timestamp,
    /// Who may read it.
    pub visibility: Visibility,
    /// The number of its newest version.
    pub revision: i64,
}

impl FromRow for LineRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            kind: row.get(2)?,
            language: row.get(3)?,
            excerpt: row.get(4)?,
            changed: row.get(5)?,
            visibility: row.get(6)?,
            revision: row.get(7)?,
        })
    }
}

/// The columns of a [`LineRow`].
const LINE: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Int];

static RECENT: Statement = Statement::for_viewer(
    "notes.recent",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, n.revision FROM note n
     WHERE (n.changed, n.id) < ($1, $2) AND {note_readable n} ORDER BY n.changed DESC, n.id DESC LIMIT $3",
    &[Kind::Int, Kind::Id, Kind::Int],
    LINE,
);

/// The notes that changed last, before a place in that order.
pub async fn recent(tx: &mut Tx, viewer: &Viewer, before: (Timestamp, NoteId), most: i64) -> Result<Vec<LineRow>> {
    tx.asking(Tag::Recent).all_for(viewer, &RECENT, &[before.0.into(), before.1.into(), most.into()]).await
}

static PUBLIC: Statement = Statement::new(
    "notes.public",
    "SELECT n.id, n.title, n.changed FROM note n
     WHERE n.id > $1 AND n.visibility = 'public' AND n.deleted IS NULL AND n.hidden IS NULL ORDER BY n.id LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Int],
);

/// The notes that everyone may read, after one of them: id, title, last change; by id, for search engines.
///
/// It reads many rows: for [`crate::Store::heavy`].
pub async fn public(tx: &mut Tx, after: NoteId, most: i64) -> Result<Vec<(NoteId, String, Timestamp)>> {
    tx.all(&PUBLIC, &[after.into(), most.into()]).await
}

static OF_PERSON: Statement = Statement::for_viewer(
    "notes.of_person",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, n.revision
     FROM note n WHERE (n.changed, n.id) < ($2, $3)
       AND EXISTS (SELECT 1 FROM byline b WHERE b.note = n.id AND b.person = $1 AND b.name = '') AND {note_readable n}
     ORDER BY n.changed DESC, n.id DESC LIMIT $4",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int],
    LINE,
);

/// The notes that a person signed, the last changed first.
pub async fn of_person(
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    before: (Timestamp, NoteId),
    most: i64,
) -> Result<Vec<LineRow>> {
    let values = [person.into(), before.0.into(), before.1.into(), most.into()];
    tx.asking(Tag::NotesOf(person)).all_for(viewer, &OF_PERSON, &values).await
}

static OF_COMMUNITY: Statement = Statement::for_viewer(
    "notes.of_community",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, n.revision
     FROM note n JOIN community_link l ON l.note = n.id AND l.community = $1
     WHERE (n.changed, n.id) < ($2, $3) AND {note_readable n}
     ORDER BY n.changed DESC, n.id DESC LIMIT $4",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int],
    LINE,
);

/// The notes linked to a community, the last changed first.
pub async fn of_community(
    tx: &mut Tx,
    viewer: &Viewer,
    community: CommunityId,
    before: (Timestamp, NoteId),
    most: i64,
) -> Result<Vec<LineRow>> {
    let values = [community.into(), before.0.into(), before.1.into(), most.into()];
    tx.asking(Tag::LinkedTo(community)).all_for(viewer, &OF_COMMUNITY, &values).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&RECENT, &PUBLIC, &OF_PERSON, &OF_COMMUNITY];
