//! The conversations of communities about a note: one a note and community.
//!
//! Members who may read the note read them and write there. What is withdrawn keeps its line, and its words are gone; what is hidden
//! is read by who wrote it, and by those who may show it again.

mod hearing;

use std::collections::HashMap;
use std::sync::Arc;

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::{Action, NoteFacts, Policy, Read, TakePart, Thread, Welcome};
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, MessageId, NoteId, ThreadId, Timestamp};
use store::Tx;
use store::conversations::{self as stored, MessageRow, NewMessage};

use hearing::Spoken;

use crate::accounts::{Wrong, missing_or};
use crate::asking::typed_words;
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::lines::note_link;
use crate::note_rights::held;
use crate::notes::readable;
use crate::views::{Link, Said};
use crate::{Ctx, Error, Result, again, bodies, communities, writing};

/// How many messages of a conversation stand under its note: the newest.
const NEWEST: i64 = 20;
/// How many messages a page of a conversation has.
const PAGE: i64 = 100;
/// The most characters of a message.
pub const LONGEST: usize = 5000;

/// Who wrote a message, as members know them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A member, or who left the site and keeps their name.
    Named(String),
    /// Who is no member any more: their own name was perhaps never told there.
    Former,
    /// Who left the site, and does not keep their name.
    Closed,
}

/// A message, for one viewer.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a page shows or not")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Its number in the conversation, from 1.
    pub number: i64,
    /// Who wrote it.
    pub by: By,
    /// In which language they read the site.
    pub language: LanguageTag,
    /// Safe HTML, links resolved for the viewer; nothing where they may not read its words, or these are gone.
    pub html: Option<String>,
    /// Its Markdown, for who may write it again.
    pub source: Option<String>,
    /// Which version this is, from 1.
    pub version: i64,
    /// When it was written.
    pub posted: Timestamp,
    /// When it was written again.
    pub edited: Option<Timestamp>,
    /// Whether its words are gone.
    pub is_withdrawn: bool,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Why, for who wrote it and those who may show it again.
    pub why: Option<String>,
    /// Whether the viewer may take its words away.
    pub may_withdraw: bool,
    /// Whether they may hide it.
    pub may_hide: bool,
    /// Whether they may show it again.
    pub may_show: bool,
}

/// The conversation of a community about a note, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Of which community: its name, and where it is.
    pub community: Link,
    /// Its name in addresses.
    pub alias: String,
    /// Where the whole conversation is.
    pub address: Address,
    /// What the community keeps to itself.
    pub confidentiality: Option<Said>,
    /// How many messages it has.
    pub count: i64,
    /// Some of them, the oldest first.
    pub messages: Vec<Message>,
    /// The number before which there are more.
    pub earlier: Option<i64>,
    /// Whether the viewer may write there.
    pub may_write: bool,
}

/// The conversations about a note, as its page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talks {
    /// Those of communities of the viewer which are linked to the note, or which speak of it.
    pub here: Vec<Talk>,
    /// Where they may begin one: other communities of theirs.
    pub elsewhere: Vec<Link>,
}

/// A page of one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalkPage {
    /// About which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// The conversation.
    pub talk: Talk,
}

/// What a viewer may do in a conversation that they read.
#[derive(Clone, Copy)]
struct Rights {
    writes: bool,
    hides: bool,
}

/// What whoever asks may do in the conversation of a community about a note.
///
/// # Errors
/// As [`Read`] says.
async fn rights(ctx: &Ctx, tx: &mut Tx, note: &NoteFacts, community: CommunityId) -> Result<Rights> {
    let facts = store::communities::facts(tx, &ctx.viewer, community, ctx.now()).await?.ok_or(Error::NotFound)?;
    let both = || (note.clone(), facts.clone());
    Policy::decide::<Thread, Read>(&ctx.viewer, both())?;
    Ok(Rights {
        writes: Policy::decide::<Thread, TakePart>(&ctx.viewer, both()).is_ok(),
        hides: Policy::decide::<Thread, Welcome>(&ctx.viewer, both()).is_ok(),
    })
}

