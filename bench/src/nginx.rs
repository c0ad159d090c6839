//! The ceiling: nginx, serving the same bytes as files.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io};

use crate::client::Request;
use crate::load;
use crate::processes::{Process, Server};
use crate::trouble::{Result, Trouble};

const CONFIGURATION: &str = include_str!("../nginx.conf");
const PATIENCE: Duration = Duration::from_secs(10);

/// Keeps each page as the file of its address, and serves them.
pub(crate) fn start(folder: &Path, pages: &[(String, Vec<u8>)]) -> Result<Server> {
    for (address, bytes) in pages {
        let file = folder.join("pages").join(address.trim_start_matches('/'));
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, bytes)?;
    }
    let port = free_port()?;
    let configuration = folder.join("nginx.conf");
    // Started by root, it would serve as somebody who may not enter this folder.
    let user = if is_root()? { "user root;" } else { "" };
    let text = CONFIGURATION
        .replace("@USER@", user)
        .replace("@FOLDER@", &folder.display().to_string())
        .replace("@PORT@", &port.to_string());
    fs::write(&configuration, text)?;
    let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| Path::new(path).exists());
    let process = Process::start(
        Command::new(program.unwrap_or("nginx"))
            .arg("-c")
            .arg(&configuration)
            .arg("-p")
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )?;
    let server = Server { process, port };
    let Some((address, _)) = pages.first() else { return Err(Trouble::Said("no page to serve".to_owned())) };
    let began = Instant::now();
    while load::fetch(port, &Request::get(address, None)).is_err() {
        if began.elapsed() > PATIENCE {
            return Err(Trouble::Said("nginx does not answer".to_owned()));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(server)
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn is_root() -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(fs::metadata("/proc/self")?.uid() == 0)
}
