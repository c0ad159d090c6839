//! Work done later: who knows how to do each kind, and the runner that `serve` starts.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::time::Duration;

use domain::audit::Act;
use domain::policy::Steward;
use domain::{JobId, Timestamp};
use store::jobs::{self as stored, End, JobRow};

use crate::accounts::{Wrong, missing_or};
use crate::audit::On;
use crate::notifications::summaries;
use crate::{
    Ctx, Error, Result, Services, admin, again, asking, audit, deleting, exchanges, files, incidents, leaving, letters,
    memberships, note_rights, notifications, placing, reports, sessions, writing,
};

/// How soon rows are looked at again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often figures are taken where nothing happens.
const COUNT_EVERY: Duration = Duration::from_secs(15);
/// How long a node that is not heard of keeps a job, in seconds.
const CLAIM: i64 = 60;
/// How often a node says that it is still at work.
const HOLD_EVERY: Duration = Duration::from_secs(20);
/// How often a job is begun before it is given up.
const MOST_ATTEMPTS: i64 = 8;
/// Seconds before the second attempt; each further one waits twice as long.
const FIRST_WAIT: i64 = 30;
const DAY: i64 = 24 * 3600;
/// How long it is remembered that a job was done, in seconds.
const REMEMBERED: i64 = 7 * DAY;
/// The states that figures tell.
const STATES: [&str; 4] = ["ready", "running", "done", "dead"];

type Doing = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// How one kind of job is done.
#[derive(Clone, Copy)]
pub struct Handler {
    run: fn(Ctx, String) -> Doing,
    every: Option<i64>,
}

impl Handler {
    /// A kind of job that something asks for, done by `run` with its payload.
    pub const fn asked_for(run: fn(Ctx, String) -> Doing) -> Self {
        Self { run, every: None }
    }

    /// A kind of job that comes back, so many seconds after it ended.
    pub const fn every(seconds: i64, run: fn(Ctx, String) -> Doing) -> Self {
        Self { run, every: Some(seconds) }
    }
}

