//! Notes: their rows, their versions, who is credited, who may do what.

mod audience;
mod byline;
mod facts;
mod lists;
mod versions;

use domain::notes::{NoteKind, Visibility};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

pub(crate) use audience::STATEMENTS as AUDIENCE_STATEMENTS;
pub use audience::{
    add_author, add_reader, link_community, link_community_to, set_delegated, set_deleted, set_hidden, set_licence,
    set_visibility,
};
pub(crate) use byline::STATEMENTS as BYLINE_STATEMENTS;
pub use byline::{NewCredit, byline, credit_also, set_byline, set_credits, signers};
pub(crate) use facts::STATEMENTS as FACTS_STATEMENTS;
pub use facts::facts;
pub(crate) use lists::STATEMENTS as LISTS_STATEMENTS;
pub use lists::{LineRow, of_community, of_person, public, recent};
pub(crate) use versions::STATEMENTS as VERSIONS_STATEMENTS;
pub use versions::{VersionRow, version, version_at, versions, withdraw};

/// A note's own row, and its newest body.
#[derive(Clone, Debug)]
pub struct NoteRow {
    /// Which note.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: NoteKind,
    /// The language of its text.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// Its licence, when it has one.
    pub licence: Option<String>,
    /// The notebook whose banner it shows.
    pub home: Option<NotebookId>,
    /// The number of its newest version.
    pub revision: i64,
    /// The first day that someone beyond its authors could read it.
    pub published: Option<Timestamp>,
    /// The last version.
    pub changed: Timestamp,
    /// Its Markdown.
    pub body: String,
    /// The notebook it came in with.
    pub came_in: Option<NotebookId>,
    /// How often words were withdrawn from its newest version.
    pub edition: i64,
}

impl FromRow for NoteRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            kind: row.get(2)?,
            language: row.get(3)?,
            visibility: row.get(4)?,
            licence: row.get(5)?,
            home: row.get(6)?,
            revision: row.get(7)?,
            published: row.get(8)?,
            changed: row.get(9)?,
            body: row.get(10)?,
            came_in: row.get(11)?,
            edition: row.get(12)?,
        })
    }
}

/// The columns of a [`NoteRow`].
const ROW: &[Kind] = &[
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Id,
    Kind::Int,
    Kind::Int,
    Kind::Int,
    Kind::Text,
    Kind::Id,
    Kind::Int,
];

/// Those that a viewer may read, of the notes whose id is as said.
macro_rules! readable {
    ($id:literal) => {
        concat!(
            "SELECT n.id, n.title, n.kind, n.language, n.visibility, n.licence, n.home, n.revision, n.published, n.changed, r.body, n.came_in, r.edition
             FROM note n JOIN revision r ON r.note = n.id AND r.number = n.revision
             WHERE n.id ",
            $id,
            " AND {note_readable n}"
        )
    };
}

static BY_ID: Statement = Statement::for_viewer("notes.by_id", readable!("= $1"), &[Kind::Id], ROW);

/// A note that this viewer may read.
pub async fn by_id(tx: &mut Tx, viewer: &Viewer, id: NoteId) -> Result<Option<NoteRow>> {
    tx.asking(Tag::Note(id)).opt_for(viewer, &BY_ID, &[id.into()]).await
}

static BY_IDS: Statement = Statement::for_viewer("notes.by_ids", readable!("{in $1}"), &[Kind::Ids], ROW);

/// Those of these notes that this viewer may read, in no order.
pub async fn by_ids(tx: &mut Tx, viewer: &Viewer, ids: &[NoteId]) -> Result<Vec<NoteRow>> {
    let tags: Vec<Tag> = ids.iter().copied().map(Tag::Note).collect();
    tx.asking_all(tags).all_for(viewer, &BY_IDS, &[Value::ids(ids.iter().copied())]).await
}

static GONE: Statement = Statement::new(
    "notes.gone",
    "SELECT n.deleted FROM note n WHERE n.id = $1 AND n.visibility = 'public' AND n.deleted IS NOT NULL AND n.hidden IS NULL",
    &[Kind::Id],
    &[Kind::Int],
);

/// When a note that was public was deleted: all that is said of it, and to everyone.
pub async fn gone(tx: &mut Tx, id: NoteId) -> Result<Option<Timestamp>> {
    let deleted: Option<(Timestamp,)> = tx.asking(Tag::Note(id)).opt(&GONE, &[id.into()]).await?;
    Ok(deleted.map(|(deleted,)| deleted))
}

static ANY: Statement = Statement::new("notes.any", "SELECT EXISTS (SELECT 1 FROM note)", &[], &[Kind::Bool]);

/// Whether there is any note at all, in the bin included.
pub async fn any(tx: &mut Tx) -> Result<bool> {
    let row: Option<(bool,)> = tx.asking_all([]).opt(&ANY, &[]).await?;
    Ok(row.is_some_and(|(any,)| any))
}

