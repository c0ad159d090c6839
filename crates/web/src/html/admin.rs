//! What those who run the site do: what it is called, who may make an account, who asks for one, whom they invite, what the site says
//! of itself.

pub(super) mod audit;
pub(super) mod claims;
pub(super) mod communities;
pub(super) mod health;
pub(super) mod incidents;
pub(super) mod invitations;
pub(super) mod jobs;
pub(super) mod letters;
pub(super) mod pages;
pub(super) mod people;
pub(super) mod providers;
pub(super) mod reading;
pub(super) mod removals;
pub(super) mod reports;
pub(super) mod site;
pub(super) mod storage;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::PersonId;
use domain::address::route;
use domain::site::{Registration, SitePage, WhoCreates};
use services::accounts::Wrong;
use services::admin::health::Health;
use services::letters::Letters;
use services::registration::{self, RequestRow};
use services::site::Said;

use super::access::unless_fresh;
use super::accounts::{refused, unshared};
use super::{unkept, was_saved};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::{Frame, name_of};
use crate::front::back_to;

/// One thing to do, and how it stands.
pub(super) struct Line {
    pub address: &'static str,
    pub title: String,
    pub says: String,
}

/// Things to do that go together.
pub(super) struct Group {
    pub title: String,
    pub lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "admin.html")]
pub(super) struct AdminTemplate<'a> {
    pub f: Frame<'a>,
    /// What wants to be seen to.
    pub warning: Option<String>,
    pub groups: Vec<Group>,
    /// What is said of the site.
    pub site: Line,
    pub pages: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin-registration.html")]
pub(super) struct RegistrationTemplate<'a> {
    pub f: Frame<'a>,
    /// Whether it was just saved.
    pub done: bool,
    pub mode: &'static str,
    /// Each choice: its word, its name, what it means.
    pub modes: Vec<(&'static str, String, String)>,
    pub responsible: Field,
}

impl RegistrationTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Some(&self.responsible).filter(|field| field.wrong.is_some()).into_iter().collect()
    }
}

#[derive(Template)]
#[template(path = "admin-requests.html")]
pub(super) struct RequestsTemplate<'a> {
    pub f: Frame<'a>,
    pub requests: Vec<RequestRow>,
}

impl RequestsTemplate<'_> {
    fn asked(&self, row: &RequestRow) -> String {
        self.f.messages().with("admin-request-asked", &[("day", self.f.day(row.created).into())])
    }

    fn accept(&self, row: &RequestRow) -> String {
        self.f.messages().with("admin-request-accept-of", &[("name", row.name.as_str().into())])
    }

    fn decline(&self, row: &RequestRow) -> String {
        self.f.messages().with("admin-request-decline-of", &[("name", row.name.as_str().into())])
    }
}

/// `/admin`.
pub(super) async fn index(State(app): State<Arc<App>>, Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let (mode, responsible) = registration::read(&ctx).await?;
    let (waiting, letters) = (registration::waiting(&ctx).await?, services::letters::list(&ctx).await?);
    let invitations = registration::invitations(&ctx).await?.len();
    let (claims, providers) = (services::claims::waiting(&ctx).await?, services::providers::list(&ctx).await?.len());
    let removals = services::note_rights::waiting(&ctx).await?;
    let reports = services::reports::waiting(&ctx).await?;
    let dead = services::jobs::open(&ctx).await?.dead.0;
    let counts = Counts { waiting, claims, invitations, providers, removals, reports, dead };
    let looked = Looked {
        creates: services::community_pages::who_creates(&ctx).await?,
        health: services::admin::health::look(&ctx).await?,
        said: services::site::read(&ctx).await?,
    };
    Ok(unshared(unkept(&index_page(&asked, mode, &responsible, &counts, &letters, &looked))?))
}

/// How many there are of what is listed elsewhere.
#[derive(Default)]
struct Counts {
    waiting: i64,
    claims: i64,
    invitations: usize,
    providers: usize,
    removals: i64,
    reports: i64,
    dead: i64,
}

/// How the site stands.
struct Looked {
    creates: WhoCreates,
    health: Health,
    said: Said,
}

