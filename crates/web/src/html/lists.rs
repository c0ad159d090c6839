//! Home, recent changes, communities, people, wanted notes.

use std::borrow::Cow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::address::{Address, route};
use domain::communities::{CommunityAlias, Stage};
use domain::site::Registration;
use domain::{Day, PersonId};
use services::memberships::Standing;
use services::registration;
use services::views::{
    self, CommunityLine, CommunityPage, HomeOfMine, HomePage, Link, PersonPage, RecentLine, WantedLine,
};

use super::claims::{self, Claim};
use super::{elsewhere, position, render, unkept, waits};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::Field;
use crate::frame::Frame;

#[derive(Template)]
#[template(path = "home.html")]
pub(super) struct HomeTemplate<'a> {
    pub f: Frame<'a>,
    pub h: &'a HomePage,
    /// The words that lead a visitor to an account, where they may have one or ask for it.
    pub sign_up: Option<Cow<'static, str>>,
}

impl HomeTemplate<'_> {
    /// What is new, by day, in words.
    fn days(&self, mine: &HomeOfMine) -> Vec<(String, Vec<Link>)> {
        let mut days: Vec<(String, Vec<Link>)> = Vec::new();
        for (at, link) in &mine.new {
            let day = self.f.day_of(*at);
            match days.last_mut() {
                Some((last, links)) if *last == day => links.push(link.clone()),
                _ => days.push((day, vec![link.clone()])),
            }
        }
        days
    }

    /// What who runs a new site does first: where, in words, and why.
    fn begin(&self) -> Vec<(String, Cow<'static, str>, Cow<'static, str>)> {
        let f = &self.f;
        vec![
            (route::NEW_NOTE.to_owned(), f.t("web-home-begin-note"), f.t("web-home-begin-note-why")),
            (route::NEW_NOTEBOOK.to_owned(), f.t("web-home-begin-notebook-new"), f.t("web-home-begin-notebook-why")),
            (route::NEW_COMMUNITY.to_owned(), f.t("web-home-begin-community"), f.t("web-home-begin-community-why")),
            (
                route::ADMIN_REGISTRATION.to_owned(),
                f.t("web-home-begin-registration"),
                f.t("web-home-begin-registration-why"),
            ),
            (
                route::ADMIN_INVITATIONS.to_owned(),
                f.t("web-home-begin-invitations"),
                f.t("web-home-begin-invitations-why"),
            ),
            (route::ADMIN_SITE.to_owned(), f.t("web-home-begin-pages"), f.t("web-home-begin-pages-why")),
            (route::ADMIN_HEALTH.to_owned(), f.t("web-home-begin-health"), f.t("web-home-begin-health-why")),
        ]
    }

    fn unread(&self, mine: &HomeOfMine) -> String {
        self.f.messages().with("web-home-unread", &[("count", mine.unread.into())])
    }

    fn waits(&self, mine: &HomeOfMine) -> Vec<(String, String)> {
        waits::lines(&self.f, &mine.waits)
    }
}

#[derive(Template)]
#[template(path = "recent.html")]
pub(super) struct RecentTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a views::Page<RecentLine>,
}

#[derive(Template)]
#[template(path = "communities.html")]
pub(super) struct CommunitiesTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a views::Page<CommunityLine>,
    /// Whether whoever asks may create one.
    pub may_create: bool,
}

#[derive(Template)]
#[template(path = "community.html")]
pub(super) struct CommunityTemplate<'a> {
    pub f: Frame<'a>,
    pub c: &'a CommunityPage,
    /// Its name in addresses.
    pub alias: String,
    /// What it means that it rests, or is closed.
    pub standing: Option<String>,
    /// Since when its charter holds, and until when it is to be looked at again; empty where neither is said.
    pub days: String,
    /// That its charter was to be looked at again, for its members.
    pub overdue: Option<String>,
    /// Where who answers for it changes its page.
    pub edit: Option<Address>,
}

impl<'a> CommunityTemplate<'a> {
    /// The page of a community on this day (`2027-01-15`).
    pub fn new(f: Frame<'a>, c: &'a CommunityPage, today: &str) -> Self {
        let m = f.messages();
        let day = |day: Day| i18n::calendar_day(day, f.language());
        let standing = match (c.line.stage, c.line.paused_until) {
            (Stage::Paused, Some(until)) => Some(m.with("communities-rests-until", &[("day", day(until).into())])),
            (Stage::Paused, None) => Some(f.t("communities-rests").into_owned()),
            (Stage::Closed, _) => Some(f.t("communities-closed-means").into_owned()),
            (Stage::Emerging | Stage::Active, _) => None,
        };
        let adopted = c.charter_adopted.map(|it| m.with("communities-charter-since", &[("day", day(it).into())]));
        let review = c.charter_review.map(|it| m.with("communities-charter-until", &[("day", day(it).into())]));
        let days = adopted.into_iter().chain(review).collect::<Vec<_>>().join(" · ");
        // Days are written so that they sort as words.
        let late = c.charter_review.filter(|it| c.is_member && it.to_string().as_str() < today);
        let overdue = late.map(|it| m.with("communities-charter-overdue", &[("day", day(it).into())]));
        let alias = match &c.line.link.address {
            Address::Community(_, alias) => alias.clone(),
            _ => String::new(),
        };
        let edit = c.may_manage.then(|| Address::CommunityEdit(alias.clone()));
        Self { f, c, alias, standing, days, overdue, edit }
    }
}

