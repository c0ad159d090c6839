//! The front door: what holds for every request, before and after its page.
//!
//! Limits, the site's one address, `?lang=`, kept pages, what is typed too early or too late, headers of safety, pages of error, figures.

mod paths;
mod sent;

use std::convert::Infallible;
use std::fmt::Write as _;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::address::{encode_segment, route};
use i18n::Language;
use services::Known;
use sha2::{Digest, Sha256};
use tower::ServiceExt as _;

use crate::api;
use crate::app::{App, Settings, host_of};
use crate::asked::{self, Asked, LANGUAGE_COOKIE, Look, SESSION_COOKIE, is_from_here};
use crate::faults::{Fault, unless_it_panics};
use crate::figures::Route;
use crate::html::{self, errors, signed_out};
use crate::kept::{Kept, KeptPages, Questions, Ready};
use crate::peer::{self, Peer};
use crate::sheet;
use paths::{goes_on, is_here, may_always, may_leaving, own_page, served_once, signs_in};

/// The longest address answered.
const LONGEST_ADDRESS: usize = 8 * 1024;
/// The most bytes of headers answered.
const LARGEST_HEADERS: usize = 64 * 1024;
/// How long a choice of language or theme is remembered: a year.
pub(crate) const REMEMBERED_SECONDS: u32 = 365 * 24 * 3600;

/// Style sheets stand in pages, and at addresses of their own: for pages of error, and for what stands around a text.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let [first, whole] = sheet::digests();
    let policy = format!(
        "default-src 'none'; style-src 'self' {first} {whole}; script-src 'self'; img-src 'self'; media-src 'self'; \
         font-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
});
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const VARY: HeaderValue = HeaderValue::from_static("cookie, accept-language, accept-encoding");
/// After how many seconds a database that was away may be back.
pub(crate) const SOON: HeaderValue = HeaderValue::from_static("5");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// What a page handler gives: the words, and what they depend on.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The whole page.
    pub html: String,
    /// What it asked; `None` when it must not be kept.
    pub questions: Option<Questions>,
}

#[derive(Clone)]
struct Carried(Arc<Page>);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

/// The page for what is absent or hidden, made once for each look: the same bytes whatever was asked.
#[derive(Clone)]
pub(crate) struct Lost {
    of_visitors: Vec<Bytes>,
    of_persons: Vec<Bytes>,
}

impl Lost {
    pub(crate) fn new(settings: &Settings) -> Self {
        let page =
            |look, is_visitor| Bytes::from(errors::page(settings, look, is_visitor, StatusCode::NOT_FOUND, None));
        Self {
            of_visitors: Look::all().map(|look| page(look, true)).collect(),
            of_persons: Look::all().map(|look| page(look, false)).collect(),
        }
    }

    pub(crate) fn page(&self, look: Look, is_visitor: bool) -> Bytes {
        let pages = if is_visitor { &self.of_visitors } else { &self.of_persons };
        pages.get(look.place()).cloned().unwrap_or_default()
    }
}

/// The whole site as one service.
#[derive(Clone)]
pub struct Front {
    app: Arc<App>,
    pages: Router,
}

/// An answer: known at once, or once its page is made.
pub struct Answering(Answer);

enum Answer {
    Known(Option<Response>),
    Made(Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>),
}

impl Future for Answering {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Answer::Known(response) => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                None => Poll::Pending,
            },
            Answer::Made(made) => made.as_mut().poll(context),
        }
    }
}

impl Front {
    pub(crate) fn new(app: Arc<App>, pages: Router) -> Self {
        Self { app, pages }
    }

