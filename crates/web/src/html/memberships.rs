//! Becoming a member of a community, what one chooses there, leaving it; and the communities of whoever asks.

use std::borrow::Borrow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::{encode_segment, route};
use domain::communities::{CommunityAlias, Involvement, Posture, Role, Told};
use domain::{Day, Timestamp};
use services::Ctx;
use services::accounts::Wrong;
use services::memberships::{self, Asking, Joined, Mandate, Mine, MyMembership, Shows, Standing, ToMe, Typed, Word};
use services::views::Link;

use super::accounts::{refused, to_sign_in, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "join.html")]
pub(super) struct JoinTemplate<'a> {
    pub f: Frame<'a>,
    pub community: Link,
    pub alias: String,
    pub standing: Standing,
    pub fields: Vec<Field>,
}

impl JoinTemplate<'_> {
    fn asked(&self, at: impl Borrow<Timestamp>) -> String {
        self.f.messages().with("communities-join-asked", &[("day", self.f.day(at).into())])
    }

    fn lead(&self) -> String {
        let words = match self.standing {
            Standing::Invited => self.f.t("communities-join-invited-lead"),
            Standing::MayAsk => self.f.t("communities-join-ask-lead"),
            _ => self.f.t("communities-join-lead"),
        };
        words.into_owned()
    }

    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.fields)
    }
}

#[derive(Template)]
#[template(path = "my-communities.html")]
pub(super) struct MyCommunitiesTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    pub mine: Mine,
}

impl MyCommunitiesTemplate<'_> {
    fn says(&self, word: &Word) -> String {
        let (m, community) = (self.f.messages(), word.community.as_str());
        match word.told {
            Told::Accepted => m.with("me-communities-told-accepted", &[("community", community.into())]),
            Told::Refused => m.with("me-communities-told-refused", &[("community", community.into())]),
            Told::Removed => m.with("me-communities-told-removed", &[("community", community.into())]),
            Told::Roles => m.with("me-communities-told-roles", &[("community", community.into())]),
        }
    }

    fn read_of(&self, word: &Word) -> String {
        self.f.messages().with("me-communities-word-read-of", &[("words", self.says(word).into())])
    }

    fn invited(&self, it: &ToMe) -> String {
        let (m, community, day) = (self.f.messages(), it.community.as_str(), self.f.day(it.expires));
        match it.by.as_str() {
            "" => m.with("me-communities-invited", &[("community", community.into()), ("day", day.into())]),
            by => m.with(
                "me-communities-invited-by",
                &[("by", by.into()), ("community", community.into()), ("day", day.into())],
            ),
        }
    }

    fn accept(&self, it: &ToMe) -> String {
        self.f.messages().with("me-communities-accept-of", &[("community", it.community.as_str().into())])
    }

    fn decline(&self, it: &ToMe) -> String {
        self.f.messages().with("me-communities-decline-of", &[("community", it.community.as_str().into())])
    }

    fn asked(&self, it: &memberships::MyRequest) -> String {
        self.f.messages().with("me-communities-asked-on", &[("day", self.f.day(it.asked).into())])
    }

    fn withdraw(&self, it: &memberships::MyRequest) -> String {
        let community = it.community.title.as_str();
        self.f.messages().with("me-communities-withdraw-of", &[("community", community.into())])
    }

    fn roles(&self, roles: &[Role]) -> String {
        let beyond = roles.iter().rev().filter(|role| **role != Role::Member);
        let words: Vec<String> = beyond.map(|role| role_in_words(&self.f, *role)).collect();
        if words.is_empty() { role_in_words(&self.f, Role::Member) } else { words.join(", ") }
    }

    fn mine_of(&self, link: &Link) -> String {
        self.f.messages().with("me-communities-mine-of", &[("community", link.title.as_str().into())])
    }
}

/// One affiliation, as the form of a membership shows it.
pub(super) struct ShowsRow {
    pub id: String,
    pub organisation: String,
    pub posture_of: String,
    pub shown_of: String,
    pub is_declared: bool,
    pub is_shown: bool,
    pub could_be_declared: bool,
}

