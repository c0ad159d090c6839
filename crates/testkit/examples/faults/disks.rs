//! A disk that fills up: nothing by half, and all goes on by itself once there is room.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use testkit::Chance;

use crate::folders;
use crate::program::{Place, Served};
use crate::tally::Tally;
use crate::writers::{self, Writers};

/// A small disk.
const DISK: &str = "size=24m";

/// Fills disks in a process that may mount one, and that takes it away with itself.
pub fn fill_apart(times: usize, tally: &mut Tally) {
    let mut apart = Command::new("unshare");
    // Who is not root may be root of a name space of its own, where the system allows it.
    apart.args(["--map-root-user", "--mount"]);
    let may = apart.arg("true").stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !may {
        return tally.skipped("full disks", "the system lets us make no disk");
    }
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount"])
        .arg(std::env::current_exe().unwrap())
        .args(["disks", &times.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let mut lines = said.lines().filter(|line| !line.starts_with("faults:"));
    let found = lines.next().and_then(|line| line.split_once("lost; ")).map_or("it broke off", |(_, found)| found);
    let mut lost: Vec<String> = lines.map(|line| line.trim_start_matches("  LOST ").to_owned()).collect();
    if !output.status.success() && lost.is_empty() {
        lost.push(format!("the rounds ended with {:?}: {said}", output.status.code()));
    }
    tally.told("full disk, SQLite", times, found, &lost);
}

/// Fills a disk so many times.
pub fn fill(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    let (small, large) = (kept.path().join("small"), kept.path().join("large"));
    folders::make(&small, 20, 2);
    folders::make(&large, 120, 3);
    let undisturbed = Place::sqlite(&kept.path().join("undisturbed"));
    for (folder, notebook) in [(&small, "Petit"), (&large, "Grand")] {
        let (code, _, said) = undisturbed.import(folder, notebook);
        assert_eq!(code, 0, "{said}");
    }
    let expected = folders::left(&undisturbed);

    let chance = Chance::new(13);
    let (mut lost, mut saves, mut refused, mut slowest) = (Vec::new(), 0, 0, Duration::ZERO);
    for round in 0..times {
        let disk = kept.path().join(format!("disk-{round}"));
        fs::create_dir(&disk).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", DISK, "faults"]).arg(&disk).status().unwrap();
        assert!(mounted.success(), "a small disk is mounted");
        let mut wrong = |what: String| lost.push(format!("round {round}: {what}"));
        let place = Place::sqlite(&disk.join("data"));
        let (code, _, said) = place.import(&small, "Petit");
        if code != 0 {
            wrong(format!("the first import: exit {code}, {said}"));
        }
        let mut served = Served::start(&place);
        let writers = Writers::start(&place, round as u64);
        if !writers.wait_until(Duration::from_secs(30), |said| said.saves > 40) {
            wrong("the writers do not begin".to_owned());
        }
        fill_but(&disk, chance.below(1_000_000));
        if !writers.wait_until(Duration::from_secs(60), |said| said.refused_as("full") >= 16) {
            wrong(format!("the writers are not told: {:?}", writers.said().refused));
        }
        let (code, _, said) = place.import(&large, "Grand");
        if code != 5 || !said.contains("The disk is full") {
            wrong(format!("import on a full disk: exit {code}, {said}"));
        }
        for (path, expected) in [("/", 200), ("/notebooks", 200), ("/recent", 200), ("/readyz", 200), ("/healthz", 200)]
        {
            let status = served.status(path);
            if status != expected {
                wrong(format!("{path} answers {status} while the disk is full"));
            }
        }

        fs::remove_file(disk.join("balloon")).unwrap();
        let before = writers.said().saves;
        let began = std::time::Instant::now();
        if !writers.wait_until(Duration::from_secs(20), |said| said.saves > before + 8) {
            wrong(format!("the writers do not come back: {:?}", writers.said().refused));
        }
        slowest = slowest.max(began.elapsed());
        let said = writers.kill();
        saves += said.saves;
        refused += said.refused_as("full");
        for why in ["conflict", "other"] {
            if said.refused_as(why) > 0 {
                wrong(format!("refused as {why}: {:?}", said.refused));
            }
        }
        for what in writers::missing(&place, &said) {
            wrong(what);
        }
        let (code, _, said) = place.import(&large, "Grand");
        if code != 0 {
            wrong(format!("the import run again: exit {code}, {said}"));
        }
        if let Some(difference) = folders::difference(&expected, &folders::left(&place)) {
            wrong(format!("another site: {difference}"));
        }
        if let Some(found) = place.check() {
            wrong(format!("check: {found}"));
        }
        if !served.lives() {
            wrong("serve ended".to_owned());
        } else if !served.get("/notebooks").contains("Grand") {
            wrong("serve does not show what came in".to_owned());
        }
        drop(served);
        let _ = Command::new("umount").arg(&disk).status();
    }
    let found = format!(
        "{refused} saves refused as full, {saves} acknowledged and whole, pages read all the while, import exit 5 then \
         complete, writing again within {slowest:.0?} of room"
    );
    tally.told("full disk, SQLite", times, &found, &lost);
}

/// Leaves so many bytes of a disk.
fn fill_but(disk: &Path, left: u64) {
    let mut balloon = File::create(disk.join("balloon")).unwrap();
    let piece = vec![0; 64 * 1024];
    while balloon.write_all(&piece).is_ok() {}
    // The last write may have been a part of a piece.
    let size = balloon.metadata().unwrap().len();
    balloon.set_len(size.saturating_sub(left)).unwrap();
}
