//! Notes written with a form, asked as a browser would.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod deleted;
mod kinds;
mod linked;
mod merged;

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// What the first element under this selector holds, as it is written.
fn inside(answer: &Answer, selector: &str) -> String {
    let page = Html::parse_document(&answer.text());
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).next().map(|element| element.inner_html().trim().to_owned()).unwrap_or_default()
}

/// The value of a field of the form, as a browser would send it.
fn value(answer: &Answer, name: &str) -> String {
    let page = Html::parse_document(&answer.text());
    let selector = format!("form[data-form=note] :is(input, textarea)[name='{name}']");
    let selector = Selector::parse(&selector).unwrap();
    let field = page.select(&selector).find(|field| field.value().attr("type") != Some("radio"));
    let field = field.unwrap_or_else(|| panic!("no field {name}: {}", answer.text()));
    field.value().attr("value").map_or_else(|| field.text().collect(), str::to_owned)
}

async fn person(site: &TestApp, name: &str, mail: &str) -> (PersonId, Session) {
    let person = site.person_at(name, mail).await;
    (person, site.session(person).await)
}

fn form<'a>(title: &'a str, body: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("title", title), ("language", "fr"), ("body", body), ("visibility", "authors"), ("act", "save")]
}

/// Makes a note with a form: its id.
async fn made(site: &TestApp, who: &Session, form: &[(&str, &str)]) -> NoteId {
    let answer = site.send(Some(who), "/new", form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    leads_to(&answer).split('/').nth(2).unwrap().parse().unwrap()
}

fn edit(note: NoteId) -> String {
    format!("/n/{note}/-/edit")
}

/// Saves a version over another one.
async fn saved(site: &TestApp, who: &Session, note: NoteId, base: &str, title: &str, body: &str) -> Answer {
    let form = [
        ("title", title),
        ("language", "fr"),
        ("body", body),
        ("base", base),
        ("reason", "Pour voir"),
        ("act", "save"),
    ];
    site.send(Some(who), &edit(note), &form).await
}

/// The page of a note.
async fn page(site: &TestApp, who: Option<&Session>, note: NoteId) -> Answer {
    let bare = site.get_as(who, &format!("/n/{note}")).await;
    let address = bare.header("location").to_owned();
    if address.is_empty() { bare } else { site.get_as(who, &address).await }
}

async fn source(site: &TestApp, who: &Session, note: NoteId) -> String {
    let bare = site.get_as(Some(who), &format!("/n/{note}")).await;
    let source = site.get_as(Some(who), &format!("{}.md", bare.header("location"))).await;
    String::from_utf8(source.body.to_vec()).unwrap()
}

async fn versions(site: &TestApp, who: &Session, note: NoteId) -> usize {
    let page = site.get_as(Some(who), &format!("/n/{note}/-/versions")).await;
    texts(&page, "li[data-version]").len()
}

#[tokio::test]
async fn rule_6_a_new_note_is_for_its_author_alone_until_they_say_otherwise() {
    for site in TestApp::all(8801).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, bruno) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let new = site.get_as(Some(&ana), "/new").await;
        let chosen = Html::parse_document(&new.text());
        let chosen: Vec<_> = chosen
            .select(&Selector::parse("input[name=visibility][checked]").unwrap())
            .map(|it| it.value().attr("value").unwrap().to_owned())
            .collect();
        assert_eq!(chosen, ["authors"], "{}", new.text());

        let note = made(&site, &ana, &form("Écluse", "Un texte.")).await;
        assert_eq!(texts(&page(&site, Some(&ana), note).await, "[data-part=byline] a"), ["Ana Roy"]);
        for who in [None, Some(&bruno)] {
            assert_eq!(page(&site, who, note).await.status, StatusCode::NOT_FOUND);
            assert_eq!(site.get_as(who, &edit(note)).await.status, StatusCode::NOT_FOUND);
        }
        assert!(leads_to(&site.get("/new?title=Digue").await).starts_with("/sign-in?to=%2Fnew"));
    }
}

