//! In whose name a token asks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::communities::{Involvement, Role};
use domain::tokens::Scope;
use serde::Serialize;
use services::memberships::{self, Chosen, Shows};
use services::people;
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::whole;
use super::{Caller, words};
use crate::app::App;
use crate::asked::Asked;
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
    /// What they are called there; empty where it is their name.
    name_there: String,
    #[schema(required, schema_with = words::involvement_or_nothing)]
    involvement: Option<&'static str>,
    /// Whether others than members may know of the roles that they hold.
    roles_shown: bool,
    /// Their affiliations that last, and what the membership shows of each.
    affiliations: Vec<ShownAffiliation>,
}

/// What a membership shows of an affiliation.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShownAffiliation {
    #[schema(schema_with = words::id)]
    affiliation: String,
    /// The name of the organisation, where they may see it.
    #[schema(required, schema_with = words::text_or_nothing)]
    organisation: Option<String>,
    /// What the organisation may know.
    #[schema(schema_with = words::posture)]
    posture: &'static str,
    /// Whether the members may know of it.
    shown: bool,
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
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadMe)?;
    Query::none(&uri)?;
    let mine = memberships::chosen(ctx, &asked.standing.settings.time_zone).await?;
    let shows = |it: Shows| ShownAffiliation {
        affiliation: it.affiliation.id.to_string(),
        organisation: it.affiliation.organisation.map(|link| link.title),
        posture: it.posture.as_str(),
        shown: it.shown,
    };
    let membership = |it: Chosen| Membership {
        alias: it.alias,
        address: whole(&app, &it.community.address),
        name: it.community.title,
        roles: it.roles.into_iter().map(Role::as_str).collect(),
        name_there: it.name,
        involvement: it.involvement.map(Involvement::as_str),
        roles_shown: it.roles_are_shown,
        affiliations: it.shows.into_iter().map(shows).collect(),
    };
    answers::list(&List::whole(mine.into_iter().map(membership).collect(), None))
}
