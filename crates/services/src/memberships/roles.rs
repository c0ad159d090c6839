//! Roles of a community: who holds them, from when until when, who stands in, and which ones want somebody.

use std::collections::HashMap;

use domain::audit::Act;
use domain::changes::ChangeKind;
use domain::communities::{Role, Told};
use domain::policy::{Community, CommunityFacts, Manage, Policy};
use domain::{CommunityId, Day, PersonId};
use i18n::TimeZone;
use store::Tx;
use store::memberships::{self as stored, RoleRow};

use super::inside::{Vacancy, by_handle};
use super::{authorised, called, hold, record, tell, today};
use crate::accounts::Wrong;
use crate::audit::{self, On};
use crate::{Ctx, Error, Result, again};

/// The roles that somebody holds beyond being a member, as a form lists them.
pub const HELD: [Role; 3] = [Role::Lead, Role::Facilitator, Role::Curator];

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Which one.
    pub role: Role,
    /// Its first day, where it is said.
    pub starts: Option<Day>,
    /// Its last day, where it is said.
    pub ends: Option<Day>,
    /// Who stands in, as they are called there; empty where nobody does.
    pub backup: String,
    /// Who stands in, as a form names them.
    pub backup_handle: String,
}

/// What is typed of one role of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedMandate {
    /// Whether they hold it.
    pub is_held: bool,
    /// Its first day; empty where it is not said.
    pub starts: String,
    /// Its last day; empty where it is not said.
    pub ends: String,
    /// Who stands in, as a form names them; empty where nobody does.
    pub backup: String,
}

/// A role as its holder reads it.
pub(super) async fn mandate(tx: &mut Tx, id: CommunityId, row: &RoleRow) -> Result<Mandate> {
    let backup = match row.backup {
        Some(person) => called(tx, id, person).await?,
        None => String::new(),
    };
    let (role, starts, ends, backup_handle) = (row.role, row.starts, row.ends, String::new());
    Ok(Mandate { role, starts, ends, backup, backup_handle })
}

/// What wants somebody: a role that nobody holds, a mandate that is over. Nothing in a community that is closed. The caller has
/// checked that the viewer may see the inside.
pub(super) async fn risks(ctx: &Ctx, tx: &mut Tx, facts: &CommunityFacts) -> Result<Vec<Vacancy>> {
    if facts.is_closed() {
        return Ok(Vec::new());
    }
    let id = facts.id();
    let (rows, today) = (stored::roles(tx, id).await?, today(ctx, &TimeZone::UTC));
    let mut risks = Vec::new();
    for role in HELD {
        let held: Vec<&RoleRow> = rows.iter().filter(|row| row.role == role).collect();
        if held.is_empty() {
            risks.push(Vacancy { role, ended: None });
        }
        for row in held {
            if let (Some(ends), Some(today)) = (row.ends, today)
                && ends < today
            {
                risks.push(Vacancy { role, ended: Some((called(tx, id, row.person).await?, ends)) });
            }
        }
    }
    Ok(risks)
}

/// What a role is to last, read.
fn read(
    typed: &TypedMandate,
    names: [&'static str; 2],
    wrong: &mut Vec<(&'static str, Wrong)>,
) -> (Option<Day>, Option<Day>) {
    let mut day = |name, typed: &str| {
        let typed = typed.trim();
        let day = Day::parse(typed);
        if day.is_none() && !typed.is_empty() {
            wrong.push((name, Wrong::NotADay));
        }
        day
    };
    let [first, last] = names;
    let (starts, ends) = (day(first, &typed.starts), day(last, &typed.ends));
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        wrong.push((last, Wrong::Backwards));
    }
    (starts, ends)
}

/// The names of the fields of a role's days, in a form.
pub const fn day_fields(role: Role) -> [&'static str; 2] {
    match role {
        Role::Lead => ["lead-starts", "lead-ends"],
        Role::Facilitator => ["facilitator-starts", "facilitator-ends"],
        Role::Curator | Role::Member => ["curator-starts", "curator-ends"],
    }
}

/// The name of the field of who stands in for a role, in a form.
pub const fn backup_field(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead-backup",
        Role::Facilitator => "facilitator-backup",
        Role::Curator | Role::Member => "curator-backup",
    }
}

