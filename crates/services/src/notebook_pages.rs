//! Notebooks as people make them: created, described, opened, and the people who take part.
//!
//! Each act is over the edition that was seen, and holds the notebook's row until it is done: of two leads who leave at once, one
//! stays.

mod changing;
mod covers;
mod creating;
mod editing;
mod filing;
mod people;
mod plain;
mod saving;

pub use changing::{TypedWords, describe, link, open, set_visibility, unlink};
pub use covers::{OpenCover, give_cover, open_cover, take_cover};
pub use creating::{Typed, create, draw, draw_for, may_create, starting};
pub use editing::{CategoryLine, Editing, EntryLine, ListOfCategories, Member, Opening, editing};
pub use filing::{
    LISTS, MOST_ENTRIES, TypedEntry, add_category, add_entry, move_category, move_entry, name_lists, remove_category,
    remove_entry, rename_category,
};
pub use people::{add, remove};
pub use plain::{Led, PlainNotebook, plain};
pub use saving::{TypedNotebook, save};

use domain::NotebookId;
use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::{Authorised, Manage, Notebook, Policy};
use domain::tags::Tag;
use store::Tx;
use store::notebook_pages as pages;
use store::notebooks::{self as stored, NotebookRow};

use crate::accounts::Wrong;
use crate::{Ctx, Error, Result};

/// What cannot be used of what was typed: each field, and why.
type Amiss = Vec<(&'static str, Wrong)>;

/// The most characters of what a notebook is about, or of its writing guide.
const TEXT: usize = 5000;

/// A notebook that whoever asks answers for, with the proof.
async fn managed(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<(NotebookRow, Authorised<Notebook, Manage>)> {
    let row = stored::by_id(tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let facts = stored::facts(tx, id).await?.ok_or(Error::NotFound)?;
    let notebook = Policy::decide::<Notebook, Manage>(&ctx.viewer, facts)?;
    Ok((row, notebook))
}

/// Begins to save a notebook over the edition that it was typed from.
async fn begin(ctx: &Ctx, id: NotebookId, seen: i64) -> Result<(Tx, NotebookRow, Authorised<Notebook, Manage>)> {
    let mut tx = ctx.services.store.write().await?;
    let (_, notebook) = managed(ctx, &mut tx, id).await?;
    if !pages::rise(&mut tx, &notebook, seen, ctx.now()).await? {
        return Err(Error::Conflict);
    }
    // Whoever was before is done by now: what they changed counts.
    let (row, notebook) = managed(ctx, &mut tx, id).await?;
    Ok((tx, row, notebook))
}

/// Says to the log that a notebook changed, and keeps it; `more` are the questions that the notebook as it is now does not tell.
async fn finish(ctx: &Ctx, mut tx: Tx, id: NotebookId, kind: ChangeKind, more: Vec<Tag>) -> Result<()> {
    let mut tags = store::touched::notebook(&mut tx, id).await?;
    tags.extend(more);
    tags.sort_unstable();
    tags.dedup();
    let change = Change { who: ctx.viewer.id(), kind, thing: Thing::Notebook(id), tags };
    store::changes::record(&mut tx, ctx.now(), &change).await?;
    tx.commit().await?;
    Ok(())
}

/// A text of several lines, as it is kept.
fn text(typed: &str) -> std::result::Result<String, Wrong> {
    let text = typed.trim().replace("\r\n", "\n");
    if text.chars().count() > TEXT { Err(Wrong::Long) } else { Ok(text) }
}

fn refused<T>(field: &'static str, why: Wrong) -> Result<T> {
    Err(Error::Refused(vec![(field, why)]))
}
