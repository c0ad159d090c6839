//! Which notes speak of the same things: what the projection of that name keeps.
//!
//! Notes are kept apart by who may read them, so that those that a viewer may not read take nobody's place, and count for
//! nothing in what that viewer sees.

use std::collections::{BTreeMap, BTreeSet};

use domain::notes::Visibility;
use domain::policy::Viewer;
use domain::tags::Tag;
use domain::{CommunityId, LanguageTag, NoteId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value};

/// Who may read a note as a matter of course: [`EVERYONE`], [`SIGNED_IN`], or the members of a community.
pub type Audience = CommunityId;

/// Everyone. No community has the id of zeros, nor the next one.
pub const EVERYONE: Audience = CommunityId::from_bytes([0; 16]);
/// Everyone signed in.
pub const SIGNED_IN: Audience = CommunityId::from_bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
/// Before every note.
pub const BEFORE_ALL: NoteId = NoteId::from_bytes([0; 16]);

/// A word to compare notes by, and how the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its language and its stem.
    pub key: String,
    /// The word as the text has it.
    pub form: String,
}

/// What a note is compared by: nothing where only its authors may read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Who may read it.
    pub audiences: BTreeSet<Audience>,
    /// Its strongest words, the strongest first.
    pub words: Vec<Word>,
}

impl Kept {
    fn lines(&self) -> String {
        self.words.iter().map(|word| format!("{}\t{}", word.key, word.form)).collect::<Vec<_>>().join("\n")
    }

    fn pairs(&self) -> impl Iterator<Item = (&str, Audience)> {
        self.words.iter().flat_map(|word| self.audiences.iter().map(|audience| (word.key.as_str(), *audience)))
    }
}

/// A note's newest text.
#[derive(Clone, Debug)]
pub struct TextRow {
    /// Which note.
    pub note: NoteId,
    /// Its language.
    pub language: LanguageTag,
    /// Its title.
    pub title: String,
    /// Its Markdown.
    pub body: String,
}

impl FromRow for TextRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { note: row.get(0)?, language: row.get(1)?, title: row.get(2)?, body: row.get(3)? })
    }
}

static TEXTS: Statement = Statement::new(
    "likeness.texts",
    "SELECT n.id, r.language, r.title, r.body FROM note n JOIN revision r ON r.note = n.id AND r.number = n.revision
     WHERE n.id {in $1} ORDER BY n.id",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Text],
);

/// The newest texts of these notes.
pub async fn texts(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<TextRow>> {
    tx.asking_all([]).all(&TEXTS, &[Value::ids(notes.iter().copied())]).await
}

static SEEN: Statement = Statement::new(
    "likeness.seen",
    "SELECT id, visibility FROM note WHERE id {in $1} AND deleted IS NULL AND hidden IS NULL AND visibility <> 'authors' ORDER BY id",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text],
);
static LINKED: Statement = Statement::new(
    "likeness.linked",
    "SELECT note, community FROM community_link WHERE note {in $1} ORDER BY note, community",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id],
);

/// Who may read each of these notes as a matter of course; nobody may what only its authors may.
pub async fn audiences(tx: &mut Tx, notes: &[NoteId]) -> Result<BTreeMap<NoteId, BTreeSet<Audience>>> {
    let ids = [Value::ids(notes.iter().copied())];
    let seen: Vec<(NoteId, Visibility)> = tx.asking_all([]).all(&SEEN, &ids).await?;
    let linked: Vec<(NoteId, CommunityId)> = tx.asking_all([]).all(&LINKED, &ids).await?;
    let of = |(note, visibility)| {
        let audiences: BTreeSet<Audience> = match visibility {
            Visibility::Public => BTreeSet::from([EVERYONE]),
            Visibility::SignedIn => BTreeSet::from([SIGNED_IN]),
            Visibility::Community => linked.iter().filter(|(of, _)| *of == note).map(|(_, to)| *to).collect(),
            Visibility::Authors => BTreeSet::new(),
        };
        (note, audiences)
    };
    Ok(seen.into_iter().map(of).filter(|(_, audiences)| !audiences.is_empty()).collect())
}

static KEPT: Statement = Statement::new(
    "likeness.kept",
    "SELECT note, audiences, words FROM likeness_note WHERE note {in $1} ORDER BY note",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text, Kind::Text],
);

