//! Becoming a member of a community: what somebody is to it, asking, taking that back, answering an invitation.

use domain::changes::ChangeKind;
use domain::communities::{Access, Role};
use domain::policy::{Community, CommunityFacts, Enter, Join, Policy, Welcome};
use domain::{CommunityId, InvitationId, JoinRequestId, PersonId, Timestamp};
use store::Tx;
use store::memberships::{self as stored, JoinRequestRow};

use super::{REASON, authorised, authorised_by_id, read_name, record, roles};
use crate::accounts::{Wrong, missing_or};
use crate::letters::{self, Kind};
use crate::limits::Try;
use crate::views::Link;
use crate::{Ctx, Error, Result, again, communities};

/// The most requests of one person that wait.
const MOST_ASKED: usize = 20;

/// What whoever asks is to a community, and may do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody is signed in; who is may become a member, or ask for it.
    Visitor,
    /// They may become a member at once.
    MayJoin,
    /// They may ask for it.
    MayAsk,
    /// They asked for it on this day.
    Asked(Timestamp),
    /// They were invited.
    Invited,
    /// They are none, and cannot be.
    Outside,
    /// They are a member.
    Member {
        /// How many requests wait for them to answer; nothing where they may not.
        waiting: Option<i64>,
        /// What wants somebody: told to members alone.
        risks: usize,
    },
}

/// What is typed to become a member.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// What they would be called there; empty where it is their name.
    pub name: String,
    /// Why, where somebody decides.
    pub reason: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// They are a member.
    In,
    /// Who welcomes there will answer.
    Asked,
}

/// What whoever asks is to a community that they may know of.
pub(crate) async fn standing(ctx: &Ctx, tx: &mut Tx, facts: &CommunityFacts) -> Result<Standing> {
    let id = facts.id();
    let Some(me) = ctx.viewer.id() else {
        let is_way_in = !facts.is_closed() && facts.access() != Access::Invited;
        return Ok(if is_way_in { Standing::Visitor } else { Standing::Outside });
    };
    if Policy::decide::<Community, Enter>(&ctx.viewer, facts.clone()).is_ok() {
        let welcomes = Policy::decide::<Community, Welcome>(&ctx.viewer, facts.clone()).is_ok();
        let waiting = if welcomes { Some(stored::waiting(tx, id, ctx.now()).await?) } else { None };
        return Ok(Standing::Member { waiting, risks: roles::risks(ctx, tx, facts).await?.len() });
    }
    let (access, is_invited) = (facts.access(), facts.invites_the_viewer());
    if Policy::decide::<Community, Join>(&ctx.viewer, facts.clone()).is_err() {
        return Ok(Standing::Outside);
    }
    if is_invited {
        return Ok(Standing::Invited);
    }
    let asked = stored::asked_by(tx, me).await?.into_iter().find(|row| row.community == id);
    Ok(match (access, asked) {
        (_, Some(row)) => Standing::Asked(row.asked),
        (Access::Open, None) => Standing::MayJoin,
        (Access::OnRequest | Access::Invited, None) => Standing::MayAsk,
    })
}

