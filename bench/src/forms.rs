//! Saves through the form: one writer beside the disk's own syncs, eight writers who share them, and what ten times the notes change.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::task::LocalSet;

use crate::budgets::Line;
use crate::figures::{median, percentile, ratio};
use crate::load;
use crate::nginx::free_port;
use crate::notes::Folder;
use crate::processes::Server;
use crate::reading::at_rest;
use crate::run::{Figures, Filled, Plan, SEED};
use crate::trouble::{Result, Trouble};
use crate::writers::Author;

/// How many write at once.
const WRITERS: usize = 8;
/// Saves of each writer.
const SAVES: usize = 100;
/// Saves of a round, where two sites take turns.
const SAVES_OF_A_ROUND: usize = 20;
/// What a save adds to the log of the database, about, in bytes.
const BYTES_OF_A_SYNC: usize = 28 * 1024;
/// Past this 99th percentile eight writers are short of their goal, in milliseconds.
const LATEST: f64 = 40.0;
/// What PostgreSQL counted shows after a second.
const UNTIL_COUNTED: Duration = Duration::from_secs(2);

/// One writer, then eight, each with a note and a session of their own.
pub(crate) fn measure(plan: &Plan, figures: &mut Figures, filled: &Filled) -> Result<()> {
    let cookies = sessions(filled, WRITERS)?;
    let port = free_port()?;
    let server = filled.site.serve(Some(&format!("127.0.0.1:{port}")))?;
    at_rest(&server);
    let runtime = runtime()?;
    let mut authors = runtime.block_on(begin(&server, filled, &cookies))?;

    let mut disk = Disk::at(&plan.folder)?;
    let (mut saves, mut syncs) = (Vec::new(), Vec::new());
    if let Some(author) = authors.first_mut() {
        for _ in 0..SAVES {
            syncs.push(disk.sync()?);
            saves.push(runtime.block_on(author.save())? * 1000.0);
        }
    }
    saves.sort_by(f64::total_cmp);
    let (p50, sync) = (median(&saves), median(&syncs));
    figures.add(
        Line::of("save", filled.database, filled.count, p50)
            .under(sync, p50 / sync.max(1e-9))
            .with("p99_ms", percentile(&saves, 0.99)),
    )?;

    at_rest(&server);
    let before = shared(filled, port)?;
    let began = Instant::now();
    let (mut authors, mut together) = LocalSet::new().block_on(&runtime, at_once(authors))?;
    let seconds = began.elapsed().as_secs_f64();
    let commits = shared(filled, port)? - before;
    together.sort_by(f64::total_cmp);
    for author in &mut authors {
        runtime.block_on(author.read_back())?;
    }
    let per_commit = 1.0 / ratio(commits, together.len()).max(1e-9);
    let p99 = percentile(&together, 0.99);
    figures.add(
        Line::of("save_8_writers", filled.database, filled.count, per_commit)
            .short_where(p99 > LATEST)
            .with("p50_ms", percentile(&together, 0.5))
            .with("p99_ms", p99)
            .with("per_second", 1.0 / ratio(seconds, together.len()).max(1e-12)),
    )
}

/// One writer on each of two sites, of which one has ten times the notes; the two take turns.
pub(crate) fn growth(plan: &Plan, figures: &mut Figures, few: &Filled, many: &Filled) -> Result<()> {
    let (few_cookies, many_cookies) = (sessions(few, 1)?, sessions(many, 1)?);
    let (few_server, many_server) = (few.site.serve(None)?, many.site.serve(None)?);
    for server in [&few_server, &many_server] {
        at_rest(server);
    }
    let runtime = runtime()?;
    let mut less = runtime.block_on(begin(&few_server, few, &few_cookies))?;
    let mut more = runtime.block_on(begin(&many_server, many, &many_cookies))?;
    let (mut p50_of_less, mut p50_of_more, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        let (mut of_less, mut of_more) = (Vec::new(), Vec::new());
        // One save each in turn: what the disk does meanwhile befalls both.
        for _ in 0..SAVES_OF_A_ROUND {
            for author in &mut less {
                of_less.push(runtime.block_on(author.save())? * 1000.0);
            }
            for author in &mut more {
                of_more.push(runtime.block_on(author.save())? * 1000.0);
            }
        }
        let (few_p50, many_p50) = (median(&of_less), median(&of_more));
        ratios.push(many_p50 / few_p50.max(1e-9));
        p50_of_less.push(few_p50);
        p50_of_more.push(many_p50);
    }
    for author in less.iter_mut().chain(&mut more) {
        runtime.block_on(author.read_back())?;
    }
    figures.add(
        Line::of("growth_save", many.database, many.count, median(&p50_of_more))
            .under(median(&p50_of_less), median(&ratios)),
    )
}

fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// Sessions of so many people.
fn sessions(filled: &Filled, count: usize) -> Result<Vec<String>> {
    (0..count).map(|_| filled.site.session(&filled.site.person(false)?)).collect()
}

/// A note for each session.
async fn begin(server: &Server, filled: &Filled, cookies: &[String]) -> Result<Vec<Author>> {
    let folder = Folder { count: filled.count, seed: SEED };
    let mut authors = Vec::with_capacity(cookies.len());
    for (number, cookie) in cookies.iter().enumerate() {
        authors.push(Author::begin(server.port, cookie, folder, number).await?);
    }
    Ok(authors)
}

/// Has all of them save as often as they can; gives them back, and how long each save took, in milliseconds.
async fn at_once(authors: Vec<Author>) -> Result<(Vec<Author>, Vec<f64>)> {
    let writing: Vec<_> = authors.into_iter().map(|author| tokio::task::spawn_local(write(author))).collect();
    let (mut authors, mut all) = (Vec::with_capacity(writing.len()), Vec::new());
    for writer in writing {
        let (author, took) = writer.await.map_err(|error| Trouble::Said(error.to_string()))??;
        authors.push(author);
        all.extend(took);
    }
    Ok((authors, all))
}

async fn write(mut author: Author) -> Result<(Author, Vec<f64>)> {
    author.come_back().await?;
    let mut took = Vec::with_capacity(SAVES);
    for _ in 0..SAVES {
        took.push(author.save().await? * 1000.0);
    }
    Ok((author, took))
}

/// How often so far what saves share was paid: a COMMIT of the program, or what PostgreSQL, where each save has its own, makes of
/// several of them: a sync of its log.
fn shared(filled: &Filled, figures: u16) -> Result<f64> {
    let Some(address) = &filled.site.database else { return load::figure(figures, "store_commits_total") };
    std::thread::sleep(UNTIL_COUNTED);
    // Since version 18 it stands in another table.
    for question in [
        "SELECT to_jsonb(w) ->> 'wal_sync' FROM pg_stat_wal w",
        "SELECT SUM(fsyncs) FROM pg_stat_io WHERE object = 'wal'",
    ] {
        let asked = ["--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--command", question, address.as_str()];
        let answer = Command::new("psql").args(asked).output()?;
        let counted = String::from_utf8_lossy(&answer.stdout).trim().parse::<f64>();
        if let Ok(counted) = counted {
            return Ok(counted);
        }
    }
    Err(Trouble::Said("PostgreSQL says nothing of its log".to_owned()))
}

/// The disk alone: a file that grows by what a save writes, synced each time.
struct Disk {
    file: File,
    bytes: Vec<u8>,
}

impl Disk {
    fn at(folder: &Path) -> Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(folder.join("syncs"))?;
        Ok(Self { file, bytes: vec![b'.'; BYTES_OF_A_SYNC] })
    }

    /// How long it takes, in milliseconds.
    fn sync(&mut self) -> Result<f64> {
        let began = Instant::now();
        self.file.write_all(&self.bytes)?;
        self.file.sync_data()?;
        Ok(began.elapsed().as_secs_f64() * 1000.0)
    }
}
