//! Signing in by a server of somebody else, asked as a browser would, of one that says what it should and of one that lies.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::ProviderId;
use identity::codes::Codes;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use services::accounts::Wrong;
use services::providers::{self, Typed};
use sha2::{Digest as _, Sha256};
use testkit::TestApp;
use testkit::site::{Answer, PASSWORD, STEWARD, Session, base32, leads_to};

const CLIENT: &str = "rives";
const SECRET: &str = "un secret: à dire à personne & co";

/// How a server lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Lie {
    #[default]
    None,
    Issuer,
    Audience,
    AudienceOfSeveral,
    Party,
    NoNonce,
    OtherNonce,
    NoSignature,
    SignedByTheSecret,
    SignedByNobody,
    GivenLater,
    GivenLongAgo,
    Ended,
    NoSubject,
    NoProof,
    RefusesTheCode,
    Garbage,
    TooMuch,
    Elsewhere,
    /// Says that it looked at the address of somebody else, and that it is theirs.
    Verified,
    /// Gives the proof of a code again, whoever shows it.
    TakesACodeTwice,
}

#[derive(Default)]
struct Inside {
    issuer: String,
    lie: Lie,
    subject: String,
    now: i64,
    key: u8,
    /// Each code that was given: what the proof answers, and what whoever shows the code must know.
    codes: HashMap<String, (String, String)>,
    /// How often it was asked what it says of itself.
    looked_at: usize,
}

/// A server of somebody else.
#[derive(Clone, Default)]
struct Server(Arc<Mutex<Inside>>);

fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    // RFC 8410, section 7: the secret of an Ed25519 key is 32 bytes after these.
    let mut der = vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend([seed; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("key-{seed}")))).unwrap()
}

impl Server {
    async fn start() -> Self {
        let server = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        {
            let mut inside = server.0.lock().unwrap();
            inside.issuer = format!("http://{}", listener.local_addr().unwrap());
            (inside.subject, inside.key) = ("ana-4".to_owned(), 1);
        }
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(says_of_itself))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        server
    }

    fn set(&self, change: impl FnOnce(&mut Inside)) {
        change(&mut self.0.lock().unwrap());
    }

    fn issuer(&self) -> String {
        self.0.lock().unwrap().issuer.clone()
    }

    /// Whoever was sent there said yes: the code that they come back with.
    fn consents(&self, asked: &HashMap<String, String>) -> String {
        let mut inside = self.0.lock().unwrap();
        let code = format!("code-{}", inside.codes.len());
        inside.codes.insert(code.clone(), (asked["nonce"].clone(), asked["code_challenge"].clone()));
        code
    }
}

async fn says_of_itself(State(server): State<Server>) -> Response {
    let mut inside = server.0.lock().unwrap();
    inside.looked_at += 1;
    let issuer = &inside.issuer;
    let elsewhere = if inside.lie == Lie::Elsewhere { "http://192.0.2.1" } else { issuer };
    match inside.lie {
        Lie::Garbage => return "<html>".into_response(),
        Lie::TooMuch => return "x".repeat(2 << 20).into_response(),
        _ => {}
    }
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{elsewhere}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
    .into_response()
}

async fn keys(State(server): State<Server>) -> Json<Value> {
    let public = key(server.0.lock().unwrap().key).as_verification_key();
    Json(json!({ "keys": [serde_json::to_value(public).unwrap()] }))
}

