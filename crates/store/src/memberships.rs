//! Members of communities: what they are called there, what they hold and show, who asks to come in, who is invited.

use domain::communities::{Involvement, Posture, Role, Told};
use domain::people::MailAddress;
use domain::tags::Tag;
use domain::{AffiliationId, CommunityId, Day, InvitationId, JoinRequestId, NoteId, PersonId, Timestamp, ToldId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

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

/// That somebody asks to become a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinRequestRow {
    /// Which request.
    pub id: JoinRequestId,
    /// Of which community.
    pub community: CommunityId,
    /// Who asks.
    pub person: PersonId,
    /// Their own name.
    pub own_name: String,
    /// What they would be called there; empty where it is their name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub asked: Timestamp,
}

impl FromRow for JoinRequestRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            community: row.get(1)?,
            person: row.get(2)?,
            own_name: row.get(3)?,
            name: row.get(4)?,
            reason: row.get(5)?,
            asked: row.get(6)?,
        })
    }
}

const REQUEST: &[Kind] = &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int];

/// An invitation to a community, or the proposal of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRow {
    /// Which one.
    pub id: InvitationId,
    /// To which community.
    pub community: CommunityId,
    /// The address of mail to which it goes.
    pub mail: MailAddress,
    /// Who invites or proposes; nobody where they have left.
    pub by: Option<PersonId>,
    /// What they say to who is invited; empty where nothing.
    pub words: String,
    /// Whether it waits for who may invite.
    pub proposed: bool,
    /// Until when it serves.
    pub expires: Timestamp,
}

impl FromRow for InvitationRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            community: row.get(1)?,
            mail: MailAddress::from_store(row.get(2)?),
            by: row.get(3)?,
            words: row.get(4)?,
            proposed: row.get(5)?,
            expires: row.get(6)?,
        })
    }
}

const INVITATION: &[Kind] = &[Kind::Id, Kind::Id, Kind::Text, Kind::Id, Kind::Text, Kind::Bool, Kind::Int];

/// What a person is told of a membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldRow {
    /// Which word.
    pub id: ToldId,
    /// Of which community.
    pub community: CommunityId,
    /// Who is told.
    pub person: PersonId,
    /// What.
    pub told: Told,
    /// Why; empty where nothing was said.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

impl FromRow for ToldRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            community: row.get(1)?,
            person: row.get(2)?,
            told: row.get(3)?,
            words: row.get(4)?,
            at: row.get(5)?,
        })
    }
}

