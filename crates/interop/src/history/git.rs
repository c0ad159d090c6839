//! The `git` program, with fixed arguments: nothing of its environment, of its settings or of the repository's makes it
//! start another program or speak to a network.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use super::HistoryError;

/// Where a folder stands in its repository.
pub(super) struct Place {
    /// The path from the top of the repository, with its `/`.
    pub(super) prefix: String,
    pub(super) is_shallow: bool,
    pub(super) has_commits: bool,
}

/// A command of git that works in the folder at `root`.
pub(super) fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.env_clear();
    for kept in ["PATH", "SYSTEMROOT"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
        .env("LC_ALL", "C")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", if cfg!(windows) { "NUL" } else { "/dev/null" })
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        // A clone that lacks objects would ask its origin for them, by whatever program its settings name.
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "none")
        // The folder is often another account's: it was named by who may read it, and nothing in it is run.
        .args(["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        // What it keeps in memory of texts it has read: 96 MB unsaid.
        .args(["-c", "core.deltaBaseCacheLimit=16m"])
        .args(["-c", "core.quotePath=false", "--no-pager", "--literal-pathspecs", "-C"])
        .arg(root)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// Looks where the folder stands.
pub(super) fn place(root: &Path) -> Result<Place, HistoryError> {
    let mut asked = command(root, &["rev-parse", "--show-prefix", "--is-shallow-repository"]);
    let output = asked.stderr(Stdio::piped()).output().map_err(|error| unstarted(&error))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(if words.contains("not a git repository") {
            HistoryError::NotARepository
        } else {
            HistoryError::Failed(words)
        });
    }
    let said = String::from_utf8(output.stdout).map_err(|error| HistoryError::Failed(error.to_string()))?;
    let mut lines = said.lines();
    let prefix = lines.next().unwrap_or_default().to_owned();
    let is_shallow = lines.next() == Some("true");
    let head = command(root, &["rev-parse", "--verify", "--quiet", "HEAD"]).output();
    let has_commits = head.map_err(|error| unstarted(&error))?.status.success();
    Ok(Place { prefix, is_shallow, has_commits })
}

/// Why a program did not start.
pub(super) fn unstarted(error: &std::io::Error) -> HistoryError {
    if error.kind() == ErrorKind::NotFound { HistoryError::NoGit } else { HistoryError::Failed(error.to_string()) }
}
