//! What leads change of a community or a notebook, and who may create one.

use domain::communities::{Access, Role};
use domain::policy::{Community, Contribute, Manage, Notebook, Policy};
use domain::site::WhoCreates;
use store::notebook_pages::{self, Words};
use store::{community_pages, contents};

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

/// A notebook, through all that its leads change of it.
pub(super) async fn bound(tx: &mut Tx, world: &World, answers: &mut Answers) {
    let (id, now) = (world.notebooks[1], Timestamp::from_micros(9));
    let facts = notebooks::facts(tx, id).await.unwrap().unwrap();
    let notebook = Policy::decide::<Notebook, Manage>(&Viewer::system("a test"), facts).unwrap();
    for seen in [0, 0, 1] {
        answers.add("edition", notebook_pages::rise(tx, &notebook, seen, now).await.unwrap());
    }
    let english = LanguageTag::english();
    for licence in [None, Some("CC-BY-4.0")] {
        let words = Words { description: "« é »", language: &english, guide: "Un *guide*.", licence };
        notebook_pages::say(tx, &notebook, &words).await.unwrap();
    }
    notebooks::link_community(tx, id, world.communities[2], false).await.unwrap();
    for open in [true, false, true] {
        notebook_pages::set_opening(tx, &notebook, world.communities[2], open).await.unwrap();
        notebook_pages::open_to_signed_in(tx, &notebook, open).await.unwrap();
        answers.add("openings", notebook_pages::openings(tx, id).await.unwrap());
    }
    answers.add("settings", notebook_pages::settings(tx, id).await.unwrap());
    notebooks::add_member(tx, id, world.people[0], true).await.unwrap();
    notebooks::add_member(tx, id, world.people[1], false).await.unwrap();
    answers.add("members", notebook_pages::members(tx, id).await.unwrap());
    for _ in 0..2 {
        answers.add("left", notebook_pages::remove_member(tx, &notebook, world.people[0]).await.unwrap());
    }
    for person in &world.people[..2] {
        answers.add("joined", notebook_pages::joined(tx, *person, id, "fr").await.unwrap());
    }
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        let placed = notebook_pages::placed(tx, &viewer, id, 3).await.unwrap();
        for (_, title) in &placed {
            let key = domain::folding::title_key(title);
            answers.add("named", notebook_pages::placed_named(tx, &viewer, id, &key).await.unwrap());
        }
        answers.add("placed", placed);
        answers.add("named", notebook_pages::placed_named(tx, &viewer, id, "rien").await.unwrap());
        answers.add("counts", notebook_pages::counts(tx, &viewer, id).await.unwrap());
    }
    let ids = [1, 2].map(|number| CategoryId::from_bytes([200 + number; 16]));
    for (category, name) in ids.into_iter().zip(["Zèbre", "Âne"]) {
        store::categories::insert(tx, category, id, 3, name, name, vec![7]).await.unwrap();
    }
    answers.add("lists", store::categories::of_notebook(tx, id).await.unwrap());
    notebook_pages::place_category(tx, ids[0], 1).await.unwrap();
    notebook_pages::place_category(tx, ids[1], 2).await.unwrap();
    let title = Title::parse("Œuvre").unwrap();
    notebook_pages::rename_category(tx, ids[1], &title, vec![3]).await.unwrap();
    answers.add("ordered", store::categories::of_notebook(tx, id).await.unwrap());
    answers.add("bearing", notebook_pages::bearing(tx, ids[0]).await.unwrap());
    notebook_pages::remove_category(tx, ids[0]).await.unwrap();
    answers.add("fewer", store::categories::of_notebook(tx, id).await.unwrap());
    let contribute = || Policy::decide::<Notebook, Contribute>(&Viewer::system("a test"), notebook.facts().clone());
    let open = contribute().unwrap();
    contents::hold(tx, &open, now).await.unwrap();
    let part = PartId::from_bytes([210; 16]);
    contents::add_part(tx, &notebook, part, &title, 5).await.unwrap();
    contents::move_part(tx, &open, part, 7, 1).await.unwrap();
    let other = Title::parse("Été").unwrap();
    answers.add("renamed", contents::rename_part(tx, &notebook, part, &other).await.unwrap());
    answers.add("parts", contents::parts(tx, id).await.unwrap().into_iter().map(|it| it.1).collect::<Vec<_>>());
    for note in &world.notes[..3] {
        answers.add("pinned", contents::pin(tx, &notebook, *note, true).await.unwrap());
        answers.add("why", contents::say_why(tx, &open, *note, "« é »").await.unwrap());
    }
    for viewer in [Viewer::visitor(), Viewer::system("a test")] {
        answers.add("lines", contents::lines(tx, &viewer, id).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("no part", contents::remove_part(tx, &notebook, part).await.unwrap());
    }
    for _ in 0..2 {
        answers.add("unlinked", notebook_pages::unlink(tx, &notebook, world.communities[2]).await.unwrap());
    }
}
