//! What holds for every request, asked of the whole site on a real store.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::ops::Deref;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::{AttachmentId, Clock as _, ImportId, LanguageTag, NoteId, NotebookId, PersonId, Title};
use sha2::{Digest as _, Sha256};
use store::notes::NewRevision;
use testkit::{Chance, TestApp, World};

/// A small random network.
struct Site {
    site: TestApp,
    world: World,
}

impl Deref for Site {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.site
    }
}

impl Site {
    /// A small random network on each engine.
    async fn all(seed: u64) -> Vec<Self> {
        let mut sites = Vec::new();
        for site in TestApp::all(seed).await {
            let mut tx = site.store.store.write().await.unwrap();
            let world = World::write(&mut tx, &site.chance).await.unwrap();
            write_texts(&mut tx, &world, &site.chance).await;
            tx.commit().await.unwrap();
            sites.push(Self { site, world });
        }
        sites
    }

    /// The notes of the network that a visitor may read, at their whole address, and the others.
    async fn notes(&self) -> (Vec<String>, Vec<NoteId>) {
        let (mut seen, mut hidden) = (Vec::new(), Vec::new());
        for note in &self.world.notes {
            let answer = self.get(&format!("/n/{note}")).await;
            match answer.status {
                StatusCode::MOVED_PERMANENTLY => seen.push(answer.header("location").to_owned()),
                StatusCode::NOT_FOUND => hidden.push(*note),
                // Deleted in public: that, and the day, is all that is said.
                StatusCode::GONE => assert!(!answer.holds("êtes-vous"), "{}", answer.text()),
                other => panic!("{other}"),
            }
        }
        (seen, hidden)
    }
}

