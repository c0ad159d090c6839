//! Stored files, each named by the SHA-256 of what it holds, and what may be said of them: their type, their size.
//!
//! A name given by a person never reaches the disk. The order that keeps an answer true is: the file, its sync, its
//! folder's sync, and only then the row that names it. `README.md` says where to begin.

mod covers;
mod dimensions;
mod folder;
mod kinds;
mod svg;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt};

pub use covers::{NoCover, cover_of};
pub use dimensions::dimensions;
pub use kinds::{MediaType, kind_of};

use folder::Folder;

/// SHA-256 of a content; its name in the store.
pub type Hash = [u8; 32];

/// What went wrong, by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk, the quota or the permitted file size is used up: nothing was kept; try again when there is room.
    #[error("no room left for files")]
    Full,
    /// No such content is stored.
    #[error("no such content")]
    Missing,
    /// The content handed over could not be read to its end: nothing was kept.
    #[error("the content could not be read: {0}")]
    Source(#[source] io::Error),
    /// The store itself failed.
    #[error("the store of files failed: {0}")]
    Store(#[source] io::Error),
}

impl Error {
    /// Sorts what the store's own disk said.
    fn of_store(error: io::Error) -> Self {
        if is_full(&error) { Self::Full } else { Self::Store(error) }
    }
}

/// Whether a disk refuses because it, the quota or the permitted file size is used up.
pub fn is_full(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge)
}

/// What this crate answers.
pub type Result<T> = std::result::Result<T, Error>;

/// The room of a disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What may still be written.
    pub free: u64,
    /// All of it.
    pub whole: u64,
}

/// What [`Blobs::put`] kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the content.
    pub hash: Hash,
    /// Bytes of the content.
    pub size: u64,
}

/// A stored content, open for reading.
#[derive(Debug)]
pub struct Content {
    file: File,
    size: u64,
}

impl Content {
    /// Bytes of the content.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// A stream of the bytes of `range`; what lies past the end is left out.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub fn into_stream(mut self, range: Range<u64>) -> Result<impl AsyncRead + Send + Unpin + 'static> {
        let end = range.end.min(self.size);
        let start = range.start.min(end);
        self.file.seek(SeekFrom::Start(start)).map_err(Error::of_store)?;
        Ok(tokio::fs::File::from_std(self.file).take(end.saturating_sub(start)))
    }

    /// The content from its beginning, for who may wait for the disk.
    pub fn into_read(self) -> impl Read + Send + 'static {
        self.file.take(self.size)
    }

    /// The first `limit` bytes, or all when there are fewer: what [`kind_of`] and [`dimensions`] look at.
    ///
    /// # Errors
    /// `Store` when the disk refuses.
    pub async fn beginning(self, limit: u64) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.into_stream(0..limit)?.read_to_end(&mut bytes).await.map_err(Error::of_store)?;
        Ok(bytes)
    }
}

/// Where stored files live. Cheap to clone.
///
/// A folder today; a store shared by several machines is one more variant, behind the same functions.
#[derive(Clone, Debug)]
pub enum Blobs {
    /// A folder of this machine.
    Folder(FolderBlobs),
}

/// A folder of stored files; made by [`Blobs::open`].
#[derive(Clone, Debug)]
pub struct FolderBlobs(Folder);

impl Blobs {
    /// Opens the folder `dir`, made if it is absent, closed to other accounts of the machine (mode 0700).
    ///
    /// Blocks for a moment: meant for the start of the program.
    ///
    /// # Errors
    /// `Full`, `Store`.
    pub fn open(dir: PathBuf) -> Result<Self> {
        Folder::open(dir).map(|folder| Self::Folder(FolderBlobs(folder)))
    }

    /// The folder `dir` as it is, made by nobody: for what only looks.
    pub fn at(dir: PathBuf) -> Self {
        Self::Folder(FolderBlobs(Folder::at(dir)))
    }

    /// Keeps all that `content` gives. When it returns, the content survives a power cut.
    ///
    /// The same content is kept once. On any error nothing is kept and no half file is left.
    ///
    /// # Errors
    /// `Source` when `content` fails; `Full`; `Store`.
    pub async fn put(&self, content: impl Read + Send + 'static) -> Result<Stored> {
        self.on_folder(move |folder| folder.put(content)).await
    }

