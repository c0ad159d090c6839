//! What those who run the site do: who may make an account, who asks for one, whom they invite, what the site says of itself.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use domain::address::{Address, route};
use domain::site::{Registration, SitePage};
use domain::{InvitationId, PersonId};
use services::accounts::Wrong;
use services::letters::Letters;
use services::registration::{self, InvitationRow, Invitee, Outcome, RequestRow};
use services::site_pages::{self, Saving, Source};
use services::{Ctx, letters};

use super::access::unless_fresh;
use super::accounts::{refused, unshared};
use super::site_pages::around;
use super::unkept;
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::{Frame, address_of, name_of};
use crate::front::back_to;

/// How many days a link is proposed to serve, and for how many people.
const PROPOSED: [(&str, &str); 2] = [("uses", "25"), ("days", "14")];

/// One thing to do, and how it stands.
pub(super) struct Line {
    pub address: &'static str,
    pub title: String,
    pub says: String,
}

#[derive(Template)]
#[template(path = "admin.html")]
pub(super) struct AdminTemplate<'a> {
    pub f: Frame<'a>,
    /// What wants to be seen to.
    pub warning: Option<String>,
    pub lines: Vec<Line>,
    pub pages: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin-registration.html")]
pub(super) struct RegistrationTemplate<'a> {
    pub f: Frame<'a>,
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

#[derive(Template)]
#[template(path = "admin-invitations.html")]
pub(super) struct InvitationsTemplate<'a> {
    pub f: Frame<'a>,
    /// That no invitation serves today.
    pub closed: Option<String>,
    /// A link that was just made, whole.
    pub link: Option<String>,
    pub report: Option<Report>,
    pub typed: String,
    pub fields: Vec<Field>,
    pub invitations: Vec<InvitationRow>,
}

/// What became, or would become, of a list.
pub(super) struct Report {
    pub title: String,
    /// Why nothing can be done with it.
    pub amiss: Option<String>,
    pub lines: Vec<ReportLine>,
    /// What is done next, where something can be.
    pub act: Option<String>,
    pub list: String,
}

/// What becomes of one line of it.
pub(super) struct ReportLine {
    pub line: usize,
    pub mail: String,
    pub name: String,
    pub outcome: String,
}

impl InvitationsTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        self.fields.iter().filter(|field| field.wrong.is_some()).collect()
    }

    /// Who is invited, or what the link is called.
    fn called(&self, row: &InvitationRow) -> String {
        match (&row.mail, row.name.as_str()) {
            (Some(mail), "") => mail.as_str().to_owned(),
            (Some(mail), name) => format!("{name} ({})", mail.as_str()),
            (None, name) => self.f.messages().with("admin-link-called", &[("name", name.into())]),
        }
    }

    fn says(&self, row: &InvitationRow) -> String {
        let (made, ends) = (self.f.day(row.created), self.f.day(row.expires));
        let mut says = match row.by.as_str() {
            "" => self.f.messages().with("admin-invitation-made", &[("day", made.into())]),
            by => self.f.messages().with("admin-invitation-made-by", &[("by", by.into()), ("day", made.into())]),
        };
        says.push_str(" · ");
        says.push_str(&self.f.messages().with("admin-invitation-ends", &[("day", ends.into())]));
        if row.mail.is_none() {
            says.push_str(" · ");
            let (used, uses) = (row.used, row.uses);
            let m = self.f.messages();
            says.push_str(&m.with("admin-invitation-used", &[("used", used.into()), ("uses", uses.into())]));
        }
        says
    }

    fn end(&self, row: &InvitationRow) -> String {
        self.f.messages().with("admin-invitation-end-of", &[("name", self.called(row).into())])
    }
}

#[derive(Template)]
#[template(path = "admin-page.html")]
pub(super) struct PageTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
    pub refused: Option<String>,
    /// What somebody else saved in between.
    pub theirs: Option<String>,
    pub preview: Option<String>,
    pub action: String,
    pub page: &'static str,
    pub base: i64,
    pub body: String,
    /// Whether it is accepted with an account.
    pub asks_again: bool,
    pub again: bool,
}

