//! When each question last had a new answer, as this process knows it.
//!
//! A stamp is a count of this process, not `change.seq`: sequence numbers commit out of order on PostgreSQL, so a page
//! stamped with the highest one seen could outlive a lower one that commits later (docs/decisions).

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};

use std::sync::Arc;

use domain::tags::Tag;
use parking_lot::RwLock;

use crate::changes::OwnChanges;

/// A moment in the life of this process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(u64);

/// The questions that a page asked.
pub type Asked = BTreeSet<Tag>;

/// Which questions were answered anew, and when.
#[derive(Debug, Default)]
pub struct TagClock {
    now: AtomicU64,
    all: AtomicU64,
    last: RwLock<HashMap<Tag, u64>>,
    own: Arc<OwnChanges>,
}

/// Past so many tags the oldest knowledge is dropped, and every page of before is taken for stale.
const MOST_TAGS: usize = 200_000;

impl TagClock {
    /// The changes that this process wrote, which it need not be told of.
    pub(crate) fn own_changes(&self) -> Arc<OwnChanges> {
        self.own.clone()
    }

    /// The present.
    pub fn now(&self) -> Stamp {
        Stamp(self.now.load(Ordering::SeqCst))
    }

    /// Says that these questions have new answers from now on. Called between COMMIT and the answer to who wrote.
    pub fn bump(&self, tags: impl IntoIterator<Item = Tag>) {
        let mut last = self.last.write();
        let moment = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        if last.len() > MOST_TAGS {
            last.clear();
            self.all.store(moment, Ordering::SeqCst);
        }
        for tag in tags {
            last.insert(tag, moment);
        }
    }

    /// Says that any question may have a new answer.
    pub fn bump_all(&self) {
        let mut last = self.last.write();
        let moment = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        last.clear();
        self.all.store(moment, Ordering::SeqCst);
    }

    /// Whether a page stamped so, that asked these questions, would still be the same.
    pub fn is_fresh<'t>(&self, stamp: Stamp, asked: impl IntoIterator<Item = &'t Tag>) -> bool {
        if self.now.load(Ordering::SeqCst) == stamp.0 {
            return true;
        }
        if self.all.load(Ordering::SeqCst) > stamp.0 {
            return false;
        }
        let last = self.last.read();
        asked.into_iter().all(|tag| last.get(tag).is_none_or(|moment| *moment <= stamp.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_fresh_while_none_of_its_questions_has_a_newer_answer() {
        let clock = TagClock::default();
        let stamp = clock.now();
        assert!(clock.is_fresh(stamp, [&Tag::Recent]));
        clock.bump([Tag::Site]);
        assert!(clock.is_fresh(stamp, [&Tag::Recent]));
        assert!(!clock.is_fresh(stamp, [&Tag::Recent, &Tag::Site]));
        assert!(clock.is_fresh(clock.now(), [&Tag::Site]));
        clock.bump_all();
        assert!(!clock.is_fresh(stamp, [&Tag::Recent]));
    }
}
