//! What a notebook says of itself, who reads it, and who may place notes there.

use domain::changes::ChangeKind;
use domain::notebooks::{Color, Sort, View};
use domain::notes::Visibility;
use domain::policy::{Authorised, Community, Manage, Notebook, Policy, TakePart};
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, NotebookId, Title};
use i18n::Language;
use store::Tx;
use store::notebook_pages::{self as pages, Words};
use store::notebooks::{self as stored, NotebookRow};

use super::editing::linked;
use super::{Amiss, begin, finish, refused, text};
use crate::accounts::{Wrong, missing_or};
use crate::note_rights::{Done, seen};
use crate::{Ctx, Error, Result, again};

/// The most characters of a licence.
const LICENCE: usize = 100;

/// What was typed of what a notebook says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedWords {
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub description: String,
    /// What those who place notes there are asked to follow, in Markdown.
    pub guide: String,
    /// Its language.
    pub language: String,
    /// The colour of its cover, `#rrggbb`; empty for one that the program chooses.
    pub color: String,
    /// How it is shown where its reader chose nothing.
    pub view: String,
    /// How it is sorted, the same.
    pub sort: String,
    /// The licence that is proposed for its notes; empty for none.
    pub licence: String,
}

/// What was typed, read.
pub(super) struct Said {
    title: Title,
    description: String,
    guide: String,
    language: LanguageTag,
    color: Option<Color>,
    view: View,
    sort: Sort,
    licence: Option<String>,
}