    /// What is answered before any page is looked for.
    fn at_the_door(&self, settings: &Settings, request: &Request<Body>, look: Look) -> Option<Response> {
        let uri = request.uri();
        let address = uri.path_and_query().map_or("/", |address| address.as_str());
        let refused = |status: StatusCode| match Route::of(uri.path()) {
            Route::Api => api::problem(&self.app, look, status.into_response(), status),
            _ => errors::answer(&self.app, look, true, status, None),
        };
        if address.len() > LONGEST_ADDRESS {
            return Some(refused(StatusCode::URI_TOO_LONG));
        }
        let header_bytes: usize =
            request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if header_bytes > LARGEST_HEADERS {
            return Some(refused(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
        }
        if is_by_number(settings, request) && !matches!(uri.path(), "/healthz" | "/readyz" | "/metrics") {
            return Some(redirect(settings, StatusCode::TEMPORARY_REDIRECT, address));
        }
        if matches!(*request.method(), Method::GET | Method::HEAD)
            && let Some((language, without)) = uri.query().and_then(chosen_language)
        {
            let without = if without.is_empty() { uri.path().to_owned() } else { format!("{}?{without}", uri.path()) };
            let mut response = redirect(settings, StatusCode::SEE_OTHER, &without);
            if settings.languages.contains(&language) {
                remember_choice(&mut response, LANGUAGE_COOKIE, language.as_str());
            }
            return Some(response);
        }
        None
    }

    /// A kept page of readers without a session, where one is still true.
    fn kept(&self, request: &Request<Body>, look: Look) -> Option<Response> {
        let address = request.uri().path_and_query()?.as_str();
        self.still_true(&self.app.kept, address, look, request.headers())
    }

    /// A kept page of this reader, where one is still true.
    fn kept_of(&self, known: &Known, head: &Head) -> Option<Response> {
        self.still_true(&self.app.kept_of_persons, &address_of(known, &head.address), head.look, &head.conditions)
    }

    fn still_true(&self, kept: &KeptPages, address: &str, look: Look, asked: &HeaderMap) -> Option<Response> {
        let kept = kept.get(address, look, |questions| self.app.is_fresh(questions))?;
        self.app.figures.count_kept();
        Some(send(&kept.ready, asked))
    }

    /// The answer of a page, made or kept, to who bears this session.
    async fn page(&self, mut request: Request<Body>, head: &mut Head, session: Option<String>) -> Response {
        if let Some(session) = session.filter(|_| head.route.is_of_someone()) {
            match self.app.services.known(&session).await {
                Ok(known) => head.who = known,
                Err(error) => return Fault::from(error).into_response(),
            }
            // Who closes their account takes out what is theirs, or stays, and does nothing else.
            if head.who.as_ref().is_some_and(Known::leaves) && !may_leaving(request.uri().path()) {
                let standing = self.app.standing_now().await;
                return redirect(&standing.settings, StatusCode::SEE_OTHER, route::MY_LEAVING);
            }
            if let Some(kept) = head.who.as_ref().filter(|_| head.reads).and_then(|known| self.kept_of(known, head)) {
                return kept;
            }
        }
        let standing = self.app.standing_now().await;
        // The language that the site speaks first may have been chosen since the request came in.
        head.look = asked::look(request.headers(), &standing.settings.languages);
        if !head.reads && !is_from_here(request.headers(), &standing.settings.address) {
            return Fault::Forbidden.into_response();
        }
        // Who has yet to accept what is accepted with an account reads, and changes nothing.
        let path = request.uri().path();
        let waits = !head.reads && head.who.as_ref().is_some_and(Known::must_accept) && !may_always(path);
        if *request.method() == Method::POST && head.route != Route::Api && (waits || head.who.is_none()) {
            let most = if waits { html::largest_carried(path) } else { html::LARGEST_FORM };
            head.sent = sent::read(&mut request, most).await;
        }
        // What is each one's own is nobody's without a session.
        if head.who.is_none()
            && let Some(page) = own_page(request.uri().path())
        {
            return to_sign_in(&standing.settings, if head.reads { head.address.as_str() } else { page });
        }
        if waits {
            let Some(sent) = &head.sent else {
                return redirect(&standing.settings, StatusCode::SEE_OTHER, route::ACCEPT);
            };
            let asked = Asked { look: head.look, who: head.who.clone(), network: None, standing };
            let page = unless_it_panics(html::accept_first(&self.app, &asked, &head.address, sent)).await;
            return page.and_then(|page| page).unwrap_or_else(Fault::into_response);
        }
        let network = if head.reads && head.route != Route::Api {
            None
        } else {
            let peer = request.extensions().get::<Peer>().copied();
            peer::network(peer, request.headers(), &standing.settings.trusted_proxies)
        };
        request.extensions_mut().insert(Asked { look: head.look, who: head.who.clone(), network, standing });
        let response = unless_it_panics(self.pages.clone().oneshot(request)).await;
        response.map_or_else(Fault::into_response, |page| page.unwrap_or_else(|never| match never {}))
    }

    /// Turns what a handler gave into an answer.
    fn finish(&self, mut response: Response, head: &Head) -> Response {
        if let Some(page) = self.keeping(&response, head) {
            response = page;
        }
        if let Some(Fault::SignIn(page)) = response.extensions().get::<Fault>() {
            return to_sign_in(&self.app.standing().settings, page);
        }
        if let Some(Carried(page)) = response.extensions_mut().remove::<Carried>() {
            return self.finish_page(response, &page, head);
        }
        let status = match response.status() {
            // A path that is not UTF-8 once decoded is an address of nothing.
            StatusCode::BAD_REQUEST if head.reads => StatusCode::NOT_FOUND,
            status => status,
        };
        if status.is_client_error() || status.is_server_error() {
            let has_words = response.headers().get(header::CONTENT_TYPE).is_some_and(|words| {
                let words = words.as_bytes();
                words.starts_with(b"text/html") || words.starts_with(b"application/")
            });
            if !has_words && head.route == Route::Api {
                return api::problem(&self.app, head.look, response, status);
            }
            if !has_words {
                let fault = response.extensions_mut().remove::<Fault>();
                let spent = served_once(&head.address).filter(|_| status == StatusCode::NOT_FOUND);
                let fault = spent.map(Fault::Spent).or(fault);
                let mut page = errors::answer(&self.app, head.look, head.who.is_none(), status, fault.as_ref());
                for name in [header::ALLOW, header::RETRY_AFTER, header::CONTENT_RANGE] {
                    if let Some(value) = response.headers().get(&name) {
                        page.headers_mut().insert(name, value.clone());
                    }
                }
                return page;
            }
        }
        protect(response.headers_mut());
        response
    }

    /// The page that keeps what was typed by who is not signed in, or is not any more, where this answer would lose it.
    fn keeping(&self, response: &Response, head: &Head) -> Option<Response> {
        let path = head.address.split('?').next().unwrap_or_default();
        let sent = head.sent.as_ref().filter(|_| head.who.is_none() && !signs_in(path))?;
        let is_lost = match response.extensions().get::<Fault>()? {
            Fault::SignIn(_) => true,
            // To whose session ended, what visitors may not see is absent, there or not: so is what they are told of it.
            Fault::NotFound => head.session,
            _ => false,
        };
        if !is_lost {
            return None;
        }
        signed_out::answer(&self.app.standing().settings, head.look, sent)
    }

    fn finish_page(&self, response: Response, page: &Page, head: &Head) -> Response {
        let mut headers = response.headers().clone();
        // What a page says of its own keeping stays.
        let is_unshared = headers.contains_key(header::CACHE_CONTROL);
        headers.insert(header::CONTENT_TYPE, HTML);
        protect(&mut headers);
        // What an ended session is answered is not kept either: it says that this reader has one.
        headers.entry(header::CACHE_CONTROL).or_insert(if head.session { PRIVATE } else { ASK_AGAIN });
        let etag = (!head.session && !is_unshared).then(|| etag_of(page.html.as_bytes()));
        if let Some(etag) = &etag {
            headers.insert(header::ETAG, etag.clone());
            // Anyone reads the same: nothing here is to be kept from the window that opened it.
            headers.remove(OPENER_POLICY);
        }
        let ready = Ready::new(headers, etag, &page.html);
        let mut answer = send(&ready, &head.conditions);
        if response.status() != StatusCode::OK {
            *answer.status_mut() = response.status();
        }
        if let Some(questions) = page.questions.clone().filter(|_| head.session == head.who.is_some()) {
            self.app.figures.count_made();
            let kept = Arc::new(Kept { ready, questions });
            match &head.who {
                Some(known) => self.app.kept_of_persons.keep(&address_of(known, &head.address), head.look, kept),
                None => self.app.kept.keep(&head.address, head.look, kept),
            }
        }
        answer
    }
}

/// The place of a page that is kept for one reader: no address begins so.
fn address_of(known: &Known, address: &str) -> String {
    // Its header says how much they have to read.
    format!("{} {} {address}", known.person(), known.unread())
}

/// What is remembered of a request while its page is made.
struct Head {
    look: Look,
    route: Route,
    /// Whether a session was sent, proved or not.
    session: bool,
    /// Who bears it.
    who: Option<Known>,
    reads: bool,
    address: String,
    conditions: HeaderMap,
    /// What a form sent whose page may not do what it asks yet.
    sent: Option<Bytes>,
}

impl tower::Service<Request<Body>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let began = Instant::now();
        let route = Route::of(request.uri().path());
        let standing = self.app.standing();
        let look = asked::look(request.headers(), &standing.settings.languages);
        let session = asked::cookie(request.headers(), SESSION_COOKIE).filter(|value| !value.is_empty());
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let soon = self.at_the_door(&standing.settings, &request, look).or_else(|| {
            let may_be_kept = reads && session.is_none();
            may_be_kept.then(|| self.kept(&request, look)).flatten()
        });
        if let Some(response) = soon {
            self.app.figures.count(route, response.status(), began.elapsed());
            return Answering(Answer::Known(Some(response)));
        }
        let session = session.map(str::to_owned);
        let mut head = Head {
            look,
            route,
            session: session.is_some(),
            who: None,
            reads,
            address: request
                .uri()
                .path_and_query()
                .map_or_else(|| "/".to_owned(), |address| address.as_str().to_owned()),
            conditions: conditions(request.headers()),
            sent: None,
        };
        let front = self.clone();
        Answering(Answer::Made(Box::pin(async move {
            let response = front.page(request, &mut head, session).await;
            let mut response = front.finish(response, &head);
            // A page that opens or ends a session has the last word.
            if let Some(token) = head.who.as_ref().and_then(Known::renewed)
                && !response.headers().contains_key(header::SET_COOKIE)
            {
                set_cookie(&mut response, SESSION_COOKIE, token.as_str(), services::accounts::SESSION_SECONDS);
            }
            front.app.figures.count(route, response.status(), began.elapsed());
            Ok(response)
        })))
    }
}

