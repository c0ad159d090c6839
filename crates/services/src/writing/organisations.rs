//! The fields of an organisation.

use domain::folding::title_key;
use domain::organisations::{Identifier, OrganisationState, Precision};
use domain::people::MailAddress;
use domain::profile::web_address;
use domain::titles::LONGEST_TITLE;
use domain::{Day, LanguageTag, NoteId};
use store::Tx;
use store::organisations::{self as stored, ContactRow, OrganisationRow, PlaceRow};

use super::Amiss;
use super::kinds::{MOST, line, refused};
use crate::accounts::Wrong;
use crate::lines::note_link;
use crate::views::{Contact, Organisation};
use crate::{Ctx, Result, organisations};

/// What is typed of an organisation, beside its title, which is its name, and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationFields {
    /// What kind of body it is, in its words.
    pub form: String,
    /// What it does, in a line.
    pub summary: String,
    /// Its web address.
    pub web: String,
    /// How it is.
    pub state: String,
    /// The day on which it ended.
    pub ended: String,
    /// The name of the one that it became a part of, or its address where several bear that name.
    pub merged_into: String,
    /// Where it is.
    pub places: Vec<PlaceFields>,
    /// What registers know it by: scheme, value.
    pub identifiers: Vec<(String, String)>,
    /// Whether it publishes itself what follows, and the places that are shown by their address.
    pub publishes: bool,
    /// Its postal address.
    pub address: String,
    /// Its telephone.
    pub telephone: String,
    /// Its mail address.
    pub mail: String,
}

/// A place, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceFields {
    /// The town; empty where it is not said.
    pub town: String,
    /// The region.
    pub region: String,
    /// How exactly it is shown.
    pub precision: String,
}

/// The same, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    form: String,
    summary: String,
    web: String,
    state: OrganisationState,
    ended: Option<Day>,
    merged_into: String,
    places: Vec<PlaceRow>,
    identifiers: Vec<Identifier>,
    contact: Option<ContactRow>,
}

pub(super) fn read(typed: &OrganisationFields) -> std::result::Result<Said, Amiss> {
    let mut wrong = Amiss::new();
    let form = line("form", &typed.form, LONGEST_TITLE, &mut wrong);
    if title_key(&form).is_empty() {
        wrong.push(("form", Wrong::Missing));
    }
    let summary = line("summary", &typed.summary, LONGEST_TITLE, &mut wrong);
    let web = line("web", &typed.web, LONGEST_TITLE, &mut wrong);
    let web = if web.is_empty() { Some(web) } else { web_address(&web) };
    if web.is_none() {
        wrong.push(("web", Wrong::NotOfTheWeb));
    }
    let state = OrganisationState::parse(&typed.state);
    if state.is_none() {
        wrong.push(("state", Wrong::NotAChoice));
    }
    let ended = Day::parse(typed.ended.trim());
    if ended.is_none() && !typed.ended.trim().is_empty() {
        wrong.push(("ended", Wrong::NotADay));
    }
    let mut merged_into = line("merged_into", &typed.merged_into, LONGEST_TITLE, &mut wrong);
    if state != Some(OrganisationState::Merged) {
        merged_into.clear();
    }
    let places = read_places(&typed.places, &mut wrong);
    let identifiers = read_identifiers(&typed.identifiers, &mut wrong);
    let contact = read_contact(typed, &mut wrong);
    let is_shown_by_address = places.iter().any(|(.., precision)| *precision == Precision::Address);
    if !typed.publishes && (contact.is_some() || is_shown_by_address) {
        wrong.push(("publishes", Wrong::Unpublished));
    }
    match (web, state) {
        (Some(web), Some(state)) if wrong.is_empty() => {
            Ok(Said { form, summary, web, state, ended, merged_into, places, identifiers, contact })
        }
        _ => Err(wrong),
    }
}

fn read_places(typed: &[PlaceFields], wrong: &mut Amiss) -> Vec<PlaceRow> {
    let mut places = Vec::new();
    for typed in typed {
        let town = line("places", &typed.town, LONGEST_TITLE, wrong);
        let region = line("places", &typed.region, LONGEST_TITLE, wrong);
        if town.is_empty() && region.is_empty() {
            continue;
        }
        if title_key(&region).is_empty() {
            wrong.push(("places", Wrong::Missing));
        }
        match Precision::parse(&typed.precision) {
            Some(precision) => places.push((town, region, precision)),
            None => wrong.push(("places", Wrong::NotAChoice)),
        }
    }
    if places.len() > MOST {
        wrong.push(("places", Wrong::NoMore));
    }
    places
}

