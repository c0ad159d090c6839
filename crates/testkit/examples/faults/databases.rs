//! A database that goes away under load: people are told when to come back, and all goes on by itself once it is there.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use store::Store;
use testkit::processes::signal;

use crate::folders;
use crate::program::{Database, Place, Served, postgres};
use crate::tally::{Kind, Tally};
use crate::writers::{self, Writers};

/// Loses so many databases of each kind.
pub fn lose(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    let (small, other) = (kept.path().join("small"), kept.path().join("other"));
    folders::make(&small, 10, 4);
    folders::make(&other, 10, 5);
    let mut lost = Lost::new("lost database, SQLite (moved away, kept by another program)", (&small, &other));
    for round in 0..times {
        let place = Place::sqlite(&kept.path().join(format!("data-{round}")));
        if round % 2 == 0 {
            lost.round(&format!("round {round}, moved"), &place, true, &mut Moved(&place));
        } else {
            lost.round(&format!("round {round}, kept by another"), &place, false, &mut Locked::new(&place));
        }
    }
    lost.tell(tally);

    let Some(server) = postgres() else {
        return tally.skipped("lost databases on PostgreSQL", "there is none");
    };
    let mut lost = Lost::new("lost database, PostgreSQL (stopped, kill -9, silent)", (&small, &other));
    for round in 0..times {
        let database = Database::make(&server, &format!("faults_lost_{round}"));
        let place = database.place(&kept.path().join(format!("pg-{round}")));
        match round % 3 {
            0 => lost.round(&format!("round {round}, stopped"), &place, true, &mut Stopped),
            1 => lost.round(&format!("round {round}, killed"), &place, true, &mut Killed),
            _ => lost.round(&format!("round {round}, silent"), &place, true, &mut Silent),
        }
    }
    lost.tell(tally);
}

/// A way to lose a database.
trait Loss {
    fn begin(&mut self);
    fn end(&mut self);
}

struct Lost<'f> {
    folders: (&'f Path, &'f Path),
    kind: Kind,
    refused: usize,
    slowest: Duration,
}

impl<'f> Lost<'f> {
    fn new(name: &str, folders: (&'f Path, &'f Path)) -> Self {
        Self { folders, kind: Kind::new(name), refused: 0, slowest: Duration::ZERO }
    }

    fn round(&mut self, round: &str, place: &Place, reads_fail: bool, loss: &mut dyn Loss) {
        place.import_whole(self.folders.0, "Petit").unwrap();
        let mut served = Served::start(place);
        let writers = Writers::start(place, 1);
        writers.wait_until(Duration::from_mins(1), |said| said.saves > 40).unwrap();
        served.wait_for("/recent", 200, Duration::from_secs(5)).unwrap();
        let kind = &mut self.kind;
        let before = writers.said().refused_as("away");
        loss.begin();
        kind.made();
        if reads_fail {
            for path in ["/recent", "/readyz"] {
                let away = served.wait_for(path, 503, Duration::from_secs(20));
                kind.saw("addresses answer 503 while it is away", round, away.map(|_| ()));
                kind.saw("of these say when to come back", round, says_when(&served, path));
            }
        } else {
            kind.saw("times pages are read while another program writes", round, served.answers("/recent", 200));
        }
        kind.saw("times serve says that it lives", round, served.answers("/healthz", 200));
        let (code, _, said) = place.import(self.folders.1, "Grand");
        let told = if code == 5 { Ok(()) } else { Err(format!("exit {code}, {said}")) };
        kind.saw("times an import ends with 5", round, told);
        let told = writers.wait_until(Duration::from_secs(90), |said| said.refused_as("away") > before);
        kind.saw("times the writers are told that it is away", round, told);
        loss.end();

        for path in ["/readyz", "/recent"] {
            let back = served.wait_for(path, 200, Duration::from_secs(20));
            self.slowest = back.as_ref().map_or(self.slowest, |after| self.slowest.max(*after));
            kind.saw("addresses answer 200 again by themselves", round, back.map(|_| ()));
        }
        let before = writers.said().saves;
        let back = writers.wait_until(Duration::from_secs(90), |said| said.saves > before + 8);
        kind.saw("times the writers write again by themselves", round, back);
        let said = writers.kill();
        self.refused += said.refused_as("away");
        writers::look_for(place, &said, round, kind);
        kind.saw(
            "times the import run again completes",
            round,
            place.import_whole(self.folders.1, "Grand").map(|_| ()),
        );
        kind.saw("times check finds nothing amiss", round, place.check());
        let lives = if served.lives() { Ok(()) } else { Err("it ended".to_owned()) };
        kind.saw("times serve is still the same process", round, lives);
    }

