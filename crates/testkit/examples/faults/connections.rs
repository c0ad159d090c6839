//! A thousand idle connections and a reader beside them, measured and said; and those who never end what they ask.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::folders;
use crate::program::{Place, Served};
use crate::tally::{Kind, Tally};

const IDLE: usize = 1_000;
const SLOW: usize = 50;
const ASKED: usize = 2_000;
/// How long a reader is measured, at most: who says nothing is let go after ten seconds.
const MEASURED: Duration = Duration::from_secs(5);
/// When the system of who finds no room tries again (RFC 6298, 2.1).
const TRIED_AGAIN: Duration = Duration::from_millis(900);
/// What a header has to be whole in, with room for a machine that is busy.
const HEADER: Duration = Duration::from_secs(20);

/// Measures a reader alone, then beside a thousand connections that say nothing; then waits for what slow headers get.
pub fn idle(tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    folders::make(&kept.path().join("folder"), 10, 6);
    let place = Place::sqlite(&kept.path().join("data"));
    let report = place.import_whole(&kept.path().join("folder"), "Jardin").unwrap();
    let address = report["files"][0]["address"].as_str().unwrap().to_owned();
    let mut served = Served::start(&place);
    let alone = read(&served, &address);

    let mut kind = Kind::new("idle connections");
    let (silent, waited): (Vec<TcpStream>, Vec<Duration>) = (0..IDLE)
        .map(|_| {
            let began = Instant::now();
            (served.connect(), began.elapsed())
        })
        .unzip();
    kind.made_many(IDLE);
    let beside = read(&served, &address);
    // Each of them is still there: what was measured is what was said.
    let there = silent.iter().filter(|stream| !has_ended(stream)).count();
    let at_once = waited.iter().filter(|waited| **waited < TRIED_AGAIN).count();
    kind.counted("found room in the queue at once", "idle", at_once, IDLE, Vec::new());
    kind.counted("are there while the reader is measured", "idle", there, IDLE, Vec::new());
    kind.figure(format!(
        "a reader's p50 {:.1?}, p99 {:.1?}; alone {:.1?}, {:.1?}",
        beside.0, beside.1, alone.0, alone.1
    ));
    tally.told(&kind);
    drop(silent);

    let mut kind = Kind::new("headers that never end");
    let began = Instant::now();
    let slow: Vec<TcpStream> = (0..SLOW).map(|_| begun(&served, &address)).collect();
    let beside = read(&served, &address);
    let mut longest = Duration::ZERO;
    for mut stream in slow {
        kind.made();
        let answer = last_words(&mut stream);
        longest = longest.max(began.elapsed());
        let told = answer.starts_with("HTTP/1.1 408 ");
        let found = if told { Ok(()) } else { Err(format!("{:?}", answer.lines().next().unwrap_or("nothing"))) };
        kind.saw("are told 408", "slow", found);
    }
    kind.saw(
        "serve goes on",
        "slow",
        served.get(&address).starts_with("HTTP/1.1 200").then_some(()).ok_or_else(String::new),
    );
    kind.saw("serve is the same process", "slow", served.lives().then_some(()).ok_or_else(String::new));
    kind.figure(format!(
        "a reader's p50 {:.1?}, p99 {:.1?} beside them; the last was let go after {longest:.1?}",
        beside.0, beside.1
    ));
    tally.told(&kind);
}

fn begun(served: &Served, address: &str) -> TcpStream {
    let mut stream = served.connect();
    write!(stream, "GET {address} HTTP/1.1\r\nhost: localhost\r\nx-slow: ").unwrap();
    stream.set_read_timeout(Some(HEADER)).unwrap();
    stream
}

fn last_words(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn has_ended(mut stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    matches!(stream.read(&mut [0]), Ok(0))
}

/// How long a page takes on one kept connection: half of the answers, and all but one in a hundred.
fn read(served: &Served, address: &str) -> (Duration, Duration) {
    let mut stream = served.connect();
    let began = Instant::now();
    let mut times: Vec<Duration> = (0..ASKED)
        .take_while(|_| began.elapsed() < MEASURED)
        .map(|_| {
            let began = Instant::now();
            write!(stream, "GET {address} HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
            whole_answer(&mut stream);
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn whole_answer(stream: &mut TcpStream) {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = stream.read(&mut piece).unwrap();
        assert!(read > 0, "an answer");
        bytes.extend_from_slice(&piece[..read]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        if bytes.len() >= end + 4 + length.parse::<usize>().unwrap() {
            return;
        }
    }
}
