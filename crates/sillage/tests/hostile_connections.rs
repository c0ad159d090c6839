//! What a connection may bring, against the program itself: each is answered or closed, and the next reader is served.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::time::Duration;

use program::{Served, rest_of, sillage};

fn served() -> (tempfile::TempDir, Served) {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(sillage(&folder.path().join("data"), &["serve", "--listen", "127.0.0.1:0"]));
    (folder, served)
}

/// The statuses of the answers, in order.
fn statuses(answer: &str) -> Vec<&str> {
    let after = |at: usize| answer.get(at + 8..at + 12)?.strip_prefix(' ');
    answer.match_indices("HTTP/1.").filter_map(|(at, _)| after(at)).collect()
}

const HOST: &str = "host: localhost\r\n";
const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

#[test]
fn whatever_the_bytes_the_answer_is_sound_and_the_next_reader_is_served() {
    let (_folder, served) = served();
    let get = |target: &str, headers: &str| format!("GET {target} HTTP/1.1\r\n{headers}connection: close\r\n\r\n");
    let post = |headers: &str, body: &str| format!("POST /theme HTTP/1.1\r\n{HOST}{FORM}{headers}\r\n{body}");
    let table: Vec<(&str, Vec<u8>, &[&str])> = vec![
        // What is not HTTP/1.
        ("every byte there is", (0..=255).chain(*b"\r\n\r\n").collect(), &["400"]),
        ("a TLS hello", [&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3][..], &[0x11; 200]].concat(), &["400"]),
        ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec(), &[]),
        ("HTTP/2.0 in words", format!("GET / HTTP/2.0\r\n{HOST}\r\n").into(), &["400"]),
        ("HTTP/0.9", b"GET /\r\n".to_vec(), &["400"]),
        ("HTTP/1.0", b"GET /healthz HTTP/1.0\r\n\r\n".to_vec(), &["200"]),
        (
            "an upgrade",
            get("/healthz", &format!("{HOST}upgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n")).into(),
            &["200"],
        ),
        // Where a request ends.
        ("two lengths", post("content-length: 6\r\ncontent-length: 5\r\n", "abcdef").into(), &["400"]),
        ("a negative length", post("content-length: -1\r\n", "").into(), &["400"]),
        ("a signed length", post("content-length: +5\r\n", "abcde").into(), &["400"]),
        ("a length past counting", post("content-length: 99999999999999999999\r\n", "a").into(), &["400"]),
        ("an unknown coding", post("transfer-encoding: xchunked\r\n", "0\r\n\r\n").into(), &["400"]),
        ("chunked, not last", post("transfer-encoding: chunked, identity\r\n", "0\r\n\r\n").into(), &["400"]),
        ("two codings", post("transfer-encoding: chunked\r\ntransfer-encoding: x\r\n", "0\r\n\r\n").into(), &["400"]),
        (
            "a length and chunks: what follows is not taken for a request",
            post(
                "content-length: 4\r\ntransfer-encoding: chunked\r\n",
                &format!("0\r\n\r\nGET /healthz HTTP/1.1\r\n{HOST}\r\n"),
            )
            .into(),
            &["303"],
        ),
        ("a chunk without a size", post("transfer-encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n").into(), &["400"]),
        (
            "a chunk with a long tale",
            post("transfer-encoding: chunked\r\n", &format!("5;{}\r\nabcde\r\n0\r\n\r\n", "a".repeat(40_000))).into(),
            &["400"],
        ),
        // The header.
        ("a folded header", get("/", &format!("{HOST}x: a\r\n b\r\n")).into(), &["400"]),
        ("a space before the colon", get("/", "host : localhost\r\n").into(), &["400"]),
        ("a NUL", get("/", &format!("{HOST}x: a\0b\r\n")).into(), &["400"]),
        ("200 headers", get("/", &format!("{HOST}{}", "x: a\r\n".repeat(200))).into(), &["431"]),
        ("no host", get("/", "").into(), &["400"]),
        ("two hosts", get("/", &format!("{HOST}host: evil.example\r\n")).into(), &["400"]),
        ("a host that is none", get("/", "host: a b/..\r\n").into(), &["400"]),
        ("another host", get("/healthz", "host: evil.example\r\n").into(), &["200"]),
        // The target.
        ("a whole address", get("http://evil.example/healthz", HOST).into(), &["200"]),
        ("no slash", get("healthz", HOST).into(), &["404"]),
        ("an address of raw letters", get("/é", HOST).into(), &["404"]),
        ("an asterisk", format!("OPTIONS * HTTP/1.1\r\n{HOST}connection: close\r\n\r\n").into(), &["404"]),
        ("a proxy asked", b"CONNECT evil.example:443 HTTP/1.0\r\n\r\n".to_vec(), &["404"]),
        ("TRACE", format!("TRACE / HTTP/1.1\r\n{HOST}connection: close\r\n\r\n").into(), &["405"]),
        ("a method of its own", format!("QUÉ / HTTP/1.1\r\n{HOST}\r\n").into(), &["400"]),
        // Several at once.
        (
            "three in one go",
            format!("{0}{0}{1}", format!("GET /healthz HTTP/1.1\r\n{HOST}\r\n"), get("/healthz", HOST)).into(),
            &["200", "200", "200"],
        ),
        ("one, then noise", format!("GET /healthz HTTP/1.1\r\n{HOST}\r\n\0\u{1}\r\n\r\n").into(), &["200", "400"]),
        (
            "a body that was asked for first",
            post("expect: 100-continue\r\ncontent-length: 10\r\nconnection: close\r\n", "theme=dark").into(),
            &["100", "303"],
        ),
        (
            "a body that nobody wants",
            get("/healthz", &format!("{HOST}content-length: 1000000000\r\n")).into(),
            &["200"],
        ),
    ];
    for (what, bytes, expected) in table {
        let answer = served.ask(&bytes);
        assert_eq!(statuses(&answer), expected, "{what}: {answer}");
        // Nobody is sent to another site, and nobody waits behind it.
        assert!(!answer.contains("evil.example"), "{what}: {answer}");
        assert!(served.get("/healthz").starts_with("HTTP/1.1 200"), "after {what}");
    }
}

