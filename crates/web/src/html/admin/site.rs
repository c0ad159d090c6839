//! What the site is called, what its home page says that it is, which language it speaks first, under which licence what is
//! published stands.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::site::SitePart;
use i18n::{Language, Messages};
use services::accounts::Wrong;
use services::site::{self, Said, Typed, lead_field};

use super::Line;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::access::unless_fresh;
use crate::html::accounts::{refused, unshared};
use crate::html::note_rights::licences;
use crate::html::{unkept, was_saved};

#[derive(Template)]
#[template(path = "admin-site.html")]
struct SiteTemplate<'a> {
    f: Frame<'a>,
    /// Whether it was just saved.
    done: bool,
    /// Whether somebody saved in between.
    is_stale: bool,
    /// What stands now where something else was typed.
    theirs: Vec<(String, String)>,
    /// What the settings of the program say, and is not said here.
    told: Vec<String>,
    /// What was read: what is typed is saved over it.
    base: String,
    inputs: Vec<Field>,
}

impl SiteTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.inputs)
    }
}

/// How `/admin` says what the site is.
pub(super) fn line(f: &Frame<'_>, said: &Said) -> Line {
    let first = || said.leads.first().map(|(_, words)| words.as_str());
    let written = Some(said.lead(f.language())).filter(|words| !words.is_empty()).or_else(first);
    let lead = written.map_or_else(|| f.t("admin-site-no-lead").into_owned(), str::to_owned);
    let says = f.messages().with("admin-site-now", &[("name", f.site().into()), ("lead", lead.into())]);
    Line { address: route::ADMIN_SITE, title: f.t("admin-site").into_owned(), says }
}

/// A part of what is said of the site.
pub(super) fn in_words(f: &Frame<'_>, part: SitePart) -> String {
    let words = match part {
        SitePart::Name => f.t("accounts-site-name"),
        SitePart::Lead => f.t("admin-site-lead"),
        SitePart::Language => f.t("accounts-site-language"),
        SitePart::Licence => f.t("accounts-site-licence"),
    };
    words.into_owned()
}

/// `/admin/site`.
pub(in crate::html) async fn form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let said = site::read(&app.enter(&asked).await?).await?;
    // What could be saved is shown saved.
    let done = was_saved(&uri);
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_SITE, !done) {
        return Ok(elsewhere);
    }
    let page = SiteTemplate { done, ..page(&asked, &said, &standing(&asked, &said), &[]) };
    Ok(unshared(unkept(&page)?))
}

