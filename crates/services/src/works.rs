//! A notebook as a work: its contents, a chapter in one go, the whole to be printed.

use std::collections::HashMap;
use std::ops::Range;

use domain::address::Address;
use domain::notes::Visibility;
use domain::{NoteId, NotebookId, Slug};
use store::notebooks as stored;
use store::notes::NoteRow;
use store::{Tx, placements};

use crate::bodies::{Among, Version};
use crate::lines::{cover, note_link};
use crate::notebooks::line_through;
use crate::notes::{community_link, credits, notebook_link};
use crate::outlines::{Outline, Part};
use crate::views::{ChapterPage, Link, Passage, Shown, WholePage, Work, WorkLine};
use crate::{Ctx, Error, Result, bodies, outlines};

/// How many notes a page of the contents names.
const NAMED: usize = 500;
/// How many notes a chapter shows at once, and bytes of their texts: a longer one is read from the note that was asked.
const IN_A_CHAPTER: Room = Room { notes: 40, bytes: 1024 * 1024 };
/// The same of what is printed at once.
const IN_PRINT: Room = Room { notes: 400, bytes: 8 * 1024 * 1024 };
/// How many texts are in memory at once.
const BATCH: usize = 20;

/// How much one page may hold.
#[derive(Clone, Copy)]
struct Room {
    notes: usize,
    bytes: usize,
}

/// The contents of a notebook, with its parts and its numbers, and the key of what follows.
pub(crate) async fn contents(
    ctx: &Ctx,
    tx: &mut Tx,
    id: NotebookId,
    after: Option<&str>,
    link: &(dyn Fn(NoteId, String) -> Link + Sync),
) -> Result<(Shown, Option<String>)> {
    let outline = outlines::of(ctx, tx, id).await?;
    let from = after.and_then(|note| Some(outline.place_of_note(note.parse().ok()?)? + 1)).unwrap_or(0);
    let until = outline.len().min(from + NAMED);
    let notes: Vec<NoteId> = outline.notes(from..until).collect();
    let first = outline.notes(0..1).next();
    let named: Vec<NoteId> = notes.iter().copied().chain(first).collect();
    let rows = placements::lines(tx, &ctx.viewer, id, &named).await?;
    let mut rows: HashMap<NoteId, _> = rows.into_iter().map(|row| (row.line.id, row.line)).collect();
    let first = first.and_then(|note| Some(link(note, rows.get(&note)?.title.clone())));
    let mut lines = Vec::with_capacity(notes.len());
    for (place, note) in (from..).zip(&notes) {
        let parts = outline.parts_at(place).iter().map(|part| WorkLine::Part {
            title: part.title.to_string(),
            number: part.number,
            depth: part.depth,
            read: part.number.and(read_in_one_go(&outline, id, place)),
        });
        lines.extend(parts);
        let Some(row) = rows.remove(note) else { continue };
        lines.push(WorkLine::Note {
            number: outline.number(place),
            depth: outline.depth(place),
            line: line_through(row, link),
        });
    }
    let next = notes.last().filter(|_| until < outline.len()).map(NoteId::to_string);
    Ok((Shown::Work(Work { lines, first, whole: Address::Whole(id), cite: Address::CiteWork(id) }), next))
}

/// Where the chapter of the note at this place is read in one go; nowhere, where the note is all of it.
pub(crate) fn read_in_one_go(outline: &Outline, notebook: NotebookId, place: usize) -> Option<Address> {
    let places = outline.chapter(place).places;
    let note = outline.notes(place..place + 1).next()?;
    (places.len() > 1).then_some(Address::Chapter(notebook, note))
}

/// A chapter of a notebook, read in one go: the one that holds this note.
///
/// # Errors
/// [`Error::NotFound`] for who may not read both the notebook and the note, or when it is not placed there.
pub async fn chapter(ctx: &Ctx, id: NotebookId, note: NoteId) -> Result<ChapterPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let outline = outlines::of(ctx, &mut tx, id).await?;
    let place = outline.place_of_note(note).ok_or(Error::NotFound)?;
    let chapter = outline.chapter(place);
    let read = Reading { id, slug: Slug::of(&row.title), outline: &outline, room: IN_A_CHAPTER };
    let whole = read.passages(ctx, &mut tx, chapter.places.clone()).await?;
    let (from, (passages, until)) = if whole.1 == chapter.places.end {
        (chapter.places.start, whole)
    } else {
        (place, read.passages(ctx, &mut tx, place..chapter.places.end).await?)
    };
    let before = if from > chapter.places.start {
        Some(from.saturating_sub(IN_A_CHAPTER.notes).max(chapter.places.start))
    } else {
        from.checked_sub(1).map(|last| outline.chapter(last).places.start)
    };
    let previous = match before {
        Some(place) => read.chapter_at(ctx, &mut tx, place).await?,
        None => None,
    };
    let next = read.chapter_at(ctx, &mut tx, until).await?;
    ctx.remember(&tx);
    Ok(ChapterPage {
        notebook: notebook_link(id, row.title),
        id,
        address: Address::Chapter(id, outline.notes(from..from + 1).next().unwrap_or(note)),
        language: row.language,
        part: chapter.part.and_then(|part| Some((part.number?, part.title.to_string()))),
        passages,
        previous,
        next,
        places: read.places(from..until),
    })
}

