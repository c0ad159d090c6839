//! Summaries by letter: of a day each morning, of a week each Monday, where something came and was not read.

use domain::notifications::Way;
use domain::{PersonId, Timestamp};
use store::notifications as stored;

use crate::letters::{self, Kind};
use crate::{Ctx, Result, again};

/// The kind of job that sends them.
pub(crate) const JOB: &str = "summaries";
/// How often it looks, in seconds.
pub(crate) const EVERY: i64 = 15 * 60;
/// At what hour of the site's zone a summary ends.
const HOUR: i8 = 7;
/// People read at once.
const PEOPLE: i64 = 100;

/// Asks for the summaries that are due and were not asked for yet: each once, whatever is cut short.
///
/// # Errors
/// When the store does not answer.
pub async fn send_summaries(ctx: Ctx) -> Result<()> {
    let Some(office) = ctx.services.office.clone() else { return Ok(()) };
    for way in [Way::Daily, Way::Weekly] {
        let moment = i18n::last_at_hour(ctx.now(), &office.time_zone, HOUR, way == Way::Weekly);
        loop {
            let due = stored::due(&mut ctx.services.store.read().await?, way, moment, PEOPLE).await?;
            if due.is_empty() {
                break;
            }
            for person in due {
                send(&ctx, person, way, moment).await?;
            }
        }
    }
    Ok(())
}

async fn send(ctx: &Ctx, person: PersonId, way: Way, moment: Timestamp) -> Result<()> {
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        if stored::gather(&mut tx, person, way, moment).await? {
            letters::ask_of_about(&mut tx, ctx, Kind::Summary, person, Some(about(way, moment))).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What a summary is about, as its letter keeps it.
fn about(way: Way, moment: Timestamp) -> [u8; 16] {
    let mut about = [0; 16];
    if let Some(first) = about.first_mut() {
        *first = u8::from(way == Way::Weekly);
    }
    for (place, byte) in about.iter_mut().skip(8).zip(moment.as_micros().to_be_bytes()) {
        *place = byte;
    }
    about
}

/// Reads it.
pub(crate) fn read(about: &[u8]) -> Option<(Way, Timestamp)> {
    let (head, micros) = about.split_at_checked(8)?;
    let way = if *head.first()? == 0 { Way::Daily } else { Way::Weekly };
    Some((way, Timestamp::from_micros(i64::from_be_bytes(micros.try_into().ok()?))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_summary_is_about_is_read_as_it_was_written() {
        for way in [Way::Daily, Way::Weekly] {
            let moment = Timestamp::from_micros(1_764_323_011_000_007);
            assert_eq!(read(&about(way, moment)), Some((way, moment)));
        }
        assert_eq!(read(b"short"), None);
    }
}