/// That whoever asks may do this in the conversation of that community about a note.
async fn authorised<A: Action<Thread>>(ctx: &Ctx, tx: &mut Tx, note: NoteFacts, alias: &str) -> Result<CommunityId> {
    let id = store::communities::id_of(tx, alias).await?.ok_or(Error::NotFound)?;
    let facts = store::communities::facts(tx, &ctx.viewer, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    Policy::decide::<Thread, A>(&ctx.viewer, (note, facts))?;
    Ok(id)
}

/// The conversations about a note that whoever asks reads; nothing is asked for who is in no community.
pub(crate) async fn around(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts) -> Result<Talks> {
    let own = ctx.viewer.communities();
    let mut talks = Talks::default();
    if own.is_empty() {
        return Ok(talks);
    }
    let note = facts.id();
    let mut rows = stored::newest(tx, note, &own, NEWEST).await?;
    let mut links = communities::named(ctx, tx, &own).await?;
    for community in own {
        let Some(link) = links.remove(&community) else { continue };
        let rights = match rights(ctx, tx, facts, community).await {
            Ok(rights) => rights,
            Err(Error::NotFound | Error::Forbidden) => continue,
            Err(error) => return Err(error),
        };
        let said: Vec<MessageRow> = rows.extract_if(.., |row| row.community == community).collect();
        if !said.is_empty() || (rights.writes && facts.communities().contains(&community)) {
            talks.here.push(talk(ctx, tx, note, (community, link), said, rights).await?);
        } else if rights.writes {
            let address = Address::NoteTalk(note, alias_of(&link));
            talks.elsewhere.push(Link { address, title: link.title });
        }
    }
    talks.here.sort_by_cached_key(|talk| (i18n::sort_key(&talk.community.title), talk.alias.clone()));
    talks.elsewhere.sort_by_cached_key(|link| (i18n::sort_key(&link.title), link.address.to_string()));
    Ok(talks)
}

fn alias_of(link: &Link) -> String {
    if let Address::Community(_, alias) = &link.address { alias.clone() } else { String::new() }
}

/// A conversation, of which these are some messages that follow each other, the oldest first.
async fn talk(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    (id, community): (CommunityId, Link),
    rows: Vec<MessageRow>,
    rights: Rights,
) -> Result<Talk> {
    let confidentiality = communities::confidentiality(ctx, tx, id).await?;
    let earlier = rows.first().map(|row| row.number).filter(|first| *first > 1);
    let count = rows.last().map_or(0, |row| row.number);
    let mut html = rendered(ctx, tx, note, &rows, rights).await?;
    let messages = rows.into_iter().map(|row| {
        let html = html.remove(&row.id);
        message(ctx, row, html, rights)
    });
    let messages = messages.collect();
    let alias = alias_of(&community);
    let address = Address::NoteTalk(note, alias.clone());
    Ok(Talk { community, alias, address, confidentiality, count, messages, earlier, may_write: rights.writes })
}

/// Whether whoever asks reads the words of a message.
fn reads_words(ctx: &Ctx, row: &MessageRow, rights: Rights) -> bool {
    row.withdrawn.is_none() && (row.hidden.is_none() || rights.hides || is_mine(ctx, row))
}

fn is_mine(ctx: &Ctx, row: &MessageRow) -> bool {
    row.author.is_some_and(|author| ctx.viewer.is(author))
}

/// The messages whose words whoever asks reads, as HTML.
async fn rendered(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    rows: &[MessageRow],
    rights: Rights,
) -> Result<HashMap<MessageId, String>> {
    let read = rows.iter().filter(|row| reads_words(ctx, row, rights));
    let texts: Vec<(MessageId, String, LanguageTag)> =
        read.map(|row| (row.id, row.body.clone(), row.language.clone())).collect();
    if texts.is_empty() {
        return Ok(HashMap::new());
    }
    // Away from who waits for short answers.
    let compiling = tokio::task::spawn_blocking(move || {
        let compiled = texts.into_iter().map(|(id, body, language)| (id, bodies::compile(&body, &language)));
        compiled.collect::<Vec<_>>()
    });
    let compiled = compiling.await.map_err(|error| Error::Internal(error.to_string()))?;
    let mut html = HashMap::with_capacity(compiled.len());
    for (id, compiled) in compiled {
        html.insert(id, bodies::render_message(ctx, tx, note, Arc::new(compiled), format!("m-{id}")).await?);
    }
    Ok(html)
}

/// A message as whoever asks sees it.
fn message(ctx: &Ctx, row: MessageRow, html: Option<String>, rights: Rights) -> Message {
    let is_mine = is_mine(ctx, &row);
    let (is_withdrawn, is_hidden) = (row.withdrawn.is_some(), row.hidden.is_some());
    let reads_words = reads_words(ctx, &row, rights);
    let is_written_again = is_mine && rights.writes && !is_withdrawn && !is_hidden;
    Message {
        id: row.id,
        number: row.number,
        by: by(&row),
        language: row.language,
        html,
        source: is_written_again.then_some(row.body),
        version: row.version,
        posted: row.posted,
        edited: row.edited.filter(|_| !is_withdrawn),
        is_withdrawn,
        is_hidden,
        why: (is_hidden && reads_words).then_some(row.hidden_why),
        may_withdraw: is_mine && !is_withdrawn,
        may_hide: rights.hides && !is_withdrawn && !is_hidden,
        may_show: rights.hides && is_hidden,
    }
}

fn by(row: &MessageRow) -> By {
    match row {
        MessageRow { author: None, .. } => By::Closed,
        MessageRow { is_member: true, name, .. } if !name.is_empty() => By::Named(name.clone()),
        MessageRow { is_member: true, own_name, .. } if !own_name.is_empty() => By::Named(own_name.clone()),
        MessageRow { kept_name, .. } if !kept_name.is_empty() => By::Named(kept_name.clone()),
        MessageRow { .. } => By::Former,
    }
}

/// A page of the conversation of a community about a note: what comes before that number, or the newest.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note or know of the community, [`Error::Gone`] where the note was deleted in public;
/// [`Error::Forbidden`] for who is no member.
pub async fn read(ctx: &Ctx, note: NoteId, alias: &str, before: Option<i64>) -> Result<TalkPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = readable(ctx, &mut tx, note).await?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    let community = authorised::<Read>(ctx, &mut tx, facts.clone(), alias).await?;
    let rights = rights(ctx, &mut tx, &facts, community).await?;
    let link = communities::named(ctx, &mut tx, &[community]).await?.remove(&community).ok_or(Error::NotFound)?;
    let last = stored::of(&mut tx, note, community).await?.map_or(0, |(_, last)| last);
    let mut rows = stored::before(&mut tx, note, community, before.unwrap_or(i64::MAX), PAGE).await?;
    rows.reverse();
    let talk = talk(ctx, &mut tx, note, (community, link), rows, rights).await?;
    Ok(TalkPage { note, link: note_link(note, row.title), talk: Talk { count: last, ..talk } })
}

