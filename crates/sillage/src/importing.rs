//! `sillage import markdown DIR`.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use domain::notes::Visibility;
use domain::{LanguageTag, Title};
use i18n::{Messages, numbers, words};
use interop::history::HistoryError;
use interop::markdown::{Reader, ScanError};
use serde_json::Value;
use services::import::{self, Options};

use crate::arguments::Markdown;
use crate::failures::{Failure, Result, Stopped};
use crate::progress::Progress;
use crate::settings::Settings;
use crate::{LOOK_AT_THE_REPORT, opening, terminal};

/// How many refusals and warnings a terminal shows.
const SHOWN: usize = 20;

/// Brings a folder of Markdown in, and reports what was kept, changed and refused.
pub(crate) async fn markdown(
    settings: &Settings,
    command: Markdown,
    as_json: bool,
    messages: &'static Messages,
) -> Result<ExitCode> {
    let mut options = options(settings, &command, messages)?;
    let folder = Reader::open(&command.folder).map_err(|error| unreadable(error, &command.folder))?;
    let folder = if command.history {
        folder.with_history().map_err(|error| without_history(error, &command.folder))?
    } else {
        folder
    };
    if let Some(language) = folder.language().filter(|_| command.language.is_none()) {
        options.language = language.clone();
    }
    let folder = Arc::new(folder);
    let written = command.report.map(Unfinished::start).transpose()?;
    let services =
        if options.dry_run { opening::open_to_look(settings).await? } else { opening::open(settings).await? };
    let site = opening::site_name(settings, &services).await?;
    let seen = who_will_see(&site, &options, messages);
    if as_json {
        terminal::message(&seen);
    } else {
        terminal::result(&seen);
    }

    let progress = Progress::new(messages);
    let ctx = services.system("import from the command line");
    let report = import::run(&ctx, folder, &options, &|done, all| progress.show(done, all)).await;
    progress.end();
    let report = report.map_err(|error| match Stopped::by(&error) {
        Some(why) if !options.dry_run => Failure::ImportStopped(why),
        _ => error.into(),
    })?;
    if !options.dry_run {
        services::projections::catch_up_at_once(&services).await?;
        services.store().take_stock().await.map_err(services::Error::from)?;
    }

    let report = serde_json::to_value(&report).map_err(|error| Failure::Start(error.to_string()))?;
    if let Some(written) = written {
        written.finish(&report)?;
    }
    if as_json {
        terminal::document(&report);
    } else {
        for line in summary(&report, messages) {
            terminal::result(&line);
        }
    }
    let is_amiss = count(&report, "/refused") > 0 || count(&report, "/links/broken_by_us") > 0;
    Ok(ExitCode::from(if command.strict && is_amiss { LOOK_AT_THE_REPORT } else { 0 }))
}

fn options(settings: &Settings, command: &Markdown, messages: &Messages) -> Result<Options> {
    let refused = |flag, value: &str| Failure::Flag { flag, value: value.to_owned() };
    let language = match &command.language {
        Some(word) => LanguageTag::parse(word).ok_or_else(|| refused("language", word))?,
        // The language that the site speaks first.
        None => match settings.languages.first() {
            Some(i18n::Language::English) => LanguageTag::english(),
            _ => LanguageTag::french(),
        },
    };
    let visibility = match &command.visibility {
        Some(word) => Visibility::parse(word).ok_or_else(|| refused("visibility", word))?,
        None => Visibility::Public,
    };
    if visibility == Visibility::Community && command.community.is_none() {
        return Err(Failure::CommunityUnsaid);
    }
    Ok(Options {
        notebook: Title::parse(&command.notebook).map_err(|_| refused("notebook", &command.notebook))?,
        language,
        visibility,
        community: command.community.clone(),
        author: command.author.clone(),
        dry_run: command.dry_run,
        report_in: messages.language(),
    })
}

fn unreadable(error: ScanError, folder: &Path) -> Failure {
    match error {
        ScanError::NotAFolder => Failure::NotAFolder(folder.to_owned()),
        ScanError::TooMany => Failure::TooManyFiles(folder.to_owned()),
        ScanError::Unreadable(reason) => {
            Failure::Unreadable { path: folder.display().to_string(), reason: reason.to_string() }
        }
    }
}

fn without_history(error: HistoryError, folder: &Path) -> Failure {
    match error {
        HistoryError::NoGit => Failure::NoGit,
        HistoryError::NotARepository => Failure::NotARepository(folder.to_owned()),
        HistoryError::Failed(reason) => Failure::Unreadable { path: folder.display().to_string(), reason },
    }
}

/// Who will see the notes, in the words that pages use.
fn who_will_see(site: &str, options: &Options, messages: &Messages) -> String {
    let names: Vec<&str> = options.community.as_deref().into_iter().collect();
    words::visibility(messages, options.visibility, site, &names, false)
}

