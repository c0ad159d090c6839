//! What a compiled text leads to, as the store keeps it.

use domain::{AttachmentId, NoteId};
use markup::{Compiled, Kind, Reference};
use store::links::NewLink;

/// The links of a text, in order; `means` says which note a folded title leads to.
pub fn rows<'c>(compiled: &'c Compiled, means: &dyn Fn(&str) -> Option<NoteId>) -> Vec<NewLink<'c>> {
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

/// The stored files that a text shows or offers, as it names them.
pub fn files(compiled: &Compiled) -> Vec<AttachmentId> {
    let ids = compiled.targets.iter().filter_map(|target| match &target.reference {
        Reference::File { id, .. } => Some(*id),
        _ => None,
    });
    ids.collect()
}
