//! The contents of a notebook, as those who may place notes there order it.
//!
//! Whoever may contribute orders all that they see; what they do not see keeps its place among the rest. Leads name the parts, pin,
//! and take any note out; others take out what they placed themselves.

mod order;
mod standing;

use std::collections::{HashMap, HashSet};

use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::{Authorised, Contribute, Manage, Notebook, NotebookFacts, Policy};
use domain::tags::Tag;
use domain::{CategoryId, NoteId, NotebookId, PartId, Timestamp, Title};
pub use order::Step;
pub use standing::Standing;
pub(crate) use standing::stand;
use store::contents::{self as stored, ContentsRow};
use store::declines::DeclinedRow;
use store::notebooks::{self, EntryTarget, NotebookRow};
use store::{Tx, categories, placements};

use crate::accounts::{Wrong, missing_or};
use crate::lines::note_link;
use crate::notes::notebook_link;
use crate::views::Link;
use crate::{Ctx, Error, Result, again};

/// How many lines a page names.
pub const LINES: usize = 200;
/// Between two lines, room for others.
const GAP: i64 = 1024;
/// The most characters of why a note is in a notebook.
const REASON: usize = 1000;

/// What a line of the contents is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// A note.
    Note(NoteId),
    /// A heading that is not one.
    Part(PartId),
}

/// A line of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLine {
    /// What it is.
    pub line: Line,
    /// Its title.
    pub title: String,
    /// Where it leads, where it is a note.
    pub link: Option<Link>,
    /// How deep it stands, from 0.
    pub depth: i64,
    /// Whether it is pinned.
    pub pinned: bool,
    /// Whether whoever asks may say its categories, and take it out.
    pub is_theirs: bool,
}

impl ContentsLine {
    /// The id of what it is, as forms send it.
    pub fn id(&self) -> String {
        match self.line {
            Line::Note(note) => note.to_string(),
            Line::Part(part) => part.to_string(),
        }
    }
}

/// A page of the contents of a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsPage {
    /// Which notebook.
    pub id: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// Whether whoever asks leads it.
    pub leads: bool,
    /// The lines.
    pub lines: Vec<ContentsLine>,
    /// The place of the first one, from 0.
    pub from: usize,
    /// How many lines there are.
    pub count: usize,
    /// The placements that authors declined, for leads alone.
    pub declined: Vec<Declined>,
}

/// A placement that an author of the note declined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// The note.
    pub link: Link,
    /// What is said to the leads; empty where who said it has left.
    pub words: String,
    /// When the placement goes, or went.
    pub ends: Timestamp,
}

/// One placement, as it is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacementPage {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// The categories of the notebook, and whether it bears each: by list.
    pub categories: Vec<(CategoryId, String, bool)>,
    /// Why it is here.
    pub reason: String,
}

/// A notebook that whoever asks may contribute to, with the proof, and with that of a lead where they are one.
struct Open {
    row: NotebookRow,
    notebook: Authorised<Notebook, Contribute>,
    lead: Option<Authorised<Notebook, Manage>>,
}

