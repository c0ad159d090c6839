//! What a compiled text leads to, as the store keeps it.

use std::collections::{BTreeSet, HashMap};

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{AttachmentId, NoteId};
use markup::{Compiled, Kind, Reference};
use store::Tx;
use store::links::{Near, NewLink};

/// The links of a text, in order: a folded title leads where `known` says, else to the nearest note of that name that the
/// viewer may see, those that are `near` first.
pub async fn resolved<'c>(
    tx: &mut Tx,
    viewer: &Viewer,
    near: Near<'_>,
    compiled: &'c Compiled,
    known: &(dyn Fn(&str) -> Option<NoteId> + Sync),
) -> store::Result<Vec<NewLink<'c>>> {
    let nearest = nearest(tx, viewer, near, unknown(compiled, known)).await?;
    Ok(rows(compiled, &|key| known(key).or_else(|| nearest.get(key).copied())))
}

/// The folded titles that a text names and of which `known` says nothing.
pub(crate) fn unknown(compiled: &Compiled, known: &dyn Fn(&str) -> Option<NoteId>) -> BTreeSet<String> {
    let titles = compiled.targets.iter().filter_map(|target| match &target.reference {
        Reference::Title { key, .. } if known(key).is_none() => Some(key.clone()),
        _ => None,
    });
    titles.collect()
}

/// For each folded title, the nearest note of that name that the viewer may see, those that are `near` first.
pub(crate) async fn nearest(
    tx: &mut Tx,
    viewer: &Viewer,
    near: Near<'_>,
    titles: BTreeSet<String>,
) -> store::Result<HashMap<String, NoteId>> {
    let mut nearest = HashMap::new();
    for (key, found, _) in store::links::named(tx, viewer, titles.into_iter().collect(), near).await? {
        nearest.entry(key).or_insert(found);
    }
    Ok(nearest)
}

/// The links of a text, in order; `means` says which note a folded title leads to.
pub(crate) fn rows<'c>(compiled: &'c Compiled, means: &dyn Fn(&str) -> Option<NoteId>) -> Vec<NewLink<'c>> {
    let rows = compiled.targets.iter().filter_map(|target| {
        let (title, title_key, found) = match &target.reference {
            Reference::File { .. } => return None,
            Reference::Note { id, .. } => ("", "", Some(*id)),
            Reference::Title { title, key, .. } => (title.as_str(), key.as_str(), means(key)),
        };
        Some(NewLink {
            place: i64::try_from(target.ordinal).unwrap_or(i64::MAX),
            include: target.kind == Kind::Include,
            title,
            title_key,
            target: found,
            sentence: &target.sentence.text,
            words: (target.sentence.words.start, target.sentence.words.end),
        })
    });
    rows.collect()
}

/// Keeps where the links of a text lead, and which files it shows; gives the questions that this alone answers anew.
pub(crate) async fn keep(
    tx: &mut Tx,
    note: NoteId,
    links: &[NewLink<'_>],
    files: &[AttachmentId],
) -> store::Result<Vec<Tag>> {
    let mut tags = store::links::replace(tx, note, links).await?;
    tags.extend(store::attachments::set_shown(tx, note, files).await?);
    Ok(tags)
}

/// The stored files that a text shows or offers, as it names them.
pub fn files(compiled: &Compiled) -> Vec<AttachmentId> {
    let ids = compiled.targets.iter().filter_map(|target| match &target.reference {
        Reference::File { id, .. } => Some(*id),
        _ => None,
    });
    ids.collect()
}
