//! What the API says of itself: it is all there, it is closed, and it is true.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{Memberships, Viewer};
use domain::site::WhoCreates;
use domain::tokens::Scope;
use domain::{NoteId, NotebookId, PersonId};
use serde_json::{Map, Value as Json, json};
use services::memberships::Asking;
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::Answer;

/// Where the document is.
const PLACE: &str = "/api/v1/openapi.json";

async fn document(site: &TestApp) -> Json {
    let answer = site.program(None, ("GET", PLACE), &[], None).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    serde_json::from_slice(&answer.body).unwrap()
}

/// Each operation: its method, its path, and what is said of it.
fn operations(document: &Json) -> Vec<(String, String, Json)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Json)| {
        let operations = item.as_object().unwrap().iter();
        operations.map(|(method, it)| (method.to_uppercase(), path.clone(), it.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

/// What a schema refuses of this; nothing where it fits.
fn amiss(document: &Json, schema: &Json, it: &Json) -> Option<String> {
    assert!(schema.is_object(), "no schema for {it}");
    let mut whole = schema.clone();
    whole["components"] = document["components"].clone();
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    validator.validate(it).err().map(|error| format!("{error} in {it}"))
}

/// What a status of an operation gives, with references followed.
fn response<'d>(document: &'d Json, operation: &'d Json, status: u16) -> Option<&'d Json> {
    let it = operation["responses"].get(status.to_string())?;
    match it["$ref"].as_str() {
        Some(place) => document.pointer(place.strip_prefix('#')?),
        None => Some(it),
    }
}

/// That an answer is one of those that its operation says it may give, and what it says.
fn is_described(document: &Json, (method, path, operation): &(String, String, Json), answer: &Answer) {
    let place = format!("{method} {path}: {}", answer.status);
    let said = response(document, operation, answer.status.as_u16());
    let said = said.unwrap_or_else(|| panic!("{place} is not described: {}", answer.text()));
    let kind = answer.header("content-type");
    match said.get("content").and_then(|content| content.get(kind)) {
        Some(content) => {
            let body: Json = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(amiss(document, &content["schema"], &body), None, "{place}");
        }
        None => assert!(answer.body.is_empty(), "{place} gives {kind}, which is not described"),
    }
    for name in said["headers"].as_object().into_iter().flat_map(Map::keys) {
        assert!(!answer.header(&name.to_lowercase()).is_empty(), "{place} does not say {name}");
    }
}

#[tokio::test]
async fn each_route_of_the_api_is_described_and_nothing_else() {
    for site in TestApp::all(4341).await {
        let document = document(&site).await;
        assert_eq!(document["openapi"], json!("3.1.0"));
        let described: BTreeSet<(String, String)> =
            operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
        let routes = web::exits().into_iter().filter(|(_, path)| path.starts_with("/api/v1/") && *path != PLACE);
        let routes: BTreeSet<_> = routes.map(|(method, path)| (method.to_string(), path.to_owned())).collect();
        assert_eq!(described, routes);

        let mut ids = BTreeSet::new();
        for (method, path, it) in operations(&document) {
            let place = format!("{method} {path}");
            assert!(ids.insert(it["operationId"].as_str().unwrap().to_owned()), "{place}");
            for words in ["summary", "description"] {
                assert!(!it[words].as_str().unwrap().is_empty(), "{place}: {words}");
            }
            let tags: Vec<&Json> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
            assert!(it["tags"].as_array().unwrap().iter().all(|tag| tags.contains(&tag)), "{place}");
            // What the path names is said, and nothing else.
            let named: BTreeSet<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
            let parameters = it["parameters"].as_array().into_iter().flatten().filter(|it| it["in"] == "path");
            let said: BTreeSet<&str> = parameters.map(|it| it["name"].as_str().unwrap()).collect();
            assert_eq!(named, said, "{place}");
        }
    }
}

#[tokio::test]
async fn the_document_is_public_and_not_sent_to_who_has_it() {
    for site in TestApp::all(4342).await {
        let first = site.program(None, ("GET", PLACE), &[], None).await;
        let tag = first.header("etag").to_owned();
        let held = site.program(None, ("GET", PLACE), &[("if-none-match", tag.as_str())], None).await;
        assert_eq!((held.status, held.body.is_empty()), (StatusCode::NOT_MODIFIED, true));
        let page = site.get("/api").await;
        assert_eq!(page.status, StatusCode::OK);
        for (method, path, it) in operations(&serde_json::from_slice(&first.body).unwrap()) {
            assert!(page.text().contains(&format!("{method} {path}")), "{path}");
            assert!(page.text().contains(it["operationId"].as_str().unwrap()), "{path}");
        }
    }
}

/// Goes through all schemas below this one.
fn walk(it: &Json, place: &str, look: &mut dyn FnMut(&Json, &str)) {
    look(it, place);
    match it {
        Json::Object(members) => {
            for (name, inner) in members.iter().filter(|(name, _)| !matches!(name.as_str(), "example" | "examples")) {
                walk(inner, &format!("{place}/{name}"), look);
            }
        }
        Json::Array(items) => {
            for inner in items {
                walk(inner, place, look);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn no_schema_leaves_open_what_an_object_holds() {
    for site in TestApp::all(4343).await {
        let document = document(&site).await;
        let mut objects = 0;
        walk(&document, "", &mut |it: &Json, place: &str| {
            if it.get("type") == Some(&json!("object")) {
                objects += 1;
                assert_eq!(it.get("additionalProperties"), Some(&json!(false)), "{place}");
                assert!(it["properties"].as_object().is_some_and(|properties| !properties.is_empty()), "{place}");
            }
            if place.ends_with("/schema") {
                assert!(it.get("type").is_some() || it.get("$ref").is_some(), "{place}: {it}");
            }
        });
        assert!(objects > 20, "{objects}");
        // Every reference leads somewhere.
        walk(&document, "", &mut |it: &Json, place: &str| {
            if let Some(to) = it.get("$ref").and_then(Json::as_str) {
                assert!(document.pointer(to.strip_prefix('#').unwrap()).is_some(), "{place}: {to}");
            }
        });
    }
}

#[tokio::test]
async fn each_example_fits_its_schema() {
    for site in TestApp::all(4344).await {
        let document = document(&site).await;
        let mut examples = 0;
        walk(&document, "", &mut |it: &Json, place: &str| {
            if let (Some(schema), Some(example)) = (it.get("schema"), it.get("example")) {
                examples += 1;
                assert_eq!(amiss(&document, schema, example), None, "{place}");
            }
        });
        assert!(examples > 30, "{examples}");
        // What is closed refuses one field more.
        let note = json!({ "$ref": "#/components/schemas/Placed" });
        assert!(amiss(&document, &note, &json!({ "reason": "", "other": 1 })).is_some());
    }
}

/// Somebody with a note, a notebook and communities, one of which they lead, and their token.
struct Scene<'s> {
    site: &'s TestApp,
    ana: PersonId,
    notebook: NotebookId,
    token: String,
}

impl<'s> Scene<'s> {
    async fn new(site: &'s TestApp) -> Self {
        let ana = site.person("Ana Roy").await;
        let community = site.community("tissage", "Tissage", true).await;
        site.edit(&Edit::Role(community, ana, Role::Lead)).await;
        let left = site.community("poterie", "Poterie", true).await;
        site.edit(&Edit::Role(left, ana, Role::Member)).await;
        site.community("vannerie", "Vannerie", true).await;
        let system = site.services().system("a test");
        services::community_pages::set_who_creates(&system, WhoCreates::SignedIn).await.unwrap();
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let placed = site.note("Une").by(ana).signed(ana).body("Un *texte*.").placed_in(notebook);
        placed.write().await;
        Self { site, ana, notebook, token: site.token(ana, &Scope::ALL).await }
    }

    /// A path of the document, about things that are there.
    fn path(&self, path: &str, note: NoteId) -> String {
        path.replace("{note}", &note.to_string())
            .replace("{notebook}", &self.notebook.to_string())
            .replace("{person}", &self.ana.to_string())
            .replace("{request}", &note.to_string())
            .replace("{alias}", "tissage")
    }

    /// Somebody more asks to become a member of the community that they lead: the id of what they ask.
    async fn asked(&self, name: &str) -> String {
        let person = self.site.person(name).await;
        let ctx = self.site.services().seen_by(Viewer::person(person, Memberships::new(), false));
        let asking = Asking { name: String::new(), reason: "Je tisse aussi.".to_owned() };
        services::memberships::join(&ctx, "tissage", &asking).await.unwrap();
        let list = ("GET", "/api/v1/communities/tissage/requests");
        let list: Json =
            serde_json::from_slice(&self.site.program(Some(&self.token), list, &[], None).await.body).unwrap();
        list["items"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// Asks an operation as its example does, of a note of its own.
    async fn ask(&self, (method, path, it): &(String, String, Json)) -> Answer {
        let title = format!("Pour {}", it["operationId"].as_str().unwrap());
        let note = self.site.note(&title).by(self.ana).signed(self.ana).body("Un.").write().await;
        let mut address = self.path(path, note);
        match it["operationId"].as_str().unwrap() {
            // They are in the other ones already.
            "joinCommunity" => address = address.replace("tissage", "vannerie"),
            "leaveCommunity" => address = address.replace("tissage", "poterie"),
            "listRequests" => drop(self.asked(&title).await),
            "acceptRequest" | "declineRequest" => {
                address = address.replace(&note.to_string(), &self.asked(&title).await);
            }
            _ => {}
        }
        let whole = format!("/api/v1/notes/{note}");
        let program = async |method: &str, address: &str, headers: &[(&str, &str)], body: Option<&str>| {
            self.site.program(Some(&self.token), (method, address), headers, body).await
        };
        if it["operationId"] == "restoreNote" {
            let deleted = program("DELETE", &whole, &[], None).await;
            assert_eq!(deleted.status, StatusCode::NO_CONTENT);
        }
        if it["operationId"] == "changeVisibility" {
            self.site.edit(&Edit::Visibility(note, Visibility::Authors)).await;
        }
        if it["operationId"] == "unlinkNote" {
            let linked = program("PUT", &address, &[], Some("{}")).await;
            assert_eq!(linked.status, StatusCode::OK, "{}", linked.text());
        }
        // What is taken out stands there first; nobody in particular placed it.
        if ["withdrawNote", "declinePlacement", "acceptPlacement"].iter().any(|id| it["operationId"] == *id) {
            self.site.edit(&Edit::Place(self.notebook, note, 1)).await;
        }
        if it["operationId"] == "acceptPlacement" {
            let declined = program("POST", &address, &[], Some("{\"words\": \"Non.\"}")).await;
            assert_eq!(declined.status, StatusCode::NO_CONTENT);
        }
        let takes = |name: &str| {
            let parameters = it["parameters"].as_array().into_iter().flatten();
            parameters.filter(|it| it["in"] == "header").any(|it| it["name"] == name)
        };
        let tag = if takes("If-Match") {
            let read = if path.contains("{note}") { whole.as_str() } else { address.as_str() };
            program("GET", read, &[], None).await.header("etag").to_owned()
        } else {
            String::new()
        };
        let headers: Vec<(&str, &str)> = takes("If-Match").then_some(("if-match", tag.as_str())).into_iter().collect();
        let body = it.pointer("/requestBody/content").map(|content| content["application/json"]["example"].to_string());
        program(method, &address, &headers, body.as_deref()).await
    }
}

#[tokio::test]
async fn each_operation_does_what_its_example_says() {
    for site in TestApp::all(4345).await {
        let document = document(&site).await;
        let scene = Scene::new(&site).await;
        for operation in operations(&document) {
            let answer = scene.ask(&operation).await;
            let place = format!("{} {}", operation.0, operation.1);
            assert!(answer.status.is_success(), "{place}: {} {}", answer.status, answer.text());
            is_described(&document, &operation, &answer);
            // What may be held is held.
            let tag = answer.header("etag").to_owned();
            if operation.0 == "GET" && !tag.is_empty() && !operation.1.contains("{note}") {
                let headers = [("if-none-match", tag.as_str())];
                let address = scene.path(&operation.1, site.chance.id());
                let again = site.program(Some(&scene.token), ("GET", &address), &headers, None).await;
                assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{place}");
                is_described(&document, &operation, &again);
            }
        }
    }
}

#[tokio::test]
async fn what_programs_meet_in_other_tests_is_described() {
    let met: [(&str, &[u16]); 15] = [
        ("listNotes", &[200, 400, 401, 403, 429]),
        ("createNote", &[201, 400, 401, 415, 422]),
        ("readNote", &[200, 304, 403, 404, 410]),
        ("saveNote", &[200, 204, 403, 412, 428]),
        ("deleteNote", &[204, 403, 404]),
        ("restoreNote", &[200, 404]),
        ("placeNote", &[204, 400, 422]),
        ("joinCommunity", &[202, 204, 403, 404, 422]),
        ("createCommunity", &[201, 400, 401, 403, 404, 422]),
        ("saveCommunity", &[200, 204, 400, 403, 404, 412, 415, 422, 428]),
        ("chooseMembership", &[204, 400, 403, 404, 422]),
        ("listRequests", &[200, 400, 401, 403, 404]),
        ("acceptRequest", &[204, 403, 404]),
        ("declineRequest", &[204, 400, 403, 404, 422]),
        ("invite", &[202, 204, 403, 404, 422, 429]),
    ];
    for site in TestApp::all(4347).await {
        let document = document(&site).await;
        for (id, statuses) in met {
            let all = operations(&document);
            let (_, _, it) = all.iter().find(|(_, _, it)| it["operationId"] == id).unwrap();
            for status in statuses {
                assert!(response(&document, it, *status).is_some(), "{id}: {status}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_refused_is_refused_as_it_is_described() {
    for site in TestApp::all(4346).await {
        let document = document(&site).await;
        let scene = Scene::new(&site).await;
        let narrow = site.token(scene.ana, &[Scope::ReadMe]).await;
        let (whole, narrow) = (scene.token.as_str(), narrow.as_str());
        let absent: NoteId = site.chance.id();
        let note = site.note("Lue").by(scene.ana).signed(scene.ana).write().await;
        let mut seen: BTreeSet<u16> = BTreeSet::new();
        for operation in operations(&document) {
            let (method, path, _) = &operation;
            let there = scene.path(path, note);
            let none = path.replace("{alias}", "absente");
            let none = ["{note}", "{notebook}", "{person}", "{request}"]
                .iter()
                .fold(none, |path, name| path.replace(name, &absent.to_string()));
            let mut asks: Vec<(Option<&str>, String, &str)> = vec![
                (None, there.clone(), ""),
                (Some("00"), there.clone(), ""),
                (Some(narrow), there.clone(), ""),
                (Some(whole), format!("{there}?{}", "x".repeat(9000)), "{}"),
            ];
            // What deletes and restores takes nothing that could be amiss.
            if method != "DELETE" && !path.ends_with("/restore") {
                asks.push((Some(whole), format!("{there}?other=1"), "{"));
                asks.push((Some(whole), format!("{there}?after=x"), "[]"));
            }
            if path.contains('{') {
                asks.push((Some(whole), none, "{}"));
            }
            for (token, address, body) in asks {
                let body = Some(body).filter(|body| !body.is_empty() && method != "GET");
                let answer = site.program(token, (method, &address), &[], body).await;
                // Some is open to everyone.
                if answer.status.is_success() {
                    continue;
                }
                seen.insert(answer.status.as_u16());
                assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {address}");
                let said = response(&document, &operation.2, answer.status.as_u16());
                let said = said.unwrap_or_else(|| panic!("{method} {address}: {}", answer.text()));
                let schema = &said["content"]["application/problem+json"]["schema"];
                let problem: Json = serde_json::from_slice(&answer.body).unwrap();
                assert_eq!(amiss(&document, schema, &problem), None, "{method} {address}");
            }
        }
        for status in [400, 401, 403, 404, 414, 428] {
            assert!(seen.contains(&status), "{status} among {seen:?}");
        }
    }
}
