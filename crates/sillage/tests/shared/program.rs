//! The program as a test runs it: a command to its end, or a `serve` that ends with the test.

#![allow(dead_code, reason = "each file of tests uses a part of it")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// A command on this data folder, in English, with nothing else of the environment.
pub fn sillage(data: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sillage"));
    command.args(typed).env_clear().env("SILLAGE_DATA", data).env("SILLAGE_LANG", "en");
    command
}

/// What it did, once it ended.
pub fn run(data: &Path, typed: &[&str]) -> Output {
    sillage(data, typed).stdin(Stdio::null()).output().unwrap()
}

/// A `serve` that ends with the test.
pub struct Served {
    pub process: Child,
    pub port: u16,
}

impl Served {
    /// Started on a free port, once it answers.
    pub fn start(command: Command) -> Self {
        Self::telling(command, Stdio::null())
    }

    /// The same, with its log going there.
    pub fn telling(mut command: Command, log: Stdio) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("listening http://localhost:").unwrap().parse().unwrap();
        Self { process, port }
    }

    /// A connection on which a wait is an error before long.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        stream
    }

    /// All that is answered to these bytes, until the server closes.
    pub fn ask(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // It may have answered and closed before it read all of them.
        let _ = stream.write_all(bytes);
        rest_of(&mut stream)
    }

    /// The answer to a plain request.
    pub fn get(&self, path: &str) -> String {
        let port = self.port;
        self.ask(format!("GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n").as_bytes())
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        assert!(testkit::processes::signal("TERM", &[self.process.id().to_string()]));
    }

    /// How it ended, within this time.
    pub fn end(&mut self, most: Duration) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < most, "still there after {most:?}");
            std::thread::yield_now();
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What is still to come on a connection, as text; a reset is an end too.
pub fn rest_of(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut piece = [0; 16 * 1024];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => answer.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("no end came: {error}"),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}
