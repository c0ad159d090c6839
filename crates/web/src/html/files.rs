//! Stored files: streamed, in ranges, and never able to act as a page of the site.

use std::ops::Range;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::AttachmentId;
use domain::address::{Address, encode_segment};
use tokio_util::io::ReaderStream;

use super::elsewhere;
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::kept::is_held;

/// A file opened at its own address runs nothing, and asks nothing of anyone: an SVG can name addresses in its styles.
/// Its own styles hold, and the browser may show the image or play the sound that the file is.
pub(super) const POLICY: HeaderValue = HeaderValue::from_static(
    "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'",
);

/// Bytes read from the disk at a time.
pub(super) const PIECE: usize = 64 * 1024;

/// `/files/{file}/{name}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((file, _)): Path<(String, String)>,
    uri: Uri,
    asked_headers: HeaderMap,
) -> Result<Response, Fault> {
    let file: AttachmentId = doors::id(&file)?;
    let ctx = app.enter(&asked).await?;
    let found = services::files::open(&ctx, file).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::File(file, found.name.clone())) {
        return Ok(redirect);
    }
    let etag = HeaderValue::try_from(format!("\"{}\"", found.etag)).map_err(|_| Fault::NotFound)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, etag.clone());
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(found.media_type));
    if let Ok(disposition) = HeaderValue::try_from(disposition(found.inline, &found.name)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if is_held(&etag, &asked_headers) {
        headers.remove(header::CONTENT_TYPE);
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let size = found.content.size();
    let still_the_same = asked_headers.get(header::IF_RANGE).is_none_or(|tag| tag == etag);
    let wanted = asked_headers.get(header::RANGE).filter(|_| still_the_same).and_then(|range| range.to_str().ok());
    let (status, part) = match wanted.map_or(Wanted::All, |range| Wanted::read(range, size)) {
        Wanted::All => (StatusCode::OK, 0..size),
        Wanted::Part(part) => {
            let place = format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1));
            headers.insert(header::CONTENT_RANGE, HeaderValue::try_from(place).map_err(|_| Fault::NotFound)?);
            (StatusCode::PARTIAL_CONTENT, part)
        }
        Wanted::Outside => {
            let place = HeaderValue::try_from(format!("bytes */{size}")).map_err(|_| Fault::NotFound)?;
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, place)]).into_response());
        }
    };
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    let stream = found.content.into_stream(part).map_err(services::Error::from)?;
    Ok((status, headers, Body::from_stream(ReaderStream::with_capacity(stream, PIECE))).into_response())
}

/// How the browser takes it: shown, or offered under its name (RFC 6266, RFC 8187).
pub(super) fn disposition(inline: bool, name: &str) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    format!("{kind}; filename*=UTF-8''{}", encode_segment(name))
}

/// What part of a file is asked for (RFC 9110, section 14.2).
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    All,
    Part(Range<u64>),
    Outside,
}

impl Wanted {
    /// Reads one range; several at once, or what is not a range of bytes, give the whole file.
    fn read(range: &str, size: u64) -> Self {
        let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
            return Self::All;
        };
        let number = |digits: &str| {
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().ok()).flatten()
        };
        match (first, last) {
            ("", last) => match number(last) {
                Some(0) => Self::Outside,
                Some(_) if size == 0 => Self::Outside,
                Some(length) => Self::Part(size.saturating_sub(length)..size),
                None => Self::All,
            },
            (first, last) => {
                let Some(first) = number(first) else { return Self::All };
                let end = if last.is_empty() {
                    Some(size)
                } else {
                    number(last).map(|last| last.saturating_add(1).min(size))
                };
                match end {
                    _ if first >= size => Self::Outside,
                    Some(end) if first < end => Self::Part(first..end),
                    _ => Self::All,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_gives_that_part_and_nothing_past_the_end() {
        for (range, wanted) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=2-", Wanted::Part(2..10)),
            ("bytes=2-99", Wanted::Part(2..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-30", Wanted::Part(0..10)),
            ("bytes=10-", Wanted::Outside),
            ("bytes=-0", Wanted::Outside),
            ("bytes=5-2", Wanted::All),
            ("bytes=0-1,3-4", Wanted::All),
            ("bytes=-", Wanted::All),
            ("lines=1-2", Wanted::All),
            ("bytes=99999999999999999999-", Wanted::All),
        ] {
            assert_eq!(Wanted::read(range, 10), wanted, "{range}");
        }
        assert_eq!(Wanted::read("bytes=0-0", 0), Wanted::Outside);
    }

    #[test]
    fn a_name_cannot_end_its_header() {
        assert_eq!(disposition(false, "a\"\r\n; é.html"), "attachment; filename*=UTF-8''a%22%0D%0A%3B%20%C3%A9.html");
    }
}
