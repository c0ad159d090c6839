//! The owner of a signature without account says so: recognised by a confirmed address, or by those who run the site.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::sync::Arc;

use axum::http::StatusCode;
use domain::folding::title_key;
use domain::notes::Visibility;
use domain::policy::Viewer;
use domain::{LanguageTag, NoteId, PersonId, Title};
use interop::markdown::Reader;
use scraper::{Html, Selector};
use services::check::{Contents, Mending};
use services::import::{Folder, Options};
use store::{Kind, Statement, Value};
use testkit::TestApp;
use testkit::site::{Answer, Session, leads_to};

const QUEUE: &str = "/admin/claims";
const WITH_MAIL: &str = "---\nauthors: [Ana Roy <Zqana@Exemple.org>]\n---\n# Compost\n\nUn texte.\n";
const WITHOUT: &str = "---\nauthors: [Ana Roy]\n---\n# Compost\n\nUn texte.\n";

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

/// Brings these files in, or tries to.
async fn import(site: &TestApp, files: &[(&str, &str)], dry_run: bool) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    let options = Options {
        notebook: Title::parse("Jardin").unwrap(),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        community: None,
        author: None,
        dry_run,
        report_in: i18n::Language::French,
    };
    let reader: Arc<dyn Folder> = Arc::new(Reader::open(folder.path()).unwrap());
    let ctx = site.services().system("a test");
    let report = services::import::run(&ctx, reader, &options, &|_, _| {}).await.unwrap();
    let report = serde_json::to_string(&report).unwrap();
    assert!(!report.to_lowercase().contains("exemple.org"), "{report}");
    site.catch_up().await;
}

/// The signature without account of this name.
async fn signature(site: &TestApp, name: &str) -> Option<PersonId> {
    let mut tx = site.services().store().read().await.unwrap();
    store::people::signature(&mut tx, &title_key(name)).await.unwrap()
}

/// The note of this title, and its byline.
async fn byline(site: &TestApp, title: &str) -> (NoteId, Vec<(Option<PersonId>, String)>) {
    let rows: Vec<(NoteId,)> = rows(site, "SELECT id FROM note WHERE title = $1", &[title.into()], &[Kind::Id]).await;
    let note = rows[0].0;
    let mut tx = site.services().store().read().await.unwrap();
    let byline = store::notes::byline(&mut tx, note).await.unwrap();
    (note, byline.into_iter().map(|(person, name, _)| (person, name)).collect())
}

/// What a statement of this test alone answers.
async fn rows<T: store::FromRow + Send>(
    site: &TestApp,
    text: &str,
    values: &[Value],
    columns: &'static [Kind],
) -> Vec<T> {
    let kinds: &'static [Kind] = Box::leak(values.iter().map(|_| Kind::Text).collect());
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let statement: &'static Statement = Box::leak(Box::new(Statement::new("tests.rows", text, kinds, columns)));
    let mut tx = site.services().store().read().await.unwrap();
    tx.all(statement, values).await.unwrap()
}

/// Whether these words, in lower case, stand anywhere in the database.
async fn is_kept(site: &TestApp, words: &str) -> bool {
    let store = site.services().store();
    if store.engine() == "sqlite" {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        store.copy_to(copy.clone()).await.unwrap();
        let bytes = std::fs::read(copy).unwrap().to_ascii_lowercase();
        return bytes.windows(words.len()).any(|some| some == words.as_bytes());
    }
    let columns: Vec<(String, String)> = rows(
        site,
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns
         WHERE table_schema = current_schema() AND data_type IN ('text', 'bytea')",
        &[],
        &[Kind::Text, Kind::Text],
    )
    .await;
    assert!(columns.len() > 30, "{columns:?}");
    for (table, column) in columns {
        let text = format!("SELECT COUNT(*) FROM {table} WHERE lower(CAST({column} AS TEXT)) LIKE '%{words}%'");
        let found: Vec<(i64,)> = rows(site, &text, &[], &[Kind::Int]).await;
        if found[0].0 > 0 {
            return true;
        }
    }
    false
}

/// Says that a signature is one's own.
async fn claim(site: &TestApp, who: Option<&Session>, signature: PersonId, words: &str) -> Answer {
    let form = [("act", "claim"), ("words", words)];
    site.send(who, &format!("/people/{signature}/-/claim"), &form).await
}

