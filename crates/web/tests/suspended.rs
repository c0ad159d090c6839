//! What letters a suspended account gets: none that asks for what its person cannot do.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::communities::Role;
use domain::notes::Visibility;
use domain::{NoteId, PersonId};
use testkit::TestApp;
use testkit::scene::Edit;
use testkit::site::{Answer, Session};

/// What each letter says that asks Zoé for something, in the order in which it is asked for.
const ASKS: [&str; 8] = [
    "demande à devenir membre de Tissage",
    "vous invite à devenir membre de Vannerie",
    "vous invite à modifier « Passe »",
    "demande à modifier « Écluse »",
    "est maintenant dans le carnet « Carnet des eaux »",
    "Un problème est signalé",
    "vous écrit à propos de « Écluse »",
    "Répondez avant le",
];

async fn sends(site: &TestApp, who: &Session, address: &str, form: &[(&str, &str)]) {
    let answer = site.send(Some(who), address, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}: {}", answer.text());
}

/// The letters to Zoé so far, each in one line.
async fn to_zoe(site: &TestApp) -> Vec<String> {
    let letters = site.letters().await.into_iter().filter(|letter| letter.to == "zoe@exemple.org");
    letters.map(|letter| letter.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Which things Zoé is asked for.
fn asked(letters: &[String]) -> Vec<&'static str> {
    ASKS.into_iter().filter(|words| letters.iter().any(|letter| letter.contains(words))).collect()
}

/// Asks Zoé for everything that a letter asks for; gives who she is.
async fn everything_asked_of_zoe(site: &TestApp) -> PersonId {
    let [ana, bruno, zoe] = [
        site.person_at("Ana Roy", "ana@exemple.org").await,
        site.person_at("Bruno", "bruno@exemple.org").await,
        site.person_at("Zoé", "zoe@exemple.org").await,
    ];
    let tissage = site.community("tissage", "Tissage", true).await;
    let vannerie = site.community("vannerie", "Vannerie", true).await;
    for (community, lead) in [(tissage, zoe), (vannerie, bruno)] {
        site.edit(&Edit::Role(community, lead, Role::Lead)).await;
    }
    let notebook = site.notebook("Carnet des eaux", Visibility::Public, None).await;
    site.lead(notebook, ana).await;
    let shared = site.note("Écluse").by(zoe).by(bruno).body("Un texte.").linked_to(tissage).write().await;
    let own = site.note("Passe").by(bruno).body("Un texte.").write().await;
    let (hers, his) = (site.session(ana).await, site.session(bruno).await);

    let joins = [("name", "Renarde"), ("reason", "Pour apprendre.")];
    sends(site, &hers, "/communities/tissage/-/join", &joins).await;
    let invites = [("act", "invite"), ("mail", "zoe@exemple.org"), ("words", "")];
    sends(site, &his, "/communities/vannerie/-/requests", &invites).await;
    sends(site, &his, &format!("/n/{own}/-/rights"), &[("act", "invite"), ("author", "Zoé")]).await;
    sends(site, &hers, &format!("/n/{shared}/-/ask"), &[("act", "ask"), ("reason", "Pour aider.")]).await;
    let notebook = notebook.to_string();
    let placed = [("act", "place"), ("notebook", notebook.as_str()), ("reason", "")];
    sends(site, &hers, &format!("/n/{shared}/-/place"), &placed).await;
    let page = format!("/n/{shared}/ecluse");
    sends(site, &hers, "/report", &[("page", &page), ("kind", "error"), ("words", "Une erreur.")]).await;
    sends(site, &hers, &format!("/n/{shared}/-/write"), &[("words", "Bonjour.")]).await;
    let person = zoe.to_string();
    let removes = [("act", "remove"), ("person", person.as_str())];
    sends(site, &his, &format!("/n/{shared}/-/rights"), &removes).await;
    zoe
}

async fn suspend(site: &TestApp, person: PersonId) {
    let steward = site.session(site.steward("Denise").await).await;
    let system = site.services().system("a test");
    services::registration::set(&system, None, Some("Denise, denise@exemple.org")).await.unwrap();
    let suspends = [("act", "suspend"), ("reason", "Un envoi massif")];
    sends(site, &steward, &format!("/admin/people/{person}"), &suspends).await;
}

#[tokio::test]
async fn whoever_signs_in_is_asked_and_a_suspended_account_is_asked_for_nothing() {
    for site in TestApp::all(9681).await {
        everything_asked_of_zoe(&site).await;
        let letters = to_zoe(&site).await;
        assert_eq!(asked(&letters), ASKS, "{letters:?}");
    }
    for site in TestApp::all(9682).await {
        let zoe = everything_asked_of_zoe(&site).await;
        suspend(&site, zoe).await;
        let letters = to_zoe(&site).await;
        assert!(asked(&letters).is_empty(), "{letters:?}");
        assert_eq!(letters.len(), 2, "{letters:?}");
        assert!(letters.iter().any(|letter| letter.contains("Un envoi massif")), "{letters:?}");
        // What would happen by itself is said, with whom to write to, and nothing to click but the site.
        let removal = letters.iter().find(|letter| letter.contains("que vous ne puissiez plus modifier")).unwrap();
        assert!(removal.contains("ce sera un accord") && removal.contains("denise@exemple.org"), "{removal}");
        assert!(!removal.contains("/-/rights"), "{removal}");
    }
}

#[tokio::test]
async fn a_message_to_authors_goes_to_those_who_may_sign_in_and_to_nobody_where_none_may() {
    for site in TestApp::all(9683).await {
        let zoe = site.person_at("Zoé", "zoe@exemple.org").await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let ana = site.session(site.person_at("Ana Roy", "ana@exemple.org").await).await;
        let alone = site.note("Passe").by(zoe).body("Un texte.").write().await;
        let shared = site.note("Écluse").by(zoe).by(bruno).body("Un texte.").write().await;
        let writes = async |note: NoteId, words: &str| -> Answer {
            site.send(Some(&ana), &format!("/n/{note}/-/write"), &[("words", words)]).await
        };
        assert_eq!(writes(alone, "Avant.").await.status, StatusCode::SEE_OTHER);
        let letters = site.letters().await;
        let before = letters.iter().find(|letter| letter.to == "zoe@exemple.org").unwrap().leads_to().to_owned();
        assert_eq!(site.get(&before).await.status, StatusCode::OK);

        suspend(&site, zoe).await;
        assert_eq!(site.get(&before).await.status, StatusCode::NOT_FOUND, "it serves no more");
        let unheard = writes(alone, "Après.").await;
        assert_eq!(unheard.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unheard.holds("n’arriverait à personne"), "{}", unheard.text());
        assert_eq!(writes(shared, "Bonjour.").await.status, StatusCode::SEE_OTHER);
        let letters = site.letters().await;
        let told = |mail: &str| letters.iter().filter(|it| it.to == mail && it.text.contains("Bonjour.")).count();
        assert_eq!((told("bruno@exemple.org"), told("zoe@exemple.org")), (1, 0));
    }
}
