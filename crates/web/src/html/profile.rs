//! What whoever asks says of themselves, to whom, and how others see it.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::profile::{Audience, ProfileField};
use domain::{CommunityId, PersonId};
use services::accounts::Wrong;
use services::profiles::{self, Profile, Said, SeenAs};
use services::views::{Link, PersonPage};

use super::accounts::{refused, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// The page of a person, as somebody else gets it.
pub(super) enum Seen {
    /// Nobody was asked for.
    Nothing,
    /// They get none.
    Absent,
    Page(Box<PersonPage>),
}

#[derive(Template)]
#[template(path = "profile.html")]
pub(super) struct ProfileTemplate<'a> {
    pub f: Frame<'a>,
    pub done: Option<String>,
    /// That another page of theirs saved meanwhile.
    pub stale: Option<String>,
    pub base: String,
    pub name: Field,
    /// Each thing: the words, to whom, and what another page saved meanwhile.
    pub fields: Vec<(Field, Field, Option<String>)>,
    /// Those as whom the page can be seen: what an address says, in words, whether it is so.
    pub viewers: Vec<(String, String, bool)>,
    pub seen: Seen,
    /// Signatures that their address came with: each is theirs as soon as they say so.
    pub claims: Vec<(PersonId, Link)>,
}

impl ProfileTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        let fields = self.fields.iter().flat_map(|(words, audience, _)| [words, audience]);
        Field::amiss(std::iter::once(&self.name).chain(fields))
    }

    fn claim(&self, link: &Link) -> String {
        self.f.messages().with("me-claim-of", &[("name", link.title.as_str().into())])
    }
}

/// `/me/profile`, and with it one's own page as somebody else gets it.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let (profile, communities) = (profiles::mine(&ctx).await?, profiles::my_communities(&ctx).await?);
    let who = parameter(&uri, "as").unwrap_or_default();
    let mut page = page(&asked, &profile, None, &communities, &who, &[]);
    page.seen = match seen_as(&who) {
        None => Seen::Nothing,
        Some(viewer) => {
            page.f.query = format!("as={who}");
            profiles::seen_as(&ctx, viewer).await?.map_or(Seen::Absent, |page| Seen::Page(Box::new(page)))
        }
    };
    page.claims = services::claims::mine(&ctx).await?;
    let done = match parameter(&uri, "done").as_deref() {
        Some("claimed") => Some("me-claimed"),
        Some("saved") => Some("me-profile-saved"),
        _ => None,
    };
    page.done = done.map(|key| page.f.t(key).into_owned());
    Ok(unshared(unkept(&page)?))
}

fn seen_as(who: &str) -> Option<SeenAs> {
    match who {
        "visitor" => Some(SeenAs::Visitor),
        "signed_in" => Some(SeenAs::SignedIn),
        other => other.parse::<CommunityId>().ok().map(SeenAs::Member),
    }
}

/// `POST /me/profile`.
pub(super) async fn save(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let said = |field: ProfileField| Said {
        field,
        words: sent.text(field.as_str()).to_owned(),
        // What says nothing of it is for oneself.
        audience: Audience::parse(sent.text(audience_of(field))).unwrap_or_default(),
    };
    let typed = Profile {
        name: sent.text("name").to_owned(),
        fields: ProfileField::ALL.map(said).to_vec(),
        base: sent.text("base").to_owned(),
    };
    let error = match profiles::save(&ctx, &typed).await {
        Ok(()) => {
            let to = format!("{}?done=saved", route::MY_PROFILE);
            return Ok(unshared(back_to(&asked.standing.settings, &to)));
        }
        Err(error) => error,
    };
    let communities = profiles::my_communities(&ctx).await?;
    match error {
        services::Error::Refused(wrong) => {
            Ok(unshared(refused(unkept(&page(&asked, &typed, None, &communities, "", &wrong))?)))
        }
        // Both are shown; what is sent next is based on what is kept now.
        services::Error::Conflict => {
            let kept = profiles::mine(&ctx).await?;
            let mut response = unshared(unkept(&page(&asked, &typed, Some(&kept), &communities, "", &[]))?);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        other => Err(other.into()),
    }
}

/// The name of the choice of to whom something is shown.
const fn audience_of(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Pronouns => "pronouns-audience",
        ProfileField::Occupation => "occupation-audience",
        ProfileField::About => "about-audience",
        ProfileField::Link => "link-audience",
    }
}

