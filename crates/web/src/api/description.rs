//! What the API is, written for programs (OpenAPI 3.1): each operation, what it takes, and all that it may answer.

mod examples;
mod operations;

use axum::http::{HeaderValue, StatusCode};
use bytes::Bytes;
use domain::tokens::{Scope, Scopes};
use serde_json::{Value as Json, json};
use utoipa::openapi::content::{Content, ContentBuilder};
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::info::{ContactBuilder, Info, InfoBuilder, LicenseBuilder};
use utoipa::openapi::link::LinkBuilder;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder, Responses, ResponsesBuilder};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, Components, ComponentsBuilder, ObjectBuilder, Schema, Type,
};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{OpenApi, OpenApiBuilder, Ref, RefOr, Required, Server};

use super::answers::{FieldProblem, MOST, Problem};
use super::notes::{Credit, Line as NoteLine, NewNote, NextVersion, Note, Version};
use super::people::{Line as PersonLine, Person, Said};
use super::{communities, kinds, me, note_rights, notebooks, placements, welcoming, words};
use crate::app::Settings;
use crate::front::etag_of;

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";
/// What the document calls the token that is shown.
const TOKEN: &str = "token";
/// What any operation may answer, whatever it does.
const ALWAYS: [u16; 7] = [401, 403, 414, 429, 431, 503, 507];
/// Each list, and what is in it.
const LISTS: [(&str, &str); 9] = [
    ("NoteList", "NoteLine"),
    ("VersionList", "Version"),
    ("NotebookList", "NotebookLine"),
    ("PlacementList", "Placement"),
    ("PersonList", "PersonLine"),
    ("CommunityList", "CommunityLine"),
    ("MemberList", "MemberLine"),
    ("JoinRequestList", "JoinRequest"),
    ("MembershipList", "Membership"),
];
/// What operations are about, and what that is.
const TAGS: [(&str, &str); 5] = [
    ("notes", "Notes: their Markdown, who is credited for them, where they are placed."),
    ("notebooks", "Notebooks, and what is placed in them."),
    ("people", "People, as much as they say of themselves to whoever asks."),
    ("communities", "Communities, their members for who is one, and who asks to become one for who answers."),
    ("me", "In whose name a token asks."),
];

/// What an operation asks, and where it stands in an answer.
type Asked = (&'static str, &'static str);

/// What can be asked next of a thing that was made: its schema, the operation, what it asks and where that stands in the answer.
const THEN: [(&str, &str, &[Asked]); 2] = [
    ("Note", "readNote", &[("note", "$response.body#/id")]),
    ("Note", "saveNote", &[("note", "$response.body#/id"), ("If-Match", "$response.header.ETag")]),
];

/// One operation.
struct Described {
    method: HttpMethod,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    more: &'static str,
    /// What a token must allow.
    scope: Scope,
    /// What is asked beside the path.
    asks: Vec<Parameter>,
    /// What is sent: the name of its schema, and an example.
    sends: Option<(&'static str, Json)>,
    gives: Vec<Gives>,
    /// What it may answer beside [`ALWAYS`], where it gives nothing.
    refuses: &'static [u16],
}

/// What is answered where all goes well.
struct Gives {
    status: u16,
    words: &'static str,
    /// The name of its schema, and an example.
    body: Option<(&'static str, Json)>,
    has_tag: bool,
    has_place: bool,
}

impl Gives {
    fn list(schema: &'static str, item: Json) -> Self {
        let body = Some((schema, json!({ "items": [item], "next": null })));
        Self { status: 200, words: "A page of the list.", body, has_tag: false, has_place: false }
    }

    fn one(schema: &'static str, example: Json) -> Self {
        let words = "What was asked for.";
        Self { status: 200, words, body: Some((schema, example)), has_tag: true, has_place: false }
    }

    fn made(schema: &'static str, example: Json) -> Self {
        let words = "What was made; without a body for a token that may not read it.";
        Self { status: 201, words, body: Some((schema, example)), has_tag: true, has_place: true }
    }

