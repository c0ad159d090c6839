//! Letters: what each kind says, to whom, and what becomes of it.
//!
//! A letter is asked for in the transaction of what it tells of. It is written when it is sent: who has this address is looked
//! up then, and the secrets that it brings are drawn then, so that none waits in the database.

use domain::address::Address;
use domain::people::MailAddress;
use domain::policy::Steward;
use domain::{LanguageTag, LetterId, Timestamp};
use i18n::{Language, Messages};
use mail::{Act, Failure, Letter, Post};
use store::Tx;
use store::letters::{self as stored, LetterRow};

use crate::accounts::{self, Asks};
use crate::{Ctx, Error, Result, again, jobs};

/// The kind of job that sends a letter.
pub(crate) const JOB: &str = "letter";

/// Whom letters are given to, and what they say of the site.
#[derive(Clone, Debug)]
pub struct Office {
    /// Who takes them.
    pub post: Post,
    /// Where people reach the site, without a slash at the end.
    pub address: String,
    /// What it is called, where those who run it have not said otherwise.
    pub name: String,
    /// Whether whoever started the program chose that name.
    pub name_is_told: bool,
}

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Brings an address where a password is chosen.
    Reset,
    /// Brings an address that signs in.
    SignIn,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Reset, Self::SignIn];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Asks for a letter, in the transaction of what it tells of.
pub(crate) async fn ask(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    mail: &MailAddress,
    language: &LanguageTag,
    about: Option<Vec<u8>>,
) -> Result<()> {
    let (services, now) = (&ctx.services, ctx.now());
    let id = LetterId::new(&*services.clock, &*services.randomness);
    let (kind, mail, language) = (kind.as_str().to_owned(), mail.clone(), language.clone());
    stored::add(tx, id, &LetterRow { kind, mail, language, about, created: now }).await?;
    store::jobs::add(tx, jobs::new_id(services), JOB, &id.to_string(), now, now).await?;
    Ok(())
}

/// Sends one letter; the runner of jobs calls it again where nobody takes it today.
pub(crate) async fn send(ctx: Ctx, letter: String) -> Result<()> {
    let id: LetterId = letter.parse().map_err(|_| Error::Internal("no letter has this id".to_owned()))?;
    let Some(row) = stored::by_id(&mut ctx.services.store.read().await?, id).await? else { return Ok(()) };
    let office = ctx.services.office.clone().ok_or(Error::Unavailable)?;
    let Some(words) = written(&ctx, &office, id, &row).await? else {
        return ended(&ctx, id, None).await;
    };
    match office.post.send(&words).await {
        Ok(()) => ended(&ctx, id, Some(&row.mail)).await,
        Err(Failure::Again(why)) => Err(Error::Internal(why)),
        Err(Failure::Never(why)) => {
            tracing::warn!(letter = %id, kind = row.kind, why, "a letter was refused");
            again(async || {
                let mut tx = ctx.services.store.write().await?;
                stored::refuse(&mut tx, id, ctx.now(), &why).await?;
                stored::mark(&mut tx, &row.mail, Some(ctx.now())).await?;
                tx.commit().await?;
                Ok(())
            })
            .await
        }
    }
}

/// Forgets a letter; where one was taken, its address is known to be good.
async fn ended(ctx: &Ctx, id: LetterId, taken_at: Option<&MailAddress>) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::end(&mut tx, id).await?;
        if let Some(mail) = taken_at {
            stored::mark(&mut tx, mail, None).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What a letter says today; nothing where nobody is to get it.
async fn written(ctx: &Ctx, office: &Office, id: LetterId, row: &LetterRow) -> Result<Option<Letter>> {
    let mut tx = ctx.services.store.read().await?;
    let site =
        store::site::name(&mut tx).await?.filter(|_| !office.name_is_told).unwrap_or_else(|| office.name.clone());
    let known = store::accounts::reached(&mut tx, &row.mail).await?;
    drop(tx);
    let kind = Kind::parse(&row.kind).ok_or_else(|| Error::Internal(format!("no letter is a {}", row.kind)))?;
    let language = known.as_ref().map_or(&row.language, |(_, _, language)| language);
    let language = Language::of(language).unwrap_or(Language::French);
    let messages = Messages::get(language);
    let Some((person, name, _)) = known else { return Ok(None) };
    let at = |address: Address| format!("{}{address}", office.address);
    let named = |key: &str| messages.with(key, &[("name", name.as_str().into()), ("site", site.as_str().into())]);
    let (subject, says, act) = match kind {
        Kind::Reset => {
            let token = accounts::draw(ctx, Asks::Reset, person).await?;
            let says = vec![named("letter-reset"), messages.text("letter-reset-once").into_owned()];
            let address = at(Address::Reset(token.as_str().to_owned()));
            (messages.text("letter-reset-subject"), says, (messages.text("letter-reset-act"), address))
        }
        Kind::SignIn => {
            let token = accounts::draw(ctx, Asks::SignIn, person).await?;
            let says = vec![named("letter-sign-in"), messages.text("letter-sign-in-once").into_owned()];
            let address = at(Address::SignInHere(token.as_str().to_owned()));
            (messages.text("letter-sign-in-subject"), says, (messages.text("letter-sign-in-act"), address))
        }
    };
    Ok(Some(Letter {
        id: id.to_string(),
        to: row.mail.clone(),
        written: row.created,
        language,
        subject: subject.into_owned(),
        says,
        act: Some(Act { words: act.0.into_owned(), address: act.1 }),
        why: messages.with("letter-asked-for", &[("site", site.as_str().into())]),
        home: office.address.clone(),
        site,
    }))
}

/// Has a refused letter tried again.
///
/// # Errors
/// [`Error::NotFound`] where no refused letter bears this id.
pub async fn send_again(ctx: &Ctx, id: LetterId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::revive(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        let now = ctx.now();
        store::jobs::add(&mut tx, jobs::new_id(&ctx.services), JOB, &id.to_string(), now, now).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Forgets a letter that nobody takes.
///
/// # Errors
/// [`Error::NotFound`] where no letter bears this id.
pub async fn forget(ctx: &Ctx, id: LetterId) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::end(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// A letter that nobody takes.
#[derive(Clone, Debug)]
pub struct RefusedLetter {
    /// Which one.
    pub id: LetterId,
    /// What it was for.
    pub kind: String,
    /// Where it was to go.
    pub mail: MailAddress,
    /// Since when.
    pub refused: Timestamp,
    /// What the server answered.
    pub error: String,
}

/// What there is to say of letters.
#[derive(Clone, Debug)]
pub struct Letters {
    /// How many are on their way.
    pub on_their_way: i64,
    /// How many wait in the folder, where no server takes them.
    pub in_the_folder: usize,
    /// Whether no server takes them.
    pub only_kept: bool,
    /// Those that were refused, oldest first.
    pub refused: Vec<RefusedLetter>,
}

/// Letters on their way, and those that nobody takes; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx) -> Result<Letters> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    let on_their_way = stored::waiting(&mut tx).await?;
    let refused = stored::refused(&mut tx).await?;
    drop(tx);
    let post = ctx.services.office.as_ref().map(|office| &office.post);
    let refused = refused.into_iter().map(|row| {
        let stored::RefusedRow { id, kind, mail, refused, error } = row;
        RefusedLetter { id, kind, mail, refused, error }
    });
    Ok(Letters {
        on_their_way,
        in_the_folder: post.map_or(0, Post::waiting),
        only_kept: post.is_none_or(Post::only_keeps),
        refused: refused.collect(),
    })
}
