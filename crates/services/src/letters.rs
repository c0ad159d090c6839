//! Letters: who asks for them, to whom they go, and what becomes of them.
//!
//! A letter is asked for in the transaction of what it tells of. It is written when it is sent: who has this address is looked
//! up then, and the secrets that it brings are drawn then, so that none waits in the database.

mod desk;
mod exchanges;
mod kinds;
mod memberships;
mod notebooks;
mod notes;
mod notifications;
mod reports;
mod stewards;
mod threads;
mod trials;

use std::path::Path;

use desk::{Bound, Desk, Says};
use domain::notifications::NotificationKind;
use domain::people::MailAddress;
use domain::policy::Steward;
use domain::{CommunityId, LanguageTag, LetterId, NoteId, NotebookId, PersonId};
use i18n::{Language, Messages};
pub(crate) use kinds::Kind;
use mail::{Failure, Letter, Post};
use store::Tx;
pub use store::letters::RefusedRow;
use store::letters::{self as stored, LetterRow};
pub use trials::{send_trial, send_trial_to, trial_address};

use crate::notifications::About;
use crate::{Ctx, Error, Result, again, jobs};

/// The kind of job that sends a letter.
pub(crate) const JOB: &str = "letter";

/// After how many seconds a letter that nobody took was given up: each attempt waits twice as long as the one before.
const GIVEN_UP: i64 = 2 * 3600;

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
    /// The zone whose mornings bring summaries.
    pub time_zone: i18n::TimeZone,
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
    queue(tx, ctx, kind, mail, language, about).await?;
    Ok(())
}

/// The same, with the id that tells the letter from others.
async fn queue(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    mail: &MailAddress,
    language: &LanguageTag,
    about: Option<Vec<u8>>,
) -> Result<LetterId> {
    let (services, now) = (&ctx.services, ctx.now());
    let id = LetterId::new(&*services.clock, &*services.randomness);
    let (kind, mail, language) = (kind.as_str().to_owned(), mail.clone(), language.clone());
    stored::add(tx, id, &LetterRow { kind, mail, language, about, created: now }).await?;
    store::jobs::add(tx, jobs::new_id(services), JOB, &id.to_string(), now, now).await?;
    Ok(id)
}

/// Asks for a letter to the account of this person; to nobody where it has no address.
pub(crate) async fn ask_of(tx: &mut Tx, ctx: &Ctx, kind: Kind, person: PersonId) -> Result<()> {
    ask_of_about(tx, ctx, kind, person, None).await
}

/// The same, about something.
pub(crate) async fn ask_of_about(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    person: PersonId,
    about: Option<[u8; 16]>,
) -> Result<()> {
    let Some(own) = store::accounts::of(tx, person).await? else { return Ok(()) };
    ask(tx, ctx, kind, &own.mail, &own.language, about.map(Vec::from)).await
}

/// Asks for a letter about a note to the account of this person; to nobody where it has no address. `other` is the community, the
/// notebook or the person that it is about too. What people are told on the site too is told there.
pub(crate) async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    kind: Kind,
    person: PersonId,
    note: NoteId,
    other: Option<[u8; 16]>,
) -> Result<()> {
    let told = match kind {
        Kind::EditAnswered => Some((NotificationKind::Answer, None)),
        Kind::AuthorInvited => Some((NotificationKind::Invitation, None)),
        Kind::NotePlaced => Some((NotificationKind::Placed, other.map(NotebookId::from_bytes))),
        _ => None,
    };
    if let Some((kind, notebook)) = told {
        let about = About { note: Some(note), notebook, ..About::default() };
        crate::notifications::beside(ctx, tx, person, kind, about).await?;
    }
    let Some(own) = store::accounts::of(tx, person).await? else { return Ok(()) };
    ask(tx, ctx, kind, &own.mail, &own.language, Some(notes::about(note, other))).await
}

/// Asks for the letter that announces a note to a member of a community; to nobody where they have no address.
pub(crate) async fn announce(
    tx: &mut Tx,
    ctx: &Ctx,
    note: NoteId,
    community: CommunityId,
    member: PersonId,
) -> Result<()> {
    let Some(own) = store::accounts::of(tx, member).await? else { return Ok(()) };
    let about = Some(notes::about(note, Some(community.bytes())));
    ask(tx, ctx, Kind::NoteAnnounced, &own.mail, &own.language, about).await
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
    let kind = Kind::parse(&row.kind).ok_or_else(|| Error::Internal(format!("no letter is a {}", row.kind)))?;
    let mut tx = ctx.services.store.read().await?;
    let site =
        store::site::name(&mut tx).await?.filter(|_| !office.name_is_told).unwrap_or_else(|| office.name.clone());
    let known = store::accounts::reached(&mut tx, &row.mail).await?;
    if let Some((person, ..)) = &known
        && !kind.reaches_the_suspended()
        && store::stewardship::suspended(&mut tx, *person).await?.is_some()
    {
        return Ok(None);
    }
    drop(tx);
    let language = known.as_ref().map_or(&row.language, |(_, _, language)| language);
    let language = Language::of(language).unwrap_or(Language::French);
    let desk = Desk { ctx, office, row, site: &site, language, messages: Messages::get(language) };
    let known_as = known.as_ref().map(|(person, ..)| *person);
    let words = match known {
        Some((person, name, _)) => desk.to_who_has_an_account(kind, person, &name).await?,
        None => desk.to_who_has_none(kind).await?,
    };
    let Some(Says { subject, words: says, act, why }) = words else { return Ok(None) };
    // Which letters stop, and which belong together, where that is so.
    let Bound { thread, unsubscribe } = desk.bound_with(kind, known_as).await?;
    Ok(Some(Letter {
        id: id.to_string(),
        to: row.mail.clone(),
        written: row.created,
        language,
        subject,
        says,
        act,
        why,
        home: office.address.clone(),
        site,
        thread,
        unsubscribe,
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

/// What there is to say of letters.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    /// How many are on their way.
    pub on_their_way: i64,
    /// How many wait in the folder, where no server takes them.
    pub in_the_folder: usize,
    /// Whether no server takes them.
    pub only_kept: bool,
    /// Where that folder is; nothing where a server takes them.
    pub folder: Option<String>,
    /// How many no server took yet, and wait to be tried again.
    pub failing: i64,
    /// Why the newest of these was not taken; empty where none fails.
    pub failure: String,
    /// Those that were refused, oldest first.
    pub refused: Vec<RefusedRow>,
}

/// Letters on their way, and those that nobody takes; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx) -> Result<Letters> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    let on_their_way = stored::waiting(&mut tx).await?;
    let refused = stored::untaken(&mut tx, ctx.now().plus_seconds(-GIVEN_UP)).await?;
    let failing = store::health::failing(&mut tx, JOB).await?;
    let failure = store::health::last_failure(&mut tx, JOB).await?.unwrap_or_default();
    drop(tx);
    let post = ctx.services.office.as_ref().map(|office| &office.post);
    Ok(Letters {
        on_their_way,
        in_the_folder: post.map_or(0, Post::waiting),
        only_kept: post.is_none_or(Post::only_keeps),
        folder: post.and_then(Post::folder).map(whole),
        failing,
        failure,
        refused,
    })
}

/// A place on the disk, from its root.
fn whole(place: &Path) -> String {
    std::path::absolute(place).unwrap_or_else(|_| place.to_owned()).display().to_string()
}
