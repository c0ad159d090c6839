//! A language for development and tests: each message between ⟦ and ⟧, so that a word that stands outside comes from
//! elsewhere than `locales/`. `SILLAGE_PSEUDO=1` asks for it; a release holds none of this.

use fluent_syntax::ast::{Entry, Message, PatternElement};
use fluent_syntax::{parser, serializer};

/// A file of messages, each marked at both ends where the environment asks for it. What fills a variable stays as it is.
pub(super) fn marked(text: String) -> String {
    if std::env::var_os("SILLAGE_PSEUDO").is_some_and(|value| value == "1") { between(&text) } else { text }
}

fn between(text: &str) -> String {
    let mut resource = parser::parse(text).unwrap_or_else(|(partial, _)| partial);
    for entry in &mut resource.body {
        if let Entry::Message(Message { value: Some(pattern), .. }) = entry {
            pattern.elements.insert(0, PatternElement::TextElement { value: "⟦" });
            pattern.elements.push(PatternElement::TextElement { value: "⟧" });
        }
    }
    serializer::serialize(&resource)
}

#[cfg(test)]
mod tests {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

    use super::*;
    use crate::Language;
    use crate::messages::files;

    #[test]
    fn a_message_is_marked_at_both_ends_whatever_its_form() {
        let text = "a = Un mot\nb = { $count ->\n    [one] { $count } note\n   *[other] { $count } notes\n }\n\
            c =\n    { $place } : fin\nd = { \"\\u00A0\" }h\n";
        let mut bundle = FluentBundle::new(vec!["fr-CA".parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle.add_resource(FluentResource::try_new(between(text)).unwrap()).unwrap();
        let args = FluentArgs::from_iter([("count", "2"), ("place", "ici")]);
        let say = |key: &str| {
            let pattern = bundle.get_message(key).unwrap().value().unwrap();
            bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
        };
        assert_eq!(["a", "b", "c", "d"].map(say), ["⟦Un mot⟧", "⟦2 notes⟧", "⟦ici : fin⟧", "⟦\u{a0}h⟧"]);
    }

    #[test]
    fn every_message_of_ours_can_be_marked() {
        for (name, text) in Language::ALL.into_iter().flat_map(files) {
            let before = parser::parse(*text).unwrap();
            let marked = between(text);
            let after = parser::parse(marked.as_str()).unwrap();
            assert_eq!(before.body.len(), after.body.len(), "{name}");
        }
    }
}