/// `POST /admin/site`.
pub(in crate::html) async fn set(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before the proof: nobody else is told that there is such a page.
    let before = site::read(&ctx).await?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_SITE, false) {
        return Ok(elsewhere);
    }
    let (typed, settings) = (typed(&asked, &sent), &asked.standing.settings);
    match site::set(&ctx, &settings.languages, &typed, Some(sent.text("base"))).await {
        Ok(()) => Ok(unshared(back_to(settings, &format!("{}?done=saved", route::ADMIN_SITE)))),
        Err(services::Error::Refused(wrong)) => {
            let mut page = page(&asked, &before, &typed, &wrong);
            // What was read stays what is written over.
            sent.text("base").clone_into(&mut page.base);
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(services::Error::Conflict) => {
            let now = site::read(&ctx).await?;
            let mut response = unshared(unkept(&stale_page(&asked, &now, &typed))?);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// What stands in the form where nothing was typed yet.
fn standing(asked: &Asked, said: &Said) -> Typed {
    let settings = &asked.standing.settings;
    let name = said.name.clone().unwrap_or_else(|| settings.name.clone());
    let chosen = said.language.as_ref().and_then(Language::of).filter(|it| settings.languages.contains(it));
    let first = chosen.or(settings.languages.first().copied()).unwrap_or_default();
    Typed {
        name: (!settings.name_is_told).then_some(name),
        leads: settings.languages.iter().map(|language| (*language, said.lead(*language).to_owned())).collect(),
        language: (!settings.languages_are_told).then(|| first.as_str().to_owned()),
        licence: Some(said.licence.clone()),
    }
}

/// What the form sent.
fn typed(asked: &Asked, sent: &Sent) -> Typed {
    let settings = &asked.standing.settings;
    let text = |name: &str| sent.text(name).to_owned();
    Typed {
        name: (!settings.name_is_told).then(|| text("name")),
        leads: settings.languages.iter().map(|language| (*language, text(lead_field(*language)))).collect(),
        language: (!settings.languages_are_told).then(|| text("language")),
        licence: Some(text("licence")),
    }
}

fn page<'a>(asked: &'a Asked, said: &Said, typed: &Typed, wrong: &[(&'static str, Wrong)]) -> SiteTemplate<'a> {
    let f = asked.private_frame("admin", "admin-site");
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let mut inputs = Vec::new();
    if let Some(name) = &typed.name {
        inputs.push(field("name", "text", "accounts-site-name", name));
    }
    for (language, words) in &typed.leads {
        let lead = field(lead_field(*language), "textarea", "admin-site-lead", words)
            .hinted(f.t("admin-site-lead-hint"))
            .optional_where(true);
        let named = format!("{} ({})", lead.label, Messages::get(*language).text("web-language-name"));
        inputs.push(Field { label: named.into(), ..lead });
    }
    if let Some(language) = &typed.language {
        let first = field("language", "select", "accounts-site-language", language);
        inputs.push(Field { choices: asked.languages(), ..first });
    }
    if let Some(licence) = &typed.licence {
        let field = field("licence", "select", "accounts-site-licence", licence);
        inputs.push(Field { choices: licences(&f, &said.licence), ..field }.hinted(f.t("accounts-site-licence-hint")));
    }
    let mut told = Vec::new();
    if typed.name.is_none() {
        told.push(f.t("admin-site-name-told").into_owned());
    }
    if typed.language.is_none() {
        told.push(f.t("admin-site-language-told").into_owned());
    }
    SiteTemplate { f, done: false, is_stale: false, theirs: Vec::new(), told, base: said.edition(), inputs }
}

/// The form of who saved what somebody else had changed: both stand in it, and what is saved next is saved over what stands now.
fn stale_page<'a>(asked: &'a Asked, now: &Said, typed: &Typed) -> SiteTemplate<'a> {
    let (stands, mut page) = (page(asked, now, &standing(asked, now), &[]), page(asked, now, typed, &[]));
    let both = stands.inputs.iter().zip(&page.inputs);
    let differ = both.filter(|(stands, typed)| stands.value != typed.value);
    page.theirs = differ.map(|(stands, _)| (stands.label.clone().into_owned(), stands.shown())).collect();
    page.is_stale = true;
    page
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::LanguageTag;

    use crate::app::{Settings, Standing};

    let text = || words.to_owned();
    let said = Said {
        name: Some(text()),
        leads: vec![(LanguageTag::french(), text())],
        language: Some(LanguageTag::english()),
        licence: text(),
    };
    let f = asked.private_frame("admin", "admin-site");
    assert!([&said, &Said::default()].into_iter().all(|said| !line(&f, said).says.is_empty()));
    let (full, bare) = (standing(asked, &said), standing(asked, &Said::default()));
    let settings = Settings { name_is_told: true, languages_are_told: true, ..asked.standing.settings.clone() };
    let told = Asked { standing: Arc::new(Standing::told(settings)), ..asked.clone() };
    let wrong = [
        ("name", Wrong::Missing),
        ("lead-fr", Wrong::Long),
        ("language", Wrong::NotAChoice),
        ("licence", Wrong::NotAChoice),
    ];
    let pages = [
        page(asked, &Said::default(), &bare, &[]).render(),
        SiteTemplate { done: true, ..page(asked, &said, &full, &[]) }.render(),
        page(asked, &said, &full, &wrong).render(),
        page(&told, &said, &standing(&told, &said), &[]).render(),
        stale_page(asked, &said, &bare).render(),
        stale_page(asked, &said, &full).render(),
    ];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
