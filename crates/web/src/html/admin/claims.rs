//! Who says that a signature is theirs, answered by those who run the site.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::ClaimId;
use domain::address::route;
use services::accounts::Wrong;
use services::claims::{self, Waiting};
use services::views::Page;

use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Sent, in_words};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::{refused, unshared};
use crate::html::{position, unkept};

#[derive(Template)]
#[template(path = "admin-claims.html")]
pub(in crate::html) struct ClaimsTemplate<'a> {
    pub f: Frame<'a>,
    pub claims: Page<Waiting>,
    /// The key with which this page was asked; empty where it is the first.
    pub after: String,
    /// What was typed of a refusal that cannot be used, and why.
    pub refusal: Option<Refusal>,
}

/// A refusal that cannot be used.
pub(in crate::html) struct Refusal {
    pub claim: ClaimId,
    pub reason: String,
    pub wrong: String,
}

impl ClaimsTemplate<'_> {
    /// What was typed of this one, where it cannot be used.
    fn of(&self, it: &Waiting) -> Option<&Refusal> {
        self.refusal.as_ref().filter(|refusal| refusal.claim == it.id)
    }

    fn hint(&self) -> String {
        self.f.messages().with("admin-claim-reason-hint", &[("most", claims::WORDS.into())])
    }

    fn asked(&self, it: &Waiting) -> String {
        self.f.messages().with("admin-claim-asked", &[("day", self.f.day(it.asked).into())])
    }

    fn accept(&self, it: &Waiting) -> String {
        let (name, signature) = (it.name.as_str(), self.signature(it));
        self.f
            .messages()
            .with("admin-claim-accept-of", &[("name", name.into()), ("signature", signature.as_str().into())])
    }

    fn refuse(&self, it: &Waiting) -> String {
        let (name, signature) = (it.name.as_str(), self.signature(it));
        self.f
            .messages()
            .with("admin-claim-refuse-of", &[("name", name.into()), ("signature", signature.as_str().into())])
    }

    /// The name of the signature, where it may be told.
    fn signature(&self, it: &Waiting) -> String {
        let unseen = || self.f.t("admin-claim-unseen").into_owned();
        it.signature.as_ref().map_or_else(unseen, |link| link.title.clone())
    }
}

/// `/admin/claims`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let (after, position) = position(&uri, "after");
    let claims = claims::list(&app.enter(&asked).await?, after.as_deref()).await?;
    let mut page = claims_page(&asked, claims, after.as_deref().unwrap_or_default(), None);
    page.f.position = position;
    Ok(unshared(unkept(&page)?))
}

/// `POST /admin/claims`.
pub(in crate::html) async fn answer(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent: a form that is not one tells nobody else anything.
    claims::waiting(&ctx).await?;
    let id: ClaimId = doors::id(sent.text("claim"))?;
    let reason = sent.text("reason");
    let outcome = match sent.text("act") {
        "accept" => claims::accept(&ctx, id).await,
        "refuse" => claims::refuse(&ctx, id, reason).await,
        _ => return Err(Fault::NotFound),
    };
    match outcome {
        // Another steward answered, or its person took it back: the list says so.
        Ok(()) | Err(services::Error::NotFound) => Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_CLAIMS))),
        Err(services::Error::Refused(wrong)) => {
            // The one that was answered stands on the page from which it was sent.
            let after = sent.text("after");
            let claims = claims::list(&ctx, Some(after).filter(|after| !after.is_empty())).await?;
            let why = wrong.first().map_or(Wrong::Missing, |(_, why)| *why);
            let page = claims_page(&asked, claims, after, Some((id, reason, why)));
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn claims_page<'a>(
    asked: &'a Asked,
    claims: Page<Waiting>,
    after: &str,
    refusal: Option<(ClaimId, &str, Wrong)>,
) -> ClaimsTemplate<'a> {
    let f = asked.private_frame("admin", "admin-claims");
    let refusal =
        refusal.map(|(claim, reason, wrong)| Refusal { claim, reason: reason.to_owned(), wrong: in_words(&f, wrong) });
    ClaimsTemplate { f, claims, after: after.to_owned(), refusal }
}
