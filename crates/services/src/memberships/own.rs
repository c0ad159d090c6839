//! What whoever asks chose in all their memberships at once.

use domain::CommunityId;
use domain::communities::{Involvement, Posture, Role};
use i18n::TimeZone;
use store::memberships::{self as stored, PostureRow};

use super::{Shows, alias_of};
use crate::affiliations::{self, Affiliation};
use crate::views::Link;
use crate::{Ctx, Result, communities};

/// A membership of whoever asks, as they chose it.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Of which community.
    pub community: Link,
    /// Its name in addresses.
    pub alias: String,
    /// The roles that they hold.
    pub roles: Vec<Role>,
    /// What they are called there; empty where it is their name.
    pub name: String,
    /// How much they take part, where they say it.
    pub involvement: Option<Involvement>,
    /// Whether they agree that others than members know of these roles.
    pub roles_are_shown: bool,
    /// What it shows of each of their affiliations that last.
    pub shows: Vec<Shows>,
}

/// The memberships of whoever asks, by the names of the communities.
///
/// # Errors
/// [`crate::Error::NotFound`] for a visitor.
pub async fn chosen(ctx: &Ctx, zone: &TimeZone) -> Result<Vec<Chosen>> {
    let me = ctx.me()?;
    let affiliations = affiliations::mine(ctx, zone).await?;
    let mut tx = ctx.services.store.read().await?;
    let own: Vec<CommunityId> = ctx.viewer.communities();
    let links = communities::named(ctx, &mut tx, &own).await?;
    let mut memberships = Vec::new();
    for id in own {
        let Some(link) = links.get(&id) else { continue };
        // They were removed in between.
        let Some(it) = stored::own(&mut tx, id, me).await? else { continue };
        let alias = alias_of(link);
        let row = store::communities::by_alias(&mut tx, &ctx.viewer, &alias).await?;
        let postures = stored::postures(&mut tx, id, me).await?;
        let held = stored::roles(&mut tx, id).await?;
        memberships.push(Chosen {
            community: link.clone(),
            alias,
            roles: Role::ALL.into_iter().filter(|role| ctx.viewer.holds(id, &[*role])).collect(),
            name: it.name,
            involvement: it.involvement,
            roles_are_shown: held.iter().filter(|row| row.person == me).all(|row| row.shown),
            shows: shows(affiliations.clone(), &postures, row.is_some_and(|row| row.listed)),
        });
    }
    memberships.sort_by_cached_key(|it| i18n::sort_key(&it.community.title));
    Ok(memberships)
}

/// What a membership shows of those of these affiliations that last.
pub(super) fn shows(affiliations: Vec<Affiliation>, postures: &[PostureRow], could_be_declared: bool) -> Vec<Shows> {
    let lasting = affiliations.into_iter().filter(|it| !it.is_ended);
    let shows = lasting.map(|affiliation| {
        let kept = postures.iter().find(|row| row.affiliation == affiliation.id);
        let (posture, shown) = kept.map_or((Posture::default(), false), |row| (row.posture, row.shown));
        Shows { affiliation, posture, shown, could_be_declared }
    });
    shows.collect()
}