fn index_page<'a>(
    asked: &'a Asked,
    mode: Registration,
    responsible: &str,
    counts: &Counts,
    letters: &Letters,
    looked: &Looked,
) -> AdminTemplate<'a> {
    let f = asked.private_frame("admin", "admin-title");
    let m = f.messages();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let mut warnings = Vec::new();
    if letters.only_kept {
        warnings.push(m.with("admin-letters-kept", &[("count", count(letters.in_the_folder).into())]));
    }
    if !letters.refused.is_empty() {
        warnings.push(m.with("admin-letters-refused", &[("count", count(letters.refused.len()).into())]));
    }
    if responsible.is_empty() {
        warnings.push(f.t("admin-responsible-nobody").into_owned());
    }
    let line = |address, title: &str, says: String| Line { address, title: f.t(title).into_owned(), says };
    let counted =
        |address, title: &str, key: &str, count: i64| line(address, title, m.with(key, &[("count", count.into())]));
    let told = |address, title: &str, key: &str| line(address, title, f.t(key).into_owned());
    let groups = vec![
        Group {
            title: f.t("admin-group-settle").into_owned(),
            lines: vec![
                counted(route::ADMIN_REPORTS, "admin-reports", "admin-reports-count", counts.reports),
                counted(route::ADMIN_REQUESTS, "admin-requests", "admin-requests-count", counts.waiting),
                counted(route::ADMIN_CLAIMS, "admin-claims", "admin-claims-count", counts.claims),
                counted(route::ADMIN_REMOVALS, "admin-removals", "admin-removals-count", counts.removals),
            ],
        },
        Group {
            title: f.t("admin-group-people").into_owned(),
            lines: vec![
                told(route::ADMIN_PEOPLE, "admin-people", "admin-people-about"),
                line(route::ADMIN_REGISTRATION, "admin-registration", mode_words(&f, mode).0),
                counted(
                    route::ADMIN_INVITATIONS,
                    "admin-invitations",
                    "admin-invitations-count",
                    count(counts.invitations),
                ),
                counted(route::ADMIN_PROVIDERS, "admin-providers", "admin-providers-count", count(counts.providers)),
                communities::line(&f, looked.creates),
            ],
        },
        Group {
            title: f.t("admin-group-answer").into_owned(),
            lines: vec![
                told(route::ADMIN_INCIDENTS, "admin-incidents", "admin-incidents-about"),
                told(route::ADMIN_AUDIT, "admin-audit", "admin-audit-about"),
                told(route::ADMIN_READ, "admin-read", "admin-read-about"),
            ],
        },
        Group {
            title: f.t("admin-group-machine").into_owned(),
            lines: vec![
                health::line(&f, &looked.health),
                counted(route::ADMIN_LETTERS, "admin-letters", "admin-letters-count", letters.on_their_way),
                counted(route::ADMIN_JOBS, "admin-jobs", "admin-jobs-dead", counts.dead),
                storage::line(&f),
            ],
        },
    ];
    let site = site::line(&f, &looked.said);
    let pages = SitePage::ALL.map(|page| (admin_page(page), f.t(name_of(page)).into_owned())).into();
    let warning = Some(warnings.join(" ")).filter(|words| !words.is_empty());
    AdminTemplate { f, warning, groups, site, pages }
}

fn admin_page(page: SitePage) -> String {
    route::ADMIN_PAGE.replace("{page}", page.as_str())
}

fn mode_words(f: &Frame<'_>, mode: Registration) -> (String, String) {
    let (name, about) = match mode {
        Registration::Open => (f.t("registration-open"), f.t("registration-open-about")),
        Registration::OnRequest => (f.t("registration-on-request"), f.t("registration-on-request-about")),
        Registration::Invitation => (f.t("registration-invitation"), f.t("registration-invitation-about")),
        Registration::Closed => (f.t("registration-closed"), f.t("registration-closed-about")),
    };
    (name.into_owned(), about.into_owned())
}

/// `/admin/registration`.
pub(super) async fn registration_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (mode, responsible) = registration::read(&app.enter(&asked).await?).await?;
    // What could be saved is shown saved.
    let done = was_saved(&uri);
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_REGISTRATION, !done) {
        return Ok(elsewhere);
    }
    let page = RegistrationTemplate { done, ..registration_page(&asked, mode, &responsible, &[]) };
    Ok(unshared(unkept(&page)?))
}

