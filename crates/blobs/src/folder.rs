//! Stored files in a folder: `ab/cdef…`, the hash split after two digits so that no folder grows too long.
//!
//! A writer fills `.incoming-PROCESS-N` in the same folder, under an exclusive lock, syncs it, renames it into its
//! place and syncs the folder that names it. A reader sees all of a content or nothing.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{self, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::{Error, Hash, Result, Room, Stored, hash_of, parse_hash, place_of, written};

/// How the name of a file being written begins.
const INCOMING: &str = ".incoming-";

/// How the name of a content that is not what its name says begins, once it was set aside.
const DAMAGED: &str = ".damaged-";

/// Bytes read at a time: large enough for few system calls, small enough for many writers at once.
const PIECE: usize = 64 * 1024;

/// Tells the incoming files of one process apart.
static NEXT: AtomicU64 = AtomicU64::new(0);

#[derive(Clone, Debug)]
pub(crate) struct Folder {
    root: Arc<Path>,
}

impl Folder {
    pub(crate) fn open(root: PathBuf) -> Result<Self> {
        // Kept whole, so that a later change of working folder changes nothing.
        let root = path::absolute(root).map_err(Error::of_store)?;
        if !root.is_dir() {
            private_folder().recursive(true).create(&root).map_err(Error::of_store)?;
            sync_folder_of(&root)?;
        }
        let mode = fs::metadata(&root).map_err(Error::of_store)?.permissions().mode();
        if mode & 0o077 != 0 {
            fs::set_permissions(&root, Permissions::from_mode(0o700)).map_err(Error::of_store)?;
        }
        Ok(Self { root: root.into() })
    }

    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root: root.into() }
    }

    pub(crate) fn room(&self) -> Result<Room> {
        let disk = rustix::fs::statvfs(&*self.root).map_err(|errno| Error::of_store(errno.into()))?;
        let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
        Ok(Room { free: bytes(disk.f_bavail), whole: bytes(disk.f_blocks) })
    }

    pub(crate) fn put(&self, mut content: impl Read) -> Result<Stored> {
        let mut incoming = Incoming::create(&self.root)?;
        let mut sha = Sha256::new();
        let mut size = 0_u64;
        let mut piece = vec![0; PIECE];
        loop {
            let read = match content.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => piece.get(..read).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Error::Source(error)),
            };
            sha.update(read);
            incoming.file.write_all(read).map_err(Error::of_store)?;
            size = size.saturating_add(read.len() as u64);
        }
        let stored = Stored { hash: sha.finalize().into(), size };
        if !self.holds(&stored)? {
            self.keep(incoming, &stored.hash)?;
        }
        Ok(stored)
    }

    pub(crate) fn put_bytes(&self, content: &[u8]) -> Result<Stored> {
        let stored = Stored { hash: hash_of(content), size: content.len() as u64 };
        if !self.holds(&stored)? {
            let mut incoming = Incoming::create(&self.root)?;
            incoming.file.write_all(content).map_err(Error::of_store)?;
            self.keep(incoming, &stored.hash)?;
        }
        Ok(stored)
    }

    pub(crate) fn read(&self, hash: &Hash) -> Result<(File, u64)> {
        let file = match File::open(self.path(hash)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::Missing),
            Err(error) => return Err(Error::of_store(error)),
        };
        let found = file.metadata().map_err(Error::of_store)?;
        // A folder opens like a file on Unix, and would fail only at the first read.
        if found.is_file() { Ok((file, found.len())) } else { Err(Error::Missing) }
    }

    pub(crate) fn exists(&self, hash: &Hash) -> Result<bool> {
        Ok(self.size(hash)?.is_some())
    }

    pub(crate) fn verify(&self, hash: &Hash) -> Result<bool> {
        let (mut file, _) = self.read(hash)?;
        let mut sha = Sha256::new();
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => sha.update(piece.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::of_store(error)),
            }
        }
        Ok(Hash::from(sha.finalize()) == *hash)
    }

    pub(crate) fn remove(&self, hash: &Hash) -> Result<bool> {
        let path = self.path(hash);
        match fs::remove_file(&path) {
            Ok(()) => sync_folder_of(&path).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::of_store(error)),
        }
    }

    /// Removes the content unless it was put, or put again, within `age`; whether it went.
    ///
    /// It leaves its place first: a writer of the same content then finds none and writes it anew, and one that made it
    /// young before is seen to have.
    pub(crate) fn remove_older(&self, hash: &Hash, age: Duration) -> Result<bool> {
        let path = self.path(hash);
        if !is_older(&path, age)? {
            return Ok(false);
        }
        let aside = self.root.join(format!("{INCOMING}removed-{}", written(hash)));
        match fs::rename(&path, &aside) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(Error::of_store(error)),
        }
        if is_older(&aside, age)? {
            fs::remove_file(&aside).map_err(Error::of_store)?;
            return sync_folder_of(&path).map(|()| true);
        }
        fs::rename(&aside, &path).map_err(Error::of_store)?;
        self.sync_shelf(&path).map(|()| false)
    }

    /// Takes a damaged content out of its place, so that the same content can be put again; it is kept beside.
    pub(crate) fn set_aside(&self, hash: &Hash) -> Result<bool> {
        let path = self.path(hash);
        match fs::rename(&path, self.root.join(format!("{DAMAGED}{}", written(hash)))) {
            Ok(()) => self.sync_shelf(&path).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::of_store(error)),
        }
    }

    /// The contents that were put, or put again, longer ago than `age`.
    pub(crate) fn list_older(&self, age: Duration) -> Result<Vec<Hash>> {
        let mut older = self.list()?;
        let mut failed = Ok(());
        older.retain(|hash| match is_older(&self.path(hash), age) {
            Ok(is_older) => is_older,
            Err(error) => {
                failed = Err(error);
                false
            }
        });
        failed.map(|()| older)
    }

    pub(crate) fn list(&self) -> Result<Vec<Hash>> {
        let mut hashes = Vec::new();
        for shelf in fs::read_dir(&*self.root).map_err(Error::of_store)? {
            let shelf = shelf.map_err(Error::of_store)?;
            let name = shelf.file_name();
            let Some(beginning) = name.to_str().filter(|name| name.len() == 2) else { continue };
            if !shelf.file_type().map_err(Error::of_store)?.is_dir() {
                continue;
            }
            for file in fs::read_dir(shelf.path()).map_err(Error::of_store)? {
                let file = file.map_err(Error::of_store)?;
                let Some(hash) = file.file_name().to_str().and_then(|rest| parse_hash(&format!("{beginning}{rest}")))
                else {
                    continue;
                };
                if file.file_type().map_err(Error::of_store)?.is_file() {
                    hashes.push(hash);
                }
            }
        }
        hashes.sort_unstable();
        Ok(hashes)
    }

    pub(crate) fn sweep_temporary(&self) -> Result<usize> {
        let mut swept = 0;
        for entry in fs::read_dir(&*self.root).map_err(Error::of_store)? {
            let entry = entry.map_err(Error::of_store)?;
            if !entry.file_name().to_str().is_some_and(|name| name.starts_with(INCOMING)) {
                continue;
            }
            let file = match File::open(entry.path()) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::of_store(error)),
            };
            match file.try_lock() {
                Ok(()) => match fs::remove_file(entry.path()) {
                    Ok(()) => swept += 1,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(Error::of_store(error)),
                },
                Err(TryLockError::WouldBlock) => {}
                // Where nothing can be locked, nobody can say that a file has no writer: it stays.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(Error::of_store(error)),
            }
        }
        Ok(swept)
    }

    fn path(&self, hash: &Hash) -> PathBuf {
        self.root.join(place_of(hash))
    }

    fn size(&self, hash: &Hash) -> Result<Option<u64>> {
        match fs::metadata(self.path(hash)) {
            Ok(found) => Ok(found.is_file().then_some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::of_store(error)),
        }
    }

    /// Whether the content is in its place already. One of another length was damaged, and is written over.
    fn holds(&self, stored: &Stored) -> Result<bool> {
        if self.size(&stored.hash)? != Some(stored.size) {
            return Ok(false);
        }
        let path = self.path(&stored.hash);
        if !made_young(&path)? {
            return Ok(false);
        }
        // Another writer may have renamed it a moment ago and not synced yet: our caller needs it to last all the same.
        self.sync_shelf(&path)?;
        Ok(true)
    }

    /// Moves a whole incoming file to its place, for good.
    fn keep(&self, mut incoming: Incoming, hash: &Hash) -> Result<()> {
        incoming.file.sync_all().map_err(Error::of_store)?;
        let path = self.path(hash);
        if let Some(shelf) = path.parent() {
            match private_folder().create(shelf) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::of_store(error)),
            }
        }
        fs::rename(&incoming.path, &path).map_err(Error::of_store)?;
        incoming.is_in_place = true;
        self.sync_shelf(&path)
    }

    /// Makes the name `path` last: its folder, and the root, whose entry for that folder may be as young.
    fn sync_shelf(&self, path: &Path) -> Result<()> {
        sync_folder_of(path)?;
        sync_folder(&self.root)
    }
}

