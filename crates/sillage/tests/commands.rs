//! The program as a person or a script runs it: what it prints, where, and with which exit code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use program::{Served, run, sillage};

fn serve(data: &Path) -> Served {
    Served::start(sillage(data, &["serve", "--listen", "127.0.0.1:0"]))
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn the_version_says_program_commit_and_schema() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["--version"]);
    let version = out(&output);
    assert!(output.status.success());
    assert!(version.starts_with(&format!("sillage {} (", env!("CARGO_PKG_VERSION"))), "{version}");
    assert!(version.trim_end().ends_with(&format!(", schema {})", store::SCHEMA)), "{version}");
}

#[test]
fn wrong_use_is_two_and_says_so_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["sevre", "--lang", "fr"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(out(&output).is_empty());
    assert!(err(&output).contains("n’existe pas"), "{}", err(&output));
    assert_eq!(run(folder.path(), &["serve", "--lang", "xx"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["serve", "--log", "loud"]).status.code(), Some(2));
}

#[test]
fn every_argument_has_its_help_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 14] = [
        &["serve"],
        &["check"],
        &["backup"],
        &["restore"],
        &["config"],
        &["import", "markdown"],
        &["admin", "person", "add"],
        &["admin", "community", "add"],
        &["admin", "community", "who-creates"],
        &["admin", "member", "add"],
        &["admin", "letters"],
        &["admin", "site"],
        &["admin", "session"],
        &["admin", "token"],
    ];
    for lang in ["fr", "en"] {
        for command in commands {
            let help = out(&run(folder.path(), &[command, &["--help", "--lang", lang][..]].concat()));
            assert!(help.contains("--json"), "{help}");
            // A key that has no message is shown as it is.
            assert!(!help.contains("cli-"), "{help}");
        }
    }
}

#[test]
fn what_admin_makes_is_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let made = run(&data, &["admin", "person", "add", "Ana Lopez", "--steward", "--json"]);
    assert!(made.status.success(), "{}", err(&made));
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["address"], format!("/people/{id}/ana-lopez"));
    assert_eq!(run(&data, &["admin", "person", "add", "Ana Lopez"]).status.code(), Some(1));
    assert_eq!(run(&data, &["admin", "community", "add", "Not an alias", "Voisins"]).status.code(), Some(2));
    assert!(run(&data, &["admin", "community", "add", "voisins", "Voisins"]).status.success());
    assert!(run(&data, &["admin", "member", "add", "voisins", "Ana Lopez", "--role", "lead"]).status.success());
    assert_eq!(run(&data, &["admin", "member", "add", "voisins", "Personne"]).status.code(), Some(1));
    let session = out(&run(&data, &["admin", "session", id]));
    assert!(session.starts_with("__Host-sillage="), "{session}");
    assert_eq!(session.lines().count(), 1);
    let token = out(&run(&data, &["admin", "token", id, "--scopes", "read_notes,read_me"]));
    assert_eq!((token.trim().len(), token.lines().count()), (64, 1), "{token}");
    for typed in [["--scopes", "all"], ["--scopes", ""]] {
        assert_eq!(run(&data, &[&["admin", "token", id][..], &typed[..]].concat()).status.code(), Some(2), "{typed:?}");
    }
}

#[test]
fn who_creates_communities_is_said_and_changed_by_command() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let says = |typed: &[&str]| {
        let output = run(&data, &[&["admin", "community", "who-creates"][..], typed].concat());
        assert!(output.status.success(), "{}", err(&output));
        out(&output).trim().to_owned()
    };
    assert_eq!(says(&[]), "stewards");
    assert_eq!(says(&["signed-in"]), "signed_in");
    let document: serde_json::Value = serde_json::from_str(&says(&["--json"])).unwrap();
    assert_eq!(document, serde_json::json!({ "who": "signed_in" }));
    assert_eq!(run(&data, &["admin", "community", "who-creates", "everyone"]).status.code(), Some(2));
    assert_eq!(says(&[]), "signed_in");
}

