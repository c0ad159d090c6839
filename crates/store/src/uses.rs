//! Which notes use which terms: what the projection of that name keeps, and what a viewer may read of it.
//!
//! A line is of a definition, not of an entry, so that nothing that only a hidden definition explains is shown.

use std::collections::BTreeSet;

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{LanguageTag, NoteId};

use crate::error::Result;
use crate::notes::LineRow;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// A note and a term that it uses.
pub type Use = (NoteId, NoteId);

const PAIR: &[Kind] = &[Kind::Id, Kind::Id];

static TEXTS: Statement = Statement::new(
    "uses.texts",
    "SELECT n.id, n.language, r.body FROM note n JOIN revision r ON r.note = n.id AND r.number = n.revision
     WHERE n.id {in $1} ORDER BY n.id",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text],
);

/// The newest texts of these notes, the bin included, with their language.
pub async fn texts(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, LanguageTag, String)>> {
    tx.asking_all([]).all(&TEXTS, &[Value::ids(notes.iter().copied())]).await
}

static LINKED: Statement = Statement::new(
    "uses.linked",
    "SELECT l.note, l.target FROM link l JOIN term t ON t.note = l.target
     WHERE l.note {in $1} AND l.target <> l.note
     UNION
     SELECT m.note, l.term FROM named_term m JOIN term_label l ON l.label_key = m.label_key JOIN term t ON t.note = l.term
     WHERE m.note {in $1} AND l.term <> m.note AND l.role <> 'quiet'
       AND (l.language = t.language OR EXISTS (SELECT 1 FROM term_translation d WHERE d.term = l.term AND d.language = l.language))
     ORDER BY 1, 2",
    &[Kind::Ids],
    PAIR,
);

/// The terms that these notes lead to, or that their authors name.
pub async fn linked(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<Use>> {
    tx.asking_all([]).all(&LINKED, &[Value::ids(notes.iter().copied())]).await
}

static KEPT: Statement = Statement::new(
    "uses.kept",
    "SELECT note, term FROM term_use WHERE note {in $1} ORDER BY note, term",
    &[Kind::Ids],
    PAIR,
);

/// The terms that these notes are said to use.
pub async fn kept(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<Use>> {
    tx.asking_all([]).all(&KEPT, &[Value::ids(notes.iter().copied())]).await
}

static ADD: Statement = Statement::new(
    "uses.add",
    "INSERT INTO term_use (note, term) VALUES ($1, $2) ON CONFLICT (term, note) DO NOTHING",
    PAIR,
    &[],
);
static DROP: Statement =
    Statement::new("uses.drop", "DELETE FROM term_use WHERE note = $1 AND term {in $2}", &[Kind::Id, Kind::Ids], &[]);

/// Writes the terms that notes use, given those that each is said to use and those that it does; gives the terms that some
/// of them no longer use or use now.
pub async fn change(tx: &mut Tx, notes: &[(NoteId, BTreeSet<NoteId>, &BTreeSet<NoteId>)]) -> Result<BTreeSet<NoteId>> {
    let (mut changed, mut rows) = (BTreeSet::new(), Vec::<Vec<Value>>::new());
    for (note, before, now) in notes {
        let gone: Vec<NoteId> = before.difference(now).copied().collect();
        if !gone.is_empty() {
            tx.asking_all([]).exec_later(&DROP, &[(*note).into(), Value::ids(gone.iter().copied())]).await?;
        }
        changed.extend(gone);
        for term in now.difference(before) {
            rows.push(vec![(*note).into(), (*term).into()]);
            changed.insert(*term);
        }
    }
    tx.exec_rows_later(&ADD, &rows).await?;
    Ok(changed)
}

static SOME: Statement = Statement::new(
    "uses.some",
    "SELECT note, term FROM term_use WHERE (note, term) > ($1, $2) ORDER BY note, term LIMIT $3",
    &[Kind::Id, Kind::Id, Kind::Int],
    PAIR,
);

/// What is kept, after a line of it.
pub async fn after(tx: &mut Tx, (note, term): Use, most: i64) -> Result<Vec<Use>> {
    tx.asking_all([]).all(&SOME, &[note.into(), term.into(), most.into()]).await
}

static FORGET: Statement = Statement::new("uses.forget", "DELETE FROM term_use WHERE note {in $1}", &[Kind::Ids], &[]);

/// Forgets what these notes use; it is derived again.
pub async fn forget(tx: &mut Tx, notes: &[NoteId]) -> Result<()> {
    tx.asking_all([]).exec_later(&FORGET, &[Value::ids(notes.iter().copied())]).await
}

static STRAY: Statement = Statement::new(
    "uses.stray",
    "SELECT DISTINCT u.note FROM term_use u WHERE u.note > $1 AND NOT EXISTS (SELECT 1 FROM note n WHERE n.id = u.note)
     ORDER BY u.note LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);

/// What is said to use a term and is no note.
pub async fn of_nothing(tx: &mut Tx, after: NoteId, most: i64) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&STRAY, &[after.into(), most.into()]).await?;
    Ok(rows.into_iter().map(|(note,)| note).collect())
}

