//! Who may read and edit a note by name, who is asked to, and the communities that it is linked to: as the page of its rights
//! shows and changes them.

use domain::policy::Viewer;
use domain::{CommunityId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, optional};

/// A person and their name.
pub type Named = (PersonId, String);
/// A person and their name, where the viewer may name them; empty where the person left.
pub type Listed = (PersonId, Option<String>);

static READERS: Statement = Statement::for_viewer(
    "note_rights.readers",
    "SELECT p.id, CASE WHEN p.name = '' OR {person_nameable p} THEN p.name END FROM reader r JOIN person p ON p.id = r.person
     WHERE r.note = $1 ORDER BY p.sort_key, p.id",
    &[Kind::Id],
    &[Kind::Id, Kind::Text],
);
static AUTHORS: Statement = Statement::new(
    "note_rights.authors",
    "SELECT p.id, p.name FROM author a JOIN person p ON p.id = a.person WHERE a.note = $1 ORDER BY p.sort_key, p.id",
    &[Kind::Id],
    &[Kind::Id, Kind::Text],
);
static INVITED: Statement = Statement::for_viewer(
    "note_rights.invited",
    "SELECT p.id, CASE WHEN p.name = '' OR {person_nameable p} THEN p.name END FROM author_invitation i
     JOIN person p ON p.id = i.person WHERE i.note = $1 ORDER BY p.sort_key, p.id",
    &[Kind::Id],
    &[Kind::Id, Kind::Text],
);
static EDITORS: Statement = Statement::new(
    "note_rights.editors",
    "SELECT a.person FROM author a WHERE a.note = $1
     UNION SELECT r.person FROM note n JOIN community_link l ON l.note = n.id AND l.community = n.delegated
         JOIN role r ON r.community = n.delegated WHERE n.id = $1 AND r.role IN ('curator', 'lead')",
    &[Kind::Id],
    &[Kind::Id],
);
static JOINED: Statement = Statement::new(
    "note_rights.joined",
    "SELECT c.id, COALESCE(NULLIF(cw.name, ''), c.name), c.access = 'open'
     FROM membership m JOIN community c ON c.id = m.community
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $3
     WHERE m.person = $1 AND c.stage <> 'closed'
       AND NOT EXISTS (SELECT 1 FROM community_link l WHERE l.note = $2 AND l.community = c.id)
     ORDER BY c.sort_key, c.id",
    &[Kind::Id, Kind::Id, Kind::Text],
    &[Kind::Id, Kind::Text, Kind::Bool],
);
static COMMUNITY_NAME: Statement = Statement::for_viewer(
    "note_rights.community_name",
    "SELECT COALESCE(NULLIF(cw.name, ''), c.name) FROM community c
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $2
     WHERE c.id = $1 AND {community_readable c}",
    &[Kind::Id, Kind::Text],
    &[Kind::Text],
);
static SIGNS: Statement = Statement::new(
    "note_rights.signs",
    "SELECT b.place FROM byline b WHERE b.note = $1 AND b.person = $2 ORDER BY b.place LIMIT 1",
    &[Kind::Id, Kind::Id],
    &[Kind::Int],
);

/// What is taken from a note, by one more id.
macro_rules! taken {
    ($($name:ident $label:literal $text:literal;)*) => {
        $(static $name: Statement = Statement::new($label, $text, &[Kind::Id, Kind::Id], &[]);)*
    };
}
taken! {
    NO_READER "note_rights.no_reader" "DELETE FROM reader WHERE note = $1 AND person = $2";
    NO_AUTHOR "note_rights.no_author" "DELETE FROM author WHERE note = $1 AND person = $2";
    NO_LINK "note_rights.no_link" "DELETE FROM community_link WHERE note = $1 AND community = $2";
    NO_CREDIT "note_rights.no_credit" "DELETE FROM byline WHERE note = $1 AND person = $2";
    NO_INVITATION "note_rights.no_invitation" "DELETE FROM author_invitation WHERE note = $1 AND person = $2";
    NO_REMOVAL "note_rights.no_removal" "DELETE FROM author_removal WHERE note = $1 AND person = $2";
}

