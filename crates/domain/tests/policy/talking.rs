//! What members of a community say of a note, and to whom it is announced.

use domain::communities::{Role, Stage};
use domain::notes::Visibility;
use domain::policy::{NoteLink, Read, TakePart, Thread, Viewer, Welcome};

use crate::world::{
    ALLOWED, ANA, CommunityBuilder, FORBIDDEN, HIDDEN, POTTERS, READER, SOMEONE, WEAVERS, account, ask, community,
    listed, member, note, steward, unlisted,
};

#[test]
fn members_who_read_the_note_read_and_write() {
    for visibility in [Visibility::Public, Visibility::SignedIn, Visibility::Community] {
        let facts = (note(visibility).by(ANA).linked_to(WEAVERS).facts(), unlisted(WEAVERS));
        assert_eq!(ask::<Thread, Read>(&member(WEAVERS, &[]), &facts), ALLOWED, "{visibility:?}");
        assert_eq!(ask::<Thread, TakePart>(&member(WEAVERS, &[]), &facts), ALLOWED, "{visibility:?}");
    }
    let elsewhere = (note(Visibility::Public).by(ANA).facts(), listed(WEAVERS));
    assert_eq!(ask::<Thread, TakePart>(&member(WEAVERS, &[]), &elsewhere), ALLOWED, "linked or not");
}

#[test]
fn nobody_else_reads_them() {
    let open = (note(Visibility::Public).by(ANA).facts(), listed(WEAVERS));
    let discreet = (note(Visibility::Public).by(ANA).facts(), unlisted(WEAVERS));
    let theirs = (note(Visibility::Authors).by(ANA).read_by(READER).facts(), listed(WEAVERS));
    for viewer in [account(ANA), member(POTTERS, &Role::ALL), steward(SOMEONE), Viewer::visitor()] {
        assert_eq!(ask::<Thread, Read>(&viewer, &open), FORBIDDEN, "{viewer:?}");
        assert_eq!(ask::<Thread, Read>(&viewer, &discreet), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Thread, TakePart>(&viewer, &open), FORBIDDEN, "{viewer:?}");
        assert_eq!(ask::<Thread, Welcome>(&viewer, &discreet), HIDDEN, "{viewer:?}");
    }
    let lead = member(WEAVERS, &Role::ALL);
    assert_eq!(ask::<Thread, Read>(&lead, &theirs), HIDDEN, "a note that they may not read");
    assert_eq!(ask::<Thread, TakePart>(&lead, &theirs), HIDDEN);
    assert_eq!(ask::<Thread, Welcome>(&lead, &theirs), HIDDEN);
    assert_eq!(ask::<Thread, Read>(&account(READER), &theirs), FORBIDDEN);
}

#[test]
fn facilitators_and_leads_hide_a_message_and_announce_a_linked_note() {
    let linked = (note(Visibility::Public).by(ANA).linked_to(WEAVERS).facts(), listed(WEAVERS));
    let elsewhere = (note(Visibility::Public).by(ANA).linked_to(POTTERS).facts(), listed(WEAVERS));
    for (role, answer) in Role::ALL.into_iter().zip([FORBIDDEN, FORBIDDEN, ALLOWED, ALLOWED]) {
        let viewer = member(WEAVERS, &[role]);
        assert_eq!(ask::<Thread, Welcome>(&viewer, &linked), answer, "{role:?}");
        assert_eq!(ask::<Thread, Welcome>(&viewer, &elsewhere), answer, "{role:?}");
        assert_eq!(ask::<NoteLink, Welcome>(&viewer, &linked), answer, "{role:?}");
        assert_eq!(ask::<NoteLink, Welcome>(&viewer, &elsewhere), HIDDEN, "{role:?}");
    }
    assert_eq!(ask::<NoteLink, Welcome>(&account(ANA), &linked), FORBIDDEN, "its author");
    let discreet = (note(Visibility::Public).by(ANA).linked_to(WEAVERS).facts(), unlisted(WEAVERS));
    assert_eq!(ask::<NoteLink, Welcome>(&account(ANA), &discreet), HIDDEN);
    let theirs = (note(Visibility::Authors).by(ANA).linked_to(WEAVERS).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Welcome>(&member(WEAVERS, &[Role::Facilitator]), &theirs), HIDDEN);
}

#[test]
fn what_a_role_lets_one_read_another_role_does_not_let_one_show() {
    let kept = (note(Visibility::Authors).linked_to(WEAVERS).facts(), listed(WEAVERS));
    for (roles, answer) in [
        (&[Role::Curator][..], FORBIDDEN),
        (&[Role::Facilitator], HIDDEN),
        (&[Role::Curator, Role::Facilitator], FORBIDDEN),
        (&[Role::Lead], ALLOWED),
    ] {
        assert_eq!(ask::<Thread, Welcome>(&member(WEAVERS, roles), &kept), answer, "{roles:?}");
        assert_eq!(ask::<NoteLink, Welcome>(&member(WEAVERS, roles), &kept), answer, "{roles:?}");
    }
}

#[test]
fn in_a_closed_community_members_read_and_nothing_else_happens() {
    let closed = CommunityBuilder { stage: Stage::Closed, ..community(WEAVERS) };
    let facts = (note(Visibility::Public).by(ANA).linked_to(WEAVERS).facts(), closed.facts());
    let lead = member(WEAVERS, &Role::ALL);
    assert_eq!(ask::<Thread, Read>(&lead, &facts), ALLOWED);
    assert_eq!(ask::<Thread, TakePart>(&lead, &facts), FORBIDDEN);
    assert_eq!(ask::<Thread, Welcome>(&lead, &facts), FORBIDDEN);
    assert_eq!(ask::<NoteLink, Welcome>(&lead, &facts), FORBIDDEN);
}

#[test]
fn of_a_note_in_the_bin_nothing_is_said() {
    let facts = (note(Visibility::Public).by(ANA).linked_to(WEAVERS).in_the_bin().facts(), listed(WEAVERS));
    let lead = member(WEAVERS, &Role::ALL);
    assert_eq!(ask::<Thread, Read>(&lead, &facts), HIDDEN);
    assert_eq!(ask::<NoteLink, Welcome>(&lead, &facts), HIDDEN);
}

#[test]
fn the_program_itself_reads_and_announces() {
    let system = Viewer::system("a test");
    let facts = (note(Visibility::Authors).by(ANA).linked_to(WEAVERS).facts(), unlisted(WEAVERS));
    assert_eq!(ask::<Thread, Read>(&system, &facts), ALLOWED);
    assert_eq!(ask::<Thread, TakePart>(&system, &facts), ALLOWED);
    assert_eq!(ask::<NoteLink, Welcome>(&system, &facts), ALLOWED);
}
