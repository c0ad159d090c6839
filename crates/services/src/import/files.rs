//! The files that notes show or link: stored once, their content before their rows.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;

use domain::{AttachmentId, NotebookId};
use markup::links::SourceLink;
use sha2::{Digest as _, Sha256};
use store::attachments::AttachmentRow;
use store::imports::ImportedRow;

use super::Folder;
use super::links::{Index, Reached, is_external};
use super::report::Report;
use crate::{Ctx, Result};

/// Bytes of a file that are looked at to tell its type and its size in pixels.
const HEAD: u64 = 256 * 1024;

/// The stored files of this run, by path: which, and under which name.
pub(super) type Files = HashMap<String, (AttachmentId, String)>;

/// A file whose content is stored and whose rows are to be written.
pub(super) struct NewFile {
    pub(super) row: AttachmentRow,
    pub(super) known: ImportedRow,
}

/// The paths of the files that a note shows or links and that are not stored yet, each once.
pub(super) fn wanted(
    folder: &dyn Folder,
    index: &Index,
    path: &str,
    links: &[SourceLink],
    files: &Files,
) -> Vec<String> {
    let mut seen = HashSet::new();
    let paths = links.iter().filter_map(|link| file_of(folder, index, path, link));
    paths.filter(|path| !files.contains_key(path) && seen.insert(path.clone())).collect()
}

fn file_of(folder: &dyn Folder, index: &Index, from: &str, link: &SourceLink) -> Option<String> {
    if link.is_wiki() {
        return index
            .by_title(from, &link.destination)
            .is_empty()
            .then(|| index.file_named(from, &link.destination))?;
    }
    if is_external(&link.destination) || link.destination.starts_with('#') {
        return None;
    }
    let reached = match index.by_path(from, &link.destination) {
        Reached::Nothing if folder.finds_by_name() => index.named(from, &link.destination),
        reached => reached,
    };
    match reached {
        Reached::File(path) => Some(path),
        Reached::Note(_) | Reached::Contents | Reached::Nothing => None,
    }
}

/// What a trial says of a file: its id where it is known and the same, else a new one.
pub(super) fn foreseen(ctx: &Ctx, folder: &dyn Folder, path: &str, report: &Report) -> Option<(AttachmentId, String)> {
    let mut content = folder.open(path).ok()?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 64 * 1024];
    loop {
        match content.read(&mut piece).ok()? {
            0 => break,
            read => digest.update(piece.get(..read).unwrap_or_default()),
        }
    }
    let hash: [u8; 32] = digest.finalize().into();
    let known = report.file_known_before(path).filter(|row| row.hash == hash).and_then(|row| row.attachment);
    let id = known.unwrap_or_else(|| AttachmentId::new(&*ctx.services.clock, &*ctx.services.randomness));
    Some((id, name_of(path)))
}

/// Stores the content of a file; `Err` holds the file that is known already, `None` is one that cannot be read.
pub(super) async fn store(
    ctx: &Ctx,
    folder: &dyn Folder,
    path: &str,
    report: &Report,
) -> Result<Option<std::result::Result<NewFile, AttachmentId>>> {
    let Ok(content) = folder.open(path) else { return Ok(None) };
    let services = &ctx.services;
    let stored = match services.blobs.put(content).await {
        Err(blobs::Error::Source(_)) => return Ok(None),
        stored => stored?,
    };
    let known = report.file_known_before(path).filter(|row| row.hash == stored.hash);
    if let Some(id) = known.and_then(|row| row.attachment) {
        return Ok(Some(Err(id)));
    }
    let name = name_of(path);
    let head = services.blobs.read(stored.hash).await?.beginning(HEAD).await?;
    let pixels = blobs::dimensions(&head);
    let row = AttachmentRow {
        id: AttachmentId::new(&*services.clock, &*services.randomness),
        hash: stored.hash,
        media: blobs::kind_of(&head, &name).as_str().to_owned(),
        name,
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        width: pixels.map(|(width, _)| i64::from(width)),
        height: pixels.map(|(_, height)| i64::from(height)),
    };
    let known = ImportedRow {
        path: path.to_owned(),
        hash: stored.hash,
        note: None,
        attachment: Some(row.id),
        revision: 0,
        placed: None,
    };
    Ok(Some(Ok(NewFile { row, known })))
}

/// Writes the rows of a stored file.
pub(super) async fn remember(
    tx: &mut store::Tx,
    notebook: NotebookId,
    file: &NewFile,
    now: domain::Timestamp,
) -> Result<()> {
    store::attachments::insert(tx, &file.row, now).await?;
    store::imports::remember(tx, notebook, &file.known).await?;
    Ok(())
}

pub(super) fn name_of(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