    fn held() -> Self {
        Self { status: 304, words: "Who asks has it already.", body: None, has_tag: true, has_place: false }
    }

    fn done() -> Self {
        Self { status: 204, words: "It is done.", body: None, has_tag: false, has_place: false }
    }

    fn asked() -> Self {
        Self { status: 202, words: "It is asked: somebody will answer.", body: None, has_tag: false, has_place: false }
    }

    fn done_unread() -> Self {
        let words = "It is done; the token may not read what came of it.";
        Self { status: 204, words, body: None, has_tag: false, has_place: false }
    }

    fn response(self) -> Response {
        let mut response = limited(ResponseBuilder::new().description(self.words));
        if self.has_tag {
            response = response.header("ETag", told("What tells this answer from another one.", words::text()));
        }
        if self.has_place {
            response = response.header("Location", told("Its address in the API.", words::address()));
        }
        if self.has_place
            && let Some((schema, _)) = &self.body
        {
            for link in THEN.iter().filter(|(made, ..)| made == schema) {
                response = then(response, link);
            }
        }
        if let Some((schema, example)) = self.body {
            response = response.content(JSON, content(schema, example));
        }
        response.build()
    }
}

/// The document, ready to send.
pub(crate) struct Written {
    /// The document.
    pub body: Bytes,
    /// What tells it from another one.
    pub etag: HeaderValue,
}

impl Written {
    /// The document of the site with these settings.
    pub(crate) fn of(settings: &Settings) -> Self {
        let body = document(settings).to_json().unwrap_or_default();
        Self { etag: etag_of(body.as_bytes()), body: Bytes::from(body) }
    }

    /// The same, read.
    pub(crate) fn read(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

fn document(settings: &Settings) -> OpenApi {
    let all = operations::all(&settings.address);
    let paths = all.into_iter().fold(PathsBuilder::new(), |paths, it| {
        let (path, method) = (it.path, it.method.clone());
        paths.path(path, PathItem::new(method, operation(it)))
    });
    let tag = |(name, words): (&str, &str)| TagBuilder::new().name(name).description(Some(words)).build();
    OpenApiBuilder::new()
        .info(info(settings))
        .servers(Some([Server::new(settings.address.as_str())]))
        .paths(paths.build())
        .components(Some(components()))
        .tags(Some(TAGS.map(tag)))
        .build()
}

fn info(settings: &Settings) -> Info {
    // An identifier of the list of SPDX, which `Cargo.toml` says too.
    let licence = env!("CARGO_PKG_LICENSE");
    let words = "Programs read and write notes as pages do for people: the same rights, narrowed by what a token allows. \
                 Without a token they see what a visitor sees. A token is made at /me/tokens. What is hidden from who asks \
                 answers as what does not exist.";
    InfoBuilder::new()
        .title("Sillage")
        .version(settings.version.as_str())
        .description(Some(words))
        .contact(Some(ContactBuilder::new().name(Some("Sillage")).url(Some(settings.address.as_str())).build()))
        .license(Some(LicenseBuilder::new().name(licence).identifier(Some(licence)).build()))
        .build()
}

fn operation(it: Described) -> Operation {
    let reads = matches!(it.method, HttpMethod::Get);
    let token = SecurityRequirement::new(TOKEN, [it.scope.as_str()]);
    let mut securities = vec![token];
    if reads && Scopes::of_a_visitor().allow(it.scope) {
        // Or none: a visitor asks too.
        securities.push(SecurityRequirement::default());
    }
    let mut parameters = in_path(it.path);
    parameters.extend(it.asks);
    let mut operation = OperationBuilder::new()
        .operation_id(Some(it.id))
        .summary(Some(it.summary))
        .description(Some(it.more))
        .tag(it.path.split('/').nth(3).unwrap_or_default())
        .securities(Some(securities))
        .responses(answers(it.gives, it.refuses));
    if !parameters.is_empty() {
        operation = operation.parameters(Some(parameters));
    }
    if let Some((schema, example)) = it.sends {
        operation = operation.request_body(Some(body(schema, example)));
    }
    operation.build()
}

/// What a path names.
fn in_path(path: &str) -> Vec<Parameter> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameter = |name: &str| {
        let (words, schema, example) = match name {
            "alias" => ("The alias of a community.", words::alias(), examples::ALIAS),
            "notebook" => ("The id of a notebook.", words::id(), examples::NOTEBOOK),
            "person" => ("The id of a person.", words::id(), examples::PERSON),
            "request" => ("The id of a request to become a member.", words::id(), examples::REQUEST),
            _ => ("The id of a note.", words::id(), examples::NOTE),
        };
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(words))
            .schema(Some(schema))
            .example(Some(json!(example)))
            .build()
    };
    names.map(parameter).collect()
}

/// A parameter that stands elsewhere than in the path.
fn asked(place: ParameterIn, name: &str, required: Required, words: &str, schema: RefOr<Schema>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(words))
        .schema(Some(schema))
        .build()
}

/// Where a list goes on.
fn after(key: RefOr<Schema>) -> Parameter {
    asked(ParameterIn::Query, "after", Required::False, "The key that the page before this one gave as `next`.", key)
}

/// How many items a page of a list has.
fn limit() -> Parameter {
    asked(ParameterIn::Query, "limit", Required::False, "How many items at most.", words::limit())
}

/// What who asks has already.
fn unless() -> Parameter {
    let words = "The ETag of what who asks has already: 304 where it is still so.";
    asked(ParameterIn::Header, "If-None-Match", Required::False, words, words::text())
}

fn content(schema: &str, example: Json) -> Content {
    ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).example(Some(example)).build()
}

