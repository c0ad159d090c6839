//! Communities, and their members for who is one.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::CommunityId;
use domain::address::Address;
use domain::communities::Involvement;
use domain::tokens::Scope;
use serde::{Deserialize, Serialize};
use services::memberships::{self, Asking, Joined, Member, inside};
use services::views::CommunityLine;
use services::{Error, communities};
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::whole;
use super::{Caller, words};
use crate::app::App;
use crate::asked::Asked;

/// A community.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Community {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::alias)]
    alias: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    /// What it is about, in the language of the answer where it says it there.
    #[schema(required, schema_with = words::text_or_nothing)]
    about: Option<String>,
    /// Whether only its members may know of it.
    unlisted: bool,
    #[schema(schema_with = words::access)]
    access: &'static str,
    #[schema(schema_with = words::stage)]
    stage: &'static str,
}

/// What is said to become a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMembership {
    /// Why, where somebody decides.
    #[serde(default)]
    reason: String,
    /// What they would be called there; empty where it is their name.
    #[serde(default)]
    name: String,
}

/// A member of a community, as the others know them.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberLine {
    name: String,
    #[schema(required, schema_with = words::involvement_or_nothing)]
    involvement: Option<&'static str>,
    #[schema(schema_with = words::roles)]
    roles: Vec<&'static str>,
}

fn community(app: &App, it: CommunityLine, about: Option<String>) -> Community {
    Community {
        id: it.community.to_string(),
        alias: if let Address::Community(_, alias) = &it.link.address { alias.clone() } else { String::new() },
        address: whole(app, &it.link.address),
        name: it.link.title,
        about,
        unlisted: it.unlisted,
        access: it.access.as_str(),
        stage: it.stage.as_str(),
    }
}

/// `GET /communities`: by name.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadPeople)?, Query::read(&uri, &["after", "limit"], answers::by_id::<CommunityId>)?);
    let page = communities::list(ctx, None).await?;
    let line = |mut it: CommunityLine| {
        let about = it.about.take().map(|said| said.words);
        let line = community(&app, it, about);
        let key = line.id.clone();
        (line, key)
    };
    let all: Vec<(Community, String)> = page.items.into_iter().map(line).collect();
    // They are few, and come all at once: the key is the last one that was given.
    let last = query.after.and_then(|after| all.iter().position(|(_, key)| *key == after));
    let rest = all.into_iter().skip(last.map_or(0, |last| last + 1)).collect();
    answers::list(&List::cut(rest, None, query.limit))
}

/// `GET /communities/{alias}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadPeople)?;
    Query::none(&uri)?;
    let it = communities::read(ctx, &alias, None).await?;
    let about = it.about.map(|said| said.words);
    answers::one(&headers, &community(&app, it.line, about), None)
}

/// `GET /communities/{alias}/members`: by the name that they have there.
pub(super) async fn members(
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) = (caller.reads(Scope::ReadPeople)?, Query::read(&uri, &["after"], answers::by_handle)?);
    let zone = &asked.standing.settings.time_zone;
    let inside = match inside(ctx, &alias, query.after.as_deref(), zone).await {
        Err(Error::Forbidden) if ctx.viewer().is_visitor() => return Err(Refusal::NoToken),
        inside => inside?,
    };
    let member = |it: Member| MemberLine {
        name: it.name,
        involvement: it.involvement.map(Involvement::as_str),
        roles: it.roles.iter().map(|it| it.role.as_str()).collect(),
    };
    let items = inside.members.items.into_iter().map(member).collect();
    answers::list(&List::whole(items, inside.members.next))
}

/// `POST /communities/{alias}/membership`: becomes a member, or asks for it where somebody decides.
pub(super) async fn join(
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteMe)?;
    // The right before what was sent.
    memberships::may_join(ctx, &alias).await?;
    let NewMembership { reason, name } = answers::read(&headers, &body)?;
    let status = match memberships::join(ctx, &alias, &Asking { name, reason }).await? {
        Joined::In => StatusCode::NO_CONTENT,
        Joined::Asked => StatusCode::ACCEPTED,
    };
    Ok(status.into_response())
}

/// `DELETE /communities/{alias}/membership`: is a member no more.
pub(super) async fn leave(
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
) -> Result<Response, Refusal> {
    memberships::leave(caller.writes(Scope::WriteMe)?, &alias).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
