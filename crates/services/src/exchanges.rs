//! Writing to those who answer for a note: neither side sees an address of the other.
//!
//! What is written goes by letter, with a secret address at which to answer. Without an account, the address that was typed is
//! confirmed first. Nothing of it is told to the log: it is forgotten ninety days after its last word.

use domain::networks::Network;
use domain::people::{MailAddress, PersonName};
use domain::policy::{Note, NoteFacts, Policy, Read, Viewer};
use domain::{ExchangeId, LanguageTag, NoteId, NoteMessageId, PersonId, Timestamp};
use identity::Token;
use store::exchanges::{self as stored, ExchangeRow, MessageRow};
use store::{Tx, stewardship};

use crate::accounts::{Wrong, missing_or};
use crate::asking::{answering, typed_words};
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::lines::note_link;
use crate::notes::{credits, readable};
use crate::views::{Credit, Link, Whom};
use crate::{Ctx, Error, Result, again, claims, sessions};

/// How long an exchange is kept after its last word, in seconds: 90 days.
pub(crate) const KEPT: i64 = 90 * 24 * 3600;
/// How long a message waits for its address to be confirmed, in seconds.
pub(crate) const UNCONFIRMED: i64 = 24 * 3600;

/// Where one writes to those who answer for a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WritePage {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// To whom it goes.
    pub whom: Whom,
    /// Whether whoever asks says who they are, having no account.
    pub says_who: bool,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedMessage {
    /// The message.
    pub words: String,
    /// The name of who writes, without an account.
    pub name: String,
    /// Where an answer reaches them, without an account.
    pub mail: String,
    /// The id that the exchange will have, which its form was given: the same form sent twice begins one.
    pub key: String,
}

/// The id of one more exchange, for a form.
pub fn new_id(ctx: &Ctx) -> ExchangeId {
    ExchangeId::new(&*ctx.services.clock, &*ctx.services.randomness)
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is on its way.
    Sent,
    /// A letter went to the address that was typed, to confirm it.
    ToConfirm,
}

/// One message, as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whether it is of who wrote first; otherwise of one who answers for the note.
    pub by_writer: bool,
    /// What it says.
    pub words: String,
    /// When.
    pub written: Timestamp,
}

/// An exchange, as whoever follows one of its addresses sees it.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a page shows or not")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangePage {
    /// The note, where they may read it today.
    pub link: Option<Link>,
    /// What who wrote first is called.
    pub name: String,
    /// Whether it is they who look.
    pub is_writer: bool,
    /// Whether the address is still to be confirmed.
    pub waits: bool,
    /// Whether what they would write reaches nobody any more.
    pub is_closed: bool,
    /// Whether who looks, and answers for the note, receives no message of theirs any more.
    pub is_unheard: bool,
    /// What was written so far.
    pub messages: Vec<Said>,
}

/// To whom one writes: the one author where they alone sign it, so that they are named there already.
pub(crate) fn whom(facts: &NoteFacts, byline: &[Credit]) -> Whom {
    match (facts.authors(), byline) {
        _ if facts.is_kept() => Whom::Keepers,
        ([author], [credit]) if facts.tending().is_none() && credit.person == Some(*author) => {
            Whom::Person(credit.name.clone())
        }
        _ => Whom::Authors,
    }
}

/// Where one writes to those who answer for a note.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn read(ctx: &Ctx, note: NoteId) -> Result<WritePage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = readable(ctx, &mut tx, note).await?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    let byline = credits(ctx, &mut tx, note).await?;
    let (whom, says_who) = (whom(&facts, &byline), ctx.viewer.id().is_none());
    Policy::decide::<Note, Read>(&ctx.viewer, facts)?;
    Ok(WritePage { note, link: note_link(note, row.title), whom, says_who })
}

/// Who writes.
struct Sender {
    writer: Option<PersonId>,
    name: String,
    mail: MailAddress,
}