#[test]
fn what_the_site_is_called_and_says_of_itself_is_said_and_changed_by_command() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let says = |typed: &[&str]| {
        let output = run(&data, &[&["admin", "site", "--json"][..], typed].concat());
        assert!(output.status.success(), "{}", err(&output));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let before = serde_json::json!({ "name": "Sillage", "leads": {}, "language": "fr", "licence": "" });
    assert_eq!(says(&[]), before);
    let lead = "Des gens qui soignent les rives.";
    let after = says(&["--name", "Réseau des Rives", "--lead-fr", lead, "--lead-en", "People who tend shores."]);
    let leads = serde_json::json!({ "en": "People who tend shores.", "fr": lead });
    assert_eq!((&after["name"], &after["leads"]), (&"Réseau des Rives".into(), &leads));
    let after = says(&["--lead-en", "", "--licence", "CC BY-SA 4.0"]);
    assert_eq!((&after["leads"], &after["language"]), (&serde_json::json!({ "fr": lead }), &"fr".into()));
    assert_eq!(says(&["--language", "en"])["language"], "en");
    let text = out(&run(&data, &["admin", "site"]));
    assert_eq!(text, format!("name Réseau des Rives\nlead-fr {lead}\nlanguage en\nlicence CC BY-SA 4.0\n"));
    for (typed, code) in [(["--language", "xx"], 2), (["--licence", "À moi"], 1), (["--name", " "], 1)] {
        assert_eq!(run(&data, &[&["admin", "site"][..], &typed[..]].concat()).status.code(), Some(code), "{typed:?}");
    }
    assert_eq!(out(&run(&data, &["admin", "site"])), text, "what is refused changes nothing");
    let home = serve(&data).get("/");
    assert!(home.contains("<h1>Réseau des Rives</h1>") && home.contains(lead), "{home}");
    assert!(home.contains("<html lang=\"en-CA\""), "{home}");

    let told = sillage(&data, &["admin", "site", "--name", "Autre"]).env("SILLAGE_NAME", "Le nôtre").output().unwrap();
    assert!(out(&told).starts_with("name Le nôtre\n"), "{}", out(&told));
    assert!(err(&told).contains("SILLAGE_NAME"), "{}", err(&told));
}

#[test]
fn a_letter_of_trial_is_sent_by_command_to_any_address_and_its_fate_is_read_there() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let letters = |typed: &[&str]| run(&data, &[&["admin", "letters"][..], typed].concat());
    for typed in [&["--try", "ana"][..], &["--try"], &["--try", "ana@exemple.org", "--forget", "x"]] {
        assert_eq!(letters(typed).status.code(), Some(2), "{typed:?}");
    }
    let tried = letters(&["--try", "ana@exemple.org"]);
    assert!(tried.status.success(), "{}", err(&tried));
    let (said, made) = (err(&tried), out(&tried));
    let id = made.trim_end().strip_suffix(" ana@exemple.org").unwrap();
    assert_eq!(id.len(), 26, "{made}");
    assert!(said.contains("sillage admin letters") && said.contains(data.join("letters").to_str().unwrap()), "{said}");
    let document: serde_json::Value =
        serde_json::from_slice(&letters(&["--try", "zoe@exemple.org", "--json"]).stdout).unwrap();
    assert_eq!(document["mail"], "zoe@exemple.org");
    let fate = || serde_json::from_slice::<serde_json::Value>(&letters(&["--json"]).stdout).unwrap();
    let before = fate();
    assert_eq!((&before["on_their_way"], &before["in_the_folder"]), (&2.into(), &0.into()), "{before}");
    assert_eq!((&before["failing"], &before["failure"]), (&0.into(), &"".into()), "{before}");

    let _served = serve(&data);
    let began = Instant::now();
    while fate()["on_their_way"] != 0 {
        assert!(began.elapsed() < Duration::from_mins(1), "{}", fate());
    }
    let letter = fs::read_to_string(data.join(format!("letters/{id}.eml"))).unwrap();
    for line in ["To: ana@exemple.org\r\n", "Subject: Test email\r\n"] {
        assert!(letter.contains(line), "{line} is not in {letter}");
    }
}

#[test]
fn config_says_where_each_value_came_from_and_hides_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let typed = ["config", "--json", "--database", "postgres://ana:s3cret@host/notes"];
    let text = out(&run(folder.path(), &typed));
    assert!(!text.contains("s3cret"));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let of = |key: &str| {
        document["settings"].as_array().unwrap().iter().find(|setting| setting["key"] == key).unwrap()["from"].clone()
    };
    assert_eq!(of("database"), "flag");
    assert_eq!(of("data"), "environment");
    assert_eq!(of("listen"), "default");
}

