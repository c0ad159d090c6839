//! What the site says of itself, and what is accepted with an account.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use domain::address::route;
use domain::site::SitePage;
use services::site_pages::{self, Around, Said, ToAccept};

use super::accounts::unshared;
use super::writing::LARGEST_FORM;
use super::{parameter, render, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::{Frame, address_of, name_of};
use crate::front::{back_to, sent_on};

/// What the form of acceptance adds to what it carries.
const OURS: [&str; 3] = ["accepts", "to", "carried"];

#[derive(Template)]
#[template(path = "site-page.html")]
pub(super) struct SitePageTemplate<'a> {
    pub f: Frame<'a>,
    pub html: String,
    pub changed: Option<String>,
    /// Where those who run the site write it.
    pub edit: Option<String>,
}

#[derive(Template)]
#[template(path = "accept.html")]
pub(super) struct AcceptTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
    pub texts: Vec<(&'static str, String)>,
    pub accepts: String,
    pub to: String,
    /// Whether one of them changed since it was shown.
    pub stale: bool,
    /// Whether a form waits for them, which is sent on once they are accepted.
    pub carries: bool,
    /// What that form sent.
    pub carried: Vec<(String, String)>,
}

/// `/about`.
pub(super) async fn about(state: State<Arc<App>>, asked: Extension<Asked>) -> Result<Response, Fault> {
    show(state, asked, SitePage::About).await
}

/// `/privacy`.
pub(super) async fn privacy(state: State<Arc<App>>, asked: Extension<Asked>) -> Result<Response, Fault> {
    show(state, asked, SitePage::Privacy).await
}

/// `/terms`.
pub(super) async fn terms(state: State<Arc<App>>, asked: Extension<Asked>) -> Result<Response, Fault> {
    show(state, asked, SitePage::Terms).await
}

/// `/accessibility`.
pub(super) async fn accessibility(state: State<Arc<App>>, asked: Extension<Asked>) -> Result<Response, Fault> {
    show(state, asked, SitePage::Accessibility).await
}

async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    page: SitePage,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let said = site_pages::read(&ctx, page, asked.look.language, around(&asked)).await?;
    render(&ctx, &shown(&asked, page, said))
}

/// What fills the text of the program.
pub(super) fn around(asked: &Asked) -> Around<'_> {
    Around { site: &asked.standing.settings.name, address: &asked.standing.settings.address }
}

fn shown(asked: &Asked, page: SitePage, said: Said) -> SitePageTemplate<'_> {
    let mut f = asked.frame("site", String::new());
    f.title = f.t(name_of(page)).into_owned();
    f.canonical = Some(address_of(page).to_owned());
    let latest = said.since.max(said.changed);
    let changed = latest.map(|moment| f.messages().with("pages-changed", &[("day", f.day(moment).into())]));
    let edit = f.runs_the_site.then(|| route::ADMIN_PAGE.replace("{page}", page.as_str()));
    SitePageTemplate { f, html: said.html, changed, edit }
}

/// `/accept`.
pub(super) async fn accept_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::ACCEPT)?;
    let texts = site_pages::to_accept(&app.enter(&asked).await?).await?;
    if texts.is_empty() {
        return Ok(unshared(back_to(&asked.standing.settings, "/")));
    }
    let to = parameter(&uri, "to").unwrap_or_default();
    Ok(unshared(unkept(&accept_page(&asked, asked.to_accept(), &texts, &to, false, None))?))
}

/// What is answered to who sends a form to this address before they accepted: the page of acceptance, which carries it.
pub(crate) async fn accept_first(app: &App, asked: &Asked, to: &str, sent: &[u8]) -> Result<Response, Fault> {
    let sent = Sent::read(sent);
    // Without what is secret, it would ask for something else.
    if sent.holds_secrets() {
        return Ok(unshared(back_to(&asked.standing.settings, route::ACCEPT)));
    }
    let texts = site_pages::to_accept(&app.enter(asked).await?).await?;
    let mut page = unshared(unkept(&accept_page(asked, asked.to_accept(), &texts, to, false, Some(&sent)))?);
    *page.status_mut() = StatusCode::FORBIDDEN;
    Ok(page)
}

/// `POST /accept`.
pub(super) async fn accept(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Body,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::ACCEPT)?;
    // It carries the largest form that may wait for it.
    let Ok(body) = to_bytes(body, LARGEST_FORM).await else { return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response()) };
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let carries = sent.text("carried") == "yes";
    match site_pages::accept(&ctx, sent.text("accepts")).await {
        // The browser sends the same form there, without script.
        Ok(()) if carries => Ok(unshared(sent_on(&asked.standing.settings, sent.text("to")))),
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, sent.text("to")))),
        Err(services::Error::Conflict) => {
            let texts = site_pages::to_accept(&ctx).await?;
            let carried = Some(&sent).filter(|_| carries);
            let page = accept_page(&asked, asked.to_accept(), &texts, sent.text("to"), true, carried);
            let mut page = unshared(unkept(&page)?);
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

fn accept_page<'a>(
    asked: &'a Asked,
    stands: ToAccept,
    texts: &[(SitePage, i64)],
    to: &str,
    stale: bool,
    carried: Option<&Sent>,
) -> AcceptTemplate<'a> {
    let (title, lead) = match stands {
        ToAccept::First => ("accounts-accept-first-title", "accounts-accept-first-lead"),
        ToAccept::Again | ToAccept::Nothing => ("accounts-accept-title", "accounts-accept-lead"),
    };
    let mut f = asked.private_frame("me", title);
    f.to_accept = ToAccept::Nothing;
    let lead = f.t(lead).into_owned();
    let named = texts.iter().map(|(page, _)| (address_of(*page), f.t(name_of(*page)).into_owned())).collect();
    let sent = carried.into_iter().flat_map(Sent::shown_again).filter(|(name, _)| !OURS.contains(name));
    AcceptTemplate {
        lead,
        texts: named,
        accepts: site_pages::written(texts),
        to: to.to_owned(),
        stale,
        carries: carried.is_some(),
        carried: sent.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        f,
    }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let moment = Some(domain::Timestamp::from_micros(0));
    let said = |changed| Said { html: String::new(), language: domain::LanguageTag::french(), changed, since: None };
    let texts = [(SitePage::Privacy, 1), (SitePage::Terms, 2)];
    let sent = Sent::of(&[(words, words), ("act", "save")]);
    vec![
        ("site", shown(asked, SitePage::About, said(None)).render().unwrap_or_default()),
        ("site", shown(asked, SitePage::Terms, said(moment)).render().unwrap_or_default()),
        ("me", accept_page(asked, ToAccept::First, &texts, words, false, None).render().unwrap_or_default()),
        ("me", accept_page(asked, ToAccept::Again, &texts, words, false, None).render().unwrap_or_default()),
        ("me", accept_page(asked, ToAccept::Again, &texts, words, false, Some(&sent)).render().unwrap_or_default()),
        ("me", accept_page(asked, ToAccept::Again, &texts, words, true, Some(&sent)).render().unwrap_or_default()),
    ]
}
