//! Where notes stand in notebooks.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::notebooks::View;
use domain::tokens::Scope;
use domain::{NoteId, NotebookId};
use serde::{Deserialize, Serialize};
use services::contents::{self, Standing};
use services::notebooks::{self, Listing};
use services::placing;
use services::views::{PlacedLine, Shown};
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notebooks::Category;
use super::{Caller, notes, words};
use crate::app::App;
use crate::doors;

/// A note in a notebook.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Placement {
    note: notes::Line,
    pinned: bool,
    /// Why it is there; no character where that is unsaid.
    reason: String,
    categories: Vec<Category>,
}

/// How a note stands in a notebook; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Placed {
    /// Ids of categories of the notebook; others are left out.
    #[schema(schema_with = words::texts)]
    #[serde(default, deserialize_with = "answers::given")]
    categories: Option<Vec<String>>,
    /// Why it is there.
    #[schema(schema_with = words::text)]
    #[serde(default, deserialize_with = "answers::given")]
    reason: Option<String>,
    /// Whether it comes before those that are not pinned.
    #[schema(schema_with = words::flag)]
    #[serde(default, deserialize_with = "answers::given")]
    pinned: Option<bool>,
    /// The note there that it comes before, in the order of the leads; no character for the end.
    #[schema(schema_with = words::id_or_empty)]
    #[serde(default, deserialize_with = "answers::given")]
    before: Option<String>,
}

/// What is said where a placement is declined.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Declined {
    /// Why, for the leads of the notebook alone.
    words: String,
}

/// `GET /notebooks/{notebook}/placements`: fifty at a time, in the order that its leads chose.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadNotes)?, Query::read(&uri, &["after"], answers::by_number::<usize, NoteId>)?);
    let id: NotebookId = doors::id(&id)?;
    let listing = Listing { view: Some(View::List), after: query.after, ..Listing::default() };
    let page = notebooks::read(ctx, id, &listing).await?;
    let lines = match page.shown {
        Shown::List(lines) | Shown::Grid(lines) => lines,
        Shown::Work(_) => Vec::new(),
    };
    let placement = |it: PlacedLine| Placement {
        note: notes::Line::new(&app, &it.line),
        pinned: it.pinned,
        reason: it.reason,
        categories: it.categories.into_iter().map(Category::of).collect(),
    };
    answers::list(&List::whole(lines.into_iter().map(placement).collect(), page.next))
}

/// `PUT /notes/{note}/placements/{notebook}`: at the end of the notebook, where it does not stand there; and so as it is said.
pub(super) async fn place(
    Extension(caller): Extension<Caller>,
    Path((note, notebook)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let note: NoteId = doors::id(&note)?;
    // The right before what was sent.
    services::notes::address(ctx, note).await?;
    let Placed { categories, reason, pinned, before } = answers::read(&headers, &body)?;
    let standing = Standing { categories, reason, pinned, before };
    placing::put(ctx, note, &notebook.to_ascii_lowercase(), &standing).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /notes/{note}/placements/{notebook}`: out of the notebook; the note stays.
pub(super) async fn withdraw(
    Extension(caller): Extension<Caller>,
    Path((note, notebook)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let note: NoteId = doors::id(&note)?;
    services::notes::address(ctx, note).await?;
    contents::withdraw(ctx, doors::id(&notebook)?, note).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /notes/{note}/placements/{notebook}/decline`: for its authors, out of a notebook where somebody else placed it.
pub(super) async fn decline(
    Extension(caller): Extension<Caller>,
    Path((note, notebook)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let note: NoteId = doors::id(&note)?;
    // The right before what was sent.
    services::notes::address(ctx, note).await?;
    let Declined { words } = answers::read(&headers, &body)?;
    placing::decline(ctx, note, doors::id(&notebook)?, &words).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /notes/{note}/placements/{notebook}/decline`: it is declined no more; where the note still stands, it stays.
pub(super) async fn take_back(
    Extension(caller): Extension<Caller>,
    Path((note, notebook)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let ctx = caller.writes(Scope::WriteNotes)?;
    let note: NoteId = doors::id(&note)?;
    services::notes::address(ctx, note).await?;
    placing::take_back(ctx, note, doors::id(&notebook)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
