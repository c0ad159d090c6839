//! One SQL text for both engines, rewritten once.
//!
//! `$1`… are the arguments; `{in $1}` binds a list; `{note_readable n}` and its sisters are the fragments of
//! [`crate::rights`], whose arguments (`:me`, `:signed_in`, …) come after the statement's own.

use std::sync::OnceLock;

use crate::rights;

/// The type of an argument or of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Id,
    /// A number or a time.
    Int,
    /// Yes or no.
    Bool,
    /// Words.
    Text,
    /// Bytes.
    Bytes,
    /// A list of ids.
    Ids,
    /// A list of words.
    Texts,
}

#[derive(Debug)]
struct Rewritten {
    sqlite: String,
    postgres: String,
    params: Vec<Kind>,
    /// Which of [`rights::VIEWER`] the fragments use: an argument that no text names has no type on PostgreSQL.
    viewer: Vec<usize>,
}

/// A statement, listed by its module.
#[derive(Debug)]
pub struct Statement {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    params: &'static [Kind],
    columns: &'static [Kind],
    viewer: bool,
    rewritten: OnceLock<Rewritten>,
    rows: OnceLock<Option<[String; ROWS.len()]>>,
}

impl Statement {
    /// A statement whose text both engines share.
    pub const fn new(
        name: &'static str,
        text: &'static str,
        params: &'static [Kind],
        columns: &'static [Kind],
    ) -> Self {
        Self::written(name, text, text, params, columns, false)
    }

    /// A statement that asks what a viewer may see: takes a viewer's arguments after its own.
    pub const fn for_viewer(
        name: &'static str,
        text: &'static str,
        params: &'static [Kind],
        columns: &'static [Kind],
    ) -> Self {
        Self::written(name, text, text, params, columns, true)
    }

    /// One of the few that cannot be shared.
    pub const fn apart(
        name: &'static str,
        sqlite: &'static str,
        postgres: &'static str,
        params: &'static [Kind],
        columns: &'static [Kind],
    ) -> Self {
        Self::written(name, sqlite, postgres, params, columns, false)
    }

    const fn written(
        name: &'static str,
        sqlite: &'static str,
        postgres: &'static str,
        params: &'static [Kind],
        columns: &'static [Kind],
        viewer: bool,
    ) -> Self {
        Self { name, sqlite, postgres, params, columns, viewer, rewritten: OnceLock::new(), rows: OnceLock::new() }
    }

    /// Its name, for figures and tests.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The declared types of its arguments, a viewer's included as far as the statement uses them.
    pub fn params(&self) -> &[Kind] {
        &self.rewritten().params
    }

    /// Which of [`rights::VIEWER`] come after its own arguments, by their places there.
    pub(crate) fn viewer_params(&self) -> &[usize] {
        &self.rewritten().viewer
    }

    /// The declared types of its columns.
    pub fn columns(&self) -> &'static [Kind] {
        self.columns
    }

    /// Whether it takes a viewer's arguments.
    pub fn asks_for_viewer(&self) -> bool {
        self.viewer
    }

    /// Whether this process has run it, or asked about its arguments: the test that runs them all ends with this.
    pub fn was_used(&self) -> bool {
        self.rewritten.get().is_some()
    }

    /// Whether both engines read the same text.
    pub fn is_shared(&self) -> bool {
        std::ptr::eq(self.sqlite, self.postgres)
    }

    pub(crate) fn sqlite(&self) -> &str {
        &self.rewritten().sqlite
    }

    pub(crate) fn postgres(&self) -> &str {
        &self.rewritten().postgres
    }

    /// The same for each number of [`ROWS`] at once, of a statement that inserts one row; nothing of any other.
    pub(crate) fn postgres_rows(&self) -> Option<&[String; ROWS.len()]> {
        let rows = self.rows.get_or_init(|| {
            let [many, few] = ROWS.map(|count| of_rows(self.postgres(), self.params().len(), count));
            Some([many?, few?])
        });
        rows.as_ref()
    }

    fn rewritten(&self) -> &Rewritten {
        self.rewritten.get_or_init(|| {
            let (sqlite, postgres) = (rights::expand(self.sqlite), rights::expand(self.postgres));
            let mut params = self.params.to_vec();
            let mut viewer = Vec::new();
            let mut numbers = Vec::new();
            for (index, (name, kind)) in rights::VIEWER.iter().enumerate().filter(|_| self.viewer) {
                if sqlite.contains(name) || postgres.contains(name) {
                    params.push(*kind);
                    viewer.push(index);
                    numbers.push((*name, format!("${}", params.len())));
                }
            }
            let numbered = |text: String| numbers.iter().fold(text, |text, (name, number)| text.replace(name, number));
            Rewritten {
                sqlite: rewrite(&numbered(sqlite), &params, true),
                postgres: rewrite(&numbered(postgres), &params, false),
                params,
                viewer,
            }
        })
    }
}

