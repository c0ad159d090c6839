//! The accept loop: deadlines for headers, limits of size, and an end that lets requests in flight finish.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::Service;

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
    S::Future: Send + Unpin,
{
    let (closing, closed) = watch::channel(false);
    let closing = Arc::new(closing);
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            biased;
            _ = &mut shutdown => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                tokio::spawn(converse(stream, app.clone(), closed.clone()));
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

fn is_of_the_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    )
}

/// One connection, from its first request to its last.
async fn converse<S>(stream: TcpStream, app: S, mut closed: watch::Receiver<bool>)
where
    S: Service<Request<Body>, Response = Response, Error = Infallible> + Clone + Send + Unpin + 'static,
    S::Future: Send + Unpin,
{
    let _ = stream.set_nodelay(true);
    // Always ready: what limits readers is in front of it.
    let answer = service_fn(move |request: Request<Incoming>| app.clone().call(request.map(Body::new)));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_DEADLINE)
        .max_buf_size(HEADER_BUFFER)
        .serve_connection(TokioIo::new(stream), answer);
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
