//! The decision, and the proof of it.

use std::marker::PhantomData;

use super::facts::{
    Communities, CommunitiesFacts, Community, CommunityFacts, Note, NoteFacts, NoteLink, Notebook, NotebookFacts,
    Person, PersonFacts, Thread,
};
use super::viewer::Viewer;
use crate::communities::Access;

/// Something that rights are about.
pub trait Thing {
    /// What the rule needs to know of it.
    type Facts;
}

impl Thing for Note {
    type Facts = NoteFacts;
}
impl Thing for NoteLink {
    type Facts = (NoteFacts, CommunityFacts);
}
impl Thing for Thread {
    type Facts = (NoteFacts, CommunityFacts);
}
impl Thing for Notebook {
    type Facts = NotebookFacts;
}
impl Thing for Community {
    type Facts = CommunityFacts;
}
impl Thing for Communities {
    type Facts = CommunitiesFacts;
}
impl Thing for Person {
    type Facts = PersonFacts;
}

/// The site itself, of which nothing needs to be known.
#[derive(Clone, Copy, Debug)]
pub struct Site;
impl Thing for Site {
    type Facts = ();
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The viewer may not know that it exists: the same answer as for a thing that does not.
    #[error("not found")]
    Hidden,
    /// The viewer sees it and may not do this.
    #[error("forbidden")]
    Forbidden,
}

/// Something that one may do to a thing.
pub trait Action<T: Thing> {
    /// The rule.
    ///
    /// # Errors
    /// [`Refusal`] when this viewer may not.
    fn allows(viewer: &Viewer, facts: &T::Facts) -> Result<(), Refusal>;
}

/// To see it.
#[derive(Debug)]
pub enum Read {}
/// To change its words.
#[derive(Debug)]
pub enum Edit {}
/// To decide of its rights, its visibility, its end.
#[derive(Debug)]
pub enum Manage {}
/// To make one more.
#[derive(Debug)]
pub enum Create {}
/// To ask to change its words.
#[derive(Debug)]
pub enum Ask {}
/// To answer who asks that, and who writes to its authors.
#[derive(Debug)]
pub enum Answer {}
/// To take words out of all its versions.
#[derive(Debug)]
pub enum Withdraw {}
/// To take it out of the bin.
#[derive(Debug)]
pub enum Restore {}
/// To link a note to a community.
#[derive(Debug)]
pub enum Link {}
/// To take a note out of what is linked to a community.
#[derive(Debug)]
pub enum Unlink {}
/// To place notes in it.
#[derive(Debug)]
pub enum Contribute {}
/// To see the inside of a community: its members and what they do there.
#[derive(Debug)]
pub enum Enter {}
/// To take part in a community: write there, link own notes, propose people.
#[derive(Debug)]
pub enum TakePart {}
/// To tend what a community holds: place and order in its notebooks, unlink notes, keep its lexicon.
#[derive(Debug)]
pub enum Curate {}
/// To welcome: answer who asks to come in, invite, announce, hide a message.
#[derive(Debug)]
pub enum Welcome {}
/// To settle what is reported of a note.
#[derive(Debug)]
pub enum Settle {}
/// To become a member, or to ask for it.
#[derive(Debug)]
pub enum Join {}
/// To write new notes, and to see which ones are wanted.
#[derive(Debug)]
pub enum Write {}
/// To bring folders in from the command line.
#[derive(Debug)]
pub enum Import {}
/// To name a person to the site: to open something to them, or to ask them to take part in it.
#[derive(Debug)]
pub enum Name {}
/// To run the site.
#[derive(Debug)]
pub enum Steward {}

fn or_forbidden(allowed: bool) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(Refusal::Forbidden) }
}

fn or_hidden(allowed: bool) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(Refusal::Hidden) }
}

impl Action<Note> for Read {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        or_hidden(!note.is_deleted() && (viewer.is_system() || note.has_in_audience(viewer)))
    }
}

impl Action<Note> for Edit {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        or_forbidden(viewer.is_system() || note.may_be_edited_by(viewer))
    }
}

impl Action<Note> for Manage {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        or_forbidden(viewer.is_system() || note.may_be_managed_by(viewer))
    }
}

