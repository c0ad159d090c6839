//! The register of incidents that touched data about people, for those who run the site: what, when, whose, at what risk, who was told.
//! What is amended keeps each wording that it had.

use domain::policy::Steward;
use domain::{Day, IncidentId};
use i18n::TimeZone;
use store::incidents as stored;
pub use store::incidents::{IncidentRow, Words};

use crate::accounts::{Wrong, missing_or};
use crate::{Ctx, Error, Result, again, memberships, people};

/// How long an incident is kept after its last wording, in seconds: five years.
pub(crate) const KEPT: i64 = 5 * 366 * 24 * 3600;
/// The most characters of what is said of one.
pub const WORDS: usize = 4000;

/// What was typed of an incident.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What happened.
    pub what: String,
    /// On which day.
    pub happened: String,
    /// On which day that was learned; empty where nobody says.
    pub learned: String,
    /// Whose data, and which.
    pub whose: String,
    /// What harm may come of it.
    pub risk: String,
    /// Who was told; empty where nobody was yet.
    pub told: String,
    /// On which day; empty where nobody was told.
    pub told_on: String,
    /// The id that it will have, which its form was given: the same form sent twice makes one.
    pub key: String,
}

/// The id of one more incident, for a form.
pub fn draw(ctx: &Ctx) -> IncidentId {
    IncidentId::new(&*ctx.services.clock, &*ctx.services.randomness)
}

/// The register: the newest incident first, of each its wordings, the last one first; for stewards.
///
/// # Errors
/// [`Error::NotFound`] for anyone else.
pub async fn list(ctx: &Ctx) -> Result<Vec<Vec<IncidentRow>>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.heavy().await?;
    let mut incidents: Vec<Vec<IncidentRow>> = Vec::new();
    for row in stored::all(&mut tx).await? {
        let row = named(ctx, row);
        match incidents.last_mut() {
            Some(wordings) if wordings.first().is_some_and(|first| first.id == row.id) => wordings.push(row),
            _ => incidents.push(vec![row]),
        }
    }
    Ok(incidents)
}

/// The wordings of one incident, the last one first; for stewards.
///
/// # Errors
/// [`Error::NotFound`] where there is no such incident, and for anyone else.
pub async fn read(ctx: &Ctx, id: IncidentId) -> Result<Vec<IncidentRow>> {
    ctx.authorise_site::<Steward>()?;
    let mut tx = ctx.services.store.read().await?;
    let rows = stored::of(&mut tx, id).await?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(rows.into_iter().map(|row| named(ctx, row)).collect())
}

/// The same, with what is said of who wrote it and has left.
fn named(ctx: &Ctx, row: IncidentRow) -> IncidentRow {
    let who = row.who.map(|name| people::shown(ctx, name));
    IncidentRow { who, ..row }
}

