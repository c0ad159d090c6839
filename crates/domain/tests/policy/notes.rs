//! Notes: the four visibilities, readers, authors, the bin.

use domain::NoteId;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::policy::{Edit, Manage, Note, Policy, Read, Restore, Viewer};

use crate::world::{
    ALLOWED, ANA, BRUNO, FORBIDDEN, HIDDEN, NoteBuilder, POTTERS, READER, SOMEONE, WEAVERS, account, ask, member, note,
    steward,
};

fn reads(viewer: &Viewer, note: &NoteBuilder) -> bool {
    ask::<Note, Read>(viewer, &note.facts()).is_ok()
}

/// Everyone who may come by, with whether they read a note of Ana's, linked to the weavers, that READER was named on,
/// at `authors`, `community`, `signed_in` and `public`.
fn readers_by_visibility() -> Vec<(&'static str, Viewer, [bool; 4])> {
    vec![
        ("visitor", Viewer::visitor(), [false, false, false, true]),
        ("signed-in stranger", account(SOMEONE), [false, false, true, true]),
        ("member", member(WEAVERS, &[]), [false, true, true, true]),
        ("member by role", member(WEAVERS, &[Role::Member]), [false, true, true, true]),
        ("curator", member(WEAVERS, &[Role::Curator]), [false, true, true, true]),
        ("facilitator", member(WEAVERS, &[Role::Facilitator]), [false, true, true, true]),
        ("lead", member(WEAVERS, &[Role::Lead]), [false, true, true, true]),
        ("lead of another community", member(POTTERS, &[Role::Lead]), [false, false, true, true]),
        ("steward", steward(SOMEONE), [false, false, true, true]),
        ("named reader", account(READER), [true, true, true, true]),
        ("author", account(ANA), [true, true, true, true]),
        ("the program itself", Viewer::system("a test"), [true, true, true, true]),
    ]
}

#[test]
fn each_visibility_has_its_audience() {
    for (who, viewer, expected) in readers_by_visibility() {
        for (visibility, expected) in Visibility::ALL.into_iter().zip(expected) {
            let note = note(visibility).by(ANA).read_by(READER).linked_to(WEAVERS);
            assert_eq!(reads(&viewer, &note), expected, "{who}, {visibility}");
        }
    }
}

#[test]
fn a_public_note_is_read_by_everyone() {
    for (who, viewer, _) in readers_by_visibility() {
        assert!(reads(&viewer, &note(Visibility::Public)), "{who}");
    }
}

#[test]
fn a_signed_in_note_is_hidden_from_visitors() {
    assert_eq!(ask::<Note, Read>(&Viewer::visitor(), &note(Visibility::SignedIn).by(ANA).facts()), HIDDEN);
    assert_eq!(ask::<Note, Read>(&account(SOMEONE), &note(Visibility::SignedIn).by(ANA).facts()), ALLOWED);
}

#[test]
fn a_community_note_is_read_by_members_of_any_linked_community() {
    let shared = note(Visibility::Community).by(ANA).linked_to(POTTERS).linked_to(WEAVERS);
    assert!(reads(&member(WEAVERS, &[]), &shared));
    assert!(reads(&member(POTTERS, &[]), &shared));
    assert!(!reads(&account(SOMEONE), &shared));
}

#[test]
fn a_community_note_without_link_is_read_as_an_authors_note() {
    let unlinked = note(Visibility::Community).by(ANA);
    assert!(reads(&account(ANA), &unlinked));
    assert!(!reads(&member(WEAVERS, &[Role::Lead]), &unlinked));
}

#[test]
fn a_link_to_a_community_shows_its_members_nothing_of_an_authors_note() {
    let drafted = note(Visibility::Authors).by(ANA).linked_to(WEAVERS);
    for role in Role::ALL {
        assert_eq!(ask::<Note, Read>(&member(WEAVERS, &[role]), &drafted.facts()), HIDDEN, "{role:?}");
    }
}

#[test]
fn each_author_reads_edits_and_manages() {
    for visibility in Visibility::ALL {
        let facts = note(visibility).by(ANA).by(BRUNO).facts();
        for author in [ANA, BRUNO] {
            assert_eq!(ask::<Note, Read>(&account(author), &facts), ALLOWED);
            assert_eq!(ask::<Note, Edit>(&account(author), &facts), ALLOWED);
            assert_eq!(ask::<Note, Manage>(&account(author), &facts), ALLOWED);
        }
    }
}

