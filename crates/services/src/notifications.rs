//! What whoever asks is told of what changed, by thing; what they follow, and how they want to be told.
//!
//! What another use case tells at once with a letter of its own is told here beside it ([`beside`]); the rest follows the log
//! (`projections::notifying`). Whether they may still see it is asked each time that it is shown or written.

mod choosing;
pub(crate) mod summaries;

use std::collections::HashMap;

use domain::address::route;
use domain::changes::{Change, ChangeKind, Thing};
use domain::notifications::{NotificationKind, Way};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{CommunityId, NoteId, NotebookId, NotificationId, PersonId, Timestamp};
use i18n::Messages;
use store::Tx;
use store::notifications::{self as stored, NewNotification, NotificationRow};

pub use choosing::{Choices, Scope, choices, choose, follow, stop, stops, unfollow};
pub(crate) use choosing::{draw, follows};
pub use summaries::send_summaries;

use crate::letters::{self, Kind};
use crate::lines::note_link;
use crate::notes::notebook_link;
use crate::views::{Link, Page};
use crate::{Ctx, Error, Result, again, communities, people, read_key};

/// Things on a page.
const THINGS: usize = 30;
/// How long what was read is kept, in seconds: ninety days.
pub(crate) const READ_KEPT: i64 = 90 * 24 * 3600;
/// How long anything is kept, and the address that stops letters: a year.
pub(crate) const KEPT: i64 = 365 * 24 * 3600;

/// Something that whoever asks is told of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Of what.
    pub kind: NotificationKind,
    /// Whether it is about a note; else about a community.
    pub is_of_note: bool,
    /// In which notebook or community; empty where in none.
    pub place: Option<Link>,
    /// Who names them, as members know them there; nothing where that is not told.
    pub by: Option<String>,
    /// How often.
    pub count: i64,
    /// When last.
    pub at: Timestamp,
}

impl Told {
    /// As a letter says it: a letter names no community in which one talks.
    pub(crate) fn in_a_letter(&self) -> Self {
        let is_inside =
            matches!(self.kind, NotificationKind::Mention | NotificationKind::Message | NotificationKind::Announced);
        Self { place: self.place.clone().filter(|_| !is_inside), ..self.clone() }
    }

    /// What it says, as a sentence without its thing.
    pub fn says(&self, m: &Messages) -> String {
        let place = self.place.as_ref().map_or("", |link| link.title.as_str());
        match (self.kind, self.is_of_note) {
            (NotificationKind::Mention, _) => self.names(m, place),
            (NotificationKind::Answer, true) => m.text("me-notifications-answer").into_owned(),
            (NotificationKind::Answer, false) => m.text("me-notifications-answer-community").into_owned(),
            (NotificationKind::Invitation, true) => m.text("me-notifications-invitation").into_owned(),
            (NotificationKind::Invitation, false) => m.text("me-notifications-invitation-community").into_owned(),
            (NotificationKind::Placed, _) => m.with("me-notifications-placed", &[("place", place.into())]),
            (NotificationKind::Changed, _) => m.with("me-notifications-changed", &[("count", self.count.into())]),
            (NotificationKind::Message, _) if place.is_empty() => {
                m.with("me-notifications-said", &[("count", self.count.into())])
            }
            (NotificationKind::Message, _) => {
                m.with("me-notifications-message", &[("count", self.count.into()), ("place", place.into())])
            }
            (NotificationKind::Announced, _) if place.is_empty() => m.text("me-notifications-to-members").into_owned(),
            (NotificationKind::Announced, _) => m.with("me-notifications-announced", &[("place", place.into())]),
            (NotificationKind::New, _) => m.with("me-notifications-new", &[("place", place.into())]),
        }
    }

    /// That a message names them.
    fn names(&self, m: &Messages, place: &str) -> String {
        match self.by.as_deref() {
            Some(by) if place.is_empty() => m.with("me-notifications-named-by", &[("name", by.into())]),
            Some(by) => m.with("me-notifications-mention-by", &[("name", by.into()), ("place", place.into())]),
            None if place.is_empty() => m.text("me-notifications-named").into_owned(),
            None => m.with("me-notifications-mention", &[("place", place.into())]),
        }
    }
}

/// A thing, and what whoever asks is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingTold {
    /// Its id.
    pub id: NoteId,
    /// What it is called; nothing for a community that they may not know of before they answer.
    pub title: Option<String>,
    /// Where it is.
    pub address: String,
    /// When they were last told of it.
    pub at: Timestamp,
    /// Whether they have not read all of it.
    pub is_unread: bool,
    /// What, newest first.
    pub told: Vec<Told>,
}

/// What names the things of rows, and the places in them, for this viewer.
struct Names {
    notes: HashMap<NoteId, Link>,
    notebooks: HashMap<NotebookId, Link>,
    communities: HashMap<CommunityId, Link>,
    /// What stands for who left the site.
    left: String,
}

