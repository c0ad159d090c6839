//! The only place with SQL. One text for SQLite and PostgreSQL; repositories are plain async functions over a [`Tx`].

mod declared;
mod error;
mod migrations;
mod postgres;
mod sqlite;
mod statements;
mod tx;
mod values;

pub mod accounts;
pub mod affiliations;
pub mod announcements;
pub mod attachments;
pub mod audit;
pub mod categories;
pub mod changes;
pub mod check;
pub mod claims;
pub mod communities;
pub mod community_pages;
pub mod contents;
pub mod conversations;
pub mod declines;
pub mod deleting;
pub mod edit_requests;
pub mod exchanges;
pub mod follows;
pub mod health;
pub mod imports;
pub mod incidents;
pub mod invitations;
pub mod jobs;
pub mod leaving;
pub mod letters;
pub mod likeness;
pub mod limits;
pub mod links;
pub mod memberships;
pub mod mentions;
pub mod names;
pub mod note_rights;
pub mod notebook_pages;
pub mod notebooks;
pub mod notes;
pub mod notifications;
pub mod organisations;
pub mod parts;
pub mod passkeys;
pub mod people;
pub mod personal;
pub mod placements;
pub mod profiles;
pub mod projections;
pub mod providers;
pub mod reading;
pub mod registration;
pub mod related;
pub mod reports;
pub mod rights;
pub mod second_factors;
pub mod site;
pub mod site_pages;
pub mod stewardship;
pub mod storage;
pub mod tagged;
pub mod terms;
pub mod tokens;
pub mod touched;
pub mod translations;
pub mod uses;
pub mod withdrawals;
pub mod writing;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use error::{Error, Result};
pub use migrations::SCHEMA;
pub use statements::{Kind, Statement};
pub use tagged::{Stamp, TagClock};
pub use tx::Tx;
pub use values::{Column, FromRow, Row, Value};

/// Every statement of every module, for the test that prepares them all on both engines.
pub fn statements() -> Vec<&'static Statement> {
    [
        accounts::STATEMENTS,
        affiliations::STATEMENTS,
        attachments::STATEMENTS,
        audit::STATEMENTS,
        categories::STATEMENTS,
        changes::STATEMENTS,
        check::STATEMENTS,
        claims::STATEMENTS,
        communities::STATEMENTS,
        community_pages::STATEMENTS,
        edit_requests::STATEMENTS,
        exchanges::STATEMENTS,
        follows::STATEMENTS,
        contents::STATEMENTS,
        announcements::STATEMENTS,
        conversations::STATEMENTS,
        declines::STATEMENTS,
        deleting::STATEMENTS,
        health::STATEMENTS,
        imports::STATEMENTS,
        incidents::STATEMENTS,
        jobs::STATEMENTS,
        likeness::STATEMENTS,
        invitations::STATEMENTS,
        leaving::STATEMENTS,
        letters::STATEMENTS,
        limits::STATEMENTS,
        memberships::STATEMENTS,
        memberships::COMING_STATEMENTS,
        mentions::STATEMENTS,
        links::STATEMENTS,
        names::STATEMENTS,
        note_rights::STATEMENTS,
        notebook_pages::STATEMENTS,
        notebooks::ENTRY_STATEMENTS,
        notebooks::STATEMENTS,
        notes::STATEMENTS,
        notes::AUDIENCE_STATEMENTS,
        notes::BYLINE_STATEMENTS,
        notes::FACTS_STATEMENTS,
        notes::LISTS_STATEMENTS,
        notes::VERSIONS_STATEMENTS,
        notifications::STATEMENTS,
        organisations::STATEMENTS,
        organisations::SAVING_STATEMENTS,
        parts::STATEMENTS,
        passkeys::STATEMENTS,
        people::STATEMENTS,
        personal::STATEMENTS,
        personal::TEXTS_STATEMENTS,
        &personal::of_sources(),
        placements::STATEMENTS,
        projections::STATEMENTS,
        reading::STATEMENTS,
        related::STATEMENTS,
        registration::STATEMENTS,
        reports::STATEMENTS,
        withdrawals::STATEMENTS,
        profiles::STATEMENTS,
        providers::STATEMENTS,
        second_factors::STATEMENTS,
        site::STATEMENTS,
        site_pages::STATEMENTS,
        stewardship::STATEMENTS,
        storage::STATEMENTS,
        terms::STATEMENTS,
        terms::CHOSEN_STATEMENTS,
        terms::FIELDS_STATEMENTS,
        terms::WRITING_STATEMENTS,
        tokens::STATEMENTS,
        translations::STATEMENTS,
        touched::STATEMENTS,
        uses::STATEMENTS,
        writing::STATEMENTS,
    ]
    .concat()
}

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of SQLite.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database (`postgres://…`).
    Postgres(String),
}

impl Location {
    /// Reads `sqlite:PATH` or `postgres://…`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            return (!path.is_empty()).then(|| Self::Sqlite(PathBuf::from(path)));
        }
        let is_address = text.starts_with("postgres://") || text.starts_with("postgresql://");
        (is_address && postgres::is_understood(text)).then(|| Self::Postgres(text.to_owned()))
    }
}

enum Engine {
    Sqlite(Box<sqlite::Sqlite>),
    Postgres(postgres::Postgres),
}

/// The database of one Sillage, open.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
    tags: Arc<TagClock>,
    following: Arc<AtomicBool>,
}

