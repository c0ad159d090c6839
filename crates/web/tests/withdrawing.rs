//! Withdrawing words from all versions of a note, as a browser would; and that they are nowhere then.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
use store::{Kind, Location, Statement};
use testkit::TestApp;
use testkit::site::{Answer, Delivered, Session, leads_to};

const WORD: &str = "Zqmarie Zqroy";
const MARK: &str = "▒▒▒";

/// Somebody with an account.
async fn somebody(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

async fn steward(site: &TestApp) -> Session {
    let steward = site.steward("Administration").await;
    site.session(steward).await
}

fn page(note: NoteId) -> String {
    format!("/n/{note}/-/withdraw")
}

/// Saves a version over another one.
async fn save(site: &TestApp, who: &Session, note: NoteId, base: &str, title: &str, body: &str, reason: &str) {
    let form =
        [("title", title), ("language", "fr"), ("body", body), ("base", base), ("reason", reason), ("act", "save")];
    let saved = site.send(Some(who), &format!("/n/{note}/-/edit"), &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
}

async fn look(site: &TestApp, who: Option<&Session>, note: NoteId, words: &str) -> Answer {
    site.send(who, &page(note), &[("act", "look"), ("passage", words), ("why", "person")]).await
}

async fn withdraw(site: &TestApp, who: Option<&Session>, note: NoteId, newest: &str, words: &str) -> Answer {
    let form = [("act", "withdraw"), ("newest", newest), ("passage", words), ("why", "person")];
    site.send(who, &page(note), &form).await
}

async fn letters_to(site: &TestApp, mail: &str) -> Vec<Delivered> {
    site.letters().await.into_iter().filter(|letter| letter.to == mail).collect()
}

/// The titles that a page says are still to be written.
fn waits_for(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let after = text.split("data-wanted=\"").skip(1);
    after.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

static WHOLE: Statement =
    Statement::new("tests.whole_database", "SELECT CAST(database_to_xml(TRUE, FALSE, '') AS TEXT)", &[], &[Kind::Text]);

/// Whether a word stands anywhere in the rows of the database, whatever the case of its letters.
async fn is_kept(site: &TestApp, word: &str) -> bool {
    let word = word.to_lowercase();
    if matches!(site.store.location, Location::Sqlite(_)) {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        site.services().store().copy_to(copy.clone()).await.unwrap();
        let bytes = std::fs::read(copy).unwrap();
        return String::from_utf8_lossy(&bytes).to_lowercase().contains(&word);
    }
    let mut tx = site.services().store().read().await.unwrap();
    let row: Option<(String,)> = tx.opt(&WHOLE, &[]).await.unwrap();
    row.unwrap().0.to_lowercase().contains(&word)
}

/// A note that says the words in its title, in two of its three versions, and in what was said of one.
async fn written(site: &TestApp, by: PersonId, her: &Session) -> NoteId {
    let note = site.note("Écluse").by(by).body("Un.\n\nDeux.").write().await;
    let body = format!("Un.\n\nVu par {WORD}, au moulin de [[{WORD}]].\n\nTrois.");
    save(site, her, note, "1", &format!("Écluse de {WORD}"), &body, &format!("Merci à {WORD}")).await;
    save(site, her, note, "2", "Écluse", &format!("{body}\n\nQuatre."), "").await;
    note
}

#[tokio::test]
async fn withdrawn_words_are_in_no_page_and_nowhere_in_the_database() {
    for site in TestApp::all(8301).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let note = written(&site, ana, &her).await;
        let reading = format!("/n/{note}/ecluse");
        site.catch_up().await;
        // Kept, before.
        for _ in 0..2 {
            assert!(site.get(&reading).await.holds("Zqmarie"));
        }
        assert!(is_kept(&site, "Zqmarie").await);
        let found = look(&site, Some(&her), note, WORD).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(
            found.holds("dans 2 versions") && found.holds("La version d’aujourd’hui est du nombre"),
            "{}",
            found.text()
        );
        let done = withdraw(&site, Some(&her), note, "3", WORD).await;
        assert_eq!(leads_to(&done), format!("/n/{note}/-/versions"), "{}", done.text());
        site.catch_up().await;
        let mut pages = vec![reading, format!("/n/{note}/ecluse.md"), format!("/n/{note}/-/versions")];
        pages.extend((1..4).map(|number| format!("/n/{note}/-/versions/{number}")));
        pages.push(format!("/n/{note}/-/compare/1/2"));
        pages.extend(["/recent".to_owned(), "/wanted".to_owned(), "/feed.atom".to_owned()]);
        for page in pages {
            for who in [None, Some(&her)] {
                let answer = site.get_as(who, &page).await;
                assert!(!answer.text().to_lowercase().contains("zqmarie"), "{page}: {}", answer.text());
            }
        }
        let version = site.get(&format!("/n/{note}/-/versions/2")).await;
        assert!(
            version.holds(&format!("Vu par {MARK}")) && version.holds("Trois."),
            "the lines stay: {}",
            version.text()
        );
        let list = site.get(&format!("/n/{note}/-/versions")).await;
        assert!(
            list.holds("data-withdrawal=\"person\"") && list.holds("une personne y était nommée"),
            "{}",
            list.text()
        );
        assert!(!is_kept(&site, "Zqmarie").await, "it is somewhere");
        assert!(is_kept(&site, "Quatre.").await, "the rest stays");
    }
}

#[tokio::test]
async fn authors_and_stewards_withdraw_words_and_nobody_else() {
    for site in TestApp::all(8302).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, other) = somebody(&site, "Bruno", "bruno@exemple.org").await;
        let runs = steward(&site).await;
        let note = written(&site, ana, &her).await;
        let private = site.note("Zqjournal").by(ana).body(WORD).visible_to(Visibility::Authors).write().await;
        let absent = NoteId::from_bytes([9; 16]);
        for (who, status) in
            [(Some(&her), StatusCode::OK), (Some(&runs), StatusCode::OK), (Some(&other), StatusCode::FORBIDDEN)]
        {
            assert_eq!(site.get_as(who, &page(note)).await.status, status);
            assert_eq!(look(&site, who, note, WORD).await.status, status);
        }
        assert_eq!(withdraw(&site, Some(&other), note, "3", WORD).await.status, StatusCode::FORBIDDEN);
        for who in [Some(&runs), Some(&other), None] {
            for of in [private, absent] {
                assert_eq!(look(&site, who, of, WORD).await.status, StatusCode::NOT_FOUND);
                assert_eq!(withdraw(&site, who, of, "1", WORD).await.status, StatusCode::NOT_FOUND);
            }
        }
        for (who, may) in [(Some(&her), true), (Some(&runs), true), (Some(&other), false), (None, false)] {
            let list = site.get_as(who, &format!("/n/{note}/-/versions")).await;
            assert_eq!(list.holds(&page(note)), may, "{}", list.text());
        }
        assert_eq!(withdraw(&site, Some(&runs), note, "3", WORD).await.status, StatusCode::SEE_OTHER);
        let told = letters_to(&site, "ana@exemple.org").await.pop().unwrap();
        assert!(told.text.contains("Écluse") && !told.text.contains("Zqmarie"), "{}", told.text);
    }
}

