//! Dates as people write them in front matter.

use domain::Timestamp;
use jiff::{civil, fmt::strtime, tz::TimeZone};

/// Reads RFC 3339, a day, a day and an hour, or one of the usual other orders; UTC where no zone is said.
///
/// A day alone is its noon: the same day wherever the site is.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim().trim_matches(['"', '\'']);
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp::from_micros(moment.as_microsecond()));
    }
    let civil =
        text.parse::<civil::DateTime>().ok().or_else(|| text.parse::<civil::Date>().ok().map(noon_of)).or_else(|| {
            ["%Y/%m/%d", "%Y-%m-%d %H:%M", "%d/%m/%Y", "%d-%m-%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y_%m_%d"]
                .iter()
                .find_map(|format| {
                    let read = strtime::parse(format, text).ok()?;
                    read.to_datetime().ok().or_else(|| read.to_date().ok().map(|day| day.at(0, 0, 0, 0)))
                })
        });
    if let Some(civil) = civil {
        let civil = if text.contains(':') { civil } else { noon_of(civil.date()) };
        let moment = TimeZone::UTC.to_timestamp(civil).ok()?;
        return Some(Timestamp::from_micros(moment.as_microsecond()));
    }
    // Jekyll writes a zone after a space.
    ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M %z"].iter().find_map(|format| {
        let moment = strtime::parse(format, text).ok()?.to_timestamp().ok()?;
        Some(Timestamp::from_micros(moment.as_microsecond()))
    })
}

fn noon_of(day: civil::Date) -> civil::DateTime {
    day.at(12, 0, 0, 0)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_usual_writings_of_a_day_are_that_day() {
        let noon = 1_614_859_200_000_000;
        for text in
            ["2021-03-04", "2021/03/04", "04/03/2021", "March 4, 2021", "2021-03-04T12:00:00Z", "2021-03-04 12:00"]
        {
            assert_eq!(parse(text).map(domain::Timestamp::as_micros), Some(noon), "{text}");
        }
        let midnight = noon - 12 * 3600 * 1_000_000;
        for text in ["2021-03-04T00:00:00Z", "2021-03-04 00:00:00 +0000", "2021-03-04 00:00"] {
            assert_eq!(parse(text).map(domain::Timestamp::as_micros), Some(midnight), "{text}");
        }
        assert!(parse("1869-07-01").unwrap().as_micros() < 0);
        for text in ["hier", "", "2021-13-45"] {
            assert_eq!(parse(text), None);
        }
    }
}
