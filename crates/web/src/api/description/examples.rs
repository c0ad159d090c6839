//! An example of each thing that the API takes and gives.

use serde_json::{Value as Json, json};

pub(super) const NOTE: &str = "01k2v4x8g0e9s1t2w3y4z5a6b7";
pub(super) const NOTEBOOK: &str = "01k2v4x8g0e9s1t2w3y4z5a6b8";
pub(super) const PERSON: &str = "01k2v4x8g0e9s1t2w3y4z5a6b9";
const CATEGORY: &str = "01k2v4x8g0e9s1t2w3y4z5a6ba";
const COMMUNITY: &str = "01k2v4x8g0e9s1t2w3y4z5a6bb";
pub(super) const REQUEST: &str = "01k2v4x8g0e9s1t2w3y4z5a6bc";
const AFFILIATION: &str = "01k2v4x8g0e9s1t2w3y4z5a6bd";
pub(super) const ALIAS: &str = "jardins";
const CHANGED: &str = "2027-01-15T14:30:00.000000Z";

pub(super) fn note(site: &str) -> Json {
    json!({
        "id": NOTE, "address": format!("{site}/n/{NOTE}/compost"), "title": "Compost", "kind": "article",
        "language": "fr", "visibility": "public", "licence": "CC BY 4.0", "revision": 3,
        "body": "Ce que le jardin rend au jardin.", "byline": [{ "person": PERSON, "name": "Ana Roy", "role": "author" }],
        "published": CHANGED, "changed": CHANGED,
    })
}

pub(super) fn note_line(site: &str) -> Json {
    json!({
        "id": NOTE, "address": format!("{site}/n/{NOTE}/compost"), "title": "Compost", "kind": "article",
        "language": "fr", "visibility": "public", "excerpt": "Ce que le jardin rend au jardin.", "changed": CHANGED,
    })
}

pub(super) fn version(site: &str) -> Json {
    json!({
        "number": 3, "address": format!("{site}/n/{NOTE}/-/versions/3"), "saved": CHANGED, "by": "Ana Roy",
        "reason": "La saison", "title": "Compost", "withdrawn": false,
    })
}

pub(super) fn new_note() -> Json {
    json!({
        "title": "Compost", "language": "fr", "body": "Ce que le jardin rend au jardin.", "reason": "Pour commencer",
        "visibility": "public",
    })
}

pub(super) fn next_version() -> Json {
    json!({
        "title": "Compost", "language": "fr", "body": "Ce que le jardin rend au jardin, chaque automne.",
        "reason": "La saison",
    })
}

pub(super) fn placed() -> Json {
    json!({ "categories": [], "reason": "Elle complète le carnet.", "pinned": false, "before": "" })
}

pub(super) fn declined() -> Json {
    json!({ "words": "Elle est encore un brouillon." })
}

pub(super) fn visibility(site: &str) -> Json {
    json!({
        "visibility": "public", "seen": format!("public.{COMMUNITY}"),
        "communities": [{
            "alias": ALIAS, "address": format!("{site}/communities/{ALIAS}"), "name": "Jardins", "open": true,
        }],
    })
}

pub(super) fn new_visibility() -> Json {
    json!({ "visibility": "public", "seen": "authors", "licence": "CC BY 4.0" })
}

pub(super) fn new_link() -> Json {
    json!({ "seen": "authors" })
}

pub(super) fn notebook(site: &str) -> Json {
    json!({
        "id": NOTEBOOK, "address": format!("{site}/c/{NOTEBOOK}/jardin"), "title": "Jardin", "language": "fr",
        "visibility": "public", "description": "Ce que nous apprenons au *jardin*.",
        "excerpt": "Ce que nous apprenons au jardin.", "notes": 12, "color": "#2e6b3f",
        "cover": format!("{site}/c/{NOTEBOOK}/-/cover?v=6f0e21c4"), "view": "work", "sort": "manual",
        "communities": [COMMUNITY], "categories": [{ "id": CATEGORY, "name": "Sols" }], "guide": "Une note, une saison.",
        "licence": "CC BY 4.0", "open_to": [COMMUNITY], "open_to_signed_in": false,
    })
}

