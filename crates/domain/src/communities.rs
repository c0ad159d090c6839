//! Communities and the roles of their members.

use crate::titles::Slug;

/// What a member does in a community; roles add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads, writes, links own notes.
    Member,
    /// Places and orders, keeps the lexicon.
    Curator,
    /// Welcomes, answers, announces.
    Facilitator,
    /// Answers for the community.
    Lead,
}

impl Role {
    /// All roles, from the one with the fewest rights.
    pub const ALL: [Self; 4] = [Self::Member, Self::Curator, Self::Facilitator, Self::Lead];

    /// The word that the store and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Curator => "curator",
            Self::Facilitator => "facilitator",
            Self::Lead => "lead",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// How one becomes a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Whoever wants to.
    Open,
    /// By asking.
    OnRequest,
    /// By being invited.
    Invited,
}

impl Access {
    /// All of them, from the widest.
    pub const ALL: [Self; 3] = [Self::Open, Self::OnRequest, Self::Invited];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::OnRequest => "on_request",
            Self::Invited => "invited",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|access| access.as_str() == word)
    }
}

/// How far a community is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is being made.
    Emerging,
    /// It meets.
    Active,
    /// It rests, until a day that it says.
    Paused,
    /// It meets no more.
    Closed,
}

impl Stage {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 4] = [Self::Emerging, Self::Active, Self::Paused, Self::Closed];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Emerging => "emerging",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }
}

/// How much a community says of how it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formality {
    /// People who share an interest.
    InterestCircle,
    /// A group that somebody facilitates.
    FacilitatedGroup,
    /// A community that wrote its charter.
    CharteredCommunity,
}

impl Formality {
    /// All of them, from the least formal.
    pub const ALL: [Self; 3] = [Self::InterestCircle, Self::FacilitatedGroup, Self::CharteredCommunity];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InterestCircle => "interest_circle",
            Self::FacilitatedGroup => "facilitated_group",
            Self::CharteredCommunity => "chartered_community",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|formality| formality.as_str() == word)
    }
}

/// How much a member takes part, as they say themselves; nothing infers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Involvement {
    /// They carry it with others (*au noyau*).
    Core,
    /// They take part (*active*).
    Active,
    /// They come now and then (*occasionnelle*).
    Occasional,
    /// They read and listen (*à l’écoute*).
    Listening,
}

impl Involvement {
    /// All of them, from the most.
    pub const ALL: [Self; 4] = [Self::Core, Self::Active, Self::Occasional, Self::Listening];

    /// The word that the store and forms use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Active => "active",
            Self::Occasional => "occasional",
            Self::Listening => "listening",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|involvement| involvement.as_str() == word)
    }
}

/// What one membership shows of one affiliation to the organisation. *Recognised* comes with agreements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Posture {
    /// Nothing (*rattachement discret*).
    #[default]
    Discreet,
    /// That the person is a member (*rattachement déclaré*).
    Declared,
}

impl Posture {
    /// Both of them, from the one that shows less.
    pub const ALL: [Self; 2] = [Self::Discreet, Self::Declared];

    /// The word that the store and forms use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Discreet => "discreet",
            Self::Declared => "declared",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|posture| posture.as_str() == word)
    }
}

/// What a person is told of their membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// They asked, and are a member.
    Accepted,
    /// They asked, and are none.
    Refused,
    /// They were a member, and are none any more.
    Removed,
    /// They hold other roles.
    Roles,
}

impl Told {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Refused, Self::Removed, Self::Roles];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Removed => "removed",
            Self::Roles => "roles",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|told| told.as_str() == word)
    }
}

/// What an organisation is to a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It carries it (*organisation porteuse*).
    Host,
    /// It lends it a hand (*organisation d’appui*).
    Supporting,
}

impl Support {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Host, Self::Supporting];

    /// The word that the store uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Supporting => "supporting",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|support| support.as_str() == word)
    }
}

/// The most characters of an alias.
const LONGEST_ALIAS: usize = 40;

/// The name of a community in addresses and commands: `[a-z0-9-]`, two to forty characters, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CommunityAlias(String);

impl CommunityAlias {
    /// Reads an alias; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (2..=LONGEST_ALIAS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && !text.ends_with('-');
        fits.then(|| Self(text.to_owned()))
    }

    /// The alias that a name proposes; `community` where the name leaves nothing for one.
    pub fn of(name: &str) -> Self {
        let slug = Slug::of(name);
        let words = slug.as_str().trim_start_matches(|first: char| !first.is_ascii_lowercase());
        let words = words.get(..LONGEST_ALIAS).unwrap_or(words).trim_end_matches('-');
        Self::parse(words).unwrap_or_else(|| Self("community".to_owned()))
    }

    /// The same with a number at its end, for where it is taken.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        let end = format!("-{number}");
        let kept = self.0.get(..LONGEST_ALIAS.saturating_sub(end.len())).unwrap_or(&self.0).trim_end_matches('-');
        Self(format!("{kept}{end}"))
    }

    /// From the store, which holds only aliases that were parsed.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::CommunityAlias;

    #[test]
    fn a_name_proposes_an_alias_that_can_be_one() {
        let long = "Rives du Nord ".repeat(9);
        for (name, alias) in [
            ("Tissage du Nord", "tissage-du-nord"),
            ("Zoé, à Laval!", "zoe-a-laval"),
            ("2 rives", "rives"),
            ("é", "community"),
            ("12", "community"),
            (long.as_str(), "rives-du-nord-rives-du-nord-rives-du-nor"),
        ] {
            let proposed = CommunityAlias::of(name);
            assert_eq!(proposed.as_str(), alias, "{name}");
            for proposed in [proposed.numbered(2), proposed.numbered(50), proposed] {
                assert_eq!(CommunityAlias::parse(proposed.as_str()), Some(proposed), "{name}");
            }
        }
        assert_eq!(CommunityAlias::of("Rives").numbered(2).as_str(), "rives-2");
    }

    #[test]
    fn a_hyphen_alone_is_no_alias_and_no_address_of_the_site_is_hidden_by_one() {
        for none in ["-", "", "a", "A", "1a", "a-", "é", "a b", "a/b", "-a"] {
            assert_eq!(CommunityAlias::parse(none), None, "{none}");
        }
    }
}