/// Who knows how to do each kind of job.
#[derive(Clone, Default)]
pub struct Handlers(BTreeMap<&'static str, Handler>);

impl Handlers {
    /// Those of this room.
    pub fn ours() -> Self {
        Self::default()
            .with("sweep", Handler::every(DAY, |ctx, _| Box::pin(sweep(ctx))))
            .with(deleting::JOB, Handler::asked_for(|ctx, deleted| Box::pin(deleting::purge(ctx, deleted))))
            .with(leaving::JOB, Handler::asked_for(|ctx, person| Box::pin(leaving::erase(ctx, person))))
            .with(note_rights::JOB, Handler::asked_for(|ctx, asked| Box::pin(note_rights::lapse(ctx, asked))))
            .with(placing::JOB, Handler::asked_for(|ctx, declined| Box::pin(placing::lapse(ctx, declined))))
            .with(
                summaries::JOB,
                Handler::every(summaries::EVERY, |ctx, _| Box::pin(notifications::send_summaries(ctx))),
            )
            .with(letters::JOB, Handler::asked_for(|ctx, letter| Box::pin(letters::send(ctx, letter))))
    }

    /// One more kind.
    #[must_use]
    pub fn with(mut self, kind: &'static str, handler: Handler) -> Self {
        self.0.insert(kind, handler);
        self
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.0.keys().copied().collect()
    }
}

/// Removes what no row names any more, and what was done long ago.
async fn sweep(ctx: Ctx) -> Result<()> {
    let swept = files::sweep(&ctx.services).await?;
    let mut tx = ctx.services.store.write().await?;
    let now = ctx.now();
    let forgotten = stored::forget_done(&mut tx, now.plus_seconds(-REMEMBERED)).await?;
    // What people were promised would be forgotten, also where nobody comes by any more.
    store::accounts::forget_proofs(&mut tx, now).await?;
    store::audit::forget(&mut tx, now.plus_seconds(-audit::KEPT)).await?;
    store::incidents::forget(&mut tx, now.plus_seconds(-incidents::KEPT)).await?;
    store::edit_requests::forget(&mut tx, now.plus_seconds(-asking::ANSWER_KEPT)).await?;
    let (last, unconfirmed) = (now.plus_seconds(-exchanges::KEPT), now.plus_seconds(-exchanges::UNCONFIRMED));
    store::exchanges::forget(&mut tx, last, unconfirmed).await?;
    store::invitations::forget(&mut tx, now).await?;
    store::limits::forget(&mut tx, now).await?;
    store::memberships::forget_invitations(&mut tx, now).await?;
    store::memberships::forget_told(&mut tx, now.plus_seconds(-memberships::TOLD)).await?;
    store::note_rights::forget(&mut tx, now.plus_seconds(-note_rights::SETTLED_KEPT)).await?;
    let year = now.plus_seconds(-notifications::KEPT);
    store::notifications::forget(&mut tx, now.plus_seconds(-notifications::READ_KEPT), year).await?;
    store::follows::forget(&mut tx, year).await?;
    store::passkeys::forget(&mut tx, now).await?;
    store::reading::forget(&mut tx, now.plus_seconds(-admin::reading::KEPT)).await?;
    store::people::forget_sessions(&mut tx, now, now.plus_seconds(-sessions::IDLE_SECONDS)).await?;
    let [unconfirmed, settled, concerned] =
        [reports::UNCONFIRMED, reports::SETTLED_KEPT, reports::CONCERNED_KEPT].map(|kept| now.plus_seconds(-kept));
    store::reports::forget(&mut tx, unconfirmed, settled, concerned).await?;
    store::tokens::forget(&mut tx, now).await?;
    store::writing::forget(&mut tx, now.plus_seconds(-writing::REMEMBERED)).await?;
    tx.commit().await?;
    tracing::info!(swept, forgotten, "swept");
    Ok(())
}

/// Does what is due for as long as the program runs. `serve` calls it once.
pub async fn run(services: Services, handlers: Handlers) {
    let ctx = services.system("jobs");
    let mut counted = None;
    let mut is_planned = false;
    loop {
        let step = async {
            if !is_planned {
                plan(&ctx, &handlers).await?;
                is_planned = true;
            }
            next(&ctx, &handlers).await
        };
        let did = match step.await {
            Ok(did) => did,
            Err(error) => {
                tracing::warn!(%error, "jobs wait");
                false
            }
        };
        if did || counted.is_none_or(|at: tokio::time::Instant| at.elapsed() >= COUNT_EVERY) {
            counted = Some(tokio::time::Instant::now());
            if let Err(error) = count(&services).await {
                tracing::debug!(%error, "jobs are not counted");
            }
        }
        if !did {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// Asks for each kind that comes back and is not waited for.
async fn plan(ctx: &Ctx, handlers: &Handlers) -> Result<()> {
    for (kind, _) in handlers.0.iter().filter(|(_, handler)| handler.every.is_some()) {
        let mut tx = ctx.services.store.write().await?;
        if stored::waiting(&mut tx, kind).await? == 0 {
            let now = ctx.now();
            stored::add(&mut tx, new_id(&ctx.services), kind, "", now, now).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Does the job that has waited longest; whether there was one.
///
/// # Errors
/// Of the database. What a job answers is kept with it.
pub async fn next(ctx: &Ctx, handlers: &Handlers) -> Result<bool> {
    let services = &ctx.services;
    let kinds = handlers.kinds();
    if stored::due(&mut services.store.read().await?, &kinds, ctx.now()).await? == 0 {
        return Ok(false);
    }
    let mut tx = services.store.write().await?;
    let now = ctx.now();
    let Some(job) = stored::claim(&mut tx, &kinds, now, now.plus_seconds(CLAIM)).await? else { return Ok(false) };
    tx.commit().await?;
    let Some(handler) = handlers.0.get(job.kind.as_str()) else { return Ok(false) };
    // One attempt more than there may be: its node was lost each time.
    let outcome = match job.attempts {
        attempts if attempts > MOST_ATTEMPTS => Some(Err("lost".to_owned())),
        _ => held(ctx, &job, handler).await?,
    };
    match outcome {
        Some(outcome) => end(ctx, &job, handler, outcome).await?,
        None => tracing::warn!(job = %job.id, kind = job.kind, "another node took this job"),
    }
    Ok(true)
}

/// Does a job and keeps its claim meanwhile; nothing where another node has taken it.
async fn held(ctx: &Ctx, job: &JobRow, handler: &Handler) -> Result<Option<std::result::Result<(), String>>> {
    let mut work = tokio::spawn((handler.run)(ctx.services.system("a job"), job.payload.clone()));
    loop {
        tokio::select! {
            ended = &mut work => {
                return Ok(Some(match ended {
                    Ok(outcome) => outcome.map_err(|error| error.to_string()),
                    Err(_) => Err("panic".to_owned()),
                }));
            }
            () = tokio::time::sleep(HOLD_EVERY) => {
                let held = async {
                    let mut tx = ctx.services.store.write().await?;
                    let held = stored::hold(&mut tx, job, ctx.now().plus_seconds(CLAIM)).await?;
                    tx.commit().await?;
                    Ok::<_, Error>(held)
                };
                // A database that is away is no reason to stop: the claim may still be ours when it is back.
                if matches!(held.await, Ok(false)) {
                    work.abort();
                    return Ok(None);
                }
            }
        }
    }
}

/// Writes what became of a job, and asks for it again where its kind comes back.
async fn end(ctx: &Ctx, job: &JobRow, handler: &Handler, outcome: std::result::Result<(), String>) -> Result<()> {
    let now = ctx.now();
    let (end, error) = match outcome {
        Ok(()) => (End::Done, String::new()),
        Err(error) if job.attempts < MOST_ATTEMPTS => (End::Again(now.plus_seconds(wait(job.attempts))), error),
        Err(error) => (End::Dead, error),
    };
    if !error.is_empty() {
        tracing::warn!(job = %job.id, kind = job.kind, attempts = job.attempts, error, "a job failed");
    }
    let mut tx = ctx.services.store.write().await?;
    let was_ours = stored::end(&mut tx, job, &end, &error, now).await?;
    if was_ours
        && !matches!(end, End::Again(_))
        && let Some(seconds) = handler.every
    {
        let id = new_id(&ctx.services);
        stored::add(&mut tx, id, &job.kind, &job.payload, now.plus_seconds(seconds), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Seconds before the next attempt, after so many.
fn wait(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(16);
    FIRST_WAIT.saturating_mul(1_i64 << doublings)
}

/// Takes the figures of jobs.
async fn count(services: &Services) -> Result<()> {
    let counts: BTreeMap<String, i64> = stored::counts(&mut services.store.read().await?).await?.into_iter().collect();
    for state in STATES {
        let count = counts.get(state).copied().unwrap_or(0);
        // Far from the numbers that a float cannot tell apart.
        #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
        metrics::gauge!("jobs", "state" => state).set(count as f64);
    }
    Ok(())
}

pub(crate) fn new_id(services: &Services) -> JobId {
    JobId::new(&*services.clock, &*services.randomness)
}

/// A job that failed for the last time.
#[derive(Clone, Debug)]
pub struct DeadJob {
    /// Which one.
    pub id: JobId,
    /// What it was to do.
    pub kind: String,
    /// When it was given up.
    pub ended: Timestamp,
    /// Why.
    pub error: String,
}

/// How many jobs are in each state, and the dead ones, oldest first; for stewards.
///
/// # Errors
/// [`Error::Forbidden`] for anyone else.
pub async fn list(ctx: &Ctx) -> Result<(Vec<(String, i64)>, Vec<DeadJob>)> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let counts = stored::counts(&mut tx).await?;
    let dead = stored::dead(&mut tx).await?;
    Ok((counts, dead.into_iter().map(|(id, kind, ended, error)| DeadJob { id, kind, ended, error }).collect()))
}

/// Has a dead job begun again.
///
/// # Errors
/// [`Error::NotFound`] where no dead job bears this id.
pub async fn revive(ctx: &Ctx, id: JobId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.write().await?;
    if !stored::revive(&mut tx, id, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// The most characters of why a job is given up.
pub const REASON: usize = 400;
/// The most jobs of one state that are shown.
const SHOWN: i64 = 100;

/// A job that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenJob {
    /// Which one.
    pub id: JobId,
    /// What it is to do.
    pub kind: String,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it is due; of a dead one, when it was given up.
    pub due: Timestamp,
    /// How often it was begun.
    pub attempts: i64,
    /// Why it failed last; empty where it did not.
    pub error: String,
    /// Whether it may be given up: not where somebody was promised that their words or their account would be erased.
    pub may_be_dropped: bool,
}

/// The jobs that are not done: how many in each state, and the first hundred of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenJobs {
    /// Those that failed for the last time.
    pub dead: (i64, Vec<OpenJob>),
    /// Those that are being done.
    pub running: (i64, Vec<OpenJob>),
    /// Those that wait.
    pub waiting: (i64, Vec<OpenJob>),
}

/// The jobs that are not done; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn open(ctx: &Ctx) -> Result<OpenJobs> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let counts: BTreeMap<String, i64> = stored::counts(&mut tx).await?.into_iter().collect();
    let mut open = OpenJobs::default();
    for (state, jobs) in [("dead", &mut open.dead), ("running", &mut open.running), ("ready", &mut open.waiting)] {
        let rows = stored::in_state(&mut tx, state, SHOWN).await?;
        *jobs = (counts.get(state).copied().unwrap_or(0), rows.into_iter().map(open_job).collect());
    }
    Ok(open)
}

fn open_job(row: stored::OpenRow) -> OpenJob {
    let stored::OpenRow { id, kind, created, due, attempts, error } = row;
    let may_be_dropped = !is_promised(&kind);
    OpenJob { id, kind, created, due, attempts, error, may_be_dropped }
}

/// Whether somebody was promised that this would be done.
fn is_promised(kind: &str) -> bool {
    [leaving::JOB, deleting::JOB].contains(&kind)
}

/// Gives up a dead job, with a reason, which stands among the acts of stewards.
///
/// # Errors
/// [`Error::Refused`] without a reason, or with one that is too long; [`Error::Forbidden`] where somebody was promised that it would be
/// done; [`Error::NotFound`] where no dead job bears this id, and for anyone but stewards.
pub async fn drop_dead(ctx: &Ctx, id: JobId, reason: &str) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let kind = stored::kind_of_dead(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if is_promised(&kind) {
            return Err(Error::Forbidden);
        }
        if reason.is_empty() || reason.chars().count() > REASON {
            return Err(Error::Refused(vec![("reason", missing_or(&reason, Wrong::Long))]));
        }
        if !stored::give_up(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        audit::record(ctx, &mut tx, Act::JobDropped, On::site(&format!("{kind}: {reason}"))).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_twice_as_long() {
        assert_eq!([1, 2, 3, 7].map(wait), [30, 60, 120, 1920]);
        assert!(wait(i64::MAX) > 0);
    }
}