/// Says of a notebook what it says of itself, in a language of the site or the one that it is in.
///
/// # Errors
/// As [`super::editing`]; [`Error::Conflict`] where somebody saved in between; [`Error::Refused`] for what was typed.
pub async fn describe(ctx: &Ctx, id: NotebookId, seen: i64, typed: &TypedWords, languages: &[Language]) -> Result<()> {
    again(async || {
        let (mut tx, row, notebook) = begin(ctx, id, seen).await?;
        let said = read(typed, languages, &row.language).map_err(Error::Refused)?;
        say(&mut tx, &row, &notebook, &said).await?;
        finish(ctx, tx, id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// Writes what a notebook says of itself.
pub(super) async fn say(
    tx: &mut Tx,
    row: &NotebookRow,
    notebook: &Authorised<Notebook, Manage>,
    said: &Said,
) -> Result<()> {
    if said.title.as_str() != row.title {
        stored::rename(tx, row.id, &said.title, i18n::sort_key(said.title.as_str())).await?;
    }
    let words = Words {
        description: &said.description,
        language: &said.language,
        guide: &said.guide,
        licence: said.licence.as_deref(),
    };
    pages::say(tx, notebook, &words).await?;
    stored::set_color(tx, row.id, said.color).await?;
    stored::set_view(tx, row.id, said.view, said.sort).await?;
    Ok(())
}

/// Reads what was typed; `now` is the language that the notebook is in.
pub(super) fn read(typed: &TypedWords, languages: &[Language], now: &LanguageTag) -> std::result::Result<Said, Amiss> {
    let mut wrong = Amiss::new();
    let title = Title::parse(&typed.title).map_err(|_| ("title", missing_or(&typed.title, Wrong::Long)));
    let description = text(&typed.description).map_err(|why| ("description", why));
    let guide = text(&typed.guide).map_err(|why| ("guide", why));
    let language = match Language::parse(&typed.language).filter(|language| languages.contains(language)) {
        Some(language) => Ok(language.tag()),
        None if typed.language == now.as_str() => Ok(now.clone()),
        None => Err(("language", Wrong::NotAChoice)),
    };
    let color = match typed.color.trim() {
        "" => Ok(None),
        typed => Color::parse(typed).map(Some).ok_or(("color", Wrong::NotAColor)),
    };
    let view = View::parse(&typed.view).ok_or(("view", Wrong::NotAChoice));
    let sort = Sort::parse(&typed.sort).ok_or(("sort", Wrong::NotAChoice));
    let licence = match typed.licence.trim() {
        "" => Ok(None),
        typed if typed.chars().count() > LICENCE => Err(("licence", Wrong::Long)),
        typed => Ok(Some(typed.to_owned())),
    };
    wrong.extend(title.as_ref().err().copied());
    wrong.extend(description.as_ref().err().copied());
    wrong.extend(guide.as_ref().err().copied());
    wrong.extend(language.as_ref().err().copied());
    wrong.extend(color.err());
    wrong.extend(view.err());
    wrong.extend(sort.err());
    wrong.extend(licence.as_ref().err().copied());
    match (title, description, guide, language, color, view, sort, licence) {
        (Ok(title), Ok(description), Ok(guide), Ok(language), Ok(color), Ok(view), Ok(sort), Ok(licence)) => {
            Ok(Said { title, description, guide, language, color, view, sort, licence })
        }
        _ => Err(wrong),
    }
}

/// Says who may read a notebook. Where more may than now, `sees` says what whoever asks saw of it: without it, nothing changes. What
/// is placed there is read by no more people than before.
///
/// # Errors
/// As [`describe`].
pub async fn set_visibility(ctx: &Ctx, id: NotebookId, edition: i64, level: &str, sees: &str) -> Result<Done> {
    again(async || {
        let (mut tx, row, _) = begin(ctx, id, edition).await?;
        let Some(level) = Visibility::parse(level) else { return refused("visibility", Wrong::NotAChoice) };
        let known = known(ctx, &mut tx, id).await?;
        if level == Visibility::Community && known.is_empty() {
            return refused("visibility", Wrong::Unshared);
        }
        if level > row.visibility && sees != seen(row.visibility, &known) {
            return Ok(Done::Asks);
        }
        stored::set_visibility(&mut tx, id, level).await?;
        finish(ctx, tx, id, ChangeKind::Rights, Vec::new()).await?;
        Ok(Done::Done)
    })
    .await
}

/// Links a notebook to a community of whoever asks. Where its members read it from now on, `sees` says what whoever asks saw of it.
///
/// # Errors
/// As [`describe`].
pub async fn link(ctx: &Ctx, id: NotebookId, edition: i64, community: &str, sees: &str) -> Result<Done> {
    let me = ctx.me()?;
    again(async || {
        let (mut tx, row, _) = begin(ctx, id, edition).await?;
        let joined = pages::joined(&mut tx, me, id, ctx.language()).await?;
        let chosen = joined.iter().map(|(it, ..)| *it).find(|it| it.to_string() == community);
        let Some(community) = chosen else { return refused("community", Wrong::NotAChoice) };
        let facts =
            store::communities::facts(&mut tx, &ctx.viewer, community, ctx.now()).await?.ok_or(Error::NotFound)?;
        Policy::decide::<Community, TakePart>(&ctx.viewer, facts)?;
        let widens = row.visibility == Visibility::Community;
        if widens && sees != seen(row.visibility, &known(ctx, &mut tx, id).await?) {
            return Ok(Done::Asks);
        }
        stored::link_community(&mut tx, id, community, false).await?;
        finish(ctx, tx, id, ChangeKind::Rights, Vec::new()).await?;
        Ok(Done::Done)
    })
    .await
}

/// Takes a notebook out of what is linked to a community that whoever asks may know of. One for members that is linked to none any
/// more is for its leads and contributors.
///
/// # Errors
/// As [`describe`]; [`Error::NotFound`] for a community that it is not linked to.
pub async fn unlink(ctx: &Ctx, id: NotebookId, edition: i64, community: CommunityId) -> Result<()> {
    again(async || {
        let (mut tx, row, notebook) = begin(ctx, id, edition).await?;
        if !known(ctx, &mut tx, id).await?.contains(&community) {
            return Err(Error::NotFound);
        }
        pages::unlink(&mut tx, &notebook, community).await?;
        if row.visibility == Visibility::Community && pages::openings(&mut tx, id).await?.is_empty() {
            stored::set_visibility(&mut tx, id, Visibility::Authors).await?;
        }
        finish(ctx, tx, id, ChangeKind::Rights, vec![Tag::LinkedTo(community)]).await
    })
    .await
}

/// Says to whom a notebook is open: the members of these linked communities, of those that whoever asks may know of, and everyone
/// signed in or not.
///
/// # Errors
/// As [`describe`].
pub async fn open(ctx: &Ctx, id: NotebookId, edition: i64, communities: &[String], signed_in: bool) -> Result<()> {
    again(async || {
        let (mut tx, _, notebook) = begin(ctx, id, edition).await?;
        for community in known(ctx, &mut tx, id).await? {
            let open = communities.iter().any(|it| *it == community.to_string());
            pages::set_opening(&mut tx, &notebook, community, open).await?;
        }
        pages::open_to_signed_in(&mut tx, &notebook, signed_in).await?;
        finish(ctx, tx, id, ChangeKind::Rights, Vec::new()).await
    })
    .await
}

/// The linked communities that whoever asks may know of.
async fn known(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Vec<CommunityId>> {
    Ok(linked(ctx, tx, id).await?.into_iter().map(|it| it.link.community).collect())
}
