//! Notes.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::NoteId;
use domain::tokens::Scope;
use serde::{Deserialize, Serialize};
use services::Ctx;
use services::accounts::Wrong;
use services::notes::PlainNote;
use services::views::NoteLine;
use services::writing::{Placing, Saved, Words};
use services::{deleting, recent, writing};
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::kinds::{Organisation, Term};
use super::{Caller, kinds, words};
use crate::app::App;
use crate::doors;

/// The header by which a program that asks twice writes once.
pub(super) const KEY: &str = "idempotency-key";
/// The most characters of it.
pub(super) const LONGEST_KEY: usize = 60;

/// A note in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = NoteLine)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    title: String,
    #[schema(schema_with = words::kind)]
    kind: &'static str,
    #[schema(schema_with = words::language)]
    language: String,
    #[schema(schema_with = words::visibility)]
    visibility: &'static str,
    /// Its first words.
    excerpt: String,
    #[schema(schema_with = words::moment)]
    changed: String,
}

impl Line {
    pub fn new(app: &App, line: &NoteLine) -> Self {
        Self {
            id: line.note.to_string(),
            address: whole(app, &line.link.address),
            title: line.link.title.clone(),
            kind: line.kind.as_str(),
            language: line.language.as_str().to_owned(),
            visibility: line.visibility.as_str(),
            excerpt: line.excerpt.clone(),
            changed: i18n::rfc3339(line.changed),
        }
    }
}

/// A note.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    title: String,
    #[schema(schema_with = words::kind)]
    kind: &'static str,
    #[schema(schema_with = words::language)]
    language: String,
    #[schema(schema_with = words::visibility)]
    visibility: &'static str,
    #[schema(required, schema_with = words::text_or_nothing)]
    licence: Option<String>,
    /// The number of its newest version, from 1.
    #[schema(minimum = 1)]
    revision: i64,
    /// Its Markdown.
    body: String,
    byline: Vec<Credit>,
    #[schema(required, schema_with = words::moment_or_nothing)]
    published: Option<String>,
    #[schema(schema_with = words::moment)]
    changed: String,
    /// What it says beside its Markdown, where it is a term.
    #[schema(schema_with = kinds::term)]
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<Term>,
    /// The same, where it is an organisation.
    #[schema(schema_with = kinds::organisation)]
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<Organisation>,
}

/// A version of a note.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    /// From 1.
    #[schema(minimum = 1)]
    number: i64,
    #[schema(schema_with = words::address)]
    address: String,
    #[schema(schema_with = words::moment)]
    saved: String,
    #[schema(required, schema_with = words::text_or_nothing)]
    by: Option<String>,
    /// Why, in their words.
    reason: String,
    /// The title that it had; empty where its words were withdrawn.
    title: String,
    /// Whether its words were withdrawn.
    withdrawn: bool,
}

/// Who is credited for a note.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credit {
    #[schema(required, schema_with = words::id_or_nothing)]
    person: Option<String>,
    name: String,
    role: String,
}

/// What a new note is made of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNote {
    #[schema(schema_with = words::title)]
    title: String,
    #[schema(schema_with = words::language)]
    language: String,
    /// Its Markdown.
    body: String,
    /// Why it is written so.
    #[serde(default)]
    reason: String,
    #[schema(schema_with = words::visibility)]
    visibility: String,
    #[schema(schema_with = words::ids)]
    #[serde(default)]
    communities: Vec<String>,
    #[schema(schema_with = words::id_or_empty)]
    #[serde(default)]
    notebook: String,
    /// Ids of categories of that notebook; others are left out.
    #[schema(schema_with = words::texts)]
    #[serde(default)]
    categories: Vec<String>,
    #[serde(default)]
    licence: String,
    /// What it is: an ordinary note where that is not said.
    #[schema(schema_with = words::kind)]
    #[serde(default = "kinds::ordinary")]
    kind: String,
    /// What goes with a term, and with nothing else.
    #[schema(schema_with = kinds::term)]
    #[serde(default, deserialize_with = "kinds::given")]
    term: Option<Term>,
    /// What goes with an organisation, and with nothing else.
    #[schema(schema_with = kinds::organisation)]
    #[serde(default, deserialize_with = "kinds::given")]
    organisation: Option<Organisation>,
}

/// What the next version of a note says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NextVersion {
    #[schema(schema_with = words::title)]
    title: String,
    #[schema(schema_with = words::language)]
    language: String,
    /// Its Markdown.
    body: String,
    /// Why it is written so.
    #[serde(default)]
    reason: String,
    /// What it is, which does not change.
    #[schema(schema_with = words::kind)]
    #[serde(default, deserialize_with = "kinds::given")]
    kind: Option<String>,
    /// All that a term says beside its text; what it says stays where this is left out.
    #[schema(schema_with = kinds::term)]
    #[serde(default, deserialize_with = "kinds::given")]
    term: Option<Term>,
    /// The same of an organisation.
    #[schema(schema_with = kinds::organisation)]
    #[serde(default, deserialize_with = "kinds::given")]
    organisation: Option<Organisation>,
}

/// The whole address of a page.
pub(super) fn whole(app: &App, address: &domain::address::Address) -> String {
    format!("{}{address}", app.standing().settings.address)
}

