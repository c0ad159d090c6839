//! The lexicon: terms, what they are called, what they are taken for, how they are with each other.

mod chosen;
mod fields;
mod writing;

use domain::lexicon::{EntryKey, LabelRole, TermRelation, TermState};
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, NoteId, PersonId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

pub(crate) use chosen::STATEMENTS as CHOSEN_STATEMENTS;
pub use chosen::{Chosen, chosen, set_named, set_underlined};
pub(crate) use fields::STATEMENTS as FIELDS_STATEMENTS;
pub use fields::{FieldsRow, fields, led_to, save, taken_for};
pub(crate) use writing::STATEMENTS as WRITING_STATEMENTS;
pub use writing::{NewConfusion, NewLabel, NewTerm, forget, relate, set, translate};

static MISSING: Statement = Statement::new(
    "terms.missing",
    "SELECT n.id FROM note n WHERE n.id {in $1} AND n.kind = 'term'
       AND NOT EXISTS (SELECT 1 FROM term t WHERE t.note = n.id) ORDER BY n.id",
    &[Kind::Ids],
    &[Kind::Id],
);

/// Those of these notes that are of kind term and define nothing.
pub async fn missing(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<NoteId>> {
    let rows: Vec<(NoteId,)> = tx.asking_all([]).all(&MISSING, &[Value::ids(notes.iter().copied())]).await?;
    Ok(rows.into_iter().map(|(note,)| note).collect())
}

static SOUGHT: Statement = Statement::new(
    "terms.sought",
    "SELECT l.term, t.entry, t.common, l.language, l.label FROM term_label l JOIN term t ON t.note = l.term
     WHERE l.role <> 'quiet'
       AND (l.language = t.language OR EXISTS (SELECT 1 FROM term_translation d WHERE d.term = l.term AND d.language = l.language))
     ORDER BY l.term, l.place",
    &[],
    &[Kind::Id, Kind::Text, Kind::Bool, Kind::Text, Kind::Text],
);

/// A label that is looked for in texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtRow {
    /// Of which term.
    pub term: NoteId,
    /// Of which entry.
    pub entry: String,
    /// Whether it is a common word, never underlined by itself.
    pub common: bool,
    /// In texts of which language, without region.
    pub language: String,
    /// Its words.
    pub label: String,
}

impl FromRow for SoughtRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let (term, entry, common) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Self { term, entry, common, language: row.get(3)?, label: row.get(4)? })
    }
}

/// Every label that texts are said to hold, whoever may read its term, the bin included, in the languages that define it.
///
/// It reads the whole lexicon: for [`crate::Store::heavy`].
pub async fn sought(tx: &mut Tx) -> Result<Vec<SoughtRow>> {
    tx.asking(Tag::Lexicon).all(&SOUGHT, &[]).await
}

/// A definition that a viewer may read.
#[derive(Clone, Debug)]
pub struct DefinitionRow {
    /// The note.
    pub note: NoteId,
    /// Its title: the preferred label in its language.
    pub title: String,
    /// Its language.
    pub language: LanguageTag,
    /// Which entry it is of.
    pub entry: EntryKey,
    /// How far it is agreed upon.
    pub state: TermState,
    /// The definition, in plain text.
    pub definition: String,
    /// The community that owns it, where the viewer may know of it: id, alias, name.
    pub owner: Option<(CommunityId, String, String)>,
    /// Whom its authors write for, in their words.
    pub written_for: String,
}

impl FromRow for DefinitionRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let owner: (Option<CommunityId>, Option<String>, Option<String>) = (row.get(7)?, row.get(8)?, row.get(9)?);
        let owner = match owner {
            (Some(id), Some(alias), Some(name)) => Some((id, alias, name)),
            _ => None,
        };
        Ok(Self {
            note: row.get(0)?,
            title: row.get(1)?,
            language: row.get(2)?,
            entry: EntryKey::from_store(row.get(3)?),
            state: row.get(4)?,
            definition: row.get(5)?,
            written_for: row.get(6)?,
            owner,
        })
    }
}

static OF_ENTRIES: Statement = Statement::for_viewer(
    "terms.of_entries",
    "SELECT t.note, n.title, n.language, t.entry, t.state, t.definition, t.written_for, c.id, c.alias,
            COALESCE(NULLIF(cw.name, ''), c.name)
     FROM term t JOIN note n ON n.id = t.note LEFT JOIN community c ON c.id = t.owner AND {community_readable c}
     LEFT JOIN community_words cw ON cw.community = c.id AND cw.language = $2
     WHERE t.entry {in $1} AND {note_readable n} ORDER BY t.entry, t.note LIMIT 1000",
    &[Kind::Texts, Kind::Text],
    &[
        Kind::Id,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Text,
        Kind::Id,
        Kind::Text,
        Kind::Text,
    ],
);

