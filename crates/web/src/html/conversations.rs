//! The conversations of communities about a note: under the note, and each on a page of its own.

use std::borrow::Cow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::address::Address;
use domain::{LanguageTag, MessageId, NoteId, Timestamp};
use services::Ctx;
use services::accounts::Wrong;
use services::conversations::{self, By, LONGEST, Message, Talk, TalkPage};
use services::views::{Link, Said};

use super::accounts::{refused, to_sign_in, unshared};
use super::{elsewhere, parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// A link that acts on one message: where it leads, its words, and its words without the others around it.
pub(super) type Way = (String, Cow<'static, str>, String);

/// A message, in words.
pub(super) struct MessageShown {
    pub id: MessageId,
    pub by: Cow<'static, str>,
    pub posted: Timestamp,
    pub edited: Option<Dated>,
    /// What stands where its words are gone, or hidden.
    pub line: Option<Cow<'static, str>>,
    pub why: Option<String>,
    pub html: Option<String>,
    pub language: LanguageTag,
    pub ways: Vec<Way>,
    /// The words of the button that shows it again, without the others around it.
    pub show: Option<String>,
}

/// A conversation, in words.
pub(super) struct TalkShown {
    pub alias: String,
    pub community: Link,
    pub address: String,
    pub confidentiality: Option<Said>,
    pub count: String,
    /// The last number that the form shows.
    pub last: i64,
    pub messages: Vec<MessageShown>,
    /// Where what was said before is.
    pub earlier: Option<String>,
    pub may_write: bool,
    /// What the field where one writes is called, and what one should know before.
    pub label: String,
    pub hint: String,
}

impl TalkShown {
    /// A conversation whose page is that one; `before` is the number before which its messages are, where it does not show the newest.
    pub fn new(f: &Frame<'_>, talk: Talk, before: Option<i64>) -> Self {
        let m = f.messages();
        let address = talk.address.to_string();
        let name = talk.community.title.as_str();
        let label = m.with("web-talk-words-to", &[("name", name.into())]);
        let messages = talk.messages.into_iter().map(|it| shown(f, it, &address, before)).collect();
        Self {
            label,
            hint: hint(f),
            alias: talk.alias,
            community: talk.community,
            confidentiality: talk.confidentiality,
            count: m.with("web-talk-count", &[("count", talk.count.into())]),
            last: talk.count,
            messages,
            earlier: talk.earlier.map(|before| format!("{address}?before={before}")),
            may_write: talk.may_write,
            address,
        }
    }
}

/// What one should know before writing a message.
fn hint(f: &Frame<'_>) -> String {
    let most = i64::try_from(LONGEST).unwrap_or(i64::MAX);
    f.messages().with("web-talk-words-hint", &[("most", most.into())])
}

fn shown(f: &Frame<'_>, it: Message, address: &str, before: Option<i64>) -> MessageShown {
    let m = f.messages();
    let of = |key: &str, step: &str| match before {
        Some(before) => format!("{address}?before={before}&{step}={key}"),
        None => format!("{address}?{step}={key}"),
    };
    let id = it.id.to_string();
    let mut ways = Vec::new();
    if it.source.is_some() {
        let whole = m.with("web-talk-edit-of", &[("number", it.number.into())]);
        ways.push((of(&id, "edit"), f.t("web-talk-edit"), whole));
    }
    if it.may_withdraw {
        let whole = m.with("web-talk-withdraw-of", &[("number", it.number.into())]);
        ways.push((of(&id, "withdraw"), f.t("web-talk-withdraw"), whole));
    }
    if it.may_hide {
        let whole = m.with("web-talk-hide-of", &[("number", it.number.into())]);
        ways.push((of(&id, "hide"), f.t("web-talk-hide"), whole));
    }
    let line = match (it.is_withdrawn, it.is_hidden) {
        (true, _) => Some(f.t("web-talk-withdrawn")),
        (false, true) => Some(f.t("web-talk-hidden")),
        (false, false) => None,
    };
    MessageShown {
        id: it.id,
        by: match it.by {
            By::Named(name) => Cow::Owned(name),
            By::Former => f.t("web-talk-former"),
            By::Closed => f.t("web-person-closed"),
        },
        posted: it.posted,
        edited: it.edited.map(|at| f.dated(m.with("web-talk-edited", &[("day", f.moment(at).into())]), at)),
        line,
        why: it.why.map(|why| m.with("web-talk-why", &[("why", why.as_str().into())])),
        html: it.html,
        language: it.language,
        ways,
        show: it.may_show.then(|| m.with("web-talk-show-of", &[("number", it.number.into())])),
    }
}

/// What is about to be done to one message.
struct Step {
    /// Its word in the form.
    act: &'static str,
    message: String,
    heading: String,
    /// What it means, in words.
    what: Option<Cow<'static, str>>,
    button: Cow<'static, str>,
    /// What is typed for it.
    field: Option<Field>,
    /// The version that is written again.
    version: i64,
    /// What it says now, where it was written again in between.
    kept: Option<String>,
}

#[derive(Template)]
#[template(path = "talk.html")]
struct TalkTemplate<'a> {
    f: Frame<'a>,
    link: Link,
    talk: TalkShown,
    /// Whether something was just done.
    done: bool,
    /// The number before which the messages of this page are; empty where it shows the newest.
    before: String,
    step: Option<Step>,
    words: Field,
    /// The last number that the form shows.
    after: i64,
}

impl TalkTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        match &self.step {
            Some(step) => Field::amiss(&step.field),
            None => Field::amiss([&self.words]),
        }
    }
}

