//! In whose name a token asks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::communities::Role;
use domain::tokens::Scope;
use serde::Serialize;
use services::{memberships, people};
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::whole;
use super::{Caller, words};
use crate::app::App;
use crate::faults::Fault;

/// Whoever asks.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Me {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    /// What the token allows.
    #[schema(schema_with = words::scopes)]
    scopes: Vec<&'static str>,
}

/// A membership of whoever asks.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Membership {
    #[schema(schema_with = words::alias)]
    alias: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    #[schema(schema_with = words::roles)]
    roles: Vec<&'static str>,
}

/// `GET /me`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadMe)?;
    Query::none(&uri)?;
    let id = ctx.viewer().id().ok_or(Fault::NotFound)?;
    let it = people::read(ctx, id, None).await?;
    let scopes = caller.scopes.all().map(Scope::as_str).collect();
    let me = Me { id: it.id.to_string(), address: whole(&app, &it.address), name: it.name, scopes };
    answers::one(&headers, &me, None)
}

/// `GET /me/memberships`: by name.
pub(super) async fn memberships(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadMe)?;
    Query::none(&uri)?;
    let mine = memberships::mine(ctx).await?;
    let membership = |(link, alias, roles): (services::views::Link, String, Vec<Role>)| {
        let roles = roles.into_iter().map(Role::as_str).collect();
        Membership { alias, address: whole(&app, &link.address), name: link.title, roles }
    };
    answers::list(&List::whole(mine.communities.into_iter().map(membership).collect(), None))
}
