//! The table of roles of a community, cell by cell, where `Policy` decides it: member, curator, facilitator, lead.

use domain::communities::{Role, Stage};
use domain::notes::Visibility;
use domain::policy::{
    Community, Contribute, Curate, Edit, Enter, Manage, Note, Notebook, Read, Site, TakePart, Viewer, Welcome, Write,
};

use crate::world::{
    ANA, CommunityBuilder, SOMEONE, WEAVERS, account, ask, community, listed, member, note, notebook, steward, unlisted,
};

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
fn every_role_sees_the_inside_takes_part_and_proposes_people() {
    for facts in [listed(WEAVERS), unlisted(WEAVERS)] {
        line([true; 4], |viewer| ask::<Community, Enter>(viewer, &facts).is_ok());
        line([true; 4], |viewer| ask::<Community, TakePart>(viewer, &facts).is_ok());
    }
}

#[test]
fn a_member_without_a_role_unlinks_nothing_and_keeps_no_lexicon() {
    line([false, true, true, true], |viewer| ask::<Community, Curate>(viewer, &listed(WEAVERS)).is_ok());
}

#[test]
fn facilitators_and_leads_welcome_answer_invite_announce_and_hide() {
    line([false, false, true, true], |viewer| ask::<Community, Welcome>(viewer, &listed(WEAVERS)).is_ok());
}

#[test]
fn nobody_else_does_any_of_it_who_runs_the_site_included() {
    for viewer in [Viewer::visitor(), account(SOMEONE), steward(SOMEONE)] {
        assert!(ask::<Community, Enter>(&viewer, &listed(WEAVERS)).is_err(), "{viewer:?}");
        assert!(ask::<Community, TakePart>(&viewer, &listed(WEAVERS)).is_err(), "{viewer:?}");
        assert!(ask::<Community, Curate>(&viewer, &listed(WEAVERS)).is_err(), "{viewer:?}");
        assert!(ask::<Community, Welcome>(&viewer, &listed(WEAVERS)).is_err(), "{viewer:?}");
    }
}

#[test]
fn a_closed_community_is_read_by_its_members_and_nothing_else_happens_there_until_a_lead_opens_it() {
    let closed = CommunityBuilder { stage: Stage::Closed, ..community(WEAVERS) }.facts();
    line([true; 4], |viewer| ask::<Community, Enter>(viewer, &closed).is_ok());
    line([false; 4], |viewer| ask::<Community, TakePart>(viewer, &closed).is_ok());
    line([false; 4], |viewer| ask::<Community, Curate>(viewer, &closed).is_ok());
    line([false; 4], |viewer| ask::<Community, Welcome>(viewer, &closed).is_ok());
    line([false, false, false, true], |viewer| ask::<Community, Manage>(viewer, &closed).is_ok());
    for stage in [Stage::Emerging, Stage::Active, Stage::Paused] {
        let facts = CommunityBuilder { stage, ..community(WEAVERS) }.facts();
        line([true; 4], |viewer| ask::<Community, TakePart>(viewer, &facts).is_ok());
    }
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
