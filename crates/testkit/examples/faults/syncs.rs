//! What reaches the disk in which order, as the system sees it: a power cut cannot be made here, its two rules can be watched.
//!
//! A file is on the disk, and so is its name, before the row that names it; what was written to the database is on the
//! disk before the program ends.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

use crate::folders;
use crate::program::Place;
use crate::tally::{Kind, Tally};

/// What the system did, once it was done.
#[derive(Debug)]
enum Event {
    Written(String),
    Synced(String),
    Renamed(String, String),
}

/// Watches an import of notes with images.
pub fn watch(tally: &mut Tally) {
    let strace = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !strace.is_ok_and(|status| status.success()) {
        return tally.skipped("the order of syncs", "there is no strace");
    }
    let kept = tempfile::tempdir().unwrap();
    let (folder, trace) = (kept.path().join("folder"), kept.path().join("trace"));
    folders::make(&folder, 24, 8);
    let place = Place::sqlite(&kept.path().join("data"));
    let import = place.command(&["import", "markdown", folder.to_str().unwrap(), "--notebook", "Jardin", "--json"]);
    let mut watched = Command::new("strace");
    watched.args(["-f", "-y", "-s", "300", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2,pwrite64", "-o"]);
    watched.arg(&trace).arg(import.get_program()).args(import.get_args()).env_clear();
    watched.envs(import.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let ended = watched
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();

    let mut kind = Kind::new("syncs of an import, SQLite, as strace sees them");
    kind.made();
    kind.saw("import ended well", "watched", if ended.success() { Ok(()) } else { Err(ended.to_string()) });
    let events = read(&fs::read_to_string(&trace).unwrap());
    let (mut files, mut commits) = (0, 0);
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Renamed(from, to) if to.contains("/blobs/") => {
                files += 1;
                kind.saw(
                    "files are on the disk, under their name, before the next commit",
                    to,
                    named(&events, at, from, to),
                );
            }
            Event::Synced(path) if path.ends_with("-wal") => commits += 1,
            _ => {}
        }
    }
    let last_write = events.iter().rposition(|event| matches!(event, Event::Written(path) if path.ends_with("-wal")));
    let last_sync = events.iter().rposition(|event| matches!(event, Event::Synced(path) if path.ends_with("-wal")));
    let ends_synced = if last_sync > last_write { Ok(()) } else { Err(format!("{last_write:?}, {last_sync:?}")) };
    kind.saw("times the last write of the database was followed by a sync", "watched", ends_synced);
    kind.figure(format!("{files} files, {commits} syncs of the database's log"));
    tally.told(&kind);
}

/// Whether a file was synced before it got its name, and its folders after that and before the database is synced again.
fn named(events: &[Event], at: usize, from: &str, to: &str) -> Result<(), String> {
    let synced =
        |events: &[Event], path: &str| events.iter().any(|event| matches!(event, Event::Synced(of) if of == path));
    let (before, after) = events.split_at(at);
    let commit = after.iter().position(|event| matches!(event, Event::Synced(path) if path.ends_with("-wal")));
    let until = &after[..commit.unwrap_or(after.len())];
    let shelf = to.rsplit_once('/').map_or("", |(shelf, _)| shelf);
    let root = shelf.rsplit_once('/').map_or("", |(root, _)| root);
    for (is_synced, what) in [
        (synced(before, from), "content before its name"),
        (synced(until, shelf), "folder"),
        (synced(until, root), "root"),
        (commit.is_some(), "commit"),
    ] {
        if !is_synced {
            return Err(format!("no sync: {what}"));
        }
    }
    Ok(())
}

/// Reads what strace wrote; a call that another thread interrupts counts where it ends.
fn read(trace: &str) -> Vec<Event> {
    let mut begun: BTreeMap<&str, String> = BTreeMap::new();
    let mut events = Vec::new();
    for line in trace.lines() {
        let Some((process, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if let Some(beginning) = call.strip_suffix("<unfinished ...>") {
            begun.insert(process, beginning.to_owned());
        } else if call.starts_with("<... ") {
            let beginning = begun.remove(process).unwrap_or_default();
            let ending = call.split_once("resumed>").map_or("", |(_, ending)| ending);
            events.extend(event(&format!("{beginning}{ending}")));
        } else {
            events.extend(event(call));
        }
    }
    events
}

fn event(call: &str) -> Option<Event> {
    if call.rsplit_once(" = ").is_none_or(|(_, answer)| answer.starts_with('-')) {
        return None;
    }
    let (name, arguments) = call.split_once('(')?;
    let descriptor = || Some(arguments.split_once('<')?.1.split_once('>')?.0.to_owned());
    match name {
        "pwrite64" => Some(Event::Written(descriptor()?)),
        "fsync" | "fdatasync" => Some(Event::Synced(descriptor()?)),
        _ => {
            let mut quoted = arguments.split('"').skip(1).step_by(2);
            Some(Event::Renamed(quoted.next()?.to_owned(), quoted.next()?.to_owned()))
        }
    }
}
