//! Notebooks: one, and the list of them.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::address::Address;
use domain::notebooks::Sort;
use domain::notes::Visibility;
use domain::{CategoryId, NotebookId};
use services::notebooks::Listing;
use services::views::{self, NotebookLine, NotebookPage, WorkLine};

use super::{elsewhere, parameter, position, render};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "notebook.html")]
pub(super) struct NotebookTemplate<'a> {
    pub f: Frame<'a>,
    pub n: &'a NotebookPage,
    pub visibility: String,
}

impl<'a> NotebookTemplate<'a> {
    /// The page of this notebook.
    pub fn new(mut f: Frame<'a>, n: &'a NotebookPage) -> Self {
        f.canonical = Some(n.address.to_string());
        if n.visibility == Visibility::Public {
            f.metadata.feeds.push((n.title.clone(), Address::NotebookFeed(n.id).to_string()));
        }
        let visibility = f.visibility(n.visibility, &n.communities, false);
        Self { f, n, visibility }
    }

    /// The same list in another order.
    fn sorted(&self, sort: &str) -> String {
        let category = self.n.category.map(|category| format!("&category={category}")).unwrap_or_default();
        format!("?sort={sort}{category}")
    }

    /// The same list, of one category alone; of all where it is the one already chosen.
    fn of_category(&self, category: &CategoryId) -> String {
        let category = (self.n.category != Some(*category)).then_some(*category);
        format!("?{}", listed_as(self.n.sort, category))
    }

    fn is_chosen(&self, category: &CategoryId) -> bool {
        self.n.category == Some(*category)
    }
}

#[derive(Template)]
#[template(path = "notebooks.html")]
pub(super) struct NotebooksTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a views::Page<NotebookLine>,
}

/// `/c/{notebook}`: to the whole address, for who may see the notebook.
pub(super) async fn bare(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let ctx = app.enter(&asked).await?;
    let address = services::notebooks::address(&ctx, notebook).await?;
    elsewhere(&uri, &address).ok_or(Fault::NotFound)
}

/// `/c/{notebook}/{slug}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((notebook, _)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let sort = parameter(&uri, "sort").map(|word| Sort::parse(&word)).unwrap_or_default();
    let category = match parameter(&uri, "category") {
        Some(category) => Some(doors::id(&category)?),
        None => None,
    };
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::notebooks::read(&ctx, notebook, &Listing { sort, category, after }).await?;
    if let Some(redirect) = elsewhere(&uri, &page.address) {
        return Ok(redirect);
    }
    let mut f = Frame::new(&app.settings, asked.look, "notebook", page.title.clone());
    f.query = listed_as(page.sort, page.category);
    f.position = position;
    render(&ctx, &NotebookTemplate::new(f, &page))
}

/// The parameters of a listing, those that say nothing left out.
fn listed_as(sort: Sort, category: Option<CategoryId>) -> String {
    let sort = (sort != Sort::default()).then(|| format!("sort={}", sort.as_str()));
    let category = category.map(|category| format!("category={category}"));
    sort.into_iter().chain(category).collect::<Vec<_>>().join("&")
}

/// `/notebooks`.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::notebooks::list(&ctx, after.as_deref()).await?;
    let mut f = Frame::new(&app.settings, asked.look, "notebooks", String::new());
    f.title = f.t("web-nav-notebooks").into_owned();
    f.position = position;
    render(&ctx, &NotebooksTemplate { f, l: &page })
}
