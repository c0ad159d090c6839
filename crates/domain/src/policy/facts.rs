//! What the rule needs to know of a thing, and the answers that follow from it.

use super::viewer::Viewer;
use crate::communities::{Access, Role, Stage};
use crate::notes::Visibility;
use crate::profile::Audience;
use crate::site::WhoCreates;
use crate::{CommunityId, NoteId, NotebookId, PersonId};

/// The roles of a community that edit what it keeps or was given.
const EDITING: [Role; 2] = [Role::Curator, Role::Lead];
/// The roles of a community that place and order in its notebooks.
const PLACING: [Role; 3] = [Role::Curator, Role::Facilitator, Role::Lead];
/// The roles of a community that welcome who comes in.
const WELCOMING: [Role; 2] = [Role::Facilitator, Role::Lead];

/// The thing *note*.
#[derive(Clone, Copy, Debug)]
pub struct Note;
/// The link of a note to a community.
#[derive(Clone, Copy, Debug)]
pub struct NoteLink;
/// The conversation of a community about a note.
#[derive(Clone, Copy, Debug)]
pub struct Thread;
/// The thing *notebook*.
#[derive(Clone, Copy, Debug)]
pub struct Notebook;
/// The thing *person*.
#[derive(Clone, Copy, Debug)]
pub struct Person;
/// The thing *community*.
#[derive(Clone, Copy, Debug)]
pub struct Community;
/// The communities of the site, as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Communities;

/// What the rule needs to know of a note.
#[derive(Clone, Debug)]
pub struct NoteFacts {
    id: NoteId,
    visibility: Visibility,
    deleted: bool,
    hidden: bool,
    authors: Vec<PersonId>,
    delegated: Option<CommunityId>,
    delegates: bool,
    readers: Vec<PersonId>,
    communities: Vec<CommunityId>,
    keeping: Option<CommunityId>,
    came_in_leads: Vec<PersonId>,
}

impl NoteFacts {
    /// Made by the store from what it loaded, and by nobody else.
    ///
    /// `hidden`: whether a report has it hidden until it is settled; `authors` are accounts; `delegates`: whether `delegated`
    /// is a linked community with a lead or curator today; `communities` in the order in which they were linked; `keeping`: the
    /// first of them, when it has a lead or curator today; `came_in_leads`: leads of the notebook it came in with.
    #[expect(clippy::too_many_arguments, reason = "one argument a column, in one place")]
    pub fn from_row(
        id: NoteId,
        visibility: Visibility,
        deleted: bool,
        hidden: bool,
        authors: Vec<PersonId>,
        delegated: Option<CommunityId>,
        delegates: bool,
        readers: Vec<PersonId>,
        communities: Vec<CommunityId>,
        keeping: Option<CommunityId>,
        came_in_leads: Vec<PersonId>,
    ) -> Self {
        Self {
            id,
            visibility,
            deleted,
            hidden,
            authors,
            delegated,
            delegates,
            readers,
            communities,
            keeping,
            came_in_leads,
        }
    }

    /// Which note.
    pub fn id(&self) -> NoteId {
        self.id
    }

