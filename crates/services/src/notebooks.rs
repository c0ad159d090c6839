//! Notebooks: all of them, and one with what is placed in it.

use std::collections::HashMap;

use domain::address::Address;
use domain::notebooks::{Sort, View};
use domain::notifications::Followed;
use domain::policy::{Contribute, Manage, Notebook, Policy};
use domain::{CategoryId, LanguageTag, NoteId, NotebookId, Slug};
use store::notebooks as stored;
use store::notebooks::{EntryPoint, EntryTarget, NotebookRow};
use store::notes::LineRow;
use store::placements::PlacedRow;
use store::{Tx, placements};

use crate::lines::{cover, note_line, one_more, paged, read_sorted_key, write_sorted_key};
use crate::notes::{community_link, notebook_link};
use crate::views::{
    CategoryLink, Citable, Link, NoteLine, NotebookLine, NotebookPage, Page, Pictured, PlacedLine, Shown, ToCite,
};
use crate::{Ctx, Error, Result, bodies, notifications, outlines, people, shelves, works};

/// How many notes a page of a notebook shows.
const NOTES: usize = 50;

/// The notebooks that this viewer may read, by title.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<NotebookLine>> {
    let mut tx = ctx.services.store.read().await?;
    let first = || (Vec::new(), NotebookId::from_bytes([0; 16]));
    let after = after.and_then(read_sorted_key).unwrap_or_else(first);
    let rows = stored::list(&mut tx, &ctx.viewer, after, one_more()).await?;
    let page = paged(rows, |(row, key)| write_sorted_key(key, row.id));
    let mut items = Vec::with_capacity(page.items.len());
    for (row, _) in page.items {
        items.push(line(ctx, &mut tx, row).await?);
    }
    ctx.remember(&tx);
    Ok(Page { items, next: page.next })
}

/// The line that lists show of a notebook.
pub(crate) async fn line(ctx: &Ctx, tx: &mut Tx, row: NotebookRow) -> Result<NotebookLine> {
    Ok(NotebookLine {
        notebook: row.id,
        count: outlines::of(ctx, tx, row.id).await?.count(),
        excerpt: if row.description.is_empty() {
            String::new()
        } else {
            bodies::compile(&row.description, &row.language).excerpt
        },
        visibility: row.visibility,
        cover: cover(row.id, &row.color, row.cover),
        link: notebook_link(row.id, row.title),
    })
}

/// How a notebook is to be shown.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// How; as its leads chose, where it is unsaid.
    pub view: Option<View>,
    /// In which order; as its leads chose, where it is unsaid.
    pub sort: Option<Sort>,
    /// Only the notes that bear all of these categories there.
    pub categories: Vec<CategoryId>,
    /// After which place (`?after=`).
    pub after: Option<String>,
}

/// Where a notebook is, for who may read it.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn address(ctx: &Ctx, id: NotebookId) -> Result<Address> {
    let mut tx = ctx.services.store.read().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    Ok(notebook_link(id, row.title).address)
}

/// A notebook, with a page of what is placed in it.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, and for categories that no note they may read bears together there.
pub async fn read(ctx: &Ctx, id: NotebookId, listing: &Listing) -> Result<NotebookPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let usual = (row.view, row.sort);
    // An order and categories are of a list: a work is read whole, as it stands.
    let is_listed = listing.sort.is_some() || !listing.categories.is_empty();
    let usually = if is_listed && row.view == View::Work { View::List } else { row.view };
    let (view, sort) = (listing.view.unwrap_or(usually), listing.sort.unwrap_or(row.sort));
    let slug = Slug::of(&row.title);
    let through =
        |note: NoteId, title: String| Link { title, address: Address::NoteInNotebook(id, slug.clone(), note) };
    let shelf = shelves::of(ctx, &mut tx, id).await?;
    let found = shelf.bearing(&listing.categories).ok_or(Error::NotFound)?;
    let (shown, next) = match view {
        View::Work => works::contents(ctx, &mut tx, id, listing.after.as_deref(), &through).await?,
        View::List | View::Grid => {
            let order = match sort {
                Sort::Manual => shelf.in_order(),
                _ => shelves::in_order(ctx, &mut tx, id, sort).await?,
            };
            let (ids, next) = slice(&pinned_first(&order, &found), listing.after.as_deref());
            let lines = placed(ctx, &mut tx, id, &ids, &through).await?;
            (if view == View::Grid { Shown::Grid(lines) } else { Shown::List(lines) }, next)
        }
    };
    let entry_points = stored::entry_points(&mut tx, id).await?;
    let entered: Vec<NoteId> = entry_points.iter().filter_map(note_entered).collect();
    let titles = store::notes::titles(&mut tx, &ctx.viewer, &entered).await?;
    let named = |note: NoteId| {
        let title = titles.iter().find(|(id, _)| *id == note).map(|(_, title)| title.clone())?;
        Some(through(note, title))
    };
    let entry_points = ways_in(ctx, &mut tx, entry_points, &named).await?;
    let communities = stored::communities(&mut tx, &ctx.viewer, id, ctx.language()).await?;
    let part = taking_part(ctx, &mut tx, id, &row.language).await?;
    let follows = notifications::follows(ctx, &mut tx, Followed::Notebook(id)).await?;
    ctx.remember(&tx);
    let compiled = bodies::compile(&row.description, &row.language);
    Ok(NotebookPage {
        id,
        address: Address::Notebook(id, slug.clone()),
        description: markup::fill(&compiled, &mut |_| markup::Filled::Text),
        excerpt: compiled.excerpt,
        cover: cover(id, &row.color, row.cover),
        title: row.title,
        language: row.language,
        visibility: row.visibility,
        communities: communities.into_iter().map(community_link).collect(),
        may_manage: part.manage,
        may_contribute: part.contribute,
        follows,
        guide: part.guide,
        entry_points,
        count: as_count(shelf.count()),
        found: as_count(found.len()),
        view,
        sort,
        usual,
        categories: shelf.facets(&listing.categories),
        shown,
        next,
    })
}

