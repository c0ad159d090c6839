//! What a form sent, read before its page is made: it is shown again where that page may not do yet what it asks.

use std::mem;

use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt as _, stream};

/// What a form sent, where it is whole within these bytes. The request goes on with the same body, whatever it is.
pub(super) async fn read(request: &mut Request<Body>, most: usize) -> Option<Bytes> {
    if !is_form(request.headers()) {
        return None;
    }
    let mut rest = mem::take(request.body_mut()).into_data_stream();
    let mut held = BytesMut::new();
    let last = loop {
        match rest.next().await {
            None => {
                let sent = held.freeze();
                *request.body_mut() = Body::from(sent.clone());
                return Some(sent);
            }
            Some(Ok(piece)) if held.len() + piece.len() <= most => held.extend_from_slice(&piece),
            Some(last) => break last,
        }
    };
    // Too large, or broken off: that is for the page to say.
    *request.body_mut() = Body::from_stream(stream::iter([Ok(held.freeze()), last]).chain(rest));
    None
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[tokio::test]
    async fn a_body_goes_on_as_it_came_whether_it_was_kept_or_not() {
        let form = "application/x-www-form-urlencoded; charset=utf-8";
        let pieces = ["title=Berge", "&body=", "Un+texte."];
        let whole = pieces.concat();
        for (kind, most, kept) in [
            (form, 100, true),
            (form, whole.len(), true),
            (form, whole.len() - 1, false),
            (form, 0, false),
            ("multipart/form-data; boundary=b", 100, false),
            ("", 100, false),
        ] {
            let body = Body::from_stream(stream::iter(pieces.map(Ok::<_, axum::Error>)));
            let mut request = Request::builder().header("content-type", kind).body(body).unwrap();
            let sent = read(&mut request, most).await;
            assert_eq!(sent, kept.then(|| Bytes::from(whole.clone())), "{kind}, {most}");
            assert_eq!(to_bytes(request.into_body(), 100).await.unwrap(), whole, "{kind}, {most}");
        }
    }
}