fn body(schema: &str, example: Json) -> RequestBody {
    RequestBodyBuilder::new().required(Some(Required::True)).content(JSON, content(schema, example)).build()
}

fn told(words: &str, schema: RefOr<Schema>) -> Header {
    HeaderBuilder::new().description(Some(words)).schema(Some(schema)).build()
}

/// The headers that say how much may still be asked.
fn limited(response: ResponseBuilder) -> ResponseBuilder {
    response
        .header("RateLimit", told("How much may still be asked, and how soon there is more.", words::text()))
        .header("RateLimit-Policy", told("How much may be asked, in how many seconds.", words::text()))
}

/// Leads from an answer to what can be asked next (OpenAPI 3.1, section 4.8.20).
fn then(response: ResponseBuilder, (_, operation, asks): &(&str, &str, &[(&str, &str)])) -> ResponseBuilder {
    let link = LinkBuilder::new().operation_id(*operation);
    let link = asks.iter().fold(link, |link, (name, place)| link.parameter(*name, *place));
    response.link(*operation, link.build())
}

fn answers(gives: Vec<Gives>, refuses: &[u16]) -> Responses {
    let given = gives.into_iter().map(|it| (it.status.to_string(), it.response()));
    let refused =
        ALWAYS.iter().chain(refuses).map(|status| (status.to_string(), Ref::from_response_name(named(*status))));
    ResponsesBuilder::new().responses_from_iter(given).responses_from_iter(refused).build()
}

/// What the document calls the answer of this status that gives nothing.
fn named(status: u16) -> String {
    format!("Problem{status}")
}

/// Each answer that gives nothing: its status, and why.
const REFUSALS: [(u16, &str); 16] = [
    (400, "A parameter is none of this operation, its value cannot be read, or the body is not what is expected."),
    (401, "A token is needed, or the one that was shown does not serve."),
    (403, "The token does not allow it, or who asks may see the thing and not do this."),
    (404, "There is nothing there, or nothing that who asks may see."),
    (409, "More people would read it, and what was sent does not say that it was seen who does."),
    (410, "It was public, and was deleted."),
    (412, "There is a newer version, or edition, than the one that If-Match names."),
    (413, "The body is too large."),
    (414, "The address is too long."),
    (415, "The body is not of the type application/json."),
    (422, "What was sent cannot be used: each field, and why."),
    (428, "If-Match does not say over which version, or edition, this is written."),
    (429, "Too much was asked: again after Retry-After seconds."),
    (431, "The headers are too large."),
    (503, "The database is away: again in a moment."),
    (507, "There is no room left to write."),
];