    /// Who may read it.
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }

    /// Whether it is in the bin.
    pub fn is_deleted(&self) -> bool {
        self.deleted
    }

    /// Whether a report has it hidden until it is settled.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// The linked communities.
    pub fn communities(&self) -> &[CommunityId] {
        &self.communities
    }

    /// Whether it is linked to that community.
    pub(super) fn is_linked_to(&self, community: CommunityId) -> bool {
        self.communities.contains(&community)
    }

    /// The accounts that are named as authors.
    pub fn authors(&self) -> &[PersonId] {
        &self.authors
    }

    /// Who may read it by name, and nothing more.
    pub fn readers(&self) -> &[PersonId] {
        &self.readers
    }

    /// The community whose leads and curators were given it, whether it has any today or not.
    pub fn delegated(&self) -> Option<CommunityId> {
        self.delegated
    }

    /// The community whose leads and curators may edit it today, because it was given to them.
    pub fn tending(&self) -> Option<CommunityId> {
        self.delegated.filter(|_| self.delegates)
    }

    /// Whether somebody may edit it beside this person.
    pub fn is_edited_without(&self, person: PersonId) -> bool {
        self.delegates || self.authors.iter().any(|author| *author != person)
    }

    /// Whether no account may edit it, so that someone keeps it.
    pub fn is_kept(&self) -> bool {
        self.authors.is_empty() && !self.delegates
    }

    /// The community whose leads and curators keep it, if it is kept at all.
    pub fn keeping_community(&self) -> Option<CommunityId> {
        self.keeping
    }

    /// Whether it came in with a notebook that somebody leads.
    pub fn came_in_with_led_notebook(&self) -> bool {
        !self.came_in_leads.is_empty()
    }

    /// The leads of the notebook that it came in with.
    pub fn came_in_leads(&self) -> &[PersonId] {
        &self.came_in_leads
    }

    /// Whether one person alone may read it, by every right there is.
    pub fn is_read_by_its_author_alone(&self) -> bool {
        self.visibility == Visibility::Authors
            && self.authors.len() == 1
            && self.readers.is_empty()
            && self.delegated.is_none()
    }

    fn is_author(&self, viewer: &Viewer) -> bool {
        let named = self.authors.iter().any(|author| viewer.is(*author));
        let delegated = self.delegates && self.delegated.is_some_and(|community| viewer.holds(community, &EDITING));
        named || delegated
    }

    fn is_keeper(&self, viewer: &Viewer) -> bool {
        if !self.is_kept() {
            return false;
        }
        match (self.keeping, self.came_in_leads.as_slice()) {
            (Some(community), _) => viewer.holds(community, &EDITING),
            (None, []) => viewer.is_steward(),
            (None, leads) => leads.iter().any(|lead| viewer.is(*lead)),
        }
    }

    /// Whether the viewer may edit it: an author, a delegate, or who keeps it.
    pub(super) fn may_be_edited_by(&self, viewer: &Viewer) -> bool {
        self.is_author(viewer) || self.is_keeper(viewer)
    }

    /// Whether the viewer may decide of it: rights, visibility, deletion. Who keeps a note only corrects it.
    pub(super) fn may_be_managed_by(&self, viewer: &Viewer) -> bool {
        self.is_author(viewer)
    }

    /// Whether the viewer leads a community that it is linked to.
    fn is_linked_where_leads(&self, viewer: &Viewer) -> bool {
        self.communities.iter().any(|community| viewer.holds(*community, &[Role::Lead]))
    }

    /// Whether the viewer is in its audience, bin apart. One that is hidden is read by those of it who may edit it, and by those
    /// who settle: who runs the site, and who leads a linked community. Hiding lets nobody in.
    pub(super) fn has_in_audience(&self, viewer: &Viewer) -> bool {
        let settles = viewer.is_steward() || self.is_linked_where_leads(viewer);
        if self.hidden && !settles && !self.may_be_edited_by(viewer) {
            return false;
        }
        match self.visibility {
            Visibility::Public => return true,
            Visibility::SignedIn if viewer.is_signed_in() => return true,
            Visibility::Community if self.communities.iter().any(|community| viewer.is_member(*community)) => {
                return true;
            }
            _ => {}
        }
        self.readers.iter().any(|reader| viewer.is(*reader)) || self.may_be_edited_by(viewer)
    }
}

/// What the rule needs to know of a notebook.
#[derive(Clone, Debug)]
pub struct NotebookFacts {
    id: NotebookId,
    visibility: Visibility,
    leads: Vec<PersonId>,
    contributors: Vec<PersonId>,
    communities: Vec<CommunityId>,
    open_to: Vec<CommunityId>,
    open_to_signed_in: bool,
}

impl NotebookFacts {
    /// Made by the store from what it loaded, and by nobody else. `open_to`: linked communities whose members may contribute.
    pub fn from_row(
        id: NotebookId,
        visibility: Visibility,
        leads: Vec<PersonId>,
        contributors: Vec<PersonId>,
        communities: Vec<CommunityId>,
        open_to: Vec<CommunityId>,
        open_to_signed_in: bool,
    ) -> Self {
        Self { id, visibility, leads, contributors, communities, open_to, open_to_signed_in }
    }

    /// Which notebook.
    pub fn id(&self) -> NotebookId {
        self.id
    }

    /// Who may read it.
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }

    /// Whether the viewer answers for it; stewards do where nobody else does.
    pub(super) fn is_led_by(&self, viewer: &Viewer) -> bool {
        match self.leads.as_slice() {
            [] => viewer.is_steward(),
            leads => leads.iter().any(|lead| viewer.is(*lead)),
        }
    }

    pub(super) fn has_in_audience(&self, viewer: &Viewer) -> bool {
        match self.visibility {
            Visibility::Public => return true,
            Visibility::SignedIn if viewer.is_signed_in() => return true,
            Visibility::Community if self.communities.iter().any(|community| viewer.is_member(*community)) => {
                return true;
            }
            _ => {}
        }
        self.is_led_by(viewer) || self.contributors.iter().any(|contributor| viewer.is(*contributor))
    }

    pub(super) fn takes_from(&self, viewer: &Viewer) -> bool {
        self.is_led_by(viewer)
            || self.contributors.iter().any(|contributor| viewer.is(*contributor))
            || self.communities.iter().any(|community| viewer.holds(*community, &PLACING))
            || self.open_to.iter().any(|community| viewer.is_member(*community))
            || (self.open_to_signed_in && viewer.is_signed_in())
    }
}

