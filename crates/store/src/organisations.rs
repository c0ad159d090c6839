//! Organisations: what they say beside their text, and the list of them by region and form.

mod saving;

use domain::folding::title_key;
use domain::organisations::{Identifier, OrganisationState, Precision};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{Day, NoteId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

pub(crate) use saving::STATEMENTS as SAVING_STATEMENTS;
pub use saving::{ContactRow, contact, save};

/// What an organisation says of itself.
#[derive(Clone, Debug)]
pub struct OrganisationRow {
    /// What kind of body it is, in its words.
    pub form: String,
    /// What it does, in a line.
    pub summary: String,
    /// Its web address; empty when unsaid.
    pub web: String,
    /// How it is.
    pub state: OrganisationState,
    /// The day on which it ended.
    pub ended: Option<Day>,
    /// The one that it became a part of, whoever may read of that one.
    pub merged_into: Option<NoteId>,
}

impl FromRow for OrganisationRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            form: row.get(0)?,
            summary: row.get(1)?,
            web: row.get(2)?,
            state: row.get(3)?,
            ended: row.get(4)?,
            merged_into: row.get(5)?,
        })
    }
}

/// A place of an organisation: town (empty when unsaid), region, how exactly it is shown.
pub type PlaceRow = (String, String, Precision);

static INSERT: Statement = Statement::new(
    "organisations.insert",
    "INSERT INTO organisation (note, form, form_key, summary, web, state, ended, merged_into) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Id],
    &[],
);
static INSERT_PLACE: Statement = Statement::new(
    "organisations.insert_place",
    "INSERT INTO organisation_place (organisation, place, town, region, region_key, precision) VALUES ($1, $2, $3, $4, $5, $6)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
    &[],
);

/// Makes a note that is there an organisation, with its places in order.
pub async fn insert(tx: &mut Tx, note: NoteId, row: &OrganisationRow, places: &[PlaceRow]) -> Result<()> {
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
    tx.asking_all([]).exec_later(&INSERT, &values).await?;
    insert_places(tx, note, places).await
}

/// Says where an organisation is, in order; nothing was said of it yet.
async fn insert_places(tx: &mut Tx, note: NoteId, places: &[PlaceRow]) -> Result<()> {
    let place = |(place, (town, region, precision)): (i64, &PlaceRow)| {
        let key = title_key(region);
        let (town, region) = (town.as_str().into(), region.as_str().into());
        vec![note.into(), place.into(), town, region, key.into(), precision.as_str().into()]
    };
    tx.exec_rows_later(&INSERT_PLACE, &(0..).zip(places).map(place).collect::<Vec<_>>()).await
}

static MERGE: Statement = Statement::new(
    "organisations.merge",
    "UPDATE organisation SET state = 'merged', merged_into = $2 WHERE note = $1",
    &[Kind::Id, Kind::Id],
    &[],
);

/// Says that an organisation became a part of another one; its note keeps its address.
pub async fn merge(tx: &mut Tx, note: NoteId, into: NoteId) -> Result<()> {
    tx.asking_all([]).exec(&MERGE, &[note.into(), into.into()]).await?;
    Ok(())
}

static INSERT_IDENTIFIER: Statement = Statement::new(
    "organisations.insert_identifier",
    "INSERT INTO organisation_identifier (organisation, place, scheme, value) VALUES ($1, $2, $3, $4)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text],
    &[],
);

/// Says what registers know an organisation by, in order; nothing was said of it yet.
pub async fn identify(tx: &mut Tx, note: NoteId, identifiers: &[Identifier]) -> Result<()> {
    let row = |(place, identifier): (i64, &Identifier)| {
        vec![note.into(), place.into(), identifier.scheme().into(), identifier.value().into()]
    };
    tx.exec_rows_later(&INSERT_IDENTIFIER, &(0..).zip(identifiers).map(row).collect::<Vec<_>>()).await
}

static IDENTIFIERS: Statement = Statement::new(
    "organisations.identifiers",
    "SELECT scheme, value FROM organisation_identifier WHERE organisation = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Text, Kind::Text],
);

/// What registers know an organisation by. The caller has checked that the note may be read.
pub async fn identifiers(tx: &mut Tx, note: NoteId) -> Result<Vec<Identifier>> {
    let rows: Vec<(String, String)> = tx.asking(Tag::Note(note)).all(&IDENTIFIERS, &[note.into()]).await?;
    Ok(rows.into_iter().filter_map(|(scheme, value)| Identifier::parse(&scheme, &value)).collect())
}

static OF_NOTE: Statement = Statement::new(
    "organisations.of_note",
    "SELECT form, summary, web, state, ended, merged_into FROM organisation WHERE note = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Id],
);

/// What the organisation that a note is says of itself. The caller has checked that the note may be read.
pub async fn of_note(tx: &mut Tx, note: NoteId) -> Result<Option<OrganisationRow>> {
    tx.asking(Tag::Note(note)).opt(&OF_NOTE, &[note.into()]).await
}

static PLACES: Statement = Statement::new(
    "organisations.places",
    "SELECT organisation, town, region, precision FROM organisation_place WHERE organisation {in $1} ORDER BY organisation, place",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);

