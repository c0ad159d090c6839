//! Stored files: each is what its name says, and each is some file's.

use std::collections::BTreeSet;

use domain::{AttachmentId, NotebookId};
use store::check as stored;

use super::{Check, Code, Mending, PAGE};
use crate::{Result, Services, files};

pub(super) async fn look(check: &mut Check<'_>) -> Result<()> {
    contents(check).await?;
    unnamed(check).await
}

/// What is wrong with a content: it is not there, or is not what its name says.
pub(crate) async fn amiss(services: &Services, hash: blobs::Hash) -> Result<Option<Code>> {
    match services.blobs.verify(hash).await {
        Ok(true) => Ok(None),
        Ok(false) => Ok(Some(Code::FileDamaged)),
        Err(blobs::Error::Missing) => Ok(Some(Code::FileMissing)),
        Err(error) => Err(error.into()),
    }
}

async fn contents(check: &mut Check<'_>) -> Result<()> {
    let mut damaged = BTreeSet::new();
    let mut after = AttachmentId::from_bytes([0; 16]);
    loop {
        let page = stored::files_after(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (file, hash) in page {
            content(check, ("file", file.to_string()), hash, &mut damaged).await?;
        }
    }
    let mut after = NotebookId::from_bytes([0; 16]);
    loop {
        let page = stored::covers_after(&mut check.ctx.services.store.heavy().await?, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (notebook, hash) in page {
            content(check, ("notebook", notebook.to_string()), hash, &mut damaged).await?;
        }
    }
    if check.mending == Mending::Mend {
        // Out of the way, so that the same content can be stored again.
        for hash in damaged {
            check.ctx.services.blobs.set_aside(hash).await?;
        }
    }
    Ok(())
}

/// Looks at the content of a file, or of a cover, which is that of its notebook.
async fn content(
    check: &mut Check<'_>,
    (thing, id): (&'static str, String),
    hash: blobs::Hash,
    damaged: &mut BTreeSet<blobs::Hash>,
) -> Result<()> {
    if let Some(code) = amiss(&check.ctx.services, hash).await? {
        if code == Code::FileDamaged {
            damaged.insert(hash);
        }
        check.tell(code, thing, id, false);
    }
    check.report.checked.files += 1;
    check.looked_at(1);
    Ok(())
}

async fn unnamed(check: &mut Check<'_>) -> Result<()> {
    for hash in files::unnamed(&check.ctx.services).await? {
        let mends = check.mends(Code::FileUnnamed);
        if mends {
            check.ctx.services.blobs.remove_older(hash, files::LEFT_FOR).await?;
        }
        check.tell(Code::FileUnnamed, "content", blobs::written(&hash), mends);
    }
    Ok(())
}
