//! *Term uses*: which notes use which terms, shared, in the database.
//!
//! A note that changed is read again whole; labels that changed have all notes read again, a few at a time. Texts are
//! compiled and read before the transaction that writes, which first makes sure that nobody went on meanwhile. No right is
//! asked here: what is hidden or in the bin is kept too, and asked about when it is read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::changes::ChangeKind;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId, Timestamp};
use markup::Compiled;
use store::Tx;
use store::changes::{self as log, Line, Position};
use store::projections::{self as stored, Standing};
use store::uses::{self, BEFORE_ALL, Round, Way};

use super::{BATCH, BEFORE, LEASE, record};
use crate::lexicon::{self, Labels};
use crate::{Ctx, Error, Result, bodies};

/// Its name in the database.
pub(crate) const TERM_USES: &str = "term_uses";
const VERSION: i64 = 1;

/// Notes of a round in one turn.
const NOTES: i64 = 100;
/// Texts in memory at once, and those of them that one thread reads.
const TEXTS: usize = 20;
const TEXTS_EACH: usize = 10;
/// Lines written in one turn, which stays under 50 ms; one note alone may have more.
const MOST_LINES: usize = 2_000;
/// The same, as far as they are looked at to be forgotten.
const MOST_FORGOTTEN: i64 = 2_000;
/// Terms that a change names; past so many, it names all.
const MOST_NAMED: usize = 100;

/// A batch of the log, and one of the round under way; whether there was any.
pub(super) async fn turn(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    let mut tx = ctx.services.store.read().await?;
    match standing(&mut tx, node, ctx.now()).await? {
        Stands::Elsewhere => Ok(false),
        Stands::Unbuilt(before) => begin(ctx, tx, node, before).await,
        Stands::Built(place, round) => {
            let is_done = round.way == Way::Done;
            let followed = follow(ctx, tx, node, place, round).await?;
            // However many lines come, the round goes on.
            Ok(followed | (!is_done && go_round(ctx, node).await?))
        }
    }
}

/// Where all stood when a turn read it: what it writes holds only while that is still so.
struct Before {
    place: Position,
    round: Option<Round>,
}

enum Stands {
    /// Another node is at work.
    Elsewhere,
    /// It was never built, or by another version.
    Unbuilt(Before),
    /// It was.
    Built(Position, Round),
}

async fn standing(tx: &mut Tx, node: &[u8], now: Timestamp) -> Result<Stands> {
    let (standing, round) = (stored::standing(tx, TERM_USES).await?, uses::round(tx).await?);
    Ok(match (standing, round) {
        (Some(other), _) if other.leased_by != node && other.leased_until >= now => Stands::Elsewhere,
        (Some(Standing { version: VERSION, place, .. }), Some(round)) if place.xid >= 0 => Stands::Built(place, round),
        (standing, round) => {
            Stands::Unbuilt(Before { place: standing.map_or(BEFORE, |standing| standing.place), round })
        }
    })
}

