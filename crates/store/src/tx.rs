//! A snapshot or a transaction: what repositories run their statements on.

use std::time::Instant;

use domain::policy::Viewer;
use domain::tags::Tag;

use crate::error::{Error, Result};
use crate::rights;
use crate::statements::{ROWS, Statement};
use crate::tagged::{Asked, Stamp};
use crate::values::{FromRow, Row, Value};
use crate::{postgres, sqlite};

pub(crate) enum Engine {
    Reading(sqlite::Reading),
    Writing(sqlite::Writing),
    Postgres(postgres::Open),
}

/// A snapshot (from [`crate::Store::read`]) or a transaction (from [`crate::Store::write`]).
///
/// Dropping it leaves no trace of what it wrote. The first statement that fails poisons it, on both engines.
pub struct Tx {
    engine: Engine,
    poisoned: bool,
    /// The questions asked so far, for kept pages.
    asked: Asked,
    pending: Vec<Tag>,
    /// The questions that this transaction answers anew.
    answered: Vec<Tag>,
    seqs: Vec<i64>,
    stamp: Stamp,
    began: Instant,
}

impl Tx {
    pub(crate) fn new(engine: Engine, stamp: Stamp) -> Self {
        Self {
            engine,
            poisoned: false,
            asked: Asked::new(),
            pending: Vec::new(),
            answered: Vec::new(),
            seqs: Vec::new(),
            stamp,
            began: Instant::now(),
        }
    }

    /// Names the question that the next statement asks, for kept pages. A statement without one asks [`Tag::Public`].
    pub fn asking(&mut self, tag: Tag) -> &mut Self {
        self.pending.push(tag);
        self
    }

    /// Names several questions that the next statement asks; none at all for what no page shows.
    pub fn asking_all(&mut self, tags: impl IntoIterator<Item = Tag>) -> &mut Self {
        self.pending.extend(tags);
        // What is asked of a page's own frame is already named by it.
        self.pending.push(Tag::Site);
        self
    }

    /// Adds questions whose answers the last rows hold.
    pub fn asks(&mut self, tags: impl IntoIterator<Item = Tag>) {
        self.asked.extend(tags);
    }

    /// The questions asked so far.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// When this snapshot was taken, for kept pages.
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Says that a change was written (on SQLite: which line), and which questions it answers anew. For [`crate::changes::record`].
    pub(crate) fn answered(&mut self, seq: Option<i64>, tags: &[Tag]) {
        self.seqs.extend(seq);
        self.answered.extend_from_slice(tags);
    }

    /// Whether this runs on SQLite.
    pub(crate) fn is_sqlite(&self) -> bool {
        !matches!(self.engine, Engine::Postgres(_))
    }

    /// Says that what is read next may take long: it then leaves the thread to other tasks.
    pub fn at_length(&mut self) -> &mut Self {
        if let Engine::Reading(reading) = &mut self.engine {
            reading.at_length();
        }
        self
    }

    /// The row, when there is one.
    pub async fn opt<T: FromRow + Send>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Option<T>> {
        Ok(self.all(statement, values).await?.into_iter().next())
    }

    /// All rows.
    pub async fn all<T: FromRow + Send>(&mut self, statement: &'static Statement, values: &[Value]) -> Result<Vec<T>> {
        self.all_as(statement, values, &T::from_row).await
    }