static LOCK: Statement = Statement::apart(
    "notes.lock",
    "SELECT id FROM note WHERE id {in $1} ORDER BY id",
    "SELECT id FROM note WHERE id {in $1} ORDER BY id FOR UPDATE",
    &[Kind::Ids],
    &[Kind::Id],
);

/// Takes the note's row, before the next statement of this transaction and until its end; on SQLite the writer is alone
/// anyway.
pub async fn lock(tx: &mut Tx, id: NoteId) -> Result<()> {
    lock_all(tx, &[id]).await
}

/// As [`lock`], several in the order in which everyone takes them.
pub async fn lock_all(tx: &mut Tx, ids: &[NoteId]) -> Result<()> {
    if !tx.is_sqlite() {
        tx.asking_all([]).exec_later(&LOCK, &[Value::ids(ids.iter().copied())]).await?;
    }
    Ok(())
}

/// A note to write for the first time.
#[derive(Clone, Debug)]
pub struct NewNote<'a> {
    /// Which note.
    pub id: NoteId,
    /// Its title.
    pub title: &'a domain::Title,
    /// How it sorts.
    pub sort_key: Vec<u8>,
    /// What it is.
    pub kind: NoteKind,
    /// The language of its text.
    pub language: &'a LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// Its licence.
    pub licence: Option<&'a str>,
    /// Its first words.
    pub excerpt: &'a str,
    /// The notebook it came in with.
    pub came_in: Option<NotebookId>,
    /// When it was first readable.
    pub published: Option<Timestamp>,
    /// When it last changed.
    pub changed: Timestamp,
}

static INSERT: Statement = Statement::new(
    "notes.insert",
    "INSERT INTO note (id, title, title_key, sort_key, kind, language, visibility, licence, excerpt, came_in, revision,
                       created, published, changed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $14, $11, $12, $13)",
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Bytes,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Int,
        Kind::Int,
        Kind::Int,
        Kind::Int,
    ],
    &[],
);

/// Writes a note's row, without any version yet.
pub async fn insert(tx: &mut Tx, note: &NewNote<'_>, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec_later(&INSERT, &row_of(note, 0, now)).await
}

/// Writes the rows of notes and their first versions.
pub async fn insert_all(tx: &mut Tx, notes: &[(NewNote<'_>, NewRevision<'_>)], now: Timestamp) -> Result<()> {
    let rows: Vec<_> = notes.iter().map(|(note, _)| row_of(note, 1, now)).collect();
    tx.exec_rows_later(&INSERT, &rows).await?;
    let rows: Vec<_> = notes.iter().map(|(_, first)| version_of(first, 1)).collect();
    tx.exec_rows_later(&INSERT_REVISION, &rows).await
}

fn row_of(note: &NewNote<'_>, revision: i64, now: Timestamp) -> Vec<Value> {
    vec![
        note.id.into(),
        note.title.as_str().into(),
        note.title.key().into(),
        note.sort_key.clone().into(),
        note.kind.into(),
        note.language.into(),
        note.visibility.into(),
        note.licence.into(),
        note.excerpt.into(),
        optional(note.came_in),
        now.into(),
        note.published.into(),
        note.changed.into(),
        revision.into(),
    ]
}

/// A version to save.
#[derive(Clone, Debug)]
pub struct NewRevision<'a> {
    /// Of which note.
    pub note: NoteId,
    /// The version it is based on; 0 for the first.
    pub base: i64,
    /// The title.
    pub title: &'a domain::Title,
    /// How it sorts.
    pub sort_key: Vec<u8>,
    /// The language of the text.
    pub language: &'a LanguageTag,
    /// The Markdown.
    pub body: &'a str,
    /// Its first words.
    pub excerpt: &'a str,
    /// Who saved it.
    pub author: Option<PersonId>,
    /// When.
    pub saved: Timestamp,
    /// Why, in their words.
    pub reason: &'a str,
}

static BUMP: Statement = Statement::new(
    "notes.bump",
    "UPDATE note SET revision = revision + 1, title = $3, title_key = $4, sort_key = $5, language = $6, excerpt = $7, changed = $8
     WHERE id = $1 AND revision = $2",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static INSERT_REVISION: Statement = Statement::new(
    "notes.insert_revision",
    "INSERT INTO revision (note, number, title, language, body, author, saved, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Id, Kind::Int, Kind::Text],
    &[],
);

/// Saves a version over the one it is based on; `false` when that is no longer the newest, and nothing was written.
pub async fn save_revision(tx: &mut Tx, revision: &NewRevision<'_>) -> Result<bool> {
    let values = [
        revision.note.into(),
        revision.base.into(),
        revision.title.as_str().into(),
        revision.title.key().into(),
        revision.sort_key.clone().into(),
        revision.language.into(),
        revision.excerpt.into(),
        revision.saved.into(),
    ];
    if tx.asking_all([]).exec(&BUMP, &values).await? == 0 {
        return Ok(false);
    }
    tx.asking_all([]).exec_later(&INSERT_REVISION, &version_of(revision, revision.base + 1)).await?;
    Ok(true)
}

