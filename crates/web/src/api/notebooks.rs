//! Notebooks, and what is placed in them.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::notebooks::View;
use domain::tokens::Scope;
use domain::{NoteId, NotebookId};
use serde::Serialize;
use services::notebooks::{self, Listing};
use services::views::{PlacedLine, Shown};
use utoipa::ToSchema;

use super::answers::{self, List, Query, Refusal};
use super::notes::{self, whole};
use super::{Caller, words};
use crate::app::App;
use crate::doors;

/// A notebook.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Notebook {
    #[schema(schema_with = words::id)]
    id: String,
    #[schema(schema_with = words::address)]
    address: String,
    title: String,
    #[schema(schema_with = words::visibility)]
    visibility: &'static str,
    /// The first words of what it is about.
    excerpt: String,
    /// How many notes whoever asks may see there.
    #[schema(minimum = 0)]
    notes: i64,
}

/// A note in a notebook.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Placement {
    note: notes::Line,
    pinned: bool,
    categories: Vec<Category>,
}

/// A category of a placement.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    #[schema(schema_with = words::id)]
    id: String,
    name: String,
}

/// `GET /notebooks`: by title.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
) -> Result<Response, Refusal> {
    let (ctx, query) =
        (caller.reads(Scope::ReadNotes)?, Query::read(&uri, &["after", "limit"], answers::by_words::<NotebookId>)?);
    let page = notebooks::list(ctx, query.after.as_deref()).await?;
    let keyed = page.items.into_iter().map(|it| {
        let key = answers::key_of_words(&it.link.title, it.notebook);
        let notebook = Notebook {
            id: it.notebook.to_string(),
            address: whole(&app, &it.link.address),
            title: it.link.title,
            visibility: it.visibility.as_str(),
            excerpt: it.excerpt,
            notes: it.count,
        };
        (notebook, key)
    });
    answers::list(&List::cut(keyed.collect(), page.next, query.limit))
}

/// `GET /notebooks/{notebook}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = caller.reads(Scope::ReadNotes)?;
    Query::none(&uri)?;
    let id: NotebookId = doors::id(&id)?;
    let it = notebooks::read(ctx, id, &Listing::default()).await?;
    let notebook = Notebook {
        id: id.to_string(),
        address: whole(&app, &it.address),
        title: it.title,
        visibility: it.visibility.as_str(),
        excerpt: it.excerpt,
        notes: it.count,
    };
    answers::one(&headers, &notebook, None)
}

/// `GET /notebooks/{notebook}/placements`: fifty at a time, in the order that its leads chose.
pub(super) async fn placements(
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
        categories: it.categories.into_iter().map(|it| Category { id: it.id.to_string(), name: it.name }).collect(),
    };
    answers::list(&List::whole(lines.into_iter().map(placement).collect(), page.next))
}
