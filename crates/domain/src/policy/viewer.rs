//! Who is asking.

use std::collections::{BTreeMap, BTreeSet};

use crate::communities::Role;
use crate::{CommunityId, PersonId};

/// The communities of a person, with the roles held there; an entry without role is a plain membership.
pub type Memberships = BTreeMap<CommunityId, BTreeSet<Role>>;

/// One thing that a viewer is, as search and the log name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    /// Everyone.
    Public,
    /// Whoever has a confirmed account.
    SignedIn,
    /// This person.
    Person(PersonId),
    /// A member of this community.
    Community(CommunityId),
    /// A lead of this community.
    Lead(CommunityId),
    /// A person named as reader.
    Reader(PersonId),
    /// Who runs the site.
    Steward,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Who {
    Visitor,
    Person { id: PersonId, memberships: Memberships, steward: bool },
    System(&'static str),
}

/// Who is asking: a visitor, a person, or the program itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer(Who);

impl Viewer {
    /// Someone without account.
    pub const fn visitor() -> Self {
        Self(Who::Visitor)
    }

    /// A person whose session was proved.
    pub const fn person(id: PersonId, memberships: Memberships, steward: bool) -> Self {
        Self(Who::Person { id, memberships, steward })
    }

    /// The program itself, for work that no person asks for; `reason` goes to the log.
    pub const fn system(reason: &'static str) -> Self {
        Self(Who::System(reason))
    }

    /// Whether nobody is signed in.
    pub const fn is_visitor(&self) -> bool {
        matches!(self.0, Who::Visitor)
    }

    /// Whether a person is signed in.
    pub const fn is_signed_in(&self) -> bool {
        matches!(self.0, Who::Person { .. })
    }

    /// Whether this is the program itself.
    pub const fn is_system(&self) -> bool {
        matches!(self.0, Who::System(_))
    }

    /// Why the program itself looks, when it does.
    pub const fn reason(&self) -> Option<&'static str> {
        match self.0 {
            Who::System(reason) => Some(reason),
            _ => None,
        }
    }

    /// The person, when one is signed in.
    pub const fn id(&self) -> Option<PersonId> {
        match &self.0 {
            Who::Person { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Whether this is that person.
    pub fn is(&self, person: PersonId) -> bool {
        self.id() == Some(person)
    }

    /// Whether this person runs the site.
    pub const fn is_steward(&self) -> bool {
        matches!(&self.0, Who::Person { steward: true, .. })
    }

    /// Whether this person is a member of that community, whatever the role.
    pub fn is_member(&self, community: CommunityId) -> bool {
        self.memberships().is_some_and(|memberships| memberships.contains_key(&community))
    }

    /// Whether this person holds one of these roles in that community.
    pub fn holds(&self, community: CommunityId, roles: &[Role]) -> bool {
        self.memberships()
            .and_then(|memberships| memberships.get(&community))
            .is_some_and(|held| roles.iter().any(|role| held.contains(role)))
    }

    /// The same viewer as they would be with no role in that community.
    pub(super) fn without_roles_in(&self, community: CommunityId) -> Self {
        let mut viewer = self.clone();
        if let Who::Person { memberships, .. } = &mut viewer.0
            && let Some(held) = memberships.get_mut(&community)
        {
            held.clear();
        }
        viewer
    }

    /// The communities of this person.
    pub fn communities(&self) -> Vec<CommunityId> {
        self.memberships().map(|memberships| memberships.keys().copied().collect()).unwrap_or_default()
    }

    /// The communities where this person holds one of these roles.
    pub fn communities_with(&self, roles: &[Role]) -> Vec<CommunityId> {
        self.communities().into_iter().filter(|community| self.holds(*community, roles)).collect()
    }

    /// What this viewer is, as a set.
    pub fn principals(&self) -> BTreeSet<Principal> {
        let mut principals = BTreeSet::from([Principal::Public]);
        if let Who::Person { id, memberships, steward } = &self.0 {
            principals.extend([Principal::SignedIn, Principal::Person(*id), Principal::Reader(*id)]);
            for (community, roles) in memberships {
                principals.insert(Principal::Community(*community));
                if roles.contains(&Role::Lead) {
                    principals.insert(Principal::Lead(*community));
                }
            }
            if *steward {
                principals.insert(Principal::Steward);
            }
        }
        principals
    }

    fn memberships(&self) -> Option<&Memberships> {
        match &self.0 {
            Who::Person { memberships, .. } => Some(memberships),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_is_a_set_of_principals() {
        let (ana, lead_of, member_of) =
            (PersonId::from_bytes([1; 16]), CommunityId::from_bytes([2; 16]), CommunityId::from_bytes([3; 16]));
        let memberships = Memberships::from([(lead_of, BTreeSet::from([Role::Lead])), (member_of, BTreeSet::new())]);
        let viewer = Viewer::person(ana, memberships, true);
        assert_eq!(
            viewer.principals(),
            BTreeSet::from([
                Principal::Public,
                Principal::SignedIn,
                Principal::Person(ana),
                Principal::Reader(ana),
                Principal::Community(lead_of),
                Principal::Lead(lead_of),
                Principal::Community(member_of),
                Principal::Steward,
            ])
        );
        assert_eq!(Viewer::visitor().principals(), BTreeSet::from([Principal::Public]));
        assert_eq!(viewer.communities_with(&[Role::Lead]), vec![lead_of]);
        assert!(viewer.is_signed_in() && !viewer.is_visitor() && !viewer.is_system() && viewer.reason().is_none());
        assert_eq!(Viewer::system("a test").reason(), Some("a test"));
        assert!(Viewer::system("a test").is_system() && !Viewer::system("a test").is_signed_in());
        assert!(Viewer::visitor().is_visitor() && !Viewer::visitor().is_system());
    }
}
