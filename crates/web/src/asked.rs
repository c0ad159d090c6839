//! What a request says of who asks, beside its address: language, theme, session.

use std::fmt;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use domain::networks::Network;
use i18n::{Language, Messages};
use services::Known;
use services::passkeys::Passkeys;
use services::site_pages::ToAccept;

use crate::app::Standing;
use crate::faults::Fault;
use crate::frame::Frame;

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "__Host-sillage";
/// The cookie that remembers a language.
pub const LANGUAGE_COOKIE: &str = "__Host-language";
/// The cookie that remembers what a reader chose of the look of pages.
pub const THEME_COOKIE: &str = "__Host-theme";

/// A choice among a few words, each with its own in pages and cookies.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl $name {
            /// All of them, the one that nobody need choose first.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The word in pages and cookies.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads that word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|choice| choice.as_str() == word)
            }
        }
    };
}

choice! {
    /// Light, dark, or as the reader's system says.
    Theme {
        /// As the system says.
        #[default]
        Auto = "auto",
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}
choice! {
    /// How large everything is.
    TextSize {
        /// As the browser is set.
        #[default]
        Usual = "usual",
        /// Larger by a fifth.
        Large = "large",
        /// Larger by two fifths.
        Larger = "larger",
    }
}
choice! {
    /// With which face texts are read.
    Face {
        /// That of a book.
        #[default]
        Reading = "reading",
        /// That of the system, without serifs.
        Plain = "plain",
    }
}
choice! {
    /// How the words of the lexicon stand in texts.
    Terms {
        /// Underlined, at their first use.
        #[default]
        Underlined = "underlined",
        /// As other words.
        Bare = "bare",
    }
}

/// What a reader chose of the look of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The theme.
    pub theme: Theme,
    /// How large everything is.
    pub text: TextSize,
    /// With which face texts are read.
    pub face: Face,
    /// How the words of the lexicon stand in texts.
    pub terms: Terms,
}

impl Chosen {
    /// Reads what [`Chosen::written`] wrote; what says nothing is as nobody need choose it.
    pub fn parse(cookie: &str) -> Self {
        let mut words = cookie.split('.');
        let mut next = || words.next().unwrap_or_default();
        Self {
            theme: Theme::parse(next()).unwrap_or_default(),
            text: TextSize::parse(next()).unwrap_or_default(),
            face: Face::parse(next()).unwrap_or_default(),
            terms: Terms::parse(next()).unwrap_or_default(),
        }
    }

    /// As its cookie holds it: `dark.large.plain.bare`.
    pub fn written(self) -> String {
        [self.theme.as_str(), self.text.as_str(), self.face.as_str(), self.terms.as_str()].join(".")
    }
}

/// One look of the same page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language of the interface.
    pub language: Language,
    /// What the reader chose.
    pub chosen: Chosen,
}

impl Look {
    /// How many looks a page has.
    pub const COUNT: usize =
        Language::ALL.len() * Theme::ALL.len() * TextSize::ALL.len() * Face::ALL.len() * Terms::ALL.len();

    /// The place of this look among all.
    pub const fn place(self) -> usize {
        let Chosen { theme, text, face, terms } = self.chosen;
        let language = match self.language {
            Language::French => 0,
            Language::English => 1,
        };
        let text = (language * Theme::ALL.len() + theme as usize) * TextSize::ALL.len() + text as usize;
        (text * Face::ALL.len() + face as usize) * Terms::ALL.len() + terms as usize
    }

    /// All looks, each at its place.
    pub fn all() -> impl Iterator<Item = Self> {
        let chosen = Theme::ALL.into_iter().flat_map(|theme| {
            TextSize::ALL.into_iter().flat_map(move |text| {
                Face::ALL
                    .into_iter()
                    .flat_map(move |face| Terms::ALL.into_iter().map(move |terms| Chosen { theme, text, face, terms }))
            })
        });
        let languages = [Language::French, Language::English];
        languages.into_iter().flat_map(move |language| chosen.clone().map(move |chosen| Self { language, chosen }))
    }
}

/// Who asks, and how.
#[derive(Clone)]
pub(crate) struct Asked {
    /// The look that the page takes.
    pub look: Look,
    /// Who bears the session, where there is one and it was proved.
    pub who: Option<Known>,
    /// The block of network addresses from which a form was sent, where that is known.
    pub network: Option<Network>,
    /// What the site calls itself.
    pub standing: Arc<Standing>,
}

