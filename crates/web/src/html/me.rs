//! What a person sees of their own account.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use services::sessions::{self, MySession};

use super::accounts::{to_sign_in, unshared};
use super::unkept;
use crate::agents::Agent;
use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "sessions.html")]
pub(super) struct SessionsTemplate<'a> {
    pub f: Frame<'a>,
    pub sessions: Vec<MySession>,
}

impl SessionsTemplate<'_> {
    /// The browser and the system, in words.
    fn agent(&self, session: &MySession) -> String {
        let messages = self.f.messages();
        match Agent::of(&session.agent) {
            Agent { browser: Some(browser), system: Some(system) } => {
                messages.with("me-session-on", &[("browser", browser.into()), ("system", system.into())])
            }
            Agent { browser: Some(known), .. } | Agent { system: Some(known), .. } => known.to_owned(),
            Agent { browser: None, system: None } => messages.text("me-session-unknown").into_owned(),
        }
    }

    fn began(&self, session: &MySession) -> Dated {
        let moment = self.f.moment(session.began);
        let sentence = self.f.messages().with("me-session-began", &[("when", moment.as_str().into())]);
        Dated::new(sentence, moment, session.began)
    }

    fn seen(&self, session: &MySession) -> Dated {
        let moment = self.f.moment(session.seen);
        let sentence = self.f.messages().with("me-session-seen", &[("when", moment.as_str().into())]);
        Dated::new(sentence, moment, session.seen)
    }
}

/// `/me`.
pub(super) async fn door(State(app): State<Arc<App>>) -> Response {
    unshared(back_to(&app.standing().settings, route::MY_PROFILE))
}

/// `/me/sessions`.
pub(super) async fn sessions(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let Some(known) = &asked.who else { return Ok(to_sign_in(&asked, route::MY_SESSIONS)) };
    Ok(unshared(unkept(&page(&asked, sessions::mine(&app.services, known).await?))?))
}

/// `POST /me/sessions`: ends the one that is named, or all others.
pub(super) async fn end_sessions(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let Some(known) = &asked.who else { return Ok(to_sign_in(&asked, route::MY_SESSIONS)) };
    match Sent::read(&body).text("session") {
        "" => {}
        "others" => sessions::end_mine(&app.services, known, None).await?,
        id => sessions::end_mine(&app.services, known, Some(id)).await?,
    }
    Ok(unshared(back_to(&asked.standing.settings, route::MY_SESSIONS)))
}

fn page(asked: &Asked, sessions: Vec<MySession>) -> SessionsTemplate<'_> {
    let f = asked.private_frame("me", "me-sessions");
    SessionsTemplate { f, sessions }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let session = |is_this, agent: &str| MySession {
        id: words.to_owned(),
        is_this,
        began: domain::Timestamp::from_micros(0),
        seen: domain::Timestamp::from_micros(0),
        agent: agent.to_owned(),
    };
    let known = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let several = vec![session(true, known), session(false, words), session(false, "Firefox/1")];
    vec![
        ("me", page(asked, several).render().unwrap_or_default()),
        ("me", page(asked, vec![session(true, words)]).render().unwrap_or_default()),
    ]
}
