//! Who reads a note: its visibility, and the communities that it is linked to.
//!
//! Readers and authors are named on its page, which shows who is meant.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::NoteId;
use domain::address::Address;
use domain::communities::Access;
use domain::notes::Visibility;
use domain::tokens::Scope;
use serde::{Deserialize, Serialize};
use services::communities;
use services::note_rights::{self, Done, Readership};
use services::views::CommunityLink;
use utoipa::ToSchema;

use super::answers::{self, Query, Refusal};
use super::notes::whole;
use super::{Caller, words};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;

/// Who reads a note.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteVisibility {
    #[schema(schema_with = words::visibility)]
    visibility: &'static str,
    /// The communities that it is linked to, of which whoever asks may know.
    communities: Vec<LinkedCommunity>,
    /// What was read here, in one word: what lets more people read it gives it back.
    seen: String,
}

/// A community that a note is linked to.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkedCommunity {
    #[schema(schema_with = words::alias)]
    alias: String,
    #[schema(schema_with = words::address)]
    address: String,
    name: String,
    /// Whether anyone signed in can become a member.
    open: bool,
}

/// Who is to read a note.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVisibility {
    #[schema(schema_with = words::visibility)]
    visibility: String,
    /// What was read of who reads it today, where more people are to.
    #[serde(default)]
    seen: String,
    /// The licence of what is public; the one that is proposed where it is empty.
    #[serde(default)]
    licence: String,
}

/// How a note is linked to a community.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLink {
    /// What was read of who reads it today, where its members read it from then on.
    #[serde(default)]
    seen: String,
}

fn visibility(app: &App, it: Readership) -> NoteVisibility {
    let community = |it: CommunityLink| LinkedCommunity {
        alias: if let Address::Community(_, alias) = &it.link.address { alias.clone() } else { String::new() },
        address: whole(app, &it.link.address),
        name: it.link.title,
        open: it.open,
    };
    NoteVisibility {
        visibility: it.visibility.as_str(),
        communities: it.linked.into_iter().map(community).collect(),
        seen: it.seen,
    }
}

async fn answer(app: &App, caller: &Caller, id: NoteId, headers: &HeaderMap) -> Result<Response, Refusal> {
    let readership = note_rights::readership(&caller.ctx, id).await?;
    answers::one(headers, &visibility(app, readership), None)
}

/// What became of it, for a token that may read it; for another, that it is done.
async fn changed(app: &App, caller: &Caller, id: NoteId) -> Result<Response, Refusal> {
    caller.written(Scope::ReadNotes, StatusCode::OK, answer(app, caller, id, &HeaderMap::new())).await
}

/// `GET /notes/{note}/visibility`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.reads(Scope::ReadNotes)?;
    Query::none(&uri)?;
    answer(&app, &caller, doors::id(&id)?, &headers).await
}

/// `PUT /notes/{note}/visibility`: at once where fewer people read it from then on; else where it was seen who does.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let id: NoteId = doors::id(&id)?;
    // The right before what was sent.
    note_rights::may_decide(ctx, id).await?;
    let NewVisibility { visibility, seen, licence } = answers::read(&headers, &body)?;
    match note_rights::set_visibility(ctx, id, &visibility, &seen, &licence).await? {
        Done::Done => changed(&app, &caller, id).await,
        Done::Asks => Err(Refusal::Unseen(readers(&asked, &caller, id, &visibility).await?)),
    }
}

/// `PUT /notes/{note}/communities/{alias}`: links them; where its members read the note from then on, it was seen who does.
pub(super) async fn link(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Extension(caller): Extension<Caller>,
    Path((id, alias)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let id: NoteId = doors::id(&id)?;
    // The right before what was sent.
    note_rights::may_decide(ctx, id).await?;
    let NewLink { seen } = answers::read(&headers, &body)?;
    match note_rights::link_to(ctx, id, &alias, &seen).await? {
        Done::Done => changed(&app, &caller, id).await,
        Done::Asks => Err(Refusal::Unseen(members(&asked, &caller, &alias).await?)),
    }
}

/// `DELETE /notes/{note}/communities/{alias}`: links them no more.
pub(super) async fn unlink(
    Extension(caller): Extension<Caller>,
    Path((id, alias)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    note_rights::unlink_from(ctx, doors::id(&id)?, &alias).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Who would read a note at this level, as its page says it before it is done. A token that may not read is told no community.
async fn readers(asked: &Asked, caller: &Caller, id: NoteId, level: &str) -> Result<String, Refusal> {
    let rights = note_rights::read(&caller.ctx, id).await?;
    let f = asked.frame("error", String::new());
    let registration_is_open = rights.managed.is_some_and(|it| it.registration_is_open);
    let level = Visibility::parse(level).unwrap_or(rights.visibility);
    let mut linked: Vec<CommunityLink> = rights.linked.into_iter().map(|it| it.link).collect();
    if !caller.scopes.allow(Scope::ReadNotes) {
        linked.clear();
    }
    let is_open = linked.iter().any(|it| it.open);
    for it in &mut linked {
        // It is said after the sentence.
        it.open = false;
    }
    let who = f.visibility(level, &linked, false);
    let mut says = vec![f.messages().with("web-problem-wider", &[("who", who.into())])];
    match level {
        Visibility::Community => {
            if is_open {
                says.push(f.t("web-visibility-open").into_owned());
            }
            says.push(f.t("web-rights-unknown").into_owned());
        }
        Visibility::SignedIn if registration_is_open => {
            says.push(f.t("web-rights-registration-open").into_owned());
        }
        _ => {}
    }
    says.push(f.t("web-rights-widen-what").into_owned());
    Ok(says.join(" "))
}

/// That the members of a community would read a note too, in the same way.
async fn members(asked: &Asked, caller: &Caller, alias: &str) -> Result<String, Refusal> {
    let it = communities::read(&caller.ctx, alias, None).await?.line;
    let f = asked.frame("error", String::new());
    let name = it.link.title.as_str();
    let mut says = vec![f.messages().with("web-rights-link-who", &[("name", name.into())])];
    if it.access == Access::Open {
        says.push(f.messages().with("web-rights-link-open", &[("name", name.into())]));
    }
    Ok(says.join(" "))
}