fn audience_in_words(f: &Frame<'_>, audience: Audience) -> String {
    match audience {
        Audience::Oneself => f.t("me-audience-oneself").into_owned(),
        Audience::Communities => f.t("me-audience-communities").into_owned(),
        Audience::SignedIn => f.messages().with("me-audience-signed-in", &[("site", f.site().into())]),
        Audience::Public => f.t("me-audience-public").into_owned(),
    }
}

fn page<'a>(
    asked: &'a Asked,
    typed: &Profile,
    kept: Option<&Profile>,
    communities: &[(CommunityId, Link)],
    who: &str,
    wrong: &[(&'static str, Wrong)],
) -> ProfileTemplate<'a> {
    let f = asked.private_frame("me", "me-profile");
    let differs = kept.is_some_and(|kept| kept.name != typed.name);
    let mut name = Field::new(&f, "name", "text", "accounts-name", &typed.name).filled_by("name").judged(&f, wrong);
    if let Some(kept) = kept.filter(|_| differs) {
        name = name.hinted(f.messages().with("me-profile-kept", &[("words", kept.name.as_str().into())]));
    }
    let mut fields = Vec::new();
    for said in &typed.fields {
        let field = said.field;
        let kind = if field.has_lines() { "textarea" } else { "text" };
        let (key, hint, to) = match field {
            ProfileField::Pronouns => ("me-pronouns", "me-pronouns-hint", "me-pronouns-to"),
            ProfileField::Occupation => ("me-occupation", "me-occupation-hint", "me-occupation-to"),
            ProfileField::About => ("me-about", "me-about-hint", "me-about-to"),
            ProfileField::Link => ("me-link", "me-link-hint", "me-link-to"),
        };
        let words = Field::new(&f, field.as_str(), kind, key, &said.words)
            .hinted(f.messages().text(hint).into_owned())
            .optional_where(true)
            .judged(&f, wrong);
        let choices = Audience::ALL.map(|audience| (audience.as_str().to_owned(), audience_in_words(&f, audience)));
        let audience = Field {
            choices: choices.to_vec(),
            ..Field::new(&f, audience_of(field), "select", to, said.audience.as_str())
        };
        let theirs = kept.and_then(|kept| kept.fields.iter().find(|kept| kept.field == field && *kept != said));
        let theirs = theirs.map(|theirs| {
            let to = audience_in_words(&f, theirs.audience);
            f.messages().with("me-profile-kept-for", &[("words", theirs.words.as_str().into()), ("to", to.into())])
        });
        fields.push((words, audience, theirs));
    }
    let mut viewers = vec![
        ("visitor".to_owned(), f.t("me-seen-visitor").into_owned()),
        ("signed_in".to_owned(), f.messages().with("me-seen-signed-in", &[("site", f.site().into())])),
    ];
    for (community, link) in communities {
        let words = f.messages().with("me-seen-member", &[("name", link.title.as_str().into())]);
        viewers.push((community.to_string(), words));
    }
    let viewers = viewers.into_iter().map(|(code, words)| {
        let is_chosen = code == who;
        (code, words, is_chosen)
    });
    ProfileTemplate {
        done: None,
        stale: kept.map(|_| f.t("me-profile-stale").into_owned()),
        base: kept.unwrap_or(typed).base.clone(),
        name,
        fields,
        viewers: viewers.collect(),
        seen: Seen::Nothing,
        claims: Vec::new(),
        f,
    }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str, person: &PersonPage) -> Vec<(&'static str, String)> {
    let text = || words.to_owned();
    let profile = |words: &str, audience| Profile {
        name: text(),
        fields: ProfileField::ALL.map(|field| Said { field, words: words.to_owned(), audience }).to_vec(),
        base: text(),
    };
    let (typed, kept) = (profile(words, Audience::Public), profile("", Audience::Oneself));
    let community = CommunityId::from_bytes([7; 16]);
    let link = Link { title: text(), address: domain::address::Address::Community(community, "c".to_owned()) };
    let communities = [(community, link)];
    let wrong = [("name", Wrong::Missing), ("link", Wrong::NotOfTheWeb), ("about", Wrong::Long)];
    let (mut absent, mut seen) =
        (page(asked, &kept, None, &communities, "visitor", &[]), page(asked, &typed, None, &[], "", &[]));
    (absent.seen, absent.done) = (Seen::Absent, Some(text()));
    seen.seen = Seen::Page(Box::new(person.clone()));
    seen.claims = vec![(person.id, Link { title: text(), address: person.address.clone() })];
    let pages = [
        absent.render(),
        seen.render(),
        page(asked, &typed, Some(&kept), &[], "", &[]).render(),
        page(asked, &typed, None, &[], "", &wrong).render(),
    ];
    pages.into_iter().map(|page| ("me", page.unwrap_or_default())).collect()
}
