//! Becoming a member of a community, what one chooses there, and leaving it: for whoever asks.

mod coming;
mod inside;
mod own;
mod roles;

use std::collections::HashMap;

pub(crate) use coming::standing;
pub use coming::{Asking, Joined, Standing, answer_invitation, join, may_join, withdraw};
use domain::address::Address;
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::{Involvement, Posture, Role, Told};
use domain::notifications::NotificationKind;
use domain::people::{MailAddress, PersonName};
use domain::policy::{Action, Authorised, Community, Enter, Policy};
use domain::tags::Tag;
use domain::{AffiliationId, CommunityId, Day, InvitationId, NoteId, PersonId, Timestamp, ToldId};
use i18n::TimeZone;
pub(crate) use inside::Handles;
pub use inside::{
    Desk, Inside, Invited, Member, Requested, Vacancy, WORDS, answer, desk, find, inside, invite, remove, requests,
    take_back, welcome,
};
pub use own::{Chosen, chosen};
pub use roles::{HELD, Mandate, TypedMandate, backup_field, day_fields, set_roles};
use store::Tx;
use store::memberships::{self as stored, OwnRow, PostureRow, ToldRow};

use crate::accounts::Wrong;
use crate::affiliations::{self, Affiliation};
use crate::letters::{self, Kind};
use crate::notifications::{self, About};
use crate::views::Link;
use crate::{Ctx, Error, Result, again, communities};

/// The most characters of a reason.
pub const REASON: usize = 2000;
/// How long what a person is told is kept, in seconds.
pub(crate) const TOLD: i64 = 90 * 24 * 3600;

/// Something that whoever asks is told of a membership.
#[derive(Clone, Debug)]
pub struct Word {
    /// Which one.
    pub id: ToldId,
    /// Of which community; it leads nowhere where they may not know of it any more.
    pub community: String,
    /// Where it is.
    pub address: Option<Address>,
    /// What.
    pub told: Told,
    /// Why; empty where nothing was said.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// An invitation to whoever asks.
#[derive(Clone, Debug)]
pub struct ToMe {
    /// Which one.
    pub id: InvitationId,
    /// To which community.
    pub community: String,
    /// Where it is, where they may see it before.
    pub address: Option<Address>,
    /// Who invites, as they are called there; empty where they have left.
    pub by: String,
    /// What they say; empty where nothing.
    pub words: String,
    /// Until when it serves.
    pub expires: Timestamp,
}

/// What somebody asks for.
#[derive(Clone, Debug)]
pub struct MyRequest {
    /// Of which community.
    pub community: Link,
    /// Its name in addresses.
    pub alias: String,
    /// Why.
    pub reason: String,
    /// When.
    pub asked: Timestamp,
}

/// The communities of whoever asks, and what waits for them.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// What they are told.
    pub words: Vec<Word>,
    /// Who invites them.
    pub invitations: Vec<ToMe>,
    /// What they ask for.
    pub requests: Vec<MyRequest>,
    /// Where they are a member: each by its alias, with the roles that they hold.
    pub communities: Vec<(Link, String, Vec<Role>)>,
}

/// What a membership shows of one affiliation.
#[derive(Clone, Debug)]
pub struct Shows {
    /// Of which one.
    pub affiliation: Affiliation,
    /// What the organisation may know.
    pub posture: Posture,
    /// Whether the members may.
    pub shown: bool,
    /// Whether the organisation could know at all: it never does of a community that is named to its members only.
    pub could_be_declared: bool,
}

/// A membership of whoever asks.
#[derive(Clone, Debug)]
pub struct MyMembership {
    /// Of which community.
    pub community: Link,
    /// What they are called there; empty where it is their name.
    pub name: String,
    /// Their own name.
    pub own_name: String,
    /// How much they take part, where they say it.
    pub involvement: Option<Involvement>,
    /// What it shows of each of their affiliations that last.
    pub shows: Vec<Shows>,
    /// The roles that they hold.
    pub roles: Vec<Mandate>,
    /// Whether they agree that others than members know.
    pub roles_are_shown: bool,
    /// Whether nobody else answers for the community.
    pub is_last_lead: bool,
}

