//! Deleted, restored, purged.

use super::*;

fn deletion(note: NoteId) -> String {
    format!("/n/{note}/-/delete")
}

async fn delete(site: &TestApp, who: &Session, note: NoteId) -> Answer {
    site.send(Some(who), &deletion(note), &[("act", "delete")]).await
}

async fn restore(site: &TestApp, who: &Session, note: NoteId) -> Answer {
    site.send(Some(who), "/me/bin", &[("note", &note.to_string())]).await
}

#[tokio::test]
async fn a_deleted_note_is_restored_with_its_placements_its_links_and_its_rights() {
    for site in TestApp::all(8821).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, bruno).await;
        let note = site.note("Digue").body("Une digue.").by(ana).placed_in(notebook).write().await;
        let private = site.note("Journal").body("À moi.").by(ana).visible_to(Visibility::Authors).write().await;
        let citing = site.note("Écluse").body("Voir [[Digue]].").by(bruno).write().await;
        site.catch_up().await;

        assert_eq!(site.get_as(Some(&other), &deletion(note)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(delete(&site, &other, note).await.status, StatusCode::FORBIDDEN);
        assert_eq!(delete(&site, &other, private).await.status, StatusCode::NOT_FOUND);
        let asks = site.get_as(Some(&who), &deletion(note)).await;
        assert_eq!(texts(&asks, "[data-part=cited-by] li"), ["Écluse"], "{}", asks.text());
        assert_eq!(site.send(Some(&who), &deletion(note), &[]).await.status, StatusCode::NOT_FOUND);

        assert_eq!(leads_to(&delete(&site, &who, note).await), "/me/bin?done=yes");
        assert_eq!(leads_to(&delete(&site, &who, private).await), "/me/bin?done=yes");
        site.catch_up().await;
        for viewer in [None, Some(&who), Some(&other)] {
            assert_eq!(page(&site, viewer, note).await.status, StatusCode::GONE);
            assert_eq!(page(&site, viewer, private).await.status, StatusCode::NOT_FOUND);
            let shown = page(&site, viewer, citing).await;
            assert!(!inside(&shown, "[data-part=body]").contains(&note.to_string()));
        }
        let mut binned = texts(&site.get_as(Some(&who), "/me/bin").await, "li[data-note] .title");
        binned.sort_unstable();
        assert_eq!(binned, ["Digue", "Journal"]);
        assert_eq!(texts(&site.get_as(Some(&other), "/me/bin").await, "li[data-note]").len(), 0);
        assert_eq!(restore(&site, &other, note).await.status, StatusCode::NOT_FOUND);

        assert_eq!(leads_to(&restore(&site, &who, note).await), format!("/n/{note}/digue"));
        let again = restore(&site, &who, note).await;
        assert_eq!(leads_to(&again), format!("/n/{note}/digue"), "asked twice, it is there");
        assert_eq!(restore(&site, &other, note).await.status, StatusCode::NOT_FOUND, "and who may not is told nothing");
        site.catch_up().await;
        let back = page(&site, None, note).await;
        assert_eq!(texts(&back, "[data-part=notebooks] .title"), ["Carnet"]);
        assert_eq!(texts(&back, "[data-part=cited-by] .title"), ["Écluse"]);
        assert!(inside(&page(&site, None, citing).await, "[data-part=body]").contains(&note.to_string()));
        site.chance.pass(31 * 24 * 3600);
        site.letters().await;
        assert_eq!(page(&site, None, note).await.status, StatusCode::OK, "one that was restored keeps its words");
    }
}

#[tokio::test]
async fn who_leads_a_notebook_where_it_stood_or_cites_it_is_told_where() {
    for site in TestApp::all(8822).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let (rosa, _) = person(&site, "Rosa Lima", "rosa@exemple.org").await;
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, bruno).await;
        let note = site.note("Digue").body("Une digue.").by(ana).placed_in(notebook).write().await;
        site.note("Écluse").body("Voir [[Digue]].").by(rosa).write().await;
        let hidden = site.note("Caché").by(ana).visible_to(Visibility::Authors).placed_in(notebook).write().await;
        for note in [note, hidden] {
            delete(&site, &who, note).await;
        }
        let letters = site.letters().await;
        let mut told: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, ["bruno@exemple.org", "rosa@exemple.org"], "of what they could not read, nobody is told");
        for letter in &letters {
            assert_eq!(letter.subject, "À propos d’une note");
            assert!(letter.text.contains("Digue") && !letter.text.contains("Caché"), "{}", letter.text);
            let stood = if letter.to.starts_with("bruno") { "Carnet" } else { "Écluse" };
            assert!(letter.text.contains(stood), "{}", letter.text);
        }
    }
}

#[tokio::test]
async fn after_thirty_days_its_words_are_gone_and_the_day_stays() {
    for site in TestApp::all(8823).await {
        let (person, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let mut open = form("Digue", "zqsecret");
        open.retain(|(name, _)| *name != "visibility");
        open.push(("visibility", "public"));
        let note = made(&site, &ana, &open).await;
        delete(&site, &ana, note).await;
        site.chance.pass(31 * 24 * 3600);
        site.letters().await;
        let ana = site.session(person).await;
        assert_eq!(texts(&site.get_as(Some(&ana), "/me/bin").await, "li[data-note]").len(), 0);
        assert_eq!(restore(&site, &ana, note).await.status, StatusCode::NOT_FOUND);
        assert_eq!(page(&site, None, note).await.status, StatusCode::GONE);
        let mut tx = site.services().store().read().await.unwrap();
        let (line, _, body) = store::notes::version(&mut tx, note, 1).await.unwrap().unwrap();
        assert_eq!((line.title.as_str(), body.as_str()), ("", ""));
    }
}
