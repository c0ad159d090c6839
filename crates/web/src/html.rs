//! Pages: one file each, with its handler and its template.

mod access;
mod accounts;
mod admin;
mod affiliations;
mod announcing;
mod api_page;
mod asking;
mod cite;
mod claims;
mod community_pages;
mod contents;
mod conversations;
mod deleting;
pub(crate) mod errors;
mod exchanges;
mod feeds;
mod files;
mod health;
mod imports;
mod leaving;
mod lexicon;
mod lists;
mod me;
mod members;
mod memberships;
mod note_rights;
mod notebook_pages;
mod notebooks;
mod notes;
mod notifications;
pub(crate) mod organisations;
mod own_data;
#[cfg(debug_assertions)]
mod parts;
mod pictures;
mod placing;
mod profile;
mod program;
mod providers;
mod registration;
mod reports;
#[cfg(test)]
mod samples;
pub(crate) mod signed_out;
mod site_pages;
mod theme;
mod tokens;
mod versions;
mod waits;
mod withdrawing;
mod writing;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use domain::address::{Address, route};
use services::Ctx;

use crate::app::App;
use crate::faults::Fault;
use crate::front::{Page, reference};
use crate::kept::Questions;
use crate::{assets, doors};

pub(crate) use memberships::role_in_words;
pub(crate) use site_pages::accept_first;

/// The most bytes of a form that are read.
pub(crate) const LARGEST_FORM: usize = 256 * 1024;
/// The most bytes that the form of acceptance adds to what it carries: an address, as browsers send it, and which texts.
const BESIDE_CARRIED: usize = 32 * 1024;

/// The most bytes of a form to this path that the form of acceptance carries: with what it adds, they are read at both.
pub(crate) fn largest_carried(path: &str) -> usize {
    let is_of_a_note = path == route::NEW_NOTE || (path.starts_with("/n/") && path.ends_with("/-/edit"));
    let most = if is_of_a_note { writing::LARGEST_FORM } else { LARGEST_FORM };
    most - BESIDE_CARRIED
}

