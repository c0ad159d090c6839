//! Communities: their rows, their members, their roles.

use domain::communities::{Access, Formality, Role, Stage, Support};
use domain::policy::{CommunityFacts, Viewer};
use domain::tags::Tag;
use domain::{CommunityId, Day, LanguageTag, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// A community's own row.
#[derive(Clone, Debug)]
pub struct CommunityRow {
    /// Which community.
    pub id: CommunityId,
    /// Its name in addresses.
    pub alias: String,
    /// Its name, where it has none in a language.
    pub name: String,
    /// What it is about, where it says it in no language; plain text.
    pub about: String,
    /// Whether others than its members may know of it.
    pub listed: bool,
    /// How one becomes a member.
    pub access: Access,
    /// How far it is in its life.
    pub stage: Stage,
    /// Until when it rests.
    pub paused_until: Option<Day>,
    /// How much it says of how it works.
    pub formality: Option<Formality>,
    /// The note that is its charter, whoever may read it.
    pub charter: Option<NoteId>,
    /// Since when that charter holds, where it is said.
    pub charter_adopted: Option<Day>,
    /// Until when that charter is to be looked at again, where it is said.
    pub charter_review: Option<Day>,
    /// How often its page was saved.
    pub edition: i64,
}

impl FromRow for CommunityRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            alias: row.get(1)?,
            name: row.get(2)?,
            about: row.get(3)?,
            listed: row.get(4)?,
            access: row.get(5)?,
            stage: row.get(6)?,
            paused_until: row.get(7)?,
            formality: row.get(8)?,
            charter: row.get(9)?,
            charter_adopted: row.get(10)?,
            charter_review: row.get(11)?,
            edition: row.get(12)?,
        })
    }
}

/// The columns of a [`CommunityRow`].
const COMMUNITY: &[Kind] = &[
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Bool,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Id,
    Kind::Text,
    Kind::Text,
    Kind::Int,
];

static BY_ALIAS: Statement = Statement::for_viewer(
    "communities.by_alias",
    "SELECT c.id, c.alias, c.name, c.about, c.listed, c.access, c.stage, c.paused_until, c.formality, c.charter,
            c.charter_adopted, c.charter_review, c.edition
     FROM community c WHERE c.alias = $1 AND {community_readable c}",
    &[Kind::Text],
    COMMUNITY,
);

/// The community of that alias, when this viewer may know of it.
pub async fn by_alias(tx: &mut Tx, viewer: &Viewer, alias: &str) -> Result<Option<CommunityRow>> {
    tx.asking(Tag::Communities).opt_for(viewer, &BY_ALIAS, &[alias.into()]).await
}

static LIST: Statement = Statement::for_viewer(
    "communities.list",
    "SELECT c.id, c.alias, c.name, c.about, c.listed, c.access, c.stage, c.paused_until, c.formality, c.charter,
            c.charter_adopted, c.charter_review, c.edition
     FROM community c WHERE {community_readable c} ORDER BY c.sort_key, c.id LIMIT 500",
    &[],
    COMMUNITY,
);

