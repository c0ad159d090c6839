//! Notebooks: one as a list, a grid or a work, a chapter of it, the whole of it, and the list of them.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::address::Address;
use domain::notebooks::{Sort, View};
use domain::notes::Visibility;
use domain::{CategoryId, NoteId, NotebookId};
use services::notebooks::Listing;
use services::views::{
    self, Category, ChapterPage, NotebookLine, NotebookPage, PlacedLine, Shown, WholePage, Work, WorkLine,
};

use super::{elsewhere, parameter, parameters, pictures, position, render};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;

/// How many categories may be asked at once.
const MOST_CATEGORIES: usize = 20;

#[derive(Template)]
#[template(path = "notebook.html")]
pub(super) struct NotebookTemplate<'a> {
    pub f: Frame<'a>,
    pub n: &'a NotebookPage,
    pub visibility: String,
}

/// What machines read of a notebook: Open Graph, schema.org.
fn describe(f: &mut Frame<'_>, n: &NotebookPage) {
    let (url, site) = (f.absolute(&n.address), f.site().to_owned());
    let properties = &mut f.metadata.properties;
    properties.push(("og:type", "website".to_owned()));
    properties.push(("og:title", n.title.clone()));
    properties.push(("og:url", url.clone()));
    properties.push(("og:site_name", site.clone()));
    if !n.excerpt.is_empty() {
        properties.push(("og:description", n.excerpt.clone()));
    }
    pictures::describe(f, &Address::NotebookPicture(n.id), &n.title);
    let kind = if n.view == View::Work { "Book" } else { "Collection" };
    let publisher = serde_json::json!({"@type": "Organization", "name": site});
    f.metadata.say(&serde_json::json!({
        "@context": "https://schema.org",
        "@type": kind,
        "name": n.title,
        "url": url,
        "inLanguage": n.language.as_str(),
        "publisher": publisher,
    }));
}

impl<'a> NotebookTemplate<'a> {
    /// The page of this notebook.
    pub fn new(mut f: Frame<'a>, n: &'a NotebookPage) -> Self {
        f.canonical = Some(n.address.to_string());
        f.description = (!n.excerpt.is_empty()).then(|| n.excerpt.clone());
        if n.visibility == Visibility::Public {
            f.metadata.feeds.push((n.title.clone(), Address::NotebookFeed(n.id).to_string()));
            describe(&mut f, n);
        }
        let chosen: Vec<CategoryId> = n.chosen().map(|category| category.id).collect();
        f.query = asked_as(n, n.view, n.sort, &chosen);
        let visibility = f.notebook_visibility(n.visibility, &n.communities, false);
        Self { f, n, visibility }
    }

    /// Where its leads change it.
    fn edit(&self) -> Address {
        Address::NotebookEdit(self.n.id)
    }

    /// Where those who may place notes in it order them.
    fn contents(&self) -> Address {
        Address::NotebookContents(self.n.id)
    }

    fn lines(&self) -> &[PlacedLine] {
        match &self.n.shown {
            Shown::List(lines) | Shown::Grid(lines) => lines,
            Shown::Work(_) => &[],
        }
    }

    fn work(&self) -> Option<&Work> {
        match &self.n.shown {
            Shown::Work(work) => Some(work),
            Shown::List(_) | Shown::Grid(_) => None,
        }
    }

    fn chosen(&self) -> Vec<CategoryId> {
        self.n.chosen().map(|category| category.id).collect()
    }

    /// The same notes, shown otherwise.
    fn seen_as(&self, view: View) -> String {
        // Categories narrow a list: a work is read whole.
        let chosen = if view == View::Work { Vec::new() } else { self.chosen() };
        self.shown(view, self.n.sort, &chosen)
    }

    /// The same list in another order.
    fn sorted(&self, sort: Sort) -> String {
        self.shown(self.n.view, sort, &self.chosen())
    }

    /// The same list with one category more, or one less where it is chosen already.
    fn with(&self, category: &Category) -> String {
        let mut chosen = self.chosen();
        if category.is_chosen {
            chosen.retain(|id| *id != category.id);
        } else {
            chosen.push(category.id);
        }
        self.bearing(&chosen)
    }

    /// All notes of this category.
    fn of_category(&self, category: &CategoryId) -> String {
        self.bearing(&[*category])
    }

    /// All notes, of every category.
    fn of_all(&self) -> String {
        self.bearing(&[])
    }

