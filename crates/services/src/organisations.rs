//! Organisations, as far as each wants to be found.

use domain::folding::title_key;
use domain::{LanguageTag, NoteId};
use store::Tx;
use store::organisations::{self as stored, PlaceRow};

use crate::accounts::Wrong;
use crate::lines::{note_link, one_more, paged, read_sorted_key, write_sorted_key};
use crate::views::{Contact, Facet, Organisation, OrganisationLine, OrganisationsPage, Page, PlaceShown};
use crate::{Ctx, Error, Result};

/// Which organisations are listed.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Those of this region, by its folded name; empty for all.
    pub region: String,
    /// Those of this form, by its folded name; empty for all.
    pub form: String,
    /// After which place (`?after=`).
    pub after: Option<String>,
}

/// The organisations that this viewer may see, by name, with the regions and the forms that they may be narrowed to.
///
/// # Errors
/// [`Error::Invalid`] for a key of a page that was never given.
pub async fn list(ctx: &Ctx, asked: &Asked) -> Result<OrganisationsPage> {
    let after = match asked.after.as_deref() {
        None => (Vec::new(), NoteId::from_bytes([0; 16])),
        Some(after) => read_sorted_key(after).ok_or(Error::Invalid("after"))?,
    };
    let mut tx = ctx.services.store.heavy().await?;
    let rows = stored::list(&mut tx, &ctx.viewer, &asked.region, &asked.form, after, one_more()).await?;
    let Page { items, next } = paged(rows, |row| write_sorted_key(&row.2, row.0));
    let items = lines(&mut tx, items).await?;
    let facets = |rows: Vec<(String, String, i64)>| {
        let mut facets: Vec<Facet> = rows.into_iter().map(|(key, name, count)| Facet { key, name, count }).collect();
        facets.sort_by_cached_key(|facet| i18n::sort_key(&facet.name));
        facets
    };
    let regions = facets(stored::regions(&mut tx, &ctx.viewer, &asked.form).await?);
    let forms = facets(stored::forms(&mut tx, &ctx.viewer, &asked.region).await?);
    ctx.remember(&tx);
    let lines = Page { items, next };
    Ok(OrganisationsPage { regions, forms, region: asked.region.clone(), form: asked.form.clone(), lines })
}

/// Rows of the store as lines, each with the places that its organisation shows.
async fn lines(tx: &mut Tx, rows: Vec<stored::LineRow>) -> Result<Vec<OrganisationLine>> {
    let ids: Vec<NoteId> = rows.iter().map(|row| row.0).collect();
    let places = stored::places(tx, &ids).await?;
    let line = |(note, title, _, form, summary, state, ended): stored::LineRow| OrganisationLine {
        note,
        link: note_link(note, title),
        form,
        summary,
        state,
        ended,
        places: shown(places.iter().filter(|(of, _)| *of == note).map(|(_, place)| place)),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The organisations that this viewer may see and that bear this name, but for those that became a part of another.
pub(crate) async fn named(ctx: &Ctx, tx: &mut Tx, name: &str) -> Result<Vec<OrganisationLine>> {
    let rows = stored::named(tx, &ctx.viewer, &title_key(name)).await?;
    lines(tx, rows).await
}

/// The organisation of this name, among those that whoever asks may see; where several bear it, the one whose id is `chosen`.
/// One that they may not see is as one that does not exist, even where its id is sent.
pub(crate) async fn found(
    ctx: &Ctx,
    tx: &mut Tx,
    name: &str,
    chosen: &str,
) -> Result<std::result::Result<NoteId, Wrong>> {
    let key = title_key(name);
    if key.is_empty() {
        return Ok(Err(Wrong::Missing));
    }
    let rows = stored::named(tx, &ctx.viewer, &key).await?;
    Ok(match rows.as_slice() {
        [] => Err(Wrong::NoOrganisation),
        [one] => Ok(one.0),
        several => several.iter().map(|row| row.0).find(|note| note.to_string() == chosen).ok_or(Wrong::Several),
    })
}

/// What the organisation that a note is says of itself, in this language; the viewer may read the note.
pub(crate) async fn of_note(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    language: &LanguageTag,
) -> Result<Option<Organisation>> {
    let Some(row) = stored::of_note(tx, note).await? else { return Ok(None) };
    let places = stored::places(tx, &[note]).await?;
    let identifiers = stored::identifiers(tx, note).await?;
    let contact = stored::contact(tx, note).await?;
    let merged_into: Vec<NoteId> = row.merged_into.into_iter().collect();
    let merged_into = store::notes::titles(tx, &ctx.viewer, &merged_into).await?.into_iter().next();
    let web = Some(row.web).filter(|web| web.starts_with("https://") || web.starts_with("http://"));
    Ok(Some(Organisation {
        form: row.form,
        summary: markup::spaced(&row.summary, language),
        web,
        state: row.state,
        ended: row.ended,
        merged_into: merged_into.map(|(other, title)| note_link(other, title)),
        identifiers,
        places: shown(places.iter().map(|(_, place)| place)),
        contact: contact.map(|(address, telephone, mail)| Contact { address, telephone, mail }),
    }))
}

/// Places, as far as each is shown.
pub(crate) fn shown<'p>(places: impl Iterator<Item = &'p PlaceRow>) -> Vec<PlaceShown> {
    let one = |(town, region, precision): &'p PlaceRow| {
        let (town, region) = precision.shown(town, region)?;
        Some(PlaceShown { town: town.map(str::to_owned), region: region.to_owned() })
    };
    places.filter_map(one).collect()
}
