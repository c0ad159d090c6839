//! The order of a notebook's notes as one viewer sees it, kept so that a place and a count need no scan.
//!
//! Only ids and positions: what is shown of a note is asked again, with the viewer's rights, in the snapshot of the page.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use domain::tags::Tag;
use domain::{NoteId, NotebookId, PersonId};
use store::{Tx, placements};

use crate::keeping::{Keeping, Seen};
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
    /// Of each note, in the same order.
    counted: Arc<[Counted]>,
    parts: Arc<[Part]>,
}

/// Where a note is counted: among those that stand in the same note, or in the same part at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counted {
    /// From 1.
    ordinal: u32,
    /// The place of the note that it stands in.
    inside: Option<u32>,
}

/// What is read in one go: a part at the top, or a note with those that stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chapter {
    /// The part, where it is one.
    pub(crate) part: Option<Part>,
    /// The places of its notes.
    pub(crate) places: Range<usize>,
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
    /// The place of that note.
    pub(crate) place: usize,
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
        let counted = counted(&notes, &parts);
        Self { notes: notes.into(), counted: counted.into(), parts: parts.into() }
    }

    /// How many notes there are.
    pub(crate) fn len(&self) -> usize {
        self.notes.len()
    }

    /// The notes at these places, in order.
    pub(crate) fn notes(&self, places: Range<usize>) -> impl Iterator<Item = NoteId> + '_ {
        self.notes
            .get(places.start..places.end.min(self.notes.len()))
            .unwrap_or_default()
            .iter()
            .map(|placed| placed.note)
    }

    /// How deep the note at this place stands, from 0.
    pub(crate) fn depth(&self, place: usize) -> u8 {
        self.notes.get(place).map_or(0, |placed| placed.depth)
    }

    /// At which place a note stands.
    pub(crate) fn place_of_note(&self, note: NoteId) -> Option<usize> {
        self.notes.iter().position(|placed| placed.note == note)
    }

    /// The number of the note at this place, as `2.1.3`: that of its part, then of each note that it stands in.
    ///
    /// What comes before the first part has none.
    pub(crate) fn number(&self, place: usize) -> Option<String> {
        let mut ordinals = Vec::new();
        let mut next = Some(place);
        while let Some(here) = next {
            let counted = self.counted.get(here)?;
            ordinals.push(counted.ordinal);
            next = counted.inside.and_then(|inside| usize::try_from(inside).ok());
        }
        let mut number = String::new();
        if self.top_parts().next().is_some() {
            let _ = write!(number, "{}.", self.part_of(place)?.number?);
        }
        for ordinal in ordinals.into_iter().rev() {
            let _ = write!(number, "{ordinal}.");
        }
        number.pop();
        Some(number)
    }

    fn top_parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.number.is_some())
    }

    /// The part at the top that the note at this place stands in.
    fn part_of(&self, place: usize) -> Option<&Part> {
        let until = self.parts.partition_point(|part| part.before <= place);
        self.parts.get(..until)?.iter().rev().find(|part| part.number.is_some())
    }

    /// What is read in one go with the note at this place.
    pub(crate) fn chapter(&self, place: usize) -> Chapter {
        if let Some(first) = self.top_parts().next() {
            let part = self.part_of(place).cloned();
            let from = part.as_ref().map_or(0, |part| part.before);
            let until = match &part {
                None => first.before,
                Some(part) => {
                    let next = self.top_parts().find(|other| other.before > part.before);
                    next.map_or(self.notes.len(), |next| next.before)
                }
            };
            return Chapter { part, places: from..until };
        }
        let stands_in = |place: usize| self.counted.get(place).is_some_and(|counted| counted.inside.is_some());
        let from = (0..=place).rev().find(|place| !stands_in(*place)).unwrap_or(0);
        let until = (place + 1..self.notes.len()).find(|place| !stands_in(*place)).unwrap_or(self.notes.len());
        Chapter { part: None, places: from..until }
    }

    /// How many notes there are.
    pub(crate) fn count(&self) -> i64 {
        i64::try_from(self.notes.len()).unwrap_or(i64::MAX)
    }

    /// At which place stands what has this place in the manual order.
    pub(crate) fn place_of(&self, at: (i64, NoteId)) -> std::result::Result<usize, usize> {
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
    pub(crate) fn parts_at(&self, place: usize) -> &[Part] {
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
        Some(Near { part: None, note: placed.note, place, level, way })
    }

    fn parts_as_near(&self, place: usize) -> impl DoubleEndedIterator<Item = Near> + '_ {
        self.parts_at(place).iter().filter_map(move |part| {
            let note = self.notes.get(part.before)?.note;
            Some(Near { part: Some(part.clone()), note, place, level: part.depth * 2, way: Way::Beside })
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
        self.notes.len() * (size_of::<Placed>() + size_of::<Counted>()) + parts + OVERHEAD
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

/// How the notes are counted: anew in each part at the top, and within each note.
fn counted(notes: &[Placed], parts: &[Part]) -> Vec<Counted> {
    let mut counted = Vec::with_capacity(notes.len());
    // The notes that the present one may stand in, the widest first: place, depth, how many stand in it.
    let mut above: Vec<(u32, u8, u32)> = Vec::new();
    let mut at_the_top = 0;
    let mut parts = parts.iter().filter(|part| part.number.is_some()).peekable();
    for (place, placed) in notes.iter().enumerate() {
        while parts.next_if(|part| part.before <= place).is_some() {
            above.clear();
            at_the_top = 0;
        }
        while above.pop_if(|(_, depth, _)| *depth >= placed.depth).is_some() {}
        let (inside, count) = match above.last_mut() {
            Some((inside, _, count)) => (Some(*inside), count),
            None => (None, &mut at_the_top),
        };
        *count += 1;
        counted.push(Counted { ordinal: *count, inside });
        above.push((u32::try_from(place).unwrap_or(u32::MAX), placed.depth, 0));
    }
    counted
}

fn small(depth: i64) -> u8 {
    u8::try_from(depth.clamp(0, 20)).unwrap_or(0)
}

fn placed((position, note, depth): (i64, NoteId, i64)) -> Placed {
    Placed { position, note, depth: small(depth) }
}

/// Outlines by notebook and viewer.
pub(crate) struct Outlines {
    kept: Keeping<(NotebookId, Option<PersonId>), Seen<Outline>>,
    /// One is made at a time: whoever waits for the same finds it made.
    making: tokio::sync::Mutex<()>,
}

impl Default for Outlines {
    fn default() -> Self {
        Self { kept: Keeping::new("outlines", KEPT_BYTES), making: tokio::sync::Mutex::default() }
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
    let parts = store::parts::of(tx, notebook).await?;
    Ok(Outline::of(order.into_iter().map(placed).collect(), parts))
}

fn keep(ctx: &Ctx, tx: &Tx, notebook: NotebookId, outline: &Outline) {
    let seen = Seen::now(ctx, tx, outline.clone());
    let newer = |there: &Seen<Outline>| there.stamp > tx.stamp() && there.is_of(ctx, tx);
    ctx.services.outlines.kept.keep((notebook, ctx.viewer.id()), seen, outline.bytes(), newer);
}

/// The kept outline, where it is true in this snapshot, or can be made so by asking where a few notes are now.
async fn true_now(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<Option<Outline>> {
    let kept = ctx.services.outlines.kept.get((notebook, ctx.viewer.id()));
    let Some(kept) = kept.filter(|kept| kept.is_of(ctx, tx)) else { return Ok(None) };
    if kept.is_true(ctx, tx, &[Tag::Placements(notebook)]) {
        return Ok(Some(kept.value));
    }
    if kept.stamp > tx.stamp() {
        return Ok(None);
    }
    let Some(moved) = ctx.services.tags().moved_since(notebook, kept.stamp) else { return Ok(None) };
    let now = placements::outline_of(tx, &ctx.viewer, notebook, &moved).await?;
    let parts = store::parts::of(tx, notebook).await?;
    let outline = kept.value.brought_up_to_date(&moved, now.into_iter().map(placed).collect(), parts);
    keep(ctx, tx, notebook, &outline);
    Ok(Some(outline))
}

#[cfg(test)]
mod tests;