impl Asked {
    /// The frame of a page of this kind, for who asks.
    pub fn frame(&self, page: &'static str, title: impl Into<String>) -> Frame<'_> {
        let mut frame = Frame::new(&self.standing.settings, self.look, page, title);
        frame.who = self.who.as_ref().map(Known::name);
        frame.runs_the_site = self.who.as_ref().is_some_and(Known::is_steward);
        frame.unread = self.who.as_ref().map_or(0, Known::unread);
        frame.to_accept = self.to_accept();
        frame
    }

    /// How who asks stands to what is accepted with an account.
    pub fn to_accept(&self) -> ToAccept {
        self.who.as_ref().map_or(ToAccept::Nothing, Known::to_accept)
    }

    /// The frame of a page that no search engine keeps, entitled by this message.
    pub fn private_frame(&self, page: &'static str, title: &str) -> Frame<'_> {
        let mut frame = self.frame(page, String::new());
        frame.title = frame.t(title).into_owned();
        frame.noindex = true;
        frame
    }

    /// What is answered where something fails: a visitor who may not do this signs in first, and comes back to `page`.
    pub fn or_sign_in(&self, page: impl fmt::Display) -> impl FnOnce(services::Error) -> Fault {
        let is_visitor = self.who.is_none();
        move |error| match error {
            services::Error::Forbidden if is_visitor => Fault::SignIn(page.to_string()),
            error => error.into(),
        }
    }

    /// Lets who is signed in go on; a visitor signs in first, and comes back to `page`.
    pub fn signed_in_first(&self, page: impl fmt::Display) -> Result<(), Fault> {
        if self.who.is_none() { Err(Fault::SignIn(page.to_string())) } else { Ok(()) }
    }

    /// The languages of the site, to choose from: each its tag, and its name in itself.
    pub fn languages(&self) -> Vec<(String, String)> {
        let languages = self.standing.settings.languages.iter();
        let named = |it: &Language| (it.as_str().to_owned(), Messages::get(*it).text("web-language-name").into());
        languages.map(named).collect()
    }

    /// The passkeys of the site, where its address can have any.
    pub fn passkeys(&self) -> Option<Passkeys> {
        Passkeys::at(&self.standing.settings.address, &self.standing.settings.name)
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked").field("look", &self.look).finish_non_exhaustive()
    }
}

/// Whether a form was sent from one of our pages. A client that says neither where it comes from nor from what site
/// is no browser, and carries nobody's cookies unknowingly.
pub(crate) fn is_from_here(headers: &HeaderMap, address: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    headers.get(header::ORIGIN).is_none_or(|origin| origin.as_bytes() == address.as_bytes())
}

/// The value of one cookie; the first, where a client sends several.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The look that headers ask for, among the site's languages.
pub fn look(headers: &HeaderMap, languages: &[Language]) -> Look {
    let spoken = |language: &Language| languages.contains(language);
    let first = || languages.first().copied().unwrap_or(Language::French);
    let language = cookie(headers, LANGUAGE_COOKIE).and_then(Language::parse).filter(spoken).unwrap_or_else(|| {
        headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .and_then(Language::from_accept_language)
            .filter(spoken)
            .unwrap_or_else(first)
    });
    Look { language, chosen: chosen(headers) }
}

/// What the reader chose before.
pub fn chosen(headers: &HeaderMap) -> Chosen {
    cookie(headers, THEME_COOKIE).map(Chosen::parse).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const BOTH: [Language; 2] = [Language::French, Language::English];

    fn asking(name: header::HeaderName, value: &'static str) -> Look {
        look(&HeaderMap::from_iter([(name, HeaderValue::from_static(value))]), &BOTH)
    }

    #[test]
    fn the_cookie_decides_then_the_browser_then_french() {
        assert_eq!(look(&HeaderMap::new(), &BOTH).language, Language::French);
        for (accepted, language) in [
            ("en-CA,en;q=0.9,fr;q=0.8", Language::English),
            ("fr;q=0.5, en;q=0.4", Language::French),
            ("de, en;q=0.1", Language::English),
            ("de", Language::French),
            ("en;q=0", Language::French),
            ("*", Language::French),
        ] {
            assert_eq!(asking(header::ACCEPT_LANGUAGE, accepted).language, language, "{accepted}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("fr"));
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-language=en; __Host-theme=dark"));
        let dark = Chosen { theme: Theme::Dark, ..Chosen::default() };
        assert_eq!(look(&headers, &BOTH), Look { language: Language::English, chosen: dark });
        assert_eq!(look(&headers, &[Language::French]).language, Language::French);
    }

    #[test]
    fn what_a_reader_chose_is_read_as_it_was_written_and_nonsense_chooses_nothing() {
        for look in Look::all() {
            assert_eq!(Chosen::parse(&look.chosen.written()), look.chosen);
        }
        assert_eq!(Chosen::parse("dark"), Chosen { theme: Theme::Dark, ..Chosen::default() });
        for nonsense in ["", ".", "..", "<b>", "Dark.huge.comic", "a.b.c.d"] {
            assert_eq!(Chosen::parse(nonsense), Chosen::default(), "{nonsense}");
        }
    }

    #[test]
    fn a_form_of_another_site_changes_nothing() {
        let from = |name: &'static str, value: &'static str| {
            is_from_here(
                &HeaderMap::from_iter([(header::HeaderName::from_static(name), HeaderValue::from_static(value))]),
                "http://localhost:8080",
            )
        };
        assert!(from("sec-fetch-site", "same-origin"));
        assert!(!from("sec-fetch-site", "cross-site"));
        assert!(!from("sec-fetch-site", "same-site"));
        assert!(from("origin", "http://localhost:8080"));
        assert!(!from("origin", "http://evil.example"));
        assert!(!from("origin", "null"));
    }

    #[test]
    fn each_look_has_its_place() {
        for (place, look) in Look::all().enumerate() {
            assert_eq!(look.place(), place);
        }
        assert_eq!(Look::all().count(), Look::COUNT);
    }
}
