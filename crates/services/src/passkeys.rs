//! Ceremonies that make or ask for a passkey, in two halves; what the first one knows waits in the store for the second.

use domain::networks::Network;
use domain::{PersonId, Timestamp};
pub use identity::Passkeys;
use identity::passkeys::Begun;
use identity::{Passkey, Shown, Token};
use store::accounts::{Proved, Purpose};
use store::passkeys;

use crate::accounts::{Browser, Wrong, begin, may_set_up};
use crate::limits::Try;
use crate::{Ctx, Error, Result, again};

/// How long a ceremony may take, in seconds: a page of sign-in may stand open for a while.
const CEREMONY: i64 = 10 * 60;

/// What a browser is asked.
pub struct Challenge {
    /// What its answer comes with; shown once.
    pub ceremony: Token,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub options: serde_json::Value,
}

/// What a browser answers.
pub struct Answer<'a> {
    /// The passkeys of the site.
    pub passkeys: &'a Passkeys,
    /// Of which ceremony.
    pub ceremony: &'a str,
    /// Its words: `RegistrationResponseJSON` or `AuthenticationResponseJSON`.
    pub answer: &'a str,
}

/// A passkey that a browser made as it was asked to, before it is kept.
pub(crate) struct Made {
    /// Whose.
    pub person: PersonId,
    ceremony: Token,
    key: Passkey,
}

/// A passkey that proved who is there, and the ceremony in which it did.
pub(crate) struct Used {
    ceremony: Token,
    id: Vec<u8>,
    kept: String,
}

/// Begins to make the passkey of the first steward, who bears this one-time address.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve.
pub async fn begin_set_up(ctx: &Ctx, keys: &Passkeys, token: &str, mail: &str, name: &str) -> Result<Challenge> {
    may_set_up(ctx, token).await?;
    begin_new(ctx, keys, mail, name).await
}

/// Begins to make the passkey of somebody who has no account yet.
pub(crate) async fn begin_new(ctx: &Ctx, keys: &Passkeys, mail: &str, name: &str) -> Result<Challenge> {
    let person = PersonId::new(&*ctx.services.clock, &*ctx.services.randomness);
    begun(ctx, Some(person), keys.begin_making(person, mail, name, Vec::new())).await
}

/// Begins to make a passkey of who bears this one-time address.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve.
pub async fn begin_choice(ctx: &Ctx, keys: &Passkeys, token: &str) -> Result<Challenge> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut tx = ctx.services.store.read().await?;
    let proved = store::accounts::proved(&mut tx, token.hash(), Purpose::Password, ctx.now()).await?;
    let Proved { person, mail, name } = proved.ok_or(Error::NotFound)?;
    let own = passkeys::of(&mut tx, person).await?;
    drop(tx);
    begin_more(ctx, keys, person, mail.as_str(), &name, own).await
}

/// Begins to ask for a passkey, whoever has it.
///
/// # Errors
/// [`Error::TooOften`] where too many were begun from this block.
pub async fn begin_sign_in(ctx: &Ctx, keys: &Passkeys, network: Option<Network>) -> Result<Challenge> {
    Try::to_begin(ctx, network).take(ctx).await?;
    begun(ctx, None, keys.begin_asking()).await
}

