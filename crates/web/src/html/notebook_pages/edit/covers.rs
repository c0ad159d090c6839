//! The picture of the cover of a notebook: sent to who may read the notebook, given and taken away by its leads.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::NotebookId;
use domain::address::Address;
use services::Ctx;
use services::accounts::Wrong;
use services::notebook_pages;
use tokio_util::io::ReaderStream;

use super::{Typed, page};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::files::{PIECE, POLICY};
use crate::html::{elsewhere, parameter, unkept};
use crate::kept::is_held;

/// The most megabytes of a picture that is taken.
const HEAVIEST: usize = 10;
/// The most bytes that are read: of a picture that is too heavy none is kept, and who sent it is still told why.
const MOST_SENT: usize = 50 * 1024 * 1024;
/// The most bytes of what else the form says.
const LONGEST_WORD: usize = 64;
/// How long a browser keeps a picture at the address that is its alone: a week.
const KEPT: HeaderValue = HeaderValue::from_static("private, max-age=604800, immutable");

/// `/c/{notebook}/-/cover`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    uri: Uri,
    asked_headers: HeaderMap,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let ctx = app.enter(&asked).await?;
    let found = notebook_pages::open_cover(&ctx, notebook).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::NotebookCover(notebook)) {
        return Ok(redirect);
    }
    let etag = HeaderValue::try_from(format!("\"{}\"", found.etag)).map_err(|_| Fault::NotFound)?;
    let is_its_own = parameter(&uri, "v").is_some_and(|version| version.len() == 8 && found.etag.starts_with(&version));
    let keeping = if is_its_own { KEPT } else { HeaderValue::from_static("private, no-cache") };
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, etag.clone());
    headers.insert(header::CACHE_CONTROL, keeping);
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    if is_held(&etag, &asked_headers) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(found.media_type));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    let size = found.content.size();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    let stream = found.content.into_stream(0..size).map_err(services::Error::from)?;
    Ok((headers, Body::from_stream(ReaderStream::with_capacity(stream, PIECE))).into_response())
}

/// `POST /c/{notebook}/-/cover`: gives the cover a picture, or takes it away.
pub(in crate::html) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(notebook): Path<String>,
    request: Request,
) -> Result<Response, Fault> {
    let notebook: NotebookId = doors::id(&notebook)?;
    let ctx = app.enter(&asked).await?;
    // The right before what was sent: a form that is not one tells nobody else anything.
    notebook_pages::editing(&ctx, notebook).await?;
    let (wrong, is_stale) = match act_on(&ctx, notebook, Sent::of(request).await).await {
        Ok(()) => {
            let to = format!("{}?done=yes", Address::NotebookEdit(notebook));
            return Ok(unshared(back_to(&asked.standing.settings, &to)));
        }
        Err(services::Error::Refused(wrong)) => (wrong, false),
        Err(services::Error::Conflict) => (Vec::new(), true),
        Err(error) => return Err(error.into()),
    };
    let now = notebook_pages::editing(&ctx, notebook).await?;
    let typed = Typed::of(&now);
    let mut page = page(&asked, now, &typed, &wrong);
    page.is_stale = is_stale;
    // At the address of the form stands the picture.
    page.f.path.clone_from(&page.action);
    let mut response = refused(unkept(&page)?);
    if is_stale {
        *response.status_mut() = StatusCode::CONFLICT;
    } else if wrong.iter().any(|(_, why)| matches!(why, Wrong::Heavy(_))) {
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    }
    Ok(unshared(response))
}

async fn act_on(ctx: &Ctx, notebook: NotebookId, sent: Sent) -> services::Result<()> {
    let refused = |why| Err(services::Error::Refused(vec![("cover", why)]));
    match (sent.act.as_str(), sent.picture) {
        ("take", _) => notebook_pages::take_cover(ctx, notebook, sent.base).await,
        (_, Picture::None) => refused(Wrong::NoFile),
        (_, Picture::Heavy) => refused(Wrong::Heavy(HEAVIEST)),
        (_, Picture::Is(bytes)) => notebook_pages::give_cover(ctx, notebook, sent.base, bytes).await,
    }
}

/// What was sent by the form of the cover.
#[derive(Default)]
struct Sent {
    act: String,
    /// The edition that was seen; none where the form does not say.
    base: i64,
    picture: Picture,
}

/// What was chosen to be its picture.
#[derive(Default)]
enum Picture {
    #[default]
    None,
    /// More than is taken.
    Heavy,
    Is(Vec<u8>),
}

impl Sent {
    /// What a request sent; a form that is none, or breaks off, says nothing.
    async fn of(mut request: Request) -> Self {
        DefaultBodyLimit::max(MOST_SENT).apply(&mut request);
        let Ok(form) = Multipart::from_request(request, &()).await else { return Self::default() };
        match Self::read(form).await {
            Ok(sent) => sent,
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Self { picture: Picture::Heavy, ..Self::default() }
            }
            Err(_) => Self::default(),
        }
    }

    async fn read(mut form: Multipart) -> Result<Self, MultipartError> {
        let mut sent = Self { base: -1, ..Self::default() };
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "act" => sent.act = word(field).await?,
                "base" => sent.base = word(field).await?.parse().unwrap_or(-1),
                "cover" => {
                    sent.picture = match bytes(field, HEAVIEST * 1024 * 1024).await? {
                        None => Picture::Heavy,
                        Some(bytes) if bytes.is_empty() => Picture::None,
                        Some(bytes) => Picture::Is(bytes),
                    };
                }
                _ => {}
            }
        }
        Ok(sent)
    }
}

/// What a short part of a form says; no character where it is not short.
async fn word(field: Field<'_>) -> Result<String, MultipartError> {
    let bytes = bytes(field, LONGEST_WORD).await?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes of a part of a form; nothing where there are more than so many, of which none is kept.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut bytes = Some(Vec::new());
    while let Some(piece) = field.chunk().await? {
        bytes = bytes.filter(|kept: &Vec<u8>| kept.len() + piece.len() <= most);
        if let Some(kept) = &mut bytes {
            kept.extend_from_slice(&piece);
        }
    }
    Ok(bytes)
}
