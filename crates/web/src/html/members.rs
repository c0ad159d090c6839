//! The inside of a community: its members and their roles, who asks to come in, who is invited.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::Day;
use domain::address::{encode_segment, route};
use domain::communities::Role;
use services::accounts::Wrong;
use services::memberships::{
    self, Desk, Inside, Invited, Mandate, Member, Requested, TypedMandate, Vacancy, backup_field, day_fields,
};

use super::accounts::{refused, unshared};
use super::memberships::{involvement_in_words, mandate_in_words, place, role_in_words, to_sign_in_first};
use super::{parameter, position, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "members.html")]
pub(super) struct MembersTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    pub inside: Inside,
}

impl MembersTemplate<'_> {
    fn count(&self) -> String {
        let count = i64::try_from(self.inside.count).unwrap_or(i64::MAX);
        self.f.messages().with("communities-members-count", &[("count", count.into())])
    }

    fn risk(&self, it: &Vacancy) -> String {
        let (f, m) = (&self.f, self.f.messages());
        match &it.ended {
            Some((name, day)) => {
                let (role, day) = (role_in_words(f, it.role), i18n::calendar_day(*day, f.language()));
                let name = name.as_str();
                m.with("communities-risk-ended", &[("name", name.into()), ("role", role.into()), ("day", day.into())])
            }
            None => match it.role {
                Role::Lead => f.t("communities-risk-lead").into_owned(),
                Role::Facilitator => f.t("communities-risk-facilitator").into_owned(),
                Role::Curator | Role::Member => f.t("communities-risk-curator").into_owned(),
            },
        }
    }

    fn mandate(&self, it: &Mandate) -> String {
        mandate_in_words(&self.f, it)
    }

    fn involvement(&self, it: &Member) -> Option<String> {
        it.involvement.map(|it| involvement_in_words(&self.f, it))
    }

    fn roles_of(&self, it: &Member) -> String {
        self.f.messages().with("communities-member-roles-of", &[("name", it.name.as_str().into())])
    }
}

/// One role of a member, as its form shows it.
pub(super) struct RoleFields {
    /// Its word.
    pub role: &'static str,
    pub label: String,
    pub about: String,
    pub is_held: bool,
    /// Whether its mandate is shown at once: it is held, or something of it is typed or amiss.
    pub is_open: bool,
    pub starts: Field,
    pub ends: Field,
    pub backup: Field,
}

#[derive(Template)]
#[template(path = "member.html")]
pub(super) struct MemberTemplate<'a> {
    pub f: Frame<'a>,
    /// What cannot be done, in words.
    pub amiss: Option<String>,
    pub members: String,
    pub member: Member,
    pub roles: Vec<RoleFields>,
    pub reason: Field,
}

impl MemberTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        let of_roles = self.roles.iter().flat_map(|it| [&it.starts, &it.ends, &it.backup]);
        Field::amiss(of_roles.chain([&self.reason]))
    }
}

#[derive(Template)]
#[template(path = "community-requests.html")]
pub(super) struct RequestsTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    /// What cannot be done, in words.
    pub amiss: Option<String>,
    pub desk: Desk,
    /// The reason that was typed, and for which request.
    pub answered: Option<(String, Field)>,
    pub mail: Field,
    pub words: Field,
}

impl RequestsTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.mail, &self.words])
    }

    fn asked(&self, it: &Requested) -> String {
        self.f.messages().with("communities-requests-asked", &[("day", self.f.day(it.asked).into())])
    }

    fn accept(&self, it: &Requested) -> String {
        self.f.messages().with("communities-requests-accept-of", &[("name", it.name.as_str().into())])
    }

    fn refuse(&self, it: &Requested) -> String {
        self.f.messages().with("communities-requests-refuse-of", &[("name", it.name.as_str().into())])
    }

    /// What stands in the field of a reason, and what is amiss with it.
    fn reason(&self, it: &Requested) -> (&str, Option<&str>) {
        match &self.answered {
            Some((id, field)) if *id == it.id.to_string() => (field.value.as_str(), field.wrong.as_deref()),
            _ => ("", None),
        }
    }

    fn stands(&self, it: &Invited) -> String {
        let (m, day) = (self.f.messages(), self.f.day(it.expires));
        match (it.proposed, it.by.as_str()) {
            (true, "") => self.f.t("communities-invitation-proposed-left").into_owned(),
            (true, by) => m.with("communities-invitation-proposed", &[("by", by.into())]),
            (false, "") => m.with("communities-invitation-until", &[("day", day.into())]),
            (false, by) => m.with("communities-invitation-by", &[("by", by.into()), ("day", day.into())]),
        }
    }

    fn send(&self, it: &Invited) -> String {
        self.f.messages().with("communities-invitation-send-to", &[("mail", it.mail.as_str().into())])
    }

    fn decline(&self, it: &Invited) -> String {
        self.f.messages().with("communities-invitation-decline-of", &[("mail", it.mail.as_str().into())])
    }

    fn take_back(&self, it: &Invited) -> String {
        self.f.messages().with("communities-invitation-take-back-of", &[("mail", it.mail.as_str().into())])
    }
}

