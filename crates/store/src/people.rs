//! People: accounts, signatures, sessions.

use domain::communities::Role;
use domain::policy::{PersonFacts, Viewer};
use domain::tags::Tag;
use domain::{CommunityId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::Value;

static INSERT: Statement = Statement::new(
    "people.insert",
    "INSERT INTO person (id, name, name_key, sort_key, account, steward, created) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Bool, Kind::Bool, Kind::Int],
    &[],
);

/// Writes a person: an account, or a signature without one.
#[expect(clippy::too_many_arguments, reason = "one argument a column, in one place")]
pub async fn insert(
    tx: &mut Tx,
    id: PersonId,
    name: &str,
    name_key: &str,
    sort_key: Vec<u8>,
    account: bool,
    steward: bool,
    now: Timestamp,
) -> Result<()> {
    let values = [id.into(), name.into(), name_key.into(), sort_key.into(), account.into(), steward.into(), now.into()];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static SIGNATURE: Statement = Statement::new(
    "people.signature",
    "SELECT id FROM person WHERE name_key = $1 AND NOT account ORDER BY id LIMIT 1",
    &[Kind::Text],
    &[Kind::Id],
);

/// The signature without account that bears this folded name.
pub async fn signature(tx: &mut Tx, name_key: &str) -> Result<Option<PersonId>> {
    let row: Option<(PersonId,)> = tx.asking_all([]).opt(&SIGNATURE, &[name_key.into()]).await?;
    Ok(row.map(|(id,)| id))
}

static NAMED: Statement = Statement::new(
    "people.named",
    "SELECT id FROM person WHERE name_key = $1 AND account ORDER BY id LIMIT 2",
    &[Kind::Text],
    &[Kind::Id],
);

/// The accounts that bear this folded name; two at most, for commands that take a name.
pub async fn named(tx: &mut Tx, name_key: &str) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&NAMED, &[name_key.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

static BY_ID: Statement = Statement::for_viewer(
    "people.by_id",
    "SELECT p.id, p.name, p.account FROM person p WHERE p.id = $1 AND {person_readable p}",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Bool],
);

/// A person whom this viewer may see: name, whether with an account.
pub async fn by_id(tx: &mut Tx, viewer: &Viewer, id: PersonId) -> Result<Option<(String, bool)>> {
    let row: Option<(PersonId, String, bool)> =
        tx.asking_all([Tag::Person(id), Tag::NotesOf(id)]).opt_for(viewer, &BY_ID, &[id.into()]).await?;
    Ok(row.map(|(_, name, account)| (name, account)))
}

static LIST: Statement = Statement::for_viewer(
    "people.list",
    "SELECT p.id, p.name, p.sort_key FROM person p
     WHERE (p.sort_key, p.id) > ($1, $2) AND p.account AND p.name <> '' AND {person_readable p}
     ORDER BY p.sort_key, p.id LIMIT $3",
    &[Kind::Bytes, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Bytes],
);

/// The people with an account whom this viewer may see, by name; each with its sorting key.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    after: (Vec<u8>, PersonId),
    most: i64,
) -> Result<Vec<(PersonId, String, Vec<u8>)>> {
    let values = [after.0.into(), after.1.into(), most.into()];
    tx.all_for(viewer, &LIST, &values).await
}

static SIGNED_AS: Statement = Statement::new(
    "people.signed_as",
    "SELECT note, role FROM byline WHERE person = $1 AND note {in $2} AND name = '' AND role <> '' ORDER BY note, place",
    &[Kind::Id, Kind::Ids],
    &[Kind::Id, Kind::Text],
);

/// What a person did for these notes, in words, where their credit says it. The caller has checked that the notes may be
/// read; of what the person signed under another name, nothing.
pub async fn signed_as(tx: &mut Tx, person: PersonId, notes: &[NoteId]) -> Result<Vec<(NoteId, String)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let values = [person.into(), Value::ids(notes.iter().copied())];
    tx.asking(Tag::NotesOf(person)).all(&SIGNED_AS, &values).await
}

