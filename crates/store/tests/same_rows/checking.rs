//! What `check` writes and reads.

use super::*;

/// What `check` writes.
pub(super) async fn mend(tx: &mut Tx, world: &World, answers: &mut Answers) {
    for mut note in check::notes(tx, &world.notes[..2]).await.unwrap() {
        note.excerpt.push('…');
        check::mend_note(tx, &note).await.unwrap();
    }
    notes::add_alias(tx, world.notes[0], "à ôter", "À ôter").await.unwrap();
    check::drop_alias(tx, world.notes[0], "à ôter").await.unwrap();
    mend_named::<NotebookId>(tx, answers).await;
    mend_named::<PersonId>(tx, answers).await;
    mend_named::<CommunityId>(tx, answers).await;
    mend_named::<CategoryId>(tx, answers).await;
    let first = (NotebookId::from_bytes([0; 16]), NoteId::from_bytes([0; 16]), CategoryId::from_bytes([0; 16]));
    let filed = check::filed_elsewhere(tx, first, 50).await.unwrap();
    answers.add("filed elsewhere", &filed);
    check::unfile(tx, filed[0]).await.unwrap();
    answers.add("filed elsewhere", check::filed_elsewhere(tx, filed[1], 50).await.unwrap());
}

pub(super) async fn mend_named<T: check::HasName + Debug>(tx: &mut Tx, answers: &mut Answers) {
    let mut all = check::named_after(tx, T::from_bytes([0; 16]), 50).await.unwrap();
    for thing in &mut all {
        thing.sort_key.push(7);
        check::mend_named(tx, thing).await.unwrap();
    }
    let again: Vec<check::Named<T>> = check::named_after(tx, all[0].id, 50).await.unwrap();
    answers.add("named", again.iter().map(|it| (it.id, &it.name, &it.key, &it.sort_key)).collect::<Vec<_>>());
}

/// What `check` reads.
pub(super) async fn look(tx: &mut Tx, scene: &Scene, answers: &mut Answers) {
    let Scene { world, files, .. } = scene;
    let zero = NoteId::from_bytes([0; 16]);
    answers.add("sizes", check::sizes(tx).await.unwrap());
    answers.add("notes", check::notes_after(tx, zero, 5).await.unwrap());
    answers.add("notes", check::notes(tx, &world.notes).await.unwrap());
    answers.add("links", check::links(tx, &world.notes).await.unwrap());
    answers.add("shown", check::shown(tx, &world.notes).await.unwrap());
    answers.add("known", check::known_files(tx, files).await.unwrap());
    answers.add("aliases", check::aliases(tx, &world.notes).await.unwrap());
    answers.add("cited", check::cited(tx, &world.notes).await.unwrap());
    answers.add("cited by nothing", check::cited_by_nothing(tx, zero, 5).await.unwrap());
    answers.add("pending", check::pending(tx, Position::default(), &world.notes).await.unwrap());
    answers.add("end", check::end_of_log(tx).await.unwrap().seq);
    answers.add("foreign", check::foreign_lines(tx).await.unwrap());
    answers.add("files", check::files_after(tx, AttachmentId::from_bytes([0; 16]), 5).await.unwrap());
    answers.add("covers", check::covers_after(tx, NotebookId::from_bytes([0; 16]), 5).await.unwrap());
    let hashes = check::hashes_after(tx, &[], 5).await.unwrap();
    assert_eq!(hashes, [0, 1, 2, 200].map(|byte| [byte; 32]), "those of files and those of covers, each once");
    assert_eq!(check::hashes_after(tx, &hashes[1], 1).await.unwrap(), [[2; 32]]);
    answers.add("hashes", hashes);
}