#[derive(Template)]
#[template(path = "membership.html")]
pub(super) struct MembershipTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    pub alias: String,
    pub membership: MyMembership,
    pub name: Field,
    pub involvement: Field,
    pub roles: Vec<String>,
    pub roles_are_shown: bool,
    pub shows: Vec<ShowsRow>,
    /// Whether they are about to leave.
    pub leaves: bool,
}

impl MembershipTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.name, &self.involvement])
    }
}

/// What a role is called.
pub(crate) fn role_in_words(f: &Frame<'_>, role: Role) -> String {
    let words = match role {
        Role::Member => f.t("communities-role-member"),
        Role::Curator => f.t("communities-role-curator"),
        Role::Facilitator => f.t("communities-role-facilitator"),
        Role::Lead => f.t("communities-role-lead"),
    };
    words.into_owned()
}

/// How much a member takes part.
pub(super) fn involvement_in_words(f: &Frame<'_>, involvement: Involvement) -> String {
    let words = match involvement {
        Involvement::Core => f.t("communities-involvement-core"),
        Involvement::Active => f.t("communities-involvement-active"),
        Involvement::Occasional => f.t("communities-involvement-occasional"),
        Involvement::Listening => f.t("communities-involvement-listening"),
    };
    words.into_owned()
}

/// A role, for how long, and who stands in.
pub(super) fn mandate_in_words(f: &Frame<'_>, mandate: &Mandate) -> String {
    let (m, role) = (f.messages(), role_in_words(f, mandate.role));
    let day = |day: Day| i18n::calendar_day(day, f.language());
    let words = match (mandate.starts, mandate.ends) {
        (None, None) => role,
        (Some(starts), None) => {
            m.with("communities-mandate-from", &[("role", role.into()), ("starts", day(starts).into())])
        }
        (None, Some(ends)) => m.with("communities-mandate-to", &[("role", role.into()), ("ends", day(ends).into())]),
        (Some(starts), Some(ends)) => m.with(
            "communities-mandate-from-to",
            &[("role", role.into()), ("starts", day(starts).into()), ("ends", day(ends).into())],
        ),
    };
    match mandate.backup.as_str() {
        "" => words,
        backup => m.with("communities-mandate-backup", &[("mandate", words.into()), ("backup", backup.into())]),
    }
}

/// The alias of an address, and the address of this page of the community.
pub(super) fn place(alias: &str, page: &str) -> Result<String, Fault> {
    let alias = CommunityAlias::parse(alias).ok_or(Fault::NotFound)?;
    Ok(page.replace("{alias}", &encode_segment(alias.as_str())))
}

/// To where a visitor signs in, and back to this page of a community; of what they may not know, nothing leads anywhere. Nothing
/// for who is signed in.
pub(super) async fn to_sign_in_first(
    ctx: &Ctx,
    asked: &Asked,
    alias: &str,
    here: &str,
) -> Result<Option<Response>, Fault> {
    if asked.who.is_some() {
        return Ok(None);
    }
    services::communities::known(ctx, alias).await?;
    Ok(Some(to_sign_in(asked, here)))
}