/// What is chosen in a membership.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What they are called there.
    pub name: String,
    /// How much they take part; empty where they do not say it.
    pub involvement: String,
    /// Whether others than members may know of the roles that they hold.
    pub roles_are_shown: bool,
    /// Of each affiliation: its id, the word of a posture, whether the members may know.
    pub shows: Vec<(AffiliationId, String, bool)>,
}

/// Which community, and that the viewer may do this there.
///
/// # Errors
/// [`Error::NotFound`] for who may not know of it, [`Error::Forbidden`] for who may not do this.
pub(crate) async fn authorised<A: Action<Community>>(
    ctx: &Ctx,
    tx: &mut Tx,
    alias: &str,
) -> Result<(CommunityId, Authorised<Community, A>)> {
    let id = store::communities::id_of(tx, alias).await?.ok_or(Error::NotFound)?;
    Ok((id, authorised_by_id(ctx, tx, id).await?))
}

async fn authorised_by_id<A: Action<Community>>(
    ctx: &Ctx,
    tx: &mut Tx,
    id: CommunityId,
) -> Result<Authorised<Community, A>> {
    let facts = store::communities::facts(tx, &ctx.viewer, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    Ok(Policy::decide(&ctx.viewer, facts)?)
}

/// What a member is called there, read; empty where it is their own name.
fn read_name(typed: &str) -> std::result::Result<String, Wrong> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    PersonName::parse(typed).map(|name| name.as_str().to_owned()).ok_or(Wrong::Long)
}

