//! Where the titles of a text lead, and what their links say.

use super::*;

/// An id; of notes that are equally far, the least is the nearest.
fn id(least: u8) -> NoteId {
    NoteId::from_bytes([least; 16])
}

/// The addresses that the body of a note leads to, for who reads it so.
async fn leads(site: &TestApp, who: &Session, note: NoteId) -> Vec<String> {
    let page = Html::parse_document(&page(site, Some(who), note).await.text());
    let links = Selector::parse("[data-part=body] a[href]").unwrap();
    page.select(&links).map(|link| link.value().attr("href").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_title_is_looked_for_in_the_notebook_then_in_the_community_then_on_the_site() {
    for site in TestApp::all(8831).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let circle = site.community("tissage", "Tissage", true).await;
        let hidden = site.community("cachee", "Cachée", false).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), Role::Member).await.unwrap();
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let site_alone = site.note("Digue").known_as(id(1)).body("Au loin.").by(bruno).write().await;
        let theirs = site.note("Digue").known_as(id(2)).body("Ailleurs.").by(bruno).linked_to(hidden).write().await;
        let near = site.note("Digue").known_as(id(3)).body("Du cercle.").by(bruno).linked_to(circle).write().await;
        let own = site.note("Digue").known_as(id(4)).body("Du carnet.").by(bruno).placed_in(notebook).write().await;
        let unseen = site
            .note("Vanne")
            .known_as(id(5))
            .by(bruno)
            .visible_to(Visibility::Authors)
            .linked_to(circle)
            .write()
            .await;
        let seen = site.note("Vanne").known_as(id(6)).by(bruno).write().await;
        let of = |note: NoteId, slug: &str| format!("/n/{note}/{slug}");

        let alone = made(&site, &who, &form("Écluse", "Voir [[Digue]].")).await;
        assert_eq!(leads(&site, &who, alone).await, [of(site_alone, "digue")]);
        let circles = circle.to_string();
        let mut sent = form("Canal", "Voir [[Digue]] et [[Vanne]].");
        sent.push(("community", &circles));
        let linked = made(&site, &who, &sent).await;
        assert_eq!(leads(&site, &who, linked).await, [of(near, "digue"), of(seen, "vanne")], "not {unseen}, {theirs}");
        let placed = notebook.to_string();
        sent.push(("notebook", &placed));
        sent[0] = ("title", "Bief");
        let both = made(&site, &who, &sent).await;
        assert_eq!(leads(&site, &who, both).await[0], of(own, "digue"), "the notebook first");

        // Saved again, and shown before it is saved, it is found in the same way.
        let next = "Voir encore [[Digue]].";
        let sent = [("title", "Canal"), ("language", "fr"), ("body", next), ("base", "1"), ("act", "preview")];
        let shown = site.send(Some(&who), &edit(linked), &sent).await;
        assert!(
            inside(&shown, "[data-part=preview] [data-part=body]").contains(&of(near, "digue")),
            "{}",
            shown.text()
        );
        saved(&site, &who, linked, "1", "Canal", next).await;
        assert_eq!(leads(&site, &who, linked).await, [of(near, "digue")]);
    }
}

#[tokio::test]
async fn a_community_that_the_saver_may_not_know_of_brings_no_title_nearer() {
    for site in TestApp::all(8832).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let hidden = site.community("cachee", "Cachée", false).await;
        let first = site.note("Digue").known_as(id(1)).by(bruno).write().await;
        site.note("Digue").known_as(id(2)).by(bruno).linked_to(hidden).write().await;
        let note = site.note("Canal").body("Rien.").by(ana).linked_to(hidden).write().await;
        saved(&site, &who, note, "1", "Canal", "Voir [[Digue]].").await;
        assert_eq!(leads(&site, &who, note).await, [format!("/n/{first}/digue")]);
    }
}

/// The form of a note for everyone.
fn open<'a>(title: &'a str, body: &'a str) -> Vec<(&'static str, &'a str)> {
    let mut open = form(title, body);
    open.retain(|(name, _)| *name != "visibility");
    open.push(("visibility", "public"));
    open
}

async fn says(site: &TestApp, who: Option<&Session>, note: NoteId) -> Vec<String> {
    texts(&page(site, who, note).await, "[data-part=body] a")
}

#[tokio::test]
async fn a_rename_changes_the_words_of_a_link_and_not_the_text_that_holds_it() {
    for site in TestApp::all(8833).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let digue = made(&site, &who, &open("Digue", "## Le pied\n\nUne digue.")).await;
        let wall = site.note("Mur").also_called("Le rempart").by(ana).write().await;
        let body = "Voir [[Digue]], [[Digue|elle]], [[Digue#Le pied]] et [[Le rempart]].";
        let citing = made(&site, &who, &open("Écluse", body)).await;
        assert_eq!(says(&site, None, citing).await, ["Digue", "elle", "Digue › Le pied", "Le rempart"]);
        saved(&site, &who, digue, "1", "Barrage", "## Le pied\n\nUn barrage.").await;
        saved(&site, &who, wall, "1", "Muraille", "Un mur.").await;
        for reader in [None, Some(&who)] {
            let said = says(&site, reader, citing).await;
            assert_eq!(said, ["Barrage", "elle", "Barrage › Le pied", "Le rempart"], "another name is no former title");
        }
        assert_eq!(source(&site, &who, citing).await, body);
        assert_eq!(versions(&site, &who, citing).await, 1);
        saved(&site, &who, citing, "1", "Écluse", "Rien.").await;
        let old = site.get(&format!("/n/{citing}/-/versions/1")).await;
        assert_eq!(old.status, StatusCode::OK);
        assert!(!old.holds("Barrage ›"), "a version that is past says what it said");
    }
}

#[tokio::test]
async fn the_words_of_a_link_follow_only_where_all_who_read_it_read_the_note() {
    for site in TestApp::all(8834).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let circle = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        for member in [ana, bruno] {
            let member = member.to_string();
            services::admin::add_member(&system, "tissage", &member, Role::Member).await.unwrap();
        }
        let within = |title: &str| {
            let note = site.note(title).by(ana).visible_to(Visibility::Community).linked_to(circle);
            note.body("Voir [[Digue]].")
        };
        let digue =
            site.note("Digue").by(ana).visible_to(Visibility::Community).linked_to(circle).body("Ici.").write().await;
        let theirs = within("Écluse").write().await;
        let everyones = site.note("Canal").by(ana).body("Voir [[Digue]].").write().await;
        let (carole, _) = person(&site, "Carole Nault", "carole@exemple.org").await;
        let read_by_one_more = within("Bief").read_by(carole).write().await;
        saved(&site, &who, digue, "1", "Barrage", "Ici.").await;
        assert_eq!(says(&site, Some(&other), theirs).await, ["Barrage"]);
        for note in [everyones, read_by_one_more] {
            assert_eq!(says(&site, Some(&other), note).await, ["Digue"], "some of its readers read no such note");
        }
        assert!(says(&site, None, everyones).await.is_empty());
        assert!(!page(&site, None, everyones).await.holds("Barrage"));
    }
}
