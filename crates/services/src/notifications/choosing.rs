//! How whoever asks wants to be told, what they follow, and the address that stops letters without a session.

use domain::notifications::{Followed, NotificationKind, Way};
use domain::policy::{self, Policy, Read};
use domain::{CommunityId, NotebookId, PersonId};
use identity::Token;
use store::Tx;
use store::follows::{self as stored, StopsRow};
use store::notifications::EVERYWHERE;

use super::record;
use crate::notes::notebook_link;
use crate::views::Link;
use crate::{Ctx, Error, Result, again, communities};

/// The most that one person follows.
const MOST_FOLLOWED: i64 = 500;

/// Where something can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Which community; nothing for everywhere.
    pub community: Option<(CommunityId, Link)>,
    /// What is chosen there of each kind; nothing where it is as everywhere.
    pub chosen: Vec<(NotificationKind, Option<Way>)>,
}

/// How whoever asks wants to be told, and what they follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Everywhere, then in each of their communities and those that they follow.
    pub scopes: Vec<Scope>,
    /// What they follow and may still see.
    pub follows: Vec<(Followed, Link)>,
}

/// How whoever asks wants to be told, and what they follow.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn choices(ctx: &Ctx) -> Result<Choices> {
    let me = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let followed = stored::of(&mut tx, me).await?;
    let chosen = stored::choices(&mut tx, me).await?;
    let of = |kind: NotificationKind, community: CommunityId| {
        chosen.iter().find(|(other, place, _)| *other == kind && *place == community).map(|(.., way)| *way)
    };
    let known = store::communities::readable(&mut tx, &ctx.viewer).await?;
    let mut ids = ctx.viewer.communities();
    for it in &followed {
        if let Followed::Community(id) = it {
            ids.push(*id);
        }
    }
    ids.retain(|id| known.contains(id));
    ids.sort_unstable();
    ids.dedup();
    let links = communities::named(ctx, &mut tx, &ids).await?;
    let usual = |kind: NotificationKind| Some(of(kind, EVERYWHERE).unwrap_or_else(|| kind.usual()));
    let everywhere = NotificationKind::ALL.into_iter().map(|kind| (kind, usual(kind)));
    let mut scopes = vec![Scope { community: None, chosen: everywhere.collect() }];
    let mut named: Vec<(CommunityId, Link)> = Vec::new();
    for id in ids {
        if let Some(link) = links.get(&id) {
            named.push((id, link.clone()));
        }
    }
    named.sort_by_cached_key(|(_, link)| i18n::sort_key(&link.title));
    for (id, link) in named {
        let kinds = NotificationKind::ALL.into_iter().filter(|kind| kind.is_of_communities());
        let chosen = kinds.map(|kind| (kind, of(kind, id))).collect();
        scopes.push(Scope { community: Some((id, link)), chosen });
    }
    let mut follows = Vec::new();
    for it in followed {
        let link = match it {
            Followed::Community(id) => links.get(&id).cloned(),
            Followed::Notebook(id) => {
                let row = store::notebooks::by_id(&mut tx, &ctx.viewer, id).await?;
                row.map(|row| notebook_link(id, row.title))
            }
        };
        if let Some(link) = link {
            follows.push((it, link));
        }
    }
    Ok(Choices { scopes, follows })
}

/// Keeps how whoever asks wants to be told: of which kind, in which community, how; nothing for as everywhere.
///
/// # Errors
/// [`Error::NotFound`] for a visitor, and for what cannot be chosen.
pub async fn choose(ctx: &Ctx, chosen: &[(NotificationKind, Option<CommunityId>, Option<Way>)]) -> Result<()> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let known = store::communities::readable(&mut tx, &ctx.viewer).await?;
        for (kind, community, way) in chosen {
            let may_be = community.is_none_or(|id| kind.is_of_communities() && known.contains(&id));
            let is_a_way = way.is_none_or(|way| kind.ways().any(|it| it == way));
            if !may_be || !is_a_way {
                return Err(Error::NotFound);
            }
            let place = community.unwrap_or(EVERYWHERE);
            match way {
                // What everyone has is kept for nobody.
                Some(way) if community.is_some() || *way != kind.usual() => {
                    stored::choose(&mut tx, me, *kind, place, *way).await?;
                }
                _ => stored::unchoose(&mut tx, me, *kind, place).await?,
            }
        }
        record(ctx, &mut tx, vec![me]).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Whether whoever asks follows something; nothing for a visitor.
