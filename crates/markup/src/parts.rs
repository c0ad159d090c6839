//! Two edits of one text side by side, part by part: what is the same, and what one of them changed, or both.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Who changed a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This editor alone.
    Ours,
    /// The other one alone.
    Theirs,
    /// Both, each in another way.
    Both,
}

/// What is taken of a part that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// What this editor made of it.
    Ours,
    /// What the other one made of it.
    Theirs,
    /// The two, one after the other.
    Both,
}

impl Take {
    /// What is taken where nobody chooses: what was changed, and the two where both did.
    pub const fn of(side: Side) -> Self {
        match side {
            Side::Ours => Self::Ours,
            Side::Theirs => Self::Theirs,
            Side::Both => Self::Both,
        }
    }
}

/// A part of two edits of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Lines that both have.
    Same(String),
    /// Lines that differ.
    Differs {
        /// What this editor made of them.
        ours: String,
        /// What the other one made of them.
        theirs: String,
        /// Who changed them.
        side: Side,
    },
}

/// The parts of two edits of `base`, in order, by lines (as `diff3`).
pub fn parts(base: &str, ours: &str, theirs: &str) -> Vec<Part> {
    let (base, ours, theirs) = (lines(base), lines(ours), lines(theirs));
    let (in_ours, in_theirs) = (places(&base, &ours), places(&base, &theirs));
    // Lines of the base that both kept stand fast; what is between two of them is compared.
    let fast = in_ours.into_iter().zip(in_theirs).enumerate();
    let fast = fast.filter_map(|(at, (our, their))| Some((at, our?, their?)));
    let mut parts = Vec::new();
    let mut from = (0, 0, 0);
    for (at, our, their) in fast.chain([(base.len(), ours.len(), theirs.len())]) {
        let between = |lines: &[&str], from: usize, to: usize| lines.get(from..to).unwrap_or_default().concat();
        let before = between(&base, from.0, at);
        push(&mut parts, &before, between(&ours, from.1, our), between(&theirs, from.2, their));
        if let Some(line) = base.get(at) {
            push_same(&mut parts, line);
        }
        from = (at + 1, our + 1, their + 1);
    }
    parts
}

/// The text of parts: `take` says what is taken of each one that differs, by its number from 0.
pub fn join(parts: &[Part], take: impl Fn(usize, Side) -> Take) -> String {
    let (mut text, mut number) = (String::new(), 0);
    for part in parts {
        match part {
            Part::Same(same) => text.push_str(same),
            Part::Differs { ours, theirs, side } => {
                let taken = take(number, *side);
                number += 1;
                if taken != Take::Theirs {
                    text.push_str(ours);
                }
                if taken == Take::Both && !ours.is_empty() && !ours.ends_with('\n') && !theirs.is_empty() {
                    text.push('\n');
                }
                if taken != Take::Ours {
                    text.push_str(theirs);
                }
            }
        }
    }
    text
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Where each line of the base stands in an edit of it, as far as it was kept.
fn places(base: &[&str], edit: &[&str]) -> Vec<Option<usize>> {
    let mut places = vec![None; base.len()];
    for op in capture_diff_slices(Algorithm::Patience, base, edit) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for (place, at) in places.iter_mut().skip(old_index).take(len).zip(new_index..) {
                *place = Some(at);
            }
        }
    }
    places
}

fn push(parts: &mut Vec<Part>, base: &str, ours: String, theirs: String) {
    if ours == theirs {
        push_same(parts, &ours);
        return;
    }
    let side = match (ours == base, theirs == base) {
        (true, _) => Side::Theirs,
        (_, true) => Side::Ours,
        _ => Side::Both,
    };
    parts.push(Part::Differs { ours, theirs, side });
}

fn push_same(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Same(same)) => same.push_str(text),
        _ => parts.push(Part::Same(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_part_says_who_changed_it() {
        let found =
            parts("un\ndeux\ntrois\nquatre\ncinq\n", "UN\ndeux\n3\nquatre\ncinq\n", "un\ndeux\nIII\nquatre\nCINQ\n");
        let differs =
            |ours: &str, theirs: &str, side| Part::Differs { ours: ours.to_owned(), theirs: theirs.to_owned(), side };
        assert_eq!(
            found,
            [
                differs("UN\n", "un\n", Side::Ours),
                Part::Same("deux\n".to_owned()),
                differs("3\n", "III\n", Side::Both),
                Part::Same("quatre\n".to_owned()),
                differs("cinq\n", "CINQ\n", Side::Theirs),
            ]
        );
        assert_eq!(join(&found, |_, side| Take::of(side)), "UN\ndeux\n3\nIII\nquatre\nCINQ\n");
    }

    #[test]
    fn two_last_lines_without_an_end_stay_two_lines() {
        assert_eq!(join(&parts("a\nb", "a\nB1", "a\nB2"), |_, side| Take::of(side)), "a\nB1\nB2");
    }

    proptest! {
        #[test]
        fn taking_one_side_everywhere_gives_that_sides_text(
            base in "([abc]{0,2}\n){0,6}[abc]?", ours in "([abc]{0,2}\n){0,6}[abc]?", theirs in "([abc]{0,2}\n){0,6}[abc]?"
        ) {
            let found = parts(&base, &ours, &theirs);
            prop_assert_eq!(join(&found, |_, _| Take::Ours), ours.clone());
            prop_assert_eq!(join(&found, |_, _| Take::Theirs), theirs.clone());
            prop_assert_eq!(join(&parts(&base, &ours, &base), |_, side| Take::of(side)), ours.clone());
            prop_assert_eq!(join(&parts(&base, &base, &theirs), |_, side| Take::of(side)), theirs.clone());
        }
    }
}