#[derive(Template)]
#[template(path = "person.html")]
pub(super) struct PersonTemplate<'a> {
    pub f: Frame<'a>,
    pub p: &'a PersonPage,
    /// What whoever asks may do about it, where it is a signature.
    pub claim: Option<Claim>,
}

impl PersonTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        self.claim.as_ref().map(Claim::wrong).unwrap_or_default()
    }
}

/// The frame of the page of a person.
pub(super) fn person_frame<'a>(asked: &'a Asked, page: &PersonPage, position: String) -> Frame<'a> {
    let mut f = asked.frame("person", page.name.clone());
    f.canonical = Some(page.address.to_string());
    f.noindex = page.signature;
    f.position = position;
    f
}

#[derive(Template)]
#[template(path = "wanted.html")]
pub(super) struct WantedTemplate<'a> {
    pub f: Frame<'a>,
    pub l: &'a views::Page<WantedLine>,
}

/// `/`.
pub(super) async fn home(State(app): State<Arc<App>>, Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let page = services::home::read(&ctx).await?;
    let mut f = asked.frame("home", String::new());
    let lead = page.lead.as_ref().map(|(_, words)| words.clone());
    f.description = Some(lead.unwrap_or_else(|| f.t("web-home-lead").into_owned()));
    f.canonical = Some("/".to_owned());
    f.metadata.feeds.push((asked.standing.settings.name.clone(), Address::Feed.to_string()));
    let mode = if page.mine.is_none() { Some(registration::mode(&ctx).await?) } else { None };
    let sign_up = match mode {
        Some(Registration::Open) => Some(f.t("accounts-sign-up-link")),
        Some(Registration::OnRequest) => Some(f.t("web-home-sign-up-on-request")),
        Some(Registration::Invitation | Registration::Closed) | None => None,
    };
    let template = HomeTemplate { f, h: &page, sign_up };
    // What waits for one person hangs on the moment too, whatever is written; who runs the site is no question of a kept page.
    if page.mine.is_some() || page.unopened { unkept(&template) } else { render(&ctx, &template) }
}

/// `/recent`.
pub(super) async fn recent(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::recent::list(&ctx, after.as_deref()).await?;
    let mut f = asked.frame("recent", String::new());
    f.title = f.t("web-recent-title").into_owned();
    f.metadata.feeds.push((asked.standing.settings.name.clone(), Address::Feed.to_string()));
    f.position = position;
    render(&ctx, &RecentTemplate { f, l: &page })
}

/// `/communities`.
pub(super) async fn communities(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::communities::list(&ctx, after.as_deref()).await?;
    let may_create = services::community_pages::may_create(&ctx).await?;
    let mut f = asked.frame("communities", String::new());
    f.title = f.t("web-nav-communities").into_owned();
    f.position = position;
    render(&ctx, &CommunitiesTemplate { f, l: &page, may_create })
}

/// `/communities/{alias}`.
pub(super) async fn community(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let alias = CommunityAlias::parse(&alias).ok_or(Fault::NotFound)?;
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::communities::read(&ctx, alias.as_str(), after.as_deref()).await?;
    let mut f = asked.frame("community", page.line.link.title.clone());
    f.canonical = Some(page.line.link.address.to_string());
    f.description = page.about.as_ref().map(|about| about.words.clone());
    f.noindex = page.line.unlisted;
    f.position = position;
    let today = f.iso_day(app.services.now());
    let template = CommunityTemplate::new(f, &page, &today);
    // What members are told of the charter and of mandates changes with the day, whatever is written; invitations end too.
    if page.is_member || page.standing == Standing::Invited { unkept(&template) } else { render(&ctx, &template) }
}

/// `/people/{person}`: to the whole address, for who may see the person.
pub(super) async fn person_bare(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(person): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let person: PersonId = doors::id(&person)?;
    let ctx = app.enter(&asked).await?;
    let page = services::people::read(&ctx, person, None).await?;
    elsewhere(&uri, &page.address).ok_or(Fault::NotFound)
}

/// `/people/{person}/{slug}`.
pub(super) async fn person(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((person, _)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let person: PersonId = doors::id(&person)?;
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::people::read(&ctx, person, after.as_deref()).await?;
    if let Some(redirect) = elsewhere(&uri, &page.address) {
        return Ok(redirect);
    }
    if page.signature && asked.who.is_some() {
        return claims::signature(&ctx, &asked, &page, position, "", &[]).await;
    }
    let claim = page.signature.then(|| Claim::of_a_visitor(page.id));
    render(&ctx, &PersonTemplate { f: person_frame(&asked, &page, position), p: &page, claim })
}

/// `/wanted`: for who may write; not found for others, as `services` decides.
pub(super) async fn wanted(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let ctx = app.enter(&asked).await?;
    let page = services::wanted::list(&ctx, after.as_deref()).await?;
    let mut f = asked.frame("wanted", String::new());
    f.title = f.t("web-wanted-title").into_owned();
    f.position = position;
    render(&ctx, &WantedTemplate { f, l: &page })
}
