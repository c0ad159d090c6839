//! Signing in by a server of somebody else (OpenID Connect): going there, and coming back.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::ProviderId;
use domain::address::{encode_segment, route};
use services::providers::{self, CameBack, Going, Offered, Outcome, Said};

use super::accounts::{browser, came_in, too_often_to_sign_in, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::{Asked, SESSION_COOKIE};
use crate::doors;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::{back_to, set_cookie};

/// How long a browser that had no session keeps what it shows when it comes back, in seconds.
const AWAY: i64 = 10 * 60;

/// What the address of a page says of somebody who came back.
pub(super) fn came_back(uri: &Uri) -> Option<CameBack> {
    CameBack::parse(&parameter(uri, "back")?)
}

/// The same, in words.
pub(super) fn said_of(f: &Frame<'_>, what: CameBack) -> String {
    let words = match what {
        CameBack::Linked => f.t("accounts-with-linked"),
        CameBack::Taken => f.t("accounts-with-taken"),
        CameBack::Unknown => f.t("accounts-with-unknown"),
        CameBack::Lost => f.t("accounts-with-lost"),
        CameBack::Declined => f.t("accounts-with-declined"),
        CameBack::Away => f.t("accounts-with-away"),
        CameBack::Unproved => f.t("accounts-with-unproved"),
    };
    words.into_owned()
}

#[derive(Template)]
#[template(path = "going.html")]
pub(super) struct GoingTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
    pub address: String,
}

/// What whoever runs a server learns where one signs in by it.
pub(super) fn knows(f: &Frame<'_>, provider: &Offered) -> String {
    if provider.employs {
        return f.t("accounts-with-employer-knows").into_owned();
    }
    f.messages().with("accounts-with-knows", &[("name", provider.name.as_str().into())])
}

/// `POST /sign-in/with/{provider}`.
pub(super) async fn begin(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let (id, sent): (ProviderId, _) = (doors::id(&provider)?, Sent::read(&body));
    let (ctx, browser, to) = (app.enter(&asked).await?, browser(&asked, &headers), sent.text("to"));
    match providers::begin(&ctx, id, &asked.standing.settings.address, to, browser).await {
        Ok(Some(going)) => away(&asked, &going),
        Ok(None) => Ok(again(&asked, Some(to), CameBack::Away)),
        Err(services::Error::TooOften(seconds)) => too_often_to_sign_in(&app, &asked, to, seconds).await,
        Err(error) => Err(error.into()),
    }
}

/// The page that sends somebody away: a form of ours may not lead elsewhere, and whoever has no script goes too.
pub(super) fn away(asked: &Asked, going: &Going) -> Result<Response, Fault> {
    let mut response = unshared(unkept(&going_page(asked, &going.provider, &going.address))?);
    if let Some(token) = &going.browser {
        set_cookie(&mut response, SESSION_COOKIE, token.as_str(), AWAY);
    }
    Ok(response)
}

fn going_page<'a>(asked: &'a Asked, provider: &Offered, address: &str) -> GoingTemplate<'a> {
    let f = asked.private_frame("sign-in", "accounts-with-going");
    let lead = f.messages().with("accounts-with-going-lead", &[("name", provider.name.as_str().into())]);
    GoingTemplate { f, lead, address: address.to_owned() }
}

/// `/sign-in/with/{provider}`: where one comes back.
pub(super) async fn back(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Fault> {
    let Ok(id) = doors::id::<ProviderId>(&provider) else { return Ok(again(&asked, Some(""), CameBack::Lost)) };
    let said = |name| parameter(&uri, name).unwrap_or_default();
    let (state, code, issuer) = (said("state"), said("code"), parameter(&uri, "iss"));
    let said = Said { state: &state, code: &code, issuer: issuer.as_deref() };
    let (ctx, browser) = (app.enter(&asked).await?, browser(&asked, &headers));
    let back = match providers::finish(&ctx, id, &asked.standing.settings.address, said, browser).await {
        Ok(back) => back,
        Err(services::Error::TooOften(seconds)) => return too_often_to_sign_in(&app, &asked, "", seconds).await,
        Err(error) => return Err(error.into()),
    };
    let to = back.to.as_str();
    let what = match back.outcome {
        Outcome::SignedIn(outcome) => match came_in(&asked, &outcome, to)? {
            Some(response) => return Ok(response),
            None => CameBack::Unknown,
        },
        Outcome::CameBack(what) => what,
    };
    Ok(again(&asked, (!back.links).then_some(to), what))
}

/// To where one signs in, on the way to that page; to one's own page where one was about to link an account.
fn again(asked: &Asked, to: Option<&str>, what: CameBack) -> Response {
    let code = what.as_str();
    let page = match to {
        None => format!("{}?back={code}", route::MY_ACCESS),
        Some(to) => format!("{}?back={code}&to={}", route::SIGN_IN, encode_segment(to)),
    };
    unshared(back_to(&asked.standing.settings, &page))
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let provider = |employs| Offered { id: ProviderId::from_bytes([7; 16]), name: words.to_owned(), employs };
    vec![("sign-in", going_page(asked, &provider(false), words).render().unwrap_or_default())]
}
