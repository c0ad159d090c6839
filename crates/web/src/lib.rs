//! Pages and the API: renders what `services` returns, and never touches the store.
//!
//! A request goes through [`front`](crate) (limits, one address, language, kept pages, headers, errors), then to the
//! one file of `html/` that bears the name of its page. `README.md` says where to begin.

mod agents;
mod api;
mod app;
mod asked;
mod assets;
mod dated;
mod doors;
mod faults;
mod figures;
mod forms;
mod frame;
mod front;
mod html;
mod kept;
mod metadata;
mod peer;
mod serve;
mod sheet;

use std::sync::Arc;

pub use app::{App, Settings, Source};
pub use asked::{LANGUAGE_COOKIE, Look, SESSION_COOKIE, THEME_COOKIE, Theme};
pub use faults::Fault;
pub use front::Front;
pub use kept::{Kept, KeptPages, Questions, Ready};
pub use serve::serve;

/// The whole site among other routes, to be asked directly by tests.
pub fn router(app: Arc<App>) -> axum::Router {
    axum::Router::new().fallback_service(site(app))
}

/// The method and the path of every route, as the router itself has them.
pub fn exits() -> Vec<(axum::http::Method, &'static str)> {
    html::exits().into_iter().chain(api::exits()).collect()
}

/// The whole site, to be given to [`serve`].
pub fn site(app: Arc<App>) -> Front {
    let pages = html::pages(app.clone());
    Front::new(app, pages)
}