/// `/admin`.
pub(super) async fn index(State(app): State<Arc<App>>, Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let (mode, responsible) = registration::read(&ctx).await?;
    let (waiting, letters) = (registration::waiting(&ctx).await?, letters::list(&ctx).await?);
    let invitations = registration::invitations(&ctx).await?.len();
    Ok(unshared(unkept(&index_page(&asked, mode, &responsible, waiting, invitations, &letters))?))
}

fn index_page<'a>(
    asked: &'a Asked,
    mode: Registration,
    responsible: &str,
    waiting: i64,
    invitations: usize,
    letters: &Letters,
) -> AdminTemplate<'a> {
    let mut f = asked.frame("admin", String::new());
    f.title = f.t("admin-title").into_owned();
    f.noindex = true;
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
    let lines = vec![
        Line {
            address: route::ADMIN_REGISTRATION,
            title: f.t("admin-registration").into_owned(),
            says: mode_words(&f, mode).0,
        },
        Line {
            address: route::ADMIN_REQUESTS,
            title: f.t("admin-requests").into_owned(),
            says: m.with("admin-requests-count", &[("count", waiting.into())]),
        },
        Line {
            address: route::ADMIN_INVITATIONS,
            title: f.t("admin-invitations").into_owned(),
            says: m.with("admin-invitations-count", &[("count", count(invitations).into())]),
        },
    ];
    let pages = SitePage::ALL.map(|page| (admin_page(page), f.t(name_of(page)).into_owned())).into();
    let warning = Some(warnings.join(" ")).filter(|words| !words.is_empty());
    AdminTemplate { f, warning, lines, pages }
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
) -> Result<Response, Fault> {
    let (mode, responsible) = registration::read(&app.enter(&asked).await?).await?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_REGISTRATION, true) {
        return Ok(elsewhere);
    }
    Ok(unshared(unkept(&registration_page(&asked, mode, &responsible, &[]))?))
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
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, route::ADMIN))),
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
    let mut f = asked.frame("admin", String::new());
    f.title = f.t("admin-registration").into_owned();
    f.noindex = true;
    let modes = Registration::ALL.map(|mode| {
        let (name, about) = mode_words(&f, mode);
        (mode.as_str(), name, about)
    });
    let responsible = Field::new(&f, "responsible", "text", "admin-responsible", responsible)
        .hinted(f.t("admin-responsible-hint").into_owned())
        .optional_where(true)
        .judged(&f, wrong);
    RegistrationTemplate { f, mode: mode.as_str(), modes: modes.into(), responsible }
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
    let mut f = asked.frame("admin", String::new());
    f.title = f.t("admin-requests").into_owned();
    f.noindex = true;
    RequestsTemplate { f, requests }
}

/// What was sent by the forms of invitations, one of which carries a file.
#[derive(Default)]
struct Inviting {
    act: String,
    list: String,
    file: Vec<u8>,
    invitation: String,
    name: String,
    uses: String,
    days: String,
}

impl Inviting {
    async fn read(mut form: Multipart) -> Result<Self, MultipartError> {
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await?;
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "act" => sent.act = text(),
                "list" => sent.list = text(),
                "file" => sent.file = bytes.to_vec(),
                "invitation" => sent.invitation = text(),
                "name" => sent.name = text(),
                "uses" => sent.uses = text(),
                "days" => sent.days = text(),
                _ => {}
            }
        }
        Ok(sent)
    }
}

/// `/admin/invitations`.
pub(super) async fn invitations(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    Ok(unshared(unkept(&invitations_page(&ctx, &asked, None, &[]).await?)?))
}

