//! Files that never change under their name: the style sheets, the script and the mark.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::faults::Fault;
use crate::kept::takes;

/// A file of the program.
pub(crate) struct Asset {
    word: &'static str,
    name: &'static str,
    path: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    gzip: &'static [u8],
    brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of the whole style sheet.
pub(crate) fn style() -> &'static str {
    path_of("style")
}

/// The address of the part of it that a text does not need: what stands around one, lists, print.
pub(crate) fn rest_of_style() -> &'static str {
    path_of("rest")
}

/// The address of the script of reading pages.
pub(crate) fn script() -> &'static str {
    path_of("reading")
}

/// The address of the script that talks to passkeys.
pub(crate) fn passkeys() -> &'static str {
    path_of("passkeys")
}

/// The address of the mark.
pub(crate) fn mark() -> &'static str {
    path_of("mark")
}

fn path_of(word: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.word == word).map_or("", |asset| asset.path)
}

/// Sends one, compressed where the reader takes it.
pub(crate) async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Fault> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(Fault::NotFound)?;
    let (bytes, coding) = if takes(&headers, "br") {
        (asset.brotli, Some("br"))
    } else if takes(&headers, "gzip") {
        (asset.gzip, Some("gzip"))
    } else {
        (asset.plain, None)
    };
    let mut response = Body::from(bytes).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}
