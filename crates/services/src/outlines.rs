//! The order of a notebook's notes as one viewer sees it, kept so that a place and a count need no scan.
//!
//! Only ids and positions: what is shown of a note is asked again, with the viewer's rights, in the snapshot of the page.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{NoteId, NotebookId, PersonId};
use parking_lot::Mutex;
use store::{Stamp, TagClock, Tx, placements};

use crate::{Ctx, Result};

/// Bytes of outlines that are kept: five notebooks of a hundred thousand notes.
const KEPT_BYTES: usize = 12 * 1024 * 1024;
/// What an entry costs beside its places.
const OVERHEAD: usize = 256;

/// The notes of a notebook that one viewer may read, in the manual order.
#[derive(Clone, Debug)]
pub(crate) struct Outline(Arc<Vec<(i64, NoteId)>>);

/// Where a note stands among those that the viewer may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// From 1.
    pub(crate) place: i64,
    /// How many there are.
    pub(crate) count: i64,
    /// The note before.
    pub(crate) previous: Option<NoteId>,
    /// The note after.
    pub(crate) next: Option<NoteId>,
}

impl Outline {
    /// How many notes there are.
    pub(crate) fn count(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// Where the note at this place of the manual order stands.
    pub(crate) fn standing(&self, at: (i64, NoteId)) -> Standing {
        let (before, after) = match self.0.binary_search(&at) {
            Ok(here) => (here, here + 1),
            Err(between) => (between, between),
        };
        let note = |index: usize| self.0.get(index).map(|(_, note)| *note);
        Standing {
            place: i64::try_from(before + 1).unwrap_or(i64::MAX),
            count: self.count(),
            previous: before.checked_sub(1).and_then(note),
            next: note(after),
        }
    }

    /// The same, once `moved` were taken out and put where they are now.
    fn brought_up_to_date(&self, moved: &[NoteId], now: &[(i64, NoteId)]) -> Self {
        let mut order: Vec<_> = self.0.iter().filter(|(_, note)| moved.binary_search(note).is_err()).copied().collect();
        order.extend_from_slice(now);
        // Stable, because it is quick on what is nearly in order.
        order.sort();
        Self(Arc::new(order))
    }

    fn bytes(&self) -> usize {
        self.0.len() * size_of::<(i64, NoteId)>() + OVERHEAD
    }
}

#[derive(Clone)]
struct Kept {
    viewer: Viewer,
    stamp: Stamp,
    outline: Outline,
}

type Key = (NotebookId, Option<PersonId>);

#[derive(Default)]
struct Inside {
    by_key: HashMap<Key, (Kept, bool)>,
    order: VecDeque<Key>,
    bytes: usize,
}

/// Outlines by notebook and viewer; bounded in bytes, those in use staying longest.
#[derive(Default)]
pub(crate) struct Outlines {
    inside: Mutex<Inside>,
    /// One is made at a time: whoever waits for the same finds it made.
    making: tokio::sync::Mutex<()>,
}

impl Outlines {
    fn get(&self, key: Key, viewer: &Viewer) -> Option<Kept> {
        let mut inside = self.inside.lock();
        let (kept, used) = inside.by_key.get_mut(&key)?;
        *used = true;
        Some(kept.clone()).filter(|kept| kept.viewer == *viewer)
    }

