//! How a notebook is created, what its leads change of it, and how its contents are ordered, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod contents;
mod licences;

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{NotebookId, PersonId};
use scraper::{Html, Selector};
use services::check::{Contents, Mending};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session, leads_to};

const NEW: &str = "/c/-/new";
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

/// A public notebook called Rives, its lead and their session.
async fn led(site: &TestApp) -> (NotebookId, PersonId, Session) {
    let notebook = site.notebook("Rives", Visibility::Public, None).await;
    let ana = site.person("Ana Roy").await;
    site.lead(notebook, ana).await;
    (notebook, ana, site.session(ana).await)
}

fn edit_of(notebook: NotebookId) -> String {
    format!("/c/{notebook}/-/edit")
}

/// Does an act of the page, over the edition that it shows now.
async fn act(site: &TestApp, who: &Session, notebook: NotebookId, act: &str, typed: &[(&str, &str)]) -> Answer {
    let base = values(&site.get_as(Some(who), &edit_of(notebook)).await, "[name=base]").remove(0);
    let mut form = vec![("act", act), ("base", base.as_str())];
    form.extend_from_slice(typed);
    site.send(Some(who), &edit_of(notebook), &form).await
}

async fn done(site: &TestApp, who: &Session, notebook: NotebookId, what: &str, typed: &[(&str, &str)]) {
    let answer = act(site, who, notebook, what, typed).await;
    assert_eq!(leads_to(&answer), format!("{}?done=yes", edit_of(notebook)), "{what}: {}", answer.text());
}

/// What `check` finds amiss.
async fn amiss(site: &TestApp) -> Vec<(String, String)> {
    let system = site.services().system("a test");
    let report = services::check::run(&system, Mending::Tell, Contents::Skip, &|_, _| {}).await.unwrap();
    report.problems.iter().map(|it| (format!("{:?}", it.code), it.id.clone())).collect()
}

/// What the form of its words sends where nothing else is typed.
fn words<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [("title", "Rives"), ("language", "fr"), ("view", "list"), ("sort", "manual")];
    let kept = usual.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    kept.chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn rule_6_a_new_notebook_is_for_its_leads_and_contributors_until_they_say_otherwise() {
    for site in TestApp::all(8101).await {
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        let (ana, bruno) = (site.session(ana).await, site.session(bruno).await);
        assert_eq!(site.get(NEW).await, site.get("/c/-/rien").await, "as what does not exist");
        assert!(texts(&site.get("/notebooks").await, ".acts a").is_empty());
        assert_eq!(texts(&site.get_as(Some(&ana), "/notebooks").await, ".acts a"), ["Nouveau carnet"]);
        let form = site.get_as(Some(&ana), NEW).await;
        assert_eq!(values(&form, "[name=visibility][checked]"), ["authors"]);
        assert_eq!(form.header("cache-control"), "no-store");

        let refused = site.send(Some(&ana), NEW, &[("title", ""), ("description", "Zqgardee")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.holds("Zqgardee") && texts(&refused, AMISS).len() >= 2, "{}", refused.text());
        let typed = [("title", "Zqrives"), ("language", "fr"), ("visibility", "authors"), ("community", "")];
        let created = site.send(Some(&ana), NEW, &typed).await;
        let address = leads_to(&created).to_owned();
        assert!(address.starts_with("/c/") && address.ends_with("/zqrives"), "{address}");
        assert_eq!(
            texts(&site.get_as(Some(&ana), &address).await, ".acts a"),
            ["Modifier le carnet", "Ordonner le sommaire", "Nouvelle note"]
        );
        for who in [None, Some(&bruno)] {
            let absent = site.get_as(who, "/c/00000000000000000000000000/zqrives").await;
            assert_eq!(site.get_as(who, &address).await, absent);
            assert!(!site.get_as(who, "/notebooks").await.holds("Zqrives"));
        }
    }
}

#[tokio::test]
async fn a_member_begins_a_notebook_from_the_page_of_their_community_alone() {
    for site in TestApp::all(8102).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        site.edit(&Edit::Role(community, ana, Role::Member)).await;
        let (ana, bruno) = (site.session(ana).await, site.session(bruno).await);
        let link = format!("a[href='/c/-/new?community={community}']");
        assert_eq!(texts(&site.get_as(Some(&ana), "/communities/tissage").await, &link), ["Nouveau carnet"]);
        assert!(texts(&site.get_as(Some(&bruno), "/communities/tissage").await, &link).is_empty());
        let form = site.get_as(Some(&ana), &format!("{NEW}?community={community}")).await;
        assert_eq!(values(&form, "#community option[selected]"), [community.to_string()]);
        let id = community.to_string();
        let typed = |community| {
            [("title", "Métiers"), ("language", "fr"), ("visibility", "community"), ("community", community)]
        };
        for (who, community) in [(&bruno, id.as_str()), (&ana, "")] {
            let refused = site.send(Some(who), NEW, &typed(community)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let created = site.send(Some(&ana), NEW, &typed(&id)).await;
        let page = site.get_as(Some(&ana), leads_to(&created)).await;
        assert!(page.holds("Visible des membres de Tissage"), "{}", page.text());
        assert_eq!(site.get_as(Some(&bruno), leads_to(&created)).await.status, StatusCode::NOT_FOUND);
        assert!(site.get_as(Some(&ana), "/communities/tissage").await.holds("Métiers"));
    }
}

#[tokio::test]
async fn leads_say_what_it_is_and_a_kept_page_of_before_is_forgotten() {
    for site in TestApp::all(8103).await {
        let (notebook, _, ana) = led(&site).await;
        assert!(site.get(&format!("/c/{notebook}/rives")).await.holds("À propos de Rives."));
        let typed = words(&[
            ("title", "Rivages"),
            ("description", "Un *fleuve*."),
            ("guide", "Une idée par note."),
            ("view", "grid"),
            ("color", "#0a5c70"),
            ("licence", "CC BY 4.0"),
        ]);
        done(&site, &ana, notebook, "words", &typed).await;
        let page = site.get(&format!("/c/{notebook}/rivages")).await;
        assert!(page.holds("Un <em>fleuve</em>.") && !page.holds("À propos de Rives."), "{}", page.text());
        assert!(site.get("/notebooks").await.holds("Rivages"));
        // The guide is for those who may place notes there.
        assert!(!page.holds("Une idée par note."));
        let own = site.get_as(Some(&ana), &format!("/c/{notebook}/rivages")).await;
        assert!(own.holds("Une idée par note."), "{}", own.text());
        let form = site.get_as(Some(&ana), &edit_of(notebook)).await;
        assert_eq!(values(&form, "#color, #licence"), ["#0a5c70", "CC BY 4.0"]);
        let refused = act(&site, &ana, notebook, "words", &words(&[("title", ""), ("color", "bleu")])).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 2));
        assert_eq!(values(&refused, "#color"), ["bleu"], "what was typed is kept");
    }
}

