//! The picture of the cover of a notebook: who gives one, what makes none, who is sent it, and where it is shown.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use domain::NotebookId;
use domain::notes::Visibility;
use scraper::{Html, Selector};
use serde_json::Value;
use testkit::TestApp;
use testkit::pictures::png;
use testkit::site::{Answer, Session, leads_to};

/// What stands between the fields of a form that carries a file.
const BOUNDARY: &str = "zqbord";
const RED: [u8; 3] = [200, 20, 20];
const BLUE: [u8; 3] = [20, 20, 200];

fn cover_of(notebook: NotebookId) -> String {
    format!("/c/{notebook}/-/cover")
}

fn edit_of(notebook: NotebookId) -> String {
    format!("/c/{notebook}/-/edit")
}

/// The attributes of this name of what a page has under this selector; empty where there is none.
fn attributes(page: &Answer, selector: &str, name: &str) -> Vec<String> {
    let html = Html::parse_document(&page.text());
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|element| element.value().attr(name).unwrap_or_default().to_owned()).collect()
}

/// What a page says under this selector.
fn texts(page: &Answer, selector: &str) -> Vec<String> {
    let html = Html::parse_document(&page.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    html.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

/// A public notebook called Rives, and the session of its lead.
async fn led(site: &TestApp) -> (NotebookId, Session) {
    let notebook = site.notebook("Rives", Visibility::Public, None).await;
    let ana = site.person("Ana Roy").await;
    site.lead(notebook, ana).await;
    (notebook, site.session(ana).await)
}

/// Sends the form of the cover (RFC 7578), over this edition.
async fn send(
    site: &TestApp,
    who: Option<&Session>,
    notebook: NotebookId,
    (act, base): (&str, &str),
    file: &[u8],
) -> Answer {
    let part = |name: &str| format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"");
    let head = format!(
        "{}\r\n\r\n{base}\r\n{}; filename=\"photo.png\"\r\ncontent-type: image/png\r\n\r\n",
        part("base"),
        part("cover")
    );
    let end = format!("\r\n{}\r\n\r\n{act}\r\n--{BOUNDARY}--\r\n", part("act"));
    let form = [head.as_bytes(), file, end.as_bytes()].concat();
    site.send_bytes(who, &cover_of(notebook), &format!("multipart/form-data; boundary={BOUNDARY}"), form).await
}

/// Sends it over the edition that its lead sees.
async fn act(site: &TestApp, lead: &Session, notebook: NotebookId, act: &str, file: &[u8]) -> Answer {
    let base = attributes(&site.get_as(Some(lead), &edit_of(notebook)).await, "[name=base]", "value").remove(0);
    send(site, Some(lead), notebook, (act, &base), file).await
}

async fn done(site: &TestApp, lead: &Session, notebook: NotebookId, what: &str, file: &[u8]) {
    let answer = act(site, lead, notebook, what, file).await;
    assert_eq!(leads_to(&answer), format!("{}?done=yes", edit_of(notebook)), "{what}: {}", answer.text());
}

#[tokio::test]
async fn its_leads_alone_give_a_cover_its_picture_and_whoever_reads_the_notebook_sees_it() {
    for site in TestApp::all(9801).await {
        let (notebook, ana) = led(&site).await;
        let note = site.note("Écluse").placed_in(notebook).write().await;
        let bruno = site.person("Bruno").await;
        let mut tx = site.services().store().write().await.unwrap();
        store::notebooks::add_member(&mut tx, notebook, bruno, false).await.unwrap();
        tx.commit().await.unwrap();
        let bruno = site.session(bruno).await;
        let pages = [
            "/".to_owned(),
            "/notebooks".to_owned(),
            format!("/c/{notebook}/rives?view=work"),
            format!("/c/{notebook}/-/print"),
            format!("/n/{note}/ecluse"),
        ];
        for page in &pages {
            let page = site.get(page).await;
            assert!(!attributes(&page, ".cover svg", "viewbox").is_empty(), "{}", page.text());
            assert!(attributes(&page, ".cover img", "src").is_empty(), "{}", page.text());
        }
        assert_eq!(site.get(&cover_of(notebook)).await.status, StatusCode::NOT_FOUND);
        for who in [None, Some(&bruno)] {
            let refused = send(&site, who, notebook, ("give", "1"), &png(40, 60, RED)).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        done(&site, &ana, notebook, "give", &png(40, 60, RED)).await;
        for who in [None, Some(&bruno), Some(&ana)] {
            let cover = site.get_as(who, &cover_of(notebook)).await;
            assert_eq!((cover.status, cover.header("content-type")), (StatusCode::OK, "image/jpeg"));
            assert_eq!(blobs::dimensions(&cover.body), Some((40, 60)));
            assert_eq!(cover.header("content-length"), cover.body.len().to_string());
        }
        let version = site.get(&cover_of(notebook)).await.header("etag")[1..9].to_owned();
        for page in &pages {
            let page = site.get(page).await;
            let expected = format!("{}?v={version}", cover_of(notebook));
            assert_eq!(attributes(&page, ".cover img", "src"), [expected], "{}", page.text());
            assert_eq!(attributes(&page, ".cover img", "alt"), [""]);
            assert_eq!(attributes(&page, ".cover img", "loading"), ["lazy"]);
            assert!(attributes(&page, ".cover b", "class").is_empty(), "the title stands beside it");
        }
        let form = site.get_as(Some(&ana), &edit_of(notebook)).await;
        assert_eq!(attributes(&form, "[data-part=cover] .cover img", "alt"), [""]);
        assert_eq!(attributes(&form, "#cover", "accept"), ["image/jpeg,image/png,image/webp,image/gif"]);
    }
}

#[tokio::test]
async fn what_makes_no_cover_is_told_by_the_field_and_the_one_of_before_stays() {
    // The beginning of a PNG (W3C, third edition, 11.2.1) that says to be so wide and so high.
    let declared = |width: u32, height: u32| {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(*b"\x08\x02\0\0\0");
        bytes
    };
    let whole = png(40, 60, BLUE);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"><script>alert(1)</script></svg>";
    let sent = [
        ("nothing", Vec::new(), "Choisissez d’abord un fichier."),
        ("a text", b"# Un texte\n".to_vec(), "n’est pas une image"),
        ("a drawing that can act", svg.to_vec(), "n’est pas une image"),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "n’est pas une image"),
        ("60,000 pixels a side", declared(60_000, 60_000), "trop de pixels"),
        ("one pixel", declared(1, 1), "pas assez de pixels"),
        ("a picture cut short", whole[..whole.len() / 2].to_vec(), "incomplète"),
        ("11 MB", [whole.clone(), vec![0; 11 * 1024 * 1024]].concat(), "dépasse 10"),
    ];
    for site in TestApp::all(9802).await {
        let (notebook, ana) = led(&site).await;
        done(&site, &ana, notebook, "give", &png(40, 60, RED)).await;
        let before = site.get(&cover_of(notebook)).await;
        for (what, file, says) in &sent {
            let answer = act(&site, &ana, notebook, "give", file).await;
            let status = match *what {
                "11 MB" => StatusCode::PAYLOAD_TOO_LARGE,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            assert_eq!(answer.status, status, "{what}");
            let told = texts(&answer, "[role=alert] li");
            assert!(told.len() == 1 && told[0].contains(says), "{what}: {told:?}");
            assert_eq!(attributes(&answer, "[role=alert] li a", "href"), ["#cover"], "{what}");
            assert!(texts(&answer, "#cover-wrong")[0].contains(says), "{what}");
            assert_eq!(attributes(&answer, "#cover", "aria-describedby"), ["cover-hint cover-wrong"], "{what}");
            // At the address of the form stands the picture: the page in another language is that of the notebook.
            let english = attributes(&answer, "footer a[hreflang=en]", "href");
            assert_eq!(english, [format!("{}?lang=en", edit_of(notebook))], "{what}");
            assert_eq!(site.get(&cover_of(notebook)).await, before, "{what}");
        }
        for (kind, form) in [
            ("application/x-www-form-urlencoded", b"act=give&base=2".to_vec()),
            ("multipart/form-data; boundary=zqbord", b"--zqbord\r\nbroken".to_vec()),
            ("multipart/form-data", Vec::new()),
        ] {
            let answer = site.send_bytes(Some(&ana), &cover_of(notebook), kind, form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
            assert_eq!(texts(&answer, "#cover-wrong"), ["Choisissez d’abord un fichier."], "{kind}");
        }
        let stale = send(&site, Some(&ana), notebook, ("give", "0"), &whole).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text());
        assert_eq!(site.get(&cover_of(notebook)).await, before, "over the edition that was seen alone");
        done(&site, &ana, notebook, "give", &whole).await;
        assert_ne!(site.get(&cover_of(notebook)).await.body, before.body);
    }
}

#[tokio::test]
async fn rule_8_the_cover_of_a_hidden_notebook_is_as_one_that_is_not_there() {
    for site in TestApp::all(9803).await {
        let notebook = site.notebook("Zqrives", Visibility::Authors, None).await;
        let (ana, bruno) = (site.person("Ana Roy").await, site.person("Bruno").await);
        site.lead(notebook, ana).await;
        let (ana, bruno) = (site.session(ana).await, site.session(bruno).await);
        done(&site, &ana, notebook, "give", &png(40, 60, RED)).await;
        let seen = site.get_as(Some(&ana), &cover_of(notebook)).await;
        assert_eq!(seen.status, StatusCode::OK);
        let version = seen.header("etag")[1..9].to_owned();
        let absent = NotebookId::from_bytes([0; 16]);
        for who in [None, Some(&bruno)] {
            let lost = site.get_as(who, &cover_of(absent)).await;
            assert_eq!(lost.status, StatusCode::NOT_FOUND);
            assert_eq!(site.get_as(who, &cover_of(notebook)).await, lost);
            assert_eq!(site.get_as(who, &format!("{}?v={version}", cover_of(notebook))).await, lost);
            let held = [("if-none-match", seen.header("etag"))];
            assert_eq!(site.ask_as(who, "GET", &cover_of(notebook), &held).await, lost);
            for act in ["give", "take"] {
                let form = (act, "1");
                assert_eq!(
                    send(&site, who, notebook, form, &png(40, 60, BLUE)).await,
                    send(&site, who, absent, form, &png(40, 60, BLUE)).await
                );
            }
            assert!(!site.get_as(who, "/notebooks").await.holds(&notebook.to_string()));
        }
        assert_eq!(site.get_as(Some(&ana), &cover_of(notebook)).await.body, seen.body);
    }
}

#[tokio::test]
async fn what_came_with_a_picture_is_sent_to_nobody() {
    for site in TestApp::all(9804).await {
        let (notebook, ana) = led(&site).await;
        let sent = [png(40, 60, RED), b"GPSLatitude 45.5, chez Ana".to_vec()].concat();
        done(&site, &ana, notebook, "give", &sent).await;
        let cover = site.get(&cover_of(notebook)).await;
        assert!(!cover.holds("GPSLatitude") && !cover.holds("chez Ana"), "{}", cover.text());
        assert!(!cover.holds("photo.png"), "{:?}", cover.headers);
        assert!(cover.body.starts_with(b"\xff\xd8\xff") && cover.body.ends_with(b"\xff\xd9"));
    }
}

#[tokio::test]
async fn a_picture_is_not_sent_again_where_it_is_held_and_acts_as_nothing() {
    for site in TestApp::all(9805).await {
        let (notebook, ana) = led(&site).await;
        done(&site, &ana, notebook, "give", &png(40, 60, RED)).await;
        let cover = site.get(&cover_of(notebook)).await;
        assert_eq!(cover.header("cache-control"), "private, no-cache");
        assert_eq!(cover.header("x-content-type-options"), "nosniff");
        assert!(cover.header("content-security-policy").starts_with("sandbox; default-src 'none';"));
        assert_eq!(cover.header("content-disposition"), "inline");
        let tag = cover.header("etag").to_owned();
        let held = site.ask("GET", &cover_of(notebook), &[("if-none-match", &tag)]).await;
        assert_eq!((held.status, held.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(held.header("etag"), tag);
        // Its own address is kept; another one is asked again.
        for (version, keeping) in [
            (&tag[1..9], "private, max-age=604800, immutable"),
            (&tag[1..5], "private, no-cache"),
            ("00000000", "private, no-cache"),
            ("", "private, no-cache"),
        ] {
            let answer = site.get(&format!("{}?v={version}", cover_of(notebook))).await;
            assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, keeping), "{version}");
            assert_eq!(answer.body, cover.body);
        }
        let upper = cover_of(notebook).to_uppercase().replace("/C/", "/c/").replace("COVER", "cover");
        let elsewhere = site.get(&upper).await;
        assert_eq!(elsewhere.header("location"), cover_of(notebook));
    }
}

#[tokio::test]
async fn a_picture_that_is_taken_away_leaves_the_cover_that_is_made() {
    for site in TestApp::all(9806).await {
        let (notebook, ana) = led(&site).await;
        let button = "[data-form=notebook-cover] [value=take]";
        assert!(texts(&site.get_as(Some(&ana), &edit_of(notebook)).await, button).is_empty());
        done(&site, &ana, notebook, "give", &png(40, 60, RED)).await;
        assert_eq!(texts(&site.get_as(Some(&ana), &edit_of(notebook)).await, button), ["Retirer l’image"]);
        assert_eq!(attributes(&site.get("/notebooks").await, ".cover img", "alt"), [""]);
        done(&site, &ana, notebook, "take", b"").await;
        assert_eq!(site.get(&cover_of(notebook)).await.status, StatusCode::NOT_FOUND);
        let page = site.get("/notebooks").await;
        assert!(
            attributes(&page, ".cover img", "alt").is_empty() && !attributes(&page, ".cover svg", "viewbox").is_empty()
        );
        assert!(texts(&site.get_as(Some(&ana), &edit_of(notebook)).await, button).is_empty());
    }
}

#[tokio::test]
async fn programs_read_where_the_picture_is() {
    for site in TestApp::all(9807).await {
        let (notebook, ana) = led(&site).await;
        let read = async || {
            let answer = site.get(&format!("/api/v1/notebooks/{notebook}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
            serde_json::from_slice::<Value>(&answer.body).unwrap()["cover"].clone()
        };
        assert_eq!(read().await, Value::Null);
        done(&site, &ana, notebook, "give", &png(40, 60, RED)).await;
        let address = read().await;
        let path = address.as_str().unwrap().strip_prefix("http://localhost:8080").unwrap().to_owned();
        assert!(path.starts_with(&format!("{}?v=", cover_of(notebook))), "{path}");
        assert_eq!(site.get(&path).await.header("content-type"), "image/jpeg");
    }
}
