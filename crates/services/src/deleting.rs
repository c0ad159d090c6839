//! Deleting a note: thirty days in the bin, from which whoever decides of it takes it out with all that it had; then its words go.

use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::{Manage, Note, NoteFacts, Policy, Read, Restore};
use domain::tags::Tag;
use domain::{NoteId, PersonId, Slug, Timestamp};
use store::Tx;
use store::deleting as stored;

use crate::letters::{self, Kind};
use crate::lines::note_link;
use crate::notes::{notebook_link, readable};
use crate::views::Link;
use crate::{Ctx, Error, Result, again, jobs, sessions};

/// How many days a note stays in the bin.
pub const DAYS: i64 = 30;
/// The kind of job that takes the words of a note away.
pub(crate) const JOB: &str = "bin";
/// Seconds of those days.
const KEPT: i64 = DAYS * 24 * 3600;
/// How many citing notes, or notes of the bin, are named.
const MOST: i64 = 200;

/// A note that is about to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleting {
    /// Its title and address.
    pub link: Link,
    /// Until when it can be taken out of the bin.
    pub until: Timestamp,
    /// The notes that cite it, of those that whoever asks may read.
    pub cited_by: Vec<Link>,
    /// The notebooks where it stands, the same.
    pub notebooks: Vec<Link>,
}

/// A note in the bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binned {
    /// Which one.
    pub note: NoteId,
    /// Its title.
    pub title: String,
    /// Since when it is there.
    pub deleted: Timestamp,
    /// Until when it can be taken out.
    pub until: Timestamp,
}

/// What whoever asks would delete.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for who
/// reads it and may not decide of it.
pub async fn deleting(ctx: &Ctx, note: NoteId) -> Result<Deleting> {
    let mut tx = ctx.services.store.read().await?;
    let row = readable(ctx, &mut tx, note).await?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    Policy::decide::<Note, Manage>(&ctx.viewer, facts)?;
    let citing = store::links::citing(&mut tx, &ctx.viewer, note, MOST).await?;
    let holding = store::placements::holding(&mut tx, &ctx.viewer, note).await?;
    Ok(Deleting {
        link: note_link(note, row.title),
        until: ctx.now().plus_seconds(KEPT),
        cited_by: citing.into_iter().map(|row| note_link(row.note, row.title)).collect(),
        notebooks: holding.into_iter().map(|held| notebook_link(held.id, held.title)).collect(),
    })
}

/// Puts a note into the bin. The leads of others' notebooks where it stands and the authors who cite it are told, as far as they could
/// read it.
///
/// # Errors
/// As [`deleting`].
pub async fn delete(ctx: &Ctx, note: NoteId) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::notes::lock(&mut tx, note).await?;
        readable(ctx, &mut tx, note).await?;
        let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
        Policy::decide::<Note, Manage>(&ctx.viewer, facts.clone())?;
        let told = told(ctx, &mut tx, &facts).await?;
        let (now, before) = (ctx.now(), store::touched::note(&mut tx, note).await?);
        store::notes::set_deleted(&mut tx, note, Some(now)).await?;
        record(ctx, &mut tx, note, ChangeKind::Deleted, before).await?;
        let payload = format!("{note} {}", now.as_micros());
        store::jobs::add(&mut tx, jobs::new_id(&ctx.services), JOB, &payload, now.plus_seconds(KEPT), now).await?;
        for person in told {
            letters::tell(&mut tx, ctx, Kind::NoteDeleted, person, note, None).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Whom the deletion of a note concerns, of those who may read it today, but for whoever asks.
async fn told(ctx: &Ctx, tx: &mut Tx, facts: &NoteFacts) -> Result<Vec<PersonId>> {
    let mut told = Vec::new();
    for person in stored::concerned(tx, facts.id()).await? {
        if ctx.viewer.is(person) {
            continue;
        }
        let steward = store::people::steward(tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(tx, person, steward).await?;
        if Policy::decide::<Note, Read>(&viewer, facts.clone()).is_ok() {
            told.push(person);
        }
    }
    Ok(told)
}

/// Says to the log that a note was deleted or restored; `tags` are the questions of before.
async fn record(ctx: &Ctx, tx: &mut Tx, note: NoteId, kind: ChangeKind, mut tags: Vec<Tag>) -> Result<()> {
    tags.extend(store::touched::note(tx, note).await?);
    tags.sort_unstable();
    tags.dedup();
    let change = Change { who: ctx.viewer.id(), kind, thing: Thing::Note(note), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// The notes that whoever asks may take out of the bin, the last deleted first.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn binned(ctx: &Ctx) -> Result<Vec<Binned>> {
    ctx.me()?;
    let mut tx = ctx.services.store.heavy().await?;
    let rows = stored::binned(&mut tx, &ctx.viewer, MOST).await?;
    let binned = |(note, title, deleted): (NoteId, String, Timestamp)| Binned {
        note,
        title,
        deleted,
        until: deleted.plus_seconds(KEPT),
    };
    Ok(rows.into_iter().map(binned).collect())
}

/// Takes a note out of the bin, with its placements, its links and its rights; gives where it is. One that was taken out already
/// stays as it is, so that it can be asked twice.
///
/// # Errors
/// [`Error::NotFound`] for who may not decide of it, and for one whose words are gone.
pub async fn restore(ctx: &Ctx, note: NoteId) -> Result<Address> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::notes::lock(&mut tx, note).await?;
        let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
        if !facts.is_deleted() {
            Policy::decide::<Note, Manage>(&ctx.viewer, facts).map_err(|_| Error::NotFound)?;
            return Ok(note_link(note, readable(ctx, &mut tx, note).await?.title).address);
        }
        Policy::decide::<Note, Restore>(&ctx.viewer, facts)?;
        let (title, _) = stored::in_bin(&mut tx, note).await?.ok_or(Error::NotFound)?;
        let before = store::touched::note(&mut tx, note).await?;
        store::notes::set_deleted(&mut tx, note, None).await?;
        record(ctx, &mut tx, note, ChangeKind::Restored, before).await?;
        tx.commit().await?;
        Ok(Address::Note(note, Slug::of(&title)))
    })
    .await
}

/// Takes the words of a note away that was deleted at this moment; nothing where it was taken out of the bin since.
pub(crate) async fn purge(ctx: Ctx, deleted: String) -> Result<()> {
    let read = deleted.split_once(' ').and_then(|(note, at)| Some((note.parse::<NoteId>().ok()?, at.parse().ok()?)));
    let Some((note, at)) = read else { return Err(Error::Internal("no note has this id".to_owned())) };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::notes::lock(&mut tx, note).await?;
        let since = stored::in_bin(&mut tx, note).await?.map(|(_, since)| since);
        if since != Some(Timestamp::from_micros(at)) {
            return Ok(());
        }
        store::leaving::purge(&mut tx, &[note], &i18n::sort_key("")).await?;
        let tags = vec![Tag::Everything];
        let change = Change { who: None, kind: ChangeKind::Deleted, thing: Thing::Note(note), tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
