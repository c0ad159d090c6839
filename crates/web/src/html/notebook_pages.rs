//! Notebooks as people make them: created, then changed by their leads.

mod edit;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::notes::Visibility;
pub(super) use edit::{change_cover, cover, edit_form, save};
use services::accounts::Wrong;
use services::note_rights::Joined;
use services::notebook_pages::{self, Typed};

use super::accounts::{refused, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Options, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "notebooks/new.html")]
struct NewTemplate<'a> {
    f: Frame<'a>,
    key: String,
    fields: Vec<Field>,
    visibility: Options,
    community: Field,
}

impl NewTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.fields.iter().chain([&self.visibility.field, &self.community]))
    }
}

/// `/c/-/new`: for whoever may write here; not found for anyone else.
pub(super) async fn new_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let joined = notebook_pages::starting(&ctx).await?;
    // What says nothing says the most confidential.
    let typed = Typed {
        language: asked.look.language.as_str().to_owned(),
        visibility: Visibility::Authors.as_str().to_owned(),
        community: parameter(&uri, "community").unwrap_or_default(),
        key: notebook_pages::draw(&ctx).to_string(),
        ..Typed::default()
    };
    Ok(unshared(unkept(&new_page(&asked, &joined, &typed, &[]))?))
}

/// `POST /c/-/new`.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let text = |name: &str| sent.text(name).to_owned();
    let typed = Typed {
        title: text("title"),
        description: text("description"),
        language: text("language"),
        visibility: text("visibility"),
        community: text("community"),
        key: text("key"),
    };
    let settings = &asked.standing.settings;
    match notebook_pages::create(&ctx, &typed, &settings.languages).await {
        Ok(address) => Ok(unshared(back_to(settings, &address.to_string()))),
        Err(services::Error::Refused(wrong)) => {
            let joined = notebook_pages::starting(&ctx).await?;
            Ok(unshared(refused(unkept(&new_page(&asked, &joined, &typed, &wrong))?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn new_page<'a>(
    asked: &'a Asked,
    joined: &[Joined],
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> NewTemplate<'a> {
    let f = asked.private_frame("edit", "web-notebook-new");
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let language = field("language", "select", "web-notebook-language", &typed.language);
    let fields = vec![
        field("title", "text", "web-notebook-title", &typed.title),
        field("description", "textarea", "web-notebook-description", &typed.description)
            .hinted(f.t("web-notebook-description-hint"))
            .optional_where(true),
        Field { choices: asked.languages(), ..language },
    ];
    let all = Visibility::ALL.map(|level| {
        let about = match level {
            Visibility::Authors => f.t("web-notebook-for-authors"),
            Visibility::Community => f.t("web-notebook-for-community"),
            Visibility::SignedIn => f.t("web-notebook-for-signed-in"),
            Visibility::Public => f.t("web-notebook-for-public"),
        };
        (level.as_str().to_owned(), f.notebook_visibility(level, &[], true), about.into_owned())
    });
    let visibility =
        Options::new(field("visibility", "radio", "web-notebook-visibility", &typed.visibility), all.into());
    let none = (String::new(), f.t("web-notebook-community-none").into_owned());
    let choices = joined.iter().map(|it| (it.community.to_string(), it.name.clone()));
    let choices = std::iter::once(none).chain(choices).collect();
    let community = field("community", "select", "web-notebook-community", &typed.community);
    let community = Field { choices, ..community };
    NewTemplate { f, key: typed.key.clone(), fields, visibility, community }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let text = || words.to_owned();
    let joined = [Joined { community: domain::CommunityId::from_bytes([9; 16]), name: text(), open: true }];
    let typed = Typed {
        title: text(),
        description: text(),
        language: text(),
        visibility: text(),
        community: text(),
        key: text(),
    };
    let wrong = [("title", Wrong::Long), ("visibility", Wrong::Unshared), ("community", Wrong::NotAChoice)];
    let mut pages = vec![
        new_page(asked, &[], &Typed::default(), &[]).render().unwrap_or_default(),
        new_page(asked, &joined, &typed, &wrong).render().unwrap_or_default(),
    ];
    pages.extend(edit::samples(asked, words));
    pages.into_iter().map(|page| ("edit", page)).collect()
}
