//! Links of notes to communities: who makes them, and who takes them away.

use domain::communities::{Role, Stage};
use domain::notes::Visibility;
use domain::policy::{Link, NoteLink, Settle, Unlink, Viewer};

use crate::world::{
    ALLOWED, ANA, CommunityBuilder, FORBIDDEN, HIDDEN, POTTERS, READER, SOMEONE, WEAVERS, account, ask, community,
    listed, member, note, steward, unlisted,
};

#[test]
fn an_author_links_a_community_that_they_belong_to() {
    let facts = (note(Visibility::Authors).by(SOMEONE).facts(), unlisted(WEAVERS));
    for roles in [&[][..], &[Role::Member], &[Role::Lead]] {
        assert_eq!(ask::<NoteLink, Link>(&member(WEAVERS, roles), &facts), ALLOWED, "{roles:?}");
    }
    assert_eq!(ask::<NoteLink, Link>(&account(SOMEONE), &facts), HIDDEN, "one that they may not know of");
    let facts = (note(Visibility::Authors).by(SOMEONE).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Link>(&account(SOMEONE), &facts), FORBIDDEN);
    assert_eq!(ask::<NoteLink, Link>(&member(POTTERS, &Role::ALL), &facts), FORBIDDEN);
}

#[test]
fn nobody_links_a_note_of_others() {
    let lead = member(WEAVERS, &Role::ALL);
    let public = (note(Visibility::Public).by(ANA).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Link>(&lead, &public), FORBIDDEN);
    let theirs = (note(Visibility::Authors).by(ANA).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Link>(&lead, &theirs), HIDDEN);
    let read = (note(Visibility::Authors).by(ANA).read_by(SOMEONE).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Link>(&lead, &read), FORBIDDEN);
}

#[test]
fn its_leads_facilitators_and_curators_may_unlink() {
    let facts = (note(Visibility::Community).by(ANA).linked_to(WEAVERS).facts(), listed(WEAVERS));
    for (role, answer) in Role::ALL.into_iter().zip([FORBIDDEN, ALLOWED, ALLOWED, ALLOWED]) {
        assert_eq!(ask::<NoteLink, Unlink>(&member(WEAVERS, &[role]), &facts), answer, "{role:?}");
    }
    let public = (note(Visibility::Public).by(ANA).linked_to(WEAVERS).facts(), listed(WEAVERS));
    for viewer in [account(SOMEONE), member(POTTERS, &Role::ALL), steward(SOMEONE), Viewer::visitor()] {
        assert_eq!(ask::<NoteLink, Unlink>(&viewer, &public), FORBIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_closed_community_takes_no_new_link_and_its_authors_alone_take_one_away() {
    let closed = CommunityBuilder { stage: Stage::Closed, ..community(WEAVERS) };
    let facts = (note(Visibility::Community).by(SOMEONE).linked_to(WEAVERS).facts(), closed.facts());
    assert_eq!(ask::<NoteLink, Link>(&member(WEAVERS, &Role::ALL), &facts), FORBIDDEN);
    assert_eq!(ask::<NoteLink, Unlink>(&member(WEAVERS, &[]), &facts), ALLOWED);
    let of_others = (note(Visibility::Community).by(ANA).linked_to(WEAVERS).facts(), closed.facts());
    assert_eq!(ask::<NoteLink, Unlink>(&member(WEAVERS, &Role::ALL), &of_others), FORBIDDEN);
}

#[test]
fn its_leads_unlink_nothing_that_they_may_not_read() {
    let facts = (note(Visibility::Authors).by(ANA).read_by(READER).linked_to(WEAVERS).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Unlink>(&member(WEAVERS, &[Role::Lead]), &facts), HIDDEN);
    assert_eq!(ask::<NoteLink, Unlink>(&account(READER), &facts), FORBIDDEN);
}

#[test]
fn an_author_neither_sees_nor_removes_a_linked_community_that_they_may_not_know_of() {
    let linked = note(Visibility::Community).by(ANA).linked_to(WEAVERS).linked_to(POTTERS);
    assert_eq!(ask::<NoteLink, Unlink>(&account(ANA), &(linked.facts(), unlisted(WEAVERS))), HIDDEN);
    assert_eq!(ask::<NoteLink, Unlink>(&account(ANA), &(linked.facts(), listed(WEAVERS))), ALLOWED);
    let elsewhere = (note(Visibility::Public).by(ANA).linked_to(POTTERS).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Unlink>(&account(ANA), &elsewhere), HIDDEN, "one that it is not linked to");
}

#[test]
fn a_note_in_the_bin_is_neither_linked_nor_unlinked() {
    let binned = note(Visibility::Public).by(SOMEONE).linked_to(WEAVERS).in_the_bin();
    let facts = (binned.facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Unlink>(&member(WEAVERS, &Role::ALL), &facts), HIDDEN);
    assert_eq!(ask::<NoteLink, Link>(&member(WEAVERS, &Role::ALL), &facts), HIDDEN);
}

#[test]
fn the_program_itself_links_and_unlinks() {
    let facts = (note(Visibility::Authors).by(ANA).linked_to(WEAVERS).facts(), unlisted(WEAVERS));
    assert_eq!(ask::<NoteLink, Link>(&Viewer::system("a test"), &facts), ALLOWED);
    assert_eq!(ask::<NoteLink, Unlink>(&Viewer::system("a test"), &facts), ALLOWED);
}

/// What decides whether an author may leave, and whom a note was given to.
#[test]
fn a_note_is_edited_without_somebody_while_another_author_or_a_delegation_is_there() {
    let alone = note(Visibility::Public).by(ANA);
    assert!(!alone.facts().is_edited_without(ANA) && alone.facts().is_edited_without(SOMEONE));
    assert!(alone.clone().by(READER).facts().is_edited_without(ANA));
    let given = alone.clone().delegated_to(WEAVERS);
    assert!(given.facts().is_edited_without(ANA));
    assert_eq!((given.facts().delegated(), given.facts().tending()), (Some(WEAVERS), Some(WEAVERS)));
    let vacant = given.with_nobody_in_the_delegation();
    assert!(!vacant.facts().is_edited_without(ANA));
    assert_eq!((vacant.facts().delegated(), vacant.facts().tending()), (Some(WEAVERS), None));
    let read = alone.read_by(READER);
    assert_eq!((read.facts().authors(), read.facts().readers()), (&[ANA][..], &[READER][..]));
}

#[test]
fn its_leads_alone_settle_what_is_reported_of_what_they_may_read() {
    for note in [note(Visibility::Public).by(ANA), note(Visibility::Community).by(ANA).hidden_by_a_report()] {
        let facts = (note.linked_to(WEAVERS).facts(), listed(WEAVERS));
        assert_eq!(ask::<NoteLink, Settle>(&member(WEAVERS, &[Role::Lead]), &facts), ALLOWED);
        let others = member(WEAVERS, &[Role::Member, Role::Curator, Role::Facilitator]);
        assert!(ask::<NoteLink, Settle>(&others, &facts).is_err());
        assert!(ask::<NoteLink, Settle>(&member(POTTERS, &Role::ALL), &facts).is_err());
    }
    let private = (note(Visibility::Authors).by(ANA).linked_to(WEAVERS).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Settle>(&member(WEAVERS, &Role::ALL), &private), HIDDEN);
    let elsewhere = (note(Visibility::Public).by(ANA).linked_to(POTTERS).facts(), listed(WEAVERS));
    assert_eq!(ask::<NoteLink, Settle>(&member(WEAVERS, &Role::ALL), &elsewhere), HIDDEN);
}
