//! What `check` looks at, in pages: rows beside what they must follow from; and the writes that mend them.
//!
//! Nothing here judges: `services::check` does. [`rows`] holds what SQLite alone can say of itself.

mod rows;

use domain::ids::Id;
use domain::notes::Visibility;
use domain::{AttachmentId, CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Timestamp};

use crate::changes::Position;
use crate::error::{Error, Result};
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{Column, FromRow, Row, Value};

pub(crate) use rows::faults;
pub use rows::{Dangling, dangling, mend_dangling};

static NOTE_IDS: Statement = Statement::new(
    "check.note_ids",
    "SELECT id FROM note WHERE id > $1 ORDER BY id LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);

/// The notes after this one, the bin included.
pub async fn notes_after(tx: &mut Tx, after: NoteId, most: i64) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&NOTE_IDS, &[after.into(), most.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

static COUNT_NOTES: Statement = Statement::new("check.count_notes", "SELECT COUNT(*) FROM note", &[], &[Kind::Int]);
static COUNT_FILES: Statement = Statement::new(
    "check.count_files",
    "SELECT (SELECT COUNT(*) FROM attachment) + (SELECT COUNT(*) FROM notebook WHERE cover IS NOT NULL)",
    &[],
    &[Kind::Int],
);

/// How many notes, and stored files and covers, there are to look at.
pub async fn sizes(tx: &mut Tx) -> Result<(i64, i64)> {
    let notes: Option<(i64,)> = tx.asking_all([]).opt(&COUNT_NOTES, &[]).await?;
    let files: Option<(i64,)> = tx.asking_all([]).opt(&COUNT_FILES, &[]).await?;
    Ok((notes.map_or(0, |(count,)| count), files.map_or(0, |(count,)| count)))
}

/// A version, as far as a note's own row follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// Its title.
    pub title: String,
    /// The language of its text.
    pub language: LanguageTag,
    /// Its Markdown.
    pub body: String,
}

/// A note's own row, beside its newest version.
#[derive(Clone, Debug)]
pub struct NoteState {
    /// Which note.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// The folded title.
    pub title_key: String,
    /// How it sorts.
    pub sort_key: Vec<u8>,
    /// The language of its text.
    pub language: LanguageTag,
    /// Its first words.
    pub excerpt: String,
    /// Who may read it.
    pub visibility: Visibility,
    /// The notebook that it came in with.
    pub came_in: Option<NotebookId>,
    /// The number that it gives as that of its newest version.
    pub revision: i64,
    /// The number of its newest version; 0 where it has none.
    pub newest_number: i64,
    /// How many versions it has.
    pub versions: i64,
    /// Whether it is linked to a community.
    pub linked: bool,
    /// Its newest version.
    pub newest: Option<Newest>,
}

impl FromRow for NoteState {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let newest = match row.get::<Option<String>>(12)? {
            None => None,
            Some(title) => Some(Newest { title, language: row.get(13)?, body: row.get(14)? }),
        };
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            title_key: row.get(2)?,
            sort_key: row.get(3)?,
            language: row.get(4)?,
            excerpt: row.get(5)?,
            visibility: row.get(6)?,
            came_in: row.get(7)?,
            revision: row.get(8)?,
            newest_number: row.get(9)?,
            versions: row.get(10)?,
            linked: row.get(11)?,
            newest,
        })
    }
}

static NOTES: Statement = Statement::new(
    "check.notes",
    "SELECT n.id, n.title, n.title_key, n.sort_key, n.language, n.excerpt, n.visibility, n.came_in, n.revision,
            COALESCE(r.number, 0), (SELECT COUNT(*) FROM revision c WHERE c.note = n.id),
            EXISTS (SELECT 1 FROM community_link l WHERE l.note = n.id), r.title, r.language, r.body
     FROM note n
     LEFT JOIN revision r ON r.note = n.id AND r.number = (SELECT MAX(m.number) FROM revision m WHERE m.note = n.id)
     WHERE n.id {in $1} ORDER BY n.id",
    &[Kind::Ids],
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Bytes,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Int,
        Kind::Int,
        Kind::Int,
        Kind::Bool,
        Kind::Text,
        Kind::Text,
        Kind::Text,
    ],
);

