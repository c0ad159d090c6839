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

/// Bytes of outlines that are kept: some four notebooks of a hundred thousand notes.
const KEPT_BYTES: usize = 12 * 1024 * 1024;
/// What an entry costs beside its places.
const OVERHEAD: usize = 256;
/// How many that stand beside each other are near, on either side.
const NEAR: usize = 12;
/// How far is looked for what is near: past that, what lies above is left out.
const FAR: usize = 500;

/// The notes of a notebook that one viewer may read, in the manual order, and the parts that they stand in.
#[derive(Clone, Debug)]
pub(crate) struct Outline {
    notes: Arc<[Placed]>,
    parts: Arc<[Part]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Placed {
    position: i64,
    note: NoteId,
    depth: u8,
}

/// A heading that is not a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its words.
    pub(crate) title: Arc<str>,
    /// 0 at the top.
    pub(crate) depth: u8,
    /// Its number among those at the top, from 1.
    pub(crate) number: Option<usize>,
    /// The note that it stands before, by its place.
    before: usize,
}

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

/// What stands near a note in the contents of its notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    /// The part, where it is one.
    pub(crate) part: Option<Part>,
    /// The note, or the first one of the part.
    pub(crate) note: NoteId,
    /// How deep it stands: a part is above the notes of its own depth.
    pub(crate) level: u8,
    /// What it is to the note.
    pub(crate) way: Way,
}

/// What something in the contents is to the note that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It is that note.
    Here,
    /// That note stands in it.
    Above,
    /// Neither.
    Beside,
}

/// What is near a note, in order, and whether the contents go on before it and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nearby {
    pub(crate) entries: Vec<Near>,
    pub(crate) more_before: bool,
    pub(crate) more_after: bool,
}

impl Outline {
    fn of(mut notes: Vec<Placed>, parts: Vec<(String, i64, i64)>) -> Self {
        // Stable, because it is quick on what is in order, or nearly.
        notes.sort();
        let parts = visible(&notes, parts);
        Self { notes: notes.into(), parts: parts.into() }
    }

    /// How many notes there are.
    pub(crate) fn count(&self) -> i64 {
        i64::try_from(self.notes.len()).unwrap_or(i64::MAX)
    }

    fn place_of(&self, at: (i64, NoteId)) -> std::result::Result<usize, usize> {
        self.notes.binary_search_by_key(&at, |placed| (placed.position, placed.note))
    }

    /// Where the note at this place of the manual order stands.
    pub(crate) fn standing(&self, at: (i64, NoteId)) -> Standing {
        let (before, after) = match self.place_of(at) {
            Ok(here) => (here, here + 1),
            Err(between) => (between, between),
        };
        let note = |index: usize| self.notes.get(index).map(|placed| placed.note);
        Standing {
            place: i64::try_from(before + 1).unwrap_or(i64::MAX),
            count: self.count(),
            previous: before.checked_sub(1).and_then(note),
            next: note(after),
        }
    }

    /// The parts that stand right before the note at this place, the widest first.
    pub(crate) fn parts_before(&self, at: (i64, NoteId)) -> &[Part] {
        self.place_of(at).map_or(&[], |place| self.parts_at(place))
    }

    fn parts_at(&self, place: usize) -> &[Part] {
        let from = self.parts.partition_point(|part| part.before < place);
        let to = self.parts.partition_point(|part| part.before <= place);
        self.parts.get(from..to).unwrap_or_default()
    }

    /// What is near the note at this place: what it stands in, what stands beside it and beside those, what stands in it.
    pub(crate) fn near(&self, at: (i64, NoteId)) -> Nearby {
        let Ok(here) = self.place_of(at) else { return Nearby::default() };
        let Some(own) = self.note_at(here, Way::Here) else { return Nearby::default() };
        let (mut level, mut beside, mut more_before) = (own.level, 0, false);
        let mut entries = Vec::new();
        for mut near in self.back_from(here).take(FAR) {
            if near.level < level {
                (level, beside) = (near.level, 0);
                near.way = Way::Above;
            } else if near.level > level {
                continue;
            } else if beside == NEAR {
                more_before = true;
                if level == 0 {
                    break;
                }
                continue;
            } else {
                beside += 1;
            }
            entries.push(near);
        }
        entries.reverse();

        let (mut level, mut beside, mut more_after) = (own.level, 0, false);
        let mut inside = Some(u8::MAX);
        entries.push(own);
        for near in self.on_from(here).take(FAR) {
            match inside {
                Some(deepest) if near.level > level => {
                    // Of what stands in the note, the highest alone.
                    if near.level > deepest {
                        continue;
                    }
                    inside = Some(near.level);
                }
                _ if near.level > level => continue,
                _ => {
                    inside = None;
                    if near.level < level {
                        (level, beside) = (near.level, 0);
                    }
                }
            }
            if beside == NEAR {
                more_after = true;
                if level == 0 {
                    break;
                }
                continue;
            }
            beside += 1;
            entries.push(near);
        }
        Nearby { entries, more_before, more_after }
    }

