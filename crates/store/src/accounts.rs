//! How accounts are reached, and how their people prove to be there: addresses, passwords, sessions, addresses used once.

use domain::people::MailAddress;
use domain::{InvitationId, LanguageTag, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::optional;

static INSERT: Statement = Statement::new(
    "accounts.insert",
    "INSERT INTO account (person, mail, mail_key, confirmed, language, password, created) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Text, Kind::Int],
    &[],
);

/// How a new account is reached.
#[derive(Clone, Debug)]
pub struct NewAccount<'a> {
    /// Whose.
    pub person: PersonId,
    /// Where letters go.
    pub mail: &'a MailAddress,
    /// Since when it is known that this address is theirs.
    pub confirmed: Option<Timestamp>,
    /// In which language letters are written.
    pub language: &'a LanguageTag,
    /// What is kept of the password; empty where there is none.
    pub password: &'a str,
}

/// Writes how an account is reached.
///
/// # Errors
/// [`crate::Error::Conflict`] where another one has this address.
pub async fn insert(tx: &mut Tx, account: &NewAccount<'_>, now: Timestamp) -> Result<()> {
    let values = [
        account.person.into(),
        account.mail.as_str().into(),
        account.mail.key().into(),
        account.confirmed.into(),
        account.language.into(),
        account.password.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static BY_MAIL: Statement = Statement::new(
    "accounts.by_mail",
    "SELECT a.person, a.password FROM account a JOIN person p ON p.id = a.person WHERE a.mail_key = $1 AND p.account",
    &[Kind::Text],
    &[Kind::Id, Kind::Text],
);

/// Whose account has this address, and what is kept of its password (empty where there is none).
pub async fn by_mail(tx: &mut Tx, mail: &MailAddress) -> Result<Option<(PersonId, String)>> {
    tx.asking_all([]).opt(&BY_MAIL, &[mail.key().into()]).await
}

static OF: Statement = Statement::new(
    "accounts.of",
    "SELECT a.mail, p.name, a.language, a.password FROM account a JOIN person p ON p.id = a.person WHERE a.person = $1 AND p.account",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Text],
);

/// How an account is reached, and what is kept of its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// Where letters go.
    pub mail: MailAddress,
    /// What its person is called.
    pub name: String,
    /// In which language letters are written.
    pub language: LanguageTag,
    /// What is kept of the password; empty where there is none.
    pub password: String,
}

/// How the account of this person is reached; nothing where it has no address.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<OwnAccount>> {
    let row: Option<(String, String, LanguageTag, String)> = tx.asking_all([]).opt(&OF, &[person.into()]).await?;
    Ok(row.map(|(mail, name, language, password)| OwnAccount {
        mail: MailAddress::from_store(mail),
        name,
        language,
        password,
    }))
}

static REACHED: Statement = Statement::new(
    "accounts.reached",
    "SELECT a.person, p.name, a.language FROM account a JOIN person p ON p.id = a.person WHERE a.mail_key = $1 AND p.account",
    &[Kind::Text],
    &[Kind::Id, Kind::Text, Kind::Text],
);

/// Whose account has this address, what they are called, in which language they are written to.
pub async fn reached(tx: &mut Tx, mail: &MailAddress) -> Result<Option<(PersonId, String, LanguageTag)>> {
    tx.asking_all([]).opt(&REACHED, &[mail.key().into()]).await
}

static STEWARDS: Statement = Statement::new(
    "accounts.stewards",
    "SELECT COUNT(*) FROM person p WHERE p.steward AND p.account
       AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.person = p.id)
       AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.person = p.id)",
    &[],
    &[Kind::Int],
);

