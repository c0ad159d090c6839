//! *Notifications*: whom the log tells of what, a delivery. Each is told once of a line of the log, however often this is cut short; what
//! happened before this program followed the log is told to nobody.
//!
//! Whether they may see it is asked each time that it is shown or written. It is asked here of a note that more people may read than
//! before: those who could read it before are not told, and those who cannot yet are told once they can.

use domain::PersonId;
use domain::changes::ChangeKind;
use domain::notes::Visibility;
use domain::notifications::{Followed, NotificationKind, Way};
use domain::tags::Tag;
use store::Tx;
use store::changes::{self as log, Line};
use store::notifications::{self as told, NewNotification, NotificationRow, Places};
use store::projections as stored;

use super::{BATCH, LEASE};
use crate::letters::{self, Kind};
use crate::{Ctx, Result, notifications};

/// Its name in the database.
pub(crate) const NOTIFYING: &str = "notifications";
const VERSION: i64 = 1;
/// People told in one transaction: a turn of the writer stays short.
const MOST: usize = 200;

/// Tells of a batch of the log, or of a part of it; whether there was any.
pub(super) async fn turn(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    if !is_behind(ctx).await? {
        return Ok(false);
    }
    let now = ctx.now();
    let mut tx = ctx.services.store.write().await?;
    let leased = stored::lease(&mut tx, NOTIFYING, VERSION, node, now, now.plus_seconds(LEASE)).await?;
    let Some((_, place)) = leased else { return Ok(false) };
    if place.xid < 0 {
        let last = log::last(&mut tx).await?;
        stored::advance(&mut tx, NOTIFYING, VERSION, last, now).await?;
        tx.commit().await?;
        return Ok(true);
    }
    let lines = log::since(&mut tx, place, BATCH).await?;
    if lines.is_empty() {
        return Ok(false);
    }
    let (mut to, mut people) = (place, Vec::new());
    for line in &lines {
        let left = MOST.saturating_sub(people.len());
        let some = tell(ctx, &mut tx, line, left).await?;
        people.extend(some.people);
        if !some.is_whole {
            // Whom it told stays told: the next turn goes on with the others.
            break;
        }
        to = line.position;
    }
    if !people.is_empty() {
        people.sort_unstable();
        people.dedup();
        notifications::record(ctx, &mut tx, people).await?;
    }
    stored::advance(&mut tx, NOTIFYING, VERSION, to, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Those who were told of a line.
struct Reached {
    people: Vec<PersonId>,
    /// Whether nobody is left to tell.
    is_whole: bool,
}

/// Tells of a line those who were not told yet, `most` of them.
async fn tell(ctx: &Ctx, tx: &mut Tx, line: &Line, most: usize) -> Result<Reached> {
    let nobody = || Reached { people: Vec::new(), is_whole: true };
    let Some(note) = line.note else { return Ok(nobody()) };
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let row = |kind, way| NotificationRow {
        id: notifications::new_id(ctx),
        kind,
        note: Some(note),
        community: None,
        notebook: None,
        at: line.at,
        way,
        read: None,
        by: None,
    };
    let mut cause = told::cause_of(line.position.seq);
    let (count, mut rows): (usize, Vec<(PersonId, NotificationRow)>) = match ChangeKind::parse(&line.kind) {
        Some(ChangeKind::Edited) => {
            let found = told::changed(tx, line.position.seq, limit).await?;
            let rows = found.into_iter().map(|(person, way)| (person, row(NotificationKind::Changed, way)));
            let rows: Vec<_> = rows.collect();
            (rows.len(), rows)
        }
        Some(ChangeKind::Created | ChangeKind::Placed | ChangeKind::Rights) => {
            let places = places(line);
            if places == Places::default() {
                return Ok(nobody());
            }
            let found = match was_for(line) {
                // Whoever has an account read it before: all who follow something.
                Some(Visibility::SignedIn | Visibility::Public) => return Ok(nobody()),
                Some(before) => {
                    cause = told::cause_of_opening(note);
                    let was_of_members = before == Visibility::Community;
                    told::opened(tx, (line.position.seq, note), &places, was_of_members, limit).await?
                }
                None => told::new(tx, line.position.seq, &places, limit).await?,
            };
            let count = found.len();
            let rows = found.into_iter().map(|(person, place, thing, way)| {
                let mut row = row(NotificationKind::New, way);
                match Followed::read(&place, thing.bytes()) {
                    Some(Followed::Community(id)) => row.community = Some(id),
                    Some(Followed::Notebook(id)) => row.notebook = Some(id),
                    None => {}
                }
                (person, row)
            });
            (count, rows.collect())
        }
        _ => return Ok(nobody()),
    };
    // Who follows several of these places is told once.
    rows.dedup_by_key(|(person, _)| *person);
    let new = rows.iter().map(|(person, row)| NewNotification { recipient: *person, cause, row: row.clone() });
    let new: Vec<NewNotification> = new.collect();
    told::insert(tx, &new).await?;
    for (person, row) in &rows {
        if row.way == Way::Letter {
            letters::ask_of_about(tx, ctx, Kind::Notified, *person, Some(row.id.bytes())).await?;
            told::lettered(tx, row.id, ctx.now()).await?;
        }
    }
    Ok(Reached { people: rows.into_iter().map(|(person, _)| person).collect(), is_whole: count < most })
}

/// Who could read the note of a line that more may read since.
fn was_for(line: &Line) -> Option<Visibility> {
    line.tags.iter().find_map(|tag| if let Tag::Opened(before) = tag { Some(*before) } else { None })
}

/// Where the note of a line may be new.
fn places(line: &Line) -> Places {
    let mut places = Places::default();
    for tag in &line.tags {
        match tag {
            Tag::Placements(id) => places.notebooks.push(*id),
            Tag::LinkedTo(id) => places.communities.push(*id),
            _ => {}
        }
    }
    places
}

/// Whether the log holds lines to tell of; asked of a snapshot, so that idling writes nothing.
async fn is_behind(ctx: &Ctx) -> Result<bool> {
    let mut tx = ctx.services.store.read().await?;
    match stored::standing(&mut tx, NOTIFYING).await? {
        Some(standing) if standing.place.xid >= 0 => {
            let is_told = log::oldest_after(&mut tx, standing.place).await?.is_some();
            Ok(is_told && !log::since(&mut tx, standing.place, 1).await?.is_empty())
        }
        _ => Ok(true),
    }
}
