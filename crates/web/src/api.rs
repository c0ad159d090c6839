//! The API: what programs read and write, in the name of who made their token; without one, as a visitor.
//!
//! Cookies are nothing to it, so that no page of another site can have a browser ask anything in a person's name.

mod answers;
mod communities;
pub(crate) mod description;
mod kinds;
mod me;
mod note_rights;
mod notebooks;
mod notes;
mod people;
mod placements;
mod welcoming;
mod words;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post, put};
use axum::{Extension, Router};
use domain::address::route;
use domain::tokens::{Scope, Scopes};
use services::Ctx;
use services::tokens::{self, Bearer, Left};

pub(crate) use answers::{Refusal, problem};

use crate::app::App;
use crate::asked::Asked;

/// The largest body: a text as large as one may be, each of its characters written with an escape.
const LARGEST: usize = 2 * services::writing::LARGEST + 64 * 1024;

/// Every route of the API, as [`crate::html`] lists its own.
fn routes() -> Vec<(Method, &'static str, MethodRouter<Arc<App>>)> {
    vec![
        (Method::GET, route::API_NOTES, get(notes::list)),
        (Method::POST, route::API_NOTES, post(notes::create)),
        (Method::GET, route::API_NOTE, get(notes::show)),
        (Method::PUT, route::API_NOTE, put(notes::save)),
        (Method::DELETE, route::API_NOTE, delete(notes::remove)),
        (Method::GET, route::API_VERSIONS, get(notes::versions)),
        (Method::POST, route::API_NOTE_RESTORE, post(notes::restore)),
        (Method::GET, route::API_NOTE_VISIBILITY, get(note_rights::show)),
        (Method::PUT, route::API_NOTE_VISIBILITY, put(note_rights::change)),
        (Method::PUT, route::API_NOTE_COMMUNITY, put(note_rights::link)),
        (Method::DELETE, route::API_NOTE_COMMUNITY, delete(note_rights::unlink)),
        (Method::PUT, route::API_PLACEMENT, put(placements::place)),
        (Method::GET, route::API_NOTEBOOKS, get(notebooks::list)),
        (Method::GET, route::API_NOTEBOOK, get(notebooks::show)),
        (Method::GET, route::API_PLACEMENTS, get(placements::list)),
        (Method::POST, route::API_NOTEBOOKS, post(notebooks::create)),
        (Method::PUT, route::API_NOTEBOOK, put(notebooks::save)),
        (Method::DELETE, route::API_PLACEMENT, delete(placements::withdraw)),
        (Method::POST, route::API_DECLINE, post(placements::decline)),
        (Method::DELETE, route::API_DECLINE, delete(placements::take_back)),
        (Method::GET, route::API_PEOPLE, get(people::list)),
        (Method::GET, route::API_PERSON, get(people::show)),
        (Method::GET, route::API_COMMUNITIES, get(communities::list)),
        (Method::GET, route::API_COMMUNITY, get(communities::show)),
        (Method::GET, route::API_MEMBERS, get(communities::members)),
        (Method::POST, route::API_MEMBERSHIP, post(communities::join)),
        (Method::DELETE, route::API_MEMBERSHIP, delete(communities::leave)),
        (Method::POST, route::API_COMMUNITIES, post(communities::create)),
        (Method::PUT, route::API_COMMUNITY, put(communities::save)),
        (Method::PUT, route::API_MEMBERSHIP, put(communities::choose)),
        (Method::GET, route::API_REQUESTS, get(welcoming::list)),
        (Method::POST, route::API_REQUEST_ACCEPT, post(welcoming::accept)),
        (Method::POST, route::API_REQUEST_DECLINE, post(welcoming::decline)),
        (Method::POST, route::API_INVITATIONS, post(welcoming::invite)),
        (Method::GET, route::API_ME, get(me::show)),
        (Method::GET, route::API_MEMBERSHIPS, get(me::memberships)),
    ]
}

/// The method and the path of every route.
pub(crate) fn exits() -> Vec<(Method, &'static str)> {
    routes().into_iter().map(|(method, path, _)| (method, path)).collect()
}

