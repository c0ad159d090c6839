//! Notebooks: how they are sorted and seen.

use std::fmt;

/// The order in which a notebook's notes are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// As its leads ordered them.
    #[default]
    Manual,
    /// The newest placement first.
    Newest,
    /// The last changed first.
    Changed,
    /// By title, in French collation.
    Title,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Manual, Self::Newest, Self::Changed, Self::Title];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Newest => "newest",
            Self::Changed => "changed",
            Self::Title => "title",
        }
    }

    /// Reads that word; nothing of any other.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word)
    }
}

/// How a notebook's notes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// One under the other, with their first words.
    #[default]
    List,
    /// Side by side.
    Grid,
    /// As a work (*Ouvrage*): a cover, then contents with parts and numbers.
    Work,
}

impl View {
    /// All views.
    pub const ALL: [Self; 3] = [Self::List, Self::Grid, Self::Work];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Grid => "grid",
            Self::Work => "work",
        }
    }

    /// Reads that word; nothing of any other.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.as_str() == word)
    }
}

/// A colour, as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color([u8; 3]);

impl Color {
    /// Reads `#rrggbb`, in either case; nothing of any other writing.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// How much red, green and blue it has.
    pub fn parts(self) -> [u8; 3] {
        self.0
    }

    /// Whether white words are read better on it than black ones (WCAG 2.2, contrast ratio).
    pub fn is_dark(self) -> bool {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod color_tests {
    use super::Color;

    #[test]
    fn a_colour_is_read_as_written_and_nothing_else_is_one() {
        assert_eq!(Color::parse("#0A5c70").unwrap().to_string(), "#0a5c70");
        for other in ["0a5c70", "#0a5c7", "#0a5c701", "#0a5c7g", "#+a5c70", "red", "#é5c70", ""] {
            assert!(Color::parse(other).is_none(), "{other}");
        }
        assert!(Color::parse("#0a5c70").unwrap().is_dark() && !Color::parse("#f7e7a6").unwrap().is_dark());
    }
}
