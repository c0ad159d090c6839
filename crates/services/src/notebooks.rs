//! Notebooks: all of them, and one with what is placed in it.

use domain::address::Address;
use domain::notebooks::Sort;
use domain::{CategoryId, NoteId, NotebookId, Slug, Timestamp};
use store::Tx;
use store::notebooks as stored;
use store::notebooks::{After, EntryPoint, EntryTarget, NotebookRow, PlacedRow};

use crate::lines::{cover, from_hex, one_more, paged, to_hex};
use crate::notes::{community_link, notebook_link};
use crate::outlines::{self, Outline};
use crate::views::{Category, CategoryLink, Link, NoteLine, NotebookLine, NotebookPage, Page, WorkLine};
use crate::{Ctx, Error, Result, bodies, read_key};

/// The notebooks that this viewer may read, by title.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<NotebookLine>> {
    let mut tx = ctx.services.store.read().await?;
    let after = after
        .and_then(|key| key.split_once('.'))
        .and_then(|(key, id)| Some((from_hex(key)?, id.parse().ok()?)))
        .unwrap_or((Vec::new(), NotebookId::from_bytes([0; 16])));
    let rows = stored::list(&mut tx, &ctx.viewer, after, one_more()).await?;
    let page = paged(rows, |(row, key)| format!("{}.{}", to_hex(key), row.id));
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
        cover: cover(row.id, &row.color),
        link: notebook_link(row.id, row.title),
    })
}

/// How a notebook is to be listed.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// In which order.
    pub sort: Sort,
    /// Only the notes that bear this category there.
    pub category: Option<CategoryId>,
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
/// [`Error::NotFound`] for who may not read it, and for a category that no note they may read bears there.
pub async fn read(ctx: &Ctx, id: NotebookId, listing: &Listing) -> Result<NotebookPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let categories = counted(ctx, &mut tx, id).await?;
    if listing.category.is_some_and(|asked| categories.iter().all(|category| category.id != asked)) {
        return Err(Error::NotFound);
    }
    let sort = listing.sort;
    let from = place(sort, listing.after.as_deref());
    let rows = stored::placed(&mut tx, &ctx.viewer, id, from, listing.category, one_more()).await?;
    let page = paged(rows, |row| key(sort, row));
    let in_full = sort == Sort::Manual && listing.category.is_none();
    let outline = outlines::of(ctx, &mut tx, id).await?;
    let shown: Vec<NoteId> = page.items.iter().map(|row| row.id).collect();
    let borne = store::categories::of_placed(&mut tx, id, &shown).await?;
    let entry_points = stored::entry_points(&mut tx, id).await?;
    let entered: Vec<NoteId> = entry_points.iter().filter_map(note_entered).collect();
    let titles = store::notes::titles(&mut tx, &ctx.viewer, &entered).await?;
    let slug = Slug::of(&row.title);
    let through =
        |note: NoteId, title: String| Link { title, address: Address::NoteInNotebook(id, slug.clone(), note) };
    let named = |note: NoteId| {
        let title = titles.iter().find(|(id, _)| *id == note).map(|(_, title)| title.clone())?;
        Some(through(note, title))
    };
    let entry_points = ways_in(ctx, &mut tx, entry_points, &named).await?;
    let communities = stored::communities(&mut tx, &ctx.viewer, id).await?;
    ctx.remember(&tx);
    let compiled = bodies::compile(&row.description, &row.language);
    Ok(NotebookPage {
        id,
        address: Address::Notebook(id, slug.clone()),
        description: markup::fill(&compiled, &mut |_| markup::Filled::Text),
        title: row.title,
        language: row.language,
        visibility: row.visibility,
        communities: communities.into_iter().map(community_link).collect(),
        entry_points,
        count: outline.count(),
        sort,
        categories,
        category: listing.category,
        lines: lines(page.items, in_full.then_some(&outline), &borne, &through),
        next: page.next,
    })
}

async fn counted(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Vec<Category>> {
    let rows = store::categories::counted(tx, &ctx.viewer, id).await?;
    Ok(rows.into_iter().map(|(id, name, _, count)| Category { id, name, count }).collect())
}

/// Notes, and in the order of the outline the parts that they stand in.
fn lines(
    rows: Vec<PlacedRow>,
    outline: Option<&Outline>,
    borne: &[(NoteId, CategoryId, String)],
    link: &dyn Fn(NoteId, String) -> Link,
) -> Vec<WorkLine> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let parts = outline.map_or(&[][..], |outline| outline.parts_before((row.position, row.id)));
        lines.extend(parts.iter().map(|part| WorkLine::Part {
            title: part.title.to_string(),
            number: part.number,
            depth: part.depth,
        }));
        let categories = borne.iter().filter(|(note, ..)| *note == row.id);
        lines.push(WorkLine::Note {
            depth: u8::try_from(row.depth.clamp(0, 20)).unwrap_or(0),
            pinned: row.pinned,
            categories: categories.map(|(_, id, name)| CategoryLink { id: *id, name: name.clone() }).collect(),
            line: NoteLine {
                note: row.id,
                link: link(row.id, row.title),
                kind: row.kind,
                language: row.language,
                excerpt: row.excerpt,
                changed: row.changed,
                visibility: row.visibility,
            },
        });
    }
    lines
}

fn place(sort: Sort, after: Option<&str>) -> After {
    let split = after.and_then(|key| key.split_once('.'));
    let id = |id: &str| id.parse::<NoteId>().ok();
    match sort {
        Sort::Manual => {
            let (position, note) = split
                .and_then(|(position, note)| Some((position.parse().ok()?, id(note)?)))
                .unwrap_or((i64::MIN, NoteId::from_bytes([0; 16])));
            After::Manual(position, note)
        }
        Sort::Newest => {
            let (at, note): (Timestamp, NoteId) = read_key(after);
            After::Newest(at, note)
        }
        Sort::Changed => {
            let (at, note) = read_key(after);
            After::Changed(at, note)
        }
        Sort::Title => {
            let (key, note) = split
                .and_then(|(key, note)| Some((from_hex(key)?, id(note)?)))
                .unwrap_or((Vec::new(), NoteId::from_bytes([0; 16])));
            After::Title(key, note)
        }
    }
}

fn key(sort: Sort, row: &PlacedRow) -> String {
    match sort {
        Sort::Manual => format!("{}.{}", row.position, row.id),
        Sort::Newest => format!("{}.{}", row.placed.as_micros(), row.id),
        Sort::Changed => format!("{}.{}", row.changed.as_micros(), row.id),
        Sort::Title => format!("{}.{}", to_hex(&row.sort_key), row.id),
    }
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