/// Who writes: by their account, or as they typed it.
async fn sender(ctx: &Ctx, typed: &TypedMessage, wrong: &mut Vec<(&'static str, Wrong)>) -> Result<Option<Sender>> {
    if let Some(me) = ctx.viewer.id() {
        let own = store::accounts::of(&mut ctx.services.store.read().await?, me).await?;
        if own.is_none() {
            wrong.push(("words", Wrong::NoMail));
        }
        return Ok(own.map(|own| Sender { writer: Some(me), name: own.name, mail: own.mail }));
    }
    let name = PersonName::parse(&typed.name);
    if name.is_none() {
        wrong.push(("name", missing_or(&typed.name, Wrong::Long)));
    }
    let mail = MailAddress::parse(&typed.mail);
    if mail.is_none() {
        wrong.push(("mail", missing_or(&typed.mail, Wrong::NotAnAddress)));
    }
    Ok(name.zip(mail).map(|(name, mail)| Sender { writer: None, name: name.as_str().to_owned(), mail }))
}

/// Writes to those who answer for a note: at once with an account; otherwise once the address that was typed is confirmed. Nothing
/// tells whether that address is known here.
///
/// # Errors
/// [`Error::Refused`] for what was typed, or where it would reach nobody; [`Error::TooOften`]; as [`read`].
pub async fn write(
    ctx: &Ctx,
    note: NoteId,
    typed: &TypedMessage,
    language: &LanguageTag,
    network: Option<Network>,
) -> Result<Written> {
    read(ctx, note).await?;
    let mut wrong = Vec::new();
    let words = typed_words(&typed.words).map_err(|why| wrong.push(("words", why)));
    let sender = sender(ctx, typed, &mut wrong).await?;
    let (Ok(words), Some(sender), true) = (words, sender, wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    match sender.writer {
        Some(writer) => Try::to_write(writer).take(ctx).await?,
        None => Try::to_be_written_to(ctx, &sender.mail, network).take(ctx).await?,
    }
    let services = &ctx.services;
    let id: ExchangeId = typed.key.parse().unwrap_or_else(|_| new_id(ctx));
    let message = NoteMessageId::new(&*services.clock, &*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
        Policy::decide::<Note, Read>(&ctx.viewer, facts)?;
        let (now, writer) = (ctx.now(), sender.writer);
        store::names::hold(&mut tx, &id.to_string()).await?;
        if stored::by_id(&mut tx, id).await?.is_some() {
            return Ok(if writer.is_some() { Written::Sent } else { Written::ToConfirm });
        }
        let row = ExchangeRow {
            id,
            note,
            writer,
            name: sender.name.clone(),
            mail: writer.is_none().then(|| sender.mail.clone()),
            known_by: claims::hash_at_import(&mut tx, services, &sender.mail).await?,
            language: language.clone(),
            begun: now,
            confirmed: writer.map(|_| now),
            last: now,
        };
        stored::begin(&mut tx, &row).await?;
        let words = words.clone();
        let said = MessageRow { id: message, exchange: id, person: writer, by_writer: true, words, written: now };
        stored::add(&mut tx, &said).await?;
        let written = if writer.is_some() {
            deliver(ctx, &mut tx, &row, message).await?;
            Written::Sent
        } else {
            letters::ask(&mut tx, ctx, Kind::ConfirmMessage, &sender.mail, language, Some(message.bytes().to_vec()))
                .await?;
            Written::ToConfirm
        };
        tx.commit().await?;
        Ok(written)
    })
    .await
}

/// Who receives what the writer of an exchange writes today: those who answer for its note, but for the writer, for who does not
/// hear them any more, and for who is suspended.
pub(crate) async fn hearing(tx: &mut Tx, row: &ExchangeRow) -> Result<Vec<PersonId>> {
    let Some(facts) = store::notes::facts(tx, row.note).await? else { return Ok(Vec::new()) };
    let unheard_by = stored::not_hearing(tx, row.known_by).await?;
    let mut people = answering(tx, &facts).await?;
    people.retain(|person| Some(*person) != row.writer && !unheard_by.contains(person));
    let mut hearing = Vec::with_capacity(people.len());
    for person in people {
        if stewardship::suspended(tx, person).await?.is_none() {
            hearing.push(person);
        }
    }
    Ok(hearing)
}

/// Asks for the letters that bring a message of the writer.
///
/// # Errors
/// [`Error::Refused`] where nobody would get one.
async fn deliver(ctx: &Ctx, tx: &mut Tx, row: &ExchangeRow, message: NoteMessageId) -> Result<()> {
    let mut is_heard = false;
    for person in hearing(tx, row).await? {
        let Some(own) = store::accounts::of(tx, person).await? else { continue };
        let about = Some(message.bytes().to_vec());
        letters::ask(tx, ctx, Kind::NoteMessage, &own.mail, &own.language, about).await?;
        is_heard = true;
    }
    if is_heard { Ok(()) } else { Err(Error::Refused(vec![("words", Wrong::Unheard)])) }
}

/// A secret address at which to go on with an exchange, for who gets a letter; drawn when it is written. `person` answers for the
/// note; nobody is who wrote first.
pub(crate) async fn draw(ctx: &Ctx, id: ExchangeId, person: Option<PersonId>) -> Result<Token> {
    let token = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::link(&mut tx, token.hash(), id, person, ctx.now()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// Whether an exchange is forgotten by now, whether it is still in the store or not.
pub(crate) fn is_over(row: &ExchangeRow, now: Timestamp) -> bool {
    match row.confirmed {
        None => now >= row.begun.plus_seconds(UNCONFIRMED),
        Some(_) => now >= row.last.plus_seconds(KEPT),
    }
}

/// What somebody sees, by their account; as a visitor without one.
async fn viewer_of(tx: &mut Tx, person: Option<PersonId>) -> Result<Viewer> {
    let Some(person) = person else { return Ok(Viewer::visitor()) };
    let steward = store::people::steward(tx, person).await?.unwrap_or(false);
    sessions::viewer_of(tx, person, steward).await
}

/// The title of the note of an exchange, for who wrote first or one who answers for it, where they may read it today.
pub(crate) async fn title(tx: &mut Tx, row: &ExchangeRow, person: Option<PersonId>) -> Result<Option<String>> {
    let viewer = viewer_of(tx, person.or(row.writer)).await?;
    Ok(store::notes::titles(tx, &viewer, &[row.note]).await?.pop().map(|(_, title)| title))
}

/// The exchange that this address leads to, and who answers for its note there; nobody where it is who wrote first.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, whatever the reason: whoever answered for the note and does not any more
/// reads nothing of it, nor who is suspended.
async fn by_secret(ctx: &Ctx, tx: &mut Tx, note: NoteId, secret: &str) -> Result<(ExchangeRow, Option<PersonId>)> {
    let token = Token::parse(secret).ok_or(Error::NotFound)?;
    let (id, person) = stored::by_link(tx, token.hash()).await?.ok_or(Error::NotFound)?;
    let row = stored::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    if row.note != note || is_over(&row, ctx.now()) {
        return Err(Error::NotFound);
    }
    if let Some(person) = person {
        let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
        let answers = answering(tx, &facts).await?.contains(&person);
        if !answers || stewardship::suspended(tx, person).await?.is_some() {
            return Err(Error::NotFound);
        }
    }
    Ok((row, person))
}

/// What an address of a letter shows.
///
/// # Errors
/// [`Error::NotFound`] where it does not serve, whatever the reason.
pub async fn follow(ctx: &Ctx, note: NoteId, secret: &str) -> Result<ExchangePage> {
    let mut tx = ctx.services.store.heavy().await?;
    let (row, person) = by_secret(ctx, &mut tx, note, secret).await?;
    let messages = stored::messages(&mut tx, row.id).await?;
    let said = |it: MessageRow| Said { by_writer: it.by_writer, words: it.words, written: it.written };
    let is_writer = person.is_none();
    let is_unheard = match person {
        Some(person) => stored::not_hearing(&mut tx, row.known_by).await?.contains(&person),
        None => false,
    };
    let is_closed = is_writer && hearing(&mut tx, &row).await?.is_empty();
    let title = title(&mut tx, &row, person).await?;
    Ok(ExchangePage {
        link: title.map(|title| note_link(note, title)),
        name: crate::people::shown(ctx, row.name),
        is_writer,
        waits: row.confirmed.is_none(),
        is_closed,
        is_unheard,
        messages: messages.into_iter().map(said).collect(),
    })
}

/// Confirms the address of who wrote: the message is sent now. Once it was, nothing more happens.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, or where they may not read the note any more; [`Error::Refused`] where the
/// message would reach nobody.
pub async fn confirm(ctx: &Ctx, note: NoteId, secret: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (row, person) = by_secret(ctx, &mut tx, note, secret).await?;
        if person.is_some() {
            return Err(Error::NotFound);
        }
        if !stored::confirm(&mut tx, row.id, ctx.now()).await? {
            return Ok(());
        }
        title(&mut tx, &row, None).await?.ok_or(Error::NotFound)?;
        let first = stored::messages(&mut tx, row.id).await?.into_iter().next().ok_or(Error::NotFound)?;
        deliver(ctx, &mut tx, &row, first.id).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Adds a message to an exchange, of whoever holds this address; it goes by letter to the other side. The same words sent twice are
/// one message.
///
/// # Errors
/// [`Error::Refused`] for what was typed, or where it would reach nobody; [`Error::TooOften`]; [`Error::NotFound`] where the
/// address does not serve.
pub async fn answer(ctx: &Ctx, note: NoteId, secret: &str, typed: &str) -> Result<()> {
    let (row, person) = by_secret(ctx, &mut ctx.services.store.read().await?, note, secret).await?;
    if row.confirmed.is_none() {
        return Err(Error::NotFound);
    }
    let words = typed_words(typed).map_err(|why| Error::Refused(vec![("words", why)]))?;
    match (person.or(row.writer), &row.mail) {
        (Some(person), _) => Try::to_write(person).take(ctx).await?,
        (None, Some(mail)) => Try::to_write_from(mail).take(ctx).await?,
        (None, None) => return Err(Error::NotFound),
    }
    let services = &ctx.services;
    let id = NoteMessageId::new(&*services.clock, &*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        // A form that is sent twice at once.
        store::names::hold(&mut tx, secret).await?;
        let (row, person) = by_secret(ctx, &mut tx, note, secret).await?;
        let by_writer = person.is_none();
        let last = stored::messages(&mut tx, row.id).await?.pop();
        if last.is_some_and(|last| last.by_writer == by_writer && last.words == words) {
            return Ok(());
        }
        let (words, written) = (words.clone(), ctx.now());
        let said = MessageRow { id, exchange: row.id, person: person.or(row.writer), by_writer, words, written };
        stored::add(&mut tx, &said).await?;
        if by_writer {
            deliver(ctx, &mut tx, &row, id).await?;
        } else {
            bring_back(ctx, &mut tx, &row, id).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Asks for the letter that brings an answer to who wrote.
async fn bring_back(ctx: &Ctx, tx: &mut Tx, row: &ExchangeRow, message: NoteMessageId) -> Result<()> {
    let about = Some(message.bytes().to_vec());
    let own = match row.writer {
        Some(writer) => store::accounts::of(tx, writer).await?,
        None => None,
    };
    match (own, &row.mail) {
        (Some(own), _) => letters::ask(tx, ctx, Kind::NoteAnswer, &own.mail, &own.language, about).await,
        (None, Some(mail)) => letters::ask(tx, ctx, Kind::NoteAnswer, mail, &row.language, about).await,
        (None, None) => Err(Error::Refused(vec![("words", Wrong::Unheard)])),
    }
}

/// Has who holds this address, and answers for the note, receive no message any more from who wrote first, about any note.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, or is of who wrote first.
pub async fn unhear(ctx: &Ctx, note: NoteId, secret: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (row, person) = by_secret(ctx, &mut tx, note, secret).await?;
        stored::unhear(&mut tx, person.ok_or(Error::NotFound)?, row.known_by, ctx.now()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Has them receive such messages again.
///
/// # Errors
/// As [`unhear`].
pub async fn hear(ctx: &Ctx, note: NoteId, secret: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (row, person) = by_secret(ctx, &mut tx, note, secret).await?;
        stored::hear(&mut tx, person.ok_or(Error::NotFound)?, row.known_by).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
