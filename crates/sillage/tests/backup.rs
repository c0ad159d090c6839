//! A backup made while others write is whole, and comes back as the same site; anything else is refused, and leaves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use blobs::Blobs;
use domain::Title;
use domain::folding::title_key;
use domain::policy::Viewer;
use program::{Served, run, sillage};
use serde_json::Value;
use store::{Location, Store};
use tempfile::TempDir;

/// A site of three notes and a picture, and room beside it.
struct Place {
    folder: TempDir,
    data: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let place = Self { folder, data };
        let notes = place.path("notes");
        fs::create_dir(&notes).unwrap();
        fs::write(notes.join("tas.png"), [b"\x89PNG\r\n\x1a\n".as_slice(), &vec![7; 50_000]].concat()).unwrap();
        fs::write(notes.join("accueil.md"), "# Accueil\n\nVoir [[Compost]] et [[Absent]].\n").unwrap();
        fs::write(notes.join("compost.md"), "# Compost\n\nL’été, il chauffe ![le tas](tas.png).\n").unwrap();
        fs::write(notes.join("hiver.md"), "# Hiver\n\n![[Compost]]\n").unwrap();
        assert!(place.import("notes", "Jardin").status.success());
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn import(&self, folder: &str, notebook: &str) -> Output {
        let folder = self.path(folder);
        run(&self.data, &["import", "markdown", folder.to_str().unwrap(), "--notebook", notebook])
    }

    fn backup(&self, file: &Path) -> Output {
        run(&self.data, &["backup", file.to_str().unwrap(), "--json"])
    }

    /// Restores into a folder of that name.
    fn restore(&self, file: &Path, name: &str) -> Output {
        run(&self.path(name), &["restore", file.to_str().unwrap(), "--json"])
    }