#[tokio::test]
async fn what_was_typed_over_another_edition_is_kept_and_told() {
    for site in TestApp::all(8104).await {
        let (notebook, _, ana) = led(&site).await;
        let base = values(&site.get_as(Some(&ana), &edit_of(notebook)).await, "[name=base]").remove(0);
        done(&site, &ana, notebook, "words", &words(&[("description", "Zqpremier")])).await;
        let mut form = words(&[("description", "Zqsecond")]);
        form.extend([("act", "words"), ("base", base.as_str())]);
        let late = site.send(Some(&ana), &edit_of(notebook), &form).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.holds("Zqsecond"), "{}", late.text());
        assert!(texts(&late, "[data-part=merge] dd").contains(&"Zqpremier".to_owned()), "{}", late.text());
        assert!(site.get(&format!("/c/{notebook}/rives")).await.holds("Zqpremier"));
    }
}

#[tokio::test]
async fn a_wider_visibility_says_first_who_will_see_it_and_opens_no_note() {
    for site in TestApp::all(8105).await {
        let (notebook, ana, session) = led(&site).await;
        site.note("Zqsecrete").by(ana).visible_to(Visibility::Authors).placed_in(notebook).write().await;
        done(&site, &session, notebook, "visibility", &[("visibility", "authors")]).await;
        let address = format!("/c/{notebook}/rives");
        assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND);
        let asks = act(&site, &session, notebook, "visibility", &[("visibility", "public")]).await;
        let step = leads_to(&asks).to_owned();
        assert_eq!(step, format!("{}?step=visibility&level=public", edit_of(notebook)));
        assert_eq!(site.get(&address).await.status, StatusCode::NOT_FOUND, "nothing changed yet");
        let page = site.get_as(Some(&session), &step).await;
        assert!(page.holds("Visible de tout le monde, sans compte"), "{}", page.text());
        assert!(page.holds("chacune garde sa visibilité"));
        let hidden = |name: &str| values(&page, &format!("[data-form=confirm] [name={name}]")).remove(0);
        let (base, seen) = (hidden("base"), hidden("seen"));
        let form = [("act", "visibility"), ("visibility", "public"), ("base", base.as_str()), ("seen", seen.as_str())];
        site.send(Some(&session), &edit_of(notebook), &form).await;
        // "A notebook never widens a note": a placement is seen by who may see both.
        let page = site.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.holds("Zqsecrete"), "{}", page.text());
        assert_eq!(texts(&page, "[data-count='0']").len(), 1, "counts count what the viewer sees");
        let refused = act(&site, &session, notebook, "visibility", &[("visibility", "community")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "for members of no community");
    }
}

