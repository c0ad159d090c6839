//! Notes that were announced to the members of a community.

use domain::{CommunityId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::memberships::MOST;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static ANNOUNCE: Statement = Statement::new(
    "announcements.announce",
    "INSERT INTO announcement (note, community, announced_by, words, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (note, community) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static OF: Statement = Statement::new(
    "announcements.of",
    "SELECT words, at FROM announcement WHERE note = $1 AND community = $2",
    &[Kind::Id, Kind::Id],
    &[Kind::Text, Kind::Int],
);
static REACHED: Statement = Statement::new(
    "announcements.reached",
    "SELECT m.person FROM membership m JOIN account a ON a.person = m.person
     JOIN person p ON p.id = m.person WHERE m.community = $1 AND p.account ORDER BY m.person LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);

/// Says that a note is announced to the members of a community; whether it had not been.
pub async fn announce(
    tx: &mut Tx,
    (note, community): (NoteId, CommunityId),
    by: PersonId,
    words: &str,
    now: Timestamp,
) -> Result<bool> {
    let values = [note.into(), community.into(), by.into(), words.into(), now.into()];
    Ok(tx.asking_all([]).exec(&ANNOUNCE, &values).await? > 0)
}

/// What was said of a note to the members of a community, and when; nothing where it was not announced.
pub async fn of(tx: &mut Tx, note: NoteId, community: CommunityId) -> Result<Option<(String, Timestamp)>> {
    tx.asking_all([]).opt(&OF, &[note.into(), community.into()]).await
}

/// The members of a community whom a letter reaches.
pub async fn reached(tx: &mut Tx, community: CommunityId) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&REACHED, &[community.into(), MOST.into()]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&ANNOUNCE, &OF, &REACHED];
