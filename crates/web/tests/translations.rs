//! Notes that say the same in other languages, and versions without words, as each viewer may see them.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::notes::Visibility;
use testkit::TestApp;
use testkit::scene::Edit;

#[tokio::test]
async fn translations_are_named_to_who_may_read_both_and_to_machines_where_everyone_may() {
    for site in TestApp::all(91).await {
        let ana = site.person("Ana").await;
        let session = site.session(ana).await;
        let original = site.note("Récolte").body("Un.").by(ana).write().await;
        let public = site.note("Harvest").body("One.").by(ana).write().await;
        let hidden = site.note("Cosecha").body("Uno.").visible_to(Visibility::Authors).by(ana).write().await;
        for translation in [public, hidden] {
            site.edit(&Edit::Translation(translation, original, 1)).await;
        }
        let [at_original, at_public] =
            [(original, "recolte"), (public, "harvest")].map(|(id, slug)| format!("/n/{id}/{slug}"));

        let page = site.get(&at_original).await;
        assert!(page.holds(">Harvest</a>, à jour") && !page.holds("Cosecha"), "{}", page.text());
        assert_eq!(page.text().matches("rel=\"alternate\" hreflang=").count(), 2, "itself and the other one");
        let page = site.get_as(Some(&session), &at_original).await;
        assert!(page.holds(">Cosecha</a>"), "{}", page.text());
        assert_eq!(page.text().matches("rel=\"alternate\" hreflang=").count(), 2, "only what everyone may read");
        let page = site.get_as(Some(&session), &at_public).await;
        assert!(page.holds("Traduction de") && page.holds(">Cosecha</a>"), "{}", page.text());

        // The original goes on: both pages say so at once.
        site.edit(&Edit::Body(original, "Un, puis deux.".to_owned())).await;
        for address in [&at_original, &at_public] {
            assert!(site.get(address).await.holds("plus ancienne que l’original"), "{address}");
        }
        // Of an original that may not be read nothing follows, not even that two notes translate the same one.
        site.edit(&Edit::Visibility(hidden, Visibility::Public)).await;
        assert!(site.get(&at_public).await.holds(">Cosecha</a>"));
        site.edit(&Edit::Visibility(original, Visibility::Authors)).await;
        let page = site.get(&at_public).await;
        assert!(
            !page.holds("Récolte") && !page.holds("Cosecha") && !page.holds("hreflang=\"fr\" href=\"http"),
            "{}",
            page.text()
        );
        assert!(!page.holds("translationOfWork"));
    }
}

#[tokio::test]
async fn a_version_whose_words_were_withdrawn_keeps_its_line_and_says_no_more() {
    for site in TestApp::all(92).await {
        let ana = site.person("Ana Roy").await;
        let note = site.note("Charte").body("Premier.").by(ana).write().await;
        site.edit(&Edit::Title(note, "Charte de Gaétane".to_owned())).await;
        site.edit(&Edit::Body(note, "Le nom de Gaétane.".to_owned())).await;
        site.edit(&Edit::Title(note, "Charte".to_owned())).await;
        site.edit(&Edit::Body(note, "Sans nom.".to_owned())).await;
        let versions = format!("/n/{note}/-/versions");
        assert!(
            site.get(&versions).await.holds("Gaétane") && site.get(&format!("{versions}/3")).await.holds("Gaétane")
        );
        for number in 2..=5 {
            site.edit(&Edit::Withdraw(note, number, ana)).await;
        }
        let list = site.get(&versions).await;
        assert!(!list.holds("Gaétane"), "{}", list.text());
        assert_eq!(list.text().matches("data-withdrawn=\"person\"").count(), 3, "the newest keeps its words");
        assert!(list.holds("Mots retirés par Ana Roy, le"), "{}", list.text());
        for address in ["/2", "/3", "/4"].map(|number| format!("{versions}{number}")) {
            let page = site.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(!page.holds("Gaétane") && !page.holds("data-part=\"body\""), "{}", page.text());
        }
        for compared in ["1/3", "3/5", "2/4"] {
            let page = site.get(&format!("/n/{note}/-/compare/{compared}")).await;
            assert!(!page.holds("Gaétane") && page.holds("Il n’y a rien à comparer"), "{}", page.text());
        }
        let page = site.get(&format!("/n/{note}/-/compare/1/5")).await;
        assert!(page.holds("Premier") && page.holds("Sans nom"), "{}", page.text());
        assert!(site.get(&format!("{versions}/5")).await.holds("Sans nom"));
    }
}
