//! How much the site holds, for those who run it: bytes and counts of things, and no figure about a person.

use domain::policy::Steward;
use i18n::Messages;
use mail::Post;
use store::storage as stored;
pub use store::storage::Things;

use crate::{Ctx, Result};

/// How much the site holds, in bytes and in things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Storage {
    /// Bytes of the database.
    pub database: u64,
    /// Bytes of the contents of stored files.
    pub files: u64,
    /// Bytes of the letters that wait in the folder of letters.
    pub letters: u64,
    /// How many things there are.
    pub things: Things,
}

/// How much the site holds; for stewards.
///
/// # Errors
/// [`crate::Error::NotFound`] for anyone else.
pub async fn look(ctx: &Ctx) -> Result<Storage> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let bytes = |bytes: i64| u64::try_from(bytes).unwrap_or(0);
    let (database, files) = (bytes(stored::database(&mut tx).await?), bytes(stored::files(&mut tx).await?));
    let things = stored::things(&mut tx).await?;
    drop(tx);
    let letters = ctx.services.office.as_ref().map(|office| &office.post).map_or(0, Post::weight);
    Ok(Storage { database, files, letters, things })
}

impl Storage {
    /// Each figure in words: what of, and how much.
    pub fn said(&self, m: &Messages) -> Vec<(String, String)> {
        let size = |bytes: u64| i18n::file_size(bytes, m.language());
        let count = |number: i64| m.with("admin-storage-number", &[("count", number.into())]);
        let Things { notes, deleted, versions, notebooks, communities, files } = self.things;
        let said = [
            (m.text("admin-storage-database"), size(self.database)),
            (m.text("admin-storage-contents"), size(self.files)),
            (m.text("admin-storage-letters"), size(self.letters)),
            (m.text("admin-storage-notes"), count(notes)),
            (m.text("admin-storage-deleted"), count(deleted)),
            (m.text("admin-storage-versions"), count(versions)),
            (m.text("admin-storage-notebooks"), count(notebooks)),
            (m.text("admin-storage-communities"), count(communities)),
            (m.text("admin-storage-files"), count(files)),
        ];
        said.into_iter().map(|(label, words)| (label.into_owned(), words)).collect()
    }
}
