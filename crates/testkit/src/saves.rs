//! A save as an author makes it, reduced to what the database sees: what the harness of faults and the bench share.

use domain::changes::{Change, ChangeKind, Thing};
use domain::notes::{NoteKind, Visibility};
use domain::tags::Tag;
use domain::{Clock, LanguageTag, NoteId, Title};
use store::links::NewLink;
use store::notes::{NewNote, NewRevision};
use store::{Error, Kind, Result, Statement, Store, Tx, changes, links, notes};

use crate::chance::Chance;

/// Writes a note without any version: what saves begin with.
///
/// # Panics
/// Never: its title is one.
pub async fn new_note(store: &Store, chance: &Chance) -> Result<NoteId> {
    let (id, now) = (chance.id(), chance.now());
    let (title, french) = (title(), LanguageTag::from_store("fr".to_owned()));
    let row = NewNote {
        id,
        sort_key: title.key().into_bytes(),
        title: &title,
        kind: NoteKind::Article,
        language: &french,
        visibility: Visibility::Public,
        licence: None,
        excerpt: "",
        came_in: None,
        published: Some(now),
        changed: now,
    };
    let mut tx = store.write().await?;
    notes::insert(&mut tx, &row, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Saves version `base + 1` of a note: its row, the version, its links and the change, in one transaction.
///
/// When it answers, the disk has all four.
///
/// # Errors
/// [`Error::Conflict`] when `base` is not the newest version; what the store answers.
pub async fn save(store: &Store, chance: &Chance, note: NoteId, base: i64, body: &str) -> Result<()> {
    let mut tx = store.write().await?;
    write(&mut tx, chance, note, base, body).await?;
    tx.commit().await
}

/// The four statements of a save, without its commit.
async fn write(tx: &mut Tx, chance: &Chance, note: NoteId, base: i64, body: &str) -> Result<()> {
    let (title, french, now) = (title(), LanguageTag::from_store("fr".to_owned()), chance.now());
    let named = link_of(base + 1);
    notes::lock(tx, note).await?;
    let revision = NewRevision {
        note,
        base,
        sort_key: title.key().into_bytes(),
        title: &title,
        language: &french,
        body,
        excerpt: "",
        author: None,
        saved: now,
        reason: "",
    };
    if !notes::save_revision(tx, &revision).await? {
        return Err(Error::Conflict(format!("version {base} of {note} is not the newest")));
    }
    let link = NewLink {
        place: 0,
        include: false,
        title: &named,
        title_key: &named,
        target: None,
        sentence: &named,
        words: (0, named.len()),
    };
    links::replace(tx, note, &[link]).await?;
    let tags = vec![Tag::Note(note), Tag::Recent];
    let change = Change { who: None, kind: ChangeKind::Edited, thing: Thing::Note(note), tags };
    changes::record(tx, now, &change).await?;
    Ok(())
}

/// The text of one version, of about so many bytes; no two versions have the same.
pub fn body(note: NoteId, number: i64, bytes: usize) -> String {
    let line = format!("{note} {number}: le compost chauffe, puis il se repose.\n");
    line.repeat(bytes.div_ceil(line.len()).max(1))
}

/// What the saves of a note left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    /// The number of its newest version, as its row says.
    pub newest: i64,
    /// How many versions it has.
    pub versions: i64,
    /// How many changes were logged.
    pub changes: i64,
    /// The title that its link names.
    pub link: Option<String>,
}

impl Traces {
    /// Whether each save left all that a save leaves.
    pub fn are_whole(&self) -> bool {
        let links_follow = self.newest == 0 || self.link.as_ref() == Some(&link_of(self.newest));
        self.versions == self.newest && self.changes == self.newest && links_follow
    }
}

static TRACES: Statement = Statement::new(
    "testkit.traces",
    "SELECT n.revision,
            (SELECT COUNT(*) FROM revision r WHERE r.note = n.id),
            (SELECT COUNT(*) FROM change c WHERE c.thing = n.id AND c.kind = 'edited'),
            (SELECT MAX(l.title) FROM link l WHERE l.note = n.id)
     FROM note n WHERE n.id = $1",
    &[Kind::Id],
    &[Kind::Int, Kind::Int, Kind::Int, Kind::Text],
);

/// What the saves of a note left behind; nothing when there is no such note.
pub async fn traces(tx: &mut Tx, note: NoteId) -> Result<Option<Traces>> {
    type Columns = (i64, i64, i64, Option<String>);
    let row: Option<Columns> = tx.opt(&TRACES, &[note.into()]).await?;
    Ok(row.map(|(newest, versions, changes, link)| Traces { newest, versions, changes, link }))
}

fn title() -> Title {
    Title::parse("Compost").expect("a title")
}

/// Each version names another title, so that links which do not follow their version are seen.
fn link_of(number: i64) -> String {
    format!("version {number}")
}
