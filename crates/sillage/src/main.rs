//! `sillage`: from the words typed to an exit code.

mod administration;
mod arguments;
mod backup;
mod checking;
mod demo;
mod failures;
mod help;
mod importing;
mod opening;
mod overseeing;
mod pages;
mod presenting;
mod progress;
#[cfg(test)]
mod reference;
mod registers;
mod serving;
mod settings;
mod settling;
mod sources;
mod terminal;
mod working;

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use i18n::{Language, Messages};
use services::check::Mending;
use tracing_subscriber::filter::LevelFilter;

use arguments::{Arguments, Command, Import};
use failures::{Failure, Result};
use settings::Settings;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The code of wrong use.
const WRONG_USE: u8 = 2;
/// The code of what is done and whose report holds something for a person.
const LOOK_AT_THE_REPORT: u8 = 3;

fn main() -> ExitCode {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let language = spoken(&typed);
    let messages = Messages::get(language);
    let arguments = match understand(&typed, messages) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    match run(arguments, messages) {
        Ok(code) => code,
        Err(failure) => {
            tracing::debug!(%failure, "failed");
            terminal::message(&failure.sentence(messages));
            ExitCode::from(failure.code())
        }
    }
}

/// The language of messages: known before anything else is, since refusing what was typed takes words.
fn spoken(typed: &[OsString]) -> Language {
    let mut words = typed.iter().filter_map(|word| word.to_str());
    let mut told = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--lang") {
            Some("") => told = words.next(),
            Some(rest) => told = rest.strip_prefix('=').or(told),
            None => {}
        }
    }
    told.and_then(Language::from_locale).unwrap_or_else(|| Language::from_environment(variable))
}

/// An environment variable; an empty one counts as absent.
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(|value| value.to_string_lossy().into_owned())
}

/// `X.Y.Z (commit, schema N)`.
fn version() -> String {
    format!("{} ({}, schema {})", env!("CARGO_PKG_VERSION"), env!("SILLAGE_COMMIT"), store::SCHEMA)
}

fn understand(typed: &[OsString], messages: &'static Messages) -> std::result::Result<Arguments, ExitCode> {
    let command = help::translated(Arguments::command(), messages).version(version());
    let understood =
        command.try_get_matches_from(typed).and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    let arguments = understood.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal::result(&help::shown(&error, messages));
            ExitCode::SUCCESS
        }
        _ => {
            terminal::message(&help::misunderstood(&error, messages));
            terminal::message(&messages.text("cli-use-help"));
            ExitCode::from(WRONG_USE)
        }
    })?;
    if let Some(lang) = &arguments.common.lang
        && Language::parse(lang).is_none()
    {
        let failure = Failure::Flag { flag: "lang", value: lang.clone() };
        terminal::message(&failure.sentence(messages));
        return Err(ExitCode::from(failure.code()));
    }
    Ok(arguments)
}

fn run(arguments: Arguments, messages: &'static Messages) -> Result<ExitCode> {
    let site = match &arguments.command {
        Command::Serve(site) | Command::Config(site) => Some(site),
        Command::Import(_)
        | Command::Check { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Admin(_) => None,
    };
    let settings = Settings::read(&arguments.common, site, &variable)?;
    start_log(&settings, matches!(arguments.command, Command::Serve(_)));
    let as_json = arguments.common.json;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Start(error.to_string()))?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve(_) => serving::serve(settings, messages).await?,
            Command::Config(_) => show(&settings, as_json, messages),
            Command::Admin(command) => {
                let served_at = serving::served_at(&settings);
                let settings = settings.beside(served_at);
                let services = opening::open(&settings).await?;
                let name = opening::site_name(&settings, &services).await?;
                let services = services.with_office(opening::office(&settings, settings.site_address(), &name));
                return administration::run(&services, &settings, command, as_json, messages).await;
            }
            Command::Check { repair } => {
                let mending = if repair { Mending::Mend } else { Mending::Tell };
                return checking::check(&settings, mending, as_json, messages).await;
            }
            Command::Backup { file } => return backup::backup(&settings, file, as_json, messages).await,
            Command::Restore { file } => return backup::restore(&settings, file, as_json, messages).await,
            Command::Import(Import::Markdown(command)) => {
                return importing::markdown(&settings, command, as_json, messages).await;
            }
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The log goes to standard error. A command that ends says its own words, so only what is amiss is added to them.
fn start_log(settings: &Settings, is_serving: bool) {
    let level = if is_serving || settings.log_is_chosen() { settings.log } else { LevelFilter::WARN };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    // The words of a panic may hold what was being read: the log says where it happened, and no more.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
}

/// `sillage config`.
fn show(settings: &Settings, as_json: bool, messages: &Messages) {
    if as_json {
        return terminal::document(&settings.document());
    }
    for setting in settings.shown() {
        let from = messages.text(match setting.from {
            settings::Origin::Default => "cli-from-default",
            settings::Origin::File => "cli-from-file",
            settings::Origin::Environment => "cli-from-environment",
            settings::Origin::Flag => "cli-from-flag",
        });
        terminal::result(&format!("{} = {}  ({from})", setting.key, setting.value));
    }
}
