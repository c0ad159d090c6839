//! For machines that watch this one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::front::SOON;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// The process can do its work: the database answers, projections follow.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let readiness = app.services.readiness().await;
    if readiness.ok {
        return Json(readiness).into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, SOON)], Json(readiness)).into_response()
}
