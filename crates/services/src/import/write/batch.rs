//! Notes in batches: compiled on other threads while those before them are written, and what the site holds of them asked
//! at once (docs/decisions/0027).

use std::collections::{BTreeSet, HashMap};

use domain::{LanguageTag, NoteId, NotebookId};
use markup::Compiled;
use store::Tx;
use store::links::{Near, NewLink};
use store::notes::NoteRow;
use tokio::task::JoinHandle;

use super::{Ready, Writer};
use crate::import::deciding::Proposed;
use crate::import::linking::Linked;
use crate::import::order::Place;
use crate::import::report::Report;
use crate::import::{Item, Seen};
use crate::{Ctx, Error, Result, bodies, links};

/// Notes written together: on SQLite a small part of a turn.
const TOGETHER: usize = 16;
/// Notes that wait, compiled meanwhile: as many as are being written, and as many after them.
const MOST_WAITING: usize = 2 * TOGETHER;
/// Bytes of text that wait, at most.
const MOST_BYTES: usize = 2 << 20;

/// A note that is linked, and is being compiled.
pub(super) struct Waiting<'a> {
    seen: &'a Seen,
    item: Item,
    meant: HashMap<String, NoteId>,
    language: LanguageTag,
    place: Place,
    bytes: usize,
    compiling: JoinHandle<(String, Compiled)>,
}

impl<'a> Waiting<'a> {
    /// Begins to compile a text on another thread.
    pub(super) fn begin(seen: &'a Seen, item: Item, linked: Linked, language: LanguageTag, place: Place) -> Self {
        let Linked { body, meant } = linked;
        let (bytes, tongue) = (body.len(), language.clone());
        let compiling = tokio::task::spawn_blocking(move || {
            let compiled = bodies::compile(&body, &tongue);
            (body, compiled)
        });
        Self { seen, item, meant, language, place, bytes, compiling }
    }

    async fn ready(self) -> Result<Ready<'a>> {
        let Self { seen, item, meant, language, place, compiling, .. } = self;
        let (body, compiled) = compiling.await.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Ready { seen, item, linked: Linked { body, meant }, compiled, language, place })
    }
}

impl Ready<'_> {
    pub(super) fn proposed(&self) -> Proposed<'_> {
        Proposed { title: &self.seen.title, body: &self.linked.body, language: &self.language }
    }

    /// The note of the folder that a folded title means.
    pub(super) fn means(&self, key: &str) -> Option<NoteId> {
        self.linked.meant.get(key).copied()
    }
}

impl Writer<'_> {
    /// Writes some of those that wait, where enough do.
    pub(super) async fn write_enough(&mut self, report: &mut Report) -> Result<()> {
        let bytes: usize = self.waiting.iter().map(|waiting| waiting.bytes).sum();
        if bytes > MOST_BYTES {
            self.write_all(report).await
        } else if self.waiting.len() >= MOST_WAITING {
            self.write_some(report).await
        } else {
            Ok(())
        }
    }

    /// Writes all that wait.
    pub(in crate::import) async fn write_all(&mut self, report: &mut Report) -> Result<()> {
        while !self.waiting.is_empty() {
            self.write_some(report).await?;
        }
        Ok(())
    }

    async fn write_some(&mut self, report: &mut Report) -> Result<()> {
        let mut some = Vec::new();
        for _ in 0..TOGETHER {
            let Some(waiting) = self.waiting.pop_front() else { break };
            some.push(waiting.ready().await?);
        }
        self.settle(&some, report).await
    }
}

/// What the site holds of some notes, and of what they name.
pub(super) struct Found<'c> {
    ctx: &'c Ctx,
    notebook: NotebookId,
    rows: HashMap<NoteId, NoteRow>,
    /// Which note each title leads to that the folder does not know; nothing once a note was given another name.
    nearest: Option<HashMap<String, NoteId>>,
}

impl<'c> Found<'c> {
    pub(super) async fn read(tx: &mut Tx, ctx: &'c Ctx, notebook: NotebookId, some: &[Ready<'_>]) -> Result<Self> {
        let ids: Vec<NoteId> = some.iter().map(|ready| ready.seen.note).collect();
        let rows = store::notes::by_ids(tx, &ctx.viewer, &ids).await?;
        let unknown: BTreeSet<String> =
            some.iter().flat_map(|ready| links::unknown(&ready.compiled, &|key| ready.means(key))).collect();
        let nearest = links::nearest(tx, &ctx.viewer, Near::notebook(notebook), unknown).await?;
        Ok(Self { ctx, notebook, rows: rows.into_iter().map(|row| (row.id, row)).collect(), nearest: Some(nearest) })
    }

    /// What the site holds of a note; it is told once.
    pub(super) fn row(&mut self, ready: &Ready<'_>) -> Option<NoteRow> {
        self.rows.remove(&ready.seen.note)
    }

    /// Says that titles may lead elsewhere from now on.
    pub(super) fn forget_names(&mut self) {
        self.nearest = None;
    }

    /// The links of a text, in order.
    pub(super) async fn links<'r>(&self, tx: &mut Tx, ready: &'r Ready<'_>) -> Result<Vec<NewLink<'r>>> {
        let means = |key: &str| ready.means(key);
        Ok(match &self.nearest {
            Some(nearest) => links::rows(&ready.compiled, &|key| means(key).or_else(|| nearest.get(key).copied())),
            None => {
                links::resolved(tx, &self.ctx.viewer, Near::notebook(self.notebook), &ready.compiled, &means).await?
            }
        })
    }
}