pub(crate) async fn follows(ctx: &Ctx, tx: &mut Tx, what: Followed) -> Result<Option<bool>> {
    match ctx.viewer.id() {
        Some(me) => Ok(Some(stored::follows(tx, me, what).await?)),
        None => Ok(None),
    }
}

/// Has whoever asks follow something that they may see; where it is.
///
/// # Errors
/// [`Error::NotFound`] for what they may not see, and for a visitor; [`Error::Conflict`] where they follow too much.
pub async fn follow(ctx: &Ctx, what: Followed) -> Result<String> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let address = seen(ctx, &mut tx, what).await?.ok_or(Error::NotFound)?;
        if stored::count(&mut tx, me).await? >= MOST_FOLLOWED {
            return Err(Error::Conflict);
        }
        stored::follow(&mut tx, me, what, ctx.now()).await?;
        record(ctx, &mut tx, vec![me]).await?;
        tx.commit().await?;
        Ok(address)
    })
    .await
}

/// Has them follow it no more, whether or not they may see it; where it is, where they may.
///
/// # Errors
/// [`Error::NotFound`] for what they do not follow, and for a visitor.
pub async fn unfollow(ctx: &Ctx, what: Followed) -> Result<Option<String>> {
    let me = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::unfollow(&mut tx, me, what).await? {
            return Err(Error::NotFound);
        }
        let address = seen(ctx, &mut tx, what).await?;
        record(ctx, &mut tx, vec![me]).await?;
        tx.commit().await?;
        Ok(address)
    })
    .await
}

/// Where something is, for who may see it.
async fn seen(ctx: &Ctx, tx: &mut Tx, what: Followed) -> Result<Option<String>> {
    match what {
        Followed::Community(id) => {
            if !store::communities::readable(tx, &ctx.viewer).await?.contains(&id) {
                return Ok(None);
            }
            Ok(communities::named(ctx, tx, &[id]).await?.remove(&id).map(|link| link.address.to_string()))
        }
        Followed::Notebook(id) => notebook_seen(ctx, tx, id).await,
    }
}

async fn notebook_seen(ctx: &Ctx, tx: &mut Tx, id: NotebookId) -> Result<Option<String>> {
    let facts = store::notebooks::facts(tx, id).await?;
    if facts.is_none_or(|facts| Policy::decide::<policy::Notebook, Read>(&ctx.viewer, facts).is_err()) {
        return Ok(None);
    }
    let row = store::notebooks::by_id(tx, &ctx.viewer, id).await?;
    Ok(row.map(|row| notebook_link(id, row.title).address.to_string()))
}

/// Draws the secret of an address that stops letters: of this kind in this community, or this summary.
pub(crate) async fn draw(
    ctx: &Ctx,
    person: PersonId,
    way: Way,
    kind: Option<NotificationKind>,
    community: Option<CommunityId>,
) -> Result<Token> {
    let token = Token::new(&*ctx.services.randomness);
    let stops = StopsRow { person, way, kind, community: community.unwrap_or(EVERYWHERE) };
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        stored::draw(&mut tx, token.hash(), &stops, ctx.now()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(token)
}

/// Which letters an address stops: of this kind, or a summary.
///
/// # Errors
/// [`Error::NotFound`] for an address that was never given, or is forgotten.
pub async fn stops(ctx: &Ctx, token: &str) -> Result<(Way, Option<NotificationKind>)> {
    let row = found(&mut ctx.services.store.read().await?, token).await?;
    Ok((row.way, row.kind))
}

/// Stops them, whoever asks: what they told is told on the site alone. Asked twice, it is done once.
///
/// # Errors
/// As [`stops`].
pub async fn stop(ctx: &Ctx, token: &str) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let row = found(&mut tx, token).await?;
        match row.kind {
            Some(kind) => stored::choose(&mut tx, row.person, kind, row.community, Way::Here).await?,
            None => stored::no_summary(&mut tx, row.person, row.way).await?,
        }
        record(ctx, &mut tx, vec![row.person]).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn found(tx: &mut Tx, token: &str) -> Result<StopsRow> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    stored::stops(tx, token.hash()).await?.ok_or(Error::NotFound)
}
