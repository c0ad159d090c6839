//! Accounts, as those who run the site find them and act on them. What their people read, write or attend is never here: a page
//! about a person for someone above them is what this site has not.

use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::folding::title_key;
use domain::people::MailAddress;
use domain::policy::Steward;
use domain::tags::Tag;
use domain::{PersonId, Timestamp};
use store::Tx;
use store::stewardship::{self as stored, HolderRow, Sought};

use super::find_person;
use crate::accounts::{Wrong, missing_or};
use crate::audit::{self, On};
use crate::letters::{self, Kind};
use crate::lines::{one_more, paged, read_sorted_key, write_sorted_key};
use crate::views::Page;
use crate::{Ctx, Error, Result, again, people};

/// The most characters of why something is done on an account.
pub const REASON: usize = 400;

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its person may sign in.
    Active,
    /// Nobody has proved yet that its address is theirs.
    Unconfirmed,
    /// It may not sign in, since then.
    Suspended(Timestamp),
    /// Its person closes it: what is held of them goes on that day.
    Closing(Timestamp),
    /// A signature: there is no account.
    Signature,
}

impl State {
    /// The word of scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Unconfirmed => "unconfirmed",
            Self::Suspended(_) => "suspended",
            Self::Closing(_) => "closing",
            Self::Signature => "signature",
        }
    }
}

/// What may be done on an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It may sign in no more; its sessions and its tokens end, and what its person wrote stays.
    Suspend,
    /// It may sign in again.
    Reopen,
    /// Its sessions end.
    EndSessions,
    /// Codes are asked for no more.
    EndCodes,
    /// Its person runs the site.
    MakeSteward,
    /// They do not any more.
    UnmakeSteward,
    /// Letters go to its address again, though one was refused.
    GoodMail,
}

impl Doing {
    /// All of them, as a form lists them.
    pub const ALL: [Self; 7] = [
        Self::Suspend,
        Self::Reopen,
        Self::EndSessions,
        Self::EndCodes,
        Self::MakeSteward,
        Self::UnmakeSteward,
        Self::GoodMail,
    ];

    /// The word of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Reopen => "reopen",
            Self::EndSessions => "sessions",
            Self::EndCodes => "codes",
            Self::MakeSteward => "steward",
            Self::UnmakeSteward => "member",
            Self::GoodMail => "mail",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doing| doing.as_str() == word)
    }

    /// What the log says of it.
    const fn act(self) -> Act {
        match self {
            Self::Suspend => Act::AccountSuspended,
            Self::Reopen => Act::AccountReopened,
            Self::EndSessions => Act::SessionsEnded,
            Self::EndCodes => Act::CodesEnded,
            Self::MakeSteward => Act::StewardNamed,
            Self::UnmakeSteward => Act::StewardEnded,
            Self::GoodMail => Act::MailGood,
        }
    }
}

/// An account, or a signature without one.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that a page shows or not")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Whose.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// How it stands.
    pub state: State,
    /// Why it may not sign in; empty where it may.
    pub reason: String,
    /// Whether they run the site.
    pub is_steward: bool,
    /// When it was made.
    pub made: Timestamp,
    /// Where letters go; nothing where no address is known.
    pub mail: Option<String>,
    /// Since when letters to it are refused.
    pub refused: Option<Timestamp>,
    /// Whether they have a password.
    pub has_password: bool,
    /// How many passkeys they have.
    pub passkeys: i64,
    /// Whether codes are asked of them.
    pub has_codes: bool,
    /// Whether they sign in by another site too.
    pub has_elsewhere: bool,
    /// What whoever asks may do on it; of a list, nothing.
    pub may: Vec<Doing>,
}

fn holder(ctx: &Ctx, row: HolderRow) -> Holder {
    let is_unproved = row.mail.is_some() && row.confirmed.is_none();
    let state = match (row.account, row.suspended, row.ends) {
        (false, ..) => State::Signature,
        (true, Some(since), _) => State::Suspended(since),
        (true, None, Some(ends)) => State::Closing(ends),
        (true, None, None) if is_unproved => State::Unconfirmed,
        (true, None, None) => State::Active,
    };
    Holder {
        id: row.id,
        name: people::shown(ctx, row.name),
        state,
        reason: row.reason,
        is_steward: row.steward,
        made: row.created,
        mail: row.mail,
        refused: row.refused,
        has_password: row.password,
        passkeys: row.passkeys,
        has_codes: row.codes,
        has_elsewhere: row.elsewhere,
        may: Vec::new(),
    }
}

/// Accounts, and the signatures that whoever asks may see, by name: those whose name begins so, or whose address this is; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx, typed: &str, after: Option<&str>) -> Result<Page<Holder>> {
    ctx.authorise_site::<Steward>()?;
    let mail = MailAddress::parse(typed);
    let sought = mail.map_or_else(|| Sought::Name(title_key(typed)), |mail| Sought::Mail(mail.key()));
    let after = after.and_then(read_sorted_key).unwrap_or_else(|| (Vec::new(), PersonId::from_bytes([0; 16])));
    let mut tx = ctx.services.store.heavy().await?;
    let rows = stored::list(&mut tx, &ctx.viewer, &sought, after, one_more()).await?;
    let page = paged(rows, |row: &HolderRow| write_sorted_key(&row.sort_key, row.id));
    Ok(Page { items: page.items.into_iter().map(|row| holder(ctx, row)).collect(), next: page.next })
}

