//! What the program can do, one function a use case: right, then transaction, then change, then commit.

pub mod access;
pub mod accounts;
pub mod admin;
pub mod affiliations;
pub mod announcing;
pub mod asking;
pub mod audit;
pub mod backup;
mod bodies;
pub mod check;
pub mod claims;
pub mod communities;
pub mod community_pages;
pub mod contents;
pub mod conversations;
pub mod deleting;
pub mod exchanges;
pub mod files;
pub mod home;
pub mod import;
pub mod imports;
pub mod incidents;
pub mod jobs;
mod keeping;
pub mod leaving;
pub mod letters;
pub mod lexicon;
pub mod licences;
mod likeness;
mod limits;
mod lines;
pub mod links;
pub mod memberships;
pub mod network;
pub mod note_rights;
pub mod notebook_pages;
pub mod notebooks;
pub mod notes;
pub mod notifications;
pub mod organisations;
mod outlines;
pub mod own_data;
pub mod passkeys;
pub mod people;
pub mod placing;
pub mod profiles;
pub mod projections;
pub mod providers;
pub mod recent;
pub mod registration;
mod related;
pub mod reports;
pub mod sessions;
mod shelves;
pub mod site;
pub mod site_pages;
pub mod sitemap;
pub mod tokens;
pub mod versions;
pub mod views;
pub mod wanted;
pub mod works;
pub mod writing;

use std::str::FromStr;
use std::sync::{Arc, OnceLock};

use domain::policy::{Action, Authorised, Policy, Refusal, Site, Viewer};
use domain::tags::Tag;
use domain::{Clock, LanguageTag, NoteId, PersonId, Randomness, Timestamp};
use i18n::{Language, Messages};
use parking_lot::Mutex;
pub use sessions::Known;
use store::Store;
pub use store::{Stamp, TagClock};
use tokio::sync::Semaphore;

/// The questions that a page asked.
pub type AskedTags = store::tagged::Asked;

/// What the services answer.
pub type Result<T> = std::result::Result<T, Error>;

