//! What people are told of what changed. Whether they may still see it is asked each time that it is read.

use domain::notifications::{NotificationKind, Way};
use domain::policy::Viewer;
use domain::{CommunityId, NoteId, NotebookId, NotificationId, PersonId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::{Tx, with_viewer};
use crate::values::{FromRow, Row, Value, optional};

/// No community: what is chosen everywhere.
pub const EVERYWHERE: CommunityId = CommunityId::from_bytes([0; 16]);

/// Something that somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationRow {
    /// Which one.
    pub id: NotificationId,
    /// Of what.
    pub kind: NotificationKind,
    /// About which note.
    pub note: Option<NoteId>,
    /// About which community, or in which.
    pub community: Option<CommunityId>,
    /// In which notebook.
    pub notebook: Option<NotebookId>,
    /// When.
    pub at: Timestamp,
    /// How they want to be told, beside here.
    pub way: Way,
    /// When they read it.
    pub read: Option<Timestamp>,
    /// Of a message that names them and is shown, how members of its community know who wrote it: an empty name where they left the
    /// site, nothing where they are no member any more. It is read, and not kept.
    pub by: Option<String>,
}

impl FromRow for NotificationRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            note: row.get(2)?,
            community: row.get(3)?,
            notebook: row.get(4)?,
            at: row.get(5)?,
            way: row.get(6)?,
            read: row.get(7)?,
            by: row.get(8)?,
        })
    }
}

/// The columns of a [`NotificationRow`].
const ROW: &[Kind] =
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Id, Kind::Id, Kind::Int, Kind::Text, Kind::Int, Kind::Text];

/// What its recipient may see of `t`. Who is invited to a community that they may not know of is told of an invitation, not of whose.
/// A conversation is that of members.
macro_rules! seen {
    () => {
        "(t.note IS NULL OR EXISTS (SELECT 1 FROM note n WHERE n.id = t.note AND {note_readable n}))
         AND (t.notebook IS NULL OR EXISTS (SELECT 1 FROM notebook b WHERE b.id = t.notebook AND {notebook_readable b}))
         AND (t.community IS NULL OR t.kind = 'invitation'
           OR EXISTS (SELECT 1 FROM community c WHERE c.id = t.community AND {community_readable c}))
         AND (t.kind NOT IN ('mention', 'message') OR :system OR t.community {in :communities})"
    };
}

// Who is named in a message is told of it by its id.
macro_rules! columns {
    () => {
        "SELECT t.id, t.kind, t.note, t.community, t.notebook, t.at, t.way, t.read_at,
           CASE WHEN m.id IS NULL THEN NULL WHEN m.author IS NULL THEN '' WHEN ms.name <> '' THEN ms.name
             WHEN ms.person IS NOT NULL AND mp.name <> '' THEN mp.name WHEN m.name <> '' THEN m.name ELSE NULL END
         FROM notification t
         LEFT JOIN message m ON t.kind = 'mention' AND m.id = t.cause AND m.withdrawn IS NULL AND m.hidden IS NULL
         LEFT JOIN membership ms ON ms.community = t.community AND ms.person = m.author
         LEFT JOIN person mp ON mp.id = m.author "
    };
}

