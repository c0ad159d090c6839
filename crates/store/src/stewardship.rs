//! What those who run the site see of accounts, and do on them. Nothing here says what their people read, write or attend.

use domain::policy::Viewer;
use domain::{PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row};

/// An account, or a signature without one.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that is so of it or not")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderRow {
    /// Whose.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// How that sorts.
    pub sort_key: Vec<u8>,
    /// Whether there is an account.
    pub account: bool,
    /// Whether they run the site.
    pub steward: bool,
    /// When it was made.
    pub created: Timestamp,
    /// Where letters go.
    pub mail: Option<String>,
    /// Since when it is known that this address is theirs.
    pub confirmed: Option<Timestamp>,
    /// Since when letters to it are refused.
    pub refused: Option<Timestamp>,
    /// Whether there is a password.
    pub password: bool,
    /// How many passkeys there are.
    pub passkeys: i64,
    /// Whether codes are asked for.
    pub codes: bool,
    /// Whether another site may prove who is there.
    pub elsewhere: bool,
    /// Since when the account may not sign in.
    pub suspended: Option<Timestamp>,
    /// Why; empty where it may.
    pub reason: String,
    /// When what is held of them goes, where they close their account.
    pub ends: Option<Timestamp>,
}

impl FromRow for HolderRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            sort_key: row.get(2)?,
            account: row.get(3)?,
            steward: row.get(4)?,
            created: row.get(5)?,
            mail: row.get(6)?,
            confirmed: row.get(7)?,
            refused: row.get(8)?,
            password: row.get(9)?,
            passkeys: row.get(10)?,
            codes: row.get(11)?,
            elsewhere: row.get(12)?,
            suspended: row.get(13)?,
            reason: row.get(14)?,
            ends: row.get(15)?,
        })
    }
}

/// A statement that reads them: accounts, and the signatures that the viewer may see.
macro_rules! holders {
    ($name:literal $rest:literal [$($param:ident),*]) => {
        Statement::for_viewer(
            $name,
            concat!(
                "SELECT p.id, p.name, p.sort_key, p.account, p.steward, COALESCE(a.created, p.created), a.mail, a.confirmed,
                   a.refused, COALESCE(a.password, '') <> '', (SELECT COUNT(*) FROM passkey k WHERE k.person = p.id),
                   EXISTS (SELECT 1 FROM totp c WHERE c.person = p.id AND c.confirmed IS NOT NULL),
                   EXISTS (SELECT 1 FROM identity i WHERE i.person = p.id), s.since, COALESCE(s.reason, ''), l.ends
                 FROM person p LEFT JOIN account a ON a.person = p.id LEFT JOIN suspension s ON s.person = p.id
                 LEFT JOIN leaving l ON l.person = p.id
                 WHERE (p.account OR (p.name <> '' AND {person_readable p})) AND ",
                $rest
            ),
            &[$(Kind::$param),*],
            &[
                Kind::Id, Kind::Text, Kind::Bytes, Kind::Bool, Kind::Bool, Kind::Int, Kind::Text, Kind::Int, Kind::Int,
                Kind::Bool, Kind::Int, Kind::Bool, Kind::Bool, Kind::Int, Kind::Text, Kind::Int,
            ],
        )
    };
}

static LIST: Statement = holders!(
    "stewardship.list"
    "(p.sort_key, p.id) > ($1, $2) AND ((p.name_key >= $3 AND p.name_key < $4) OR a.mail_key = $5)
     ORDER BY p.sort_key, p.id LIMIT $6"
    [Bytes, Id, Text, Text, Text, Int]
);
static BY_ID: Statement = holders!("stewardship.by_id" "p.id = $1" [Id]);
static SUSPEND: Statement = Statement::new(
    "stewardship.suspend",
    "INSERT INTO suspension (person, since, reason) VALUES ($1, $2, $3)",
    &[Kind::Id, Kind::Int, Kind::Text],
    &[],
);
static REOPEN: Statement =
    Statement::new("stewardship.reopen", "DELETE FROM suspension WHERE person = $1", &[Kind::Id], &[]);
