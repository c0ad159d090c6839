//! What a token of the API lets its program do, of what its person may.

use std::collections::BTreeSet;

/// One thing that a token lets its program do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// To read notes and notebooks.
    ReadNotes,
    /// To write, place, delete and restore notes.
    WriteNotes,
    /// To read who people are, communities and their members.
    ReadPeople,
    /// To read who its person is, and where they are a member.
    ReadMe,
    /// To become a member of a community, to choose what one shows there, and to be one no more.
    WriteMe,
    /// To create a community, to change its page, and to answer who asks to come in.
    WriteCommunities,
}

impl Scope {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 6] =
        [Self::ReadNotes, Self::WriteNotes, Self::ReadPeople, Self::ReadMe, Self::WriteMe, Self::WriteCommunities];

    /// The word of the store, of forms and of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadNotes => "read_notes",
            Self::WriteNotes => "write_notes",
            Self::ReadPeople => "read_people",
            Self::ReadMe => "read_me",
            Self::WriteMe => "write_me",
            Self::WriteCommunities => "write_communities",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }
}

/// All that a token lets its program do: it only narrows what its person may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// These.
    pub fn of(scopes: impl IntoIterator<Item = Scope>) -> Self {
        Self(scopes.into_iter().collect())
    }

    /// What a visitor needs no token for.
    pub fn of_a_visitor() -> Self {
        Self::of([Scope::ReadNotes, Scope::ReadPeople])
    }

    /// Reads words, a space between two. A word that is none lets nothing be done.
    pub fn parse(words: &str) -> Self {
        Self::of(words.split(' ').filter_map(Scope::parse))
    }

    /// The words, a space between two.
    pub fn written(&self) -> String {
        self.0.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether this may be done.
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether nothing may be done.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in order.
    pub fn all(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }
}

/// How long a token serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// A month.
    Days30,
    /// A season.
    Days90,
    /// A year.
    Days365,
}

impl Lifetime {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 3] = [Self::Days30, Self::Days90, Self::Days365];

    /// How many days.
    pub const fn days(self) -> i64 {
        match self {
            Self::Days30 => 30,
            Self::Days90 => 90,
            Self::Days365 => 365,
        }
    }

    /// Reads a number of days.
    pub fn parse(days: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lifetime| lifetime.days().to_string() == days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn scopes_only_narrow(chosen in proptest::collection::vec(0..6_usize, 0..7), without in 0..6_usize) {
            let all = Scopes::of(chosen.iter().filter_map(|place| Scope::ALL.get(*place).copied()));
            let gone = Scope::ALL[without];
            let fewer = Scopes::of(all.all().filter(|scope| *scope != gone));
            for scope in Scope::ALL {
                prop_assert!(!fewer.allow(scope) || all.allow(scope));
            }
            prop_assert!(!fewer.allow(gone));
            prop_assert_eq!(Scopes::parse(&all.written()), all);
        }
    }

    #[test]
    fn a_word_that_is_no_scope_lets_nothing_be_done() {
        for words in ["", " ", "read", "READ_NOTES", "read_notes,write_notes", "*"] {
            assert!(Scopes::parse(words).is_empty(), "{words}");
        }
        assert_eq!(Scopes::parse("admin read_notes"), Scopes::of([Scope::ReadNotes]));
        for scope in [Scope::WriteNotes, Scope::ReadMe, Scope::WriteMe, Scope::WriteCommunities] {
            assert!(!Scopes::of_a_visitor().allow(scope), "{scope:?}");
        }
    }

    #[test]
    fn a_token_serves_for_one_of_three_times() {
        for lifetime in Lifetime::ALL {
            assert_eq!(Lifetime::parse(&lifetime.days().to_string()), Some(lifetime));
        }
        for none in ["", "0", "31", "030", "-30", "3650"] {
            assert_eq!(Lifetime::parse(none), None, "{none}");
        }
    }
}
