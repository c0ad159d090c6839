//! The order of dictionaries.
//!
//! One order for everyone, that of Canadian French (CLDR `fr-CA`), because it is stored with the rows: letters first,
//! then accents **from the end of the word** (*cote, côte, coté, côté*), then small letters before capitals. Digits are
//! read as numbers (`4.9` before `4.10`). ICU4X follows the rule of accents of CLDR for `fr-CA` alone, not for `fr`.

use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::from(locale!("fr-CA"));
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    #[expect(clippy::expect_used, reason = "the data are compiled in; a test of this file loads them")]
    Collator::try_new(preferences, options).expect("collation data of fr-CA")
});

/// Bytes that sort, compared one by one, as the words do in a dictionary. Two texts that differ only by what collation
/// ignores (control characters, Unicode form) have the same key: order by `sort_key, id`.
pub fn sort_key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2 + 8);
    let Ok(()) = COLLATOR.write_sort_key_to(text, &mut key);
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{COLLATOR, sort_key};

    fn sorted(words: &[&'static str]) -> Vec<&'static str> {
        let mut words: Vec<_> = words.iter().rev().copied().collect();
        words.sort_by_key(|word| sort_key(word));
        words
    }

    #[test]
    fn words_sort_as_in_a_dictionary_of_quebec() {
        for order in [
            vec!["cote", "côte", "coté", "côté", "cotée"],
            vec!["ecole", "école", "École", "ecoles", "écoles"],
            vec!["eau", "Éclair", "été", "femme"],
            vec!["Chapitre 4.9", "Chapitre 4.10", "Chapitre 11"],
            vec!["2 notes", "10 notes", "100 notes", "note"],
            vec!["accueil", "Accueil", "accueils"],
        ] {
            assert_eq!(sorted(&order), order);
        }
    }

    #[test]
    fn the_unicode_form_does_not_change_the_order() {
        assert_eq!(sort_key("é\u{301}te\u{301}"), sort_key("e\u{301}\u{301}t\u{e9}"));
        assert_eq!(sort_key("\u{e9}t\u{e9}"), sort_key("e\u{301}te\u{301}"));
    }

    proptest! {
        #[test]
        fn keys_compare_as_the_collator_does(left in "\\PC{0,12}", right in "\\PC{0,12}") {
            prop_assert_eq!(sort_key(&left).cmp(&sort_key(&right)), COLLATOR.compare(&left, &right));
        }
    }
}
