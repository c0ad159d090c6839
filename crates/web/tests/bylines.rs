//! Who is credited, and what leads to whom.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use testkit::TestApp;
use testkit::scene::Edit;

/// A name that a person has in a community alone is shown, and joined to nothing: neither on the note, nor on the page of
/// the person, who has none while nothing else is signed.
#[tokio::test]
async fn who_signs_by_another_name_is_not_led_to() {
    for site in TestApp::all(31).await {
        let kim = site.person("Kim-Anh Lê-Bissonnette").await;
        let note = site.note("Dire au travail").body("On peut le dire.").by(kim).write().await;
        let own = format!("/people/{kim}/kim-anh-le-bissonnette");
        assert_eq!(site.get(&own).await.status, StatusCode::OK);

        site.edit(&Edit::SignedAs(note, kim, "Violette".to_owned())).await;
        let page = site.get(&format!("/n/{note}/dire-au-travail")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.holds("Violette") && !page.holds("Bissonnette") && !page.holds(&kim.to_string()),
            "{}",
            page.text()
        );
        assert_eq!(site.get(&own).await.status, StatusCode::NOT_FOUND);

        // With something else to see there, the page says nothing of the other name either.
        site.note("Autre chose").body("Rien à voir.").by(kim).write().await;
        let page = site.get(&own).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.holds("Autre chose") && !page.holds("Violette") && !page.holds("Dire au travail"),
            "{}",
            page.text()
        );
    }
}