    fn tell(mut self, tally: &mut Tally) {
        let (refused, slowest) = (self.refused, self.slowest);
        self.kind.figure(format!("{refused} saves refused as away; answering again within {slowest:.1?}"));
        tally.told(&self.kind);
    }
}

fn says_when(served: &Served, path: &str) -> Result<(), String> {
    let answer = served.get(path);
    if answer.to_lowercase().contains("\r\nretry-after: ") {
        return Ok(());
    }
    Err(format!("{path}: {}", answer.lines().next().unwrap_or("")))
}

/// The file has another name for a while.
struct Moved<'p>(&'p Place);

impl Loss for Moved<'_> {
    fn begin(&mut self) {
        std::fs::rename(self.0.data.join("sillage.db"), self.0.data.join("elsewhere.db")).unwrap();
        // A command must not begin an empty site in its place.
        std::fs::create_dir(self.0.data.join("sillage.db")).unwrap();
    }

    fn end(&mut self) {
        std::fs::remove_dir(self.0.data.join("sillage.db")).unwrap();
        std::fs::rename(self.0.data.join("elsewhere.db"), self.0.data.join("sillage.db")).unwrap();
    }
}

/// Another program writes, longer than anyone waits.
struct Locked<'p> {
    place: &'p Place,
    runtime: tokio::runtime::Runtime,
    held: Option<(Store, store::Tx)>,
}

impl<'p> Locked<'p> {
    fn new(place: &'p Place) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        Self { place, runtime, held: None }
    }
}

impl Loss for Locked<'_> {
    fn begin(&mut self) {
        let location = self.place.location();
        self.held = Some(self.runtime.block_on(async {
            let store = Store::open(&location).await.unwrap();
            let tx = store.write().await.unwrap();
            (store, tx)
        }));
    }

    fn end(&mut self) {
        let held = self.held.take();
        self.runtime.block_on(async move { drop(held) });
    }
}

fn script(verb: &str) {
    let done = Command::new("scripts/postgres").args([verb, "faults"]).status().unwrap();
    assert!(done.success(), "scripts/postgres {verb}");
}

/// PostgreSQL is stopped, as for an upgrade that takes no time to say goodbye.
struct Stopped;

impl Loss for Stopped {
    fn begin(&mut self) {
        script("crash");
    }

    fn end(&mut self) {
        script("again");
    }
}

/// Every process of PostgreSQL is killed at once.
struct Killed;

impl Loss for Killed {
    fn begin(&mut self) {
        // Its first process is stopped before the others are counted: it makes no more of them.
        let first: Vec<String> = first_process().into_iter().collect();
        signal("STOP", &first);
        let all = processes();
        signal("KILL", &all);
        // Its memory is shared until the last of them has left.
        while all.iter().any(|process| parent_of(process).is_some()) {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn end(&mut self) {
        script("again");
    }
}

/// PostgreSQL takes what it is sent and answers nothing.
struct Silent;

impl Loss for Silent {
    fn begin(&mut self) {
        signal("STOP", &processes());
    }

    fn end(&mut self) {
        signal("CONT", &processes());
    }
}

/// The first process of the PostgreSQL that we started, as its file names it.
fn first_process() -> Option<String> {
    let file = std::env::var("SILLAGE_FAULTS_POSTGRES_PID").expect("SILLAGE_FAULTS_POSTGRES_PID");
    std::fs::read_to_string(file).unwrap_or_default().lines().next().map(str::to_owned)
}

/// The parent of a process that is there and has not ended.
fn parent_of(process: &str) -> Option<String> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    (fields.first() != Some(&"Z")).then(|| fields.get(1).map(|parent| (*parent).to_owned()))?
}

/// The processes of the PostgreSQL that we started: the first, and its children.
fn processes() -> Vec<String> {
    let Some(first) = first_process() else { return Vec::new() };
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|process| process.parse::<u32>().is_ok())
        .filter(|process| parent_of(process).is_some_and(|parent| *process == first || parent == first))
        .collect()
}
