//! Signatures without account, and who says that one is theirs.

use domain::people::MailAddress;
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{ClaimId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

static SECRET: Statement = Statement::new("claims.secret", "SELECT secret FROM mail_secret", &[], &[Kind::Bytes]);
static MAKE_SECRET: Statement = Statement::new(
    "claims.make_secret",
    "INSERT INTO mail_secret (one, secret) VALUES (1, $1) ON CONFLICT (one) DO NOTHING",
    &[Kind::Bytes],
    &[],
);
static REMEMBER_MAIL: Statement = Statement::new(
    "claims.remember_mail",
    "INSERT INTO signature_mail (person, hash) VALUES ($1, $2) ON CONFLICT (person, hash) DO NOTHING",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static OWNER_OF_MAIL: Statement = Statement::new(
    "claims.owner_of_mail",
    "SELECT p.id FROM signature_mail m JOIN person p ON p.id = m.person WHERE m.hash = $1 AND p.account
     ORDER BY p.id LIMIT 1",
    &[Kind::Bytes],
    &[Kind::Id],
);
static OWNER_OF_NAME: Statement = Statement::new(
    "claims.owner_of_name",
    "SELECT p.id FROM claimed c JOIN person p ON p.id = c.person WHERE c.name_key = $1 AND p.account
     ORDER BY c.claimed DESC, c.signature LIMIT 1",
    &[Kind::Text],
    &[Kind::Id],
);
static OWNER: Statement =
    Statement::new("claims.owner", "SELECT person FROM claimed WHERE signature = $1", &[Kind::Id], &[Kind::Id]);
static UNCLAIMED: Statement = Statement::new(
    "claims.unclaimed",
    "SELECT name FROM person WHERE id = $1 AND NOT account AND name <> ''",
    &[Kind::Id],
    &[Kind::Text],
);
static CONFIRMED: Statement = Statement::new(
    "claims.confirmed",
    "SELECT a.mail FROM account a JOIN person p ON p.id = a.person
     WHERE a.person = $1 AND p.account AND a.confirmed IS NOT NULL",
    &[Kind::Id],
    &[Kind::Text],
);
static BEARS: Statement = Statement::new(
    "claims.bears",
    "SELECT person FROM signature_mail WHERE person = $1 AND hash = $2",
    &[Kind::Id, Kind::Bytes],
    &[Kind::Id],
);
static WITH_MAIL: Statement = Statement::for_viewer(
    "claims.with_mail",
    "SELECT p.id, p.name FROM signature_mail m JOIN person p ON p.id = m.person
     WHERE m.hash = $1 AND NOT p.account AND {person_readable p} ORDER BY p.sort_key, p.id LIMIT 100",
    &[Kind::Bytes],
    &[Kind::Id, Kind::Text],
);

/// With what secret addresses of mail are hashed; nothing before the first import that meets one.
pub async fn secret(tx: &mut Tx) -> Result<Option<[u8; 32]>> {
    let row: Option<([u8; 32],)> = tx.asking_all([]).opt(&SECRET, &[]).await?;
    Ok(row.map(|(secret,)| secret))
}

/// Keeps that secret, where there is none.
pub async fn make_secret(tx: &mut Tx, secret: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&MAKE_SECRET, &[secret.into()]).await?;
    Ok(())
}

/// Keeps the hash of an address of mail that came with a signature.
pub async fn remember_mail(tx: &mut Tx, signature: PersonId, hash: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&REMEMBER_MAIL, &[signature.into(), hash.into()]).await?;
    Ok(())
}

