//! How people come in: the first steward, signing in and out, the people of the demonstration.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use domain::PersonId;
use domain::address::{Address, encode_segment};
use i18n::Messages;
use services::accounts::{self, SetUp, Token, Wrong};
use services::views::DemonstrationPerson;

use super::unkept;
use crate::app::App;
use crate::asked::{Asked, SESSION_COOKIE, cookie};
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::{back_to, set_cookie};

/// The licences that a site is offered, the one that we propose first.
const LICENCES: [&str; 5] = ["CC BY 4.0", "CC BY-SA 4.0", "CC BY-NC-SA 4.0", "CC BY-NC-ND 4.0", "CC0 1.0"];

#[derive(Template)]
#[template(path = "sign-in.html")]
pub(super) struct SignInTemplate<'a> {
    pub f: Frame<'a>,
    pub mail: Field,
    pub password: Field,
    pub to: String,
    /// Whether what was typed leads to no account.
    pub refused: bool,
    pub demonstration: bool,
}

impl SignInTemplate<'_> {
    /// That somebody is signed in already.
    fn already(&self, name: &str) -> String {
        self.f.messages().with("accounts-already", &[("name", name.into())])
    }
}

#[derive(Template)]
#[template(path = "set-up.html")]
pub(super) struct SetUpTemplate<'a> {
    pub f: Frame<'a>,
    /// Where it is sent, without the field that a link of the page led to.
    pub action: Address,
    pub you: Vec<Field>,
    pub site: Vec<Field>,
}

impl SetUpTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        self.you.iter().chain(&self.site).filter(|field| field.wrong.is_some()).collect()
    }
}

#[derive(Template)]
#[template(path = "reset.html")]
pub(super) struct ResetTemplate<'a> {
    pub f: Frame<'a>,
    pub action: Address,
    pub mail: String,
    pub password: Field,
}

#[derive(Template)]
#[template(path = "demo.html")]
pub(super) struct DemoTemplate<'a> {
    pub f: Frame<'a>,
    pub people: Vec<DemonstrationPerson>,
}

/// `/sign-in`.
pub(super) async fn sign_in_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: axum::http::Uri,
) -> Result<Response, Fault> {
    let to = super::parameter(&uri, "to").unwrap_or_default();
    let demonstration = has_demonstration(&app, &asked).await?;
    Ok(unshared(unkept(&sign_in_page(&asked, "", &to, false, demonstration))?))
}

/// `POST /sign-in`.
pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let sent = Sent::read(&body);
    let ctx = app.enter(&asked).await?;
    let before = cookie(&headers, SESSION_COOKIE);
    match accounts::sign_in(&ctx, sent.text("mail"), sent.text("password"), agent(&headers), before).await? {
        Some(session) => Ok(signed_in(&asked, session.as_str(), sent.text("to"))),
        None => {
            let demonstration = has_demonstration(&app, &asked).await?;
            let page = unkept(&sign_in_page(&asked, sent.text("mail"), sent.text("to"), true, demonstration))?;
            Ok(unshared(refused(page)))
        }
    }
}

fn sign_in_page<'a>(asked: &'a Asked, mail: &str, to: &str, refused: bool, demonstration: bool) -> SignInTemplate<'a> {
    let mut f = asked.frame("sign-in", String::new());
    f.title = f.t("accounts-sign-in").into_owned();
    f.noindex = true;
    if !to.is_empty() {
        f.query = format!("to={}", encode_segment(to));
    }
    let mail = Field::new(&f, "mail", "email", "accounts-mail", mail).filled_by("username");
    let password = Field::new(&f, "password", "password", "accounts-password", "").filled_by("current-password");
    SignInTemplate { f, mail, password, to: to.to_owned(), refused, demonstration }
}

/// `POST /sign-out`.
pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    if let Some(session) = cookie(&headers, SESSION_COOKIE) {
        accounts::sign_out(&ctx, session).await?;
    }
    let mut response = back_to(&asked.standing.settings, "/");
    set_cookie(&mut response, SESSION_COOKIE, "", 0);
    Ok(unshared(response))
}

