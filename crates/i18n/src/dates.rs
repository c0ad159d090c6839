//! Dates and times in words, and as machines read them.
//!
//! The forms are those of the Office québécois de la langue française (« 6 décembre 2023 à 10 h 17 »: no zero before
//! the hour, none of the minutes when there are none) and of the Canadian Style ("December 6, 2023 at 10:17 a.m.").
//! CLDR's `fr-CA` pads the hour (« 09 h 05 »), so the patterns are messages of `locales/*/dates.ftl`.

use std::cmp::Ordering;

use domain::Timestamp;
use jiff::civil::DateTime;
pub use jiff::tz::TimeZone;

use crate::languages::Language;
use crate::messages::{Arg, Messages};

/// The time zone of a site that chose none.
pub const DEFAULT_TIME_ZONE: &str = "America/Toronto";

/// A time zone by its IANA name (`America/Toronto`); none when there is no such zone.
pub fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// The day in words: `6 décembre 2023`, `1er mai 2024`, `December 6, 2023`. A sentence puts its own article before it.
pub fn date(moment: Timestamp, zone: &TimeZone, language: Language) -> String {
    date_of(local(moment, zone), Messages::get(language))
}

/// A day of the calendar in words, the same in every zone.
pub fn calendar_day(day: domain::Day, language: Language) -> String {
    let (year, month, day) = day.parts();
    day_of(i64::from(day), month.cast_signed(), year.to_string(), Messages::get(language))
}

/// The day and the minute in words: `6 décembre 2023 à 10 h 17`, `December 6, 2023 at 10:17 a.m.`.
pub fn date_time(moment: Timestamp, zone: &TimeZone, language: Language) -> String {
    let local = local(moment, zone);
    let messages = Messages::get(language);
    messages.with(
        "date-and-time",
        &[("date", date_of(local, messages).into()), ("time", time_of(local, messages, language).into())],
    )
}

/// The time of day in words: `10 h 17`, `10:17 a.m.`.
pub fn time(moment: Timestamp, zone: &TimeZone, language: Language) -> String {
    time_of(local(moment, zone), Messages::get(language), language)
}

/// The moment as machines read it, in UTC (RFC 3339): `2023-12-06T15:17:00Z`.
pub fn rfc3339(moment: Timestamp) -> String {
    instant(moment).to_string()
}

/// The first moment of a day (`2023-12-06`) in a zone; none of what is no day.
pub fn beginning_of(day: &str, zone: &TimeZone) -> Option<Timestamp> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let moment = zone.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()?;
    Some(Timestamp::from_micros(moment.as_microsecond()))
}

/// The first moment of the day after one that begins then, in a zone: no day has more than 25 hours, none fewer than 23.
pub fn beginning_of_next(begins: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    beginning_of(&iso_day(begins.plus_seconds(36 * 3600), zone), zone)
}

/// The last moment, this one included, at which a clock of a zone showed this hour: of any day, or of a Monday.
pub fn last_at_hour(moment: Timestamp, zone: &TimeZone, hour: i8, is_monday: bool) -> Timestamp {
    let now = local(moment, zone);
    let mut day = now.date();
    if now.hour() < hour {
        day = day.yesterday().unwrap_or(day);
    }
    if is_monday {
        for _ in 0..day.weekday().to_monday_zero_offset() {
            day = day.yesterday().unwrap_or(day);
        }
    }
    let hour = jiff::civil::Time::new(hour, 0, 0, 0).unwrap_or_else(|_| jiff::civil::Time::midnight());
    let found = zone.to_timestamp(day.to_datetime(hour));
    found.map_or(moment, |found| Timestamp::from_micros(found.as_microsecond()))
}

/// A day in a zone: year, month, day.
pub fn day(moment: Timestamp, zone: &TimeZone) -> (i16, i8, i8) {
    let local = local(moment, zone);
    (local.year(), local.month(), local.day())
}

/// The day as machines read it, where the zone is: `2023-12-06`.
pub fn iso_day(moment: Timestamp, zone: &TimeZone) -> String {
    local(moment, zone).date().to_string()
}

/// Moments outside the years that a calendar holds (-9999 to 9999) are brought to its edge.
fn instant(moment: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(moment.as_micros()).unwrap_or(match moment.as_micros().cmp(&0) {
        Ordering::Less => jiff::Timestamp::MIN,
        _ => jiff::Timestamp::MAX,
    })
}

fn local(moment: Timestamp, zone: &TimeZone) -> DateTime {
    zone.to_datetime(instant(moment))
}

fn date_of(local: DateTime, messages: &Messages) -> String {
    day_of(local.day().into(), local.month(), local.year().to_string(), messages)
}

