//! PostgreSQL: a pool of connections, one transaction each.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use domain::tags::Tag;
use futures_util::future::{join, join_all};
use tokio::task::JoinHandle;
use tokio_postgres::SimpleQueryMessage;
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
/// Statements that wait to be sent with the next one, at most: so many are sent at once, and answered while their
/// transaction goes on.
const MOST_LATER: usize = 24;
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
            // Asking a connection whether it lives costs as much as asking it the question: `begin` tries another one instead.
            ManagerConfig { recycling_method: RecyclingMethod::Fast },
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
        self.begin(Some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), patience, stamp, tags, place).await
    }

    pub(crate) async fn glance(&self, stamp: Stamp, tags: Arc<TagClock>) -> Result<Tx> {
        self.begin(None, PATIENCE, stamp, tags, None).await
    }

    pub(crate) async fn write(&self, tags: Arc<TagClock>) -> Result<Tx> {
        let stamp = tags.now();
        self.begin(Some("BEGIN"), WRITING_PATIENCE, stamp, tags, None).await
    }

    /// The types of the arguments and of the columns of a text, as PostgreSQL infers them.
    pub(crate) async fn shape(&self, text: &str) -> Result<(Vec<Type>, Vec<Type>)> {
        let prepared = self.pool.get().await?.prepare(text).await?;
        Ok((prepared.params().to_vec(), prepared.columns().iter().map(|column| column.type_().clone()).collect()))
    }

    async fn begin(
        &self,
        begin: Option<&str>,
        patience: Duration,
        stamp: Stamp,
        tags: Arc<TagClock>,
        place: Option<tokio::sync::OwnedSemaphorePermit>,
    ) -> Result<Tx> {
        let own = tags.own_changes();
        let mut open = Open {
            client: None,
            patience,
            tags,
            own,
            later: Vec::new(),
            sent: None,
            begun: begin.is_some(),
            _place: place,
        };
        let mut left = CONNECTIONS;
        loop {
            // The pool tries each of its connections in turn before it makes a new one.
            // Held before BEGIN is sent: a caller that goes away meanwhile leaves a connection that is rolled back.
            open.client = Some(tokio::time::timeout(PATIENCE, self.pool.get()).await.map_err(|_| silent())??);
            let Some(begin) = begin else { break };
            match open.asked(async |client| client.batch_execute(begin).await).await {
                Ok(()) => break,
                // One that was closed while nobody used it: nothing was asked of it yet.
                Err(_) if left > 0 && open.client.as_ref().is_some_and(|client| client.is_closed()) => left -= 1,
                Err(error) => return Err(error),
            }
        }
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
    /// What is written without waiting for an answer: sent with the next question, in order.
    later: Vec<Later>,
    /// What was sent and is not answered yet; it holds the connection meanwhile.
    sent: Option<JoinHandle<(Option<Object>, Result<()>)>>,
    /// Whether there is a transaction to end.
    begun: bool,
    _place: Option<tokio::sync::OwnedSemaphorePermit>,
}