static SIGNED: Statement = Statement::for_viewer(
    "people.signed",
    "SELECT p.name <> '' AND EXISTS (SELECT 1 FROM byline b JOIN note n ON n.id = b.note WHERE b.person = p.id AND b.name = '' AND {note_readable n}),
     EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id AND m.community {in :communities}), {person_met p}
     FROM person p WHERE p.id = $1",
    &[Kind::Id],
    &[Kind::Bool, Kind::Bool, Kind::Bool],
);

/// What the rule of rights needs to know of a person, for one viewer.
pub async fn facts(tx: &mut Tx, viewer: &Viewer, id: PersonId) -> Result<Option<PersonFacts>> {
    let row: Option<(bool, bool, bool)> =
        tx.asking_all([Tag::Person(id), Tag::NotesOf(id)]).opt_for(viewer, &SIGNED, &[id.into()]).await?;
    let shows = crate::profiles::of(tx, id).await?.into_iter().map(|field| field.audience).collect();
    #[expect(clippy::disallowed_methods, reason = "this is the store")]
    Ok(row.map(|(signed, is_with, is_met)| PersonFacts::from_row(id, signed, shows, is_with, is_met)))
}

static RENAME: Statement = Statement::new(
    "people.rename",
    "UPDATE person SET name = $2, name_key = $3, sort_key = $4 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes],
    &[],
);

/// Gives a person another name.
pub async fn rename(tx: &mut Tx, id: PersonId, name: &str, key: &str, sort_key: Vec<u8>) -> Result<()> {
    tx.asking_all([]).exec(&RENAME, &[id.into(), name.into(), key.into(), sort_key.into()]).await?;
    Ok(())
}

static INSERT_SESSION: Statement = Statement::new(
    "people.insert_session",
    "INSERT INTO session (token, person, created, expires, seen, proved, agent) VALUES ($1, $2, $3, $4, $3, $3, $5)",
    &[Kind::Bytes, Kind::Id, Kind::Int, Kind::Int, Kind::Text],
    &[],
);

/// Keeps a session by the hash of its token; `agent` is the browser, in its own words.
pub async fn insert_session(
    tx: &mut Tx,
    hash: [u8; 32],
    person: PersonId,
    now: Timestamp,
    expires: Timestamp,
    agent: &str,
) -> Result<()> {
    let values = [hash.into(), person.into(), now.into(), expires.into(), agent.into()];
    tx.asking_all([]).exec(&INSERT_SESSION, &values).await?;
    Ok(())
}

static END_SESSION: Statement =
    Statement::new("people.end_session", "DELETE FROM session WHERE token = $1", &[Kind::Bytes], &[]);

static END_SESSIONS: Statement =
    Statement::new("people.end_sessions", "DELETE FROM session WHERE person = $1", &[Kind::Id], &[]);

/// Ends every session of a person.
pub async fn end_sessions(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&END_SESSIONS, &[person.into()]).await?;
    Ok(())
}

/// Ends the session that is kept by this hash.
pub async fn end_session(tx: &mut Tx, hash: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&END_SESSION, &[hash.into()]).await?;
    Ok(())
}

