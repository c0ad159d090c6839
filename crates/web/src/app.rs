//! What every page has at hand.

use std::borrow::Cow;
use std::sync::Arc;

use domain::address::route;
use i18n::{Language, TimeZone};

use crate::figures::Figures;
use crate::front::Lost;
use crate::kept::KeptPages;

/// Bytes of kept pages, of readers without a session.
const KEPT_BYTES: usize = 20 * 1024 * 1024;
/// Bytes of kept pages of readers with one, all of them together: never at the cost of the others.
const KEPT_OF_PERSONS_BYTES: usize = 4 * 1024 * 1024;

/// What the site calls itself, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port, without a slash at the end (`http://localhost:8080`).
    pub address: String,
    /// The site's name.
    pub name: String,
    /// The languages of the interface; the first is spoken to who asks for none of them.
    pub languages: Vec<Language>,
    /// The zone in which times are written.
    pub time_zone: TimeZone,
    /// Where the source of the running version is.
    pub source: Source,
    /// The running version.
    pub version: String,
}

/// Where the source of the running version is (AGPL-3.0, section 13).
#[derive(Clone, Debug)]
pub enum Source {
    /// At an address that the site's settings name.
    Elsewhere(String),
    /// In the program itself: the name of the archive, and its bytes.
    Here {
        /// `sillage-VERSION-COMMIT.tar.gz`.
        name: &'static str,
        /// The archive (tar, gzip).
        bytes: &'static [u8],
    },
}

impl Settings {
    /// The address that the foot of each page leads to.
    pub(crate) fn source_url(&self) -> Cow<'_, str> {
        match &self.source {
            Source::Elsewhere(url) => Cow::Borrowed(url),
            Source::Here { name, .. } => Cow::Owned(route::PROGRAM.replace("{name}", name)),
        }
    }

    /// The host of the address, without its port.
    pub(crate) fn host(&self) -> &str {
        let after_scheme = self.address.split_once("://").map_or(self.address.as_str(), |(_, rest)| rest);
        host_of(after_scheme.split('/').next().unwrap_or_default())
    }
}

/// A host without its port.
pub(crate) fn host_of(authority: &str) -> &str {
    if authority.starts_with('[') {
        return authority.split_inclusive(']').next().unwrap_or(authority);
    }
    authority.split(':').next().unwrap_or(authority)
}

/// What every page has at hand.
pub struct App {
    /// What the program can do.
    pub services: services::Services,
    /// What the site calls itself.
    pub settings: Settings,
    /// Whole pages of readers without a session.
    pub kept: KeptPages,
    /// Whole pages of readers with one, each for its reader alone.
    pub kept_of_persons: KeptPages,
    pub(crate) lost: Lost,
    pub(crate) figures: Figures,
}

impl App {
    /// Ready to serve.
    pub fn new(services: services::Services, settings: Settings) -> Arc<Self> {
        let lost = Lost::new(&settings);
        let kept = KeptPages::new("pages", KEPT_BYTES);
        let kept_of_persons = KeptPages::new("pages_of_persons", KEPT_OF_PERSONS_BYTES);
        Arc::new(Self { services, settings, kept, kept_of_persons, lost, figures: Figures::new() })
    }
}
