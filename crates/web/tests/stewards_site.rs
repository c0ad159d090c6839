//! What those who run the site say of it as a whole: what it is called, what its home page says that it is, which language it
//! speaks first, under which licence what is published stands.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};
use services::licences::OFFERED;
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

const SITE: &str = "/admin/site";
const LEAD: &str = "Des gens qui soignent les rives.";

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words =
        |element: ElementRef<'_>| element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// What was read: what is typed is saved over it.
fn base(page: &Answer) -> String {
    let page = Html::parse_document(&page.text());
    let field = Selector::parse("[data-form=site] [name=base]").unwrap();
    page.select(&field).next().unwrap().value().attr("value").unwrap().to_owned()
}

/// The form of the site that [`TestApp::set_up`] makes, but for this.
fn with<'a>(base: &'a str, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("base", base),
        ("name", "Réseau des Rives"),
        ("lead-fr", ""),
        ("lead-en", ""),
        ("language", "fr"),
        ("licence", "CC BY 4.0"),
    ];
    let typed = |name: &str| other.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    usual.into_iter().map(|(name, value)| (name, typed(name).unwrap_or(value))).collect()
}

/// Says this, over what stands.
async fn says(site: &TestApp, who: &Session, typed: &[(&str, &str)]) -> Answer {
    let base = base(&site.get_as(Some(who), SITE).await);
    site.send(Some(who), SITE, &with(&base, typed)).await
}

#[tokio::test]
async fn a_name_that_a_steward_says_stands_on_every_page_at_once() {
    for site in TestApp::all(8851).await {
        let claire = site.set_up().await;
        let ana = site.person("Ana").await;
        let note = site.note("Berge").by(ana).body("Un texte.").write().await;
        let pages = ["/".to_owned(), "/recent".to_owned(), "/about".to_owned(), format!("/n/{note}/berge")];
        let absent = "/absent".to_owned();
        for page in pages.iter().chain([&absent]) {
            assert!(site.get(page).await.text().contains("<span>Réseau des Rives</span>"), "{page}");
        }
        let saved = says(&site, &claire, &[("name", " Réseau  des Berges ")]).await;
        assert_eq!(
            (saved.status, leads_to(&saved)),
            (StatusCode::SEE_OTHER, "/admin/site?done=saved"),
            "{}",
            saved.text()
        );
        for page in pages.iter().chain([&absent]) {
            let page = site.get(page).await.text();
            assert!(page.contains("<span>Réseau des Berges</span>") && !page.contains("Réseau des Rives"), "{page}");
        }
        let admin = site.get_as(Some(&claire), "/admin").await;
        assert!(texts(&admin, "main .lines li").iter().any(|it| it.contains("Réseau des Berges")), "{}", admin.text());
        let log = site.get_as(Some(&claire), "/admin/audit?kind=settings").await;
        assert_eq!(texts(&log, "[data-part=audit] .title"), ["Présentation du site changée · Nom du site"]);
    }
}

