//! Links as saved: what each one names, and which note that was then.

use std::collections::{BTreeMap, BTreeSet};

use domain::policy::Viewer;
use domain::tags::Tag;
use domain::withdrawing::MARK;
use domain::{CommunityId, NoteId, NotebookId};

use crate::error::Result;
use crate::statements::{Kind, Statement};
use crate::tx::Tx;
use crate::values::{FromRow, Row, Value, optional};

/// A link to save.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// Its number in the text, from 0.
    pub place: i64,
    /// Whether the target's text is shown in its place.
    pub include: bool,
    /// The title it names; empty when it names an id.
    pub title: &'a str,
    /// The folded key of that title.
    pub title_key: &'a str,
    /// The note it leads to.
    pub target: Option<NoteId>,
    /// The sentence around it, as plain text.
    pub sentence: &'a str,
    /// The bytes of the sentence that are the link's words.
    pub words: (usize, usize),
}

static CLEAR: Statement = Statement::new("links.clear", "DELETE FROM link WHERE note = $1", &[Kind::Id], &[]);
static INSERT: Statement = Statement::new(
    "links.insert",
    "INSERT INTO link (note, place, kind, title, title_key, target, sentence, words_from, words_to)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    &[Kind::Id, Kind::Int, Kind::Text, Kind::Text, Kind::Text, Kind::Id, Kind::Text, Kind::Int, Kind::Int],
    &[],
);

static SHOWN: Statement = Statement::new(
    "links.shown",
    "SELECT target, sentence, words_from, words_to FROM link WHERE note = $1 ORDER BY place",
    &[Kind::Id],
    &[Kind::Id, Kind::Text, Kind::Int, Kind::Int],
);

