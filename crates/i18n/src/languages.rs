//! The two languages of the interface.

use std::fmt;

use domain::LanguageTag;

/// A language of the interface. Texts may be in any other one: that is [`LanguageTag`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// French of Canada; the one spoken where nothing else is asked for.
    #[default]
    French,
    /// English of Canada.
    English,
}

impl Language {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The word in addresses, cookies and configuration: `fr` or `en`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// The value of `html[lang]` and of `a[hreflang]`.
    pub const fn html_lang(self) -> &'static str {
        match self {
            Self::French => "fr-CA",
            Self::English => "en-CA",
        }
    }

    /// The language of a text that is written in it.
    pub fn tag(self) -> LanguageTag {
        match self {
            Self::French => LanguageTag::french(),
            Self::English => LanguageTag::english(),
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::French => Self::English,
            Self::English => Self::French,
        }
    }

    /// Reads `fr` or `en`, exactly.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.as_str() == word)
    }

    /// The interface language of a text's language, where there is one (`fr-CA` is French).
    pub fn of(tag: &LanguageTag) -> Option<Self> {
        Self::parse(tag.primary())
    }

    /// Reads a locale of the environment (`fr_CA.UTF-8`, `en`, `en-GB`). `C` and `POSIX` ask for nothing.
    pub fn from_locale(locale: &str) -> Option<Self> {
        let primary = locale.trim().split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.as_str().eq_ignore_ascii_case(primary))
    }

    /// The language that the environment asks for: the first of `SILLAGE_LANG`, `LC_ALL` and `LANG` that names one of
    /// ours, else French. `variable` gives the value of an environment variable.
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["SILLAGE_LANG", "LC_ALL", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).as_deref().and_then(Self::from_locale))
            .unwrap_or_default()
    }

    /// The one of ours that an `Accept-Language` header prefers (RFC 9110, section 12.5.4); none when it names neither.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(language) = parts.next().and_then(Self::from_locale) else { continue };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |weight| weight.trim().parse::<f32>().unwrap_or(0.0));
            // The first of two equal ones stays.
            if weight > 0.0 && best.is_none_or(|(_, heaviest)| weight > heaviest) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_browser_gets_the_language_that_it_prefers() {
        for (header, language) in [
            ("fr-CA,fr;q=0.9,en;q=0.8", Some(Language::French)),
            ("en-CA, fr;q=0.5", Some(Language::English)),
            ("de, en;q=0.3, fr;q=0.7", Some(Language::French)),
            ("EN", Some(Language::English)),
            ("fr;q=0, en;q=0.1", Some(Language::English)),
            ("en;q=0.5, fr;q=0.5", Some(Language::English)),
            ("fr;q=x, en;q=0.1", Some(Language::English)),
            ("de, *", None),
            ("fra, english", None),
            (";;;,,=", None),
            ("", None),
        ] {
            assert_eq!(Language::from_accept_language(header), language, "{header}");
        }
    }

    #[test]
    fn a_terminal_gets_french_unless_it_asks_for_english() {
        let asks = |pairs: &'static [(&str, &str)]| {
            Language::from_environment(|name| {
                pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(asks(&[]), Language::French);
        assert_eq!(asks(&[("LANG", "C.UTF-8")]), Language::French);
        assert_eq!(asks(&[("LANG", "en_US.UTF-8")]), Language::English);
        assert_eq!(asks(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "fr_CA.UTF-8")]), Language::French);
        assert_eq!(asks(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]), Language::English);
        assert_eq!(asks(&[("SILLAGE_LANG", "en"), ("LC_ALL", "fr_CA.UTF-8")]), Language::English);
    }
}