fn note(app: &App, it: PlainNote) -> Note {
    let credit = |it: services::views::Credit| Credit {
        person: it.person.map(|person| person.to_string()),
        name: it.name,
        role: it.role,
    };
    let (term, organisation) = kinds::told(it.beside);
    Note {
        id: it.id.to_string(),
        address: whole(app, &it.address),
        title: it.title,
        kind: it.kind.as_str(),
        language: it.language.as_str().to_owned(),
        visibility: it.visibility.as_str(),
        licence: it.licence,
        revision: it.revision,
        body: it.body,
        byline: it.byline.into_iter().map(credit).collect(),
        published: it.published.map(i18n::rfc3339),
        changed: i18n::rfc3339(it.changed),
        term,
        organisation,
    }
}

async fn answer(app: &App, ctx: &Ctx, id: NoteId, headers: &HeaderMap) -> Result<Response, Refusal> {
    let plain = services::notes::plain(ctx, id).await?;
    let revision = plain.revision;
    answers::one(headers, &note(app, plain), Some(revision))
}

/// What was written, for a token that may read it; for another, that it was.
async fn written(app: &App, caller: &Caller, id: NoteId, status: StatusCode) -> Result<Response, Refusal> {
    caller.written(Scope::ReadNotes, status, answer(app, &caller.ctx, id, &HeaderMap::new())).await
}

/// `GET /notes`: those that changed last come first.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadNotes)?, Query::read(&uri, &["after", "limit"], answers::by_number::<i64, NoteId>)?);
    let page = recent::list(ctx, query.after.as_deref()).await?;
    // The key of the list of the page, after any of its lines.
    let keyed = page.items.into_iter().map(|it| {
        let key = format!("{}.{}", it.line.changed.as_micros(), it.line.note);
        (Line::new(&app, &it.line), key)
    });
    answers::list(&List::cut(keyed.collect(), page.next, query.limit))
}

/// `GET /notes/{note}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadNotes)?;
    Query::none(&uri)?;
    answer(&app, ctx, doors::id(&id)?, &headers).await
}

/// `GET /notes/{note}/versions`: the newest comes first.
pub(super) async fn versions(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadNotes)?;
    let query = Query::read(&uri, &["after", "limit"], answers::by_id::<u32>)?;
    let before = query.after.as_deref().and_then(|after| after.parse::<i64>().ok());
    let page = services::versions::list(ctx, doors::id(&id)?, before).await?;
    let keyed = page.lines.into_iter().map(|it| {
        let key = it.number.to_string();
        let version = Version {
            number: it.number,
            address: whole(&app, &it.address),
            saved: i18n::rfc3339(it.saved),
            by: it.by,
            reason: it.reason,
            title: it.title,
            withdrawn: it.withdrawn.is_some(),
        };
        (version, key)
    });
    answers::list(&List::cut(keyed.collect(), page.next.map(|next| next.to_string()), query.limit))
}

/// `POST /notes`: of a key that made one already, that one.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let key = headers.get(KEY).map(|key| key.to_str().unwrap_or_default());
    let form = match key {
        None => String::new(),
        Some(key) if (1..=LONGEST_KEY).contains(&key.len()) => format!("api {key}"),
        Some(_) => return Err(Refusal::Parameter(KEY.to_owned())),
    };
    let new: NewNote = answers::read(&headers, &body)?;
    let beside = kinds::beside_new(&new.kind, new.term, new.organisation)?;
    let (title, language, body, reason) = (new.title, new.language, new.body, new.reason);
    let words = Words { title, language, body, reason, beside };
    let placing = Placing {
        visibility: new.visibility,
        communities: new.communities,
        notebook: new.notebook,
        categories: new.categories,
        licence: new.licence,
    };
    let id = writing::create(ctx, &form, &words, &placing).await?;
    let response = written(&app, &caller, id, StatusCode::CREATED).await?;
    Ok(answers::made_at(&app, response, &domain::address::route::API_NOTE.replace("{note}", &id.to_string())))
}

/// `PUT /notes/{note}`: the next version, over the one that `If-Match` names.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let id: NoteId = doors::id(&id)?;
    // The right before what was sent.
    let editing = writing::editing(ctx, id).await?;
    let base = answers::base(&headers)?;
    if editing.base != base {
        return Err(Refusal::Stale);
    }
    let next: NextVersion = answers::read(&headers, &body)?;
    let kind = editing.words.beside.kind();
    if next.kind.is_some_and(|said| said != kind.as_str()) {
        return Err(kinds::refused("kind", Wrong::NotAChoice));
    }
    let beside = kinds::beside(kind, next.term, next.organisation)?;
    let (title, language, body, reason) = (next.title, next.language, next.body, next.reason);
    let words = Words { title, language, body, reason, beside };
    match writing::save(ctx, id, base, &words).await? {
        Saved::Kept(_) => written(&app, &caller, id, StatusCode::OK).await,
        Saved::Stale(_) => Err(Refusal::Stale),
    }
}

/// `DELETE /notes/{note}`: into the bin.
pub(super) async fn remove(Extension(caller): Extension<Caller>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    deleting::delete(ctx, doors::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /notes/{note}/restore`: out of the bin; one that is not there stays as it is, so that it can be asked again.
pub(super) async fn restore(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let id: NoteId = doors::id(&id)?;
    deleting::restore(ctx, id).await?;
    written(&app, &caller, id, StatusCode::OK).await
}
