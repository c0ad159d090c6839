//! What was acknowledged is there, whoever is killed; a copy is whole; of two saves over one version, one is kept.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::notes::{NoteKind, Visibility};
use domain::policy::Viewer;
use domain::{Clock, LanguageTag, NoteId, PersonId, Title};
use store::notes::{NewNote, NewRevision};
use store::{Error, Kind, Location, Statement, Store, notes, people};
use testkit::{Chance, sqlite_store, stores};

/// Names the database to the second process that the test below starts: this same program.
const WRITE_TO: &str = "SILLAGE_TEST_WRITE_TO";

async fn add(store: &Store, id: PersonId, chance: &Chance) -> store::Result<()> {
    let mut tx = store.write().await?;
    people::insert(&mut tx, id, "Ana", "ana", b"ana".to_vec(), true, false, chance.now()).await?;
    tx.commit().await
}

/// Eight writers, each of which says the ids that it was told are kept, until the process is killed.
async fn write_until_killed(path: &Path, seed: u64) {
    let store = Store::open(&Location::Sqlite(path.to_owned())).await.unwrap();
    for writer in 0..8 {
        let store = store.clone();
        tokio::spawn(async move {
            let chance = Chance::new(1_000 * (seed + 1) + writer);
            loop {
                let id = chance.id();
                add(&store, id, &chance).await.unwrap();
                let mut out = std::io::stdout().lock();
                writeln!(out, "kept {id}").unwrap();
                out.flush().unwrap();
            }
        });
    }
    // A parent that fails before it kills leaves nobody behind.
    tokio::time::sleep(Duration::from_mins(1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_killed_program() {
    if let Ok(told) = std::env::var(WRITE_TO) {
        let (seed, path) = told.split_once(':').unwrap();
        return write_until_killed(Path::new(path), seed.parse().unwrap()).await;
    }
    let it = sqlite_store().await;
    let Location::Sqlite(path) = &it.location else { unreachable!("SQLite") };
    let mut kept = Vec::new();
    for seed in 0..5_usize {
        let mut program = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "what_was_acknowledged_survives_a_killed_program", "--nocapture", "--test-threads=1"])
            .env(WRITE_TO, format!("{seed}:{}", path.display()))
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let enough = kept.len() + 20 + seed * 37;
        for line in lines {
            // The harness writes its own words before the first one.
            let line = line.unwrap();
            if let Some(place) = line.find("kept ") {
                // A line that was cut by the end is no acknowledgement that we read.
                kept.extend(line[place + 5..].parse::<PersonId>());
            }
            if kept.len() == enough {
                program.kill().unwrap();
            }
        }
        program.wait().unwrap();
        assert!(kept.len() >= enough, "the second program wrote");
    }
    let store = it.again().await;
    for id in kept {
        let there = people::steward(&mut store.read().await.unwrap(), id).await.unwrap();
        assert!(there.is_some(), "{id} was acknowledged");
    }
}

/// Names the database to the process that may not let a file grow past two megabytes.
const FILL: &str = "SILLAGE_TEST_FILL";

static BLOAT: Statement = Statement::new(
    "tests.bloat",
    "INSERT INTO attachment (id, hash, name, media, size, created) VALUES ($1, $2, '', '', 0, 0)",
    &[Kind::Id, Kind::Bytes],
    &[],
);

async fn bloat(store: &Store, id: PersonId, chance: &Chance) -> store::Result<()> {
    let mut tx = store.write().await?;
    people::insert(&mut tx, id, "Ana", "ana", b"ana".to_vec(), true, false, chance.now()).await?;
    tx.exec(&BLOAT, &[id.into(), vec![7_u8; 20_000].into()]).await?;
    tx.commit().await
}

/// Eight writers, each until it is refused; what each was told is said.
async fn write_until_refused(path: &Path) {
    let store = Store::open(&Location::Sqlite(path.to_owned())).await.unwrap();
    let mut writers = Vec::new();
    for writer in 0..8 {
        let store = store.clone();
        writers.push(tokio::spawn(async move {
            let chance = Chance::new(50 + writer);
            for _ in 0..5_000 {
                let id = chance.id();
                match bloat(&store, id, &chance).await {
                    Ok(()) => println!("kept {id}"),
                    Err(error) => {
                        assert!(matches!(error, Error::Full | Error::Unreachable(_)), "{error:?}");
                        println!("refused {id}");
                        return;
                    }
                }
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_disk_refuses_a_group_nobody_in_it_was_told_otherwise() {
    if let Ok(path) = std::env::var(FILL) {
        return write_until_refused(Path::new(&path)).await;
    }
    let it = sqlite_store().await;
    let Location::Sqlite(path) = &it.location else { unreachable!("SQLite") };
    // Room for two megabytes beside the empty tables, which the log holds too, in blocks of 512 bytes; the write that
    // passes it fails, where the signal would kill.
    let empty = [path.clone(), path.with_extension("db-wal")].map(|file| std::fs::metadata(file).unwrap().len());
    let room = (empty.iter().sum::<u64>() + (2 << 20)) / 512;
    let told = Command::new("sh")
        .args(["-c", &format!("trap '' XFSZ; ulimit -f {room}; exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "where_the_disk_refuses_a_group_nobody_in_it_was_told_otherwise", "--nocapture"])
        .env(FILL, path)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(told.status.success());
    let told = String::from_utf8(told.stdout).unwrap();
    let (mut kept, mut refused) = (0, 0);
    for line in told.lines() {
        let Some((word, id)) = line.rsplit_once(' ') else { continue };
        let Ok(id) = id.parse::<PersonId>() else { continue };
        let there = people::steward(&mut it.store.read().await.unwrap(), id).await.unwrap().is_some();
        assert_eq!(there, word.ends_with("kept"), "{line}");
        *(if there { &mut kept } else { &mut refused }) += 1;
    }
    assert!(kept > 20 && refused == 8, "{kept} kept, {refused} refused");
    add(&it.store, Chance::new(1).id(), &Chance::new(2)).await.unwrap();
}

/// Whoever has it open could go on in a file that nobody will find again.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_was_moved_is_away_until_it_is_back() {
    let it = sqlite_store().await;
    let Location::Sqlite(path) = &it.location else { unreachable!("SQLite") };
    let chance = Chance::new(7);
    let id = chance.id();
    add(&it.store, id, &chance).await.unwrap();
    let elsewhere = path.with_extension("moved");
    for replaced in [false, true] {
        std::fs::rename(path, &elsewhere).unwrap();
        if replaced {
            std::fs::write(path, "").unwrap();
        }
        assert!(matches!(it.store.read().await.map(|_| ()), Err(Error::Unreachable(_))));
        assert!(matches!(add(&it.store, chance.id(), &chance).await, Err(Error::Unreachable(_))));
        std::fs::rename(&elsewhere, path).unwrap();
        assert!(people::steward(&mut it.store.read().await.unwrap(), id).await.unwrap().is_some());
        add(&it.store, chance.id(), &chance).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_write_side_by_side() {
    for it in stores().await {
        let mut writers = Vec::new();
        for (seed, store) in [it.store.clone(), it.again().await].into_iter().cycle().take(8).enumerate() {
            writers.push(tokio::spawn(async move {
                let chance = Chance::new(10 + seed as u64);
                let ids: Vec<PersonId> = (0..25).map(|_| chance.id()).collect();
                for id in &ids {
                    add(&store, *id, &chance).await.unwrap();
                }
                ids
            }));
        }
        for writer in writers {
            for id in writer.await.unwrap() {
                let there = people::steward(&mut it.store.read().await.unwrap(), id).await.unwrap();
                assert!(there.is_some(), "{}", it.store.engine());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_whole_while_others_write() {
    for it in stores().await {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        if it.store.engine() != "sqlite" {
            assert!(matches!(it.store.copy_to(copy).await, Err(Error::Unsupported)));
            continue;
        }
        let chance = Chance::new(1);
        let before = chance.id();
        add(&it.store, before, &chance).await.unwrap();
        let store = it.store.clone();
        let writing = tokio::spawn(async move {
            let chance = Chance::new(2);
            for _ in 0..100 {
                add(&store, chance.id(), &chance).await.unwrap();
            }
        });
        it.store.copy_to(copy.clone()).await.unwrap();
        writing.await.unwrap();
        let copied = Store::open(&Location::Sqlite(copy.clone())).await.unwrap();
        assert!(people::steward(&mut copied.read().await.unwrap(), before).await.unwrap().is_some());
        add(&copied, chance.id(), &chance).await.unwrap();
        assert!(it.store.copy_to(copy).await.is_err(), "a copy never writes over a file");
    }
}

async fn save_over(store: &Store, note: NoteId, base: i64, body: &str, locked: bool) -> store::Result<bool> {
    let (title, french) = (Title::parse("Tissage").unwrap(), LanguageTag::from_store("fr".to_owned()));
    let mut tx = store.write().await?;
    if locked {
        notes::lock(&mut tx, note).await?;
    }
    let revision = NewRevision {
        note,
        base,
        title: &title,
        sort_key: Vec::new(),
        language: &french,
        body,
        excerpt: "",
        author: None,
        saved: Chance::new(0).now(),
        reason: "",
    };
    let saved = notes::save_revision(&mut tx, &revision).await?;
    tx.commit().await?;
    Ok(saved)
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_saves_over_one_version_one_is_kept_and_the_others_are_told() {
    for it in stores().await {
        let chance = Chance::new(3);
        let id: NoteId = chance.id();
        let (title, french) = (Title::parse("Tissage").unwrap(), LanguageTag::from_store("fr".to_owned()));
        let note = NewNote {
            id,
            title: &title,
            sort_key: Vec::new(),
            kind: NoteKind::Article,
            language: &french,
            visibility: Visibility::Public,
            licence: None,
            excerpt: "",
            came_in: None,
            published: None,
            changed: chance.now(),
        };
        let mut tx = it.store.write().await.unwrap();
        notes::insert(&mut tx, &note, chance.now()).await.unwrap();
        tx.commit().await.unwrap();
        for base in 0..6 {
            let savers: Vec<_> = (0..8)
                .map(|saver| {
                    let store = it.store.clone();
                    // With the lock that `authorise` takes, and without: the version is checked either way.
                    tokio::spawn(async move { save_over(&store, id, base, &format!("{saver}"), base % 2 == 0).await })
                })
                .collect();
            let mut kept = Vec::new();
            for (number, saver) in savers.into_iter().enumerate() {
                if saver.await.unwrap().unwrap() {
                    kept.push(number.to_string());
                }
            }
            let row = notes::by_id(&mut it.store.read().await.unwrap(), &Viewer::visitor(), id).await.unwrap().unwrap();
            assert_eq!((vec![row.body], row.revision), (kept, base + 1), "{}", it.store.engine());
        }
    }
}

/// The rule that spans rows is asked of one transaction at a time.
#[tokio::test(flavor = "multi_thread")]
async fn who_locks_a_note_is_alone_with_it_until_the_end() {
    for it in stores().await {
        let chance = Chance::new(4);
        let id: NoteId = chance.id();
        let (title, french) = (Title::parse("Filage").unwrap(), LanguageTag::from_store("fr".to_owned()));
        let mut tx = it.store.write().await.unwrap();
        let note = NewNote {
            id,
            title: &title,
            sort_key: Vec::new(),
            kind: NoteKind::Term,
            language: &french,
            visibility: Visibility::Authors,
            licence: None,
            excerpt: "",
            came_in: None,
            published: None,
            changed: chance.now(),
        };
        notes::insert(&mut tx, &note, chance.now()).await.unwrap();
        tx.commit().await.unwrap();

        let mut first = it.store.write().await.unwrap();
        notes::lock(&mut first, id).await.unwrap();
        assert!(notes::by_id(&mut first, &Viewer::visitor(), id).await.unwrap().is_none(), "no version yet");
        let store = it.store.clone();
        let mut second = tokio::spawn(async move { save_over(&store, id, 1, "second", true).await });
        let waited = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
        assert!(waited.is_err(), "{}: the second waits", it.store.engine());
        let revision = NewRevision {
            note: id,
            base: 0,
            title: &title,
            sort_key: Vec::new(),
            language: &french,
            body: "first",
            excerpt: "",
            author: None,
            saved: chance.now(),
            reason: "",
        };
        assert!(notes::save_revision(&mut first, &revision).await.unwrap());
        first.commit().await.unwrap();
        assert!(second.await.unwrap().unwrap(), "the second sees what the first wrote");
    }
}
