//! Scripts run together, one step of one of them at a time: every order that a schedule asks for, on both engines.
//!
//! A script is any future: statements of the store, or a use case. It is never changed for this: it goes on only when it
//! is asked to, and stops wherever it waits for the database. On PostgreSQL that is at each statement; on SQLite at each
//! turn of the writer.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use tokio::sync::Notify;

use crate::chance::Chance;

/// What is run in steps.
pub type Script<'s, T> = Pin<Box<dyn Future<Output = T> + Send + 's>>;

/// How long a script is given to be answered before another has its turn. It may wait for what the other holds: this
/// says who goes on, and no promise hangs on it.
const PATIENCE: Duration = Duration::from_millis(15);
/// How long all of them may wait at once: more than any engine takes to break a circle of locks.
const DEADLOCK: Duration = Duration::from_secs(30);

/// In which order scripts go on.
#[derive(Clone, Debug)]
pub enum Schedule {
    /// So many steps of the first, then the second to its end or until it waits, then the first, and so on.
    After(usize),
    /// Whoever chance names.
    Random(u64),
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran<T> {
    /// What each script answered, in the order in which they were given.
    pub answers: Vec<T>,
    /// How many steps each of them took.
    pub steps: Vec<usize>,
}

/// Runs scripts by a schedule, to the end of all of them.
///
/// # Panics
/// When none of them is answered any more: a deadlock that nobody broke.
pub async fn interleave<T>(schedule: Schedule, scripts: Vec<Script<'_, T>>) -> Ran<T> {
    let mut runs: Vec<Run<'_, T>> = scripts.into_iter().map(Run::new).collect();
    let mut order = Order::new(schedule);
    while runs.iter().any(|run| run.answer.is_none()) {
        let at = order.next(&runs);
        let Some(run) = runs.get_mut(at) else { continue };
        let went = run.step(PATIENCE).await || any_step(&mut runs).await;
        assert!(went, "a deadlock that nobody answers");
    }
    let steps = runs.iter().map(|run| run.steps).collect();
    Ran { answers: runs.into_iter().filter_map(|run| run.answer).collect(), steps }
}

/// One step of the first script that is answered; whether there was one in time.
async fn any_step<T>(runs: &mut [Run<'_, T>]) -> bool {
    let began = std::time::Instant::now();
    while began.elapsed() < DEADLOCK {
        for run in runs.iter_mut().filter(|run| run.answer.is_none()) {
            if run.step(Duration::from_millis(1)).await {
                return true;
            }
        }
    }
    false
}

/// Which script goes on next.
struct Order {
    schedule: Schedule,
    chance: Chance,
}

impl Order {
    fn new(schedule: Schedule) -> Self {
        let seed = if let Schedule::Random(seed) = schedule { seed } else { 0 };
        Self { schedule, chance: Chance::new(seed) }
    }

    fn next<T>(&mut self, runs: &[Run<'_, T>]) -> usize {
        let going: Vec<usize> = (0..runs.len()).filter(|at| runs.get(*at).is_some_and(Run::goes_on)).collect();
        match self.schedule {
            Schedule::Random(_) => self.chance.one_of(&going).unwrap_or(0),
            Schedule::After(steps) => {
                let first_may = runs.first().is_some_and(|run| run.goes_on() && run.steps < steps);
                let others = going.iter().copied().find(|at| *at > 0 && runs.get(*at).is_some_and(|run| !run.waits));
                match others {
                    Some(other) if !first_may => other,
                    _ => going.first().copied().unwrap_or(0),
                }
            }
        }
    }
}

struct Run<'s, T> {
    script: Script<'s, T>,
    bell: Arc<Bell>,
    answer: Option<T>,
    steps: usize,
    /// Whether it had no answer when it was last asked.
    waits: bool,
}

impl<'s, T> Run<'s, T> {
    fn new(script: Script<'s, T>) -> Self {
        let bell = Arc::new(Bell { rung: AtomicBool::new(true), told: Notify::new() });
        Self { script, bell, answer: None, steps: 0, waits: false }
    }

    fn goes_on(&self) -> bool {
        self.answer.is_none()
    }

    /// Goes on until it waits again, once what it waits for is there; `false` where that is not so in time.
    async fn step(&mut self, patience: Duration) -> bool {
        let bell = self.bell.clone();
        if tokio::time::timeout(patience, bell.heard()).await.is_err() {
            self.waits = true;
            return false;
        }
        self.waits = false;
        self.steps += 1;
        // The runtime goes on too: it carries what was asked and brings what is answered.
        tokio::task::yield_now().await;
        let waker = Waker::from(self.bell.clone());
        if let Poll::Ready(answer) = self.script.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.answer = Some(answer);
        }
        true
    }
}

/// Rung when a script can go on.
struct Bell {
    rung: AtomicBool,
    told: Notify,
}

impl Bell {
    async fn heard(&self) {
        while !self.rung.swap(false, Ordering::SeqCst) {
            self.told.notified().await;
        }
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::SeqCst);
        self.told.notify_one();
    }
}