/// What the rule needs to know of a community.
#[derive(Clone, Debug)]
pub struct CommunityFacts {
    id: CommunityId,
    listed: bool,
    access: Access,
    stage: Stage,
    invites_the_viewer: bool,
}

impl CommunityFacts {
    /// Made by the store from what it loaded, and by nobody else. `invites_the_viewer`: whether an invitation that serves was sent
    /// to the confirmed address of who asks.
    pub fn from_row(id: CommunityId, listed: bool, access: Access, stage: Stage, invites_the_viewer: bool) -> Self {
        Self { id, listed, access, stage, invites_the_viewer }
    }

    /// Which community.
    pub fn id(&self) -> CommunityId {
        self.id
    }

    /// How one becomes a member.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Whether it is closed: it is read by its members, and nothing else happens there.
    pub fn is_closed(&self) -> bool {
        self.stage == Stage::Closed
    }

    /// Whether who asks was invited.
    pub fn invites_the_viewer(&self) -> bool {
        self.invites_the_viewer
    }

    pub(super) fn is_known_to(&self, viewer: &Viewer) -> bool {
        self.listed || viewer.is_member(self.id)
    }

    pub(super) fn is_entered_by(&self, viewer: &Viewer) -> bool {
        viewer.is_member(self.id)
    }

    pub(super) fn is_curated_by(&self, viewer: &Viewer) -> bool {
        viewer.holds(self.id, &PLACING)
    }

    pub(super) fn is_facilitated_by(&self, viewer: &Viewer) -> bool {
        viewer.holds(self.id, &WELCOMING)
    }

    pub(super) fn is_led_by(&self, viewer: &Viewer) -> bool {
        viewer.holds(self.id, &[Role::Lead])
    }
}

/// What the rule needs to know of the communities of the site, as a whole.
#[derive(Clone, Copy, Debug)]
pub struct CommunitiesFacts {
    who_creates: WhoCreates,
}

impl CommunitiesFacts {
    /// Made by the store from what it loaded, and by nobody else.
    pub const fn from_row(who_creates: WhoCreates) -> Self {
        Self { who_creates }
    }

    pub(super) const fn may_be_created_by(self, viewer: &Viewer) -> bool {
        match self.who_creates {
            WhoCreates::Stewards => viewer.is_steward(),
            WhoCreates::SignedIn => viewer.is_signed_in(),
        }
    }
}

/// What the rule needs to know of a person.
#[derive(Clone, Debug)]
pub struct PersonFacts {
    id: PersonId,
    signed_what_the_viewer_sees: bool,
    shows: Vec<Audience>,
    is_with_the_viewer: bool,
    goes_by_own_name_with_the_viewer: bool,
}

impl PersonFacts {
    /// Made by the store for one viewer: whether the person signed a note that this viewer may read, to whom the person shows what
    /// they say of themselves, whether both are members of one community, and whether the person goes by their own name in one of those.
    pub fn from_row(
        id: PersonId,
        signed_what_the_viewer_sees: bool,
        shows: Vec<Audience>,
        is_with_the_viewer: bool,
        goes_by_own_name_with_the_viewer: bool,
    ) -> Self {
        Self { id, signed_what_the_viewer_sees, shows, is_with_the_viewer, goes_by_own_name_with_the_viewer }
    }

    /// Which person.
    pub fn id(&self) -> PersonId {
        self.id
    }

    /// Whether this viewer reads what the person shows to this audience, on a page that they may see.
    pub fn shows(&self, viewer: &Viewer, audience: Audience) -> bool {
        let is_in_it = match audience {
            Audience::Oneself => false,
            Audience::Communities => viewer.is_signed_in() && self.is_with_the_viewer,
            Audience::SignedIn => viewer.is_signed_in(),
            Audience::Public => true,
        };
        is_in_it || viewer.is_system() || viewer.is(self.id)
    }

    /// Who did nothing in public has no page for a visitor, whatever they say of themselves.
    pub(super) fn is_shown_to(&self, viewer: &Viewer) -> bool {
        let shows_themselves =
            || viewer.is_signed_in() && self.shows.iter().any(|audience| self.shows(viewer, *audience));
        self.signed_what_the_viewer_sees || viewer.is(self.id) || shows_themselves()
    }

    /// Whether the viewer reads their own name among the members of a community.
    pub(super) fn is_met_by(&self, viewer: &Viewer) -> bool {
        viewer.is_signed_in() && self.goes_by_own_name_with_the_viewer
    }
}
