//! People.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::PersonId;
use domain::tokens::Scope;
use serde::Serialize;
use services::people;
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::whole;
use super::{Caller, words};
use crate::app::App;
use crate::doors;

/// A person in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonLine)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
}

/// A person.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    /// Whether they have an account; a signature has none.
    account: bool,
    /// What they say of themselves to whoever asks.
    profile: Vec<Said>,
}

/// One thing that a person says of themselves.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    #[schema(schema_with = words::profile_field)]
    field: &'static str,
    words: String,
}

/// `GET /people`: those with an account of whom whoever asks may see a page, by name.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadPeople)?, Query::read(&uri, &["after", "limit"], answers::by_words::<PersonId>)?);
    let page = people::list(ctx, query.after.as_deref()).await?;
    let keyed = page.items.into_iter().map(|(id, link)| {
        let key = answers::key_of_words(&link.title, id);
        (Line { id: id.to_string(), address: whole(&app, &link.address), name: link.title }, key)
    });
    answers::list(&List::cut(keyed.collect(), page.next, query.limit))
}

/// `GET /people/{person}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadPeople)?;
    Query::none(&uri)?;
    let id: PersonId = doors::id(&id)?;
    let it = people::read(ctx, id, None).await?;
    let said = |(field, words): (domain::profile::ProfileField, String)| Said { field: field.as_str(), words };
    let person = Person {
        id: it.id.to_string(),
        address: whole(&app, &it.address),
        name: it.name,
        account: !it.signature,
        profile: it.profile.into_iter().map(said).collect(),
    };
    answers::one(&headers, &person, None)
}