/// The definitions of these entries that a viewer may read, by entry; the communities that own them have their name in this
/// language, where they have one.
pub async fn of_entries(
    tx: &mut Tx,
    viewer: &Viewer,
    entries: Vec<String>,
    language: &str,
) -> Result<Vec<DefinitionRow>> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let values = [Value::Texts(entries), language.into()];
    tx.asking_all([Tag::Lexicon, Tag::Communities]).all_for(viewer, &OF_ENTRIES, &values).await
}

static ENTRIES_OF: Statement = Statement::new(
    "terms.entries_of",
    "SELECT note, entry FROM term WHERE note {in $1} ORDER BY note",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text],
);

/// Which of these notes are terms, and of which entry, whoever may read them: the caller knows that already.
pub async fn entries_of(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, String)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    tx.asking(Tag::Lexicon).all(&ENTRIES_OF, &[Value::ids(notes.iter().copied())]).await
}

static CALLED: Statement = Statement::for_viewer(
    "terms.called",
    "SELECT DISTINCT t.entry FROM term_label l JOIN term t ON t.note = l.term JOIN note n ON n.id = t.note
     WHERE l.label_key = $1 AND {note_readable n} ORDER BY t.entry LIMIT 2",
    &[Kind::Text],
    &[Kind::Text],
);

/// The entries that have this label, among what a viewer may read; two at most.
pub async fn called(tx: &mut Tx, viewer: &Viewer, label: &EntryKey) -> Result<Vec<EntryKey>> {
    let rows: Vec<(String,)> = tx.asking(Tag::Lexicon).all_for(viewer, &CALLED, &[label.as_str().into()]).await?;
    Ok(rows.into_iter().map(|(entry,)| EntryKey::from_store(entry)).collect())
}

static LABELS: Statement = Statement::new(
    "terms.labels",
    "SELECT term, language, role, label FROM term_label WHERE term {in $1} ORDER BY term, place",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);

/// What these terms are called: which term, in which language, as what, the label. The caller has checked that they may
/// be read.
pub async fn labels(tx: &mut Tx, terms: &[NoteId]) -> Result<Vec<(NoteId, String, LabelRole, String)>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    tx.asking(Tag::Lexicon).all(&LABELS, &[Value::ids(terms.iter().copied())]).await
}

static TRANSLATIONS: Statement = Statement::new(
    "terms.translations",
    "SELECT term, language, definition FROM term_translation WHERE term {in $1} ORDER BY term, language",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text],
);

/// What these terms mean in other languages. The caller has checked that they may be read.
pub async fn translations(tx: &mut Tx, terms: &[NoteId]) -> Result<Vec<(NoteId, String, String)>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    tx.asking(Tag::Lexicon).all(&TRANSLATIONS, &[Value::ids(terms.iter().copied())]).await
}

static CONFUSIONS: Statement = Statement::for_viewer(
    "terms.confusions",
    "SELECT f.term, f.word, f.difference, t.entry FROM term_confusion f
     LEFT JOIN note n ON n.id = f.other AND {note_readable n} LEFT JOIN term t ON t.note = n.id
     WHERE f.term {in $1} ORDER BY f.term, f.place",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);

/// What these terms are taken for: which term, the word, what tells them apart, the entry of that word where the viewer
/// may read it. The caller has checked that the terms may be read.
pub async fn confusions(
    tx: &mut Tx,
    viewer: &Viewer,
    terms: &[NoteId],
) -> Result<Vec<(NoteId, String, String, Option<String>)>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    tx.asking(Tag::Lexicon).all_for(viewer, &CONFUSIONS, &[Value::ids(terms.iter().copied())]).await
}

static RELATIONS: Statement = Statement::for_viewer(
    "terms.relations",
    "SELECT r.relation, t.entry, n.title FROM term_relation r JOIN note n ON n.id = r.other JOIN term t ON t.note = n.id
     WHERE r.term {in $1} AND {note_readable n}",
    &[Kind::Ids],
    &[Kind::Text, Kind::Text, Kind::Text],
);
static RELATED_TO: Statement = Statement::for_viewer(
    "terms.related_to",
    "SELECT r.relation, t.entry, n.title FROM term_relation r JOIN note n ON n.id = r.term JOIN term t ON t.note = n.id
     WHERE r.other {in $1} AND {note_readable n}",
    &[Kind::Ids],
    &[Kind::Text, Kind::Text, Kind::Text],
);

