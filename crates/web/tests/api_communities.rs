//! Communities by the API: created, changed, entered and answered for, asked as a program would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::affiliations::AffiliationKind;
use domain::communities::{Role, Stage};
use domain::organisations::Precision;
use domain::policy::{Memberships, Viewer};
use domain::site::WhoCreates;
use domain::tokens::Scope;
use domain::{AffiliationId, CommunityId, JoinRequestId, PersonId};
use serde_json::{Value as Json, json};
use store::affiliations::AffiliationRow;
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, leads_to};

fn said(answer: &Answer) -> Json {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

fn refused(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

/// The fields that something is amiss with.
fn amiss(answer: &Answer) -> Vec<String> {
    refused(answer, StatusCode::UNPROCESSABLE_ENTITY);
    let errors = said(answer)["errors"].as_array().unwrap().clone();
    assert!(errors.iter().all(|it| !it["detail"].as_str().unwrap().is_empty()), "{errors:?}");
    errors.iter().map(|it| it["field"].as_str().unwrap().to_owned()).collect()
}

/// An answer without how much may still be asked.
fn bare(mut answer: Answer) -> Answer {
    for name in ["ratelimit", "ratelimit-policy"] {
        answer.headers.remove(name);
    }
    answer
}

/// Asks something of communities, over what has this tag where there is one.
async fn ask(
    site: &TestApp,
    token: &str,
    (method, place): (&str, &str),
    tag: Option<&str>,
    body: Option<&Json>,
) -> Answer {
    let (address, body) = (format!("/api/v1/communities{place}"), body.map(Json::to_string));
    let headers: Vec<(&str, &str)> = tag.map(|tag| ("if-match", tag)).into_iter().collect();
    site.program(Some(token), (method, &address), &headers, body.as_deref()).await
}

async fn get(site: &TestApp, token: &str, place: &str) -> Answer {
    ask(site, token, ("GET", place), None, None).await
}

async fn post(site: &TestApp, token: &str, place: &str, body: &Json) -> Answer {
    ask(site, token, ("POST", place), None, Some(body)).await
}

/// Somebody with a role in a community, and a token of theirs that allows all.
async fn member(site: &TestApp, community: CommunityId, name: &str, role: Role) -> (PersonId, String) {
    let person = site.person(name).await;
    site.edit(&Edit::Role(community, person, role)).await;
    (person, site.token(person, &Scope::ALL).await)
}

/// Somebody that letters reach, who is in no community, and a token of theirs that allows all.
async fn known(site: &TestApp, name: &str, mail: &str) -> (PersonId, String) {
    let person = site.person_at(name, mail).await;
    (person, site.token(person, &Scope::ALL).await)
}

/// The ids of the requests that wait.
async fn waiting(site: &TestApp, token: &str) -> Vec<String> {
    let list = said(&get(site, token, "/tissage/requests").await);
    list["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_community_is_created_by_who_may_and_is_unlisted_where_nothing_else_is_said() {
    for site in TestApp::all(4361).await {
        let (claire, ana, other) =
            (site.steward("Claire").await, site.person("Ana Roy").await, site.person("Bruno").await);
        let [claire, token, others] = [
            site.token(claire, &Scope::ALL).await,
            site.token(ana, &Scope::ALL).await,
            site.token(other, &Scope::ALL).await,
        ];
        let new = json!({ "name": "Tissage du Nord", "language": "fr" });
        let lost = bare(site.get("/api/v1/nothing").await);
        // Nobody but those who run the site, and no token does.
        for (token, body) in [(&token, &new), (&token, &json!({ "x": 1 })), (&claire, &new)] {
            assert_eq!(bare(post(&site, token, "", body).await), lost);
        }
        let system = site.services().system("a test");
        services::community_pages::set_who_creates(&system, WhoCreates::SignedIn).await.unwrap();
        let narrow = site.token(ana, &[Scope::WriteMe, Scope::WriteNotes, Scope::ReadPeople]).await;
        let forbidden = post(&site, &narrow, "", &new).await;
        refused(&forbidden, StatusCode::FORBIDDEN);
        assert!(forbidden.header("www-authenticate").contains("write_communities"));

        let made = post(&site, &token, "", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let it = said(&made);
        assert_eq!((&it["alias"], &it["unlisted"]), (&json!("tissage-du-nord"), &json!(true)), "{it}");
        assert_eq!((&it["access"], &it["stage"]), (&json!("invited"), &json!("emerging")), "{it}");
        assert_eq!(leads_to(&made), "/api/v1/communities/tissage-du-nord");
        assert_eq!(bare(get(&site, &others, "/tissage-du-nord").await), lost, "as what does not exist");
        let mine = said(&site.program(Some(&token), ("GET", "/api/v1/me/memberships"), &[], None).await);
        assert_eq!(
            (&mine["items"][0]["alias"], &mine["items"][0]["roles"]),
            (&it["alias"], &json!(["lead"])),
            "{mine}"
        );

        // Asked twice, made once; of one that they may not know of, no more is told.
        assert_eq!(amiss(&post(&site, &token, "", &new).await), ["alias"]);
        assert_eq!(amiss(&post(&site, &others, "", &new).await), ["alias"]);
        let long = "é".repeat(2001);
        let wrong =
            json!({ "name": "", "alias": "Été", "language": "de", "about": long, "rhythm": long, "access": "" });
        assert_eq!(
            amiss(&post(&site, &token, "", &wrong).await),
            ["name", "alias", "language", "about", "rhythm", "access"]
        );
        for body in [json!({ "name": "Poterie" }), json!({ "name": "Poterie", "language": "fr", "role": "lead" })] {
            refused(&post(&site, &token, "", &body).await, StatusCode::BAD_REQUEST);
        }
        // What reads nothing is told that it is made.
        let blind = site.token(ana, &[Scope::WriteCommunities]).await;
        let open = json!({ "name": "Poterie", "language": "en", "access": "open", "unlisted": false });
        let made = post(&site, &blind, "", &open).await;
        assert_eq!((made.status, made.body.is_empty()), (StatusCode::CREATED, true), "{}", made.text());
        assert_eq!(said(&get(&site, &others, "/poterie").await)["access"], json!("open"));
    }
}

#[tokio::test]
async fn its_page_is_saved_whole_by_its_leads_over_the_edition_that_they_read() {
    for site in TestApp::all(4362).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, lead) = member(&site, community, "Ana Roy", Role::Lead).await;
        let (bruno, second) = member(&site, community, "Bruno", Role::Lead).await;
        let (_, facilitator) = member(&site, community, "Chloé", Role::Facilitator).await;
        let stranger = site.token(site.person("Delphine").await, &Scope::ALL).await;
        let page = |about: &str, stage: &str| {
            let texts = json!({
                "language": "fr", "name": "Tissage du Nord", "about": about, "rhythm": "", "confidentiality": "Rien ne sort.",
            });
            json!({
                "texts": [texts], "access": "open", "unlisted": false, "formality": "interest_circle", "stage": stage,
                "paused_until": "2031-05-01",
            })
        };
        let save = async |token: &str, tag: Option<&str>, body: &Json| {
            ask(&site, token, ("PUT", "/tissage"), tag, Some(body)).await
        };
        let read = get(&site, &lead, "/tissage").await;
        let tag = read.header("etag").to_owned();
        assert_eq!(said(&read)["texts"][0]["name"], json!("Tissage"), "{}", read.text());
        // How often it was saved is told to who saves it.
        assert!(tag.contains('.') && !get(&site, &facilitator, "/tissage").await.header("etag").contains('.'));
        for token in [&facilitator, &stranger] {
            for body in [page("Nous tissons.", "paused"), json!({ "x": 1 })] {
                refused(&save(token, Some(&tag), &body).await, StatusCode::FORBIDDEN);
            }
        }
        refused(&save(&lead, None, &page("Nous tissons.", "paused")).await, StatusCode::PRECONDITION_REQUIRED);

        let saved = save(&lead, Some(&tag), &page("Nous tissons.", "paused")).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
        let it = said(&saved);
        assert_eq!((&it["name"], &it["about"]), (&json!("Tissage du Nord"), &json!("Nous tissons.")), "{it}");
        assert_eq!((&it["access"], &it["formality"]), (&json!("open"), &json!("interest_circle")), "{it}");
        assert_eq!((&it["stage"], &it["paused_until"]), (&json!("paused"), &json!("2031-05-01")), "{it}");
        assert_eq!(it["texts"][0]["confidentiality"], json!("Rien ne sort."), "{it}");
        assert_eq!((&it["texts"][1]["language"], &it["texts"][1]["name"]), (&json!("en"), &json!("")), "{it}");
        assert_eq!(said(&get(&site, &stranger, "/tissage").await), it);

        // Another lead, who read it before, overwrites nothing.
        for stale in [tag.as_str(), "\"x\"", "*"] {
            let late = save(&second, Some(stale), &page("Autre chose.", "active")).await;
            refused(&late, StatusCode::PRECONDITION_FAILED);
        }
        // What is amiss is told field by field, and nothing is kept of it.
        let tag = saved.header("etag").to_owned();
        let with = |field: &str, value: Json| {
            let mut page = page("Autre chose.", "active");
            page[field] = value;
            page
        };
        let mut wrong = with("paused_until", json!("hier"));
        (wrong["stage"], wrong["access"], wrong["texts"]) = (json!("closed"), json!("all"), json!([]));
        assert_eq!(
            amiss(&save(&lead, Some(&tag), &wrong).await),
            ["name-fr", "access", "stage", "paused_until"],
            "none is closed here"
        );
        let texts = page("Un.", "active")["texts"][0].clone();
        let mut german = texts.clone();
        german["language"] = json!("de");
        for (field, value) in [
            ("formality", json!("")),
            ("paused_until", json!("")),
            ("texts", json!([texts, texts])),
            ("texts", json!([german])),
        ] {
            assert_eq!(amiss(&save(&lead, Some(&tag), &with(field, value.clone())).await), [field], "{value}");
        }
        refused(&save(&lead, Some(&tag), &with("charter", json!("x"))).await, StatusCode::BAD_REQUEST);
        assert_eq!(get(&site, &lead, "/tissage").await.header("etag"), tag);

        // What only writes is told that it wrote.
        let blind = site.token(bruno, &[Scope::WriteCommunities]).await;
        let answer = save(&blind, Some(&tag), &with("unlisted", json!(true))).await;
        assert_eq!((answer.status, answer.body.is_empty()), (StatusCode::NO_CONTENT, true), "{}", answer.text());
        let lost = bare(get(&site, &stranger, "/absente").await);
        assert_eq!(bare(get(&site, &stranger, "/tissage").await), lost);
        let narrow = site.token(bruno, &[Scope::WriteMe, Scope::WriteNotes]).await;
        refused(&save(&narrow, Some(&tag), &page("Un.", "active")).await, StatusCode::FORBIDDEN);

        // One that is closed stays so, until its leads choose otherwise.
        site.edit(&Edit::Stage(community, Stage::Closed, None, None)).await;
        for (stage, until) in [("closed", json!(null)), ("active", json!(null)), ("paused", json!("2031-05-01"))] {
            let tag = get(&site, &lead, "/tissage").await.header("etag").to_owned();
            let it = said(&save(&lead, Some(&tag), &page("Un.", stage)).await);
            assert_eq!((&it["stage"], &it["paused_until"]), (&json!(stage), &until), "{it}");
        }
    }
}

#[tokio::test]
async fn those_who_welcome_read_who_asks_and_answer_and_nobody_else_does() {
    for site in TestApp::all(4363).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, lead) = member(&site, community, "Ana Roy", Role::Lead).await;
        let (facilitating, facilitator) = member(&site, community, "Bruno", Role::Facilitator).await;
        let (_, plain) = member(&site, community, "Chloé", Role::Member).await;
        let (_, curator) = member(&site, community, "Delphine", Role::Curator).await;
        let voisins = site.community("voisins", "Voisins", true).await;
        let (_, elsewhere) = member(&site, voisins, "Émile", Role::Lead).await;
        let (zoe, asking) = known(&site, "Zoé Lac", "zoe@exemple.org").await;
        let (fleur, second) = known(&site, "Fleur Mer", "fleur@exemple.org").await;
        for (token, name, reason) in
            [(&asking, "Renarde", "Pour apprendre."), (&second, "", "J’ai un métier à tisser.")]
        {
            let asked = post(&site, token, "/tissage/membership", &json!({ "name": name, "reason": reason })).await;
            assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text());
            site.chance.pass(1);
        }
        let list = get(&site, &facilitator, "/tissage/requests").await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.text());
        let items = said(&list)["items"].as_array().unwrap().clone();
        let mut fields: Vec<&str> = items[0].as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["asked", "id", "name", "reason"]);
        assert_eq!((&items[0]["name"], &items[0]["reason"]), (&json!("Renarde"), &json!("Pour apprendre.")));
        assert_eq!((items.len(), &items[1]["name"]), (2, &json!("Fleur Mer")));
        // Who she is elsewhere is hers to say.
        assert!(!list.holds("Zoé Lac") && !list.holds(&zoe.to_string()) && !list.holds("zoe@"), "{}", list.text());
        let ids = waiting(&site, &lead).await;
        let first = said(&get(&site, &lead, "/tissage/requests?limit=1").await);
        assert_eq!((&first["items"][0]["id"], &first["next"]), (&json!(ids[0]), &json!(ids[0])), "{first}");
        let rest = said(&get(&site, &lead, &format!("/tissage/requests?limit=1&after={}", ids[0])).await);
        assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&json!(ids[1]), &json!(null)), "{rest}");
        refused(&get(&site, &lead, "/tissage/requests?after=x").await, StatusCode::BAD_REQUEST);

        let narrow = site.token(facilitating, &[Scope::ReadPeople, Scope::WriteMe]).await;
        let [accept, decline] = ["accept", "decline"].map(|act| format!("/tissage/requests/{}/{act}", ids[0]));
        let answer = json!({ "answer": "Le groupe est complet." });
        for token in [&plain, &curator, &elsewhere, &asking, &narrow] {
            refused(&get(&site, token, "/tissage/requests").await, StatusCode::FORBIDDEN);
            for (place, body) in [(&accept, &answer), (&decline, &answer), (&decline, &json!({}))] {
                refused(&post(&site, token, place, body).await, StatusCode::FORBIDDEN);
            }
        }
        let visitor = site.program(None, ("GET", "/api/v1/communities/tissage/requests"), &[], None).await;
        refused(&visitor, StatusCode::UNAUTHORIZED);
        // A lead answers in their own community alone.
        let astray = format!("/voisins/requests/{}/accept", ids[0]);
        refused(&post(&site, &elsewhere, &astray, &answer).await, StatusCode::NOT_FOUND);
        let none: JoinRequestId = site.chance.id();
        refused(&post(&site, &lead, &format!("/tissage/requests/{none}/accept"), &answer).await, StatusCode::NOT_FOUND);

        assert_eq!(ask(&site, &facilitator, ("POST", &accept), None, None).await.status, StatusCode::NO_CONTENT);
        refused(&ask(&site, &facilitator, ("POST", &accept), None, None).await, StatusCode::NOT_FOUND);
        assert_eq!(waiting(&site, &facilitator).await, ids[1..]);
        let members = said(&get(&site, &asking, "/tissage/members").await);
        assert!(members["items"].as_array().unwrap().iter().any(|it| it["name"] == "Renarde"), "{members}");

        let decline = format!("/tissage/requests/{}/decline", ids[1]);
        refused(&post(&site, &facilitator, &decline, &json!({})).await, StatusCode::BAD_REQUEST);
        for answer in [String::new(), "é".repeat(2001)] {
            assert_eq!(amiss(&post(&site, &facilitator, &decline, &json!({ "answer": answer })).await), ["answer"]);
        }
        assert_eq!(post(&site, &facilitator, &decline, &answer).await.status, StatusCode::NO_CONTENT);
        refused(&post(&site, &facilitator, &decline, &answer).await, StatusCode::NOT_FOUND);
        assert!(waiting(&site, &facilitator).await.is_empty());
        let theirs = site.services().seen_by(Viewer::person(fleur, Memberships::new(), false));
        let told = services::memberships::mine(&theirs).await.unwrap().words;
        assert_eq!(told[0].words, "Le groupe est complet.");

        // In one that is closed, nobody comes in.
        site.edit(&Edit::Stage(community, Stage::Closed, None, None)).await;
        refused(&get(&site, &lead, "/tissage/requests").await, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn rule_8_to_others_a_hidden_community_is_as_one_that_does_not_exist() {
    for site in TestApp::all(4364).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (_, lead) = member(&site, community, "Ana Roy", Role::Lead).await;
        let (_, asking) = known(&site, "Zoé Lac", "zoe@exemple.org").await;
        let reason = json!({ "reason": "Pour apprendre." });
        assert_eq!(post(&site, &asking, "/tissage/membership", &reason).await.status, StatusCode::ACCEPTED);
        let request = waiting(&site, &lead).await.remove(0);
        site.edit(&Edit::Listed(community, false)).await;
        let stranger = site.token(site.person("Bruno").await, &Scope::ALL).await;
        let page = json!({ "texts": [], "access": "open", "unlisted": false, "stage": "active" });
        let (accept, decline) = (format!("/requests/{request}/accept"), format!("/requests/{request}/decline"));
        let asks: [(&str, &str, Option<Json>); 10] = [
            ("GET", "", None),
            ("PUT", "", Some(page)),
            ("PUT", "", None),
            ("PUT", "/membership", Some(json!({ "name": "" }))),
            ("POST", "/membership", Some(reason)),
            ("GET", "/requests", None),
            ("POST", &accept, None),
            ("POST", &decline, Some(json!({ "answer": "Non." }))),
            ("POST", "/invitations", Some(json!({ "mail": "personne" }))),
            ("POST", "/invitations", Some(json!([]))),
        ];
        for token in [&stranger, &asking] {
            for (method, place, body) in &asks {
                let of = async |alias: &str| {
                    let place = format!("/{alias}{place}");
                    bare(ask(&site, token, (method, &place), Some("\"0.x\""), body.as_ref()).await)
                };
                let (hidden, absent) = (of("tissage").await, of("absente").await);
                refused(&hidden, StatusCode::NOT_FOUND);
                assert_eq!(hidden, absent, "{method} {place}");
            }
        }
        assert_eq!(waiting(&site, &lead).await, [request.as_str()], "nothing was answered");
    }
}

