//! Messages from `locales/`, embedded, parsed once, shared by all threads.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use parking_lot::Mutex;
use unic_langid::LanguageIdentifier;

use crate::languages::Language;
use crate::numbers;

#[cfg(debug_assertions)]
mod pseudo;

// Written by `build.rs`: `FRENCH` and `ENGLISH`, each a list of (name, text); `PAGES`, a list of (language, name, text).
include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The `.ftl` files of a language, embedded when the program was built: the name without extension, and the text.
pub const fn files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::French => FRENCH,
        Language::English => ENGLISH,
    }
}

/// A page of Markdown of `locales/LANGUAGE/pages/`; empty where there is none of that name.
pub fn page(language: Language, name: &str) -> &'static str {
    PAGES.iter().find(|(tongue, page, _)| *tongue == language.as_str() && *page == name).map_or("", |(_, _, text)| text)
}

static IN_FRENCH: LazyLock<Messages> = LazyLock::new(|| Messages::build(Language::French));
static IN_ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::build(Language::English));
static MISSES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// How many different misses are remembered; the keys come from the code, so there are few.
const MOST_MISSES: usize = 200;

/// What fills a variable of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Chooses the plural, and is written with its thousands apart.
    Number(i64),
    /// Written as it is.
    Text(Cow<'a, str>),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Arg<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// All messages of one language.
pub struct Messages {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// Those without variables, ready: a page asks for about sixty.
    ready: HashMap<String, String>,
}

impl Messages {
    /// The messages of a language; parsed at the first call, for the life of the program.
    pub fn get(language: Language) -> &'static Self {
        match language {
            Language::French => &IN_FRENCH,
            Language::English => &IN_ENGLISH,
        }
    }

    fn build(language: Language) -> Self {
        // A tag of ours always parses; the undetermined language would only cost the plurals.
        let locale: LanguageIdentifier = language.html_lang().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::French => french_number,
            Language::English => english_number,
        }));
        let mut keys = Vec::new();
        for (_, text) in files(language) {
            let text = (*text).to_owned();
            #[cfg(debug_assertions)]
            let text = pseudo::marked(text);
            // What does not parse is left out and the rest is served; a test refuses such a file.
            let resource = FluentResource::try_new(text).unwrap_or_else(|(partial, _)| partial);
            keys.extend(resource.entries().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
            bundle.add_resource_overriding(resource);
        }
        let mut messages = Self { language, bundle, ready: HashMap::new() };
        messages.ready =
            keys.into_iter().filter_map(|key| messages.format(&key, None).map(|text| (key, text))).collect();
        messages
    }

    /// In which language these are.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A message without variables; the key itself when there is none.
    pub fn text<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        if let Some(text) = self.ready.get(key) {
            return Cow::Borrowed(text);
        }
        self.miss(key);
        Cow::Borrowed(key)
    }

    /// A message with its variables filled; the key itself when there is none, or when a variable is wanting.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(
                *name,
                match arg {
                    Arg::Number(number) => FluentValue::from(*number),
                    Arg::Text(text) => FluentValue::from(text.as_ref()),
                },
            );
        }
        let Some(text) = self.format(key, Some(&values)) else {
            self.miss(key);
            return key.to_owned();
        };
        text
    }

    /// Whether there is such a message, with or without variables.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The keys that were asked for and not found since the program began, as `fr:key`. Tests of pages, letters and
    /// commands end by asking that it be empty.
    pub fn misses() -> Vec<String> {
        MISSES.lock().iter().cloned().collect()
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    fn miss(&self, key: &str) {
        let mut misses = MISSES.lock();
        if misses.len() < MOST_MISSES {
            misses.insert(format!("{}:{key}", self.language));
        }
    }
}

fn french_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, Language::French)
}

fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(value, Language::English)
}

fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::group(&number.as_string(), language)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Arg, Messages};
    use crate::Language;

    #[test]
    fn a_count_takes_the_plural_of_its_language() {
        let say = |language, count: i64| Messages::get(language).with("size-bytes", &[("count", count.into())]);
        assert_eq!(say(Language::French, 0), "0\u{a0}octet");
        assert_eq!(say(Language::French, 1), "1\u{a0}octet");
        assert_eq!(say(Language::French, 2), "2\u{a0}octets");
        assert_eq!(say(Language::French, 12_345), "12\u{a0}345\u{a0}octets");
        assert_eq!(say(Language::English, 0), "0\u{a0}bytes");
        assert_eq!(say(Language::English, 1), "1\u{a0}byte");
        assert_eq!(say(Language::English, 12_345), "12,345\u{a0}bytes");
    }

    #[test]
    fn a_name_goes_in_as_it_is() {
        let text = Messages::get(Language::English)
            .with("visibility-signed-in", &[("site", Arg::from("<b>{ $x } \u{202e}Réseau"))]);
        assert!(text.contains("<b>{ $x } \u{202e}Réseau"), "{text}");
        assert!(!text.contains('\u{2068}'), "isolation marks would show in titles and letters: {text:?}");
    }

    #[test]
    fn a_missing_message_is_its_key_and_is_remembered() {
        let french = Messages::get(Language::French);
        assert_eq!(french.text("no-such-message"), "no-such-message");
        assert_eq!(french.with("no-such-other", &[]), "no-such-other");
        // A variable that is wanting is a miss too: nobody reads « {$count} ».
        assert_eq!(french.text("size-bytes"), "size-bytes");
        for miss in ["fr:no-such-message", "fr:no-such-other", "fr:size-bytes"] {
            assert!(Messages::misses().iter().any(|known| known == miss), "{miss}");
        }
    }
}
