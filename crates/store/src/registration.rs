//! Who may make an account, and the accounts that were asked for.

use domain::people::MailAddress;
use domain::site::Registration;
use domain::tags::Tag;
use domain::{LanguageTag, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static READ: Statement =
    Statement::new("registration.read", "SELECT mode, responsible FROM registration", &[], &[Kind::Text, Kind::Text]);
static SET: Statement = Statement::new(
    "registration.set",
    "INSERT INTO registration (one, mode, responsible) VALUES (1, $1, $2)
     ON CONFLICT (one) DO UPDATE SET mode = excluded.mode, responsible = excluded.responsible",
    &[Kind::Text, Kind::Text],
    &[],
);
static ASK: Statement = Statement::new(
    "registration.ask",
    "INSERT INTO account_request (id, name, mail, mail_key, language, reason, password, passkey, passkey_kept, created)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Bytes,
        Kind::Text,
        Kind::Int,
    ],
    &[],
);
static ASKED: Statement = Statement::new(
    "registration.asked",
    "SELECT created FROM account_request WHERE mail_key = $1",
    &[Kind::Text],
    &[Kind::Int],
);
static WAITING: Statement =
    Statement::new("registration.waiting", "SELECT COUNT(*) FROM account_request", &[], &[Kind::Int]);
static LIST: Statement = Statement::new(
    "registration.list",
    "SELECT id, name, mail, language, reason, created FROM account_request ORDER BY created, id LIMIT 100",
    &[],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Int],
);
static PROOFS: Statement = Statement::new(
    "registration.proofs",
    "SELECT password, passkey, passkey_kept FROM account_request WHERE id = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Bytes, Kind::Text],
);
static BY_ID: Statement = Statement::new(
    "registration.by_id",
    "SELECT id, name, mail, language, reason, created FROM account_request WHERE id = $1",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Int],
);
static END: Statement =
    Statement::new("registration.end", "DELETE FROM account_request WHERE id = $1", &[Kind::Id], &[]);

/// Who may make an account, and who answers for personal information, in words (empty where nobody was named).
pub async fn read(tx: &mut Tx) -> Result<(Registration, String)> {
    let row: Option<(Registration, String)> = tx.asking(Tag::Site).opt(&READ, &[]).await?;
    Ok(row.unwrap_or_default())
}

/// Says both.
pub async fn set(tx: &mut Tx, mode: Registration, responsible: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET, &[mode.as_str().into(), responsible.into()]).await?;
    Ok(())
}

/// An account that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Who its person will be.
    pub id: PersonId,
    /// What they call themselves.
    pub name: String,
    /// Where letters go.
    pub mail: MailAddress,
    /// In which language.
    pub language: LanguageTag,
    /// Why they ask.
    pub reason: String,
    /// When they asked.
    pub created: Timestamp,
}

/// How whoever asked for an account will sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestProofs {
    /// What is kept of a password; empty where there is none.
    pub password: String,
    /// The id of a passkey, and what is kept of it.
    pub passkey: Option<(Vec<u8>, String)>,
}

/// Keeps an account that is asked for.
///
/// # Errors
/// [`crate::Error::Conflict`] where one was asked for with this address.
pub async fn ask(tx: &mut Tx, request: &RequestRow, proofs: &RequestProofs) -> Result<()> {
    let (passkey, kept) = proofs.passkey.clone().unzip();
    let values = [
        request.id.into(),
        request.name.as_str().into(),
        request.mail.as_str().into(),
        request.mail.key().into(),
        (&request.language).into(),
        request.reason.as_str().into(),
        proofs.password.as_str().into(),
        passkey.into(),
        kept.into(),
        request.created.into(),
    ];
    tx.asking_all([]).exec(&ASK, &values).await?;
    Ok(())
}

/// Since when an account is asked for with this address.
pub async fn asked(tx: &mut Tx, mail: &MailAddress) -> Result<Option<Timestamp>> {
    let row: Option<(Timestamp,)> = tx.asking_all([]).opt(&ASKED, &[mail.key().into()]).await?;
    Ok(row.map(|(created,)| created))
}

/// How many accounts are asked for.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&WAITING, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

type Row = (PersonId, String, String, LanguageTag, String, Timestamp);

fn request((id, name, mail, language, reason, created): Row) -> RequestRow {
    RequestRow { id, name, mail: MailAddress::from_store(mail), language, reason, created }
}

/// The accounts that are asked for, oldest first; 100 at most.
pub async fn list(tx: &mut Tx) -> Result<Vec<RequestRow>> {
    let rows: Vec<Row> = tx.asking_all([]).all(&LIST, &[]).await?;
    Ok(rows.into_iter().map(request).collect())
}

/// One of them, with how its person will sign in.
pub async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Option<(RequestRow, RequestProofs)>> {
    let row: Option<Row> = tx.asking_all([]).opt(&BY_ID, &[id.into()]).await?;
    let proofs: Option<(String, Option<Vec<u8>>, Option<String>)> =
        tx.asking_all([]).opt(&PROOFS, &[id.into()]).await?;
    Ok(row
        .zip(proofs)
        .map(|(row, (password, passkey, kept))| (request(row), RequestProofs { password, passkey: passkey.zip(kept) })))
}

/// Forgets one: it was answered. Whether there was one.
pub async fn end(tx: &mut Tx, id: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&END, &[id.into()]).await? > 0)
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&READ, &SET, &ASK, &ASKED, &WAITING, &LIST, &PROOFS, &BY_ID, &END];
