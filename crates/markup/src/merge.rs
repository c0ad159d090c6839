//! Two edits of one text, joined line by line; what both changed is shown, never lost.

use diffy::{ConflictStyle, MergeOptions};

/// What became of two edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// They touch different lines.
    Clean(String),
    /// They touch the same lines: someone chooses.
    Conflict {
        /// The whole text, in order.
        passages: Vec<Passage>,
    },
}

/// A part of a merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Lines that need no choice.
    Agreed(String),
    /// Lines that both changed.
    Disputed {
        /// What both began with.
        base: String,
        /// What this editor made of it.
        ours: String,
        /// What was saved meanwhile.
        theirs: String,
    },
}

/// Merges two edits of `base`, by lines (as `diff3`).
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merge {
    if ours == theirs || base == theirs {
        return Merge::Clean(ours.to_owned());
    }
    if base == ours {
        return Merge::Clean(theirs.to_owned());
    }
    // Markers longer than any run in the texts, so that no line of a text is taken for one.
    let longest = [base, ours, theirs].into_iter().map(longest_run).max().unwrap_or(0);
    let length = longest.max(7) + 1;
    let mut options = MergeOptions::new();
    options.set_conflict_style(ConflictStyle::Diff3).set_conflict_marker_length(length);
    // Texts whose last line has no end get one, taken off below: markers then stand on lines of their own.
    let ended = [base, ours, theirs].map(|text| format!("{text}\n"));
    let [base, ours, theirs] = &ended;
    match options.merge(base, ours, theirs) {
        Ok(mut text) => {
            text.pop();
            Merge::Clean(text)
        }
        Err(text) => Merge::Conflict { passages: passages(&text, length) },
    }
}

fn longest_run(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    let mut last = '\0';
    for character in text.chars() {
        let marker = matches!(character, '<' | '>' | '=' | '|');
        run = if !marker {
            0
        } else if character == last {
            run + 1
        } else {
            1
        };
        longest = longest.max(run);
        last = character;
    }
    longest
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

fn passages(text: &str, length: usize) -> Vec<Passage> {
    let mark = |letter: char| letter.to_string().repeat(length);
    let (open, middle, bar, close) = (mark('<'), mark('='), mark('|'), mark('>'));
    let mut passages = Vec::new();
    let (mut agreed, mut ours, mut base, mut theirs) = (String::new(), String::new(), String::new(), String::new());
    let mut side = Side::Both;
    for line in text.split_inclusive('\n') {
        if line.starts_with(&open) {
            push_agreed(&mut passages, &mut agreed);
            side = Side::Ours;
        } else if line.starts_with(&bar) {
            side = Side::Base;
        } else if line.starts_with(&middle) {
            side = Side::Theirs;
        } else if line.starts_with(&close) {
            passages.push(Passage::Disputed {
                base: std::mem::take(&mut base),
                ours: std::mem::take(&mut ours),
                theirs: std::mem::take(&mut theirs),
            });
            side = Side::Both;
        } else {
            match side {
                Side::Both => agreed.push_str(line),
                Side::Ours => ours.push_str(line),
                Side::Base => base.push_str(line),
                Side::Theirs => theirs.push_str(line),
            }
        }
    }
    push_agreed(&mut passages, &mut agreed);
    take_last_end(&mut passages);
    passages
}

fn push_agreed(passages: &mut Vec<Passage>, agreed: &mut String) {
    if !agreed.is_empty() {
        passages.push(Passage::Agreed(std::mem::take(agreed)));
    }
}

/// Takes off the end of line that [`merge`] added to all three texts.
fn take_last_end(passages: &mut Vec<Passage>) {
    match passages.last_mut() {
        Some(Passage::Agreed(text)) => {
            text.pop();
            if text.is_empty() {
                passages.pop();
            }
        }
        Some(Passage::Disputed { base, ours, theirs }) => {
            for text in [base, ours, theirs] {
                text.pop();
            }
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, Passage, merge};
    use proptest::prelude::*;

    #[test]
    fn edits_of_different_lines_are_joined() {
        let merged = merge("un\ndeux\ntrois\nquatre", "UN\ndeux\ntrois\nquatre", "un\ndeux\ntrois\nQUATRE");
        assert_eq!(merged, Merge::Clean("UN\ndeux\ntrois\nQUATRE".to_owned()));
    }

    #[test]
    fn edits_of_the_same_line_are_shown_both() {
        let Merge::Conflict { passages } = merge("a\nb\nc\n", "a\n<<<<<<< B1\nc\n", "a\nB2\nc\n") else {
            panic!("a conflict")
        };
        assert_eq!(
            passages,
            [
                Passage::Agreed("a\n".to_owned()),
                Passage::Disputed {
                    base: "b\n".to_owned(),
                    ours: "<<<<<<< B1\n".to_owned(),
                    theirs: "B2\n".to_owned()
                },
                Passage::Agreed("c\n".to_owned()),
            ]
        );
    }

    proptest! {
        #[test]
        fn taking_one_side_everywhere_gives_a_text_with_that_sides_changes(
            base in "([abc<=>|]{0,3}\n){0,6}[abc]?", ours in "([abc<=>|]{0,3}\n){0,6}[abc]?", theirs in "([abc<=>|]{0,3}\n){0,6}[abc]?"
        ) {
            prop_assert_eq!(merge(&base, &ours, &base), Merge::Clean(ours.clone()));
            prop_assert_eq!(merge(&base, &base, &theirs), Merge::Clean(theirs.clone()));
            if let Merge::Conflict { passages } = merge(&base, &ours, &theirs) {
                let disputed = passages.iter().filter(|passage| matches!(passage, Passage::Disputed { .. })).count();
                prop_assert!(disputed > 0);
                for passage in &passages {
                    if let Passage::Disputed { ours: mine, .. } = passage {
                        prop_assert!(ours.contains(mine.as_str()));
                    }
                }
            }
        }
    }
}
