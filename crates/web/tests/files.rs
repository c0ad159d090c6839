//! Pictures that lie, brought in with a folder: each is served as what it holds, acts as nothing, and leaves the rest of the folder
//! well.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::sync::Arc;

use axum::http::StatusCode;
use domain::notes::Visibility;
use domain::{LanguageTag, Title};
use interop::markdown::Reader;
use scraper::{Html, Selector};
use serde_json::Value;
use services::import::{Folder, Options};
use testkit::TestApp;
use testkit::site::Answer;

const PAGE: &[u8] = b"<!doctype html><title>x</title><script>alert(1)</script>";
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The beginning of a PNG (W3C, third edition, 11.2.1) that says to be so wide and so high.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = SIGNATURE.to_vec();
    bytes.extend(*b"\0\0\0\x0dIHDR");
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(*b"\x08\x02\0\0\0");
    bytes
}

/// Brings in a folder of a note that shows these files and of one that comes after it: what is said of it.
async fn brought(site: &TestApp, files: &[(&str, Vec<u8>)]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let shown: Vec<String> = files.iter().map(|(name, _)| format!("![image]({name})")).collect();
    std::fs::write(folder.path().join("images.md"), format!("# Images\n\n{}\n", shown.join("\n\n"))).unwrap();
    std::fs::write(folder.path().join("suite.md"), "# Suite\n\nUn texte.\n").unwrap();
    let options = Options {
        notebook: Title::parse("Images").unwrap(),
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        community: None,
        author: None,
        dry_run: false,
        report_in: i18n::Language::French,
    };
    let reader: Arc<dyn Folder> = Arc::new(Reader::open(folder.path()).unwrap());
    let ctx = site.services().system("a test");
    let report = services::import::run(&ctx, reader, &options, &|_, _| {}).await.unwrap();
    let report = serde_json::to_value(&report).unwrap();
    assert_eq!(report["refused"], 0, "{report}");
    assert_eq!(report["notes"], 2, "{report}");
    assert_eq!(report["attachments"], files.len(), "{report}");
    assert_eq!(report["links"]["resolved"], files.len(), "{report}");
    assert!(site.get(address(&report, "suite.md")).await.holds("Un texte."), "what comes after is well");
    report
}

fn address<'r>(report: &'r Value, path: &str) -> &'r str {
    let file = report["files"].as_array().unwrap().iter().find(|file| file["path"] == path).unwrap();
    file["address"].as_str().unwrap()
}

