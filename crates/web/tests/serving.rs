//! The accept loop, over real sockets.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

async fn serving(app: Router) -> (std::net::SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel();
    (address, end, tokio::spawn(web::serve(listener, app, ended)))
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await.unwrap().unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_header_that_is_not_whole_in_ten_seconds_is_answered_408() {
    let (address, _end, _) = serving(Router::new().route("/", get(|| async { "a" }))).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n").await.unwrap();
    let mut silent = TcpStream::connect(address).await.unwrap();
    assert!(answer(&mut slow).await.starts_with("HTTP/1.1 408 "));
    assert_eq!(answer(&mut silent).await, "");
}

#[tokio::test]
async fn what_is_too_large_to_be_read_has_its_own_status() {
    let (address, _end, _) = serving(Router::new()).await;
    for (request, status) in [
        (format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(100_000)), "HTTP/1.1 414 "),
        (format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "a".repeat(200_000)), "HTTP/1.1 431 "),
        ("NOT HTTP\r\n\r\n".to_owned(), "HTTP/1.1 400 "),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let _ = stream.write_all(request.as_bytes()).await;
        let mut first = [0; 13];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&first), status);
    }
}

#[tokio::test]
async fn the_end_lets_a_request_in_flight_finish() {
    let (reached, reaching) = oneshot::channel();
    let (go_on, going_on) = oneshot::channel::<()>();
    let waits = std::sync::Arc::new(tokio::sync::Mutex::new(Some((reached, going_on))));
    let app = Router::new().route(
        "/",
        get(move || async move {
            let (reached, going_on) = waits.lock().await.take().unwrap();
            reached.send(()).unwrap();
            going_on.await.unwrap();
            "whole"
        }),
    );
    let (address, end, served) = serving(app).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
    reaching.await.unwrap();
    end.send(()).unwrap();
    // One that waits for nothing is closed at once, and no new one is taken.
    assert_eq!(answer(&mut idle).await, "");
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!served.is_finished());
    go_on.send(()).unwrap();
    let answered = answer(&mut stream).await;
    assert!(answered.starts_with("HTTP/1.1 200 ") && answered.ends_with("whole"), "{answered}");
    tokio::time::timeout(Duration::from_secs(5), served).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_thousand_idle_connections_leave_the_others_served() {
    let (address, _end, _) = serving(Router::new().route("/", get(|| async { "a" }))).await;
    let mut idle = Vec::new();
    for _ in 0..1000 {
        match TcpStream::connect(address).await {
            Ok(stream) => idle.push(stream),
            // A small machine gives fewer descriptors: what it gave is enough to tell.
            Err(_) => break,
        }
    }
    idle.truncate(idle.len().saturating_sub(20));
    for _ in 0..100 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
        assert!(answer(&mut stream).await.ends_with('a'));
    }
}
