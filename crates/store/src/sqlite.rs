//! SQLite: eight readers, and one writer whose transactions share their disk syncs.

mod writer;

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(crate) use writer::Writing;

use crate::error::{Error, Result};
use crate::migrations;
use crate::statements::Statement;
use crate::tagged::{Stamp, TagClock};
use crate::tx::{Engine, Tx};
use crate::values::Value;

const READERS: usize = 8;
const HEAVY_READERS: usize = 2;
/// Kibibytes of pages that a reader keeps.
const READER_CACHE: i64 = 2 * 1024;
/// Kibibytes of pages that the writer keeps.
const WRITER_CACHE: i64 = 8 * 1024;
/// How often what the log holds is brought into the file.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(2);

/// How long a reader, who holds a thread, waits for a file that another process has closed to everyone.
const READER_PATIENCE: Duration = Duration::from_millis(250);
/// How long commands and the start wait for it.
const PATIENCE: Duration = Duration::from_secs(10);

type Pool = Arc<Mutex<Vec<Connection>>>;

pub(crate) struct Sqlite {
    /// How a reader finds the file: a URI (`file:…`).
    uri: String,
    /// The file, and which one it was at the start; nothing in memory.
    file: Option<(PathBuf, FileIdentity)>,
    readers: Pool,
    places: Arc<Semaphore>,
    heavy_places: Arc<Semaphore>,
    writer: writer::Writer,
    watcher: Mutex<Connection>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, tags: Arc<TagClock>) -> Result<Self> {
        let mut connection = open_writer(path)?;
        migrations::bring_up_to_date(&mut connection)?;
        let sqlite = Self::around(connection, Some(path), uri_of(path), tags)?;
        sqlite.checkpoint_by_and_by(path.to_owned());
        Ok(sqlite)
    }

    /// Opens a database so that not one byte of it changes; nothing where there is none.
    pub(crate) fn open_to_read(path: &Path, tags: Arc<TagClock>) -> Result<Option<Self>> {
        if !path.is_file() {
            return Ok(None);
        }
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let mut uri = uri_of(path);
        if !Path::new(&log).exists() {
            // Nobody has it open: without this, reading it would leave an empty log beside it.
            uri.push_str("?immutable=1");
        }
        let connection = open_reader(&uri)?;
        if !migrations::is_usable(&connection)? {
            return Ok(None);
        }
        Self::around(connection, Some(path), uri, tags).map(Some)
    }

    /// An empty database in memory, for what must not be written.
    pub(crate) fn in_memory(tags: Arc<TagClock>) -> Result<Self> {
        let uri = format!("file:sillage-{}?mode=memory&cache=shared", std::process::id());
        let mut connection = Connection::open(&uri)?;
        prepare(&connection, WRITER_CACHE)?;
        migrations::bring_up_to_date(&mut connection)?;
        Self::around(connection, None, uri, tags)
    }

    fn around(connection: Connection, path: Option<&Path>, uri: String, tags: Arc<TagClock>) -> Result<Self> {
        let readers = (0..READERS + HEAVY_READERS).map(|_| open_reader(&uri)).collect::<Result<Vec<_>>>()?;
        Ok(Self {
            readers: Arc::new(Mutex::new(readers)),
            places: Arc::new(Semaphore::new(READERS)),
            heavy_places: Arc::new(Semaphore::new(HEAVY_READERS)),
            writer: writer::Writer::new(connection, path.unwrap_or(Path::new("")), tags),
            watcher: Mutex::new(open_reader(&uri)?),
            file: path.map(|path| FileIdentity::of(path).map(|file| (path.to_owned(), file))).transpose()?,
            uri,
        })
    }

    pub(crate) async fn read(&self, heavy: bool, stamp: Stamp) -> Result<Tx> {
        self.is_in_place()?;
        let places = if heavy { &self.heavy_places } else { &self.places };
        let place = places.clone().acquire_owned().await.map_err(|_| Error::Unreachable("closed".to_owned()))?;
        let connection = self.readers.lock().pop();
        let connection = match connection {
            Some(connection) => connection,
            None => open_reader(&self.uri)?,
        };
        connection.prepare_cached("BEGIN")?.execute([])?;
        let reading = Reading { connection: Some(connection), pool: self.readers.clone(), heavy, _place: place };
        Ok(Tx::new(Engine::Reading(reading), stamp))
    }

    pub(crate) async fn write(&self) -> Result<Tx> {
        self.is_in_place()?;
        self.writer.write().await
    }

    pub(crate) fn commits_and_saves(&self) -> (u64, u64) {
        self.writer.commits_and_saves()
    }

    /// Whether the file opened at the start is still the one of that name. A file that was moved away or replaced stays
    /// readable to who has it open: a whole site that nobody would find again.
    fn is_in_place(&self) -> Result<()> {
        match &self.file {
            Some((path, file)) if FileIdentity::of(path)? != *file => {
                Err(Error::Unreachable("another file has taken the database's name since the start".to_owned()))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn data_version(&self) -> Result<i64> {
        Ok(self.watcher.lock().query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// How many arguments and columns a text has.
    pub(crate) fn shape(&self, text: &str) -> Result<(usize, usize)> {
        let watcher = self.watcher.lock();
        let prepared = watcher.prepare(text)?;
        Ok((prepared.parameter_count(), prepared.column_count()))
    }

    pub(crate) async fn copy_to(&self, path: PathBuf) -> Result<()> {
        let connection = open_reader(&self.uri)?;
        tokio::task::spawn_blocking(move || {
            connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
            std::fs::File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|error| Error::Unreachable(error.to_string()))
        })
        .await
        .map_err(|error| Error::Sql(error.to_string()))?
    }

    pub(crate) async fn faults(&self) -> Result<Vec<String>> {
        let connection = open_reader(&self.uri)?;
        tokio::task::spawn_blocking(move || crate::check::faults(&connection))
            .await
            .map_err(|error| Error::Sql(error.to_string()))?
    }

    /// Copies the log into the file from time to time, never in the way of a reader or of the writer.
    fn checkpoint_by_and_by(&self, path: PathBuf) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let pool = Arc::downgrade(&self.readers);
        runtime.spawn(async move {
            let Ok(connection) = open_writer(&path) else { return };
            let connection = Arc::new(Mutex::new(connection));
            loop {
                tokio::time::sleep(CHECKPOINT_EVERY).await;
                if pool.strong_count() == 0 {
                    return;
                }
                let connection = connection.clone();
                let done = tokio::task::spawn_blocking(move || {
                    let passive =
                        connection.lock().query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(0));
                    if let Err(error) = passive {
                        tracing::debug!(%error, "checkpoint put off");
                    }
                });
                if done.await.is_err() {
                    return;
                }
            }
        });
    }
}

/// Which file it is, whatever its name.
#[derive(PartialEq, Eq)]
struct FileIdentity {
    device: u64,
    number: u64,
}

impl FileIdentity {
    fn of(path: &Path) -> Result<Self> {
        let found = std::fs::metadata(path).map_err(|error| Error::Unreachable(error.to_string()))?;
        Ok(Self { device: found.dev(), number: found.ino() })
    }
}

fn open_writer(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    prepare(&connection, WRITER_CACHE)?;
    Ok(connection)
}

/// A path as SQLite reads it in a URI (sqlite.org/uri.html).
fn uri_of(path: &Path) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_') {
            uri.push(char::from(*byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn open_reader(path: &str) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection, READER_CACHE)?;
    connection.busy_timeout(READER_PATIENCE)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kibibytes: i64) -> Result<()> {
    use rusqlite::config::DbConfig;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(256);
    if !connection.is_readonly("main")? {
        use_write_ahead_log(connection)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        // Words that are withdrawn stay in no page that is free, nor in the rest of one.
        connection.pragma_update(None, "secure_delete", true)?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -cache_kibibytes)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // One plan a statement, whatever is bound. Without it, a build that knows STAT4 prepares a kept statement again for
    // each new value (docs/decisions/0051).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Of several programs that open a new file at once, SQLite lets one change the mode, and answers the others at once
/// that it is busy, however patient they are.
fn use_write_ahead_log(connection: &Connection) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL").map_err(Error::from) {
            Err(Error::Retry) if waited < PATIENCE => std::thread::sleep(PAUSE),
            done => return done,
        }
        waited += PAUSE;
    }
}

