//! How an account is made: a letter proves the address, then a form says the rest.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use domain::address::{Address, route};
use domain::site::Registration;
use services::accounts::Wrong;
use services::registration::{self, SignUp, SignedUp, SigningUp};
use services::site_pages;

use super::accounts::reset::new_password;
use super::accounts::{
    Ceremony, browser, challenge, chosen, letter_page, making, refused, shown, signed_in, too_often, unshared,
};
use super::unkept;
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::{Frame, address_of, name_of};

#[derive(Template)]
#[template(path = "sign-up.html")]
pub(super) struct SignUpTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
    pub refused: Option<String>,
    /// Where it is sent.
    pub action: Address,
    /// Nothing where nobody may ask.
    pub mail: Option<Field>,
}

impl SignUpTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.mail)
    }
}

#[derive(Template)]
#[template(path = "sign-up-here.html")]
pub(super) struct SignUpHereTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
    pub action: Address,
    pub mail: String,
    pub fields: Vec<Field>,
    pub passkey: Option<Ceremony>,
    pub age: Field,
    pub age_is_said: bool,
    pub accepts: Field,
    pub is_accepted: bool,
    /// Which versions are accepted.
    pub texts: String,
    pub to_read: Vec<(&'static str, String)>,
    pub act: String,
}

impl SignUpHereTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.fields.iter().chain([&self.age, &self.accepts]))
    }
}

#[derive(Template)]
#[template(path = "said.html")]
pub(super) struct SaidTemplate<'a> {
    pub f: Frame<'a>,
    pub lead: String,
}

/// `/sign-up`.
pub(super) async fn ask_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let mode = registration::mode(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&ask_page(&asked, &By::Mode(mode), "", None, &[]))?))
}

/// `POST /sign-up`.
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let mode = registration::mode(&app.enter(&asked).await?).await?;
    asked_for(&app, &asked, &By::Mode(mode), &Sent::read(&body)).await
}

/// `/invitation/{token}`.
pub(super) async fn invited_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let by = invitation(&app, &asked, token).await?;
    Ok(unshared(unkept(&ask_page(&asked, &by, "", None, &[]))?))
}

/// `POST /invitation/{token}`.
pub(super) async fn invited(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let by = invitation(&app, &asked, token).await?;
    asked_for(&app, &asked, &by, &Sent::read(&body)).await
}

async fn invitation(app: &App, asked: &Asked, token: String) -> Result<By, Fault> {
    let ctx = app.enter(asked).await?;
    let (_, name) = registration::invited_by(&ctx, &token).await?;
    if registration::mode(&ctx).await? == Registration::Closed {
        return Ok(By::Mode(Registration::Closed));
    }
    Ok(By::Link { token, name })
}

/// By what right a letter is asked for.
enum By {
    Mode(Registration),
    Link { token: String, name: String },
}

async fn asked_for(app: &App, asked: &Asked, by: &By, sent: &Sent) -> Result<Response, Fault> {
    let (mail, language) = (sent.text("mail"), asked.look.language.tag());
    let link = match by {
        By::Link { token, .. } => Some(token.as_str()),
        By::Mode(_) => None,
    };
    let ctx = app.enter(asked).await?;
    match registration::ask(&ctx, mail, link, &language, asked.network).await {
        Ok(()) => Ok(unshared(unkept(&letter_page(asked, "accounts-sign-up-letter", mail))?)),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&ask_page(asked, by, mail, None, &wrong))?)))
        }
        Err(services::Error::TooOften(seconds)) => {
            Ok(too_often(unkept(&ask_page(asked, by, mail, Some(seconds), &[]))?, seconds))
        }
        Err(services::Error::Forbidden) => {
            let mut page = unshared(unkept(&ask_page(asked, by, mail, None, &[]))?);
            *page.status_mut() = StatusCode::FORBIDDEN;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

fn ask_page<'a>(
    asked: &'a Asked,
    by: &By,
    mail: &str,
    wait: Option<i64>,
    wrong: &[(&'static str, Wrong)],
) -> SignUpTemplate<'a> {
    let f = asked.private_frame("sign-up", "accounts-sign-up-title");
    let (lead, action, is_open) = match by {
        By::Mode(mode) => {
            let lead = match mode {
                Registration::Open => f.t("accounts-sign-up-open"),
                Registration::OnRequest => f.t("accounts-sign-up-on-request"),
                Registration::Invitation => f.t("accounts-sign-up-invitation"),
                Registration::Closed => f.t("accounts-sign-up-closed"),
            };
            let is_open = matches!(mode, Registration::Open | Registration::OnRequest);
            (lead.into_owned(), Address::AskSignUp, is_open)
        }
        By::Link { token, name } => {
            let lead = match name.as_str() {
                "" => f.t("accounts-sign-up-invited").into_owned(),
                name => f.messages().with("accounts-sign-up-invited-by", &[("name", name.into())]),
            };
            (lead, Address::Invited(token.clone()), true)
        }
    };
    let field = Field::new(&f, "mail", "email", "accounts-mail", mail).filled_by("email").judged(&f, wrong);
    let field = field.hinted(f.t("accounts-mail-hint").into_owned());
    let refused = wait.map(|seconds| f.wait(seconds));
    SignUpTemplate { f, lead, refused, action, mail: is_open.then_some(field) }
}

/// `/sign-up/{token}`.
pub(super) async fn sign_up_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let may = registration::may_sign_up(&app.enter(&asked).await?, &token).await?;
    let typed =
        SignUp { name: may.name.clone(), language: asked.look.language.as_str().to_owned(), ..SignUp::default() };
    Ok(unshared(unkept(&sign_up_page(&asked, &token, &may, &typed, &Sent::default(), &[]))?))
}

