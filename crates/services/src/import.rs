//! A folder comes in: links resolved, notes written in short turns, and a report that hides nothing.
//!
//! A file is known by notebook and path: run again, only what changed changes. `interop` reads foreign formats into
//! [`Item`]s; nothing here knows which format it was.

mod ahead;
mod deciding;
mod files;
mod linking;
mod links;
mod order;
mod report;
pub mod words;
mod write;

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;

use domain::folding::title_key;
use domain::notebooks::View;
use domain::notes::Visibility;
use domain::people::Signer;
use domain::policy::Import;
use domain::{CommunityId, ImportId, LanguageTag, NoteId, NotebookId, Timestamp, Title};
use store::imports::ImportedRow;

use crate::{Ctx, Error, Result};
use ahead::Ahead;
use links::Index;
use order::OnSite;
pub use report::{FileReport, FileResult, LinkCounts, LinkReport, Report, WarningReport};
use write::Writer;

/// What a file of the folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A note, to be read.
    Note,
    /// A file that notes may show or link.
    File,
    /// Left aside, with the reason's code.
    Ignored(&'static str),
    /// Refused, with the reason's code.
    Refused(&'static str),
}

/// A file of the folder.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// Where it stands under the folder, parts joined by `/`.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
}

/// A line of the order in which the folder reads as a work.
#[derive(Clone, Debug)]
pub enum OutlineLine {
    /// A heading that is not a note.
    Part {
        /// Its words.
        title: String,
        /// 0 at the top.
        level: u8,
    },
    /// A note.
    Chapter {
        /// Its path.
        path: String,
        /// 0 at the top.
        level: u8,
    },
}

/// Something that a person should look at.
#[derive(Clone, Debug)]
pub struct Warning {
    /// In which file.
    pub path: String,
    /// At which line of it, from 1; 0 for the whole file.
    pub line: u32,
    /// What, in `snake_case`.
    pub code: &'static str,
    /// What the message needs.
    pub args: Vec<String>,
}

/// A note read from a file.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where the file stands.
    pub path: String,
    /// SHA-256 of its bytes.
    pub raw_hash: [u8; 32],
    /// The title, as found.
    pub title: String,
    /// The Markdown.
    pub body: String,
    /// For each line of the body, the line of the file.
    pub body_lines: Vec<u32>,
    /// Its language, when it says one.
    pub language: Option<LanguageTag>,
    /// Other names.
    pub aliases: Vec<String>,
    /// The address that it had where it comes from.
    pub permalink: Option<String>,
    /// What it is sorted under.
    pub tags: Vec<String>,
    /// The terms that it names, by any of their labels.
    pub terms: Vec<String>,
    /// Whether terms are underlined in its text.
    pub underlined: bool,
    /// What the file says besides, kept as it is: names and values.
    pub said: Vec<(String, String)>,
    /// Who is credited.
    pub authors: Vec<Signer>,
    /// When it says it was published.
    pub published: Option<Timestamp>,
    /// When it says it was changed.
    pub changed: Option<Timestamp>,
    /// Whether it says it is a draft.
    pub draft: bool,
    /// The licence it says.
    pub licence: Option<String>,
    /// The kind it says.
    pub kind: Option<String>,
    /// How reading changed the text, by code.
    pub changes: Vec<&'static str>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

impl Item {
    fn source_line(&self, line: usize) -> u32 {
        let line = line.checked_sub(1).and_then(|index| self.body_lines.get(index)).or(self.body_lines.last());
        line.copied().unwrap_or(1)
    }
}

/// An earlier text of a note: who saved it, when and why.
#[derive(Clone, Debug)]
pub struct Past {
    /// Its place among those of the note, from 0, the oldest first.
    pub place: usize,
    /// What tells its text from others: two of the same text have the same.
    pub text: String,
    /// Where its file stood then.
    pub path: String,
    /// When it was saved.
    pub at: Timestamp,
    /// Who saved it.
    pub by: Option<Signer>,
    /// Why, in their words.
    pub reason: String,
}

