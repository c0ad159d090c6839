//! What a page that is reported is about, where it is no note: named to who may see it.

use domain::address::Address;
use domain::{NotebookId, PersonId, Slug};
use store::Tx;

use crate::notes::notebook_link;
use crate::views::Link;
use crate::{Ctx, Result, communities, people};

/// The notebook, the person or the community of a path, as it is kept, where whoever asks may see it.
pub(super) async fn named(ctx: &Ctx, tx: &mut Tx, path: &str) -> Result<Option<Link>> {
    let mut segments = path.split('/').skip(1);
    let (Some(kind), Some(which)) = (segments.next(), segments.next()) else { return Ok(None) };
    match kind {
        "c" => {
            let Ok(id) = which.parse::<NotebookId>() else { return Ok(None) };
            let title = store::notebooks::titles(tx, &ctx.viewer, &[id]).await?.pop();
            Ok(title.map(|(id, title)| notebook_link(id, title)))
        }
        "people" => {
            let Ok(id) = which.parse::<PersonId>() else { return Ok(None) };
            let name = store::people::by_id(tx, &ctx.viewer, id).await?.map(|(name, _)| name);
            Ok(name.map(|name| Link { address: Address::Person(id, Slug::of(&name)), title: people::shown(ctx, name) }))
        }
        "communities" => {
            let Some(row) = store::communities::by_alias(tx, &ctx.viewer, which).await? else { return Ok(None) };
            let title = communities::title(ctx, tx, &row).await?;
            Ok(Some(Link { title, address: Address::Community(row.id, which.to_owned()) }))
        }
        _ => Ok(None),
    }
}
