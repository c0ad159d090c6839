//! The API, asked as a program would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::tokens::Scope;
use domain::{CommunityId, PersonId};
use serde_json::{Value as Json, json};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, leads_to};

fn said(answer: &Answer) -> Json {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

/// That an answer says why there is none, and this why.
fn refused(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = said(answer);
    assert_eq!(problem["status"], json!(status.as_u16()), "{problem}");
    for field in ["type", "title", "detail"] {
        assert!(problem[field].as_str().is_some_and(|words| !words.is_empty()), "{problem}");
    }
}

async fn get(site: &TestApp, token: Option<&str>, address: &str) -> Answer {
    site.program(token, ("GET", address), &[], None).await
}

/// The ids of a list, a page of so many at a time.
async fn walked(site: &TestApp, token: Option<&str>, address: &str, limit: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let answer = get(site, token, &format!("{address}?limit={limit}{after}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let page = said(&answer);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        found.extend(items.iter().map(|it| it["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
}

#[tokio::test]
async fn a_note_is_read_as_the_contract_says_and_not_again_where_it_is_held() {
    for site in TestApp::all(4311).await {
        let ana = site.person("Ana Roy").await;
        let note = site.note("Été").by(ana).signed(ana).body("Un *texte*.").write().await;
        let answer = get(&site, None, &format!("/api/v1/notes/{note}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
        let it = said(&answer);
        let mut fields: Vec<&str> = it.as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "address",
                "body",
                "byline",
                "changed",
                "id",
                "kind",
                "language",
                "licence",
                "published",
                "revision",
                "title",
                "visibility"
            ]
        );
        assert_eq!(it["id"], json!(note.to_string()));
        assert_eq!(it["address"], json!(format!("http://localhost:8080/n/{note}/ete")));
        assert_eq!(
            (&it["body"], &it["visibility"], &it["revision"]),
            (&json!("Un *texte*."), &json!("public"), &json!(1))
        );
        assert_eq!(it["byline"][0]["name"], json!("Ana Roy"));

        let tag = answer.header("etag").to_owned();
        let held = [("if-none-match", tag.as_str())];
        let again = site.program(None, ("GET", &format!("/api/v1/notes/{note}")), &held, None).await;
        assert_eq!(
            (again.status, again.body.is_empty(), again.header("etag")),
            (StatusCode::NOT_MODIFIED, true, &*tag)
        );
    }
}

#[tokio::test]
async fn a_list_is_walked_by_key_whole_and_without_double() {
    for site in TestApp::all(4312).await {
        let ana = site.person("Ana Roy").await;
        for number in 0..7 {
            site.note(&format!("Note {number}")).by(ana).signed(ana).write().await;
            site.chance.pass(1);
            site.notebook(&format!("Carnet {number}"), Visibility::Public, None).await;
            site.community(&format!("cercle-{number}"), &format!("Cercle {number}"), true).await;
            let other = site.person(&format!("Élise {number}")).await;
            site.note(&format!("Autre {number}")).by(other).signed(other).write().await;
            site.chance.pass(1);
        }
        for (address, count) in
            [("/api/v1/notes", 14), ("/api/v1/notebooks", 7), ("/api/v1/communities", 7), ("/api/v1/people", 8)]
        {
            let whole = walked(&site, None, address, 100).await;
            assert_eq!(whole.len(), count, "{address}");
            for limit in [1, 3, 7] {
                assert_eq!(walked(&site, None, address, limit).await, whole, "{address}, {limit} at a time");
            }
        }
    }
}

#[tokio::test]
async fn what_is_hidden_and_what_is_absent_are_one_answer_and_what_is_asked_must_be_known() {
    for site in TestApp::all(4313).await {
        let ana = site.person("Ana Roy").await;
        let hidden = site.note("Caché").by(ana).visible_to(Visibility::Authors).write().await;
        let absent: domain::NoteId = site.chance.id();
        let lost = get(&site, None, "/api/v1/nothing").await;
        refused(&lost, StatusCode::NOT_FOUND);
        for id in [hidden.to_string(), absent.to_string(), "x".to_owned()] {
            assert_eq!(get(&site, None, &format!("/api/v1/notes/{id}")).await, lost, "{id}");
        }
        for address in
            ["notes?limit=0", "notes?limit=101", "notes?limit=a", "notes?page=2", "communities?x", "people?q="]
        {
            refused(&get(&site, None, &format!("/api/v1/{address}")).await, StatusCode::BAD_REQUEST);
        }
        // So must where a list goes on.
        let id = absent.to_string();
        for (list, read) in [
            ("notes", format!("9.{id}")),
            ("notebooks", format!("00ff.{id}")),
            ("people", format!("00ff.{id}")),
            ("communities", id.clone()),
        ] {
            let after = async |key: &str| get(&site, None, &format!("/api/v1/{list}?after={key}")).await;
            assert_eq!(after(&read).await.status, StatusCode::OK, "{list}");
            for unread in ["", "x", "9.x", "00fg.x", &format!("{id}.9"), &format!("{read}0")] {
                refused(&after(unread).await, StatusCode::BAD_REQUEST);
            }
        }
        let answer = site.program(None, ("PATCH", "/api/v1/notes"), &[], None).await;
        assert!(matches!(answer.status, StatusCode::METHOD_NOT_ALLOWED | StatusCode::UNAUTHORIZED), "{answer:?}");
    }
}

/// Each operation that reads, and what a token must allow for it.
fn reading(person: PersonId, note: domain::NoteId, notebook: domain::NotebookId) -> Vec<(String, Scope)> {
    vec![
        ("/api/v1/notes".to_owned(), Scope::ReadNotes),
        (format!("/api/v1/notes/{note}"), Scope::ReadNotes),
        ("/api/v1/notebooks".to_owned(), Scope::ReadNotes),
        (format!("/api/v1/notebooks/{notebook}"), Scope::ReadNotes),
        (format!("/api/v1/notebooks/{notebook}/placements"), Scope::ReadNotes),
        ("/api/v1/people".to_owned(), Scope::ReadPeople),
        (format!("/api/v1/people/{person}"), Scope::ReadPeople),
        ("/api/v1/communities".to_owned(), Scope::ReadPeople),
        ("/api/v1/communities/tissage".to_owned(), Scope::ReadPeople),
        ("/api/v1/communities/tissage/members".to_owned(), Scope::ReadPeople),
        ("/api/v1/me".to_owned(), Scope::ReadMe),
        ("/api/v1/me/memberships".to_owned(), Scope::ReadMe),
    ]
}

async fn member(site: &TestApp, community: CommunityId, name: &str) -> PersonId {
    let person = site.person(name).await;
    site.edit(&Edit::Role(community, person, Role::Member)).await;
    person
}

#[tokio::test]
async fn scopes_only_narrow() {
    for site in TestApp::all(4314).await {
        let community = site.community("tissage", "Tissage", false).await;
        let ana = member(&site, community, "Ana Roy").await;
        let notebook = site.notebook("Carnet", Visibility::SignedIn, None).await;
        let note =
            site.note("Une").by(ana).signed(ana).placed_in(notebook).visible_to(Visibility::Authors).write().await;
        let operations = reading(ana, note, notebook);
        for set in 1..16_usize {
            let allows: Vec<Scope> = (0..4).filter(|bit| set & (1 << bit) != 0).map(|bit| Scope::ALL[bit]).collect();
            let token = site.token(ana, &allows).await;
            for (address, scope) in &operations {
                let answer = get(&site, Some(&token), address).await;
                if allows.contains(scope) {
                    assert_eq!(answer.status, StatusCode::OK, "{address} with {allows:?}: {}", answer.text());
                } else {
                    refused(&answer, StatusCode::FORBIDDEN);
                    assert!(answer.header("www-authenticate").contains("insufficient_scope"));
                }
            }
            let written = site.program(Some(&token), ("DELETE", "/api/v1/notes/x"), &[], None).await;
            let expected =
                if allows.contains(&Scope::WriteNotes) { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
            refused(&written, expected);
            // No more than twenty at once.
            let mut tx = site.services().store().write().await.unwrap();
            store::tokens::revoke_all(&mut tx, ana).await.unwrap();
            tx.commit().await.unwrap();
        }
        // Without one, as a visitor.
        for (address, scope) in operations.iter().filter(|(address, _)| address.contains("/me")) {
            assert_eq!(*scope == Scope::ReadMe, address.starts_with("/api/v1/me"));
            let expected = if *scope == Scope::ReadMe { StatusCode::UNAUTHORIZED } else { StatusCode::NOT_FOUND };
            refused(&get(&site, None, address).await, expected);
        }
    }
}

#[tokio::test]
async fn a_token_runs_no_site_and_opens_no_page_and_a_session_is_nothing_to_the_api() {
    for site in TestApp::all(4315).await {
        let (claire, ana) = (site.steward("Claire").await, site.person("Ana Roy").await);
        let site_keeps = site.note("Gardée").signed(ana).visible_to(Visibility::Authors).write().await;
        let (token, session) = (site.token(claire, &Scope::ALL).await, site.session(claire).await);
        refused(&get(&site, Some(&token), &format!("/api/v1/notes/{site_keeps}")).await, StatusCode::NOT_FOUND);
        for page in ["/me/profile", "/me/tokens", "/me/data"] {
            assert!(leads_to(&get(&site, Some(&token), page).await).starts_with("/sign-in"), "{page}");
        }
        assert_eq!(get(&site, Some(&token), "/admin").await.status, StatusCode::NOT_FOUND);
        refused(&site.get_as(Some(&session), "/api/v1/me").await, StatusCode::UNAUTHORIZED);
        let written =
            site.ask_as(Some(&session), "POST", "/api/v1/notes", &[("content-type", "application/json")]).await;
        refused(&written, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_token_ends_by_itself_when_it_is_revoked_and_when_its_person_leaves() {
    for site in TestApp::all(4316).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let token = site.token(ana, &[Scope::ReadMe]).await;
        let me = async |token: &str| get(&site, Some(token), "/api/v1/me").await;
        assert_eq!(said(&me(&token).await)["id"], json!(ana.to_string()));
        // Of its use, the day is kept.
        let mut tx = site.services().store().read().await.unwrap();
        let rows = store::tokens::of(&mut tx, ana, site.now()).await.unwrap();
        drop(tx);
        assert_eq!(rows[0].used.unwrap().to_string(), i18n::iso_day(site.now(), &i18n::TimeZone::UTC));
        for other in ["", "x", &"0a".repeat(32)] {
            let answer = me(other).await;
            refused(&answer, StatusCode::UNAUTHORIZED);
            assert!(answer.header("www-authenticate").contains("invalid_token"));
        }
        site.chance.pass(30 * 24 * 3600);
        refused(&me(&token).await, StatusCode::UNAUTHORIZED);

        let token = site.token(ana, &[Scope::ReadMe]).await;
        assert_eq!(me(&token).await.status, StatusCode::OK);
        let who = site.session(ana).await;
        let form = [("act", "leave"), ("credit", "keep"), ("acts", "keep"), ("texts", "keep")];
        site.send(Some(&who), "/me/leaving", &form).await;
        refused(&me(&token).await, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_program_is_told_how_much_it_may_ask_and_waits_where_it_asked_too_much() {
    for site in TestApp::all(4317).await {
        let (ana, other) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (token, others) = (site.token(ana, &[Scope::ReadMe]).await, site.token(other, &[Scope::ReadMe]).await);
        let first = get(&site, Some(&token), "/api/v1/me").await;
        assert_eq!(first.header("ratelimit-policy"), "\"default\";q=600;w=600");
        assert_eq!(first.header("ratelimit"), "\"default\";r=599;t=1");
        // The clock of the test goes on by some milliseconds a request, and one comes again each second.
        let (mut asked, mut waits) = (1, get(&site, Some(&token), "/api/v1/me").await);
        while waits.status == StatusCode::OK && asked < 700 {
            (asked, waits) = (asked + 1, get(&site, Some(&token), "/api/v1/me").await);
        }
        refused(&waits, StatusCode::TOO_MANY_REQUESTS);
        assert!((600..610).contains(&asked), "{asked}");
        assert_eq!((waits.header("retry-after"), waits.header("ratelimit")), ("1", "\"default\";r=0;t=600"));
        assert_eq!(get(&site, Some(&others), "/api/v1/me").await.status, StatusCode::OK, "nobody waits for another");
        site.chance.pass(1);
        assert_eq!(get(&site, Some(&token), "/api/v1/me").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_note_is_written_once_saved_over_its_newest_version_alone_deleted_and_restored() {
    for site in TestApp::all(4318).await {
        let (ana, other) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let token = site.token(ana, &[Scope::ReadNotes, Scope::WriteNotes]).await;
        let others = site.token(other, &[Scope::ReadNotes, Scope::WriteNotes]).await;
        let ask = async |token: &str, method: &str, address: &str, headers: &[(&str, &str)], body: Option<Json>| {
            let body = body.map(|body| body.to_string());
            site.program(Some(token), (method, address), headers, body.as_deref()).await
        };
        let new = json!({"title": "Une note", "language": "fr", "body": "Un.", "visibility": "public"});
        let key = [("idempotency-key", "un-essai")];
        let made = ask(&token, "POST", "/api/v1/notes", &key, Some(new.clone())).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let id = said(&made)["id"].as_str().unwrap().to_owned();
        let address = format!("/api/v1/notes/{id}");
        assert_eq!(leads_to(&made), address);
        let twice = ask(&token, "POST", "/api/v1/notes", &key, Some(new.clone())).await;
        assert_eq!(said(&twice)["id"], json!(id), "asked twice, written once");
        for (body, status) in [
            (json!({"title": "Une"}), StatusCode::BAD_REQUEST),
            (
                json!({"title": "a", "language": "fr", "body": "", "visibility": "public", "x": 1}),
                StatusCode::BAD_REQUEST,
            ),
            (json!({"title": "", "language": "fr", "body": "", "visibility": "all"}), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            refused(&ask(&token, "POST", "/api/v1/notes", &[], Some(body)).await, status);
        }
        refused(&ask(&token, "POST", "/api/v1/notes", &[], None).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);

        let next = json!({"title": "Une note", "language": "fr", "body": "Deux.", "reason": "Essai"});
        refused(&ask(&token, "PUT", &address, &[], Some(next.clone())).await, StatusCode::PRECONDITION_REQUIRED);
        refused(&ask(&others, "PUT", &address, &[], Some(next.clone())).await, StatusCode::FORBIDDEN);
        let tag = made.header("etag").to_owned();
        let base = [("if-match", tag.as_str())];
        let saved = ask(&token, "PUT", &address, &base, Some(next.clone())).await;
        assert_eq!((saved.status, &said(&saved)["revision"]), (StatusCode::OK, &json!(2)), "{}", saved.text());
        for stale in [tag.as_str(), "\"x\"", "*", "\"2\""] {
            let answer = ask(&token, "PUT", &address, &[("if-match", stale)], Some(next.clone())).await;
            refused(&answer, StatusCode::PRECONDITION_FAILED);
        }

        let versions = ask(&token, "GET", &format!("{address}/versions?limit=1"), &[], None).await;
        let versions = said(&versions);
        assert_eq!((&versions["items"][0]["number"], &versions["next"]), (&json!(2), &json!("2")), "{versions}");
        assert_eq!(
            (&versions["items"][0]["by"], &versions["items"][0]["reason"]),
            (&json!("Ana Roy"), &json!("Essai"))
        );
        let rest = said(&ask(&token, "GET", &format!("{address}/versions?after=2"), &[], None).await);
        assert_eq!((&rest["items"][0]["number"], &rest["next"]), (&json!(1), &json!(null)), "{rest}");

        // What only writes is told that it wrote, and reads nothing.
        let blind = site.token(ana, &[Scope::WriteNotes]).await;
        let tag = saved.header("etag").to_owned();
        let answer = ask(&blind, "PUT", &address, &[("if-match", tag.as_str())], Some(next.clone())).await;
        assert_eq!((answer.status, answer.body.is_empty()), (StatusCode::NO_CONTENT, true));
        refused(&ask(&blind, "GET", &address, &[], None).await, StatusCode::FORBIDDEN);

        refused(&ask(&others, "DELETE", &address, &[], None).await, StatusCode::FORBIDDEN);
        assert_eq!(ask(&token, "DELETE", &address, &[], None).await.status, StatusCode::NO_CONTENT);
        refused(&ask(&token, "GET", &address, &[], None).await, StatusCode::GONE);
        let restore = format!("{address}/restore");
        refused(&ask(&others, "POST", &restore, &[], None).await, StatusCode::NOT_FOUND);
        let restored = ask(&token, "POST", &restore, &[], None).await;
        assert_eq!((restored.status, &said(&restored)["body"]), (StatusCode::OK, &json!("Deux.")));
        let again = ask(&token, "POST", &restore, &[], None).await;
        assert_eq!((again.status, said(&again)), (StatusCode::OK, said(&restored)), "asked again, it is there");
        refused(&ask(&others, "POST", &restore, &[], None).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_note_is_placed_by_who_may_place_in_that_notebook_and_another_one_is_no_choice() {
    for site in TestApp::all(4319).await {
        let ana = site.person("Ana Roy").await;
        let [mine, public, hidden] = [
            site.notebook("À moi", Visibility::Public, None).await,
            site.notebook("Public", Visibility::Public, None).await,
            site.notebook("Caché", Visibility::Authors, None).await,
        ];
        site.lead(mine, ana).await;
        let note = site.note("Une").by(ana).signed(ana).write().await;
        let token = site.token(ana, &[Scope::ReadNotes, Scope::WriteNotes]).await;
        let place = async |notebook: domain::NotebookId, body: &str| {
            let address = format!("/api/v1/notes/{note}/placements/{notebook}");
            site.program(Some(&token), ("PUT", &address), &[], Some(body)).await
        };
        for _ in 0..2 {
            assert_eq!(place(mine, "{\"reason\": \"Pour commencer\"}").await.status, StatusCode::NO_CONTENT);
        }
        let placed = said(&get(&site, None, &format!("/api/v1/notebooks/{mine}/placements")).await);
        assert_eq!(placed["items"][0]["note"]["id"], json!(note.to_string()), "{placed}");
        assert_eq!(placed["items"].as_array().unwrap().len(), 1);
        let (of_others, unseen) = (place(public, "{}").await, place(hidden, "{}").await);
        refused(&of_others, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(of_others.body, unseen.body, "what one may not see and where one may not place are one answer");
        refused(&place(mine, "[]").await, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_program_asks_to_become_a_member_and_leaves_in_the_name_of_its_person() {
    for site in TestApp::all(4320).await {
        let (open, _) =
            (site.community("tissage", "Tissage", true).await, site.community("voisins", "Voisins", true).await);
        site.community("cachee", "Cachée", false).await;
        let ana = member(&site, open, "Ana Roy").await;
        let (token, narrow) =
            (site.token(ana, &[Scope::ReadMe, Scope::WriteMe]).await, site.token(ana, &[Scope::ReadMe]).await);
        let ask = async |token: &str, method: &str, alias: &str, body: Option<&str>| {
            let address = format!("/api/v1/communities/{alias}/membership");
            site.program(Some(token), (method, &address), &[], body).await
        };
        let reason = Some("{\"reason\": \"Je tisse aussi\"}");
        refused(&ask(&narrow, "POST", "voisins", reason).await, StatusCode::FORBIDDEN);
        refused(&ask(&narrow, "DELETE", "tissage", None).await, StatusCode::FORBIDDEN);
        refused(&ask(&token, "POST", "voisins", Some("{}")).await, StatusCode::UNPROCESSABLE_ENTITY);
        for _ in 0..2 {
            assert_eq!(ask(&token, "POST", "voisins", reason).await.status, StatusCode::ACCEPTED);
        }
        let (hidden, absent) =
            (ask(&token, "POST", "cachee", reason).await, ask(&token, "POST", "absente", reason).await);
        refused(&hidden, StatusCode::NOT_FOUND);
        assert_eq!(hidden.body, absent.body);

        let mine = async || said(&get(&site, Some(&token), "/api/v1/me/memberships").await);
        assert_eq!(mine().await["items"][0]["alias"], json!("tissage"));
        assert_eq!(ask(&token, "DELETE", "tissage", None).await.status, StatusCode::NO_CONTENT);
        assert_eq!(mine().await["items"], json!([]), "who asked is no member yet");
        assert!(!ask(&token, "DELETE", "tissage", None).await.status.is_success());
    }
}
