//! What the leads of a notebook change of it: its words, who takes part, its categories.

use domain::policy::{Authorised, Manage, Notebook, Viewer};
use domain::tags::Tag;
use domain::{CategoryId, CommunityId, LanguageTag, NoteId, NotebookId, PersonId, Timestamp, Title};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

/// What those who write in a notebook need to know, beside its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsRow {
    /// Rises each time its page is saved.
    pub edition: i64,
    /// What those who place notes there are asked to follow, in Markdown.
    pub guide: String,
    /// The licence that is proposed for its notes; empty where none is.
    pub licence: String,
    /// Whether everyone signed in may place notes there.
    pub open_to_signed_in: bool,
}

impl FromRow for SettingsRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { edition: row.get(0)?, guide: row.get(1)?, licence: row.get(2)?, open_to_signed_in: row.get(3)? })
    }
}

static SETTINGS: Statement = Statement::new(
    "notebook_pages.settings",
    "SELECT edition, guide, COALESCE(licence, ''), open_to_signed_in FROM notebook WHERE id = $1",
    &[Kind::Id],
    &[Kind::Int, Kind::Text, Kind::Text, Kind::Bool],
);

/// What those who write in a notebook need to know; the caller asks whether it is for who asks.
pub async fn settings(tx: &mut Tx, notebook: NotebookId) -> Result<Option<SettingsRow>> {
    tx.asking(Tag::Notebook(notebook)).opt(&SETTINGS, &[notebook.into()]).await
}

static RISE: Statement = Statement::new(
    "notebook_pages.rise",
    "UPDATE notebook SET edition = edition + 1, changed = $3 WHERE id = $1 AND edition = $2",
    &[Kind::Id, Kind::Int, Kind::Int],
    &[],
);

/// Begins to save a notebook over the edition that was seen, and keeps others from it until the end of this transaction; false
/// where somebody else saved it in between.
pub async fn rise(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, seen: i64, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&RISE, &[notebook.facts().id().into(), seen.into(), now.into()]).await? > 0)
}

static SAY: Statement = Statement::new(
    "notebook_pages.say",
    "UPDATE notebook SET description = $2, language = $3, guide = $4, licence = $5 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
    &[],
);

/// What a notebook says of itself, beside its title.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// What it is about, in Markdown.
    pub description: &'a str,
    /// Its language.
    pub language: &'a LanguageTag,
    /// What those who place notes there are asked to follow, in Markdown.
    pub guide: &'a str,
    /// The licence that is proposed for its notes.
    pub licence: Option<&'a str>,
}

/// Says what a notebook is about, how one writes in it, and under which licence.
pub async fn say(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, words: &Words<'_>) -> Result<()> {
    let values = [
        notebook.facts().id().into(),
        words.description.into(),
        words.language.into(),
        words.guide.into(),
        words.licence.into(),
    ];
    tx.asking_all([]).exec(&SAY, &values).await?;
    Ok(())
}

static MEMBERS: Statement = Statement::new(
    "notebook_pages.members",
    "SELECT p.id, p.name, m.role = 'lead' FROM notebook_member m JOIN person p ON p.id = m.person
     WHERE m.notebook = $1 ORDER BY m.role DESC, p.sort_key, p.id",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Bool],
);

/// Who leads a notebook, then who contributes to it, by name: each with whether they lead it.
pub async fn members(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(PersonId, String, bool)>> {
    tx.asking_all([Tag::Notebook(notebook), Tag::Roles]).all(&MEMBERS, &[notebook.into()]).await
}

static NO_MEMBER: Statement = Statement::new(
    "notebook_pages.no_member",
    "DELETE FROM notebook_member WHERE notebook = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);

/// Takes every role of a person in a notebook; whether they had one.
pub async fn remove_member(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_MEMBER, &[notebook.facts().id().into(), person.into()]).await? > 0)
}

