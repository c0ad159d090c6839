//! A reader opens a note.

use std::collections::HashMap;

use domain::address::Address;
use domain::communities::Role;
use domain::notes::{NoteKind, Visibility};
use domain::policy::{self, Policy};
use domain::{CommunityId, LanguageTag, NoteId, NotebookId, Slug, Timestamp};
use store::notes::NoteRow;
use store::placements::HoldingRow;
use store::{Tx, categories, notebooks as stored_notebooks, notes as stored, placements};

use crate::bodies::{self, Version};
use crate::lexicon::Around;
use crate::lines::{cover, note_link};
use crate::outlines::{self, Near, Nearby, Outline, Way};
use crate::views::{
    Banner, CategoryLink, Citable, Citation, CommunityLink, ContentsEntry, Credit, Keeper, Link, NotePage,
    NotebookCard, Pictured, ToCite, Translated, Translations, WorkContents, WorkEntry,
};
use crate::writing::{self, Beside};
use crate::{
    Ctx, Error, Result, announcing, asking, conversations, exchanges, notebooks, organisations, people, placing,
    related, works,
};

/// How many citing notes a page names.
const MOST_CITING: i64 = 100;

/// A note's Markdown, as it was typed.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// Where it is.
    pub address: Address,
    /// The Markdown.
    pub text: String,
}

/// A note as programs read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainNote {
    /// Which one.
    pub id: NoteId,
    /// Where it is.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: NoteKind,
    /// The language of its text.
    pub language: LanguageTag,
    /// Who may read it.
    pub visibility: Visibility,
    /// Its licence, where everyone may read it.
    pub licence: Option<String>,
    /// The number of its newest version.
    pub revision: i64,
    /// Its Markdown.
    pub body: String,
    /// Who is credited.
    pub byline: Vec<Credit>,
    /// The first day that someone beyond its authors could read it.
    pub published: Option<Timestamp>,
    /// The last version.
    pub changed: Timestamp,
    /// What it says beside its Markdown, by its kind.
    pub beside: Beside,
}

/// A note that this viewer may read.
///
/// # Errors
/// [`Error::Gone`] for one that was public when it was deleted, whoever asks; [`Error::NotFound`] for any other.
pub(crate) async fn readable(ctx: &Ctx, tx: &mut Tx, id: NoteId) -> Result<NoteRow> {
    if let Some(row) = stored::by_id(tx, &ctx.viewer, id).await? {
        return Ok(row);
    }
    Err(stored::gone(tx, id).await?.map_or(Error::NotFound, Error::Gone))
}

/// Where a note is, for who may read it.
///
/// # Errors
/// [`Error::NotFound`] for anyone else, [`Error::Gone`] where it was deleted in public.
pub async fn address(ctx: &Ctx, id: NoteId) -> Result<Address> {
    let mut tx = ctx.services.store.read().await?;
    let row = readable(ctx, &mut tx, id).await?;
    Ok(note_link(id, row.title).address)
}

/// The Markdown of a note.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn source(ctx: &Ctx, id: NoteId) -> Result<SourceText> {
    let mut tx = ctx.services.store.read().await?;
    let row = readable(ctx, &mut tx, id).await?;
    Ok(SourceText { address: Address::NoteSource(id, Slug::of(&row.title)), text: row.body })
}

/// A note as programs read it.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn plain(ctx: &Ctx, id: NoteId) -> Result<PlainNote> {
    let mut tx = ctx.services.store.read().await?;
    let row = readable(ctx, &mut tx, id).await?;
    let byline = credits(ctx, &mut tx, id).await?;
    let facts = stored::facts(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Policy::decide::<policy::Note, policy::Read>(&ctx.viewer, facts.clone())?;
    let beside = writing::beside(ctx, &mut tx, &row, facts).await?;
    Ok(PlainNote {
        id,
        address: note_link(id, row.title.clone()).address,
        title: row.title,
        kind: row.kind,
        language: row.language,
        visibility: row.visibility,
        licence: row.licence.filter(|_| row.visibility == Visibility::Public),
        revision: row.revision,
        body: row.body,
        byline,
        published: row.published,
        changed: row.changed,
        beside,
    })
}