// The last column asks for more than waits for them: who may answer is asked where it says yes.
static SESSION: Statement = Statement::new(
    "people.session",
    "SELECT p.id, p.steward, p.name, s.seen, s.proved, s.renew, (SELECT l.ends FROM leaving l WHERE l.person = p.id), EXISTS (
       SELECT 1 FROM account a, accepted_text t WHERE a.person = p.id AND NOT EXISTS (
         SELECT 1 FROM acceptance c WHERE c.person = p.id AND c.page = t.page AND c.version = t.version)),
       EXISTS (SELECT 1 FROM notification d WHERE d.recipient = p.id AND d.read_at IS NULL)
       OR EXISTS (SELECT 1 FROM role r WHERE r.person = p.id AND (
         EXISTS (SELECT 1 FROM join_request j WHERE j.community = r.community)
         OR EXISTS (SELECT 1 FROM membership_invitation v WHERE v.community = r.community AND v.proposed)))
       OR EXISTS (SELECT 1 FROM edit_request e WHERE e.state = 'asked' AND (p.steward
         OR EXISTS (SELECT 1 FROM author u WHERE u.note = e.note AND u.person = p.id)
         OR EXISTS (SELECT 1 FROM role o WHERE o.person = p.id)
         OR EXISTS (SELECT 1 FROM notebook_member m WHERE m.person = p.id AND m.role = 'lead')))
       OR EXISTS (SELECT 1 FROM role g WHERE g.person = p.id AND g.role = 'lead' AND EXISTS (
         SELECT 1 FROM report w WHERE w.settled IS NULL AND w.confirmed IS NOT NULL AND EXISTS (
           SELECT 1 FROM community_link z WHERE z.note = w.note AND z.community = g.community)))
       OR (p.steward AND (EXISTS (SELECT 1 FROM claim f WHERE f.refused IS NULL)
         OR EXISTS (SELECT 1 FROM report q WHERE q.settled IS NULL AND q.confirmed IS NOT NULL)
         OR EXISTS (SELECT 1 FROM account_request)
         OR EXISTS (SELECT 1 FROM author_removal h WHERE h.state = 'refused')))
     FROM session s JOIN person p ON p.id = s.person WHERE s.token = $1 AND s.expires > $2 AND s.seen > $3 AND p.account",
    &[Kind::Bytes, Kind::Int, Kind::Int],
    &[Kind::Id, Kind::Bool, Kind::Text, Kind::Int, Kind::Int, Kind::Bool, Kind::Int, Kind::Bool, Kind::Bool],
);
static ASK_RENEWAL: Statement = Statement::new(
    "people.ask_renewal",
    "UPDATE session SET renew = TRUE WHERE person = $1 AND agent <> ''",
    &[Kind::Id],
    &[],
);
static RENEW: Statement = Statement::new(
    "people.renew",
    "INSERT INTO session (token, person, created, expires, seen, proved, agent, renew)
     SELECT COALESCE($2, token), person, created, expires, seen, proved, agent, FALSE FROM session WHERE token = $1 AND renew",
    &[Kind::Bytes, Kind::Bytes],
    &[],
);
static OUTLIVE: Statement = Statement::new(
    "people.outlive",
    "UPDATE session SET renew = FALSE, expires = CASE WHEN expires > $2 THEN $2 ELSE expires END WHERE token = $1",
    &[Kind::Bytes, Kind::Int],
    &[],
);
static SEEN: Statement = Statement::new(
    "people.seen",
    "UPDATE session SET seen = $2 WHERE token = $1 AND seen < $2",
    &[Kind::Bytes, Kind::Int],
    &[],
);
static SESSIONS_OF: Statement = Statement::new(
    "people.sessions_of",
    "SELECT token, created, seen, agent FROM session WHERE person = $1 AND expires > $2 AND seen > $3 ORDER BY seen DESC, token",
    &[Kind::Id, Kind::Int, Kind::Int],
    &[Kind::Bytes, Kind::Int, Kind::Int, Kind::Text],
);
static END_SESSION_OF: Statement = Statement::new(
    "people.end_session_of",
    "DELETE FROM session WHERE person = $1 AND token = $2",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static END_OTHER_SESSIONS: Statement = Statement::new(
    "people.end_other_sessions",
    "DELETE FROM session WHERE person = $1 AND token <> $2",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static FORGET_SESSIONS: Statement = Statement::new(
    "people.forget_sessions",
    "DELETE FROM session WHERE expires <= $1 OR seen <= $2",
    &[Kind::Int, Kind::Int],
    &[],
);
static MEMBERSHIPS: Statement = Statement::new(
    "people.memberships",
    "SELECT m.community, r.role FROM membership m
     LEFT JOIN role r ON r.community = m.community AND r.person = m.person WHERE m.person = $1",
    &[Kind::Id],
    &[Kind::Id, Kind::Text],
);
static STEWARD: Statement = Statement::new(
    "people.steward",
    "SELECT steward FROM person WHERE id = $1 AND account",
    &[Kind::Id],
    &[Kind::Bool],
);

/// An open session.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that is so of it or not")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Whose.
    pub person: PersonId,
    /// Whether they run the site.
    pub steward: bool,
    /// What they are called.
    pub name: String,
    /// When it was last used, to the hour.
    pub seen: Timestamp,
    /// When its person last proved to be there.
    pub proved: Timestamp,
    /// Whether it wants a new token: its person may more, or less, than when it began.
    pub renew: bool,
    /// When what is held of them goes, where they close their account.
    pub leaves: Option<Timestamp>,
    /// Whether they have yet to accept what is accepted with an account.
    pub must_accept: bool,
    /// Whether they are told something that they have not read, or something may wait for their answer.
    pub told: bool,
}

/// The session that bears this hash; nothing where it ended, or was last used before `idle`.
pub async fn session(tx: &mut Tx, hash: [u8; 32], now: Timestamp, idle: Timestamp) -> Result<Option<OpenSession>> {
    type Row = (PersonId, bool, String, Timestamp, Timestamp, bool, Option<Timestamp>, bool, bool);
    let row: Option<Row> = tx.asking_all([]).opt(&SESSION, &[hash.into(), now.into(), idle.into()]).await?;
    Ok(row.map(|(person, steward, name, seen, proved, renew, leaves, must_accept, told)| OpenSession {
        person,
        steward,
        name,
        seen,
        proved,
        renew,
        leaves,
        must_accept,
        told,
    }))
}

/// Has the sessions of a person's browsers get new tokens at their next request. What a command opened has no browser to give one to.
pub async fn ask_renewal(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&ASK_RENEWAL, &[person.into()]).await?;
    Ok(())
}