/// How many rows each of [`Statement::postgres_rows`] takes, the most first.
pub(crate) const ROWS: [usize; 2] = [16, 4];

/// Repeats the list of values of an INSERT, each time with arguments of its own.
fn of_rows(text: &str, params: usize, count: usize) -> Option<String> {
    let start = text.find("VALUES (")? + "VALUES ".len();
    let mut depth = 0_usize;
    let end = text.bytes().enumerate().skip(start).find_map(|(place, byte)| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(place + 1)
    })?;
    let (before, values, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let rows: Vec<String> = (0..count).map(|row| numbered_from(values, row * params)).collect();
    Some(format!("{before}{}{after}", rows.join(", ")))
}

/// The same text with `by` added to the number of each argument.
fn numbered_from(text: &str, by: usize) -> String {
    let mut pieces = text.split('$');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.len() - piece.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        let (number, rest) = piece.split_at(digits);
        let number = (number.parse::<usize>().unwrap_or(0) + by).to_string();
        out.extend(["$", &number, rest]);
    }
    out
}

/// `{in $n}` by the type of its argument, then `$n` as `?n` on SQLite.
fn rewrite(text: &str, params: &[Kind], sqlite: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{in $") {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let after = after.trim_start_matches("{in $");
        let Some((number, tail)) = after.split_once('}') else { break };
        let kind = number.parse::<usize>().ok().and_then(|number| params.get(number.wrapping_sub(1)));
        let (opening, closing) = match (sqlite, kind) {
            (false, _) => ("= ANY($", ")"),
            (true, Some(Kind::Ids)) => ("IN (SELECT unhex(value) FROM json_each($", "))"),
            (true, _) => ("IN (SELECT value FROM json_each($", "))"),
        };
        out.extend([opening, number, closing]);
        rest = tail;
    }
    out.push_str(rest);
    if sqlite { out.replace('$', "?") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_statement_have_arguments_of_their_own() {
        let one = "INSERT INTO a (b, c) VALUES (CAST(f() AS TEXT), $2, $1) ON CONFLICT (b) DO NOTHING";
        let many = of_rows(one, 2, 16).unwrap();
        assert!(many.starts_with(
            "INSERT INTO a (b, c) VALUES (CAST(f() AS TEXT), $2, $1), (CAST(f() AS TEXT), $4, $3), (CAST"
        ));
        assert!(many.ends_with(", $32, $31) ON CONFLICT (b) DO NOTHING"), "{many}");
        assert_eq!(of_rows("DELETE FROM a WHERE b = $1", 1, 4), None);
    }

    #[test]
    fn a_list_is_bound_in_the_words_of_each_engine() {
        let statement = Statement::new(
            "test",
            "SELECT id FROM note WHERE id {in $2} AND kind = $1",
            &[Kind::Text, Kind::Ids],
            &[Kind::Id],
        );
        assert_eq!(statement.postgres(), "SELECT id FROM note WHERE id = ANY($2) AND kind = $1");
        assert_eq!(
            statement.sqlite(),
            "SELECT id FROM note WHERE id IN (SELECT unhex(value) FROM json_each(?2)) AND kind = ?1"
        );
    }
}
