//! The whole run: one database after the other, one size after the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::budgets::{self, Line};
use crate::client::Request;
use crate::notes::{self, Folder};
use crate::processes::Site;
use crate::trouble::{Result, Trouble};
use crate::{comparing, first_view, keeping, lexicon, notebooks, reading, saving, starting};

/// How a run is to be made.
pub(crate) struct Plan {
    /// The program.
    pub(crate) program: PathBuf,
    /// A folder for notes and databases, emptied before and after.
    pub(crate) folder: PathBuf,
    /// Where the document of figures goes.
    pub(crate) out: PathBuf,
    /// A PostgreSQL with nothing in it.
    pub(crate) postgres: Option<String>,
    /// How many notes: the middle size; a tenth and ten times as many show growth.
    pub(crate) notes: usize,
    /// Whether ten times as many are brought in too.
    pub(crate) largest: bool,
    /// How often each load is repeated.
    pub(crate) rounds: usize,
    /// How long one load lasts.
    pub(crate) load: Duration,
    /// How long after the load memory is looked at.
    pub(crate) rest: Duration,
}

/// Notes brought in, and where they are.
pub(crate) struct Filled {
    pub(crate) site: Site,
    pub(crate) database: &'static str,
    pub(crate) count: usize,
    pub(crate) folder: PathBuf,
    /// The notes that anyone may read, in an order that looks like chance.
    pub(crate) public: Vec<PublicNote>,
}

/// A note that anyone may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicNote {
    pub(crate) address: String,
    /// Its number in the folder.
    pub(crate) number: usize,
}

impl PublicNote {
    /// Asks for it as a visitor.
    pub(crate) fn request(&self) -> Request {
        Request::get(&self.address, None)
    }
}

/// What is measured so far, told as it comes and kept for the document.
pub(crate) struct Figures {
    lines: Vec<Line>,
    out: PathBuf,
}

impl Figures {
    pub(crate) fn add(&mut self, line: Line) -> Result<()> {
        println!("{}", line.row());
        self.lines.push(line);
        // Written each time: a run that is cut leaves what it had measured.
        let document: Vec<Value> = self.lines.iter().map(Line::document).collect();
        fs::write(&self.out, format!("{:#}\n", Value::Array(document)))?;
        Ok(())
    }
}

/// What all folders are made from.
pub(crate) const SEED: u64 = 2026;

/// Measures everything; gives how many lines are under their bar.
pub(crate) fn run(plan: &Plan) -> Result<usize> {
    let _ = fs::remove_dir_all(&plan.folder);
    fs::create_dir_all(&plan.folder)?;
    let ended = measure(plan);
    fs::remove_dir_all(&plan.folder)?;
    ended
}

fn measure(plan: &Plan) -> Result<usize> {
    let mut figures = Figures { lines: Vec::new(), out: plan.out.clone() };
    println!("{}", budgets::heading());
    lexicon::measure(&mut figures)?;
    comparing::measure(&mut figures)?;
    for database in ["sqlite", "postgres"] {
        if database == "postgres" && plan.postgres.is_none() {
            println!("PostgreSQL: not measured");
            continue;
        }
        let small = fill(plan, &mut figures, database, plan.notes / 10)?;
        let middle = fill(plan, &mut figures, database, plan.notes)?;
        reading::measure(plan, &mut figures, &middle)?;
        starting::measure(&mut figures, &middle)?;
        first_view::measure(&mut figures, &middle)?;
        notebooks::measure(&mut figures, &middle)?;
        reading::growth(plan, &mut figures, &small, &middle)?;
        if database == "sqlite" && plan.largest {
            drop(small);
            let large = fill(plan, &mut figures, database, plan.notes * 10)?;
            starting::measure(&mut figures, &large)?;
            reading::growth(plan, &mut figures, &middle, &large)?;
            empty(&large)?;
        }
        keeping::measure(&mut figures, &middle)?;
        if database == "sqlite" {
            saving::measure(plan, &mut figures)?;
        }
        empty(&middle)?;
    }
    Ok(budgets::under_the_bar(&figures.lines))
}

/// Writes a folder of notes, and brings it in.
fn fill(plan: &Plan, figures: &mut Figures, database: &'static str, count: usize) -> Result<Filled> {
    let folder = plan.folder.join(format!("notes-{count}"));
    if !folder.exists() {
        Folder { count, seed: SEED }.write(&folder)?;
    }
    let site = Site {
        program: plan.program.clone(),
        data: plan.folder.join(format!("{database}-{count}")),
        database: match &plan.postgres {
            Some(address) if database == "postgres" => Some(database_of(address, count)?),
            _ => None,
        },
    };
    let (report, seconds) = site.import(&folder)?;
    let created = report.get("created").and_then(Value::as_u64).unwrap_or_default();
    if usize::try_from(created).ok() != Some(count) {
        return Err(Trouble::Said(format!("{created} notes of {count} came in")));
    }
    let broken = report.pointer("/links/broken_by_us").and_then(Value::as_u64).unwrap_or_default();
    if broken > 0 {
        return Err(Trouble::Said(format!("{broken} links were broken")));
    }
    figures.add(Line::of("import", database, count, per_second(count, seconds)).with("seconds", seconds))?;
    let public = public_notes(&report);
    Ok(Filled { site, database, count, folder, public })
}

/// An address of a database of its own: made here, since a database holds one site.
fn database_of(address: &str, count: usize) -> Result<String> {
    let name = format!("bench_{count}");
    let made = std::process::Command::new("psql")
        .args(["--quiet", "--no-psqlrc", "--command", &format!("CREATE DATABASE {name}"), address])
        .status()?;
    if !made.success() {
        return Err(Trouble::Said("no database could be made".to_owned()));
    }
    let (before, _) =
        address.rsplit_once('/').ok_or_else(|| Trouble::Said("an address without database".to_owned()))?;
    Ok(format!("{before}/{name}"))
}

fn empty(filled: &Filled) -> Result<()> {
    fs::remove_dir_all(&filled.site.data)?;
    Ok(())
}

fn per_second(count: usize, seconds: f64) -> f64 {
    1.0 / crate::figures::ratio(seconds, count).max(1e-12)
}

/// The notes that are not drafts, shuffled.
fn public_notes(report: &Value) -> Vec<PublicNote> {
    let files = report.get("files").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut public: Vec<PublicNote> =
        files.iter().filter_map(public_note).filter(|note| !notes::is_draft(note.number)).collect();
    let mut chance = notes::Chance::new(SEED);
    for place in (1..public.len()).rev() {
        public.swap(place, chance.below(place + 1));
    }
    public
}

/// A file of the report, where it is a note.
fn public_note(file: &Value) -> Option<PublicNote> {
    let name = Path::new(file.get("path")?.as_str()?).file_stem()?.to_str()?;
    let number = name.rsplit('-').next()?.parse().ok()?;
    Some(PublicNote { address: file.get("address")?.as_str()?.to_owned(), number })
}

/// Waits for something, as long as it may take.
pub(crate) fn wait_until(most: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !is_so() {
        if began.elapsed() > most {
            return false;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_as_a_visitor_is_what_a_visitor_may_read() {
        let report = serde_json::json!({ "files": [
            { "path": "lot-0000/note-000000.md", "address": "/n/a/a" },
            { "path": "lot-0000/note-000004.md", "address": "/n/b/b" },
        ] });
        assert_eq!(public_notes(&report), [PublicNote { address: "/n/a/a".to_owned(), number: 0 }]);
    }
}
