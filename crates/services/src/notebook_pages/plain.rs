//! A notebook as programs read it.

use domain::address::Address;
use domain::notebooks::{Sort, View};
use domain::notes::Visibility;
use domain::policy::{Contribute, Manage, Notebook, Policy};
use domain::{CommunityId, LanguageTag, NotebookId};
use store::notebook_pages as pages;
use store::notebooks as stored;

use super::editing::linked;
use crate::views::CategoryLink;
use crate::{Ctx, Error, Result, notebooks, writing};

/// A notebook, as programs read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainNotebook {
    /// Which notebook.
    pub id: NotebookId,
    /// Its page.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// What it is about, in Markdown.
    pub description: String,
    /// The first words of that.
    pub excerpt: String,
    /// How many notes whoever asks may see there.
    pub count: i64,
    /// The colour of its cover; empty for one that the program chooses.
    pub color: String,
    /// Where the picture of its cover is, where it has one.
    pub cover: Option<Address>,
    /// How it is shown where its reader chose nothing.
    pub view: View,
    /// How it is sorted, the same.
    pub sort: Sort,
    /// The linked communities that whoever asks may know of.
    pub communities: Vec<CommunityId>,
    /// What those who place notes there are asked to follow, in Markdown, for who may.
    pub guide: Option<String>,
    /// The categories that a note can bear there, for who may place one: all for its leads, for others those that a note bears which
    /// they may read.
    pub categories: Vec<CategoryLink>,
    /// What its leads alone read.
    pub led: Option<Led>,
}

/// What the leads of a notebook alone read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    /// The edition that is seen: what is written is saved over it.
    pub edition: i64,
    /// The licence that is proposed for its notes; empty where none is.
    pub licence: String,
    /// The linked communities whose members may place notes there.
    pub open_to: Vec<CommunityId>,
    /// Whether everyone signed in may.
    pub open_to_signed_in: bool,
}

/// A notebook as programs read it.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it.
pub async fn plain(ctx: &Ctx, id: NotebookId) -> Result<PlainNotebook> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let facts = stored::facts(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let contributes = Policy::decide::<Notebook, Contribute>(&ctx.viewer, facts.clone()).is_ok();
    let leads = Policy::decide::<Notebook, Manage>(&ctx.viewer, facts).is_ok();
    let settings = pages::settings(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let linked = linked(ctx, &mut tx, id).await?;
    let categories = if leads {
        let all = store::categories::of_notebook(&mut tx, id).await?;
        all.into_iter().map(|(id, _, name)| CategoryLink { id, name }).collect()
    } else if contributes {
        writing::categories(ctx, &mut tx, id).await?
    } else {
        Vec::new()
    };
    let open = linked.iter().filter(|it| it.open).map(|it| it.link.community);
    let led = Led {
        edition: settings.edition,
        licence: settings.licence,
        open_to: open.collect(),
        open_to_signed_in: settings.open_to_signed_in,
    };
    let line = notebooks::line(ctx, &mut tx, row.clone()).await?;
    Ok(PlainNotebook {
        id,
        address: line.link.address,
        title: row.title,
        language: row.language,
        visibility: row.visibility,
        description: row.description,
        excerpt: line.excerpt,
        count: line.count,
        color: row.color,
        cover: line.cover.picture,
        view: row.view,
        sort: row.sort,
        communities: linked.iter().map(|it| it.link.community).collect(),
        guide: contributes.then_some(settings.guide),
        categories,
        led: leads.then_some(led),
    })
}
