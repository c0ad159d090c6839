//! Notes that links wait for, for who may write them.

use std::collections::HashMap;

use domain::policy::Write;

use crate::lines::{note_link, one_more, paged};
use crate::views::{Link, Page, WantedLine};
use crate::{Ctx, Result};

/// How many of the notes where a link stands are named.
const SOURCES: usize = 5;

/// The titles that links wait for; a hidden note counts as one that does not exist.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not write.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<WantedLine>> {
    ctx.authorise_site::<Write>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let rows = store::links::wanted(&mut tx, &ctx.viewer, after.unwrap_or_default(), one_more()).await?;
    let page = paged(rows, |(key, ..)| key.clone());
    let keys = page.items.iter().map(|(key, ..)| key.clone()).collect();
    let mut sources: HashMap<String, Vec<Link>> = HashMap::new();
    for (key, note, title) in store::links::waiting(&mut tx, &ctx.viewer, keys).await? {
        let links = sources.entry(key).or_default();
        if links.len() < SOURCES {
            links.push(note_link(note, title));
        }
    }
    let items = page
        .items
        .into_iter()
        .map(|(key, title, count)| WantedLine { title, count, sources: sources.remove(&key).unwrap_or_default() })
        .collect();
    Ok(Page { items, next: page.next })
}
