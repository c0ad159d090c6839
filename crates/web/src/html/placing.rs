//! Placing a note in a notebook from its own page, and declining that it stands in somebody else's.

use std::borrow::Borrow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::Address;
use domain::{CategoryId, NoteId, Timestamp};
use services::accounts::Wrong;
use services::contents;
use services::placing::{self, Declined, PlacePage, Placed};

use super::accounts::{refused, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "place.html")]
struct PlaceTemplate<'a> {
    f: Frame<'a>,
    p: PlacePage,
    action: String,
    /// Whether something was just done.
    done: bool,
    /// The placement that is about to be declined.
    declining: Option<Placed>,
    notebook: Field,
    /// The categories that were chosen, by their ids.
    categories: Vec<String>,
    reason: Field,
    words: Field,
}

impl PlaceTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.notebook, &self.reason, &self.words])
    }

    fn bears(&self, category: &CategoryId) -> bool {
        self.categories.contains(&category.to_string())
    }

    fn withdraw_of(&self, placed: &Placed) -> String {
        let name = placed.link.title.as_str();
        self.f.messages().with("web-place-withdraw-of", &[("name", name.into())])
    }

    fn decline_of(&self, placed: &Placed) -> String {
        let name = placed.link.title.as_str();
        self.f.messages().with("web-place-decline-of", &[("name", name.into())])
    }

    fn take_back_of(&self, declined: &Declined) -> String {
        let name = declined.link.title.as_str();
        self.f.messages().with("web-place-take-back-of", &[("name", name.into())])
    }

    fn goes(&self, until: impl Borrow<Timestamp>) -> String {
        self.f.messages().with("web-place-goes", &[("day", self.f.day_of(*until.borrow()).into())])
    }
}

/// What was typed and chosen.
#[derive(Default)]
struct Typed<'a> {
    /// The notebook whose placement is declined.
    declining: &'a str,
    categories: Vec<&'a str>,
    reason: &'a str,
    words: &'a str,
}

/// `/n/{note}/-/place`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NotePlace(note);
    let chosen = parameter(&uri, "notebook").unwrap_or_default();
    let found = placing::read(&ctx, note, &chosen).await.map_err(asked.or_sign_in(&address))?;
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    let declining = parameter(&uri, "decline").unwrap_or_default();
    let mut page = page(&asked, found, &Typed { declining: &declining, ..Typed::default() }, &[]);
    page.f.query = match (&page.declining, &page.p.chosen) {
        (Some(placed), _) => format!("decline={}", placed.notebook),
        (None, Some(chosen)) => format!("notebook={}", chosen.notebook),
        (None, None) => String::new(),
    };
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /n/{note}/-/place`: one act.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let address = Address::NotePlace(note).to_string();
    let (act, notebook) = (sent.text("act"), sent.text("notebook"));
    // The right before what was sent.
    let found = placing::read(&ctx, note, if act == "place" { notebook } else { "" })
        .await
        .map_err(asked.or_sign_in(&address))?;
    let mut typed = Typed { words: sent.text("words"), ..Typed::default() };
    let outcome = match act {
        "place" => {
            (typed.categories, typed.reason) = (sent.all("category"), sent.text("reason"));
            let chosen: Vec<String> = sent.all("category").into_iter().map(str::to_owned).collect();
            placing::place(&ctx, note, notebook, &chosen, typed.reason).await
        }
        "withdraw" => contents::withdraw(&ctx, doors::id(notebook)?, note).await,
        "decline" => {
            typed.declining = notebook;
            placing::decline(&ctx, note, doors::id(notebook)?, typed.words).await
        }
        "take-back" => placing::take_back(&ctx, note, doors::id(notebook)?).await,
        _ => return Err(Fault::NotFound),
    };
    match outcome {
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, &format!("{address}?done=yes")))),
        Err(services::Error::Refused(wrong)) => Ok(unshared(refused(unkept(&page(&asked, found, &typed, &wrong))?))),
        Err(error) => Err(error.into()),
    }
}

fn page<'a>(asked: &'a Asked, p: PlacePage, typed: &Typed<'_>, wrong: &[(&'static str, Wrong)]) -> PlaceTemplate<'a> {
    let f = asked.private_frame("place", "web-place");
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let mut notebook = field("notebook", "select", "web-place-notebook", "");
    // One that was chosen comes with its categories: another one is chosen first.
    notebook.choices = match &p.chosen {
        Some(chosen) => vec![(chosen.notebook.to_string(), chosen.link.title.clone())],
        None => p.notebooks.iter().map(|(id, title)| (id.to_string(), title.clone())).collect(),
    };
    let reason = field("reason", "textarea", "web-contents-reason", typed.reason)
        .hinted(f.t("web-contents-reason-hint"))
        .optional_where(true);
    let words = field("words", "textarea", "web-place-words", typed.words).hinted(f.t("web-place-words-hint"));
    let declines = |it: &&Placed| it.may_decline && it.notebook.to_string() == typed.declining;
    let declining = p.placed.iter().find(declines).cloned();
    let categories = typed.categories.iter().map(|category| (*category).to_owned()).collect();
    let action = Address::NotePlace(p.note).to_string();
    PlaceTemplate { f, p, action, done: false, declining, notebook, categories, reason, words }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{NotebookId, Slug};
    use services::placing::Chosen;
    use services::views::Link;
    let note = NoteId::from_bytes([7; 16]);
    let link = || Link { title: words.to_owned(), address: Address::Note(note, Slug::of("n")) };
    let id = |number| NotebookId::from_bytes([number; 16]);
    let placed = |number, may_withdraw, is_young| Placed {
        notebook: id(number),
        link: link(),
        may_withdraw,
        may_decline: !may_withdraw,
        is_young,
    };
    let declined = |number, until| Declined { notebook: id(number), link: link(), until };
    let chosen = |is_wider| {
        let categories = [1, 2].map(|number| (CategoryId::from_bytes([number; 16]), words.to_owned())).to_vec();
        Some(Chosen { notebook: id(5), link: link(), categories, is_wider })
    };
    let found = |chosen| PlacePage {
        note,
        link: link(),
        placed: vec![placed(1, true, true), placed(2, false, true), placed(3, false, false)],
        declined: vec![declined(4, None), declined(6, Some(Timestamp::from_micros(0)))],
        notebooks: vec![(id(5), words.to_owned())],
        chosen,
    };
    let nowhere = PlacePage { placed: Vec::new(), declined: Vec::new(), notebooks: Vec::new(), ..found(None) };
    let (young, old, category) = (id(2).to_string(), id(3).to_string(), CategoryId::from_bytes([1; 16]).to_string());
    let declines = |declining| Typed { declining, words, ..Typed::default() };
    let typed = Typed { categories: vec![category.as_str()], reason: words, ..Typed::default() };
    let mut done = page(asked, found(None), &Typed::default(), &[]);
    done.done = true;
    let pages = [
        done.render(),
        page(asked, nowhere, &Typed::default(), &[]).render(),
        page(asked, found(chosen(true)), &typed, &[("notebook", Wrong::DeclinedThere)]).render(),
        page(asked, found(chosen(false)), &typed, &[("reason", Wrong::Long)]).render(),
        page(asked, found(None), &declines(young.as_str()), &[("words", Wrong::Missing)]).render(),
        page(asked, found(None), &declines(old.as_str()), &[]).render(),
    ];
    pages.into_iter().map(|page| ("place", page.unwrap_or_default())).collect()
}
