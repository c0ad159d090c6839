//! A whole site for one test: its pages, its services, its store, asked as a browser would.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use bytes::Bytes;
use domain::people::MailAddress;
use domain::policy::{Memberships, Viewer};
use domain::tokens::Scope;
use domain::{Clock as _, PersonId};
use http_body_util::BodyExt as _;
use i18n::{Language, TimeZone};
use mail::Post;
use mailparse::{MailAddr, MailHeaderMap as _, SingleInfo};
use services::Services;
use services::jobs::{self, Handlers};
use services::letters::Office;
use services::tokens::Typed;
use tower::ServiceExt as _;
use web::{App, SESSION_COOKIE, Settings};

use crate::chance::Chance;
use crate::stores::{TestStore, stores};

/// The address of the first steward, Claire Bélanger.
pub const STEWARD: &str = "claire@exemple.org";
/// A password that is good enough.
pub const PASSWORD: &str = "écluse-brume-tambour-9";

/// A whole site, on a store and a folder of its own.
pub struct TestApp {
    /// What its pages have at hand.
    pub app: Arc<App>,
    /// Its randomness and its time.
    pub chance: Arc<Chance>,
    /// Its database.
    pub store: TestStore,
    router: Router,
    folder: tempfile::TempDir,
}

/// An answer, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// A header, empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Whether it is an archive (ZIP).
    pub fn is_archive(&self) -> bool {
        self.header("content-type") == "application/zip"
    }

    /// Each entry of an archive (ZIP), by its name.
    ///
    /// # Panics
    /// Where the body is no whole archive.
    pub fn entries(&self) -> BTreeMap<String, String> {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.body)).expect("an archive");
        let count = archive.len();
        let entry = |index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("a whole entry");
            (entry.name().expect("a name").into_owned(), String::from_utf8_lossy(&bytes).into_owned())
        };
        (0..count).map(entry).collect()
    }

    /// The body, as words: of a page, without the style sheet, whose words say nothing of it; of an archive, what it holds.
    pub fn text(&self) -> String {
        if self.is_archive() {
            return self.entries().into_iter().flat_map(|(name, words)| [name, words]).collect::<Vec<_>>().join("\n");
        }
        let body = String::from_utf8_lossy(&self.body);
        let around = body.split_once("<style data-sheet=");
        match around.and_then(|(before, rest)| Some((before, rest.split_once("</style>")?.1))) {
            Some((before, after)) => format!("{before}{after}"),
            None => body.into_owned(),
        }
    }

    /// Whether headers or body hold these words, in any case, as they are or as addresses and HTML write them.
    pub fn holds(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&words);
        let mut values = self.headers.values();
        holds(&self.text()) || values.any(|value| holds(&String::from_utf8_lossy(value.as_bytes())))
    }
}

/// The address of this site that an answer leads to; empty where it leads nowhere, or elsewhere.
pub fn leads_to(answer: &Answer) -> &str {
    answer.header("location").strip_prefix("http://localhost:8080").unwrap_or_default()
}

/// What base 32 writes so (RFC 4648, section 6).
///
/// # Panics
/// For a character that is none of it.
pub fn base32(text: &str) -> Vec<u8> {
    let value = |byte: u8| if byte.is_ascii_digit() { byte - b'2' + 26 } else { byte - b'A' };
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        held = (held << 5 | u32::from(value(byte))) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).expect("one byte"));
        }
    }
    bytes
}

/// A letter that the site sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Who gets it.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its words, as text.
    pub text: String,
    /// The same, as HTML.
    pub html: String,
    /// Its headers in order: names in lower case, and values, decoded.
    pub headers: Vec<(String, String)>,
    /// Who sends it, as programs of mail understand it: names and addresses.
    pub from: Vec<(String, String)>,
}

impl Delivered {
    /// The path of the address that its text leads to.
    pub fn leads_to(&self) -> &str {
        let after = self.text.split_once("\nhttp://localhost:8080/").map_or("", |(_, rest)| rest);
        if after.is_empty() {
            return "";
        }
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        let begins = self.text.len() - after.len() - 1;
        self.text.get(begins..begins + 1 + end).unwrap_or_default()
    }

    /// The values of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }

    fn read(bytes: &[u8]) -> Self {
        let mail = mailparse::parse_mail(bytes).expect("a letter");
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        let part = |kind: &str| {
            let part = mail.subparts.iter().find(|part| part.ctype.mimetype == kind).expect("text and HTML");
            part.get_body().expect("words").replace("\r\n", "\n")
        };
        let headers = mail.headers.iter().map(|header| (header.get_key().to_lowercase(), header.get_value())).collect();
        let from = mail.headers.get_first_header("From").expect("somebody sends it");
        let from = mailparse::addrparse_header(from).expect("addresses").iter().flat_map(senders).collect();
        Self {
            to: header("To"),
            subject: header("Subject"),
            text: part("text/plain"),
            html: part("text/html"),
            headers,
            from,
        }
    }
}

