//! By what a person signs in, and the fresh proof that changing it asks for.

use std::borrow::Borrow;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use bytes::Bytes;
use domain::Timestamp;
use domain::address::{encode_segment, route};
use services::Ctx;
use services::access::{self, Means, MyPasskey, Provable, Second};
use services::accounts::{SESSION_SECONDS, Wrong};
use services::passkeys;
use services::providers::{self, CameBack, Linked};

use super::accounts::reset::new_password;
use super::accounts::{
    Ceremony, Refused, browser, challenge, refused, shown, signed_in, to_sign_in, too_often, unshared,
};
use super::providers::{away, came_back, knows, said_of};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::{Asked, SESSION_COOKIE};
use crate::dated::Dated;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::{back_to, set_cookie};

/// How long a proof is fresh enough to see what it opens, in seconds.
const FRESH: i64 = 10 * 60;
/// How long what was seen may then be acted on.
const STILL_FRESH: i64 = 30 * 60;

#[derive(Template)]
#[template(path = "access.html")]
pub(super) struct AccessTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    /// Why what was begun elsewhere is not.
    pub amiss: Option<String>,
    /// Codes on paper, shown once.
    pub paper: Option<Vec<String>>,
    pub mail: Option<String>,
    pub has_password: bool,
    pub password: Field,
    pub passkeys: Vec<MyPasskey>,
    pub passkey: Option<Ceremony>,
    pub passkey_wrong: Option<String>,
    pub second: Second,
    pub code: Field,
    pub providers: Vec<Linked>,
}

impl AccessTemplate<'_> {
    fn made(&self, passkey: &MyPasskey) -> Dated {
        let made = self.f.messages().with("access-passkey-made", &[("when", self.f.moment(passkey.made).into())]);
        self.f.dated(made, passkey.made)
    }

    /// Nothing of one that was never used.
    fn used(&self, passkey: &MyPasskey) -> Option<Dated> {
        let used = passkey.used?;
        let words = self.f.messages().with("access-passkey-used", &[("when", self.f.moment(used).into())]);
        Some(self.f.dated(words, used))
    }

    fn since(&self, since: impl Borrow<Timestamp>) -> String {
        self.f.messages().with("access-second-since", &[("day", self.f.day(*since.borrow()).into())])
    }

    fn linked(&self, since: impl Borrow<Timestamp>) -> String {
        self.f.messages().with("accounts-with-since", &[("day", self.f.day(*since.borrow()).into())])
    }

    fn knows(&self, it: &Linked) -> String {
        knows(&self.f, &it.provider)
    }

    fn link(&self, it: &Linked) -> String {
        self.f.messages().with("accounts-with-link-of", &[("name", it.provider.name.as_str().into())])
    }

    fn unlink(&self, it: &Linked) -> String {
        self.f.messages().with("accounts-with-unlink-of", &[("name", it.provider.name.as_str().into())])
    }

    fn left(&self, left: impl Borrow<i64>) -> String {
        self.f.messages().with("access-paper-left", &[("count", (*left.borrow()).into())])
    }
}

#[derive(Template)]
#[template(path = "proof.html")]
pub(super) struct ProofTemplate<'a> {
    pub f: Frame<'a>,
    pub refused: Option<String>,
    pub to: String,
    pub to_encoded: String,
    pub fields: Vec<Field>,
    pub passkey: Option<Ceremony>,
}

/// Where who asks proves to be there, and comes back from, unless they did a short while ago.
pub(super) fn unless_fresh(asked: &Asked, app: &App, page: &str, reads: bool) -> Option<Response> {
    let Some(known) = &asked.who else { return Some(to_sign_in(asked, page)) };
    if known.proved_within(if reads { FRESH } else { STILL_FRESH }, app.services.now()) {
        return None;
    }
    let to = format!("{}?to={}", route::PROOF, encode_segment(page));
    Some(unshared(back_to(&asked.standing.settings, &to)))
}

/// `/me/access`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::MY_ACCESS, true) {
        return Ok(elsewhere);
    }
    let ctx = app.enter(&asked).await?;
    let mut page = page(&asked, means(&ctx, &asked).await?, &[]);
    match came_back(&uri) {
        Some(CameBack::Linked) => page.done = Some(said_of(&page.f, CameBack::Linked)),
        Some(why) => page.amiss = Some(said_of(&page.f, why)),
        None => {}
    }
    Ok(unshared(unkept(&page)?))
}

async fn means(ctx: &Ctx, asked: &Asked) -> Result<(Means, Vec<Linked>), Fault> {
    Ok((access::mine(ctx, &asked.standing.settings.name).await?, providers::mine(ctx).await?))
}