    fn note_at(&self, place: usize, way: Way) -> Option<Near> {
        let placed = self.notes.get(place)?;
        let is_in_a_part = self.parts.first().is_some_and(|first| first.before <= place);
        let level = placed.depth * 2 + u8::from(is_in_a_part);
        Some(Near { part: None, note: placed.note, level, way })
    }

    fn parts_as_near(&self, place: usize) -> impl DoubleEndedIterator<Item = Near> + '_ {
        self.parts_at(place).iter().filter_map(move |part| {
            let note = self.notes.get(part.before)?.note;
            Some(Near { part: Some(part.clone()), note, level: part.depth * 2, way: Way::Beside })
        })
    }

    /// All that comes before a note, the nearest first.
    fn back_from(&self, here: usize) -> impl Iterator<Item = Near> + '_ {
        let others = (0..here)
            .rev()
            .flat_map(|place| self.note_at(place, Way::Beside).into_iter().chain(self.parts_as_near(place).rev()));
        self.parts_as_near(here).rev().chain(others)
    }

    /// All that comes after a note, the nearest first.
    fn on_from(&self, here: usize) -> impl Iterator<Item = Near> + '_ {
        (here + 1..self.notes.len()).flat_map(|place| self.parts_as_near(place).chain(self.note_at(place, Way::Beside)))
    }

    /// The same, once `moved` were taken out and put where they are now.
    fn brought_up_to_date(&self, moved: &[NoteId], now: Vec<Placed>, parts: Vec<(String, i64, i64)>) -> Self {
        let stayed = self.notes.iter().filter(|placed| moved.binary_search(&placed.note).is_err());
        Self::of(stayed.copied().chain(now).collect(), parts)
    }

    fn bytes(&self) -> usize {
        let parts: usize = self.parts.iter().map(|part| size_of::<Part>() + part.title.len()).sum();
        self.notes.len() * size_of::<Placed>() + parts + OVERHEAD
    }
}

/// The parts (title, position, depth) that a note stands in; one without any note is not there.
fn visible(notes: &[Placed], parts: Vec<(String, i64, i64)>) -> Vec<Part> {
    let mut shown: Vec<Part> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    let mut waiting: Vec<(String, u8)> = Vec::new();
    let mut number = 0;
    for (before, placed) in notes.iter().enumerate() {
        while let Some((title, _, depth)) = parts.next_if(|(_, position, _)| *position <= placed.position) {
            let depth = small(depth);
            // Those of its depth and below end where it begins, and no note came.
            waiting.retain(|(_, above)| *above < depth);
            waiting.push((title, depth));
        }
        // A note above the depth of a part is not of it.
        waiting.retain(|(_, depth)| *depth <= placed.depth);
        for (title, depth) in waiting.drain(..) {
            number += usize::from(depth == 0);
            let number = (depth == 0).then_some(number);
            shown.push(Part { title: title.into(), depth, number, before });
        }
    }
    shown
}

fn small(depth: i64) -> u8 {
    u8::try_from(depth.clamp(0, 20)).unwrap_or(0)
}

