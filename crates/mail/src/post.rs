//! Who takes letters: a server (SMTP, RFC 5321), or a folder where they wait.

use std::error::Error as _;
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::people::MailAddress;
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

use crate::Letter;

/// How long a server may take to answer a call.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long it may take to take a letter, from the call to its word that it has it: what RFC 5321, section 4.5.3.2.6, gives to that
/// word alone.
const WHOLE: Duration = Duration::from_mins(10);
/// How many letters may be on their way at once.
const AT_ONCE: u32 = 4;

/// Why a letter was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may be taken later.
    #[error("not taken: {0}")]
    Again(String),
    /// The server refuses this letter for good, or nobody is at its address.
    #[error("refused: {0}")]
    Never(String),
}

/// A server that takes letters.
#[derive(Clone)]
pub struct Server(AsyncSmtpTransportBuilder, Duration);

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Server")
    }
}

impl Server {
    /// Reads its address: `smtps://NAME:PASSWORD@HOST[:PORT]` (TLS from the start),
    /// `smtp://…?tls=required` (STARTTLS, or no letter), `?tls=opportunistic`, or none for a server of this machine.
    pub fn parse(address: &str) -> Option<Self> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(address).ok()?;
        Some(Self(builder.timeout(Some(PATIENCE)).pool_config(PoolConfig::new().max_size(AT_ONCE)), WHOLE))
    }

    /// The same, which has so long to take a letter.
    #[must_use]
    pub fn within(self, whole: Duration) -> Self {
        Self(self.0, whole)
    }
}

/// Who takes the letters of a site.
#[derive(Clone, Debug)]
pub enum Post {
    /// A server, for letters from this address, and how long it has for each.
    Server(AsyncSmtpTransport<Tokio1Executor>, MailAddress, Duration),
    /// A folder: one file a letter (`.eml`), until somebody brings them where they go.
    Folder(PathBuf, MailAddress),
}

impl Post {
    /// A server that takes letters from this address; inside a runtime, which keeps what is connected.
    pub fn to(server: &Server, from: MailAddress) -> Self {
        Self::Server(server.0.clone().build(), from, server.1)
    }

    /// Gives a letter away: it is on its way, or on the disk, when this returns. The same letter again changes nothing in a
    /// folder; a server may send it twice, under one `Message-ID`.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        match self {
            Self::Server(server, from, whole) => {
                let message = letter.message(from)?;
                // What speaks to it waits for its answers without end.
                match tokio::time::timeout(*whole, server.send(message)).await {
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) if is_for_good(&error) => Err(Failure::Never(status(&error))),
                    Ok(Err(error)) => Err(Failure::Again(status(&error))),
                    Err(_) => Err(Failure::Again("no answer in time".to_owned())),
                }
            }
            Self::Folder(folder, from) => {
                let (bytes, folder, id) = (letter.message(from)?.formatted(), folder.clone(), letter.id.clone());
                let kept = tokio::task::spawn_blocking(move || keep(&folder, &id, &bytes)).await;
                let kept = kept.unwrap_or_else(|_| Err(io::Error::other("the folder of letters")));
                kept.map_err(|error| Failure::Again(error.to_string()))
            }
        }
    }

    /// Whether letters only wait.
    pub fn only_keeps(&self) -> bool {
        matches!(self, Self::Folder(..))
    }

    /// The folder where they wait; none where a server takes them.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder, _) => Some(folder),
            Self::Server(..) => None,
        }
    }

    /// How many letters wait in the folder; none where a server takes them.
    pub fn waiting(&self) -> usize {
        self.sizes().len()
    }

    /// How many bytes those letters have.
    pub fn weight(&self) -> u64 {
        self.sizes().into_iter().fold(0, u64::saturating_add)
    }

    /// The size of each letter that waits in the folder.
    fn sizes(&self) -> Vec<u64> {
        let Self::Folder(folder, _) = self else { return Vec::new() };
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let letters = entries.flatten().filter(|entry| entry.path().extension().is_some_and(|kind| kind == "eml"));
        letters.map(|entry| entry.metadata().map_or(0, |about| about.len())).collect()
    }
}

/// Whether a server says that nobody gets letters at this address, now or later. What else it refuses (who sends, how much, how
/// they prove who they are) is mended by who runs the site, and the letter waits for that.
fn is_for_good(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    code.is_some_and(|code| matches!(code.as_str(), "550" | "551" | "553" | "556"))
}

/// What a server answered, without the words that it repeats of the letter: its code, or what kept it from answering. What is amiss
/// with its TLS, or with what it can do, was seen before any letter.
fn status(error: &lettre::transport::smtp::Error) -> String {
    if let Some(code) = error.status() {
        return code.to_string();
    }
    let mut cause = error.source();
    while let Some(inner) = cause {
        let failed = inner.downcast_ref::<io::Error>();
        if failed.is_some_and(|failed| failed.kind() == io::ErrorKind::InvalidData) {
            return format!("no TLS: {inner}");
        }
        if error.is_client() {
            return inner.to_string();
        }
        cause = inner.source();
    }
    "no answer".to_owned()
}

/// Writes a letter to the disk, for its owner alone, whole or not at all.
fn keep(folder: &Path, id: &str, bytes: &[u8]) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    let (unfinished, whole) = (folder.join(format!(".{id}.unfinished")), folder.join(format!("{id}.eml")));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, &whole)?;
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::tests::letter;

    #[tokio::test]
    async fn without_a_server_letters_wait_for_their_owner_alone_one_file_each() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let letters = folder.path().join("letters");
        let post = Post::Folder(letters.clone(), MailAddress::parse("lettres@exemple.org").unwrap());
        assert_eq!(post.waiting(), 0);
        post.send(&letter()).await.unwrap();
        post.send(&letter()).await.unwrap();
        assert_eq!(post.waiting(), 1, "the same letter is one");
        assert_eq!(post.folder(), Some(letters.as_path()));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&letters), 0o700);
        assert_eq!(mode(&letters.join("01jd.eml")), 0o600);
    }

    #[test]
    fn a_server_is_read_from_its_address() {
        for address in ["smtp://localhost:25", "smtps://a:b@mail.example", "smtp://mail.example:587?tls=required"] {
            assert!(Server::parse(address).is_some(), "{address}");
        }
        for address in ["", "mail.example", "https://mail.example", "smtp://mail.example?tls=never"] {
            assert!(Server::parse(address).is_none(), "{address}");
        }
    }
}
