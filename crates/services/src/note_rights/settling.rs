//! What stewards settle: whether an author who refuses to leave a note stays.

use domain::audit::Act;
use domain::policy::Steward;
use domain::{NoteId, PersonId, Timestamp};
use store::note_rights::{self as stored, Removal};

use super::authors::take_author;
use super::{held, refused};
use crate::accounts::Wrong;
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::lines::note_link;
use crate::views::Link;
use crate::{Ctx, Error, Result, again, people};

/// How long what was settled is kept, in seconds: 30 days.
pub(crate) const SETTLED_KEPT: i64 = 30 * 24 * 3600;
/// The most bytes of a reason.
const LONGEST_REASON: usize = 2_000;

/// An author who refused to leave a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which note.
    pub note: NoteId,
    /// Its title and address, where whoever asks may read it.
    pub link: Option<Link>,
    /// Who refuses.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Who asked, by name.
    pub asker: String,
    /// When.
    pub asked: Timestamp,
}

/// The refusals that nobody settled, oldest first; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn refusals(ctx: &Ctx) -> Result<Vec<Refusal>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let rows = stored::refused(&mut tx).await?;
    let notes: Vec<NoteId> = rows.iter().map(|row| row.note).collect();
    let titles = store::notes::titles(&mut tx, &ctx.viewer, &notes).await?;
    let refusal = |row: stored::RemovalRow| Refusal {
        note: row.note,
        link: titles.iter().find(|(id, _)| *id == row.note).map(|(id, title)| note_link(*id, title.clone())),
        person: row.person,
        name: people::shown(ctx, row.name),
        asker: people::shown(ctx, row.asker),
        asked: row.asked,
    };
    Ok(rows.into_iter().map(refusal).collect())
}

/// How many refusals nobody settled; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    ctx.authorise_site::<Steward>()?;
    Ok(stored::refused_count(&mut ctx.services.store.read().await?).await?)
}

/// Settles a refusal, with a reason that both are told: the author stays, or edits the note no more.
///
/// # Errors
/// [`Error::Refused`] for no reason, or where nobody else may edit the note; [`Error::NotFound`] where there is no such refusal any more,
/// and for anyone but a steward.
pub async fn settle(ctx: &Ctx, note: NoteId, person: PersonId, state: Removal, reason: &str) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let reason = reason.trim();
    if reason.is_empty() {
        return refused("reason", Wrong::Missing);
    }
    if reason.len() > LONGEST_REASON {
        return refused("reason", Wrong::Long);
    }
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let facts = held(&mut tx, note).await?;
        let row = stored::removal(&mut tx, note, person).await?.filter(|row| row.state == Removal::Refused);
        let row = row.ok_or(Error::NotFound)?;
        let now = ctx.now();
        if state == Removal::Removed && facts.authors().contains(&person) {
            take_author(ctx, &mut tx, &facts, person).await?;
            // What was asked goes with the author: it is kept for the letters.
            stored::ask_removal(&mut tx, note, person, row.asked_by, row.asked).await?;
            stored::refuse_removal(&mut tx, note, person).await?;
        }
        stored::settle_removal(&mut tx, note, person, state, reason, now).await?;
        let act = if state == Removal::Removed { Act::AuthorRemoved } else { Act::AuthorKept };
        audit::record(ctx, &mut tx, act, On::person(person)).await?;
        for told in [Some(person), row.asked_by].into_iter().flatten() {
            letters::tell(&mut tx, ctx, Kind::RemovalSettled, told, note, Some(person.bytes())).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}
