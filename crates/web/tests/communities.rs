//! What communities say of themselves, in the language of who reads, with the notes that this reader may see.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::{Formality, Stage, Support};
use domain::notes::Visibility;
use domain::organisations::Precision;
use domain::{Day, LanguageTag};
use scraper::{Html, Selector};
use store::communities::CommunityWords;
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::Session;

async fn texts(site: &TestApp, who: Option<&Session>, address: &str, selector: &str) -> Vec<String> {
    let answer = site.get_as(who, address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    Html::parse_document(&answer.text()).select(&Selector::parse(selector).unwrap()).map(words).collect()
}

fn words(name: &str, about: &str, rule: &str) -> CommunityWords {
    let (name, about, confidentiality) = (name.to_owned(), about.to_owned(), rule.to_owned());
    CommunityWords { name, about, rhythm: String::new(), confidentiality }
}

#[tokio::test]
async fn a_community_says_what_it_is_in_the_language_of_who_reads_else_in_its_own() {
    for site in TestApp::all(81).await {
        let fanal = site.community("fanal", "Fanal", true).await;
        let french = words("Fanal, communauté", "Nous animons. Et nous lisons; vous?", "Rien ne sort.");
        site.edit(&Edit::CommunitySays(fanal, LanguageTag::french(), french)).await;
        let english = words("Fanal, for facilitators", "We facilitate. And read.", "");
        site.edit(&Edit::CommunitySays(fanal, LanguageTag::english(), english)).await;
        let formality = Some(Formality::CharteredCommunity);
        site.edit(&Edit::Stage(fanal, Stage::Paused, Day::parse("2027-05-01"), formality)).await;
        let note = site.note("Une note").body("Un texte.").linked_to(fanal).write().await;
        site.catch_up().await;

        let list = texts(&site, None, "/communities", "[data-community] p").await;
        assert_eq!(list, ["Fanal, communauté", "Nous animons.", "en pause jusqu’au 1er mai 2027 · accès sur demande"]);
        let page = texts(&site, None, "/communities/fanal", "[data-part=community] > div").await;
        let whole = [
            "Étapeen pause jusqu’au 1er mai 2027",
            "Accèssur demande",
            "Formecommunauté avec charte",
            "Règle de confidentialitéRien ne sort.",
        ];
        assert_eq!(page, whole);

        let headers = [("accept-language", "en")];
        let page = site.ask_as(None, "GET", "/communities/fanal", &headers).await.text();
        assert!(page.contains("<h1>Fanal, for facilitators</h1>") && page.contains(">We facilitate. And read.</p>"));
        assert!(page.contains("paused until May 1, 2027") && page.contains("community with a charter"), "{page}");
        // What was said in French alone says so.
        assert!(page.contains("<dd lang=\"fr\">Rien ne sort.</dd>"), "{page}");
        // Wherever it is named.
        let page = site.ask_as(None, "GET", &format!("/n/{note}/une-note"), &headers).await.text();
        assert!(page.contains(">Fanal, for facilitators</a>"), "{page}");
        assert!(site.get(&format!("/n/{note}/une-note")).await.holds(">Fanal, communauté</a>"));
    }
}

#[tokio::test]
async fn the_organisations_and_the_charter_of_a_community_are_named_to_who_may_read_them() {
    for site in TestApp::all(82).await {
        let (ana, fanal) = (site.person("Ana").await, site.community("fanal", "Fanal", true).await);
        let session = site.session(ana).await;
        let organisation = async |name: &str, visibility| {
            let note = site.note(name).body("Un texte.").visible_to(visibility).by(ana);
            note.as_organisation("groupe", &[("", "Estrie", Precision::Region)]).write().await
        };
        let host = organisation("Marnage", Visibility::Public).await;
        let first = organisation("Varangue", Visibility::Public).await;
        let hidden = organisation("Laminaire", Visibility::Authors).await;
        let charter = site.note("Notre charte").body("Huit rubriques.").visible_to(Visibility::SignedIn).write().await;
        let support = vec![(Support::Supporting, hidden), (Support::Host, host), (Support::Supporting, first)];
        site.edit(&Edit::Support(fanal, support)).await;
        site.edit(&Edit::Charter(fanal, Some(charter))).await;

        let asked = "[data-part=hosts], [data-part=supporting], [data-part=charter]";
        let seen = texts(&site, None, "/communities/fanal", asked).await;
        assert_eq!(seen, ["Organisation porteuseMarnage", "Organisation d’appuiVarangue"]);
        let seen = texts(&site, Some(&session), "/communities/fanal", asked).await;
        let all = ["Organisation porteuseMarnage", "Organisations d’appuiLaminaire, Varangue", "CharteNotre charte"];
        assert_eq!(seen, all);

        // A kept page follows the title and the rights of what it names.
        site.edit(&Edit::Title(host, "Marnage et compagnie".to_owned())).await;
        site.edit(&Edit::Visibility(charter, Visibility::Public)).await;
        let seen = texts(&site, None, "/communities/fanal", asked).await;
        let all = ["Organisation porteuseMarnage et compagnie", "Organisation d’appuiVarangue", "CharteNotre charte"];
        assert_eq!(seen, all);
    }
}

#[tokio::test]
async fn what_a_community_says_harms_nobody() {
    for site in TestApp::all(83).await {
        let fanal = site.community("fanal", "Fanal", true).await;
        let hostile = "\"><script>alert(1)</script> « ' {{ x }}";
        let said = CommunityWords {
            name: hostile.to_owned(),
            about: hostile.to_owned(),
            rhythm: hostile.to_owned(),
            confidentiality: hostile.to_owned(),
        };
        site.edit(&Edit::CommunitySays(fanal, LanguageTag::french(), said)).await;
        for address in ["/", "/communities", "/communities/fanal"] {
            let page = site.get(address).await.text();
            assert!(!page.contains("<script>") && page.contains("&#60;script&#62;"), "{address}: {page}");
        }
    }
}
