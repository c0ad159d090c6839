//! Organisations, as far as each wants to be found.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::organisations::Precision;
use scraper::{Html, Selector};
use testkit::TestApp;

async fn texts(site: &TestApp, address: &str, selector: &str) -> Vec<String> {
    let answer = site.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    Html::parse_document(&answer.text()).select(&Selector::parse(selector).unwrap()).map(words).collect()
}

const NAMES: &str = "[data-part=organisations] .title";

#[tokio::test]
async fn organisations_are_listed_by_region_and_form_and_a_hidden_place_finds_nothing() {
    for site in TestApp::all(71).await {
        let write = async |name: &str, form: &str, places: &[(&str, &str, Precision)]| {
            site.note(name).body("Un texte.").as_organisation(form, places).write().await
        };
        write("Entraide", "coopérative", &[("Gaspé", "Gaspésie", Precision::Municipality)]).await;
        write("Écluse", "Coopérative", &[("Sherbrooke", "Estrie", Precision::Region)]).await;
        let refuge = write("Refuge", "organisme", &[("Gaspé", "Gaspésie", Precision::Hidden)]).await;

        assert_eq!(texts(&site, "/organisations", NAMES).await, ["Écluse", "Entraide", "Refuge"]);
        assert_eq!(texts(&site, "/organisations?region=gaspesie", NAMES).await, ["Entraide"]);
        assert_eq!(texts(&site, "/organisations?form=cooperative", NAMES).await, ["Écluse", "Entraide"]);
        assert_eq!(texts(&site, "/organisations?region=estrie&form=organisme", NAMES).await, Vec::<String>::new());
        let regions = texts(&site, "/organisations?form=cooperative", "[data-part=regions] a").await;
        assert_eq!(regions, ["Estrie (1)", "Gaspésie (1)"]);
        let forms = texts(&site, "/organisations?region=estrie", "[data-part=forms] a").await;
        assert_eq!(forms.len(), 1, "{forms:?}");

        // A place that is shown by its region alone names no town; one that is hidden is nowhere.
        let list = site.get("/organisations").await;
        assert!(!list.holds("Sherbrooke") && list.text().matches("Gaspésie").count() == 2, "{}", list.text());
        let page = texts(&site, &format!("/n/{refuge}/refuge"), "[data-part=organisation] dd").await;
        assert_eq!(page, ["organisme", "https://organisation.example.org"]);
    }
}
