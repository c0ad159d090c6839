//! The one folding that links, import and search share: what a reader takes for the same words gives the same key.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The key under which titles and aliases are compared.
///
/// Case, accents, ligatures (œ, æ), apostrophes, dashes, widths and runs of white space are all the same; Unicode
/// compatibility forms (NFKD, UAX #15) too. Characters that are not seen (controls, joiners, directions) are left out.
pub fn title_key(title: &str) -> String {
    let mut key = Key { text: String::with_capacity(title.len()), space: false };
    for character in title.chars() {
        if character.is_ascii() {
            key.push(character);
        } else {
            // One character at a time: the order of combining marks, which whole words would settle, is of no account.
            decompose_compatible(character, |part| {
                if !is_combining_mark(part) {
                    key.push(part);
                }
            });
        }
    }
    key.text
}

/// A key being written.
struct Key {
    text: String,
    space: bool,
}

impl Key {
    /// Adds what a character without marks folds to.
    fn push(&mut self, character: char) {
        if character.is_whitespace() || character == '_' {
            self.space = !self.text.is_empty();
            return;
        }
        if is_unseen(character) {
            return;
        }
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
        match character {
            '`' => self.text.push('\''),
            plain if plain.is_ascii() => self.text.push(plain.to_ascii_lowercase()),
            'œ' | 'Œ' => self.text.push_str("oe"),
            'æ' | 'Æ' => self.text.push_str("ae"),
            'ß' | 'ẞ' => self.text.push_str("ss"),
            'ø' | 'Ø' => self.text.push('o'),
            'ł' | 'Ł' => self.text.push('l'),
            'đ' | 'Đ' => self.text.push('d'),
            'ı' => self.text.push('i'),
            'ς' => self.text.push('σ'),
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{00b4}' | '\u{2032}' => self.text.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{00ab}' | '\u{00bb}' => self.text.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.text.push('-'),
            // Lower-casing may bring a combining mark back (İ): leave it out, as above.
            other => self.text.extend(other.to_lowercase().filter(|lower| !is_combining_mark(*lower))),
        }
    }
}

/// A text with each letter and its marks as one character where there is one (NFC, UAX #15).
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Controls, joiners, soft hyphens, direction marks: written, never seen.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::title_key;
    use proptest::prelude::*;

    #[test]
    fn case_accents_ligatures_and_apostrophes_are_the_same_to_a_reader() {
        for (left, right) in [
            ("École", "ecole"),
            ("L’œuvre", "l'oeuvre"),
            ("Cafe\u{301}", "CAFÉ"),
            ("  À   propos ", "a propos"),
            ("Straße", "STRASSE"),
            ("ﬁn", "fin"),
            ("demi‑tour", "demi-tour"),
            ("getting_started", "Getting started"),
        ] {
            assert_eq!(title_key(left), title_key(right), "{left} / {right}");
        }
    }

    proptest! {
        #[test]
        fn composed_or_not_words_have_one_key(title in "\\PC{0,40}") {
            use unicode_normalization::UnicodeNormalization as _;
            let key = title_key(&title);
            prop_assert_eq!(title_key(&title.nfc().collect::<String>()), key.clone());
            prop_assert_eq!(title_key(&title.nfkd().collect::<String>()), key);
        }

        #[test]
        fn folding_twice_changes_nothing(title in "\\PC{0,60}") {
            let once = title_key(&title);
            prop_assert_eq!(title_key(&once), once);
        }
    }
}
