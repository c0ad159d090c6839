//! What a person says of themselves, to whom they choose, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::PersonId;
use domain::communities::Role;
use domain::notes::Visibility;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, Session};

const ABOUT: [(&str, &str); 4] = [
    ("pronouns", "iel zqoneself"),
    ("occupation", "potière zqcommunities"),
    ("about", "Deux lignes\nzqsigned"),
    ("link", "zqpublic.exemple.org"),
];

/// What a page says under this selector.
fn text(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// The value of a field of a page, as it is sent again.
fn value(answer: &Answer, name: &str) -> String {
    let page = Html::parse_document(&answer.text());
    let field = page.select(&Selector::parse(&format!("[name={name}]")).unwrap()).next().unwrap();
    field.value().attr("value").map_or_else(|| field.text().collect(), str::to_owned)
}

/// Ana says something to each audience.
async fn ana_speaks(site: &TestApp) -> (PersonId, Session) {
    let ana = site.person("Ana Roy").await;
    let who = site.session(ana).await;
    let base = value(&site.get_as(Some(&who), "/me/profile").await, "base");
    let mut typed = vec![("base", base.as_str()), ("name", "Ana Roy")];
    typed.extend(ABOUT);
    let audiences = ["pronouns-audience", "occupation-audience", "about-audience", "link-audience"];
    typed.extend(audiences.into_iter().zip(["oneself", "communities", "signed_in", "public"]));
    let saved = site.send(Some(&who), "/me/profile", &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    (ana, who)
}

#[tokio::test]
async fn each_thing_is_shown_to_whom_the_person_chose_and_a_page_is_seen_as_others_get_it() {
    for site in TestApp::all(7501).await {
        let (ana, _) = ana_speaks(&site).await;
        let (bruno, chloe) = (site.person("Bruno").await, site.person("Chloé").await);
        let weavers = site.community("tissage", "Tissage", false).await;
        let potters = site.community("poterie", "Poterie", true).await;
        let joins = async |community: &str, person: PersonId| {
            let ctx = site.services().system("a test");
            services::admin::add_member(&ctx, community, &person.to_string(), Role::Member).await.unwrap();
        };
        joins("tissage", ana).await;
        joins("tissage", bruno).await;
        joins("poterie", chloe).await;
        let who = site.session(ana).await;
        let address = format!("/people/{ana}/ana-roy");
        let bruno = site.session(bruno).await;
        let chloe = site.session(chloe).await;

        // Nothing public bears her name: whoever has no account gets no page.
        assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get(&address).await.body, site.get(&format!("/people/{weavers}/ana-roy")).await.body);
        let sees = async |who: Option<&Session>| {
            let page = site.get_as(who, &address).await;
            ["zqoneself", "zqcommunities", "zqsigned", "zqpublic"].map(|mark| page.text().contains(mark))
        };
        assert_eq!(sees(Some(&who)).await, [true, true, true, true]);
        assert_eq!(sees(Some(&bruno)).await, [false, true, true, true]);
        assert_eq!(sees(Some(&chloe)).await, [false, false, true, true]);

        // Seen as each of them, it is what each of them gets.
        let same = async |query: &str, other: Option<&Session>| {
            let seen = site.get_as(Some(&who), &format!("/me/profile?as={query}")).await;
            let theirs = site.get_as(other, &address).await;
            let seen = text(&seen, "[data-part=seen] article");
            let theirs = text(&theirs, "main article");
            assert_eq!(seen, theirs, "{query}");
            !theirs.is_empty()
        };
        assert!(!same("visitor", None).await);
        assert!(same("signed_in", Some(&chloe)).await);
        assert!(same(&weavers.to_string(), Some(&bruno)).await);
        // She is no member of it: nobody tells her how its members see her.
        let absent = site.get_as(Some(&who), &format!("/me/profile?as={potters}")).await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);

        // Once she signs something that everyone may read, she has a page for everyone.
        site.note("Terre").visible_to(Visibility::Public).signed(ana).write().await;
        assert!(same("visitor", None).await);
        assert_eq!(sees(None).await, [false, false, false, true]);
        assert!(site.get(&address).await.text().contains("href=\"https://zqpublic.exemple.org\""));
    }
}