#[test]
fn a_folder_that_comes_in_beside_serve_is_read_there_and_only_one_serve_may_run() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let notes = folder.path().join("notes");
    fs::create_dir(&notes).unwrap();
    fs::write(notes.join("accueil.md"), "# Accueil\n\nVoir [[Compost]].\n").unwrap();
    fs::write(notes.join("compost.md"), "# Compost\n\nLe compost chauffe.\n").unwrap();
    let served = serve(&data);
    assert!(served.get("/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(run(&data, &["serve", "--listen", "127.0.0.1:0"]).status.code(), Some(4));

    let typed = ["import", "markdown", notes.to_str().unwrap(), "--notebook", "Jardin"];
    let trial = run(&data, &[&typed[..], &["--dry-run", "--json"]].concat());
    assert!(trial.status.success(), "{}", err(&trial));
    let report: serde_json::Value = serde_json::from_slice(&trial.stdout).unwrap();
    assert_eq!((&report["version"], &report["dry_run"]), (&1.into(), &true.into()));

    let imported = run(&data, &typed);
    assert!(imported.status.success(), "{}", err(&imported));
    assert_eq!(out(&imported).lines().next(), Some("Visible to everyone, without an account"));
    let again: serde_json::Value =
        serde_json::from_slice(&run(&data, &[&typed[..], &["--json", "--strict"]].concat()).stdout).unwrap();
    assert_eq!(again["unchanged"], 2, "{again}");
    let address = again["files"][1]["address"].as_str().unwrap();
    let page = served.get(address);
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Le compost chauffe."), "{page}");
}

#[test]
fn a_command_beside_serve_writes_addresses_that_serve_answers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let link = |address: &str| {
        let mut command = sillage(&data, &["admin", "invitation-link", "Rives"]);
        if !address.is_empty() {
            command.env("SILLAGE_ADDRESS", address);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", err(&output));
        out(&output).trim().to_owned()
    };
    let usual = "http://localhost:8080/invitation/";
    assert!(link("").starts_with(usual));
    for _ in 0..2 {
        let served = serve(&data);
        let here = format!("http://localhost:{}", served.port);
        let told = link("");
        let path = told.strip_prefix(&here).unwrap_or_else(|| panic!("{told} is not of {here}"));
        assert!(served.get(path).starts_with("HTTP/1.1 200"), "{told}");
        let (name, mail) = (format!("Ana {}", served.port), format!("ana{}@exemple.org", served.port));
        let typed = ["admin", "create-steward", &name, &mail];
        assert!(out(&run(&data, &typed)).trim().starts_with(&format!("{here}/reset/")));
        assert!(
            link("https://notes.example").starts_with("https://notes.example/invitation/"),
            "what is set comes first"
        );
        drop(served);
        assert!(link("").starts_with(usual), "nobody serves it");
    }
    let elsewhere = sillage(&data, &["serve", "--listen", "127.0.0.1:0", "--address", "https://notes.example"]);
    let _served = Served::start(elsewhere);
    assert!(link("").starts_with("https://notes.example/invitation/"));
}

#[test]
fn asked_to_end_it_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let mut served = serve(&folder.path().join("data"));
    assert!(served.get("/").starts_with("HTTP/1.1 200"));
    served.terminate();
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
}

#[test]
fn the_foot_of_a_page_leads_to_the_source_of_the_running_version() {
    let data = tempfile::tempdir().unwrap();
    let served = serve(data.path());
    let page = served.get("/");
    let link = page.split("<a rel=\"source\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    write!(stream, "GET {link} HTTP/1.1\r\nhost: localhost:{}\r\nconnection: close\r\n\r\n", served.port).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let body = answer.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
    let mut archive = Vec::new();
    flate2::read::GzDecoder::new(&answer[body..]).read_to_end(&mut archive).unwrap();
    for file in ["/Cargo.lock", "/LICENSE", "/crates/domain/src/policy.rs", "/locales/fr/web.ftl"] {
        assert!(archive.windows(file.len()).any(|name| name == file.as_bytes()), "{file} is not in {link}");
    }
    assert!(served.get("/source/another.tar.gz").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_site_without_notes_begins_with_the_demonstration_once_and_only_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let with_demo =
        |data: &Path| Served::start(sillage(data, &["serve", "--listen", "127.0.0.1:0", "--demo", "empty"]));
    let notes = |data: &Path| {
        let checked: serde_json::Value = serde_json::from_str(&out(&run(data, &["check", "--json"]))).unwrap();
        assert_eq!(checked["ok"], true, "{checked}");
        checked["checked"]["notes"].as_u64().unwrap()
    };
    let (demo, bare, named) = (folder.path().join("demo"), folder.path().join("bare"), folder.path().join("named"));

    assert!(with_demo(&demo).get("/communities/fanal").starts_with("HTTP/1.1 200"));
    let brought_in = notes(&demo);
    assert!(brought_in > 50);
    drop(with_demo(&demo));
    assert_eq!(notes(&demo), brought_in, "not twice");

    assert!(serve(&bare).get("/communities/fanal").starts_with("HTTP/1.1 404"));
    assert_eq!(notes(&bare), 0);

    // A site that has one of its names opens all the same, as it is.
    assert!(run(&named, &["admin", "community", "add", "fanal", "Le nôtre"]).status.success());
    assert!(with_demo(&named).get("/communities/fanal").contains("Le nôtre"));
    assert_eq!(notes(&named), 0);
}
