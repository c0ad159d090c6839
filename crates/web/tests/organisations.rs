//! Organisations, as far as each wants to be found.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::notes::Visibility;
use domain::organisations::Precision;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;

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

#[tokio::test]
async fn what_registers_know_an_organisation_by_is_shown_and_said_to_machines() {
    for site in TestApp::all(72).await {
        let note = site.note("Varangue").body("Un texte.");
        let note = note.as_organisation("centre", &[("Québec", "Capitale-Nationale", Precision::Region)]);
        let note =
            note.identified("ror", "05a28rw58").identified("demo", "</dd><script>").identified("neq", "1140000000");
        let note = note.write().await;
        let address = format!("/n/{note}/varangue");
        let shown = texts(&site, &address, "[data-part=identifiers] dd").await;
        assert_eq!(shown, ["ROR 05a28rw58", "demo </dd><script>", "NEQ 1140000000"]);
        let page = site.get(&address).await.text();
        assert_eq!(page.matches("<a href=\"https://ror.org/05a28rw58\">").count(), 1);
        let said =
            page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
        let said: serde_json::Value = serde_json::from_str(said).unwrap();
        let about = &said["about"];
        assert_eq!((&about["@type"], &about["name"]), (&"Organization".into(), &"Varangue".into()));
        assert_eq!(about["identifier"][0]["propertyID"], "ror");
        assert_eq!(about["identifier"][1]["value"], "</dd><script>");
        assert_eq!(about["sameAs"], serde_json::json!(["https://ror.org/05a28rw58"]));
        assert_eq!(about["address"][0]["addressRegion"], "Capitale-Nationale");
        assert!(about["address"][0]["addressLocality"].is_null() && !page.contains(">Québec"), "{page}");
    }
}

#[tokio::test]
async fn an_organisation_that_became_a_part_of_another_leads_there() {
    for site in TestApp::all(73).await {
        let write = async |name: &str| site.note(name).body("Un texte.").as_organisation("groupe", &[]).write().await;
        let (whole, part) = (write("Estacade").await, write("Partie").await);
        let address = format!("/n/{part}/partie");
        assert_eq!(texts(&site, &address, "[data-part=merged-into]").await, Vec::<String>::new());
        site.edit(&Edit::MergedInto(part, whole)).await;
        let page = site.get(&address).await.text();
        assert!(page.contains(&format!("<a href=\"/n/{whole}/estacade\">Estacade</a></p>")), "{page}");
        assert!(page.contains("fusionnée avec une autre"), "{page}");
        site.edit(&Edit::Visibility(whole, Visibility::Authors)).await;
        assert_eq!(texts(&site, &address, "[data-part=merged-into]").await, Vec::<String>::new());
        assert!(!site.get(&address).await.holds("Estacade"));
    }
}