/// What a file is served as: its type, and whether it is shown or saved. Whatever it is, it runs nothing and is taken for nothing else.
fn served(answer: &Answer) -> (&str, &str) {
    assert_eq!(answer.status, StatusCode::OK);
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("sandbox; default-src 'none';"), "{policy}");
    assert!(!policy.contains("allow-") && !policy.contains("script"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    let how = answer.header("content-disposition").split(';').next().unwrap_or_default();
    (answer.header("content-type"), how)
}

/// The attributes of this name of what a page has under this selector; empty where there is none.
fn attributes(page: &Answer, selector: &str, name: &str) -> Vec<String> {
    let html = Html::parse_document(&page.text());
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|element| element.value().attr(name).unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_picture_that_holds_something_else_is_saved_and_never_shown() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>alert(1)</script>&a;</svg>";
    let files = [
        ("page.png", PAGE.to_vec()),
        ("page.jpg", PAGE.to_vec()),
        ("page.svg", PAGE.to_vec()),
        ("sign.png", [SIGNATURE, PAGE].concat()),
        ("archive.png", b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\x06\0\0\0a.html".to_vec()),
        ("programme.gif", b"\x7fELF\x02\x01\x01\0".to_vec()),
        ("vide.png", Vec::new()),
        // What declares words of its own can make many of few; what begins far away is not looked for.
        ("mots.svg", format!("<!DOCTYPE svg [<!ENTITY a \"aaaa\">]>{svg}").into_bytes()),
        ("loin.svg", format!("<!--{}-->{svg}", "x".repeat(300 * 1024)).into_bytes()),
    ];
    for site in TestApp::all(9701).await {
        let report = brought(&site, &files).await;
        for (name, content) in &files {
            let answer = site.get(address(&report, name)).await;
            assert_eq!(served(&answer), ("application/octet-stream", "attachment"), "{name}");
            assert!(answer.body == *content, "{name} is what was brought in");
        }
        let page = site.get(address(&report, "images.md")).await;
        assert_eq!(attributes(&page, "[data-part=body] img", "src"), [""; 0]);
        assert_eq!(attributes(&page, "[data-part=body] a[href^='/files/']", "href").len(), files.len());
    }
}

#[tokio::test]
async fn a_picture_that_is_a_script_or_a_page_as_well_is_a_picture_and_nothing_more() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\" onload=\"alert(1)\"><script>alert(1)</script></svg>";
    let files = [
        ("jumeau.gif", b"GIF89a/*\x01\0\x80\0\0*/=1;alert(1)//".to_vec()),
        ("jumeau.jpg", b"\xff\xd8\xff\xe0/*JFIF*/=1;alert(1)//".to_vec()),
        ("jumeau.png", [png(2, 2), PAGE.to_vec()].concat()),
        ("jumeau.webp", [b"RIFF\x40\0\0\0WEBPVP8L".as_slice(), PAGE].concat()),
        ("acte.svg", svg.as_bytes().to_vec()),
        // A name says nothing of what a file holds.
        ("jumeau.html", b"GIF89a<script>alert(1)</script>".to_vec()),
    ];
    let types = ["image/gif", "image/jpeg", "image/png", "image/webp", "image/svg+xml", "image/gif"];
    for site in TestApp::all(9702).await {
        let report = brought(&site, &files).await;
        for ((name, content), kind) in files.iter().zip(types) {
            let answer = site.get(address(&report, name)).await;
            assert_eq!(served(&answer), (kind, "inline"), "{name}");
            assert!(answer.body == *content, "{name} is what was brought in");
        }
        let page = site.get(address(&report, "images.md")).await;
        let shown: Vec<&str> = files.iter().map(|(name, _)| address(&report, name)).collect();
        assert_eq!(attributes(&page, "[data-part=body] img", "src"), shown);
    }
}

#[tokio::test]
async fn the_size_that_a_picture_says_is_believed_within_bounds() {
    let jpeg = b"\xff\xd8\xff\xc0\0\x11\x08\xea\x60\xea\x60\x03\x01\x22\0\x02\x11\x01\x03\x11\x01".to_vec();
    let files = [
        ("immense.jpg", jpeg),
        ("sans-fin.png", png(u32::MAX, u32::MAX)),
        ("mince.gif", b"GIF89a\xff\xff\x01\0\0\0\0".to_vec()),
        ("plate.png", png(0, 5)),
    ];
    for site in TestApp::all(9703).await {
        let report = brought(&site, &files).await;
        let page = site.get(address(&report, "images.md")).await;
        assert_eq!(attributes(&page, "[data-part=body] img", "width"), ["60000", "", "65535", ""]);
        assert_eq!(attributes(&page, "[data-part=body] img", "height"), ["60000", "", "1", ""]);
        for (name, content) in &files {
            let answer = site.get(address(&report, name)).await;
            assert_eq!(served(&answer).1, "inline", "{name}");
            assert!(answer.body == *content, "{name} is what was brought in");
        }
    }
}

#[tokio::test]
async fn a_picture_without_a_byte_has_no_part() {
    for site in TestApp::all(9704).await {
        let report = brought(&site, &[("vide.png", Vec::new())]).await;
        let empty = address(&report, "vide.png");
        assert_eq!(site.get(empty).await.header("content-length"), "0");
        for range in ["bytes=0-0", "bytes=0-", "bytes=-1"] {
            let answer = site.ask("GET", empty, &[("range", range)]).await;
            assert_eq!(answer.status, StatusCode::RANGE_NOT_SATISFIABLE, "{range}");
            assert_eq!(answer.header("content-range"), "bytes */0", "{range}");
        }
    }
}