/// A file being written; removed unless it reached its place.
struct Incoming {
    file: File,
    path: PathBuf,
    is_in_place: bool,
}

impl Incoming {
    /// A new empty file, locked so that [`Folder::sweep_temporary`] leaves it alone.
    fn create(root: &Path) -> Result<Self> {
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = root.join(format!("{INCOMING}{}-{number}", std::process::id()));
            let file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(file) => file,
                // Left by a process that had our number before us.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(Error::of_store(error)),
            };
            let incoming = Self { file, path, is_in_place: false };
            match incoming.file.lock() {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(error) => return Err(Error::of_store(error)),
            }
            // A sweep may have taken it between its creation and its lock.
            if incoming.file.metadata().map_err(Error::of_store)?.nlink() > 0 {
                return Ok(incoming);
            }
        }
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.is_in_place {
            // Nobody is left to tell; the next sweep takes what stays.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Gives a content in its place the present as its time; whether it is still there afterwards.
fn made_young(path: &Path) -> Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "compared with the times that the same machine gives to files")]
    let now = SystemTime::now();
    let touched = OpenOptions::new().write(true).open(path).and_then(|file| file.set_modified(now));
    match touched {
        Ok(()) => path.try_exists().map_err(Error::of_store),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::of_store(error)),
    }
}

/// Whether a file was put, or put again, longer ago than `age`; one that is gone was not.
fn is_older(path: &Path, age: Duration) -> Result<bool> {
    #[expect(clippy::disallowed_methods, reason = "compared with the times that the same machine gives to files")]
    let now = SystemTime::now();
    match fs::metadata(path).and_then(|found| found.modified()) {
        // A time to come is no age.
        Ok(put) => Ok(now.duration_since(put).is_ok_and(|since| since > age)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::of_store(error)),
    }
}

fn private_folder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

fn sync_folder_of(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), sync_folder)
}

fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::of_store)
}
