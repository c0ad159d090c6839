//! Lists of people to invite, as files: in whatever encoding a spreadsheet writes; what is no text, or too long, is refused whole.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::http::StatusCode;
use scraper::{Html, Selector};
use services::registration::{self, InvitationRow};
use testkit::TestApp;
use testkit::site::{Answer, Session};

const INVITATIONS: &str = "/admin/invitations";
/// What stands between the fields of a form that carries a file.
const BOUNDARY: &str = "zqbord";

/// Sends a file with the form of invitations (RFC 7578).
async fn send(site: &TestApp, who: &Session, act: &str, file: &[u8]) -> Answer {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"act\"\r\n\r\n{act}\r\n\
         --{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\
         content-type: text/csv\r\n\r\n"
    );
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    let form = [head.as_bytes(), file, end.as_bytes()].concat();
    site.send_bytes(Some(who), INVITATIONS, &format!("multipart/form-data; boundary={BOUNDARY}"), form).await
}

/// What a page says under this selector.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.text());
    let words = |element: scraper::ElementRef<'_>| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&Selector::parse(selector).unwrap()).map(words).collect()
}

async fn invited(site: &TestApp) -> Vec<InvitationRow> {
    registration::invitations(&site.services().system("a test")).await.unwrap()
}

fn utf16(words: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    words.encode_utf16().flat_map(bytes).collect()
}

#[tokio::test]
async fn a_list_is_read_in_whatever_encoding_a_spreadsheet_writes() {
    for site in TestApp::all(9711).await {
        let claire = site.set_up().await;
        let words = |mail: &str| format!("Courriel;Nom\r\n{mail};Zoé Lefèvre\r\n");
        let lists = [
            ("a@exemple.org", utf16(&format!("\u{feff}{}", words("a@exemple.org")), u16::to_le_bytes)),
            ("b@exemple.org", utf16(&format!("\u{feff}{}", words("b@exemple.org")), u16::to_be_bytes)),
            ("c@exemple.org", format!("\u{feff}{}", words("c@exemple.org")).into_bytes()),
            ("d@exemple.org", b"Courriel;Nom\r\nd@exemple.org;Zo\xe9 Lef\xe8vre\r\n".to_vec()),
        ];
        for (mail, list) in &lists {
            let checked = send(&site, &claire, "check", list).await;
            assert_eq!(checked.status, StatusCode::OK, "{mail}");
            assert_eq!(texts(&checked, "tbody td")[..3], ["2", *mail, "Zoé Lefèvre"], "{}", checked.text());
            assert_eq!(send(&site, &claire, "send", list).await.status, StatusCode::OK, "{mail}");
            assert_eq!(site.letters().await.last().unwrap().to, *mail);
        }
        assert!(invited(&site).await.iter().all(|it| it.name == "Zoé Lefèvre"));
    }
}

#[tokio::test]
async fn a_list_that_is_no_text_is_refused_and_says_what_to_do() {
    // Archives say how much they hold: it is never looked at.
    let archive = b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\x08\0\0\0list.csv".to_vec();
    let lists = [
        ("an archive", [archive, b"ana@exemple.org\n".repeat(5_000)].concat()),
        ("what is packed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03ana@exemple.org".to_vec()),
        ("a zero", b"mail,name\nana@exemple.org,A\0na\n".to_vec()),
        ("UTF-16 without its mark", utf16("ana@exemple.org\n", u16::to_le_bytes)),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec()),
    ];
    for site in TestApp::all(9712).await {
        let claire = site.set_up().await;
        let letters = site.letters().await.len();
        for (what, list) in &lists {
            for act in ["check", "send"] {
                let answer = send(&site, &claire, act, list).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}, {act}");
                let said = texts(&answer, "[role=alert]");
                assert!(said.len() == 1 && said[0].contains("en CSV"), "{what}, {act}: {said:?}");
                assert!(
                    !answer.body.contains(&0) && texts(&answer, "td").is_empty(),
                    "{what}, {act}: shows nothing of it"
                );
            }
        }
        assert!(invited(&site).await.is_empty());
        assert_eq!(site.letters().await.len(), letters);
    }
}

#[tokio::test]
async fn a_list_that_is_too_long_is_refused_whole() {
    let many: Vec<String> = (0..=registration::MOST_INVITED).map(|number| format!("p{number}@exemple.org")).collect();
    let lists = [
        (many.join("\n").into_bytes(), StatusCode::UNPROCESSABLE_ENTITY),
        (b"ana@exemple.org,".repeat(20_000), StatusCode::PAYLOAD_TOO_LARGE),
    ];
    for site in TestApp::all(9713).await {
        let claire = site.set_up().await;
        for (list, status) in &lists {
            let answer = send(&site, &claire, "send", list).await;
            assert_eq!(answer.status, *status);
            let said = texts(&answer, "[role=alert]");
            assert!(said.len() == 1 && said[0].contains("trop longue"), "{said:?}");
        }
        assert!(invited(&site).await.is_empty());
    }
}

#[tokio::test]
async fn the_name_that_a_list_gives_is_one_line_that_can_be_read() {
    for site in TestApp::all(9714).await {
        let claire = site.set_up().await;
        let list = "mail,name\nzoe@exemple.org,\"Zoé\r\nBcc: tous@exemple.org\u{7} \u{202e}<zqmarque>\"\n";
        let sent = send(&site, &claire, "send", list.as_bytes()).await;
        assert!(sent.status == StatusCode::OK && !sent.holds("<zqmarque"), "{}", sent.text());
        let names: Vec<String> = invited(&site).await.into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["Zoé Bcc: tous@exemple.org <zqmarque>"]);
        let letters = site.letters().await;
        let letter = letters.last().unwrap();
        assert_eq!((letter.to.as_str(), letter.all("bcc").len()), ("zoe@exemple.org", 0));
        assert!(!site.get(letter.leads_to()).await.holds("<zqmarque"));
    }
}