/// A notebook, whole, to be printed; from a note on, where one is named.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, or a note that is not placed there.
pub async fn whole(ctx: &Ctx, id: NotebookId, from: Option<NoteId>) -> Result<WholePage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let outline = outlines::of(ctx, &mut tx, id).await?;
    let from = match from {
        Some(note) => outline.place_of_note(note).ok_or(Error::NotFound)?,
        None => 0,
    };
    let read = Reading { id, slug: Slug::of(&row.title), outline: &outline, room: IN_PRINT };
    let (passages, until) = read.passages(ctx, &mut tx, from..outline.len()).await?;
    let communities = stored::communities(&mut tx, &ctx.viewer, id, ctx.language()).await?;
    ctx.remember(&tx);
    let compiled = bodies::compile(&row.description, &row.language);
    let mut credited: Vec<String> = Vec::new();
    for credit in passages.iter().flat_map(|passage| &passage.byline) {
        if !credited.contains(&credit.name) {
            credited.push(credit.name.clone());
        }
    }
    Ok(WholePage {
        description: markup::fill(&compiled, &mut |_| markup::Filled::Text),
        cover: cover(id, &row.color, row.cover),
        notebook: notebook_link(id, row.title),
        id,
        language: row.language,
        visibility: row.visibility,
        communities: communities.into_iter().map(community_link).collect(),
        credited,
        passages,
        next: outline.notes(until..until + 1).next().map(|note| Address::WholeFrom(id, note)),
        places: read.places(from..until),
    })
}

/// A notebook that is being read.
struct Reading<'a> {
    id: NotebookId,
    slug: Slug,
    outline: &'a Outline,
    room: Room,
}

impl Reading<'_> {
    /// The place of the first of these notes, of the last one, and how many there are; from 1.
    fn places(&self, of: Range<usize>) -> (i64, i64, i64) {
        let number = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        (number(of.start + 1), number(of.end), self.outline.count())
    }

    /// The chapter that begins at this place, or goes on from there, by its title.
    async fn chapter_at(&self, ctx: &Ctx, tx: &mut Tx, place: usize) -> Result<Option<Link>> {
        let Some(note) = self.outline.notes(place..place + 1).next() else { return Ok(None) };
        let titles = store::notes::titles(tx, &ctx.viewer, &[note]).await?;
        let chapter = self.outline.chapter(place);
        let part = chapter.part.filter(|_| chapter.places.start == place);
        let title = match part {
            Some(part) => Some(part.title.to_string()),
            None => titles.into_iter().next().map(|(_, title)| title),
        };
        Ok(title.map(|title| Link { title, address: Address::Chapter(self.id, note) }))
    }

    /// The texts at these places, as many as one page may hold, and the place of the first that is left.
    async fn passages(&self, ctx: &Ctx, tx: &mut Tx, places: Range<usize>) -> Result<(Vec<Passage>, usize)> {
        let most = places.end.min(places.start + self.room.notes);
        let here: HashMap<NoteId, String> =
            (places.start..).zip(self.outline.notes(places.start..most)).map(|(at, note)| (note, anchor(at))).collect();
        let (mut passages, mut room, mut at) = (Vec::new(), self.room.bytes, places.start);
        while at < most {
            let until = most.min(at + BATCH);
            let notes: Vec<NoteId> = self.outline.notes(at..until).collect();
            let rows = store::notes::by_ids(tx, &ctx.viewer, &notes).await?;
            let mut rows: HashMap<NoteId, NoteRow> = rows.into_iter().map(|row| (row.id, row)).collect();
            for note in notes {
                let Some(row) = rows.remove(&note) else {
                    at += 1;
                    continue;
                };
                if row.body.len() > room && !passages.is_empty() {
                    return Ok((passages, at));
                }
                room = room.saturating_sub(row.body.len());
                passages.push(self.passage(ctx, tx, row, at, &here).await?);
                at += 1;
                // Others are answered between two texts.
                tokio::task::yield_now().await;
            }
        }
        Ok((passages, at))
    }

    async fn passage(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        row: NoteRow,
        place: usize,
        here: &HashMap<NoteId, String>,
    ) -> Result<Passage> {
        let version = Version {
            note: row.id,
            number: row.revision,
            edition: row.edition,
            newest: true,
            body: &row.body,
            language: &row.language,
        };
        let rendered = bodies::render_among(ctx, tx, version, Among { own: anchor(place), others: here }).await?;
        let byline = credits(ctx, tx, row.id).await?;
        let begins = self.outline.chapter(place).places.start == place;
        let parts = self.outline.parts_at(place);
        Ok(Passage {
            note: row.id,
            anchor: anchor(place),
            own: note_link(row.id, row.title.clone()).address,
            link: Link { title: row.title, address: Address::NoteInNotebook(self.id, self.slug.clone(), row.id) },
            number: self.outline.number(place),
            depth: self.outline.depth(place),
            parts: parts.iter().map(|part: &Part| (part.number, part.title.to_string())).collect(),
            begins,
            language: row.language,
            body: rendered.html,
            byline,
            changed: row.changed,
            licence: row.licence.filter(|_| row.visibility == Visibility::Public),
        })
    }
}

/// What leads to a note within a page that holds several.
fn anchor(place: usize) -> String {
    format!("n{}", place + 1)
}
