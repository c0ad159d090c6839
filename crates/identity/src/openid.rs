//! OpenID Connect: a server of somebody else proves who is there (OpenID Connect Core 1.0, code flow, with RFC 7636).
//!
//! It is asked for nothing but an opaque name of whoever is there, the subject: no address, no name, no group.

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{Randomness, Timestamp};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::url::{Host, Url};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, TokenResponse as _,
};
use serde::{Deserialize, Serialize};

use crate::tokens::Token;

/// How long a server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of one answer.
const ANSWER: usize = 256 * 1024;
/// How long what a server says of itself is kept, in seconds.
const KEPT: i64 = 10 * 60;
/// How far two clocks may be apart, in seconds.
const APART: i64 = 60;
/// How long ago a proof may have been given, in seconds: no longer than coming back may take.
const FRESH: i64 = 10 * 60;
/// The most characters of a subject (OpenID Connect Core 1.0, section 2).
const SUBJECT: usize = 255;
/// Signatures of a key that only the server has: none where it has the client's secret, none where there is none.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A server, and how it knows this site.
#[derive(Clone)]
pub struct Provider {
    /// Its name for itself: an address.
    pub issuer: String,
    /// What it calls this site.
    pub client: String,
    /// What this site shows it; empty where it shows nothing.
    pub secret: String,
    /// Where it sends people back.
    pub back: String,
}

/// Never its secret: a log must not hold it.
impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("issuer", &self.issuer).field("client", &self.client).finish_non_exhaustive()
    }
}