/// What can go wrong, by what a caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing for this viewer.
    #[error("not found")]
    NotFound,
    /// It was public and was deleted on that day.
    #[error("gone")]
    Gone(Timestamp),
    /// The viewer sees it and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// What was sent cannot be used; a code for the message.
    #[error("invalid: {0}")]
    Invalid(&'static str),
    /// What was typed cannot be used: each field, and why.
    #[error("refused: {0:?}")]
    Refused(Vec<(&'static str, accounts::Wrong)>),
    /// Their account is suspended: whom they write to, in the words of those who run the site; empty where these said nothing.
    #[error("suspended")]
    Suspended(String),
    /// It was tried too often: after how many seconds it may be tried again.
    #[error("too often: again in {0} s")]
    TooOften(i64),
    /// Someone else saved in between, or the name is taken.
    #[error("conflict")]
    Conflict,
    /// The database or the files do not answer.
    #[error("unavailable")]
    Unavailable,
    /// Another transaction was in the way, and still is after several attempts; nothing was kept.
    #[error("another transaction was in the way")]
    Retry,
    /// The disk is full; nothing was kept.
    #[error("full")]
    Full,
    /// A newer program wrote the database.
    #[error("{0}")]
    Newer(String),
    /// An earlier program wrote the database, and nothing may be changed in it.
    #[error("{0}")]
    Older(String),
    /// Anything else: a mistake of ours.
    #[error("{0}")]
    Internal(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Full => Self::Full,
            store::Error::Unreachable(reason) => {
                tracing::warn!(reason, "the database does not answer");
                Self::Unavailable
            }
            store::Error::Conflict(_) => Self::Conflict,
            store::Error::Retry => Self::Retry,
            error @ store::Error::Newer { .. } => Self::Newer(error.to_string()),
            error @ store::Error::Older { .. } => Self::Older(error.to_string()),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<blobs::Error> for Error {
    fn from(error: blobs::Error) -> Self {
        match error {
            blobs::Error::Full => Self::Full,
            blobs::Error::Missing => Self::NotFound,
            other => {
                tracing::warn!(error = %other, "the stored files do not answer");
                Self::Unavailable
            }
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::NotFound,
            Refusal::Forbidden => Self::Forbidden,
        }
    }
}

/// Does a use case that writes in one transaction, and again from its beginning where another transaction was in the way:
/// three times at most.
///
/// # Errors
/// What the use case answers; [`Error::Retry`] where the third attempt was in vain too.
pub(crate) async fn again<T, F: Future<Output = Result<T>>>(work: impl Fn() -> F) -> Result<T> {
    for _ in 1..ATTEMPTS {
        match work().await {
            Err(Error::Retry) => tracing::debug!("another transaction was in the way"),
            outcome => return outcome,
        }
    }
    work().await
}

/// How often a use case is tried.
const ATTEMPTS: usize = 3;

/// What every use case works with.
#[derive(Clone)]
pub struct Services {
    pub(crate) store: Store,
    pub(crate) blobs: blobs::Blobs,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) bodies: Arc<bodies::Bodies>,
    pub(crate) outlines: Arc<outlines::Outlines>,
    pub(crate) shelves: Arc<shelves::Shelves>,
    pub(crate) lexicon: Arc<lexicon::Kept>,
    pub(crate) passwords: identity::Passwords,
    /// Whose turn it is to have a picture made into a cover: one at a time, for it takes memory.
    pub(crate) covers: Arc<Semaphore>,
    pub(crate) openid: identity::openid::OpenId,
    pub(crate) office: Option<Arc<letters::Office>>,
    /// Drawn when it is first needed, and written nowhere.
    pub(crate) secret: Arc<OnceLock<[u8; 32]>>,
}

/// Whether the program is ready to answer.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Readiness {
    /// Whether the database answers.
    pub ok: bool,
    /// The engine.
    pub database: &'static str,
    /// The schema's number.
    pub schema: i64,
    /// How far behind each reader of the change log is.
    pub projections: Vec<Behind>,
}

/// How far behind a reader of the change log is.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Behind {
    /// Which one.
    pub name: String,
    /// Seconds.
    pub behind_seconds: f64,
}

impl Services {
    /// Ready to work on this database and these files.
    pub fn new(store: Store, blobs: blobs::Blobs, clock: Arc<dyn Clock>, randomness: Arc<dyn Randomness>) -> Self {
        let (bodies, outlines, shelves, lexicon) = (Arc::default(), Arc::default(), Arc::default(), Arc::default());
        let (passwords, secret) = (identity::Passwords::default(), Arc::default());
        let (office, openid) = (None, identity::openid::OpenId::default());
        let covers = Arc::new(Semaphore::new(1));
        Self {
            store,
            blobs,
            clock,
            randomness,
            bodies,
            outlines,
            shelves,
            lexicon,
            passwords,
            covers,
            openid,
            office,
            secret,
        }
    }

    /// The same, with whom letters are given to.
    #[must_use]
    pub fn with_office(self, office: letters::Office) -> Self {
        Self { office: Some(Arc::new(office)), ..self }
    }

    /// The same files, clock and randomness on another database.
    pub(crate) fn with_store(&self, store: Store) -> Self {
        Self::new(store, self.blobs.clone(), self.clock.clone(), self.randomness.clone())
    }

    /// Which questions have newer answers than a kept page.
    pub fn tags(&self) -> &TagClock {
        self.store.tags()
    }

    /// The database, for the program that wires the rooms together.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What stays in memory: drawn when it is first needed, another one each time the program starts.
    pub(crate) fn secret(&self) -> &[u8; 32] {
        self.secret.get_or_init(|| {
            let mut secret = [0; 32];
            self.randomness.fill(&mut secret);
            secret
        })
    }

    /// The present moment, as every use case knows it.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Who bears this session: nobody, where it is unknown or ended.
    pub async fn known(&self, session: &str) -> Result<Option<Known>> {
        sessions::known(self, session).await
    }

    /// The context of who bears a session; of a visitor where nobody does.
    pub async fn enter(&self, known: Option<Known>) -> Result<Ctx> {
        let Some(Known { person, steward, stamp, told, .. }) = known else {
            return Ok(self.seen_by(Viewer::visitor()));
        };
        let mut tx = self.store.read().await?;
        let viewer = sessions::viewer_of(&mut tx, person, steward).await?;
        Ok(Ctx { entered: Some((stamp.min(tx.stamp()), person)), told, ..self.seen_by(viewer) })
    }

    /// The context of someone without account, whoever asks: for what is the same for everyone.
    pub fn visitor(&self) -> Ctx {
        self.seen_by(Viewer::visitor())
    }

    /// The context of the program itself, for work that no person asks for; `reason` is logged.
    pub fn system(&self, reason: &'static str) -> Ctx {
        tracing::debug!(reason, "the program itself looks");
        self.seen_by(Viewer::system(reason))
    }

    /// The context of a viewer.
    pub fn seen_by(&self, viewer: Viewer) -> Ctx {
        Ctx { services: self.clone(), viewer, language: None, entered: None, told: false, asked: Arc::default() }
    }

    /// Whether the program is ready to answer.
    pub async fn readiness(&self) -> Readiness {
        let answer = async {
            let schema = self.store.schema().await?;
            Ok::<_, store::Error>((schema, projections::behind(self).await?))
        };
        let (ok, schema, projections) = match answer.await {
            Ok((schema, projections)) => (true, schema, projections),
            Err(_) => (false, 0, Vec::new()),
        };
        Readiness { ok, database: self.store.engine(), schema, projections }
    }
}

/// Who asks, and with what the answer is made.
#[derive(Clone)]
pub struct Ctx {
    pub(crate) services: Services,
    pub(crate) viewer: Viewer,
    /// In which language the answer is read, where that is known.
    language: Option<LanguageTag>,
    /// When it was asked who this person is.
    entered: Option<(Stamp, PersonId)>,
    /// Whether they have something to read, which their pages count.
    told: bool,
    asked: Arc<Mutex<Option<(Stamp, AskedTags)>>>,
}

impl Ctx {
    /// Who asks.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The person who asks.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a visitor, and for the program itself.
    pub(crate) fn me(&self) -> Result<PersonId> {
        self.viewer.id().ok_or(Error::NotFound)
    }

    /// The same, for who reads in this language: what is said in several is said in that one.
    #[must_use]
    pub fn in_language(self, language: LanguageTag) -> Self {
        Self { language: Some(language), ..self }
    }

    /// The language in which the answer is read, without its region; empty where it is not known.
    pub(crate) fn language(&self) -> &str {
        self.language.as_ref().map_or("", LanguageTag::primary)
    }

    /// The words of the language in which the answer is read.
    pub(crate) fn messages(&self) -> &'static Messages {
        Messages::get(self.language.as_ref().and_then(Language::of).unwrap_or(Language::French))
    }

    /// The present moment.
    pub(crate) fn now(&self) -> Timestamp {
        self.services.clock.now()
    }

    /// What was asked of the database, so that the page can be kept for this viewer.
    pub fn asked(&self) -> Option<(Stamp, AskedTags)> {
        let (stamp, mut tags) = self.asked.lock().clone().filter(|_| !self.viewer.is_system())?;
        let Some((entered, person)) = self.entered else { return Some((stamp, tags)) };
        // Who they are was asked as well, and before what their page asks.
        tags.extend([Tag::Roles, Tag::Person(person), Tag::Told(person)]);
        if self.told {
            // How much of it they may see hangs on anything that changes.
            tags.extend([Tag::Public]);
        }
        Some((stamp.min(entered), tags))
    }

    /// Remembers what a snapshot was asked.
    pub(crate) fn remember(&self, tx: &store::Tx) {
        let mut asked = self.asked.lock();
        *asked = Some(match asked.take() {
            Some((stamp, mut tags)) => {
                tags.extend(tx.asked().iter().cloned());
                (stamp.min(tx.stamp()), tags)
            }
            None => (tx.stamp(), tx.asked().clone()),
        });
    }

    /// Whether the viewer may write on this site, and so sees which notes are wanted.
    pub(crate) fn may_write(&self) -> bool {
        Policy::decide::<Site, domain::policy::Write>(&self.viewer, ()).is_ok()
    }

    /// Asks the rule about the site itself.
    pub(crate) fn authorise_site<A: Action<Site>>(&self) -> Result<Authorised<Site, A>> {
        Ok(Policy::decide(&self.viewer, ())?)
    }
}