/// What was typed and chosen.
#[derive(Default)]
struct Typed<'a> {
    /// What is about to be done, and to which message.
    step: Option<(&'static str, &'a str)>,
    words: Option<&'a str>,
    why: &'a str,
    /// The last number that the form showed.
    after: Option<i64>,
    /// Whether it was written again in between.
    is_stale: bool,
}

const EDIT: &str = "edit";
const WITHDRAW: &str = "withdraw";
const HIDE: &str = "hide";

/// To where a visitor signs in, and back; of what they may not know, nothing leads anywhere. Nothing for who is signed in.
async fn away(ctx: &Ctx, asked: &Asked, note: NoteId, alias: &str) -> Result<Option<Response>, Fault> {
    if asked.who.is_some() {
        return Ok(None);
    }
    services::notes::address(ctx, note).await?;
    services::communities::known(ctx, alias).await?;
    Ok(Some(to_sign_in(asked, &Address::NoteTalk(note, alias.to_owned()).to_string())))
}

/// `/n/{note}/-/talk/{alias}`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, alias)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let ctx = app.enter(&asked).await?;
    if let Some(away) = away(&ctx, &asked, note, &alias).await? {
        return Ok(away);
    }
    let before = parameter(&uri, "before").unwrap_or_default();
    let found = conversations::read(&ctx, note, &alias, before.parse().ok()).await?;
    if let Some(redirect) = elsewhere(&uri, &found.talk.address) {
        return Ok(redirect);
    }
    let steps = [EDIT, WITHDRAW, HIDE].map(|step| (step, parameter(&uri, step).unwrap_or_default()));
    let step = steps.iter().find(|(_, message)| !message.is_empty());
    let typed = Typed { step: step.map(|(step, message)| (*step, message.as_str())), ..Typed::default() };
    let mut page = page(&asked, found, &before, &typed, &[]);
    let query = [("before", page.before.as_str())].into_iter().filter(|(_, value)| !value.is_empty());
    let of_step = page.step.as_ref().map(|step| (step.act, step.message.as_str()));
    let query = query.chain(of_step).map(|(name, value)| format!("{name}={value}"));
    let query = query.collect::<Vec<_>>().join("&");
    page.f.query = query;
    page.done = parameter(&uri, "done").is_some();
    Ok(unshared(unkept(&page)?))
}