#[tokio::test]
async fn a_lead_is_said_on_the_home_page_in_its_language_until_it_is_removed() {
    for site in TestApp::all(8852).await {
        let claire = site.set_up().await;
        let lead = async |language: &str| {
            let home = site.ask("GET", "/", &[("accept-language", language)]).await;
            texts(&home, "[data-part=lead]")
        };
        assert!(lead("fr").await.is_empty());
        let said = [("lead-fr", "Des gens\r\nqui soignent  les rives."), ("lead-en", "People who tend shores.")];
        assert_eq!(says(&site, &claire, &said).await.status, StatusCode::SEE_OTHER);
        assert_eq!((lead("fr").await, lead("en").await), (vec![LEAD.to_owned()], vec![said[1].1.to_owned()]));
        let form = site.get_as(Some(&claire), SITE).await;
        assert_eq!(texts(&form, "[name=lead-fr]"), [LEAD]);
        assert!(site.get_as(Some(&claire), "/admin").await.text().contains(LEAD));

        assert_eq!(says(&site, &claire, &[("lead-fr", LEAD)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lead("en").await, [LEAD], "what is written in another language is better than nothing");
        assert_eq!(says(&site, &claire, &[("lead-fr", " \u{200b} ")]).await.status, StatusCode::SEE_OTHER);
        assert!(lead("fr").await.is_empty() && lead("en").await.is_empty());
    }
}

#[tokio::test]
async fn the_language_spoken_first_and_the_licence_of_what_is_published_are_said_anew() {
    for site in TestApp::all(8853).await {
        let claire = site.set_up().await;
        assert!(site.get("/").await.text().contains("<html lang=\"fr-CA\""));
        let said = [("language", "en"), ("licence", "CC0 1.0")];
        assert_eq!(says(&site, &claire, &said).await.status, StatusCode::SEE_OTHER);
        for page in ["/", "/absent"] {
            assert!(site.get(page).await.text().contains("<html lang=\"en-CA\""), "{page}");
        }
        let form = site.get_as(Some(&claire), SITE).await;
        assert_eq!(texts(&form, "[name=licence] option[selected]"), ["CC0 1.0"]);
        assert_eq!(texts(&form, "[name=licence] option").len(), OFFERED.len());
        assert_eq!(texts(&form, "[name=language] option[selected]"), ["English"]);
        let log = site.get_as(Some(&claire), "/admin/audit?kind=settings").await;
        assert!(texts(&log, "[data-part=audit] .title")[0].ends_with("Main language, Licence for what is published"));

        // One that was brought in stays among the choices while it stands.
        let mut tx = site.services().store().write().await.unwrap();
        store::site::set_choice(&mut tx, &domain::LanguageTag::french(), "Licence Art Libre").await.unwrap();
        tx.commit().await.unwrap();
        let form = site.get_as(Some(&claire), SITE).await;
        assert_eq!(texts(&form, "[name=licence] option")[0], "Licence Art Libre");
        let kept = [("licence", "Licence Art Libre"), ("lead-fr", LEAD)];
        assert_eq!(says(&site, &claire, &kept).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn what_is_amiss_is_said_above_and_what_was_typed_stays() {
    for site in TestApp::all(8854).await {
        let claire = site.set_up().await;
        let long = "é".repeat(401);
        let typed = [("name", " "), ("lead-fr", long.as_str()), ("language", "de"), ("licence", "À moi")];
        let read = base(&site.get_as(Some(&claire), SITE).await);
        let refused = site.send(Some(&claire), SITE, &with(&read, &typed)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(&refused, "[role=alert] li").len(), 4, "{}", refused.text());
        assert_eq!((texts(&refused, "[name=lead-fr]"), base(&refused)), (vec![long.clone()], read));
        assert!(site.get("/").await.text().contains("<span>Réseau des Rives</span>"), "nothing is kept of it");
    }
}

#[tokio::test]
async fn of_two_who_say_otherwise_the_second_one_sees_what_the_first_one_said() {
    for site in TestApp::all(8855).await {
        let claire = site.set_up().await;
        let read = base(&site.get_as(Some(&claire), SITE).await);
        let first = with(&read, &[("lead-fr", LEAD)]);
        assert_eq!(site.send(Some(&claire), SITE, &first).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.send(Some(&claire), SITE, &first).await.status, StatusCode::SEE_OTHER, "the same form twice");

        let second = [("name", "Réseau des Berges"), ("language", "en")];
        let stale = site.send(Some(&claire), SITE, &with(&read, &second)).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let theirs = texts(&stale, "[data-part=merge] dd");
        assert_eq!(theirs, ["Réseau des Rives", LEAD, "Français"], "{}", stale.text());
        assert!(stale.text().contains("value=\"Réseau des Berges\""), "what was typed stays");
        assert!(site.get("/").await.text().contains("<span>Réseau des Rives</span>"));
        let again = site.send(Some(&claire), SITE, &with(&base(&stale), &second)).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
        let home = site.get("/").await;
        assert!(home.text().contains("<span>Réseau des Berges</span>") && texts(&home, "[data-part=lead]").is_empty());
    }
}

#[tokio::test]
async fn what_was_saved_is_said_on_the_page_of_its_form_and_at_no_other_address() {
    const NOTICE: &str = "main .notice[role=status]";
    for site in TestApp::all(8857).await {
        let claire = site.set_up().await;
        let read = base(&site.get_as(Some(&claire), SITE).await);
        let registration = vec![("mode", "open"), ("responsible", "Direction générale")];
        let forms = [
            (SITE, with(&read, &[("lead-fr", LEAD)])),
            ("/admin/registration", registration.clone()),
            ("/admin/communities", vec![("who", "signed_in")]),
            ("/admin/pages/about", vec![("base", "0"), ("body", "Qui nous sommes.")]),
        ];
        for (page, form) in forms {
            let saved = site.send(Some(&claire), page, &form).await;
            assert_eq!(leads_to(&saved), format!("{page}?done=saved"), "{}", saved.text());
            let shown = site.get_as(Some(&claire), leads_to(&saved)).await;
            assert_eq!(texts(&shown, NOTICE), ["C’est enregistré."], "{page}: {}", shown.text());
            for address in [page.to_owned(), format!("{page}?done=autre"), format!("{page}?done=")] {
                let shown = site.get_as(Some(&claire), &address).await;
                assert_eq!((shown.status, texts(&shown, NOTICE).len()), (StatusCode::OK, 0), "{address}");
            }
        }
        for page in ["/me/profile", "/me/notifications/-/choices"] {
            let shown = site.get_as(Some(&claire), &format!("{page}?done=autre")).await;
            assert_eq!((shown.status, texts(&shown, NOTICE).len()), (StatusCode::OK, 0), "{page}");
        }
        // Who took their time to fill it in is not asked for a proof in place of being told.
        site.chance.pass(15 * 60);
        let saved = site.send(Some(&claire), "/admin/registration", &registration).await;
        let shown = site.get_as(Some(&claire), leads_to(&saved)).await;
        assert_eq!(texts(&shown, NOTICE), ["C’est enregistré."], "{}", shown.text());
    }
}

#[tokio::test]
async fn only_those_who_run_the_site_say_it_and_after_a_fresh_proof() {
    for site in TestApp::all(8856).await {
        let claire = site.set_up().await;
        let ana = site.session(site.person("Ana").await).await;
        let read = base(&site.get_as(Some(&claire), SITE).await);
        let form = with(&read, &[("name", "Le mien")]);
        for who in [None, Some(&ana)] {
            let absent = site.get_as(who, "/absent").await;
            for answer in [site.get_as(who, SITE).await, site.send(who, SITE, &form).await] {
                assert_eq!((answer.status, answer.body), (StatusCode::NOT_FOUND, absent.body.clone()));
            }
        }
        site.chance.pass(3600);
        for answer in [site.get_as(Some(&claire), SITE).await, site.send(Some(&claire), SITE, &form).await] {
            assert_eq!(leads_to(&answer), "/me/proof?to=%2Fadmin%2Fsite");
        }
        assert!(site.get("/").await.text().contains("<span>Réseau des Rives</span>"));
    }
}