#[tokio::test]
async fn what_cannot_be_withdrawn_is_said_and_nothing_changes() {
    for site in TestApp::all(8303).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let note = written(&site, ana, &her).await;
        for (words, says) in
            [("", "data-form=\"look\""), ("Zq", "Au moins 3"), ("zqmarie zqroy", "dans aucune version")]
        {
            let answer = look(&site, Some(&her), note, words).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(answer.holds(says) && answer.holds("role=\"alert\""), "{}", answer.text());
        }
        let without = [("act", "look"), ("passage", WORD), ("why", "")];
        let answer = site.send(Some(&her), &page(note), &without).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        // A version was saved meanwhile.
        let late = withdraw(&site, Some(&her), note, "2", WORD).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.holds("Rien n’a été retiré") && late.holds(WORD), "{}", late.text());
        assert!(site.get(&format!("/n/{note}/ecluse")).await.holds("Zqmarie"));
    }
}

#[tokio::test]
async fn words_of_several_lines_leave_their_lines_and_links_lead_where_they_led() {
    for site in TestApp::all(8304).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        site.note("Moulin").by(ana).body("Un moulin.").write().await;
        let note = site.note("Écluse").by(ana).body("Un.").write().await;
        save(&site, &her, note, "1", "Écluse", "Voir [[Moulin]].\n\nZqmarie vit\nau bord.\n\nFin.", "").await;
        let done = withdraw(&site, Some(&her), note, "2", "Zqmarie vit\r\nau bord.").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let source = site.get(&format!("/n/{note}/ecluse.md")).await;
        assert!(source.holds(&format!("\n\n{MARK}\n{MARK}\n\nFin.")), "{}", source.text());
        let read = site.get(&format!("/n/{note}/ecluse")).await;
        assert!(read.holds("/moulin\""), "{}", read.text());
    }
}

#[tokio::test]
async fn a_link_that_lost_words_waits_for_no_note_and_leads_to_one_that_is_called_so() {
    for site in TestApp::all(8305).await {
        let (ana, her) = somebody(&site, "Ana Roy", "ana@exemple.org").await;
        let note = site.note("Écluse").by(ana).body("Un.").write().await;
        let body = format!("Voir [[{WORD}]], [[Moulin de {WORD}]] et [[Digue]].");
        save(&site, &her, note, "1", "Écluse", &body, "").await;
        save(&site, &her, note, "2", "Écluse", &format!("{body}\n\nFin."), "").await;
        let done = withdraw(&site, Some(&her), note, "3", WORD).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let reading = format!("/n/{note}/ecluse");
        for page in [reading.clone(), format!("/n/{note}/-/versions/2")] {
            let shown = site.get_as(Some(&her), &page).await;
            assert_eq!(waits_for(&shown), ["Digue"], "{page}: {}", shown.text());
            assert!(shown.holds(&format!("Voir {MARK}, Moulin de {MARK} et ")), "{page}: {}", shown.text());
        }
        let wanted = site.get_as(Some(&her), "/wanted").await;
        assert_eq!(waits_for(&wanted), ["Digue"], "{}", wanted.text());

        // A note that lost the same words is found by those that are left.
        let mill = site.note(&format!("Moulin de {WORD}")).by(ana).body("Un moulin.").write().await;
        assert_eq!(withdraw(&site, Some(&her), mill, "1", WORD).await.status, StatusCode::SEE_OTHER);
        save(&site, &her, note, "3", "Écluse", &format!("Voir [[Moulin de {MARK}]]."), "").await;
        let shown = site.get_as(Some(&her), &reading).await;
        assert!(shown.holds(&format!("href=\"/n/{mill}/")), "{}", shown.text());
    }
}