/// The communities that this viewer may know of, by name.
pub async fn list(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<CommunityRow>> {
    tx.asking(Tag::Communities).all_for(viewer, &LIST, &[]).await
}

static WITHOUT_LEAD: Statement = Statement::for_viewer(
    "communities.without_lead",
    "SELECT c.id FROM community c WHERE {community_readable c} AND c.stage <> 'closed'
       AND NOT EXISTS (SELECT 1 FROM role r WHERE r.community = c.id AND r.role = 'lead')
     ORDER BY c.id LIMIT 500",
    &[],
    &[Kind::Id],
);

/// The communities that this viewer may know of, that go on and that nobody leads.
pub async fn without_lead(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<CommunityId>> {
    let rows: Vec<(CommunityId,)> = tx.asking_all([]).all_for(viewer, &WITHOUT_LEAD, &[]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// What a community says of itself in one language; empty where it says nothing in it.
#[derive(Clone, Debug, Default)]
pub struct CommunityWords {
    /// Its name.
    pub name: String,
    /// What it is about; plain text.
    pub about: String,
    /// When it meets.
    pub rhythm: String,
    /// What may be told outside of what is said there.
    pub confidentiality: String,
}

static WORDS: Statement = Statement::new(
    "communities.words",
    "SELECT community, language, name, about, rhythm, confidentiality FROM community_words
     WHERE community {in $1} ORDER BY community, language",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
);

/// What communities say of themselves, by language. The caller has checked that they may be known of.
pub async fn words(
    tx: &mut Tx,
    communities: &[CommunityId],
) -> Result<Vec<(CommunityId, LanguageTag, CommunityWords)>> {
    type Columns = (CommunityId, LanguageTag, String, String, String, String);
    if communities.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = communities.iter().copied().map(Tag::Community).collect();
    let rows: Vec<Columns> = tx.asking_all(tags).all(&WORDS, &[Value::ids(communities.iter().copied())]).await?;
    let words = |(community, language, name, about, rhythm, confidentiality)| {
        (community, language, CommunityWords { name, about, rhythm, confidentiality })
    };
    Ok(rows.into_iter().map(words).collect())
}

static SET_WORDS: Statement = Statement::new(
    "communities.set_words",
    "INSERT INTO community_words (community, language, name, about, rhythm, confidentiality) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (community, language) DO UPDATE SET name = excluded.name, about = excluded.about,
         rhythm = excluded.rhythm, confidentiality = excluded.confidentiality",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
    &[],
);

/// Says of a community, in one language, what it says of itself.
pub async fn set_words(
    tx: &mut Tx,
    community: CommunityId,
    language: &LanguageTag,
    words: &CommunityWords,
) -> Result<()> {
    let values = [
        community.into(),
        language.into(),
        words.name.as_str().into(),
        words.about.as_str().into(),
        words.rhythm.as_str().into(),
        words.confidentiality.as_str().into(),
    ];
    tx.asking_all([]).exec(&SET_WORDS, &values).await?;
    Ok(())
}

static SET_STAGE: Statement = Statement::new(
    "communities.set_stage",
    "UPDATE community SET stage = $2, paused_until = $3, formality = $4 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
    &[],
);

/// Says how far a community is in its life, until when it rests, and how much it says of how it works.
pub async fn set_stage(
    tx: &mut Tx,
    community: CommunityId,
    stage: Stage,
    paused_until: Option<Day>,
    formality: Option<Formality>,
) -> Result<()> {
    let values = [community.into(), stage.into(), paused_until.into(), formality.into()];
    tx.asking_all([]).exec(&SET_STAGE, &values).await?;
    Ok(())
}

static SET_CHARTER: Statement = Statement::new(
    "communities.set_charter",
    "UPDATE community SET charter = $2, charter_adopted = $3, charter_review = $4 WHERE id = $1",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text],
    &[],
);

/// Names the note that is the charter of a community, since when it holds, and until when it is to be looked at again.
pub async fn set_charter(
    tx: &mut Tx,
    community: CommunityId,
    charter: Option<NoteId>,
    adopted: Option<Day>,
    review: Option<Day>,
) -> Result<()> {
    let values = [community.into(), optional(charter), adopted.into(), review.into()];
    tx.asking_all([]).exec(&SET_CHARTER, &values).await?;
    Ok(())
}

static SUPPORT: Statement = Statement::new(
    "communities.support",
    "SELECT support, organisation FROM community_organisation WHERE community = $1 ORDER BY support, place",
    &[Kind::Id],
    &[Kind::Text, Kind::Id],
);
static FORGET_SUPPORT: Statement = Statement::new(
    "communities.forget_support",
    "DELETE FROM community_organisation WHERE community = $1",
    &[Kind::Id],
    &[],
);
static INSERT_SUPPORT: Statement = Statement::new(
    "communities.insert_support",
    "INSERT INTO community_organisation (community, support, place, organisation) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Id],
    &[],
);

/// The organisations that carry a community and those that lend it a hand, in order, whoever may read their notes.
pub async fn support(tx: &mut Tx, community: CommunityId) -> Result<Vec<(Support, NoteId)>> {
    tx.asking(Tag::Community(community)).all(&SUPPORT, &[community.into()]).await
}

/// Says which organisations carry a community and which lend it a hand, in order.
pub async fn set_support(tx: &mut Tx, community: CommunityId, support: &[(Support, NoteId)]) -> Result<()> {
    tx.asking_all([]).exec(&FORGET_SUPPORT, &[community.into()]).await?;
    let row = |(place, (support, organisation)): (i64, &(Support, NoteId))| {
        vec![community.into(), (*support).into(), place.into(), (*organisation).into()]
    };
    tx.exec_rows_later(&INSERT_SUPPORT, &(0..).zip(support).map(row).collect::<Vec<_>>()).await
}

static FACTS: Statement = Statement::for_viewer(
    "communities.facts",
    "SELECT c.listed, c.access, c.stage, EXISTS (
       SELECT 1 FROM membership_invitation i JOIN account a ON a.mail_key = i.mail_key
       WHERE i.community = c.id AND NOT i.proposed AND i.expires > $2 AND a.person = :me AND a.confirmed IS NOT NULL)
     FROM community c WHERE c.id = $1",
    &[Kind::Id, Kind::Int],
    &[Kind::Bool, Kind::Text, Kind::Text, Kind::Bool],
);

/// What the rule of rights needs to know of a community, for one viewer.
pub async fn facts(tx: &mut Tx, viewer: &Viewer, id: CommunityId, now: Timestamp) -> Result<Option<CommunityFacts>> {
    let row: Option<(bool, Access, Stage, bool)> =
        tx.asking(Tag::Community(id)).opt_for(viewer, &FACTS, &[id.into(), now.into()]).await?;
    #[expect(clippy::disallowed_methods, reason = "this is the store")]
    Ok(row.map(|(listed, access, stage, invites)| CommunityFacts::from_row(id, listed, access, stage, invites)))
}

static ID_OF: Statement =
    Statement::new("communities.id_of", "SELECT id FROM community WHERE alias = $1", &[Kind::Text], &[Kind::Id]);

/// Which community has that alias, whoever asks: the caller asks the rule.
pub async fn id_of(tx: &mut Tx, alias: &str) -> Result<Option<CommunityId>> {
    let row: Option<(CommunityId,)> = tx.asking(Tag::Communities).opt(&ID_OF, &[alias.into()]).await?;
    Ok(row.map(|(id,)| id))
}

static NAMED: Statement = Statement::new(
    "communities.named",
    "SELECT id, alias, name FROM community WHERE id {in $1} ORDER BY id",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text],
);

/// The aliases and names of communities, for who is a member, was one, or was invited: the caller has looked.
pub async fn named(tx: &mut Tx, ids: &[CommunityId]) -> Result<Vec<(CommunityId, String, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = ids.iter().copied().map(Tag::Community).collect();
    tx.asking_all(tags).all(&NAMED, &[Value::ids(ids.iter().copied())]).await
}

static INSERT: Statement = Statement::new(
    "communities.insert",
    "INSERT INTO community (id, alias, name, sort_key, about, access, listed, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Bool, Kind::Int],
    &[],
);

/// A community to make.
#[derive(Clone, Copy, Debug)]
pub struct NewCommunity<'a> {
    /// Its name in addresses.
    pub alias: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it is about; plain text.
    pub about: &'a str,
    /// How one becomes a member.
    pub access: Access,
    /// Whether others than its members may know of it.
    pub listed: bool,
}