/// `/communities/{alias}/-/join`.
pub(super) async fn join_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
) -> Result<Response, Fault> {
    let here = place(&alias, route::COMMUNITY_JOIN)?;
    let ctx = app.enter(&asked).await?;
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let (community, standing) = match memberships::may_join(&ctx, &alias).await {
        // They answer it where they read it: they may not know of the page yet.
        Ok((_, Standing::Invited)) => {
            return Ok(unshared(back_to(&asked.standing.settings, route::MY_COMMUNITIES)));
        }
        Ok(may) => may,
        // Who is a member already is shown what they are there.
        Err(services::Error::Forbidden) if memberships::is_member(&ctx, &alias).await? => {
            return Ok(unshared(back_to(&asked.standing.settings, &place(&alias, route::MY_MEMBERSHIP)?)));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(unshared(unkept(&join_page(&asked, community, &alias, standing, &Asking::default(), &[]))?))
}

/// `POST /communities/{alias}/-/join`.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let here = place(&alias, route::COMMUNITY_JOIN)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let to = |page: &str| back_to(&asked.standing.settings, page);
    if sent.text("act") == "withdraw" {
        memberships::withdraw(&ctx, &alias).await?;
        return Ok(unshared(to(&format!("{}?done=withdrawn", route::MY_COMMUNITIES))));
    }
    let typed = Asking { name: sent.text("name").to_owned(), reason: sent.text("reason").to_owned() };
    match memberships::join(&ctx, &alias, &typed).await {
        Ok(Joined::In) => Ok(unshared(to(&place(&alias, route::COMMUNITY)?))),
        Ok(Joined::Asked) => Ok(unshared(to(&here))),
        Err(services::Error::Refused(wrong)) => {
            let (community, standing) = memberships::may_join(&ctx, &alias).await?;
            let page = join_page(&asked, community, &alias, standing, &typed, &wrong);
            Ok(unshared(refused(unkept(&page)?)))
        }
        // A form that was sent twice.
        Err(services::Error::Forbidden) if memberships::is_member(&ctx, &alias).await? => {
            Ok(unshared(to(&place(&alias, route::COMMUNITY)?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn join_page<'a>(
    asked: &'a Asked,
    community: Link,
    alias: &str,
    standing: Standing,
    typed: &Asking,
    wrong: &[(&'static str, Wrong)],
) -> JoinTemplate<'a> {
    let title = if standing == Standing::MayAsk { "communities-join-ask" } else { "communities-join" };
    let f = asked.private_frame("community", title);
    let mut fields = Vec::new();
    if standing == Standing::MayAsk {
        fields.push(
            Field::new(&f, "reason", "textarea", "communities-join-reason", &typed.reason)
                .hinted(f.t("communities-join-reason-hint").into_owned())
                .judged(&f, wrong),
        );
    }
    fields.push(
        Field::new(&f, "name", "text", "communities-join-name", &typed.name)
            .hinted(f.t("communities-join-name-hint").into_owned())
            .optional_where(true)
            .judged(&f, wrong),
    );
    JoinTemplate { f, community, alias: alias.to_owned(), standing, fields }
}

/// `/communities/{alias}/-/me`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let here = place(&alias, route::MY_MEMBERSHIP)?;
    let ctx = app.enter(&asked).await?;
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let membership = memberships::read(&ctx, &alias, &asked.standing.settings.time_zone).await?;
    let typed = Typed {
        name: membership.name.clone(),
        involvement: membership.involvement.map_or("", Involvement::as_str).to_owned(),
        roles_are_shown: membership.roles_are_shown,
        shows: membership
            .shows
            .iter()
            .map(|it| (it.affiliation.id, it.posture.as_str().to_owned(), it.shown))
            .collect(),
    };
    let mut page = membership_page(&asked, &alias, membership, &typed, &[]);
    page.leaves = parameter(&uri, "leave").is_some();
    if parameter(&uri, "done").is_some() {
        page.done = Some(page.f.t("communities-mine-saved").into_owned());
    }
    Ok(unshared(unkept(&page)?))
}

/// `POST /communities/{alias}/-/me`.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let here = place(&alias, route::MY_MEMBERSHIP)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    if let Some(away) = to_sign_in_first(&ctx, &asked, &alias, &here).await? {
        return Ok(away);
    }
    let zone = &asked.standing.settings.time_zone;
    match sent.text("act") {
        "leave" => {
            memberships::leave(&ctx, &alias).await?;
            let to = format!("{}?done=left", route::MY_COMMUNITIES);
            return Ok(unshared(back_to(&asked.standing.settings, &to)));
        }
        "choose" => {}
        _ => return Err(Fault::NotFound),
    }
    let membership = memberships::read(&ctx, &alias, zone).await?;
    let typed = Typed {
        name: sent.text("name").to_owned(),
        involvement: sent.text("involvement").to_owned(),
        roles_are_shown: sent.text("shows_roles") == "yes",
        shows: membership.shows.iter().map(|it| chosen(&sent, it)).collect(),
    };
    match memberships::choose(&ctx, &alias, &typed).await {
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, &format!("{here}?done=saved")))),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&membership_page(&asked, &alias, membership, &typed, &wrong))?)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What was chosen for one affiliation.
fn chosen(sent: &Sent, it: &Shows) -> (domain::AffiliationId, String, bool) {
    let id = it.affiliation.id;
    (id, sent.text(&format!("posture-{id}")).to_owned(), sent.text(&format!("shown-{id}")) == "yes")
}

fn membership_page<'a>(
    asked: &'a Asked,
    alias: &str,
    membership: MyMembership,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> MembershipTemplate<'a> {
    let mut f = asked.private_frame("community", "communities-mine");
    let m = f.messages();
    f.title = m.with("communities-mine-title", &[("community", membership.community.title.as_str().into())]);
    let hint = m.with("communities-mine-name-hint", &[("name", membership.own_name.as_str().into())]);
    let name = Field::new(&f, "name", "text", "communities-mine-name", &typed.name)
        .hinted(hint)
        .optional_where(true)
        .judged(&f, wrong);
    let mut choices = vec![(String::new(), f.t("communities-involvement-none").into_owned())];
    choices.extend(Involvement::ALL.map(|it| (it.as_str().to_owned(), involvement_in_words(&f, it))));
    let involvement = Field::new(&f, "involvement", "select", "communities-involvement", &typed.involvement)
        .hinted(f.t("communities-mine-involvement-hint").into_owned())
        .judged(&f, wrong);
    let involvement = Field { choices, ..involvement };
    let roles = membership.roles.iter().map(|mandate| mandate_in_words(&f, mandate)).collect();
    let row = |it: &Shows| {
        let unseen = || f.t("me-affiliation-unseen").into_owned();
        let organisation = it.affiliation.organisation.as_ref().map_or_else(unseen, |link| link.title.clone());
        let named = organisation.as_str();
        let kept = typed.shows.iter().find(|(id, ..)| *id == it.affiliation.id);
        ShowsRow {
            id: it.affiliation.id.to_string(),
            posture_of: m.with("communities-mine-posture-of", &[("organisation", named.into())]),
            shown_of: m.with("communities-mine-shown-of", &[("organisation", named.into())]),
            is_declared: kept.is_some_and(|(_, posture, _)| posture == Posture::Declared.as_str()),
            is_shown: kept.is_some_and(|(.., shown)| *shown),
            could_be_declared: it.could_be_declared,
            organisation,
        }
    };
    let shows = membership.shows.iter().map(row).collect();
    MembershipTemplate {
        f,
        done: None,
        alias: alias.to_owned(),
        name,
        involvement,
        roles,
        roles_are_shown: typed.roles_are_shown,
        shows,
        leaves: false,
        membership,
    }
}

