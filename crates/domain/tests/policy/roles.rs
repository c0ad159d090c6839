//! The table of roles of a community, cell by cell, where `Policy` decides it: member, curator, facilitator, lead.

use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{Community, Contribute, Edit, Manage, Note, Notebook, Read, Site, Viewer, Write};

use crate::world::{ANA, WEAVERS, ask, listed, member, note, notebook, unlisted};

/// Holds one line of the table to what is asked, for each role alone.
fn line(expected: [bool; 4], allowed: impl Fn(&Viewer) -> bool) {
    for (role, expected) in Role::ALL.into_iter().zip(expected) {
        assert_eq!(allowed(&member(WEAVERS, &[role])), expected, "{role:?}");
    }
}

#[test]
fn every_role_reads_what_its_community_reads() {
    let facts = note(Visibility::Community).by(ANA).linked_to(WEAVERS).facts();
    line([true; 4], |viewer| ask::<Note, Read>(viewer, &facts).is_ok());
    let facts = notebook(Visibility::Community).led_by(ANA).linked_to(WEAVERS).facts();
    line([true; 4], |viewer| ask::<Notebook, Read>(viewer, &facts).is_ok());
    line([true; 4], |viewer| ask::<Community, Read>(viewer, &unlisted(WEAVERS)).is_ok());
}

#[test]
fn every_role_writes() {
    line([true; 4], |viewer| ask::<Site, Write>(viewer, &()).is_ok());
}

#[test]
fn members_place_only_in_notebooks_that_are_opened_to_them() {
    for visibility in [Visibility::Community, Visibility::SignedIn, Visibility::Public] {
        let closed = notebook(visibility).led_by(ANA).linked_to(WEAVERS);
        line([false, true, true, true], |viewer| ask::<Notebook, Contribute>(viewer, &closed.facts()).is_ok());
        let opened = closed.clone().open_to(WEAVERS);
        line([true; 4], |viewer| ask::<Notebook, Contribute>(viewer, &opened.facts()).is_ok());
    }
}

#[test]
fn roles_place_nothing_in_notebooks_of_others() {
    let facts = notebook(Visibility::Public).led_by(ANA).facts();
    line([false; 4], |viewer| ask::<Notebook, Contribute>(viewer, &facts).is_ok());
}

#[test]
fn leads_alone_decide_of_the_community() {
    line([false, false, false, true], |viewer| ask::<Community, Manage>(viewer, &listed(WEAVERS)).is_ok());
}

#[test]
fn curators_and_leads_edit_notes_kept_by_the_community() {
    let kept = note(Visibility::Community).linked_to(WEAVERS).facts();
    line([false, true, false, true], |viewer| ask::<Note, Edit>(viewer, &kept).is_ok());
}

#[test]
fn curators_and_leads_edit_notes_delegated_to_the_community() {
    let delegated = note(Visibility::Community).by(ANA).delegated_to(WEAVERS).facts();
    line([false, true, false, true], |viewer| ask::<Note, Edit>(viewer, &delegated).is_ok());
}

#[test]
fn no_role_edits_the_notes_of_members() {
    let facts = note(Visibility::Community).by(ANA).linked_to(WEAVERS).facts();
    line([false; 4], |viewer| ask::<Note, Edit>(viewer, &facts).is_ok());
}

#[test]
fn no_role_in_the_community_decides_of_a_notebook_that_is_linked_to_it() {
    let facts = notebook(Visibility::Community).led_by(ANA).linked_to(WEAVERS).facts();
    line([false; 4], |viewer| ask::<Notebook, Manage>(viewer, &facts).is_ok());
}
