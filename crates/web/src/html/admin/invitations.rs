//! Whom those who run the site invite: one by one, by a list, by a link.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::InvitationId;
use domain::address::{Address, route};
use domain::site::Registration;
use services::Ctx;
use services::accounts::Wrong;
use services::registration::{self, InvitationRow, Invitee, Outcome};

use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::Field;
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::unkept;

/// How many days a link is proposed to serve, and for how many people.
const PROPOSED: [(&str, &str); 2] = [("uses", "25"), ("days", "14")];

#[derive(Template)]
#[template(path = "admin-invitations.html")]
pub(super) struct InvitationsTemplate<'a> {
    pub f: Frame<'a>,
    /// That no invitation serves today.
    pub closed: Option<String>,
    /// Why nothing was done with a list.
    pub refused: Option<String>,
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
    /// That it invites nobody.
    pub none: Option<String>,
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
        Field::amiss(&self.fields)
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
pub(in crate::html) async fn invitations(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    Ok(unshared(unkept(&invitations_page(&ctx, &asked, None, &[]).await?)?))
}

/// `POST /admin/invitations`: checks a list or invites it, makes a link, ends an invitation.
pub(in crate::html) async fn invite(
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
            page.refused = Some(too_long(&page.f));
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
            let Some(list) = list else {
                page.refused = Some(page.f.t("admin-invite-not-text").into_owned());
                page.typed = sent.list;
                return Ok(unshared(refused(unkept(&page)?)));
            };
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
                    page.refused = Some(too_long(&page.f));
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
fn too_long(f: &Frame<'_>) -> String {
    let most = i64::try_from(registration::MOST_INVITED).unwrap_or(i64::MAX);
    f.messages().with("admin-invite-long", &[("count", most.into())])
}

pub(super) fn report(f: &Frame<'_>, list: &[Invitee], outcomes: &[Outcome], is_dry: bool) -> Report {
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
    Report { title, none: none.flatten(), lines: lines.collect(), act, list: written(list) }
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

pub(super) fn invitations_template<'a>(
    asked: &'a Asked,
    mode: Registration,
    invitations: Vec<InvitationRow>,
    typed: Option<&[(&'static str, &str)]>,
    wrong: &[(&'static str, Wrong)],
) -> InvitationsTemplate<'a> {
    let f = asked.private_frame("admin", "admin-invitations");
    let typed = typed.unwrap_or(&PROPOSED);
    let value = |name| typed.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
    let field = |name, kind, label| Field::new(&f, name, kind, label, value(name)).judged(&f, wrong);
    let fields = vec![
        field("name", "text", "admin-link-name").hinted(f.t("admin-link-name-hint").into_owned()),
        field("uses", "text", "admin-link-uses"),
        field("days", "text", "admin-link-days"),
    ];
    let closed = (mode == Registration::Closed).then(|| f.t("admin-invitations-closed").into_owned());
    InvitationsTemplate {
        f,
        closed,
        refused: None,
        link: None,
        report: None,
        typed: String::new(),
        fields,
        invitations,
    }
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
        assert_eq!(interop::invitees::read(written(&list).as_bytes()), Some(list));
    }
}
