//! Rows of the store as lines of lists.

use std::str::FromStr;

use domain::address::Address;
use domain::notebooks::Color;
use domain::{NoteId, NotebookId, Slug};
use store::notes::LineRow;

use crate::PAGE;
use crate::views::{Cover, Link, NoteLine, Page};

pub(crate) fn note_link(id: NoteId, title: String) -> Link {
    Link { address: Address::Note(id, Slug::of(&title)), title }
}

pub(crate) fn note_line(row: LineRow) -> NoteLine {
    NoteLine {
        note: row.id,
        link: note_link(row.id, row.title),
        kind: row.kind,
        language: row.language,
        excerpt: row.excerpt,
        changed: row.changed,
        visibility: row.visibility,
    }
}

/// The cover of a notebook with this picture, where it has one, or of this colour.
pub(crate) fn cover(notebook: NotebookId, color: &str, picture: Option<blobs::Hash>) -> Cover {
    let shade = notebook.bytes().iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % 8;
    Cover { picture: picture_of(notebook, picture), color: Color::parse(color), shade }
}

/// Where the picture of the cover of a notebook is, where it has one.
pub(crate) fn picture_of(notebook: NotebookId, picture: Option<blobs::Hash>) -> Option<Address> {
    picture.map(|[one, two, three, four, ..]| Address::NotebookCoverAs(notebook, [one, two, three, four]))
}

/// How many rows to ask for, to know whether there is a next page.
pub(crate) fn one_more() -> i64 {
    i64::try_from(PAGE).unwrap_or(i64::MAX - 1) + 1
}

/// Cuts what was asked for into a page and the key of the next one.
pub(crate) fn paged<T>(mut items: Vec<T>, key: impl Fn(&T) -> String) -> Page<T> {
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items.last().filter(|_| more).map(key);
    Page { items, next }
}

pub(crate) fn page_of_notes(rows: Vec<LineRow>) -> Page<NoteLine> {
    paged(rows.into_iter().map(note_line).collect(), |line: &NoteLine| {
        format!("{}.{}", line.changed.as_micros(), line.note)
    })
}

/// A place in a list that is ordered by how words sort: `HEX.ID`, as `?after=` writes it.
pub(crate) fn write_sorted_key(key: &[u8], id: impl std::fmt::Display) -> String {
    format!("{}.{id}", domain::hex::write(key))
}

/// Reads what [`write_sorted_key`] wrote.
pub(crate) fn read_sorted_key<T: FromStr>(after: &str) -> Option<(Vec<u8>, T)> {
    let (key, id) = after.split_once('.')?;
    // Nothing huge is read.
    let key = Some(key).filter(|key| key.len() <= 4096)?;
    Some((domain::hex::read(key)?, id.parse().ok()?))
}