/// These notes, in order of id.
pub async fn notes(tx: &mut Tx, ids: &[NoteId]) -> Result<Vec<NoteState>> {
    tx.asking_all([]).all(&NOTES, &[Value::ids(ids.iter().copied())]).await
}

/// A link as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkState {
    /// Of which note.
    pub note: NoteId,
    /// Its number in the text.
    pub place: i64,
    /// Whether the target's text is shown in its place.
    pub include: bool,
    /// The title it names.
    pub title: String,
    /// That title, folded.
    pub title_key: String,
    /// The note it leads to.
    pub target: Option<NoteId>,
    /// The sentence around it.
    pub sentence: String,
    /// The bytes of the sentence that are the link's words.
    pub words: (i64, i64),
    /// Whether the note it leads to exists, or is to be written by an import that was cut short.
    pub leads_somewhere: bool,
}

impl FromRow for LinkState {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            note: row.get(0)?,
            place: row.get(1)?,
            include: row.get::<String>(2)? == "include",
            title: row.get(3)?,
            title_key: row.get(4)?,
            target: row.get(5)?,
            sentence: row.get(6)?,
            words: (row.get(7)?, row.get(8)?),
            leads_somewhere: row.get(9)?,
        })
    }
}

static LINKS: Statement = Statement::new(
    "check.links",
    "SELECT l.note, l.place, l.kind, l.title, l.title_key, l.target, l.sentence, l.words_from, l.words_to,
            EXISTS (SELECT 1 FROM note t WHERE t.id = l.target) OR EXISTS (SELECT 1 FROM import_plan i WHERE i.note = l.target)
     FROM link l WHERE l.note {in $1} ORDER BY l.note, l.place",
    &[Kind::Ids],
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Id, Kind::Text, Kind::Int, Kind::Int, Kind::Bool],
);

/// The links of these notes, in order.
pub async fn links(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<LinkState>> {
    tx.asking_all([]).all(&LINKS, &[Value::ids(notes.iter().copied())]).await
}

static SHOWN: Statement = Statement::new(
    "check.shown",
    "SELECT note, attachment FROM note_file WHERE note {in $1} ORDER BY note, attachment",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id],
);

/// The files that these notes are said to show.
pub async fn shown(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, AttachmentId)>> {
    tx.asking_all([]).all(&SHOWN, &[Value::ids(notes.iter().copied())]).await
}

static KNOWN_FILES: Statement = Statement::new(
    "check.known_files",
    "SELECT id FROM attachment WHERE id {in $1} ORDER BY id",
    &[Kind::Ids],
    &[Kind::Id],
);

/// Those of these files that have a row.
pub async fn known_files(tx: &mut Tx, files: &[AttachmentId]) -> Result<Vec<AttachmentId>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(AttachmentId,)> = tx.asking_all([]).all(&KNOWN_FILES, &[Value::ids(files.iter().copied())]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

static ALIASES: Statement = Statement::new(
    "check.aliases",
    "SELECT note, title_key, title FROM alias WHERE note {in $1} ORDER BY note, title_key",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text],
);
static DROP_ALIAS: Statement = Statement::new(
    "check.drop_alias",
    "DELETE FROM alias WHERE note = $1 AND title_key = $2",
    &[Kind::Id, Kind::Text],
    &[],
);

/// The other names of these notes: note, folded name, name.
pub async fn aliases(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, String, String)>> {
    tx.asking_all([]).all(&ALIASES, &[Value::ids(notes.iter().copied())]).await
}

/// Takes another name from a note.
pub async fn drop_alias(tx: &mut Tx, note: NoteId, key: &str) -> Result<()> {
    tx.asking_all([]).exec(&DROP_ALIAS, &[note.into(), key.into()]).await?;
    Ok(())
}

static MEND_NOTE: Statement = Statement::new(
    "check.mend_note",
    "UPDATE note SET title = $2, title_key = $3, sort_key = $4, language = $5, excerpt = $6, visibility = $7, revision = $8
     WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Text, Kind::Int],
    &[],
);

/// Writes what a note's own row must be.
pub async fn mend_note(tx: &mut Tx, note: &NoteState) -> Result<()> {
    let values = [
        note.id.into(),
        note.title.as_str().into(),
        note.title_key.as_str().into(),
        note.sort_key.clone().into(),
        (&note.language).into(),
        note.excerpt.as_str().into(),
        note.visibility.into(),
        note.revision.into(),
    ];
    tx.asking_all([]).exec(&MEND_NOTE, &values).await?;
    Ok(())
}

