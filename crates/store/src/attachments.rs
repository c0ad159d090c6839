//! Stored files: what they are, and which notes show them.

use std::collections::BTreeSet;

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{AttachmentId, NoteId, Timestamp};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// A stored file's row.
#[derive(Clone, Debug)]
pub struct AttachmentRow {
    /// Which file.
    pub id: AttachmentId,
    /// SHA-256 of its content: its key among the blobs.
    pub hash: [u8; 32],
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Bytes.
    pub size: i64,
    /// Pixels across, for an image.
    pub width: Option<i64>,
    /// Pixels down, for an image.
    pub height: Option<i64>,
}

impl FromRow for AttachmentRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            hash: row.get(1)?,
            name: row.get(2)?,
            media: row.get(3)?,
            size: row.get(4)?,
            width: row.get(5)?,
            height: row.get(6)?,
        })
    }
}

pub(crate) const ATTACHMENT: &[Kind] =
    &[Kind::Id, Kind::Bytes, Kind::Text, Kind::Text, Kind::Int, Kind::Int, Kind::Int];

static READABLE: Statement = Statement::for_viewer(
    "attachments.readable",
    "SELECT a.id, a.hash, a.name, a.media, a.size, a.width, a.height FROM attachment a
     WHERE a.id {in $1} AND EXISTS (
         SELECT 1 FROM note_file f JOIN note n ON n.id = f.note WHERE f.attachment = a.id AND {note_readable n})",
    &[Kind::Ids],
    ATTACHMENT,
);

/// Those of these files that a note shows which this viewer may read; asked while `note` is being read.
pub async fn readable(tx: &mut Tx, viewer: &Viewer, note: NoteId, ids: &[AttachmentId]) -> Result<Vec<AttachmentRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = ids.iter().copied().map(Tag::File).chain([Tag::Note(note)]).collect();
    tx.asking_all(tags).all_for(viewer, &READABLE, &[Value::ids(ids.iter().copied())]).await
}

/// A file that a note shows which this viewer may read.
pub async fn by_id(tx: &mut Tx, viewer: &Viewer, id: AttachmentId) -> Result<Option<AttachmentRow>> {
    tx.opt_for(viewer, &READABLE, &[Value::ids([id])]).await
}

static INSERT: Statement = Statement::new(
    "attachments.insert",
    "INSERT INTO attachment (id, hash, name, media, size, width, height, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    &[Kind::Id, Kind::Bytes, Kind::Text, Kind::Text, Kind::Int, Kind::Int, Kind::Int, Kind::Int],
    &[],
);

/// Writes a file's row, once its content is on the disk.
pub async fn insert(tx: &mut Tx, file: &AttachmentRow, now: Timestamp) -> Result<()> {
    let values = [
        file.id.into(),
        file.hash.into(),
        file.name.as_str().into(),
        file.media.as_str().into(),
        file.size.into(),
        file.width.into(),
        file.height.into(),
        now.into(),
    ];
    tx.asking_all([]).exec(&INSERT, &values).await?;
    Ok(())
}

static CLEAR: Statement =
    Statement::new("attachments.clear", "DELETE FROM note_file WHERE note = $1", &[Kind::Id], &[]);
static SHOW: Statement = Statement::new(
    "attachments.show",
    "INSERT INTO note_file (note, attachment) SELECT $1, id FROM attachment WHERE id {in $2} ON CONFLICT DO NOTHING",
    &[Kind::Id, Kind::Ids],
    &[],
);

static SHOWN: Statement =
    Statement::new("attachments.shown", "SELECT attachment FROM note_file WHERE note = $1", &[Kind::Id], &[Kind::Id]);

/// Says which files a note shows; files that do not exist are left out. Gives the questions answered anew.
pub async fn set_shown(tx: &mut Tx, note: NoteId, files: &[AttachmentId]) -> Result<Vec<Tag>> {
    let before: Vec<(AttachmentId,)> = tx.asking_all([]).all(&SHOWN, &[note.into()]).await?;
    let before: BTreeSet<AttachmentId> = before.into_iter().map(|(file,)| file).collect();
    let now: BTreeSet<AttachmentId> = files.iter().copied().collect();
    if before == now {
        return Ok(Vec::new());
    }
    tx.asking_all([]).exec_later(&CLEAR, &[note.into()]).await?;
    if !now.is_empty() {
        tx.asking_all([]).exec_later(&SHOW, &[note.into(), Value::ids(now.iter().copied())]).await?;
    }
    Ok(before.symmetric_difference(&now).copied().map(Tag::File).collect())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[&READABLE, &INSERT, &CLEAR, &SHOW, &SHOWN];
