//! Notebooks: their rows, what is placed in them, in what order.

use domain::notebooks::Color;
use domain::notes::{NoteKind, Visibility};
use domain::policy::{NotebookFacts, Viewer};
use domain::tags::Tag;
use domain::{CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PartId, PersonId, Timestamp, Title};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// A notebook's own row.
#[derive(Clone, Debug)]
pub struct NotebookRow {
    /// Which notebook.
    pub id: NotebookId,
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// Its language.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// The colour of its cover; empty for one that the program chooses.
    pub color: String,
}

impl FromRow for NotebookRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            description: row.get(2)?,
            language: row.get(3)?,
            visibility: row.get(4)?,
            color: row.get(5)?,
        })
    }
}

const NOTEBOOK: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text];

static BY_ID: Statement = Statement::for_viewer(
    "notebooks.by_id",
    "SELECT b.id, b.title, b.description, b.language, b.visibility, b.color FROM notebook b WHERE b.id = $1 AND {notebook_readable b}",
    &[Kind::Id],
    NOTEBOOK,
);

/// A notebook that this viewer may read.
pub async fn by_id(tx: &mut Tx, viewer: &Viewer, id: NotebookId) -> Result<Option<NotebookRow>> {
    tx.asking(Tag::Notebook(id)).opt_for(viewer, &BY_ID, &[id.into()]).await
}

static BY_TITLE: Statement = Statement::new(
    "notebooks.by_title",
    "SELECT b.id FROM notebook b WHERE b.title_key = $1 ORDER BY b.id LIMIT 1",
    &[Kind::Text],
    &[Kind::Id],
);

/// The notebook of that title, for the import that fills it again.
pub async fn by_title(tx: &mut Tx, title: &Title) -> Result<Option<NotebookId>> {
    let row: Option<(NotebookId,)> = tx.asking_all([]).opt(&BY_TITLE, &[title.key().into()]).await?;
    Ok(row.map(|(id,)| id))
}

static LIST: Statement = Statement::for_viewer(
    "notebooks.list",
    "SELECT b.id, b.title, b.description, b.language, b.visibility, b.color, b.sort_key FROM notebook b
     WHERE (b.sort_key, b.id) > ($1, $2) AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT $3",
    &[Kind::Bytes, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Bytes],
);

/// The notebooks that this viewer may read, by title; each with its sorting key.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    after: (Vec<u8>, NotebookId),
    most: i64,
) -> Result<Vec<(NotebookRow, Vec<u8>)>> {
    type Columns = (NotebookId, String, String, LanguageTag, Visibility, String, Vec<u8>);
    let values = [after.0.into(), after.1.into(), most.into()];
    let rows: Vec<Columns> = tx.asking(Tag::Notebooks).all_for(viewer, &LIST, &values).await?;
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(id, title, description, language, visibility, color, key)| {
            (NotebookRow { id, title, description, language, visibility, color }, key)
        })
        .collect();
    tx.asks(rows.iter().map(|(row, _)| Tag::Notebook(row.id)));
    Ok(rows)
}

static FACTS: Statement = Statement::new(
    "notebooks.facts",
    "SELECT visibility, open_to_signed_in FROM notebook WHERE id = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Bool],
);
static FACTS_MEMBERS: Statement = Statement::new(
    "notebooks.facts_members",
    "SELECT person, role = 'lead' FROM notebook_member WHERE notebook = $1",
    &[Kind::Id],
    &[Kind::Id, Kind::Bool],
);
static FACTS_COMMUNITIES: Statement = Statement::new(
    "notebooks.facts_communities",
    "SELECT community, open FROM notebook_community WHERE notebook = $1",
    &[Kind::Id],
    &[Kind::Id, Kind::Bool],
);

/// What the rule of rights needs to know of a notebook; nothing when there is no such notebook.
pub async fn facts(tx: &mut Tx, id: NotebookId) -> Result<Option<NotebookFacts>> {
    let tag = Tag::Notebook(id);
    let row: Option<(Visibility, bool)> = tx.asking(tag.clone()).opt(&FACTS, &[id.into()]).await?;
    let Some((visibility, open_to_signed_in)) = row else { return Ok(None) };
    let members: Vec<(PersonId, bool)> = tx.asking(tag.clone()).all(&FACTS_MEMBERS, &[id.into()]).await?;
    let communities: Vec<(CommunityId, bool)> = tx.asking(tag).all(&FACTS_COMMUNITIES, &[id.into()]).await?;
    let people = |lead: bool| members.iter().filter(|(_, is)| *is == lead).map(|(person, _)| *person).collect();
    #[expect(clippy::disallowed_methods, reason = "this is the store")]
    Ok(Some(NotebookFacts::from_row(
        id,
        visibility,
        people(true),
        people(false),
        communities.iter().map(|(community, _)| *community).collect(),
        communities.iter().filter(|(_, open)| *open).map(|(community, _)| *community).collect(),
        open_to_signed_in,
    )))
}

