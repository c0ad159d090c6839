//! The letters on their way, those that nobody takes, and the addresses that refuse them.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::people::MailAddress;
use domain::{LetterId, PersonId, Timestamp};
use services::Ctx;
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
use crate::html::accounts::{too_often, unshared};
use crate::html::{parameter, unkept};

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
    /// What becomes of the letter of trial that was just asked for.
    pub done: Option<String>,
    /// How long to wait before one may ask for another.
    pub amiss: Option<String>,
    pub on_their_way: String,
    /// How many wait in the folder, where no server takes them.
    pub in_the_folder: Option<String>,
    /// How many were not taken, and why the last was not.
    pub failing: Option<(String, String)>,
    /// Where a letter of trial goes; nothing where it would reach nobody.
    pub trial: Option<String>,
    pub refused: Vec<Row>,
    pub marked: Vec<Marked>,
}

/// `/admin/letters`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let looked = Looked::at(&app.enter(&asked).await?).await?;
    let mut page = letters_page(&asked, &looked);
    if parameter(&uri, "done").as_deref() == Some("trial") {
        page.done = looked.mine.as_ref().map(|mail| becomes(&page.f, &looked.letters, mail));
    }
    Ok(unshared(unkept(&page)?))
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
    if sent.text("act") == "trial" {
        return send_trial(&ctx, &asked).await;
    }
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

/// Has a letter of trial sent to who asks, and says what becomes of it, or how long to wait for another.
async fn send_trial(ctx: &Ctx, asked: &Asked) -> Result<Response, Fault> {
    match letters::send_trial(ctx).await {
        Ok(true) => {
            let to = format!("{}?done=trial", route::ADMIN_LETTERS);
            Ok(unshared(back_to(&asked.standing.settings, &to)))
        }
        // Their account has no address: the page says so.
        Ok(false) => Ok(unshared(back_to(&asked.standing.settings, route::ADMIN_LETTERS))),
        Err(services::Error::TooOften(seconds)) => {
            let mut page = letters_page(asked, &Looked::at(ctx).await?);
            page.amiss = Some(page.f.wait(seconds));
            Ok(too_often(unkept(&page)?, seconds))
        }
        Err(error) => Err(error.into()),
    }
}

/// What becomes of a letter of trial to this address.
fn becomes(f: &Frame<'_>, letters: &Letters, mail: &MailAddress) -> String {
    let (m, mail) = (f.messages(), mail.as_str());
    match letters.folder.as_deref() {
        Some(folder) => m.with("admin-letters-trial-kept", &[("mail", mail.into()), ("folder", folder.into())]),
        None => m.with("admin-letters-trial-sent", &[("mail", mail.into())]),
    }
}

/// How letters stand.
struct Looked {
    letters: Letters,
    marked: Vec<(PersonId, String, Timestamp)>,
    /// The address of who looks.
    mine: Option<MailAddress>,
}

impl Looked {
    async fn at(ctx: &Ctx) -> Result<Self, Fault> {
        let (letters, marked) = (letters::list(ctx).await?, people::marked(ctx).await?);
        Ok(Self { letters, marked, mine: letters::trial_address(ctx).await? })
    }
}

fn letters_page<'a>(asked: &'a Asked, looked: &Looked) -> LettersTemplate<'a> {
    let Looked { letters, marked, mine } = looked;
    let f = asked.private_frame("admin", "admin-letters");
    let m = f.messages();
    let on_their_way = m.with("admin-letters-count", &[("count", letters.on_their_way.into())]);
    let in_the_folder =
        letters.only_kept.then(|| m.with("admin-letters-kept", &[("count", letters.in_the_folder.into())]));
    let failing = (letters.failing > 0).then(|| {
        let failing = m.with("admin-health-letters-failing", &[("count", letters.failing.into())]);
        (failing, m.with("admin-letters-failure", &[("error", letters.failure.as_str().into())]))
    });
    let trial = mine.as_ref().map(|mail| m.with("admin-letters-trial-to", &[("mail", mail.as_str().into())]));
    let refused = letters.refused.iter().map(|letter| row(&f, letter)).collect();
    let marked = marked.iter().map(|(id, name, since)| Marked {
        address: route::ADMIN_PERSON.replace("{person}", &id.to_string()),
        name: name.clone(),
        says: f.messages().with("admin-person-refused-since", &[("day", f.day_of(*since).into())]),
    });
    let marked = marked.collect();
    LettersTemplate { f, done: None, amiss: None, on_their_way, in_the_folder, failing, trial, refused, marked }
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
    let moment = Timestamp::from_micros(0);
    let letter = |number: u8, error: &str| RefusedRow {
        id: LetterId::from_bytes([number; 16]),
        kind: "reset".to_owned(),
        mail: MailAddress::from_store(words.to_owned()),
        refused: moment,
        error: error.to_owned(),
    };
    let mail = MailAddress::from_store(words.to_owned());
    let none = Looked { letters: Letters::default(), marked: Vec::new(), mine: None };
    let letters = Letters {
        on_their_way: 2,
        in_the_folder: 1,
        only_kept: true,
        folder: Some(words.to_owned()),
        failing: 2,
        failure: words.to_owned(),
        refused: vec![letter(1, words), letter(2, "")],
    };
    let marked = vec![(PersonId::from_bytes([7; 16]), words.to_owned(), moment)];
    let some = Looked { letters, marked, mine: Some(mail.clone()) };
    let (mut kept, mut sent) = (letters_page(asked, &some), letters_page(asked, &none));
    (kept.done, kept.amiss) = (Some(becomes(&kept.f, &some.letters, &mail)), Some(kept.f.wait(60)));
    sent.done = Some(becomes(&sent.f, &none.letters, &mail));
    let pages = [letters_page(asked, &none).render(), kept.render(), sent.render()];
    pages.into_iter().map(|page| ("admin", page.unwrap_or_default())).collect()
}
