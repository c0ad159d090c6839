//! Withdrawing words from all versions of a note, where they named a person or told a secret: the lines stay, the words are nowhere.

use std::collections::HashMap;

use domain::changes::{Change, ChangeKind, Thing};
use domain::notes::{NoteKind, Withdrawal};
use domain::policy::{self, NoteFacts, Policy};
use domain::tags::Tag;
use domain::withdrawing::{NotAPassage, Passage, SHORTEST};
use domain::{NoteId, Title, WithdrawalId};
use markup::{Compiled, Reference};
use store::Tx;
use store::notes::NoteRow;
use store::withdrawals::{self as stored, WithdrawalRow};

use super::compiled;
use crate::accounts::Wrong;
use crate::asking::answering;
use crate::letters::{self, Kind};
use crate::lines::note_link;
use crate::notes::readable;
use crate::views::Link;
use crate::{Ctx, Error, Result, again, links};

/// What was typed and chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedWithdrawal {
    /// The words, exactly as they stand.
    pub passage: String,
    /// For what kind of reason.
    pub why: String,
}

/// A note from which whoever asks may withdraw words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawing {
    /// Its title and address.
    pub link: Link,
    /// Its newest version: one that is saved meanwhile is looked at first.
    pub newest: i64,
}

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The numbers of the versions, oldest first.
    pub versions: Vec<i64>,
    /// Whether the newest is one of them.
    pub in_newest: bool,
    /// Whether they stand in what the note says beside its versions.
    pub beside: bool,
}

/// What whoever asks would withdraw words from.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for who
/// reads it, may not edit it and does not run the site.
pub async fn withdrawing(ctx: &Ctx, note: NoteId) -> Result<Withdrawing> {
    let mut tx = ctx.services.store.read().await?;
    let (row, _) = withdrawable(ctx, &mut tx, note).await?;
    Ok(Withdrawing { link: note_link(note, row.title), newest: row.revision })
}

