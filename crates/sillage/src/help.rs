//! The help, in the language of the person.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use i18n::Messages;

/// Gives each command and each argument its text: `cli-help-…` with the path of the command, else without it.
pub(crate) fn translated(command: clap::Command, messages: &'static Messages) -> clap::Command {
    in_place(command, messages, "")
}

fn in_place(command: clap::Command, messages: &'static Messages, path: &str) -> clap::Command {
    let heading = messages.text("cli-help-options").into_owned();
    let arguments = messages.text("cli-help-arguments").into_owned();
    let usage = messages.text("cli-help-usage");
    let below = path.to_owned();
    command
        .about(messages.text(&about(path)).into_owned())
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}"))
        .subcommand_help_heading(messages.text("cli-help-commands").into_owned())
        .subcommand_value_name(messages.text("cli-help-command").into_owned())
        .mut_args(|argument| {
            let id = argument.get_id().as_str().replace('_', "-");
            let key = argument_key(messages, &below, &id);
            let under = if argument.is_positional() { arguments.clone() } else { heading.clone() };
            let value = argument.get_value_names().and_then(|names| Some(value_key(names.first()?)));
            let argument = match value.filter(|key| messages.has(key)) {
                Some(key) => argument.value_name(messages.text(&key).into_owned()),
                None => argument,
            };
            argument.help(messages.text(&key).into_owned()).help_heading(under)
        })
        .mut_subcommands(|command| {
            let name = command.get_name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}-{name}") };
            in_place(command, messages, &path)
        })
}

/// The key of what a command does.
fn about(path: &str) -> String {
    if path.is_empty() { "cli-about".to_owned() } else { format!("cli-about-{path}") }
}

/// The key of what an argument means, in its command or everywhere.
pub(crate) fn argument_key(messages: &Messages, path: &str, id: &str) -> String {
    let own = format!("cli-help-{path}-{id}");
    if messages.has(&own) { own } else { format!("cli-help-{id}") }
}

/// The key of what takes the place of a value (`FILE`). Words that are typed as they are (`fr|en`) have none.
fn value_key(name: &str) -> String {
    format!("cli-value-{}", name.to_lowercase().replace(':', "-"))
}

/// The help that was asked for; the parser writes one word of it by itself.
pub(crate) fn shown(help: &clap::Error, messages: &Messages) -> String {
    let any = format!("[{}]", messages.text("cli-help-any-options"));
    help.render().to_string().trim_end().replace("[OPTIONS]", &any)
}

/// Why what was typed cannot be understood, in words.
pub(crate) fn misunderstood(error: &clap::Error, messages: &Messages) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join(" "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            messages.text("cli-use-no-command").into_owned()
        }
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand);
            messages.with("cli-use-unknown-command", &[("command", command.into())])
        }
        ErrorKind::UnknownArgument => messages.with("cli-use-unknown-argument", &[("argument", argument.into())]),
        ErrorKind::MissingRequiredArgument => {
            messages.with("cli-use-missing-argument", &[("argument", argument.into())])
        }
        _ if argument.is_empty() => messages.text("cli-use-wrong").into_owned(),
        _ => messages.with("cli-use-wrong-argument", &[("argument", argument.into())]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;
    use i18n::{Language, messages};

    use super::*;
    use crate::arguments::Arguments;

    /// The keys that a command and those below it ask for.
    fn asked_for(command: &clap::Command, path: &str, messages: &Messages, keys: &mut BTreeSet<String>) {
        keys.insert(about(path));
        for argument in command.get_arguments() {
            keys.insert(argument_key(messages, path, &argument.get_id().as_str().replace('_', "-")));
            let names = argument.get_value_names().unwrap_or_default().iter();
            let takes_any = argument.get_action().takes_values();
            let words = names.filter(|name| takes_any && !name.contains(char::is_lowercase));
            keys.extend(words.map(|name| value_key(name)));
        }
        for inner in command.get_subcommands() {
            let name = inner.get_name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}-{name}") };
            asked_for(inner, &path, messages, keys);
        }
    }

    #[test]
    fn the_help_has_each_of_its_messages_and_no_other() {
        for language in Language::ALL {
            let around = ["usage", "commands", "command", "options", "any-options", "arguments"];
            let mut asked = BTreeSet::from(around.map(|word| format!("cli-help-{word}")));
            asked_for(&Arguments::command(), "", Messages::get(language), &mut asked);
            let lines = messages::files(language).iter().flat_map(|(_, text)| text.lines());
            let keys = lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
            let there: BTreeSet<String> = keys
                .filter(|key| ["cli-about", "cli-help-", "cli-value-"].iter().any(|prefix| key.starts_with(prefix)))
                .map(str::to_owned)
                .collect();
            assert_eq!(there, asked, "{language}");
        }
    }
}
