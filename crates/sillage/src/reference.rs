//! The reference of settings and commands in `docs/`, generated from what the program itself says.
//! `scripts/generated` writes it; the test below fails while it is stale.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::CommandFactory as _;
use i18n::{Language, Messages};

use crate::arguments::Arguments;
use crate::settings::KEYS;
use crate::{help, version};

/// The page of one language, in Markdown.
fn page(language: Language) -> String {
    let messages = Messages::get(language);
    let t = |key: &str| messages.text(key).into_owned();
    let mut out = format!("# {}\n\n{}\n\n", t("cli-reference-title"), t("cli-reference-about"));
    let _ = writeln!(out, "## {}\n\n{}\n", t("cli-reference-settings"), t("cli-reference-order"));
    let columns = [
        "cli-reference-key",
        "cli-reference-variable",
        "cli-reference-flag",
        "cli-reference-default",
        "cli-reference-meaning",
    ]
    .map(t);
    let _ = writeln!(out, "| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()));
    for (key, default) in KEYS {
        let flag = key.replace('_', "-");
        let default = match (key, default) {
            // Those that follow from another setting.
            ("address", _) => "`http://localhost:PORT`".to_owned(),
            ("database", _) => "`sqlite:DATA/sillage.db`".to_owned(),
            ("source_url", _) => "`/source/…`".to_owned(),
            (_, "") => t("cli-reference-none"),
            (_, default) => format!("`{default}`"),
        };
        let meaning = t(&help::argument_key(messages, "serve", &flag));
        let variable = key.to_uppercase();
        let _ = writeln!(out, "| `{key}` | `SILLAGE_{variable}` | `--{flag}` | {default} | {meaning} |");
    }
    let _ = writeln!(out, "\n## {}", t("cli-help-commands").trim_end());
    let mut command = help::translated(Arguments::command(), messages).version(version());
    command.build();
    commands(&mut out, &command, "sillage");
    out
}

fn commands(out: &mut String, command: &clap::Command, path: &str) {
    for inner in command.get_subcommands() {
        let path = format!("{path} {}", inner.get_name());
        if inner.has_subcommands() {
            commands(out, inner, &path);
            continue;
        }
        let mut positional = String::new();
        for argument in inner.get_positionals() {
            for name in argument.get_value_names().unwrap_or_default() {
                let _ = write!(positional, " {name}");
            }
        }
        let about = inner.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(out, "\n### `{path}{positional}`\n\n{about}\n");
        for argument in inner.get_arguments().filter(|argument| !argument.is_global_set()) {
            let Some(name) = argument.get_long().map(|long| format!("--{long}")) else { continue };
            if name == "--help" || is_setting(argument) {
                continue;
            }
            let value = argument.get_value_names().filter(|_| argument.get_action().takes_values());
            let value = value.map(|names| format!(" {}", names.join(" "))).unwrap_or_default();
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(out, "- `{name}{value}`: {help}");
        }
    }
}

/// Whether the table of settings has it already.
fn is_setting(argument: &clap::Arg) -> bool {
    KEYS.iter().any(|(key, _)| argument.get_id() == key)
}

fn file(language: Language) -> PathBuf {
    let name = match language {
        Language::French => "fr/reference.md",
        Language::English => "en/reference.md",
    };
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

#[test]
fn the_reference_says_what_the_program_says() {
    for language in Language::ALL {
        let (file, now) = (file(language), page(language));
        if std::env::var_os("SILLAGE_GENERATE").is_some() {
            std::fs::write(&file, &now).unwrap();
        }
        let written = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(written == now, "{} is stale: run scripts/generated", file.display());
    }
}