fn placed((position, note, depth): (i64, NoteId, i64)) -> Placed {
    Placed { position, note, depth: small(depth) }
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
    let parts = store::notebooks::parts(tx, notebook).await?;
    Ok(Outline::of(order.into_iter().map(placed).collect(), parts))
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
    let parts = store::notebooks::parts(tx, notebook).await?;
    let outline = kept.outline.brought_up_to_date(&moved, now.into_iter().map(placed).collect(), parts);
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

    fn at(position: i64, number: u8) -> Placed {
        placed((position, note(number), 0))
    }

    fn outline(order: &[(i64, u8)]) -> Outline {
        Outline::of(order.iter().map(|(position, number)| at(*position, *number)).collect(), Vec::new())
    }

    /// An outline of lines in their order: a depth and a name; a name in capitals is a part.
    fn contents(lines: &[(i64, &str)]) -> (Outline, Vec<(i64, NoteId)>) {
        let (mut notes, mut parts) = (Vec::new(), Vec::new());
        for (position, (depth, name)) in (0..).zip(lines) {
            if name.chars().all(char::is_uppercase) {
                parts.push(((*name).to_owned(), position, *depth));
            } else {
                notes.push(placed((position, note(u8::try_from(position).unwrap()), *depth)));
            }
        }
        let places = notes.iter().map(|placed| (placed.position, placed.note)).collect();
        (Outline::of(notes, parts), places)
    }

    /// What is near the line of that name, by name: `>` before what it stands in, `*` before itself.
    fn near(lines: &[(i64, &str)], name: &str) -> Vec<String> {
        let (outline, places) = contents(lines);
        let line =
            |note: NoteId| places.iter().find(|(_, known)| *known == note).map(|(position, _)| *position).unwrap();
        let named = |near: &Near| {
            let sign = match near.way {
                Way::Here => "*",
                Way::Above => ">",
                Way::Beside => "",
            };
            let words = match &near.part {
                Some(part) => part.title.to_string(),
                None => lines[usize::try_from(line(near.note)).unwrap()].1.to_owned(),
            };
            format!("{sign}{words}")
        };
        let at = places.iter().find(|(position, _)| lines[usize::try_from(*position).unwrap()].1 == name).unwrap();
        outline.near(*at).entries.iter().map(named).collect()
    }

    #[test]
    fn near_a_note_stand_its_part_the_other_parts_its_neighbours_and_what_it_holds() {
        let lines = [
            (0, "A"),
            (1, "a1"),
            (1, "a2"),
            (0, "B"),
            (1, "b1"),
            (2, "b1x"),
            (1, "b2"),
            (2, "b2x"),
            (3, "b2xx"),
            (2, "b2y"),
            (1, "b3"),
            (2, "b3x"),
            (0, "C"),
            (1, "c1"),
        ];
        assert_eq!(near(&lines, "b2"), ["A", ">B", "b1", "*b2", "b2x", "b2y", "b3", "C"]);
        assert_eq!(near(&lines, "b2xx"), ["A", ">B", "b1", ">b2", ">b2x", "*b2xx", "b2y", "b3", "C"]);
        assert_eq!(near(&lines, "a1"), [">A", "*a1", "a2", "B", "C"]);
        assert_eq!(near(&lines, "c1"), ["A", "B", ">C", "*c1"]);
        assert_eq!(near(&[(0, "x"), (1, "y"), (0, "z")], "x"), ["*x", "y", "z"]);
        assert_eq!(near(&[(0, "d"), (0, "A"), (0, "e"), (0, "B"), (0, "f")], "e"), ["d", ">A", "*e", "B"]);
    }

    #[test]
    fn of_many_neighbours_the_nearest_alone_are_near() {
        let (outline, places) = contents(&[(0, "n"); 200]);
        let nearby = outline.near(places[100]);
        assert_eq!(nearby.entries.len(), 2 * NEAR + 1);
        assert!(nearby.more_before && nearby.more_after);
        assert_eq!(nearby.entries[NEAR].way, Way::Here);
        let first = outline.near(places[0]);
        assert_eq!((first.entries.len(), first.more_before, first.more_after), (NEAR + 1, false, true));
    }

    /// The names of parts and notes, each part before the note that it stands before.
    fn listed(notes: &[(i64, i64)], parts: &[(i64, i64)]) -> Vec<String> {
        let each = |(position, depth): &(i64, i64)| placed((*position, note(0), *depth));
        let parts = parts.iter().map(|(position, depth)| (format!("part {position}"), *position, *depth)).collect();
        let outline = Outline::of(notes.iter().map(each).collect(), parts);
        let mut names = Vec::new();
        for placed in &*outline.notes {
            let at = (placed.position, placed.note);
            names.extend(outline.parts_before(at).iter().map(|part| part.title.to_string()));
            names.push(format!("note {}", placed.position));
        }
        names
    }

    #[test]
    fn a_part_stands_before_its_notes() {
        assert_eq!(listed(&[(5, 0), (20, 0)], &[(10, 0)]), ["note 5", "part 10", "note 20"]);
        assert_eq!(listed(&[(30, 1)], &[(10, 0), (20, 1)]), ["part 10", "part 20", "note 30"]);
    }

    #[test]
    fn a_part_whose_notes_are_all_hidden_is_not_there() {
        assert_eq!(listed(&[(5, 0)], &[(10, 0)]), ["note 5"]);
        assert_eq!(listed(&[(30, 0)], &[(10, 0), (20, 0)]), ["part 20", "note 30"]);
        assert_eq!(listed(&[(40, 1)], &[(10, 0), (20, 1), (30, 1)]), ["part 10", "part 30", "note 40"]);
        assert_eq!(listed(&[(40, 0)], &[(10, 1)]), ["note 40"]);
        assert_eq!(listed(&[], &[(10, 0)]), [""; 0]);
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
        let after = before.brought_up_to_date(&moved, vec![at(5, 4), at(40, 1)], Vec::new());
        assert_eq!(*after.notes, [at(5, 4), at(20, 2), at(40, 1)]);
    }
}