#[tokio::test]
async fn privacy_6_what_is_said_of_oneself_is_for_oneself_until_one_says_otherwise() {
    for site in TestApp::all(7502).await {
        let ana = site.person("Ana Roy").await;
        let (who, other) = (site.session(ana).await, site.person("Bruno").await);
        let form = site.get_as(Some(&who), "/me/profile").await;
        let page = Html::parse_document(&form.text());
        let chosen: Vec<_> = page
            .select(&Selector::parse("option[selected]").unwrap())
            .map(|option| option.value().attr("value").unwrap_or_default().to_owned())
            .collect();
        assert_eq!(chosen, ["oneself"; 4]);
        // A form that says nothing of it is no wider.
        let typed = [("base", value(&form, "base")), ("name", "Ana Roy".into()), ("about", "Potière".into())];
        let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(site.send(Some(&who), "/me/profile", &typed).await.status, StatusCode::SEE_OTHER);
        assert!(site.get_as(Some(&who), "/me/profile").await.text().contains("Potière"));
        let other = site.session(other).await;
        assert_eq!(site.get_as(Some(&other), &format!("/people/{ana}/ana-roy")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_was_typed_is_kept_where_it_cannot_be_used_or_another_page_saved_meanwhile() {
    for site in TestApp::all(7503).await {
        let (ana, who) = ana_speaks(&site).await;
        let form = site.get_as(Some(&who), "/me/profile?done=saved").await;
        assert!(form.text().contains("role=\"status\"") && value(&form, "about") == "Deux lignes\nzqsigned");
        let base = value(&form, "base");
        let send = async |base: &str, name: &str, web: &str| {
            let typed =
                [("base", base), ("name", name), ("link", web), ("about", "Autre chose"), ("link-audience", "public")];
            site.send(Some(&who), "/me/profile", &typed).await
        };
        for (name, web) in [("", ""), ("Ana", "javascript:alert(1)"), (&"x".repeat(400), "exemple.org")] {
            let refused = send(&base, name, web).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}, {web}");
            assert_eq!((value(&refused, "about").as_str(), value(&refused, "link").as_str()), ("Autre chose", web));
        }
        let unseen = site.send(Some(&who), "/me/profile", &[("base", &base), ("name", " \u{7}")]).await;
        assert!(unseen.text().contains("Il faut remplir ce champ"), "{}", unseen.text());
        // Another page of hers saved: both are shown, and what is sent next is based on what is kept.
        assert_eq!(send(&base, "Ana", "exemple.org").await.status, StatusCode::SEE_OTHER);
        let stale = send(&base, "Ana Roy", "ana.exemple.org").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(value(&stale, "link"), "ana.exemple.org");
        assert!(stale.text().contains("https://exemple.org"), "{}", stale.text());
        assert_eq!(
            send(&value(&stale, "base"), "Ana Roy-Tremblay", "ana.exemple.org").await.status,
            StatusCode::SEE_OTHER
        );
        // The new name stands where she is credited, and the old address leads there.
        site.note("Terre").visible_to(Visibility::Public).signed(ana).write().await;
        let page = site.get(&format!("/people/{ana}/ana-roy")).await;
        assert_eq!(page.status, StatusCode::MOVED_PERMANENTLY);
        assert!(page.header("location").ends_with("/ana-roy-tremblay"));
        assert!(site.get("/recent").await.text().contains("Terre"));

        let to = site.get("/me/profile").await;
        assert_eq!(
            (to.status, to.header("location")),
            (StatusCode::SEE_OTHER, "http://localhost:8080/sign-in?to=%2Fme%2Fprofile")
        );
    }
}
