//! The site itself: who may make an account on it, what it says of itself.

/// Who may make an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// Whoever has an address of mail.
    Open,
    /// Whoever asks, once those who run the site say yes.
    OnRequest,
    /// Whoever was invited.
    #[default]
    Invitation,
    /// Nobody.
    Closed,
}

impl Registration {
    /// All of them, the widest first.
    pub const ALL: [Self; 4] = [Self::Open, Self::OnRequest, Self::Invitation, Self::Closed];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OnRequest => "on_request",
            Self::Invitation => "invitation",
            Self::Closed => "closed",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == word)
    }
}

/// Who may create a community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhoCreates {
    /// Those who run the site.
    #[default]
    Stewards,
    /// Whoever has a confirmed account.
    SignedIn,
}

impl WhoCreates {
    /// Both, the most closed first.
    pub const ALL: [Self; 2] = [Self::Stewards, Self::SignedIn];

    /// The word of the store, of forms and of commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stewards => "stewards",
            Self::SignedIn => "signed_in",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.as_str() == word)
    }
}

/// What is said of the site as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePart {
    /// What it is called.
    Name,
    /// What its home page says that it is.
    Lead,
    /// Which language it speaks first.
    Language,
    /// Under which licence what is published stands.
    Licence,
}

impl SitePart {
    /// All of them, in the order of their form.
    pub const ALL: [Self; 4] = [Self::Name, Self::Lead, Self::Language, Self::Licence];

    /// The word of the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Lead => "lead",
            Self::Language => "language",
            Self::Licence => "licence",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == word)
    }
}

/// A page that says what the site is, in each of its languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SitePage {
    /// What it is.
    About,
    /// What it keeps of people.
    Privacy,
    /// What who has an account agrees to.
    Terms,
    /// Who can use it, and what is known to be amiss.
    Accessibility,
}

impl SitePage {
    /// All of them, in the order of the foot of each page.
    pub const ALL: [Self; 4] = [Self::About, Self::Privacy, Self::Terms, Self::Accessibility];
    /// Those that are accepted with an account.
    pub const ACCEPTED: [Self; 2] = [Self::Privacy, Self::Terms];

    /// The word of the store and of addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
            Self::Accessibility => "accessibility",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.as_str() == word)
    }

    /// Whether it is accepted with an account.
    pub fn is_accepted(self) -> bool {
        Self::ACCEPTED.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_read_as_it_was_written() {
        for mode in Registration::ALL {
            assert_eq!(Registration::parse(mode.as_str()), Some(mode));
        }
        for page in SitePage::ALL {
            assert_eq!(SitePage::parse(page.as_str()), Some(page));
        }
        for part in SitePart::ALL {
            assert_eq!(SitePart::parse(part.as_str()), Some(part));
        }
        for who in WhoCreates::ALL {
            assert_eq!(WhoCreates::parse(who.as_str()), Some(who));
        }
        assert_eq!((WhoCreates::parse("signed-in"), SitePart::parse("")), (None, None));
        assert_eq!((Registration::parse("Open"), SitePage::parse("../terms")), (None, None));
    }

    #[test]
    fn nobody_makes_an_account_uninvited_until_somebody_says_so() {
        assert_eq!(Registration::default(), Registration::Invitation);
    }

    #[test]
    fn only_those_who_run_the_site_create_communities_until_they_say_otherwise() {
        assert_eq!(WhoCreates::default(), WhoCreates::Stewards);
    }
}
