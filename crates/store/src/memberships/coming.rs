//! Coming to be a member: who asks, who is invited or proposed, and what people are told of what was decided.

use domain::communities::Told;
use domain::people::MailAddress;
use domain::tags::Tag;
use domain::{CommunityId, InvitationId, JoinRequestId, PersonId, Timestamp, ToldId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

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
