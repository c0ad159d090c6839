//! To which organisations a person is attached, said and taken back by them alone, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::NoteId;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::organisations::Precision;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

const PAGE: &str = "/me/affiliations";
const TITLES: &str = "[data-part=affiliations] .title";
const LINES: &str = "[data-part=affiliations] .excerpt";
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

/// The ids of the affiliations that a page lists.
fn ids(answer: &Answer) -> Vec<String> {
    values(answer, "[data-part=affiliations] [name=id]")
}

async fn organisation(site: &TestApp, name: &str) -> NoteId {
    let places = [("Gaspé", "Gaspésie", Precision::Municipality)];
    site.note(name).body("Un texte.").as_organisation("coopérative", &places).write().await
}

/// What the form for one more says.
async fn add(site: &TestApp, who: &Session, name: &str, kind: &str, days: [&str; 2]) -> Answer {
    let [since, until] = days;
    let form = [("act", "add"), ("organisation", name), ("kind", kind), ("since", since), ("until", until)];
    site.send(Some(who), PAGE, &form).await
}

async fn added(site: &TestApp, who: &Session, name: &str, kind: &str, days: [&str; 2]) {
    let answer = add(site, who, name, kind, days).await;
    assert_eq!(leads_to(&answer), "/me/affiliations?done=added", "{}", answer.text());
}

