//! Work done later: claimed by one node, begun again, given up, and come back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::policy::Viewer;
use domain::{Clock as _, JobId};
use services::jobs::{self, Handler, Handlers};
use services::{Ctx, Error, Services};
use store::jobs as stored;
use testkit::{Chance, TestStore, stores};

const DAY: i64 = 24 * 3600;

/// Services on a store of their own, and their clock.
struct Site {
    services: Services,
    chance: Arc<Chance>,
    store: TestStore,
    _folder: tempfile::TempDir,
}

impl Site {
    async fn all() -> Vec<Self> {
        let on = |store: TestStore| {
            let (chance, folder) = (Arc::new(Chance::new(5)), tempfile::tempdir().unwrap());
            let blobs = blobs::Blobs::open(folder.path().join("blobs")).unwrap();
            let services = Services::new(store.store.clone(), blobs, chance.clone(), chance.clone());
            Self { services, chance, store, _folder: folder }
        };
        stores().await.into_iter().map(on).collect()
    }

    fn ctx(&self) -> Ctx {
        self.services.system("a test")
    }

    /// Asks for a job of the kind "told", which does what its payload says.
    async fn ask(&self, payload: &str) -> JobId {
        let id = self.chance.id();
        let mut tx = self.store.store.write().await.unwrap();
        stored::add(&mut tx, id, "told", payload, self.chance.now(), self.chance.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn counts(&self) -> Vec<(String, i64)> {
        jobs::list(&self.ctx()).await.unwrap().0
    }

    /// Does what is due now; how many jobs were begun.
    async fn work(&self, handlers: &Handlers) -> usize {
        let mut begun = 0;
        while jobs::next(&self.ctx(), handlers).await.unwrap() {
            begun += 1;
        }
        begun
    }
}

fn told() -> Handlers {
    Handlers::default().with(
        "told",
        Handler::asked_for(|_, payload| {
            Box::pin(async move {
                match payload.as_str() {
                    "fail" => Err(Error::Unavailable),
                    "panic" => panic!("as told"),
                    _ => Ok(()),
                }
            })
        }),
    )
}

fn counted(counts: &[(&str, i64)]) -> Vec<(String, i64)> {
    counts.iter().map(|(state, count)| ((*state).to_owned(), *count)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_job_is_claimed_by_one_node() {
    for site in Site::all().await {
        for _ in 0..20 {
            site.ask("").await;
        }
        let nodes = (0..4).map(|_| {
            let (store, now) = (site.store.store.clone(), site.chance.now());
            tokio::spawn(async move {
                let mut claimed = Vec::new();
                loop {
                    let mut tx = store.write().await.unwrap();
                    match stored::claim(&mut tx, &["told"], now, now.plus_seconds(60)).await.unwrap() {
                        Some(job) => claimed.push(job.id),
                        None => return claimed,
                    }
                    tx.commit().await.unwrap();
                }
            })
        });
        let mut all = Vec::new();
        for node in nodes.collect::<Vec<_>>() {
            all.extend(node.await.unwrap());
        }
        assert_eq!(all.len(), 20);
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 20);
    }
}

#[tokio::test]
async fn a_job_that_fails_is_begun_again_later_and_given_up_at_last() {
    for site in Site::all().await {
        for payload in ["fail", "panic", "well"] {
            site.ask(payload).await;
        }
        assert_eq!(site.work(&told()).await, 3);
        assert_eq!(site.counts().await, counted(&[("done", 1), ("ready", 2)]), "not begun again at once");
        for _ in 0..20 {
            site.chance.pass(DAY);
            site.work(&told()).await;
        }
        assert_eq!(site.counts().await, counted(&[("dead", 2), ("done", 1)]));
        let (_, dead) = jobs::list(&site.ctx()).await.unwrap();
        let errors: BTreeSet<&str> = dead.iter().map(|job| job.error.as_str()).collect();
        assert_eq!(errors, BTreeSet::from(["panic", "unavailable"]));
        jobs::revive(&site.ctx(), dead[0].id).await.unwrap();
        assert!(matches!(jobs::revive(&site.ctx(), dead[0].id).await, Err(Error::NotFound)));
        assert_eq!(site.counts().await, counted(&[("dead", 1), ("done", 1), ("ready", 1)]));
        let stranger = site.services.seen_by(Viewer::visitor());
        assert!(matches!(jobs::list(&stranger).await, Err(Error::Forbidden | Error::NotFound)));
        assert!(jobs::revive(&stranger, dead[1].id).await.is_err());
    }
}

#[tokio::test]
async fn the_job_of_a_lost_node_is_done_by_another_and_ended_by_that_one_alone() {
    for site in Site::all().await {
        site.ask("").await;
        let mut tx = site.store.store.write().await.unwrap();
        let now = site.chance.now();
        let lost = stored::claim(&mut tx, &["told"], now, now.plus_seconds(60)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(site.work(&told()).await, 0, "it is another's");
        site.chance.pass(61);
        assert_eq!(site.work(&told()).await, 1);
        let mut tx = site.store.store.write().await.unwrap();
        assert!(!stored::hold(&mut tx, &lost, now.plus_seconds(DAY)).await.unwrap());
        assert!(!stored::end(&mut tx, &lost, &stored::End::Dead, "late", now).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(site.counts().await, counted(&[("done", 1)]));
    }
}

#[tokio::test]
async fn a_node_never_begins_what_it_does_not_know() {
    for site in Site::all().await {
        site.ask("").await;
        assert_eq!(site.work(&Handlers::default()).await, 0);
        assert_eq!(site.work(&Handlers::ours()).await, 0);
        assert_eq!(site.counts().await, counted(&[("ready", 1)]));
    }
}

#[tokio::test]
async fn what_comes_back_is_waited_for_once_and_what_was_done_is_forgotten_after_a_week() {
    // The sweep and the summaries.
    const COMING_BACK: i64 = 2;
    for site in Site::all().await {
        let running = tokio::spawn(jobs::run(site.services.clone(), Handlers::ours()));
        let done = async {
            while site.counts().await != counted(&[("done", COMING_BACK), ("ready", COMING_BACK)]) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), done).await.unwrap();
        running.abort();
        assert_eq!(site.work(&Handlers::ours()).await, 0, "not before a day");
        for _ in 0..20 {
            site.chance.pass(DAY + 60);
            assert_eq!(site.work(&Handlers::ours()).await, 2);
        }
        let counts = site.counts().await;
        assert_eq!(counts[1], ("ready".to_owned(), COMING_BACK));
        assert!((6 * COMING_BACK..=8 * COMING_BACK).contains(&counts[0].1), "{counts:?}");
    }
}
