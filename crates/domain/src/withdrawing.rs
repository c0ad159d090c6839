//! Withdrawing words from all versions of a note: the line stays, the words are nowhere.

/// What stands where words stood: the same whatever they were, so that it tells nothing of them.
pub const MARK: &str = "▒▒▒";
/// The character that it is made of.
const STROKE: char = '▒';
/// The fewest characters that are withdrawn at once: fewer would stand in many other words.
pub const SHORTEST: usize = 3;
/// The most.
pub const LONGEST: usize = 2_000;

/// Whether words were taken out of this text. A title that lost some may still be borne by a note, and nobody is asked to write one
/// of that name.
pub fn is_marked(text: &str) -> bool {
    text.contains(MARK)
}

/// Words to withdraw, exactly as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage(String);

/// Why a text cannot be withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPassage {
    /// Nothing was said.
    #[error("empty")]
    Empty,
    /// It has fewer than [`SHORTEST`] characters, marks of before left out.
    #[error("short")]
    Short,
    /// It has more than [`LONGEST`] characters.
    #[error("long")]
    Long,
}

impl Passage {
    /// Reads words as typed; white space around them is left out.
    ///
    /// # Errors
    /// [`NotAPassage`] when there are too few or too many.
    pub fn parse(typed: &str) -> Result<Self, NotAPassage> {
        let words = typed.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
        let words = words.trim();
        if words.is_empty() {
            return Err(NotAPassage::Empty);
        }
        if words.chars().filter(|c| !c.is_whitespace() && *c != STROKE).count() < SHORTEST {
            return Err(NotAPassage::Short);
        }
        if words.chars().count() > LONGEST {
            return Err(NotAPassage::Long);
        }
        Ok(Self(words.to_owned()))
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What takes their place: a mark on each line that had words, so that all lines stay.
    pub fn mark(&self) -> String {
        let lines: Vec<&str> = self.0.split('\n').map(|line| if line.trim().is_empty() { "" } else { MARK }).collect();
        lines.join("\n")
    }

    /// Whether a text holds them.
    pub fn stands_in(&self, text: &str) -> bool {
        text.contains(&self.0)
    }

    /// A text without them.
    pub fn taken_from(&self, text: &str) -> String {
        text.replace(&self.0, &self.mark())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stays_and_tells_nothing_of_the_words() {
        let text = "Un.\nMarie Roy, 12 rue X\n\nvit là. Deux.\nTrois.";
        for (words, left) in [
            ("Marie Roy", "Un.\n▒▒▒, 12 rue X\n\nvit là. Deux.\nTrois."),
            (" Marie Roy, 12 rue X\r\n\r\nvit là. ", "Un.\n▒▒▒\n\n▒▒▒ Deux.\nTrois."),
            ("marie roy", text),
        ] {
            let passage = Passage::parse(words).unwrap();
            assert_eq!(passage.taken_from(text), left);
            assert_eq!(passage.stands_in(text), left != text, "{words}");
            assert_eq!(passage.taken_from(text).lines().count(), text.lines().count());
        }
    }

    #[test]
    fn what_lost_words_is_known_by_its_mark_folded_too() {
        for (text, is) in [("Moulin de ▒▒▒", true), ("Moulin de Marie", false), ("▒ et ▒", false)] {
            assert_eq!(is_marked(text), is, "{text}");
            assert_eq!(is_marked(&crate::folding::title_key(text)), is, "{text}");
        }
    }

    #[test]
    fn what_stands_everywhere_cannot_be_withdrawn() {
        let refused = |typed: &str| Passage::parse(typed).err();
        assert_eq!(refused(" \n "), Some(NotAPassage::Empty));
        assert_eq!(refused("a b"), Some(NotAPassage::Short));
        assert_eq!(refused("▒▒▒ ab"), Some(NotAPassage::Short));
        assert_eq!(refused("abc"), None);
        assert_eq!(refused(&"a".repeat(LONGEST)), None);
        assert_eq!(refused(&"a".repeat(LONGEST + 1)), Some(NotAPassage::Long));
    }
}