/// What is kept of these notes.
pub async fn kept(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, Kept)>> {
    let rows: Vec<(NoteId, String, String)> =
        tx.asking_all([]).all(&KEPT, &[Value::ids(notes.iter().copied())]).await?;
    let read = |(note, audiences, words): (NoteId, String, String)| {
        let audiences = audiences.split(' ').filter_map(|id| id.parse().ok()).collect();
        let words = words.lines().filter_map(|line| line.split_once('\t'));
        let words = words.map(|(key, form)| Word { key: key.to_owned(), form: form.to_owned() }).collect();
        (note, Kept { audiences, words })
    };
    Ok(rows.into_iter().map(read).collect())
}

static SOME: Statement = Statement::new(
    "likeness.some",
    "SELECT note FROM likeness_note WHERE note > $1 ORDER BY note LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);

/// Notes of which words are kept, after one of them.
pub async fn notes_after(tx: &mut Tx, after: NoteId, most: i64) -> Result<Vec<NoteId>> {
    Ok(firsts(tx.asking_all([]).all(&SOME, &[after.into(), most.into()]).await?))
}

static STRAY: Statement = Statement::new(
    "likeness.stray",
    "SELECT l.note FROM likeness_note l WHERE l.note > $1 AND NOT EXISTS (SELECT 1 FROM note n WHERE n.id = l.note)
     ORDER BY l.note LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id],
);

/// What has words and is no note.
pub async fn of_nothing(tx: &mut Tx, after: NoteId, most: i64) -> Result<Vec<NoteId>> {
    Ok(firsts(tx.asking_all([]).all(&STRAY, &[after.into(), most.into()]).await?))
}

fn firsts(rows: Vec<(NoteId,)>) -> Vec<NoteId> {
    rows.into_iter().map(|(note,)| note).collect()
}

static KEEP: Statement = Statement::new(
    "likeness.keep",
    "INSERT INTO likeness_note (note, audiences, words) VALUES ($1, $2, $3) ON CONFLICT (note) DO UPDATE
     SET audiences = excluded.audiences, words = excluded.words",
    &[Kind::Id, Kind::Text, Kind::Text],
    &[],
);
static FORGET: Statement =
    Statement::new("likeness.forget", "DELETE FROM likeness_note WHERE note = $1", &[Kind::Id], &[]);
static HAVE: Statement = Statement::new(
    "likeness.have",
    "INSERT INTO likeness_word (word, audience, note) VALUES ($1, $2, $3) ON CONFLICT (word, audience, note) DO NOTHING",
    &[Kind::Text, Kind::Id, Kind::Id],
    &[],
);
static HAVE_NOT: Statement = Statement::new(
    "likeness.have_not",
    "DELETE FROM likeness_word WHERE word {in $1} AND audience = $2 AND note = $3",
    &[Kind::Texts, Kind::Id, Kind::Id],
    &[],
);
static COUNTS: Statement = Statement::new(
    "likeness.counts",
    "SELECT word, audience, notes FROM likeness_count WHERE word {in $1} ORDER BY word, audience",
    &[Kind::Texts],
    &[Kind::Text, Kind::Id, Kind::Int],
);
static COUNT: Statement = Statement::new(
    "likeness.count",
    "INSERT INTO likeness_count (word, audience, notes) VALUES ($1, $2, $3) ON CONFLICT (word, audience) DO UPDATE
     SET notes = excluded.notes",
    &[Kind::Text, Kind::Id, Kind::Int],
    &[],
);
static COUNT_NONE: Statement = Statement::new(
    "likeness.count_none",
    "DELETE FROM likeness_count WHERE word {in $1} AND notes <= 0",
    &[Kind::Texts],
    &[],
);

/// How many notes have each word, by who may read them.
pub type Counts = BTreeMap<(String, Audience), i64>;

/// How many notes have each of these words, by who may read them.
pub async fn counts(tx: &mut Tx, words: Vec<String>) -> Result<Counts> {
    let rows: Vec<(String, Audience, i64)> = tx.asking_all([]).all(&COUNTS, &[Value::Texts(words)]).await?;
    Ok(rows.into_iter().map(|(word, audience, notes)| ((word, audience), notes)).collect())
}