/// Replaces the links of a note; gives the questions answered anew: which notes are no longer cited with the same words,
/// and whether it still cites the same ones.
pub async fn replace(tx: &mut Tx, note: NoteId, links: &[NewLink<'_>]) -> Result<Vec<Tag>> {
    let (led, before) = shown_in(tx, note).await?;
    tx.asking_all([]).exec_later(&CLEAR, &[note.into()]).await?;
    insert(tx, &links.iter().map(|link| (note, link)).collect::<Vec<_>>()).await?;
    let now = cited_in(links);
    let touched = before.keys().chain(now.keys()).copied().collect::<BTreeSet<_>>();
    let changed = touched.into_iter().filter(|target| before.get(target) != now.get(target));
    let cites = (!led.iter().copied().eq(links.iter().map(|link| link.target))).then_some(Tag::Cites(note));
    Ok(changed.map(Tag::Backlinks).chain(cites).collect())
}

/// Saves the links of notes that had none yet.
pub async fn begin(tx: &mut Tx, notes: &[(NoteId, Vec<NewLink<'_>>)]) -> Result<()> {
    let links: Vec<_> = notes.iter().flat_map(|(note, links)| links.iter().map(|link| (*note, link))).collect();
    insert(tx, &links).await
}

/// The questions that the links of a new note answer anew: which notes it cites.
pub fn begun(links: &[NewLink<'_>]) -> Vec<Tag> {
    let cited: BTreeSet<NoteId> = links.iter().filter_map(|link| link.target).collect();
    cited.into_iter().map(Tag::Backlinks).collect()
}

async fn insert(tx: &mut Tx, links: &[(NoteId, &NewLink<'_>)]) -> Result<()> {
    let byte = |at: usize| i64::try_from(at).unwrap_or(0);
    let row = |(note, link): &(NoteId, &NewLink<'_>)| {
        vec![
            (*note).into(),
            link.place.into(),
            if link.include { "include" } else { "link" }.into(),
            link.title.into(),
            link.title_key.into(),
            optional(link.target),
            link.sentence.into(),
            byte(link.words.0).into(),
            byte(link.words.1).into(),
        ]
    };
    tx.exec_rows_later(&INSERT, &links.iter().map(row).collect::<Vec<_>>()).await
}

fn cited_in(links: &[NewLink<'_>]) -> Citations {
    let mut cited = Citations::new();
    for link in links {
        if let Some(target) = link.target {
            let (from, to) = (i64::try_from(link.words.0).unwrap_or(0), i64::try_from(link.words.1).unwrap_or(0));
            cited.entry(target).or_insert((link.sentence.to_owned(), from, to));
        }
    }
    cited
}

/// For each note cited, the sentence and the words that its page shows: those of the first link to it.
type Citations = BTreeMap<NoteId, (String, i64, i64)>;

/// Where each link of a note leads, in order, and what is cited so.
async fn shown_in(tx: &mut Tx, note: NoteId) -> Result<(Vec<Option<NoteId>>, Citations)> {
    let rows: Vec<(Option<NoteId>, String, i64, i64)> = tx.asking_all([]).all(&SHOWN, &[note.into()]).await?;
    let led = rows.iter().map(|(target, ..)| *target).collect();
    let mut shown = Citations::new();
    for (target, sentence, from, to) in rows {
        if let Some(target) = target {
            shown.entry(target).or_insert((sentence, from, to));
        }
    }
    Ok((led, shown))
}

static TARGETS: Statement = Statement::new(
    "links.targets",
    "SELECT place, target FROM link WHERE note = $1 AND target IS NOT NULL ORDER BY place",
    &[Kind::Id],
    &[Kind::Int, Kind::Id],
);

/// Which note each link of a note leads to, whoever may read it: the caller asks that next.
pub async fn targets(tx: &mut Tx, note: NoteId) -> Result<Vec<(i64, NoteId)>> {
    tx.asking(Tag::Note(note)).all(&TARGETS, &[note.into()]).await
}

static NAMED: Statement = Statement::for_viewer(
    "links.named",
    "SELECT n.title_key, n.id, CAST(CASE
            WHEN EXISTS (SELECT 1 FROM placement p WHERE p.note = n.id AND p.notebook = $2) THEN 0
            WHEN EXISTS (SELECT 1 FROM community_link l WHERE l.note = n.id AND l.community {in $3}) THEN 1 ELSE 2 END AS BIGINT)
     FROM note n WHERE n.title_key {in $1} AND {note_readable n}
     UNION ALL
     SELECT a.title_key, n.id, CAST(CASE
            WHEN EXISTS (SELECT 1 FROM placement p WHERE p.note = n.id AND p.notebook = $2) THEN 3
            WHEN EXISTS (SELECT 1 FROM community_link l WHERE l.note = n.id AND l.community {in $3}) THEN 4 ELSE 5 END AS BIGINT)
     FROM alias a JOIN note n ON n.id = a.note WHERE a.title_key {in $1} AND {note_readable n}",
    &[Kind::Texts, Kind::Id, Kind::Ids],
    &[Kind::Text, Kind::Id, Kind::Int],
);

/// Where a title is looked for first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Near<'a> {
    /// In this notebook,
    pub notebook: Option<NotebookId>,
    /// then among what is linked to these communities, of which the viewer may know.
    pub communities: &'a [CommunityId],
}

impl Near<'_> {
    /// In a notebook alone, then everywhere.
    pub fn notebook(notebook: NotebookId) -> Self {
        Self { notebook: Some(notebook), communities: &[] }
    }
}

/// The notes that bear these folded titles or aliases, among what the viewer may see: key, note, how far (less is
/// nearer: a title in the notebook, in the communities, elsewhere, then an alias in the same three).
pub async fn named(
    tx: &mut Tx,
    viewer: &Viewer,
    keys: Vec<String>,
    near: Near<'_>,
) -> Result<Vec<(String, NoteId, i64)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = keys.iter().cloned().map(Tag::Title).collect();
    let notebook = near.notebook.unwrap_or(NotebookId::from_bytes([0; 16]));
    let values = [Value::Texts(keys), notebook.into(), Value::ids(near.communities.iter().copied())];
    let mut rows: Vec<(String, NoteId, i64)> = tx.asking_all(tags).all_for(viewer, &NAMED, &values).await?;
    rows.sort_by_key(|(key, note, distance)| (key.clone(), *distance, *note));
    Ok(rows)
}

static READ_WITH: Statement = Statement::new(
    "links.read_with",
    "SELECT n.id FROM note n LEFT JOIN note s ON s.id = $1
     WHERE n.id {in $2} AND n.deleted IS NULL AND n.hidden IS NULL AND (
       n.visibility = 'public'
       OR (n.visibility = 'signed_in' AND s.visibility <> 'public')
       OR (n.visibility IN ('community', 'authors') AND s.visibility IN ('community', 'authors')
         AND (s.visibility = 'authors' OR (n.visibility = 'community' AND NOT EXISTS (
           SELECT 1 FROM community_link x WHERE x.note = s.id AND NOT EXISTS (
             SELECT 1 FROM community_link y WHERE y.note = n.id AND y.community = x.community))))
         AND EXISTS (SELECT 1 FROM author a WHERE a.note = s.id)
         AND (s.delegated IS NULL OR EXISTS (
           SELECT 1 FROM community_link d WHERE d.note = n.id AND d.community = s.delegated
             AND (n.visibility = 'community' OR n.delegated = s.delegated)))
         AND NOT EXISTS (
           SELECT 1 FROM (SELECT a.person FROM author a WHERE a.note = $1
               UNION SELECT r.person FROM reader r WHERE r.note = $1
               UNION SELECT i.person FROM author_invitation i WHERE i.note = $1) w
           WHERE NOT EXISTS (SELECT 1 FROM author a WHERE a.note = n.id AND a.person = w.person)
             AND NOT EXISTS (SELECT 1 FROM reader r WHERE r.note = n.id AND r.person = w.person)
             AND NOT EXISTS (SELECT 1 FROM author_invitation i WHERE i.note = n.id AND i.person = w.person)
             AND NOT (n.visibility = 'community' AND EXISTS (
               SELECT 1 FROM community_link l JOIN membership m ON m.community = l.community
               WHERE l.note = n.id AND m.person = w.person)))))
     ORDER BY n.id",
    &[Kind::Id, Kind::Ids],
    &[Kind::Id],
);
static LINKED_TO: Statement = Statement::new(
    "links.linked_to",
    "SELECT DISTINCT community FROM community_link WHERE note {in $1} ORDER BY community",
    &[Kind::Ids],
    &[Kind::Id],
);

/// Those of `targets` that all who read `note` read as well. Of a note that nobody may edit by name, only what is for
/// everyone, or for all who are signed in, is taken for such.
pub async fn read_with(tx: &mut Tx, note: NoteId, targets: &[NoteId]) -> Result<Vec<NoteId>> {
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let ids = || Value::ids(targets.iter().copied());
    let tags: Vec<Tag> = targets.iter().chain([&note]).copied().map(Tag::Note).collect();
    let rows: Vec<(NoteId,)> = tx.asking_all(tags).all(&READ_WITH, &[note.into(), ids()]).await?;
    // Who is a member may change too.
    let linked: Vec<(CommunityId,)> = tx.asking_all([]).all(&LINKED_TO, &[ids()]).await?;
    tx.asks(linked.into_iter().map(|(community,)| Tag::Community(community)));
    Ok(rows.into_iter().map(|(target,)| target).collect())
}

static BORNE: Statement = Statement::new(
    "links.borne",
    "SELECT DISTINCT r.note, r.title FROM revision r WHERE r.note {in $1} ORDER BY r.note, r.title",
    &[Kind::Ids],
    &[Kind::Id, Kind::Text],
);

/// The titles that these notes bear or bore, whoever may read them: the caller asked that.
pub async fn borne(tx: &mut Tx, notes: &[NoteId]) -> Result<Vec<(NoteId, String)>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let tags: Vec<Tag> = notes.iter().copied().map(Tag::Note).collect();
    tx.asking_all(tags).all(&BORNE, &[Value::ids(notes.iter().copied())]).await
}

/// A note that cites another, with the sentence.
#[derive(Clone, Debug)]
pub struct CitingRow {
    /// The note that cites.
    pub note: NoteId,
    /// Its title.
    pub title: String,
    /// The sentence around the link.
    pub sentence: String,
    /// Which bytes of it are the link's words.
    pub words: (i64, i64),
}

impl FromRow for CitingRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { note: row.get(0)?, title: row.get(1)?, sentence: row.get(2)?, words: (row.get(3)?, row.get(4)?) })
    }
}

