//! How people come in: the first steward, signing in and out, the people of the demonstration.

pub(super) mod reset;
pub(super) mod set_up;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::PersonId;
use domain::address::{Address, encode_segment, route};
use domain::communities::Role;
use domain::site::Registration;
use i18n::words;
use services::access;
use services::accounts::{self, Asks, Browser, Chosen, SignedIn, Token, Wrong};
use services::passkeys::{self, Answer, Challenge, Passkeys};
use services::providers::{self, CameBack, Offered};
use services::registration;
use services::views::DemonstrationPerson;

use super::access::code_field;
use super::providers::{came_back, knows, said_of};
use super::unkept;
use crate::app::App;
use crate::asked::{Asked, SESSION_COOKIE, cookie};
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::{self, back_to, set_cookie};

#[derive(Template)]
#[template(path = "sign-in.html")]
pub(super) struct SignInTemplate<'a> {
    pub f: Frame<'a>,
    pub mail: Field,
    pub password: Field,
    pub to: String,
    /// Why what was shown opens no session.
    pub refused: Option<String>,
    pub passkey: Option<Ceremony>,
    pub beside: Beside,
}

/// What a page of sign-in offers beside.
#[derive(Default)]
pub(super) struct Beside {
    /// Whether one may ask for an account.
    registers: bool,
    demonstration: bool,
    providers: Vec<Offered>,
}

/// Why what was shown opens no session.
#[derive(Clone, Copy)]
pub(super) enum Refused {
    Password,
    Passkey,
    Code,
    TooLate,
    Proof,
    TooOften(i64),
    CameBack(CameBack),
}

impl Refused {
    pub fn in_words(self, f: &Frame<'_>) -> String {
        match self {
            Self::Password => f.t("accounts-refused").into_owned(),
            Self::Passkey => f.t("passkey-unknown").into_owned(),
            Self::Code => f.t("code-wrong").into_owned(),
            Self::TooLate => f.t("code-late").into_owned(),
            Self::Proof => f.t("proof-refused").into_owned(),
            Self::TooOften(seconds) => f.wait(seconds),
            Self::CameBack(why) => said_of(f, why),
        }
    }
}

impl SignInTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.mail, &self.password])
    }

    /// That somebody is signed in already.
    fn already(&self, name: &str) -> String {
        self.f.messages().with("accounts-already", &[("name", name.into())])
    }

    fn with(&self, provider: &Offered) -> String {
        self.f.messages().with("accounts-with-act", &[("name", provider.name.as_str().into())])
    }

    fn knows(&self, provider: &Offered) -> String {
        knows(&self.f, provider)
    }
}

#[derive(Template)]
#[template(path = "letter.html")]
pub(super) struct LetterTemplate<'a> {
    pub f: Frame<'a>,
    /// What the letter that was asked for will let its reader do.
    pub says: String,
    pub mail: String,
}

#[derive(Template)]
#[template(path = "sign-in-here.html")]
pub(super) struct SignInHereTemplate<'a> {
    pub f: Frame<'a>,
    pub action: Address,
    pub lead: String,
}

#[derive(Template)]
#[template(path = "code.html")]
pub(super) struct CodeTemplate<'a> {
    pub f: Frame<'a>,
    pub refused: Option<String>,
    pub to: String,
    /// The first half of signing in.
    pub half: String,
    pub code: Field,
}

/// What a page says to the script that talks to passkeys, and what that one says to the server.
#[derive(Default)]
pub(super) struct Ceremony {
    /// Where it begins.
    pub begin: String,
    /// What was shown, where a form comes again.
    pub secret: String,
    pub answer: String,
}

impl Ceremony {
    fn at(begin: String, sent: &Sent, is_refused: bool) -> Self {
        let kept = |name| if is_refused { String::new() } else { sent.text(name).to_owned() };
        Self { begin, secret: kept("ceremony"), answer: kept("passkey") }
    }

    /// Whether a passkey was made, and waits for the rest of the form.
    pub fn is_ready(&self) -> bool {
        !self.answer.is_empty()
    }
}