async fn begun(ctx: &Ctx, person: Option<PersonId>, begun: Option<Begun>) -> Result<Challenge> {
    let Begun { options, state } = begun.ok_or_else(|| Error::Internal("a ceremony could not be begun".to_owned()))?;
    let ceremony = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let now = ctx.now();
        passkeys::begin(&mut tx, ceremony.hash(), person, &state, now, now.plus_seconds(CEREMONY)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(Challenge { ceremony, options })
}

/// The passkey that a browser made; nothing where it does not answer what it was asked, or too late.
pub(crate) async fn made(ctx: &Ctx, answer: &Answer<'_>) -> Result<Option<Made>> {
    let Some(ceremony) = Token::parse(answer.ceremony) else { return Ok(None) };
    let mut tx = ctx.services.store.read().await?;
    let begun = passkeys::begun(&mut tx, ceremony.hash(), ctx.now()).await?;
    let Some((Some(person), state)) = begun else { return Ok(None) };
    Ok(answer.passkeys.made(&state, answer.answer).map(|key| Made { person, ceremony, key }))
}

/// Keeps a passkey, in the transaction that gives its person what it is for.
///
/// # Errors
/// [`Error::Refused`] where its ceremony ended in between, or somebody has it.
pub(crate) async fn keep(tx: &mut store::Tx, made: &Made, now: Timestamp) -> Result<()> {
    if !passkeys::end(tx, made.ceremony.hash()).await? {
        return Err(refused());
    }
    passkeys::insert(tx, &made.key.id, made.person, &made.key.kept, now).await.map_err(|error| match error {
        store::Error::Conflict(_) => refused(),
        other => other.into(),
    })
}

fn refused() -> Error {
    Error::Refused(vec![("password", Wrong::Passkey)])
}

/// Begins to make one more passkey of this person, beside those that they have.
pub(crate) async fn begin_more(
    ctx: &Ctx,
    keys: &Passkeys,
    person: PersonId,
    mail: &str,
    name: &str,
    own: Vec<Vec<u8>>,
) -> Result<Challenge> {
    begun(ctx, Some(person), keys.begin_making(person, mail, name, own)).await
}

/// A passkey that is kept elsewhere until there is an account: its id, and what is kept of it. Its ceremony ends.
///
/// # Errors
/// [`Error::Refused`] where it ended in between.
pub(crate) async fn taken(tx: &mut store::Tx, made: &Made) -> Result<(Vec<u8>, String)> {
    if !passkeys::end(tx, made.ceremony.hash()).await? {
        return Err(refused());
    }
    Ok((made.key.id.clone(), made.key.kept.clone()))
}

/// Opens a session for who shows a passkey: its token, which is shown once. Nothing where it proves nothing, or too late.
///
/// The session that this browser had, if any, ends.
///
/// # Errors
/// [`Error::TooOften`] where it was tried too often from this block.
pub async fn sign_in(ctx: &Ctx, answer: &Answer<'_>, browser: Browser<'_>) -> Result<Option<Token>> {
    shown(ctx, answer, browser, None).await
}

/// The same, only for who is signed in already and proves to be still there.
///
/// # Errors
/// As [`sign_in`].
pub async fn prove(ctx: &Ctx, answer: &Answer<'_>, browser: Browser<'_>) -> Result<Option<Token>> {
    shown(ctx, answer, browser, Some(ctx.me()?)).await
}

async fn shown(ctx: &Ctx, answer: &Answer<'_>, browser: Browser<'_>, still: Option<PersonId>) -> Result<Option<Token>> {
    let attempt = Try::to_sign_in(ctx, None, browser.network);
    attempt.take(ctx).await?;
    let (Some(ceremony), Some(shown)) = (Token::parse(answer.ceremony), Shown::parse(answer.answer)) else {
        return Ok(None);
    };
    let mut tx = ctx.services.store.read().await?;
    let begun = passkeys::begun(&mut tx, ceremony.hash(), ctx.now()).await?;
    let found = passkeys::find(&mut tx, shown.id()).await?;
    drop(tx);
    let (Some((None, state)), Some((person, kept))) = (begun, found) else { return Ok(None) };
    if still.is_some_and(|still| still != person) {
        return Ok(None);
    }
    let Some(kept) = answer.passkeys.proves(&state, &shown, &kept).filter(|_| shown.person() == Some(person)) else {
        return Ok(None);
    };
    begin(ctx, person, browser, &attempt, Some(Used { ceremony, id: shown.id().to_vec(), kept })).await
}

/// Ends the ceremony in which a passkey was used; false where it ended before: of two that come with one, one opens a session.
pub(crate) async fn spend(tx: &mut store::Tx, used: &Used, now: Timestamp) -> Result<bool> {
    passkeys::note_use(tx, &used.id, &used.kept, now).await?;
    Ok(passkeys::end(tx, used.ceremony.hash()).await?)
}