static INSERT: Statement = Statement::new(
    "notifications.insert",
    "INSERT INTO notification (id, cause, recipient, kind, note, community, notebook, at, way, read_at, lettered)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL) ON CONFLICT (cause, recipient, kind) DO NOTHING",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Text, Kind::Id, Kind::Id, Kind::Id, Kind::Int, Kind::Text],
    &[],
);
static WAY: Statement = Statement::new(
    "notifications.way",
    "SELECT h.way FROM notification_choice h WHERE h.person = $1 AND h.kind = $2 AND h.community {in $3}
     ORDER BY h.community DESC LIMIT 1",
    &[Kind::Id, Kind::Text, Kind::Ids],
    &[Kind::Text],
);
// Who may edit a note that somebody else changed, and was not told yet.
static CHANGED: Statement = Statement::new(
    "notifications.changed",
    "SELECT x.person, x.way FROM (
       SELECT a.person, COALESCE((SELECT h.way FROM notification_choice h
         WHERE h.person = a.person AND h.kind = 'changed' AND h.community = $3), 'here') AS way
       FROM change c JOIN author a ON a.note = c.thing
       WHERE c.seq = $1 AND c.kind = 'edited' AND c.thing_kind = 'note' AND a.person <> c.who
         AND NOT EXISTS (SELECT 1 FROM notification d
           WHERE d.cause = $2 AND d.recipient = a.person AND d.kind = 'changed')) x
     WHERE x.way <> 'none' ORDER BY x.person LIMIT $4",
    &[Kind::Int, Kind::Id, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text],
);
// Who follows where a note is new, and was not told yet, of this place or just now of another one. What stands there since long before
// the change only moved.
static NEW: Statement = Statement::new(
    "notifications.new",
    "SELECT x.person, x.kind, x.thing, x.way FROM (
       SELECT f.person, f.kind, f.thing, c.thing AS note, c.at, COALESCE((SELECT h.way FROM notification_choice h
         WHERE h.person = f.person AND h.kind = 'new' AND h.community = $2), 'here') AS way
       FROM change c JOIN placement p ON p.note = c.thing AND p.notebook {in $3}
       JOIN follow f ON f.kind = 'notebook' AND f.thing = p.notebook
       WHERE c.seq = $1 AND c.thing_kind = 'note' AND f.person <> c.who
         AND p.placed BETWEEN c.at - 2000000 AND c.at + 2000000
       UNION ALL
       SELECT f.person, f.kind, f.thing, c.thing AS note, c.at, COALESCE((SELECT h.way FROM notification_choice h
         WHERE h.person = f.person AND h.kind = 'new' AND h.community = f.thing), (SELECT h.way FROM notification_choice h
         WHERE h.person = f.person AND h.kind = 'new' AND h.community = $2), 'here') AS way
       FROM change c JOIN community_link l ON l.note = c.thing AND l.community {in $4}
       JOIN follow f ON f.kind = 'community' AND f.thing = l.community
       WHERE c.seq = $1 AND c.thing_kind = 'note' AND f.person <> c.who
         AND l.linked BETWEEN c.at - 2000000 AND c.at + 2000000) x
     WHERE x.way <> 'none'
       AND NOT EXISTS (SELECT 1 FROM notification e
         WHERE e.note = x.note AND e.recipient = x.person AND e.kind = 'new'
           AND (e.notebook = x.thing OR e.community = x.thing OR e.at >= x.at - 2000000))
     ORDER BY x.person, x.kind LIMIT $5",
    &[Kind::Int, Kind::Id, Kind::Ids, Kind::Ids, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Text],
);
// Who follows where a note stands that more may read than before, is one of those, and was told of it neither since nor in what they
// have read.
static OPENED: Statement = Statement::new(
    "notifications.opened",
    "SELECT x.person, x.kind, x.thing, x.way FROM (
       SELECT f.person, f.kind, f.thing, c.thing AS note, COALESCE((SELECT h.way FROM notification_choice h
         WHERE h.person = f.person AND h.kind = 'new' AND h.community = $3), 'here') AS way
       FROM change c JOIN placement p ON p.note = c.thing AND p.notebook {in $4}
       JOIN follow f ON f.kind = 'notebook' AND f.thing = p.notebook
       WHERE c.seq = $1 AND c.thing_kind = 'note' AND f.person <> c.who
       UNION ALL
       SELECT f.person, f.kind, f.thing, c.thing, COALESCE((SELECT h.way FROM notification_choice h
         WHERE h.person = f.person AND h.kind = 'new' AND h.community = f.thing), (SELECT h.way FROM notification_choice h
         WHERE h.person = f.person AND h.kind = 'new' AND h.community = $3), 'here')
       FROM change c JOIN community_link l ON l.note = c.thing AND l.community {in $5}
       JOIN follow f ON f.kind = 'community' AND f.thing = l.community
       WHERE c.seq = $1 AND c.thing_kind = 'note' AND f.person <> c.who) x
     JOIN note n ON n.id = x.note
     WHERE x.way <> 'none'
       AND (n.visibility IN ('signed_in', 'public') OR (n.visibility = 'community' AND EXISTS (
         SELECT 1 FROM community_link q JOIN membership w ON w.community = q.community
         WHERE q.note = n.id AND w.person = x.person)))
       AND NOT EXISTS (SELECT 1 FROM notification d
         WHERE d.cause = $2 AND d.recipient = x.person AND d.kind = 'new')
       AND NOT EXISTS (SELECT 1 FROM notification e
         WHERE e.note = x.note AND e.recipient = x.person AND e.kind = 'new' AND e.read_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM author a WHERE a.note = x.note AND a.person = x.person)
       AND NOT EXISTS (SELECT 1 FROM reader r WHERE r.note = x.note AND r.person = x.person)
       AND NOT ($6 AND EXISTS (SELECT 1 FROM community_link k JOIN membership m ON m.community = k.community
         WHERE k.note = x.note AND m.person = x.person))
     ORDER BY x.person, x.kind LIMIT $7",
    &[Kind::Int, Kind::Id, Kind::Id, Kind::Ids, Kind::Ids, Kind::Bool, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Id, Kind::Text],
);
static UNREAD: Statement = Statement::for_viewer(
    "notifications.unread",
    concat!(
        "SELECT COUNT(DISTINCT COALESCE(t.note, t.community)) FROM notification t
         WHERE t.recipient = $1 AND t.read_at IS NULL AND ",
        seen!()
    ),
    &[Kind::Id],
    &[Kind::Int],
);
static THINGS: Statement = Statement::for_viewer(
    "notifications.things",
    concat!(
        "SELECT x.thing, x.last, x.unread FROM (
           SELECT COALESCE(t.note, t.community) AS thing, MAX(t.at) AS last, COUNT(*) - COUNT(t.read_at) AS unread
           FROM notification t WHERE t.recipient = $1 AND ",
        seen!(),
        " GROUP BY COALESCE(t.note, t.community)) x
         WHERE (x.last, x.thing) < ($2, $3) ORDER BY x.last DESC, x.thing DESC LIMIT $4"
    ),
    &[Kind::Id, Kind::Int, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Int, Kind::Int],
);
static OF_THINGS: Statement = Statement::for_viewer(
    "notifications.of_things",
    concat!(
        columns!(),
        "WHERE t.recipient = $1 AND COALESCE(t.note, t.community) {in $2} AND ",
        seen!(),
        " ORDER BY t.at DESC, t.id DESC LIMIT 1000"
    ),
    &[Kind::Id, Kind::Ids],
    ROW,
);
static ONE: Statement = Statement::for_viewer(
    "notifications.one",
    concat!(columns!(), "WHERE t.recipient = $1 AND t.id = $2 AND t.read_at IS NULL AND ", seen!()),
    &[Kind::Id, Kind::Id],
    ROW,
);
static READ: Statement = Statement::new(
    "notifications.read",
    "UPDATE notification SET read_at = $3
     WHERE recipient = $1 AND COALESCE(note, community) = $2 AND read_at IS NULL",
    &[Kind::Id, Kind::Id, Kind::Int],
    &[],
);
// What they may not see today is not marked: they have not read it.
static READ_ALL: Statement = Statement::for_viewer(
    "notifications.read_all",
    concat!(
        "UPDATE notification SET read_at = $2 WHERE id IN (
           SELECT t.id FROM notification t WHERE t.recipient = $1 AND t.read_at IS NULL AND ",
        seen!(),
        ")"
    ),
    &[Kind::Id, Kind::Int],
    &[],
);
static DUE: Statement = Statement::new(
    "notifications.due",
    "SELECT DISTINCT t.recipient FROM notification t
     WHERE t.way = $1 AND t.lettered IS NULL AND t.read_at IS NULL AND t.at < $2 ORDER BY t.recipient LIMIT $3",
    &[Kind::Text, Kind::Int, Kind::Int],
    &[Kind::Id],
);
static GATHER: Statement = Statement::new(
    "notifications.gather",
    "UPDATE notification SET lettered = $3
     WHERE recipient = $1 AND way = $2 AND lettered IS NULL AND read_at IS NULL AND at < $3",
    &[Kind::Id, Kind::Text, Kind::Int],
    &[],
);
static GATHERED: Statement = Statement::for_viewer(
    "notifications.gathered",
    concat!(
        columns!(),
        "WHERE t.recipient = $1 AND t.way = $2 AND t.lettered = $3 AND t.read_at IS NULL AND ",
        seen!(),
        " ORDER BY t.at, t.id LIMIT 1000"
    ),
    &[Kind::Id, Kind::Text, Kind::Int],
    ROW,
);
static LETTERED: Statement = Statement::new(
    "notifications.lettered",
    "UPDATE notification SET lettered = $2 WHERE id = $1",
    &[Kind::Id, Kind::Int],
    &[],
);
static UNTELL: Statement =
    Statement::new("notifications.untell", "DELETE FROM notification WHERE cause = $1", &[Kind::Id], &[]);