static INSERT: Statement = Statement::new(
    "notebooks.insert",
    "INSERT INTO notebook (id, title, title_key, sort_key, description, language, visibility, open_to_signed_in, created, changed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Text, Kind::Bool, Kind::Int],
    &[],
);

/// Makes a notebook.
#[expect(clippy::too_many_arguments, reason = "one argument a column, in one place")]
pub async fn insert(
    tx: &mut Tx,
    id: NotebookId,
    title: &Title,
    sort_key: Vec<u8>,
    description: &str,
    language: &LanguageTag,
    visibility: Visibility,
    now: Timestamp,
) -> Result<()> {
    let values = [
        id.into(),
        title.as_str().into(),
        title.key().into(),
        sort_key.into(),
        description.into(),
        language.into(),
        visibility.into(),
        false.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static SET_COLOR: Statement =
    Statement::new("notebooks.set_color", "UPDATE notebook SET color = $2 WHERE id = $1", &[Kind::Id, Kind::Text], &[]);

/// Gives the cover of a notebook its colour; none for one that the program chooses.
pub async fn set_color(tx: &mut Tx, id: NotebookId, color: Option<Color>) -> Result<()> {
    let color = color.map(|color| color.to_string()).unwrap_or_default();
    tx.asking_all([]).exec(&SET_COLOR, &[id.into(), color.into()]).await?;
    Ok(())
}

static ADD_MEMBER: Statement = Statement::new(
    "notebooks.add_member",
    "INSERT INTO notebook_member (notebook, person, role) VALUES ($1, $2, $3) ON CONFLICT (notebook, person, role) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Text],
    &[],
);
static LINK_COMMUNITY: Statement = Statement::new(
    "notebooks.link_community",
    "INSERT INTO notebook_community (notebook, community, open) VALUES ($1, $2, $3) ON CONFLICT (notebook, community) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Bool],
    &[],
);

/// Names a person lead or contributor.
pub async fn add_member(tx: &mut Tx, notebook: NotebookId, person: PersonId, lead: bool) -> Result<()> {
    let role = if lead { "lead" } else { "contributor" };
    tx.asking_all([]).exec(&ADD_MEMBER, &[notebook.into(), person.into(), role.into()]).await?;
    Ok(())
}

/// Links the notebook to a community, whose members may contribute when it is open to them.
pub async fn link_community(tx: &mut Tx, notebook: NotebookId, community: CommunityId, open: bool) -> Result<()> {
    tx.asking_all([]).exec(&LINK_COMMUNITY, &[notebook.into(), community.into(), open.into()]).await?;
    Ok(())
}

/// A placed note.
#[derive(Clone, Debug)]
pub struct PlacedRow {
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
    /// Its place in the manual order.
    pub position: i64,
    /// 0 at the top.
    pub depth: i64,
    /// Whether it is pinned.
    pub pinned: bool,
    /// When it was placed.
    pub placed: Timestamp,
    /// How its title sorts.
    pub sort_key: Vec<u8>,
}

impl FromRow for PlacedRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            title: row.get(1)?,
            kind: row.get(2)?,
            language: row.get(3)?,
            excerpt: row.get(4)?,
            changed: row.get(5)?,
            visibility: row.get(6)?,
            position: row.get(7)?,
            depth: row.get(8)?,
            pinned: row.get(9)?,
            placed: row.get(10)?,
            sort_key: row.get(11)?,
        })
    }
}

const PLACED: &[Kind] = &[
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Int,
    Kind::Text,
    Kind::Int,
    Kind::Int,
    Kind::Bool,
    Kind::Int,
    Kind::Bytes,
];

