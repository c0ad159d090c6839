//! The source of the running program, which everyone who uses it may have (AGPL-3.0, section 13).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::app::{App, Source};
use crate::faults::Fault;

/// `/source/{name}`: the archive, where the program itself gives it.
pub(super) async fn show(State(app): State<Arc<App>>, Path(asked): Path<String>) -> Result<Response, Fault> {
    match &app.standing().settings.source {
        Source::Here { name, bytes } if asked == *name && !bytes.is_empty() => {
            let mut response = Body::from(*bytes).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/gzip"));
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
            headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
            Ok(response)
        }
        _ => Err(Fault::NotFound),
    }
}
