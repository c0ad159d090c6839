//! Any Markdown becomes a page that stays in its frame, does nothing, leads where it may, and is the same twice.
#![no_main]

use domain::LanguageTag;
use fuzz::{judge, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let language = if text.len().is_multiple_of(2) { LanguageTag::french() } else { LanguageTag::english() };
    let body = page(text, &language);
    judge(&body);
    assert_eq!(page(text, &language), body, "another page the second time");
    // Every link found in the source is put back as it was.
    assert_eq!(markup::links::rewrite(text, &markup::links::all(text), &mut |_| None), text);
});
