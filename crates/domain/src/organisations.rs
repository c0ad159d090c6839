//! Organisations: how they are, and how exactly they say where they are.

/// How an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationState {
    /// At work.
    Active,
    /// For a time not.
    Paused,
    /// No longer.
    Ended,
    /// Part of another one.
    Merged,
}

impl OrganisationState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Active, Self::Paused, Self::Ended, Self::Merged];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Merged => "merged",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// How exactly a place is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// With its address, which the organisation publishes itself.
    #[serde(alias = "point")]
    Address,
    /// By its town.
    Municipality,
    /// By its region alone.
    Region,
    /// Not at all.
    Hidden,
}

impl Precision {
    /// All of them, from the most exact.
    pub const ALL: [Self; 4] = [Self::Address, Self::Municipality, Self::Region, Self::Hidden];

    /// The word that the store, the API and scripts use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Municipality => "municipality",
            Self::Region => "region",
            Self::Hidden => "hidden",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.as_str() == word)
    }

    /// What is shown of a place of this precision: the town where it may be named, and the region; nothing of one that is
    /// hidden.
    pub fn shown<'p>(self, town: &'p str, region: &'p str) -> Option<(Option<&'p str>, &'p str)> {
        let town = Some(town).filter(|town| !town.is_empty());
        match self {
            Self::Address | Self::Municipality => Some((town, region)),
            Self::Region => Some((None, region)),
            Self::Hidden => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Precision;

    #[test]
    fn a_place_is_shown_as_exactly_as_its_organisation_wants_and_no_more() {
        let shown = |precision: Precision| precision.shown("Gaspé", "Gaspésie");
        assert_eq!(shown(Precision::Municipality), Some((Some("Gaspé"), "Gaspésie")));
        assert_eq!(shown(Precision::Region), Some((None, "Gaspésie")));
        assert_eq!(shown(Precision::Hidden), None);
    }
}
