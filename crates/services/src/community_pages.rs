//! Communities as people make them: created, described, opened, paused, closed.

mod changing;
mod closing;
mod creating;
mod saving;

pub use changing::{
    Editing, MOST_ORGANISATIONS, Move, SupportLine, TypedAccess, TypedCharter, TypedOrganisation, TypedStage,
    add_organisation, charter, describe, editing, fields, move_organisation, open, remove_charter, remove_organisation,
    set_stage,
};
pub(crate) use changing::{id_in, spoken};
pub use closing::{Closing, Keeper, close, closing};
pub use creating::{Typed, create, free_alias, may_create, set_who_creates, who_creates};
pub use saving::{TypedPage, save};
pub use store::communities::CommunityWords;

use domain::CommunityId;
use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::{Authorised, Community, Manage, Policy};
use domain::tags::Tag;
use store::Tx;
use store::communities::{self as stored, CommunityRow};
use store::community_pages as pages;

use crate::accounts::Wrong;
use crate::{Ctx, Error, Result};

/// What cannot be used of what was typed: each field, and why.
type Amiss = Vec<(&'static str, Wrong)>;

/// The most characters of what a community is about, or of its rule of confidentiality.
pub const TEXT: usize = 2000;
/// The most characters of when it meets.
pub const RHYTHM: usize = 200;

/// A community of which whoever asks answers for the page, with the proof.
async fn managed(ctx: &Ctx, tx: &mut Tx, alias: &str) -> Result<(CommunityRow, Authorised<Community, Manage>)> {
    let row = stored::by_alias(tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let facts = stored::facts(tx, &ctx.viewer, row.id, ctx.now()).await?.ok_or(Error::NotFound)?;
    let community = Policy::decide::<Community, Manage>(&ctx.viewer, facts)?;
    Ok((row, community))
}

/// Begins to save the page of a community over the edition that it was typed from.
async fn begin(ctx: &Ctx, alias: &str, seen: i64) -> Result<(Tx, CommunityRow, Authorised<Community, Manage>)> {
    let mut tx = ctx.services.store.write().await?;
    let (row, community) = managed(ctx, &mut tx, alias).await?;
    if !pages::rise(&mut tx, &community, seen).await? {
        return Err(Error::Conflict);
    }
    Ok((tx, row, community))
}

/// Says to the log that a community changed, and keeps it.
async fn finish(ctx: &Ctx, mut tx: Tx, id: CommunityId, kind: ChangeKind, more: Vec<Tag>) -> Result<()> {
    let tags = store::touched::community(id).into_iter().chain(more).collect();
    let change = Change { who: ctx.viewer.id(), kind, thing: Thing::Community(id), tags };
    store::changes::record(&mut tx, ctx.now(), &change).await?;
    tx.commit().await?;
    Ok(())
}

/// A text of a few lines, as it is kept.
fn text(typed: &str, most: usize) -> std::result::Result<String, Wrong> {
    let text = typed.trim().replace("\r\n", "\n");
    if text.chars().count() > most { Err(Wrong::Long) } else { Ok(text) }
}
