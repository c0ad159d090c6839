//! Members of communities: what they are called there, what they hold and show, who asks to come in, who is invited.

mod coming;

use domain::communities::{Involvement, Posture, Role};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{AffiliationId, CommunityId, Day, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

pub(crate) use coming::STATEMENTS as COMING_STATEMENTS;
pub use coming::{
    InvitationRow, JoinRequestRow, ToldRow, ask, asked_by, end_invitation, end_request, end_told, forget_invitations,
    forget_told, invitation, invitations, invite, invited, requests, send_proposed, tell, told, told_to, waiting,
};

/// The most members that are read of one community.
pub const MOST: i64 = 10_000;

/// What a member chose of their membership.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnRow {
    /// What they are called there; empty where it is their name.
    pub name: String,
    /// How much they take part, where they say it.
    pub involvement: Option<Involvement>,
}

/// A member, as the others see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who; to be shown only where they are called by their own name.
    pub person: PersonId,
    /// Their own name.
    pub own_name: String,
    /// What they chose.
    pub own: OwnRow,
}

/// A role that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// Who holds it.
    pub person: PersonId,
    /// Which one.
    pub role: Role,
    /// The first day of the mandate, where it is said.
    pub starts: Option<Day>,
    /// Its last day, where it is said.
    pub ends: Option<Day>,
    /// Who stands in.
    pub backup: Option<PersonId>,
    /// Whether who holds it agrees that others than members know.
    pub shown: bool,
}

impl FromRow for RoleRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            person: row.get(0)?,
            role: row.get(1)?,
            starts: row.get(2)?,
            ends: row.get(3)?,
            backup: row.get(4)?,
            shown: row.get(5)?,
        })
    }
}

/// What a membership shows of an affiliation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostureRow {
    /// Of which one.
    pub affiliation: AffiliationId,
    /// What the organisation may know.
    pub posture: Posture,
    /// Whether the members may.
    pub shown: bool,
}

static BEGIN: Statement = Statement::new(
    "memberships.begin",
    "INSERT INTO membership (community, person, joined, name) VALUES ($1, $2, $3, $4)
     ON CONFLICT (community, person) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Int, Kind::Text],
    &[],
);
static OWN: Statement = Statement::new(
    "memberships.own",
    "SELECT name, involvement FROM membership WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[Kind::Text, Kind::Text],
);
static SET_OWN: Statement = Statement::new(
    "memberships.set_own",
    "UPDATE membership SET name = $3, involvement = $4 WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text],
    &[],
);
static MEMBERS: Statement = Statement::new(
    "memberships.members",
    "SELECT m.person, p.name, m.name, m.involvement FROM membership m JOIN person p ON p.id = m.person
     WHERE m.community = $1 ORDER BY m.person LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);
static ROLES: Statement = Statement::new(
    "memberships.roles",
    "SELECT person, role, starts, ends, backup, shown FROM role WHERE community = $1 ORDER BY role, since, person",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Id, Kind::Bool],
);
static SET_ROLE: Statement = Statement::new(
    "memberships.set_role",
    "INSERT INTO role (community, person, role, since, starts, ends, backup) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (community, person, role) DO UPDATE SET starts = excluded.starts, ends = excluded.ends,
         backup = excluded.backup",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int, Kind::Text, Kind::Text, Kind::Id],
    &[],
);
static END_ROLE: Statement = Statement::new(
    "memberships.end_role",
    "DELETE FROM role WHERE community = $1 AND person = $2 AND role = $3",
    &[Kind::Id, Kind::Id, Kind::Text],
    &[],
);
static SHOW_ROLES: Statement = Statement::new(
    "memberships.show_roles",
    "UPDATE role SET shown = $3 WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id, Kind::Bool],
    &[],
);
static END_ROLES: Statement = Statement::new(
    "memberships.end_roles",
    "DELETE FROM role WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static END_BACKUPS: Statement = Statement::new(
    "memberships.end_backups",
    "UPDATE role SET backup = NULL WHERE community = $1 AND backup = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static END_POSTURES: Statement = Statement::new(
    "memberships.end_postures",
    "DELETE FROM posture WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static END_FOLLOW: Statement = Statement::new(
    "memberships.end_follow",
    "DELETE FROM follow WHERE kind = 'community' AND thing = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static END: Statement = Statement::new(
    "memberships.end",
    "DELETE FROM membership WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static POSTURES: Statement = Statement::new(
    "memberships.postures",
    "SELECT affiliation, posture, shown FROM posture WHERE community = $1 AND person = $2 ORDER BY affiliation",
    &[Kind::Id, Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Bool],
);
static SET_POSTURE: Statement = Statement::new(
    "memberships.set_posture",
    "INSERT INTO posture (community, person, affiliation, posture, shown, since) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Bool, Kind::Int],
    &[],
);
static SHOWN: Statement = Statement::new(
    "memberships.shown",
    "SELECT t.person, a.organisation FROM posture t JOIN affiliation a ON a.id = t.affiliation
     WHERE t.community = $1 AND t.shown AND (a.until IS NULL OR a.until >= $2) ORDER BY t.person, a.created, a.id",
    &[Kind::Id, Kind::Text],
    &[Kind::Id, Kind::Id],
);
static MET_IN: Statement = Statement::for_viewer(
    "memberships.met_in",
    "SELECT m.community FROM membership m WHERE m.person = $1 AND m.name = '' AND m.community {in :communities}
     ORDER BY m.community",
    &[Kind::Id],
    &[Kind::Id],
);

