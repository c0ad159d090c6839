//! Eight writers in a process of their own, and what they were told is kept.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use services::{Error, Services};
use store::Location;
use testkit::Chance;

use crate::notes;
use crate::program::{Database, Place, asked, postgres, wait};
use crate::tally::{Kind, Tally};

const WRITERS: u64 = 8;
/// How long a writer waits before it tries again what was refused.
const AGAIN: Duration = Duration::from_millis(20);

/// Writes until killed, and says each save that was acknowledged or refused: `kept WRITER VERSION`, `refused WRITER WHY`.
pub fn write(location: &Location, data: &Path, seed: u64) {
    wait(async {
        let services = loop {
            match notes::open(location, data, 1_000 + 2 * seed).await {
                Ok(services) => break services,
                Err(_) => tokio::time::sleep(AGAIN).await,
            }
        };
        let writers = (0..WRITERS).map(|writer| {
            let services = services.clone();
            tokio::spawn(async move { write_one(&services, seed, writer).await })
        });
        for writer in writers.collect::<Vec<_>>() {
            let _ = writer.await;
        }
    });
}

async fn write_one(services: &Services, seed: u64, writer: u64) {
    let (folder, notebook) = (tempfile::tempdir().unwrap(), notes::notebook(seed, writer));
    let mut number = 1;
    loop {
        match notes::save(services, folder.path(), &notebook, number).await {
            Ok(()) => {
                println!("kept {writer} {number}");
                number += 1;
            }
            // An answer that was lost on the way may have been a yes: the same version is saved again.
            Err(error) => {
                println!("refused {writer} {}", why(&error));
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

fn why(error: &Error) -> &'static str {
    match error {
        Error::Full => "full",
        Error::Unavailable | Error::Retry => "away",
        Error::Conflict => "conflict",
        other => {
            eprintln!("a writer was told: {other}");
            "other"
        }
    }
}

/// What the writers said so far.
#[derive(Clone, Default)]
pub struct Said {
    seed: u64,
    /// The newest version of each writer's note that was acknowledged.
    kept: BTreeMap<u64, i64>,
    /// Saves acknowledged.
    pub saves: usize,
    /// Saves refused, by reason.
    pub refused: BTreeMap<String, usize>,
}

impl Said {
    fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["kept", writer, version] => {
                // A line that was cut by the end is no acknowledgement that anybody read.
                let (Ok(writer), Ok(version)) = (writer.parse(), version.parse::<i64>()) else { return };
                self.saves += 1;
                let newest: &mut i64 = self.kept.entry(writer).or_default();
                *newest = version.max(*newest);
            }
            ["refused", _, why] => *self.refused.entry(why.to_owned()).or_default() += 1,
            _ => {}
        }
    }

    /// How many were refused for this reason.
    pub fn refused_as(&self, why: &str) -> usize {
        self.refused.get(why).copied().unwrap_or(0)
    }
}

/// The process of writers.
pub struct Writers {
    process: Child,
    said: Arc<Mutex<Said>>,
    reader: Option<std::thread::JoinHandle<()>>,
}

impl Writers {
    /// Starts eight on a place.
    pub fn start(place: &Place, seed: u64) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["write", &place.database, place.data.to_str().unwrap(), &seed.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(Said { seed, ..Said::default() }));
        let (lines, heard) = (BufReader::new(process.stdout.take().unwrap()), said.clone());
        let reader = std::thread::spawn(move || {
            for line in lines.split(b'\n').map_while(Result::ok) {
                heard.lock().unwrap().hear(&String::from_utf8_lossy(&line));
            }
        });
        Self { process, said, reader: Some(reader) }
    }

    /// What they said until now.
    pub fn said(&self) -> Said {
        self.said.lock().unwrap().clone()
    }

    /// Waits until they said enough; what they said where they do not in time.
    pub fn wait_until(&self, most: Duration, enough: impl Fn(&Said) -> bool) -> Result<(), String> {
        let began = Instant::now();
        while !enough(&self.said()) {
            if began.elapsed() > most {
                let said = self.said();
                return Err(format!("after {most:?}: {} saves, refused {:?}", said.saves, said.refused));
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }

    /// `kill -9`, and all that they said before.
    pub fn kill(mut self) -> Said {
        let _ = self.process.kill();
        let _ = self.process.wait();
        self.reader.take().unwrap().join().unwrap();
        self.said()
    }
}

impl Drop for Writers {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Looks for all that the writers were told is kept.
pub fn look_for(place: &Place, said: &Said, round: &str, kind: &mut Kind) {
    let (there, amiss) = asked(place, async |store| {
        let (mut there, mut amiss) = (0, Vec::new());
        let mut tx = store.heavy().await.unwrap();
        for (writer, acknowledged) in &said.kept {
            let notebook = notes::notebook(said.seed, *writer);
            let found = notes::look_for(&mut tx, &notebook, *acknowledged).await.unwrap();
            there += found.0;
            amiss.extend(found.1);
        }
        (there, amiss)
    });
    kind.counted("saves acknowledged are there, word for word", round, there, said.saves, Vec::new());
    let whole = if amiss.is_empty() { Ok(()) } else { Err(amiss.join("; ")) };
    kind.saw("times every version of every note has its change, and no save is there by half", round, whole);
}

/// Kills the writers so many times on each database.
pub fn kill(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    on_each("SQLite", times, &Place::sqlite(&kept.path().join("data")), tally);
    let Some(server) = postgres() else {
        return tally.skipped("writers on PostgreSQL", "there is none");
    };
    let database = Database::make(&server, "faults_writers");
    on_each("PostgreSQL", times, &database.place(&kept.path().join("pg")), tally);
}

fn on_each(engine: &str, times: usize, place: &Place, tally: &mut Tally) {
    let chance = Chance::new(11);
    let mut kind = Kind::new(format!("kill -9 under {WRITERS} writers, {engine}"));
    for number in 0..times {
        let round = format!("round {number}");
        let writers = Writers::start(place, number as u64);
        let enough = 8 + usize::try_from(chance.below(100)).unwrap();
        kind.saw("times they write", &round, writers.wait_until(Duration::from_mins(1), |said| said.saves >= enough));
        std::thread::sleep(Duration::from_micros(chance.below(20_000)));
        let said = writers.kill();
        kind.made();
        look_for(place, &said, &round, &mut kind);
        kind.saw("times check finds nothing amiss", &round, place.check());
    }
    tally.told(&kind);
}
