//! The notes that writers save, through the door that everybody uses: a folder of one note comes in again and again.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use blobs::Blobs;
use domain::notes::Visibility;
use domain::{LanguageTag, NoteId, Title};
use interop::markdown::Reader;
use services::import::{self, Options};
use services::{Error, Result, Services};
use store::{Kind, Statement, Store, Tx, notes};
use testkit::Chance;

/// Bytes of a version, about.
const BYTES: usize = 6_000;

/// Opens a site as the program does, with moments and ids of its own.
pub async fn open(location: &store::Location, data: &Path, seed: u64) -> Result<Services> {
    let store = Store::open(location).await?;
    let blobs = Blobs::open(data.join("blobs"))?;
    Ok(Services::new(store, blobs, Arc::new(Chance::new(seed)), Arc::new(Chance::new(seed + 1))))
}

/// The notebook of a writer, which holds its one note.
pub fn notebook(seed: u64, writer: u64) -> String {
    format!("Carnet {seed}.{writer}")
}

/// Saves version `number` of the note of a notebook; a version that is there already is left as it is.
pub async fn save(services: &Services, folder: &Path, notebook: &str, number: i64) -> Result<()> {
    fs::write(folder.join("compost.md"), format!("# Compost\n\n{}", body(notebook, number))).map_err(internal)?;
    let options = Options {
        notebook: Title::parse(notebook).map_err(internal)?,
        language: LanguageTag::french(),
        visibility: Visibility::Public,
        community: None,
        author: Some("Ana Roy".to_owned()),
        dry_run: false,
        report_in: i18n::Language::French,
    };
    let folder = Arc::new(Reader::open(folder).map_err(internal)?);
    let report = import::run(&services.system("faults"), folder, &options, &|_, _| {}).await?;
    let taken = report.created + report.updated + report.unchanged;
    if taken == 1 && report.warnings.is_empty() { Ok(()) } else { Err(internal(format!("{:?}", report.warnings))) }
}

fn internal(error: impl ToString) -> Error {
    Error::Internal(error.to_string())
}

/// The text of one version, of about so many bytes; no two versions have the same, nor the same links.
pub fn body(notebook: &str, number: i64) -> String {
    let line = format!("{notebook}, {number} : le compost chauffe, voir [[Tas {number}]], puis il se repose.\n");
    line.repeat(BYTES.div_ceil(line.len()))
}

/// What the saves of a notebook left behind.
pub struct Left {
    note: NoteId,
    /// The number of the newest version, as the row of the note says.
    pub newest: i64,
    versions: i64,
    changes: i64,
}

static LEFT: Statement = Statement::new(
    "faults.left",
    "SELECT n.id, n.revision,
            (SELECT COUNT(*) FROM revision r WHERE r.note = n.id),
            (SELECT COUNT(*) FROM change c WHERE c.thing = n.id AND c.kind IN ('created', 'edited'))
     FROM notebook b JOIN imported i ON i.notebook = b.id JOIN note n ON n.id = i.note WHERE b.title = $1",
    &[Kind::Text],
    &[Kind::Id, Kind::Int, Kind::Int, Kind::Int],
);

/// What the saves of a notebook left behind; nothing where there is no such note.
pub async fn left(tx: &mut Tx, notebook: &str) -> store::Result<Option<Left>> {
    let row: Option<(NoteId, i64, i64, i64)> = tx.opt(&LEFT, &[notebook.into()]).await?;
    Ok(row.map(|(note, newest, versions, changes)| Left { note, newest, versions, changes }))
}

/// How many of the versions that were acknowledged are there, word for word, and what is amiss with the note.
pub async fn look_for(tx: &mut Tx, notebook: &str, acknowledged: i64) -> store::Result<(usize, Vec<String>)> {
    let Some(left) = left(tx, notebook).await? else {
        return Ok((0, vec![format!("{notebook}: {acknowledged} acknowledged, no note there")]));
    };
    let mut amiss = Vec::new();
    if left.versions != left.newest || left.changes != left.newest {
        amiss.push(format!("{notebook}: {} versions, {} changes of {}", left.versions, left.changes, left.newest));
    }
    // Only the save that was under way may be there without having been acknowledged.
    if left.newest < acknowledged || left.newest > acknowledged + 1 {
        amiss.push(format!("{notebook}: {acknowledged} acknowledged, {} there", left.newest));
    }
    let mut there = 0;
    for number in 1..=acknowledged {
        let version = notes::version(tx, left.note, number).await?;
        if version.is_some_and(|(_, _, found)| found.trim() == body(notebook, number).trim()) {
            there += 1;
        } else {
            amiss.push(format!("{notebook}: version {number} is not what was saved"));
        }
    }
    Ok((there, amiss))
}