/// What the picture of a note shows.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn pictured(ctx: &Ctx, id: NoteId) -> Result<Pictured> {
    let mut tx = ctx.services.store.read().await?;
    let row = readable(ctx, &mut tx, id).await?;
    let holding = placements::holding(&mut tx, &ctx.viewer, id).await?;
    let home = home_of(&row, &holding).map(|held| (held.title.clone(), cover(held.id, &held.color, held.cover)));
    let (within, cover) = home.unzip();
    Ok(Pictured { title: row.title, within, cover })
}

/// What is said of a note where it is cited.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn cited(ctx: &Ctx, id: NoteId) -> Result<ToCite> {
    let mut tx = ctx.services.store.read().await?;
    let row = readable(ctx, &mut tx, id).await?;
    let holding = placements::holding(&mut tx, &ctx.viewer, id).await?;
    let work = home_of(&row, &holding).map(|held| held.title.clone());
    let byline = credits(ctx, &mut tx, id).await?.into_iter().map(|credit| credit.name).collect();
    Ok(ToCite {
        what: Citable::Note(id),
        link: note_link(id, row.title),
        byline,
        work,
        published: row.published,
        language: row.language,
    })
}

/// A note at its own address.
///
/// # Errors
/// [`Error::NotFound`] for who may not read it, [`Error::Gone`] where it was deleted in public.
pub async fn read(ctx: &Ctx, id: NoteId) -> Result<NotePage> {
    read_through(ctx, id, None).await
}

/// A note read through a notebook.
///
/// # Errors
/// [`Error::NotFound`] for who may not read both, or when it is not placed there.
pub async fn read_in(ctx: &Ctx, notebook: NotebookId, id: NoteId) -> Result<NotePage> {
    read_through(ctx, id, Some(notebook)).await
}

