//! All that is held about whoever asks: what, why, for how long, who sees it; and all of it in one file.

use std::io;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::address::route;
use futures_util::stream;
use services::own_data::register;
use tokio::sync::mpsc;

use super::access::unless_fresh;
use super::accounts::unshared;
use super::files::disposition;
use super::unkept;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::frame::Frame;

/// Pieces of the file that wait for the network, at most.
const WAITING: usize = 4;

/// One line of the register.
pub(super) struct Line {
    pub name: String,
    /// Why, until when, who sees it.
    pub said: [String; 3],
}

#[derive(Template)]
#[template(path = "own-data.html")]
pub(super) struct OwnDataTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
    pub held: Vec<Line>,
    pub logs: String,
}

/// `/me/data`.
pub(super) async fn show(Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    Ok(unshared(unkept(&page(&asked))?))
}

/// `POST /me/data`: all of it, written as it is read and kept nowhere.
pub(super) async fn take(State(app): State<Arc<App>>, Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::MY_DATA, false) {
        return Ok(elsewhere);
    }
    let ctx = app.enter(&asked).await?;
    let (language, site) = (asked.look.language, asked.standing.settings.name.clone());
    let (out, pieces) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        if let Err(error) = interop::own_data::write(&ctx, language, &site, &out).await {
            tracing::warn!(%error, "somebody's data were not given to the end");
            // The connection ends there: what arrived is no whole file, and the browser says so.
            drop(out.send(Err(io::Error::other("cut"))).await);
        }
    });
    let body = stream::unfold(pieces, async |mut pieces| pieces.recv().await.map(|piece| (piece, pieces)));
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    let name = format!("{}.zip", domain::Slug::of(&asked.standing.settings.name));
    if let Ok(disposition) = HeaderValue::try_from(disposition(false, &name)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(unshared((headers, Body::from_stream(body)).into_response()))
}

fn page(asked: &Asked) -> OwnDataTemplate<'_> {
    let f = asked.private_frame("me", "me-data");
    let site = asked.standing.settings.name.as_str();
    let line = |what| {
        let (name, said) = interop::own_data::line(f.messages(), what);
        Line { name, said }
    };
    let held = register().into_iter().map(line).collect();
    let with_site = |key| f.messages().with(key, &[("site", site.into())]);
    let (lead, logs) = (with_site("me-data-lead"), with_site("me-data-logs"));
    OwnDataTemplate { f, lead, held, logs }
}

/// The page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, _words: &str) -> Vec<(&'static str, String)> {
    vec![("me", page(asked).render().unwrap_or_default())]
}
