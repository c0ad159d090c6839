//! What is stored is whole, once, and lasts; what is interrupted is nothing.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that stumbles fails, as it should")]

use std::fs;
use std::io::{self, Cursor, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;

use blobs::{Blobs, Error, hash_of, parse_hash, written};
use proptest::prelude::*;
use tempfile::TempDir;
use tokio::io::AsyncReadExt;

fn open(dir: &TempDir) -> Blobs {
    Blobs::open(dir.path().join("blobs")).unwrap()
}

/// Every file under the store, by its path from there.
fn files(dir: &TempDir) -> Vec<String> {
    fn walk(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, found);
            } else {
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let root = dir.path().join("blobs");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort();
    found
}

fn place(dir: &TempDir, hash: &blobs::Hash) -> std::path::PathBuf {
    let name = written(hash);
    dir.path().join("blobs").join(&name[..2]).join(&name[2..])
}

async fn all(blobs: &Blobs, hash: blobs::Hash) -> Vec<u8> {
    blobs.read(hash).await.unwrap().beginning(u64::MAX).await.unwrap()
}

#[tokio::test]
async fn what_is_put_is_read_again_under_its_sha_256() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let stored = blobs.put(Cursor::new(b"abc".to_vec())).await.unwrap();
    // FIPS 180-2, appendix B.1.
    assert_eq!(written(&stored.hash), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(stored.size, 3);
    assert_eq!(files(&dir), ["ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]);
    assert_eq!(all(&blobs, stored.hash).await, b"abc");
    assert!(blobs.exists(stored.hash).await.unwrap());
    assert!(blobs.verify(stored.hash).await.unwrap());
}

#[tokio::test]
async fn the_folder_is_closed_to_other_accounts() {
    let dir = TempDir::new().unwrap();
    let root = dir.path().join("blobs");
    fs::create_dir(&root).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
    let stored = open(&dir).put_bytes("secret").await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&root), 0o700);
    assert_eq!(mode(place(&dir, &stored.hash).parent().unwrap()), 0o700);
    assert_eq!(mode(&place(&dir, &stored.hash)), 0o600);
}

#[tokio::test]
async fn the_same_content_is_kept_once() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let first = blobs.put_bytes("once").await.unwrap();
    let before = fs::metadata(place(&dir, &first.hash)).unwrap();
    assert_eq!(blobs.put_bytes("once").await.unwrap(), first);
    assert_eq!(blobs.put(Cursor::new("once")).await.unwrap(), first);
    let after = fs::metadata(place(&dir, &first.hash)).unwrap();
    assert_eq!(after.ino(), before.ino(), "not written again");
    assert!(after.modified().unwrap() > before.modified().unwrap(), "and young again: its new row is on its way");
    assert_eq!(files(&dir).len(), 1);
    assert_eq!(blobs.list().await.unwrap(), [first.hash]);
}

#[tokio::test]
async fn writers_of_the_same_content_at_the_same_time_all_succeed() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let blobs = blobs.clone();
        writers.spawn(async move { blobs.put(Cursor::new(vec![7; 200_000])).await.unwrap() });
    }
    let stored = writers.join_all().await;
    assert!(stored.iter().all(|one| *one == stored[0]));
    assert_eq!(files(&dir).len(), 1);
    assert!(blobs.verify(stored[0].hash).await.unwrap());
}

/// Gives some bytes, then fails as a broken connection does.
struct Broken(usize);

impl Read for Broken {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let given = self.0.min(into.len());
        into[..given].fill(1);
        self.0 -= given;
        Ok(given)
    }
}

#[tokio::test]
async fn a_source_that_breaks_leaves_nothing() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    for length in [0, 1, 64 * 1024, 300_000] {
        assert!(matches!(blobs.put(Broken(length)).await, Err(Error::Source(_))));
    }
    assert_eq!(files(&dir), [""; 0]);
    assert_eq!(blobs.list().await.unwrap(), [[0; 32]; 0]);
}

/// Waits for leave before it ends, so that a test can look at what is half written.
struct Held(mpsc::Sender<()>, mpsc::Receiver<()>, bool);

impl Read for Held {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.2 {
            self.0.send(()).unwrap();
            self.1.recv().unwrap();
            return Ok(0);
        }
        self.2 = true;
        into[0] = b'x';
        Ok(1)
    }
}

#[tokio::test]
async fn a_sweep_takes_what_has_no_writer_and_only_that() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    // As a process killed in the middle leaves it: the lock went with the process.
    fs::write(dir.path().join("blobs/.incoming-1-0"), "half").unwrap();
    let kept = blobs.put_bytes("kept").await.unwrap();
    let (told, half_written) = mpsc::channel();
    let (leave, given) = mpsc::channel();
    let writer = tokio::spawn({
        let blobs = blobs.clone();
        async move { blobs.put(Held(told, given, false)).await }
    });
    tokio::task::spawn_blocking(move || half_written.recv().unwrap()).await.unwrap();
    assert_eq!(blobs.list().await.unwrap(), [kept.hash]);
    assert!(!blobs.exists(hash_of(b"x")).await.unwrap());
    assert_eq!(blobs.sweep_temporary().await.unwrap(), 1);
    leave.send(()).unwrap();
    let stored = writer.await.unwrap().unwrap();
    assert_eq!(stored.hash, hash_of(b"x"));
    assert_eq!(files(&dir).len(), 2);
    assert_eq!(blobs.sweep_temporary().await.unwrap(), 0);
}