/// Every route: its method, its path, who answers. The one list: the router is made of it, and the test of exits walks it.
fn routes() -> Vec<(Method, &'static str, MethodRouter<Arc<App>>)> {
    let mut routes = vec![
        (Method::GET, route::HOME, get(lists::home)),
        (Method::GET, route::NOTE_BARE, get(notes::bare)),
        (Method::GET, route::NOTE, get(notes::show)),
        (Method::GET, route::VERSIONS, get(versions::list)),
        (Method::GET, route::VERSION, get(versions::show)),
        (Method::GET, route::COMPARE_CHOSEN, get(versions::choose)),
        (Method::GET, route::COMPARE, get(versions::compare)),
        (Method::GET, route::CITE, get(cite::show)),
        (Method::GET, route::CITE_BIBTEX, get(cite::bibtex)),
        (Method::GET, route::CITE_RIS, get(cite::ris)),
        (Method::GET, route::CITE_JSON, get(cite::json)),
        (Method::GET, route::NOTE_RIGHTS, get(note_rights::show)),
        (Method::POST, route::NOTE_RIGHTS, post(note_rights::change)),
        (Method::GET, route::NOTE_ASK, get(asking::show)),
        (Method::POST, route::NOTE_ASK, post(asking::change)),
        (Method::GET, route::NOTE_PLACE, get(placing::show)),
        (Method::POST, route::NOTE_PLACE, post(placing::change)),
        (Method::GET, route::NOTE_TALK, get(conversations::show)),
        (Method::POST, route::NOTE_TALK, post(conversations::change)),
        (Method::GET, route::NOTE_ANNOUNCE, get(announcing::show)),
        (Method::POST, route::NOTE_ANNOUNCE, post(announcing::announce)),
        (Method::GET, route::NOTE_WRITE, get(exchanges::form)),
        (Method::POST, route::NOTE_WRITE, post(exchanges::write)),
        (Method::GET, route::NOTE_EXCHANGE, get(exchanges::show)),
        (Method::POST, route::NOTE_EXCHANGE, post(exchanges::change)),
        (Method::GET, route::NEW_NOTE, get(writing::new_form)),
        (Method::POST, route::NEW_NOTE, post(writing::create)),
        (Method::GET, route::NOTE_EDIT, get(writing::edit_form)),
        (Method::POST, route::NOTE_EDIT, post(writing::save)),
        (Method::GET, route::NOTE_WITHDRAW, get(withdrawing::show)),
        (Method::POST, route::NOTE_WITHDRAW, post(withdrawing::change)),
        (Method::GET, route::NOTE_DELETE, get(deleting::show)),
        (Method::POST, route::NOTE_DELETE, post(deleting::delete)),
        (Method::GET, route::MY_BIN, get(deleting::bin)),
        (Method::POST, route::MY_BIN, post(deleting::restore)),
        (Method::GET, route::NOTE_PICTURE, get(pictures::note)),
        (Method::GET, route::NOTEBOOK_PICTURE, get(pictures::notebook)),
        (Method::GET, route::CITE_WORK, get(cite::work)),
        (Method::GET, route::CITE_WORK_BIBTEX, get(cite::work_bibtex)),
        (Method::GET, route::CITE_WORK_RIS, get(cite::work_ris)),
        (Method::GET, route::CITE_WORK_JSON, get(cite::work_json)),
        (Method::GET, route::NEW_NOTEBOOK, get(notebook_pages::new_form)),
        (Method::POST, route::NEW_NOTEBOOK, post(notebook_pages::create)),
        (Method::GET, route::NOTEBOOK_EDIT, get(notebook_pages::edit_form)),
        (Method::POST, route::NOTEBOOK_EDIT, post(notebook_pages::save)),
        (Method::GET, route::NOTEBOOK_COVER, get(notebook_pages::cover)),
        (Method::POST, route::NOTEBOOK_COVER, post(notebook_pages::change_cover)),
        (Method::GET, route::NOTEBOOK_CONTENTS, get(contents::show)),
        (Method::POST, route::NOTEBOOK_CONTENTS, post(contents::change)),
        (Method::GET, route::NOTEBOOK_BARE, get(notebooks::bare)),
        (Method::GET, route::NOTEBOOK, get(notebooks::show)),
        (Method::GET, route::NOTE_IN_NOTEBOOK, get(notes::in_notebook)),
        (Method::GET, route::CHAPTER, get(notebooks::chapter)),
        (Method::GET, route::WHOLE, get(notebooks::whole)),
        (Method::GET, route::NOTEBOOK_FEED, get(feeds::notebook)),
        (Method::GET, route::PERSON_FEED, get(feeds::person)),
        (Method::GET, route::FEED, get(feeds::site)),
        (Method::GET, route::SITEMAP, get(feeds::sitemap)),
        (Method::GET, route::ROBOTS, get(feeds::robots)),
        (Method::GET, route::PERSON_BARE, get(lists::person_bare)),
        (Method::GET, route::PERSON, get(lists::person)),
        (Method::POST, route::CLAIM, post(claims::change)),
        (Method::GET, route::COMMUNITY, get(lists::community)),
        (Method::GET, route::COMMUNITY_JOIN, get(memberships::join_form)),
        (Method::POST, route::COMMUNITY_JOIN, post(memberships::join)),
        (Method::GET, route::COMMUNITY_MEMBERS, get(members::show)),
        (Method::POST, route::COMMUNITY_MEMBERS, post(members::change)),
        (Method::GET, route::COMMUNITY_REQUESTS, get(members::requests)),
        (Method::POST, route::COMMUNITY_REQUESTS, post(members::answer)),
        (Method::GET, route::MY_MEMBERSHIP, get(memberships::show)),
        (Method::POST, route::MY_MEMBERSHIP, post(memberships::save)),
        (Method::GET, route::MY_COMMUNITIES, get(memberships::mine)),
        (Method::POST, route::MY_COMMUNITIES, post(memberships::answer)),
        (Method::GET, route::COMMUNITY_EDIT, get(community_pages::edit_form)),
        (Method::POST, route::COMMUNITY_EDIT, post(community_pages::save)),
        (Method::GET, route::COMMUNITY_REPORTS, get(admin::reports::list_in)),
        (Method::GET, route::COMMUNITY_REPORT, get(admin::reports::show_in)),
        (Method::POST, route::COMMUNITY_REPORT, post(admin::reports::act_in)),
        (Method::GET, route::COMMUNITY_CLOSING, get(community_pages::closing_form)),
        (Method::POST, route::COMMUNITY_CLOSING, post(community_pages::close)),
        (Method::GET, route::NEW_COMMUNITY, get(community_pages::new_form)),
        (Method::POST, route::NEW_COMMUNITY, post(community_pages::create)),
        (Method::GET, route::NOTEBOOKS, get(notebooks::list)),
        (Method::GET, route::COMMUNITIES, get(lists::communities)),
        (Method::GET, route::LEXICON, get(lexicon::list)),
        (Method::GET, route::ENTRY, get(lexicon::entry)),
        (Method::GET, route::ORGANISATIONS, get(organisations::list)),
        (Method::GET, route::RECENT, get(lists::recent)),
        (Method::GET, route::WANTED, get(lists::wanted)),
        (Method::GET, route::FILE, get(files::show)),
        (Method::GET, route::IMPORT, get(imports::show)),
        (Method::GET, route::SIGN_IN, get(accounts::sign_in_form)),
        (Method::POST, route::SIGN_IN, post(accounts::sign_in)),
        (Method::POST, route::SIGN_IN_PASSKEY, post(accounts::ask_for_passkey)),
        (Method::GET, route::SIGN_UP, get(registration::ask_form)),
        (Method::POST, route::SIGN_UP, post(registration::ask)),
        (Method::GET, route::SIGN_UP_HERE, get(registration::sign_up_form)),
        (Method::POST, route::SIGN_UP_HERE, post(registration::sign_up)),
        (Method::POST, route::SIGN_UP_PASSKEY, post(registration::make_passkey)),
        (Method::GET, route::INVITED, get(registration::invited_form)),
        (Method::POST, route::INVITED, post(registration::invited)),
        (Method::GET, route::ACCEPT, get(site_pages::accept_form)),
        (Method::POST, route::ACCEPT, post(site_pages::accept)),
        (Method::GET, route::ABOUT, get(site_pages::about)),
        (Method::GET, route::PRIVACY, get(site_pages::privacy)),
        (Method::GET, route::TERMS, get(site_pages::terms)),
        (Method::GET, route::ACCESSIBILITY, get(site_pages::accessibility)),
        (Method::GET, route::ADMIN, get(admin::index)),
        (Method::GET, route::ADMIN_SITE, get(admin::site::form)),
        (Method::POST, route::ADMIN_SITE, post(admin::site::set)),
        (Method::GET, route::ADMIN_REGISTRATION, get(admin::registration_form)),
        (Method::POST, route::ADMIN_REGISTRATION, post(admin::set_registration)),
        (Method::GET, route::ADMIN_COMMUNITIES, get(admin::communities::communities_form)),
        (Method::POST, route::ADMIN_COMMUNITIES, post(admin::communities::set_communities)),
        (Method::GET, route::ADMIN_REQUESTS, get(admin::requests)),
        (Method::POST, route::ADMIN_REQUESTS, post(admin::answer_request)),
        (Method::GET, route::ADMIN_CLAIMS, get(admin::claims::list)),
        (Method::POST, route::ADMIN_CLAIMS, post(admin::claims::answer)),
        (Method::GET, route::ADMIN_INVITATIONS, get(admin::invitations::invitations)),
        (Method::POST, route::ADMIN_INVITATIONS, post(admin::invitations::invite)),
        (Method::GET, route::ADMIN_PROVIDERS, get(admin::providers::list)),
        (Method::POST, route::ADMIN_PROVIDERS, post(admin::providers::change)),
        (Method::GET, route::ADMIN_REMOVALS, get(admin::removals::list)),
        (Method::POST, route::ADMIN_REMOVALS, post(admin::removals::settle)),
        (Method::GET, route::ADMIN_PEOPLE, get(admin::people::list)),
        (Method::GET, route::ADMIN_PERSON, get(admin::people::show)),
        (Method::POST, route::ADMIN_PERSON, post(admin::people::act)),
        (Method::GET, route::ADMIN_HEALTH, get(admin::health::show)),
        (Method::GET, route::ADMIN_STORAGE, get(admin::storage::show)),
        (Method::GET, route::ADMIN_LETTERS, get(admin::letters::list)),
        (Method::POST, route::ADMIN_LETTERS, post(admin::letters::change)),
        (Method::GET, route::ADMIN_READ, get(admin::reading::ask)),
        (Method::POST, route::ADMIN_READ, post(admin::reading::begin)),
        (Method::GET, route::ADMIN_READING, get(admin::reading::show)),
        (Method::GET, route::ADMIN_AUDIT, get(admin::audit::list)),
        (Method::GET, route::ADMIN_AUDIT_CSV, get(admin::audit::csv)),
        (Method::GET, route::ADMIN_AUDIT_JSON, get(admin::audit::json)),
        (Method::GET, route::ADMIN_JOBS, get(admin::jobs::list)),
        (Method::POST, route::ADMIN_JOBS, post(admin::jobs::change)),
        (Method::GET, route::ADMIN_INCIDENTS, get(admin::incidents::list)),
        (Method::POST, route::ADMIN_INCIDENTS, post(admin::incidents::add)),
        (Method::GET, route::ADMIN_INCIDENTS_CSV, get(admin::incidents::csv)),
        (Method::GET, route::ADMIN_INCIDENTS_JSON, get(admin::incidents::json)),
        (Method::GET, route::ADMIN_INCIDENT, get(admin::incidents::show)),
        (Method::POST, route::ADMIN_INCIDENT, post(admin::incidents::amend)),
        (Method::GET, route::ADMIN_PAGE, get(admin::pages::page_form)),
        (Method::POST, route::ADMIN_PAGE, post(admin::pages::save_page)),
        (Method::GET, route::ADMIN_REPORTS, get(admin::reports::list)),
        (Method::GET, route::ADMIN_REPORT, get(admin::reports::show)),
        (Method::POST, route::ADMIN_REPORT, post(admin::reports::act)),
        (Method::GET, route::REPORT, get(reports::form)),
        (Method::POST, route::REPORT, post(reports::send)),
        (Method::GET, route::REPORT_HERE, get(reports::show)),
        (Method::POST, route::REPORT_HERE, post(reports::confirm)),
        (Method::GET, route::SIGN_IN_HERE, get(accounts::sign_in_here_form)),
        (Method::POST, route::SIGN_IN_HERE, post(accounts::sign_in_here)),
        (Method::GET, route::SIGN_IN_WITH, get(providers::back)),
        (Method::POST, route::SIGN_IN_WITH, post(providers::begin)),
        (Method::POST, route::SIGN_OUT, post(accounts::sign_out)),
        (Method::GET, route::ME, get(me::door)),
        (Method::GET, route::MY_SESSIONS, get(me::sessions)),
        (Method::POST, route::MY_SESSIONS, post(me::end_sessions)),
        (Method::GET, route::MY_PROFILE, get(profile::show)),
        (Method::POST, route::MY_PROFILE, post(profile::save)),
        (Method::GET, route::MY_LEAVING, get(leaving::show)),
        (Method::POST, route::MY_LEAVING, post(leaving::change)),
        (Method::GET, route::MY_DATA, get(own_data::show)),
        (Method::POST, route::MY_DATA, post(own_data::take)),
        (Method::GET, route::MY_AFFILIATIONS, get(affiliations::show)),
        (Method::POST, route::MY_AFFILIATIONS, post(affiliations::save)),
        (Method::GET, route::MY_TOKENS, get(tokens::show)),
        (Method::POST, route::MY_TOKENS, post(tokens::change)),
        (Method::GET, route::MY_NOTIFICATIONS, get(notifications::show)),
        (Method::POST, route::MY_NOTIFICATIONS, post(notifications::change)),
        (Method::GET, route::MY_CHOICES, get(notifications::choices)),
        (Method::POST, route::MY_CHOICES, post(notifications::choose)),
        (Method::POST, route::MY_FOLLOWS, post(notifications::follow)),
        (Method::GET, route::UNSUBSCRIBE, get(notifications::stopping)),
        (Method::POST, route::UNSUBSCRIBE, post(notifications::stop)),
        (Method::GET, route::MY_ACCESS, get(access::show)),
        (Method::POST, route::MY_ACCESS, post(access::change)),
        (Method::POST, route::MY_PASSKEY, post(access::begin_passkey)),
        (Method::GET, route::PROOF, get(access::proof_form)),
        (Method::POST, route::PROOF, post(access::prove)),
        (Method::GET, route::CHANGE_PASSWORD, get(accounts::reset::change_password)),
        (Method::GET, route::SET_UP, get(accounts::set_up::set_up_form)),
        (Method::POST, route::SET_UP, post(accounts::set_up::set_up)),
        (Method::POST, route::SET_UP_PASSKEY, post(accounts::set_up::make_passkey_at_set_up)),
        (Method::GET, route::ASK_RESET, get(accounts::reset::ask_reset_form)),
        (Method::POST, route::ASK_RESET, post(accounts::reset::ask_reset)),
        (Method::GET, route::RESET, get(accounts::reset::choose_password_form)),
        (Method::POST, route::RESET, post(accounts::reset::choose_password)),
        (Method::POST, route::RESET_PASSKEY, post(accounts::reset::make_passkey)),
        (Method::GET, route::API_PAGE, get(api_page::show)),
        (Method::GET, route::API_DOCUMENT, get(api_page::document)),
        (Method::GET, route::DEMO, get(accounts::demo)),
        (Method::POST, route::DEMO, post(accounts::try_demo)),
        (Method::GET, route::PROGRAM, get(program::show)),
        (Method::GET, "/assets/{name}", get(assets::show)),
        (Method::POST, "/theme", post(theme::choose)),
        (Method::GET, "/healthz", get(health::alive)),
        (Method::GET, "/readyz", get(health::ready)),
    ];
    routes.extend(for_development());
    routes
}

