//! The few words that a page of Markdown needs of its own.

use std::collections::BTreeMap;

use crate::CalloutKind;

/// Words for people, looked up once by whoever has the catalogue, in the language of the note.
#[derive(Clone, Debug)]
pub struct Words {
    callouts: BTreeMap<CalloutKind, String>,
    pub(crate) footnotes: String,
    pub(crate) back: String,
    pub(crate) done: String,
    pub(crate) to_do: String,
}

impl Words {
    /// Looks the words up: `callout-note` and its like (one for each of [`CalloutKind::ALL`]), `footnotes-title`,
    /// `footnote-back`, `task-done` and `task-to-do`.
    pub fn new(mut look_up: impl FnMut(&str) -> String) -> Self {
        let callouts = CalloutKind::ALL.into_iter().map(|kind| (kind, look_up(kind.key()))).collect();
        Self {
            callouts,
            footnotes: look_up("footnotes-title"),
            back: look_up("footnote-back"),
            done: look_up("task-done"),
            to_do: look_up("task-to-do"),
        }
    }

    pub(crate) fn callout(&self, kind: CalloutKind) -> &str {
        self.callouts.get(&kind).map_or("", String::as_str)
    }
}