static FORGET: Statement = Statement::new(
    "notifications.forget",
    "DELETE FROM notification WHERE read_at < $1 OR at < $2",
    &[Kind::Int, Kind::Int],
    &[],
);

/// What somebody is to be told, before it has its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotification {
    /// Whom.
    pub recipient: PersonId,
    /// What it follows from.
    pub cause: NotificationId,
    /// What they are told.
    pub row: NotificationRow,
}

/// What follows from a line of the log.
pub fn cause_of(seq: i64) -> NotificationId {
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().skip(8).zip(seq.to_be_bytes()) {
        *place = byte;
    }
    NotificationId::from_bytes(bytes)
}

/// What follows from a note that more people may read: one cause, however often it is closed and opened.
pub fn cause_of_opening(note: NoteId) -> NotificationId {
    NotificationId::from_bytes(note.bytes())
}

/// Tells these people; who was told already of one of these kinds from the same cause is not told again.
pub async fn insert(tx: &mut Tx, all: &[NewNotification]) -> Result<()> {
    let values = |it: &NewNotification| {
        vec![
            it.row.id.into(),
            it.cause.into(),
            it.recipient.into(),
            it.row.kind.into(),
            optional(it.row.note),
            optional(it.row.community),
            optional(it.row.notebook),
            it.row.at.into(),
            it.row.way.into(),
        ]
    };
    let rows: Vec<Vec<Value>> = all.iter().map(values).collect();
    tx.exec_rows_later(&INSERT, &rows).await
}

