//! What goes when a person leaves, what stays under which name, and how they stay after all.

use axum::http::StatusCode;
use domain::people::MailAddress;
use domain::{NoteId, PersonId};
use services::check::{Contents, Mending};
use services::own_data::SOURCES;
use store::personal::Whose;
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

use super::{Role, Visibility, plant, run};

const DAY: i64 = 24 * 3600;

/// Sends the form of leaving.
async fn leave(site: &TestApp, who: &Session, credit: &str, acts: &str, texts: &str) -> Answer {
    let form = [("act", "leave"), ("credit", credit), ("acts", acts), ("texts", texts)];
    site.send(Some(who), "/me/leaving", &form).await
}

/// Who left, and what of theirs there is.
async fn left(site: &TestApp, person: PersonId) -> Vec<(&'static str, usize)> {
    let mails = vec!["zq-Mail@exemple.org".to_owned(), "zq-mail@exemple.org".to_owned()];
    let mail = MailAddress::parse("zq-mail@exemple.org").unwrap();
    let subject = <sha2::Sha256 as sha2::Digest>::digest(format!("account\n{}\n", mail.key()));
    let whose = Whose { person, mails, tries: vec![subject.into()] };
    let system = domain::policy::Viewer::system("a test");
    let mut found = Vec::new();
    for source in SOURCES.iter().filter(|source| source.name != "responsible") {
        let mut tx = site.services().store().read().await.unwrap();
        let rows = source.rows(&mut tx, &system, &whose, None).await.unwrap().0;
        if !rows.is_empty() {
            found.push((source.name, rows.len()));
        }
    }
    found
}

/// What `check` finds amiss.
async fn amiss(site: &TestApp) -> Vec<(String, String)> {
    let system = site.services().system("a test");
    let report = services::check::run(&system, Mending::Tell, Contents::Skip, &|_, _| {}).await.unwrap();
    report.problems.into_iter().map(|problem| (format!("{:?}", problem.code), problem.id)).collect()
}

async fn wrote(site: &TestApp, note: NoteId, person: PersonId) {
    run(site, "UPDATE revision SET author = $1 WHERE note = $2", &[person.into(), note.into()]).await;
}

#[tokio::test]
async fn rule_10_who_leaves_is_gone_within_thirty_days_with_a_receipt_and_the_commons_stays_whole() {
    for site in TestApp::all(7711).await {
        let ana = site.person("Ana Roy").await;
        let community = site.community("tissage", "Tissage", true).await;
        let system = site.services().system("a test");
        services::admin::add_member(&system, "tissage", &ana.to_string(), Role::Member).await.unwrap();
        let notebook = site.notebook("Carnet", Visibility::Public, None).await;
        let note = site.note("Un tissage").by(ana).body("Le texte reste.").placed_in(notebook).write().await;
        let who = site.session(ana).await;
        plant(&site, ana, note, notebook, community).await;
        run(&site, "DELETE FROM leaving", &[]).await;
        let page = format!("/n/{note}/un-tissage");
        assert!(site.get(&page).await.holds("zq-signed"));

        let answer = leave(&site, &who, "replace", "replace", "keep").await;
        assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, "/me/leaving"), "{}", answer.text());
        // From now on they stay, take out what is theirs, or sign out; nothing else.
        for address in ["/", "/me/profile", &page] {
            let answer = site.get_as(Some(&who), address).await;
            assert_eq!((answer.status, leads_to(&answer)), (StatusCode::SEE_OTHER, "/me/leaving"), "{address}");
        }
        let saved = site.send(Some(&who), "/me/profile", &[("name", "Autre")]).await;
        assert_eq!(leads_to(&saved), "/me/leaving");
        assert_eq!(site.get_as(Some(&who), "/me/data").await.status, StatusCode::OK);
        assert!(site.get_as(Some(&who), "/me/leaving").await.holds("Garder mon compte"));
        let letters = site.letters().await;
        let receipt = letters.iter().find(|letter| letter.subject == "Votre compte ferme").unwrap();
        assert_eq!(receipt.to, "zq-Mail@exemple.org");
        assert!(receipt.text.contains("Membre (compte fermé)"), "{}", receipt.text);

        site.chance.pass(28 * DAY);
        site.letters().await;
        assert!(left(&site, ana).await.iter().any(|(name, _)| *name == "account"));
        site.chance.pass(2 * DAY - 60);
        let letters = site.letters().await;
        let receipt = letters.iter().find(|letter| letter.subject == "Votre compte est fermé").unwrap();
        assert_eq!(receipt.to, "zq-Mail@exemple.org");

        // What stays is nobody's in particular: a person without a name, what they signed, wrote and placed; acts on accounts.
        let stays = left(&site, ana).await;
        let names: Vec<&str> = stays.iter().map(|(name, _)| *name).collect();
        let commons = ["person", "credit", "versions", "withdrawn", "placed", "front_matter"];
        assert_eq!(names, [&commons[..], &["audit_done", "audit_undergone"]].concat(), "{stays:?}");
        for address in [&page, "/", &format!("/n/{note}/-/versions"), &format!("/c/{notebook}/carnet")] {
            let answer = site.get(address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            for gone in ["zq-name", "zq-signed", "zq-words", "zq-mail"] {
                assert!(!answer.holds(gone), "{address} holds {gone}: {}", answer.text());
            }
        }
        let note_page = site.get(&page).await.text();
        assert!(note_page.contains("Le texte reste.") && note_page.contains("Membre (compte fermé)"), "{note_page}");
        assert!(!note_page.contains(&format!("/people/{ana}")), "{note_page}");
        assert!(site.get(&format!("{page}?lang=en")).await.status == StatusCode::SEE_OTHER);
        assert_eq!(site.get(&format!("/people/{ana}/ana-roy")).await.status, StatusCode::NOT_FOUND);
        // The session went with the rest, and doing it again does nothing.
        assert!(leads_to(&site.get_as(Some(&who), "/me/leaving").await).starts_with("/sign-in"));
        site.chance.pass(DAY);
        site.letters().await;
        assert_eq!(left(&site, ana).await, stays);
    }
}

