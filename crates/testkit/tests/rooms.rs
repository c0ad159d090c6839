//! What may import what: the table of `docs/architecture.md`, held against the manifests.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

/// Each room with what it may import. `testkit` may be anyone's in tests, where anything may be imported that ends there.
const ARROWS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("i18n", &["domain"]),
    ("markup", &["domain", "i18n"]),
    ("blobs", &["domain", "i18n"]),
    ("identity", &["domain", "i18n"]),
    ("mail", &["domain", "i18n"]),
    ("store", &["domain", "i18n"]),
    ("services", &["store", "markup", "blobs", "identity", "mail", "domain", "i18n"]),
    ("interop", &["services", "markup", "domain", "i18n"]),
    ("web", &["services", "interop", "domain", "i18n"]),
    ("sillage", &["blobs", "domain", "i18n", "interop", "mail", "markup", "services", "store", "web"]),
    ("testkit", &["blobs", "domain", "i18n", "interop", "mail", "markup", "services", "store", "web"]),
    ("fuzz", &["interop", "markup", "domain"]),
    ("bench", &["store", "testkit", "markup", "domain", "i18n"]),
];

/// Libraries that these rooms alone may ask for.
const OF_SOME_ROOMS: [(&str, &[&str]); 6] = [
    ("rusqlite", &["store"]),
    ("comrak", &["markup"]),
    ("askama", &["web", "mail"]),
    ("clap", &["sillage"]),
    ("argon2", &["identity"]),
    ("lettre", &["mail"]),
];

/// The manifests of this workspace: for each room, what it asks for and of what kind (`dev`, `build`, or nothing).
fn rooms() -> BTreeMap<String, Vec<(String, String)>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let told = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&told.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata.get("packages").and_then(Value::as_array).unwrap();
    let asked = |package: &Value| {
        let all = package.get("dependencies").and_then(Value::as_array).unwrap();
        all.iter().map(|it| (text(it.get("name").unwrap()), text(it.get("kind").unwrap()))).collect()
    };
    packages.iter().map(|package| (text(package.get("name").unwrap()), asked(package))).collect()
}

#[test]
fn a_room_imports_only_what_the_architecture_lets_it() {
    let rooms = rooms();
    let known: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    for (room, asked) in &rooms {
        let may = known.get(room.as_str()).unwrap_or_else(|| panic!("{room} is not in the table of the architecture"));
        for (name, kind) in asked.iter().filter(|(name, kind)| rooms.contains_key(name) && kind != "dev") {
            assert!(may.contains(&name.as_str()), "{room} imports {name}{kind}, which the architecture does not hold");
        }
    }
    for (room, may) in ARROWS {
        assert!(rooms.contains_key(room) && may.iter().all(|name| rooms.contains_key(*name)), "{room} is no more");
    }
}

#[test]
fn a_library_of_some_rooms_is_asked_for_nowhere_else() {
    for (room, asked) in rooms() {
        for (name, _) in asked {
            let owners = OF_SOME_ROOMS.into_iter().find(|(library, _)| *library == name);
            assert!(owners.is_none_or(|(_, owners)| owners.contains(&room.as_str())), "{room} asks for {name}");
        }
    }
}