/// Which way a round through all notes goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// None is under way.
    Done,
    /// From where it began, to the last note.
    ToTheEnd,
    /// From the first note, to where it began.
    FromTheStart,
}

impl Way {
    const ALL: [Self; 3] = [Self::Done, Self::ToTheEnd, Self::FromTheStart];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::ToTheEnd => "to_the_end",
            Self::FromTheStart => "from_the_start",
        }
    }
}

/// Before every note.
pub const BEFORE_ALL: NoteId = NoteId::from_bytes([0; 16]);

/// How far all notes were read again since what terms are called changed.
///
/// A change while a round is under way makes it go round once more from where it is: it never begins again from the first
/// note, so that the last ones are reached however often terms change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// A digest of the labels that are looked for.
    pub labels: Vec<u8>,
    /// Which way it goes.
    pub way: Way,
    /// The last note that was read.
    pub after: NoteId,
    /// The last note to read, once it comes from the first one again.
    pub until: NoteId,
}

impl Round {
    /// Once more round from here, for these labels.
    #[must_use]
    pub fn begun_again(&self, labels: &[u8]) -> Self {
        Self { labels: labels.to_vec(), way: Way::ToTheEnd, after: self.after, until: self.after }
    }

    /// Once round, for these labels.
    pub fn begun(labels: &[u8]) -> Self {
        Self { labels: labels.to_vec(), way: Way::ToTheEnd, after: BEFORE_ALL, until: BEFORE_ALL }
    }

    /// Those of the next notes, in order, that are to be read before it is over.
    pub fn within<'n>(&self, next: &'n [NoteId]) -> &'n [NoteId] {
        let beyond = next.iter().position(|note| self.way == Way::FromTheStart && *note > self.until);
        beyond.and_then(|beyond| next.get(..beyond)).unwrap_or(next)
    }

    /// Where it is once these notes were read; `is_last` where no note is left on its way.
    #[must_use]
    pub fn onward(&self, read: &[NoteId], is_last: bool) -> Self {
        let (way, after, until) = match self.way {
            way if !is_last => (way, read.last().copied().unwrap_or(self.after), self.until),
            Way::ToTheEnd if self.until > BEFORE_ALL => (Way::FromTheStart, BEFORE_ALL, self.until),
            _ => (Way::Done, BEFORE_ALL, BEFORE_ALL),
        };
        Self { labels: self.labels.clone(), way, after, until }
    }
}

impl FromRow for Round {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let word: String = row.get(1)?;
        // A word that no program writes: all notes are read again.
        let way = Way::ALL.into_iter().find(|way| way.as_str() == word).unwrap_or(Way::ToTheEnd);
        Ok(Self { labels: row.get(0)?, way, after: row.get(2)?, until: row.get(3)? })
    }
}

static ROUND: Statement = Statement::new(
    "uses.round",
    "SELECT labels, way, after, until FROM term_round",
    &[],
    &[Kind::Bytes, Kind::Text, Kind::Id, Kind::Id],
);