/// A report being written: begun before the import, so that a folder that cannot be written in is known in time.
struct Unfinished {
    path: PathBuf,
    part: PathBuf,
    file: Option<File>,
}

impl Unfinished {
    fn start(path: PathBuf) -> Result<Self> {
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|error| unwritable(&path, &error))?;
        Ok(Self { path, part, file: Some(file) })
    }

    fn finish(mut self, report: &Value) -> Result<()> {
        if let Some(mut file) = self.file.take() {
            let written = writeln!(file, "{report:#}").and_then(|()| file.sync_all());
            written
                .and_then(|()| fs::rename(&self.part, &self.path))
                .map_err(|error| unwritable(&self.path, &error))?;
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Gone already where the report was finished.
        let _ = fs::remove_file(&self.part);
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Unwritable { path: path.display().to_string(), reason: error.to_string() }
}

/// A count of the report.
fn count(report: &Value, pointer: &str) -> i64 {
    report.pointer(pointer).and_then(Value::as_i64).unwrap_or_default()
}

fn text<'r>(item: &'r Value, field: &str) -> &'r str {
    item.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The report, short: what came of it in numbers, then what a person should look at.
fn summary(report: &Value, messages: &Messages) -> Vec<String> {
    let language = messages.language();
    let mut lines = Vec::new();
    if report.get("dry_run").and_then(Value::as_bool).unwrap_or_default() {
        lines.push(messages.text("web-import-dry-run").into_owned());
    }
    let mut section = |title: &str, figures: &[(&str, &str)]| {
        lines.push(messages.text(title).into_owned());
        for (pointer, key) in figures {
            lines.push(format!("  {:>7}  {}", numbers::number(count(report, pointer), language), messages.text(key)));
        }
    };
    section(
        "web-import-notes",
        &[
            ("/notes", "web-import-figure-notes"),
            ("/created", "web-import-figure-created"),
            ("/updated", "web-import-figure-updated"),
            ("/unchanged", "web-import-figure-unchanged"),
            ("/missing", "web-import-figure-missing"),
            ("/attachments", "web-import-figure-attachments"),
            ("/refused", "web-import-figure-refused"),
        ],
    );
    section(
        "web-import-links",
        &[
            ("/links/resolved", "web-import-figure-resolved"),
            ("/links/ambiguous", "web-import-figure-ambiguous"),
            ("/links/wanted", "web-import-figure-wanted"),
            ("/links/broken", "web-import-figure-broken"),
            ("/links/broken_by_us", "web-import-figure-broken-by-us"),
            ("/links/external", "web-import-figure-external"),
        ],
    );
    if count(report, "/versions") > 0 {
        lines.push(messages.with("cli-import-versions", &[("count", count(report, "/versions").into())]));
    }
    let list = |field: &str| report.get(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let refused = list("files")
        .iter()
        .filter(|file| text(file, "result") == "refused")
        .map(|file| format!("  {}: {}", text(file, "path"), import::words::reason(messages, text(file, "reason"))));
    let warnings = list("warnings").iter().map(|warning| {
        let line = warning.get("line").and_then(Value::as_i64).filter(|line| *line > 0);
        let place = line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("  {}{place}: {}", text(warning, "path"), text(warning, "message"))
    });
    let all: Vec<String> = refused.chain(warnings).collect();
    if !all.is_empty() {
        lines.push(messages.with("cli-import-to-look-at", &[("count", all.len().into())]));
        lines.extend(all.iter().take(SHOWN).cloned());
    }
    if all.len() > SHOWN {
        lines.push(messages.with("cli-import-more", &[("count", (all.len() - SHOWN).into())]));
    }
    if let Some(address) = report.pointer("/notebook/address").and_then(Value::as_str) {
        lines.push(messages.with("cli-import-notebook", &[("address", address.into())]));
    }
    if let Some(address) = report.get("address").and_then(Value::as_str) {
        lines.push(messages.with("cli-import-report", &[("address", address.into())]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use i18n::Language;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_long_report_shows_its_beginning_and_says_how_to_get_the_rest() {
        let warnings: Vec<Value> =
            (1..=25).map(|line| json!({ "path": "a.md", "line": line, "code": "x", "message": "x_code" })).collect();
        let report = json!({ "notes": 1200, "links": { "broken_by_us": 2 }, "warnings": warnings });
        let lines = summary(&report, Messages::get(Language::English));
        assert_eq!(lines.iter().filter(|line| line.contains("x_code")).count(), 20);
        assert!(lines.iter().any(|line| line.contains("--report")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("1,200")), "{lines:?}");
    }

    #[test]
    fn an_import_that_fails_leaves_no_half_report() {
        let folder = tempfile::tempdir().unwrap();
        drop(Unfinished::start(folder.path().join("report.json")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        Unfinished::start(folder.path().join("report.json")).unwrap().finish(&json!({})).unwrap();
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["report.json"]);
    }
}