/// `/communities/{alias}/-/members`; with `?member=`, the roles of one of them.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let here = place(&alias, route::COMMUNITY_MEMBERS)?;
    let ctx = app.enter(&asked).await?;
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    if let Some(member) = parameter(&uri, "member") {
        let (member, others) = memberships::find(&ctx, &alias, &member).await?;
        let typed = typed_of(&member);
        return Ok(unshared(unkept(&member_page(&asked, here, member, &others, &typed, "", &[]))?));
    }
    let (after, position) = position(&uri, "after");
    let inside = memberships::inside(&ctx, &alias, after.as_deref(), &asked.standing.settings.time_zone).await?;
    let mut page = members_page(&asked, inside);
    page.f.position = position;
    let done = match parameter(&uri, "done").as_deref() {
        Some("roles") => Some("communities-roles-saved"),
        Some("removed") => Some("communities-removed"),
        _ => None,
    };
    page.done = done.map(|key| page.f.t(key).into_owned());
    Ok(unshared(unkept(&page)?))
}

fn members_page(asked: &Asked, inside: Inside) -> MembersTemplate<'_> {
    let mut f = asked.private_frame("community", "communities-members");
    let community = inside.community.title.as_str();
    f.title = f.messages().with("communities-members-title", &[("community", community.into())]);
    MembersTemplate { f, done: None, inside }
}

/// `POST /communities/{alias}/-/members`: gives a member their roles, or ends their membership.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let here = place(&alias, route::COMMUNITY_MEMBERS)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let member = sent.text("member");
    let typed = memberships::HELD.map(|role| {
        let text = |part: &str| sent.text(&format!("{}-{part}", role.as_str())).to_owned();
        let is_held = sent.text(role.as_str()) == "yes";
        TypedMandate { is_held, starts: text("starts"), ends: text("ends"), backup: text("backup") }
    });
    let (done, outcome) = match sent.text("act") {
        "roles" => ("roles", memberships::set_roles(&ctx, &alias, member, &typed).await),
        "remove" => ("removed", memberships::remove(&ctx, &alias, member, sent.text("reason")).await),
        _ => return Err(Fault::NotFound),
    };
    let (wrong, is_last) = match outcome {
        Ok(()) => return Ok(unshared(back_to(&asked.standing.settings, &format!("{here}?done={done}")))),
        Err(services::Error::Refused(wrong)) => (wrong, false),
        Err(services::Error::Conflict) => (Vec::new(), true),
        Err(error) => return Err(error.into()),
    };
    let (found, others) = memberships::find(&ctx, &alias, member).await?;
    let typed = if done == "roles" { typed } else { typed_of(&found) };
    let mut page = member_page(&asked, here, found, &others, &typed, sent.text("reason"), &wrong);
    page.amiss = is_last.then(|| page.f.t("communities-roles-last").into_owned());
    Ok(unshared(refused(unkept(&page)?)))
}

/// What the form of a member holds at first.
fn typed_of(member: &Member) -> [TypedMandate; 3] {
    memberships::HELD.map(|role| {
        let held = member.roles.iter().find(|mandate| mandate.role == role);
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        held.map_or_else(TypedMandate::default, |mandate| TypedMandate {
            is_held: true,
            starts: day(mandate.starts),
            ends: day(mandate.ends),
            backup: mandate.backup_handle.clone(),
        })
    })
}

