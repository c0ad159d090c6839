//! A private folder to work in, beside what is being made: gone at the end, however the work ends.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{self, Path, PathBuf};

/// A private, empty folder of one command's own, on the same disk as what it makes.
///
/// A command that was killed leaves its folder; the next one that makes the same thing empties it.
pub(crate) struct Working {
    path: PathBuf,
    _lock: File,
}

/// Why there is none.
pub(crate) enum Taken {
    /// Another command is making the same thing.
    InUse,
    /// The disk refuses.
    Disk(io::Error),
}

impl From<io::Error> for Taken {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl Working {
    /// A folder beside `made`, which is to take its place there.
    pub(crate) fn beside(made: &Path) -> Result<Self, Taken> {
        let made = path::absolute(made)?;
        let name = made.file_name().ok_or(io::Error::from(io::ErrorKind::InvalidInput))?.to_string_lossy();
        let path = parent(&made).join(format!(".{name}.unfinished"));
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => made?,
        }
        // The system lets the lock go with the program, even when it is killed.
        let lock = File::open(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Taken::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let working = Self { path, _lock: lock };
        working.empty()?;
        Ok(working)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn empty(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        // The database may be writing its last page there. Nobody is left to tell; the next command of the same name
        // empties what stays.
        let _ = (0..3).any(|_| fs::remove_dir_all(&self.path).is_ok());
    }
}

/// Gives what was made its name, for good.
pub(crate) fn publish(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    File::open(parent(to))?.sync_all()
}

/// The folder that a path is in.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_command_at_a_time_makes_a_thing_and_what_a_killed_one_left_goes() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made");
        let left = folder.path().join(".made.unfinished");
        fs::create_dir_all(left.join("blobs")).unwrap();
        fs::write(left.join("half"), "x").unwrap();
        let working = Working::beside(&made).unwrap_or_else(|_| panic!("nobody works there"));
        assert_eq!(fs::read_dir(working.path()).unwrap().count(), 0);
        assert!(matches!(Working::beside(&made), Err(Taken::InUse)));
        fs::write(working.path().join("whole"), "x").unwrap();
        publish(&working.path().join("whole"), &made).unwrap();
        drop(working);
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["made"]);
    }
}
