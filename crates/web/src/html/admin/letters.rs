//! The letters on their way, those that nobody takes, and the addresses that refuse them.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::{LetterId, PersonId, Timestamp};
use services::admin::people;
use services::letters::{self, Letters, RefusedRow};

use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::Sent;
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::accounts::unshared;
use crate::html::unkept;

/// A letter that nobody takes, in words.
pub(in crate::html) struct Row {
    pub id: LetterId,
    pub mail: String,
    pub says: Dated,
    pub again_of: String,
    pub forget_of: String,
}

/// An account whose address refuses letters, in words.
pub(in crate::html) struct Marked {
    pub address: String,
    pub name: String,
    pub says: String,
}

#[derive(Template)]
#[template(path = "admin-letters.html")]
pub(in crate::html) struct LettersTemplate<'a> {
    pub f: Frame<'a>,
    pub on_their_way: String,
    /// How many wait in the folder, where no server takes them.
    pub in_the_folder: Option<String>,
    pub refused: Vec<Row>,
    pub marked: Vec<Marked>,
}

/// `/admin/letters`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let (letters, marked) = (letters::list(&ctx).await?, people::marked(&ctx).await?);
    Ok(unshared(unkept(&letters_page(&asked, &letters, marked))?))
}

/// `POST /admin/letters`.
pub(in crate::html) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent: a form that is not one tells nobody else anything.
    letters::list(&ctx).await?;
    let id: LetterId = doors::id(sent.text("letter"))?;
    let outcome = match sent.text("act") {
        "again" => letters::send_again(&ctx, id).await,
        "forget" => letters::forget(&ctx, id).await,
        _ => return Err(Fault::NotFound),
    };
    match outcome {
        // Another steward was faster, or it was taken: the list says so.
        Ok(()) | Err(services::Error::NotFound) => {
            Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_LETTERS)))
        }
        Err(error) => Err(error.into()),
    }
}

fn letters_page<'a>(
    asked: &'a Asked,
    letters: &Letters,
    marked: Vec<(PersonId, String, Timestamp)>,
) -> LettersTemplate<'a> {
    let f = asked.private_frame("admin", "admin-letters");
    let m = f.messages();
    let on_their_way = m.with("admin-letters-count", &[("count", letters.on_their_way.into())]);
    let in_the_folder =
        letters.only_kept.then(|| m.with("admin-letters-kept", &[("count", letters.in_the_folder.into())]));
    let refused = letters.refused.iter().map(|letter| row(&f, letter)).collect();
    let marked = marked.into_iter().map(|(id, name, since)| Marked {
        address: route::ADMIN_PERSON.replace("{person}", &id.to_string()),
        name,
        says: f.messages().with("admin-person-refused-since", &[("day", f.day_of(since).into())]),
    });
    let marked = marked.collect();
    LettersTemplate { f, on_their_way, in_the_folder, refused, marked }
}

fn row(f: &Frame<'_>, letter: &RefusedRow) -> Row {
    let (m, mail, when) = (f.messages(), letter.mail.as_str(), f.moment(letter.refused));
    let says = match letter.error.as_str() {
        "" => m.with("admin-letter-untaken", &[("when", when.into())]),
        error => m.with("admin-letter-refused", &[("when", when.into()), ("error", error.into())]),
    };
    let says = f.dated(says, letter.refused);
    let again_of = m.with("admin-letter-again-of", &[("mail", mail.into())]);
    let forget_of = m.with("admin-letter-forget-of", &[("mail", mail.into())]);
    Row { id: letter.id, mail: mail.to_owned(), says, again_of, forget_of }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(in crate::html) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;

    let moment = Timestamp::from_micros(0);
    let letter = |number: u8, error: &str| RefusedRow {
        id: LetterId::from_bytes([number; 16]),
        kind: "reset".to_owned(),
        mail: MailAddress::from_store(words.to_owned()),
        refused: moment,
        error: error.to_owned(),
    };
    let none = Letters { on_their_way: 0, in_the_folder: 0, only_kept: false, refused: Vec::new() };
    let some =
        Letters { on_their_way: 2, in_the_folder: 1, only_kept: true, refused: vec![letter(1, words), letter(2, "")] };
    let marked = vec![(PersonId::from_bytes([7; 16]), words.to_owned(), moment)];
    let pages = [letters_page(asked, &none, Vec::new()).render(), letters_page(asked, &some, marked).render()];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