#[tokio::test]
async fn what_is_typed_is_what_the_source_gives() {
    for site in TestApp::all(8802).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let typed = "\n\n# É « un »\r\n\r\n<script>alert(1)</script> &amp; {{ x }}\t\r\n\"'\u{202e}\u{1f9f6}\r\n```\r\n</textarea>\r\n```\r\n \r\n";
        let note = made(&site, &ana, &form("Écluse", typed)).await;
        let kept = typed.replace("\r\n", "\n");
        assert_eq!(source(&site, &ana, note).await, kept);
        // What the form shows is what it was given, the lines at its beginning included.
        let again = site.get_as(Some(&ana), &edit(note)).await;
        assert_eq!((value(&again, "body"), value(&again, "base")), (kept.clone(), "1".to_owned()));
        let same = saved(&site, &ana, note, "1", "Écluse", typed).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER, "{}", same.text());
        assert_eq!(value(&site.get_as(Some(&ana), &edit(note)).await, "base"), "1", "the same text makes no version");
        let none = saved(&site, &ana, note, "1", "Écluse", "un\0deux").await;
        assert_eq!(none.status, StatusCode::SEE_OTHER);
        assert_eq!(source(&site, &ana, note).await, "un\u{fffd}deux");
    }
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_note() {
    for site in TestApp::all(8803).await {
        let (own, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (_, bruno) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let key = value(&site.get_as(Some(&ana), "/new").await, "key");
        let mut sent = form("Écluse", "Un texte.");
        sent.push(("key", &key));
        let first = made(&site, &ana, &sent).await;
        assert_eq!(made(&site, &ana, &sent).await, first);
        assert_ne!(made(&site, &bruno, &sent).await, first, "a form of somebody else is another form");
        site.chance.pass(8 * 24 * 3600);
        // The session is over by then.
        let ana = site.session(own).await;
        let other = value(&site.get_as(Some(&ana), "/new").await, "key");
        assert_ne!(other, key);
    }
}

#[tokio::test]
async fn what_is_amiss_is_said_and_what_was_typed_is_kept() {
    for site in TestApp::all(8804).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let hidden = site.notebook("Carnet caché", Visibility::Authors, None).await.to_string();
        let circle = site.community("tissage", "Tissage", true).await.to_string();
        for (more, field) in [
            (vec![("title", " ")], "title"),
            (vec![("visibility", "community")], "visibility"),
            (vec![("notebook", hidden.as_str())], "notebook"),
            (vec![("community", circle.as_str())], "communities"),
        ] {
            let mut sent = form("Écluse", "Ce que j’ai tapé.");
            sent.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
            sent.extend(more);
            let answer = site.send(Some(&ana), "/new", &sent).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            let said = texts(&answer, &format!("[role=alert] a[href='#note:{field}']"));
            assert_eq!(said.len(), 1, "{field}: {}", answer.text());
            assert_eq!(value(&answer, "body"), "Ce que j’ai tapé.");
            assert!(!answer.text().contains("Carnet caché"));
        }
        let note = made(&site, &ana, &form("Écluse", "Un texte.")).await;
        // Whose session ended sees again what they typed, on a note that is there or not.
        for at in ["/new".to_owned(), edit(note), edit(site.chance.id())] {
            let sent = [("title", "Écluse"), ("language", "fr"), ("body", "Ce que j’ai tapé."), ("base", "1")];
            let answer = site.send(None, &at, &sent).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{at}");
            assert_eq!(
                (value(&answer, "body"), value(&answer, "base")),
                ("Ce que j’ai tapé.".to_owned(), "1".to_owned())
            );
        }
        let large = "a".repeat(services::writing::LARGEST + 1);
        let answer = saved(&site, &ana, note, "1", "Écluse", &large).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.len() > large.len(), "what was typed is there");
    }
}

#[tokio::test]
async fn a_preview_is_what_the_page_shows_once_it_is_saved() {
    for site in TestApp::all(8805).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, _) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        site.note("Digue").body("Une digue.").by(ana).write().await;
        site.note("Caché").body("zqsecret").by(bruno).visible_to(Visibility::Authors).write().await;
        let body = "# Un titre\n\nVoir [[Digue]], [[Caché]] et [[Absent]].\n\n![[Digue]]\n\n![[Caché]]\n\n> [!note] Dit\n> Ici.\n";
        let mut sent = form("Écluse", body);
        sent.retain(|(name, _)| *name != "act");
        let preview = site.send(Some(&who), "/new", &[sent.clone(), vec![("act", "preview")]].concat()).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        assert!(!preview.text().contains("zqsecret"));
        let note = made(&site, &who, &sent).await;
        let shown = inside(&page(&site, Some(&who), note).await, "[data-part=body]");
        assert_eq!(inside(&preview, "[data-part=preview] [data-part=body]"), shown);
        assert!(shown.contains("data-wanted=\"Absent\"") && shown.contains("data-wanted=\"Caché\""), "{shown}");
        let next =
            [("title", "Écluse"), ("language", "fr"), ("body", "Voir [[Digue]]."), ("base", "1"), ("act", "preview")];
        let preview = site.send(Some(&who), &edit(note), &next).await;
        assert_eq!(value(&preview, "body"), "Voir [[Digue]].");
        saved(&site, &who, note, "1", "Écluse", "Voir [[Digue]].").await;
        let shown = inside(&page(&site, Some(&who), note).await, "[data-part=body]");
        assert_eq!(inside(&preview, "[data-part=preview] [data-part=body]"), shown);
    }
}

#[tokio::test]
async fn naming_a_file_gives_no_right_to_it() {
    for site in TestApp::all(8806).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, who) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let file = site.file("plan.txt", b"zqsecret").await;
        let shows = format!("[plan](/files/{file}/plan.txt)");
        site.note("Caché").body(&shows).by(bruno).visible_to(Visibility::Authors).write().await;
        made(&site, &ana, &form("À moi", &shows)).await;
        let address = format!("/files/{file}/plan.txt");
        assert_eq!(site.get_as(Some(&ana), &address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(Some(&who), &address).await.status, StatusCode::OK);
        let mut open = form("À tous", &shows);
        open.retain(|(name, _)| *name != "visibility");
        open.push(("visibility", "public"));
        made(&site, &who, &open).await;
        assert_eq!(site.get(&address).await.status, StatusCode::OK, "who may read it may show it");
    }
}