/// Makes a community.
pub async fn insert(
    tx: &mut Tx,
    id: CommunityId,
    community: &NewCommunity<'_>,
    sort_key: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    let values = [
        id.into(),
        community.alias.into(),
        community.name.into(),
        sort_key.into(),
        community.about.into(),
        community.access.as_str().into(),
        community.listed.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static SET_LISTED: Statement = Statement::new(
    "communities.set_listed",
    "UPDATE community SET listed = $2 WHERE id = $1",
    &[Kind::Id, Kind::Bool],
    &[],
);
static RENAME: Statement = Statement::new(
    "communities.rename",
    "UPDATE community SET name = $2, sort_key = $3 WHERE id = $1",
    &[Kind::Id, Kind::Text, Kind::Bytes],
    &[],
);

/// Says whether others than its members may know of it.
pub async fn set_listed(tx: &mut Tx, id: CommunityId, listed: bool) -> Result<()> {
    tx.asking_all([]).exec(&SET_LISTED, &[id.into(), listed.into()]).await?;
    Ok(())
}

/// Gives it another name; its alias stays.
pub async fn rename(tx: &mut Tx, id: CommunityId, name: &str, sort_key: Vec<u8>) -> Result<()> {
    tx.asking_all([]).exec(&RENAME, &[id.into(), name.into(), sort_key.into()]).await?;
    Ok(())
}

static JOIN: Statement = Statement::new(
    "communities.join",
    "INSERT INTO membership (community, person, joined) VALUES ($1, $2, $3) ON CONFLICT (community, person) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[],
);
static GIVE_ROLE: Statement = Statement::new(
    "communities.give_role",
    "INSERT INTO role (community, person, role, since) VALUES ($1, $2, $3, $4) ON CONFLICT (community, person, role) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Int],
    &[],
);

/// Makes a person a member, with a role beyond that one where it is named.
pub async fn add_member(
    tx: &mut Tx,
    community: CommunityId,
    person: PersonId,
    role: Role,
    now: Timestamp,
) -> Result<()> {
    tx.asking_all([]).exec(&JOIN, &[community.into(), person.into(), now.into()]).await?;
    if role != Role::Member {
        tx.asking_all([]).exec(&GIVE_ROLE, &[community.into(), person.into(), role.into(), now.into()]).await?;
    }
    Ok(())
}

static READABLE: Statement = Statement::for_viewer(
    "communities.readable",
    "SELECT c.id FROM community c WHERE {community_readable c} ORDER BY c.id",
    &[],
    &[Kind::Id],
);

/// Every community that this viewer may know of, for the test that compares the two forms of the rule.
pub async fn readable(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<CommunityId>> {
    let rows: Vec<(CommunityId,)> = tx.all_for(viewer, &READABLE, &[]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &WITHOUT_LEAD,
    &BY_ALIAS,
    &LIST,
    &WORDS,
    &SET_WORDS,
    &SET_STAGE,
    &SET_CHARTER,
    &SUPPORT,
    &FORGET_SUPPORT,
    &INSERT_SUPPORT,
    &FACTS,
    &ID_OF,
    &NAMED,
    &INSERT,
    &SET_LISTED,
    &RENAME,
    &JOIN,
    &GIVE_ROLE,
    &READABLE,
];
