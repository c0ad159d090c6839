//! Notes of each kind and who reads them, written by programs as pages write them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::tokens::Scope;
use domain::{CommunityId, NoteId, PersonId};
use serde_json::{Value as Json, json};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::Answer;

/// What reads and writes.
const BOTH: [Scope; 2] = [Scope::ReadNotes, Scope::WriteNotes];

fn said(answer: &Answer) -> Json {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

/// That an answer says why there is none, and this why.
fn refused(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

/// The fields that an answer says something is amiss with.
fn amiss(answer: &Answer) -> Vec<String> {
    refused(answer, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = said(answer);
    let errors = problem["errors"].as_array().unwrap();
    errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
}

async fn ask(site: &TestApp, token: &str, method: &str, address: &str, body: Option<&Json>) -> Answer {
    let body = body.map(Json::to_string);
    site.program(Some(token), (method, address), &[], body.as_deref()).await
}

/// The next version of a note, over the one that is there.
async fn save(site: &TestApp, token: &str, address: &str, body: &Json) -> Answer {
    let tag = ask(site, token, "GET", address, None).await.header("etag").to_owned();
    let over = [("if-match", tag.as_str())];
    site.program(Some(token), ("PUT", address), &over, Some(&body.to_string())).await
}

/// A note of this kind, with what else it says.
fn new(title: &str, kind: &str, visibility: &str, beside: Json) -> Json {
    let mut new = json!({"title": title, "language": "fr", "body": "Ce qui est dit.", "visibility": visibility});
    new["kind"] = json!(kind);
    new[kind] = beside;
    new
}

/// Makes a note: its address in the API.
async fn made(site: &TestApp, token: &str, new: &Json) -> String {
    let answer = ask(site, token, "POST", "/api/v1/notes", Some(new)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    format!("/api/v1/notes/{}", said(&answer)["id"].as_str().unwrap())
}

async fn joins(site: &TestApp, community: CommunityId, person: PersonId, role: Role) {
    site.edit(&Edit::Role(community, person, role)).await;
}

/// That this fits a schema of the description.
fn fits(document: &Json, schema: &str, it: &Json) {
    let mut whole = json!({"$ref": format!("#/components/schemas/{schema}")});
    whole["components"] = document["components"].clone();
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    assert!(validator.validate(it).is_ok(), "{schema}: {it}");
}

async fn document(site: &TestApp) -> Json {
    said(&site.program(None, ("GET", "/api/v1/openapi.json"), &[], None).await)
}

#[tokio::test]
async fn a_term_is_written_read_and_sent_back_as_it_was_read() {
    for site in TestApp::all(4331).await {
        let ana = site.person("Ana Roy").await;
        let token = site.token(ana, &BOTH).await;
        made(&site, &token, &new("Ouvrage", "term", "public", json!({"state": "proposed"}))).await;
        let term = json!({
            "variants": ["sas", "bassin"],
            "called": [{
                "language": "en", "label": "Lock", "variants": ["lock chamber"], "definition": "What is said.\n\nAnd more.",
            }],
            "confusions": [{"word": "Digue", "difference": "elle retient"}],
            "broader": ["Ouvrage"], "narrower": [], "related": [],
            "owner": null, "state": "adopted", "common": true,
        });
        let sent = new("Écluse", "term", "public", term.clone());
        let document = document(&site).await;
        fits(&document, "NewNote", &sent);
        let address = made(&site, &token, &sent).await;
        let read = said(&ask(&site, &token, "GET", &address, None).await);
        fits(&document, "Note", &read);
        assert_eq!((&read["kind"], &read["term"]), (&json!("term"), &term));
        assert!(read.get("organisation").is_none(), "{read}");
        // Whoever reads it reads the same, and its page shows it.
        assert_eq!(said(&site.program(None, ("GET", &address), &[], None).await)["term"], term);
        let entry = site.get("/lexicon/ecluse").await;
        for words in ["sas", "bassin", "Digue", "elle retient", "Lock", "Ouvrage"] {
            assert!(entry.text().contains(words), "{words}: {}", entry.text());
        }

        // What was read says nothing new.
        let mut next = json!({"title": "Écluse", "language": "fr", "body": "Ce qui est dit."});
        next["kind"] = read["kind"].clone();
        next["term"] = read["term"].clone();
        fits(&document, "NextVersion", &next);
        let same = save(&site, &token, &address, &next).await;
        assert_eq!((same.status, &said(&same)["revision"]), (StatusCode::OK, &json!(1)), "{}", same.text());
        // Other fields make a version; where none are sent, those stay.
        next["term"]["variants"] = json!(["sas"]);
        let other = said(&save(&site, &token, &address, &next).await);
        assert_eq!((&other["revision"], &other["term"]["variants"]), (&json!(2), &json!(["sas"])));
        let words = json!({"title": "Écluse", "language": "fr", "body": "Autre chose."});
        let stays = said(&save(&site, &token, &address, &words).await);
        assert_eq!((&stays["revision"], &stays["term"]), (&json!(3), &other["term"]));
    }
}

#[tokio::test]
async fn an_organisation_is_written_read_and_sent_back_and_others_read_what_it_shows() {
    for site in TestApp::all(4332).await {
        let (ana, other) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (token, others) = (site.token(ana, &BOTH).await, site.token(other, &BOTH).await);
        let organisation = json!({
            "form": "Coopérative", "summary": "On s’y aide.", "web": "https://entraide.example.org",
            "state": "ended", "ended": "2027-01-15", "merged_into": "",
            "places": [
                {"town": "Gaspé", "region": "Gaspésie", "precision": "municipality"},
                {"town": "Percé", "region": "Gaspésie", "precision": "region"},
                {"town": "Carleton", "region": "Gaspésie", "precision": "hidden"},
            ],
            "identifiers": [{"scheme": "ror", "value": "05a28rw58"}],
            "publishes": true, "address": "", "telephone": "418 555-0100", "mail": "",
        });
        let sent = new("Entraide", "organisation", "public", organisation.clone());
        let document = document(&site).await;
        fits(&document, "NewNote", &sent);
        let address = made(&site, &token, &sent).await;
        let read = said(&ask(&site, &token, "GET", &address, None).await);
        fits(&document, "Note", &read);
        assert_eq!((&read["kind"], &read["organisation"]), (&json!("organisation"), &organisation));

        // A place is as exact as it is shown, to whoever may not change it.
        let mut shown = organisation.clone();
        shown["places"] = json!([
            {"town": "Gaspé", "region": "Gaspésie", "precision": "municipality"},
            {"town": "", "region": "Gaspésie", "precision": "region"},
        ]);
        for token in [None, Some(others.as_str())] {
            let answer = site.program(token, ("GET", &address), &[], None).await;
            assert_eq!(said(&answer)["organisation"], shown);
            assert!(!answer.holds("Percé") && !answer.holds("Carleton"), "{}", answer.text());
        }

        let mut next = json!({"title": "Entraide", "language": "fr", "body": "Ce qui est dit."});
        next["organisation"] = read["organisation"].clone();
        let same = said(&save(&site, &token, &address, &next).await);
        assert_eq!((&same["revision"], &same["organisation"]), (&json!(1), &organisation));
        // Who says no longer that it publishes it keeps it no longer.
        next["organisation"]["publishes"] = json!(false);
        assert_eq!(amiss(&save(&site, &token, &address, &next).await), ["publishes"]);
        next["organisation"]["telephone"] = json!("");
        let less = said(&save(&site, &token, &address, &next).await);
        assert_eq!((&less["revision"], &less["organisation"]["publishes"]), (&json!(2), &json!(false)));
    }
}

#[tokio::test]
async fn what_is_amiss_is_told_by_its_name_and_nothing_is_made() {
    for site in TestApp::all(4333).await {
        let ana = site.person("Ana Roy").await;
        let apart = site.community("vannerie", "Vannerie", true).await;
        let token = site.token(ana, &BOTH).await;
        let term = |field: &str, value: Json| {
            let mut term = json!({"state": "proposed"});
            term[field] = value;
            new("Écluse", "term", "authors", term)
        };
        let organisation = |field: &str, value: Json| {
            let mut organisation = json!({"form": "Coopérative", "state": "active"});
            organisation[field] = value;
            new("Entraide", "organisation", "authors", organisation)
        };
        let bare = |kind: &str| {
            let mut bare = new("Écluse", kind, "authors", json!(null));
            bare.as_object_mut().unwrap().remove(kind);
            bare
        };
        let mut both = term("common", json!(true));
        both["organisation"] = json!({"form": "Coopérative", "state": "active"});
        let mut article = both.clone();
        article["kind"] = json!("article");
        article.as_object_mut().unwrap().remove("organisation");
        let many: Vec<String> = (0..=50).map(|number| format!("nom {number}")).collect();
        let long = "a".repeat(400);
        let wrong = [
            (bare("other"), "kind"),
            (bare("term"), "term"),
            (bare("organisation"), "organisation"),
            (both, "organisation"),
            (article, "term"),
            (term("state", json!("done")), "state"),
            (term("broader", json!(["Absent"])), "broader"),
            (term("variants", json!(many)), "variants"),
            (term("called", json!([{"language": "en", "label": "", "variants": ["Lock"]}])), "called"),
            (term("confusions", json!([{"word": " ", "difference": "elle retient"}])), "confusions"),
            (term("owner", json!(apart.to_string())), "owner"),
            (organisation("form", json!(" ")), "form"),
            (organisation("summary", json!(long)), "summary"),
            (organisation("web", json!("javascript:alert(1)")), "web"),
            (organisation("state", json!("merged")), "merged_into"),
            (organisation("ended", json!("2027-02-30")), "ended"),
            (organisation("places", json!([{"region": "Gaspésie", "precision": "all"}])), "places"),
            (organisation("identifiers", json!([{"scheme": "Two Words", "value": "x"}])), "identifiers"),
            (organisation("telephone", json!("418 555-0100")), "publishes"),
            (new("Entraide", "organisation", "signed_in", json!({"form": "x", "state": "active"})), "visibility"),
        ];
        for (sent, field) in wrong {
            let answer = ask(&site, &token, "POST", "/api/v1/notes", Some(&sent)).await;
            assert_eq!(amiss(&answer), [field], "{sent}");
        }
        // What is no field of theirs cannot be read.
        for sent in
            [term("note", json!("x")), term("variants", json!("sas")), organisation("places", json!([{"town": "x"}]))]
        {
            refused(&ask(&site, &token, "POST", "/api/v1/notes", Some(&sent)).await, StatusCode::BAD_REQUEST);
        }
        assert_eq!(said(&ask(&site, &token, "GET", "/api/v1/notes", None).await)["items"], json!([]));

        // What a note is does not change.
        let address = made(&site, &token, &term("common", json!(false))).await;
        let words = json!({"title": "Écluse", "language": "fr", "body": "Autre chose."});
        let mut changed = words.clone();
        changed["kind"] = json!("article");
        assert_eq!(amiss(&save(&site, &token, &address, &changed).await), ["kind"]);
        let mut other = words.clone();
        other["organisation"] = json!({"form": "Coopérative", "state": "active"});
        assert_eq!(amiss(&save(&site, &token, &address, &other).await), ["organisation"]);
        let mut null = words;
        null["term"] = json!(null);
        refused(&save(&site, &token, &address, &null).await, StatusCode::BAD_REQUEST);
    }
}

/// The place where a program says who reads a note.
fn visibility(note: NoteId) -> String {
    format!("/api/v1/notes/{note}/visibility")
}

#[tokio::test]
async fn what_widens_says_what_was_seen_and_what_narrows_is_done_at_once() {
    for site in TestApp::all(4334).await {
        let ana = site.person("Ana Roy").await;
        let token = site.token(ana, &BOTH).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").visible_to(Visibility::Authors).write().await;
        let (address, page) = (visibility(note), format!("/n/{note}/ecluse"));
        let change = async |body: Json| ask(&site, &token, "PUT", &address, Some(&body)).await;
        let seen = async || said(&ask(&site, &token, "GET", &address, None).await)["seen"].clone();
        let document = document(&site).await;

        for unseen in [json!({"visibility": "public"}), json!({"visibility": "public", "seen": "signed_in"})] {
            let answer = change(unseen).await;
            refused(&answer, StatusCode::CONFLICT);
            let detail = said(&answer)["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains("Visible de tout le monde, sans compte"), "{detail}");
        }
        assert_eq!(site.get(&page).await.status, StatusCode::NOT_FOUND, "nothing changed");
        let first = seen().await;
        let opened = change(json!({"visibility": "public", "seen": first, "licence": "CC0 1.0"})).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text());
        fits(&document, "NoteVisibility", &said(&opened));
        assert_eq!(said(&opened)["visibility"], json!("public"));
        assert_eq!(site.get(&page).await.status, StatusCode::OK);
        let read = said(&ask(&site, &token, "GET", &format!("/api/v1/notes/{note}"), None).await);
        assert_eq!(read["licence"], json!("CC0 1.0"));

        let narrowed = change(json!({"visibility": "authors"})).await;
        assert_eq!((narrowed.status, &said(&narrowed)["visibility"]), (StatusCode::OK, &json!("authors")));
        assert_eq!(site.get(&page).await.status, StatusCode::NOT_FOUND);
        // What was seen before does not widen what was narrowed since.
        refused(&change(json!({"visibility": "public", "seen": "public"})).await, StatusCode::CONFLICT);

        let now = seen().await;
        assert_eq!(amiss(&change(json!({"visibility": "everyone", "seen": now})).await), ["visibility"]);
        assert_eq!(amiss(&change(json!({"visibility": "community", "seen": now})).await), ["visibility"]);
        let licence = json!({"visibility": "public", "seen": now, "licence": "À moi"});
        assert_eq!(amiss(&change(licence).await), ["licence"]);
        refused(&change(json!({"visibility": "public", "readers": []})).await, StatusCode::BAD_REQUEST);

        // What only writes is told that it is done, and reads nothing.
        let blind = site.token(ana, &[Scope::WriteNotes]).await;
        let done = ask(&site, &blind, "PUT", &address, Some(&json!({"visibility": "authors"}))).await;
        assert_eq!((done.status, done.body.is_empty()), (StatusCode::NO_CONTENT, true));
        refused(
            &ask(&site, &blind, "PUT", &address, Some(&json!({"visibility": "public"}))).await,
            StatusCode::CONFLICT,
        );
        refused(&ask(&site, &blind, "GET", &address, None).await, StatusCode::FORBIDDEN);

        // Who has it is not given it again.
        let held = ask(&site, &token, "GET", &address, None).await.header("etag").to_owned();
        let again = site.program(Some(&token), ("GET", &address), &[("if-none-match", held.as_str())], None).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
}

#[tokio::test]
async fn who_only_reads_a_note_decides_nothing_and_who_may_not_read_it_gets_what_is_absent() {
    for site in TestApp::all(4335).await {
        let (ana, bruno, chloe) =
            (site.person("Ana Roy").await, site.person("Bruno").await, site.person("Chloé").await);
        let weavers = site.community("tissage", "Tissage", true).await;
        for person in [bruno, chloe] {
            joins(&site, weavers, person, Role::Member).await;
        }
        let (reader, stranger) = (site.token(bruno, &BOTH).await, site.token(chloe, &BOTH).await);
        let narrow = site.token(ana, &[Scope::ReadNotes]).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").read_by(bruno);
        let note = note.visible_to(Visibility::Authors).write().await;
        let absent: NoteId = site.chance.id();
        let opens = json!({"visibility": "public", "seen": "authors"});
        for (method, what, body) in [
            ("PUT", "visibility", Some(opens)),
            ("PUT", "communities/tissage", Some(json!({}))),
            // Nothing is linked there: there is nothing to unlink.
            ("DELETE", "communities/tissage", None),
        ] {
            let of = |note: NoteId| format!("/api/v1/notes/{note}/{what}");
            let reads = ask(&site, &reader, method, &of(note), body.as_ref()).await;
            refused(&reads, if method == "PUT" { StatusCode::FORBIDDEN } else { StatusCode::NOT_FOUND });
            let hidden = ask(&site, &stranger, method, &of(note), body.as_ref()).await;
            refused(&hidden, StatusCode::NOT_FOUND);
            assert_eq!(hidden.body, ask(&site, &stranger, method, &of(absent), body.as_ref()).await.body);
            refused(&ask(&site, &narrow, method, &of(note), body.as_ref()).await, StatusCode::FORBIDDEN);
            let body = body.map(|body| body.to_string());
            let visitor = site.program(None, (method, &of(note)), &[], body.as_deref()).await;
            refused(&visitor, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(said(&ask(&site, &reader, "GET", &visibility(note), None).await)["visibility"], json!("authors"));
        refused(&ask(&site, &stranger, "GET", &visibility(note), None).await, StatusCode::NOT_FOUND);
        assert_eq!(site.get(&format!("/n/{note}/ecluse")).await.status, StatusCode::NOT_FOUND, "nothing changed");
    }
}

/// Who got a letter about a note so far.
async fn told(site: &TestApp) -> Vec<String> {
    let letters = site.letters().await.into_iter();
    letters.filter(|letter| letter.subject == "À propos d’une note").map(|letter| letter.to).collect()
}

#[tokio::test]
async fn a_link_that_opens_a_note_says_who_will_read_it_and_the_others_are_told() {
    for site in TestApp::all(4336).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let chloe = site.person_at("Chloé", "chloe@exemple.org").await;
        let weavers = site.community("tissage", "Tissage", true).await;
        let potters = site.community("poterie", "Poterie", false).await;
        site.community("ailleurs", "Ailleurs", true).await;
        for (community, person) in [(weavers, ana), (weavers, bruno), (potters, ana), (potters, bruno)] {
            joins(&site, community, person, Role::Member).await;
        }
        joins(&site, potters, chloe, Role::Curator).await;
        let (token, tends) = (site.token(ana, &BOTH).await, site.token(chloe, &BOTH).await);
        let note = site.note("Écluse").by(ana).by(bruno).body("Un texte.");
        let note = note.visible_to(Visibility::Authors).write().await;
        let of = |alias: &str| format!("/api/v1/notes/{note}/communities/{alias}");
        let link = async |alias: &str, body: Json| ask(&site, &token, "PUT", &of(alias), Some(&body)).await;
        let seen = async || said(&ask(&site, &token, "GET", &visibility(note), None).await)["seen"].clone();

        // One of others, one that they may not know of, one that is not there: one answer.
        let hidden = site.community("cachee", "Cachée", false).await;
        joins(&site, hidden, bruno, Role::Member).await;
        let apart = link("ailleurs", json!({})).await;
        assert_eq!(amiss(&apart), ["community"]);
        for alias in ["cachee", "absente"] {
            assert_eq!(link(alias, json!({})).await.body, apart.body, "{alias}");
        }

        // Of a note for its authors, a link opens nothing.
        let linked = said(&link("tissage", json!({})).await);
        assert_eq!(
            (&linked["communities"][0]["alias"], &linked["communities"][0]["name"]),
            (&json!("tissage"), &json!("Tissage"))
        );
        assert_eq!(amiss(&link("tissage", json!({})).await), ["community"], "it is linked to it already");
        let opened = json!({"visibility": "community", "seen": seen().await});
        let opened = ask(&site, &token, "PUT", &visibility(note), Some(&opened)).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text());
        assert!(told(&site).await.is_empty());

        // One more opens it: said before to who does it, after to the others.
        refused(&ask(&site, &tends, "GET", &visibility(note), None).await, StatusCode::NOT_FOUND);
        let asks = link("poterie", json!({"seen": "community"})).await;
        refused(&asks, StatusCode::CONFLICT);
        let detail = said(&asks)["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("Les membres de Poterie la liront aussi."), "{detail}");
        refused(&ask(&site, &tends, "GET", &visibility(note), None).await, StatusCode::NOT_FOUND);
        let linked = link("poterie", json!({"seen": seen().await})).await;
        assert_eq!(linked.status, StatusCode::OK, "{}", linked.text());
        fits(&document(&site).await, "NoteVisibility", &said(&linked));
        assert_eq!(said(&linked)["communities"].as_array().unwrap().len(), 2);
        assert_eq!(told(&site).await, ["bruno@exemple.org"]);

        // Who reads it there knows of that community, and of the other one, which is listed.
        let read = said(&ask(&site, &tends, "GET", &visibility(note), None).await);
        assert_eq!(read["communities"].as_array().unwrap().len(), 2, "{read}");
        // Who tends what a community holds unlinks it there, and may not elsewhere; then they may not read it any more.
        refused(&ask(&site, &tends, "DELETE", &of("tissage"), None).await, StatusCode::FORBIDDEN);
        assert_eq!(ask(&site, &tends, "DELETE", &of("poterie"), None).await.status, StatusCode::NO_CONTENT);
        refused(&ask(&site, &tends, "GET", &visibility(note), None).await, StatusCode::NOT_FOUND);
        refused(&ask(&site, &token, "DELETE", &of("poterie"), None).await, StatusCode::NOT_FOUND);
        // The last link leaves the note to its authors.
        assert_eq!(ask(&site, &token, "DELETE", &of("tissage"), None).await.status, StatusCode::NO_CONTENT);
        let alone = said(&ask(&site, &token, "GET", &visibility(note), None).await);
        assert_eq!((&alone["visibility"], &alone["communities"]), (&json!("authors"), &json!([])));
    }
}

#[tokio::test]
async fn what_is_met_here_is_described_and_a_note_that_was_made_leads_on() {
    let met: [(&str, &str, &[u16]); 6] = [
        ("/api/v1/notes", "post", &[201, 400, 422]),
        ("/api/v1/notes/{note}", "put", &[200, 400, 422]),
        ("/api/v1/notes/{note}/visibility", "get", &[200, 304, 403, 404]),
        ("/api/v1/notes/{note}/visibility", "put", &[200, 204, 400, 401, 403, 404, 409, 422]),
        ("/api/v1/notes/{note}/communities/{alias}", "put", &[200, 401, 403, 404, 409, 422]),
        ("/api/v1/notes/{note}/communities/{alias}", "delete", &[204, 401, 403, 404]),
    ];
    for site in TestApp::all(4337).await {
        let document = document(&site).await;
        for (path, method, statuses) in met {
            let responses = document["paths"][path][method]["responses"].as_object().unwrap();
            for status in statuses {
                assert!(responses.contains_key(&status.to_string()), "{method} {path}: {status}");
            }
        }
        let paths = document["paths"].as_object().unwrap().values();
        let operations: Vec<&Json> = paths.flat_map(|item| item.as_object().unwrap().values()).collect();
        let links = &document["paths"]["/api/v1/notes"]["post"]["responses"]["201"]["links"];
        for (name, link) in links.as_object().unwrap() {
            assert_eq!(link["operationId"], json!(name));
            let to = operations.iter().find(|it| it["operationId"] == json!(name)).unwrap();
            let parameters = to["parameters"].as_array().unwrap();
            for parameter in link["parameters"].as_object().unwrap().keys() {
                assert!(parameters.iter().any(|it| it["name"] == json!(parameter)), "{name}: {parameter}");
            }
        }
        assert_eq!(links.as_object().unwrap().len(), 2);
    }
}