/// `POST /admin/invitations`: checks a list or invites it, makes a link, ends an invitation.
pub(super) async fn invite(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    request: Request,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    // The right before what was sent: a form that is not one tells nobody else anything.
    registration::waiting(&ctx).await?;
    let sent = match Multipart::from_request(request, &()).await {
        Ok(form) => Inviting::read(form).await.map_err(|error| error.status()),
        Err(rejection) => Err(axum::response::IntoResponse::into_response(rejection).status()),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(StatusCode::PAYLOAD_TOO_LARGE) => {
            let mut page = invitations_page(&ctx, &asked, None, &[]).await?;
            page.report = Some(amiss(&page.f, String::new()));
            let mut page = unshared(unkept(&page)?);
            *page.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            return Ok(page);
        }
        Err(_) => Inviting::default(),
    };
    match sent.act.as_str() {
        "link" => {
            let typed = [("name", sent.name.as_str()), ("uses", &sent.uses), ("days", &sent.days)];
            match registration::make_link(&ctx, &sent.name, &sent.uses, &sent.days).await {
                Ok(token) => {
                    let mut page = invitations_page(&ctx, &asked, None, &[]).await?;
                    page.link = Some(page.f.absolute(Address::Invited(token.as_str().to_owned())));
                    Ok(unshared(unkept(&page)?))
                }
                Err(services::Error::Refused(wrong)) => {
                    let page = invitations_page(&ctx, &asked, Some(&typed), &wrong).await?;
                    Ok(unshared(refused(unkept(&page)?)))
                }
                Err(error) => Err(error.into()),
            }
        }
        "end" => {
            let id: InvitationId = doors::id(&sent.invitation)?;
            registration::end_invitation(&ctx, id).await?;
            Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_INVITATIONS)))
        }
        "check" | "send" => {
            let bytes = if sent.file.is_empty() { sent.list.as_bytes() } else { &sent.file };
            let (list, is_dry) = (interop::invitees::read(bytes), sent.act == "check");
            let mut page = invitations_page(&ctx, &asked, None, &[]).await?;
            let language = asked.look.language.tag();
            match registration::invite(&ctx, &list, &language, is_dry).await {
                Ok(outcomes) => {
                    page.report = Some(report(&page.f, &list, &outcomes, is_dry));
                    if is_dry {
                        page.typed = sent.list;
                    } else {
                        page.invitations = registration::invitations(&ctx).await?;
                    }
                    Ok(unshared(unkept(&page)?))
                }
                Err(services::Error::Invalid(_)) => {
                    page.report = Some(amiss(&page.f, String::new()));
                    page.typed = sent.list;
                    Ok(unshared(refused(unkept(&page)?)))
                }
                Err(error) => Err(error.into()),
            }
        }
        _ => Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_INVITATIONS))),
    }
}

/// That a list is too long.
fn amiss(f: &Frame<'_>, list: String) -> Report {
    let most = i64::try_from(registration::MOST_INVITED).unwrap_or(i64::MAX);
    let amiss = f.messages().with("admin-invite-long", &[("count", most.into())]);
    Report { title: f.t("admin-invite-checked").into_owned(), amiss: Some(amiss), lines: Vec::new(), act: None, list }
}

fn report(f: &Frame<'_>, list: &[Invitee], outcomes: &[Outcome], is_dry: bool) -> Report {
    let invited = outcomes.iter().filter(|outcome| **outcome == Outcome::Invited).count();
    let invited = i64::try_from(invited).unwrap_or(i64::MAX);
    let lines = list.iter().zip(outcomes).map(|(invitee, outcome)| ReportLine {
        line: invitee.line,
        mail: invitee.mail.clone(),
        name: invitee.name.clone(),
        outcome: outcome_words(f, *outcome, is_dry),
    });
    let title = if is_dry {
        f.t("admin-invite-checked").into_owned()
    } else {
        f.messages().with("admin-invite-sent", &[("count", invited.into())])
    };
    let none = is_dry.then(|| match (list.len(), invited) {
        (0, _) => Some(f.t("admin-invite-empty").into_owned()),
        (_, 0) => Some(f.t("admin-invite-nobody").into_owned()),
        _ => None,
    });
    let act = (is_dry && invited > 0).then(|| f.messages().with("admin-invite-send", &[("count", invited.into())]));
    Report { title, amiss: none.flatten(), lines: lines.collect(), act, list: written(list) }
}

