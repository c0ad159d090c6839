//! A form that is sent twice, as a finger that trembles or a line that is slow sends it: what it makes is made once.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::notes::Visibility;
use domain::people::MailAddress;
use scraper::{Html, Selector};
use testkit::TestApp;
use testkit::site::{Answer, STEWARD, Session, leads_to};

/// The hidden fields of a form, as a page gives them.
fn hidden(page: &Answer, form: &str) -> Vec<(String, String)> {
    let html = Html::parse_document(&page.text());
    let selector = Selector::parse(&format!("form[data-form={form}] input[type=hidden]")).unwrap();
    let attribute =
        |field: &scraper::ElementRef<'_>, name: &str| field.value().attr(name).unwrap_or_default().to_owned();
    let fields: Vec<_> =
        html.select(&selector).map(|field| (attribute(&field, "name"), attribute(&field, "value"))).collect();
    assert!(fields.iter().any(|(name, value)| name == "key" && !value.is_empty()), "{form}: {}", page.text());
    fields
}

/// What a browser sends of this form, with what was typed in it.
async fn filled(
    site: &TestApp,
    who: Option<&Session>,
    (page, form): (&str, &str),
    typed: &[(&str, &str)],
) -> Vec<(String, String)> {
    let mut fields = hidden(&site.get_as(who, page).await, form);
    fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}

async fn send(site: &TestApp, who: Option<&Session>, address: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    site.send(who, address, &fields).await
}

async fn letters_to(site: &TestApp, mail: &str) -> usize {
    site.letters().await.into_iter().filter(|letter| letter.to == mail).count()
}

/// How often a page leads below this address.
async fn lines(site: &TestApp, who: &Session, page: &str, below: &str) -> usize {
    let page = site.get_as(Some(who), page).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.text().matches(&format!("<a href=\"{below}/")).count()
}

const NOTEBOOK: [(&str, &str); 3] = [("title", "Carnet des eaux"), ("language", "fr"), ("visibility", "authors")];