/// Makes a person a member, called so there; false where they are one.
pub async fn begin(tx: &mut Tx, community: CommunityId, person: PersonId, name: &str, now: Timestamp) -> Result<bool> {
    let values = [community.into(), person.into(), now.into(), name.into()];
    Ok(tx.asking_all([]).exec(&BEGIN, &values).await? > 0)
}

/// What a member chose, for that member alone; nothing where they are none.
pub async fn own(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<Option<OwnRow>> {
    let row: Option<(String, Option<Involvement>)> =
        tx.asking(Tag::Community(community)).opt(&OWN, &[community.into(), person.into()]).await?;
    Ok(row.map(|(name, involvement)| OwnRow { name, involvement }))
}

/// Keeps what a member chooses.
pub async fn set_own(tx: &mut Tx, community: CommunityId, person: PersonId, own: &OwnRow) -> Result<()> {
    let values = [community.into(), person.into(), own.name.as_str().into(), own.involvement.into()];
    tx.asking_all([]).exec(&SET_OWN, &values).await?;
    Ok(())
}

/// The members of a community, at most [`MOST`], in no order that says anything. The caller has checked that the viewer may see
/// its inside.
pub async fn members(tx: &mut Tx, community: CommunityId) -> Result<Vec<MemberRow>> {
    type Columns = (PersonId, String, String, Option<Involvement>);
    let rows: Vec<Columns> =
        tx.asking(Tag::Community(community)).all(&MEMBERS, &[community.into(), MOST.into()]).await?;
    let member =
        |(person, own_name, name, involvement)| MemberRow { person, own_name, own: OwnRow { name, involvement } };
    Ok(rows.into_iter().map(member).collect())
}

/// The roles of a community and who holds them. The caller has checked who may know.
pub async fn roles(tx: &mut Tx, community: CommunityId) -> Result<Vec<RoleRow>> {
    tx.asking(Tag::Community(community)).all(&ROLES, &[community.into()]).await
}

/// Gives a member a role, or says otherwise how long it lasts and who stands in.
pub async fn set_role(tx: &mut Tx, community: CommunityId, row: &RoleRow, now: Timestamp) -> Result<()> {
    let values = [
        community.into(),
        row.person.into(),
        row.role.into(),
        now.into(),
        row.starts.into(),
        row.ends.into(),
        optional(row.backup),
    ];
    tx.asking_all([]).exec(&SET_ROLE, &values).await?;
    Ok(())
}

/// Takes a role; whether it was held.
pub async fn end_role(tx: &mut Tx, community: CommunityId, person: PersonId, role: Role) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END_ROLE, &[community.into(), person.into(), role.into()]).await? > 0)
}

/// Says whether others than members may know which roles somebody holds.
pub async fn show_roles(tx: &mut Tx, community: CommunityId, person: PersonId, shown: bool) -> Result<()> {
    tx.asking_all([]).exec(&SHOW_ROLES, &[community.into(), person.into(), shown.into()]).await?;
    Ok(())
}

/// Ends a membership, and all that hangs on it; whether there was one.
pub async fn end(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<bool> {
    let values = [community.into(), person.into()];
    for statement in [&END_POSTURES, &END_ROLES, &END_BACKUPS, &END_FOLLOW] {
        tx.asking_all([]).exec(statement, &values).await?;
    }
    Ok(tx.asking_all([]).exec(&END, &values).await? > 0)
}

/// What a membership shows of the affiliations of its member, for that member alone; of the others, nothing.
pub async fn postures(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<Vec<PostureRow>> {
    type Columns = (AffiliationId, Posture, bool);
    let rows: Vec<Columns> =
        tx.asking(Tag::Community(community)).all(&POSTURES, &[community.into(), person.into()]).await?;
    Ok(rows.into_iter().map(|(affiliation, posture, shown)| PostureRow { affiliation, posture, shown }).collect())
}

/// Says what a membership shows, in place of what it showed; what shows nothing is not kept. The affiliations are the member's.
pub async fn set_postures(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    postures: &[PostureRow],
    now: Timestamp,
) -> Result<()> {
    tx.asking_all([]).exec(&END_POSTURES, &[community.into(), person.into()]).await?;
    for row in postures.iter().filter(|row| row.shown || row.posture != Posture::Discreet) {
        let values =
            [community.into(), person.into(), row.affiliation.into(), row.posture.into(), row.shown.into(), now.into()];
        tx.asking_all([]).exec(&SET_POSTURE, &values).await?;
    }
    Ok(())
}

/// The home organisations that members show to each other, those left before `today` apart. The caller has checked that the
/// viewer may see the inside, and asks which organisations they may see.
pub async fn shown_organisations(tx: &mut Tx, community: CommunityId, today: &str) -> Result<Vec<(PersonId, NoteId)>> {
    tx.asking(Tag::Community(community)).all(&SHOWN, &[community.into(), today.into()]).await
}

/// The communities of the viewer where this person goes by their own name.
pub async fn met_in(tx: &mut Tx, viewer: &Viewer, person: PersonId) -> Result<Vec<CommunityId>> {
    let rows: Vec<(CommunityId,)> = tx.asking_all([]).all_for(viewer, &MET_IN, &[person.into()]).await?;
    Ok(rows.into_iter().map(|(community,)| community).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &BEGIN,
    &OWN,
    &SET_OWN,
    &MEMBERS,
    &ROLES,
    &SET_ROLE,
    &END_ROLE,
    &SHOW_ROLES,
    &END_ROLES,
    &END_BACKUPS,
    &END_POSTURES,
    &END_FOLLOW,
    &END,
    &POSTURES,
    &SET_POSTURE,
    &SHOWN,
    &MET_IN,
];