/// `/set-up/{token}`.
pub(super) async fn set_up_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    accounts::may_set_up(&app.enter(&asked).await?, &token).await?;
    let typed = SetUp {
        site: Some(asked.standing.settings.name.clone()),
        language: asked.look.language.as_str().to_owned(),
        licence: LICENCES.first().copied().unwrap_or_default().to_owned(),
        ..SetUp::default()
    };
    Ok(unshared(unkept(&set_up_page(&asked, &token, &typed, &[]))?))
}

/// `POST /set-up/{token}`.
pub(super) async fn set_up(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let sent = Sent::read(&body);
    let text = |name| sent.text(name).to_owned();
    let typed = SetUp {
        name: text("name"),
        mail: text("mail"),
        password: text("password"),
        site: (!asked.standing.settings.name_is_told).then(|| text("site")),
        language: text("language"),
        licence: text("licence"),
    };
    let ctx = app.enter(&asked).await?;
    let outcome = accounts::set_up(&ctx, &token, &typed, agent(&headers)).await;
    opened(&asked, outcome, |wrong| unkept(&set_up_page(&asked, &token, &typed, wrong)))
}

fn set_up_page<'a>(asked: &'a Asked, token: &str, typed: &SetUp, wrong: &[(&'static str, Wrong)]) -> SetUpTemplate<'a> {
    let mut f = asked.frame("set-up", String::new());
    f.title = f.t("accounts-set-up").into_owned();
    f.noindex = true;
    let judged = |field: Field| field.judged(&f, wrong);
    let you = vec![
        judged(Field::new(&f, "name", "text", "accounts-name", &typed.name).filled_by("name")),
        judged(
            Field::new(&f, "mail", "email", "accounts-mail", &typed.mail)
                .filled_by("username")
                .hinted(f.t("accounts-mail-hint").into_owned()),
        ),
        judged(new_password(&f)),
    ];
    let settings = &asked.standing.settings;
    let languages = settings.languages.iter();
    let languages = languages.map(|it| (it.as_str().to_owned(), Messages::get(*it).text("web-language-name").into()));
    let licences = LICENCES.map(|licence| (licence.to_owned(), licence.to_owned()));
    let mut site = Vec::new();
    if let Some(name) = typed.site.as_ref().filter(|_| !settings.name_is_told) {
        site.push(judged(Field::new(&f, "site", "text", "accounts-site-name", name)));
    }
    site.push(judged(Field {
        choices: languages.collect(),
        ..Field::new(&f, "language", "select", "accounts-site-language", &typed.language)
    }));
    site.push(judged(Field {
        choices: licences.to_vec(),
        hint: Some(f.t("accounts-site-licence-hint").into_owned()),
        ..Field::new(&f, "licence", "select", "accounts-site-licence", &typed.licence)
    }));
    SetUpTemplate { f, action: Address::SetUp(token.to_owned()), you, site }
}

/// `/reset/{token}`.
pub(super) async fn choose_password_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let mail = accounts::may_choose_password(&app.enter(&asked).await?, &token).await?;
    Ok(unshared(unkept(&reset_page(&asked, &token, mail.as_str(), &[]))?))
}

/// `POST /reset/{token}`.
pub(super) async fn choose_password(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let mail = accounts::may_choose_password(&ctx, &token).await?;
    let sent = Sent::read(&body);
    let outcome = accounts::choose_password(&ctx, &token, sent.text("password"), agent(&headers)).await;
    opened(&asked, outcome, |wrong| unkept(&reset_page(&asked, &token, mail.as_str(), wrong)))
}

fn reset_page<'a>(asked: &'a Asked, token: &str, mail: &str, wrong: &[(&'static str, Wrong)]) -> ResetTemplate<'a> {
    let mut f = asked.frame("set-up", String::new());
    f.title = f.t("accounts-choose-password").into_owned();
    f.noindex = true;
    let password = new_password(&f).judged(&f, wrong);
    ResetTemplate { f, action: Address::Reset(token.to_owned()), mail: mail.to_owned(), password }
}

/// The field of a password that is chosen.
fn new_password(f: &Frame<'_>) -> Field {
    let shortest = i64::try_from(accounts::SHORTEST_PASSWORD).unwrap_or_default();
    let hint = f.messages().with("accounts-password-hint", &[("count", shortest.into())]);
    Field::new(f, "password", "password", "accounts-password", "").filled_by("new-password").hinted(hint)
}

/// `/demo`: only where whoever asks sits at this machine.
pub(super) async fn demo(State(app): State<Arc<App>>, Extension(asked): Extension<Asked>) -> Result<Response, Fault> {
    if !asked.standing.settings.demonstration {
        return Err(Fault::NotFound);
    }
    let people = accounts::demonstration(&app.enter(&asked).await?).await?;
    if people.is_empty() {
        return Err(Fault::NotFound);
    }
    let mut f = asked.frame("demo", String::new());
    f.title = f.t("accounts-demo").into_owned();
    f.noindex = true;
    Ok(unshared(unkept(&DemoTemplate { f, people })?))
}

/// `POST /demo`.
pub(super) async fn try_demo(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    if !asked.standing.settings.demonstration {
        return Err(Fault::NotFound);
    }
    let person: PersonId = doors::id(Sent::read(&body).text("person"))?;
    let (ctx, before) = (app.enter(&asked).await?, cookie(&headers, SESSION_COOKIE));
    let session = accounts::try_demonstration(&ctx, person, agent(&headers), before).await?;
    Ok(signed_in(&asked, session.as_str(), "/"))
}

async fn has_demonstration(app: &App, asked: &Asked) -> Result<bool, Fault> {
    if !asked.standing.settings.demonstration {
        return Ok(false);
    }
    Ok(!accounts::demonstration(&app.enter(asked).await?).await?.is_empty())
}

/// What the browser says of itself.
fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// Home with the session that a form opened, or the form again with what is amiss.
fn opened(
    asked: &Asked,
    outcome: services::Result<Token>,
    again: impl FnOnce(&[(&'static str, Wrong)]) -> Result<Response, Fault>,
) -> Result<Response, Fault> {
    match outcome {
        Ok(session) => Ok(signed_in(asked, session.as_str(), "/")),
        Err(services::Error::Refused(wrong)) => Ok(unshared(refused(again(&wrong)?))),
        Err(error) => Err(error.into()),
    }
}

/// To a page of this site, with a new session.
fn signed_in(asked: &Asked, session: &str, to: &str) -> Response {
    let mut response = back_to(&asked.standing.settings, to);
    set_cookie(&mut response, SESSION_COOKIE, session, accounts::SESSION_SECONDS);
    unshared(response)
}

/// The same page, with the word that what was sent cannot be used.
fn refused(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    page
}

/// Kept by no browser and no proxy: what it holds is for one person, once.
fn unshared(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    let text = || words.to_owned();
    let typed = SetUp {
        name: text(),
        mail: text(),
        password: text(),
        site: Some(text()),
        language: "en".to_owned(),
        licence: text(),
    };
    let every = [Wrong::Missing, Wrong::NotAnAddress, Wrong::Short, Wrong::Long, Wrong::NotAChoice, Wrong::Guessed];
    let fields = ["name", "mail", "password", "site", "language", "licence"];
    let wrong: Vec<_> = fields.into_iter().zip(every).collect();
    let person = DemonstrationPerson { person: PersonId::from_bytes([7; 16]), name: text() };
    let demo = DemoTemplate { f: asked.frame("demo", words), people: vec![person] };
    let greeted = sign_in_page(asked, words, words, true, true);
    vec![
        ("sign-in", sign_in_page(asked, "", "", false, false).render().unwrap_or_default()),
        ("sign-in", greeted.render().unwrap_or_default()),
        ("set-up", set_up_page(asked, words, &typed, &[]).render().unwrap_or_default()),
        ("set-up", set_up_page(asked, words, &typed, &wrong).render().unwrap_or_default()),
        ("set-up", reset_page(asked, words, words, &[]).render().unwrap_or_default()),
        ("demo", demo.render().unwrap_or_default()),
    ]
}
