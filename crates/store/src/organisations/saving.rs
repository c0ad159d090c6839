//! What a form says of an organisation: all of it, each time.

use domain::NoteId;
use domain::folding::title_key;
use domain::organisations::Identifier;
use domain::tags::Tag;

use super::{OrganisationRow, PlaceRow, identify, insert};
use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::optional;

/// How an organisation is reached, as it publishes it itself: address, telephone, mail; each may be empty.
pub type ContactRow = (String, String, String);

static UPDATE: Statement = Statement::new(
    "organisations.update",
    "UPDATE organisation SET form = $2, form_key = $3, summary = $4, web = $5, state = $6, ended = $7, merged_into = $8
     WHERE note = $1",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Id],
    &[],
);
static CLEAR: [Statement; 3] = [
    Statement::new(
        "organisations.clear_places",
        "DELETE FROM organisation_place WHERE organisation = $1",
        &[Kind::Id],
        &[],
    ),
    Statement::new(
        "organisations.clear_identifiers",
        "DELETE FROM organisation_identifier WHERE organisation = $1",
        &[Kind::Id],
        &[],
    ),
    Statement::new(
        "organisations.clear_contact",
        "DELETE FROM organisation_contact WHERE organisation = $1",
        &[Kind::Id],
        &[],
    ),
];
static INSERT_CONTACT: Statement = Statement::new(
    "organisations.insert_contact",
    "INSERT INTO organisation_contact (organisation, address, telephone, mail) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
    &[],
);
static CONTACT: Statement = Statement::new(
    "organisations.contact",
    "SELECT address, telephone, mail FROM organisation_contact WHERE organisation = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Text],
);

/// Says all that an organisation says of itself, in place of what it said; a note that said nothing yet becomes one.
pub async fn save(
    tx: &mut Tx,
    note: NoteId,
    row: &OrganisationRow,
    places: &[PlaceRow],
    identifiers: &[Identifier],
    contact: Option<&ContactRow>,
) -> Result<()> {
    for statement in &CLEAR {
        tx.asking_all([]).exec_later(statement, &[note.into()]).await?;
    }
    let values = [
        note.into(),
        row.form.as_str().into(),
        title_key(&row.form).into(),
        row.summary.as_str().into(),
        row.web.as_str().into(),
        row.state.as_str().into(),
        row.ended.into(),
        optional(row.merged_into),
    ];
    if tx.asking_all([]).exec(&UPDATE, &values).await? == 0 {
        insert(tx, note, row, places).await?;
    } else {
        super::insert_places(tx, note, places).await?;
    }
    identify(tx, note, identifiers).await?;
    if let Some((address, telephone, mail)) = contact {
        let values = [note.into(), address.as_str().into(), telephone.as_str().into(), mail.as_str().into()];
        tx.asking_all([]).exec_later(&INSERT_CONTACT, &values).await?;
    }
    Ok(())
}

/// How an organisation is reached, where it publishes it itself. The caller has checked that the note may be read.
pub async fn contact(tx: &mut Tx, note: NoteId) -> Result<Option<ContactRow>> {
    tx.asking(Tag::Note(note)).opt(&CONTACT, &[note.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&UPDATE, &CLEAR[0], &CLEAR[1], &CLEAR[2], &INSERT_CONTACT, &CONTACT];