impl Open {
    async fn of(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Self> {
        let row = notebooks::by_id(tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
        let facts: NotebookFacts = notebooks::facts(tx, id).await?.ok_or(Error::NotFound)?;
        let notebook = Policy::decide::<Notebook, Contribute>(&ctx.viewer, facts.clone())?;
        let lead = Policy::decide::<Notebook, Manage>(&ctx.viewer, facts).ok();
        Ok(Self { row, notebook, lead })
    }

    /// The proof of a lead.
    fn led(&self) -> Result<&Authorised<Notebook, Manage>> {
        self.lead.as_ref().ok_or(Error::Forbidden)
    }

    /// Whether whoever asks decides of this placement.
    fn is_theirs(&self, ctx: &Ctx, row: &ContentsRow) -> bool {
        self.lead.is_some() || (row.placed_by.is_some() && row.placed_by == ctx.viewer.id())
    }
}

/// Begins to change the contents of a notebook; others wait until it is done.
async fn begin(ctx: &Ctx, id: NotebookId) -> Result<(Tx, Open)> {
    let mut tx = ctx.services.store.write().await?;
    let open = Open::of(ctx, &mut tx, id).await?;
    stored::hold(&mut tx, &open.notebook, ctx.now()).await?;
    // Whoever was before is done by now: what they changed counts.
    let open = Open::of(ctx, &mut tx, id).await?;
    Ok((tx, open))
}

async fn finish(ctx: &Ctx, mut tx: Tx, kind: ChangeKind, thing: Thing, tags: Vec<Tag>) -> Result<()> {
    record(ctx, &mut tx, kind, thing, tags).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(ctx: &Ctx, tx: &mut Tx, kind: ChangeKind, thing: Thing, tags: Vec<Tag>) -> Result<()> {
    let change = Change { who: ctx.viewer.id(), kind, thing, tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// One line among all, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Laid {
    line: Line,
    position: i64,
    depth: i64,
    is_seen: bool,
}

/// Every line of a notebook in the manual order, and whether whoever asks sees it.
async fn laid(tx: &mut Tx, open: &Open, seen: &[ContentsRow]) -> Result<Vec<Laid>> {
    let id = open.row.id;
    let parts = stored::parts(tx, id).await?.into_iter().map(|(part, _, position, depth)| Laid {
        line: Line::Part(part),
        position,
        depth,
        is_seen: open.lead.is_some(),
    });
    let known: HashSet<NoteId> = seen.iter().map(|row| row.note).collect();
    let notes = placements::laid(tx, id).await?.into_iter().map(|(note, position, depth)| Laid {
        line: Line::Note(note),
        position,
        depth,
        is_seen: known.contains(&note),
    });
    let mut all: Vec<Laid> = parts.chain(notes).collect();
    // A part stands before a note of the same place; the order of what is the same is that of before.
    all.sort_by_key(|laid| laid.position);
    show_parts(&mut all);
    Ok(all)
}

/// A part with a note that is seen is seen too, by whoever reads.
fn show_parts(all: &mut [Laid]) {
    // What is seen next stands in a part that is less deep than this.
    let mut shallowest: Option<i64> = None;
    for laid in all.iter_mut().rev() {
        match laid.line {
            Line::Note(_) if laid.is_seen => shallowest = Some(laid.depth.saturating_add(1)),
            Line::Note(_) => {}
            Line::Part(_) => {
                let holds = shallowest.is_some_and(|ends| laid.depth < ends);
                laid.is_seen |= holds;
                if holds {
                    shallowest = Some(laid.depth);
                }
            }
        }
    }
}

/// Of all lines, those that whoever asks sees, as contents: each with its depth.
fn seen(all: &[Laid]) -> Vec<(Line, i64)> {
    let mut seen: Vec<_> = all.iter().filter(|laid| laid.is_seen).map(|laid| (laid.line, laid.depth)).collect();
    order::tidy(&mut seen);
    seen
}

/// A page of the contents of a notebook, from a line on.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the notebook; [`Error::Forbidden`] for who may not contribute to it.
pub async fn read(ctx: &Ctx, id: NotebookId, from: usize) -> Result<ContentsPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let open = Open::of(ctx, &mut tx, id).await?;
    let rows = stored::lines(&mut tx, &ctx.viewer, id).await?;
    let titles = stored::parts(&mut tx, id).await?;
    let seen = seen(&laid(&mut tx, &open, &rows).await?);
    let by_note: HashMap<NoteId, &ContentsRow> = rows.iter().map(|row| (row.note, row)).collect();
    let line = |(line, depth): &(Line, i64)| match line {
        Line::Note(note) => by_note.get(note).map(|row| ContentsLine {
            line: *line,
            title: row.title.clone(),
            link: Some(note_link(*note, row.title.clone())),
            depth: *depth,
            pinned: row.pinned,
            is_theirs: open.is_theirs(ctx, row),
        }),
        Line::Part(part) => titles.iter().find(|(it, ..)| it == part).map(|(_, title, ..)| ContentsLine {
            line: *line,
            title: title.clone(),
            link: None,
            depth: *depth,
            pinned: false,
            is_theirs: open.lead.is_some(),
        }),
    };
    let mut declined = Vec::new();
    if open.lead.is_some() {
        let rows = store::declines::of_notebook(&mut tx, &ctx.viewer, id).await?;
        let read =
            |row: DeclinedRow| Declined { link: note_link(row.note, row.title), words: row.words, ends: row.ends };
        declined.extend(rows.into_iter().map(read));
    }
    let from = if from < seen.len() { from } else { 0 };
    let lines = seen.iter().skip(from).take(LINES).filter_map(line).collect();
    Ok(ContentsPage {
        id,
        link: notebook_link(id, open.row.title.clone()),
        leads: open.lead.is_some(),
        lines,
        from,
        count: seen.len(),
        declined,
    })
}

/// Moves a line by one button, with what stands in it, among those that whoever asks sees.
///
/// # Errors
/// As [`read`]; [`Error::NotFound`] for a line that they do not see.
pub async fn shift(ctx: &Ctx, id: NotebookId, line: Line, step: Step) -> Result<()> {
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        let rows = stored::lines(&mut tx, &ctx.viewer, id).await?;
        let all = laid(&mut tx, &open, &rows).await?;
        let mut seen = seen(&all);
        let at = seen.iter().position(|(it, _)| *it == line).ok_or(Error::NotFound)?;
        if !order::shift(&mut seen, at, step) {
            return Ok(());
        }
        let tags = write(&mut tx, &open, &all, seen).await?;
        finish(ctx, tx, ChangeKind::Edited, Thing::Notebook(id), tags).await
    })
    .await
}

/// Writes the lines that are seen in their new order, into the places that they have among the others.
async fn write(tx: &mut Tx, open: &Open, all: &[Laid], seen: Vec<(Line, i64)>) -> Result<Vec<Tag>> {
    let id = open.row.id;
    let mut tags = vec![Tag::Placements(id), Tag::Within(id)];
    let before: HashMap<Line, (i64, i64)> = all.iter().map(|laid| (laid.line, (laid.position, laid.depth))).collect();
    let mut seen = seen.into_iter();
    let mut position = 0;
    for laid in all {
        position += GAP;
        let (line, depth) = if laid.is_seen { seen.next().ok_or(Error::NotFound)? } else { (laid.line, laid.depth) };
        if before.get(&line) == Some(&(position, depth)) {
            continue;
        }
        match line {
            Line::Note(note) => {
                placements::place(tx, id, note, position, depth, None, Timestamp::from_micros(0)).await?;
                tags.push(Tag::Note(note));
            }
            Line::Part(part) => stored::move_part(tx, &open.notebook, part, position, depth).await?,
        }
    }
    Ok(tags)
}

/// A placement that whoever asks sees in a notebook.
async fn placed(ctx: &Ctx, tx: &mut Tx, id: NotebookId, note: NoteId) -> Result<ContentsRow> {
    let rows = stored::lines(tx, &ctx.viewer, id).await?;
    rows.into_iter().find(|row| row.note == note).ok_or(Error::NotFound)
}

/// Pins a note in a notebook, or pins it no more; for its leads.
///
/// # Errors
/// As [`shift`].
pub async fn pin(ctx: &Ctx, id: NotebookId, note: NoteId, pinned: bool) -> Result<()> {
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        placed(ctx, &mut tx, id, note).await?;
        stored::pin(&mut tx, open.led()?, note, pinned).await?;
        finish(ctx, tx, ChangeKind::Placed, Thing::Note(note), store::touched::placement(id, note)).await
    })
    .await
}

