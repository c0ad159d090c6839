//! What the site says of itself, written by those who run it.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::site::SitePage;
use services::site_pages::{self, Saving, Source};

use super::admin_page;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::{Frame, address_of, name_of};
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::site_pages::around;
use crate::html::{unkept, was_saved};

#[derive(Template)]
#[template(path = "admin-page.html")]
pub(super) struct PageTemplate<'a> {
    pub f: Frame<'a>,
    /// Whether it was just saved, or the text of the program chosen again.
    pub done: bool,
    pub lead: String,
    pub refused: Option<String>,
    /// What somebody else saved in between.
    pub theirs: Option<String>,
    pub preview: Option<String>,
    pub action: String,
    pub page: &'static str,
    pub base: i64,
    pub body: String,
    /// Whether it is accepted with an account.
    pub asks_again: bool,
    pub again: bool,
}

/// `/admin/pages/{page}`, in the language in which it is asked.
pub(in crate::html) async fn page_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(page): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let page = SitePage::parse(&page).ok_or(Fault::NotFound)?;
    let source = site_pages::source(&ctx, page, asked.look.language, around(&asked)).await?;
    let form = PageTemplate { done: was_saved(&uri), ..page_page(&asked, page, source) };
    Ok(unshared(unkept(&form)?))
}

/// `POST /admin/pages/{page}`.
pub(in crate::html) async fn save_page(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let page = SitePage::parse(&page).ok_or(Fault::NotFound)?;
    let language = asked.look.language;
    let newest = site_pages::source(&ctx, page, language, around(&asked)).await?;
    let typed = sent.text("body").replace("\r\n", "\n");
    let base = sent.text("base").parse().unwrap_or(0);
    let (again, act) = (sent.text("again") == "yes", sent.text("act"));
    let form = |body| {
        let mut form = page_page(&asked, page, Source { body, base, changed: newest.changed });
        form.again = again;
        form
    };
    if act == "preview" {
        let mut form = form(typed.clone());
        form.preview = Some(site_pages::preview(&ctx, &typed, language)?);
        return Ok(unshared(unkept(&form)?));
    }
    let saving = match (act, again) {
        ("forget", _) => Saving::Forgotten,
        (_, true) => Saving::AcceptedAgain,
        (_, false) => Saving::Shown,
    };
    match site_pages::save(&ctx, page, language, &typed, base, saving).await {
        Ok(()) => {
            let to = format!("{}?done=saved", admin_page(page));
            Ok(unshared(back_to(&asked.standing.settings, &to)))
        }
        Err(services::Error::Conflict) => {
            // Both stand side by side; what is saved next is saved over what is newest now.
            let mut form = form(typed);
            form.refused = Some(form.f.t("admin-page-stale").into_owned());
            form.base = newest.base;
            form.theirs = Some(newest.body);
            let mut response = unshared(unkept(&form)?);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(services::Error::Invalid(why)) => {
            let mut form = form(typed);
            let key = if why == "empty" { "form-missing" } else { "form-long" };
            form.refused = Some(form.f.t(key).into_owned());
            Ok(unshared(refused(unkept(&form)?)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn page_page(asked: &Asked, page: SitePage, source: Source) -> PageTemplate<'_> {
    let mut f = asked.frame("admin", String::new());
    let name = f.t(name_of(page)).into_owned();
    f.title = f.messages().with("admin-page-title", &[("page", name.into())]);
    f.noindex = true;
    let lead = match source.changed {
        Some(moment) => f.messages().with("admin-page-written", &[("when", f.moment(moment).into())]),
        None => f.t("admin-page-default").into_owned(),
    };
    PageTemplate {
        f,
        done: false,
        lead,
        refused: None,
        theirs: None,
        preview: None,
        action: admin_page(page),
        page: address_of(page),
        base: source.base,
        body: source.body,
        asks_again: page.is_accepted(),
        again: false,
    }
}
