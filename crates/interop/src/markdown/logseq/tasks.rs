//! Blocks to do and done: `TODO`, `DOING`, `DONE` and the other markers.

/// The words of a block that begins with a marker, as an item of a list of things to do; a marker that says more than
/// « to do » or « done » stays as a word.
pub(super) fn task(words: &str) -> Option<String> {
    let (marker, rest) = words.split_once(' ').unwrap_or((words, ""));
    Some(match marker {
        "TODO" | "LATER" => format!("[ ] {}", said(rest, marker)),
        "DOING" | "NOW" | "WAIT" | "WAITING" | "IN-PROGRESS" => format!("[ ] {words}"),
        "DONE" => format!("[x] {}", said(rest, marker)),
        "CANCELED" | "CANCELLED" => format!("[x] {words}"),
        _ => return None,
    })
}

/// A box needs words after it.
fn said<'w>(rest: &'w str, marker: &'w str) -> &'w str {
    if rest.trim().is_empty() { marker } else { rest }
}

#[cfg(test)]
mod tests {
    use super::task;

    #[test]
    fn a_marker_becomes_a_box() {
        for (words, box_and_words) in [
            ("TODO lire", Some("[ ] lire")),
            ("LATER [#A] lire", Some("[ ] [#A] lire")),
            ("DOING lire", Some("[ ] DOING lire")),
            ("DONE lire", Some("[x] lire")),
            ("CANCELED lire", Some("[x] CANCELED lire")),
            ("TODO", Some("[ ] TODO")),
            ("TODOS lire", None),
            ("lire TODO", None),
        ] {
            assert_eq!(task(words).as_deref(), box_and_words, "{words}");
        }
    }
}
