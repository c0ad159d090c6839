//! Pages: one file each, with its handler and its template.

pub(crate) mod errors;
mod files;
mod health;
mod imports;
mod lists;
mod notebooks;
mod notes;
#[cfg(test)]
mod samples;
mod theme;
mod versions;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::http::header;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::address::{Address, route};
use services::Ctx;

use crate::app::App;
use crate::faults::Fault;
use crate::front::{Page, reference};
use crate::{assets, doors};

/// Every page at its address.
pub(crate) fn pages(app: Arc<App>) -> Router {
    Router::new()
        .route(route::HOME, get(lists::home))
        .route(route::NOTE_BARE, get(notes::bare))
        .route(route::NOTE, get(notes::show))
        .route(route::VERSIONS, get(versions::list))
        .route(route::VERSION, get(versions::show))
        .route(route::NOTEBOOK_BARE, get(notebooks::bare))
        .route(route::NOTEBOOK, get(notebooks::show))
        .route(route::NOTE_IN_NOTEBOOK, get(notes::in_notebook))
        .route(route::PERSON_BARE, get(lists::person_bare))
        .route(route::PERSON, get(lists::person))
        .route(route::COMMUNITY, get(lists::community))
        .route(route::NOTEBOOKS, get(notebooks::list))
        .route(route::COMMUNITIES, get(lists::communities))
        .route(route::RECENT, get(lists::recent))
        .route(route::WANTED, get(lists::wanted))
        .route(route::FILE, get(files::show))
        .route(route::IMPORT, get(imports::show))
        .route("/assets/{name}", get(assets::show))
        .route("/theme", post(theme::choose))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(app)
}

/// A page from its template, kept for others where its context allows it.
fn render(ctx: &Ctx, template: &impl Template) -> Result<Response, Fault> {
    let html = template.render().map_err(|error| {
        let reference = reference();
        tracing::error!(reference, %error, "a template failed");
        Fault::Internal(reference)
    })?;
    Ok(Page { html, questions: doors::questions(ctx) }.into_response())
}

/// To the one address of a thing that this viewer may see, when another one was asked.
fn elsewhere(asked: &Uri, address: &Address) -> Option<Response> {
    let address = address.to_string();
    if asked.path() == address {
        return None;
    }
    let place = match asked.query() {
        Some(query) => format!("{address}?{query}"),
        None => address,
    };
    let place = HeaderValue::try_from(place).ok()?;
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    response.headers_mut().insert(header::LOCATION, place);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}

/// One parameter of an address; the first, where there are several.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query()?;
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The parameter that pages a list, and how the switch of language writes it again.
fn position(uri: &Uri, name: &str) -> (Option<String>, String) {
    let key = parameter(uri, name).filter(|key| !key.is_empty());
    let written =
        key.as_deref().map(|key| format!("{name}={}", domain::address::encode_segment(key))).unwrap_or_default();
    (key, written)
}
