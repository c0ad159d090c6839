//! Eight writers in a process of their own, and what they were told is kept.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::NoteId;
use store::{Error, Location, Store, notes};
use testkit::{Chance, saves};

use crate::program::{Database, Place, asked, postgres, wait};
use crate::tally::Tally;

/// Bytes of a version.
const BYTES: usize = 6_000;
const WRITERS: u64 = 8;
/// How long a writer waits before it tries again what was refused.
const AGAIN: Duration = Duration::from_millis(20);

/// Writes until killed, and says each save that was acknowledged or refused: `kept NOTE VERSION`, `refused NOTE WHY`.
pub fn write(location: &Location, seed: u64) {
    wait(async {
        let store = Store::open(location).await.expect("the database opens");
        let writers = (0..WRITERS).map(|writer| {
            let store = store.clone();
            tokio::spawn(async move { write_one(&store, &Chance::new(seed * WRITERS + writer + 1)).await })
        });
        for writer in writers.collect::<Vec<_>>() {
            let _ = writer.await;
        }
    });
}

async fn write_one(store: &Store, chance: &Chance) {
    let note = loop {
        match saves::new_note(store, chance).await {
            Ok(note) => break note,
            Err(_) => tokio::time::sleep(AGAIN).await,
        }
    };
    let mut base = 0;
    loop {
        let text = saves::body(note, base + 1, BYTES);
        match saves::save(store, chance, note, base, &text).await {
            Ok(()) => {
                base += 1;
                println!("kept {note} {base}");
            }
            Err(error) => {
                println!("refused {note} {}", why(&error));
                tokio::time::sleep(AGAIN).await;
                // An answer that was lost on the way may have been a yes.
                if let Ok(mut tx) = store.read().await
                    && let Ok(Some(traces)) = saves::traces(&mut tx, note).await
                {
                    base = traces.newest;
                }
            }
        }
    }
}

const fn why(error: &Error) -> &'static str {
    match error {
        Error::Full => "full",
        Error::Unreachable(_) => "away",
        Error::Retry => "retry",
        Error::Conflict(_) => "conflict",
        _ => "other",
    }
}

/// What the writers said so far.
#[derive(Clone, Default)]
pub struct Said {
    /// The newest version of each note that was acknowledged.
    pub kept: BTreeMap<NoteId, i64>,
    /// Saves acknowledged.
    pub saves: usize,
    /// Saves refused, by reason.
    pub refused: BTreeMap<String, usize>,
}

impl Said {
    fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["kept", note, version] => {
                // A line that was cut by the end is no acknowledgement that anybody read.
                let (Ok(note), Ok(version)) = (note.parse(), version.parse::<i64>()) else { return };
                self.saves += 1;
                let newest: &mut i64 = self.kept.entry(note).or_default();
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
            .args(["write", &place.database, &seed.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(Said::default()));
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

    /// Waits until they said enough; `false` where they do not in time.
    pub fn wait_until(&self, most: Duration, enough: impl Fn(&Said) -> bool) -> bool {
        let began = Instant::now();
        while !enough(&self.said()) {
            if began.elapsed() > most {
                return false;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        true
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

/// What is missing, or there by half, of what the writers were told is kept.
pub fn missing(place: &Place, said: &Said) -> Vec<String> {
    asked(place, async |store| {
        let mut lost = Vec::new();
        let mut tx = store.heavy().await.unwrap();
        for (note, acknowledged) in &said.kept {
            let Some(traces) = saves::traces(&mut tx, *note).await.unwrap() else {
                lost.push(format!("note {note} is gone"));
                continue;
            };
            if !traces.are_whole() {
                lost.push(format!("note {note} by half: {traces:?}"));
            }
            // Only the save that was under way may be there without having been acknowledged.
            if traces.newest < *acknowledged || traces.newest > acknowledged + 1 {
                lost.push(format!("note {note}: {acknowledged} acknowledged, {} there", traces.newest));
            }
            for number in 1..=traces.newest {
                let version = notes::version(&mut tx, *note, number).await.unwrap();
                if version.is_none_or(|(_, _, body)| body != saves::body(*note, number, BYTES)) {
                    lost.push(format!("version {number} of note {note} is not what was saved"));
                }
            }
        }
        lost
    })
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
    let (mut lost, mut saves) = (Vec::new(), 0);
    for round in 0..times {
        let writers = Writers::start(place, round as u64);
        let enough = 8 + usize::try_from(chance.below(200)).unwrap();
        let began = writers.wait_until(Duration::from_mins(1), |said| said.saves >= enough);
        std::thread::sleep(Duration::from_micros(chance.below(20_000)));
        let said = writers.kill();
        if !began {
            lost.push(format!("round {round}: {} saves in a minute, {:?}", said.saves, said.refused));
        }
        saves += said.saves;
        lost.extend(missing(place, &said).into_iter().map(|what| format!("round {round}: {what}")));
    }
    if Path::new(&place.data).exists()
        && let Some(found) = place.check()
    {
        lost.push(format!("check: {found}"));
    }
    let found = format!("{saves} saves acknowledged, each there and whole");
    tally.told(&format!("kill -9 under {WRITERS} writers, {engine}"), times, &found, &lost);
}
