//! An import that is killed anywhere: the site is sound, and the same command finishes the work.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use testkit::Chance;

use crate::folders;
use crate::program::{Database, Place, postgres};
use crate::tally::{Kind, Tally};

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
    let report = place.import_whole(folder, NOTEBOOK).unwrap();
    let mut whole = began.elapsed();
    let expected = (folders::lasting(&report), folders::left_in(&place, &[NOTEBOOK]));
    assert!(expected.1.lines().filter(|line| line.starts_with("note")).count() as u64 == NOTES);

    let chance = Chance::new(7);
    let mut kind = Kind::new(format!("kill -9 during an import, {engine}"));
    let (mut kept, mut finished) = (0, 0);
    let (mut number, mut begun) = (0, 0);
    while number < times {
        let (place, _database) = fresh(&format!("round_{begun}"));
        begun += 1;
        let mut import = place
            .command(&["import", "markdown", folder.to_str().unwrap(), "--notebook", NOTEBOOK, "--json"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From before the first note to the usual end, each round a part of it.
        let part = whole.mul_f64(0.8) / u32::try_from(times).unwrap();
        let within = part * u32::try_from(chance.below(1_000)).unwrap() / 1_000;
        let moment = whole.mul_f64(0.2) + part * u32::try_from(number).unwrap() + within;
        std::thread::sleep(moment);
        if import.try_wait().unwrap().is_some() {
            // It was quicker than thought, so this was no kill: once more, earlier.
            finished += 1;
            assert!(finished < 10 * times, "no import lasts long enough to be killed");
            whole = whole.mul_f64(0.95);
            continue;
        }
        let _ = import.kill();
        import.wait().unwrap();
        kind.made();
        number += 1;
        let round = format!("round {number}, killed after {moment:?}");
        kind.saw("times check finds nothing amiss after the kill", &round, place.check());
        let again = place.import_whole(folder, NOTEBOOK);
        let report = again.as_ref().map(folders::lasting).unwrap_or_default();
        kept += again.as_ref().ok().and_then(|report| report["unchanged"].as_u64()).unwrap_or(0);
        kind.saw("times the import run again completes", &round, again.map(|_| ()));
        let same = folders::difference(&format!("{:#}", expected.0), &format!("{report:#}"));
        kind.saw("times its report is that of an import without a kill", &round, same.map_or(Ok(()), Err));
        let difference = folders::difference(&expected.1, &folders::left_in(&place, &[NOTEBOOK]));
        kind.saw("times it leaves the same site, row by row", &round, difference.map_or(Ok(()), Err));
        kind.saw("times check finds nothing amiss at the end", &round, place.check());
    }
    kind.figure(format!(
        "{finished} more had ended before the kill; {kept} of {} notes were there already",
        NOTES * times as u64
    ));
    tally.told(&kind);
}
