//! Communities that a viewer may know of.

use domain::address::Address;
use store::communities as stored;
use store::communities::CommunityRow;

use crate::lines::{one_more, page_of_notes};
use crate::views::{CommunityLine, CommunityPage, Link, Page};
use crate::{Ctx, Error, Result, notebooks, read_key};

/// The communities that this viewer may know of, by name.
pub async fn list(ctx: &Ctx, _after: Option<&str>) -> Result<Page<CommunityLine>> {
    let mut tx = ctx.services.store.read().await?;
    let rows = stored::list(&mut tx, &ctx.viewer).await?;
    ctx.remember(&tx);
    Ok(Page { items: rows.into_iter().map(line).collect(), next: None })
}

/// A community, and the notes linked to it.
///
/// # Errors
/// [`Error::NotFound`] for who may not know of it.
pub async fn read(ctx: &Ctx, alias: &str, after: Option<&str>) -> Result<CommunityPage> {
    let mut tx = ctx.services.store.read().await?;
    let row = stored::by_alias(&mut tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let notes = store::notes::of_community(&mut tx, &ctx.viewer, row.0, read_key(after), one_more()).await?;
    let mut lines = Vec::new();
    for notebook in store::notebooks::of_community(&mut tx, &ctx.viewer, row.0).await? {
        lines.push(notebooks::line(ctx, &mut tx, notebook).await?);
    }
    ctx.remember(&tx);
    Ok(CommunityPage { line: line(row), notes: page_of_notes(notes), notebooks: lines })
}

pub(crate) fn line((id, alias, name, about, listed): CommunityRow) -> CommunityLine {
    let link = Link { title: name, address: Address::Community(id, alias) };
    CommunityLine { community: id, link, about, unlisted: !listed }
}