type Read<'f, T> = &'f (dyn Fn(&rusqlite::Row<'_>) -> Result<T> + Sync);

fn all<T>(connection: &Connection, statement: &Statement, values: &[Value], read: Read<'_, T>) -> Result<Vec<T>> {
    let mut prepared = connection.prepare_cached(statement.sqlite())?;
    let mut rows = prepared.query(rusqlite::params_from_iter(values))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

fn exec(connection: &Connection, statement: &Statement, values: &[Value]) -> Result<u64> {
    let mut prepared = connection.prepare_cached(statement.sqlite())?;
    Ok(prepared.execute(rusqlite::params_from_iter(values))? as u64)
}

/// Runs `work` where it may take long without keeping other tasks from this thread.
fn blocking<T>(heavy: bool, work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    let many_threads = Handle::try_current().is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if heavy && many_threads { tokio::task::block_in_place(work) } else { work() }
}

/// A snapshot.
pub(crate) struct Reading {
    connection: Option<Connection>,
    pool: Pool,
    heavy: bool,
    _place: OwnedSemaphorePermit,
}

impl Reading {
    pub(crate) fn at_length(&mut self) {
        self.heavy = true;
    }

    fn connection(&self) -> Result<&Connection> {
        self.connection.as_ref().ok_or(Error::Poisoned)
    }

    /// Runs `work` on the snapshot itself.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let connection = self.connection()?;
        blocking(self.heavy, || work(connection))
    }

    pub(crate) fn all<T>(&self, statement: &Statement, values: &[Value], read: Read<'_, T>) -> Result<Vec<T>> {
        let connection = self.connection()?;
        blocking(self.heavy, || all(connection, statement, values, read))
    }

    pub(crate) fn exec(&self, statement: &Statement, values: &[Value]) -> Result<u64> {
        exec(self.connection()?, statement, values)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let ended = |connection: &Connection| connection.prepare_cached("ROLLBACK")?.execute([]);
        if connection.is_autocommit() || ended(&connection).is_ok() {
            self.pool.lock().push(connection);
        }
    }
}
