//! As little of an HTTP client as a measure can do with: what it costs is taken from the program's share of the machine.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A request, written out once.
#[derive(Clone)]
pub(crate) struct Request(Vec<u8>);

impl Request {
    /// `GET path`, as a visitor or with a session's cookie.
    pub(crate) fn get(path: &str, cookie: Option<&str>) -> Self {
        Self::with(path, &cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default())
    }

    /// `GET path` as a browser asks: compressed where the server can.
    pub(crate) fn as_a_browser(path: &str) -> Self {
        Self::with(path, "accept-encoding: gzip, deflate, br\r\n")
    }

    fn with(path: &str, headers: &str) -> Self {
        Self(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n").into_bytes())
    }
}

/// What came back.
#[derive(Clone, Copy, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Bytes of the whole answer, head included.
    pub(crate) bytes: usize,
    head: usize,
}

/// A connection that is kept.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn ask(&mut self, request: &Request) -> io::Result<Answer> {
        self.stream.write_all(&request.0).await?;
        self.buffer.clear();
        let mut whole = None;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if whole.is_none() {
                whole = read_head(&self.buffer)?;
            }
            if let Some(answer) = whole
                && self.buffer.len() >= answer.bytes
            {
                return Ok(answer);
            }
        }
    }

    /// The body of the last answer.
    pub(crate) fn body(&self, answer: Answer) -> &[u8] {
        self.buffer.get(answer.head..answer.bytes).unwrap_or_default()
    }
}

/// Status and length, once the head is there. Every answer that is measured says its length.
fn read_head(buffer: &[u8]) -> io::Result<Option<Answer>> {
    let Some(head) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(buffer.get(..head).unwrap_or_default()).map_err(io::Error::other)?;
    let status = text.get(9..12).and_then(|status| status.parse().ok());
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    match (status, length) {
        (Some(status), Some(length)) => Ok(Some(Answer { status, bytes: head + 4 + length, head: head + 4 })),
        _ => Err(io::Error::other("an answer without status or length")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_once_its_length_is_there() {
        assert!(read_head(b"HTTP/1.1 200 OK\r\ncontent-le").unwrap().is_none());
        let answer = read_head(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab").unwrap().unwrap();
        assert_eq!((answer.status, answer.bytes, answer.head), (200, 43, 38));
        assert!(read_head(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