const TOLD: &[Kind] = &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Int];

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
static ASK: Statement = Statement::new(
    "memberships.ask",
    "INSERT INTO join_request (id, community, person, name, reason, asked) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static ASKED_BY: Statement = Statement::new(
    "memberships.asked_by",
    "SELECT r.id, r.community, r.person, p.name, r.name, r.reason, r.asked FROM join_request r
     JOIN person p ON p.id = r.person WHERE r.person = $1 ORDER BY r.asked, r.id",
    &[Kind::Id],
    REQUEST,
);
static REQUESTS: Statement = Statement::new(
    "memberships.requests",
    "SELECT r.id, r.community, r.person, p.name, r.name, r.reason, r.asked FROM join_request r
     JOIN person p ON p.id = r.person WHERE r.community = $1 ORDER BY r.asked, r.id LIMIT 500",
    &[Kind::Id],
    REQUEST,
);
static WAITING: Statement = Statement::new(
    "memberships.waiting",
    "SELECT (SELECT COUNT(*) FROM join_request r WHERE r.community = $1)
       + (SELECT COUNT(*) FROM membership_invitation i WHERE i.community = $1 AND i.proposed AND i.expires > $2)",
    &[Kind::Id, Kind::Int],
    &[Kind::Int],
);
static END_REQUEST: Statement = Statement::new(
    "memberships.end_request",
    "DELETE FROM join_request WHERE community = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static INVITE: Statement = Statement::new(
    "memberships.invite",
    "INSERT INTO membership_invitation (id, community, mail, mail_key, invited_by, words, proposed, created, expires)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Id, Kind::Text, Kind::Bool, Kind::Int, Kind::Int],
    &[],
);
static INVITATIONS: Statement = Statement::new(
    "memberships.invitations",
    "SELECT id, community, mail, invited_by, words, proposed, expires FROM membership_invitation
     WHERE community = $1 AND expires > $2 ORDER BY proposed DESC, created, id LIMIT 500",
    &[Kind::Id, Kind::Int],
    INVITATION,
);
static INVITATION_BY_ID: Statement = Statement::new(
    "memberships.invitation",
    "SELECT id, community, mail, invited_by, words, proposed, expires FROM membership_invitation WHERE id = $1 AND expires > $2",
    &[Kind::Id, Kind::Int],
    INVITATION,
);
static INVITED: Statement = Statement::new(
    "memberships.invited",
    "SELECT i.id, i.community, i.mail, i.invited_by, i.words, i.proposed, i.expires FROM membership_invitation i
     JOIN account a ON a.mail_key = i.mail_key
     WHERE a.person = $1 AND a.confirmed IS NOT NULL AND NOT i.proposed AND i.expires > $2 ORDER BY i.created, i.id",
    &[Kind::Id, Kind::Int],
    INVITATION,
);
static SEND_PROPOSED: Statement = Statement::new(
    "memberships.send_proposed",
    "UPDATE membership_invitation SET proposed = FALSE, invited_by = $3, expires = $4 WHERE community = $1 AND id = $2 AND proposed",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static END_INVITATION: Statement = Statement::new(
    "memberships.end_invitation",
    "DELETE FROM membership_invitation WHERE community = $1 AND id = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static FORGET_INVITATIONS: Statement = Statement::new(
    "memberships.forget_invitations",
    "DELETE FROM membership_invitation WHERE expires <= $1",
    &[Kind::Int],
    &[],
);
static TELL: Statement = Statement::new(
    "memberships.tell",
    "INSERT INTO membership_told (id, community, person, told, words, at) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static TOLD_BY_ID: Statement = Statement::new(
    "memberships.told",
    "SELECT id, community, person, told, words, at FROM membership_told WHERE id = $1",
    &[Kind::Id],
    TOLD,
);
static TOLD_TO: Statement = Statement::new(
    "memberships.told_to",
    "SELECT id, community, person, told, words, at FROM membership_told WHERE person = $1 AND at > $2 ORDER BY at DESC, id",
    &[Kind::Id, Kind::Int],
    TOLD,
);
static END_TOLD: Statement = Statement::new(
    "memberships.end_told",
    "DELETE FROM membership_told WHERE person = $1 AND id = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static FORGET_TOLD: Statement =
    Statement::new("memberships.forget_told", "DELETE FROM membership_told WHERE at <= $1", &[Kind::Int], &[]);

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

/// Says that a person asks to become a member.
///
/// # Errors
/// [`crate::Error::Conflict`] where they ask already.
pub async fn ask(tx: &mut Tx, row: &JoinRequestRow) -> Result<()> {
    let values = [
        row.id.into(),
        row.community.into(),
        row.person.into(),
        row.name.as_str().into(),
        row.reason.as_str().into(),
        row.asked.into(),
    ];
    tx.asking_all([]).exec(&ASK, &values).await?;
    Ok(())
}

/// What a person asks for, for that person alone.
pub async fn asked_by(tx: &mut Tx, person: PersonId) -> Result<Vec<JoinRequestRow>> {
    tx.asking(Tag::Person(person)).all(&ASKED_BY, &[person.into()]).await
}

/// Who asks to become a member, the first who asked first. The caller has checked that the viewer may welcome.
pub async fn requests(tx: &mut Tx, community: CommunityId) -> Result<Vec<JoinRequestRow>> {
    tx.asking(Tag::Community(community)).all(&REQUESTS, &[community.into()]).await
}

/// How many requests and proposals wait for an answer. The caller has checked that the viewer may welcome.
pub async fn waiting(tx: &mut Tx, community: CommunityId, now: Timestamp) -> Result<i64> {
    let values = [community.into(), now.into()];
    let row: Option<(i64,)> = tx.asking(Tag::Community(community)).opt(&WAITING, &values).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Forgets that a person asks; whether they did.
pub async fn end_request(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END_REQUEST, &[community.into(), person.into()]).await? > 0)
}

/// Invites, or proposes to.
///
/// # Errors
/// [`crate::Error::Conflict`] where this address is invited or proposed already.
pub async fn invite(tx: &mut Tx, row: &InvitationRow, now: Timestamp) -> Result<()> {
    let values = [
        row.id.into(),
        row.community.into(),
        row.mail.as_str().into(),
        row.mail.key().into(),
        optional(row.by),
        row.words.as_str().into(),
        row.proposed.into(),
        now.into(),
        row.expires.into(),
    ];
    tx.asking_all([]).exec(&INVITE, &values).await?;
    Ok(())
}

/// Who is invited and who is proposed, the proposals first. The caller has checked that the viewer may welcome.
pub async fn invitations(tx: &mut Tx, community: CommunityId, now: Timestamp) -> Result<Vec<InvitationRow>> {
    tx.asking(Tag::Community(community)).all(&INVITATIONS, &[community.into(), now.into()]).await
}

/// One invitation that serves, whoever asks.
pub async fn invitation(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<Option<InvitationRow>> {
    tx.asking_all([]).opt(&INVITATION_BY_ID, &[id.into(), now.into()]).await
}

/// The invitations that were sent to the confirmed address of a person, for that person alone.
pub async fn invited(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<Vec<InvitationRow>> {
    tx.asking_all([]).all(&INVITED, &[person.into(), now.into()]).await
}

/// Makes an invitation of a proposal, in the name of who says yes; false where it is none any more.
pub async fn send_proposed(
    tx: &mut Tx,
    community: CommunityId,
    id: InvitationId,
    by: Option<PersonId>,
    expires: Timestamp,
) -> Result<bool> {
    let values = [community.into(), id.into(), optional(by), expires.into()];
    Ok(tx.asking_all([]).exec(&SEND_PROPOSED, &values).await? > 0)
}

/// Takes an invitation or a proposal back; whether it was there.
pub async fn end_invitation(tx: &mut Tx, community: CommunityId, id: InvitationId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END_INVITATION, &[community.into(), id.into()]).await? > 0)
}

/// Forgets the invitations that ended.
pub async fn forget_invitations(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET_INVITATIONS, &[now.into()]).await?;
    Ok(())
}

