//! How many conversations the process has descriptors for.

use rustix::process::{Resource, getrlimit, setrlimit};

/// The most conversations at once, however many descriptors there are: each keeps some memory.
const MOST: u64 = 10_000;
/// Descriptors kept for the database, the log and the files of a command.
const KEPT: u64 = 128;
/// What the process is given at most; more than enough, and few enough to be walked through by who must.
const ENOUGH: u64 = 65_536;

/// Takes as many descriptors as the system lets a process take, and says for how many conversations they are enough:
/// each may also read a stored file. That many can be accepted without ever running out.
pub(super) fn places() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    let allowed = limit.maximum.unwrap_or(ENOUGH).min(ENOUGH);
    let had = limit.current.unwrap_or(ENOUGH);
    if had < allowed {
        limit.current = Some(allowed);
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::debug!(%error, "the limit of descriptors stays as it is");
        }
    }
    let has = getrlimit(Resource::Nofile).current.unwrap_or(ENOUGH);
    usize::try_from(conversations(has)).unwrap_or(usize::MAX)
}

const fn conversations(descriptors: u64) -> u64 {
    let pairs = descriptors.saturating_sub(KEPT) / 2;
    if pairs > MOST {
        MOST
    } else if pairs == 0 {
        1
    } else {
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_and_their_files_fit_into_the_descriptors() {
        for descriptors in [0, 100, 130, 1024, 4096, 65_536, u64::MAX] {
            let conversations = conversations(descriptors);
            assert!((1..=MOST).contains(&conversations));
            assert!(conversations == 1 || conversations * 2 + KEPT <= descriptors, "{descriptors}");
        }
        assert!(places() > 1);
    }
}
