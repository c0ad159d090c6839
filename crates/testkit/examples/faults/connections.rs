//! A thousand idle connections, and a reader beside them. Measured and said; no promise hangs on the machine's speed.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::folders;
use crate::program::{Place, Served};
use crate::tally::Tally;

const IDLE: usize = 1_000;
const ASKED: usize = 2_000;

/// Measures a reader alone, then beside a thousand connections that say nothing.
pub fn idle(tally: &mut Tally) {
    let kept = tempfile::tempdir().unwrap();
    folders::make(&kept.path().join("folder"), 10, 6);
    let place = Place::sqlite(&kept.path().join("data"));
    let (code, report, said) = place.import(&kept.path().join("folder"), "Jardin");
    assert_eq!(code, 0, "{said}");
    let address = report["files"][0]["address"].as_str().unwrap().to_owned();
    let served = Served::start(&place);
    let alone = read(&served, &address);
    let silent: Vec<TcpStream> = (0..IDLE).map(|_| served.connect()).collect();
    let beside = read(&served, &address);
    // Each of them is still there: what was measured is what was said.
    let gone = silent.iter().filter(|stream| has_ended(stream)).count();
    let mut lost = Vec::new();
    if gone > 0 {
        lost.push(format!("{gone} of {IDLE} were closed while the reader was measured"));
    }
    let found =
        format!("a reader's p50 {:.1?}, p99 {:.1?} (alone {:.1?}, {:.1?})", beside.0, beside.1, alone.0, alone.1);
    tally.told(&format!("{IDLE} idle connections"), 1, &found, &lost);
}

fn has_ended(mut stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    matches!(stream.read(&mut [0]), Ok(0))
}

/// How long a page takes on one kept connection: half of the answers, and all but one in a hundred.
fn read(served: &Served, address: &str) -> (Duration, Duration) {
    let mut stream = served.connect();
    let mut times: Vec<Duration> = (0..ASKED)
        .map(|_| {
            let began = Instant::now();
            write!(stream, "GET {address} HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
            whole_answer(&mut stream);
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[ASKED / 2], times[ASKED * 99 / 100])
}

fn whole_answer(stream: &mut TcpStream) {
    let mut bytes = Vec::new();
    let mut piece = [0; 64 * 1024];
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
