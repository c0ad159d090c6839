//! How a community is created, what its leads change of its page, how it is closed, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod notes;

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::site::WhoCreates;
use domain::{CommunityId, PersonId};
use scraper::{Html, Selector};
use services::community_pages;
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

const NEW: &str = "/communities/-/new";
const EDIT: &str = "/communities/tissage/-/edit";
const CLOSING: &str = "/communities/tissage/-/closing";
const PAGE: &str = "/communities/tissage";
/// What is amiss, as the page lists it.
const AMISS: &str = "[role=alert] li";

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The values of what a page has under this selector.
fn values(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let value = |element: scraper::ElementRef<'_>| element.value().attr("value").unwrap_or_default().to_owned();
    page.select(&Selector::parse(selector).unwrap()).map(value).collect()
}

/// A listed community called Tissage, with its lead and their session.
async fn led(site: &TestApp) -> (CommunityId, PersonId, Session) {
    let community = site.community("tissage", "Tissage", true).await;
    let lead = site.person("Ana Roy").await;
    site.edit(&Edit::Role(community, lead, Role::Lead)).await;
    (community, lead, site.session(lead).await)
}

async fn let_all_create(site: &TestApp) {
    community_pages::set_who_creates(&site.services().system("a test"), WhoCreates::SignedIn).await.unwrap();
}

/// What is typed of a community that says little.
fn named<'a>(name: &'a str, alias: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("name", name), ("alias", alias), ("language", "fr"), ("access", "invited"), ("listed", "unlisted")]
}

/// Does an act of the page, over the edition that it shows now.
async fn act(site: &TestApp, who: &Session, act: &str, typed: &[(&str, &str)]) -> Answer {
    let base = values(&site.get_as(Some(who), EDIT).await, "[name=base]").remove(0);
    act_over(site, who, &base, act, typed).await
}

async fn act_over(site: &TestApp, who: &Session, base: &str, act: &str, typed: &[(&str, &str)]) -> Answer {
    let mut form = vec![("act", act), ("base", base)];
    form.extend_from_slice(typed);
    site.send(Some(who), EDIT, &form).await
}

async fn done(site: &TestApp, who: &Session, what: &str, typed: &[(&str, &str)]) {
    let answer = act(site, who, what, typed).await;
    assert_eq!(leads_to(&answer), "/communities/tissage/-/edit?done=yes", "{what}: {}", answer.text());
}

