//! The one folding that links, import and search share: what a reader takes for the same words gives the same key.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key under which titles and aliases are compared.
///
/// Case, accents, ligatures (œ, æ), apostrophes, dashes, widths and runs of white space are all the same; Unicode
/// compatibility forms (NFKD, UAX #15) too. Characters that are not seen (controls, joiners, directions) are left out.
pub fn title_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    let mut space = false;
    for character in title.nfkd().filter(|character| !is_combining_mark(*character)) {
        if character.is_whitespace() || character == '_' {
            space = !key.is_empty();
            continue;
        }
        if is_unseen(character) {
            continue;
        }
        if space {
            key.push(' ');
            space = false;
        }
        match character {
            'œ' | 'Œ' => key.push_str("oe"),
            'æ' | 'Æ' => key.push_str("ae"),
            'ß' | 'ẞ' => key.push_str("ss"),
            'ø' | 'Ø' => key.push('o'),
            'ł' | 'Ł' => key.push('l'),
            'đ' | 'Đ' => key.push('d'),
            'ı' => key.push('i'),
            'ς' => key.push('σ'),
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' | '\u{00b4}' | '\u{0060}' | '\u{2032}' => key.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{00ab}' | '\u{00bb}' => key.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => key.push('-'),
            // Lower-casing may bring a combining mark back (İ): leave it out, as above.
            other => key.extend(other.to_lowercase().filter(|lower| !is_combining_mark(*lower))),
        }
    }
    key
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
        fn folding_twice_changes_nothing(title in "\\PC{0,60}") {
            let once = title_key(&title);
            prop_assert_eq!(title_key(&once), once);
        }
    }
}
