//! Prometheus figures of requests: which kind of page, which status, how long.

use std::sync::OnceLock;
use std::time::Duration;

use axum::http::StatusCode;
use metrics::{Counter, Histogram};

macro_rules! routes {
    ($($name:ident $word:literal)*) => {
        /// A kind of page, as figures name it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Route { $(#[doc = $word] $name),* }

        impl Route {
            const ALL: &[Self] = &[$(Self::$name),*];

            const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

routes! {
    Home "home"
    Note "note"
    Source "source"
    Versions "versions"
    Version "version"
    Compare "compare"
    Cite "cite"
    Feed "feed"
    Sitemap "sitemap"
    Robots "robots"
    Notebook "notebook"
    Notebooks "notebooks"
    Person "person"
    Community "community"
    Communities "communities"
    Lexicon "lexicon"
    Entry "entry"
    Organisations "organisations"
    Recent "recent"
    Wanted "wanted"
    File "file"
    Import "import_report"
    SignIn "sign_in"
    SignUp "sign_up"
    SignOut "sign_out"
    SetUp "set_up"
    Reset "reset"
    Demo "demo"
    Me "me"
    Site "site"
    Admin "admin"
    Api "api"
    Asset "asset"
    Theme "theme"
    Program "program"
    Health "health"
    Other "other"
}

impl Route {
    /// Whether what is answered may depend on who asks.
    pub(crate) fn is_of_someone(self) -> bool {
        !matches!(
            self,
            // Who asks it shows a token; cookies are nothing to it.
            Self::Api
                | Self::Asset
                | Self::Theme
                | Self::Program
                | Self::Health
                | Self::Feed
                | Self::Sitemap
                | Self::Robots
        )
    }

    /// The kind of page at this path.
    pub(crate) fn of(path: &str) -> Self {
        let mut segments = path.split('/').skip(1);
        let mut next = || segments.next().unwrap_or_default();
        match (next(), next(), next(), next(), next()) {
            ("", "", "", "", "") => Self::Home,
            ("n", _, "-", "versions", "") => Self::Versions,
            ("n", _, "-", "versions", _) => Self::Version,
            ("n", _, "-", "compare", _) => Self::Compare,
            ("n", _, "-", cite, "") if cite.starts_with("cite") => Self::Cite,
            ("n", _, slug, "", "") if slug.as_bytes().ends_with(b".md") => Self::Source,
            ("n", _, _, "", "") | ("c", _, _, "n", _) => Self::Note,
            ("c" | "people", _, "-", "feed.atom", "") | ("feed.atom", "", ..) => Self::Feed,
            ("sign-in", _, "", ..) => Self::SignIn,
            ("sign-up", "", ..) | ("sign-up", _, "" | "passkey", "", "") | ("invitation", _, "", ..) => Self::SignUp,
            ("about" | "privacy" | "terms" | "accessibility", "", ..) => Self::Site,
            ("sign-out", "", ..) => Self::SignOut,
            ("accept", "", ..)
            | ("me", _, "" | "passkey", "", "")
            | ("me", _, "-", ..)
            | (".well-known", "change-password", "", ..) => Self::Me,
            ("set-up", _, "" | "passkey", "", "") => Self::SetUp,
            ("reset", "", ..) | ("reset", _, "" | "passkey", "", "") => Self::Reset,
            ("demo", "", ..) => Self::Demo,
            ("sitemap.xml", "", ..) => Self::Sitemap,
            ("robots.txt", "", ..) => Self::Robots,
            ("c", _, _, "", "") => Self::Notebook,
            ("notebooks", "", ..) => Self::Notebooks,
            ("people", _, _, "", "") => Self::Person,
            ("communities", "", ..) => Self::Communities,
            ("communities", _, "", ..) => Self::Community,
            ("lexicon", "", ..) => Self::Lexicon,
            ("lexicon", _, "", ..) => Self::Entry,
            ("organisations", "", ..) => Self::Organisations,
            ("recent", "", ..) => Self::Recent,
            ("wanted", "", ..) => Self::Wanted,
            ("files", ..) => Self::File,
            ("admin", "imports", ..) => Self::Import,
            ("admin", ..) => Self::Admin,
            ("api", "v1", ..) => Self::Api,
            ("assets", ..) => Self::Asset,
            ("theme", "", ..) => Self::Theme,
            ("source", ..) => Self::Program,
            ("healthz" | "readyz", "", ..) => Self::Health,
            _ => Self::Other,
        }
    }
}

/// Handles of the figures that most answers move, asked for once.
pub(crate) struct Figures {
    common: Vec<[OnceLock<Counter>; 3]>,
    seconds: OnceLock<Histogram>,
    kept: OnceLock<Counter>,
    made: OnceLock<Counter>,
}

impl Figures {
    pub(crate) fn new() -> Self {
        Self {
            common: Route::ALL.iter().map(|_| Default::default()).collect(),
            seconds: OnceLock::new(),
            kept: OnceLock::new(),
            made: OnceLock::new(),
        }
    }

    /// Counts an answer that was a kept page.
    pub(crate) fn count_kept(&self) {
        self.kept.get_or_init(|| metrics::counter!("kept_pages_total", "answer" => "kept")).increment(1);
    }

    /// Counts an answer whose page was made, and kept.
    pub(crate) fn count_made(&self) {
        self.made.get_or_init(|| metrics::counter!("kept_pages_total", "answer" => "made")).increment(1);
    }

    /// Counts one answer.
    pub(crate) fn count(&self, route: Route, status: StatusCode, took: Duration) {
        let place = match status {
            StatusCode::OK => Some((0, "200")),
            StatusCode::NOT_MODIFIED => Some((1, "304")),
            StatusCode::NOT_FOUND => Some((2, "404")),
            _ => None,
        };
        let counter =
            place.and_then(|(place, word)| {
                let cell = self.common.get(route as usize)?.get(place)?;
                Some(cell.get_or_init(
                    || metrics::counter!("http_requests_total", "route" => route.as_str(), "status" => word),
                ))
            });
        match counter {
            Some(counter) => counter.increment(1),
            None => {
                metrics::counter!("http_requests_total", "route" => route.as_str(), "status" => status.as_str().to_owned())
                    .increment(1);
            }
        }
        self.seconds.get_or_init(|| metrics::histogram!("http_request_seconds")).record(took.as_secs_f64());
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn each_page_is_counted_under_its_kind() {
        for (path, route) in [
            ("/", Route::Home),
            ("/n/0/accueil", Route::Note),
            ("/n/0", Route::Note),
            ("/n/0/accueil.md", Route::Source),
            ("/n/0/-/versions", Route::Versions),
            ("/n/0/-/versions/3", Route::Version),
            ("/c/0/guide", Route::Notebook),
            ("/c/0/guide/n/1", Route::Note),
            ("/communities", Route::Communities),
            ("/communities/fanal", Route::Community),
            ("/wp-login.php", Route::Other),
        ] {
            assert_eq!(Route::of(path), route, "{path}");
        }
    }
}
