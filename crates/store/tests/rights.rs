//! The rule of rights as SQL gives the answers of `Policy`, in random worlds, to everyone, of everything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use std::fmt::Debug;

use domain::policy::{
    Action, Community, CommunityFacts, Edit, Name, Note, NoteFacts, Notebook, NotebookFacts, Person, Policy, Read,
    Thing, Viewer,
};
use store::memberships::{self, OwnRow};
use store::{Store, communities, links, notebooks, notes, people, profiles};
use testkit::{Chance, World, postgres_store, sqlite_store, worlds};

fn may<T: Thing<Facts: Clone>, A: Action<T>>(viewer: &Viewer, facts: &T::Facts) -> bool {
    Policy::decide::<T, A>(viewer, facts.clone()).is_ok()
}

/// Compares what SQL and `Policy` say, and shows what one of them alone says.
fn same<T: PartialEq + Debug>(sql: &[T], policy: &[T], question: &str) {
    let only =
        |here: &[T], there: &[T]| format!("{:?}", here.iter().filter(|it| !there.contains(it)).collect::<Vec<_>>());
    assert!(sql == policy, "{question}: SQL alone says {}, Policy alone {}", only(sql, policy), only(policy, sql));
}

/// Worlds side by side in one database: everyone is asked about all of them.
async fn worlds_agree(store: &Store, chance: &Chance, count: usize) {
    let mut tx = store.write().await.unwrap();
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(World::write(&mut tx, chance).await.unwrap());
    }
    // Some members are called otherwise in a community.
    for world in &all {
        for community in &world.communities {
            for person in world.people.iter().filter(|_| chance.once_in(3)) {
                let own = OwnRow { name: "Renarde".to_owned(), involvement: None };
                memberships::set_own(&mut tx, *community, *person, &own).await.unwrap();
            }
        }
    }
    tx.commit().await.unwrap();

    let mut tx = store.heavy().await.unwrap();
    let (mut note_facts, mut notebook_facts, mut community_facts) = (Vec::new(), Vec::new(), Vec::new());
    for world in &all {
        for id in &world.notes {
            let facts = notes::facts(&mut tx, *id).await.unwrap().unwrap();
            // Said by a fragment of SQL in both forms of the rule: so by the world itself as well.
            assert_eq!(facts.is_kept(), world.kept.contains(id), "{facts:?}");
            note_facts.push(facts);
        }
        for id in &world.notebooks {
            notebook_facts.push(notebooks::facts(&mut tx, *id).await.unwrap().unwrap());
        }
        for id in &world.communities {
            let (visitor, start) = (Viewer::visitor(), domain::Timestamp::from_micros(0));
            community_facts.push(communities::facts(&mut tx, &visitor, *id, start).await.unwrap().unwrap());
        }
    }
    note_facts.sort_by_key(NoteFacts::id);
    notebook_facts.sort_by_key(NotebookFacts::id);
    community_facts.sort_by_key(CommunityFacts::id);

    // Who goes by their own name where, in each world.
    let mut own_names = Vec::new();
    for world in &all {
        let mut here = Vec::new();
        for community in &world.communities {
            let rows = memberships::members(&mut tx, *community).await.unwrap();
            let called = rows.into_iter().filter(|row| row.own.name.is_empty());
            here.extend(called.map(|row| (*community, row.person)));
        }
        own_names.push(here);
    }

    let mut read_with = Vec::new();
    for world in &all {
        for note in &world.notes {
            read_with.push((*note, links::read_with(&mut tx, *note, &world.notes).await.unwrap()));
        }
    }

    let mut viewers = vec![(Viewer::visitor(), 0), (Viewer::system("a test"), 0)];
    for (number, world) in all.iter().enumerate() {
        for person in &world.people {
            viewers.push((worlds::viewer(&mut tx, *person).await.unwrap(), number));
        }
    }
    for (viewer, number) in viewers {
        let read: Vec<_> = note_facts.iter().filter(|it| may::<Note, Read>(&viewer, it)).map(NoteFacts::id).collect();
        same(&notes::readable(&mut tx, &viewer).await.unwrap(), &read, &format!("notes that {viewer:?} reads"));
        for (note, with) in read_with.iter().filter(|(note, _)| read.contains(note)) {
            let hidden: Vec<_> = with.iter().filter(|target| !read.contains(target)).collect();
            assert!(hidden.is_empty(), "{viewer:?} reads {note:?} and not {hidden:?}");
        }
        let edit: Vec<_> = note_facts.iter().filter(|it| may::<Note, Edit>(&viewer, it)).map(NoteFacts::id).collect();
        same(&notes::editable(&mut tx, &viewer).await.unwrap(), &edit, &format!("notes that {viewer:?} edits"));
        let seen: Vec<_> =
            notebook_facts.iter().filter(|it| may::<Notebook, Read>(&viewer, it)).map(NotebookFacts::id).collect();
        same(&notebooks::readable(&mut tx, &viewer).await.unwrap(), &seen, &format!("notebooks that {viewer:?} reads"));
        let known: Vec<_> =
            community_facts.iter().filter(|it| may::<Community, Read>(&viewer, it)).map(CommunityFacts::id).collect();
        same(
            &communities::readable(&mut tx, &viewer).await.unwrap(),
            &known,
            &format!("communities that {viewer:?} knows"),
        );
        for (place, person) in all[number].people.iter().enumerate() {
            let mut signed = false;
            for note in &all[number].notes {
                let byline = notes::byline(&mut tx, *note).await.unwrap();
                signed |= read.contains(note) && byline.iter().any(|(by, ..)| *by == Some(*person));
            }
            let facts = people::facts(&mut tx, &viewer, *person).await.unwrap().unwrap();
            let shown = people::by_id(&mut tx, &viewer, *person).await.unwrap().is_some();
            assert_eq!(shown, may::<Person, Read>(&viewer, &facts), "{person:?} shown to {viewer:?}");
            let own = profiles::of(&mut tx, *person).await.unwrap();
            let said: Vec<_> =
                own.iter().filter(|row| facts.shows(&viewer, row.audience)).map(|row| row.field).collect();
            let read = profiles::shown(&mut tx, &viewer, *person).await.unwrap();
            let read: Vec<_> = read.into_iter().map(|(field, _)| field).collect();
            same(&read, &said, &format!("what {person:?} says of themselves to {viewer:?}"));
            let shows_themselves = viewer.is_signed_in() && !said.is_empty();
            let expected = signed || shows_themselves || viewer.is(*person) || viewer.is_system();
            assert_eq!(shown, expected, "{person:?} shown to {viewer:?}");
            let mut met = own_names[number].iter().filter(|(_, who)| who == person);
            let nameable = shown || met.any(|(community, _)| viewer.is_member(*community));
            assert_eq!(may::<Person, Name>(&viewer, &facts), nameable, "{person:?} named by {viewer:?}");
            // One of this name in each world.
            let found = people::nameable(&mut tx, &viewer, &format!("personne {place}")).await.unwrap();
            let is_found = found.iter().any(|(id, _)| id == person);
            assert_eq!(is_found, nameable && !viewer.is(*person), "{person:?} found by {viewer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_worlds_have_one_rule_on_sqlite() {
    // Two hands, twenty-five databases each, twenty worlds in each.
    let hands = [0, 25].map(|first| {
        tokio::spawn(async move {
            for batch in first..first + 25 {
                worlds_agree(&sqlite_store().await.store, &Chance::new(batch), 20).await;
            }
        })
    });
    for hand in hands {
        hand.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_worlds_have_one_rule_on_postgresql() {
    for batch in 0..5 {
        let Some(it) = postgres_store().await else { return };
        worlds_agree(&it.store, &Chance::new(1_000 + batch), 20).await;
    }
}
