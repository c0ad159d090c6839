//! What SQLite alone can say of itself: whether its file is sound, and which rows refer to nothing. PostgreSQL keeps
//! both true by itself.

use rusqlite::{Connection, ErrorCode as Code, params};

use crate::error::{Error, Result};
use crate::tx::Tx;

/// Rows that a damaged file is asked for at most.
const MOST_FAULTS: usize = 20;

/// A row that refers to a row that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dangling {
    /// In which table.
    pub table: String,
    /// Which row of it.
    pub row: i64,
    /// Whether it holds words that exist nowhere else, and so is never taken away.
    pub holds_words: bool,
    /// Which reference of its table it is.
    reference: i64,
}

/// The faults that SQLite finds in its own file; that it cannot read on is one of them.
pub(crate) fn faults(connection: &Connection) -> Result<Vec<String>> {
    match asked(connection) {
        Err(error) if matches!(error.sqlite_error_code(), Some(Code::DatabaseCorrupt | Code::NotADatabase)) => {
            Ok(vec![error.to_string()])
        }
        lines => Ok(lines?.into_iter().filter(|line| line != "ok").collect()),
    }
}

fn asked(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut prepared = connection.prepare(&format!("PRAGMA integrity_check({MOST_FAULTS})"))?;
    prepared.query_map([], |row| row.get(0))?.collect()
}

/// The rows that refer to nothing.
pub async fn dangling(tx: &mut Tx) -> Result<Vec<Dangling>> {
    let found = tx.on_sqlite(|connection| {
        let mut prepared = connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = prepared.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let table: String = row.get(0)?;
            // A table without row numbers gives none; we have no such table.
            let Some(number) = row.get::<_, Option<i64>>(1)? else { continue };
            all.push(Dangling { holds_words: table == "revision", row: number, reference: row.get(3)?, table });
        }
        Ok(all)
    })?;
    Ok(found.unwrap_or_default())
}

/// Lets go of the reference where the row may live without one; else takes the row away, with what hangs on it.
pub async fn mend_dangling(tx: &mut Tx, rows: &[Dangling]) -> Result<()> {
    tx.on_sqlite(|connection| {
        for row in rows.iter().filter(|row| !row.holds_words) {
            let columns = optional_columns(connection, row)?;
            if columns.is_empty() {
                take_away(connection, row)?;
            } else {
                let sets: Vec<String> = columns.iter().map(|column| format!("\"{column}\" = NULL")).collect();
                let text = format!("UPDATE \"{}\" SET {} WHERE rowid = ?1", row.table, sets.join(", "));
                connection.execute(&text, [row.row])?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// The columns of the reference, where each of them may be empty.
fn optional_columns(connection: &Connection, row: &Dangling) -> Result<Vec<String>> {
    let mut prepared = connection.prepare(
        "SELECT c.name, c.\"notnull\" FROM pragma_foreign_key_list(?1) f
         JOIN pragma_table_info(?1) c ON c.name = f.\"from\" WHERE f.id = ?2",
    )?;
    let columns = prepared
        .query_map(params![row.table, row.reference], |column| Ok((column.get::<_, String>(0)?, column.get(1)?)))?
        .collect::<std::result::Result<Vec<(String, bool)>, _>>()?;
    if columns.iter().any(|(_, must_be_there)| *must_be_there) {
        return Ok(Vec::new());
    }
    Ok(columns.into_iter().map(|(name, _)| name).collect())
}

/// What hangs on a row of a table, to be taken away before it.
const HANGING: [(&str, &str); 3] = [
    (
        "membership",
        "DELETE FROM role WHERE (community, person) IN (SELECT community, person FROM membership WHERE rowid = ?1)",
    ),
    (
        "placement",
        "DELETE FROM placement_category WHERE (notebook, note) IN (SELECT notebook, note FROM placement WHERE rowid = ?1)",
    ),
    ("category", "DELETE FROM placement_category WHERE category IN (SELECT id FROM category WHERE rowid = ?1)"),
];

fn take_away(connection: &Connection, row: &Dangling) -> Result<()> {
    for (table, text) in HANGING {
        if table == row.table {
            connection.execute(text, [row.row])?;
        }
    }
    connection.execute(&format!("DELETE FROM \"{}\" WHERE rowid = ?1", row.table), [row.row]).map_err(Error::from)?;
    Ok(())
}