    fn bearing(&self, chosen: &[CategoryId]) -> String {
        let view = if self.n.view == View::Work { View::List } else { self.n.view };
        self.shown(view, self.n.sort, chosen)
    }

    fn shown(&self, view: View, sort: Sort, chosen: &[CategoryId]) -> String {
        let query = asked_as(self.n, view, sort, chosen);
        if query.is_empty() { self.n.address.to_string() } else { format!("?{query}") }
    }
}

/// The parameters of a notebook shown so, those that say nothing left out.
fn asked_as(n: &NotebookPage, view: View, sort: Sort, categories: &[CategoryId]) -> String {
    let view = (view != n.usual.0).then(|| format!("view={}", view.as_str()));
    let sort = (sort != n.usual.1).then(|| format!("sort={}", sort.as_str()));
    let categories = categories.iter().map(|category| format!("category={category}"));
    view.into_iter().chain(sort).chain(categories).collect::<Vec<_>>().join("&")
}

#[derive(Template)]
#[template(path = "chapter.html")]
pub(super) struct ChapterTemplate<'a> {
    pub f: Frame<'a>,
    pub c: &'a ChapterPage,
}

#[derive(Template)]
#[template(path = "whole.html")]
pub(super) struct WholeTemplate<'a> {
    pub f: Frame<'a>,
    pub w: &'a WholePage,
    pub visibility: String,
}

#[derive(Template)]
#[template(path = "notebooks.html")]
pub(super) struct NotebooksTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a views::Page<NotebookLine>,
    /// Whether whoever asks may create one.
    pub may_create: bool,
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
    let categories: Result<Vec<CategoryId>, Fault> =
        parameters(&uri, "category").take(MOST_CATEGORIES).map(|category| doors::id(&category)).collect();
    let (after, position) = position(&uri, "after");
    let listing = Listing {
        view: parameter(&uri, "view").and_then(|word| View::parse(&word)),
        sort: parameter(&uri, "sort").and_then(|word| Sort::parse(&word)),
        categories: categories?,
        after,
    };
    let ctx = app.enter(&asked).await?;
    let page = services::notebooks::read(&ctx, notebook, &listing).await?;
    if let Some(redirect) = elsewhere(&uri, &page.address) {
        return Ok(redirect);
    }
    let kind = if page.view == View::Work { "work" } else { "notebook" };
    let mut f = asked.frame(kind, page.title.clone());
    f.position = position;
    render(&ctx, &NotebookTemplate::new(f, &page))
}

/// `/c/{notebook}/-/read/{note}`.
pub(super) async fn chapter(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((notebook, note)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (notebook, note): (NotebookId, NoteId) = (doors::id(&notebook)?, doors::id(&note)?);
    let ctx = app.enter(&asked).await?;
    let page = services::works::chapter(&ctx, notebook, note).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Chapter(notebook, note)) {
        return Ok(redirect);
    }
    let title = match (&page.part, page.passages.first()) {
        (Some((number, title)), _) => format!("{number} {title}"),
        (None, Some(first)) => first.link.title.clone(),
        (None, None) => page.notebook.title.clone(),
    };
    let mut f = asked.frame("chapter", title);
    f.canonical = Some(page.address.to_string());
    render(&ctx, &ChapterTemplate { f, c: &page })
}

/// `/c/{notebook}/-/print`.
pub(super) async fn whole(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let from: Option<NoteId> = parameter(&uri, "from").map(|note| doors::id(&note)).transpose()?;
    let ctx = app.enter(&asked).await?;
    let page = services::works::whole(&ctx, notebook, from).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::Whole(notebook)) {
        return Ok(redirect);
    }
    let mut f = asked.frame("print", page.notebook.title.clone());
    f.canonical = Some(Address::Whole(notebook).to_string());
    f.noindex = true;
    f.query = from.map(|note| format!("from={note}")).unwrap_or_default();
    let visibility = f.notebook_visibility(page.visibility, &page.communities, false);
    render(&ctx, &WholeTemplate { f, w: &page, visibility })
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
    let mut f = asked.frame("notebooks", String::new());
    f.title = f.t("web-nav-notebooks").into_owned();
    f.position = position;
    let may_create = services::notebook_pages::may_create(&ctx);
    render(&ctx, &NotebooksTemplate { f, l: &page, may_create })
}
