//! The one writer of SQLite, and the groups in which its transactions reach the disk together.
//!
//! Whoever holds the queue's lock writes. A transaction is a savepoint, but for the one that begins a group; when the first of a group is done, a committer
//! takes a place in the same fair queue before the lock is let go: who queued earlier joins the group, who comes later
//! waits for the next one. The committer runs the one COMMIT, bumps the tags of kept pages, and answers everyone.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use domain::tags::Tag;
use rusqlite::Connection;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::{all, blocking, exec};
use crate::changes::OwnChanges;
use crate::error::{Error, Result};
use crate::statements::Statement;
use crate::tagged::TagClock;
use crate::tx::{Engine, Tx};
use crate::values::Value;

/// Past so many bytes of log the committer takes a turn to bring it into the file.
const LONGEST_LOG: u64 = 16 * 1024 * 1024;
/// How long another process may keep the file before a write gives up.
const PATIENCE: Duration = Duration::from_secs(15);

struct Waiting {
    answer: oneshot::Sender<Result<()>>,
    tags: Vec<Tag>,
    seqs: Vec<i64>,
}

struct Turn {
    connection: Connection,
    /// Whether a BEGIN is open: a group is being made.
    open: bool,
    waiting: Vec<Waiting>,
}

struct Shared {
    log: PathBuf,
    tags: Arc<TagClock>,
    own: Arc<OwnChanges>,
    /// The task that holds the turn, to refuse a second transaction inside one.
    holder: parking_lot::Mutex<Option<tokio::task::Id>>,
    commits: AtomicU64,
    saves: AtomicU64,
}

pub(crate) struct Writer {
    queue: Arc<Mutex<Turn>>,
    shared: Arc<Shared>,
}

impl Writer {
    pub(crate) fn new(connection: Connection, path: &Path, tags: Arc<TagClock>) -> Self {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let shared = Shared {
            log: log.into(),
            own: tags.own_changes(),
            tags,
            holder: parking_lot::Mutex::new(None),
            commits: AtomicU64::new(0),
            saves: AtomicU64::new(0),
        };
        let turn = Turn { connection, open: false, waiting: Vec::new() };
        Self { queue: Arc::new(Mutex::new(turn)), shared: Arc::new(shared) }
    }

    pub(crate) fn commits_and_saves(&self) -> (u64, u64) {
        (self.shared.commits.load(Ordering::Relaxed), self.shared.saves.load(Ordering::Relaxed))
    }

    pub(crate) async fn write(&self) -> Result<Tx> {
        let task = tokio::task::try_id();
        if task.is_some() && *self.shared.holder.lock() == task {
            return Err(Error::NestedWrite);
        }
        let came = Instant::now();
        let mut turn = self.queue.clone().lock_owned().await;
        let joins = turn.open;
        if !joins {
            begin(&mut turn, came).await?;
        } else if let Err(error) = turn.connection.execute_batch("SAVEPOINT turn") {
            let error = Error::from(error);
            turn.notice_rollback(&error);
            turn.end_where_empty();
            return Err(error);
        }
        *self.shared.holder.lock() = task;
        let writing = Writing {
            turn: Some(turn),
            joins,
            queue: self.queue.clone(),
            shared: self.shared.clone(),
            stamp: Instant::now(),
        };
        Ok(Tx::new(Engine::Writing(writing), self.shared.tags.now()))
    }
}

/// Begins a group, waiting without a thread while another process has the file.
///
/// Patience is counted from when the caller `came`: those who queued behind one who gave up do not wait as long again.
async fn begin(turn: &mut Turn, came: Instant) -> Result<()> {
    turn.connection.busy_timeout(Duration::ZERO)?;
    loop {
        match turn.connection.execute_batch("BEGIN IMMEDIATE").map_err(Error::from) {
            Ok(()) => break,
            Err(Error::Retry) if came.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(2)).await,
            Err(Error::Retry) => return Err(Error::Unreachable("another process keeps the database".to_owned())),
            Err(error) => return Err(error),
        }
    }
    turn.open = true;
    Ok(())
}

impl Turn {
    /// After an error: SQLite itself may have rolled the whole group back (full disk, broken disk, interruption). Then
    /// nobody in it is acknowledged.
    fn notice_rollback(&mut self, cause: &Error) {
        if self.open && self.connection.is_autocommit() {
            self.open = false;
            for waiting in self.waiting.drain(..) {
                // A caller who went away has nobody to tell.
                let _ = waiting.answer.send(Err(refused(cause)));
            }
        }
    }

    /// Takes back the running transaction alone: its savepoint where it joined a group, else the group that it began.
    fn roll_back(&mut self, joined: bool) {
        if joined && let Err(error) = self.connection.execute_batch("ROLLBACK TO turn; RELEASE turn") {
            // What cannot be taken back alone is taken back with all that stands beside it, or it would be committed.
            if !self.connection.is_autocommit()
                && let Err(error) = self.connection.execute_batch("ROLLBACK")
            {
                tracing::error!(%error, "a group could not be rolled back");
            }
            self.notice_rollback(&error.into());
        }
        self.end_where_empty();
    }