#[tokio::test]
async fn a_person_says_where_they_are_attached_changes_it_ends_it_and_takes_it_back() {
    for site in TestApp::all(7601).await {
        let entraide = organisation(&site, "Entraide").await;
        organisation(&site, "Écluse").await;
        let who = site.session(site.person("Ana Roy").await).await;
        let empty = site.get_as(Some(&who), PAGE).await;
        assert_eq!(empty.status, StatusCode::OK);
        assert!(texts(&empty, TITLES).is_empty() && texts(&empty, ".empty").len() == 1, "{}", empty.text());
        assert_eq!(values(&empty, "datalist option"), ["Écluse", "Entraide"]);

        // Case and accents are none, as wherever a title is typed.
        added(&site, &who, " ENTRAIDÉ ", "volunteer", ["2020-09-01", ""]).await;
        added(&site, &who, "Écluse", "employee", ["", ""]).await;
        added(&site, &who, "Entraide", "member", ["2018-01-01", "2019-12-31"]).await;
        let page = site.get_as(Some(&who), &format!("{PAGE}?done=added")).await;
        assert_eq!(texts(&page, "[role=status]").len(), 1);
        assert_eq!(texts(&page, TITLES), ["Écluse", "Entraide", "Entraide"], "current ones, then those that ended");
        assert_eq!(
            texts(&page, LINES),
            [
                "Emploi",
                "Bénévolat · À partir du 1er septembre 2020",
                "Adhésion · Du 1er janvier 2018 au 31 décembre 2019"
            ]
        );
        assert!(page.text().contains(&format!("<a href=\"/n/{entraide}/entraide\">Entraide</a>")), "{}", page.text());

        // The form of a change holds what was said, and no organisation: that one stays.
        let id = ids(&page).remove(0);
        let form = site.get_as(Some(&who), &format!("{PAGE}?change={id}")).await;
        assert_eq!(values(&form, "select[name=kind] option[selected]"), ["employee"]);
        assert_eq!(
            (values(&form, "[name=since]"), values(&form, "[name=until]")),
            (vec![String::new()], vec![String::new()])
        );
        assert!(texts(&form, "datalist").is_empty() && values(&form, "[name=organisation]").is_empty());
        let ends =
            [("act", "change"), ("id", id.as_str()), ("kind", "employee"), ("since", ""), ("until", "2021-06-30")];
        assert_eq!(leads_to(&site.send(Some(&who), PAGE, &ends).await), "/me/affiliations?done=changed");
        let page = site.get_as(Some(&who), PAGE).await;
        assert_eq!(texts(&page, TITLES), ["Entraide", "Écluse", "Entraide"]);
        assert_eq!(texts(&page, LINES)[1], "Emploi · Jusqu’au 30 juin 2021");
        let form = site.get_as(Some(&who), &format!("{PAGE}?change={id}")).await;
        assert_eq!(values(&form, "[name=until]"), ["2021-06-30"]);

        // A form that is sent twice takes away once.
        let away = [("act", "remove"), ("id", id.as_str())];
        assert_eq!(leads_to(&site.send(Some(&who), PAGE, &away).await), "/me/affiliations?done=removed");
        assert_eq!(site.send(Some(&who), PAGE, &away).await.status, StatusCode::NOT_FOUND);
        assert_eq!(texts(&site.get_as(Some(&who), PAGE).await, TITLES), ["Entraide", "Entraide"]);
        assert_eq!(site.send(Some(&who), PAGE, &[("act", "other")]).await.status, StatusCode::NOT_FOUND);

        for to in [site.get(PAGE).await, site.send(None, PAGE, &away).await] {
            assert_eq!((to.status, leads_to(&to)), (StatusCode::SEE_OTHER, "/sign-in?to=%2Fme%2Faffiliations"));
        }
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_said_and_nothing_that_was_typed_is_lost() {
    for site in TestApp::all(7602).await {
        organisation(&site, "Entraide").await;
        let who = site.session(site.person("Ana Roy").await).await;
        for (name, kind, days, said) in [
            ("", "member", ["2020-01-01", ""], "Il faut remplir ce champ."),
            (" \u{200b}", "member", ["", ""], "Il faut remplir ce champ."),
            ("Ailleurs", "member", ["", "2020-01-01"], "Vous ne voyez ici aucune organisation de ce nom."),
            ("Entraide", "manager", ["", ""], "Choisissez dans la liste."),
            ("Entraide", "other", ["2024-02-30", ""], "Ce n’est pas un jour du calendrier"),
            ("Entraide", "other", ["", "hier"], "Ce n’est pas un jour du calendrier"),
            ("Entraide", "other", ["2024-05-02", "2024-05-01"], "C’est avant le premier jour."),
        ] {
            let refused = add(&site, &who, name, kind, days).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}, {kind}, {days:?}");
            let amiss = texts(&refused, AMISS);
            assert!(amiss.len() == 1 && amiss[0].contains(said), "{amiss:?}");
            assert_eq!(values(&refused, "[name=organisation]"), [name]);
            assert_eq!(
                (values(&refused, "[name=since]"), values(&refused, "[name=until]")),
                (vec![days[0].to_owned()], vec![days[1].to_owned()])
            );
            let chosen = if kind == "manager" { vec![] } else { vec![kind.to_owned()] };
            assert_eq!(values(&refused, "select[name=kind] option[selected]"), chosen);
        }
        let all = add(&site, &who, "Ailleurs", "", ["demain", "hier"]).await;
        assert_eq!(texts(&all, AMISS).len(), 4, "each field is told at once: {}", all.text());
        assert!(texts(&site.get_as(Some(&who), PAGE).await, TITLES).is_empty(), "nothing was kept");

        // The same of a change.
        added(&site, &who, "Entraide", "member", ["2020-01-01", ""]).await;
        let id = ids(&site.get_as(Some(&who), PAGE).await).remove(0);
        let change = async |kind: &str, since: &str, until: &str| {
            let form = [("act", "change"), ("id", id.as_str()), ("kind", kind), ("since", since), ("until", until)];
            site.send(Some(&who), PAGE, &form).await
        };
        let refused = change("other", "2024-05-02", "2024-05-01").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(values(&refused, "[name=until]"), ["2024-05-01"]);
        assert_eq!(values(&refused, "select[name=kind] option[selected]"), ["other"]);
        assert_eq!(texts(&site.get_as(Some(&who), PAGE).await, LINES), ["Adhésion · À partir du 1er janvier 2020"]);

        // What is there already is not said twice.
        let twice = add(&site, &who, "Entraide", "member", ["2020-01-01", "2021-01-01"]).await;
        assert_eq!((twice.status, texts(&twice, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        added(&site, &who, "Entraide", "other", ["2020-01-01", ""]).await;
        assert_eq!(change("other", "2020-01-01", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(change("member", "2020-01-01", "2022-01-01").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_person_has_twenty_affiliations_at_most() {
    for site in TestApp::all(7603).await {
        organisation(&site, "Entraide").await;
        let who = site.session(site.person("Ana Roy").await).await;
        for year in 2000..2020 {
            added(&site, &who, "Entraide", "member", [&format!("{year}-01-01"), &format!("{year}-12-31")]).await;
        }
        let refused = add(&site, &who, "Entraide", "member", ["2020-01-01", ""]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(texts(&refused, AMISS)[0].contains("20 rattachements"), "{}", refused.text());
        assert_eq!(values(&refused, "[name=since]"), ["2020-01-01"]);
        assert_eq!(ids(&refused).len(), 20);
        let one = ids(&refused).remove(3);
        let away = [("act", "remove"), ("id", one.as_str())];
        assert_eq!(site.send(Some(&who), PAGE, &away).await.status, StatusCode::SEE_OTHER);
        added(&site, &who, "Entraide", "member", ["2020-01-01", ""]).await;
    }
}

#[tokio::test]
async fn an_affiliation_of_somebody_else_is_as_one_that_does_not_exist() {
    for site in TestApp::all(7604).await {
        organisation(&site, "Entraide").await;
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (ana, bruno) = (site.session(ana).await, site.session(bruno).await);
        added(&site, &ana, "Entraide", "member", ["2020-01-01", ""]).await;
        let own = ids(&site.get_as(Some(&ana), PAGE).await).remove(0);
        let nothing = NoteId::from_bytes([9; 16]).to_string();
        let attempts = async |id: &str| {
            let whole = [("act", "change"), ("id", id), ("kind", "other")];
            let wrong = [("act", "change"), ("id", id), ("kind", "none"), ("since", "hier")];
            [
                site.get_as(Some(&bruno), &format!("{PAGE}?change={id}")).await,
                site.send(Some(&bruno), PAGE, &whole).await,
                site.send(Some(&bruno), PAGE, &wrong).await,
                site.send(Some(&bruno), PAGE, &[("act", "remove"), ("id", id)]).await,
            ]
        };
        let (theirs, absent) = (attempts(&own).await, attempts(&nothing).await);
        for (theirs, absent) in theirs.iter().zip(&absent) {
            assert_eq!(theirs.status, StatusCode::NOT_FOUND);
            assert_eq!(theirs, absent);
        }
        assert_eq!(attempts("none").await.map(|answer| answer.status), [StatusCode::NOT_FOUND; 4]);
        assert_eq!(texts(&site.get_as(Some(&ana), PAGE).await, LINES), ["Adhésion · À partir du 1er janvier 2020"]);
    }
}

#[tokio::test]
async fn an_organisation_that_one_may_not_see_is_as_one_that_does_not_exist() {
    for site in TestApp::all(7605).await {
        let (ana, author) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (who, author_session) = (site.session(ana).await, site.session(author).await);
        let hidden = site.note("Zqcachette").as_organisation("groupe", &[]).by(author);
        let hidden = hidden.visible_to(Visibility::Authors).write().await;
        let id = hidden.to_string();
        let typed = async |name: &str| {
            let form = [
                ("act", "add"),
                ("organisation", name),
                ("chosen", id.as_str()),
                ("kind", "member"),
                ("since", ""),
                ("until", ""),
            ];
            let answer = site.send(Some(&who), PAGE, &form).await;
            (answer.status, answer.text().replace(name, "…"))
        };
        let (hides, absent) = (typed("Zqcachette").await, typed("Zqabsente").await);
        assert_eq!(hides.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(hides, absent);
        assert!(!site.get_as(Some(&who), PAGE).await.holds("zqcachette"), "nor is its name proposed");
        assert_eq!(values(&site.get_as(Some(&author_session), PAGE).await, "datalist option"), ["Zqcachette"]);
        added(&site, &author_session, "Zqcachette", "member", ["", ""]).await;

        // One that may be seen no more is listed without its name, and can still be ended and taken away.
        let seen = organisation(&site, "Entraide").await;
        added(&site, &who, "Entraide", "employee", ["2020-01-01", ""]).await;
        site.edit(&Edit::Visibility(seen, Visibility::Authors)).await;
        let page = site.get_as(Some(&who), PAGE).await;
        assert_eq!(texts(&page, TITLES), ["Une organisation que vous ne pouvez plus voir"]);
        assert!(!page.holds("entraide") && !page.holds(&seen.to_string()), "{}", page.text());
        let id = ids(&page).remove(0);
        let form = site.get_as(Some(&who), &format!("{PAGE}?change={id}")).await;
        assert!(form.status == StatusCode::OK && !form.holds("entraide"), "{}", form.text());
        let ends =
            [("act", "change"), ("id", id.as_str()), ("kind", "employee"), ("since", ""), ("until", "2021-06-30")];
        assert_eq!(site.send(Some(&who), PAGE, &ends).await.status, StatusCode::SEE_OTHER);
        assert_eq!(texts(&site.get_as(Some(&who), PAGE).await, LINES), ["Emploi · Jusqu’au 30 juin 2021"]);
        let away = [("act", "remove"), ("id", id.as_str())];
        assert_eq!(site.send(Some(&who), PAGE, &away).await.status, StatusCode::SEE_OTHER);

        // One that became a part of another is neither proposed nor found.
        let (part, whole) = (organisation(&site, "Partie").await, organisation(&site, "Estacade").await);
        site.edit(&Edit::MergedInto(part, whole)).await;
        assert_eq!(values(&site.get_as(Some(&who), PAGE).await, "datalist option"), ["Estacade"]);
        assert_eq!(add(&site, &who, "Partie", "member", ["", ""]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // A note that is no organisation is none.
        site.note("Terre").write().await;
        assert_eq!(add(&site, &who, "Terre", "member", ["", ""]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn of_organisations_of_one_name_the_person_chooses() {
    for site in TestApp::all(7606).await {
        let write = async |town: &str, form: &str| {
            let places = [(town, "Gaspésie", Precision::Municipality)];
            site.note("Entraide").as_organisation(form, &places).write().await
        };
        let (first, second) = (write("Gaspé", "coopérative").await, write("Percé", "organisme").await);
        let hidden = site.note("Entraide").as_organisation("groupe", &[]).visible_to(Visibility::Authors).write().await;
        let other = organisation(&site, "Écluse").await;
        let who = site.session(site.person("Ana Roy").await).await;
        let refused = add(&site, &who, "entraide", "volunteer", ["2020-01-01", ""]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(texts(&refused, AMISS)[0].contains("Plusieurs organisations portent ce nom."), "{}", refused.text());
        let mut proposed = values(&refused, "[name=chosen]");
        proposed.sort();
        let mut both = [first.to_string(), second.to_string()];
        both.sort();
        assert_eq!(proposed, both, "and not the one that may not be seen");
        let mut labels = texts(&refused, "fieldset .choice label");
        labels.sort();
        assert_eq!(labels, ["Entraide · Gaspé, Gaspésie", "Entraide · Percé, Gaspésie"]);
        assert!(values(&refused, "[name=chosen][checked]").is_empty());

        let choose = async |chosen: NoteId, since: &str| {
            let chosen = chosen.to_string();
            let form = [
                ("act", "add"),
                ("organisation", "entraide"),
                ("chosen", chosen.as_str()),
                ("kind", "volunteer"),
                ("since", since),
                ("until", ""),
            ];
            site.send(Some(&who), PAGE, &form).await
        };
        // What is none of this name, or may not be seen, is no choice.
        for none in [other, hidden] {
            let refused = choose(none, "").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!refused.holds(&hidden.to_string()));
        }
        // A choice is kept where something else is amiss.
        let refused = choose(second, "hier").await;
        assert_eq!(values(&refused, "[name=chosen][checked]"), [second.to_string()]);
        assert_eq!(choose(second, "").await.status, StatusCode::SEE_OTHER);
        let page = site.get_as(Some(&who), PAGE).await;
        assert!(page.text().contains(&format!("<a href=\"/n/{second}/entraide\">")), "{}", page.text());
        assert_eq!(texts(&page, TITLES), ["Entraide"]);
    }
}

#[tokio::test]
async fn rule_3_nobody_else_learns_of_an_affiliation_at_any_page() {
    for site in TestApp::all(7607).await {
        let (ana, member, lead) =
            (site.person("Ana Roy").await, site.person("Bruno").await, site.person("Chloé").await);
        let (author, steward) = (site.person("Delphine").await, site.steward("Émile").await);
        let community = site.community("tissage", "Tissage", true).await;
        for (person, role) in
            [(ana, Role::Member), (member, Role::Member), (lead, Role::Lead), (lead, Role::Facilitator)]
        {
            site.edit(&Edit::Role(community, person, role)).await;
        }
        let places = [("Gaspé", "Gaspésie", Precision::Municipality)];
        let note = site.note("Entraide").body("Un texte.").as_organisation("coopérative", &places).by(author);
        let organisation = note.linked_to(community).write().await;
        // She signs something, so that everyone has a page of hers to look at.
        site.note("Terre").body("Voir [[Entraide]].").linked_to(community).by(ana).write().await;
        site.catch_up().await;

        let mut others = vec![None];
        for person in [member, lead, author, steward] {
            others.push(Some(site.session(person).await));
        }
        let (own, as_member) = (site.session(ana).await, community.to_string());
        let addresses = [
            "/".to_owned(),
            "/recent".to_owned(),
            "/feed.atom".to_owned(),
            "/sitemap.xml".to_owned(),
            "/organisations".to_owned(),
            "/communities".to_owned(),
            "/communities/tissage".to_owned(),
            "/admin".to_owned(),
            "/admin/requests".to_owned(),
            PAGE.to_owned(),
            format!("/people/{ana}/ana-roy"),
            format!("/people/{ana}/-/feed.atom"),
            format!("/n/{organisation}/entraide"),
            format!("/n/{organisation}/entraide.md"),
            format!("/n/{organisation}/-/versions"),
            format!("/n/{organisation}/-/cite.json"),
        ];
        let seen = async || {
            let mut seen = Vec::new();
            for who in &others {
                for address in &addresses {
                    let answer = site.get_as(who.as_ref(), address).await;
                    seen.push((address.clone(), answer.status, answer.text()));
                }
            }
            // Her own page, as she sees that others get it.
            for viewer in ["visitor", "signed_in", as_member.as_str()] {
                let page = site.get_as(Some(&own), &format!("/me/profile?as={viewer}")).await;
                seen.push((viewer.to_owned(), page.status, page.text()));
            }
            seen
        };
        let before = seen().await;
        assert!(before.iter().filter(|(_, status, _)| *status == StatusCode::OK).count() > 60);
        added(&site, &own, "Entraide", "employee", ["2020-09-01", ""]).await;
        added(&site, &own, "Entraide", "volunteer", ["2015-01-01", "2019-12-31"]).await;
        site.catch_up().await;
        let page = site.get_as(Some(&own), PAGE).await;
        assert_eq!(texts(&page, TITLES), ["Entraide", "Entraide"]);
        assert_eq!(page.header("cache-control"), "no-store");
        for ((address, status, before), (_, after_status, after)) in before.iter().zip(&seen().await) {
            assert_eq!((status, before), (after_status, after), "{address}");
        }
        for id in ids(&page) {
            for who in &others {
                let answer = site.get_as(who.as_ref(), &format!("{PAGE}?change={id}")).await;
                assert_ne!(answer.status, StatusCode::OK);
                assert!(!answer.holds("Emploi") && !answer.holds("Entraide"), "{}", answer.text());
            }
        }
    }
}
