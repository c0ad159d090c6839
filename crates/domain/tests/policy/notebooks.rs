//! Notebooks: who reads them, who may place notes there, who answers for them.

use domain::NotebookId;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{Contribute, Manage, Note, Notebook, Policy, Read, Viewer};

use crate::world::{
    ALLOWED, ANA, BRUNO, CHLOE, FORBIDDEN, HIDDEN, POTTERS, SOMEONE, WEAVERS, account, ask, member, note, notebook,
    steward,
};

#[test]
fn a_notebook_has_the_same_four_visibilities() {
    let table = [
        ("visitor", Viewer::visitor(), [false, false, false, true]),
        ("signed-in stranger", account(SOMEONE), [false, false, true, true]),
        ("member", member(WEAVERS, &[]), [false, true, true, true]),
        ("facilitator", member(WEAVERS, &[Role::Facilitator]), [false, true, true, true]),
        ("curator", member(WEAVERS, &[Role::Curator]), [false, true, true, true]),
        ("lead of the community", member(WEAVERS, &[Role::Lead]), [false, true, true, true]),
        ("lead of another community", member(POTTERS, &[Role::Lead]), [false, false, true, true]),
        ("steward", steward(SOMEONE), [false, false, true, true]),
        ("contributor", account(BRUNO), [true, true, true, true]),
        ("lead", account(ANA), [true, true, true, true]),
        ("the program itself", Viewer::system("a test"), [true, true, true, true]),
    ];
    for (who, viewer, expected) in table {
        for (visibility, expected) in Visibility::ALL.into_iter().zip(expected) {
            let facts = notebook(visibility).led_by(ANA).with_contributor(BRUNO).linked_to(WEAVERS).facts();
            let answer = if expected { ALLOWED } else { HIDDEN };
            assert_eq!(ask::<Notebook, Read>(&viewer, &facts), answer, "{who}, {visibility}");
        }
    }
}

#[test]
fn a_community_notebook_is_read_by_members_of_any_linked_community() {
    let facts = notebook(Visibility::Community).led_by(ANA).linked_to(POTTERS).linked_to(WEAVERS).facts();
    assert_eq!(ask::<Notebook, Read>(&member(POTTERS, &[]), &facts), ALLOWED);
    assert_eq!(ask::<Notebook, Read>(&member(WEAVERS, &[]), &facts), ALLOWED);
    assert_eq!(ask::<Notebook, Read>(&account(SOMEONE), &facts), HIDDEN);
}