/// The names and the addresses of one that is written in a header.
fn senders(written: &MailAddr) -> Vec<(String, String)> {
    let one = |it: &SingleInfo| (it.display_name.clone().unwrap_or_default(), it.addr.clone());
    match written {
        MailAddr::Single(it) => vec![one(it)],
        MailAddr::Group(group) => group.addrs.iter().map(one).collect(),
    }
}

/// What makes a request that of a person.
#[derive(Clone, Debug)]
pub struct Session(String);

impl Session {
    /// The one that an answer opens, if it does.
    pub fn opened_by(answer: &Answer) -> Option<Self> {
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default();
        let opened = cookie.strip_prefix(SESSION_COOKIE).is_some_and(|value| value.len() > 1);
        opened.then(|| Self(cookie.to_owned()))
    }
}

/// A program that has just started on the same store.
pub struct Afresh(Router);

impl Afresh {
    /// What a person gets; a visitor where there is no session.
    pub async fn get_as(&self, who: Option<&Session>, address: &str) -> Answer {
        let cookie = who.map(|Session(cookie)| ("cookie", cookie.as_str()));
        ask(&self.0, "GET", address, cookie.as_slice()).await
    }
}

impl TestApp {
    /// An empty site on each engine.
    pub async fn all(seed: u64) -> Vec<Self> {
        stores().await.into_iter().map(|store| Self::on(store, seed)).collect()
    }

    /// An empty site on this store.
    ///
    /// # Panics
    /// When its folder cannot be made.
    pub fn on(store: TestStore, seed: u64) -> Self {
        let chance = Arc::new(Chance::new(seed));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = app(&store, folder.path(), &chance);
        Self { router: web::router(app.clone()), app, chance, store, folder }
    }

    /// What the site can do.
    pub fn services(&self) -> &Services {
        &self.app.services
    }