/// Writes what these notes are compared by, before and now; gives how many notes had and now have each word that changed.
pub async fn change(tx: &mut Tx, changes: &[(NoteId, Kept, Kept)]) -> Result<Vec<(String, Audience, i64, i64)>> {
    let mut steps: BTreeMap<(String, Audience), i64> = BTreeMap::new();
    let mut have = Vec::new();
    for (note, before, now) in changes {
        let (had, has): (BTreeSet<_>, BTreeSet<_>) = (before.pairs().collect(), now.pairs().collect());
        let mut gone: BTreeMap<Audience, Vec<String>> = BTreeMap::new();
        for (word, audience) in had.difference(&has) {
            gone.entry(*audience).or_default().push((*word).to_owned());
            *steps.entry(((*word).to_owned(), *audience)).or_default() -= 1;
        }
        for (audience, words) in gone {
            let values = [Value::Texts(words), audience.into(), (*note).into()];
            tx.asking_all([]).exec_later(&HAVE_NOT, &values).await?;
        }
        for (word, audience) in has.difference(&had) {
            have.push(vec![(*word).into(), (*audience).into(), (*note).into()]);
            *steps.entry(((*word).to_owned(), *audience)).or_default() += 1;
        }
        if now.words.is_empty() {
            tx.asking_all([]).exec_later(&FORGET, &[(*note).into()]).await?;
        } else {
            let audiences: Vec<String> = now.audiences.iter().map(ToString::to_string).collect();
            let values = [(*note).into(), audiences.join(" ").into(), now.lines().into()];
            tx.asking_all([]).exec_later(&KEEP, &values).await?;
        }
    }
    tx.exec_rows_later(&HAVE, &have).await?;
    steps.retain(|_, step| *step != 0);
    let words: BTreeSet<String> = steps.keys().map(|(word, _)| word.clone()).collect();
    let counts = counts(tx, words.iter().cloned().collect()).await?;
    let moved: Vec<(String, Audience, i64, i64)> = steps
        .into_iter()
        .map(|((word, audience), step)| {
            let before = counts.get(&(word.clone(), audience)).copied().unwrap_or(0);
            (word, audience, before, before + step)
        })
        .collect();
    let row = |(word, audience, _, now): &(String, Audience, i64, i64)| {
        vec![word.as_str().into(), (*audience).into(), (*now).into()]
    };
    tx.exec_rows_later(&COUNT, &moved.iter().map(row).collect::<Vec<_>>()).await?;
    let gone: BTreeSet<String> = moved.iter().filter(|(.., now)| *now <= 0).map(|(word, ..)| word.clone()).collect();
    if !gone.is_empty() {
        tx.asking_all([]).exec_later(&COUNT_NONE, &[Value::Texts(gone.into_iter().collect())]).await?;
    }
    Ok(moved)
}

static WITH: Statement = Statement::new(
    "likeness.with",
    "SELECT w.word, w.audience, w.note FROM likeness_count c
     JOIN likeness_word w ON w.word = c.word AND w.audience = c.audience
     WHERE c.word {in $1} AND c.notes <= $2 AND w.note <> $3 ORDER BY w.note, w.audience, w.word",
    &[Kind::Texts, Kind::Int, Kind::Id],
    &[Kind::Text, Kind::Id, Kind::Id],
);

/// The notes that have one of these words, this one apart, of each audience in which no more than `most` notes have it.
pub async fn with_words(
    tx: &mut Tx,
    words: Vec<String>,
    most: i64,
    but: NoteId,
) -> Result<Vec<(String, Audience, NoteId)>> {
    tx.asking_all([]).all(&WITH, &[Value::Texts(words), most.into(), but.into()]).await
}

/// A note that is like another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    /// Who may read it.
    pub audience: Audience,
    /// Which note.
    pub other: NoteId,
    /// How much it is.
    pub score: i64,
    /// The words that they share, as the text of the first has them.
    pub words: String,
}

static LISTS: Statement = Statement::new(
    "likeness.lists",
    "SELECT note, audience, other, score, words FROM likeness WHERE note {in $1} ORDER BY note, audience, other",
    &[Kind::Ids],
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int, Kind::Text],
);

/// The notes that are kept as like each of these.
pub async fn lists(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, Alike)>> {
    let rows: Vec<(NoteId, Audience, NoteId, i64, String)> =
        tx.asking_all([]).all(&LISTS, &[Value::ids(notes.iter().copied())]).await?;
    let alike = |(note, audience, other, score, words)| (note, Alike { audience, other, score, words });
    Ok(rows.into_iter().map(alike).collect())
}

static CLEAR: Statement = Statement::new("likeness.clear", "DELETE FROM likeness WHERE note = $1", &[Kind::Id], &[]);
static ADD: Statement = Statement::new(
    "likeness.add",
    "INSERT INTO likeness (note, audience, other, score, words) VALUES ($1, $2, $3, $4, $5)",
    &[Kind::Id, Kind::Id, Kind::Id, Kind::Int, Kind::Text],
    &[],
);