static INVITE: Statement = Statement::new(
    "note_rights.invite",
    "INSERT INTO author_invitation (note, person, invited_by, invited) VALUES ($1, $2, $3, $4)
     ON CONFLICT (note, person) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static INVITER: Statement = Statement::new(
    "note_rights.inviter",
    "SELECT COALESCE(p.name, '') FROM author_invitation i LEFT JOIN person p ON p.id = i.invited_by
     WHERE i.note = $1 AND i.person = $2",
    &[Kind::Id, Kind::Id],
    &[Kind::Text],
);
static ASK_REMOVAL: Statement = Statement::new(
    "note_rights.ask_removal",
    "INSERT INTO author_removal (note, person, asked_by, asked, state, reason) VALUES ($1, $2, $3, $4, 'asked', '')",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static REFUSE_REMOVAL: Statement = Statement::new(
    "note_rights.refuse_removal",
    "UPDATE author_removal SET state = 'refused' WHERE note = $1 AND person = $2 AND state = 'asked'",
    &[Kind::Id, Kind::Id],
    &[],
);
static SETTLE_REMOVAL: Statement = Statement::new(
    "note_rights.settle_removal",
    "UPDATE author_removal SET state = $3, reason = $4, decided = $5
     WHERE note = $1 AND person = $2 AND state = 'refused'",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text, Kind::Int],
    &[],
);
static REMOVALS: Statement = Statement::new(
    "note_rights.removals",
    "SELECT r.note, r.person, p.name, r.asked_by, COALESCE(b.name, ''), r.asked, r.state, r.reason FROM author_removal r
     JOIN person p ON p.id = r.person LEFT JOIN person b ON b.id = r.asked_by
     WHERE r.note = $1 AND r.decided IS NULL ORDER BY r.asked, r.person",
    &[Kind::Id],
    REMOVAL_ROW,
);
static REMOVAL: Statement = Statement::new(
    "note_rights.removal",
    "SELECT r.note, r.person, p.name, r.asked_by, COALESCE(b.name, ''), r.asked, r.state, r.reason FROM author_removal r
     JOIN person p ON p.id = r.person LEFT JOIN person b ON b.id = r.asked_by
     WHERE r.note = $1 AND r.person = $2",
    &[Kind::Id, Kind::Id],
    REMOVAL_ROW,
);
static REFUSED: Statement = Statement::new(
    "note_rights.refused",
    "SELECT r.note, r.person, p.name, r.asked_by, COALESCE(b.name, ''), r.asked, r.state, r.reason FROM author_removal r
     JOIN person p ON p.id = r.person LEFT JOIN person b ON b.id = r.asked_by
     WHERE r.state = 'refused' ORDER BY r.asked, r.note, r.person LIMIT 200",
    &[],
    REMOVAL_ROW,
);
static REFUSED_COUNT: Statement = Statement::new(
    "note_rights.refused_count",
    "SELECT COUNT(*) FROM author_removal WHERE state = 'refused'",
    &[],
    &[Kind::Int],
);
static FORGET: Statement =
    Statement::new("note_rights.forget", "DELETE FROM author_removal WHERE decided <= $1", &[Kind::Int], &[]);

/// The columns of a [`RemovalRow`].
const REMOVAL_ROW: &[Kind] = &[Kind::Id, Kind::Id, Kind::Text, Kind::Id, Kind::Text, Kind::Int, Kind::Text, Kind::Text];

/// An author whom another asks to edit a note no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovalRow {
    /// Which note.
    pub note: NoteId,
    /// Who is asked.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Who asks; nobody where they left.
    pub asked_by: Option<PersonId>,
    /// What they are called; empty where they left.
    pub asker: String,
    /// When.
    pub asked: Timestamp,
    /// How it stands.
    pub state: Removal,
    /// Why it was settled so.
    pub reason: String,
}

/// How a removal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Nobody answered.
    Asked,
    /// The author refused: stewards settle it.
    Refused,
    /// They settled that the author stays.
    Kept,
    /// They settled that the author goes.
    Removed,
}

impl Removal {
    const ALL: [Self; 4] = [Self::Asked, Self::Refused, Self::Kept, Self::Removed];

    /// The word in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Refused => "refused",
            Self::Kept => "kept",
            Self::Removed => "removed",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl FromRow for RemovalRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            note: row.get(0)?,
            person: row.get(1)?,
            name: row.get(2)?,
            asked_by: row.get(3)?,
            asker: row.get(4)?,
            asked: row.get(5)?,
            state: Removal::parse(&row.get::<String>(6)?).unwrap_or(Removal::Kept),
            reason: row.get(7)?,
        })
    }
}

/// The readers that are named, by name. The caller has checked that the viewer decides of the note.
pub async fn readers(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<Listed>> {
    tx.asking_all([]).all_for(viewer, &READERS, &[note.into()]).await
}

/// The authors that are named, by name.
pub async fn authors(tx: &mut Tx, note: NoteId) -> Result<Vec<Named>> {
    tx.asking_all([]).all(&AUTHORS, &[note.into()]).await
}

/// Who is asked to edit it and has not answered, by name. The caller has checked that the viewer decides of the note.
pub async fn invited(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<Listed>> {
    tx.asking_all([]).all_for(viewer, &INVITED, &[note.into()]).await
}

/// Who may edit it today: the authors that are named, and the leads and curators whom it was given to.
pub async fn editors(tx: &mut Tx, note: NoteId) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&EDITORS, &[note.into()]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// The communities of a person that the note can be linked to: those that are not closed, and that it is not linked to
/// yet. Each its name (in this language where it has one), and whether anyone may join it.
pub async fn joined(
    tx: &mut Tx,
    person: PersonId,
    note: NoteId,
    language: &str,
) -> Result<Vec<(CommunityId, String, bool)>> {
    tx.asking_all([]).all(&JOINED, &[person.into(), note.into(), language.into()]).await
}

/// What a community is called, for who may know of it.
pub async fn community_name(
    tx: &mut Tx,
    viewer: &Viewer,
    community: CommunityId,
    language: &str,
) -> Result<Option<String>> {
    let values = [community.into(), language.into()];
    let row: Option<(String,)> = tx.asking_all([]).opt_for(viewer, &COMMUNITY_NAME, &values).await?;
    Ok(row.map(|(name,)| name))
}

/// Whether a person is credited for a note, under whatever name.
pub async fn signs(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&SIGNS, &[note.into(), person.into()]).await?;
    Ok(row.is_some())
}

/// Lets a reader read no more by name; whether they could.
pub async fn remove_reader(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_READER, &[note.into(), person.into()]).await? > 0)
}

