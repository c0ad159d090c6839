//! The home page.

use domain::{LanguageTag, NotebookId};
use store::Stamp;

use crate::views::HomePage;
use crate::{Ctx, Result, communities, notebooks, read_key, recent};

/// What those who run the site chose for it, where its settings do not say.
#[derive(Clone, Debug)]
pub struct SiteChoice {
    /// What it calls itself.
    pub name: Option<String>,
    /// The language that it speaks first.
    pub language: Option<LanguageTag>,
    /// When it was asked.
    pub stamp: Stamp,
}

/// What those who run the site chose for it, where its settings do not say.
///
/// # Errors
/// When the store does not answer.
pub async fn site(ctx: &Ctx) -> Result<SiteChoice> {
    let mut tx = ctx.services.store.read().await?;
    let name = store::site::name(&mut tx).await?;
    let language = store::site::choice(&mut tx).await?.map(|(language, _)| language);
    Ok(SiteChoice { name, language, stamp: tx.stamp() })
}

/// What the site is, notebooks worth reading, what changed last, communities that one may know of.
///
/// What it is is said in this language where it was written in it, else in whichever it was.
pub async fn read(ctx: &Ctx) -> Result<HomePage> {
    let mut tx = ctx.services.store.read().await?;
    let mut leads = store::site::leads(&mut tx).await?;
    leads.sort_by_key(|(other, _)| other.primary() != ctx.language());
    let rows = store::notebooks::list(&mut tx, &ctx.viewer, (Vec::new(), NotebookId::from_bytes([0; 16])), 12).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for (row, _) in rows {
        lines.push(notebooks::line(ctx, &mut tx, row).await?);
    }
    let changed = store::notes::recent(&mut tx, &ctx.viewer, read_key(None), 10).await?;
    let known = communities::lines(ctx, &mut tx, 12).await?;
    ctx.remember(&tx);
    Ok(HomePage {
        lead: leads.into_iter().next(),
        empty: changed.is_empty() && lines.is_empty(),
        notebooks: lines,
        recent: changed.into_iter().map(recent::line).collect(),
        communities: known,
    })
}
