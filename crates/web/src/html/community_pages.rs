//! Communities as people make them: created, changed, closed.

mod closing;
mod edit;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
pub(super) use closing::{close, closing_form};
use domain::address::Address;
use domain::communities::{Access, CommunityAlias};
pub(super) use edit::{edit_form, save};
use services::accounts::Wrong;
use services::community_pages::{self, Typed};

use super::accounts::{refused, unshared};
use super::unkept;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Options, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "communities/new.html")]
pub(super) struct NewTemplate<'a> {
    pub f: Frame<'a>,
    pub fields: Vec<Field>,
    pub options: Vec<Options>,
}

impl NewTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.fields.iter().chain(self.options.iter().map(|it| &it.field)))
    }
}

/// `/communities/-/new`: for who may create one; not found for anyone else.
pub(super) async fn new_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    if !community_pages::may_create(&ctx).await? {
        return Err(Fault::NotFound);
    }
    // What says nothing says the most confidential.
    let typed = Typed {
        language: asked.look.language.as_str().to_owned(),
        access: Access::Invited.as_str().to_owned(),
        listed: "unlisted".to_owned(),
        ..Typed::default()
    };
    Ok(unshared(unkept(&new_page(&asked, &typed, &[], None))?))
}

/// `POST /communities/-/new`.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let text = |name: &str| sent.text(name).to_owned();
    let typed = Typed {
        name: text("name"),
        alias: text("alias"),
        language: text("language"),
        about: text("about"),
        rhythm: text("rhythm"),
        confidentiality: text("confidentiality"),
        access: text("access"),
        listed: text("listed"),
    };
    let settings = &asked.standing.settings;
    match community_pages::create(&ctx, &typed, &settings.languages).await {
        Ok(alias) => Ok(unshared(back_to(settings, &page_of(alias.as_str())))),
        Err(services::Error::Refused(wrong)) => {
            let free = if wrong.contains(&("alias", Wrong::Taken)) {
                community_pages::free_alias(&ctx, &typed).await?
            } else {
                None
            };
            Ok(unshared(refused(unkept(&new_page(&asked, &typed, &wrong, free.as_ref()))?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn new_page<'a>(
    asked: &'a Asked,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
    free: Option<&CommunityAlias>,
) -> NewTemplate<'a> {
    let f = asked.private_frame("edit", "communities-create");
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let hint = |key: &'static str| f.t(key).into_owned();
    let alias_hint = match free {
        Some(free) => f.messages().with("communities-alias-free", &[("alias", free.as_str().into())]),
        None => hint("communities-alias-hint"),
    };
    // What was typed stays; where nothing was, the free one is proposed.
    let alias = free.filter(|_| typed.alias.trim().is_empty()).map_or(typed.alias.as_str(), CommunityAlias::as_str);
    let language = field("language", "select", "communities-language", &typed.language);
    let fields = vec![
        field("name", "text", "communities-name", &typed.name),
        field("alias", "text", "communities-alias", alias).hinted(alias_hint).optional_where(true),
        Field { choices: asked.languages(), ..language },
        field("about", "textarea", "communities-about", &typed.about)
            .hinted(hint("communities-about-hint"))
            .optional_where(true),
        field("rhythm", "text", "communities-rhythm", &typed.rhythm)
            .hinted(hint("communities-rhythm-hint"))
            .optional_where(true),
        field("confidentiality", "textarea", "communities-confidentiality", &typed.confidentiality)
            .hinted(hint("communities-confidentiality-hint"))
            .optional_where(true),
    ];
    let options = vec![access_options(&f, &typed.access, wrong), listed_options(&f, &typed.listed, wrong)];
    NewTemplate { f, fields, options }
}

/// How one becomes a member, each way explained.
fn access_options(f: &Frame<'_>, value: &str, wrong: &[(&'static str, Wrong)]) -> Options {
    let all = Access::ALL.map(|access| {
        let (name, about) = match access {
            Access::Open => (f.t("communities-choose-open"), f.t("communities-choose-open-about")),
            Access::OnRequest => (f.t("communities-choose-on-request"), f.t("communities-choose-on-request-about")),
            Access::Invited => (f.t("communities-choose-invited"), f.t("communities-choose-invited-about")),
        };
        (access.as_str().to_owned(), name.into_owned(), about.into_owned())
    });
    Options::new(Field::new(f, "access", "radio", "communities-access", value).judged(f, wrong), all.into())
}

/// Who may know of a community, said before it is chosen.
fn listed_options(f: &Frame<'_>, value: &str, wrong: &[(&'static str, Wrong)]) -> Options {
    let all = [
        ("unlisted", f.t("communities-choose-unlisted"), f.t("communities-choose-unlisted-about")),
        ("listed", f.t("communities-choose-listed"), f.t("communities-choose-listed-about")),
    ];
    let all = all.map(|(code, name, about)| (code.to_owned(), name.into_owned(), about.into_owned()));
    Options::new(Field::new(f, "listed", "radio", "communities-known", value).judged(f, wrong), all.into())
}

/// The alias of an address; what is none is not found.
fn alias_in(written: &str) -> Result<CommunityAlias, Fault> {
    CommunityAlias::parse(written).ok_or(Fault::NotFound)
}

/// The address of the page of a community.
fn page_of(alias: &str) -> String {
    domain::address::route::COMMUNITY.replace("{alias}", alias)
}

/// The address where its leads change it.
fn edit_of(alias: &CommunityAlias) -> String {
    Address::CommunityEdit(alias.as_str().to_owned()).to_string()
}

/// The address where its leads close it.
fn closing_of(alias: &CommunityAlias) -> String {
    Address::CommunityClosing(alias.as_str().to_owned()).to_string()
}

/// The same page, with the word that somebody saved in between.
fn stale(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::CONFLICT;
    page
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let text = || words.to_owned();
    let typed = Typed {
        name: text(),
        alias: text(),
        language: text(),
        about: text(),
        rhythm: text(),
        confidentiality: text(),
        access: text(),
        listed: text(),
    };
    let wrong = [
        ("name", Wrong::Long),
        ("alias", Wrong::NotAnAlias),
        ("language", Wrong::NotAChoice),
        ("about", Wrong::Long),
        ("access", Wrong::NotAChoice),
        ("listed", Wrong::NotAChoice),
    ];
    let free = CommunityAlias::parse("rives-2");
    let mut pages = vec![
        new_page(asked, &Typed::default(), &[], None).render().unwrap_or_default(),
        new_page(asked, &typed, &wrong, None).render().unwrap_or_default(),
        new_page(asked, &Typed::default(), &[("alias", Wrong::Taken)], free.as_ref()).render().unwrap_or_default(),
    ];
    pages.extend(edit::samples(asked, words));
    pages.extend(closing::samples(asked, words));
    pages.into_iter().map(|page| ("edit", page)).collect()
}
