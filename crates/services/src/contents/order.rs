//! How a line of the contents moves, with what stands in it.
//!
//! Contents are lines with depths: the first is at the top, and none is deeper than the one before it by more than one.

/// How deep a line may be put.
const DEEPEST: i64 = 8;

/// Where a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Before what comes before it.
    Up,
    /// After what comes after it.
    Down,
    /// Into what comes before it.
    In,
    /// Out of what it stands in.
    Out,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Up, Self::Down, Self::In, Self::Out];
}

/// Makes contents of lines: what is too deep for what comes before it is less deep.
pub(super) fn tidy<T>(lines: &mut [(T, i64)]) {
    let mut most = 0;
    for (_, depth) in lines {
        *depth = (*depth).clamp(0, most);
        most = *depth + 1;
    }
}

/// Moves the line at this place with what stands in it; whether anything moved.
pub(super) fn shift<T>(lines: &mut [(T, i64)], at: usize, step: Step) -> bool {
    moved(lines, at, step).is_some()
}

fn moved<T>(lines: &mut [(T, i64)], at: usize, step: Step) -> Option<()> {
    let own = depth(lines, at)?;
    let end = end_of(lines, at, own);
    match step {
        Step::Up => {
            let before = (0..at).rev().find(|place| depth(lines, *place).is_some_and(|it| it <= own))?;
            let new = if depth(lines, before)? == own {
                own
            } else {
                // The first of what it stands in goes to the end of what comes before that.
                before.checked_sub(1).and_then(|last| depth(lines, last)).map_or(0, |last| own.min(last + 1))
            };
            lines.get_mut(before..end)?.rotate_right(end - at);
            deepen(lines, before, before + (end - at), new - own);
        }
        Step::Down => {
            let next = depth(lines, end)?;
            // The last of what it stands in becomes the first of what comes after that.
            let (until, new) = if next == own { (end_of(lines, end, next), own) } else { (end + 1, next + 1) };
            lines.get_mut(at..until)?.rotate_left(end - at);
            deepen(lines, until - (end - at), until, new - own);
        }
        Step::In => {
            let before = depth(lines, at.checked_sub(1)?)?;
            let deepest = lines.get(at..end)?.iter().map(|(_, depth)| *depth).max()?;
            (own <= before && deepest < DEEPEST).then_some(())?;
            deepen(lines, at, end, 1);
        }
        Step::Out => {
            (own > 0).then_some(())?;
            deepen(lines, at, end, -1);
        }
    }
    Some(())
}

/// Moves the line at this place, with what stands in it, before another one, beside which it stands from then on; to the end, at the
/// top, where no other one is named. Whether anything moved; nothing where it cannot go there: into itself, or too deep.
pub(super) fn carry<T>(lines: &mut [(T, i64)], at: usize, before: Option<usize>) -> Option<bool> {
    let own = depth(lines, at)?;
    let end = end_of(lines, at, own);
    let (to, new) = match before {
        Some(to) => (to, depth(lines, to)?),
        None => (lines.len(), 0),
    };
    if to == at {
        return Some(false);
    }
    (to < at || to >= end).then_some(())?;
    let deepest = lines.get(at..end)?.iter().map(|(_, depth)| *depth).max()?;
    (new <= own || deepest + new - own <= DEEPEST).then_some(())?;
    let count = end - at;
    let from = if to < at {
        lines.get_mut(to..end)?.rotate_right(count);
        to
    } else {
        lines.get_mut(at..to)?.rotate_left(count);
        to - count
    };
    deepen(lines, from, from + count, new - own);
    Some(from != at || new != own)
}

fn depth<T>(lines: &[(T, i64)], at: usize) -> Option<i64> {
    lines.get(at).map(|(_, depth)| *depth)
}

/// The place after the last line that stands in the one at this place.
fn end_of<T>(lines: &[(T, i64)], at: usize, own: i64) -> usize {
    (at + 1..lines.len()).find(|place| depth(lines, *place).is_some_and(|it| it <= own)).unwrap_or(lines.len())
}