/// Takes a note out of a notebook: its leads any, others what they placed. The note stays; a way in that led to it goes with it.
///
/// # Errors
/// As [`shift`].
pub async fn withdraw(ctx: &Ctx, id: NotebookId, note: NoteId) -> Result<()> {
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        let row = placed(ctx, &mut tx, id, note).await?;
        if !open.is_theirs(ctx, &row) {
            return Err(Error::Forbidden);
        }
        let tags = take_out(&mut tx, id, note).await?;
        finish(ctx, tx, ChangeKind::Removed, Thing::Note(note), tags).await
    })
    .await
}

/// Takes a note out of a notebook, with the way in that led to it. Gives the questions that this answers anew.
pub(crate) async fn take_out(tx: &mut Tx, id: NotebookId, note: NoteId) -> Result<Vec<Tag>> {
    let mut tags = store::touched::placement(id, note);
    let mut points = notebooks::entry_points(tx, id).await?;
    let count = points.len();
    points.retain(|point| point.to != EntryTarget::Note(note));
    if points.len() != count {
        notebooks::set_entry_points(tx, id, &points).await?;
        tags.push(Tag::Notebook(id));
    }
    placements::remove(tx, id, note).await?;
    Ok(tags)
}

/// A placement, for who decides of it.
///
/// # Errors
/// As [`read`]; [`Error::NotFound`] for a note that they do not see there.
pub async fn placement(ctx: &Ctx, id: NotebookId, note: NoteId) -> Result<PlacementPage> {
    let mut tx = ctx.services.store.heavy().await?;
    let open = Open::of(ctx, &mut tx, id).await?;
    let row = placed(ctx, &mut tx, id, note).await?;
    if !open.is_theirs(ctx, &row) {
        return Err(Error::Forbidden);
    }
    let borne = categories::of_placed(&mut tx, id, &[note]).await?;
    let all = categories::of_notebook(&mut tx, id).await?;
    let bears = |category: CategoryId| borne.iter().any(|(_, it, _)| *it == category);
    Ok(PlacementPage {
        note,
        link: note_link(note, row.title),
        categories: all.into_iter().map(|(category, _, name)| (category, name, bears(category))).collect(),
        reason: row.reason,
    })
}

