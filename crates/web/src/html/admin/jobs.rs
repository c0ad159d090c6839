//! The work to be done later: what waits, what is being done, what was given up; begun again, or dropped with a reason.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use domain::JobId;
use domain::address::route;
use services::accounts::Wrong;
use services::jobs::{self, OpenJob, OpenJobs};

use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Sent, in_words};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::unkept;

/// A job, in words.
pub(in crate::html) struct Row {
    pub id: JobId,
    pub what: String,
    pub says: Dated,
    /// Why it failed last; empty where it did not.
    pub why: String,
    pub again_of: String,
    pub drop_of: String,
    pub may_be_dropped: bool,
}

/// What was typed of a job that is to be dropped, and cannot be used.
pub(in crate::html) struct Refusal {
    pub job: JobId,
    pub reason: String,
    pub wrong: String,
}

#[derive(Template)]
#[template(path = "admin-jobs.html")]
pub(in crate::html) struct JobsTemplate<'a> {
    pub f: Frame<'a>,
    pub dead: Vec<Row>,
    /// Those that are being done, and those that wait: what they are called, and each.
    pub others: Vec<(String, Vec<Row>)>,
    pub refusal: Option<Refusal>,
}

impl JobsTemplate<'_> {
    /// What was typed of this one, where it cannot be used.
    fn of(&self, it: &Row) -> Option<&Refusal> {
        self.refusal.as_ref().filter(|refusal| refusal.job == it.id)
    }
}

/// `/admin/jobs`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let open = jobs::open(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&jobs_page(&asked, &open, None))?))
}

/// `POST /admin/jobs`.
pub(in crate::html) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent: a form that is not one tells nobody else anything.
    let open = jobs::open(&ctx).await?;
    let id: JobId = doors::id(sent.text("job"))?;
    let reason = sent.text("reason");
    let outcome = match sent.text("act") {
        "again" => jobs::revive(&ctx, id).await,
        "drop" => jobs::drop_dead(&ctx, id, reason).await,
        _ => return Err(Fault::NotFound),
    };
    match outcome {
        // Another steward was faster: the list says so.
        Ok(()) | Err(services::Error::NotFound) => Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_JOBS))),
        Err(services::Error::Refused(wrong)) => {
            let why = wrong.first().map_or(Wrong::Missing, |(_, why)| *why);
            let page = jobs_page(&asked, &open, Some((id, reason, why)));
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn jobs_page<'a>(asked: &'a Asked, open: &OpenJobs, refusal: Option<(JobId, &str, Wrong)>) -> JobsTemplate<'a> {
    let f = asked.private_frame("admin", "admin-jobs");
    let rows = |jobs: &[OpenJob], is_dead: bool| jobs.iter().map(|job| row(&f, job, is_dead)).collect::<Vec<_>>();
    let dead = rows(&open.dead.1, true);
    let running = f.messages().with("admin-jobs-running", &[("count", open.running.0.into())]);
    let waiting = f.messages().with("admin-jobs-waiting", &[("count", open.waiting.0.into())]);
    let others = vec![(running, rows(&open.running.1, false)), (waiting, rows(&open.waiting.1, false))];
    let refusal =
        refusal.map(|(job, reason, wrong)| Refusal { job, reason: reason.to_owned(), wrong: in_words(&f, wrong) });
    JobsTemplate { f, dead, others, refusal }
}

fn row(f: &Frame<'_>, job: &OpenJob, is_dead: bool) -> Row {
    let m = f.messages();
    let what = kind_in_words(f, &job.kind);
    let (asked, due) = (f.moment(job.created), f.moment(job.due));
    let says = if is_dead {
        m.with(
            "admin-job-given-up",
            &[("asked", asked.into()), ("ended", due.into()), ("attempts", job.attempts.into())],
        )
    } else {
        m.with("admin-job-due", &[("asked", asked.into()), ("due", due.into()), ("attempts", job.attempts.into())])
    };
    let says = f.dated(says, job.due).with_earlier(f.moment(job.created), job.created);
    let again_of = m.with("admin-job-again-of", &[("what", what.as_str().into())]);
    let drop_of = m.with("admin-job-drop-of", &[("what", what.as_str().into())]);
    let (id, why, may_be_dropped) = (job.id, why_in_words(f, &job.error), job.may_be_dropped);
    Row { id, what, says, why, again_of, drop_of, may_be_dropped }
}

fn kind_in_words(f: &Frame<'_>, kind: &str) -> String {
    let words = match kind {
        "sweep" => f.t("admin-job-sweep"),
        "bin" => f.t("admin-job-bin"),
        "leaving" => f.t("admin-job-leaving"),
        "author_removal" => f.t("admin-job-author-removal"),
        "placement_declined" => f.t("admin-job-placement-declined"),
        "letter" => f.t("admin-job-letter"),
        "summaries" => f.t("admin-job-summaries"),
        other => return other.to_owned(),
    };
    words.into_owned()
}

/// Why a job failed: in words where the program knows some, else as it was answered.
fn why_in_words(f: &Frame<'_>, error: &str) -> String {
    let words = match error {
        "unavailable" => f.t("admin-job-unavailable"),
        "full" => f.t("admin-job-full"),
        "lost" => f.t("admin-job-lost"),
        "panic" => f.t("admin-job-panic"),
        other => return other.to_owned(),
    };
    words.into_owned()
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::Timestamp;

    let job = |number: u8, kind: &str, error: &str, may_be_dropped| OpenJob {
        id: JobId::from_bytes([number; 16]),
        kind: kind.to_owned(),
        created: Timestamp::from_micros(0),
        due: Timestamp::from_micros(0),
        attempts: 2,
        error: error.to_owned(),
        may_be_dropped,
    };
    let dead = vec![
        job(1, words, words, true),
        job(2, "leaving", "unavailable", false),
        job(3, "bin", "full", false),
        job(4, "author_removal", "lost", true),
        job(5, "placement_declined", "panic", true),
    ];
    let (running, waiting) = (vec![job(6, "sweep", "", true)], vec![job(7, "letter", words, true)]);
    let open = OpenJobs { dead: (5, dead), running: (1, running), waiting: (1, waiting) };
    let refusal = Some((JobId::from_bytes([1; 16]), words, Wrong::Missing));
    let pages = [
        jobs_page(asked, &OpenJobs::default(), None).render(),
        jobs_page(asked, &open, None).render(),
        jobs_page(asked, &open, refusal).render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
