//! What somebody and those who answer for a note write to each other, the addresses that letters brought, and whom one
//! does not hear any more.

use domain::people::MailAddress;
use domain::{ExchangeId, LanguageTag, NoteId, NoteMessageId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

static BEGIN: Statement = Statement::new(
    "exchanges.begin",
    "INSERT INTO exchange (id, note, writer, name, mail, mail_key, known_by, language, begun, confirmed, last)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Int, Kind::Int],
    &[],
);
static BY_ID: Statement = Statement::new(
    "exchanges.by_id",
    "SELECT e.id, e.note, e.writer, e.name, e.mail, e.known_by, e.language, e.begun, e.confirmed, e.last
     FROM exchange e WHERE e.id = $1",
    &[Kind::Id],
    ROW,
);
static BY_LINK: Statement = Statement::new(
    "exchanges.by_link",
    "SELECT exchange, person FROM exchange_link WHERE token = $1",
    &[Kind::Bytes],
    &[Kind::Id, Kind::Id],
);
static CONFIRM: Statement = Statement::new(
    "exchanges.confirm",
    "UPDATE exchange SET confirmed = $2, last = $2 WHERE id = $1 AND confirmed IS NULL",
    &[Kind::Id, Kind::Int],
    &[],
);
static GO_ON: Statement =
    Statement::new("exchanges.go_on", "UPDATE exchange SET last = $2 WHERE id = $1", &[Kind::Id, Kind::Int], &[]);
static ADD: Statement = Statement::new(
    "exchanges.add",
    "INSERT INTO exchange_message (id, exchange, person, by_writer, words, written) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Bool, Kind::Text, Kind::Int],
    &[],
);
static MESSAGE: Statement = Statement::new(
    "exchanges.message",
    "SELECT id, exchange, person, by_writer, words, written FROM exchange_message WHERE id = $1",
    &[Kind::Id],
    MESSAGE_ROW,
);
static MESSAGES: Statement = Statement::new(
    "exchanges.messages",
    "SELECT id, exchange, person, by_writer, words, written FROM exchange_message WHERE exchange = $1
     ORDER BY written, id",
    &[Kind::Id],
    MESSAGE_ROW,
);
static LINK: Statement = Statement::new(
    "exchanges.link",
    "INSERT INTO exchange_link (token, exchange, person, created) VALUES ($1, $2, $3, $4)",
    &[Kind::Bytes, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static UNHEAR: Statement = Statement::new(
    "exchanges.unhear",
    "INSERT INTO unheard (person, known_by, since) VALUES ($1, $2, $3) ON CONFLICT (person, known_by) DO NOTHING",
    &[Kind::Id, Kind::Bytes, Kind::Int],
    &[],
);
static HEAR: Statement = Statement::new(
    "exchanges.hear",
    "DELETE FROM unheard WHERE person = $1 AND known_by = $2",
    &[Kind::Id, Kind::Bytes],
    &[],
);
static NOT_HEARING: Statement = Statement::new(
    "exchanges.not_hearing",
    "SELECT person FROM unheard WHERE known_by = $1 ORDER BY person",
    &[Kind::Bytes],
    &[Kind::Id],
);
static STEWARDS: Statement = Statement::new(
    "exchanges.stewards",
    "SELECT id FROM person WHERE steward AND account ORDER BY id",
    &[],
    &[Kind::Id],
);
static FORGET: Statement = Statement::new(
    "exchanges.forget",
    "DELETE FROM exchange WHERE last <= $1 OR (confirmed IS NULL AND begun <= $2)",
    &[Kind::Int, Kind::Int],
    &[],
);

/// The columns of an [`ExchangeRow`].
const ROW: &[Kind] =
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Int, Kind::Int, Kind::Int];
/// The columns of a [`MessageRow`].
const MESSAGE_ROW: &[Kind] = &[Kind::Id, Kind::Id, Kind::Id, Kind::Bool, Kind::Text, Kind::Int];

/// An exchange about a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeRow {
    /// Which one.
    pub id: ExchangeId,
    /// About which note.
    pub note: NoteId,
    /// Who wrote, where they have an account.
    pub writer: Option<PersonId>,
    /// What they are called there.
    pub name: String,
    /// Where answers go, where they have no account.
    pub mail: Option<MailAddress>,
    /// A keyed hash of their address.
    pub known_by: [u8; 32],
    /// In which language letters to them are written, where they have no account.
    pub language: LanguageTag,
    /// When it began.
    pub begun: Timestamp,
    /// When it was sent; nothing where the address is not confirmed.
    pub confirmed: Option<Timestamp>,
    /// When the last word was written.
    pub last: Timestamp,
}

impl FromRow for ExchangeRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            note: row.get(1)?,
            writer: row.get(2)?,
            name: row.get(3)?,
            mail: row.get::<Option<String>>(4)?.map(MailAddress::from_store),
            known_by: row.get(5)?,
            language: row.get(6)?,
            begun: row.get(7)?,
            confirmed: row.get(8)?,
            last: row.get(9)?,
        })
    }
}

