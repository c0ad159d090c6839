//! What was typed by who is not signed in, or is not any more: kept in a page, to be sent again once they are.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::accounts::unshared;
use super::unkept;
use crate::app::Settings;
use crate::asked::Look;
use crate::forms::Sent;
use crate::frame::Frame;

/// Characters in one line from which a text takes more room.
const LONG: usize = 80;

/// Something that was typed, to be read and copied.
struct Typed {
    number: i64,
    label: String,
    text: String,
    /// How many lines of it are seen at once.
    rows: u8,
}

impl Typed {
    fn new(f: &Frame<'_>, number: i64, text: &str) -> Self {
        let is_long = text.contains('\n') || text.chars().count() > LONG;
        let label = f.messages().with("web-signed-out-text", &[("number", number.into())]);
        Self { number, label, text: text.to_owned(), rows: if is_long { 12 } else { 2 } }
    }
}

#[derive(Template)]
#[template(path = "signed-out.html")]
struct SignedOutTemplate<'a> {
    f: Frame<'a>,
    /// All that was sent, as it is sent again.
    fields: Vec<(String, String)>,
    typed: Vec<Typed>,
    /// Whether something secret was sent, which no page holds: without it, the form would ask for something else.
    is_partial: bool,
}

/// The page that keeps what was typed; nothing where nothing was. What it says hangs on what was sent alone.
pub(crate) fn answer(settings: &Settings, look: Look, sent: &[u8]) -> Option<Response> {
    let page = page(settings, look, &Sent::read(sent));
    if page.typed.is_empty() {
        return None;
    }
    let mut page = unshared(unkept(&page).ok()?);
    *page.status_mut() = StatusCode::FORBIDDEN;
    Some(page)
}

fn page<'a>(settings: &'a Settings, look: Look, sent: &Sent) -> SignedOutTemplate<'a> {
    let mut f = Frame::new(settings, look, "sign-in", String::new());
    f.title = f.t("web-signed-out-title").into_owned();
    f.noindex = true;
    let typed = (1..).zip(sent.typed()).map(|(number, text)| Typed::new(&f, number, text)).collect();
    let fields = sent.shown_again().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    SignedOutTemplate { f, fields, typed, is_partial: sent.holds_secrets() }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(settings: &Settings, look: Look, words: &str) -> Vec<(&'static str, String)> {
    let long = format!("{words}\n{words}");
    let whole = Sent::of(&[(words, words), ("body", &long), ("act", "save")]);
    let partial = Sent::of(&[("name", words), ("secret", words)]);
    let pages = [whole, partial].map(|sent| page(settings, look, &sent).render().unwrap_or_default());
    pages.into_iter().map(|page| ("sign-in", page)).collect()
}