/// `POST /admin/registration`.
pub(super) async fn set_registration(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before the proof: nobody else is told that there is such a page.
    registration::waiting(&ctx).await?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_REGISTRATION, false) {
        return Ok(elsewhere);
    }
    let mode = Registration::parse(sent.text("mode"));
    match registration::set(&ctx, mode, Some(sent.text("responsible"))).await {
        Ok(()) => {
            let to = format!("{}?done=saved", route::ADMIN_REGISTRATION);
            Ok(unshared(back_to(&asked.standing.settings, &to)))
        }
        Err(services::Error::Refused(wrong)) => {
            let page = registration_page(&asked, mode.unwrap_or_default(), sent.text("responsible"), &wrong);
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn registration_page<'a>(
    asked: &'a Asked,
    mode: Registration,
    responsible: &str,
    wrong: &[(&'static str, Wrong)],
) -> RegistrationTemplate<'a> {
    let f = asked.private_frame("admin", "admin-registration");
    let modes = Registration::ALL.map(|mode| {
        let (name, about) = mode_words(&f, mode);
        (mode.as_str(), name, about)
    });
    let responsible = Field::new(&f, "responsible", "text", "admin-responsible", responsible)
        .hinted(f.t("admin-responsible-hint").into_owned())
        .optional_where(true)
        .judged(&f, wrong);
    RegistrationTemplate { f, done: false, mode: mode.as_str(), modes: modes.into(), responsible }
}

/// `/admin/requests`.
pub(super) async fn requests(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let requests = registration::asked_for(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&requests_page(&asked, requests))?))
}

/// `POST /admin/requests`.
pub(super) async fn answer_request(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent: a form that is not one tells nobody else anything.
    registration::waiting(&ctx).await?;
    let id: PersonId = doors::id(sent.text("request"))?;
    let yes = match sent.text("act") {
        "accept" => true,
        "decline" => false,
        _ => return Err(Fault::NotFound),
    };
    match registration::answer(&ctx, id, yes).await {
        // Another steward answered: the list says so.
        Ok(()) | Err(services::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_REQUESTS)))
}

