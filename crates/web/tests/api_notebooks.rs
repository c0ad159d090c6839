//! Notebooks and placements written by the API, asked as a program would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::tokens::Scope;
use domain::{CommunityId, NoteId, NotebookId, PersonId};
use serde_json::{Value as Json, json};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, leads_to};

const DAY: i64 = 24 * 3600;
/// What can be written of a notebook.
const WRITTEN: [&str; 12] = [
    "title",
    "language",
    "visibility",
    "description",
    "color",
    "view",
    "sort",
    "communities",
    "guide",
    "licence",
    "open_to",
    "open_to_signed_in",
];

fn said(answer: &Answer) -> Json {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

/// That an answer says why there is none; gives the fields that something is amiss with.
fn refused(answer: &Answer, status: StatusCode) -> Vec<String> {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = said(answer);
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
}

fn done(answer: &Answer) {
    assert_eq!((answer.status, answer.body.is_empty()), (StatusCode::NO_CONTENT, true), "{}", answer.text());
}

/// What can be written of a notebook, as it was read.
fn written(it: &Json) -> Json {
    Json::Object(WRITTEN.into_iter().map(|name| (name.to_owned(), it[name].clone())).collect())
}

async fn token(site: &TestApp, person: PersonId) -> String {
    site.token(person, &[Scope::ReadNotes, Scope::WriteNotes]).await
}

async fn ask(site: &TestApp, token: &str, method: &str, address: &str, body: Option<Json>) -> Answer {
    let body = body.map(|body| body.to_string());
    site.program(Some(token), (method, address), &[], body.as_deref()).await
}

/// Saves a notebook over what this tag is of.
async fn save(site: &TestApp, token: &str, notebook: &str, tag: &str, body: &Json) -> Answer {
    let (address, body) = (format!("/api/v1/notebooks/{notebook}"), body.to_string());
    site.program(Some(token), ("PUT", &address), &[("if-match", tag)], Some(&body)).await
}

async fn read(site: &TestApp, token: Option<&str>, notebook: &str) -> Answer {
    let answer = site.program(token, ("GET", &format!("/api/v1/notebooks/{notebook}")), &[], None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer
}

fn placement(note: NoteId, notebook: NotebookId) -> String {
    format!("/api/v1/notes/{note}/placements/{notebook}")
}

/// What is placed in a notebook, as a visitor reads it.
async fn placed(site: &TestApp, notebook: NotebookId) -> Vec<Json> {
    let address = format!("/api/v1/notebooks/{notebook}/placements");
    let answer = site.program(None, ("GET", &address), &[], None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    said(&answer)["items"].as_array().unwrap().clone()
}

async fn titles(site: &TestApp, notebook: NotebookId) -> Vec<String> {
    placed(site, notebook).await.iter().map(|it| it["note"]["title"].as_str().unwrap().to_owned()).collect()
}

async fn contributes(site: &TestApp, notebook: NotebookId, person: PersonId) {
    let mut tx = site.services().store().write().await.unwrap();
    store::notebooks::add_member(&mut tx, notebook, person, false).await.unwrap();
    tx.commit().await.unwrap();
}

async fn member_of(site: &TestApp, alias: &str, listed: bool, person: PersonId) -> CommunityId {
    let community = site.community(alias, alias, listed).await;
    site.edit(&Edit::Role(community, person, Role::Member)).await;
    community
}

#[tokio::test]
async fn a_notebook_is_made_once_and_what_is_read_of_it_can_be_written() {
    for site in TestApp::all(4361).await {
        let (ana, other) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let tissage = member_of(&site, "tissage", true, ana).await.to_string();
        let (token, others) = (token(&site, ana).await, token(&site, other).await);
        let new = json!({
            "title": "Rives", "description": "Ce que disent les *rives*.", "language": "fr", "visibility": "community",
            "community": tissage,
        });
        let make = async |token: &str, key: &str, new: &Json| {
            let headers = [("idempotency-key", key)];
            site.program(Some(token), ("POST", "/api/v1/notebooks"), &headers, Some(&new.to_string())).await
        };
        let made = make(&token, "un-essai", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let id = said(&made)["id"].as_str().unwrap().to_owned();
        assert_eq!(leads_to(&made), format!("/api/v1/notebooks/{id}"));
        let twice = make(&token, "un-essai", &new).await;
        assert_eq!((twice.status, said(&twice)), (StatusCode::CREATED, said(&made)), "asked twice, made once");
        assert_ne!(said(&make(&token, "un autre", &new).await)["id"], json!(id));
        let theirs = json!({ "title": "Rives", "language": "fr", "visibility": "public" });
        assert_ne!(said(&make(&others, "un-essai", &theirs).await)["id"], json!(id), "the key is of who shows it");
        refused(&make(&token, &"x".repeat(61), &new).await, StatusCode::BAD_REQUEST);
        let unlinked = json!({ "title": "Rives", "language": "fr", "visibility": "community" });
        assert_eq!(refused(&make(&token, "a", &unlinked).await, StatusCode::UNPROCESSABLE_ENTITY), ["visibility"]);
        let amiss = json!({ "title": " ", "language": "xx", "visibility": "all" });
        let fields = refused(&make(&token, "b", &amiss).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields, ["title", "language", "visibility"]);
        let more = json!({ "title": "Rives", "language": "fr", "visibility": "public", "x": 1 });
        refused(&make(&token, "c", &more).await, StatusCode::BAD_REQUEST);
        refused(&make(&others, "d", &new).await, StatusCode::UNPROCESSABLE_ENTITY);

        let first = read(&site, Some(&token), &id).await;
        assert!(first.header("etag").starts_with("\"0."), "{:?}", first.headers);
        let it = said(&first);
        assert_eq!((&it["communities"], &it["open_to"], &it["guide"]), (&json!([tissage]), &json!([]), &json!("")));
        assert_eq!((&it["description"], &it["excerpt"]), (&new["description"], &json!("Ce que disent les rives.")));
        let again = save(&site, &token, &id, first.header("etag"), &written(&it)).await;
        assert_eq!((again.status, said(&again)), (StatusCode::OK, it), "{}", again.text());
        assert!(again.header("etag").starts_with("\"1."), "{:?}", again.headers);

        let all = json!({
            "title": "Rivages", "language": "en", "visibility": "public", "description": "Deux.", "color": "#2e6b3f",
            "view": "work", "sort": "title", "communities": [tissage], "guide": "Une note, une rive.",
            "licence": "CC BY 4.0", "open_to": [tissage], "open_to_signed_in": true,
        });
        let saved = save(&site, &token, &id, again.header("etag"), &all).await;
        assert_eq!((saved.status, written(&said(&saved))), (StatusCode::OK, all.clone()), "{}", saved.text());
        assert_eq!(said(&read(&site, Some(&token), &id).await), said(&saved));
        // What is left out stays.
        let one = save(&site, &token, &id, saved.header("etag"), &json!({ "title": "Berges" })).await;
        let mut all = all;
        all["title"] = json!("Berges");
        assert_eq!(written(&said(&one)), all, "{}", one.text());

        let visitor = read(&site, None, &id).await;
        let it = said(&visitor);
        assert_eq!((&it["title"], &it["description"]), (&json!("Berges"), &json!("Deux.")));
        for name in ["guide", "licence", "open_to", "open_to_signed_in"] {
            assert_eq!(it[name], Json::Null, "{name}");
        }
        assert!(!visitor.header("etag").contains('.'), "{:?}", visitor.headers);
        // Whoever is signed in may place notes there now.
        let it = said(&read(&site, Some(&others), &id).await);
        assert_eq!((&it["guide"], &it["licence"]), (&json!("Une note, une rive."), &Json::Null));
    }
}

#[tokio::test]
async fn a_stale_save_is_refused_and_a_save_is_whole_or_nothing() {
    for site in TestApp::all(4362).await {
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let notebook = site.notebook("Rives", Visibility::Public, None).await;
        for lead in [ana, bruno] {
            site.lead(notebook, lead).await;
        }
        let id = notebook.to_string();
        let (mine, theirs) = (token(&site, ana).await, token(&site, bruno).await);
        let seen = read(&site, Some(&mine), &id).await.header("etag").to_owned();
        let first = save(&site, &theirs, &id, &seen, &json!({ "title": "Berges", "guide": "Doucement." })).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text());
        let next = json!({ "title": "Grèves", "visibility": "signed_in" });
        for stale in [seen.as_str(), "\"x\"", "*", "\"1\""] {
            refused(&save(&site, &mine, &id, stale, &next).await, StatusCode::PRECONDITION_FAILED);
        }
        let address = format!("/api/v1/notebooks/{id}");
        refused(&ask(&site, &mine, "PUT", &address, Some(next)).await, StatusCode::PRECONDITION_REQUIRED);
        let now = read(&site, Some(&mine), &id).await;
        assert_eq!(said(&now), said(&first), "nothing of it is lost");

        let tag = now.header("etag").to_owned();
        let absent: CommunityId = site.chance.id();
        for (amiss, field) in [
            (json!({ "title": "Grèves", "view": "wall" }), "view"),
            (json!({ "title": "Grèves", "sort": "x" }), "sort"),
            (json!({ "title": "Grèves", "color": "red" }), "color"),
            (json!({ "title": "Grèves", "guide": "x".repeat(5001) }), "guide"),
            (json!({ "title": "Grèves", "visibility": "all" }), "visibility"),
            (json!({ "title": "Grèves", "visibility": "community" }), "visibility"),
            (json!({ "title": "Grèves", "communities": [absent.to_string()] }), "communities"),
            (json!({ "title": " " }), "title"),
        ] {
            let answer = save(&site, &mine, &id, &tag, &amiss).await;
            assert_eq!(refused(&answer, StatusCode::UNPROCESSABLE_ENTITY), [field], "{amiss}");
        }
        let several = json!({ "title": "", "view": "x", "visibility": "x", "communities": ["x"] });
        let fields = refused(&save(&site, &mine, &id, &tag, &several).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(fields, ["title", "view", "visibility", "communities"]);
        for unread in [json!({ "title": null }), json!({ "name": "x" }), json!([])] {
            refused(&save(&site, &mine, &id, &tag, &unread).await, StatusCode::BAD_REQUEST);
        }
        let now = read(&site, Some(&mine), &id).await;
        assert_eq!((now.header("etag"), said(&now)), (tag.as_str(), said(&first)));

        // What only writes is told that it wrote, and reads nothing.
        let blind = site.token(ana, &[Scope::WriteNotes]).await;
        done(&save(&site, &blind, &id, &tag, &json!({ "view": "grid" })).await);
        let new = json!({ "title": "Une", "language": "fr", "visibility": "authors" });
        let made = ask(&site, &blind, "POST", "/api/v1/notebooks", Some(new)).await;
        assert_eq!((made.status, made.body.is_empty()), (StatusCode::CREATED, true), "{}", made.text());
        assert!(leads_to(&made).starts_with("/api/v1/notebooks/"));
        refused(&ask(&site, &blind, "GET", &address, None).await, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn who_does_not_lead_saves_nothing_and_nothing_tells_of_what_is_hidden() {
    for site in TestApp::all(4363).await {
        let (ana, bruno, chloe) =
            (site.person("Ana Roy").await, site.person("Bruno").await, site.person("Chloé").await);
        let (public, hidden) = (
            site.notebook("Rives", Visibility::Public, None).await,
            site.notebook("Cachettes", Visibility::Authors, None).await,
        );
        for notebook in [public, hidden] {
            site.lead(notebook, bruno).await;
        }
        contributes(&site, public, chloe).await;
        let next = json!({ "title": "Grèves" });
        for person in [ana, chloe] {
            let token = token(&site, person).await;
            refused(&save(&site, &token, &public.to_string(), "\"0.x\"", &next).await, StatusCode::FORBIDDEN);
        }
        let reads = site.token(bruno, &[Scope::ReadNotes]).await;
        refused(&save(&site, &reads, &public.to_string(), "\"0.x\"", &next).await, StatusCode::FORBIDDEN);
        let visitor = site.program(None, ("PUT", &format!("/api/v1/notebooks/{public}")), &[], Some("{}")).await;
        refused(&visitor, StatusCode::UNAUTHORIZED);
        assert_eq!(said(&read(&site, None, &public.to_string()).await)["title"], json!("Rives"));

        // The same answers as of a notebook that never was, though their note stands there.
        let note = site.note("Écluse").by(ana).signed(ana).write().await;
        site.edit(&Edit::Place(hidden, note, 1)).await;
        let (token, absent): (String, NotebookId) = (token(&site, ana).await, site.chance.id());
        let (over, words) = (json!({ "title": "Grèves" }), json!({ "words": "Non." }));
        for (method, path, body) in [
            ("GET", "/api/v1/notebooks/{notebook}", None),
            ("GET", "/api/v1/notebooks/{notebook}/placements", None),
            ("PUT", "/api/v1/notebooks/{notebook}", Some(over)),
            ("PUT", "/api/v1/notes/{note}/placements/{notebook}", Some(json!({ "pinned": true, "before": "" }))),
            ("DELETE", "/api/v1/notes/{note}/placements/{notebook}", None),
            ("POST", "/api/v1/notes/{note}/placements/{notebook}/decline", Some(words)),
            ("DELETE", "/api/v1/notes/{note}/placements/{notebook}/decline", None),
        ] {
            let path = path.replace("{note}", &note.to_string());
            let of = async |notebook: NotebookId| {
                let address = path.replace("{notebook}", &notebook.to_string());
                let answer = ask(&site, &token, method, &address, body.clone()).await;
                (answer.status, answer.body)
            };
            let (of_hidden, of_absent) = (of(hidden).await, of(absent).await);
            assert_eq!(of_hidden, of_absent, "{method} {path}");
            assert!(of_hidden.0.is_client_error(), "{method} {path}");
        }
        assert_eq!(site.program(Some(&reads), ("GET", &placements_of(hidden)), &[], None).await.status, StatusCode::OK);
    }
}

fn placements_of(notebook: NotebookId) -> String {
    format!("/api/v1/notebooks/{notebook}/placements")
}

#[tokio::test]
async fn a_community_of_which_a_lead_may_not_know_stays_linked_and_is_told_to_nobody() {
    for site in TestApp::all(4364).await {
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (mine, hidden) =
            (member_of(&site, "tissage", true, ana).await, member_of(&site, "cachee", false, bruno).await);
        let notebook = site.notebook("Rives", Visibility::Public, Some(hidden)).await;
        site.lead(notebook, ana).await;
        let (id, token) = (notebook.to_string(), token(&site, ana).await);
        let first = read(&site, Some(&token), &id).await;
        assert_eq!(said(&first)["communities"], json!([]));
        let absent: CommunityId = site.chance.id();
        let tag = first.header("etag");
        let of_hidden = save(&site, &token, &id, tag, &json!({ "communities": [hidden.to_string()] })).await;
        let of_absent = save(&site, &token, &id, tag, &json!({ "communities": [absent.to_string()] })).await;
        assert_eq!(refused(&of_hidden, StatusCode::UNPROCESSABLE_ENTITY), ["communities"]);
        assert_eq!(of_hidden.body, of_absent.body);
        let all = json!({ "communities": [mine.to_string()], "open_to": [mine.to_string(), hidden.to_string()] });
        let linked = save(&site, &token, &id, tag, &all).await;
        assert_eq!(said(&linked)["open_to"], json!([mine.to_string()]), "{}", linked.text());
        let unlinked = save(&site, &token, &id, linked.header("etag"), &json!({ "communities": [] })).await;
        assert_eq!((unlinked.status, &said(&unlinked)["communities"]), (StatusCode::OK, &json!([])));
        let mut tx = site.services().store().read().await.unwrap();
        let openings = store::notebook_pages::openings(&mut tx, notebook).await.unwrap();
        assert_eq!(openings, [(hidden, false)]);
    }
}

#[tokio::test]
async fn a_placement_says_why_bears_categories_and_stands_where_it_is_put() {
    for site in TestApp::all(4365).await {
        let (ana, chloe, dan) = (site.person("Ana Roy").await, site.person("Chloé").await, site.person("Dan").await);
        let notebook = site.notebook("Rives", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let category = site.category(notebook, "Rivières").await.to_string();
        for person in [chloe, dan] {
            contributes(&site, notebook, person).await;
        }
        let (lead, helper, other) = (token(&site, ana).await, token(&site, chloe).await, token(&site, dan).await);
        let mut notes = Vec::new();
        for title in ["Un", "Deux", "Trois", "Quatre", "Cinq"] {
            notes.push(site.note(title).by(ana).signed(ana).write().await);
        }
        let [un, deux, trois, quatre, cinq] = notes[..] else { panic!("five notes") };
        let put = async |token: &str, note: NoteId, body: Json| {
            ask(&site, token, "PUT", &placement(note, notebook), Some(body)).await
        };
        done(&put(&helper, un, json!({ "reason": "Pour commencer.", "categories": [category] })).await);
        for note in [deux, trois] {
            done(&put(&lead, note, json!({})).await);
        }
        assert_eq!(titles(&site, notebook).await, ["Un", "Deux", "Trois"]);
        let it = placed(&site, notebook).await[0].clone();
        assert_eq!((&it["reason"], &it["pinned"]), (&json!("Pour commencer."), &json!(false)));
        assert_eq!(it["categories"], json!([{ "id": category, "name": "Rivières" }]));
        let categories = said(&read(&site, Some(&lead), &notebook.to_string()).await)["categories"].clone();
        assert_eq!(categories, it["categories"], "a lead reads which there are");

        // Who placed it, and leads, say more; what is left out stays.
        done(&put(&helper, un, json!({ "reason": "Autrement." })).await);
        done(&put(&lead, un, json!({ "categories": [], "pinned": false })).await);
        let it = placed(&site, notebook).await[0].clone();
        assert_eq!((&it["reason"], &it["categories"]), (&json!("Autrement."), &json!([])));
        for theirs in [json!({ "reason": "Non." }), json!({ "categories": [] }), json!({ "pinned": true })] {
            refused(&put(&other, un, theirs).await, StatusCode::FORBIDDEN);
        }
        refused(&put(&helper, un, json!({ "pinned": true, "reason": "Perdu." })).await, StatusCode::FORBIDDEN);
        let long = put(&lead, un, json!({ "reason": "x".repeat(1001) })).await;
        assert_eq!(refused(&long, StatusCode::UNPROCESSABLE_ENTITY), ["reason"]);
        assert_eq!(placed(&site, notebook).await[0], it, "all of it, or nothing");

        // Whoever may place notes there orders.
        done(&put(&other, trois, json!({ "before": un.to_string() })).await);
        assert_eq!(titles(&site, notebook).await, ["Trois", "Un", "Deux"]);
        for _ in 0..2 {
            done(&put(&other, trois, json!({ "before": "" })).await);
            assert_eq!(titles(&site, notebook).await, ["Un", "Deux", "Trois"]);
        }
        done(&put(&helper, quatre, json!({ "before": deux.to_string(), "reason": "Ici." })).await);
        assert_eq!(titles(&site, notebook).await, ["Un", "Quatre", "Deux", "Trois"]);
        done(&put(&lead, quatre, json!({ "before": quatre.to_string() })).await);
        let hidden = site.note("Cachée").by(ana).visible_to(Visibility::Authors).write().await;
        site.edit(&Edit::Place(notebook, hidden, 1)).await;
        let absent: NoteId = site.chance.id();
        let before = async |id: String| put(&other, deux, json!({ "before": id })).await;
        let (of_hidden, of_absent) = (before(hidden.to_string()).await, before(absent.to_string()).await);
        assert_eq!(refused(&of_hidden, StatusCode::UNPROCESSABLE_ENTITY), ["before"]);
        assert_eq!(of_hidden.body, of_absent.body);

        // A note that may not stand so is not placed.
        refused(&put(&other, cinq, json!({ "pinned": true })).await, StatusCode::FORBIDDEN);
        refused(&put(&other, cinq, json!({ "before": cinq.to_string(), "x": 1 })).await, StatusCode::BAD_REQUEST);
        refused(&put(&other, cinq, json!({ "reason": null })).await, StatusCode::BAD_REQUEST);
        done(&put(&lead, deux, json!({ "pinned": true })).await);
        assert_eq!(titles(&site, notebook).await, ["Deux", "Un", "Quatre", "Trois"]);

        // Out again: leads any, others what they placed.
        let withdraw =
            async |token: &str, note: NoteId| ask(&site, token, "DELETE", &placement(note, notebook), None).await;
        refused(&withdraw(&other, quatre).await, StatusCode::FORBIDDEN);
        done(&withdraw(&helper, quatre).await);
        done(&withdraw(&lead, un).await);
        refused(&withdraw(&lead, un).await, StatusCode::NOT_FOUND);
        assert_eq!(titles(&site, notebook).await, ["Deux", "Trois"]);
        let note = site.program(None, ("GET", &format!("/api/v1/notes/{un}")), &[], None).await;
        assert_eq!(note.status, StatusCode::OK, "the note stays");
    }
}

#[tokio::test]
async fn authors_decline_a_placement_of_somebody_else_and_take_that_back() {
    for site in TestApp::all(4366).await {
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let notebook = site.notebook("Rives", Visibility::Public, None).await;
        site.lead(notebook, bruno).await;
        let note = site.note("Écluse").by(ana).signed(ana).write().await;
        let (place, decline) = (placement(note, notebook), format!("{}/decline", placement(note, notebook)));
        let (author, lead) = (token(&site, ana).await, token(&site, bruno).await);
        let words = || Some(json!({ "words": "Elle est encore un brouillon." }));
        refused(&ask(&site, &author, "POST", &decline, words()).await, StatusCode::NOT_FOUND);
        done(&ask(&site, &lead, "PUT", &place, Some(json!({}))).await);
        refused(&ask(&site, &author, "DELETE", &place, None).await, StatusCode::FORBIDDEN);
        refused(&ask(&site, &lead, "POST", &decline, words()).await, StatusCode::FORBIDDEN);
        refused(&ask(&site, &lead, "DELETE", &decline, None).await, StatusCode::FORBIDDEN);
        let silent = ask(&site, &author, "POST", &decline, Some(json!({ "words": " " }))).await;
        assert_eq!(refused(&silent, StatusCode::UNPROCESSABLE_ENTITY), ["words"]);
        assert_eq!(titles(&site, notebook).await, ["Écluse"]);
        done(&ask(&site, &author, "POST", &decline, words()).await);
        assert!(titles(&site, notebook).await.is_empty(), "a young one goes at once");
        let again = ask(&site, &lead, "PUT", &place, Some(json!({}))).await;
        assert_eq!(refused(&again, StatusCode::UNPROCESSABLE_ENTITY), ["notebook"]);
        done(&ask(&site, &author, "DELETE", &decline, None).await);
        refused(&ask(&site, &author, "DELETE", &decline, None).await, StatusCode::NOT_FOUND);
        done(&ask(&site, &lead, "PUT", &place, Some(json!({}))).await);
        assert_eq!(titles(&site, notebook).await, ["Écluse"]);

        site.chance.pass(31 * DAY);
        // The tokens ended meanwhile.
        let author = token(&site, ana).await;
        done(&ask(&site, &author, "POST", &decline, words()).await);
        let twice = ask(&site, &author, "POST", &decline, words()).await;
        assert_eq!(refused(&twice, StatusCode::UNPROCESSABLE_ENTITY), ["words"]);
        assert_eq!(titles(&site, notebook).await, ["Écluse"], "an older one stays for seven days");
        done(&ask(&site, &author, "DELETE", &decline, None).await);
        site.chance.pass(8 * DAY);
        site.letters().await;
        assert_eq!(titles(&site, notebook).await, ["Écluse"], "it was taken back");
    }
}

#[tokio::test]
async fn what_these_tests_meet_is_described() {
    let met: [(&str, &[u16]); 6] = [
        ("createNotebook", &[201, 400, 401, 403, 422]),
        ("saveNotebook", &[200, 204, 400, 401, 403, 404, 412, 422, 428]),
        ("placeNote", &[204, 400, 403, 422]),
        ("withdrawNote", &[204, 403, 404]),
        ("declinePlacement", &[204, 403, 404, 422]),
        ("acceptPlacement", &[204, 403, 404]),
    ];
    for site in TestApp::all(4367).await {
        let document = said(&site.program(None, ("GET", "/api/v1/openapi.json"), &[], None).await);
        let paths = document["paths"].as_object().unwrap().values();
        let all: Vec<&Json> = paths.flat_map(|item| item.as_object().unwrap().values()).collect();
        for (id, statuses) in met {
            let it = all.iter().find(|it| it["operationId"] == id).unwrap();
            for status in statuses {
                assert!(it["responses"].get(status.to_string()).is_some(), "{id}: {status}");
            }
        }
    }
}