/// Whoever has an account and reads the note, but for those who may edit it.
impl Action<Note> for Ask {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        or_forbidden(viewer.is_signed_in() && !note.may_be_edited_by(viewer))
    }
}

/// Its authors; of a note that no account may edit, who keeps it.
impl Action<Note> for Answer {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        <Edit as Action<Note>>::allows(viewer, note)
    }
}

/// Whoever may edit it, and those who run the site where they may read it.
impl Action<Note> for Withdraw {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        or_forbidden(viewer.is_system() || viewer.is_steward() || note.may_be_edited_by(viewer))
    }
}

impl Action<Note> for Restore {
    fn allows(viewer: &Viewer, note: &NoteFacts) -> Result<(), Refusal> {
        or_hidden(note.is_deleted() && (viewer.is_system() || note.may_be_managed_by(viewer)))
    }
}

/// Whoever decides of the note links it to a community that they belong to.
impl Action<NoteLink> for Link {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Manage as Action<Note>>::allows(viewer, note)?;
        <TakePart as Action<Community>>::allows(viewer, community)
    }
}

/// Whoever decides of the note unlinks it from a community that they may know of; so do those who tend what the community holds,
/// from a note that they may read.
impl Action<NoteLink> for Unlink {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        <Read as Action<Community>>::allows(viewer, community)?;
        or_hidden(note.is_linked_to(community.id()))?;
        let tends = <Curate as Action<Community>>::allows(viewer, community).is_ok();
        or_forbidden(viewer.is_system() || note.may_be_managed_by(viewer) || tends)
    }
}

/// Those who welcome in a community speak of a note for it where they read the note for no role that they hold there: what one
/// role lets them read, another one must not let them show. Its leads do as they read.
fn welcomes_about(viewer: &Viewer, note: &NoteFacts, community: &CommunityFacts) -> Result<(), Refusal> {
    <Welcome as Action<Community>>::allows(viewer, community)?;
    let plain = viewer.without_roles_in(community.id());
    or_forbidden(community.is_led_by(viewer) || <Read as Action<Note>>::allows(&plain, note).is_ok())
}

/// Those who welcome in a linked community announce the note to its members, where they may read it.
impl Action<NoteLink> for Welcome {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        <Read as Action<Community>>::allows(viewer, community)?;
        or_hidden(note.is_linked_to(community.id()))?;
        welcomes_about(viewer, note, community)
    }
}

/// Those who lead a linked community, where they may read the note.
impl Action<NoteLink> for Settle {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        or_hidden(note.is_linked_to(community.id()))?;
        <Manage as Action<Community>>::allows(viewer, community)
    }
}

/// Members of the community who may read the note.
impl Action<Thread> for Read {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        <Enter as Action<Community>>::allows(viewer, community)
    }
}

/// The same begin it and write in it, while the community is open.
impl Action<Thread> for TakePart {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        <TakePart as Action<Community>>::allows(viewer, community)
    }
}

/// Those who welcome in the community hide a message, where they may read the note.
impl Action<Thread> for Welcome {
    fn allows(viewer: &Viewer, (note, community): &(NoteFacts, CommunityFacts)) -> Result<(), Refusal> {
        <Read as Action<Note>>::allows(viewer, note)?;
        welcomes_about(viewer, note, community)
    }
}

impl Action<Notebook> for Read {
    fn allows(viewer: &Viewer, notebook: &NotebookFacts) -> Result<(), Refusal> {
        or_hidden(viewer.is_system() || notebook.has_in_audience(viewer))
    }
}

impl Action<Notebook> for Contribute {
    fn allows(viewer: &Viewer, notebook: &NotebookFacts) -> Result<(), Refusal> {
        <Read as Action<Notebook>>::allows(viewer, notebook)?;
        or_forbidden(viewer.is_system() || notebook.takes_from(viewer))
    }
}

impl Action<Notebook> for Manage {
    fn allows(viewer: &Viewer, notebook: &NotebookFacts) -> Result<(), Refusal> {
        <Read as Action<Notebook>>::allows(viewer, notebook)?;
        or_forbidden(viewer.is_system() || notebook.is_led_by(viewer))
    }
}

impl Action<Community> for Read {
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        or_hidden(viewer.is_system() || community.is_known_to(viewer))
    }
}

