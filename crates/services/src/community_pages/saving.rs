//! Saving at once all that the page of a community says, as programs do where people save form by form.

use domain::changes::ChangeKind;
use domain::communities::Stage;
use i18n::Language;
use store::communities::{self as stored, CommunityWords};
use store::community_pages as pages;

use super::changing::{TypedAccess, TypedStage, read_access, read_stage, read_words, write_words};
use super::{begin, finish};
use crate::{Ctx, Error, Result, again};

/// All that was typed of the page of a community.
#[derive(Clone, Debug, Default)]
pub struct TypedPage {
    /// What it says of itself, in each language of the site.
    pub words: Vec<(Language, CommunityWords)>,
    /// How it is open.
    pub access: TypedAccess,
    /// How far it is in its life: one that is closed may stay so.
    pub stage: TypedStage,
}

/// Saves all that the page of a community says, or nothing of it. Organisations and charter stay as they are.
///
/// # Errors
/// As [`super::describe`].
pub async fn save(ctx: &Ctx, alias: &str, seen: i64, typed: &TypedPage) -> Result<()> {
    let (said, opens) = (read_words(&typed.words), read_access(&typed.access));
    again(async || {
        let (mut tx, row, community) = begin(ctx, alias, seen).await?;
        let stays_closed = row.stage == Stage::Closed && typed.stage.stage == Stage::Closed.as_str();
        let lives = if stays_closed { Ok((Stage::Closed, None)) } else { read_stage(&typed.stage) };
        let (Ok(said), Ok((access, listed, formality)), Ok((stage, until))) = (&said, &opens, &lives) else {
            let wrong = [said.as_ref().err(), opens.as_ref().err(), lives.as_ref().err()];
            return Err(Error::Refused(wrong.into_iter().flatten().flatten().copied().collect()));
        };
        write_words(&mut tx, &community, said).await?;
        pages::set_access(&mut tx, &community, *access, *listed).await?;
        stored::set_stage(&mut tx, row.id, *stage, *until, *formality).await?;
        let is_of_rights = (*access, *listed) != (row.access, row.listed);
        let kind = if is_of_rights { ChangeKind::Rights } else { ChangeKind::Edited };
        finish(ctx, tx, row.id, kind, Vec::new()).await
    })
    .await
}
