//! A backup: one file that holds the database as it was at one moment, and every content that it names.
//!
//! The database is copied first and the contents after it, so a file that arrives meanwhile is one too many on the site,
//! never one too few in the copy. What the copy holds is checked before the backup is said to be done.

mod archive;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::policy::Steward;
use serde::{Deserialize, Serialize};
use store::{Location, Store};

use crate::check::{self, Code, Contents, Mending, Problem, Repair, Report};
use crate::{Ctx, Error, Result, again};
pub use archive::{Refused, unpack};

/// Contents asked for at once.
const PAGE: i64 = 1000;

/// What a backup says of itself, in its last entry: a file without it was cut short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program that wrote it.
    pub program: String,
    /// The schema of its database.
    pub schema: i64,
    /// Bytes of its database.
    pub database_size: u64,
    /// SHA-256 of its database.
    pub database_sha256: String,
    /// How many contents it holds.
    pub contents: u64,
    /// The contents that the database names and that were lost or damaged before the backup was made.
    pub lost: BTreeSet<String>,
}

/// A backup that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Where it is, in the working folder.
    pub archive: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many contents it holds.
    pub contents: u64,
    /// What was found amiss in the copy.
    pub report: Report,
}

/// Writes a backup into `folder`, which is private, empty, and has room for the database twice.
///
/// # Errors
/// [`Error::Full`], [`Error::Unavailable`]: what is in the folder is no backup.
pub async fn write(
    ctx: &Ctx,
    folder: &Path,
    program: &str,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Written> {
    ctx.authorise_site::<Steward>()?;
    let database = folder.join("sillage.db");
    ctx.services.store.copy_to(database.clone()).await?;
    let copy = Store::open(&Location::Sqlite(database.clone())).await?;
    let copy = ctx.services.with_store(copy);
    let mut report = check::run(&copy.seen_by(ctx.viewer.clone()), Mending::Tell, Contents::Skip, progress).await?;

    let archive = folder.join("backup.tar");
    let mut writer = archive::Writer::begin(&archive, ctx.now())?;
    let size_and_hash = writer.database(&database)?;
    let (_, files) = store::check::sizes(&mut copy.store.heavy().await?).await?;
    let all = usize::try_from(files).unwrap_or(usize::MAX);
    let (mut contents, mut lost) = (0_u64, BTreeSet::new());
    let mut after = Vec::new();
    loop {
        let page = store::check::hashes_after(&mut copy.store.heavy().await?, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.to_vec();
        for hash in page {
            match check::amiss(&ctx.services, hash).await? {
                None => {
                    writer.content(hash, ctx.services.blobs.read(hash).await?)?;
                    contents += 1;
                }
                Some(code) => {
                    report.problems.push(lost_content(code, hash));
                    report.ok = false;
                    lost.insert(blobs::written(&hash));
                }
            }
            progress(usize::try_from(contents).unwrap_or(usize::MAX), all);
        }
    }
    // As `check` counts: files, of which several may have one content.
    report.checked.files = u64::try_from(files).unwrap_or(0);
    let manifest = Manifest {
        program: program.to_owned(),
        schema: store::SCHEMA,
        database_size: size_and_hash.0,
        database_sha256: blobs::written(&size_and_hash.1),
        contents,
        lost,
    };
    let bytes = writer.finish(&manifest)?;
    Ok(Written { archive, bytes, contents, report })
}

/// Remembers that a backup was written whole, for those who look after the site.
///
/// # Errors
/// [`Error::NotFound`] for anyone but stewards.
pub async fn remember(ctx: &Ctx) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::health::backed_up(&mut tx, ctx.now()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

fn lost_content(code: Code, hash: blobs::Hash) -> Problem {
    Problem { code, thing: "content", id: blobs::written(&hash), detail: None, repair: Repair::None }
}

/// What the disk refuses, by what can be done about it.
fn of_disk(error: &std::io::Error) -> Error {
    if blobs::is_full(error) {
        return Error::Full;
    }
    tracing::warn!(%error, "the disk refuses");
    Error::Unavailable
}
