//! What an import tells: each file, each link that is not plainly resolved, each thing to look at.

use std::collections::{HashMap, HashSet};

use domain::address::Address;
use domain::{AttachmentId, ImportId, NoteId, NotebookId};
use i18n::{Language, Messages};
use serde::Serialize;
use store::imports::ImportedRow;

use super::{FileEntry, FileKind, Options, Warning, words};

/// The report, as `docs/` and scripts know it (version 1).
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    version: u32,
    /// Which run; nothing for a trial, which is not kept.
    pub id: Option<ImportId>,
    /// The address of the page of this report.
    pub address: Option<String>,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// The notebook.
    pub notebook: NotebookRef,
    /// Notes of this folder, after the run.
    pub notes: usize,
    /// Notes made.
    pub created: usize,
    /// Notes changed.
    pub updated: usize,
    /// Notes left as they were.
    pub unchanged: usize,
    /// Files known from before that are no longer there; their notes stay.
    pub missing: usize,
    /// Versions that the history of the folder gave.
    pub versions: usize,
    /// Stored files.
    pub attachments: usize,
    /// Files refused.
    pub refused: usize,
    /// Links, counted.
    pub links: LinkCounts,
    /// Each file.
    pub files: Vec<FileReport>,
    /// Each link that is not plainly resolved.
    pub link_list: Vec<LinkReport>,
    /// What a person should look at.
    pub warnings: Vec<WarningReport>,
    #[serde(skip)]
    known_files: HashMap<String, ImportedRow>,
    #[serde(skip)]
    words_in: Language,
}

/// The notebook of a report.
#[derive(Clone, Debug, Serialize)]
pub struct NotebookRef {
    /// Which notebook.
    pub id: NotebookId,
    /// Its address.
    pub address: String,
}

/// Links, counted.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct LinkCounts {
    /// Those that reach a note or a file of the folder.
    pub resolved: usize,
    /// Those of them that could have meant another one.
    pub ambiguous: usize,
    /// Wiki-links to a note that is not written.
    pub wanted: usize,
    /// Those whose target the source does not have.
    pub broken: usize,
    /// Those whose target is in the folder and that the page does not reach.
    pub broken_by_us: usize,
    /// Those that lead elsewhere.
    pub external: usize,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileResult {
    /// As it was.
    Kept,
    /// With changes that are named.
    Changed,
    /// The same as at the last run.
    Unchanged,
    /// No longer in the folder.
    Missing,
    /// Not taken.
    Refused,
    /// Left aside.
    Ignored,
}

/// A file of the report.
#[derive(Clone, Debug, Serialize)]
pub struct FileReport {
    /// Where it stands.
    pub path: String,
    /// What became of it.
    pub result: FileResult,
    /// The note it is.
    pub note: Option<NoteId>,
    /// The address of that note or of the stored file.
    pub address: Option<String>,
    /// How it was changed, by code.
    pub changes: Vec<String>,
    /// Why it was refused or left aside, by code.
    pub reason: Option<String>,
}

/// A link of the report.
#[derive(Clone, Debug, Serialize)]
pub struct LinkReport {
    /// In which file.
    pub path: String,
    /// At which line.
    pub line: u32,
    /// What was written.
    pub text: String,
    /// `ambiguous`, `wanted`, `broken` or `broken_by_us`.
    pub result: &'static str,
    /// The file it was taken to mean.
    pub target: Option<String>,
    /// The files it could have meant.
    pub candidates: Vec<String>,
}

/// A thing to look at.
#[derive(Clone, Debug, Serialize)]
pub struct WarningReport {
    /// In which file.
    pub path: String,
    /// At which line.
    pub line: u32,
    /// What, in `snake_case`.
    pub code: String,
    /// What the sentence is about: a path, a tag.
    pub args: Vec<String>,
    /// The sentence, in the language of whoever ran the import.
    pub message: String,
}

impl Report {
    pub(super) fn new(id: Option<ImportId>, notebook: NotebookId, options: &Options) -> Self {
        let address = Address::Notebook(notebook, options.notebook.slug()).to_string();
        Self {
            version: 1,
            id,
            address: id.map(|id| Address::Import(id).to_string()),
            dry_run: options.dry_run,
            notebook: NotebookRef { id: notebook, address },
            notes: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            missing: 0,
            versions: 0,
            attachments: 0,
            refused: 0,
            links: LinkCounts::default(),
            files: Vec::new(),
            link_list: Vec::new(),
            warnings: Vec::new(),
            known_files: HashMap::new(),
            words_in: options.report_in,
        }
    }

    fn file(&mut self, path: &str, result: FileResult, reason: Option<&str>) {
        self.files.push(FileReport {
            path: path.to_owned(),
            result,
            note: None,
            address: None,
            changes: Vec::new(),
            reason: reason.map(str::to_owned),
        });
    }

    fn ignored(&mut self, path: &str, code: &str) {
        self.file(path, FileResult::Ignored, Some(code));
    }

    pub(super) fn refused(&mut self, path: &str, code: &str) {
        self.refused += 1;
        self.file(path, FileResult::Refused, Some(code));
    }

    /// Refuses a file that several notes ask for.
    pub(super) fn refused_once(&mut self, path: &str, code: &str) {
        if !self.files.iter().any(|file| file.path == path) {
            self.refused(path, code);
        }
    }

    pub(super) fn missing(&mut self, path: &str, note: NoteId) {
        self.missing += 1;
        self.files.push(FileReport {
            path: path.to_owned(),
            result: FileResult::Missing,
            note: Some(note),
            address: Some(format!("/n/{note}")),
            changes: Vec::new(),
            reason: None,
        });
    }

    pub(super) fn known_file(&mut self, row: ImportedRow) {
        self.known_files.insert(row.path.clone(), row);
    }

    pub(super) fn file_known_before(&self, path: &str) -> Option<&ImportedRow> {
        self.known_files.get(path)
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        self.warnings.push(WarningReport {
            path: warning.path,
            line: warning.line,
            message: words::warning(Messages::get(self.words_in), warning.code, &warning.args),
            code: warning.code.to_owned(),
            args: warning.args,
        });
    }

    /// Adds what is known only at the end: the files that were stored, and those that no note shows.
    pub(super) fn close(
        &mut self,
        entries: &[FileEntry],
        stored: &HashMap<String, (AttachmentId, String)>,
        warnings: Vec<Warning>,
    ) {
        let told: HashSet<String> = self.files.iter().map(|file| file.path.clone()).collect();
        for entry in entries.iter().filter(|entry| !told.contains(&entry.path)) {
            let left = match entry.kind {
                FileKind::File => "not_linked",
                FileKind::Ignored(code) => code,
                FileKind::Note | FileKind::Refused(_) => continue,
            };
            match stored.get(&entry.path) {
                Some((id, name)) => {
                    self.attachments += 1;
                    self.files.push(FileReport {
                        path: entry.path.clone(),
                        result: FileResult::Kept,
                        note: None,
                        address: Some(Address::File(*id, name.clone()).to_string()),
                        changes: Vec::new(),
                        reason: None,
                    });
                }
                None => self.ignored(&entry.path, left),
            }
        }
        for warning in warnings {
            self.warn(warning);
        }
        self.files.sort_by(|left, right| left.path.cmp(&right.path));
        self.notes = self.created + self.updated + self.unchanged;
    }
}