/// The page of a person, to who asks by its id alone.
async fn page(site: &TestApp, who: Option<&Session>, person: PersonId) -> Answer {
    let bare = site.get_as(who, &format!("/people/{person}")).await;
    match bare.header("location") {
        "" => bare,
        address => site.get_as(who, address).await,
    }
}

async fn answer(site: &TestApp, steward: &Session, act: &str, id: &str, reason: &str) -> Answer {
    site.send(Some(steward), QUEUE, &[("act", act), ("claim", id), ("reason", reason)]).await
}

/// What `check` finds amiss.
async fn amiss(site: &TestApp) -> Vec<(String, String)> {
    let system = site.services().system("a test");
    let report = services::check::run(&system, Mending::Tell, Contents::Skip, &|_, _| {}).await.unwrap();
    report.problems.iter().map(|it| (format!("{:?}", it.code), it.id.clone())).collect()
}

#[tokio::test]
async fn an_import_keeps_no_address_anywhere_and_a_trial_keeps_nothing_of_it() {
    for site in TestApp::all(7801).await {
        let files = [
            ("a.md", WITH_MAIL),
            ("b.md", "---\nauthors:\n  - name: Bo\n    email: zqbo@exemple.org\n---\n# Terre\n\nUn texte.\n"),
            ("c.md", "---\nauthor: zqana@exemple.org\n---\n# Semis\n\nUn texte.\n"),
        ];
        import(&site, &files, true).await;
        assert_eq!(signature(&site, "Ana Roy").await, None);
        let mut tx = site.services().store().read().await.unwrap();
        assert_eq!(store::claims::secret(&mut tx).await.unwrap(), None);
        drop(tx);

        import(&site, &files, false).await;
        let ana = signature(&site, "Ana Roy").await.unwrap();
        assert_eq!(byline(&site, "Compost").await.1, [(Some(ana), "Ana Roy".to_owned())]);
        assert_eq!(byline(&site, "Terre").await.1[0].1, "Bo");
        assert!(byline(&site, "Semis").await.1.is_empty(), "an address is no name");
        let hashes: Vec<(PersonId,)> = rows(&site, "SELECT person FROM signature_mail", &[], &[Kind::Id]).await;
        assert_eq!(hashes.len(), 2);
        assert!(is_kept(&site, "ana roy").await, "what is kept is found so");
        for address in ["zqana", "zqbo"] {
            assert!(!is_kept(&site, address).await, "{address}");
        }
    }
}

