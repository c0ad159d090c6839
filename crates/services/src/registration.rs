//! Who makes an account, and how: openly, on request, by invitation; or nobody.

use std::collections::HashSet;

use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::networks::Network;
use domain::people::{MailAddress, PersonName};
use domain::policy::Steward;
use domain::site::{Registration, SitePage};
use domain::tags::Tag;
use domain::{InvitationId, LanguageTag, PersonId, Timestamp};
use identity::Token;
use store::accounts as stored;
use store::invitations::{self, NewInvitation};
pub use store::invitations::{InvitationRow, Inviting};
pub use store::registration::RequestRow;
use store::registration::{self as requests, RequestProofs};

use crate::accounts::{self, Browser, Chosen, Wrong, missing_or};
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::passkeys::{self, Challenge, Passkeys};
use crate::{Ctx, Error, Result, again, site_pages};

/// How long a letter serves that makes an account, in seconds.
pub(crate) const SIGN_UP: i64 = 24 * 3600;
/// How long an invitation to one address serves, in seconds.
const INVITED: i64 = 30 * 24 * 3600;
/// The most accounts that one link makes.
pub const MOST_USES: i64 = 500;
/// The most days that a link serves.
pub const MOST_DAYS: i64 = 90;
/// The most characters of a reason.
const REASON: usize = 2000;
/// The most characters of what a link is called, or of who answers for personal information.
const WORDS: usize = 400;
/// How many are invited in one transaction.
const AT_ONCE: usize = 50;
/// The most people who are invited at once.
pub const MOST_INVITED: usize = 2000;

/// Who may make an account.
pub async fn mode(ctx: &Ctx) -> Result<Registration> {
    let mut tx = ctx.services.store.read().await?;
    let (mode, _) = requests::read(&mut tx).await?;
    ctx.remember(&tx);
    Ok(mode)
}

/// Who may make an account, and who answers for personal information; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn read(ctx: &Ctx) -> Result<(Registration, String)> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(requests::read(&mut tx).await?)
}

/// Says both; what is not given stays.
///
/// # Errors
/// [`Error::NotFound`] for anyone but stewards; [`Error::Refused`] for words that are too long.
pub async fn set(ctx: &Ctx, mode: Option<Registration>, responsible: Option<&str>) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let responsible = responsible.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    if responsible.as_ref().is_some_and(|words| words.chars().count() > WORDS) {
        return Err(Error::Refused(vec![("responsible", Wrong::Long)]));
    }
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (before, spoken) = requests::read(&mut tx).await?;
        requests::set(&mut tx, mode.unwrap_or(before), responsible.as_deref().unwrap_or(&spoken)).await?;
        let (who, now) = (ctx.viewer.id(), ctx.now());
        let change = Change { who, kind: ChangeKind::Edited, thing: Thing::Site, tags: vec![Tag::Site] };
        store::changes::record(&mut tx, now, &change).await?;
        let said = mode.unwrap_or(before);
        audit::record(ctx, &mut tx, Act::RegistrationSet, On::site(said.as_str())).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Asks for a letter that makes an account; `invitation` is the secret of a link that several may use. Nothing tells whether the