/// Writes the notes that are like one, and no others.
pub async fn set_list(tx: &mut Tx, note: NoteId, list: &[Alike]) -> Result<()> {
    tx.asking_all([]).exec_later(&CLEAR, &[note.into()]).await?;
    let row = |alike: &Alike| {
        let (audience, other) = (alike.audience.into(), alike.other.into());
        vec![note.into(), audience, other, alike.score.into(), alike.words.as_str().into()]
    };
    tx.exec_rows_later(&ADD, &list.iter().map(row).collect::<Vec<_>>()).await
}

static OF: Statement = Statement::for_viewer(
    "likeness.of",
    // A note of several communities of this viewer has a line for each: the caller takes one.
    "SELECT l.other, l.words FROM likeness l
     WHERE l.note = $1 AND (l.audience = $2 OR (l.audience = $3 AND :signed_in) OR l.audience {in :communities})
     ORDER BY l.score DESC, l.other DESC, l.audience",
    &[Kind::Id, Kind::Id, Kind::Id],
    &[Kind::Id, Kind::Text],
);

/// The notes most like this one, of what this viewer may read as a matter of course, the most like first, and the words
/// that they share, as this one has them. The caller asks about each one whether it may be read today.
pub async fn of(tx: &mut Tx, viewer: &Viewer, note: NoteId) -> Result<Vec<(NoteId, String)>> {
    tx.asking_all([Tag::Alike(note), Tag::AllAlike])
        .all_for(viewer, &OF, &[note.into(), EVERYONE.into(), SIGNED_IN.into()])
        .await
}

static DUE: Statement = Statement::new(
    "likeness.due",
    "INSERT INTO likeness_due (note, changed) VALUES ($1, $2) ON CONFLICT (note) DO UPDATE
     SET changed = likeness_due.changed OR excluded.changed",
    &[Kind::Id, Kind::Bool],
    &[],
);

/// Says that these notes are to be compared with others again; `changed` where their own words did.
pub async fn set_due(tx: &mut Tx, notes: &[NoteId], changed: bool) -> Result<()> {
    let each_once: BTreeSet<&NoteId> = notes.iter().collect();
    let row = |note: &NoteId| vec![(*note).into(), changed.into()];
    tx.exec_rows_later(&DUE, &each_once.into_iter().map(row).collect::<Vec<_>>()).await
}

static DUE_LIKE: Statement = Statement::new(
    "likeness.due_like",
    "INSERT INTO likeness_due (note, changed) SELECT DISTINCT note, FALSE FROM likeness WHERE other {in $1}
     ON CONFLICT (note) DO NOTHING",
    &[Kind::Ids],
    &[],
);

/// Says that the notes that are like one of these are to be compared with others again.
pub async fn set_due_like(tx: &mut Tx, others: &[NoteId]) -> Result<()> {
    tx.asking_all([]).exec_later(&DUE_LIKE, &[Value::ids(others.iter().copied())]).await
}

static DUE_NEXT: Statement = Statement::new(
    "likeness.due_next",
    "SELECT note, changed FROM likeness_due ORDER BY note LIMIT $1",
    &[Kind::Int],
    &[Kind::Id, Kind::Bool],
);

/// The next notes to compare with others, and whether their own words changed.
pub async fn due(tx: &mut Tx, most: i64) -> Result<Vec<(NoteId, bool)>> {
    tx.asking_all([]).all(&DUE_NEXT, &[most.into()]).await
}

static DUE_NO_MORE: Statement =
    Statement::new("likeness.due_no_more", "DELETE FROM likeness_due WHERE note {in $1}", &[Kind::Ids], &[]);

/// Says that these notes were compared with others.
pub async fn set_compared(tx: &mut Tx, notes: &[NoteId]) -> Result<()> {
    tx.asking_all([]).exec_later(&DUE_NO_MORE, &[Value::ids(notes.iter().copied())]).await
}

static WORD_DUE: Statement = Statement::new(
    "likeness.word_due",
    "INSERT INTO likeness_due_word (word, audience, note) VALUES ($1, $2, $3) ON CONFLICT (word) DO UPDATE
     SET audience = excluded.audience, note = excluded.note",
    &[Kind::Text, Kind::Id, Kind::Id],
    &[],
);

/// Says that all notes that have one of these words are to be compared with others again.
pub async fn set_words_due(tx: &mut Tx, words: &BTreeSet<String>) -> Result<()> {
    let row = |word: &String| vec![word.as_str().into(), EVERYONE.into(), BEFORE_ALL.into()];
    tx.exec_rows_later(&WORD_DUE, &words.iter().map(row).collect::<Vec<_>>()).await
}

/// A word whose notes are said to be due, up to here.
pub type WordDue = (String, Audience, NoteId);