/// `POST /sign-up/{token}/passkey`.
pub(super) async fn make_passkey(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let passkeys = asked.passkeys().ok_or(Fault::NotFound)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    Ok(challenge(&registration::begin_passkey(&ctx, &passkeys, &token, sent.text("name")).await?))
}

/// `POST /sign-up/{token}`.
pub(super) async fn sign_up(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let may = registration::may_sign_up(&ctx, &token).await?;
    let sent = Sent::read(&body);
    let text = |name| sent.text(name).to_owned();
    let typed = SignUp {
        name: text("name"),
        language: text("language"),
        reason: text("reason"),
        is_old_enough: sent.text("age") == "yes",
        accepts: text("accepts"),
    };
    let passkeys = asked.passkeys();
    let answer = shown(passkeys.as_ref(), &sent);
    let chosen = chosen(answer.as_ref(), &sent);
    match registration::sign_up(&ctx, &token, &typed, chosen, browser(&asked, &headers)).await {
        Ok(SignedUp::In(session)) => Ok(signed_in(&asked, session.as_str(), "/")),
        Ok(SignedUp::Asked) => Ok(unshared(unkept(&waits_page(&asked))?)),
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&sign_up_page(&asked, &token, &may, &typed, &sent, &wrong))?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn waits_page(asked: &Asked) -> SaidTemplate<'_> {
    let f = asked.private_frame("sign-up", "accounts-sign-up-asked");
    let lead = f.t("accounts-sign-up-asked-lead").into_owned();
    SaidTemplate { f, lead }
}

fn sign_up_page<'a>(
    asked: &'a Asked,
    token: &str,
    may: &SigningUp,
    typed: &SignUp,
    sent: &Sent,
    wrong: &[(&'static str, Wrong)],
) -> SignUpHereTemplate<'a> {
    let f = asked.private_frame("sign-up", "accounts-sign-up-title");
    let judged = |field: Field| field.judged(&f, wrong);
    let passkey = making(asked, route::SIGN_UP_PASSKEY, token, sent, wrong);
    let is_ready = passkey.as_ref().is_some_and(Ceremony::is_ready);
    let mut fields = vec![
        judged(
            Field::new(&f, "name", "text", "accounts-name", &typed.name)
                .filled_by("name")
                .hinted(f.t("accounts-sign-up-name-hint").into_owned()),
        ),
        judged(Field {
            choices: asked.languages(),
            ..Field::new(&f, "language", "select", "accounts-sign-up-language", &typed.language)
        }),
    ];
    if may.is_asked {
        let hint = f.t("accounts-sign-up-reason-hint").into_owned();
        fields
            .push(judged(Field::new(&f, "reason", "textarea", "accounts-sign-up-reason", &typed.reason).hinted(hint)));
    }
    fields.push(judged(new_password(&f)).optional_where(is_ready));
    let (age, accepts) = (
        judged(Field::new(&f, "age", "checkbox", "accounts-sign-up-age", "")),
        judged(Field::new(&f, "accepts", "checkbox", "accounts-sign-up-accepts", "")),
    );
    let texts = site_pages::written(&may.texts);
    let to_read = may.texts.iter().map(|(page, _)| (address_of(*page), f.t(name_of(*page)).into_owned())).collect();
    let (lead, act) = if may.is_asked {
        (f.t("accounts-sign-up-here-asked"), f.t("accounts-sign-up-ask"))
    } else {
        (f.t("accounts-sign-up-here"), f.t("accounts-sign-up-act"))
    };
    let (lead, act) = (lead.into_owned(), act.into_owned());
    SignUpHereTemplate {
        action: Address::SignUp(token.to_owned()),
        mail: may.mail.as_str().to_owned(),
        passkey,
        age_is_said: typed.is_old_enough,
        is_accepted: typed.accepts == texts,
        f,
        lead,
        fields,
        age,
        accepts,
        texts,
        to_read,
        act,
    }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;
    use domain::site::SitePage;
    let text = || words.to_owned();
    let texts = vec![(SitePage::Privacy, 1), (SitePage::Terms, 1)];
    let may =
        |is_asked| SigningUp { mail: MailAddress::from_store(text()), name: text(), is_asked, texts: texts.clone() };
    let typed =
        SignUp { name: text(), language: "en".to_owned(), reason: text(), is_old_enough: true, accepts: text() };
    let wrong = [
        ("name", Wrong::Long),
        ("reason", Wrong::Missing),
        ("age", Wrong::TooYoung),
        ("accepts", Wrong::NotAccepted),
        ("password", Wrong::Short),
    ];
    let changed = [("accepts", Wrong::Changed)];
    let none = Sent::default();
    let mut pages: Vec<_> = Registration::ALL
        .into_iter()
        .map(|mode| ("sign-up", ask_page(asked, &By::Mode(mode), words, None, &[]).render().unwrap_or_default()))
        .collect();
    for name in [String::new(), text()] {
        let by = By::Link { token: text(), name };
        let wrong = [("mail", Wrong::NotAnAddress)];
        pages.push(("sign-up", ask_page(asked, &by, words, Some(61), &wrong).render().unwrap_or_default()));
    }
    for (may, wrong) in [(may(false), &changed[..]), (may(true), &wrong)] {
        let page = sign_up_page(asked, words, &may, &typed, &none, wrong);
        pages.push(("sign-up", page.render().unwrap_or_default()));
    }
    pages.push(("sign-up", waits_page(asked).render().unwrap_or_default()));
    pages
}
