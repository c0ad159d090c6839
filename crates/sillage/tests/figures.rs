//! What a running site tells to who keeps it: figures that move, and a log without names.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it fails")]

#[path = "shared/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::changes::{Change, ChangeKind, Thing};
use domain::tags::Tag;
use program::{Served, run, sillage};
use store::{Location, Store};

/// How long a figure may take to move.
const SOON: Duration = Duration::from_mins(1);

/// A folder of two notes that cite each other.
fn folder(of: &Path, words: &Words) -> String {
    let folder = of.join("notes");
    fs::create_dir_all(&folder).unwrap();
    let Words { title, body, author, file, tag, .. } = words;
    fs::write(
        folder.join("a.md"),
        format!("---\nauthors: [{author}]\ntags: [{tag}]\n---\n# {title}\n\n{body} [b](b.md) [f]({file}.txt)\n"),
    )
    .unwrap();
    fs::write(
        folder.join("b.md"),
        format!("---\naliases: [{title} bis]\n---\n# Autre {title}\n\n[a](a.md) [[Rien]]\n"),
    )
    .unwrap();
    fs::write(folder.join(format!("{file}.txt")), body).unwrap();
    folder.to_str().unwrap().to_owned()
}

/// Words that nothing else holds.
struct Words {
    title: &'static str,
    body: &'static str,
    author: &'static str,
    file: &'static str,
    tag: &'static str,
    notebook: &'static str,
    person: &'static str,
    community: &'static str,
}

const WORDS: Words = Words {
    title: "Titrevingtdeux",
    body: "Corpsvingtdeux",
    author: "Signaturevingtdeux",
    file: "fichiervingtdeux",
    tag: "etiquettevingtdeux",
    notebook: "Carnetvingtdeux",
    person: "Personnevingtdeux",
    community: "Cercle Vingtdeux-et-un",
};

/// What a command prints with `--json`.
fn made(data: &Path, typed: &[&str]) -> serde_json::Value {
    let output = run(data, &[typed, &["--json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn import(data: &Path, of: &Path) -> serde_json::Value {
    made(data, &["import", "markdown", &folder(of, &WORDS), "--notebook", WORDS.notebook, "--community", "vingtdeux"])
}

/// A site with a community and accounts, and the cookie of who runs it.
fn site(data: &Path) -> String {
    made(data, &["admin", "community", "add", "vingtdeux", WORDS.community]);
    made(data, &["admin", "person", "add", WORDS.person, "--steward"]);
    made(data, &["admin", "member", "add", "vingtdeux", WORDS.person, "--role", "lead"]);
    made(data, &["admin", "session", WORDS.person])["cookie"].as_str().unwrap().to_owned()
}

/// A port that nobody had a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Every figure, by its name and labels as written.
fn figures(port: u16) -> BTreeMap<String, f64> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let lines = answer.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.rsplit_once(' '))
        .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .collect()
}

/// The figures, once they are so.
fn once(port: u16, what: &str, so: impl Fn(&BTreeMap<String, f64>) -> bool) -> BTreeMap<String, f64> {
    let began = Instant::now();
    loop {
        let figures = figures(port);
        if so(&figures) {
            return figures;
        }
        assert!(began.elapsed() < SOON, "{what}: {figures:#?}");
        std::thread::yield_now();
    }
}

fn of(figures: &BTreeMap<String, f64>, name: &str) -> f64 {
    figures.get(name).copied().unwrap_or(0.0)
}

/// The values of a label, wherever it stands.
fn labels(figures: &BTreeMap<String, f64>, label: &str) -> BTreeSet<String> {
    let start = format!("{label}=\"");
    let after = figures.keys().filter_map(|name| name.split_once(&start));
    after.filter_map(|(_, rest)| rest.split_once('"')).map(|(value, _)| value.to_owned()).collect()
}

const BEHIND: &str = "projection_behind_seconds{name=\"cited_by\"}";

#[test]
fn each_figure_of_a_running_site_moves() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    site(&data);
    let port = free_port();
    let served = Served::start(sillage(
        &data,
        &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &format!("127.0.0.1:{port}")],
    ));
    let report = import(&data, folder.path());
    let note = report["files"][0]["address"].as_str().unwrap();

    let written = once(port, "the projection writes", |figures| of(figures, "store_write_seconds_count") > 0.0);
    assert!(of(&written, "store_write_seconds_sum") > 0.0);
    assert!(of(&written, "store_commits_total") > 0.0);
    let before = once(port, "a projection that has read all", |figures| figures.get(BEHIND) == Some(&0.0));
    for state in ["ready", "running", "done", "dead"] {
        assert!(before.contains_key(&format!("jobs{{state=\"{state}\"}}")), "{state}: {before:#?}");
    }

    served.get(note);
    served.get(note);
    served.get("/no-such-page");
    served.get("/notebooks");
    let after = figures(port);
    let moved = |name: &str| of(&after, name) - of(&before, name);
    assert!((moved("http_requests_total{route=\"note\",status=\"200\"}") - 2.0).abs() < 0.1, "{after:#?}");
    assert!((moved("http_requests_total{route=\"other\",status=\"404\"}") - 1.0).abs() < 0.1, "{after:#?}");
    assert!((moved("http_request_seconds_count") - 4.0).abs() < 0.1, "{after:#?}");
    assert!(moved("http_request_seconds_sum") > 0.0);
    for name in ["pages", "bodies", "outlines"] {
        assert!(moved(&format!("cache_bytes{{name=\"{name}\"}}")) > 0.0, "{name}: {after:#?}");
    }
}