/// A place in a list by moment: `MICROS.ID`, as `?after=` writes it; the first one where it says none.
pub(crate) fn place_in<Id: FromStr>(key: Option<&str>, first: (Timestamp, Id)) -> (Timestamp, Id) {
    key.and_then(|key| key.split_once('.'))
        .and_then(|(micros, id)| Some((Timestamp::from_micros(micros.parse().ok()?), id.parse().ok()?)))
        .unwrap_or(first)
}

/// A place in a list of notes, the newest first.
pub(crate) fn read_key(key: Option<&str>) -> (Timestamp, NoteId) {
    place_in(key, (Timestamp::from_micros(i64::MAX), NoteId::from_bytes([0xff; 16])))
}

/// How many lines a page of a list has.
pub(crate) const PAGE: usize = 100;

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_write_that_lost_a_race_is_tried_three_times_in_all() {
        for (lost, answer) in [(0, Ok(1)), (2, Ok(3)), (3, Err(3)), (9, Err(3))] {
            let tried = AtomicUsize::new(0);
            let outcome = again(async || {
                let number = tried.fetch_add(1, Ordering::Relaxed) + 1;
                if number <= lost { Err(store::Error::Retry.into()) } else { Ok(number) }
            });
            let outcome = outcome.await.map_err(|error| {
                assert!(matches!(error, Error::Retry));
                tried.load(Ordering::Relaxed)
            });
            assert_eq!(outcome, answer, "{lost} races lost");
        }
    }

    #[tokio::test]
    async fn a_write_that_was_refused_is_not_tried_again() {
        let tried = AtomicUsize::new(0);
        let outcome: Result<()> = again(async || {
            tried.fetch_add(1, Ordering::Relaxed);
            Err(Error::Conflict)
        })
        .await;
        assert!(matches!(outcome, Err(Error::Conflict)));
        assert_eq!(tried.into_inner(), 1);
    }
}