static CITING: Statement = Statement::for_viewer(
    "links.citing",
    "SELECT n.id, n.title, l.sentence, l.words_from, l.words_to FROM cited_by c
     JOIN note n ON n.id = c.source
     JOIN link l ON l.note = c.source
       AND l.place = (SELECT MIN(e.place) FROM link e WHERE e.note = c.source AND e.target = c.target)
     WHERE c.target = $1 AND {note_readable n}
     ORDER BY c.made DESC, c.source DESC LIMIT $2",
    &[Kind::Id, Kind::Int],
    &[Kind::Id, Kind::Text, Kind::Text, Kind::Int, Kind::Int],
);

/// The notes that cite this one and that the viewer may read, each with the sentence of its first link; the last made first.
pub async fn citing(tx: &mut Tx, viewer: &Viewer, note: NoteId, most: i64) -> Result<Vec<CitingRow>> {
    let rows: Vec<CitingRow> =
        tx.asking(Tag::Backlinks(note)).all_for(viewer, &CITING, &[note.into(), most.into()]).await?;
    tx.asks(rows.iter().map(|row| Tag::Name(row.note)));
    Ok(rows)
}

static BESIDE: Statement = Statement::new(
    "links.beside",
    "SELECT l.note, l.target FROM link l WHERE l.note {in $1} AND l.target IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM link m WHERE m.note = l.note AND m.place >= $2)
     ORDER BY l.note, l.place",
    &[Kind::Ids, Kind::Int],
    &[Kind::Id, Kind::Id],
);