/// What was typed, read.
fn typed_body(typed: &str) -> Result<String> {
    let body = writing::text(typed).trim().to_owned();
    if body.is_empty() || body.chars().count() > LONGEST {
        return Err(Error::Refused(vec![("words", missing_or(&body, Wrong::Long))]));
    }
    Ok(body)
}

/// Says something in the conversation of a community about a note, and begins it where nobody has; which number it got. `after` is
/// the last number that the form showed: a form that is sent twice says it once.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::TooOften`]; [`Error::NotFound`] and [`Error::Forbidden`], as [`TakePart`] says.
pub async fn say(ctx: &Ctx, note: NoteId, alias: &str, typed: &str, after: i64) -> Result<i64> {
    let me = ctx.me()?;
    {
        let mut tx = ctx.services.store.read().await?;
        let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
        authorised::<TakePart>(ctx, &mut tx, facts, alias).await?;
    }
    let body = typed_body(typed)?;
    Try::to_talk(me).take(ctx).await?;
    let services = &ctx.services;
    let language = LanguageTag::parse(ctx.language()).unwrap_or_else(LanguageTag::french);
    let id = MessageId::new(&*services.clock, &*services.randomness);
    let begun = ThreadId::new(&*services.clock, &*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let community = authorised::<TakePart>(ctx, &mut tx, facts.clone(), alias).await?;
        let now = ctx.now();
        // The row of the note is held: nobody else begins it or takes the number.
        let (thread, last) = match stored::of(&mut tx, note, community).await? {
            Some(found) => found,
            None => {
                stored::begin(&mut tx, begun, note, community, me, now).await?;
                (begun, 0)
            }
        };
        if let Some(number) = stored::same(&mut tx, thread, me, &body, after).await? {
            return Ok(number);
        }
        let number = last + 1;
        let new = NewMessage { id, thread, number, author: me, language: &language, body: &body, posted: now };
        stored::say(&mut tx, &new).await?;
        let spoken = Spoken { facts: &facts, community, thread, message: id, body: &body };
        hearing::said(ctx, &mut tx, &spoken).await?;
        record(ctx, &mut tx, note).await?;
        tx.commit().await?;
        Ok(number)
    })
    .await
}

