//! Folders to bring in, made here, and what they leave on a site, in words that two runs can be compared by.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use domain::{AttachmentId, NoteId};
use serde_json::Value as Json;
use store::{Kind, Statement, Value};
use testkit::Chance;

use crate::program::{Place, asked};

/// Writes a folder of so many notes, which link to each other; one in four shows an image of its own.
pub fn make(folder: &Path, notes: u64, seed: u64) {
    let chance = Chance::new(seed);
    fs::create_dir_all(folder.join("images")).unwrap();
    for number in 0..notes {
        let mut text = format!("---\ntags: [jardin, lot-{}]\nauthors: [Ana Roy]\n---\n# Note {number}\n\n", number % 7);
        for _ in 0..3 {
            let other = chance.below(notes);
            writeln!(text, "Le compost chauffe : voir [la note {other}](note-{other}.md) et [[Note {other}]].\n")
                .unwrap();
        }
        writeln!(text, "{}", "Il se repose ensuite, à l’abri de la pluie. ".repeat(30)).unwrap();
        if number % 4 == 0 {
            writeln!(text, "\n![Le tas](images/tas-{number}.png)").unwrap();
            let mut image = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0".to_vec();
            image.extend((0..1_000).flat_map(|_| chance.number().to_le_bytes()));
            fs::write(folder.join(format!("images/tas-{number}.png")), image).unwrap();
        }
        fs::write(folder.join(format!("note-{number}.md")), text).unwrap();
    }
}

static NAMES: Statement = Statement::new(
    "faults.names",
    "SELECT path, note, attachment FROM imported ORDER BY path",
    &[],
    &[Kind::Text, Kind::Id, Kind::Id],
);
static NOTES: Statement = Statement::new(
    "faults.notes",
    "SELECT i.path, n.title, n.visibility, r.body, n.revision, p.position, p.depth
     FROM imported i JOIN note n ON n.id = i.note JOIN revision r ON r.note = n.id AND r.number = n.revision
     JOIN placement p ON p.note = n.id AND p.notebook = i.notebook
     JOIN notebook b ON b.id = i.notebook WHERE b.title {in $1} ORDER BY b.title, i.path",
    &[Kind::Texts],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Int, Kind::Int, Kind::Int],
);
static FILES: Statement = Statement::new(
    "faults.files",
    "SELECT i.path, a.name, a.media, a.size FROM imported i JOIN attachment a ON a.id = i.attachment
     JOIN notebook b ON b.id = i.notebook WHERE b.title {in $1} ORDER BY b.title, i.path",
    &[Kind::Texts],
    &[Kind::Text, Kind::Text, Kind::Text, Kind::Int],
);
static LINKS: Statement = Statement::new(
    "faults.links",
    "SELECT i.path, l.place, l.title, l.target, l.sentence
     FROM imported i JOIN link l ON l.note = i.note
     JOIN notebook b ON b.id = i.notebook WHERE b.title {in $1} ORDER BY b.title, i.path, l.place",
    &[Kind::Texts],
    &[Kind::Text, Kind::Int, Kind::Text, Kind::Id, Kind::Text],
);
static CITED: Statement = Statement::new(
    "faults.cited",
    "SELECT t.path, s.path FROM cited_by c JOIN imported t ON t.note = c.target JOIN imported s ON s.note = c.source
     JOIN notebook b ON b.id = s.notebook WHERE b.title {in $1} ORDER BY b.title, t.path, s.path",
    &[Kind::Texts],
    &[Kind::Text, Kind::Text],
);

type Note = (String, String, String, String, i64, i64, i64);

/// Everything that imports left in these notebooks, ids replaced by the paths that they stand for: a line a thing.
pub fn left_in(place: &Place, notebooks: &[&str]) -> String {
    let notebooks = [Value::Texts(notebooks.iter().map(|title| (*title).to_owned()).collect())];
    asked(place, async |store| {
        let mut tx = store.heavy().await.unwrap();
        let rows: Vec<(String, Option<NoteId>, Option<AttachmentId>)> = tx.all(&NAMES, &[]).await.unwrap();
        let mut names = BTreeMap::new();
        for (path, note, file) in rows {
            let id = note.map(|id| id.to_string()).or_else(|| file.map(|id| id.to_string()));
            names.insert(id.unwrap_or_default(), path);
        }
        let named = |text: &str| names.iter().fold(text.to_owned(), |text, (id, path)| text.replace(id, path));
        let mut all = String::new();
        for row in tx.all::<Note>(&NOTES, &notebooks).await.unwrap() {
            writeln!(all, "note {:?}", (&row.0, &row.1, &row.2, named(&row.3), row.4, row.5, row.6)).unwrap();
        }
        for row in tx.all::<(String, String, String, i64)>(&FILES, &notebooks).await.unwrap() {
            writeln!(all, "file {row:?}").unwrap();
        }
        for row in tx.all::<(String, i64, String, Option<NoteId>, String)>(&LINKS, &notebooks).await.unwrap() {
            let target = row.3.map(|id| named(&id.to_string()));
            writeln!(all, "link {:?}", (&row.0, row.1, &row.2, target, &row.4)).unwrap();
        }
        for row in tx.all::<(String, String)>(&CITED, &notebooks).await.unwrap() {
            writeln!(all, "cited {row:?}").unwrap();
        }
        all
    })
}

/// The first line by which two sites differ.
pub fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (lines, others) = (expected.lines().count(), found.lines().count());
    let first = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
    let first = first.map(|(one, other)| parting(one, other)).unwrap_or_default();
    Some(format!("{lines} lines, found {others}: {first}"))
}

/// Both lines, a little before they part.
fn parting(one: &str, other: &str) -> String {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let around = |line: &str| line.chars().skip(same.saturating_sub(40)).take(120).collect::<String>();
    let head: String = one.chars().take(40).collect();
    format!("{head}… {} / {}", around(one), around(other))
}

/// What a report says whatever was there before: ids, counts of work and moments left out.
pub fn lasting(report: &Json) -> Json {
    let mut lasting = report.clone();
    let Some(fields) = lasting.as_object_mut() else { return Json::Null };
    for work in ["id", "address", "notebook", "created", "updated", "unchanged"] {
        fields.remove(work);
    }
    for file in fields.get_mut("files").and_then(Json::as_array_mut).into_iter().flatten() {
        let Some(file) = file.as_object_mut() else { continue };
        for work in ["note", "address", "result"] {
            file.remove(work);
        }
    }
    if let Some(links) = fields.get_mut("link_list").and_then(Json::as_array_mut) {
        for link in links.iter_mut().filter_map(Json::as_object_mut) {
            link.remove("target");
            link.remove("candidates");
        }
    }
    lasting
}
