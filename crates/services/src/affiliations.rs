//! To which organisations whoever asks is attached: their home organisations, which nobody else is told of.

use domain::affiliations::AffiliationKind;
use domain::changes::{Change, ChangeKind, Thing};
use domain::tags::Tag;
use domain::{AffiliationId, Day, NoteId, PersonId};
use i18n::TimeZone;
use store::Tx;
use store::affiliations::{self as stored, AffiliationRow};

use crate::accounts::Wrong;
use crate::lines::note_link;
use crate::views::{Link, OrganisationLine};
use crate::{Ctx, Error, Result, again, organisations};

/// The most affiliations of one person.
pub const MOST: usize = 20;
/// The most names that are proposed where one is typed.
const PROPOSED: i64 = 200;

/// One affiliation of whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// Which one.
    pub id: AffiliationId,
    /// The organisation, where they may see it.
    pub organisation: Option<Link>,
    /// How they are attached to it.
    pub kind: AffiliationKind,
    /// Its first day, where it is said.
    pub since: Option<Day>,
    /// Its last day, where it is said.
    pub until: Option<Day>,
    /// Whether that day is over.
    pub is_ended: bool,
}

/// What was typed of an affiliation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The name of the organisation.
    pub organisation: String,
    /// Which one, by its id, where several bear that name.
    pub chosen: String,
    /// How.
    pub kind: String,
    /// Its first day; empty where it is not said.
    pub since: String,
    /// Its last day; empty where it is not said.
    pub until: String,
}

/// The same, read.
#[derive(Clone, Copy, Debug)]
struct Said {
    kind: AffiliationKind,
    since: Option<Day>,
    until: Option<Day>,
}

/// What cannot be used of what was typed: each field, and why.
type Amiss = Vec<(&'static str, Wrong)>;

/// The affiliations of whoever asks: those that last before those that ended in this time zone, each by the name of its
/// organisation; an organisation that they may no longer see has none.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn mine(ctx: &Ctx, zone: &TimeZone) -> Result<Vec<Affiliation>> {
    let person = ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let rows = stored::of(&mut tx, person).await?;
    let notes: Vec<NoteId> = rows.iter().map(|row| row.organisation).collect();
    let titles = store::notes::titles(&mut tx, &ctx.viewer, &notes).await?;
    let today = i18n::iso_day(ctx.now(), zone);
    let affiliation = |row: AffiliationRow| {
        let title = titles.iter().find(|(note, _)| *note == row.organisation).map(|(_, title)| title.clone());
        Affiliation {
            id: row.id,
            organisation: title.map(|title| note_link(row.organisation, title)),
            kind: row.kind,
            since: row.since,
            until: row.until,
            // Days are written so that they sort as words.
            is_ended: row.until.is_some_and(|until| until.to_string() < today),
        }
    };
    let mut affiliations: Vec<Affiliation> = rows.into_iter().map(affiliation).collect();
    affiliations.sort_by_cached_key(|it| {
        let key = it.organisation.as_ref().map(|link| i18n::sort_key(&link.title));
        (it.is_ended, key.is_none(), key)
    });
    Ok(affiliations)
}

/// The names of organisations that whoever asks may see, to be proposed: two hundred at most, sorted.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn names(ctx: &Ctx) -> Result<Vec<String>> {
    ctx.me()?;
    let mut tx = ctx.services.store.heavy().await?;
    let mut names = store::organisations::names(&mut tx, &ctx.viewer, PROPOSED).await?;
    names.dedup();
    Ok(names)
}

/// The organisations of a name that several bear, for whoever asks to choose; nothing where one bears it, or none.
///
/// # Errors
/// [`Error::NotFound`] for a visitor.
pub async fn choices(ctx: &Ctx, name: &str) -> Result<Vec<OrganisationLine>> {
    ctx.me()?;
    let mut tx = ctx.services.store.read().await?;
    let lines = organisations::named(ctx, &mut tx, name).await?;
    Ok(if lines.len() > 1 { lines } else { Vec::new() })
}

