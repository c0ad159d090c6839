//! `/_parts`: every piece of the interface on one page, for those who draw it. In programs built for development only.

use askama::Template;
use axum::Extension;
use axum::response::Response;
use domain::notebooks::Color;
use services::views::Cover;

use super::unkept;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::frame::Frame;

/// Where they are.
pub(super) const ROUTE: &str = "/_parts";

#[derive(Template)]
#[template(path = "parts.html")]
struct PartsTemplate<'a> {
    f: Frame<'a>,
    /// Each shade, and a colour that is light.
    covers: Vec<Cover>,
}

pub(super) async fn show(Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    let mut f = asked.frame("parts", "Les pièces de l’interface");
    f.noindex = true;
    let shades = (0..8).map(|shade| Cover { picture: None, color: None, shade });
    let covers = shades.chain([Cover { picture: None, color: Color::parse("#f7e7a6"), shade: 0 }]).collect();
    unkept(&PartsTemplate { f, covers })
}
