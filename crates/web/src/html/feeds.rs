//! Feeds, the map of the site, and what search engines are asked: of what everyone may read, whoever asks.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::address::Address;
use domain::{NotebookId, PersonId};
use interop::feeds::{self, About};
use services::sitemap::Sitemap;
use services::views::NoteLine;

use super::{elsewhere, parameter};
use crate::app::App;
use crate::doors;
use crate::faults::Fault;
use crate::front::etag_of;
use crate::kept::is_held;

/// `/feed.atom`.
pub(super) async fn site(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Fault> {
    let page = services::recent::list(&app.services.visitor(), None).await?;
    let notes: Vec<NoteLine> = page.items.into_iter().map(|recent| recent.line).collect();
    Ok(atom(&app, &headers, &app.standing().settings.name, &Address::Feed, &Address::Recent, &notes))
}

/// `/c/{notebook}/-/feed.atom`.
pub(super) async fn notebook(
    State(app): State<Arc<App>>,
    Path(notebook): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let (page, notes) = services::notebooks::newest(&app.services.visitor(), notebook).await?;
    let feed = Address::NotebookFeed(notebook);
    if let Some(redirect) = elsewhere(&uri, &feed) {
        return Ok(redirect);
    }
    Ok(atom(&app, &headers, &page.title, &feed, &page.address, &notes))
}

/// `/people/{person}/-/feed.atom`.
pub(super) async fn person(
    State(app): State<Arc<App>>,
    Path(person): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let person: PersonId = doors::id(&person)?;
    let page = services::people::read(&app.services.visitor(), person, None).await?;
    let feed = Address::PersonFeed(page.id);
    if let Some(redirect) = elsewhere(&uri, &feed) {
        return Ok(redirect);
    }
    let notes: Vec<NoteLine> = page.notes.items.into_iter().map(|signed| signed.line).collect();
    Ok(atom(&app, &headers, &page.name, &feed, &page.address, &notes))
}

fn atom(app: &App, asked: &HeaderMap, title: &str, feed: &Address, page: &Address, notes: &[NoteLine]) -> Response {
    let standing = app.standing();
    let settings = &standing.settings;
    let (path, page) = (feed.to_string(), page.to_string());
    let language = settings.languages.first().map_or("fr-CA", |language| language.html_lang());
    let about = About { title, site: &settings.name, root: &settings.address, path: &path, page: &page, language };
    text(asked, "application/atom+xml; charset=utf-8", feeds::atom(about, notes))
}

/// `/sitemap.xml`.
pub(super) async fn sitemap(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> Result<Response, Fault> {
    let root = &app.standing().settings.address;
    let part = parameter(&uri, "after");
    let map = match services::sitemap::read(&app.services.visitor(), part.as_deref()).await? {
        Sitemap::Whole(pages) => {
            let line = |(link, changed): (services::views::Link, _)| (format!("{root}{}", link.address), changed);
            let fixed = ["/", "/notebooks", "/lexicon", "/organisations", "/communities", "/recent"]
                .map(|path| (format!("{root}{path}"), None));
            let fixed = fixed.into_iter().filter(|_| part.is_none());
            feeds::sitemap(&fixed.chain(pages.into_iter().map(line)).collect::<Vec<_>>())
        }
        Sitemap::Parts(parts) => {
            let line = |part: String| (format!("{root}/sitemap.xml?after={part}"), None);
            feeds::sitemap_index(&parts.into_iter().map(line).collect::<Vec<_>>())
        }
    };
    Ok(text(&headers, "application/xml; charset=utf-8", map))
}

/// `/robots.txt` (RFC 9309).
pub(super) async fn robots(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let sitemap = format!("{}/sitemap.xml", app.standing().settings.address);
    // The picture beside a link is for robots; the longest rule that fits holds.
    let rules = format!(
        "User-agent: *\nDisallow: /admin/\nDisallow: /me/\nDisallow: /n/*/-/\nAllow: /n/*/-/picture.png\n\nSitemap: {sitemap}\n"
    );
    text(&headers, "text/plain; charset=utf-8", rules)
}

/// A text for machines, or the word that who asks already has it.
fn text(asked: &HeaderMap, media: &'static str, text: String) -> Response {
    let etag = etag_of(text.as_bytes());
    let body = (!is_held(&etag, asked)).then(|| Body::from(text));
    for_machines(media, etag, body)
}

/// What machines ask again and again: its body, or the word that who asks already has it.
pub(super) fn for_machines(media: &'static str, etag: HeaderValue, body: Option<Body>) -> Response {
    let mut response = body.map_or_else(
        || StatusCode::NOT_MODIFIED.into_response(),
        |body| ([(header::CONTENT_TYPE, media)], body).into_response(),
    );
    let headers = response.headers_mut();
    headers.insert(header::ETAG, etag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
