//! As little of an HTTP client as a measure can do with: what it costs is taken from the program's share of the machine.

use std::io;

use domain::address::encode_segment;
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

    /// `POST path` with the fields of a form, as a visitor or with a session's cookie.
    pub(crate) fn form(path: &str, cookie: Option<&str>, fields: &[(&str, &str)]) -> Self {
        Self::form_from(path, cookie, fields, "")
    }

    /// The same, with what a proxy says of where it comes from.
    pub(crate) fn form_for(path: &str, from: &str, fields: &[(&str, &str)]) -> Self {
        Self::form_from(path, None, fields, &format!("x-forwarded-for: {from}\r\n"))
    }

    fn form_from(path: &str, cookie: Option<&str>, fields: &[(&str, &str)], headers: &str) -> Self {
        let fields = fields.iter().map(|(name, value)| format!("{name}={}", encode_segment(value)));
        let body = fields.collect::<Vec<_>>().join("&");
        let cookie = cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
        let length = body.len();
        Self(
            format!(
                "POST {path} HTTP/1.1\r\nhost: localhost\r\n{headers}{cookie}\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
            )
            .into_bytes(),
        )
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

    /// What a header of the last answer says; nothing where it is not there.
    pub(crate) fn header(&self, answer: Answer, name: &str) -> Option<&str> {
        let head = std::str::from_utf8(self.buffer.get(..answer.head)?).ok()?;
        head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
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

    #[test]
    fn a_form_says_its_length_and_no_word_of_it_ends_a_field() {
        let Request(bytes) = Request::form("/new", Some("a=b"), &[("title", "é & l"), ("key", "k")]);
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, "title=%C3%A9%20%26%20l&key=k");
        assert!(head.starts_with("POST /new HTTP/1.1\r\nhost: localhost\r\ncookie: a=b\r\n"), "{head}");
        assert!(head.ends_with(&format!("content-length: {}", body.len())), "{head}");
    }
}
