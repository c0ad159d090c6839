//! The history of a folder that stands in a git repository: for each file, the commits that touched it.
//!
//! The repository is read by the `git` program, which knows every form of one (docs/decisions/0083). Texts are read one at a
//! time, when they are asked for; what is held is a line for each commit and each file that it touched.

mod commits;
mod git;
mod objects;
mod walk;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use domain::Timestamp;
use domain::people::Signer;

use crate::markdown::{Refusal, Warning};
use objects::Objects;

/// Why a history cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no `git` here: install it, or leave the history.
    #[error("the git program is not there")]
    NoGit,
    /// The folder is in no repository: name another, or leave the history.
    #[error("not in a git repository")]
    NotARepository,
    /// The program failed; its words say why.
    #[error("git failed: {0}")]
    Failed(String),
}

/// One commit that touched a file.
#[derive(Clone, Debug)]
pub(crate) struct Touch {
    /// Which commit, by its place among those read.
    commit: usize,
    /// The text of that time, by its id.
    pub(crate) blob: Box<str>,
    /// Where the file stood then, under the folder; where it was elsewhere, from the top of the repository.
    pub(crate) path: Arc<str>,
}

/// Who made a commit, when and why.
#[derive(Clone, Debug)]
pub(crate) struct Commit {
    pub(crate) at: Timestamp,
    /// Its author, where it names one.
    pub(crate) by: Option<Arc<Signer>>,
    pub(crate) reason: Box<str>,
}

/// What the repository says of some files.
#[derive(Debug)]
pub(crate) struct History {
    objects: Objects,
    commits: Vec<Commit>,
    touches: HashMap<String, Vec<Touch>>,
    warnings: Vec<(String, Warning)>,
}

impl History {
    /// Reads the history of the files at `paths` under `root`.
    ///
    /// # Errors
    /// [`HistoryError`] when there is no repository, or no program to read it.
    pub(crate) fn read<'p>(root: &Path, paths: impl Iterator<Item = &'p str>) -> Result<Self, HistoryError> {
        let place = git::place(root)?;
        let objects = Objects::of(root);
        let mut history = Self { objects, commits: Vec::new(), touches: HashMap::new(), warnings: Vec::new() };
        if place.is_shallow {
            history.warnings.push((String::new(), Warning { line: 0, code: "history_shallow", args: Vec::new() }));
        }
        if place.has_commits {
            walk::walk(root, &place.prefix, paths, &mut history)?;
        }
        for touches in history.touches.values_mut() {
            touches.reverse();
        }
        Ok(history)
    }

    /// What touched a file, the oldest first.
    pub(crate) fn of(&self, path: &str) -> impl Iterator<Item = (&Touch, &Commit)> {
        let touches = self.touches.get(path).map(Vec::as_slice).unwrap_or_default();
        touches.iter().filter_map(|touch| Some((touch, self.commits.get(touch.commit)?)))
    }

    /// The bytes of a text.
    ///
    /// # Errors
    /// [`Refusal`] when the repository lacks it, or it is too large.
    pub(crate) fn bytes(&self, touch: &Touch) -> Result<Vec<u8>, Refusal> {
        self.objects.blob(&touch.blob)
    }

    /// What is told of the repository as a whole.
    pub(crate) fn warnings(&self) -> &[(String, Warning)] {
        &self.warnings
    }

    fn has_told(&self, code: &str, path: &str) -> bool {
        self.warnings.iter().any(|(of, warning)| of == path && warning.code == code)
    }

    fn warn(&mut self, path: &str, code: &'static str, args: Vec<String>) {
        self.warnings.push((path.to_owned(), Warning { line: 0, code, args }));
    }
}