/// The places of organisations, whatever is shown of them. The caller has checked that the notes may be read.
pub async fn places(tx: &mut Tx, organisations: &[NoteId]) -> Result<Vec<(NoteId, PlaceRow)>> {
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = organisations.iter().copied().map(Tag::Note).collect();
    let rows: Vec<(NoteId, String, String, Precision)> =
        tx.asking_all(tags).all(&PLACES, &[Value::ids(organisations.iter().copied())]).await?;
    Ok(rows.into_iter().map(|(id, town, region, precision)| (id, (town, region, precision))).collect())
}

/// A line of the list: id, title, sort key, form, summary, state, the day on which it ended.
pub type LineRow = (NoteId, String, Vec<u8>, String, String, OrganisationState, Option<Day>);

static LIST: Statement = Statement::for_viewer(
    "organisations.list",
    "SELECT n.id, n.title, n.sort_key, o.form, o.summary, o.state, o.ended FROM organisation o JOIN note n ON n.id = o.note
     WHERE ($1 = '' OR EXISTS (SELECT 1 FROM organisation_place p
             WHERE p.organisation = o.note AND p.region_key = $1 AND p.precision <> 'hidden'))
       AND ($2 = '' OR o.form_key = $2) AND (n.sort_key, n.id) > ($3, $4) AND {note_readable n}
     ORDER BY n.sort_key, n.id LIMIT $5",
    &[Kind::Text, Kind::Text, Kind::Bytes, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
);

/// The organisations that a viewer may see, by name, after a place in that order: of a region or of all (empty), of a form
/// or of all. What is hidden of a place finds nothing.
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    region: &str,
    form: &str,
    after: (Vec<u8>, NoteId),
    most: i64,
) -> Result<Vec<LineRow>> {
    let values = [region.into(), form.into(), after.0.into(), after.1.into(), most.into()];
    tx.all_for(viewer, &LIST, &values).await
}

static NAMED: Statement = Statement::for_viewer(
    "organisations.named",
    "SELECT n.id, n.title, n.sort_key, o.form, o.summary, o.state, o.ended FROM note n JOIN organisation o ON o.note = n.id
     WHERE n.title_key = $1 AND o.state <> 'merged' AND {note_readable n} ORDER BY n.id LIMIT 50",
    &[Kind::Text],
    &[Kind::Id, Kind::Text, Kind::Bytes, Kind::Text, Kind::Text, Kind::Text, Kind::Text],
);
static NAMES: Statement = Statement::for_viewer(
    "organisations.names",
    "SELECT n.title FROM organisation o JOIN note n ON n.id = o.note
     WHERE o.state <> 'merged' AND {note_readable n} ORDER BY n.sort_key, n.id LIMIT $1",
    &[Kind::Int],
    &[Kind::Text],
);

/// The organisations that a viewer may see and whose folded name this is: fifty at most. One that became a part of
/// another is left out.
pub async fn named(tx: &mut Tx, viewer: &Viewer, key: &str) -> Result<Vec<LineRow>> {
    tx.all_for(viewer, &NAMED, &[key.into()]).await
}

/// The names of the organisations that a viewer may see, sorted, but for those that became a part of another.
pub async fn names(tx: &mut Tx, viewer: &Viewer, most: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all_for(viewer, &NAMES, &[most.into()]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

static REGIONS: Statement = Statement::for_viewer(
    "organisations.regions",
    "SELECT p.region_key, MIN(p.region), COUNT(DISTINCT o.note) FROM organisation_place p
     JOIN organisation o ON o.note = p.organisation JOIN note n ON n.id = o.note
     WHERE p.precision <> 'hidden' AND ($1 = '' OR o.form_key = $1) AND {note_readable n}
     GROUP BY p.region_key ORDER BY p.region_key",
    &[Kind::Text],
    &[Kind::Text, Kind::Text, Kind::Int],
);
static FORMS: Statement = Statement::for_viewer(
    "organisations.forms",
    "SELECT o.form_key, MIN(o.form), COUNT(*) FROM organisation o JOIN note n ON n.id = o.note
     WHERE ($1 = '' OR EXISTS (SELECT 1 FROM organisation_place p
             WHERE p.organisation = o.note AND p.region_key = $1 AND p.precision <> 'hidden')) AND {note_readable n}
     GROUP BY o.form_key ORDER BY o.form_key",
    &[Kind::Text],
    &[Kind::Text, Kind::Text, Kind::Int],
);

/// The regions where organisations of a form (or of any) are: key, name, how many that the viewer may see.
pub async fn regions(tx: &mut Tx, viewer: &Viewer, form: &str) -> Result<Vec<(String, String, i64)>> {
    tx.all_for(viewer, &REGIONS, &[form.into()]).await
}

/// The forms of organisations of a region (or of any): key, name, how many that the viewer may see.
pub async fn forms(tx: &mut Tx, viewer: &Viewer, region: &str) -> Result<Vec<(String, String, i64)>> {
    tx.all_for(viewer, &FORMS, &[region.into()]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &INSERT,
    &INSERT_PLACE,
    &MERGE,
    &INSERT_IDENTIFIER,
    &IDENTIFIERS,
    &OF_NOTE,
    &PLACES,
    &LIST,
    &NAMED,
    &NAMES,
    &REGIONS,
    &FORMS,
];