/// Every operation at its address.
pub(crate) fn operations(app: Arc<App>) -> Router {
    let router = routes().into_iter().fold(Router::new(), |router, (_, path, it)| router.route(path, it));
    let router = router.route_layer(from_fn_with_state(app.clone(), enter));
    router.layer(DefaultBodyLimit::max(LARGEST)).with_state(app)
}

/// Who asks.
#[derive(Clone)]
struct Caller {
    ctx: Ctx,
    scopes: Scopes,
    must_accept: bool,
}

impl Caller {
    /// What was written, as `answer` gives it, for a token that may read it; for another, that it was.
    async fn written(
        &self,
        reads: Scope,
        status: StatusCode,
        answer: impl Future<Output = Result<Response, Refusal>>,
    ) -> Result<Response, Refusal> {
        if self.scopes.allow(reads) {
            let mut response = answer.await?;
            *response.status_mut() = status;
            return Ok(response);
        }
        let status = if status == StatusCode::OK { StatusCode::NO_CONTENT } else { status };
        Ok(status.into_response())
    }

    /// Who shows this token; a visitor where none is shown.
    async fn of(app: &App, asked: &Asked, headers: &HeaderMap) -> Result<Self, Refusal> {
        let language = asked.look.language.tag();
        let Some(shown) = headers.get(header::AUTHORIZATION) else {
            let (ctx, scopes) = (app.services.visitor().in_language(language), Scopes::of_a_visitor());
            return Ok(Self { ctx, scopes, must_accept: false });
        };
        let shown = shown.to_str().ok().and_then(|shown| shown.split_once(' '));
        let token = shown.filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
        let bearer = match token {
            Some(token) => tokens::bearer(&app.services, token).await?,
            None => None,
        };
        let Some(Bearer { ctx, scopes, must_accept, .. }) = bearer else { return Err(Refusal::BadToken) };
        Ok(Self { ctx: ctx.in_language(language), scopes, must_accept })
    }

    /// Lets what reads go on, where the token allows it.
    fn reads(&self, scope: Scope) -> Result<&Ctx, Refusal> {
        if self.scopes.allow(scope) {
            return Ok(&self.ctx);
        }
        Err(if self.ctx.viewer().is_visitor() { Refusal::NoToken } else { Refusal::Scope(scope) })
    }

    /// The same for what writes.
    fn writes(&self, scope: Scope) -> Result<&Ctx, Refusal> {
        let ctx = self.reads(scope)?;
        if self.must_accept { Err(Refusal::MustAccept) } else { Ok(ctx) }
    }
}

/// Before each operation: who asks, and whether they asked too much. After it: how much they may still ask.
async fn enter(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    mut request: Request,
    next: Next,
) -> Response {
    let caller = match Caller::of(&app, &asked, request.headers()).await {
        Ok(caller) => caller,
        Err(refusal) => return refusal.into_response(),
    };
    // Nothing is read of what a visitor sends.
    if !matches!(*request.method(), Method::GET | Method::HEAD) && caller.ctx.viewer().is_visitor() {
        return Refusal::NoToken.into_response();
    }
    let left = match tokens::spend(&caller.ctx, asked.network).await {
        Ok(left) => left,
        Err(error) => {
            let waits = matches!(error, services::Error::TooOften(_));
            let mut response = Refusal::from(error).into_response();
            if waits && let Ok(Some(left)) = tokens::left(&caller.ctx, asked.network).await {
                told(response.headers_mut(), left);
            }
            return response;
        }
    };
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if let Some(left) = left {
        told(response.headers_mut(), left);
    }
    response
}

/// How much may still be asked (draft-ietf-httpapi-ratelimit-headers).
fn told(headers: &mut HeaderMap, Left { quota, window, left, reset }: Left) {
    let told = [
        ("ratelimit-policy", format!("\"default\";q={quota};w={window}")),
        ("ratelimit", format!("\"default\";r={left};t={reset}")),
    ];
    for (name, value) in told {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
}
