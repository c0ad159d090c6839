//! How people come in: the first steward, signing in and out, the people of the demonstration.

mod set_up;

use domain::communities::Role;
use domain::networks::Network;
use domain::people::MailAddress;
use domain::{LanguageTag, PersonId, Timestamp};
pub use identity::Token;
use identity::{Password, Weakness};
pub use set_up::{SetUp, begin_set_up, create_steward, may_set_up, set_up};
use store::accounts::{self, Purpose};

use crate::limits::Try;
use crate::passkeys::{self, Answer};
use crate::views::DemonstrationPerson;
use crate::{Ctx, Error, Result, access, again, communities, letters, sessions};

/// How long a session of a browser lasts at most, in seconds; one that nobody uses ends before.
pub const SESSION_SECONDS: i64 = 30 * 24 * 3600;
/// How long an address where a password is chosen serves, where a letter brings it, in seconds.
const RESET: i64 = 3600;
/// How long an address that signs in serves, in seconds.
const SIGN_IN: i64 = 15 * 60;
/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = identity::passwords::SHORTEST;
/// The most characters kept of what a browser says of itself.
const AGENT: usize = 200;
/// Why what was typed in a field cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was typed.
    Missing,
    /// More than is kept.
    Long,
    /// No letter could go there.
    NotAnAddress,
    /// Too few characters for a password.
    Short,
    /// A program would find this password.
    Guessed,
    /// None of the choices.
    NotAChoice,
    /// The passkey is not one that was asked for, or too late.
    Passkey,
    /// No code of this minute, nor one on paper that is left.
    Code,
    /// Too young for an account.
    TooYoung,
    /// What must be accepted was not.
    NotAccepted,
    /// What was accepted changed in between.
    Changed,
    /// No server of OpenID Connect answers there.
    NoProvider,
    /// It stands in nothing that the note says or said.
    Nowhere,
    /// Fewer characters than this.
    Few(usize),
    /// It is there already.
    Already,
    /// No address of the web.
    NotOfTheWeb,
    /// No organisation of this name that they may see.
    NoOrganisation,
    /// Several bear this name: one is to be chosen.
    Several,
    /// No person of this name whom they may see.
    NoPerson,
    /// Several people bear this name: one is to be chosen.
    SeveralPeople,
    /// That person may already.
    MayAlready,
    /// It is linked to no community.
    Unlinked,
    /// Nobody else may edit it.
    LastAuthor,
    /// That many requests of theirs wait already.
    TooManyWait(usize),
    /// It would reach nobody.
    Unheard,
    /// No answer could reach who writes.
    NoMail,
    /// There are that many already, and no more may be.
    Full(usize),
    /// No day of the calendar.
    NotADay,
    /// It ends before it begins.
    Backwards,
    /// It was learned before it happened, or will be after today.
    Untimely,
    /// No whole number from 1 to that one.
    NotANumber(i64),
    /// No name that an address can have.
    NotAnAlias,
    /// A community has this name in addresses.
    Taken,
    /// There are that many organisations already, and no more may be.
    TooMany(usize),
    /// No note of this title, or at this address, that they may see.
    NoNote,
    /// Several notes bear this title: an address is to be given.
    SeveralNotes,
    /// It is to be looked at again before it is adopted.
    TooEarly,
    /// Nobody was chosen.
    Nobody,
    /// No colour, written `#rrggbb`.
    NotAColor,
    /// None of the pictures that are read.
    NotAPicture,
    /// A picture of more pixels than are read: so many across and down.
    Vast(u32, u32),
    /// A picture of fewer than are needed: so many across and down.
    Tiny(u32, u32),
    /// A picture that does not hold what it says.
    BrokenPicture,
    /// A file of more megabytes than are taken.
    Heavy(usize),
    /// No file was chosen.
    NoFile,
    /// It is for members, and is linked to no community.
    Unshared,
    /// No note of this title, or at this address, that is placed there and that they may read.
    NotPlaced,
    /// There are as many as there may be.
    NoMore,
    /// Nobody else leads it.
    LastLead,
    /// Its authors declined it: only one of them has it placed there again.
    DeclinedThere,
    /// It was announced there before.
    Announced(Timestamp),
    /// No term of this name that they may see.
    NoTerm,
    /// Only who tends the lexicon of that community says it.
    OwnerDecides,
    /// Nobody said that the organisation publishes it itself.
    Unpublished,
    /// Nothing that a register knows an organisation by.
    NotAnIdentifier,
}

