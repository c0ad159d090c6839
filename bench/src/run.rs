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
use crate::{
    comparing, first_view, forms, keeping, lexicon, notebooks, reading, saving, signing_in, starting, telling,
};

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
    /// The measures that are made; nothing for all of them.
    pub(crate) only: Option<Vec<String>>,
}

impl Plan {
    /// Whether this measure is made.
    fn wants(&self, measure: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|word| word == measure))
    }
}

/// The measures that one site is filled for.
const OF_ONE_SITE: [&str; 8] =
    ["reading", "starting", "first_view", "notebooks", "keeping", "signing_in", "forms", "telling"];

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
    if plan.wants("lexicon") {
        lexicon::measure(&mut figures)?;
    }
    if plan.wants("comparing") {
        comparing::measure(&mut figures)?;
    }
    for database in ["sqlite", "postgres"] {
        if database == "postgres" && plan.postgres.is_none() {
            println!("PostgreSQL: not measured");
            continue;
        }
        measure_on(plan, &mut figures, database)?;
    }
    Ok(budgets::under_the_bar(&figures.lines))
}

/// All that is measured of one database.
fn measure_on(plan: &Plan, figures: &mut Figures, database: &'static str) -> Result<()> {
    if database == "sqlite" && plan.wants("store") {
        saving::measure(plan, figures)?;
    }
    let grows = plan.wants("growth") || plan.wants("growth_save");
    if !grows && !OF_ONE_SITE.iter().any(|word| plan.wants(word)) {
        return Ok(());
    }
    let small = if grows { Some(fill(plan, figures, database, plan.notes / 10)?) } else { None };
    let middle = fill(plan, figures, database, plan.notes)?;
    if plan.wants("reading") {
        reading::measure(plan, figures, &middle)?;
    }
    if plan.wants("starting") {
        starting::measure(figures, &middle)?;
    }
    if plan.wants("first_view") {
        first_view::measure(figures, &middle)?;
    }
    if plan.wants("notebooks") {
        notebooks::measure(figures, &middle)?;
    }
    if plan.wants("keeping") {
        keeping::measure(figures, &middle)?;
    }
    // What writes comes last: what is measured before finds the notes as they came in.
    if let Some(small) = small {
        growth(plan, figures, &small, &middle)?;
    }
    if database == "sqlite" && plan.largest && (grows || plan.wants("starting")) {
        let large = fill(plan, figures, database, plan.notes * 10)?;
        if plan.wants("starting") {
            starting::measure(figures, &large)?;
        }
        growth(plan, figures, &middle, &large)?;
        empty(&large)?;
    }
    if plan.wants("signing_in") {
        signing_in::measure(plan, figures, &middle)?;
    }
    if plan.wants("forms") {
        forms::measure(plan, figures, &middle)?;
    }
    if plan.wants("telling") {
        telling::measure(plan, figures, &middle)?;
    }
    empty(&middle)
}

/// What ten times the notes change.
fn growth(plan: &Plan, figures: &mut Figures, few: &Filled, many: &Filled) -> Result<()> {
    if plan.wants("growth") {
        reading::growth(plan, figures, few, many)?;
    }
    if plan.wants("growth_save") {
        forms::growth(plan, figures, few, many)?;
    }
    Ok(())
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
