//! What the command line does for who runs the site: people, communities, sessions; and what the site's pages do on accounts.

pub mod health;
pub mod people;
pub mod reading;
pub mod storage;

use domain::audit::Act;
use domain::changes::{Change, ChangeKind, Thing};
use domain::communities::{Access, CommunityAlias, Role};
use domain::folding::title_key;
use domain::people::PersonName;
use domain::policy::Steward;
use domain::tags::Tag;
use domain::{CommunityId, PersonId};

use identity::Token;
use store::communities::NewCommunity;

use crate::audit::{self, On};
use crate::{Ctx, Error, Result, accounts, again};

/// How long a session made from the command line lasts, in seconds.
const SESSION: i64 = 12 * 3600;

/// Makes an account.
///
/// # Errors
/// [`Error::Invalid`] for a name that cannot be one; [`Error::Conflict`] when an account bears it.
pub async fn add_person(ctx: &Ctx, name: &str, steward: bool) -> Result<PersonId> {
    ctx.authorise_site::<Steward>()?;
    let name = PersonName::parse(name).ok_or(Error::Invalid("name"))?;
    let key = title_key(name.as_str());
    let id = PersonId::new(&*ctx.services.clock, &*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, &key).await?;
        if !store::people::named(&mut tx, &key).await?.is_empty() {
            return Err(Error::Conflict);
        }
        let sort_key = i18n::sort_key(name.as_str());
        store::people::insert(&mut tx, id, name.as_str(), &key, sort_key, true, steward, ctx.now()).await?;
        let tags = vec![Tag::Person(id)];
        let change = Change { who: None, kind: ChangeKind::Created, thing: Thing::Person(id), tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        let act = if steward { Act::StewardMade } else { Act::AccountMade };
        audit::record(ctx, &mut tx, act, On::person(id)).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// Makes a community.
///
/// # Errors
/// [`Error::Invalid`] for an alias or a name that cannot be one; [`Error::Conflict`] when the alias is taken.
pub async fn add_community(ctx: &Ctx, alias: &str, name: &str, listed: bool) -> Result<CommunityId> {
    ctx.authorise_site::<Steward>()?;
    let alias = CommunityAlias::parse(alias).ok_or(Error::Invalid("alias"))?;
    let name = PersonName::parse(name).ok_or(Error::Invalid("name"))?;
    let id = CommunityId::new(&*ctx.services.clock, &*ctx.services.randomness);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let sort_key = i18n::sort_key(name.as_str());
        let community =
            NewCommunity { alias: alias.as_str(), name: name.as_str(), about: "", access: Access::OnRequest, listed };
        store::communities::insert(&mut tx, id, &community, sort_key, ctx.now()).await?;
        let tags = store::touched::community(id);
        let change = Change { who: None, kind: ChangeKind::Created, thing: Thing::Community(id), tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        audit::record(ctx, &mut tx, Act::CommunityMade, On::community(id)).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// Makes a person a member of a community, with a role.
///
/// # Errors
/// [`Error::NotFound`] for a community or a person that does not exist.
pub async fn add_member(ctx: &Ctx, alias: &str, person: &str, role: Role) -> Result<CommunityId> {
    ctx.authorise_site::<Steward>()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let row = store::communities::by_alias(&mut tx, &ctx.viewer, alias).await?.ok_or(Error::NotFound)?;
        let community = row.id;
        let person = find_person(&mut tx, person).await?;
        store::communities::add_member(&mut tx, community, person, role, ctx.now()).await?;
        store::people::ask_renewal(&mut tx, person).await?;
        let tags = store::touched::role(community, person);
        let change = Change { who: None, kind: ChangeKind::Rights, thing: Thing::Community(community), tags };
        store::changes::record(&mut tx, ctx.now(), &change).await?;
        let on = On::member(community, person).with(role.as_str());
        audit::record(ctx, &mut tx, Act::MemberAdded, on).await?;
        tx.commit().await?;
        Ok(community)
    })
    .await
}

/// Opens a session for a person; gives its token, which is shown once.
///
/// # Errors
/// [`Error::NotFound`] for a person that does not exist; [`Error::Suspended`].
pub async fn open_session(ctx: &Ctx, person: &str) -> Result<(PersonId, String)> {
    ctx.authorise_site::<Steward>()?;
    let token = Token::new(&*ctx.services.randomness);
    let person = again(async || {
        let mut tx = ctx.services.store.write().await?;
        let person = find_person(&mut tx, person).await?;
        accounts::refuse_suspended(&mut tx, person).await?;
        let now = ctx.now();
        store::people::insert_session(&mut tx, token.hash(), person, now, now.plus_seconds(SESSION), "").await?;
        audit::record(ctx, &mut tx, Act::SessionOpened, On::person(person)).await?;
        tx.commit().await?;
        Ok(person)
    })
    .await?;
    Ok((person, token.as_str().to_owned()))
}

/// An account, by id or by name where one alone bears it.
pub(crate) async fn find_person(tx: &mut store::Tx, person: &str) -> Result<PersonId> {
    if let Ok(id) = person.parse::<PersonId>() {
        return store::people::steward(tx, id).await?.map(|_| id).ok_or(Error::NotFound);
    }
    match store::people::named(tx, &title_key(person)).await?.as_slice() {
        [id] => Ok(*id),
        [] => Err(Error::NotFound),
        _ => Err(Error::Invalid("several")),
    }
}
