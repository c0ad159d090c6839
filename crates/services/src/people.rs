//! A person, as far as a viewer may see one.

use domain::address::Address;
use domain::{PersonId, Slug};
use store::people as stored;

use crate::lines::{one_more, page_of_notes};
use crate::views::PersonPage;
use crate::{Ctx, Error, Result, read_key};

/// A person, and the notes that this person signed.
///
/// # Errors
/// [`Error::NotFound`] where the viewer may see no act of this person.
pub async fn read(ctx: &Ctx, id: PersonId, after: Option<&str>) -> Result<PersonPage> {
    let mut tx = ctx.services.store.read().await?;
    let (name, account) = stored::by_id(&mut tx, &ctx.viewer, id).await?.ok_or(Error::NotFound)?;
    let notes = store::notes::of_person(&mut tx, &ctx.viewer, id, read_key(after), one_more()).await?;
    ctx.remember(&tx);
    let address = Address::Person(id, Slug::of(&name));
    Ok(PersonPage { id, name, address, signature: !account, notes: page_of_notes(notes) })
}
