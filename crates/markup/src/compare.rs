//! Two versions of a text side by side: which lines differ, and which words in them.

use similar::{Algorithm, ChangeTag, TextDiff};

/// Lines of both texts beyond which words are not compared: nobody reads that far, and it would take seconds.
const MOST_LINES: usize = 40_000;
/// Lines that stay around a change.
const AROUND: usize = 3;

/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// In both texts.
    Same(String),
    /// In the first alone; some of its words differ.
    Removed(Vec<Span>),
    /// In the second alone; some of its words differ.
    Added(Vec<Span>),
    /// So many lines that are in both texts, far from any change.
    Skipped(usize),
}

/// Words of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether the other text has others there.
    pub differs: bool,
}

/// Compares two texts: first lines, then words in lines that took the place of others. The lines of the first text are those
/// that are the same and those removed, in order; of the second, those that are the same and those added.
///
/// `None` for texts that are too long for it.
pub fn compare(before: &str, after: &str) -> Option<Vec<Compared>> {
    let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    if lines(before) + lines(after) > MOST_LINES {
        return None;
    }
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(before, after);
    let mut all = Vec::new();
    for op in diff.ops() {
        for change in diff.iter_inline_changes(op) {
            let mut spans: Vec<Span> = Vec::new();
            for (differs, text) in change.iter_strings_lossy() {
                let text = text.trim_end_matches(['\n', '\r']);
                match spans.last_mut().filter(|last| last.differs == differs) {
                    Some(last) => last.text.push_str(text),
                    None if text.is_empty() => {}
                    None => spans.push(Span { text: text.to_owned(), differs }),
                }
            }
            all.push(match change.tag() {
                ChangeTag::Equal => Compared::Same(spans.into_iter().map(|span| span.text).collect()),
                ChangeTag::Delete => Compared::Removed(spans),
                ChangeTag::Insert => Compared::Added(spans),
            });
        }
    }
    Some(without_far_lines(all))
}

/// Leaves out what is the same far from any change.
fn without_far_lines(all: Vec<Compared>) -> Vec<Compared> {
    let changes: Vec<usize> =
        all.iter().enumerate().filter(|(_, line)| !matches!(line, Compared::Same(_))).map(|(at, _)| at).collect();
    let is_near = |at: usize| {
        let next = changes.partition_point(|change| *change < at);
        let near = |change: Option<&usize>| change.is_some_and(|change| change.abs_diff(at) <= AROUND);
        near(changes.get(next)) || near(next.checked_sub(1).and_then(|last| changes.get(last)))
    };
    let mut kept = Vec::new();
    for (at, line) in all.into_iter().enumerate() {
        if is_near(at) {
            kept.push(line);
        } else if let Some(Compared::Skipped(count)) = kept.last_mut() {
            *count += 1;
        } else {
            kept.push(Compared::Skipped(1));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans(spans: &[(&str, bool)]) -> Vec<Span> {
        spans.iter().map(|(text, differs)| Span { text: (*text).to_owned(), differs: *differs }).collect()
    }

    #[test]
    fn changed_words_are_marked_inside_changed_lines() {
        let compared = compare("un\ndeux mots ici\ntrois\n", "un\ndeux autres mots ici\ntrois\n").unwrap();
        let same = |text: &str| Compared::Same(text.to_owned());
        assert_eq!(compared.first(), Some(&same("un")));
        assert_eq!(compared.get(1), Some(&Compared::Removed(spans(&[("deux mots ici", false)]))));
        let Some(Compared::Added(added)) = compared.get(2) else { panic!("{compared:?}") };
        assert!(added.iter().any(|span| span.differs && span.text.trim() == "autres"), "{added:?}");
        assert_eq!(compared.get(3), Some(&same("trois")));
    }

    #[test]
    fn what_is_the_same_far_from_any_change_is_counted() {
        let text: String = (0..53).map(|number| ["un\n", "deux\n", "trois\n"][number % 3]).collect();
        assert_eq!(compare(&text, &text).unwrap(), [Compared::Skipped(53)]);
        let compared = compare(&text, &format!("{text}fin\n")).unwrap();
        assert_eq!((compared.first(), compared.len()), (Some(&Compared::Skipped(50)), 5));
        assert!(compare(&"a\n".repeat(30_000), &"b\n".repeat(30_000)).is_none());
    }

    fn one_side(compared: &[Compared], is_before: bool) -> Vec<String> {
        let words = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
        let line = |line: &Compared| match line {
            Compared::Same(text) => Some(text.clone()),
            Compared::Removed(spans) if is_before => Some(words(spans)),
            Compared::Added(spans) if !is_before => Some(words(spans)),
            _ => None,
        };
        compared.iter().filter_map(line).collect()
    }

    proptest! {
        #[test]
        fn each_text_is_read_on_its_side(
            before in proptest::collection::vec("[ab é\\*]{0,6}", 0..8),
            after in proptest::collection::vec("[ab é\\*]{0,6}", 0..8),
        ) {
            let compared = compare(&before.join("\n"), &after.join("\n")).unwrap();
            if !compared.iter().any(|line| matches!(line, Compared::Skipped(_))) {
                let lines = |text: &[String]| text.join("\n").lines().map(str::to_owned).collect::<Vec<_>>();
                prop_assert_eq!(one_side(&compared, true), lines(&before));
                prop_assert_eq!(one_side(&compared, false), lines(&after));
            }
        }
    }
}