/// How far all notes were read again; nothing before the first time.
pub async fn round(tx: &mut Tx) -> Result<Option<Round>> {
    tx.asking_all([]).opt(&ROUND, &[]).await
}

static SET_ROUND: Statement = Statement::new(
    "uses.set_round",
    "INSERT INTO term_round (one, labels, way, after, until) VALUES (1, $1, $2, $3, $4) ON CONFLICT (one) DO UPDATE
     SET labels = excluded.labels, way = excluded.way, after = excluded.after, until = excluded.until",
    &[Kind::Bytes, Kind::Text, Kind::Id, Kind::Id],
    &[],
);

/// Says how far all notes were read again.
pub async fn set_round(tx: &mut Tx, round: &Round) -> Result<()> {
    let values = [round.labels.clone().into(), round.way.as_str().into(), round.after.into(), round.until.into()];
    tx.asking_all([]).exec_later(&SET_ROUND, &values).await
}

/// A note that uses a term.
#[derive(Clone, Debug)]
pub struct UseRow {
    /// How it sorts.
    pub sort_key: Vec<u8>,
    /// Its line.
    pub line: LineRow,
}

impl FromRow for UseRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { line: LineRow::from_row(row)?, sort_key: row.get(8)? })
    }
}

static OF: Statement = Statement::for_viewer(
    "uses.of",
    // From the uses to the notes, never the other way: a term is used by few of them.
    "SELECT n.id, n.title, n.kind, n.language, n.excerpt, n.changed, n.visibility, n.revision, n.sort_key
     FROM (SELECT DISTINCT u.note FROM term_use u WHERE u.term {in $1} AND NOT u.note {in $1}) AS used
     CROSS JOIN note n
     WHERE n.id = used.note AND (n.sort_key, n.id) > ($2, $3) AND {note_readable n}
     ORDER BY n.sort_key, n.id LIMIT $4",
    &[Kind::Ids, Kind::Bytes, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Text, Kind::Int, Kind::Bytes],
);
static COUNT: Statement = Statement::for_viewer(
    "uses.count",
    "SELECT COUNT(*)
     FROM (SELECT DISTINCT u.note FROM term_use u WHERE u.term {in $1} AND NOT u.note {in $1}) AS used
     CROSS JOIN note n WHERE n.id = used.note AND {note_readable n}",
    &[Kind::Ids],
    &[Kind::Int],
);

fn tags(terms: &[NoteId]) -> impl Iterator<Item = Tag> {
    terms.iter().copied().map(Tag::Uses).chain([Tag::AllUses])
}

/// The notes that use one of these terms, themselves apart, as far as a viewer may read them: by title, after a place in
/// that order. The caller has checked that the terms may be read.
///
/// It reads every use: for [`crate::Store::heavy`].
pub async fn of(
    tx: &mut Tx,
    viewer: &Viewer,
    terms: &[NoteId],
    after: (Vec<u8>, NoteId),
    most: i64,
) -> Result<Vec<UseRow>> {
    let values = [Value::ids(terms.iter().copied()), after.0.into(), after.1.into(), most.into()];
    let rows: Vec<UseRow> = tx.asking_all(tags(terms)).all_for(viewer, &OF, &values).await?;
    // A version that changes no title moves no line; it changes its words.
    tx.asks(rows.iter().map(|row| Tag::Note(row.line.id)));
    Ok(rows)
}

/// How many notes use one of these terms, themselves apart, of those that a viewer may read. The caller has checked that the
/// terms may be read.
///
/// It reads every use: for [`crate::Store::heavy`].
pub async fn count(tx: &mut Tx, viewer: &Viewer, terms: &[NoteId]) -> Result<i64> {
    let terms_as_value = [Value::ids(terms.iter().copied())];
    let row: Option<(i64,)> = tx.asking_all(tags(terms)).opt_for(viewer, &COUNT, &terms_as_value).await?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&TEXTS, &LINKED, &KEPT, &ADD, &DROP, &SOME, &FORGET, &STRAY, &ROUND, &SET_ROUND, &OF, &COUNT];