fn read_identifiers(typed: &[(String, String)], wrong: &mut Amiss) -> Vec<Identifier> {
    let mut identifiers = Vec::new();
    for (scheme, value) in typed {
        if value.trim().is_empty() {
            continue;
        }
        match Identifier::parse(scheme, value) {
            Some(identifier) => identifiers.push(identifier),
            None => wrong.push(("identifiers", Wrong::NotAnIdentifier)),
        }
    }
    if identifiers.len() > MOST {
        wrong.push(("identifiers", Wrong::NoMore));
    }
    identifiers
}

/// How it is reached, where anything was typed of that.
fn read_contact(typed: &OrganisationFields, wrong: &mut Amiss) -> Option<ContactRow> {
    let address = line("address", &typed.address, LONGEST_TITLE, wrong);
    let telephone = line("telephone", &typed.telephone, LONGEST_TITLE, wrong);
    let mail = line("mail", &typed.mail, LONGEST_TITLE, wrong);
    if !mail.is_empty() && MailAddress::parse(&mail).is_none() {
        wrong.push(("mail", Wrong::NotAnAddress));
    }
    let says_something = [&address, &telephone, &mail].iter().any(|it| !it.is_empty());
    says_something.then_some((address, telephone, mail))
}

/// What an organisation says today, as far as whoever asks may know of it.
pub(super) async fn of(ctx: &Ctx, tx: &mut Tx, note: NoteId) -> Result<OrganisationFields> {
    let mut fields =
        OrganisationFields { state: OrganisationState::Active.as_str().to_owned(), ..OrganisationFields::default() };
    let Some(row) = stored::of_note(tx, note).await? else { return Ok(fields) };
    fields.merged_into = known_title(ctx, tx, row.merged_into).await?.unwrap_or_default();
    fields.form = row.form;
    fields.summary = row.summary;
    fields.web = row.web;
    row.state.as_str().clone_into(&mut fields.state);
    fields.ended = row.ended.map(|day| day.to_string()).unwrap_or_default();
    for (_, (town, region, precision)) in stored::places(tx, &[note]).await? {
        fields.publishes |= precision == Precision::Address;
        fields.places.push(PlaceFields { town, region, precision: precision.as_str().to_owned() });
    }
    for identifier in stored::identifiers(tx, note).await? {
        fields.identifiers.push((identifier.scheme().to_owned(), identifier.value().to_owned()));
    }
    if let Some((address, telephone, mail)) = stored::contact(tx, note).await? {
        fields.publishes = true;
        (fields.address, fields.telephone, fields.mail) = (address, telephone, mail);
    }
    Ok(fields)
}

/// Places, each as exactly as it is shown.
pub(super) fn as_shown(places: Vec<PlaceFields>) -> Vec<PlaceFields> {
    let one = |it: PlaceFields| {
        let (town, region) = Precision::parse(&it.precision)?.shown(&it.town, &it.region)?;
        let (town, region) = (town.unwrap_or_default().to_owned(), region.to_owned());
        Some(PlaceFields { town, region, precision: it.precision })
    };
    places.into_iter().filter_map(one).collect()
}

/// The title of a note, where whoever asks may read it.
async fn known_title(ctx: &Ctx, tx: &mut Tx, note: Option<NoteId>) -> Result<Option<String>> {
    let Some(note) = note else { return Ok(None) };
    let titles = store::notes::titles(tx, &ctx.viewer, &[note]).await?;
    Ok(titles.into_iter().next().map(|(_, title)| title))
}

/// The one that it became a part of: the one that it was, else another of this name. One that they may not know of stays where they
/// name none.
async fn merged_into(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    said: &Said,
    before: Option<NoteId>,
) -> Result<Option<NoteId>> {
    if said.state != OrganisationState::Merged {
        return Ok(None);
    }
    let known = known_title(ctx, tx, before).await?;
    if said.merged_into.is_empty() {
        return match before {
            Some(_) if known.is_none() => Ok(before),
            _ => Err(refused("merged_into", Wrong::Missing)),
        };
    }
    if known.is_some_and(|title| title_key(&title) == title_key(&said.merged_into)) {
        return Ok(before);
    }
    let given = said.merged_into.split('/').find_map(|part| part.parse::<NoteId>().ok());
    if let Some(other) = given
        && other != note
        && known_title(ctx, tx, given).await?.is_some()
        && stored::of_note(tx, other).await?.is_some()
    {
        return Ok(given);
    }
    match organisations::found(ctx, tx, &said.merged_into, "").await? {
        Ok(other) if other != note => Ok(Some(other)),
        Ok(_) => Err(refused("merged_into", Wrong::NoOrganisation)),
        Err(Wrong::Several) => Err(refused("merged_into", Wrong::SeveralNotes)),
        Err(why) => Err(refused("merged_into", why)),
    }
}

