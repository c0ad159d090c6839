//! The laws of `locales/`: whole in both languages, in good form.

use i18n::{Language, messages};

#[path = "sources/catalogue.rs"]
mod catalogue;

use catalogue::keys;

#[test]
fn both_languages_say_the_same_things_with_the_same_variables() {
    let (french, english) = (keys(Language::French), keys(Language::English));
    for (key, variables) in &french {
        assert_eq!(english.get(key), Some(variables), "{key}, in English, against French");
    }
    for key in english.keys() {
        assert!(french.contains_key(key), "{key} is not in French");
    }
}

#[test]
fn keys_are_in_kebab_case() {
    for key in keys(Language::French).keys() {
        let well = key.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        assert!(well, "{key}");
    }
}

/// As in Quebec: a no-break space before the colon and inside quotation marks, none before ; ! ?
#[test]
fn french_is_written_with_its_own_marks() {
    for (name, text) in messages::files(Language::French) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.contains('\''), "locales/fr/{name}.ftl: a typewriter apostrophe in: {line}");
            assert!(!line.contains("(s)"), "locales/fr/{name}.ftl: plurals are Fluent's: {line}");
            assert!(!line.contains('·'), "locales/fr/{name}.ftl: a form that is hard to read aloud in: {line}");
            for mark in [" :", " »", "« ", " ;", " !", " ?", "\u{a0};", "\u{a0}!", "\u{a0}?", "..."] {
                assert!(!line.contains(mark), "locales/fr/{name}.ftl: {mark:?} in: {line}");
            }
        }
    }
}
