//! The contents, ordered by buttons.

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{NoteId, NotebookId};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

use super::{amiss, led, texts, values};

fn contents_of(notebook: NotebookId) -> String {
    format!("/c/{notebook}/-/contents")
}

async fn press(site: &TestApp, who: &Session, notebook: NotebookId, form: &[(&str, &str)]) -> Answer {
    site.send(Some(who), &contents_of(notebook), form).await
}

async fn pressed(site: &TestApp, who: &Session, notebook: NotebookId, form: &[(&str, &str)]) {
    let answer = press(site, who, notebook, form).await;
    // To the line that was moved, where there is one.
    let line = form.iter().find(|(name, _)| *name == "id").map(|(_, id)| format!("#line-{id}")).unwrap_or_default();
    let to = format!("{}?from=0&done=yes{line}", contents_of(notebook));
    assert_eq!(leads_to(&answer), to, "{form:?}: {}", answer.text());
}

/// The lines that somebody orders, each with its depth.
async fn lines(site: &TestApp, who: &Session, notebook: NotebookId) -> Vec<String> {
    let page = site.get_as(Some(who), &contents_of(notebook)).await;
    let mut lines = Vec::new();
    for depth in 0..4 {
        for title in texts(&page, &format!("[data-depth='{depth}'] .title")) {
            lines.push(format!("{depth} {title}"));
        }
    }
    let order = texts(&page, "[data-part=contents] .title");
    lines.sort_by_key(|line| order.iter().position(|title| line.ends_with(title.as_str())));
    lines
}

/// The notes as every reader sees them, in the order of the notebook.
async fn read(site: &TestApp, notebook: NotebookId) -> Vec<String> {
    texts(&site.get(&format!("/c/{notebook}/rives?view=work")).await, "[data-part=contents] a")
}