#[tokio::test]
async fn a_notebook_for_members_that_loses_its_last_link_is_for_its_leads_and_contributors() {
    for site in TestApp::all(8106).await {
        let community = site.community("tissage", "Tissage", true).await;
        let (notebook, ana, session) = led(&site).await;
        let bruno = site.person("Bruno").await;
        for person in [ana, bruno] {
            site.edit(&Edit::Role(community, person, Role::Member)).await;
        }
        let bruno = site.session(bruno).await;
        let id = community.to_string();
        done(&site, &session, notebook, "link", &[("community", &id)]).await;
        assert!(site.get("/communities/tissage").await.holds("Rives"));
        done(&site, &session, notebook, "visibility", &[("visibility", "community")]).await;
        let address = format!("/c/{notebook}/rives");
        let contents = format!("/c/{notebook}/-/contents");
        assert_eq!(site.get_as(Some(&bruno), &address).await.status, StatusCode::OK);
        // Contribution may be opened to the members of named linked communities.
        assert_eq!(site.get_as(Some(&bruno), &contents).await.status, StatusCode::FORBIDDEN);
        done(&site, &session, notebook, "opening", &[("open", &id)]).await;
        assert_eq!(site.get_as(Some(&bruno), &contents).await.status, StatusCode::OK);
        done(&site, &session, notebook, "unlink", &[("community", &id)]).await;
        assert_eq!(site.get_as(Some(&bruno), &address).await.status, StatusCode::NOT_FOUND);
        assert!(!site.get("/communities/tissage").await.holds("Rives"));
        // Or to everyone signed in.
        done(&site, &session, notebook, "opening", &[("signed_in", "yes")]).await;
        assert_eq!(site.get_as(Some(&bruno), &contents).await.status, StatusCode::NOT_FOUND, "who may read it");
    }
}