/// The browser in which somebody comes in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser<'a> {
    /// What it says of itself.
    pub agent: &'a str,
    /// The session that it has: it ends where another one is opened.
    pub session: Option<&'a str>,
    /// The block of network addresses that it is in, where that is known.
    pub network: Option<Network>,
}

/// How somebody will prove to be there from now on.
#[derive(Clone, Copy)]
pub enum Chosen<'a> {
    /// A password, as typed.
    Password(&'a str),
    /// A passkey that their browser made.
    Passkey(&'a Answer<'a>),
}

/// What will prove that somebody is there, before it is kept.
pub(crate) enum Proof {
    Password(Password),
    Passkey(passkeys::Made),
}

/// Looks at how somebody will prove to be there; `own` is what would be tried first.
pub(crate) async fn proof(ctx: &Ctx, chosen: Chosen<'_>, own: &[&str]) -> Result<std::result::Result<Proof, Wrong>> {
    Ok(match chosen {
        Chosen::Password(typed) => chosen_password(typed, own).map(Proof::Password),
        Chosen::Passkey(answer) => passkeys::made(ctx, answer).await?.map(Proof::Passkey).ok_or(Wrong::Passkey),
    })
}

/// What the store keeps of a proof: the hash of a password, empty where there is none; a passkey.
pub(crate) async fn keepable(ctx: &Ctx, proof: Proof) -> Result<(String, Option<passkeys::Made>)> {
    match proof {
        Proof::Password(password) => Ok((hashed(ctx, password).await?, None)),
        Proof::Passkey(made) => Ok((String::new(), Some(made))),
    }
}

pub(crate) fn missing_or(typed: &str, wrong: Wrong) -> Wrong {
    // Characters that nobody sees are none.
    if typed.chars().all(|c| c.is_whitespace() || c.is_control()) { Wrong::Missing } else { wrong }
}

/// A password that somebody chooses; `own` is what would be tried first.
pub(crate) fn chosen_password(typed: &str, own: &[&str]) -> std::result::Result<Password, Wrong> {
    let password = Password::parse(typed).ok_or_else(|| missing_or(typed, Wrong::Long))?;
    match password.weakness(own) {
        None => Ok(password),
        Some(Weakness::Short) => Err(Wrong::Short),
        Some(Weakness::Guessed) => Err(Wrong::Guessed),
    }
}

/// Who chooses a password.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// Where their letters go, for programs that keep passwords.
    pub mail: MailAddress,
    /// Whether a code is asked of them besides.
    pub code: bool,
}

/// Whose password may be chosen at this address.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, whatever the reason.
pub async fn may_choose_password(ctx: &Ctx, token: &str) -> Result<Choosing> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    Ok(chooses(ctx, &token).await?.1)
}

async fn chooses(ctx: &Ctx, token: &Token) -> Result<(PersonId, Choosing)> {
    let mut tx = ctx.services.store.read().await?;
    let proved = accounts::proved(&mut tx, token.hash(), Purpose::Password, ctx.now()).await?;
    let proved = proved.ok_or(Error::NotFound)?;
    let code = access::is_asked(&mut tx, proved.person).await?;
    Ok((proved.person, Choosing { code, mail: proved.mail }))
}

