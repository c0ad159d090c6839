//! `sillage backup FILE` and `sillage restore FILE`.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use i18n::Messages;
use serde_json::json;
use services::backup::{self, Refused};
use services::check::{self, Contents, Mending, Report};
use store::Location;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::failures::{Failure, Result};
use crate::progress::Progress;
use crate::settings::Settings;
use crate::working::{self, Taken, Working};
use crate::{LOOK_AT_THE_REPORT, checking, opening, terminal};

/// Writes the whole site into one file, while it is served.
pub(crate) async fn backup(
    settings: &Settings,
    file: PathBuf,
    as_json: bool,
    messages: &'static Messages,
) -> Result<ExitCode> {
    if matches!(settings.location, Location::Postgres(_)) {
        return Err(Failure::BackedUpElsewhere);
    }
    if file.exists() {
        return Err(Failure::Exists(file));
    }
    let services = opening::open_existing(settings).await?;
    let ending = Ending::heard()?;
    let working = working_beside(&file)?;
    let progress = Progress::new(messages);
    let ctx = services.system("backup from the command line");
    let version = env!("CARGO_PKG_VERSION");
    let written =
        ending.unless(backup::write(&ctx, working.path(), version, &|done, all| progress.show(done, all))).await;
    progress.end();
    let written = written??;
    working::publish(&written.archive, &file).map_err(|error| refused_by_disk(&file, &error))?;
    drop(working);
    // The backup is whole, whether or not the site can say so.
    if let Err(error) = backup::remember(&ctx).await {
        tracing::warn!(%error, "the site does not remember this backup");
    }
    if as_json {
        terminal::document(&json!({
            "file": file,
            "bytes": written.bytes,
            "contents": written.contents,
            "check": checking::document(&written.report, messages),
        }));
    } else {
        let bytes = i64::try_from(written.bytes).unwrap_or(i64::MAX);
        let path = file.display().to_string();
        terminal::result(&messages.with("backup-written", &[("file", (&path).into()), ("bytes", bytes.into())]));
        tell(&written.report, messages);
    }
    Ok(code(&written.report))
}

/// Makes a data folder of a backup: unpacked and checked beside it, then given its name.
pub(crate) async fn restore(
    settings: &Settings,
    file: PathBuf,
    as_json: bool,
    messages: &'static Messages,
) -> Result<ExitCode> {
    let data = settings.data.clone();
    refuse_data(settings)?;
    let archive = File::open(&file)
        .map_err(|error| Failure::Unreadable { path: file.display().to_string(), reason: error.to_string() })?;
    if let Some(parent) = data.parent() {
        fs::create_dir_all(parent).map_err(|error| refused_by_disk(&data, &error))?;
    }
    let ending = Ending::heard()?;
    let working = working_beside(&data)?;
    let site = working.path().join("site");
    let report = ending.unless(unpacked(archive, site.clone(), &file, messages)).await??;
    working::publish(&site, &data).map_err(|error| refused_by_disk(&data, &error))?;
    if as_json {
        terminal::document(&json!({ "data": data, "check": checking::document(&report, messages) }));
    } else {
        let path = data.display().to_string();
        terminal::result(&messages.with("backup-restored", &[("data", (&path).into())]));
        tell(&report, messages);
    }
    Ok(code(&report))
}

/// Only a folder that holds nothing becomes a site; a database elsewhere is not ours to fill.
fn refuse_data(settings: &Settings) -> Result<()> {
    let data = &settings.data;
    let holds_something = match fs::read_dir(data) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(refused_by_disk(data, &error)),
    };
    if holds_something {
        return Err(Failure::Exists(data.clone()));
    }
    match &settings.location {
        Location::Sqlite(database) if *database == data.join("sillage.db") => Ok(()),
        _ => Err(Failure::RestoredElsewhere),
    }
}

/// Unpacks a backup into a new folder, and checks what came out.
async fn unpacked(archive: File, site: PathBuf, file: &Path, messages: &'static Messages) -> Result<Report> {
    let progress = Progress::new(messages);
    opening::prepare(&site)?;
    let folder = site.clone();
    let unpacking = tokio::task::spawn_blocking(move || backup::unpack(archive, &folder));
    let unpacked = unpacking.await.map_err(|error| Failure::Start(error.to_string()))?;
    unpacked.map_err(|refused| not_restored(refused, file))?;
    let services = opening::open_at(&site, &Location::Sqlite(site.join("sillage.db"))).await?;
    let ctx = services.system("restore from the command line");
    let report = check::run(&ctx, Mending::Tell, Contents::Read, &|done, all| progress.show(done, all)).await;
    progress.end();
    Ok(report?)
}

fn not_restored(refused: Refused, file: &Path) -> Failure {
    match refused {
        Refused::Disk(error) => refused_by_disk(file, &error),
        refused => Failure::NotRestored { path: file.to_owned(), refused },
    }
}

fn working_beside(made: &Path) -> Result<Working> {
    Working::beside(made).map_err(|taken| match taken {
        Taken::InUse => Failure::BeingMade(made.to_owned()),
        Taken::Disk(error) => refused_by_disk(made, &error),
    })
}

fn refused_by_disk(path: &Path, error: &io::Error) -> Failure {
    if blobs::is_full(error) {
        return Failure::Service(services::Error::Full);
    }
    Failure::Unwritable { path: path.display().to_string(), reason: error.to_string() }
}

/// The system's wish that the program end, heard from the moment this is made.
struct Ending {
    terminated: Signal,
    interrupted: Signal,
}

impl Ending {
    fn heard() -> Result<Self> {
        let start = |error: io::Error| Failure::Start(error.to_string());
        Ok(Self {
            terminated: signal(SignalKind::terminate()).map_err(start)?,
            interrupted: signal(SignalKind::interrupt()).map_err(start)?,
        })
    }

    /// Does the work, unless the program is asked to end first: then nothing of it stays.
    async fn unless<T>(mut self, work: impl Future<Output = T>) -> Result<T> {
        tokio::select! {
            done = work => Ok(done),
            _ = self.terminated.recv() => Err(Failure::Ended),
            _ = self.interrupted.recv() => Err(Failure::Ended),
        }
    }
}

/// What a person should look at; a sound copy needs no more words.
fn tell(report: &Report, messages: &Messages) {
    for line in checking::lines(report, messages) {
        terminal::result(&line);
    }
}

fn code(report: &Report) -> ExitCode {
    ExitCode::from(if report.ok { 0 } else { LOOK_AT_THE_REPORT })
}