#[tokio::test]
async fn a_new_title_keeps_the_old_one_as_a_name_and_the_links_lead_there() {
    for site in TestApp::all(8807).await {
        let (_, ana) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let mut open = form("Digue", "Une digue.");
        open.retain(|(name, _)| *name != "visibility");
        open.push(("visibility", "public"));
        let digue = made(&site, &ana, &open).await;
        let citing = made(&site, &ana, &form("Écluse", "Voir [[Digue]].")).await;
        let answer = saved(&site, &ana, digue, "1", "Barrage", "Une digue.").await;
        assert_eq!(leads_to(&answer), format!("/n/{digue}/barrage"));
        let old = site.get(&format!("/n/{digue}/digue")).await;
        assert_eq!(old.header("location"), format!("/n/{digue}/barrage"));
        let link = format!("href=\"/n/{digue}/barrage\"");
        assert!(inside(&page(&site, Some(&ana), citing).await, "[data-part=body]").contains(&link));
        let next = made(&site, &ana, &form("Canal", "Voir [[digue]] et [[Barrage]].")).await;
        let shown = inside(&page(&site, Some(&ana), next).await, "[data-part=body]");
        assert_eq!(shown.matches(&link).count(), 2, "{shown}");
        assert_eq!(versions(&site, &ana, digue).await, 2);
    }
}

#[tokio::test]
async fn a_wanted_link_resolves_by_itself_where_all_who_read_it_read_the_note() {
    for site in TestApp::all(8808).await {
        let (ana, who) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, ana).await;
        let here = site.note("Ici").body("Voir [[Digue]].").by(bruno).placed_in(notebook).write().await;
        let elsewhere = site.note("Ailleurs").body("Voir [[Digue]].").by(bruno).write().await;
        let wanted = async |note| page(&site, Some(&other), note).await.text().contains("data-wanted=\"Digue\"");
        assert!(wanted(here).await && wanted(elsewhere).await);
        let placed = notebook.to_string();
        let mut sent = form("Digue", "Une digue.");
        sent.push(("notebook", &placed));
        let digue = made(&site, &who, &sent).await;
        assert!(wanted(here).await, "it is for its author alone");
        let rights = format!("/n/{digue}/-/rights");
        let open = [("act", "visibility"), ("visibility", "public"), ("seen", "authors")];
        assert_eq!(site.send(Some(&who), &rights, &open).await.status, StatusCode::SEE_OTHER);
        assert!(!wanted(here).await);
        assert!(wanted(elsewhere).await, "elsewhere it is proposed");
        site.catch_up().await;
        assert_eq!(texts(&page(&site, None, digue).await, "[data-part=cited-by] .title"), ["Ici"]);
        assert_eq!(texts(&page(&site, None, digue).await, "[data-part=notebooks] .title"), ["Carnet"]);
    }
}

#[tokio::test]
async fn who_writes_for_the_first_time_signs_and_who_keeps_a_note_corrects_it_without_signing() {
    for site in TestApp::all(8809).await {
        let (ana, _) = person(&site, "Ana Roy", "ana@exemple.org").await;
        let (bruno, other) = person(&site, "Bruno Côté", "bruno@exemple.org").await;
        let note = site.note("Écluse").body("Un texte.").by(ana).write().await;
        assert_eq!(site.get_as(Some(&other), &edit(note)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(leads_to(&site.get(&edit(note)).await), format!("/sign-in?to=%2Fn%2F{note}%2F-%2Fedit"));
        let mut tx = site.services().store().write().await.unwrap();
        store::notes::add_author(&mut tx, note, bruno).await.unwrap();
        tx.commit().await.unwrap();
        let answer = saved(&site, &other, note, "1", "Écluse", "Un autre texte.").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!(texts(&page(&site, None, note).await, "[data-part=byline] a"), ["Ana Roy", "Bruno Côté"]);
        let rights = format!("/n/{note}/-/rights");
        site.send(Some(&other), &rights, &[("act", "unsign")]).await;
        saved(&site, &other, note, "2", "Écluse", "Encore un texte.").await;
        assert_eq!(texts(&page(&site, None, note).await, "[data-part=byline] a"), ["Ana Roy"], "they left it");

        let circle = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), Role::Lead).await.unwrap();
        let rosa = site.signature("Rosa").await;
        let kept = site.note("Tissage").body("Un texte.").signed(rosa).linked_to(circle).write().await;
        let who = site.session(ana).await;
        let answer = saved(&site, &who, kept, "1", "Tissage", "Corrigé.").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!(texts(&page(&site, None, kept).await, "[data-part=byline] a"), ["Rosa"]);
    }
}
