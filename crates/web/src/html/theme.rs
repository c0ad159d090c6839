//! What a reader chooses of the look of pages, remembered in a cookie; works without script.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;

use crate::app::App;
use crate::asked::{self, Face, THEME_COOKIE, Terms, TextSize, Theme};
use crate::faults::Fault;
use crate::front::{back_to, came_from, remember_choice};

/// `POST /theme`: back to the page where it was chosen.
pub(super) async fn choose(State(app): State<Arc<App>>, headers: HeaderMap, form: Bytes) -> Result<Response, Fault> {
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
    let settings = &app.standing().settings;
    let mut response = back_to(settings, came_from(settings, &headers).unwrap_or_default());
    remember_choice(&mut response, THEME_COOKIE, &chosen.written());
    Ok(response)
}