impl Store {
    /// Opens the database, makes its folder and its tables where they are missing, and brings older ones up to date.
    ///
    /// # Errors
    /// [`Error::Newer`] when a newer program wrote it in a way that this one may not read; [`Error::Unreachable`].
    pub async fn open(location: &Location) -> Result<Self> {
        let tags = Arc::new(TagClock::default());
        let engine = match location {
            Location::Sqlite(path) => Engine::Sqlite(Box::new(sqlite::Sqlite::open(path, tags.clone())?)),
            Location::Postgres(url) => Engine::Postgres(postgres::Postgres::open(url).await?),
        };
        Ok(Self::around(engine, tags))
    }

    /// Opens the database so that not one byte of it changes, for what only looks; nothing where there is none yet.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_to_read(location: &Location) -> Result<Option<Self>> {
        let tags = Arc::new(TagClock::default());
        let engine = match location {
            Location::Sqlite(path) => {
                sqlite::Sqlite::open_to_read(path, tags.clone())?.map(Box::new).map(Engine::Sqlite)
            }
            Location::Postgres(url) => postgres::Postgres::open_to_read(url).await?.map(Engine::Postgres),
        };
        Ok(engine.map(|engine| Self::around(engine, tags)))
    }

    /// An empty database in memory: what a site that does not exist yet holds.
    ///
    /// # Errors
    /// When memory is short.
    pub fn empty() -> Result<Self> {
        let tags = Arc::new(TagClock::default());
        let engine = Engine::Sqlite(Box::new(sqlite::Sqlite::in_memory(tags.clone())?));
        Ok(Self::around(engine, tags))
    }

    fn around(engine: Engine, tags: Arc<TagClock>) -> Self {
        Self { engine: Arc::new(engine), tags, following: Arc::new(AtomicBool::new(false)) }
    }

    /// The word for this engine in reports.
    pub fn engine(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// Which questions have newer answers than a kept page.
    pub fn tags(&self) -> &Arc<TagClock> {
        &self.tags
    }

    /// A snapshot for reading by key, or at most a hundred rows through an index.
    pub async fn read(&self) -> Result<Tx> {
        self.begin_read(false).await
    }

    /// One question alone, which needs no snapshot that others share.
    pub async fn glance(&self) -> Result<Tx> {
        match &*self.engine {
            Engine::Sqlite(_) => self.begin_read(false).await,
            Engine::Postgres(postgres) => postgres.glance(self.tags.now(), self.tags.clone()).await,
        }
    }

    /// A snapshot for anything longer: counts, exports, checks. Few run at once.
    pub async fn heavy(&self) -> Result<Tx> {
        self.begin_read(true).await
    }

    async fn begin_read(&self, heavy: bool) -> Result<Tx> {
        // The stamp is taken before the snapshot: a page may be thought stale too early, never fresh too late.
        let stamp = self.tags.now();
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(heavy, stamp).await,
            Engine::Postgres(postgres) => postgres.read(heavy, stamp, self.tags.clone()).await,
        }
    }

    /// A transaction that writes. On SQLite it waits for its turn with the one writer.
    pub async fn write(&self) -> Result<Tx> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.write().await,
            Engine::Postgres(postgres) => postgres.write(self.tags.clone()).await,
        }
    }

    /// Tells the planner how much the tables hold now; for the end of a command that wrote much at once.
    ///
    /// PostgreSQL would find out by itself within minutes, and read whole tables until then. SQLite plans without.
    pub async fn take_stock(&self) -> Result<()> {
        match &*self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(postgres) => postgres.take_stock().await,
        }
    }

    /// Writes a consistent copy of the whole database to a new file, while others read and write. SQLite only.
    ///
    /// # Errors
    /// [`Error::Unsupported`] on PostgreSQL, whose own tools do this; [`Error::Full`].
    pub async fn copy_to(&self, path: PathBuf) -> Result<()> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.copy_to(path).await,
            Engine::Postgres(_) => Err(Error::Unsupported),
        }
    }

    /// The faults that the engine finds in what it keeps; PostgreSQL has tools of its own for that.
    pub async fn faults(&self) -> Result<Vec<String>> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.faults().await,
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Commits made and writes acknowledged so far by this process: how well writers share a disk sync.
    pub fn commits_and_saves(&self) -> (u64, u64) {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.commits_and_saves(),
            Engine::Postgres(_) => (0, 0),
        }
    }

    /// Notices what other processes write, within a second, until the last handle is dropped. `serve` calls it once.
    pub fn follow(&self) {
        if self.following.swap(true, Ordering::SeqCst) {
            return;
        }
        let (engine, tags, following) = (Arc::downgrade(&self.engine), self.tags.clone(), self.following.clone());
        tokio::spawn(changes::follow(move || {
            engine.upgrade().map(|engine| Self { engine, tags: tags.clone(), following: following.clone() })
        }));
    }

    /// A number that differs once another connection has written (SQLite), or that always differs (PostgreSQL).
    pub(crate) fn data_version(&self) -> Result<Option<i64>> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.data_version().map(Some),
            Engine::Postgres(_) => Ok(None),
        }
    }

    /// The schema's number as the database holds it.
    pub async fn schema(&self) -> Result<i64> {
        let mut tx = self.read().await?;
        projections::schema_number(&mut tx).await
    }
}