/// What whoever asks may do with a notebook.
#[derive(Default)]
struct TakingPart {
    manage: bool,
    contribute: bool,
    /// What they are asked to follow, where they may place notes in it.
    guide: Option<String>,
}

async fn taking_part(ctx: &Ctx, tx: &mut Tx, id: NotebookId, language: &LanguageTag) -> Result<TakingPart> {
    // Nothing lets a visitor: theirs need not ask it.
    if !ctx.viewer.is_signed_in() {
        return Ok(TakingPart::default());
    }
    let facts = stored::facts(tx, id).await?.ok_or(Error::NotFound)?;
    let manage = Policy::decide::<Notebook, Manage>(&ctx.viewer, facts.clone()).is_ok();
    if Policy::decide::<Notebook, Contribute>(&ctx.viewer, facts).is_err() {
        return Ok(TakingPart { manage, ..TakingPart::default() });
    }
    let settings = store::notebook_pages::settings(tx, id).await?.ok_or(Error::NotFound)?;
    let guide = (!settings.guide.is_empty()).then(|| {
        let compiled = bodies::compile(&settings.guide, language);
        markup::fill(&compiled, &mut |_| markup::Filled::Text)
    });
    Ok(TakingPart { manage, contribute: true, guide })
}

/// A notebook by its title, and the notes that were placed in it last, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it.
pub async fn newest(ctx: &Ctx, id: NotebookId) -> Result<(Link, Vec<NoteLine>)> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let slug = Slug::of(&row.title);
    let through =
        |note: NoteId, title: String| Link { title, address: Address::NoteInNotebook(id, slug.clone(), note) };
    let order = shelves::in_order(ctx, &mut tx, id, Sort::Newest).await?;
    let (notes, _) = slice(&order, None);
    let lines = placed(ctx, &mut tx, id, &notes, &through).await?;
    ctx.remember(&tx);
    Ok((notebook_link(id, row.title), lines.into_iter().map(|placed| placed.line).collect()))
}

/// What is said of a notebook where it is cited as a work: credited are who sign its notes, in the order of reading.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it.
pub async fn cited(ctx: &Ctx, id: NotebookId) -> Result<ToCite> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let (byline, published) = store::notes::signers(&mut tx, &ctx.viewer, id).await?;
    let byline = byline.into_iter().map(|name| people::shown(ctx, name)).collect();
    let (link, language) = (notebook_link(id, row.title), row.language);
    Ok(ToCite { what: Citable::Work(id), link, byline, work: None, published, language })
}

/// What the picture of a notebook shows.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it.
pub async fn pictured(ctx: &Ctx, id: NotebookId) -> Result<Pictured> {
    let mut tx = ctx.services.store.read().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    Ok(Pictured { cover: Some(cover(id, &row.color, row.cover)), title: row.title, within: None })
}

fn as_count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Of an order, the notes that were found: those that are pinned, then the others.
fn pinned_first(order: &[NoteId], found: &HashMap<NoteId, bool>) -> Vec<NoteId> {
    let with = |pinned: bool| order.iter().copied().filter(move |note| found.get(note) == Some(&pinned));
    with(true).chain(with(false)).collect()
}

/// The page of an order after a place, written `PLACE.NOTE`, and the place of the next one.
///
/// Where the note has moved the list goes on after it; where it is gone, from the place that it had.
fn slice(order: &[NoteId], after: Option<&str>) -> (Vec<NoteId>, Option<String>) {
    let from = after.and_then(|key| {
        let (place, note) = key.split_once('.')?;
        let (place, note): (usize, NoteId) = (place.parse().ok()?, note.parse().ok()?);
        let is_there = place.checked_sub(1).and_then(|last| order.get(last)) == Some(&note);
        let moved = || order.iter().position(|other| *other == note).map(|last| last + 1);
        Some(if is_there { place } else { moved().unwrap_or(place).min(order.len()) })
    });
    let from = from.unwrap_or(0);
    let until = order.len().min(from.saturating_add(NOTES));
    let page = order.get(from..until).unwrap_or_default().to_vec();
    let next = page.last().filter(|_| until < order.len()).map(|last| format!("{until}.{last}"));
    (page, next)
}

