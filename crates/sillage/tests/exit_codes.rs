//! What scripts rely on: each exit code, one document of JSON, no control characters, words in two languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use program::{Served, run, sillage};
use serde_json::Value;
use store::{Location, Statement, Store};

/// A folder for a test: its data, and a folder of two notes to bring in.
struct Place {
    _folder: tempfile::TempDir,
    data: PathBuf,
    notes: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (data, notes) = (folder.path().join("data"), folder.path().join("notes"));
        fs::create_dir(&notes).unwrap();
        fs::write(notes.join("accueil.md"), "# Accueil\n\nVoir [le compost](compost.md).\n").unwrap();
        fs::write(notes.join("compost.md"), "# Compost\n\nIl chauffe.\n").unwrap();
        Self { _folder: folder, data, notes }
    }

    fn import(&self, more: &[&str]) -> Output {
        let typed = ["import", "markdown", self.notes.to_str().unwrap(), "--notebook", "Jardin"];
        run(&self.data, &[&typed[..], more].concat())
    }
}

fn code(output: &Output) -> i32 {
    let words = String::from_utf8_lossy(&output.stderr);
    output.status.code().unwrap_or_else(|| panic!("killed: {words}"))
}

/// It failed in words, and said nothing where the result goes.
fn failed(output: &Output) -> i32 {
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(!output.stderr.is_empty());
    code(output)
}

#[test]
fn wrong_use_and_wrong_configuration_are_two() {
    let place = Place::new();
    let file = place.notes.join("sillage.toml");
    let wrong: [&[&str]; 15] = [
        &[],
        &["sevre"],
        &["backwards"],
        &["serve", "--listn", "127.0.0.1:0"],
        &["serve", "--listen", "8080"],
        &["serve", "--lang", "xx"],
        &["config", "--database", "mysql://host/notes"],
        &["config", "--database", "postgres://host:port/notes"],
        &["config", "--config", "absent.toml"],
        &["config", "--config", file.to_str().unwrap()],
        &["import", "markdown"],
        &["import", "markdown", "absent", "--notebook", "Jardin"],
        &["import", "markdown", place.notes.to_str().unwrap(), "--notebook", ""],
        &["import", "markdown", place.notes.to_str().unwrap(), "--notebook", "J", "--visibility", "all"],
        &["admin", "person"],
    ];
    // Who will see the notes is said before the folder is read.
    assert_eq!(code(&place.import(&["--community", "absente"])), 2);
    for text in ["listen = [", "lisen = \"127.0.0.1:80\"\n", "listen = { host = 1 }\n", "\u{0}"] {
        fs::write(&file, text).unwrap();
        for typed in wrong {
            assert_eq!(failed(&run(&place.data, typed)), 2, "{typed:?} {text:?}");
        }
    }
}

#[test]
fn what_cannot_be_done_is_one_and_leaves_nothing() {
    let place = Place::new();
    assert_eq!(failed(&run(&place.data, &["admin", "session", "Personne"])), 1);
    assert_eq!(failed(&run(&place.data, &["admin", "member", "add", "absente", "Personne"])), 1);
    assert_eq!(code(&run(&place.data, &["admin", "person", "add", "Ana"])), 0);
    assert_eq!(failed(&run(&place.data, &["admin", "person", "add", "Ana"])), 1);
    let report = place.notes.join("absent/report.json");
    assert_eq!(failed(&place.import(&["--report", report.to_str().unwrap()])), 1);
    assert_eq!(failed(&run(&place.data, &["serve", "--listen", "203.0.113.1:8080"])), 1);
}

#[test]
fn done_is_zero_and_done_with_something_to_look_at_is_three() {
    let place = Place::new();
    assert_eq!(code(&place.import(&["--strict"])), 0);
    fs::write(place.notes.join("binaire.md"), [0, 159, 146, 150, 0, 1]).unwrap();
    assert_eq!(code(&place.import(&[])), 0);
    assert_eq!(code(&place.import(&["--strict"])), 3);
}

#[test]
fn a_folder_in_use_and_a_newer_database_are_four() {
    let place = Place::new();
    let mut served = Served::start(sillage(&place.data, &["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(failed(&run(&place.data, &["serve", "--listen", "127.0.0.1:0"])), 4);
    // All else works beside it.
    assert_eq!(code(&place.import(&[])), 0);
    assert_eq!(code(&run(&place.data, &["admin", "person", "add", "Ana"])), 0);
    assert_eq!(code(&run(&place.data, &["config"])), 0);
    served.terminate();
    assert_eq!(served.end(Duration::from_secs(30)).code(), Some(0));

    made_for_a_newer_program(place.data.join("sillage.db"));
    assert_eq!(failed(&run(&place.data, &["serve", "--listen", "127.0.0.1:0"])), 4);
    assert_eq!(failed(&place.import(&[])), 4);
    assert_eq!(failed(&run(&place.data, &["admin", "person", "add", "Béa"])), 4);
}

static NEWER: Statement =
    Statement::new("tests.newer", "UPDATE schema_version SET number = 9999, oldest_program = 9999", &[], &[]);

/// As a later release would leave it.
fn made_for_a_newer_program(database: PathBuf) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&Location::Sqlite(database)).await.unwrap();
        let mut tx = store.write().await.unwrap();
        assert_eq!(tx.exec(&NEWER, &[]).await.unwrap(), 1);
        tx.commit().await.unwrap();
    });
}

