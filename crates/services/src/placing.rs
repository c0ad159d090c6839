//! Placing a note from its own page, and declining a placement.
//!
//! A notebook never widens a note: who reads both sees it there. Each act holds the note's row, then the notebook's, until it is done.

use domain::changes::{Change, ChangeKind, Thing};
use domain::notes::Visibility;
use domain::policy::{Contribute, Manage, Note, NoteFacts, Notebook, Policy, Read};
use domain::tags::Tag;
use domain::{CategoryId, NoteId, NotebookId, Timestamp};
use store::{Tx, declines as stored};

use crate::accounts::Wrong;
use crate::asking::typed_words;
use crate::contents::Standing;
use crate::letters::{self, Kind};
use crate::lines::note_link;
use crate::note_rights::held;
use crate::notes::{notebook_link, readable};
use crate::views::Link;
use crate::{Ctx, Error, Result, again, contents, jobs, sessions, writing};

/// The kind of job that ends a placement which was declined.
pub(crate) const JOB: &str = "placement_declined";
/// A placement younger than this goes at once where it is declined, in seconds: 30 days.
const YOUNG: i64 = 30 * 24 * 3600;
/// An older one goes after this: seven days.
const NOTICE: i64 = 7 * 24 * 3600;
/// The most characters of why a note is in a notebook.
const REASON: usize = 1000;

/// A notebook where the note stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which notebook.
    pub notebook: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// Whether whoever asks may take the note out.
    pub may_withdraw: bool,
    /// Whether they may decline it, for the authors.
    pub may_decline: bool,
    /// Whether it goes at once where it is declined.
    pub is_young: bool,
}

/// A notebook where authors declined the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Which notebook.
    pub notebook: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// When the placement goes, where the note still stands there.
    pub until: Option<Timestamp>,
}

/// The notebook that was chosen for a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Which one.
    pub notebook: NotebookId,
    /// Its title and address.
    pub link: Link,
    /// Its categories that whoever asks may know of.
    pub categories: Vec<(CategoryId, String)>,
    /// Whether it has readers who do not read the note.
    pub is_wider: bool,
}

/// Where a note stands, and where whoever asks may place it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacePage {
    /// Which note.
    pub note: NoteId,
    /// Its title and address.
    pub link: Link,
    /// Where it stands, of the notebooks that they may read.
    pub placed: Vec<Placed>,
    /// Where it was declined, for its authors.
    pub declined: Vec<Declined>,
    /// Where they may place it and it does not stand, by title.
    pub notebooks: Vec<(NotebookId, String)>,
    /// The one of these that was chosen.
    pub chosen: Option<Chosen>,
}

