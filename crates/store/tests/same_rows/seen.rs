//! What each viewer reads of the scene.

use super::*;

/// All that a viewer may ask of it.
pub(super) async fn read(tx: &mut Tx, viewer: &Viewer, scene: &Scene, answers: &mut Answers) {
    let Scene { world, titles, files, report, start, .. } = scene;
    let late = (Timestamp::from_micros(i64::MAX), NoteId::from_bytes([255; 16]));
    let keys: Vec<String> =
        titles.iter().map(Title::key).chain(["alias", "absent", "\"", "\\"].map(str::to_owned)).collect();
    for notebook in &world.notebooks {
        answers.add("signers", notes::signers(tx, viewer, *notebook).await.unwrap());
    }
    for note in &world.notes {
        let alone = notes::by_id(tx, viewer, *note).await.unwrap();
        let together = notes::by_ids(tx, viewer, &[*note, *note]).await.unwrap();
        assert_eq!(format!("{together:?}"), format!("{:?}", alone.iter().collect::<Vec<_>>()));
        answers.add("note", alone);
        answers.add("byline", notes::byline(tx, *note).await.unwrap());
        answers.add("communities", notes::communities(tx, viewer, *note, "en").await.unwrap());
        answers.add("versions", notes::versions(tx, *note, 3, 10).await.unwrap());
        answers.add("version", notes::version(tx, *note, 3).await.unwrap());
        answers.add("translated", translations::around(tx, viewer, *note).await.unwrap());
        answers.add("facts", sorted(notes::facts(tx, *note).await.unwrap()));
        answers.add("targets", links::targets(tx, *note).await.unwrap());
        answers.add("citing", links::citing(tx, viewer, *note, 50).await.unwrap());
        answers.add("beside", links::beside(tx, &world.notes, 2).await.unwrap());
        answers.add("holding", placements::holding(tx, viewer, *note).await.unwrap());
        answers.add("borne", store::categories::of_note(tx, *note).await.unwrap());
        answers.add("said", imports::said(tx, *note).await.unwrap());
        answers.add("gone", notes::gone(tx, *note).await.unwrap());
        let mut shown = attachments::readable(tx, viewer, *note, files).await.unwrap();
        shown.sort_by_key(|file| file.id);
        answers.add("files", shown);
    }
    answers.add("file", attachments::by_id(tx, viewer, files[0]).await.unwrap());
    answers.add("file that nothing shows", attachments::by_id(tx, viewer, files[1]).await.unwrap());
    let mut titled = notes::titles(tx, viewer, &world.notes).await.unwrap();
    titled.sort();
    answers.add("titles", titled);
    answers.add("held in", placements::held_in(tx, viewer, &world.notes).await.unwrap());
    answers.add("recent", notes::recent(tx, viewer, late, 5).await.unwrap());
    let mut page = notes::recent(tx, viewer, late, 2).await.unwrap();
    if let Some(last) = page.pop() {
        answers.add("recent, next", notes::recent(tx, viewer, (last.changed, last.id), 2).await.unwrap());
    }
    answers.add("named", links::named(tx, viewer, keys.clone(), Near::notebook(world.notebooks[0])).await.unwrap());
    answers.add("wanted", links::wanted(tx, viewer, "", 50).await.unwrap());
    answers.add("waiting", links::waiting(tx, viewer, keys).await.unwrap());
    let first = (Vec::new(), NotebookId::from_bytes([0; 16]));
    answers.add("notebooks", notebooks::list(tx, viewer, first, 10).await.unwrap());
    for notebook in &world.notebooks {
        answers.add("notebook", notebooks::by_id(tx, viewer, *notebook).await.unwrap());
        answers.add("facts", sorted(notebooks::facts(tx, *notebook).await.unwrap()));
        answers.add("outline", placements::outline(tx, viewer, *notebook).await.unwrap());
        answers.add("outline of", placements::outline_of(tx, viewer, *notebook, &world.notes[2..5]).await.unwrap());
        answers.add("linked", notebooks::communities(tx, viewer, *notebook, "fr").await.unwrap());
        answers.add("borne", store::categories::of_placed(tx, *notebook, &world.notes[..4]).await.unwrap());
        answers.add("categories", store::categories::of_notebook(tx, *notebook).await.unwrap());
        answers.add("lists of categories", store::categories::lists(tx, *notebook).await.unwrap());
        answers.add("all borne", store::categories::borne(tx, *notebook).await.unwrap());
        answers.add("on the shelf", placements::on_shelf(tx, viewer, *notebook).await.unwrap());
        for sort in Sort::ALL {
            let order = placements::in_order(tx, viewer, *notebook, sort).await.unwrap();
            answers.add("lines", placements::lines(tx, viewer, *notebook, &order).await.unwrap());
            answers.add(sort.as_str(), order);
        }
        answers.add("parts", parts::of(tx, *notebook).await.unwrap());
        answers.add("entry points", notebooks::entry_points(tx, *notebook).await.unwrap());
        answers.add("pins", related::pins(tx, world.notes[0]).await.unwrap());
        answers.add("any note", notes::any(tx).await.unwrap());
        answers.add("titles", notebooks::titles(tx, viewer, &world.notebooks).await.unwrap());
        answers.add("laid", placements::laid(tx, *notebook).await.unwrap());
        answers.add("known", imports::known(tx, *notebook).await.unwrap());
    }
    answers.add("by title", notebooks::by_title(tx, &Title::parse("CARNET public").unwrap()).await.unwrap());
    answers.add("communities", communities::list(tx, viewer).await.unwrap());
    for community in &world.communities {
        answers.add("community", communities::by_alias(tx, viewer, &format!("c{community}")).await.unwrap());
        let nobody = Viewer::visitor();
        answers.add("facts", communities::facts(tx, &nobody, *community, late.0).await.unwrap());
        answers.add("notebooks of it", notebooks::of_community(tx, viewer, *community).await.unwrap());
        answers.add("of community", notes::of_community(tx, viewer, *community, late, 10).await.unwrap());
    }
    for person in &world.people {
        answers.add("person", people::by_id(tx, viewer, *person).await.unwrap());
        answers.add("facts", people::facts(tx, viewer, *person).await.unwrap());
        answers.add("steward", people::steward(tx, *person).await.unwrap());
        let mut memberships = people::memberships(tx, *person).await.unwrap();
        memberships.sort();
        answers.add("memberships", memberships);
        answers.add("as", people::signed_as(tx, *person, &world.notes).await.unwrap());
        answers.add("of person", notes::of_person(tx, viewer, *person, late, 10).await.unwrap());
    }
    answers.add("signature", people::signature(tx, "éloïse").await.unwrap());
    answers.add("named", people::named(tx, "personne 1").await.unwrap());
    let long_ago = start.plus_seconds(-60);
    answers.add("session", people::session(tx, [9; 32], *start, long_ago).await.unwrap());
    answers.add("session over", people::session(tx, [9; 32], start.plus_seconds(60), long_ago).await.unwrap());
    answers.add("session idle", people::session(tx, [9; 32], *start, *start).await.unwrap());
    answers.add("report", imports::report(tx, *report).await.unwrap());
    answers.add("schema", projections::schema_number(tx).await.unwrap());
    answers.add("readable", notes::readable(tx, viewer).await.unwrap());
    answers.add("editable", notes::editable(tx, viewer).await.unwrap());
    answers.add("readable", notebooks::readable(tx, viewer).await.unwrap());
    answers.add("readable", communities::readable(tx, viewer).await.unwrap());
    let lines = changes::since(tx, Position::default(), 100).await.unwrap();
    answers
        .add("since", lines.iter().map(|it| (it.position.seq, it.at, &it.kind, it.note, &it.tags)).collect::<Vec<_>>());
    let last = changes::last(tx).await.unwrap();
    answers.add("last", (last.seq, lines.last().is_some_and(|line| line.position == last)));
    answers.add("oldest", changes::oldest_after(tx, Position::default()).await.unwrap());
}