#[tokio::test]
async fn a_signature_is_claimed_at_once_by_the_address_that_came_with_it_and_the_next_import_signs_as_its_owner() {
    for site in TestApp::all(7802).await {
        import(&site, &[("a.md", WITH_MAIL)], false).await;
        let old = signature(&site, "Ana Roy").await.unwrap();
        let (note, _) = byline(&site, "Compost").await;
        let (note_page, sound) = (format!("/n/{note}/compost"), amiss(&site).await);
        assert!(site.get(&note_page).await.holds("Ana Roy"));
        let ana = site.person_at("Ana Roy-Bouchard", "zqANA@exemple.org").await;
        let who = site.session(ana).await;

        let profile = site.get_as(Some(&who), "/me/profile").await;
        assert_eq!(texts(&profile, "[data-part=claims] .title"), ["Ana Roy"]);
        let own = page(&site, Some(&who), old).await;
        assert_eq!(texts(&own, "[data-form=claim] button"), ["C’est moi"]);
        assert!(texts(&own, "[data-form=claim] textarea").is_empty(), "no words are asked: {}", own.text());

        let done = claim(&site, Some(&who), old, "").await;
        assert_eq!((done.status, leads_to(&done)), (StatusCode::SEE_OTHER, "/me/profile?done=claimed"));
        let profile = site.get_as(Some(&who), "/me/profile?done=claimed").await;
        assert_eq!(texts(&profile, "[role=status]"), ["C’est fait : ces notes portent votre nom."]);
        assert!(texts(&profile, "[data-part=claims]").is_empty());
        // What was kept of before is forgotten; a name that is nobody's stands nowhere.
        let shown = site.get(&note_page).await;
        assert!(shown.holds("Ana Roy-Bouchard") && shown.holds(&ana.to_string()), "{}", shown.text());
        for (address, to) in [
            (format!("/people/{old}"), format!("/people/{ana}/ana-roy-bouchard")),
            (format!("/people/{old}/ana-roy"), format!("/people/{ana}/ana-roy-bouchard")),
            (format!("/people/{old}/-/feed.atom"), format!("/people/{ana}/-/feed.atom")),
        ] {
            let moved = site.get(&address).await;
            assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, to.as_str()));
        }
        // Rights are other rows: nobody may edit it, as before.
        let authors: Vec<(PersonId,)> = rows(&site, "SELECT person FROM author", &[], &[Kind::Id]).await;
        assert!(authors.is_empty(), "{authors:?}");
        assert_eq!(claim(&site, Some(&who), old, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(amiss(&site).await, sound);

        // The same name, the same address under another one, and somebody else.
        let files = [
            ("a.md", WITH_MAIL),
            ("b.md", "---\nauthors: [ANA ROY]\n---\n# Terre\n\nUn texte.\n"),
            ("c.md", "---\nauthors: [A. R. <zqana@exemple.org>, Bo]\n---\n# Semis\n\nUn texte.\n"),
        ];
        import(&site, &files, false).await;
        let name = || (Some(ana), "Ana Roy-Bouchard".to_owned());
        for title in ["Compost", "Terre"] {
            assert_eq!(byline(&site, title).await.1, [name()], "{title}");
        }
        let (_, signed) = byline(&site, "Semis").await;
        assert_eq!((&signed[0], signed[1].1.as_str()), (&name(), "Bo"));
        for none in ["Ana Roy", "A. R."] {
            assert_eq!(signature(&site, none).await, None, "{none}");
        }
        assert_eq!(amiss(&site).await, sound);
    }
}

