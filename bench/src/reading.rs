//! Reading: warm, signed in and cold, beside nginx; and what ten times the notes change.

use std::time::{Duration, Instant};

use crate::budgets::Line;
use crate::client::Request;
use crate::figures::{median, ratio};
use crate::load::{self, End, Outcome};
use crate::nginx;
use crate::processes::{Server, Site};
use crate::run::{Figures, Filled, Plan, PublicNote};
use crate::trouble::Result;

/// Connections at once, on both sides.
pub(crate) const CONNECTIONS: usize = 16;
/// How long what is left to do is waited for.
const PATIENCE: Duration = Duration::from_mins(10);
/// Notes that are read again and again.
pub(crate) const WARM_NOTES: usize = 200;
/// The community of those who read signed in.
const READERS: &str = "lecture";

/// A load, and the processor that the server used for each of its answers, in milliseconds.
struct Measured {
    outcome: Outcome,
    processor: f64,
}

fn load_on(server: &Server, connections: usize, requests: &[Request], end: End) -> Result<Measured> {
    let before = server.process.processor_seconds();
    let outcome = load::run(server.port, connections, requests, end)?;
    let used = server.process.processor_seconds() - before;
    let processor = ratio(used * 1000.0, outcome.requests);
    Ok(Measured { outcome, processor })
}

/// Sessions of people whose rights differ: none of their own, a member, who facilitates, who runs the site.
fn readers(site: &Site) -> Result<Vec<String>> {
    let [reader, member, facilitator] = [site.person(false)?, site.person(false)?, site.person(false)?];
    let steward = site.person(true)?;
    site.community(READERS)?;
    site.member(READERS, &member, "member")?;
    site.member(READERS, &facilitator, "facilitator")?;
    [reader, member, facilitator, steward].iter().map(|person| site.session(person)).collect()
}

/// What an import leaves to do later is done: the program uses a tenth of a processor at most. After how many seconds.
pub(crate) fn at_rest(server: &Server) -> f64 {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let before = server.process.processor_seconds();
        std::thread::sleep(Duration::from_secs(1));
        if server.process.processor_seconds() - before <= 0.1 {
            break;
        }
    }
    began.elapsed().as_secs_f64()
}

/// Repeated loads of one kind.
#[derive(Default)]
struct Repeated {
    per_second: Vec<f64>,
    ratios: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    processor: Vec<f64>,
}

impl Repeated {
    fn add(&mut self, measured: &Measured) {
        self.per_second.push(measured.outcome.per_second());
        self.p50.push(measured.outcome.percentile(0.5));
        self.p99.push(measured.outcome.percentile(0.99));
        self.processor.push(measured.processor);
    }

    fn line(&self, budget: &'static str, filled: &Filled, ceiling: &Self) -> Line {
        Line::of(budget, filled.database, filled.count, median(&self.per_second))
            .under(median(&ceiling.per_second), median(&self.ratios))
            .with("processor_ms", median(&self.processor))
            .with("ceiling_processor_ms", median(&ceiling.processor))
    }
}

