//! A disk that fills up: nothing by half, and all goes on by itself once there is room.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use testkit::Chance;

use crate::folders;
use crate::program::{Place, Served};
use crate::tally::{Kind, Tally};
use crate::writers::{self, Writers};

/// A small disk.
const DISK: &str = "size=24m";

/// Fills disks in a process that may mount one, and that takes it away with itself.
pub fn fill_apart(times: usize, tally: &mut Tally) {
    // Who is not root may be root of a name space of its own, where the system allows it.
    let apart = || {
        let mut apart = Command::new("unshare");
        apart.args(["--map-root-user", "--mount"]);
        apart
    };
    let can = "mount -t tmpfs -o size=1m faults /mnt";
    let may = apart().args(["sh", "-c", can]).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !may {
        return tally.skipped("full disks", "the system lets us make no disk");
    }
    let output = apart()
        .arg(std::env::current_exe().unwrap())
        .args(["disks", &times.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    tally.take(&told);
    if !told.lines().any(|line| line.starts_with("faults: ")) {
        tally.broke_off(&format!("the full disks ended with {:?} before they were counted", output.status.code()));
    }
}

/// Fills a disk so many times.
pub fn fill(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    let (small, large) = (kept.path().join("small"), kept.path().join("large"));
    folders::make(&small, 20, 2);
    folders::make(&large, 120, 3);
    let undisturbed = Place::sqlite(&kept.path().join("undisturbed"));
    for (folder, notebook) in [(&small, "Petit"), (&large, "Grand")] {
        undisturbed.import_whole(folder, notebook).unwrap();
    }
    let expected = folders::left_in(&undisturbed, &["Petit", "Grand"]);

    let chance = Chance::new(13);
    let mut kind = Kind::new("full disk, SQLite");
    let (mut refused, mut slowest) = (0, Duration::ZERO);
    for number in 0..times {
        let round = &format!("round {number}");
        let disk = kept.path().join(format!("disk-{number}"));
        fs::create_dir(&disk).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", DISK, "faults"]).arg(&disk).status().unwrap();
        assert!(mounted.success(), "a small disk is mounted");
        let place = Place::sqlite(&disk.join("data"));
        place.import_whole(&small, "Petit").unwrap();
        let mut served = Served::start(&place);
        let writers = Writers::start(&place, number as u64);
        writers.wait_until(Duration::from_mins(1), |said| said.saves > 40).unwrap();
        fill_but(&disk, chance.below(1_000_000));
        kind.made();
        let told = writers.wait_until(Duration::from_mins(1), |said| said.refused_as("full") >= 16);
        kind.saw("times the writers are told that it is full", round, told);
        let (code, _, said) = place.import(&large, "Grand");
        let is_told = code == 5 && said.contains("The disk is full");
        let told = if is_told { Ok(()) } else { Err(format!("exit {code}, {said}")) };
        kind.saw("times an import ends with 5 and says why", round, told);
        for path in ["/", "/notebooks", "/recent", "/readyz", "/healthz"] {
            kind.saw("pages are read while it is full", round, served.answers(path, 200));
        }
        kind.saw("times check finds nothing amiss while it is full", round, place.check());

        fs::remove_file(disk.join("balloon")).unwrap();
        let before = writers.said().saves;
        let began = Instant::now();
        let back = writers.wait_until(Duration::from_secs(20), |said| said.saves > before + 8);
        kind.saw("times they write again by themselves", round, back);
        slowest = slowest.max(began.elapsed());
        let said = writers.kill();
        refused += said.refused_as("full");
        let others: Vec<_> = said.refused.iter().filter(|(why, _)| *why != "full").collect();
        let only_full = if others.is_empty() { Ok(()) } else { Err(format!("{others:?}")) };
        kind.saw("times nothing is refused for another reason", round, only_full);
        writers::look_for(&place, &said, round, &mut kind);
        kind.saw("times the import run again completes", round, place.import_whole(&large, "Grand").map(|_| ()));
        kind.saw("times what follows from it is derived", round, served.catches_up(Duration::from_secs(20)));
        let difference = folders::difference(&expected, &folders::left_in(&place, &["Petit", "Grand"]));
        kind.saw("times it leaves the same site, row by row", round, difference.map_or(Ok(()), Err));
        kind.saw("times check finds nothing amiss at the end", round, place.check());
        let shown = served.lives() && served.get("/notebooks").contains("Grand");
        let shown = if shown { Ok(()) } else { Err("the notebook is not there".to_owned()) };
        kind.saw("times the same serve shows what came in", round, shown);
        drop(served);
        let _ = Command::new("umount").arg(&disk).status();
    }
    kind.figure(format!("{refused} saves refused as full; writing again within {slowest:.0?} of room"));
    tally.told(&kind);
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
