//! Whether what is kept is sound; and the mending of what follows from something that still is.
//!
//! Only what can be worked out again is mended. What is lost (a version, a file's content) is told, never made up.
//! Everything is read in pages, each of one snapshot; each thing is mended in a transaction of its own, judged again
//! there, and told to the change log.

mod database;
mod files;
mod log;
mod names;
mod notes;

use domain::changes::{Change, ChangeKind, Thing};
use domain::policy::Steward;
use domain::tags::Tag;
use serde::Serialize;
use store::Tx;

use crate::{Ctx, Result};
pub(crate) use files::amiss;

/// Things read at once.
const PAGE: i64 = 100;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $word:literal $mended:literal)*) => {
        /// What is amiss, in a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word of reports.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// Whether it can be mended.
            pub const fn is_mended(self) -> bool {
                match self { $(Self::$name => $mended),* }
            }
        }
    };
}

codes! {
    /// The file of the database is damaged.
    DatabaseDamaged "database_damaged" false
    /// A row refers to a row that is not there.
    RowToNothing "row_to_nothing" true
    /// A version refers to a note that is not there: its words exist nowhere else.
    VersionOfNothing "version_of_nothing" false
    /// A note has no version, and so no text.
    NoteWithoutText "note_without_text" false
    /// A version between the first and the newest is not there.
    VersionMissing "version_missing" false
    /// A note gives another number than that of its newest version.
    RevisionNumber "revision_number" true
    /// A note's title or language is not that of its newest version.
    NoteTitle "note_title" true
    /// A folded title or name does not follow from the title or name.
    TitleKey "title_key" true
    /// What a title or name is sorted by does not follow from it.
    SortKey "sort_key" true
    /// The first words do not follow from the text.
    Excerpt "excerpt" true
    /// A note of kind term defines nothing.
    TermMissing "term_missing" true
    /// Another name cannot be found by links.
    Alias "alias" true
    /// The links kept do not follow from the text.
    Links "links" true
    /// A link leads to a note that is not there.
    LinkTarget "link_target" true
    /// The files that a note is said to show are not those of its text.
    FilesShown "files_shown" true
    /// A note or notebook is for communities, and none is linked: it becomes its authors' alone.
    SeenByNobody "seen_by_nobody" true
    /// A note is filed under a category of another notebook.
    CategoryElsewhere "category_elsewhere" true
    /// What cites a note is not what the links say.
    CitedBy "cited_by" true
    /// The terms that a note is said to use are not those of its text and its links.
    TermUses "term_uses" true
    /// What a note is compared with others by is not what its text says, or not for those who may read it.
    Likeness "likeness" true
    /// A reader of the change log stands past its end.
    ProjectionPastLog "projection_past_log" true
    /// Lines of the change log were numbered by another database server.
    LogOfAnotherServer "log_of_another_server" true
    /// The content of a file or of a cover is not there.
    FileMissing "file_missing" false
    /// The content of a file or of a cover is not what was stored.
    FileDamaged "file_damaged" false
    /// A content that no file and no cover has, for more than a day.
    FileUnnamed "file_unnamed" true
}

/// What came of mending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Nothing can be done here.
    None,
    /// `--repair` mends it.
    Possible,
    /// It was mended.
    Done,
}

/// Something amiss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What.
    pub code: Code,
    /// With what kind of thing.
    pub thing: &'static str,
    /// With which one.
    pub id: String,
    /// What the database itself said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What came of mending.
    pub repair: Repair,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Notes, the bin included.
    pub notes: u64,
    /// Versions of notes.
    pub revisions: u64,
    /// Links.
    pub links: u64,
    /// Stored files.
    pub files: u64,
}

/// What was found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Whether nothing is amiss any more.
    pub ok: bool,
    /// How much was looked at.
    pub checked: Checked,
    /// What is or was amiss.
    pub problems: Vec<Problem>,
}

/// What is to be done about what is amiss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mending {
    /// It is told: nothing is written.
    Tell,
    /// It is mended where it can be.
    Mend,
}

/// How stored files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Each is read again.
    Read,
    /// Somebody else reads them.
    Skip,
}

/// Looks at everything; `progress` is told how many things of how many were looked at.
///
/// # Errors
/// [`crate::Error::Unavailable`], [`crate::Error::Full`]: what was mended before stays mended.
pub async fn run(
    ctx: &Ctx,
    mending: Mending,
    contents: Contents,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report> {
    ctx.authorise_site::<Steward>()?;
    let mut check = Check { ctx, mending, progress, done: 0, all: 0, report: Report::default() };
    let looked = look(&mut check, contents).await;
    let is_damaged = check.report.problems.iter().any(|problem| problem.code == Code::DatabaseDamaged);
    if let Err(error) = looked
        && !is_damaged
    {
        return Err(error);
    }
    let mut report = check.report;
    report.ok = report.problems.iter().all(|problem| problem.repair == Repair::Done);
    Ok(report)
}

async fn look(check: &mut Check<'_>, contents: Contents) -> Result<()> {
    database::look(check).await?;
    let (notes, files) = store::check::sizes(&mut check.ctx.services.store.heavy().await?).await?;
    let files = if contents == Contents::Read { files } else { 0 };
    check.all = usize::try_from(notes.saturating_add(files)).unwrap_or(usize::MAX);
    log::look(check).await?;
    names::look(check).await?;
    notes::look(check).await?;
    if contents == Contents::Read {
        files::look(check).await?;
    }
    Ok(())
}

/// A check under way.
struct Check<'a> {
    ctx: &'a Ctx,
    mending: Mending,
    progress: &'a (dyn Fn(usize, usize) + Sync),
    done: usize,
    all: usize,
    report: Report,
}

impl Check<'_> {
    /// Whether this is to be mended now.
    fn mends(&self, code: Code) -> bool {
        self.mending == Mending::Mend && code.is_mended()
    }

    fn tell(&mut self, code: Code, thing: &'static str, id: String, was_mended: bool) {
        let repair = match (code.is_mended(), was_mended) {
            (_, true) => Repair::Done,
            (true, false) => Repair::Possible,
            (false, false) => Repair::None,
        };
        self.report.problems.push(Problem { code, thing, id, detail: None, repair });
    }

    fn looked_at(&mut self, things: usize) {
        self.done += things;
        (self.progress)(self.done, self.all.max(self.done));
    }
}

/// Says in the log that a thing was mended. Any page may have shown it: all are made afresh.
async fn record(tx: &mut Tx, ctx: &Ctx, thing: Thing) -> Result<()> {
    let change = Change { who: None, kind: ChangeKind::Edited, thing, tags: vec![Tag::Everything] };
    store::changes::record(tx, ctx.now(), &change).await?;
    Ok(())
}
