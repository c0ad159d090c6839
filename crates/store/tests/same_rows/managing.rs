//! What leads change of a community, and who may create one.

use domain::communities::{Access, Role};
use domain::policy::{Community, Manage, Policy};
use domain::site::WhoCreates;
use store::community_pages;

use super::*;

/// A community, through all that its leads change of it.
pub(super) async fn managed(tx: &mut Tx, world: &World, answers: &mut Answers) {
    answers.add("who creates", community_pages::who_creates(tx).await.unwrap());
    for who in WhoCreates::ALL {
        community_pages::set_who_creates(tx, who).await.unwrap();
        answers.add("who creates", community_pages::facts(tx).await.unwrap());
    }
    let own = format!("c{}", world.communities[2]);
    answers.add("taken", community_pages::taken(tx, vec!["none".to_owned(), own]).await.unwrap());
    let facts = communities::facts(tx, &Viewer::visitor(), world.communities[2], Timestamp::from_micros(0))
        .await
        .unwrap()
        .unwrap();
    let community = Policy::decide::<Community, Manage>(&Viewer::system("a test"), facts).unwrap();
    for seen in [0, 0, 1] {
        answers.add("edition", community_pages::rise(tx, &community, seen).await.unwrap());
    }
    community_pages::name(tx, &community, "Œuvre", vec![7]).await.unwrap();
    community_pages::set_access(tx, &community, Access::Invited, true).await.unwrap();
    for role in Role::ALL {
        for person in &world.people[..2] {
            let joined = Timestamp::from_micros(7);
            communities::add_member(tx, world.communities[2], *person, role, joined).await.unwrap();
        }
    }
    answers.add("holders", community_pages::holders(tx, &community).await.unwrap());
    community_pages::end_roles(tx, &community, &world.people[..1]).await.unwrap();
    answers.add("heirs", community_pages::holders(tx, &community).await.unwrap());
}
