//! Commits and texts by their id, from one `git cat-file` that is kept open.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Mutex, PoisonError};

use super::git;
use crate::markdown::{LARGEST_NOTE, Refusal};

/// Bytes of a commit, at most.
const LARGEST_COMMIT: u64 = 1024 * 1024;

/// The objects of a repository.
#[derive(Debug)]
pub(super) struct Objects {
    root: PathBuf,
    open: Mutex<Option<Batch>>,
}

#[derive(Debug)]
struct Batch {
    child: Child,
    asked: ChildStdin,
    told: BufReader<ChildStdout>,
}

impl Objects {
    pub(super) fn of(root: &Path) -> Self {
        Self { root: root.to_owned(), open: Mutex::new(None) }
    }

    /// The bytes of a text.
    pub(super) fn blob(&self, id: &str) -> Result<Vec<u8>, Refusal> {
        self.read(id, "blob", LARGEST_NOTE)
    }

    /// The bytes of a commit.
    pub(super) fn commit(&self, id: &str) -> Result<Vec<u8>, Refusal> {
        self.read(id, "commit", LARGEST_COMMIT)
    }

    fn read(&self, id: &str, kind: &str, most: u64) -> Result<Vec<u8>, Refusal> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = match open.take() {
            Some(batch) => batch,
            None => Batch::start(&self.root).map_err(|_| Refusal::Unreadable)?,
        };
        // A program that answered otherwise than it should is not asked again.
        let read = batch.read(id, kind, most).map_err(|_| Refusal::Unreadable)?;
        *open = Some(batch);
        read
    }
}

impl Batch {
    fn start(root: &Path) -> io::Result<Self> {
        let mut child = git::command(root, &["cat-file", "--batch"]).stdin(Stdio::piped()).spawn()?;
        let asked = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let told = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child, asked, told: BufReader::new(told) })
    }

    fn read(&mut self, id: &str, kind: &str, most: u64) -> io::Result<Result<Vec<u8>, Refusal>> {
        writeln!(self.asked, "{id}")?;
        self.asked.flush()?;
        let mut head = Vec::new();
        (&mut self.told).take(400).read_until(b'\n', &mut head)?;
        let head = String::from_utf8(head).map_err(io::Error::other)?;
        let mut words = head.split_whitespace().skip(1);
        let (is, size) = (words.next().unwrap_or_default(), words.next());
        let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
            return if is == "missing" { Ok(Err(Refusal::Unreadable)) } else { Err(io::Error::other("unexpected")) };
        };
        if is != kind || size > most {
            io::copy(&mut (&mut self.told).take(size.saturating_add(1)), &mut io::sink())?;
            return Ok(Err(if is == kind { Refusal::TooLarge } else { Refusal::SpecialFile }));
        }
        let mut bytes = Vec::new();
        (&mut self.told).take(size).read_to_end(&mut bytes)?;
        io::copy(&mut (&mut self.told).take(1), &mut io::sink())?;
        if bytes.len() as u64 == size { Ok(Ok(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It ends by itself once nothing asks; what it answers then is nobody's affair.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