/// What a form says of a passkey, where its browser shows one.
pub(super) fn shown<'a>(passkeys: Option<&'a Passkeys>, sent: &'a Sent) -> Option<Answer<'a>> {
    let (ceremony, answer) = (sent.text("ceremony"), sent.text("passkey"));
    passkeys.filter(|_| !answer.is_empty()).map(|passkeys| Answer { passkeys, ceremony, answer })
}

#[derive(Template)]
#[template(path = "demo.html")]
pub(super) struct DemoTemplate<'a> {
    pub f: Frame<'a>,
    pub people: Vec<DemonstrationPerson>,
}

impl DemoTemplate<'_> {
    /// Where a person belongs, a line for each community.
    fn belongs(&self, it: &DemonstrationPerson) -> Vec<String> {
        let line = |(community, roles): &(String, Vec<Role>)| {
            let roles: &[Role] = if roles.is_empty() { &[Role::Member] } else { roles };
            let roles: Vec<_> = roles.iter().map(|role| self.f.t(words::role_key(*role)).into_owned()).collect();
            let held = self.f.names(&roles);
            self.f
                .messages()
                .with("accounts-demo-belongs", &[("community", community.as_str().into()), ("roles", held.into())])
        };
        it.belongs.iter().map(line).collect()
    }
}

/// `/sign-in`.
pub(super) async fn sign_in_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    uri: axum::http::Uri,
) -> Result<Response, Fault> {
    let to = super::parameter(&uri, "to").or_else(|| was_reading(&asked, &headers)).unwrap_or_default();
    let beside = beside(&app, &asked).await?;
    let why = came_back(&uri).map(Refused::CameBack);
    Ok(unshared(unkept(&sign_in_page(&asked, "", &to, why, beside))?))
}

/// `POST /sign-in`.
pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let sent = Sent::read(&body);
    let (ctx, browser, passkeys) = (app.enter(&asked).await?, browser(&asked, &headers), asked.passkeys());
    if !sent.text("half").is_empty() {
        return with_code(&ctx, &asked, &sent, browser).await;
    }
    if sent.text("by") == "letter" {
        let asks = ask_for_letter(&ctx, &asked, Asks::SignIn, &sent).await?;
        let beside = beside(&app, &asked).await?;
        return answered(&asked, asks, "accounts-letter-sign-in", &sent, |refused, wrong| {
            let mut page = sign_in_page(&asked, sent.text("mail"), sent.text("to"), refused, beside);
            page.mail = page.mail.judged(&page.f, wrong);
            unkept(&page)
        });
    }
    let (outcome, refused_as) = match shown(passkeys.as_ref(), &sent) {
        Some(answer) => {
            let outcome = passkeys::sign_in(&ctx, &answer, browser).await;
            (outcome.map(|session| session.map_or(SignedIn::Not, SignedIn::In)), Refused::Passkey)
        }
        None => (accounts::sign_in(&ctx, sent.text("mail"), sent.text("password"), browser).await, Refused::Password),
    };
    let refused_as = match outcome {
        Ok(outcome) => match came_in(&asked, &outcome, sent.text("to"))? {
            Some(response) => return Ok(response),
            None => refused_as,
        },
        Err(services::Error::TooOften(seconds)) => Refused::TooOften(seconds),
        Err(error) => return Err(error.into()),
    };
    let beside = beside(&app, &asked).await?;
    let page = sign_in_page(&asked, sent.text("mail"), sent.text("to"), Some(refused_as), beside);
    Ok(match refused_as {
        Refused::TooOften(seconds) => too_often(unkept(&page)?, seconds),
        _ => unshared(refused(unkept(&page)?)),
    })
}

