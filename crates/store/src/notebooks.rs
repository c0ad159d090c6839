//! Notebooks: their rows. What is placed in them is in [`crate::placements`], their headings in [`crate::parts`].

mod entry_points;

use domain::notebooks::{Color, Sort, View};
use domain::notes::Visibility;
use domain::policy::{NotebookFacts, Viewer};
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, NotebookId, PersonId, Timestamp, Title};
pub use entry_points::{EntryPoint, EntryTarget, STATEMENTS as ENTRY_STATEMENTS, entry_points, set_entry_points};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

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
    /// How it is shown where the reader chose nothing.
    pub view: View,
    /// In which order its notes are listed where the reader chose none.
    pub sort: Sort,
    /// SHA-256 of the picture of its cover, where it was given one.
    pub cover: Option<[u8; 32]>,
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
            view: row.get(6)?,
            sort: row.get(7)?,
            cover: row.get(8)?,
        })
    }
}

const NOTEBOOK: &[Kind] =
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Bytes];

static BY_ID: Statement = Statement::for_viewer(
    "notebooks.by_id",
    "SELECT b.id, b.title, b.description, b.language, b.visibility, b.color, b.view, b.sort, b.cover FROM notebook b
     WHERE b.id = $1 AND {notebook_readable b}",
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
    "SELECT b.id, b.title, b.description, b.language, b.visibility, b.color, b.view, b.sort, b.cover, b.sort_key FROM notebook b
     WHERE (b.sort_key, b.id) > ($1, $2) AND {notebook_readable b} ORDER BY b.sort_key, b.id LIMIT $3",
    &[Kind::Bytes, Kind::Id, Kind::Int],
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Bytes,
        Kind::Bytes,
    ],
);

struct Listed(NotebookRow, Vec<u8>);

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self(NotebookRow::from_row(row)?, row.get(9)?))
    }
}

/// The notebooks that this viewer may read, by title; each with its sorting key.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    after: (Vec<u8>, NotebookId),
    most: i64,
) -> Result<Vec<(NotebookRow, Vec<u8>)>> {
    let values = [after.0.into(), after.1.into(), most.into()];
    let rows: Vec<Listed> = tx.asking(Tag::Notebooks).all_for(viewer, &LIST, &values).await?;
    let rows: Vec<_> = rows.into_iter().map(|Listed(row, key)| (row, key)).collect();
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

static SET_COVER: Statement = Statement::new(
    "notebooks.set_cover",
    "UPDATE notebook SET cover = $2 WHERE id = $1",
    &[Kind::Id, Kind::Bytes],
    &[],
);

/// Gives the cover of a notebook its picture, whose content is on the disk; none for one that is made of its title and its colour.
pub async fn set_cover(tx: &mut Tx, id: NotebookId, picture: Option<[u8; 32]>) -> Result<()> {
    tx.asking_all([]).exec(&SET_COVER, &[id.into(), picture.into()]).await?;
    Ok(())
}

static SET_VIEW: Statement = Statement::new(
    "notebooks.set_view",
    "UPDATE notebook SET view = $2, sort = $3 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);

/// Says how a notebook is shown, and in which order, where a reader chose neither.
pub async fn set_view(tx: &mut Tx, id: NotebookId, view: View, sort: Sort) -> Result<()> {
    tx.asking_all([]).exec(&SET_VIEW, &[id.into(), view.as_str().into(), sort.as_str().into()]).await?;
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

static COMMUNITIES: Statement = Statement::for_viewer(
    "notebooks.communities",
    "SELECT c.id, c.alias, COALESCE(NULLIF(cw.name, ''), c.name), c.access = 'open', {community_readable c}
     FROM notebook_community l JOIN community c ON c.id = l.community
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $2
     WHERE l.notebook = $1 ORDER BY c.sort_key, c.id",
    &[Kind::Id, Kind::Text],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bool, Kind::Bool],
);

/// The linked communities that this viewer may know of: id, alias, name (in this language where it has one), whether anyone
/// may join.
pub async fn communities(
    tx: &mut Tx,
    viewer: &Viewer,
    notebook: NotebookId,
    language: &str,
) -> Result<Vec<(CommunityId, String, String, bool)>> {
    let rows: Vec<(CommunityId, String, String, bool, bool)> =
        tx.asking(Tag::Notebook(notebook)).all_for(viewer, &COMMUNITIES, &[notebook.into(), language.into()]).await?;
    tx.asks(rows.iter().map(|(community, ..)| Tag::Community(*community)));
    let known = rows.into_iter().filter(|(.., known)| *known);
    Ok(known.map(|(id, alias, name, open, _)| (id, alias, name, open)).collect())
}

static OF_COMMUNITY: Statement = Statement::for_viewer(
    "notebooks.of_community",
    "SELECT b.id, b.title, b.description, b.language, b.visibility, b.color, b.view, b.sort, b.cover FROM notebook b
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
    &SET_COVER,
    &SET_VIEW,
    &ADD_MEMBER,
    &LINK_COMMUNITY,
    &TITLES,
    &SET_VISIBILITY,
    &RENAME,
    &COMMUNITIES,
    &OF_COMMUNITY,
    &READABLE,
];
