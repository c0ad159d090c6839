//! *Likeness*: which notes speak of the same things, shared, in the database.
//!
//! A note that changed is read again, and what it is compared by is written; then it is compared with those that share its
//! words, as are those that it is, was or may come to be like. A word that becomes rarer or less rare has all notes that
//! have it compared again. Once nothing is due, what is kept follows from the texts alone, in whatever order they came.
//!
//! Texts are read and lists made before the transaction that writes, which first makes sure that nobody went on meanwhile.

use std::collections::{BTreeMap, BTreeSet};

use domain::changes::ChangeKind;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId, Timestamp};
use markup::Compiled;
use store::Tx;
use store::changes::{self as log, Position};
use store::likeness::{self as stored, Alike, Audience, BEFORE_ALL, Counts, EVERYONE, Kept};
use store::projections::{self, Standing};

use super::{BEFORE, LEASE, record};
use crate::likeness::{COMMON, Compared, MOST_ALIKE, strongest, weight};
use crate::{Ctx, Error, Result, bodies};

/// Its name in the database.
pub(crate) const LIKENESS: &str = "likeness";
const VERSION: i64 = 1;

/// Lines of the log in one turn, and notes of the round.
const NOTES: usize = 40;
/// Notes compared with others in one turn.
const COMPARED: i64 = 20;
/// Lines written in one turn, which stays under 50 ms; one note alone may have more.
const MOST_LINES: usize = 2_000;
/// Notes that are said to be due in one turn, where a word changed.
const THROUGH: i64 = 500;
/// Notes that a change names; past so many, it names all.
const MOST_NAMED: usize = 100;

/// A batch of the log, or else some of what is left to read or to compare; whether there was any.
pub(super) async fn turn(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    let mut tx = ctx.services.store.heavy().await?;
    match standing(&mut tx, node, ctx.now()).await? {
        Stands::Elsewhere => Ok(false),
        Stands::Unbuilt(before) => begin(ctx, tx, node, before).await,
        Stands::Built(before) => {
            if follow(ctx, &mut tx, node, before).await? {
                return Ok(true);
            }
            if before.round.is_some_and(|(under_way, _)| under_way) {
                return go_round(ctx, &mut tx, node, before).await;
            }
            if stored::word_due(&mut tx).await?.is_some() {
                return go_through(ctx, tx, node, before).await;
            }
            compare(ctx, tx, node, before).await
        }
    }
}

/// Where all stood when a turn read it: what it writes holds only while that is still so.
#[derive(Clone, Copy)]
struct Before {
    place: Position,
    round: Option<(bool, NoteId)>,
}

enum Stands {
    /// Another node is at work.
    Elsewhere,
    /// It was never built, or by another version.
    Unbuilt(Before),
    /// It was.
    Built(Before),
}

async fn standing(tx: &mut Tx, node: &[u8], now: Timestamp) -> Result<Stands> {
    let (standing, round) = (projections::standing(tx, LIKENESS).await?, stored::round(tx).await?);
    let place = standing.as_ref().map_or(BEFORE, |standing| standing.place);
    Ok(match standing {
        Some(other) if other.leased_by != node && other.leased_until >= now => Stands::Elsewhere,
        Some(Standing { version: VERSION, .. }) if place.xid >= 0 && round.is_some() => {
            Stands::Built(Before { place, round })
        }
        _ => Stands::Unbuilt(Before { place, round }),
    })
}

