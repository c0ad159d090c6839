//! Processes that are measured: begun, looked at from outside, and ended.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;
use store::Location;

use crate::trouble::{Result, Trouble};

/// How long a process has to begin, or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process of ours. Dropping it ends it.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        Ok(Self(command.spawn()?))
    }

    /// Seconds of processor that it and its children used so far.
    pub(crate) fn processor_seconds(&self) -> f64 {
        let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.0.id())).unwrap_or_default();
        let children = children.split_whitespace().filter_map(|id| id.parse().ok());
        std::iter::once(self.0.id()).chain(children).map(processor_seconds_of).sum()
    }

    /// Its share of memory in MB (proportional set size, files mapped included).
    pub(crate) fn megabytes(&self) -> Result<f64> {
        let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.0.id()))?;
        let kilobytes =
            rollup.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse().ok());
        let kilobytes: f64 = kilobytes.ok_or_else(|| Trouble::Said("no proportional set size".to_owned()))?;
        Ok(kilobytes / 1024.0)
    }

    /// Asks it to end, and waits.
    pub(crate) fn end(&mut self) {
        // The shell's own kill: a bare Debian has no program of that name.
        let asked =
            Command::new("sh").args(["-c", "kill \"$@\"", "sh"]).args(["-TERM", &self.0.id().to_string()]).status();
        let began = Instant::now();
        while asked.as_ref().is_ok_and(std::process::ExitStatus::success) && began.elapsed() < PATIENCE {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        // It would not: it is ended, and waited for, whatever it answers.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.end();
        }
    }
}

/// User and system time, from `/proc/PID/stat` (proc(5)), in ticks of a hundredth.
fn processor_seconds_of(id: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let ticks: f64 = after_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// How many accounts the runs made: no two have the same name.
static PEOPLE: AtomicUsize = AtomicUsize::new(1);

/// What a command said under this name.
fn said(document: &Value, name: &str) -> Result<String> {
    let value = document.get(name).and_then(Value::as_str).filter(|value| !value.is_empty());
    value.map(str::to_owned).ok_or_else(|| Trouble::Said(format!("a command said no {name}")))
}

/// Where the notes of a run are: a data folder, and the database when it is not in there.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) program: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) database: Option<String>,
}

impl Site {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        // Nothing of the environment decides what is measured.
        command.env_clear().args(words).arg("--data").arg(&self.data).args(["--lang", "en", "--log", "warn"]);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    /// Runs a command to its end; gives the document that it prints, and the seconds it took.
    pub(crate) fn run(&self, words: &[&str]) -> Result<(Value, f64)> {
        let began = Instant::now();
        let output = self.command(words).arg("--json").output()?;
        let seconds = began.elapsed().as_secs_f64();
        if !output.status.success() {
            return Err(Trouble::Said(format!("sillage {} ended with {}", words.join(" "), output.status)));
        }
        Ok((serde_json::from_slice(&output.stdout)?, seconds))
    }

    /// Brings a folder in as one public notebook; gives the report and the seconds it took.
    pub(crate) fn import(&self, folder: &Path) -> Result<(Value, f64)> {
        self.run(&["import", "markdown", &folder.display().to_string(), "--notebook", "Mesures"])
    }

    /// The id of what a command of administration made.
    fn made(&self, words: &[&str]) -> Result<String> {
        let (made, _) = self.run(words)?;
        said(&made, "id")
    }

    /// An account of its own name; gives its id.
    pub(crate) fn person(&self, is_steward: bool) -> Result<String> {
        // One name an account, and several of them on each site.
        let name = format!("Personne {}", PEOPLE.fetch_add(1, Ordering::Relaxed));
        let mut words = vec!["admin", "person", "add", name.as_str()];
        if is_steward {
            words.push("--steward");
        }
        self.made(&words)
    }

    /// A cookie of this person's.
    pub(crate) fn session(&self, person: &str) -> Result<String> {
        let (session, _) = self.run(&["admin", "session", person])?;
        said(&session, "cookie")
    }

    /// A community; gives its id.
    pub(crate) fn community(&self, alias: &str) -> Result<String> {
        self.made(&["admin", "community", "add", alias, alias])
    }

    /// Has a person belong to a community.
    pub(crate) fn member(&self, community: &str, person: &str, role: &str) -> Result<()> {
        self.run(&["admin", "member", "add", community, person, "--role", role])?;
        Ok(())
    }

    /// An account that has a mail address, and the page where its password is chosen.
    pub(crate) fn account(&self, mail: &str) -> Result<String> {
        let name = format!("Personne {}", PEOPLE.fetch_add(1, Ordering::Relaxed));
        let (account, _) = self.run(&["admin", "create-steward", &name, mail])?;
        let link = said(&account, "link")?;
        let place = link.find("/reset/").and_then(|at| link.get(at..));
        place.map(str::to_owned).ok_or_else(|| Trouble::Said(format!("{link} is no page of a password")))
    }

    /// Where its database is.
    pub(crate) fn location(&self) -> Location {
        match &self.database {
            Some(address) => Location::Postgres(address.clone()),
            None => Location::Sqlite(self.data.join("sillage.db")),
        }
    }

    /// Serves, with its figures for Prometheus on `figures` where that is asked for.
    pub(crate) fn serve(&self, figures: Option<&str>) -> Result<Server> {
        match figures {
            Some(address) => self.serve_with(&["--metrics-listen", address]),
            None => self.serve_with(&[]),
        }
    }

    /// Serves, with other flags.
    pub(crate) fn serve_with(&self, flags: &[&str]) -> Result<Server> {
        let mut command = self.command(&[["serve", "--listen", "127.0.0.1:0"].as_slice(), flags].concat());
        let mut child = command.spawn()?;
        let output = child.stdout.take();
        let process = Process(child);
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let read = output.map(|output| BufReader::new(output).read_line(&mut line));
            // Nobody listens any more once it took too long.
            let _ = tell.send((read, line));
        });
        let (_, line) = told.recv_timeout(PATIENCE).map_err(|_| Trouble::Said("serve does not begin".to_owned()))?;
        let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.ok_or_else(|| Trouble::Said(format!("serve said {line:?}")))?;
        Ok(Server { process, port })
    }
}

/// A program that answers on a port.
pub(crate) struct Server {
    pub(crate) process: Process,
    pub(crate) port: u16,
}