fn member_page<'a>(
    asked: &'a Asked,
    here: String,
    member: Member,
    others: &[(String, String)],
    typed: &[TypedMandate; 3],
    reason: &str,
    wrong: &[(&'static str, Wrong)],
) -> MemberTemplate<'a> {
    let mut f = asked.private_frame("community", "communities-member-roles");
    f.title = f.messages().with("communities-member-roles-of", &[("name", member.name.as_str().into())]);
    f.query = format!("member={}", encode_segment(&member.handle));
    let mut backups = vec![(String::new(), f.t("communities-roles-backup-none").into_owned())];
    backups.extend_from_slice(others);
    let roles = memberships::HELD.into_iter().zip(typed).map(|(role, typed)| {
        let [starts, ends] = day_fields(role);
        let about = match role {
            Role::Lead => f.t("communities-roles-lead-about"),
            Role::Facilitator => f.t("communities-roles-facilitator-about"),
            Role::Curator | Role::Member => f.t("communities-roles-curator-about"),
        };
        let day = |name, label, value: &str| {
            Field::new(&f, name, "date", label, value).optional_where(true).judged(&f, wrong)
        };
        let starts = day(starts, "communities-roles-starts", &typed.starts);
        let ends = day(ends, "communities-roles-ends", &typed.ends);
        let backup = Field {
            choices: backups.clone(),
            ..Field::new(&f, backup_field(role), "select", "communities-roles-backup", &typed.backup).judged(&f, wrong)
        };
        let is_said = [&starts, &ends, &backup].into_iter().any(|it| !it.value.is_empty() || it.wrong.is_some());
        RoleFields {
            role: role.as_str(),
            label: role_in_words(&f, role),
            about: about.into_owned(),
            is_held: typed.is_held,
            is_open: typed.is_held || is_said,
            starts,
            ends: ends.hinted(f.t("communities-roles-ends-hint").into_owned()),
            backup,
        }
    });
    let roles = roles.collect();
    let reason = Field::new(&f, "reason", "textarea", "communities-remove-reason", reason).judged(&f, wrong);
    MemberTemplate { f, amiss: None, members: here, member, roles, reason }
}

/// What the forms of the page of requests do.
const ACTS: [&str; 5] = ["accept", "refuse", "send", "take-back", "invite"];

/// `/communities/{alias}/-/requests`.
pub(super) async fn requests(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let here = place(&alias, route::COMMUNITY_REQUESTS)?;
    let ctx = app.enter(&asked).await?;
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let mut page = requests_page(&asked, memberships::desk(&ctx, &alias).await?, "", "", &[]);
    let done = match parameter(&uri, "done").as_deref() {
        Some("answered") => Some("communities-requests-answered"),
        Some("sent") => Some("communities-invite-sent"),
        Some("proposed") => Some("communities-propose-sent"),
        Some("gone") => Some("communities-invitation-gone"),
        Some("other") => Some("communities-requests-other"),
        _ => None,
    };
    page.done = done.map(|key| page.f.t(key).into_owned());
    Ok(unshared(unkept(&page)?))
}