/// address has one: the letter does, to who gets it.
///
/// # Errors
/// [`Error::NotFound`] where the invitation does not serve; [`Error::Forbidden`] where nobody may make an account;
/// [`Error::Refused`] where no letter could go there; [`Error::TooOften`].
pub async fn ask(
    ctx: &Ctx,
    mail: &str,
    invitation: Option<&str>,
    language: &LanguageTag,
    network: Option<Network>,
) -> Result<()> {
    let invitation = match invitation {
        Some(secret) => Some(invited_by(ctx, secret).await?.0),
        None => None,
    };
    let mode = mode(ctx).await?;
    let is_open = matches!(mode, Registration::Open | Registration::OnRequest);
    if !is_open && (invitation.is_none() || mode == Registration::Closed) {
        return Err(Error::Forbidden);
    }
    let mail = MailAddress::parse(mail)
        .ok_or_else(|| Error::Refused(vec![("mail", missing_or(mail, Wrong::NotAnAddress))]))?;
    Try::to_be_written_to(ctx, &mail, network).take(ctx).await?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        letters::ask(&mut tx, ctx, Kind::SignUp, &mail, language, invitation.map(bytes)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

fn bytes(id: InvitationId) -> Vec<u8> {
    domain::ids::Id::bytes(id).to_vec()
}

/// The invitation whose link has this secret, and who invites.
///
/// # Errors
/// [`Error::NotFound`] where it does not serve, whatever the reason.
pub async fn invited_by(ctx: &Ctx, secret: &str) -> Result<(InvitationId, String)> {
    let token = Token::parse(secret).ok_or(Error::NotFound)?;
    let mut tx = ctx.services.store.read().await?;
    invitations::by_token(&mut tx, token.hash(), ctx.now()).await?.ok_or(Error::NotFound)
}

/// A secret address that makes an account, for the person who gets a letter at this address of mail; drawn when it is written.
pub(crate) async fn draw(
    ctx: &Ctx,
    mail: &MailAddress,
    invitation: Option<InvitationId>,
    expires: Option<Timestamp>,
) -> Result<Token> {
    let token = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let now = ctx.now();
        stored::forget_proofs(&mut tx, now).await?;
        let expires = expires.unwrap_or_else(|| now.plus_seconds(SIGN_UP));
        stored::insert_proof_of_mail(&mut tx, token.hash(), mail, invitation, now, expires).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// What who holds an address that makes an account is told before.
#[derive(Clone, Debug)]
pub struct SigningUp {
    /// The address of mail that is theirs.
    pub mail: MailAddress,
    /// What who invited them calls them; empty where nobody did.
    pub name: String,
    /// Whether those who run the site decide.
    pub is_asked: bool,
    /// What is accepted with an account, each with its version.
    pub texts: Vec<(SitePage, i64)>,
}

/// What the address of a letter makes today.
///
/// # Errors
/// [`Error::NotFound`] where it does not serve, whatever the reason; [`Error::Forbidden`] where nobody may make an account any
/// more.
pub async fn may_sign_up(ctx: &Ctx, token: &str) -> Result<SigningUp> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut tx = ctx.services.store.read().await?;
    Ok(serving(&mut tx, ctx, &token).await?.0)
}

async fn serving(tx: &mut store::Tx, ctx: &Ctx, token: &Token) -> Result<(SigningUp, Option<InvitationId>)> {
    let now = ctx.now();
    let (mail, invitation) = stored::proof_of_mail(tx, token.hash(), now).await?.ok_or(Error::NotFound)?;
    // Who made an account in between has one, whatever letters are left.
    if stored::reached(tx, &mail).await?.is_some() {
        return Err(Error::NotFound);
    }
    let (mode, _) = requests::read(tx).await?;
    let inviting = match invitation {
        Some(id) => Some(invitations::serving(tx, id, now).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    let is_asked = match mode {
        Registration::Closed => return Err(Error::Forbidden),
        Registration::Invitation if inviting.is_none() => return Err(Error::Forbidden),
        Registration::OnRequest => inviting.is_none(),
        Registration::Open | Registration::Invitation => false,
    };
    let name = inviting.filter(|inviting| inviting.mail.is_some()).map(|inviting| inviting.name).unwrap_or_default();
    let texts = site_pages::accepted_today(tx).await?;
    Ok((SigningUp { mail, name, is_asked, texts }, invitation))
}

/// Begins to make the passkey of who makes an account.
///
/// # Errors
/// As [`may_sign_up`].
pub async fn begin_passkey(ctx: &Ctx, keys: &Passkeys, token: &str, name: &str) -> Result<Challenge> {
    let may = may_sign_up(ctx, token).await?;
    passkeys::begin_new(ctx, keys, may.mail.as_str(), name).await
}

/// What was typed to make an account.
#[derive(Clone, Debug, Default)]
pub struct SignUp {
    /// Under which name.
    pub name: String,
    /// In which language its letters are written.
    pub language: String,
    /// Why, where those who run the site decide.
    pub reason: String,
    /// Whether its person is 14 or older.
    pub is_old_enough: bool,
    /// The texts that were accepted, as [`site_pages::written`] carries them; empty where they were not.
    pub accepts: String,
}

/// What came of it.
pub enum SignedUp {
    /// An account, and a session: its token, which is shown once.
    In(Token),
    /// Those who run the site will answer by letter.
    Asked,
}

/// Makes an account at the address of mail that a letter proved, or asks for one.
///
/// # Errors
/// As [`may_sign_up`]; [`Error::Refused`] for what was typed.
pub async fn sign_up(
    ctx: &Ctx,
    token: &str,
    typed: &SignUp,
    chosen: Chosen<'_>,
    browser: Browser<'_>,
) -> Result<SignedUp> {
    let may = may_sign_up(ctx, token).await?;
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut wrong = Vec::new();
    let name = PersonName::parse(&typed.name);
    if name.is_none() {
        wrong.push(("name", missing_or(&typed.name, Wrong::Long)));
    }
    let language = LanguageTag::parse(&typed.language);
    if language.is_none() {
        wrong.push(("language", Wrong::NotAChoice));
    }
    let reason = typed.reason.trim().replace("\r\n", "\n");
    if may.is_asked && (reason.is_empty() || reason.chars().count() > REASON) {
        wrong.push(("reason", missing_or(&reason, Wrong::Long)));
    }
    if !typed.is_old_enough {
        wrong.push(("age", Wrong::TooYoung));
    }
    if typed.accepts.is_empty() {
        wrong.push(("accepts", Wrong::NotAccepted));
    } else if typed.accepts != site_pages::written(&may.texts) {
        wrong.push(("accepts", Wrong::Changed));
    }
    let proof = accounts::proof(ctx, chosen, &[typed.name.as_str(), may.mail.as_str()]).await?;
    let proof = proof.map_err(|why| wrong.push(("password", why)));
    let (Some(name), Some(language), Ok(proof), true) = (name, language, proof, wrong.is_empty()) else {
        return Err(Error::Refused(wrong));
    };
    let services = &ctx.services;
    let (password, made) = accounts::keepable(ctx, proof).await?;
    let session = Token::new(&*services.randomness);
    let id = made.as_ref().map_or_else(|| PersonId::new(&*services.clock, &*services.randomness), |made| made.person);
    again(async || {
        let mut tx = services.store.write().await?;
        store::names::hold(&mut tx, &may.mail.key()).await?;
        let (may, invitation) = serving(&mut tx, ctx, &token).await?;
        let now = ctx.now();
        stored::end_proof(&mut tx, token.hash()).await?;
        if may.is_asked {
            // Two letters, or two presses: they asked, and will be answered once.
            if requests::asked(&mut tx, &may.mail).await?.is_some() {
                tx.commit().await?;
                return Ok(SignedUp::Asked);
            }
            let (name, mail, language) = (name.as_str().to_owned(), may.mail, language.clone());
            let row = RequestRow { id, name, mail, language, reason: reason.clone(), created: now };
            let passkey = match &made {
                Some(made) => Some(passkeys::taken(&mut tx, made).await?),
                None => None,
            };
            requests::ask(&mut tx, &row, &RequestProofs { password: password.clone(), passkey }).await?;
            for steward in store::exchanges::stewards(&mut tx).await? {
                letters::ask_of_about(&mut tx, ctx, Kind::AccountAsked, steward, Some(id.bytes())).await?;
            }
            tx.commit().await?;
            return Ok(SignedUp::Asked);
        }
        if let Some(invitation) = invitation
            && !invitations::make_use(&mut tx, invitation, now).await?
        {
            return Err(Error::NotFound);
        }
        let account = stored::NewAccount {
            person: id,
            mail: &may.mail,
            confirmed: Some(now),
            language: &language,
            password: &password,
        };
        begin(&mut tx, &name, &account, now).await?;
        if let Some(made) = &made {
            passkeys::keep(&mut tx, made, now).await?;
        }
        accounts::open(&mut tx, ctx, &session, id, browser.agent).await?;
        tx.commit().await?;
        Ok(SignedUp::In(session.clone()))
    })
    .await
}

/// Writes an account, what its person accepts with it, and forgets that they were invited.
async fn begin(tx: &mut store::Tx, name: &PersonName, account: &stored::NewAccount<'_>, now: Timestamp) -> Result<()> {
    let (person, name) = (account.person, name.as_str());
    let (key, sort_key) = (domain::folding::title_key(name), i18n::sort_key(name));
    store::people::insert(tx, person, name, &key, sort_key, true, false, now).await?;
    stored::insert(tx, account, now).await?;
    store::site_pages::accept(tx, person, now).await?;
    invitations::end_of(tx, account.mail).await?;
    let tags = vec![Tag::Person(person)];
    let change = Change { who: Some(person), kind: ChangeKind::Created, thing: Thing::Person(person), tags };
    store::changes::record(tx, now, &change).await?;
    Ok(())
}

/// The accounts that are asked for, oldest first; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn asked_for(ctx: &Ctx) -> Result<Vec<RequestRow>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(requests::list(&mut tx).await?)
}

/// How many accounts are asked for; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(requests::waiting(&mut tx).await?)
}

/// Answers who asks for an account, by letter: makes it, or forgets all that they said. For stewards.
///
/// # Errors
/// [`Error::NotFound`] where it was answered already, and for anyone else.
pub async fn answer(ctx: &Ctx, id: PersonId, yes: bool) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (row, proofs) = requests::by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        store::names::hold(&mut tx, &row.mail.key()).await?;
        if !requests::end(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        let now = ctx.now();
        // They made one meanwhile, by an invitation: nothing is left to answer.
        let has_one = stored::reached(&mut tx, &row.mail).await?.is_some();
        if !has_one {
            if yes {
                let account = stored::NewAccount {
                    person: id,
                    mail: &row.mail,
                    confirmed: Some(row.created),
                    language: &row.language,
                    password: &proofs.password,
                };
                begin(&mut tx, &PersonName::from_store(row.name.clone()), &account, now).await?;
                if let Some((key, kept)) = &proofs.passkey {
                    store::passkeys::insert(&mut tx, key, id, kept, now).await?;
                }
            }
            let kind = if yes { Kind::Accepted } else { Kind::Declined };
            letters::ask(&mut tx, ctx, kind, &row.mail, &row.language, None).await?;
            // Who was declined is nobody here.
            let (act, on) =
                if yes { (Act::AccountAccepted, On::person(id)) } else { (Act::AccountDeclined, On::site("")) };
            audit::record(ctx, &mut tx, act, on).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Makes a link that several may use: its secret, which is shown once. For stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else; [`Error::Refused`] for what was typed.
pub async fn make_link(ctx: &Ctx, name: &str, uses: &str, days: &str) -> Result<Token> {
    ctx.authorise_site::<Steward>()?;
    let mut wrong = Vec::new();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > WORDS {
        wrong.push(("name", missing_or(&name, Wrong::Long)));
    }
    let mut number = |field, typed: &str, most| {
        let read = typed.trim().parse::<i64>().ok().filter(|number| (1..=most).contains(number));
        if read.is_none() {
            wrong.push((field, missing_or(typed, Wrong::NotANumber(most))));
        }
        read.unwrap_or(1)
    };
    let (uses, days) = (number("uses", uses, MOST_USES), number("days", days, MOST_DAYS));
    if !wrong.is_empty() {
        return Err(Error::Refused(wrong));
    }
    let services = &ctx.services;
    let (token, id) = (Token::new(&*services.randomness), InvitationId::new(&*services.clock, &*services.randomness));
    again(async || {
        let mut tx = services.store.write().await?;
        let now = ctx.now();
        invitations::forget(&mut tx, now).await?;
        let (token, by, expires) = (Some(token.hash()), ctx.viewer.id(), now.plus_seconds(days * 24 * 3600));
        let invitation = NewInvitation { id, token, by, mail: None, name: &name, uses, expires };
        invitations::add(&mut tx, &invitation, now).await?;
        audit::record(ctx, &mut tx, Act::LinkMade, On::site(&name)).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// The invitations that have not ended, newest first; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn invitations(ctx: &Ctx) -> Result<Vec<InvitationRow>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    Ok(invitations::list(&mut tx, ctx.now()).await?)
}

/// Ends an invitation: its link, or its letter, makes no account any more. For stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn end_invitation(ctx: &Ctx, id: InvitationId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // One that ended already is none.
        invitations::end(&mut tx, id).await?;
        audit::record(ctx, &mut tx, Act::InvitationEnded, On::site("")).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Somebody to invite, as a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// On which line of it, from 1.
    pub line: usize,
    /// An address of mail, as written.
    pub mail: String,
    /// What they are called; empty where the list does not say.
    pub name: String,
    /// In which language their letter is written, where the list says.
    pub language: String,
}

/// What becomes of a line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A letter goes there.
    Invited,
    /// They have an account.
    Known,
    /// They were invited, and the invitation still serves.
    Already,
    /// Another line has the same address.
    Twice,
    /// No letter could go there.
    NotAnAddress,
    /// The name is too long.
    Long,
}

impl Outcome {
    /// The word of reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Known => "known",
            Self::Already => "already",
            Self::Twice => "twice",
            Self::NotAnAddress => "not_an_address",
            Self::Long => "long",
        }
    }
}

/// Invites a list of people, or says what would become of each line: the same either way. For stewards.
///
/// A list is invited a few people at a time, so that others write in between; where it was cut short, the same list again
/// invites the rest.
///
/// # Errors
/// [`Error::NotFound`] for anyone else; [`Error::Invalid`] for more than [`MOST_INVITED`] people.
pub async fn invite(ctx: &Ctx, list: &[Invitee], language: &LanguageTag, is_dry: bool) -> Result<Vec<Outcome>> {
    ctx.authorise_site::<Steward>()?;
    if list.len() > MOST_INVITED {
        return Err(Error::Invalid("long"));
    }
    let mut seen = HashSet::new();
    let mut outcomes = Vec::with_capacity(list.len());
    for some in list.chunks(AT_ONCE) {
        let told: Vec<_> = some
            .iter()
            .map(|invitee| {
                let mail = MailAddress::parse(&invitee.mail);
                let is_first = mail.as_ref().is_none_or(|mail| seen.insert(mail.key()));
                (invitee, mail, is_first)
            })
            .collect();
        outcomes.extend(again(async || invite_some(ctx, &told, language, is_dry).await).await?);
    }
    Ok(outcomes)
}

/// A few people of a list: each with the address that was read, and whether no line before has it.
async fn invite_some(
    ctx: &Ctx,
    some: &[(&Invitee, Option<MailAddress>, bool)],
    language: &LanguageTag,
    is_dry: bool,
) -> Result<Vec<Outcome>> {
    let services = &ctx.services;
    let mut tx = if is_dry { services.store.read().await? } else { services.store.write().await? };
    let now = ctx.now();
    if !is_dry {
        invitations::forget(&mut tx, now).await?;
    }
    let keys: Vec<String> = some.iter().filter_map(|(_, mail, _)| mail.as_ref()).map(MailAddress::key).collect();
    let invited = invitations::invited(&mut tx, &keys, now).await?;
    let mut outcomes = Vec::with_capacity(some.len());
    for (invitee, mail, is_first) in some {
        let name = PersonName::parse(&invitee.name);
        let outcome = match mail {
            None => Outcome::NotAnAddress,
            Some(_) if !is_first => Outcome::Twice,
            Some(_) if !invitee.name.is_empty() && name.is_none() => Outcome::Long,
            Some(mail) if invited.contains(&mail.key()) => Outcome::Already,
            Some(mail) if stored::reached(&mut tx, mail).await?.is_some() => Outcome::Known,
            Some(_) => Outcome::Invited,
        };
        outcomes.push(outcome);
        let Some(mail) = mail.as_ref().filter(|_| outcome == Outcome::Invited && !is_dry) else { continue };
        let id = InvitationId::new(&*services.clock, &*services.randomness);
        let (by, expires) = (ctx.viewer.id(), now.plus_seconds(INVITED));
        let name = name.as_ref().map_or("", PersonName::as_str);
        let invitation = NewInvitation { id, token: None, by, mail: Some(mail), name, uses: 1, expires };
        invitations::add(&mut tx, &invitation, now).await?;
        let tongue = LanguageTag::parse(&invitee.language).unwrap_or_else(|| language.clone());
        letters::ask(&mut tx, ctx, Kind::Invitation, mail, &tongue, Some(bytes(id))).await?;
    }
    if !is_dry {
        let invited = outcomes.iter().filter(|outcome| **outcome == Outcome::Invited).count();
        if invited > 0 {
            audit::record(ctx, &mut tx, Act::Invited, On::site(&invited.to_string())).await?;
        }
        tx.commit().await?;
    }
    Ok(outcomes)
}