    /// What stands in the folder of this test.
    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no document: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn a_restored_site_serves_the_same_pages() {
    let place = Place::new();
    let file = place.path("site.tar");
    let mut told = Vec::new();
    let address = "http://localhost:1";
    let serve = |data: &Path| {
        let mut command = sillage(data, &["serve", "--listen", "127.0.0.1:0"]);
        command.env("SILLAGE_ADDRESS", address);
        Served::start(command)
    };
    let pages = |served: &Served, paths: &[String]| -> Vec<String> {
        let body = |answer: String| {
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            let kept: Vec<&str> = head.lines().filter(|line| !line.starts_with("date:")).collect();
            format!("{}\n\n{body}", kept.join("\n"))
        };
        paths.iter().map(|path| body(served.get(path))).collect()
    };
    let served = serve(&place.data);
    let made = place.backup(&file);
    assert_eq!(code(&made), 0, "{}", String::from_utf8_lossy(&made.stderr));
    let made = document(&made);
    assert_eq!(made["contents"], 1);
    assert_eq!(made["bytes"], fs::metadata(&file).unwrap().len());
    assert_eq!((&made["check"]["ok"], &made["check"]["checked"]["notes"]), (&true.into(), &3.into()), "{made}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    let again = place.import("notes", "Jardin");
    assert!(again.status.success());
    let report = run(
        &place.data,
        &["import", "markdown", place.path("notes").to_str().unwrap(), "--notebook", "Jardin", "--json"],
    );
    let report = document(&report);
    let mut paths = vec!["/".to_owned(), "/recent".to_owned(), "/notebooks".to_owned()];
    paths.push(report["notebook"]["address"].as_str().unwrap().to_owned());
    for file in report["files"].as_array().unwrap() {
        paths.extend(file["address"].as_str().map(str::to_owned));
    }
    let page = served.get(&paths[5]);
    let picture = page.split("/files/").nth(1).unwrap_or_else(|| panic!("no picture: {page}"));
    paths.push(format!("/files/{}", picture.split(['"', ' ', '>']).next().unwrap()));
    told.extend(pages(&served, &paths));
    drop(served);

    let restored = place.restore(&file, "restored");
    assert_eq!(code(&restored), 0, "{}", String::from_utf8_lossy(&restored.stderr));
    assert_eq!(fs::metadata(place.path("restored")).unwrap().permissions().mode() & 0o777, 0o700);
    let served = serve(&place.path("restored"));
    for ((path, before), after) in paths.iter().zip(told).zip(pages(&served, &paths)) {
        assert!(before.starts_with("HTTP/1.1 200"), "{path}: {before}");
        assert_eq!(after, before, "{path}");
    }
    assert_eq!(place.names(), ["data", "notes", "restored", "site.tar"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_a_cover_comes_back_with_its_notebook() {
    let place = Place::new();
    let file = place.path("site.tar");
    let kept = Blobs::open(place.data.join("blobs")).unwrap().put_bytes(b"une couverture").await.unwrap();
    let store = Store::open(&Location::Sqlite(place.data.join("sillage.db"))).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let notebook = store::notebooks::by_title(&mut tx, &Title::parse("Jardin").unwrap()).await.unwrap().unwrap();
    store::notebooks::set_cover(&mut tx, notebook, Some(kept.hash)).await.unwrap();
    tx.commit().await.unwrap();
    drop(store);
    let made = place.backup(&file);
    assert_eq!(code(&made), 0, "{}", String::from_utf8_lossy(&made.stderr));
    let made = document(&made);
    assert_eq!((&made["contents"], &made["check"]["checked"]["files"]), (&2.into(), &2.into()), "{made}");
    let restored = place.restore(&file, "restored");
    assert_eq!(code(&restored), 0, "{}", String::from_utf8_lossy(&restored.stderr));
    let blobs = Blobs::open(place.path("restored").join("blobs")).unwrap();
    assert!(blobs.verify(kept.hash).await.unwrap());
    // Where it is lost, its notebook is named.
    blobs.remove(kept.hash).await.unwrap();
    let checked = document(&run(&place.path("restored"), &["check", "--json"]));
    let problem = &checked["problems"][0];
    assert_eq!((&problem["code"], &problem["thing"]), (&"file_missing".into(), &"notebook".into()), "{checked}");
    assert_eq!(problem["id"], notebook.to_string(), "{checked}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_writers_holds_every_save_acknowledged_before_it() {
    let place = Place::new();
    let file = place.path("site.tar");
    let (ended, kept) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let before = std::thread::scope(|scope| {
        for writer in 0..4 {
            let (place, ended, kept) = (&place, &ended, &kept);
            scope.spawn(move || {
                for number in 0.. {
                    let folder = format!("writer-{writer}");
                    fs::create_dir_all(place.path(&folder)).unwrap();
                    let title = format!("Note {number} de {writer}");
                    let text = format!("# {title}\n\nVoir [[Note {} de {writer}]].\n", number / 2);
                    fs::write(place.path(&folder).join(format!("{number}.md")), text).unwrap();
                    assert!(place.import(&folder, &format!("Carnet {writer}")).status.success());
                    kept.lock().unwrap().push(title);
                    if ended.load(Ordering::SeqCst) {
                        return;
                    }
                }
            });
        }
        while kept.lock().unwrap().len() < 8 {
            std::thread::yield_now();
        }
        let before = kept.lock().unwrap().clone();
        let made = place.backup(&file);
        ended.store(true, Ordering::SeqCst);
        assert_eq!(code(&made), 0, "{}", String::from_utf8_lossy(&made.stdout));
        before
    });
    assert!(kept.lock().unwrap().len() > before.len(), "the writers went on");
    let restored = place.restore(&file, "restored");
    assert_eq!(code(&restored), 0, "{}", String::from_utf8_lossy(&restored.stdout));
    let checked = run(&place.path("restored"), &["check", "--json"]);
    assert_eq!((code(&checked), &document(&checked)["ok"]), (0, &true.into()));
    let store = Store::open(&Location::Sqlite(place.path("restored").join("sillage.db"))).await.unwrap();
    let mut tx = store.read().await.unwrap();
    for title in before {
        let found =
            store::links::named(&mut tx, &Viewer::visitor(), vec![title_key(&title)], store::links::Near::default())
                .await
                .unwrap();
        assert_eq!(found.len(), 1, "{title}");
    }
}

#[test]
fn a_backup_that_is_killed_or_stopped_leaves_nothing_under_its_name() {
    let place = Place::new();
    let (file, working) = (place.path("site.tar"), place.path(".site.tar.unfinished"));
    for signal in ["TERM", "INT", "KILL", "KILL"] {
        // What the last one left would be taken for this one's: its signal would come before it hears any.
        let _ = fs::remove_dir_all(&working);
        let mut command = sillage(&place.data, &["backup", file.to_str().unwrap()]);
        let mut backup = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        while !working.exists() && backup.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        // It may be done before it hears.
        testkit::processes::signal(signal, &[backup.id().to_string()]);
        let status = backup.wait().unwrap();
        if file.exists() {
            // It was done before the signal came: then it is whole.
            assert_eq!(code(&place.restore(&file, "restored")), 0);
            fs::remove_file(&file).unwrap();
            fs::remove_dir_all(place.path("restored")).unwrap();
        } else {
            assert_ne!(status.code(), Some(0));
        }
        assert!(signal == "KILL" || !working.exists(), "{signal}");
    }
    assert_eq!(code(&place.backup(&file)), 0);
    assert_eq!(place.names(), ["data", "notes", "site.tar"]);
    assert_eq!(code(&place.backup(&file)), 2, "a backup never writes over another file");
}

#[test]
fn a_full_disk_is_five_and_leaves_nothing() {
    let place = Place::new();
    let file = place.path("site.tar");
    let limited = |blocks: usize, data: &Path, typed: &[&str]| {
        Command::new("sh")
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_sillage"))
            .args(typed)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("SILLAGE_DATA", data)
            .output()
            .unwrap()
    };
    let file_shown = file.to_str().unwrap();
    // Too little for the copy of the database, then enough for it and too little for the whole.
    for blocks in [200, 800] {
        let full = limited(blocks, &place.data, &["backup", file_shown]);
        if code(&full) == 0 {
            fs::remove_file(&file).unwrap();
            continue;
        }
        assert_eq!(code(&full), 5, "{}", String::from_utf8_lossy(&full.stderr));
        assert_eq!(place.names(), ["data", "notes"]);
    }
    assert_eq!(code(&place.backup(&file)), 0);
    let full = limited(200, &place.path("restored"), &["restore", file_shown]);
    assert_eq!(code(&full), 5, "{}", String::from_utf8_lossy(&full.stderr));
    assert_eq!(place.names(), ["data", "notes", "site.tar"]);
}

/// An entry of an archive, as its header and its content say.
struct Entry {
    name: Vec<u8>,
    kind: tar::EntryType,
    content: Vec<u8>,
}

fn entries(file: &Path) -> Vec<Entry> {
    let mut archive = tar::Archive::new(fs::File::open(file).unwrap());
    let all = archive.entries().unwrap().raw(true).map(|entry| {
        let mut entry = entry.unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        Entry { name: entry.header().path_bytes().into_owned(), kind: entry.header().entry_type(), content }
    });
    all.collect()
}

fn write(file: &Path, entries: &[Entry]) {
    let mut builder = tar::Builder::new(fs::File::create(file).unwrap());
    for entry in entries {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..entry.name.len()].copy_from_slice(&entry.name);
        header.set_entry_type(entry.kind);
        header.set_size(entry.content.len() as u64);
        header.set_mode(0o777);
        if entry.kind.is_symlink() || entry.kind.is_hard_link() {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        builder.append(&header, entry.content.as_slice()).unwrap();
    }
    builder.into_inner().unwrap().flush().unwrap();
}

/// A way to spoil a backup, and its name.
type Change = (&'static str, fn(&mut Vec<Entry>));

#[test]
fn what_is_not_a_whole_backup_of_ours_is_refused_and_leaves_nothing() {
    use tar::EntryType as Kind;
    let place = Place::new();
    let (sound, bad) = (place.path("sound.tar"), place.path("bad.tar"));
    assert_eq!(code(&place.backup(&sound)), 0);
    let refused = |what: &str| {
        let output = place.restore(&bad, "restored");
        assert_eq!(code(&output), 1, "{what}: {}", String::from_utf8_lossy(&output.stdout));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("bad.tar") && !said.contains("backup-error"), "{what}: {said}");
        assert_eq!(place.names(), ["bad.tar", "data", "notes", "sound.tar"], "{what}");
    };

    for (what, bytes) in
        [("nothing", &b""[..]), ("words", b"not a tar\n"), ("zeros", &[0; 4096]), ("noise", &vec![0x9d; 70_000])]
    {
        fs::write(&bad, bytes).unwrap();
        refused(what);
    }
    let whole = fs::read(&sound).unwrap();
    let end = whole.iter().rposition(|byte| *byte != 0).unwrap();
    for part in 0..16 {
        let cut = end * part / 16;
        fs::write(&bad, &whole[..cut]).unwrap();
        refused(&format!("cut at {cut}"));
    }

    let names: Vec<Vec<u8>> = entries(&sound).into_iter().map(|entry| entry.name).collect();
    assert_eq!(names.len(), 3, "database, picture, manifest");
    let entry = |name: &[u8], kind: Kind| Entry { name: name.to_vec(), kind, content: b"x".to_vec() };
    let blob = |name: &str| [b"sillage-backup-1/blobs/", name.as_bytes()].concat();
    let foreign: Vec<(&str, Entry)> = vec![
        ("a path that climbs", entry(b"sillage-backup-1/blobs/../../../evil", Kind::Regular)),
        ("an absolute path", entry(b"/tmp/evil", Kind::Regular)),
        ("a path that climbs from a shelf", entry(&blob(&format!("ab/../{}", "c".repeat(59))), Kind::Regular)),
        ("a name in upper case", entry(&blob(&format!("AB/{}", "C".repeat(62))), Kind::Regular)),
        ("another file", entry(b"sillage-backup-1/serve.lock", Kind::Regular)),
        ("a symbolic link", entry(&names[1], Kind::Symlink)),
        ("a hard link", entry(&names[1], Kind::Link)),
        ("a folder", entry(b"sillage-backup-1/blobs/", Kind::Directory)),
        ("a device", entry(&names[1], Kind::Block)),
        ("a sparse file", entry(&names[1], Kind::GNUSparse)),
        ("a long name", entry(b"././@LongLink", Kind::GNULongName)),
        ("an extended header", entry(b"sillage-backup-1/pax", Kind::XHeader)),
        ("the database twice", entry(&names[0], Kind::Regular)),
        ("a content that is not what its name says", entry(&blob(&format!("ab/{}", "c".repeat(62))), Kind::Regular)),
    ];
    for (what, foreign) in foreign {
        let mut all = entries(&sound);
        all.insert(1, foreign);
        write(&bad, &all);
        refused(what);
    }
    let changes: [Change; 8] = [
        ("a content twice", |all| {
            let again = Entry { name: all[1].name.clone(), kind: all[1].kind, content: all[1].content.clone() };
            all.insert(2, again);
        }),
        ("a content less", |all| drop(all.remove(1))),
        ("a damaged content", |all| all[1].content[40_000] ^= 1),
        ("a damaged database", |all| all[0].content[5_000] ^= 1),
        ("no database", |all| drop(all.remove(0))),
        ("no manifest", |all| drop(all.pop())),
        ("a manifest that is none", |all| all[2].content = b"{}".to_vec()),
        ("something after the end", |all| {
            let again = Entry { name: all[1].name.clone(), kind: all[1].kind, content: all[1].content.clone() };
            all.push(again);
        }),
    ];
    for (what, change) in changes {
        let mut all = entries(&sound);
        change(&mut all);
        write(&bad, &all);
        refused(what);
    }
    // And the unchanged one comes back, written the same way.
    write(&bad, &entries(&sound));
    assert_eq!(code(&place.restore(&bad, "restored")), 0);
}

#[test]
fn a_backup_is_never_restored_over_data() {
    let place = Place::new();
    let file = place.path("site.tar");
    assert_eq!(code(&place.backup(&file)), 0);
    let database = fs::read(place.data.join("sillage.db")).unwrap();
    assert_eq!(code(&place.restore(&file, "data")), 2);
    assert_eq!(fs::read(place.data.join("sillage.db")).unwrap(), database);
    fs::create_dir(place.path("empty")).unwrap();
    assert_eq!(code(&place.restore(&file, "empty")), 0, "an empty folder is one that may be filled");
    assert_eq!(code(&run(&place.path("none"), &["check"])), 2, "there is nothing to check");
    assert_eq!(code(&run(&place.path("none"), &["backup", place.path("b.tar").to_str().unwrap()])), 2);
    assert!(!place.path("none").exists());
}

#[test]
fn a_database_in_postgresql_is_left_to_its_own_tools_in_clear_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.tar");
    let database = "postgres://nobody@127.0.0.1:1/sillage";
    let output = run(&folder.path().join("data"), &["backup", file.to_str().unwrap(), "--database", database]);
    assert_eq!(code(&output), 2);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("pg_dump") && said.contains("blobs"), "{said}");
    assert!(!file.exists() && !folder.path().join("data").exists());
}

#[test]
fn a_lost_picture_is_told_by_backup_and_restore_and_the_rest_comes_back() {
    let place = Place::new();
    let file = place.path("site.tar");
    let shelf = fs::read_dir(place.data.join("blobs")).unwrap().next().unwrap().unwrap().path();
    fs::remove_dir_all(shelf).unwrap();
    for output in [place.backup(&file), place.restore(&file, "restored")] {
        assert_eq!(code(&output), 3);
        let problems = document(&output)["check"]["problems"].clone();
        assert_eq!(
            (problems[0]["code"].as_str(), problems[0]["repair"].as_str()),
            (Some("file_missing"), Some("none"))
        );
        assert!(problems[0]["message"].as_str().unwrap().contains("content of a file"), "{problems}");
        assert_eq!(problems.as_array().unwrap().len(), 1, "{problems}");
    }
    let checked = run(&place.path("restored"), &["check", "--repair"]);
    assert_eq!(code(&checked), 3);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(said.contains("One problem remains"), "{said}");
}
