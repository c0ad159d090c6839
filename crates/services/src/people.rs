//! A person, as far as a viewer may see one.

use std::collections::HashMap;

use domain::address::Address;
use domain::{NoteId, PersonId, Slug};
use store::people as stored;

use crate::lines::{one_more, page_of_notes, paged, read_sorted_key, write_sorted_key};
use crate::notes::notebook_link;
use crate::views::{Link, NoteLine, Page, PersonPage, SignedLine};
use crate::{Ctx, Error, Result, read_key};

/// What stands for a name: the name, or that its person has left and is not named.
pub(crate) fn shown(ctx: &Ctx, name: String) -> String {
    if name.is_empty() { ctx.messages().text("web-person-closed").into_owned() } else { name }
}

/// The people with an account whom this viewer may see, by name: each with their page.
pub async fn list(ctx: &Ctx, after: Option<&str>) -> Result<Page<(PersonId, Link)>> {
    let mut tx = ctx.services.store.heavy().await?;
    let first = || (Vec::new(), PersonId::from_bytes([0; 16]));
    let after = after.and_then(read_sorted_key).unwrap_or_else(first);
    let rows = stored::list(&mut tx, &ctx.viewer, after, one_more()).await?;
    let page = paged(rows, |(id, _, key)| write_sorted_key(key, *id));
    let line = |(id, name, _): (PersonId, String, Vec<u8>)| {
        (id, Link { address: Address::Person(id, Slug::of(&name)), title: name })
    };
    Ok(Page { items: page.items.into_iter().map(line).collect(), next: page.next })
}

/// A person, and the notes that this person signed; of a signature that somebody claimed, that person.
///
/// # Errors
/// [`Error::NotFound`] where the viewer may see no act of this person.
pub async fn read(ctx: &Ctx, id: PersonId, after: Option<&str>) -> Result<PersonPage> {
    let mut tx = ctx.services.store.read().await?;
    let id = store::claims::owner(&mut tx, id).await?.unwrap_or(id);
    let (name, account) = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let profile = store::profiles::shown(&mut tx, &ctx.viewer, id).await?;
    let notes = store::notes::of_person(&mut tx, &ctx.viewer, id, read_key(after), one_more()).await?;
    let notes = page_of_notes(notes);
    let ids: Vec<NoteId> = notes.items.iter().map(|line| line.note).collect();
    let roles: HashMap<NoteId, String> = stored::signed_as(&mut tx, id, &ids).await?.into_iter().collect();
    let mut held: HashMap<NoteId, Vec<Link>> = HashMap::new();
    for (note, notebook, title) in store::placements::held_in(&mut tx, &ctx.viewer, &ids).await? {
        held.entry(note).or_default().push(notebook_link(notebook, title));
    }
    ctx.remember(&tx);
    let signed = |line: NoteLine| {
        let (role, notebooks) = (roles.get(&line.note).cloned(), held.remove(&line.note));
        SignedLine { line, role: role.unwrap_or_default(), notebooks: notebooks.unwrap_or_default() }
    };
    let notes = Page { items: notes.items.into_iter().map(signed).collect(), next: notes.next };
    let address = Address::Person(id, Slug::of(&name));
    Ok(PersonPage { id, name, address, signature: !account, profile, notes })
}
