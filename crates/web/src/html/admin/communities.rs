//! Who may create a community, and the communities that a steward knows of.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::CommunityId;
use domain::address::route;
use domain::site::WhoCreates;
use services::Ctx;
use services::accounts::Wrong;
use services::community_pages;
use services::views::CommunityLine;

use super::Line;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Options, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::{unkept, was_saved};

#[derive(Template)]
#[template(path = "admin-communities.html")]
struct CommunitiesTemplate<'a> {
    f: Frame<'a>,
    /// Whether it was just saved.
    done: bool,
    who: Options,
    communities: Vec<CommunityLine>,
    /// Those that nobody leads.
    vacant: Vec<CommunityId>,
}

impl CommunitiesTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.who.field])
    }

    fn is_vacant(&self, line: &CommunityLine) -> bool {
        self.vacant.contains(&line.community)
    }
}

/// How `/admin` says who creates communities.
pub(super) fn line(f: &Frame<'_>, who: WhoCreates) -> Line {
    Line { address: route::ADMIN_COMMUNITIES, title: f.t("web-nav-communities").into_owned(), says: in_words(f, who).0 }
}

pub(super) fn in_words(f: &Frame<'_>, who: WhoCreates) -> (String, String) {
    let (name, about) = match who {
        WhoCreates::Stewards => (f.t("admin-communities-stewards"), f.t("admin-communities-stewards-about")),
        WhoCreates::SignedIn => (f.t("admin-communities-signed-in"), f.t("admin-communities-signed-in-about")),
    };
    (name.into_owned(), about.into_owned())
}

/// `/admin/communities`.
pub(in crate::html) async fn communities_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let who = community_pages::who_creates(&ctx).await?;
    let known = known(&ctx).await?;
    let page = CommunitiesTemplate { done: was_saved(&uri), ..page(&asked, who.as_str(), known, &[]) };
    Ok(unshared(unkept(&page)?))
}

/// `POST /admin/communities`.
pub(in crate::html) async fn set_communities(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent: nobody else is told that there is such a page.
    community_pages::who_creates(&ctx).await?;
    let Some(who) = WhoCreates::parse(sent.text("who")) else {
        let known = known(&ctx).await?;
        let page = page(&asked, sent.text("who"), known, &[("who", Wrong::NotAChoice)]);
        return Ok(unshared(refused(unkept(&page)?)));
    };
    community_pages::set_who_creates(&ctx, who).await?;
    let to = format!("{}?done=saved", route::ADMIN_COMMUNITIES);
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

/// The communities that a steward knows of, and those of them that nobody leads.
async fn known(ctx: &Ctx) -> Result<(Vec<CommunityLine>, Vec<CommunityId>), Fault> {
    let communities = services::communities::list(ctx, None).await?.items;
    Ok((communities, services::communities::without_lead(ctx).await?))
}

fn page<'a>(
    asked: &'a Asked,
    who: &str,
    (communities, vacant): (Vec<CommunityLine>, Vec<CommunityId>),
    wrong: &[(&'static str, Wrong)],
) -> CommunitiesTemplate<'a> {
    let f = asked.private_frame("admin", "web-nav-communities");
    let all = WhoCreates::ALL.map(|who| {
        let (name, about) = in_words(&f, who);
        (who.as_str().to_owned(), name, about)
    });
    let field = Field::new(&f, "who", "radio", "admin-communities-who", who).judged(&f, wrong);
    let who = Options::new(field, all.into());
    CommunitiesTemplate { f, done: false, who, communities, vacant }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, line: CommunityLine) -> Vec<(&'static str, String)> {
    let f = asked.private_frame("admin", "web-nav-communities");
    assert!(WhoCreates::ALL.into_iter().all(|who| !self::line(&f, who).says.is_empty()));
    let vacant = line.community;
    let pages = [
        page(asked, "stewards", (Vec::new(), Vec::new()), &[("who", Wrong::NotAChoice)]).render(),
        CommunitiesTemplate { done: true, ..page(asked, "signed_in", (vec![line], vec![vacant]), &[]) }.render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