    /// Asks with a method and headers.
    ///
    /// # Panics
    /// When the request is none, or the answer breaks off.
    pub async fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        ask(&self.router, method, address, headers).await
    }

    /// What a visitor gets.
    pub async fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, &[]).await
    }

    /// What a person gets; a visitor where there is no session.
    pub async fn get_as(&self, who: Option<&Session>, address: &str) -> Answer {
        match who {
            Some(Session(cookie)) => self.ask("GET", address, &[("cookie", cookie)]).await,
            None => self.get(address).await,
        }
    }

    /// The same, with other headers; the session comes with them.
    pub async fn ask_as(&self, who: Option<&Session>, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut headers = headers.to_vec();
        if let Some(Session(cookie)) = who {
            headers.push(("cookie", cookie));
        }
        self.ask(method, address, &headers).await
    }

    /// What who bears this session gets for a form; a visitor where there is none.
    pub async fn send(&self, who: Option<&Session>, address: &str, form: &[(&str, &str)]) -> Answer {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.send_bytes(who, address, "application/x-www-form-urlencoded", form.into_bytes()).await
    }

    /// The same for a form whose bytes are these, of this type, whatever they are.
    ///
    /// # Panics
    /// When the request is none, or the answer breaks off.
    pub async fn send_bytes(&self, who: Option<&Session>, address: &str, kind: &str, form: Vec<u8>) -> Answer {
        let mut headers = vec![("content-type", kind), ("origin", "http://localhost:8080")];
        if let Some(Session(cookie)) = who {
            headers.push(("cookie", cookie));
        }
        ask_with(&self.router, "POST", address, &headers, form).await
    }

    /// What a visitor with this browser gets for a form.
    pub async fn send_from(&self, agent: &str, address: &str, form: &[(&str, &str)]) -> Answer {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "http://localhost:8080"),
            ("user-agent", agent),
        ];
        ask_with(&self.router, "POST", address, &headers, form).await
    }

    /// The same site as a program that has just started: nothing kept, nothing compiled.
    pub fn afresh(&self) -> Afresh {
        Afresh(web::router(app(&self.store, self.folder.path(), &self.chance)))
    }

    /// How many kept pages would still be served to visitors.
    pub fn keeps(&self) -> usize {
        self.app.kept.count_fresh(|asked| self.services().tags().is_fresh(asked.stamp, &asked.tags))
    }

    /// How many pages are kept, for visitors and for persons.
    pub fn kept(&self) -> usize {
        self.app.kept.count() + self.app.kept_of_persons.count()
    }

    /// Lets [`STEWARD`] set the site up with [`PASSWORD`]: their session.
    ///
    /// # Panics
    /// When somebody did, or the store does not answer.
    pub async fn set_up(&self) -> Session {
        let token = services::accounts::begin_set_up(&self.services().system("a test")).await;
        let token = token.expect("the store answers").expect("nobody runs the site yet");
        let typed = [
            ("name", "Claire Bélanger"),
            ("mail", STEWARD),
            ("password", PASSWORD),
            ("site", "Réseau des Rives"),
            ("language", "fr"),
            ("licence", "CC BY 4.0"),
        ];
        Session::opened_by(&self.send(None, &format!("/set-up/{}", token.as_str()), &typed).await).expect("a session")
    }

    /// A session of this account, as the cookie that carries it.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn session(&self, person: PersonId) -> Session {
        let ctx = self.services().system("a test");
        let opened = services::admin::open_session(&ctx, &person.to_string()).await;
        Session(format!("{SESSION_COOKIE}={}", opened.expect("an account").1))
    }

    /// A token of this account that allows these, for a month.
    ///
    /// # Panics
    /// When the store does not answer.
    pub async fn token(&self, person: PersonId, scopes: &[Scope]) -> String {
        let ctx = self.services().seen_by(Viewer::person(person, Memberships::new(), false));
        let scopes = scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
        let typed = Typed { name: "Un programme".to_owned(), scopes, days: "30".to_owned() };
        services::tokens::make(&ctx, &typed).await.expect("a token is made").as_str().to_owned()
    }

    /// What a program gets that shows this token, for a body where it sends one; a visitor's where it shows none.
    ///
    /// # Panics
    /// When the request is none, or the answer breaks off.
    pub async fn program(
        &self,
        token: Option<&str>,
        (method, address): (&str, &str),
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        let shown = token.map(|token| format!("Bearer {token}"));
        let mut headers = headers.to_vec();
        headers.extend(shown.as_deref().map(|shown| ("authorization", shown)));
        headers.extend(body.map(|_| ("content-type", "application/json")));
        ask_with(&self.router, method, address, &headers, body.unwrap_or_default().to_owned()).await
    }

    /// Sends the letters that are due: all that were sent so far, oldest first.
    ///
    /// # Panics
    /// When the store does not answer, or a letter cannot be read.
    pub async fn letters(&self) -> Vec<Delivered> {
        let (ctx, handlers) = (self.services().system("a test"), Handlers::ours());
        while jobs::next(&ctx, &handlers).await.expect("the store answers") {}
        let Ok(folder) = std::fs::read_dir(self.folder.path().join("letters")) else { return Vec::new() };
        let mut letters: Vec<_> = folder.map(|entry| entry.expect("a letter").path()).collect();
        letters.sort();
        letters.iter().map(|path| Delivered::read(&std::fs::read(path).expect("a letter"))).collect()
    }

    /// Lets what follows the change log follow it to its end.
    ///
    /// On PostgreSQL a transaction that runs elsewhere on the server holds the log back: it is waited for.
    ///
    /// # Panics
    /// When the store does not answer, or the log stays held back.
    pub async fn catch_up(&self) {
        let began = std::time::Instant::now();
        loop {
            services::projections::catch_up(self.services()).await.expect("projections follow");
            if self.is_followed().await {
                return;
            }
            assert!(began.elapsed().as_secs() < 30, "the log is held back");
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// Whether no line of the log is unread.
    async fn is_followed(&self) -> bool {
        let mut tx = self.store.store.read().await.expect("the store answers");
        let places = store::projections::places(&mut tx).await.expect("the store answers");
        for (_, place) in places {
            if store::changes::oldest_after(&mut tx, place).await.expect("the store answers").is_some() {
                return false;
            }
        }
        true
    }

    /// Its stored files.
    pub(crate) fn blobs(&self) -> blobs::Blobs {
        files(self.folder.path())
    }

    /// The present moment of this site.
    pub fn now(&self) -> domain::Timestamp {
        self.chance.now()
    }
}

fn app(store: &TestStore, folder: &std::path::Path, chance: &Arc<Chance>) -> Arc<App> {
    let services = Services::new(store.store.clone(), files(folder), chance.clone(), chance.clone());
    let from = MailAddress::parse("lettres@exemple.org").expect("an address");
    let services = services.with_office(Office {
        post: Post::Folder(folder.join("letters"), from),
        address: "http://localhost:8080".to_owned(),
        name: "Sillage".to_owned(),
        name_is_told: false,
        time_zone: TimeZone::UTC,
    });
    let settings = Settings {
        address: "http://localhost:8080".to_owned(),
        name: "Sillage".to_owned(),
        name_is_told: false,
        languages: Language::ALL.to_vec(),
        languages_are_told: false,
        demonstration: false,
        trusted_proxies: Vec::new(),
        time_zone: TimeZone::UTC,
        source: web::Source::Elsewhere("https://source.example/sillage".to_owned()),
        version: "0.1.0".to_owned(),
    };
    App::new(services, settings)
}

fn files(folder: &std::path::Path) -> blobs::Blobs {
    blobs::Blobs::open(folder.join("blobs")).expect("a folder of files")
}

async fn ask(router: &Router, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
    ask_with(router, method, address, headers, String::new()).await
}

async fn ask_with(
    router: &Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "localhost:8080");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body.into()).expect("a request");
    let response = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    Answer { status: head.status, headers: head.headers, body }
}
