//! Who leads a notebook, and who contributes to it.

use domain::changes::ChangeKind;
use domain::tags::Tag;
use domain::{NotebookId, PersonId};
use store::notebook_pages as pages;
use store::notebooks as stored;

use super::{begin, finish, refused};
use crate::accounts::Wrong;
use crate::letters::{self, Kind};
use crate::note_rights::{Among, Typed, find};
use crate::{Ctx, Error, Result, again};

/// Names somebody whom whoever asks may see lead (`lead`) or contributor (`contributor`) of a notebook; who was the other one is that
/// no more. A letter tells them.
///
/// # Errors
/// As [`super::describe`].
pub async fn add(ctx: &Ctx, id: NotebookId, edition: i64, typed: &Typed, role: &str) -> Result<()> {
    let lead = match role {
        "lead" => Ok(true),
        "contributor" => Ok(false),
        _ => Err(("role", Wrong::NotAChoice)),
    };
    again(async || {
        let (mut tx, _, notebook) = begin(ctx, id, edition).await?;
        // They are named at once, before all who lead it: nobody who shows themselves to members alone.
        let found = find(ctx, &mut tx, typed, Among::Seen).await?.map_err(|why| ("person", why));
        let (Ok(person), Ok(lead)) = (found, lead) else {
            return Err(Error::Refused(found.err().into_iter().chain(lead.err()).collect()));
        };
        let members = pages::members(&mut tx, id).await?;
        if members.iter().any(|(it, _, is_lead)| *it == person && *is_lead == lead) {
            return refused("person", Wrong::MayAlready);
        }
        if !lead && is_last_lead(&members, person) {
            return refused("person", Wrong::LastLead);
        }
        pages::remove_member(&mut tx, &notebook, person).await?;
        stored::add_member(&mut tx, id, person, lead).await?;
        if ctx.viewer.id() != Some(person) {
            letters::ask_of_about(&mut tx, ctx, Kind::NotebookPart, person, Some(id.bytes())).await?;
        }
        finish(ctx, tx, id, ChangeKind::Rights, vec![Tag::Roles, Tag::Person(person)]).await
    })
    .await
}

/// Takes somebody's part in a notebook; whoever asks may leave, but not where nobody else leads it.
///
/// # Errors
/// As [`super::describe`]; [`Error::NotFound`] for who takes no part in it.
pub async fn remove(ctx: &Ctx, id: NotebookId, edition: i64, person: PersonId) -> Result<()> {
    again(async || {
        let (mut tx, _, notebook) = begin(ctx, id, edition).await?;
        let members = pages::members(&mut tx, id).await?;
        if is_last_lead(&members, person) {
            return refused("person", Wrong::LastLead);
        }
        if !pages::remove_member(&mut tx, &notebook, person).await? {
            return Err(Error::NotFound);
        }
        finish(ctx, tx, id, ChangeKind::Rights, vec![Tag::Roles, Tag::Person(person)]).await
    })
    .await
}

/// Whether this person leads the notebook, and nobody else does.
fn is_last_lead(members: &[(PersonId, String, bool)], person: PersonId) -> bool {
    let mut leads = members.iter().filter(|(.., is_lead)| *is_lead).map(|(lead, ..)| *lead);
    leads.next() == Some(person) && leads.next().is_none()
}