fn deepen<T>(lines: &mut [(T, i64)], from: usize, until: usize, by: i64) {
    for (_, depth) in lines.get_mut(from..until).into_iter().flatten() {
        *depth += by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_contents(lines: &[(usize, i64)]) -> bool {
        let mut most = 0;
        lines.iter().all(|(_, depth)| {
            let well = (0..=most).contains(depth);
            most = depth + 1;
            well
        })
    }

    /// A number below `most`, and the next state.
    fn drawn(state: &mut u64, most: usize) -> usize {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        usize::try_from(*state % u64::try_from(most).unwrap()).unwrap()
    }

    #[test]
    fn after_any_buttons_the_contents_are_a_permutation_with_depths_that_a_reader_can_follow() {
        let mut state = 88_172_645_463_325_252;
        for count in 1..24 {
            let mut lines: Vec<(usize, i64)> =
                (0..count).map(|line| (line, i64::try_from(drawn(&mut state, 6)).unwrap() - 1)).collect();
            tidy(&mut lines);
            assert!(are_contents(&lines));
            for _ in 0..400 {
                let (at, step) = (drawn(&mut state, count), Step::ALL[drawn(&mut state, 4)]);
                let before = lines.clone();
                let is_moved = shift(&mut lines, at, step);
                assert_eq!(is_moved, before != lines, "{before:?} {at} {step:?}");
                assert!(are_contents(&lines), "{before:?} {at} {step:?} {lines:?}");
                let mut all: Vec<usize> = lines.iter().map(|(line, _)| *line).collect();
                all.sort_unstable();
                assert_eq!(all, (0..count).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn carried_anywhere_a_line_leaves_contents_behind_and_stands_where_it_was_sent() {
        let mut state = 2_463_534_242;
        for count in 1..16 {
            let mut lines: Vec<(usize, i64)> =
                (0..count).map(|line| (line, i64::try_from(drawn(&mut state, 6)).unwrap())).collect();
            tidy(&mut lines);
            for _ in 0..400 {
                let (at, to) = (drawn(&mut state, count), drawn(&mut state, count + 1));
                let (line, target) = (lines[at].0, lines.get(to).copied());
                let before = lines.clone();
                let is_moved = carry(&mut lines, at, target.map(|_| to));
                assert_eq!(is_moved.unwrap_or(false), before != lines, "{before:?} {at} {to}");
                assert!(are_contents(&lines), "{before:?} {at} {to} {lines:?}");
                let mut all: Vec<usize> = lines.iter().map(|(line, _)| *line).collect();
                let now = all.iter().position(|it| *it == line).unwrap();
                all.sort_unstable();
                assert_eq!(all, (0..count).collect::<Vec<_>>());
                if is_moved == Some(true) {
                    let end = end_of(&lines, now, lines[now].1);
                    assert_eq!(
                        lines.get(end).map(|(line, _)| *line),
                        target.map(|(line, _)| line),
                        "{before:?} {at} {to}"
                    );
                    assert_eq!(lines[now].1, target.map_or(0, |(_, depth)| depth), "{before:?} {at} {to}");
                }
            }
        }
    }

    #[test]
    fn a_line_moves_with_what_stands_in_it_and_goes_into_its_neighbours() {
        let moved = |lines: &[(&str, i64)], at, step| {
            let mut lines: Vec<(String, i64)> =
                lines.iter().map(|(name, depth)| ((*name).to_owned(), *depth)).collect();
            shift(&mut lines, at, step);
            lines.into_iter().map(|(name, depth)| format!("{depth}{name}")).collect::<Vec<_>>().join(" ")
        };
        let lines = [("a", 0), ("b", 1), ("c", 0), ("d", 1), ("e", 0)];
        assert_eq!(moved(&lines, 2, Step::Up), "0c 1d 0a 1b 0e");
        assert_eq!(moved(&lines, 0, Step::Down), "0c 1d 0a 1b 0e");
        assert_eq!(moved(&lines, 3, Step::Up), "0a 1b 1d 0c 0e");
        assert_eq!(moved(&lines, 1, Step::Down), "0a 0c 1b 1d 0e");
        assert_eq!(moved(&lines, 2, Step::In), "0a 1b 1c 2d 0e");
        assert_eq!(moved(&lines, 3, Step::Out), "0a 1b 0c 0d 0e");
        assert_eq!(moved(&lines, 1, Step::Up), "0b 0a 0c 1d 0e");
        for (at, step) in [(0, Step::Up), (4, Step::Down), (0, Step::In), (0, Step::Out), (1, Step::In)] {
            assert_eq!(moved(&lines, at, step), "0a 1b 0c 1d 0e", "{at} {step:?}");
        }
    }
}
