//! Who asks to become a member of a community, for who answers them, and who is invited.

use axum::Extension;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::JoinRequestId;
use domain::tokens::Scope;
use serde::{Deserialize, Serialize};
use services::memberships;
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::{Caller, words};
use crate::asked::Asked;
use crate::doors;

/// That somebody asks to become a member.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct JoinRequest {
    /// It says nothing of who they are elsewhere.
    #[schema(schema_with = words::id)]
    id: String,
    /// What they would be called there.
    name: String,
    /// Why, in their words.
    reason: String,
    /// On which day, where the site is.
    #[schema(schema_with = words::day)]
    asked: String,
}

/// What somebody is told who may not become a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeclinedRequest {
    #[schema(schema_with = words::reason)]
    answer: String,
}

/// Who is invited, or proposed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Invitation {
    /// The address of mail to which it goes.
    mail: String,
    /// What it says to them.
    #[schema(schema_with = words::words_of_an_invitation)]
    #[serde(default)]
    words: String,
}

/// `GET /communities/{alias}/requests`: the first who asked first.
pub(super) async fn list(
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::WriteCommunities)?;
    let query = Query::read(&uri, &["after", "limit"], answers::by_id::<JoinRequestId>)?;
    let after = query.after.as_deref().and_then(|after| after.parse::<JoinRequestId>().ok());
    let zone = &asked.standing.settings.time_zone;
    let mut waiting = memberships::requests(ctx, &alias).await?;
    // In the order of their ids, so that the list goes on after one that was answered in between.
    waiting.sort_by_key(|it| it.id);
    let rest = waiting.into_iter().filter(|it| after.is_none_or(|after| it.id > after));
    let keyed = rest.map(|it| {
        let key = it.id.to_string();
        let asked = i18n::iso_day(it.asked, zone);
        (JoinRequest { id: key.clone(), name: it.name, reason: it.reason, asked }, key)
    });
    answers::list(&List::cut(keyed.collect(), None, query.limit))
}

/// `POST /communities/{alias}/requests/{request}/accept`: who asks is a member.
pub(super) async fn accept(
    Extension(caller): Extension<Caller>,
    Path((alias, request)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteCommunities)?;
    memberships::answer(ctx, &alias, doors::id(&request)?, true, "").await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /communities/{alias}/requests/{request}/decline`: who asks is told why not.
pub(super) async fn decline(
    Extension(caller): Extension<Caller>,
    Path((alias, request)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteCommunities)?;
    // The right before what was sent.
    memberships::requests(ctx, &alias).await?;
    let DeclinedRequest { answer } = answers::read(&headers, &body)?;
    memberships::answer(ctx, &alias, doors::id(&request)?, false, &answer).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /communities/{alias}/invitations`: by letter, or proposed to who may invite; the same whether the address has an account.
pub(super) async fn invite(
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(alias): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteCommunities)?;
    // The right before what was sent.
    memberships::desk(ctx, &alias).await?;
    let Invitation { mail, words } = answers::read(&headers, &body)?;
    let is_sent = memberships::invite(ctx, &alias, &mail, &words, &asked.look.language.tag()).await?;
    let status = if is_sent { StatusCode::NO_CONTENT } else { StatusCode::ACCEPTED };
    Ok(status.into_response())
}
