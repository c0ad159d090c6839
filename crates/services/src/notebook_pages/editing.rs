//! A notebook as its leads change it.

use domain::address::Address;
use domain::notebooks::{Sort, View};
use domain::notes::Visibility;
use domain::site::Registration;
use domain::{CategoryId, CommunityId, LanguageTag, NotebookId, PersonId};
use store::Tx;
use store::notebook_pages as pages;
use store::notebooks::{self as stored, EntryPoint, EntryTarget};

use super::filing::LISTS;
use super::managed;
use crate::lines::{cover, note_link};
use crate::note_rights::{Joined, PROPOSED, seen};
use crate::notes::{community_link, notebook_link};
use crate::views::{CommunityLink, Cover, Link};
use crate::{Ctx, Error, Result};

/// A notebook, as its leads change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// Which notebook.
    pub id: NotebookId,
    /// Its page.
    pub address: Address,
    /// The edition that is seen: what is typed is saved over it.
    pub edition: i64,
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// What those who place notes there are asked to follow, in Markdown.
    pub guide: String,
    /// Its language.
    pub language: LanguageTag,
    /// The colour of its cover; empty for one that the program chooses.
    pub color: String,
    /// Its cover.
    pub cover: Cover,
    /// How it is shown where its reader chose nothing.
    pub view: View,
    /// How it is sorted, the same.
    pub sort: Sort,
    /// The licence that is proposed for its notes; empty where none is.
    pub licence: String,
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether whoever asks alone may read it, at its narrowest.
    pub is_theirs_alone: bool,
    /// Whether whoever has an address of mail may make an account.
    pub registration_is_open: bool,
    /// What they see of who reads it: what widens it says that it was seen.
    pub seen: String,
    /// The linked communities that they may know of.
    pub linked: Vec<Opening>,
    /// Communities of theirs that it can be linked to.
    pub joined: Vec<Joined>,
    /// Whether everyone signed in may place notes there.
    pub open_to_signed_in: bool,
    /// Where to begin, as far as they may see it.
    pub entries: Vec<EntryLine>,
    /// Titles of notes that are placed there, to be proposed.
    pub titles: Vec<String>,
    /// The three lists of categories.
    pub lists: Vec<ListOfCategories>,
    /// Who leads it, then who contributes to it.
    pub members: Vec<Member>,
    /// Names of people whom they may see, to be proposed.
    pub names: Vec<String>,
}

/// A linked community, and whether its members may place notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Which one.
    pub link: CommunityLink,
    /// Whether they may.
    pub open: bool,
}

/// A way into a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// Its place among those that are seen, from 0.
    pub at: usize,
    /// Where it leads, called as readers see it.
    pub link: Link,
}

/// One of the lists of categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOfCategories {
    /// Which one, from 1.
    pub number: i64,
    /// Its name; empty where it has none.
    pub name: String,
    /// Its categories, in order.
    pub categories: Vec<CategoryLine>,
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryLine {
    /// Which one.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// How many notes that whoever asks may read bear it there.
    pub count: i64,
}

/// Somebody who takes part in a notebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Their name; empty where they left.
    pub name: String,
    /// Whether they lead it.
    pub is_lead: bool,
    /// Whether it is who asks.
    pub is_me: bool,
    /// Whether they alone lead it.
    pub is_last_lead: bool,
}