#[tokio::test]
async fn a_community_is_created_by_who_runs_the_site_until_they_say_that_any_account_may() {
    for site in TestApp::all(7801).await {
        let (steward, ana) = (site.steward("Émile").await, site.person("Ana Roy").await);
        let (steward, ana) = (site.session(steward).await, site.session(ana).await);
        let lost = site.get_as(Some(&ana), "/communities/-/rien").await;
        for who in [None, Some(&ana)] {
            assert_eq!(site.get_as(who, NEW).await.status, StatusCode::NOT_FOUND);
            // What is typed tells nothing more.
            for typed in [named("Tissage", ""), vec![]] {
                assert_eq!(site.send(who, NEW, &typed).await.status, StatusCode::NOT_FOUND);
            }
            assert!(texts(&site.get_as(who, "/communities").await, "a[href='/communities/-/new']").is_empty());
            assert_eq!(site.get_as(who, "/admin/communities").await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.get_as(Some(&ana), NEW).await, lost, "as what does not exist");
        assert_eq!(texts(&site.get_as(Some(&steward), "/communities").await, ".acts a"), ["Créer une communauté"]);
        assert_eq!(site.get_as(Some(&steward), NEW).await.status, StatusCode::OK);

        let page = site.get_as(Some(&steward), "/admin/communities").await;
        assert_eq!(values(&page, "[name=who][checked]"), ["stewards"]);
        let refused = site.send(Some(&steward), "/admin/communities", &[("who", "everyone")]).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        let none = site.send(Some(&ana), "/admin/communities", &[("who", "signed_in")]).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let set = site.send(Some(&steward), "/admin/communities", &[("who", "signed_in")]).await;
        assert_eq!(leads_to(&set), "/admin/communities?done=saved");
        assert!(site.get_as(Some(&steward), "/admin").await.holds("Toute personne qui a un compte"));

        // A kept page of before is forgotten.
        assert_eq!(texts(&site.get_as(Some(&ana), "/communities").await, ".acts a"), ["Créer une communauté"]);
        assert!(texts(&site.get("/communities").await, ".acts a").is_empty());
        assert_eq!(site.get(NEW).await.status, StatusCode::NOT_FOUND);
        let created = site.send(Some(&ana), NEW, &named("Tissage du Nord", "")).await;
        assert_eq!(leads_to(&created), "/communities/tissage-du-nord");
        let page = site.get_as(Some(&ana), "/communities/tissage-du-nord").await;
        assert_eq!(texts(&page, "[data-stage]"), ["en émergence"]);
        assert_eq!(texts(&page, "a[href$='/-/edit']"), ["Modifier la page"], "she leads it");
        // A steward is told of those that they may know of, and of no other.
        assert!(!site.get_as(Some(&steward), "/admin/communities").await.holds("tissage-du-nord"));
    }
}

#[tokio::test]
async fn rule_6_a_new_community_is_unlisted_and_by_invitation_until_its_lead_says_otherwise() {
    for site in TestApp::all(7802).await {
        let_all_create(&site).await;
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (ana, bruno) = (site.session(ana).await, site.session(bruno).await);
        let form = site.get_as(Some(&ana), NEW).await;
        assert_eq!(values(&form, "[name=access][checked]"), ["invited"]);
        assert_eq!(values(&form, "[name=listed][checked]"), ["unlisted"]);
        assert_eq!(form.header("cache-control"), "no-store");
        let before = [site.get("/communities").await, site.get("/").await, site.get("/sitemap.xml").await];
        let mut typed = named("Zqtissage", "tissage");
        typed.extend([("about", "Un zqtexte."), ("rhythm", "zqrythme"), ("confidentiality", "zqregle")]);
        assert_eq!(leads_to(&site.send(Some(&ana), NEW, &typed).await), PAGE);

        let lost = site.get_as(Some(&bruno), "/communities/absente").await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&bruno), PAGE).await, lost);
        assert_eq!(site.get(PAGE).await, site.get("/communities/absente").await);
        for (page, address) in before.iter().zip(["/communities", "/", "/sitemap.xml"]) {
            let after = site.get(address).await;
            assert_eq!((page.status, page.text()), (after.status, after.text()), "{address}");
            assert!(!site.get_as(Some(&bruno), address).await.holds("zqtissage"), "{address}");
        }
        let own = site.get_as(Some(&ana), PAGE).await;
        for said in ["Zqtissage", "Un zqtexte.", "zqrythme", "zqregle", "sur invitation"] {
            assert!(own.holds(said), "{said}: {}", own.text());
        }
        assert!(own.holds("Seuls ses membres savent qu’elle existe"));

        // Its lead says otherwise: what it means is said before.
        let page = site.get_as(Some(&ana), EDIT).await;
        assert!(texts(&page, "#listed-listed-about")[0].contains("visibles de tout le monde, sans compte"));
        done(&site, &ana, "access", &[("access", "open"), ("listed", "listed"), ("formality", "interest_circle")])
            .await;
        assert!(site.get("/communities").await.holds("Zqtissage"));
        let page = site.get(PAGE).await;
        assert!(page.holds("ouvert à tout le monde") && page.holds("cercle d’intérêt"), "{}", page.text());
        assert!(texts(&page, ".acts a").is_empty());
        // And back again.
        done(&site, &ana, "access", &[("access", "invited"), ("listed", "unlisted"), ("formality", "")]).await;
        assert!(!site.get("/communities").await.holds("Zqtissage"));
        assert_eq!(site.get(PAGE).await, site.get("/communities/absente").await);
    }
}