/// A line of *cited by*: target, source, when the source was made.
pub type CitedRow = (NoteId, NoteId, Timestamp);
const CITED_COLUMNS: &[Kind] = &[Kind::Id, Kind::Id, Kind::Int];

static CITED: Statement = Statement::new(
    "check.cited",
    "SELECT target, source, made FROM cited_by WHERE source {in $1} ORDER BY target, source",
    &[Kind::Ids],
    CITED_COLUMNS,
);
static CITED_MEANT: Statement = Statement::new(
    "check.cited_meant",
    "SELECT DISTINCT l.target, l.note, n.created FROM link l JOIN note n ON n.id = l.note
     WHERE l.note {in $1} AND l.target IS NOT NULL AND l.target <> l.note ORDER BY l.target, l.note",
    &[Kind::Ids],
    CITED_COLUMNS,
);

/// What *cited by* holds of these notes, and what it must hold.
pub async fn cited(tx: &mut Tx, sources: &[NoteId]) -> Result<(Vec<CitedRow>, Vec<CitedRow>)> {
    let ids = [Value::ids(sources.iter().copied())];
    Ok((tx.asking_all([]).all(&CITED, &ids).await?, tx.asking_all([]).all(&CITED_MEANT, &ids).await?))
}

static CITED_STRAY: Statement = Statement::new(
    "check.cited_stray",
    "SELECT DISTINCT c.source FROM cited_by c WHERE c.source > $1 AND NOT EXISTS (SELECT 1 FROM note n WHERE n.id = c.source)
     ORDER BY c.source LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);

/// What *cited by* names as citing and is no note.
pub async fn cited_by_nothing(tx: &mut Tx, after: NoteId, most: i64) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&CITED_STRAY, &[after.into(), most.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

static PENDING: Statement = Statement::new(
    "check.pending",
    "SELECT DISTINCT thing FROM change
     WHERE (xid, seq) > ($1, $2) AND thing_kind = 'note' AND thing {in $3} ORDER BY thing",
    &[Kind::Int, Kind::Int, Kind::Ids],
    &[Kind::Id],
);

/// Those of these notes that the log still holds lines of, past a place: what is derived of them may be older.
pub async fn pending(tx: &mut Tx, after: Position, notes: &[NoteId]) -> Result<Vec<NoteId>> {
    let values = [after.xid.into(), after.seq.into(), Value::ids(notes.iter().copied())];
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&PENDING, &values).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

static END_OF_LOG: Statement = Statement::new(
    "check.end_of_log",
    "SELECT xid, seq FROM change ORDER BY xid DESC, seq DESC LIMIT 1",
    &[],
    &[Kind::Int, Kind::Int],
);

/// The place of the very last line of the log, whoever may read it yet.
pub async fn end_of_log(tx: &mut Tx) -> Result<Position> {
    let row: Option<(i64, i64)> = tx.asking_all([]).opt(&END_OF_LOG, &[]).await?;
    Ok(row.map_or_else(Position::default, |(xid, seq)| Position { xid, seq }))
}

static FOREIGN_LINES: Statement = Statement::apart(
    "check.foreign_lines",
    "SELECT COUNT(*) FROM change WHERE xid <> 0",
    "SELECT COUNT(*) FROM change
     WHERE xid >= CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT)",
    &[],
    &[Kind::Int],
);
static OWN_LINES: Statement = Statement::new("check.own_lines", "UPDATE change SET xid = 0 WHERE xid <> 0", &[], &[]);

/// How many lines of the log were numbered by another database server: no reader of this one reaches them.
pub async fn foreign_lines(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&FOREIGN_LINES, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Makes every line of the log older than any that this server will number.
pub async fn own_lines(tx: &mut Tx) -> Result<()> {
    tx.asking_all([]).exec(&OWN_LINES, &[]).await?;
    Ok(())
}

/// A thing that has a name, and the keys that must follow from it.
#[derive(Clone, Debug)]
pub struct Named<T> {
    /// Which thing.
    pub id: T,
    /// Its name or title.
    pub name: String,
    /// The folded name.
    pub key: String,
    /// How it sorts.
    pub sort_key: Vec<u8>,
    /// Whether only a community may see it, and none is linked.
    pub seen_by_nobody: bool,
}

impl<T: Column> FromRow for Named<T> {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            key: row.get(2)?,
            sort_key: row.get(3)?,
            seen_by_nobody: row.get(4)?,
        })
    }
}

