//! Who reads a note: its visibility, the communities that it is linked to, the readers that are named.

use domain::notes::Visibility;
use domain::policy::{self, Authorised, Manage, Note, NoteLink, Policy, Read, Unlink};
use domain::tags::Tag;
use domain::{CommunityId, NoteId, PersonId};
use store::Tx;
use store::note_rights as stored;

use super::{Among, Done, Typed, find, held, known, record, refused, seen};
use crate::accounts::Wrong;
use crate::letters::{self, Kind};
use crate::notes::{community_link, readable};
use crate::views::CommunityLink;
use crate::{Ctx, Error, Result, again, licences, writing};

/// Who may read a note, as whoever asks sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readership {
    /// The words of it.
    pub visibility: Visibility,
    /// The linked communities that they may know of.
    pub linked: Vec<CommunityLink>,
    /// What they see of it: what widens it says that it was seen.
    pub seen: String,
}

/// Who may read a note that whoever asks may read.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn readership(ctx: &Ctx, note: NoteId) -> Result<Readership> {
    let mut tx = ctx.services.store.read().await?;
    let visibility = readable(ctx, &mut tx, note).await?.visibility;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    Policy::decide::<Note, Read>(&ctx.viewer, facts)?;
    let rows = store::notes::communities(&mut tx, &ctx.viewer, note, ctx.language()).await?;
    let linked: Vec<CommunityLink> = rows.into_iter().map(community_link).collect();
    let known: Vec<CommunityId> = linked.iter().map(|it| it.community).collect();
    Ok(Readership { visibility, seen: seen(visibility, &known), linked })
}

/// That whoever asks decides of a note.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for who reads it
/// and does not decide.
pub async fn may_decide(ctx: &Ctx, note: NoteId) -> Result<()> {
    let mut tx = ctx.services.store.read().await?;
    readable(ctx, &mut tx, note).await?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    Policy::decide::<Note, Manage>(&ctx.viewer, facts)?;
    Ok(())
}

/// Says who may read a note. Where more may than now, `sees` says what whoever asks saw of it: without it, nothing changes. A note
/// that becomes public is so under the licence that was chosen, else under the one that is proposed.
///
/// # Errors
/// [`Error::Refused`] for the members of communities where they know of none that is linked, or for a licence that is not offered;
/// [`Error::NotFound`] and [`Error::Forbidden`] for who may not decide of it.
pub async fn set_visibility(ctx: &Ctx, note: NoteId, level: &str, sees: &str, licence: &str) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        let now = authorised.facts().visibility();
        let Some(level) = Visibility::parse(level) else { return refused("visibility", Wrong::NotAChoice) };
        let known = known(ctx, &mut tx, note).await?;
        if level == Visibility::Community && known.is_empty() {
            return refused("visibility", Wrong::Unlinked);
        }
        if level > now && sees != seen(now, &known) {
            return Ok(Done::Asks);
        }
        if level != now {
            let mut before = store::touched::note(&mut tx, note).await?;
            if level > now {
                before.push(Tag::Opened(now));
            }
            let published = (level != Visibility::Authors).then(|| ctx.now());
            if level == Visibility::Public {
                publish_under(ctx, &mut tx, note, licence).await?;
            }
            store::notes::set_visibility(&mut tx, note, level, published).await?;
            record(ctx, &mut tx, note, before).await?;
            if level > now {
                resolve(ctx, &mut tx, note).await?;
            }
            tx.commit().await?;
        }
        Ok(Done::Done)
    })
    .await
}

/// Says under which licence a note is published: what was chosen, of what is offered.
async fn publish_under(ctx: &Ctx, tx: &mut Tx, note: NoteId, typed: &str) -> Result<()> {
    let row = store::notes::by_id(tx, &ctx.viewer, note).await?.ok_or(Error::NotFound)?;
    let proposed = licences::of_note(ctx, tx, &row).await?;
    match licences::chosen(typed, proposed) {
        Ok(licence) if licence.is_empty() => Ok(()),
        Ok(licence) => Ok(store::notes::set_licence(tx, note, &licence).await?),
        Err(why) => refused("licence", why),
    }
}

/// Links a note to a community of whoever asks. Where its members read it from now on, `sees` says what whoever asks saw of it, and
/// the other authors are told.
///
/// # Errors
/// [`Error::Refused`] for no community of theirs, a closed one, or one that it is linked to; [`Error::NotFound`] and
/// [`Error::Forbidden`] for who may not decide of it.
pub async fn link(ctx: &Ctx, note: NoteId, community: &str, sees: &str) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        // Whether it is theirs to decide comes before anything that is said of communities.
        Policy::decide::<Note, Manage>(&ctx.viewer, facts.clone())?;
        let joined = stored::joined(&mut tx, me, note, ctx.language()).await?;
        let chosen = joined.iter().map(|(id, ..)| *id).find(|id| id.to_string() == community);
        let Some(community) = chosen else { return refused("community", Wrong::NotAChoice) };
        let circle =
            store::communities::facts(&mut tx, &ctx.viewer, community, ctx.now()).await?.ok_or(Error::NotFound)?;
        let authorised: Authorised<NoteLink, policy::Link> = Policy::decide(&ctx.viewer, (facts, circle))?;
        let widens = authorised.facts().0.visibility() == Visibility::Community;
        if widens && sees != seen(Visibility::Community, &known(ctx, &mut tx, note).await?) {
            return Ok(Done::Asks);
        }
        let before = store::touched::note(&mut tx, note).await?;
        store::notes::link_community(&mut tx, note, community, ctx.now()).await?;
        record(ctx, &mut tx, note, before).await?;
        resolve(ctx, &mut tx, note).await?;
        if widens {
            for person in others(ctx, stored::editors(&mut tx, note).await?) {
                letters::tell(&mut tx, ctx, Kind::NoteLinked, person, note, Some(community.bytes())).await?;
            }
        }
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// The same for the community of this alias. One that they may not know of is as one that is not theirs.
///
/// # Errors
/// As [`link`].
pub async fn link_to(ctx: &Ctx, note: NoteId, alias: &str, sees: &str) -> Result<Done> {
    let community = named(ctx, alias).await?.map(|community| community.to_string());
    link(ctx, note, &community.unwrap_or_default(), sees).await
}

