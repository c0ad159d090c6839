//! Who asks to edit a note, and who answers.

use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{Answer, Ask, Note, Viewer, Withdraw};

use crate::world::{ALLOWED, ANA, FORBIDDEN, HIDDEN, READER, SOMEONE, WEAVERS, account, ask, member, note, steward};

#[test]
fn anyone_signed_in_who_can_see_a_note_may_ask_to_edit_it() {
    let public = note(Visibility::Public).by(ANA).facts();
    assert_eq!(ask::<Note, Ask>(&account(SOMEONE), &public), ALLOWED);
    assert_eq!(ask::<Note, Ask>(&steward(SOMEONE), &public), ALLOWED);
    assert_eq!(ask::<Note, Ask>(&Viewer::visitor(), &public), FORBIDDEN);
    assert_eq!(ask::<Note, Ask>(&Viewer::system("a test"), &public), FORBIDDEN);
    let read = note(Visibility::Authors).by(ANA).read_by(READER);
    assert_eq!(ask::<Note, Ask>(&account(READER), &read.facts()), ALLOWED);
    assert_eq!(ask::<Note, Ask>(&account(SOMEONE), &read.facts()), HIDDEN);
    assert_eq!(ask::<Note, Ask>(&account(READER), &read.in_the_bin().facts()), HIDDEN);
}

#[test]
fn who_may_edit_a_note_has_nothing_to_ask_and_answers() {
    let lead = member(WEAVERS, &[Role::Lead]);
    let by_name = note(Visibility::Public).by(SOMEONE).facts();
    let given = note(Visibility::Public).by(ANA).delegated_to(WEAVERS).facts();
    let kept = note(Visibility::Public).linked_to(WEAVERS).facts();
    for (viewer, facts) in [(account(SOMEONE), &by_name), (lead.clone(), &given), (lead, &kept)] {
        assert_eq!(ask::<Note, Ask>(&viewer, facts), FORBIDDEN, "{facts:?}");
        assert_eq!(ask::<Note, Answer>(&viewer, facts), ALLOWED, "{facts:?}");
    }
}

#[test]
fn nobody_else_answers_whatever_they_run() {
    let facts = note(Visibility::Public).by(ANA).linked_to(WEAVERS).facts();
    for viewer in [account(SOMEONE), steward(SOMEONE), member(WEAVERS, &Role::ALL), Viewer::visitor()] {
        assert_eq!(ask::<Note, Answer>(&viewer, &facts), FORBIDDEN, "{viewer:?}");
    }
    let hidden = note(Visibility::Authors).by(ANA).facts();
    assert_eq!(ask::<Note, Answer>(&account(SOMEONE), &hidden), HIDDEN);
}

#[test]
fn of_a_kept_note_the_leads_of_the_notebook_it_came_in_with_are_told() {
    let kept = note(Visibility::Public).came_in_with_a_notebook_led_by(ANA).facts();
    assert_eq!(kept.came_in_leads(), [ANA]);
    assert_eq!(ask::<Note, Answer>(&account(ANA), &kept), ALLOWED);
}

#[test]
fn words_are_withdrawn_by_who_may_edit_the_note_and_by_stewards_who_may_read_it() {
    let public = note(Visibility::Public).by(ANA).facts();
    for viewer in [account(ANA), steward(SOMEONE), Viewer::system("a test")] {
        assert_eq!(ask::<Note, Withdraw>(&viewer, &public), ALLOWED, "{viewer:?}");
    }
    for viewer in [account(SOMEONE), member(WEAVERS, &Role::ALL), Viewer::visitor()] {
        assert_eq!(ask::<Note, Withdraw>(&viewer, &public), FORBIDDEN, "{viewer:?}");
    }
    let private = note(Visibility::Authors).by(ANA);
    assert_eq!(ask::<Note, Withdraw>(&account(ANA), &private.facts()), ALLOWED);
    assert_eq!(ask::<Note, Withdraw>(&steward(SOMEONE), &private.facts()), HIDDEN);
    assert_eq!(ask::<Note, Withdraw>(&account(ANA), &private.in_the_bin().facts()), HIDDEN);
}
