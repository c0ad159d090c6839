//! Where to begin in a notebook, and the categories that its placements bear.

use domain::changes::ChangeKind;
use domain::folding::title_key;
use domain::tags::Tag;
use domain::{CategoryId, NoteId, NotebookId, Title};
use store::notebook_pages as pages;
use store::notebooks::{self as stored, EntryPoint, EntryTarget};
use store::{Tx, categories};

use super::editing::visible;
use super::{begin, finish, refused};
use crate::accounts::{Wrong, missing_or};
use crate::community_pages::{Move, id_in};
use crate::{Ctx, Error, Result, again};

/// The lists of categories that a notebook has.
pub const LISTS: [i64; 3] = [1, 2, 3];
/// The most ways into a notebook.
pub const MOST_ENTRIES: usize = 5;
/// The most characters of what a way in or a list is called.
const NAME: usize = 100;

/// What was typed of one more way into a notebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedEntry {
    /// The title or the address of a note that is placed there.
    pub note: String,
    /// What it is called; empty for the title of the note.
    pub label: String,
}

/// Says one more place where to begin: a note that is placed in the notebook, and that whoever asks may read.
///
/// # Errors
/// As [`super::describe`].
pub async fn add_entry(ctx: &Ctx, id: NotebookId, edition: i64, typed: &TypedEntry) -> Result<()> {
    let label = typed.label.trim();
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let found = placed(ctx, &mut tx, id, &typed.note).await?;
        let note = match found {
            Ok(_) if label.chars().count() > NAME => return refused("label", Wrong::Long),
            Ok(note) => note,
            Err(why) => return refused("entry", why),
        };
        let mut points = stored::entry_points(&mut tx, id).await?;
        if points.iter().any(|point| point.to == EntryTarget::Note(note)) {
            return refused("entry", Wrong::Already);
        }
        if points.len() >= MOST_ENTRIES {
            return refused("entry", Wrong::NoMore);
        }
        points.push(EntryPoint { label: label.to_owned(), to: EntryTarget::Note(note) });
        stored::set_entry_points(&mut tx, id, &points).await?;
        finish(ctx, tx, id, ChangeKind::Edited, vec![Tag::Placements(id)]).await
    })
    .await
}

/// The note of this title or address that is placed in a notebook, among those that whoever asks may read.
async fn placed(ctx: &Ctx, tx: &mut Tx, id: NotebookId, typed: &str) -> Result<std::result::Result<NoteId, Wrong>> {
    if let Some(note) = id_in(typed) {
        let lines = store::placements::lines(tx, &ctx.viewer, id, &[note]).await?;
        return Ok(lines.first().map(|row| row.line.id).ok_or(Wrong::NotPlaced));
    }
    let key = title_key(typed);
    if key.is_empty() {
        return Ok(Err(Wrong::Missing));
    }
    let named = pages::placed_named(tx, &ctx.viewer, id, &key).await?;
    Ok(match named.as_slice() {
        [] => Err(Wrong::NotPlaced),
        [note] => Ok(*note),
        _ => Err(Wrong::SeveralNotes),
    })
}

/// Moves a way in among those that whoever asks sees: `at` is its place among them, from 0. Those that they do not see keep their
/// places.
///
/// # Errors
/// As [`super::describe`]; [`Error::NotFound`] for one that is not there.
pub async fn move_entry(ctx: &Ctx, id: NotebookId, edition: i64, at: usize, to: Move) -> Result<()> {
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let mut points = stored::entry_points(&mut tx, id).await?;
        let places: Vec<usize> = visible(ctx, &mut tx, &points).await?.into_iter().map(|(place, _)| place).collect();
        let place = places.get(at).copied().ok_or(Error::NotFound)?;
        let other = match to {
            Move::Up => at.checked_sub(1),
            Move::Down => at.checked_add(1),
        };
        if let Some(other) = other.and_then(|other| places.get(other)) {
            points.swap(place, *other);
        }
        stored::set_entry_points(&mut tx, id, &points).await?;
        finish(ctx, tx, id, ChangeKind::Edited, vec![Tag::Placements(id)]).await
    })
    .await
}

/// Takes a way in away: `at` is its place among those that whoever asks sees, from 0. The note stays where it is.
///
/// # Errors
/// As [`move_entry`].
pub async fn remove_entry(ctx: &Ctx, id: NotebookId, edition: i64, at: usize) -> Result<()> {
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let mut points = stored::entry_points(&mut tx, id).await?;
        let place = visible(ctx, &mut tx, &points).await?.get(at).map(|(place, _)| *place).ok_or(Error::NotFound)?;
        points.remove(place);
        stored::set_entry_points(&mut tx, id, &points).await?;
        finish(ctx, tx, id, ChangeKind::Edited, vec![Tag::Placements(id)]).await
    })
    .await
}