/// The account that claimed a signature with an address of this hash.
pub async fn owner_of_mail(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<PersonId>> {
    let row: Option<(PersonId,)> = tx.asking_all([]).opt(&OWNER_OF_MAIL, &[hash.into()]).await?;
    Ok(row.map(|(person,)| person))
}

/// The account that claimed the signature of this folded name.
pub async fn owner_of_name(tx: &mut Tx, name_key: &str) -> Result<Option<PersonId>> {
    let row: Option<(PersonId,)> = tx.asking_all([]).opt(&OWNER_OF_NAME, &[name_key.into()]).await?;
    Ok(row.map(|(person,)| person))
}

/// Who claimed this signature.
pub async fn owner(tx: &mut Tx, signature: PersonId) -> Result<Option<PersonId>> {
    let row: Option<(PersonId,)> = tx.asking(Tag::Person(signature)).opt(&OWNER, &[signature.into()]).await?;
    Ok(row.map(|(person,)| person))
}

/// The name of a signature that is nobody's yet. The caller asks whether it may be told.
pub async fn unclaimed(tx: &mut Tx, signature: PersonId) -> Result<Option<String>> {
    let row: Option<(String,)> = tx.asking(Tag::Person(signature)).opt(&UNCLAIMED, &[signature.into()]).await?;
    Ok(row.map(|(name,)| name))
}

/// The address of an account, where it is known to be that person's.
pub async fn confirmed(tx: &mut Tx, person: PersonId) -> Result<Option<MailAddress>> {
    let row: Option<(String,)> = tx.asking(Tag::Person(person)).opt(&CONFIRMED, &[person.into()]).await?;
    Ok(row.map(|(mail,)| MailAddress::from_store(mail)))
}

/// Whether an address of this hash came with a signature: asked of one's own address alone.
pub async fn bears(tx: &mut Tx, signature: PersonId, hash: [u8; 32]) -> Result<bool> {
    let values = [signature.into(), hash.into()];
    let row: Option<(PersonId,)> = tx.asking(Tag::Person(signature)).opt(&BEARS, &values).await?;
    Ok(row.is_some())
}

/// The signatures that an address of this hash came with and that this viewer may see, by name: asked of one's own address
/// alone.
pub async fn with_mail(tx: &mut Tx, viewer: &Viewer, hash: [u8; 32]) -> Result<Vec<(PersonId, String)>> {
    tx.asking_all([]).all_for(viewer, &WITH_MAIL, &[hash.into()]).await
}

/// That somebody says that a signature is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Which one.
    pub id: ClaimId,
    /// The signature.
    pub signature: PersonId,
    /// Who says so.
    pub person: PersonId,
    /// By what they are recognised; empty where they did not say, and once it is answered.
    pub words: String,
    /// When they said so.
    pub asked: Timestamp,
    /// When it was refused.
    pub refused: Option<Timestamp>,
    /// Why; empty where the signature was somebody else's.
    pub reason: String,
}

impl FromRow for ClaimRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            signature: row.get(1)?,
            person: row.get(2)?,
            words: row.get(3)?,
            asked: row.get(4)?,
            refused: row.get(5)?,
            reason: row.get(6)?,
        })
    }
}

/// A claim that waits for an answer, for who answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRow {
    /// Which one.
    pub id: ClaimId,
    /// Who says that a signature is theirs.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Where their letters go; empty where their account has no address.
    pub mail: String,
    /// The signature.
    pub signature: PersonId,
    /// Its name; empty where the viewer may not see it.
    pub signed: String,
    /// How many notes bear it that the viewer may read.
    pub notes: i64,
    /// By what they are recognised.
    pub words: String,
    /// When they said so.
    pub asked: Timestamp,
}

impl FromRow for WaitingRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            person: row.get(1)?,
            name: row.get(2)?,
            mail: row.get(3)?,
            signature: row.get(4)?,
            signed: row.get(5)?,
            notes: row.get(6)?,
            words: row.get(7)?,
            asked: row.get(8)?,
        })
    }
}

const CLAIM: &[Kind] = &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Int, Kind::Int, Kind::Text];

