//! A database that goes away under load: people are told when to come back, and all goes on by itself once it is there.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use store::Store;

use crate::folders;
use crate::program::{Database, Place, Served, postgres};
use crate::tally::Tally;
use crate::writers::{self, Writers};

/// Loses so many databases of each kind.
pub fn lose(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    let (small, other) = (kept.path().join("small"), kept.path().join("other"));
    folders::make(&small, 10, 4);
    folders::make(&other, 10, 5);
    let mut lost = Lost { folders: (&small, &other), lines: Vec::new(), saves: 0, refused: 0, slowest: Duration::ZERO };
    for round in 0..times {
        let place = Place::sqlite(&kept.path().join(format!("data-{round}")));
        if round % 2 == 0 {
            lost.round(&format!("round {round}, moved"), &place, true, &mut Moved(&place));
        } else {
            lost.round(&format!("round {round}, kept by another"), &place, false, &mut Locked::new(&place));
        }
    }
    lost.tell("lost database, SQLite (moved away, kept by another program)", times, tally);

    let Some(server) = postgres() else {
        return tally.skipped("lost databases on PostgreSQL", "there is none");
    };
    for round in 0..times {
        let database = Database::make(&server, &format!("faults_lost_{round}"));
        let place = database.place(&kept.path().join(format!("pg-{round}")));
        match round % 3 {
            0 => lost.round(&format!("round {round}, stopped"), &place, true, &mut Stopped),
            1 => lost.round(&format!("round {round}, killed"), &place, true, &mut Killed),
            _ => lost.round(&format!("round {round}, silent"), &place, true, &mut Silent),
        }
    }
    lost.tell("lost database, PostgreSQL (stopped, kill -9, silent)", times, tally);
}

/// A way to lose a database.
trait Loss {
    fn begin(&mut self);
    fn end(&mut self);
}

struct Lost<'f> {
    folders: (&'f Path, &'f Path),
    lines: Vec<String>,
    saves: usize,
    refused: usize,
    slowest: Duration,
}

impl Lost<'_> {
    fn round(&mut self, name: &str, place: &Place, reads_fail: bool, loss: &mut dyn Loss) {
        let lines = &mut self.lines;
        let mut wrong = |what: String| lines.push(format!("{name}: {what}"));
        let (code, _, said) = place.import(self.folders.0, "Petit");
        if code != 0 {
            wrong(format!("the first import: exit {code}, {said}"));
        }
        let mut served = Served::start(place);
        let writers = Writers::start(place, 1);
        if !writers.wait_until(Duration::from_secs(30), |said| said.saves > 40) {
            wrong("the writers do not begin".to_owned());
        }
        if let Err(what) = served.wait_for("/recent", 200, Duration::from_secs(5)) {
            wrong(what);
        }
        let before = writers.said().refused_as("away");
        loss.begin();
        if reads_fail {
            for path in ["/recent", "/readyz"] {
                if let Err(what) = served.wait_for(path, 503, Duration::from_secs(20)) {
                    wrong(what);
                }
                let answer = served.get(path);
                if !answer.to_lowercase().contains("\r\nretry-after: ") {
                    wrong(format!("{path} does not say when to come back: {}", answer.lines().next().unwrap_or("")));
                }
            }
        } else if served.status("/recent") != 200 {
            wrong("/recent is not read while another program writes".to_owned());
        }
        if served.status("/healthz") != 200 {
            wrong("/healthz".to_owned());
        }
        let (code, _, said) = place.import(self.folders.1, "Grand");
        if code != 5 {
            wrong(format!("import without a database: exit {code}, {said}"));
        }
        if !writers.wait_until(Duration::from_secs(90), |said| said.refused_as("away") > before) {
            wrong(format!("the writers are not told: {:?}", writers.said().refused));
        }
        loss.end();

        for path in ["/readyz", "/recent"] {
            match served.wait_for(path, 200, Duration::from_secs(20)) {
                Ok(after) => self.slowest = self.slowest.max(after),
                Err(what) => wrong(what),
            }
        }
        let before = writers.said().saves;
        if !writers.wait_until(Duration::from_secs(90), |said| said.saves > before + 8) {
            wrong(format!("the writers do not come back: {:?}", writers.said().refused));
        }
        let said = writers.kill();
        self.saves += said.saves;
        self.refused += said.refused_as("away");
        for what in writers::missing(place, &said) {
            wrong(what);
        }
        let (code, _, said) = place.import(self.folders.1, "Grand");
        if code != 0 {
            wrong(format!("the import run again: exit {code}, {said}"));
        }
        if let Some(found) = place.check() {
            wrong(format!("check: {found}"));
        }
        if !served.lives() {
            wrong("serve ended".to_owned());
        }
    }

    fn tell(&mut self, what: &str, times: usize, tally: &mut Tally) {
        let found = format!(
            "{} saves acknowledged and whole, {} told that it is away, 503 with retry-after, back within {:.1?}",
            std::mem::take(&mut self.saves),
            std::mem::take(&mut self.refused),
            std::mem::take(&mut self.slowest)
        );
        tally.told(what, times, &found, &std::mem::take(&mut self.lines));
    }
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
        signal("KILL", &processes());
        // Its memory is shared until the last of them has left.
        while !processes().is_empty() {
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

fn signal(name: &str, processes: &[String]) {
    let sent = Command::new("kill").arg(format!("-{name}")).args(processes).status().unwrap();
    assert!(sent.success(), "kill -{name}");
}

/// The processes of the PostgreSQL that we started: the one that its file names, and its children.
fn processes() -> Vec<String> {
    let file = std::env::var("SILLAGE_FAULTS_POSTGRES_PID").expect("SILLAGE_FAULTS_POSTGRES_PID");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let Some(first) = text.lines().next().map(str::to_owned) else { return Vec::new() };
    let parent_of = |process: &str| {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        (fields.first() != Some(&"Z")).then(|| fields.get(1).map(|parent| (*parent).to_owned()))?
    };
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|process| process.parse::<u32>().is_ok())
        .filter(|process| parent_of(process).is_some_and(|parent| *process == first || parent == first))
        .collect()
}