/// Lets an author edit no more by name; whether they could.
pub async fn remove_author(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_AUTHOR, &[note.into(), person.into()]).await? > 0)
}

/// Takes a note out of what is linked to a community; whether it was.
pub async fn unlink(tx: &mut Tx, note: NoteId, community: CommunityId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_LINK, &[note.into(), community.into()]).await? > 0)
}

/// Credits a person no more; whether they were.
pub async fn unsign(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_CREDIT, &[note.into(), person.into()]).await? > 0)
}

/// Asks a person to edit a note; whether they were not asked already.
pub async fn invite(tx: &mut Tx, note: NoteId, person: PersonId, by: Option<PersonId>, now: Timestamp) -> Result<bool> {
    let values = [note.into(), person.into(), optional(by), now.into()];
    Ok(tx.asking_all([]).exec(&INVITE, &values).await? > 0)
}

/// Who asks a person to edit a note, by name (empty where they left); nothing where nobody does.
pub async fn inviter(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<Option<String>> {
    let row: Option<(String,)> = tx.asking_all([]).opt(&INVITER, &[note.into(), person.into()]).await?;
    Ok(row.map(|(name,)| name))
}

/// Forgets that a person is asked to edit a note; whether they were.
pub async fn end_invitation(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&NO_INVITATION, &[note.into(), person.into()]).await? > 0)
}

/// Asks an author to edit a note no more.
///
/// # Errors
/// [`crate::Error::Conflict`] where they were asked already.
pub async fn ask_removal(
    tx: &mut Tx,
    note: NoteId,
    person: PersonId,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<()> {
    let values = [note.into(), person.into(), optional(by), now.into()];
    tx.asking_all([]).exec(&ASK_REMOVAL, &values).await?;
    Ok(())
}

/// Says that an author refuses; whether they were asked.
pub async fn refuse_removal(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&REFUSE_REMOVAL, &[note.into(), person.into()]).await? > 0)
}

/// Says what was settled of a refusal, and why; whether there was one.
pub async fn settle_removal(
    tx: &mut Tx,
    note: NoteId,
    person: PersonId,
    state: Removal,
    reason: &str,
    now: Timestamp,
) -> Result<bool> {
    let values = [note.into(), person.into(), state.as_str().into(), reason.into(), now.into()];
    Ok(tx.asking_all([]).exec(&SETTLE_REMOVAL, &values).await? > 0)
}

/// Forgets what was asked of an author.
pub async fn end_removal(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<()> {
    tx.asking_all([]).exec(&NO_REMOVAL, &[note.into(), person.into()]).await?;
    Ok(())
}

/// What is asked of the authors of a note and not settled, oldest first.
pub async fn removals(tx: &mut Tx, note: NoteId) -> Result<Vec<RemovalRow>> {
    tx.asking_all([]).all(&REMOVALS, &[note.into()]).await
}

/// What is asked of one author of a note, settled or not.
pub async fn removal(tx: &mut Tx, note: NoteId, person: PersonId) -> Result<Option<RemovalRow>> {
    tx.asking_all([]).opt(&REMOVAL, &[note.into(), person.into()]).await
}

/// The removals that authors refused and nobody settled, oldest first: 200 at most.
pub async fn refused(tx: &mut Tx) -> Result<Vec<RemovalRow>> {
    tx.asking_all([]).all(&REFUSED, &[]).await
}

/// How many removals authors refused and nobody settled.
pub async fn refused_count(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&REFUSED_COUNT, &[]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Forgets the removals that were settled by this moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await?;
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &READERS,
    &AUTHORS,
    &INVITED,
    &EDITORS,
    &JOINED,
    &COMMUNITY_NAME,
    &SIGNS,
    &NO_READER,
    &NO_AUTHOR,
    &NO_LINK,
    &NO_CREDIT,
    &NO_INVITATION,
    &NO_REMOVAL,
    &INVITE,
    &INVITER,
    &ASK_REMOVAL,
    &REFUSE_REMOVAL,
    &SETTLE_REMOVAL,
    &REMOVALS,
    &REMOVAL,
    &REFUSED,
    &REFUSED_COUNT,
    &FORGET,
];