fn requests_page(asked: &Asked, requests: Vec<RequestRow>) -> RequestsTemplate<'_> {
    let f = asked.private_frame("admin", "admin-requests");
    RequestsTemplate { f, requests }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;
    use domain::{InvitationId, LanguageTag, Timestamp};
    use services::registration::{InvitationRow, Invitee, Outcome};
    use services::site_pages::Source;

    use claims::claims_page;
    use invitations::{Report, invitations_template, report};
    use pages::page_page;
    use providers::providers_page;
    let (text, moment) = (|| words.to_owned(), Timestamp::from_micros(0));
    let mail = || MailAddress::from_store(text());
    let refused = services::letters::RefusedRow {
        id: domain::LetterId::from_bytes([1; 16]),
        kind: "reset".to_owned(),
        mail: mail(),
        refused: moment,
        error: text(),
    };
    let letters =
        |refused| Letters { on_their_way: 1, in_the_folder: 2, only_kept: true, refused, ..Letters::default() };
    let request = RequestRow {
        id: PersonId::from_bytes([7; 16]),
        name: text(),
        mail: mail(),
        language: LanguageTag::french(),
        reason: text(),
        created: moment,
    };
    let invitation = |mail: Option<MailAddress>, by: &str, name: &str| InvitationRow {
        id: InvitationId::from_bytes([7; 16]),
        by: by.to_owned(),
        mail,
        name: name.to_owned(),
        uses: 3,
        used: 1,
        created: moment,
        expires: moment,
    };
    let all =
        vec![invitation(None, words, words), invitation(Some(mail()), "", words), invitation(Some(mail()), words, "")];
    let source = || Source { body: text(), base: 2, changed: Some(moment) };
    let (quiet, loud) = (letters(Vec::new()), letters(vec![refused]));
    let list: Vec<_> =
        (1..=6).map(|line| Invitee { line, mail: text(), name: text(), language: String::new() }).collect();
    let outcomes =
        [Outcome::Invited, Outcome::Known, Outcome::Already, Outcome::Twice, Outcome::NotAnAddress, Outcome::Long];
    let invited = |report: &dyn Fn(&Frame<'_>) -> Report, link: Option<String>, mode, wrong: &[_]| {
        let mut page = invitations_template(asked, mode, all.clone(), None, wrong);
        page.report = Some(report(&page.f));
        (page.link, page.typed) = (link, text());
        page.render().unwrap_or_default()
    };
    let mut unread = invitations_template(asked, Registration::Invitation, all.clone(), None, &[]);
    (unread.refused, unread.typed) = (Some(text()), text());
    let long = [("responsible", Wrong::Long)];
    let numbers = [("uses", Wrong::NotANumber(500)), ("name", Wrong::Missing)];
    let mut stale = page_page(asked, SitePage::Terms, source());
    (stale.refused, stale.theirs, stale.preview) = (Some(text()), Some(text()), Some(String::new()));
    let fresh = page_page(asked, SitePage::About, Source { base: 0, changed: None, ..source() });
    let provider = services::providers::Listed {
        provider: services::providers::Offered {
            id: domain::ProviderId::from_bytes([7; 16]),
            name: text(),
            employs: true,
        },
        issuer: text(),
        client: text(),
    };
    let typed = services::providers::Typed { name: text(), issuer: text(), client: text(), ..Default::default() };
    let all_wrong = [("issuer", Wrong::NoProvider), ("name", Wrong::Missing), ("secret", Wrong::Long)];
    let id = domain::ProviderId::from_bytes([8; 16]);
    let some = Counts { waiting: 2, claims: 1, invitations: 1, providers: 1, removals: 1, reports: 1, dead: 1 };
    let (claim, signature) = (domain::ClaimId::from_bytes([7; 16]), PersonId::from_bytes([9; 16]));
    let address = domain::address::Address::Person(signature, domain::Slug::of("s"));
    let waits = |number, signature| services::claims::Waiting {
        id: domain::ClaimId::from_bytes([number; 16]),
        name: text(),
        mail: text(),
        signature,
        notes: 3,
        words: text(),
        asked: moment,
    };
    let link = || services::views::Link { title: text(), address: address.clone() };
    let claims = || vec![waits(7, Some(link())), waits(8, None)];
    let page_of = |items| services::views::Page { items, next: Some(text()) };
    let refusal = |link: bool| services::note_rights::Refusal {
        note: domain::NoteId::from_bytes([7; 16]),
        link: link.then(|| services::views::Link { title: text(), address: domain::address::Address::Home }),
        person: PersonId::from_bytes([7; 16]),
        name: text(),
        asker: text(),
        asked: moment,
    };
    let mut unsettled = removals::removals_page(asked, vec![refusal(true), refusal(false)]);
    (unsettled.alert, unsettled.typed) = (Some(text()), text());
    unsettled.of = Some((domain::NoteId::from_bytes([7; 16]), PersonId::from_bytes([7; 16])));
    let looked = |name: Option<String>| {
        let said = services::site::Said { name, ..services::site::Said::default() };
        Looked { creates: WhoCreates::default(), health: health::well(), said }
    };
    let mut saved = registration_page(asked, Registration::Open, words, &[]);
    let mut kept = providers_page(asked, Vec::new(), id, &typed, &[]);
    let mut written = page_page(asked, SitePage::About, source());
    (saved.done, kept.done, written.done) = (true, true, true);
    let pages = vec![
        unsettled.render().unwrap_or_default(),
        removals::removals_page(asked, Vec::new()).render().unwrap_or_default(),
        providers_page(asked, Vec::new(), id, &services::providers::Typed::default(), &[]).render().unwrap_or_default(),
        providers_page(asked, vec![provider], id, &typed, &all_wrong).render().unwrap_or_default(),
        index_page(asked, Registration::Open, "", &some, &loud, &looked(None)).render().unwrap_or_default(),
        index_page(asked, Registration::Closed, words, &Counts::default(), &quiet, &looked(Some(text())))
            .render()
            .unwrap_or_default(),
        claims_page(asked, page_of(Vec::new()), "", None).render().unwrap_or_default(),
        claims_page(asked, page_of(claims()), "", None).render().unwrap_or_default(),
        claims_page(asked, page_of(claims()), words, Some((claim, words, Wrong::Missing))).render().unwrap_or_default(),
        registration_page(asked, Registration::OnRequest, words, &long).render().unwrap_or_default(),
        saved.render().unwrap_or_default(),
        requests_page(asked, Vec::new()).render().unwrap_or_default(),
        requests_page(asked, vec![request]).render().unwrap_or_default(),
        invited(&|f| report(f, &list, &outcomes, true), Some(text()), Registration::Closed, &numbers),
        invited(&|f| report(f, &list, &outcomes, false), None, Registration::Open, &[]),
        invited(&|f| report(f, &[], &[], true), None, Registration::Open, &[]),
        invited(&|f| report(f, &list[1..2], &[Outcome::Known], true), None, Registration::Open, &[]),
        unread.render().unwrap_or_default(),
        stale.render().unwrap_or_default(),
        fresh.render().unwrap_or_default(),
        kept.render().unwrap_or_default(),
        written.render().unwrap_or_default(),
    ];
    pages.into_iter().map(|page| ("admin", page)).collect()
}