/// Whether whoever asks may place notes in a notebook at least.
pub(crate) async fn may_place_somewhere(ctx: &Ctx, tx: &mut Tx) -> Result<bool> {
    if ctx.viewer.id().is_none() {
        return Ok(false);
    }
    for (id, _) in store::writing::open_notebooks(tx, &ctx.viewer, writing::NOTEBOOKS).await? {
        if writing::may_contribute(ctx, tx, id).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where a note stands, and where whoever asks may place it; `chosen` is the notebook that an address names.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the note, [`Error::Gone`] where it was deleted in public; [`Error::Forbidden`] for a
/// visitor, and for who may place notes nowhere and decides nothing of this one.
pub async fn read(ctx: &Ctx, note: NoteId, chosen: &str) -> Result<PlacePage> {
    let mut tx = ctx.services.store.heavy().await?;
    let row = readable(ctx, &mut tx, note).await?;
    let me = ctx.viewer.id().ok_or(Error::Forbidden)?;
    let facts = store::notes::facts(&mut tx, note).await?.ok_or(Error::NotFound)?;
    let is_author = Policy::decide::<Note, Manage>(&ctx.viewer, facts.clone()).is_ok();
    let mut open = Vec::new();
    for (id, title) in store::writing::open_notebooks(&mut tx, &ctx.viewer, writing::NOTEBOOKS).await? {
        if writing::may_contribute(ctx, &mut tx, id).await? {
            open.push((id, title));
        }
    }
    if open.is_empty() && !is_author {
        return Err(Error::Forbidden);
    }
    let ended = if is_author { stored::of_note(&mut tx, &ctx.viewer, note).await? } else { Vec::new() };
    let mut placed = Vec::new();
    for row in stored::placed_in(&mut tx, &ctx.viewer, note).await? {
        let contributes = open.iter().any(|(id, _)| *id == row.notebook);
        let may_withdraw = contributes && (row.placed_by == Some(me) || leads(ctx, &mut tx, row.notebook).await?);
        let is_theirs = row.placed_by.is_some_and(|person| facts.authors().contains(&person));
        let is_declined = ended.iter().any(|(notebook, ..)| *notebook == row.notebook);
        placed.push(Placed {
            notebook: row.notebook,
            link: notebook_link(row.notebook, row.title),
            may_withdraw,
            may_decline: is_author && !is_theirs && !is_declined && !may_withdraw,
            is_young: is_young(row.placed, ctx.now()),
        });
    }
    let stands = |id: NotebookId| placed.iter().any(|it| it.notebook == id);
    let declined = ended.into_iter().map(|(notebook, title, ends)| Declined {
        notebook,
        link: notebook_link(notebook, title),
        until: stands(notebook).then_some(ends),
    });
    let declined: Vec<Declined> = declined.collect();
    open.retain(|(id, _)| !stands(*id));
    let named = open.iter().find(|(id, _)| id.to_string() == chosen).cloned();
    let chosen = match named {
        Some((id, title)) => Some(choose(ctx, &mut tx, &facts, id, title).await?),
        None => None,
    };
    Ok(PlacePage { note, link: note_link(note, row.title), placed, declined, notebooks: open, chosen })
}

/// Whether whoever asks leads a notebook.
async fn leads(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<bool> {
    let facts = store::notebooks::facts(tx, notebook).await?;
    Ok(facts.is_some_and(|facts| Policy::decide::<Notebook, Manage>(&ctx.viewer, facts).is_ok()))
}

fn is_young(placed: Timestamp, now: Timestamp) -> bool {
    now < placed.plus_seconds(YOUNG)
}

async fn choose(ctx: &Ctx, tx: &mut Tx, note: &NoteFacts, id: NotebookId, title: String) -> Result<Chosen> {
    let facts = store::notebooks::facts(tx, id).await?.ok_or(Error::NotFound)?;
    let level = note.visibility();
    let is_wider = level != Visibility::Public && facts.visibility() >= level;
    let categories = if Policy::decide::<Notebook, Manage>(&ctx.viewer, facts).is_ok() {
        let all = store::categories::of_notebook(tx, id).await?;
        all.into_iter().map(|(category, _, name)| (category, name)).collect()
    } else {
        // Words that only notes bear which they may not read are not theirs to know.
        let all = writing::categories(ctx, tx, id).await?;
        all.into_iter().map(|category| (category.id, category.name)).collect()
    };
    Ok(Chosen { notebook: id, link: notebook_link(id, title), categories, is_wider })
}

/// Places a note at the end of a notebook. Where none of its authors does, they are told, as far as they may see that notebook. A form
/// that was sent twice places it once.
///
/// # Errors
/// [`Error::Refused`] for what was chosen or typed, and where an author declined that and whoever asks is none; as [`read`].
pub async fn place(ctx: &Ctx, note: NoteId, notebook: &str, chosen: &[String], reason: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if let Entered::Now(_) = enter(ctx, &mut tx, note, notebook, chosen, reason).await? {
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}

/// Has a note stand so in a notebook, where it is placed first if it does not stand there: all of it, or nothing.
///
/// # Errors
/// As [`place`]; [`Error::Forbidden`] for what only its leads, or who placed the note, decide of.
pub async fn put(ctx: &Ctx, note: NoteId, notebook: &str, standing: &Standing) -> Result<()> {
    let chosen = standing.categories.as_deref().unwrap_or_default();
    let reason = standing.reason.as_deref().unwrap_or_default();
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (id, is_new) = match enter(ctx, &mut tx, note, notebook, chosen, reason).await? {
            Entered::Now(id) => (id, true),
            Entered::Before(id) => (id, false),
        };
        if contents::stand(ctx, &mut tx, id, note, standing, is_new).await? || is_new {
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}

/// Since when a note stands in a notebook.
enum Entered {
    /// It was placed there now.
    Now(NotebookId),
    /// It stood there.
    Before(NotebookId),
}

/// Places a note at the end of a notebook, unless it stands there.
async fn enter(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    notebook: &str,
    chosen: &[String],
    reason: &str,
) -> Result<Entered> {
    let me = ctx.me()?;
    let reason = writing::text(reason.trim());
    let refused = |field, why| Err(Error::Refused(vec![(field, why)]));
    let facts = held(tx, note).await?;
    Policy::decide::<Note, Read>(&ctx.viewer, facts.clone())?;
    let Ok(id) = notebook.parse::<NotebookId>() else { return refused("notebook", Wrong::NotAChoice) };
    stored::hold(tx, id, ctx.now()).await?;
    let of = store::notebooks::facts(tx, id).await?;
    let of = of.and_then(|of| Policy::decide::<Notebook, Contribute>(&ctx.viewer, of).ok());
    let Some(of) = of else { return refused("notebook", Wrong::NotAChoice) };
    if reason.chars().count() > REASON {
        return refused("reason", Wrong::Long);
    }
    let is_author = Policy::decide::<Note, Manage>(&ctx.viewer, facts).is_ok();
    let was_declined = stored::of(tx, id, note).await?.is_some();
    if was_declined && !is_author {
        return refused("notebook", Wrong::DeclinedThere);
    }
    if stored::placed(tx, id, note).await?.is_some() {
        return Ok(Entered::Before(id));
    }
    if was_declined {
        stored::take_back(tx, id, note).await?;
    }
    let now = ctx.now();
    let position = store::writing::last_position(tx, id).await?.saturating_add(writing::GAP);
    store::placements::place(tx, id, note, position, 0, Some(me), now).await?;
    let all = store::categories::of_notebook(tx, id).await?.into_iter().map(|(category, ..)| category);
    let borne: Vec<CategoryId> = all.filter(|category| chosen.iter().any(|it| *it == category.to_string())).collect();
    store::categories::set(tx, id, note, &borne).await?;
    store::contents::say_why(tx, &of, note, &reason).await?;
    record(ctx, tx, note, ChangeKind::Placed, store::touched::placement(id, note)).await?;
    for (_, title) in store::notes::titles(tx, &ctx.viewer, &[note]).await? {
        writing::resolve_waiting(ctx, tx, note, &title).await?;
    }
    if !is_author {
        tell(ctx, tx, note, id).await?;
    }
    Ok(Entered::Now(id))
}

/// Tells the authors of a note who may see a notebook that it was placed there.
async fn tell(ctx: &Ctx, tx: &mut Tx, note: NoteId, notebook: NotebookId) -> Result<()> {
    for person in store::note_rights::editors(tx, note).await? {
        let steward = store::people::steward(tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(tx, person, steward).await?;
        let facts = store::notebooks::facts(tx, notebook).await?;
        if facts.is_some_and(|facts| Policy::decide::<Notebook, Read>(&viewer, facts).is_ok()) {
            letters::tell(tx, ctx, Kind::NotePlaced, person, note, Some(notebook.bytes())).await?;
        }
    }
    Ok(())
}

async fn record(ctx: &Ctx, tx: &mut Tx, note: NoteId, kind: ChangeKind, tags: Vec<Tag>) -> Result<()> {
    let change = Change { who: ctx.viewer.id(), kind, thing: Thing::Note(note), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// Declines, for the authors of a note, that it stands in somebody else's notebook, with words that its leads alone read. A young placement
/// goes at once, an older one after seven days.
///
/// # Errors
/// [`Error::Refused`] for what was typed, or where that was declined already; [`Error::Forbidden`] for who is no author, or where one of
/// them placed it; [`Error::NotFound`] for a notebook that they may not see, or where the note does not stand.
pub async fn decline(ctx: &Ctx, note: NoteId, id: NotebookId, words: &str) -> Result<()> {
    let me = ctx.me()?;
    let words = typed_words(words);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let authorised = Policy::decide::<Note, Manage>(&ctx.viewer, held(&mut tx, note).await?)?;
        stored::hold(&mut tx, id, ctx.now()).await?;
        store::notebooks::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
        let (placed_by, placed) = stored::placed(&mut tx, id, note).await?.ok_or(Error::NotFound)?;
        if placed_by.is_some_and(|person| authorised.facts().authors().contains(&person)) {
            return Err(Error::Forbidden);
        }
        let words = words.as_ref().map_err(|why| Error::Refused(vec![("words", *why)]))?;
        let now = ctx.now();
        let goes_now = is_young(placed, now);
        let ends = if goes_now { now } else { now.plus_seconds(NOTICE) };
        if !stored::decline(&mut tx, (id, note), me, words, now, ends).await? {
            return Err(Error::Refused(vec![("words", Wrong::Already)]));
        }
        if goes_now {
            let tags = contents::take_out(&mut tx, id, note).await?;
            record(ctx, &mut tx, note, ChangeKind::Removed, tags).await?;
        } else {
            let payload = format!("{note} {id} {}", now.as_micros());
            store::jobs::add(&mut tx, jobs::new_id(&ctx.services), JOB, &payload, ends, now).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes back, for the authors of a note, that they declined a notebook: where the note still stands, it stays.
///
/// # Errors
/// [`Error::Forbidden`] for who is no author; [`Error::NotFound`] for a notebook that they may not see, or that nobody declined.
pub async fn take_back(ctx: &Ctx, note: NoteId, id: NotebookId) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        Policy::decide::<Note, Manage>(&ctx.viewer, held(&mut tx, note).await?)?;
        store::notebooks::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
        if !stored::take_back(&mut tx, id, note).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Ends a placement that was declined seven days ago; nothing where that was taken back meanwhile.
pub(crate) async fn lapse(ctx: Ctx, payload: String) -> Result<()> {
    let unread = || Error::Internal("no decline is written so".to_owned());
    let mut words = payload.split(' ');
    let mut word = || words.next().ok_or_else(unread);
    let note: NoteId = word()?.parse().map_err(|_| unread())?;
    let id: NotebookId = word()?.parse().map_err(|_| unread())?;
    let declined = Timestamp::from_micros(word()?.parse().map_err(|_| unread())?);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::notes::lock(&mut tx, note).await?;
        stored::hold(&mut tx, id, ctx.now()).await?;
        let is_declined = stored::of(&mut tx, id, note).await? == Some(declined);
        if is_declined && stored::placed(&mut tx, id, note).await?.is_some() {
            let tags = contents::take_out(&mut tx, id, note).await?;
            record(&ctx, &mut tx, note, ChangeKind::Removed, tags).await?;
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}
