//! What goes with a note, and why: at most eight notes, each for its best reason.

use std::collections::HashSet;

use domain::NoteId;
use store::Tx;

use crate::lines::note_link;
use crate::views::{Citation, Related, WhyRelated};
use crate::{Ctx, Result};

/// How many a page shows.
const MOST: usize = 8;

/// What goes with `note` for this viewer: what its authors pinned, what it cites and is cited by, then what it cites, in
/// the order of its text. Only what the viewer may read takes part, in the reasons too.
pub(crate) async fn of(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    leads_to: Vec<(NoteId, String)>,
    cited_by: &[Citation],
) -> Result<Vec<Related>> {
    let pins = store::related::pins(tx, note).await?;
    let titles = store::notes::titles(tx, &ctx.viewer, &pins).await?;
    let title = |id: NoteId| titles.iter().find(|(known, _)| *known == id).map(|(_, title)| title.clone());

    let pinned = pins.into_iter().filter_map(|other| Some((other, title(other)?, WhyRelated::Pinned)));
    let citing: HashSet<NoteId> = cited_by.iter().map(|citation| citation.note).collect();
    let (mutual, cited): (Vec<_>, Vec<_>) = leads_to.into_iter().partition(|(other, _)| citing.contains(other));
    let mutual = mutual.into_iter().map(|(other, title)| (other, title, WhyRelated::CiteEachOther));
    let cited = cited.into_iter().map(|(other, title)| (other, title, WhyRelated::Cited));

    let mut shown = HashSet::from([note]);
    let all = pinned.chain(mutual).chain(cited);
    let each_once = all.filter(|(other, ..)| shown.insert(*other)).take(MOST);
    Ok(each_once.map(|(note, title, why)| Related { note, link: note_link(note, title), why }).collect())
}