/// One of them, with what may be done on it; for stewards.
///
/// # Errors
/// [`Error::NotFound`] where there is none, and for anyone else.
pub async fn read(ctx: &Ctx, id: PersonId) -> Result<Holder> {
    ctx.authorise_site::<Steward>()?;
    found(ctx, &mut ctx.services.store.read().await?, id).await
}

async fn found(ctx: &Ctx, tx: &mut Tx, id: PersonId) -> Result<Holder> {
    let row = stored::by_id(tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let holder = holder(ctx, row);
    let is_last = holder.is_steward && store::accounts::stewards(tx).await? <= 1;
    let may = Doing::ALL.into_iter().filter(|doing| may(ctx, &holder, is_last, *doing)).collect();
    Ok(Holder { may, ..holder })
}

/// Whether this may be done on an account. Nobody suspends themselves, and the last one who runs the site stays.
fn may(ctx: &Ctx, holder: &Holder, is_last: bool, doing: Doing) -> bool {
    let (is_there, is_suspended) = (holder.state != State::Signature, matches!(holder.state, State::Suspended(_)));
    is_there
        && match doing {
            Doing::Suspend => !is_suspended && !is_last && ctx.viewer.id() != Some(holder.id),
            Doing::Reopen => is_suspended,
            Doing::EndSessions => !is_suspended,
            Doing::EndCodes => holder.has_codes,
            Doing::MakeSteward => !holder.is_steward && holder.state == State::Active,
            Doing::UnmakeSteward => holder.is_steward && (!is_last || is_suspended),
            Doing::GoodMail => holder.refused.is_some(),
        }
}

/// Which account bears this id, or alone bears this name; for stewards.
///
/// # Errors
/// [`Error::NotFound`] where there is none, and for anyone else; [`Error::Invalid`] where several do.
pub async fn named(ctx: &Ctx, person: &str) -> Result<PersonId> {
    ctx.authorise_site::<Steward>()?;
    find_person(&mut ctx.services.store.read().await?, person).await
}

/// The accounts to whose address letters are refused, and since when, the longest first; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn marked(ctx: &Ctx) -> Result<Vec<(PersonId, String, Timestamp)>> {
    ctx.authorise_site::<Steward>()?;
    let rows = stored::marked(&mut ctx.services.store.heavy().await?).await?;
    Ok(rows.into_iter().map(|(id, name, since)| (id, people::shown(ctx, name), since)).collect())
}

/// Does something on an account, with a reason: it stands in the log, and the person is told of both by letter. The caller has asked for
/// a fresh proof.
///
/// # Errors
/// [`Error::Refused`] without a reason, or with one that is too long; [`Error::Forbidden`] where it may not be done, or no more;
/// [`Error::NotFound`] where there is no such account, and for anyone but stewards.
pub async fn act(ctx: &Ctx, id: PersonId, doing: Doing, reason: &str) -> Result<()> {
    ctx.authorise_site::<Steward>()?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() || reason.chars().count() > REASON {
        return Err(Error::Refused(vec![("reason", missing_or(&reason, Wrong::Long))]));
    }
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // Nobody signs in meanwhile; and two who run the site do not end each other at once.
        store::names::hold(&mut tx, &id.to_string()).await?;
        store::names::hold(&mut tx, "stewards").await?;
        if !found(ctx, &mut tx, id).await?.may.contains(&doing) {
            return Err(Error::Forbidden);
        }
        carry_out(ctx, &mut tx, id, doing, &reason).await?;
        let line = audit::record(ctx, &mut tx, doing.act(), On::person(id).with(&reason)).await?;
        letters::ask_of_about(&mut tx, ctx, Kind::ByStewards, id, Some(line.bytes())).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn carry_out(ctx: &Ctx, tx: &mut Tx, id: PersonId, doing: Doing, reason: &str) -> Result<()> {
    match doing {
        Doing::Suspend => {
            stored::suspend(tx, id, ctx.now(), reason).await?;
            store::people::end_sessions(tx, id).await?;
            store::tokens::revoke_all(tx, id).await?;
        }
        Doing::Reopen => stored::reopen(tx, id).await?,
        Doing::EndSessions => store::people::end_sessions(tx, id).await?,
        Doing::EndCodes => store::second_factors::end(tx, id).await?,
        Doing::MakeSteward | Doing::UnmakeSteward => {
            stored::set_steward(tx, id, doing == Doing::MakeSteward).await?;
            store::people::ask_renewal(tx, id).await?;
            let (who, tags) = (ctx.viewer.id(), vec![Tag::Person(id), Tag::Roles]);
            let change = Change { who, kind: ChangeKind::Rights, thing: Thing::Person(id), tags };
            store::changes::record(tx, ctx.now(), &change).await?;
        }
        Doing::GoodMail => stored::mail_is_good(tx, id).await?,
    }
    Ok(())
}