async fn withdrawable(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<(NoteRow, NoteFacts)> {
    let row = readable(ctx, tx, note).await?;
    let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
    Policy::decide::<policy::Note, policy::Withdraw>(&ctx.viewer, facts.clone())?;
    Ok((row, facts))
}

fn read(typed: &TypedWithdrawal) -> Result<(Passage, Withdrawal)> {
    let mut wrong = Vec::new();
    let passage = Passage::parse(&typed.passage).map_err(|why| {
        wrong.push((
            "passage",
            match why {
                NotAPassage::Empty => Wrong::Missing,
                NotAPassage::Short => Wrong::Few(SHORTEST),
                NotAPassage::Long => Wrong::Long,
            },
        ));
    });
    let why = Withdrawal::parse(&typed.why);
    if why.is_none() {
        wrong.push(("why", Wrong::NotAChoice));
    }
    match (passage, why) {
        (Ok(passage), Some(why)) => Ok((passage, why)),
        _ => Err(Error::Refused(wrong)),
    }
}

/// Where the words stand that were typed.
///
/// # Errors
/// As [`withdrawing`]; [`Error::Refused`] for what was typed, and for words that stand nowhere.
pub async fn standing(ctx: &Ctx, note: NoteId, typed: &TypedWithdrawal) -> Result<Standing> {
    let (passage, _) = read(typed)?;
    let mut tx = ctx.services.store.heavy().await?;
    let (row, _) = withdrawable(ctx, &mut tx, note).await?;
    stands(&mut tx, &row, &passage).await
}

async fn stands(tx: &mut Tx, row: &NoteRow, passage: &Passage) -> Result<Standing> {
    let versions = stored::standing(tx, row.id, passage).await?;
    let beside = stored::beside(tx, row.id, passage).await?;
    if versions.is_empty() && !beside {
        return Err(Error::Refused(vec![("passage", Wrong::Nowhere)]));
    }
    Ok(Standing { in_newest: versions.contains(&row.revision), versions, beside })
}

/// Withdraws the words that were typed from all versions of a note up to `newest`, and from what it says beside them. Those who
/// answer for it are told, but for whoever asks.
///
/// # Errors
/// As [`standing`]; [`Error::Conflict`] where a version was saved meanwhile, and nothing was withdrawn.
pub async fn withdraw(ctx: &Ctx, note: NoteId, newest: i64, typed: &TypedWithdrawal) -> Result<()> {
    let (passage, why) = read(typed)?;
    let (seen, _) = withdrawable(ctx, &mut ctx.services.store.heavy().await?, note).await?;
    let before = compiled(&seen.body, &seen.language).await?;
    let after = compiled(&passage.taken_from(&seen.body), &seen.language).await?;
    let services = &ctx.services;
    let id = WithdrawalId::new(&*services.clock, &*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        store::notes::lock(&mut tx, note).await?;
        let (row, facts) = withdrawable(ctx, &mut tx, note).await?;
        if row.revision != newest || row.body != seen.body || row.language != seen.language {
            return Err(Error::Conflict);
        }
        stands(&mut tx, &row, &passage).await?;
        let mut tags = store::touched::note(&mut tx, note).await?;
        let versions = stored::from_versions(&mut tx, note, &passage).await?;
        if passage.stands_in(&row.title) || passage.stands_in(&row.body) {
            tags.extend(newly_said(ctx, &mut tx, &row, &passage, (&before, &after)).await?);
        }
        stored::from_beside(&mut tx, note, &passage).await?;
        tags.extend(store::touched::note(&mut tx, note).await?);
        // The log names no title: what a title was stays nowhere.
        stored::from_log(&mut tx, note).await?;
        tags.retain(|tag| !matches!(tag, Tag::Title(_)));
        tags.push(Tag::Everything);
        tags.sort_unstable();
        tags.dedup();
        let now = ctx.now();
        let change = Change { who: ctx.viewer.id(), kind: ChangeKind::Edited, thing: Thing::Note(note), tags };
        store::changes::record(&mut tx, now, &change).await?;
        let kept = WithdrawalRow { id, why, versions, at: now };
        stored::add(&mut tx, note, &kept, ctx.viewer.id()).await?;
        for person in answering(&mut tx, &facts).await? {
            if !ctx.viewer.is(person) {
                letters::tell(&mut tx, ctx, Kind::WordsWithdrawn, person, note, Some(id.bytes())).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Says what follows from the words of a note that are left: what it is called, its first words, where its links lead, which are
/// those of before. Gives the questions that the links answer anew.
async fn newly_said(
    ctx: &Ctx,
    tx: &mut Tx,
    row: &NoteRow,
    passage: &Passage,
    (before, after): (&Compiled, &Compiled),
) -> Result<Vec<Tag>> {
    let title = Title::from_store(passage.taken_from(&row.title));
    let sort_key = i18n::sort_key(title.as_str());
    stored::rename(tx, row.id, &title, sort_key.clone(), &after.excerpt).await?;
    if row.kind == NoteKind::Term && title.as_str() != row.title {
        let means = after.first_paragraph();
        store::writing::reword_term(tx, row.id, &row.language, title.as_str(), sort_key, means).await?;
    }
    let led: HashMap<i64, NoteId> = store::links::targets(tx, row.id).await?.into_iter().collect();
    let mut leads = HashMap::new();
    for target in &before.targets {
        let Reference::Title { key, .. } = &target.reference else { continue };
        if let Some(note) = i64::try_from(target.ordinal).ok().and_then(|place| led.get(&place)) {
            leads.insert(key.clone(), *note);
        }
    }
    let rows = links::rows(after, &|key| leads.get(key).copied());
    let files = store::attachments::readable(tx, &ctx.viewer, row.id, &links::files(after)).await?;
    let files: Vec<_> = files.into_iter().map(|file| file.id).collect();
    Ok(links::keep(tx, row.id, &rows, &files).await?)
}