    /// Lets the file go where nothing is left to commit.
    fn end_where_empty(&mut self) {
        if self.open && self.waiting.is_empty() && self.connection.execute_batch("ROLLBACK").is_ok() {
            self.open = false;
        }
    }
}

/// What everyone in a group is told when the disk did not take it.
fn refused(cause: &Error) -> Error {
    match cause {
        Error::Full => Error::Full,
        cause => Error::Unreachable(cause.to_string()),
    }
}

/// A transaction: a savepoint of the group that it joins. The first of a group needs none, and so SQLite need not set
/// aside each page that it is about to change.
pub(crate) struct Writing {
    turn: Option<OwnedMutexGuard<Turn>>,
    joins: bool,
    queue: Arc<Mutex<Turn>>,
    shared: Arc<Shared>,
    stamp: Instant,
}

impl Writing {
    /// Runs `work` in the transaction itself.
    pub(crate) fn with<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let turn = self.turn.as_mut().ok_or(Error::Poisoned)?;
        let result = work(&turn.connection);
        if let Err(error) = &result {
            turn.notice_rollback(error);
        }
        result
    }

    pub(crate) fn all<T>(
        &mut self,
        statement: &Statement,
        values: &[Value],
        read: super::Read<'_, T>,
    ) -> Result<Vec<T>> {
        self.with(|connection| all(connection, statement, values, read))
    }

    pub(crate) fn exec(&mut self, statement: &Statement, values: &[Value]) -> Result<u64> {
        self.with(|connection| exec(connection, statement, values))
    }

    pub(crate) async fn commit(mut self, tags: Vec<Tag>, seqs: Vec<i64>) -> Result<()> {
        let answered = {
            let Some(turn) = self.turn.as_mut() else { return Err(Error::Poisoned) };
            if self.joins
                && let Err(error) = turn.connection.execute_batch("RELEASE turn")
            {
                let error = Error::from(error);
                turn.notice_rollback(&error);
                return Err(error);
            }
            let (answer, answered) = oneshot::channel();
            turn.waiting.push(Waiting { answer, tags, seqs });
            if turn.waiting.len() == 1 {
                spawn_committer(self.queue.clone(), self.shared.clone());
            }
            metrics::histogram!("store_turn_seconds").record(self.stamp.elapsed().as_secs_f64());
            answered
        };
        *self.shared.holder.lock() = None;
        drop(self.turn.take());
        answered.await.unwrap_or_else(|_| Err(Error::Unreachable("the committer stopped".to_owned())))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Some(mut turn) = self.turn.take() {
            turn.roll_back(self.joins);
            *self.shared.holder.lock() = None;
        }
    }
}

/// Takes a place in the queue now, while the caller still holds the lock, and commits when its turn comes.
fn spawn_committer(queue: Arc<Mutex<Turn>>, shared: Arc<Shared>) {
    // Unconstrained: a task out of its budget would answer "pending" without having queued.
    let mut place: Pin<Box<dyn Future<Output = OwnedMutexGuard<Turn>> + Send>> =
        Box::pin(tokio::task::unconstrained(queue.lock_owned()));
    let first = match place.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(turn) => Some(turn),
        Poll::Pending => None,
    };
    tokio::spawn(async move {
        let mut turn = match first {
            Some(turn) => turn,
            None => place.await,
        };
        blocking(true, || commit_group(&mut turn, &shared));
    });
}

fn commit_group(turn: &mut Turn, shared: &Shared) {
    if !turn.open {
        return;
    }
    let waiting = std::mem::take(&mut turn.waiting);
    let committed = turn.connection.execute_batch("COMMIT").map_err(Error::from);
    turn.open = false;
    if committed.is_err()
        && !turn.connection.is_autocommit()
        && let Err(error) = turn.connection.execute_batch("ROLLBACK")
    {
        tracing::error!(%error, "a group could not be rolled back");
    }
    match committed {
        Ok(()) => {
            shared.commits.fetch_add(1, Ordering::Relaxed);
            metrics::counter!("store_commits_total").increment(1);
            shared.saves.fetch_add(waiting.len() as u64, Ordering::Relaxed);
            shared.own.add(waiting.iter().flat_map(|one| one.seqs.iter().copied()));
            shared.tags.bump(waiting.iter().flat_map(|one| one.tags.iter().cloned()));
            for one in waiting {
                let _ = one.answer.send(Ok(()));
            }
        }
        Err(error) => {
            tracing::error!(%error, "a group of transactions was not kept");
            for one in waiting {
                let _ = one.answer.send(Err(refused(&error)));
            }
        }
    }
    let long = std::fs::metadata(&shared.log).is_ok_and(|log| log.len() > LONGEST_LOG);
    if long {
        finish_checkpoint(&turn.connection);
    }
}

/// Brings the whole log into the file and lets it be written from its beginning again.
fn finish_checkpoint(connection: &Connection) {
    // A reader of an old snapshot can hold it back for a moment; the next turn tries again.
    let tried = connection
        .busy_timeout(Duration::from_millis(20))
        .and_then(|()| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)));
    if let Err(error) = tried {
        tracing::debug!(%error, "checkpoint put off");
    }
}
