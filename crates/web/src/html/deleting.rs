//! Deleting a note, said in words before it is done; and the bin, from which it is taken out.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::NoteId;
use domain::address::{Address, route};
use services::deleting::{self, Binned, DAYS, Deleting};

use super::accounts::unshared;
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "delete.html")]
struct DeleteTemplate<'a> {
    f: Frame<'a>,
    d: Deleting,
    action: String,
    /// What happens.
    says: String,
}

#[derive(Template)]
#[template(path = "bin.html")]
struct BinTemplate<'a> {
    f: Frame<'a>,
    lead: String,
    /// Whether something was just put there.
    done: bool,
    notes: Vec<Binned>,
}

impl BinTemplate<'_> {
    fn stands(&self, it: &Binned) -> String {
        let (day, until) = (self.f.day_of(it.deleted), self.f.day_of(it.until));
        self.f.messages().with("me-bin-since", &[("day", day.into()), ("until", until.into())])
    }

    fn restore(&self, it: &Binned) -> String {
        self.f.messages().with("me-bin-restore-of", &[("title", it.title.as_str().into())])
    }
}

/// `/n/{note}/-/delete`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let address = Address::NoteDelete(note);
    let found = deleting::deleting(&ctx, note).await.map_err(asked.or_sign_in(&address))?;
    if let Some(redirect) = elsewhere(&uri, &address) {
        return Ok(redirect);
    }
    Ok(unshared(unkept(&delete_page(&asked, note, found))?))
}

/// `POST /n/{note}/-/delete`.
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent.
    deleting::deleting(&ctx, note).await.map_err(asked.or_sign_in(Address::NoteDelete(note)))?;
    if sent.text("act") != "delete" {
        return Err(Fault::NotFound);
    }
    deleting::delete(&ctx, note).await?;
    Ok(unshared(back_to(&asked.standing.settings, &format!("{}?done=yes", route::MY_BIN))))
}

/// `/me/bin`.
pub(super) async fn bin(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let notes = deleting::binned(&app.enter(&asked).await?).await?;
    let mut page = bin_page(&asked, notes);
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /me/bin`: takes a note out.
pub(super) async fn restore(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let address = deleting::restore(&ctx, doors::id(sent.text("note"))?).await?;
    Ok(unshared(back_to(&asked.standing.settings, &address.to_string())))
}

fn delete_page(asked: &Asked, note: NoteId, d: Deleting) -> DeleteTemplate<'_> {
    let mut f = asked.private_frame("delete", "web-delete");
    f.title = f.messages().with("web-delete-of", &[("title", d.link.title.as_str().into())]);
    let says = f.messages().with("web-delete-what", &[("count", DAYS.into()), ("day", f.day_of(d.until).into())]);
    DeleteTemplate { action: Address::NoteDelete(note).to_string(), says, d, f }
}

fn bin_page(asked: &Asked, notes: Vec<Binned>) -> BinTemplate<'_> {
    let f = asked.private_frame("me", "me-bin");
    let lead = f.messages().with("me-bin-lead", &[("count", DAYS.into())]);
    BinTemplate { f, lead, done: false, notes }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{Slug, Timestamp};
    use services::views::Link;
    let (note, moment) = (NoteId::from_bytes([7; 16]), Timestamp::from_micros(0));
    let link = || Link { title: words.to_owned(), address: Address::Note(note, Slug::of("n")) };
    let whole = Deleting { link: link(), until: moment, cited_by: vec![link()], notebooks: vec![link()] };
    let bare = Deleting { cited_by: Vec::new(), notebooks: Vec::new(), ..whole.clone() };
    let binned = Binned { note, title: words.to_owned(), deleted: moment, until: moment };
    let mut done = bin_page(asked, vec![binned.clone(), binned]);
    done.done = true;
    vec![
        ("delete", delete_page(asked, note, whole).render().unwrap_or_default()),
        ("delete", delete_page(asked, note, bare).render().unwrap_or_default()),
        ("me", done.render().unwrap_or_default()),
        ("me", bin_page(asked, Vec::new()).render().unwrap_or_default()),
    ]
}