#[test]
fn reading_gives_no_right_to_edit() {
    let viewers = [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &Role::ALL), account(READER), steward(SOMEONE)];
    let facts = note(Visibility::Public).by(ANA).read_by(READER).linked_to(WEAVERS).facts();
    for viewer in viewers {
        assert_eq!(ask::<Note, Edit>(&viewer, &facts), FORBIDDEN, "{viewer:?}");
        assert_eq!(ask::<Note, Manage>(&viewer, &facts), FORBIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_named_reader_reads_and_no_more() {
    for visibility in [Visibility::Authors, Visibility::Community, Visibility::SignedIn] {
        let facts = note(visibility).by(ANA).read_by(BRUNO).read_by(READER).facts();
        for reader in [BRUNO, READER] {
            assert_eq!(ask::<Note, Read>(&account(reader), &facts), ALLOWED);
            assert_eq!(ask::<Note, Edit>(&account(reader), &facts), FORBIDDEN);
            assert_eq!(ask::<Note, Manage>(&account(reader), &facts), FORBIDDEN);
            assert_eq!(ask::<Note, Restore>(&account(reader), &facts), HIDDEN);
        }
    }
}

#[test]
fn what_one_may_not_see_is_hidden_whatever_one_asks() {
    let facts = note(Visibility::Authors).by(ANA).linked_to(WEAVERS).facts();
    for viewer in [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &Role::ALL), steward(SOMEONE)] {
        assert_eq!(ask::<Note, Read>(&viewer, &facts), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Note, Edit>(&viewer, &facts), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Note, Manage>(&viewer, &facts), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Note, Restore>(&viewer, &facts), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn delegated_rights_are_those_of_an_author() {
    for visibility in Visibility::ALL {
        let facts = note(visibility).by(ANA).delegated_to(WEAVERS).facts();
        for role in [Role::Curator, Role::Lead] {
            let viewer = member(WEAVERS, &[role]);
            assert_eq!(ask::<Note, Read>(&viewer, &facts), ALLOWED, "{role:?}, {visibility}");
            assert_eq!(ask::<Note, Edit>(&viewer, &facts), ALLOWED, "{role:?}, {visibility}");
            assert_eq!(ask::<Note, Manage>(&viewer, &facts), ALLOWED, "{role:?}, {visibility}");
        }
    }
}

#[test]
fn rights_are_delegated_to_leads_and_curators_of_the_named_community_only() {
    let facts = note(Visibility::Public).by(ANA).delegated_to(WEAVERS).linked_to(POTTERS).facts();
    let others = [
        member(WEAVERS, &[Role::Member]),
        member(WEAVERS, &[Role::Facilitator]),
        member(POTTERS, &Role::ALL),
        steward(SOMEONE),
        Viewer::visitor(),
    ];
    for viewer in others {
        assert_eq!(ask::<Note, Edit>(&viewer, &facts), FORBIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_delegation_that_no_longer_holds_gives_nothing() {
    let facts = note(Visibility::Public).by(ANA).delegated_to(WEAVERS).with_nobody_in_the_delegation().facts();
    assert_eq!(ask::<Note, Edit>(&member(WEAVERS, &[Role::Lead]), &facts), FORBIDDEN);
    assert_eq!(ask::<Note, Manage>(&member(WEAVERS, &[Role::Lead]), &facts), FORBIDDEN);
}

#[test]
fn a_deleted_note_is_read_by_no_one() {
    for visibility in Visibility::ALL {
        let facts = note(visibility).by(ANA).read_by(READER).delegated_to(WEAVERS).in_the_bin().facts();
        let lead = ("lead with delegated rights", member(WEAVERS, &Role::ALL), [true; 4]);
        for (who, viewer, _) in readers_by_visibility().into_iter().chain([lead]) {
            assert_eq!(ask::<Note, Read>(&viewer, &facts), HIDDEN, "{who}, {visibility}");
            assert_eq!(ask::<Note, Edit>(&viewer, &facts), HIDDEN, "{who}, {visibility}");
            assert_eq!(ask::<Note, Manage>(&viewer, &facts), HIDDEN, "{who}, {visibility}");
        }
    }
}

#[test]
fn a_hidden_note_is_read_by_who_may_edit_it_and_by_who_settles_of_its_audience_alone() {
    let settles = ["steward", "lead", "author", "the program itself"];
    for (who, viewer, expected) in readers_by_visibility() {
        for (visibility, before) in Visibility::ALL.into_iter().zip(expected) {
            let note = note(visibility).by(ANA).read_by(READER).linked_to(WEAVERS).hidden_by_a_report();
            assert_eq!(reads(&viewer, &note), before && settles.contains(&who), "{who}, {visibility}");
            assert!(note.facts().is_hidden());
        }
    }
    let facts = note(Visibility::Public).by(ANA).delegated_to(WEAVERS).hidden_by_a_report().facts();
    assert_eq!(ask::<Note, Edit>(&member(WEAVERS, &[Role::Curator]), &facts), ALLOWED);
    assert_eq!(ask::<Note, Edit>(&member(WEAVERS, &[Role::Facilitator]), &facts), HIDDEN);
    let kept = note(Visibility::Public).linked_to(WEAVERS).hidden_by_a_report().facts();
    assert_eq!(ask::<Note, Edit>(&member(WEAVERS, &[Role::Lead]), &kept), ALLOWED);
    assert_eq!(ask::<Note, Edit>(&Viewer::visitor(), &kept), HIDDEN);
}

#[test]
fn a_note_is_taken_out_of_the_bin_by_any_author_and_nobody_else() {
    for visibility in Visibility::ALL {
        let facts = note(visibility).by(ANA).by(BRUNO).read_by(READER).delegated_to(WEAVERS).in_the_bin().facts();
        let delegates = [member(WEAVERS, &[Role::Lead]), member(WEAVERS, &[Role::Curator])];
        for viewer in [account(ANA), account(BRUNO), Viewer::system("a test")].iter().chain(&delegates) {
            assert_eq!(ask::<Note, Restore>(viewer, &facts), ALLOWED, "{viewer:?}");
        }
        let others = [
            Viewer::visitor(),
            account(SOMEONE),
            account(READER),
            steward(SOMEONE),
            member(WEAVERS, &[Role::Member, Role::Facilitator]),
        ];
        for viewer in others {
            assert_eq!(ask::<Note, Restore>(&viewer, &facts), HIDDEN, "{viewer:?}");
        }
    }
}

#[test]
fn a_note_that_is_not_in_the_bin_cannot_be_taken_out_of_it() {
    let facts = note(Visibility::Public).by(ANA).facts();
    for viewer in [account(ANA), Viewer::visitor(), steward(SOMEONE), Viewer::system("a test")] {
        assert_eq!(ask::<Note, Restore>(&viewer, &facts), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn the_program_itself_reads_edits_and_manages_what_is_not_in_the_bin() {
    let facts = note(Visibility::Authors).by(ANA).facts();
    let program = Viewer::system("a test");
    assert_eq!(ask::<Note, Read>(&program, &facts), ALLOWED);
    assert_eq!(ask::<Note, Edit>(&program, &facts), ALLOWED);
    assert_eq!(ask::<Note, Manage>(&program, &facts), ALLOWED);
}

#[test]
fn the_proof_carries_what_was_decided_upon() {
    let facts = note(Visibility::SignedIn).by(ANA).linked_to(POTTERS).linked_to(WEAVERS).facts();
    let proof = Policy::decide::<Note, Read>(&account(ANA), facts).expect("an author reads");
    assert_eq!(proof.facts().id(), NoteId::from_bytes([31; 16]));
    assert_eq!(proof.facts().visibility(), Visibility::SignedIn);
    assert_eq!(proof.facts().communities(), [POTTERS, WEAVERS]);
    assert!(!proof.facts().is_deleted());
    let binned = note(Visibility::Public).by(ANA).in_the_bin().facts();
    let proof = Policy::decide::<Note, Restore>(&account(ANA), binned).expect("an author restores");
    assert!(proof.facts().is_deleted());
}
