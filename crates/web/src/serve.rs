//! The accept loop: as many conversations as there are descriptors for, deadlines, limits of size, and an end that lets
//! requests in flight finish.

mod descriptors;
mod pace;

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Request, StatusCode, Version, header};
use axum::response::{IntoResponse as _, Response};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::Service;

use crate::peer::Peer;
use pace::{Paced, Reading};

/// How long a client may take to send a whole header.
const HEADER_DEADLINE: Duration = Duration::from_secs(10);

/// Bytes of one request's line and headers that are read before giving up. Twice what is accepted, so that a
/// header or an address that is too long is answered with its own status.
const HEADER_BUFFER: usize = 128 * 1024;

/// How long requests in flight have to finish once the end was asked for.
const LAST_REQUESTS: Duration = Duration::from_secs(25);

/// How long to wait when the system has no more descriptors to give.
const OUT_OF_DESCRIPTORS: Duration = Duration::from_millis(100);

const TIMED_OUT: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\
    x-content-type-options: nosniff\r\n\r\n";

/// Serves `app` until `shutdown` resolves, then waits for the requests in flight (25 s at most).
pub async fn serve<S>(listener: TcpListener, app: S, shutdown: impl Future)
where
    S: Service<Request<Body>, Response = Response, Error = Infallible> + Clone + Send + Unpin + 'static,
    S::Future: Send + Unpin + 'static,
{
    let (closing, closed) = watch::channel(false);
    let places = Arc::new(Semaphore::new(descriptors::places()));
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            biased;
            _ = &mut shutdown => break,
            accepted = next(&listener, &places) => accepted,
        };
        match accepted {
            Ok((stream, peer, place)) => {
                tokio::spawn(converse(stream, peer, place, app.clone(), closed.clone()));
            }
            // The peer left before we looked: the next one is waiting.
            Err(error) if is_of_the_peer(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot accept");
                tokio::time::sleep(OUT_OF_DESCRIPTORS).await;
            }
        }
    }
    drop(listener);
    drop(closed);
    let _ = closing.send(true);
    // Each conversation holds a receiver: when none is left, all have ended.
    let _ = tokio::time::timeout(LAST_REQUESTS, closing.closed()).await;
}

/// The next conversation, once there is a place for it. Who finds none waits in the system's queue; a silent
/// conversation gives its place back within seconds.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<(TcpStream, Peer, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, Peer(peer.ip()), place))
}

fn is_of_the_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}

/// One connection, from its first request to its last.
async fn converse<S>(
    stream: TcpStream,
    peer: Peer,
    _place: OwnedSemaphorePermit,
    app: S,
    mut closed: watch::Receiver<bool>,
) where
    S: Service<Request<Body>, Response = Response, Error = Infallible> + Clone + Send + Unpin + 'static,
    S::Future: Send + Unpin + 'static,
{
    let _ = stream.set_nodelay(true);
    // Always ready: what limits readers is in front of it.
    let answers = service_fn(move |request| answer(&mut app.clone(), peer, request));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_DEADLINE)
        .max_buf_size(HEADER_BUFFER)
        .serve_connection(TokioIo::new(Reading::new(stream)), answers);
    let ended = {
        let mut asked = pin!(async move {
            let _ = closed.wait_for(|closing| *closing).await;
            // Kept until the connection ends, so that the end of all of them can be awaited.
            closed
        });
        let mut held = None;
        poll_fn(|context| {
            if held.is_none()
                && let Poll::Ready(receiver) = asked.as_mut().poll(context)
            {
                held = Some(receiver);
                Pin::new(&mut connection).graceful_shutdown();
            }
            connection.poll_without_shutdown(context)
        })
        .await
    };
    let timed_out = ended.is_err_and(|error| error.is_timeout());
    let parts = connection.into_parts();
    let mut stream = parts.io.into_inner();
    // Between two requests silence is allowed, and ends without a word.
    if timed_out && !parts.read_buf.is_empty() {
        let _ = stream.write_all(TIMED_OUT).await;
    }
    let _ = stream.shutdown().await;
}

/// The site's answer; 400 where the request does not say of which site, 408 where its body stopped coming.
fn answer<S>(app: &mut S, peer: Peer, mut request: Request<Incoming>) -> Answering<S::Future>
where
    S: Service<Request<Body>, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    if !names_one_host(&request) {
        return Answering::Refused(Some(closing(StatusCode::BAD_REQUEST)));
    }
    request.extensions_mut().insert(peer);
    if request.body().is_end_stream() {
        return Answering::Whole(app.call(request.map(Body::new)));
    }
    let (parts, body) = request.into_parts();
    let (body, stopped) = Paced::new(body);
    let answering = app.call(Request::from_parts(parts, Body::new(body)));
    Answering::Paced(Box::pin(async move {
        let response = answering.await?;
        let slow = stopped.load(Ordering::Relaxed);
        Ok(if slow { closing(StatusCode::REQUEST_TIMEOUT) } else { response })
    }))
}

/// An answer on its way; boxed only where a body is read.
enum Answering<F> {
    Refused(Option<Response>),
    Whole(F),
    Paced(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl<F: Future<Output = Result<Response, Infallible>> + Unpin> Future for Answering<F> {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Refused(response) => Poll::Ready(Ok(response.take().unwrap_or_default())),
            Self::Whole(answering) => Pin::new(answering).poll(context),
            Self::Paced(answering) => answering.as_mut().poll(context),
        }
    }
}

/// Whether one host is named, as HTTP/1.1 asks (RFC 9112, 3.2): with two, a proxy before us may have read the other one.
fn names_one_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => request.version() < Version::HTTP_11,
        (Some(host), None) => host.is_empty() || Authority::try_from(host.as_bytes()).is_ok(),
        (Some(_), Some(_)) => false,
    }
}

/// An answer without words, after which nothing more is read.
fn closing(status: StatusCode) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