#[tokio::test]
async fn the_contents_are_ordered_and_nested_by_buttons_and_readers_see_it_at_once() {
    for site in TestApp::all(8111).await {
        let (notebook, ana, session) = led(&site).await;
        let mut notes: Vec<NoteId> = Vec::new();
        for title in ["Amont", "Barrage", "Crue"] {
            notes.push(site.note(title).by(ana).placed_in(notebook).write().await);
        }
        let before = read(&site, notebook).await;
        assert_eq!(before, ["Amont", "Barrage", "Crue"]);
        let ids: Vec<String> = notes.iter().map(ToString::to_string).collect();
        let found = amiss(&site).await;
        pressed(&site, &session, notebook, &[("act", "up"), ("what", "note"), ("id", &ids[2])]).await;
        assert_eq!(read(&site, notebook).await, ["Amont", "Crue", "Barrage"]);
        pressed(&site, &session, notebook, &[("act", "in"), ("what", "note"), ("id", &ids[2])]).await;
        assert_eq!(lines(&site, &session, notebook).await, ["0 Amont", "1 Crue", "0 Barrage"]);
        // What stands in a line goes with it.
        pressed(&site, &session, notebook, &[("act", "down"), ("what", "note"), ("id", &ids[0])]).await;
        assert_eq!(lines(&site, &session, notebook).await, ["0 Barrage", "0 Amont", "1 Crue"]);
        assert_eq!(read(&site, notebook).await, ["Barrage", "Amont", "Crue"]);
        pressed(&site, &session, notebook, &[("act", "out"), ("what", "note"), ("id", &ids[2])]).await;
        pressed(&site, &session, notebook, &[("act", "pin"), ("id", &ids[2])]).await;
        assert_eq!(amiss(&site).await, found, "all is in order after each act");
        let list = site.get(&format!("/c/{notebook}/rives")).await;
        assert_eq!(texts(&list, "[data-part=contents] .title")[0], "Crue", "pinned notes come first");
        let form = [("act", "up"), ("what", "note"), ("id", "00000000000000000000000000")];
        assert_eq!(press(&site, &session, notebook, &form).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn parts_are_added_renamed_moved_and_removed_and_no_note_goes_with_them() {
    for site in TestApp::all(8112).await {
        let (notebook, ana, session) = led(&site).await;
        for title in ["Amont", "Barrage"] {
            site.note(title).by(ana).placed_in(notebook).write().await;
        }
        let refused = press(&site, &session, notebook, &[("act", "add-part"), ("part", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        pressed(&site, &session, notebook, &[("act", "add-part"), ("part", "Fleuve")]).await;
        let page = site.get_as(Some(&session), &contents_of(notebook)).await;
        let part = values(&page, "[data-form=contents-part] [name=id]").remove(0);
        assert!(!site.get(&format!("/c/{notebook}/rives?view=work")).await.holds("Fleuve"), "a part without a note");
        pressed(&site, &session, notebook, &[("act", "up"), ("what", "part"), ("id", &part)]).await;
        pressed(&site, &session, notebook, &[("act", "rename-part"), ("part", "Rivière"), ("id", &part)]).await;
        assert_eq!(lines(&site, &session, notebook).await, ["0 Amont", "0 Rivière", "0 Barrage"]);
        assert!(site.get(&format!("/c/{notebook}/rives?view=work")).await.holds("Rivière"));
        pressed(&site, &session, notebook, &[("act", "remove-part"), ("id", &part)]).await;
        assert_eq!(read(&site, notebook).await, ["Amont", "Barrage"]);
        let again = press(&site, &session, notebook, &[("act", "remove-part"), ("id", &part)]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn who_tends_the_community_orders_what_they_see_and_the_rest_keeps_its_place() {
    for site in TestApp::all(8113).await {
        let community = site.community("tissage", "Tissage", true).await;
        let notebook = site.notebook("Rives", Visibility::Public, Some(community)).await;
        let (ana, bruno, claire) =
            (site.person("Ana Roy").await, site.person("Bruno").await, site.person("Claire").await);
        site.lead(notebook, ana).await;
        site.edit(&Edit::Role(community, bruno, Role::Curator)).await;
        let first = site.note("Amont").by(ana).placed_in(notebook).write().await;
        site.note("Zqcachee").by(ana).visible_to(Visibility::Authors).placed_in(notebook).write().await;
        site.note("Crue").by(ana).placed_in(notebook).write().await;
        let (lead, curator) = (site.session(ana).await, site.session(bruno).await);
        let claire = site.session(claire).await;
        assert_eq!(site.get_as(Some(&claire), &contents_of(notebook)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lines(&site, &curator, notebook).await, ["0 Amont", "0 Crue"]);
        let id = first.to_string();
        pressed(&site, &curator, notebook, &[("act", "down"), ("what", "note"), ("id", &id)]).await;
        assert_eq!(lines(&site, &lead, notebook).await, ["0 Crue", "0 Zqcachee", "0 Amont"]);
        // What others placed is for leads to take out, and to pin.
        for act in ["withdraw", "pin", "say"] {
            let refused = press(&site, &curator, notebook, &[("act", act), ("id", &id)]).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
        }
        pressed(&site, &lead, notebook, &[("act", "withdraw"), ("id", &id)]).await;
        assert_eq!(read(&site, notebook).await, ["Crue"]);
        assert!(!site.get(&format!("/n/{first}/amont")).await.holds("Rives"), "the note stays, out of the notebook");
    }
}

#[tokio::test]
async fn a_placement_bears_any_number_of_categories_and_says_why_it_is_here() {
    for site in TestApp::all(8114).await {
        let (notebook, ana, session) = led(&site).await;
        let (eau, air) = (site.category(notebook, "Eau").await, site.category(notebook, "Air").await);
        let note = site.note("Fleuve").by(ana).placed_in(notebook).write().await;
        let (id, eau, air) = (note.to_string(), eau.to_string(), air.to_string());
        let page = site.get_as(Some(&session), &format!("{}?note={note}", contents_of(notebook))).await;
        assert_eq!(texts(&page, "[data-form=placement] .choice"), ["Air", "Eau"]);
        let form = [
            ("act", "say"),
            ("id", id.as_str()),
            ("reason", "Pour situer."),
            ("category", eau.as_str()),
            ("category", air.as_str()),
        ];
        pressed(&site, &session, notebook, &form).await;
        let page = site.get(&format!("/n/{note}/fleuve")).await;
        assert!(page.holds("Pour situer.") && page.holds("Eau") && page.holds("Air"), "{}", page.text());
        let long = "a".repeat(2000);
        let refused = press(&site, &session, notebook, &[("act", "say"), ("id", &id), ("reason", &long)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.holds(&long), "what was typed is kept");
        pressed(&site, &session, notebook, &[("act", "say"), ("id", &id), ("reason", "")]).await;
        assert!(!site.get(&format!("/n/{note}/fleuve")).await.holds("Pour situer."));
    }
}
