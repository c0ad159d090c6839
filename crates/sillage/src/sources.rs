//! Time and randomness, as the machine gives them.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Clock, Randomness, Timestamp};

/// The clock of the machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "the one place where the clock of the machine is read")]
        let now = SystemTime::now();
        let micros = match now.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_micros()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |micros| -micros),
        };
        Timestamp::from_micros(micros)
    }
}

/// The random bytes of the system.
pub(crate) struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::disallowed_methods, reason = "the one place where the machine is asked for random bytes")]
        let filled = getrandom::fill(bytes);
        if let Err(error) = filled {
            // Secrets that can be guessed are worse than no program.
            tracing::error!(%error, "the system gives no random bytes");
            std::process::abort();
        }
    }
}
