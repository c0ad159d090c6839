//! Tokens: what a program of a person shows to read and write in their name, never more than they may.

use domain::audit::Act;
use domain::networks::Network;
use domain::policy::Steward;
use domain::tokens::{Lifetime, Scope, Scopes};
use domain::{Day, PersonId, Timestamp, TokenId};
use i18n::TimeZone;
use identity::Token;
use store::Tx;
use store::tokens::{self as stored, OpenToken, TokenRow};

use crate::accounts::{self, Wrong};
use crate::audit::{self, On};
use crate::letters::{self, Kind};
pub use crate::limits::Left;
use crate::limits::Try;
use crate::{Ctx, Error, Result, Services, admin, again, sessions};

/// The most tokens of one person.
pub const MOST: usize = 20;
/// The most characters of what a token is called.
const LONGEST: usize = 80;
/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// One of my tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyToken {
    /// Which one.
    pub id: TokenId,
    /// What I call it.
    pub name: String,
    /// What it lets its program do.
    pub scopes: Scopes,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// On which day it was last used.
    pub used: Option<Day>,
}

/// What was typed of a new token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What it is called.
    pub name: String,
    /// What it lets its program do, a word each.
    pub scopes: Vec<String>,
    /// How many days it serves.
    pub days: String,
}

/// The same, read.
#[derive(Clone, Debug)]
struct Said {
    name: String,
    scopes: Scopes,
    lifetime: Lifetime,
}

fn read(typed: &Typed) -> std::result::Result<Said, Vec<(&'static str, Wrong)>> {
    let mut wrong = Vec::new();
    let name = typed.name.replace('\0', "\u{fffd}").split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        wrong.push(("name", Wrong::Missing));
    } else if name.chars().count() > LONGEST {
        wrong.push(("name", Wrong::Long));
    }
    let scopes: Option<Vec<Scope>> = typed.scopes.iter().map(|word| Scope::parse(word)).collect();
    let scopes = Scopes::of(scopes.unwrap_or_default());
    if scopes.is_empty() {
        wrong.push(("scope", Wrong::NotAChoice));
    }
    let lifetime = Lifetime::parse(&typed.days);
    if lifetime.is_none() {
        wrong.push(("days", Wrong::NotAChoice));
    }
    match lifetime {
        Some(lifetime) if wrong.is_empty() => Ok(Said { name, scopes, lifetime }),
        _ => Err(wrong),
    }
}

/// The tokens of whoever asks that serve, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn mine(ctx: &Ctx) -> Result<Vec<MyToken>> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let rows = stored::of(&mut tx, person, ctx.now()).await?;
    let token = |row: TokenRow| MyToken {
        id: row.id,
        name: row.name,
        scopes: row.scopes,
        made: row.created,
        expires: row.expires,
        used: row.used,
    };
    Ok(rows.into_iter().map(token).collect())
}

/// Makes a token of whoever asks, which is shown once; they are told of it by letter. The caller has asked for a fresh proof.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] for a visitor.
pub async fn make(ctx: &Ctx, typed: &Typed) -> Result<Token> {
    let person = ctx.me()?;
    let said = read(typed).map_err(Error::Refused)?;
    let token = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        write(ctx, &mut tx, person, &token, &said).await?;
        tx.commit().await?;
        Ok(token.clone())
    })
    .await
}

/// Makes a token for somebody, by id or by name where one alone bears it: for who runs the site from its command line. They are told
/// of it by letter.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] for an account that does not exist.
pub async fn make_for(ctx: &Ctx, person: &str, typed: &Typed) -> Result<(PersonId, Token)> {
    ctx.authorise_site::<Steward>()?;
    let said = read(typed).map_err(Error::Refused)?;
    let token = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let person = admin::find_person(&mut tx, person).await?;
        write(ctx, &mut tx, person, &token, &said).await?;
        audit::record(ctx, &mut tx, Act::TokenMade, On::person(person)).await?;
        tx.commit().await?;
        Ok((person, token.clone()))
    })
    .await
}

