//! Pages of error: what happened, that nothing was lost, what to do.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::{App, Settings};
use crate::asked::Look;
use crate::faults::Fault;
use crate::frame::Frame;
use crate::front;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorTemplate<'a> {
    f: Frame<'a>,
    title: String,
    words: String,
    reference: Option<String>,
}

/// The answer for this status.
pub(crate) fn answer(app: &App, look: Look, status: StatusCode, fault: Option<&Fault>) -> Response {
    front::error_page(app, look, status, || page(&app.settings, look, status, fault))
}

/// The page for this status.
pub(crate) fn page(settings: &Settings, look: Look, status: StatusCode, fault: Option<&Fault>) -> String {
    let mut f = Frame::new(settings, look, "error", String::new());
    let (title, words) = match status {
        StatusCode::NOT_FOUND => (f.t("web-error-404"), f.t("web-error-404-words")),
        StatusCode::GONE => (f.t("web-error-410"), f.t("web-error-410-words")),
        StatusCode::FORBIDDEN => (f.t("web-error-403"), f.t("web-error-403-words")),
        StatusCode::METHOD_NOT_ALLOWED => (f.t("web-error-405"), f.t("web-error-405-words")),
        StatusCode::PAYLOAD_TOO_LARGE => (f.t("web-error-413"), f.t("web-error-413-words")),
        StatusCode::URI_TOO_LONG => (f.t("web-error-414"), f.t("web-error-414-words")),
        StatusCode::RANGE_NOT_SATISFIABLE => (f.t("web-error-416"), f.t("web-error-416-words")),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (f.t("web-error-431"), f.t("web-error-431-words")),
        StatusCode::SERVICE_UNAVAILABLE => (f.t("web-error-503"), f.t("web-error-503-words")),
        StatusCode::INSUFFICIENT_STORAGE => (f.t("web-error-507"), f.t("web-error-507-words")),
        status if status.is_client_error() => (f.t("web-error-400"), f.t("web-error-400-words")),
        _ => (f.t("web-error-500"), f.t("web-error-500-words")),
    };
    let (title, mut words) = (title.into_owned(), words.into_owned());
    if let Some(Fault::Gone(day)) = fault {
        words = f.messages().with("web-error-410-day", &[("day", f.day(*day).into())]);
    }
    let reference = match fault {
        Some(Fault::Internal(reference)) => Some(reference.clone()),
        _ => None,
    };
    f.title.clone_from(&title);
    f.status = Some(status.as_u16());
    f.noindex = true;
    ErrorTemplate { f, title, words, reference }.render().unwrap_or_default()
}