/// A list as [`interop::invitees::read`] reads it again.
fn written(list: &[Invitee]) -> String {
    let cell = |words: &str| format!("\"{}\"", words.replace('"', "\"\""));
    let line = |it: &Invitee| [cell(&it.mail), cell(&it.name), cell(&it.language)].join(",");
    let mut text = String::from("mail,name,language\n");
    for invitee in list {
        text.push_str(&line(invitee));
        text.push('\n');
    }
    text
}

fn outcome_words(f: &Frame<'_>, outcome: Outcome, is_dry: bool) -> String {
    let words = match outcome {
        Outcome::Invited if is_dry => f.t("admin-outcome-invites"),
        Outcome::Invited => f.t("admin-outcome-invited"),
        Outcome::Known => f.t("admin-outcome-known"),
        Outcome::Already => f.t("admin-outcome-already"),
        Outcome::Twice => f.t("admin-outcome-twice"),
        Outcome::NotAnAddress => f.t("form-not-an-address"),
        Outcome::Long => f.t("admin-outcome-long"),
    };
    words.into_owned()
}

async fn invitations_page<'a>(
    ctx: &Ctx,
    asked: &'a Asked,
    typed: Option<&[(&'static str, &str)]>,
    wrong: &[(&'static str, Wrong)],
) -> Result<InvitationsTemplate<'a>, Fault> {
    let (mode, _) = registration::read(ctx).await?;
    Ok(invitations_template(asked, mode, registration::invitations(ctx).await?, typed, wrong))
}

fn invitations_template<'a>(
    asked: &'a Asked,
    mode: Registration,
    invitations: Vec<InvitationRow>,
    typed: Option<&[(&'static str, &str)]>,
    wrong: &[(&'static str, Wrong)],
) -> InvitationsTemplate<'a> {
    let mut f = asked.frame("admin", String::new());
    f.title = f.t("admin-invitations").into_owned();
    f.noindex = true;
    let typed = typed.unwrap_or(&PROPOSED);
    let value = |name| typed.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
    let field = |name, kind, label| Field::new(&f, name, kind, label, value(name)).judged(&f, wrong);
    let fields = vec![
        field("name", "text", "admin-link-name").hinted(f.t("admin-link-name-hint").into_owned()),
        field("uses", "text", "admin-link-uses"),
        field("days", "text", "admin-link-days"),
    ];
    let closed = (mode == Registration::Closed).then(|| f.t("admin-invitations-closed").into_owned());
    InvitationsTemplate { f, closed, link: None, report: None, typed: String::new(), fields, invitations }
}

/// `/admin/pages/{page}`, in the language in which it is asked.
pub(super) async fn page_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(page): Path<String>,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let page = SitePage::parse(&page).ok_or(Fault::NotFound)?;
    let source = site_pages::source(&ctx, page, asked.look.language, around(&asked)).await?;
    Ok(unshared(unkept(&page_page(&asked, page, source))?))
}

/// `POST /admin/pages/{page}`.
pub(super) async fn save_page(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let page = SitePage::parse(&page).ok_or(Fault::NotFound)?;
    let language = asked.look.language;
    let newest = site_pages::source(&ctx, page, language, around(&asked)).await?;
    let typed = sent.text("body").replace("\r\n", "\n");
    let base = sent.text("base").parse().unwrap_or(0);
    let (again, act) = (sent.text("again") == "yes", sent.text("act"));
    let form = |body| {
        let mut form = page_page(&asked, page, Source { body, base, changed: newest.changed });
        form.again = again;
        form
    };
    if act == "preview" {
        let mut form = form(typed.clone());
        form.preview = Some(site_pages::preview(&ctx, &typed, language)?);
        return Ok(unshared(unkept(&form)?));
    }
    let saving = match (act, again) {
        ("forget", _) => Saving::Forgotten,
        (_, true) => Saving::AcceptedAgain,
        (_, false) => Saving::Shown,
    };
    match site_pages::save(&ctx, page, language, &typed, base, saving).await {
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, address_of(page)))),
        Err(services::Error::Conflict) => {
            // Both stand side by side; what is saved next is saved over what is newest now.
            let mut form = form(typed);
            form.refused = Some(form.f.t("admin-page-stale").into_owned());
            form.base = newest.base;
            form.theirs = Some(newest.body);
            let mut response = unshared(unkept(&form)?);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(services::Error::Invalid(why)) => {
            let mut form = form(typed);
            let key = if why == "empty" { "form-missing" } else { "form-long" };
            form.refused = Some(form.f.t(key).into_owned());
            Ok(unshared(refused(unkept(&form)?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page_page(asked: &Asked, page: SitePage, source: Source) -> PageTemplate<'_> {
    let mut f = asked.frame("admin", String::new());
    let name = f.t(name_of(page)).into_owned();
    f.title = f.messages().with("admin-page-title", &[("page", name.into())]);
    f.noindex = true;
    let lead = match source.changed {
        Some(moment) => f.messages().with("admin-page-written", &[("when", f.moment(moment).into())]),
        None => f.t("admin-page-default").into_owned(),
    };
    PageTemplate {
        f,
        lead,
        refused: None,
        theirs: None,
        preview: None,
        action: admin_page(page),
        page: address_of(page),
        base: source.base,
        body: source.body,
        asks_again: page.is_accepted(),
        again: false,
    }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;
    use domain::{LanguageTag, Timestamp};
    let (text, moment) = (|| words.to_owned(), Timestamp::from_micros(0));
    let mail = || MailAddress::from_store(text());
    let refused = letters::RefusedLetter {
        id: domain::LetterId::from_bytes([1; 16]),
        kind: "reset".to_owned(),
        mail: mail(),
        refused: moment,
        error: text(),
    };
    let letters = |refused| Letters { on_their_way: 1, in_the_folder: 2, only_kept: true, refused };
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
    let long = [("responsible", Wrong::Long)];
    let numbers = [("uses", Wrong::NotANumber(500)), ("name", Wrong::Missing)];
    let mut stale = page_page(asked, SitePage::Terms, source());
    (stale.refused, stale.theirs, stale.preview) = (Some(text()), Some(text()), Some(String::new()));
    let fresh = page_page(asked, SitePage::About, Source { base: 0, changed: None, ..source() });
    let pages = vec![
        index_page(asked, Registration::Open, "", 2, 1, &loud).render().unwrap_or_default(),
        index_page(asked, Registration::Closed, words, 0, 0, &quiet).render().unwrap_or_default(),
        registration_page(asked, Registration::OnRequest, words, &long).render().unwrap_or_default(),
        requests_page(asked, Vec::new()).render().unwrap_or_default(),
        requests_page(asked, vec![request]).render().unwrap_or_default(),
        invited(&|f| report(f, &list, &outcomes, true), Some(text()), Registration::Closed, &numbers),
        invited(&|f| report(f, &list, &outcomes, false), None, Registration::Open, &[]),
        invited(&|f| report(f, &[], &[], true), None, Registration::Open, &[]),
        invited(&|f| report(f, &list[1..2], &[Outcome::Known], true), None, Registration::Open, &[]),
        invited(&|f| amiss(f, text()), None, Registration::Invitation, &[]),
        stale.render().unwrap_or_default(),
        fresh.render().unwrap_or_default(),
    ];
    pages.into_iter().map(|page| ("admin", page)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_was_checked_is_read_again_as_it_was() {
        let list = vec![
            Invitee {
                line: 2,
                mail: "ana@exemple.org".to_owned(),
                name: "Roy, \"Ana\"".to_owned(),
                language: "fr".to_owned(),
            },
            Invitee { line: 3, mail: "pas une adresse;".to_owned(), name: String::new(), language: String::new() },
        ];
        assert_eq!(interop::invitees::read(written(&list).as_bytes()), list);
    }
}
