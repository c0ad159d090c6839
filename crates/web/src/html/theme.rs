//! What a reader chooses of the look of pages, remembered in a cookie; works without script.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::app::App;
use crate::asked::{self, Face, THEME_COOKIE, Terms, TextSize, Theme};
use crate::faults::Fault;
use crate::front::remember_choice;

/// `POST /theme`: back to the page where it was chosen.
pub(super) async fn choose(State(app): State<Arc<App>>, headers: HeaderMap, form: Bytes) -> Result<Response, Fault> {
    if !is_from_here(&headers, &app.settings.address) {
        return Err(Fault::Forbidden);
    }
    let mut chosen = asked::chosen(&headers);
    for (name, word) in form_urlencoded::parse(&form) {
        match &*name {
            "theme" => chosen.theme = Theme::parse(&word).unwrap_or_default(),
            "text" => chosen.text = TextSize::parse(&word).unwrap_or_default(),
            "face" => chosen.face = Face::parse(&word).unwrap_or_default(),
            "terms" => chosen.terms = Terms::parse(&word).unwrap_or_default(),
            _ => {}
        }
    }
    let back = headers
        .get(header::REFERER)
        .and_then(|referer| referer.to_str().ok())
        .and_then(|referer| referer.strip_prefix(app.settings.address.as_str()))
        .filter(|path| path.starts_with('/'))
        .unwrap_or("/");
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(place) = HeaderValue::try_from(format!("{}{back}", app.settings.address)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    remember_choice(&mut response, THEME_COOKIE, &chosen.written());
    Ok(response)
}

/// Whether a form was sent from one of our pages. A client that says neither where it comes from nor from what site
/// is no browser, and carries nobody's cookies unknowingly.
fn is_from_here(headers: &HeaderMap, address: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    headers.get(header::ORIGIN).is_none_or(|origin| origin.as_bytes() == address.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_changes_nothing() {
        let from = |name: &'static str, value: &'static str| {
            is_from_here(
                &HeaderMap::from_iter([(header::HeaderName::from_static(name), HeaderValue::from_static(value))]),
                "http://localhost:8080",
            )
        };
        assert!(from("sec-fetch-site", "same-origin"));
        assert!(!from("sec-fetch-site", "cross-site"));
        assert!(!from("sec-fetch-site", "same-site"));
        assert!(from("origin", "http://localhost:8080"));
        assert!(!from("origin", "http://evil.example"));
        assert!(!from("origin", "null"));
    }
}