/// Why nothing was proved. The words are for whoever runs the machine, and name nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server did not answer, or not in its own protocol.
    Away(String),
    /// What it answered proves nothing.
    Unproved(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Away(why) => write!(f, "no answer: {why}"),
            Self::Unproved(why) => write!(f, "nothing is proved: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

/// What waits for whoever comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    nonce: String,
    verifier: String,
}

/// The name of a server for itself, as it was typed: an address with HTTPS, or of this machine.
pub fn issuer(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let url = Url::parse(typed).ok()?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    (plain && is_safe(&url) && IssuerUrl::new(typed.to_owned()).is_ok()).then(|| typed.to_owned())
}

/// Whether what is said to this address is for its server alone.
fn is_safe(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

type Http = HttpClient<HttpsConnector<HttpConnector>, Full<bytes::Bytes>>;
/// What it is told of a server: where people are sent, and perhaps where codes are exchanged.
type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;
type Kept = (Timestamp, Arc<CoreProviderMetadata>);

/// What asks the servers, and what they said of themselves.
#[derive(Clone, Default)]
pub struct OpenId {
    http: Arc<OnceLock<Option<Http>>>,
    kept: Arc<Mutex<HashMap<String, Kept>>>,
}

impl OpenId {
    /// Asks a server what it says of itself, whatever is known of it.
    ///
    /// # Errors
    /// [`Failure::Away`] where it does not say it, or says that it is another one.
    pub async fn look(&self, issuer: &str, now: Timestamp) -> Result<(), Failure> {
        self.ask_again(issuer, now).await.map(|_| ())
    }

    /// Where somebody goes to be proved, with this state; and what waits for them.
    ///
    /// # Errors
    /// [`Failure::Away`].
    pub async fn begin(
        &self,
        provider: &Provider,
        state: &str,
        randomness: &dyn Randomness,
        now: Timestamp,
    ) -> Result<(String, Waiting), Failure> {
        let metadata = self.metadata(&provider.issuer, now).await?;
        let drawn = || Token::new(randomness).as_str().to_owned();
        let waiting = Waiting { nonce: drawn(), verifier: drawn() };
        let verifier = PkceCodeVerifier::new(waiting.verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let client = client(provider, &metadata)?;
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(waiting.nonce.clone()));
        let request = client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce);
        let (address, _, _) = request.set_pkce_challenge(challenge).url();
        if !is_safe(&address) {
            return Err(Failure::Away("people would be sent where others read what they say".to_owned()));
        }
        Ok((address.into(), waiting))
    }

    /// The subject of whoever came back with this code, by the proof that their server gives for it.
    ///
    /// # Errors
    /// Either [`Failure`].
    pub async fn finish(
        &self,
        provider: &Provider,
        waiting: &Waiting,
        code: &str,
        now: Timestamp,
    ) -> Result<String, Failure> {
        let metadata = self.metadata(&provider.issuer, now).await?;
        let client = client(provider, &metadata)?;
        let exchange = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| Failure::Away("it has no place where codes are exchanged".to_owned()))?
            .set_pkce_verifier(PkceCodeVerifier::new(waiting.verifier.clone()));
        let answer = exchange.request_async(self).await.map_err(|error| match error {
            openidconnect::RequestTokenError::Request(away) => away,
            openidconnect::RequestTokenError::ServerResponse(said) => {
                Failure::Unproved(format!("the code was refused ({})", said.error()))
            }
            _ => Failure::Away("what it gave for the code cannot be read".to_owned()),
        })?;
        let token = answer.id_token().ok_or_else(|| Failure::Unproved("no proof came for the code".to_owned()))?;
        let nonce = Nonce::new(waiting.nonce.clone());
        let claims = match token.claims(&verifier(provider, &metadata, now)?, &nonce) {
            // It may have a new key since: it is asked once.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                let metadata = self.ask_again(&provider.issuer, now).await?;
                token.claims(&verifier(provider, &metadata, now)?, &nonce)
            }
            known => known,
        };
        let claims = claims.map_err(|error| Failure::Unproved(why(&error)))?;
        if claims.authorized_party().is_some_and(|party| party.as_str() != provider.client) {
            return Err(Failure::Unproved("it was given to another site".to_owned()));
        }
        let subject = claims.subject().as_str();
        let is_one = !subject.is_empty() && subject.len() <= SUBJECT && !subject.contains(char::is_control);
        is_one.then(|| subject.to_owned()).ok_or_else(|| Failure::Unproved("its subject is none".to_owned()))
    }

    /// What a server says of itself, asked a short while ago at most.
    async fn metadata(&self, issuer: &str, now: Timestamp) -> Result<Arc<CoreProviderMetadata>, Failure> {
        let kept = self.kept.lock().ok().and_then(|kept| kept.get(issuer).cloned());
        match kept {
            Some((when, metadata)) if when.plus_seconds(KEPT) > now => Ok(metadata),
            _ => self.ask_again(issuer, now).await,
        }
    }

    async fn ask_again(&self, issuer: &str, now: Timestamp) -> Result<Arc<CoreProviderMetadata>, Failure> {
        let url = IssuerUrl::new(issuer.to_owned()).map_err(|_| Failure::Away("its address is none".to_owned()))?;
        let metadata = CoreProviderMetadata::discover_async(url, self).await.map_err(|error| match error {
            openidconnect::DiscoveryError::Request(away) => away,
            openidconnect::DiscoveryError::Response(status, ..) => Failure::Away(format!("it answers {status}")),
            openidconnect::DiscoveryError::Validation(_) => Failure::Away("it says that it is another one".to_owned()),
            _ => Failure::Away("what it says of itself cannot be read".to_owned()),
        })?;
        let metadata = Arc::new(metadata);
        if let Ok(mut kept) = self.kept.lock() {
            kept.insert(issuer.to_owned(), (now, Arc::clone(&metadata)));
        }
        Ok(metadata)
    }

    /// One question, and the whole answer: nobody is followed elsewhere, and nothing is waited for longer than a while.
    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Failure> {
        let away = |why: &str| Failure::Away(why.to_owned());
        let is_safe = Url::parse(&request.uri().to_string()).is_ok_and(|url| is_safe(&url));
        if !is_safe {
            return Err(away("it sends to an address where others would read"));
        }
        let http = self.http.get_or_init(http).as_ref().ok_or_else(|| away("this machine knows no certificates"))?;
        let whole = async {
            let request = request.map(|body| Full::new(bytes::Bytes::from(body)));
            let response = http.request(request).await.map_err(|error| Failure::Away(unreached(&error)))?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, ANSWER).collect().await;
            let body = body.map_err(|_| away("it stopped half-way, or said too much"))?;
            Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
        };
        tokio::time::timeout(PATIENCE, whole).await.map_err(|_| away("it took too long"))?
    }
}