/// A kind of thing that has a name.
pub trait HasName: Id + Column + Into<Value> {
    /// Whether a folded form of its name is kept.
    const IS_FOLDED: bool;
    #[doc(hidden)]
    const PAGE: &'static Statement;
    #[doc(hidden)]
    const MEND: &'static Statement;
}

/// The things of a kind after this one.
pub async fn named_after<T: HasName>(tx: &mut Tx, after: T, most: i64) -> Result<Vec<Named<T>>> {
    tx.asking_all([]).all(T::PAGE, &[after.into(), most.into()]).await
}

/// Writes the keys of a thing; one that nobody may see is left to its authors.
pub async fn mend_named<T: HasName>(tx: &mut Tx, thing: &Named<T>) -> Result<()> {
    let values =
        [thing.id.into(), thing.key.as_str().into(), thing.sort_key.clone().into(), thing.seen_by_nobody.into()];
    tx.asking_all([]).exec(T::MEND, &values).await?;
    Ok(())
}

const NAMED_PARAMS: &[Kind] = &[Kind::Id, Kind::Int];
const NAMED: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Bool];
const MEND_PARAMS: &[Kind] = &[Kind::Id, Kind::Text, Kind::Bytes, Kind::Bool];

static NOTEBOOKS: Statement = Statement::new(
    "check.notebooks",
    "SELECT b.id, b.title, b.title_key, b.sort_key,
            b.visibility = 'community' AND NOT EXISTS (SELECT 1 FROM notebook_community c WHERE c.notebook = b.id)
     FROM notebook b WHERE b.id > $1 ORDER BY b.id LIMIT $2",
    NAMED_PARAMS,
    NAMED,
);
static MEND_NOTEBOOK: Statement = Statement::new(
    "check.mend_notebook",
    "UPDATE notebook SET title_key = $2, sort_key = $3, visibility = CASE WHEN $4 THEN 'authors' ELSE visibility END
     WHERE id = $1",
    MEND_PARAMS,
    &[],
);
static PEOPLE: Statement = Statement::new(
    "check.people",
    "SELECT id, name, name_key, sort_key, 1 = 0 FROM person WHERE id > $1 ORDER BY id LIMIT $2",
    NAMED_PARAMS,
    NAMED,
);
static MEND_PERSON: Statement = Statement::new(
    "check.mend_person",
    "UPDATE person SET name_key = $2, sort_key = $3 WHERE id = $1 AND NOT $4",
    MEND_PARAMS,
    &[],
);
static COMMUNITIES: Statement = Statement::new(
    "check.communities",
    // Communities are found by their alias: they keep no folded name.
    "SELECT id, name, '', sort_key, 1 = 0 FROM community WHERE id > $1 ORDER BY id LIMIT $2",
    NAMED_PARAMS,
    NAMED,
);
static MEND_COMMUNITY: Statement = Statement::new(
    "check.mend_community",
    "UPDATE community SET sort_key = $3 WHERE id = $1 AND $2 = '' AND NOT $4",
    MEND_PARAMS,
    &[],
);
static CATEGORIES: Statement = Statement::new(
    "check.categories",
    "SELECT id, name, name_key, sort_key, 1 = 0 FROM category WHERE id > $1 ORDER BY id LIMIT $2",
    NAMED_PARAMS,
    NAMED,
);
static MEND_CATEGORY: Statement = Statement::new(
    "check.mend_category",
    "UPDATE category SET name_key = $2, sort_key = $3 WHERE id = $1 AND NOT $4",
    MEND_PARAMS,
    &[],
);

macro_rules! has_name {
    ($($thing:ident $folded:literal $page:ident $mend:ident;)*) => { $(
        impl HasName for $thing {
            const IS_FOLDED: bool = $folded;
            const PAGE: &'static Statement = &$page;
            const MEND: &'static Statement = &$mend;
        }
    )* };
}
has_name! {
    NotebookId true NOTEBOOKS MEND_NOTEBOOK;
    PersonId true PEOPLE MEND_PERSON;
    CommunityId false COMMUNITIES MEND_COMMUNITY;
    CategoryId true CATEGORIES MEND_CATEGORY;
}

