//! Who may edit a note: inviting, answering, leaving, asking another to leave, giving it to a community; and who signs it.

use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::{Authorised, Manage, Note, NoteFacts, Policy, Read};
use domain::tags::Tag;
use domain::{NoteId, PersonId, Timestamp};
use store::Tx;
use store::note_rights::{self as stored, Removal};

use super::{Among, Done, Typed, find, held, known, record, refused};
use crate::accounts::Wrong;
use crate::letters::{self, Kind};
use crate::{Ctx, Error, Result, again, jobs};

/// The kind of job that takes silence for an agreement.
pub(crate) const JOB: &str = "author_removal";

/// Seconds after which an author who was asked to leave and says nothing has agreed: 14 days.
pub(crate) const ANSWERED_WITHIN: i64 = 14 * 24 * 3600;

/// Asks somebody whom whoever asks may name to edit a note. Until they answer, or are asked no more, they may read it.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] and [`Error::Forbidden`] for who may not decide of it.
pub async fn invite(ctx: &Ctx, note: NoteId, typed: &Typed) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        let person = match find(ctx, &mut tx, typed, Among::Met).await? {
            Ok(person) => person,
            Err(why) => return refused("author", why),
        };
        if authorised.facts().authors().contains(&person) {
            return refused("author", Wrong::MayAlready);
        }
        let before = store::touched::note(&mut tx, note).await?;
        if !stored::invite(&mut tx, note, person, ctx.viewer.id(), ctx.now()).await? {
            return refused("author", Wrong::Already);
        }
        record(ctx, &mut tx, note, before).await?;
        letters::tell(&mut tx, ctx, Kind::AuthorInvited, person, note, None).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Asks somebody no more to edit a note.
///
/// # Errors
/// [`Error::NotFound`] for who is not asked; [`Error::Forbidden`] for who may not decide of the note.
pub async fn uninvite(ctx: &Ctx, note: NoteId, person: PersonId) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Manage>(&ctx.viewer, held(&mut tx, note).await?)?;
        end_invitation(ctx, &mut tx, note, person).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Says yes to who asked: from now on, whoever asks may edit the note.
