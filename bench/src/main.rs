//! `make bench`: speed and memory, against ceilings measured in the same run. `bench/README.md` says how to read it.

mod budgets;
mod client;
mod comparing;
mod figures;
mod first_view;
mod forms;
mod keeping;
mod lexicon;
mod load;
mod nginx;
mod notebooks;
mod notes;
mod processes;
mod reading;
mod run;
mod saving;
mod signing_in;
mod starting;
mod telling;
mod trouble;
mod writers;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use notes::Folder;
use run::Plan;
use trouble::{Result, Trouble};

const USE: &str = "bench notes FOLDER COUNT [SEED]   writes a folder of notes
bench run                         measures; scripts/bench sets what it needs";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ended = match *words {
        ["notes", folder, count] => write_notes(folder, count, "1"),
        ["notes", folder, count, seed] => write_notes(folder, count, seed),
        ["run"] => measure(),
        _ => Err(Trouble::Said(USE.to_owned())),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::from(2)
        }
    }
}

fn write_notes(folder: &str, count: &str, seed: &str) -> Result<()> {
    let number = |word: &str| word.parse().map_err(|_| Trouble::Said(format!("{word} is no number")));
    let count = usize::try_from(number(count)?).unwrap_or(usize::MAX);
    Folder { count, seed: number(seed)? }.write(Path::new(folder))?;
    Ok(())
}

fn measure() -> Result<()> {
    let target = PathBuf::from(text("BENCH_TARGET").unwrap_or_else(|| "target".to_owned()));
    let target = std::path::absolute(target)?;
    let plan = Plan {
        program: target.join("release/sillage"),
        folder: target.join("bench"),
        out: target.join("bench.json"),
        postgres: text("BENCH_POSTGRES"),
        notes: usize::try_from(number("BENCH_NOTES", 10_000)?).unwrap_or(usize::MAX),
        largest: number("BENCH_LARGEST", 1)? > 0,
        rounds: usize::try_from(number("BENCH_ROUNDS", 5)?).unwrap_or(usize::MAX),
        load: Duration::from_secs(number("BENCH_SECONDS", 3)?),
        rest: Duration::from_secs(number("BENCH_REST", 60)?),
        only: text("BENCH_ONLY").map(|words| words.split([',', ' ']).map(str::to_owned).collect()),
    };
    let under = run::run(&plan)?;
    println!("{under} under the bar; all figures are in {}", plan.out.display());
    Ok(())
}

fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn number(name: &str, default: u64) -> Result<u64> {
    let Some(word) = text(name) else { return Ok(default) };
    word.parse().map_err(|_| Trouble::Said(format!("{name}={word} is no number")))
}
