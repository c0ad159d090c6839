//! `make faults`: kills the program, fills its disk, takes its database away, and counts what was lost.
//!
//! Each round is a fresh folder or database. A fault is acted on the program as a person runs it, and on writers in a
//! process of their own, who save through `services` as every import does. What is promised afterwards: what was
//! acknowledged is there, whole; nothing is there by half; the program comes back by itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a harness, which stops where something is amiss"
)]

mod connections;
mod databases;
mod disks;
mod folders;
mod imports;
mod letters;
mod notes;
mod program;
mod syncs;
mod tally;
mod writers;

use std::path::Path;
use std::process::ExitCode;

use store::Location;
use tally::Tally;

/// The kinds of faults: all are made where none is named.
const KINDS: [&str; 7] = ["imports", "writers", "full", "databases", "syncs", "connections", "letters"];

/// How often each fault is made: `SILLAGE_FAULTS` of each, or as many as are needed to trust the answer.
fn times(usual: usize) -> usize {
    std::env::var("SILLAGE_FAULTS").ok().and_then(|times| times.parse().ok()).unwrap_or(usual)
}

fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
    match typed[..] {
        ["write", location, data, seed] => {
            let location = Location::parse(location).expect("sqlite:… or postgres://…");
            writers::write(&location, Path::new(data), seed.parse().expect("a number"));
            ExitCode::SUCCESS
        }
        ["disks", times] => {
            let mut tally = Tally::default();
            disks::fill(times.parse().expect("a number"), &mut tally);
            tally.verdict()
        }
        ref kinds if kinds.iter().all(|kind| KINDS.contains(kind)) => {
            let mut tally = Tally::default();
            let asked = |kind| kinds.is_empty() || kinds.contains(&kind);
            if asked("imports") {
                imports::kill(times(20), &mut tally);
            }
            if asked("writers") {
                writers::kill(times(20), &mut tally);
            }
            if asked("full") {
                disks::fill_apart(times(10), &mut tally);
            }
            if asked("databases") {
                databases::lose(times(5), &mut tally);
            }
            if asked("syncs") {
                syncs::watch(&mut tally);
            }
            if asked("connections") {
                connections::idle(&mut tally);
            }
            if asked("letters") {
                letters::kill(times(50), &mut tally);
            }
            tally.verdict()
        }
        _ => panic!("faults [{} …]", KINDS.join(" ")),
    }
}
