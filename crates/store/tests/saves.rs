//! A save of an author, as the harness of faults and the bench make it: all of it, or nothing.
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

use store::{Error, notes};
use testkit::{Chance, saves, stores};

#[tokio::test(flavor = "multi_thread")]
async fn a_save_leaves_its_version_its_link_and_its_change_or_nothing() {
    for it in stores().await {
        let chance = Chance::new(1);
        let note = saves::new_note(&it.store, &chance).await.unwrap();
        for base in 0..3 {
            saves::save(&it.store, &chance, note, base, &saves::body(note, base + 1, 6_000)).await.unwrap();
        }
        let stale = saves::save(&it.store, &chance, note, 1, "too late").await;
        assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
        let mut tx = it.store.read().await.unwrap();
        let traces = saves::traces(&mut tx, note).await.unwrap().unwrap();
        assert!(traces.are_whole() && traces.newest == 3, "{}: {traces:?}", it.store.engine());
        let (_, _, body) = notes::version(&mut tx, note, 3).await.unwrap().unwrap();
        assert_eq!(body, saves::body(note, 3, 6_000));
        assert!(!saves::Traces { versions: 2, ..traces.clone() }.are_whole());
        assert!(!saves::Traces { link: None, ..traces.clone() }.are_whole());
        assert!(!saves::Traces { changes: 4, ..traces }.are_whole());
    }
}
