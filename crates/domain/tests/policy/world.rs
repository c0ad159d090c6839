//! Builders that say only what matters, and the question put to `Policy`.

use std::collections::BTreeSet;

use domain::communities::{Access, Role, Stage};
use domain::notes::Visibility;
use domain::policy::{
    Action, CommunitiesFacts, CommunityFacts, Memberships, NoteFacts, NotebookFacts, PersonFacts, Policy, Refusal,
    Thing, Viewer,
};
use domain::profile::Audience;
use domain::site::WhoCreates;
use domain::{CommunityId, NoteId, NotebookId, PersonId};

pub const ALLOWED: Result<(), Refusal> = Ok(());
pub const HIDDEN: Result<(), Refusal> = Err(Refusal::Hidden);
pub const FORBIDDEN: Result<(), Refusal> = Err(Refusal::Forbidden);

pub const ANA: PersonId = PersonId::from_bytes([1; 16]);
pub const BRUNO: PersonId = PersonId::from_bytes([2; 16]);
pub const CHLOE: PersonId = PersonId::from_bytes([3; 16]);
pub const READER: PersonId = PersonId::from_bytes([4; 16]);
/// The one who asks, when nothing is known of them but their roles.
pub const SOMEONE: PersonId = PersonId::from_bytes([9; 16]);

pub const WEAVERS: CommunityId = CommunityId::from_bytes([21; 16]);
pub const POTTERS: CommunityId = CommunityId::from_bytes([22; 16]);

/// The answer of `Policy`, without the proof.
pub fn ask<T: Thing<Facts: Clone>, A: Action<T>>(viewer: &Viewer, facts: &T::Facts) -> Result<(), Refusal> {
    Policy::decide::<T, A>(viewer, facts.clone()).map(|_| ())
}

/// An account that belongs to nothing.
pub const fn account(person: PersonId) -> Viewer {
    Viewer::person(person, Memberships::new(), false)
}

/// An account that runs the site.
pub const fn steward(person: PersonId) -> Viewer {
    Viewer::person(person, Memberships::new(), true)
}

/// `SOMEONE`, a member of `community` with these roles.
pub fn member(community: CommunityId, roles: &[Role]) -> Viewer {
    let roles: BTreeSet<Role> = roles.iter().copied().collect();
    Viewer::person(SOMEONE, Memberships::from([(community, roles)]), false)
}

/// A note, alone in the world until something is said of it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four things that are each true or not, of one note")]
pub struct NoteBuilder {
    pub visibility: Visibility,
    pub deleted: bool,
    pub hidden: bool,
    pub authors: Vec<PersonId>,
    pub delegated: Option<CommunityId>,
    pub delegates: bool,
    pub readers: Vec<PersonId>,
    pub communities: Vec<CommunityId>,
    pub first_is_tended: bool,
    pub came_in_leads: Vec<PersonId>,
}

pub const fn note(visibility: Visibility) -> NoteBuilder {
    NoteBuilder {
        visibility,
        deleted: false,
        hidden: false,
        authors: Vec::new(),
        delegated: None,
        delegates: false,
        readers: Vec::new(),
        communities: Vec::new(),
        first_is_tended: true,
        came_in_leads: Vec::new(),
    }
}

impl NoteBuilder {
    pub fn by(mut self, author: PersonId) -> Self {
        self.authors.push(author);
        self
    }

    pub fn read_by(mut self, reader: PersonId) -> Self {
        self.readers.push(reader);
        self
    }

    pub fn linked_to(mut self, community: CommunityId) -> Self {
        self.communities.push(community);
        self
    }

    pub fn came_in_with_a_notebook_led_by(mut self, lead: PersonId) -> Self {
        self.came_in_leads.push(lead);
        self
    }

    /// Linked to `community`, whose leads and curators may edit.
    pub fn delegated_to(mut self, community: CommunityId) -> Self {
        self.delegated = Some(community);
        self.delegates = true;
        self.linked_to(community)
    }

    /// The delegation stands and has nobody in it today.
    pub const fn with_nobody_in_the_delegation(mut self) -> Self {
        self.delegates = false;
        self
    }

    /// The first linked community has neither lead nor curator today.
    pub const fn whose_first_community_has_nobody(mut self) -> Self {
        self.first_is_tended = false;
        self
    }

    /// A report has it hidden.
    pub const fn hidden_by_a_report(mut self) -> Self {
        self.hidden = true;
        self
    }

