//! The first steward, and what the site is.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use bytes::Bytes;
use domain::address::{Address, route};
use services::accounts::{self, SetUp, Wrong};
use services::licences::OFFERED;
use services::passkeys;

use super::reset::new_password;
use super::{Ceremony, agent, challenge, chosen, making, opened, shown, unshared};
use crate::app::App;
use crate::asked::Asked;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::html::unkept;

#[derive(Template)]
#[template(path = "set-up.html")]
pub(super) struct SetUpTemplate<'a> {
    pub f: Frame<'a>,
    /// Where it is sent, without the field that a link of the page led to.
    pub action: Address,
    pub you: Vec<Field>,
    pub passkey: Option<Ceremony>,
    pub site: Vec<Field>,
}

impl SetUpTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(self.you.iter().chain(&self.site))
    }
}

/// `/set-up/{token}`.
pub(in crate::html) async fn set_up_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    accounts::may_set_up(&app.enter(&asked).await?, &token).await?;
    let typed = SetUp {
        site: Some(asked.standing.settings.name.clone()),
        language: asked.look.language.as_str().to_owned(),
        licence: OFFERED.first().copied().unwrap_or_default().to_owned(),
        ..SetUp::default()
    };
    Ok(unshared(unkept(&set_up_page(&asked, &token, &typed, &Sent::default(), &[]))?))
}

/// `POST /set-up/{token}`.
pub(in crate::html) async fn set_up(
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
        site: (!asked.standing.settings.name_is_told).then(|| text("site")),
        language: text("language"),
        licence: text("licence"),
    };
    let (ctx, passkeys) = (app.enter(&asked).await?, asked.passkeys());
    let answer = shown(passkeys.as_ref(), &sent);
    let outcome = accounts::set_up(&ctx, &token, &typed, chosen(answer.as_ref(), &sent), agent(&headers)).await;
    opened(&asked, outcome, |wrong| unkept(&set_up_page(&asked, &token, &typed, &sent, wrong)))
}

/// `POST /set-up/{token}/passkey`.
pub(in crate::html) async fn make_passkey_at_set_up(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, Fault> {
    let passkeys = asked.passkeys().ok_or(Fault::NotFound)?;
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let begun = passkeys::begin_set_up(&ctx, &passkeys, &token, sent.text("mail"), sent.text("name")).await?;
    Ok(challenge(&begun))
}

pub(super) fn set_up_page<'a>(
    asked: &'a Asked,
    token: &str,
    typed: &SetUp,
    sent: &Sent,
    wrong: &[(&'static str, Wrong)],
) -> SetUpTemplate<'a> {
    let f = asked.private_frame("set-up", "accounts-set-up");
    let judged = |field: Field| field.judged(&f, wrong);
    let passkey = making(asked, route::SET_UP_PASSKEY, token, sent, wrong);
    let you = vec![
        judged(Field::new(&f, "name", "text", "accounts-name", &typed.name).filled_by("name")),
        judged(
            Field::new(&f, "mail", "email", "accounts-mail", &typed.mail)
                .filled_by("username")
                .hinted(f.t("accounts-mail-hint").into_owned()),
        ),
        judged(new_password(&f)).optional_where(passkey.as_ref().is_some_and(Ceremony::is_ready)),
    ];
    let settings = &asked.standing.settings;
    let licences = OFFERED.map(|licence| (licence.to_owned(), licence.to_owned()));
    let mut site = Vec::new();
    if let Some(name) = typed.site.as_ref().filter(|_| !settings.name_is_told) {
        site.push(judged(Field::new(&f, "site", "text", "accounts-site-name", name)));
    }
    site.push(judged(Field {
        choices: asked.languages(),
        ..Field::new(&f, "language", "select", "accounts-site-language", &typed.language)
    }));
    site.push(judged(Field {
        choices: licences.to_vec(),
        hint: Some(f.t("accounts-site-licence-hint").into_owned()),
        ..Field::new(&f, "licence", "select", "accounts-site-licence", &typed.licence)
    }));
    SetUpTemplate { f, action: Address::SetUp(token.to_owned()), you, passkey, site }
}