#[tokio::test]
async fn rule_9_an_invitation_is_the_same_whether_an_address_has_an_account_and_members_propose() {
    for site in TestApp::all(4365).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (leading, lead) = member(&site, community, "Ana Roy", Role::Lead).await;
        let (_, plain) = member(&site, community, "Bruno", Role::Member).await;
        let (_, stranger) = known(&site, "Zoé Lac", "zoe@exemple.org").await;
        known(&site, "Fleur Mer", "fleur@exemple.org").await;
        let invite = async |token: &str, mail: &str, words: &str| {
            let body = json!({ "mail": mail, "words": words });
            bare(post(&site, token, "/tissage/invitations", &body).await)
        };
        let narrow = site.token(leading, &[Scope::ReadPeople, Scope::WriteMe]).await;
        for token in [&stranger, &narrow] {
            refused(&invite(token, "zoe@exemple.org", "").await, StatusCode::FORBIDDEN);
        }
        let (has, has_none) =
            (invite(&lead, "zoe@exemple.org", "Venez!").await, invite(&lead, "personne@exemple.org", "Venez!").await);
        assert_eq!((has.status, has.body.is_empty()), (StatusCode::NO_CONTENT, true), "{}", has.text());
        assert_eq!(has, has_none);
        let (twice, none_twice) =
            (invite(&lead, "ZOE@exemple.org", "").await, invite(&lead, "personne@exemple.org", "").await);
        assert_eq!(amiss(&twice), ["mail"]);
        assert_eq!(twice, none_twice);
        // Another member proposes, and is told no more of who was invited.
        for mail in ["fleur@exemple.org", "autre@exemple.org", "zoe@exemple.org"] {
            let proposed = invite(&plain, mail, "").await;
            assert_eq!((proposed.status, proposed.body.is_empty()), (StatusCode::ACCEPTED, true), "{mail}");
        }
        for token in [&lead, &plain] {
            assert_eq!(amiss(&invite(token, "personne", &"é".repeat(1001)).await), ["mail", "words"]);
        }
        refused(&post(&site, &lead, "/tissage/invitations", &json!({})).await, StatusCode::BAD_REQUEST);
        let letters = site.letters().await;
        for (mail, count) in
            [("zoe@exemple.org", 1), ("personne@exemple.org", 1), ("fleur@exemple.org", 0), ("autre@exemple.org", 0)]
        {
            let invited = letters.iter().filter(|letter| letter.to == mail && letter.text.contains("Tissage"));
            assert_eq!(invited.count(), count, "{mail}");
        }
        // Who is invited comes in.
        let came = post(&site, &stranger, "/tissage/membership", &json!({})).await;
        assert_eq!(came.status, StatusCode::NO_CONTENT, "{}", came.text());
    }
}