#[test]
fn a_database_out_of_reach_and_a_full_disk_are_five() {
    let place = Place::new();
    let away = ["--database", "postgres://ana:s3cret@127.0.0.1:1/notes"];
    for typed in [&["serve", "--listen", "127.0.0.1:0"][..], &["admin", "person", "add", "Ana"]] {
        let output = run(&place.data, &[typed, &away].concat());
        assert_eq!(failed(&output), 5, "{typed:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("s3cret"));
    }
    assert_eq!(failed(&place.import(&away)), 5);
    // A folder that cannot be one, a file that is no database.
    let file = place.notes.join("compost.md");
    assert_eq!(failed(&run(&file.join("data"), &["admin", "person", "add", "Ana"])), 5);
    let text = format!("sqlite:{}", file.display());
    assert_eq!(failed(&run(&place.data, &["admin", "person", "add", "Ana", "--database", &text])), 5);
    assert_eq!(fs::read_to_string(&file).unwrap(), "# Compost\n\nIl chauffe.\n");

    assert_eq!(code(&place.import(&[])), 0);
    fs::write(place.notes.join("long.png"), vec![7; 1_000_000]).unwrap();
    fs::write(place.notes.join("long.md"), "# Long\n\n![Le tas](long.png)\n").unwrap();
    let typed = ["import", "markdown", place.notes.to_str().unwrap(), "--notebook", "Jardin"];
    // 800 blocks of 512 bytes; the write that passes them fails, where the signal would kill.
    let full = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 800; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_sillage")])
        .args(typed)
        .env_clear()
        .env("SILLAGE_DATA", &place.data)
        .env("SILLAGE_LANG", "en")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&full.stderr).into_owned();
    assert_eq!(code(&full), 5, "{words}");
    assert!(words.contains("The disk is full."), "{words}");
    // With room again, the same command finishes the work.
    let report: Value = serde_json::from_slice(&place.import(&["--json"]).stdout).unwrap();
    assert_eq!((&report["notes"], &report["created"], &report["unchanged"]), (&3.into(), &1.into(), &2.into()));
}

#[test]
fn json_is_one_document_with_the_keys_of_the_contract() {
    let place = Place::new();
    let document = |typed: &[&str]| -> Value {
        let output = run(&place.data, &[typed, &["--json"]].concat());
        assert_eq!(code(&output), 0, "{typed:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let has = |document: &Value, keys: &[&str]| {
        for key in keys {
            assert!(document.pointer(key).is_some(), "{key} in {document}");
        }
    };
    for typed in [
        &["admin", "person", "add", "Ana"][..],
        &["admin", "community", "add", "voisins", "Voisins"],
        &["admin", "member", "add", "voisins", "Ana"],
        &["admin", "session", "Ana"],
    ] {
        let made = document(typed);
        has(&made, &["/id", "/address"]);
        assert_eq!(made["id"].as_str().unwrap().len(), 26);
    }
    let config = document(&["config"]);
    for setting in config["settings"].as_array().unwrap() {
        has(setting, &["/key", "/value", "/from"]);
        assert!(["default", "file", "environment", "flag"].contains(&setting["from"].as_str().unwrap()));
    }
    fs::write(place.notes.join("casse.md"), "# Cassé\n\n[a](absent.md) [[Absente]]\n").unwrap();
    let report = document(&["import", "markdown", place.notes.to_str().unwrap(), "--notebook", "Jardin"]);
    has(&report, &["/version", "/dry_run", "/notebook/id", "/notebook/address", "/warnings"]);
    for count in ["notes", "created", "updated", "unchanged", "missing", "attachments", "refused"] {
        assert!(report[count].is_u64(), "{count}");
    }
    for count in ["resolved", "ambiguous", "wanted", "broken", "broken_by_us", "external"] {
        assert!(report["links"][count].is_u64(), "{count}");
    }
    has(&report["files"][0], &["/path", "/result", "/note", "/address", "/changes", "/reason"]);
    has(&report["link_list"][0], &["/path", "/line", "/text", "/result", "/target", "/candidates"]);
}

#[test]
fn what_is_piped_holds_no_control_characters_and_messages_stay_beside_the_result() {
    let place = Place::new();
    let person = run(&place.data, &["admin", "person", "add", "Ana"]);
    let import = place.import(&[]);
    let again = place.import(&["--json"]);
    let help = run(&place.data, &["--help"]);
    let wrong = run(&place.data, &["sevre"]);
    let config = run(&place.data, &["config", "--name", "Réseau\u{1b}[31m rouge"]);
    for output in [person, import, again, help, wrong, config] {
        for bytes in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let control = text.chars().find(|letter| letter.is_control() && *letter != '\n');
            assert_eq!(control, None, "{text}");
        }
    }
}

/// Every command, by walking the helps themselves: each says which commands are below it.
#[test]
fn every_command_has_its_help_in_french_and_in_english() {
    let place = Place::new();
    let help = |path: &[String], lang: &str| {
        let typed: Vec<&str> = path.iter().map(String::as_str).chain(["--help", "--lang", lang]).collect();
        let output = run(&place.data, &typed);
        assert_eq!(code(&output), 0, "{typed:?}");
        assert!(output.stderr.is_empty(), "{typed:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let mut paths = vec![Vec::new()];
    let mut seen = 0;
    while let Some(path) = paths.pop() {
        let (french, english) = (help(&path, "fr"), help(&path, "en"));
        assert!(french.contains("Utilisation") && english.contains("Usage:"), "{path:?}: {french}");
        assert_ne!(french, english);
        let below = |text: &str, title: &str| -> Vec<String> {
            let lines = text.lines().skip_while(|line| !line.starts_with(title)).skip(1);
            lines
                .take_while(|line| line.starts_with(' '))
                .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
                .collect()
        };
        let commands = below(&english, "Commands");
        assert_eq!(commands, below(&french, "Commandes"), "{path:?}");
        seen += 1;
        paths.extend(commands.into_iter().map(|command| [&path[..], &[command]].concat()));
    }
    assert!(seen >= 10, "{seen} commands");
}
