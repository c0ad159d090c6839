//! The picture that the leads of a notebook give its cover.

use blobs::NoCover;
use domain::NotebookId;
use domain::changes::ChangeKind;
use store::notebooks as stored;

use super::{begin, finish, managed, refused};
use crate::accounts::Wrong;
use crate::{Ctx, Error, Result, Services, again};

/// The picture of a cover, ready to be sent.
pub struct OpenCover {
    /// What changes when its content does; what tells it apart in addresses begins it.
    pub etag: String,
    /// Its type.
    pub media_type: &'static str,
    /// Its content.
    pub content: blobs::Content,
}

/// Opens the picture of the cover of a notebook.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the notebook, and where its cover has no picture.
pub async fn open_cover(ctx: &Ctx, id: NotebookId) -> Result<OpenCover> {
    let row = {
        let mut tx = ctx.services.store.read().await?;
        stored::by_id(&mut tx, &ctx.viewer, id).await?
    };
    let hash = row.and_then(|row| row.cover).ok_or(Error::NotFound)?;
    let content = ctx.services.blobs.read(hash).await?;
    Ok(OpenCover { etag: blobs::written(&hash), media_type: blobs::MediaType::Jpeg.as_str(), content })
}

/// Gives the cover of a notebook a picture, made of the one that was sent.
///
/// # Errors
/// As [`super::describe`]; [`Error::Refused`] of `cover` for what makes none.
pub async fn give_cover(ctx: &Ctx, id: NotebookId, edition: i64, sent: Vec<u8>) -> Result<()> {
    // The right before what was sent.
    managed(ctx, &mut ctx.services.store.read().await?, id).await?;
    let picture = match made_of(&ctx.services, sent).await? {
        Ok(picture) => picture,
        Err(why) => return refused("cover", why),
    };
    // The row that names a content comes after it.
    let kept = ctx.services.blobs.put_bytes(picture).await?;
    change(ctx, id, edition, Some(kept.hash)).await
}

/// Takes its picture from the cover of a notebook: it is made of the title and the colour again.
///
/// # Errors
/// As [`super::describe`].
pub async fn take_cover(ctx: &Ctx, id: NotebookId, edition: i64) -> Result<()> {
    change(ctx, id, edition, None).await
}

async fn change(ctx: &Ctx, id: NotebookId, edition: i64, picture: Option<blobs::Hash>) -> Result<()> {
    again(async || {
        let (mut tx, ..) = begin(ctx, id, edition).await?;
        stored::set_cover(&mut tx, id, picture).await?;
        finish(ctx, tx, id, ChangeKind::Edited, Vec::new()).await
    })
    .await
}

/// The picture of a cover made of what was sent, in its turn, on a thread that may be held; or why there is none.
async fn made_of(services: &Services, sent: Vec<u8>) -> Result<std::result::Result<Vec<u8>, Wrong>> {
    let turn = services.covers.clone().acquire_owned().await.map_err(|_| Error::Unavailable)?;
    let making = tokio::task::spawn_blocking(move || {
        let made = blobs::cover_of(&sent);
        drop(turn);
        made
    });
    let made = making.await.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(made.map_err(|why| match why {
        NoCover::NotAPicture => Wrong::NotAPicture,
        NoCover::TooLarge(width, height) => Wrong::Vast(width, height),
        NoCover::TooSmall(width, height) => Wrong::Tiny(width, height),
        NoCover::Broken => Wrong::BrokenPicture,
    }))
}
