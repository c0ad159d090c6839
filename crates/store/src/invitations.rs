//! Invitations to make an account: a link that several may use, or a letter to one address.

use domain::people::MailAddress;
use domain::{InvitationId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{Value, optional};

static ADD: Statement = Statement::new(
    "invitations.add",
    "INSERT INTO invitation (id, token, invited_by, mail, mail_key, name, uses, used, created, expires)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)",
    &[Kind::Id, Kind::Bytes, Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Int, Kind::Int],
    &[],
);
static BY_TOKEN: Statement = Statement::new(
    "invitations.by_token",
    "SELECT i.id, COALESCE(p.name, '') FROM invitation i LEFT JOIN person p ON p.id = i.invited_by
     WHERE i.token = $1 AND i.used < i.uses AND i.expires > $2",
    &[Kind::Bytes, Kind::Int],
    &[Kind::Id, Kind::Text],
);
static SERVES: Statement = Statement::new(
    "invitations.serves",
    "SELECT COALESCE(p.name, ''), i.name, i.mail, i.expires FROM invitation i LEFT JOIN person p ON p.id = i.invited_by
     WHERE i.id = $1 AND i.used < i.uses AND i.expires > $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Int],
);
static USE: Statement = Statement::new(
    "invitations.use",
    "UPDATE invitation SET used = used + 1 WHERE id = $1 AND used < uses AND expires > $2",
    &[Kind::Id, Kind::Int],
    &[],
);
static INVITED: Statement = Statement::new(
    "invitations.invited",
    "SELECT mail_key FROM invitation WHERE mail_key {in $1} AND expires > $2",
    &[Kind::Texts, Kind::Int],
    &[Kind::Text],
);
static END: Statement = Statement::new("invitations.end", "DELETE FROM invitation WHERE id = $1", &[Kind::Id], &[]);
static END_OF: Statement =
    Statement::new("invitations.end_of", "DELETE FROM invitation WHERE mail_key = $1", &[Kind::Text], &[]);
static FORGET: Statement =
    Statement::new("invitations.forget", "DELETE FROM invitation WHERE expires <= $1", &[Kind::Int], &[]);
static LIST: Statement = Statement::new(
    "invitations.list",
    "SELECT i.id, COALESCE(p.name, ''), i.mail, i.name, i.uses, i.used, i.created, i.expires
     FROM invitation i LEFT JOIN person p ON p.id = i.invited_by WHERE i.expires > $1 ORDER BY i.created DESC, i.id DESC LIMIT 500",
    &[Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Int, Kind::Int, Kind::Int],
);

/// An invitation that is made.
#[derive(Clone, Debug)]
pub struct NewInvitation<'a> {
    /// Which one.
    pub id: InvitationId,
    /// The hash of the secret of its link, where it is one that several may use.
    pub token: Option<[u8; 32]>,
    /// Who invites; nobody where it is done from the command line.
    pub by: Option<PersonId>,
    /// Who is invited, where it is one person.
    pub mail: Option<&'a MailAddress>,
    /// What who invites calls them, or the link.
    pub name: &'a str,
    /// How many accounts may be made with it.
    pub uses: i64,
    /// When it ends.
    pub expires: Timestamp,
}

/// Keeps an invitation.
///
/// # Errors
/// [`crate::Error::Conflict`] where this address was invited already.
pub async fn add(tx: &mut Tx, invitation: &NewInvitation<'_>, now: Timestamp) -> Result<()> {
    let values = [
        invitation.id.into(),
        invitation.token.map(Vec::from).into(),
        optional(invitation.by),
        invitation.mail.map(|mail| mail.as_str().to_owned()).into(),
        invitation.mail.map(MailAddress::key).into(),
        invitation.name.into(),
        invitation.uses.into(),
        now.into(),
        invitation.expires.into(),
    ];
    tx.asking_all([]).exec(&ADD, &values).await?;
    Ok(())
}

/// The invitation whose link has this secret, where it still serves, and who invites.
pub async fn by_token(tx: &mut Tx, hash: [u8; 32], now: Timestamp) -> Result<Option<(InvitationId, String)>> {
    tx.asking_all([]).opt(&BY_TOKEN, &[hash.into(), now.into()]).await
}

/// What there is to say of an invitation that still serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviting {
    /// Who invites; empty where it was done from the command line.
    pub by: String,
    /// What they call who is invited, or the link.
    pub name: String,
    /// Who is invited, where it is one person.
    pub mail: Option<MailAddress>,
    /// When it ends.
    pub expires: Timestamp,
}

/// What there is to say of an invitation; nothing where it no longer serves.
pub async fn serving(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<Option<Inviting>> {
    let row: Option<(String, String, Option<String>, Timestamp)> =
        tx.asking_all([]).opt(&SERVES, &[id.into(), now.into()]).await?;
    Ok(row.map(|(by, name, mail, expires)| Inviting { by, name, mail: mail.map(MailAddress::from_store), expires }))
}

/// Makes use of an invitation once; false where it no longer serves.
pub async fn make_use(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&USE, &[id.into(), now.into()]).await? > 0)
}

/// Which of these addresses have an invitation that has not ended.
pub async fn invited(tx: &mut Tx, keys: &[String], now: Timestamp) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.asking_all([]).all(&INVITED, &[Value::Texts(keys.to_vec()), now.into()]).await?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Ends an invitation. Whether there was one.
pub async fn end(tx: &mut Tx, id: InvitationId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END, &[id.into()]).await? > 0)
}

/// Forgets who was invited at this address: they have an account.
pub async fn end_of(tx: &mut Tx, mail: &MailAddress) -> Result<()> {
    tx.asking_all([]).exec(&END_OF, &[mail.key().into()]).await?;
    Ok(())
}

/// Forgets the invitations that ended.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[now.into()]).await?;
    Ok(())
}

/// An invitation, for those who run the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationRow {
    /// Which one.
    pub id: InvitationId,
    /// Who invites; empty where it was done from the command line.
    pub by: String,
    /// Who is invited, where it is one person.
    pub mail: Option<MailAddress>,
    /// What they call who is invited, or the link.
    pub name: String,
    /// How many accounts may be made with it.
    pub uses: i64,
    /// How many were.
    pub used: i64,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

/// The invitations that have not ended, newest first; 500 at most.
pub async fn list(tx: &mut Tx, now: Timestamp) -> Result<Vec<InvitationRow>> {
    type Row = (InvitationId, String, Option<String>, String, i64, i64, Timestamp, Timestamp);
    let rows: Vec<Row> = tx.asking_all([]).all(&LIST, &[now.into()]).await?;
    let rows = rows.into_iter().map(|(id, by, mail, name, uses, used, created, expires)| InvitationRow {
        id,
        by,
        mail: mail.map(MailAddress::from_store),
        name,
        uses,
        used,
        created,
        expires,
    });
    Ok(rows.collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&ADD, &BY_TOKEN, &SERVES, &USE, &INVITED, &END, &END_OF, &FORGET, &LIST];