    fn keep(&self, key: Key, kept: Kept) {
        let bytes = kept.outline.bytes();
        if bytes > KEPT_BYTES {
            return;
        }
        let mut inside = self.inside.lock();
        let newer = |there: &Kept| there.stamp > kept.stamp && there.viewer == kept.viewer;
        if inside.by_key.get(&key).is_some_and(|(there, _)| newer(there)) {
            return;
        }
        inside.bytes += bytes;
        match inside.by_key.insert(key, (kept, false)) {
            Some((before, _)) => inside.bytes = inside.bytes.saturating_sub(before.outline.bytes()),
            None => inside.order.push_back(key),
        }
        while inside.bytes > KEPT_BYTES {
            let Some(oldest) = inside.order.pop_front() else { break };
            let again = inside.by_key.get_mut(&oldest).is_some_and(|(_, used)| std::mem::take(used));
            if again {
                inside.order.push_back(oldest);
            } else if let Some((gone, _)) = inside.by_key.remove(&oldest) {
                inside.bytes = inside.bytes.saturating_sub(gone.outline.bytes());
            }
        }
        metrics::gauge!("cache_bytes", "name" => "outlines").set(u32::try_from(inside.bytes).unwrap_or(u32::MAX));
    }
}

/// The outline of a notebook for the viewer of this context.
pub(crate) async fn of(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<Outline> {
    tx.asks([Tag::Placements(notebook)]);
    if ctx.viewer.is_system() {
        return made(ctx, tx, notebook).await;
    }
    let outlines = &ctx.services.outlines;
    if let Some(outline) = true_now(ctx, tx, notebook).await? {
        return Ok(outline);
    }
    let _alone = outlines.making.lock().await;
    if let Some(outline) = true_now(ctx, tx, notebook).await? {
        return Ok(outline);
    }
    let outline = made(ctx, tx, notebook).await?;
    keep(ctx, tx, notebook, &outline);
    Ok(outline)
}

async fn made(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<Outline> {
    let order = placements::outline(tx.at_length(), &ctx.viewer, notebook).await?;
    Ok(Outline(Arc::new(order)))
}

fn keep(ctx: &Ctx, tx: &Tx, notebook: NotebookId, outline: &Outline) {
    let kept = Kept { viewer: ctx.viewer.clone(), stamp: tx.stamp(), outline: outline.clone() };
    ctx.services.outlines.keep((notebook, ctx.viewer.id()), kept);
}

/// The kept outline, where it is true in this snapshot, or can be made so by asking where a few notes are now.
async fn true_now(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<Option<Outline>> {
    let Some(kept) = ctx.services.outlines.get((notebook, ctx.viewer.id()), &ctx.viewer) else { return Ok(None) };
    let tags = ctx.services.tags();
    // Between the two moments nothing may have moved, whichever came first.
    let earlier = kept.stamp.min(tx.stamp());
    if !rights_are_the_same(tags, &ctx.viewer, earlier) {
        return Ok(None);
    }
    if tags.is_fresh(earlier, [&Tag::Placements(notebook)]) {
        return Ok(Some(kept.outline));
    }
    if kept.stamp > tx.stamp() {
        return Ok(None);
    }
    let Some(moved) = tags.moved_since(notebook, kept.stamp) else { return Ok(None) };
    let now = placements::outline_of(tx, &ctx.viewer, notebook, &moved).await?;
    let outline = kept.outline.brought_up_to_date(&moved, &now);
    keep(ctx, tx, notebook, &outline);
    Ok(Some(outline))
}

/// Whether nobody was given or lost a role since: what a person may read hangs on it, what a visitor may does not.
fn rights_are_the_same(tags: &TagClock, viewer: &Viewer, since: Stamp) -> bool {
    viewer.is_visitor() || tags.is_fresh(since, [&Tag::Roles])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(number: u8) -> NoteId {
        NoteId::from_bytes([number; 16])
    }

    fn outline(order: &[(i64, u8)]) -> Outline {
        Outline(Arc::new(order.iter().map(|(position, number)| (*position, note(*number))).collect()))
    }

    #[test]
    fn a_note_stands_between_its_neighbours() {
        let outline = outline(&[(10, 1), (20, 2), (20, 3)]);
        let standing = |at, number| outline.standing((at, note(number)));
        let first = Standing { place: 1, count: 3, previous: None, next: Some(note(2)) };
        assert_eq!(standing(10, 1), first);
        assert_eq!(standing(20, 2), Standing { place: 2, count: 3, previous: Some(note(1)), next: Some(note(3)) });
        assert_eq!(standing(20, 3), Standing { place: 3, count: 3, previous: Some(note(2)), next: None });
    }

    #[test]
    fn notes_that_moved_are_put_where_they_are_now() {
        let before = outline(&[(10, 1), (20, 2), (30, 3)]);
        let moved = [note(1), note(3), note(4)];
        let after = before.brought_up_to_date(&moved, &[(5, note(4)), (40, note(1))]);
        assert_eq!(*after.0, [(5, note(4)), (20, note(2)), (40, note(1))]);
    }
}
