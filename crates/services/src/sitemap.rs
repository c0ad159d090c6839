//! The addresses of all that everyone may read, for search engines.

use domain::{NoteId, NotebookId, Timestamp};

use crate::lines::note_link;
use crate::notes::notebook_link;
use crate::views::Link;
use crate::{Ctx, Error, Result};

/// How many notes one map names: a fifth of what the protocol allows (sitemaps.org).
const MOST: usize = 10_000;
/// How many notebooks are named.
const MOST_NOTEBOOKS: i64 = 5_000;

/// A map of the site, or the maps that it is cut into.
#[derive(Clone, Debug)]
pub enum Sitemap {
    /// Everything: each page, with its last change where it has one.
    Whole(Vec<(Link, Option<Timestamp>)>),
    /// The keys of the maps that make it up.
    Parts(Vec<String>),
}

/// The map of the site; or with the key of a part, that part.
///
/// # Errors
/// [`Error::NotFound`] for a key that was never given.
pub async fn read(ctx: &Ctx, part: Option<&str>) -> Result<Sitemap> {
    let after = match part {
        Some(part) => part.parse().map_err(|_| Error::NotFound)?,
        None => NoteId::from_bytes([0; 16]),
    };
    let mut tx = ctx.services.store.heavy().await?;
    let one_more = i64::try_from(MOST).unwrap_or(i64::MAX - 1) + 1;
    let rows = store::notes::public(&mut tx, after, one_more).await?;
    if part.is_none() && rows.len() > MOST {
        let mut parts = vec![after.to_string()];
        let mut rows = rows;
        while let Some((last, ..)) = rows.get(MOST - 1).filter(|_| rows.len() > MOST) {
            parts.push(last.to_string());
            rows = store::notes::public(&mut tx, *last, one_more).await?;
        }
        return Ok(Sitemap::Parts(parts));
    }
    let notes = rows.into_iter().take(MOST).map(|(id, title, changed)| (note_link(id, title), Some(changed)));
    let mut pages = Vec::new();
    if after == NoteId::from_bytes([0; 16]) {
        let first = (Vec::new(), NotebookId::from_bytes([0; 16]));
        let notebooks = store::notebooks::list(&mut tx, &ctx.viewer, first, MOST_NOTEBOOKS).await?;
        pages.extend(notebooks.into_iter().map(|(row, _)| (notebook_link(row.id, row.title), None)));
        let communities = crate::communities::lines(ctx, &mut tx, usize::MAX).await?;
        pages.extend(communities.into_iter().map(|line| (line.link, None)));
    }
    pages.extend(notes);
    Ok(Sitemap::Whole(pages))
}
