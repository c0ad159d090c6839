//! The first steward, and what the site is; those that whoever runs the machine makes.

use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::people::{MailAddress, PersonName};
use domain::policy::Steward;
use domain::tags::Tag;
use domain::{LanguageTag, PersonId, Title};
use identity::Token;
use store::accounts::{self, NewAccount, Purpose};

use super::{Chosen, Wrong, keepable, missing_or, open, proof};
use crate::audit::{self, On};
use crate::{Ctx, Error, Result, again, passkeys};

/// How long the address that makes the first steward serves, in seconds: it is printed again at each start.
const SET_UP: i64 = 7 * 24 * 3600;
/// How long an address where a password is chosen serves, in seconds.
const CHOOSE_PASSWORD: i64 = 24 * 3600;
/// The most characters of a licence's name.
const LICENCE: usize = 60;

/// What was typed to set the site up.
#[derive(Clone, Debug, Default)]
pub struct SetUp {
    /// The name of the first steward.
    pub name: String,
    /// Their address.
    pub mail: String,
    /// What the site is called; `None` where its settings say it.
    pub site: Option<String>,
    /// The language that it speaks first.
    pub language: String,
    /// The licence of what is published on it.
    pub licence: String,
}

/// What was typed, understood.
struct Understood {
    name: PersonName,
    mail: MailAddress,
    site: Option<Title>,
    language: LanguageTag,
    licence: String,
}

impl SetUp {
    /// What was typed; nothing where something is amiss, which is added to `wrong`.
    fn understood(&self, wrong: &mut Vec<(&'static str, Wrong)>) -> Option<Understood> {
        let name = PersonName::parse(&self.name);
        if name.is_none() {
            wrong.push(("name", missing_or(&self.name, Wrong::Long)));
        }
        let mail = MailAddress::parse(&self.mail);
        if mail.is_none() {
            wrong.push(("mail", missing_or(&self.mail, Wrong::NotAnAddress)));
        }
        let site = self.site.as_deref().map(Title::parse);
        if matches!(site, Some(Err(_))) {
            wrong.push(("site", missing_or(self.site.as_deref().unwrap_or_default(), Wrong::Long)));
        }
        let language = LanguageTag::parse(&self.language);
        if language.is_none() {
            wrong.push(("language", Wrong::NotAChoice));
        }
        let licence = self.licence.trim().to_owned();
        if licence.is_empty() || licence.chars().count() > LICENCE {
            wrong.push(("licence", missing_or(&licence, Wrong::Long)));
        }
        let site = site.and_then(std::result::Result::ok);
        Some(Understood { name: name?, mail: mail?, site, language: language?, licence })
    }
}

/// An address that makes the first steward, for as long as there is none; nothing where there is one.
pub async fn begin_set_up(ctx: &Ctx) -> Result<Option<Token>> {
    ctx.authorise_site::<Steward>()?;
    let token = Token::new(&*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if accounts::stewards(&mut tx).await? > 0 {
            return Ok(None);
        }
        let now = ctx.now();
        accounts::forget_proofs(&mut tx, now).await?;
        accounts::insert_proof(&mut tx, token.hash(), Purpose::SetUp, None, now, now.plus_seconds(SET_UP)).await?;
        tx.commit().await?;
        Ok(Some(token.clone()))
    })
    .await
}

/// Whether this address makes the first steward today.
///
/// # Errors
/// [`Error::NotFound`] where it does not, whatever the reason.
pub async fn may_set_up(ctx: &Ctx, token: &str) -> Result<()> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut tx = ctx.services.store.read().await?;
    still_serves(&mut tx, &token, ctx.now()).await
}

async fn still_serves(tx: &mut store::Tx, token: &Token, now: domain::Timestamp) -> Result<()> {
    let serves = accounts::is_proof(tx, token.hash(), Purpose::SetUp, now).await?;
    if serves && accounts::stewards(tx).await? == 0 { Ok(()) } else { Err(Error::NotFound) }
}

