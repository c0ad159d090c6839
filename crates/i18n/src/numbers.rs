//! Numbers, sizes and durations as people of Canada write them.
//!
//! The separators are those of CLDR for `fr-CA` (no-break space, comma) and `en-CA` (comma, point).

use std::time::Duration;

use crate::languages::Language;
use crate::messages::{Arg, Messages};

/// A whole number, its thousands apart: `12 345`, `12,345`.
pub fn number(number: i64, language: Language) -> String {
    group(&number.to_string(), language)
}

/// A number with exactly `digits` decimals: `1 234,5`, `1,234.5`.
pub fn decimal(number: f64, digits: usize, language: Language) -> String {
    group(&format!("{number:.digits$}"), language)
}

/// Sets the thousands of a plain decimal writing (`-1234.5`) apart, with the marks of the language. Anything else
/// (`inf`, `NaN`) is left as it is.
pub(crate) fn group(plain: &str, language: Language) -> String {
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |unsigned| ("-", unsigned));
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain.to_owned();
    }
    let (thousands, point) = match language {
        Language::French => ('\u{a0}', ','),
        Language::English => (',', '.'),
    };
    let mut written = String::with_capacity(plain.len() + plain.len() / 2);
    written.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            written.push(thousands);
        }
        written.push(digit);
    }
    if let Some(decimals) = decimals {
        written.push(point);
        written.push_str(decimals);
    }
    written
}

/// The size of a file, in powers of a thousand (IEC 80000-13 leaves `ko` and `kB` to them): `1,5 Mo`, `1.5 MB`.
pub fn file_size(bytes: u64, language: Language) -> String {
    const UNITS: [&str; 4] = ["size-kilobytes", "size-megabytes", "size-gigabytes", "size-terabytes"];
    let messages = Messages::get(language);
    if bytes < 1000 {
        return messages.with("size-bytes", &[("count", bytes.into())]);
    }
    #[expect(clippy::cast_precision_loss, reason = "two figures are shown")]
    let mut value = bytes as f64 / 1000.0;
    let mut unit = UNITS[0];
    for larger in UNITS.into_iter().skip(1) {
        // 999,95 would be written 1 000,0.
        if value < 999.5 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    let digits = usize::from(value < 9.95);
    messages.with(unit, &[("value", decimal(value, digits, language).into())])
}

/// How long something took, to what matters of it: `350 ms`, `2,5 s`, `2 min 5 s`, `1 h 20 min`.
pub fn duration(duration: Duration, language: Language) -> String {
    let messages = Messages::get(language);
    let seconds = duration.as_secs();
    if duration.as_millis() < 1000 {
        let value = number(i64::from(duration.subsec_millis()), language);
        return messages.with("duration-milliseconds", &[("value", value.into())]);
    }
    if seconds < 60 {
        let digits = usize::from(seconds < 10);
        return messages
            .with("duration-seconds", &[("value", decimal(duration.as_secs_f64(), digits, language).into())]);
    }
    let (key, whole, rest) = if seconds < 3600 {
        ("duration-minutes-seconds", seconds / 60, seconds % 60)
    } else {
        ("duration-hours-minutes", seconds / 3600, seconds % 3600 / 60)
    };
    messages.with(key, &[("whole", Arg::from(whole)), ("rest", Arg::from(rest))])
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{decimal, duration, file_size, number};
    use crate::Language::{English, French};

    #[test]
    fn thousands_stand_apart() {
        for (plain, french, english) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1\u{a0}000", "1,000"),
            (-1_234_567, "-1\u{a0}234\u{a0}567", "-1,234,567"),
            (i64::MIN, "-9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808", "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!(number(plain, French), french);
            assert_eq!(number(plain, English), english);
        }
        assert_eq!(decimal(1234.5, 1, French), "1\u{a0}234,5");
        assert_eq!(decimal(1234.5, 1, English), "1,234.5");
        assert_eq!(decimal(f64::NAN, 1, French), "NaN");
    }

    #[test]
    fn a_size_has_two_figures_that_matter() {
        for (bytes, french, english) in [
            (0, "0\u{a0}octet", "0\u{a0}bytes"),
            (1, "1\u{a0}octet", "1\u{a0}byte"),
            (999, "999\u{a0}octets", "999\u{a0}bytes"),
            (1500, "1,5\u{a0}ko", "1.5\u{a0}kB"),
            (999_999, "1,0\u{a0}Mo", "1.0\u{a0}MB"),
            (25_000_000, "25\u{a0}Mo", "25\u{a0}MB"),
            (7_200_000_000, "7,2\u{a0}Go", "7.2\u{a0}GB"),
            (u64::MAX, "18\u{a0}446\u{a0}744\u{a0}To", "18,446,744\u{a0}TB"),
        ] {
            assert_eq!(file_size(bytes, French), french);
            assert_eq!(file_size(bytes, English), english);
        }
    }

    #[test]
    fn a_duration_says_what_matters_of_it() {
        for (millis, french) in [
            (350, "350\u{a0}ms"),
            (2500, "2,5\u{a0}s"),
            (42_000, "42\u{a0}s"),
            (125_000, "2\u{a0}min 5\u{a0}s"),
            (4_800_000, "1\u{a0}h 20\u{a0}min"),
        ] {
            assert_eq!(duration(Duration::from_millis(millis), French), french);
        }
    }
}