///
/// # Errors
/// [`Error::NotFound`] where nobody asked.
pub async fn accept(ctx: &Ctx, note: NoteId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Read>(&ctx.viewer, held(&mut tx, note).await?)?;
        store::notes::add_author(&mut tx, note, me).await?;
        end_invitation(ctx, &mut tx, note, me).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Says no to who asked.
///
/// # Errors
/// [`Error::NotFound`] where nobody asked.
pub async fn decline(ctx: &Ctx, note: NoteId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Read>(&ctx.viewer, held(&mut tx, note).await?)?;
        end_invitation(ctx, &mut tx, note, me).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

async fn end_invitation(ctx: &Ctx, tx: &mut Tx, note: NoteId, person: PersonId) -> Result<()> {
    let before = store::touched::note(tx, note).await?;
    if !stored::end_invitation(tx, note, person).await? {
        return Err(Error::NotFound);
    }
    record(ctx, tx, note, before).await
}

/// Whoever asks edits the note no more.
///
/// # Errors
/// [`Error::Refused`] where nobody else may edit it; [`Error::NotFound`] for who is no author of it.
pub async fn leave(ctx: &Ctx, note: NoteId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        take_author(ctx, &mut tx, authorised.facts(), me).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Takes an author away, who is asked nothing any more; never the last one who may edit.
pub(super) async fn take_author(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts, person: PersonId) -> Result<()> {
    let note = facts.id();
    if !facts.authors().contains(&person) {
        return Err(Error::NotFound);
    }
    if !facts.is_edited_without(person) {
        return refused("leave", Wrong::LastAuthor);
    }
    let before = store::touched::note(tx, note).await?;
    stored::remove_author(tx, note, person).await?;
    stored::end_removal(tx, note, person).await?;
    record(ctx, tx, note, before).await
}

/// Asks another author to edit the note no more: nothing changes until they agree, or say nothing for 14 days.
///
/// # Errors
/// [`Error::Refused`] where they were asked already; [`Error::NotFound`] for who is no other author; [`Error::Forbidden`] for who may not
/// decide of the note.
pub async fn remove(ctx: &Ctx, note: NoteId, person: PersonId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        if person == me || !authorised.facts().authors().contains(&person) {
            return Err(Error::NotFound);
        }
        match stored::removal(&mut tx, note, person).await?.map(|row| row.state) {
            Some(Removal::Asked | Removal::Refused) => return refused("leave", Wrong::Already),
            // What was settled is no answer to what is asked now.
            Some(Removal::Kept | Removal::Removed) => stored::end_removal(&mut tx, note, person).await?,
            None => {}
        }
        let now = ctx.now();
        stored::ask_removal(&mut tx, note, person, Some(me), now).await?;
        let payload = format!("{note} {person} {}", now.as_micros());
        let due = now.plus_seconds(ANSWERED_WITHIN);
        store::jobs::add(&mut tx, jobs::new_id(&ctx.services), JOB, &payload, due, now).await?;
        letters::tell(&mut tx, ctx, Kind::RemovalAsked, person, note, None).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Agrees to edit the note no more.
///
/// # Errors
/// [`Error::Refused`] where nobody else may edit it any more; [`Error::NotFound`] where nobody asked.
pub async fn agree(ctx: &Ctx, note: NoteId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        let asked = stored::removal(&mut tx, note, me).await?;
        if !asked.is_some_and(|row| row.state == Removal::Asked) {
            return Err(Error::NotFound);
        }
        take_author(ctx, &mut tx, authorised.facts(), me).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Refuses to edit the note no more: stewards settle it.
///
/// # Errors
/// [`Error::NotFound`] where nobody asked.
pub async fn refuse(ctx: &Ctx, note: NoteId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Manage>(&ctx.viewer, held(&mut tx, note).await?)?;
        if !stored::refuse_removal(&mut tx, note, me).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Takes the silence of an author for an agreement; nothing where they answered, or where nobody else may edit the note any more.
pub(crate) async fn lapse(ctx: Ctx, payload: String) -> Result<()> {
    let unread = || Error::Internal("no removal is written so".to_owned());
    let mut words = payload.split(' ');
    let mut word = || words.next().ok_or_else(unread);
    let note: NoteId = word()?.parse().map_err(|_| unread())?;
    let person: PersonId = word()?.parse().map_err(|_| unread())?;
    let asked = Timestamp::from_micros(word()?.parse().map_err(|_| unread())?);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // One in the bin stays as it is.
        let Ok(authorised) = Policy::decide::<Note, Manage>(&ctx.viewer, held(&mut tx, note).await?) else {
            return Ok(());
        };
        let row = stored::removal(&mut tx, note, person).await?;
        let is_silent = row.is_some_and(|row| row.state == Removal::Asked && row.asked == asked);
        let facts = authorised.facts();
        if is_silent && facts.authors().contains(&person) && facts.is_edited_without(person) {
            take_author(&ctx, &mut tx, facts, person).await?;
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}

/// Gives a note to the leads and curators of a linked community that whoever asks may know of, beside its authors; to nobody where none
/// is named.
///
/// # Errors
/// [`Error::Refused`] for no such community, or where nobody else may edit the note; [`Error::NotFound`] and
/// [`Error::Forbidden`] for who may not decide of it.
pub async fn delegate(ctx: &Ctx, note: NoteId, community: &str) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        let facts = authorised.facts();
        let known = known(ctx, &mut tx, note).await?;
        let chosen = known.iter().copied().find(|id| id.to_string() == community);
        if chosen.is_none() && !community.is_empty() {
            return refused("delegated", Wrong::NotAChoice);
        }
        // One that they may not know of is not theirs to change.
        if facts.delegated().is_some_and(|community| !known.contains(&community)) {
            return Err(Error::Forbidden);
        }
        if facts.authors().is_empty() && chosen != facts.delegated() {
            return refused("delegated", Wrong::LastAuthor);
        }
        if chosen != facts.delegated() {
            let before = store::touched::note(&mut tx, note).await?;
            store::notes::set_delegated(&mut tx, note, chosen).await?;
            record(ctx, &mut tx, note, before).await?;
            tx.commit().await?;
        }
        Ok(Done::Done)
    })
    .await
}

/// Whoever asks signs the note no more: by their own wish alone.
///
/// # Errors
/// [`Error::NotFound`] for who does not sign it.
pub async fn unsign(ctx: &Ctx, note: NoteId) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Read>(&ctx.viewer, held(&mut tx, note).await?)?;
        let mut tags = store::touched::words(&mut tx, note).await?;
        if !stored::unsign(&mut tx, note, me).await? {
            return Err(Error::NotFound);
        }
        tags.push(Tag::NotesOf(me));
        tags.sort_unstable();
        tags.dedup();
        let change = Change { who: Some(me), kind: ChangeKind::Edited, thing: Thing::Note(note), tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}