fn day_of(day: i64, month: i8, year: String, messages: &Messages) -> String {
    let month = match month {
        1 => messages.text("date-month-january"),
        2 => messages.text("date-month-february"),
        3 => messages.text("date-month-march"),
        4 => messages.text("date-month-april"),
        5 => messages.text("date-month-may"),
        6 => messages.text("date-month-june"),
        7 => messages.text("date-month-july"),
        8 => messages.text("date-month-august"),
        9 => messages.text("date-month-september"),
        10 => messages.text("date-month-october"),
        11 => messages.text("date-month-november"),
        _ => messages.text("date-month-december"),
    };
    messages.with(
        "date-day",
        &[
            ("day", Arg::Number(day)),
            ("month", month.into()),
            // A year is not a quantity: no thousands.
            ("year", year.into()),
        ],
    )
}

fn time_of(local: DateTime, messages: &Messages, language: Language) -> String {
    let (hour, minute) = (local.hour(), local.minute());
    match language {
        Language::French if minute == 0 => messages.with("date-hour", &[("hour", hour.to_string().into())]),
        Language::French => {
            messages.with("date-time", &[("hour", hour.to_string().into()), ("minute", format!("{minute:02}").into())])
        }
        Language::English => {
            let half = messages.text(if hour < 12 { "date-morning" } else { "date-afternoon" });
            let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
            let clock = format!("{twelve}:{minute:02}");
            messages.with("date-time-half", &[("clock", clock.into()), ("half", half.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::{
        DEFAULT_TIME_ZONE, TimeZone, beginning_of, beginning_of_next, date, date_time, iso_day, rfc3339, time_zone,
    };
    use crate::Language::{English, French};
    use crate::Messages;

    fn at(moment: &str) -> Timestamp {
        Timestamp::from_micros(moment.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    #[test]
    fn a_date_is_written_as_in_quebec_and_in_canada() {
        let montreal = time_zone(DEFAULT_TIME_ZONE).unwrap();
        for (moment, french, english) in [
            ("2023-12-06T15:17:00Z", "6 décembre 2023 à 10\u{a0}h\u{a0}17", "December 6, 2023 at 10:17\u{a0}a.m."),
            ("2024-05-01T13:05:59Z", "1er mai 2024 à 9\u{a0}h\u{a0}05", "May 1, 2024 at 9:05\u{a0}a.m."),
            ("2024-08-11T16:00:00Z", "11 août 2024 à 12\u{a0}h", "August 11, 2024 at 12:00\u{a0}p.m."),
            ("2024-02-29T05:30:00Z", "29 février 2024 à 0\u{a0}h\u{a0}30", "February 29, 2024 at 12:30\u{a0}a.m."),
        ] {
            assert_eq!(date_time(at(moment), &montreal, French), french);
            assert_eq!(date_time(at(moment), &montreal, English), english);
        }
    }

    #[test]
    fn the_day_is_that_of_the_place() {
        let late = at("2024-01-01T03:00:00Z");
        let montreal = time_zone(DEFAULT_TIME_ZONE).unwrap();
        assert_eq!(date(late, &montreal, French), "31 décembre 2023");
        assert_eq!(iso_day(late, &montreal), "2023-12-31");
        assert_eq!(date(late, &TimeZone::UTC, English), "January 1, 2024");
        assert_eq!(rfc3339(late), "2024-01-01T03:00:00Z");
        assert!(time_zone("Mars/Olympus").is_none());
    }

    #[test]
    fn the_day_after_a_long_or_a_short_one_begins_at_its_own_midnight() {
        let montreal = time_zone(DEFAULT_TIME_ZONE).unwrap();
        for (day, next) in [("2024-03-10", "2024-03-11"), ("2024-11-03", "2024-11-04"), ("2024-12-31", "2025-01-01")] {
            let begins = beginning_of(day, &montreal).unwrap();
            assert_eq!(beginning_of_next(begins, &montreal), beginning_of(next, &montreal), "{day}");
        }
    }

    #[test]
    fn every_month_has_a_name() {
        for month in 1..=12 {
            let moment = at(&format!("2024-{month:02}-15T12:00:00Z"));
            assert!(!date(moment, &TimeZone::UTC, French).contains("date-"));
            assert!(!date(moment, &TimeZone::UTC, English).contains("date-"));
        }
        assert!(!Messages::misses().iter().any(|miss| miss.contains("date-")));
    }

    #[test]
    fn a_moment_outside_the_calendar_is_at_its_edge() {
        let montreal = time_zone(DEFAULT_TIME_ZONE).unwrap();
        for micros in [i64::MIN, -62_135_596_800_000_001, i64::MAX] {
            let moment = Timestamp::from_micros(micros);
            assert!(!date_time(moment, &montreal, French).is_empty());
            assert!(rfc3339(moment).ends_with('Z'));
        }
    }
}