static MANUAL: Statement = Statement::for_viewer(
    "notebooks.manual",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, p.position, p.depth, p.pinned, p.placed, n.sort_key
     FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND (p.position, p.note) > ($2, $3) AND {note_readable n}
       AND ($5 IS NOT TRUE OR EXISTS (
         SELECT 1 FROM placement_category pc WHERE pc.notebook = p.notebook AND pc.note = p.note AND pc.category = $6))
     ORDER BY p.position, p.note LIMIT $4",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int, Kind::Bool, Kind::Id],
    PLACED,
);
static NEWEST: Statement = Statement::for_viewer(
    "notebooks.newest",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, p.position, p.depth, p.pinned, p.placed, n.sort_key
     FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND (p.placed, p.note) < ($2, $3) AND {note_readable n}
       AND ($5 IS NOT TRUE OR EXISTS (
         SELECT 1 FROM placement_category pc WHERE pc.notebook = p.notebook AND pc.note = p.note AND pc.category = $6))
     ORDER BY p.placed DESC, p.note DESC LIMIT $4",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int, Kind::Bool, Kind::Id],
    PLACED,
);
static CHANGED: Statement = Statement::for_viewer(
    "notebooks.changed",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, p.position, p.depth, p.pinned, p.placed, n.sort_key
     FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND (n.changed, n.id) < ($2, $3) AND {note_readable n}
       AND ($5 IS NOT TRUE OR EXISTS (
         SELECT 1 FROM placement_category pc WHERE pc.notebook = p.notebook AND pc.note = p.note AND pc.category = $6))
     ORDER BY n.changed DESC, n.id DESC LIMIT $4",
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int, Kind::Bool, Kind::Id],
    PLACED,
);
static TITLED: Statement = Statement::for_viewer(
    "notebooks.titled",
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, p.position, p.depth, p.pinned, p.placed, n.sort_key
     FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND (n.sort_key, n.id) > ($2, $3) AND {note_readable n}
       AND ($5 IS NOT TRUE OR EXISTS (
         SELECT 1 FROM placement_category pc WHERE pc.notebook = p.notebook AND pc.note = p.note AND pc.category = $6))
     ORDER BY n.sort_key, n.id LIMIT $4",
    &[Kind::Id, Kind::Bytes, Kind::Id, Kind::Int, Kind::Bool, Kind::Id],
    PLACED,
);
/// A place in a list of placed notes.
#[derive(Clone, Debug)]
pub enum After {
    /// In the manual order.
    Manual(i64, NoteId),
    /// Among the newest.
    Newest(Timestamp, NoteId),
    /// Among the last changed.
    Changed(Timestamp, NoteId),
    /// By title.
    Title(Vec<u8>, NoteId),
}

/// The placed notes that this viewer may read, after a place in an order; of one category, where it is named.
pub async fn placed(
    tx: &mut Tx,
    viewer: &Viewer,
    id: NotebookId,
    after: After,
    category: Option<CategoryId>,
    most: i64,
) -> Result<Vec<PlacedRow>> {
    // The words of those that are not on this page decide of an order by title or by change.
    let order = match &after {
        After::Manual(..) | After::Newest(..) => Tag::Placements(id),
        After::Changed(..) | After::Title(..) => Tag::Within(id),
    };
    let (statement, key, note) = match after {
        After::Manual(position, note) => (&MANUAL, position.into(), note),
        After::Newest(placed, note) => (&NEWEST, placed.into(), note),
        After::Changed(changed, note) => (&CHANGED, changed.into(), note),
        After::Title(key, note) => (&TITLED, key.into(), note),
    };
    let values = [id.into(), key, note.into(), most.into(), category.is_some().into(), optional(category)];
    let rows: Vec<PlacedRow> = tx.asking_all([Tag::Placements(id), order]).all_for(viewer, statement, &values).await?;
    tx.asks(rows.iter().map(|row| Tag::Note(row.id)));
    Ok(rows)
}

static PLACE: Statement = Statement::new(
    "notebooks.place",
    "INSERT INTO placement (notebook, note, position, depth, pinned, placed_by, placed, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (notebook, note) DO UPDATE SET position = excluded.position, depth = excluded.depth
         WHERE placement.position <> excluded.position OR placement.depth <> excluded.depth",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Int, Kind::Bool, Kind::Id, Kind::Int, Kind::Text],
    &[],
);

/// A note to place in a notebook.
#[derive(Clone, Copy, Debug)]
pub struct NewPlacement<'a> {
    /// Which note.
    pub note: NoteId,
    /// Its place in the manual order.
    pub position: i64,
    /// 0 at the top.
    pub depth: i64,
    /// Who places it.
    pub by: Option<PersonId>,
    /// When.
    pub placed: Timestamp,
    /// Why, in their words; empty when unsaid.
    pub reason: &'a str,
}

impl NewPlacement<'_> {
    fn row(&self, notebook: NotebookId) -> Vec<Value> {
        vec![
            notebook.into(),
            self.note.into(),
            self.position.into(),
            self.depth.into(),
            false.into(),
            optional(self.by),
            self.placed.into(),
            self.reason.into(),
        ]
    }
}

