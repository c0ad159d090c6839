//! All that the leads of a notebook say of it, saved in one go.

use domain::changes::ChangeKind;
use domain::notes::Visibility;
use domain::policy::{Community, Policy, TakePart};
use domain::tags::Tag;
use domain::{CommunityId, NotebookId};
use i18n::Language;
use store::Tx;
use store::notebook_pages as pages;
use store::notebooks as stored;

use super::changing::{self, TypedWords};
use super::editing::linked;
use super::{begin, finish, refused};
use crate::accounts::Wrong;
use crate::note_rights::{Done, seen};
use crate::{Ctx, Error, Result, again};

/// What was typed of a whole notebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedNotebook {
    /// What it says of itself.
    pub words: TypedWords,
    /// Who may read it.
    pub visibility: String,
    /// The communities that it is linked to, by their ids; those that whoever asks may not know of stay as they are.
    pub communities: Vec<String>,
    /// Those of them whose members may place notes there; others are left out.
    pub open_to: Vec<String>,
    /// Whether everyone signed in may.
    pub open_to_signed_in: bool,
}

/// Saves a whole notebook over the edition that was seen: all of it, or nothing. Where more may read it than now, `sees` says what
/// whoever asks saw of who does: without it, nothing changes.
///
/// # Errors
/// As [`super::describe`].
pub async fn save(
    ctx: &Ctx,
    id: NotebookId,
    edition: i64,
    typed: &TypedNotebook,
    sees: &str,
    languages: &[Language],
) -> Result<Done> {
    again(async || {
        let (mut tx, row, notebook) = begin(ctx, id, edition).await?;
        let before = linked(ctx, &mut tx, id).await?;
        let known: Vec<CommunityId> = before.iter().map(|it| it.link.community).collect();
        let said = changing::read(&typed.words, languages, &row.language);
        let level = Visibility::parse(&typed.visibility).ok_or(("visibility", Wrong::NotAChoice));
        let all = choices(ctx, &mut tx, id, &known).await?;
        let chosen = chosen(&all, &typed.communities).ok_or(("communities", Wrong::NotAChoice));
        let (said, level, chosen) = match (said, level, chosen) {
            (Ok(said), Ok(level), Ok(chosen)) => (said, level, chosen),
            (said, level, chosen) => {
                let mut wrong = said.err().unwrap_or_default();
                wrong.extend(level.err());
                wrong.extend(chosen.err());
                return Err(Error::Refused(wrong));
            }
        };
        let new: Vec<CommunityId> = chosen.iter().copied().filter(|it| !known.contains(it)).collect();
        let gone: Vec<CommunityId> = known.iter().copied().filter(|it| !chosen.contains(it)).collect();
        let is_linked_otherwise = !new.is_empty() || !gone.is_empty();
        let is_otherwise = level != row.visibility || is_linked_otherwise;
        if level == Visibility::Community && chosen.is_empty() && is_otherwise {
            return refused("visibility", Wrong::Unshared);
        }
        let widens = level > row.visibility || (level == Visibility::Community && !new.is_empty());
        if widens && sees != seen(row.visibility, &known) {
            return Ok(Done::Asks);
        }
        for community in new {
            let facts =
                store::communities::facts(&mut tx, &ctx.viewer, community, ctx.now()).await?.ok_or(Error::NotFound)?;
            Policy::decide::<Community, TakePart>(&ctx.viewer, facts)?;
            stored::link_community(&mut tx, id, community, false).await?;
        }
        for community in &gone {
            pages::unlink(&mut tx, &notebook, *community).await?;
        }
        stored::set_visibility(&mut tx, id, level).await?;
        let settings = pages::settings(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let is_open = |community: CommunityId| typed.open_to.iter().any(|it| *it == community.to_string());
        let is_opened_otherwise = settings.open_to_signed_in != typed.open_to_signed_in
            || before.iter().any(|it| it.open != is_open(it.link.community));
        for community in chosen {
            pages::set_opening(&mut tx, &notebook, community, is_open(community)).await?;
        }
        pages::open_to_signed_in(&mut tx, &notebook, typed.open_to_signed_in).await?;
        changing::say(&mut tx, &row, &notebook, &said).await?;
        let kind = if is_otherwise || is_opened_otherwise { ChangeKind::Rights } else { ChangeKind::Edited };
        finish(ctx, tx, id, kind, gone.into_iter().map(Tag::LinkedTo).collect()).await?;
        Ok(Done::Done)
    })
    .await
}

/// The communities that a notebook can be linked to: those that it is, and those of whoever asks.
async fn choices(ctx: &Ctx, tx: &mut Tx, id: NotebookId, known: &[CommunityId]) -> Result<Vec<CommunityId>> {
    let joined = pages::joined(tx, ctx.me()?, id, ctx.language()).await?;
    Ok(known.iter().copied().chain(joined.into_iter().map(|(community, ..)| community)).collect())
}

/// Those of these ids, each once; nothing where one is none of them.
fn chosen(all: &[CommunityId], typed: &[String]) -> Option<Vec<CommunityId>> {
    let named = |it: &String| all.iter().copied().find(|community| community.to_string() == *it);
    let mut chosen: Vec<CommunityId> = typed.iter().map(named).collect::<Option<_>>()?;
    chosen.sort_unstable();
    chosen.dedup();
    Some(chosen)
}