async fn read_through(ctx: &Ctx, id: NoteId, through: Option<NotebookId>) -> Result<NotePage> {
    let mut tx = ctx.services.store.read().await?;
    let row = match through {
        // Where a deleted note was placed is not said.
        Some(_) => stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?,
        None => readable(ctx, &mut tx, id).await?,
    };
    let holding = placements::holding(&mut tx, &ctx.viewer, id).await?;
    let in_banner = match through {
        Some(notebook) => Some(holding.iter().find(|held| held.id == notebook).ok_or(Error::NotFound)?),
        None => home_of(&row, &holding),
    };
    let version = Version {
        note: id,
        number: row.revision,
        edition: row.edition,
        newest: true,
        body: &row.body,
        language: &row.language,
    };
    let communities = stored::communities(&mut tx, &ctx.viewer, id, ctx.language()).await?;
    let communities: Vec<_> = communities.into_iter().map(community_link).collect();
    let known: Vec<CommunityId> = communities.iter().map(|community| community.community).collect();
    let around =
        Around { note: id, language: &row.language, communities: &known, notebook: in_banner.map(|held| held.id) };
    let rendered = bodies::render_with_terms(ctx, &mut tx, version, around).await?;
    let banner = match in_banner {
        Some(held) => Some(banner(ctx, &mut tx, held, id, through.is_some()).await?),
        None => None,
    };
    let organisation = match row.kind {
        NoteKind::Organisation => organisations::of_note(ctx, &mut tx, id, &row.language).await?,
        _ => None,
    };
    let notebooks = cards(ctx, &mut tx, id, holding).await?;
    let cited_by = stored_links(ctx, &mut tx, id).await?;
    // Terms are told with what they mean.
    let terms = &rendered.terms;
    let is_term = |note: NoteId| terms.iter().flat_map(|term| &term.definitions).any(|one| one.note == note);
    let related = related::of(ctx, &mut tx, id, rendered.leads_to, &cited_by, &is_term).await?;
    let translations = translations(ctx, &mut tx, id).await?;
    let byline = credits(ctx, &mut tx, id).await?;
    let facts = stored::facts(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let came_in = notebooks.iter().find(|card| Some(card.notebook) == row.came_in);
    let keeper = keeper(&facts, &communities, came_in);
    let may_edit = Policy::decide::<policy::Note, policy::Edit>(&ctx.viewer, facts.clone()).is_ok();
    let may_manage = Policy::decide::<policy::Note, policy::Manage>(&ctx.viewer, facts.clone()).is_ok();
    let unlinks = if may_manage { Vec::new() } else { unlinks(ctx, &mut tx, &facts, &communities).await? };
    let signs_it = byline.iter().any(|credit| credit.person.is_some_and(|person| ctx.viewer.is(person)));
    let may_place = may_manage || placing::may_place_somewhere(ctx, &mut tx).await?;
    let place = may_place.then_some(Address::NotePlace(id));
    let announce = announcing::may_announce(ctx, &mut tx, &facts).await?.then_some(Address::NoteAnnounce(id));
    let talks = conversations::around(ctx, &mut tx, &facts).await?;
    let is_hidden = facts.is_hidden();
    let only_viewer = facts.is_read_by_its_author_alone();
    let may_ask = Policy::decide::<policy::Note, policy::Ask>(&ctx.viewer, facts.clone()).is_ok();
    let answers = Policy::decide::<policy::Note, policy::Answer>(&ctx.viewer, facts.clone()).is_ok();
    let is_alone = answers && ctx.viewer.id().is_some_and(|me| !facts.is_edited_without(me));
    let whom = (!is_alone).then(|| exchanges::whom(&facts, &byline));
    let requests = if answers { asking::waiting(ctx, &mut tx, &facts).await?.len() } else { 0 };
    // The rule itself is asked too: what the row's query let through and the rule does not is never shown.
    Policy::decide::<policy::Note, policy::Read>(&ctx.viewer, facts)?;
    ctx.remember(&tx);
    let compiled = rendered.compiled;
    Ok(NotePage {
        id,
        is_hidden,
        address: note_link(id, row.title.clone()).address,
        source: Address::NoteSource(id, Slug::of(&row.title)),
        cite: Address::Cite(id),
        title: row.title,
        language: row.language,
        kind: row.kind,
        body: rendered.html,
        excerpt: compiled.excerpt.clone(),
        contents: compiled
            .contents
            .iter()
            .map(|heading| ContentsEntry { level: heading.level, id: heading.id.clone(), text: heading.text.clone() })
            .collect(),
        banner,
        translations,
        related,
        organisation,
        terms: rendered.terms,
        cited_by,
        notebooks,
        byline,
        keeper,
        communities,
        visibility: row.visibility,
        only_viewer,
        licence: row.licence.filter(|_| row.visibility == Visibility::Public),
        published: row.published,
        changed: row.changed,
        versions: row.revision,
        versions_address: Address::Versions(id),
        rights: Address::NoteRights(id),
        edit: may_edit.then_some(Address::NoteEdit(id)),
        may_manage,
        signs_it,
        place,
        announce,
        talks,
        may_ask,
        whom,
        requests,
        unlinks,
    })
}

/// The linked communities of which this viewer is a lead or a curator, and from which they may take the note out.
async fn unlinks(
    ctx: &Ctx,
    tx: &mut Tx,
    facts: &policy::NoteFacts,
    communities: &[CommunityLink],
) -> Result<Vec<CommunityId>> {
    let theirs = ctx.viewer.communities_with(&[Role::Curator, Role::Lead]);
    let mut found = Vec::new();
    for link in communities.iter().filter(|link| theirs.contains(&link.community)) {
        let Some(community) = store::communities::facts(tx, &ctx.viewer, link.community, ctx.now()).await? else {
            continue;
        };
        let asked = (facts.clone(), community);
        if Policy::decide::<policy::NoteLink, policy::Unlink>(&ctx.viewer, asked).is_ok() {
            found.push(link.community);
        }
    }
    Ok(found)
}

/// What says the same in other languages. Of an original that the viewer may not read, nothing follows, not even that two
/// notes translate the same one.
async fn translations(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<Translations> {
    let rows = store::translations::around(tx, &ctx.viewer, note).await?;
    let own = rows.iter().find(|row| row.id == note).and_then(|row| row.translates);
    let original = own.map_or(note, |(original, _)| original);
    let Some(newest) = rows.iter().find(|row| row.id == original).map(|row| row.revision) else {
        return Ok(Translations::default());
    };
    let mut found = Translations::default();
    for row in rows.into_iter().filter(|row| row.id != note) {
        let is_original = row.id == original;
        let translates = if is_original { own } else { row.translates };
        let translated = Translated {
            note: row.id,
            link: note_link(row.id, row.title),
            language: row.language,
            is_behind: translates.is_some_and(|(_, made_from)| made_from < newest),
            is_public: row.visibility == Visibility::Public,
        };
        if is_original {
            found.of = Some(translated);
        } else {
            found.also.push(translated);
        }
    }
    Ok(found)
}

/// The home notebook: the one that an author named, else the only one where this viewer may see the note.
pub(crate) fn home_of<'h>(row: &NoteRow, holding: &'h [HoldingRow]) -> Option<&'h HoldingRow> {
    match (row.home, holding) {
        (Some(home), holding) => holding.iter().find(|held| held.id == home),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

pub(crate) fn notebook_link(id: NotebookId, title: String) -> Link {
    Link { address: Address::Notebook(id, Slug::of(&title)), title }
}

/// Who is credited for a note, in order.
pub(crate) async fn credits(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<Vec<Credit>> {
    let byline = stored::byline(tx, note).await?;
    Ok(byline.into_iter().map(|(person, name, role)| credit(person, people::shown(ctx, name), role)).collect())
}

fn credit(person: Option<domain::PersonId>, name: String, role: String) -> Credit {
    // A byline is a public act: whoever reads the note sees the page of who signs by their own name, which lists it.
    Credit { person, address: person.map(|person| Address::Person(person, Slug::of(&name))), name, role }
}

fn keeper(facts: &policy::NoteFacts, known: &[CommunityLink], came_in: Option<&NotebookCard>) -> Option<Keeper> {
    // Those whom an author gave it to keep it up to date as well.
    let tended = facts.tending().or(facts.keeping_community().filter(|_| facts.is_kept()));
    if tended.is_none() && !facts.is_kept() {
        return None;
    }
    match tended {
        // A community, or a notebook, that the viewer may not know of is not named.
        Some(keeping) => known
            .iter()
            .find(|community| community.community == keeping)
            .map(|community| Keeper::Community(community.link.clone())),
        None if facts.came_in_with_led_notebook() => came_in.map(|card| Keeper::Notebook(card.link.clone())),
        None => Some(Keeper::Stewards),
    }
}

async fn banner(ctx: &Ctx, tx: &mut Tx, held: &HoldingRow, note: NoteId, through: bool) -> Result<Banner> {
    let at = (held.position, note);
    let slug = Slug::of(&held.title);
    let link = |id: NoteId, title: String| {
        if through {
            Link { title, address: Address::NoteInNotebook(held.id, slug.clone(), id) }
        } else {
            note_link(id, title)
        }
    };
    let outline = outlines::of(ctx, tx, held.id).await?;
    let (standing, nearby) = (outline.standing(at), outline.near(at));
    let entry_points = stored_notebooks::entry_points(tx, held.id).await?;
    let entered = entry_points.iter().filter_map(notebooks::note_entered);
    let near = nearby.entries.iter().map(|near| near.note);
    let named: Vec<NoteId> = entered.chain(standing.previous).chain(standing.next).chain(near).collect();
    let titles: HashMap<NoteId, String> = stored::titles(tx, &ctx.viewer, &named).await?.into_iter().collect();
    let named = |id: NoteId| titles.get(&id).map(|title| link(id, title.clone()));
    let mut above = nearby.entries.iter().filter(|near| near.way == Way::Above).filter_map(|near| near.part.as_ref());
    Ok(Banner {
        notebook: held.id,
        link: notebook_link(held.id, held.title.clone()),
        place: standing.place,
        count: standing.count,
        previous: standing.previous.and_then(named),
        next: standing.next.and_then(named),
        chapter: outline.place_of(at).ok().and_then(|place| works::read_in_one_go(&outline, held.id, place)),
        part: above.find_map(|part| Some((part.number?, part.title.to_string()))),
        contents: contents(&outline, nearby, &named),
        entry_points: notebooks::ways_in(ctx, tx, entry_points, &named).await?,
    })
}

/// What is near a note, as links; of what is hidden from the viewer there is nothing.
fn contents(outline: &Outline, nearby: Nearby, named: &dyn Fn(NoteId) -> Option<Link>) -> WorkContents {
    let top = nearby.entries.iter().map(|near| near.level).min().unwrap_or_default();
    let entry = |near: Near| {
        let mut link = named(near.note)?;
        if let Some(part) = &near.part {
            link.title = part.title.to_string();
        }
        Some(WorkEntry {
            link,
            number: match &near.part {
                Some(part) => part.number.map(|number| number.to_string()),
                None => outline.number(near.place),
            },
            is_part: near.part.is_some(),
            depth: near.level - top,
            is_here: near.way == Way::Here,
            holds_it: near.way == Way::Above,
        })
    };
    let (more_before, more_after) = (nearby.more_before, nearby.more_after);
    WorkContents { entries: nearby.entries.into_iter().filter_map(entry).collect(), more_before, more_after }
}

/// A card for each notebook that holds the note, with the categories that the note bears there.
async fn cards(ctx: &Ctx, tx: &mut Tx, note: NoteId, holding: Vec<HoldingRow>) -> Result<Vec<NotebookCard>> {
    if holding.is_empty() {
        return Ok(Vec::new());
    }
    let borne = categories::of_note(tx, note).await?;
    let mut cards = Vec::with_capacity(holding.len());
    for held in holding {
        let here = borne.iter().filter(|(notebook, ..)| *notebook == held.id);
        cards.push(NotebookCard {
            notebook: held.id,
            count: outlines::of(ctx, tx, held.id).await?.count(),
            categories: here.map(|(_, id, name)| CategoryLink { id: *id, name: name.clone() }).collect(),
            cover: cover(held.id, &held.color, held.cover),
            link: notebook_link(held.id, held.title),
            placed_by: held.placed_by.map(|name| people::shown(ctx, name)),
            placed: held.placed,
            reason: held.reason,
        });
    }
    Ok(cards)
}

pub(crate) fn community_link((community, alias, name, open): (CommunityId, String, String, bool)) -> CommunityLink {
    CommunityLink { community, link: Link { title: name, address: Address::Community(community, alias) }, open }
}

async fn stored_links(ctx: &Ctx, tx: &mut Tx, id: NoteId) -> Result<Vec<Citation>> {
    let rows = store::links::citing(tx, &ctx.viewer, id, MOST_CITING).await?;
    Ok(rows
        .into_iter()
        .map(|row| Citation {
            note: row.note,
            link: note_link(row.note, row.title),
            sentence: around(&row.sentence, row.words),
        })
        .collect())
}

/// A sentence as what stands before the words of the link, those words, and what follows.
fn around(sentence: &str, (from, to): (i64, i64)) -> (String, String, String) {
    let cut = |at: i64| usize::try_from(at).ok().filter(|at| sentence.is_char_boundary(*at));
    let parts = cut(from).zip(cut(to)).filter(|(from, to)| from <= to);
    let (from, to) = parts.unwrap_or((sentence.len(), sentence.len()));
    let (head, last) = sentence.split_at(to);
    let (first, words) = head.split_at(from);
    (first.to_owned(), words.to_owned(), last.to_owned())
}
