//! Letters that are on their way: what each says is written when it is sent, so that no secret waits in the database.

use domain::people::MailAddress;
use domain::{LanguageTag, LetterId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static ADD: Statement = Statement::new(
    "letters.add",
    "INSERT INTO letter (id, kind, mail, language, about, created, refused, error) VALUES ($1, $2, $3, $4, $5, $6, NULL, '')",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Bytes, Kind::Int],
    &[],
);
static BY_ID: Statement = Statement::new(
    "letters.by_id",
    "SELECT kind, mail, language, about, created FROM letter WHERE id = $1 AND refused IS NULL",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Bytes, Kind::Int],
);
static END: Statement = Statement::new("letters.end", "DELETE FROM letter WHERE id = $1", &[Kind::Id], &[]);
static REFUSE: Statement = Statement::new(
    "letters.refuse",
    "UPDATE letter SET refused = $2, error = $3 WHERE id = $1",
    &[Kind::Id, Kind::Int, Kind::Text],
    &[],
);
static REVIVE: Statement =
    Statement::new("letters.revive", "UPDATE letter SET refused = NULL, error = '' WHERE id = $1", &[Kind::Id], &[]);
static REFUSED: Statement = Statement::new(
    "letters.refused",
    "SELECT id, kind, mail, COALESCE(refused, created), error FROM letter WHERE refused IS NOT NULL OR created < $1
     ORDER BY created, id LIMIT 200",
    &[Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Text],
);
static WAITING: Statement =
    Statement::new("letters.waiting", "SELECT COUNT(*) FROM letter WHERE refused IS NULL", &[], &[Kind::Int]);
static MARK: Statement = Statement::new(
    "letters.mark",
    "UPDATE account SET refused = $2 WHERE mail_key = $1",
    &[Kind::Text, Kind::Int],
    &[],
);

/// A letter that is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// What it is for.
    pub kind: String,
    /// Where it goes.
    pub mail: MailAddress,
    /// In which language it was asked for.
    pub language: LanguageTag,
    /// What it is about, where its kind says so.
    pub about: Option<Vec<u8>>,
    /// When it was asked for.
    pub created: Timestamp,
}

/// Keeps a letter until it is taken.
pub async fn add(tx: &mut Tx, id: LetterId, letter: &LetterRow) -> Result<()> {
    let values = [
        id.into(),
        letter.kind.as_str().into(),
        letter.mail.as_str().into(),
        (&letter.language).into(),
        letter.about.clone().into(),
        letter.created.into(),
    ];
    tx.asking_all([]).exec(&ADD, &values).await?;
    Ok(())
}

/// A letter that is on its way; nothing where it was taken, or refused.
pub async fn by_id(tx: &mut Tx, id: LetterId) -> Result<Option<LetterRow>> {
    type Row = (String, String, LanguageTag, Option<Vec<u8>>, Timestamp);
    let row: Option<Row> = tx.asking_all([]).opt(&BY_ID, &[id.into()]).await?;
    Ok(row.map(|(kind, mail, language, about, created)| LetterRow {
        kind,
        mail: MailAddress::from_store(mail),
        language,
        about,
        created,
    }))
}

/// Forgets a letter: it was taken, or given up. Whether there was one.
pub async fn end(tx: &mut Tx, id: LetterId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END, &[id.into()]).await? > 0)
}

/// Has a letter on its way again, refused or not; whether there was one.
pub async fn revive(tx: &mut Tx, id: LetterId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REVIVE, &[id.into()]).await? > 0)
}

/// Says that nobody takes this letter, and why.
pub async fn refuse(tx: &mut Tx, id: LetterId, now: Timestamp, error: &str) -> Result<()> {
    tx.asking_all([]).exec(&REFUSE, &[id.into(), now.into(), error.into()]).await?;
    Ok(())
}

/// A letter that nobody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Which one.
    pub id: LetterId,
    /// What it was for.
    pub kind: String,
    /// Where it was to go.
    pub mail: MailAddress,
    /// Since when it was refused; when it was asked for, where it was not.
    pub refused: Timestamp,
    /// What the server answered; empty where none took it yet.
    pub error: String,
}

/// The letters that were refused, or asked for before this moment and not taken yet: oldest first; 200 at most.
pub async fn untaken(tx: &mut Tx, before: Timestamp) -> Result<Vec<RefusedRow>> {
    let values = [before.into()];
    let rows: Vec<(LetterId, String, String, Timestamp, String)> = tx.asking_all([]).all(&REFUSED, &values).await?;
    let rows = rows.into_iter().map(|(id, kind, mail, refused, error)| RefusedRow {
        id,
        kind,
        mail: MailAddress::from_store(mail),
        refused,
        error,
    });
    Ok(rows.collect())
}

/// How many letters are on their way.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&WAITING, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Says since when letters to the account of this address are refused; `None` where one was taken.
pub async fn mark(tx: &mut Tx, mail: &MailAddress, refused: Option<Timestamp>) -> Result<()> {
    tx.asking_all([]).exec(&MARK, &[mail.key().into(), refused.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&ADD, &BY_ID, &END, &REFUSE, &REVIVE, &REFUSED, &WAITING, &MARK];
