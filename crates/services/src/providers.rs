//! Servers of others that prove who is there (OpenID Connect): those that the site takes, whom each of them knows.
//!
//! Nobody gets an account by one, nor is anybody known by an address that one names: a person links it from inside theirs.

use domain::audit::Act;
use domain::policy::Steward;
use domain::{PersonId, ProviderId, Timestamp, Title};
use identity::Token;
use identity::openid::{self, Failure, Provider, Waiting};
use serde::{Deserialize, Serialize};
use store::passkeys as ceremonies;
use store::providers::{self as stored, ProviderRow};

use crate::accounts::{self, Browser, SignedIn, Wrong, missing_or};
use crate::audit::{self, On};
use crate::limits::Try;
use crate::{Ctx, Error, Result, access, again};

/// How long one may be away, in seconds.
const AWAY: i64 = 10 * 60;
/// The most characters of what a provider calls this site, and of what this site shows it.
const LONGEST: usize = 500;

/// A provider, as whoever signs in sees it.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Which one.
    pub id: ProviderId,
    /// Who runs it.
    pub name: String,
    /// Whether an organisation runs it for those who work or act there.
    pub employs: bool,
}

/// A provider that knows whoever asks.
#[derive(Clone, Debug)]
pub struct Linked {
    /// Which one.
    pub provider: Offered,
    /// Since when; nothing where it does not know them.
    pub since: Option<Timestamp>,
}

/// A provider, as stewards see it: its secret is shown to nobody.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which one, and who runs it.
    pub provider: Offered,
    /// Its name for itself.
    pub issuer: String,
    /// What it calls this site.
    pub client: String,
}

/// What was typed of a provider.
#[derive(Clone, Default)]
pub struct Typed {
    /// Who runs it.
    pub name: String,
    /// Its name for itself.
    pub issuer: String,
    /// What it calls this site.
    pub client: String,
    /// What this site shows it.
    pub secret: String,
    /// Whether an organisation runs it for those who work or act there.
    pub employs: bool,
}

/// Somebody who goes away to be proved.
#[derive(Debug)]
pub struct Going {
    /// To whom.
    pub provider: Offered,
    /// Where.
    pub address: String,
    /// What their browser shows when it comes back, where it had no session.
    pub browser: Option<Token>,
}

/// What came of somebody who came back.
#[derive(Debug)]
pub struct Back {
    /// The page that they were on their way to.
    pub to: String,
    /// Whether they went to link an account, and not to sign in.
    pub links: bool,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// They are signed in, or half.
    SignedIn(SignedIn),
    /// They are not, and this is said of it.
    CameBack(CameBack),
}

/// What is said of somebody who came back and is not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameBack {
    /// From now on they may sign in by it.
    Linked,
    /// Somebody is linked already: this person by another subject, or another person by this one.
    Taken,
    /// No account is linked.
    Unknown,
    /// They did not go this way, or too long ago, or from another browser.
    Lost,
    /// They, or the provider, said no.
    Declined,
    /// The provider did not answer.
    Away,
    /// What it answered proves nothing.
    Unproved,
}

impl CameBack {
    /// All of them.
    const ALL: [Self; 7] =
        [Self::Linked, Self::Taken, Self::Unknown, Self::Lost, Self::Declined, Self::Away, Self::Unproved];

    /// The word of addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::Taken => "taken",
            Self::Unknown => "unknown",
            Self::Lost => "lost",
            Self::Declined => "declined",
            Self::Away => "away",
            Self::Unproved => "unproved",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What a provider says when it sends somebody back.
#[derive(Clone, Copy, Default)]
pub struct Said<'a> {
    /// What it was told when they went.
    pub state: &'a str,
    /// What the proof is given for.
    pub code: &'a str,
    /// Who it says that it is (RFC 9207), where it says so.
    pub issuer: Option<&'a str>,
}

/// What waits for somebody who comes back.
#[derive(Serialize, Deserialize)]
struct Kept {
    openid: String,
    /// The hash of what their browser shows.
    browser: String,
    to: String,
    waiting: Waiting,
}

impl From<ProviderRow> for Offered {
    fn from(row: ProviderRow) -> Self {
        Self { id: row.id, name: row.name, employs: row.employs }
    }
}

/// The providers by which one may sign in.
pub async fn offered(ctx: &Ctx) -> Result<Vec<Offered>> {
    let rows = stored::list(&mut ctx.services.store.read().await?).await?;
    Ok(rows.into_iter().map(Offered::from).collect())
}

/// Each provider, and whether it knows whoever asks.
pub async fn mine(ctx: &Ctx) -> Result<Vec<Linked>> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let (rows, known) = (stored::list(&mut tx).await?, stored::of(&mut tx, person).await?);
    let since = |id| known.iter().find(|(provider, _)| *provider == id).map(|(_, since)| *since);
    Ok(rows.into_iter().map(|row| Linked { since: since(row.id), provider: row.into() }).collect())
}

