//! Vaults of Obsidian brought in: links, embeds and files as a reader meets them; on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use std::fs;
use std::sync::Arc;

use blobs::Blobs;
use domain::notes::Visibility;
use domain::{LanguageTag, Title};
use interop::markdown::Reader;
use serde_json::Value;
use services::import::{self, Options};
use services::{Services, notes};
use tempfile::TempDir;
use testkit::{Chance, TestStore, stores};

/// A site and a vault to bring in.
struct Site {
    services: Services,
    folder: TempDir,
    _store: TestStore,
}

impl Site {
    async fn all(files: &[(&str, &str)]) -> Vec<Self> {
        stores().await.into_iter().map(|store| Self::new(store, files)).collect()
    }

    fn new(store: TestStore, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join("notes").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let chance = Arc::new(Chance::new(11));
        let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
        let services = Services::new(store.store.clone(), blobs, chance.clone(), chance);
        Self { services, folder, _store: store }
    }

    async fn import(&self) -> Value {
        let options = Options {
            notebook: Title::parse("Jardin").unwrap(),
            language: LanguageTag::french(),
            visibility: Visibility::Public,
            community: None,
            author: None,
            dry_run: false,
            report_in: i18n::Language::French,
        };
        let folder = Arc::new(Reader::open(&self.folder.path().join("notes")).unwrap());
        let ctx = self.services.system("a test");
        serde_json::to_value(import::run(&ctx, folder, &options, &|_, _| {}).await.unwrap()).unwrap()
    }

    async fn page(&self, report: &Value, path: &str) -> String {
        let files = report["files"].as_array().unwrap();
        let note = files.iter().find(|file| file["path"] == path).unwrap()["note"].as_str().unwrap();
        notes::read(&self.services.system("a test"), note.parse().unwrap()).await.unwrap().body
    }
}

fn codes(report: &Value) -> Vec<&str> {
    report["warnings"].as_array().unwrap().iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn links_to_blocks_and_headings_of_a_vault_land_there() {
    let files = [
        (".obsidian/app.json", "{}"),
        (
            "un/a.md",
            "Du texte ^abc\n\n## Partie\n\n### Détail\n\nencore\n\n- x\n- y\n\n^123456\n\n| t |\n|---|\n| u |\n\n^table\n\n> dit\n\n^mot\n",
        ),
        ("b.md", "[[a#^abc|ici]] [[a#Partie#Détail]] [[a#^123456|liste]] [md](a.md#^abc) [[a#^table]] [[a#^mot]]\n"),
    ];
    for site in Site::all(&files).await {
        let report = site.import().await;
        assert_eq!(codes(&report), [] as [&str; 0]);
        let (a, b) = (site.page(&report, "un/a.md").await, site.page(&report, "b.md").await);
        for place in ["^abc", "détail", "^b123456", "^table", "^mot"] {
            assert!(a.contains(&format!("id=\"{place}\"")), "{place} in {a}");
            let encoded = domain::address::encode_segment(place);
            assert!(b.contains(&format!("/a#{encoded}\"")), "{place} in {b}");
        }
        assert_eq!(report["links"]["resolved"], 6);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_embed_shows_its_note_and_says_when_it_shows_more_than_was_asked() {
    let files = [
        (".obsidian/app.json", "{}"),
        ("a.md", "mot-secret ^abc\n\n## Partie\n\nsuite\n"),
        ("b.md", "![[a]]\n"),
        ("c.md", "![[a#Partie]]\n\n![[a#^abc]]\n"),
    ];
    for site in Site::all(&files).await {
        let report = site.import().await;
        assert_eq!(codes(&report), ["embed_whole", "embed_whole"]);
        for path in ["b.md", "c.md"] {
            let page = site.page(&report, path).await;
            assert!(page.contains("mot-secret") && page.contains("data-included"), "{page}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_a_vault_are_found_by_name_anywhere() {
    let pixel = "\u{1}";
    let files = [
        (".obsidian/app.json", "{}"),
        ("fichiers/profonds/plan été.png", pixel),
        ("fichiers/guide.pdf", "%PDF-1.4\n"),
        ("carte.canvas", "{}"),
        ("seul.base", "views:\n"),
        (
            "notes/a.md",
            "![[plan été.png|un plan|300x200]] ![x](plan%20été.png) ![[guide.pdf#page=3]] [[carte.canvas]] [z](b.md)\n",
        ),
        ("autres/b.md", "b\n"),
    ];
    for site in Site::all(&files).await {
        let report = site.import().await;
        let links = &report["links"];
        assert_eq!((&links["resolved"], &links["broken"], &links["wanted"]), (&5.into(), &0.into(), &0.into()));
        assert_eq!(codes(&report), ["attributes_removed", "file_place"]);
        assert_eq!(report["attachments"], 3);
        let page = site.page(&report, "notes/a.md").await;
        assert!(page.contains("un plan") && !page.contains("300"), "{page}");
        let reasons: Vec<_> =
            report["files"].as_array().unwrap().iter().filter_map(|file| file["reason"].as_str()).collect();
        assert_eq!(reasons, ["base"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_there_is_broken_and_a_note_that_is_not_there_is_wanted() {
    let files = [
        (".obsidian/app.json", "{}"),
        ("a.md", "![[voix.mp3]] ![[Version 1.2]] [[Note.js]] ![[c.md]]\n\nVoir [[b#^abc]].\n"),
        ("b.md", "Un mot ^abc\n"),
    ];
    for site in Site::all(&files).await {
        let report = site.import().await;
        let links = &report["links"];
        assert_eq!((&links["resolved"], &links["broken"], &links["wanted"]), (&1.into(), &1.into(), &3.into()));
        // The mark of a block leads there, and is not read.
        let page = site.page(&report, "a.md").await;
        assert!(page.contains(">b</a>.") && !page.contains("› ^"), "{page}");
    }
}