/// One server through all of it: memory before, cold, warm, signed in, memory after.
pub(crate) fn measure(plan: &Plan, figures: &mut Figures, filled: &Filled) -> Result<()> {
    let cookies = readers(&filled.site)?;
    let server = filled.site.serve(None)?;
    let warm = filled.public.get(..WARM_NOTES.min(filled.public.len())).unwrap_or_default();
    let Some(first) = warm.first() else { return Ok(()) };
    load::fetch(server.port, &first.request())?;
    let idle = server.process.megabytes()?;
    figures.add(Line::of("memory_idle", filled.database, filled.count, idle))?;

    let rested = at_rest(&server);
    cold(plan, figures, filled, &server, rested)?;

    let mut pages = Vec::with_capacity(warm.len());
    for note in warm {
        pages.push((note.address.clone(), load::fetch(server.port, &note.request())?));
    }
    let ceiling = nginx::start(&plan.folder.join("nginx"), &pages)?;
    let as_visitor: Vec<Request> = warm.iter().map(PublicNote::request).collect();
    let of_each =
        |note: &PublicNote| cookies.iter().map(|it| Request::get(&note.address, Some(it))).collect::<Vec<_>>();
    let signed_in: Vec<Request> = warm.iter().flat_map(of_each).collect();
    // What is read again and again was read once, as for visitors.
    load::run(server.port, CONNECTIONS, &signed_in, End::EachOnce)?;
    let (mut warm, mut signed, mut files) = (Repeated::default(), Repeated::default(), Repeated::default());
    for round in 0..plan.rounds {
        let end = End::After(plan.load);
        let ours = || -> Result<(Measured, Measured)> {
            let visitor = load_on(&server, CONNECTIONS, &as_visitor, end)?;
            Ok((visitor, load_on(&server, CONNECTIONS, &signed_in, end)?))
        };
        let theirs = || load_on(&ceiling, CONNECTIONS, &as_visitor, end);
        let ((as_visitor, as_member), file) = if round % 2 == 0 {
            let ours = ours()?;
            (ours, theirs()?)
        } else {
            let file = theirs()?;
            (ours()?, file)
        };
        warm.add(&as_visitor);
        signed.add(&as_member);
        files.add(&file);
        warm.ratios.push(as_visitor.outcome.per_second() / file.outcome.per_second());
        signed.ratios.push(as_member.outcome.per_second() / file.outcome.per_second());
    }
    drop(ceiling);
    figures.add(warm.line("read_warm", filled, &files))?;
    figures.add(signed.line("read_signed_in", filled, &files))?;

    std::thread::sleep(plan.rest);
    let after = server.process.megabytes()?;
    figures.add(Line::of("memory_after", filled.database, filled.count, after))
}

/// Notes that nobody has read since the program began, each asked once: by one reader, then by sixteen.
fn cold(plan: &Plan, figures: &mut Figures, filled: &Filled, server: &Server, rested: f64) -> Result<()> {
    let never_read: Vec<Request> = filled.public.iter().skip(WARM_NOTES).map(PublicNote::request).collect();
    let (mut alone, mut together) = (Repeated::default(), Repeated::default());
    for part in never_read.chunks(never_read.len().div_ceil(plan.rounds.max(1)).max(1)) {
        let (first, others) = part.split_at(part.len() / 2);
        alone.add(&load_on(server, 1, first, End::EachOnce)?);
        together.add(&load_on(server, CONNECTIONS, others, End::EachOnce)?);
    }
    figures.add(
        Line::of("read_cold", filled.database, filled.count, median(&alone.p50))
            .with("p99_ms", median(&alone.p99))
            .with("p50_of_16_ms", median(&together.p50))
            .with("per_second_of_16", median(&together.per_second))
            .with("processor_ms", median(&together.processor))
            .with("at_rest_after_s", rested),
    )
}

/// The same reading on two sites, of which one has ten times the notes; both serve, each is asked in turn.
pub(crate) fn growth(plan: &Plan, figures: &mut Figures, few: &Filled, many: &Filled) -> Result<()> {
    let (few_server, many_server) = (few.site.serve(None)?, many.site.serve(None)?);
    for server in [&few_server, &many_server] {
        at_rest(server);
    }
    let each = (few.public.len().min(many.public.len()) / plan.rounds.max(1)).clamp(1, 400);
    let mut figures_of = [Repeated::default(), Repeated::default()];
    let mut ratios = Vec::new();
    for round in 0..plan.rounds {
        let mut p50 = [0.0; 2];
        for turn in 0..2 {
            let which = (turn + round) % 2;
            let (server, filled) = if which == 0 { (&few_server, few) } else { (&many_server, many) };
            let requests: Vec<Request> =
                filled.public.iter().skip(round * each).take(each).map(PublicNote::request).collect();
            let measured = load_on(server, 1, &requests, End::EachOnce)?;
            if let (Some(place), Some(repeated)) = (p50.get_mut(which), figures_of.get_mut(which)) {
                *place = measured.outcome.percentile(0.5);
                repeated.add(&measured);
            }
        }
        let [less, more] = p50;
        ratios.push(more / less.max(1e-9));
    }
    let [less, more] = figures_of;
    figures.add(
        Line::of("growth_read", many.database, many.count, median(&more.p50))
            .under(median(&less.p50), median(&ratios))
            .with("processor_ms", median(&more.processor))
            .with("ceiling_processor_ms", median(&less.processor)),
    )
}
