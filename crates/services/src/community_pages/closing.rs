//! Closing a community: it is read, nobody enters it, and who its leads name keeps its notes.

use std::collections::BTreeSet;

use domain::PersonId;
use domain::audit::Act;
use domain::changes::ChangeKind;
use domain::communities::{Role, Stage, Told};
use store::communities as stored;
use store::community_pages as pages;

use super::{begin, finish, managed};
use crate::accounts::Wrong;
use crate::audit::{self, On};
use crate::memberships::{Handles, tell};
use crate::{Ctx, Error, Result, again, communities, memberships};

/// The roles that keep what a community keeps.
const KEEPING: [Role; 2] = [Role::Curator, Role::Lead];

/// A community that may be closed.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Its name, in the language of the reader.
    pub title: String,
    /// The edition that is seen.
    pub edition: i64,
    /// Who keeps its notes today, by name.
    pub keepers: Vec<Keeper>,
}

/// A lead or a curator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeper {
    /// How a form names them: it says nothing of who they are elsewhere.
    pub handle: String,
    /// What they are called there.
    pub name: String,
    /// Which of the two, or both.
    pub roles: Vec<Role>,
}

/// What closing a community would do, for whoever answers for its page.
///
/// # Errors
/// [`Error::NotFound`] for who may not know of it; [`Error::Forbidden`] for anyone else but its leads.
pub async fn closing(ctx: &Ctx, alias: &str) -> Result<Closing> {
    let mut tx = ctx.services.store.read().await?;
    let (row, community) = managed(ctx, &mut tx, alias).await?;
    let handles = Handles::of(ctx, &mut tx, row.id).await?;
    let mut keepers: Vec<Keeper> = Vec::new();
    for (person, name, role) in pages::holders(&mut tx, &community).await? {
        if !KEEPING.contains(&role) {
            continue;
        }
        let handle = handles.name(person);
        match keepers.last_mut().filter(|keeper| keeper.handle == handle) {
            Some(keeper) => keeper.roles.push(role),
            None => keepers.push(Keeper { handle, name, roles: vec![role] }),
        }
    }
    keepers.sort_by_cached_key(|keeper| (i18n::sort_key(&keeper.name), keeper.handle.clone()));
    let title = communities::title(ctx, &mut tx, &row).await?;
    Ok(Closing { title, edition: row.edition, keepers })
}

/// Closes a community. Those of its leads and curators who are named stay so and keep its notes; every other role in it ends.
/// All stay members.
///
/// # Errors
/// As [`closing`]; [`Error::Conflict`] where somebody saved its page in between; [`Error::Refused`] where nobody who leads or
/// curates it is named.
pub async fn close(ctx: &Ctx, alias: &str, seen: i64, heirs: &[String]) -> Result<()> {
    if heirs.is_empty() {
        // Nobody else is told what is amiss.
        closing(ctx, alias).await?;
        return Err(Error::Refused(vec![("heirs", Wrong::Nobody)]));
    }
    again(async || {
        let (mut tx, row, community) = begin(ctx, alias, seen).await?;
        // Nobody is given a role in between.
        memberships::hold(&mut tx, row.id).await?;
        let handles = Handles::of(ctx, &mut tx, row.id).await?;
        let holders = pages::holders(&mut tx, &community).await?;
        let keeping = holders.iter().filter(|(_, _, role)| KEEPING.contains(role)).map(|(person, ..)| *person);
        let heirs: Vec<PersonId> = keeping.filter(|person| heirs.contains(&handles.name(*person))).collect();
        if heirs.is_empty() {
            return Err(Error::Refused(vec![("heirs", Wrong::Nobody)]));
        }
        pages::end_roles(&mut tx, &community, &heirs).await?;
        stored::set_stage(&mut tx, row.id, Stage::Closed, None, row.formality).await?;
        let ends = |person: PersonId, role: Role| role == Role::Facilitator || !heirs.contains(&person);
        let ended = holders.iter().filter(|(person, _, role)| ends(*person, *role)).map(|(person, ..)| *person);
        let mut more = Vec::new();
        for person in ended.collect::<BTreeSet<_>>() {
            store::people::ask_renewal(&mut tx, person).await?;
            if !ctx.viewer.is(person) {
                tell(ctx, &mut tx, row.id, person, Told::Roles, "").await?;
            }
            more.extend(store::touched::role(row.id, person));
        }
        audit::record(ctx, &mut tx, Act::CommunityClosed, On::community(row.id)).await?;
        finish(ctx, tx, row.id, ChangeKind::Rights, more).await
    })
    .await
}
