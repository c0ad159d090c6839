//! The messages of `locales/`, with their variables.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use i18n::{Language, messages};

/// Each key of a language, with the variables that its message uses.
pub fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
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
