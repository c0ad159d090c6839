//! Where each note and part of the folder stands in the manual order of the notebook.
//!
//! Run again, what stands in its order stays where it is and only what is new finds a place between; a note that was
//! moved or taken out on the site since is the site's to place.

use std::collections::{HashMap, HashSet};

use domain::NoteId;

use super::{OutlineLine, Seen};

/// Gaps between positions, so that one can be moved without the others.
const GAP: i64 = 1024;

/// A note in its turn.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) seen: usize,
    /// Position and depth; nothing where the site placed the note otherwise since.
    pub(super) at: Option<(i64, i64)>,
}

/// A part: title, position, depth.
pub(super) type PartPlace = (String, i64, i64);

/// What the site has of the order: where notes stand, and parts.
#[derive(Default)]
pub(super) struct OnSite {
    pub(super) notes: HashMap<NoteId, (i64, i64)>,
    pub(super) parts: Vec<PartPlace>,
}

enum Stands<'o> {
    Part(&'o str),
    Note(usize),
}

/// A line of the order; `before` is the position that it has.
struct Line<'o> {
    stands: Stands<'o>,
    depth: i64,
    before: Option<i64>,
}

/// Every note at its place: in the order of the outline, then those that it leaves out.
pub(super) fn lay(outline: &[OutlineLine], seen: &[Seen], site: &OnSite) -> (Vec<Place>, Vec<PartPlace>) {
    let lines = lines(outline, seen, site);
    let ours: Vec<Option<i64>> =
        lines.iter().filter(|line| !is_of_site(line, seen, site)).map(|line| line.before).collect();
    let mut positions = positions(&ours).into_iter();
    let (mut order, mut parts) = (Vec::with_capacity(seen.len()), Vec::new());
    for line in &lines {
        match line.stands {
            Stands::Note(at) if is_of_site(line, seen, site) => order.push(Place { seen: at, at: None }),
            Stands::Note(at) => {
                order.push(Place { seen: at, at: positions.next().map(|position| (position, line.depth)) });
            }
            Stands::Part(title) => {
                parts.extend(positions.next().map(|position| (title.to_owned(), position, line.depth)));
            }
        }
    }
    (order, parts)
}

fn lines<'o>(outline: &'o [OutlineLine], seen: &[Seen], site: &OnSite) -> Vec<Line<'o>> {
    let by_path: HashMap<&str, usize> = seen.iter().enumerate().map(|(at, note)| (note.path.as_str(), at)).collect();
    let mut parts: HashMap<&str, Vec<i64>> = HashMap::new();
    for (title, position, _) in site.parts.iter().rev() {
        parts.entry(title).or_default().push(*position);
    }
    let before = |at: usize| seen.get(at).and_then(|note| note.known.as_ref()?.placed).map(|(position, _)| position);
    let mut taken = HashSet::new();
    let mut lines = Vec::with_capacity(seen.len());
    for line in outline {
        match line {
            OutlineLine::Part { title, level } => {
                let before = parts.get_mut(title.as_str()).and_then(Vec::pop);
                lines.push(Line { stands: Stands::Part(title), depth: i64::from(*level), before });
            }
            OutlineLine::Chapter { path, level } => {
                if let Some(at) = by_path.get(path.as_str()).copied().filter(|at| taken.insert(*at)) {
                    lines.push(Line { stands: Stands::Note(at), depth: i64::from(*level), before: before(at) });
                }
            }
        }
    }
    let left_out = (0..seen.len()).filter(|at| !taken.contains(at));
    lines.extend(left_out.map(|at| Line { stands: Stands::Note(at), depth: 0, before: before(at) }));
    lines
}

/// Whether the site placed it otherwise than the last import, or took it out.
fn is_of_site(line: &Line<'_>, seen: &[Seen], site: &OnSite) -> bool {
    let Stands::Note(at) = line.stands else { return false };
    let Some(note) = seen.get(at) else { return false };
    note.known.as_ref().is_some_and(|known| known.note.is_some() && site.notes.get(&note.note).copied() != known.placed)
}

/// A position for each, in rising order: as many as can keep the one they have, and the others stand between.
fn positions(before: &[Option<i64>]) -> Vec<i64> {
    let kept = longest_rising(before);
    let mut positions = Vec::with_capacity(before.len());
    let mut last = 0;
    let ends = kept.iter().map(|at| (*at, before.get(*at).copied().flatten())).chain([(before.len(), None)]);
    for (at, end) in ends {
        let between = i64::try_from(at - positions.len()).unwrap_or(i64::MAX);
        let step = end.map_or(GAP, |end| (end - last) / (between + 1));
        if step < 1 {
            // No room is left: all are laid anew.
            return (1..).take(before.len()).map(|place| place * GAP).collect();
        }
        positions.extend((1..=between).map(|place| last + place * step));
        if let Some(end) = end {
            positions.push(end);
            last = end;
        }
    }
    positions
}

/// The places of the longest run, gaps allowed, in which positions rise.
fn longest_rising(before: &[Option<i64>]) -> Vec<usize> {
    // For each length, the run of that length that ends lowest: its last place. `previous` leads back from a place.
    let mut ends: Vec<(i64, usize)> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; before.len()];
    for (at, position) in before.iter().enumerate() {
        let Some(position) = position.filter(|position| *position > 0) else { continue };
        let length = ends.partition_point(|(end, _)| *end < position);
        if let Some(slot) = previous.get_mut(at) {
            *slot = length.checked_sub(1).and_then(|length| ends.get(length)).map(|(_, place)| *place);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (position, at),
            None => ends.push((position, at)),
        }
    }
    let mut kept: Vec<usize> =
        std::iter::successors(ends.last().map(|(_, at)| *at), |at| previous.get(*at).copied().flatten()).collect();
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_order_leaves_room_between() {
        assert_eq!(positions(&[None, None, None]), [1024, 2048, 3072]);
    }

    #[test]
    fn what_stands_in_order_stays_and_what_is_new_stands_between() {
        assert_eq!(positions(&[None, Some(1024), None, None, Some(2048), None]), [512, 1024, 1365, 1706, 2048, 3072]);
    }

    #[test]
    fn as_few_as_possible_move() {
        assert_eq!(positions(&[Some(3072), Some(1024), Some(2048)]), [1024 / 2, 1024, 2048]);
    }

    #[test]
    fn all_are_laid_anew_where_no_room_is_left() {
        assert_eq!(positions(&[Some(5), None, Some(6)]), [1024, 2048, 3072]);
    }
}
