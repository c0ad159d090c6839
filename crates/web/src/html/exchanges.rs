//! Where one writes to those who answer for a note, and where letters bring both sides.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::NoteId;
use domain::address::Address;
use services::accounts::Wrong;
use services::exchanges::{self, ExchangePage, Said, TypedMessage, WritePage, Written};
use services::views::Whom;

use super::accounts::{refused, too_often, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

#[derive(Template)]
#[template(path = "write.html")]
pub(super) struct WriteTemplate<'a> {
    pub f: Frame<'a>,
    pub p: WritePage,
    pub action: String,
    /// What was just done, in words: it stands instead of the form.
    pub done: Option<String>,
    /// What comes after that.
    pub next: Vec<String>,
    /// Why it could not be done now.
    pub refused: Option<String>,
    /// What tells this form from all others.
    pub key: String,
    pub fields: Vec<Field>,
}

impl WriteTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.fields)
    }
}

#[derive(Template)]
#[template(path = "exchange.html")]
pub(super) struct ExchangeTemplate<'a> {
    pub f: Frame<'a>,
    pub p: ExchangePage,
    pub action: String,
    /// Whether something was just done.
    pub done: bool,
    /// Why it could not be done now.
    pub refused: Option<String>,
    pub words: Field,
}

impl ExchangeTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.words])
    }

    /// Who wrote a message, and when.
    fn says(&self, said: &Said) -> Dated {
        let moment = self.f.moment(said.written);
        let says = if said.by_writer {
            let name = self.p.name.as_str();
            self.f.messages().with("web-exchange-by", &[("name", name.into()), ("moment", moment.into())])
        } else {
            self.f.messages().with("web-exchange-answered", &[("moment", moment.into())])
        };
        self.f.dated(says, said.written)
    }

    fn may_write(&self) -> bool {
        !self.p.waits && !self.p.is_closed
    }
}

/// The words that lead to where one writes about a note.
pub(super) fn write_to(f: &Frame<'_>, whom: &Whom) -> String {
    match whom {
        Whom::Person(name) => f.messages().with("web-note-write-to", &[("name", name.as_str().into())]),
        Whom::Authors => f.t("web-note-write").into_owned(),
        Whom::Keepers => f.t("web-note-write-keepers").into_owned(),
    }
}

/// `/n/{note}/-/write`.
pub(super) async fn form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    let found = exchanges::read(&ctx, note).await?;
    if let Some(redirect) = elsewhere(&uri, &Address::NoteWrite(note)) {
        return Ok(redirect);
    }
    let typed = TypedMessage { key: exchanges::new_id(&ctx).to_string(), ..TypedMessage::default() };
    let mut page = write_page(&asked, found, &typed, None, &[]);
    let t = |key: &'static str| page.f.t(key).into_owned();
    (page.done, page.next) = match parameter(&uri, "done").as_deref() {
        Some("sent") => (Some(t("web-write-sent")), Vec::new()),
        Some("confirm") => (Some(t("web-write-to-confirm")), vec![t("web-open-letter"), t("accounts-letter-none")]),
        _ => (None, Vec::new()),
    };
    Ok(unshared(unkept(&page)?))
}

/// `POST /n/{note}/-/write`.
pub(super) async fn write(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(note): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent.
    let found = exchanges::read(&ctx, note).await?;
    let text = |name| sent.text(name).to_owned();
    let typed = TypedMessage { words: text("words"), name: text("name"), mail: text("mail"), key: text("key") };
    let done = match exchanges::write(&ctx, note, &typed, &asked.look.language.tag(), asked.network).await {
        Ok(Written::Sent) => "sent",
        Ok(Written::ToConfirm) => "confirm",
        Err(services::Error::Refused(wrong)) => {
            return Ok(unshared(refused(unkept(&write_page(&asked, found, &typed, None, &wrong))?)));
        }
        Err(services::Error::TooOften(seconds)) => {
            return Ok(too_often(unkept(&write_page(&asked, found, &typed, Some(seconds), &[]))?, seconds));
        }
        Err(error) => return Err(error.into()),
    };
    let to = format!("{}?done={done}", Address::NoteWrite(note));
    Ok(unshared(back_to(&asked.standing.settings, &to)))
}