/// A notebook, for whoever answers for it.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it; [`Error::Forbidden`] for anyone else but its leads.
pub async fn editing(ctx: &Ctx, id: NotebookId) -> Result<Editing> {
    let mut tx = ctx.services.store.heavy().await?;
    let (row, _) = managed(ctx, &mut tx, id).await?;
    let me = ctx.me()?;
    let settings = pages::settings(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let linked = linked(ctx, &mut tx, id).await?;
    let known: Vec<CommunityId> = linked.iter().map(|it| it.link.community).collect();
    let joined = pages::joined(&mut tx, me, id, ctx.language()).await?;
    let members = members(ctx, &mut tx, id).await?;
    let points = stored::entry_points(&mut tx, id).await?;
    let entries = visible(ctx, &mut tx, &points).await?.into_iter().map(|(_, link)| link);
    let entries = (0..).zip(entries).map(|(at, link)| EntryLine { at, link }).collect();
    let placed = pages::placed(&mut tx, &ctx.viewer, id, PROPOSED).await?;
    let mut titles: Vec<String> = placed.into_iter().map(|(_, title)| title).collect();
    titles.dedup();
    let mut names = store::people::names_seen(&mut tx, &ctx.viewer, PROPOSED).await?;
    names.dedup();
    Ok(Editing {
        id,
        address: notebook_link(id, row.title.clone()).address,
        edition: settings.edition,
        description: row.description,
        guide: settings.guide,
        language: row.language,
        cover: cover(id, &row.color, row.cover),
        color: row.color,
        view: row.view,
        sort: row.sort,
        licence: settings.licence,
        visibility: row.visibility,
        is_theirs_alone: members.iter().all(|it| it.is_me) && !members.is_empty(),
        registration_is_open: matches!(store::registration::read(&mut tx).await?, (Registration::Open, _)),
        seen: seen(row.visibility, &known),
        linked,
        joined: joined.into_iter().map(|(community, name, open)| Joined { community, name, open }).collect(),
        open_to_signed_in: settings.open_to_signed_in,
        entries,
        titles,
        lists: lists(ctx, &mut tx, id).await?,
        members,
        names,
        title: row.title,
    })
}

/// The linked communities that whoever asks may know of.
pub(super) async fn linked(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Vec<Opening>> {
    let openings = pages::openings(tx, id).await?;
    let known = stored::communities(tx, &ctx.viewer, id, ctx.language()).await?;
    let opening = |link: CommunityLink| {
        let open = openings.contains(&(link.community, true));
        Opening { link, open }
    };
    Ok(known.into_iter().map(community_link).map(opening).collect())
}

async fn members(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Vec<Member>> {
    let rows = pages::members(tx, id).await?;
    let leads = rows.iter().filter(|(.., is_lead)| *is_lead).count();
    let member = |(person, name, is_lead): (PersonId, String, bool)| Member {
        person,
        name,
        is_lead,
        is_me: ctx.viewer.id() == Some(person),
        is_last_lead: is_lead && leads == 1,
    };
    Ok(rows.into_iter().map(member).collect())
}

/// Those of these ways in that whoever asks may follow, by their places, called as readers see them.
pub(super) async fn visible(ctx: &Ctx, tx: &mut Tx, points: &[EntryPoint]) -> Result<Vec<(usize, Link)>> {
    let (mut notes, mut notebooks) = (Vec::new(), Vec::new());
    for point in points {
        match point.to {
            EntryTarget::Note(note) => notes.push(note),
            EntryTarget::Notebook(notebook) => notebooks.push(notebook),
        }
    }
    let notes = store::notes::titles(tx, &ctx.viewer, &notes).await?;
    let notebooks = stored::titles(tx, &ctx.viewer, &notebooks).await?;
    let link = |point: &EntryPoint| {
        let mut link = match point.to {
            EntryTarget::Note(note) => {
                note_link(note, notes.iter().find(|(id, _)| *id == note).map(|(_, title)| title.clone())?)
            }
            EntryTarget::Notebook(to) => {
                notebook_link(to, notebooks.iter().find(|(id, _)| *id == to).map(|(_, title)| title.clone())?)
            }
        };
        if !point.label.is_empty() {
            link.title.clone_from(&point.label);
        }
        Some(link)
    };
    Ok((0..).zip(points).filter_map(|(place, point)| Some((place, link(point)?))).collect())
}

async fn lists(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Vec<ListOfCategories>> {
    let names = store::categories::lists(tx, id).await?;
    let all = store::categories::of_notebook(tx, id).await?;
    let counts = pages::counts(tx, &ctx.viewer, id).await?;
    let count = |category: CategoryId| counts.iter().find(|(id, _)| *id == category).map_or(0, |(_, count)| *count);
    let of = |number: i64| ListOfCategories {
        number,
        name: names.iter().find(|(list, _)| *list == number).map(|(_, name)| name.clone()).unwrap_or_default(),
        categories: all
            .iter()
            .filter(|(_, list, _)| *list == number)
            .map(|(id, _, name)| CategoryLine { id: *id, name: name.clone(), count: count(*id) })
            .collect(),
    };
    Ok(LISTS.map(of).into())
}