    /// Keeps `content`, which is in memory already: nothing is written when it is stored already.
    ///
    /// # Errors
    /// `Full`, `Store`.
    pub async fn put_bytes(&self, content: impl AsRef<[u8]> + Send + 'static) -> Result<Stored> {
        self.on_folder(move |folder| folder.put_bytes(content.as_ref())).await
    }

    /// Opens the content named `hash`.
    ///
    /// # Errors
    /// `Missing`, `Store`.
    pub async fn read(&self, hash: Hash) -> Result<Content> {
        self.on_folder(move |folder| {
            let (file, size) = folder.read(&hash)?;
            Ok(Content { file, size })
        })
        .await
    }

    /// Whether a content is stored under `hash`; says nothing of its soundness, see [`Blobs::verify`].
    ///
    /// # Errors
    /// `Store`.
    pub async fn exists(&self, hash: Hash) -> Result<bool> {
        self.on_folder(move |folder| folder.exists(&hash)).await
    }

    /// Reads the whole content again: whether it is what its name says.
    ///
    /// # Errors
    /// `Missing`, `Store`.
    pub async fn verify(&self, hash: Hash) -> Result<bool> {
        self.on_folder(move |folder| folder.verify(&hash)).await
    }

    /// Removes the content named `hash`; whether it was there.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remove(&self, hash: Hash) -> Result<bool> {
        self.on_folder(move |folder| folder.remove(&hash)).await
    }

    /// Removes the content named `hash` unless it was put, or put again, within `age`; whether it went. For what no row
    /// names: a writer whose row is still to come has made it young.
    ///
    /// # Errors
    /// `Store`.
    pub async fn remove_older(&self, hash: Hash, age: Duration) -> Result<bool> {
        self.on_folder(move |folder| folder.remove_older(&hash, age)).await
    }

    /// Takes a content that is not what its name says out of its place, so that it can be put again; whether it was
    /// there. It is kept in the folder as `.damaged-HASH`.
    ///
    /// # Errors
    /// `Store`.
    pub async fn set_aside(&self, hash: Hash) -> Result<bool> {
        self.on_folder(move |folder| folder.set_aside(&hash)).await
    }

    /// The names of what was put, or put again, longer ago than `age`, in order.
    ///
    /// # Errors
    /// `Store`.
    pub async fn list_older(&self, age: Duration) -> Result<Vec<Hash>> {
        self.on_folder(move |folder| folder.list_older(age)).await
    }

    /// The names of all that is stored, in order; 32 bytes each in memory.
    ///
    /// # Errors
    /// `Store`.
    pub async fn list(&self) -> Result<Vec<Hash>> {
        self.on_folder(Folder::list).await
    }

    /// Removes what interrupted writers left, and says how many files that was.
    ///
    /// Files that another program is still writing are left alone, so an import may run beside the start of a server.
    ///
    /// # Errors
    /// `Store`.
    pub async fn sweep_temporary(&self) -> Result<usize> {
        self.on_folder(Folder::sweep_temporary).await
    }

    /// How much room there is on the disk where contents are stored.
    ///
    /// # Errors
    /// `Store`.
    pub async fn room(&self) -> Result<Room> {
        self.on_folder(Folder::room).await
    }

    /// Runs `work` where it may wait for the disk.
    async fn on_folder<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Folder) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let Self::Folder(FolderBlobs(folder)) = self;
        let folder = folder.clone();
        match tokio::task::spawn_blocking(move || work(&folder)).await {
            Ok(answer) => answer,
            Err(stopped) => Err(Error::Store(io::Error::other(stopped))),
        }
    }
}

/// The SHA-256 of `content`.
pub fn hash_of(content: &[u8]) -> Hash {
    Sha256::digest(content).into()
}

/// `hash` as 64 lower-case hexadecimal digits.
pub fn written(hash: &Hash) -> String {
    domain::hex::write(hash)
}

/// Where a content stands among others, in a folder or in an archive: `ab/cdef…`.
pub fn place_of(hash: &Hash) -> String {
    let mut place = written(hash);
    place.insert(2, '/');
    place
}

/// Reads what [`written`] wrote; `None` for anything else, upper case included.
pub fn parse_hash(text: &str) -> Option<Hash> {
    // Nothing long is read.
    if text.len() != 64 {
        return None;
    }
    domain::hex::read(text)?.try_into().ok()
}
