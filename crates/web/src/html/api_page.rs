//! What the API is: for programs, and to read.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::address::route;
use serde_json::{Map, Value as Json};

use super::feeds::for_machines;
use super::unkept;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::frame::Frame;
use crate::kept::is_held;

/// The methods, in the order in which a path is read.
const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// What some operations are about.
pub(super) struct Group {
    pub name: String,
    pub words: String,
    pub operations: Vec<Operation>,
}

/// One operation.
pub(super) struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub summary: String,
    pub words: String,
    /// What a token must allow.
    pub scope: String,
    /// Whether a visitor may ask it too.
    pub is_open: bool,
    pub parameters: Vec<Parameter>,
    /// What is sent: its fields, and an example.
    pub sent: Option<(Vec<Field>, String)>,
    pub answers: Vec<Answer>,
    pub curl: String,
}

/// A parameter of an operation.
pub(super) struct Parameter {
    pub name: String,
    /// Where it stands, and what it may be.
    pub shape: String,
    pub words: String,
    pub is_required: bool,
}

/// What an operation may answer.
pub(super) struct Answer {
    pub status: String,
    pub words: String,
    /// Where it gives something: its fields, and an example.
    pub given: Option<(Vec<Field>, String)>,
}

/// A field of what is sent or given.
pub(super) struct Field {
    pub name: String,
    pub shape: String,
    pub words: String,
    pub is_required: bool,
    /// What is in it.
    pub fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "api.html")]
pub(super) struct ApiTemplate<'a> {
    pub f: Frame<'a>,
    pub groups: Vec<Group>,
    /// What is answered where there is nothing to give.
    pub problem: Vec<Field>,
}

impl ApiTemplate<'_> {
    fn nested<'b>(&'b self, fields: &'b [Field]) -> FieldsTemplate<'b> {
        FieldsTemplate { optional: self.f.t("pages-api-optional").into_owned(), fields }
    }

    /// What a token must allow, for this operation.
    fn allows(&self, it: &Operation) -> String {
        let scope = it.scope.as_str();
        if it.is_open {
            self.f.messages().with("pages-api-allows-or-none", &[("scope", scope.into())])
        } else {
            self.f.messages().with("pages-api-allows", &[("scope", scope.into())])
        }
    }
}

/// Fields, and what is in each.
#[derive(Template)]
#[template(path = "parts/api-fields.html")]
pub(super) struct FieldsTemplate<'a> {
    /// The word of a field that may be left out.
    pub optional: String,
    pub fields: &'a [Field],
}

impl FieldsTemplate<'_> {
    fn nested<'b>(&'b self, fields: &'b [Field]) -> FieldsTemplate<'b> {
        FieldsTemplate { optional: self.optional.clone(), fields }
    }
}

/// `/api/v1/openapi.json`.
pub(super) async fn document(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let written = app.described();
    let body = (!is_held(&written.etag, &headers)).then(|| Body::from(written.body.clone()));
    for_machines("application/json", written.etag.clone(), body)
}

/// `/api`.
pub(super) async fn show(State(app): State<Arc<App>>, Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    unkept(&page(&asked, &app.described().read()))
}

fn page<'a>(asked: &'a Asked, document: &Json) -> ApiTemplate<'a> {
    let mut f = asked.frame("api", String::new());
    f.title = f.t("pages-api").into_owned();
    f.canonical = Some(route::API_PAGE.to_owned());
    let site = &asked.standing.settings.address;
    let problem = document.pointer("/components/schemas/Problem");
    let problem = problem.map(|schema| fields(document, schema)).unwrap_or_default();
    ApiTemplate { groups: groups(document, site), problem, f }
}

fn said(it: &Json, name: &str) -> String {
    it.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

fn list<'j>(it: &'j Json, name: &str) -> &'j [Json] {
    it.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn members<'j>(it: &'j Json, name: &str) -> impl Iterator<Item = (&'j String, &'j Json)> {
    it.get(name).and_then(Json::as_object).into_iter().flat_map(Map::iter)
}

/// What a reference leads to; the thing itself where it is none.
fn followed<'j>(document: &'j Json, it: &'j Json) -> &'j Json {
    let there = it.get("$ref").and_then(Json::as_str).and_then(|place| place.strip_prefix('#'));
    there.and_then(|place| document.pointer(place)).unwrap_or(it)
}

fn groups(document: &Json, site: &str) -> Vec<Group> {
    let group = |tag: &Json| {
        let name = said(tag, "name");
        let mut operations = Vec::new();
        for (path, item) in members(document, "paths") {
            for method in METHODS {
                if let Some(it) = item.get(method)
                    && list(it, "tags").iter().any(|tag| tag.as_str() == Some(name.as_str()))
                {
                    operations.push(operation(document, site, (method, path.as_str()), it));
                }
            }
        }
        Group { words: said(tag, "description"), name, operations }
    };
    list(document, "tags").iter().map(group).collect()
}