/// The community of this alias, where whoever asks may know of it.
async fn named(ctx: &Ctx, alias: &str) -> Result<Option<CommunityId>> {
    let mut tx = ctx.services.store.read().await?;
    Ok(store::communities::by_alias(&mut tx, &ctx.viewer, alias).await?.map(|row| row.id))
}

/// Takes a note out of what is linked to a community; the authors are told. A note for the members of its communities that loses the last
/// one is for its authors.
///
/// # Errors
/// [`Error::Refused`] where its leads and curators alone may edit the note; [`Error::NotFound`] and [`Error::Forbidden`] for who
/// may not.
pub async fn unlink(ctx: &Ctx, note: NoteId, community: CommunityId) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let circle =
            store::communities::facts(&mut tx, &ctx.viewer, community, ctx.now()).await?.ok_or(Error::NotFound)?;
        let authorised: Authorised<NoteLink, Unlink> = Policy::decide(&ctx.viewer, (facts, circle))?;
        let (facts, _) = authorised.facts();
        let was_given = facts.delegated() == Some(community);
        if was_given && facts.authors().is_empty() {
            return refused("community", Wrong::LastAuthor);
        }
        let before = store::touched::note(&mut tx, note).await?;
        stored::unlink(&mut tx, note, community).await?;
        if was_given {
            store::notes::set_delegated(&mut tx, note, None).await?;
        }
        if facts.visibility() == Visibility::Community && facts.communities().len() == 1 {
            store::notes::set_visibility(&mut tx, note, Visibility::Authors, None).await?;
        }
        record(ctx, &mut tx, note, before).await?;
        for person in others(ctx, stored::editors(&mut tx, note).await?) {
            letters::tell(&mut tx, ctx, Kind::NoteUnlinked, person, note, Some(community.bytes())).await?;
        }
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// The same for the community of this alias.
///
/// # Errors
/// As [`unlink`]; [`Error::Gone`] of a note that was deleted in public.
pub async fn unlink_from(ctx: &Ctx, note: NoteId, alias: &str) -> Result<Done> {
    let mut tx = ctx.services.store.read().await?;
    readable(ctx, &mut tx, note).await?;
    drop(tx);
    unlink(ctx, note, named(ctx, alias).await?.ok_or(Error::NotFound)?).await
}

/// Names one more reader, whom whoever asks may name, of a note that not everyone may read; they are told.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] and [`Error::Forbidden`] for who may not decide of it.
pub async fn add_reader(ctx: &Ctx, note: NoteId, typed: &Typed) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised: Authorised<Note, Manage> = Policy::decide(&ctx.viewer, held(&mut tx, note).await?)?;
        let facts = authorised.facts();
        let person = match find(ctx, &mut tx, typed, Among::Met).await? {
            Ok(person) => person,
            Err(why) => return refused("reader", why),
        };
        let is_open = facts.visibility() == Visibility::Public;
        if is_open || facts.readers().contains(&person) || facts.authors().contains(&person) {
            return refused("reader", Wrong::MayAlready);
        }
        let before = store::touched::note(&mut tx, note).await?;
        store::notes::add_reader(&mut tx, note, person).await?;
        record(ctx, &mut tx, note, before).await?;
        letters::tell(&mut tx, ctx, Kind::NoteReader, person, note, None).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Names a reader no more.
///
/// # Errors
/// [`Error::NotFound`] for who is none; [`Error::Forbidden`] for who may not decide of the note.
pub async fn remove_reader(ctx: &Ctx, note: NoteId, person: PersonId) -> Result<Done> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Manage>(&ctx.viewer, held(&mut tx, note).await?)?;
        let before = store::touched::note(&mut tx, note).await?;
        if !stored::remove_reader(&mut tx, note, person).await? {
            return Err(Error::NotFound);
        }
        record(ctx, &mut tx, note, before).await?;
        tx.commit().await?;
        Ok(Done::Done)
    })
    .await
}

/// Leads to a note that more may read from now on the links that waited for its title.
async fn resolve(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<()> {
    for (_, title) in store::notes::titles(tx, &ctx.viewer, &[note]).await? {
        writing::resolve_waiting(ctx, tx, note, &title).await?;
    }
    Ok(())
}

/// All of these but whoever asks.
fn others(ctx: &Ctx, people: Vec<PersonId>) -> impl Iterator<Item = PersonId> {
    let me = ctx.viewer.id();
    people.into_iter().filter(move |person| Some(*person) != me)
}