/// Why a server cannot be reached, down to the first cause: most often its name, its port or its certificate.
fn unreached(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    format!("it cannot be reached: {cause}")
}

impl<'c> AsyncHttpClient<'c> for OpenId {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

fn http() -> Option<Http> {
    let connector = HttpsConnectorBuilder::new().with_native_roots().ok()?.https_or_http().enable_http1().build();
    Some(HttpClient::builder(TokioExecutor::new()).build(connector))
}

/// This site, as a server knows it.
fn client(provider: &Provider, metadata: &CoreProviderMetadata) -> Result<Client, Failure> {
    let back = RedirectUrl::new(provider.back.clone());
    let back = back.map_err(|_| Failure::Away("this site has no address".to_owned()))?;
    let secret = (!provider.secret.is_empty()).then(|| ClientSecret::new(provider.secret.clone()));
    let id = ClientId::new(provider.client.clone());
    let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret);
    Ok(client.set_redirect_uri(back).set_auth_type(shown_by(metadata)))
}

/// How a server is shown the secret: as by default (section 9), unless it only takes the other way.
fn shown_by(metadata: &CoreProviderMetadata) -> AuthType {
    let ways = metadata.token_endpoint_auth_methods_supported();
    let only_posted = ways.is_some_and(|ways| {
        !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
            && ways.contains(&CoreClientAuthMethod::ClientSecretPost)
    });
    if only_posted { AuthType::RequestBody } else { AuthType::BasicAuth }
}

/// What a proof must be (section 3.1.3.7): of this server, for this site alone, signed by its key, of these minutes.
fn verifier(
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    now: Timestamp,
) -> Result<CoreIdTokenVerifier<'static>, Failure> {
    let now: DateTime<Utc> =
        DateTime::from_timestamp_micros(now.as_micros()).ok_or_else(|| Failure::Unproved("no time".to_owned()))?;
    let (client, keys) = (ClientId::new(provider.client.clone()), metadata.jwks().clone());
    let verifier = CoreIdTokenVerifier::new_public_client(client, metadata.issuer().clone(), keys);
    Ok(verifier
        .set_allowed_algs(SIGNED_BY)
        .set_time_fn(move || now - chrono::TimeDelta::seconds(APART))
        .set_issue_time_verifier_fn(move |given| match (now - given).num_seconds() {
            seconds if (-APART..=FRESH + APART).contains(&seconds) => Ok(()),
            _ => Err("not of these minutes".to_owned()),
        }))
}

/// Why a proof is none, without what it says of anybody.
fn why(error: &ClaimsVerificationError) -> String {
    let words = match error {
        ClaimsVerificationError::Expired(_) => "it is not of these minutes: look at the clocks of both machines",
        ClaimsVerificationError::InvalidAudience(_) => "it was given to another site",
        ClaimsVerificationError::InvalidIssuer(_) => "another server gave it",
        ClaimsVerificationError::InvalidNonce(_) => "it was not given for this question",
        ClaimsVerificationError::SignatureVerification(_) => "its signature is none that is taken",
        _ => "it cannot be read",
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named_by_an_address_that_nobody_reads_on_the_way() {
        for taken in
            ["https://id.exemple.org", "https://id.exemple.org/realms/a", "http://localhost:3000", "http://[::1]:1"]
        {
            assert_eq!(issuer(&format!(" {taken} ")), Some(taken.to_owned()), "{taken}");
        }
        for refused in [
            "",
            "id.exemple.org",
            "http://id.exemple.org",
            "http://localhost.exemple.org",
            "https://a@id.exemple.org",
            "https://id.exemple.org?a",
            "https://id.exemple.org#a",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ] {
            assert_eq!(issuer(refused), None, "{refused}");
        }
    }

    #[test]
    fn a_secret_is_in_no_log() {
        let provider = Provider {
            issuer: "https://id.exemple.org".to_owned(),
            client: "sillage".to_owned(),
            secret: "silence".to_owned(),
            back: String::new(),
        };
        assert!(!format!("{provider:?}").contains("silence"));
    }
}
