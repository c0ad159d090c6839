//! What every page has at hand.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use domain::address::route;
use domain::tags::Tag;
use i18n::{Language, TimeZone};
use ipnet::IpNet;
use parking_lot::RwLock;
use services::Stamp;

use crate::api::description::Written;
use crate::figures::Figures;
use crate::front::Lost;
use crate::kept::KeptPages;

/// Bytes of kept pages, of readers without a session.
const KEPT_BYTES: usize = 20 * 1024 * 1024;
/// Bytes of kept pages of readers with one, all of them together: never at the cost of the others.
const KEPT_OF_PERSONS_BYTES: usize = 16 * 1024 * 1024;

/// What the site calls itself, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port, without a slash at the end (`http://localhost:8080`).
    pub address: String,
    /// The site's name.
    pub name: String,
    /// Whether whoever started the program chose that name: those who run the site then do not.
    pub name_is_told: bool,
    /// The languages of the interface; the first is spoken to who asks for none of them.
    pub languages: Vec<Language>,
    /// Whether whoever started the program chose their order.
    pub languages_are_told: bool,
    /// Whether anyone who can ask may try the people of the demonstration: only where that is who sits at this machine.
    pub demonstration: bool,
    /// The proxies in front of the program: what they say of whom they were asked by is believed.
    pub trusted_proxies: Vec<IpNet>,
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
    standing: RwLock<Arc<Standing>>,
    /// Whole pages of readers without a session.
    pub kept: KeptPages,
    /// Whole pages of readers with one, each for its reader alone.
    pub kept_of_persons: KeptPages,
    pub(crate) figures: Figures,
    described: OnceLock<Written>,
}

/// What the site calls itself today, and the pages that say nothing else.
pub(crate) struct Standing {
    pub settings: Settings,
    pub lost: Lost,
    /// When it was asked what those who run the site chose; never yet, before the first page.
    asked: Option<Stamp>,
}

impl Standing {
    /// As the program was started, before anything was asked.
    pub(crate) fn told(settings: Settings) -> Self {
        Self { lost: Lost::new(&settings), settings, asked: None }
    }
}

impl App {
    /// Ready to serve.
    pub fn new(services: services::Services, settings: Settings) -> Arc<Self> {
        let standing = RwLock::new(Arc::new(Standing::told(settings)));
        let kept = KeptPages::new("pages", KEPT_BYTES);
        let kept_of_persons = KeptPages::new("pages_of_persons", KEPT_OF_PERSONS_BYTES);
        let (figures, described) = (Figures::new(), OnceLock::new());
        Arc::new(Self { services, standing, kept, kept_of_persons, figures, described })
    }

    /// Asks what those who run the site chose: the first page speaks its language too.
    pub async fn begin(&self) {
        self.standing_now().await;
    }

    /// What the API is: the address and the version of the site stay while it serves.
    pub(crate) fn described(&self) -> &Written {
        self.described.get_or_init(|| Written::of(&self.standing().settings))
    }

    /// What the site calls itself, and how, as last asked.
    pub(crate) fn standing(&self) -> Arc<Standing> {
        self.standing.read().clone()
    }

    /// The same, asked again where those who run the site may have chosen otherwise.
    pub(crate) async fn standing_now(&self) -> Arc<Standing> {
        let standing = self.standing();
        if standing.asked.is_some_and(|asked| self.services.tags().is_fresh(asked, &[Tag::Site])) {
            return standing;
        }
        // A database that is away is told by the page itself.
        let Ok(chosen) = services::home::site(&self.services.visitor()).await else { return standing };
        let mut settings = standing.settings.clone();
        if let Some(name) = chosen.name.filter(|_| !settings.name_is_told) {
            settings.name = name;
        }
        let first = chosen.language.as_ref().and_then(Language::of).filter(|_| !settings.languages_are_told);
        if let Some(first) = first.filter(|first| settings.languages.contains(first)) {
            settings.languages.sort_by_key(|language| *language != first);
        }
        let is_new = settings.name != standing.settings.name || settings.languages != standing.settings.languages;
        let lost = if is_new { Lost::new(&settings) } else { standing.lost.clone() };
        let standing = Arc::new(Standing { settings, lost, asked: Some(chosen.stamp) });
        *self.standing.write() = standing.clone();
        standing
    }
}
