//! The program under test: commands to their end, a `serve` that is asked over HTTP, databases of their own.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use store::{Location, Store};

/// Where a round keeps its database and its files.
#[derive(Clone)]
pub struct Place {
    /// The data folder.
    pub data: std::path::PathBuf,
    /// The database.
    pub database: String,
}

impl Place {
    /// A data folder with SQLite inside.
    pub fn sqlite(data: &Path) -> Self {
        std::fs::create_dir_all(data).unwrap();
        Self { data: data.to_owned(), database: format!("sqlite:{}", data.join("sillage.db").display()) }
    }

    /// The database, for a store of our own.
    pub fn location(&self) -> Location {
        Location::parse(&self.database).unwrap()
    }

    /// A command of the program on this place.
    pub fn command(&self, typed: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("SILLAGE_BIN").expect("SILLAGE_BIN"));
        command
            .args(typed)
            .env_clear()
            .env("SILLAGE_LANG", "en")
            .env("SILLAGE_DATA", &self.data)
            .env("SILLAGE_DATABASE", &self.database)
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, typed: &[&str]) -> Output {
        self.command(typed).output().unwrap()
    }

    /// Whether `check` finds nothing amiss, else what it finds.
    pub fn check(&self) -> Result<(), String> {
        let output = self.run(&["check", "--json"]);
        if output.status.success() {
            return Ok(());
        }
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for problem in report["problems"].as_array().into_iter().flatten() {
            *counted.entry(format!("{} of {}", problem["code"], problem["thing"])).or_default() += 1;
        }
        let problems: Vec<String> = counted.iter().map(|(problem, count)| format!("{count} {problem}")).collect();
        Err(if problems.is_empty() { said(&output) } else { problems.join(", ") })
    }

    /// Imports a folder to its end; the report.
    pub fn import_whole(&self, folder: &Path, notebook: &str) -> Result<Value, String> {
        match self.import(folder, notebook) {
            (0, report, _) => Ok(report),
            (code, _, said) => Err(format!("exit {code}, {said}")),
        }
    }

    /// Imports a folder; gives the exit code and, where it went well, the report.
    pub fn import(&self, folder: &Path, notebook: &str) -> (i32, Value, String) {
        let output = self.run(&["import", "markdown", folder.to_str().unwrap(), "--notebook", notebook, "--json"]);
        let report = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.code().unwrap_or(-1), report, said(&output))
    }
}

fn said(output: &Output) -> String {
    let words = [&output.stdout[..], &output.stderr[..]].concat();
    let words = String::from_utf8_lossy(&words);
    let tail: Vec<&str> = words.lines().rev().take(6).collect();
    tail.into_iter().rev().collect::<Vec<_>>().join(" | ")
}

/// A `serve`, ended with its owner.
pub struct Served {
    process: Child,
    port: u16,
}

impl Served {
    /// Starts on a free port; returns once it answers.
    pub fn start(place: &Place) -> Self {
        let mut process = place
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok()).expect("it listens");
        Self { process, port }
    }

    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// The whole answer to a GET.
    pub fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The status of the answer.
    pub fn status(&self, path: &str) -> u16 {
        self.get(path).get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    /// Whether it answers so, at once.
    pub fn answers(&self, path: &str, status: u16) -> Result<(), String> {
        match self.status(path) {
            found if found == status => Ok(()),
            found => Err(format!("{path} answers {found}, not {status}")),
        }
    }

    /// Waits until this address answers so; what it answered last where it does not in time.
    pub fn wait_for(&self, path: &str, status: u16, most: Duration) -> Result<Duration, String> {
        let began = Instant::now();
        loop {
            let found = self.status(path);
            if found == status {
                return Ok(began.elapsed());
            }
            if began.elapsed() > most {
                return Err(format!("{path} answers {found}, not {status}, after {most:?}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until it has derived all that follows from what was written.
    pub fn catches_up(&self, most: Duration) -> Result<(), String> {
        let began = Instant::now();
        loop {
            let answer = self.get("/readyz");
            let ready: Value =
                answer.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str(body).ok()).unwrap_or_default();
            let behind = ready["projections"]
                .as_array()
                .map(|all| all.iter().filter(|one| one["behind_seconds"] != 0.0).count());
            if behind == Some(0) {
                return Ok(());
            }
            if began.elapsed() > most {
                return Err(format!("behind after {most:?}: {}", ready["projections"]));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Whether it is still the process that was started.
    pub fn lives(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a future to its end, for the store.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(future)
}

/// The store of a place, opened for one question.
pub fn asked<T>(place: &Place, ask: impl AsyncFnOnce(&Store) -> T) -> T {
    wait(async {
        let store = Store::open(&place.location()).await.expect("the database opens");
        ask(&store).await
    })
}

/// The PostgreSQL that may be harmed, where there is one.
pub fn postgres() -> Option<String> {
    std::env::var("SILLAGE_FAULTS_POSTGRES").ok().filter(|address| !address.is_empty())
}

/// A database of one round.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Made anew.
    pub fn make(server: &str, name: &str) -> Self {
        let made = Self { server: server.to_owned(), name: name.to_owned() };
        made.run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        made.run(&format!("CREATE DATABASE {name}"));
        made
    }

    /// The place of a round: this database, and a folder for files.
    pub fn place(&self, data: &Path) -> Place {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        Place { data: data.to_owned(), database: format!("{server}/{}", self.name) }
    }

    fn run(&self, statement: &str) {
        wait(async {
            let (client, connection) = tokio_postgres::connect(&self.server, tokio_postgres::NoTls).await.unwrap();
            let connection = tokio::spawn(connection);
            client.batch_execute(statement).await.unwrap();
            drop(client);
            let _ = connection.await;
        });
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.run(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}