#[test]
fn a_notebook_never_widens_a_note() {
    // Whoever reads, leads or fills the notebook, a note of someone else's in it stays what it was.
    let facts = note(Visibility::Authors).by(ANA).came_in_with_a_notebook_led_by(BRUNO).facts();
    let shared = notebook(Visibility::Public).led_by(BRUNO).with_contributor(CHLOE).facts();
    for viewer in [account(BRUNO), account(CHLOE), account(SOMEONE), Viewer::visitor(), steward(SOMEONE)] {
        assert_eq!(ask::<Notebook, Read>(&viewer, &shared), ALLOWED, "{viewer:?}");
        assert_eq!(ask::<Note, Read>(&viewer, &facts), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn each_lead_manages_and_contributes() {
    for visibility in Visibility::ALL {
        let facts = notebook(visibility).led_by(ANA).led_by(BRUNO).facts();
        for lead in [ANA, BRUNO] {
            assert_eq!(ask::<Notebook, Contribute>(&account(lead), &facts), ALLOWED);
            assert_eq!(ask::<Notebook, Manage>(&account(lead), &facts), ALLOWED);
        }
    }
}

#[test]
fn each_contributor_contributes_and_does_not_manage() {
    for visibility in Visibility::ALL {
        let facts = notebook(visibility).led_by(ANA).with_contributor(BRUNO).with_contributor(CHLOE).facts();
        for contributor in [BRUNO, CHLOE] {
            assert_eq!(ask::<Notebook, Read>(&account(contributor), &facts), ALLOWED);
            assert_eq!(ask::<Notebook, Contribute>(&account(contributor), &facts), ALLOWED);
            assert_eq!(ask::<Notebook, Manage>(&account(contributor), &facts), FORBIDDEN);
        }
    }
}

#[test]
fn reading_a_notebook_gives_no_right_to_place_in_it() {
    let facts = notebook(Visibility::Public).led_by(ANA).linked_to(WEAVERS).facts();
    for viewer in [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &[Role::Member]), steward(SOMEONE)] {
        assert_eq!(ask::<Notebook, Contribute>(&viewer, &facts), FORBIDDEN, "{viewer:?}");
        assert_eq!(ask::<Notebook, Manage>(&viewer, &facts), FORBIDDEN, "{viewer:?}");
    }
}

#[test]
fn contribution_may_be_opened_to_the_members_of_named_linked_communities() {
    let facts = notebook(Visibility::Public).led_by(ANA).linked_to(WEAVERS).linked_to(POTTERS).open_to(POTTERS).facts();
    assert_eq!(ask::<Notebook, Contribute>(&member(POTTERS, &[]), &facts), ALLOWED);
    assert_eq!(ask::<Notebook, Contribute>(&member(WEAVERS, &[]), &facts), FORBIDDEN);
    assert_eq!(ask::<Notebook, Contribute>(&account(SOMEONE), &facts), FORBIDDEN);
    assert_eq!(ask::<Notebook, Contribute>(&Viewer::visitor(), &facts), FORBIDDEN);
    assert_eq!(ask::<Notebook, Manage>(&member(POTTERS, &Role::ALL), &facts), FORBIDDEN);
}

#[test]
fn contribution_may_be_opened_to_everyone_signed_in() {
    let facts = notebook(Visibility::Public).led_by(ANA).open_to_everyone_signed_in().facts();
    assert_eq!(ask::<Notebook, Contribute>(&account(SOMEONE), &facts), ALLOWED);
    assert_eq!(ask::<Notebook, Contribute>(&Viewer::visitor(), &facts), FORBIDDEN);
    assert_eq!(ask::<Notebook, Manage>(&account(SOMEONE), &facts), FORBIDDEN);
}

#[test]
fn a_notebook_that_one_may_not_see_takes_nothing_from_them() {
    let facts = notebook(Visibility::Authors)
        .led_by(ANA)
        .linked_to(WEAVERS)
        .open_to(WEAVERS)
        .open_to_everyone_signed_in()
        .facts();
    for viewer in [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &Role::ALL), steward(SOMEONE)] {
        assert_eq!(ask::<Notebook, Contribute>(&viewer, &facts), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Notebook, Manage>(&viewer, &facts), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn stewards_answer_for_a_notebook_that_nobody_leads() {
    let orphan = notebook(Visibility::Authors).with_contributor(BRUNO).facts();
    assert_eq!(ask::<Notebook, Read>(&steward(SOMEONE), &orphan), ALLOWED);
    assert_eq!(ask::<Notebook, Contribute>(&steward(SOMEONE), &orphan), ALLOWED);
    assert_eq!(ask::<Notebook, Manage>(&steward(SOMEONE), &orphan), ALLOWED);
    assert_eq!(ask::<Notebook, Manage>(&account(BRUNO), &orphan), FORBIDDEN);
    assert_eq!(ask::<Notebook, Read>(&account(SOMEONE), &orphan), HIDDEN);
}

#[test]
fn the_program_itself_reads_fills_and_manages_notebooks() {
    let facts = notebook(Visibility::Authors).led_by(ANA).facts();
    let program = Viewer::system("a test");
    assert_eq!(ask::<Notebook, Read>(&program, &facts), ALLOWED);
    assert_eq!(ask::<Notebook, Contribute>(&program, &facts), ALLOWED);
    assert_eq!(ask::<Notebook, Manage>(&program, &facts), ALLOWED);
}

#[test]
fn the_proof_names_the_notebook() {
    let facts = notebook(Visibility::SignedIn).led_by(ANA).facts();
    let proof = Policy::decide::<Notebook, Manage>(&account(ANA), facts).expect("a lead manages");
    assert_eq!(proof.facts().id(), NotebookId::from_bytes([32; 16]));
    assert_eq!(proof.facts().visibility(), Visibility::SignedIn);
}