static WORD_NEXT: Statement = Statement::new(
    "likeness.word_next",
    "SELECT word, audience, note FROM likeness_due_word ORDER BY word LIMIT 1",
    &[],
    &[Kind::Text, Kind::Id, Kind::Id],
);

/// The next such word.
pub async fn word_due(tx: &mut Tx) -> Result<Option<WordDue>> {
    tx.asking_all([]).opt(&WORD_NEXT, &[]).await
}

static HAVING: Statement = Statement::new(
    "likeness.having",
    "SELECT audience, note FROM likeness_word WHERE word = $1 AND (audience, note) > ($2, $3)
     ORDER BY audience, note LIMIT $4",
    &[Kind::Text, Kind::Id, Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Id],
);
static WORD_NO_MORE: Statement =
    Statement::new("likeness.word_no_more", "DELETE FROM likeness_due_word WHERE word = $1", &[Kind::Text], &[]);

/// Says that the next notes that have this word are due.
pub async fn go_through(tx: &mut Tx, (word, audience, note): WordDue, most: i64) -> Result<()> {
    let values = [word.as_str().into(), audience.into(), note.into(), most.into()];
    let having: Vec<(Audience, NoteId)> = tx.asking_all([]).all(&HAVING, &values).await?;
    set_due(tx, &having.iter().map(|(_, note)| *note).collect::<Vec<_>>(), false).await?;
    match having.last() {
        Some((audience, note)) if i64::try_from(having.len()).is_ok_and(|len| len == most) => {
            let values = [word.into(), (*audience).into(), (*note).into()];
            tx.asking_all([]).exec_later(&WORD_DUE, &values).await
        }
        _ => tx.asking_all([]).exec_later(&WORD_NO_MORE, &[word.into()]).await,
    }
}

static ROUND: Statement =
    Statement::new("likeness.round", "SELECT under_way, after FROM likeness_round", &[], &[Kind::Bool, Kind::Id]);

/// Whether all notes are being read, and the last one that was.
pub async fn round(tx: &mut Tx) -> Result<Option<(bool, NoteId)>> {
    tx.asking_all([]).opt(&ROUND, &[]).await
}

static SET_ROUND: Statement = Statement::new(
    "likeness.set_round",
    "INSERT INTO likeness_round (one, under_way, after) VALUES (1, $1, $2) ON CONFLICT (one) DO UPDATE
     SET under_way = excluded.under_way, after = excluded.after",
    &[Kind::Bool, Kind::Id],
    &[],
);

/// Says how far all notes were read.
pub async fn set_round(tx: &mut Tx, (under_way, after): (bool, NoteId)) -> Result<()> {
    tx.asking_all([]).exec_later(&SET_ROUND, &[under_way.into(), after.into()]).await
}

static CLEAR_ALL: [Statement; 6] = [
    Statement::new("likeness.clear_notes", "DELETE FROM likeness_note", &[], &[]),
    Statement::new("likeness.clear_words", "DELETE FROM likeness_word", &[], &[]),
    Statement::new("likeness.clear_counts", "DELETE FROM likeness_count", &[], &[]),
    Statement::new("likeness.clear_lists", "DELETE FROM likeness", &[], &[]),
    Statement::new("likeness.clear_due", "DELETE FROM likeness_due", &[], &[]),
    Statement::new("likeness.clear_words_due", "DELETE FROM likeness_due_word", &[], &[]),
];

/// Forgets everything: it is made again from nothing.
pub async fn clear_all(tx: &mut Tx) -> Result<()> {
    for statement in &CLEAR_ALL {
        tx.asking_all([]).exec_later(statement, &[]).await?;
    }
    Ok(())
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] = &[
    &TEXTS,
    &SEEN,
    &LINKED,
    &KEPT,
    &SOME,
    &STRAY,
    &KEEP,
    &FORGET,
    &HAVE,
    &HAVE_NOT,
    &COUNTS,
    &COUNT,
    &COUNT_NONE,
    &WITH,
    &LISTS,
    &CLEAR,
    &ADD,
    &OF,
    &DUE,
    &DUE_LIKE,
    &DUE_NEXT,
    &DUE_NO_MORE,
    &WORD_DUE,
    &WORD_NEXT,
    &HAVING,
    &WORD_NO_MORE,
    &ROUND,
    &SET_ROUND,
    &CLEAR_ALL[0],
    &CLEAR_ALL[1],
    &CLEAR_ALL[2],
    &CLEAR_ALL[3],
    &CLEAR_ALL[4],
    &CLEAR_ALL[5],
];
