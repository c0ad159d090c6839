//! Letters of what many follow: the program is killed again and again while it tells of it, and each gets one letter.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::notifications::{Followed, NotificationKind, Way};
use domain::people::MailAddress;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId, NotebookId, PersonId, Timestamp};
use store::accounts::NewAccount;
use store::notifications::EVERYWHERE;
use store::{Kind as Column, Statement, accounts, changes, follows, people};
use testkit::Chance;

use crate::notes;
use crate::program::{Database, Place, Served, asked, postgres, wait};
use crate::tally::{Kind, Tally};

/// People who follow one notebook.
const FOLLOWERS: usize = 1_000;
/// The most milliseconds that a program lives once it listens.
const LIFE: u64 = 400;
/// How long the last one has to do what is left.
const LAST: Duration = Duration::from_mins(1);

static PLACED: Statement = Statement::new(
    "faults.placed",
    "SELECT i.note, b.id FROM notebook b JOIN imported i ON i.notebook = b.id WHERE b.title = $1 AND i.note IS NOT NULL",
    &[Column::Text],
    &[Column::Id, Column::Id],
);
static PLACE: Statement = Statement::new(
    "faults.place",
    "UPDATE placement SET placed = $3 WHERE notebook = $1 AND note = $2",
    &[Column::Id, Column::Id, Column::Int],
    &[],
);
// Nobody waits here for who was killed.
static FREE_READERS: Statement =
    Statement::new("faults.free_readers", "UPDATE projection SET leased_until = 0", &[], &[]);
static FREE_JOBS: Statement =
    Statement::new("faults.free_jobs", "UPDATE job SET claimed_until = 0 WHERE state = 'running'", &[], &[]);
static LEFT: Statement = Statement::new(
    "faults.letters_left",
    "SELECT COUNT(*) FROM job WHERE kind = 'letter' AND state IN ('ready', 'running')",
    &[],
    &[Column::Int],
);

/// Kills the program so many times on each database.
pub fn kill(times: usize, tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    on_each("SQLite", times, &Place::sqlite(&kept.path().join("data")), tally);
    let Some(server) = postgres() else {
        return tally.skipped("letters on PostgreSQL", "there is none");
    };
    let database = Database::make(&server, "faults_letters");
    on_each("PostgreSQL", times, &database.place(&kept.path().join("pg")), tally);
}

fn on_each(engine: &str, times: usize, place: &Place, tally: &mut Tally) {
    let chance = Chance::new(29);
    let mut kind = Kind::new(format!("kill -9 while {FOLLOWERS} people are told, {engine}"));
    plant(place);
    let (folder, began) = (place.data.join("letters"), Instant::now());
    for _ in 0..times {
        let served = Served::start(place);
        std::thread::sleep(Duration::from_millis(chance.below(LIFE)));
        drop(served);
        kind.made();
        asked(place, async |store| {
            let mut tx = store.write().await.unwrap();
            for statement in [&FREE_READERS, &FREE_JOBS] {
                tx.exec(statement, &[]).await.unwrap();
            }
            tx.commit().await.unwrap();
        });
    }
    let before = sent(&folder).len();
    let served = Served::start(place);
    let told = served.catches_up(LAST).and_then(|()| nothing_left(place));
    kind.saw("times the last program does what is left", "at the end", told);
    drop(served);

    let letters = sent(&folder);
    let ids: BTreeSet<&str> = letters.iter().map(|(id, _)| id.as_str()).collect();
    let to: BTreeSet<&str> = letters.iter().map(|(_, to)| to.as_str()).collect();
    kind.counted("people got a letter", "at the end", to.len(), FOLLOWERS, Vec::new());
    let once = (letters.len(), ids.len()) == (to.len(), to.len());
    let twice = || format!("{} letters, {} Message-ID, {} people", letters.len(), ids.len(), to.len());
    kind.saw("times nobody got two", "at the end", if once { Ok(()) } else { Err(twice()) });
    kind.saw("times check finds nothing amiss", "at the end", place.check());
    kind.figure(format!("{before} letters before the last start; {:.1?} in all", began.elapsed()));
    tally.told(&kind);
}

fn nothing_left(place: &Place) -> Result<(), String> {
    let began = Instant::now();
    loop {
        let left = asked(place, async |store| {
            let mut tx = store.read().await.unwrap();
            let row: Option<(i64,)> = tx.opt(&LEFT, &[]).await.unwrap();
            row.map_or(0, |(left,)| left)
        });
        if left == 0 {
            return Ok(());
        }
        if began.elapsed() > LAST {
            return Err(format!("{left} letters are left after {LAST:?}"));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// A note of a notebook that a thousand follow, who want a letter of what is new there; and that somebody placed it.
fn plant(place: &Place) {
    wait(async {
        let services = notes::open(&place.location(), &place.data, 31).await.unwrap();
        let (folder, title) = (tempfile::tempdir().unwrap(), notes::notebook(31, 0));
        notes::save(&services, folder.path(), &title, 1).await.unwrap();
        // What came before is told to nobody.
        services::projections::catch_up_at_once(&services).await.unwrap();
        let (chance, now, language) = (Chance::new(37), now(), LanguageTag::french());
        let mut tx = services.store().write().await.unwrap();
        let row: Option<(NoteId, NotebookId)> = tx.opt(&PLACED, &[title.as_str().into()]).await.unwrap();
        let (note, notebook) = row.unwrap();
        let mut all: Vec<PersonId> = Vec::new();
        for number in 0..=FOLLOWERS {
            let (person, name) = (chance.id(), format!("Personne {number}"));
            let sort_key = i18n::sort_key(&name);
            people::insert(&mut tx, person, &name, &title_key(&name), sort_key, true, false, now).await.unwrap();
            all.push(person);
        }
        let (who, followers) = all.split_first().unwrap();
        for (number, person) in followers.iter().enumerate() {
            let mail = MailAddress::parse(&format!("p{number}@exemple.org")).unwrap();
            let account =
                NewAccount { person: *person, mail: &mail, confirmed: Some(now), language: &language, password: "" };
            accounts::insert(&mut tx, &account, now).await.unwrap();
            follows::follow(&mut tx, *person, Followed::Notebook(notebook), now).await.unwrap();
            follows::choose(&mut tx, *person, NotificationKind::New, EVERYWHERE, Way::Letter).await.unwrap();
        }
        tx.exec(&PLACE, &[notebook.into(), note.into(), now.into()]).await.unwrap();
        let tags = vec![Tag::Placements(notebook)];
        let change = Change { who: Some(*who), kind: ChangeKind::Placed, thing: Thing::Note(note), tags };
        changes::record(&mut tx, now, &change).await.unwrap();
        tx.commit().await.unwrap();
    });
}

/// The moment of this machine, which is that of the program.
fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "that of the program, whose letters wait for it")]
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap())
}

/// The letters of a folder: the `Message-ID` of each, and to whom it goes.
fn sent(folder: &Path) -> Vec<(String, String)> {
    let mut letters = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().extension().is_none_or(|kind| kind != "eml") {
            continue;
        }
        let text = std::fs::read(entry.path()).unwrap();
        let text = String::from_utf8_lossy(&text);
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        let field = |name: &str| {
            let value = head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            value.trim().to_owned()
        };
        letters.push((field("Message-ID:"), field("To:")));
    }
    letters
}
