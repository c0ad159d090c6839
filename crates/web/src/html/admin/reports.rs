//! The problems that wait for stewards, those that they settled, and what they do about each.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::ReportId;
use domain::address::{Address, route};
use domain::reports::ReportAct;
use services::accounts::Wrong;
use services::reports::{self, ActRow, Report, ReportPage, Settler};
use services::views::Page;

use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::reports::kind_key;
use crate::html::{parameter, position, unkept};

#[derive(Template)]
#[template(path = "admin-reports.html")]
pub(super) struct ReportsTemplate<'a> {
    pub f: Frame<'a>,
    /// Where these reports are listed.
    pub base: String,
    pub reports: Vec<Report>,
    /// Whether these are the settled ones.
    pub settled: bool,
    /// The key of the next page.
    pub next: Option<String>,
}

impl ReportsTemplate<'_> {
    fn says(&self, it: &Report) -> Vec<String> {
        standing(&self.f, it)
    }

    fn kind(&self, it: &Report) -> String {
        self.f.t(kind_key(it.kind)).into_owned()
    }

    fn address(&self, it: &Report) -> String {
        format!("{}/{}", self.base, it.id)
    }

    /// For how long the settled ones are kept.
    fn kept(&self) -> String {
        self.f.messages().with(
            "admin-reports-kept",
            &[("days", reports::SETTLED_DAYS.into()), ("concerned", reports::CONCERNED_DAYS.into())],
        )
    }
}

#[derive(Template)]
#[template(path = "admin-report.html")]
pub(super) struct ReportTemplate<'a> {
    pub f: Frame<'a>,
    pub p: ReportPage,
    /// Where reports are listed.
    pub base: String,
    pub action: String,
    /// Whether whoever settles it runs the site.
    pub runs: bool,
    pub reason: Field,
}

impl ReportTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.reason])
    }

    fn says(&self) -> Vec<String> {
        standing(&self.f, &self.p.report)
    }

    fn kind(&self) -> String {
        self.f.t(kind_key(self.p.report.kind)).into_owned()
    }

    /// Where words are withdrawn from the note.
    fn withdraw(&self) -> Option<String> {
        match &self.p.report.link.as_ref()?.address {
            Address::Note(note, _) if self.runs => Some(Address::NoteWithdraw(*note).to_string()),
            _ => None,
        }
    }

    fn did(&self, it: &ActRow) -> String {
        let key = match it.act {
            ReportAct::Hide => "admin-report-did-hide",
            ReportAct::Show => "admin-report-did-show",
            ReportAct::Answer => "admin-report-did-answer",
            ReportAct::Acted => "admin-report-did-acted",
            ReportAct::Nothing => "admin-report-did-nothing",
        };
        self.f.t(key).into_owned()
    }

    fn done(&self, it: &ActRow) -> Dated {
        let moment = self.f.moment(it.done);
        let says = match it.by.as_deref().filter(|by| !by.is_empty()) {
            Some(by) => self.f.messages().with("admin-report-by", &[("name", by.into()), ("moment", moment.into())]),
            None => self.f.messages().with("admin-report-by-nobody", &[("moment", moment.into())]),
        };
        self.f.dated(says, it.done)
    }
}

/// How a report stands, in words.
fn standing(f: &Frame<'_>, it: &Report) -> Vec<String> {
    let m = f.messages();
    let mut says = vec![m.with("admin-report-arrived", &[("day", f.day(it.arrived).into())])];
    if let Some(due) = it.due.filter(|_| it.settled.is_none()) {
        let day = f.day(due);
        says.push(if it.is_late {
            m.with("admin-report-late", &[("day", day.into())])
        } else {
            m.with("admin-report-due", &[("day", day.into())])
        });
    }
    if it.hides {
        says.push(f.t("admin-report-hides").into_owned());
    }
    if let Some(settled) = it.settled {
        let day = f.day(settled);
        says.push(match it.settled_by {
            Some(ReportAct::Acted) => m.with("admin-report-settled-acted", &[("day", day.into())]),
            Some(ReportAct::Nothing) => m.with("admin-report-settled-nothing", &[("day", day.into())]),
            _ => m.with("admin-report-settled", &[("day", day.into())]),
        });
    }
    says
}

/// `/admin/reports`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    listed(&app, &asked, Settler::Steward, &uri).await
}

/// `/communities/{alias}/-/reports`.
pub(in crate::html) async fn list_in(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    listed(&app, &asked, Settler::Lead(&alias), &uri).await
}

/// Those that wait; with `?settled=yes`, those that were settled.
async fn listed(app: &App, asked: &Asked, settler: Settler<'_>, uri: &Uri) -> Result<Response, Fault> {
    let ctx = app.enter(asked).await?;
    if parameter(uri, "settled").is_none_or(|word| word != "yes") {
        let open = reports::open(&ctx, settler).await?;
        return Ok(unshared(unkept(&reports_page(asked, settler, open))?));
    }
    let (after, position) = position(uri, "after");
    let mut page = settled_page(asked, settler, reports::settled(&ctx, settler, after.as_deref()).await?);
    page.f.position = position;
    Ok(unshared(unkept(&page)?))
}

/// `/admin/reports/{report}`.
pub(in crate::html) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(report): Path<String>,
) -> Result<Response, Fault> {
    shown(&app, &asked, Settler::Steward, &report).await
}

/// `/communities/{alias}/-/reports/{report}`.
pub(in crate::html) async fn show_in(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((alias, report)): Path<(String, String)>,
) -> Result<Response, Fault> {
    shown(&app, &asked, Settler::Lead(&alias), &report).await
}

