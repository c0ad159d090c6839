//! What SQLite says of itself, and the mending of rows that refer to nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};

use domain::Clock;
use store::{Location, check, notes};
use testkit::{Chance, World, sqlite_store};

/// A hand that edits the file with references unguarded, as `sqlite3` does by default.
fn by_hand(location: &Location, text: &str) -> usize {
    let Location::Sqlite(path) = location else { unreachable!("SQLite") };
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute(text, []).unwrap()
}

async fn world(store: &store::Store) -> World {
    let chance = Chance::new(11);
    let mut tx = store.write().await.unwrap();
    let world = World::write(&mut tx, &chance).await.unwrap();
    for note in &world.notes {
        notes::link_community(&mut tx, *note, world.communities[0], chance.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    world
}

fn count(location: &Location, text: &str) -> i64 {
    let Location::Sqlite(path) = location else { unreachable!("SQLite") };
    rusqlite::Connection::open(path).unwrap().query_row(text, [], |row| row.get(0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_refers_to_nothing_is_let_go_of_or_taken_away() {
    let it = sqlite_store().await;
    world(&it.store).await;
    assert_eq!(check::dangling(&mut it.store.heavy().await.unwrap()).await.unwrap(), []);
    let roles = count(&it.location, "SELECT COUNT(*) FROM role");
    let notes = count(&it.location, "SELECT COUNT(*) FROM note WHERE came_in IS NOT NULL");
    assert!(roles > 1 && notes > 1, "{roles} roles, {notes} notes that came in");
    by_hand(
        &it.location,
        "DELETE FROM membership WHERE rowid = (SELECT m.rowid FROM membership m JOIN role r ON r.community = m.community AND r.person = m.person LIMIT 1)",
    );
    by_hand(
        &it.location,
        "DELETE FROM notebook WHERE id = (SELECT came_in FROM note WHERE came_in IS NOT NULL LIMIT 1)",
    );
    let amiss = check::dangling(&mut it.store.heavy().await.unwrap()).await.unwrap();
    let tables: Vec<&str> = amiss.iter().map(|row| row.table.as_str()).collect();
    assert!(tables.contains(&"role") && tables.contains(&"note"), "{tables:?}");
    let mut tx = it.store.write().await.unwrap();
    check::mend_dangling(&mut tx, &amiss).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(check::dangling(&mut it.store.heavy().await.unwrap()).await.unwrap(), []);
    assert_eq!(count(&it.location, "SELECT COUNT(*) FROM note"), 8, "no note is lost with its notebook");
    assert!(count(&it.location, "SELECT COUNT(*) FROM role") < roles);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_on_a_row_goes_with_it_and_words_never_do() {
    let it = sqlite_store().await;
    let world = world(&it.store).await;
    let person = world.people[0];
    let roles_of = "SELECT COUNT(*) FROM role r WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.id = r.person)";
    by_hand(&it.location, "DELETE FROM person WHERE id = (SELECT person FROM role LIMIT 1)");
    by_hand(
        &it.location,
        "INSERT INTO revision (note, number, title, language, body, saved, reason) VALUES (x'00', 1, '', 'fr', 'seul', 0, '')",
    );
    assert!(count(&it.location, roles_of) > 0, "{person}");
    let amiss = check::dangling(&mut it.store.heavy().await.unwrap()).await.unwrap();
    let mut tx = it.store.write().await.unwrap();
    check::mend_dangling(&mut tx, &amiss).await.unwrap();
    tx.commit().await.unwrap();
    let left = check::dangling(&mut it.store.heavy().await.unwrap()).await.unwrap();
    assert!(left.len() == 1 && left[0].holds_words && left[0].table == "revision", "{left:?}");
    assert_eq!(count(&it.location, roles_of), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_says_so() {
    let it = sqlite_store().await;
    world(&it.store).await;
    assert_eq!(it.store.faults().await.unwrap(), Vec::<String>::new());
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("sillage.db");
    it.store.copy_to(path.clone()).await.unwrap();
    let copied = Location::Sqlite(path.clone());
    let root = count(&copied, "SELECT rootpage FROM sqlite_schema WHERE name = 'note_sorted'");
    let size = count(&copied, "PRAGMA page_size");
    let mut file = File::options().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(u64::try_from((root - 1) * size + size / 2).unwrap())).unwrap();
    file.write_all(&vec![0x5a; usize::try_from(size / 2).unwrap()]).unwrap();
    drop(file);
    let damaged = store::Store::open(&copied).await.unwrap();
    assert!(!damaged.faults().await.unwrap().is_empty());
}