    /// All rows, each read in this way.
    pub(crate) async fn all_as<T: Send>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        read: &(dyn Fn(&Row<'_>) -> Result<T> + Sync),
    ) -> Result<Vec<T>> {
        self.before(statement, values.len())?;
        let result = match &mut self.engine {
            Engine::Reading(reading) => reading.all(statement, values, &|row| read(&Row::Sqlite(row))),
            Engine::Writing(writing) => writing.all(statement, values, &|row| read(&Row::Sqlite(row))),
            Engine::Postgres(open) => open.all(statement, values, &|row| read(&Row::Postgres(row))).await,
        };
        self.poisoned |= result.is_err();
        result
    }

    /// Runs it; gives how many rows it touched.
    pub async fn exec(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64> {
        self.before(statement, values.len())?;
        let result = match &mut self.engine {
            Engine::Reading(reading) => reading.exec(statement, values),
            Engine::Writing(writing) => writing.exec(statement, values),
            Engine::Postgres(open) => open.exec(statement, values).await,
        };
        self.poisoned |= result.is_err();
        result
    }

    /// Has it run before the next statement, or before the commit. What it answers is not waited for: an error of it is
    /// that of the statement, or of the commit, that it goes with.
    pub async fn exec_later(&mut self, statement: &'static Statement, values: &[Value]) -> Result<()> {
        self.before(statement, values.len())?;
        let result = match &mut self.engine {
            Engine::Reading(reading) => reading.exec(statement, values).map(drop),
            Engine::Writing(writing) => writing.exec(statement, values).map(drop),
            Engine::Postgres(open) => open.exec_later(statement.postgres(), values.to_vec()).await,
        };
        self.poisoned |= result.is_err();
        result
    }

    /// As [`Tx::exec_later`], for each of these rows: `statement` inserts one.
    pub(crate) async fn exec_rows_later(&mut self, statement: &'static Statement, rows: &[Vec<Value>]) -> Result<()> {
        let mut left = rows;
        if let Engine::Postgres(open) = &mut self.engine
            && let Some(texts) = statement.postgres_rows()
            && !self.poisoned
        {
            for (text, count) in texts.iter().zip(ROWS) {
                while let Some((some, others)) = left.split_at_checked(count) {
                    let result = open.exec_later(text, some.concat()).await;
                    self.poisoned |= result.is_err();
                    result?;
                    left = others;
                }
            }
        }
        for row in left {
            self.asking_all([]).exec_later(statement, row).await?;
        }
        Ok(())
    }

    /// Runs `work` on SQLite itself, for what only it can say; nothing on PostgreSQL.
    pub(crate) fn on_sqlite<T>(&mut self, work: impl FnOnce(&rusqlite::Connection) -> Result<T>) -> Result<Option<T>> {
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        let result = match &mut self.engine {
            Engine::Reading(reading) => reading.with(work),
            Engine::Writing(writing) => writing.with(work),
            Engine::Postgres(_) => return Ok(None),
        };
        self.poisoned |= result.is_err();
        result.map(Some)
    }

    /// As [`Tx::opt`], for a statement that asks what `viewer` may see.
    pub async fn opt_for<T: FromRow + Send>(
        &mut self,
        viewer: &Viewer,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Option<T>> {
        self.opt(statement, &with_viewer(statement, values, viewer)).await
    }

    /// As [`Tx::all`], for a statement that asks what `viewer` may see.
    pub async fn all_for<T: FromRow + Send>(
        &mut self,
        viewer: &Viewer,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Vec<T>> {
        self.all(statement, &with_viewer(statement, values, viewer)).await
    }

    /// Makes what was written last; returns once the disk has it.
    ///
    /// # Errors
    /// [`Error::Full`] and [`Error::Unreachable`] when nothing was kept; [`Error::Poisoned`] when a statement had failed.
    pub async fn commit(self) -> Result<()> {
        let Self { engine, poisoned, answered, seqs, began, .. } = self;
        if poisoned {
            return Err(Error::Poisoned);
        }
        let wrote = !matches!(engine, Engine::Reading(_));
        let result = match engine {
            Engine::Reading(_) => Ok(()),
            Engine::Writing(writing) => writing.commit(answered, seqs).await,
            Engine::Postgres(open) => open.commit(answered).await,
        };
        if wrote {
            metrics::histogram!("store_write_seconds").record(began.elapsed().as_secs_f64());
        }
        result
    }

    fn before(&mut self, statement: &'static Statement, values: usize) -> Result<()> {
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        if statement.params().len() != values {
            self.poisoned = true;
            return Err(Error::Sql(format!(
                "{} takes {} values, got {values}",
                statement.name(),
                statement.params().len()
            )));
        }
        if self.pending.is_empty() {
            self.asked.insert(Tag::Public);
        } else {
            self.asked.extend(self.pending.drain(..));
        }
        Ok(())
    }
}

pub(crate) fn with_viewer(statement: &Statement, values: &[Value], viewer: &Viewer) -> Vec<Value> {
    let who = rights::viewer_values(viewer);
    values
        .iter()
        .cloned()
        .chain(statement.viewer_params().iter().filter_map(|index| who.get(*index).cloned()))
        .collect()
}
