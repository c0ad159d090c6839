//! A new note: its first version, who may read it, where it is placed.

use domain::changes::{Change, ChangeKind, Thing};
use domain::notes::{NoteKind, Visibility};
use domain::policy::{self, Policy};
use domain::{CategoryId, CommunityId, NoteId, NotebookId, PersonId, Timestamp};
use store::Tx;
use store::links::Near;
use store::notes::{NewNote, NewRevision};
use store::writing as stored;

use super::{Placing, Said, Words, compiled, keep_links, kinds, may_contribute, read, resolve_waiting};
use crate::accounts::Wrong;
use crate::note_rights::Joined;
use crate::views::CategoryLink;
use crate::{Ctx, Error, Result, again, licences, shelves};

/// The most notebooks that are offered.
pub(crate) const NOTEBOOKS: i64 = 500;
/// What stands between a note and the one before it in the manual order of a notebook.
pub(crate) const GAP: i64 = 1024;
/// The most characters of what tells a form from another.
const FORM: usize = 64;

/// What there is to choose for a new note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// What tells this form from any other.
    pub form: String,
    /// Communities that it can be linked to.
    pub communities: Vec<Joined>,
    /// Notebooks where it can be placed, by title.
    pub notebooks: Vec<(NotebookId, String)>,
    /// Categories of the notebook that was chosen, of those that a note bears which whoever asks may read.
    pub categories: Vec<CategoryLink>,
    /// The licence that is proposed, where everyone may read it; empty where none is.
    pub licence: String,
}

/// What whoever asks can choose for a new note, placed in this notebook where they may.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn offered(ctx: &Ctx, notebook: &str) -> Result<Offered> {
    ctx.authorise_site::<policy::Write>()?;
    let me = ctx.me()?;
    let mut tx = ctx.services.store.heavy().await?;
    // It is linked to none yet.
    let new = NoteId::new(&*ctx.services.clock, &*ctx.services.randomness);
    let joined = store::note_rights::joined(&mut tx, me, new, ctx.language()).await?;
    let mut notebooks = Vec::new();
    for (id, title) in stored::open_notebooks(&mut tx, &ctx.viewer, NOTEBOOKS).await? {
        if may_contribute(ctx, &mut tx, id).await? {
            notebooks.push((id, title));
        }
    }
    let chosen = notebooks.iter().map(|(id, _)| *id).find(|id| id.to_string() == notebook);
    let categories = match chosen {
        Some(chosen) => categories(ctx, &mut tx, chosen).await?,
        None => Vec::new(),
    };
    let licence = licences::in_notebook(&mut tx, chosen).await?;
    Ok(Offered {
        form: new.to_string(),
        communities: joined.into_iter().map(|(community, name, open)| Joined { community, name, open }).collect(),
        notebooks,
        categories,
        licence,
    })
}

/// The categories of a notebook that a note bears there which whoever asks may read.
pub(crate) async fn categories(ctx: &Ctx, tx: &mut Tx, notebook: NotebookId) -> Result<Vec<CategoryLink>> {
    let lists = shelves::of(ctx, tx, notebook).await?.facets(&[]);
    let all = lists.into_iter().flat_map(|list| list.categories);
    Ok(all.map(|category| CategoryLink { id: category.id, name: category.name }).collect())
}

