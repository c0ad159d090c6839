//! What is written of many notes at once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is amiss"
)]

use domain::changes::{Change, ChangeKind, Thing};
use domain::notes::{NoteKind, Visibility};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{Clock, LanguageTag, NoteId, NotebookId, Title};
use store::changes::{self, Position};
use store::imports::{self, ImportedRow};
use store::links::{self, NewLink};
use store::notebooks;
use store::notes::{self, NewNote, NewRevision};
use store::placements::{self, NewPlacement};
use testkit::{Chance, stores};

/// More than one full list of rows, and some that are left over.
const MANY: usize = 37;

#[tokio::test(flavor = "multi_thread")]
async fn many_notes_written_at_once_are_each_there_whole() {
    for it in stores().await {
        let chance = Chance::new(12);
        let (french, now, notebook) = (LanguageTag::french(), chance.now(), chance.id::<NotebookId>());
        let ids: Vec<NoteId> = (0..MANY).map(|_| chance.id()).collect();
        let titles: Vec<Title> = (0..MANY).map(|number| Title::parse(&format!("Ruche {number}")).unwrap()).collect();
        let bodies: Vec<String> = (0..MANY).map(|number| format!("Cadre {number}, l'été \"dernier\"")).collect();
        let notes: Vec<_> = (0..MANY)
            .map(|number| {
                let (id, title, body) = (ids[number], &titles[number], bodies[number].as_str());
                let sort_key = title.key().into_bytes();
                let note = NewNote {
                    id,
                    title,
                    sort_key: sort_key.clone(),
                    kind: NoteKind::Article,
                    language: &french,
                    visibility: Visibility::Public,
                    licence: (number % 2 == 0).then_some("CC-BY-4.0"),
                    excerpt: body,
                    came_in: Some(notebook),
                    published: (number % 3 == 0).then_some(now),
                    changed: now,
                };
                let first = NewRevision {
                    note: id,
                    base: 0,
                    title,
                    sort_key,
                    language: &french,
                    body,
                    excerpt: body,
                    author: None,
                    saved: now,
                    reason: "",
                };
                (note, first)
            })
            .collect();
        // Each note cites the one before it, the first one the last.
        let before = |number: usize| ids[(number + MANY - 1) % MANY];
        let linked: Vec<_> = (0..MANY)
            .map(|number| {
                let link = NewLink {
                    place: 3,
                    include: false,
                    title: "",
                    title_key: "",
                    target: Some(before(number)),
                    sentence: &bodies[number],
                    words: (0, 5),
                };
                (ids[number], vec![link])
            })
            .collect();
        let names: Vec<_> =
            ids.iter().zip(&bodies).map(|(id, body)| (*id, format!("nom {id}"), body.as_str())).collect();
        let placed = ids.iter().enumerate().map(|(number, note)| {
            let (position, depth, reason) = (at(number), at(number % 2), bodies[number].as_str());
            NewPlacement { note: *note, position, depth, by: None, placed: now, reason, pinned: false }
        });
        let placed: Vec<_> = placed.collect();
        let remembered: Vec<_> = (0..MANY)
            .map(|number| ImportedRow {
                path: format!("{number:02}.md"),
                hash: [u8::try_from(number).unwrap(); 32],
                note: Some(ids[number]),
                attachment: None,
                revision: 1,
                placed: (number % 2 == 0).then_some((at(number), 0)),
            })
            .collect();
        let told: Vec<_> = (0..MANY)
            .map(|number| Change {
                who: None,
                kind: ChangeKind::Created,
                thing: Thing::Note(ids[number]),
                tags: vec![Tag::Note(ids[number]), Tag::Title(titles[number].key())],
            })
            .collect();

        let title = Title::parse("Rucher").unwrap();
        let mut tx = it.store.write().await.unwrap();
        let key = title.key().into_bytes();
        notebooks::insert(&mut tx, notebook, &title, key, "", &french, Visibility::Public, now).await.unwrap();
        notes::insert_all(&mut tx, &notes, now).await.unwrap();
        links::begin(&mut tx, &linked).await.unwrap();
        notes::add_aliases(&mut tx, &names).await.unwrap();
        placements::place_new(&mut tx, notebook, &placed).await.unwrap();
        imports::remember_all(&mut tx, notebook, &remembered).await.unwrap();
        changes::record_all(&mut tx, now, &told).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = it.store.read().await.unwrap();
        let (engine, visitor) = (it.store.engine(), Viewer::visitor());
        for number in 0..MANY {
            let row = notes::by_id(&mut tx, &visitor, ids[number]).await.unwrap().unwrap();
            assert_eq!((row.title, row.body, row.revision), (titles[number].to_string(), bodies[number].clone(), 1));
            assert_eq!(
                (row.licence.is_some(), row.published.is_some()),
                (number % 2 == 0, number % 3 == 0),
                "{engine}"
            );
            assert_eq!(links::targets(&mut tx, ids[number]).await.unwrap(), [(3, before(number))], "{engine}");
            let near = links::Near::notebook(notebook);
            let named = links::named(&mut tx, &visitor, vec![names[number].1.clone()], near).await.unwrap();
            assert_eq!(named, [(names[number].1.clone(), ids[number], 3)], "{engine}: by another name, and near");
        }
        let mut laid: Vec<_> = placed.iter().map(|it| (it.note, it.position, it.depth)).collect();
        laid.sort_unstable();
        let mut found = placements::laid(&mut tx, notebook).await.unwrap();
        found.sort_unstable();
        assert_eq!(found, laid, "{engine}");
        let known = imports::known(&mut tx, notebook).await.unwrap();
        assert_eq!(format!("{known:?}"), format!("{remembered:?}"), "{engine}");
        drop(tx);
        let lines = loop {
            // Another test's transaction can hold PostgreSQL's log back for a while.
            let lines = changes::since(&mut it.store.read().await.unwrap(), Position::default(), 100).await.unwrap();
            if lines.len() >= MANY {
                break lines;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        };
        assert_eq!(lines.iter().filter_map(|line| line.note).collect::<Vec<_>>(), ids, "{engine}: in the order given");
        assert!(lines.iter().zip(&told).all(|(line, change)| line.tags == change.tags), "{engine}");
    }
}

fn at(number: usize) -> i64 {
    i64::try_from(number).unwrap()
}
