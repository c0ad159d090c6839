//! Closing a community, by a step of its own.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use domain::communities::{CommunityAlias, Role};
use services::accounts::Wrong;
use services::community_pages::{self, Closing, Keeper};

use super::super::accounts::{refused, unshared};
use super::super::unkept;
use super::{alias_in, closing_of, edit_of, page_of, stale};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// Who may keep its notes.
struct Heir {
    handle: String,
    name: String,
    /// What they are there, in words.
    roles: String,
    stays: bool,
}

#[derive(Template)]
#[template(path = "communities/closing.html")]
struct ClosingTemplate<'a> {
    f: Frame<'a>,
    action: String,
    back: String,
    edition: i64,
    is_stale: bool,
    heirs: Field,
    keepers: Vec<Heir>,
}

impl ClosingTemplate<'_> {
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.heirs])
    }
}

/// `/communities/{alias}/-/closing`.
pub(in crate::html) async fn closing_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
) -> Result<Response, Fault> {
    let alias = alias_in(&alias)?;
    let closing = community_pages::closing(&app.enter(&asked).await?, alias.as_str()).await?;
    // Nobody is left out unasked.
    let all: Vec<String> = closing.keepers.iter().map(|keeper| keeper.handle.clone()).collect();
    Ok(unshared(unkept(&page(&asked, &alias, closing, &all, &[]))?))
}

/// `POST /communities/{alias}/-/closing`.
pub(in crate::html) async fn close(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(alias): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let alias = alias_in(&alias)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent.
    let now = community_pages::closing(&ctx, alias.as_str()).await?;
    let heirs: Vec<String> = sent.all("heir").into_iter().map(str::to_owned).collect();
    let seen = sent.text("base").parse().unwrap_or(-1);
    match community_pages::close(&ctx, alias.as_str(), seen, &heirs).await {
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, &page_of(alias.as_str())))),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&asked, &alias, now, &heirs, &wrong))?)))
        }
        Err(services::Error::Conflict) => {
            let now = community_pages::closing(&ctx, alias.as_str()).await?;
            let mut page = page(&asked, &alias, now, &heirs, &[]);
            page.is_stale = true;
            Ok(unshared(stale(unkept(&page)?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn page<'a>(
    asked: &'a Asked,
    alias: &CommunityAlias,
    closing: Closing,
    heirs: &[String],
    wrong: &[(&'static str, Wrong)],
) -> ClosingTemplate<'a> {
    let mut f = asked.private_frame("edit", "communities-close");
    f.title = f.messages().with("communities-close-title", &[("name", closing.title.as_str().into())]);
    let heir = |Keeper { handle, name, roles }: Keeper| {
        let roles: Vec<String> = roles.into_iter().filter_map(|role| role_in_words(&f, role)).collect();
        Heir { stays: heirs.contains(&handle), handle, name, roles: roles.join(", ") }
    };
    let keepers = closing.keepers.into_iter().map(heir).collect();
    let heirs = Field::new(&f, "heirs", "checkbox", "communities-heirs", "").judged(&f, wrong);
    ClosingTemplate {
        f,
        action: closing_of(alias),
        back: edit_of(alias),
        edition: closing.edition,
        is_stale: false,
        heirs,
        keepers,
    }
}

/// What somebody who keeps notes is; the other roles end.
fn role_in_words(f: &Frame<'_>, role: Role) -> Option<String> {
    match role {
        Role::Lead => Some(f.t("communities-heir-lead").into_owned()),
        Role::Curator => Some(f.t("communities-heir-curator").into_owned()),
        Role::Member | Role::Facilitator => None,
    }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<String> {
    let alias = CommunityAlias::from_store("fanal".to_owned());
    let of = || {
        let keeper = |handle: &str, roles| Keeper { handle: handle.to_owned(), name: words.to_owned(), roles };
        let keepers = vec![keeper("a", vec![Role::Curator, Role::Lead]), keeper(words, vec![Role::Curator])];
        Closing { title: words.to_owned(), edition: 3, keepers }
    };
    let mut late = page(asked, &alias, of(), &["a".to_owned()], &[]);
    late.is_stale = true;
    let pages = [page(asked, &alias, of(), &[], &[("heirs", Wrong::Nobody)]).render(), late.render()];
    pages.into_iter().map(Result::unwrap_or_default).collect()
}
