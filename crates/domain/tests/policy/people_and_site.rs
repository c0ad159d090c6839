//! People's pages, the site as a whole, and what a viewer is.

use std::collections::BTreeSet;

use domain::communities::Role;
use domain::policy::{Import, Memberships, Name, Person, Policy, Principal, Read, Site, Steward, Viewer, Write};
use domain::profile::Audience;

use crate::world::{
    ALLOWED, ANA, BRUNO, HIDDEN, POTTERS, SOMEONE, WEAVERS, account, ask, member, met, shown_to, signatory, silent,
    steward,
};

#[test]
fn a_person_who_signed_what_the_viewer_sees_has_a_page_for_them() {
    for viewer in [Viewer::visitor(), account(BRUNO), steward(BRUNO)] {
        assert_eq!(ask::<Person, Read>(&viewer, &signatory(ANA)), ALLOWED, "{viewer:?}");
    }
}

#[test]
fn a_person_with_no_public_act_has_no_page() {
    for viewer in [Viewer::visitor(), account(BRUNO), member(WEAVERS, &Role::ALL), steward(BRUNO)] {
        assert_eq!(ask::<Person, Read>(&viewer, &silent(ANA)), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn everyone_sees_their_own_page() {
    assert_eq!(ask::<Person, Read>(&account(ANA), &silent(ANA)), ALLOWED);
}

#[test]
fn a_person_shows_themselves_to_whom_they_chose_and_to_nobody_else() {
    let (visitor, other) = (Viewer::visitor(), account(BRUNO));
    for (audience, apart, together) in [
        (Audience::Oneself, HIDDEN, HIDDEN),
        (Audience::Communities, HIDDEN, ALLOWED),
        (Audience::SignedIn, ALLOWED, ALLOWED),
        (Audience::Public, ALLOWED, ALLOWED),
    ] {
        for (is_with, expected) in [(false, apart), (true, together)] {
            let facts = shown_to(ANA, audience, is_with);
            assert_eq!(ask::<Person, Read>(&other, &facts), expected, "{audience:?}, {is_with}");
            assert_eq!(facts.shows(&other, audience), expected == ALLOWED, "{audience:?}, {is_with}");
            // Who did nothing in public has no page for a visitor.
            assert_eq!(ask::<Person, Read>(&visitor, &facts), HIDDEN, "{audience:?}");
            assert_eq!(facts.shows(&visitor, audience), audience == Audience::Public, "{audience:?}");
            for all in Audience::ALL {
                assert!(facts.shows(&account(ANA), all) && facts.shows(&Viewer::system("a test"), all));
            }
        }
    }
}

#[test]
fn a_person_is_named_by_who_sees_their_page_or_reads_their_own_name_among_the_members_of_a_community() {
    let (visitor, other) = (Viewer::visitor(), account(BRUNO));
    for (facts, expected) in
        [(signatory(ANA), ALLOWED), (silent(ANA), HIDDEN), (met(ANA, false), HIDDEN), (met(ANA, true), ALLOWED)]
    {
        assert_eq!(ask::<Person, Name>(&other, &facts), expected, "{facts:?}");
    }
    // Being met there gives no page, and nobody is met by a visitor.
    assert_eq!(ask::<Person, Read>(&other, &met(ANA, true)), HIDDEN);
    assert_eq!(ask::<Person, Name>(&visitor, &met(ANA, true)), HIDDEN);
    assert_eq!(ask::<Person, Name>(&visitor, &signatory(ANA)), ALLOWED);
}

#[test]
fn the_program_itself_sees_every_person() {
    assert_eq!(ask::<Person, Read>(&Viewer::system("a test"), &silent(ANA)), ALLOWED);
    assert_eq!(ask::<Person, Name>(&Viewer::system("a test"), &silent(ANA)), ALLOWED);
}

#[test]
fn the_proof_names_the_person() {
    let proof = Policy::decide::<Person, Read>(&Viewer::visitor(), signatory(BRUNO)).expect("signed a public note");
    assert_eq!(proof.facts().id(), BRUNO);
}

#[test]
fn whoever_is_signed_in_may_write() {
    for viewer in [account(SOMEONE), member(WEAVERS, &[]), steward(SOMEONE), Viewer::system("a test")] {
        assert_eq!(ask::<Site, Write>(&viewer, &()), ALLOWED, "{viewer:?}");
    }
    assert_eq!(ask::<Site, Write>(&Viewer::visitor(), &()), HIDDEN);
}

#[test]
fn folders_are_brought_in_by_the_program_itself_only() {
    assert_eq!(ask::<Site, Import>(&Viewer::system("a test"), &()), ALLOWED);
    for viewer in [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &Role::ALL), steward(SOMEONE)] {
        assert_eq!(ask::<Site, Import>(&viewer, &()), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn the_site_is_run_by_stewards() {
    assert_eq!(ask::<Site, Steward>(&steward(SOMEONE), &()), ALLOWED);
    assert_eq!(ask::<Site, Steward>(&Viewer::system("a test"), &()), ALLOWED);
    for viewer in [Viewer::visitor(), account(SOMEONE), member(WEAVERS, &Role::ALL)] {
        assert_eq!(ask::<Site, Steward>(&viewer, &()), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_visitor_is_nobody() {
    let visitor = Viewer::visitor();
    assert!(visitor.is_visitor() && !visitor.is_signed_in() && !visitor.is_system() && !visitor.is_steward());
    assert_eq!((visitor.id(), visitor.reason()), (None, None));
    assert!(!visitor.is(ANA) && !visitor.is_member(WEAVERS) && !visitor.holds(WEAVERS, &Role::ALL));
    assert!(visitor.communities().is_empty() && visitor.communities_with(&Role::ALL).is_empty());
    assert_eq!(visitor.principals(), BTreeSet::from([Principal::Public]));
}

#[test]
fn the_program_itself_is_not_a_person() {
    let program = Viewer::system("to count the notes");
    assert!(program.is_system() && !program.is_visitor() && !program.is_signed_in() && !program.is_steward());
    assert_eq!((program.id(), program.reason()), (None, Some("to count the notes")));
    assert!(!program.is(ANA) && !program.is_member(WEAVERS) && !program.holds(WEAVERS, &Role::ALL));
    assert!(program.communities().is_empty() && program.communities_with(&Role::ALL).is_empty());
    assert_eq!(program.principals(), BTreeSet::from([Principal::Public]));
}

#[test]
fn a_person_is_themselves_and_their_memberships() {
    let roles = BTreeSet::from([Role::Curator, Role::Facilitator]);
    let viewer = Viewer::person(ANA, Memberships::from([(WEAVERS, roles), (POTTERS, BTreeSet::new())]), false);
    assert!(viewer.is_signed_in() && !viewer.is_visitor() && !viewer.is_system() && !viewer.is_steward());
    assert_eq!((viewer.id(), viewer.reason()), (Some(ANA), None));
    assert!(viewer.is(ANA) && !viewer.is(BRUNO));
    assert!(viewer.is_member(WEAVERS) && viewer.is_member(POTTERS));
    assert!(viewer.holds(WEAVERS, &[Role::Lead, Role::Curator]) && !viewer.holds(WEAVERS, &[Role::Lead]));
    assert!(!viewer.holds(POTTERS, &Role::ALL) && !viewer.holds(WEAVERS, &[]));
    assert_eq!(viewer.communities(), [WEAVERS, POTTERS]);
    assert_eq!(viewer.communities_with(&[Role::Facilitator]), [WEAVERS]);
    assert!(viewer.communities_with(&[Role::Lead]).is_empty());
}

#[test]
fn only_a_lead_is_a_principal_lead_and_only_a_steward_a_steward() {
    let principals = member(WEAVERS, &[Role::Member, Role::Curator, Role::Facilitator]).principals();
    let expected = [
        Principal::Public,
        Principal::SignedIn,
        Principal::Person(SOMEONE),
        Principal::Community(WEAVERS),
        Principal::Reader(SOMEONE),
    ];
    assert_eq!(principals, BTreeSet::from(expected));
    assert!(member(WEAVERS, &[Role::Lead]).principals().contains(&Principal::Lead(WEAVERS)));
    assert!(steward(SOMEONE).principals().contains(&Principal::Steward));
}