/// Makes the first steward, says what the site is, and opens a session: its token, which is shown once.
///
/// Their address counts as theirs: who holds the one-time address runs the machine.
///
/// # Errors
/// [`Error::NotFound`] where the address does not serve, or no longer; [`Error::Refused`] for what was typed.
pub async fn set_up(ctx: &Ctx, token: &str, typed: &SetUp, chosen: Chosen<'_>, agent: &str) -> Result<Token> {
    may_set_up(ctx, token).await?;
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let mut wrong = Vec::new();
    let understood = typed.understood(&mut wrong);
    let own = [typed.name.as_str(), typed.mail.as_str(), typed.site.as_deref().unwrap_or_default()];
    let proof = proof(ctx, chosen, &own).await?.map_err(|why| wrong.push(("password", why)));
    let (Some(Understood { name, mail, site, language, licence }), Ok(proof), true) =
        (understood, proof, wrong.is_empty())
    else {
        return Err(Error::Refused(wrong));
    };
    let services = &ctx.services;
    let (password, made) = keepable(ctx, proof).await?;
    let session = Token::new(&*services.randomness);
    let id = made.as_ref().map_or_else(|| PersonId::new(&*services.clock, &*services.randomness), |made| made.person);
    again(async || {
        let mut tx = services.store.write().await?;
        // Two who hold an address each: the second one finds a steward.
        store::names::hold(&mut tx, "set up").await?;
        let now = ctx.now();
        still_serves(&mut tx, &token, now).await?;
        accounts::end_proofs(&mut tx, Purpose::SetUp).await?;
        let account =
            NewAccount { person: id, mail: &mail, confirmed: Some(now), language: &language, password: &password };
        insert_steward(&mut tx, &name, &account, now).await?;
        // Who runs the site answers for what it says.
        store::site_pages::accept(&mut tx, id, now).await?;
        if let Some(made) = &made {
            passkeys::keep(&mut tx, made, now).await?;
        }
        if let Some(site) = &site {
            store::site::set_name(&mut tx, site.as_str()).await?;
        }
        store::site::set_choice(&mut tx, &language, &licence).await?;
        open(&mut tx, ctx, &session, id, agent).await?;
        let made = |thing, tags| Change { who: Some(id), kind: ChangeKind::Created, thing, tags };
        let changes = [
            made(Thing::Person(id), vec![Tag::Person(id)]),
            Change { kind: ChangeKind::Edited, ..made(Thing::Site, vec![Tag::Everything]) },
        ];
        store::changes::record_all(&mut tx, now, &changes).await?;
        audit::record(ctx, &mut tx, Act::StewardMade, On::person(id)).await?;
        tx.commit().await?;
        Ok(session.clone())
    })
    .await
}

/// Makes an account that runs the site, for whoever runs the machine: also where nobody can sign in any more. It has no
/// password yet: the token is that of an address where one is chosen, and is shown once.
///
/// # Errors
/// [`Error::Invalid`] for a name or an address that cannot be one, or that an account has.
pub async fn create_steward(ctx: &Ctx, name: &str, mail: &str, language: &LanguageTag) -> Result<(PersonId, Token)> {
    ctx.authorise_site::<Steward>()?;
    let name = PersonName::parse(name).ok_or(Error::Invalid("name"))?;
    let mail = MailAddress::parse(mail).ok_or(Error::Invalid("mail"))?;
    let services = &ctx.services;
    let (id, token) = (PersonId::new(&*services.clock, &*services.randomness), Token::new(&*services.randomness));
    again(async || {
        let mut tx = services.store.write().await?;
        let now = ctx.now();
        let account = NewAccount { person: id, mail: &mail, confirmed: Some(now), language, password: "" };
        insert_steward(&mut tx, &name, &account, now).await?;
        let expires = now.plus_seconds(CHOOSE_PASSWORD);
        accounts::insert_proof(&mut tx, token.hash(), Purpose::Password, Some(id), now, expires).await?;
        let tags = vec![Tag::Person(id)];
        let change = Change { who: None, kind: ChangeKind::Created, thing: Thing::Person(id), tags };
        store::changes::record(&mut tx, now, &change).await?;
        audit::record(ctx, &mut tx, Act::StewardMade, On::person(id)).await?;
        tx.commit().await?;
        Ok((id, token.clone()))
    })
    .await
}

/// Writes an account that runs the site.
async fn insert_steward(
    tx: &mut store::Tx,
    name: &PersonName,
    account: &NewAccount<'_>,
    now: domain::Timestamp,
) -> Result<()> {
    let (name, key) = (name.as_str(), title_key(name.as_str()));
    store::people::insert(tx, account.person, name, &key, i18n::sort_key(name), true, true, now).await?;
    accounts::insert(tx, account, now).await.map_err(|error| match error {
        store::Error::Conflict(_) => Error::Invalid("mail_taken"),
        other => other.into(),
    })
}