/// `POST /n/{note}/-/talk/{alias}`: one act.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path((note, alias)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Fault> {
    let note: NoteId = doors::id(&note)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    if let Some(away) = away(&ctx, &asked, note, &alias).await? {
        return Ok(away);
    }
    let (before, words) = (sent.text("before"), sent.text("words"));
    // The right before what was sent.
    let found = conversations::read(&ctx, note, &alias, before.parse().ok()).await?;
    let address = found.talk.address.to_string();
    let (act, message) = (sent.text("act"), sent.text("message"));
    let after = sent.text("after").parse().unwrap_or_default();
    let mut typed = Typed { words: Some(words), after: Some(after), ..Typed::default() };
    let outcome = match act {
        "say" => conversations::say(&ctx, note, &alias, words, after).await,
        EDIT => {
            typed.step = Some((EDIT, message));
            let version = sent.text("version").parse().unwrap_or_default();
            conversations::edit(&ctx, note, &alias, doors::id(message)?, version, words).await
        }
        WITHDRAW => conversations::withdraw(&ctx, note, &alias, doors::id(message)?).await,
        HIDE => {
            typed.step = Some((HIDE, message));
            typed.why = sent.text("why");
            conversations::hide(&ctx, note, &alias, doors::id(message)?, typed.why).await
        }
        "show" => conversations::show(&ctx, note, &alias, doors::id(message)?).await,
        _ => return Err(Fault::NotFound),
    };
    match outcome {
        Ok(_) => Ok(unshared(back_to(&asked.standing.settings, &back(&address, before)))),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&asked, found, before, &typed, &wrong))?)))
        }
        // Both are shown; what is sent next is based on what is kept now.
        Err(services::Error::Conflict) if act == EDIT => {
            let found = conversations::read(&ctx, note, &alias, before.parse().ok()).await?;
            typed.is_stale = true;
            let mut response = unshared(unkept(&page(&asked, found, before, &typed, &[]))?);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// The page where something was done.
fn back(address: &str, before: &str) -> String {
    match before.parse::<i64>() {
        Ok(before) => format!("{address}?before={before}&done=yes"),
        Err(_) => format!("{address}?done=yes"),
    }
}

fn page<'a>(
    asked: &'a Asked,
    found: TalkPage,
    before: &str,
    typed: &Typed<'_>,
    wrong: &[(&'static str, Wrong)],
) -> TalkTemplate<'a> {
    let f = asked.private_frame("talk", "web-talk");
    let TalkPage { link, talk, .. } = found;
    let before: Option<i64> = before.parse().ok();
    let step = typed.step.and_then(|(act, id)| {
        let message = talk.messages.iter().find(|message| message.id.to_string() == id)?;
        step(&f, act, message, typed, wrong)
    });
    let after = typed.after.unwrap_or(talk.count);
    let said = typed.words.filter(|_| typed.step.is_none()).unwrap_or_default();
    let words = Field::new(&f, "words", "textarea", "web-talk-words", said).hinted(hint(&f)).judged(&f, wrong);
    let talk = TalkShown::new(&f, talk, before);
    let before = before.map(|before| before.to_string()).unwrap_or_default();
    TalkTemplate { f, link, talk, done: false, before, step, words, after }
}

/// What is about to be done to a message; nothing where whoever asks may not.
fn step(
    f: &Frame<'_>,
    act: &'static str,
    message: &Message,
    typed: &Typed<'_>,
    wrong: &[(&'static str, Wrong)],
) -> Option<Step> {
    let m = f.messages();
    let number = message.number;
    let (heading, what, button, field) = match act {
        EDIT => {
            let source = message.source.as_deref()?;
            let words = Field::new(f, "words", "textarea", "web-talk-words", typed.words.unwrap_or(source));
            let words = words.hinted(hint(f)).judged(f, wrong);
            (m.with("web-talk-edit-of", &[("number", number.into())]), None, f.t("web-talk-edit-act"), Some(words))
        }
        WITHDRAW if message.may_withdraw => {
            let what = Some(f.t("web-talk-withdraw-what"));
            (m.with("web-talk-withdraw-of", &[("number", number.into())]), what, f.t("web-talk-withdraw-act"), None)
        }
        HIDE if message.may_hide => {
            let why = Field::new(f, "why", "textarea", "web-talk-hide-why", typed.why);
            let why = why.hinted(f.t("web-talk-hide-why-hint")).judged(f, wrong);
            let what = Some(f.t("web-talk-hide-what"));
            (m.with("web-talk-hide-of", &[("number", number.into())]), what, f.t("web-talk-hide-act"), Some(why))
        }
        _ => return None,
    };
    let kept = message.source.clone().filter(|_| typed.is_stale);
    Some(Step { act, message: message.id.to_string(), heading, what, button, field, version: message.version, kept })
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::Slug;

    use super::samples::talk;
    let note = NoteId::from_bytes([7; 16]);
    let link = || Link { title: words.to_owned(), address: Address::Note(note, Slug::of("n")) };
    let found = |talk| TalkPage { note, link: link(), talk };
    let whole = || found(talk());
    let empty = || Talk { messages: Vec::new(), earlier: None, count: 0, may_write: false, ..talk() };
    let first = MessageId::from_bytes([1; 16]).to_string();
    let about = |step, is_stale| Typed {
        step: Some((step, first.as_str())),
        words: Some(words),
        why: words,
        is_stale,
        ..Typed::default()
    };
    let long = [("words", Wrong::Long), ("why", Wrong::Long)];
    let mut done = page(asked, whole(), "", &Typed::default(), &[]);
    done.done = true;
    let pages = [
        done.render(),
        page(asked, found(empty()), "", &Typed::default(), &[]).render(),
        page(asked, whole(), "45", &Typed { words: Some(words), ..Typed::default() }, &long).render(),
        page(asked, whole(), "", &about(EDIT, true), &long).render(),
        page(asked, whole(), "", &about(WITHDRAW, false), &[]).render(),
        page(asked, whole(), "", &about(HIDE, false), &long).render(),
    ];
    pages.into_iter().map(|page| ("talk", page.unwrap_or_default())).collect()
}