/// The second half of signing in.
async fn with_code(ctx: &services::Ctx, asked: &Asked, sent: &Sent, browser: Browser<'_>) -> Result<Response, Fault> {
    let (half, to) = (sent.text("half"), sent.text("to"));
    match access::sign_in_with_code(ctx, half, sent.text("code"), browser).await {
        Ok(Some(session)) => Ok(signed_in(asked, session.as_str(), to)),
        Ok(None) => Ok(unshared(refused(unkept(&code_page(asked, half, to, Some(Refused::Code)))?))),
        Err(services::Error::TooOften(seconds)) => {
            Ok(too_often(unkept(&code_page(asked, half, to, Some(Refused::TooOften(seconds))))?, seconds))
        }
        // The first half is too old: it begins again.
        Err(services::Error::NotFound) => {
            let beside = Beside::default();
            Ok(unshared(refused(unkept(&sign_in_page(asked, "", to, Some(Refused::TooLate), beside))?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn code_page<'a>(asked: &'a Asked, half: &str, to: &str, why: Option<Refused>) -> CodeTemplate<'a> {
    let f = asked.private_frame("sign-in", "accounts-sign-in");
    let (code, refused) = (code_field(&f), why.map(|why| why.in_words(&f)));
    CodeTemplate { f, refused, to: to.to_owned(), half: half.to_owned(), code }
}

fn sign_in_page<'a>(
    asked: &'a Asked,
    mail: &str,
    to: &str,
    refused: Option<Refused>,
    beside: Beside,
) -> SignInTemplate<'a> {
    let mut f = asked.private_frame("sign-in", "accounts-sign-in");
    if !to.is_empty() {
        f.query = format!("to={}", encode_segment(to));
    }
    let passkey =
        asked.passkeys().map(|_| Ceremony { begin: route::SIGN_IN_PASSKEY.to_owned(), ..Ceremony::default() });
    // Browsers offer passkeys beside addresses that they know.
    let fills = if passkey.is_some() { "username webauthn" } else { "username" };
    let mail = Field::new(&f, "mail", "email", "accounts-mail", mail).filled_by(fills);
    let password = Field::new(&f, "password", "password", "accounts-password", "").filled_by("current-password");
    let refused = refused.map(|why| why.in_words(&f));
    SignInTemplate { f, mail, password, to: to.to_owned(), refused, passkey, beside }
}

/// What came of asking for a letter: what is amiss, or how long to wait, where none is on its way.
enum Asking {
    OnItsWay,
    Wrong(Vec<(&'static str, Wrong)>),
    TooOften(i64),
}

async fn ask_for_letter(ctx: &services::Ctx, asked: &Asked, asks: Asks, sent: &Sent) -> Result<Asking, Fault> {
    let language = asked.look.language.tag();
    match accounts::ask_for_letter(ctx, asks, sent.text("mail"), &language, asked.network).await {
        Ok(()) => Ok(Asking::OnItsWay),
        Err(services::Error::Refused(wrong)) => Ok(Asking::Wrong(wrong)),
        Err(services::Error::TooOften(seconds)) => Ok(Asking::TooOften(seconds)),
        Err(error) => Err(error.into()),
    }
}

/// That a letter is on its way, if there is such an account; or the form again.
fn answered(
    asked: &Asked,
    asking: Asking,
    says: &'static str,
    sent: &Sent,
    again: impl FnOnce(Option<Refused>, &[(&'static str, Wrong)]) -> Result<Response, Fault>,
) -> Result<Response, Fault> {
    match asking {
        Asking::OnItsWay => Ok(unshared(unkept(&letter_page(asked, says, sent.text("mail")))?)),
        Asking::Wrong(wrong) => Ok(unshared(refused(again(None, &wrong)?))),
        Asking::TooOften(seconds) => Ok(too_often(again(Some(Refused::TooOften(seconds)), &[])?, seconds)),
    }
}

/// The same page, with the word that one may try again after so many seconds.
pub(super) fn too_often(page: Response, seconds: i64) -> Response {
    let mut response = unshared(page);
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

pub(super) fn letter_page<'a>(asked: &'a Asked, says: &'static str, mail: &str) -> LetterTemplate<'a> {
    let f = asked.private_frame("sign-in", "accounts-letter");
    let says = f.t(says).into_owned();
    LetterTemplate { f, says, mail: mail.trim().to_owned() }
}

/// `/sign-in/{token}`: asks once more, for programs follow the links of letters before their readers do.
pub(super) async fn sign_in_here_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let name = accounts::may_sign_in_here(&app.enter(&asked).await?, &token).await?;
    Ok(unshared(unkept(&sign_in_here_page(&asked, &token, &name))?))
}

/// `POST /sign-in/{token}`.
pub(super) async fn sign_in_here(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let outcome = accounts::sign_in_here(&ctx, &token, browser(&asked, &headers)).await?;
    came_in(&asked, &outcome, "/")?.ok_or(Fault::NotFound)
}

fn sign_in_here_page<'a>(asked: &'a Asked, token: &str, name: &str) -> SignInHereTemplate<'a> {
    let f = asked.private_frame("sign-in", "accounts-sign-in");
    let lead = f.messages().with("accounts-sign-in-as", &[("name", name.into())]);
    SignInHereTemplate { f, action: Address::SignInHere(token.to_owned()), lead }
}

/// `POST /sign-in/passkey`.
pub(super) async fn ask_for_passkey(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let passkeys = asked.passkeys().ok_or(Fault::NotFound)?;
    Ok(challenge(&passkeys::begin_sign_in(&app.enter(&asked).await?, &passkeys, asked.network).await?))
}

/// What the script is told: a secret of this ceremony, and what the browser is asked.
pub(super) fn challenge(challenge: &Challenge) -> Response {
    let words = serde_json::json!({ "ceremony": challenge.ceremony.as_str(), "options": challenge.options });
    unshared(axum::Json(words).into_response())
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

/// How somebody will sign in: by the passkey that their browser made, else by the password that they typed.
pub(super) fn chosen<'a>(answer: Option<&'a Answer<'a>>, sent: &'a Sent) -> Chosen<'a> {
    answer.map_or_else(|| Chosen::Password(sent.text("password")), Chosen::Passkey)
}

/// What a page that makes a passkey says, unless the site can have none.
pub(super) fn making(
    asked: &Asked,
    begin: &str,
    token: &str,
    sent: &Sent,
    wrong: &[(&'static str, Wrong)],
) -> Option<Ceremony> {
    let is_refused = wrong.iter().any(|(_, why)| *why == Wrong::Passkey);
    asked.passkeys().map(|_| Ceremony::at(begin.replace("{token}", &encode_segment(token)), sent, is_refused))
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
    let f = asked.private_frame("demo", "accounts-demo");
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
    let ctx = app.enter(&asked).await?;
    let session = accounts::try_demonstration(&ctx, person, browser(&asked, &headers)).await?;
    Ok(signed_in(&asked, session.as_str(), "/"))
}

async fn beside(app: &App, asked: &Asked) -> Result<Beside, Fault> {
    let ctx = app.enter(asked).await?;
    let registers = matches!(registration::mode(&ctx).await?, Registration::Open | Registration::OnRequest);
    let may_try = asked.standing.settings.demonstration;
    let demonstration = may_try && accounts::has_demonstration(&ctx).await?;
    Ok(Beside { registers, demonstration, providers: providers::offered(&ctx).await? })
}

/// The page where one signs in, with the word that one may try again after so many seconds.
pub(super) async fn too_often_to_sign_in(app: &App, asked: &Asked, to: &str, seconds: i64) -> Result<Response, Fault> {
    let beside = beside(app, asked).await?;
    Ok(too_often(unkept(&sign_in_page(asked, "", to, Some(Refused::TooOften(seconds)), beside))?, seconds))
}

/// To that page with the session that was opened, or the page that asks for the second half of signing in; nothing for nobody.
pub(super) fn came_in(asked: &Asked, outcome: &SignedIn, to: &str) -> Result<Option<Response>, Fault> {
    Ok(match outcome {
        SignedIn::In(session) => Some(signed_in(asked, session.as_str(), to)),
        SignedIn::Half(half) => Some(unshared(unkept(&code_page(asked, half.as_str(), to, None))?)),
        SignedIn::Not => None,
    })
}

/// The page that a visitor leaves to sign in, where it is one that is read: not a step of coming in.
fn was_reading(asked: &Asked, headers: &HeaderMap) -> Option<String> {
    let page = front::came_from(&asked.standing.settings, headers)?;
    let steps = ["/sign-", "/set-up", "/reset", "/invitation", "/accept"];
    (!steps.iter().any(|step| page.starts_with(step))).then(|| page.to_owned())
}

/// The browser in which somebody comes in.
pub(super) fn browser<'a>(asked: &Asked, headers: &'a HeaderMap) -> Browser<'a> {
    Browser { agent: agent(headers), session: cookie(headers, SESSION_COOKIE), network: asked.network }
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
pub(super) fn signed_in(asked: &Asked, session: &str, to: &str) -> Response {
    let mut response = back_to(&asked.standing.settings, to);
    set_cookie(&mut response, SESSION_COOKIE, session, accounts::SESSION_SECONDS);
    unshared(response)
}

/// The same page, with the word that what was sent cannot be used.
pub(super) fn refused(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    page
}

/// To where one signs in, and back to this page.
pub(super) fn to_sign_in(asked: &Asked, page: &str) -> Response {
    front::to_sign_in(&asked.standing.settings, page)
}

/// Kept by no browser and no proxy: what it holds is for one person, once.
pub(super) fn unshared(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;
    use services::accounts::{Choosing, SetUp};

    use reset::{ask_reset_page, reset_page};
    use set_up::set_up_page;
    let text = || words.to_owned();
    let typed = SetUp { name: text(), mail: text(), site: Some(text()), language: "en".to_owned(), licence: text() };
    let every = [Wrong::Missing, Wrong::NotAnAddress, Wrong::Passkey, Wrong::Long, Wrong::NotAChoice, Wrong::Guessed];
    let fields = ["name", "mail", "password", "site", "language", "licence"];
    let wrong: Vec<_> = fields.into_iter().zip(every).collect();
    let belongs = vec![(text(), vec![Role::Lead, Role::Curator]), (text(), Vec::new())];
    let person = DemonstrationPerson { person: PersonId::from_bytes([7; 16]), name: text(), belongs };
    let demo = DemoTemplate { f: asked.frame("demo", words), people: vec![person] };
    let provider = |employs| Offered { id: domain::ProviderId::from_bytes([7; 16]), name: text(), employs };
    let beside = Beside { registers: true, demonstration: true, providers: vec![provider(true), provider(false)] };
    let came = |why| sign_in_page(asked, "", "", Some(Refused::CameBack(why)), Beside::default());
    let greeted = sign_in_page(asked, words, words, Some(Refused::Passkey), beside);
    let choosing = |code| Choosing { mail: MailAddress::from_store(text()), code };
    let (plain, coded) = (choosing(false), choosing(true));
    let (none, ready) = (Sent::default(), Sent::of(&[("ceremony", words), ("passkey", words)]));
    vec![
        (
            "sign-in",
            sign_in_page(asked, "", "", Some(Refused::Password), Beside::default()).render().unwrap_or_default(),
        ),
        ("sign-in", greeted.render().unwrap_or_default()),
        (
            "sign-in",
            sign_in_page(asked, "", "", Some(Refused::TooOften(61)), Beside::default()).render().unwrap_or_default(),
        ),
        ("set-up", set_up_page(asked, words, &typed, &ready, &[]).render().unwrap_or_default()),
        ("set-up", set_up_page(asked, words, &typed, &ready, &wrong).render().unwrap_or_default()),
        ("set-up", reset_page(asked, words, &plain, &none, &[("password", Wrong::Short)]).render().unwrap_or_default()),
        ("set-up", reset_page(asked, words, &coded, &none, &[("code", Wrong::Code)]).render().unwrap_or_default()),
        ("sign-in", code_page(asked, words, words, Some(Refused::Code)).render().unwrap_or_default()),
        (
            "sign-in",
            sign_in_page(asked, "", "", Some(Refused::TooLate), Beside::default()).render().unwrap_or_default(),
        ),
        ("sign-in", came(CameBack::Unknown).render().unwrap_or_default()),
        ("demo", demo.render().unwrap_or_default()),
        ("sign-in", letter_page(asked, "accounts-letter-reset", words).render().unwrap_or_default()),
        ("sign-in", ask_reset_page(asked, words, Some(Refused::TooOften(9)), &wrong).render().unwrap_or_default()),
        ("sign-in", sign_in_here_page(asked, words, words).render().unwrap_or_default()),
    ]
}
