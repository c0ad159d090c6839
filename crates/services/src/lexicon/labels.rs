//! Every label that is looked for in texts, ready to be found, kept as long as none of them changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::NoteId;
use domain::tags::Tag;
use markup::{Compiled, Found};
use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use store::terms::{self as stored, SoughtRow};
use store::{Stamp, Tx};

use crate::{Ctx, Result};

/// Every label that is looked for in texts.
#[derive(Default)]
pub(crate) struct Labels {
    look: markup::Lexicon,
    of: Vec<Label>,
    digest: [u8; 32],
}

/// Whose a label is.
pub(super) struct Label {
    /// Its term.
    pub(super) term: NoteId,
    /// Its entry.
    pub(super) entry: Arc<str>,
    /// Whether it is a common word, never underlined by itself.
    common: bool,
}

impl Labels {
    fn new(rows: Vec<SoughtRow>, digest: [u8; 32]) -> Self {
        let look = markup::Lexicon::new(rows.iter().map(|row| (row.language.as_str(), row.label.as_str())));
        let of = rows.into_iter().map(|row| Label { term: row.term, entry: row.entry.into(), common: row.common });
        Self { look, of: of.collect(), digest }
    }

    /// Whether there is none to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What tells them from others.
    pub(crate) fn digest(&self) -> &[u8] {
        &self.digest
    }

    /// Whose a label is that was found.
    pub(super) fn of(&self, found: &Found) -> Option<&Label> {
        self.of.get(found.label)
    }

    /// Where labels that may be underlined stand in a text in this language (without region).
    pub(super) fn underlined_in(&self, text: &Compiled, language: &str) -> Vec<Found> {
        let mut found = self.look.found_in(text, language);
        found.retain(|found| self.of(found).is_some_and(|label| !label.common));
        found
    }

    /// The terms that have a label in a text in this language (without region): common words and labels inside longer ones
    /// too.
    pub(crate) fn terms_in(&self, text: &Compiled, language: &str) -> BTreeSet<NoteId> {
        let found = self.look.found_in(text, language);
        found.iter().filter_map(|found| self.of(found)).map(|label| label.term).collect()
    }
}

/// The labels, kept as long as no term changes.
#[derive(Default)]
pub(crate) struct Kept {
    inside: Mutex<Option<(Stamp, Arc<Labels>)>>,
    /// They are read once: whoever waits for them finds them.
    making: tokio::sync::Mutex<()>,
}

impl Kept {
    fn inside(&self) -> Option<(Stamp, Arc<Labels>)> {
        self.inside.lock().clone()
    }

    fn keep(&self, stamp: Stamp, labels: &Arc<Labels>) {
        let mut inside = self.inside.lock();
        if inside.as_ref().is_none_or(|(since, _)| *since <= stamp) {
            *inside = Some((stamp, labels.clone()));
        }
    }
}

/// The labels of a reader's snapshot.
pub(super) async fn labels(ctx: &Ctx, tx: &mut Tx) -> Result<Arc<Labels>> {
    tx.asks([Tag::Lexicon]);
    let kept = &ctx.services.lexicon;
    let true_now = |stamp: Stamp| {
        // Between the two moments no term may have changed, whichever came first.
        let is_true = |since: Stamp| ctx.services.tags().is_fresh(since.min(stamp), [&Tag::Lexicon]);
        kept.inside().filter(|(since, _)| is_true(*since)).map(|(_, labels)| labels)
    };
    if let Some(labels) = true_now(tx.stamp()) {
        return Ok(labels);
    }
    let _alone = kept.making.lock().await;
    if let Some(labels) = true_now(tx.stamp()) {
        return Ok(labels);
    }
    read(ctx, tx).await
}

/// The labels of this digest, where they are at hand; else those of the snapshot.
pub(crate) async fn labels_of(ctx: &Ctx, tx: &mut Tx, digest: &[u8]) -> Result<Arc<Labels>> {
    match ctx.services.lexicon.inside() {
        Some((_, labels)) if labels.digest == digest => Ok(labels),
        _ => read(ctx, tx).await,
    }
}

/// The labels of the snapshot, whatever is kept.
pub(crate) async fn read(ctx: &Ctx, tx: &mut Tx) -> Result<Arc<Labels>> {
    let kept = &ctx.services.lexicon;
    let rows = stored::sought(tx.at_length()).await?;
    let digest = digest_of(&rows);
    let labels = match kept.inside() {
        Some((_, labels)) if labels.digest == digest => labels,
        _ => Arc::new(Labels::new(rows, digest)),
    };
    kept.keep(tx.stamp(), &labels);
    Ok(labels)
}

fn digest_of(rows: &[SoughtRow]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for row in rows {
        hash.update(row.term.bytes());
        hash.update([u8::from(row.common)]);
        for words in [&row.entry, &row.language, &row.label] {
            hash.update(words);
            // No word holds it.
            hash.update([0]);
        }
    }
    hash.finalize().into()
}
