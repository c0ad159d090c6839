//! The laws of `locales/`: whole in both languages, and what the code asks for is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use i18n::{Language, messages};

/// Each key of a language, with the variables that its message uses.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (name, text) in messages::files(language) {
        let resource = fluent_syntax::parser::parse(*text)
            .unwrap_or_else(|(_, errors)| panic!("locales/{language}/{name}.ftl does not parse: {errors:?}"));
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut variables = BTreeSet::new();
                    let value = message.value.as_ref();
                    variables_of(value.unwrap_or_else(|| panic!("{} says nothing", message.id.name)), &mut variables);
                    let before = keys.insert(message.id.name.to_owned(), variables);
                    assert!(before.is_none(), "locales/{language}: {} is there twice", message.id.name);
                }
                Entry::Term(term) => panic!("{}: terms hide the words from who translates", term.id.name),
                Entry::Junk { content } => panic!("locales/{language}/{name}.ftl: {content}"),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    keys
}

fn variables_of(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, found),
        Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                variables_of(&variant.value, found);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => in_expression(expression, found),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, named }, .. } => {
            for argument in positional.iter().chain(named.iter().map(|argument| &argument.value)) {
                in_inline(argument, found);
            }
        }
        _ => {}
    }
}

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

#[test]
fn french_is_written_with_its_own_marks() {
    for (name, text) in messages::files(Language::French) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.contains('\''), "locales/fr/{name}.ftl: a typewriter apostrophe in: {line}");
            assert!(!line.contains("(s)"), "locales/fr/{name}.ftl: plurals are Fluent's: {line}");
        }
    }
}

#[test]
fn what_the_code_asks_for_is_there() {
    let known = keys(Language::French);
    let mut missing = BTreeSet::new();
    let mut files = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files).unwrap();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for key in asked_for(&text) {
            if !known.contains_key(key) && !key.starts_with("no-such-") {
                missing.insert(format!("{key}, in {}", file.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn a_call_is_recognised_wherever_it_stands() {
    let text = r#"{{ f.t("no-such-a") }} messages.text("no-such-b"), m.with(
        "no-such-c", &[]) format("not") wit("web-d") start("web-e") t("../crates") t("Words")"#;
    assert_eq!(asked_for(text), ["no-such-a", "no-such-b", "no-such-c"]);
}

/// The sources and templates below a folder.
fn below(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "target" && name != "node_modules" {
                below(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "html") {
            files.push(path);
        }
    }
    Ok(())
}

/// The keys of `t("…")`, `text("…")` and `with("…"`: what looks like a key, with a hyphen.
fn asked_for(text: &str) -> Vec<&str> {
    let mut keys = Vec::new();
    for call in ["t(", "text(", "with("] {
        for (at, _) in text.match_indices(call) {
            let word_before = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
            let Some(rest) = text[at + call.len()..].trim_start().strip_prefix('"') else { continue };
            let Some((key, _)) = rest.split_once('"') else { continue };
            let is_key = key.contains('-')
                && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
                && key.starts_with(|first: char| first.is_ascii_lowercase());
            if !word_before && is_key {
                keys.push(key);
            }
        }
    }
    keys
}