#[tokio::test]
async fn otherwise_those_who_run_the_site_answer_and_a_refusal_with_its_reason_keeps_all_as_it_was() {
    for site in TestApp::all(7803).await {
        import(&site, &[("a.md", WITH_MAIL)], false).await;
        let old = signature(&site, "Ana Roy").await.unwrap();
        let ((note, before), sound) = (byline(&site, "Compost").await, amiss(&site).await);
        let steward = site.session(site.steward("Claire").await).await;
        let bruno = site.person_at("Bruno", "bruno@exemple.org").await;
        let who = site.session(bruno).await;
        let empty = site.get_as(Some(&steward), QUEUE).await;
        assert_eq!((empty.status, texts(&empty, ".empty").len()), (StatusCode::OK, 1));
        assert!(texts(&site.get_as(Some(&who), "/me/profile").await, "[data-part=claims]").is_empty());

        let long = claim(&site, Some(&who), old, &"é".repeat(1001)).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(&long, "[role=alert] li").len(), 1);
        assert_eq!(texts(&long, "[data-form=claim] textarea"), ["é".repeat(1001)]);
        let asked = claim(&site, Some(&who), old, "Je signais <b>Ana</b>.\r\nDemandez à Zoé.").await;
        assert_eq!(leads_to(&asked), format!("/people/{old}"));
        let waits = page(&site, Some(&who), old).await;
        assert!(waits.holds("L’administration vous répondra par lettre."), "{}", waits.text());
        assert_eq!(texts(&waits, "[data-form=withdraw-claim] button"), ["Retirer ma demande"]);
        // Said twice is said once; taken back, and said again.
        claim(&site, Some(&who), old, "Encore").await;
        let queue = site.get_as(Some(&steward), QUEUE).await;
        assert_eq!(texts(&queue, "[data-part=claims] .title"), ["Bruno (bruno@exemple.org)"]);
        assert_eq!(texts(&queue, ".quoted"), ["Je signais <b>Ana</b>. Demandez à Zoé."]);
        assert_eq!(texts(&queue, "[data-part=claims] p")[1], "Signature : Ana Roy · 1 note");
        assert!(site.get_as(Some(&steward), "/admin").await.holds("1 attend une réponse"));
        let form = [("act", "withdraw")];
        let address = format!("/people/{old}/-/claim");
        assert_eq!(leads_to(&site.send(Some(&who), &address, &form).await), format!("/people/{old}"));
        assert_eq!(site.send(Some(&who), &address, &form).await.status, StatusCode::NOT_FOUND);
        claim(&site, Some(&who), old, "").await;

        let id = values(&site.get_as(Some(&steward), QUEUE).await, "[name=claim]").remove(0);
        for reason in [" ".to_owned(), "é".repeat(1001)] {
            let wrong = answer(&site, &steward, "refuse", &id, &reason).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(texts(&wrong, "[role=alert] li").len(), 1, "{}", wrong.text());
        }
        let done = answer(&site, &steward, "refuse", &id, "Personne ne vous connaît.").await;
        assert_eq!(leads_to(&done), QUEUE);
        let letter = site.letters().await.pop().unwrap();
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("bruno@exemple.org", "Une réponse à votre demande"));
        let text = letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Ana Roy") && text.contains("Personne ne vous connaît."), "{text}");
        assert_eq!(byline(&site, "Compost").await.1, before);
        assert_eq!(signature(&site, "Ana Roy").await, Some(old));
        let refused = page(&site, Some(&who), old).await;
        assert!(refused.holds("Personne ne vous connaît."), "{}", refused.text());
        for other in [None, Some(&steward)] {
            assert!(!page(&site, other, old).await.holds("Personne ne vous connaît."));
        }
        // Answered already: nothing happens.
        assert_eq!(leads_to(&answer(&site, &steward, "accept", &id, "").await), QUEUE);
        assert_eq!(byline(&site, "Compost").await.1, before);

        // Two say so again; one is recognised, the other told.
        let chloe = site.person_at("Chloé", "chloe@exemple.org").await;
        let other = site.session(chloe).await;
        claim(&site, Some(&who), old, "").await;
        claim(&site, Some(&other), old, "").await;
        let queue = site.get_as(Some(&steward), QUEUE).await;
        let (ids, names) = (values(&queue, "[name=claim]"), texts(&queue, "[data-part=claims] .title"));
        assert_eq!((ids.len(), names.len()), (2, 2));
        let theirs = names.iter().position(|name| name.starts_with("Chloé")).unwrap();
        assert_eq!(leads_to(&answer(&site, &steward, "accept", &ids[theirs], "").await), QUEUE);
        assert_eq!(byline(&site, "Compost").await.1, [(Some(chloe), "Chloé".to_owned())]);
        assert!(site.get(&format!("/n/{note}/compost")).await.holds("Chloé"));
        assert!(texts(&site.get_as(Some(&steward), QUEUE).await, "[data-part=claims] .title").is_empty());
        let letters = site.letters().await;
        let of = |to: &str| letters.iter().rfind(|letter| letter.to == to).unwrap();
        assert_eq!(of("chloe@exemple.org").leads_to(), format!("/people/{chloe}/chloe"));
        let text = of("bruno@exemple.org").text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("celle d’une autre personne"), "{text}");
        assert_eq!(amiss(&site).await, sound);
    }
}

#[tokio::test]
async fn who_signed_with_a_name_and_with_an_account_is_credited_once_at_the_better_place() {
    for site in TestApp::all(7804).await {
        let (ana, bo) = (site.person("Ana").await, site.person("Bo").await);
        let old = site.signature("A. Roy").await;
        let first = site.note("Un").signed(old).signed(bo).signed(ana).write().await;
        let second = site.note("Deux").signed(ana).signed(bo).signed(old).write().await;
        let third = site.note("Trois").signed(bo).signed(old).write().await;
        let sound = amiss(&site).await;
        let (who, steward) = (site.session(ana).await, site.session(site.steward("Claire").await).await);
        claim(&site, Some(&who), old, "").await;
        let id = values(&site.get_as(Some(&steward), QUEUE).await, "[name=claim]").remove(0);
        answer(&site, &steward, "accept", &id, "").await;
        for (note, names) in [(first, ["Ana", "Bo"]), (second, ["Ana", "Bo"]), (third, ["Bo", "Ana"])] {
            let mut tx = site.services().store().read().await.unwrap();
            let byline = store::notes::byline(&mut tx, note).await.unwrap();
            let shown: Vec<_> = byline.iter().map(|(_, name, _)| name.as_str()).collect();
            assert_eq!(shown, names);
        }
        assert_eq!(texts(&page(&site, None, ana).await, "[data-part=notes] li").len(), 3);
        assert_eq!(amiss(&site).await, sound);
    }
}