/// Keeps a new password, or a passkey in its place, ends every session that was open, and opens one: its token, which is shown once.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve; [`Error::Refused`] for what was typed.
pub async fn choose_password(
    ctx: &Ctx,
    token: &str,
    chosen: Chosen<'_>,
    code: &str,
    browser: Browser<'_>,
) -> Result<Token> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let (chooser, Choosing { mail, code: is_asked }) = chooses(ctx, &token).await?;
    let proof = proof(ctx, chosen, &[mail.as_str()]).await?;
    let proof = proof.map_err(|why| Error::Refused(vec![("password", why)]))?;
    // Whoever holds the letter guesses codes no more often than at the door.
    if is_asked {
        Try::to_show_a_code(ctx, chooser, browser.network).take(ctx).await?;
    }
    let services = &ctx.services;
    let (password, made) = keepable(ctx, proof).await?;
    let session = Token::new(&*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        store::names::hold(&mut tx, token.as_str()).await?;
        let proved = accounts::proved(&mut tx, token.hash(), Purpose::Password, ctx.now()).await?;
        let person = proved.ok_or(Error::NotFound)?.person;
        if !access::passes(&mut tx, person, code, ctx.now()).await? {
            return Err(Error::Refused(vec![("code", Wrong::Code)]));
        }
        accounts::end_proofs_of(&mut tx, Purpose::Password, person).await?;
        accounts::set_password(&mut tx, person, &password).await?;
        if let Some(made) = &made {
            if made.person != person {
                return Err(Error::NotFound);
            }
            passkeys::keep(&mut tx, made, ctx.now()).await?;
        }
        store::people::end_sessions(&mut tx, person).await?;
        store::tokens::revoke_all(&mut tx, person).await?;
        access::tell(&mut tx, ctx, person).await?;
        open(&mut tx, ctx, &session, person, browser.agent).await?;
        tx.commit().await?;
        Ok(session.clone())
    })
    .await
}

/// What somebody asks a letter for, who says that an account is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// To choose a password.
    Reset,
    /// To sign in.
    SignIn,
}