/// A statement and its values.
type Later = (&'static str, Vec<Value>);
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

    /// Asks the server after what was to be sent later, without waiting in between.
    async fn asked_after<T>(
        &mut self,
        ask: impl AsyncFnOnce(&Object) -> std::result::Result<T, tokio_postgres::Error>,
    ) -> Result<T> {
        self.answered().await?;
        let later = std::mem::take(&mut self.later);
        self.asked(async |client| {
            let before = prepared(client, &later).await?;
            // Sent in the order in which they are polled for the first time, and answered in that order.
            let (sent, answer) = join(send(client, &before, &later), ask(client)).await;
            sent.and(answer)
        })
        .await
    }

    /// Waits for the answers to what was sent.
    async fn answered(&mut self) -> Result<()> {
        let Some(sent) = &mut self.sent else { return Ok(()) };
        let ended = sent.await;
        self.sent = None;
        let (client, answer) = ended.map_err(|_| silent())?;
        self.client = client;
        answer
    }

    /// Sends what waits, and lets the transaction go on meanwhile.
    async fn send_off(&mut self) -> Result<()> {
        self.answered().await?;
        let client = self.client.take().ok_or(Error::Poisoned)?;
        let (later, patience) = (std::mem::take(&mut self.later), self.patience);
        self.sent = Some(tokio::spawn(async move {
            let answer = tokio::time::timeout(patience, async {
                let before = prepared(&client, &later).await?;
                send(&client, &before, &later).await
            });
            match answer.await {
                Ok(answer) => (Some(client), answer.map_err(Error::from)),
                Err(_) => {
                    drop(Object::take(client));
                    (None, Err(silent()))
                }
            }
        }));
        Ok(())
    }

    pub(crate) async fn all<T>(
        &mut self,
        statement: &'static Statement,
        values: &[Value],
        read: Read<'_, T>,
    ) -> Result<Vec<T>> {
        let rows = self
            .asked_after(async |client| {
                let prepared = client.prepare_cached(statement.postgres()).await?;
                client.query(&prepared, &as_params(values)).await
            })
            .await?;
        rows.iter().map(read).collect()
    }

    pub(crate) async fn exec(&mut self, statement: &'static Statement, values: &[Value]) -> Result<u64> {
        self.asked_after(async |client| {
            let prepared = client.prepare_cached(statement.postgres()).await?;
            client.execute(&prepared, &as_params(values)).await
        })
        .await
    }

    /// Has a statement run before the next one, or before COMMIT; an error of it is that one's.
    pub(crate) async fn exec_later(&mut self, text: &'static str, values: Vec<Value>) -> Result<()> {
        self.later.push((text, values));
        if self.later.len() < MOST_LATER { Ok(()) } else { self.send_off().await }
    }

    pub(crate) async fn commit(mut self, tags: Vec<Tag>) -> Result<()> {
        let is_told = !tags.is_empty() && self.own.is_watched();
        let commit = if is_told { "SELECT pg_current_xact_id(); COMMIT" } else { "COMMIT" };
        // After an error COMMIT rolls back, and says that it did well: the error of what was sent before it counts.
        let committed = self.asked_after(async |client| client.simple_query(commit).await).await;
        // Until PostgreSQL says so, these changes may or may not be there: they count as ours only afterwards.
        let told = match committed {
            Ok(told) => told,
            Err(error) => {
                // Never back into the pool in an unknown state.
                self.client.take().map(Object::take);
                return Err(error);
            }
        };
        // Nothing is left to roll back.
        drop(self.client.take());
        metrics::counter!("store_commits_total").increment(1);
        self.own.add(told.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0)?.parse::<i64>().ok(),
            _ => None,
        }));
        self.tags.bump(tags);
        Ok(())
    }
}

/// Prepares what is to be sent.
async fn prepared(
    client: &Object,
    later: &[Later],
) -> std::result::Result<Vec<tokio_postgres::Statement>, tokio_postgres::Error> {
    let mut all = Vec::with_capacity(later.len());
    for (text, _) in later {
        all.push(client.prepare_cached(text).await?);
    }
    Ok(all)
}

/// Sends these without waiting for one before the next.
async fn send(
    client: &Object,
    prepared: &[tokio_postgres::Statement],
    later: &[Later],
) -> std::result::Result<(), tokio_postgres::Error> {
    let params: Vec<_> = later.iter().map(|(_, values)| as_params(values)).collect();
    let sent = prepared.iter().zip(&params).map(|(prepared, params)| client.execute(prepared, params));
    // All are answered, and the first refusal counts: after it PostgreSQL refuses the others for that reason alone.
    join_all(sent).await.into_iter().try_for_each(|answer| answer.map(drop))
}

impl Drop for Open {
    fn drop(&mut self) {
        let (client, sent) = (self.client.take(), self.sent.take());
        if !self.begun || (client.is_none() && sent.is_none()) {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            client.map(Object::take);
            return;
        };
        runtime.spawn(async move {
            let client = match sent {
                Some(sent) => sent.await.ok().and_then(|(client, _)| client),
                None => client,
            };
            let Some(client) = client else { return };
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
