//! How much the site holds: bytes and counts of things, and no figure about a person.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::address::route;
use services::admin::storage::{self, Storage};

use super::Line;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::frame::Frame;
use crate::html::accounts::unshared;
use crate::html::unkept;

#[derive(Template)]
#[template(path = "admin-storage.html")]
struct StorageTemplate<'a> {
    f: Frame<'a>,
    /// Each figure: what of, and how much.
    said: Vec<(String, String)>,
}

/// `/admin/storage`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let storage = storage::look(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&page(&asked, &storage))?))
}

/// What the list of things to do says of it.
pub(super) fn line(f: &Frame<'_>) -> Line {
    let (title, says) = (f.t("admin-storage").into_owned(), f.t("admin-storage-about").into_owned());
    Line { address: route::ADMIN_STORAGE, title, says }
}

fn page<'a>(asked: &'a Asked, storage: &Storage) -> StorageTemplate<'a> {
    let f = asked.private_frame("admin", "admin-storage");
    let said = storage.said(f.messages());
    StorageTemplate { f, said }
}

/// The page of an empty site.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked) -> Vec<(&'static str, String)> {
    vec![("admin", page(asked, &Storage::default()).render().unwrap_or_default())]
}