/// Says to the log that what is said of a note changed, or to whom: nothing that search or lists follow.
pub(crate) async fn record(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<()> {
    let (kind, tags) = (ChangeKind::Derived, vec![Tag::Talk(note)]);
    let change = Change { who: ctx.viewer.id(), kind, thing: Thing::Note(note), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// A message of the conversation of a community about a note.
async fn found(tx: &mut Tx, note: NoteId, community: CommunityId, id: MessageId) -> Result<MessageRow> {
    let row = stored::by_id(tx, id).await?;
    row.filter(|row| row.note == note && row.community == community).ok_or(Error::NotFound)
}

/// Writes a message of whoever asks again, over this version of it; its number.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::Conflict`] where it was written again in between; [`Error::Forbidden`] for that of
/// somebody else, and while it is hidden; [`Error::NotFound`] where its words are gone, and as [`TakePart`] says.
pub async fn edit(ctx: &Ctx, note: NoteId, alias: &str, id: MessageId, version: i64, typed: &str) -> Result<i64> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let community = authorised::<TakePart>(ctx, &mut tx, facts.clone(), alias).await?;
        let row = found(&mut tx, note, community, id).await?;
        if !is_mine(ctx, &row) {
            return Err(Error::Forbidden);
        }
        if row.withdrawn.is_some() {
            return Err(Error::NotFound);
        }
        if row.hidden.is_some() {
            return Err(Error::Forbidden);
        }
        let body = typed_body(typed)?;
        if row.body == body {
            // A form that was sent twice.
            return Ok(row.number);
        }
        if !stored::reword(&mut tx, id, version, &body, ctx.now()).await? {
            return Err(Error::Conflict);
        }
        let spoken = Spoken { facts: &facts, community, thread: row.thread, message: id, body: &body };
        hearing::reworded(ctx, &mut tx, &spoken).await?;
        record(ctx, &mut tx, note).await?;
        tx.commit().await?;
        Ok(row.number)
    })
    .await
}

/// Takes the words of a message of whoever asks away for good; its number.
///
/// # Errors
/// [`Error::Forbidden`] for that of somebody else; [`Error::NotFound`], as [`Read`] says.
pub async fn withdraw(ctx: &Ctx, note: NoteId, alias: &str, id: MessageId) -> Result<i64> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let community = authorised::<Read>(ctx, &mut tx, facts, alias).await?;
        let row = found(&mut tx, note, community, id).await?;
        if !is_mine(ctx, &row) {
            return Err(Error::Forbidden);
        }
        if stored::withdraw(&mut tx, id, ctx.now()).await? {
            store::mentions::unname(&mut tx, id).await?;
            hearing::hushed(&mut tx, id).await?;
            record(ctx, &mut tx, note).await?;
            tx.commit().await?;
        }
        Ok(row.number)
    })
    .await
}

/// Hides a message, with a reason; who wrote it is told by letter. Its number.
///
/// # Errors
/// [`Error::Refused`] without a reason; [`Error::Forbidden`] and [`Error::NotFound`], as [`Welcome`] says.
pub async fn hide(ctx: &Ctx, note: NoteId, alias: &str, id: MessageId, why: &str) -> Result<i64> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let community = authorised::<Welcome>(ctx, &mut tx, facts, alias).await?;
        let row = found(&mut tx, note, community, id).await?;
        let why = typed_words(why).map_err(|wrong| Error::Refused(vec![("why", wrong)]))?;
        if stored::hide(&mut tx, id, me, &why, ctx.now()).await? {
            hearing::hushed(&mut tx, id).await?;
            if let Some(author) = row.author.filter(|author| *author != me) {
                letters::tell(&mut tx, ctx, Kind::MessageHidden, author, note, Some(id.bytes())).await?;
            }
            record(ctx, &mut tx, note).await?;
            tx.commit().await?;
        }
        Ok(row.number)
    })
    .await
}

/// Shows a hidden message again; its number.
///
/// # Errors
/// [`Error::Forbidden`] and [`Error::NotFound`], as [`Welcome`] says.
pub async fn show(ctx: &Ctx, note: NoteId, alias: &str, id: MessageId) -> Result<i64> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let community = authorised::<Welcome>(ctx, &mut tx, facts, alias).await?;
        let row = found(&mut tx, note, community, id).await?;
        if stored::show(&mut tx, id).await? {
            record(ctx, &mut tx, note).await?;
            tx.commit().await?;
        }
        Ok(row.number)
    })
    .await
}