/// Asks for a letter to the account of this address. Where there is none nothing is sent, and nothing tells: the same is
/// written in each case, and the letter is looked at later.
///
/// # Errors
/// [`Error::Refused`] where no letter could go there; [`Error::TooOften`].
pub async fn ask_for_letter(
    ctx: &Ctx,
    asks: Asks,
    mail: &str,
    language: &LanguageTag,
    network: Option<Network>,
) -> Result<()> {
    let mail = MailAddress::parse(mail)
        .ok_or_else(|| Error::Refused(vec![("mail", missing_or(mail, Wrong::NotAnAddress))]))?;
    Try::to_be_written_to(ctx, &mail, network).take(ctx).await?;
    let kind = match asks {
        Asks::Reset => letters::Kind::Reset,
        Asks::SignIn => letters::Kind::SignIn,
    };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        letters::ask(&mut tx, ctx, kind, &mail, language, None).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// A secret address for the person who gets a letter, drawn when it is written.
pub(crate) async fn draw(ctx: &Ctx, asks: Asks, person: PersonId) -> Result<Token> {
    let token = Token::new(&*ctx.services.randomness);
    let (purpose, seconds) = match asks {
        Asks::Reset => (Purpose::Password, RESET),
        Asks::SignIn => (Purpose::SignIn, SIGN_IN),
    };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let now = ctx.now();
        accounts::forget_proofs(&mut tx, now).await?;
        let expires = now.plus_seconds(seconds);
        accounts::insert_proof(&mut tx, token.hash(), purpose, Some(person), now, expires).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// Who signs in at this address.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, whatever the reason.
pub async fn may_sign_in_here(ctx: &Ctx, token: &str) -> Result<String> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut tx = ctx.services.store.read().await?;
    let proved = accounts::proved(&mut tx, token.hash(), Purpose::SignIn, ctx.now()).await?;
    proved.map(|proved| proved.name).ok_or(Error::NotFound)
}

/// Opens a session for who was sent this address: its token, which is shown once.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, or no longer.
pub async fn sign_in_here(ctx: &Ctx, token: &str, browser: Browser<'_>) -> Result<SignedIn> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let services = &ctx.services;
    let session = Token::new(&*services.randomness);
    again(async || {
        let mut tx = services.store.write().await?;
        store::names::hold(&mut tx, token.as_str()).await?;
        let proved = accounts::proved(&mut tx, token.hash(), Purpose::SignIn, ctx.now()).await?;
        let person = proved.ok_or(Error::NotFound)?.person;
        accounts::end_proofs_of(&mut tx, Purpose::SignIn, person).await?;
        if access::is_asked(&mut tx, person).await? {
            let half = access::wait_for_code(&mut tx, ctx, person).await?;
            tx.commit().await?;
            return Ok(SignedIn::Half(half));
        }
        open_in(&mut tx, ctx, &session, person, browser).await?;
        tx.commit().await?;
        Ok(SignedIn::In(session.clone()))
    })
    .await
}

/// What is kept of a password.
pub(crate) async fn hashed(ctx: &Ctx, password: Password) -> Result<String> {
    let kept = ctx.services.passwords.hash(password, &*ctx.services.randomness).await;
    if kept.is_empty() { Err(Error::Internal("a password could not be hashed".to_owned())) } else { Ok(kept) }
}

/// What came of signing in.
#[derive(Debug)]
pub enum SignedIn {
    /// A session: its token, which is shown once.
    In(Token),
    /// A code is asked for besides; it is shown with this.
    Half(Token),
    /// Nobody.
    Not,
}

/// Opens a session for who has this address and this password, unless a code is asked of them too. The answer takes as long
/// whether the address is known or not.
///
/// The session that this browser had, if any, ends: its token serves nobody any more.
///
/// # Errors
/// [`Error::TooOften`] where it was tried too often for this address, known or not, or from this block.
pub async fn sign_in(ctx: &Ctx, mail: &str, password: &str, browser: Browser<'_>) -> Result<SignedIn> {
    let services = &ctx.services;
    let mail = MailAddress::parse(mail);
    let attempt = Try::to_sign_in(ctx, mail.as_ref(), browser.network);
    attempt.take(ctx).await?;
    // What no address can be is looked for too.
    let mail = mail.unwrap_or_else(|| MailAddress::from_store(String::new()));
    let mut tx = services.store.read().await?;
    let found = accounts::by_mail(&mut tx, &mail).await?;
    drop(tx);
    let kept = found.as_ref().map(|(_, kept)| kept.clone());
    let proved = services.passwords.matches(Password::parse(password), kept).await;
    let Some((person, _)) = found.filter(|_| proved) else { return Ok(SignedIn::Not) };
    come_in(ctx, person, browser, &attempt).await
}

/// Opens a session for who proved to be this person, unless a code is asked of them too.
pub(crate) async fn come_in(ctx: &Ctx, person: PersonId, browser: Browser<'_>, attempt: &Try) -> Result<SignedIn> {
    if let Some(half) = half(ctx, person, attempt).await? {
        return Ok(SignedIn::Half(half));
    }
    Ok(begin(ctx, person, browser, attempt, None).await?.map_or(SignedIn::Not, SignedIn::In))
}

/// The first half of signing in, where a code is asked of this person.
async fn half(ctx: &Ctx, person: PersonId, attempt: &Try) -> Result<Option<Token>> {
    if !access::is_asked(&mut ctx.services.store.read().await?, person).await? {
        return Ok(None);
    }
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // Whoever knows the password does not guess it; codes have tries of their own.
        attempt.give_back(&mut tx).await?;
        let half = access::wait_for_code(&mut tx, ctx, person).await?;
        tx.commit().await?;
        Ok(Some(half))
    })
    .await
}