/// Keeps what was typed of an organisation.
pub(super) async fn save(ctx: &Ctx, tx: &mut Tx, note: NoteId, said: &Said) -> Result<()> {
    let before = stored::of_note(tx, note).await?.and_then(|row| row.merged_into);
    let row = OrganisationRow {
        form: said.form.clone(),
        summary: said.summary.clone(),
        web: said.web.clone(),
        state: said.state,
        ended: said.ended,
        merged_into: merged_into(ctx, tx, note, said, before).await?,
    };
    stored::save(tx, note, &row, &said.places, &said.identifiers, said.contact.as_ref()).await?;
    Ok(())
}

/// What was typed, as the page of the note would show it.
pub(super) async fn shown(
    ctx: &Ctx,
    tx: &mut Tx,
    note: NoteId,
    said: &Said,
    language: &LanguageTag,
) -> Result<Organisation> {
    let before = stored::of_note(tx, note).await?.and_then(|row| row.merged_into);
    let other = merged_into(ctx, tx, note, said, before).await?;
    let title = known_title(ctx, tx, other).await?;
    let contact = said.contact.clone();
    Ok(Organisation {
        form: said.form.clone(),
        summary: markup::spaced(&said.summary, language),
        web: Some(said.web.clone()).filter(|web| !web.is_empty()),
        state: said.state,
        ended: said.ended,
        merged_into: other.zip(title).map(|(other, title)| note_link(other, title)),
        identifiers: said.identifiers.clone(),
        places: organisations::shown(said.places.iter()),
        contact: contact.map(|(address, telephone, mail)| Contact { address, telephone, mail }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> OrganisationFields {
        OrganisationFields {
            form: "Coopérative".to_owned(),
            state: "active".to_owned(),
            ..OrganisationFields::default()
        }
    }

    #[test]
    fn what_reaches_an_organisation_is_kept_only_where_it_publishes_it_itself() {
        let with = |publishes| OrganisationFields { publishes, telephone: "418 555-0100".to_owned(), ..typed() };
        assert_eq!(read(&with(false)), Err(vec![("publishes", Wrong::Unpublished)]));
        assert!(read(&with(true)).unwrap().contact.is_some());
        let place = |precision: &str| PlaceFields {
            town: "Gaspé".to_owned(),
            region: "Gaspésie".to_owned(),
            precision: precision.to_owned(),
        };
        let at = |precision, publishes| OrganisationFields { publishes, places: vec![place(precision)], ..typed() };
        assert_eq!(read(&at("address", false)), Err(vec![("publishes", Wrong::Unpublished)]));
        assert!(read(&at("address", true)).is_ok() && read(&at("municipality", false)).is_ok());
        assert!(read(&OrganisationFields { publishes: true, ..typed() }).unwrap().contact.is_none());
    }

    #[test]
    fn who_may_not_change_a_place_reads_of_it_what_is_shown() {
        let place = |town: &str, precision: &str| PlaceFields {
            town: town.to_owned(),
            region: "Gaspésie".to_owned(),
            precision: precision.to_owned(),
        };
        let all = ["address", "municipality", "region", "hidden"].map(|precision| place("Gaspé", precision));
        let shown = [place("Gaspé", "address"), place("Gaspé", "municipality"), place("", "region")];
        assert_eq!(as_shown(all.into()), shown);
    }

    #[test]
    fn what_is_typed_of_an_organisation_is_refused_field_by_field() {
        let amiss = |fields: OrganisationFields| read(&fields).err().unwrap_or_default();
        assert_eq!(amiss(OrganisationFields { form: " ".to_owned(), ..typed() }), [("form", Wrong::Missing)]);
        assert_eq!(
            amiss(OrganisationFields { web: "javascript:alert(1)".to_owned(), ..typed() }),
            [("web", Wrong::NotOfTheWeb)]
        );
        assert_eq!(amiss(OrganisationFields { ended: "hier".to_owned(), ..typed() }), [("ended", Wrong::NotADay)]);
        let identifiers = vec![("Two Words".to_owned(), "x".to_owned()), (String::new(), String::new())];
        assert_eq!(amiss(OrganisationFields { identifiers, ..typed() }), [("identifiers", Wrong::NotAnIdentifier)]);
        let mail = OrganisationFields { publishes: true, mail: "nulle part".to_owned(), ..typed() };
        assert_eq!(amiss(mail), [("mail", Wrong::NotAnAddress)]);
        let places =
            vec![PlaceFields { town: "Gaspé".to_owned(), precision: "hidden".to_owned(), ..PlaceFields::default() }];
        assert_eq!(amiss(OrganisationFields { places, ..typed() }), [("places", Wrong::Missing)]);
    }
}
