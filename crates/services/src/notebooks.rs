//! Notebooks: all of them, and one with what is placed in it.

use std::fmt::Write as _;

use domain::address::Address;
use domain::notebooks::Sort;
use domain::{CategoryId, NoteId, NotebookId, Slug, Timestamp};
use store::Tx;
use store::notebooks as stored;
use store::notebooks::{After, EntryPoint, EntryTarget, NotebookRow, PlacedRow};

use crate::lines::{one_more, paged};
use crate::notes::{community_link, notebook_link};
use crate::views::{Category, CategoryLink, Link, NoteLine, NotebookLine, NotebookPage, Page, WorkLine};
use crate::{Ctx, Error, Result, bodies, outlines, read_key};

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
    let since = if let After::Manual(position, _) = &from { *position } else { i64::MIN };
    let rows = stored::placed(&mut tx, &ctx.viewer, id, from, listing.category, one_more()).await?;
    let page = paged(rows, |row| key(sort, row));
    let in_full = sort == Sort::Manual && listing.category.is_none();
    let parts = if in_full { stored::parts(&mut tx, id).await? } else { Vec::new() };
    let parts = parts.into_iter().filter(|(_, position, _)| *position > since).collect();
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
    let count = outlines::of(ctx, &mut tx, id).await?.count();
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
        count,
        sort,
        categories,
        category: listing.category,
        lines: lines(page.items, parts, &borne, &through),
        next: page.next,
    })
}

async fn counted(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Vec<Category>> {
    let rows = store::categories::counted(tx, &ctx.viewer, id).await?;
    Ok(rows.into_iter().map(|(id, name, _, count)| Category { id, name, count }).collect())
}

/// Notes and parts in one order; a part without a note that this viewer may see is not there.
fn lines(
    rows: Vec<PlacedRow>,
    parts: Vec<(String, i64, i64)>,
    borne: &[(NoteId, CategoryId, String)],
    link: &dyn Fn(NoteId, String) -> Link,
) -> Vec<WorkLine> {
    let mut lines = Vec::with_capacity(rows.len() + parts.len());
    let mut parts = parts.into_iter().peekable();
    let mut waiting: Vec<(String, i64)> = Vec::new();
    for row in rows {
        while let Some((title, _, depth)) = parts.next_if(|(_, position, _)| *position <= row.position) {
            // Those of its depth and below end where it begins, and no note came.
            waiting.retain(|(_, above)| *above < depth);
            waiting.push((title, depth));
        }
        // A note above the depth of a part is not of it.
        waiting.retain(|(_, depth)| *depth <= row.depth);
        lines.extend(waiting.drain(..).map(|(title, depth)| WorkLine::Part { title, depth: small(depth) }));
        let categories = borne.iter().filter(|(note, ..)| *note == row.id);
        lines.push(WorkLine::Note {
            depth: small(row.depth),
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

fn small(depth: i64) -> u8 {
    u8::try_from(depth.clamp(0, 20)).unwrap_or(0)
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

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() > 4096 || !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len() / 2).map(|at| u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()).collect()
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
    use domain::LanguageTag;
    use domain::notes::{NoteKind, Visibility};

    use super::*;

    fn placed(position: i64, depth: i64) -> PlacedRow {
        PlacedRow {
            id: NoteId::from_bytes([0; 16]),
            title: format!("note {position}"),
            kind: NoteKind::Article,
            language: LanguageTag::french(),
            excerpt: String::new(),
            changed: Timestamp::from_micros(0),
            visibility: Visibility::Public,
            position,
            depth,
            pinned: false,
            placed: Timestamp::from_micros(0),
            sort_key: Vec::new(),
        }
    }

    /// The titles of what is listed, of these notes (place, depth) and parts (place, depth).
    fn listed(notes: &[(i64, i64)], parts: &[(i64, i64)]) -> Vec<String> {
        let rows = notes.iter().map(|(position, depth)| placed(*position, *depth)).collect();
        let parts = parts.iter().map(|(position, depth)| (format!("part {position}"), *position, *depth)).collect();
        let link = |id: NoteId, title: String| Link {
            title,
            address: Address::Notebook(NotebookId::from_bytes([0; 16]), Slug::of(&id.to_string())),
        };
        let titles = lines(rows, parts, &[], &link).into_iter().map(|line| match line {
            WorkLine::Part { title, .. } => title,
            WorkLine::Note { line, .. } => line.link.title,
        });
        titles.collect()
    }

    #[test]
    fn a_part_stands_before_its_notes() {
        assert_eq!(listed(&[(5, 0), (20, 0)], &[(10, 0)]), ["note 5", "part 10", "note 20"]);
        assert_eq!(listed(&[(30, 1)], &[(10, 0), (20, 1)]), ["part 10", "part 20", "note 30"]);
    }

    #[test]
    fn a_part_whose_notes_are_all_hidden_is_not_there() {
        assert_eq!(listed(&[(5, 0)], &[(10, 0)]), ["note 5"]);
        assert_eq!(listed(&[(30, 0)], &[(10, 0), (20, 0)]), ["part 20", "note 30"]);
        assert_eq!(listed(&[(40, 1)], &[(10, 0), (20, 1), (30, 1)]), ["part 10", "part 30", "note 40"]);
        assert_eq!(listed(&[(40, 0)], &[(10, 1)]), ["note 40"]);
        assert_eq!(listed(&[], &[(10, 0)]), [""; 0]);
    }
}
