//! Messages, dates, numbers and sorting, in French and in English.
//!
//! Words for people are in `locales/`; nothing here holds any. `README.md` says where to begin.

pub mod dates;
pub mod languages;
pub mod messages;
pub mod numbers;
pub mod sorting;
pub mod words;

pub use dates::{
    TimeZone, beginning_of, beginning_of_next, calendar_day, date, date_time, day, iso_day, last_at_hour, rfc3339,
    time_zone,
};
pub use languages::Language;
pub use messages::{Arg, Messages, page};
pub use numbers::{decimal, duration, file_size, number};
pub use sorting::sort_key;