/// What a release has not.
#[cfg_attr(debug_assertions, expect(clippy::unnecessary_wraps, reason = "a release gives nothing"))]
fn for_development() -> Option<(Method, &'static str, MethodRouter<Arc<App>>)> {
    #[cfg(debug_assertions)]
    return Some((Method::GET, parts::ROUTE, get(parts::show)));
    #[cfg(not(debug_assertions))]
    None
}

/// The method and the path of every route.
pub(crate) fn exits() -> Vec<(Method, &'static str)> {
    routes().into_iter().map(|(method, path, _)| (method, path)).collect()
}

/// Every page at its address.
pub(crate) fn pages(app: Arc<App>) -> Router {
    let router = routes().into_iter().fold(Router::new(), |router, (_, path, page)| router.route(path, page));
    let router = router.layer(DefaultBodyLimit::max(LARGEST_FORM)).with_state(app.clone());
    router.merge(crate::api::operations(app))
}

/// Bytes that most pages stay below: taken at once, so that a page is not moved while it grows.
const USUAL_PAGE: usize = 20 * 1024;

/// A page from its template, kept for others where its context allows it.
fn render(ctx: &Ctx, template: &impl Template) -> Result<Response, Fault> {
    page(template, doors::questions(ctx))
}

/// A page from its template, made each time.
fn unkept(template: &impl Template) -> Result<Response, Fault> {
    page(template, None)
}

