//! How a person is attached to a home organisation.

/// How a person is attached to an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AffiliationKind {
    /// They are paid there.
    Employee,
    /// They give their time there.
    Volunteer,
    /// They belong to it.
    Member,
    /// In any other way.
    Other,
}

impl AffiliationKind {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 4] = [Self::Employee, Self::Volunteer, Self::Member, Self::Other];

    /// The word of the store and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Volunteer => "volunteer",
            Self::Member => "member",
            Self::Other => "other",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::AffiliationKind;

    #[test]
    fn a_kind_is_read_as_it_is_written_and_nothing_else_is_one() {
        assert_eq!(
            AffiliationKind::ALL.map(|kind| AffiliationKind::parse(kind.as_str())),
            AffiliationKind::ALL.map(Some)
        );
        for none in ["", "Employee", "manager", "lead"] {
            assert_eq!(AffiliationKind::parse(none), None, "{none}");
        }
    }
}