#[tokio::test]
async fn one_chooses_what_one_is_there_and_reads_it_back() {
    for site in TestApp::all(4366).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (ana, token) = member(&site, community, "Ana Roy", Role::Facilitator).await;
        let (bruno, other) = member(&site, community, "Bruno", Role::Member).await;
        let places = [("Gaspé", "Gaspésie", Precision::Municipality)];
        let entraide = site.note("Entraide").as_organisation("coopérative", &places).write().await;
        let [own, of_bruno]: [AffiliationId; 2] = [site.chance.id(), site.chance.id()];
        let mut tx = site.services().store().write().await.unwrap();
        for (person, id) in [(ana, own), (bruno, of_bruno)] {
            let kind = AffiliationKind::Employee;
            let row = AffiliationRow { id, organisation: entraide, kind, since: None, until: None };
            store::affiliations::insert(&mut tx, person, &row, site.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mine = async || {
            let list = site.program(Some(&token), ("GET", "/api/v1/me/memberships"), &[], None).await;
            said(&list)["items"][0].clone()
        };
        let choose =
            async |token: &str, body: &Json| ask(&site, token, ("PUT", "/tissage/membership"), None, Some(body)).await;
        let shown =
            |posture: &str, shown: bool| json!({ "affiliation": own.to_string(), "posture": posture, "shown": shown });
        let before = mine().await;
        assert_eq!((&before["name_there"], &before["involvement"]), (&json!(""), &json!(null)), "{before}");
        let unsaid = json!({
            "affiliation": own.to_string(), "organisation": "Entraide", "posture": "discreet", "shown": false,
        });
        assert_eq!(before["affiliations"], json!([unsaid]), "{before}");

        let whole = json!({
            "name": "Renarde", "involvement": "core", "roles_shown": true, "affiliations": [shown("declared", true)],
        });
        assert_eq!(choose(&token, &whole).await.status, StatusCode::NO_CONTENT);
        let after = mine().await;
        assert_eq!((&after["name_there"], &after["involvement"]), (&json!("Renarde"), &json!("core")), "{after}");
        assert_eq!((&after["roles"], &after["roles_shown"]), (&json!(["facilitator"]), &json!(true)), "{after}");
        let affiliation = &after["affiliations"][0];
        assert_eq!((&affiliation["posture"], &affiliation["shown"]), (&json!("declared"), &json!(true)), "{after}");
        let members = get(&site, &other, "/tissage/members").await;
        assert!(members.holds("Renarde") && !members.holds("Ana Roy"), "{}", members.text());

        // What is amiss changes nothing; an affiliation of somebody else is none.
        let theirs = json!({ "affiliation": of_bruno.to_string(), "posture": "discreet" });
        for (field, value) in [
            ("name", json!("é".repeat(121))),
            ("involvement", json!("always")),
            ("involvement", json!("")),
            ("affiliations", json!([theirs])),
            ("affiliations", json!([shown("recognised", true)])),
        ] {
            let mut body = whole.clone();
            body[field] = value;
            assert_eq!(amiss(&choose(&token, &body).await), [field]);
        }
        for body in [json!({}), json!({ "name": "", "roles": ["lead"] })] {
            refused(&choose(&token, &body).await, StatusCode::BAD_REQUEST);
        }
        assert_eq!(mine().await, after);
        // What is left out shows nothing.
        assert_eq!(choose(&token, &json!({ "name": "" })).await.status, StatusCode::NO_CONTENT);
        let least = mine().await;
        assert_eq!(least["affiliations"], json!([unsaid]), "{least}");
        assert_eq!((&least["involvement"], &least["roles_shown"]), (&json!(null), &json!(false)), "{least}");

        let stranger = site.token(site.person("Chloé").await, &Scope::ALL).await;
        let narrow = site.token(ana, &[Scope::WriteCommunities, Scope::ReadMe]).await;
        for token in [&stranger, &narrow] {
            refused(&choose(token, &whole).await, StatusCode::FORBIDDEN);
        }
    }
}
