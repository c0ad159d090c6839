//! The sentence around a link, for whoever is cited.

use std::ops::Range;

use crate::targets::Sentence;

/// How far a sentence is looked for around a link, in bytes.
const REACH: usize = 200;

/// The sentence of `block` that holds `words`, cut where it would be long.
pub(crate) fn sentence(block: &str, words: Range<usize>) -> Sentence {
    let from = block.floor_char_boundary(words.start.saturating_sub(REACH));
    let to = block.ceil_char_boundary((words.end + REACH).min(block.len()));
    let before = block.get(from..words.start).unwrap_or_default();
    let inside = block.get(words.clone()).unwrap_or_default();
    let after = block.get(words.end..to).unwrap_or_default();

    let (start, cut_before) = match last_end(before) {
        Some(start) => (start, false),
        None if from > 0 => (before.find(' ').map_or(0, |space| space + 1), true),
        None => (0, false),
    };
    let (end, cut_after) = match first_end(after) {
        Some(end) => (end, false),
        None if to < block.len() => (after.rfind(' ').unwrap_or(after.len()), true),
        None => (after.len(), false),
    };
    let lead = before.get(start..).unwrap_or_default().trim_start();
    let tail = after.get(..end).unwrap_or_default().trim_end();
    let mut text = String::with_capacity(lead.len() + inside.len() + tail.len() + 6);
    if cut_before {
        text.push('…');
    }
    text.push_str(lead);
    let place = text.len();
    text.push_str(inside);
    let words = place..text.len();
    text.push_str(tail);
    if cut_after {
        text.push('…');
    }
    Sentence { text, words }
}

const fn ends_sentence(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…')
}

/// Where the sentence that `before` leads to begins.
fn last_end(before: &str) -> Option<usize> {
    let mut found = None;
    let mut previous = '\0';
    for (index, character) in before.char_indices() {
        if character == ' ' && ends_sentence(previous) {
            found = Some(index + 1);
        }
        previous = character;
    }
    found
}

/// Where the sentence that goes on in `after` ends.
fn first_end(after: &str) -> Option<usize> {
    let mut characters = after.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if ends_sentence(character) && next.is_none_or(char::is_whitespace) {
            return Some(index + character.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_sentence_around_a_link_stops_at_its_neighbours() {
        let block = "Un. Voici le lien ici. Deux.";
        let start = block.find("lien").unwrap();
        let found = sentence(block, start..start + 4);
        assert_eq!(found.text, "Voici le lien ici.");
        assert_eq!(&found.text[found.words], "lien");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let block = format!("{} lien {}", "mot ".repeat(200), "mot ".repeat(200));
        let start = block.find("lien").unwrap();
        let found = sentence(&block, start..start + 4);
        assert!(found.text.len() < 420 && found.text.starts_with('…') && found.text.ends_with('…'));
        assert_eq!(&found.text[found.words], "lien");
    }
}