static SUSPENDED: Statement = Statement::new(
    "stewardship.suspended",
    "SELECT since FROM suspension WHERE person = $1",
    &[Kind::Id],
    &[Kind::Int],
);
static SET_STEWARD: Statement = Statement::new(
    "stewardship.set_steward",
    "UPDATE person SET steward = $2 WHERE id = $1 AND account",
    &[Kind::Id, Kind::Bool],
    &[],
);
static MAIL_GOOD: Statement =
    Statement::new("stewardship.mail_good", "UPDATE account SET refused = NULL WHERE person = $1", &[Kind::Id], &[]);

static MARKED: Statement = Statement::new(
    "stewardship.marked",
    "SELECT p.id, p.name, a.refused FROM account a JOIN person p ON p.id = a.person WHERE a.refused IS NOT NULL
     ORDER BY a.refused, p.id LIMIT 200",
    &[],
    &[Kind::Id, Kind::Text, Kind::Int],
);

/// What is looked for: folded names that begin so, or one address of mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The folded beginning of a name; all where it is empty.
    Name(String),
    /// The key of an address.
    Mail(String),
}

/// Accounts, and the signatures that this viewer may see, by name. The caller has checked that the viewer runs the site.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    sought: &Sought,
    after: (Vec<u8>, PersonId),
    most: i64,
) -> Result<Vec<HolderRow>> {
    // Nothing is from an empty word to an empty word; the last character ends what begins alike.
    let (from, to, mail) = match sought {
        Sought::Name(key) => (key.as_str(), format!("{key}\u{10ffff}"), ""),
        Sought::Mail(key) => ("", String::new(), key.as_str()),
    };
    let values = [after.0.into(), after.1.into(), from.into(), to.as_str().into(), mail.into(), most.into()];
    tx.asking_all([]).all_for(viewer, &LIST, &values).await
}

/// One of them.
pub async fn by_id(tx: &mut Tx, viewer: &Viewer, id: PersonId) -> Result<Option<HolderRow>> {
    tx.asking_all([]).opt_for(viewer, &BY_ID, &[id.into()]).await
}

/// Says that an account may not sign in, and why.
///
/// # Errors
/// [`crate::Error::Conflict`] where it may not already.
pub async fn suspend(tx: &mut Tx, person: PersonId, now: Timestamp, reason: &str) -> Result<()> {
    tx.asking_all([]).exec(&SUSPEND, &[person.into(), now.into(), reason.into()]).await?;
    Ok(())
}

/// Lets an account sign in again.
pub async fn reopen(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&REOPEN, &[person.into()]).await?;
    Ok(())
}

/// Since when an account may not sign in.
pub async fn suspended(tx: &mut Tx, person: PersonId) -> Result<Option<Timestamp>> {
    let row: Option<(Timestamp,)> = tx.asking_all([]).opt(&SUSPENDED, &[person.into()]).await?;
    Ok(row.map(|(since,)| since))
}

/// Says whether an account runs the site.
pub async fn set_steward(tx: &mut Tx, person: PersonId, runs: bool) -> Result<()> {
    tx.asking_all([]).exec(&SET_STEWARD, &[person.into(), runs.into()]).await?;
    Ok(())
}

/// Says that letters may go to the address of an account, though one was refused.
pub async fn mail_is_good(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&MAIL_GOOD, &[person.into()]).await?;
    Ok(())
}

/// The accounts to whose address letters are refused, and since when, the longest first: 200 at most.
pub async fn marked(tx: &mut Tx) -> Result<Vec<(PersonId, String, Timestamp)>> {
    tx.asking_all([]).all(&MARKED, &[]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&LIST, &BY_ID, &SUSPEND, &REOPEN, &SUSPENDED, &SET_STEWARD, &MAIL_GOOD, &MARKED];
