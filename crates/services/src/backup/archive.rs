//! The form of a backup: a tar (POSIX ustar) of plain files, under the name that says which form it is.
//!
//! `NAME/sillage.db`, then `NAME/blobs/ab/cdef…` for each content, then `NAME/manifest.json`. Nothing else is written,
//! and nothing else is read: an entry of another name or kind makes a file no backup of ours, so no path of an archive
//! ever reaches the disk.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use blobs::Hash;
use domain::Timestamp;
use sha2::{Digest, Sha256};
use tar::{Archive, Builder, EntryType, Header};

use super::{Manifest, of_disk};
use crate::{Error, Result};

/// The name of the form: another form has another name.
const NAME: &str = "sillage-backup-1";
const DATABASE: &str = "sillage.db";
const MANIFEST: &str = "manifest.json";
/// Bytes that a manifest may have: it names the contents that were lost.
const LONGEST_MANIFEST: u64 = 64 * 1024 * 1024;
/// Bytes moved at a time.
const PIECE: usize = 256 * 1024;

/// A backup being written.
pub(super) struct Writer {
    builder: Builder<BufWriter<File>>,
    made: u64,
}

impl Writer {
    pub(super) fn begin(path: &Path, now: Timestamp) -> Result<Self> {
        let file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|error| of_disk(&error))?;
        let made = u64::try_from(now.as_micros() / 1_000_000).unwrap_or(0);
        Ok(Self { builder: Builder::new(BufWriter::with_capacity(PIECE, file)), made })
    }

    /// Adds the database; gives its size and its SHA-256.
    pub(super) fn database(&mut self, path: &Path) -> Result<(u64, Hash)> {
        let file = File::open(path).map_err(|error| of_disk(&error))?;
        let size = file.metadata().map_err(|error| of_disk(&error))?.len();
        let mut hashed = Hashed { inner: file, sha: Sha256::new() };
        self.append(DATABASE, size, &mut hashed).map_err(|error| of_disk(&error))?;
        Ok((size, hashed.sha.finalize().into()))
    }

    pub(super) fn content(&mut self, hash: Hash, content: blobs::Content) -> Result<()> {
        let size = content.size();
        self.append(&content_name(&hash), size, content.into_read()).map_err(|error| of_disk(&error))
    }

    /// Adds the manifest, makes all of it last, and gives its size.
    pub(super) fn finish(mut self, manifest: &Manifest) -> Result<u64> {
        let text = serde_json::to_vec_pretty(manifest).map_err(|error| Error::Internal(error.to_string()))?;
        let last = || -> io::Result<u64> {
            self.append(MANIFEST, text.len() as u64, text.as_slice())?;
            let file = self.builder.into_inner()?.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            Ok(file.metadata()?.len())
        };
        last().map_err(|error| of_disk(&error))
    }

    /// Appends an entry, on this thread: a backup is alone in its program.
    fn append(&mut self, name: &str, size: u64, content: impl Read) -> io::Result<()> {
        let mut header = Header::new_ustar();
        header.set_path(format!("{NAME}/{name}"))?;
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        header.set_mtime(self.made);
        header.set_size(size);
        header.set_cksum();
        // A content that grew shorter than its header says would shift all that follows.
        let mut content = Exact { inner: content, left: size };
        self.builder.append(&header, &mut content)?;
        if content.left > 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

/// The name of a content in the archive, as in the folder of contents.
fn content_name(hash: &Hash) -> String {
    format!("blobs/{}", blobs::place_of(hash))
}

/// Why a file is not a backup that can be restored.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is something else, or a backup of another form: name another file, or a newer program.
    #[error("not a backup of this form")]
    NotABackup,
    /// It holds what no backup of ours holds: nobody of ours made it.
    #[error("an entry that no backup holds")]
    Foreign,
    /// It ends before its end: copy it again.
    #[error("cut short")]
    Cut,
    /// What it holds is not what was put in it: it was damaged on its way.
    #[error("damaged")]
    Damaged,
    /// The backup cannot be read, or the folder cannot be written in.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

/// Puts what a backup holds into `folder`, which is private and empty: `sillage.db`, `blobs/`. Each content is read as it
/// is written, and is what its name says; blocks.
///
/// # Errors
/// [`Refused`]: what is in the folder then is nothing.
pub fn unpack(backup: impl Read, folder: &Path) -> std::result::Result<Manifest, Refused> {
    let mut archive = Archive::new(BufReader::with_capacity(PIECE, backup));
    let mut database = None;
    let mut contents = 0_u64;
    let mut manifest: Option<Manifest> = None;
    private_folder(&folder.join("blobs"))?;
    // Raw: an extended header is an entry like another, of a kind that no backup holds, and is never taken into memory.
    for entry in archive.entries().map_err(of_archive)?.raw(true) {
        let mut entry = entry.map_err(of_archive)?;
        let part = Part::of(&entry, database.is_none())?;
        if manifest.is_some() {
            return Err(Refused::Foreign);
        }
        let size = entry.size();
        match part {
            Part::Database if database.is_none() => {
                database = Some((size, keep(&mut entry, size, &folder.join(DATABASE))?));
            }
            Part::Content(hash) if database.is_some() => {
                let place = folder.join(content_name(&hash));
                if let Some(shelf) = place.parent()
                    && !shelf.exists()
                {
                    private_folder(shelf)?;
                }
                if keep(&mut entry, size, &place)? != hash {
                    return Err(Refused::Damaged);
                }
                contents += 1;
            }
            Part::Manifest if database.is_some() && size <= LONGEST_MANIFEST => {
                let mut text = Vec::new();
                entry.read_to_end(&mut text).map_err(of_archive)?;
                if (text.len() as u64) < size {
                    return Err(Refused::Cut);
                }
                manifest = Some(serde_json::from_slice(&text).map_err(|_| Refused::Damaged)?);
            }
            Part::Database | Part::Content(_) | Part::Manifest => return Err(Refused::Foreign),
        }
    }
    let Some((size, hash)) = database else { return Err(Refused::NotABackup) };
    let manifest = manifest.ok_or(Refused::Cut)?;
    let is_whole = manifest.database_size == size
        && manifest.database_sha256 == blobs::written(&hash)
        && manifest.contents == contents;
    if is_whole { Ok(manifest) } else { Err(Refused::Damaged) }
}

/// An entry that a backup holds.
enum Part {
    Database,
    Content(Hash),
    Manifest,
}

impl Part {
    fn of<R: Read>(entry: &tar::Entry<'_, R>, is_first: bool) -> std::result::Result<Self, Refused> {
        let unknown = || if is_first { Refused::NotABackup } else { Refused::Foreign };
        if entry.header().entry_type() != EntryType::Regular {
            return Err(unknown());
        }
        let path = entry.header().path_bytes();
        let name = std::str::from_utf8(&path).ok().and_then(|path| path.strip_prefix(NAME)?.strip_prefix('/'));
        match name {
            Some(DATABASE) => Ok(Self::Database),
            Some(MANIFEST) => Ok(Self::Manifest),
            Some(name) => {
                // Only a name that we would give to this hash is taken.
                let digits: String = name.strip_prefix("blobs/").unwrap_or_default().replacen('/', "", 1);
                blobs::parse_hash(&digits)
                    .filter(|hash| content_name(hash) == name)
                    .map(Self::Content)
                    .ok_or_else(unknown)
            }
            None => Err(unknown()),
        }
    }
}

/// Writes an entry to a new file and makes it last; gives its SHA-256.
fn keep(entry: &mut impl Read, size: u64, place: &Path) -> std::result::Result<Hash, Refused> {
    // A name that comes twice is refused here: the file exists.
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(place) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(Refused::Foreign),
        opened => opened?,
    };
    let mut sha = Sha256::new();
    let mut left = size;
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let read = entry.read(&mut piece).map_err(of_archive)?;
        let read = piece.get(..read).unwrap_or_default();
        if read.is_empty() {
            return Err(Refused::Cut);
        }
        sha.update(read);
        file.write_all(read)?;
        left = left.saturating_sub(read.len() as u64);
    }
    file.sync_data()?;
    Ok(sha.finalize().into())
}

fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(folder)
}

/// What reading an archive says: its end came too soon, or it is none.
fn of_archive(error: io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Refused::Cut,
        io::ErrorKind::Other | io::ErrorKind::InvalidData => Refused::NotABackup,
        _ => Refused::Disk(error),
    }
}

/// Hashes what is read through it.
struct Hashed<R> {
    inner: R,
    sha: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.sha.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// Counts what is read through it, up to what was promised.
struct Exact<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.inner.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}