/// Opens in place of a session one that is the same but for its token; the old one serves until `until`, for what was asked at
/// the same moment. False where it was renewed meanwhile.
pub async fn renew(tx: &mut Tx, hash: [u8; 32], new: [u8; 32], until: Timestamp) -> Result<bool> {
    let is_first = tx.asking_all([]).exec(&RENEW, &[hash.into(), new.into()]).await? > 0;
    if is_first {
        tx.asking_all([]).exec(&OUTLIVE, &[hash.into(), until.into()]).await?;
    }
    Ok(is_first)
}

/// Says that a session is used.
pub async fn note_session(tx: &mut Tx, hash: [u8; 32], now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&SEEN, &[hash.into(), now.into()]).await?;
    Ok(())
}

/// A session of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The hash of its token.
    pub hash: Vec<u8>,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the hour.
    pub seen: Timestamp,
    /// The browser, in its own words.
    pub agent: String,
}

/// The sessions of a person that are open, the one used last first.
pub async fn sessions_of(tx: &mut Tx, person: PersonId, now: Timestamp, idle: Timestamp) -> Result<Vec<SessionRow>> {
    let rows: Vec<(Vec<u8>, Timestamp, Timestamp, String)> =
        tx.asking_all([]).all(&SESSIONS_OF, &[person.into(), now.into(), idle.into()]).await?;
    Ok(rows.into_iter().map(|(hash, began, seen, agent)| SessionRow { hash, began, seen, agent }).collect())
}

/// Ends one session of this person; nobody else's, whatever the hash.
pub async fn end_session_of(tx: &mut Tx, person: PersonId, hash: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&END_SESSION_OF, &[person.into(), hash.into()]).await?;
    Ok(())
}

/// Ends the sessions of a person but this one.
pub async fn end_other_sessions(tx: &mut Tx, person: PersonId, hash: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&END_OTHER_SESSIONS, &[person.into(), hash.into()]).await?;
    Ok(())
}