/// Says which categories of the notebook a placement bears, and why it is here.
///
/// # Errors
/// As [`placement`]; [`Error::Refused`] for what was typed.
pub async fn say(ctx: &Ctx, id: NotebookId, note: NoteId, chosen: &[String], reason: &str) -> Result<()> {
    let reason = reason.trim().replace("\r\n", "\n");
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        let row = placed(ctx, &mut tx, id, note).await?;
        if !open.is_theirs(ctx, &row) {
            return Err(Error::Forbidden);
        }
        if reason.chars().count() > REASON {
            return Err(Error::Refused(vec![("reason", Wrong::Long)]));
        }
        bear(&mut tx, id, note, chosen).await?;
        stored::say_why(&mut tx, &open.notebook, note, &reason).await?;
        finish(ctx, tx, ChangeKind::Placed, Thing::Note(note), store::touched::placement(id, note)).await
    })
    .await
}

/// Has a placement bear these categories, of those of its notebook; others are left out.
async fn bear(tx: &mut Tx, id: NotebookId, note: NoteId, chosen: &[String]) -> Result<()> {
    let all = categories::of_notebook(tx, id).await?.into_iter().map(|(category, ..)| category);
    let borne: Vec<CategoryId> = all.filter(|category| chosen.iter().any(|it| *it == category.to_string())).collect();
    categories::set(tx, id, note, &borne).await?;
    Ok(())
}

/// Adds a part at the end of a notebook; for its leads.
///
/// # Errors
/// As [`read`]; [`Error::Refused`] for what was typed.
pub async fn add_part(ctx: &Ctx, id: NotebookId, title: &str) -> Result<()> {
    let title = Title::parse(title).map_err(|_| ("part", missing_or(title, Wrong::Long)));
    let part = PartId::new(&*ctx.services.clock, &*ctx.services.randomness);
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        let lead = open.led()?;
        let title = title.as_ref().map_err(|wrong| Error::Refused(vec![*wrong]))?;
        let all = laid(&mut tx, &open, &[]).await?;
        let last = all.last().map_or(0, |laid| laid.position);
        // A form that is sent twice: what it made is the last line.
        if let Some(Line::Part(made)) = all.last().map(|laid| laid.line) {
            let parts = stored::parts(&mut tx, id).await?;
            if parts.iter().any(|(part, words, ..)| *part == made && words == title.as_str()) {
                return Ok(());
            }
        }
        stored::add_part(&mut tx, lead, part, title, last.saturating_add(GAP)).await?;
        finish(ctx, tx, ChangeKind::Edited, Thing::Notebook(id), vec![Tag::Placements(id)]).await
    })
    .await
}

/// Gives a part other words; for leads.
///
/// # Errors
/// As [`add_part`]; [`Error::NotFound`] for one that is not there.
pub async fn rename_part(ctx: &Ctx, id: NotebookId, part: PartId, title: &str) -> Result<()> {
    let title = Title::parse(title).map_err(|_| ("part", missing_or(title, Wrong::Long)));
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        let lead = open.led()?;
        let title = title.as_ref().map_err(|wrong| Error::Refused(vec![*wrong]))?;
        if !stored::rename_part(&mut tx, lead, part, title).await? {
            return Err(Error::NotFound);
        }
        finish(ctx, tx, ChangeKind::Edited, Thing::Notebook(id), vec![Tag::Placements(id)]).await
    })
    .await
}

/// Takes a part away, and no note with it; for leads.
///
/// # Errors
/// As [`rename_part`].
pub async fn remove_part(ctx: &Ctx, id: NotebookId, part: PartId) -> Result<()> {
    again(async || {
        let (mut tx, open) = begin(ctx, id).await?;
        if !stored::remove_part(&mut tx, open.led()?, part).await? {
            return Err(Error::NotFound);
        }
        finish(ctx, tx, ChangeKind::Edited, Thing::Notebook(id), vec![Tag::Placements(id)]).await
    })
    .await
}