/// Says to the log that something changed between a person and a community.
async fn record(ctx: &Ctx, tx: &mut Tx, community: CommunityId, person: PersonId, kind: ChangeKind) -> Result<()> {
    let mut tags = store::touched::role(community, person);
    if kind != ChangeKind::Rights {
        tags.retain(|tag| *tag != Tag::Roles);
    }
    let change = Change { who: ctx.viewer.id(), kind, thing: Thing::Community(community), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// Forgets a word that whoever asks has read.
///
/// # Errors
/// [`Error::NotFound`] where it is none to them.
pub async fn forget_word(ctx: &Ctx, id: ToldId) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::end_told(&mut tx, me, id).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The communities of whoever asks, and what waits for them.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn mine(ctx: &Ctx) -> Result<Mine> {
    let (me, now) = (ctx.me()?, ctx.now());
    let mut tx = ctx.services.store.read().await?;
    let told = stored::told_to(&mut tx, me, now.plus_seconds(-TOLD)).await?;
    let invited = stored::invited(&mut tx, me, now).await?;
    let asked = stored::asked_by(&mut tx, me).await?;
    let own = ctx.viewer.communities();
    let of = told.iter().map(|row| row.community).chain(invited.iter().map(|row| row.community));
    let mut named: Vec<CommunityId> = of.chain(asked.iter().map(|row| row.community)).chain(own.clone()).collect();
    named.sort_unstable();
    named.dedup();
    let links = communities::named(ctx, &mut tx, &named).await?;
    let known = store::communities::readable(&mut tx, &ctx.viewer).await?;
    let address = |id: CommunityId| links.get(&id).filter(|_| known.contains(&id)).map(|link| link.address.clone());
    let title = |id: CommunityId| links.get(&id).map(|link| link.title.clone()).unwrap_or_default();
    let mut mine = Mine::default();
    for row in told {
        let ToldRow { id, community, told, words, at, .. } = row;
        mine.words.push(Word { id, community: title(community), address: address(community), told, words, at });
    }
    for row in invited {
        let by = match row.by {
            Some(by) => called(&mut tx, row.community, by).await?,
            None => String::new(),
        };
        let (community, address) = (title(row.community), address(row.community));
        mine.invitations.push(ToMe { id: row.id, community, address, by, words: row.words, expires: row.expires });
    }
    for row in asked {
        // One that they may not know of any more is not named.
        if let Some(link) = links.get(&row.community).filter(|_| known.contains(&row.community)) {
            let (community, alias) = (link.clone(), alias_of(link));
            mine.requests.push(MyRequest { community, alias, reason: row.reason, asked: row.asked });
        }
    }
    for id in own {
        let Some(link) = links.get(&id) else { continue };
        let roles = Role::ALL.into_iter().filter(|role| ctx.viewer.holds(id, &[*role])).collect();
        mine.communities.push((link.clone(), alias_of(link), roles));
    }
    mine.communities.sort_by_cached_key(|(link, ..)| i18n::sort_key(&link.title));
    Ok(mine)
}

fn alias_of(link: &Link) -> String {
    if let Address::Community(_, alias) = &link.address { alias.clone() } else { String::new() }
}

/// What a member is called in a community; empty for who is none any more: their own name was perhaps never told there.
pub(crate) async fn called(tx: &mut Tx, community: CommunityId, person: PersonId) -> Result<String> {
    let Some(own) = stored::own(tx, community, person).await? else { return Ok(String::new()) };
    if !own.name.is_empty() {
        return Ok(own.name);
    }
    let system = domain::policy::Viewer::system("what a member is called");
    Ok(store::people::by_id(tx, &system, person).await?.map(|(name, _)| name).unwrap_or_default())
}

/// Whether whoever asks is a member of the community of this alias.
///
/// # Errors
/// As the store.
pub async fn is_member(ctx: &Ctx, alias: &str) -> Result<bool> {
    let mut tx = ctx.services.store.read().await?;
    let id = store::communities::id_of(&mut tx, alias).await?;
    Ok(id.is_some_and(|id| ctx.viewer.is_member(id)))
}

/// A membership of whoever asks.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`Enter`] says.
pub async fn read(ctx: &Ctx, alias: &str, zone: &TimeZone) -> Result<MyMembership> {
    let me = ctx.me()?;
    let affiliations = affiliations::mine(ctx, zone).await?;
    let mut tx = ctx.services.store.read().await?;
    let (id, _) = authorised::<Enter>(ctx, &mut tx, alias).await?;
    let own = stored::own(&mut tx, id, me).await?.ok_or(Error::NotFound)?;
    let system = domain::policy::Viewer::system("one’s own name");
    let (own_name, _) = store::people::by_id(&mut tx, &system, me).await?.ok_or(Error::NotFound)?;
    let row = store::communities::by_alias(&mut tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
    let postures = stored::postures(&mut tx, id, me).await?;
    let shows = own::shows(affiliations, &postures, row.listed);
    let all = stored::roles(&mut tx, id).await?;
    let leads: Vec<PersonId> = all.iter().filter(|row| row.role == Role::Lead).map(|row| row.person).collect();
    let mut roles = Vec::new();
    for row in all.iter().filter(|row| row.person == me) {
        roles.push(roles::mandate(&mut tx, id, row).await?);
    }
    roles.sort_by_key(|mandate: &Mandate| std::cmp::Reverse(mandate.role));
    let community = communities::named(ctx, &mut tx, &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    Ok(MyMembership {
        community,
        name: own.name,
        own_name,
        involvement: own.involvement,
        shows,
        roles_are_shown: all.iter().filter(|row| row.person == me).all(|row| row.shown),
        is_last_lead: leads == [me],
        roles,
    })
}

/// Keeps what whoever asks chooses in a membership; it holds from the next page on.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] and [`Error::Forbidden`], as [`Enter`] says.
pub async fn choose(ctx: &Ctx, alias: &str, typed: &Typed) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (id, _) = authorised::<Enter>(ctx, &mut tx, alias).await?;
        hold(&mut tx, id).await?;
        // They were removed in between.
        stored::own(&mut tx, id, me).await?.ok_or(Error::NotFound)?;
        let mut wrong = Vec::new();
        let name = read_name(&typed.name).unwrap_or_else(|why| {
            wrong.push(("name", why));
            String::new()
        });
        let involvement = Involvement::parse(&typed.involvement);
        if involvement.is_none() && !typed.involvement.is_empty() {
            wrong.push(("involvement", Wrong::NotAChoice));
        }
        if !wrong.is_empty() {
            return Err(Error::Refused(wrong));
        }
        let own = store::affiliations::of(&mut tx, me).await?;
        let is_listed = store::communities::by_alias(&mut tx, &ctx.viewer, alias).await?.is_some_and(|row| row.listed);
        let mut postures = Vec::new();
        for (affiliation, posture, shown) in &typed.shows {
            // That of somebody else is as one that does not exist.
            if !own.iter().any(|row| row.id == *affiliation) {
                return Err(Error::NotFound);
            }
            let posture = Posture::parse(posture).unwrap_or_default();
            let posture = if is_listed { posture } else { Posture::Discreet };
            postures.push(PostureRow { affiliation: *affiliation, posture, shown: *shown });
        }
        postures.sort_by_key(|row| row.affiliation);
        postures.dedup_by_key(|row| row.affiliation);
        stored::set_own(&mut tx, id, me, &OwnRow { name, involvement }).await?;
        stored::set_postures(&mut tx, id, me, &postures, ctx.now()).await?;
        stored::show_roles(&mut tx, id, me, typed.roles_are_shown).await?;
        record(ctx, &mut tx, id, me, ChangeKind::Edited).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Ends a membership of whoever asks, with all that hangs on it.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`], as [`Enter`] says.
pub async fn leave(ctx: &Ctx, alias: &str) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let (id, _) = authorised::<Enter>(ctx, &mut tx, alias).await?;
        // Nobody gives them a role in between.
        hold(&mut tx, id).await?;
        stored::end(&mut tx, id, me).await?;
        store::people::ask_renewal(&mut tx, me).await?;
        record(ctx, &mut tx, id, me, ChangeKind::Rights).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Keeps others from giving roles in a community until the end of this transaction.
pub(crate) async fn hold(tx: &mut Tx, id: CommunityId) -> Result<()> {
    Ok(store::names::hold(tx, &id.to_string()).await?)
}

/// Tells who has this address that they are invited, where somebody does; whoever invites is told nothing of that.
pub(crate) async fn tell_invited(ctx: &Ctx, tx: &mut Tx, id: CommunityId, mail: &MailAddress) -> Result<()> {
    let Some((person, ..)) = store::accounts::reached(tx, mail).await? else { return Ok(()) };
    let about = About { community: Some(id), ..About::default() };
    notifications::beside(ctx, tx, person, NotificationKind::Invitation, about).await
}

/// Tells a person what was decided of their membership: here, and by letter.
pub(crate) async fn tell(
    ctx: &Ctx,
    tx: &mut Tx,
    id: CommunityId,
    person: PersonId,
    told: Told,
    words: &str,
) -> Result<()> {
    let services = &ctx.services;
    let told_id = ToldId::new(&*services.clock, &*services.randomness);
    let row = ToldRow { id: told_id, community: id, person, told, words: words.to_owned(), at: ctx.now() };
    stored::tell(tx, &row, ctx.now().plus_seconds(-TOLD)).await?;
    if matches!(told, Told::Accepted | Told::Refused) {
        let about = About { community: Some(id), ..About::default() };
        notifications::beside(ctx, tx, person, NotificationKind::Answer, about).await?;
    }
    letters::ask_of_about(tx, ctx, Kind::Membership, person, Some(told_id.bytes())).await
}

/// The roles of a community that others than members may know of, for its page: by role, then by name.
pub(crate) async fn holders(tx: &mut Tx, id: CommunityId) -> Result<Vec<(Role, String)>> {
    let mut holders = Vec::new();
    for row in stored::roles(tx, id).await?.into_iter().filter(|row| row.shown) {
        holders.push((row.role, called(tx, id, row.person).await?));
    }
    holders.sort_by_cached_key(|(role, name)| (std::cmp::Reverse(*role), i18n::sort_key(name)));
    Ok(holders)
}

/// A day of today in this zone, as days are written.
pub(crate) fn today(ctx: &Ctx, zone: &TimeZone) -> Option<Day> {
    Day::parse(&i18n::iso_day(ctx.now(), zone))
}

/// Titles of organisations that the viewer may see.
async fn titles(ctx: &Ctx, tx: &mut Tx, notes: &[NoteId]) -> Result<HashMap<NoteId, String>> {
    Ok(store::notes::titles(tx, &ctx.viewer, notes).await?.into_iter().collect())
}
