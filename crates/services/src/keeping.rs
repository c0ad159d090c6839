//! What is kept in memory so that it need not be made again: bounded in bytes, what is in use staying longest.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use domain::policy::Viewer;
use domain::tags::Tag;
use parking_lot::Mutex;
use store::{Stamp, Tx};

use crate::Ctx;

/// Things by key; the second chance: what was used since it last came up goes to the back, all else goes.
pub(crate) struct Keeping<K, V> {
    /// As the figures call it.
    name: &'static str,
    /// How many bytes at most.
    most: usize,
    inside: Mutex<Inside<K, V>>,
}

struct Inside<K, V> {
    by_key: HashMap<K, Held<V>>,
    order: VecDeque<K>,
    bytes: usize,
}

struct Held<V> {
    value: V,
    bytes: usize,
    used: bool,
}

impl<K: Copy + Eq + Hash, V: Clone> Keeping<K, V> {
    /// Nothing kept yet, and never more than `most` bytes.
    pub(crate) fn new(name: &'static str, most: usize) -> Self {
        let inside = Inside { by_key: HashMap::new(), order: VecDeque::new(), bytes: 0 };
        Self { name, most, inside: Mutex::new(inside) }
    }

    /// What is kept under this key.
    pub(crate) fn get(&self, key: K) -> Option<V> {
        let mut inside = self.inside.lock();
        let held = inside.by_key.get_mut(&key)?;
        held.used = true;
        Some(held.value.clone())
    }

    /// Keeps something of so many bytes, unless `stays` says that what is there is better; what is larger than all is not kept.
    pub(crate) fn keep(&self, key: K, value: V, bytes: usize, stays: impl FnOnce(&V) -> bool) {
        if bytes > self.most {
            return;
        }
        let mut inside = self.inside.lock();
        if inside.by_key.get(&key).is_some_and(|held| stays(&held.value)) {
            return;
        }
        inside.bytes += bytes;
        match inside.by_key.insert(key, Held { value, bytes, used: false }) {
            Some(before) => inside.bytes = inside.bytes.saturating_sub(before.bytes),
            None => inside.order.push_back(key),
        }
        while inside.bytes > self.most {
            let Some(oldest) = inside.order.pop_front() else { break };
            let again = inside.by_key.get_mut(&oldest).is_some_and(|held| std::mem::take(&mut held.used));
            if again {
                inside.order.push_back(oldest);
            } else if let Some(gone) = inside.by_key.remove(&oldest) {
                inside.bytes = inside.bytes.saturating_sub(gone.bytes);
            }
        }
        let bytes = u32::try_from(inside.bytes).unwrap_or(u32::MAX);
        metrics::gauge!("cache_bytes", "name" => self.name).set(bytes);
    }
}

/// What one viewer was shown, and when.
#[derive(Clone)]
pub(crate) struct Seen<V> {
    viewer: Viewer,
    pub(crate) stamp: Stamp,
    pub(crate) value: V,
}

impl<V> Seen<V> {
    /// What this viewer sees in this snapshot.
    pub(crate) fn now(ctx: &Ctx, tx: &Tx, value: V) -> Self {
        Self { viewer: ctx.viewer.clone(), stamp: tx.stamp(), value }
    }

    /// Whether it is newer than `other`, for the same viewer.
    pub(crate) fn is_newer_than(&self, other: &Self) -> bool {
        self.stamp > other.stamp && self.viewer == other.viewer
    }

    /// Whether it was made for this viewer, who may still read what they could then.
    pub(crate) fn is_of(&self, ctx: &Ctx, tx: &Tx) -> bool {
        // Nobody was given or lost a role since: what a person may read hangs on it, what a visitor may does not.
        let rights_are_the_same =
            || self.viewer.is_visitor() || ctx.services.tags().is_fresh(self.earlier(tx), [&Tag::Roles]);
        self.viewer == ctx.viewer && rights_are_the_same()
    }

    /// Whether these questions have the same answers in this snapshot.
    pub(crate) fn is_true(&self, ctx: &Ctx, tx: &Tx, tags: &[Tag]) -> bool {
        self.is_of(ctx, tx) && ctx.services.tags().is_fresh(self.earlier(tx), tags)
    }

    /// Between the two moments nothing may have changed, whichever came first.
    fn earlier(&self, tx: &Tx) -> Stamp {
        self.stamp.min(tx.stamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_use_stays_and_the_bytes_are_bounded() {
        let keeping = Keeping::new("test", 100);
        for key in 0..3 {
            keeping.keep(key, key, 30, |_| false);
        }
        assert_eq!(keeping.get(0), Some(0));
        keeping.keep(3, 3, 30, |_| false);
        assert_eq!((keeping.get(0), keeping.get(1), keeping.get(3)), (Some(0), None, Some(3)));
        keeping.keep(4, 4, 101, |_| false);
        assert_eq!(keeping.get(4), None);
        assert!(keeping.inside.lock().bytes <= 100);
    }

    #[test]
    fn what_is_kept_twice_counts_once_and_the_better_one_stays() {
        let keeping = Keeping::new("test", 100);
        keeping.keep(1, 1, 40, |_| false);
        keeping.keep(1, 2, 50, |_| false);
        assert_eq!((keeping.get(1), keeping.inside.lock().bytes), (Some(2), 50));
        keeping.keep(1, 3, 60, |there| *there == 2);
        assert_eq!((keeping.get(1), keeping.inside.lock().bytes), (Some(2), 50));
    }
}
