//! Repeatable randomness, and a clock that moves by itself: the same seed gives the same test.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::ids::Id;
use domain::{Clock, Randomness, Timestamp};

/// Randomness from a seed (`SplitMix64`; Steele, Lea, Flood, 2014), and a clock that moves a millisecond each time it is read.
#[derive(Debug)]
pub struct Chance {
    state: AtomicU64,
    now: AtomicI64,
}

impl Chance {
    /// From a seed. Two seeds give different ids.
    pub const fn new(seed: u64) -> Self {
        Self {
            state: AtomicU64::new(seed.wrapping_mul(0xd134_2543_de82_ef95)),
            now: AtomicI64::new(1_790_000_000_000_000),
        }
    }

    /// Any number.
    pub fn number(&self) -> u64 {
        let step = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.state.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0, below `end`.
    pub fn below(&self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// True once in `times`, on average.
    pub fn once_in(&self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// Lets so many seconds pass.
    pub fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds.saturating_mul(1_000_000), Ordering::Relaxed);
    }

    /// One of these, if there is any.
    pub fn one_of<T: Copy>(&self, things: &[T]) -> Option<T> {
        things.get(usize::try_from(self.below(things.len() as u64)).unwrap_or(0)).copied()
    }

    /// A new id.
    pub fn id<T: Id>(&self) -> T {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        T::from_bytes(bytes)
    }
}

impl Clock for Chance {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.now.fetch_add(1_000, Ordering::Relaxed))
    }
}

impl Randomness for Chance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            for (byte, random) in chunk.iter_mut().zip(self.number().to_le_bytes()) {
                *byte = random;
            }
        }
    }
}