#[tokio::test]
async fn a_store_without_room_says_so_and_keeps_no_half_file() {
    const INSIDE: &str = "BLOBS_TEST_WITHOUT_ROOM";
    if let Some(dir) = std::env::var_os(INSIDE) {
        let blobs = Blobs::open(dir.into()).unwrap();
        assert!(matches!(blobs.put(io::repeat(1).take(1_000_000)).await, Err(Error::Full)));
        assert!(matches!(blobs.put_bytes(vec![2; 1_000_000]).await, Err(Error::Full)));
        blobs.put_bytes("a little").await.unwrap();
        return;
    }
    // A file may not grow past 64 blocks of 512 bytes in there: the disk refuses in the middle of a write.
    let dir = TempDir::new().unwrap();
    let ended = Command::new("sh")
        .args(["-c", r#"trap '' XFSZ; ulimit -f 64; exec "$0" --exact "$1" --nocapture"#])
        .arg(std::env::current_exe().unwrap())
        .arg("a_store_without_room_says_so_and_keeps_no_half_file")
        .env(INSIDE, dir.path().join("blobs"))
        .output()
        .unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(open(&dir).list().await.unwrap(), [hash_of(b"a little")]);
    assert_eq!(files(&dir).len(), 1);
}

#[tokio::test]
async fn a_damaged_content_is_told_and_one_cut_short_is_mended_by_putting_it_again() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let stored = blobs.put_bytes("as it was").await.unwrap();
    fs::write(place(&dir, &stored.hash), "as it wax").unwrap();
    assert!(!blobs.verify(stored.hash).await.unwrap());
    fs::write(place(&dir, &stored.hash), "as it").unwrap();
    assert!(!blobs.verify(stored.hash).await.unwrap());
    blobs.put_bytes("as it was").await.unwrap();
    assert!(blobs.verify(stored.hash).await.unwrap());
}

#[tokio::test]
async fn what_is_removed_or_was_never_there_is_missing() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let hash = blobs.put_bytes("gone").await.unwrap().hash;
    assert!(blobs.remove(hash).await.unwrap());
    assert!(!blobs.remove(hash).await.unwrap());
    assert!(!blobs.exists(hash).await.unwrap());
    assert!(matches!(blobs.read(hash).await, Err(Error::Missing)));
    assert!(matches!(blobs.verify(hash).await, Err(Error::Missing)));
    assert_eq!(blobs.list().await.unwrap(), [[0; 32]; 0]);
}

#[tokio::test]
async fn a_range_is_read_alone_and_stops_at_the_end() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let hash = blobs.put_bytes("0123456789").await.unwrap().hash;
    for (range, expected) in
        [(0..4, "0123"), (3..5, "34"), (8..99, "89"), (10..12, ""), (50..60, ""), (0..u64::MAX, "0123456789")]
    {
        let content = blobs.read(hash).await.unwrap();
        assert_eq!(content.size(), 10);
        let mut text = String::new();
        content.into_stream(range).unwrap().read_to_string(&mut text).await.unwrap();
        assert_eq!(text, expected);
    }
}

#[tokio::test]
async fn what_is_not_ours_in_the_folder_is_not_listed() {
    let dir = TempDir::new().unwrap();
    let blobs = open(&dir);
    let hash = blobs.put_bytes("ours").await.unwrap().hash;
    let root = dir.path().join("blobs");
    fs::write(root.join("ab"), "a file where a folder goes").unwrap();
    fs::create_dir(root.join("cd")).unwrap();
    fs::write(root.join("cd/notes.txt"), "").unwrap();
    fs::create_dir(root.join("cd").join("e".repeat(62))).unwrap();
    fs::create_dir(root.join("lost+found")).unwrap();
    assert_eq!(blobs.list().await.unwrap(), [hash]);
    let folder = parse_hash(&format!("cd{}", "e".repeat(62))).unwrap();
    assert!(!blobs.exists(folder).await.unwrap());
    assert!(matches!(blobs.read(folder).await, Err(Error::Missing)));
}

proptest! {
    #[test]
    fn a_written_hash_is_read_as_itself(hash: [u8; 32]) {
        prop_assert_eq!(parse_hash(&written(&hash)), Some(hash));
    }

    #[test]
    fn only_sixty_four_lower_case_digits_are_a_hash(text in "\\PC{0,70}|[0-9a-fA-F]{62,66}") {
        let is_hash = text.len() == 64 && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        prop_assert_eq!(parse_hash(&text).is_some(), is_hash);
    }
}
