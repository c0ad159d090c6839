//! What can go wrong, by what a caller can do about it.

/// What the store answers.
pub type Result<T> = std::result::Result<T, Error>;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The same key exists already: look again, and tell the person.
    #[error("already exists: {0}")]
    Conflict(String),
    /// Someone else won a race: the caller may try the whole use case again.
    #[error("another transaction was in the way")]
    Retry,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    Full,
    /// The database does not answer.
    #[error("the database does not answer: {0}")]
    Unreachable(String),
    /// An earlier statement of this transaction failed; it can only be dropped.
    #[error("an earlier statement failed")]
    Poisoned,
    /// A transaction that writes was asked for inside another one.
    #[error("a writing transaction inside another")]
    NestedWrite,
    /// The database needs a newer program than this one.
    #[error("schema {found} needs at least program schema {oldest}; this program has {ours}")]
    Newer {
        /// The schema of the database.
        found: i64,
        /// The oldest program that may use it.
        oldest: i64,
        /// The schema of this program.
        ours: i64,
    },
    /// The database is of an earlier program, and was asked for as it is: nothing may bring it up to date.
    #[error("schema {found}; this program has {ours}")]
    Older {
        /// The schema of the database.
        found: i64,
        /// The schema of this program.
        ours: i64,
    },
    /// This engine does not do that.
    #[error("not on this engine")]
    Unsupported,
    /// A row is not what its table promises.
    #[error("unexpected value in column {0}")]
    Column(usize),
    /// A mistake of ours in SQL or in the schema.
    #[error("{0}")]
    Sql(String),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            // Making the index of the log longer found no room: SQLite has no other word for it.
            Some(Code::SystemIoFailure)
                if error.sqlite_error().is_some_and(|error| is_no_room(error.extended_code)) =>
            {
                Self::Full
            }
            Some(Code::ConstraintViolation) => Self::Conflict(error.to_string()),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Retry,
            Some(
                Code::CannotOpen
                | Code::SystemIoFailure
                | Code::NotADatabase
                | Code::DatabaseCorrupt
                | Code::ReadOnly
                | Code::PermissionDenied,
            ) => Self::Unreachable(error.to_string()),
            _ => Self::Sql(error.to_string()),
        }
    }
}

const fn is_no_room(extended_code: std::ffi::c_int) -> bool {
    extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(database) = error.as_db_error() else {
            return if error.is_closed()
                || std::error::Error::source(&error).is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
            {
                Self::Unreachable(error.to_string())
            } else {
                Self::Sql(error.to_string())
            };
        };
        let state = database.code();
        match state {
            state if *state == SqlState::T_R_DEADLOCK_DETECTED || *state == SqlState::T_R_SERIALIZATION_FAILURE => {
                Self::Retry
            }
            state if *state == SqlState::DISK_FULL => Self::Full,
            state if state.code().starts_with("23") => Self::Conflict(database.message().to_owned()),
            state if is_away(state.code()) => Self::Unreachable(database.message().to_owned()),
            _ => Self::Sql(format!("{} ({})", database.message(), state.code())),
        }
    }
}

/// Whether PostgreSQL says that it cannot do its work for now: no connection, no memory or connections left, asked to
/// stop or to cancel, its disk or its files broken, or only fit to be read (a replica that took over).
fn is_away(state: &str) -> bool {
    let classes = ["08", "53", "57", "58"];
    classes.iter().any(|class| state.starts_with(class)) || matches!(state, "25006" | "XX001" | "XX002")
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => match Self::from(error) {
                Self::Sql(message) => Self::Unreachable(message),
                other => other,
            },
            other => Self::Unreachable(other.to_string()),
        }
    }
}
