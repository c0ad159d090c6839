//! Communities: who may know of them, who answers for them.

use domain::communities::{Access, Role, Stage};
use domain::policy::{Communities, Community, Create, Join, Manage, Policy, Read, Viewer};
use domain::site::WhoCreates;

use crate::world::{
    ALLOWED, CommunityBuilder, FORBIDDEN, HIDDEN, POTTERS, SOMEONE, WEAVERS, account, ask, community, created_by,
    listed, member, steward, unlisted,
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
fn whoever_has_an_account_joins_an_open_community_and_asks_one_that_is_on_request() {
    for access in [Access::Open, Access::OnRequest] {
        let facts = CommunityBuilder { access, ..community(WEAVERS) }.facts();
        for viewer in [account(SOMEONE), member(POTTERS, &[Role::Lead]), steward(SOMEONE)] {
            assert_eq!(ask::<Community, Join>(&viewer, &facts), ALLOWED, "{viewer:?}");
        }
        assert_eq!(ask::<Community, Join>(&Viewer::visitor(), &facts), FORBIDDEN);
        assert_eq!(ask::<Community, Join>(&member(WEAVERS, &[]), &facts), FORBIDDEN, "who is one does not become one");
    }
}

#[test]
fn a_community_by_invitation_takes_who_was_invited_and_nobody_else() {
    let facts = CommunityBuilder { access: Access::Invited, ..community(WEAVERS) };
    assert_eq!(ask::<Community, Join>(&account(SOMEONE), &facts.facts()), FORBIDDEN);
    let inviting = CommunityBuilder { invites: true, ..facts };
    assert_eq!(ask::<Community, Join>(&account(SOMEONE), &inviting.facts()), ALLOWED);
    assert_eq!(ask::<Community, Join>(&Viewer::visitor(), &inviting.facts()), FORBIDDEN);
}

#[test]
fn an_unlisted_community_is_joined_by_who_was_invited_and_hidden_from_the_others() {
    for access in Access::ALL {
        let facts = CommunityBuilder { access, is_listed: false, ..community(WEAVERS) };
        for viewer in [Viewer::visitor(), account(SOMEONE), member(POTTERS, &Role::ALL), steward(SOMEONE)] {
            assert_eq!(ask::<Community, Join>(&viewer, &facts.facts()), HIDDEN, "{viewer:?}");
        }
        let inviting = CommunityBuilder { invites: true, ..facts };
        assert_eq!(ask::<Community, Join>(&account(SOMEONE), &inviting.facts()), ALLOWED);
        assert_eq!(ask::<Community, Join>(&Viewer::visitor(), &inviting.facts()), HIDDEN);
        // An invitation is to become a member: before that, nothing of it is read.
        assert_eq!(ask::<Community, Read>(&account(SOMEONE), &inviting.facts()), HIDDEN);
    }
}

#[test]
fn nobody_joins_a_closed_community() {
    for invites in [false, true] {
        let facts = CommunityBuilder { stage: Stage::Closed, access: Access::Open, invites, ..community(WEAVERS) };
        assert_eq!(ask::<Community, Join>(&account(SOMEONE), &facts.facts()), FORBIDDEN);
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
