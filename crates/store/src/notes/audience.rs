//! Who may read and edit a note: what `authorise` answers from, as it is written.

use domain::notes::Visibility;
use domain::{CommunityId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::optional;

static ADD_AUTHOR: Statement = Statement::new(
    "notes.add_author",
    "INSERT INTO author (note, person) VALUES ($1, $2) ON CONFLICT (note, person) DO NOTHING",
    &[Kind::Id, Kind::Id],
    &[],
);
static ADD_READER: Statement = Statement::new(
    "notes.add_reader",
    "INSERT INTO reader (note, person) VALUES ($1, $2) ON CONFLICT (note, person) DO NOTHING",
    &[Kind::Id, Kind::Id],
    &[],
);
static LINK_COMMUNITY: Statement = Statement::new(
    "notes.link_community",
    "INSERT INTO community_link (note, community, linked) VALUES ($1, $2, $3) ON CONFLICT (note, community) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static SET_VISIBILITY: Statement = Statement::new(
    "notes.set_visibility",
    "UPDATE note SET visibility = $2, published = COALESCE(published, $3) WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static SET_DELETED: Statement =
    Statement::new("notes.set_deleted", "UPDATE note SET deleted = $2 WHERE id = $1", &[Kind::Id, Kind::Int], &[]);
static SET_HIDDEN: Statement =
    Statement::new("notes.set_hidden", "UPDATE note SET hidden = $2 WHERE id = $1", &[Kind::Id, Kind::Int], &[]);
static SET_DELEGATED: Statement =
    Statement::new("notes.set_delegated", "UPDATE note SET delegated = $2 WHERE id = $1", &[Kind::Id, Kind::Id], &[]);

/// Lets a person edit the note.
pub async fn add_author(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&ADD_AUTHOR, &[note.into(), person.into()]).await?;
    Ok(())
}

/// Lets a person read the note.
pub async fn add_reader(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&ADD_READER, &[note.into(), person.into()]).await?;
    Ok(())
}

/// Links the note to a community.
pub async fn link_community(tx: &mut Tx, note: NoteId, community: CommunityId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec_later(&LINK_COMMUNITY, &[note.into(), community.into(), now.into()]).await?;
    Ok(())
}

/// Links several notes to a community.
pub async fn link_community_to(tx: &mut Tx, community: CommunityId, notes: &[NoteId], now: Timestamp) -> Result<()> {
    let rows: Vec<_> = notes.iter().map(|note| vec![(*note).into(), community.into(), now.into()]).collect();
    tx.exec_rows_later(&LINK_COMMUNITY, &rows).await
}

/// Changes who may read the note; `published` is kept when the note was published before.
pub async fn set_visibility(
    tx: &mut Tx,
    note: NoteId,
    visibility: Visibility,
    published: Option<Timestamp>,
) -> Result<()> {
    tx.asking_all([]).exec(&SET_VISIBILITY, &[note.into(), visibility.into(), published.into()]).await?;
    Ok(())
}

static SET_LICENCE: Statement =
    Statement::new("notes.set_licence", "UPDATE note SET licence = $2 WHERE id = $1", &[Kind::Id, Kind::Text], &[]);

/// Says under which licence the note is published.
pub async fn set_licence(tx: &mut Tx, note: NoteId, licence: &str) -> Result<()> {
    tx.asking_all([]).exec(&SET_LICENCE, &[note.into(), licence.into()]).await?;
    Ok(())
}

/// Puts the note into the bin, or takes it out.
pub async fn set_deleted(tx: &mut Tx, note: NoteId, deleted: Option<Timestamp>) -> Result<()> {
    tx.asking_all([]).exec(&SET_DELETED, &[note.into(), deleted.into()]).await?;
    Ok(())
}

/// Has the note hidden since a moment, or shown again.
pub async fn set_hidden(tx: &mut Tx, note: NoteId, since: Option<Timestamp>) -> Result<()> {
    tx.asking_all([]).exec(&SET_HIDDEN, &[note.into(), since.into()]).await?;
    Ok(())
}

/// Delegates editing to the leads and curators of a linked community.
pub async fn set_delegated(tx: &mut Tx, note: NoteId, community: Option<CommunityId>) -> Result<()> {
    tx.asking_all([]).exec(&SET_DELEGATED, &[note.into(), optional(community)]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &ADD_AUTHOR,
    &ADD_READER,
    &LINK_COMMUNITY,
    &SET_VISIBILITY,
    &SET_LICENCE,
    &SET_DELETED,
    &SET_DELEGATED,
    &SET_HIDDEN,
];