    pub const fn in_the_bin(mut self) -> Self {
        self.deleted = true;
        self
    }

    #[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
    pub fn facts(&self) -> NoteFacts {
        NoteFacts::from_row(
            NoteId::from_bytes([31; 16]),
            self.visibility,
            self.deleted,
            self.hidden,
            self.authors.clone(),
            self.delegated,
            self.delegates,
            self.readers.clone(),
            self.communities.clone(),
            self.communities.first().copied().filter(|_| self.first_is_tended),
            self.came_in_leads.clone(),
        )
    }
}

/// A notebook, alone in the world until something is said of it.
#[derive(Clone, Debug)]
pub struct NotebookBuilder {
    pub visibility: Visibility,
    pub leads: Vec<PersonId>,
    pub contributors: Vec<PersonId>,
    pub communities: Vec<CommunityId>,
    pub open_to: Vec<CommunityId>,
    pub open_to_signed_in: bool,
}

pub const fn notebook(visibility: Visibility) -> NotebookBuilder {
    NotebookBuilder {
        visibility,
        leads: Vec::new(),
        contributors: Vec::new(),
        communities: Vec::new(),
        open_to: Vec::new(),
        open_to_signed_in: false,
    }
}

impl NotebookBuilder {
    pub fn led_by(mut self, lead: PersonId) -> Self {
        self.leads.push(lead);
        self
    }

    pub fn with_contributor(mut self, contributor: PersonId) -> Self {
        self.contributors.push(contributor);
        self
    }

    pub fn linked_to(mut self, community: CommunityId) -> Self {
        self.communities.push(community);
        self
    }

    pub fn open_to(mut self, community: CommunityId) -> Self {
        self.open_to.push(community);
        self
    }

    pub const fn open_to_everyone_signed_in(mut self) -> Self {
        self.open_to_signed_in = true;
        self
    }

    #[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
    pub fn facts(&self) -> NotebookFacts {
        NotebookFacts::from_row(
            NotebookId::from_bytes([32; 16]),
            self.visibility,
            self.leads.clone(),
            self.contributors.clone(),
            self.communities.clone(),
            self.open_to.clone(),
            self.open_to_signed_in,
        )
    }
}

/// A community, active and open to who asks, until something is said of it.
#[derive(Clone, Copy, Debug)]
pub struct CommunityBuilder {
    pub id: CommunityId,
    pub is_listed: bool,
    pub access: Access,
    pub stage: Stage,
    pub invites: bool,
}

pub const fn community(id: CommunityId) -> CommunityBuilder {
    CommunityBuilder { id, is_listed: true, access: Access::OnRequest, stage: Stage::Active, invites: false }
}

impl CommunityBuilder {
    #[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
    pub fn facts(self) -> CommunityFacts {
        CommunityFacts::from_row(self.id, self.is_listed, self.access, self.stage, self.invites)
    }
}

pub fn listed(id: CommunityId) -> CommunityFacts {
    community(id).facts()
}

pub fn unlisted(id: CommunityId) -> CommunityFacts {
    CommunityBuilder { is_listed: false, ..community(id) }.facts()
}

/// The communities of a site where these may create one.
#[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
pub fn created_by(who: WhoCreates) -> CommunitiesFacts {
    CommunitiesFacts::from_row(who)
}

/// A person who signed something that the viewer may read.
#[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
pub fn signatory(person: PersonId) -> PersonFacts {
    PersonFacts::from_row(person, true, Vec::new(), false, false)
}

/// A person who signed nothing that the viewer may read.
#[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
pub fn silent(person: PersonId) -> PersonFacts {
    PersonFacts::from_row(person, false, Vec::new(), false, false)
}

/// A person who signed nothing that the viewer may read, and shows something to this audience; both are in one community, or not.
#[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
pub fn shown_to(person: PersonId, audience: Audience, is_with_the_viewer: bool) -> PersonFacts {
    PersonFacts::from_row(person, false, vec![audience], is_with_the_viewer, false)
}

/// A person who signed nothing that the viewer may read, and shows nothing; both are in one community, where the person goes by their
/// own name, or not.
#[expect(clippy::disallowed_methods, reason = "tests of the rule stand in for the store")]
pub fn met(person: PersonId, goes_by_own_name: bool) -> PersonFacts {
    PersonFacts::from_row(person, false, Vec::new(), true, goes_by_own_name)
}
