//! A password that is chosen: who forgot theirs, who was sent an address, who changes it.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use domain::address::{Address, route};
use services::accounts::{self, Asks, Choosing, Wrong};
use services::passkeys;

use super::{Ceremony, Refused, answered, ask_for_letter, browser, challenge, chosen, making, opened, shown, unshared};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::access::code_field;
use crate::html::unkept;

#[derive(Template)]
#[template(path = "ask-reset.html")]
pub(super) struct AskResetTemplate<'a> {
    pub f: Frame<'a>,
    pub mail: Field,
    pub refused: Option<String>,
}

impl AskResetTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.mail])
    }
}

#[derive(Template)]
#[template(path = "reset.html")]
pub(super) struct ResetTemplate<'a> {
    pub f: Frame<'a>,
    pub action: Address,
    pub mail: String,
    /// Where a code is asked for too.
    pub code: Option<Field>,
    pub password: Field,
    pub passkey: Option<Ceremony>,
}

impl ResetTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.code.iter().chain([&self.password]))
    }
}

/// `/reset`: where a letter is asked for.
pub(in crate::html) async fn ask_reset_form(
    State(_): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    Ok(unshared(unkept(&ask_reset_page(&asked, "", None, &[]))?))
}

/// `POST /reset`.
pub(in crate::html) async fn ask_reset(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let sent = Sent::read(&body);
    let asking = ask_for_letter(&app.enter(&asked).await?, &asked, Asks::Reset, &sent).await?;
    answered(&asked, asking, "accounts-letter-reset", &sent, |refused, wrong| {
        unkept(&ask_reset_page(&asked, sent.text("mail"), refused, wrong))
    })
}

pub(super) fn ask_reset_page<'a>(
    asked: &'a Asked,
    mail: &str,
    refused: Option<Refused>,
    wrong: &[(&'static str, Wrong)],
) -> AskResetTemplate<'a> {
    let f = asked.private_frame("sign-in", "accounts-ask-reset");
    let mail = Field::new(&f, "mail", "email", "accounts-mail", mail).filled_by("username").judged(&f, wrong);
    let refused = refused.map(|why| why.in_words(&f));
    AskResetTemplate { f, mail, refused }
}

/// `/reset/{token}`.
pub(in crate::html) async fn choose_password_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let choosing = accounts::may_choose_password(&app.enter(&asked).await?, &token).await?;
    Ok(unshared(unkept(&reset_page(&asked, &token, &choosing, &Sent::default(), &[]))?))
}

/// `POST /reset/{token}`.
pub(in crate::html) async fn choose_password(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let choosing = accounts::may_choose_password(&ctx, &token).await?;
    let sent = Sent::read(&body);
    let passkeys = asked.passkeys();
    let answer = shown(passkeys.as_ref(), &sent);
    let (chosen, browser) = (chosen(answer.as_ref(), &sent), browser(&asked, &headers));
    let outcome = accounts::choose_password(&ctx, &token, chosen, sent.text("code"), browser).await;
    opened(&asked, outcome, |wrong| unkept(&reset_page(&asked, &token, &choosing, &sent, wrong)))
}

pub(super) fn reset_page<'a>(
    asked: &'a Asked,
    token: &str,
    choosing: &Choosing,
    sent: &Sent,
    wrong: &[(&'static str, Wrong)],
) -> ResetTemplate<'a> {
    let f = asked.private_frame("set-up", "accounts-choose-password");
    let passkey = making(asked, route::RESET_PASSKEY, token, sent, wrong);
    let password = new_password(&f).judged(&f, wrong);
    let code = choosing.code.then(|| code_field(&f).judged(&f, wrong));
    let (action, mail) = (Address::Reset(token.to_owned()), choosing.mail.as_str().to_owned());
    ResetTemplate { f, action, mail, code, password, passkey }
}

/// The field of a password that is chosen.
pub(in crate::html) fn new_password(f: &Frame<'_>) -> Field {
    let shortest = i64::try_from(accounts::SHORTEST_PASSWORD).unwrap_or_default();
    let hint = f.messages().with("accounts-password-hint", &[("count", shortest.into())]);
    Field::new(f, "password", "password", "accounts-password", "").filled_by("new-password").hinted(hint)
}

/// `POST /reset/{token}/passkey`.
pub(in crate::html) async fn make_passkey(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let passkeys = asked.passkeys().ok_or(Fault::NotFound)?;
    Ok(challenge(&passkeys::begin_choice(&app.enter(&asked).await?, &passkeys, &token).await?))
}

/// `/.well-known/change-password`.
pub(in crate::html) async fn change_password(Extension(asked): Extension<Asked>) -> Response {
    let to = if asked.who.is_some() { route::MY_ACCESS } else { route::ASK_RESET };
    unshared(back_to(&asked.standing.settings, to))
}