/// Attaches whoever asks to an organisation that they may see.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] for a visitor.
pub async fn add(ctx: &Ctx, typed: &Typed) -> Result<()> {
    let person = ctx.me()?;
    let id = AffiliationId::new(&*ctx.services.clock, &*ctx.services.randomness);
    let said = read(typed);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, &person.to_string()).await?;
        let found = organisations::found(ctx, &mut tx, &typed.organisation, &typed.chosen).await?;
        let (organisation, said) = match (found, &said) {
            (Ok(organisation), Ok(said)) => (organisation, *said),
            (organisation, said) => {
                let mut wrong: Amiss = organisation.err().map(|why| ("organisation", why)).into_iter().collect();
                wrong.extend(said.as_ref().err().into_iter().flatten().copied());
                return Err(Error::Refused(wrong));
            }
        };
        let others = stored::of(&mut tx, person).await?;
        let Said { kind, since, until } = said;
        let row = AffiliationRow { id, organisation, kind, since, until };
        if is_said_already(&others, &row) {
            return Err(Error::Refused(vec![("organisation", Wrong::Already)]));
        }
        if others.len() >= MOST {
            return Err(Error::Refused(vec![("organisation", Wrong::Full(MOST))]));
        }
        stored::insert(&mut tx, person, &row, ctx.now()).await?;
        record(ctx, &mut tx, person).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Says otherwise how, from when and until when whoever asks is attached to an organisation, which stays; they need not
/// see it any more.
///
/// # Errors
/// [`Error::NotFound`] for what is no affiliation of theirs; [`Error::Refused`] for what was typed.
pub async fn change(ctx: &Ctx, id: AffiliationId, typed: &Typed) -> Result<()> {
    let person = ctx.me()?;
    let said = read(typed);
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, &person.to_string()).await?;
        let all = stored::of(&mut tx, person).await?;
        let before = all.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        let Said { kind, since, until } = said.clone().map_err(Error::Refused)?;
        let row = AffiliationRow { kind, since, until, ..*before };
        if is_said_already(&all, &row) {
            return Err(Error::Refused(vec![("kind", Wrong::Already)]));
        }
        if !stored::update(&mut tx, person, &row).await? {
            return Err(Error::NotFound);
        }
        record(ctx, &mut tx, person).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Takes an affiliation of whoever asks away.
///
/// # Errors
/// [`Error::NotFound`] for what is no affiliation of theirs.
pub async fn remove(ctx: &Ctx, id: AffiliationId) -> Result<()> {
    let person = ctx.me()?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if !stored::remove(&mut tx, person, id).await? {
            return Err(Error::NotFound);
        }
        record(ctx, &mut tx, person).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Says to the log that the person changed something of theirs, and not what.
async fn record(ctx: &Ctx, tx: &mut Tx, person: PersonId) -> Result<()> {
    let tags = vec![Tag::Person(person)];
    let change = Change { who: Some(person), kind: ChangeKind::Edited, thing: Thing::Person(person), tags };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}

/// How, from when and until when.
fn read(typed: &Typed) -> std::result::Result<Said, Amiss> {
    let mut wrong = Amiss::new();
    let kind = AffiliationKind::parse(&typed.kind);
    if kind.is_none() {
        wrong.push(("kind", Wrong::NotAChoice));
    }
    let mut day = |name, typed: &str| {
        let typed = typed.trim();
        let day = Day::parse(typed);
        if day.is_none() && !typed.is_empty() {
            wrong.push((name, Wrong::NotADay));
        }
        day
    };
    let (since, until) = (day("since", &typed.since), day("until", &typed.until));
    if let (Some(since), Some(until)) = (since, until)
        && until < since
    {
        wrong.push(("until", Wrong::Backwards));
    }
    match kind {
        Some(kind) if wrong.is_empty() => Ok(Said { kind, since, until }),
        _ => Err(wrong),
    }
}

/// Whether another one says the same: attached to the same organisation, in the same way, from the same day.
fn is_said_already(all: &[AffiliationRow], row: &AffiliationRow) -> bool {
    let what = |it: &AffiliationRow| (it.organisation, it.kind, it.since);
    all.iter().any(|other| other.id != row.id && what(other) == what(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_of_an_affiliation_is_refused_field_by_field() {
        let typed = |kind: &str, since: &str, until: &str| {
            let (kind, since, until) = (kind.to_owned(), since.to_owned(), until.to_owned());
            read(&Typed { kind, since, until, ..Typed::default() })
        };
        for (since, until) in [("", ""), ("2024-05-01", ""), ("", "2024-05-01"), (" 2024-05-01 ", "2024-05-01")] {
            let said = typed("member", since, until).unwrap();
            assert_eq!((said.kind, said.since), (AffiliationKind::Member, Day::parse(since.trim())));
            assert_eq!(said.until, Day::parse(until));
        }
        for (kind, since, until, wrong) in [
            ("manager", "", "", vec![("kind", Wrong::NotAChoice)]),
            ("other", "2024-02-30", "hier", vec![("since", Wrong::NotADay), ("until", Wrong::NotADay)]),
            ("other", "2024-05-02", "2024-05-01", vec![("until", Wrong::Backwards)]),
        ] {
            assert_eq!(typed(kind, since, until).unwrap_err(), wrong);
        }
    }
}
