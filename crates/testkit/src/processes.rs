//! Programs that a test started.

use std::process::{Command, Stdio};

/// Sends a signal to processes, as the shell's own `kill` does: a bare Debian has no program of that name. Whether all
/// were there to hear it.
///
/// # Panics
/// Where there is no shell.
pub fn signal(name: &str, processes: &[String]) -> bool {
    let mut asked = Command::new("sh");
    asked.args(["-c", "kill \"$@\"", "sh", &format!("-{name}")]).args(processes).stderr(Stdio::null());
    asked.status().expect("a shell").success()
}
