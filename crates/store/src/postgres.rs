//! PostgreSQL: a pool of connections, one transaction each.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use domain::tags::Tag;
use tokio_postgres::types::{ToSql, Type};

use crate::changes::OwnChanges;
use crate::error::{Error, Result};
use crate::migrations;
use crate::statements::Statement;
use crate::tagged::{Stamp, TagClock};
use crate::tx::{Engine, Tx};
use crate::values::Value;

const CONNECTIONS: usize = 16;
/// How long a connection, or an answer that a page waits for, may take: a server that hangs is a server that is away.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one statement of a transaction that writes may take, the wait for others' locks included.
const WRITING_PATIENCE: Duration = Duration::from_mins(1);
/// How long one statement of anything longer than a page may take.
const HEAVY_PATIENCE: Duration = Duration::from_mins(10);

/// Whether an address says where a database is.
pub(crate) fn is_understood(address: &str) -> bool {
    address.parse::<tokio_postgres::Config>().is_ok_and(|config| !config.get_hosts().is_empty())
}

pub(crate) struct Postgres {
    pool: Pool,
    heavy: Arc<tokio::sync::Semaphore>,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let postgres = Self::connect(url)?;
        migrations::bring_postgres_up_to_date(&mut postgres.pool.get().await?).await?;
        Ok(postgres)
    }

    /// Opens a database as it is; nothing where it has no tables.
    pub(crate) async fn open_to_read(url: &str) -> Result<Option<Self>> {
        let postgres = Self::connect(url)?;
        let is_usable = migrations::is_postgres_usable(&postgres.pool.get().await?).await?;
        Ok(is_usable.then_some(postgres))
    }

    fn connect(url: &str) -> Result<Self> {
        let mut config: tokio_postgres::Config = url.parse().map_err(Error::from)?;
        // A peer that went away without a word is noticed by the system, and its descriptors come back.
        config
            .application_name("sillage")
            .connect_timeout(PATIENCE)
            .keepalives_idle(WRITING_PATIENCE)
            .keepalives_interval(PATIENCE)
            .keepalives_retries(3)
            .tcp_user_timeout(WRITING_PATIENCE);
        // One plan a statement, as on SQLite (docs/decisions/0051); whoever wrote options into the address knows better.
        if config.get_options().is_none() {
            config.options("-c plan_cache_mode=force_generic_plan");
        }
        let manager = Manager::from_config(
            config,
            tokio_postgres::NoTls,
            ManagerConfig { recycling_method: RecyclingMethod::Verified },
        );
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| Error::Unreachable(error.to_string()))?;
        Ok(Self { pool, heavy: Arc::new(tokio::sync::Semaphore::new(4)) })
    }

    /// Counts what the tables hold, for the planner.
    pub(crate) async fn take_stock(&self) -> Result<()> {
        Ok(self.pool.get().await?.batch_execute("ANALYZE").await?)
    }

    pub(crate) async fn read(&self, heavy: bool, stamp: Stamp, tags: Arc<TagClock>) -> Result<Tx> {
        let place = if heavy {
            Some(self.heavy.clone().acquire_owned().await.map_err(|_| Error::Unreachable("closed".to_owned()))?)
        } else {
            None
        };
        let patience = if heavy { HEAVY_PATIENCE } else { PATIENCE };
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", patience, stamp, tags, place).await
    }

    pub(crate) async fn write(&self, tags: Arc<TagClock>) -> Result<Tx> {
        let stamp = tags.now();
        self.begin("BEGIN", WRITING_PATIENCE, stamp, tags, None).await
    }

    /// The types of the arguments and of the columns of a text, as PostgreSQL infers them.
    pub(crate) async fn shape(&self, text: &str) -> Result<(Vec<Type>, Vec<Type>)> {
        let prepared = self.pool.get().await?.prepare(text).await?;
        Ok((prepared.params().to_vec(), prepared.columns().iter().map(|column| column.type_().clone()).collect()))
    }

    async fn begin(
        &self,
        begin: &str,
        patience: Duration,
        stamp: Stamp,
        tags: Arc<TagClock>,
        place: Option<tokio::sync::OwnedSemaphorePermit>,
    ) -> Result<Tx> {
        // The pool tries each of its connections in turn before it makes a new one.
        let client = tokio::time::timeout(PATIENCE, self.pool.get()).await.map_err(|_| silent())??;
        let own = tags.own_changes();
        // Held before BEGIN is sent: a caller that goes away meanwhile leaves a connection that is rolled back.
        let mut open = Open { client: Some(client), patience, tags, own, _place: place };
        open.asked(async |client| client.batch_execute(begin).await).await?;
        Ok(Tx::new(Engine::Postgres(open), stamp))
    }
}

fn silent() -> Error {
    Error::Unreachable("PostgreSQL is silent".to_owned())
}

/// An open transaction.
pub(crate) struct Open {
    client: Option<Object>,
    patience: Duration,
    tags: Arc<TagClock>,
    own: Arc<OwnChanges>,
    _place: Option<tokio::sync::OwnedSemaphorePermit>,
}

type Read<'f, T> = &'f (dyn Fn(&tokio_postgres::Row) -> Result<T> + Sync);

impl Open {
    /// Asks the server, and waits for its answer as long as is fit. A connection that stays silent is never used again.
    async fn asked<T>(
        &mut self,
        ask: impl AsyncFnOnce(&Object) -> std::result::Result<T, tokio_postgres::Error>,
    ) -> Result<T> {
        let client = self.client.as_ref().ok_or(Error::Poisoned)?;
        if let Ok(answer) = tokio::time::timeout(self.patience, ask(client)).await {
            return Ok(answer?);
        }
        self.client.take().map(Object::take);
        Err(silent())
    }

    pub(crate) async fn all<T>(
        &mut self,
        statement: &Statement,
        values: &[Value],
        read: Read<'_, T>,
    ) -> Result<Vec<T>> {
        let rows = self
            .asked(async |client| {
                let prepared = client.prepare_cached(statement.postgres()).await?;
                client.query(&prepared, &as_params(values)).await
            })
            .await?;
        rows.iter().map(read).collect()
    }

    pub(crate) async fn exec(&mut self, statement: &Statement, values: &[Value]) -> Result<u64> {
        self.asked(async |client| {
            let prepared = client.prepare_cached(statement.postgres()).await?;
            client.execute(&prepared, &as_params(values)).await
        })
        .await
    }

    pub(crate) async fn commit(mut self, tags: Vec<Tag>, seqs: Vec<i64>) -> Result<()> {
        // Until PostgreSQL says so, these changes may or may not be there: they count as ours only afterwards.
        if let Err(error) = self.asked(async |client| client.batch_execute("COMMIT").await).await {
            // Never back into the pool in an unknown state.
            self.client.take().map(Object::take);
            return Err(error);
        }
        // Nothing is left to roll back.
        drop(self.client.take());
        self.own.add(seqs);
        self.tags.bump(tags);
        Ok(())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            drop(Object::take(client));
            return;
        };
        runtime.spawn(async move {
            let rolled_back = tokio::time::timeout(PATIENCE, client.batch_execute("ROLLBACK")).await;
            if !matches!(rolled_back, Ok(Ok(()))) {
                drop(Object::take(client));
            }
        });
    }
}

fn as_params(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
