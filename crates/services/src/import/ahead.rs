//! Reading ahead: files are read and understood on threads of their own, while the notes before them are written.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::mpsc;

use super::{Folder, Item};
use crate::{Error, Result};

/// Threads that read, at most.
const MOST_READERS: usize = 4;
/// How many notes each of them may be ahead: about what a turn of the writer takes, and all that is held in memory.
const NOTES_AHEAD: usize = 32;

type Read<T> = std::result::Result<T, &'static str>;

/// Notes in the order of their paths, read by several threads in turn.
pub(super) struct Ahead<T> {
    readers: Vec<mpsc::Receiver<Read<T>>>,
    next: usize,
}

impl<T: Send + 'static> Ahead<T> {
    /// Begins to read, and to make something of what is read; dropping it ends that.
    pub(super) fn start(folder: &Arc<dyn Folder>, paths: Vec<String>, make: fn(Item) -> T) -> Self {
        let count = available_parallelism().map_or(1, usize::from).min(MOST_READERS);
        let paths: Arc<[String]> = paths.into();
        let readers = (0..count)
            .map(|first| {
                let (folder, paths) = (folder.clone(), paths.clone());
                let (tell, told) = mpsc::channel(NOTES_AHEAD);
                tokio::task::spawn_blocking(move || {
                    for path in paths.iter().skip(first).step_by(count) {
                        // Nobody waits for it where the import ended early.
                        if tell.blocking_send(folder.read(path).map(make)).is_err() {
                            return;
                        }
                    }
                });
                told
            })
            .collect();
        Self { readers, next: 0 }
    }

    /// The next note, or the reason's code where it is refused.
    ///
    /// # Errors
    /// When a thread that reads stopped before its last path.
    pub(super) async fn next(&mut self) -> Result<Read<T>> {
        let place = self.next % self.readers.len().max(1);
        self.next += 1;
        let read = match self.readers.get_mut(place) {
            Some(reader) => reader.recv().await,
            None => None,
        };
        read.ok_or_else(|| Error::Internal("a file was not read to its end".to_owned()))
    }
}