impl Action<Community> for Manage {
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        <Read as Action<Community>>::allows(viewer, community)?;
        or_forbidden(viewer.is_system() || community.is_led_by(viewer))
    }
}

impl Action<Community> for Enter {
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        <Read as Action<Community>>::allows(viewer, community)?;
        or_forbidden(viewer.is_system() || community.is_entered_by(viewer))
    }
}

/// The rule of what happens in a community: none of it in one that is closed.
fn while_open(
    viewer: &Viewer,
    community: &CommunityFacts,
    holds: fn(&CommunityFacts, &Viewer) -> bool,
) -> Result<(), Refusal> {
    <Read as Action<Community>>::allows(viewer, community)?;
    or_forbidden(!community.is_closed() && (viewer.is_system() || holds(community, viewer)))
}

impl Action<Community> for TakePart {
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        while_open(viewer, community, CommunityFacts::is_entered_by)
    }
}

impl Action<Community> for Curate {
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        while_open(viewer, community, CommunityFacts::is_curated_by)
    }
}

impl Action<Community> for Welcome {
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        while_open(viewer, community, CommunityFacts::is_facilitated_by)
    }
}

impl Action<Community> for Join {
    /// Whoever has an account and may know of it, or was invited; to one that is by invitation, who was invited.
    fn allows(viewer: &Viewer, community: &CommunityFacts) -> Result<(), Refusal> {
        let is_invited = viewer.is_signed_in() && community.invites_the_viewer();
        or_hidden(is_invited || viewer.is_system() || community.is_known_to(viewer))?;
        let may_come = is_invited || (viewer.is_signed_in() && community.access() != Access::Invited);
        or_forbidden(may_come && !community.is_closed() && !viewer.is_member(community.id()))
    }
}

/// Those who run the site may, and whoever has an account where they say so; to anyone else there is nothing to see.
impl Action<Communities> for Create {
    fn allows(viewer: &Viewer, communities: &CommunitiesFacts) -> Result<(), Refusal> {
        or_hidden(viewer.is_system() || communities.may_be_created_by(viewer))
    }
}

impl Action<Person> for Read {
    fn allows(viewer: &Viewer, person: &PersonFacts) -> Result<(), Refusal> {
        or_hidden(viewer.is_system() || person.is_shown_to(viewer))
    }
}

/// Whoever sees their page, and whoever reads their own name among the members of a community that both are of.
impl Action<Person> for Name {
    fn allows(viewer: &Viewer, person: &PersonFacts) -> Result<(), Refusal> {
        let is_read = <Read as Action<Person>>::allows(viewer, person).is_ok();
        or_hidden(is_read || person.is_met_by(viewer))
    }
}

impl Action<Site> for Write {
    fn allows(viewer: &Viewer, (): &()) -> Result<(), Refusal> {
        or_hidden(viewer.is_system() || viewer.is_signed_in())
    }
}

impl Action<Site> for Import {
    fn allows(viewer: &Viewer, (): &()) -> Result<(), Refusal> {
        or_hidden(viewer.is_system())
    }
}

impl Action<Site> for Steward {
    fn allows(viewer: &Viewer, (): &()) -> Result<(), Refusal> {
        or_hidden(viewer.is_system() || viewer.is_steward())
    }
}

/// Proof that a viewer may do `A` to this `T`; the store's writing functions ask for it.
///
/// Neither `Clone` nor `Default`, and its fields are private: only [`Policy::decide`] makes one.
#[derive(Debug)]
pub struct Authorised<T: Thing, A> {
    facts: T::Facts,
    action: PhantomData<A>,
}

impl<T: Thing, A> Authorised<T, A> {
    /// What was known when it was decided.
    pub fn facts(&self) -> &T::Facts {
        &self.facts
    }
}

/// The rule.
#[derive(Debug)]
pub enum Policy {}

impl Policy {
    /// Decides whether `viewer` may do `A` to the thing of these facts.
    ///
    /// # Errors
    /// [`Refusal`] when not.
    pub fn decide<T: Thing, A: Action<T>>(viewer: &Viewer, facts: T::Facts) -> Result<Authorised<T, A>, Refusal> {
        A::allows(viewer, &facts)?;
        Ok(Authorised { facts, action: PhantomData })
    }
}