fn operation(document: &Json, site: &str, (method, path): (&str, &str), it: &Json) -> Operation {
    let parameter = |it: &Json| Parameter {
        name: said(it, "name"),
        shape: [said(it, "in"), it.get("schema").map(shape).unwrap_or_default()].join(", "),
        words: said(it, "description"),
        is_required: it.get("required").and_then(Json::as_bool).unwrap_or_default(),
    };
    let body = it.pointer("/requestBody/content").and_then(|content| content.get("application/json"));
    let sent = body.map(|body| example(document, body));
    let answer = |(status, it): (&String, &Json)| {
        let it = followed(document, it);
        let given = it.get("content").and_then(|content| content.get("application/json"));
        Answer { status: status.clone(), words: said(it, "description"), given: given.map(|it| example(document, it)) }
    };
    let securities = list(it, "security");
    let scopes = securities.iter().flat_map(|it| list(it, "token")).filter_map(Json::as_str);
    let method = method.to_ascii_uppercase();
    Operation {
        id: said(it, "operationId"),
        summary: said(it, "summary"),
        words: said(it, "description"),
        scope: scopes.collect::<Vec<_>>().join(" "),
        is_open: securities.iter().any(|it| it.as_object().is_some_and(Map::is_empty)),
        parameters: list(it, "parameters").iter().map(parameter).collect(),
        curl: curl(&format!("{site}{}", exemplified(it, path)), &method, it, body),
        sent,
        answers: members(it, "responses").map(answer).collect(),
        method,
        path: path.to_owned(),
    }
}

/// A path with the examples of what it names.
fn exemplified(it: &Json, path: &str) -> String {
    list(it, "parameters")
        .iter()
        .fold(path.to_owned(), |path, it| path.replace(&format!("{{{}}}", said(it, "name")), &said(it, "example")))
}

/// How one asks it from a command line.
fn curl(address: &str, method: &str, it: &Json, body: Option<&Json>) -> String {
    let mut lines = vec![format!("curl -X {method} '{address}'"), "-H 'Authorization: Bearer TOKEN'".to_owned()];
    let required = list(it, "parameters").iter().filter(|it| said(it, "in") == "header");
    let required = required.filter(|it| it.get("required").and_then(Json::as_bool).unwrap_or_default());
    lines.extend(required.map(|it| format!("-H '{}: ETAG'", said(it, "name"))));
    if let Some(example) = body.and_then(|body| body.get("example")) {
        lines.push("-H 'Content-Type: application/json'".to_owned());
        // As shells write a quote between quotes.
        lines.push(format!("-d '{}'", example.to_string().replace('\'', r"'\''")));
    }
    lines.join(" \\\n  ")
}

/// The fields of a body, and an example of it.
fn example(document: &Json, body: &Json) -> (Vec<Field>, String) {
    let fields = body.get("schema").map(|schema| fields(document, schema)).unwrap_or_default();
    let example = body.get("example").and_then(|example| serde_json::to_string_pretty(example).ok());
    (fields, example.unwrap_or_default())
}

/// The fields of what this schema says, of each item where it is a list.
fn fields(document: &Json, schema: &Json) -> Vec<Field> {
    let schema = followed(document, schema);
    if let Some(items) = schema.get("items") {
        return fields(document, items);
    }
    let field = |(name, it): (&String, &Json)| Field {
        name: name.clone(),
        shape: shape(it),
        words: said(it, "description"),
        is_required: list(schema, "required").iter().any(|required| required.as_str() == Some(name.as_str())),
        fields: fields(document, it),
    };
    members(schema, "properties").map(field).collect()
}

/// What a value may be, in a few words for programs.
fn shape(schema: &Json) -> String {
    if let Some(place) = schema.get("$ref").and_then(Json::as_str) {
        return place.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(items) = schema.get("items") {
        return format!("[{}]", shape(items));
    }
    let words: Vec<String> = list(schema, "enum").iter().map(Json::to_string).collect();
    if !words.is_empty() {
        return words.join(" | ");
    }
    let kind = match schema.get("type") {
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" | "),
        _ => said(schema, "type"),
    };
    let beside = ["format", "pattern"].map(|name| said(schema, name));
    let parts = std::iter::once(kind).chain(beside).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// The page, and one with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let written = crate::api::description::Written::of(&asked.standing.settings);
    let harm = serde_json::json!({
        "tags": [{ "name": words, "description": words }],
        "paths": { words: { "post": {
            "operationId": words, "summary": words, "description": words, "tags": [words], "security": [{ "token": [words] }],
            "parameters": [{ "name": words, "in": words, "required": true, "schema": { "type": words } }],
            "requestBody": { "content": { "application/json": { "example": words } } },
            "responses": { words: { "description": words, "content": { "application/json": {
                "schema": { "type": "object", "properties": { words: { "type": words, "description": words } } },
                "example": words,
            } } } },
        } } },
    });
    [written.read(), harm].iter().map(|document| ("api", page(asked, document).render().unwrap_or_default())).collect()
}