/// Says what each list of categories is called; an empty name is none.
///
/// # Errors
/// As [`super::describe`].
pub async fn name_lists(ctx: &Ctx, id: NotebookId, edition: i64, names: &[(&'static str, String)]) -> Result<()> {
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let long = names.iter().filter(|(_, name)| name.trim().chars().count() > NAME);
        let wrong: Vec<_> = long.map(|(field, _)| (*field, Wrong::Long)).collect();
        if !wrong.is_empty() {
            return Err(Error::Refused(wrong));
        }
        for (list, (_, name)) in LISTS.into_iter().zip(names) {
            categories::name_list(&mut tx, id, list, name.trim()).await?;
        }
        finish(ctx, tx, id, ChangeKind::Edited, vec![Tag::Placements(id), Tag::Within(id)]).await
    })
    .await
}

/// Defines one more category, in one of the three lists.
///
/// # Errors
/// As [`super::describe`].
pub async fn add_category(ctx: &Ctx, id: NotebookId, edition: i64, list: &str, name: &str) -> Result<()> {
    let list = list.parse::<i64>().ok().filter(|list| LISTS.contains(list)).ok_or(("list", Wrong::NotAChoice));
    let title = Title::parse(name).map_err(|_| ("category", missing_or(name, Wrong::Long)));
    let category = CategoryId::new(&*ctx.services.clock, &*ctx.services.randomness);
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let (Ok(list), Ok(title)) = (&list, &title) else {
            let wrong = [list.as_ref().err().copied(), title.as_ref().err().copied()];
            return Err(Error::Refused(wrong.into_iter().flatten().collect()));
        };
        let (list, key) = (*list, title.key());
        if categories::named(&mut tx, id, list, &key).await?.is_some() {
            return refused("category", Wrong::Already);
        }
        categories::insert(&mut tx, category, id, list, title.as_str(), &key, i18n::sort_key(title.as_str())).await?;
        finish(ctx, tx, id, ChangeKind::Edited, vec![Tag::Placements(id)]).await
    })
    .await
}

/// Gives a category another name.
///
/// # Errors
/// As [`super::describe`]; [`Error::NotFound`] for one that is not of this notebook.
pub async fn rename_category(ctx: &Ctx, id: NotebookId, edition: i64, category: CategoryId, name: &str) -> Result<()> {
    let title = Title::parse(name).map_err(|_| ("renaming", missing_or(name, Wrong::Long)));
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let list = in_list(&mut tx, id, category).await?.0;
        let title = title.as_ref().map_err(|wrong| Error::Refused(vec![*wrong]))?;
        if categories::named(&mut tx, id, list, &title.key()).await?.is_some_and(|other| other != category) {
            return refused("renaming", Wrong::Already);
        }
        pages::rename_category(&mut tx, category, title, i18n::sort_key(title.as_str())).await?;
        let tags = shown(&mut tx, id, category).await?;
        finish(ctx, tx, id, ChangeKind::Edited, tags).await
    })
    .await
}

/// Moves a category in its list.
///
/// # Errors
/// As [`rename_category`].
pub async fn move_category(ctx: &Ctx, id: NotebookId, edition: i64, category: CategoryId, to: Move) -> Result<()> {
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        let (_, mut all) = in_list(&mut tx, id, category).await?;
        let at = all.iter().position(|it| *it == category).ok_or(Error::NotFound)?;
        let other = match to {
            Move::Up => at.checked_sub(1),
            Move::Down => at.checked_add(1).filter(|other| *other < all.len()),
        };
        let mut tags = shown(&mut tx, id, category).await?;
        if let Some(other) = other {
            tags.extend(shown(&mut tx, id, all.get(other).copied().ok_or(Error::NotFound)?).await?);
            all.swap(at, other);
        }
        for (place, category) in (1_i64..).zip(all) {
            pages::place_category(&mut tx, category, place).await?;
        }
        finish(ctx, tx, id, ChangeKind::Edited, tags).await
    })
    .await
}

/// Takes a category away, and off what bears it.
///
/// # Errors
/// As [`rename_category`].
pub async fn remove_category(ctx: &Ctx, id: NotebookId, edition: i64, category: CategoryId) -> Result<()> {
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        in_list(&mut tx, id, category).await?;
        let tags = shown(&mut tx, id, category).await?;
        pages::remove_category(&mut tx, category).await?;
        finish(ctx, tx, id, ChangeKind::Edited, tags).await
    })
    .await
}

/// The list that a category of this notebook is in, and what is in it, in order.
async fn in_list(tx: &mut Tx, id: NotebookId, category: CategoryId) -> Result<(i64, Vec<CategoryId>)> {
    let all = categories::of_notebook(tx, id).await?;
    let list = all.iter().find(|(it, ..)| *it == category).map(|(_, list, _)| *list).ok_or(Error::NotFound)?;
    Ok((list, all.into_iter().filter(|(_, of, _)| *of == list).map(|(it, ..)| it).collect()))
}

/// What shows the name and the place of a category: the notebook, and the notes that bear it.
async fn shown(tx: &mut Tx, id: NotebookId, category: CategoryId) -> Result<Vec<Tag>> {
    let notes = pages::bearing(tx, category).await?;
    Ok([Tag::Placements(id), Tag::Within(id)].into_iter().chain(notes.into_iter().map(Tag::Note)).collect())
}
