//! By what a person signs in: password, passkeys, second factor; and the fresh proof that changing any of it asks for.

use domain::audit::Act;
use domain::people::MailAddress;
use domain::{PersonId, Timestamp, hex};
use identity::codes::{self, Codes};
use identity::{Password, Token};
use store::Tx;
use store::{accounts as stored, passkeys as kept, second_factors};

use crate::accounts::{self, Browser, Wrong, chosen_password, hashed};
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::passkeys::{self, Answer, Challenge, Passkeys};
use crate::{Ctx, Error, Result, again};

/// How long the second half of signing in may take, in seconds.
const CODE: i64 = 10 * 60;
/// What tells such a half from a ceremony of a passkey.
const SECOND_FACTOR: &str = "second factor";

/// A passkey, as its person sees it.
#[derive(Clone, Debug)]
pub struct MyPasskey {
    /// What it is removed by.
    pub id: String,
    /// When it was made.
    pub made: Timestamp,
    /// When it was last used.
    pub used: Option<Timestamp>,
}

/// How the second factor stands.
#[derive(Clone, Debug)]
pub enum Second {
    /// None is asked for.
    Off,
    /// A secret waits for the first code.
    Begun(Beginning),
    /// Codes are asked for.
    On {
        /// Since when.
        since: Timestamp,
        /// How many codes on paper are left.
        left: i64,
    },
}

/// What an application is told.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// What is typed where nothing can be scanned.
    pub typed: String,
    /// What is scanned: the path of an SVG, and its side.
    pub scanned: Option<(String, i32)>,
    /// Where a telephone that reads this page goes.
    pub address: String,
}

/// By what a person signs in.
#[derive(Clone, Debug)]
pub struct Means {
    /// Where their letters go; nothing for an account that a command made without any.
    pub mail: Option<MailAddress>,
    /// Whether they have a password.
    pub has_password: bool,
    /// Their passkeys, oldest first.
    pub passkeys: Vec<MyPasskey>,
    /// Their second factor.
    pub second: Second,
}

/// By what whoever asks signs in; `site` is what an application calls this one.
pub async fn mine(ctx: &Ctx, site: &str) -> Result<Means> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let own = stored::of(&mut tx, person).await?;
    let passkeys = kept::list(&mut tx, person).await?;
    let totp = second_factors::of(&mut tx, person).await?;
    let left = second_factors::codes_left(&mut tx, person).await?;
    let (mail, password) = own.map_or((None, String::new()), |own| (Some(own.mail), own.password));
    let second = match totp {
        None => Second::Off,
        Some(row) => match row.confirmed {
            Some(since) => Second::On { since, left },
            None => {
                let codes = Codes::from_store(row.secret);
                let address = codes.address(site, mail.as_ref().map_or("", MailAddress::as_str));
                Second::Begun(Beginning { typed: codes.typed(), scanned: codes::qr_code(&address), address })
            }
        },
    };
    let passkeys = passkeys.into_iter().map(|(id, made, used)| MyPasskey { id: hex::write(&id), made, used });
    Ok(Means { mail, has_password: !password.is_empty(), passkeys: passkeys.collect(), second })
}

/// Keeps a new password of whoever asks, ends every session of theirs, and opens one: its token, which is shown once.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] for an account without an address.
pub async fn change_password(ctx: &Ctx, typed: &str, browser: Browser<'_>) -> Result<Token> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let own = stored::of(&mut tx, person).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let password = chosen_password(typed, &[own.mail.as_str(), &own.name]);
    let password = password.map_err(|why| Error::Refused(vec![("password", why)]))?;
    let (hash, session) = (hashed(ctx, password).await?, Token::new(&*ctx.services.randomness));
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::set_password(&mut tx, person, &hash).await?;
        store::people::end_sessions(&mut tx, person).await?;
        store::tokens::revoke_all(&mut tx, person).await?;
        accounts::open(&mut tx, ctx, &session, person, browser.agent).await?;
        tell(&mut tx, ctx, person).await?;
        tx.commit().await?;
        Ok(session.clone())
    })
    .await
}

/// Begins to make one more passkey of whoever asks.
///
/// # Errors
/// [`Error::NotFound`] for an account without an address.
pub async fn begin_passkey(ctx: &Ctx, keys: &Passkeys) -> Result<Challenge> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let own = stored::of(&mut tx, person).await?.ok_or(Error::NotFound)?;
    let all = kept::of(&mut tx, person).await?;
    drop(tx);
    passkeys::begin_more(ctx, keys, person, own.mail.as_str(), &own.name, all).await
}