/// Who is named so in a form.
fn named(members: &HashMap<String, PersonId>, handle: &str) -> Option<PersonId> {
    members.get(handle).copied()
}

/// The roles that were typed for somebody.
fn rows(members: &HashMap<String, PersonId>, person: PersonId, typed: &[TypedMandate; 3]) -> Result<Vec<RoleRow>> {
    let (mut wrong, mut rows) = (Vec::new(), Vec::new());
    for (role, typed) in HELD.into_iter().zip(typed).filter(|(_, typed)| typed.is_held) {
        let (starts, ends) = read(typed, day_fields(role), &mut wrong);
        let backup = named(members, &typed.backup);
        if backup.is_none() && !typed.backup.is_empty() {
            // They left in between.
            wrong.push((backup_field(role), Wrong::NotAChoice));
        }
        rows.push(RoleRow { person, role, starts, ends, backup: backup.filter(|it| *it != person), shown: false });
    }
    if wrong.is_empty() { Ok(rows) } else { Err(Error::Refused(wrong)) }
}

/// Whether nobody would lead any more who did.
pub(super) fn leaves_no_lead(before: &[RoleRow], rows: &[RoleRow], person: PersonId) -> bool {
    let mut leads = before.iter().filter(|row| row.role == Role::Lead).peekable();
    leads.peek().is_some() && leads.all(|row| row.person == person) && !rows.iter().any(|row| row.role == Role::Lead)
}

/// Gives a member these roles and no others; they are told. `member` is as a form names them; the mandates are those of lead,
/// facilitator and curator.
///
/// # Errors
/// [`Error::NotFound`] for who is no member, [`Error::Forbidden`] for who may not, as [`Manage`] says; [`Error::Refused`] for what
/// was typed; [`Error::Conflict`] where the last lead would lead no more.
pub async fn set_roles(ctx: &Ctx, alias: &str, member: &str, typed: &[TypedMandate; 3]) -> Result<()> {
    again(async || give(ctx, alias, member, typed).await).await
}

async fn give(ctx: &Ctx, alias: &str, member: &str, typed: &[TypedMandate; 3]) -> Result<()> {
    let mut tx = ctx.services.store.write().await?;
    let (id, _) = authorised::<Manage>(ctx, &mut tx, alias).await?;
    hold(&mut tx, id).await?;
    let members = by_handle(ctx, &mut tx, id).await?;
    let person = named(&members, member).ok_or(Error::NotFound)?;
    let rows = rows(&members, person, typed)?;
    let before: Vec<RoleRow> = stored::roles(&mut tx, id).await?;
    if leaves_no_lead(&before, &rows, person) {
        return Err(Error::Conflict);
    }
    let held: Vec<Role> = before.iter().filter(|row| row.person == person).map(|row| row.role).collect();
    let mut is_other = false;
    for role in HELD {
        match rows.iter().find(|row| row.role == role) {
            Some(row) => {
                is_other |= !held.contains(&role);
                stored::set_role(&mut tx, id, row, ctx.now()).await?;
            }
            None => is_other |= stored::end_role(&mut tx, id, person, role).await?,
        }
    }
    if is_other {
        store::people::ask_renewal(&mut tx, person).await?;
        if !ctx.viewer.is(person) {
            tell(ctx, &mut tx, id, person, Told::Roles, "").await?;
        }
    }
    record(ctx, &mut tx, id, person, ChangeKind::Rights).await?;
    if is_other {
        let held: Vec<&str> = rows.iter().map(|row| row.role.as_str()).collect();
        let held = held.join(" ");
        audit::record(ctx, &mut tx, Act::RolesSet, On::member(id, person).with(&held)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether the viewer answers for the community.
pub(super) fn leads(ctx: &Ctx, facts: &CommunityFacts) -> bool {
    Policy::decide::<Community, Manage>(&ctx.viewer, facts.clone()).is_ok()
}