/// How somebody wants to be told of a kind, where they chose: in this community, else everywhere.
pub async fn way(
    tx: &mut Tx,
    person: PersonId,
    kind: NotificationKind,
    community: Option<CommunityId>,
) -> Result<Option<Way>> {
    let values = [person.into(), kind.into(), Value::ids([EVERYWHERE].into_iter().chain(community))];
    let row: Option<(Way,)> = tx.asking_all([]).opt(&WAY, &values).await?;
    Ok(row.map(|(way,)| way))
}

/// Those who may edit by name the note that this line of the log says somebody else edited, who want to be told and were not yet:
/// each, and how; `most` of them.
pub async fn changed(tx: &mut Tx, seq: i64, most: i64) -> Result<Vec<(PersonId, Way)>> {
    let values = [seq.into(), cause_of(seq).into(), EVERYWHERE.into(), most.into()];
    tx.asking_all([]).all(&CHANGED, &values).await
}

/// Where a note may be new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// In which notebooks.
    pub notebooks: Vec<NotebookId>,
    /// In which communities.
    pub communities: Vec<CommunityId>,
}

/// Those who follow one of these places where the note of this line of the log is new, who want to be told and were not yet: each, the
/// kind and the id of the place, and how; `most` of them. Who follows several may come several times.
pub async fn new(tx: &mut Tx, seq: i64, places: &Places, most: i64) -> Result<Vec<(PersonId, String, NoteId, Way)>> {
    let values = [
        seq.into(),
        EVERYWHERE.into(),
        Value::ids(places.notebooks.iter().copied()),
        Value::ids(places.communities.iter().copied()),
        most.into(),
    ];
    tx.asking_all([]).all(&NEW, &values).await
}

/// Those who follow one of these places where the note of this line of the log stands, who may read it since that line and could not
/// before, who want to be told and were not yet: as [`new`] says. Before, it was for the members of its communities, or for its authors
/// alone.
pub async fn opened(
    tx: &mut Tx,
    (seq, note): (i64, NoteId),
    places: &Places,
    was_of_members: bool,
    most: i64,
) -> Result<Vec<(PersonId, String, NoteId, Way)>> {
    let values = [
        seq.into(),
        cause_of_opening(note).into(),
        EVERYWHERE.into(),
        Value::ids(places.notebooks.iter().copied()),
        Value::ids(places.communities.iter().copied()),
        was_of_members.into(),
        most.into(),
    ];
    tx.asking_all([]).all(&OPENED, &values).await
}

