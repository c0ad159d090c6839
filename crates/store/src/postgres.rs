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
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Postgres {
    pool: Pool,
    heavy: Arc<tokio::sync::Semaphore>,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let mut config: tokio_postgres::Config = url.parse().map_err(Error::from)?;
        config.application_name("sillage").connect_timeout(PATIENCE);
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
        let mut client = pool.get().await?;
        migrations::bring_postgres_up_to_date(&mut client).await?;
        drop(client);
        Ok(Self { pool, heavy: Arc::new(tokio::sync::Semaphore::new(4)) })
    }

    pub(crate) async fn read(&self, heavy: bool, stamp: Stamp, tags: Arc<TagClock>) -> Result<Tx> {
        let place = if heavy {
            Some(self.heavy.clone().acquire_owned().await.map_err(|_| Error::Unreachable("closed".to_owned()))?)
        } else {
            None
        };
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", stamp, tags, place).await
    }

    pub(crate) async fn write(&self, tags: Arc<TagClock>) -> Result<Tx> {
        let stamp = tags.now();
        self.begin("BEGIN", stamp, tags, None).await
    }

    /// The types of the arguments and of the columns of a text, as PostgreSQL infers them.
    pub(crate) async fn shape(&self, text: &str) -> Result<(Vec<Type>, Vec<Type>)> {
        let prepared = self.pool.get().await?.prepare(text).await?;
        Ok((prepared.params().to_vec(), prepared.columns().iter().map(|column| column.type_().clone()).collect()))
    }

    async fn begin(
        &self,
        begin: &str,
        stamp: Stamp,
        tags: Arc<TagClock>,
        place: Option<tokio::sync::OwnedSemaphorePermit>,
    ) -> Result<Tx> {
        let client = self.pool.get().await?;
        let own = tags.own_changes();
        // Held before BEGIN is sent: a caller that goes away meanwhile leaves a connection that is rolled back.
        let open = Open { client: Some(client), tags, own, _place: place };
        open.client()?.batch_execute(begin).await?;
        Ok(Tx::new(Engine::Postgres(open), stamp))
    }
}

/// An open transaction.
pub(crate) struct Open {
    client: Option<Object>,
    tags: Arc<TagClock>,
    own: Arc<OwnChanges>,
    _place: Option<tokio::sync::OwnedSemaphorePermit>,
}

type Read<'f, T> = &'f (dyn Fn(&tokio_postgres::Row) -> Result<T> + Sync);

impl Open {
    fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or(Error::Poisoned)
    }

    pub(crate) async fn all<T>(&self, statement: &Statement, values: &[Value], read: Read<'_, T>) -> Result<Vec<T>> {
        let client = self.client()?;
        let prepared = client.prepare_cached(statement.postgres()).await?;
        client.query(&prepared, &as_params(values)).await?.iter().map(read).collect()
    }

    pub(crate) async fn exec(&self, statement: &Statement, values: &[Value]) -> Result<u64> {
        let client = self.client()?;
        let prepared = client.prepare_cached(statement.postgres()).await?;
        Ok(client.execute(&prepared, &as_params(values)).await?)
    }

    pub(crate) async fn commit(mut self, tags: Vec<Tag>, seqs: Vec<i64>) -> Result<()> {
        let client = self.client.take().ok_or(Error::Poisoned)?;
        // Until PostgreSQL says so, these changes may or may not be there: they count as ours only afterwards.
        if let Err(error) = client.batch_execute("COMMIT").await {
            // Never back into the pool in an unknown state.
            drop(Object::take(client));
            return Err(error.into());
        }
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
            if client.batch_execute("ROLLBACK").await.is_err() {
                drop(Object::take(client));
            }
        });
    }
}

fn as_params(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