/// Whether the machine was asked by number, while the site has the name of this machine. Passkeys need the name.
fn is_by_number(settings: &Settings, request: &Request<Body>) -> bool {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).or_else(|| request.uri().host());
    settings.host() == "localhost" && host.is_some_and(|host| matches!(host_of(host), "127.0.0.1" | "[::1]"))
}

/// To an address of this site: written whole, so that a path of two slashes leads nowhere else.
fn redirect(settings: &Settings, status: StatusCode, address: &str) -> Response {
    let mut response = status.into_response();
    if let Ok(place) = HeaderValue::try_from(format!("{}{address}", settings.address)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    protect(response.headers_mut());
    response
}

/// To the page that was asked for, where it is one of this site; home otherwise.
pub(crate) fn back_to(settings: &Settings, to: &str) -> Response {
    redirect(settings, StatusCode::SEE_OTHER, if is_here(to) { to } else { "/" })
}

/// The same form again, to the page of this site that it was first sent to (RFC 9110, section 15.4.8); home where that is none.
pub(crate) fn sent_on(settings: &Settings, to: &str) -> Response {
    if goes_on(to) { redirect(settings, StatusCode::TEMPORARY_REDIRECT, to) } else { back_to(settings, "/") }
}

/// The page of this site that a reader comes from, without scheme and host, where their browser says it.
pub(crate) fn came_from<'a>(settings: &Settings, headers: &'a HeaderMap) -> Option<&'a str> {
    let page = headers.get(header::REFERER)?.to_str().ok()?.strip_prefix(settings.address.as_str())?;
    page.starts_with('/').then_some(page)
}

