//! The pictures that other sites show beside links to pages: of what everyone may read, whoever asks.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::address::Address;
use domain::notebooks::Color;
use domain::{NoteId, NotebookId};
use interop::pictures;
use services::views::{Cover, Pictured};
use tokio::sync::Semaphore;

use super::elsewhere;
use super::feeds::for_machines;
use crate::app::App;
use crate::doors;
use crate::faults::Fault;
use crate::frame::Frame;
use crate::front::{etag_of, reference};
use crate::kept::is_held;

/// Pictures drawn at once: some 20 ms of a processor each.
static DRAWN_AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The colours of covers that were given none, as the design has them.
static SHADES: LazyLock<Vec<Color>> = LazyLock::new(|| {
    let tokens = include_str!("../../assets/css/tokens.css");
    let value = |shade: usize| tokens.split_once(&format!("--cover-{shade}:"))?.1.split(';').next();
    (0..).map_while(value).filter_map(|color| Color::parse(color.trim())).collect()
});

/// What a page says of its picture.
pub(super) fn describe(f: &mut Frame<'_>, picture: &Address, title: &str) {
    let address = f.absolute(picture);
    let properties = &mut f.metadata.properties;
    properties.push(("og:image", address));
    properties.push(("og:image:type", "image/png".to_owned()));
    properties.push(("og:image:width", pictures::WIDTH.to_string()));
    properties.push(("og:image:height", pictures::HEIGHT.to_string()));
    properties.push(("og:image:alt", title.to_owned()));
    f.metadata.names.push(("twitter:card", "summary_large_image".to_owned()));
}

/// `/n/{note}/-/picture.png`.
pub(super) async fn note(
    State(app): State<Arc<App>>,
    Path(note): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let shown = services::notes::pictured(&app.services.visitor(), note).await?;
    answer(&app, &uri, &headers, &Address::NotePicture(note), shown).await
}

/// `/c/{notebook}/-/picture.png`.
pub(super) async fn notebook(
    State(app): State<Arc<App>>,
    Path(notebook): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let shown = services::notebooks::pictured(&app.services.visitor(), notebook).await?;
    answer(&app, &uri, &headers, &Address::NotebookPicture(notebook), shown).await
}

async fn answer(
    app: &App,
    uri: &Uri,
    asked: &HeaderMap,
    address: &Address,
    shown: Pictured,
) -> Result<Response, Fault> {
    if let Some(redirect) = elsewhere(uri, address) {
        return Ok(redirect);
    }
    let site = app.standing().settings.name.clone();
    let ground = ground(shown.cover.as_ref());
    // What it is made from tells it from others: who holds it already needs none drawn.
    let etag = etag_of(format!("1\n{}\n{:?}\n{site}\n{ground:?}", shown.title, shown.within).as_bytes());
    let picture = if is_held(&etag, asked) { None } else { Some(Body::from(draw(shown, site, ground).await?)) };
    Ok(for_machines("image/png", etag, picture))
}

fn ground(cover: Option<&Cover>) -> Option<Color> {
    let shade = cover.map_or(0, |cover| usize::from(cover.shade));
    cover.and_then(|cover| cover.color).or_else(|| SHADES.get(shade).copied())
}

async fn draw(shown: Pictured, site: String, ground: Option<Color>) -> Result<Vec<u8>, Fault> {
    let broken = || {
        let reference = reference();
        tracing::error!(reference, "a picture was not drawn");
        Fault::Internal(reference)
    };
    let _place = DRAWN_AT_ONCE.acquire().await.map_err(|_| broken())?;
    let drawing = tokio::task::spawn_blocking(move || {
        pictures::png(&pictures::Pictured {
            title: &shown.title,
            within: shown.within.as_deref(),
            site: &site,
            ground: ground.map_or([0; 3], Color::parts),
            is_dark: ground.is_none_or(Color::is_dark),
        })
    });
    drawing.await.ok().flatten().ok_or_else(broken)
}

#[cfg(test)]
mod tests {
    use super::SHADES;

    #[test]
    fn every_shade_of_the_design_is_a_ground() {
        assert_eq!(SHADES.len(), 8);
    }
}
