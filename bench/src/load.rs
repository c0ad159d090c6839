//! Many readers at once.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::client::{Connection, Request};
use crate::trouble::{Result, Trouble};

/// When a load ends.
#[derive(Clone, Copy)]
pub(crate) enum End {
    /// After a time, the requests being asked again and again.
    After(Duration),
    /// When each request was asked once.
    EachOnce,
}

/// What a load gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) requests: usize,
    pub(crate) seconds: f64,
    /// How long each answer took, in seconds, sorted.
    latencies: Vec<f64>,
}

impl Outcome {
    pub(crate) fn per_second(&self) -> f64 {
        f64::from(u32::try_from(self.requests).unwrap_or(u32::MAX)) / self.seconds.max(1e-9)
    }

    /// The latency that a share of the answers stayed within, in milliseconds.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        crate::figures::percentile(&self.latencies, share) * 1000.0
    }
}

/// Asks `requests` over `connections` connections that are kept.
///
/// An answer other than 200 ends it: a measure of errors is none.
pub(crate) fn run(port: u16, connections: usize, requests: &[Request], end: End) -> Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut open = Vec::with_capacity(connections);
        for _ in 0..connections {
            open.push(Connection::open(port).await?);
        }
        let requests: Rc<[Request]> = requests.into();
        let next = Rc::new(Cell::new(0));
        let began = Instant::now();
        let readers: Vec<_> = open
            .into_iter()
            .map(|connection| tokio::task::spawn_local(read(connection, requests.clone(), next.clone(), end, began)))
            .collect();
        let mut latencies = Vec::new();
        for reader in readers {
            latencies.extend(reader.await.map_err(|error| Trouble::Said(error.to_string()))??);
        }
        let seconds = began.elapsed().as_secs_f64();
        latencies.sort_by(f64::total_cmp);
        Ok(Outcome { requests: latencies.len(), seconds, latencies })
    })
}

async fn read(
    mut connection: Connection,
    requests: Rc<[Request]>,
    next: Rc<Cell<usize>>,
    end: End,
    began: Instant,
) -> Result<Vec<f64>> {
    let mut latencies = Vec::new();
    loop {
        let number = next.replace(next.get() + 1);
        let place = match end {
            End::After(duration) if began.elapsed() >= duration => break,
            End::After(_) => number % requests.len().max(1),
            End::EachOnce => number,
        };
        let Some(request) = requests.get(place) else { break };
        let asked = Instant::now();
        let answer = connection.ask(request).await?;
        if answer.status != 200 {
            return Err(Trouble::Said(format!("an answer was {}", answer.status)));
        }
        latencies.push(asked.elapsed().as_secs_f64());
    }
    Ok(latencies)
}

/// A figure as the program tells it, where Prometheus reads it; nothing where it counted nothing yet.
pub(crate) fn figure(port: u16, name: &str) -> Result<f64> {
    let figures = fetch(port, &Request::get("/metrics", None))?;
    let figures = String::from_utf8_lossy(&figures);
    let line = figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    Ok(line.and_then(|figure| figure.trim().parse().ok()).unwrap_or_default())
}

/// Asks once, and gives the body.
pub(crate) fn fetch(port: u16, request: &Request) -> Result<Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = Connection::open(port).await?;
        let answer = connection.ask(request).await?;
        match answer.status {
            200 => Ok(connection.body(answer).to_vec()),
            status => Err(Trouble::Said(format!("an answer was {status}"))),
        }
    })
}