/// To where one signs in, and back to this page; kept by nobody.
pub(crate) fn to_sign_in(settings: &Settings, page: &str) -> Response {
    let mut response = back_to(settings, &format!("{}?to={}", route::SIGN_IN, encode_segment(page)));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // So that what was typed on the way is not lost.
    response.extensions_mut().insert(Fault::SignIn(page.to_owned()));
    response
}

/// The headers that say in what form a page is wanted, and whether it is held already.
fn conditions(asked: &HeaderMap) -> HeaderMap {
    let names = [header::IF_NONE_MATCH, header::ACCEPT_ENCODING];
    let all =
        names.into_iter().flat_map(|name| asked.get_all(&name).iter().map(move |value| (name.clone(), value.clone())));
    all.collect()
}

/// A page, or the word that the reader already has it.
fn send(ready: &Ready, asked: &HeaderMap) -> Response {
    if ready.is_held_by(asked) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        let headers = response.headers_mut();
        headers.clone_from(&ready.headers);
        headers.remove(header::CONTENT_TYPE);
        return response;
    }
    let (body, coding) = ready.body(asked);
    let mut headers = ready.headers.clone();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, coding);
    }
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = headers;
    response
}

/// Keeps a page apart from the window that opened it (HTML, "Cross-origin opener policies"): browsers begin another process for it.
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// The headers that keep a page from acting for others; those that the page chose itself stay.
pub(crate) fn protect(headers: &mut HeaderMap) {
    const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY.clone()),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, SAME_ORIGIN),
        (header::VARY, VARY),
        (OPENER_POLICY, SAME_ORIGIN),
        (HeaderName::from_static("cross-origin-resource-policy"), SAME_ORIGIN),
    ] {
        headers.entry(name).or_insert(value);
    }
}