/// One message of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Which one.
    pub id: NoteMessageId,
    /// Of which exchange.
    pub exchange: ExchangeId,
    /// Who wrote it, where they have an account.
    pub person: Option<PersonId>,
    /// Whether it is of who wrote first; otherwise of one who answers for the note.
    pub by_writer: bool,
    /// What it says.
    pub words: String,
    /// When.
    pub written: Timestamp,
}

impl FromRow for MessageRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            exchange: row.get(1)?,
            person: row.get(2)?,
            by_writer: row.get(3)?,
            words: row.get(4)?,
            written: row.get(5)?,
        })
    }
}

/// Begins an exchange; its last word is of the moment when it began.
pub async fn begin(tx: &mut Tx, row: &ExchangeRow) -> Result<()> {
    let values = [
        row.id.into(),
        row.note.into(),
        optional(row.writer),
        row.name.as_str().into(),
        row.mail.as_ref().map(|mail| mail.as_str().to_owned()).into(),
        row.mail.as_ref().map(MailAddress::key).into(),
        row.known_by.into(),
        (&row.language).into(),
        row.begun.into(),
        row.confirmed.into(),
    ];
    tx.asking_all([]).exec(&BEGIN, &values).await?;
    Ok(())
}

/// An exchange.
pub async fn by_id(tx: &mut Tx, id: ExchangeId) -> Result<Option<ExchangeRow>> {
    tx.asking_all([]).opt(&BY_ID, &[id.into()]).await
}

/// The exchange that a letter leads to, and whose letter it was: of who wrote first, where it names nobody.
pub async fn by_link(tx: &mut Tx, token: [u8; 32]) -> Result<Option<(ExchangeId, Option<PersonId>)>> {
    tx.asking_all([]).opt(&BY_LINK, &[token.into()]).await
}

/// Says that the address is confirmed; whether it was not.
pub async fn confirm(tx: &mut Tx, id: ExchangeId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&CONFIRM, &[id.into(), now.into()]).await? > 0)
}

/// Adds a message to an exchange, whose last word it is.
pub async fn add(tx: &mut Tx, row: &MessageRow) -> Result<()> {
    let values = [
        row.id.into(),
        row.exchange.into(),
        optional(row.person),
        row.by_writer.into(),
        row.words.as_str().into(),
        row.written.into(),
    ];
    tx.asking_all([]).exec(&ADD, &values).await?;
    tx.asking_all([]).exec(&GO_ON, &[row.exchange.into(), row.written.into()]).await?;
    Ok(())
}

/// One message.
pub async fn message(tx: &mut Tx, id: NoteMessageId) -> Result<Option<MessageRow>> {
    tx.asking_all([]).opt(&MESSAGE, &[id.into()]).await
}

/// The messages of an exchange, oldest first.
pub async fn messages(tx: &mut Tx, id: ExchangeId) -> Result<Vec<MessageRow>> {
    tx.asking_all([]).all(&MESSAGES, &[id.into()]).await
}

/// Keeps the hash of an address that a letter brings; of who wrote first, where it names nobody.
pub async fn link(
    tx: &mut Tx,
    token: [u8; 32],
    id: ExchangeId,
    person: Option<PersonId>,
    now: Timestamp,
) -> Result<()> {
    let values: [Value; 4] = [token.into(), id.into(), optional(person), now.into()];
    tx.asking_all([]).exec(&LINK, &values).await?;
    Ok(())
}

/// Says that somebody receives no message any more from who is known by this hash.
pub async fn unhear(tx: &mut Tx, person: PersonId, known_by: [u8; 32], now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&UNHEAR, &[person.into(), known_by.into(), now.into()]).await?;
    Ok(())
}

/// Says that they do again.
pub async fn hear(tx: &mut Tx, person: PersonId, known_by: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&HEAR, &[person.into(), known_by.into()]).await?;
    Ok(())
}

/// Who receives no message from who is known by this hash.
pub async fn not_hearing(tx: &mut Tx, known_by: [u8; 32]) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&NOT_HEARING, &[known_by.into()]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Those who run the site.
pub async fn stewards(tx: &mut Tx) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&STEWARDS, &[]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Forgets the exchanges whose last word was written by the first moment, and those that were begun by the second one and never
/// confirmed; their messages and addresses with them.
pub async fn forget(tx: &mut Tx, last: Timestamp, unconfirmed: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[last.into(), unconfirmed.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &BEGIN,
    &BY_ID,
    &BY_LINK,
    &CONFIRM,
    &GO_ON,
    &ADD,
    &MESSAGE,
    &MESSAGES,
    &LINK,
    &UNHEAR,
    &HEAR,
    &NOT_HEARING,
    &STEWARDS,
    &FORGET,
];