static ASK: Statement = Statement::new(
    "claims.ask",
    "INSERT INTO claim (id, signature, person, words, asked, refused, reason) VALUES ($1, $2, $3, $4, $5, NULL, '')",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static TAKE_BACK: Statement = Statement::new(
    "claims.take_back",
    "DELETE FROM claim WHERE signature = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    &[],
);
static OF: Statement = Statement::new(
    "claims.of",
    "SELECT id, signature, person, words, asked, refused, reason FROM claim WHERE signature = $1 AND person = $2",
    &[Kind::Id, Kind::Id],
    CLAIM,
);
static BY_ID: Statement = Statement::new(
    "claims.by_id",
    "SELECT id, signature, person, words, asked, refused, reason FROM claim WHERE id = $1",
    &[Kind::Id],
    CLAIM,
);
static ON: Statement = Statement::new(
    "claims.on",
    "SELECT id, signature, person, words, asked, refused, reason FROM claim
     WHERE signature = $1 AND refused IS NULL ORDER BY asked, id",
    &[Kind::Id],
    CLAIM,
);
static REFUSE: Statement = Statement::new(
    "claims.refuse",
    "UPDATE claim SET refused = $2, reason = $3, words = '' WHERE id = $1 AND refused IS NULL",
    &[Kind::Id, Kind::Int, Kind::Text],
    &[],
);
// Who closes their account waits for nothing.
static COUNT: Statement = Statement::new(
    "claims.count",
    "SELECT COUNT(*) FROM claim c JOIN person p ON p.id = c.person
     WHERE c.refused IS NULL AND p.account AND NOT EXISTS (SELECT 1 FROM leaving v WHERE v.person = c.person)",
    &[],
    &[Kind::Int],
);
static WAITING: Statement = Statement::for_viewer(
    "claims.waiting",
    "SELECT c.id, c.person, p.name, COALESCE(a.mail, ''), c.signature,
       CASE WHEN {person_readable s} THEN s.name ELSE '' END,
       (SELECT COUNT(*) FROM note n WHERE EXISTS (SELECT 1 FROM byline b WHERE b.note = n.id AND b.person = c.signature)
          AND {note_readable n}),
       c.words, c.asked
     FROM claim c JOIN person p ON p.id = c.person JOIN person s ON s.id = c.signature
     LEFT JOIN account a ON a.person = c.person
     WHERE c.refused IS NULL AND p.account AND NOT EXISTS (SELECT 1 FROM leaving v WHERE v.person = c.person)
       AND (c.asked, c.id) > ($1, $2) ORDER BY c.asked, c.id LIMIT $3",
    &[Kind::Int, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Id, Kind::Text, Kind::Int, Kind::Text, Kind::Int],
);

/// Keeps that somebody says that a signature is theirs, in place of what they said of it before.
pub async fn ask(tx: &mut Tx, row: &ClaimRow) -> Result<()> {
    take_back(tx, row.signature, row.person).await?;
    let values = [row.id.into(), row.signature.into(), row.person.into(), row.words.as_str().into(), row.asked.into()];
    tx.asking_all([]).exec(&ASK, &values).await?;
    Ok(())
}

/// Forgets what somebody said of a signature; whether they had.
pub async fn take_back(tx: &mut Tx, signature: PersonId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&TAKE_BACK, &[signature.into(), person.into()]).await? > 0)
}

/// What somebody said of a signature, for that person alone.
pub async fn of(tx: &mut Tx, signature: PersonId, person: PersonId) -> Result<Option<ClaimRow>> {
    tx.asking(Tag::Person(person)).opt(&OF, &[signature.into(), person.into()]).await
}

/// One claim.
pub async fn by_id(tx: &mut Tx, id: ClaimId) -> Result<Option<ClaimRow>> {
    tx.asking_all([]).opt(&BY_ID, &[id.into()]).await
}

/// Those that wait on one signature, oldest first.
pub async fn on(tx: &mut Tx, signature: PersonId) -> Result<Vec<ClaimRow>> {
    tx.asking_all([]).all(&ON, &[signature.into()]).await
}

/// Refuses one that waits, with a reason: its words go. Whether it waited.
pub async fn refuse(tx: &mut Tx, id: ClaimId, reason: &str, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REFUSE, &[id.into(), now.into(), reason.into()]).await? > 0)
}

/// How many wait for an answer.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&COUNT, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Those that wait for an answer after this place, oldest first.
pub async fn waiting(
    tx: &mut Tx,
    viewer: &Viewer,
    (asked, id): (Timestamp, ClaimId),
    most: i64,
) -> Result<Vec<WaitingRow>> {
    tx.asking_all([]).all_for(viewer, &WAITING, &[asked.into(), id.into(), most.into()]).await
}

/// A line of a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Of which note.
    pub note: NoteId,
    /// In which place, from 1.
    pub place: i64,
    /// For what, in words; empty when unsaid.
    pub role: String,
    /// The name that is shown instead of the person's own; empty for that one.
    pub name: String,
}

impl FromRow for LineRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { note: row.get(0)?, place: row.get(1)?, role: row.get(2)?, name: row.get(3)? })
    }
}