/// A category put on a placement: notebook, note, category.
pub type Filed = (NotebookId, NoteId, CategoryId);

static FILED_ELSEWHERE: Statement = Statement::new(
    "check.filed_elsewhere",
    "SELECT f.notebook, f.note, f.category FROM placement_category f JOIN category c ON c.id = f.category
     WHERE c.notebook <> f.notebook AND (f.notebook, f.note, f.category) > ($1, $2, $3)
     ORDER BY f.notebook, f.note, f.category LIMIT $4",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Id, Kind::Id],
);
static UNFILE: Statement = Statement::new(
    "check.unfile",
    "DELETE FROM placement_category WHERE notebook = $1 AND note = $2 AND category = $3",
    &[Kind::Id, Kind::Id, Kind::Id],
    &[],
);

/// The placements filed under a category of another notebook, after this one.
pub async fn filed_elsewhere(tx: &mut Tx, after: Filed, most: i64) -> Result<Vec<Filed>> {
    let values = [after.0.into(), after.1.into(), after.2.into(), most.into()];
    tx.asking_all([]).all(&FILED_ELSEWHERE, &values).await
}

/// Takes a category off a placement.
pub async fn unfile(tx: &mut Tx, (notebook, note, category): Filed) -> Result<()> {
    tx.asking_all([]).exec(&UNFILE, &[notebook.into(), note.into(), category.into()]).await?;
    Ok(())
}

static FILES: Statement = Statement::new(
    "check.files",
    "SELECT id, hash FROM attachment WHERE id > $1 ORDER BY id LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Bytes],
);

/// The files that have a row, after this one, with the name of their content.
pub async fn files_after(tx: &mut Tx, after: AttachmentId, most: i64) -> Result<Vec<(AttachmentId, [u8; 32])>> {
    tx.asking_all([]).all(&FILES, &[after.into(), most.into()]).await
}

static COVERS: Statement = Statement::new(
    "check.covers",
    "SELECT id, cover FROM notebook WHERE id > $1 AND cover IS NOT NULL ORDER BY id LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Bytes],
);

/// The notebooks whose cover has a picture, after this one, with the name of its content.
pub async fn covers_after(tx: &mut Tx, after: NotebookId, most: i64) -> Result<Vec<(NotebookId, [u8; 32])>> {
    tx.asking_all([]).all(&COVERS, &[after.into(), most.into()]).await
}

// Each kind is cut short by itself: what comes after is not gone through.
static HASHES: Statement = Statement::new(
    "check.hashes",
    "SELECT f.hash FROM (SELECT DISTINCT hash FROM attachment WHERE hash > $1 ORDER BY hash LIMIT $2) f
     UNION
     SELECT c.cover FROM (SELECT DISTINCT cover FROM notebook WHERE cover > $1 ORDER BY cover LIMIT $2) c
     ORDER BY hash LIMIT $2",
    &[Kind::Bytes, Kind::Int],
    &[Kind::Bytes],
);

/// The contents that rows name, of files and of covers, in order, after this one; from before the first with an empty one.
pub async fn hashes_after(tx: &mut Tx, after: &[u8], most: i64) -> Result<Vec<[u8; 32]>> {
    let rows: Vec<(Vec<u8>,)> = tx.asking_all([]).all(&HASHES, &[after.into(), most.into()]).await?;
    rows.into_iter().map(|(hash,)| hash.try_into().map_err(|_| Error::Column(0))).collect()
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &NOTE_IDS,
    &COUNT_NOTES,
    &COUNT_FILES,
    &NOTES,
    &LINKS,
    &SHOWN,
    &KNOWN_FILES,
    &ALIASES,
    &DROP_ALIAS,
    &MEND_NOTE,
    &CITED,
    &CITED_MEANT,
    &CITED_STRAY,
    &PENDING,
    &END_OF_LOG,
    &FOREIGN_LINES,
    &OWN_LINES,
    &NOTEBOOKS,
    &MEND_NOTEBOOK,
    &PEOPLE,
    &MEND_PERSON,
    &COMMUNITIES,
    &MEND_COMMUNITY,
    &CATEGORIES,
    &MEND_CATEGORY,
    &FILED_ELSEWHERE,
    &UNFILE,
    &FILES,
    &COVERS,
    &HASHES,
];