static JOINED: Statement = Statement::new(
    "notebook_pages.joined",
    "SELECT c.id, COALESCE(NULLIF(cw.name, ''), c.name), c.access = 'open'
     FROM membership m JOIN community c ON c.id = m.community
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $3
     WHERE m.person = $1 AND c.stage <> 'closed'
       AND NOT EXISTS (SELECT 1 FROM notebook_community l WHERE l.notebook = $2 AND l.community = c.id)
     ORDER BY c.sort_key, c.id",
    &[Kind::Id, Kind::Id, Kind::Text],
    &[Kind::Id, Kind::Text, Kind::Bool],
);

/// The communities of a person that a notebook can be linked to: those that are not closed, and that it is not linked to yet.
/// Each its name (in this language where it has one), and whether anyone may join it.
pub async fn joined(
    tx: &mut Tx,
    person: PersonId,
    notebook: NotebookId,
    language: &str,
) -> Result<Vec<(CommunityId, String, bool)>> {
    tx.asking_all([]).all(&JOINED, &[person.into(), notebook.into(), language.into()]).await
}

static OPENINGS: Statement = Statement::new(
    "notebook_pages.openings",
    "SELECT community, open FROM notebook_community WHERE notebook = $1 ORDER BY community",
    &[Kind::Id],
    &[Kind::Id, Kind::Bool],
);
static SET_OPENING: Statement = Statement::new(
    "notebook_pages.set_opening",
    "UPDATE notebook_community SET open = $3 WHERE notebook = $1 AND community = $2",
    &[Kind::Id, Kind::Id, Kind::Bool],
    &[],
);
static OPEN_TO_SIGNED_IN: Statement = Statement::new(
    "notebook_pages.open_to_signed_in",
    "UPDATE notebook SET open_to_signed_in = $2 WHERE id = $1",
    &[Kind::Id, Kind::Bool],
    &[],
);
static UNLINK: Statement = Statement::new(
    "notebook_pages.unlink",
    "DELETE FROM notebook_community WHERE notebook = $1 AND community = $2",
    &[Kind::Id, Kind::Id],
    &[],
);

/// Every community that a notebook is linked to, whoever may know of it, and whether its members may place notes there.
pub async fn openings(tx: &mut Tx, notebook: NotebookId) -> Result<Vec<(CommunityId, bool)>> {
    tx.asking(Tag::Notebook(notebook)).all(&OPENINGS, &[notebook.into()]).await
}

/// Says whether the members of a linked community may place notes in a notebook.
pub async fn set_opening(
    tx: &mut Tx,
    notebook: &Authorised<Notebook, Manage>,
    community: CommunityId,
    open: bool,
) -> Result<()> {
    let values = [notebook.facts().id().into(), community.into(), open.into()];
    tx.asking_all([]).exec(&SET_OPENING, &values).await?;
    Ok(())
}

/// Says whether everyone signed in may place notes in a notebook.
pub async fn open_to_signed_in(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, open: bool) -> Result<()> {
    tx.asking_all([]).exec(&OPEN_TO_SIGNED_IN, &[notebook.facts().id().into(), open.into()]).await?;
    Ok(())
}

/// Takes a notebook out of what is linked to a community; whether it was.
pub async fn unlink(tx: &mut Tx, notebook: &Authorised<Notebook, Manage>, community: CommunityId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&UNLINK, &[notebook.facts().id().into(), community.into()]).await? > 0)
}

static PLACED: Statement = Statement::for_viewer(
    "notebook_pages.placed",
    "SELECT n.id, n.title FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND {note_readable n} ORDER BY n.sort_key, n.id LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text],
);
static PLACED_NAMED: Statement = Statement::for_viewer(
    "notebook_pages.placed_named",
    "SELECT n.id FROM placement p JOIN note n ON n.id = p.note
     WHERE p.notebook = $1 AND n.title_key = $2 AND {note_readable n} ORDER BY n.id LIMIT 2",
    &[Kind::Id, Kind::Text],
    &[Kind::Id],
);