/// The lines of these notes, in their order.
async fn placed(
    ctx: &Ctx,
    tx: &mut Tx,
    notebook: NotebookId,
    notes: &[NoteId],
    link: &(dyn Fn(NoteId, String) -> Link + Sync),
) -> Result<Vec<PlacedLine>> {
    let rows = placements::lines(tx, &ctx.viewer, notebook, notes).await?;
    let borne = store::categories::of_placed(tx, notebook, notes).await?;
    let mut rows: HashMap<NoteId, PlacedRow> = rows.into_iter().map(|row| (row.line.id, row)).collect();
    let lines = notes.iter().filter_map(|note| rows.remove(note)).map(|row| {
        let categories = borne.iter().filter(|(note, ..)| *note == row.line.id);
        PlacedLine {
            pinned: row.pinned,
            reason: row.reason,
            categories: categories.map(|(_, id, name)| CategoryLink { id: *id, name: name.clone() }).collect(),
            line: line_through(row.line, link),
        }
    });
    Ok(lines.collect())
}

/// The line of a note, which leads to it through the notebook.
pub(crate) fn line_through(row: LineRow, link: &dyn Fn(NoteId, String) -> Link) -> NoteLine {
    let title = row.title.clone();
    NoteLine { link: link(row.id, title), ..note_line(row) }
}

/// The note that an entry point leads to, where it leads to one.
pub(crate) fn note_entered(point: &EntryPoint) -> Option<NoteId> {
    match point.to {
        EntryTarget::Note(note) => Some(note),
        EntryTarget::Notebook(_) => None,
    }
}

/// Entry points as this viewer sees them: `named` gives a note that they may read; of what they may not, nothing is said.
pub(crate) async fn ways_in(
    ctx: &Ctx,
    tx: &mut Tx,
    points: Vec<EntryPoint>,
    named: &(dyn Fn(NoteId) -> Option<Link> + Sync),
) -> Result<Vec<Link>> {
    let notebooks: Vec<NotebookId> = points
        .iter()
        .filter_map(|point| match point.to {
            EntryTarget::Notebook(notebook) => Some(notebook),
            EntryTarget::Note(_) => None,
        })
        .collect();
    let titles = stored::titles(tx, &ctx.viewer, &notebooks).await?;
    let ways = points.into_iter().filter_map(|point| {
        let mut link = match point.to {
            EntryTarget::Note(note) => named(note)?,
            EntryTarget::Notebook(to) => {
                notebook_link(to, titles.iter().find(|(id, _)| *id == to).map(|(_, title)| title.clone())?)
            }
        };
        if !point.label.is_empty() {
            link.title = point.label;
        }
        Some(link)
    });
    Ok(ways.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(number: usize) -> NoteId {
        NoteId::from_bytes([u8::try_from(number).unwrap(); 16])
    }

    #[test]
    fn pages_follow_one_another_and_what_is_pinned_comes_first() {
        let order: Vec<NoteId> = (0..120).map(note).collect();
        let found = order.iter().map(|id| (*id, *id == note(70))).collect();
        let listed = pinned_first(&order, &found);
        assert_eq!(listed[..2], [note(70), note(0)]);
        let (mut read, mut after) = (Vec::new(), None);
        loop {
            let (page, next) = slice(&listed, after.as_deref());
            read.extend(page);
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(read, listed);
    }

    #[test]
    fn a_list_goes_on_where_its_reader_was_though_notes_came_or_went() {
        let order: Vec<NoteId> = (0..60).map(note).collect();
        let (_, next) = slice(&order, None);
        assert_eq!(next, Some(format!("50.{}", note(49))));
        let first = |order: &[NoteId], after: &str| slice(order, Some(after)).0.first().copied();
        let one_more: Vec<NoteId> = std::iter::once(note(99)).chain(order.clone()).collect();
        assert_eq!(first(&one_more, &format!("50.{}", note(49))), Some(note(50)));
        let gone: Vec<NoteId> = order.iter().copied().filter(|id| *id != note(49)).collect();
        assert_eq!(first(&gone, &format!("50.{}", note(49))), Some(note(51)));
        for nonsense in ["", "x", "4", "99999999999999999999.x", &format!("400.{}", note(99))] {
            let (page, next) = slice(&order, Some(nonsense));
            assert!(page.len() == 50 && next.is_some() || page.is_empty() && next.is_none(), "{nonsense}");
        }
    }
}