/// All providers, for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx) -> Result<Vec<Listed>> {
    ctx.authorise_site::<Steward>()?;
    let rows = stored::list(&mut ctx.services.store.read().await?).await?;
    Ok(rows
        .into_iter()
        .map(|row| Listed { issuer: row.issuer.clone(), client: row.client.clone(), provider: row.into() })
        .collect())
}

/// The id of one more provider, which its address of return holds.
pub fn draw(ctx: &Ctx) -> ProviderId {
    ProviderId::new(&*ctx.services.clock, &*ctx.services.randomness)
}

/// Adds a provider that answers today.
///
/// # Errors
/// [`Error::NotFound`] for who does not run the site; [`Error::Refused`] for what was typed.
pub async fn add(ctx: &Ctx, id: ProviderId, typed: &Typed) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let mut wrong = Vec::new();
    let name = Title::parse(&typed.name).ok();
    if name.is_none() {
        wrong.push(("name", missing_or(&typed.name, Wrong::Long)));
    }
    let issuer = openid::issuer(&typed.issuer).filter(|issuer| issuer.len() <= LONGEST);
    if issuer.is_none() {
        wrong.push(("issuer", missing_or(&typed.issuer, Wrong::NoProvider)));
    }
    let (client, secret) = (typed.client.trim(), typed.secret.trim());
    if client.is_empty() || client.chars().count() > LONGEST {
        wrong.push(("client", missing_or(client, Wrong::Long)));
    }
    if secret.chars().count() > LONGEST {
        wrong.push(("secret", Wrong::Long));
    }
    let (Some(name), Some(issuer), true) = (name, issuer, wrong.is_empty()) else { return Err(Error::Refused(wrong)) };
    if let Err(why) = ctx.services.openid.look(&issuer, ctx.now()).await {
        tracing::warn!(%why, "a provider was not added");
        return Err(Error::Refused(vec![("issuer", Wrong::NoProvider)]));
    }
    let (name, client, secret) = (name.as_str().to_owned(), client.to_owned(), secret.to_owned());
    let row = ProviderRow { id, name, issuer, client, secret, employs: typed.employs };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::insert(&mut tx, &row, ctx.now()).await.map_err(|error| match error {
            store::Error::Conflict(_) => Error::Refused(vec![("issuer", Wrong::Already)]),
            other => other.into(),
        })?;
        audit::record(ctx, &mut tx, Act::ProviderAdded, On::site(&row.name)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Removes a provider: nobody signs in by it any more. One that is gone already is none.
///
/// # Errors
/// [`Error::NotFound`] for who does not run the site.
pub async fn remove(ctx: &Ctx, id: ProviderId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::remove(&mut tx, id).await?;
        audit::record(ctx, &mut tx, Act::ProviderRemoved, On::site("")).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Sends a visitor away, to come back signed in at `to`; `site` is the address of this site. Nothing where the provider does not
/// answer.
///
/// # Errors
/// [`Error::NotFound`] for another provider; [`Error::TooOften`].
pub async fn begin(ctx: &Ctx, id: ProviderId, site: &str, to: &str, browser: Browser<'_>) -> Result<Option<Going>> {
    Try::to_begin(ctx, browser.network).take(ctx).await?;
    go(ctx, id, site, to, browser, None).await
}

/// Sends whoever asks away, to come back with a provider linked to their account.
///
/// # Errors
/// [`Error::NotFound`] for another provider.
pub async fn begin_link(
    ctx: &Ctx,
    id: ProviderId,
    site: &str,
    to: &str,
    browser: Browser<'_>,
) -> Result<Option<Going>> {
    let person = ctx.me()?;
    go(ctx, id, site, to, browser, Some(person)).await
}

async fn go(
    ctx: &Ctx,
    id: ProviderId,
    site: &str,
    to: &str,
    browser: Browser<'_>,
    person: Option<PersonId>,
) -> Result<Option<Going>> {
    let services = &ctx.services;
    let row = stored::by_id(&mut services.store.read().await?, id).await?.ok_or(Error::NotFound)?;
    let state = Token::new(&*services.randomness);
    let begun = services.openid.begin(&provider(&row, site), state.as_str(), &*services.randomness, ctx.now()).await;
    let (address, waiting) = match begun {
        Ok(begun) => begun,
        Err(why) => {
            tracing::warn!(provider = %id, %why, "a provider does not answer");
            return Ok(None);
        }
    };
    // Whoever comes back must be in the browser that went: it shows its session, else a secret that takes its place.
    let drawn = Token::new(&*services.randomness);
    let (shows, new) = browser.session.and_then(Token::parse).map_or((drawn.clone(), Some(drawn)), |own| (own, None));
    let kept = Kept { openid: id.to_string(), browser: domain::hex::write(&shows.hash()), to: to.to_owned(), waiting };
    let kept = serde_json::to_string(&kept).map_err(|error| Error::Internal(error.to_string()))?;
    again(async || {
        let mut tx = services.store.write().await?;
        let now = ctx.now();
        ceremonies::begin(&mut tx, state.hash(), person, &kept, now, now.plus_seconds(AWAY)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(Some(Going { provider: row.into(), address, browser: new }))
}

/// Looks at somebody who comes back from a provider.
///
/// # Errors
/// [`Error::TooOften`].
pub async fn finish(ctx: &Ctx, id: ProviderId, site: &str, said: Said<'_>, browser: Browser<'_>) -> Result<Back> {
    let attempt = Try::to_sign_in(ctx, None, browser.network);
    attempt.take(ctx).await?;
    let lost =
        || Back { to: String::new(), links: ctx.viewer.is_signed_in(), outcome: Outcome::CameBack(CameBack::Lost) };
    let Some((person, kept, row)) = came_back(ctx, id, said.state, browser).await? else { return Ok(lost()) };
    let back = |outcome| Back { to: kept.to.clone(), links: person.is_some(), outcome };
    let ended = |how| back(Outcome::CameBack(how));
    // Whoever links an account is still in it.
    if person.is_some() && person != ctx.viewer.id() {
        return Ok(lost());
    }
    if said.code.is_empty() {
        return Ok(ended(CameBack::Declined));
    }
    if said.issuer.is_some_and(|issuer| issuer != row.issuer) {
        tracing::warn!(provider = %id, "another provider sent somebody back");
        return Ok(ended(CameBack::Unproved));
    }
    let proved = ctx.services.openid.finish(&provider(&row, site), &kept.waiting, said.code, ctx.now()).await;
    let subject = match proved {
        Ok(subject) => subject,
        Err(why) => {
            tracing::warn!(provider = %id, %why, "a provider proved nothing");
            return Ok(ended(match why {
                Failure::Away(_) => CameBack::Away,
                Failure::Unproved(_) => CameBack::Unproved,
            }));
        }
    };
    if let Some(person) = person {
        return Ok(ended(link(ctx, id, &subject, person).await?));
    }
    let found = stored::find(&mut ctx.services.store.read().await?, id, &subject).await?;
    let Some(person) = found else { return Ok(ended(CameBack::Unknown)) };
    Ok(back(Outcome::SignedIn(accounts::come_in(ctx, person, browser, &attempt).await?)))
}

/// What waited for who comes back with this state, which serves once: nothing in another browser, or too late.
async fn came_back(
    ctx: &Ctx,
    id: ProviderId,
    state: &str,
    browser: Browser<'_>,
) -> Result<Option<(Option<PersonId>, Kept, ProviderRow)>> {
    let (Some(state), Some(shows)) = (Token::parse(state), browser.session.and_then(Token::parse)) else {
        return Ok(None);
    };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let begun = ceremonies::begun(&mut tx, state.hash(), ctx.now()).await?;
        let Some((person, kept)) = begun else { return Ok(None) };
        let Ok(kept) = serde_json::from_str::<Kept>(&kept) else { return Ok(None) };
        if kept.openid != id.to_string() || kept.browser != domain::hex::write(&shows.hash()) {
            return Ok(None);
        }
        let Some(row) = stored::by_id(&mut tx, id).await? else { return Ok(None) };
        let is_first = ceremonies::end(&mut tx, state.hash()).await?;
        tx.commit().await?;
        Ok(is_first.then_some((person, kept, row)))
    })
    .await
}

async fn link(ctx: &Ctx, id: ProviderId, subject: &str, person: PersonId) -> Result<CameBack> {
    let linked = again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::link(&mut tx, id, subject, person, ctx.now()).await?;
        access::tell(&mut tx, ctx, person).await?;
        tx.commit().await?;
        Ok(())
    });
    match linked.await {
        Ok(()) => Ok(CameBack::Linked),
        Err(Error::Conflict) => Ok(CameBack::Taken),
        Err(error) => Err(error),
    }
}

/// Whoever asks signs in by this provider no more; one that did not know them is none.
pub async fn unlink(ctx: &Ctx, id: ProviderId) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if stored::unlink(&mut tx, person, id).await? {
            access::tell(&mut tx, ctx, person).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Where a provider sends people back.
pub fn back(site: &str, id: ProviderId) -> String {
    format!("{site}{}", domain::address::route::SIGN_IN_WITH.replace("{provider}", &id.to_string()))
}

fn provider(row: &ProviderRow, site: &str) -> Provider {
    let (issuer, client, secret) = (row.issuer.clone(), row.client.clone(), row.secret.clone());
    Provider { issuer, client, secret, back: back(site, row.id) }
}
