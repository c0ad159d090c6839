//! When each question last had a new answer, as this process knows it.
//!
//! A stamp is a count of this process, not `change.seq`: sequence numbers commit out of order on PostgreSQL, so a page
//! stamped with the highest one seen could outlive a lower one that commits later (docs/decisions).

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};

use std::sync::Arc;

use domain::tags::Tag;
use domain::{NoteId, NotebookId};
use parking_lot::{Mutex, RwLock};

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
    moved: Mutex<HashMap<NotebookId, Moved>>,
    own: Arc<OwnChanges>,
}

/// The notes that may have moved in a notebook, or been hidden or shown there, since a moment.
#[derive(Debug, Default)]
struct Moved {
    notes: VecDeque<(u64, NoteId)>,
    /// Of what came before, nothing is known.
    since: u64,
}

/// Past so many moves an outline is better made again.
const MOST_MOVED: usize = 512;

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
        let (mut notes, mut notebooks) = (Vec::new(), Vec::new());
        for tag in tags {
            match &tag {
                Tag::Everything => self.all.store(moment, Ordering::SeqCst),
                Tag::Note(note) => notes.push(*note),
                Tag::Placements(notebook) => notebooks.push(*notebook),
                _ => {}
            }
            last.insert(tag, moment);
        }
        self.moved(moment, &notes, &notebooks);
        last.insert(Tag::Public, moment);
    }

    /// Remembers which notes moved where; of several changes at once, too many rather than too few.
    fn moved(&self, moment: u64, notes: &[NoteId], notebooks: &[NotebookId]) {
        if notebooks.is_empty() {
            return;
        }
        let mut moved = self.moved.lock();
        for notebook in notebooks {
            let moved = moved.entry(*notebook).or_default();
            moved.notes.extend(notes.iter().map(|note| (moment, *note)));
            while moved.notes.len() > MOST_MOVED {
                if let Some((moment, _)) = moved.notes.pop_front() {
                    moved.since = moment;
                }
            }
        }
    }

    /// The notes that may have moved in a notebook since a moment; nothing where that is no longer known.
    ///
    /// Whoever says that a notebook's placements changed names the notes that moved.
    pub fn moved_since(&self, notebook: NotebookId, stamp: Stamp) -> Option<Vec<NoteId>> {
        if self.all.load(Ordering::SeqCst) > stamp.0 {
            return None;
        }
        let all = self.moved.lock();
        let Some(moved) = all.get(&notebook) else { return Some(Vec::new()) };
        if moved.since > stamp.0 {
            return None;
        }
        let later = moved.notes.iter().filter(|(moment, _)| *moment > stamp.0);
        Some(later.map(|(_, note)| *note).collect::<BTreeSet<_>>().into_iter().collect())
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

    #[test]
    fn a_question_that_named_nothing_is_answered_anew_by_any_change() {
        let clock = TagClock::default();
        let stamp = clock.now();
        clock.bump([Tag::Lexicon]);
        assert!(!clock.is_fresh(stamp, [&Tag::Public]));
    }

    #[test]
    fn which_notes_moved_is_known_until_too_many_did() {
        let (clock, notebook) = (TagClock::default(), NotebookId::from_bytes([1; 16]));
        let (first, second) = (NoteId::from_bytes([2; 16]), NoteId::from_bytes([3; 16]));
        let start = clock.now();
        assert_eq!(clock.moved_since(notebook, start), Some(Vec::new()));
        clock.bump([Tag::Note(first), Tag::Placements(notebook)]);
        let between = clock.now();
        clock.bump([Tag::Note(second), Tag::Placements(notebook)]);
        clock.bump([Tag::Note(first)]);
        assert_eq!(clock.moved_since(notebook, start), Some(vec![first, second]));
        assert_eq!(clock.moved_since(notebook, between), Some(vec![second]));
        for _ in 0..MOST_MOVED {
            clock.bump([Tag::Note(first), Tag::Placements(notebook)]);
        }
        assert_eq!(clock.moved_since(notebook, between), None);
        assert_eq!(clock.moved_since(notebook, clock.now()), Some(Vec::new()));
        clock.bump_all();
        assert_eq!(clock.moved_since(notebook, between), None);
    }

    #[test]
    fn what_was_made_again_whole_answers_every_question_anew() {
        let clock = TagClock::default();
        let stamp = clock.now();
        clock.bump([Tag::Everything]);
        assert!(!clock.is_fresh(stamp, [&Tag::Recent]));
        assert!(clock.is_fresh(clock.now(), [&Tag::Recent]));
    }
}