/// Which notes each of these notes cites, in order, whoever may read them: the caller asks that next. One with a link past
/// the first `most` names none, wherever its links lead: whether one that is hidden is there changes nothing.
pub async fn beside(tx: &mut Tx, notes: &[NoteId], most: i64) -> Result<Vec<(NoteId, NoteId)>> {
    let tags: Vec<Tag> = notes.iter().copied().map(Tag::Cites).collect();
    tx.asking_all(tags).all(&BESIDE, &[Value::ids(notes.iter().copied()), most.into()]).await
}

static WANTED: Statement = Statement::for_viewer(
    "links.wanted",
    "SELECT l.title_key, MIN(l.title), COUNT(*) FROM link l JOIN note n ON n.id = l.note
     WHERE l.title_key > $1 AND l.title_key <> '' AND REPLACE(l.title_key, $3, '') = l.title_key AND {note_readable n}
       AND NOT EXISTS (SELECT 1 FROM note t WHERE t.id = l.target AND {note_readable t})
     GROUP BY l.title_key ORDER BY l.title_key LIMIT $2",
    &[Kind::Text, Kind::Int, Kind::Text],
    &[Kind::Text, Kind::Text, Kind::Int],
);

/// The titles that links wait for, for this viewer: key, title, how many. A hidden target counts as none; what lost words waits for
/// nothing.
pub async fn wanted(tx: &mut Tx, viewer: &Viewer, after: &str, most: i64) -> Result<Vec<(String, String, i64)>> {
    tx.all_for(viewer, &WANTED, &[after.into(), most.into(), MARK.into()]).await
}

static WAITING: Statement = Statement::for_viewer(
    "links.waiting",
    "SELECT l.title_key, n.id, n.title FROM link l JOIN note n ON n.id = l.note
     WHERE l.title_key {in $1} AND {note_readable n}
       AND NOT EXISTS (SELECT 1 FROM note t WHERE t.id = l.target AND {note_readable t})
     GROUP BY l.title_key, n.id, n.title ORDER BY l.title_key, n.id LIMIT 1000",
    &[Kind::Texts],
    &[Kind::Text, Kind::Id, Kind::Text],
);

/// Where those links stand.
pub async fn waiting(tx: &mut Tx, viewer: &Viewer, keys: Vec<String>) -> Result<Vec<(String, NoteId, String)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    tx.all_for(viewer, &WAITING, &[Value::Texts(keys)]).await
}

/// Every statement of this module.
pub static STATEMENTS: &[&Statement] =
    &[&CLEAR, &INSERT, &SHOWN, &TARGETS, &NAMED, &READ_WITH, &LINKED_TO, &BORNE, &CITING, &BESIDE, &WANTED, &WAITING];