/// Each of these is a client that stops; all wait side by side, so that the test lasts as long as the slowest.
#[test]
fn who_stops_in_the_middle_is_let_go() {
    let (_folder, served) = served();
    let begun = |bytes: &str| {
        let mut stream = served.connect();
        stream.write_all(bytes.as_bytes()).unwrap();
        stream
    };
    let mut header = begun("GET / HTTP/1.1\r\nhost: loc");
    let mut body = begun(&format!("POST /theme HTTP/1.1\r\n{HOST}{FORM}content-length: 100\r\n\r\nthe"));
    let mut chunks = begun(&format!("POST /theme HTTP/1.1\r\n{HOST}{FORM}transfer-encoding: chunked\r\n\r\n5\r\nthem"));
    let mut awaited =
        begun(&format!("POST /theme HTTP/1.1\r\n{HOST}expect: 100-continue\r\ncontent-length: 9\r\n\r\n"));
    let mut idle = begun(&format!("GET /healthz HTTP/1.1\r\n{HOST}\r\n"));
    let half = begun("GET / HTTP/1.1\r\n");
    half.shutdown(Shutdown::Write).unwrap();
    let gone = begun(&format!("GET / HTTP/1.1\r\n{HOST}\r\n"));
    drop(gone);
    assert_eq!(statuses(&rest_of(&mut header)), ["408"]);
    assert_eq!(statuses(&rest_of(&mut body)), ["408"]);
    assert_eq!(statuses(&rest_of(&mut chunks)), ["408"]);
    assert_eq!(statuses(&rest_of(&mut awaited)), ["100", "408"]);
    assert_eq!(statuses(&rest_of(&mut idle)), ["200"]);
    assert!(served.get("/healthz").starts_with("HTTP/1.1 200"));
}

#[test]
fn more_connections_than_descriptors_make_the_next_reader_wait_not_fail() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    // 170 descriptors are enough for 21 conversations.
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 170; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_sillage"), "serve", "--listen"])
        .arg("127.0.0.1:0")
        .env_clear()
        .env("SILLAGE_DATA", &data)
        .env("SILLAGE_LANG", "en");
    let served = Served::start(command);
    let mut silent: Vec<TcpStream> = (0..100).map(|_| served.connect()).collect();
    let mut last = silent.pop().unwrap();
    // Those that have a place give it back, since they say nothing; the others had none, and leave.
    silent.truncate(21);
    write!(last, "GET /notebooks HTTP/1.1\r\n{HOST}connection: close\r\n\r\n").unwrap();
    assert_eq!(statuses(&rest_of(&mut last)), ["200"]);
    let open = std::fs::read_dir(format!("/proc/{}/fd", served.process.id())).unwrap().count();
    assert!(open < 170, "{open} descriptors");
}

#[test]
fn asked_to_end_it_ends_soon_whoever_is_connected() {
    let (folder, mut served) = served();
    let mut kept_alive = served.connect();
    write!(kept_alive, "GET /healthz HTTP/1.1\r\n{HOST}\r\n").unwrap();
    let mut first = [0; 15];
    kept_alive.read_exact(&mut first).unwrap();
    let mut slow_header = served.connect();
    slow_header.write_all(b"GET / HTTP/1.1\r\nhost: loc").unwrap();
    let mut slow_body = served.connect();
    write!(slow_body, "POST /theme HTTP/1.1\r\n{HOST}{FORM}content-length: 10\r\n\r\ntheme").unwrap();
    // It has been read once the server asks for more of it.
    assert!(served.get("/healthz").starts_with("HTTP/1.1 200"));
    served.terminate();
    assert!(rest_of(&mut kept_alive).ends_with("ok"), "an idle connection is closed");
    write!(slow_body, "=dark").unwrap();
    assert_eq!(statuses(&rest_of(&mut slow_body)), ["303"], "a request in flight is finished");
    assert_eq!(served.end(Duration::from_secs(30)).code(), Some(0));
    drop(slow_header);
    // The folder is free at once.
    let mut again = Served::start(sillage(&folder.path().join("data"), &["serve", "--listen", "127.0.0.1:0"]));
    again.terminate();
    assert_eq!(again.end(Duration::from_secs(30)).code(), Some(0));
}
