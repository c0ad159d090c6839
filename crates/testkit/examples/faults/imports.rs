//! An import that is killed anywhere: the site is sound, and the same command finishes the work.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use testkit::Chance;

use crate::folders;
use crate::program::{Database, Place, postgres};
use crate::tally::Tally;

const NOTES: u64 = 120;
const NOTEBOOK: &str = "Jardin";

/// Kills so many imports on each database.
pub fn kill(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    let folder = kept.path().join("folder");
    folders::make(&folder, NOTES, 1);
    let fresh = |round: &str| kept.path().join(round);
    on_each("SQLite", times, &folder, tally, |round| (Place::sqlite(&fresh(round)), None));
    let Some(server) = postgres() else {
        return tally.skipped("imports on PostgreSQL", "there is none");
    };
    on_each("PostgreSQL", times, &folder, tally, |round| {
        let database = Database::make(&server, &format!("faults_{round}"));
        (database.place(&fresh(&format!("pg_{round}"))), Some(database))
    });
}

fn on_each(
    engine: &str,
    times: usize,
    folder: &Path,
    tally: &mut Tally,
    fresh: impl Fn(&str) -> (Place, Option<Database>),
) {
    let (place, _database) = fresh("undisturbed");
    let began = Instant::now();
    let (code, report, said) = place.import(folder, NOTEBOOK);
    let whole = began.elapsed();
    assert_eq!(code, 0, "{said}");
    let expected = (folders::lasting(&report), folders::left(&place));
    assert!(expected.1.lines().filter(|line| line.starts_with("note")).count() as u64 == NOTES);

    let chance = Chance::new(7);
    let (mut lost, mut kept, mut finished) = (Vec::new(), 0, 0);
    for round in 0..times {
        let (place, _database) = fresh(&format!("round_{round}"));
        let mut import = place
            .command(&["import", "markdown", folder.to_str().unwrap(), "--notebook", NOTEBOOK, "--json"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Anywhere between the first breath and a little past the usual end.
        let micros = u64::try_from(whole.as_micros()).unwrap();
        let moment = Duration::from_micros(micros / 20 + chance.below(micros));
        std::thread::sleep(moment);
        finished += usize::from(import.try_wait().unwrap().is_some());
        let _ = import.kill();
        import.wait().unwrap();
        let mut wrong = |what: String| lost.push(format!("round {round}, killed after {moment:?}: {what}"));
        if let Some(found) = place.check() {
            wrong(format!("check: {found}"));
        }
        let (code, report, said) = place.import(folder, NOTEBOOK);
        if code != 0 {
            wrong(format!("run again: exit {code}, {said}"));
            continue;
        }
        kept += report["unchanged"].as_u64().unwrap_or(0);
        if folders::lasting(&report) != expected.0 {
            wrong(format!("another report: {}", folders::lasting(&report)));
        }
        if let Some(difference) = folders::difference(&expected.1, &folders::left(&place)) {
            wrong(format!("another site: {difference}"));
        }
        if let Some(found) = place.check() {
            wrong(format!("check at the end: {found}"));
        }
    }
    let found = format!(
        "{finished} had ended before, {kept} of {} notes were there already, check clean, reports and sites equal",
        NOTES * times as u64
    );
    tally.told(&format!("kill -9 during an import, {engine}"), times, &found, &lost);
}