/// Of how many things this viewer has something to read.
pub async fn unread(tx: &mut Tx, viewer: &Viewer, person: PersonId) -> Result<i64> {
    let row: Option<(i64,)> = tx.asking_all([]).opt_for(viewer, &UNREAD, &[person.into()]).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// The things that somebody is told of, as this viewer may see them, before a place in that order: each its id, when they were last
/// told, and of how much that they have not read.
pub async fn things(
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    before: (Timestamp, NoteId),
    most: i64,
) -> Result<Vec<(NoteId, Timestamp, i64)>> {
    let values = [person.into(), before.0.into(), before.1.into(), most.into()];
    tx.asking_all([]).all_for(viewer, &THINGS, &values).await
}

/// What somebody is told of these things, newest first.
pub async fn of_things(
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    things: &[NoteId],
) -> Result<Vec<NotificationRow>> {
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let values = [person.into(), Value::ids(things.iter().copied())];
    tx.asking_all([]).all_for(viewer, &OF_THINGS, &values).await
}

/// What somebody is told, where this viewer may see it and they have not read it.
pub async fn one(
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    id: NotificationId,
) -> Result<Option<NotificationRow>> {
    tx.asking_all([]).opt_for(viewer, &ONE, &[person.into(), id.into()]).await
}

/// Says that somebody read what they are told of a thing; whether there was anything.
pub async fn read(tx: &mut Tx, person: PersonId, thing: NoteId, now: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&READ, &[person.into(), thing.into(), now.into()]).await? > 0)
}

/// Says that they read all that this viewer may see.
pub async fn read_all(tx: &mut Tx, viewer: &Viewer, person: PersonId, now: Timestamp) -> Result<()> {
    let values = with_viewer(&READ_ALL, &[person.into(), now.into()], viewer);
    tx.asking_all([]).exec(&READ_ALL, &values).await?;
    Ok(())
}

/// Those who have something to read that goes in a summary of this kind and came before a moment; `most` of them.
pub async fn due(tx: &mut Tx, way: Way, before: Timestamp, most: i64) -> Result<Vec<PersonId>> {
    let rows: Vec<(PersonId,)> = tx.asking_all([]).all(&DUE, &[way.into(), before.into(), most.into()]).await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// Puts what came before this moment in the summary of that moment; whether there was anything.
pub async fn gather(tx: &mut Tx, person: PersonId, way: Way, moment: Timestamp) -> Result<bool> {
    Ok(tx.asking_all([]).exec(&GATHER, &[person.into(), way.into(), moment.into()]).await? > 0)
}

/// What stands in the summary of a moment and was not read yet, oldest first, as far as this viewer may see it.
pub async fn gathered(
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    way: Way,
    moment: Timestamp,
) -> Result<Vec<NotificationRow>> {
    let values = [person.into(), way.into(), moment.into()];
    tx.asking_all([]).all_for(viewer, &GATHERED, &values).await
}

/// Says that a letter told of it.
pub async fn lettered(tx: &mut Tx, id: NotificationId, now: Timestamp) -> Result<()> {
    tx.asking_all([]).exec(&LETTERED, &[id.into(), now.into()]).await?;
    Ok(())
}

/// Forgets what was told of a cause.
pub async fn untell(tx: &mut Tx, cause: NotificationId) -> Result<()> {
    tx.asking_all([]).exec(&UNTELL, &[cause.into()]).await?;
    Ok(())
}

/// Forgets what was read before a moment, and what came before another one.
pub async fn forget(tx: &mut Tx, read: Timestamp, came: Timestamp) -> Result<u64> {
    tx.asking_all([]).exec(&FORGET, &[read.into(), came.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &INSERT, &WAY, &CHANGED, &NEW, &OPENED, &UNREAD, &THINGS, &OF_THINGS, &ONE, &READ, &READ_ALL, &DUE, &GATHER,
    &GATHERED, &LETTERED, &UNTELL, &FORGET,
];