/// Places a note at a position of the manual order, or moves it there; whether it was not there yet.
pub async fn place(
    tx: &mut Tx,
    notebook: NotebookId,
    note: NoteId,
    position: i64,
    depth: i64,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<bool> {
    let placement = NewPlacement { note, position, depth, by, placed: now, reason: "" };
    Ok(tx.asking_all([]).exec(&PLACE, &placement.row(notebook)).await? > 0)
}

/// Places notes that this transaction made: they were nowhere yet, so nothing is asked.
pub async fn place_new(tx: &mut Tx, notebook: NotebookId, placements: &[NewPlacement<'_>]) -> Result<()> {
    let rows: Vec<_> = placements.iter().map(|placement| placement.row(notebook)).collect();
    tx.exec_rows_later(&PLACE, &rows).await
}

static PARTS: Statement = Statement::new(
    "notebooks.parts",
    "SELECT title, position, depth FROM part WHERE notebook = $1 ORDER BY position, id",
    &[Kind::Id],
    &[Kind::Text, Kind::Int, Kind::Int],
);
static PARTS_CLEAR: Statement =
    Statement::new("notebooks.parts_clear", "DELETE FROM part WHERE notebook = $1", &[Kind::Id], &[]);
static PART_ADD: Statement = Statement::new(
    "notebooks.part_add",
    "INSERT INTO part (id, notebook, title, position, depth) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int, Kind::Int],
    &[],
);

/// The headings of a notebook's contents that are not notes: title, position, depth.
pub async fn parts(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(String, i64, i64)>> {
    tx.asking(Tag::Placements(notebook)).all(&PARTS, &[notebook.into()]).await
}

/// Replaces those headings.
pub async fn set_parts(tx: &mut Tx, notebook: NotebookId, parts: &[(PartId, String, i64, i64)]) -> Result<()> {
    tx.asking_all([]).exec(&PARTS_CLEAR, &[notebook.into()]).await?;
    for (id, title, position, depth) in parts {
        let values = [(*id).into(), notebook.into(), title.as_str().into(), (*position).into(), (*depth).into()];
        tx.asking_all([]).exec(&PART_ADD, &values).await?;
    }
    Ok(())
}

/// A way into a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPoint {
    /// What its leads call it; empty for the title of what it leads to.
    pub label: String,
    /// Where it leads.
    pub to: EntryTarget,
}

/// Where a way into a notebook leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryTarget {
    /// To a note.
    Note(NoteId),
    /// To another notebook.
    Notebook(NotebookId),
}

static ENTRY_POINTS: Statement = Statement::new(
    "notebooks.entry_points",
    "SELECT label, note, leads_to FROM entry_point WHERE notebook = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Text, Kind::Id, Kind::Id],
);

/// The entry points, whoever may read them: the caller asks that next.
pub async fn entry_points(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<EntryPoint>> {
    let rows: Vec<(String, Option<NoteId>, Option<NotebookId>)> = tx
        .asking_all([Tag::Notebook(notebook), Tag::Placements(notebook)])
        .all(&ENTRY_POINTS, &[notebook.into()])
        .await?;
    let points = rows.into_iter().filter_map(|(label, note, notebook)| {
        let to = note.map(EntryTarget::Note).or(notebook.map(EntryTarget::Notebook))?;
        Some(EntryPoint { label, to })
    });
    Ok(points.collect())
}

static TITLES: Statement = Statement::for_viewer(
    "notebooks.titles",
    "SELECT b.id, b.title FROM notebook b WHERE b.id {in $1} AND {notebook_readable b} ORDER BY b.id",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text],
);

/// The titles of those that this viewer may read.
pub async fn titles(tx: &mut Tx, viewer: &Viewer, ids: &[NotebookId]) -> Result<Vec<(NotebookId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = ids.iter().map(|id| Tag::Notebook(*id)).collect();
    tx.asking_all(tags).all_for(viewer, &TITLES, &[Value::ids(ids.iter().copied())]).await
}

static SET_VISIBILITY: Statement = Statement::new(
    "notebooks.set_visibility",
    "UPDATE notebook SET visibility = $2 WHERE id = $1",
    &[Kind::Id, Kind::Text],
    &[],
);
static RENAME: Statement = Statement::new(
    "notebooks.rename",
    "UPDATE notebook SET title = $2, title_key = $3, sort_key = $4 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes],
    &[],
);
static CLEAR_ENTRY: Statement =
    Statement::new("notebooks.clear_entry_points", "DELETE FROM entry_point WHERE notebook = $1", &[Kind::Id], &[]);
static ADD_ENTRY: Statement = Statement::new(
    "notebooks.add_entry_point",
    "INSERT INTO entry_point (notebook, place, label, note, leads_to) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Id, Kind::Id],
    &[],
);

/// Changes who may read the notebook.
pub async fn set_visibility(tx: &mut Tx, id: NotebookId, visibility: Visibility) -> Result<()> {
    tx.asking_all([]).exec(&SET_VISIBILITY, &[id.into(), visibility.into()]).await?;
    Ok(())
}

/// Gives the notebook another title.
pub async fn rename(tx: &mut Tx, id: NotebookId, title: &Title, sort_key: Vec<u8>) -> Result<()> {
    let values = [id.into(), title.as_str().into(), title.key().into(), sort_key.into()];
    tx.asking_all([]).exec(&RENAME, &values).await?;
    Ok(())
}

/// Says where to begin: up to five notes or notebooks, in order.
pub async fn set_entry_points(tx: &mut Tx, id: NotebookId, points: &[EntryPoint]) -> Result<()> {
    tx.asking_all([]).exec(&CLEAR_ENTRY, &[id.into()]).await?;
    for (place, point) in (1_i64..=5).zip(points) {
        let (note, notebook) = match point.to {
            EntryTarget::Note(note) => (Some(note), None),
            EntryTarget::Notebook(notebook) => (None, Some(notebook)),
        };
        let values = [id.into(), place.into(), point.label.as_str().into(), optional(note), optional(notebook)];
        tx.asking_all([]).exec(&ADD_ENTRY, &values).await?;
    }
    Ok(())
}

static COMMUNITIES: Statement = Statement::for_viewer(
    "notebooks.communities",
    "SELECT c.id, c.alias, c.name, c.access = 'open', {community_readable c}
     FROM notebook_community l JOIN community c ON c.id = l.community WHERE l.notebook = $1 ORDER BY c.sort_key, c.id",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bool, Kind::Bool],
);

/// The linked communities that this viewer may know of: id, alias, name, whether anyone may join.
pub async fn communities(
    tx: &mut Tx,
    viewer: &Viewer,
    notebook: NotebookId,
) -> Result<Vec<(CommunityId, String, String, bool)>> {
    let rows: Vec<(CommunityId, String, String, bool, bool)> =
        tx.asking(Tag::Notebook(notebook)).all_for(viewer, &COMMUNITIES, &[notebook.into()]).await?;
    tx.asks(rows.iter().map(|(community, ..)| Tag::Community(*community)));
    let known = rows.into_iter().filter(|(.., known)| *known);
    Ok(known.map(|(id, alias, name, open, _)| (id, alias, name, open)).collect())
}

static OF_COMMUNITY: Statement = Statement::for_viewer(
    "notebooks.of_community",
    "SELECT b.id, b.title, b.description, b.language, b.visibility, b.color FROM notebook b
     JOIN notebook_community l ON l.notebook = b.id
     WHERE l.community = $1 AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT 100",
    &[Kind::Id],
    NOTEBOOK,
);

/// The notebooks linked to a community, among those that this viewer may read, by title.
pub async fn of_community(tx: &mut Tx, viewer: &Viewer, community: CommunityId) -> Result<Vec<NotebookRow>> {
    let rows: Vec<NotebookRow> =
        tx.asking(Tag::LinkedTo(community)).all_for(viewer, &OF_COMMUNITY, &[community.into()]).await?;
    tx.asks(rows.iter().map(|row| Tag::Notebook(row.id)));
    Ok(rows)
}

static READABLE: Statement = Statement::for_viewer(
    "notebooks.readable",
    "SELECT b.id FROM notebook b WHERE {notebook_readable b} ORDER BY b.id",
    &[],
    &[Kind::Id],
);

/// Every notebook that this viewer may read, for the test that compares the two forms of the rule.
pub async fn readable(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<NotebookId>> {
    let rows: Vec<(NotebookId,)> = tx.all_for(viewer, &READABLE, &[]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &BY_ID,
    &BY_TITLE,
    &LIST,
    &FACTS,
    &FACTS_MEMBERS,
    &FACTS_COMMUNITIES,
    &INSERT,
    &SET_COLOR,
    &ADD_MEMBER,
    &LINK_COMMUNITY,
    &MANUAL,
    &NEWEST,
    &CHANGED,
    &TITLED,
    &PLACE,
    &PARTS,
    &PARTS_CLEAR,
    &PART_ADD,
    &ENTRY_POINTS,
    &TITLES,
    &SET_VISIBILITY,
    &RENAME,
    &CLEAR_ENTRY,
    &ADD_ENTRY,
    &COMMUNITIES,
    &OF_COMMUNITY,
    &READABLE,
];