/// A folder, read one file at a time.
pub trait Folder: Send + Sync {
    /// Every file, sorted by path.
    fn entries(&self) -> Vec<FileEntry>;
    /// The order in which it reads.
    fn outline(&self) -> Vec<OutlineLine>;
    /// The path under which its site is published, without slashes around it; empty where it is unknown.
    fn base(&self) -> String;
    /// Whether an address that leads nowhere means the file of its name, wherever that is.
    fn finds_by_name(&self) -> bool {
        false
    }
    /// What is told of the folder as a whole.
    fn warnings(&self) -> Vec<Warning>;
    /// Reads a note.
    ///
    /// # Errors
    /// The reason's code, when it is refused.
    fn read(&self, path: &str) -> std::result::Result<Item, &'static str>;
    /// The earlier texts of a note, the oldest first; the last one may be the text that it has.
    fn past(&self, _path: &str) -> Vec<Past> {
        Vec::new()
    }
    /// Reads one of them, by its place.
    ///
    /// # Errors
    /// The reason's code, when it cannot be read.
    fn read_past(&self, _path: &str, _place: usize) -> std::result::Result<Item, &'static str> {
        Err("unreadable")
    }
    /// Opens a file to store it.
    ///
    /// # Errors
    /// When the system does not let it be read.
    fn open(&self, path: &str) -> io::Result<Box<dyn io::Read + Send>>;
}

/// How a folder is to come in.
#[derive(Clone, Debug)]
pub struct Options {
    /// The title of the notebook that it fills.
    pub notebook: Title,
    /// The language of files that say none.
    pub language: LanguageTag,
    /// Who may read the notes; drafts are for their keepers alone.
    pub visibility: Visibility,
    /// The alias of a community to link notes and notebook to.
    pub community: Option<String>,
    /// Who is credited where a file names nobody.
    pub author: Option<String>,
    /// Only the report: nothing is written.
    pub dry_run: bool,
    /// The language of the report's sentences.
    pub report_in: i18n::Language,
}

/// A note of the folder, as the first pass saw it.
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) note: NoteId,
    pub(crate) title: Title,
    pub(crate) aliases: Vec<String>,
    pub(crate) permalink: Option<String>,
    pub(crate) known: Option<ImportedRow>,
    pub(crate) renamed_from: Option<String>,
    /// SHA-256 of the bytes of its file.
    pub(crate) raw_hash: [u8; 32],
    /// Whether it says it is a draft, and when it says it was published.
    pub(crate) draft: bool,
    pub(crate) published: Option<Timestamp>,
    /// Those who wrote it, by the history of the folder.
    pub(crate) writers: Vec<Signer>,
    /// What the history of the folder wrote of it in this run.
    pub(crate) history: History,
}

/// What the history of the folder wrote of a note, before the text that its file has now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum History {
    /// Nothing.
    #[default]
    Nothing,
    /// The note itself.
    Made,
    /// More versions of a note that was there.
    Continued,
}

