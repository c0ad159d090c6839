//! The program on PostgreSQL, and two of it on one database.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use store::Location;
use testkit::postgres_store;

use crate::program::{Served, sillage};

fn on(data: &Path, database: &str, typed: &[&str]) -> Command {
    let mut command = sillage(data, typed);
    command.env("SILLAGE_DATABASE", database);
    command
}

/// The page, once it holds these words: a node looks four times a second.
fn until(node: &Served, address: &str, words: &str) -> Duration {
    let began = Instant::now();
    loop {
        let page = node.get(address);
        if page.contains(words) {
            return began.elapsed();
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{address} still lacks {words}:\n{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_command_brings_in_is_read_on_every_node_of_a_database() {
    let Some(store) = postgres_store().await else { return };
    let Location::Postgres(database) = &store.location else { panic!("a PostgreSQL store") };
    let folder = tempfile::tempdir().unwrap();
    let (data, notes) = (folder.path().join("data"), folder.path().join("notes"));
    fs::create_dir(&notes).unwrap();
    fs::write(notes.join("accueil.md"), "# Accueil\n\nVoir [[Compost]] et ![](tas.txt).\n").unwrap();
    fs::write(notes.join("compost.md"), "# Compost\n\nIl chauffe.\n").unwrap();
    fs::write(notes.join("tas.txt"), "Un tas.\n").unwrap();

    let mut nodes = [0, 1].map(|_| Served::start(on(&data, database, &["serve", "--listen", "127.0.0.1:0"])));
    for node in &nodes {
        // Kept, and so to be thought stale.
        assert!(node.get("/notebooks").starts_with("HTTP/1.1 200"));
        assert!(node.get("/readyz").contains("\"database\":\"postgres"), "{}", node.get("/readyz"));
    }
    let linked = on(&data, database, &["admin", "invitation-link", "Rives"]).output().unwrap();
    let link = String::from_utf8_lossy(&linked.stdout).trim().to_owned();
    assert!(link.starts_with(&format!("http://localhost:{}/", nodes[0].port)), "that of the first node: {link}");
    let typed = ["import", "markdown", notes.to_str().unwrap(), "--notebook", "Jardin", "--json"];
    let imported = on(&data, database, &typed).output().unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let report: Value = serde_json::from_slice(&imported.stdout).unwrap();
    let address = |path: &str| {
        let file = report["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap();
        file["address"].as_str().unwrap().to_owned()
    };
    for node in &nodes {
        println!("seen after {:?}", until(node, "/notebooks", "Jardin"));
        let page = node.get(&address("compost.md"));
        assert!(page.contains("Il chauffe."), "{page}");
        println!("cited after {:?}", until(node, &address("compost.md"), "Accueil"));
    }

    // Read while it is kept on both, then changed.
    fs::write(notes.join("compost.md"), "# Compost\n\nIl refroidit.\n").unwrap();
    assert!(on(&data, database, &typed).output().unwrap().status.success());
    for node in &nodes {
        println!("changed after {:?}", until(node, &address("compost.md"), "Il refroidit."));
    }
    let checked = on(&data, database, &["check"]).output().unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    nodes[0].terminate();
    assert_eq!(nodes[0].end(Duration::from_secs(30)).code(), Some(0));
    assert!(nodes[1].get(&address("accueil.md")).starts_with("HTTP/1.1 200"), "the other one goes on");
}
