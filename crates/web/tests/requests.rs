//! Requests that no browser of good will sends, over real sockets: each is answered as the contract says, in the
//! language of who asks, and none is a mistake of ours.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::fmt::Write as _;
use std::time::Duration;

use domain::notes::Visibility;
use testkit::TestApp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// A site that listens, with a note in a notebook and a file.
struct Site {
    port: u16,
    note: String,
    notebook: String,
    file: String,
    _end: oneshot::Sender<()>,
    _app: TestApp,
}

/// An answer as its bytes say.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find(|line| line.split(':').next().unwrap().eq_ignore_ascii_case(name));
        line.and_then(|line| line.split_once(": ")).map_or("", |(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Site {
    async fn all() -> Vec<Self> {
        let mut sites = Vec::new();
        for app in TestApp::all(11).await {
            let notebook = app.notebook("Un carnet", Visibility::Public, None).await;
            let note = app.note("Une note").body("Un texte.\n").placed_in(notebook).write().await;
            let file = app.file("notes.txt", b"0123456789").await;
            app.note("Un fichier").body(&format!("[un fichier](/files/{file}/notes.txt)\n")).write().await;
            app.catch_up().await;
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            let (end, ended) = oneshot::channel();
            tokio::spawn(web::serve(listener, web::site(app.app.clone()), ended));
            sites.push(Self {
                port,
                note: format!("/n/{note}/une-note"),
                notebook: format!("/c/{notebook}/un-carnet"),
                file: format!("/files/{file}/notes.txt"),
                _end: end,
                _app: app,
            });
        }
        sites
    }

    /// What the site answers to these bytes.
    async fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        // A request that is refused early may not be read to its end.
        let _ = stream.write_all(request).await;
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(Duration::from_mins(1), stream.read_to_end(&mut bytes)).await;
        let told = String::from_utf8_lossy(&request[..request.len().min(80)]).into_owned();
        let _ = read.unwrap_or_else(|_| panic!("{told}: no answer"));
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or_else(|| panic!("{told}: no head"));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    /// What the site answers to this line and these headers.
    async fn ask(&self, line: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = format!("{line} HTTP/1.1\r\nhost: localhost:8080\r\nconnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        request.push_str("\r\n");
        self.raw(request.as_bytes()).await
    }

    async fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address}"), &[]).await
    }
}

/// A page of error is a whole page in the language asked for, and as guarded as any other.
fn is_a_page_of_error(answer: &Answer, language: &str, what: &str) {
    let page = answer.text();
    assert!(page.contains(&format!("<html lang=\"{language}-CA\"")), "{what}: {page}");
    assert!(page.contains(&format!("data-page=\"error\" data-status=\"{}\"", answer.status)), "{what}: {page}");
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{what}");
    assert!(!answer.header("content-security-policy").contains("unsafe"), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_nothing_is_the_same_404_however_it_is_written() {
    for site in Site::all().await {
        let lost = site.get("/no-such-page").await;
        assert_eq!(lost.status, 404);
        is_a_page_of_error(&lost, "fr", "a lost page");
        let without_date = |answer: &Answer| {
            let lines = answer.head.lines().filter(|line| !line.starts_with("date:"));
            (lines.map(str::to_owned).collect::<Vec<_>>(), answer.body.clone())
        };
        let id = site.note.split('/').nth(2).unwrap();
        for address in [
            "/%",
            "/%zz",
            "/%00",
            "/notebooks%00",
            "/notebooks/",
            "//notebooks",
            "/./notebooks",
            "/../etc/passwd",
            "/assets/../../etc/passwd",
            "/assets/%2e%2e%2fCargo.toml",
            "/n//x",
            "/n/%ff/x",
            "/n/%c3%28/x",
            &format!("/n/{id}x/une-note"),
            &format!("/n/{id}%00/une-note"),
            &format!("/n/{id}/%ff"),
            &format!("/n/{id}/-/versions/0"),
            &format!("/n/{id}/-/versions/-1"),
            &format!("/n/{id}/-/versions/2"),
            &format!("/n/{id}/-/versions/01"),
            &format!("/n/{id}/-/versions/99999999999999999999"),
            &format!("{}?category=x", site.notebook),
            &format!("{}?category={id}", site.notebook),
            "/people/0/x",
            "/communities/%00",
            "/communities/UNE",
            "/files/0/x",
            "/admin/imports/0",
            "/source/x",
            "/healthz/",
            "/metrics",
        ] {
            let answer = site.get(address).await;
            assert_eq!(answer.status, 404, "{address}");
            assert_eq!(without_date(&answer), without_date(&lost), "{address}");
        }
        for address in ["/n/\u{e9}/x".as_bytes(), b"/n/\xff\xfe/x"] {
            let request = [b"GET ", address, b" HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"].concat();
            let answer = site.raw(&request).await;
            assert!(matches!(answer.status, 400 | 404), "{address:?}: {}", answer.status);
        }
        let english = site.ask("GET /%zz", &[("accept-language", "en")]).await;
        is_a_page_of_error(&english, "en", "a lost page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_an_address_does_not_know_is_told_those_that_it_knows() {
    for site in Site::all().await {
        for (line, allow) in [
            ("POST /", "GET,HEAD"),
            ("PUT /recent", "GET,HEAD"),
            ("DELETE NOTE", "GET,HEAD"),
            ("PATCH FILE", "GET,HEAD"),
            ("OPTIONS /notebooks", "GET,HEAD"),
            ("TRACE /notebooks", "GET,HEAD"),
            ("PROPFIND NOTEBOOK", "GET,HEAD"),
            ("get /notebooks", "GET,HEAD"),
            ("GET /theme", "POST"),
            ("POST /healthz", "GET,HEAD"),
        ] {
            let line = line.replace("NOTEBOOK", &site.notebook).replace("NOTE", &site.note).replace("FILE", &site.file);
            let answer = site.ask(&line, &[("accept-language", "en-CA")]).await;
            assert_eq!((answer.status, answer.header("allow")), (405, allow), "{line}");
            is_a_page_of_error(&answer, "en", &line);
        }
        for line in ["OPTIONS *", "CONNECT evil.example:443", "POST /n/none"] {
            let answer = site.ask(line, &[]).await;
            assert!(matches!(answer.status, 400 | 404 | 405), "{line}: {}", answer.status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_is_told_so_in_the_language_of_who_asks() {
    let long = |length: usize| "a".repeat(length);
    for site in Site::all().await {
        let english = [("accept-language", "en")];
        for (line, status) in [
            (format!("GET /{}", long(9_000)), 414),
            (format!("GET /n/{}/x", long(9_000)), 414),
            (format!("GET /recent?after={}", long(9_000)), 414),
            (format!("GET /{}", long(50_000)), 414),
        ] {
            let answer = site.ask(&line, &english).await;
            assert_eq!(answer.status, status, "{} bytes", line.len());
            is_a_page_of_error(&answer, "en", "an address");
        }
        assert_eq!(site.get(&format!("/{}", long(100_000))).await.status, 414);
        let header = long(100_000);
        for name in ["x-long", "cookie", "user-agent", "referer"] {
            let answer = site.ask("GET /", &[("accept-language", "en"), (name, &header)]).await;
            assert_eq!(answer.status, 431, "{name}");
            is_a_page_of_error(&answer, "en", name);
        }
        let many: Vec<_> = (0..2_000).map(|number| (format!("x-{number}"), "a")).collect();
        let many: Vec<_> = many.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(site.ask("GET /", &many).await.status, 431);
        let body = long(300_000);
        let request = format!(
            "POST /theme HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\naccept-language: en\r\ncontent-type: \
             application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let answer = site.raw(request.as_bytes()).await;
        assert_eq!(answer.status, 413);
        is_a_page_of_error(&answer, "en", "a form");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_two_programs_could_read_in_two_ways_is_refused() {
    for site in Site::all().await {
        for request in [
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a b\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\nx\u{0}: b\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: a\r\nx: \u{0}\r\n\r\n",
            "GET /\u{0} HTTP/1.1\r\nhost: a\r\n\r\n",
            "GET / HTTP/9.9\r\nhost: a\r\n\r\n",
            "GET  / HTTP/1.1\r\nhost: a\r\n\r\n",
            "POST /theme HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
            "POST /theme HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
            "\u{1}\u{2}\u{3}\r\n\r\n",
        ] {
            assert_eq!(site.raw(request.as_bytes()).await.status, 400, "{request:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_is_never_written_into_a_page_or_an_address() {
    for site in Site::all().await {
        let id = site.note.split('/').nth(2).unwrap().to_owned();
        for (line, status) in [
            ("GET /".to_owned(), 200),
            (format!("GET {}", site.note), 200),
            (format!("GET /n/{id}"), 301),
            ("GET /?lang=en".to_owned(), 303),
            ("GET /no-such-page".to_owned(), 404),
        ] {
            for host in [
                "evil.example",
                "localhost.evil.example:8080",
                "evil.example:1",
                "EVIL.EXAMPLE",
                "xn--a",
                "[::ffff:1.2.3.4]:80",
            ] {
                let request = format!(
                    "{line} HTTP/1.1\r\nhost: {host}\r\nx-forwarded-host: evil.example\r\nconnection: close\r\n\r\n"
                );
                let answer = site.raw(request.as_bytes()).await;
                assert_eq!(answer.status, status, "{line} of {host}");
                let told = format!("{}{}", answer.head, answer.text()).to_lowercase();
                assert!(
                    !told.contains("evil") && !told.contains("xn--a") && !told.contains("::ffff"),
                    "{line} of {host}"
                );
            }
        }
        let whole = site.ask("GET http://evil.example/notebooks", &[]).await;
        assert!(whole.status == 200 && !whole.text().contains("evil"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_means_nothing_is_as_if_it_were_not_there() {
    for site in Site::all().await {
        let notebook = site.get(&site.notebook).await;
        assert_eq!(notebook.status, 200);
        for query in [
            "sort=zzz",
            "sort=",
            "sort=%ff",
            "sort=%00",
            "after=",
            "after=zzz",
            "after=%ff.%00",
            "view=grid",
            "&&&",
            "=",
            "lang=de",
            "%zz",
            "a=b&a=c",
        ] {
            let answer = site.get(&format!("{}?{query}", site.notebook)).await;
            assert_eq!(answer.status, 200, "{query}");
            assert!(answer.text().contains("Une note"), "{query}");
        }
        let far = "9223372036854775807";
        let id = site.note.split('/').nth(2).unwrap();
        for address in [
            format!("{}?after={far}.{id}", site.notebook),
            format!("{}?sort=title&after=zz.{id}", site.notebook),
            format!("{}?sort=newest&after=-{far}.{id}", site.notebook),
            format!("{}?sort=changed&after={far}9.{id}", site.notebook),
            format!("/recent?after={far}.{id}"),
            format!("/recent?after=-{far}.{id}"),
            "/recent?after=.".to_owned(),
            "/notebooks?after=0".to_owned(),
            "/notebooks?after=00.00".to_owned(),
            "/communities?after=%ff%00".to_owned(),
            format!("/n/{id}/-/versions?before=abc"),
            format!("/n/{id}/-/versions?before=-1"),
            format!("/n/{id}/-/versions?before={far}9"),
        ] {
            assert_eq!(site.get(&address).await.status, 200, "{address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_head_is_given_where_only_the_head_is_asked() {
    for site in Site::all().await {
        for address in ["/", "/notebooks", &site.note, &site.notebook, &site.file, "/no-such-page", "/healthz"] {
            let (whole, head) = (site.get(address).await, site.ask(&format!("HEAD {address}"), &[]).await);
            assert_eq!((head.status, head.body.len()), (whole.status, 0), "{address}");
            for name in ["content-type", "content-length", "etag", "content-security-policy", "vary"] {
                assert_eq!(head.header(name), whole.header(name), "{address}: {name}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_file_is_given_where_it_has_that_part() {
    for site in Site::all().await {
        let line = format!("GET {}", site.file);
        let etag = site.get(&site.file).await.header("etag").to_owned();
        for (range, status, body, place) in [
            ("bytes=0-3", 206, "0123", "bytes 0-3/10"),
            ("bytes=-4", 206, "6789", "bytes 6-9/10"),
            ("bytes=7-", 206, "789", "bytes 7-9/10"),
            ("bytes=2-999", 206, "23456789", "bytes 2-9/10"),
            ("bytes=0-1,4-5", 200, "0123456789", ""),
            ("bytes=5-2", 200, "0123456789", ""),
            ("bytes=a-b", 200, "0123456789", ""),
            ("lines=1-2", 200, "0123456789", ""),
            ("bytes=99999999999999999999-", 200, "0123456789", ""),
        ] {
            let answer = site.ask(&line, &[("range", range)]).await;
            assert_eq!((answer.status, answer.text().as_str()), (status, body), "{range}");
            assert_eq!(answer.header("content-range"), place, "{range}");
        }
        for range in ["bytes=10-", "bytes=999-1000", "bytes=-0"] {
            let answer = site.ask(&line, &[("range", range), ("accept-language", "en")]).await;
            assert_eq!((answer.status, answer.header("content-range")), (416, "bytes */10"), "{range}");
            is_a_page_of_error(&answer, "en", range);
        }
        let other = site.ask(&line, &[("range", "bytes=0-3"), ("if-range", "\"another\"")]).await;
        assert_eq!((other.status, other.body.len()), (200, 10));
        let same = site.ask(&line, &[("range", "bytes=0-3"), ("if-range", &etag)]).await;
        assert_eq!((same.status, same.body.len()), (206, 4));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_reader_has_is_not_sent_again() {
    for site in Site::all().await {
        let pictures = [&site.note, &site.notebook].map(|page| {
            let thing = page.rsplit_once('/').unwrap().0;
            format!("{thing}/-/picture.png")
        });
        for picture in &pictures {
            assert_eq!(site.get(picture).await.header("content-type"), "image/png");
        }
        for address in ["/", &site.note, &site.notebook, &site.file, &pictures[0], &pictures[1]] {
            let line = format!("GET {address}");
            let etag = site.get(address).await.header("etag").to_owned();
            let weak = format!("W/{}", etag.trim_start_matches("W/"));
            let several = format!("\"a\", {etag}, \"b\"");
            for held in [&etag, &weak, &several, "*"] {
                let answer = site.ask(&line, &[("if-none-match", held)]).await;
                assert_eq!((answer.status, answer.body.len()), (304, 0), "{address}: {held}");
                assert_eq!(answer.header("etag"), etag, "{address}: {held}");
            }
            for (name, value) in [
                ("if-none-match", "\"another\""),
                ("if-none-match", "\u{e9}"),
                ("if-none-match", ""),
                ("if-modified-since", "Sat, 01 Jan 2050 00:00:00 GMT"),
                ("if-modified-since", "yesterday"),
                ("if-unmodified-since", "yesterday"),
            ] {
                let answer = site.ask(&line, &[(name, value)]).await;
                assert_eq!(answer.status, 200, "{address}: {name} {value}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_french_where_what_is_asked_for_means_nothing() {
    let many = "fr-CA;q=0.1,".repeat(400);
    for site in Site::all().await {
        for (asked, language) in [
            ("", "fr"),
            ("*", "fr"),
            (";;;,,,", "fr"),
            ("en;q=zzz, fr;q=0.5", "fr"),
            ("en;q=0", "fr"),
            ("de, zh", "fr"),
            ("\u{e9}n", "fr"),
            ("EN-us", "en"),
            ("en_CA", "en"),
            ("x-klingon, en;q=0.1", "en"),
            (many.as_str(), "fr"),
        ] {
            let answer = site.ask("GET /", &[("accept-language", asked)]).await;
            assert_eq!(answer.status, 200, "{asked}");
            assert!(answer.text().contains(&format!("<html lang=\"{language}-CA\"")), "{asked}");
        }
        for cookie in [
            "__Host-language=xx",
            "__Host-language=",
            "__Host-language",
            "=;=;=",
            "__Host-theme=<b>",
            "__Host-sillage=' OR 1=1 --",
            "__Host-sillage=\u{e9}",
            "__Host-sillage=",
            &"a=b; ".repeat(2_000),
        ] {
            let answer = site.ask("GET /", &[("cookie", cookie)]).await;
            assert_eq!(answer.status, 200, "{cookie}");
            assert!(answer.text().contains("<html lang=\"fr-CA\" data-theme=\"auto\""), "{cookie}");
            assert_eq!(answer.header("set-cookie"), "", "{cookie}");
        }
    }
}