fn version_of(revision: &NewRevision<'_>, number: i64) -> Vec<Value> {
    vec![
        revision.note.into(),
        number.into(),
        revision.title.as_str().into(),
        revision.language.into(),
        revision.body.into(),
        optional(revision.author),
        revision.saved.into(),
        revision.reason.into(),
    ]
}

static SET_FACTS: Statement = Statement::new(
    "notes.set_facts",
    "UPDATE note SET kind = $2, licence = $3 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);

/// Says what a note is, and under which licence.
pub async fn set_facts(tx: &mut Tx, note: NoteId, kind: NoteKind, licence: Option<&str>) -> Result<()> {
    tx.asking_all([]).exec(&SET_FACTS, &[note.into(), kind.into(), licence.into()]).await?;
    Ok(())
}

static ALIAS: Statement = Statement::new(
    "notes.alias",
    "INSERT INTO alias (note, title_key, title) VALUES ($1, $2, $3) ON CONFLICT (note, title_key) DO NOTHING",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);

/// Gives a note another name by which links find it.
pub async fn add_alias(tx: &mut Tx, note: NoteId, key: &str, title: &str) -> Result<()> {
    tx.asking_all([]).exec_later(&ALIAS, &[note.into(), key.into(), title.into()]).await
}

/// Gives several names: the note, the folded name and the name.
pub async fn add_aliases(tx: &mut Tx, names: &[(NoteId, String, &str)]) -> Result<()> {
    let rows: Vec<_> =
        names.iter().map(|(note, key, title)| vec![(*note).into(), key.as_str().into(), (*title).into()]).collect();
    tx.exec_rows_later(&ALIAS, &rows).await
}

static COMMUNITIES: Statement = Statement::for_viewer(
    "notes.communities",
    "SELECT c.id, c.alias, COALESCE(NULLIF(cw.name, ''), c.name), c.access = 'open', {community_readable c}
     FROM community_link l JOIN community c ON c.id = l.community
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $2
     WHERE l.note = $1 ORDER BY l.linked, c.id",
    &[Kind::Id, Kind::Text],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bool, Kind::Bool],
);

/// The linked communities that this viewer may know of: id, alias, name (in this language where it has one), whether anyone
/// may join.
pub async fn communities(
    tx: &mut Tx,
    viewer: &Viewer,
    note: NoteId,
    language: &str,
) -> Result<Vec<(CommunityId, String, String, bool)>> {
    let rows: Vec<(CommunityId, String, String, bool, bool)> =
        tx.asking(Tag::Note(note)).all_for(viewer, &COMMUNITIES, &[note.into(), language.into()]).await?;
    // Of those that this viewer may not know of too: one may be listed later.
    tx.asks(rows.iter().map(|(community, ..)| Tag::Community(*community)));
    let known = rows.into_iter().filter(|(.., known)| *known);
    Ok(known.map(|(id, alias, name, open, _)| (id, alias, name, open)).collect())
}

fn firsts<T>(rows: Vec<(T,)>) -> Vec<T> {
    rows.into_iter().map(|(first,)| first).collect()
}

static READABLE: Statement = Statement::for_viewer(
    "notes.readable",
    "SELECT n.id FROM note n WHERE {note_readable n} ORDER BY n.id",
    &[],
    &[Kind::Id],
);

/// Every note that this viewer may read, for the test that compares the two forms of the rule.
pub async fn readable(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<NoteId>> {
    Ok(firsts(tx.all_for(viewer, &READABLE, &[]).await?))
}

static EDITABLE: Statement = Statement::for_viewer(
    "notes.editable",
    "SELECT n.id FROM note n WHERE {note_readable n} AND (:system OR {note_editable n}) ORDER BY n.id",
    &[],
    &[Kind::Id],
);

/// Every note that this viewer may edit, for the same test.
pub async fn editable(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<NoteId>> {
    Ok(firsts(tx.all_for(viewer, &EDITABLE, &[]).await?))
}

static TITLED: Statement = Statement::for_viewer(
    "notes.titled",
    "SELECT n.id, n.title FROM note n WHERE n.id {in $1} AND {note_readable n}",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text],
);

/// The titles of those of these notes that this viewer may read.
pub async fn titles(tx: &mut Tx, viewer: &Viewer, notes: &[NoteId]) -> Result<Vec<(NoteId, String)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = notes.iter().copied().map(Tag::Name).collect();
    tx.asking_all(tags).all_for(viewer, &TITLED, &[Value::ids(notes.iter().copied())]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &BY_ID,
    &BY_IDS,
    &GONE,
    &ANY,
    &LOCK,
    &INSERT,
    &BUMP,
    &INSERT_REVISION,
    &SET_FACTS,
    &ALIAS,
    &COMMUNITIES,
    &READABLE,
    &EDITABLE,
    &TITLED,
];
