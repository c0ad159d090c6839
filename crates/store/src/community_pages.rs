//! Who makes communities, and what their leads change of them.

use domain::PersonId;
use domain::communities::{Access, Role};
use domain::policy::{Authorised, CommunitiesFacts, Community, Manage};
use domain::site::WhoCreates;
use domain::tags::Tag;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::Value;

static WHO_CREATES: Statement =
    Statement::new("community_pages.who_creates", "SELECT creators FROM community_creation", &[], &[Kind::Text]);
static SET_WHO_CREATES: Statement = Statement::new(
    "community_pages.set_who_creates",
    "INSERT INTO community_creation (one, creators) VALUES (1, $1)
     ON CONFLICT (one) DO UPDATE SET creators = excluded.creators",
    &[Kind::Text],
    &[],
);

/// Who may create a community.
pub async fn who_creates(tx: &mut Tx) -> Result<WhoCreates> {
    let row: Option<(WhoCreates,)> = tx.asking(Tag::Site).opt(&WHO_CREATES, &[]).await?;
    Ok(row.map(|(who,)| who).unwrap_or_default())
}

/// Says who may.
pub async fn set_who_creates(tx: &mut Tx, who: WhoCreates) -> Result<()> {
    tx.asking_all([]).exec(&SET_WHO_CREATES, &[who.as_str().into()]).await?;
    Ok(())
}

/// What the rule of rights needs to know of the communities of the site, as a whole.
pub async fn facts(tx: &mut Tx) -> Result<CommunitiesFacts> {
    let who = who_creates(tx).await?;
    #[expect(clippy::disallowed_methods, reason = "this is the store")]
    Ok(CommunitiesFacts::from_row(who))
}

static TAKEN: Statement = Statement::new(
    "community_pages.taken",
    "SELECT alias FROM community WHERE alias {in $1} ORDER BY alias",
    &[Kind::Texts],
    &[Kind::Text],
);

/// Those of these aliases that a community has, whoever may know of it.
pub async fn taken(tx: &mut Tx, aliases: Vec<String>) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.asking_all([]).all(&TAKEN, &[aliases.into()]).await?;
    Ok(rows.into_iter().map(|(alias,)| alias).collect())
}

static RISE: Statement = Statement::new(
    "community_pages.rise",
    "UPDATE community SET edition = edition + 1 WHERE id = $1 AND edition = $2",
    &[Kind::Id, Kind::Int],
    &[],
);

/// Begins to save the page of a community over the edition that was seen, and keeps others from it until the end of this
/// transaction; false where somebody else saved it in between.
pub async fn rise(tx: &mut Tx, community: &Authorised<Community, Manage>, seen: i64) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&RISE, &[community.facts().id().into(), seen.into()]).await? > 0)
}

static NAME: Statement = Statement::new(
    "community_pages.name",
    "UPDATE community SET name = $2, sort_key = $3, about = '' WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Bytes],
    &[],
);

/// Names a community for where it has no name in a language. What it is about is said in a language from then on.
pub async fn name(tx: &mut Tx, community: &Authorised<Community, Manage>, name: &str, sort_key: Vec<u8>) -> Result<()> {
    tx.asking_all([]).exec(&NAME, &[community.facts().id().into(), name.into(), sort_key.into()]).await?;
    Ok(())
}

static SET_ACCESS: Statement = Statement::new(
    "community_pages.set_access",
    "UPDATE community SET access = $2, listed = $3 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Bool],
    &[],
);

/// Says how one becomes a member, and whether others than its members may know of it.
pub async fn set_access(
    tx: &mut Tx,
    community: &Authorised<Community, Manage>,
    access: Access,
    listed: bool,
) -> Result<()> {
    let values = [community.facts().id().into(), access.into(), listed.into()];
    tx.asking_all([]).exec(&SET_ACCESS, &values).await?;
    Ok(())
}

static HOLDERS: Statement = Statement::new(
    "community_pages.holders",
    "SELECT p.id, CASE WHEN m.name <> '' THEN m.name ELSE p.name END, r.role FROM role r
     JOIN person p ON p.id = r.person JOIN membership m ON m.community = r.community AND m.person = r.person
     WHERE r.community = $1 ORDER BY p.id, r.role",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text],
);

/// Who holds a role in a community beyond being a member, as they are called there: each person once for each role. For its leads.
pub async fn holders(tx: &mut Tx, community: &Authorised<Community, Manage>) -> Result<Vec<(PersonId, String, Role)>> {
    let id = community.facts().id();
    tx.asking_all([Tag::Community(id), Tag::Roles]).all(&HOLDERS, &[id.into()]).await
}

static END_ROLES: Statement = Statement::new(
    "community_pages.end_roles",
    "DELETE FROM role WHERE community = $1 AND (role = 'facilitator' OR NOT person {in $2})",
    &[Kind::Id, Kind::Ids],
    &[],
);

/// Ends every role in a community but those of leads and curators whom this names; all stay members.
pub async fn end_roles(tx: &mut Tx, community: &Authorised<Community, Manage>, but: &[PersonId]) -> Result<()> {
    let values = [community.facts().id().into(), Value::ids(but.iter().copied())];
    tx.asking_all([]).exec(&END_ROLES, &values).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&WHO_CREATES, &SET_WHO_CREATES, &TAKEN, &RISE, &NAME, &SET_ACCESS, &HOLDERS, &END_ROLES];