/// `POST /communities/{alias}/-/requests`: answers a request, invites, takes an invitation back.
pub(super) async fn answer(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let here = place(&alias, route::COMMUNITY_REQUESTS)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let (id, act) = (sent.text("id"), sent.text("act"));
    if !ACTS.contains(&act) {
        return Err(Fault::NotFound);
    }
    let desk = memberships::desk(&ctx, &alias).await?;
    let language = asked.frame("community", "").language().tag();
    let (done, gone, outcome) = match act {
        "accept" | "refuse" => {
            let reason = sent.text("answer");
            let outcome = memberships::answer(&ctx, &alias, doors::id(id)?, act == "accept", reason).await;
            ("answered", "other", outcome)
        }
        "send" => ("sent", "gone", memberships::welcome(&ctx, &alias, doors::id(id)?, &language).await),
        "take-back" => ("gone", "gone", memberships::take_back(&ctx, &alias, doors::id(id)?).await),
        "invite" => match memberships::invite(&ctx, &alias, sent.text("mail"), sent.text("words"), &language).await {
            Ok(true) => ("sent", "gone", Ok(())),
            Ok(false) => ("proposed", "gone", Ok(())),
            Err(error) => ("", "gone", Err(error)),
        },
        _ => return Err(Fault::NotFound),
    };
    let to = |done: &str| unshared(back_to(&asked.standing.settings, &format!("{here}?done={done}")));
    match outcome {
        Ok(()) => Ok(to(done)),
        Err(services::Error::NotFound) if desk.welcomes && act != "invite" => Ok(to(gone)),
        Err(services::Error::Refused(wrong)) => {
            let mut page = requests_page(&asked, desk, sent.text("mail"), sent.text("words"), &wrong);
            if act == "refuse" {
                let field =
                    Field::new(&page.f, "answer", "textarea", "communities-requests-answer", sent.text("answer"));
                page.answered = Some((id.to_owned(), field.judged(&page.f, &wrong)));
            }
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(services::Error::TooOften(seconds)) => {
            let mut page = requests_page(&asked, desk, sent.text("mail"), sent.text("words"), &[]);
            page.amiss = Some(page.f.wait(seconds));
            Ok(super::accounts::too_often(unshared(unkept(&page)?), seconds))
        }
        Err(error) => Err(error.into()),
    }
}

fn requests_page<'a>(
    asked: &'a Asked,
    desk: Desk,
    mail: &str,
    words: &str,
    wrong: &[(&'static str, Wrong)],
) -> RequestsTemplate<'a> {
    let mut f = asked.private_frame("community", "communities-requests");
    let community = desk.community.title.as_str();
    f.title = f.messages().with("communities-requests-title", &[("community", community.into())]);
    let mail = Field::new(&f, "mail", "email", "communities-invite-mail", mail).judged(&f, wrong);
    let words =
        Field::new(&f, "words", "textarea", "communities-invite-words", words).optional_where(true).judged(&f, wrong);
    RequestsTemplate { f, done: None, amiss: None, desk, answered: None, mail, words }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::address::Address;
    use domain::communities::{Access, Involvement};
    use domain::people::MailAddress;
    use domain::{CommunityId, InvitationId, JoinRequestId, Timestamp};
    use services::views::{Link, Page, Said};
    let (text, at) = (|| words.to_owned(), Timestamp::from_micros(0));
    let link = || Link { title: text(), address: Address::Community(CommunityId::from_bytes([6; 16]), "a".to_owned()) };
    let day = Day::parse("2026-01-01");
    let member = |involvement, is_me| Member {
        handle: text(),
        name: text(),
        involvement,
        roles: vec![Mandate { role: Role::Lead, starts: day, ends: day, backup: text(), backup_handle: text() }],
        organisations: vec![link()],
        is_me,
    };
    let risks = Role::ALL.into_iter().map(|role| Vacancy { role, ended: None });
    let over = day.map(|day| Vacancy { role: Role::Lead, ended: Some((text(), day)) });
    let inside = |is_open| Inside {
        community: link(),
        alias: "a".to_owned(),
        count: 2,
        members: Page { items: vec![member(Some(Involvement::Core), true), member(None, false)], next: Some(text()) },
        risks: risks.clone().chain(over.clone()).collect(),
        welcomes: is_open,
        proposes: true,
        leads: is_open,
        confidentiality: Some(Said { language: None, words: text() }),
    };
    let mut done = members_page(asked, inside(true));
    done.done = Some(text());
    let typed = |is_held| TypedMandate { is_held, starts: text(), ends: text(), backup: text() };
    let typed = [typed(true), typed(false), typed(true)];
    let wrong = [("lead-starts", Wrong::NotADay), ("curator-ends", Wrong::Backwards), ("reason", Wrong::Missing)];
    let others = [(text(), text())];
    let mut one = member_page(asked, text(), member(None, false), &others, &typed, words, &wrong);
    one.amiss = Some(text());
    let me = member_page(asked, text(), member(None, true), &[], &typed, "", &[]);
    let invited = |by: &str, proposed| Invited {
        id: InvitationId::from_bytes([4; 16]),
        mail: MailAddress::from_store(text()),
        by: by.to_owned(),
        words: text(),
        proposed,
        expires: at,
    };
    let request = Requested { id: JoinRequestId::from_bytes([3; 16]), name: text(), reason: text(), asked: at };
    let desk = |welcomes, requests, invitations| Desk {
        community: link(),
        alias: "a".to_owned(),
        welcomes,
        access: Access::OnRequest,
        requests,
        invitations,
    };
    let invitations = vec![invited(words, true), invited("", true), invited(words, false), invited("", false)];
    let wrong = [("mail", Wrong::Already), ("words", Wrong::Long), ("answer", Wrong::Missing)];
    let id = request.id.to_string();
    let mut full = requests_page(asked, desk(true, vec![request], invitations), words, words, &wrong);
    let field = Field::new(&full.f, "answer", "textarea", "communities-requests-answer", words);
    full.answered = Some((id, field.judged(&full.f, &wrong)));
    (full.done, full.amiss) = (Some(text()), Some(text()));
    let pages = [
        done.render(),
        members_page(asked, inside(false)).render(),
        one.render(),
        me.render(),
        full.render(),
        requests_page(asked, desk(true, Vec::new(), Vec::new()), "", "", &[]).render(),
        requests_page(asked, desk(false, Vec::new(), Vec::new()), "", "", &[]).render(),
    ];
    pages.into_iter().map(|page| ("community", page.unwrap_or_default())).collect()
}