pub(super) fn notebook_line(site: &str) -> Json {
    json!({
        "id": NOTEBOOK, "address": format!("{site}/c/{NOTEBOOK}/jardin"), "title": "Jardin", "visibility": "public",
        "excerpt": "Ce que nous apprenons au jardin.", "notes": 12,
    })
}

pub(super) fn new_notebook() -> Json {
    json!({
        "title": "Jardin", "description": "Ce que nous apprenons au *jardin*.", "language": "fr", "visibility": "public",
    })
}

pub(super) fn next_edition() -> Json {
    json!({
        "description": "Ce que nous apprenons au *jardin*, saison après saison.", "guide": "Une note, une saison.",
        "view": "work", "sort": "manual", "licence": "CC BY 4.0",
    })
}

pub(super) fn placement(site: &str) -> Json {
    json!({
        "note": note_line(site), "pinned": false, "reason": "Elle complète le carnet.",
        "categories": [{ "id": CATEGORY, "name": "Sols" }],
    })
}

pub(super) fn person_line(site: &str) -> Json {
    json!({ "id": PERSON, "address": format!("{site}/people/{PERSON}/ana-roy"), "name": "Ana Roy" })
}

pub(super) fn person(site: &str) -> Json {
    json!({
        "id": PERSON, "address": format!("{site}/people/{PERSON}/ana-roy"), "name": "Ana Roy", "account": true,
        "profile": [{ "field": "occupation", "words": "Maraîchère" }],
    })
}

pub(super) fn community_line(site: &str) -> Json {
    json!({
        "id": COMMUNITY, "alias": ALIAS, "address": format!("{site}/communities/{ALIAS}"), "name": "Jardins",
        "about": "Qui cultive ensemble.", "unlisted": false, "access": "open", "stage": "active",
    })
}

fn texts() -> Json {
    json!({
        "language": "fr", "name": "Jardins", "about": "Qui cultive ensemble.", "rhythm": "Le premier jeudi du mois",
        "confidentiality": "Ce qui s’y dit y reste.",
    })
}

pub(super) fn community(site: &str) -> Json {
    json!({
        "id": COMMUNITY, "alias": ALIAS, "address": format!("{site}/communities/{ALIAS}"), "name": "Jardins",
        "about": "Qui cultive ensemble.", "texts": [texts()], "unlisted": false, "access": "open",
        "formality": "facilitated_group", "stage": "active", "paused_until": null,
    })
}

pub(super) fn new_community() -> Json {
    json!({
        "name": "Jardins", "alias": ALIAS, "language": "fr", "about": "Qui cultive ensemble.", "access": "on_request",
        "unlisted": false,
    })
}

pub(super) fn next_page() -> Json {
    json!({
        "texts": [texts()], "access": "on_request", "unlisted": false, "formality": "facilitated_group",
        "stage": "paused", "paused_until": "2027-09-01",
    })
}

pub(super) fn join_request() -> Json {
    json!({ "id": REQUEST, "name": "Ana", "reason": "Je cultive à côté.", "asked": "2027-01-15" })
}

pub(super) fn declined_request() -> Json {
    json!({ "answer": "Le groupe est complet jusqu’à l’automne." })
}

pub(super) fn invitation() -> Json {
    json!({ "mail": "zoe@exemple.org", "words": "Venez cultiver avec nous." })
}

pub(super) fn chosen_membership() -> Json {
    json!({ "name": "Ana du potager", "involvement": "active", "roles_shown": false, "affiliations": [] })
}

pub(super) fn new_membership() -> Json {
    json!({ "reason": "Je cultive à côté." })
}

pub(super) fn member() -> Json {
    json!({ "name": "Ana", "involvement": "active", "roles": ["member"] })
}

pub(super) fn me(site: &str) -> Json {
    json!({
        "id": PERSON, "address": format!("{site}/people/{PERSON}/ana-roy"), "name": "Ana Roy",
        "scopes": ["read_notes", "read_me"],
    })
}

pub(super) fn membership(site: &str) -> Json {
    let shown = json!({
        "affiliation": AFFILIATION, "organisation": "Coopérative des Rives", "posture": "discreet", "shown": true,
    });
    json!({
        "alias": ALIAS, "address": format!("{site}/communities/{ALIAS}"), "name": "Jardins", "roles": ["member"],
        "name_there": "Ana du potager", "involvement": "active", "roles_shown": false, "affiliations": [shown],
    })
}
