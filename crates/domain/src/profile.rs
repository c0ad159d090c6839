//! What a person says of themselves, and to whom.

/// To whom a person shows something of theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Themselves.
    #[default]
    Oneself,
    /// Members of their communities.
    Communities,
    /// Whoever is signed in.
    SignedIn,
    /// Everyone.
    Public,
}

impl Audience {
    /// All of them, the narrowest first.
    pub const ALL: [Self; 4] = [Self::Oneself, Self::Communities, Self::SignedIn, Self::Public];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::Communities => "communities",
            Self::SignedIn => "signed_in",
            Self::Public => "public",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == word)
    }
}

/// One thing that a person may say of themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileField {
    /// By which words they are spoken of.
    Pronouns,
    /// What they do.
    Occupation,
    /// Anything else.
    About,
    /// Where more is found.
    Link,
}

impl ProfileField {
    /// All of them, as a page shows them.
    pub const ALL: [Self; 4] = [Self::Pronouns, Self::Occupation, Self::About, Self::Link];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pronouns => "pronouns",
            Self::Occupation => "occupation",
            Self::About => "about",
            Self::Link => "link",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == word)
    }

    /// The most characters of it.
    pub const fn longest(self) -> usize {
        match self {
            Self::Pronouns => 40,
            Self::Occupation => 160,
            Self::About => 2000,
            Self::Link => 300,
        }
    }

    /// Whether it may have several lines.
    pub const fn has_lines(self) -> bool {
        matches!(self, Self::About)
    }

    /// What was typed, as it is kept: spaces around it are none, nor are characters that nobody sees. `None` where it is too long,
    /// or no address of the web where one is meant.
    pub fn read(self, typed: &str) -> Option<String> {
        let shown = |c: &char| !c.is_control() || (self.has_lines() && *c == '\n');
        let words: String = typed.replace("\r\n", "\n").chars().filter(shown).collect();
        let words = words.trim().to_owned();
        if words.chars().count() > self.longest() {
            return None;
        }
        match self {
            Self::Link if !words.is_empty() => web_address(&words),
            _ => Some(words),
        }
    }
}

/// An address of the web, as typed, with or without its beginning; `None` for anything else.
pub fn web_address(typed: &str) -> Option<String> {
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let rest = whole.strip_prefix("https://").or_else(|| whole.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.')
        && host.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let is_one = is_host && !whole.contains(|c: char| c.is_whitespace() || "\"<>\\^`{|}".contains(c));
    is_one.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_oneself_is_for_oneself_until_one_says_otherwise() {
        assert_eq!(Audience::default(), Audience::Oneself, "privacy.md, rule 6");
        assert_eq!(Audience::ALL.map(|audience| Audience::parse(audience.as_str())), Audience::ALL.map(Some));
        assert_eq!(ProfileField::ALL.map(|field| ProfileField::parse(field.as_str())), ProfileField::ALL.map(Some));
        assert!(Audience::parse("everyone").is_none() && ProfileField::parse("mail").is_none());
    }

    #[test]
    fn an_address_of_the_web_leads_to_the_web() {
        let read = |typed| ProfileField::Link.read(typed);
        assert_eq!(read(" exemple.org/ana "), Some("https://exemple.org/ana".to_owned()));
        assert_eq!(read("http://exemple.org"), Some("http://exemple.org".to_owned()));
        assert_eq!(read(""), Some(String::new()));
        for refused in [
            "javascript:alert(1)",
            "ana",
            "https://",
            "https://a b.org",
            "https://exemple.org/\"onclick",
            "ftp://exemple.org",
        ] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }

    #[test]
    fn words_are_kept_as_they_are_seen() {
        assert_eq!(ProfileField::Pronouns.read(" elle\u{0}\n "), Some("elle".to_owned()));
        assert_eq!(ProfileField::About.read("une\r\ndeux"), Some("une\ndeux".to_owned()));
        assert_eq!(ProfileField::Pronouns.read(&"x".repeat(41)), None);
    }
}
