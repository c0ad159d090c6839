//! Going back through the commits, each file followed through its names.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStdout, Stdio};
use std::sync::Arc;

use domain::people::Signer;

use super::{Commit, History, HistoryError, Touch, commits, git};

/// The path of what is told of the folder as a whole.
const WHOLE_FOLDER: &str = "";
/// Differences from the commit before, renames found (`-B`: of files whose name another one took, too), those of a commit that joins lines where they are from each of them.
const DIFFERENCES: &[&str] = &["diff-tree", "--stdin", "--root", "-r", "-c", "-B", "-M", "-l1000"];
/// Told by ids and names alone: no program of the settings is asked to compare.
const PLAIN: &[&str] = &["--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv"];

/// Versions of one file, at most: the newest.
const MOST_VERSIONS: usize = 5_000;

/// Goes back from the newest commit: tells each touch to `history`, the newest first.
///
/// A commit comes before those that it follows, and after all that follow it. One that joins two lines counts where what it
/// holds is that of neither. A file is followed under its older names, where git finds that it was renamed.
pub(super) fn walk<'p>(
    root: &Path,
    prefix: &str,
    paths: impl Iterator<Item = &'p str>,
    history: &mut History,
) -> Result<(), HistoryError> {
    let mut walked =
        git::command(root, &["rev-list", "--topo-order", "HEAD"]).spawn().map_err(|e| git::unstarted(&e))?;
    let commits = walked.stdout.take().map_or_else(Stdio::null, Stdio::from);
    let arguments = [DIFFERENCES, PLAIN].concat();
    let started = git::command(root, &arguments).stdin(commits).spawn();
    let mut compared = started.map_err(|e| git::unstarted(&e))?;
    let told = compared.stdout.take().map(BufReader::new);
    let mut followed = Followed::new(prefix, paths);
    let read = told.map_or(Ok(()), |told| followed.read(told, history));
    // Those that were not read to the end are waited for no longer than it takes them to see it.
    let ends = [compared.wait(), walked.wait()];
    read.map_err(|error| HistoryError::Failed(error.to_string()))?;
    if ends.iter().all(|end| end.as_ref().is_ok_and(std::process::ExitStatus::success)) {
        Ok(())
    } else {
        Err(HistoryError::Failed("rev-list, diff-tree".to_owned()))
    }
}

/// The files that are followed, under the names that they have at a commit.
struct Followed<'p> {
    prefix: &'p str,
    /// For each name from the top of the repository: the paths of today, under the folder.
    names: HashMap<String, Vec<String>>,
    authors: HashMap<Signer, Arc<Signer>>,
}

/// What a commit renamed (the new name, the old one) and made, of what is followed.
#[derive(Default)]
struct Moves {
    renamed: Vec<(String, String)>,
    made: Vec<String>,
}

/// One file of a commit.
struct Difference {
    blob: String,
    path: String,
    /// The name that it had before.
    renamed_from: Option<String>,
    is_new: bool,
    is_text: bool,
}

