//! What people follow, how they want to be told, the addresses that stop letters, and what is new where somebody belongs.

use domain::notifications::{Followed, NotificationKind, Way};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{CommunityId, NoteId, PersonId, Timestamp};

use crate::error::Result;
use crate::notes::LineRow;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

static FOLLOW: Statement = Statement::new(
    "follows.follow",
    "INSERT INTO follow (person, kind, thing, since) VALUES ($1, $2, $3, $4) ON CONFLICT (person, kind, thing) DO NOTHING",
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Int],
    &[],
);
static UNFOLLOW: Statement = Statement::new(
    "follows.unfollow",
    "DELETE FROM follow WHERE person = $1 AND kind = $2 AND thing = $3",
    &[Kind::Id, Kind::Text, Kind::Id],
    &[],
);
static FOLLOWS: Statement = Statement::new(
    "follows.follows",
    "SELECT f.since FROM follow f WHERE f.person = $1 AND f.kind = $2 AND f.thing = $3",
    &[Kind::Id, Kind::Text, Kind::Id],
    &[Kind::Int],
);
static OF: Statement = Statement::new(
    "follows.of",
    "SELECT f.kind, f.thing FROM follow f WHERE f.person = $1 ORDER BY f.since, f.thing LIMIT 500",
    &[Kind::Id],
    &[Kind::Text, Kind::Id],
);
static COUNT: Statement =
    Statement::new("follows.count", "SELECT COUNT(*) FROM follow WHERE person = $1", &[Kind::Id], &[Kind::Int]);
static CHOICES: Statement = Statement::new(
    "follows.choices",
    "SELECT h.kind, h.community, h.way FROM notification_choice h WHERE h.person = $1 ORDER BY h.kind, h.community",
    &[Kind::Id],
    &[Kind::Text, Kind::Id, Kind::Text],
);
static CHOOSE: Statement = Statement::new(
    "follows.choose",
    "INSERT INTO notification_choice (person, kind, community, way) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person, kind, community) DO UPDATE SET way = excluded.way",
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Text],
    &[],
);
static UNCHOOSE: Statement = Statement::new(
    "follows.unchoose",
    "DELETE FROM notification_choice WHERE person = $1 AND kind = $2 AND community = $3",
    &[Kind::Id, Kind::Text, Kind::Id],
    &[],
);
static NO_SUMMARY: Statement = Statement::new(
    "follows.no_summary",
    "UPDATE notification_choice SET way = 'here' WHERE person = $1 AND way = $2",
    &[Kind::Id, Kind::Text],
    &[],
);
static DRAW: Statement = Statement::new(
    "follows.draw",
    "INSERT INTO unsubscribe (token, person, way, kind, community, created) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Bytes, Kind::Id, Kind::Text, Kind::Text, Kind::Id, Kind::Int],
    &[],
);
static STOPS: Statement = Statement::new(
    "follows.stops",
    "SELECT u.person, u.way, u.kind, u.community FROM unsubscribe u WHERE u.token = $1",
    &[Kind::Bytes],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Id],
);
static FORGET: Statement =
    Statement::new("follows.forget", "DELETE FROM unsubscribe WHERE created < $1", &[Kind::Int], &[]);

macro_rules! line {
    () => {
        "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, n.revision"
    };
}

/// The columns of a [`LineRow`].
const LINE: &[Kind] = &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Int];

static DRAFTS: Statement = Statement::for_viewer(
    "follows.drafts",
    concat!(
        line!(),
        " FROM note n JOIN author a ON a.note = n.id AND a.person = $1
         WHERE n.visibility = 'authors' AND {note_readable n} ORDER BY n.changed DESC, n.id DESC LIMIT $2"
    ),
    &[Kind::Id, Kind::Int],
    LINE,
);
static INVITES: Statement = Statement::for_viewer(
    "follows.invites",
    "SELECT n.id, n.title FROM author_invitation i JOIN note n ON n.id = i.note
     WHERE i.person = $1 AND {note_readable n} ORDER BY i.invited, n.id LIMIT 50",
    &[Kind::Id],
    &[Kind::Id, Kind::Text],
);
static ASKED: Statement = Statement::for_viewer(
    "follows.asked",
    "SELECT n.id, n.title, COUNT(*) FROM edit_request r JOIN note n ON n.id = r.note
     WHERE r.state = 'asked' AND {note_editable n} AND {note_readable n}
     GROUP BY n.id, n.title ORDER BY n.id LIMIT 50",
    &[],
    &[Kind::Id, Kind::Text, Kind::Int],
);
static NEW: Statement = Statement::for_viewer(
    "follows.new",
    "SELECT n.id, n.title, x.since FROM (
       SELECT y.note, MAX(y.since) AS since FROM (
         SELECT l.note, l.linked AS since FROM community_link l WHERE l.linked > $2 AND (l.community {in :communities}
           OR EXISTS (SELECT 1 FROM follow f WHERE f.person = $1 AND f.kind = 'community' AND f.thing = l.community))
         UNION ALL
         SELECT p.note, p.placed FROM placement p JOIN follow f ON f.kind = 'notebook' AND f.thing = p.notebook
         JOIN notebook b ON b.id = p.notebook
         WHERE f.person = $1 AND p.placed > $2 AND {notebook_readable b}) y GROUP BY y.note) x
     JOIN note n ON n.id = x.note WHERE {note_readable n} ORDER BY x.since DESC, n.id DESC LIMIT $3",
    &[Kind::Id, Kind::Int, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Int],
);