#[tokio::test]
async fn a_name_in_addresses_that_is_taken_is_said_and_tells_nothing_of_who_has_it() {
    for site in TestApp::all(7803).await {
        let_all_create(&site).await;
        site.community("cachee", "Zqsecrete", false).await;
        site.community("connue", "Zqconnue", true).await;
        let ana = site.session(site.person("Ana Roy").await).await;
        let mut told = Vec::new();
        for alias in ["cachee", "connue"] {
            let refused = site.send(Some(&ana), NEW, &named("Une autre", alias)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(texts(&refused, AMISS).len(), 1);
            assert!(texts(&refused, "#alias-hint")[0].contains(&format!("{alias}-2")), "{}", refused.text());
            assert_eq!(
                (values(&refused, "#alias"), values(&refused, "#name")),
                (vec![alias.to_owned()], vec!["Une autre".to_owned()])
            );
            assert!(!refused.holds("zqsecrete") && !refused.holds("zqconnue"));
            told.push(refused.text().replace(alias, "…"));
        }
        assert_eq!(told[0], told[1]);
        // The name proposes one, and a free one where that one is taken.
        let refused = site.send(Some(&ana), NEW, &named("Connue", "")).await;
        assert_eq!(
            (refused.status, values(&refused, "#alias")),
            (StatusCode::UNPROCESSABLE_ENTITY, vec!["connue-2".to_owned()])
        );
        assert_eq!(leads_to(&site.send(Some(&ana), NEW, &named("Connue", "connue-2")).await), "/communities/connue-2");
        for none in ["-", "Majuscule", "été", "a", "a/b", "new?"] {
            let refused = site.send(Some(&ana), NEW, &named("Une autre", none)).await;
            assert_eq!(
                (refused.status, values(&refused, "#alias")),
                (StatusCode::UNPROCESSABLE_ENTITY, vec![none.to_owned()])
            );
        }
        let long = "a".repeat(2001);
        let all = site.send(Some(&ana), NEW, &[("about", long.as_str())]).await;
        assert_eq!(texts(&all, AMISS).len(), 5, "each field is told at once: {}", all.text());
    }
}

#[tokio::test]
async fn its_leads_alone_change_the_page_of_a_community() {
    for site in TestApp::all(7804).await {
        let (community, _, lead) = led(&site).await;
        let mut others = vec![None];
        for (name, role) in [("Bruno", Role::Member), ("Chloé", Role::Facilitator), ("Delphine", Role::Curator)] {
            let person = site.person(name).await;
            site.edit(&Edit::Role(community, person, role)).await;
            others.push(Some(site.session(person).await));
        }
        let (stranger, steward) = (site.person("Émile").await, site.steward("Fanny").await);
        let apart = [Some(site.session(stranger).await), Some(site.session(steward).await)];
        let heir = stranger.to_string();
        let attempts = async |who: Option<&Session>| {
            let whole = [("act", "access"), ("base", "0"), ("access", "open"), ("listed", "listed")];
            let wrong = [("act", "access"), ("base", "9"), ("access", "none")];
            [
                site.get_as(who, EDIT).await,
                site.send(who, EDIT, &whole).await,
                site.send(who, EDIT, &wrong).await,
                site.send(who, EDIT, &[]).await,
                site.get_as(who, CLOSING).await,
                site.send(who, CLOSING, &[("base", "0"), ("heir", heir.as_str())]).await,
            ]
        };
        // They see it, and may not.
        for who in others.iter().chain(&apart) {
            for answer in attempts(who.as_ref()).await {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
            }
            assert!(texts(&site.get_as(who.as_ref(), PAGE).await, "a[href$='/-/edit']").is_empty());
        }
        // Where they may not know of it, it does not exist.
        site.edit(&Edit::Listed(community, false)).await;
        for who in others.iter().take(1).chain(&apart) {
            let lost = site.get_as(who.as_ref(), "/communities/absente").await;
            for answer in attempts(who.as_ref()).await {
                assert_eq!(answer, lost);
            }
        }
        for who in others.iter().skip(1) {
            assert!(attempts(who.as_ref()).await.iter().all(|answer| answer.status == StatusCode::FORBIDDEN));
        }
        let page = site.get_as(Some(&lead), EDIT).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        assert_eq!(values(&page, "[name=listed][checked]"), ["unlisted"], "nothing was changed");
        let nothing = site.send(Some(&lead), EDIT, &[("act", "none")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_community_says_what_it_is_in_each_language_of_the_site() {
    for site in TestApp::all(7805).await {
        let (_, _, lead) = led(&site).await;
        let page = site.get_as(Some(&lead), EDIT).await;
        assert_eq!(values(&page, "#name-fr"), ["Tissage"], "what it says in no language is put in the first");
        assert_eq!(values(&page, "#name-en"), [""]);
        let typed = [
            ("name-fr", "Tissage, communauté"),
            ("about-fr", "Nous tissons. Et nous lisons."),
            ("rhythm-fr", "le jeudi"),
            ("confidentiality-fr", "Rien ne sort."),
            ("name-en", "Weavers"),
            ("about-en", "We weave."),
        ];
        done(&site, &lead, "words", &typed).await;
        let page = site.get(PAGE).await;
        for said in ["<h1>Tissage, communauté</h1>", "Et nous lisons.", "le jeudi", "Rien ne sort."] {
            assert!(page.text().contains(said), "{said}: {}", page.text());
        }
        let english = site.ask("GET", PAGE, &[("accept-language", "en")]).await.text();
        assert!(english.contains("<h1>Weavers</h1>") && english.contains("We weave."), "{english}");
        // What is said no more is gone, in the lists too.
        done(&site, &lead, "words", &[("name-fr", "Tissage"), ("name-en", "Weavers")]).await;
        for address in [PAGE, "/communities", "/"] {
            assert!(!site.get(address).await.holds("Nous tissons"), "{address}");
        }
        let long = "a".repeat(121);
        for (typed, wrong) in [
            (vec![("about-fr", "Nous tissons.")], "#name-fr[aria-invalid=true]"),
            (vec![("name-fr", "Tissage"), ("name-en", long.as_str())], "#name-en[aria-invalid=true]"),
        ] {
            let refused = act(&site, &lead, "words", &typed).await;
            assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
            assert_eq!(texts(&refused, wrong).len(), 1, "{wrong}");
        }
        assert!(site.get(PAGE).await.text().contains("<h1>Tissage</h1>"));
    }
}

#[tokio::test]
async fn of_two_leads_who_save_at_once_the_second_loses_nothing_and_overwrites_nothing() {
    for site in TestApp::all(7806).await {
        let (community, own, ana) = led(&site).await;
        let (own, bruno) = (own.to_string(), site.person("Bruno").await);
        site.edit(&Edit::Role(community, bruno, Role::Lead)).await;
        let bruno = site.session(bruno).await;
        let base = values(&site.get_as(Some(&bruno), EDIT).await, "[name=base]").remove(0);
        done(&site, &ana, "words", &[("name-fr", "Tissage"), ("about-fr", "Le texte d’Ana.")]).await;
        let typed = [("name-fr", "Tissage"), ("about-fr", "Le texte de Bruno.")];
        let late = act_over(&site, &bruno, &base, "words", &typed).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(texts(&late, "[role=alert]").len(), 1);
        assert_eq!(texts(&late, "#about-fr"), ["Le texte de Bruno."], "what was typed is kept");
        assert_eq!(texts(&late, "[data-part=merge] dd"), ["Le texte d’Ana."], "and what stands now is shown");
        assert!(site.get(PAGE).await.holds("Le texte d’Ana."), "nothing is overwritten");
        // Saved again, over what was shown.
        let base = values(&late, "[name=base]").remove(0);
        assert_eq!(act_over(&site, &bruno, &base, "words", &typed).await.status, StatusCode::SEE_OTHER);
        assert!(site.get(PAGE).await.holds("Le texte de Bruno."));
        // The same of each act, and of closing; what is no number is an edition that nobody saw.
        for old in [base.as_str(), "", "-1", "un"] {
            for (what, typed) in [
                ("access", vec![("access", "open"), ("listed", "listed")]),
                ("stage", vec![("stage", "active")]),
                ("no-charter", vec![]),
                ("add", vec![("organisation", "Absente"), ("support", "host")]),
            ] {
                assert_eq!(act_over(&site, &ana, old, what, &typed).await.status, StatusCode::CONFLICT, "{what}");
            }
            let closed = site.send(Some(&ana), CLOSING, &[("base", old), ("heir", own.as_str())]).await;
            assert_eq!(closed.status, StatusCode::CONFLICT);
        }
        assert_eq!(texts(&site.get(PAGE).await, "[data-stage]"), ["active"]);
    }
}

#[tokio::test]
async fn a_community_rests_until_a_day_and_its_page_says_so() {
    for site in TestApp::all(7807).await {
        let (_, _, lead) = led(&site).await;
        done(&site, &lead, "stage", &[("stage", "paused"), ("until", "2031-05-01")]).await;
        assert!(texts(&site.get(PAGE).await, "[data-part=standing]")[0].contains("en pause jusqu’au 1er mai 2031"));
        done(&site, &lead, "stage", &[("stage", "paused"), ("until", "")]).await;
        assert!(texts(&site.get(PAGE).await, "[data-part=standing]")[0].starts_with("Cette communauté est en pause."));
        // Only a pause has an end.
        done(&site, &lead, "stage", &[("stage", "active"), ("until", "2031-05-01")]).await;
        let page = site.get(PAGE).await;
        assert!(texts(&page, "[data-part=standing]").is_empty() && !page.holds("2031"), "{}", page.text());
        for (stage, until) in [("closed", ""), ("none", ""), ("paused", "2031-02-30")] {
            let refused = act(&site, &lead, "stage", &[("stage", stage), ("until", until)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{stage}, {until}");
            assert_eq!(values(&refused, "[name=until]"), [until]);
        }
    }
}

#[tokio::test]
async fn closing_ends_the_roles_but_those_of_its_heirs_who_keep_its_notes() {
    for site in TestApp::all(7808).await {
        let (community, ana, lead) = led(&site).await;
        let mut people = Vec::new();
        for (name, roles) in [
            ("Bruno", vec![Role::Curator, Role::Facilitator]),
            ("Chloé", vec![Role::Lead]),
            ("Delphine", vec![Role::Facilitator]),
            ("Émile", vec![Role::Member]),
        ] {
            let person = site.person(name).await;
            for role in roles {
                site.edit(&Edit::Role(community, person, role)).await;
            }
            people.push(person);
        }
        // Nobody's account may edit it: who leads or curates the community keeps it.
        let kept =
            site.note("Gardée").body("Un texte.").visible_to(Visibility::Community).linked_to(community).write().await;
        let page = site.get_as(Some(&lead), CLOSING).await;
        assert_eq!(texts(&page, ".choice label"), ["Ana Roy", "Bruno", "Chloé"]);
        assert_eq!(values(&page, "[name=heir][checked]").len(), 3, "nobody is left out unasked");
        assert!(!page.holds("Delphine") && !page.holds("Émile"), "{}", page.text());
        assert_eq!(texts(&site.get(PAGE).await, "[data-stage]"), ["active"], "the page that says it does nothing");

        let base = values(&page, "[name=base]").remove(0);
        let handles = values(&page, "[name=heir]");
        for id in people.iter().chain([&ana]) {
            assert!(!page.holds(&id.to_string()), "a form says who somebody is elsewhere");
        }
        let emile = people[3].to_string();
        for heirs in [vec![], vec![emile.as_str()], vec!["personne"]] {
            let mut form = vec![("base", base.as_str())];
            form.extend(heirs.into_iter().map(|heir| ("heir", heir)));
            let refused = site.send(Some(&lead), CLOSING, &form).await;
            assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        }
        let form = [("base", base.as_str()), ("heir", handles[0].as_str()), ("heir", handles[1].as_str())];
        assert_eq!(leads_to(&site.send(Some(&lead), CLOSING, &form).await), PAGE);
        let page = site.get(PAGE).await;
        assert_eq!(texts(&page, "[data-stage]"), ["fermée"]);
        assert!(texts(&page, "[data-part=standing]")[0].starts_with("Cette communauté est fermée."));

        // Who holds what from now on.
        let mut tx = site.store.store.read().await.unwrap();
        let mut held = Vec::new();
        for person in [ana].iter().chain(&people) {
            let rows = store::people::memberships(&mut tx, *person).await.unwrap();
            let here: Vec<_> = rows.into_iter().filter(|(id, _)| *id == community).collect();
            assert!(!here.is_empty(), "all stay members");
            held.push(here.into_iter().filter_map(|(_, role)| role).collect::<Vec<_>>());
        }
        drop(tx);
        assert_eq!(held, [vec![Role::Lead], vec![Role::Curator], vec![], vec![], vec![]]);
        // Its members read it, and nobody else does.
        let member = site.session(people[3]).await;
        assert_eq!(site.get_as(Some(&member), &format!("/n/{kept}/gardee")).await.status, StatusCode::OK);
        assert_eq!(site.get(&format!("/n/{kept}/gardee")).await.status, StatusCode::NOT_FOUND);
        let chloe = site.session(people[1]).await;
        assert_eq!(site.get_as(Some(&chloe), EDIT).await.status, StatusCode::FORBIDDEN, "she leads it no more");

        // A lead opens it again.
        let page = site.get_as(Some(&lead), EDIT).await;
        assert!(texts(&page, "[data-form=community-stage]").is_empty());
        done(&site, &lead, "reopen", &[]).await;
        assert_eq!(texts(&site.get(PAGE).await, "[data-stage]"), ["active"]);
    }
}

#[tokio::test]
async fn what_is_typed_of_a_community_harms_nobody() {
    for site in TestApp::all(7811).await {
        let_all_create(&site).await;
        let (_, _, lead) = led(&site).await;
        let hostile = [
            "\"><script>alert(1)</script> « ' {{ x }}",
            "\u{202e}renversé\u{200b} \u{0}nul",
            "%00%0d%0aset-cookie: a=b",
            "🧶 漢字 \u{301}",
            "' OR 1=1 --",
        ];
        for words in hostile {
            let names = ["name", "alias", "language", "about", "rhythm", "confidentiality", "access", "listed"];
            let form: Vec<(&str, &str)> = names.into_iter().map(|name| (name, words)).collect();
            let refused = site.send(Some(&lead), NEW, &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(!refused.text().contains("<script>alert"), "{}", refused.text());
            let said = ["name-fr", "about-fr", "rhythm-fr", "confidentiality-fr", "name-en", "about-en"];
            let said: Vec<(&str, &str)> = said.into_iter().map(|name| (name, words)).collect();
            done(&site, &lead, "words", &said).await;
            for address in ["/", "/communities", PAGE, EDIT, CLOSING] {
                let page = site.get_as(Some(&lead), address).await;
                assert!(page.status == StatusCode::OK && !page.text().contains("<script>alert"), "{address}");
            }
            for (what, names) in [
                ("access", vec!["access", "listed", "formality"]),
                ("stage", vec!["stage", "until"]),
                ("add", vec!["organisation", "chosen", "support"]),
                ("charter", vec!["charter", "adopted", "review"]),
            ] {
                let form: Vec<(&str, &str)> = names.into_iter().map(|name| (name, words)).collect();
                let refused = act(&site, &lead, what, &form).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {words}");
                assert!(!refused.text().contains("<script>alert"), "{}", refused.text());
            }
            for what in ["up", "down", "remove"] {
                let lost = act(&site, &lead, what, &[("support", words), ("note", words)]).await;
                assert_eq!(lost.status, StatusCode::NOT_FOUND, "{what}: {words}");
            }
            for address in [
                format!("/communities/{}/-/edit", domain::address::encode_segment(words)),
                "/communities/-/-/edit".to_owned(),
            ] {
                assert_eq!(site.get_as(Some(&lead), &address).await.status, StatusCode::NOT_FOUND, "{address}");
            }
        }
    }
}
