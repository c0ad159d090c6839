//! What writing notes with a form writes and reads, and deleting them; the tokens of programs that write.

use domain::notes::Visibility;
use domain::policy::{Memberships, Viewer};
use domain::tokens::{Scope, Scopes};
use domain::{Day, TokenId};
use store::tokens::{self, TokenRow};
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
    notes::set_licence(tx, note, "CC BY 4.0").await.unwrap();
    let row = notes::by_id(tx, &Viewer::visitor(), note).await.unwrap();
    answers.add("licence", row.and_then(|row| row.licence));
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
    for note in &world.notes {
        answers.add("read with", links::read_with(tx, *note, &world.notes).await.unwrap());
    }
    answers.add("titles borne", links::borne(tx, &world.notes).await.unwrap());
    let near = links::Near { notebook: None, communities: &world.communities };
    let keys = (0..8).map(|number| format!("note {number}")).collect();
    answers.add("near", links::named(tx, &Viewer::system("a test"), keys, near).await.unwrap());
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

/// Tokens of two people, one of which is used, two revoked, one ended.
pub(super) async fn tokens(tx: &mut Tx, world: &World, start: Timestamp, answers: &mut Answers) {
    let (person, other) = (world.people[1], world.people[2]);
    let (soon, later) = (start.plus_seconds(60), start.plus_seconds(3600));
    for (number, who, expires) in [(1, person, later), (2, person, soon), (3, other, later), (4, person, later)] {
        let (id, name) = (TokenId::from_bytes([number; 16]), format!("Été {number}"));
        let scopes = Scopes::of([Scope::ReadNotes, Scope::ReadMe]);
        let row = TokenRow { id, name, scopes, created: start, expires, used: None };
        tokens::insert(tx, who, [number; 32], &row).await.unwrap();
    }
    for (number, now) in [(1, start), (2, start), (2, soon), (3, start), (9, start)] {
        answers.add("open", tokens::open(tx, [number; 32], now).await.unwrap());
    }
    for day in ["2027-01-15", "2027-01-14", "2027-02-01"] {
        tokens::note_use(tx, TokenId::from_bytes([1; 16]), Day::parse(day).unwrap()).await.unwrap();
        answers.add("used", tokens::open(tx, [1; 32], start).await.unwrap());
    }
    for (who, now) in [(person, start), (person, soon), (other, start)] {
        answers.add("of", tokens::of(tx, who, now).await.unwrap());
    }
    for who in [other, person, person] {
        answers.add("revoked", tokens::revoke(tx, who, TokenId::from_bytes([4; 16])).await.unwrap());
    }
    tokens::forget(tx, soon).await.unwrap();
    answers.add("forgotten", tokens::of(tx, person, start).await.unwrap());
    tokens::revoke_all(tx, person).await.unwrap();
    for who in [person, other] {
        answers.add("left", tokens::of(tx, who, start).await.unwrap());
    }
}