fn write_page<'a>(
    asked: &'a Asked,
    p: WritePage,
    typed: &TypedMessage,
    wait: Option<i64>,
    wrong: &[(&'static str, Wrong)],
) -> WriteTemplate<'a> {
    let mut f = asked.private_frame("write", "web-note-write");
    f.title = write_to(&f, &p.whom);
    let mut fields = Vec::new();
    if p.says_who {
        fields.push(Field::new(&f, "name", "text", "web-write-name", &typed.name).filled_by("name"));
        let mail = Field::new(&f, "mail", "email", "accounts-mail", &typed.mail).filled_by("email");
        fields.push(mail.hinted(f.t("web-write-mail-hint").into_owned()));
    }
    fields.push(Field::new(&f, "words", "textarea", "web-write-words", &typed.words));
    let fields = fields.into_iter().map(|field| field.judged(&f, wrong)).collect();
    let refused = wait.map(|seconds| f.wait(seconds));
    let (action, key) = (Address::NoteWrite(p.note).to_string(), typed.key.clone());
    WriteTemplate { action, done: None, next: Vec::new(), f, p, refused, key, fields }
}

/// `/n/{note}/-/write/{token}`: asks once more before anything is sent, for programs follow the links of letters before their
/// readers do.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, token)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let found = exchanges::follow(&app.enter(&asked).await?, note, &token).await?;
    let mut page = exchange_page(&asked, found, &Address::NoteExchange(note, token), "", None);
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /n/{note}/-/write/{token}`: one act.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, token)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    // The right before what was sent.
    let found = exchanges::follow(&ctx, note, &token).await?;
    let words = sent.text("words");
    let outcome = match sent.text("act") {
        "confirm" => exchanges::confirm(&ctx, note, &token).await,
        "unhear" => exchanges::unhear(&ctx, note, &token).await,
        "hear" => exchanges::hear(&ctx, note, &token).await,
        _ => exchanges::answer(&ctx, note, &token, words).await,
    };
    let address = Address::NoteExchange(note, token);
    match outcome {
        Ok(()) => Ok(unshared(back_to(&asked.standing.settings, &format!("{address}?done=yes")))),
        Err(services::Error::Refused(wrong)) => {
            let mut page = exchange_page(&asked, found, &address, words, None);
            page.words = page.words.judged(&page.f, &wrong);
            Ok(unshared(refused(unkept(&page)?)))
        }
        Err(services::Error::TooOften(seconds)) => {
            Ok(too_often(unkept(&exchange_page(&asked, found, &address, words, Some(seconds)))?, seconds))
        }
        Err(error) => Err(error.into()),
    }
}

fn exchange_page<'a>(
    asked: &'a Asked,
    p: ExchangePage,
    address: &Address,
    words: &str,
    wait: Option<i64>,
) -> ExchangeTemplate<'a> {
    let f = asked.private_frame("exchange", "web-exchange");
    let label = if p.is_writer { "web-write-words" } else { "web-exchange-answer" };
    let words = Field::new(&f, "words", "textarea", label, words);
    let refused = wait.map(|seconds| f.wait(seconds));
    ExchangeTemplate { f, p, action: address.to_string(), done: false, refused, words }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::{Slug, Timestamp};
    use services::views::Link;
    let note = NoteId::from_bytes([7; 16]);
    let text = || words.to_owned();
    let link = || Link { title: text(), address: Address::Note(note, Slug::of("n")) };
    let found = |whom, says_who| WritePage { note, link: link(), whom, says_who };
    let typed = TypedMessage { words: text(), name: text(), mail: text(), key: text() };
    let wrong = [("name", Wrong::Missing), ("mail", Wrong::NotAnAddress), ("words", Wrong::Unheard)];
    let mut sent = write_page(asked, found(Whom::Authors, false), &typed, None, &[("words", Wrong::NoMail)]);
    (sent.done, sent.next) = (Some(text()), vec![text(), text()]);
    let written = [
        write_page(asked, found(Whom::Person(text()), true), &typed, None, &wrong),
        write_page(asked, found(Whom::Keepers, true), &typed, Some(90), &[]),
        sent,
    ];
    let mut pages: Vec<_> = written.iter().map(|page| ("write", page.render().unwrap_or_default())).collect();
    let said = |by_writer| Said { by_writer, words: text(), written: Timestamp::from_micros(0) };
    let exchange = |is_writer: bool, waits, is_closed, is_unheard| ExchangePage {
        link: is_writer.then(link),
        name: text(),
        is_writer,
        waits,
        is_closed,
        is_unheard,
        messages: vec![said(true), said(false)],
    };
    let address = Address::NoteExchange(note, "0a".repeat(32));
    for p in [
        exchange(true, true, false, false),
        exchange(true, false, true, false),
        exchange(true, false, false, false),
        exchange(false, false, false, true),
        exchange(false, false, false, false),
    ] {
        let mut page = exchange_page(asked, p, &address, words, Some(90));
        page.words = page.words.judged(&page.f, &[("words", Wrong::Long)]);
        page.done = true;
        pages.push(("exchange", page.render().unwrap_or_default()));
    }
    pages
}
