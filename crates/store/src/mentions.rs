//! Who is named in a message of a conversation, and who hears a conversation.

use domain::{CommunityId, MessageId, NoteId, PersonId, ThreadId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static NAME: Statement = Statement::new(
    "mentions.name",
    "INSERT INTO mention (message, person) VALUES ($1, $2) ON CONFLICT (message, person) DO NOTHING",
    &[Kind::Id, Kind::Id],
    &[],
);
static OF: Statement = Statement::new(
    "mentions.of",
    "SELECT person FROM mention WHERE message = $1 ORDER BY person",
    &[Kind::Id],
    &[Kind::Id],
);
static UNNAME: Statement =
    Statement::new("mentions.unname", "DELETE FROM mention WHERE message = $1", &[Kind::Id], &[]);
static UNNAME_BY: Statement = Statement::new(
    "mentions.unname_by",
    "DELETE FROM mention WHERE message IN (SELECT m.id FROM message m WHERE m.author = $1)",
    &[Kind::Id],
    &[],
);
static UNTELL_BY: Statement = Statement::new(
    "mentions.untell_by",
    "DELETE FROM notification WHERE cause IN (SELECT m.id FROM message m WHERE m.author = $1)",
    &[Kind::Id],
    &[],
);
// Members alone: who left the community hears nothing of it.
static HEARERS: Statement = Statement::new(
    "mentions.hearers",
    "SELECT x.person FROM (
       SELECT m.author AS person FROM message m WHERE m.thread = $1 AND m.author IS NOT NULL AND m.withdrawn IS NULL
       UNION SELECT a.person FROM author a WHERE a.note = $2) x
     JOIN membership s ON s.person = x.person AND s.community = $3
     JOIN person p ON p.id = x.person WHERE p.account ORDER BY x.person LIMIT 500",
    &[Kind::Id, Kind::Id, Kind::Id],
    &[Kind::Id],
);

/// Says that these people alone are named in a message.
pub async fn set(tx: &mut Tx, message: MessageId, people: &[PersonId]) -> Result<()> {
    unname(tx, message).await?;
    for person in people {
        tx.asking_all([]).exec(&NAME, &[message.into(), (*person).into()]).await?;
    }
    Ok(())
}

/// Who is named in a message, by id.
pub async fn of(tx: &mut Tx, message: MessageId) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&OF, &[message.into()]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Forgets who is named in a message.
pub async fn unname(tx: &mut Tx, message: MessageId) -> Result<()> {
    tx.asking_all([]).exec(&UNNAME, &[message.into()]).await?;
    Ok(())
}

/// Forgets whom somebody who leaves named, and what was told of what they said; to be done before their name goes.
pub async fn no_words(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&UNNAME_BY, &[person.into()]).await?;
    tx.asking_all([]).exec(&UNTELL_BY, &[person.into()]).await?;
    Ok(())
}

/// The members of a community who wrote in its conversation about a note, and those who are authors of the note.
pub async fn hearers(tx: &mut Tx, thread: ThreadId, note: NoteId, community: CommunityId) -> Result<Vec<PersonId>> {
    let values = [thread.into(), note.into(), community.into()];
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&HEARERS, &values).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&NAME, &OF, &UNNAME, &UNNAME_BY, &UNTELL_BY, &HEARERS];
