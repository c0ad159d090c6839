//! Notes that no account may edit: who answers for them, in which order.

use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{Edit, Manage, Note, Read, Restore, Viewer};

use crate::world::{
    ALLOWED, ANA, BRUNO, CHLOE, FORBIDDEN, HIDDEN, NoteBuilder, POTTERS, READER, SOMEONE, WEAVERS, account, ask,
    member, note, steward,
};

fn corrects(viewer: &Viewer, note: &NoteBuilder) -> bool {
    ask::<Note, Edit>(viewer, &note.facts()).is_ok()
}

#[test]
fn a_note_is_kept_when_no_account_may_edit_it() {
    assert!(note(Visibility::Public).facts().is_kept());
    assert!(!note(Visibility::Public).by(ANA).facts().is_kept());
    assert!(!note(Visibility::Public).delegated_to(WEAVERS).facts().is_kept());
    assert!(!note(Visibility::Public).by(ANA).delegated_to(WEAVERS).facts().is_kept());
    assert!(note(Visibility::Public).delegated_to(WEAVERS).with_nobody_in_the_delegation().facts().is_kept());
}

#[test]
fn a_linked_community_keeps_before_the_notebook_and_the_stewards() {
    let kept = note(Visibility::Authors).linked_to(WEAVERS).came_in_with_a_notebook_led_by(ANA);
    assert!(corrects(&member(WEAVERS, &[Role::Lead]), &kept));
    assert!(corrects(&member(WEAVERS, &[Role::Curator]), &kept));
    for viewer in [account(ANA), steward(SOMEONE), member(WEAVERS, &[Role::Member, Role::Facilitator])] {
        assert_eq!(ask::<Note, Read>(&viewer, &kept.facts()), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_community_without_lead_nor_curator_leaves_the_note_to_the_next_keeper() {
    let vacant = note(Visibility::Authors).linked_to(WEAVERS).linked_to(POTTERS).whose_first_community_has_nobody();
    let with_notebook = vacant.clone().came_in_with_a_notebook_led_by(ANA);
    assert!(corrects(&account(ANA), &with_notebook));
    assert!(!corrects(&steward(SOMEONE), &with_notebook));
    assert!(corrects(&steward(SOMEONE), &vacant));
    for viewer in [member(POTTERS, &[Role::Lead]), member(WEAVERS, &[Role::Facilitator])] {
        assert_eq!(ask::<Note, Read>(&viewer, &vacant.facts()), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn only_the_first_linked_community_keeps() {
    let kept = note(Visibility::Public).linked_to(POTTERS).linked_to(WEAVERS);
    assert!(corrects(&member(POTTERS, &[Role::Lead]), &kept));
    assert!(!corrects(&member(WEAVERS, &[Role::Lead]), &kept));
}

#[test]
fn the_leads_of_the_notebook_it_came_in_with_keep_where_no_community_does() {
    let kept = note(Visibility::Authors).came_in_with_a_notebook_led_by(ANA).came_in_with_a_notebook_led_by(BRUNO);
    assert!(corrects(&account(ANA), &kept));
    assert!(corrects(&account(BRUNO), &kept));
    for viewer in [account(CHLOE), steward(SOMEONE), Viewer::visitor()] {
        assert_eq!(ask::<Note, Edit>(&viewer, &kept.facts()), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn stewards_keep_what_nobody_else_does() {
    let kept = note(Visibility::Authors);
    assert!(corrects(&steward(SOMEONE), &kept));
    for viewer in [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &Role::ALL)] {
        assert_eq!(ask::<Note, Edit>(&viewer, &kept.facts()), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_steward_does_not_read_what_is_not_kept_by_them() {
    let elsewhere = [
        note(Visibility::Authors).by(ANA),
        note(Visibility::Authors).read_by(READER).by(ANA),
        note(Visibility::Authors).delegated_to(WEAVERS),
        note(Visibility::Authors).linked_to(WEAVERS),
        note(Visibility::Community).linked_to(WEAVERS),
        note(Visibility::Community).by(ANA),
        note(Visibility::Authors).came_in_with_a_notebook_led_by(ANA),
    ];
    for note in elsewhere {
        assert_eq!(ask::<Note, Read>(&steward(SOMEONE), &note.facts()), HIDDEN, "{note:?}");
    }
}

#[test]
fn who_keeps_a_note_corrects_it_and_decides_nothing_of_it() {
    let by_community = (member(WEAVERS, &[Role::Lead]), note(Visibility::Authors).linked_to(WEAVERS));
    let by_curator = (member(WEAVERS, &[Role::Curator]), note(Visibility::Authors).linked_to(WEAVERS));
    let by_notebook = (account(ANA), note(Visibility::Authors).came_in_with_a_notebook_led_by(ANA));
    let by_stewards = (steward(SOMEONE), note(Visibility::Authors));
    for (keeper, note) in [by_community, by_curator, by_notebook, by_stewards] {
        assert_eq!(ask::<Note, Read>(&keeper, &note.facts()), ALLOWED, "{note:?}");
        assert_eq!(ask::<Note, Edit>(&keeper, &note.facts()), ALLOWED, "{note:?}");
        assert_eq!(ask::<Note, Manage>(&keeper, &note.facts()), FORBIDDEN, "{note:?}");
        assert_eq!(ask::<Note, Restore>(&keeper, &note.in_the_bin().facts()), HIDDEN);
    }
}

#[test]
fn nobody_keeps_a_note_that_has_an_author() {
    let by_ana = note(Visibility::Authors).by(ANA);
    assert_eq!(ask::<Note, Read>(&steward(SOMEONE), &by_ana.facts()), HIDDEN);
    let in_a_notebook = by_ana.clone().came_in_with_a_notebook_led_by(BRUNO);
    assert_eq!(ask::<Note, Read>(&account(BRUNO), &in_a_notebook.facts()), HIDDEN);
    let linked = by_ana.linked_to(WEAVERS);
    assert_eq!(ask::<Note, Read>(&member(WEAVERS, &[Role::Lead]), &linked.facts()), HIDDEN);
}

#[test]
fn nobody_keeps_a_note_that_a_delegation_tends() {
    let delegated = note(Visibility::Public).linked_to(POTTERS).delegated_to(WEAVERS);
    assert_eq!(ask::<Note, Edit>(&member(POTTERS, &[Role::Lead]), &delegated.facts()), FORBIDDEN);
    assert_eq!(ask::<Note, Edit>(&member(WEAVERS, &[Role::Lead]), &delegated.facts()), ALLOWED);
}

/// What pages say of who answers for a note.
#[test]
fn the_keeper_that_is_named_is_the_one_who_corrects() {
    let linked = note(Visibility::Public).linked_to(WEAVERS);
    assert_eq!(linked.facts().keeping_community(), Some(WEAVERS));
    assert_eq!(note(Visibility::Public).facts().keeping_community(), None);
    assert!(!linked.facts().came_in_with_led_notebook());
    assert!(linked.came_in_with_a_notebook_led_by(ANA).facts().came_in_with_led_notebook());
}

/// What the page says of who may read it: *visible to you alone* is said of such a note only.
#[test]
fn a_note_that_one_person_alone_may_read_has_one_author_and_no_other_right() {
    let alone = note(Visibility::Authors).by(ANA);
    assert!(alone.facts().is_read_by_its_author_alone());
    assert!(!note(Visibility::Authors).facts().is_read_by_its_author_alone(), "nobody's");
    assert!(!alone.clone().by(BRUNO).facts().is_read_by_its_author_alone(), "two authors");
    assert!(!alone.clone().read_by(BRUNO).facts().is_read_by_its_author_alone(), "a reader");
    assert!(!alone.delegated_to(WEAVERS).facts().is_read_by_its_author_alone(), "a delegation");
    for visibility in Visibility::ALL.into_iter().filter(|visibility| *visibility != Visibility::Authors) {
        assert!(!note(visibility).by(ANA).facts().is_read_by_its_author_alone(), "{visibility:?}");
    }
}
