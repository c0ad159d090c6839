//! By what programs read and write in the name of whoever asks.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::address::route;
use domain::tokens::{Lifetime, Scope};
use services::Ctx;
use services::accounts::Wrong;
use services::tokens::{self, MyToken, Typed};

use super::access::unless_fresh;
use super::accounts::{refused, unshared};
use super::{parameter, unkept};
use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;

/// One thing that a token may let its program do.
pub(super) struct Offer {
    pub word: &'static str,
    pub label: String,
    pub is_chosen: bool,
}

#[derive(Template)]
#[template(path = "tokens.html")]
pub(super) struct TokensTemplate<'a> {
    pub f: Frame<'a>,
    /// What was just done.
    pub done: Option<String>,
    /// The token that was just made, shown once.
    pub made: Option<String>,
    pub tokens: Vec<MyToken>,
    pub name: Field,
    /// What the new token would let its program do: the group, and what stands in it.
    pub scope: Field,
    pub scopes: Vec<Offer>,
    pub days: Field,
}

impl TokensTemplate<'_> {
    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss([&self.name, &self.scope, &self.days])
    }

    fn lets(&self, it: &MyToken) -> String {
        let scopes: Vec<String> = it.scopes.all().map(|scope| in_words(&self.f, scope)).collect();
        scopes.join(" · ")
    }

    fn lasts(&self, it: &MyToken) -> String {
        let (made, ends) = (self.f.day(it.made), self.f.day(it.expires));
        self.f.messages().with("me-token-lasts", &[("made", made.into()), ("ends", ends.into())])
    }

    fn used(&self, it: &MyToken) -> String {
        match it.used {
            Some(day) => {
                let day = i18n::calendar_day(day, self.f.language());
                self.f.messages().with("me-token-used", &[("day", day.into())])
            }
            None => self.f.t("me-token-unused").into_owned(),
        }
    }

    fn revoke(&self, it: &MyToken) -> String {
        self.f.messages().with("me-token-revoke-of", &[("name", it.name.as_str().into())])
    }
}

/// `/me/tokens`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::MY_TOKENS, true) {
        return Ok(elsewhere);
    }
    let ctx = app.enter(&asked).await?;
    let mut page = page(&ctx, &asked, &Typed::default(), &[]).await?;
    if parameter(&uri, "done").as_deref() == Some("revoked") {
        page.done = Some(page.f.t("me-token-revoked").into_owned());
    }
    Ok(unshared(unkept(&page)?))
}

/// `POST /me/tokens`: makes one, which the answer alone shows, or revokes one.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    asked.signed_in_first(route::MY_TOKENS)?;
    let sent = Sent::read(&body);
    match sent.text("act") {
        // Whoever fears for a token need not prove anything first.
        "revoke" => {
            tokens::revoke(&app.enter(&asked).await?, doors::id(sent.text("id"))?).await?;
            let to = format!("{}?done=revoked", route::MY_TOKENS);
            Ok(unshared(back_to(&asked.standing.settings, &to)))
        }
        "make" => make(&app, &asked, &sent).await,
        _ => Err(Fault::NotFound),
    }
}

async fn make(app: &App, asked: &Asked, sent: &Sent) -> Result<Response, Fault> {
    if let Some(elsewhere) = unless_fresh(asked, app, route::MY_TOKENS, false) {
        return Ok(elsewhere);
    }
    let ctx = app.enter(asked).await?;
    let typed = Typed {
        name: sent.text("name").to_owned(),
        scopes: sent.all("scope").into_iter().map(str::to_owned).collect(),
        days: sent.text("days").to_owned(),
    };
    match tokens::make(&ctx, &typed).await {
        Ok(token) => {
            let mut page = page(&ctx, asked, &Typed::default(), &[]).await?;
            page.made = Some(token.as_str().to_owned());
            Ok(unshared(unkept(&page)?))
        }
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&page(&ctx, asked, &typed, &wrong).await?)?)))
        }
        Err(error) => Err(error.into()),
    }
}

fn in_words(f: &Frame<'_>, scope: Scope) -> String {
    let words = match scope {
        Scope::ReadNotes => f.t("me-token-read-notes"),
        Scope::WriteNotes => f.t("me-token-write-notes"),
        Scope::ReadPeople => f.t("me-token-read-people"),
        Scope::ReadMe => f.t("me-token-read-me"),
        Scope::WriteMe => f.t("me-token-write-me"),
        Scope::WriteCommunities => f.t("me-token-write-communities"),
    };
    words.into_owned()
}

async fn page<'a>(
    ctx: &Ctx,
    asked: &'a Asked,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> Result<TokensTemplate<'a>, Fault> {
    Ok(filled(asked, tokens::mine(ctx).await?, typed, wrong))
}

fn filled<'a>(
    asked: &'a Asked,
    tokens: Vec<MyToken>,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> TokensTemplate<'a> {
    let f = asked.private_frame("me", "me-tokens");
    let name = Field::new(&f, "name", "text", "me-token-name", &typed.name)
        .hinted(f.t("me-token-name-hint").into_owned())
        .judged(&f, wrong);
    let scope = Field::new(&f, "scope", "checkbox", "me-token-scopes", "")
        .hinted(f.t("me-token-scopes-hint").into_owned())
        .judged(&f, wrong);
    let offer = |scope: Scope| Offer {
        word: scope.as_str(),
        label: in_words(&f, scope),
        is_chosen: typed.scopes.iter().any(|word| word == scope.as_str()),
    };
    let scopes = Scope::ALL.map(offer).into();
    let days = |lifetime: Lifetime| {
        let words = f.messages().with("me-token-days", &[("count", lifetime.days().into())]);
        (lifetime.days().to_string(), words)
    };
    let choices = Lifetime::ALL.map(days).into();
    let days = Field::new(&f, "days", "select", "me-token-lifetime", &typed.days).judged(&f, wrong);
    TokensTemplate { done: None, made: None, tokens, name, scope, scopes, days: Field { choices, ..days }, f }
}

/// Each page with words that would do harm where they were markup.
#[cfg(test)]
pub(super) fn samples(asked: &Asked, words: &str) -> Vec<(&'static str, String)> {
    use domain::tokens::Scopes;
    use domain::{Day, Timestamp, TokenId};
    let token = |used| MyToken {
        id: TokenId::from_bytes([8; 16]),
        name: words.to_owned(),
        scopes: Scopes::of(Scope::ALL),
        made: Timestamp::from_micros(0),
        expires: Timestamp::from_micros(0),
        used,
    };
    let typed = Typed { name: words.to_owned(), scopes: vec!["read_me".to_owned()], days: words.to_owned() };
    let wrong = [("name", Wrong::Long), ("scope", Wrong::NotAChoice), ("days", Wrong::NotAChoice)];
    let mut made = filled(asked, vec![token(None)], &Typed::default(), &[]);
    made.made = Some(words.to_owned());
    made.done = Some(words.to_owned());
    let pages = [
        filled(asked, Vec::new(), &Typed::default(), &[]).render(),
        made.render(),
        filled(asked, vec![token(Day::parse("2027-01-15"))], &typed, &wrong).render(),
        filled(asked, Vec::new(), &Typed::default(), &[("name", Wrong::NoMore)]).render(),
    ];
    pages.into_iter().map(|page| ("me", page.unwrap_or_default())).collect()
}