/// A page of error.
pub(crate) fn error_page(status: StatusCode, html: Bytes) -> Response {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HTML);
    response.headers_mut().insert(header::CACHE_CONTROL, ASK_AGAIN);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, SOON);
    }
    protect(response.headers_mut());
    response
}

/// Sets a cookie that remembers a choice.
pub(crate) fn remember_choice(response: &mut Response, name: &str, value: &str) {
    set_cookie(response, name, value, REMEMBERED_SECONDS.into());
}

/// Sets a cookie of this site alone, for so many seconds.
pub(crate) fn set_cookie(response: &mut Response, name: &str, value: &str, seconds: i64) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// The language that a query chooses, and the query without it.
fn chosen_language(query: &str) -> Option<(Language, String)> {
    let language = query.split('&').find_map(|pair| Language::parse(pair.strip_prefix("lang=")?))?;
    let others: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=") && !pair.is_empty()).collect();
    Some((language, others.join("&")))
}

pub(crate) fn etag_of(body: &[u8]) -> HeaderValue {
    // Weak: the same page may be sent in one coding or another.
    let mut etag = String::with_capacity(28);
    etag.push_str("W/\"");
    for byte in Sha256::digest(body).iter().take(12) {
        let _ = write!(etag, "{byte:02x}");
    }
    etag.push('"');
    HeaderValue::try_from(etag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}

/// A number that a person can read out, and that the log carries too; never of a person, and never on a 404.
pub(crate) fn reference() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:08x}-{number}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn app() -> (Arc<App>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let location = store::Location::Sqlite(folder.path().join("sillage.db"));
        let store = store::Store::open(&location).await.unwrap();
        let blobs = blobs::Blobs::open(folder.path().join("blobs")).unwrap();
        let chance = Arc::new(testkit::Chance::new(1));
        let services = services::Services::new(store, blobs, chance.clone(), chance);
        let settings = Settings {
            address: "http://localhost:8080".to_owned(),
            name: "Sillage".to_owned(),
            name_is_told: false,
            languages: Language::ALL.to_vec(),
            languages_are_told: false,
            demonstration: false,
            trusted_proxies: Vec::new(),
            time_zone: i18n::TimeZone::UTC,
            source: crate::app::Source::Elsewhere("https://source.example/sillage".to_owned()),
            version: "0.1.0".to_owned(),
        };
        (App::new(services, settings), folder)
    }

    #[tokio::test]
    async fn a_page_that_panics_gives_a_reference_and_tells_nothing_else() {
        let (app, _folder) = app().await;
        let pages =
            Router::new().route("/boom", axum::routing::get(async || -> &'static str { panic!("Journal secret") }));
        let front = Front::new(app, pages);
        let ask = |path: &str| {
            let request = Request::builder().uri(path.to_owned()).header("host", "localhost:8080");
            front.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        let response = ask("/boom").await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let page = std::str::from_utf8(&body).unwrap();
        assert!(page.contains("data-status=\"500\"") && page.contains("<code>"), "{page}");
        assert!(!page.contains("secret"), "{page}");
        assert_eq!(ask("/boom").await.unwrap().status(), StatusCode::INTERNAL_SERVER_ERROR, "and goes on answering");
        assert_eq!(ask("/elsewhere").await.unwrap().status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn the_switch_of_language_keeps_the_other_parameters() {
        assert_eq!(chosen_language("sort=title&lang=en"), Some((Language::English, "sort=title".to_owned())));
        assert_eq!(chosen_language("lang=fr"), Some((Language::French, String::new())));
        assert_eq!(chosen_language("lang=de&sort=title"), None);
        assert_eq!(chosen_language("language=en"), None);
    }
}