fn refusal(status: u16, words: &str) -> Response {
    let title = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or_default();
    let mut example = json!({ "type": "about:blank", "title": title, "status": status, "detail": words });
    if status == 422
        && let Some(fields) = example.as_object_mut()
    {
        fields.insert("errors".to_owned(), json!([{ "field": "title", "detail": "This is too long." }]));
    }
    let mut response = ResponseBuilder::new().description(words);
    if status == 401 {
        response = response.header("WWW-Authenticate", told("How to show a token (RFC 6750).", words::text()));
    }
    if status == 429 {
        let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
        response = limited(response).header("Retry-After", told("After how many seconds.", seconds.into()));
    }
    response.content(PROBLEM, content("Problem", example)).build()
}

/// A list of these.
fn list_of(item: &str) -> ObjectBuilder {
    let items = ArrayBuilder::new().items(Ref::from_schema_name(item)).max_items(Some(MOST));
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("items", items)
        .property("next", words::text_or_nothing())
        .required("items")
        .required("next")
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
}

fn components() -> Components {
    let shown = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A token, made at /me/tokens: it allows what was ticked there, never more than its person may.",
        ))
        .build();
    let components = ComponentsBuilder::new()
        .security_scheme(TOKEN, SecurityScheme::Http(shown))
        .schema_from::<Problem>()
        .schema_from::<FieldProblem>()
        .schema_from::<Note>()
        .schema_from::<NoteLine>()
        .schema_from::<Credit>()
        .schema_from::<Version>()
        .schema_from::<NewNote>()
        .schema_from::<NextVersion>()
        .schema_from::<kinds::Term>()
        .schema_from::<kinds::Called>()
        .schema_from::<kinds::Confusion>()
        .schema_from::<kinds::Organisation>()
        .schema_from::<kinds::Place>()
        .schema_from::<kinds::Identifier>()
        .schema_from::<note_rights::NoteVisibility>()
        .schema_from::<note_rights::LinkedCommunity>()
        .schema_from::<note_rights::NewVisibility>()
        .schema_from::<note_rights::NewLink>()
        .schema_from::<notebooks::Notebook>()
        .schema_from::<notebooks::Line>()
        .schema_from::<notebooks::Category>()
        .schema_from::<notebooks::NewNotebook>()
        .schema_from::<notebooks::NextEdition>()
        .schema_from::<placements::Placement>()
        .schema_from::<placements::Placed>()
        .schema_from::<placements::Declined>()
        .schema_from::<Person>()
        .schema_from::<PersonLine>()
        .schema_from::<Said>()
        .schema_from::<communities::Community>()
        .schema_from::<communities::MemberLine>()
        .schema_from::<communities::NewMembership>()
        .schema_from::<communities::Line>()
        .schema_from::<communities::Texts>()
        .schema_from::<communities::NewCommunity>()
        .schema_from::<communities::NextPage>()
        .schema_from::<communities::NextTexts>()
        .schema_from::<communities::ChosenMembership>()
        .schema_from::<communities::ChosenAffiliation>()
        .schema_from::<welcoming::JoinRequest>()
        .schema_from::<welcoming::DeclinedRequest>()
        .schema_from::<welcoming::Invitation>()
        .schema_from::<me::Me>()
        .schema_from::<me::Membership>()
        .schema_from::<me::ShownAffiliation>();
    let components = LISTS.iter().fold(components, |all, (name, item)| all.schema(*name, list_of(item)));
    let refuse =
        |all: ComponentsBuilder, (status, words): &(u16, &str)| all.response(named(*status), refusal(*status, words));
    REFUSALS.iter().fold(components, refuse).build()
}