/// Writes a token down, and who is told of it.
async fn write(ctx: &Ctx, tx: &mut Tx, person: PersonId, token: &Token, said: &Said) -> Result<()> {
    let now = ctx.now();
    // Held: the tokens of who is suspended meanwhile end.
    accounts::refuse_suspended(tx, person).await?;
    stored::forget(tx, now).await?;
    if stored::of(tx, person, now).await?.len() >= MOST {
        return Err(Error::Refused(vec![("name", Wrong::NoMore)]));
    }
    let id = TokenId::new(&*ctx.services.clock, &*ctx.services.randomness);
    let (name, scopes) = (said.name.clone(), said.scopes.clone());
    let expires = now.plus_seconds(said.lifetime.days() * DAY);
    let row = TokenRow { id, name, scopes, created: now, expires, used: None };
    stored::insert(tx, person, token.hash(), &row).await?;
    letters::ask_of(tx, ctx, Kind::TokenMade, person).await
}

/// Ends a token of whoever asks; one that ended already is none.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn revoke(ctx: &Ctx, id: TokenId) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::revoke(&mut tx, person, id).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Who bears a token that was shown.
#[derive(Clone)]
pub struct Bearer {
    /// The context of its person: never more than they may, and not what running the site gives.
    pub ctx: Ctx,
    /// In whose name.
    pub person: PersonId,
    /// What it lets its program do.
    pub scopes: Scopes,
    /// Whether its person has yet to accept what is accepted with an account: they read, and change nothing.
    pub must_accept: bool,
}

/// Who bears this token; nobody where it is unknown, ended or revoked, or where its person closes their account.
///
/// # Errors
/// When the store does not answer.
pub async fn bearer(services: &Services, shown: &str) -> Result<Option<Bearer>> {
    let Some(token) = Token::parse(shown) else { return Ok(None) };
    let now = services.clock.now();
    let mut tx = services.store.read().await?;
    let Some(open) = stored::open(&mut tx, token.hash(), now).await? else { return Ok(None) };
    // A token runs no site: whoever runs it signs in to do so.
    let viewer = sessions::viewer_of(&mut tx, open.person, false).await?;
    drop(tx);
    note(services, &open, now).await;
    let OpenToken { person, scopes, must_accept, .. } = open;
    Ok(Some(Bearer { ctx: services.seen_by(viewer), person, scopes, must_accept }))
}

/// Counts one request of the API: in the name of who asks, else of the block of addresses that it comes from. What is left;
/// nothing where nothing counts it.
///
/// # Errors
/// [`Error::TooOften`], with the seconds to wait.
pub async fn spend(ctx: &Ctx, network: Option<Network>) -> Result<Option<Left>> {
    let attempt = Try::to_ask(ctx, network);
    attempt.take(ctx).await?;
    attempt.left(ctx).await
}

/// How many requests are left, as [`spend`] counts them.
///
/// # Errors
/// When the store does not answer.
pub async fn left(ctx: &Ctx, network: Option<Network>) -> Result<Option<Left>> {
    Try::to_ask(ctx, network).left(ctx).await
}

/// Writes down on which day a token was used, once a day. Reading goes on where nothing can be written.
async fn note(services: &Services, open: &OpenToken, now: Timestamp) {
    let Some(today) = Day::parse(&i18n::iso_day(now, &TimeZone::UTC)) else { return };
    if open.used.is_some_and(|used| used >= today) {
        return;
    }
    let noted = async {
        let mut tx = services.store.write().await?;
        stored::note_use(&mut tx, open.id, today).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "a token could not be noted as used");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_of_a_token_is_refused_field_by_field() {
        let typed = |name: &str, scopes: &[&str], days: &str| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
            read(&Typed { name: name.to_owned(), scopes, days: days.to_owned() })
        };
        let said = typed("  Mon   script ", &["read_notes", "read_me"], "90").unwrap();
        assert_eq!((said.name.as_str(), said.lifetime), ("Mon script", Lifetime::Days90));
        assert_eq!(said.scopes, Scopes::of([Scope::ReadNotes, Scope::ReadMe]));
        let long = "é".repeat(LONGEST + 1);
        for (name, scopes, days, wrong) in [
            (" ", vec!["read_me"], "30", vec![("name", Wrong::Missing)]),
            (long.as_str(), vec!["read_me"], "30", vec![("name", Wrong::Long)]),
            ("a", vec![], "30", vec![("scope", Wrong::NotAChoice)]),
            // One word that is none makes no token of the others.
            ("a", vec!["read_me", "all"], "30", vec![("scope", Wrong::NotAChoice)]),
            (
                "",
                vec![],
                "1000",
                vec![("name", Wrong::Missing), ("scope", Wrong::NotAChoice), ("days", Wrong::NotAChoice)],
            ),
        ] {
            assert_eq!(typed(name, &scopes, days).unwrap_err(), wrong);
        }
    }
}