async fn token(State(server): State<Server>, headers: HeaderMap, body: String) -> Response {
    let refused = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": why }))).into_response();
    let sent: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    // RFC 6749, section 2.3.1: both are written as in a form, then together.
    let form = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let shown = format!("Basic {}", STANDARD.encode(format!("{}:{}", form(CLIENT), form(SECRET))));
    if headers.get("authorization").is_none_or(|authorization| authorization.as_bytes() != shown.as_bytes()) {
        return refused("invalid_client");
    }
    let mut inside = server.0.lock().unwrap();
    let given = inside.codes.get(&sent["code"]).cloned();
    let Some((nonce, challenge)) = given else { return refused("invalid_grant") };
    if inside.lie != Lie::TakesACodeTwice {
        inside.codes.remove(&sent["code"]);
    }
    let is_known = URL_SAFE_NO_PAD.encode(Sha256::digest(sent["code_verifier"].as_bytes())) == challenge;
    if !is_known || inside.lie == Lie::RefusesTheCode {
        return refused("invalid_grant");
    }
    let (lie, now) = (inside.lie, inside.now);
    let given = match lie {
        Lie::GivenLater => now + 3600,
        Lie::GivenLongAgo => now - 3600,
        _ => now,
    };
    let mut claims = json!({
        "iss": if lie == Lie::Issuer { "https://id.exemple.org" } else { &inside.issuer },
        "aud": match lie {
            Lie::Audience => json!("autre"),
            Lie::AudienceOfSeveral => json!([CLIENT, "autre"]),
            _ => json!(CLIENT),
        },
        "sub": if lie == Lie::NoSubject { "" } else { &inside.subject },
        "iat": given,
        "exp": if lie == Lie::Ended { now - 120 } else { now + 300 },
        // Whatever it says of anybody's address proves nothing here.
        "email": STEWARD,
        "email_verified": lie == Lie::Verified,
    });
    if lie == Lie::Party {
        claims["azp"] = json!("autre");
    }
    match lie {
        Lie::NoNonce => {}
        Lie::OtherNonce => claims["nonce"] = json!("autre"),
        _ => claims["nonce"] = json!(nonce),
    }
    let signed_by = if lie == Lie::SignedByNobody { 99 } else { inside.key };
    let (alg, kid) = match lie {
        Lie::NoSignature => ("none", Value::Null),
        Lie::SignedByTheSecret => ("HS256", Value::Null),
        _ => ("EdDSA", json!(format!("key-{}", inside.key))),
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let mut head = json!({ "alg": alg });
    if !kid.is_null() {
        head["kid"] = kid;
    }
    let words = format!("{}.{}", part(&head), part(&claims));
    let signature = match lie {
        Lie::NoSignature => Vec::new(),
        Lie::SignedByTheSecret => {
            CoreHmacKey::new(SECRET.as_bytes()).sign(&CoreJwsSigningAlgorithm::HmacSha256, words.as_bytes()).unwrap()
        }
        _ => key(signed_by).sign(&CoreJwsSigningAlgorithm::EdDsa, words.as_bytes()).unwrap(),
    };
    let mut answer = json!({ "access_token": "a", "token_type": "Bearer" });
    if lie != Lie::NoProof {
        answer["id_token"] = json!(format!("{words}.{}", URL_SAFE_NO_PAD.encode(signature)));
    }
    Json(answer).into_response()
}

/// A site that Claire runs, which takes this server.
async fn site_that_takes(server: &Server, site: &TestApp) -> (Session, ProviderId) {
    let who = site.set_up().await;
    server.set(|inside| inside.now = site.services().now().as_micros() / 1_000_000);
    let ctx = site.services().system("a test");
    let id = providers::draw(&ctx);
    let text = str::to_owned;
    let typed = Typed {
        name: text("Centre des Rives"),
        issuer: server.issuer(),
        client: text(CLIENT),
        secret: text(SECRET),
        employs: true,
    };
    providers::add(&ctx, id, &typed).await.unwrap();
    (who, id)
}

/// Where a page sends its reader: the address, and what it asks there.
fn sent_away(page: &Answer) -> (String, HashMap<String, String>) {
    let text = page.text();
    let (_, rest) = text.split_once("content=\"0;url=").unwrap_or_else(|| panic!("{text}"));
    let address = rest.split_once('"').unwrap().0.replace("&#38;", "&").replace("&amp;", "&");
    let (place, query) = address.split_once('?').unwrap();
    (place.to_owned(), form_urlencoded::parse(query.as_bytes()).into_owned().collect())
}

/// Goes to sign in, and comes back with what the server gave: the browser, and the answer.
async fn goes_and_comes_back(site: &TestApp, server: &Server, id: ProviderId) -> (Session, Answer) {
    let page = site.send(None, &format!("/sign-in/with/{id}"), &[("to", "/recent")]).await;
    let (browser, (_, asked)) = (Session::opened_by(&page).unwrap(), sent_away(&page));
    let code = server.consents(&asked);
    let back = format!("/sign-in/with/{id}?code={code}&state={}", asked["state"]);
    let answer = site.get_as(Some(&browser), &back).await;
    (browser, answer)
}

async fn link(site: &TestApp, server: &Server, who: &Session, id: ProviderId) -> String {
    let page = site.send(Some(who), "/me/access", &[("act", "link"), ("id", &id.to_string())]).await;
    let (_, asked) = sent_away(&page);
    let code = server.consents(&asked);
    let state = &asked["state"];
    leads_to(&site.get_as(Some(who), &format!("/sign-in/with/{id}?code={code}&state={state}")).await).to_owned()
}

#[tokio::test]
async fn who_linked_an_account_from_inside_theirs_signs_in_by_it() {
    for site in TestApp::all(7401).await {
        let server = Server::start().await;
        let (who, id) = site_that_takes(&server, &site).await;

        // The other means come first, and the button says who runs the server, and what they learn.
        let form = site.get("/sign-in").await.text();
        let (first, second) =
            (form.find("data-form=\"sign-in\"").unwrap(), form.find("data-form=\"sign-in-with\"").unwrap());
        assert!(first < second && form.contains("Se connecter par Centre des Rives"), "{form}");
        assert!(form.contains("Votre organisation saura que vous vous connectez, et quand."), "{form}");

        // Not linked yet: no account is made, none is known by an address that the server names.
        let (_, unknown) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(leads_to(&unknown), "/sign-in?back=unknown&to=%2Frecent");
        assert!(Session::opened_by(&unknown).is_none());

        // On the way to a page of one's own, too.
        let page = site.send(None, &format!("/sign-in/with/{id}"), &[("to", "/me/access")]).await;
        let (browser, (place, asked)) = (Session::opened_by(&page).unwrap(), sent_away(&page));
        let (code, state) = (server.consents(&asked), &asked["state"]);
        let answer = site.get_as(Some(&browser), &format!("/sign-in/with/{id}?code={code}&state={state}")).await;
        assert_eq!(leads_to(&answer), "/sign-in?back=unknown&to=%2Fme%2Faccess");
        assert_eq!(place, format!("{}/authorize", server.issuer()));
        assert_eq!((asked["scope"].as_str(), asked["response_type"].as_str()), ("openid", "code"));
        assert_eq!((asked["code_challenge_method"].as_str(), asked["client_id"].as_str()), ("S256", CLIENT));
        assert_eq!(asked["redirect_uri"], format!("http://localhost:8080/sign-in/with/{id}"));

        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=linked");
        assert!(site.letters().await.iter().any(|letter| letter.to.contains(STEWARD)), "they are told by letter");
        let mine = site.get_as(Some(&who), "/me/access?back=linked").await.text();
        assert!(mine.contains("Délier") && mine.contains("role=\"status\""), "{mine}");

        let (browser, opened) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(leads_to(&opened), "/recent");
        let session = Session::opened_by(&opened).unwrap();
        assert!(site.get_as(Some(&session), "/").await.text().contains("Claire Bélanger"));
        assert!(!site.get_as(Some(&browser), "/").await.text().contains("Claire Bélanger"), "a new token");

        site.send(Some(&who), "/me/access", &[("act", "unlink"), ("id", &id.to_string())]).await;
        let (_, unknown) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(leads_to(&unknown), "/sign-in?back=unknown&to=%2Frecent");
    }
}

#[tokio::test]
async fn a_server_that_lies_proves_nothing_whatever_the_lie() {
    let lies = [
        (Lie::Issuer, "unproved"),
        (Lie::Audience, "unproved"),
        (Lie::AudienceOfSeveral, "unproved"),
        (Lie::Party, "unproved"),
        (Lie::NoNonce, "unproved"),
        (Lie::OtherNonce, "unproved"),
        (Lie::NoSignature, "unproved"),
        (Lie::SignedByTheSecret, "unproved"),
        (Lie::SignedByNobody, "unproved"),
        (Lie::GivenLater, "unproved"),
        (Lie::GivenLongAgo, "unproved"),
        (Lie::Ended, "unproved"),
        (Lie::NoSubject, "unproved"),
        (Lie::NoProof, "unproved"),
        (Lie::RefusesTheCode, "unproved"),
    ];
    for site in TestApp::all(7402).await {
        let server = Server::start().await;
        let (who, id) = site_that_takes(&server, &site).await;
        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=linked");
        for (lie, says) in lies {
            server.set(|inside| inside.lie = lie);
            let (_, answer) = goes_and_comes_back(&site, &server, id).await;
            assert_eq!(leads_to(&answer), format!("/sign-in?back={says}&to=%2Frecent"), "{lie:?}");
            assert!(Session::opened_by(&answer).is_none(), "{lie:?}");
        }
        server.set(|inside| inside.lie = Lie::None);
        let (_, answer) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(leads_to(&answer), "/recent", "the same server, once it lies no more");
    }
}

#[tokio::test]
async fn an_address_of_somebody_else_opens_nothing_whether_a_server_looked_at_it_or_not() {
    for site in TestApp::all(7408).await {
        let server = Server::start().await;
        let (_, id) = site_that_takes(&server, &site).await;
        for lie in [Lie::None, Lie::Verified] {
            server.set(|inside| inside.lie = lie);
            // Nobody linked this account of theirs: the address of a steward is in its proof.
            let (browser, answer) = goes_and_comes_back(&site, &server, id).await;
            assert_eq!(leads_to(&answer), "/sign-in?back=unknown&to=%2Frecent", "{lie:?}");
            assert!(Session::opened_by(&answer).is_none(), "{lie:?}");
            assert!(!site.get_as(Some(&browser), "/").await.text().contains("Claire Bélanger"), "{lie:?}");
            assert!(!site.letters().await.iter().any(|letter| letter.to == STEWARD), "{lie:?}: nobody is written to");
        }
    }
}

#[tokio::test]
async fn a_code_that_its_server_takes_twice_serves_once_here() {
    for site in TestApp::all(7409).await {
        let server = Server::start().await;
        let (who, id) = site_that_takes(&server, &site).await;
        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=linked");
        server.set(|inside| inside.lie = Lie::TakesACodeTwice);
        let page = site.send(None, &format!("/sign-in/with/{id}"), &[("to", "/recent")]).await;
        let (browser, (_, asked)) = (Session::opened_by(&page).unwrap(), sent_away(&page));
        let code = server.consents(&asked);
        let back = format!("/sign-in/with/{id}?code={code}&state={}", asked["state"]);
        assert_eq!(leads_to(&site.get_as(Some(&browser), &back).await), "/recent");
        assert_eq!(leads_to(&site.get_as(Some(&browser), &back).await), "/sign-in?back=lost&to=");

        // In another going, the code of this one proves nothing: it was asked for with another challenge.
        let page = site.send(None, &format!("/sign-in/with/{id}"), &[("to", "/recent")]).await;
        let (browser, (_, asked)) = (Session::opened_by(&page).unwrap(), sent_away(&page));
        let back = format!("/sign-in/with/{id}?code={code}&state={}", asked["state"]);
        let answer = site.get_as(Some(&browser), &back).await;
        assert_eq!(leads_to(&answer), "/sign-in?back=unproved&to=%2Frecent");
        assert!(Session::opened_by(&answer).is_none());
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_or_says_nothing_of_use_leaves_the_other_means() {
    for site in TestApp::all(7403).await {
        let server = Server::start().await;
        let (_, id) = site_that_takes(&server, &site).await;
        for lie in [Lie::Garbage, Lie::TooMuch] {
            server.set(|inside| inside.lie = lie);
            site.chance.pass(3600);
            let answer = site.send(None, &format!("/sign-in/with/{id}"), &[("to", "/recent")]).await;
            assert_eq!(leads_to(&answer), "/sign-in?back=away&to=%2Frecent", "{lie:?}");
        }
        // It names a place where others read what is said: nobody is asked there.
        server.set(|inside| inside.lie = Lie::Elsewhere);
        let (_, answer) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(leads_to(&answer), "/sign-in?back=away&to=%2Frecent");
        let page = site.get("/sign-in?back=away").await.text();
        assert!(page.contains("L’autre site ne répond pas.") && page.contains("role=\"alert\""), "{page}");
    }
}

#[tokio::test]
async fn a_key_that_changed_meanwhile_is_looked_for_once() {
    for site in TestApp::all(7404).await {
        let server = Server::start().await;
        let (who, id) = site_that_takes(&server, &site).await;
        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=linked");
        let before = server.0.lock().unwrap().looked_at;
        server.set(|inside| inside.key = 2);
        let (_, answer) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(leads_to(&answer), "/recent");
        assert_eq!(server.0.lock().unwrap().looked_at, before + 1);
    }
}

#[tokio::test]
async fn an_answer_serves_once_in_the_browser_that_went_and_for_a_while() {
    for site in TestApp::all(7405).await {
        let server = Server::start().await;
        let (who, id) = site_that_takes(&server, &site).await;
        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=linked");
        let lost = |to: &str| format!("/sign-in?back=lost&to={to}");
        let goes = async || {
            let page = site.send(None, &format!("/sign-in/with/{id}"), &[("to", "/recent")]).await;
            let (browser, (_, asked)) = (Session::opened_by(&page).unwrap(), sent_away(&page));
            let code = server.consents(&asked);
            (browser, format!("/sign-in/with/{id}?code={code}&state={}", asked["state"]))
        };

        // Another browser, with a session or without: what somebody began elsewhere signs nobody in.
        let (browser, back) = goes().await;
        assert_eq!(leads_to(&site.get(&back).await), lost(""));
        assert_eq!(leads_to(&site.get_as(Some(&who), &back).await), "/me/access?back=lost");
        assert_eq!(leads_to(&site.get_as(Some(&browser), &back).await), "/recent");
        assert_eq!(leads_to(&site.get_as(Some(&browser), &back).await), lost(""), "twice");

        let (browser, back) = goes().await;
        site.chance.pass(11 * 60);
        assert_eq!(leads_to(&site.get_as(Some(&browser), &back).await), lost(""), "late");

        // Another server says that it is this one (RFC 9207), or somebody said no.
        server.set(|inside| inside.now = site.services().now().as_micros() / 1_000_000);
        let (browser, back) = goes().await;
        let answer = site.get_as(Some(&browser), &format!("{back}&iss=https%3A%2F%2Fid.exemple.org")).await;
        assert_eq!(leads_to(&answer), "/sign-in?back=unproved&to=%2Frecent");
        let (browser, back) = goes().await;
        let state = back.split_once("&state=").unwrap().1;
        let answer =
            site.get_as(Some(&browser), &format!("/sign-in/with/{id}?error=access_denied&state={state}")).await;
        assert_eq!(leads_to(&answer), "/sign-in?back=declined&to=%2Frecent");
        // What was begun with one server is not ended with another.
        let (browser, back) = goes().await;
        let other = providers::draw(&site.services().system("a test"));
        let elsewhere = back.replace(&id.to_string(), &other.to_string());
        assert_eq!(leads_to(&site.get_as(Some(&browser), &elsewhere).await), lost(""));
    }
}

#[tokio::test]
async fn an_account_from_elsewhere_opens_one_account_here_and_asks_for_the_code_that_it_asks_for() {
    for site in TestApp::all(7406).await {
        let server = Server::start().await;
        let (who, id) = site_that_takes(&server, &site).await;
        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=linked");
        assert_eq!(link(&site, &server, &who, id).await, "/me/access?back=taken");

        // A code is asked of Claire: it is, here too.
        site.send(Some(&who), "/me/access", &[("act", "begin")]).await;
        let page = site.get_as(Some(&who), "/me/access").await.text();
        let secret = page.split_once("secret=").unwrap().1.split_once("&#38;").unwrap().0;
        let totp = Codes::from_store(base32(secret));
        let code = totp.at(site.services().now()).unwrap();
        site.send(Some(&who), "/me/access", &[("act", "confirm"), ("code", &code)]).await;
        let (browser, half) = goes_and_comes_back(&site, &server, id).await;
        assert_eq!(half.status, StatusCode::OK);
        assert!(half.text().contains("name=\"half\"") && Session::opened_by(&half).is_none(), "{}", half.text());
        assert!(!site.get_as(Some(&browser), "/").await.text().contains("Claire Bélanger"));
    }
}

#[tokio::test]
async fn stewards_alone_say_which_servers_are_taken_and_nobody_reads_their_secret() {
    for site in TestApp::all(7407).await {
        let server = Server::start().await;
        let who = site.set_up().await;
        let page = site.get_as(Some(&who), "/admin/providers").await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        let id = text.split_once("name=\"id\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        assert!(text.contains(&format!("http://localhost:8080/sign-in/with/{id}")), "{text}");
        let (issuer, mut typed) = (server.issuer(), HashMap::new());
        typed.extend([
            ("act", "add"),
            ("id", &id),
            ("name", "Centre des Rives"),
            ("client", CLIENT),
            ("secret", SECRET),
        ]);
        let send = async |typed: &HashMap<&str, &str>, issuer: &str| {
            let mut form: Vec<_> = typed.iter().map(|(name, value)| (*name, *value)).collect();
            form.push(("issuer", issuer));
            site.send(Some(&who), "/admin/providers", &form).await
        };
        for wrong in
            ["", "id.exemple.org", "http://id.exemple.org", &format!("{issuer}/ailleurs"), "http://127.0.0.1:9"]
        {
            let refused = send(&typed, wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(refused.text().contains("value=\"Centre des Rives\"") && !refused.holds(SECRET), "{wrong}");
        }
        let saved = send(&typed, &issuer).await;
        assert_eq!((saved.status, leads_to(&saved)), (StatusCode::SEE_OTHER, "/admin/providers?done=saved"));
        let listed = site.get_as(Some(&who), leads_to(&saved)).await;
        assert!(
            listed.holds("C’est enregistré.") && listed.text().contains("Centre des Rives") && !listed.holds(SECRET),
            "{}",
            listed.text()
        );
        // The same server is taken once.
        let ctx = site.services().system("a test");
        let again = Typed { name: "Autre".into(), issuer: issuer.clone(), client: "x".into(), ..Typed::default() };
        let refused = providers::add(&ctx, providers::draw(&ctx), &again).await;
        assert!(matches!(refused, Err(services::Error::Refused(why)) if why == [("issuer", Wrong::Already)]));

        for asks in [site.get("/admin/providers").await, site.send(None, "/admin/providers", &[("act", "add")]).await] {
            assert_eq!(asks.status, StatusCode::NOT_FOUND);
        }
        // Removed, nobody is linked to it any more, and the password still serves.
        assert_eq!(link(&site, &server, &who, id.parse().unwrap()).await, "/me/access?back=unproved");
        server.set(|inside| inside.now = site.services().now().as_micros() / 1_000_000);
        assert_eq!(link(&site, &server, &who, id.parse().unwrap()).await, "/me/access?back=linked");
        assert_eq!(
            site.send(Some(&who), "/admin/providers", &[("act", "remove"), ("id", &id)]).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(!site.get("/sign-in").await.text().contains("Centre des Rives"));
        assert_eq!(site.send(None, &format!("/sign-in/with/{id}"), &[]).await.status, StatusCode::NOT_FOUND);
        let opened = site.send(None, "/sign-in", &[("mail", STEWARD), ("password", PASSWORD)]).await;
        assert!(Session::opened_by(&opened).is_some());
    }
}