/// Forgets the sessions that ended, and those last used before `idle`.
pub async fn forget_sessions(tx: &mut Tx, now: Timestamp, idle: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET_SESSIONS, &[now.into(), idle.into()]).await?;
    Ok(())
}

/// Whether this account is a steward; nothing when there is no such account.
pub async fn steward(tx: &mut Tx, person: PersonId) -> Result<Option<bool>> {
    let row: Option<(bool,)> = tx.asking_all([]).opt(&STEWARD, &[person.into()]).await?;
    Ok(row.map(|(steward,)| steward))
}

/// The communities of a person, with the roles held there.
pub async fn memberships(tx: &mut Tx, person: PersonId) -> Result<Vec<(CommunityId, Option<Role>)>> {
    tx.asking_all([]).all(&MEMBERSHIPS, &[person.into()]).await
}

static NAMES_SEEN: Statement = Statement::for_viewer(
    "people.names_seen",
    "SELECT p.name FROM person p WHERE p.account AND p.name <> '' AND p.id <> :me AND {person_readable p}
     ORDER BY p.sort_key, p.id LIMIT $1",
    &[Kind::Int],
    &[Kind::Text],
);
static FOUND: Statement = Statement::for_viewer(
    "people.found",
    "SELECT p.id, p.name FROM person p WHERE p.name_key = $1 AND p.account AND p.name <> '' AND p.id <> :me AND {person_readable p}
     ORDER BY p.id LIMIT 50",
    &[Kind::Text],
    &[Kind::Id, Kind::Text],
);

static NAMES_MET: Statement = Statement::for_viewer(
    "people.names_met",
    "SELECT p.name FROM person p WHERE p.account AND p.id <> :me AND {person_met p} ORDER BY p.sort_key, p.id LIMIT $1",
    &[Kind::Int],
    &[Kind::Text],
);
static NAMEABLE: Statement = Statement::for_viewer(
    "people.nameable",
    "SELECT p.id, p.name FROM person p
     WHERE p.name_key = $1 AND p.account AND p.name <> '' AND p.id <> :me AND {person_nameable p} ORDER BY p.id LIMIT 50",
    &[Kind::Text],
    &[Kind::Id, Kind::Text],
);

/// The names of the accounts that a viewer may see, but for their own, sorted.
pub async fn names_seen(tx: &mut Tx, viewer: &Viewer, most: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.asking_all([]).all_for(viewer, &NAMES_SEEN, &[most.into()]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// The accounts that a viewer may see and whose folded name this is, but for their own: fifty at most.
pub async fn found(tx: &mut Tx, viewer: &Viewer, key: &str) -> Result<Vec<(PersonId, String)>> {
    tx.asking_all([]).all_for(viewer, &FOUND, &[key.into()]).await
}

/// The names of the accounts that go by them in a community that the viewer is a member of too, but for the viewer's, sorted.
pub async fn names_met(tx: &mut Tx, viewer: &Viewer, most: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.asking_all([]).all_for(viewer, &NAMES_MET, &[most.into()]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// The accounts that a viewer may name and whose folded name this is, but for their own: fifty at most.
pub async fn nameable(tx: &mut Tx, viewer: &Viewer, key: &str) -> Result<Vec<(PersonId, String)>> {
    tx.asking_all([]).all_for(viewer, &NAMEABLE, &[key.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &INSERT,
    &SIGNATURE,
    &NAMED,
    &BY_ID,
    &LIST,
    &SIGNED_AS,
    &SIGNED,
    &RENAME,
    &INSERT_SESSION,
    &END_SESSION,
    &END_SESSIONS,
    &SESSION,
    &SEEN,
    &ASK_RENEWAL,
    &RENEW,
    &OUTLIVE,
    &SESSIONS_OF,
    &END_SESSION_OF,
    &END_OTHER_SESSIONS,
    &FORGET_SESSIONS,
    &MEMBERSHIPS,
    &STEWARD,
    &NAMES_SEEN,
    &FOUND,
    &NAMES_MET,
    &NAMEABLE,
];