#[tokio::test]
async fn rule_10_each_kind_is_chosen_apart_and_versions_by_others_stay_readable() {
    for site in TestApp::all(7712).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let who = site.session(ana).await;
        let bruno = site.person("Bruno").await;
        let alone =
            site.note("Seule zq-alone").by(ana).body("zq-alone [[Ensemble]]").also_called("zq-alone-too").write().await;
        let both = site.note("Ensemble").by(ana).by(bruno).body("À deux.").write().await;
        let answered = site.note("Reprise").by(ana).body("Première.").write().await;
        for note in [alone, both, answered] {
            wrote(&site, note, ana).await;
        }
        let text = "INSERT INTO revision (note, number, title, language, body, author, saved, reason)
            VALUES ($1, 2, 'Reprise', 'fr', 'Seconde, de Bruno.', $2, 1, '')";
        run(&site, text, &[answered.into(), bruno.into()]).await;
        run(&site, "UPDATE note SET revision = 2 WHERE id = $1", &[answered.into()]).await;

        let before = amiss(&site).await;
        assert_eq!(leave(&site, &who, "keep", "replace", "remove").await.status, StatusCode::SEE_OTHER);
        // What nobody else wrote is in the bin at once; the rest is there.
        assert_eq!(site.get(&format!("/n/{alone}/seule-zq-alone")).await.status, StatusCode::GONE);
        for note in [both, answered] {
            assert!(site.get(&format!("/n/{note}")).await.status.is_redirection());
        }
        site.chance.pass(30 * DAY);
        site.letters().await;
        site.catch_up().await;
        let after = amiss(&site).await;
        assert!(after.iter().all(|problem| before.contains(problem)), "{before:?} {after:?}");
        let gone = site.get(&format!("/n/{alone}/seule-zq-alone")).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(!gone.holds("zq-alone"));
        for (table, column) in [
            ("revision", "body"),
            ("revision", "title"),
            ("note", "title"),
            ("note", "excerpt"),
            ("alias", "title"),
            ("link", "sentence"),
            ("likeness_note", "words"),
        ] {
            let text = format!("SELECT {column} FROM {table} WHERE {column} <> ''");
            let statement = Box::leak(Box::new(store::Statement::new(
                "tests.words",
                Box::leak(text.into_boxed_str()),
                &[],
                &[store::Kind::Text],
            )));
            let mut tx = site.services().store().read().await.unwrap();
            let words: Vec<(String,)> = tx.all(statement, &[]).await.unwrap();
            assert!(words.iter().all(|(words,)| !words.contains("zq-alone")), "{table}.{column}: {words:?}");
        }
        // She signs still, and what she wrote and placed is nobody's in particular.
        let page = site.get(&format!("/n/{both}/ensemble")).await.text();
        assert!(page.contains("Ana Roy") && page.contains("Bruno"), "{page}");
        let versions = site.get(&format!("/n/{answered}/-/versions")).await.text();
        assert!(versions.contains("Membre (compte fermé)") && versions.contains("Bruno"), "{versions}");
        assert!(!versions.contains("Ana Roy"), "{versions}");
        assert!(site.get(&format!("/n/{answered}/reprise")).await.holds("Seconde, de Bruno."));
        assert!(site.get(&format!("/n/{answered}/-/versions/1")).await.holds("Première."));
    }
}