static SIGNED: Statement = Statement::new(
    "claims.signed",
    "SELECT DISTINCT note FROM byline WHERE person = $1 ORDER BY note",
    &[Kind::Id],
    &[Kind::Id],
);
static LINES: Statement = Statement::new(
    "claims.lines",
    "SELECT b.note, b.place, b.role, b.name FROM byline b
     WHERE (b.person = $1 OR b.person = $2)
       AND EXISTS (SELECT 1 FROM byline s WHERE s.note = b.note AND s.person = $1)
       AND EXISTS (SELECT 1 FROM byline o WHERE o.note = b.note AND o.person = $2)
     ORDER BY b.note, b.place",
    &[Kind::Id, Kind::Id],
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text],
);
static NO_LINE: Statement =
    Statement::new("claims.no_line", "DELETE FROM byline WHERE note = $1 AND place = $2", &[Kind::Id, Kind::Int], &[]);
static SET_ROLE: Statement = Statement::new(
    "claims.set_role",
    "UPDATE byline SET role = $3 WHERE note = $1 AND place = $2",
    &[Kind::Id, Kind::Int, Kind::Text],
    &[],
);
static GIVE_LINES: Statement =
    Statement::new("claims.give_lines", "UPDATE byline SET person = $2 WHERE person = $1", &[Kind::Id, Kind::Id], &[]);
static GIVE_MAIL: Statement = Statement::new(
    "claims.give_mail",
    "INSERT INTO signature_mail (person, hash) SELECT p.id, m.hash FROM signature_mail m, person p
     WHERE m.person = $1 AND p.id = $2 ON CONFLICT (person, hash) DO NOTHING",
    &[Kind::Id, Kind::Id],
    &[],
);
static NO_MAIL: Statement =
    Statement::new("claims.no_mail", "DELETE FROM signature_mail WHERE person = $1", &[Kind::Id], &[]);
static KEEP_NAME: Statement = Statement::new(
    "claims.keep_name",
    "INSERT INTO claimed (signature, person, name_key, claimed) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);

/// The notes that somebody signs, in the order in which they are locked.
pub async fn signed(tx: &mut Tx, person: PersonId) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&SIGNED, &[person.into()]).await?;
    Ok(rows.into_iter().map(|(note,)| note).collect())
}

/// The lines of both in the notes that both sign, by note and place.
pub async fn lines(tx: &mut Tx, signature: PersonId, person: PersonId) -> Result<Vec<LineRow>> {
    tx.asking_all([]).all(&LINES, &[signature.into(), person.into()]).await
}

/// Takes one line out of a byline.
pub async fn no_line(tx: &mut Tx, note: NoteId, place: i64) -> Result<()> {
    tx.asking_all([]).exec(&NO_LINE, &[note.into(), place.into()]).await?;
    Ok(())
}

/// Says for what somebody is credited in one line.
pub async fn set_role(tx: &mut Tx, note: NoteId, place: i64, role: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET_ROLE, &[note.into(), place.into(), role.into()]).await?;
    Ok(())
}

/// Gives what a signature signed, and the addresses that came with it, to an account; what comes in under its name, folded, is
/// that account's from then on.
pub async fn give(tx: &mut Tx, signature: PersonId, person: PersonId, name_key: &str, now: Timestamp) -> Result<()> {
    for statement in [&GIVE_LINES, &GIVE_MAIL] {
        tx.asking_all([]).exec(statement, &[signature.into(), person.into()]).await?;
    }
    tx.asking_all([]).exec(&NO_MAIL, &[signature.into()]).await?;
    let values = [signature.into(), person.into(), name_key.into(), now.into()];
    tx.asking_all([]).exec(&KEEP_NAME, &values).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &SECRET,
    &MAKE_SECRET,
    &REMEMBER_MAIL,
    &OWNER_OF_MAIL,
    &OWNER_OF_NAME,
    &OWNER,
    &UNCLAIMED,
    &CONFIRMED,
    &BEARS,
    &WITH_MAIL,
    &ASK,
    &TAKE_BACK,
    &OF,
    &BY_ID,
    &ON,
    &REFUSE,
    &COUNT,
    &WAITING,
    &SIGNED,
    &LINES,
    &NO_LINE,
    &SET_ROLE,
    &GIVE_LINES,
    &GIVE_MAIL,
    &NO_MAIL,
    &KEEP_NAME,
];
