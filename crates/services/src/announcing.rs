//! Announcing a note to the members of a community that it is linked to: once, on the site and by letter, as each of them chose.

use domain::communities::Role;
use domain::notes::Visibility;
use domain::notifications::NotificationKind;
use domain::policy::{Note, NoteFacts, NoteLink, Policy, Read, Welcome};
use domain::{CommunityId, NoteId, PersonId, Timestamp};
use store::Tx;
use store::announcements as stored;

use crate::accounts::Wrong;
use crate::limits::Try;
use crate::lines::note_link;
use crate::note_rights::held;
use crate::notes::readable;
use crate::notifications::{self, About};
use crate::views::Link;
use crate::{Ctx, Error, Result, again, communities, conversations, sessions};

/// The most characters of what is said of a note.
const WORDS: usize = 500;

/// A community to whose members a note may be announced, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Which community.
    pub community: CommunityId,
    /// Its name, and where it is.
    pub link: Link,
    /// How many members would be told, whatever they chose: nobody is shown that somebody wants no letter.
    pub reach: usize,
    /// When the note was announced to them.
    pub announced: Option<Timestamp>,
}

/// Where whoever asks announces a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncePage {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// To whom, by name.
    pub audiences: Vec<Audience>,
}

/// The linked communities to whose members whoever asks may announce a note.
async fn open_to(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts) -> Result<Vec<CommunityId>> {
    let mut open = Vec::new();
    for id in ctx.viewer.communities_with(&[Role::Facilitator, Role::Lead]) {
        if !facts.communities().contains(&id) {
            continue;
        }
        let Some(community) = store::communities::facts(tx, &ctx.viewer, id, ctx.now()).await? else { continue };
        if Policy::decide::<NoteLink, Welcome>(&ctx.viewer, (facts.clone(), community)).is_ok() {
            open.push(id);
        }
    }
    Ok(open)
}

/// Whether whoever asks may announce a note somewhere.
pub(crate) async fn may_announce(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts) -> Result<bool> {
    Ok(!open_to(ctx, tx, facts).await?.is_empty())
}

/// The members of a community that the note is linked to, whom a letter reaches and who may read the note; but for whoever asks.
async fn audience(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts, community: CommunityId) -> Result<Vec<PersonId>> {
    let mut members = stored::reached(tx, community).await?;
    members.retain(|member| !ctx.viewer.is(*member));
    // Otherwise all members read it.
    if facts.visibility() != Visibility::Authors {
        return Ok(members);
    }
    let mut readers = Vec::new();
    for member in members {
        let steward = store::people::steward(tx, member).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(tx, member, steward).await?;
        if Policy::decide::<Note, Read>(&viewer, facts.clone()).is_ok() {
            readers.push(member);
        }
    }
    Ok(readers)
}

/// To whom whoever asks may announce a note.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for a visitor,
/// and for who may announce it nowhere.
pub async fn read(ctx: &Ctx, note: NoteId) -> Result<AnnouncePage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = readable(ctx, &mut tx, note).await?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    let open = open_to(ctx, &mut tx, &facts).await?;
    if open.is_empty() {
        return Err(Error::Forbidden);
    }
    let mut links = communities::named(ctx, &mut tx, &open).await?;
    let mut audiences = Vec::new();
    for community in open {
        let Some(link) = links.remove(&community) else { continue };
        let announced = stored::of(&mut tx, note, community).await?.map(|(_, at)| at);
        let reach = audience(ctx, &mut tx, &facts, community).await?.len();
        audiences.push(Audience { community, link, reach, announced });
    }
    audiences.sort_by_cached_key(|it| (i18n::sort_key(&it.link.title), it.community));
    Ok(AnnouncePage { note, link: note_link(note, row.title), audiences })
}

/// Announces a note to the members of a community, each as they chose, with a line of whoever asks; how many there are.
///
/// # Errors
/// [`Error::Refused`] for what was typed, and where it was announced there before; [`Error::TooOften`]; as [`read`].
pub async fn announce(ctx: &Ctx, note: NoteId, community: &str, typed: &str) -> Result<usize> {
    let me = ctx.me()?;
    let offered = read(ctx, note).await?.audiences;
    let chosen = offered.iter().find(|it| it.community.to_string() == community).map(|it| it.community);
    let words = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut wrong = Vec::new();
    if chosen.is_none() {
        wrong.push(("community", Wrong::NotAChoice));
    }
    if words.chars().count() > WORDS {
        wrong.push(("words", Wrong::Long));
    }
    let (Some(community), true) = (chosen, wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    Try::to_have_letters_sent(me).take(ctx).await?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let of_it = store::communities::facts(&mut tx, &ctx.viewer, community, ctx.now()).await?;
        let both = (facts.clone(), of_it.ok_or(Error::NotFound)?);
        Policy::decide::<NoteLink, Welcome>(&ctx.viewer, both)?;
        if let Some((_, at)) = stored::of(&mut tx, note, community).await? {
            return Err(Error::Refused(vec![("community", Wrong::Announced(at))]));
        }
        let members = audience(ctx, &mut tx, &facts, community).await?;
        stored::announce(&mut tx, (note, community), me, &words, ctx.now()).await?;
        let about = About { note: Some(note), community: Some(community), notebook: None };
        let cause = Some(notifications::new_id(ctx));
        notifications::tell(ctx, &mut tx, cause, NotificationKind::Announced, about, &members).await?;
        conversations::record(ctx, &mut tx, note).await?;
        tx.commit().await?;
        Ok(members.len())
    })
    .await
}
