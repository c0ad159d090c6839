//! Readers beside people who sign in: sixteen a second, evenly, each with a password of theirs.

use std::thread;
use std::time::{Duration, Instant};

use tokio::task::LocalSet;

use crate::budgets::Line;
use crate::client::{Connection, Request};
use crate::figures::{median, percentile, ratio};
use crate::load::{self, End};
use crate::reading::{CONNECTIONS, WARM_NOTES, at_rest};
use crate::run::{Figures, Filled, Plan, PublicNote};
use crate::trouble::{Result, Trouble};

/// People who sign in, one after the other, again and again.
const PEOPLE: usize = 16;
/// One of them so often: sixteen a second.
const EVERY: Duration = Duration::from_micros(62_500);
/// What each of them shows.
const PASSWORD: &str = "canard-vapeur-1817";

/// The rate of readers alone, and beside those who sign in, in turn.
pub(crate) fn measure(plan: &Plan, figures: &mut Figures, filled: &Filled) -> Result<()> {
    let mails: Vec<String> = (0..PEOPLE).map(|number| format!("personne{number}@exemple.org")).collect();
    let mut pages = Vec::with_capacity(PEOPLE);
    for mail in &mails {
        pages.push(filled.site.account(mail)?);
    }
    // Each of them comes from elsewhere, as a proxy says: nobody waits for the tries of another.
    let server = filled.site.serve_with(&["--trusted-proxies", "127.0.0.1"])?;
    at_rest(&server);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    for (number, page) in pages.iter().enumerate() {
        let request = Request::form_for(page, &network(number), &[("password", PASSWORD)]);
        runtime.block_on(opens_a_session(server.port, &request))?;
    }
    let forms: Vec<Request> = mails.iter().enumerate().map(|(number, mail)| form(number, mail)).collect();

    let readers: Vec<Request> = filled.public.iter().take(WARM_NOTES).map(PublicNote::request).collect();
    load::run(server.port, CONNECTIONS, &readers, End::EachOnce)?;
    let (mut alone, mut beside, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut took, mut seconds) = (Vec::new(), 0.0);
    for round in 0..plan.rounds {
        let read = || load::run(server.port, CONNECTIONS, &readers, End::After(plan.load));
        let read_beside = || -> Result<_> {
            let (port, forms, lasts) = (server.port, forms.clone(), plan.load);
            let signing_in = thread::spawn(move || sign_in_evenly(port, &forms, lasts));
            let outcome = load::run(server.port, CONNECTIONS, &readers, End::After(plan.load));
            let signed = signing_in.join().map_err(|_| Trouble::Said("signing in stopped".to_owned()))??;
            Ok((outcome?, signed))
        };
        let (undisturbed, (disturbed, signed)) = if round % 2 == 0 {
            let undisturbed = read()?;
            (undisturbed, read_beside()?)
        } else {
            let disturbed = read_beside()?;
            (read()?, disturbed)
        };
        alone.push(undisturbed.per_second());
        beside.push(disturbed.per_second());
        ratios.push(disturbed.per_second() / undisturbed.per_second().max(1e-9));
        took.extend(signed);
        seconds += plan.load.as_secs_f64();
    }
    took.sort_by(f64::total_cmp);
    figures.add(
        Line::of("sign_in_beside_readers", filled.database, filled.count, median(&beside))
            .under(median(&alone), median(&ratios))
            .with("sign_ins_per_second", 1.0 / ratio(seconds, took.len()).max(1e-12))
            .with("sign_in_p50_ms", percentile(&took, 0.5))
            .with("sign_in_p99_ms", percentile(&took, 0.99)),
    )
}

/// From where one of them comes, as a proxy says (RFC 1918).
fn network(number: usize) -> String {
    // A block of addresses is counted, so each has another one.
    format!("10.{number}.0.1")
}

fn form(number: usize, mail: &str) -> Request {
    Request::form_for("/sign-in", &network(number), &[("mail", mail), ("password", PASSWORD)])
}

/// Has one of them sign in at each turn for as long, whether the ones before were answered or not; how long each took, in
/// milliseconds.
fn sign_in_evenly(port: u16, forms: &[Request], lasts: Duration) -> Result<Vec<f64>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let began = Instant::now();
        let mut turns = tokio::time::interval(EVERY);
        let mut asked = Vec::new();
        for form in forms.iter().cycle() {
            turns.tick().await;
            if began.elapsed() >= lasts {
                break;
            }
            let form = form.clone();
            asked.push(tokio::task::spawn_local(async move { opens_a_session(port, &form).await }));
        }
        let mut took = Vec::with_capacity(asked.len());
        for one in asked {
            took.push(one.await.map_err(|error| Trouble::Said(error.to_string()))??);
        }
        Ok(took)
    })
}

/// Sends a form that opens a session, as a browser that was not there before; how long it took, in milliseconds.
async fn opens_a_session(port: u16, form: &Request) -> Result<f64> {
    let began = Instant::now();
    let mut connection = Connection::open(port).await?;
    let answer = connection.ask(form).await?;
    let is_open = connection.header(answer, "set-cookie").is_some_and(|cookie| cookie.starts_with("__Host-sillage="));
    if answer.status != 303 || !is_open {
        return Err(Trouble::Said(format!("signing in was answered {}", answer.status)));
    }
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}