impl<'p> Followed<'p> {
    fn new<'q>(prefix: &'p str, paths: impl Iterator<Item = &'q str>) -> Self {
        let names = paths.map(|path| (format!("{prefix}{path}"), vec![path.to_owned()])).collect();
        Self { prefix, names, authors: HashMap::new() }
    }

    fn read(&mut self, mut told: BufReader<ChildStdout>, history: &mut History) -> std::io::Result<()> {
        let (mut id, mut number, mut moves) = (String::new(), None, Moves::default());
        while let Some(field) = field(&mut told)? {
            if !field.starts_with(':') {
                self.follow(&mut moves);
                (id, number) = (field, None);
                continue;
            }
            let Some(difference) = difference(&field, &mut told)? else { continue };
            let Some(today) = self.names.get(&difference.path).cloned() else { continue };
            if difference.is_text {
                let commit = match number {
                    Some(commit) => commit,
                    None => *number.insert(self.commit(&id, today.first(), history)),
                };
                for path in &today {
                    self.touched(path, commit, &difference, history);
                }
            }
            match difference.renamed_from {
                Some(old) => moves.renamed.push((difference.path, old)),
                None if difference.is_new => moves.made.push(difference.path),
                None => {}
            }
        }
        self.follow(&mut moves);
        Ok(())
    }

    /// Follows files under the names that they had before a commit, once all of it is read: two may have changed names.
    fn follow(&mut self, moves: &mut Moves) {
        let made = std::mem::take(&mut moves.made);
        for path in made {
            // The file that had this name before is another one, which the commit renamed.
            if moves.renamed.iter().any(|(_, old)| *old == path) {
                self.names.remove(&path);
            }
        }
        let moved: Vec<_> =
            moves.renamed.drain(..).filter_map(|(new, old)| Some((old, self.names.remove(&new)?))).collect();
        for (old, paths) in moved {
            self.names.entry(old).or_default().extend(paths);
        }
    }

    fn touched(&self, today: &str, commit: usize, difference: &Difference, history: &mut History) {
        let path = difference.path.strip_prefix(self.prefix).unwrap_or(&difference.path);
        let touches = history.touches.entry(today.to_owned()).or_default();
        if touches.len() < MOST_VERSIONS {
            touches.push(Touch { commit, blob: difference.blob.clone().into(), path: path.into() });
        } else if !history.has_told("history_long", today) {
            history.warn(today, "history_long", vec![MOST_VERSIONS.to_string()]);
        }
    }

    /// Reads a commit; gives its place among those read.
    fn commit(&mut self, id: &str, path: Option<&String>, history: &mut History) -> usize {
        let said = history.objects.commit(id).ok().and_then(|object| commits::said(&object));
        let path = path.map_or("", String::as_str);
        let short: String = id.chars().take(10).collect();
        let Some(said) = said else {
            history.warn(path, "history_date", vec![short]);
            history.commits.push(Commit { at: domain::Timestamp::from_micros(0), by: None, reason: Box::default() });
            return history.commits.len() - 1;
        };
        if said.is_day_moved {
            history.warn(path, "history_date", vec![short.clone()]);
        }
        // A person without a name may have made thousands: the first one that is met is told.
        if said.by.is_none() && !history.has_told("history_unsigned", "") {
            history.warn(WHOLE_FOLDER, "history_unsigned", vec![short]);
        }
        let by = said.by.map(|by| self.authors.entry(by.clone()).or_insert_with(|| Arc::new(by)).clone());
        let commit = Commit { at: said.at, by, reason: said.reason.into() };
        history.commits.push(commit);
        history.commits.len() - 1
    }
}

/// The next field, up to its NUL; nothing at the end. A name that is not Unicode is none of those that are followed.
fn field(told: &mut BufReader<ChildStdout>) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if told.read_until(0, &mut bytes)? == 0 {
        return Ok(None);
    }
    bytes.pop_if(|last| *last == 0);
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Reads `:100644 100644 id id M` and the names after it; `::` and one more id for a commit that joins two lines.
fn difference(head: &str, told: &mut BufReader<ChildStdout>) -> std::io::Result<Option<Difference>> {
    let parents = head.bytes().take_while(|byte| *byte == b':').count();
    let words: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
    let [.., blob, status] = words.as_slice() else { return Ok(None) };
    let mode = words.get(parents).copied().unwrap_or_default();
    let first = field(told)?.unwrap_or_default();
    let is_renamed = parents == 1 && status.starts_with(['R', 'C']);
    let second = if is_renamed { field(told)? } else { None };
    Ok(Some(Difference {
        blob: (*blob).to_owned(),
        // `M100`: all of it was written anew.
        is_new: status.starts_with('A') || (status.starts_with('M') && parents == 1 && status.len() > 1),
        is_text: matches!(mode, "100644" | "100755" | "100664"),
        renamed_from: second.is_some().then(|| first.clone()),
        path: second.unwrap_or(first),
    }))
}