/// Begins from the tables: the log is followed from here, and all notes are read.
async fn begin(ctx: &Ctx, mut tx: Tx, node: &[u8], before: Before) -> Result<bool> {
    let last = log::last(&mut tx).await?;
    let labels = lexicon::read(ctx, &mut tx).await?;
    drop(tx);
    let Some(mut tx) = claim(ctx, node, &before).await? else { return Ok(false) };
    uses::set_round(&mut tx, &Round::begun(labels.digest())).await?;
    stored::advance(&mut tx, TERM_USES, VERSION, last, ctx.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Derives from a batch of the log; whether there was any.
async fn follow(ctx: &Ctx, mut tx: Tx, node: &[u8], place: Position, round: Round) -> Result<bool> {
    // Lines that projections wrote themselves are left for when there are others.
    if log::oldest_after(&mut tx, place).await?.is_none() {
        return Ok(false);
    }
    let lines = log::since(&mut tx, place, BATCH).await?;
    let Some(last) = lines.last().map(|line| line.position) else { return Ok(false) };
    let told: Vec<&Line> = lines.iter().filter(|line| line.kind != ChangeKind::Derived.as_str()).collect();
    let is_of_terms = |line: &&Line| line.tags.iter().any(|tag| matches!(tag, Tag::Lexicon | Tag::Everything));
    let labels = if told.iter().any(is_of_terms) {
        lexicon::read(ctx, &mut tx).await?
    } else {
        lexicon::labels_of(ctx, &mut tx, &round.labels).await?
    };
    let mut notes: Vec<NoteId> = Vec::new();
    for note in told.iter().filter_map(|line| line.note) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let meant = meant(&mut tx, &labels, &notes).await?;
    drop(tx);

    let next = for_labels(&round, &labels);
    let Some(mut tx) = claim(ctx, node, &Before { place, round: Some(round) }).await? else { return Ok(false) };
    let done = write(ctx, &mut tx, &meant).await?;
    // Where that was too much for one turn, the lines of the notes that are left are read again.
    let left: BTreeSet<NoteId> = notes.into_iter().skip(done).collect();
    let is_over = |line: &&Line| line.note.is_none_or(|note| !left.contains(&note));
    let over = lines.iter().take_while(is_over).last();
    let to = if left.is_empty() { last } else { over.map_or(place, |line| line.position) };
    uses::set_round(&mut tx, &next).await?;
    stored::advance(&mut tx, TERM_USES, VERSION, to, ctx.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Reads the next notes of the round again; whether there was one under way.
async fn go_round(ctx: &Ctx, node: &[u8]) -> Result<bool> {
    let mut tx = ctx.services.store.read().await?;
    let Stands::Built(place, round) = standing(&mut tx, node, ctx.now()).await? else { return Ok(false) };
    if round.way == Way::Done {
        return Ok(false);
    }
    let labels = lexicon::labels_of(ctx, &mut tx, &round.labels).await?;
    let here = for_labels(&round, &labels);
    let next = store::check::notes_after(&mut tx, here.after, NOTES).await?;
    let notes = here.within(&next);
    let is_last = next.len() < usize::try_from(NOTES).unwrap_or(usize::MAX) || notes.len() < next.len();
    let meant = meant(&mut tx, &labels, notes).await?;
    drop(tx);

    let Some(mut tx) = claim(ctx, node, &Before { place, round: Some(round) }).await? else { return Ok(false) };
    let done = write(ctx, &mut tx, &meant).await?;
    let read = notes.get(..done).unwrap_or(notes);
    uses::set_round(&mut tx, &here.onward(read, is_last && done == notes.len())).await?;
    tx.commit().await?;
    Ok(true)
}

/// The round under way, or another one where labels changed.
fn for_labels(round: &Round, labels: &Labels) -> Round {
    if labels.digest() == round.labels { round.clone() } else { round.begun_again(labels.digest()) }
}

/// What each of these notes uses, in their order, by its newest text and its links.
async fn meant(tx: &mut Tx, labels: &Arc<Labels>, notes: &[NoteId]) -> Result<Vec<(NoteId, BTreeSet<NoteId>)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let mut meant: BTreeMap<NoteId, BTreeSet<NoteId>> = BTreeMap::new();
    for (note, term) in uses::linked(tx, notes).await? {
        meant.entry(note).or_default().insert(term);
    }
    // Where no word is looked for, no text is read.
    let looked_into = if labels.is_empty() { &[] } else { notes };
    for some in looked_into.chunks(TEXTS) {
        let mut texts = uses::texts(tx, some).await?.into_iter();
        let mut readings = Vec::new();
        while texts.len() > 0 {
            let (some, labels): (Vec<_>, _) = (texts.by_ref().take(TEXTS_EACH).collect(), labels.clone());
            readings.push(tokio::task::spawn_blocking(move || {
                let read = |(note, language, body): (NoteId, LanguageTag, String)| {
                    (note, of_text(&labels, note, &bodies::compile(&body, &language), &language))
                };
                some.into_iter().map(read).collect::<Vec<_>>()
            }));
        }
        for reading in readings {
            for (note, terms) in reading.await.map_err(|error| Error::Internal(error.to_string()))? {
                meant.entry(note).or_default().extend(terms);
            }
        }
    }
    Ok(notes.iter().map(|note| (*note, meant.remove(note).unwrap_or_default())).collect())
}

/// The terms that have a label in the text of a note; a note never uses the term that it is.
pub(crate) fn of_text(labels: &Labels, note: NoteId, text: &Compiled, language: &LanguageTag) -> BTreeSet<NoteId> {
    let mut terms = labels.terms_in(text, language.primary());
    terms.remove(&note);
    terms
}

/// Where it stands, and the labels that what is kept follows from; nothing while all notes are being read again, or must be.
pub(crate) async fn settled(ctx: &Ctx, tx: &mut Tx) -> Result<Option<(Position, Arc<Labels>)>> {
    let (standing, round) = (stored::standing(tx, TERM_USES).await?, uses::round(tx).await?);
    let (Some(Standing { version: VERSION, place, .. }), Some(round)) = (standing, round) else { return Ok(None) };
    if place.xid < 0 || round.way != Way::Done {
        return Ok(None);
    }
    // Lines that were not read yet may tell of other labels.
    let labels = if log::oldest_after(tx, place).await?.is_some() {
        lexicon::read(ctx, tx).await?
    } else {
        lexicon::labels_of(ctx, tx, &round.labels).await?
    };
    Ok((labels.digest() == round.labels).then_some((place, labels)))
}

/// A transaction of this node, where all still stands as it was read; nothing where another node went on meanwhile.
async fn claim(ctx: &Ctx, node: &[u8], before: &Before) -> Result<Option<Tx>> {
    let now = ctx.now();
    let mut tx = ctx.services.store.write().await?;
    let leased = stored::lease(&mut tx, TERM_USES, VERSION, node, now, now.plus_seconds(LEASE)).await?;
    let is_so = leased.is_some_and(|(_, place)| place == before.place) && uses::round(&mut tx).await? == before.round;
    Ok(is_so.then_some(tx))
}

/// Writes what notes use where it is not what is kept, as far as one turn may; how many of them it came to.
async fn write(ctx: &Ctx, tx: &mut Tx, meant: &[(NoteId, BTreeSet<NoteId>)]) -> Result<usize> {
    let notes: Vec<NoteId> = meant.iter().map(|(note, _)| *note).collect();
    let mut kept: BTreeMap<NoteId, BTreeSet<NoteId>> = BTreeMap::new();
    for (note, term) in uses::kept(tx, &notes).await? {
        kept.entry(note).or_default().insert(term);
    }
    let (mut lines, mut some) = (0, Vec::new());
    for (note, terms) in meant {
        if lines > MOST_LINES {
            break;
        }
        let before = kept.remove(note).unwrap_or_default();
        lines += before.symmetric_difference(terms).count();
        some.push((*note, before, terms));
    }
    let named = uses::change(tx, &some).await?;
    let tags = if named.len() > MOST_NAMED { vec![Tag::AllUses] } else { named.into_iter().map(Tag::Uses).collect() };
    record(tx, ctx.now(), tags).await?;
    Ok(some.len())
}

/// Empties it, a few notes at a time, so that it is built again while the site is read and written.
pub async fn empty(ctx: &Ctx) -> Result<()> {
    ctx.authorise_site::<domain::policy::Steward>()?;
    loop {
        let mut tx = ctx.services.store.write().await?;
        let kept = uses::after(&mut tx, (BEFORE_ALL, BEFORE_ALL), MOST_FORGOTTEN).await?;
        let notes: BTreeSet<NoteId> = kept.into_iter().map(|(note, _)| note).collect();
        if notes.is_empty() {
            // Last, so that what was written meanwhile is read again too.
            stored::advance(&mut tx, TERM_USES, VERSION, BEFORE, ctx.now()).await?;
            tx.commit().await?;
            return Ok(());
        }
        uses::forget(&mut tx, &notes.into_iter().collect::<Vec<_>>()).await?;
        record(&mut tx, ctx.now(), vec![Tag::AllUses]).await?;
        tx.commit().await?;
    }
}
