//! Stored files, for who may read a note that shows them.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::AttachmentId;

use crate::{Ctx, Error, Result, Services};

/// How long a content that no row names is left alone: its row may be on its way.
pub(crate) const LEFT_FOR: Duration = Duration::from_hours(24);
/// Names read at once.
const NAMES: i64 = 1000;

/// A file, ready to be sent.
pub struct OpenFile {
    /// Its name.
    pub name: String,
    /// What changes when its content does.
    pub etag: String,
    /// Its type, from a short safe list.
    pub media_type: &'static str,
    /// Whether a browser may show it.
    pub inline: bool,
    /// Its content.
    pub content: blobs::Content,
}

/// Opens a file.
///
/// # Errors
/// [`Error::NotFound`] for who may read no note that shows it.
pub async fn open(ctx: &Ctx, id: AttachmentId) -> Result<OpenFile> {
    let row = {
        let mut tx = ctx.services.store.read().await?;
        store::attachments::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?
    };
    let media = blobs::MediaType::named(&row.media);
    let content = ctx.services.blobs.read(row.hash).await?;
    Ok(OpenFile {
        name: row.name,
        etag: blobs::written(&row.hash),
        media_type: media.as_str(),
        inline: media.is_inline(),
        content,
    })
}

/// The contents that no row names, put more than a day ago.
pub(crate) async fn unnamed(services: &Services) -> Result<Vec<blobs::Hash>> {
    let mut old: BTreeSet<blobs::Hash> = services.blobs.list_older(LEFT_FOR).await?.into_iter().collect();
    let mut after = Vec::new();
    loop {
        let named = store::check::hashes_after(&mut services.store.heavy().await?, &after, NAMES).await?;
        let Some(last) = named.last() else { return Ok(old.into_iter().collect()) };
        after = last.to_vec();
        for hash in named {
            old.remove(&hash);
        }
    }
}

/// Removes the contents that no row names, put more than a day ago: what a crash between a file and its row left. Says
/// how many they were.
pub async fn sweep(services: &Services) -> Result<usize> {
    let mut swept = services.blobs.sweep_temporary().await?;
    for hash in unnamed(services).await? {
        swept += usize::from(services.blobs.remove_older(hash, LEFT_FOR).await?);
    }
    Ok(swept)
}