/// Keeps one more passkey of whoever asks.
///
/// # Errors
/// [`Error::Refused`] where it is none that was asked for, or too late.
pub async fn add_passkey(ctx: &Ctx, answer: &Answer<'_>) -> Result<()> {
    let (person, refused) = (ctx.me()?, || Error::Refused(vec![("passkey", Wrong::Passkey)]));
    let made = passkeys::made(ctx, answer).await?.filter(|made| made.person == person).ok_or_else(refused)?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        passkeys::keep(&mut tx, &made, ctx.now()).await.map_err(|error| match error {
            Error::Refused(_) => refused(),
            other => other,
        })?;
        tell(&mut tx, ctx, person).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Removes a passkey of whoever asks; one that is gone already is none.
pub async fn remove_passkey(ctx: &Ctx, id: &str) -> Result<()> {
    let person = ctx.me()?;
    let id = hex::read(id).ok_or(Error::NotFound)?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if kept::remove(&mut tx, person, &id).await? {
            tell(&mut tx, ctx, person).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Draws the secret of codes for whoever asks; none is asked for until they have shown one.
///
/// # Errors
/// [`Error::Conflict`] where codes are asked for already.
pub async fn begin_codes(ctx: &Ctx) -> Result<()> {
    let (person, codes) = (ctx.me()?, Codes::new(&*ctx.services.randomness));
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !second_factors::begin(&mut tx, person, codes.secret(), ctx.now()).await? {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Asks whoever asks for codes from now on, as they have shown one: their codes on paper, which are shown once.
///
/// # Errors
/// [`Error::Refused`] for another code; [`Error::Conflict`] where nothing was begun, or it is done.
pub async fn confirm_codes(ctx: &Ctx, typed: &str) -> Result<Vec<String>> {
    let person = ctx.me()?;
    let paper = codes::on_paper(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (now, row) = (ctx.now(), second_factors::of(&mut tx, person).await?);
        let row = row.filter(|row| row.confirmed.is_none()).ok_or(Error::Conflict)?;
        let step = Codes::from_store(row.secret).step_of(typed, now);
        let step = step.ok_or_else(|| Error::Refused(vec![("code", Wrong::Code)]))?;
        second_factors::use_step(&mut tx, person, step).await?;
        second_factors::confirm(&mut tx, person, now).await?;
        second_factors::set_codes(&mut tx, person, &hashes(&paper)).await?;
        tell(&mut tx, ctx, person).await?;
        tx.commit().await?;
        Ok(paper.clone())
    })
    .await
}

fn hashes(paper: &[String]) -> Vec<[u8; 32]> {
    paper.iter().filter_map(|code| codes::hash_of_paper(code)).collect()
}

/// New codes on paper for whoever asks, in place of those of before; they are shown once.
///
/// # Errors
/// [`Error::Conflict`] where no codes are asked for.
pub async fn renew_paper(ctx: &Ctx) -> Result<Vec<String>> {
    let person = ctx.me()?;
    let paper = codes::on_paper(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !is_asked(&mut tx, person).await? {
            return Err(Error::Conflict);
        }
        second_factors::set_codes(&mut tx, person, &hashes(&paper)).await?;
        tell(&mut tx, ctx, person).await?;
        tx.commit().await?;
        Ok(paper.clone())
    })
    .await
}

/// Asks whoever asks for no codes any more.
pub async fn end_codes(ctx: &Ctx) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let was_asked = is_asked(&mut tx, person).await?;
        second_factors::end(&mut tx, person).await?;
        if was_asked {
            tell(&mut tx, ctx, person).await?;
            audit::record(ctx, &mut tx, Act::CodesEnded, On::person(person)).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Tells a person by letter that something changed in what they sign in by: whoever did it may be another.
pub(crate) async fn tell(tx: &mut Tx, ctx: &Ctx, person: PersonId) -> Result<()> {
    letters::ask_of(tx, ctx, Kind::Changed, person).await
}

/// Whether codes are asked of this person.
pub(crate) async fn is_asked(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(second_factors::of(tx, person).await?.is_some_and(|row| row.confirmed.is_some()))
}

/// Whether this person needs no code, or this is one, which is then used.
pub(crate) async fn passes(tx: &mut Tx, person: PersonId, typed: &str, now: Timestamp) -> Result<bool> {
    Ok(!is_asked(tx, person).await? || use_code(tx, person, typed, now).await?)
}

/// Uses a code of this person: of this minute, or on paper. Each serves once.
pub(crate) async fn use_code(tx: &mut Tx, person: PersonId, typed: &str, now: Timestamp) -> Result<bool> {
    let Some(row) = second_factors::of(tx, person).await?.filter(|row| row.confirmed.is_some()) else {
        return Ok(false);
    };
    if let Some(step) = Codes::from_store(row.secret).step_of(typed, now) {
        return Ok(second_factors::use_step(tx, person, step).await?);
    }
    match codes::hash_of_paper(typed) {
        Some(hash) => Ok(second_factors::use_code(tx, person, hash).await?),
        None => Ok(false),
    }
}

/// Keeps the first half of signing in, until a code brings the second: what the browser shows with it.
pub(crate) async fn wait_for_code(tx: &mut Tx, ctx: &Ctx, person: PersonId) -> Result<Token> {
    let half = Token::new(&*ctx.services.randomness);
    let now = ctx.now();
    kept::begin(tx, half.hash(), Some(person), SECOND_FACTOR, now, now.plus_seconds(CODE)).await?;
    Ok(half)
}

/// Opens a session for who proved the first half and shows a code: its token, which is shown once. Nothing for another code.
///
/// # Errors
/// [`Error::NotFound`] where the first half is too old; [`Error::TooOften`].
pub async fn sign_in_with_code(ctx: &Ctx, half: &str, typed: &str, browser: Browser<'_>) -> Result<Option<Token>> {
    let half = Token::parse(half).ok_or(Error::NotFound)?;
    let mut tx = ctx.services.store.read().await?;
    let begun = kept::begun(&mut tx, half.hash(), ctx.now()).await?;
    drop(tx);
    let Some((Some(person), state)) = begun else { return Err(Error::NotFound) };
    if state != SECOND_FACTOR {
        return Err(Error::NotFound);
    }
    let attempt = Try::to_show_a_code(ctx, person, browser.network);
    attempt.take(ctx).await?;
    let session = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, half.as_str()).await?;
        if !use_code(&mut tx, person, typed, ctx.now()).await? {
            return Ok(None);
        }
        if !kept::end(&mut tx, half.hash()).await? {
            return Err(Error::NotFound);
        }
        attempt.give_back(&mut tx).await?;
        accounts::open_in(&mut tx, ctx, &session, person, browser).await?;
        tx.commit().await?;
        Ok(Some(session.clone()))
    })
    .await
}

/// What whoever is signed in may prove with that they are still there.
#[derive(Clone, Copy, Debug)]
pub struct Provable {
    /// A password.
    pub password: bool,
    /// A passkey.
    pub passkey: bool,
    /// A code besides the password.
    pub code: bool,
}

/// What whoever asks may prove with that they are still there.
pub async fn provable(ctx: &Ctx) -> Result<Provable> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let password = stored::of(&mut tx, person).await?.is_some_and(|own| !own.password.is_empty());
    let passkey = !kept::of(&mut tx, person).await?.is_empty();
    Ok(Provable { password, passkey, code: is_asked(&mut tx, person).await? })
}

/// Opens a new session in place of this one for who proves to be there: its token, which is shown once. Nothing for another
/// password, or another code.
///
/// # Errors
/// [`Error::TooOften`].
pub async fn prove(ctx: &Ctx, password: &str, code: &str, browser: Browser<'_>) -> Result<Option<Token>> {
    let person = ctx.me()?;
    let services = &ctx.services;
    let mut tx = services.store.read().await?;
    let own = stored::of(&mut tx, person).await?;
    drop(tx);
    let attempt = Try::to_sign_in(ctx, own.as_ref().map(|own| &own.mail), browser.network);
    attempt.take(ctx).await?;
    if !services.passwords.matches(Password::parse(password), own.map(|own| own.password)).await {
        return Ok(None);
    }
    let session = Token::new(&*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        if !passes(&mut tx, person, code, ctx.now()).await? {
            return Ok(None);
        }
        attempt.give_back(&mut tx).await?;
        accounts::open_in(&mut tx, ctx, &session, person, browser).await?;
        tx.commit().await?;
        Ok(Some(session.clone()))
    })
    .await
}
