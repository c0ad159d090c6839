//! Communities: who may know of them, who answers for them.

use domain::communities::Role;
use domain::policy::{Communities, Community, Create, Manage, Policy, Read, Viewer};
use domain::site::WhoCreates;

use crate::world::{
    ALLOWED, FORBIDDEN, HIDDEN, POTTERS, SOMEONE, WEAVERS, account, ask, created_by, listed, member, steward, unlisted,
};

#[test]
fn a_listed_community_is_known_to_everyone() {
    for viewer in [Viewer::visitor(), account(SOMEONE), member(POTTERS, &[]), member(WEAVERS, &[]), steward(SOMEONE)] {
        assert_eq!(ask::<Community, Read>(&viewer, &listed(WEAVERS)), ALLOWED, "{viewer:?}");
    }
}

#[test]
fn an_unlisted_community_is_known_to_its_members_only() {
    assert_eq!(ask::<Community, Read>(&member(WEAVERS, &[]), &unlisted(WEAVERS)), ALLOWED);
    for role in Role::ALL {
        assert_eq!(ask::<Community, Read>(&member(WEAVERS, &[role]), &unlisted(WEAVERS)), ALLOWED, "{role:?}");
    }
    for viewer in [Viewer::visitor(), account(SOMEONE), member(POTTERS, &Role::ALL), steward(SOMEONE)] {
        assert_eq!(ask::<Community, Read>(&viewer, &unlisted(WEAVERS)), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Community, Manage>(&viewer, &unlisted(WEAVERS)), HIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_community_is_managed_by_its_own_leads_only() {
    for facts in [listed(WEAVERS), unlisted(WEAVERS)] {
        assert_eq!(ask::<Community, Manage>(&member(WEAVERS, &[Role::Lead]), &facts), ALLOWED);
        let others = member(WEAVERS, &[Role::Member, Role::Curator, Role::Facilitator]);
        assert_eq!(ask::<Community, Manage>(&others, &facts), FORBIDDEN);
    }
    for viewer in [Viewer::visitor(), account(SOMEONE), member(POTTERS, &[Role::Lead]), steward(SOMEONE)] {
        assert_eq!(ask::<Community, Manage>(&viewer, &listed(WEAVERS)), FORBIDDEN, "{viewer:?}");
    }
}

#[test]
fn a_community_is_created_by_who_runs_the_site_and_by_other_accounts_where_the_site_says_so() {
    let (closed, open) = (created_by(WhoCreates::Stewards), created_by(WhoCreates::SignedIn));
    for viewer in [steward(SOMEONE), Viewer::system("a test")] {
        for facts in [closed, open] {
            assert_eq!(ask::<Communities, Create>(&viewer, &facts), ALLOWED, "{viewer:?}");
        }
    }
    for viewer in [account(SOMEONE), member(WEAVERS, &Role::ALL)] {
        assert_eq!(ask::<Communities, Create>(&viewer, &closed), HIDDEN, "{viewer:?}");
        assert_eq!(ask::<Communities, Create>(&viewer, &open), ALLOWED, "{viewer:?}");
    }
    for facts in [closed, open] {
        assert_eq!(ask::<Communities, Create>(&Viewer::visitor(), &facts), HIDDEN);
    }
}

#[test]
fn the_program_itself_knows_and_manages_every_community() {
    let program = Viewer::system("a test");
    assert_eq!(ask::<Community, Read>(&program, &unlisted(WEAVERS)), ALLOWED);
    assert_eq!(ask::<Community, Manage>(&program, &unlisted(WEAVERS)), ALLOWED);
}

#[test]
fn the_proof_names_the_community() {
    let proof = Policy::decide::<Community, Read>(&Viewer::visitor(), listed(POTTERS)).expect("it is listed");
    assert_eq!(proof.facts().id(), POTTERS);
}
