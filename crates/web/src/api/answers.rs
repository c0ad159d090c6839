//! What the API answers: one thing, a list of them, or why not (RFC 9457).

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::tokens::Scope;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use services::accounts::Wrong;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::words;
use crate::app::App;
use crate::asked::Look;
use crate::faults::Fault;
use crate::forms::in_words;
use crate::frame::Frame;
use crate::front::{protect, reference};
use crate::kept::is_held;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
const VARY: HeaderValue = HeaderValue::from_static("authorization, accept-language");
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
/// The most items of a list.
pub(super) const MOST: usize = 100;
/// The most digits of how words sort, in a key.
pub(super) const LONGEST_KEY: usize = 4096;
/// How many digits name a member.
pub(super) const HANDLE: usize = 32;

/// Why there is no answer; the front writes it, in the language of who asks.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// What pages answer too.
    Fault(Fault),
    /// A parameter of this name is unknown, or cannot be read.
    Parameter(String),
    /// The body cannot be read.
    Body,
    /// The body is of another kind.
    NotJson,
    /// It is for who shows a token.
    NoToken,
    /// The token that was shown does not serve.
    BadToken,
    /// The token does not allow it.
    Scope(Scope),
    /// Its person has yet to accept what is accepted with an account.
    MustAccept,
    /// It was written over another version than the newest.
    Stale,
    /// It does not say over which version it is written.
    NoBase,
    /// More people would read it, and it does not say that this was seen: who they are, in words.
    Unseen(String),
    /// What was sent cannot be used: each field, and why.
    Fields(Vec<(&'static str, Wrong)>),
}

impl Refusal {
    const fn status(&self) -> StatusCode {
        match self {
            Self::Fault(fault) => fault.status(),
            Self::Parameter(_) | Self::Body => StatusCode::BAD_REQUEST,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::NoToken | Self::BadToken => StatusCode::UNAUTHORIZED,
            Self::Scope(_) | Self::MustAccept => StatusCode::FORBIDDEN,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::NoBase => StatusCode::PRECONDITION_REQUIRED,
            Self::Unseen(_) => StatusCode::CONFLICT,
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// What a program is told of tokens (RFC 6750, section 3).
    fn challenge(&self) -> Option<HeaderValue> {
        match self {
            Self::NoToken => Some(HeaderValue::from_static("Bearer")),
            Self::BadToken => Some(HeaderValue::from_static("Bearer error=\"invalid_token\"")),
            Self::Scope(scope) => {
                let told = format!("Bearer error=\"insufficient_scope\", scope=\"{}\"", scope.as_str());
                HeaderValue::try_from(told).ok()
            }
            _ => None,
        }
    }

    fn in_words(&self, f: &Frame<'_>) -> String {
        let words: Cow<'_, str> = match self {
            Self::Fault(fault) => return of_a_fault(f, fault.status(), Some(fault)),
            Self::Parameter(name) => {
                return f.messages().with("web-problem-parameter", &[("name", name.as_str().into())]);
            }
            Self::Scope(scope) => {
                return f.messages().with("web-problem-scope", &[("scope", scope.as_str().into())]);
            }
            Self::Unseen(who) => {
                return f.messages().with("web-problem-unseen", &[("who", who.as_str().into())]);
            }
            Self::Body => f.t("web-problem-body"),
            Self::NotJson => f.t("web-problem-json"),
            Self::NoToken => f.t("web-problem-token"),
            Self::BadToken => f.t("web-problem-ended"),
            Self::MustAccept => f.t("web-problem-accept"),
            Self::Stale => f.t("web-problem-stale"),
            Self::NoBase => f.t("web-problem-base"),
            Self::Fields(_) => f.t("web-problem-fields"),
        };
        words.into_owned()
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<services::Error> for Refusal {
    fn from(error: services::Error) -> Self {
        match error {
            services::Error::Refused(wrong) => Self::Fields(wrong),
            other => Self::Fault(other.into()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(challenge) = self.challenge() {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if let Self::Fault(Fault::TooOften(seconds)) = &self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Why there is no answer (RFC 9457).
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Problem {
    #[schema(schema_with = words::text)]
    r#type: &'static str,
    #[schema(schema_with = words::text)]
    title: &'static str,
    #[schema(schema_with = words::status)]
    status: u16,
    /// In the language of `Accept-Language`.
    detail: String,
    /// What is amiss, field by field, where something was sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// What is amiss in one field.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldProblem {
    #[schema(schema_with = words::text)]
    field: &'static str,
    detail: String,
}

/// Writes why there is no answer, into what would say so by its status alone.
pub(crate) fn problem(app: &App, look: Look, mut response: Response, status: StatusCode) -> Response {
    let refusal = response.extensions_mut().remove::<Refusal>();
    let fault = response.extensions_mut().remove::<Fault>();
    let status = refusal.as_ref().map_or(status, Refusal::status);
    let standing = app.standing();
    let f = Frame::new(&standing.settings, look, "error", String::new());
    let detail = match &refusal {
        Some(refusal) => refusal.in_words(&f),
        None => of_a_fault(&f, status, fault.as_ref()),
    };
    let errors = match &refusal {
        Some(Refusal::Fields(wrong)) => {
            let error = |(field, why): &(&'static str, Wrong)| FieldProblem { field, detail: in_words(&f, *why) };
            wrong.iter().map(error).collect()
        }
        _ => Vec::new(),
    };
    let title = status.canonical_reason().unwrap_or_default();
    let problem = Problem { r#type: "about:blank", title, status: status.as_u16(), detail, errors };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, PROBLEM);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(header::CACHE_CONTROL, PRIVATE);
    headers.insert(header::VARY, VARY);
    protect(headers);
    *response.body_mut() = Body::from(body);
    response
}

/// What became of a request, in the words of programs where pages say theirs of pages.
fn of_a_fault(f: &Frame<'_>, status: StatusCode, fault: Option<&Fault>) -> String {
    match fault {
        Some(Fault::Gone(day)) => return f.messages().with("web-error-410-day", &[("day", f.day(*day).into())]),
        Some(Fault::TooOften(seconds)) => return f.wait(*seconds),
        _ => {}
    }
    let words = match status {
        StatusCode::NOT_FOUND => f.t("web-problem-absent"),
        StatusCode::FORBIDDEN => f.t("web-problem-forbidden"),
        StatusCode::METHOD_NOT_ALLOWED => f.t("web-error-405-words"),
        StatusCode::PAYLOAD_TOO_LARGE => f.t("web-error-413-words"),
        StatusCode::URI_TOO_LONG => f.t("web-error-414-words"),
        StatusCode::SERVICE_UNAVAILABLE => f.t("web-error-503-words"),
        StatusCode::INSUFFICIENT_STORAGE => f.t("web-error-507-words"),
        status if status.is_client_error() => f.t("web-error-400-words"),
        _ => f.t("web-problem-ours"),
    };
    words.into_owned()
}

/// A list, a page at a time.
#[derive(Serialize)]
pub(super) struct List<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T> List<T> {
    /// All of these; `next` leads on.
    pub fn whole(items: Vec<T>, next: Option<String>) -> Self {
        Self { items, next }
    }

    /// So many of these, each with the key that leads on after it; `next` leads on after all of them.
    pub fn cut(keyed: Vec<(T, String)>, next: Option<String>, most: usize) -> Self {
        let last = keyed.get(most.saturating_sub(1)).filter(|_| keyed.len() > most);
        let next = last.map(|(_, key)| key.clone()).or(next);
        Self { items: keyed.into_iter().take(most).map(|(item, _)| item).collect(), next }
    }
}

/// Whether a key is a number and an id: a moment, or a place.
pub(super) fn by_number<N: FromStr, T: FromStr>(key: &str) -> bool {
    key.split_once('.').is_some_and(|(number, id)| number.parse::<N>().is_ok() && id.parse::<T>().is_ok())
}

/// Whether a key is how words sort, and an id.
pub(super) fn by_words<T: FromStr>(key: &str) -> bool {
    let fits = |sorts: &str| sorts.len() <= LONGEST_KEY && domain::hex::read(sorts).is_some();
    key.split_once('.').is_some_and(|(sorts, id)| fits(sorts) && id.parse::<T>().is_ok())
}

/// The key of words and an id, as [`by_words`] knows them.
pub(super) fn key_of_words(words: &str, id: impl Display) -> String {
    format!("{}.{id}", domain::hex::write(&i18n::sort_key(words)))
}

/// Whether a key is an id, or a number.
pub(super) fn by_id<T: FromStr>(key: &str) -> bool {
    key.parse::<T>().is_ok()
}

/// Whether a key is one of those by which members are named.
pub(super) fn by_handle(key: &str) -> bool {
    key.len() == HANDLE && domain::hex::read(key).is_some()
}

/// What an address asks beside its path.
#[derive(Debug)]
pub(super) struct Query {
    /// After which place of a list.
    pub after: Option<String>,
    /// How many items of it.
    pub limit: usize,
}

impl Query {
    /// Reads the parameters, of which these alone are known; `is_key` says whether a place of the list is written so.
    pub fn read(uri: &Uri, known: &[&str], is_key: fn(&str) -> bool) -> Result<Self, Refusal> {
        let mut query = Self { after: None, limit: MOST };
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            let refused = || Refusal::Parameter(name.clone().into_owned());
            if !known.contains(&name.as_ref()) {
                return Err(refused());
            }
            if name == "limit" {
                let limit = value.parse::<usize>().ok().filter(|limit| (1..=MOST).contains(limit));
                query.limit = limit.ok_or_else(refused)?;
            } else if is_key(&value) {
                query.after = Some(value.into_owned());
            } else {
                return Err(refused());
            }
        }
        Ok(query)
    }

    /// That an address asks nothing beside its path.
    pub fn none(uri: &Uri) -> Result<(), Refusal> {
        Self::read(uri, &[], |_| false).map(drop)
    }
}

fn written(value: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(value).map_err(|error| {
        let reference = reference();
        tracing::error!(reference, %error, "an answer could not be written");
        Refusal::Fault(Fault::Internal(reference))
    })
}

fn answer(body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, JSON);
    headers.insert(header::CACHE_CONTROL, PRIVATE);
    headers.insert(header::VARY, VARY);
    response
}

/// A list of things.
pub(super) fn list<T: Serialize>(list: &List<T>) -> Result<Response, Refusal> {
    Ok(answer(written(list)?))
}

/// The answer of what was made, with where the API has it.
pub(super) fn made_at(app: &App, mut response: Response, path: &str) -> Response {
    if let Ok(place) = HeaderValue::try_from(format!("{}{path}", app.standing().settings.address)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// One thing, with what tells it from what it was; nothing of it for who has it already.
pub(super) fn one(asked: &HeaderMap, value: &impl Serialize, version: Option<i64>) -> Result<Response, Refusal> {
    let body = written(value)?;
    let hash: [u8; 32] = Sha256::digest(&body).into();
    let hash = domain::hex::write(hash.get(..12).unwrap_or_default());
    let etag = match version {
        Some(version) => format!("\"{version}.{hash}\""),
        None => format!("\"{hash}\""),
    };
    // Digits and letters make a header.
    let etag = HeaderValue::try_from(etag).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
    let is_held = is_held(&etag, asked);
    let mut response = answer(if is_held { Vec::new() } else { body });
    if is_held {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    response.headers_mut().insert(header::ETAG, etag);
    Ok(response)
}

/// Over which version something is written, as [`one`] tells them apart.
pub(super) fn base(asked: &HeaderMap) -> Result<i64, Refusal> {
    if !asked.contains_key(header::IF_MATCH) {
        return Err(Refusal::NoBase);
    }
    let version = |tag: &str| tag.strip_prefix('"')?.strip_suffix('"')?.split_once('.')?.0.parse::<i64>().ok();
    let lines = asked.get_all(header::IF_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut bases = lines.flat_map(|line| line.split(',')).map(str::trim).map(version);
    match (bases.next(), bases.next()) {
        (Some(Some(base)), None) => Ok(base),
        _ => Err(Refusal::Stale),
    }
}

/// A field that may be left out: where it is there, it says something.
pub(super) fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<T>, D::Error> {
    T::deserialize(field).map(Some)
}

/// Reads a body: JSON that has no other field than those it may have.
pub(super) fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::NotJson);
    }
    // Fields in a row, without their names, are no object.
    if !body.trim_ascii_start().starts_with(b"{") {
        return Err(Refusal::Body);
    }
    serde_json::from_slice(body).map_err(|_| Refusal::Body)
}
