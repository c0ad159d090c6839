//! What writing notes with a form writes and reads, and deleting them.

use domain::notes::Visibility;
use domain::policy::{Memberships, Viewer};
use store::{deleting, writing};

use super::{Answers, LanguageTag, NewLink, Timestamp, Tx, World, links, notebooks, notes, placements};

/// What forms made, and what follows a note that was written with one.
pub(super) async fn wrote(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (note, person) = (world.notes[0], world.people[1]);
    answers.add("not made", writing::made(tx, person, "a").await.unwrap());
    writing::remember(tx, person, "a", note, start).await.unwrap();
    answers.add("made", writing::made(tx, person, "a").await.unwrap());
    for until in [-1, 0] {
        writing::forget(tx, start.plus_seconds(until)).await.unwrap();
        answers.add("remembered", writing::made(tx, person, "a").await.unwrap());
    }
    answers.add("has written", writing::has_written(tx, note, person).await.unwrap());
    for notebook in &world.notebooks {
        answers.add("last", writing::last_position(tx, *notebook).await.unwrap());
    }
    for viewer in [Viewer::system("a test"), Viewer::person(person, Memberships::new(), true)] {
        answers.add("open", writing::open_notebooks(tx, &viewer, 9).await.unwrap());
    }
    let (from, notebook) = (world.notes[1], world.notebooks[0]);
    for (note, position) in [(note, 1), (from, 2)] {
        placements::place(tx, notebook, note, position, 0, None, start).await.unwrap();
    }
    notes::set_visibility(tx, note, Visibility::Public, Some(start)).await.unwrap();
    let waits = NewLink {
        place: 99,
        include: false,
        title: "Œuvre attendue",
        title_key: "oeuvre attendue",
        target: None,
        sentence: "Œuvre attendue",
        words: (0, 3),
    };
    links::begin(tx, &[(from, vec![waits])]).await.unwrap();
    for _ in 0..2 {
        answers.add("resolved", writing::resolve(tx, note, "oeuvre attendue").await.unwrap());
    }
    answers.add("leads", links::targets(tx, from).await.unwrap());
    notes::add_author(tx, from, person).await.unwrap();
    notebooks::add_member(tx, notebook, person, true).await.unwrap();
    let mut concerned = deleting::concerned(tx, note).await.unwrap();
    concerned.sort_unstable();
    answers.add("concerned", concerned);
    answers.add("stood", deleting::stood(tx, note, person).await.unwrap());
    for deleted in [Some(start), None] {
        notes::set_deleted(tx, from, deleted).await.unwrap();
        answers.add("in the bin", deleting::in_bin(tx, from).await.unwrap());
        let viewer = Viewer::person(person, Memberships::new(), false);
        answers.add("binned", deleting::binned(tx, &viewer, 9).await.unwrap());
    }
    let french = LanguageTag::french();
    writing::reword_term(tx, note, &french, "Été", b"ete".to_vec(), "La saison.").await.unwrap();
}