/// The first notes of a notebook by title, of those that this viewer may read.
pub async fn placed(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId, most: i64) -> Result<Vec<(NoteId, String)>> {
    tx.asking_all([]).all_for(viewer, &PLACED, &[notebook.into(), most.into()]).await
}

/// The notes of a notebook that bear this folded title, of those that this viewer may read: two at most.
pub async fn placed_named(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId, key: &str) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all_for(viewer, &PLACED_NAMED, &[notebook.into(), key.into()]).await?;
    Ok(rows.into_iter().map(|(note,)| note).collect())
}

static COUNTS: Statement = Statement::for_viewer(
    "notebook_pages.counts",
    "SELECT pc.category, COUNT(*) FROM placement_category pc JOIN note n ON n.id = pc.note
     WHERE pc.notebook = $1 AND {note_readable n} GROUP BY pc.category ORDER BY pc.category",
    &[Kind::Id],
    &[Kind::Id, Kind::Int],
);
static BEARING: Statement = Statement::new(
    "notebook_pages.bearing",
    "SELECT note FROM placement_category WHERE category = $1 ORDER BY note",
    &[Kind::Id],
    &[Kind::Id],
);
static RENAME_CATEGORY: Statement = Statement::new(
    "notebook_pages.rename_category",
    "UPDATE category SET name = $2, name_key = $3, sort_key = $4 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes],
    &[],
);
static PLACE_CATEGORY: Statement = Statement::new(
    "notebook_pages.place_category",
    "UPDATE category SET place = $2 WHERE id = $1",
    &[Kind::Id, Kind::Int],
    &[],
);
static NOBODY_BEARS: Statement = Statement::new(
    "notebook_pages.nobody_bears",
    "DELETE FROM placement_category WHERE category = $1",
    &[Kind::Id],
    &[],
);
static NO_CATEGORY: Statement =
    Statement::new("notebook_pages.no_category", "DELETE FROM category WHERE id = $1", &[Kind::Id], &[]);

/// How many placements bear each category of a notebook, of notes that this viewer may read; none is not told.
///
/// It reads the whole notebook: for [`crate::Store::heavy`].
pub async fn counts(tx: &mut Tx, viewer: &Viewer, notebook: NotebookId) -> Result<Vec<(CategoryId, i64)>> {
    tx.asking(Tag::Placements(notebook)).all_for(viewer, &COUNTS, &[notebook.into()]).await
}

/// The notes whose placements bear a category, whoever may read them.
pub async fn bearing(tx: &mut Tx, category: CategoryId) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&BEARING, &[category.into()]).await?;
    Ok(rows.into_iter().map(|(note,)| note).collect())
}

/// Gives a category another name.
pub async fn rename_category(tx: &mut Tx, category: CategoryId, name: &Title, sort_key: Vec<u8>) -> Result<()> {
    let values = [category.into(), name.as_str().into(), name.key().into(), sort_key.into()];
    tx.asking_all([]).exec(&RENAME_CATEGORY, &values).await?;
    Ok(())
}

/// Gives a category its place in its list.
pub async fn place_category(tx: &mut Tx, category: CategoryId, place: i64) -> Result<()> {
    tx.asking_all([]).exec(&PLACE_CATEGORY, &[category.into(), place.into()]).await?;
    Ok(())
}

/// Takes a category off what bears it, and out of its list.
pub async fn remove_category(tx: &mut Tx, category: CategoryId) -> Result<()> {
    tx.asking_all([]).exec(&NOBODY_BEARS, &[category.into()]).await?;
    tx.asking_all([]).exec(&NO_CATEGORY, &[category.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &SETTINGS,
    &RISE,
    &SAY,
    &MEMBERS,
    &NO_MEMBER,
    &JOINED,
    &OPENINGS,
    &SET_OPENING,
    &OPEN_TO_SIGNED_IN,
    &UNLINK,
    &PLACED,
    &PLACED_NAMED,
    &COUNTS,
    &BEARING,
    &RENAME_CATEGORY,
    &PLACE_CATEGORY,
    &NOBODY_BEARS,
    &NO_CATEGORY,
];
