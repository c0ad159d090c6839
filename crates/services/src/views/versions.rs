//! Versions of a note.

use domain::address::Address;
use domain::notes::{Visibility, Withdrawal};
use domain::{LanguageTag, NoteId, Timestamp};
use markup::Compared;
pub use store::withdrawals::WithdrawalRow;

use crate::views::Link;

/// One line of the list of versions.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// From 1.
    pub number: i64,
    /// Its permanent page.
    pub address: Address,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it, as this viewer may know.
    pub by: Option<String>,
    /// Why, in their words; empty when unsaid.
    pub reason: String,
    /// The title it had; empty where its words were withdrawn.
    pub title: String,
    /// That its words were withdrawn.
    pub withdrawn: Option<Withdrawn>,
}

/// That the words of a version were withdrawn.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// For what kind of reason.
    pub why: Withdrawal,
}

/// All versions of a note.
#[derive(Clone, Debug)]
pub struct VersionsPage {
    /// Which note.
    pub id: NoteId,
    /// Its title and address.
    pub note: Link,
    /// Newest first; at most a hundred.
    pub lines: Vec<VersionLine>,
    /// The number to ask the next page with (`?before=`).
    pub next: Option<i64>,
    /// Where two of them are compared, once chosen.
    pub compare: String,
    /// Who may read the note.
    pub visibility: Visibility,
    /// When words were withdrawn from all of them, the last time first.
    pub withdrawals: Vec<WithdrawalRow>,
    /// Where words are withdrawn, for who may.
    pub withdraw: Option<Address>,
}

/// One version of a note.
#[derive(Clone, Debug)]
pub struct VersionPage {
    /// Which note.
    pub id: NoteId,
    /// The note today.
    pub note: Link,
    /// About this version.
    pub line: VersionLine,
    /// Whether it is the newest.
    pub newest: bool,
    /// The language of its text.
    pub language: LanguageTag,
    /// Safe HTML, links resolved for this viewer.
    pub body: String,
    /// The list of versions.
    pub versions: Address,
    /// Who may read the note.
    pub visibility: Visibility,
}

/// Two versions of a note, compared.
#[derive(Clone, Debug)]
pub struct ComparePage {
    /// Which note.
    pub id: NoteId,
    /// The note today.
    pub note: Link,
    /// The first version.
    pub from: VersionLine,
    /// The second one.
    pub to: VersionLine,
    /// The number of the newest version.
    pub newest: i64,
    /// Line by line; none where the texts are too long to be compared, or where the words of one were withdrawn.
    pub lines: Option<Vec<Compared>>,
    /// The language of the second version.
    pub language: LanguageTag,
    /// The list of versions.
    pub versions: Address,
}