#[tokio::test]
async fn who_changes_their_mind_has_everything_back_and_is_for_themselves_until_they_say_otherwise() {
    for site in TestApp::all(7713).await {
        let ana = site.person_at("Ana Roy", "ana@exemple.org").await;
        let who = site.session(ana).await;
        let text =
            "INSERT INTO profile_field (person, field, words, audience) VALUES ($1, 'about', 'zq-words', 'public')";
        run(&site, text, &[ana.into()]).await;
        let note = site.note("À moi").by(ana).body("Texte.").write().await;
        wrote(&site, note, ana).await;
        let (page, people) = (format!("/n/{note}/a-moi"), format!("/people/{ana}/ana-roy"));
        assert!(site.get(&people).await.holds("zq-words"));
        let other = site.session(ana).await;

        let missing = leave(&site, &who, "keep", "", "remove").await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.text().contains("value=\"remove\" required checked"), "{}", missing.text());
        assert_eq!(site.get(&page).await.status, StatusCode::OK);

        leave(&site, &who, "replace", "replace", "remove").await;
        assert_eq!(site.get(&page).await.status, StatusCode::GONE);
        assert!(!site.get(&people).await.holds("zq-words"));
        assert!(
            leads_to(&site.get_as(Some(&other), "/me/leaving").await).starts_with("/sign-in"),
            "other sessions end"
        );
        // Twice is once.
        assert_eq!(leave(&site, &who, "keep", "keep", "keep").await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let stays = site.send(Some(&who), "/me/leaving", &[("act", "stay")]).await;
        assert_eq!(leads_to(&stays), "/me/profile");
        assert_eq!(site.get(&page).await.status, StatusCode::OK);
        assert!(!site.get(&people).await.holds("zq-words"));
        site.chance.pass(31 * DAY);
        site.letters().await;
        assert!(site.get(&page).await.holds("Ana Roy"));
        let mut tx = site.services().store().read().await.unwrap();
        assert!(store::accounts::of(&mut tx, ana).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn whoever_alone_runs_the_site_hands_it_over_first_and_one_proves_to_be_there() {
    for site in TestApp::all(7714).await {
        let claire = site.steward("Claire").await;
        let who = site.session(claire).await;
        assert!(site.get_as(Some(&who), "/me/leaving").await.holds("Personne d’autre n’administre ce site"));
        assert_eq!(leave(&site, &who, "keep", "keep", "keep").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let denise = site.steward("Denise").await;
        super::proved(&site, claire, 31).await;
        let answer = leave(&site, &who, "keep", "replace", "keep").await;
        let back = "/me/proof?to=%2Fme%2Fleaving%3Fcredit%3Dkeep%26acts%3Dreplace%26texts%3Dkeep";
        assert_eq!(leads_to(&answer), back);
        super::proved(&site, claire, 1).await;
        let page = site.get_as(Some(&who), "/me/leaving?credit=keep&acts=replace&texts=keep").await.text();
        assert!(page.contains("value=\"replace\" required checked"), "what was chosen is kept: {page}");
        assert_eq!(leads_to(&leave(&site, &who, "keep", "keep", "keep").await), "/me/leaving");
        // Two who run the site do not leave it to nobody.
        let denise = site.session(denise).await;
        assert_eq!(leave(&site, &denise, "keep", "keep", "keep").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let visitor = site.get("/me/leaving").await;
        assert!(leads_to(&visitor).starts_with("/sign-in?to="));
    }
}