async fn shown(app: &App, asked: &Asked, settler: Settler<'_>, report: &str) -> Result<Response, Fault> {
    let id: ReportId = doors::id(report)?;
    let found = reports::one(&app.enter(asked).await?, settler, id).await?;
    Ok(unshared(unkept(&report_page(asked, settler, found, "", &[]))?))
}

/// `POST /admin/reports/{report}`: one act.
pub(in crate::html) async fn act(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(report): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    done(&app, &asked, Settler::Steward, &report, &Sent::read(&body)).await
}

/// `POST /communities/{alias}/-/reports/{report}`: one act.
pub(in crate::html) async fn act_in(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((alias, report)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Fault> {
    done(&app, &asked, Settler::Lead(&alias), &report, &Sent::read(&body)).await
}

async fn done(app: &App, asked: &Asked, settler: Settler<'_>, report: &str, sent: &Sent) -> Result<Response, Fault> {
    let id: ReportId = doors::id(report)?;
    let ctx = app.enter(asked).await?;
    // The right before what was sent.
    let found = reports::one(&ctx, settler, id).await?;
    let does = ReportAct::parse(sent.text("act")).ok_or(Fault::NotFound)?;
    match reports::act(&ctx, settler, id, does, sent.text("reason")).await {
        // Another one settled it: the page says so.
        Ok(()) | Err(services::Error::NotFound) => {}
        Err(services::Error::Refused(wrong)) => {
            let page = report_page(asked, settler, found, sent.text("reason"), &wrong);
            return Ok(unshared(refused(unkept(&page)?)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(unshared(back_to(&asked.standing.settings, &format!("{}/{id}", base(settler)))))
}

/// Where the reports of a settler are listed.
fn base(settler: Settler<'_>) -> String {
    match settler {
        Settler::Steward => route::ADMIN_REPORTS.to_owned(),
        Settler::Lead(alias) => route::COMMUNITY_REPORTS.replace("{alias}", alias),
    }
}

pub(super) fn reports_page<'a>(asked: &'a Asked, settler: Settler<'_>, reports: Vec<Report>) -> ReportsTemplate<'a> {
    let f = asked.private_frame("admin", "admin-reports");
    ReportsTemplate { f, base: base(settler), reports, settled: false, next: None }
}

fn settled_page<'a>(asked: &'a Asked, settler: Settler<'_>, page: Page<Report>) -> ReportsTemplate<'a> {
    let mut f = asked.private_frame("admin", "admin-reports-settled");
    "settled=yes".clone_into(&mut f.query);
    ReportsTemplate { f, base: base(settler), reports: page.items, settled: true, next: page.next }
}

pub(super) fn report_page<'a>(
    asked: &'a Asked,
    settler: Settler<'_>,
    p: ReportPage,
    typed: &str,
    wrong: &[(&'static str, Wrong)],
) -> ReportTemplate<'a> {
    let f = asked.private_frame("admin", "admin-report");
    let reason = Field::new(&f, "reason", "textarea", "admin-report-reason", typed)
        .hinted(f.t("admin-report-reason-hint").into_owned())
        .judged(&f, wrong);
    let base = base(settler);
    ReportTemplate { action: format!("{base}/{}", p.report.id), base, runs: settler == Settler::Steward, f, p, reason }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;
    use domain::reports::ReportKind;
    use domain::{NoteId, ReportActId, Slug, Timestamp};
    use services::views::Link;
    let (text, moment) = (|| words.to_owned(), Timestamp::from_micros(0));
    let id = ReportId::from_bytes([7; 16]);
    let link = || Link { title: text(), address: Address::Note(NoteId::from_bytes([7; 16]), Slug::of("n")) };
    let one = |kind, is_of_a_note: bool, is_late: bool, settled: Option<ReportAct>| Report {
        id,
        kind,
        words: if is_late { String::new() } else { text() },
        link: (is_of_a_note && !is_late).then(link),
        is_of_a_note,
        path: "/recent".to_owned(),
        mail: (!is_late).then(|| MailAddress::from_store(text())),
        is_answerable: !is_late,
        arrived: moment,
        due: is_of_a_note.then_some(moment),
        is_late,
        hides: is_of_a_note,
        settled: settled.map(|_| moment),
        settled_by: settled.filter(|act| act.settles()),
    };
    let all = || {
        vec![
            one(ReportKind::Personal, true, false, None),
            one(ReportKind::Hurtful, true, true, None),
            one(ReportKind::Other, false, false, Some(ReportAct::Acted)),
            one(ReportKind::Error, false, false, Some(ReportAct::Nothing)),
            one(ReportKind::Copyright, false, false, Some(ReportAct::Show)),
        ]
    };
    let act = |act, by: Option<&str>| ActRow {
        id: ReportActId::from_bytes([7; 16]),
        report: id,
        by: by.map(str::to_owned),
        act,
        reason: text(),
        done: moment,
    };
    let acts = || ReportAct::ALL.map(|it| act(it, it.settles().then_some(words))).to_vec();
    let mut pages = vec![
        reports_page(asked, Settler::Steward, Vec::new()).render().unwrap_or_default(),
        reports_page(asked, Settler::Lead("tissage"), all()).render().unwrap_or_default(),
        settled_page(asked, Settler::Steward, Page { items: Vec::new(), next: None }).render().unwrap_or_default(),
        settled_page(asked, Settler::Lead("tissage"), Page { items: all(), next: Some(text()) })
            .render()
            .unwrap_or_default(),
    ];
    for settler in [Settler::Steward, Settler::Lead("tissage")] {
        for report in all() {
            let (found, wrong) = (ReportPage { report, acts: acts() }, [("reason", Wrong::Missing)]);
            pages.push(report_page(asked, settler, found, words, &wrong).render().unwrap_or_default());
        }
    }
    pages.into_iter().map(|page| ("admin", page)).collect()
}