impl Names {
    async fn of(ctx: &Ctx, tx: &mut Tx, viewer: &Viewer, rows: &[NotificationRow]) -> Result<Self> {
        let mut notes: Vec<NoteId> = rows.iter().filter_map(|row| row.note).collect();
        notes.sort_unstable();
        notes.dedup();
        let titles = store::notes::titles(tx, viewer, &notes).await?;
        let notes = titles.into_iter().map(|(id, title)| (id, note_link(id, title))).collect();
        let mut notebooks = HashMap::new();
        let mut placed: Vec<NotebookId> = rows.iter().filter_map(|row| row.notebook).collect();
        placed.sort_unstable();
        placed.dedup();
        for id in placed {
            if let Some(row) = store::notebooks::by_id(tx, viewer, id).await? {
                notebooks.insert(id, notebook_link(id, row.title));
            }
        }
        let known = store::communities::readable(tx, viewer).await?;
        let mut named: Vec<CommunityId> = rows.iter().filter_map(|row| row.community).collect();
        named.retain(|id| known.contains(id));
        named.sort_unstable();
        named.dedup();
        let communities = communities::named(ctx, tx, &named).await?;
        Ok(Self { notes, notebooks, communities, left: people::shown(ctx, String::new()) })
    }

    /// What it is called and where it is; no title for a community that they are invited to.
    fn thing(&self, row: &NotificationRow) -> (Option<String>, String) {
        let link = match (row.note, row.community) {
            (Some(note), _) => self.notes.get(&note),
            (None, Some(id)) if row.kind != NotificationKind::Invitation => self.communities.get(&id),
            (None, _) => None,
        };
        match link {
            Some(link) => (Some(link.title.clone()), link.address.to_string()),
            None => (None, route::MY_COMMUNITIES.to_owned()),
        }
    }

    fn told(&self, row: &NotificationRow) -> Told {
        let community = row.community.and_then(|id| self.communities.get(&id));
        let place = row.notebook.and_then(|id| self.notebooks.get(&id)).or(community).cloned();
        let is_of_note = row.note.is_some();
        let by = row.by.as_ref().map(|name| if name.is_empty() { self.left.clone() } else { name.clone() });
        Told { kind: row.kind, is_of_note, place: place.filter(|_| is_of_note), by, count: 1, at: row.at }
    }
}

/// What rows say by thing, in the order in which each thing comes first; what is said several times is counted.
fn by_thing(names: &Names, rows: &[NotificationRow]) -> Vec<ThingTold> {
    let mut things: Vec<ThingTold> = Vec::new();
    for row in rows {
        let Some(id) = thing_of(row) else { continue };
        let told = names.told(row);
        let Some(thing) = things.iter_mut().find(|thing| thing.id == id) else {
            let (title, address) = names.thing(row);
            things.push(ThingTold { id, title, address, at: row.at, is_unread: row.read.is_none(), told: vec![told] });
            continue;
        };
        thing.at = thing.at.max(row.at);
        thing.is_unread |= row.read.is_none();
        match thing.told.iter_mut().find(|it| it.kind == told.kind && it.place == told.place && it.by == told.by) {
            Some(same) => {
                same.count += 1;
                same.at = same.at.max(told.at);
            }
            None => thing.told.push(told),
        }
    }
    things
}

/// The id of the thing that a row is about.
fn thing_of(row: &NotificationRow) -> Option<NoteId> {
    row.note.or_else(|| row.community.map(|id| NoteId::from_bytes(id.bytes())))
}

/// What whoever asks is told, by thing, newest first, after a place of this list.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<ThingTold>> {
    let me = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let most = i64::try_from(THINGS).unwrap_or(i64::MAX - 1) + 1;
    let mut found = stored::things(&mut tx, &ctx.viewer, me, read_key(after), most).await?;
    let is_more = found.len() > THINGS;
    found.truncate(THINGS);
    let next = found.last().filter(|_| is_more).map(|(id, at, _)| format!("{}.{id}", at.as_micros()));
    let ids: Vec<NoteId> = found.iter().map(|(id, ..)| *id).collect();
    let rows = stored::of_things(&mut tx, &ctx.viewer, me, &ids).await?;
    let names = Names::of(ctx, &mut tx, &ctx.viewer, &rows).await?;
    let mut items = by_thing(&names, &rows);
    // Of one that was told very often, the rows are not all read.
    for (id, _, unread) in &found {
        if let Some(thing) = items.iter_mut().find(|thing| thing.id == *id) {
            thing.is_unread = *unread > 0;
        }
    }
    Ok(Page { items, next })
}