/// `POST /me/access/passkey`.
pub(super) async fn begin_passkey(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
) -> Result<Response, Fault> {
    let passkeys = asked.passkeys().ok_or(Fault::NotFound)?;
    // The script says that the site did not answer, and the page asks for a proof when it is opened again.
    if unless_fresh(&asked, &app, route::MY_ACCESS, false).is_some() {
        return Err(Fault::NotFound);
    }
    Ok(challenge(&access::begin_passkey(&app.enter(&asked).await?, &passkeys).await?))
}

/// `POST /me/access`: changes one of the means of signing in.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::MY_ACCESS, false) {
        return Ok(elsewhere);
    }
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let mut session = None;
    let done = match sent.text("act") {
        "password" => match access::change_password(&ctx, sent.text("password"), browser(&asked, &headers)).await {
            Ok(token) => {
                session = Some(token);
                Ok(("access-done-password", None))
            }
            Err(error) => Err(error),
        },
        "passkey" => {
            let passkeys = asked.passkeys();
            let answer = shown(passkeys.as_ref(), &sent).ok_or(Fault::NotFound)?;
            access::add_passkey(&ctx, &answer).await.map(|()| ("access-done-passkey", None))
        }
        "remove" => access::remove_passkey(&ctx, sent.text("id")).await.map(|()| ("access-done-removed", None)),
        "begin" => match access::begin_codes(&ctx).await {
            Ok(()) => return Ok(unshared(unkept(&page(&asked, means(&ctx, &asked).await?, &[]))?)),
            Err(error) => Err(error),
        },
        "confirm" => access::confirm_codes(&ctx, sent.text("code")).await.map(|paper| ("access-done-on", Some(paper))),
        "paper" => access::renew_paper(&ctx).await.map(|paper| ("access-done-paper", Some(paper))),
        "link" => {
            let (site, id) = (&asked.standing.settings.address, doors::id(sent.text("id"))?);
            match providers::begin_link(&ctx, id, site, route::MY_ACCESS, browser(&asked, &headers)).await? {
                Some(going) => return away(&asked, &going),
                None => return away_page(&asked, &ctx).await,
            }
        }
        "unlink" => providers::unlink(&ctx, doors::id(sent.text("id"))?).await.map(|()| ("access-done-unlinked", None)),
        "end" => access::end_codes(&ctx).await.map(|()| ("access-done-off", None)),
        _ => return Err(Fault::NotFound),
    };
    match done {
        Ok((says, paper)) => {
            let mut page = page(&asked, means(&ctx, &asked).await?, &[]);
            page.done = Some(page.f.t(says).into_owned());
            page.paper = paper;
            let mut response = unshared(unkept(&page)?);
            if let Some(token) = session {
                set_cookie(&mut response, SESSION_COOKIE, token.as_str(), SESSION_SECONDS);
            }
            Ok(response)
        }
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&asked, means(&ctx, &asked).await?, &wrong))?)))
        }
        // Another page of theirs did it meanwhile: this one says how it stands.
        Err(services::Error::Conflict) => {
            let mut page = unshared(unkept(&page(&asked, means(&ctx, &asked).await?, &[]))?);
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The page, with the word that the server of somebody else does not answer.
async fn away_page(asked: &Asked, ctx: &Ctx) -> Result<Response, Fault> {
    let mut page = page(asked, means(ctx, asked).await?, &[]);
    page.amiss = Some(said_of(&page.f, CameBack::Away));
    Ok(unshared(unkept(&page)?))
}

fn page<'a>(
    asked: &'a Asked,
    (means, providers): (Means, Vec<Linked>),
    wrong: &[(&'static str, Wrong)],
) -> AccessTemplate<'a> {
    let f = asked.private_frame("me", "access-title");
    let begin = route::MY_PASSKEY.to_owned();
    let passkey = asked.passkeys().map(|_| Ceremony { begin, ..Ceremony::default() });
    let passkey_wrong = wrong.iter().any(|(name, _)| *name == "passkey");
    let passkey_wrong = passkey_wrong.then(|| f.t("passkey-refused").into_owned());
    let password = Field { label: f.messages().text("access-new-password"), ..new_password(&f) }.judged(&f, wrong);
    let code = code_field(&f).hinted(f.t("code-hint-app").into_owned()).judged(&f, wrong);
    let Means { mail, has_password, passkeys, second } = means;
    let mail = mail.map(|mail| mail.as_str().to_owned());
    AccessTemplate {
        f,
        done: None,
        amiss: None,
        paper: None,
        mail,
        has_password,
        password,
        passkeys,
        passkey,
        passkey_wrong,
        second,
        code,
        providers,
    }
}

/// The field of a code of a second factor.
pub(super) fn code_field(f: &Frame<'_>) -> Field {
    let hint = f.t("code-hint").into_owned();
    Field::new(f, "code", "text", "code-field", "").filled_by("one-time-code").hinted(hint)
}

/// `/me/proof`: asks who is signed in to prove once more that they are there.
pub(super) async fn proof_form(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let to = parameter(&uri, "to").unwrap_or_default();
    asked.signed_in_first(&to)?;
    let provable = access::provable(&app.enter(&asked).await?).await?;
    Ok(unshared(unkept(&proof_page(&asked, provable, &to, None))?))
}

/// `POST /me/proof`.
pub(super) async fn prove(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Fault> {
    let sent = Sent::read(&body);
    asked.signed_in_first(sent.text("to"))?;
    let (ctx, browser, keys) = (app.enter(&asked).await?, browser(&asked, &headers), asked.passkeys());
    let outcome = match shown(keys.as_ref(), &sent) {
        Some(answer) => passkeys::prove(&ctx, &answer, browser).await,
        None => access::prove(&ctx, sent.text("password"), sent.text("code"), browser).await,
    };
    let why = match outcome {
        Ok(Some(session)) => return Ok(signed_in(&asked, session.as_str(), sent.text("to"))),
        Ok(None) => Refused::Proof,
        Err(services::Error::TooOften(seconds)) => Refused::TooOften(seconds),
        Err(error) => return Err(error.into()),
    };
    let provable = access::provable(&ctx).await?;
    let page = unkept(&proof_page(&asked, provable, sent.text("to"), Some(why)))?;
    Ok(match why {
        Refused::TooOften(seconds) => too_often(page, seconds),
        _ => unshared(refused(page)),
    })
}

fn proof_page<'a>(asked: &'a Asked, provable: Provable, to: &str, why: Option<Refused>) -> ProofTemplate<'a> {
    let f = asked.private_frame("me", "proof-title");
    let mut fields = Vec::new();
    if provable.password {
        fields.push(Field::new(&f, "password", "password", "accounts-password", "").filled_by("current-password"));
        if provable.code {
            fields.push(code_field(&f));
        }
    }
    let passkey = asked.passkeys().filter(|_| provable.passkey);
    let passkey = passkey.map(|_| Ceremony { begin: route::SIGN_IN_PASSKEY.to_owned(), ..Ceremony::default() });
    let refused = why.map(|why| why.in_words(&f));
    ProofTemplate { f, refused, to: to.to_owned(), to_encoded: encode_segment(to), fields, passkey }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::people::MailAddress;
    use services::access::Beginning;
    let (text, moment) = (|| words.to_owned(), Timestamp::from_micros(0));
    let key = |used| MyPasskey { id: text(), made: moment, used };
    let provider =
        services::providers::Offered { id: domain::ProviderId::from_bytes([7; 16]), name: text(), employs: true };
    let linked = |since| Linked { provider: provider.clone(), since };
    let means = |second, mail: bool| {
        let means = Means {
            mail: mail.then(|| MailAddress::from_store(text())),
            has_password: mail,
            passkeys: if mail { vec![key(None), key(Some(moment))] } else { Vec::new() },
            second,
        };
        (means, vec![linked(None), linked(Some(moment))])
    };
    let begun = Beginning { typed: text(), scanned: Some(("M0,0h1v1h-1z".to_owned(), 9)), address: text() };
    let wrong = [("password", Wrong::Short), ("code", Wrong::Code), ("passkey", Wrong::Passkey)];
    let mut paper = page(asked, means(Second::On { since: moment, left: 1 }, true), &[]);
    (paper.paper, paper.done) = (Some(vec![text(), text()]), Some(text()));
    let all = Provable { password: true, passkey: true, code: true };
    let none = Provable { password: false, passkey: false, code: false };
    let pages = [
        page(asked, means(Second::Off, true), &wrong).render(),
        page(asked, means(Second::Off, false), &[]).render(),
        page(asked, means(Second::Begun(begun), true), &wrong).render(),
        paper.render(),
        proof_page(asked, all, words, Some(Refused::Proof)).render(),
        proof_page(asked, none, words, Some(Refused::TooOften(61))).render(),
    ];
    pages.into_iter().map(|page| ("me", page.unwrap_or_default())).collect()
}
