//! Asking to edit a note, and answering who asks: nobody is told who answered.

use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::Role;
use domain::policy::{Answer, Ask, Edit, Note, NoteFacts, Policy};
use domain::tags::Tag;
use domain::{NoteId, PersonId, Timestamp};
use store::Tx;
use store::edit_requests as stored;
pub use store::edit_requests::{EditRequest, EditRequestRow};

use crate::accounts::{Wrong, missing_or};
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::lines::note_link;
use crate::note_rights::{held, record};
use crate::notes::readable;
use crate::views::Link;
use crate::{Ctx, Error, Result, again};

/// How long an answer is kept, in seconds: 90 days.
pub(crate) const ANSWER_KEPT: i64 = 90 * 24 * 3600;
/// The most characters of a reason, of an answer, of a message.
pub(crate) const LONGEST: usize = 2000;
/// The most requests of one person that wait.
const MOST_ASKED: usize = 20;

/// Where whoever asks asks to edit a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskPage {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// What they asked, and what was answered.
    pub request: Option<EditRequestRow>,
}

/// Somebody who asks to edit a note, as those who decide of it see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When.
    pub asked: Timestamp,
}

/// What was typed, trimmed; what is amiss with it otherwise.
pub(crate) fn typed_words(typed: &str) -> std::result::Result<String, Wrong> {
    let words = typed.trim().replace("\r\n", "\n");
    if words.is_empty() || words.chars().count() > LONGEST {
        return Err(missing_or(&words, Wrong::Long));
    }
    Ok(words)
}

/// Who answers for a note today: its authors; of one that no account may edit, those who keep it.
pub(crate) async fn answering(tx: &mut Tx, facts: &NoteFacts) -> Result<Vec<PersonId>> {
    let mut people = if !facts.is_kept() {
        store::note_rights::editors(tx, facts.id()).await?
    } else if let Some(community) = facts.keeping_community() {
        let roles = store::memberships::roles(tx, community).await?;
        let keeps = roles.into_iter().filter(|row| matches!(row.role, Role::Curator | Role::Lead));
        keeps.map(|row| row.person).collect()
    } else if facts.came_in_with_led_notebook() {
        facts.came_in_leads().to_vec()
    } else {
        store::exchanges::stewards(tx).await?
    };
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// What whoever asks may ask of a note, or asked.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for a
/// visitor, and for who may edit it and did not ask.
pub async fn read(ctx: &Ctx, note: NoteId) -> Result<AskPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = readable(ctx, &mut tx, note).await?;
    let me = ctx.viewer.id().ok_or(Error::Forbidden)?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    let request = stored::of(&mut tx, note, me).await?;
    let was_accepted = request.as_ref().is_some_and(|row| row.state == EditRequest::Accepted);
    if Policy::decide::<Note, Edit>(&ctx.viewer, facts.clone()).is_err() {
        Policy::decide::<Note, Ask>(&ctx.viewer, facts)?;
        // They may edit it no more: the yes of before is no answer to what they would ask now.
        let request = request.filter(|row| row.state != EditRequest::Accepted);
        return Ok(AskPage { note, link: note_link(note, row.title), request });
    }
    if !was_accepted {
        return Err(Error::Forbidden);
    }
    Ok(AskPage { note, link: note_link(note, row.title), request })
}

/// Asks to edit a note; those who answer for it are told. Where a request of theirs waits, it says this instead, and
/// nobody is told again.
///
/// # Errors
/// [`Error::Refused`] for what was typed, or where too many requests of theirs wait; [`Error::TooOften`]; as [`read`].
pub async fn ask(ctx: &Ctx, note: NoteId, reason: &str) -> Result<()> {
    read(ctx, note).await?;
    let me = ctx.me()?;
    let reason = typed_words(reason).map_err(|why| Error::Refused(vec![("reason", why)]))?;
    Try::to_write(me).take(ctx).await?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        Policy::decide::<Note, Ask>(&ctx.viewer, facts.clone())?;
        store::names::hold(&mut tx, &me.to_string()).await?;
        let waits = stored::of(&mut tx, note, me).await?.is_some_and(|row| row.state == EditRequest::Asked);
        if waits {
            // Who was told reads the new reason where they read the first one.
            stored::ask(&mut tx, note, me, &reason, ctx.now()).await?;
            tx.commit().await?;
            return Ok(());
        }
        if usize::try_from(stored::count_of(&mut tx, me).await?).is_ok_and(|count| count >= MOST_ASKED) {
            return Err(Error::Refused(vec![("reason", Wrong::TooManyWait(MOST_ASKED))]));
        }
        stored::ask(&mut tx, note, me, &reason, ctx.now()).await?;
        for person in answering(&mut tx, &facts).await? {
            letters::tell(&mut tx, ctx, Kind::EditAsked, person, note, Some(me.bytes())).await?;
        }
        forget_pages(ctx, &mut tx, note).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes back what whoever asks asked.
///
/// # Errors
/// [`Error::NotFound`] where nothing waits; as [`read`].
pub async fn withdraw(ctx: &Ctx, note: NoteId) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Ask>(&ctx.viewer, held(&mut tx, note).await?)?;
        if !stored::withdraw(&mut tx, note, me).await? {
            return Err(Error::NotFound);
        }
        forget_pages(ctx, &mut tx, note).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Has the pages of a note made anew, which tell those who answer for it how many wait. The log says no more than that: not who
/// asks, which goes before the log does.
async fn forget_pages(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<()> {
    let change = Change { who: None, kind: ChangeKind::Derived, thing: Thing::Note(note), tags: vec![Tag::Note(note)] };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// Who waits for an answer, oldest first; nobody for who does not answer for the note.
pub(crate) async fn waiting(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts) -> Result<Vec<Requested>> {
    if Policy::decide::<Note, Answer>(&ctx.viewer, facts.clone()).is_err() {
        return Ok(Vec::new());
    }
    let rows = stored::waiting(tx, facts.id()).await?;
    let requested = |row: EditRequestRow| Requested {
        person: row.person,
        name: crate::people::shown(ctx, row.name),
        reason: row.reason,
        asked: row.asked,
    };
    Ok(rows.into_iter().map(requested).collect())
}

/// Answers who asks to edit a note. A yes makes them an author; of a note that was kept, the first one.
///
/// # Errors
/// [`Error::Refused`] for what was typed: a no needs words; [`Error::NotFound`] where they do not ask any more, or for who may not
/// read the note; [`Error::Forbidden`] for who does not answer for it.
pub async fn answer(ctx: &Ctx, note: NoteId, person: PersonId, state: EditRequest, words: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Answer>(&ctx.viewer, held(&mut tx, note).await?)?;
        let words = match typed_words(words) {
            Err(Wrong::Missing) if state == EditRequest::Accepted => String::new(),
            words => words.map_err(|why| Error::Refused(vec![("words", why)]))?,
        };
        let before = store::touched::note(&mut tx, note).await?;
        if !stored::answer(&mut tx, note, person, state, &words, ctx.now()).await? {
            return Err(Error::NotFound);
        }
        if state == EditRequest::Accepted {
            store::notes::add_author(&mut tx, note, person).await?;
            store::note_rights::end_invitation(&mut tx, note, person).await?;
            record(ctx, &mut tx, note, before).await?;
        }
        letters::tell(&mut tx, ctx, Kind::EditAnswered, person, note, None).await?;
        forget_pages(ctx, &mut tx, note).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