/// Says that whoever asks read what they are told of a thing; where that is.
///
/// # Errors
/// [`Error::NotFound`] for a thing that they are told nothing of, or may not see any more.
pub async fn open(ctx: &Ctx, thing: NoteId) -> Result<String> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let rows = stored::of_things(&mut tx, &ctx.viewer, me, &[thing]).await?;
        let names = Names::of(ctx, &mut tx, &ctx.viewer, &rows).await?;
        let (_, address) = rows.first().map(|row| names.thing(row)).ok_or(Error::NotFound)?;
        stored::read(&mut tx, me, thing, ctx.now()).await?;
        record(ctx, &mut tx, vec![me]).await?;
        tx.commit().await?;
        Ok(address)
    })
    .await
}

/// Says that whoever asks read all that they may see.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn read_all(ctx: &Ctx) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::read_all(&mut tx, &ctx.viewer, me, ctx.now()).await?;
        record(ctx, &mut tx, vec![me]).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Has the pages of these people made anew. The log says no more: not of what they were told.
pub(crate) async fn record(ctx: &Ctx, tx: &mut Tx, people: Vec<PersonId>) -> Result<()> {
    let tags = people.into_iter().map(Tag::Told).collect();
    let change = Change { who: None, kind: ChangeKind::Derived, thing: Thing::Site, tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// About what somebody is told.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    pub note: Option<NoteId>,
    pub community: Option<CommunityId>,
    pub notebook: Option<NotebookId>,
}

/// Tells somebody what a letter of its own tells too, in the same transaction, where they want to be told.
pub(crate) async fn beside(
    ctx: &Ctx,
    tx: &mut Tx,
    recipient: PersonId,
    kind: NotificationKind,
    about: About,
) -> Result<()> {
    tell(ctx, tx, None, kind, about, &[recipient]).await
}

/// Tells these people what follows from a cause, each as they want to be told, in the same transaction; who was told already of this
/// kind from it is not told again. Without a cause, each has one of their own.
pub(crate) async fn tell(
    ctx: &Ctx,
    tx: &mut Tx,
    cause: Option<NotificationId>,
    kind: NotificationKind,
    about: About,
    people: &[PersonId],
) -> Result<()> {
    let About { note, community, notebook } = about;
    let mut new = Vec::with_capacity(people.len());
    for recipient in people {
        let way = way_of(tx, *recipient, kind, community).await?;
        if way == Way::None {
            continue;
        }
        // No second letter is sent at once.
        let way = if way == Way::Letter && kind.has_its_own_letter() { Way::Here } else { way };
        let id = new_id(ctx);
        let row = NotificationRow { id, kind, note, community, notebook, at: ctx.now(), way, read: None, by: None };
        new.push(NewNotification { recipient: *recipient, cause: cause.unwrap_or(id), row });
    }
    if new.is_empty() {
        return Ok(());
    }
    stored::insert(tx, &new).await?;
    let mut told = Vec::with_capacity(new.len());
    for NewNotification { recipient, row, .. } in &new {
        told.push(*recipient);
        if row.way == Way::Letter {
            if let (NotificationKind::Announced, Some(note), Some(community)) = (kind, note, community) {
                // It brings the words of who announces.
                letters::announce(tx, ctx, note, community, *recipient).await?;
            } else {
                letters::ask_of_about(tx, ctx, Kind::Notified, *recipient, Some(row.id.bytes())).await?;
            }
            stored::lettered(tx, row.id, ctx.now()).await?;
        }
    }
    record(ctx, tx, told).await
}

/// How somebody wants to be told of a kind, in this community where it is chosen there.
pub(crate) async fn way_of(
    tx: &mut Tx,
    person: PersonId,
    kind: NotificationKind,
    community: Option<CommunityId>,
) -> Result<Way> {
    let place = community.filter(|_| kind.is_of_communities());
    Ok(stored::way(tx, person, kind, place).await?.unwrap_or_else(|| kind.usual()))
}

pub(crate) fn new_id(ctx: &Ctx) -> NotificationId {
    NotificationId::new(&*ctx.services.clock, &*ctx.services.randomness)
}

/// What one letter tells this person, as they may see it today: of which thing; nothing where they have read it.
pub(crate) async fn for_letter(
    ctx: &Ctx,
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    id: NotificationId,
) -> Result<Option<(ThingTold, Option<CommunityId>)>> {
    let Some(row) = stored::one(tx, viewer, person, id).await? else { return Ok(None) };
    let community = row.community.filter(|_| row.kind.is_of_communities());
    let rows = [row];
    let names = Names::of(ctx, tx, viewer, &rows).await?;
    Ok(by_thing(&names, &rows).pop().map(|thing| (thing, community)))
}

/// What stands in the summary of a moment for this person, as they may see it today, by thing.
pub(crate) async fn for_summary(
    ctx: &Ctx,
    tx: &mut Tx,
    viewer: &Viewer,
    person: PersonId,
    (way, moment): (Way, Timestamp),
) -> Result<Vec<ThingTold>> {
    let rows = stored::gathered(tx, viewer, person, way, moment).await?;
    let names = Names::of(ctx, tx, viewer, &rows).await?;
    Ok(by_thing(&names, &rows))
}
