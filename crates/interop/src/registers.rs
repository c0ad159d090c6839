//! What those who run the site take out: the acts on accounts, roles, rights and settings, and the incidents. As CSV for spreadsheets
//! (RFC 4180), as JSON for programs.

use csv::WriterBuilder;
use serde_json::{Value, json};
use services::audit::{Line, Named};
use services::incidents::IncidentRow;

/// The acts, as JSON.
pub fn acts_json(lines: &[Line]) -> Value {
    let named = |who: Option<&Named>| who.map(|who| json!({ "id": who.id.to_string(), "name": who.name }));
    let items: Vec<_> = lines
        .iter()
        .map(|line| {
            json!({
                "id": line.id.to_string(), "at": i18n::rfc3339(line.at), "who": named(line.who.as_ref()),
                "kind": line.act.kind().as_str(), "act": line.act.as_str(), "person": named(line.person.as_ref()),
                "community": line.community, "word": line.word,
            })
        })
        .collect();
    json!({ "items": items, "next": null })
}

/// The acts, as CSV.
pub fn acts_csv(lines: &[Line]) -> String {
    const TITLES: [&str; 10] =
        ["id", "at", "who", "who_name", "kind", "act", "person", "person_name", "community", "word"];
    let id = |who: Option<&Named>| who.map(|who| who.id.to_string()).unwrap_or_default();
    let name = |who: Option<&Named>| who.map(|who| who.name.clone()).unwrap_or_default();
    let rows = lines.iter().map(|line| {
        let (who, person) = (line.who.as_ref(), line.person.as_ref());
        [
            line.id.to_string(),
            i18n::rfc3339(line.at),
            id(who),
            name(who),
            line.act.kind().as_str().to_owned(),
            line.act.as_str().to_owned(),
            id(person),
            name(person),
            line.community.clone().unwrap_or_default(),
            line.word.clone(),
        ]
    });
    written(&TITLES, rows)
}

/// The incidents and all their wordings, as JSON.
pub fn incidents_json(incidents: &[Vec<IncidentRow>]) -> Value {
    let items: Vec<_> = incidents
        .iter()
        .flatten()
        .map(|row| {
            json!({
                "id": row.id.to_string(), "edition": row.edition, "written": i18n::rfc3339(row.written), "who": row.who,
                "happened": row.words.happened.to_string(),
                "learned": row.words.learned.map(|day| day.to_string()), "what": row.words.what,
                "whose": row.words.whose, "risk": row.words.risk, "told": row.words.told,
                "told_on": row.words.told_on.map(|day| day.to_string()),
            })
        })
        .collect();
    json!({ "items": items, "next": null })
}

/// The incidents and all their wordings, as CSV.
pub fn incidents_csv(incidents: &[Vec<IncidentRow>]) -> String {
    const TITLES: [&str; 11] =
        ["id", "edition", "written", "who", "happened", "learned", "what", "whose", "risk", "told", "told_on"];
    let rows = incidents.iter().flatten().map(|row| {
        [
            row.id.to_string(),
            row.edition.to_string(),
            i18n::rfc3339(row.written),
            row.who.clone().unwrap_or_default(),
            row.words.happened.to_string(),
            row.words.learned.map(|day| day.to_string()).unwrap_or_default(),
            row.words.what.clone(),
            row.words.whose.clone(),
            row.words.risk.clone(),
            row.words.told.clone(),
            row.words.told_on.map(|day| day.to_string()).unwrap_or_default(),
        ]
    });
    written(&TITLES, rows)
}

/// A table with titles. A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn written<const N: usize>(titles: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut table = WriterBuilder::new().from_writer(Vec::new());
    // Nothing refuses what is written to memory, and each row has as many cells as there are titles.
    drop(table.write_record(titles));
    for row in rows {
        drop(table.write_record(row.map(harmless)));
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::{harmless, written};

    #[test]
    fn what_a_spreadsheet_would_reckon_is_words() {
        for (cell, kept) in [("=1+1", "'=1+1"), ("@a", "'@a"), ("-", "'-"), ("Zoé", "Zoé"), ("", ""), ("a=b", "a=b")]
        {
            assert_eq!(harmless(cell.to_owned()), kept);
        }
        let rows = [["a, \"b\"\nc".to_owned(), "=2".to_owned()]];
        assert_eq!(written(&["x", "y"], rows.into_iter()), "x,y\n\"a, \"\"b\"\"\nc\",'=2\n");
    }
}