#[tokio::test(flavor = "multi_thread")]
async fn a_notebook_is_made_once_by_one_form_and_the_form_of_somebody_else_makes_another() {
    for site in TestApp::all(9601).await {
        let ana = site.session(site.person_at("Ana Roy", "ana@exemple.org").await).await;
        let bruno = site.session(site.person_at("Bruno", "bruno@exemple.org").await).await;
        let form = filled(&site, Some(&ana), ("/c/-/new", "new-notebook"), &NOTEBOOK).await;
        let both = tokio::join!(send(&site, Some(&ana), "/c/-/new", &form), send(&site, Some(&ana), "/c/-/new", &form));
        let made = leads_to(&both.0).to_owned();
        assert!(made.starts_with("/c/") && made.ends_with("/carnet-des-eaux"), "{}", both.0.text());
        assert_eq!(leads_to(&both.1), made, "at once");
        assert_eq!(leads_to(&send(&site, Some(&ana), "/c/-/new", &form).await), made, "and later");
        assert_eq!(site.get_as(Some(&ana), &made).await.status, StatusCode::OK);

        // It gives nobody else anything, and another form is another notebook.
        let stolen = send(&site, Some(&bruno), "/c/-/new", &form).await;
        assert_eq!(stolen.status, StatusCode::NOT_FOUND, "{}", stolen.text());
        assert_eq!(site.get_as(Some(&bruno), &made).await.status, StatusCode::NOT_FOUND);
        let other = filled(&site, Some(&ana), ("/c/-/new", "new-notebook"), &NOTEBOOK).await;
        let other = send(&site, Some(&ana), "/c/-/new", &other).await;
        assert!(leads_to(&other).starts_with("/c/") && leads_to(&other) != made, "{}", other.text());

        // What is amiss is mended in the same form.
        let mut form = filled(&site, Some(&ana), ("/c/-/new", "new-notebook"), &[("title", " ")]).await;
        let refused = send(&site, Some(&ana), "/c/-/new", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(hidden(&refused, "new-notebook"), form[..1], "it is the same form still");
        form.truncate(1);
        form.extend(NOTEBOOK.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(send(&site, Some(&ana), "/c/-/new", &form).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_problem_is_reported_once_by_one_form_with_an_account_and_without() {
    for site in TestApp::all(9602).await {
        let zoe = site.session(site.person_at("Zoé", "zoe@exemple.org").await).await;
        let runs = site.session(site.steward("Zqadministration").await).await;
        let typed = [("kind", "personal"), ("words", "Un problème.")];
        let form = filled(&site, Some(&zoe), ("/report?page=%2Frecent", "report"), &typed).await;
        for _ in 0..2 {
            assert_eq!(leads_to(&send(&site, Some(&zoe), "/report", &form).await), "/report?done=sent");
        }
        assert_eq!(lines(&site, &runs, "/admin/reports", "/admin/reports").await, 1);
        let form = filled(&site, Some(&zoe), ("/report?page=%2Frecent", "report"), &typed).await;
        assert_eq!(leads_to(&send(&site, Some(&zoe), "/report", &form).await), "/report?done=sent");
        assert_eq!(lines(&site, &runs, "/admin/reports", "/admin/reports").await, 2, "the same words, said again");

        let typed = [("kind", "personal"), ("words", "Un problème."), ("mail", "lea@exemple.org")];
        let form = filled(&site, None, ("/report?page=%2Frecent", "report"), &typed).await;
        for _ in 0..2 {
            assert_eq!(leads_to(&send(&site, None, "/report", &form).await), "/report?done=confirm");
        }
        assert_eq!(letters_to(&site, "lea@exemple.org").await, 1);
    }
}

#[tokio::test]
async fn what_is_written_to_the_authors_goes_once_by_one_form() {
    for site in TestApp::all(9603).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let bruno = site.session(site.person_at("Bruno", "bruno@exemple.org").await).await;
        let note = site.note("Écluse").by(ana).body("Un texte.").write().await;
        let page = format!("/n/{note}/-/write");
        for count in [1, 2] {
            let form = filled(&site, Some(&bruno), (page.as_str(), "write"), &[("words", "La vanne fuit.")]).await;
            for _ in 0..2 {
                assert_eq!(leads_to(&send(&site, Some(&bruno), &page, &form).await), format!("{page}?done=sent"));
            }
            assert_eq!(letters_to(&site, "ana@exemple.org").await, count, "one for each form");
        }
        let typed = [("words", "La vanne fuit."), ("name", "Léa"), ("mail", "lea@exemple.org")];
        let form = filled(&site, None, (page.as_str(), "write"), &typed).await;
        for _ in 0..2 {
            assert_eq!(leads_to(&send(&site, None, &page, &form).await), format!("{page}?done=confirm"));
        }
        assert_eq!(letters_to(&site, "lea@exemple.org").await, 1);
    }
}

#[tokio::test]
async fn an_incident_and_a_part_of_a_notebook_are_added_once() {
    for site in TestApp::all(9604).await {
        let claire = site.set_up().await;
        let mut tx = site.store.store.read().await.unwrap();
        let mail = MailAddress::parse(STEWARD).unwrap();
        let (person, ..) = store::accounts::reached(&mut tx, &mail).await.unwrap().unwrap();
        drop(tx);
        let typed = [("what", "Une panne."), ("happened", "2026-01-02"), ("whose", "Personne."), ("risk", "Aucun.")];
        let form = filled(&site, Some(&claire), ("/admin/incidents", "incident"), &typed).await;
        for _ in 0..2 {
            let added = send(&site, Some(&claire), "/admin/incidents", &form).await;
            assert_eq!(leads_to(&added), "/admin/incidents", "{}", added.text());
        }
        assert_eq!(lines(&site, &claire, "/admin/incidents", "/admin/incidents").await, 1);

        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        site.lead(notebook, person).await;
        let contents = format!("/c/{notebook}/-/contents");
        for (title, count) in [("Amont", 1), ("Amont", 1), ("Aval", 2), ("Amont", 3)] {
            let added = site.send(Some(&claire), &contents, &[("act", "add-part"), ("part", title)]).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
            let mut tx = site.store.store.read().await.unwrap();
            let parts = store::contents::parts(&mut tx, notebook).await.unwrap();
            assert_eq!(parts.len(), count, "{title}: {parts:?}");
        }
    }
}

#[tokio::test]
async fn what_has_a_name_of_its_own_is_there_once_and_the_second_form_says_so() {
    for site in TestApp::all(9605).await {
        let claire = site.set_up().await;
        let zoe = site.session(site.person_at("Zoé", "zoe@exemple.org").await).await;
        site.note("Coopérative").as_organisation("groupe", &[]).write().await;
        let signature = site.signature("Z. Côté").await;
        site.note("Passe").signed(signature).body("Un texte.").write().await;
        let community = [
            ("name", "Tissage"),
            ("alias", "tissage"),
            ("language", "fr"),
            ("access", "on_request"),
            ("listed", "listed"),
        ];
        let attached = [("act", "add"), ("organisation", "Coopérative"), ("kind", "member")];
        for (who, page, form) in
            [(&claire, "/communities/-/new", &community[..]), (&zoe, "/me/affiliations", &attached[..])]
        {
            let first = site.send(Some(who), page, form).await;
            assert_eq!(first.status, StatusCode::SEE_OTHER, "{page}: {}", first.text());
            let second = site.send(Some(who), page, form).await;
            assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}: {}", second.text());
            assert!(second.holds("role=\"alert\""), "{page}: {}", second.text());
        }
        // What waits for an answer waits once.
        for (page, form) in [
            ("/communities/tissage/-/join".to_owned(), [("name", ""), ("reason", "Pour tisser.")]),
            (format!("/people/{signature}/-/claim"), [("act", "claim"), ("words", "C’est moi.")]),
        ] {
            for time in ["first", "second"] {
                let asked = site.send(Some(&zoe), &page, &form).await;
                assert_eq!(asked.status, StatusCode::SEE_OTHER, "{page}, the {time} time: {}", asked.text());
            }
        }
        let requests = site.get_as(Some(&claire), "/communities/tissage/-/requests").await.text();
        assert_eq!(requests.matches("Pour tisser.").count(), 1, "{requests}");
        let claims = site.get_as(Some(&claire), "/admin/claims").await.text();
        assert_eq!(claims.matches("C’est moi.").count(), 1, "{claims}");
    }
}
