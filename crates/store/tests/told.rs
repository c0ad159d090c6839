//! Who was told of a cause is not told again, however often and by whomever it is tried.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is amiss")]

use domain::notifications::{NotificationKind, Way};
use domain::policy::Viewer;
use domain::{Clock, NoteId, NotificationId, PersonId, Timestamp};
use store::Store;
use store::notifications::{self, NewNotification, NotificationRow};
use testkit::{Chance, World, stores};

fn told(
    chance: &Chance,
    recipient: PersonId,
    community: domain::CommunityId,
    kind: NotificationKind,
) -> NewNotification {
    let id: NotificationId = chance.id();
    let (at, way) = (chance.now(), Way::Here);
    let row = NotificationRow {
        id,
        kind,
        note: None,
        community: Some(community),
        notebook: None,
        at,
        way,
        read: None,
        by: None,
    };
    NewNotification { recipient, cause: notifications::cause_of(7), row }
}

async fn insert(store: &Store, all: &[NewNotification]) {
    let mut tx = store.write().await.unwrap();
    notifications::insert(&mut tx, all).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_is_told_once_of_one_cause_and_kind() {
    for store in stores().await {
        let (chance, store) = (Chance::new(9301), &store.store);
        let mut tx = store.write().await.unwrap();
        let world = World::write(&mut tx, &chance).await.unwrap();
        tx.commit().await.unwrap();
        let community = world.communities[0];
        let all = |kind| world.people.iter().map(|person| told(&chance, *person, community, kind)).collect::<Vec<_>>();
        let (half, whole) = (all(NotificationKind::Answer), all(NotificationKind::Answer));
        insert(store, &half[..half.len() / 2]).await;
        // Cut short before it is written, it tells nobody.
        let mut tx = store.write().await.unwrap();
        notifications::insert(&mut tx, &whole).await.unwrap();
        drop(tx);
        for _ in 0..2 {
            insert(store, &all(NotificationKind::Answer)).await;
        }
        insert(store, &all(NotificationKind::New)).await;
        let mut tx = store.read().await.unwrap();
        let thing = NoteId::from_bytes(community.bytes());
        for (place, person) in world.people.iter().enumerate() {
            let viewer = Viewer::system("a test");
            let rows = notifications::of_things(&mut tx, &viewer, *person, &[thing]).await.unwrap();
            let answers: Vec<_> = rows.iter().filter(|row| row.kind == NotificationKind::Answer).collect();
            assert_eq!((rows.len(), answers.len()), (2, 1));
            let is_first = half[..half.len() / 2].iter().any(|it| it.row.id == answers[0].id);
            assert_eq!(is_first, place < half.len() / 2, "who was told keeps what they were told");
            let late = (Timestamp::from_micros(i64::MAX), NoteId::from_bytes([255; 16]));
            assert_eq!(notifications::things(&mut tx, &viewer, *person, late, 9).await.unwrap().len(), 1);
        }
    }
}
