//! For machines that watch this one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::app::App;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// The process can do its work: the database answers, projections follow.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let readiness = app.services.readiness().await;
    let status = if readiness.ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}