/// Writes an incident in the register, once for one form; for stewards. The zone says which day today is.
///
/// # Errors
/// [`Error::Refused`] for what was typed; [`Error::NotFound`] for anyone else.
pub async fn add(ctx: &Ctx, typed: &Typed, zone: &TimeZone) -> Result<IncidentId> {
    ctx.authorise_site::<Steward>()?;
    let words = understood(typed, memberships::today(ctx, zone))?;
    let id: IncidentId = typed.key.parse().unwrap_or_else(|_| draw(ctx));
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        store::names::hold(&mut tx, &id.to_string()).await?;
        if !stored::of(&mut tx, id).await?.is_empty() {
            return Ok(id);
        }
        stored::insert(&mut tx, (id, 1), ctx.viewer.id(), &words, ctx.now()).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// Says an incident otherwise: the wording that stood, which was `seen`, is kept. For stewards. The zone says which day today is.
///
/// # Errors
/// [`Error::Conflict`] where somebody amended it in between; [`Error::Refused`] for what was typed; [`Error::NotFound`] where there is
/// no such incident, and for anyone else.
pub async fn amend(ctx: &Ctx, id: IncidentId, seen: i64, typed: &Typed, zone: &TimeZone) -> Result<()> {
    let last = read(ctx, id).await?.first().map_or(0, |row| row.edition);
    let words = understood(typed, memberships::today(ctx, zone))?;
    if last != seen {
        return Err(Error::Conflict);
    }
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        // Of two who amend the same wording, the second finds that the next one is there.
        stored::insert(&mut tx, (id, seen.saturating_add(1)), ctx.viewer.id(), &words, ctx.now()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

fn understood(typed: &Typed, today: Option<Day>) -> Result<Words> {
    let mut wrong = Vec::new();
    let mut text = |field, typed: &str, needed: bool| {
        let text = typed.trim().replace("\r\n", "\n");
        if (needed && text.is_empty()) || text.chars().count() > WORDS {
            wrong.push((field, missing_or(&text, Wrong::Long)));
        }
        text
    };
    let (what, whose) = (text("what", &typed.what, true), text("whose", &typed.whose, true));
    let (risk, told) = (text("risk", &typed.risk, true), text("told", &typed.told, false));
    let happened = Day::parse(typed.happened.trim());
    if happened.is_none() {
        wrong.push(("happened", missing_or(&typed.happened, Wrong::NotADay)));
    }
    let learned = Day::parse(typed.learned.trim());
    if learned.is_none() && !typed.learned.trim().is_empty() {
        wrong.push(("learned", Wrong::NotADay));
    }
    if let Some(learned) = learned
        && (happened.is_some_and(|happened| learned < happened) || today.is_some_and(|today| learned > today))
    {
        wrong.push(("learned", Wrong::Untimely));
    }
    let told_on = Day::parse(typed.told_on.trim());
    if told_on.is_none() && !typed.told_on.trim().is_empty() {
        wrong.push(("told_on", Wrong::NotADay));
    }
    if told_on.is_none() && typed.told_on.trim().is_empty() && !told.is_empty() {
        wrong.push(("told_on", Wrong::Missing));
    }
    match happened {
        Some(happened) if wrong.is_empty() => Ok(Words { what, happened, learned, whose, risk, told, told_on }),
        _ => Err(Error::Refused(wrong)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_of_an_incident_is_refused_field_by_field() {
        let typed = |what: &str, happened: &str, told: &str, told_on: &str| Typed {
            what: what.to_owned(),
            happened: happened.to_owned(),
            learned: String::new(),
            whose: "w".to_owned(),
            risk: "r".to_owned(),
            told: told.to_owned(),
            told_on: told_on.to_owned(),
            key: String::new(),
        };
        let words = understood(&typed(" a\r\nb ", "2026-05-01", "", ""), None).unwrap();
        assert_eq!((words.what.as_str(), words.learned, words.told_on), ("a\nb", None, None));
        assert!(understood(&typed("a", "2026-05-01", "La personne", "2026-05-02"), None).is_ok());
        for (typed, wrong) in [
            (typed("", "", "", ""), vec![("what", Wrong::Missing), ("happened", Wrong::Missing)]),
            (typed("a", "hier", "", "demain"), vec![("happened", Wrong::NotADay), ("told_on", Wrong::NotADay)]),
            (typed("a", "2026-05-01", "La personne", ""), vec![("told_on", Wrong::Missing)]),
            (typed(&"é".repeat(WORDS + 1), "2026-05-01", "", ""), vec![("what", Wrong::Long)]),
        ] {
            match understood(&typed, None) {
                Err(Error::Refused(found)) => assert_eq!(found, wrong),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn an_incident_is_learned_from_its_own_day_to_today() {
        let today = Day::parse("2026-05-09");
        let typed = |happened: &str, learned: &str| Typed {
            what: "a".to_owned(),
            happened: happened.to_owned(),
            learned: learned.to_owned(),
            whose: "w".to_owned(),
            risk: "r".to_owned(),
            ..Typed::default()
        };
        for day in ["2026-05-01", " 2026-05-03 ", "2026-05-09"] {
            let words = understood(&typed("2026-05-01", day), today).unwrap();
            assert_eq!(words.learned, Day::parse(day.trim()));
        }
        assert_eq!(understood(&typed("2026-05-01", " "), today).unwrap().learned, None);
        for (happened, learned, wrong) in [
            ("2026-05-01", "2026-04-30", vec![("learned", Wrong::Untimely)]),
            ("2026-05-01", "2026-05-10", vec![("learned", Wrong::Untimely)]),
            ("2026-05-01", "hier", vec![("learned", Wrong::NotADay)]),
            ("", "2026-05-10", vec![("happened", Wrong::Missing), ("learned", Wrong::Untimely)]),
        ] {
            match understood(&typed(happened, learned), today) {
                Err(Error::Refused(found)) => assert_eq!(found, wrong),
                other => panic!("{other:?}"),
            }
        }
    }
}