/// Ends a session; one that ended already is none.
pub async fn sign_out(ctx: &Ctx, session: &str) -> Result<()> {
    let Some(token) = Token::parse(session) else { return Ok(()) };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::people::end_session(&mut tx, token.hash()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Whether people of the demonstration may be tried.
pub async fn has_demonstration(ctx: &Ctx) -> Result<bool> {
    Ok(!accounts::demonstration(&mut ctx.services.store.read().await?).await?.is_empty())
}

/// The people of the demonstration who may be tried, by name.
pub async fn demonstration(ctx: &Ctx) -> Result<Vec<DemonstrationPerson>> {
    let mut tx = ctx.services.store.read().await?;
    let rows = accounts::demonstration(&mut tx).await?;
    let mut known = Vec::new();
    for row in store::communities::list(&mut tx, &ctx.viewer).await? {
        known.push((row.id, communities::title(ctx, &mut tx, &row).await?));
    }
    let mut people = Vec::with_capacity(rows.len());
    for (person, name) in rows {
        let held = store::people::memberships(&mut tx, person).await?;
        let mut belongs = Vec::new();
        for (id, title) in &known {
            let here: Vec<Option<Role>> = held.iter().filter(|(at, _)| at == id).map(|(_, role)| *role).collect();
            if !here.is_empty() {
                belongs.push((title.clone(), here.into_iter().flatten().collect()));
            }
        }
        people.push(DemonstrationPerson { person, name, belongs });
    }
    Ok(people)
}

/// Opens a session for one of the people of the demonstration, who prove nothing: nobody is behind them.
///
/// # Errors
/// [`Error::NotFound`] for anybody else, and for who runs the site.
pub async fn try_demonstration(ctx: &Ctx, person: PersonId, browser: Browser<'_>) -> Result<Token> {
    let mut tx = ctx.services.store.read().await?;
    let is_one = accounts::demonstration(&mut tx).await?.iter().any(|(id, _)| *id == person);
    drop(tx);
    if !is_one {
        return Err(Error::NotFound);
    }
    begin(ctx, person, browser, &Try::default(), None).await?.ok_or(Error::NotFound)
}

/// Opens a session in a browser, and ends the one that it had; nothing where the passkey that was used was used already.
pub(crate) async fn begin(
    ctx: &Ctx,
    person: PersonId,
    browser: Browser<'_>,
    attempt: &Try,
    used: Option<passkeys::Used>,
) -> Result<Option<Token>> {
    let session = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if let Some(used) = &used
            && !passkeys::spend(&mut tx, used, ctx.now()).await?
        {
            return Ok(None);
        }
        attempt.give_back(&mut tx).await?;
        open_in(&mut tx, ctx, &session, person, browser).await?;
        tx.commit().await?;
        Ok(Some(session.clone()))
    })
    .await
}

/// Writes a session of this browser, in place of the one that it had: that one's token serves nobody any more.
pub(crate) async fn open_in(
    tx: &mut store::Tx,
    ctx: &Ctx,
    session: &Token,
    person: PersonId,
    browser: Browser<'_>,
) -> Result<()> {
    if let Some(before) = browser.session.and_then(Token::parse) {
        store::people::end_session(tx, before.hash()).await?;
    }
    open(tx, ctx, session, person, browser.agent).await
}

/// Goes on where an account may sign in, and holds that until the end of the transaction.
///
/// # Errors
/// [`Error::Suspended`] where it may not.
pub(crate) async fn refuse_suspended(tx: &mut store::Tx, person: PersonId) -> Result<()> {
    store::names::hold(tx, &person.to_string()).await?;
    if store::stewardship::suspended(tx, person).await?.is_none() {
        return Ok(());
    }
    let (_, responsible) = store::registration::read(tx).await?;
    Err(Error::Suspended(responsible))
}

/// Writes a session of a browser.
///
/// # Errors
/// [`Error::Suspended`].
pub(crate) async fn open(tx: &mut store::Tx, ctx: &Ctx, session: &Token, person: PersonId, agent: &str) -> Result<()> {
    refuse_suspended(tx, person).await?;
    let (now, agent) = (ctx.now(), agent.chars().take(AGENT).collect::<String>());
    store::people::forget_sessions(tx, now, now.plus_seconds(-sessions::IDLE_SECONDS)).await?;
    store::people::insert_session(tx, session.hash(), person, now, now.plus_seconds(SESSION_SECONDS), &agent).await?;
    Ok(())
}