/// How these terms are with others that the viewer may read, said on either side: relation, entry, title; in no order.
pub async fn relations(
    tx: &mut Tx,
    viewer: &Viewer,
    terms: &[NoteId],
) -> Result<Vec<(TermRelation, EntryKey, String)>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let ids = [Value::ids(terms.iter().copied())];
    let said: Vec<(TermRelation, String, String)> = tx.asking(Tag::Lexicon).all_for(viewer, &RELATIONS, &ids).await?;
    let heard: Vec<(TermRelation, String, String)> = tx.asking(Tag::Lexicon).all_for(viewer, &RELATED_TO, &ids).await?;
    let heard = heard.into_iter().map(|(relation, entry, title)| (relation.seen_from_the_other(), entry, title));
    let all = said.into_iter().chain(heard);
    Ok(all.map(|(relation, entry, title)| (relation, EntryKey::from_store(entry), title)).collect())
}

static SIGNED: Statement = Statement::new(
    "terms.signed",
    "SELECT b.note, p.id, p.name, b.name FROM byline b JOIN person p ON p.id = b.person WHERE b.note {in $1} ORDER BY b.note, b.place",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id, Kind::Text, Kind::Text],
);

/// Who signs these terms, in order: which term, the name that the byline shows. The caller has checked that they may be
/// read.
pub async fn signed(tx: &mut Tx, terms: &[NoteId]) -> Result<Vec<(NoteId, String)>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(NoteId, PersonId, String, String)> =
        tx.asking(Tag::Lexicon).all(&SIGNED, &[Value::ids(terms.iter().copied())]).await?;
    tx.asks(rows.iter().map(|(_, person, ..)| Tag::Person(*person)));
    Ok(rows.into_iter().map(|(term, _, own, other)| (term, if other.is_empty() { own } else { other })).collect())
}

/// A line of the lexicon: an entry by one of its labels.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// Which entry.
    pub entry: EntryKey,
    /// How it sorts.
    pub sort_key: Vec<u8>,
    /// Its label.
    pub label: String,
    /// How many definitions the viewer may read.
    pub definitions: i64,
    /// The definition, where there is one in this language; the first by its words, of several.
    pub definition: String,
}

impl FromRow for EntryRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            entry: EntryKey::from_store(row.get(0)?),
            sort_key: row.get(1)?,
            label: row.get(2)?,
            definitions: row.get(3)?,
            definition: row.get(4)?,
        })
    }
}

static LIST: Statement = Statement::for_viewer(
    "terms.list",
    "SELECT t.entry, l.sort_key, MIN(l.label), COUNT(*),
         MIN(COALESCE(d.definition, CASE WHEN l.language = t.language THEN t.definition ELSE '' END))
     FROM term_label l JOIN term t ON t.note = l.term JOIN note n ON n.id = t.note
     LEFT JOIN term_translation d ON d.term = l.term AND d.language = l.language
     WHERE l.language = $1 AND l.role = 'preferred' AND ($2 = '' OR l.initial = $2) AND (l.sort_key, t.entry) > ($3, $4)
       AND {note_readable n}
     GROUP BY t.entry, l.sort_key ORDER BY l.sort_key, t.entry LIMIT $5",
    &[Kind::Text, Kind::Text, Kind::Bytes, Kind::Text, Kind::Int],
    &[Kind::Text, Kind::Bytes, Kind::Text, Kind::Int, Kind::Text],
);

/// The entries that have a label in a language, under one letter or all of them (empty), after a place in their order.
///
/// It reads every label of the language: for [`crate::Store::heavy`].
pub async fn list(
    tx: &mut Tx,
    viewer: &Viewer,
    language: &str,
    initial: &str,
    after: (Vec<u8>, &str),
    most: i64,
) -> Result<Vec<EntryRow>> {
    let values = [language.into(), initial.into(), after.0.into(), after.1.into(), most.into()];
    tx.asking(Tag::Lexicon).all_for(viewer, &LIST, &values).await
}

static INITIALS: Statement = Statement::for_viewer(
    "terms.initials",
    "SELECT l.language, l.initial, COUNT(DISTINCT t.entry) FROM term_label l JOIN term t ON t.note = l.term JOIN note n ON n.id = t.note
     WHERE l.role = 'preferred' AND {note_readable n} GROUP BY l.language, l.initial ORDER BY l.language, l.initial",
    &[],
    &[Kind::Text, Kind::Text, Kind::Int],
);

/// Of each language the letters that entries begin with, and how many entries do.
///
/// It reads every label: for [`crate::Store::heavy`].
pub async fn initials(tx: &mut Tx, viewer: &Viewer) -> Result<Vec<(String, String, i64)>> {
    tx.asking(Tag::Lexicon).all_for(viewer, &INITIALS, &[]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &MISSING,
    &SOUGHT,
    &OF_ENTRIES,
    &ENTRIES_OF,
    &CALLED,
    &LABELS,
    &TRANSLATIONS,
    &CONFUSIONS,
    &RELATIONS,
    &RELATED_TO,
    &SIGNED,
    &LIST,
    &INITIALS,
];
