//! What goes with a note, and why: at most eight notes, each for its best reason.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::NoteId;
use store::Tx;

use crate::lines::note_link;
use crate::views::{Citation, Related, WhyRelated};
use crate::{Ctx, Result};

/// How many a page shows.
const MOST: usize = 8;
/// Of the notes that cite one, how many are asked what they cite beside it: the last made.
const MOST_CITING: usize = 8;
/// A note with more links than this is a list of what there is: that it names two notes says nothing of them.
const MOST_LINKS: i64 = 20;

/// What goes with `note` for this viewer: what its authors pinned, what it cites and is cited by, what it cites, in the
/// order of its text, what others cite beside it, then what speaks of the same things. Only what the viewer may read takes part, in the reasons too; what
/// `is_told` elsewhere on the page does not.
pub(crate) async fn of(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    leads_to: Vec<(NoteId, String)>,
    cited_by: &[Citation],
    is_told: &(dyn Fn(NoteId) -> bool + Sync),
) -> Result<Vec<Related>> {
    let pins = store::related::pins(tx, note).await?;
    let titles = store::notes::titles(tx, &ctx.viewer, &pins).await?;
    let title = |id: NoteId| titles.iter().find(|(known, _)| *known == id).map(|(_, title)| title.clone());

    let pinned = pins.into_iter().filter_map(|other| Some((other, title(other)?, WhyRelated::Pinned)));
    let citing: HashSet<NoteId> = cited_by.iter().map(|citation| citation.note).collect();
    let leads_to = leads_to.into_iter().filter(|(other, _)| !is_told(*other));
    let (mutual, cited): (Vec<_>, Vec<_>) = leads_to.partition(|(other, _)| citing.contains(other));
    let mutual = mutual.into_iter().map(|(other, title)| (other, title, WhyRelated::CiteEachOther));
    let cited = cited.into_iter().map(|(other, title)| (other, title, WhyRelated::Cited));

    let mut shown = Shown { notes: HashSet::from([note]), lines: Vec::new() };
    shown.extend(pinned.chain(mutual).chain(cited));
    cited_together(ctx, tx, &mut shown, cited_by, is_told).await?;
    alike(ctx, tx, &mut shown, note, is_told).await?;
    Ok(shown.lines)
}

/// What is shown already.
struct Shown {
    notes: HashSet<NoteId>,
    lines: Vec<Related>,
}

impl Shown {
    fn is_full(&self) -> bool {
        self.lines.len() >= MOST
    }

    fn extend(&mut self, found: impl Iterator<Item = (NoteId, String, WhyRelated)>) {
        for (note, title, why) in found {
            if self.is_full() {
                return;
            }
            if self.notes.insert(note) {
                self.lines.push(Related { note, link: note_link(note, title), why });
            }
        }
    }

    /// Shows those of these notes that the viewer may read, in their order; no more are asked about than are needed.
    async fn extend_with_readable(
        &mut self,
        ctx: &Ctx,
        tx: &mut Tx,
        mut candidates: Vec<(NoteId, WhyRelated)>,
    ) -> Result<()> {
        candidates.retain(|(other, _)| !self.notes.contains(other));
        for some in candidates.chunks(MOST) {
            if self.is_full() {
                return Ok(());
            }
            let ids: Vec<NoteId> = some.iter().map(|(other, _)| *other).collect();
            let mut titles: HashMap<NoteId, String> =
                store::notes::titles(tx, &ctx.viewer, &ids).await?.into_iter().collect();
            let found = some.iter().filter_map(|(other, why)| Some((*other, titles.remove(other)?, why.clone())));
            self.extend(found);
        }
        Ok(())
    }
}

/// What the notes that cite this one cite beside it: first what most of them do, then in the order of their texts. The
/// reason names the last made.
async fn cited_together(
    ctx: &Ctx,
    tx: &mut Tx,
    shown: &mut Shown,
    cited_by: &[Citation],
    is_told: &(dyn Fn(NoteId) -> bool + Sync),
) -> Result<()> {
    if shown.is_full() || cited_by.is_empty() {
        return Ok(());
    }
    let citing = cited_by.get(..MOST_CITING).unwrap_or(cited_by);
    let ids: Vec<NoteId> = citing.iter().map(|citation| citation.note).collect();
    let mut beside: BTreeMap<NoteId, Vec<NoteId>> = BTreeMap::new();
    for (source, target) in store::links::beside(tx, &ids, MOST_LINKS).await? {
        let targets = beside.entry(source).or_default();
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    let mut order: Vec<NoteId> = Vec::new();
    let mut found: HashMap<NoteId, (usize, &str)> = HashMap::new();
    for citation in citing {
        for target in beside.remove(&citation.note).unwrap_or_default() {
            let by = found.entry(target).or_insert_with(|| {
                order.push(target);
                (0, &citation.link.title)
            });
            by.0 += 1;
        }
    }
    // The order of texts stays among those that as many cite.
    order.sort_by_key(|target| std::cmp::Reverse(found.get(target).map_or(0, |(count, _)| *count)));
    let why = |target: NoteId| Some((target, WhyRelated::CitedTogether(found.get(&target)?.1.to_owned())));
    let candidates = order.into_iter().filter(|target| !is_told(*target)).filter_map(why).collect();
    shown.extend_with_readable(ctx, tx, candidates).await
}

/// What speaks of the same things, the most like first.
async fn alike(
    ctx: &Ctx,
    tx: &mut Tx,
    shown: &mut Shown,
    note: NoteId,
    is_told: &(dyn Fn(NoteId) -> bool + Sync),
) -> Result<()> {
    if shown.is_full() {
        return Ok(());
    }
    let mut named = HashSet::new();
    let found = store::likeness::of(tx, &ctx.viewer, note).await?.into_iter();
    let found = found.filter(|(other, _)| !is_told(*other) && named.insert(*other));
    let words = |words: String| WhyRelated::Alike(words.split(' ').map(str::to_owned).collect());
    let candidates = found.map(|(other, shared)| (other, words(shared))).collect();
    shown.extend_with_readable(ctx, tx, candidates).await
}
