//! Organisations, by name, narrowed to a region and a form.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::address::encode_segment;
use services::organisations::Asked as Listed;
use services::views::{Facet, OrganisationsPage, PlaceShown};

use super::{parameter, position, render};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::frame::Frame;

/// Values of a facet that stand above a list; more of them would be a page before the page on a telephone.
const FEW: usize = 8;

#[derive(Template)]
#[template(path = "organisations.html")]
pub(super) struct OrganisationsTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a OrganisationsPage,
}

impl OrganisationsTemplate<'_> {
    /// Whether the values of a facet are shown unasked: few, or one was chosen.
    fn shows(values: &[Facet], chosen: &str) -> bool {
        values.len() <= FEW || !chosen.is_empty()
    }

    fn count(&self, values: &[Facet]) -> String {
        self.f.number(i64::try_from(values.len()).unwrap_or(i64::MAX))
    }

    /// The same list, of one region; of all where it is the one already chosen.
    fn of_region(&self, region: &str) -> String {
        asked_as(if self.l.region == region { "" } else { region }, &self.l.form)
    }

    /// The same list, of one form; of all where it is the one already chosen.
    fn of_form(&self, form: &str) -> String {
        asked_as(&self.l.region, if self.l.form == form { "" } else { form })
    }
}

/// What narrows the list, as an address writes it.
fn asked_as(region: &str, form: &str) -> String {
    let said = [("region", region), ("form", form)];
    let said = said.into_iter().filter(|(_, key)| !key.is_empty());
    let said: Vec<String> = said.map(|(name, key)| format!("{name}={}", encode_segment(key))).collect();
    format!("?{}", said.join("&"))
}

/// Places in words: « Gaspé, Gaspésie · Montérégie ».
pub(crate) fn in_words(places: &[PlaceShown]) -> String {
    let place = |place: &PlaceShown| match &place.town {
        Some(town) if *town != place.region => format!("{town}, {}", place.region),
        _ => place.region.clone(),
    };
    places.iter().map(place).collect::<Vec<_>>().join(" · ")
}

/// `/organisations`.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let key = |name| parameter(&uri, name).map(|words| domain::folding::title_key(&words)).unwrap_or_default();
    let listed = Listed { region: key("region"), form: key("form"), after };
    let ctx = app.enter(&asked).await?;
    let page = services::organisations::list(&ctx, &listed).await?;
    let mut f = asked.frame("organisations", String::new());
    f.title = f.t("organisations-title").into_owned();
    asked_as(&page.region, &page.form).trim_start_matches('?').clone_into(&mut f.query);
    f.position = position;
    render(&ctx, &OrganisationsTemplate { f, l: &page })
}
