//! Communities: their rows, their members, their roles.

use domain::communities::{Access, Role};
use domain::policy::{CommunityFacts, Viewer};
use domain::tags::Tag;
use domain::{CommunityId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

/// A community's own row: id, alias, name, about, listed.
pub type CommunityRow = (CommunityId, String, String, String, bool);
const COMMUNITY: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Bool];

static BY_ALIAS: Statement = Statement::for_viewer(
    "communities.by_alias",
    "SELECT c.id, c.alias, c.name, c.about, c.listed FROM community c WHERE c.alias = $1 AND {community_readable c}",
    &[Kind::Text],
    COMMUNITY,
);

/// The community of that alias, when this viewer may know of it.
pub async fn by_alias(tx: &mut Tx, viewer: &Viewer, alias: &str) -> Result<Option<CommunityRow>> {
    tx.asking(Tag::Communities).opt_for(viewer, &BY_ALIAS, &[alias.into()]).await
}

static LIST: Statement = Statement::for_viewer(
    "communities.list",
    "SELECT c.id, c.alias, c.name, c.about, c.listed FROM community c WHERE {community_readable c} ORDER BY c.sort_key, c.id LIMIT 500",
    &[],
    COMMUNITY,
);

/// The communities that this viewer may know of, by name.
pub async fn list(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<CommunityRow>> {
    tx.asking(Tag::Communities).all_for(viewer, &LIST, &[]).await
}

static FACTS: Statement =
    Statement::new("communities.facts", "SELECT listed FROM community WHERE id = $1", &[Kind::Id], &[Kind::Bool]);

/// What the rule of rights needs to know of a community.
pub async fn facts(tx: &mut Tx, id: CommunityId) -> Result<Option<CommunityFacts>> {
    let row: Option<(bool,)> = tx.asking(Tag::Community(id)).opt(&FACTS, &[id.into()]).await?;
    #[expect(clippy::disallowed_methods, reason = "this is the store")]
    Ok(row.map(|(listed,)| CommunityFacts::from_row(id, listed)))
}

static INSERT: Statement = Statement::new(
    "communities.insert",
    "INSERT INTO community (id, alias, name, sort_key, about, access, listed, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Bool, Kind::Int],
    &[],
);

/// A community to make.
#[derive(Clone, Copy, Debug)]
pub struct NewCommunity<'a> {
    /// Its name in addresses.
    pub alias: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it is about; plain text.
    pub about: &'a str,
    /// How one becomes a member.
    pub access: Access,
    /// Whether others than its members may know of it.
    pub listed: bool,
}

/// Makes a community.
pub async fn insert(
    tx: &mut Tx,
    id: CommunityId,
    community: &NewCommunity<'_>,
    sort_key: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    let values = [
        id.into(),
        community.alias.into(),
        community.name.into(),
        sort_key.into(),
        community.about.into(),
        community.access.as_str().into(),
        community.listed.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static SET_LISTED: Statement = Statement::new(
    "communities.set_listed",
    "UPDATE community SET listed = $2 WHERE id = $1",
    &[Kind::Id, Kind::Bool],
    &[],
);
static RENAME: Statement = Statement::new(
    "communities.rename",
    "UPDATE community SET name = $2, sort_key = $3 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Bytes],
    &[],
);

/// Says whether others than its members may know of it.
pub async fn set_listed(tx: &mut Tx, id: CommunityId, listed: bool) -> Result<()> {
    tx.asking_all([]).exec(&SET_LISTED, &[id.into(), listed.into()]).await?;
    Ok(())
}

/// Gives it another name; its alias stays.
pub async fn rename(tx: &mut Tx, id: CommunityId, name: &str, sort_key: Vec<u8>) -> Result<()> {
    tx.asking_all([]).exec(&RENAME, &[id.into(), name.into(), sort_key.into()]).await?;
    Ok(())
}

static JOIN: Statement = Statement::new(
    "communities.join",
    "INSERT INTO membership (community, person, joined) VALUES ($1, $2, $3) ON CONFLICT (community, person) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static GIVE_ROLE: Statement = Statement::new(
    "communities.give_role",
    "INSERT INTO role (community, person, role, since) VALUES ($1, $2, $3, $4) ON CONFLICT (community, person, role) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);

/// Makes a person a member, with a role beyond that one where it is named.
pub async fn add_member(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    tx.asking_all([]).exec(&JOIN, &[community.into(), person.into(), now.into()]).await?;
    if role != Role::Member {
        tx.asking_all([]).exec(&GIVE_ROLE, &[community.into(), person.into(), role.into(), now.into()]).await?;
    }
    Ok(())
}

static READABLE: Statement = Statement::for_viewer(
    "communities.readable",
    "SELECT c.id FROM community c WHERE {community_readable c} ORDER BY c.id",
    &[],
    &[Kind::Id],
);

/// Every community that this viewer may know of, for the test that compares the two forms of the rule.
pub async fn readable(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<CommunityId>> {
    let rows: Vec<(CommunityId,)> = tx.all_for(viewer, &READABLE, &[]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&BY_ALIAS, &LIST, &FACTS, &INSERT, &SET_LISTED, &RENAME, &JOIN, &GIVE_ROLE, &READABLE];