#[tokio::test]
async fn up_to_five_entry_points_are_notes_that_are_placed_there() {
    for site in TestApp::all(8107).await {
        let (notebook, ana, session) = led(&site).await;
        for title in ["Un", "Deux", "Trois", "Quatre", "Cinq", "Six"] {
            site.note(title).by(ana).placed_in(notebook).write().await;
        }
        site.note("Ailleurs").by(ana).write().await;
        let refused = act(&site, &session, notebook, "entry", &[("entry", "Ailleurs"), ("label", "")]).await;
        assert_eq!((refused.status, texts(&refused, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        done(&site, &session, notebook, "entry", &[("entry", "un"), ("label", "Sommaire")]).await;
        for title in ["Deux", "Trois", "Quatre", "Cinq"] {
            done(&site, &session, notebook, "entry", &[("entry", title), ("label", "")]).await;
        }
        let refused = act(&site, &session, notebook, "entry", &[("entry", "Six"), ("label", "")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&site, &session, notebook, "entry-down", &[("at", "0")]).await;
        done(&site, &session, notebook, "entry-remove", &[("at", "4")]).await;
        let page = site.get(&format!("/c/{notebook}/rives")).await;
        assert_eq!(texts(&page, "[data-part=entry-points] li"), ["Deux", "Sommaire", "Trois", "Quatre"]);
    }
}

#[tokio::test]
async fn up_to_three_lists_of_categories_are_named_ordered_and_removed_with_what_bears_them() {
    for site in TestApp::all(8108).await {
        let (notebook, ana, session) = led(&site).await;
        for name in ["Eau", "Brise"] {
            done(&site, &session, notebook, "category", &[("category", name), ("list", "1")]).await;
        }
        let twice = act(&site, &session, notebook, "category", &[("category", "eau"), ("list", "1")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fourth = act(&site, &session, notebook, "category", &[("category", "Feu"), ("list", "4")]).await;
        assert_eq!(fourth.status, StatusCode::UNPROCESSABLE_ENTITY);
        done(&site, &session, notebook, "lists", &[("list_1", "Éléments"), ("list_2", ""), ("list_3", "")]).await;
        let page = site.get_as(Some(&session), &edit_of(notebook)).await;
        assert_eq!(values(&page, "[data-list='1'] [name=name]"), ["Brise", "Eau"], "by name until they are ordered");
        let of = values(&page, "[data-list='1'] [name=of]");
        let categories = of.iter().map(|id| id.parse().unwrap()).collect::<Vec<_>>();
        let note = site.note("Fleuve").by(ana).placed_under(notebook, &categories).write().await;
        site.note("Zqcachee")
            .by(site.person("Bruno").await)
            .visible_to(Visibility::Authors)
            .placed_under(notebook, &categories)
            .write()
            .await;
        let before = amiss(&site).await;
        done(&site, &session, notebook, "category-down", &[("of", &of[0])]).await;
        done(&site, &session, notebook, "category-rename", &[("of", &of[0]), ("name", "Vent")]).await;
        let page = site.get_as(Some(&session), &edit_of(notebook)).await;
        assert_eq!(values(&page, "[data-list='1'] [name=name]"), ["Eau", "Vent"]);
        assert_eq!(texts(&page, "[data-list='1'] .provenance"), ["1 note", "1 note"], "of what they may read");
        let shown = site.get(&format!("/c/{notebook}/rives")).await;
        assert!(shown.holds("Éléments") && shown.holds("Vent") && !shown.holds("Brise"), "{}", shown.text());
        assert!(site.get(&format!("/n/{note}/fleuve")).await.holds("Vent"));
        done(&site, &session, notebook, "category-remove", &[("of", &of[0])]).await;
        assert!(!site.get(&format!("/n/{note}/fleuve")).await.holds("Vent"));
        assert!(site.get(&format!("/c/{notebook}/rives")).await.holds("Fleuve"), "the notes stay");
        assert_eq!(amiss(&site).await, before, "all is in order after each act");
        let lost = act(&site, &session, notebook, "category-rename", &[("of", &of[0]), ("name", "Rien")]).await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_letter_tells_who_leads_a_notebook_or_contributes_to_it() {
    for site in TestApp::all(8123).await {
        let (notebook, _, session) = led(&site).await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        site.note("Publique").by(bruno).write().await;
        let part = async |role: &str| {
            done(&site, &session, notebook, "person", &[("person", "Bruno"), ("role", role)]).await;
            site.letters().await
        };
        let letters = part("contributor").await;
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert_eq!(
            (letters[0].to.as_str(), letters[0].subject.as_str()),
            ("bruno@exemple.org", "À propos d’un carnet")
        );
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = words(&letters[0].text);
        assert!(text.contains("contribuer au carnet « Rives »"), "{text}");
        assert_eq!(letters[0].leads_to(), format!("/c/{notebook}/rives"));
        let letters = part("lead").await;
        assert_eq!(letters.len(), 2, "{letters:?}");
        let said = letters.iter().filter(|letter| words(&letter.text).contains("responsable du carnet")).count();
        assert_eq!(said, 1, "{letters:?}");
        // Who takes no part any more is told nothing.
        let member = bruno.to_string();
        done(&site, &session, notebook, "person-remove", &[("member", &member)]).await;
        done(&site, &session, notebook, "person", &[("person", "Bruno"), ("role", "lead")]).await;
        done(&site, &session, notebook, "person-remove", &[("member", &member)]).await;
        assert_eq!(site.letters().await.len(), 2);
    }
}

#[tokio::test]
async fn the_last_lead_does_not_leave_without_another_and_a_contributor_reads() {
    for site in TestApp::all(8109).await {
        let (notebook, ana, session) = led(&site).await;
        let (steward, bruno) = (site.steward("Émile").await, site.person("Bruno").await);
        // People are named among those whom one may see.
        site.note("Publique").signed(bruno).by(bruno).write().await;
        done(&site, &session, notebook, "visibility", &[("visibility", "authors")]).await;
        let me = ana.to_string();
        let last = act(&site, &session, notebook, "person-remove", &[("member", &me)]).await;
        assert_eq!((last.status, texts(&last, AMISS).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        let nobody = act(&site, &session, notebook, "person", &[("person", "Émile"), ("role", "lead")]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY, "{steward} has no page");
        let other = site.session(bruno).await;
        let address = format!("/c/{notebook}/rives");
        assert_eq!(site.get_as(Some(&other), &address).await.status, StatusCode::NOT_FOUND);
        done(&site, &session, notebook, "person", &[("person", "bruno"), ("role", "contributor")]).await;
        assert_eq!(site.get_as(Some(&other), &address).await.status, StatusCode::OK);
        assert_eq!(site.get_as(Some(&other), &edit_of(notebook)).await.status, StatusCode::FORBIDDEN);
        done(&site, &session, notebook, "person", &[("person", "Bruno"), ("role", "lead")]).await;
        let left = act(&site, &session, notebook, "person-remove", &[("member", &me)]).await;
        assert_eq!(leads_to(&left), "/notebooks", "they read it no more");
        assert_eq!(site.get_as(Some(&session), &address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&other), &edit_of(notebook)).await.status, StatusCode::OK);
    }
}