/// Begins from the tables: the log is followed from here, and all notes are read.
async fn begin(ctx: &Ctx, mut tx: Tx, node: &[u8], before: Before) -> Result<bool> {
    let last = log::last(&mut tx).await?;
    drop(tx);
    let Some(mut tx) = claim(ctx, node, before).await? else { return Ok(false) };
    stored::set_round(&mut tx, (true, BEFORE_ALL)).await?;
    projections::advance(&mut tx, LIKENESS, VERSION, last, ctx.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Reads the notes of a batch of the log again; whether there was any.
async fn follow(ctx: &Ctx, tx: &mut Tx, node: &[u8], before: Before) -> Result<bool> {
    // Lines that projections wrote themselves are left for when there are others.
    if log::oldest_after(tx, before.place).await?.is_none() {
        return Ok(false);
    }
    let lines = log::since(tx, before.place, NOTES).await?;
    let Some(last) = lines.last().map(|line| line.position) else { return Ok(false) };
    let derived = ChangeKind::Derived.as_str();
    let notes: BTreeSet<NoteId> =
        lines.iter().filter(|line| line.kind != derived).filter_map(|line| line.note).collect();
    let changes = changed(tx, &notes.into_iter().collect::<Vec<_>>()).await?;

    let Some(mut tx) = claim(ctx, node, before).await? else { return Ok(false) };
    write(&mut tx, &changes, true).await?;
    projections::advance(&mut tx, LIKENESS, VERSION, last, ctx.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Reads the next notes of the round; all of them are compared with others once it is over.
async fn go_round(ctx: &Ctx, tx: &mut Tx, node: &[u8], before: Before) -> Result<bool> {
    let Some((_, after)) = before.round else { return Ok(false) };
    let most = i64::try_from(NOTES).unwrap_or(i64::MAX);
    let notes = store::check::notes_after(tx, after, most).await?;
    let changes = changed(tx, &notes).await?;

    let Some(mut tx) = claim(ctx, node, before).await? else { return Ok(false) };
    write(&mut tx, &changes, false).await?;
    stored::set_due(&mut tx, &notes, false).await?;
    let next = notes.last().filter(|_| notes.len() == NOTES);
    stored::set_round(&mut tx, next.map_or((false, BEFORE_ALL), |last| (true, *last))).await?;
    tx.commit().await?;
    Ok(true)
}

/// Has more of the notes compared again that have a word whose rarity changed.
async fn go_through(ctx: &Ctx, tx: Tx, node: &[u8], before: Before) -> Result<bool> {
    drop(tx);
    let Some(mut tx) = claim(ctx, node, before).await? else { return Ok(false) };
    if let Some(due) = stored::word_due(&mut tx).await? {
        stored::go_through(&mut tx, due, THROUGH).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Compares the next notes with others; whether there were any.
async fn compare(ctx: &Ctx, mut tx: Tx, node: &[u8], before: Before) -> Result<bool> {
    let due = stored::due(&mut tx, COMPARED).await?;
    if due.is_empty() {
        return Ok(false);
    }
    let notes: Vec<NoteId> = due.iter().map(|(note, _)| *note).collect();
    let kept: BTreeMap<NoteId, Kept> = stored::kept(&mut tx, &notes).await?.into_iter().collect();
    let words = kept.values().flat_map(|kept| &kept.words).map(|word| word.key.clone()).collect::<BTreeSet<_>>();
    let counts = stored::counts(&mut tx, words.into_iter().collect()).await?;
    let mut lists: BTreeMap<NoteId, Vec<Alike>> = BTreeMap::new();
    for (note, alike) in stored::lists(&mut tx, &notes).await? {
        lists.entry(note).or_default().push(alike);
    }
    let mut compared = Vec::new();
    for (note, changed) in due {
        let kept = kept.get(&note).cloned().unwrap_or_default();
        let (list, others) = alike(&mut tx, note, &kept, changed, &counts).await?;
        let is_new = lists.remove(&note).unwrap_or_default() != list;
        compared.push((note, is_new.then_some(list), others));
    }
    drop(tx);

    let Some(mut tx) = claim(ctx, node, before).await? else { return Ok(false) };
    let (mut lines, mut done, mut named) = (0, Vec::new(), Vec::new());
    let mut due_too = BTreeSet::new();
    for (note, list, others) in compared {
        if lines > MOST_LINES {
            break;
        }
        lines += list.as_ref().map_or(0, Vec::len) + others.len();
        due_too.extend(others);
        done.push(note);
        if let Some(list) = list {
            stored::set_list(&mut tx, note, &list).await?;
            named.push(note);
        }
    }
    stored::set_compared(&mut tx, &done).await?;
    // One of the same turn was compared in view of the same words.
    let due_too: Vec<NoteId> = due_too.into_iter().filter(|other| !done.contains(other)).collect();
    stored::set_due(&mut tx, &due_too, false).await?;
    let tags = if named.len() > MOST_NAMED { vec![Tag::AllAlike] } else { named.into_iter().map(Tag::Alike).collect() };
    record(&mut tx, ctx.now(), tags).await?;
    tx.commit().await?;
    Ok(true)
}

/// The notes most like one; where its own words changed, also those that it may have come to be among the most like of.
async fn alike(
    tx: &mut Tx,
    note: NoteId,
    kept: &Kept,
    changed: bool,
    counts: &Counts,
) -> Result<(Vec<Alike>, Vec<NoteId>)> {
    let compared = Compared::new(&kept.words, kept.audiences.iter().copied(), counts);
    let keys = compared.keys();
    if keys.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let with = stored::with_words(tx, keys, COMMON, note).await?;
    let list = compared.most_alike(&with);
    if !changed {
        return Ok((list, Vec::new()));
    }
    let mut shared: BTreeMap<NoteId, BTreeSet<&str>> = BTreeMap::new();
    for (word, _, other) in &with {
        shared.entry(*other).or_default().insert(word);
    }
    // For the other one they may weigh less, never more.
    let scores: BTreeMap<NoteId, i64> =
        shared.into_iter().filter_map(|(other, words)| Some((other, compared.score(words.into_iter())?))).collect();
    let others: Vec<NoteId> = scores.keys().copied().collect();
    let mut lists: BTreeMap<NoteId, Vec<Alike>> = BTreeMap::new();
    for (other, alike) in stored::lists(tx, &others).await? {
        lists.entry(other).or_default().push(alike);
    }
    let is_due = |other: NoteId, score: i64| {
        let list = lists.get(&other).map(Vec::as_slice).unwrap_or_default();
        kept.audiences.iter().any(|audience| {
            let mut here = list.iter().filter(|alike| alike.audience == *audience);
            let (count, least) = (here.clone().count(), here.clone().map(|alike| alike.score).min());
            // Where it is there, it was compared in view of these words, or is due already.
            let is_there = here.any(|alike| alike.other == note);
            !is_there && (count < MOST_ALIKE || least.is_none_or(|least| least <= score))
        })
    };
    let others = scores.into_iter().filter(|(other, score)| is_due(*other, *score)).map(|(other, _)| other).collect();
    Ok((list, others))
}

/// What these notes are compared by, before and now, of those where that changed.
async fn changed(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, Kept, Kept)>> {
    let mut before: BTreeMap<NoteId, Kept> = stored::kept(tx, notes).await?.into_iter().collect();
    let mut now = meant(tx, notes).await?;
    let both =
        notes.iter().map(|note| (*note, before.remove(note).unwrap_or_default(), now.remove(note).unwrap_or_default()));
    Ok(both.filter(|(_, before, now)| before != now).collect())
}

/// What these notes are to be compared by. What only its authors may read is compared with nothing.
async fn meant(tx: &mut Tx, notes: &[NoteId]) -> Result<BTreeMap<NoteId, Kept>> {
    let mut audiences = stored::audiences(tx, notes).await?;
    let seen: Vec<NoteId> = audiences.keys().copied().collect();
    let texts = stored::texts(tx, &seen).await?;
    let reading = tokio::task::spawn_blocking(move || {
        let read = |row: stored::TextRow| {
            let text = bodies::compile(&row.body, &row.language);
            let audiences = audiences.remove(&row.note).unwrap_or_default();
            (row.note, of_text(audiences, &row.title, &text, &row.language))
        };
        texts.into_iter().map(read).collect()
    });
    reading.await.map_err(|error| Error::Internal(error.to_string()))
}

/// What a note is to be compared by whose newest text says this.
pub(crate) fn of_text(audiences: BTreeSet<Audience>, title: &str, text: &Compiled, language: &LanguageTag) -> Kept {
    if audiences.is_empty() {
        return Kept::default();
    }
    match strongest(title, text, language) {
        words if words.is_empty() => Kept::default(),
        words => Kept { audiences, words },
    }
}

/// Writes what notes are compared by, and has compared again what follows from it.
async fn write(tx: &mut Tx, changes: &[(NoteId, Kept, Kept)], is_told: bool) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let notes: Vec<NoteId> = changes.iter().map(|(note, ..)| *note).collect();
    stored::set_due_like(tx, &notes).await?;
    stored::set_due(tx, &notes, is_told).await?;
    let moved = stored::change(tx, changes).await?;
    let is_rarer_or_less = |(_, audience, before, now): &&(String, _, i64, i64)| {
        (*before <= COMMON) != (*now <= COMMON) || (*audience == EVERYONE && weight(*before) != weight(*now))
    };
    let words = moved.iter().filter(is_rarer_or_less).map(|(word, ..)| word.clone()).collect();
    stored::set_words_due(tx, &words).await?;
    Ok(())
}

/// A transaction of this node, where all still stands as it was read; nothing where another node went on meanwhile.
async fn claim(ctx: &Ctx, node: &[u8], before: Before) -> Result<Option<Tx>> {
    let now = ctx.now();
    let mut tx = ctx.services.store.write().await?;
    let leased = projections::lease(&mut tx, LIKENESS, VERSION, node, now, now.plus_seconds(LEASE)).await?;
    let is_so = leased.is_some_and(|(_, place)| place == before.place) && stored::round(&mut tx).await? == before.round;
    Ok(is_so.then_some(tx))
}

/// Whether nothing is left to read or to compare, and where it stands then.
pub(crate) async fn settled(tx: &mut Tx) -> Result<Option<Position>> {
    let (standing, round) = (projections::standing(tx, LIKENESS).await?, stored::round(tx).await?);
    let Some(Standing { version: VERSION, place, .. }) = standing else { return Ok(None) };
    Ok((place.xid >= 0 && round.is_some_and(|(under_way, _)| !under_way)).then_some(place))
}

/// Has it made again from nothing, at once: where what is kept does not follow from texts, what was counted is unknown too.
pub(crate) async fn begin_again(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.services.store.write().await?;
    projections::advance(&mut tx, LIKENESS, 0, BEFORE, ctx.now()).await?;
    stored::clear_all(&mut tx).await?;
    record(&mut tx, ctx.now(), vec![Tag::AllAlike]).await?;
    tx.commit().await?;
    Ok(())
}

/// Empties it, a few notes at a time, so that it is built again while the site is read and written.
pub async fn empty(ctx: &Ctx) -> Result<()> {
    ctx.authorise_site::<domain::policy::Steward>()?;
    loop {
        let mut tx = ctx.services.store.write().await?;
        // First, so that a node at work waits, or is waited for; and what was written meanwhile is read again too.
        projections::advance(&mut tx, LIKENESS, VERSION, BEFORE, ctx.now()).await?;
        let notes = stored::notes_after(&mut tx, BEFORE_ALL, i64::try_from(NOTES).unwrap_or(i64::MAX)).await?;
        if notes.is_empty() {
            stored::clear_all(&mut tx).await?;
            tx.commit().await?;
            return Ok(());
        }
        let kept = stored::kept(&mut tx, &notes).await?;
        let changes: Vec<(NoteId, Kept, Kept)> =
            kept.into_iter().map(|(note, kept)| (note, kept, Kept::default())).collect();
        stored::change(&mut tx, &changes).await?;
        for note in notes {
            stored::set_list(&mut tx, note, &[]).await?;
        }
        record(&mut tx, ctx.now(), vec![Tag::AllAlike]).await?;
        tx.commit().await?;
    }
}
