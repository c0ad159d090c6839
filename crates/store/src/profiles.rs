//! What people say of themselves, and to whom.

use domain::PersonId;
use domain::policy::Viewer;
use domain::profile::{Audience, ProfileField};
use domain::tags::Tag;

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;

/// One thing that a person says of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Which one.
    pub field: ProfileField,
    /// What they say.
    pub words: String,
    /// To whom.
    pub audience: Audience,
}

static SET: Statement = Statement::new(
    "profiles.set",
    "INSERT INTO profile_field (person, field, words, audience) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person, field) DO UPDATE SET words = excluded.words, audience = excluded.audience",
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
    &[],
);
static TAKE: Statement = Statement::new(
    "profiles.take",
    "DELETE FROM profile_field WHERE person = $1 AND field = $2",
    &[Kind::Id, Kind::Text],
    &[],
);
static OF: Statement = Statement::new(
    "profiles.of",
    "SELECT field, words, audience FROM profile_field WHERE person = $1",
    &[Kind::Id],
    &[Kind::Text, Kind::Text, Kind::Text],
);
static SHOWN: Statement = Statement::for_viewer(
    "profiles.shown",
    "SELECT f.field, f.words FROM profile_field f WHERE f.person = $1 AND {field_shown f}",
    &[Kind::Id],
    &[Kind::Text, Kind::Text],
);

/// Says this of a person, in place of what was said.
pub async fn set(tx: &mut Tx, person: PersonId, row: &FieldRow) -> Result<()> {
    let values = [person.into(), row.field.as_str().into(), row.words.as_str().into(), row.audience.as_str().into()];
    tx.asking_all([]).exec(&SET, &values).await?;
    Ok(())
}

/// Says this of a person no more.
pub async fn take(tx: &mut Tx, person: PersonId, field: ProfileField) -> Result<()> {
    tx.asking_all([]).exec(&TAKE, &[person.into(), field.as_str().into()]).await?;
    Ok(())
}

/// All that a person says of themselves, for that person alone.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<FieldRow>> {
    let rows: Vec<(String, String, String)> = tx.asking(Tag::Person(person)).all(&OF, &[person.into()]).await?;
    let mut rows: Vec<_> = rows
        .into_iter()
        .filter_map(|(field, words, audience)| {
            let (field, audience) = (ProfileField::parse(&field)?, Audience::parse(&audience)?);
            Some(FieldRow { field, words, audience })
        })
        .collect();
    rows.sort_by_key(|row| row.field);
    Ok(rows)
}

/// What this viewer reads of it. The caller has checked that they may see the person's page.
pub async fn shown(tx: &mut Tx, viewer: &Viewer, person: PersonId) -> Result<Vec<(ProfileField, String)>> {
    let rows: Vec<(String, String)> = tx.asking(Tag::Person(person)).all_for(viewer, &SHOWN, &[person.into()]).await?;
    let mut rows: Vec<_> =
        rows.into_iter().filter_map(|(field, words)| Some((ProfileField::parse(&field)?, words))).collect();
    rows.sort();
    Ok(rows)
}

/// All statements of this module.
pub static STATEMENTS: &[&Statement] = &[&SET, &TAKE, &OF, &SHOWN];
