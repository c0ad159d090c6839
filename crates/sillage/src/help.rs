//! The help, in the language of the person.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use i18n::Messages;

/// Gives each command and each argument its text: `cli-help-…` with the path of the command, else without it.
pub(crate) fn translated(command: clap::Command, messages: &'static Messages) -> clap::Command {
    in_place(command, messages, "")
}

fn in_place(command: clap::Command, messages: &'static Messages, path: &str) -> clap::Command {
    let about = if path.is_empty() { "cli-about".to_owned() } else { format!("cli-about-{path}") };
    let heading = messages.text("cli-help-options").into_owned();
    let arguments = messages.text("cli-help-arguments").into_owned();
    let usage = messages.text("cli-help-usage");
    let below = path.to_owned();
    command
        .about(messages.text(&about).into_owned())
        .help_template(format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}"))
        .subcommand_help_heading(messages.text("cli-help-commands").into_owned())
        .subcommand_value_name(messages.text("cli-help-command").into_owned())
        .mut_args(|argument| {
            let id = argument.get_id().as_str().replace('_', "-");
            let own = format!("cli-help-{below}-{id}");
            let key = if messages.has(&own) { own } else { format!("cli-help-{id}") };
            let under = if argument.is_positional() { arguments.clone() } else { heading.clone() };
            argument.help(messages.text(&key).into_owned()).help_heading(under)
        })
        .mut_subcommands(|command| {
            let name = command.get_name();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}-{name}") };
            in_place(command, messages, &path)
        })
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