/// Makes a note of which whoever asks is the author, and which they sign. A `form` that made one already makes no other: that one is
/// given.
///
/// # Errors
/// [`Error::Refused`] for what was typed or chosen; [`Error::NotFound`] for a visitor.
pub async fn create(ctx: &Ctx, form: &str, typed: &Words, placing: &Placing) -> Result<NoteId> {
    ctx.authorise_site::<policy::Write>()?;
    let me = ctx.me()?;
    let visibility = Visibility::parse(&placing.visibility).ok_or(("visibility", Wrong::NotAChoice));
    let (said, visibility) = match (read(typed), visibility) {
        (Ok(said), Ok(visibility)) => (said, visibility),
        (said, visibility) => {
            let mut wrong = said.err().unwrap_or_default();
            wrong.extend(visibility.err());
            return Err(Error::Refused(wrong));
        }
    };
    // What is public of an organisation is so once it is published: it is a draft until then.
    let is_draft_or_public = matches!(visibility, Visibility::Authors | Visibility::Public);
    if said.beside.kind() == NoteKind::Organisation && !is_draft_or_public {
        return Err(Error::Refused(vec![("visibility", Wrong::NotAChoice)]));
    }
    let text = compiled(&said.body, &said.language).await?;
    let form = Some(form).filter(|form| !form.is_empty() && form.chars().count() <= FORM && !form.contains('\0'));
    let id = NoteId::new(&*ctx.services.clock, &*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let now = ctx.now();
        if let Some(form) = form {
            store::names::hold(&mut tx, &format!("{me} {form}")).await?;
            if let Some(made) = stored::made(&mut tx, me, form).await? {
                return Ok(made);
            }
        }
        let chosen = chosen(ctx, &mut tx, placing).await?;
        if visibility == Visibility::Community && chosen.communities.is_empty() {
            return Err(Error::Refused(vec![("visibility", Wrong::Unlinked)]));
        }
        let mut licence = String::new();
        if visibility == Visibility::Public {
            let proposed = licences::in_notebook(&mut tx, chosen.notebook).await?;
            licence =
                licences::chosen(&placing.licence, proposed).map_err(|why| Error::Refused(vec![("licence", why)]))?;
        }
        write_first(&mut tx, id, me, &said, visibility, &text.excerpt, now).await?;
        if !licence.is_empty() {
            store::notes::set_licence(&mut tx, id, &licence).await?;
        }
        for community in &chosen.communities {
            link(ctx, &mut tx, id, *community, now).await?;
        }
        if let Some(notebook) = chosen.notebook {
            let position = stored::last_position(&mut tx, notebook).await?.saturating_add(GAP);
            store::placements::place(&mut tx, notebook, id, position, 0, Some(me), now).await?;
            store::categories::set(&mut tx, notebook, id, &chosen.categories).await?;
        }
        let near = Near { notebook: chosen.notebook, communities: &chosen.communities };
        let beside = kinds::Text {
            note: id,
            title: said.title.as_str(),
            language: &said.language,
            means: text.first_paragraph(),
            near,
            by_author: true,
        };
        kinds::save(ctx, &mut tx, &beside, &said.beside).await?;
        let mut tags = keep_links(ctx, &mut tx, id, near, &text).await?;
        tags.extend(store::touched::note(&mut tx, id).await?);
        tags.sort_unstable();
        tags.dedup();
        let change = Change { who: Some(me), kind: ChangeKind::Created, thing: Thing::Note(id), tags };
        store::changes::record(&mut tx, now, &change).await?;
        resolve_waiting(ctx, &mut tx, id, said.title.as_str()).await?;
        if let Some(form) = form {
            stored::remember(&mut tx, me, form, id, now).await?;
        }
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// What was chosen of where a new note is, as far as whoever asks may choose it.
struct Chosen {
    communities: Vec<CommunityId>,
    notebook: Option<NotebookId>,
    categories: Vec<CategoryId>,
}

async fn chosen(ctx: &Ctx, tx: &mut Tx, placing: &Placing) -> Result<Chosen> {
    let refused = |field| Err(Error::Refused(vec![(field, Wrong::NotAChoice)]));
    let mut communities = placing.communities();
    if communities.len() != placing.communities.len() {
        return refused("communities");
    }
    communities.sort_unstable();
    communities.dedup();
    let notebook = placing.notebook();
    if notebook.is_none() && !placing.notebook.is_empty() {
        return refused("notebook");
    }
    let mut chosen = Chosen { communities, notebook, categories: Vec::new() };
    let Some(notebook) = notebook else { return Ok(chosen) };
    if !may_contribute(ctx, tx, notebook).await? {
        return refused("notebook");
    }
    if !placing.categories.is_empty() {
        let defined = store::categories::of_notebook(tx, notebook).await?;
        // Those of another notebook, that was chosen before, are left out.
        let is_chosen = |id: &CategoryId| placing.categories.iter().any(|chosen| *chosen == id.to_string());
        chosen.categories = defined.into_iter().map(|(id, ..)| id).filter(is_chosen).collect();
    }
    Ok(chosen)
}

/// Writes the row of a note, its first version, its author, and that they sign it.
async fn write_first(
    tx: &mut Tx,
    id: NoteId,
    me: PersonId,
    said: &Said,
    visibility: Visibility,
    excerpt: &str,
    now: Timestamp,
) -> Result<()> {
    let sort_key = i18n::sort_key(said.title.as_str());
    let row = NewNote {
        id,
        title: &said.title,
        sort_key: sort_key.clone(),
        kind: said.beside.kind(),
        language: &said.language,
        visibility,
        licence: None,
        excerpt,
        came_in: None,
        published: (visibility != Visibility::Authors).then_some(now),
        changed: now,
    };
    let first = NewRevision {
        note: id,
        base: 0,
        title: &said.title,
        sort_key,
        language: &said.language,
        body: &said.body,
        excerpt,
        author: Some(me),
        saved: now,
        reason: &said.reason,
    };
    store::notes::insert_all(tx, &[(row, first)], now).await?;
    store::notes::add_author(tx, id, me).await?;
    store::notes::set_byline(tx, id, &[me]).await?;
    Ok(())
}

/// Links a new note to a community of whoever asks.
async fn link(ctx: &Ctx, tx: &mut Tx, note: NoteId, community: CommunityId, now: Timestamp) -> Result<()> {
    let refused = || Error::Refused(vec![("communities", Wrong::NotAChoice)]);
    let facts = store::notes::facts(tx, note).await?.ok_or(Error::NotFound)?;
    let circle = store::communities::facts(tx, &ctx.viewer, community, now).await?.ok_or_else(refused)?;
    Policy::decide::<policy::NoteLink, policy::Link>(&ctx.viewer, (facts, circle)).map_err(|_| refused())?;
    store::notes::link_community(tx, note, community, now).await?;
    Ok(())
}
