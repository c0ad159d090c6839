//! Rows of the store as lines of lists.

use domain::address::Address;
use domain::{NoteId, Slug};
use store::notes::LineRow;

use crate::PAGE;
use crate::views::{Link, NoteLine, Page};

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