/// Says that somebody follows something. The caller has checked that they may see it.
pub async fn follow(tx: &mut Tx, person: PersonId, what: Followed, now: Timestamp) -> Result<()> {
    let values = [person.into(), what.kind().into(), id_of(what).into(), now.into()];
    tx.asking_all([]).exec(&FOLLOW, &values).await?;
    Ok(())
}

/// Says that they do no more; whether they did.
pub async fn unfollow(tx: &mut Tx, person: PersonId, what: Followed) -> Result<bool> {
    let values = [person.into(), what.kind().into(), id_of(what).into()];
    Ok(tx.asking_all([]).exec(&UNFOLLOW, &values).await? > 0)
}

/// Whether they do.
pub async fn follows(tx: &mut Tx, person: PersonId, what: Followed) -> Result<bool> {
    let values = [person.into(), what.kind().into(), id_of(what).into()];
    let row: Option<(Timestamp,)> = tx.asking(Tag::Told(person)).opt(&FOLLOWS, &values).await?;
    Ok(row.is_some())
}

/// All that somebody follows, what they followed first before: 500 at most.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<Followed>> {
    let rows: Vec<(String, NoteId)> = tx.asking_all([]).all(&OF, &[person.into()]).await?;
    Ok(rows.into_iter().filter_map(|(kind, thing)| Followed::read(&kind, thing.bytes())).collect())
}

/// How much somebody follows.
pub async fn count(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt(&COUNT, &[person.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

fn id_of(what: Followed) -> NoteId {
    NoteId::from_bytes(what.bytes())
}

/// How somebody chose to be told: of which kind, in which community ([`crate::notifications::EVERYWHERE`] for all), how.
pub async fn choices(tx: &mut Tx, person: PersonId) -> Result<Vec<(NotificationKind, CommunityId, Way)>> {
    tx.asking_all([]).all(&CHOICES, &[person.into()]).await
}

/// Keeps how somebody wants to be told.
pub async fn choose(
    tx: &mut Tx,
    person: PersonId,
    kind: NotificationKind,
    community: CommunityId,
    way: Way,
) -> Result<()> {
    tx.asking_all([]).exec(&CHOOSE, &[person.into(), kind.into(), community.into(), way.into()]).await?;
    Ok(())
}

/// Forgets what they chose: it is as everywhere, or as for everyone.
pub async fn unchoose(tx: &mut Tx, person: PersonId, kind: NotificationKind, community: CommunityId) -> Result<()> {
    tx.asking_all([]).exec(&UNCHOOSE, &[person.into(), kind.into(), community.into()]).await?;
    Ok(())
}

/// Has what somebody chose to read in a summary of this kind told here alone.
pub async fn no_summary(tx: &mut Tx, person: PersonId, way: Way) -> Result<()> {
    tx.asking_all([]).exec(&NO_SUMMARY, &[person.into(), way.into()]).await?;
    Ok(())
}

/// Which letters an address stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StopsRow {
    /// Whose.
    pub person: PersonId,
    /// Letters at once, or a summary.
    pub way: Way,
    /// Of which kind; nothing for a summary.
    pub kind: Option<NotificationKind>,
    /// In which community.
    pub community: CommunityId,
}

/// Keeps the hash of an address that stops letters.
pub async fn draw(tx: &mut Tx, token: [u8; 32], stops: &StopsRow, now: Timestamp) -> Result<()> {
    let kind = stops.kind.map_or("", NotificationKind::as_str);
    let values = [token.into(), stops.person.into(), stops.way.into(), kind.into(), stops.community.into(), now.into()];
    tx.asking_all([]).exec(&DRAW, &values).await?;
    Ok(())
}

/// Which letters the address of this hash stops; nothing where it was never given, or is forgotten.
pub async fn stops(tx: &mut Tx, token: [u8; 32]) -> Result<Option<StopsRow>> {
    let row: Option<(PersonId, Way, String, CommunityId)> = tx.asking_all([]).opt(&STOPS, &[token.into()]).await?;
    let stops = |(person, way, kind, community): (PersonId, Way, String, CommunityId)| {
        let kind = NotificationKind::parse(&kind);
        StopsRow { person, way, kind, community }
    };
    Ok(row.map(stops))
}

/// Forgets the addresses that were given before a moment.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.asking_all([]).exec(&FORGET, &[before.into()]).await
}

/// The notes that nobody reads but who may edit them, this person by name among them: the last changed first.
pub async fn drafts(tx: &mut Tx, viewer: &Viewer, person: PersonId, most: i64) -> Result<Vec<LineRow>> {
    tx.asking_all([]).all_for(viewer, &DRAFTS, &[person.into(), most.into()]).await
}

/// The notes that this person is invited to edit: each its title.
pub async fn invites(tx: &mut Tx, viewer: &Viewer, person: PersonId) -> Result<Vec<(NoteId, String)>> {
    tx.asking_all([]).all_for(viewer, &INVITES, &[person.into()]).await
}

/// The notes that this viewer may edit and others ask to edit: each its title, and how many ask. The caller asks of each whether they
/// answer for it.
pub async fn asked(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<(NoteId, String, i64)>> {
    tx.asking_all([]).all_for(viewer, &ASKED, &[]).await
}

/// What came since a moment to the communities of this viewer, and to what they follow: each its title and when, newest first.
pub async fn new(
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<(NoteId, String, Timestamp)>> {
    tx.asking_all([]).all_for(viewer, &NEW, &[person.into(), since.into(), most.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &FOLLOW,
    &UNFOLLOW,
    &FOLLOWS,
    &OF,
    &COUNT,
    &CHOICES,
    &CHOOSE,
    &UNCHOOSE,
    &NO_SUMMARY,
    &DRAW,
    &STOPS,
    &FORGET,
    &DRAFTS,
    &INVITES,
    &ASKED,
    &NEW,
];