/// How many accounts run the site, those that close or are suspended left out.
pub async fn stewards(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&STEWARDS, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

static INSERT_PROOF: Statement = Statement::new(
    "accounts.insert_proof",
    "INSERT INTO proof (token, purpose, person, mail, invitation, created, expires) VALUES ($1, $2, $3, NULL, NULL, $4, $5)",
    &[Kind::Bytes, Kind::Text, Kind::Id, Kind::Int, Kind::Int],
    &[],
);
static INSERT_PROOF_OF_MAIL: Statement = Statement::new(
    "accounts.insert_proof_of_mail",
    "INSERT INTO proof (token, purpose, person, mail, invitation, created, expires)
     VALUES ($1, 'sign_up', NULL, $2, $3, $4, $5)",
    &[Kind::Bytes, Kind::Text, Kind::Id, Kind::Int, Kind::Int],
    &[],
);
static PROOF_OF_MAIL: Statement = Statement::new(
    "accounts.proof_of_mail",
    "SELECT mail, invitation FROM proof WHERE token = $1 AND purpose = 'sign_up' AND mail IS NOT NULL AND expires > $2",
    &[Kind::Bytes, Kind::Int],
    &[Kind::Text, Kind::Id],
);
static END_PROOF: Statement =
    Statement::new("accounts.end_proof", "DELETE FROM proof WHERE token = $1", &[Kind::Bytes], &[]);

static PROOF: Statement = Statement::new(
    "accounts.proof",
    "SELECT created FROM proof WHERE token = $1 AND purpose = $2 AND expires > $3",
    &[Kind::Bytes, Kind::Text, Kind::Int],
    &[Kind::Int],
);
static PROVED: Statement = Statement::new(
    "accounts.proved",
    "SELECT a.person, a.mail, p.name FROM proof f JOIN account a ON a.person = f.person JOIN person p ON p.id = a.person
     WHERE f.token = $1 AND f.purpose = $2 AND f.expires > $3 AND p.account",
    &[Kind::Bytes, Kind::Text, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text],
);
static END_PROOFS: Statement =
    Statement::new("accounts.end_proofs", "DELETE FROM proof WHERE purpose = $1", &[Kind::Text], &[]);
static END_PROOFS_OF: Statement = Statement::new(
    "accounts.end_proofs_of",
    "DELETE FROM proof WHERE purpose = $1 AND person = $2",
    &[Kind::Text, Kind::Id],
    &[],
);
static SET_PASSWORD: Statement = Statement::new(
    "accounts.set_password",
    "UPDATE account SET password = $2 WHERE person = $1",
    &[Kind::Id, Kind::Text],
    &[],
);
static FORGET_PROOFS: Statement =
    Statement::new("accounts.forget_proofs", "DELETE FROM proof WHERE expires <= $1", &[Kind::Int], &[]);

/// What an address that is used once lets its bearer do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make the first steward.
    SetUp,
    /// To choose a password, for the person that it was given to.
    Password,
    /// To sign in, as the person that it was given to.
    SignIn,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SetUp => "set_up",
            Self::Password => "password",
            Self::SignIn => "sign_in",
        }
    }
}

/// Keeps an address that is used once, by the hash of its secret.
pub async fn insert_proof(
    tx: &mut Tx,
    hash: [u8; 32],
    purpose: Purpose,
    person: Option<PersonId>,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let values = [hash.into(), purpose.as_str().into(), optional(person), now.into(), expires.into()];
    tx.asking_all([]).exec(&INSERT_PROOF, &values).await?;
    Ok(())
}

/// Keeps an address that is used once to make an account: whoever has it got a letter at this address of mail, perhaps because
/// of an invitation.
pub async fn insert_proof_of_mail(
    tx: &mut Tx,
    hash: [u8; 32],
    mail: &MailAddress,
    invitation: Option<InvitationId>,
    now: Timestamp,
    expires: Timestamp,
) -> Result<()> {
    let values = [hash.into(), mail.as_str().into(), optional(invitation), now.into(), expires.into()];
    tx.asking_all([]).exec(&INSERT_PROOF_OF_MAIL, &values).await?;
    Ok(())
}