#[test]
fn a_figure_has_as_many_labels_whatever_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let port = free_port();
    let served = Served::start(sillage(
        &data,
        &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &format!("127.0.0.1:{port}")],
    ));
    for shape in [
        "/NAME",
        "/n/NAME",
        "/n/NAME/NAME",
        "/n/NAME/NAME.md",
        "/n/NAME/-/versions",
        "/n/NAME/-/versions/NAME",
        "/c/NAME",
        "/c/NAME/NAME",
        "/c/NAME/NAME/n/NAME",
        "/people/NAME",
        "/people/NAME/NAME",
        "/communities/NAME",
        "/files/NAME/NAME",
        "/admin/imports/NAME",
        "/admin/NAME",
        "/assets/NAME",
        "/source/NAME",
        "/NAME/NAME/NAME/NAME/NAME/NAME",
    ] {
        for name in ["vingtdeux", "00000000000000000000000000", "%22vingtdeux%22"] {
            served.get(&shape.replace("NAME", name));
        }
    }
    let figures = figures(port);
    let routes = labels(&figures, "route");
    assert!(routes.len() > 8 && routes.len() < 30, "{routes:?}");
    assert!(
        routes.iter().all(|route| route.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')),
        "{routes:?}"
    );
    assert_eq!(labels(&figures, "status"), BTreeSet::from(["404".to_owned()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_that_cannot_go_on_is_seen_to_be_behind() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    site(&data);
    let port = free_port();
    let _served = Served::start(sillage(
        &data,
        &["serve", "--listen", "127.0.0.1:0", "--metrics-listen", &format!("127.0.0.1:{port}")],
    ));
    once(port, "a projection that has read all", |figures| figures.get(BEHIND) == Some(&0.0));
    // Another process writes a change, and then keeps the database to itself.
    let store = Store::open(&Location::Sqlite(data.join("sillage.db"))).await.unwrap();
    let long_ago = Timestamp::from_micros(1_700_000_000_000_000);
    let change = Change { who: None, kind: ChangeKind::Edited, thing: Thing::Site, tags: vec![Tag::Site] };
    let mut tx = store.write().await.unwrap();
    store::changes::record(&mut tx, long_ago, &change).await.unwrap();
    tx.commit().await.unwrap();
    let held = store.write().await.unwrap();
    once(port, "one that stands still", |figures| of(figures, BEHIND) > 0.0);
    drop(held);
    once(port, "one that has caught up", |figures| figures.get(BEHIND) == Some(&0.0));
}

#[test]
fn the_log_of_every_exit_holds_no_name_title_or_address() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let cookie = site(&data);
    let report = import(&data, folder.path());
    let (log, level) = (folder.path().join("log"), "debug");
    let mut command = sillage(&data, &["serve", "--listen", "127.0.0.1:0"]);
    command.env("SILLAGE_LOG", level);
    let served = Served::telling(command, fs::File::create(&log).unwrap().into());
    let files = report["files"].as_array().unwrap();
    let address =
        |path: &str| files.iter().find(|file| file["path"] == path).unwrap()["address"].as_str().unwrap().to_owned();
    let (note, file, notebook) =
        (address("a.md"), address(&format!("{}.txt", WORDS.file)), report["notebook"]["address"].as_str().unwrap());
    let id = |address: &str| address.split('/').nth(2).unwrap().to_owned();
    for (method, route) in web::exits() {
        let path = route
            .replace("/n/{note}/{slug}", &note)
            .replace("/c/{notebook}/{slug}", notebook)
            .replace("/files/{file}/{name}", &file)
            .replace("{note}", &id(&note))
            .replace("{notebook}", &id(notebook))
            .replace("{alias}", "vingtdeux")
            .replace("{number}", "1")
            .replace("{slug}", WORDS.title)
            .replace("{name}", WORDS.file)
            .replace(['{', '}'], "");
        for cookie in ["", cookie.as_str()] {
            for query in ["", "?after=Recherchevingtdeux", "?lang=en&q=Recherchevingtdeux"] {
                let request = format!(
                    "{method} {path}{query} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookie}\r\nuser-agent: \
                     Agentvingtdeux\r\nreferer: http://localhost/Renvoivingtdeux\r\ncontent-length: 0\r\n\r\n"
                );
                assert!(served.ask(request.as_bytes()).starts_with("HTTP/1.1 "), "{path}");
            }
        }
    }
    // A database that is ruined is told too, and still without words of anyone.
    for name in ["sillage.db", "sillage.db-wal"] {
        fs::write(data.join(name), "Ruinevingtdeux".repeat(9_000)).unwrap();
    }
    served.get(&note);
    let told = fs::read_to_string(&log).unwrap();
    assert!(!told.is_empty(), "a log that says nothing proves nothing");
    let lower = told.to_lowercase();
    let session = cookie.split('=').nth(1).unwrap().to_lowercase();
    for word in ["vingtdeux", "127.0.0.1", session.as_str()] {
        assert!(!lower.contains(word), "{word} is in the log:\n{told}");
    }
}