/// Forgets what was told until `oldest`, read or not.
pub async fn forget_told(tx: &mut Tx, oldest: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET_TOLD, &[oldest.into()]).await?;
    Ok(())
}

/// Keeps what a person is told, until they have read it; what was told until `oldest` is forgotten.
pub async fn tell(tx: &mut Tx, row: &ToldRow, oldest: Timestamp) -> Result<()> {
    forget_told(tx, oldest).await?;
    let values = [
        row.id.into(),
        row.community.into(),
        row.person.into(),
        row.told.into(),
        row.words.as_str().into(),
        row.at.into(),
    ];
    tx.asking_all([]).exec(&TELL, &values).await?;
    Ok(())
}

/// One word that somebody is told, whoever asks.
pub async fn told(tx: &mut Tx, id: ToldId) -> Result<Option<ToldRow>> {
    tx.asking_all([]).opt(&TOLD_BY_ID, &[id.into()]).await
}

/// What a person was told since `oldest`, the newest first, for that person alone.
pub async fn told_to(tx: &mut Tx, person: PersonId, oldest: Timestamp) -> Result<Vec<ToldRow>> {
    tx.asking(Tag::Person(person)).all(&TOLD_TO, &[person.into(), oldest.into()]).await
}

/// Forgets a word that its person has read; whether it was there.
pub async fn end_told(tx: &mut Tx, person: PersonId, id: ToldId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END_TOLD, &[person.into(), id.into()]).await? > 0)
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
    &ASK,
    &ASKED_BY,
    &REQUESTS,
    &WAITING,
    &END_REQUEST,
    &INVITE,
    &INVITATIONS,
    &INVITATION_BY_ID,
    &INVITED,
    &SEND_PROPOSED,
    &END_INVITATION,
    &FORGET_INVITATIONS,
    &TELL,
    &TOLD_BY_ID,
    &TOLD_TO,
    &END_TOLD,
    &FORGET_TOLD,
];