/// `/me/communities`.
pub(super) async fn mine(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let f = asked.private_frame("me", "me-communities");
    let done = match parameter(&uri, "done").as_deref() {
        Some("declined") => Some("me-communities-declined"),
        Some("withdrawn") => Some("me-communities-withdrawn"),
        Some("left") => Some("me-communities-left"),
        _ => None,
    };
    let done = done.map(|key| f.t(key).into_owned());
    Ok(unshared(unkept(&MyCommunitiesTemplate { f, done, mine: memberships::mine(&ctx).await? })?))
}

/// `POST /me/communities`: answers an invitation, or forgets what was read.
pub(super) async fn answer(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let id = sent.text("id");
    let to = match sent.text("act") {
        "accept" => match memberships::answer_invitation(&ctx, doors::id(id)?, true).await? {
            Some(alias) => place(&alias, route::COMMUNITY)?,
            None => route::MY_COMMUNITIES.to_owned(),
        },
        "decline" => {
            memberships::answer_invitation(&ctx, doors::id(id)?, false).await?;
            format!("{}?done=declined", route::MY_COMMUNITIES)
        }
        "read" => {
            memberships::forget_word(&ctx, doors::id(id)?).await?;
            route::MY_COMMUNITIES.to_owned()
        }
        _ => return Err(Fault::NotFound),
    };
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::address::Address;
    use domain::affiliations::AffiliationKind;
    use domain::{AffiliationId, CommunityId, InvitationId, ToldId};
    use services::affiliations::Affiliation;
    use services::memberships::MyRequest;
    let (text, at) = (|| words.to_owned(), Timestamp::from_micros(0));
    let link = || Link { title: text(), address: Address::Community(CommunityId::from_bytes([6; 16]), "a".to_owned()) };
    let (first, last) = (Day::parse("2026-01-01"), Day::parse("2027-01-01"));
    let mandate = |role, starts, ends, backup| Mandate { role, starts, ends, backup, backup_handle: text() };
    let affiliation = |organisation| Affiliation {
        id: AffiliationId::from_bytes([8; 16]),
        organisation,
        kind: AffiliationKind::Member,
        since: None,
        until: None,
        is_ended: false,
    };
    let shows = |organisation, could_be_declared| Shows {
        affiliation: affiliation(organisation),
        posture: Posture::Declared,
        shown: true,
        could_be_declared,
    };
    let membership = |shows| MyMembership {
        community: link(),
        name: text(),
        own_name: text(),
        involvement: Some(Involvement::Core),
        shows,
        roles: vec![
            mandate(Role::Lead, first, last, text()),
            mandate(Role::Facilitator, first, None, String::new()),
            mandate(Role::Curator, None, last, text()),
            mandate(Role::Member, None, None, String::new()),
        ],
        roles_are_shown: true,
        is_last_lead: true,
    };
    let typed = Typed { name: text(), involvement: text(), roles_are_shown: true, shows: Vec::new() };
    let wrong = [("name", Wrong::Long), ("involvement", Wrong::NotAChoice)];
    let mut leaving = membership_page(asked, "a", membership(Vec::new()), &Typed::default(), &[]);
    (leaving.leaves, leaving.done) = (true, Some(text()));
    let asking = Asking { name: text(), reason: text() };
    let join = |standing| {
        let wrong = [("name", Wrong::Long), ("reason", Wrong::Missing)];
        join_page(asked, link(), "a", standing, &asking, &wrong).render().unwrap_or_default()
    };
    let word = |told, words| Word {
        id: ToldId::from_bytes([5; 16]),
        community: text(),
        address: Some(link().address),
        told,
        words,
        at,
    };
    let to_me = |by, words, address| ToMe {
        id: InvitationId::from_bytes([4; 16]),
        community: text(),
        address,
        by,
        words,
        expires: at,
    };
    let mine = Mine {
        words: vec![
            word(Told::Accepted, String::new()),
            word(Told::Refused, text()),
            word(Told::Removed, text()),
            word(Told::Roles, String::new()),
        ],
        invitations: vec![to_me(text(), text(), Some(link().address)), to_me(String::new(), String::new(), None)],
        requests: vec![MyRequest { community: link(), alias: "a".to_owned(), reason: text(), asked: at }],
        communities: vec![(link(), "a".to_owned(), vec![Role::Lead, Role::Curator]), (link(), "a".to_owned(), vec![])],
    };
    let frame = || asked.private_frame("me", "me-communities");
    let full = MyCommunitiesTemplate { f: frame(), done: Some(text()), mine };
    let empty = MyCommunitiesTemplate { f: frame(), done: None, mine: Mine::default() };
    let two = vec![shows(Some(link()), true), shows(None, false)];
    vec![
        ("community", join(Standing::MayJoin)),
        ("community", join(Standing::MayAsk)),
        ("community", join(Standing::Invited)),
        ("community", join(Standing::Asked(at))),
        ("community", membership_page(asked, "a", membership(two), &typed, &wrong).render().unwrap_or_default()),
        ("community", leaving.render().unwrap_or_default()),
        ("me", full.render().unwrap_or_default()),
        ("me", empty.render().unwrap_or_default()),
    ]
}