/// Which address of mail somebody proved who bears this, and by which invitation; nothing where it no longer serves.
pub async fn proof_of_mail(
    tx: &mut Tx,
    hash: [u8; 32],
    now: Timestamp,
) -> Result<Option<(MailAddress, Option<InvitationId>)>> {
    let row: Option<(String, Option<InvitationId>)> =
        tx.asking_all([]).opt(&PROOF_OF_MAIL, &[hash.into(), now.into()]).await?;
    Ok(row.map(|(mail, invitation)| (MailAddress::from_store(mail), invitation)))
}

/// Ends an address that is used once.
pub async fn end_proof(tx: &mut Tx, hash: [u8; 32]) -> Result<()> {
    tx.asking_all([]).exec(&END_PROOF, &[hash.into()]).await?;
    Ok(())
}

/// Whether an address that is used once still serves.
pub async fn is_proof(tx: &mut Tx, hash: [u8; 32], purpose: Purpose, now: Timestamp) -> Result<bool> {
    let row: Option<(i64,)> =
        tx.asking_all([]).opt(&PROOF, &[hash.into(), purpose.as_str().into(), now.into()]).await?;
    Ok(row.is_some())
}

/// Whom an address that is used once was given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// Who.
    pub person: PersonId,
    /// Where their letters go.
    pub mail: MailAddress,
    /// What they are called.
    pub name: String,
}

/// Who was given an address that is used once and still serves.
pub async fn proved(tx: &mut Tx, hash: [u8; 32], purpose: Purpose, now: Timestamp) -> Result<Option<Proved>> {
    let values = [hash.into(), purpose.as_str().into(), now.into()];
    let row: Option<(PersonId, String, String)> = tx.asking_all([]).opt(&PROVED, &values).await?;
    Ok(row.map(|(person, mail, name)| Proved { person, mail: MailAddress::from_store(mail), name }))
}

/// Ends every address of this purpose that this person was given.
pub async fn end_proofs_of(tx: &mut Tx, purpose: Purpose, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&END_PROOFS_OF, &[purpose.as_str().into(), person.into()]).await?;
    Ok(())
}

/// Keeps what is kept of a new password.
pub async fn set_password(tx: &mut Tx, person: PersonId, password: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET_PASSWORD, &[person.into(), password.into()]).await?;
    Ok(())
}

/// Ends every address of this purpose.
pub async fn end_proofs(tx: &mut Tx, purpose: Purpose) -> Result<()> {
    tx.asking_all([]).exec(&END_PROOFS, &[purpose.as_str().into()]).await?;
    Ok(())
}

/// Forgets the addresses that nobody used in time.
pub async fn forget_proofs(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET_PROOFS, &[now.into()]).await?;
    Ok(())
}

static INSERT_DEMONSTRATION: Statement = Statement::new(
    "accounts.insert_demonstration",
    "INSERT INTO demonstration_person (person) VALUES ($1)",
    &[Kind::Id],
    &[],
);
static DEMONSTRATION: Statement = Statement::new(
    "accounts.demonstration",
    "SELECT p.id, p.name FROM demonstration_person d JOIN person p ON p.id = d.person
     WHERE p.account AND NOT p.steward ORDER BY p.sort_key, p.id",
    &[],
    &[Kind::Id, Kind::Text],
);

/// Says that nobody is behind this person: it came with the demonstration.
pub async fn mark_demonstration(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&INSERT_DEMONSTRATION, &[person.into()]).await?;
    Ok(())
}

/// The people of the demonstration who may be tried, by name; whoever runs the site is never one.
pub async fn demonstration(tx: &mut Tx) -> Result<Vec<(PersonId, String)>> {
    tx.asking_all([]).all(&DEMONSTRATION, &[]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &INSERT,
    &BY_MAIL,
    &REACHED,
    &OF,
    &STEWARDS,
    &INSERT_PROOF,
    &INSERT_PROOF_OF_MAIL,
    &PROOF_OF_MAIL,
    &END_PROOF,
    &PROOF,
    &PROVED,
    &END_PROOFS,
    &END_PROOFS_OF,
    &SET_PASSWORD,
    &FORGET_PROOFS,
    &INSERT_DEMONSTRATION,
    &DEMONSTRATION,
];
