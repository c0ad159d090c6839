//! What a request says of who asks, beside its address: language, theme, session.

use axum::http::{HeaderMap, header};
use i18n::Language;
use services::Known;

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "__Host-sillage";
/// The cookie that remembers a language.
pub const LANGUAGE_COOKIE: &str = "__Host-language";
/// The cookie that remembers a theme.
pub const THEME_COOKIE: &str = "__Host-theme";

/// Light, dark, or as the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in pages and cookies.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == word)
    }
}

/// One look of the same page: which language, which theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language of the interface.
    pub language: Language,
    /// The theme.
    pub theme: Theme,
}

impl Look {
    /// How many looks a page has.
    pub const COUNT: usize = 6;

    /// The place of this look among all.
    pub const fn place(self) -> usize {
        let language = match self.language {
            Language::French => 0,
            Language::English => 3,
        };
        let theme = match self.theme {
            Theme::Auto => 0,
            Theme::Light => 1,
            Theme::Dark => 2,
        };
        language + theme
    }

    /// All looks, each at its place.
    pub fn all() -> impl Iterator<Item = Self> {
        [Language::French, Language::English]
            .into_iter()
            .flat_map(|language| Theme::ALL.into_iter().map(move |theme| Self { language, theme }))
    }
}

/// Who asks, and how.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The look that the page takes.
    pub look: Look,
    /// Who bears the session, where there is one and it was proved.
    pub who: Option<Known>,
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
    let theme = cookie(headers, THEME_COOKIE).and_then(Theme::parse).unwrap_or_default();
    Look { language, theme }
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
        assert_eq!(look(&headers, &BOTH), Look { language: Language::English, theme: Theme::Dark });
        assert_eq!(look(&headers, &[Language::French]).language, Language::French);
    }

    #[test]
    fn each_look_has_its_place() {
        for (place, look) in Look::all().enumerate() {
            assert_eq!(look.place(), place);
        }
        assert_eq!(Look::all().count(), Look::COUNT);
    }
}