/// Brings a folder in; `progress` is told how many files of how many are done.
///
/// # Errors
/// [`Error::Full`], [`Error::Unavailable`]: what was written before stays, whole, and running it again completes it.
/// [`Error::Invalid`] for a community that does not exist.
pub async fn run(
    ctx: &Ctx,
    folder: Arc<dyn Folder>,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report> {
    ctx.authorise_site::<Import>()?;
    let Before { existing, community, known, on_site } = Before::read(ctx, options).await?;
    let notebook = existing.unwrap_or_else(|| NotebookId::new(&*ctx.services.clock, &*ctx.services.randomness));
    let run = (!options.dry_run).then(|| ImportId::new(&*ctx.services.clock, &*ctx.services.randomness));
    let mut report = Report::new(run, notebook, options);
    let entries = folder.entries();
    let mut seen = first_pass(ctx, &folder, &entries, known, &mut report).await?;
    let index = Index::new(&seen, &entries, &folder.base());
    let mut writer = Writer::new(ctx, options, &*folder, &index, notebook, community);
    if !options.dry_run {
        // A folder that says in which order it reads is a work.
        let is_a_work = entries.iter().any(|entry| entry.kind == FileKind::Ignored("outline"));
        let view = if is_a_work { View::Work } else { View::default() };
        writer.begin(existing.is_none().then_some(view), &seen).await?;
    }
    for note in &mut seen {
        writer.past(&folder, note, &mut report).await?;
    }
    let (order, parts) = order::lay(&folder.outline(), &seen, &on_site);
    let total = seen.len();
    let paths = order.iter().filter_map(|place| seen.get(place.seen)).map(|note| note.path.clone()).collect();
    let mut read = Ahead::start(&folder, paths, |item| {
        let links = markup::links::all(&item.body);
        (item, links)
    });
    for (done, place) in order.iter().enumerate() {
        let Some(note) = seen.get(place.seen) else { continue };
        match read.next().await? {
            Ok((item, links)) => writer.note(note, item, &links, *place, &mut report).await?,
            Err(code) => {
                writer.write_all(&mut report).await?;
                report.refused(&note.path, code);
            }
        }
        progress(done + 1, total);
    }
    writer.write_all(&mut report).await?;
    writer.parts(&parts).await?;
    writer.translations(&seen, &mut report).await?;
    let stored = writer.finish().await?;
    report.close(&entries, &stored, folder.warnings());
    if let Some(run) = run {
        save_report(ctx, run, notebook, &report).await?;
    }
    Ok(report)
}

/// What the site has before the run.
struct Before {
    existing: Option<NotebookId>,
    community: Option<CommunityId>,
    known: Known,
    on_site: OnSite,
}

/// What earlier runs left: the files they knew, and the notes that one cut short was about to write.
#[derive(Default)]
struct Known {
    files: Vec<ImportedRow>,
    planned: HashMap<String, NoteId>,
}

impl Before {
    async fn read(ctx: &Ctx, options: &Options) -> Result<Self> {
        let mut tx = ctx.services.store.heavy().await?;
        let community = match &options.community {
            Some(alias) => Some(
                store::communities::by_alias(&mut tx, &ctx.viewer, alias).await?.ok_or(Error::Invalid("community"))?.id,
            ),
            None => None,
        };
        let existing = store::notebooks::by_title(&mut tx, &options.notebook).await?;
        let Some(notebook) = existing else {
            return Ok(Self { existing, community, known: Known::default(), on_site: OnSite::default() });
        };
        let known = Known {
            files: store::imports::known(&mut tx, notebook).await?,
            planned: store::imports::planned(&mut tx, notebook).await?.into_iter().collect(),
        };
        let laid = store::placements::laid(&mut tx, notebook).await?;
        let on_site = OnSite {
            notes: laid.into_iter().map(|(note, position, depth)| (note, (position, depth))).collect(),
            parts: store::parts::of(&mut tx, notebook).await?,
        };
        Ok(Self { existing, community, known, on_site })
    }
}

async fn save_report(ctx: &Ctx, id: ImportId, notebook: NotebookId, report: &Report) -> Result<()> {
    let text = serde_json::to_string(report).map_err(|error| Error::Internal(error.to_string()))?;
    let mut tx = ctx.services.store.write().await?;
    store::imports::save_report(&mut tx, id, notebook, ctx.now(), &text).await?;
    tx.commit().await?;
    Ok(())
}

/// Reads every note once, for its names; decides which note of the site each file is.
async fn first_pass(
    ctx: &Ctx,
    folder: &Arc<dyn Folder>,
    entries: &[FileEntry],
    known: Known,
    report: &mut Report,
) -> Result<Vec<Seen>> {
    let paths: HashSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    let Known { files, planned } = known;
    let mut lost = lost_files(&files, &paths);
    let mut by_path: HashMap<String, ImportedRow> = files.into_iter().map(|row| (row.path.clone(), row)).collect();
    let mut seen = Vec::new();
    let notes = entries.iter().filter(|entry| entry.kind == FileKind::Note);
    let mut read = Ahead::start(folder, notes.map(|entry| entry.path.clone()).collect(), |item| item);
    for entry in entries {
        match entry.kind {
            FileKind::Note => {}
            FileKind::File | FileKind::Ignored(_) => continue,
            FileKind::Refused(code) => {
                report.refused(&entry.path, code);
                continue;
            }
        }
        let item = match read.next().await? {
            Ok(item) => item,
            Err(code) => {
                report.refused(&entry.path, code);
                continue;
            }
        };
        let stem = stem_of(&entry.path);
        let title = Title::cut(&item.title).or_else(|| Title::cut(stem)).or_else(|| Title::cut("note"));
        let Some(title) = title else { continue };
        if item.title.split_whitespace().collect::<Vec<_>>().join(" ") != title.as_str() {
            let (path, code) = (entry.path.clone(), "title_changed");
            report.warn(Warning { path, line: 0, code, args: Vec::new() });
        }
        let mut renamed_from = None;
        let row = by_path.remove(&entry.path).or_else(|| {
            let old = lost.get_mut(&item.raw_hash)?.pop()?;
            renamed_from = Some(old.clone());
            by_path.remove(&old)
        });
        // A file that was renamed and edited since: its history says under which name it was known.
        let row = row.or_else(|| {
            let is_lost = |past: &Past| {
                let row = by_path.get(&past.path).filter(|row| row.note.is_some());
                row.is_some() && !paths.contains(past.path.as_str())
            };
            let old = folder.past(&entry.path).into_iter().rev().find(is_lost)?.path;
            renamed_from = Some(old.clone());
            by_path.remove(&old)
        });
        let note = row
            .as_ref()
            .and_then(|row| row.note)
            .or_else(|| planned.get(&entry.path).copied())
            .unwrap_or_else(|| NoteId::new(&*ctx.services.clock, &*ctx.services.randomness));
        let mut aliases = item.aliases;
        if title_key(stem) != title.key() && !is_folder_page(stem) {
            aliases.push(stem.to_owned());
        }
        let aliases = aliases.into_iter().chain(item.permalink.clone()).collect();
        seen.push(Seen {
            path: entry.path.clone(),
            note,
            title,
            aliases,
            permalink: item.permalink,
            known: row,
            renamed_from,
            raw_hash: item.raw_hash,
            draft: item.draft,
            published: item.published,
            writers: Vec::new(),
            history: History::Nothing,
        });
    }
    for (path, row) in by_path {
        if let Some(note) = row.note
            && !paths.contains(path.as_str())
        {
            report.missing(&path, note);
        } else if row.attachment.is_some() {
            report.known_file(row);
        }
    }
    Ok(seen)
}

/// The notes known before whose file is no longer there, by what the file held: a new file that holds the same is one of
/// them, under another name. The first path comes last, to be taken first.
fn lost_files(known: &[ImportedRow], paths: &HashSet<&str>) -> HashMap<[u8; 32], Vec<String>> {
    let mut lost: HashMap<[u8; 32], Vec<String>> = HashMap::new();
    for row in known.iter().rev().filter(|row| row.note.is_some() && !paths.contains(row.path.as_str())) {
        lost.entry(row.hash).or_default().push(row.path.clone());
    }
    lost
}

/// The name of a file without folder and extension.
pub(crate) fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a file of that name is the page of its folder, and so shares its name with others.
pub(crate) fn is_folder_page(stem: &str) -> bool {
    matches!(title_key(stem).as_str(), "readme" | "index" | "accueil")
}