/// Gives each note of the network its words, and a place in each of its notebooks.
async fn write_texts(tx: &mut store::Tx, world: &World, chance: &Chance) {
    let french = LanguageTag::french();
    for (place, note) in world.notes.iter().enumerate() {
        let title = Title::parse(&format!("Note {place}")).unwrap();
        let revision = NewRevision {
            note: *note,
            base: 0,
            title: &title,
            sort_key: i18n::sort_key(title.as_str()),
            language: &french,
            body: "Voir [[Note 1]] et [[Note 2]].\n\n## Où en êtes-vous?\n\nUn mot.\n\n## Après\n\nUn autre.\n",
            excerpt: "Voir",
            author: None,
            saved: chance.now(),
            reason: "",
        };
        assert!(store::notes::save_revision(tx, &revision).await.unwrap());
        for notebook in &world.notebooks {
            let position = i64::try_from(place).unwrap() * 1_000;
            store::placements::place(tx, *notebook, *note, position, 0, None, chance.now()).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_absent_and_malformed_are_one_answer() {
    let mut hidden_notes = 0;
    for seed in 1..5 {
        for site in Site::all(seed).await {
            let lost = site.get("/no-such-page").await;
            assert_eq!(lost.status, StatusCode::NOT_FOUND);
            let (_, hidden) = site.notes().await;
            hidden_notes += hidden.len();
            let absent = NoteId::from_bytes([0xee; 16]);
            let mut addresses = vec![
                "/wanted".to_owned(),
                "/n/-/-/versions".to_owned(),
                "/n/%ff/%fe".to_owned(),
                "/assets/style.css".to_owned(),
                "/communities/Caf%C3%A9".to_owned(),
                "/communities/no-such-one".to_owned(),
                format!("/files/{}/a.png", AttachmentId::from_bytes([0xee; 16])),
                format!("/admin/imports/{}", ImportId::from_bytes([0xee; 16])),
                format!("/people/{}/a", PersonId::from_bytes([0xee; 16])),
                format!("/c/{}/a", NotebookId::from_bytes([0xee; 16])),
            ];
            for note in hidden.iter().chain([&absent]) {
                let upper = note.to_string().to_uppercase();
                addresses.extend([
                    format!("/n/{note}"),
                    format!("/n/{note}/note"),
                    format!("/n/{note}/note.md"),
                    format!("/n/{upper}/note"),
                    format!("/n/{note}/-/versions"),
                    format!("/n/{note}/-/versions/1"),
                    format!("/n/{note}/-/versions/001"),
                    format!("/c/{}/a/n/{note}", site.world.notebooks[0]),
                ]);
            }
            for address in addresses {
                assert_eq!(site.get(&address).await, lost, "{address}");
            }
        }
    }
    assert!(hidden_notes > 0, "these worlds hide nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_a_visitor_may_see_is_guarded_whole_and_says_if_it_changed() {
    let mut notes_seen = 0;
    let mut sites = Vec::new();
    for seed in 1..6 {
        sites.extend(Site::all(seed).await);
    }
    for site in sites {
        let (notes, _) = site.notes().await;
        notes_seen += notes.len();
        let mut addresses: BTreeSet<String> =
            ["/", "/notebooks", "/communities", "/recent"].into_iter().map(str::to_owned).collect();
        for note in &notes {
            let bare = note.rsplit_once('/').unwrap().0;
            addresses.extend([note.clone(), format!("{bare}/-/versions"), format!("{bare}/-/versions/1")]);
        }
        for notebook in &site.world.notebooks {
            let answer = site.get(&format!("/c/{notebook}")).await;
            if answer.status == StatusCode::MOVED_PERMANENTLY {
                let address = answer.header("location");
                addresses.extend(["manual", "newest", "changed", "title"].map(|sort| format!("{address}?sort={sort}")));
            }
        }
        for address in addresses {
            let answer = site.get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert_eq!(answer.header("vary"), "cookie, accept-language, accept-encoding");
            assert!(answer.headers.get("set-cookie").is_none());
            assert!(answer.headers.get("cross-origin-opener-policy").is_none(), "anyone reads the same: {address}");
            assert_eq!(answer.text().matches("<h1").count(), 1, "{address}");
            assert!(
                !answer.text().contains("web-") && !answer.text().contains("style=\""),
                "{address}: {}",
                answer.text()
            );
            let etag = answer.header("etag");
            let again = site.ask("GET", &address, &[("if-none-match", etag)]).await;
            assert_eq!((again.status, again.text().as_str()), (StatusCode::NOT_MODIFIED, ""), "{address}");
            assert_eq!(again.header("vary"), answer.header("vary"));
            let english = site.ask("GET", &address, &[("cookie", "__Host-language=en; __Host-theme=dark")]).await;
            assert!(english.text().contains("<html lang=\"en-CA\" data-theme=\"dark\""), "{address}");
            assert_ne!(english.header("etag"), etag);
            let with_session = site.ask("GET", &address, &[("cookie", "__Host-sillage=unknown")]).await;
            assert_eq!(with_session.header("cross-origin-opener-policy"), "same-origin", "{address}");
            assert_eq!(with_session.status, StatusCode::OK);
            assert!(
                with_session.headers.get("etag").is_none() && with_session.header("cache-control").contains("private")
            );
        }
        for note in &notes {
            let source = site.get(&format!("{note}.md")).await;
            assert_eq!(source.status, StatusCode::OK, "{note}");
            assert_eq!(source.header("content-type"), "text/markdown; charset=utf-8");
            let id = note.split('/').nth(2).unwrap();
            for other in [format!("/n/{id}/another-slug"), note.replace(id, &id.to_uppercase())] {
                let moved = site.get(&other).await;
                assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, note.as_str()));
            }
        }
    }
    assert!(notes_seen > 0, "these worlds show nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_ones_own_and_an_error_stay_apart_from_the_window_that_opened_them() {
    for site in TestApp::all(7).await {
        for path in ["/sign-in", "/sign-up", "/reset", "/report", "/nowhere"] {
            assert_eq!(site.get(path).await.header("cross-origin-opener-policy"), "same-origin", "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_kept_until_one_of_its_questions_has_a_new_answer() {
    for site in Site::all(3).await {
        let kept = |site: &Site| site.app.kept.count();
        let first = site.get("/").await;
        assert_eq!(kept(&site), 1);
        assert_eq!(site.get("/").await, first);
        assert_eq!(kept(&site), 1);
        site.ask("GET", "/recent", &[("cookie", "__Host-sillage=unknown")]).await;
        assert_eq!(kept(&site), 1, "a page made for a session is nobody else's");
        let fresh = |site: &Site| {
            site.app.kept.count_fresh(|asked| site.app.services.tags().is_fresh(asked.stamp, &asked.tags))
        };
        assert_eq!(fresh(&site), 1);
        site.app.services.tags().bump_all();
        assert_eq!(fresh(&site), 0);
        assert_eq!(site.get("/").await, first);
        assert_eq!((kept(&site), fresh(&site)), (1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_answers_what_no_page_should() {
    for site in Site::all(4).await {
        let refused = site.ask("POST", "/notebooks", &[]).await;
        assert_eq!((refused.status, refused.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
        assert!(refused.text().contains("data-status=\"405\""));

        let chosen = site.get("/notebooks?lang=en&sort=a").await;
        assert_eq!(
            (chosen.status, chosen.header("location")),
            (StatusCode::SEE_OTHER, "http://localhost:8080/notebooks?sort=a")
        );
        assert!(chosen.header("set-cookie").starts_with("__Host-language=en; Path=/; "));
        let elsewhere = site.get("//evil.example/?lang=en").await;
        assert_eq!(elsewhere.header("location"), "http://localhost:8080//evil.example/");

        let by_number = site.ask("GET", "/recent?a=b", &[("host", "127.0.0.1:8080")]).await;
        assert_eq!(by_number.status, StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(by_number.header("location"), "http://localhost:8080/recent?a=b");
        let health = site.ask("GET", "/healthz", &[("host", "127.0.0.1:8080")]).await;
        assert_eq!((health.status, health.text().as_str()), (StatusCode::OK, "ok"));
        let ready = site.get("/readyz").await;
        assert!(ready.status == StatusCode::OK && ready.text().contains("\"ok\":true"), "{ready:?}");

        assert_eq!(site.get(&format!("/{}", "a".repeat(9_000))).await.status, StatusCode::URI_TOO_LONG);
        let large = "a".repeat(66_000);
        let answer = site.ask("GET", "/", &[("x-large", &large)]).await;
        assert_eq!(answer.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);

        let theme = site.ask("POST", "/theme", &[("referer", "http://localhost:8080/notebooks")]).await;
        assert_eq!(
            (theme.status, theme.header("location")),
            (StatusCode::SEE_OTHER, "http://localhost:8080/notebooks")
        );
        let foreign = site.ask("POST", "/theme", &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN);
        assert!(foreign.headers.get("set-cookie").is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_style_sheet_never_changes_under_its_name_and_comes_compressed() {
    for site in Site::all(5).await {
        // A page of error names it; every other page has it inside, and the policy lets it stand there.
        let lost = site.get("/nowhere").await.text();
        let address = lost.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let plain = site.get(address).await;
        assert_eq!(plain.status, StatusCode::OK);
        assert!(plain.header("cache-control").contains("immutable"));
        assert!(plain.text().starts_with("@layer tokens,base,parts,print;") && !plain.text().contains("!important"));
        assert_eq!(plain.text().matches('{').count(), plain.text().matches('}').count());
        let packed = site.ask("GET", address, &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(packed.header("content-encoding"), "br");
        assert!(packed.body.len() * 3 < plain.body.len());
        let home = site.get("/").await;
        let whole = String::from_utf8_lossy(&home.body).into_owned();
        let inside = whole.split_once("<style ").unwrap().1.split_once('>').unwrap().1;
        let (sheet, after) = inside.split_once("</style>").unwrap();
        assert_eq!(sheet, plain.text());
        assert!(!after.contains("<style") && !whole.contains("rel=\"stylesheet\""));
        let digest = BASE64_STANDARD.encode(Sha256::digest(sheet));
        assert!(home.header("content-security-policy").contains(&format!(" 'sha256-{digest}';")));

        // A note has inside what its text needs, and the rest comes after the text.
        let note = site.get(&site.notes().await.0[0]).await;
        let page = String::from_utf8_lossy(&note.body).into_owned();
        let (before, after) = page.split_once("data-part=\"body\"").unwrap();
        let first =
            before.split_once("<style ").unwrap().1.split_once('>').unwrap().1.split_once("</style>").unwrap().0;
        assert!(first.len() * 5 < sheet.len() * 3 && sheet.starts_with(first));
        let digest = BASE64_STANDARD.encode(Sha256::digest(first));
        assert!(note.header("content-security-policy").contains(&format!(" 'sha256-{digest}' ")));
        assert!(!before.contains("rel=\"stylesheet\""));
        let rest =
            after.split("rel=\"stylesheet\" fetchpriority=\"low\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(format!("{first}{}", site.get(rest).await.text()), sheet);
    }
}
