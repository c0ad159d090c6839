//! Stored files, for who may read a note that shows them.

use domain::AttachmentId;

use crate::{Ctx, Error, Result};

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