fn page(template: &impl Template, questions: Option<Questions>) -> Result<Response, Fault> {
    let mut html = String::with_capacity(USUAL_PAGE);
    template.render_into(&mut html).map_err(|error| {
        let reference = reference();
        tracing::error!(reference, %error, "a template failed");
        Fault::Internal(reference)
    })?;
    Ok(Page { html, questions }.into_response())
}

/// To the one address of a thing that this viewer may see, when another one was asked.
fn elsewhere(asked: &Uri, address: &Address) -> Option<Response> {
    let address = address.to_string();
    if asked.path() == address {
        return None;
    }
    let place = match asked.query() {
        Some(query) => format!("{address}?{query}"),
        None => address,
    };
    let place = HeaderValue::try_from(place).ok()?;
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    response.headers_mut().insert(header::LOCATION, place);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}

/// One parameter of an address; the first, where there are several.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    parameters(uri, name).next()
}

/// Whether an address is the one where saving a form leads, to the page of the form itself.
fn was_saved(uri: &Uri) -> bool {
    parameter(uri, "done").as_deref() == Some("saved")
}

/// Every parameter of an address that bears this name.
fn parameters<'u>(uri: &'u Uri, name: &'u str) -> impl Iterator<Item = String> + 'u {
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).filter(move |(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The parameter that pages a list, and how the switch of language writes it again.
fn position(uri: &Uri, name: &str) -> (Option<String>, String) {
    let key = parameter(uri, name).filter(|key| !key.is_empty());
    let written =
        key.as_deref().map(|key| format!("{name}={}", domain::address::encode_segment(key))).unwrap_or_default();
    (key, written)
}