/// A community that whoever asks may become a member of: its name and how.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`Join`] says.
pub async fn may_join(ctx: &Ctx, alias: &str) -> Result<(Link, Standing)> {
    let mut tx = ctx.services.store.read().await?;
    let (id, right) = authorised::<Join>(ctx, &mut tx, alias).await?;
    let standing = standing(ctx, &mut tx, right.facts()).await?;
    let link = communities::named(ctx, &mut tx, &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    Ok((link, standing))
}

/// Makes whoever asks a member, where the community is open or invited them; where it is on request, asks for it.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] and [`Error::Forbidden`], as [`Join`] says.
pub async fn join(ctx: &Ctx, alias: &str, typed: &Asking) -> Result<Joined> {
    let me = ctx.me()?;
    let services = &ctx.services;
    let request = JoinRequestId::new(&*services.clock, &*services.randomness);
    Try::to_have_letters_sent(me).take(ctx).await?;
    again(async || {
        let mut tx = services.store.write().await?;
        let (id, right) = authorised::<Join>(ctx, &mut tx, alias).await?;
        let comes_in = right.facts().invites_the_viewer() || right.facts().access() == Access::Open;
        let (mut wrong, reason) = (Vec::new(), typed.reason.trim().replace("\r\n", "\n"));
        let name = read_name(&typed.name).unwrap_or_else(|why| {
            wrong.push(("name", why));
            String::new()
        });
        if !comes_in && (reason.is_empty() || reason.chars().count() > REASON) {
            wrong.push(("reason", missing_or(&reason, Wrong::Long)));
        }
        if !wrong.is_empty() {
            return Err(Error::Refused(wrong));
        }
        let joined = if comes_in {
            come_in(ctx, &mut tx, id, me, &name).await?;
            Joined::In
        } else {
            store::names::hold(&mut tx, &me.to_string()).await?;
            let asked = stored::asked_by(&mut tx, me).await?;
            if asked.iter().any(|row| row.community == id) {
                // A form that was sent twice.
                return Ok(Joined::Asked);
            }
            if asked.len() >= MOST_ASKED {
                return Err(Error::Refused(vec![("reason", Wrong::Full(MOST_ASKED))]));
            }
            let own_name = String::new();
            let row =
                JoinRequestRow { id: request, community: id, person: me, own_name, name, reason, asked: ctx.now() };
            stored::ask(&mut tx, &row).await?;
            for person in welcoming(&mut tx, id).await? {
                letters::ask_of_about(&mut tx, ctx, Kind::Joining, person, Some(id.bytes())).await?;
            }
            record(ctx, &mut tx, id, me, ChangeKind::Edited).await?;
            Joined::Asked
        };
        tx.commit().await?;
        Ok(joined)
    })
    .await
}

/// Who answers those who ask to come in: leads and facilitators, each once.
async fn welcoming(tx: &mut Tx, id: CommunityId) -> Result<Vec<PersonId>> {
    let roles = stored::roles(tx, id).await?;
    let welcomes = roles.iter().filter(|row| matches!(row.role, Role::Lead | Role::Facilitator));
    let mut people: Vec<PersonId> = welcomes.map(|row| row.person).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Makes a person a member: what they asked for, and invitations to them, are answered.
pub(super) async fn come_in(ctx: &Ctx, tx: &mut Tx, id: CommunityId, person: PersonId, name: &str) -> Result<()> {
    stored::begin(tx, id, person, name, ctx.now()).await?;
    crate::claims::keep_secret(tx, &ctx.services).await?;
    stored::end_request(tx, id, person).await?;
    for invitation in stored::invited(tx, person, ctx.now()).await?.iter().filter(|row| row.community == id) {
        stored::end_invitation(tx, id, invitation.id).await?;
    }
    store::people::ask_renewal(tx, person).await?;
    record(ctx, tx, id, person, ChangeKind::Rights).await
}

/// Takes back what whoever asks asked for.
///
/// # Errors
/// [`Error::NotFound`] where they asked for nothing there.
pub async fn withdraw(ctx: &Ctx, alias: &str) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let id = store::communities::id_of(&mut tx, alias).await?.ok_or(Error::NotFound)?;
        if !stored::end_request(&mut tx, id, me).await? {
            return Err(Error::NotFound);
        }
        record(ctx, &mut tx, id, me, ChangeKind::Edited).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Accepts or declines an invitation to whoever asks; where they accept, the alias of the community.
///
/// # Errors
/// [`Error::NotFound`] where it is none to them, or serves no more; [`Error::Forbidden`] where the community is closed.
pub async fn answer_invitation(ctx: &Ctx, id: InvitationId, accepts: bool) -> Result<Option<String>> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let invited = stored::invited(&mut tx, me, ctx.now()).await?;
        let row = invited.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        let alias = if accepts {
            if !ctx.viewer.is_member(row.community) {
                authorised_by_id::<Join>(ctx, &mut tx, row.community).await?;
            }
            come_in(ctx, &mut tx, row.community, me, "").await?;
            store::communities::named(&mut tx, &[row.community]).await?.pop().map(|(_, alias, _)| alias)
        } else {
            stored::end_invitation(&mut tx, row.community, id).await?;
            record(ctx, &mut tx, row.community, me, ChangeKind::Edited).await?;
            None
        };
        tx.commit().await?;
        Ok(alias)
    })
    .await
}