#[tokio::test]
async fn rule_8_nobody_is_told_whether_an_address_is_kept() {
    for site in TestApp::all(7805).await {
        import(&site, &[("a.md", WITHOUT)], false).await;
        let old = signature(&site, "Ana Roy").await.unwrap();
        let (note, _) = byline(&site, "Compost").await;
        let stranger = site.session(site.person_at("Bruno", "bruno@exemple.org").await).await;
        let steward = site.session(site.steward("Claire").await).await;
        let addresses = [
            format!("/people/{old}/ana-roy"),
            format!("/people/{old}/-/feed.atom"),
            format!("/n/{note}/compost"),
            "/me/profile".to_owned(),
            "/admin".to_owned(),
            QUEUE.to_owned(),
        ];
        let seen = async || {
            let mut seen = Vec::new();
            for who in [None, Some(&stranger), Some(&steward)] {
                for address in &addresses {
                    let answer = site.afresh().get_as(who, address).await;
                    seen.push((address.clone(), answer.status, answer.text()));
                }
            }
            seen
        };
        let before = seen().await;
        let mut tx = site.services().store().write().await.unwrap();
        store::claims::make_secret(&mut tx, [7; 32]).await.unwrap();
        store::claims::remember_mail(&mut tx, old, [5; 32]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(before, seen().await);
        // Nor by asking: it waits, as if there were none.
        let asked = claim(&site, Some(&stranger), old, "").await;
        assert_eq!((asked.status, leads_to(&asked)), (StatusCode::SEE_OTHER, format!("/people/{old}").as_str()));
        assert_eq!(signature(&site, "Ana Roy").await, Some(old));
    }
}

#[tokio::test]
async fn a_visitor_and_another_site_change_nothing_and_what_one_may_not_see_is_absent() {
    for site in TestApp::all(7806).await {
        import(&site, &[("a.md", WITH_MAIL)], false).await;
        let old = signature(&site, "Ana Roy").await.unwrap();
        let ana = site.person_at("Ana Roy", "zqana@exemple.org").await;
        let who = site.session(ana).await;
        let address = format!("/people/{old}/-/claim");
        let shown = page(&site, None, old).await;
        let to = format!("/sign-in?to=%2Fpeople%2F{old}");
        assert!(shown.text().contains(&format!("href=\"{to}\"")), "{}", shown.text());
        let visitor = claim(&site, None, old, "").await;
        assert_eq!((visitor.status, leads_to(&visitor)), (StatusCode::SEE_OTHER, to.as_str()));
        for headers in [[("sec-fetch-site", "cross-site")], [("origin", "https://ailleurs.example")]] {
            let elsewhere = site.ask_as(Some(&who), "POST", &address, &headers).await;
            assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(signature(&site, "Ana Roy").await, Some(old));

        let hidden = site.signature("Zqcachée").await;
        site.note("Cachée").signed(hidden).visible_to(Visibility::Authors).write().await;
        let absent = PersonId::from_bytes([9; 16]);
        let account = site.person("Bo").await;
        for other in [hidden, account, ana] {
            for words in ["", "Moi"] {
                let answers =
                    [claim(&site, Some(&who), other, words).await, claim(&site, Some(&who), absent, words).await];
                assert_eq!(answers[0].status, StatusCode::NOT_FOUND);
                assert_eq!(answers[0], answers[1]);
            }
            let form = [("act", "withdraw")];
            let answer = site.send(Some(&who), &format!("/people/{other}/-/claim"), &form).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.send(Some(&who), &address, &[("act", "other")]).await.status, StatusCode::NOT_FOUND);
        // The queue is for those who run the site.
        for answer in [site.get(QUEUE).await, site.get_as(Some(&who), QUEUE).await] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(answer(&site, &who, "accept", &absent.to_string(), "").await.status, StatusCode::NOT_FOUND);
        let mut tx = site.services().store().read().await.unwrap();
        let waiting = store::claims::count(&mut tx).await.unwrap();
        assert_eq!(waiting, 0);
        assert!(store::people::by_id(&mut tx, &Viewer::visitor(), old).await.unwrap().is_some());
    }
}
