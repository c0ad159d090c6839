//! Whether the site is well, and what to do where it is not.

use std::borrow::Cow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::address::route;
use services::admin::health::{self, Health, Part, Said};

use super::Line;
use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::faults::Fault;
use crate::frame::Frame;
use crate::html::accounts::unshared;
use crate::html::unkept;

#[derive(Template)]
#[template(path = "admin-health.html")]
struct HealthTemplate<'a> {
    f: Frame<'a>,
    count: String,
    said: Vec<Said>,
}

impl HealthTemplate<'_> {
    /// How a part is, where that says when.
    fn dated(&self, it: &Said) -> Option<Dated> {
        it.at.map(|at| self.f.dated(it.state.clone(), at))
    }

    /// Where a part is tried, and how that is called.
    fn tried(&self, it: &Said) -> Option<(&'static str, Cow<'static, str>)> {
        (it.part == Part::Letters).then(|| (route::ADMIN_LETTERS, self.f.t("admin-health-letters-try")))
    }
}

/// `/admin/health`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let health = health::look(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&page(&asked, &health))?))
}

/// What the list of things to do says of it.
pub(super) fn line(f: &Frame<'_>, health: &Health) -> Line {
    Line { address: route::ADMIN_HEALTH, title: f.t("admin-health").into_owned(), says: count_in_words(f, health) }
}

fn count_in_words(f: &Frame<'_>, health: &Health) -> String {
    f.messages().with("admin-health-count", &[("count", health.amiss().into())])
}

fn page<'a>(asked: &'a Asked, health: &Health) -> HealthTemplate<'a> {
    let f = asked.private_frame("admin", "admin-health");
    let (count, said) = (count_in_words(&f, health), health.said(f.messages(), |at| f.moment(at)));
    HealthTemplate { f, count, said }
}

/// A site that is well.
#[cfg(test)]
pub(super) fn well() -> Health {
    use domain::Timestamp;
    use services::admin::health::Copied;

    let now = Timestamp::from_micros(0);
    Health {
        now,
        disk: Some((4_000_000_000, 8_000_000_000)),
        copied: Copied::At(now),
        only_keeps: false,
        sent: Some(now),
        failing: 0,
        dead: 0,
        readers: Vec::new(),
        clock: None,
        database: "sqlite",
    }
}

/// The page of a site that is well, and of one that is not.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked) -> Vec<(&'static str, String)> {
    use services::Behind;
    use services::admin::health::Copied;

    let well = well();
    let amiss = Health {
        disk: Some((1, 2)),
        copied: Copied::Never,
        failing: 2,
        dead: 3,
        readers: vec![Behind { name: "likeness".to_owned(), behind_seconds: 90.0 }],
        clock: Some(90_000_000),
        ..well.clone()
    };
    let bare = Health { disk: None, copied: Copied::Elsewhere, only_keeps: true, sent: None, ..well.clone() };
    let none = Health { sent: None, ..well.clone() };
    let pages = [well, amiss, bare, none].map(|health| page(asked, &health).render());
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
